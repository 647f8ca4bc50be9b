"""Goods that were lost, went back, or were entered wrongly (捐赠物资的核销、退回与更正).

>>> WriteOffGoods.ASKED.en, ReturnGoods.ASKED.zh
('write off goods of gift {gift}', '退回捐赠 {gift} 的物资')
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, Table, handles, reason
from community_charity.errors import choice
from community_charity.giving.donations import REVERSED
from community_charity.giving.goods import GoodsReceived
from community_charity.giving.stock import (
    WHAT,
    Drawn,
    GoodsEvent,
    Portion,
    at_most,
    move,
    on_shelf,
    portions,
    take,
    weigh_stock,
)
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.parties import opaque_id
from community_charity.pools import A_GIFT

if TYPE_CHECKING:
    from typing import Any

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

# --- values --------------------------------------------------------------------------------------


class LossKind(Enum):
    """Why goods are no longer of use (核销原因). ``LossKind("expired")`` looks one up.

    >>> LossKind("expired").text.zh
    '过期'
    """

    SPOILT = "spoilt"
    EXPIRED = "expired"
    LOST = "lost"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _LOSSES[self]


_LOSSES = {
    LossKind.SPOILT: Text("spoilt", "损坏变质"),
    LossKind.EXPIRED: Text("expired", "过期"),
    LossKind.LOST: Text("lost", "遗失"),
}


def _loss(value: LossKind | str) -> LossKind:
    return choice(value, LossKind)


# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class WriteOffGoods(Command):
    """Take goods of one gift out of the stock that are no longer of use (核销捐赠物资). It becomes `GoodsWrittenOff`.

    ``gift`` is the key of its `ReceiveGoods`, ``goods`` how many of what. Raises `Malformed`.

    >>> from datetime import date
    >>> order = WriteOffGoods(
    ...     key="loss-1",
    ...     on=date(2025, 6, 2),
    ...     gift="goods-1",
    ...     goods=[Portion("rice", "bag", 1)],
    ...     loss="spoilt",
    ...     reason="wet",
    ... )
    >>> str(order.asked())
    'write off goods of gift goods-1'
    """

    ASKED: ClassVar[Text] = Text("write off goods of gift {gift}", "核销捐赠 {gift} 的物资")

    gift: str = attrs.field(converter=opaque_id)
    goods: tuple[Portion, ...] = attrs.field(converter=portions)
    loss: LossKind = attrs.field(converter=_loss)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class GoodsWrittenOff(GoodsEvent[WriteOffGoods]):
    """Goods were written off (捐赠物资已核销)."""


@attrs.frozen(kw_only=True)
class ReturnGoods(Command):
    """Give goods of one gift back to their giver, unused (退回捐赠物资). It becomes `GoodsReturned`.

    ``gift`` is the key of its `ReceiveGoods`, ``goods`` how many of what. Raises `Malformed`.

    >>> from datetime import date
    >>> order = ReturnGoods(
    ...     key="back-1", on=date(2025, 6, 2), gift="goods-1", goods=[Portion("rice", "bag", 1)], reason="too many"
    ... )
    >>> str(order.asked())
    'give back goods of gift goods-1'
    """

    ASKED: ClassVar[Text] = Text("give back goods of gift {gift}", "退回捐赠 {gift} 的物资")

    gift: str = attrs.field(converter=opaque_id)
    goods: tuple[Portion, ...] = attrs.field(converter=portions)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class GoodsReturned(GoodsEvent[ReturnGoods]):
    """Goods went back to their giver (捐赠物资已退回)."""


@attrs.frozen(kw_only=True)
class ReverseGoods(Command):
    """Undo an entry of goods that was wrong (冲销物资登记). Recorded it becomes `GoodsReversed`.

    ``entry`` is the key of any entry of goods: received, handed out, written off or given back. A gift is undone only while
    all of it is in the stock; whatever left it comes back to the very lots it was drawn from. Raises `Malformed`.

    >>> from datetime import date
    >>> str(ReverseGoods(key="undo-1", on=date(2025, 6, 2), entry="out-1", reason="entered twice").asked())
    'reverse entry of goods out-1'
    """

    ASKED: ClassVar[Text] = Text("reverse entry of goods {entry}", "冲销物资登记 {entry}")

    entry: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class GoodsReversed(Event[ReverseGoods]):
    """An entry of goods was undone (物资登记已冲销)."""


RETURNS: Table[str, tuple[GoodsReturned, ...]] = Table("what went back to the giver of goods, gift by gift")
"""What went back to the giver of a gift of goods (退回登记), entries reversed since too."""

# --- rules ---------------------------------------------------------------------------------------

LIVE = ground(
    "goods.live",
    Stage.STATE,
    title=("the entry was not reversed before", "该物资登记此前未冲销"),
    unmet=("the entry was reversed before", "该物资登记此前已冲销"),
)
NOT_BEFORE = ground(
    "goods.not_before",
    Stage.STATE,
    title=("not before the entry that it builds on", "不早于所依据的登记日"),
    unmet=("{found} is before the entry of {since}", "{found} 早于登记日 {since}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)
UNTOUCHED = ground(
    "goods.untouched",
    Stage.MONEY,
    title=("all of the gift is in the stock", "该批物资全部在库"),
    unmet=("of the gift have left the stock: {missing}", "该批物资已出库：{missing}"),
    remedy=lambda _finding, _asked: Remedy(
        Text("reverse first the entries with which they left", "先冲销其出库登记"), first="ReverseGoods"
    ),
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply_loss(state: State, event: GoodsWrittenOff) -> None:
    take(state, event.drawn)


def _drawn(state: State, order: WriteOffGoods | ReturnGoods, checks: Checks) -> tuple[Drawn, ...]:
    """Draw what leaves the stock from the one gift that is named."""
    gift = state.fact(GoodsReceived, order.gift, A_GIFT, checks).command
    if gift.key in state.of(REVERSED):
        checks.stop(LIVE)
    if order.on < gift.on:
        checks.stop(NOT_BEFORE, found=order.on, since=gift.on)
    found = [on_shelf(state, gift.pool, gift.key, portion.kind) for portion in order.goods]
    weigh_stock(checks, order.goods, found, at_most(order.goods, found))
    return tuple(Drawn(gift.key, *portion.kind, portion.quantity) for portion in order.goods)


@handles(WriteOffGoods, apply=_apply_loss)
def _decide_loss(state: State, order: WriteOffGoods, _law: LawInForce, checks: Checks) -> GoodsWrittenOff:
    return GoodsWrittenOff(len(state.events), order, _drawn(state, order, checks))


def _apply_return(state: State, event: GoodsReturned) -> None:
    take(state, event.drawn)
    rows, gift = state.of(RETURNS), event.command.gift
    rows[gift] = (*rows.get(gift, ()), event)


@handles(ReturnGoods, apply=_apply_return)
def _decide_return(state: State, order: ReturnGoods, _law: LawInForce, checks: Checks) -> GoodsReturned:
    return GoodsReturned(len(state.events), order, _drawn(state, order, checks))


def _apply_reversal(state: State, event: GoodsReversed) -> None:
    wrong: Any = state.events[event.command.entry]
    if isinstance(wrong, GoodsReceived):
        for line in wrong.command.goods:
            move(state, wrong, line.kind, -line.quantity)
    else:
        take(state, wrong.drawn, sign=1)
    state.of(REVERSED)[wrong.command.key] = event.command.key


@handles(ReverseGoods, apply=_apply_reversal)
def _decide_reversal(state: State, order: ReverseGoods, _law: LawInForce, checks: Checks) -> GoodsReversed:
    wrong: Any = state.fact(GoodsEvent, order.entry, WHAT, checks)
    if order.entry in state.of(REVERSED):
        checks.stop(LIVE)
    if order.on < wrong.command.on:
        checks.stop(NOT_BEFORE, found=order.on, since=wrong.command.on)
    if isinstance(wrong, GoodsReceived):
        _weigh_untouched(state, wrong, checks)
    return GoodsReversed(len(state.events), order)


def _weigh_untouched(state: State, gift: GoodsReceived, checks: Checks) -> None:
    order = gift.command
    gone = [(line, line.quantity - on_shelf(state, order.pool, order.key, line.kind)) for line in order.goods]
    missing = tuple(Portion(*line.kind, n) for line, n in gone if n)
    if missing:
        checks.stop(UNTOUCHED, missing=missing)
