"""An invented population for the tests of files and batches, and the ways to cut it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from community_charity import Law
from community_charity.whatif.populations import Population
from community_charity.whatif.scale.totals import Totals
from community_charity.whatif.shared import SharedPool
from community_charity.whatif.simulation import simulate

if TYPE_CHECKING:
    from pathlib import Path

    from community_charity.whatif.results import Result
    from community_charity.whatif.scenarios import Scenario

LAW = Law.of("cn/anhui")
FACTS = ("need", "government_aid", "gifts")
FIRST = "2025-11"


def invented(societies: int, months: int, *, seed: int = 1, towns: int = 0, entry: bool = False) -> dict[str, Any]:
    """Invent societies, those of a town one after another."""
    random = np.random.default_rng(seed)
    columns: dict[str, Any] = {
        "society": [f"v-{row}" for row in random.permutation(societies)],
        "capital": random.integers(0, 6_000_000, societies),
        "opening": random.integers(0, 400_000, societies),
    }
    if entry:
        columns["entry"] = random.integers(1, months + 1, societies)
    if towns:
        columns["town"] = [f"t-{town}" for town in np.sort(random.integers(0, towns, societies))]
    for fact in FACTS:
        for month in range(1, months + 1):
            columns[f"{fact}_{month}"] = random.integers(0, 300_000, societies)
    return columns


def as_lists(columns: dict[str, Any], months: int) -> dict[str, Any]:
    """Give the months of each fact as lists."""
    found = {name: column for name, column in columns.items() if name.rpartition("_")[0] not in FACTS}
    for fact in FACTS:
        found[fact] = np.stack([columns[f"{fact}_{month}"] for month in range(1, months + 1)], axis=1).tolist()
    return found


def federation(towns: int, months: int, *, idle: int = 0) -> SharedPool:
    """Invent a pool of each town, some of which no society draws on."""
    members = [f"t-{town}" for town in range(towns + idle)]
    opening = [50_000 * (town + 1) for town in range(towns + idle)]
    income = [[1_000 + month] * len(members) for month in range(months)]
    return SharedPool("federation", kind="federation", by="town", members=members, opening=opening, income=income)


def in_memory(columns: dict[str, Any], scenario: Scenario, pools: list[SharedPool] | None = None) -> Result:
    """Run all at once, on one machine, in memory."""
    population = Population.from_frame(columns, unit="fen", first_month=FIRST, pools=pools or ())
    return simulate(population, scenario, keep=("societies", "months"))


def same(found: Totals, result: Result) -> None:
    """Hold totals against those of a run in memory, bit for bit."""
    wanted = Totals.of(result)
    assert found.months == wanted.months
    assert found.societies == wanted.societies
    assert found.opening == wanted.opening
    assert dict(found.sums) == dict(wanted.sums)
    for name, holds in wanted.pools.items():
        assert found.pools[name].tolist() == holds.tolist()


def write(folder: Path, columns: dict[str, Any], cuts: list[int], **options: Any) -> list[Path]:
    """Write the societies into files, cut at these rows."""
    table, paths = pa.table(columns), []
    for place, (begin, end) in enumerate(zip([0, *cuts], [*cuts, table.num_rows], strict=True)):
        paths.append(folder / f"part-{place:03}.parquet")
        pq.write_table(table.slice(begin, end - begin), paths[-1], **options)
    return paths
