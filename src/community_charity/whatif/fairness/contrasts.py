"""Two rates beside each other: how much higher, and how many times (比率之比较).

The interval of a difference is Newcombe's (1998, method 10), of a ratio Donner and Zou's (2012), both built from Wilson's
limits of the two rates: they stay inside what is possible and never shrink to a point, not even where nobody or everybody
was helped. In bands the Wilson limits of the bands are combined in the same way (Zou and Donner 2008); these are good for
few large bands and too narrow for many small ones, so the limits from a standard error are taken where they are wider, with
two answers of each kind added to each rate in it (after Agresti and Coull 1998). Their coverage is measured in the tests.

>>> print(difference(rate(56, 70), rate(48, 80)).text("en"))  # Newcombe 1998, Table II (a)
+20.0 points (95 %: +5.2 to +33.4, Newcombe)
"""

from __future__ import annotations

import math
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.language import Text
from community_charity.whatif.fairness.rates import Rate, level, rate, wilson, z_of
from community_charity.whatif.fairness.tables import NO_LIMIT, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from community_charity.language import Lang


class ContrastKind(Enum):
    """What is compared, and by which interval (比较方式).

    >>> ContrastKind.RATIO.text.zh
    '比值'
    """

    DIFFERENCE = "newcombe"
    RATIO = "donner_zou"
    MANTEL_HAENSZEL = "mantel_haenszel"
    STANDARDISED = "standardised"

    @property
    def text(self) -> Text:
        """The name for readers (名称)."""
        return _KIND[self][0]

    @property
    def method(self) -> Text:
        """How the interval is found (区间算法)."""
        return _KIND[self][1]


_KIND = {
    ContrastKind.DIFFERENCE: (Text("difference", "差"), Text("Newcombe", "Newcombe法")),
    ContrastKind.RATIO: (Text("ratio", "比值"), Text("Donner-Zou", "Donner-Zou法")),
    ContrastKind.MANTEL_HAENSZEL: (
        Text("difference within bands", "同档之差"),
        Text("Mantel-Haenszel weights, wider of two intervals", "Mantel-Haenszel权重，取两种区间之较宽者"),
    ),
    ContrastKind.STANDARDISED: (
        Text("difference within bands", "同档之差"),
        Text("everybody's bands as weights, wider of two intervals", "以全体各档占比为权重，取两种区间之较宽者"),
    ),
}


@attrs.frozen
class Contrast:
    """Two rates compared (比较): the first minus, or over, the second.

    ``value`` is exact; ``None`` if it cannot be said: a ratio to zero, or no band that both have. ``high`` is ``None``
    where a ratio has no upper limit. ``people`` is how many were compared, ``left_out`` how many had no counterpart.
    """

    kind: ContrastKind
    value: Fraction | None
    low: float | None
    high: float | None
    confidence: float
    people: int
    left_out: int = 0

    @property
    def even(self) -> bool | None:
        """Whether the interval holds "no difference" (是否包含无差异); ``None`` if there is no interval.

        >>> difference(rate(5, 10), rate(4, 10)).even
        True
        """
        if self.low is None:
            return None
        same = 1 if self.kind is ContrastKind.RATIO else 0
        return self.low <= same and (self.high is None or same <= self.high)

    def figures(self, lang: Lang = "en") -> str:
        """Write the value and its interval in figures (数字).

        >>> ratio(rate(5, 10), rate(5, 10)).figures()
        '1.00 [0.43, 2.34]'
        """
        if self.low is None:
            return UNKNOWN.to(lang)
        high = NO_LIMIT.to(lang) if self.high is None else self._figure(self.high)
        value = UNKNOWN.to(lang) if self.value is None else self._figure(self.value)
        return f"{value} [{self._figure(self.low)}, {high}]"

    def _figure(self, value: Fraction | float) -> str:
        return f"{float(value):.2f}" if self.kind is ContrastKind.RATIO else f"{float(value) * 100:+.1f}"

    def text(self, lang: Lang = "en") -> str:
        """Write the comparison with interval and method (成文).

        >>> print(ratio(rate(5, 10), rate(0, 10)).text("en"))
        cannot be said (95 %: 1.53 to no limit, Donner-Zou)
        """
        if self.low is None:
            return UNKNOWN.to(lang)
        value: Text | str = UNKNOWN
        if self.value is not None and self.kind is ContrastKind.RATIO:
            value = self._figure(self.value)
        elif self.value is not None:
            value = Text("{n} points", "{n}个百分点").fill(n=self._figure(self.value))
        shape = Text("{value} ({level}: {low} to {high}, {method})", "{value}（{level}区间：{low}至{high}，{method}）")
        high = NO_LIMIT if self.high is None else self._figure(self.high)
        return shape.fill(
            value=value, level=level(self.confidence), low=self._figure(self.low), high=high, method=self.kind.method
        ).to(lang)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data (数据): the exact value as text, limits as floats, ``None`` where there is none.

        >>> difference(rate(1, 2), rate(1, 4)).to_dict()["exact"]
        '1/4'
        """
        value = self.value
        return attrs.asdict(self) | {
            "kind": self.kind.value,
            "value": None if value is None else float(value),
            "exact": None if value is None else str(value),
        }


def difference(first: Rate, second: Rate) -> Contrast:
    """Give the first rate minus the second (比率之差), at the confidence of the first.

    >>> found = difference(rate(10, 10), rate(0, 20))  # Newcombe 1998, Table II (g)
    >>> found.value, round(found.low, 4), found.high
    (Fraction(1, 1), 0.6791, 1.0)
    """
    found = [_limits(one, first.confidence) for one in (first, second)]
    low, high = _apart(*found)
    return Contrast(
        ContrastKind.DIFFERENCE, first.value - second.value, low, high, first.confidence, first.people + second.people
    )


def ratio(first: Rate, second: Rate) -> Contrast:
    """Give how many times the second rate the first is (比率之比), at the confidence of the first.

    Of nothing, no ratio can be said; yet the interval can still have a lower limit.

    >>> ratio(rate(6, 10), rate(3, 10)).value
    Fraction(2, 1)
    """
    p, low, high = _limits(first, first.confidence)
    q, q_low, q_high = _limits(second, first.confidence)
    value = first.value / second.value if second.value else None
    below, above = low * (2 * p - low), q_high * (2 * q - q_high)
    root = math.sqrt(max(0.0, (p * q) ** 2 - below * above))
    # The usual form divides by `above`, which may be zero; this is the same number.
    lower = below / (p * q + root) if below > 0 else 0.0
    rest = q_low * (2 * q - q_low)
    upper = None
    if rest > 0:
        upper = (p * q + math.sqrt(max(0.0, (p * q) ** 2 - high * (2 * p - high) * rest))) / rest
    people = first.people + second.people
    return Contrast(ContrastKind.RATIO, value, lower, upper, first.confidence, people)


def in_bands(
    bands: Sequence[tuple[int, int, int, int]],
    weights: Sequence[Fraction] | None = None,
    *,
    confidence: float = 0.95,
) -> Contrast:
    """Compare two groups band by band, and pool the differences (分档比较后合并).

    Each band gives (helped, people) of the first and of the second group. A band that only one of them has says nothing
    and is left out, and counted. Weights: ``None`` takes Mantel and Haenszel's, n₁n₂/(n₁+n₂); else one for each band, such
    as its share of everybody (direct standardisation).

    >>> print(in_bands([(5, 10, 2, 4), (1, 4, 2, 8)]).text("en"))
    +0.0 points (95 %: -40.9 to +40.9, Mantel-Haenszel weights, wider of two intervals)
    """
    kind = ContrastKind.MANTEL_HAENSZEL if weights is None else ContrastKind.STANDARDISED
    told = weights or [Fraction(n * m, n + m) if n and m else Fraction(0) for _, n, _, m in bands]
    both = [(weight, band) for weight, band in zip(told, bands, strict=True) if band[1] and band[3]]
    total = sum((weight for weight, _ in both), Fraction(0))
    people = sum(n + m for _, (_, n, _, m) in both)
    left_out = sum(n + m for _, n, _, m in bands) - people
    if not total:
        return Contrast(kind, None, None, None, confidence, people, left_out)
    parts = [weight / total for weight, _ in both]
    first = [rate(hits, n, confidence=confidence, method="wilson") for _, (hits, n, _, _) in both]
    second = [rate(hits, m, confidence=confidence, method="wilson") for _, (_, _, hits, m) in both]
    pairs = list(zip(parts, first, second, strict=True))
    value = sum((part * (one.value - two.value) for part, one, two in pairs), Fraction(0))
    low, high = _apart(_pooled(parts, first), _pooled(parts, second))
    spread = sum(float(part) ** 2 * (_variance(one) + _variance(two)) for part, one, two in pairs)
    reach = z_of(confidence) * math.sqrt(spread)
    low, high = max(-1.0, min(low, float(value) - reach)), min(1.0, max(high, float(value) + reach))
    return Contrast(kind, value, low, high, confidence, people, left_out)


def _variance(one: Rate) -> float:
    """Give the variance of a rate, never zero: as if two more had the answer and two more had it not."""
    careful = (one.part + 2) / (one.whole + 4)
    return careful * (1 - careful) / one.whole


def _limits(one: Rate, confidence: float) -> tuple[float, float, float]:
    return float(one.value), *wilson(one.value, one.effective, confidence)


def _pooled(parts: Sequence[Fraction], rates: Sequence[Rate]) -> tuple[float, float, float]:
    """Pool rates by fixed parts: the squares of the distances to their limits add up."""
    value = float(sum((part * one.value for part, one in zip(parts, rates, strict=True)), Fraction(0)))
    pairs = [(float(part), float(one.value), one) for part, one in zip(parts, rates, strict=True)]
    below = math.sqrt(sum((part * (here - one.low)) ** 2 for part, here, one in pairs))
    above = math.sqrt(sum((part * (one.high - here)) ** 2 for part, here, one in pairs))
    return value, value - below, value + above


def _apart(first: tuple[float, float, float], second: tuple[float, float, float]) -> tuple[float, float]:
    (p, low, high), (q, q_low, q_high) = first, second
    return p - q - math.hypot(p - low, q_high - q), p - q + math.hypot(high - p, q - q_low)
