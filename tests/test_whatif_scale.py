"""The kernel over Arrow batches: the same to the fen as in memory, however the societies are cut."""

from __future__ import annotations

import pickle
import sys
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity import date, yuan
from community_charity.errors import Malformed, MissingExtra
from community_charity.whatif import scale
from community_charity.whatif.columns import Unit
from community_charity.whatif.months import Months
from community_charity.whatif.scale.arrow import columns_of
from community_charity.whatif.scale.ids import Seen, numbered, suspects, twice
from community_charity.whatif.scale.needs import arrow, distributed
from community_charity.whatif.scale.totals import Totals
from community_charity.whatif.scenarios import Scenario
from community_charity.whatif.shared import SharedPool
from scaled import FACTS, FIRST, LAW, as_lists, federation, in_memory, invented, same

cloudpickle = pytest.importorskip("cloudpickle")  # Spark's and Dask's own
MONTHS = 4
PLAIN = Scenario(LAW)
SHARED = Scenario(LAW, layers=("society", "federation"), below_floor="topped_up", replenish="when_low")
RAISED = LAW.amend(since=date(2026, 1, 1), relief_case_ceiling=yuan(1_500))


def cut(columns: dict[str, Any], cuts: list[int]) -> list[Any]:
    batch = pa.record_batch(columns)
    places = [0, *sorted(place % (batch.num_rows + 1) for place in cuts), batch.num_rows]
    return [batch.slice(begin, end - begin) for begin, end in pairwise(places)]


def totals(batches: list[Any], scenario: Any = PLAIN, **more: Any) -> Totals:
    function = scale.totals_over_batches(scenario, unit="fen", first_month=FIRST, **more)
    return Totals.from_arrow(list(function(iter(batches))), first_month=FIRST)


def refused(code: str, columns: dict[str, Any], **more: Any) -> Malformed:
    usual: dict[str, Any] = {"unit": "fen", "first_month": FIRST}
    with pytest.raises(Malformed) as caught:
        list(scale.over_batches(PLAIN, **usual | more)(iter([pa.record_batch(columns)])))
    assert caught.value.code == code
    return caught.value


def one(**columns: Any) -> dict[str, Any]:
    """Give one invented society, or several."""
    return {"society": ["v-1"], "capital": [3_000_000], "need_1": [250_000]} | columns


# --- the same to the fen ---------------------------------------------------------------------------


def by_hand(columns: dict[str, Any], months: int, ceiling: int, floor: int) -> dict[str, list[int]]:
    """The month of the model in whole numbers of Python, society by society; those below the floor pay nothing."""
    found = {
        measure: [0] * months for measure in ("residual", "unmet", "income:gifts", "paid:society", "closing:society")
    }
    for row in range(len(columns["society"])):
        balance = int(columns["opening"][row])
        for month in range(months):
            need, aid, gifts = (int(columns[f"{fact}_{month + 1}"][row]) for fact in FACTS)
            left = max(need - aid, 0)
            balance += gifts
            paid = min(left, ceiling, balance) if columns["capital"][row] >= floor else 0
            balance -= paid
            for measure, fen in zip(found, (left, left - paid, gifts, paid, balance), strict=True):
                found[measure][month] += fen
    return found


@pytest.mark.deep
@given(st.integers(1, 60), st.integers(0, 99), st.lists(st.integers(0, 60), max_size=4), st.integers(1, 70))
def test_totals_are_those_of_a_plain_loop(rows: int, seed: int, cuts: list[int], batch_rows: int) -> None:
    """Whatever the cuts, totals are those of whole numbers added up society by society."""
    columns = invented(rows, MONTHS, seed=seed)
    scenario = Scenario(LAW, below_floor="suspended")
    found = totals(cut(columns, cuts), scenario, batch_rows=batch_rows)
    assert dict(found.sums) == by_hand(columns, MONTHS, 1_000_00, 30_000_00)
    assert found.societies == rows
    assert found.opening == {"society": int(columns["opening"].sum())}
    for month in range(MONTHS):
        came, went = sum(found.fen("income")[: month + 1]), sum(found.fen("paid")[: month + 1])
        assert found.opening["society"] + came - went == found.fen("closing")[month]


@given(st.integers(1, 60), st.integers(0, 99), st.lists(st.integers(0, 60), max_size=4), st.integers(1, 70))
def test_shared_pools_are_never_cut(rows: int, seed: int, cuts: list[int], batch_rows: int) -> None:
    """Societies that share a pool are paid as in memory, however the batches fall, and come out in their order."""
    columns = invented(rows, MONTHS, seed=seed, towns=6, entry=True)
    pool = federation(6, MONTHS)
    result = in_memory(columns, SHARED, [pool])
    found = totals(cut(columns, cuts), SHARED, pools=[pool], batch_rows=batch_rows)
    drawn = len(set(columns["town"]))
    assert found.societies == rows
    for measure, amounts in found.sums.items():
        if "federation" not in measure or drawn == 6:
            assert amounts == result.sums[measure]
    assert found.fen("paid:federation") == result.fen("paid:federation")
    function = scale.over_batches(
        SHARED, unit="fen", first_month=FIRST, pools=[pool], keep=("societies", "months"), batch_rows=batch_rows
    )
    out = pa.Table.from_batches(function(cut(columns, cuts)), function.schema())
    assert out["society"].to_pylist() == columns["society"]
    assert out["closing"].to_pylist() == result.closing.tolist()
    assert out["paid"].to_pylist() == result.paid.tolist()
    for name, column in result.kept.societies.items():
        assert out[name].to_pylist() == column.tolist()
    for name, table in result.kept.months.items():
        assert out[f"{name}_by_month"].to_pylist() == table.T.tolist()


def test_a_law_will_do_and_changes_with_its_day() -> None:
    """A law alone is a scenario; one that changes in January changes the months from then on."""
    columns = invented(50, MONTHS)
    same(totals(cut(columns, [20]), RAISED), in_memory(columns, Scenario(RAISED)))
    assert totals(cut(columns, []), RAISED).fen("paid") != totals(cut(columns, [])).fen("paid")


def test_a_pool_that_does_not_help_changes_nothing() -> None:
    """A pool that is no layer of the scenario is not asked for, and its label need not be there."""
    columns = invented(20, MONTHS)
    found = totals(cut(columns, []), PLAIN, pools=[federation(6, MONTHS)])
    same(found, in_memory(columns, PLAIN))


def test_each_society_may_have_a_pool_of_its_own_elsewhere() -> None:
    """A pool by society needs no order."""
    columns = invented(30, MONTHS)
    members = sorted(columns["society"])
    pool = SharedPool("federation", kind="federation", by="society", members=members, opening=[70_000] * 30)
    result = in_memory(columns, SHARED, [pool])
    same(totals(cut(columns, [7, 19]), SHARED, pools=[pool], batch_rows=8), attrs_without_pools(result))


def attrs_without_pools(result: Any) -> Any:
    result.pools.clear()
    return result


# --- forms of columns ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [pa.list_(pa.int64()), pa.large_list(pa.int32()), pa.list_(pa.int64(), MONTHS)])
def test_lists_of_months_are_the_same_as_columns(kind: Any) -> None:
    """A column of lists says the same as a column for each month, from a slice of a batch as well."""
    columns = invented(40, MONTHS)
    lists = pa.record_batch(as_lists(columns, MONTHS))
    fields = [pa.field(f.name, kind if f.name in FACTS else f.type) for f in lists.schema]
    table = pa.Table.from_batches([lists]).cast(pa.schema(fields)).to_batches()[0]
    same(totals([table.slice(0, 13), table.slice(13)]), in_memory(columns, PLAIN))


def test_amounts_of_yuan() -> None:
    """Decimals, text, floats and whole yuan come to the same fen, in columns and in lists; fen may be of 32 bits."""
    fen = [1_200_50, 0]
    decimals = [Decimal(amount) / 100 for amount in fen]
    forms: list[Any] = [
        pa.array(decimals, pa.decimal128(12, 2)),
        pa.array(decimals, pa.decimal128(20, 6)),
        pa.array([str(amount) for amount in decimals]),
        pa.array([float(amount) for amount in decimals]),
    ]
    for form in forms:
        wide = pa.record_batch({"need_1": form, "capital": [30_000, 1]})
        lists = pa.record_batch({"need": pa.ListArray.from_arrays([0, 1, 2], form)})
        assert columns_of(wide, Unit.YUAN)["need_1"].tolist() == fen
        assert columns_of(wide, Unit.YUAN)["capital"].tolist() == [30_000_00, 100]
        assert columns_of(lists, Unit.YUAN)["need_1"].tolist() == fen
    out = scale.over_batches(PLAIN, unit="yuan", first_month=FIRST)(
        [pa.record_batch(one(capital=[30_000], need_1=pa.array([Decimal("1.5")])))]
    )
    assert next(out).to_pylist() == [{"society": "v-1", "closing": 29_998_50, "paid": 150}]
    small = {"capital": pa.array([3_000_000], pa.int32()), "need_1": pa.array([7], pa.uint16())}
    assert totals([pa.record_batch(one(**small))]).fen("paid") == [7]


def test_fen_are_not_copied() -> None:
    """A column of whole fen in 64 bits is the memory of the batch itself, and what comes out is that of the kernel."""
    column = pa.array([1, 2, 3], pa.int64())
    found = columns_of(pa.record_batch({"need_1": column}), Unit.FEN)["need_1"]
    assert found.ctypes.data == column.buffers()[1].address
    passed = list(
        scale.over_batches(PLAIN, unit="fen", first_month=FIRST, batch_rows=3).job._regrouped(
            [pa.record_batch({"society": ["a", "b", "c"], "need_1": column})]
        )
    )
    assert [batch.column("need_1").buffers()[1].address for batch in passed] == [column.buffers()[1].address]


def test_ids_of_any_kind_come_out_as_they_came() -> None:
    """Numbers, long text, codes of a dictionary, parts of a batch: each society keeps its id and its type."""
    for ids in (
        pa.array([7, 8, 9], pa.int32()),
        pa.array(["a", "", "c"], pa.large_string()),
        pa.array(["x", "a", "b", "c"]).slice(1),
        pa.array(["a", "b", "c"], pa.string_view()),
    ):
        batch = pa.record_batch({"society": ids, "capital": [1, 2, 3], "need_1": [0, 0, 0]})
        function = scale.over_batches(PLAIN, unit="fen", first_month=FIRST)
        out = pa.Table.from_batches(function([batch]), function.schema(ids.type))
        assert out["society"].to_pylist() == ids.to_pylist()
    coded = pa.array(["a", "b", "a"]).dictionary_encode()
    assert numbered(coded.dictionary_decode()).tolist() == numbered(pa.array(["a", "b", "a"])).tolist()
    error = refused("scale.society_twice", {"society": coded, "capital": [1, 2, 3], "need_1": [0, 0, 0]})
    assert "rows 0 and 2" in str(error)


@pytest.mark.parametrize("keep", [(), "societies", ("months", "societies")])
def test_what_comes_out_has_the_schema_said(keep: Any) -> None:
    """The schema for Arrow and the words for Spark name the columns that come out, in their order."""
    function = scale.over_batches(PLAIN, unit="fen", first_month=FIRST, keep=keep)
    out = next(function([pa.record_batch(invented(3, MONTHS))]))
    assert out.schema == function.schema()
    spark = {"string": pa.string(), "bigint": pa.int64(), "array<bigint>": pa.list_(pa.int64())}
    said = [field.split(" ") for field in function.ddl.split(", ")]
    assert pa.schema([(name, spark[kind]) for name, kind in said]) == out.schema


def test_nothing_in_nothing_out() -> None:
    """An empty part of a cluster gives no rows, neither results nor totals."""
    empty = pa.record_batch(invented(2, MONTHS)).slice(0, 0)
    for make in (scale.over_batches, scale.totals_over_batches):
        assert list(make(PLAIN, unit="fen", first_month=FIRST)(iter([empty]))) == []


@pytest.mark.parametrize("module", [pickle, cloudpickle])
@pytest.mark.parametrize("make", [scale.over_batches, scale.totals_over_batches])
def test_it_travels(module: Any, make: Any) -> None:
    """Pickled plainly or by Spark's own pickler it does the same, and is small: the law, and a few words."""
    function = make(SHARED, unit="fen", first_month=FIRST, pools=[federation(6, MONTHS)])
    sent = module.dumps(function)
    assert len(sent) < 1_000_000
    batches = [pa.record_batch(invented(20, MONTHS, towns=6))]
    assert list(module.loads(sent)(batches)) == list(function(batches))


# --- totals ----------------------------------------------------------------------------------------


def test_totals_add_up_in_any_order() -> None:
    """Adding is exact and keeps measures that only one side has; numbers beyond 64 bits come back from Arrow."""
    axis = Months(FIRST, 2)
    one_side = Totals(axis, 1, {"society": 2**62}, {"paid:society": [2**62, 1]})
    other = Totals(axis, 2, {"federation": 5}, {"paid:society": [2**62, 2], "payer:county_finance": [0, 7]})
    both = one_side + other
    assert both.sums == {"paid:society": [2**63, 3], "payer:county_finance": [0, 7]} == (other + one_side).sums
    assert both.opening == {"society": 2**62, "federation": 5}
    assert both.measures == ("paid", "payer", "paid:society", "payer:county_finance")
    assert both.by_month("payer")[1].fen == both.total("payer").fen == 7
    again = Totals.from_arrow(pa.Table.from_batches([one_side.to_arrow(), other.to_arrow()]), first_month=FIRST)
    assert (again.sums, again.opening, again.societies) == (both.sums, both.opening, 3)
    assert Totals(axis, 1, {}, {"closing:society": [5, 3]}).total("closing").fen == 3
    assert repr(both) == "<Totals of 3 societies, 2 months: data of the user>"
    with pytest.raises(Malformed) as caught:
        both.fen("spent")
    assert caught.value.code == "what_if.measure"
    for wrong in (Totals(Months(FIRST, 3), 0, {}, {}), Totals(Months("2025-12", 2), 0, {}, {})):
        with pytest.raises(Malformed) as caught:
            _ = both + wrong
        assert caught.value.code == "scale.months_differ"


@pytest.mark.parametrize(
    "rows",
    [
        {},
        {"measure": ["paid"], "month": [1], "amount": [1]},
        {"measure": ["societies", "paid", "paid"], "month": [0, 1, 3], "amount": [1, 1, 1]},
        {"measure": ["societies"], "amount": [1]},
    ],
)
def test_rows_that_are_no_totals(rows: dict[str, Any]) -> None:
    """Totals are read from all their rows: none is missing, and no column is another."""
    with pytest.raises(Malformed) as caught:
        Totals.from_arrow([pa.record_batch(rows)] if rows else [], first_month=FIRST)
    assert caught.value.code == "scale.totals_rows"


# --- ids -------------------------------------------------------------------------------------------


@given(st.lists(st.text(max_size=6) | st.sampled_from(["v-1", "v-10", "v-01", "v-1\0"])))
def test_ids_are_told_apart(ids: list[str]) -> None:
    """Two texts have one number just when they are the same text, wherever in a batch they stand."""
    column = pa.array(ids, pa.string())
    numbers = numbered(column).tolist()
    assert len(set(numbers)) == len(set(ids))
    for at in range(len(ids)):
        assert numbered(column.slice(at)).tolist() == numbers[at:]
    first = {text: at for at, text in reversed(list(enumerate(ids)))}
    repeats = [(first[text], at) for at, text in enumerate(ids) if first[text] != at]
    halves = [np.array(numbers[:3], np.uint64), np.array(numbers[3:], np.uint64)]
    assert [(found.first, found.again) for found in suspects(halves)] == repeats
    assert (twice(halves) is None) == (not repeats)


@pytest.mark.deep
def test_many_ids_have_as_many_numbers() -> None:
    """Codes of villages, one after another as they come, share no number, as text and as whole numbers."""
    codes = pa.array(np.arange(340_000_000_000, 340_000_200_000))
    for column in (codes, codes.cast(pa.string())):
        seen = Seen()
        seen.add(column.slice(0, 80_000))
        seen.add(column.slice(80_000))
        assert len(np.unique(seen.numbers())) == 200_000


# --- what is refused -------------------------------------------------------------------------------


def test_a_society_twice() -> None:
    """A society in two batches is refused at the end, with both rows, in totals as well."""
    batches = [pa.record_batch(one()), pa.record_batch(one(society=["v-2"])), pa.record_batch(one())]
    for make in (scale.over_batches, scale.totals_over_batches):
        with pytest.raises(Malformed) as caught:
            list(make(PLAIN, unit="fen", first_month=FIRST, batch_rows=1)(iter(batches)))
        assert caught.value.code == "scale.society_twice"
        assert "rows 0 and 2" in str(caught.value)


def test_a_pool_in_two_places() -> None:
    """Societies of a town that do not stand together are refused: the pool would be spent twice."""
    columns = invented(6, 1) | {"town": ["t-0", "t-0", "t-1", "t-1", "t-0", "t-0"]}
    function = scale.over_batches(SHARED, unit="fen", first_month=FIRST, pools=[federation(2, 1)], batch_rows=2)
    with pytest.raises(Malformed) as caught:
        list(function([pa.record_batch(columns)]))
    assert caught.value.code == "scale.pool_split"
    assert "given: t-0." in str(caught.value)


def test_societies_without_a_pool() -> None:
    """A town that no pool knows, or that is not said, is refused as in memory."""
    columns = invented(3, 1, towns=1)
    function = scale.over_batches(SHARED, unit="fen", first_month=FIRST, pools=[federation(1, 1)])
    for wrong, code in (
        ({"town": ["t-0", "t-9", "t-0"]}, "what_if.no_pool"),
        ({"town": pa.array(["t-0", None, "t-0"])}, "what_if.unknown_value"),
    ):
        with pytest.raises(Malformed) as caught:
            list(function([pa.record_batch(columns | wrong)]))
        assert caught.value.code == code
    del columns["town"]
    with pytest.raises(Malformed) as caught:
        list(function([pa.record_batch(columns)]))
    assert caught.value.code == "what_if.no_column"


def test_what_is_not_known_is_not_zero() -> None:
    """A missing value is refused with its column, its row and how many there are, in lists too."""
    error = refused("what_if.unknown_value", one(need_1=pa.array([None], pa.int64())))
    assert "row 0" in str(error)
    two = {"society": ["v-1", "v-2"], "capital": [1, 1]}
    error = refused("what_if.unknown_value", two | {"need": pa.array([[1, 2], [3, None]])})
    assert "need_2. do: fill row 1" in str(error)
    refused("what_if.unknown_value", two | {"need": pa.array([[1, 2], None])})
    refused("what_if.unknown_value", two | {"society": pa.array(["v-1", None]), "need_1": [1, 1]})
    error = refused("scale.list_lengths", two | {"need": [[1, 2], [3]]})
    assert "row 1" in str(error)
    refused("scale.list_lengths", one(need=[5]))
    refused("what_if.sub_fen", one(need_1=pa.array([Decimal("1.234")])), unit="yuan")
    refused("what_if.sub_fen", one() | {"need_1": pa.array(["0.001"])}, unit="yuan")
    refused("what_if.negative", one(need_1=pa.array([Decimal("-1.00")])), unit="yuan")
    lists = {"society": ["v-1"], "capital": [1], "need": pa.array([[Decimal("1.234")]])}
    refused("what_if.sub_fen", lists, unit="yuan")
    refused("what_if.unit", one(need_1=pa.array([Decimal("1.00")])))


def test_columns_that_cannot_be() -> None:
    """Columns that say the same twice, are misspelt, missing, or differ from batch to batch are refused."""
    refused("what_if.column_twice", one(need=[[5]]))
    refused("what_if.no_label", one(society=[b"v-1"]))
    refused("what_if.column_not_asked", one(needs_1=[5]))
    refused("what_if.no_column", {"capital": [1], "need_1": [1]})
    refused("what_if.keep", one(), keep="cases")
    refused("what_if.keep", one(), keep=("months", 3))
    refused("scale.batch_rows", one(), batch_rows=0)
    refused("scale.batch_rows", one(), batch_rows=True)
    refused("what_if.first_month", one(), first_month="2025")
    refused("input.choice", one(), unit="jiao")
    function = scale.over_batches(PLAIN, unit="fen", first_month=FIRST)
    with pytest.raises(Malformed) as caught:
        list(function([pa.record_batch(one()), pa.record_batch(one(society=["v-2"], gifts_1=[1]))]))
    assert caught.value.code == "scale.columns_differ"
    short = SharedPool("federation", kind="federation", by="town", members=["t-1"], opening=[1, 2])
    refused("what_if.lengths", one(), pools=[short])
    with pytest.raises(Malformed):
        scale.over_batches(Fraction(1), unit="fen", first_month=FIRST)  # type: ignore[arg-type] # the mistake


def test_labels_that_are_named_may_be_there() -> None:
    """A label of the user's is let through where it is named."""
    columns = one(mountain=["yes"])
    refused("what_if.column_not_asked", columns)
    assert totals([pa.record_batch(columns)], labels=["mountain"]).societies == 1


@pytest.mark.parametrize(("package", "ask"), [("pyarrow", arrow), ("distributed", distributed)])
def test_a_package_that_is_not_there(package: str, ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its optional package a function says which extra to install."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra) as caught:
        ask()
    assert f"the optional package {package}" in str(caught.value)
