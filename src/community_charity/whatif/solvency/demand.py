"""What a period asks of a pool (一期的救助需求): how many cases come, and how large each grant is.

>>> from community_charity.whatif.solvency.amounts import Amounts
>>> from community_charity.whatif.solvency.counts import Poisson
>>> from community_charity.money import yuan
>>> year = Demand(Poisson(Fraction(1790, 217)), Amounts({yuan(500): Fraction(4, 5), yuan(1_000): Fraction(1, 5)}))
>>> print(year.text())
8.249 cases expected, a grant of ¥600 on average: ¥4,949 a period, standard deviation ¥1,816, skewness 0.4129
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from community_charity.errors import WRONG_TYPE, Malformed, expect, shown
from community_charity.language import Text
from community_charity.whatif.solvency.checks import SOCIETIES, whole
from community_charity.whatif.solvency.claims import Claims, claims
from community_charity.whatif.solvency.counts import Count, count
from community_charity.whatif.solvency.probability import figure

if TYPE_CHECKING:
    from community_charity.language import Lang
    from community_charity.money import Money

_SAID: Final = Text(
    "{cases} cases expected, a grant of ¥{grant} on average: ¥{mean} a period, standard deviation ¥{spread}, "
    "skewness {skewness}",
    "预计个案{cases}例，单笔平均¥{grant}；每期¥{mean}，标准差¥{spread}，偏度{skewness}",
)


def _note(value: Text | None) -> Text | None:
    return None if value is None else expect(value, Text)


@attrs.frozen
class Demand:
    """The grants that a period asks for (一期的救助需求): a law of counts, a law of amounts, independent of each other.

    ``note`` is carried into every result: where the numbers come from, and what they do not say. What a period is
    (a month, a year), the analyst decides: all numbers are per period.

    >>> from community_charity.whatif.solvency.amounts import Amounts
    >>> from community_charity.whatif.solvency.counts import Poisson
    >>> from community_charity.money import Money
    >>> Demand(Poisson(4), Amounts({Money(2): Fraction(1)})).mean
    Fraction(8, 1)
    """

    count: Count = attrs.field(converter=count)
    claims: Claims = attrs.field(converter=claims)
    note: Text | None = attrs.field(default=None, converter=_note)

    @property
    def mean(self) -> Fraction:
        """The expected amount of a period, in fen, exactly (均值).

        >>> from community_charity.whatif.solvency.amounts import Amounts
        >>> from community_charity.whatif.solvency.counts import Poisson
        >>> from community_charity.money import Money
        >>> Demand(Poisson(Fraction(1, 3)), Amounts({Money(2): Fraction(1)})).mean
        Fraction(2, 3)
        """
        return self.count.mean * self.claims.mean

    @property
    def variance(self) -> Fraction:
        """The variance of the amount of a period, in fen squared, exactly (方差).

        >>> from community_charity.whatif.solvency.amounts import Amounts
        >>> from community_charity.whatif.solvency.counts import Poisson
        >>> from community_charity.money import Money
        >>> Demand(Poisson(4), Amounts({Money(2): Fraction(1)})).variance
        Fraction(16, 1)
        """
        first, second, _ = self.claims.moments
        return self.count.mean * (second - first**2) + self.count.variance * first**2

    @property
    def third(self) -> Fraction:
        """The third central moment of the amount of a period, in fen cubed, exactly (三阶中心矩).

        >>> from community_charity.whatif.solvency.amounts import Amounts
        >>> from community_charity.whatif.solvency.counts import Poisson
        >>> from community_charity.money import Money
        >>> Demand(Poisson(4), Amounts({Money(2): Fraction(1)})).third
        Fraction(32, 1)
        """
        first, second, third = self.claims.moments
        central = third - 3 * first * second + 2 * first**3
        spread = 3 * self.count.variance * first * (second - first**2)
        return self.count.mean * central + spread + self.count.third * first**3

    @property
    def skewness(self) -> float:
        """The skewness, without a unit (偏度).

        >>> from community_charity.whatif.solvency.amounts import Amounts
        >>> from community_charity.whatif.solvency.counts import Poisson
        >>> from community_charity.money import Money
        >>> Demand(Poisson(4), Amounts({Money(2): Fraction(1)})).skewness
        0.5
        """
        return float(self.third) / math.sqrt(self.variance) ** 3

    def times(self, societies: int) -> Demand:
        """Give what so many societies ask for together, if they do not fall on hard times together (多社合计).

        >>> from community_charity.whatif.solvency.amounts import Amounts
        >>> from community_charity.whatif.solvency.counts import Poisson
        >>> from community_charity.money import Money
        >>> Demand(Poisson(4), Amounts({Money(2): Fraction(1)})).times(3).mean
        Fraction(24, 1)
        """
        whole(societies, SOCIETIES, 1, 100_000)
        return attrs.evolve(self, count=self.count.times(Fraction(societies)))

    def cases_in(self, amount: Money) -> Fraction:
        """Count how many average grants an amount pays (可支付的平均笔数).

        >>> from community_charity.whatif.solvency.amounts import Amounts
        >>> from community_charity.whatif.solvency.counts import Poisson
        >>> from community_charity.money import yuan
        >>> Demand(Poisson(4), Amounts({yuan(500): Fraction(1)})).cases_in(yuan(30_000))
        Fraction(60, 1)
        """
        return amount.fen / self.claims.mean

    def text(self, lang: Lang = "en") -> str:
        """Say the moments in one line (一句话说明).

        >>> from community_charity.whatif.solvency.amounts import Amounts
        >>> from community_charity.whatif.solvency.counts import Poisson
        >>> from community_charity.money import yuan
        >>> Demand(Poisson(4), Amounts({yuan(500): Fraction(1)})).text("zh")
        '预计个案4例，单笔平均¥500；每期¥2,000，标准差¥1,000，偏度0.5'
        """
        return _SAID.fill(
            cases=figure(float(self.count.mean)),
            grant=figure(float(self.claims.mean / 100)),
            mean=figure(float(self.mean / 100)),
            spread=figure(math.sqrt(self.variance) / 100),
            skewness=figure(self.skewness),
        ).to(lang)

    def __str__(self) -> str:
        return self.text()


def demand(value: Demand) -> Demand:
    """Check what a function is given as the demand (需求检查). Raises `Malformed`.

    >>> from community_charity.whatif.solvency.amounts import Amounts
    >>> from community_charity.whatif.solvency.counts import Poisson
    >>> from community_charity.money import Money
    >>> demand(Demand(Poisson(4), Amounts({Money(2): Fraction(1)}))).count
    Poisson(mean=Fraction(4, 1))
    """
    if not isinstance(value, Demand):
        raise Malformed(WRONG_TYPE, given=shown(value), kind="Demand")
    return value


def moderate(note: Text | None, lines: list[str], lang: Lang) -> str:
    """Put the lines of a result together, with the note of its demand last (拼接说明).

    >>> print(moderate(Text("invented", "虚构"), ["one line"], "en"))
    one line
    invented
    """
    return "\n".join([*lines, *([note.to(lang)] if note else [])])
