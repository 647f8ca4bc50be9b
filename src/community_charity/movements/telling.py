"""What events say of the money that they move (资金说明): what a payment is for, what a fee was for, what was matched.

>>> TELLINGS[ReliefPaid].purpose is not None
True
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.lines import Parts
from community_charity.book.state import State
from community_charity.flows import FeeCharged
from community_charity.flows.chains import PassedOn
from community_charity.flows.spending import Spent
from community_charity.matching import MatchingSettled, MatchReturned
from community_charity.movements.moves import Fee
from community_charity.purposes import Purpose
from community_charity.relief import CASES, GRANTS, ReliefPaid

if TYPE_CHECKING:
    from community_charity.book.orders import Event


@attrs.frozen
class Telling:
    """What events of a type say of the money that they move (资金说明). Each is asked for state and event.

    >>> Telling().purpose is None
    True
    """

    purpose: Callable[[State, Any], Purpose] | None = None
    fee: Callable[[State, Any], Fee | None] | None = None
    matched: Callable[[State, Any], Parts] | None = None

    def said(self, state: State, event: Event[Any]) -> tuple[Purpose | None, Fee | None]:
        """Ask for the purpose of a payment, and what a fee was for (用途与费用说明)."""
        purpose = None if self.purpose is None else self.purpose(state, event)
        return purpose, None if self.fee is None else self.fee(state, event)


TELLINGS: dict[type[Event[Any]], Telling] = {}
"""What events of a type say of their money; see `tells`."""


def tells(
    kind: type[Event[Any]],
    *,
    purpose: Callable[[State, Any], Purpose] | None = None,
    fee: Callable[[State, Any], Fee | None] | None = None,
    matched: Callable[[State, Any], Parts] | None = None,
) -> None:
    """Register what events of a type say of the money that they move (登记资金说明).

    ``purpose`` gives what a payment is for, ``fee`` what a fee was for. ``matched`` gives the gifts on top of
    which the money was given, with the fen of each, below zero for what is given back; what then comes into a purse is
    told as matched, not as moved. Each is called with the state after the event, and the event.

    >>> from community_charity.purposes import COMMUNITY
    >>> from community_charity.book.orders import Event
    >>> class WellDug(Event[Any]):
    ...     pass
    >>> tells(WellDug, purpose=lambda state, event: COMMUNITY)
    >>> TELLINGS.pop(WellDug).matched is None  # so that it stays an example
    True
    """
    TELLINGS[kind] = Telling(purpose, fee, matched)


SILENT = Telling()
"""What events say that nobody has registered (未登记): nothing."""


def _cause_of(state: State, event: ReliefPaid) -> Purpose:
    """Tell what relief was paid for: by its cause, not by what narrower purpose one case may have."""
    grant = state.of(GRANTS)[event.command.grant]
    purpose: Purpose = state.of(CASES)[grant.event.command.case].case.cause.purpose
    return purpose


tells(ReliefPaid, purpose=_cause_of)
tells(Spent, purpose=lambda _, event: event.command.purpose)
tells(PassedOn, fee=lambda _, event: event.fee and Fee(event.fee.kind))
tells(MatchingSettled, matched=lambda _, event: event.given)
tells(MatchReturned, matched=lambda _, event: event.given)
tells(FeeCharged, fee=lambda _, event: Fee(event.charge.kind, event.command.campaign))
