"""Who has how much of it (不平等): Gini coefficient, concentration index, and their curves, exact.

>>> gini([1, 2, 3, 4, 5]), gini([0, 0, 0, 0, 1000])
(Fraction(4, 15), Fraction(4, 5))
"""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.whatif.fairness.checking import same_length, weights_of, whole
from community_charity.whatif.fairness.exact import dot, dots
from community_charity.whatif.fairness.tables import percent, written

if TYPE_CHECKING:
    from community_charity.language import Lang
    from community_charity.whatif.fairness.checking import Whole

NOTHING = declare(
    "fairness.nothing",
    wanted=("at least one amount above zero", "至少一个大于零的金额"),
    do=("leave the measure out: nothing has no distribution", "请略去该指标：没有可分之物，便没有分布"),
)
POINTS = declare(
    "fairness.points",
    wanted=("a number of steps from 1 to 1000", "1至1000的分段数"),
    do=("write 10 for tenths", "十等分写作 10"),
)


def gini(values: Any, weights: Any = None) -> Fraction:
    """Give the Gini coefficient (基尼系数), exact: 0 where all have the same, near 1 where one has everything.

    ``values`` are whole numbers of 0 or more, at least one above zero. It is that of these very people: for ``n`` of them
    the most is (n − 1)/n. Not additively decomposable by group: see `between_villages`. Raises `Malformed`.

    >>> gini([7, 7]), gini([1, 3], weights=[3, 1])
    (Fraction(0, 1), Fraction(1, 4))
    """
    return concentration_index(values, values, weights)


def concentration_index(values: Any, ranked_by: Any, weights: Any = None) -> Fraction:
    """Give the concentration index (集中指数): −1 to 1, below zero where the help goes to those who rank low.

    ``ranked_by`` is often income in fen. People of one rank share it, so the order of the rows changes nothing.
    Raises `Malformed`.

    >>> concentration_index([500, 300, 0], ranked_by=[1000, 2000, 9000])
    Fraction(-5, 12)
    """
    column, ranks, weigh = _columns(values, ranked_by, weights)
    distinct, codes = np.unique(ranks, return_inverse=True)
    of_rank = np.zeros(len(distinct), np.int64)
    np.add.at(of_rank, codes, weigh)
    upto = np.cumsum(of_rank)
    # How many more rank below than above; the same for all of one rank.
    standing = (2 * upto - of_rank - upto[-1])[codes]
    return Fraction(dot(column, weigh, standing), int(upto[-1]) * dot(column, weigh))


def _columns(values: Any, ranked_by: Any, weights: Any) -> tuple[Whole, Whole, Whole]:
    column, ranks = whole(values, "values"), whole(ranked_by, "ranked_by")
    same_length(column, ranks, weights)
    if not column.any():
        raise Malformed(NOTHING, given=Text("{n} zeros", "{n}个零").fill(n=len(column)))
    return column, ranks, weights_of(weights, len(column))


@attrs.frozen
class CurvePoint:
    """A point of a curve (曲线上的点): the lowest ``people`` have ``amount`` of all, both as shares.

    >>> lorenz_curve([1, 3]).points[1]
    CurvePoint(people=Fraction(1, 2), amount=Fraction(1, 4))
    """

    people: Fraction
    amount: Fraction


@attrs.frozen
class Curve:
    """A Lorenz or concentration curve (洛伦兹曲线或集中曲线): exact points from (0, 0) to (1, 1), straight between them.

    >>> print(lorenz_curve([1, 3], steps=2).text("en"))
    Curve
    lowest   have
    0.0 %    0.0 %
    50.0 %   25.0 %
    100.0 %  100.0 %
    """

    points: tuple[CurvePoint, ...]

    def rows(self) -> list[list[str]]:
        """Give a row for each point (表格行)."""
        return [[percent(point.people), percent(point.amount)] for point in self.points]

    def text(self, lang: Lang = "en") -> str:
        """Write the points (成文)."""
        head = (Text("lowest", "最低人群"), Text("have", "占有"))
        return written(Text("Curve", "曲线"), head, self.rows(), [], lang)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data (数据): exact shares as text.

        >>> lorenz_curve([1, 3]).to_dict()["amount"]
        ['0', '1/4', '1']
        """
        return {
            "people": [str(point.people) for point in self.points],
            "amount": [str(point.amount) for point in self.points],
        }


def lorenz_curve(values: Any, weights: Any = None, *, steps: int | None = None) -> Curve:
    """Give the Lorenz curve (洛伦兹曲线): what the poorest so many per cent have.

    ``steps`` gives that many equal steps, else each distinct value has a point. Raises `Malformed`.

    >>> [str(point.amount) for point in lorenz_curve([1, 2, 3, 4, 5], steps=2).points]
    ['0', '3/10', '1']
    """
    return concentration_curve(values, values, weights, steps=steps)


def concentration_curve(values: Any, ranked_by: Any, weights: Any = None, *, steps: int | None = None) -> Curve:
    """Give the concentration curve (集中曲线): what those who rank lowest get of it.

    Raises `Malformed`.

    >>> [str(point.amount) for point in concentration_curve([500, 300, 0], [1000, 2000, 9000]).points]
    ['0', '5/8', '1', '1']
    """
    if steps is not None and (type(steps) is not int or not 1 <= steps <= 1000):
        raise Malformed(POINTS, given=shown(steps))
    people, amounts = _by_rank(*_columns(values, ranked_by, weights))
    if steps is None:
        places = zip(people, amounts, strict=True)
        return Curve(tuple(CurvePoint(Fraction(n, people[-1]), Fraction(x, amounts[-1])) for n, x in places))
    return Curve(tuple(_point(people, amounts, Fraction(step, steps)) for step in range(steps + 1)))


def _by_rank(column: Whole, ranks: Whole, weigh: Whole) -> tuple[list[int], list[int]]:
    """Add up people and amounts from the lowest rank on, beginning with nobody."""
    distinct, codes = np.unique(ranks, return_inverse=True)
    codes = codes.astype(np.int64)
    people, amounts = [0], [0]
    for n, amount in zip(dots(codes, len(distinct), weigh), dots(codes, len(distinct), column, weigh), strict=True):
        people.append(people[-1] + n)
        amounts.append(amounts[-1] + amount)
    return people, amounts


def _point(people: list[int], amounts: list[int], share: Fraction) -> CurvePoint:
    sought = share * people[-1]
    after = bisect_left(people, sought)
    if not after:
        return CurvePoint(Fraction(0), Fraction(0))
    n, more = people[after - 1], people[after] - people[after - 1]
    amount = amounts[after - 1] + (sought - n) / more * (amounts[after] - amounts[after - 1])
    return CurvePoint(share, amount / amounts[-1])
