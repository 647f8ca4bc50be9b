"""Goods that are given and handed out (捐赠物资的接收与发放).

>>> ReceiveGoods.ASKED.en, DistributeGoods.ASKED.zh
('receive goods for {pool}', '发放 {pool} 的物资，用于{purpose}')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, handles
from community_charity.giving.donations import weigh_within
from community_charity.giving.stock import (
    Drawn,
    Goods,
    GoodsEvent,
    Portion,
    admits,
    at_most,
    goods,
    move,
    portions,
    shelf,
    take,
    take_less,
    weigh_stock,
)
from community_charity.language import Text
from community_charity.law.decision import Stage, ground
from community_charity.parties import PartyId, opaque_id, party_id
from community_charity.pools import A_GIFT, CAPITAL_GIFTS, purpose, usable
from community_charity.purposes import Purpose
from community_charity.restrictions import Restriction, TargetGroup, Use, groups, place, project, restriction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from community_charity.book.state import State
    from community_charity.giving.stock import Lot
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce


def _donor(value: PartyId | None) -> PartyId | None:
    return None if value is None else party_id(value)


def _case(value: str | None) -> str | None:
    return None if value is None else opaque_id(value)


# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class ReceiveGoods(Command):
    """Take goods in for a pool (接受捐赠物资). Recorded it becomes `GoodsReceived`.

    ``goods`` are the lines, each a `Goods`; ``donor`` is an opaque id, ``None`` for an anonymous gift; ``only_for`` what
    the donor restricts them to, as of `ReceiveDonation`. Goods never change what a pool has in money.
    Raises `Malformed`. Source: 慈善法第36条 (the same in 2016), 公益事业捐赠法第16条 (goods are entered one by one).

    >>> from datetime import date
    >>> order = ReceiveGoods(key="goods-1", on=date(2025, 3, 13), pool="village-1", goods=[Goods("rice", "bag", 20)])
    >>> str(order.asked())
    'receive goods for village-1'
    """

    ASKED: ClassVar[Text] = Text("receive goods for {pool}", "为 {pool} 接受捐赠物资")

    pool: str = attrs.field(converter=opaque_id)
    goods: tuple[Goods, ...] = attrs.field(converter=goods)
    donor: PartyId | None = attrs.field(default=None, converter=_donor, repr=False)
    only_for: Restriction | None = attrs.field(default=None, converter=restriction)


@attrs.frozen
class GoodsReceived(GoodsEvent[ReceiveGoods]):
    """Goods came in (捐赠物资已接收)."""


@attrs.frozen(kw_only=True)
class DistributeGoods(Command):
    """Hand out goods of a pool for a purpose (发放捐赠物资). Recorded it becomes `GoodsDistributed`.

    ``goods`` say how many of what, each a `Portion`. The rest says what they serve, as a `Use` does: restricted goods go
    only where their restriction admits it, and go first, in the order in which money would; then the others; the oldest
    gift first. ``case`` is the keeper's own note of a relief case, ``None`` for none: it is not looked up, and no case
    counts it. Raises `Malformed`.
    Source: 慈善法第56条 (第55条 before 2024-09-05): what was given is used as was agreed.

    >>> from datetime import date
    >>> from community_charity.purposes import DISASTER
    >>> order = DistributeGoods(
    ...     key="out-1", on=date(2025, 3, 13), pool="village-1", goods=[Portion("rice", "bag", 2)], purpose=DISASTER
    ... )
    >>> str(order.asked())
    'hand out goods of village-1 for disaster'
    """

    ASKED: ClassVar[Text] = Text("hand out goods of {pool} for {purpose}", "发放 {pool} 的物资，用于{purpose}")

    pool: str = attrs.field(converter=opaque_id)
    goods: tuple[Portion, ...] = attrs.field(converter=portions)
    purpose: Purpose = attrs.field(converter=purpose)
    place: str | None = attrs.field(default=None, converter=place)
    groups: frozenset[TargetGroup] = attrs.field(default=frozenset(), converter=groups)
    project: str | None = attrs.field(default=None, converter=project)
    case: str | None = attrs.field(default=None, converter=_case)

    def asked(self) -> Text:
        """Say whose goods are handed out, and for what (事项)."""
        return self.ASKED.fill(pool=self.pool, purpose=self.purpose.text)

    @property
    def use(self) -> Use:
        """What the goods are to serve (拟用于)."""
        return Use(self.purpose, on=self.on, place=self.place, groups=self.groups, project=self.project)


@attrs.frozen
class GoodsDistributed(GoodsEvent[DistributeGoods]):
    """Goods were handed out (捐赠物资已发放); ``drawn`` tells which gift's goods they were."""


# --- rules ---------------------------------------------------------------------------------------

SERVED = ground(
    "goods.purpose",
    Stage.RESTRICTION,
    title=("the pool serves this purpose", "资金池宗旨包含该用途"),
    unmet=("the pool does not serve {found}", "资金池宗旨不含{found}"),
)
ADMITTED = ground(
    "goods.admitted",
    Stage.RESTRICTION,
    title=("the goods may serve it", "物资的限定用途符合拟发放的用途"),
    unmet=("there, but restricted to other uses: {kept}", "有库存，但限定用于其他用途：{kept}"),
    remedy=lambda finding, _asked: take_less(finding.facts["left"]),
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply_receipt(state: State, event: GoodsReceived) -> None:
    for line in event.command.goods:
        move(state, event, line.kind, line.quantity)


@handles(ReceiveGoods, apply=_apply_receipt)
def _decide_receipt(state: State, order: ReceiveGoods, _law: LawInForce, checks: Checks) -> GoodsReceived:
    pool = usable(state, order.pool, order.on, checks)
    state.absent(CAPITAL_GIFTS, order.key, A_GIFT, checks)
    if order.only_for is not None:
        weigh_within(checks, pool, order.only_for)
    return GoodsReceived(len(state.events), order)


def _apply_distribution(state: State, event: GoodsDistributed) -> None:
    take(state, event.drawn)


@handles(DistributeGoods, apply=_apply_distribution)
def _decide_distribution(state: State, order: DistributeGoods, _law: LawInForce, checks: Checks) -> GoodsDistributed:
    pool = usable(state, order.pool, order.on, checks)
    if not pool.serves(order.purpose):
        checks.stop(SERVED, found=order.purpose)
    shelves = [_available(state, order, portion) for portion in order.goods]
    fitting = [_fitting(lots, order.use) for lots in shelves]
    _weigh(checks, order.goods, list(map(_count, shelves)), list(map(_count, fitting)))
    drawn = [part for portion, lots in zip(order.goods, fitting, strict=True) for part in _draw(portion, lots)]
    return GoodsDistributed(len(state.events), order, tuple(drawn))


def _available(state: State, order: DistributeGoods, portion: Portion) -> list[Lot]:
    """Give the lots of one kind that had come in by that day."""
    return [lot for lot in shelf(state, order.pool, portion.kind) if lot.since <= order.on]


def _fitting(lots: list[Lot], use: Use) -> list[Lot]:
    """Give the lots that may serve a use: restricted ones first, by the rank of their restriction; then the oldest."""
    return sorted((lot for lot in lots if admits(lot.only_for, use)), key=_rank)


def _rank(lot: Lot) -> tuple[Any, ...]:
    return (1,) if lot.only_for is None else (0, lot.only_for.rank)


def _count(lots: list[Lot]) -> int:
    return sum(lot.left for lot in lots)


def _weigh(checks: Checks, asked: tuple[Portion, ...], there: list[int], fitting: list[int]) -> None:
    """What is not there at all is one thing, what is there for other uses another."""
    left = at_most(asked, fitting)
    wanted = [min(portion.quantity, found) for portion, found in zip(asked, there, strict=True)]
    beyond = [max(n - found, 0) for n, found in zip(wanted, fitting, strict=True)]
    if any(beyond):
        checks.weigh(ADMITTED, holds=False, facts={"kept": at_most(asked, beyond), "left": left})
    weigh_stock(checks, asked, there, left)


def _draw(portion: Portion, lots: list[Lot]) -> Iterator[Drawn]:
    """Draw a portion from lots, one after the other, as far as they go."""
    wanted = portion.quantity
    for lot in lots:
        taken = min(lot.left, wanted)
        if taken:
            yield Drawn(lot.gift, *portion.kind, taken)
        wanted -= taken
