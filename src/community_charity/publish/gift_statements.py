"""What became of gifts (捐赠使用情况): letters to one giver, which name no recipient.

They tell purposes and months and no household, case, person or grant; relief is told by its cause. Where a village is
small, a purpose, a month and an amount may still lead to one family: look before you send one.
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
from community_charity.movements import Kind, Movements
from community_charity.publish.papers import Paper, code_of, restricted_to
from community_charity.purposes import Purpose
from community_charity.restrictions import Restriction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.book import Book
    from community_charity.language import Lang
    from community_charity.movements import Gift, Move
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
_UNTOLD = Text("a purpose not told", "未说明的用途")
_USE = Text("{amount} for {purpose} in {month}", "{month}{purpose} {amount}")
_CAME_BACK = Text("{amount} for {purpose} came back in {month}", "{month}{purpose}款项收回 {amount}")
_MONTH = Text("{year}-{month:02}", "{year}年{month}月")
_LEFT = Text("{amount} in {pool}, {restriction}", "{pool}（{restriction}）{amount}")
_GIFT_HEAD = (
    Text("gift", "捐赠"),
    Text("given on", "捐赠日"),
    Text("pool", "资金池"),
    Text("restriction", "用途限定"),
    Text("amount", "金额"),
    Text("left at the start", "期初结余"),
    Text("paid out", "支出"),
    Text("fees", "费用"),
    Text("returned", "退回"),
    Text("left at the end", "期末结余"),
    Text("matched on top", "另获配捐"),
)


@attrs.frozen
class GiftUse:
    """What was paid of a gift for a purpose in a month (用途): ``year``, ``month``; below zero is what came back.

    ``purpose`` is ``None`` for the payment of an order that does not tell its own.

    >>> from community_charity.purposes import ILLNESS
    >>> print(GiftUse(2025, 4, ILLNESS, Money(500_00)).text.to("zh"))
    2025年4月患病 ¥500.00
    """

    year: int
    month: int
    purpose: Purpose | None
    amount: Money

    @property
    def text(self) -> Text:
        """The words for a reader (文字)."""
        shape, amount = (_CAME_BACK, ZERO - self.amount) if self.amount < ZERO else (_USE, self.amount)
        month = _MONTH.fill(year=self.year, month=self.month)
        return shape.fill(amount=amount, purpose=_UNTOLD if self.purpose is None else self.purpose.text, month=month)


@attrs.frozen
class Left:
    """What is left of a gift in one purse (结余所在): a pool, its restriction or ``None``, and `Money`.

    >>> Left("village-1", None, Money(300)).text.en
    '¥3.00 in village-1, unrestricted'
    """

    pool: str
    restriction: Restriction | None
    amount: Money

    @property
    def text(self) -> Text:
        """The words for a reader (文字)."""
        return _LEFT.fill(amount=self.amount, pool=self.pool, restriction=restricted_to(self.restriction))


@attrs.frozen(kw_only=True)
class GiftRow:
    """One gift in a period (一笔捐赠的使用情况): what was left, came, was used, went back and is left; `Money`.

    ``pool`` and ``restriction`` are those that it was given for, ``amount`` all that is entered of it by the end of the
    period, corrections included. ``received`` is what of it was entered in the period, below zero if less was corrected.
    ``uses`` tell payments by month and purpose, ``left_in`` where the rest is. ``moved`` left all purses of the book
    in the period and came into none, which no order of this package does. What was given on top of the gift by a match,
    ``matched``, is other givers' money and no part of the sums.

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
    uses: tuple[GiftUse, ...] = ()
    fees: Money = ZERO
    returned: Money = ZERO
    moved: Money = ZERO
    left_in: tuple[Left, ...] = ()
    matched: Money = ZERO

    @property
    def paid(self) -> Money:
        """All that was paid out in the period, less what came back (支出合计)."""
        return total(use.amount for use in self.uses)

    @property
    def left(self) -> Money:
        """All that is left at the end of the period (期末结余)."""
        return total(each.amount for each in self.left_in)

    @property
    def is_conserved(self) -> bool:
        """Tell whether opening + received - paid - fees - returned - moved = left (收支平衡)."""
        return self.opening + self.received - self.paid - self.fees - self.returned - self.moved == self.left


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
        return [tuple(name.to(lang) for name in _GIFT_HEAD), *(_cells(row, lang) for row in self.rows)]

    def records(self) -> list[dict[str, Any]]:
        """Give a record for each gift (数据), its uses and what is left inside; amounts in whole fen."""
        return [
            {"gift": row.gift, "on": row.on.isoformat(), "pool": row.pool, "restriction": code_of(row.restriction)}
            | {f"{name}_fen": getattr(row, name).fen for name in _AMOUNTS}
            | {
                "uses": [
                    {"month": f"{u.year:04}-{u.month:02}", "purpose": _code(u.purpose), "amount_fen": u.amount.fen}
                    for u in row.uses
                ],
                "left_in": [
                    {"pool": one.pool, "restriction": code_of(one.restriction), "amount_fen": one.amount.fen}
                    for one in row.left_in
                ],
            }
            for row in self.rows
        ]

    def __repr__(self) -> str:
        return f"<DonorStatement {self.period.first} to {self.period.last}: {len(self.rows)} gifts>"


_AMOUNTS = ("amount", "opening", "received", "fees", "returned", "moved", "left", "matched")


def _code(purpose: Purpose | None) -> str | None:
    return None if purpose is None else purpose.code


def _cells(row: GiftRow, lang: Lang) -> tuple[str, ...]:
    def several(texts: Iterable[Text]) -> str:
        return ("; " if lang == "en" else "；").join(text.to(lang) for text in texts) or _NOTHING.to(lang)

    stayed = all((one.pool, one.restriction) == (row.pool, row.restriction) for one in row.left_in)
    return (
        row.gift,
        str(row.on),
        row.pool,
        restricted_to(row.restriction).to(lang),
        str(row.amount),
        str(row.opening),
        several(use.text for use in row.uses),
        str(row.fees),
        str(row.returned),
        str(row.left) if stayed else several(one.text for one in row.left_in),
        str(row.matched),
    )


def donor_statement(book: Book, donor: PartyId, period: Period) -> DonorStatement:
    """Tell one donor what became of each gift that came in by the end of a period (捐赠人使用情况告知).

    Raises `Malformed` for a donor whom no gift names; anonymous gifts have none: see `gift_statement`. And what
    `statement` raises.

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
    """Tell what became of one gift, from its first day to the last on which it moved or was matched (一笔捐赠的使用情况).

    For anonymous gifts, and for start-up capital, which is ``pool/source``. Raises `Malformed` for a gift that the
    book does not know, and what `statement` raises.

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
    days += [on for on, matched, _ in found.matches if matched == gift]
    return _of_gifts(found, [found.gifts[gift]], Period(min(days), max(days)))


def _of_gifts(found: Movements, gifts: list[Gift], period: Period) -> DonorStatement:
    moved: dict[str, list[Move]] = {gift.key: [] for gift in gifts}
    for move in found.moves:
        if move.gift in moved and move.on <= period.last:
            moved[move.gift].append(move)
    on_top = found.matched_by(period)
    return DonorStatement(
        period, tuple(_gift_row(gift, moved[gift.key], period, on_top.get(gift.key, 0)) for gift in gifts)
    )


def _gift_row(gift: Gift, moves: list[Move], period: Period, matched: int) -> GiftRow:
    inside = [move for move in moves if move.on >= period.first]
    uses: defaultdict[tuple[int, int, Any], int] = defaultdict(int)
    sums: defaultdict[str, int] = defaultdict(int)
    left: defaultdict[Any, int] = defaultdict(int)
    for move in inside:
        sums[move.kind.column] += move.fen
        if move.kind is Kind.PAID:
            uses[move.on.year, move.on.month, move.purpose] += move.fen
    for move in moves:
        left[move.purse] += move.change
    return GiftRow(
        gift=gift.key,
        on=gift.on,
        pool=gift.pool,
        restriction=gift.restriction,
        amount=Money(sum(move.fen for move in moves if move.kind.column == "received")),
        opening=Money(sum(move.change for move in moves if move.on < period.first)),
        received=Money(sums["received"]),
        uses=tuple(GiftUse(*key, Money(fen)) for key, fen in sorted(uses.items(), key=_month_and_name) if fen),
        fees=Money(sums["fees"]),
        returned=Money(sums["returned"]),
        moved=Money(sums["moved_out"] - sums["moved_in"] - sums["matched"]),
        left_in=tuple(Left(pool, only_for, Money(fen)) for (pool, only_for), fen in left.items() if fen),
        matched=Money(matched),
    )


def _month_and_name(use: tuple[tuple[int, int, Purpose | None], int]) -> tuple[int, int, str]:
    (year, month, purpose), _ = use
    return year, month, _code(purpose) or ""
