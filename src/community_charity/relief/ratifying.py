"""A meeting looks again at emergency grants (先行救助的追认): two officers signed, the panel answers for it.

>>> RatifyEmergency.ASKED.zh
'追认先行救助 {grant}'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.book.book import Book
from community_charity.book.orders import Command, Event, Table, handles, reason
from community_charity.calendar import day
from community_charity.errors import Malformed, expect
from community_charity.language import Text
from community_charity.law.decision import Stage, ground
from community_charity.organisations import people
from community_charity.parties import PersonId, opaque_id
from community_charity.pools import POOLS
from community_charity.relief.authority import interested_in, weigh_meeting
from community_charity.relief.files import CASES, open_case
from community_charity.relief.grants import GRANTS
from community_charity.relief.grants import WHAT as A_GRANT
from community_charity.relief.open_points import UNRATIFIED, UNRATIFIED_CASES, looked_at, weigh_day
from community_charity.relief.reviews import VOTES, CaseReviewed

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.relief.grants import GrantRelief

# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class RatifyEmergency(Command):
    """Record that a meeting of the pool's panel stands by an emergency grant (追认先行救助). It becomes `EmergencyRatified`.

    ``grant`` is the key of its `GrantRelief`; ``present`` are the members of the panel who came, ``in_favour`` those of them
    who agreed. Raises `Malformed`.

    >>> from datetime import date
    >>> RatifyEmergency(
    ...     key="ratify-1", on=date(2025, 3, 20), grant="grant-1", present=["p-1", "p-2"], in_favour=["p-1", "p-2"]
    ... ).asked().en
    'ratify emergency grant grant-1'
    """

    ASKED: ClassVar[Text] = Text("ratify emergency grant {grant}", "追认先行救助 {grant}")

    grant: str = attrs.field(converter=opaque_id)
    present: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)
    in_favour: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)

    def __attrs_post_init__(self) -> None:
        came, agreed = set(self.present), set(self.in_favour)
        if len(came) < len(self.present) or len(agreed) < len(self.in_favour) or not agreed <= came:
            raise Malformed(VOTES, given=f"{len(self.present)}, {len(self.in_favour)}")


@attrs.frozen
class EmergencyRatified(Event[RatifyEmergency]):
    """A meeting ratified an emergency grant (先行救助已追认)."""


@attrs.frozen(kw_only=True)
class RefuseRatification(Command):
    """Record that a meeting does not stand by an emergency grant (不予追认). It becomes `RatificationRefused`. Raises `Malformed`.

    The officers who signed answer for it, and the grant stays flagged for good: see `flagged`. What was paid stays paid: it
    is asked back only as any other relief is, and never from a household in need that told the truth.

    >>> from datetime import date
    >>> RefuseRatification(key="refuse-1", on=date(2025, 3, 20), grant="grant-1", reason="not urgent").asked().en
    'refuse to ratify emergency grant grant-1'
    """

    ASKED: ClassVar[Text] = Text("refuse to ratify emergency grant {grant}", "不予追认先行救助 {grant}")

    grant: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class RatificationRefused(Event[RefuseRatification]):
    """A meeting did not ratify an emergency grant (先行救助未获追认)."""


LOOKED_AT: Table[str, EmergencyRatified | RatificationRefused] = Table("emergency grants that a meeting looked at")
"""What a meeting said of an emergency grant (追认结果), by the key of the grant."""

# --- rules ---------------------------------------------------------------------------------------

WAITS = ground(
    "emergency.waits",
    Stage.STATE,
    title=("the grant waits for a meeting", "该救助待追认"),
    unmet=(
        "the grant does not wait for a meeting: none was needed, one has looked at it, or nothing is left of it",
        "该救助无须追认：非先行救助、已经审查，或已全部撤回",
    ),
)

# --- deciding and applying -----------------------------------------------------------------------


def _waiting(state: State, order: RatifyEmergency | RefuseRatification, checks: Checks) -> GrantRelief:
    """Find an emergency grant that waits for a meeting; otherwise stop."""
    made = state.found(GRANTS, order.grant, A_GRANT, checks).event.command
    if all(row.grant != made.key for row in state.of(UNRATIFIED_CASES).get(made.case, ())):
        checks.stop(WAITS)
    weigh_day(checks, order.on, made.on)
    open_case(state, order, checks, made.case)
    return made


def _apply(state: State, event: Any) -> None:
    grant = event.command.grant
    looked_at(state, state.of(GRANTS)[grant].event.command)
    state.of(LOOKED_AT)[grant] = event


@handles(RatifyEmergency, apply=_apply)
def _decide_ratification(state: State, order: RatifyEmergency, law: LawInForce, checks: Checks) -> EmergencyRatified:
    made = _waiting(state, order, checks)
    file = state.of(CASES)[made.case]
    interested = interested_in(state, file.case.household, order.on)
    weigh_meeting(checks, state.of(POOLS)[made.pool], order.present, order.in_favour, interested, law)
    return EmergencyRatified(len(state.events), order)


@handles(RefuseRatification, apply=_apply)
def _decide_refusal(state: State, order: RefuseRatification, _law: LawInForce, checks: Checks) -> RatificationRefused:
    _waiting(state, order, checks)
    return RatificationRefused(len(state.events), order)


# --- reading -------------------------------------------------------------------------------------


class Unratified(NamedTuple):
    """An emergency grant that no meeting has looked at (未追认的先行救助): of which pool, since when.

    ``meetings`` counts the days on which the pool met since, and let it pass.
    """

    grant: str
    pool: str
    made: date
    meetings: int


def unratified(book: Book, on: date) -> tuple[Unratified, ...]:
    """List the emergency grants of up to a day that no meeting has looked at (未追认清单). Raises `Malformed`.

    >>> import community_charity as cc
    >>> unratified(cc.Book(cc.Law.of("cn")), cc.date(2025, 3, 13))
    ()
    """
    waiting, last = expect(book, Book).all(UNRATIFIED), day(on)
    met = _met(book) if waiting else frozenset()
    return tuple(
        Unratified(grant, pool, made, sum(one == pool and made < met_on <= last for one, met_on in met))
        for pool, rows in waiting.items()
        for grant, made in rows
        if made <= last
    )


def flagged(book: Book) -> tuple[RatificationRefused, ...]:
    """List the emergency grants that a meeting did not ratify (不予追认清单). Raises `Malformed`.

    >>> import community_charity as cc
    >>> flagged(cc.Book(cc.Law.of("cn")))
    ()
    """
    said = expect(book, Book).all(LOOKED_AT).values()
    return tuple(event for event in said if isinstance(event, RatificationRefused))


def _met(book: Book) -> frozenset[tuple[str, date]]:
    """Tell which pool met on which days: to review a case, or to look at an emergency grant."""
    grants = book.all(GRANTS)
    reviews = {(event.command.pool, event.command.on) for event in book.events if isinstance(event, CaseReviewed)}
    said = {(grants[grant].event.command.pool, event.command.on) for grant, event in book.all(LOOKED_AT).items()}
    return frozenset(reviews | said)
