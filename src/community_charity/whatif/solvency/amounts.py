"""Laws of one grant with exact sums (单笔救助金额): exponential laws, their mixtures, and amounts that are listed.

>>> from community_charity.money import yuan
>>> claims = Amounts.seen([yuan(800), yuan(800), yuan(800), yuan(800), yuan(600), yuan(600), yuan(600)])
>>> claims.chances
{yuan("600.00"): Fraction(3, 7), yuan("800.00"): Fraction(4, 7)}
>>> claims.mean  # in fen, exactly
Fraction(500000, 7)
"""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from community_charity.errors import Malformed
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.solvency.checks import SEEN, above_zero, weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@attrs.frozen
class Exponentials:
    """A mixture of exponential laws (混合指数分布): the mean of each part and its weight, an exact `Fraction`.

    One part alone is the exponential law; see `exponential`. Means are `Money`, so choose the unit freely: only the
    ratio of capital to claims matters, and the laws that theory writes with rates 3 and 7 are means of ¥7 and ¥3.
    Raises `Malformed` unless the weights add up to exactly 1.

    >>> from community_charity.money import yuan
    >>> Exponentials({yuan(7): Fraction(1, 2), yuan(3): Fraction(1, 2)}).mean
    Fraction(500, 1)
    """

    parts: dict[Money, Fraction] = attrs.field(converter=weights)

    @property
    def moments(self) -> tuple[Fraction, Fraction, Fraction]:
        """E X, E X**2 and E X**3 in fen, exactly (前三阶原点矩).

        >>> exponential(Money(2)).moments
        (Fraction(2, 1), Fraction(8, 1), Fraction(48, 1))
        """
        first, second, third = (
            sum((weight * math.factorial(k) * mean.fen**k for mean, weight in self.parts.items()), Fraction(0))
            for k in (1, 2, 3)
        )
        return first, second, third

    @property
    def mean(self) -> Fraction:
        """The mean in fen (均值).

        >>> exponential(Money(2)).mean
        Fraction(2, 1)
        """
        return self.moments[0]

    def growth(self, rate: float) -> float:
        """Give E exp(rate X) - 1, for a ``rate`` per fen (指数矩减一); infinite where the moment does not exist.

        >>> exponential(Money(2)).growth(0.25), exponential(Money(2)).growth(0.5)
        (1.0, inf)
        """
        terms = [(rate * mean.fen, float(weight)) for mean, weight in self.parts.items()]
        if any(x >= 1 for x, _ in terms):
            return math.inf
        return sum(weight * x / (1 - x) for x, weight in terms)

    def below(self, x: Floats) -> Floats:
        """Give P(X <= x) at each ``x`` in fen (分布函数).

        >>> exponential(Money(2)).below(np.array([0.0])).tolist()
        [0.0]
        """
        return _total(float(weight) * -np.expm1(-x / mean.fen) for mean, weight in self.parts.items())

    def limited(self, x: Floats) -> Floats:
        """Give E min(X, x) at each ``x`` in fen (有限期望值).

        >>> exponential(Money(2)).limited(np.array([1e9])).tolist()
        [2.0]
        """
        return _total(float(weight) * mean.fen * -np.expm1(-x / mean.fen) for mean, weight in self.parts.items())

    def draw(self, generator: np.random.Generator, size: int) -> Ints:
        """Draw amounts, rounded to whole fen (抽样).

        >>> from community_charity.money import yuan
        >>> exponential(yuan(500)).draw(np.random.default_rng(1), 2).dtype
        dtype('int64')
        """
        means = np.array([mean.fen for mean in self.parts], dtype=np.float64)
        which = _pick(self.parts, generator, size)
        return np.rint(generator.standard_exponential(size) * means[which]).astype(np.int64)


def exponential(mean: Money) -> Exponentials:
    """Give the exponential law (指数分布) of a ``mean`` above zero. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> exponential(yuan(500)).parts
    {yuan("500.00"): Fraction(1, 1)}
    """
    return Exponentials({mean: Fraction(1)})


@attrs.frozen
class Amounts:
    """Amounts that are listed, each with its exact probability (离散金额), as a schedule of grants gives them.

    Raises `Malformed` unless each amount is above zero and the probabilities, `Fraction`, add up to exactly 1.

    >>> from community_charity.money import yuan
    >>> Amounts({yuan(500): Fraction(4, 5), yuan(1_000): Fraction(1, 5)}).mean
    Fraction(60000, 1)
    """

    chances: dict[Money, Fraction] = attrs.field(converter=weights)

    @classmethod
    def seen(cls, amounts: Iterable[Money]) -> Amounts:
        """Take the amounts of past grants as the law of the next (经验分布): each as likely as it was frequent.

        What never happened has probability zero here, so a short list understates what a bad year brings. Raises
        `Malformed` for an empty list and for what is no `Money` above zero.

        >>> from community_charity.money import yuan
        >>> Amounts.seen([yuan(500), yuan(500), yuan(1_000)]).chances[yuan(500)]
        Fraction(2, 3)
        """
        times = Counter(above_zero(amount) for amount in amounts)
        if not times:
            raise Malformed(SEEN, given=Text("no amount", "没有金额"))
        return cls({amount: Fraction(n, times.total()) for amount, n in times.items()})

    @property
    def moments(self) -> tuple[Fraction, Fraction, Fraction]:
        """E X, E X**2 and E X**3 in fen, exactly (前三阶原点矩).

        >>> Amounts({Money(2): Fraction(1)}).moments
        (Fraction(2, 1), Fraction(4, 1), Fraction(8, 1))
        """
        first, second, third = (
            sum((chance * amount.fen**k for amount, chance in self.chances.items()), Fraction(0)) for k in (1, 2, 3)
        )
        return first, second, third

    @property
    def mean(self) -> Fraction:
        """The mean in fen (均值).

        >>> Amounts({Money(2): Fraction(1)}).mean
        Fraction(2, 1)
        """
        return self.moments[0]

    @property
    def unit(self) -> Money:
        """The largest amount that divides them all (最大公约金额): the lattice on which they lie exactly.

        >>> from community_charity.money import yuan
        >>> Amounts.seen([yuan(600), yuan(800)]).unit
        yuan("200.00")
        """
        return Money(math.gcd(*(amount.fen for amount in self.chances)))

    def growth(self, rate: float) -> float:
        """Give E exp(rate X) - 1 for any ``rate`` per fen, infinite where floating-point numbers end (指数矩减一).

        >>> round(Amounts({Money(2): Fraction(1)}).growth(0.5), 5)
        1.71828
        """
        with np.errstate(over="ignore"):
            return sum(float(p) * float(np.expm1(rate * amount.fen)) for amount, p in self.chances.items())

    def below(self, x: Floats) -> Floats:
        """Give P(X <= x) at each ``x`` in fen (分布函数).

        >>> Amounts({Money(2): Fraction(1)}).below(np.array([1.0, 2.0])).tolist()
        [0.0, 1.0]
        """
        return _total(float(p) * (x >= amount.fen) for amount, p in self.chances.items())

    def limited(self, x: Floats) -> Floats:
        """Give E min(X, x) at each ``x`` in fen (有限期望值).

        >>> Amounts({Money(2): Fraction(1)}).limited(np.array([1.0, 5.0])).tolist()
        [1.0, 2.0]
        """
        return _total(float(p) * np.minimum(x, amount.fen) for amount, p in self.chances.items())

    def draw(self, generator: np.random.Generator, size: int) -> Ints:
        """Draw amounts (抽样).

        >>> Amounts({Money(2): Fraction(1)}).draw(np.random.default_rng(1), 2).tolist()
        [2, 2]
        """
        return np.array([amount.fen for amount in self.chances], dtype=np.int64)[_pick(self.chances, generator, size)]


def _total(columns: Iterable[Any]) -> Floats:
    total: Floats = np.sum(np.array(list(columns), dtype=np.float64), axis=0)
    return total


def _pick(chances: dict[Money, Fraction], generator: np.random.Generator, size: int) -> Ints:
    """Choose among listed chances by where a uniform number falls."""
    edges = np.cumsum([float(chance) for chance in chances.values()])[:-1]
    return np.searchsorted(edges, generator.random(size), side="right")
