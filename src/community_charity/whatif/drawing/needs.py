"""How much a case needs, and what government has given for it (需要额与政府救助).

Amounts of a case are whole fen from the moment they are drawn. `Discrete` takes exact probabilities; `LogNormal` and
`Gamma` are told by mean and coefficient of variation and rounded to the nearest fen.

>>> from community_charity.money import yuan
>>> two = Discrete({yuan(500): Fraction(83_486, 100_000), yuan(1_000): Fraction(16_514, 100_000)})
>>> round(two.mean / 100, 2)  # yuan
582.57
"""

from __future__ import annotations

from fractions import Fraction
from math import log, sqrt
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.money import Money
from community_charity.rules.carriers import positive_part, share
from community_charity.whatif.drawing.checks import MOST_FEN, Column, Floats, fen_column, fraction, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.random import Generator


AMOUNTS = declare(
    "drawing.amounts",
    wanted=(
        "amounts of Money from zero, each with an exact Fraction above 0, which sum to 1",
        "不小于零的金额 Money，各附大于0的精确分数 Fraction，合计为1",
    ),
    do=(
        "write Discrete({{yuan(500): Fraction(4, 5), yuan(1000): Fraction(1, 5)}})",
        "请写作 Discrete({{yuan(500): Fraction(4, 5), yuan(1000): Fraction(1, 5)}})",
    ),
)
AMOUNT = declare(
    "drawing.amount",
    wanted=("for {name}, Money above zero and at most {most}", "{name}：大于零且不超过{most}的金额 Money"),
    do=("write yuan(800)", "请写作 yuan(800)"),
)
AID = declare(
    "drawing.aid",
    wanted=(
        "no aid (None), an amount of Money, an AidShare, or a Discrete that is drawn for each case",
        "无救助（None）、金额 Money、AidShare，或逐案抽取的 Discrete",
    ),
    do=(
        "write yuan(200), AidShare(Fraction(1, 2)) or Discrete(...)",
        "请写作 yuan(200)、AidShare(Fraction(1, 2)) 或 Discrete(...)",
    ),
)


def _kinds(value: Mapping[Money, Fraction]) -> tuple[tuple[int, Fraction], ...]:
    if not isinstance(value, dict) or not value:
        raise Malformed(AMOUNTS, given=shown(value))
    kinds = tuple(value.items())
    if any(
        type(amount) is not Money or not 0 <= amount.fen <= MOST_FEN or type(chance) is not Fraction or chance <= 0
        for amount, chance in kinds
    ):
        raise Malformed(AMOUNTS, given=Text("something else among {n}", "{n}项中有其他内容").fill(n=len(kinds)))
    total = sum(chance for _, chance in kinds)
    if total != 1:
        raise Malformed(AMOUNTS, given=Text("probabilities that sum to {s}", "合计为{s}的概率").fill(s=total))
    return tuple(sorted((amount.fen, chance) for amount, chance in kinds))


@attrs.frozen
class Discrete:
    """Some amounts, each with its probability (离散金额): Money to exact Fraction, summing to 1. Raises `Malformed`.

    ``kinds`` holds them in fen, smallest first.

    >>> from community_charity.money import yuan
    >>> Discrete({yuan(1000): Fraction(1, 4), yuan(500): Fraction(3, 4)}).kinds
    ((50000, Fraction(3, 4)), (100000, Fraction(1, 4)))
    """

    kinds: tuple[tuple[int, Fraction], ...] = attrs.field(converter=_kinds)

    @classmethod
    def observed(cls, amounts: Any) -> Discrete:
        """Give amounts as they were seen (经验分布), a column of whole fen: each with the share of the rows that have it.

        Raises `Malformed`.

        >>> Discrete.observed([50_000, 100_000, 50_000]).kinds
        ((50000, Fraction(2, 3)), (100000, Fraction(1, 3)))
        """
        seen = fen_column(amounts, "amounts", max(1, np.size(amounts)))
        values, counts = np.unique(seen, return_counts=True)
        each = zip(values.tolist(), counts.tolist(), strict=True)
        return cls({Money(fen): Fraction(count, seen.size) for fen, count in each})

    @property
    def mean(self) -> float:
        """The mean in fen (均值)."""
        return float(sum(fen * chance for fen, chance in self.kinds))

    def draw(self, rng: Generator, size: int) -> Column:
        """Draw so many amounts in fen (抽取)."""
        until = np.cumsum([float(chance) for _, chance in self.kinds])
        # Whatever float leaves between the last sum and 1 belongs to the last amount.
        places = np.searchsorted(until[:-1], rng.random(size), side="right")
        amounts: Column = np.array([fen for fen, _ in self.kinds], dtype=np.int64)[places]
        return amounts


def _mean(value: Money) -> Money:
    if type(value) is not Money or not 0 < value.fen <= MOST_FEN:
        raise Malformed(
            AMOUNT, given=value if type(value) is Money else shown(value), name="mean", most=Money(MOST_FEN)
        )
    return value


def _cv(value: Any) -> float:
    return number(value, "cv", most=100, above_zero=True)


@attrs.frozen
class _Smooth:
    """What amounts told by mean and coefficient of variation share; an amount above `MOST_FEN` is lowered to it."""

    expected: Money = attrs.field(converter=_mean)
    cv: float = attrs.field(kw_only=True, converter=_cv)

    @property
    def mean(self) -> float:
        """The mean in fen, before rounding (均值)."""
        return float(self.expected.fen)


def _rounded(drawn: Floats) -> Column:
    return np.rint(np.minimum(drawn, MOST_FEN, out=drawn), out=drawn).astype(np.int64)


@attrs.frozen
class LogNormal(_Smooth):
    """Amounts whose logarithm is normal (对数正态金额), by mean and coefficient of variation. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> drawn = LogNormal(yuan(800), cv=Fraction(1, 2)).draw(np.random.default_rng(1), 100_000)
    >>> drawn.dtype.name, round(float(drawn.mean() / 100), -1), round(float(drawn.std() / drawn.mean()), 1)
    ('int64', 800.0, 0.5)
    """

    def draw(self, rng: Generator, size: int) -> Column:
        """Draw so many amounts in fen, each rounded to the nearest (抽取)."""
        spread = log(1 + self.cv**2)
        return _rounded(rng.lognormal(log(self.mean) - spread / 2, sqrt(spread), size))


@attrs.frozen
class Gamma(_Smooth):
    """Amounts with a gamma law (伽马金额), by mean and coefficient of variation. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> drawn = Gamma(yuan(800), cv=Fraction(1, 2)).draw(np.random.default_rng(1), 100_000)
    >>> drawn.dtype.name, round(float(drawn.mean() / 100), -1), round(float(drawn.std() / drawn.mean()), 1)
    ('int64', 800.0, 0.5)
    """

    def draw(self, rng: Generator, size: int) -> Column:
        """Draw so many amounts in fen, each rounded to the nearest (抽取)."""
        shape = 1 / self.cv**2
        return _rounded(rng.gamma(shape, self.mean / shape, size))


Need: TypeAlias = Discrete | LogNormal | Gamma
"""What a case needs (需要额)."""


def _rate(value: Fraction) -> Fraction:
    return fraction(value, "rate", one=True)


@attrs.frozen
class AidShare:
    """Government aid as a share of the need (按比例的政府救助), rounded down to the fen. Raises `Malformed`.

    >>> AidShare(Fraction(1, 3)).of(np.array([100_00])).tolist()
    [3333]
    """

    rate: Fraction = attrs.field(converter=_rate)

    def of(self, needs: Column) -> Column:
        """Give the aid for each need, in fen (救助额)."""
        return share(needs, self.rate, "down")


Aid: TypeAlias = Money | AidShare | Discrete | None
"""What government has given for a case (政府救助): nothing, an amount, a share of the need, or drawn."""


def aid(value: Aid) -> Aid:
    """Check a field that tells the aid (救助检查). Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> aid(yuan(200))
    yuan("200.00")
    """
    amount = type(value) is Money and 0 <= value.fen <= MOST_FEN
    if value is None or amount or isinstance(value, AidShare | Discrete):
        return value
    raise Malformed(AID, given=value if type(value) is Money else shown(value))


def residuals(needs: Column, told: Aid, rng: Generator) -> Column:
    """Give what is left of each need after aid, never below zero (剩余需要), drawing the aid if it is drawn.

    >>> from community_charity.money import yuan
    >>> residuals(np.array([500_00, 100_00]), yuan(200), np.random.default_rng(1)).tolist()
    [30000, 0]
    """
    if told is None:
        return needs
    if isinstance(told, Money):
        return positive_part(needs - told.fen)
    given = told.of(needs) if isinstance(told, AidShare) else told.draw(rng, needs.size)
    return positive_part(needs - given)


def combined(need: Need, told: Aid) -> list[tuple[int, int, Fraction]] | None:
    """List each kind of case (案件种类): need, residual, probability. ``None`` if amounts are not `Discrete`.

    >>> from community_charity.money import yuan
    >>> combined(Discrete({yuan(5): Fraction(1)}), Discrete({yuan(0): Fraction(1, 2), yuan(9): Fraction(1, 2)}))
    [(500, 500, Fraction(1, 2)), (500, 0, Fraction(1, 2))]
    """
    if not isinstance(need, Discrete):
        return None
    if isinstance(told, Discrete):
        return [(fen, positive_part(fen - less), p * q) for fen, p in need.kinds for less, q in told.kinds]
    found = []
    for fen, chance in need.kinds:
        less = 0 if told is None else told.fen if isinstance(told, Money) else share(fen, told.rate, "down")
        found.append((fen, positive_part(fen - less), chance))
    return found
