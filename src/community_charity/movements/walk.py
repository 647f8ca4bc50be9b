"""Walking through a book's events once more, with purses that tell what is done to them (逐笔重放).

>>> _TellingState().purse("village-1", None).free
0
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from community_charity.book.book import Book
from community_charity.book.orders import handler_of
from community_charity.book.purses import Purse, PurseKey
from community_charity.book.state import State
from community_charity.errors import InvariantBroken, declare, expect
from community_charity.funds.dormancy import INTEREST
from community_charity.giving import ReceiveDonation
from community_charity.movements.moves import Gift, Kind, Move
from community_charity.movements.telling import SILENT, TELLINGS
from community_charity.pools import CAPITAL_GIFTS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from community_charity.book.lines import Parts
    from community_charity.book.orders import Event
    from community_charity.calendar import Period
    from community_charity.movements.moves import Fee
    from community_charity.movements.telling import Telling
    from community_charity.purposes import Purpose

UNTOLD = declare(
    "movements.untold_money",
    wanted=("a book whose money only its events have moved", "资金仅由所记录事实变动的账本"),
    do=("report it with the commands that led here", "请连同此前的指令一并报告"),
)

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

    def undo_part(self, payment: str, fen: int) -> Parts:
        parts = super().undo_part(payment, fen)
        self._note(Kind.PAID, parts, -1, payment)
        return parts


class _TellingState(State):
    """A state whose purses tell."""

    __slots__ = ("notes",)

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[_Note] = []

    def _open(self, pool: str, restriction: Any) -> Purse:
        return _TellingPurse(pool, restriction, self.notes)


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
        telling = TELLINGS.get(type(event), SILENT)
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
        if kind in {Kind.RECEIVED, Kind.CORRECTED} and gift in self._state.of(INTEREST):
            kind = Kind.INTEREST  # no gift: it is nobody's, and stands in no letter to a giver
        elif kind is Kind.RECEIVED:
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
