"""Goods in stock (捐赠物资库存): what they are, how many, and whose.

Goods are described and counted, not priced. Every lot of a gift stays a lot until its last piece has left, first in, first
out, so that each piece can be followed both ways.

>>> Portion("rice", "bag", 20).text.en
'20 bag of rice'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import attrs

from community_charity.book.orders import Event, Order, Table
from community_charity.book.state import State
from community_charity.errors import Malformed, declare, shown
from community_charity.funds.ending import STILL_THERE, StillThere
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.money import Money, positive_money, total
from community_charity.parties import opaque_id
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from community_charity.book.book import Book
    from community_charity.law.decision import Checks
    from community_charity.restrictions import Restriction, Use

QUANTITY = declare(
    "goods.quantity",
    wanted=("a whole number of units, one or more", "不小于1的整数数量"),
    do=("count in the smallest unit that is ever handed out", "请以最小发放单位计数"),
)
LINES = declare(
    "goods.lines",
    wanted=("at least one line of goods, each kind on one line", "至少一行物资，每种物资只占一行"),
    do=("give a list of them, and add up lines of the same kind", "请以列表给出，同种物资合并为一行"),
)

# --- values --------------------------------------------------------------------------------------


def _quantity(value: int) -> int:
    if type(value) is not int or value < 1:
        raise Malformed(QUANTITY, given=shown(value))
    return value


def optional_value(value: Money | None) -> Money | None:
    """Check a value: `Money` above zero, or ``None`` for "not known", which is not zero (价值). Raises `Malformed`.

    >>> optional_value(None) is None
    True
    """
    return None if value is None else positive_money(value)


@attrs.frozen
class Portion:
    """So many units of one kind of goods (物资数量).

    ``what`` and ``unit`` are short words of your own, without personal data. ``quantity`` is a whole number of units: count
    in the smallest unit that is ever handed out, grams or single tins, and no piece is ever split. Raises `Malformed`.

    >>> Portion("rice", "bag", 20).kind
    ('rice', 'bag')
    """

    what: str = attrs.field(converter=opaque_id)
    unit: str = attrs.field(converter=opaque_id)
    quantity: int = attrs.field(converter=_quantity)

    @property
    def kind(self) -> tuple[str, str]:
        """What is counted, and in which unit: 20 bags and 20 tins are two kinds (品种)."""
        return self.what, self.unit

    @property
    def text(self) -> Text:
        """The words for a reader (文本)."""
        return Text("{n} {unit} of {what}", "{what} {n}{unit}").fill(n=self.quantity, unit=self.unit, what=self.what)


@attrs.frozen
class Goods(Portion):
    """One line of goods that are given (捐赠物资): a `Portion`, and its value if there is one.

    ``value`` is what the donor says that the whole line is worth, `Money` above zero, ``None`` if nobody said;
    ``proof`` whether the donor gave proof of it, ``None`` if that is not known. Raises `Malformed`.

    A value without proof is kept apart and never counted: goods may be taken in without proof, a receipt for them may not
    be given. Source: 公告2020年第27号十三(二).

    >>> from community_charity.money import yuan
    >>> Goods("rice", "bag", 20, value=yuan(1_600)).fair_value is None
    True
    >>> Goods("rice", "bag", 20, value=yuan(1_600), proof=True).fair_value
    yuan("1600.00")
    """

    value: Money | None = attrs.field(default=None, kw_only=True, converter=optional_value)
    proof: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)

    @property
    def fair_value(self) -> Money | None:
        """The value, if it was proved (公允价值); ``None`` is "not known", never zero."""
        return self.value if self.proof else None


def known_total(values: Iterable[Money | None]) -> Money | None:
    """Add values up (合计); one that is not known leaves the sum unknown.

    >>> known_total([Money(5), None]) is None, known_total([Money(5), Money(7)])
    (True, yuan("0.12"))
    """
    each = list(values)
    known = [value for value in each if value is not None]
    return total(known) if len(known) == len(each) else None


def _lines(value: Iterable[Any], kind: type[Any]) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple) or not value or not all(isinstance(line, kind) for line in value):
        raise Malformed(LINES, given=shown(value))
    if len({line.kind for line in value}) != len(value):
        raise Malformed(LINES, given=Text("one kind of goods on two lines", "同种物资占两行"))
    return tuple(value)


def goods(value: Iterable[Goods]) -> tuple[Goods, ...]:
    """Check the lines of goods of one gift (物资清单): at least one, each kind once. Raises `Malformed`.

    >>> len(goods([Goods("rice", "bag", 20), Goods("oil", "bottle", 6)]))
    2
    """
    return _lines(value, Goods)


def portions(value: Iterable[Portion]) -> tuple[Portion, ...]:
    """Check what is to be taken out (出库清单): at least one line, each kind once; values are left out. Raises `Malformed`.

    >>> portions([Goods("rice", "bag", 20)])
    (Portion(what='rice', unit='bag', quantity=20),)
    """
    return tuple(Portion(line.what, line.unit, line.quantity) for line in _lines(value, Portion))


# --- what a restriction admits -------------------------------------------------------------------


def admits(only_for: Restriction | None, use: Use) -> bool:
    """Tell whether goods under a restriction may serve a use (是否符合限定用途), as for money.

    >>> from datetime import date
    >>> from community_charity.pools import Cause
    >>> from community_charity.restrictions import Use, restriction
    >>> illness = Use(Cause.ILLNESS, on=date(2025, 3, 13))
    >>> admits(None, illness), admits(restriction([Cause.EDUCATION]), illness)
    (True, False)
    """
    return only_for is None or only_for.admits(use)


# --- the shelves ---------------------------------------------------------------------------------


class Lot(NamedTuple):
    """What is left of one kind of goods of one gift (批次). ``number`` is that of the event: lots stand in its order.

    >>> from datetime import date
    >>> Lot(7, "goods-1", date(2025, 3, 13), None, 20).left
    20
    """

    number: int
    gift: str
    since: date
    only_for: Restriction | None
    left: int


class Drawn(NamedTuple):
    """So many units of one gift that left the stock together (出库明细).

    >>> Drawn("goods-1", "rice", "bag", 2).quantity
    2
    """

    gift: str
    what: str
    unit: str
    quantity: int


ShelfKey: TypeAlias = "tuple[str, str, str]"
"""A pool, what, and in which unit (货架)."""
SHELVES: Table[ShelfKey, tuple[Lot, ...]] = Table("goods in stock, lot by lot")


def _in_stock(state: State, pool: str) -> bool:
    """Tell whether a pool has any goods, as a fund that is to end may not."""
    return any(shelf[0] == pool and lots for shelf, lots in state.of(SHELVES).items())


STILL_THERE["goods"] = StillThere(Text("goods", "物资"), _in_stock)
"""What is in stock (库存批次), the oldest lot first. Read it with `stock`."""
WHAT = Text("entry of goods", "物资登记")


@attrs.frozen
class GoodsEvent(Event[Order]):
    """Something that happened to goods (物资事实): they came in, or left the lots that were ``drawn``.

    >>> from datetime import date
    >>> from community_charity.giving.goods import GoodsReceived, ReceiveGoods
    >>> rice = ReceiveGoods(key="goods-1", on=date(2025, 3, 13), pool="village-1", goods=[Goods("rice", "bag", 20)])
    >>> GoodsReceived(0, rice).drawn
    ()
    """

    drawn: tuple[Drawn, ...] = ()


def shelf(state: State, pool: str, kind: tuple[str, str]) -> tuple[Lot, ...]:
    """Give the lots of one kind of goods of a pool, the oldest first (某种物资的批次).

    >>> shelf(State(), "village-1", ("rice", "bag"))
    ()
    """
    return state.of(SHELVES).get((pool, *kind), ())


def on_shelf(state: State, pool: str, gift: str, kind: tuple[str, str]) -> int:
    """Count what is left of one kind of goods of one gift (某批次结存).

    >>> on_shelf(State(), "village-1", "gift-1", ("rice", "bag"))
    0
    """
    return next((lot.left for lot in shelf(state, pool, kind) if lot.gift == gift), 0)


def move(state: State, received: Any, kind: tuple[str, str], by: int) -> None:
    """Add units to the lot of a gift, or with a number below zero take them (增减库存). Apply only.

    ``received`` is the event with which the gift came in: a lot that comes back stands where it stood.

    >>> from datetime import date
    >>> from community_charity.giving.goods import GoodsReceived, ReceiveGoods
    >>> rice = ReceiveGoods(key="goods-1", on=date(2025, 3, 13), pool="village-1", goods=[Goods("rice", "bag", 20)])
    >>> state, received = State(), GoodsReceived(0, rice)
    >>> move(state, received, ("rice", "bag"), 20)
    >>> move(state, received, ("rice", "bag"), -5)
    >>> on_shelf(state, "village-1", "goods-1", ("rice", "bag"))
    15
    """
    order, rows = received.command, state.of(SHELVES)
    lots = [lot for lot in shelf(state, order.pool, kind) if lot.gift != order.key]
    left = on_shelf(state, order.pool, order.key, kind) + by
    if left:
        lots.append(Lot(received.number, order.key, order.on, order.only_for, left))
    if lots:
        rows[order.pool, *kind] = tuple(sorted(lots, key=lambda lot: lot.number))
    else:
        del rows[order.pool, *kind]


def take(state: State, drawn: Iterable[Drawn], sign: int = -1) -> None:
    """Take what was drawn from its lots, or with 1 put it back (出库或退库). Apply only."""
    for part in drawn:
        move(state, state.events[part.gift], (part.what, part.unit), sign * part.quantity)


def state_of(book: Book | State) -> State:
    """Give the state behind a book, to be read (账本状态); a state is given as it is.

    >>> state = State()
    >>> state_of(state) is state
    True
    """
    return book if isinstance(book, State) else book._state  # noqa: SLF001 - it is only read


# --- rules of more than one order ----------------------------------------------------------------

IN_STOCK = ground(
    "goods.in_stock",
    Stage.MONEY,
    title=("the goods are there", "库存充足"),
    unmet=("not there on the day: {missing}", "当日库存不足：{missing}"),
    remedy=lambda finding, _asked: take_less(finding.facts["left"]),
)


def take_less(left: tuple[Portion, ...]) -> Remedy | None:
    """Advise to take what is left (按可用库存出库); ``None`` where nothing is.

    >>> take_less(()) is None, take_less((Portion("rice", "bag", 3),)).changes["goods"][0].quantity
    (True, 3)
    """
    if not left:
        return None
    return Remedy(Text("take at most what is there for it", "出库数量不超过可用库存"), {"goods": left})


def weigh_stock(checks: Checks, asked: tuple[Portion, ...], found: Iterable[int], left: tuple[Portion, ...]) -> None:
    """Note what is missing of what is asked for (审查库存); ``found`` counts each kind that is there.

    >>> from community_charity.law.decision import Checks
    >>> checks = Checks()
    >>> weigh_stock(checks, (Portion("rice", "bag", 5),), [3], ())
    >>> checks.unmet
    True
    """
    short = tuple(Portion(p.what, p.unit, p.quantity - n) for p, n in zip(asked, found, strict=True) if n < p.quantity)
    if short:
        checks.weigh(IN_STOCK, holds=False, facts={"missing": short, "left": left})


def at_most(asked: tuple[Portion, ...], found: Iterable[int]) -> tuple[Portion, ...]:
    """Cut each portion down to what is there; one of which nothing is there falls away (可出库部分).

    >>> at_most((Portion("rice", "bag", 5), Portion("oil", "bottle", 1)), [3, 0])
    (Portion(what='rice', unit='bag', quantity=3),)
    """
    return tuple(Portion(p.what, p.unit, min(p.quantity, n)) for p, n in zip(asked, found, strict=True) if n)
