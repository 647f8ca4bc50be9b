"""A month of a what-if worked out again case by case (逐案复核), in plain whole numbers and by the same rules.

The kernel pays columns; here one case is paid after another, so that each limit can be told. The months before are the
kernel's: only what is asked is worked out twice.

>>> Standing(stands=True, capital=30_000_00, floor=30_000_00).short
False
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from community_charity.rules.carriers import share
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.payouts import at_least, within_need
from community_charity.rules.relief import granted, left_after, room
from community_charity.rules.start_up import capital_gap
from community_charity.whatif.populations import INCOME
from community_charity.whatif.scenarios import SOCIETY, BelowFloor
from community_charity.whatif.simulation import simulate

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from community_charity.whatif.populations import Population
    from community_charity.whatif.results import Result
    from community_charity.whatif.terms import Limits


class Standing(NamedTuple):
    """How a society stands in the month (互助社状况), in fen: ``brought`` and ``gap`` come in that month.

    ``capital`` is what it is after all gaps that were closed, ``entry`` the month of its founding, counted from 0.
    """

    stands: bool
    capital: int
    floor: int | None
    entry: int = 0
    brought: int = 0
    gap: int = 0
    suspended: bool = False

    @property
    def short(self) -> bool:
        """Whether there is less than the least capital (是否低于最低启动资金)."""
        return self.floor is not None and self.capital < self.floor

    @property
    def pays(self) -> bool:
        """Whether it pays relief (是否救助)."""
        return self.stands and not self.suspended


class Claim(NamedTuple):
    """A case of the month, or the need of a society where needs come by month (待付需要), in fen.

    ``borne`` is what others bear, government aid as the scenario has it; ``aid_change`` what the scenario changed of it.

    >>> Claim(0, None, 3_000_00, {"insurance": 500_00}).left
    250000
    """

    row: int
    number: int | None
    need: int
    borne: dict[str, int]
    household: int | None = None
    cause: int | None = None
    cancer: bool = False
    aid_change: int = 0

    @property
    def left(self) -> int:
        """What is left of the need (剩余需要)."""
        return left_after(self.need, sum(self.borne.values()))


class Step(NamedTuple):
    """What one pool makes of one claim (单池支付), in fen.

    ``before`` is what the household had this year and ``times`` how often for this cause, ``None`` where they are not
    counted; ``fixed`` the amount for such a case, ``must`` the least that may be paid, ``within`` what all ceilings leave,
    ``money`` what the pool holds.
    """

    layer: str
    kind: PoolKind
    limits: Limits
    blocked: bool
    asked: int
    before: int | None
    times: int | None
    fixed: int | None
    must: int | None
    within: int
    money: int
    paid: int


class Retraced:
    """The societies that share a pool with one that is asked, in one month (当月复核)."""

    def __init__(self, result: Result, row: int, month: int) -> None:
        self.result, self.month, self.scenario = result, month, result.scenario
        self.floors = [terms.floor for terms in result.plan.terms[: month + 1]]
        self.limits = result.plan.terms[month].limits
        self.rows = _sharing(result.population, self.scenario.layers, row)
        self.row = int(np.searchsorted(self.rows, row))
        self.inner = result.population.take(self.rows)
        self.now = simulate(self.inner, self.scenario, keep=("months", "cases"), months=month + 1)
        shared = [name for name in self.scenario.layers if name != SOCIETY]
        pools = {name: self.inner.pools[name].opening for name in shared}
        if month and shared:  # what they held is not kept by month
            pools = dict(simulate(self.inner, self.scenario, months=month).pools)
        self.pools: dict[str, list[int]] = {name: held.tolist() for name, held in pools.items()}
        self.places = {name: _place(self.inner, name).tolist() for name in shared}
        self.standing = [self._stands(one) for one in range(len(self.inner))]
        held = self.now.kept.months["closing"][month - 1].tolist() if month else [0] * len(self.inner)
        self.own = [had + standing.brought for had, standing in zip(held, self.standing, strict=True)]
        self.claims = self._claims()
        self._take_in()

    def case_of(self, claim: Claim) -> int | None:
        """Tell which row a claim has in the table of cases of the whole population (个案行号)."""
        cases = self.result.population.cases
        if claim.number is None or cases is None:
            return None
        return int(np.flatnonzero(np.isin(cases.society, self.rows))[claim.number])

    # --- the month before the first case -------------------------------------------------------------

    def _stands(self, one: int) -> Standing:
        month, below = self.month, self.scenario.below_floor
        entry = 0 if self.inner.entry is None else int(self.inner.entry[one])
        capital, floor = int(self.inner.capital[one]), self.floors[month]
        if month < entry:
            return Standing(stands=False, capital=capital, floor=None, entry=entry)
        then, brought = self.floors[entry], int(self.inner.opening[one]) if month == entry else 0
        if entry and below is not BelowFloor.TOPPED_UP and then is not None and capital < then:
            return Standing(stands=False, capital=capital, floor=then, entry=entry)
        gap = 0
        if below is BelowFloor.TOPPED_UP:
            for least in self.floors[entry:]:
                gap = 0 if least is None else capital_gap(least, capital)
                capital += gap
        suspended = below is BelowFloor.SUSPENDED and floor is not None and capital < floor
        return Standing(
            stands=True, capital=capital, floor=floor, entry=entry, brought=brought, gap=gap, suspended=suspended
        )

    def _claims(self) -> list[Claim]:
        """List the claims of the month in the order in which they are heard."""
        cases, inner, month = self.inner.cases, self.inner, self.month
        if cases is not None:
            numbers = np.flatnonzero(cases.month == month).tolist()
            return [self._claim(number) for number in sorted(numbers, key=lambda number: int(cases.order[number]))]
        facts = {name: columns[month].tolist() for name, columns in inner.facts.items() if name not in INCOME}
        need = facts.pop("need", [0] * len(inner))
        ids = inner.labels["society"].tolist()
        aid = [self._aid({name: column[one] for name, column in facts.items()}) for one in range(len(inner))]
        return [
            Claim(one, None, need[one], borne=aid[one][0], aid_change=aid[one][1])
            for one in sorted(range(len(inner)), key=ids.__getitem__)
        ]

    def _claim(self, number: int) -> Claim:
        cases = self.inner.cases
        assert cases is not None  # noqa: S101 - asked before
        borne, change = self._aid({name: int(column[number]) for name, column in cases.borne.items()})
        return Claim(
            int(cases.society[number]),
            number,
            int(cases.need[number]),
            borne,
            None if cases.household is None else int(cases.household[number]),
            None if cases.cause is None else int(cases.cause[number]),
            cancer=cases.cancer is not None and bool(cases.cancer[number]),
            aid_change=change,
        )

    def _aid(self, borne: dict[str, int]) -> tuple[dict[str, int], int]:
        """Change government aid as the scenario says, and tell by how much."""
        before = borne.get("government_aid")
        if before is None:
            return borne, 0
        after = _times(before, self.scenario.government_aid)
        return {**borne, "government_aid": after}, after - before

    def _take_in(self) -> None:
        """Let money come in: gaps are closed, then gifts and the like."""
        for one, standing in enumerate(self.standing):
            if not standing.stands:
                continue
            self.own[one] += standing.gap
            for name in INCOME:
                if name in self.inner.facts:
                    came = int(self.inner.facts[name][self.month][one])
                    self.own[one] += self._gifts(came, one) if name == "gifts" else came
        for name, balances in self.pools.items():
            if self.inner.pools[name].income:
                income = self.inner.pools[name].income[self.month].tolist()
                self.pools[name] = [held + came for held, came in zip(balances, income, strict=True)]

    def _gifts(self, came: int, row: int) -> int:
        """Change gifts with government aid; they never fall below nothing."""
        rate = self.scenario.gifts_change
        aid = sum(claim.aid_change for claim in self.claims if claim.row == row)
        change = _times(abs(aid), abs(rate))
        return came + change if (rate > 0) == (aid > 0) else left_after(came, change)

    # --- the cases -------------------------------------------------------------------------------------

    def steps(self) -> list[tuple[Claim, list[Step]]]:
        """Pay the claims of the month pool by pool (逐池支付), and give what each pool made of each claim."""
        steps: list[list[Step]] = [[] for _ in self.claims]
        left = [claim.left for claim in self.claims]
        for layer in self.scenario.layers:
            paid_before, times_before = self._counted(layer)
            for place, claim in enumerate(self.claims):
                step = self._step(layer, claim, left[place], paid_before, times_before)
                left[place] -= step.paid
                paid_before[claim.household] += step.paid
                times_before[claim.household, claim.cause] += step.paid > 0
                steps[place].append(step)
        return list(zip(self.claims, steps, strict=True))

    def _counted(self, layer: str) -> tuple[Counter[Any], Counter[Any]]:
        """Count what each household had earlier in the calendar year, and how often for each cause."""
        paid: Counter[Any] = Counter()
        often: Counter[Any] = Counter()
        cases, months = self.inner.cases, self.inner.months
        if cases is None or cases.household is None:
            return paid, often
        year = [months.year(month) == months.year(self.month) for month in range(self.month)]
        for number, month in enumerate(cases.month.tolist()):
            if month < self.month and year[month]:
                had, claim = int(self.now.kept.cases[layer][number]), self._claim(number)
                paid[claim.household] += had
                often[claim.household, claim.cause] += had > 0
        return paid, often

    def _step(self, layer: str, claim: Claim, asked: int, paid: Counter[Any], often: Counter[Any]) -> Step:
        purse, place, kind = self.own, claim.row, PoolKind.SOCIETY
        if layer != SOCIETY:
            purse, place, kind = self.pools[layer], self.places[layer][claim.row], self.inner.pools[layer].kind
        limits, money = self.limits[kind], purse[place]
        blocked = kind is PoolKind.SOCIETY and not self.standing[claim.row].pays
        before = number = None
        if claim.household is not None:
            before = None if limits.year is None else paid[claim.household]
            number = None if claim.cause is None or limits.times is None else often[claim.household, claim.cause]
        fixed = limits.cancer if claim.cancer else limits.other
        within = _within(asked, limits, fixed, before, number)
        musts = [] if limits.least is None else [at_least(limits.least, 0, asked)]
        musts += [] if fixed is None else [within_need(fixed, asked)]
        must = max(musts, default=None)
        gets = granted(asked, within, money)
        if blocked or (must is not None and gets < must):
            gets = 0
        purse[place] -= gets
        return Step(layer, kind, limits, blocked, asked, before, number, fixed, must, within, money, gets)


def _within(asked: int, limits: Limits, fixed: int | None, before: int | None, number: int | None) -> int:
    """Give what all ceilings leave of what is asked."""
    if number is not None and number >= (limits.times or 0):
        return 0
    left = None if limits.year is None or before is None else room(limits.year, before)
    return min(limit for limit in (asked, limits.case, fixed, left) if limit is not None)


def _place(population: Population, name: str) -> NDArray[np.intp]:
    """Tell which member of a shared pool each society draws on."""
    pool = population.pools[name]
    return pool.index(population.label(pool.by))


def _sharing(population: Population, layers: tuple[str, ...], row: int) -> NDArray[np.intp]:
    """Give the rows of all societies that share a pool with one, directly or through others."""
    indexes = [_place(population, name) for name in layers if name != SOCIETY]
    inside, count = np.arange(len(population)) == row, 0
    while count < inside.sum():
        count = int(inside.sum())
        for index in indexes:
            inside = np.isin(index, index[inside])
    return np.flatnonzero(inside)


def _times(fen: int, factor: Fraction) -> int:
    """Multiply by an exact factor, to the nearest fen, a half upwards."""
    whole = int(factor)
    return fen * whole + share(fen, factor - whole, "half_up")
