"""Households, and which of them are the same on paper (家庭与同一家庭判定).

A household split in two on paper does not gain: households are linked by the people who were ever entered in both, and by
other signs such as the mark of an identity number. What one was granted counts for the other, and no two of them have an open
case for one cause. Signs that an authority found to mislead no longer count between the two: see `cut`.

>>> from community_charity.book.state import State
>>> linked(State(), HouseholdId("household-1"))
('household-1',)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.errors import expect
from community_charity.language import Text
from community_charity.parties import Household, HouseholdId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

HOUSEHOLDS: Table[HouseholdId, Household] = Table("households")
SEEN: Table[str, tuple[HouseholdId, ...]] = Table("households by the signs seen with them")
LINKS: Table[HouseholdId, tuple[HouseholdId, ...]] = Table("households that are linked to each other")
CUT: Table[frozenset[HouseholdId], frozenset[str]] = Table("signs that no longer count between two households")
WHAT = Text("household", "家庭")


def _household(value: Household) -> Household:
    return expect(value, Household)


@attrs.frozen(kw_only=True)
class RegisterHousehold(Command):
    """Enter a household (登记家庭). Registering it again replaces its members. Raises `Malformed`.

    >>> from datetime import date
    >>> home = Household("household-1", ["p-1"])  # invented; recorded it becomes `HouseholdRegistered`
    >>> str(RegisterHousehold(key="home-1", on=date(2025, 3, 13), household=home).asked())
    'enter a household'
    """

    ASKED: ClassVar[Text] = Text("enter a household", "登记家庭")

    household: Household = attrs.field(converter=_household)


@attrs.frozen
class HouseholdRegistered(Event[RegisterHousehold]):
    """A household was entered (家庭已登记)."""


def link(state: State, household: HouseholdId, signs: Iterable[str]) -> None:
    """Note the signs of a household, and link it with whom they were seen before (关联家庭). Apply only.

    >>> from community_charity.book.state import State
    >>> state = State()
    >>> link(state, HouseholdId("h-1"), ["p-1"])
    >>> link(state, HouseholdId("h-2"), ["p-1", "p-2"])
    >>> linked(state, HouseholdId("h-1"))
    ('h-1', 'h-2')
    """
    seen = state.of(SEEN)
    for sign in signs:
        before = seen.get(sign, ())
        if household not in before:
            seen[sign] = (*before, household)
            for other in before:
                _join(state, household, other)


def _join(state: State, one: HouseholdId, other: HouseholdId) -> None:
    whole = tuple(sorted({*linked(state, one), *linked(state, other)}))
    state.of(LINKS).update(dict.fromkeys(whole, whole))


def linked(state: State, household: HouseholdId) -> tuple[HouseholdId, ...]:
    """Give the households that count as one with a household, itself among them (视同一户的家庭), in the order of their ids."""
    return state.of(LINKS).get(household) or (household,)


def shared(state: State, one: HouseholdId, other: HouseholdId) -> frozenset[str]:
    """Give the signs that were seen with both of two households and still count (两户共有的标志).

    >>> from community_charity.book.state import State
    >>> state = State()
    >>> for home in (HouseholdId("h-1"), HouseholdId("h-2")):
    ...     link(state, home, ["p-1"])
    >>> sorted(shared(state, HouseholdId("h-1"), HouseholdId("h-2")))
    ['p-1']
    """
    signs = {sign for sign, homes in state.of(SEEN).items() if one in homes and other in homes}
    return frozenset(signs) - state.of(CUT).get(frozenset({one, other}), frozenset())


def cut(state: State, one: HouseholdId, other: HouseholdId) -> None:
    """Let the signs that two households share no longer count between them (解除错误关联), and link again. Apply only.

    A sign that is seen with both of them later links them anew.

    >>> from community_charity.book.state import State
    >>> state = State()
    >>> for home in (HouseholdId("h-1"), HouseholdId("h-2")):
    ...     link(state, home, ["p-1"])
    >>> cut(state, HouseholdId("h-1"), HouseholdId("h-2"))
    >>> linked(state, HouseholdId("h-1"))
    ('h-1',)
    """
    pair, were_one = frozenset({one, other}), linked(state, one)
    state.of(CUT)[pair] = state.of(CUT).get(pair, frozenset()) | shared(state, one, other)
    for home in were_one:
        del state.of(LINKS)[home]
    for home in were_one:
        for twin in were_one:
            if home < twin and shared(state, home, twin):
                _join(state, home, twin)


def still_linked(state: State, one: HouseholdId, other: HouseholdId) -> bool:
    """Tell whether two households would count as one even without the signs they share (是否仍经他户关联).

    >>> from community_charity.book.state import State
    >>> state = State()
    >>> for home in ("h-1", "h-2", "h-3"):
    ...     link(state, HouseholdId(home), ["p-1"])
    >>> still_linked(state, HouseholdId("h-1"), HouseholdId("h-2"))
    True
    """
    others = set(linked(state, one)) - {one}
    reached, new = {one}, {one}
    while new:
        found = {far for near in new for far in others if {near, far} != {one, other} and shared(state, near, far)}
        new = found - reached
        reached |= new
    return other in reached


def _apply(state: State, event: HouseholdRegistered) -> None:
    household = event.command.household
    state.of(HOUSEHOLDS)[household.id] = household
    link(state, household.id, household.members)


@handles(RegisterHousehold, apply=_apply)
def _decide(state: State, order: RegisterHousehold, _law: LawInForce, _checks: Checks) -> HouseholdRegistered:
    return HouseholdRegistered(len(state.events), order)
