"""Reading populations: every form of input gives the same columns, to the fen, and nothing is copied without need.

All societies, households and amounts are invented.
"""

from __future__ import annotations

import pickle
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community_charity.errors import Malformed
from community_charity.language import Text
from community_charity.money import Money, yuan
from community_charity.whatif import Cases, Months, Population, SharedPool, Source, frames, populations
from community_charity.whatif.columns import MOST_FEN, Unit, money_column
from community_charity.whatif.frames import Frame, LabelColumns, plain, repeats
from community_charity.whatif.populations import SCHEMA
from community_charity.whatif.schema import FACTS, LABELS

if TYPE_CHECKING:
    from collections.abc import Callable

QUICK = settings(max_examples=60, deadline=None)
FEN = st.integers(0, MOST_FEN)
Made = Any

BACKENDS: dict[str, Callable[[dict[str, Any]], Made]] = {
    "mapping": dict,
    "numpy": lambda columns: {name: np.array(values) for name, values in columns.items()},
    "polars": lambda columns: pl.DataFrame(columns, strict=False),
    "pyarrow": pa.table,
    "pandas": pd.DataFrame,
    "nullable": lambda columns: pd.DataFrame(columns).convert_dtypes(),
    "pandas on Arrow": lambda columns: pd.DataFrame(columns).convert_dtypes(dtype_backend="pyarrow"),
    "narwhals": lambda columns: nw.from_native(pl.DataFrame(columns, strict=False)),
}
EACH = pytest.mark.parametrize("backend", BACKENDS)
FRAMES = pytest.mark.parametrize("backend", ["polars", "pyarrow", "pandas", "nullable", "pandas on Arrow"])


def read(frame: Any, unit: str = "fen", **options: Any) -> Population:
    return Population.from_frame(frame, unit=unit, first_month="2025-01", **{"check_unit": False} | options)


def seen(population: Population) -> dict[str, Any]:
    """Give all that a population holds as plain Python values."""
    facts = {f"{f}_{m}": c.tolist() for f, by in population.facts.items() for m, c in enumerate(by)}
    labels = {name: values.tolist() for name, values in population.labels.items()}
    entry = None if population.entry is None else population.entry.tolist()
    alone = {"capital": population.capital.tolist(), "opening": population.opening.tolist(), "entry": entry}
    return {"months": population.months.labels, **labels, **alone, **facts}


@st.composite
def tables(draw: st.DrawFn, most: int = MOST_FEN) -> dict[str, Any]:
    """Draw a valid table: ids, labels, capital, facts of one to three months, in fen."""
    rows, months = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    column = st.lists(st.integers(0, most), min_size=rows, max_size=rows)
    ids = st.text("村abc-1", min_size=1, max_size=4) if draw(st.booleans()) else st.integers(-9, 99)
    table: dict[str, Any] = {"society": draw(st.lists(ids, min_size=rows, max_size=rows, unique=True))}
    table["capital"] = draw(column)
    for name in draw(st.sets(st.sampled_from(("opening", "town", "entry")))):
        options = {
            "opening": st.integers(0, most),
            "town": st.sampled_from(("t-1", "t-2")),
            "entry": st.integers(1, months),
        }
        table[name] = draw(st.lists(options[name], min_size=rows, max_size=rows))
    for fact in ("need", *draw(st.sets(st.sampled_from(FACTS[1:]), max_size=2))):
        table |= {f"{fact}_{month + 1}": draw(column) for month in range(months)}
    return table


def is_money(name: str) -> bool:
    return name in {"capital", "opening"} or name[-1].isdigit()


# --- forms of input ---------------------------------------------------------------------------------


@QUICK
@given(tables(), st.sampled_from(list(BACKENDS)), st.sampled_from(["fen", "decimals", "texts", "money"]))
def test_any_table_is_read_to_the_fen(table: dict[str, Any], backend: str, form: str) -> None:
    """Whatever library holds it and in whichever unit it stands."""
    ways: dict[str, Callable[[int], Any]] = {
        "fen": int,
        "decimals": lambda fen: Decimal(fen).scaleb(-2),
        "texts": lambda fen: Money(fen).plain(),
        "money": Money,
    }
    wanted = seen(read(table))
    written = {n: [ways[form](v) for v in values] if is_money(n) else values for n, values in table.items()}
    if form == "money":
        backend = "mapping"
    found = read(BACKENDS[backend](written), "fen" if form == "fen" else "yuan")
    assert seen(found) == wanted


@QUICK
@given(tables(most=10**11), st.sampled_from(["mapping", "numpy", "polars", "pyarrow", "pandas", "nullable"]))
def test_floats_of_yuan_are_the_nearest_fen(table: dict[str, Any], backend: str) -> None:
    """As files of numbers hold them."""
    written = {n: [v / 100 for v in values] if is_money(n) else values for n, values in table.items()}
    assert seen(read(BACKENDS[backend](written), "yuan")) == seen(read(table))


@QUICK
@given(tables(), st.sampled_from(["polars", "pyarrow", "pandas"]))
def test_a_population_goes_to_a_frame_and_back(table: dict[str, Any], backend: str) -> None:
    """With its labels and its source; all money in fen."""
    source = Source(Text("invented villages", "虚构村"), synthetic=True, seed=3)
    one = read(table, source=source)
    again = read(one.to_frame(backend))  # type: ignore[arg-type] # one of three names
    assert seen(again) == seen(one)
    assert again.source.line == source.line
    assert again.source.synthetic


@pytest.mark.deep
@QUICK
@given(tables(), st.randoms(use_true_random=False))
def test_rows_in_another_order_are_the_same_societies(table: dict[str, Any], chance: Any) -> None:
    """Permuting the rows permutes the population, and nothing else."""
    rows = chance.sample(range(len(table["society"])), len(table["society"]))
    moved = read({name: [values[row] for row in rows] for name, values in table.items()})
    assert seen(moved) == seen(read(table).take(np.array(rows)))


LISTS: dict[str, Any] = {
    "society": ["v-1", "v-2"],
    "capital": [30_000_00, 0],
    "need": [[1, 2, 3], [4, 5, 6]],
    "gifts": [[0] * 3] * 2,
}
WIDE: dict[str, Any] = {"society": ["v-1", "v-2"], "capital": [30_000_00, 0]} | {
    f"{fact}_{month + 1}": [row[month] for row in LISTS[fact]] for fact in ("need", "gifts") for month in range(3)
}  # fmt: skip
OBJECTS = {name: values if name != "need" else [np.array(row) for row in values] for name, values in LISTS.items()}


@pytest.mark.parametrize(
    "frame",
    [
        LISTS,
        OBJECTS,
        LISTS | {"need": np.array(LISTS["need"])},
        LISTS | {"need": np.asfortranarray(LISTS["need"])},
        pl.DataFrame(LISTS),
        pl.DataFrame(LISTS).with_columns(pl.col("need").cast(pl.Array(pl.Int64, 3))),
        pa.table(LISTS),
        pa.table(LISTS | {"need": pa.array(LISTS["need"], pa.list_(pa.int64(), 3))}),
        pa.table(LISTS | {"need": pa.chunked_array([[[1, 2, 3]], [[4, 5, 6]]], pa.large_list(pa.int64()))}),
        pd.DataFrame(LISTS),
        pa.table(LISTS).to_pandas(types_mapper=pd.ArrowDtype),
    ],
)
def test_a_column_of_lists_is_a_column_for_each_month(frame: Any) -> None:
    """In any frame that has lists."""
    assert seen(read(frame)) == seen(read(WIDE))
    assert all(column.flags.c_contiguous for column in read(frame).facts["need"])


def test_lists_in_yuan_stand_beside_columns() -> None:
    """One fact may come as lists, another as columns; texts and decimals are read in lists too."""
    frame = {"society": ["v-1"], "capital": ["¥30,000"], "gifts_1": [1], "gifts_2": [2], "need": [["1,200.50", "0"]]}
    found = read(frame, "yuan").facts
    assert [column.tolist() for column in found["need"]] == [[1_200_50], [0]]
    assert [column.tolist() for column in found["gifts"]] == [[100], [200]]
    arrow = pa.table(
        {"society": ["v-1"], "capital": [Decimal("30000.00")], "need": [[Decimal("1.25"), Decimal("0.05")]]}
    )
    assert [column.tolist() for column in read(arrow, "yuan").facts["need"]] == [[125], [5]]


LONG: dict[str, Any] = {
    "society": ["v-2", "v-1", "v-1", "v-2", "v-1", "v-2"],
    "month": [1, 3, 1, 3, 2, 2],
    "need": [4, 3, 1, 6, 2, 5],
    "gifts": [0] * 6,
}
BARE: dict[str, Any] = {"society": ["v-1", "v-2"], "capital": [30_000_00, 0]}


@EACH
@pytest.mark.parametrize("texts", [False, True])
def test_a_long_table_is_the_same_population(backend: str, texts: bool) -> None:
    """One row a society and month, in any order; months as numbers or as text."""
    months = [f"2025-{month:02d}" for month in LONG["month"]] if texts else LONG["month"]
    found = read(BACKENDS[backend](BARE), monthly=BACKENDS[backend](LONG | {"month": months}))
    assert seen(found) == seen(read(WIDE))
    assert all(column.flags.c_contiguous for column in found.facts["need"])


def test_facts_may_be_told_in_three_ways_at_once() -> None:
    """As columns, as lists and in a long table, each fact once."""
    frame = BARE | {"dues": [[1, 2, 3], [0, 0, 0]], "match_1": [0, 0], "match_2": [0, 0], "match_3": [7, 8]}
    found = read(frame, monthly=LONG).facts
    assert list(found) == ["need", "gifts", "dues", "match"]
    assert [found[fact][2].tolist() for fact in found] == [[3, 6], [0, 0], [3, 0], [7, 8]]


CASES: dict[str, Any] = {
    "society": ["v-2", "v-1", "v-2"],
    "month": [1, 2, 1],
    "need": [900_00, 100_00, 50_00],
    "government_aid": [0, 50_00, 0],
    "household": ["h-1", "h-2", "h-1"],
    "cause": ["illness", "fire", "illness"],
    "cancer": [True, False, False],
    "order": [2, 0, 1],
}


@EACH
def test_cases_are_read_from_any_frame(backend: str) -> None:
    """By society and month; months as text are the same months; and back to a frame."""
    population = read(BARE, cases=BACKENDS[backend](CASES), months=2)
    cases = population.cases
    assert cases is not None
    assert len(cases) == 3
    assert repr(cases) == "<3 cases>"
    assert (cases.society.tolist(), cases.month.tolist(), cases.order.tolist()) == ([1, 0, 1], [0, 1, 0], [2, 0, 1])
    assert cases.residual().tolist() == [900_00, 50_00, 50_00]
    assert cases.household is not None
    assert cases.household.tolist() == [0, 1, 0]
    again = cases.to_frame("polars", population.labels["society"], population.months)
    assert again["month"].to_list() == ["2025-01", "2025-02", "2025-01"]
    twice = read(BARE, cases=again, months=2).cases
    assert twice is not None
    assert {n: v.tolist() for n, v in twice.columns().items()} == {n: v.tolist() for n, v in cases.columns().items()}
    some = population.take(np.array([1])).cases
    assert some is not None
    assert (some.society.tolist(), some.need.tolist()) == ([0, 0], [900_00, 50_00])


def test_cases_need_only_a_society_a_month_and_a_need() -> None:
    """What is left out is known of none; rows are heard in their order."""
    cases = Cases.from_frame(
        {name: CASES[name] for name in ("society", "month", "need")},
        unit="fen", societies=np.array(["v-1", "v-2"]), months=Months("2025-01", 2),
    )  # fmt: skip
    assert (cases.household, cases.cause, cases.cancer, cases.borne) == (None, None, None, {})
    assert cases.order.tolist() == [0, 1, 2]
    assert cases.residual() is not None


# --- sources, labels, the schema --------------------------------------------------------------------


def test_the_source_is_read_from_its_columns() -> None:
    """Unless it is said in the call; one language is enough."""
    assert read(WIDE).source is populations.GIVEN
    assert read(WIDE | {"source": ["books"] * 2}).source == Source(Text("books", "books"))
    both = WIDE | {"source": ["books"] * 2, "source_zh": ["账本"] * 2}
    assert read(both).source.line == Text("books", "账本")
    told = Source(Text("a survey", "调查"))
    assert read(both, source=told).source is told
    assert Source(Text("a", "甲"), synthetic=True).line == Text("synthetic: a", "合成数据：甲")


def test_labels_are_read_when_they_are_asked_for() -> None:
    """Text stays with its library; a part of a population asks its whole; both travel between processes."""
    frame = pl.DataFrame(WIDE | {"town": ["t-1", "t-2"], "mine": [3, 4]})
    population = read(frame, labels="mine")
    assert list(population.labels) == ["society", "town", "mine"]
    assert len(population.labels) == 3
    assert "county" not in population.labels
    assert repr(population.labels) == "<labels: society, town, mine>"
    some = population.take(np.array([1, 0])).take(np.array([1]))
    assert isinstance(some.labels, LabelColumns)
    assert some.label("town").tolist() == ["t-1"]
    assert some.labels["town"] is some.labels["town"]
    assert pickle.loads(pickle.dumps(population.labels))["society"].tolist() == ["v-1", "v-2"]  # noqa: S301 - made here
    assert population.row("v-2") == 1
    assert repr(population) == "<Population of 2 societies, 3 months: data of the user>"
    with pytest.raises(Malformed, match=r"what_if\.no_column"):
        population.label("county")


@pytest.mark.parametrize("backend", ["polars", "pyarrow", "pandas"])
def test_many_ids_are_told_apart(backend: str) -> None:
    """In the library's own way where there are many, exactly where one seems to come twice."""
    ids = [f"v-{row:05d}" for row in np.random.default_rng(5).permutation(2_000)]
    frame = {"society": ids, "capital": [0] * 2_000, "need_1": [0] * 2_000}
    assert read(BACKENDS[backend](frame)).labels["society"].tolist() == ids
    ids[1_234] = ids[77]
    with pytest.raises(Malformed, match=r"see row 1234 of society; 1 rows repeat another"):
        read(BACKENDS[backend](frame))


def test_numbers_are_told_apart_in_order_or_not() -> None:
    """Whole numbers in order are seen to be so; others are sorted; texts of NumPy go into a set."""
    many = np.arange(2_000)
    assert not repeats(many)
    assert not repeats(many[::-1])
    assert repeats(many // 2)
    assert not repeats(many.astype(str))


def test_texts_that_only_seem_alike_are_not_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hashes alike are no proof: the ids themselves are compared then."""
    monkeypatch.setattr(populations, "repeats", lambda _: True)
    assert len(read(WIDE)) == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_schema_names_every_column(lang: Any) -> None:
    """As text, Markdown and HTML; each column of the schema is read."""
    names = [name for row in SCHEMA.rows for name in re.findall(r"[a-z_]+", row[0])]
    assert {*LABELS, *FACTS, "society", "capital", "opening", "entry", "source"} <= set(names)
    for words in (SCHEMA.text(lang), SCHEMA.markdown(lang), SCHEMA.html(lang)):
        assert all(name in words for name in names)
    assert not re.search("[一-鿿]", SCHEMA.text("en"))


def test_months_are_counted_over_years() -> None:
    """By number and by text; a date stands for its month."""
    months = Months(date(2025, 11, 30), 3)
    assert months.labels == ("2025-11", "2025-12", "2026-01")
    assert [months.index(month) for month in (2, "2026-01")] == [2, 2]
    assert (months.year(2), months.number(2), months.first_day(2)) == (2026, 1, date(2026, 1, 1))


def test_a_pool_takes_money_or_fen() -> None:
    """A member each, an opening each, an income a month each."""
    one = SharedPool("p", kind="federation", by="town", members=["a", "b"], opening=[yuan(1), yuan(2)], income=[[1, 2]])
    population = read(BARE | {"town": ["b", "a"], "need_1": [0, 0]}, pools=[one])
    assert population.pools["p"].opening.tolist() == [100, 200]
    assert population.pools["p"].index(population.label("town")).tolist() == [1, 0]


# --- nothing is copied ------------------------------------------------------------------------------


@pytest.mark.parametrize("backend", ["numpy", "polars", "pyarrow", "pandas", "nullable", "pandas on Arrow"])
def test_whole_fen_are_not_copied(backend: str) -> None:
    """A column of 64 bits is taken where it lies."""
    frame = BACKENDS[backend](WIDE)
    column = Frame(frame).values("need_2")
    if backend == "pyarrow":
        column = column.chunk(0)
    stored = column.to_numpy(zero_copy_only=True) if backend == "pyarrow" else np.asarray(column)
    assert np.shares_memory(read(frame).facts["need"][1], stored)


def test_frames_of_many_pieces_are_joined() -> None:
    """Chunks of Polars and Arrow, batches without rows, columns that count their values."""
    half = {name: values[:1] for name, values in WIDE.items()}
    rest = {name: values[1:] for name, values in WIDE.items()}
    assert seen(read(pl.concat([pl.DataFrame(half), pl.DataFrame(rest)], rechunk=False))) == seen(read(WIDE))
    pieces = pa.concat_tables([pa.table(half), pa.table(half).slice(1), pa.table(rest)])
    assert seen(read(pieces)) == seen(read(WIDE))
    towns = pa.table(WIDE | {"town": pa.array(["t-1", "t-1"]).dictionary_encode()})
    assert read(towns).label("town").tolist() == ["t-1", "t-1"]
    texts = ["t-1", "t-1"]
    counted: list[Any] = [pd.Series(texts, dtype="category"), pl.Series(texts, dtype=pl.Categorical)]
    for town in counted:
        assert read(WIDE | {"town": town}).label("town").tolist() == texts


def test_a_frame_that_only_narwhals_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked for its Arrow table."""

    class Other:
        implementation = nw.Implementation.UNKNOWN

        def to_native(self) -> Any:
            return object()

        def to_arrow(self) -> pa.Table:
            return pa.table(WIDE)

    monkeypatch.setattr(nw, "from_native", lambda *_, **__: Other())
    assert seen(read(object())) == seen(read(WIDE))


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int32, np.uint64, ">i8"])
def test_shorter_numbers_are_widened(dtype: Any) -> None:
    """To 64 bits, in either unit."""
    column = np.array([1, 100], dtype)
    assert money_column("need", column, Unit.FEN).tolist() == [1, 100]
    assert money_column("need", column, Unit.YUAN).tolist() == [100, 10_000]
    assert money_column("need", column, Unit.FEN).dtype == np.int64


def test_plain_values_of_one_kind_go_together() -> None:
    """Whole numbers of Python and NumPy, decimals beside whole numbers, the largest amounts."""
    assert money_column("need", [1, np.int64(2)], Unit.FEN).tolist() == [1, 2]
    assert money_column("need", [1, 2.5], Unit.YUAN).tolist() == [100, 250]
    assert money_column("need", [1, Decimal("2.5")], Unit.YUAN).tolist() == [100, 250]
    assert money_column("need", [MOST_FEN], Unit.FEN).tolist() == [MOST_FEN]
    assert money_column("need", [MOST_FEN // 100], Unit.YUAN).tolist() == [MOST_FEN]
    assert money_column("need", [Decimal(MOST_FEN // 100)], Unit.YUAN).tolist() == [MOST_FEN]
    assert money_column("need", range(3), Unit.FEN).tolist() == [0, 1, 2]
    assert money_column("need", [], Unit.YUAN).tolist() == []
    assert plain("day", [np.datetime64("2025-01-01")]).dtype.kind == "O"
    assert frames.listing(str(n) for n in range(9)) == "0, 1, 2, 3, 4, 5, 6, 7 ... (9)"
