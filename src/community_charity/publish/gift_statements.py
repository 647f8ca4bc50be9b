"""What became of gifts (捐赠使用情况): letters to one giver, which name no recipient.

They tell causes and months and no household, case, person or grant. Where a village is small, a cause, a month and an
amount may still lead to one family: look before you send one.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.book import UNKNOWN
from community_charity.calendar import Period
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.money import ZERO, Money, total
from community_charity.pools import Cause
from community_charity.publish.movements import Gift, Move, Movements
from community_charity.publish.papers import Paper, code_of, restricted_to
from community_charity.restrictions import Restriction

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.language import Lang
    from community_charity.parties import PartyId

DONOR = declare(
    "statement.donor",
    wanted=("a donor who is named in a gift of the book", "账本捐赠中已列明的捐赠人"),
    do=(
        "look for a slip in the id; ask for an anonymous gift by its key: gift_statement(book, key)",
        "请核对捐赠人标识；匿名捐赠请按捐赠编号查询：gift_statement(book, key)",
    ),
)

_GIFTS_TITLE = Text("What became of the gifts, {first} to {last}", "捐赠使用情况，{first}至{last}")
_NOTHING = Text("nothing", "无")
_USE = Text("{amount} for {cause} in {month}", "{month}{cause} {amount}")
_CAME_BACK = Text("{amount} for {cause} came back in {month}", "{month}{cause}款项收回 {amount}")
_MONTH = Text("{year}-{month:02}", "{year}年{month}月")
_GIFT_HEAD = (
    Text("gift", "捐赠"),
    Text("given on", "捐赠日"),
    Text("pool", "资金池"),
    Text("restriction", "用途限定"),
    Text("amount", "金额"),
    Text("left at the start", "期初结余"),
    Text("paid out", "支出"),
    Text("returned", "退回"),
    Text("left at the end", "期末结余"),
)


@attrs.frozen
class Use:
    """What was paid of a gift for a cause in a month (用途): ``year``, ``month``; below zero is what came back.

    >>> print(Use(2025, 4, Cause.ILLNESS, Money(500_00)).text.to("zh"))
    2025年4月患病 ¥500.00
    """

    year: int
    month: int
    cause: Cause
    amount: Money

    @property
    def text(self) -> Text:
        """The words for a reader (文字)."""
        shape, amount = (_CAME_BACK, ZERO - self.amount) if self.amount < ZERO else (_USE, self.amount)
        month = _MONTH.fill(year=self.year, month=self.month)
        return shape.fill(amount=amount, cause=self.cause.text, month=month)


@attrs.frozen(kw_only=True)
class GiftRow:
    """One gift in a period (一笔捐赠的使用情况): its amount, what was left, what was used, what went back; `Money`.

    >>> row = GiftRow(gift="gift-1", on=date(2025, 4, 2), pool="village-1", restriction=None, amount=Money(300))
    >>> row.paid, row.is_conserved
    (yuan("0.00"), True)
    """

    gift: str
    on: date
    pool: str
    restriction: Restriction | None
    amount: Money
    opening: Money = ZERO
    received: Money = ZERO
    uses: tuple[Use, ...] = ()
    returned: Money = ZERO
    left: Money = ZERO

    @property
    def paid(self) -> Money:
        """All that was paid out in the period, less what came back (支出合计)."""
        return total(use.amount for use in self.uses)

    @property
    def is_conserved(self) -> bool:
        """Tell whether opening + received - paid - returned = left (收支平衡)."""
        return self.opening + self.received - self.paid - self.returned == self.left


@attrs.frozen(repr=False)
class DonorStatement(Paper):
    """What became of the gifts of one giver in a period (捐赠使用情况); it names neither giver nor recipient.

    >>> DonorStatement(Period.month(2025, 4), ()).records()
    []
    """

    period: Period
    rows: tuple[GiftRow, ...]
    _labels = 1

    def title(self) -> Text:
        """Name the statement and its period (标题)."""
        return _GIFTS_TITLE.fill(first=self.period.first, last=self.period.last)

    def table(self, lang: Lang = "en") -> list[tuple[str, ...]]:
        """Give a heading and a row for each gift (表格).

        >>> DonorStatement(Period.month(2025, 4), ()).table()[0][:2]
        ('gift', 'given on')
        """
        semicolon = "; " if lang == "en" else "；"
        rows = [
            (
                row.gift,
                str(row.on),
                row.pool,
                restricted_to(row.restriction).to(lang),
                str(row.amount),
                str(row.opening),
                semicolon.join(use.text.to(lang) for use in row.uses) or _NOTHING.to(lang),
                str(row.returned),
                str(row.left),
            )
            for row in self.rows
        ]
        return [tuple(name.to(lang) for name in _GIFT_HEAD), *rows]

    def records(self) -> list[dict[str, Any]]:
        """Give a record for each gift (数据), its uses inside; amounts in whole fen."""
        return [
            {"gift": row.gift, "on": row.on.isoformat(), "pool": row.pool, "restriction": code_of(row.restriction)}
            | {f"{name}_fen": getattr(row, name).fen for name in ("amount", "opening", "received", "returned", "left")}
            | {
                "uses": [
                    {"month": f"{u.year:04}-{u.month:02}", "cause": u.cause.value, "amount_fen": u.amount.fen}
                    for u in row.uses
                ]
            }
            for row in self.rows
        ]

    def __repr__(self) -> str:
        return f"<DonorStatement {self.period.first} to {self.period.last}: {len(self.rows)} gifts>"


def donor_statement(book: Book, donor: PartyId, period: Period) -> DonorStatement:
    """Tell one donor what became of each gift that came in by the end of a period (捐赠人使用情况告知).

    Raises `Malformed` for a donor whom no gift names; anonymous gifts have none: see `gift_statement`. And
    `InvariantBroken` as `statement`.

    >>> import community_charity as cc
    >>> donor_statement(cc.Book(cc.Law.of("cn")), "donor-1", Period.month(2025, 4))
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [statement.donor] given: text of 7 characters (str). wanted: a donor who is named \
in a gift of the book. do: look for a slip in the id; ask for an anonymous gift by its key: gift_statement(book, key)
    """
    expect(period, Period)
    found = Movements(book)
    gifts = [gift for gift in found.gifts.values() if donor is not None and gift.donor == donor]
    if not gifts:
        raise Malformed(DONOR, given=shown(donor))
    return _of_gifts(found, [gift for gift in gifts if gift.on <= period.last], period)


def gift_statement(book: Book, gift: str) -> DonorStatement:
    """Tell what became of one gift, from its first day to the last on which any of it moved (一笔捐赠的使用情况).

    For anonymous gifts, and for start-up capital, which is ``pool/source``. Raises `Malformed` for a gift that the
    book does not know, and `InvariantBroken` as `statement`.

    >>> import community_charity as cc
    >>> gift_statement(cc.Book(cc.Law.of("cn")), "gift-1")
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [book.unknown] given: text of 6 characters (str). wanted: a pool, gift or payment \
that the book knows. do: see book.events for the keys of all that was recorded
    """
    found = Movements(book)
    if gift not in found.gifts:
        raise Malformed(UNKNOWN, given=shown(gift))
    days = [move.on for move in found.moves if move.gift == gift]
    return _of_gifts(found, [found.gifts[gift]], Period(min(days), max(days)))


def _of_gifts(found: Movements, gifts: list[Gift], period: Period) -> DonorStatement:
    moved: dict[str, list[Move]] = {gift.key: [] for gift in gifts}
    for move in found.moves:
        if move.gift in moved and move.on <= period.last:
            moved[move.gift].append(move)
    return DonorStatement(period, tuple(_gift_row(gift, moved[gift.key], period) for gift in gifts))


def _gift_row(gift: Gift, moves: list[Move], period: Period) -> GiftRow:
    inside = [move for move in moves if move.on >= period.first]
    uses: defaultdict[tuple[int, int, Any], int] = defaultdict(int)
    for move in inside:
        uses[move.on.year, move.on.month, move.cause] += move.paid
    ordered = sorted((use for use in uses.items() if use[1]), key=lambda use: (*use[0][:2], use[0][2].value))
    return GiftRow(
        gift=gift.key,
        on=gift.on,
        pool=gift.pool,
        restriction=gift.restriction,
        amount=Money(gift.fen),
        opening=Money(sum(_left(move) for move in moves if move.on < period.first)),
        received=Money(sum(move.received for move in inside)),
        uses=tuple(Use(*key, Money(fen)) for key, fen in ordered),
        returned=Money(sum(move.returned for move in inside)),
        left=Money(sum(map(_left, moves))),
    )


def _left(move: Move) -> int:
    return move.received - move.paid - move.returned
