"""Purses: money of one pool under one restriction, traced to the fen (资金账户).

Think of a purse as a number line. Each gift is an interval of money coming in, each payment an
interval going out, first in, first out. Tracing is the overlap of intervals, so that receiving and
paying cost the same however much has passed through the purse.

>>> purse = Purse("village", None)
>>> purse.receive("first", 300)
>>> purse.receive("second", 500)
>>> purse.hold(400)
>>> purse.pay("grant", 400)
>>> purse.gifts_of("grant")
(('first', 300), ('second', 100))
>>> purse.uses_of("second")
(('grant', 100),)
>>> purse.free
400
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, TypeAlias

from community_charity.errors import InvariantBroken, declare, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

BROKEN = declare(
    "purse.broken",
    wanted=("a purse that is never overdrawn", "账户不透支"),
    do=("report it with the commands that led here", "请连同此前的指令一并报告"),
)

Restriction: TypeAlias = "frozenset[Any] | None"
"""The causes that restricted money may serve (限定用途), or ``None`` for unrestricted money."""
PurseKey: TypeAlias = "tuple[str, Restriction]"


class Purse:
    """One pool's money under one restriction (一个账户), all amounts in fen.

    ``received`` came in, ``held`` is promised, ``spent`` was paid out, ``returned`` went back to
    givers; what is left is ``free``. Only the book changes a purse.

    >>> purse = Purse("village-1", None)
    >>> purse.receive("gift-1", 300)
    >>> purse.hold(100)
    >>> purse.received, purse.held, purse.free
    (300, 100, 200)
    """

    __slots__ = (
        "_ends", "_givers", "_holes", "_lots", "_paid_to", "_payers", "_payments", "_refunded",
        "_stops", "_undone", "held", "pool", "received", "restriction", "returned", "spent",
    )  # fmt: skip

    def __init__(self, pool: str, restriction: Restriction) -> None:
        self.pool = pool
        self.restriction = restriction
        self.received = self.held = self.spent = self.returned = 0
        self._ends: list[int] = []  # where each lot ends on the line of money in
        self._givers: list[str] = []  # the gift each lot belongs to
        self._lots: dict[str, tuple[int, ...]] = {}  # the lots of a gift
        self._stops: list[int] = []  # where each payment ends on the same line
        self._payers: list[str] = []  # the payment each stop belongs to
        self._payments: dict[str, int] = {}  # the place of a payment in _stops
        self._paid_to = 0
        self._holes: list[tuple[int, int]] = []  # refunded stretches still ahead of _paid_to
        self._refunded: set[int] = set()  # the lots that went back
        self._undone: set[int] = set()  # places in _stops whose payment was reversed

    @property
    def free(self) -> int:
        """What may still be promised (可用余额), in fen."""
        return self.received - self.held - self.spent - self.returned

    def left_on_line(self) -> int:
        """Count what is left by position: an independent check on ``free`` (按位置核对), in fen.

        All that came in, less what lies before the last payment, less what went back.

        >>> purse = Purse("village-1", None)
        >>> purse.receive("gift-1", 300)
        >>> purse.left_on_line() == purse.free + purse.held == 300
        True
        """
        came = self._ends[-1] if self._ends else 0
        return came - self._paid_to - sum(stop - start for start, stop in self._holes)

    def receive(self, gift: str, fen: int) -> None:
        """Take money in as a new lot of a gift (收入), in fen above zero. Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.receive("gift-1", 300)
        >>> purse.free
        300
        """
        self._enter(gift, fen)
        self.received += fen

    def hold(self, fen: int) -> None:
        """Promise money, in fen: it is no longer free, and not yet gone (占用). Raises `InvariantBroken`.

        >>> Purse("village-1", None).hold(1)
        Traceback (most recent call last):
        ...
        community_charity.errors.InvariantBroken: [purse.broken] given: hold 1 of 0 free. wanted: a purse that is never \
overdrawn. do: report it with the commands that led here
        """
        if not 0 < fen <= self.free:
            raise InvariantBroken(BROKEN, given=f"hold {fen} of {self.free} free")
        self.held += fen

    def release(self, fen: int) -> None:
        """Take back a promise, in fen: the money is free again (释放). Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.receive("gift-1", 300)
        >>> purse.hold(100)
        >>> purse.release(40)
        >>> purse.held, purse.free
        (60, 240)
        """
        if not 0 < fen <= self.held:
            raise InvariantBroken(BROKEN, given=f"release {fen} of {self.held} held")
        self.held -= fen

    def pay(self, payment: str, fen: int) -> None:
        """Pay out held money, in fen, the oldest first (支付，先进先出). Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.receive("gift-1", 300)
        >>> purse.hold(100)
        >>> purse.pay("pay-1", 100)
        >>> purse.spent, purse.held
        (100, 0)
        """
        if not 0 < fen <= self.held:
            raise InvariantBroken(BROKEN, given=f"pay {fen} of {self.held} held")
        self.held -= fen
        self.spent += fen
        end = self._paid_to + fen
        while self._holes and self._holes[0][0] < end:
            start, stop = self._holes.pop(0)
            end += stop - start
        self._payments[payment] = len(self._stops)
        self._payers.append(payment)
        self._stops.append(end)
        self._paid_to = end

    def unspent(self, gift: str) -> int:
        """Give how much of a gift has not been paid out (未支出部分), in fen; 0 for a gift not known.

        >>> Purse("village-1", None).unspent("gift-1")
        0
        """
        left = 0
        for lot in self._lots.get(gift, ()):
            start = self._ends[lot - 1] if lot else 0
            if lot not in self._refunded:
                left += self._ends[lot] - min(max(start, self._paid_to), self._ends[lot])
        return left

    def refund(self, gift: str) -> None:
        """Send a gift back whole (退回): none of it may have been paid out, and its amount must be free.

        Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.receive("gift-1", 300)
        >>> purse.refund("gift-1")
        >>> purse.returned, purse.free
        (300, 0)
        """
        fen = self.unspent(gift)
        if fen == 0 or fen > self.free or self.uses_of(gift):
            raise InvariantBroken(BROKEN, given=f"refund {fen} of {self.free} free")
        for lot in self._lots[gift]:
            start = max(self._ends[lot - 1] if lot else 0, self._paid_to)
            if lot not in self._refunded and start < self._ends[lot]:
                self._refunded.add(lot)
                self._holes.append((start, self._ends[lot]))
        self._holes.sort()
        self.returned += fen

    def undo(self, payment: str) -> None:
        """Reverse a payment (冲销): its money comes back as lots of the gifts it came from. Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.receive("gift-1", 300)
        >>> purse.hold(100)
        >>> purse.pay("pay-1", 100)
        >>> purse.undo("pay-1")
        >>> purse.free, purse.gifts_of("pay-1")
        (300, ())
        """
        parts = self.gifts_of(payment)
        if not parts:
            raise InvariantBroken(BROKEN, given=f"undo {shown(payment)}, which paid nothing or was undone")
        self._undone.add(self._payments.pop(payment))
        for gift, fen in parts:
            self._enter(gift, fen)
            self.spent -= fen

    def gifts_of(self, payment: str) -> tuple[tuple[str, int], ...]:
        """Tell which gifts a payment came from, with the fen of each (资金来源追溯)."""
        if payment not in self._payments:
            return ()
        found: dict[str, int] = {}
        for gift, fen in self._overlap(self._payments[payment]):
            found[gift] = found.get(gift, 0) + fen
        return tuple(found.items())

    def uses_of(self, gift: str) -> tuple[tuple[str, int], ...]:
        """Tell which payments a gift went to, with the fen of each (资金去向追溯)."""
        found: dict[str, int] = {}
        for lot in self._lots.get(gift, ()):
            if lot in self._refunded:
                continue
            start, end = self._ends[lot - 1] if lot else 0, self._ends[lot]
            place = bisect_right(self._stops, start)
            while place < len(self._stops) and (self._stops[place - 1] if place else 0) < end:
                fen = min(end, self._stops[place]) - max(start, self._stops[place - 1] if place else 0)
                if place not in self._undone:
                    payer = self._payers[place]
                    found[payer] = found.get(payer, 0) + fen
                place += 1
        return tuple(found.items())

    def knows(self, gift: str) -> bool:
        """Tell whether any money of a gift came into the purse (是否收过该捐赠).

        >>> Purse("village-1", None).knows("gift-1")
        False
        """
        return gift in self._lots

    def gifts(self) -> tuple[str, ...]:
        """List the gifts that came into the purse, oldest first (全部捐赠).

        >>> Purse("village-1", None).gifts()
        ()
        """
        return tuple(self._lots)

    def copy(self) -> Purse:
        """Give an independent copy (副本): lists are copied whole, which costs microseconds.

        >>> purse = Purse("village-1", None)
        >>> twin = purse.copy()
        >>> twin.receive("gift-1", 300)
        >>> twin.free, purse.free
        (300, 0)
        """
        twin = Purse(self.pool, self.restriction)
        for name in ("received", "held", "spent", "returned", "_paid_to"):
            setattr(twin, name, getattr(self, name))
        for name in ("_ends", "_givers", "_lots", "_stops", "_payers", "_payments", "_holes", "_refunded", "_undone"):
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def facts(self) -> tuple[object, ...]:
        """Give everything the purse knows, for comparing two of them (全部内容).

        >>> Purse("village-1", None).facts() == Purse("village-1", None).facts()
        True
        """
        parts = (getattr(self, name) for name in self.__slots__)
        return tuple(part.copy() if hasattr(part, "copy") else part for part in parts)

    def _enter(self, gift: str, fen: int) -> None:
        if fen <= 0:
            raise InvariantBroken(BROKEN, given=f"receive {fen}")
        ends = self._ends
        self._lots[gift] = (*self._lots.get(gift, ()), len(ends))
        ends.append((ends[-1] if ends else 0) + fen)
        self._givers.append(gift)

    def _overlap(self, place: int) -> Iterator[tuple[str, int]]:
        start = self._stops[place - 1] if place else 0
        end = self._stops[place]
        lot = bisect_right(self._ends, start)
        while lot < len(self._ends):
            begins = self._ends[lot - 1] if lot else 0
            if begins >= end:
                return
            if lot not in self._refunded:
                yield self._givers[lot], min(end, self._ends[lot]) - max(start, begins)
            lot += 1
