"""What the grants of one period add up to (一期救助总额的分布), on a lattice.

Two methods that know nothing of each other: Panjer's recursion, and the fast Fourier transform of the generating
function, tilted so that what lies beyond the lattice does not fold back (Grübel and Hermesmeier, ASTIN Bulletin 29,
1999). For rational input the recursion is exact in fractions as well.

>>> from community_charity.money import yuan
>>> amounts = Amounts({yuan(100): Fraction(1, 4), yuan(200): Fraction(1, 2), yuan(300): Fraction(1, 4)})
>>> found = exact_compound(Poisson(4), amounts, terms=5)
>>> print(found.text())
e^(-4) x (1, 1, 5/2, 19/6, 97/24) at 0, 1, 2, ... times ¥100.00
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from community_charity.errors import Malformed, choice, declare, expect
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.solvency.amounts import Amounts
from community_charity.whatif.solvency.checks import at_least_zero, chance, whole
from community_charity.whatif.solvency.counts import Binomial, Count, Poisson, count
from community_charity.whatif.solvency.demand import Demand, demand
from community_charity.whatif.solvency.lattice import convolve, discretise, points, step_of
from community_charity.whatif.solvency.probability import Method, Probability

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from community_charity.language import Lang

    Floats = NDArray[np.float64]

METHOD = declare(
    "solvency.method",
    wanted=("one of these methods: {methods}", "以下方法之一：{methods}"),
    do=("choose one of them, or leave the method out", "请从中选择，或不指定方法"),
)
REACH = declare(
    "solvency.reach",
    wanted=("an amount or a level within what was worked out, up to {reach}", "已计算范围内（至{reach}）的金额或水平"),
    do=("give a larger up_to", "请给出更大的 up_to"),
)
FRACTIONS = declare(
    "solvency.fractions",
    wanted=("a negative binomial law with a whole number as its size", "规模参数为整数的负二项分布"),
    do=("use compound(...), in floating-point numbers", "请使用 compound(...)，以浮点数计算"),
)
TERMS: Final = Text("the number of terms", "项数")
_UNDERFLOW: Final = 1e-250
_TILT: Final = 28.0
_WRAP: Final = 4  # e**-28 folds back, and e**7 times the rounding comes in: both below 1e-12


@attrs.frozen(eq=False)
class Aggregate:
    """The distribution of what one period asks for (一期总额分布), up to a reach, on multiples of ``step``.

    ``lower`` and ``upper`` are float64 columns of chances, with the claims rounded down and up; one and the same if
    ``exact``. They are not to be written to.

    >>> from community_charity.money import yuan
    >>> found = compound(Demand(Poisson(4), Amounts({yuan(500): Fraction(1)})), up_to=yuan(10_000))
    >>> print(found.exceeds(yuan(4_000)))
    0.02136; exact: recursion on the lattice (floating-point rounding below 0.0000000001)
    """

    step: Money
    lower: Floats
    upper: Floats
    exact: bool
    method: Method

    @property
    def reach(self) -> Money:
        """The largest amount worked out (计算范围).

        >>> from community_charity.money import yuan
        >>> compound(Demand(Poisson(4), Amounts({yuan(500): Fraction(1)})), up_to=yuan(1_200)).reach
        yuan("1000.00")
        """
        return self.step * (len(self.lower) - 1)

    def exceeds(self, amount: Money) -> Probability:
        """Give the probability that a period asks for more than ``amount`` (超过某金额的概率). Raises `Malformed`.

        >>> from community_charity.money import Money
        >>> found = compound(Demand(Poisson(4), Amounts({Money(2): Fraction(1)})), up_to=Money(100))
        >>> round(found.exceeds(Money(0)).value, 6)
        0.981684
        """
        place = at_least_zero(amount).fen // self.step.fen
        if place >= len(self.lower):
            raise Malformed(REACH, given=amount, reach=self.reach)
        low, high = (float(1 - column[: place + 1].sum()) for column in (self.lower, self.upper))
        return Probability.of(low, self.method) if self.exact else Probability.between(low, high, Method.LATTICE)

    def quantile(self, level: Fraction) -> tuple[Money, Money]:
        """Give the least amount that suffices with probability ``level`` (分位数): not below the first, not above the second.

        The two are the same if the distribution is exact. Raises `Malformed` for a level that is reached further out.

        >>> from community_charity.money import yuan
        >>> found = compound(Demand(Poisson(4), Amounts({yuan(500): Fraction(1)})), up_to=yuan(10_000))
        >>> found.quantile(Fraction(995, 1000))
        (yuan("5000.00"), yuan("5000.00"))
        """
        places = [np.searchsorted(np.cumsum(column), float(chance(level))) for column in (self.lower, self.upper)]
        if max(places) >= len(self.lower):
            raise Malformed(REACH, given=Text("a level of {x}", "水平{x}").fill(x=level), reach=self.reach)
        low, high = (self.step * int(place) for place in places)
        return low, high


def compound(
    demand_: Demand, /, *, up_to: Money, step: Money | None = None, method: Method | str = Method.RECURSION
) -> Aggregate:
    """Work out what the grants of one period add up to (一期总额分布), from 0 up to an amount.

    ``step`` is the lattice's: of listed amounts by default the largest that divides them; a continuous law needs one.
    ``method`` is ``"recursion"`` (Panjer) or ``"fourier"``. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> year = Demand(Poisson(4), Amounts({yuan(500): Fraction(1)}))
    >>> one, other = (compound(year, up_to=yuan(9_000), method=way) for way in ("recursion", "fourier"))
    >>> bool(abs(one.lower - other.lower).max() < 1e-12)
    True
    """
    demand(demand_)
    method = choice(method, Method)
    if method not in (Method.RECURSION, Method.FOURIER):
        raise Malformed(METHOD, given=method.value, methods="recursion, fourier")
    step = step_of(demand_.claims, step)
    size = points(at_least_zero(up_to), step)
    claims = discretise(demand_.claims, step, size)
    work = column if method is Method.RECURSION else by_fourier
    lower = work(demand_.count, claims.lower, size)
    upper = lower if claims.exact else work(demand_.count, claims.upper, size)
    for one in (lower, upper):
        one.setflags(write=False)
    return Aggregate(step, lower, upper, claims.exact, method)


def column(counts: Count, chances: Floats, size: int) -> Floats:
    """Give the first ``size`` chances of a random sum (随机和的概率), all by sums of positive terms, so no digit is lost.

    Poisson and negative binomial by Panjer's recursion; where its first term would be too small for a float, for half
    the count, and the result is added to itself. The recursion of the binomial subtracts; a binomial sum is a power
    instead, by repeated squaring.

    >>> column(Poisson(1), np.array([0.0, 1.0]), 3).round(4).tolist()
    [0.3679, 0.3679, 0.1839]
    """
    if isinstance(counts, Binomial):
        case = float(counts.chance) * chances
        case[0] += 1 - float(counts.chance)
        return _power(case, counts.households, size)
    doublings = 0
    while counts.generating(chances[0]) < _UNDERFLOW:
        counts, doublings = counts.times(Fraction(1, 2)), doublings + 1
    found = _panjer(counts, chances, size)
    for _ in range(doublings):
        found = convolve(found, found, size)
    return found


def _panjer(counts: Count, chances: Floats, size: int) -> Floats:
    a, b = map(float, counts.recursion)
    last = int(np.flatnonzero(chances)[-1]) if chances.any() else 0
    places, claims = np.arange(1, last + 1), chances[1 : last + 1]
    found = np.zeros(size)
    found[0] = counts.generating(chances[0])
    front = 1 / (1 - a * chances[0])
    for n in range(1, size):
        most = min(n, last)
        terms = (a + b * places[:most] / n) * claims[:most]
        found[n] = front * np.dot(terms, found[n - most : n][::-1])
    return found


def _power(base: Floats, times: int, size: int) -> Floats:
    found = np.ones(1)
    while times:
        if times % 2:
            found = convolve(found, base, size)
        base, times = convolve(base, base, size), times // 2
    return np.pad(found, (0, size - len(found)))


def by_fourier(counts: Count, chances: Floats, size: int) -> Floats:
    """Give the same by the fast Fourier transform (快速傅里叶变换): within 1e-12 of the truth, however long the tail.

    >>> by_fourier(Poisson(1), np.array([0.0, 1.0]), 3).round(4).tolist()
    [0.3679, 0.3679, 0.1839]
    """
    whole = 1 << (_WRAP * size - 1).bit_length()
    tilt = np.exp(-_TILT / whole * np.arange(size))
    turned = counts.generating(np.fft.rfft(chances[:size] * tilt[: len(chances)], whole))
    found: Floats = np.maximum(np.fft.irfft(turned, whole)[:size] / tilt, 0.0)
    return found


@attrs.frozen
class ExactCompound:
    """The chances of a random sum as exact fractions (精确分数): each is the first, P(0), times its ``terms``.

    P(0) is the fraction ``first``, or for Poisson e to the power of ``exponent``.

    >>> from community_charity.money import Money
    >>> exact_compound(Binomial(2, chance=Fraction(1, 2)), Amounts({Money(1): Fraction(1)}), terms=3).chances()
    (0.25, 0.5, 0.25)
    """

    step: Money
    terms: tuple[Fraction, ...]
    first: Fraction | None
    exponent: Fraction | None

    def chances(self) -> tuple[float, ...]:
        """Give them as numbers (概率).

        >>> from community_charity.money import Money
        >>> exact_compound(Poisson(1), Amounts({Money(1): Fraction(1)}), terms=1).chances()
        (0.36787944117144233,)
        """
        first = float(self.first) if self.first is not None else math.exp(self.exponent or 0)
        return tuple(first * float(term) for term in self.terms)

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: Lang = "en") -> str:
        """Write the fractions (文字).

        >>> from community_charity.money import Money
        >>> exact_compound(Poisson(1), Amounts({Money(1): Fraction(1)}), terms=3).text("zh")
        'e^(-1) x (1, 1, 1/2)，依次对应¥0.01的0、1、2……倍'
        """
        first = self.first if self.first is not None else f"e^({self.exponent})"
        shape = Text(
            "{first} x ({terms}) at 0, 1, 2, ... times {step}", "{first} x ({terms})，依次对应{step}的0、1、2……倍"
        )
        return shape.fill(first=first, terms=", ".join(map(str, self.terms)), step=self.step).to(lang)


def exact_compound(counts: Count, amounts: Amounts, *, terms: int) -> ExactCompound:
    """Work out Panjer's recursion in exact fractions (精确递推), for listed amounts; ``terms`` of them, at most 2,000.

    Raises `Malformed`, also for a negative binomial law whose size is no whole number: its P(0) is no fraction.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.solvency.counts import NegativeBinomial
    >>> found = exact_compound(NegativeBinomial(1, size=1), Amounts({yuan(500): Fraction(1)}), terms=3)
    >>> found.first, found.terms
    (Fraction(1, 2), (Fraction(1, 1), Fraction(1, 2), Fraction(1, 4)))
    """
    (a, b), step = count(counts).recursion, expect(amounts, Amounts).unit
    claims = {amount.fen // step.fen: share for amount, share in amounts.chances.items()}
    found = [Fraction(1)]
    for n in range(1, whole(terms, TERMS, 1, 2000)):
        found.append(
            sum(((a + b * j / n) * share * found[n - j] for j, share in claims.items() if j <= n), Fraction(0))
        )
    first, exponent = _none(counts)
    return ExactCompound(step, tuple(found), first, exponent)


def _none(counts: Count) -> tuple[Fraction | None, Fraction | None]:
    """Give P(N = 0) as a fraction or as the exponent of e."""
    if isinstance(counts, Poisson):
        return None, -counts.mean
    if isinstance(counts, Binomial):
        return (1 - counts.chance) ** counts.households, None
    if counts.size.denominator != 1:
        raise Malformed(FRACTIONS, given=Text("a size of {x}", "规模参数{x}").fill(x=counts.size))
    return (1 + counts.spread) ** -counts.size.numerator, None
