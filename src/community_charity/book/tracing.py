"""Following every fen, and adding all of them up (追溯与对账)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.orders import HANDLERS
from community_charity.book.purses import Restriction
from community_charity.language import Text
from community_charity.money import ZERO, Money, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from community_charity.book.purses import Purse
    from community_charity.book.state import State


class StepKind(Enum):
    """What became of money on its way (资金去向类别).

    >>> StepKind.RETURNED.text.zh
    '退回'
    """

    PAID = "paid"
    FEE = "fee"
    RETURNED = "returned"
    MOVED = "moved"
    HELD = "held"
    LEFT = "left"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    StepKind.PAID: Text("paid", "支出"),
    StepKind.FEE: Text("fee", "费用"),
    StepKind.RETURNED: Text("returned", "退回"),
    StepKind.MOVED: Text("moved", "转出"),
    StepKind.HELD: Text("held", "已批未付"),
    StepKind.LEFT: Text("left", "结余"),
}


@attrs.frozen
class Trace:
    """Some fen of one gift in one order (资金流向): the step from giver to receiver. ``amount`` is `Money`.

    `Book.where_from` and `Book.where_to` give them; ``restriction`` is that of the purse, ``kind`` what the order did.

    >>> print(Trace("gift-1", "pay-1", Money(100), "village-1", None).amount)
    ¥1.00
    """

    gift: str
    payment: str
    amount: Money
    pool: str
    restriction: Restriction
    kind: StepKind = StepKind.PAID


@attrs.frozen(repr=False)
class Path:
    """The way of a gift, or of the money of an order (资金路径), to the fen; it names gifts and orders, never people.

    ``steps`` say what became of which fen. Of a gift they end in what was paid, charged, returned, and ``left`` in a
    purse; a move to another purse is a step on the way. Of an order they begin at the gifts; what a grant still ``held``
    comes from no gift yet: the oldest money pays.

    >>> Path("gift-1", ()).amount
    yuan("0.00")
    """

    key: str
    steps: tuple[Trace, ...]

    @property
    def ends(self) -> tuple[Trace, ...]:
        """The steps at which money came to an end, or rests (终点)."""
        return tuple(step for step in self.steps if step.kind is not StepKind.MOVED)

    @property
    def amount(self) -> Money:
        """All that ends (合计): the whole gift, or the whole of the order; of an order that only moves, what it moved."""
        return total(step.amount for step in self.ends or self.steps)

    def of(self, kind: StepKind) -> Money:
        """Add up the steps of one kind (分类合计), as `Money`.

        >>> Path("gift-1", (Trace("gift-1", "pay-1", Money(100), "village-1", None),)).of(StepKind.PAID)
        yuan("1.00")
        """
        return total(step.amount for step in self.steps if step.kind is kind)

    def __repr__(self) -> str:
        sums = ", ".join(f"{kind.text} {self.of(kind)}" for kind in StepKind if self.of(kind))
        return f"<Path {self.key}: {sums or 'nothing'}>"


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


def trace_out(state: State, order: str) -> tuple[Trace, ...]:
    """Tell whose money an order took out of purses (资金来源), in the order in which it was drawn. See `Book.where_from`.

    >>> from community_charity.book.state import State
    >>> trace_out(State(), "pay-1")
    ()
    """
    return tuple(
        _step(purse, gift, order, fen) for purse in state.purses.values() for gift, fen in purse.gifts_of(order)
    )


def trace_gift(state: State, gift: str) -> tuple[Trace, ...]:
    """Tell where a gift went (资金去向), purse by purse. See `Book.where_to`.

    >>> from community_charity.book.state import State
    >>> trace_gift(State(), "gift-1")
    ()
    """
    return tuple(
        _step(purse, gift, order, fen)
        for purse in state.purses.values()
        if purse.knows(gift)
        for order, fen in (*purse.uses_of(gift), *purse.away_of(gift))
    )


def path_of_gift(state: State, gift: str) -> Path:
    """Give the whole way of a gift, to what is left of it (捐赠路径). See `Book.trace`."""
    left = (
        Trace(gift, "", Money(fen), purse.pool, purse.restriction, StepKind.LEFT)
        for purse in state.purses.values()
        if (fen := purse.unspent(gift))
    )
    return Path(gift, (*trace_gift(state, gift), *left))


def path_of_order(state: State, key: str) -> Path:
    """Give whose money an order was (支付路径). See `Book.trace`; a grant's own money went out under its payments."""
    event = state.events[key]
    handler = HANDLERS[type(event.command)]
    orders, held = ((key,), ()) if handler.paid_under is None else handler.paid_under(state, event)
    steps = [step for order in orders for step in trace_out(state, order)]
    return Path(key, (*steps, *_held(key, held)))


def _held(key: str, held: Iterable[tuple[Any, int]]) -> Iterator[Trace]:
    for (pool, restriction), fen in held:
        yield Trace("", key, Money(fen), pool, restriction, StepKind.HELD)


def _step(purse: Purse, gift: str, order: str, fen: int) -> Trace:
    return Trace(gift, order, Money(fen), purse.pool, purse.restriction, _kind(purse, order))


def _kind(purse: Purse, order: str) -> StepKind:
    if purse.sent_to(order) is not None:
        return StepKind.MOVED
    if purse.is_fee(order):
        return StepKind.FEE
    return StepKind.RETURNED if purse.is_cut(order) else StepKind.PAID
