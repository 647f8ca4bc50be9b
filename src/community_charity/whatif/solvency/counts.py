"""How many cases a period brings (一期的个案数): Poisson, negative binomial, binomial.

These three are all the laws for which Panjer's recursion holds: P(n) = (a + b/n) P(n - 1).
Source: Panjer, ASTIN Bulletin 12 (1981); Sundt and Jewell, ASTIN Bulletin 12 (1981).

>>> Poisson(Fraction(1790, 217)).mean
Fraction(1790, 217)
>>> NegativeBinomial(Fraction(8), size=Fraction(2)).variance
Fraction(40, 1)
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from community_charity.errors import WRONG_TYPE, Malformed, shown
from community_charity.whatif.solvency.checks import chance, rate, trials

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


@attrs.frozen
class Poisson:
    """Cases that come independently of each other (泊松分布): ``mean`` per period, above 0.

    >>> Poisson(4).recursion
    (Fraction(0, 1), Fraction(4, 1))
    """

    mean: Fraction = attrs.field(converter=rate)

    @property
    def variance(self) -> Fraction:
        """The variance, equal to the mean (方差).

        >>> Poisson(4).variance
        Fraction(4, 1)
        """
        return self.mean

    @property
    def third(self) -> Fraction:
        """The third central moment, equal to the mean (三阶中心矩).

        >>> Poisson(4).third
        Fraction(4, 1)
        """
        return self.mean

    @property
    def recursion(self) -> tuple[Fraction, Fraction]:
        """Panjer's a and b (递推系数).

        >>> Poisson(1).recursion
        (Fraction(0, 1), Fraction(1, 1))
        """
        return Fraction(0), self.mean

    def generating(self, z: Any) -> Any:
        """Give E z**N (概率母函数), for a number or a column, real or complex.

        >>> float(Poisson(4).generating(1.0))
        1.0
        """
        return np.exp(float(self.mean) * (z - 1))

    def times(self, n: Fraction) -> Poisson:
        """Give the count of ``n`` such societies together (n个互助社合计), or of a part of one.

        >>> Poisson(4).times(3).mean
        Fraction(12, 1)
        """
        return Poisson(self.mean * n)

    def draw(self, generator: np.random.Generator, size: int) -> Ints:
        """Draw counts (抽样).

        >>> Poisson(4).draw(np.random.default_rng(1), 3).shape
        (3,)
        """
        return generator.poisson(float(self.mean), size)


@attrs.frozen
class NegativeBinomial:
    """Cases whose rate itself varies from period to period (负二项分布): more in a bad winter, fewer in a good one.

    The variance is mean + mean**2 / size: the smaller ``size``, the wilder. Both above 0.

    >>> NegativeBinomial(4, size=1).recursion
    (Fraction(4, 5), Fraction(0, 1))
    """

    mean: Fraction = attrs.field(converter=rate)
    size: Fraction = attrs.field(converter=rate, kw_only=True)

    @property
    def spread(self) -> Fraction:
        """The mean for each unit of size (均值与规模参数之比).

        >>> NegativeBinomial(4, size=2).spread
        Fraction(2, 1)
        """
        return self.mean / self.size

    @property
    def variance(self) -> Fraction:
        """The variance (方差).

        >>> NegativeBinomial(4, size=2).variance
        Fraction(12, 1)
        """
        return self.mean * (1 + self.spread)

    @property
    def third(self) -> Fraction:
        """The third central moment (三阶中心矩).

        >>> NegativeBinomial(4, size=2).third
        Fraction(60, 1)
        """
        return self.mean * (1 + self.spread) * (1 + 2 * self.spread)

    @property
    def recursion(self) -> tuple[Fraction, Fraction]:
        """Panjer's a and b (递推系数).

        >>> NegativeBinomial(4, size=2).recursion
        (Fraction(2, 3), Fraction(2, 3))
        """
        a = self.spread / (1 + self.spread)
        return a, (self.size - 1) * a

    def generating(self, z: Any) -> Any:
        """Give E z**N (概率母函数), for a number or a column, real or complex.

        >>> NegativeBinomial(1, size=1).generating(0.0)
        0.5
        """
        return (1 + float(self.spread) * (1 - z)) ** -float(self.size)

    def times(self, n: Fraction) -> NegativeBinomial:
        """Give the count of ``n`` such societies together (n个互助社合计), or of a part of one.

        >>> NegativeBinomial(4, size=2).times(3)
        NegativeBinomial(mean=Fraction(12, 1), size=Fraction(6, 1))
        """
        return NegativeBinomial(self.mean * n, size=self.size * n)

    def draw(self, generator: np.random.Generator, size: int) -> Ints:
        """Draw counts (抽样).

        >>> NegativeBinomial(4, size=2).draw(np.random.default_rng(1), 3).shape
        (3,)
        """
        return generator.negative_binomial(float(self.size), float(1 / (1 + self.spread)), size)


@attrs.frozen
class Binomial:
    """At most one case a household (二项分布): ``households``, each with the same ``chance`` of a case in the period.

    >>> Binomial(200, chance=Fraction(1, 25)).mean
    Fraction(8, 1)
    """

    households: int = attrs.field(converter=trials)
    chance: Fraction = attrs.field(converter=chance, kw_only=True)

    @property
    def mean(self) -> Fraction:
        """The mean (均值).

        >>> Binomial(4, chance=Fraction(1, 2)).mean
        Fraction(2, 1)
        """
        return self.households * self.chance

    @property
    def variance(self) -> Fraction:
        """The variance (方差).

        >>> Binomial(4, chance=Fraction(1, 2)).variance
        Fraction(1, 1)
        """
        return self.mean * (1 - self.chance)

    @property
    def third(self) -> Fraction:
        """The third central moment (三阶中心矩).

        >>> Binomial(4, chance=Fraction(1, 4)).third
        Fraction(3, 8)
        """
        return self.variance * (1 - 2 * self.chance)

    @property
    def recursion(self) -> tuple[Fraction, Fraction]:
        """Panjer's a and b (递推系数).

        >>> Binomial(4, chance=Fraction(1, 2)).recursion
        (Fraction(-1, 1), Fraction(5, 1))
        """
        odds = self.chance / (1 - self.chance)
        return -odds, (self.households + 1) * odds

    def generating(self, z: Any) -> Any:
        """Give E z**N (概率母函数), for a number or a column, real or complex.

        >>> Binomial(1, chance=Fraction(1, 2)).generating(0.0)
        0.5
        """
        return (1 + float(self.chance) * (z - 1)) ** self.households

    def times(self, n: Fraction) -> Binomial:
        """Give the count of ``n`` such societies together (n个互助社合计), ``n`` a whole number.

        >>> Binomial(4, chance=Fraction(1, 2)).times(3).households
        12
        """
        return Binomial(int(self.households * n), chance=self.chance)

    def draw(self, generator: np.random.Generator, size: int) -> Ints:
        """Draw counts (抽样).

        >>> Binomial(4, chance=Fraction(1, 2)).draw(np.random.default_rng(1), 3).shape
        (3,)
        """
        return generator.binomial(self.households, float(self.chance), size)


Count: TypeAlias = Poisson | NegativeBinomial | Binomial
"""A law of how many cases a period brings (个案数分布)."""


def count(value: Count) -> Count:
    """Check a law of counts (个案数分布检查). Raises `Malformed`.

    >>> count(Poisson(4))
    Poisson(mean=Fraction(4, 1))
    """
    if not isinstance(value, Poisson | NegativeBinomial | Binomial):
        raise Malformed(WRONG_TYPE, given=shown(value), kind="Poisson, NegativeBinomial, Binomial")
    return value
