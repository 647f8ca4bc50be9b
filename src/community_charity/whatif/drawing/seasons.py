"""Twelve factors for twelve months (季节因子): more cases in winter, more gifts before the Spring Festival.

The factors sum to exactly twelve, so that a season moves cases and gifts within a year and adds none.

>>> winter = Seasons.of_counts([30, 20, 10, 10, 5, 5, 5, 5, 10, 10, 20, 30])
>>> winter.factors[0], sum(winter.factors)
(Fraction(9, 4), Fraction(12, 1))
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.rules.carriers import share
from community_charity.whatif.drawing.checks import Column, fen_column, read_only, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


SEASONS = declare(
    "drawing.seasons",
    wanted=(
        "twelve exact factors of zero or more, January first, that sum to 12",
        "十二个精确的非负因子，自一月起，合计为12",
    ),
    do=(
        "write Fractions or ints, or Seasons.of_counts([...]) with what was counted in each month",
        "请用 Fraction 或 int，或用 Seasons.of_counts([...]) 给出各月计数",
    ),
)

YEAR: Final = 12
_FINEST: Final = 10**9  # of a denominator: a share of a column stays within int64


def _twelve(value: Iterable[Fraction | int]) -> tuple[Fraction, ...]:
    if not isinstance(value, list | tuple) or any(type(one) not in (int, Fraction) for one in value):
        raise Malformed(SEASONS, given=shown(value))
    factors = tuple(map(Fraction, value))
    cumulated = [sum(factors[: month + 1], Fraction(0)) / YEAR for month in range(len(factors))]
    if len(factors) != YEAR or min(factors) < 0 or sum(factors) != YEAR:
        given = Text("{n} factors that sum to {total}", "{n}个因子，合计{total}").fill(
            n=len(factors), total=sum(factors)
        )
        raise Malformed(SEASONS, given=given)
    if max(part.denominator for part in cumulated) > _FINEST:
        raise Malformed(SEASONS, given=Text("factors finer than 1e-9", "精细程度超过1e-9的因子"))
    return factors


@attrs.frozen
class Seasons:
    """How the months of a year differ (季节因子): twelve factors, January first, that sum to 12.

    Raises `Malformed`.

    >>> Seasons([1] * 12) == Seasons.of_counts([7] * 12)
    True
    """

    factors: tuple[Fraction, ...] = attrs.field(converter=_twelve)

    @classmethod
    def of_counts(cls, counts: Sequence[int]) -> Seasons:
        """Give the factors that twelve counts tell (按各月计数), January first. Raises `Malformed`.

        >>> Seasons.of_counts([2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]).factors[0]
        Fraction(2, 1)
        """
        if not isinstance(counts, list | tuple) or any(type(one) is not int for one in counts) or sum(counts) <= 0:
            raise Malformed(SEASONS, given=shown(counts))
        return cls([Fraction(YEAR * count, sum(counts)) for count in counts])

    def at(self, month: int, first_month: int = 1) -> Fraction:
        """Give the factor of a place on the axis of months (某月因子); the first place is 0 and is ``first_month``.

        >>> Seasons.of_counts([2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]).at(1, first_month=12)
        Fraction(2, 1)
        """
        return self.factors[(first_month - 1 + month) % YEAR]


EVEN: Final = Seasons((1,) * YEAR)
"""All months alike (各月相同)."""


def spread_over_months(
    yearly: Sequence[int] | Column, *, seasons: Seasons = EVEN, months: int = YEAR, first_month: int = 1
) -> Column:
    """Spread yearly amounts of whole fen over months (按月分摊): an int64 array of months by rows.

    Each calendar year's twelve months sum to the yearly amount exactly: what has come by the end of a month is rounded
    down to the fen, and a month gets what is new. Raises `Malformed`.

    >>> spread_over_months([100], months=4).ravel().tolist()
    [8, 8, 9, 8]
    >>> int(spread_over_months([100]).sum())
    100
    """
    amounts = fen_column(yearly, "yearly", len(yearly))
    first, count = whole(first_month, "first_month", 1, YEAR), whole(months, "months", 1, 1200)
    parts = [sum(seasons.factors[:month], Fraction(0)) / YEAR for month in range(YEAR + 1)]
    by_then = [share(amounts, part, "down") for part in parts]
    year = [later - earlier for earlier, later in pairwise(by_then)]
    return read_only(np.stack([year[(first - 1 + month) % YEAR] for month in range(count)]))
