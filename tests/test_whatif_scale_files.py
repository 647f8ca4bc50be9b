"""Parquet in, Parquet out: totals to the fen whatever the files, results all at once, nothing left behind."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community_charity.errors import Malformed
from community_charity.language import Text
from community_charity.whatif import scale
from community_charity.whatif.populations import Source
from community_charity.whatif.scale import ids, parquet
from community_charity.whatif.scenarios import Scenario
from community_charity.whatif.shared import SharedPool
from community_charity.whatif.simulation import simulate
from scaled import FIRST, LAW, as_lists, federation, in_memory, invented, same, write

if TYPE_CHECKING:
    from pathlib import Path

MONTHS = 3
PLAIN = Scenario(LAW)
SHARED = Scenario(LAW, layers=("society", "federation"), replenish="when_low")
INVENTED = Source(Text("invented societies", "虚构互助社"), synthetic=True, seed=1)


def run(paths: Any, scenario: Any = PLAIN, **more: Any) -> scale.Totals:
    return scale.simulate_parquet(paths, scenario, **{"unit": "fen", "first_month": FIRST} | more)


def refused(code: str, paths: Any, scenario: Any = PLAIN, **more: Any) -> Malformed:
    with pytest.raises(Malformed) as caught:
        run(paths, scenario, **more)
    assert caught.value.code == code
    return caught.value


def town_ends(columns: dict[str, Any]) -> list[int]:
    towns = columns["town"]
    return [row for row in range(1, len(towns)) if towns[row] != towns[row - 1]]


# --- the same to the fen ---------------------------------------------------------------------------


@pytest.mark.parametrize("lists", [False, True])
@pytest.mark.parametrize("workers", [1, 3])
def test_files_give_what_memory_gives(tmp_path: Path, workers: int, lists: bool) -> None:
    """Cut into files, row groups and batches, read by threads, with idle pools: totals and balances to the fen."""
    columns = invented(400, MONTHS, towns=20, entry=True)
    pool = federation(20, MONTHS, idle=3)
    written = as_lists(columns, MONTHS) if lists else columns
    write(tmp_path, written, town_ends(columns)[::4], row_group_size=37)
    told: list[int] = []
    found = run(tmp_path, SHARED, pools=[pool], batch_rows=16, workers=workers, progress=told.append, source=INVENTED)
    result = in_memory(columns, SHARED, [pool])
    same(found, result)
    assert found.source is INVENTED
    assert told == [1] * len(list(tmp_path.iterdir()))
    assert found.pools["federation"].sum() == found.fen("closing:federation")[-1]


@given(st.data())
@settings(max_examples=15)
def test_any_partition_gives_the_same(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Wherever towns part into files, whatever the batch, with pools that take nothing in, totals are the same."""
    columns = invented(data.draw(st.integers(1, 50)), MONTHS, towns=5, seed=data.draw(st.integers(0, 50)))
    pool = SharedPool("federation", kind="federation", by="town", members=[f"t-{n}" for n in range(7)], opening=[9] * 7)
    ends = data.draw(st.lists(st.sampled_from(town_ends(columns) or [0]), unique=True).map(sorted))
    folder = tmp_path_factory.mktemp("files")
    write(folder, columns, ends, row_group_size=data.draw(st.integers(1, 60)))
    found = run(folder, SHARED, pools=[pool], batch_rows=data.draw(st.integers(1, 60)))
    same(found, in_memory(columns, SHARED, [pool]))


def test_a_population_from_files(tmp_path: Path) -> None:
    """Read into memory, wide or as lists, in yuan too, a folder is the population that it was."""
    columns = invented(40, MONTHS, towns=3)
    write(tmp_path, columns, [15], row_group_size=7)
    wanted = in_memory(columns, PLAIN)
    for folder, made in (("lists", as_lists(columns, MONTHS)), ("yuan", in_yuan(columns))):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, made, [])
        unit = "yuan" if folder == "yuan" else "fen"
        population = scale.from_parquet(tmp_path / folder, unit=unit, first_month=FIRST, source=INVENTED)
        assert simulate(population, PLAIN).sums == wanted.sums
        assert population.source is INVENTED
    paths: list[str | Path] = [tmp_path / "part-000.parquet", str(tmp_path / "part-001.parquet")]
    population = scale.from_parquet(paths, unit="fen", first_month=FIRST, pools=[federation(3, MONTHS)])
    assert population.label("society").tolist() == columns["society"]
    assert simulate(population, SHARED).sums == in_memory(columns, SHARED, [federation(3, MONTHS)]).sums


def in_yuan(columns: dict[str, Any]) -> dict[str, Any]:
    texts = {"society", "town"}
    return {
        name: column if name in texts else [Decimal(int(fen)) / 100 for fen in column]
        for name, column in columns.items()
    }


def test_single_cases_from_files(tmp_path: Path) -> None:
    """Cases stand in files of their own, in the same unit."""
    pq.write_table(pa.table({"society": ["v-1"], "capital": [30_000]}), tmp_path / "societies.parquet")
    cases = {"society": ["v-1", "v-1"], "month": [1, 2], "need": [Decimal("1200.50"), Decimal("3.00")]}
    pq.write_table(pa.table(cases), tmp_path / "cases.parquet")
    population = scale.from_parquet(
        tmp_path / "societies.parquet",
        unit="yuan",
        first_month=FIRST,
        cases=tmp_path / "cases.parquet",
        months=2,
        labels=["village"],
    )
    assert simulate(population, PLAIN).fen("paid") == [1_000_00, 3_00]


# --- results ---------------------------------------------------------------------------------------


def test_results_have_the_names_of_the_files(tmp_path: Path) -> None:
    """Each file of a tree of folders gets one of results, in the order of its societies; a second run replaces them."""
    columns = invented(30, MONTHS)
    source, out = tmp_path / "in", tmp_path / "out"
    for county, (begin, end) in {"county=1": (0, 11), "county=2": (11, 30)}.items():
        (source / county).mkdir(parents=True)
        part = {name: column[begin:end] for name, column in columns.items()}
        write(source / county, part, [])
    (source / "_temporary").mkdir()
    (source / "_temporary" / "part.parquet").write_text("nothing to read")
    (source / ".part.parquet").write_text("nothing to read")
    for _ in range(2):
        run(source, out=out, keep="months", batch_rows=4)
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()) == [
        "county=1/part-000.parquet",
        "county=2/part-000.parquet",
    ]
    result = in_memory(columns, PLAIN)
    tables = [pq.ParquetFile(out / f"county={n}" / "part-000.parquet").read() for n in (1, 2)]
    table = pa.concat_tables(tables)
    assert table["society"].to_pylist() == columns["society"]
    assert table["closing"].to_pylist() == result.closing.tolist()
    assert table["closing_by_month"].to_pylist() == result.kept.months["closing"].T.tolist()


def test_results_come_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong, no file of results is there, none half written, and none of another run is touched."""
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    columns = invented(30, 1)
    columns["need_1"][29] = -1
    write(source, columns, [10, 20])
    error = refused("what_if.negative", source, out=out, batch_rows=4)
    assert "in part-002.parquet, rows counted from its row 8)" in str(error)
    assert "文件 part-002.parquet，行号自其第 8 行起计" in error.text("zh")
    assert not list(out.iterdir())
    other = out / ".part-000.parquet.another-run.partial"
    other.write_text("of another run")
    refused("what_if.negative", source, out=out, workers=2)
    columns["need_1"][29] = 1
    write(source, columns, [10, 20])

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    for workers in (1, 2):
        with pytest.raises(KeyboardInterrupt):
            run(source, out=out, workers=workers, progress=stop)
        assert list(out.iterdir()) == [other]
    run(source, out=out)
    assert len(list(out.iterdir())) == 4


def test_whatever_a_lost_process_left_goes(tmp_path: Path) -> None:
    """What a process that was killed left behind of a run is removed at its end, and only that."""
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    write(source, invented(3, 1), [])
    left: list[Path] = []

    def lose(_: int) -> None:
        mine = next(out.glob("*.partial")) if list(out.glob("*.partial")) else next(out.glob(".*.partial"))
        left.append(mine.with_name(mine.name.rpartition("-")[0] + "-lost.partial"))
        left[0].write_text("half a file")

    run(source, out=out, progress=lose)
    assert left
    assert [path.name for path in out.iterdir()] == ["part-000.parquet"]


# --- what comes twice ------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2])
def test_a_society_in_two_files(tmp_path: Path, workers: int) -> None:
    """A society in two files, or twice in one, is refused by its id, with both places; there are no results."""
    columns = invented(30, 1)
    columns["society"][27] = columns["society"][4]
    columns["society"][28] = columns["society"][29]
    write(tmp_path, columns, [10, 20])
    error = refused("scale.society_twice", tmp_path, out=tmp_path / "out", batch_rows=7, workers=workers)
    assert f"{columns['society'][4]}, in part-000.parquet row 4 and in part-002.parquet row 7" in str(error)
    assert "part-002.parquet 第 7 行" in error.text("zh")
    assert "2 rows repeat" in str(error)
    assert not list((tmp_path / "out").iterdir())


def test_nobody_is_accused_by_chance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids that share a number by chance are read again, and let through if they differ."""
    columns = invented(9, 1)
    write(tmp_path, columns, [4])
    monkeypatch.setattr(ids, "numbered", lambda column: np.zeros(len(column), np.uint64))
    same(run(tmp_path, batch_rows=2), in_memory(columns, PLAIN))
    with pytest.raises(IndexError):
        parquet._id_at(parquet.files_of(tmp_path)[0], 4)


def test_a_town_in_two_files(tmp_path: Path) -> None:
    """A town whose societies stand in two files, or apart in one, is refused: its pool would be spent twice."""
    columns = invented(8, 1) | {"town": ["t-0", "t-0", "t-1", "t-1", "t-1", "t-0", "t-2", "t-2"]}
    write(tmp_path, columns, [])
    pool = federation(3, 1)
    error = refused("scale.pool_split", tmp_path, SHARED, pools=[pool], batch_rows=2)
    assert "t-0 (part-000.parquet)" in str(error)
    columns["town"][5] = "t-2"
    write(tmp_path, columns, [3])
    error = refused("scale.pool_split", tmp_path, SHARED, pools=[pool])
    assert "t-1 (part-001.parquet)" in str(error)


# --- what is refused -------------------------------------------------------------------------------


def test_files_that_cannot_be(tmp_path: Path) -> None:
    """No file, no such file, two of one name, none that is Parquet, none with societies: refused by name."""
    refused("scale.files", tmp_path)
    assert str(tmp_path) not in str(refused("scale.files", tmp_path / "none.parquet"))
    (tmp_path / "a").mkdir()
    columns = invented(4, 1)
    write(tmp_path, columns, [])
    write(tmp_path / "a", columns, [])
    refused("scale.files", [tmp_path / "part-000.parquet", tmp_path / "a" / "part-000.parquet"])
    empty = {name: column[:0] for name, column in columns.items()}
    write(tmp_path / "a", empty, [])
    refused("what_if.empty", tmp_path / "a")
    refused("what_if.empty", tmp_path / "a", SHARED, pools=[federation(1, 1)])
    (tmp_path / "a" / "other.parquet").write_text("no such format")
    refused("scale.unreadable", tmp_path / "a")
    refused("what_if.workers", tmp_path, workers=0)
    refused("what_if.workers", tmp_path, workers=True)


def test_a_file_without_societies_adds_nothing(tmp_path: Path) -> None:
    """An empty file among others has empty results."""
    columns = invented(4, 1, towns=2)
    write(tmp_path, columns, [0])
    pool = federation(2, 1)
    same(run(tmp_path, SHARED, pools=[pool], out=tmp_path / "out"), in_memory(columns, SHARED, [pool]))
    assert [pq.read_metadata(path).num_rows for path in sorted((tmp_path / "out").iterdir())] == [0, 4]


def test_results_never_take_the_place_of_what_is_read(tmp_path: Path) -> None:
    """A folder of results that would overwrite the files, or is a file, is refused before anything is read."""
    path = write(tmp_path, invented(4, 1), [])[0]
    before = path.read_bytes()
    for out in (tmp_path, path, os.path.relpath(tmp_path), 5):
        refused("scale.out", tmp_path, out=out)
    assert path.read_bytes() == before


def test_files_with_other_columns(tmp_path: Path) -> None:
    """A file without a column of the others is refused before anything is read: what is left out is not zero."""
    columns = invented(8, 2)
    write(tmp_path, columns, [4])
    table = pq.read_table(tmp_path / "part-001.parquet")
    pq.write_table(table.drop_columns(["gifts_2"]), tmp_path / "part-001.parquet")
    error = refused("scale.columns_differ", tmp_path)
    assert "part-001.parquet: gifts_2" in str(error)
    with pytest.raises(Malformed) as caught:
        scale.from_parquet(tmp_path, unit="fen", first_month=FIRST)
    assert caught.value.code == "scale.columns_differ"
    lists = pa.table(as_lists(columns, 2)).slice(0, 4)
    shorter = pa.table(as_lists(columns, 1)).slice(4, 4)
    (tmp_path / "lists").mkdir()
    pq.write_table(lists, tmp_path / "lists" / "a.parquet")
    pq.write_table(shorter, tmp_path / "lists" / "b.parquet")
    refused("scale.months_differ", tmp_path / "lists")
    pq.write_table(table.drop_columns(["society"]), tmp_path / "part-000.parquet")
    refused("what_if.no_column", tmp_path / "part-000.parquet", out=tmp_path / "out")


def test_labels_are_not_read_unless_a_pool_needs_them(tmp_path: Path) -> None:
    """Labels cost nothing: unknown ones do no harm, and other columns are still refused."""
    columns = invented(4, 1) | {"county": pa.array([None] * 4, pa.string()), "mountain": [True] * 4}
    write(tmp_path, columns, [])
    refused("what_if.column_not_asked", tmp_path)
    assert run(tmp_path, labels=["mountain"]).societies == 4
