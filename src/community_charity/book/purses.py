"""Purses: money of one pool under one restriction, traced to the fen (资金账户).

Think of a purse as a number line. Each gift is an interval of money coming in, each payment an
interval going out, first in, first out. Tracing is the overlap of intervals, so that receiving and
paying cost the same however much has passed through the purse: see `community_charity.book.lines`.

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

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from community_charity.book.lines import BROKEN, Line
from community_charity.errors import InvariantBroken

if TYPE_CHECKING:
    from community_charity.book.lines import Parts


class Restricts(Protocol):
    """What a restriction must be able to answer (限定用途); `community_charity.restrictions` has the library's own.

    It is hashable. ``None`` in its place stands for unrestricted money.
    """

    @property
    def rank(self) -> tuple[Any, ...]:
        """What sorts it: the money that fits fewest uses is drawn first."""

    def admits(self, use: Any) -> bool:
        """Tell whether money so restricted may serve a use."""


Restriction: TypeAlias = "Restricts | None"
"""What restricted money may serve (限定用途), or ``None`` for unrestricted money."""
PurseKey: TypeAlias = "tuple[str, Any]"


class Purse(Line):
    """One pool's money under one restriction (一个账户), all amounts in fen.

    ``received`` came from givers and ``moved_in`` from other purses; ``held`` is promised; ``spent`` was paid out,
    ``fees`` were charged, ``returned`` went back to givers, ``moved_out`` went to other purses; the rest is ``free``.
    Only the book changes a purse.

    >>> purse = Purse("village-1", None)
    >>> purse.receive("gift-1", 300)
    >>> purse.hold(100)
    >>> purse.received, purse.held, purse.free
    (300, 100, 200)
    """

    __slots__ = (
        "_fees", "_sent", "fees", "held", "moved_in", "moved_out", "pool", "received", "restriction", "returned", "spent"
    )  # fmt: skip

    def __init__(self, pool: str, restriction: Restriction) -> None:
        super().__init__()
        self.pool = pool
        self.restriction = restriction
        self.received = self.held = self.spent = self.returned = self.fees = self.moved_in = self.moved_out = 0
        self._fees: set[str] = set()  # the orders that charged a fee
        self._sent: dict[str, PurseKey] = {}  # the orders that moved money to another purse, and to which

    @property
    def free(self) -> int:
        """What may still be promised (可用余额), in fen."""
        came = self.received + self.moved_in
        return came - self.held - self.spent - self.returned - self.fees - self.moved_out

    # --- money in --------------------------------------------------------------------------------

    def receive(self, gift: str, fen: int) -> None:
        """Take money in as a new lot of a gift (收入), in fen above zero. Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.receive("gift-1", 300)
        >>> purse.free
        300
        """
        self.enter(gift, fen)
        self.received += fen

    def take(self, parts: Parts) -> None:
        """Take in what another purse sent, gift by gift (转入). Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.take((("gift-1", 300), ("gift-2", 100)))
        >>> purse.moved_in, purse.free
        (400, 400)
        """
        if any(fen <= 0 for _, fen in parts):  # before the first is entered: all of them, or none
            raise InvariantBroken(BROKEN, given="take in a part that is nothing")
        for gift, fen in parts:
            self.enter(gift, fen)
            self.moved_in += fen

    # --- promises --------------------------------------------------------------------------------

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

    # --- money out, the oldest first -------------------------------------------------------------

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
        self.draw(payment, fen)
        self.held -= fen
        self.spent += fen

    def charge(self, fee: str, fen: int) -> None:
        """Take a fee out of free money, in fen, the oldest first (收取费用). Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.receive("gift-1", 300)
        >>> purse.charge("fee-1", 9)
        >>> purse.fees, purse.free
        (9, 291)
        """
        if not 0 < fen <= self.free:
            raise InvariantBroken(BROKEN, given=f"charge {fen} of {self.free} free")
        self.draw(fee, fen)
        self._fees.add(fee)
        self.fees += fen

    def send(self, order: str, fen: int, to: PurseKey) -> Parts:
        """Move free money to another purse, in fen, the oldest first; tell whose it is (转出). Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.receive("gift-1", 300)
        >>> purse.send("move-1", 100, ("village-2", None))
        (('gift-1', 100),)
        >>> purse.moved_out, purse.free
        (100, 200)
        """
        if not 0 < fen <= self.free:
            raise InvariantBroken(BROKEN, given=f"send {fen} of {self.free} free")
        self.draw(order, fen)
        self.moved_out += fen
        self._sent[order] = to
        return self.gifts_of(order)

    # --- money of one gift out -------------------------------------------------------------------

    def refund(self, order: str, gift: str, fen: int) -> None:
        """Send some of a gift back to its giver, in fen: at most what of it is unspent and free (退回).

        Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.receive("gift-1", 300)
        >>> purse.refund("refund-1", "gift-1", 100)
        >>> purse.returned, purse.free
        (100, 200)
        """
        self._take_out(gift, fen, order)
        self.returned += fen

    def correct(self, gift: str, fen: int) -> None:
        """Take back the entry of money that never came, in fen, as `refund` (更正入账). Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.receive("gift-1", 300)
        >>> purse.correct("gift-1", 100)
        >>> purse.received, purse.free
        (200, 200)
        """
        if fen > self.received:
            raise InvariantBroken(BROKEN, given=f"correct {fen} of {self.received} received")
        self._take_out(gift, fen)
        self.received -= fen

    def send_gift(self, order: str, gift: str, fen: int, to: PurseKey) -> None:
        """Move some of one gift to another purse, in fen, as `refund` (转出某笔捐赠). Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.receive("gift-1", 300)
        >>> purse.send_gift("change-1", "gift-1", 300, ("village-1", "another restriction"))
        >>> purse.moved_out, purse.free
        (300, 0)
        """
        self._take_out(gift, fen, order)
        self._sent[order] = to
        self.moved_out += fen

    def untake(self, parts: Parts) -> None:
        """Give back what another purse had sent, each gift once: `take`, reversed (冲销转入). Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.take((("gift-1", 300),))
        >>> purse.untake((("gift-1", 300),))
        >>> purse.moved_in, purse.free
        (0, 0)
        """
        total = sum(fen for _, fen in parts)
        if total > min(self.free, self.moved_in):
            raise InvariantBroken(BROKEN, given=f"give back {total} of {self.free} free, {self.moved_in} moved in")
        for gift, fen in parts:  # before the first is taken: all of them, or none
            self.must_have(gift, fen)
        for gift, fen in parts:
            self.cut(gift, fen)
            self.moved_in -= fen

    def _take_out(self, gift: str, fen: int, order: str | None = None) -> None:
        if fen > self.free:
            raise InvariantBroken(BROKEN, given=f"take {fen} of {self.free} free")
        self.cut(gift, fen, order)

    # --- reversing -------------------------------------------------------------------------------

    def undo(self, order: str) -> None:
        """Reverse a payment, a fee or a sending (冲销): its money comes back as lots of the gifts it came from.

        Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.receive("gift-1", 300)
        >>> purse.hold(100)
        >>> purse.pay("pay-1", 100)
        >>> purse.undo("pay-1")
        >>> purse.free, purse.gifts_of("pay-1")
        (300, ())
        """
        fen = self.give_back(order)
        if order in self._fees:
            self._fees.remove(order)
            self.fees -= fen
        elif self._sent.pop(order, None):
            self.moved_out -= fen
        else:
            self.spent -= fen

    def undo_part(self, payment: str, fen: int) -> Parts:
        """Take part of a payment back, in fen (部分收回): its last money first, as lots of the gifts it came from; tell of which.

        Raises `InvariantBroken`.

        >>> purse = Purse("village-1", None)
        >>> purse.receive("gift-1", 300)
        >>> purse.hold(100)
        >>> purse.pay("pay-1", 100)
        >>> purse.undo_part("pay-1", 40)
        (('gift-1', 40),)
        >>> purse.spent, purse.free, purse.gifts_of("pay-1")
        (60, 240, (('gift-1', 60),))
        """
        if payment in self._fees or payment in self._sent:
            raise InvariantBroken(BROKEN, given="take part back of what is no payment")
        parts = self.give_back_part(payment, fen)
        self.spent -= fen
        return parts

    def sent_to(self, order: str) -> PurseKey | None:
        """Tell to which purse an order moved money, ``None`` if it moved none (转往何处).

        >>> Purse("village-1", None).sent_to("pay-1") is None
        True
        """
        return self._sent.get(order)

    def is_fee(self, order: str) -> bool:
        """Tell whether an order charged a fee (是否为费用).

        >>> Purse("village-1", None).is_fee("pay-1")
        False
        """
        return order in self._fees

    def is_cut(self, order: str) -> bool:
        """Tell whether an order took money out of gifts of its own choice (是否指定捐赠转出或退回).

        >>> Purse("village-1", None).is_cut("refund-1")
        False
        """
        return order in self._cuts

    # --- the whole purse -------------------------------------------------------------------------

    def copy(self) -> Purse:
        """Give an independent copy (副本): lists are copied whole, which costs microseconds.

        >>> purse = Purse("village-1", None)
        >>> twin = purse.copy()
        >>> twin.receive("gift-1", 300)
        >>> twin.free, purse.free
        (300, 0)
        """
        twin = Purse.__new__(Purse)
        for name in _SLOTS:
            value = getattr(self, name)
            setattr(twin, name, value.copy() if type(value) in _COPIED else value)
        return twin

    def facts(self) -> tuple[object, ...]:
        """Give everything the purse knows, for comparing two of them (全部内容).

        >>> Purse("village-1", None).facts() == Purse("village-1", None).facts()
        True
        """
        parts = (getattr(self, name) for name in _SLOTS)
        return tuple(part.copy() if type(part) in _COPIED else part for part in parts)


_COPIED = frozenset({list, dict, set})
_SLOTS = (*Line.__slots__, *Purse.__slots__)
