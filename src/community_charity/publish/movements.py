"""What each event of a book did to its money, day by day (资金变动).

A book's purses say how things stand today. To say how they stood on any day, the events are walked once more, in the
order in which they were recorded: that order fixes whose money each payment was, and the days of the events fix what
had happened by a day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.book import Book
from community_charity.book.purses import Purse, PurseKey
from community_charity.capital import capital_gift
from community_charity.errors import InvariantBroken, declare, expect
from community_charity.funds import EstablishFund
from community_charity.giving import ReceiveDonation, ReverseDonation
from community_charity.pools import Cause
from community_charity.relief import ExpireGrant, GrantRelief, OpenCase, PayRelief, ReversePayment, VoidGrant
from community_charity.restrictions import Restriction
from community_charity.societies import FoundSociety

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community_charity.book.orders import Event
    from community_charity.money import Money
    from community_charity.relief.grants import Parts

UNTOLD = declare(
    "statement.untold",
    wanted=("a book whose money moved only by the orders of this package", "资金变动均出自本库指令的账本"),
    do=(
        "leave orders of your own that move money out of the book, or report it with the commands that led here",
        "请勿以自定义指令变动账本资金；否则请连同此前的指令一并报告",
    ),
)


@attrs.frozen
class Move:
    """One change of a purse on a day (一笔变动), in fen; ``held`` is what was promised more, or less.

    ``paid`` is below zero where a payment came back. ``gift`` is whose money moved, empty for a promise.

    >>> Move(date(2025, 4, 1), ("village-1", None), received=300, held=100).free
    200
    """

    on: date
    purse: PurseKey
    gift: str = ""
    cause: Cause | None = None
    received: int = attrs.field(default=0, kw_only=True)
    held: int = attrs.field(default=0, kw_only=True)
    paid: int = attrs.field(default=0, kw_only=True)
    returned: int = attrs.field(default=0, kw_only=True)

    @property
    def free(self) -> int:
        """What the purse may promise more, or less, in fen (可用余额变动)."""
        return self.received - self.held - self.paid - self.returned


@attrs.frozen
class Gift:
    """A gift as it came in (一笔捐赠): ``fen`` on a day, for one pool. Start-up capital has no ``donor``.

    >>> Gift("gift-1", date(2025, 4, 1), "village-1", None, 300, "donor-1")
    Gift(key='gift-1', on=datetime.date(2025, 4, 1), pool='village-1', restriction=None, fen=300)
    """

    key: str
    on: date
    pool: str
    restriction: Restriction | None
    fen: int
    donor: str | None = attrs.field(default=None, repr=False)


class Movements:
    """All that moved in a book (全部变动): the ``moves`` and ``gifts`` in the order in which they were recorded.

    Raises `Malformed` for what is no book, and `InvariantBroken` if the book holds other money than its events tell.

    >>> import community_charity as cc
    >>> Movements(cc.Book(cc.Law.of("cn"))).moves
    []
    """

    def __init__(self, book: Book) -> None:
        self.moves: list[Move] = []
        self.gifts: dict[str, Gift] = {}
        self.purses: dict[PurseKey, Purse] = {}
        self._causes: dict[str, Cause] = {}  # of each case
        self._grants: dict[str, tuple[Cause, dict[PurseKey, int]]] = {}  # with what is still held
        self._payments: dict[str, list[Move]] = {}
        for event in expect(book, Book).events:
            self._walk(event)
        if _sums(book.purses()) != _sums(self.purses.values()):
            raise InvariantBroken(UNTOLD, given="money of which no event tells")

    def _walk(self, event: Event[Any]) -> None:
        order = event.command
        if isinstance(order, FoundSociety):
            self._open(order.on, order.society.id, order.society.capital.sources)
        elif isinstance(order, EstablishFund):
            self._open(order.on, order.fund.id, order.fund.capital.sources if order.fund.capital else {})
        elif isinstance(order, ReceiveDonation):
            self._receive(Gift(order.key, order.on, order.pool, order.only_for, order.amount.fen, order.donor))
        elif isinstance(order, ReverseDonation):
            gift = self.gifts[order.donation]
            self._purse(gift.pool, gift.restriction).correct(gift.key, gift.fen)
            self.moves.append(Move(order.on, (gift.pool, gift.restriction), gift.key, received=-gift.fen))
        elif isinstance(order, OpenCase):
            self._causes[order.case.id] = order.case.cause
        elif isinstance(order, GrantRelief):
            self._grant(order, event.parts)  # type: ignore[attr-defined] # a grant's event has them
        elif isinstance(order, PayRelief):
            self._pay(order, event.parts)  # type: ignore[attr-defined] # as above
        elif isinstance(order, VoidGrant | ExpireGrant):
            self._release(order)
        elif isinstance(order, ReversePayment):
            self._undo(order)

    def _purse(self, pool: str, restriction: Restriction | None) -> Purse:
        return self.purses.setdefault((pool, restriction), Purse(pool, restriction))

    def _open(self, on: date, pool: str, sources: Mapping[str, Money]) -> None:
        """Open a pool with its capital; the first move, of nothing, is there also where there is none."""
        self._purse(pool, None)
        self.moves.append(Move(on, (pool, None)))
        for source, amount in sources.items():
            self._receive(Gift(capital_gift(pool, source), on, pool, None, amount.fen))

    def _receive(self, gift: Gift) -> None:
        self.gifts[gift.key] = gift
        self._purse(gift.pool, gift.restriction).receive(gift.key, gift.fen)
        self.moves.append(Move(gift.on, (gift.pool, gift.restriction), gift.key, received=gift.fen))

    def _grant(self, order: GrantRelief, parts: Parts) -> None:
        self._grants[order.key] = self._causes[order.case], dict(parts)
        for key, fen in parts:
            self.purses[key].hold(fen)
            self.moves.append(Move(order.on, key, held=fen))

    def _pay(self, order: PayRelief, parts: Parts) -> None:
        cause, held = self._grants[order.grant]
        paid = self._payments[order.key] = []
        for key, part in parts:
            held[key] -= part
            self.purses[key].pay(order.key, part)
            paid += [
                Move(order.on, key, gift, cause, held=-fen, paid=fen)
                for gift, fen in self.purses[key].gifts_of(order.key)
            ]
        self.moves += paid

    def _release(self, order: VoidGrant | ExpireGrant) -> None:
        for key, fen in self._grants[order.grant][1].items():
            if fen:
                self.purses[key].release(fen)
                self.moves.append(Move(order.on, key, held=-fen))

    def _undo(self, order: ReversePayment) -> None:
        paid = self._payments[order.payment]
        for key in dict.fromkeys(move.purse for move in paid):
            self.purses[key].undo(order.payment)
        self.moves += [Move(order.on, move.purse, move.gift, move.cause, paid=-move.paid) for move in paid]


def _sums(purses: Any) -> dict[PurseKey, tuple[int, ...]]:
    return {(p.pool, p.restriction): (p.received, p.held, p.spent, p.returned) for p in purses}
