"""What an applicant for the public-fundraising qualification must show, one ground each (公开募捐资格的审查事项).

Instruments: 慈善法第22条、第111条; 慈善组织公开募捐管理办法（民政部令第74号）第5条、第6条、第23条, and before
2024-09-05 民政部令第59号第5条. Each figure names its own article.

>>> [duty.field for duty in SUPERVISION]
['supervision_works']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.law.decision import Stage, ground
from community_charity.law.remedies import mend, wait
from community_charity.rules.duties import Duty, duty, listed_ground

if TYPE_CHECKING:
    from typing import Any

    from community_charity.law.decision import Finding

_CERTIFICATE = ("the registration certificate", "登记证书")
_BOARD = ("the list of the board with each member's main employer and ties", "理事会名单（含任职单位及关联、亲属关系）")
_RULES = ("the books of internal rules", "内部管理制度文本")
_NO_PENALTY = ("the record of penalties and breaches", "行政处罚及违法违规记录查询结果")


def _condition(
    field: str,
    figure: str,
    *,
    title: tuple[str, str],
    unmet: tuple[str, str],
    does: tuple[str, str],
    ask: tuple[str, str],
    wanted: bool = True,
    stage: Stage = Stage.AUTHORITY,
    when: str | None = None,
) -> Duty:
    return duty(
        "qualification",
        stage,
        field,
        figure,
        title=title,
        unmet=unmet,
        does=does,
        ask=ask,
        wanted=wanted,
        when=when,
    )


def _down_to_limit(finding: Finding, subject: Any) -> int:
    return int(finding.required * subject.directors)  # rounded down: a third of 7 is 2


LONG_ENOUGH = ground(
    "qualification.long_enough",
    Stage.AUTHORITY,
    title=("a charity for at least {required} full years", "登记或认定为慈善组织满{required}年"),
    unmet=(
        "full years as a charity: {found}; {required} required",
        "登记或认定为慈善组织满{found}年，须满{required}年",
    ),
    figures=("public_fundraising_wait_years",),
    remedy=wait(ask=_CERTIFICATE),
)
GOVERNANCE = (
    _condition(
        "governance_sound",
        "qualification_needs_sound_governance",
        title=("it is soundly governed and runs by its rules", "内部治理结构健全、运作规范"),
        unmet=("sound governance is not shown", "内部治理结构健全、运作规范未得到证明"),
        does=("put the governance in order as law and charter ask", "依照法律法规和章程健全内部治理结构"),
        ask=("the charter and the minutes of the board", "章程与理事会会议纪要"),
    ),
)
FROM_ONE_BODY = ground(
    "qualification.directors_from_one_body",
    Stage.AUTHORITY,
    title=(
        "at most {required} of the board come from one organisation or from organisations tied to it",
        "来自同一组织以及相互间存在关联关系组织的理事不超过{required}",
    ),
    unmet=(
        "the share of the board from one organisation, with those tied to it: {found}; at most {required}",
        "来自同一组织以及相互间存在关联关系组织的理事比例：{found}，上限{required}",
    ),
    figures=("qualification_directors_from_one_body_cap",),
    remedy=mend(
        "directors_from_one_body",
        does=(
            "replace directors until at most {required} come from one organisation",
            "调整理事，使该比例不超过{required}",
        ),
        ask=_BOARD,
        to=_down_to_limit,
    ),
    at_most=True,
)
NOT_MAINLAND = ground(
    "qualification.directors_not_mainland",
    Stage.AUTHORITY,
    title=("at most {required} of the board are no mainland residents", "非内地居民理事不超过{required}"),
    unmet=(
        "the share of the board that are no mainland residents: {found}; at most {required}",
        "非内地居民理事比例：{found}，上限{required}",
    ),
    figures=("qualification_non_mainland_directors_cap",),
    remedy=mend(
        "directors_not_mainland",
        does=(
            "replace directors until at most {required} are no mainland residents",
            "调整理事，使非内地居民理事比例不超过{required}",
        ),
        ask=_BOARD,
        to=_down_to_limit,
    ),
    at_most=True,
)
BOARD = (
    _condition(
        "relatives_on_board",
        "qualification_bars_relatives_on_board",
        title=("no close relatives sit on the board together", "无近亲属同时在理事会任职"),
        unmet=(
            "that no close relatives sit on the board together is not shown",
            "近亲属同时在理事会任职，或未证明无此情形",
        ),
        does=("let only one of the relatives stay on the board", "相互间有近亲属关系的仅留一人任理事"),
        ask=_BOARD,
        wanted=False,
    ),
    _condition(
        "mainland_representative",
        "qualification_needs_mainland_representative",
        title=("the legal representative is a mainland resident", "法定代表人为内地居民"),
        unmet=(
            "the legal representative is not shown to be a mainland resident",
            "法定代表人不是内地居民，或未证明为内地居民",
        ),
        does=("let a mainland resident be the legal representative", "改由内地居民担任法定代表人"),
        ask=("the entry of the legal representative in the register", "法定代表人登记信息"),
    ),
    _condition(
        "full_time_secretary",
        "qualification_needs_full_time_secretary",
        title=("the secretary-general works full time", "秘书长为专职"),
        unmet=("the secretary-general is not shown to work full time", "秘书长不是专职，或未证明为专职"),
        does=("employ the secretary-general full time", "聘任专职秘书长"),
        ask=("the secretary-general's employment contract", "秘书长劳动合同"),
    ),
    _condition(
        "chair_is_secretary",
        "qualification_chair_is_not_secretary",
        title=("chair and secretary-general are two persons", "理事长（会长）与秘书长不是同一人"),
        unmet=(
            "that chair and secretary-general are two persons is not shown",
            "理事长（会长）与秘书长为同一人，或未证明不是同一人",
        ),
        does=("let another person be the secretary-general", "改由他人担任秘书长"),
        ask=_BOARD,
        wanted=False,
    ),
    _condition(
        "full_time_staff",
        "qualification_needs_full_time_staff",
        title=("there is full-time staff that fits the activities", "有与活动相适应的专职工作人员"),
        unmet=("full-time staff that fits the activities is not shown", "未证明有与活动相适应的专职工作人员"),
        does=("employ full-time staff that fits the activities", "配备与活动相适应的专职工作人员"),
        ask=("the list of staff", "专职工作人员名单"),
    ),
)
SUPERVISION = (
    _condition(
        "supervision_works",
        "qualification_needs_working_supervision",
        title=("the supervisors do their work as the law asks", "监事能够依法履行监督职责"),
        unmet=("that the supervisors do their work is not shown", "未证明监事能够依法履行监督职责"),
        does=("let the supervisors do their work, and keep the record", "保障监事依法履职并留存记录"),
        ask=("the supervisors' reports", "监事履职记录"),
    ),
)
SUPERVISORS = ground(
    "qualification.supervisors",
    Stage.AUTHORITY,
    title=(
        "a board of at least {required} supervisors, as provincial registration asks",
        "在省级以上登记或认定，有{required}名以上监事组成的监事会",
    ),
    unmet=(
        "supervisors: {found}; at least {required} where the registrar is provincial or above",
        "监事{found}名，在省级以上登记或认定的须{required}名以上",
    ),
    figures=("qualification_minimum_supervisors",),
    remedy=mend(
        "supervisors",
        does=("appoint {short} more supervisors", "增补监事{short}名"),
        ask=("the list of supervisors, and who registered the charity", "监事名单及登记管理机关"),
    ),
)
RULE_BOOKS = listed_ground(
    "qualification",
    Stage.AUTHORITY,
    "rule_books",
    "qualification_rule_books",
    title=("every internal rule book that is asked for is there", "内部管理和风险控制制度健全"),
    unmet=("no rule book is shown for: {missing}", "未见下列内部管理制度：{missing}"),
    does=("adopt internal rules for: {missing}", "制定下列内部管理制度：{missing}"),
    ask=_RULES,
)
RUNNING = (
    _condition(
        "rules_followed",
        "qualification_rules_are_followed",
        title=("the internal rules are followed", "内部管理制度规范执行"),
        unmet=("that the internal rules are followed is not shown", "未证明内部管理制度得到规范执行"),
        does=("follow the internal rules, and keep the record", "规范执行内部管理制度并留存记录"),
        ask=_RULES,
    ),
    _condition(
        "ratios_met",
        "qualification_needs_spending_ratios",
        title=("last year's spending and management cost were within the rules", "上一年度支出和管理费用符合规定"),
        unmet=(
            "that last year's spending and management cost were within the rules is not shown",
            "上一年度支出或管理费用不符合规定，或未证明符合",
        ),
        does=("apply after a year whose ratios are within the rules", "待支出和管理费用符合规定的年度结束后申请"),
        ask=("the special report on spending and management cost", "年度支出和管理费用专项信息报告"),
    ),
    _condition(
        "tax_registered",
        "qualification_needs_tax_registration",
        title=("it is registered for tax and pays it", "已依法办理税务登记并履行纳税义务"),
        unmet=("tax registration and payment are not shown", "未证明已办理税务登记并履行纳税义务"),
        does=("register for tax and pay what is due", "办理税务登记并履行纳税义务"),
        ask=("the tax registration and the certificate of taxes paid", "税务登记与完税证明"),
    ),
    _condition(
        "national_accounting",
        "qualification_needs_national_accounting",
        title=("its accounts follow the national rules", "执行国家统一的会计制度"),
        unmet=("that its accounts follow the national rules is not shown", "未证明执行国家统一的会计制度"),
        does=("keep the accounts by the national rules", "按国家统一的会计制度进行会计核算"),
        ask=("the auditor's report", "审计报告"),
    ),
    _condition(
        "timely_reports",
        "qualification_needs_timely_reports",
        title=(
            "its yearly reports are on time and its disclosure complete",
            "按时报送年度工作报告并严格履行信息公开义务",
        ),
        unmet=(
            "that reports are on time and disclosure is complete is not shown",
            "未证明按时报送年度工作报告并严格履行信息公开义务",
        ),
        does=("hand in the reports and publish what is missing", "补报年度工作报告并补充公开信息"),
        ask=("the reports on the national charity platform", "“慈善中国”平台公开的年度工作报告"),
    ),
)
ASSESSED = ground(
    "qualification.assessed",
    Stage.AUTHORITY,
    title=(
        "assessed at {required}A or above, or first registered too recently to need it",
        "评估结果为{required}A及以上，或申请时登记成立不满规定年限",
    ),
    unmet=("grade of assessment: {found}; {required}A required", "评估等级：{found}，须为{required}A及以上"),
    figures=("qualification_minimum_assessment", "qualification_assessment_exempt_years"),
    remedy=mend(
        "assessment_grade",
        does=("be assessed at {required}A or above", "参加社会组织评估并取得{required}A及以上等级"),
        ask=("the certificate of assessment, or the day of the first registration", "评估等级证书，或登记成立日期"),
    ),
)
UNEXPIRED = ground(
    "qualification.assessment_unexpired",
    Stage.AUTHORITY,
    title=("the assessment is valid on {required}", "评估结果在 {required} 有效"),
    unmet=("the assessment is not shown to be valid on {required}", "评估结果在 {required} 已过期，或未证明有效"),
    figures=("qualification_assessment_unexpired",),
    remedy=mend(
        "assessment_valid_until",
        does=("be assessed anew", "重新参加评估"),
        ask=("the certificate of assessment", "评估等级证书"),
    ),
)
LISTS = (
    _condition(
        "on_abnormal_list",
        "qualification_bars_abnormal_list",
        stage=Stage.RESTRICTION,
        title=("it is not on the list of abnormal activity", "未纳入社会组织活动异常名录"),
        unmet=(
            "that it is not on the list of abnormal activity is not shown",
            "已纳入社会组织活动异常名录，或未证明未纳入",
        ),
        does=("mend the cause and be taken off the list", "改正后申请移出活动异常名录"),
        ask=("an extract of the list of abnormal activity", "活动异常名录查询结果"),
        wanted=False,
    ),
    _condition(
        "on_serious_breach_list",
        "qualification_bars_serious_breach_list",
        stage=Stage.RESTRICTION,
        title=("it is not on the list of serious breaches", "未纳入严重违法失信名单"),
        unmet=(
            "that it is not on the list of serious breaches is not shown",
            "已纳入严重违法失信名单，或未证明未纳入",
        ),
        does=("be taken off the list", "移出严重违法失信名单"),
        ask=("an extract of the list of serious breaches", "严重违法失信名单查询结果"),
        wanted=False,
    ),
)
CLEAN = ground(
    "qualification.clean_record",
    Stage.RESTRICTION,
    title=("no {of} within {years} year(s) before the application", "申请前{years}年内无{of}"),
    unmet=("that there was no {of} within {years} year(s) is not shown", "申请前{years}年内有{of}，或未证明没有"),
    figures=("qualification_clean_record_years",),
    remedy=wait(ask=_NO_PENALTY),
)
REVOKED = ground(
    "qualification.revoked",
    Stage.RESTRICTION,
    title=("no certificate was revoked within {years} years", "{years}年内未被吊销公开募捐资格证书"),
    unmet=(
        "that no certificate was revoked within {years} years before is not shown",
        "{years}年内被吊销公开募捐资格证书，或未证明没有",
    ),
    figures=("revoked_certificate_bar_years",),
    remedy=wait(ask=("the decision to revoke, with its day", "吊销决定及其日期")),
)
PAPERS_READ = ground(
    "qualification.papers_read",
    Stage.NEED,
    title=("the list of papers in force that day was read in full", "当日适用的申请材料清单已核对全文"),
    unmet=(
        "the list of papers in force that day was read in part only",
        "当日适用的申请材料清单仅核对部分条文，其余待查",
    ),
    origin=(
        "Order No. 59, art. 6, was read in part; Order No. 74, art. 6, in full",
        "民政部令第59号第六条仅核对部分；民政部令第74号第六条已核对全文",
    ),
)
PAPERS = (
    _condition(
        "written_application",
        "qualification_needs_written_application",
        stage=Stage.NEED,
        title=("the application explains and promises that each condition is met", "申请书含各项条件的说明和书面承诺"),
        unmet=("no written application with explanation and promise is shown", "未提交含说明和书面承诺的申请书"),
        does=("write the application", "提交申请书"),
        ask=("the application", "申请书"),
    ),
    _condition(
        "audit_report",
        "qualification_needs_audit_report",
        stage=Stage.NEED,
        title=(
            "last year's audit report is there, with its special part",
            "已提交前一年财务审计报告（含专项信息报告）",
        ),
        unmet=(
            "last year's audit report with its special part is not shown",
            "未提交前一年财务审计报告（含专项信息报告）",
        ),
        does=("have last year audited", "委托注册会计师审计前一年财务"),
        ask=("the auditor's report on last year", "前一年财务审计报告"),
    ),
    _condition(
        "board_resolution",
        "qualification_needs_board_resolution",
        stage=Stage.NEED,
        title=("the board has resolved to apply", "理事会已决议申请"),
        unmet=("no written resolution of the board to apply is shown", "未提交理事会同意申请的书面决议"),
        does=("let the board resolve to apply", "召开理事会形成书面决议"),
        ask=("the resolution of the board", "理事会决议"),
    ),
    _condition(
        "supervisor_consents",
        "qualification_needs_supervisor_consent",
        stage=Stage.NEED,
        title=("the business supervisor agrees", "业务主管单位同意"),
        unmet=("the business supervisor's written consent is not shown", "未提交业务主管单位同意的书面材料"),
        does=("obtain the business supervisor's written consent", "取得业务主管单位的书面同意"),
        ask=(
            "the business supervisor's consent, or that there is none",
            "业务主管单位同意材料，或无业务主管单位的说明",
        ),
        when="business_supervisor",
    ),
)
