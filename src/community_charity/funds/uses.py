"""What a community charity fund may be used for, and what never (社区慈善基金的用途).

Four questions, each asked only where a place has a rule for it: is it one of the uses that the place names, is it in the
fund's own community, is a public repair one that nobody else pays for, and is it none of the uses that are barred.

>>> sorted(bar.value for bar in Bar)
['commercial_naming', 'committee_pay', 'guarantee', 'private_sharing', 'profit', 'sub_fund']
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

import attrs

from community_charity import purposes
from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import show
from community_charity.law.words import listed
from community_charity.parties import PartyId, opaque_id
from community_charity.pools import purpose as a_purpose
from community_charity.purposes import PUBLIC_REPAIR, Purpose
from community_charity.restrictions import place as a_place
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.funds.fund import CommunityCharityFund
    from community_charity.law.decision import Checks, Finding, Ground
    from community_charity.law.figure import DatedValue
    from community_charity.law.law import LawInForce

BARRED = declare(
    "fund.barred",
    wanted=(
        "a list of Bar, empty if all were checked and none applies",
        "Bar（禁止用途）的列表；均已核查且无一适用时为空",
    ),
    do=("give [] once somebody has checked, None where nobody has", "已核查的写 []，未核查的写 None"),
)

# --- values --------------------------------------------------------------------------------------


class Bar(Enum):
    """A use that is barred (禁止用途). ``Bar("profit")`` looks one up.

    >>> Bar("guarantee").text.zh
    '提供担保'
    """

    PROFIT = "profit"
    GUARANTEE = "guarantee"
    PRIVATE_SHARING = "private_sharing"
    SUB_FUND = "sub_fund"
    COMMITTEE_PAY = "committee_pay"
    COMMERCIAL_NAMING = "commercial_naming"

    # Identity is enough, and enum's own hash runs in Python.
    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _BARS[self]


_BARS = {
    Bar.PROFIT: Text("business for profit", "营利活动"),
    Bar.GUARANTEE: Text("a guarantee", "提供担保"),
    Bar.PRIVATE_SHARING: Text("private sharing or taking", "私分、侵占、挪用"),
    Bar.SUB_FUND: Text("a fund below the fund", "设立子基金"),
    Bar.COMMITTEE_PAY: Text("pay for members of the committee", "向管委会成员支付报酬"),
    Bar.COMMERCIAL_NAMING: Text("a commercial name in return", "商业冠名"),
}


def _bars(value: Iterable[Bar | str] | None) -> frozenset[Bar] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple | set | frozenset):
        raise Malformed(BARRED, given=shown(value))
    return frozenset(choice(one, Bar) for one in value)


@attrs.frozen(kw_only=True)
class UseFacts:
    """What somebody found out about a use before it was paid (用途核查情况); what is not given is not known.

    For a public repair: whether the estate has a property company, and a maintenance fund (维修资金). ``barred`` are the
    barred uses that it turned out to be: empty if all were checked and none applies. Raises `Malformed`.

    >>> UseFacts(barred=[]).property_company is None
    True
    """

    property_company: bool | None = attrs.field(default=None, converter=yes_no)
    maintenance_fund: bool | None = attrs.field(default=None, converter=yes_no)
    barred: frozenset[Bar] | None = attrs.field(default=None, converter=_bars)


def use_facts(value: UseFacts | None) -> UseFacts | None:
    """Check what was found out about a use, ``None`` for nothing (用途核查情况). Raises `Malformed`.

    >>> use_facts(None) is None
    True
    """
    return None if value is None else expect(value, UseFacts)


def _payee(value: PartyId | None) -> PartyId | None:
    if value is not None:
        opaque_id(value)
    return value


@attrs.frozen
class FundUse:
    """A use that a fund is asked to pay for (基金用途): what for, where, who is paid, what is known. Raises `Malformed`.

    ``place`` is a path of names such as ``cn/shandong/yantai``; a `Cause` stands for its purpose.

    >>> FundUse(PUBLIC_REPAIR).place is None
    True
    """

    purpose: Purpose = attrs.field(converter=a_purpose)
    place: str | None = attrs.field(default=None, kw_only=True, converter=a_place)
    payee: PartyId | None = attrs.field(default=None, kw_only=True, converter=_payee, repr=False)
    facts: UseFacts | None = attrs.field(default=None, kw_only=True, converter=use_facts)


# --- rules ---------------------------------------------------------------------------------------

FIELD = ground(
    "fund.use_field",
    Stage.RESTRICTION,
    title=("the use is one of: {allowed}", "用途属于：{allowed}"),
    unmet=(
        "{found} is none of the uses of community funds here: {allowed}",
        "{found}不属于当地社区慈善基金的用途：{allowed}",
    ),
    figures=("fund_uses",),
)
OWN_AREA = ground(
    "fund.own_area",
    Stage.RESTRICTION,
    title=("the use is in the fund's own community, {area}", "用于基金所在社区 {area}"),
    unmet=("not shown that the use is in the fund's own community, {area}", "未证明用于基金所在社区 {area}"),
    figures=("fund_only_for_own_community",),
    remedy=show("where the money is used, and where the fund belongs", "款项使用地与基金所属社区"),
)


def _show_estate(finding: Finding, _subject: Any) -> Remedy | None:
    if finding.holds is False:
        return None
    return Remedy(
        Text(
            "show a statement of the subdistrict or housing office on property company and maintenance fund",
            "请提供街道或住建部门关于该小区物业企业和维修资金情况的证明",
        )
    )


REPAIR = ground(
    "fund.public_repair",
    Stage.RESTRICTION,
    title=("the estate has neither a property company nor a maintenance fund", "小区既无物业企业也无维修资金"),
    unmet=(
        "only where the estate has neither a property company nor a maintenance fund: {found}",
        "仅限既无物业企业也无维修资金的小区：{found}",
    ),
    figures=("fund_pays_public_repairs",),
    remedy=_show_estate,
)


_IT_HAS, _IT_IS = Text("this one has one", "该小区已有"), Text("this use is", "本用途属此")
_NOT_SHOWN = Text("not shown", "尚未证明")


def _bar(bar: Bar, *figures: str) -> Ground:
    return ground(
        f"fund.no_{bar.value}",
        Stage.RESTRICTION,
        title=(f"the use is not: {bar.text.en}", f"用途不涉及：{bar.text.zh}"),
        unmet=(f"barred - {bar.text.en}: {{found}}", f"禁止用于{bar.text.zh}：{{found}}"),
        figures=figures,
        remedy=show("what was found when the use was checked", "用途核查情况"),
    )


BAR_GROUNDS: dict[Bar, Ground] = {
    Bar.PROFIT: _bar(Bar.PROFIT, "fund_does_no_business"),
    Bar.GUARANTEE: _bar(Bar.GUARANTEE, "fund_gives_no_guarantee"),
    Bar.PRIVATE_SHARING: _bar(Bar.PRIVATE_SHARING, "charity_property_not_shared_out"),
    Bar.SUB_FUND: _bar(Bar.SUB_FUND, "special_fund_no_sub_fund", "fund_has_no_sub_funds"),
    Bar.COMMITTEE_PAY: _bar(Bar.COMMITTEE_PAY, "fund_committee_is_unpaid"),
    Bar.COMMERCIAL_NAMING: _bar(Bar.COMMERCIAL_NAMING, "fund_name_bars"),
}
"""The ground behind each bar (禁止用途的审查事项)."""

_FIELDS: dict[str, Purpose] = {
    "hardship": purposes.RELIEF,
    "poverty": purposes.RELIEF,
    "sick": purposes.ILLNESS,
    "children": purposes.CARE_FOR_CHILDREN,
    "orphans": purposes.CARE_FOR_CHILDREN,
    "elderly": purposes.CARE_FOR_THE_OLD,
    "disabled": purposes.CARE_FOR_THE_DISABLED,
    "rescue": purposes.EMERGENCY,
    "governance": purposes.GOVERNANCE,
    "incubation": purposes.FOSTERING,
    "social_work_station": purposes.SOCIAL_WORK,
    "village_volunteering": purposes.VOLUNTEERING,
}


def fields_of(uses: DatedValue) -> tuple[Purpose, ...] | None:
    """Give the purposes that a place's list of uses names (用途范围); ``None`` for a list that is none of purposes.

    What comes first, or what a fund does besides paying, bounds nothing: such a list is advice.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> on = date(2025, 7, 1)
    >>> len(fields_of(Law.of("cn/hunan").on(on).get("fund_uses")))
    5
    >>> fields_of(Law.of("cn/sichuan").on(on).get("fund_uses")) is None
    True
    """
    names = [name for name, _ in uses.named]
    return tuple(_FIELDS[name] for name in names) if _FIELDS.keys() >= set(names) else None


def weigh_use(
    checks: Checks, fund: CommunityCharityFund, use: FundUse, law: LawInForce, *, only_asked: bool = False
) -> None:
    """Check what a fund is asked to pay for (审查用途); what the place does not rule is not asked.

    With ``only_asked`` the barred uses are left out where no facts are given: a payment states them where it must.
    """
    uses = law.get("fund_uses")
    if uses is not None and (fields := fields_of(uses)) is not None:
        holds = any(use.purpose.within(field) for field in fields)
        allowed = listed(tuple(label for _, label in uses.named))
        checks.weigh(FIELD, holds, found=use.purpose, facts={"allowed": allowed})
    if "fund_only_for_own_community" in law and law.fund_only_for_own_community:
        checks.weigh(OWN_AREA, _in_area(fund.place, use.place), facts={"area": fund.place})
    facts = use.facts or UseFacts()
    if "fund_pays_public_repairs" in law and use.purpose.within(PUBLIC_REPAIR):
        estate = (facts.property_company, facts.maintenance_fund)
        neither = False if True in estate else None if None in estate else True
        checks.weigh(REPAIR, neither, found=_IT_HAS if True in estate else _NOT_SHOWN)
    for bar, asked in BAR_GROUNDS.items():
        if any(_rules(value) for value in law.behind(asked.figures)):
            clear = _not_barred(bar, fund, use, facts)
            if clear is not None or use.facts is not None or not only_asked:
                checks.weigh(asked, clear, found=_IT_IS if clear is False else _NOT_SHOWN)


def _rules(value: DatedValue) -> bool:
    """Tell whether a figure bars anything: a duty that is one, or a list that names commercial use."""
    return value.value is True or (isinstance(value.value, tuple) and "commercial" in value.value)


def _in_area(area: str | None, where: str | None) -> bool | None:
    if area is None or where is None:
        return None
    return where == area or where.startswith(f"{area}/")


def _not_barred(bar: Bar, fund: CommunityCharityFund, use: FundUse, facts: UseFacts) -> bool | None:
    if bar is Bar.COMMITTEE_PAY and use.payee in fund.committee:
        return False
    return None if facts.barred is None else bar not in facts.barred
