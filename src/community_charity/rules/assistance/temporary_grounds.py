"""The kinds, levels, grounds and words of temporary assistance (临时救助的类别、层级与审查事项).

>>> AssistanceKind("expenditure").text.zh, Level("township").text.zh
('支出型', '乡镇（街道）')
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.language import Text
from community_charity.law.decision import Stage, ground
from community_charity.law.remedies import mend
from community_charity.rules.assistance.facts import NO_SOURCE, PROVIDED, Area, ask, by_area, of_figure
from community_charity.rules.assistance.grounds import RIGID_INCOME

if TYPE_CHECKING:
    from community_charity.law.decision import Finding, Remedy
    from community_charity.law.remedies import Mend


class AssistanceKind(Enum):
    """The two kinds of temporary assistance (临时救助类型). ``AssistanceKind("emergency")`` looks one up.

    Source: 民发〔2018〕23号二（一）.

    >>> AssistanceKind("emergency").text.zh
    '急难型'
    """

    EMERGENCY = "emergency"
    EXPENDITURE = "expenditure"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


class Level(Enum):
    """Who may approve, from the lowest up (审批层级). ``Level("county")`` looks one up.

    Source: 社会救助法第44条.

    >>> [level.value for level in Level]
    ['village', 'township', 'county']
    """

    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _LEVELS[self]


_KINDS = {
    AssistanceKind.EMERGENCY: Text("emergency kind", "急难型"),
    AssistanceKind.EXPENDITURE: Text("kind from spending", "支出型"),
}
_LEVELS = {
    Level.VILLAGE: Text("village or community", "村（社区）"),
    Level.TOWNSHIP: Text("township", "乡镇（街道）"),
    Level.COUNTY: Text("county", "县级"),
}

TO_GRANT = Text("give temporary assistance", "给予临时救助")
TO_QUICK = Text("give quick small relief", "给予小额快救")
FIRST = Text("relief before the papers are complete", "先行救助")
QUICK = Text("quick small relief", "小额快救")
AMOUNT_PAPER = Text("the amount that is planned", "拟救助金额")
KIND_PAPER = Text("whether the hardship comes from an emergency or from spending", "困难类型（急难型或支出型）认定")
PLACE_PAPER = Text("where the emergency happened", "急难发生地情况")
NOTICE_PAPER = Text("the record of the public notice", "公示记录")
URGENT_PAPER = Text("a statement whether the case can wait", "情况是否紧急的说明")
SMALL_PAPER = Text("what the place counts as a small amount", "当地关于救助金额较小的规定")
PAST_PAPER = Text("the record of grants for the same cause this year", "本年度同一事由救助记录")
CAP_PAPER = Text("the limit that the place has set", "当地临时救助限额规定")
CASE_BY_CASE_PAPER = Text("the county's record of a decision on this case by itself", "县级“一事一议”记录")
SOMEBODY = Text("the level that is to decide", "审批机关")
APPROVER_PAPER = Text("who is to approve", "审批机关")
DELEGATION_PAPER = Text("the document that empowers this level, with its limit", "委托或授权审批的文件及限额")
REGISTERED_PAPER = Text("the register of person, cause and amount", "对象、事由、金额登记")
QUICK_CAP_PAPER = Text(
    "the opinions of January 2026: whether one month of the standard counts per person or per household",
    "2026年1月意见原文：一个月低保标准按人还是按户计算",
)

STARTS_QUICK = of_figure(PROVIDED, "quick_aid_cap_multiple")
STARTS_FIRST = of_figure(PROVIDED, "temporary_assistance_relief_first")


def _or_ask(mending: Mend) -> Mend:
    """Mend what is wrong; where evidence is missing, ask for just that."""

    def remedy(finding: Finding, subject: Any) -> Remedy | None:
        return ask(finding, subject) or mending(finding, subject)

    return remedy


_UNUSED = ("the file", "案卷材料")  # `_or_ask` names what is missing
_LESS = _or_ask(mend("amount", does=("ask for {short} less", "金额减少 {short}"), ask=_UNUSED))
_MORE = _or_ask(mend("amount", does=("raise the amount by {short}", "金额增加 {short}"), ask=_UNUSED))

PLACE = ground(
    "assistance.place",
    Stage.RESTRICTION,
    title=("asked for where the emergency happened", "向急难发生地提出申请"),
    unmet=("it must be asked for where the emergency happened", "须向急难发生地乡镇（街道）提出申请"),
    figures=("temporary_assistance_at_place_of_emergency",),
    remedy=_or_ask(
        mend(
            "asked_where_it_happened",
            does=("apply at the township where the emergency happened", "向急难发生地乡镇（街道）申请"),
            ask=_UNUSED,
            to=True,
        )
    ),
)
MEANS_INCOME = attrs.evolve(
    RIGID_INCOME, figures=("temporary_assistance_means_test_for_expenditure", "local_disposable_income")
)
MEANS_PROPERTY = ground(
    "assistance.means_property",
    Stage.NEED,
    title=("hardship from spending: the property check is passed", "支出型：家庭财产状况符合规定"),
    unmet=("hardship from spending: the property check is not passed", "支出型：家庭财产状况未通过核查"),
    figures=("temporary_assistance_means_test_for_expenditure",),
    remedy=ask,
)
NOTICE = ground(
    "assistance.notice",
    Stage.AUTHORITY,
    title=("posted without objection, or too urgent for it", "已公示且无异议，或因情况紧急而简化"),
    unmet=("a case that can wait is posted before it is approved", "非紧急情形须公示后审批"),
    figures=("temporary_assistance_public_notice", "temporary_assistance_simplified_when_urgent"),
    remedy=_or_ask(
        mend("posted", does=("post the case, and approve it afterwards", "先行公示，再行审批"), ask=_UNUSED, to=True)
    ),
)
AGAIN = ground(
    "assistance.again",
    Stage.RESTRICTION,
    title=(
        "at most {required} for one cause in a calendar year, or decided by the county by itself",
        "同一事由每自然年不超过{required}次，或经县级一事一议",
    ),
    unmet=(
        "this would be number {found} for the same cause this year; at most {required}",
        "系本年度同一事由第{found}次，不得超过{required}次",
    ),
    figures=("temporary_assistance_grants_per_cause_and_year",),
    remedy=ask,
    at_most=True,
)
_LEAST = ground(
    "assistance.least",
    Stage.MONEY,
    title=("at least {required}", "不低于{required}"),
    unmet=(
        "{found} is not shown to be enough; the least that the place grants: {required}",
        "{found}，未确认达到当地最低救助额：{required}",
    ),
    figures=("temporary_assistance_minimum_multiple",),
    remedy=_MORE,
)
_EMERGENCY_LEAST = ground(
    "assistance.emergency_least",
    Stage.MONEY,
    title=("in an emergency at least {required}", "急难型不低于{required}"),
    unmet=(
        "{found} is not shown to be enough; the least that the place grants in an emergency: {required}",
        "{found}，未确认达到当地急难型最低救助额：{required}",
    ),
    figures=("temporary_assistance_emergency_minimum_multiple",),
    remedy=_MORE,
)
_CAP = ground(
    "assistance.cap",
    Stage.MONEY,
    title=(
        "within the place's limit ({required}), or decided by the county case by case",
        "不超过当地限额（{required}），或经县级一事一议",
    ),
    unmet=(
        "the amount, {found}, is not shown to be allowed; the place's limit: {required}",
        "拟救助金额：{found}，未确认可以给予；当地限额：{required}",
    ),
    figures=("temporary_assistance_cap_multiple", "temporary_assistance_cap_per_person"),
    remedy=_LESS,
    at_most=True,
    origin=NO_SOURCE,
)
_SPECIAL_CAP = ground(
    "assistance.special_cap",
    Stage.MONEY,
    title=("in special hardship at most {required}", "特别困难的不超过{required}"),
    unmet=(
        "the amount, {found}, is not shown to be allowed; the place's limit in special hardship: {required}",
        "拟救助金额：{found}，未确认可以给予；当地特别困难限额：{required}",
    ),
    figures=("temporary_assistance_special_cap_multiple", "temporary_assistance_cap_per_person"),
    remedy=_LESS,
    at_most=True,
)
_QUICK_CAP = ground(
    "assistance.quick_cap",
    Stage.MONEY,
    title=("at most one month of the standard, {required}", "不超过一个月低保标准{required}"),
    unmet=(
        "the amount, {found}, is not shown to be allowed; one month of the standard: {required}",
        "拟救助金额：{found}，未确认可以给予；一个月低保标准：{required}",
    ),
    figures=("quick_aid_cap_multiple",),
    remedy=_LESS,
    at_most=True,
)
LEAST = by_area(_LEAST)
"""The least amount of any grant, for each kind of area."""
EMERGENCY_LEAST = by_area(_EMERGENCY_LEAST)
"""The least amount in an emergency, for each kind of area."""
CAP = by_area(_CAP)
"""The limit of a grant, for each kind of area."""
SPECIAL_CAP = by_area(_SPECIAL_CAP)
"""The limit in special hardship, for each kind of area."""
QUICK_CAP = by_area(_QUICK_CAP)
"""The limit of quick small relief, for each kind of area."""

APPROVER = ground(
    "assistance.approver",
    Stage.AUTHORITY,
    title=("{level} may approve {found}", "{level}可审批{found}"),
    unmet=("it is not shown that {level} may approve {found}", "未确认{level}有权审批{found}"),
    figures=("township_approval_delegated",),
    remedy=_or_ask(mend("approver", does=("let the county decide", "报县级决定"), ask=_UNUSED, to=Level.COUNTY)),
    origin=NO_SOURCE,
)
_TOWNSHIP = of_figure(APPROVER, "township_approval_delegated", "township_approval_amount", "township_approval_multiple")
APPROVERS = {
    Level.VILLAGE: of_figure(APPROVER, "village_approval_amount", "township_approval_delegated"),
    Level.TOWNSHIP: by_area(_TOWNSHIP)[Area.URBAN],
    Level.COUNTY: APPROVER,
}
"""The ground that a level may approve, citing that level's limits."""
REGISTERED = ground(
    "assistance.registered",
    Stage.AUTHORITY,
    title=("person, cause and amount are registered", "对象、事由、金额已登记"),
    unmet=("person, cause and amount are not registered", "对象、事由、金额未登记"),
    figures=("quick_aid_cap_multiple",),
    remedy=_or_ask(
        mend(
            "registered",
            does=("register person, cause and amount", "登记对象、事由、金额"),
            ask=_UNUSED,
            to=True,
        )
    ),
)
ACT_AT_ONCE = ground(
    "assistance.act_at_once",
    Stage.NEED,
    title=("urgent and small, with action needed at once", "情况紧急、金额较小、需立即采取措施"),
    unmet=("not shown to be urgent and small", "未确认情况紧急且金额较小"),
    figures=("temporary_assistance_relief_first",),
    remedy=ask,
)
