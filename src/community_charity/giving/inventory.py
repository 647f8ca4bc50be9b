"""Reading the stock: what is there, whose it was, where it went (物资盘存与追溯).

>>> import community_charity as cc
>>> from community_charity.giving.goods import ReceiveGoods
>>> from community_charity.giving.stock import Goods
>>> book, on = cc.Book(cc.Law.of("cn")), cc.date(2025, 3, 13)
>>> village = cc.MutualAidSociety(  # invented
...     "village-1", form="filed", council=["p-1"], capital=cc.Capital({"donors": cc.yuan(1)})
... )
>>> rice = ReceiveGoods(key="goods-1", on=on, pool="village-1", goods=[Goods("rice", "bag", 20)])
>>> _ = book.record_all([cc.FoundSociety(key="found-1", on=on, society=village), rice])
>>> [(line.what, line.there, line.is_conserved) for line in stock(book, "village-1")]
[('rice', 20, True)]
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.book import UNKNOWN
from community_charity.errors import Malformed, shown
from community_charity.giving.donations import REVERSED
from community_charity.giving.goods import GoodsDistributed, GoodsReceived
from community_charity.giving.goods_out import GoodsReturned, GoodsWrittenOff
from community_charity.giving.stock import SHELVES, GoodsEvent, Portion, state_of
from community_charity.pools import POOLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community_charity.book.book import Book
    from community_charity.book.state import State

_LEFT = {GoodsDistributed: "distributed", GoodsWrittenOff: "written_off", GoodsReturned: "returned"}


@attrs.frozen
class StockLine:
    """One kind of goods of a pool (一种物资的收发存), in whole units. What was reversed counts nowhere.

    >>> StockLine("rice", "bag", 20, there=15, distributed=4, written_off=1, returned=0).is_conserved
    True
    """

    what: str
    unit: str
    received: int
    there: int
    distributed: int
    written_off: int
    returned: int

    @property
    def is_conserved(self) -> bool:
        """Tell whether every unit is accounted for (账实相符)."""
        return self.received == self.there + self.distributed + self.written_off + self.returned


@attrs.frozen
class GoodsTrace:
    """Some units of one gift that left the stock with one entry (物资流向).

    >>> GoodsTrace("goods-1", "out-1", "village-1", Portion("rice", "bag", 2)).portion.quantity
    2
    """

    gift: str
    entry: str
    pool: str
    portion: Portion


def stock(book: Book | State, pool: str) -> tuple[StockLine, ...]:
    """Give what a pool received and what is there of it, kind by kind, ordered by name (物资盘存).

    What is there is counted from the lots, the rest from the entries. Raises `Malformed` for a pool that is not known.

    >>> from community_charity.book.state import State
    >>> stock(State(), "nowhere")
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [book.unknown] given: text of 7 characters (str). wanted: a pool, gift or payment \
that the book knows. do: see book.events for the keys of all that was recorded
    """
    state = state_of(book)
    if pool not in state.of(POOLS):
        raise Malformed(UNKNOWN, given=shown(pool))
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for event in _live(state):
        if isinstance(event, GoodsReceived) and event.command.pool == pool:
            for line in event.command.goods:
                counts[line.kind]["received"] += line.quantity
        for trace in _traces(state, event):
            if trace.pool == pool:
                counts[trace.portion.kind][_LEFT[type(event)]] += trace.portion.quantity
    for (holder, what, unit), lots in state.of(SHELVES).items():
        if holder == pool:
            counts[what, unit]["there"] += sum(lot.left for lot in lots)
    return tuple(StockLine(*kind, *(counted[name] for name in _COLUMNS)) for kind, counted in sorted(counts.items()))


def goods_from(book: Book | State, entry: str) -> tuple[GoodsTrace, ...]:
    """Tell whose goods left the stock with an entry (物资来源), in the order in which they were drawn.

    An entry that was reversed, or with which nothing left, gives none. Raises `Malformed` for a key that is not known.

    >>> from community_charity.book.state import State
    >>> try:
    ...     goods_from(State(), "out-1")
    ... except Malformed as error:
    ...     print(error.code)
    book.unknown
    """
    state = state_of(book)
    if entry not in state.events:
        raise Malformed(UNKNOWN, given=shown(entry))
    event = state.events[entry]
    if not isinstance(event, GoodsEvent) or entry in state.of(REVERSED):
        return ()
    return tuple(_traces(state, event))


def goods_to(book: Book | State, gift: str) -> tuple[GoodsTrace, ...]:
    """Tell with which entries the goods of a gift left the stock (物资去向), oldest first, save those reversed.

    Raises `Malformed` for a key that is no gift of goods.

    >>> from community_charity.book.state import State
    >>> try:
    ...     goods_to(State(), "goods-1")
    ... except Malformed as error:
    ...     print(error.code)
    book.unknown
    """
    state = state_of(book)
    if not isinstance(state.events.get(gift), GoodsReceived):
        raise Malformed(UNKNOWN, given=shown(gift))
    return tuple(trace for event in _live(state) for trace in _traces(state, event) if trace.gift == gift)


_COLUMNS = tuple(field.name for field in attrs.fields(StockLine))[2:]


def _live(state: State) -> Iterator[GoodsEvent[Any]]:
    gone = state.of(REVERSED)
    return (e for e in state.events.values() if isinstance(e, GoodsEvent) and e.command.key not in gone)


def _traces(state: State, event: GoodsEvent[Any]) -> Iterator[GoodsTrace]:
    for gift, what, unit, quantity in event.drawn:
        yield GoodsTrace(gift, event.command.key, state.events[gift].command.pool, Portion(what, unit, quantity))
