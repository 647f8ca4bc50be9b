"""Who gets how much when the pot is short (资金不足时的分配), and what each way promises.

>>> [promise.value for promise in Promise]
['within_budget', 'within_caps', 'order_independent', 'split_proof', 'name_proof']
"""

from __future__ import annotations

import random
from enum import Enum
from typing import TYPE_CHECKING, Protocol

import attrs

from community_charity.errors import expect
from community_charity.language import Text
from community_charity.rules.matching.facts import shares

if TYPE_CHECKING:
    from collections.abc import Sequence


class Promise(Enum):
    """What a pot promises (承诺的性质). Tests prove each promise, and refute each that is not made.

    SPLIT_PROOF: one donor gains nothing by giving in several parts (up to a fen a part). NAME_PROOF: nor under several
    names.

    >>> Promise("order_independent").text.zh
    '与先后次序无关'
    """

    WITHIN_BUDGET = "within_budget"
    WITHIN_CAPS = "within_caps"
    ORDER_INDEPENDENT = "order_independent"
    SPLIT_PROOF = "split_proof"
    NAME_PROOF = "name_proof"

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
}


class Shortage(Protocol):
    """A way to share a pot that is short (不足时的分配办法)."""

    order_independent: bool
    split_proof: bool

    def ration(self, offers: Sequence[int], ids: Sequence[str], budget: int) -> list[int]:
        """Give each gift its part of the budget, all in fen; only asked when the offers exceed it."""


@attrs.frozen
class FirstCome:
    """In the order given, until the pot is empty (先到先得); the last one may get a part.

    >>> FirstCome().ration([300, 100], ["g-1", "g-2"], 350)
    [300, 50]
    """

    order_independent = False
    split_proof = True

    def ration(self, offers: Sequence[int], ids: Sequence[str], budget: int) -> list[int]:
        """Give each gift its part, in fen (分配)."""
        del ids
        given = []
        for offer in offers:
            given.append(min(offer, budget))
            budget -= given[-1]
        return given


@attrs.frozen
class ProRata:
    """In proportion to the offers (按比例), exact to the fen.

    >>> ProRata().ration([300, 100], ["g-1", "g-2"], 200)
    [150, 50]
    """

    order_independent = True
    split_proof = True

    def ration(self, offers: Sequence[int], ids: Sequence[str], budget: int) -> list[int]:
        """Give each gift its part, in fen (分配)."""
        return list(shares(budget, dict(enumerate(offers)), ids).values())


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

    def ration(self, offers: Sequence[int], ids: Sequence[str], budget: int) -> list[int]:
        """Give each gift its part, in fen (分配)."""
        drawn = sorted(range(len(offers)), key=lambda n: ids[n])
        random.Random(self.seed).shuffle(drawn)  # noqa: S311 - a draw that anybody can repeat, not a secret
        given = [0] * len(offers)
        for n in drawn:
            given[n] = min(offers[n], budget)
            budget -= given[n]
        return given
