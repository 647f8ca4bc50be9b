"""What is checked before a body is confirmed as eligible (确认资格的审查事项): 公告2020年第27号 sections 3, 4, 8 and 9.

>>> BAR.title.zh
'被取消资格当年及之后{required}个年度已满'
"""

from __future__ import annotations

import attrs

from community_charity.law.decision import Ground, Stage, ground
from community_charity.law.remedies import show, wait

_ACCOUNTS = ("the audited accounts of that year and of the three before", "该年度及前三年度的经审计财务报告")

KIND = ground(
    "tax.kind",
    Stage.AUTHORITY,
    title=("a kind of body whose eligibility is confirmed: {found}", "属于可确认资格的组织：{found}"),
    unmet=(
        "not shown to be a kind of body whose eligibility is confirmed: {found}",
        "未证明属于可确认资格的组织：{found}",
    ),
    figures=("tax_status_kinds",),
    remedy=show(
        "the registration certificate; of a mass organisation, the confirmation under its own rules",
        "登记证书；群众团体请提供按其专门规定的资格确认文件",
    ),
)
CONDITIONS = ground(
    "tax.conditions",
    Stage.STATE,
    title=("it is what an eligible body must be", "符合公益性社会组织的各项条件"),
    unmet=("not met, or not shown: {open}", "不符合或未证明：{open}"),
    figures=("tax_status_conditions",),
    remedy=show("the charter and the registration certificate", "章程与登记证书"),
)
CONDITIONS_OF_NEW = attrs.evolve(CONDITIONS, figures=(*CONDITIONS.figures, "new_charity_fewer_conditions"))
"""The same of a new charity, which meets fewer of the other conditions."""
CLEAN = ground(
    "tax.clean",
    Stage.STATE,
    title=("no penalty but a warning in the {required} years before", "前{required}年度未受行政处罚（警告除外）"),
    unmet=(
        "a penalty in the {required} years before, or that is not known",
        "前{required}年度受过行政处罚，或情况不详",
    ),
    figures=("tax_status_clean_years",),
    remedy=wait(ask=("the registrar's statement on penalties", "登记管理机关关于行政处罚情况的证明")),
)
UNLISTED = ground(
    "tax.unlisted",
    Stage.STATE,
    title=(
        "not listed for a serious breach of trust in the {required} years before",
        "前{required}年度未被列入严重违法失信名单",
    ),
    unmet=(
        "listed for a serious breach of trust in the {required} years before, or that is not known",
        "前{required}年度曾被列入严重违法失信名单，或情况不详",
    ),
    figures=("tax_status_unlisted_years",),
    remedy=wait(ask=("an extract from the list of serious breaches of trust", "严重违法失信名单查询结果")),
)
BAR = ground(
    "tax.bar",
    Stage.STATE,
    title=(
        "the year of a cancellation for breach and {required} more are over",
        "被取消资格当年及之后{required}个年度已满",
    ),
    unmet=(
        "cancelled for breach within the year or the {required} before, or that is not known",
        "因违规被取消资格后未满{required}个年度，或情况不详",
    ),
    figures=("tax_status_bar_years",),
    remedy=wait(ask=("the announcements of cancelled eligibilities", "取消资格名单公告")),
)
EVER = ground(
    "tax.ever",
    Stage.STATE,
    title=(
        "never cancelled for unlawful politics or harm to the public",
        "未因非法政治活动或危害国家安全、社会公共利益被取消资格",
    ),
    unmet=(
        "cancelled for unlawful politics or harm to the public, or that is not known",
        "因非法政治活动或危害国家安全、社会公共利益被取消资格，或情况不详",
    ),
    figures=("tax_status_lost_for_ever",),
    remedy=show("the announcements of cancelled eligibilities", "取消资格名单公告"),
)
REPORT = ground(
    "tax.report",
    Stage.STATE,
    title=(
        "the audited special report on {of} was filed by {required}",
        "{of}年度经审计的专项信息报告已不晚于 {required} 报送",
    ),
    unmet=(
        "the audited special report on {of} is not shown to be filed by {required}",
        "未证明{of}年度经审计的专项信息报告已不晚于 {required} 报送",
    ),
    figures=("tax_status_report_day",),
    remedy=show(
        "the audited special report with the registrar's mark of receipt", "经审计的专项信息报告及登记管理机关收讫证明"
    ),
)
FIRST_REPORTS = ground(
    "tax.first_reports",
    Stage.STATE,
    title=(
        "a first confirmation has audited reports on the {required} years before",
        "首次确认的，已报送前{required}个年度经审计的专项信息报告",
    ),
    unmet=(
        "a first confirmation needs audited reports on the {required} years before",
        "首次确认须报送前{required}个年度经审计的专项信息报告",
    ),
    figures=("tax_status_first_reports",),
    remedy=show(
        "the audited special reports, or an earlier confirmation", "经审计的专项信息报告，或此前的资格确认文件"
    ),
)
QUALIFICATION = ground(
    "tax.qualification_known",
    Stage.AUTHORITY,
    title=("known whether it holds public-fundraising qualification", "已知是否具有公开募捐资格"),
    unmet=(
        "not known whether it holds public-fundraising qualification: which ratios bind is open",
        "是否具有公开募捐资格不详，适用何种比例未定",
    ),
    origin=("Announcement no. 27 of 2020, section 4 (3)", "公告2020年第27号四（三）"),
    remedy=show(
        "the certificate of public-fundraising qualification, or the registrar's entry", "公开募捐资格证书或登记信息"
    ),
)


def _spending(code: str, figure: str, en: str, zh: str) -> Ground:
    return ground(
        code,
        Stage.MONEY,
        title=(
            f"in {{of}}, at least {{required}} was spent on public benefit ({en})",
            f"{{of}}年度公益慈善事业支出不低于 {{required}}（{zh}）",
        ),
        unmet=(
            f"in {{of}}, {{found}} was spent on public benefit, at least {{required}} was due ({en})",
            f"{{of}}年度公益慈善事业支出 {{found}}，应不低于 {{required}}（{zh}）",
        ),
        figures=(figure, "tax_status_prior_years", "tax_status_average_years"),
        remedy=show(*_ACCOUNTS),
    )


def _management(code: str, figure: str) -> Ground:
    return ground(
        code,
        Stage.MONEY,
        title=("in {of}, management cost at most {required}", "{of}年度管理费用不高于 {required}"),
        unmet=(
            "in {of}, management cost {found}, at most {required} was allowed",
            "{of}年度管理费用 {found}，应不高于 {required}",
        ),
        figures=(figure, "tax_status_prior_years"),
        at_most=True,
        remedy=show(*_ACCOUNTS),
    )


SPENDING_QUALIFIED = _spending(
    "tax.spending_qualified", "tax_status_spending_qualified", "share of income", "占收入比例"
)
SPENDING_UNQUALIFIED = _spending(
    "tax.spending_unqualified", "tax_status_spending_unqualified", "share of net assets", "占净资产比例"
)
MANAGEMENT_QUALIFIED = _management("tax.management_qualified", "tax_status_management_qualified")
MANAGEMENT_UNQUALIFIED = _management("tax.management_unqualified", "tax_status_management_unqualified")
QUALIFIED = (SPENDING_QUALIFIED, MANAGEMENT_QUALIFIED)
"""The two ratios of a body with public-fundraising qualification."""
UNQUALIFIED = (SPENDING_UNQUALIFIED, MANAGEMENT_UNQUALIFIED)
"""The two ratios of a body without."""

EXEMPT = ground(
    "tax.exempt",
    Stage.STATE,
    title=("tax-exempt as a non-profit until {found}", "非营利组织免税资格有效期至 {found}"),
    unmet=(
        "not shown to be tax-exempt as a non-profit on the day (until {found})",
        "未证明非营利组织免税资格当日有效（至 {found}）",
    ),
    figures=("tax_status_needs_exemption",),
    remedy=show("the notice of its tax exemption as a non-profit", "非营利组织免税资格认定公告"),
)
GRADE = ground(
    "tax.grade",
    Stage.STATE,
    title=("assessed {required}A or better", "评估等级为{required}A以上"),
    unmet=(
        "assessment grade {found}; at least {required} (3 stands for 3A) is needed",
        "评估等级 {found}，须为 {required} 以上（3即3A）",
    ),
    figures=("tax_status_minimum_grade",),
    remedy=show("the certificate of assessment", "评估等级证书"),
)
GRADE_VALID = ground(
    "tax.grade_valid",
    Stage.STATE,
    title=("the assessment is valid until {found}", "评估结果有效期至 {found}"),
    unmet=(
        "the assessment is not shown to be valid on the day (until {found})",
        "未证明评估结果当日有效（至 {found}）",
    ),
    origin=("Announcement no. 27 of 2020, section 4 (8)", "公告2020年第27号四（八）"),
    remedy=show("a certificate of assessment that has not run out", "仍在有效期内的评估等级证书"),
)
