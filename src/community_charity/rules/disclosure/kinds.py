"""The kinds of duty: who owes them, and what has to be done (义务种类)."""

from __future__ import annotations

from community_charity.language import Text
from community_charity.rules.disclosure.duty import DutyKind

KINDS: dict[str, DutyKind] = {}
"""Every kind of duty by its code (全部义务种类)."""

_CHARITY = Text("charity", "慈善组织")
_BODY = Text("body", "该组织")
_OFFICE = Text("civil-affairs office", "民政部门")
_TRUSTEE = Text("trustee", "受托人")
_COMMITTEE = Text("committee", "村（居）民委员会")
_ORGANISER = Text("organiser", "活动组织单位")
_POOL = Text("fund or society", "基金或互助社")


def _kind(code: str, who: Text, en: str, zh: str) -> DutyKind:
    KINDS[code] = DutyKind(code, who, Text(en, zh))
    return KINDS[code]


PLAN_FILING = _kind(
    "plan-filing", _CHARITY, "file the plan of campaign {subject}", "报送公开募捐活动 {subject} 的募捐方案备案"
)
PLAN_FILING_AT_PLACE = _kind(
    "plan-filing-at-place",
    _CHARITY,
    "file campaign {subject} with the office at the place",
    "向活动所在地民政部门报送公开募捐活动 {subject} 的备案",
)
PLAN_PUBLICATION = _kind(
    "plan-publication", _OFFICE, "publish the filing of campaign {subject}", "公布公开募捐活动 {subject} 的备案"
)
PLAN_COMPLETION = _kind(
    "plan-completion",
    _CHARITY,
    "complete or withdraw the filing of campaign {subject}",
    "补齐或者撤回公开募捐活动 {subject} 的备案材料",
)
PLAN_CORRECTION = _kind(
    "plan-change-filing",
    _CHARITY,
    "file what changed in campaign {subject}",
    "补正公开募捐活动 {subject} 的募捐方案并说明理由",
)
CAMPAIGN_REPORT = _kind(
    "campaign-report", _CHARITY, "report on campaign {subject}", "公布公开募捐活动 {subject} 的募捐情况"
)
CAMPAIGN_FINAL = _kind(
    "campaign-final-report",
    _CHARITY,
    "publish the full report on campaign {subject}",
    "全面、详细公布公开募捐活动 {subject} 的募捐情况",
)
EMERGENCY_RECEIPTS = _kind(
    "emergency-receipts",
    _CHARITY,
    "disclose what campaign {subject} received",
    "公布公开募捐活动 {subject} 募得款物的接收情况",
)
DONORS_TOLD = _kind(
    "targeted-donors-told",
    _CHARITY,
    "tell the donors of targeted campaign {subject} how it went",
    "向定向募捐 {subject} 的捐赠人告知募捐及管理使用情况",
)
PROJECT_REPORT = _kind("project-report", _CHARITY, "report on project {subject}", "公开慈善项目 {subject} 的实施情况")
PROJECT_FINAL = _kind(
    "project-final-report",
    _CHARITY,
    "publish the full report on project {subject}",
    "全面、详细公开慈善项目 {subject} 的实施和款物使用情况",
)
PROJECT_SURPLUS = _kind(
    "project-surplus-report",
    _CHARITY,
    "publish what becomes of the surplus of project {subject}",
    "公开慈善项目 {subject} 剩余财产的处理情况",
)
ANNUAL_REPORT = _kind(
    "annual-report",
    _CHARITY,
    "publish the annual work report and accounts of {subject}",
    "公开 {subject} 的年度工作报告和财务会计报告",
)
ACCOUNTS_AUDIT = _kind(
    "accounts-audit", _CHARITY, "have the accounts of {subject} audited", "审计 {subject} 的财务会计报告"
)
REGISTRAR_REPORT = _kind(
    "registrar-report",
    _BODY,
    "hand the annual report of {subject} to its registrar",
    "向登记管理机关报送 {subject} 的年度工作报告",
)
SUPERVISOR_REPORT = _kind(
    "supervisor-report",
    _BODY,
    "hand the annual report of {subject} to its supervising body",
    "向业务主管单位报送 {subject} 的年度工作报告",
)
RELATED_PARTIES = _kind(
    "related-party-list",
    _CHARITY,
    "hand the list of related parties of {subject} to its registrar",
    "报送 {subject} 的关联方名单及关联关系说明",
)
MAJOR_PROJECTS = _kind(
    "major-projects-report",
    _CHARITY,
    "publish the major projects of {subject}",
    "公开 {subject} 上年度重大慈善项目实施情况",
)
TAX_REPORT = _kind(
    "tax-special-report",
    _BODY,
    "hand in the audited special report of {subject}",
    "报送 {subject} 经审计的专项信息报告",
)
EVENT_REPORT = _kind("major-event-report", _CHARITY, "disclose major event {subject}", "公开重大事项 {subject}")
DEAL_REPORT = _kind(
    "related-party-deal-report", _CHARITY, "disclose related-party deal {subject}", "公开与关联方的交易 {subject}"
)
CHANGED_INFORMATION = _kind(
    "changed-information", _CHARITY, "disclose the changed information of {subject}", "公开 {subject} 变更后的信息"
)
LIQUIDATION = _kind(
    "liquidation-group", _CHARITY, "form the liquidation group of {subject}", "成立 {subject} 的清算组并公告"
)
TRUST_FILING = _kind("trust-filing", _TRUSTEE, "file charitable trust {subject}", "报送慈善信托 {subject} 备案")
TRUST_REFILING = _kind(
    "trustee-change-filing",
    _TRUSTEE,
    "file charitable trust {subject} again after its trustee changed",
    "就慈善信托 {subject} 变更受托人重新备案",
)
TRUST_CHANGE = _kind(
    "trust-change-filing",
    _TRUSTEE,
    "file what changed in charitable trust {subject}",
    "就慈善信托 {subject} 的变更事项备案",
)
TRUST_REPORT = _kind(
    "trust-report",
    _TRUSTEE,
    "report and publish the affairs of charitable trust {subject}",
    "报告并公开慈善信托 {subject} 的事务处理情况及财务状况",
)
TRUST_END = _kind(
    "trust-end-report", _TRUSTEE, "report the end of charitable trust {subject}", "报告慈善信托 {subject} 的终止"
)
TRUST_SETTLED = _kind(
    "settlor-trust-report",
    _CHARITY,
    "disclose charitable trust {subject}, set up as settlor",
    "公开作为委托人设立的慈善信托 {subject}",
)
DONATIONS_POSTED = _kind(
    "donations-posting",
    _COMMITTEE,
    "post how the donations to {subject} are used",
    "公布 {subject} 捐赠款物的管理使用情况",
)
FINANCES_POSTED = _kind(
    "finances-posting", _COMMITTEE, "post the receipts and payments of {subject}", "公布 {subject} 的财务收支"
)
POSTING_KEPT = _kind("posting-kept", _COMMITTEE, "keep the posting of {subject} up", "保留 {subject} 的公布内容")
VOLUNTEERS_INSURED = _kind(
    "volunteers-insured",
    _ORGANISER,
    "insure the volunteers of activity {subject} against accidents",
    "为活动 {subject} 的志愿者购买人身意外伤害保险",
)
VOLUNTEERS_RECORDED = _kind(
    "volunteers-recorded",
    _ORGANISER,
    "record the services in activity {subject} and their evaluation",
    "完成活动 {subject} 的志愿服务情况和评价情况记录",
)
RELIEF_PAPERS = _kind(
    "emergency-papers",
    _POOL,
    "complete the papers of emergency relief {subject}",
    "补齐先行救助 {subject} 的材料",
)
