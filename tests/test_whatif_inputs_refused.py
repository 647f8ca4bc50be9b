"""Populations that cannot be right are refused: which column, which row, how many rows, in both languages.

All societies, households and amounts are invented.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reproducers_whatif_inputs
from community_charity.errors import CharityError, Malformed, MissingExtra
from community_charity.money import Money
from community_charity.whatif import Months, Population, SharedPool
from community_charity.whatif.columns import MOST_FEN, Unit, bool_column, label_column, money_column, whole_column
from reproducers import ERRORS, caught
from test_whatif_inputs import BACKENDS, BARE, CASES, FRAMES, LISTS, LONG, WIDE, is_money, read, tables

QUICK = settings(max_examples=60, deadline=None)
MINE = [code for code, one in ERRORS.items() if one.provoke.__module__.endswith(reproducers_whatif_inputs.__name__)]


def error_of(frame: Any, unit: str = "fen", **options: Any) -> CharityError:
    return caught(lambda: read(frame, unit, **options))


# --- any single cell --------------------------------------------------------------------------------


@QUICK
@given(tables(), st.data(), st.sampled_from(["mapping", "polars", "pyarrow", "pandas", "nullable"]))
def test_any_spoilt_cell_is_named(table: dict[str, Any], data: st.DataObject, backend: str) -> None:
    """Its column, its row, and that there is one of it."""
    names = [name for name in table if is_money(name)]
    name, row = data.draw(st.sampled_from(names)), data.draw(st.integers(0, len(table["society"]) - 1))
    wrong, code = data.draw(
        st.sampled_from(
            [(None, "unknown_value"), (-1, "negative"), (-(2**63), "negative"), (MOST_FEN + 1, "too_large")]
        )
    )
    spoilt = table | {name: [wrong if at == row else value for at, value in enumerate(table[name])]}
    error = error_of(BACKENDS[backend](spoilt))
    # Where a library has nothing but floats for whole numbers with a gap, or a column of nothing, it says so itself.
    assert error.code == f"what_if.{code}"
    for lang in ("en", "zh"):
        assert re.search(rf"\b{name}\b", error.text(lang), re.ASCII)
        assert re.search(rf"(row {row}\b|第 {row} 行)", error.text(lang))
        assert re.search(r"\b1 (such )?rows|共 1 行", error.text(lang))


@pytest.mark.deep
@QUICK
@given(tables(most=10**11), st.data())
def test_any_spoilt_cell_of_yuan_is_named(table: dict[str, Any], data: st.DataObject) -> None:
    """Text, finer than a fen, unknown, in the column and the row."""
    name = data.draw(st.sampled_from([name for name in table if is_money(name)]))
    row = data.draw(st.integers(0, len(table["society"]) - 1))
    wrong, code = data.draw(
        st.sampled_from([
            ("12.345", "sub_fen"), ("twelve", "no_amount"), ("1e3", "no_amount"), ("", "no_amount"), ("-0.01", "negative"),
            ("100,000,000,000.01", "too_large"), (None, "unknown_value"), ("nan", "no_amount"), ("$5", "no_amount"),
            ("1234,56", "no_amount"), ("-12.345", "sub_fen"), ("9" * 65, "no_amount"), ("１２", "no_amount"),
        ])
    )  # fmt: skip
    written: dict[str, list[Any]] = {
        n: [Money(v).plain() for v in values] if is_money(n) else values for n, values in table.items()
    }
    written[name][row] = wrong
    error = error_of(written, "yuan")
    assert error.code == f"what_if.{code}"
    assert re.search(rf"\b{name}\b.*row {row}\b", str(error))


NAN = float("nan")


@pytest.mark.parametrize(
    "column",
    [
        [1.0, None, NAN],
        [1.0, NAN, float("inf")],
        [Decimal(1), Decimal("NaN"), None],
        ["1", None, None],
        np.array([1.0, np.nan, -np.inf]),
        np.array(["2025-01-01", "NaT", "NaT"], "datetime64[D]"),
        [np.datetime64("2025-01-01"), np.datetime64("NaT"), None],
        [1, pd.NA, pd.NaT],
        pd.Series([1, None, None], dtype="Int64"),
        pd.Series([1.5, None, NAN]),
        pd.Series(["1", None, None]),
        pd.Series([1, None, None], dtype="int64[pyarrow]"),
        pl.Series([1, None, None]),
        pl.Series([1.0, None, None]),
        pl.Series([1.0, NAN, NAN]),
        pl.Series(["1", None, None]),
        pa.array([1, None, None]),
        pa.chunked_array([["1"], [None, None]]),
        pa.array([1.0, NAN, NAN]),
    ],
)
@pytest.mark.parametrize("of", ["money", "label"])
def test_what_no_library_knows_is_unknown(column: Any, of: str) -> None:
    """None, NaN, NaT, pandas.NA, null: never zero, never a label."""
    error = caught(
        lambda: money_column("need_1", column, Unit.YUAN) if of == "money" else label_column("need_1", column)
    )
    assert error.code == "what_if.unknown_value"
    assert "need_1" in str(error)
    assert "fill row 1" in str(error)
    assert "(2 such rows)" in str(error)
    assert "共 2 行" in error.text("zh")


# --- columns that are wrong as a whole --------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "unit", "code"),
    [
        ([1.0, 2.0], "fen", "unit"),
        (["1", "2"], "fen", "unit"),
        ([Decimal(1), Decimal(2)], "fen", "unit"),
        ([True, False], "fen", "no_amount"),
        ([True, False], "yuan", "no_amount"),
        (np.array([True, False]), "yuan", "no_amount"),
        (pl.Series([True, False]), "yuan", "no_amount"),
        ([date(2025, 1, 1)] * 2, "yuan", "no_amount"),
        (pl.Series([date(2025, 1, 1)] * 2), "yuan", "no_amount"),
        (np.array(["2025-01", "2025-02"], "datetime64[M]"), "fen", "no_amount"),
        ([object(), object()], "yuan", "no_amount"),
        ([1, True], "fen", "mixed_types"),
        ([1, "2"], "yuan", "mixed_types"),
        (["1", 2], "yuan", "mixed_types"),
        ([Money(1), 2], "fen", "mixed_types"),
        (pd.Series([1, "2"], dtype=object), "yuan", "mixed_types"),
        ([1, 10**13 + 1], "fen", "too_large"),
        ([1, 10**30], "fen", "too_large"),
        ([1, -(10**30)], "fen", "negative"),
        ([Money(1), Money(10**30)], "fen", "too_large"),
        ([1, 10**30], "yuan", "too_large"),
        ([Decimal(1), Decimal("1e999999")], "yuan", "too_large"),
        ([Decimal(1), Decimal("-1e999999")], "yuan", "negative"),
        ([Decimal(1), Decimal("1e-999999")], "yuan", "sub_fen"),
        (np.array([1, 2**64 - 1], np.uint64), "fen", "too_large"),
        (np.array([1, 10**11 + 1]), "yuan", "too_large"),
        (np.array([1, -184467440737095516]), "yuan", "negative"),
        ([1.0, 1e300], "yuan", "too_large"),
        ([1.0, -1e300], "yuan", "negative"),
        (np.array([1, 12.1], np.float32), "yuan", "sub_fen"),
        ([Decimal(1), Decimal("0.001")], "yuan", "sub_fen"),
        ([1, 2, 3], "fen", "lengths"),
        (np.zeros((2, 2)), "yuan", "flat"),
        ([[1], [2]], "yuan", "no_amount"),
    ],
)
def test_columns_that_are_no_money(column: Any, unit: str, code: str) -> None:
    """Each with its own code, its column, and a row where one is to blame."""
    error = error_of(BARE | {"capital": [30_000, 30_000], "gifts_1": column}, unit)
    assert error.code == f"what_if.{code}"
    assert "gifts_1" in str(error)
    assert code in {"lengths", "flat"} or re.search(r"row [01]\b", str(error))


@pytest.mark.parametrize("ids", [[1.0, 2.0], [True, False], [date(2025, 1, 1)] * 2, [b"v-1", b"v-2"]])
def test_ids_are_text_or_whole_numbers(ids: Any) -> None:
    """Nothing else; and not both."""
    assert error_of(WIDE | {"society": ids}).code == "what_if.no_label"
    assert error_of(WIDE | {"society": [1, "v-1"]}).code == "what_if.mixed_types"
    assert error_of(pl.DataFrame(WIDE | {"town": ["t-1", None]})).code == "what_if.unknown_value"
    assert error_of(WIDE | {"town": pl.Series(["t-1"])}).code == "what_if.lengths"


def test_whole_numbers_and_yes_or_no() -> None:
    """Within bounds, and of their type."""
    for wrong in ([0], [13], [1.0], ["1"], [True]):
        with pytest.raises(Malformed, match=r"not_whole.*whole numbers from 1 to 12 in entry"):
            whole_column("entry", wrong, least=1, most=12)
    assert whole_column("entry", [], least=1, most=12).tolist() == []
    assert bool_column("cancer", [], 0).tolist() == []
    for no_bool in ([1], ["True"]):
        with pytest.raises(Malformed, match=r"not_bool"):
            bool_column("cancer", no_bool, 1)


@pytest.mark.parametrize("frame", [None, 5, "a.csv", [1, 2], pl.DataFrame(WIDE).lazy(), pl.Series([1])])
def test_what_is_no_frame_in_memory(frame: Any) -> None:
    """A lazy frame is to be collected first."""
    error = error_of(frame)
    assert error.code == "what_if.frame"
    assert "collect a lazy frame first" in str(error)


def test_a_frame_needs_narwhals(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mapping does not."""
    monkeypatch.setitem(sys.modules, "narwhals.stable.v2", None)
    with pytest.raises(MissingExtra, match="narwhals"):
        read(pl.DataFrame(WIDE))
    assert len(read(WIDE)) == 2


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame([["v-1", 1, 2, 3]], columns=["society", "capital", "need_1", "need_1"]),
        pa.Table.from_arrays(
            [pa.array(["v-1"]), pa.array([1]), pa.array([1])], names=["society", "capital", "capital"]
        ),
        {1: ["v-1"], "1": [1]},
    ],
)
def test_two_columns_of_one_name(frame: Any) -> None:
    """Are not read as one of them."""
    assert error_of(frame).code == "what_if.column_twice"


def test_a_month_told_twice() -> None:
    """Zeros before the number of a month are read, and one month in two columns is refused."""
    name = "need_01"
    assert error_of(WIDE | {name: [0, 0]}).code == "what_if.column_not_asked"
    told = {name if column == "need_1" else column: values for column, values in WIDE.items()}
    assert Population.from_frame(told, unit="fen", first_month="2025-01").facts["need"][0].tolist() == WIDE["need_1"]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("needs_1", "need_1"), ("need_0", "need_1"), ("need_00", "need_1"), ("Capital", "capital"), ("vilage", "village"), ("mine2", "mine")],
)  # fmt: skip
def test_unknown_columns_are_offered_the_nearest_name(name: str, nearest: str) -> None:
    """One of the schema, or of the labels that were named."""
    error = error_of(WIDE | {name: [0, 0]}, labels=["mine"])
    assert error.code == "what_if.column_not_asked"
    assert f"did you mean {nearest}?" in str(error)


def test_months_are_complete() -> None:
    """No gap, none too few, none beyond those asked for, the same for every fact."""
    gap = error_of(WIDE | {"need_5": [0, 0]})
    assert (gap.code, "need_1 to need_5" in str(gap)) == ("what_if.months_missing", True)
    assert "months 4" in str(gap)
    assert error_of(WIDE | {"dues_1": [0, 0]}).code == "what_if.months_missing"
    assert error_of(WIDE, months=2).code == "what_if.months_beyond"
    assert error_of(WIDE, months=4).code == "what_if.months_missing"
    assert error_of(LISTS, months=4).code == "what_if.month_lists"
    assert error_of(BARE | {"need": [[1], [2]], "gifts": [[1, 2], [3, 4]]}).code == "what_if.month_lists"
    for months in (0, -1, 1.5, True, "3", 1201):
        assert error_of(WIDE, months=months).code == "what_if.months"


@pytest.mark.parametrize(
    ("needs", "code", "words"),
    [
        ([[1, 2], [3]], "month_lists", "row 1 (1 such rows)"),
        ([[1, 2], None], "unknown_value", "row 1"),
        ([[1, None], [2, 3]], "unknown_value", "in every row of need_2. do: fill row 0"),
        ([[1, 2], [-3, 4]], "negative", "need_1. do: correct row 1"),
    ],
)
@pytest.mark.parametrize("backend", ["polars", "pyarrow", "mapping"])
def test_lists_that_are_wrong(needs: Any, code: str, words: str, backend: str) -> None:
    """The month and the row are named."""
    if backend == "mapping" and None in needs:
        code, words = "no_list", "rename the column"
    error = error_of(BACKENDS[backend](BARE | {"need": needs}))
    assert error.code == f"what_if.{code}"
    assert words in str(error)


def test_a_column_named_as_a_fact_holds_lists() -> None:
    """In any library; as many rows as there are societies; at least one month."""
    for backend in ("mapping", "polars", "pyarrow", "pandas"):
        assert error_of(BACKENDS[backend](BARE | {"need": [1, 2]})).code == "what_if.no_list"
    assert error_of(BARE | {"need": [[1]]}).code == "what_if.lengths"
    assert error_of(BARE | {"need": [[], []]}).code == "what_if.empty"
    assert error_of(pl.DataFrame(BARE | {"need": [[], []]})).code == "what_if.empty"


@FRAMES
def test_empty_frames(backend: str) -> None:
    """No row, or nothing that happens."""
    nothing: dict[str, Any] = {"society": [], "capital": [], "need_1": []}
    assert error_of(BACKENDS[backend](nothing)).code == "what_if.empty"
    assert error_of(BACKENDS[backend](BARE)).code == "what_if.empty"
    assert error_of(BACKENDS[backend](BARE), cases=CASES).code == "what_if.empty"  # months= is missing


# --- long tables, cases, pools ----------------------------------------------------------------------


def long(**columns: Any) -> CharityError:
    return error_of(BARE, monthly=LONG | columns)


def test_a_long_table_has_each_month_once() -> None:
    """A society without a month is told by its row and how many there are; a month told twice by the row of the table."""
    less = {name: values[1:-1] for name, values in LONG.items()}
    error = error_of(BARE, monthly=less)
    assert error.code == "what_if.months_of_society"
    assert "society in row 1; 1 societies" in str(error)
    assert error_of(BARE, monthly=LONG, months=4).code == "what_if.months_of_society"
    twice = long(month=[1, 3, 1, 3, 3, 2])
    assert (twice.code, "see row 4 of monthly; 1 rows" in str(twice)) == ("what_if.month_twice", True)
    assert error_of(BARE, monthly=LONG, months=2).code == "what_if.month_of_row"
    stranger = long(society=["v-2", "v-1", "v-1", "v-2", "v-1", "v-9"])
    assert (stranger.code, "row 5 of society (1 such rows)" in str(stranger)) == ("what_if.case_of_nobody", True)
    assert long(weeks=[1] * 6).code == "what_if.monthly_columns"
    assert error_of(BARE, monthly={"society": ["v-1"], "month": [1]}).code == "what_if.monthly_columns"
    assert long(need=[1]).code == "what_if.lengths"
    assert long(month=[1]).code == "what_if.lengths"
    assert error_of(WIDE, monthly=LONG).code == "what_if.given_twice"


@pytest.mark.parametrize(
    "months",
    [
        [1, 3, 1, 3, 2, 0],
        ["2025-01", "2025-03", "2025-01", "2025-03", "2025-02", "2024-12"],
        ["2025-01", "2025-03", "2025-01", "2025-03", "2025-02", "2025-2"],
        ["2025-01", "2025-03", "2025-01", "2025-03", "2025-02", "2025-02-01"],
        [1.0, 3.0, 1.0, 3.0, 2.0, 2.0],
        [date(2025, 1, 1)] * 6,
        pl.Series([date(2025, 1, 1)] * 6),
        [True] * 6,
    ],
)
def test_months_that_are_none(months: Any) -> None:
    """Dates, fractions and months before the first are refused with the row."""
    error = long(month=months)
    assert error.code == "what_if.month_of_row"
    assert re.search(r"correct row [05] \([16] such rows\)", str(error))
    assert "2025-01" in error.text("zh")


def test_cases_that_are_wrong() -> None:
    """Of nobody, of two societies, of no month, in columns nobody asked for, and nowhere twice."""

    def wrong(**columns: Any) -> CharityError:
        return error_of(BARE, cases=CASES | columns, months=2)

    assert wrong(society=["v-2", "v-1", 2]).code == "what_if.mixed_types"
    assert "row 2 of society" in str(wrong(society=["v-2", "v-1", "v-3"]))
    two = wrong(household=["h-1", "h-1", "h-3"])
    assert (two.code, "row 1 of household (1 such rows)" in str(two)) == ("what_if.household_of_two", True)
    assert "h-1" not in str(two)
    assert wrong(month=[1, 3, 1]).code == "what_if.month_of_row"
    assert wrong(order=[0, 1, -1]).code == "what_if.not_whole"
    assert wrong(patient=["a"] * 3).code == "what_if.case_columns"
    assert wrong(cancer=[True, False, None]).code == "what_if.unknown_value"
    assert wrong(cause=["fire", None, "fire"]).code == "what_if.unknown_value"
    assert error_of(BARE | {"need_1": [0, 0]}, cases=CASES, months=1).code == "what_if.given_twice"
    assert error_of(BARE | {"insurance_1": [0, 0]}).code == "what_if.no_need"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"members": []}, "pool_members"),
        ({"members": ["a", "a"]}, "pool_members"),
        ({"members": ["a", None]}, "unknown_value"),
        ({"name": ""}, "pool_name"),
        ({"name": 5}, "pool_name"),
        ({"by": ""}, "pool_name"),
        ({"opening": [-1, 0]}, "negative"),
    ],
)
def test_pools_that_are_wrong(changes: dict[str, Any], code: str) -> None:
    """Without members, with one twice, without a name."""
    usual: dict[str, Any] = {"name": "p", "by": "town", "members": ["a", "b"], "opening": [0, 0]}
    error = caught(lambda: SharedPool(kind="federation", **usual | changes))
    assert error.code == f"what_if.{code}"


def test_pools_fit_the_months_and_the_societies() -> None:
    """An opening for each member, an income for each month, a member for each society."""

    def pool(**changes: Any) -> SharedPool:
        usual: dict[str, Any] = {"by": "town", "members": ["a", "b"], "opening": [0, 0]}
        return SharedPool("p", kind="federation", **usual | changes)

    for wrong in (pool(opening=[0]), pool(income=[[0]] * 3), pool(income=[[0, 0]])):
        assert error_of(WIDE, pools=[wrong]).code == "what_if.lengths"
    assert "2 个月" in error_of(WIDE, pools=[pool(income=[[0, 0]] * 2)]).text("zh")
    with pytest.raises(Malformed, match=r"no_pool.*add c, d to"):
        pool().index(np.array(["a", "c", "d", "c"]))


# --- units, sources ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("capital", "unit", "refused"),
    [
        ([30_000] * 10, "fen", True),
        ([999_99] * 10, "fen", True),
        ([0] * 9 + [1], "fen", True),
        ([1_000_00] + [0] * 9, "fen", False),
        ([0] * 10, "fen", False),
        ([30_000] * 9, "fen", False),
        ([30_000_00] * 10, "yuan", True),
        ([1_000_001] * 10, "yuan", True),
        ([1_000_000] + [3_000_000] * 9, "yuan", False),
        ([0] * 10, "yuan", False),
    ],
)
def test_capital_of_an_unlikely_size(capital: list[int], unit: str, refused: bool) -> None:
    """Yuan read as fen are found, and fen read as yuan; from ten societies on, unless somebody says that it is so."""
    frame = {"society": list(range(len(capital))), "capital": capital, "need_1": [0] * len(capital)}
    assert len(read(frame, unit)) == len(capital)
    if not refused:
        assert len(Population.from_frame(frame, unit=unit, first_month="2025-01")) == len(capital)
        return
    error = error_of(frame, unit, check_unit=True)
    assert error.code == "what_if.unlikely_unit"
    assert f'read with unit="{unit}"' in str(error)
    assert "check_unit=False" in error.text("zh")


def test_sources_of_two_kinds() -> None:
    """The first row that differs, and how many do."""
    error = error_of(
        {name: values * 2 for name, values in WIDE.items()} | {"society": [1, 2, 3, 4], "source": ["a", "a", "b", "c"]}
    )
    assert (error.code, "see row 2 (2 such rows)" in str(error)) == ("what_if.sources_differ", True)
    assert error_of(WIDE, unit="mao").code == "input.choice"


@pytest.mark.parametrize("first", ["2025", "2025-13", "2025-1", "0000-01", 202501, None, "2025-01 "])
def test_first_months_that_are_none(first: Any) -> None:
    """A month is a year and a month."""
    assert caught(lambda: Months(first, 3)).code == "what_if.first_month"
    assert caught(lambda: Population.from_frame(WIDE, unit="fen", first_month=first)).code == "what_if.first_month"


def test_months_that_are_not_there() -> None:
    """By number or by text."""
    wrong: list[Any] = [-1, 3, "2025-04", 1.0, None]
    for month in wrong:
        with pytest.raises(Malformed, match=r"no_month"):
            Months("2025-01", 3).index(month)


@pytest.mark.parametrize("code", MINE)
def test_each_language_keeps_to_itself(code: str) -> None:
    """No Chinese in English, and no English sentence in Chinese: what is left are names of columns and of code."""
    error = ERRORS[code].provoke()
    assert isinstance(error, CharityError)
    assert not re.search("[一-鿿]", error.text("en"))
    assert not re.search(r"\b(rows?|months|cell|found|the|of|a|an)\b(?!=)", error.text("zh").removeprefix(f"[{code}]"))
