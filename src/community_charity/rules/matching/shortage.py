"""Who gets how much when the pot is short (资金不足时的分配), and what each way promises.

>>> [promise.value for promise in Promise]
['within_budget', 'within_caps', 'order_independent', 'split_proof', 'name_proof', 'steady']
"""

from __future__ import annotations

import random
from enum import Enum
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

import attrs

from community_charity.errors import expect
from community_charity.language import Text
from community_charity.rules.matching.facts import shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from community_charity.rules.matching.offers import Bounds


class Promise(Enum):
    """What a pot promises (承诺的性质). Tests prove each promise, and refute each that is not made.

    SPLIT_PROOF: one donor gains nothing by giving in several parts (up to a fen a part). NAME_PROOF: nor under several
    names. STEADY: what a gift has got does not fall when further gifts come in.

    >>> Promise("order_independent").text.zh
    '与先后次序无关'
    """

    WITHIN_BUDGET = "within_budget"
    WITHIN_CAPS = "within_caps"
    ORDER_INDEPENDENT = "order_independent"
    SPLIT_PROOF = "split_proof"
    NAME_PROOF = "name_proof"
    STEADY = "steady"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _PROMISES[self]


_PROMISES = {
    Promise.WITHIN_BUDGET: Text("never more than the budget", "不超预算"),
    Promise.WITHIN_CAPS: Text("never more than the caps", "不超限额"),
    Promise.ORDER_INDEPENDENT: Text("the same in any order", "与先后次序无关"),
    Promise.SPLIT_PROOF: Text("nothing gained by giving in parts", "拆分捐赠不获益"),
    Promise.NAME_PROOF: Text("nothing gained by giving under several names", "分名捐赠不获益"),
    Promise.STEADY: Text("what a gift has got never falls as others come in", "已得配捐不因后续捐赠而减少"),
}


class Shortage(Protocol):
    """A way to share a pot that is short (不足时的分配办法)."""

    order_independent: bool
    split_proof: bool
    steady: bool

    def ration(self, offers: Sequence[int], ids: Sequence[str], budget: int) -> list[int]:
        """Give each gift its part of the budget, all in fen; only asked when the offers exceed it."""

    def least(self, bounds: Bounds, budget: int) -> list[int]:
        """Give what each gift gets at least, in fen, whatever comes; only asked when the offers can exceed the budget."""


@attrs.frozen
class FirstCome:
    """In the order given, until the pot is empty (先到先得); the last one may get a part.

    >>> FirstCome().ration([300, 100], ["g-1", "g-2"], 350)
    [300, 50]
    """

    order_independent = False
    split_proof = True
    steady = True

    def ration(self, offers: Sequence[int], ids: Sequence[str], budget: int) -> list[int]:
        """Give each gift its part, in fen (分配)."""
        del ids
        given = []
        for offer in offers:
            given.append(min(offer, budget))
            budget -= given[-1]
        return given

    def least(self, bounds: Bounds, budget: int) -> list[int]:
        """Give what each gift gets at least, in fen (至少可得): what those before it leave. Whoever comes later is behind."""
        ahead = accumulate(bounds.most, initial=0)
        return [min(offer, max(budget - before, 0)) for offer, before in zip(bounds.least, ahead, strict=False)]


@attrs.frozen
class ProRata:
    """In proportion to the offers (按比例), exact to the fen.

    >>> ProRata().ration([300, 100], ["g-1", "g-2"], 200)
    [150, 50]
    """

    order_independent = True
    split_proof = True
    steady = False

    def ration(self, offers: Sequence[int], ids: Sequence[str], budget: int) -> list[int]:
        """Give each gift its part, in fen (分配)."""
        return list(shares(budget, dict(enumerate(offers)), ids).values())

    def least(self, bounds: Bounds, budget: int) -> list[int]:
        """Give what each gift gets at least, in fen (至少可得): its part if all come to the most; nothing without limit."""
        if bounds.more is None:
            return [0] * len(bounds.least)
        whole = sum(bounds.most) + bounds.more
        return [budget * offer // whole for offer in bounds.least]


def _seed(value: int) -> int:
    return expect(value, int)


@attrs.frozen
class Lottery:
    """In an order drawn by lot from a seed (抽签): the same seed and gifts give the same draw, on any machine.

    Publish how the seed is found before the gifts are in. Who gives in parts holds more lots: not split-proof.

    >>> sum(Lottery(seed=7).ration([300, 300], ["g-1", "g-2"], 300))
    300
    """

    seed: int = attrs.field(converter=_seed)
    order_independent = True
    split_proof = False
    steady = False

    def ration(self, offers: Sequence[int], ids: Sequence[str], budget: int) -> list[int]:
        """Give each gift its part, in fen (分配)."""
        drawn = sorted(range(len(offers)), key=lambda n: ids[n])
        random.Random(self.seed).shuffle(drawn)  # noqa: S311 - a draw that anybody can repeat, not a secret
        given = [0] * len(offers)
        for n in drawn:
            given[n] = min(offers[n], budget)
            budget -= given[n]
        return given

    def least(self, bounds: Bounds, budget: int) -> list[int]:
        """Give what each gift gets at least, in fen (至少可得): nothing, each further gift is a new draw."""
        del budget
        return [0] * len(bounds.least)
