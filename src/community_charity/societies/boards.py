"""Electing council and supervisory board (理事会、监事会选举): from that day on the new council decides over the money.

>>> ElectBoards.ASKED.zh
'{society} 选举理事会、监事会'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, handles
from community_charity.language import Text
from community_charity.organisations import people
from community_charity.parties import OrganisationId, PersonId, opaque_id, organisation_id
from community_charity.pools import POOLS
from community_charity.societies.conditions import weigh_boards
from community_charity.societies.society import change, society_of

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce


@attrs.frozen(kw_only=True)
class ElectBoards(Command):
    """Record that a society elected its council and supervisors (换届选举). It becomes `BoardsElected`. Raises `Malformed`.

    ``minutes`` is the number of the paper that records the election. Both boards are given whole.

    >>> from datetime import date
    >>> order = ElectBoards(  # invented
    ...     key="elect-1", on=date(2025, 4, 1), society="village-1", council=["p-1", "p-2", "p-3"], minutes="m-2025-1"
    ... )
    >>> order.asked().en
    'elect the boards of village-1'
    """

    ASKED: ClassVar[Text] = Text("elect the boards of {society}", "{society} 选举理事会、监事会")

    society: OrganisationId = attrs.field(converter=organisation_id)
    council: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)
    supervisors: tuple[PersonId, ...] = attrs.field(default=(), converter=people, repr=False)
    minutes: str = attrs.field(converter=opaque_id)


@attrs.frozen
class BoardsElected(Event[ElectBoards]):
    """A society elected its boards (换届已完成)."""


def _apply(state: State, event: BoardsElected) -> None:
    order = event.command
    change(state, order.society, order.on, council=order.council, supervisors=order.supervisors)
    pool = state.of(POOLS)[order.society]
    state.of(POOLS)[order.society] = attrs.evolve(pool, deciders=frozenset(order.council))


@handles(ElectBoards, apply=_apply)
def _decide(state: State, order: ElectBoards, law: LawInForce, checks: Checks) -> BoardsElected:
    society = society_of(state, order.society, order.on, checks, in_order=True)
    weigh_boards(checks, attrs.evolve(society, council=order.council, supervisors=order.supervisors), law)
    return BoardsElected(len(state.events), order)
