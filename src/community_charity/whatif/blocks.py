"""Cutting a population into blocks (分块): short enough for the processor's cache, no shared pool cut in two.

A block is a slice of every column: nothing is copied. Where societies share pools, they are put in an order first in
which those that share one stand together, and no cut falls between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from community_charity.rules.ceilings import PoolKind
from community_charity.rules.relief import left_after
from community_charity.whatif.cases import BORNE
from community_charity.whatif.kernel import Block, Facts, Kept
from community_charity.whatif.paying import Heard, Purse
from community_charity.whatif.populations import INCOME, Population
from community_charity.whatif.scenarios import SOCIETY, Scenario
from community_charity.whatif.sharing import times

if TYPE_CHECKING:
    from community_charity.whatif.cases import Cases
    from community_charity.whatif.columns import Column

ROWS: Final = 32768
"""How many societies a block holds (区块行数): three or four columns of them stay in a core's cache. Changes no result."""


def in_order(population: Population, scenario: Scenario) -> NDArray[np.intp] | None:
    """Tell how to order societies so that those that share a pool stand together (排序), ``None`` where none share.

    Within a group they stand by id, whatever the order in which they came.
    """
    shared = _indexes(population, scenario)
    if not shared:
        return None
    return np.lexsort((population.labels["society"], _joined(list(shared.values()), len(population))))


def blocks_of(population: Population, scenario: Scenario) -> list[Part]:
    """Cut a population, ordered by `in_order`, into parts (分块)."""
    cases = None if population.cases is None else _Sorted(population.cases)
    shared, rows = _indexes(population, scenario), len(population)
    if not shared:
        cuts = list(range(0, rows, ROWS))
    else:
        group = _joined(list(shared.values()), rows)
        cuts = [0]
        for place in np.flatnonzero(np.diff(group)).tolist():
            if place + 1 - cuts[-1] >= ROWS:
                cuts.append(place + 1)
    parts = []
    for begin, end in zip(cuts, [*cuts[1:], rows], strict=True):
        index = {name: of[begin:end] for name, of in shared.items()}
        members = {name: np.unique(of) for name, of in index.items()}
        if begin == 0:  # pools that no society draws on hold their money all the same
            for name, of in shared.items():
                idle = np.setdiff1d(np.arange(len(population.pools[name].members)), of)
                members[name] = np.union1d(members[name], idle)
        parts.append(Part(population, scenario, slice(begin, end), members, index, cases))
    return parts


def _indexes(population: Population, scenario: Scenario) -> dict[str, NDArray[np.intp]]:
    pools = {name: population.pools[name] for name in scenario.layers if name != SOCIETY}
    return {name: pool.index(population.label(pool.by)) for name, pool in pools.items()}


def _joined(indexes: list[NDArray[np.intp]], rows: int) -> NDArray[np.intp]:
    """Number the groups of societies that share any pool, directly or through others."""
    group = np.arange(rows)
    while True:
        before = group
        for index in indexes:
            lowest = np.full(int(index.max()) + 1, rows)
            np.minimum.at(lowest, index, group)
            group = lowest[index]
        if np.array_equal(before, group):
            return group


class _Sorted:
    """The cases sorted by society, so that a block finds its own quickly."""

    def __init__(self, cases: Cases) -> None:
        self.cases = cases
        self.order = np.argsort(cases.society, kind="stable")
        self.society = cases.society[self.order]
        heard = np.lexsort((np.arange(len(cases)), cases.order))
        self.rank = np.empty(len(cases), np.int64)
        self.rank[heard] = np.arange(len(cases))

    def of(self, rows: slice) -> NDArray[np.intp]:
        """Give the numbers of the cases of some societies."""
        first, last = np.searchsorted(self.society, (rows.start, rows.stop))
        return self.order[first:last]


@attrs.frozen(eq=False)
class Part:
    """Some societies of a population (部分总体): ``rows`` in it, and the members of shared pools that they draw on."""

    population: Population
    scenario: Scenario
    rows: slice
    members: Mapping[str, NDArray[np.intp]]
    index: Mapping[str, NDArray[np.intp]]
    cases: _Sorted | None

    @property
    def opening(self) -> int:
        """What the societies of this part hold before the first month (期初余额), in fen."""
        opening, entry = self.population.opening[self.rows], self.population.entry
        return int(opening.sum() if entry is None else opening[entry[self.rows] == 0].sum())

    def block(self) -> Block:
        """Set up the block (建立区块): its own balances, everything else as it lies."""
        population, rows = self.population, self.rows
        own = Purse(SOCIETY, PoolKind.SOCIETY, population.opening[rows].copy())
        layers = tuple(own if name == SOCIETY else self._purse(name) for name in self.scenario.layers)
        income = {
            name: tuple(column[members] for column in population.pools[name].income)
            for name, members in self.members.items()
        }
        monthly = _Monthly(self)
        return Block(
            population.capital[rows],
            None if population.entry is None else population.entry[rows],
            own,
            layers,
            income,
            monthly,
            0 if monthly.hearings is None else monthly.hearings.households,
            0 if monthly.hearings is None else monthly.hearings.causes,
        )

    def _purse(self, name: str) -> Purse:
        pool, members = self.population.pools[name], self.members[name]
        return Purse(name, pool.kind, pool.opening[members].copy(), np.searchsorted(members, self.index[name]))

    def of(self, kept: Kept) -> Kept:
        """Give the places into which this part writes (写入位置)."""
        return Kept(
            None if kept.paid is None else kept.paid[self.rows],
            {name: column[self.rows] for name, column in kept.societies.items()},
            {name: columns[:, self.rows] for name, columns in kept.months.items()},
            kept.cases,
        )


class _Monthly:
    """What happens in each month of a part, from monthly columns or from cases."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.facts = part.population.facts
        self.hearings = None if part.cases is None else _Hearings(part)
        self.rank: Column | None = None
        if part.index:  # by id, as `in_order` left them
            self.rank = np.arange(part.rows.stop - part.rows.start)

    def __call__(self, month: int) -> Facts:
        rows, facts = self.part.rows, self.facts
        income = {name: facts[name][month][rows] for name in INCOME if name in facts}
        if self.hearings is not None:
            heard, change = self.hearings.of(month)
            return Facts(income, heard, change)
        if "need" not in facts:
            return Facts(income, None, None)
        borne, change = _borne({name: facts[name][month][rows] for name in BORNE if name in facts}, self.part.scenario)
        need = facts["need"][month][rows]
        return Facts(income, Heard(left_after(need, borne) if borne is not None else need, rank=self.rank), change)


def _borne(parts: dict[str, Column], scenario: Scenario) -> tuple[Column | None, Column | None]:
    """Add up what others bear, government aid as the scenario has it; and by how much that aid changes."""
    change = None
    if scenario.government_aid != 1 and "government_aid" in parts:
        before = parts["government_aid"]
        parts["government_aid"] = times(before, scenario.government_aid)
        if scenario.gifts_change:
            change = parts["government_aid"] - before
    columns = list(parts.values())
    if not columns:
        return None, change
    total = columns[0]
    for column in columns[1:]:
        total = total + column
    return total, change


class _Hearings:
    """The cases of a part, month by month in the order in which they are heard."""

    def __init__(self, part: Part) -> None:
        assert part.cases is not None  # noqa: S101 - asked before
        self.part, cases = part, part.cases.cases
        number = part.cases.of(part.rows)
        month, rank = cases.month[number], part.cases.rank[number]
        order = np.lexsort((rank, month))
        self.number, self.rank = number[order], rank[order]
        self.ends = np.searchsorted(month[order], np.arange(len(part.population.months) + 1))
        self.row = cases.society[self.number] - part.rows.start
        self.household, self.households = _numbered(cases.household, self.number)
        self.cause, self.causes = _numbered(_pairs(cases), self.number)

    def of(self, month: int) -> tuple[Heard, Column | None]:
        """Give the cases of a month, and the change of government aid by society."""
        some = slice(self.ends[month], self.ends[month + 1])
        cases, number = self.part.cases.cases, self.number[some]  # type: ignore[union-attr] # asked before
        borne, change = _borne({name: column[number] for name, column in cases.borne.items()}, self.part.scenario)
        need, row = cases.need[number], self.row[some]
        heard = Heard(
            left_after(need, borne) if borne is not None else need,
            row,
            self.rank[some],
            None if self.household is None else self.household[some],
            None if self.cause is None else self.cause[some],
            None if cases.cancer is None else cases.cancer[number],
            number,
        )
        if change is None:
            return heard, None
        by_society = np.zeros(self.part.rows.stop - self.part.rows.start, np.int64)
        np.add.at(by_society, row, change)
        return heard, by_society


def _pairs(cases: Cases) -> Column | None:
    """Number each cause of each household."""
    if cases.household is None or cases.cause is None:
        return None
    return cases.household * (int(cases.cause.max(initial=0)) + 1) + cases.cause


def _numbered(codes: Column | None, number: NDArray[np.intp]) -> tuple[NDArray[np.intp] | None, int]:
    """Number anew what occurs, from 0."""
    if codes is None:
        return None, 0
    found, numbered = np.unique(codes[number], return_inverse=True)
    return numbered, len(found)
