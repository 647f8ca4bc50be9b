"""The grounds and the words by which a household's situation is judged (家庭情况的审查事项).

>>> DIBAO_INCOME[None].figures
('dibao_below_standard', 'local_dibao_standard')
"""

from __future__ import annotations

from community_charity.language import Text
from community_charity.law.decision import Stage, ground
from community_charity.rules.assistance.facts import PROVIDED, ask, by_area, of_figure

SUDDEN = Text(
    "a sudden, urgent or disastrous event leaves basic living in grave difficulty for a time",
    "遭遇突发性、紧迫性、灾难性困难，基本生活暂时出现严重困难",
)
SUDDEN_PAPER = Text("a record of the event and of what it did to the household", "急难事由及家庭困难情况的记录")
DISASTER = Text("a natural disaster has gravely harmed basic living", "基本生活受到自然灾害严重影响")
DISASTER_PAPER = Text("the record of the damage", "受灾情况核实记录")
TREATMENT = Text("a patient in acute danger needs emergency treatment", "急危重伤病患者需要急救")
TREATMENT_PAPER = Text("the hospital's statement that treatment is urgent", "医疗机构的急救证明")
CANNOT_PAY = Text("the patient is not identified, or cannot pay", "身份不明或者无力支付急救费用")
CANNOT_PAY_PAPER = Text("the check of identity and means", "身份及支付能力核查结果")
ADRIFT = Text("a person is adrift without means of living", "属于生活无着的流散人员")
ADRIFT_PAPER = Text("the inquiry of the aid station", "救助管理机构的甄别记录")
IS_MARGINAL = Text("the household counts as just above the allowance", "家庭已认定为低保边缘家庭")
MARGINAL_PAPER = Text("the decision on the household's category", "家庭类别认定结果")
SEVERE = Text("a member is severely disabled or seriously ill", "成员中有重度残疾人或重病患者")
SEVERE_PAPER = Text("the disability certificate or the diagnosis", "残疾人证或诊断证明")
DIBAO_PAPER = Text("the register of households on the allowance", "低保对象登记信息")
CATEGORY_PAPER = Text(
    "the register of households on the allowance, in extreme hardship or just above it", "低保、特困、低保边缘登记信息"
)
PROVINCE_RATIO = Text("the ratio that the province has set", "省级政府确定的上浮比例")
SPENDING_PAPER = Text("bills for necessary spending in the last twelve months", "近十二个月必需支出票据")
SHARE_PAPER = Text("the share of spending that the place has set", "当地规定的刚性支出占比")
AVERAGE_PAPER = Text(
    "last year's disposable income a head, as the place has published it", "当地公布的上年度居民人均可支配收入"
)
RIGID_PAPER = Text("the decision of recognition", "认定决定书")

PROVIDED_SINGLE = of_figure(PROVIDED, "dibao_single_admission")
PROVIDED_STANDS = of_figure(PROVIDED, "rigid_expense_validity_months")

_DIBAO_INCOME = ground(
    "assistance.dibao_income",
    Stage.NEED,
    title=(
        "income a head of {found} lies below the standard of {required}",
        "家庭人均收入{found}，低于低保标准{required}",
    ),
    unmet=(
        "income a head: {found}; it must lie below this line: {required}",
        "家庭人均收入{found}，应低于的标准：{required}",
    ),
    figures=("dibao_below_standard",),
    remedy=ask,
    at_most=True,
)
DIBAO_PROPERTY = ground(
    "assistance.dibao_property",
    Stage.NEED,
    title=("the household's property lies within the rules for the allowance", "家庭财产状况符合低保规定"),
    unmet=("the property check for the allowance is not passed", "家庭财产状况未通过低保核查"),
    figures=("dibao_below_standard",),
    remedy=ask,
)
NOT_ON_DIBAO = ground(
    "assistance.not_on_dibao",
    Stage.STATE,
    title=("the household is not on the allowance", "家庭未纳入低保"),
    unmet=("the household is on the allowance, or that is not known", "家庭已纳入低保或情况不详"),
    figures=("dibao_margin_recognised",),
    remedy=ask,
)
_MARGIN_INCOME = ground(
    "assistance.margin_income",
    Stage.NEED,
    title=(
        "income a head of {found} lies below the line of {required} for marginal households",
        "家庭人均收入{found}，低于低保边缘家庭标准{required}",
    ),
    unmet=(
        "income a head: {found}; it must lie below this line: {required}",
        "家庭人均收入{found}，应低于的标准：{required}",
    ),
    figures=("dibao_margin_recognised", "dibao_margin_multiple"),
    remedy=ask,
    at_most=True,
)
_MARGIN_UP_TO = ground(
    "assistance.margin_up_to",
    Stage.NEED,
    title=(
        "income a head of {found} does not exceed the line of {required} for marginal households",
        "家庭人均收入{found}，不超过低保边缘家庭标准{required}",
    ),
    unmet=("income a head: {found}; at most: {required}", "家庭人均收入{found}，不应超过的标准：{required}"),
    figures=("dibao_margin_recognised", "dibao_margin_multiple", "dibao_margin_includes_line"),
    remedy=ask,
    at_most=True,
)
MARGIN_PROPERTY = ground(
    "assistance.margin_property",
    Stage.NEED,
    title=(
        "the household's property lies within the rules for marginal households",
        "家庭财产状况符合低保边缘家庭规定",
    ),
    unmet=("the property check for marginal households is not passed", "家庭财产状况未通过低保边缘家庭核查"),
    figures=("dibao_margin_recognised",),
    remedy=ask,
)
SINGLE_SITUATION = ground(
    "assistance.single_situation",
    Stage.NEED,
    title=("{situation}", "{situation}"),
    unmet=("not established: {situation}", "未确认：{situation}"),
    figures=("dibao_single_admission",),
    remedy=ask,
)
RIGID_OTHERS = ground(
    "assistance.rigid_others",
    Stage.STATE,
    title=(
        "the household is not on the allowance, not in extreme hardship, and not just above the allowance",
        "家庭未纳入低保、特困且未被认定为低保边缘家庭",
    ),
    unmet=(
        "the household is counted in another category already, or that is not known",
        "家庭已认定为其他类别或情况不详",
    ),
    figures=("rigid_expense_excludes_others",),
    remedy=ask,
)
RIGID_INCOME = ground(
    "assistance.rigid_income",
    Stage.NEED,
    title=(
        "income of {found} in twelve months lies below {required}, last year's local average for all members",
        "近十二个月家庭收入{found}，低于按人口计的当地上年度人均可支配收入{required}",
    ),
    unmet=(
        "income in twelve months: {found}; it must lie below this line: {required}",
        "近十二个月家庭收入{found}，应低于的标准：{required}",
    ),
    figures=("rigid_expense_recognised", "local_disposable_income"),
    remedy=ask,
    at_most=True,
)
RIGID_PROPERTY = ground(
    "assistance.rigid_property",
    Stage.NEED,
    title=("the household's property lies within the local rules", "家庭财产状况符合当地规定"),
    unmet=("the property check is not passed", "家庭财产状况未通过核查"),
    figures=("rigid_expense_recognised",),
    remedy=ask,
)
RIGID_SHARE = ground(
    "assistance.rigid_share",
    Stage.NEED,
    title=(
        "necessary spending takes more than {required} of the income",
        "必需支出占家庭总收入的比例超过{required}",
    ),
    unmet=(
        "part of the income that necessary spending takes: {found}; part to be exceeded: {required}",
        "必需支出占家庭总收入的比例：{found}，应超过：{required}",
    ),
    figures=("rigid_expense_recognised", "rigid_expense_share"),
    remedy=ask,
)
RIGID_VALID = ground(
    "assistance.rigid_valid",
    Stage.STATE,
    title=("recognised on {since}, valid to {last}", "{since} 认定，有效期至 {last}"),
    unmet=(
        "the day lies outside the validity, recognised on {since}, valid to {last}: apply again",
        "不在有效期内（{since} 认定，至 {last}），须重新申请",
    ),
    figures=("rigid_expense_validity_months",),
    remedy=ask,
)

DIBAO_INCOME = by_area(_DIBAO_INCOME)
"""The income test of the allowance, for each kind of area."""
MARGIN_INCOME = by_area(_MARGIN_INCOME)
"""The income test of marginal households, for each kind of area."""
MARGIN_UP_TO = by_area(_MARGIN_UP_TO)
"""The same where the place counts its line in, for each kind of area."""
