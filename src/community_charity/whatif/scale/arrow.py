"""From Arrow to columns of fen and back (Arrow 列转换): what already lies as whole fen in 64 bits is not copied.

Months come as columns, ``need_1``, ``need_2`` ..., or as one column of lists, ``need``, with the months of each society.

>>> pa = arrow()
>>> batch = pa.record_batch({"society": ["v-1"], "capital": [3_000_000], "need": [[900_00, 0]]})  # invented
>>> {name: column.tolist() for name, column in columns_of(batch, Unit.FEN).items()}
{'society': ['v-1'], 'capital': [3000000], 'need_1': [90000], 'need_2': [0]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from community_charity.errors import Malformed, declare
from community_charity.language import Text
from community_charity.whatif.columns import NO_LABEL, Unit, money_column
from community_charity.whatif.frames import (
    COLUMN_TWICE,
    NO_COLUMN,
    empty_cells,
    listing,
    plain,
    refuse,
)
from community_charity.whatif.populations import FACTS
from community_charity.whatif.scale.needs import arrow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from community_charity.errors import CharityError
    from community_charity.whatif.results import Result

LISTS = declare(
    "scale.list_lengths",
    wanted=("a value for each of {months} months in every list of {name}", "{name} 列每个列表均含{months}个月的值"),
    do=(
        "see row {row}: what is not known is not zero, and a society founded later says so in entry ({count} such rows)",
        "见第 {row} 行：不详不等于零；后设立的互助社请填 entry 列（共 {count} 行）",
    ),
)
_MONEY: Final = frozenset({"capital", "opening"})
_CLOSING: Final = ("closing", "paid")


def columns_of(batch: Any, unit: Unit) -> dict[str, NDArray[Any]]:
    """Give the columns of an Arrow batch or table by name (各列), lists as a column for each month, money in fen.

    Amounts that need no conversion stay as they are stored: `Population.from_frame` checks them, in fen. Raises
    `Malformed` for what is unknown, lists of different lengths, and amounts of yuan that are none.
    """
    found: dict[str, NDArray[Any]] = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        whole = _whole(column)
        if name in FACTS:
            columns = _monthly(name, whole, unit)
        elif name in _MONEY or name.rpartition("_")[0] in FACTS:
            columns = {name: _amounts(name, whole, unit)}
        else:
            columns = {name: plain(name, whole)}
        again = next(iter(found.keys() & columns), None)
        if again is not None:
            raise Malformed(COLUMN_TWICE, given=again[:40], name=again[:40])
        found.update(columns)
    return found


def cases_of(table: Any, unit: Unit) -> dict[str, NDArray[Any]]:
    """Give the columns of a table of single cases by name (个案各列), money in fen. Raises `Malformed`."""
    return {
        name: _amounts(name, _whole(table.column(name)), unit)
        if name in FACTS
        else plain(name, _whole(table.column(name)))
        for name in table.schema.names
    }


def label_of(batch: Any, name: str) -> Any:
    """Give a column of ids or labels as an Arrow array (取标签列): text or whole numbers, none unknown. Raises `Malformed`."""
    if name not in batch.schema.names:
        there = listing(batch.schema.names)
        raise Malformed(NO_COLUMN, given=there, name=name, there=there)
    column, types = _whole(batch.column(name)), arrow().types
    empty_cells(name, column)
    kind = column.type
    if not (
        types.is_integer(kind) or types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)
    ):
        raise Malformed(NO_LABEL, given=str(kind), name=name, row=0, count=len(column))
    return column


def _whole(column: Any) -> Any:
    """Give one array for a column of chunks, and values for a column that counts them."""
    pa = arrow()
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def _amounts(name: str, column: Any, unit: Unit) -> NDArray[Any]:
    if unit is Unit.FEN:
        return plain(name, column)
    fen = None if column.null_count else _of_decimals(column)
    return money_column(name, column, unit) if fen is None else fen


def _of_decimals(column: Any) -> NDArray[np.int64] | None:
    """Turn decimals of yuan into fen, all at once; ``None`` for what is no such thing, or finer than a fen."""
    pa = arrow()
    if not pa.types.is_decimal(column.type):
        return None
    try:
        fen = pa.compute.multiply(column.cast(pa.decimal128(30, 2)), pa.scalar(100, pa.decimal128(3, 0)))
        found: NDArray[np.int64] = fen.cast(pa.int64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        return None
    return found


def _monthly(name: str, column: Any, unit: Unit) -> dict[str, NDArray[Any]]:
    pa = arrow()
    empty_cells(name, column)
    if not _is_list(column.type):
        raise Malformed(LISTS, given=str(column.type), name=name, months="all", row=0, count=len(column))
    lengths = plain(name, pa.compute.list_value_length(column))
    months = int(lengths[0]) if len(lengths) else 0
    refuse(LISTS, name, lengths, lengths != months, months=months)
    values = column.flatten()
    fen = _of_decimals(values) if unit is Unit.YUAN and not values.null_count else None
    found = plain(name, values, months) if fen is None else fen
    # A month has to lie in one piece: the loop over months reads column by column.
    by_month = np.ascontiguousarray(found.reshape(len(column), months).T)
    columns = {f"{name}_{month + 1}": by_month[month] for month in range(months)}
    if unit is Unit.YUAN and fen is None:
        return {at: money_column(at, column, unit) for at, column in columns.items()}
    return columns


def _is_list(kind: Any) -> bool:
    types = arrow().types
    return bool(types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind))


# --- results -------------------------------------------------------------------------------------


def names_kept(keep: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the columns of results (结果列名): whole numbers by society, and lists of months.

    >>> names_kept(frozenset({"months"}))
    (('closing', 'paid'), ('paid_by_month', 'unmet_by_month', 'closing_by_month'))
    """
    societies = ("residual", "unmet", "helped", "in_need", "topped_up") if "societies" in keep else ()
    months = ("paid_by_month", "unmet_by_month", "closing_by_month") if "months" in keep else ()
    return (*_CLOSING, *societies), months


def results_schema(ids: Any, keep: frozenset[str]) -> Any:
    """Give the Arrow schema of results (结果列结构), of societies whose ids are of this Arrow type."""
    pa = arrow()
    whole, lists = names_kept(keep)
    fields = [("society", ids), *((name, pa.int64()) for name in whole)]
    return pa.schema([*fields, *((name, pa.list_(pa.int64())) for name in lists)])


def results_batch(ids: Any, result: Result, keep: frozenset[str]) -> Any:
    """Give what a simulation found as an Arrow batch (结果批次), in the order of the societies."""
    pa = arrow()
    lists = names_kept(keep)[1]
    columns = [ids, result.closing, result.paid, *result.kept.societies.values()]
    columns += [_lists(result.kept.months[name.removesuffix("_by_month")]) for name in lists]
    return pa.record_batch(columns, schema=results_schema(ids.type, keep))


def _lists(by_month: NDArray[np.int64]) -> Any:
    pa = arrow()
    months, rows = by_month.shape
    ends = np.arange(0, rows * months + 1, months, dtype=np.int32)
    return pa.ListArray.from_arrays(ends, np.ascontiguousarray(by_month.T).reshape(-1))


# --- errors --------------------------------------------------------------------------------------


def located(error: CharityError, file: str, first: int) -> CharityError:
    """Say in which file an error is, and from which of its rows the error counts (错误定位). The code stays."""
    words = Text(" (in {file}, rows counted from its row {first})", "（文件 {file}，行号自其第 {first} 行起计）")
    where = words.fill(file=file, first=first)
    error.message = Text(error.message.en + where.en, error.message.zh + where.zh)
    error.args = (error.message.en,)
    return error


def batches_in(columns: Any, rows: int) -> Iterator[Any]:
    """Cut a batch into pieces of at most so many rows (分段), without a copy."""
    for start in range(0, columns.num_rows, rows):
        yield columns.slice(start, rows)
