"""Ties between people and organisations: who may not decide for whom (利害关系).

>>> from community_charity.parties import PersonId
>>> ties = Ties().with_tie(Tie(PersonId("p-001"), PersonId("p-002"), TieKind.SIBLING))
>>> ties.interested(PersonId("p-002"), [PersonId("p-001")], date(2026, 1, 1))
(Tie(person='p-001', other='p-002', kind=<TieKind.SIBLING: 'sibling'>, since=None, until=None),)
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Self

import attrs

from community_charity.calendar import ORDER, day, optional_day
from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.parties import PartyId, PersonId, party_id, party_ids, person_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

TIE = declare(
    "party.tie",
    wanted=("a Tie of a TieKind between two different parties (SELF: one)", "不同当事人之间的关系（“本人”为同一人）"),
    do=("give two ids and a TieKind, such as TieKind.SPOUSE", "请给出两个标识和 TieKind，例如 TieKind.SPOUSE"),
)


class TieKind(Enum):
    """What joins a person to another person or to an organisation (关系种类).

    Near relatives are those of 民法典第1045条 (grandparents and grandchildren are `NEAR_RELATIVE`);
    founder, major donor and manager are named in 慈善法第14条; the others are an assumption.

    >>> TieKind.SPOUSE.text.to("zh"), TieKind("employer").text.to("en")
    ('配偶', 'employer')
    """

    SELF = "self", "本人"
    SPOUSE = "spouse", "配偶"
    PARENT_OR_CHILD = "parent_or_child", "父母子女"
    SIBLING = "sibling", "兄弟姐妹"
    NEAR_RELATIVE = "near_relative", "其他近亲属"
    GUARDIAN = "guardian", "监护关系"
    EMPLOYER = "employer", "用人单位"
    MANAGER = "manager", "管理人员"
    COUNCIL_MEMBER = "council_member", "理事"
    SUPERVISOR = "supervisor", "监事"
    FOUNDER = "founder", "发起人"
    MAJOR_DONOR = "major_donor", "主要捐赠人"
    OTHER = "other", "其他利害关系"

    text: Text

    def __new__(cls, code: str, zh: str = "") -> Self:
        """Keep the code as the value and both names as ``text``; ``TieKind(code)`` looks a kind up."""
        kind = object.__new__(cls)
        kind._value_ = code
        kind.text = Text(code.replace("_", " "), zh)
        return kind


@attrs.frozen
class Tie:
    """A tie between a person and another person or an organisation (关系).

    ``since`` and ``until`` are the first and last day it holds; ``None`` leaves that side open. Which
    of two people is ``person`` makes no difference to `Ties`. Raises `Malformed`.

    >>> from community_charity.parties import OrganisationId
    >>> tie = Tie(PersonId("p-001"), OrganisationId("o-001"), TieKind.MANAGER, until=date(2025, 6, 30))
    >>> tie.in_force(date(2025, 6, 30)), tie.in_force(date(2025, 7, 1))
    (True, False)
    """

    person: PersonId = attrs.field(converter=person_id)
    other: PartyId = attrs.field(converter=party_id)
    kind: TieKind
    since: date | None = attrs.field(default=None, converter=optional_day)
    until: date | None = attrs.field(default=None, converter=optional_day)

    def __attrs_post_init__(self) -> None:
        if type(self.kind) is not TieKind or (self.person == self.other) is not (self.kind is TieKind.SELF):
            raise Malformed(TIE, given=f"{shown(self.kind)}, {shown(self.person)}, {shown(self.other)}")
        if self.since is not None and self.until is not None and self.until < self.since:
            raise Malformed(ORDER, given=f"{self.since} to {self.until}")

    def in_force(self, on: date) -> bool:
        """Say whether the tie holds on a day (当日是否存续), its first and last day included. Raises `Malformed`."""
        return (self.since or on) <= day(on) <= (self.until or on)


_NOBODY: frozenset[PartyId] = frozenset()


class Ties:
    """All ties that are known (关系登记): immutable, and quick to ask about one party.

    Iterating gives each tie once; the order makes no difference to equality. To add many, give them
    at once; to end one, ``Ties(attrs.evolve(t, until=last) if t == old else t for t in ties)``.
    Raises `Malformed` for what is no `Tie`, and for `TieKind.SELF`.

    >>> from community_charity.parties import OrganisationId
    >>> ties = Ties([Tie(PersonId("p-001"), OrganisationId("o-001"), TieKind.FOUNDER)])
    >>> ties, ties.between(OrganisationId("o-001"), PersonId("p-001"), date(2025, 1, 1)) == tuple(ties)
    (Ties(1), True)
    """

    __slots__ = ("_by_party",)

    def __init__(self, ties: Iterable[Tie] = ()) -> None:
        self._by_party: dict[PartyId, tuple[Tie, ...]] = {}
        for tie in ties:
            self._add(tie)

    def _add(self, tie: Tie) -> None:
        if type(tie) is not Tie or tie.kind is TieKind.SELF:
            raise Malformed(TIE, given=shown(tie))
        one, other = self._by_party.get(tie.person, ()), self._by_party.get(tie.other, ())
        if tie not in min(one, other, key=len):
            self._by_party |= {tie.person: (*one, tie), tie.other: (*other, tie)}

    def with_tie(self, tie: Tie) -> Ties:
        """Give a collection with one tie more (增加关系); `TieKind.SELF` is never kept. Raises `Malformed`.

        >>> Ties().with_tie(Tie(PersonId("p-001"), PersonId("p-002"), TieKind.SIBLING))  # invented
        Ties(1)
        """
        more = Ties()
        more._by_party = dict(self._by_party)
        more._add(tie)
        return more

    def between(self, one: PartyId, other: PartyId, on: date) -> tuple[Tie, ...]:
        """Give the ties in force between two parties, in either order (双方关系). Raises `Malformed`."""
        return self._reaching(party_id(one), (party_id(other),), day(on))

    def interested(self, person: PersonId, parties: Collection[PartyId], on: date) -> tuple[Tie, ...]:
        """Give the ties by which a person may not decide for the parties (利害关系人); none if empty.

        Interested is who is one of the parties (told as a `TieKind.SELF`) or has a tie in force to one
        of them, in either direction, one step far. For a household give its ``members``. Assumption:
        every kind of tie counts, as no national rule lists who must step aside in community relief;
        select by ``kind`` where a local rule is narrower. Raises `Malformed`.

        >>> [tie.kind.text.zh for tie in Ties().interested(PersonId("p-001"), [PersonId("p-001")], date(2025, 1, 1))]
        ['本人']
        """
        wanted = party_ids(parties)
        own = (Tie(person, person, TieKind.SELF),) if person_id(person) in wanted else ()
        return own + self._reaching(person, wanted, day(on))

    def tied_to(self, party: PartyId, on: date) -> frozenset[PartyId]:
        """Give all who have a tie in force to a party (与之有关系者). Raises `Malformed` for what is no plain date.

        The quick way round for a whole panel.

        >>> ties = Ties([Tie(PersonId("p-001"), PersonId("p-002"), TieKind.SPOUSE)])
        >>> ties.tied_to(PersonId("p-002"), date(2025, 1, 1))
        frozenset({'p-001'})
        """
        ties = self._by_party.get(party)
        if ties is None:  # as with most people
            return _NOBODY
        return frozenset(t.other if t.person == party else t.person for t in ties if t.in_force(on))

    def _reaching(self, one: PartyId, wanted: tuple[PartyId, ...], on: date) -> tuple[Tie, ...]:
        ties = self._by_party.get(one, ())
        return tuple(t for t in ties if (t.other if t.person == one else t.person) in wanted and t.in_force(on))

    def __iter__(self) -> Iterator[Tie]:
        return (tie for party, ties in self._by_party.items() for tie in ties if tie.person == party)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __eq__(self, other: object) -> bool:
        return type(other) is Ties and frozenset(self) == frozenset(other)

    def __hash__(self) -> int:
        return hash(frozenset(self))

    def __repr__(self) -> str:
        return f"Ties({len(self)})"
