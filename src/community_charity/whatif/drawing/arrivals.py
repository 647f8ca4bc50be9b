"""How many cases come to a society in a month (案件到达).

`Poisson`: cases come one by one and know nothing of each other. `NegativeBinomial`: good and bad months of each society
on top of that. `Shock`: a month that is bad for everybody, or for a county.

Both arrivals are Poisson given the month's rate, so the cases of each size are independent Poisson numbers again
(thinning). That is what makes drawing fast.

>>> NegativeBinomial(2, dispersion=Fraction(1, 2)).variance
4.0
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs
import numpy as np

from community_charity.errors import Malformed, choice, declare
from community_charity.language import Text
from community_charity.whatif.drawing.checks import Column, Floats, fraction, names, number, numbers, whole

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

SHOCK = declare(
    "drawing.shock",
    wanted=(
        "exactly one of at=, per_month= and per_year=; at= hits all that it can at once",
        "at=、per_month=、per_year= 三者中恰有一个；at= 同时影响其全部范围",
    ),
    do=(
        "write Shock(3, at=12), Shock(3, per_year=Fraction(1, 10)) or Shock(3, per_month=Fraction(1, 60), reach='county')",
        "请写作 Shock(3, at=12)、Shock(3, per_year=Fraction(1, 10)) 或 Shock(3, per_month=Fraction(1, 60), reach='county')",
    ),
)

MOST_CASES: Final = 10_000.0
"""The most cases a month that a society may expect, factors included (月均案件上限)."""
_SCATTERED: Final = 4.0  # measured: below, throwing cases into cells is faster than a number a cell, up to five times


def _mean(value: Any) -> Floats:
    return numbers(value, "mean", most=MOST_CASES)


def _dispersion(value: Any) -> float:
    return number(value, "dispersion", most=1000, above_zero=True)


@attrs.frozen(eq=False)
class Poisson:
    """Cases that come independently (泊松到达): ``mean`` cases a society and month, one number or a column of societies.

    Raises `Malformed`.

    >>> Poisson([0.5, 1]).mean.tolist()
    [0.5, 1.0]
    """

    mean: Floats = attrs.field(converter=_mean)

    def rates(self, rng: Generator, shape: tuple[int, int]) -> None:
        """Give the random part of the rates: there is none (随机强度)."""


@attrs.frozen(eq=False)
class NegativeBinomial:
    """Cases that come in clusters (负二项到达): the variance is mean + dispersion × mean².

    Each society's month has a rate of its own, the mean times a gamma number of mean 1 and variance ``dispersion``; given
    the rate, cases are Poisson. Raises `Malformed`.

    >>> NegativeBinomial(1, dispersion=2).variance
    3.0
    """

    mean: Floats = attrs.field(converter=_mean)
    dispersion: float = attrs.field(kw_only=True, converter=_dispersion)

    @property
    def variance(self) -> float:
        """The variance of the cases of a month, at the average of the means (方差)."""
        mean = float(self.mean.mean())
        return mean + self.dispersion * mean**2

    def rates(self, rng: Generator, shape: tuple[int, int]) -> Floats:
        """Draw the random part of the rates: gamma numbers of mean 1 (随机强度)."""
        return rng.gamma(1 / self.dispersion, self.dispersion, shape)


def poisson(rng: Generator, rates: float | Floats, size: tuple[int, int]) -> Column:
    """Draw a Poisson number for each cell (逐格泊松抽取), from one rate for all cells or one for each.

    >>> poisson(np.random.default_rng(1), 0.5, (50, 217)).shape
    (50, 217)
    """
    cells = size[0] * size[1]
    if isinstance(rates, float) and rates < _SCATTERED:
        # How many in all, and then where each falls: the same law.
        places = rng.integers(cells, size=rng.poisson(rates * cells))
        return np.bincount(places, minlength=cells).astype(np.int64, copy=False).reshape(size)
    return rng.poisson(rates, size)


Arrivals: TypeAlias = Poisson | NegativeBinomial
"""How cases come (到达方式)."""


class Reach(Enum):
    """Whom a shock hits (冲击范围): everybody at once, or each county by itself. ``Reach("county")`` looks one up.

    >>> Reach("county").text.zh
    '各县分别'
    """

    ALL = "all"
    COUNTY = "county"

    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _REACHES[self]


_REACHES = {Reach.ALL: Text("everybody at once", "全部同时"), Reach.COUNTY: Text("each county by itself", "各县分别")}


def _reach(value: Reach | str) -> Reach:
    return choice(value, Reach)


def _factor(value: Any) -> float:
    return number(value, "factor", most=1000)


def _at(value: int | None) -> int | None:
    return None if value is None else whole(value, "at", 0, 1199)


def _per_month(value: Fraction | None) -> Fraction | None:
    return None if value is None else fraction(value, "per_month")


def _per_year(value: Fraction | None) -> Fraction | None:
    return None if value is None else fraction(value, "per_year")


def _lasts(value: int) -> int:
    return whole(value, "lasts", 1, 1200)


def _counties(value: tuple[str, ...] | list[str] | None) -> tuple[str, ...] | None:
    return None if value is None else names(value, "counties")


@attrs.frozen
class Shock:
    """A month, or some months, with ``factor`` times the cases (冲击), for example an epidemic.

    ``at``: it comes for certain at this place on the axis of months, the first being 0. ``per_month``, ``per_year``: it may
    begin in any month with this probability (``per_year``: the probability of at least one beginning within twelve
    months). It ``lasts`` so many months; while it lasts it does not begin anew. ``reach``: all at once, or each county by
    itself. ``counties``: only these are hit. Different shocks multiply. Raises `Malformed`.

    >>> round(Shock(3, per_year=Fraction(1, 10)).monthly, 5)
    0.00874
    """

    factor: float = attrs.field(converter=_factor)
    at: int | None = attrs.field(default=None, kw_only=True, converter=_at)
    per_month: Fraction | None = attrs.field(default=None, kw_only=True, converter=_per_month)
    per_year: Fraction | None = attrs.field(default=None, kw_only=True, converter=_per_year)
    lasts: int = attrs.field(default=1, kw_only=True, converter=_lasts)
    reach: Reach = attrs.field(default=Reach.ALL, kw_only=True, converter=_reach)
    counties: tuple[str, ...] | None = attrs.field(default=None, kw_only=True, converter=_counties)

    def __attrs_post_init__(self) -> None:
        told = sum(one is not None for one in (self.at, self.per_month, self.per_year))
        if told != 1 or (self.at is not None and self.reach is Reach.COUNTY):
            given = Text("{n} of the three, reach {reach}", "三者中{n}个，范围：{reach}")
            raise Malformed(SHOCK, given=given.fill(n=told, reach=self.reach.text))

    @property
    def monthly(self) -> float:
        """The probability that it begins in a month in which it is not on (每月开始概率); 0 if its month is certain."""
        if self.per_year is not None:
            return float(1 - (1 - float(self.per_year)) ** (1 / 12))
        return float(self.per_month or 0)

    @property
    def asks_counties(self) -> bool:
        """Whether it has to know who is in which county (是否需要县名)."""
        return self.reach is Reach.COUNTY or self.counties is not None

    def on(self, uniform: Floats) -> NDArray[np.bool_]:
        """Tell in which months it is on (冲击月份), from uniform numbers of months by draws: an array of that shape.

        >>> Shock(2, per_month=Fraction(1, 2), lasts=2).on(np.array([[0.9], [0.1], [0.1], [0.9]])).ravel().tolist()
        [False, True, True, False]
        """
        found = np.zeros(uniform.shape, dtype=np.bool_)
        if self.at is not None:
            found[self.at : self.at + self.lasts] = True
            return found
        left = np.zeros(uniform.shape[1], dtype=np.int64)
        for month, told in enumerate(uniform):
            left[(left == 0) & (told < self.monthly)] = self.lasts
            found[month] = left > 0
            left -= found[month]
        return found
