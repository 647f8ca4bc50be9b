"""The front of the what-if wing, and what its parts do where little is known. All societies here are invented."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import community_charity
from community_charity import Law, whatif
from community_charity.errors import Malformed, MissingExtra
from community_charity.whatif import Population, Scenario, SharedPool, simulate, simulation
from community_charity.whatif.pages import flow

if TYPE_CHECKING:
    from pathlib import Path

ANHUI = Law.of("cn/anhui")
FRAME = {"society": ["v-1"], "town": ["t-1"], "capital": [5_000_00], "need_1": [2_500_00]}


def villages(**more: object) -> Population:
    return Population.from_frame(FRAME, unit="fen", first_month="2026-01", **more)  # type: ignore[arg-type] # as it says


def test_every_name_is_there_and_no_other() -> None:
    """Each name of the front door leads somewhere; another is an error that names it."""
    assert all(getattr(whatif, name) is not None for name in whatif.__all__)
    # Asked by hand: once imported, a part is found without being asked for.
    assert whatif.__getattr__("search") is whatif.search
    with pytest.raises(AttributeError, match="simulated"):
        _ = whatif.simulated


def test_without_numpy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole wing needs NumPy, and says so at its door."""
    # Both are put back in the end: the other tests go on with the wing that they know.
    monkeypatch.setattr(community_charity, "whatif", whatif)
    monkeypatch.delitem(sys.modules, "community_charity.whatif")
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(MissingExtra) as caught:
        __import__("community_charity.whatif")
    for text in (caught.value.text("en"), caught.value.text("zh")):
        assert "what-if" in text


def test_a_population_from_parquet(tmp_path: Path) -> None:
    """The shortcut of a population is the reader of Parquet files."""
    pq.write_table(pa.table(FRAME), tmp_path / "v.parquet")
    read = Population.from_parquet(tmp_path / "v.parquet", unit="fen", first_month="2026-01")
    assert read.facts["need"][0].tolist() == [2_500_00]


def test_frames_name_no_source_and_no_cause_that_are_not_there() -> None:
    """A result of data that are not synthetic has no column for it; cases without causes have none for causes."""
    population = Population.from_frame(
        {"society": ["v-1"], "capital": [5_000_00]},
        unit="fen",
        first_month="2026-01",
        months=1,
        cases={"society": ["v-1"], "month": [1], "need": [500_00]},
    )
    assert "source" not in simulate(population, ANHUI).to_frame("polars").columns
    assert population.cases is not None
    again = population.cases.to_frame("polars", population.label("society"), population.months)
    assert "cause" not in again.columns


def test_a_pool_that_a_scenario_leaves_alone_keeps_its_money() -> None:
    """Only the federation pays: what the societies have is told all the same, also in the picture."""
    pool = SharedPool("federation", kind="federation", by="town", members=["t-1"], opening=[7_00])
    result = simulate(villages(pools=[pool]), Scenario(ANHUI, layers=("federation",)))
    assert result.amount("closing:society") == result.opening["society"]
    assert flow(result).data.lines("en")


def test_needs_beyond_64_bits_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only blocks of very many rows can leave 64 bits; there the sum is looked at before anything is added up."""
    frame = {"society": ["v-1"], "capital": [30_000_00], "need_1": [9 * 10**12]}
    population = Population.from_frame(frame, unit="fen", first_month="2026-01")
    monkeypatch.setattr(simulation, "_MANY", 0)
    assert simulate(population, ANHUI).amount("residual") == 9 * 10**12
    monkeypatch.setattr(simulation, "_MOST", 10**12)
    with pytest.raises(Malformed, match=r"what_if\.overflow"):
        simulate(population, ANHUI)
