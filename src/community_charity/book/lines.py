"""A line of money (资金数轴): what came in, gift by gift, and what was drawn off it, order by order.

Each gift is an interval of money coming in, each payment an interval going out, first in, first out. Tracing is the
overlap of intervals, so that receiving and paying cost the same however much has passed. Where money of one gift is
taken out, its interval is cut short and leaves a hole, over which the next payment steps.

>>> line = Line()
>>> line.enter("first", 300)
>>> line.enter("second", 500)
>>> line.draw("grant", 400)
>>> line.gifts_of("grant"), line.uses_of("second")
((('first', 300), ('second', 100)), (('grant', 100),))
>>> line.left_on_line()
400
"""

from __future__ import annotations

from bisect import bisect_right, insort
from typing import TYPE_CHECKING, TypeAlias

from community_charity.errors import InvariantBroken, declare, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

BROKEN = declare(
    "purse.broken",
    wanted=("a purse that is never overdrawn", "账户不透支"),
    do=("report it with the commands that led here", "请连同此前的指令一并报告"),
)

Parts: TypeAlias = "tuple[tuple[str, int], ...]"
"""Gifts, or orders, with the fen of each."""


class Line:
    """Money in as lots of gifts, money out as stretches of orders (资金数轴), all amounts in fen.

    `enter`, `draw`, `cut` and `give_back` change it, and refuse only what can never be: whether there is money to draw
    is for the purse to say.

    >>> Line().left_on_line()
    0
    """

    __slots__ = (
        "_away", "_cuts", "_ends", "_givers", "_holes", "_lives", "_lots", "_paid_to", "_payers", "_payments", "_shorts",
        "_stops", "_undone",
    )  # fmt: skip

    def __init__(self) -> None:
        self._ends: list[int] = []  # where each lot ends on the line of money in
        self._givers: list[str] = []  # the gift each lot belongs to
        self._lots: dict[str, tuple[int, ...]] = {}  # the lots of a gift
        self._lives: dict[int, int] = {}  # where a lot ends that was cut short
        self._holes: list[tuple[int, int]] = []  # what was cut off, still ahead of _paid_to
        self._away: dict[str, Parts] = {}  # of a gift: the orders that cut it short, with the fen of each
        self._cuts: dict[str, Parts] = {}  # of such an order: the gifts it cut short
        self._stops: list[int] = []  # where each order ends on the same line
        self._payers: list[str] = []  # the order each stop belongs to
        self._payments: dict[str, int] = {}  # the place of an order in _stops
        self._shorts: dict[int, int] = {}  # where the stretch of such a place ends that was partly given back
        self._paid_to = 0
        self._undone: set[int] = set()  # places in _stops whose order was reversed

    # --- changing --------------------------------------------------------------------------------

    def enter(self, gift: str, fen: int) -> None:
        """Put money in as a new lot of a gift (入账), in fen above zero. Raises `InvariantBroken`."""
        if fen <= 0:
            raise InvariantBroken(BROKEN, given=f"receive {fen}")
        ends = self._ends
        self._lots[gift] = (*self._lots.get(gift, ()), len(ends))
        ends.append((ends[-1] if ends else 0) + fen)
        self._givers.append(gift)

    def draw(self, order: str, fen: int) -> None:
        """Take money off the front for an order (先进先出), in fen: once for each. Raises `InvariantBroken`."""
        if order in self._payments:
            raise InvariantBroken(BROKEN, given=f"draw twice for {shown(order)}")
        end = self._paid_to + fen
        while self._holes and self._holes[0][0] < end:
            start, stop = self._holes.pop(0)
            end += stop - start
        self._payments[order] = len(self._stops)
        self._payers.append(order)
        self._stops.append(end)
        self._paid_to = end

    def cut(self, gift: str, fen: int, order: str | None = None) -> None:
        """Take fen of one gift out, from the end of its last lot on: what is paid first stays the longest (截去).

        ``order`` is who took it, ``None`` where it never was there. At most what is `unspent`. Raises `InvariantBroken`.

        >>> line = Line()
        >>> line.enter("gift-1", 300)
        >>> line.cut("gift-1", 100, "refund-1")
        >>> line.unspent("gift-1"), line.away_of("gift-1")
        (200, (('refund-1', 100),))
        """
        self.must_have(gift, fen)
        if order is not None:
            self._away[gift] = (*self._away.get(gift, ()), (order, fen))
            self._cuts[order] = (*self._cuts.get(order, ()), (gift, fen))
        for lot in reversed(self._lots[gift]):
            start, end = self._span(lot)
            part = min(fen, max(0, end - max(start, self._paid_to)))
            if part:
                if end < self._ends[lot]:
                    self._holes.remove((end, self._ends[lot]))
                insort(self._holes, (end - part, self._ends[lot]))
                self._lives[lot] = end - part
                fen -= part

    def must_have(self, gift: str, fen: int) -> None:
        """Check that so many fen of a gift are still in the line (核对未支出部分). Raises `InvariantBroken`.

        >>> line = Line()
        >>> line.enter("gift-1", 300)
        >>> line.must_have("gift-1", 300)  # nothing to say
        """
        if not 0 < fen <= self.unspent(gift):
            raise InvariantBroken(BROKEN, given=f"take {fen} out of one gift")

    def give_back(self, order: str) -> int:
        """Reverse an order (冲销): its money comes back as new lots of its gifts. Gives the fen; raises `InvariantBroken`.

        >>> line = Line()
        >>> line.enter("gift-1", 300)
        >>> line.draw("pay-1", 100)
        >>> line.give_back("pay-1"), line.gifts_of("pay-1"), line.unspent("gift-1")
        (100, (), 300)
        """
        parts = self.gifts_of(order)
        if order not in self._payments:
            raise InvariantBroken(BROKEN, given=f"undo {shown(order)}, which paid nothing or was undone")
        self._undone.add(self._payments.pop(order))
        for gift, fen in parts:
            self.enter(gift, fen)
        return sum(fen for _, fen in parts)

    def give_back_part(self, order: str, fen: int) -> Parts:
        """Give part of an order back (部分退回), its last fen first: new lots of the gifts they came from. Raises `InvariantBroken`.

        >>> line = Line()
        >>> line.enter("first", 300)
        >>> line.enter("second", 500)
        >>> line.draw("pay-1", 400)
        >>> line.give_back_part("pay-1", 150)
        (('first', 50), ('second', 100))
        >>> line.gifts_of("pay-1"), line.uses_of("first"), line.left_on_line()
        ((('first', 250),), (('pay-1', 250),), 550)
        """
        place = self._payments.get(order)
        pieces = () if place is None else tuple(self._overlap(place))
        if place is None or not 0 < fen <= sum(end - start for _, start, end in pieces):
            raise InvariantBroken(BROKEN, given=f"take {fen} of {shown(order)} back")
        back: dict[str, int] = {}
        for gift, start, end in reversed(pieces):
            part = min(fen, end - start)
            if part:
                back[gift] = back.get(gift, 0) + part
                self._shorts[place] = end - part
                fen -= part
        parts = tuple(reversed(back.items()))
        for gift, part in parts:
            self.enter(gift, part)
        return parts

    # --- reading ---------------------------------------------------------------------------------

    def left_on_line(self) -> int:
        """Count what is left by position: an independent check on what is free (按位置核对), in fen.

        All that came in, less what lies before the last payment, less what was taken out.

        >>> line = Line()
        >>> line.enter("gift-1", 300)
        >>> line.left_on_line()
        300
        """
        came = self._ends[-1] if self._ends else 0
        return came - self._paid_to - sum(stop - start for start, stop in self._holes)

    def unspent(self, gift: str) -> int:
        """Give how much of a gift is still in the line (未支出部分), in fen; 0 for a gift not known.

        >>> Line().unspent("gift-1")
        0
        """
        left, paid_to = 0, self._paid_to
        for lot in self._lots.get(gift, ()):
            start, end = self._span(lot)
            if end > paid_to:
                left += end - max(start, paid_to)
        return left

    def gifts_of(self, order: str) -> Parts:
        """Tell whose money an order took out, gift by gift with the fen of each (资金来源追溯)."""
        if order not in self._payments:
            return self._cuts.get(order, ())
        found: dict[str, int] = {}
        for gift, start, end in self._overlap(self._payments[order]):
            found[gift] = found.get(gift, 0) + end - start
        return tuple(found.items())

    def uses_of(self, gift: str) -> Parts:
        """Tell which orders drew on a gift, with the fen of each (资金去向追溯): payments, fees and sendings.

        What was taken out of this one gift alone is told by `away_of`.
        """
        found: dict[str, int] = {}
        for lot in self._lots.get(gift, ()):
            start, end = self._span(lot)
            place = bisect_right(self._stops, start)
            while place < len(self._stops) and (self._stops[place - 1] if place else 0) < end:
                fen = min(end, self._shorts.get(place, self._stops[place])) - max(
                    start, self._stops[place - 1] if place else 0
                )
                if place not in self._undone and fen > 0:
                    payer = self._payers[place]
                    found[payer] = found.get(payer, 0) + fen
                place += 1
        return tuple(found.items())

    def away_of(self, gift: str) -> Parts:
        """Tell which orders took money out of this one gift: refunds, and moves of it (该笔捐赠的退回与转出).

        >>> line = Line()
        >>> line.enter("gift-1", 300)
        >>> line.cut("gift-1", 100, "refund-1")
        >>> line.away_of("gift-1")
        (('refund-1', 100),)
        """
        return self._away.get(gift, ())

    def knows(self, gift: str) -> bool:
        """Tell whether any money of a gift came into the line (是否收过该捐赠).

        >>> Line().knows("gift-1")
        False
        """
        return gift in self._lots

    def gifts(self) -> tuple[str, ...]:
        """List the gifts that came into the line, oldest first (全部捐赠).

        >>> Line().gifts()
        ()
        """
        return tuple(self._lots)

    def _span(self, lot: int) -> tuple[int, int]:
        """Give where a lot begins and ends, without what was cut off."""
        end = self._ends[lot]
        return self._ends[lot - 1] if lot else 0, self._lives.get(lot, end) if self._lives else end

    def _overlap(self, place: int) -> Iterator[tuple[str, int, int]]:
        """Give the pieces of lots that an order took: the gift, and where on the line each begins and ends."""
        start = self._stops[place - 1] if place else 0
        end = self._stops[place]
        if self._shorts:
            end = self._shorts.get(place, end)
        lot = bisect_right(self._ends, start)
        while lot < len(self._ends):
            begins, ends = self._span(lot)
            if begins >= end:
                return
            first, last = max(start, begins), min(end, ends)
            if first < last:
                yield self._givers[lot], first, last
            lot += 1
