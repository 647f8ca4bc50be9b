"""Following every fen, and adding all of them up (追溯与对账)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from community_charity.book.purses import Restriction
from community_charity.money import ZERO, Money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.purses import Purse, PurseKey
    from community_charity.book.state import State


@attrs.frozen
class Trace:
    """Some fen of one gift in one payment (资金流向): the step from giver to receiver. ``amount`` is `Money`.

    `Book.where_from` and `Book.where_to` give them; ``restriction`` is that of the purse.

    >>> print(Trace("gift-1", "pay-1", Money(100), "village-1", None).amount)
    ¥1.00
    """

    gift: str
    payment: str
    amount: Money
    pool: str
    restriction: Restriction


@attrs.frozen
class Balance:
    """The money of one or more purses (余额), each sum as `Money`.

    received + moved_in = free + held + spent + fees + returned + moved_out. Over a whole book as much moved in as out.

    >>> Balance(Money(300), free=Money(200), held=Money(100)).is_conserved
    True
    """

    received: Money = ZERO
    free: Money = ZERO
    held: Money = ZERO
    spent: Money = ZERO
    fees: Money = ZERO
    returned: Money = ZERO
    moved_in: Money = ZERO
    moved_out: Money = ZERO

    @property
    def is_conserved(self) -> bool:
        """Tell whether every fen is accounted for (收支平衡)."""
        out = self.spent + self.fees + self.returned + self.moved_out
        return self.received + self.moved_in == self.free + self.held + out


def balance_of(purses: Iterable[Purse]) -> Balance:
    """Add purses up (合计余额). What is free is counted from the lots, not from the other sums.

    >>> from community_charity.book.purses import Purse
    >>> purse = Purse("village-1", None)
    >>> purse.receive("gift-1", 300)
    >>> balance_of([purse]).free
    yuan("3.00")
    """
    sums = dict.fromkeys(("received", "free", "held", "spent", "fees", "returned", "moved_in", "moved_out"), 0)
    for purse in purses:
        for name in sums:
            sums[name] += purse.left_on_line() - purse.held if name == "free" else getattr(purse, name)
    return Balance(**{name: Money(fen) for name, fen in sums.items()})


def trace_payment(state: State, payment: str) -> tuple[Trace, ...]:
    """Tell whose money a payment was (资金来源), in the order in which it was drawn. See `Book.where_from`."""
    drawn: tuple[tuple[PurseKey, int], ...] = getattr(state.events[payment], "parts", ())
    return tuple(
        Trace(gift, payment, Money(fen), purse.pool, purse.restriction)
        for purse in (state.purses[key] for key, _ in drawn)
        for gift, fen in purse.gifts_of(payment)
    )


def trace_gift(state: State, gift: str) -> tuple[Trace, ...]:
    """Tell where a gift went (资金去向). See `Book.where_to`.

    >>> from community_charity.book.state import State
    >>> trace_gift(State(), "gift-1")
    ()
    """
    return tuple(
        Trace(gift, payment, Money(fen), purse.pool, purse.restriction)
        for purse in state.purses.values()
        for payment, fen in purse.uses_of(gift)
    )
