"""Months in one column or one row each (按月数据): columns of lists, and long tables of society and month.

>>> [column.tolist() for column in list_columns("need", [[1, 2], [3, 4]], Unit.FEN, rows=2)]
[[1, 3], [2, 4]]
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.whatif.columns import LENGTHS, Column, Unit, label_column, money_column
from community_charity.whatif.frames import Frame, empty_cells, listing, plain, refuse, rows_of
from community_charity.whatif.months import MOST, Months
from community_charity.whatif.schema import FACTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from community_charity.whatif.frames import Labels

LISTS = declare(
    "what_if.month_lists",
    wanted=("a list of {months} months in every row of {name}", "{name} 列每行为 {months} 个月的列表"),
    do=(
        "see row {row} ({count} such rows): what is not known is not zero",
        "请见第 {row} 行（共 {count} 行）：不详不等于零",
    ),
)
NO_LIST = declare(
    "what_if.no_list",
    wanted=(
        "a list of months in every row of {name}, or a column for each month: {name}_1 ...",
        "{name} 列每行为各月列表，或每月一列：{name}_1 ...",
    ),
    do=("rename the column if it is of one month", "若仅一个月，请改列名"),
)
NO_MONTH_OF_ROW = declare(
    "what_if.month_of_row",
    wanted=(
        "months in {name}: 1 for the first, or text such as 2025-01, up to {last}",
        "{name} 列为月份：首月为 1，或 2025-01 形式的文本，至 {last} 止",
    ),
    do=(
        "correct row {row} ({count} such rows); write a date as year and month",
        "请更正第 {row} 行（共 {count} 行）；日期请写作年月",
    ),
)
STRANGER = declare(
    "what_if.case_of_nobody",
    wanted=("rows of societies of the population", "各行所属互助社在总体之内"),
    do=(
        "add the society, or drop the row: see row {row} of {name} ({count} such rows)",
        "请补充该互助社或删去该行：见 {name} 第 {row} 行（共 {count} 行）",
    ),
)
MONTH_TWICE = declare(
    "what_if.month_twice",
    wanted=("one row for each society and month", "每个互助社每月一行"),
    do=("see row {row} of {name}; {count} rows repeat another", "见 {name} 第 {row} 行；共 {count} 行重复"),
)
MONTHS_OF_SOCIETY = declare(
    "what_if.months_of_society",
    wanted=(
        "a row of {name} for each society and each of {months} months",
        "{name} 中每个互助社在 {months} 个月内每月一行",
    ),
    do=(
        "add the months of the society in row {row}; {count} societies lack some: what is not known is not zero",
        "请补充第 {row} 行互助社的月份；共 {count} 个互助社缺月：不详不等于零",
    ),
)
MONTHLY_COLUMNS = declare(
    "what_if.monthly_columns",
    wanted=("society, month and facts alone: {schema}", "仅限 society、month 及事实列：{schema}"),
    do=("drop or rename {wrong}", "请删去或改名 {wrong}"),
)

_TEXT = re.compile(r"(\d{4})-(0[1-9]|1[0-2])\Z", re.ASCII)


# --- lists ---------------------------------------------------------------------------------------


def list_columns(name: str, values: Any, unit: Unit, rows: int, months: int | None = None) -> tuple[Column, ...]:
    """Read a column of lists as one column a month (列表列), int64 fen. Raises `Malformed`.

    All lists have one length, which is the number of months: ``months`` if it is known. The values are copied once, so
    that each month lies in one piece.
    """
    lengths, flat = _lists(name, values)
    if len(lengths) != rows:
        raise Malformed(LENGTHS, given=rows_of(len(lengths)), name=name, rows=rows)
    wide = months or (int(lengths[0]) if rows else 0)
    wrong = lengths != wide
    given = Text("{n} months", "{n} 个月").fill(n=int(lengths[np.argmax(wrong)]) if rows else 0)
    refuse(LISTS, name, lengths, wrong, given=given, months=wide)
    by_month = np.ascontiguousarray(plain(name, flat(), wide).reshape(rows, wide).T)
    return tuple(money_column(f"{name}_{month + 1}", column, unit) for month, column in enumerate(by_month))


def _lists(name: str, values: Any) -> tuple[NDArray[Any], Callable[[], Any]]:
    """Give the length of each list, and a way to all values in one row after another."""
    home = type(values).__module__.partition(".")[0]
    if home == "polars" and values.dtype.is_nested():
        empty_cells(name, values)
        lists = values.arr.to_list() if hasattr(values.dtype, "size") else values
        return lists.list.len().to_numpy(), lists.explode
    if home == "pyarrow" and "list" in str(values.type):
        empty_cells(name, values)
        whole = values.combine_chunks()
        return whole.value_lengths().to_numpy(), whole.flatten
    if isinstance(values, np.ndarray) and values.ndim == 2:
        return np.full(len(values), values.shape[1]), values.ravel
    each = list(values)
    plain_rows = np.array([isinstance(row, list | tuple | np.ndarray) for row in each], np.bool_)
    if not plain_rows.all():
        row = each[int(np.argmin(plain_rows))]
        raise Malformed(NO_LIST, given=shown(row), name=name)
    return np.array([len(row) for row in each]), lambda: list(chain.from_iterable(map(_items, each)))


def _items(row: Any) -> Any:
    return row.tolist() if isinstance(row, np.ndarray) else row


# --- tables of months ----------------------------------------------------------------------------


def month_column(name: str, values: Any, first: str, months: int | None, rows: int) -> Column:
    """Read months as numbers from 0 (月份列): 1, 2 ... or text such as ``"2025-01"``. Raises `Malformed`.

    ``months`` is how many there are, ``None`` if the column is to say it.

    >>> month_column("month", ["2025-02", "2025-01"], "2025-01", None, rows=2).tolist()
    [1, 0]
    """
    found = plain(name, values)
    axis = Months(first, months or MOST)
    if found.dtype.kind in "iu":
        read = found.astype(np.int64) - 1
    elif found.dtype.kind in "OU":
        numbers = {text: _number(axis, text) for text in dict.fromkeys(found.tolist())}
        read = np.array([numbers[text] for text in found.tolist()], np.int64)
    else:
        read = np.full(len(found), -1)
    if len(read) != rows:
        raise Malformed(LENGTHS, given=rows_of(len(read)), name=name, rows=rows)
    last = axis.labels[-1]
    refuse(NO_MONTH_OF_ROW, name, found, (read < 0) | (read >= len(axis)), last=last)
    return read


def _number(axis: Months, text: Any) -> int:
    read = _TEXT.match(text) if isinstance(text, str) else None
    return -1 if read is None else (int(read[1]) - axis.year(0)) * 12 + int(read[2]) - axis.number(0)


def table_columns(
    frame: Any, unit: Unit, societies: Labels, first: str, months: int | None
) -> dict[str, tuple[Column, ...]]:
    """Read a table with one row for each society and month (社月长表): for each fact one column a month, in fen.

    Columns: ``society``, ``month``, and facts. Rows may stand in any order; none may be missing or double. Raises `Malformed`.

    >>> long = {"society": ["v-1", "v-1"], "month": [2, 1], "need": [0, 500]}
    >>> [column.tolist() for column in table_columns(long, Unit.FEN, np.array(["v-1"]), "2025-01", None)["need"]]
    [[500], [0]]
    """
    table = Frame(frame)
    schema = ("society", "month", *FACTS)
    wrong = listing(name for name in table.names if name not in schema)
    if wrong != "-" or len(table.names) < 3:
        raise Malformed(MONTHLY_COLUMNS, given=listing(table.names), schema=", ".join(schema), wrong=wrong)
    society = places_of("society", label_column("society", table.values("society")), societies)
    month = month_column("month", table.values("month"), first, months, len(society))
    count = months or int(month.max(initial=0)) + 1
    place = month * len(societies) + society
    _check_complete(place, len(societies), count)
    columns = {}
    for fact in FACTS:
        if fact in table:
            whole = np.empty(len(place), np.int64)
            whole[place] = money_column(fact, table.values(fact), unit, len(place))
            columns[fact] = tuple(whole.reshape(count, len(societies)))
    return columns


def _check_complete(place: Column, societies: int, count: int) -> None:
    times = np.bincount(place, minlength=societies * count)
    if (times > 1).any():
        again = np.ones(len(place), np.bool_)
        again[np.unique(place, return_index=True)[1]] = False
        refuse(MONTH_TWICE, "monthly", place, again, given=Text("two rows of one month", "同一月份两行"))
    there = times.reshape(count, societies).sum(axis=0)
    lacking = there < count
    given = Text("{n} months", "{n} 个月").fill(n=int(there[np.argmax(lacking)]))
    refuse(MONTHS_OF_SOCIETY, "monthly", there, lacking, given=given, months=count)


def places_of(name: str, ids: Labels, societies: Labels) -> Column:
    """Tell in which row of the population each society stands (所在行), counted from 0. Raises `Malformed`.

    >>> places_of("society", np.array(["v-2", "v-1"]), np.array(["v-1", "v-2"])).tolist()
    [1, 0]
    """
    places = {society: row for row, society in enumerate(societies.tolist())}
    found = np.array([places.get(society, -1) for society in ids.tolist()], np.int64)
    refuse(STRANGER, name, ids, found < 0)
    return found
