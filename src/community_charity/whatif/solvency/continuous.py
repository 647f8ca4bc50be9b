"""Laws of one grant with a continuous tail (单笔救助金额): gamma and lognormal, by mean and standard deviation.

>>> from community_charity.money import yuan
>>> Gamma(yuan(2_000), spread=yuan(1_000)).mean == Lognormal(yuan(2_000), spread=yuan(1_000)).mean
True
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from community_charity.money import Money
from community_charity.whatif.solvency.checks import above_zero, spread_of
from community_charity.whatif.solvency.special import gamma_below, normal_below

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_MOST: Final = 1e15


@attrs.frozen
class Gamma:
    """The gamma law (伽马分布), by its ``mean`` and its standard deviation ``spread``, both `Money` above zero.

    >>> from community_charity.money import yuan
    >>> Gamma(yuan(20), spread=yuan(10)).shape
    4.0
    """

    mean_amount: Money = attrs.field(converter=above_zero, alias="mean")
    spread: Money = attrs.field(converter=above_zero, kw_only=True)

    def __attrs_post_init__(self) -> None:
        spread_of(self.mean_amount, self.spread)

    @property
    def mean(self) -> Fraction:
        """The mean in fen (均值).

        >>> Gamma(Money(2), spread=Money(1)).mean
        Fraction(2, 1)
        """
        return Fraction(self.mean_amount.fen)

    @property
    def shape(self) -> float:
        """The shape (形状参数): mean**2 / spread**2.

        >>> Gamma(Money(2), spread=Money(2)).shape
        1.0
        """
        return float(self._squared)

    @property
    def scale(self) -> float:
        """The scale in fen (尺度参数): spread**2 / mean.

        >>> Gamma(Money(2), spread=Money(2)).scale
        2.0
        """
        return float(self.mean / self._squared)

    @property
    def _squared(self) -> Fraction:
        return Fraction(self.mean_amount.fen, self.spread.fen) ** 2

    @property
    def moments(self) -> tuple[Fraction, Fraction, Fraction]:
        """E X, E X**2 and E X**3 in fen, exactly (前三阶原点矩).

        >>> from community_charity.whatif.solvency.amounts import exponential
        >>> Gamma(Money(2), spread=Money(2)).moments == exponential(Money(2)).moments
        True
        """
        shape, scale = self._squared, self.mean / self._squared
        second = self.mean * (shape + 1) * scale
        return self.mean, second, second * (shape + 2) * scale

    def growth(self, rate: float) -> float:
        """Give E exp(rate X) - 1, for a ``rate`` per fen (指数矩减一); infinite where the moment does not exist.

        >>> round(Gamma(Money(2), spread=Money(2)).growth(0.25), 9), Gamma(Money(2), spread=Money(2)).growth(0.5)
        (1.0, inf)
        """
        if rate * self.scale >= 1:
            return math.inf
        power = -self.shape * math.log1p(-rate * self.scale)
        with np.errstate(over="ignore"):
            return float(np.expm1(power))

    def below(self, x: Floats) -> Floats:
        """Give P(X <= x) at each ``x`` in fen (分布函数).

        >>> Gamma(Money(2), spread=Money(2)).below(np.array([2.0])).round(6).tolist()
        [0.632121]
        """
        return gamma_below(self.shape, x / self.scale)

    def limited(self, x: Floats) -> Floats:
        """Give E min(X, x) at each ``x`` in fen (有限期望值).

        >>> Gamma(Money(2), spread=Money(2)).limited(np.array([2.0])).round(6).tolist()
        [1.264241]
        """
        z = x / self.scale
        return x * (1 - gamma_below(self.shape, z)) + float(self.mean) * gamma_below(self.shape + 1, z)

    def draw(self, generator: np.random.Generator, size: int) -> Ints:
        """Draw amounts, rounded to whole fen (抽样).

        >>> from community_charity.money import yuan
        >>> Gamma(yuan(20), spread=yuan(10)).draw(np.random.default_rng(1), 2).dtype
        dtype('int64')
        """
        return _whole_fen(generator.standard_gamma(self.shape, size) * self.scale)


@attrs.frozen
class Lognormal:
    """The lognormal law (对数正态分布), by its ``mean`` and its standard deviation ``spread``, both `Money` above zero.

    Its tail is heavy: no exponential moment exists, and Lundberg's bound with it.

    >>> from community_charity.money import yuan
    >>> Lognormal(yuan(2_000), spread=yuan(3_000)).growth(0.001)
    inf
    """

    mean_amount: Money = attrs.field(converter=above_zero, alias="mean")
    spread: Money = attrs.field(converter=above_zero, kw_only=True)

    def __attrs_post_init__(self) -> None:
        spread_of(self.mean_amount, self.spread)

    @property
    def mean(self) -> Fraction:
        """The mean in fen (均值).

        >>> Lognormal(Money(2), spread=Money(1)).mean
        Fraction(2, 1)
        """
        return Fraction(self.mean_amount.fen)

    @property
    def _ratio(self) -> Fraction:
        return 1 + Fraction(self.spread.fen, self.mean_amount.fen) ** 2

    @property
    def _sigma(self) -> float:
        return math.sqrt(math.log(self._ratio))

    @property
    def _mu(self) -> float:
        return math.log(self.mean_amount.fen) - self._sigma**2 / 2

    @property
    def moments(self) -> tuple[Fraction, Fraction, Fraction]:
        """E X, E X**2 and E X**3 in fen, exactly (前三阶原点矩).

        >>> Lognormal(Money(1), spread=Money(1)).moments
        (Fraction(1, 1), Fraction(2, 1), Fraction(8, 1))
        """
        return self.mean, self.mean**2 * self._ratio, self.mean**3 * self._ratio**3

    def growth(self, rate: float) -> float:  # noqa: ARG002 - the same question as to the other laws
        """Give E exp(rate X) - 1 (指数矩减一): infinite at any ``rate`` above 0.

        >>> Lognormal(Money(1), spread=Money(1)).growth(0.1)
        inf
        """
        return math.inf

    def below(self, x: Floats) -> Floats:
        """Give P(X <= x) at each ``x`` in fen (分布函数).

        >>> Lognormal(Money(100), spread=Money(100)).below(np.array([0.0, 1e9])).tolist()
        [0.0, 1.0]
        """
        return normal_below(self._standard(x))

    def limited(self, x: Floats) -> Floats:
        """Give E min(X, x) at each ``x`` in fen (有限期望值).

        >>> Lognormal(Money(100), spread=Money(100)).limited(np.array([0.0, 1e9])).round(6).tolist()
        [0.0, 100.0]
        """
        z = self._standard(x)
        return x * normal_below(-z) + float(self.mean) * normal_below(z - self._sigma)

    def _standard(self, x: Floats) -> Floats:
        with np.errstate(divide="ignore"):
            return (np.log(x) - self._mu) / self._sigma

    def draw(self, generator: np.random.Generator, size: int) -> Ints:
        """Draw amounts, rounded to whole fen (抽样).

        >>> from community_charity.money import yuan
        >>> Lognormal(yuan(20), spread=yuan(10)).draw(np.random.default_rng(1), 2).dtype
        dtype('int64')
        """
        return _whole_fen(np.exp(self._mu + self._sigma * generator.standard_normal(size)))


def _whole_fen(drawn: Floats) -> Ints:
    """Round to whole fen; what no pool could pay in a thousand years need not fit an int64."""
    return np.minimum(np.rint(drawn), _MOST).astype(np.int64)
