"""Drawn cases, block by block and month by month (分块抽取案件).

`Draws` says what is drawn. Its blocks may be drawn by anybody, in any order; each gives its months one after the other,
and a `DrawnMonth` answers any number of ceilings on the same cases: scenarios are compared on common random numbers.

>>> from fractions import Fraction
>>> from community_charity.money import yuan
>>> from community_charity.whatif.drawing.arrivals import Poisson
>>> from community_charity.whatif.drawing.needs import Discrete
>>> need = Discrete({yuan(500): Fraction(4, 5), yuan(1000): Fraction(1, 5)})
>>> draws = Draws(CaseModel(Poisson(0.7), need), societies=217, months=36, draws=1000, seed=1)
>>> month = next(draws.block(0, 0).months())
>>> month.counts.shape, bool((month.wanted(yuan(500)) == month.counts * 500_00).all())
((50, 217), True)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from community_charity.errors import Malformed, declare, expect
from community_charity.language import Text
from community_charity.whatif.drawing.arrivals import MOST_CASES, Reach, Shock, poisson
from community_charity.whatif.drawing.checks import Floats, names, whole
from community_charity.whatif.drawing.model import CaseModel
from community_charity.whatif.drawing.months import DrawnMonth, Listed, Tallied
from community_charity.whatif.drawing.needs import residuals
from community_charity.whatif.drawing.streams import CASES, DRAWS, SOCIETIES, shock_numbers, stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from numpy.random import Generator


FIT = declare(
    "drawing.fit",
    wanted=(
        (
            "a mean for all or for each society, a county for each, shocks of these months and counties, at most {most}"
            " cases expected of a society and month, and needs that a column can hold"
        ),
        "统一或逐社的均值，逐社的县名，冲击属于所给月份与县，每社每月预期至多{most}件，需要额合计不超出列的容量",
    ),
    do=(
        "compare the model with societies=, months= and counties=",
        "请对照 societies=、months= 与 counties= 检查模型",
    ),
)

_MOST_EXPECTED: Final = 10**17  # fen, all societies and months together: the sums of a draw stay within int64


def _model(value: CaseModel) -> CaseModel:
    return expect(value, CaseModel)


def _societies(value: int) -> int:
    return whole(value, "societies", 1, 10_000_000)


def _months(value: int) -> int:
    return whole(value, "months", 1, 1200)


def _draws(value: int) -> int:
    return whole(value, "draws", 1, 10_000_000)


def _seed(value: int) -> int:
    return whole(value, "seed", 0, 2**128 - 1)


def _counties(value: Any) -> tuple[str, ...] | None:
    return None if value is None else names(value, "counties")


@attrs.frozen(eq=False)
class Draws:
    """So many draws of a model, for so many societies and months, from a seed (模拟设定).

    ``counties``: the county of each society, where a shock asks for it. Two `Draws` that are told the same give the same
    numbers, bit for bit, with the same version of NumPy. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.drawing import LogNormal, Poisson
    >>> model = CaseModel(Poisson(0.7), LogNormal(yuan(800), cv=1))
    >>> Draws(model, societies=300, months=12, draws=120, seed=7).blocks
    [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]
    """

    model: CaseModel = attrs.field(converter=_model)
    societies: int = attrs.field(kw_only=True, converter=_societies)
    months: int = attrs.field(kw_only=True, converter=_months)
    draws: int = attrs.field(kw_only=True, converter=_draws)
    seed: int = attrs.field(kw_only=True, converter=_seed)
    counties: tuple[str, ...] | None = attrs.field(default=None, kw_only=True, converter=_counties)

    def __attrs_post_init__(self) -> None:
        if wrong := self._columns_misfit() or self._shocks_misfit() or self._too_much():
            raise Malformed(FIT, given=wrong, most=f"{MOST_CASES:,g}")

    def _columns_misfit(self) -> Text | None:
        told = Text("{n} {what} for {s} societies", "{s}个互助社，{what}{n}个")
        means = self.model.arrivals.mean.size
        if means not in (1, self.societies):
            return told.fill(n=means, s=self.societies, what=Text("means", "均值"))
        if self.counties is not None and len(self.counties) != self.societies:
            return told.fill(n=len(self.counties), s=self.societies, what=Text("counties", "县名"))
        return None

    def _shocks_misfit(self) -> Text | None:
        known = set(self.counties or ())
        for shock in self.model.shocks:
            if (shock.at or 0) >= self.months:
                return Text("a shock at {at} on an axis of {n}", "长度为{n}的月份轴上位于{at}的冲击").fill(
                    at=shock.at, n=self.months
                )
            if shock.asks_counties and self.counties is None:
                return Text("a shock that asks for counties, and none told", "冲击涉及县，却未给出县名")
            if unknown := set(shock.counties or ()) - known:
                return Text("{n} counties of a shock without a society", "冲击所列的{n}个县没有互助社").fill(
                    n=len(unknown)
                )
        return None

    def _too_much(self) -> Text | None:
        cases = self.model.most_cases
        if cases > MOST_CASES:
            return Text("up to {n} cases", "至多{n}件").fill(n=f"{cases:,g}")
        if cases * self.model.need.mean * self.societies * self.months > _MOST_EXPECTED:
            return Text("needs beyond a column", "需要额超出列的容量")
        return None

    @property
    def blocks(self) -> list[tuple[int, int]]:
        """List the blocks (列出各块): the place among the draws, then the place among the societies."""
        return [(i, j) for i in range(-(-self.draws // DRAWS)) for j in range(-(-self.societies // SOCIETIES))]

    def block(self, i: int, j: int) -> Block:
        """Give one block (取一块). Raises `Malformed` for one that is not there."""
        whole(i, "i", 0, -(-self.draws // DRAWS) - 1)
        whole(j, "j", 0, -(-self.societies // SOCIETIES) - 1)
        draws = slice(i * DRAWS, min((i + 1) * DRAWS, self.draws))
        return Block(self, i, j, draws, slice(j * SOCIETIES, min((j + 1) * SOCIETIES, self.societies)))


@attrs.frozen(eq=False)
class Block:
    """Some draws of some societies (一块): ``draws`` and ``societies`` tell which, as slices of the whole.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.drawing import LogNormal, Poisson
    >>> whole = Draws(CaseModel(Poisson(1), LogNormal(yuan(800), cv=1)), societies=300, months=2, draws=60, seed=7)
    >>> whole.block(1, 1).draws, whole.block(1, 1).societies
    (slice(50, 60, None), slice(256, 300, None))
    """

    whole: Draws
    i: int
    j: int
    draws: slice
    societies: slice

    @property
    def shape(self) -> tuple[int, int]:
        """Draws by societies (形状)."""
        return self.draws.stop - self.draws.start, self.societies.stop - self.societies.start

    def months(self) -> Iterator[DrawnMonth]:
        """Draw the months, one after the other (逐月抽取). A month may be kept or let go."""
        model = self.whole.model
        kinds = model.kinds
        # Always all the draws of a block, however many are asked for: more draws then keep those that were there.
        size = (DRAWS, self.shape[1])
        for month, rates in enumerate(self._rates()):
            rng = stream(self.whole.seed, CASES, self.i, self.j, month)
            own = model.arrivals.rates(rng, size)
            rates = rates if own is None else rates * own  # noqa: PLW2901 - each society's own good and bad months
            yield (
                self._listed(month, rng, rates, size)
                if kinds is None
                else self._tallied(month, rng, rates, size, kinds)
            )

    def _tallied(
        self, month: int, rng: Generator, rates: Any, size: tuple[int, int], kinds: list[tuple[int, int, Fraction]]
    ) -> Tallied:
        """Count the cases by kind: given the rate, the numbers of each kind are independent and Poisson."""
        drawn = [poisson(rng, rates * float(chance), size)[: self.shape[0]] for _, _, chance in kinds]
        needs, left = (np.array([kind[place] for kind in kinds], dtype=np.int64) for place in (0, 1))
        return Tallied(month, drawn, needs, left)

    def _listed(self, month: int, rng: Generator, rates: Any, size: tuple[int, int]) -> Listed:
        model, counts = self.whole.model, poisson(rng, rates, size)
        needs = model.need.draw(rng, int(counts.sum()))
        left = residuals(needs, model.aid, rng)
        counts = counts[: self.shape[0]]
        asked = int(counts.sum())
        return Listed(month, counts, needs[:asked], left[:asked])

    def _rates(self) -> Iterator[Any]:
        """Give the expected cases of each month: one number where all cells are alike, which is drawn faster."""
        model, shocked = self.whole.model, self._shocked()
        means = model.arrivals.mean if model.arrivals.mean.size == 1 else model.arrivals.mean[self.societies]
        base = float(means[0]) if (means == means[0]).all() else means
        for month in range(self.whole.months):
            yield base * float(model.seasons.at(month, model.first_month)) * shocked(month)

    def _shocked(self) -> Callable[[int], float | Floats]:
        """Give a function from a month to the factor of each cell; one number in months without any shock."""
        shocks, told = self.whole.model.shocks, self.whole.counties
        if not shocks:
            return lambda _: 1.0
        counties = [""] * self.shape[1] if told is None else list(told[self.societies])
        groups = sorted(set(counties))
        factors = np.ones((self.whole.months, DRAWS, len(groups)))
        for number, shock in enumerate(shocks):
            for place, county in enumerate(groups):
                if shock.counties is None or county in shock.counties:
                    factors[:, :, place] *= self._factor(number, shock, county)
        member = np.array([groups.index(county) for county in counties])
        quiet = (factors == 1).all(axis=(1, 2))
        return lambda month: 1.0 if quiet[month] else factors[month][:, member]

    def _factor(self, number: int, shock: Shock, county: str) -> Floats:
        own = county if shock.reach is Reach.COUNTY else None
        on = shock.on(shock_numbers(self.whole.seed, number, self.i, own, self.whole.months))
        return np.where(on, shock.factor, 1.0)
