"""How much a gift would be matched with if there were money enough (配捐规则).

- `Ratio`: so much for each yuan given. Splitting a gift never gains: each part is rounded down.
- `Threshold`: a ratio, for projects that have raised enough by themselves.
- `Quadratic`: many small gifts count more than one large one, (Σ√c)² − Σc for a project. Its known weakness: who gives
  under two names gets more than under one, so it needs donors whose identity is checked.

>>> from community_charity.money import yuan
>>> four = [Gift(f"g-{n}", f"p-{n}", yuan(1), "well") for n in range(4)]  # invented
>>> sum(Quadratic().offers(four)), sum(Quadratic().offers([Gift("g-1", "p-1", yuan(4), "well")]))
(1200, 0)
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import combinations
from math import isqrt
from typing import TYPE_CHECKING, Protocol

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.money import Money, positive_money
from community_charity.rules.matching.facts import Gift, shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RATIO = declare(
    "matching.ratio",
    wanted=("a whole number or an exact Fraction above zero", "大于零的整数或精确分数 Fraction"),
    do=(
        "write Ratio(1) for one to one, Ratio(Fraction(1, 2)) for half",
        "一比一写作 Ratio(1)，一半写作 Ratio(Fraction(1, 2))",
    ),
)


class Offer(Protocol):
    """A rule that says what each gift would get (配捐规则)."""

    name_proof: bool
    """Whether one person gains nothing by giving under two names."""

    def offers(self, gifts: Sequence[Gift]) -> list[int]:
        """Give the offer for each gift, in fen."""


def _ratio(value: Fraction | int) -> Fraction:
    if type(value) not in (int, Fraction) or value <= 0:
        raise Malformed(RATIO, given=shown(value))
    return Fraction(value)


@attrs.frozen
class Ratio:
    """So much for each yuan given (按比例配捐), rounded down to the fen. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> Ratio(Fraction(1, 3)).offers([Gift("g-1", "p-1", yuan(1), "well")])
    [33]
    """

    times: Fraction = attrs.field(converter=_ratio)
    name_proof = True

    def offers(self, gifts: Sequence[Gift]) -> list[int]:
        """Give the offer for each gift, in fen (逐笔配捐额)."""
        return [gift.amount.fen * self.times.numerator // self.times.denominator for gift in gifts]


@attrs.frozen
class Threshold:
    """A ratio for projects that raised at least ``reached`` (达标后配捐); the others get nothing. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> gifts = [Gift("g-1", "p-1", yuan(99), "well"), Gift("g-2", "p-2", yuan(100), "road")]
    >>> Threshold(yuan(100), Ratio(1)).offers(gifts)
    [0, 10000]
    """

    reached: Money = attrs.field(converter=positive_money)
    then: Ratio
    name_proof = True

    def offers(self, gifts: Sequence[Gift]) -> list[int]:
        """Give the offer for each gift, in fen (逐笔配捐额)."""
        raised: defaultdict[str, int] = defaultdict(int)
        for gift in gifts:
            raised[gift.project] += gift.amount.fen
        offers = self.then.offers(gifts)
        return [
            offer if raised[gift.project] >= self.reached.fen else 0 for gift, offer in zip(gifts, offers, strict=True)
        ]


@attrs.frozen
class Quadratic:
    """(Σ√c)² − Σc for each project (平方配捐), c what one donor gave it; shared among its gifts by amount.

    Rounded down to the fen. Costs grow with the square of the donors of a project.

    >>> from community_charity.money import yuan
    >>> Quadratic().offers([Gift("g-1", "p-1", yuan(9), "well"), Gift("g-2", "p-2", yuan(4), "well")])
    [831, 369]
    """

    name_proof = False

    def offers(self, gifts: Sequence[Gift]) -> list[int]:
        """Give the offer for each gift, in fen (逐笔配捐额)."""
        offers = [0] * len(gifts)
        for project in dict.fromkeys(gift.project for gift in gifts):
            members = {n: gift.amount.fen for n, gift in enumerate(gifts) if gift.project == project}
            by_donor: defaultdict[str | None, int] = defaultdict(int)
            for n, fen in members.items():
                by_donor[gifts[n].donor] += fen
            for n, part in shares(_product_roots(by_donor.values()), members, [gift.id for gift in gifts]).items():
                offers[n] = part
        return offers


_FINE = 10**12


def _product_roots(given: Iterable[int]) -> int:
    """(Σ√c)² − Σc is twice the sum of √(a·b) over all pairs: each root in parts of a fen, the sum rounded down."""
    return sum(isqrt(4 * a * b * _FINE**2) for a, b in combinations(given, 2)) // _FINE
