"""What a fundraising plan and its campaign must be (募捐方案与公开募捐活动的审查事项).

Instruments: 慈善法 arts. 22 to 27, 慈善组织公开募捐管理办法 (民政部令第74号) arts. 10, 12, 15 and 17.

>>> [each.field for each in AT_THE_START]
['has_safety_approval', 'on_designated_platform', 'announced_as_filed']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.law.decision import Stage, ground
from community_charity.law.remedies import mend, wait
from community_charity.rules.duties import duty, listed_ground

if TYPE_CHECKING:
    from community_charity.law.decision import Ground

CONTENTS = listed_ground(
    "plan",
    Stage.STATE,
    "states",
    "fundraising_plan_contents",
    title=("the plan states all that it must", "募捐方案载明全部应载事项"),
    unmet=("not shown to be in the plan: {missing}", "募捐方案未载明：{missing}"),
    does=("add to the plan: {missing}", "在募捐方案中补充：{missing}"),
    ask=("the fundraising plan", "募捐方案"),
)
PERIOD = ground(
    "plan.within_period",
    Stage.STATE,
    title=("within the period of the plan, {start} to {end}", "在募捐方案确定的期限内（{start} 至 {end}）"),
    unmet=("not within the period of the plan, {start} to {end}", "不在募捐方案确定的期限内（{start} 至 {end}）"),
    figures=("campaign_keeps_to_filed_period",),
    remedy=wait(ask=("the period of the plan", "募捐方案的起止时间")),
)


def _length(code: str, figure: str, en: str, zh: str) -> Ground:
    return ground(
        code,
        Stage.STATE,
        title=(
            f"{en}: ends by {{required}}, as is general, or the office took it longer",
            f"{zh}：于 {{required}} 前结束（一般期限），或者民政部门已接受更长期限",
        ),
        unmet=(
            f"{en}: it ends on {{found}}; generally it ends by {{required}}, and the office may judge otherwise",
            f"{zh}：结束于 {{found}}，一般应于 {{required}} 前结束，民政部门可另作判断",
        ),
        figures=(figure,),
        remedy=mend(
            "ends_on",
            does=("end by {required}", "于 {required} 前结束"),
            ask=(
                "the period of the plan, and what the office says of a longer one",
                "募捐方案的起止时间，以及民政部门对更长期限的意见",
            ),
        ),
    )


LENGTH = _length("plan.length", "fundraising_campaign_maximum_years", "campaign", "公开募捐活动")
EMERGENCY_LENGTH = _length(
    "plan.emergency_length", "emergency_campaign_maximum_years", "emergency campaign", "应对重大突发事件的公开募捐活动"
)

QUALIFIED = duty(
    "plan",
    Stage.AUTHORITY,
    "qualified",
    "public_fundraising_needs_qualification",
    title=("the charity holds public-fundraising qualification", "慈善组织已取得公开募捐资格"),
    unmet=("the charity is not known to hold public-fundraising qualification", "未见慈善组织取得公开募捐资格"),
    does=(
        "obtain the certificate first, or have a qualified charity raise",
        "先取得公开募捐资格证书，或者由有资格的慈善组织开展",
    ),
    ask=("the certificate of public-fundraising qualification", "公开募捐资格证书"),
)
IN_THE_PLAN = (
    duty(
        "plan",
        Stage.RESTRICTION,
        "purpose_fits_charter",
        "campaign_purpose_within_charter",
        title=("the purpose lies within the charter", "募捐目的符合章程载明的宗旨和业务范围"),
        unmet=("the purpose is not shown to lie within the charter", "未见募捐目的符合章程载明的宗旨和业务范围"),
        does=("choose a purpose within the charter", "按章程载明的宗旨和业务范围确定募捐目的"),
        ask=("the charter", "章程"),
    ),
    duty(
        "plan",
        Stage.RESTRICTION,
        "name_fits_project",
        "campaign_name_fits_project",
        title=("the name relates to the project", "活动名称与支持的慈善项目相关"),
        unmet=("the name is not shown to relate to the project", "未见活动名称与支持的慈善项目相关"),
        does=("rename the campaign after its project", "按支持的慈善项目更改活动名称"),
        ask=("the description of the project", "慈善项目说明"),
    ),
    duty(
        "plan",
        Stage.AUTHORITY,
        "leader_is_full_time",
        "campaign_leader_is_full_time_staff",
        title=("the person in charge is full-time staff of the charity", "活动负责人是本慈善组织的专职工作人员"),
        unmet=("the person in charge is not shown to be full-time staff", "未见活动负责人是本慈善组织的专职工作人员"),
        does=("put full-time staff in charge", "改由专职工作人员负责"),
        ask=("the work contract of the person in charge", "活动负责人的劳动合同"),
    ),
    duty(
        "plan",
        Stage.MONEY,
        "own_account_only",
        "campaign_uses_own_account",
        title=(
            "gifts go to the qualified charity's own bank account alone",
            "只使用具有公开募捐资格的慈善组织的银行账户",
        ),
        unmet=(
            "gifts are not shown to go to the qualified charity's own bank account alone",
            "未见只使用具有公开募捐资格的慈善组织的银行账户",
        ),
        does=("use the charity's own account alone", "只使用本慈善组织的银行账户"),
        ask=("the account certificate of the bank", "银行开户证明"),
    ),
    duty(
        "plan",
        Stage.MONEY,
        "amount_fits_capacity",
        "campaign_amount_fits_capacity",
        title=("the expected amount fits what can be managed", "预期募集款物数额与管理能力相适应"),
        unmet=("the expected amount is not shown to fit what can be managed", "未见预期募集款物数额与管理能力相适应"),
        does=("lower the expected amount to what can be managed", "按管理能力调低预期数额"),
        ask=("the assessment of what charity and partners can manage", "管理能力说明"),
    ),
    duty(
        "plan",
        Stage.RESTRICTION,
        "names_individual",
        "campaign_names_no_individual",
        wanted=False,
        title=("the beneficiaries are a range of people, no specific individual", "受益人为一定范围，不是特定个人"),
        unmet=("the beneficiary is, or may be, a specific individual", "受益人是或者可能是特定个人"),
        does=(
            "raise for a range of people; one person's appeal is no charity campaign",
            "改为一定范围的受益人；为特定个人求助不属慈善募捐",
        ),
        ask=("the description of the beneficiaries", "受益人范围说明"),
    ),
    duty(
        "plan",
        Stage.RESTRICTION,
        "names_interested_person",
        "campaign_names_no_interested_beneficiary",
        wanted=False,
        title=(
            "nobody connected with donors or managers is named as beneficiary",
            "未指定捐赠人、管理人员的利害关系人为受益人",
        ),
        unmet=(
            "somebody connected with donors or managers is, or may be, named as beneficiary",
            "指定了或者可能指定了捐赠人、管理人员的利害关系人为受益人",
        ),
        does=("name nobody connected with them", "不指定利害关系人"),
        ask=("the ties between beneficiaries, donors and managers", "受益人与捐赠人、管理人员的关系说明"),
    ),
    duty(
        "plan",
        Stage.MONEY,
        "cost_shifted",
        "campaign_cost_not_shifted",
        wanted=False,
        title=("no cost is shifted to beneficiaries", "未向受益人及其利害关系人转嫁募捐成本"),
        unmet=("cost is, or may be, shifted to beneficiaries", "向受益人转嫁了或者可能转嫁募捐成本"),
        does=("let beneficiaries bear no cost", "募捐成本不由受益人承担"),
        ask=("the budget of the campaign", "募捐成本预算"),
    ),
    duty(
        "plan",
        Stage.RESTRICTION,
        "surplus_to_similar",
        "campaign_surplus_to_similar_projects",
        title=(
            "a surplus goes wholly to the charity's projects of the same or a similar purpose",
            "剩余财产全部用于本组织目的相同或者相近的其他慈善项目",
        ),
        unmet=(
            "a surplus is not shown to go to the charity's projects of the same or a similar purpose",
            "未见剩余财产全部用于本组织目的相同或者相近的其他慈善项目",
        ),
        does=("give a surplus to such projects, and publish it", "剩余财产用于上述项目并向社会公开"),
        ask=("the clause of the plan on surplus", "募捐方案关于剩余财产处理的条款"),
    ),
    duty(
        "plan",
        Stage.AUTHORITY,
        "has_own_filing",
        "campaign_has_its_own_filing",
        title=("the campaign has a filing of its own", "本项活动单独备案"),
        unmet=("the campaign is not shown to have a filing of its own", "未见本项活动单独备案"),
        does=("file each campaign by itself, under its own number", "每项活动单独备案，不共用备案编号"),
        ask=("the filings of the charity's campaigns", "本组织各项活动的备案信息"),
    ),
    duty(
        "plan",
        Stage.AUTHORITY,
        "approved_by_legal_representative",
        "campaign_approved_by_legal_representative",
        title=(
            "decided inside the charity, with the legal representative's consent",
            "已履行内部决策程序并经法定代表人同意",
        ),
        unmet=("the legal representative's consent to the decision is not shown", "未见经法定代表人同意的决策文件"),
        does=("decide by the charter, with the legal representative's consent", "按章程决策并取得法定代表人同意"),
        ask=("the decision with the legal representative's consent", "经法定代表人同意的决策文件"),
    ),
    duty(
        "plan",
        Stage.AUTHORITY,
        "supervisor_consents",
        "campaign_supervisor_consents",
        when="has_business_supervisor",
        title=("the business supervisor consents to the plan", "业务主管单位同意募捐方案"),
        unmet=("the business supervisor's consent is not shown", "未见业务主管单位同意"),
        does=("obtain the business supervisor's consent", "报经业务主管单位同意"),
        ask=(
            "the business supervisor's consent, or that there is no such supervisor",
            "业务主管单位同意的文件，或者无业务主管单位的说明",
        ),
    ),
)
"""The duties that a plan must meet when it is filed."""

AT_THE_START = (
    duty(
        "plan",
        Stage.AUTHORITY,
        "has_safety_approval",
        "campaign_has_safety_approval",
        when="needs_safety_approval",
        title=("the approvals for safety and public order are there", "已履行公共安全、公共秩序、消防等批准程序"),
        unmet=("the approvals for safety and public order are not shown", "未见公共安全、公共秩序、消防等批准文件"),
        does=("obtain the approvals", "履行批准程序"),
        ask=("the approvals, or that none is needed", "批准文件，或者无需批准的说明"),
    ),
    duty(
        "plan",
        Stage.AUTHORITY,
        "on_designated_platform",
        "internet_campaign_on_designated_platform",
        when="on_internet",
        title=("on the internet it runs on a designated platform", "在指定的互联网公开募捐服务平台进行"),
        unmet=("it is not shown to run on a designated platform", "未见在指定的互联网公开募捐服务平台进行"),
        does=("move to a designated platform", "改在指定的平台进行"),
        ask=("the page of the campaign on a designated platform", "指定平台上的活动页面"),
    ),
    duty(
        "plan",
        Stage.AUTHORITY,
        "announced_as_filed",
        "campaign_announced_as_filed",
        title=("announced under the name, and with the facts, that were filed", "发布的名称等信息与备案的方案一致"),
        unmet=("what is announced is not shown to match the filing", "未见发布的信息与备案的方案一致"),
        does=("announce what was filed", "按备案的方案发布"),
        ask=("the announcement beside the filing", "发布信息与备案信息的对照"),
    ),
)
"""The duties that a campaign must meet when it begins."""
