"""What a society needs to be founded, to change and to go on (互助社的条件), each with its law.

>>> COUNCIL.figures
('society_minimum_council',)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.capital import weigh_capital
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.organisations import MUTUAL_AID
from community_charity.rules.start_up import BodyKind

if TYPE_CHECKING:
    from typing import Any

    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.parties import PersonId
    from community_charity.rules.start_up import CapitalPolicy
    from community_charity.societies.society import MutualAidSociety


def _by(en: str, zh: str) -> Any:
    """Make a remedy that says by how much a count falls short."""

    def remedy(finding: Finding, _subject: Any) -> Remedy:
        return Remedy(Text(en, zh).fill(n=-finding.margin))

    return remedy


def _more_units_or_people(finding: Finding, _subject: Any) -> Remedy:
    return Remedy(Text("members still needed: {n}", "再增加{n}名会员").fill(n=-finding.margin))


COUNCIL = ground(
    "society.council",
    Stage.AUTHORITY,
    title=("a council of at least {required}", "理事会不少于{required}人"),
    unmet=("members on the council: {found}; at least {required} required", "理事会{found}人，须不少于{required}人"),
    figures=("society_minimum_council",),
    remedy=_by("council members still needed: {n}", "再增加{n}名理事"),
)
ODD_COUNCIL = ground(
    "society.odd_council",
    Stage.AUTHORITY,
    title=("a council of an odd number", "理事会人数为单数"),
    unmet=("the council has an even number of members, {found}", "理事会人数为双数（{found}人）"),
    figures=("society_council_is_odd",),
    remedy=lambda _finding, _subject: Remedy(Text("one council member more or fewer", "增加或减少一名理事")),
)
DIFFERENT = ground(
    "society.different_people",
    Stage.AUTHORITY,
    title=("nobody is named twice on the council", "理事名单无重复"),
    unmet=(
        "only {found} different people hold the {required} council seats",
        "{required}个理事席位仅由{found}人担任",
    ),
    remedy=_by("other people needed on the council: {n}", "另选{n}名理事"),
)
APART = ground(
    "society.supervisors_apart",
    Stage.AUTHORITY,
    title=("nobody is on the council and the supervisory board", "理事与监事未兼任"),
    unmet=("people on both the council and the supervisory board: {found}", "{found}人兼任理事与监事"),
    figures=("society_supervisors_apart",),
    remedy=lambda _finding, _subject: Remedy(Text("choose other supervisors", "另选监事")),
)
ENOUGH_MEMBERS = ground(
    "society.enough_members",
    Stage.AUTHORITY,
    title=("at least {required} members", "会员不少于{required}名"),
    unmet=("members counted: {found}; at least {required} required", "会员{found}名，须不少于{required}名"),
    figures=("association_minimum_members", "association_minimum_unit_members"),
    remedy=lambda finding, subject: (
        Remedy(Text("count the members", "提供会员名册"))
        if finding.found is None
        else _more_units_or_people(finding, subject)
    ),
)
NOT_BEFORE = ground(
    "society.not_before",
    Stage.STATE,
    title=("not before the society was founded or last changed", "不早于互助社设立日及最近一次变更日"),
    unmet=(
        "{found} is before {since}, when the society was founded or last changed",
        "{found} 早于互助社设立日或最近一次变更日 {since}",
    ),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)
CUSTODIAN = ground(
    "society.custodian",
    Stage.AUTHORITY,
    title=("another body holds the money of a filed society", "备案互助社的资金由其他组织代管"),
    unmet=("a filed society needs a custodian other than itself", "备案互助社须由自身以外的组织代管资金"),
    figures=("filed_society_needs_custodian",),
    remedy=lambda _finding, _subject: Remedy(Text("name a custodian", "指定代管组织")),
)


def weigh_boards(checks: Checks, society: MutualAidSociety, law: LawInForce) -> None:
    """Check council and supervisory board (审查理事会与监事会); what a place does not fix is not asked for."""
    size = len(society.council)
    if "society_minimum_council" in law:
        checks.weigh(COUNCIL, size >= law.society_minimum_council, law.society_minimum_council, size)
    if "society_council_is_odd" in law and law.society_council_is_odd:
        checks.weigh(ODD_COUNCIL, size % 2 == 1, found=size)
    weigh_apart(checks, society.council, society.supervisors, law)


def weigh_apart(
    checks: Checks, council: tuple[PersonId, ...], supervisors: tuple[PersonId, ...], law: LawInForce
) -> None:
    """Check that nobody sits twice on a council, or on both boards (审查任职冲突)."""
    people_on_it = len(set(council))
    checks.weigh(DIFFERENT, people_on_it == len(council), len(council), people_on_it)
    if "society_supervisors_apart" in law and law.society_supervisors_apart:
        both = len(set(council) & set(supervisors))
        checks.weigh(APART, both == 0, found=both)


def weigh_society(checks: Checks, society: MutualAidSociety, law: LawInForce, policy: CapitalPolicy | None) -> None:
    """Check everything a society needs to be registered or filed (审查设立条件).

    What a place does not fix is not asked for. See `MutualAidSociety.may_register`.
    """
    if "mutual_aid_within_community" in law:
        checks.weigh(MUTUAL_AID, law.mutual_aid_within_community)
    weigh_boards(checks, society, law)
    if society.form.body is BodyKind.SOCIETY_REGISTERED:
        wanted, members = members_wanted(society, law)
        checks.weigh(ENOUGH_MEMBERS, None if members is None else members >= wanted, wanted, members)
    elif "filed_society_needs_custodian" in law and law.filed_society_needs_custodian:
        weigh_custodian(checks, society)
    weigh_capital(checks, society.form.body, society.capital, law, policy)


def weigh_custodian(checks: Checks, society: MutualAidSociety) -> None:
    """Check that another body than itself holds a filed society's money (审查代管)."""
    checks.weigh(CUSTODIAN, society.custodian not in (None, society.id))


def members_wanted(society: MutualAidSociety, law: LawInForce) -> tuple[int, int | None]:
    """Give how many members a registered society must have, and how many it has (会员数要求与现有数).

    Individuals, or individuals and units mixed, reach one number; units alone a smaller one. The second is ``None``
    if it is not known. Source: 社会团体登记管理条例第10条第1款第1项.

    >>> import community_charity as cc
    >>> society = cc.MutualAidSociety(  # invented
    ...     "village-1", form="registered", members=49, council=["p-1"], capital=cc.Capital({"donors": cc.yuan(30_000)})
    ... )
    >>> members_wanted(society, cc.Law.of("cn").on(cc.date(2025, 3, 13)))
    (50, 49)
    """
    people_, units = society.members, society.unit_members
    if people_ is None or units is None:
        return law.association_minimum_members, None
    only_units = people_ == 0 and units > 0
    wanted = law.association_minimum_unit_members if only_units else law.association_minimum_members
    return wanted, people_ + units
