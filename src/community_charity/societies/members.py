"""The members of a society (互助社会员): who comes, who goes, and how many there are.

A society says at its founding how many members it has. Those who come later are admitted by name; those of the first day
may be put on the roll by name as well, as ``counted`` already. A place may list who may be a member besides the residents
themselves: in Guoyang donors from outside the village are among them.

>>> AdmitMember.ASKED.en
'admit a member to {society}'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.organisations import ORGANISATIONS
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import OrganisationId, PartyId, organisation_id, party_id
from community_charity.societies.conditions import members_wanted
from community_charity.societies.society import SOCIETIES, SocietyForm, society_of

if TYPE_CHECKING:
    from datetime import date

    from community_charity.book.book import Book
    from community_charity.book.state import State
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.societies.society import MutualAidSociety

COUNTED = declare(
    "member.counted",
    wanted=("counted as True or False", "counted 为 True 或 False"),
    do=("say True only of a member counted at the founding", "仅对设立时已计入的会员填 True"),
)

# --- values --------------------------------------------------------------------------------------


class MemberKind(Enum):
    """What makes someone a member (会员类别). ``MemberKind("outside_donors")`` looks one up.

    >>> MemberKind("outside_donors").text.zh
    '村外爱心人士'
    """

    RESIDENT = "residents"
    UNIT = "units"
    TWO_COMMITTEES = "two_committees"
    PARTY_MEMBER = "party_members"
    RETIRED = "retired_cadres_and_teachers"
    ENTREPRENEUR = "entrepreneurs"
    OUTSIDE_DONOR = "outside_donors"
    OTHER = "other"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    MemberKind.RESIDENT: Text("resident", "本村（社区）居民"),
    MemberKind.UNIT: Text("organisation", "单位会员"),
    MemberKind.TWO_COMMITTEES: Text("member of the two village committees", "村“两委”成员"),
    MemberKind.PARTY_MEMBER: Text("party member", "党员"),
    MemberKind.RETIRED: Text("retired cadre or teacher", "退休干部、教师"),
    MemberKind.ENTREPRENEUR: Text("entrepreneur", "企业家"),
    MemberKind.OUTSIDE_DONOR: Text("donor from outside the village", "村外爱心人士"),
    MemberKind.OTHER: Text("somebody else", "其他人员"),
}
_OF_THE_PLACE = frozenset({MemberKind.RESIDENT, MemberKind.UNIT})
"""Mutual aid is of the community itself: a list says who may join besides its residents and their units."""


class Membership(NamedTuple):
    """A member as the book keeps it (会员): ``until`` is the day of leaving, ``counted`` that the founding counted it.

    >>> from datetime import date
    >>> Membership(MemberKind.RESIDENT, date(2025, 3, 13)).until is None
    True
    """

    kind: MemberKind
    since: date
    counted: bool = False
    until: date | None = None


ROLL: Table[tuple[OrganisationId, PartyId], Membership] = Table("rolls of societies")
WHAT = Text("member", "会员")

# --- commands, events ----------------------------------------------------------------------------


def _kind(value: MemberKind | str) -> MemberKind:
    return choice(value, MemberKind)


def _counted(value: bool) -> bool:
    if type(value) is not bool:
        raise Malformed(COUNTED, given=shown(value))
    return value


@attrs.frozen(kw_only=True)
class AdmitMember(Command):
    """Admit a member to a society (会员入会). It becomes `MemberAdmitted`. Raises `Malformed`.

    ``kind`` is a `MemberKind`; a unit (单位会员) must be an organisation of the book. ``counted``: the number given at the
    founding has this member in it already, who is now put on the roll by name.

    >>> from datetime import date
    >>> order = AdmitMember(  # invented
    ...     key="admit-1", on=date(2025, 4, 1), society="village-1", member="p-60", kind="outside_donors"
    ... )
    >>> order.asked().zh
    'village-1 吸收会员'
    """

    ASKED: ClassVar[Text] = Text("admit a member to {society}", "{society} 吸收会员")

    society: OrganisationId = attrs.field(converter=organisation_id)
    member: PartyId = attrs.field(converter=party_id, repr=False)
    kind: MemberKind = attrs.field(converter=_kind, repr=False)
    counted: bool = attrs.field(default=False, converter=_counted)


@attrs.frozen
class MemberAdmitted(Event[AdmitMember]):
    """A member was admitted (会员已入会)."""


@attrs.frozen(kw_only=True)
class ReleaseMember(Command):
    """Let a member go (会员退会): nobody is held. It becomes `MemberReleased`. Raises `Malformed`.

    >>> from datetime import date
    >>> ReleaseMember(key="go-1", on=date(2025, 4, 1), society="village-1", member="p-60").asked().en
    'release a member of village-1'
    """

    ASKED: ClassVar[Text] = Text("release a member of {society}", "{society} 会员退会")

    society: OrganisationId = attrs.field(converter=organisation_id)
    member: PartyId = attrs.field(converter=party_id, repr=False)


@attrs.frozen
class MemberReleased(Event[ReleaseMember]):
    """A member left (会员已退会), a ``unit`` or a person.

    ``missing``: how many members a registered society is short of now; ``None`` if nobody knows.
    """

    unit: bool
    missing: int | None


# --- rules ---------------------------------------------------------------------------------------

KIND = ground(
    "member.kind",
    Stage.AUTHORITY,
    title=("the place lets such people be members: {found}", "本地规定可吸收此类会员：{found}"),
    unmet=("the place does not list such members: {found}", "本地规定的会员范围不含：{found}"),
    figures=("society_members_may_be",),
)
NEW = ground(
    "member.new",
    Stage.STATE,
    title=("not on the roll yet", "尚未在册"),
    unmet=("on the roll already", "已在册"),
)
ON_ROLL = ground(
    "member.on_roll",
    Stage.NOT_FOUND,
    title=("on the roll that day", "当日在册"),
    unmet=("nobody of that id is on the roll of {society}", "{society} 会员名册中无此会员"),
    remedy=lambda _finding, _asked: Remedy(Text("admit the member first", "先办理入会"), first="AdmitMember"),
)
UNCOUNTED = ground(
    "member.founders_left",
    Stage.STATE,
    title=("more members were counted than are on the roll", "计入人数多于在册人数"),
    unmet=(
        "all {found} members of this sort that were counted are on the roll by name already",
        "已计入的{found}名此类会员均已在册",
    ),
    remedy=lambda _finding, _asked: Remedy(Text("admit as a new member", "按新会员办理入会"), {"counted": False}),
)


def _later(finding: Finding, _asked: Any) -> Remedy:
    since = finding.facts["since"]
    return Remedy(Text("date it on {d} or later", "日期不早于 {d}").fill(d=since), {"on": since}, wait_until=since)


NOT_BEFORE = ground(
    "member.not_before",
    Stage.STATE,
    title=("not before the member came or left", "不早于该会员入会或退会日"),
    unmet=("{found} is before {since}, when the member came or left", "{found} 早于该会员入会或退会日 {since}"),
    remedy=_later,
)

# --- deciding and applying -----------------------------------------------------------------------


def member_of(state: State, society: OrganisationId, member: PartyId, on: date, checks: Checks) -> Membership:
    """Give a member who is on the roll that day (查找在册会员). Raises `Stopped`."""
    row = state.of(ROLL).get((society, member))
    if row is None or (row.until is not None and row.until <= on):
        checks.stop(ON_ROLL, society=society)
    if on < row.since:
        checks.stop(NOT_BEFORE, found=on, since=row.since)
    return row


def _count(society: MutualAidSociety, kind: MemberKind) -> tuple[str, int | None]:
    """Name the count that a member belongs to, and give it."""
    return ("unit_members", society.unit_members) if kind is MemberKind.UNIT else ("members", society.members)


def _with(society: MutualAidSociety, kind: MemberKind, more: int) -> MutualAidSociety:
    name, count = _count(society, kind)
    changes: dict[str, Any] = {} if count is None else {name: count + more}
    return attrs.evolve(society, **changes)


def on_roll(state: State, society: OrganisationId, *, units: bool) -> int:
    """Count the people, or the organisations, who are on a society's roll now (在册人数).

    >>> from community_charity.book.state import State
    >>> on_roll(State(), "village-1", units=False)
    0
    """
    return sum(
        of == society and row.until is None and (row.kind is MemberKind.UNIT) is units
        for (of, _), row in state.of(ROLL).items()
    )


def _apply_admission(state: State, event: MemberAdmitted) -> None:
    order = event.command
    state.of(ROLL)[order.society, order.member] = Membership(order.kind, order.on, order.counted)
    if not order.counted:
        state.of(SOCIETIES)[order.society] = _with(state.of(SOCIETIES)[order.society], order.kind, 1)


@handles(AdmitMember, apply=_apply_admission)
def _decide_admission(state: State, order: AdmitMember, law: LawInForce, checks: Checks) -> MemberAdmitted:
    if order.kind is MemberKind.UNIT:
        state.found(ORGANISATIONS, OrganisationId(order.member), AN_ORGANISATION, checks)
    society = society_of(state, order.society, order.on, checks)
    before = state.of(ROLL).get((order.society, order.member))
    if before is not None and before.until is None:
        checks.stop(NEW)
    if before is not None and before.until is not None and order.on < before.until:
        checks.stop(NOT_BEFORE, found=order.on, since=before.until)
    if order.counted:
        _, count = _count(society, order.kind)
        if count is not None and on_roll(state, society.id, units=order.kind is MemberKind.UNIT) >= count:
            checks.stop(UNCOUNTED, found=count)
    if "society_members_may_be" in law and order.kind not in _OF_THE_PLACE:
        checks.weigh(KIND, order.kind.value in law.society_members_may_be, found=order.kind)
    return MemberAdmitted(len(state.events), order)


def _apply_release(state: State, event: MemberReleased) -> None:
    order = event.command
    row = state.of(ROLL)[order.society, order.member]
    state.of(ROLL)[order.society, order.member] = row._replace(until=order.on)
    state.of(SOCIETIES)[order.society] = _with(state.of(SOCIETIES)[order.society], row.kind, -1)


@handles(ReleaseMember, apply=_apply_release)
def _decide_release(state: State, order: ReleaseMember, law: LawInForce, checks: Checks) -> MemberReleased:
    society = society_of(state, order.society, order.on, checks)
    row = member_of(state, order.society, order.member, order.on, checks)
    left = _with(society, row.kind, -1)
    return MemberReleased(len(state.events), order, row.kind is MemberKind.UNIT, members_missing(left, law))


# --- reading -------------------------------------------------------------------------------------


def members_missing(society: MutualAidSociety, law: LawInForce) -> int | None:
    """Give how many members a society is short of (会员缺额): nobody asks for any of a filed one; ``None`` if not known.

    Source: 社会团体登记管理条例第10条第1款第1项.

    >>> import community_charity as cc
    >>> society = cc.MutualAidSociety(  # invented
    ...     "village-1", form="registered", members=48, council=["p-1"], capital=cc.Capital({"donors": cc.yuan(30_000)})
    ... )
    >>> members_missing(society, cc.Law.of("cn").on(cc.date(2025, 3, 13)))
    2
    """
    if society.form is SocietyForm.FILED:
        return 0
    wanted, found = members_wanted(society, law)
    return None if found is None else max(wanted - found, 0)


def short_of_members(book: Book, on: date) -> dict[OrganisationId, int | None]:
    """Give the registered societies that have too few members by now (会员不足的互助社), and how many each is short of.

    ``None`` for one whose members nobody has counted. ``on`` says which law is asked.

    >>> import community_charity as cc
    >>> short_of_members(cc.Book(cc.Law.of("cn")), cc.date(2025, 3, 13))
    {}
    """
    law = book.law.on(on)
    found = {one.id: members_missing(one, law) for one in book.all(SOCIETIES).values()}
    return {society: missing for society, missing in found.items() if missing != 0}


def roll(book: Book, society: OrganisationId) -> dict[PartyId, Membership]:
    """Give the members of a society by name, those who left left out (会员名册).

    >>> import community_charity as cc
    >>> roll(cc.Book(cc.Law.of("cn")), "village-1")
    {}
    """
    return {member: row for (of, member), row in book.all(ROLL).items() if of == society and row.until is None}
