"""A share with its interval (比率与区间): so many of so many, and what that says about the rate behind it.

*Exact* (Clopper and Pearson 1934): the interval covers the true rate at least as often as it claims, for any number of
people. *Wilson* (1927): narrower, right on average only. A share of money, or of weighted people, is no count: its
interval is Wilson's with Kish's effective number, (Σw)² / Σw², which is careful, since a value between 0 and 1 never varies
more than yes and no with the same mean.

An interval speaks of other draws of the same kind: another year, other villages like these. Who asks only about these very
people needs none.

>>> print(rate(9, 10).text("en"))
90.0 % (9 of 10; 95 %: 55.5 % to 99.7 %, Clopper-Pearson)
"""

from __future__ import annotations

import math
from enum import Enum
from fractions import Fraction
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs
import numpy as np

from community_charity.errors import Malformed, choice, declare
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.fairness.checking import confidence_of
from community_charity.whatif.fairness.tables import percent

if TYPE_CHECKING:
    from community_charity.language import Lang

Unit: TypeAlias = Literal["people", "fen", "measure"]

COUNTS = declare(
    "fairness.counts",
    wanted=("two whole numbers: a part from 0 to the whole, a whole above 0", "两个整数：部分在0至总数之间，总数大于0"),
    do=("count again; of nobody there is no rate", "请重新计数；没有人就没有比率"),
)


class RateInterval(Enum):
    """How the interval of a rate is found (比率区间的算法).

    >>> RateInterval("wilson").text.zh
    'Wilson法'
    """

    CLOPPER_PEARSON = "clopper_pearson"
    WILSON = "wilson"

    @property
    def text(self) -> Text:
        """The name for readers (名称)."""
        exact = self is RateInterval.CLOPPER_PEARSON
        return Text("Clopper-Pearson", "Clopper-Pearson精确法") if exact else Text("Wilson", "Wilson法")


@attrs.frozen
class Rate:
    """A part of a whole with its interval (比率).

    ``part`` of ``whole`` is exact: people, fen or a measure, as ``unit`` says. ``people`` is the number of
    rows behind it, ``effective`` what they are worth if they weigh differently. ``low`` and ``high`` are floats.

    >>> rate(1, 4).value, rate(1, 4).unit
    (Fraction(1, 4), 'people')
    """

    part: int
    whole: int
    people: int
    effective: float
    low: float
    high: float
    confidence: float
    method: RateInterval
    unit: Unit = "people"

    @property
    def value(self) -> Fraction:
        """The rate itself, exact (比率值)."""
        return Fraction(self.part, self.whole)

    @property
    def counts(self) -> Text:
        """What is behind the rate (计数): so many of so many people or yuan; of a measure, how many people.

        >>> rate(1, 2).counts.en
        '1 of 2'
        """
        if self.unit == "measure":
            return Text("{n} people", "{n}人").fill(n=self.people)
        amount: Any = Money if self.unit == "fen" else int
        return Text("{part} of {whole}", "{part}/{whole}").fill(part=amount(self.part), whole=amount(self.whole))

    def shares(self) -> str:
        """Write the rate and its interval in figures alone (数字).

        >>> rate(1, 2, confidence=0.9).shares()
        '50.0 % [2.5 %, 97.5 %]'
        """
        return f"{percent(self.value)} [{percent(self.low)}, {percent(self.high)}]"

    def text(self, lang: Lang = "en") -> str:
        """Write the rate with its counts, interval and method (成文).

        >>> print(rate(9, 10, method="wilson").text("zh"))
        90.0 %（9/10；95 %区间：59.6 %至98.2 %，Wilson法）
        """
        shape = Text(
            "{value} ({counts}; {level}: {low} to {high}, {method})",
            "{value}（{counts}；{level}区间：{low}至{high}，{method}）",
        )
        return shape.fill(
            value=percent(self.value),
            counts=self.counts,
            level=level(self.confidence),
            low=percent(self.low),
            high=percent(self.high),
            method=self.method.text,
        ).to(lang)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data (数据): counts as integers, the exact rate as text such as ``"9/10"``, limits as floats.

        >>> rate(9, 10).to_dict()["exact"]
        '9/10'
        """
        found = attrs.asdict(self, recurse=False)
        return found | {"method": self.method.value, "exact": str(self.value), "value": float(self.value)}


def level(confidence: float) -> str:
    """Write a confidence, ``0.95`` as ``95 %`` (置信水平).

    >>> level(0.995)
    '99.5 %'
    """
    return f"{confidence * 100:.6g} %"


def rate(
    part: int, whole: int, *, confidence: float = 0.95, method: RateInterval | str = RateInterval.CLOPPER_PEARSON
) -> Rate:
    """Give the rate of ``part`` of ``whole`` people, with an interval (比率). Raises `Malformed` for a whole of nobody.

    >>> rate(0, 10).high
    0.3084971078187...
    """
    confidence, how = confidence_of(confidence), choice(method, RateInterval)
    if type(part) is not int or type(whole) is not int or not 0 <= part <= whole or not whole:
        raise Malformed(COUNTS, given=f"{part!r:.20}, {whole!r:.20}")
    if how is RateInterval.WILSON:
        low, high = wilson(Fraction(part, whole), whole, confidence)
    else:
        low, high = clopper_pearson(part, whole, confidence)
    return Rate(part, whole, whole, float(whole), low, high, confidence, how)


def share_of(part: int, whole: int, people: int, effective: float, confidence: float, unit: Unit) -> Rate:
    """Give a share of money or of weighted people (加权比率): Wilson's interval with the effective number.

    >>> share_of(300, 1000, 4, 2.5, 0.95, "fen").method
    <RateInterval.WILSON: 'wilson'>
    """
    low, high = wilson(Fraction(part, whole), effective, confidence)
    return Rate(part, whole, people, effective, low, high, confidence, RateInterval.WILSON, unit)


def z_of(confidence: float) -> float:
    """Give the quantile of the normal law for a two-sided interval (正态分位数).

    >>> round(z_of(0.95), 6)
    1.959964
    """
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(value: Fraction, people: float, confidence: float) -> tuple[float, float]:
    """Give Wilson's interval, also for a mean of values between 0 and 1 (Wilson区间).

    >>> [round(limit, 4) for limit in wilson(Fraction(81, 263), 263, 0.95)]  # Newcombe 1998, Table I
    [0.2553, 0.3662]
    """
    z, p = z_of(confidence), float(value)
    middle = (p + z * z / (2 * people)) / (1 + z * z / people)
    half = z * math.sqrt(p * (1 - p) / people + z * z / (4 * people * people)) / (1 + z * z / people)
    # At the ends the formula gives 0 and 1 up to rounding; an interval contains its rate.
    return (min(p, max(0.0, middle - half)) if value else 0.0), (max(p, min(1.0, middle + half)) if value != 1 else 1.0)


def clopper_pearson(part: int, whole: int, confidence: float) -> tuple[float, float]:
    """Give the exact interval (Clopper-Pearson精确区间): the tails of the binomial law, solved by bisection.

    >>> [round(limit, 4) for limit in clopper_pearson(81, 263, 0.95)]  # Newcombe 1998, Table I
    [0.2527, 0.3676]
    """
    tail = (1 - confidence) / 2
    return _lower(part, whole, tail), 1.0 - _lower(whole - part, whole, tail)


def _lower(part: int, whole: int, tail: float) -> float:
    """Find the rate at which ``part`` or more of ``whole`` come with the chance ``tail``, from below."""
    if not part:
        return 0.0
    log = math.lgamma(whole + 1) - math.lgamma(part + 1) - math.lgamma(whole - part + 1)
    # Below `part / whole` the terms fall from the first on; after twelve standard deviations nothing is left to add.
    hits = np.arange(part, min(whole, part + 60 + 6 * math.isqrt(whole)))
    growth = (whole - hits) / (hits + 1)
    low, high = 0.0, part / whole
    while high - low > 1e-13 * high:
        chance = (low + high) / 2
        first = math.exp(log + part * math.log(chance) + (whole - part) * math.log1p(-chance))
        if first * (1 + float(np.cumprod(growth * (chance / (1 - chance))).sum())) > tail:
            high = chance
        else:
            low = chance
    return low
