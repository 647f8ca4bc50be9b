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
from typing import TYPE_CHECKING, NamedTuple, Protocol

import attrs

from community_charity.errors import Malformed, declare, expect, shown
from community_charity.money import Money, positive_money
from community_charity.rules.matching.facts import Gift, shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHARE = declare(
    "matching.share",
    wanted=(
        "exact Fractions between 0 and 1 that leave something for the giver",
        "介于0与1之间、且给捐赠人留有份额的精确分数 Fraction",
    ),
    do=(
        "write Ratio.of_total(Fraction(1, 3)) for a third of the whole",
        "由资金池承担总额三分之一，写作 Ratio.of_total(Fraction(1, 3))",
    ),
)
RATIO = declare(
    "matching.ratio",
    wanted=("a whole number or an exact Fraction above zero", "大于零的整数或精确分数 Fraction"),
    do=(
        "write Ratio(1) for one to one, Ratio(Fraction(1, 2)) for half",
        "一比一写作 Ratio(1)，一半写作 Ratio(Fraction(1, 2))",
    ),
)


class Bounds(NamedTuple):
    """How far offers can go as further gifts come in (配捐额上下界), in fen.

    ``least`` and ``most`` for each gift; ``more`` is the most for all further gifts together, ``None`` without limit.

    >>> from community_charity.money import yuan
    >>> Ratio(2).bounds([Gift("g-1", "p-1", yuan(1), "well")], still=50)
    Bounds(least=[200], most=[200], more=100)
    """

    least: list[int]
    most: list[int]
    more: int | None


class Offer(Protocol):
    """A rule that says what each gift would get (配捐规则)."""

    name_proof: bool
    """Whether one person gains nothing by giving under two names."""

    steady: bool
    """Whether what a gift is offered stays as it is when further gifts come in."""

    def offers(self, gifts: Sequence[Gift]) -> list[int]:
        """Give the offer for each gift, in fen."""

    def bounds(self, gifts: Sequence[Gift], still: int | None) -> Bounds | None:
        """Tell what further gifts can do to the offers, ``None`` if nothing can be said.

        ``still``, in fen, is what further gifts come to at most, ``None`` if there is no limit.
        """


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
    steady = True

    @classmethod
    def of_total(cls, share: Fraction, *, beside: Fraction = Fraction(0)) -> Ratio:
        """Make the ratio by which the pot bears a share of the whole (按总额占比配捐): of gift, match and all else.

        ``beside`` is the share that others bear who match as well. Raises `Malformed`.

        Local practice, as reported, for start-up capital: in 定远县 the county bears 1/3; in 裕安区 three bear equal thirds.

        >>> Ratio.of_total(Fraction(1, 3)).times  # a third on top of two thirds
        Fraction(1, 2)
        >>> Ratio.of_total(Fraction(1, 3), beside=Fraction(1, 3)).times  # equal thirds: each of two matches the third
        Fraction(1, 1)
        """
        known = type(share) is type(beside) is Fraction
        if not known or share <= 0 or beside < 0 or share + beside >= 1:
            raise Malformed(SHARE, given=f"{share} + {beside}" if known else shown(share))
        return cls(share / (1 - share - beside))

    def offers(self, gifts: Sequence[Gift]) -> list[int]:
        """Give the offer for each gift, in fen (逐笔配捐额)."""
        return [self._on(gift.amount.fen) for gift in gifts]

    def bounds(self, gifts: Sequence[Gift], still: int | None) -> Bounds:
        """Tell what further gifts can do to the offers (后续捐赠的影响): nothing, each stands for itself."""
        offers = self.offers(gifts)
        return Bounds(offers, offers, None if still is None else self._on(still))

    def _on(self, fen: int) -> int:
        return fen * self.times.numerator // self.times.denominator


ONE_TO_ONE = Ratio(1)
"""A yuan for each yuan (一比一), as an assumption: where a subdistrict and a foundation both put money in, no ratio is told."""
A_THIRD_OF_ALL = Ratio.of_total(Fraction(1, 3))
"""The pot bears one third, the givers two (配捐方三分之一、自筹三分之二), as a county does for start-up capital: local practice."""
EQUAL_THIRDS = Ratio.of_total(Fraction(1, 3), beside=Fraction(1, 3))
"""Each of two pots bears as much as the givers (三方等额): equal thirds, local practice for start-up capital."""


def _a_ratio(value: Ratio) -> Ratio:
    return expect(value, Ratio)


@attrs.frozen
class Threshold:
    """A ratio for projects that raised at least ``reached`` (达标后配捐); the others get nothing. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> gifts = [Gift("g-1", "p-1", yuan(99), "well"), Gift("g-2", "p-2", yuan(100), "road")]
    >>> Threshold(yuan(100), Ratio(1)).offers(gifts)
    [0, 10000]
    """

    reached: Money = attrs.field(converter=positive_money)
    then: Ratio = attrs.field(converter=_a_ratio)
    name_proof = True
    steady = False  # who comes late may lift others over it

    def offers(self, gifts: Sequence[Gift]) -> list[int]:
        """Give the offer for each gift, in fen (逐笔配捐额)."""
        raised: defaultdict[str, int] = defaultdict(int)
        for gift in gifts:
            raised[gift.project] += gift.amount.fen
        offers = self.then.offers(gifts)
        return [
            offer if raised[gift.project] >= self.reached.fen else 0 for gift, offer in zip(gifts, offers, strict=True)
        ]

    def bounds(self, gifts: Sequence[Gift], still: int | None) -> Bounds:
        """Tell what further gifts can do to the offers (后续捐赠的影响): lift all over the threshold."""
        return self.then.bounds(gifts, still)._replace(least=self.offers(gifts))


@attrs.frozen
class Quadratic:
    """(Σ√c)² − Σc for each project (平方配捐), c what one donor gave it; shared among its gifts by amount.

    Rounded down to the fen. Costs grow with the square of the donors of a project. Known weakness: it trusts names. Who
    gives under two names, or two who give by agreement, get what one giver of the same would not.

    >>> from community_charity.money import yuan
    >>> Quadratic().offers([Gift("g-1", "p-1", yuan(9), "well"), Gift("g-2", "p-2", yuan(4), "well")])
    [831, 369]
    """

    name_proof = False
    steady = False

    def bounds(self, gifts: Sequence[Gift], still: int | None) -> None:
        """Tell nothing (后续捐赠的影响不定): one large gift of one donor can take nearly all of a project's match."""

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
