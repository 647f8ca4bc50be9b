"""Drawn futures as blocks of the kernel (抽取未来的区块): each society of each draw is a row, draw after draw.

A unit is some draws of some societies. All scenarios see a month of it before the next is drawn, so nothing is kept but
balances and sums, and what differs between scenarios is never chance.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from community_charity.money import Money
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.relief import left_after
from community_charity.whatif.drawing.checks import MOST_FEN
from community_charity.whatif.drawing.months import Tallied
from community_charity.whatif.drawing.streams import SOCIETIES
from community_charity.whatif.kernel import Block, Facts, Kept, Run, Sums
from community_charity.whatif.paying import Heard, Purse
from community_charity.whatif.scenarios import SOCIETY
from community_charity.whatif.schema import INCOME
from community_charity.whatif.sharing import times

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from community_charity.whatif.columns import Column
    from community_charity.whatif.drawing.blocks import Draws
    from community_charity.whatif.drawing.months import DrawnMonth
    from community_charity.whatif.kernel import Plan
    from community_charity.whatif.populations import Population
    from community_charity.whatif.scenarios import Scenario


class Unit(NamedTuple):
    """What is run at once (计算单元): a block of draws, and the blocks of societies from ``first`` to before ``end``."""

    place: int
    first: int
    end: int


class Course(NamedTuple):
    """A plan and what is worked out of it once (情景安排): which member of each shared pool every society draws on."""

    plan: Plan
    shared: Mapping[str, NDArray[np.intp]]

    @classmethod
    def of(cls, population: Population, plan: Plan) -> Course:
        """Work it out for a population (生成). Raises `Malformed` for a society without a pool."""
        pools = {name: population.pools[name] for name in plan.scenario.layers if name != SOCIETY}
        return cls(plan, {name: pool.index(population.label(pool.by)) for name, pool in pools.items()})


def units_of(draws: Draws, courses: Iterable[Course]) -> list[Unit]:
    """Cut the draws into units (划分单元): blocks of societies apart, but those that share a pool in any scenario together."""
    block = np.arange(draws.societies) // SOCIETIES
    open_ = np.zeros(int(block[-1]) + 2, np.int64)
    for course in courses:
        for index in course.shared.values():
            first, last = np.full(int(index.max()) + 1, block[-1]), np.zeros(int(index.max()) + 1, np.int64)
            np.minimum.at(first, index, block)
            np.maximum.at(last, index, block)
            used = np.unique(index)
            np.add.at(open_, first[used], 1)
            np.subtract.at(open_, last[used], 1)
    cuts = [0, *(np.flatnonzero(np.cumsum(open_)[:-1] == 0) + 1).tolist()]
    places = range(draws.blocks[-1][0] + 1)
    return [Unit(i, first, end) for i in places for first, end in pairwise(cuts)]


def by_case(plan: Plan) -> bool:
    """Tell whether single cases matter (是否逐案): where pools help one after another, or pay in full or not at all.

    Elsewhere a month pays the lesser of what its cases may have together and what is there.
    """
    alone = plan.scenario.layers == (SOCIETY,)
    return not alone or any(terms.limits[PoolKind.SOCIETY].at_once for terms in plan.terms)


class DrawnSums(Sums):
    """What a unit comes to (合计): for each measure and month a column, one whole number a draw."""

    def __init__(self, months: int, draws: int, rows: int) -> None:
        super().__init__(months)
        self.draws = draws
        self.ends = np.arange(draws + 1) * rows

    def summed(self, column: Any, row: NDArray[np.intp] | None = None) -> Any:
        """Add up each draw's part of a column (按次求和)."""
        if row is None:
            return column.reshape(self.draws, -1).sum(axis=1)
        running = np.zeros(len(column) + 1, np.int64)
        np.cumsum(column, out=running[1:])
        return np.diff(running[np.searchsorted(row, self.ends)])  # cases stand draw after draw


def run_unit(
    population: Population, draws: Draws, courses: Sequence[Course], unit: Unit
) -> tuple[slice, list[DrawnSums]]:
    """Run one unit under each scenario (计算一个单元): its draws, and the sums of each scenario."""
    stage = Stage(population, draws, unit)
    rows = stage.rows
    found = [DrawnSums(draws.months, stage.draws, rows) for _ in courses]
    kept = Kept(None, {}, {}, {})
    runs = [Run(course.plan, stage.block(course), kept, sums) for course, sums in zip(courses, found, strict=True)]
    for month in range(draws.months):
        stage.draw()
        for run in runs:
            run.step(month)
    for run in runs:
        run.check()
    return draws.block(unit.place, unit.first).draws, found


class Stage:
    """A unit, month by month (计算单元逐月): what its cases and incomes are, for any scenario."""

    def __init__(self, population: Population, draws: Draws, unit: Unit) -> None:
        parts = [draws.block(unit.place, j) for j in range(unit.first, unit.end)]
        self.population = population
        self.societies = slice(parts[0].societies.start, parts[-1].societies.stop)
        self.draws, self.rows = parts[0].shape[0], self.societies.stop - self.societies.start
        self.coming = [part.months() for part in parts]
        self.seen: dict[Fraction, Seen] = {}
        self.income: dict[str, Column] = {}

    def draw(self) -> None:
        """Draw the next month (抽取下月)."""
        self.drawn = [next(months) for months in self.coming]
        self.seen.clear()
        self.income.clear()

    def spread(self, column: Column) -> Column:
        """Give a column of these societies once for each draw (按次复制)."""
        return np.tile(column[self.societies], self.draws)

    def block(self, course: Course) -> Block:
        """Set up a block of the kernel for one scenario (建立区块)."""
        population, scenario = self.population, course.plan.scenario
        own = Purse(SOCIETY, PoolKind.SOCIETY, self.spread(population.opening))
        layers, income = [], {}
        for name in scenario.layers:
            if name == SOCIETY:
                layers.append(own)
                continue
            pool, index = population.pools[name], course.shared[name]
            members = np.unique(index[self.societies])
            if self.societies.start == 0:  # pools that no society draws on hold their money all the same
                members = np.union1d(members, np.setdiff1d(np.arange(len(pool.members)), index))
            place = np.searchsorted(members, index[self.societies])
            place = (np.arange(self.draws)[:, None] * len(members) + place).ravel()
            layers.append(Purse(name, pool.kind, np.tile(pool.opening[members], self.draws), place))
            income[name] = tuple(np.tile(column[members], self.draws) for column in pool.income)
        entry = None if population.entry is None else self.spread(population.entry)
        facts = partial(self.facts, scenario, by_case(course.plan))
        return Block(self.spread(population.capital), entry, own, tuple(layers), income, facts, 0, 0)

    def facts(self, scenario: Scenario, single: bool, month: int) -> Facts:
        """Tell what happens in the month that was drawn last (当月事实)."""
        facts, factor = self.population.facts, scenario.government_aid
        for name in INCOME:
            if name in facts and name not in self.income:
                self.income[name] = self.spread(facts[name][month])
        if factor not in self.seen:
            self.seen[factor] = Seen(self.drawn, factor)
        seen = self.seen[factor]
        heard = seen.listed() if single else Heard(seen.wanted(None), capped=seen.wanted)
        return Facts(self.income, heard, seen.aid_change() if scenario.gifts_change and factor != 1 else None)


class Seen:
    """The cases of a drawn month, with government's aid as a scenario has it (当月案件)."""

    def __init__(self, drawn: list[DrawnMonth], factor: Fraction) -> None:
        self.before = drawn
        self.factor = factor
        self.months = drawn if factor == 1 else [_with_aid(month, factor) for month in drawn]
        self.known: dict[int | None, Column] = {}
        self.cases: Heard | None = None

    def wanted(self, ceiling: int | None) -> Column:
        """Give what the cases of each row may have together under a ceiling in fen (应付合计); nobody may change it."""
        if ceiling not in self.known:
            # No case is larger than the largest amount, so a ceiling above it is none.
            most = None if ceiling is None or ceiling > MOST_FEN else Money(ceiling)
            self.known[ceiling] = _joined([month.wanted(most) for month in self.months])
        return self.known[ceiling]

    def aid_change(self) -> Column:
        """Give by how much government's aid changes in each row (政府救助变化), in fen."""
        changes = []
        for month in self.before:
            aid = month.needs - month.residuals
            changes.append(month._replace(needs=times(aid, self.factor) - aid).needed())
        return _joined(changes)

    def listed(self) -> Heard:
        """List the cases one by one (逐案列出): row by row, in the order in which they were drawn."""
        if self.cases is None:
            rows, lefts, before = [], [], 0
            whole = sum(month.counts.shape[1] for month in self.months)
            for month in self.months:
                draws, societies = month.counts.shape
                cell = (np.arange(draws)[:, None] * whole + before + np.arange(societies)).ravel()
                rows.append(cell.repeat(month.counts.ravel()))
                lefts.append(_each(month))
                before += societies
            row = np.concatenate(rows)
            order = np.argsort(row, kind="stable")
            self.cases = Heard(np.concatenate(lefts)[order], row[order], np.arange(len(row)))
        return self.cases


def _with_aid(month: DrawnMonth, factor: Fraction) -> DrawnMonth:
    """Multiply government's aid, as far as it met the need; each case to the nearest fen."""
    return month._replace(residuals=left_after(month.needs, times(month.needs - month.residuals, factor)))


def _joined(columns: list[Column]) -> Column:
    """Lay blocks of societies side by side, and give their rows draw after draw."""
    whole = columns[0] if len(columns) == 1 else np.concatenate(columns, axis=1)
    return whole.ravel()


def _each(month: DrawnMonth) -> Column:
    """Give what is left of each case's need, cell by cell; those counted by kind with the smaller needs first."""
    if not isinstance(month, Tallied):
        return month.residuals
    counts = np.stack([tally.ravel() for tally in month.tallies], axis=1)
    return np.tile(month.residuals, len(counts)).repeat(counts.ravel())
