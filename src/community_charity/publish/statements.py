"""Statements of a book (收支报表): what came in, what went out and what is left, for a period that the caller names.

They are counted from the events up to the last day of the period, so that a statement drawn up late says what it would
have said in time. They name no recipient: no household, case, person or grant. Where a village is small, a restriction
and an amount may still lead to one family: look before you post one.

Choice: what was undone lowers its sum in the period in which it was undone, and so may put it below zero: a payment that
came back what was paid, an entry that was corrected what was received. The period before stays as it was reported. An
order dated before the money it moves came in makes what was available on the days between fall below zero: the book
allows such days, and a statement hides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.book import UNKNOWN, Book
from community_charity.calendar import Period
from community_charity.errors import Malformed, expect, shown
from community_charity.language import Text
from community_charity.money import ZERO, Money, total
from community_charity.movements import Kind, Movements
from community_charity.pools import POOLS
from community_charity.publish.papers import UNRESTRICTED, Paper, code_of, restricted_to
from community_charity.restrictions import Restriction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.language import Lang
    from community_charity.movements import Move

_TITLE = Text("Statement, {first} to {last}", "收支报表，{first}至{last}")
_TOTAL = Text("total", "合计")
_ALL = Text("all money", "全部资金")
_RESTRICTED = Text("restricted", "限定用途")
_HEAD = {
    "opening_free": Text("available at the start", "期初可用"),
    "opening_held": Text("held at the start", "期初已批未付"),
    "received": Text("received", "收入"),
    "matched": Text("matched", "配捐"),
    "moved_in": Text("moved in", "转入"),
    "moved_out": Text("moved out", "转出"),
    "paid": Text("paid", "支出"),
    "fees": Text("fees", "费用"),
    "returned": Text("returned to givers", "退回"),
    "free": Text("available at the end", "期末可用"),
    "held": Text("held at the end", "期末已批未付"),
}
_LABELS = (Text("pool", "资金池"), Text("restriction", "用途限定"))
_RARE = ("matched", "moved_in", "moved_out", "fees")
"""Columns that are written where there is any such money; the records have all."""


@attrs.frozen(kw_only=True)
class Sums:
    """What was there, came, went and is left (收支合计), each `Money`; what is held apart for grants stands alone.

    ``matched`` came from a pot, ``moved_in`` from other purses, ``moved_out`` went to other purses, a pot's matches
    included: over all purses as much moved out as was matched and moved in. Corrected entries count in ``received``.

    >>> sums = Sums(received=Money(300), paid=Money(100), free=Money(200))
    >>> sums.is_conserved, sums.closing
    (True, yuan("2.00"))
    """

    opening_free: Money = ZERO
    opening_held: Money = ZERO
    received: Money = ZERO
    matched: Money = ZERO
    moved_in: Money = ZERO
    moved_out: Money = ZERO
    paid: Money = ZERO
    fees: Money = ZERO
    returned: Money = ZERO
    free: Money = ZERO
    held: Money = ZERO

    @property
    def opening(self) -> Money:
        """All that was there at the start (期初余额)."""
        return self.opening_free + self.opening_held

    @property
    def closing(self) -> Money:
        """All that is left at the end (期末余额)."""
        return self.free + self.held

    @property
    def came(self) -> Money:
        """All that came in (本期增加): received, matched, moved in."""
        return self.received + self.matched + self.moved_in

    @property
    def went(self) -> Money:
        """All that went out (本期减少): paid, fees, returned, moved out."""
        return self.paid + self.fees + self.returned + self.moved_out

    @property
    def is_conserved(self) -> bool:
        """Tell whether opening + what came - what went = closing (收支平衡)."""
        return self.opening + self.came - self.went == self.closing


_AMOUNTS = tuple(field.name for field in attrs.fields(Sums))


@attrs.frozen(kw_only=True)
class Row(Sums):
    """The sums of one purse (一个账户的收支): a ``pool``, and the ``restriction`` of its money or ``None``.

    >>> Row(pool="village-1", restriction=None).closing
    yuan("0.00")
    """

    pool: str
    restriction: Restriction | None


def _add(rows: Iterable[Sums]) -> Sums:
    each = tuple(rows)
    return Sums(**{name: total(getattr(row, name) for row in each) for name in _AMOUNTS})


@attrs.frozen(repr=False)
class Statement(Paper):
    """A statement of one book for a period (收支报表): a `Row` for each purse that was there by its last day.

    `statement` gives one. Pools stand in the order in which they were opened, their unrestricted money first.

    >>> Statement(Period.month(2025, 4), ()).totals.is_conserved
    True
    """

    period: Period
    rows: tuple[Row, ...]

    @property
    def totals(self) -> Sums:
        """All rows together (合计)."""
        return _add(self.rows)

    @property
    def unrestricted(self) -> Sums:
        """The rows of money that serves any cause of its pool (非限定用途小计)."""
        return _add(row for row in self.rows if row.restriction is None)

    @property
    def restricted(self) -> Sums:
        """The rows of money that its givers restricted (限定用途小计)."""
        return _add(row for row in self.rows if row.restriction is not None)

    def title(self) -> Text:
        """Name the statement and its period (标题)."""
        return _TITLE.fill(first=self.period.first, last=self.period.last)

    def table(self, lang: Lang = "en") -> list[tuple[str, ...]]:
        """Give a heading, a row for each purse, the two subtotals and the total (表格).

        Matches, moves and fees have a column where there are any.

        >>> Statement(Period.month(2025, 4), ()).table("zh")[-1][:3]
        ('合计', '全部资金', '¥0.00')
        """
        lines: list[tuple[str, Text, Sums]] = [(row.pool, restricted_to(row.restriction), row) for row in self.rows]
        sums = ((UNRESTRICTED, self.unrestricted), (_RESTRICTED, self.restricted), (_ALL, self.totals))
        lines += [(_TOTAL.to(lang), what, amounts) for what, amounts in sums]
        shown = [name for name in _HEAD if name not in _RARE or any(getattr(row, name) != ZERO for row in self.rows)]
        head = tuple(name.to(lang) for name in (*_LABELS, *(_HEAD[name] for name in shown)))
        cells = [(name, what.to(lang), *(str(getattr(each, part)) for part in shown)) for name, what, each in lines]
        return [head, *cells]

    def records(self) -> list[dict[str, Any]]:
        """Give the rows as plain values (数据), for JSON or a data frame; amounts in whole fen.

        >>> Statement(Period.month(2025, 4), (Row(pool="v-1", restriction=None, free=Money(5)),)).records()[0][
        ...     "free_fen"
        ... ]
        5
        """
        return [
            {"pool": row.pool, "restriction": code_of(row.restriction)}
            | {f"{name}_fen": getattr(row, name).fen for name in _AMOUNTS}
            for row in self.rows
        ]

    def __repr__(self) -> str:
        return f"<Statement {self.period.first} to {self.period.last}: {len(self.rows)} rows>"


def statement(book: Book, period: Period, *, pool: str | None = None) -> Statement:
    """Draw up the statement of a book, or of one pool, for a period (编制收支报表).

    The closing of one period is the opening of the next, and the sums of its months are those of a year. A period of
    one day tells how things stood on it. Raises `Malformed` for a pool that the book does not know, and what
    `community_charity.movements.Movements` raises.

    >>> import community_charity as cc
    >>> book = cc.Book(cc.Law.of("cn"))
    >>> village = cc.MutualAidSociety(  # invented
    ...     "village-1", form="filed", council=["p-1"], capital=cc.Capital({"village_collective": cc.yuan(30_000)})
    ... )
    >>> gift = cc.ReceiveDonation(key="gift-1", on=cc.date(2025, 4, 2), pool="village-1", amount=cc.yuan(200))
    >>> _ = book.record_all([cc.FoundSociety(key="found-1", on=cc.date(2025, 3, 13), society=village), gift])
    >>> april = statement(book, Period.month(2025, 4))
    >>> april.totals.opening, april.totals.received, april.totals.closing
    (yuan("30000.00"), yuan("200.00"), yuan("30200.00"))
    """
    first, last = expect(period, Period).first, period.last
    found = Movements(book)
    if pool is not None and book.find(POOLS, pool) is None:
        raise Malformed(UNKNOWN, given=shown(pool))
    fen: dict[Any, dict[str, int]] = {key: defaultdict(int) for key in found.purses if pool in (None, key[0])}
    for move in found.moves:
        if move.on <= last and move.purse in fen:
            _count(move, fen[move.purse], before=move.on < first)
    place = {name: number for number, name in enumerate(dict.fromkeys(name for name, _ in fen))}
    rows = [
        Row(pool=key[0], restriction=key[1], **{name: Money(amount) for name, amount in sums.items()})
        for key, sums in fen.items()
        if sums
    ]
    rows.sort(key=lambda row: (place[row.pool], code_of(row.restriction) or ""))
    return Statement(period, tuple(rows))


def _count(move: Move, sums: dict[str, int], *, before: bool) -> None:
    held = move.fen if move.kind is Kind.HELD else 0
    sums["free"] += move.free
    sums["held"] += held
    if before:
        sums["opening_free"] += move.free
        sums["opening_held"] += held
    elif not held:
        sums[move.kind.column] += move.fen
