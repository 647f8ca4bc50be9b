"""All money that moved in a book, day by day (资金变动).

A book's purses say how things stand today. To say how they stood on any day, the events are applied once more, in the
order in which they were recorded, to purses that tell whatever is done to them. So money that the orders of another
package move is told like any other; what it was for is told where the package says so with `tells`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from community_charity.book.book import Book
from community_charity.book.lines import Parts
from community_charity.book.orders import Event, handler_of
from community_charity.book.purses import Purse, PurseKey
from community_charity.book.state import State
from community_charity.errors import InvariantBroken, declare, expect
from community_charity.flows import FeeCharged, FeeKind
from community_charity.flows.chains import PassedOn
from community_charity.flows.spending import Spent
from community_charity.giving import ReceiveDonation
from community_charity.language import Text
from community_charity.matching import MatchingSettled, MatchReturned
from community_charity.pools import CAPITAL_GIFTS
from community_charity.purposes import Purpose
from community_charity.relief import CASES, GRANTS, ReliefPaid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.calendar import Period
    from community_charity.restrictions import Restriction

UNTOLD = declare(
    "movements.untold_money",
    wanted=("a book whose money only its events have moved", "资金仅由所记录事实变动的账本"),
    do=("report it with the commands that led here", "请连同此前的指令一并报告"),
)


class Kind(Enum):
    """What a movement is (变动种类). ``Kind("fee")`` looks one up.

    >>> Kind("fee").text.zh, Kind.CORRECTED.column
    ('费用', 'received')
    """

    CAPITAL = "capital"
    RECEIVED = "received"
    CORRECTED = "corrected"
    MATCHED = "matched"
    MOVED_IN = "moved_in"
    MOVED_OUT = "moved_out"
    HELD = "held"
    PAID = "paid"
    FEE = "fee"
    RETURNED = "returned"

    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _TEXTS[self]

    @property
    def column(self) -> str:
        """The sum of a statement that it counts in (所属栏目)."""
        return _COLUMNS.get(self, self.value)

    @property
    def sign(self) -> int:
        """1 where it brings a purse money, -1 where it takes some, 0 for what is only held (方向)."""
        return 0 if self is Kind.HELD else -1 if self in _OUT else 1


_TEXTS = {
    Kind.CAPITAL: Text("start-up capital", "启动资金"),
    Kind.RECEIVED: Text("gift", "捐赠"),
    Kind.CORRECTED: Text("entry of a gift corrected", "更正捐赠入账"),
    Kind.MATCHED: Text("match", "配捐"),
    Kind.MOVED_IN: Text("moved in", "转入"),
    Kind.MOVED_OUT: Text("moved out", "转出"),
    Kind.HELD: Text("held", "占用"),
    Kind.PAID: Text("payment", "支出"),
    Kind.FEE: Text("fee", "费用"),
    Kind.RETURNED: Text("refund", "退回捐赠"),
}
_COLUMNS = {Kind.CAPITAL: "received", Kind.CORRECTED: "received", Kind.FEE: "fees"}
_OUT = frozenset({Kind.MOVED_OUT, Kind.PAID, Kind.FEE, Kind.RETURNED})


class Fee(NamedTuple):
    """What a fee was for (费用说明): its kind, and the campaign for which it arose, if for one.

    >>> Fee(FeeKind.MANAGEMENT).campaign is None
    True
    """

    kind: FeeKind
    campaign: str | None = None


@attrs.frozen
class Move:
    """One change of a purse on a day (一笔变动), in fen: ``fen`` more of its ``kind``, below zero for what was undone.

    ``event`` is the number of the event. ``gift`` is whose money moved, empty for what is held. Of a payment
    ``purpose`` tells what it was for, of a fee ``fee``; ``None`` where nobody has said so.

    >>> move = Move(date(2025, 4, 1), ("village-1", None), Kind.PAID, 300, event=7, gift="gift-1")
    >>> move.change, move.free
    (-300, -300)
    """

    on: date
    purse: PurseKey
    kind: Kind
    fen: int
    event: int = attrs.field(kw_only=True)
    gift: str = attrs.field(default="", kw_only=True)
    purpose: Purpose | None = attrs.field(default=None, kw_only=True)
    fee: Fee | None = attrs.field(default=None, kw_only=True)

    @property
    def change(self) -> int:
        """By how much the money in the purse grew, held or not, in fen (余额变动)."""
        return self.kind.sign * self.fen

    @property
    def free(self) -> int:
        """By how much what may still be promised grew, in fen (可用余额变动)."""
        return -self.fen if self.kind is Kind.HELD else self.change


@attrs.frozen
class Gift:
    """A gift as it came in (一笔捐赠): its purse, and its ``order``, which start-up capital has none of.

    >>> Gift("village-1/donors", date(2025, 4, 1), ("village-1", None)).donor is None
    True
    """

    key: str
    on: date
    purse: PurseKey
    order: ReceiveDonation | None = attrs.field(default=None, repr=False)

    @property
    def pool(self) -> str:
        """The pool that it came in for (资金池)."""
        pool: str = self.purse[0]
        return pool

    @property
    def restriction(self) -> Restriction | None:
        """What it was restricted to when it came in (收入时的限定用途)."""
        restriction: Restriction | None = self.purse[1]
        return restriction

    @property
    def donor(self) -> str | None:
        """The id of the giver (捐赠人标识); ``None`` for an anonymous gift and for start-up capital."""
        return None if self.order is None else self.order.donor


# --- what events say of their money --------------------------------------------------------------


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
    >>> class WellDug(Event[Any]):
    ...     pass
    >>> tells(WellDug, purpose=lambda state, event: COMMUNITY)
    >>> TELLINGS.pop(WellDug).matched is None  # so that it stays an example
    True
    """
    TELLINGS[kind] = Telling(purpose, fee, matched)


_SILENT = Telling()


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

# --- purses that tell ----------------------------------------------------------------------------


class _Note(NamedTuple):
    """What was done to a purse: to whose money, how many fen, and under which name the purse knows it, if it does."""

    purse: PurseKey
    kind: Kind
    gift: str
    fen: int
    name: str | None


class _TellingPurse(Purse):
    """A purse that notes what is done to it."""

    __slots__ = ("_key", "_notes")

    def __init__(self, pool: str, restriction: Any, notes: list[_Note]) -> None:
        super().__init__(pool, restriction)
        self._key = pool, restriction
        self._notes = notes
        self._note(Kind.MOVED_IN, (("", 0),))  # it is there, if empty

    def _note(self, kind: Kind, parts: Iterable[tuple[str, int]], sign: int = 1, name: str | None = None) -> None:
        self._notes += [_Note(self._key, kind, gift, sign * fen, name) for gift, fen in parts]

    def receive(self, gift: str, fen: int) -> None:
        self._note(Kind.CORRECTED if self.knows(gift) else Kind.RECEIVED, ((gift, fen),))
        super().receive(gift, fen)

    def correct(self, gift: str, fen: int) -> None:
        super().correct(gift, fen)
        self._note(Kind.CORRECTED, ((gift, fen),), -1)

    def take(self, parts: Parts) -> None:
        super().take(parts)
        self._note(Kind.MOVED_IN, parts)

    def untake(self, parts: Parts) -> None:
        super().untake(parts)
        self._note(Kind.MOVED_IN, parts, -1)

    def hold(self, fen: int) -> None:
        super().hold(fen)
        self._note(Kind.HELD, (("", fen),))

    def release(self, fen: int) -> None:
        super().release(fen)
        self._note(Kind.HELD, (("", fen),), -1)

    def pay(self, payment: str, fen: int) -> None:
        super().pay(payment, fen)
        self._note(Kind.HELD, (("", fen),), -1)
        self._note(Kind.PAID, self.gifts_of(payment), name=payment)

    def charge(self, fee: str, fen: int) -> None:
        super().charge(fee, fen)
        self._note(Kind.FEE, self.gifts_of(fee), name=fee)

    def send(self, order: str, fen: int, to: PurseKey) -> Parts:
        parts = super().send(order, fen, to)
        self._note(Kind.MOVED_OUT, parts)
        return parts

    def send_gift(self, order: str, gift: str, fen: int, to: PurseKey) -> None:
        super().send_gift(order, gift, fen, to)
        self._note(Kind.MOVED_OUT, ((gift, fen),))

    def refund(self, order: str, gift: str, fen: int) -> None:
        super().refund(order, gift, fen)
        self._note(Kind.RETURNED, ((gift, fen),))

    def undo(self, order: str) -> None:
        kind = Kind.FEE if self.is_fee(order) else Kind.MOVED_OUT if self.sent_to(order) else Kind.PAID
        self._note(kind, self.gifts_of(order), -1, order)
        super().undo(order)


class _TellingState(State):
    """A state whose purses tell."""

    __slots__ = ("notes",)

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[_Note] = []

    def purse(self, pool: str, restriction: Any) -> Purse:
        if (pool, restriction) not in self.purses:
            purse = self.purses[pool, restriction] = _TellingPurse(pool, restriction, self.notes)
            if restriction is not None:
                self.restricted[pool] = (*self.restricted.get(pool, ()), purse)
        return self.purses[pool, restriction]


# --- the walk ------------------------------------------------------------------------------------


class Movements:
    """All that moved in a book (全部变动): ``moves`` and ``gifts`` in the order in which they were recorded.

    ``purses`` are the keys of all purses, in the order in which they were opened. Raises `Malformed` for what is no
    book and for events of a noun that is not imported, and `InvariantBroken` if the book holds other money than its
    events tell.

    >>> import community_charity as cc
    >>> book = cc.Book(cc.Law.of("cn"))
    >>> village = cc.MutualAidSociety(  # invented
    ...     "village-1", form="filed", council=["p-1"], capital=cc.Capital({"village_collective": cc.yuan(30_000)})
    ... )
    >>> _ = book.record(cc.FoundSociety(key="found-1", on=cc.date(2025, 3, 13), society=village))
    >>> [(move.kind.value, move.gift, move.fen) for move in Movements(book).moves if move.fen]
    [('capital', 'village-1/village_collective', 3000000)]
    """

    def __init__(self, book: Book) -> None:
        self.moves: list[Move] = []
        self.gifts: dict[str, Gift] = {}
        self.matches: list[tuple[date, str, int]] = []  # a day, a gift, and what was given on top of it
        self._said: dict[str, tuple[Purpose | None, Fee | None]] = {}  # of each payment and fee
        self._state = _TellingState()
        self.events = expect(book, Book).events
        for event in self.events:
            self._walk(event)
        self.purses: tuple[PurseKey, ...] = tuple(self._state.purses)
        if self._sums() != {(purse.pool, purse.restriction): _sums_of(purse) for purse in book.purses()}:
            raise InvariantBroken(UNTOLD, given="money of which no event tells")

    def matched_by(self, period: Period) -> dict[str, int]:
        """Give what was given on top of each gift in a period, in fen (期内配捐)."""
        found: dict[str, int] = {}
        for on, gift, fen in self.matches:
            if on in period:
                found[gift] = found.get(gift, 0) + fen
        return found

    def _walk(self, event: Event[Any]) -> None:
        state, order = self._state, event.command
        handler_of(order).apply(state, event)
        state.events[order.key] = event
        if not state.notes:
            return
        telling = TELLINGS.get(type(event), _SILENT)
        if telling.matched is not None:
            self.matches += [(order.on, gift, fen) for gift, fen in telling.matched(state, event)]
        for note in state.notes:
            self._add(event, telling, note)
        state.notes.clear()

    def _add(self, event: Event[Any], telling: Telling, note: _Note) -> None:
        order = event.command
        purse, kind, gift, fen, name = note
        purpose, fee = None, None
        if name is not None:
            if name not in self._said:  # what is undone keeps what was said of it
                self._said[name] = telling.said(self._state, event)
            purpose, fee = self._said[name]
        if kind is Kind.RECEIVED:
            kind = Kind.CAPITAL if gift in self._state.of(CAPITAL_GIFTS) else kind
            self.gifts[gift] = Gift(gift, order.on, purse, order if isinstance(order, ReceiveDonation) else None)
        elif kind is Kind.MOVED_IN and telling.matched is not None and fen:
            kind = Kind.MATCHED
        purpose = purpose if kind is Kind.PAID else None
        fee = fee if kind is Kind.FEE else None
        self.moves.append(Move(order.on, purse, kind, fen, event=event.number, gift=gift, purpose=purpose, fee=fee))

    def _sums(self) -> dict[PurseKey, tuple[int, ...]]:
        sums = {key: dict.fromkeys(_SUMS.values(), 0) for key in self._state.purses}
        for move in self.moves:
            sums[move.purse][_SUMS[move.kind.column]] += move.fen
        return {key: tuple(each.values()) for key, each in sums.items()}


_SUMS = {
    "received": "received",
    "matched": "moved_in",
    "moved_in": "moved_in",
    "moved_out": "moved_out",
    "held": "held",
    "paid": "spent",
    "fees": "fees",
    "returned": "returned",
}
"""The sum of a purse that each column of a statement counts in."""


def _sums_of(purse: Purse) -> tuple[int, ...]:
    return tuple(getattr(purse, name) for name in dict.fromkeys(_SUMS.values()))
