"""Columns of a data frame, checked (数据列): whole fen or labels, nothing unknown, nothing negative.

A column is taken as it is where it already holds whole fen in 64 bits: nothing is copied.

>>> money_column("need", [1200, 0], Unit.FEN).tolist(), money_column("need", ["¥12.00", "0"], Unit.YUAN).tolist()
([1200, 0], [1200, 0])
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from community_charity.errors import Malformed, declare, shown
from community_charity.money import Money, yuan
from community_charity.whatif.frames import (
    LENGTHS,
    NO_COLUMN,
    UNKNOWN,
    Frame,
    Labels,
    empty_cells,
    is_text,
    listing,
    plain,
    refuse,
    rows_of,
)

if TYPE_CHECKING:
    from collections.abc import Sized

    from community_charity.language import Text

__all__ = [
    "LENGTHS",
    "MOST_FEN",
    "NEGATIVE",
    "NOT_BOOL",
    "NOT_WHOLE",
    "NO_AMOUNT",
    "NO_COLUMN",
    "NO_LABEL",
    "SUB_FEN",
    "TOO_LARGE",
    "UNIT",
    "UNKNOWN",
    "Column",
    "Frame",
    "Labels",
    "Unit",
    "bool_column",
    "label_column",
    "label_values",
    "listing",
    "money_column",
    "refuse",
    "same",
    "whole_column",
]

Column: TypeAlias = NDArray[np.int64]
"""Whole fen or whole numbers (整数列), shape (rows,)."""

NEGATIVE = declare(
    "what_if.negative",
    wanted=("amounts of zero or more in {name}", "{name} 列金额不为负"),
    do=("correct row {row}; {count} rows are below zero", "请更正第 {row} 行；共 {count} 行为负"),
)
SUB_FEN = declare(
    "what_if.sub_fen",
    wanted=("amounts of whole fen in {name}", "{name} 列金额精确到分"),
    do=(
        "round row {row} yourself, in the way your rule says ({count} such rows)",
        "请按您的规则自行取整第 {row} 行（共 {count} 行）",
    ),
)
UNIT = declare(
    "what_if.unit",
    wanted=("whole numbers of fen in {name}, or amounts of yuan said to be so", "{name} 列为整数分，或注明以元为单位"),
    do=(
        'write unit="yuan" if these are yuan, or convert to fen, from row {row} on ({count} such rows)',
        '若以元计，请写 unit="yuan"；否则请自第 {row} 行起换算为分（共 {count} 行）',
    ),
)
NO_AMOUNT = declare(
    "what_if.no_amount",
    wanted=(
        "amounts in {name}: whole numbers, decimals, or text such as 1234.56, 1,234.56 or ¥1,234.56",
        "{name} 列为金额：整数、小数，或 1234.56、1,234.56、¥1,234.56 形式的文本",
    ),
    do=("correct row {row} ({count} such rows)", "请更正第 {row} 行（共 {count} 行）"),
)
TOO_LARGE = declare(
    "what_if.too_large",
    wanted=("amounts up to {most} in {name}", "{name} 列金额不超过 {most}"),
    do=("is the unit right? see row {row}; {count} rows are above", "请核对单位，见第 {row} 行；共 {count} 行超出"),
)
NO_LABEL = declare(
    "what_if.no_label",
    wanted=("text or whole numbers in {name}", "{name} 列为文本或整数"),
    do=(
        "convert the column first, from row {row} on ({count} such rows)",
        "请先转换该列，自第 {row} 行起（共 {count} 行）",
    ),
)
NOT_WHOLE = declare(
    "what_if.not_whole",
    wanted=("whole numbers from {least} to {most} in {name}", "{name} 列为 {least} 至 {most} 的整数"),
    do=("see row {row}; {count} rows are outside", "见第 {row} 行；共 {count} 行不符"),
)
NOT_BOOL = declare(
    "what_if.not_bool",
    wanted=("True or False in every row of {name}", "{name} 列每行为 True 或 False"),
    do=(
        "convert the column first, from row {row} on ({count} such rows)",
        "请先转换该列，自第 {row} 行起（共 {count} 行）",
    ),
)

MOST_FEN: Final = 10**13
"""The largest amount of a cell (单元格最大金额), in fen: a hundred billion yuan. Sums of a block stay far within 64 bits."""


class Unit(Enum):
    """What the numbers of a frame are (金额单位): whole fen, or yuan with at most two decimals. ``Unit("yuan")``.

    >>> [unit.value for unit in Unit]
    ['fen', 'yuan']
    """

    FEN = "fen"
    YUAN = "yuan"


def same(fen: int) -> Column:
    """Give a whole number where a rule wants a column (同一数值): it stands for every row.

    >>> (same(100) + np.array([1, 2])).tolist()
    [101, 102]
    """
    return cast("Column", np.int64(fen))


# --- amounts -------------------------------------------------------------------------------------

_MOST: Final = "¥100,000,000,000"
_ROOM: Final = 1 << 43
"""Below 10**13 and a power of two: joined bit by bit, amounts stay under it just if each of them does."""


def money_column(name: str, values: Any, unit: Unit, rows: int | None = None) -> Column:
    """Read a column of money as whole fen (金额列), int64, shape (rows,), none unknown, none negative.

    With ``Unit.FEN`` whole numbers are wanted. With ``Unit.YUAN`` whole numbers, `Decimal`, text as `yuan` reads it, or a
    float that is the nearest to an amount of whole fen (as files of numbers give it). `Money` is read with either.
    Raises `Malformed`.

    >>> money_column("need", [12.345], Unit.YUAN)
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [what_if.sub_fen] given: 12.345 (float). wanted: amounts of whole fen in need. \
do: round row 0 yourself, in the way your rule says (1 such rows)
    """
    found = plain(name, values)
    _check_length(name, found, rows)
    if not len(found):
        return np.empty(0, np.int64)
    if found.dtype.kind == "O":
        kinds = set(map(type, found.tolist()))
        if kinds == {Money}:
            found, unit = plain(name, [value.fen for value in found.tolist()]), Unit.FEN
        if kinds in ({int}, {Money}) and found.dtype.kind == "O":  # whole numbers that do not fit into 64 bits
            _within(name, found, MOST_FEN)
    kind = found.dtype.kind
    if kind in "iu":
        return _of_whole(name, found, unit)
    if unit is Unit.YUAN and kind == "f":
        return _of_floats(name, found.astype(np.float64))
    if unit is Unit.YUAN and kind in "OUT":
        return _of_objects(name, found.tolist())
    code = UNIT if unit is Unit.FEN and kind in "fOUT" else NO_AMOUNT
    raise Malformed(code, given=_first(found), name=name, row=0, count=len(found))


def _check_length(name: str, found: Sized, rows: int | None) -> None:
    if rows is not None and len(found) != rows:
        raise Malformed(LENGTHS, given=rows_of(len(found)), name=name, rows=rows)


def _of_whole(name: str, found: NDArray[Any], unit: Unit) -> Column:
    """Take whole numbers; one pass tells whether any is negative or too large, and only then is it looked for."""
    most, room = (MOST_FEN, _ROOM) if unit is Unit.FEN else (MOST_FEN // 100, _ROOM >> 7)
    whole = found.astype(np.int64, copy=False)
    if len(whole) and not 0 <= int(np.bitwise_or.reduce(whole)) < room:
        _within(name, found, most)
    return whole if unit is Unit.FEN else whole * 100


def _within(name: str, found: NDArray[Any], most: float) -> None:
    refuse(NEGATIVE, name, found, found < 0)
    refuse(TOO_LARGE, name, found, found > most, most=_MOST)


def _of_floats(name: str, found: NDArray[np.float64]) -> Column:
    """Take a float for the amount of which it is the nearest float: as 0.1 stands for ten fen in a file."""
    _within(name, found, MOST_FEN / 100)
    fen = np.rint(found * 100)
    refuse(SUB_FEN, name, found, fen / 100 != found)
    whole: Column = fen.astype(np.int64)
    return whole


def _of_objects(name: str, found: list[Any]) -> Column:
    """Read text and exact decimals one by one, and say of the worst fault how often it comes."""
    read = [_fen(value) for value in found]
    refuse(NO_AMOUNT, name, found, [fen is None for fen in read])
    refuse(SUB_FEN, name, found, [fen is _FINER for fen in read])
    fen = np.array(read, np.int64)
    refuse(NEGATIVE, name, found, fen < 0)
    refuse(TOO_LARGE, name, found, fen > MOST_FEN, most=_MOST)
    return fen


_FINER: Final = "finer than a fen"
_FEN: Final = Decimal("0.01")
_LONGEST: Final = 64
_EXACT: Final = Context(prec=_LONGEST)


def _fen(value: Any) -> int | str | None:
    """Read one amount of yuan: its fen, ``_FINER``, or ``None`` for what is no amount."""
    if isinstance(value, str):
        try:
            return max(-1, min(yuan(value).fen, MOST_FEN + 1))
        except Malformed:
            return _FINER if _TOO_FINE.match(value[:_LONGEST]) else None
    if not isinstance(value, Decimal | int) or isinstance(value, bool):
        return None
    exact = Decimal(value)
    if not -1 < exact <= MOST_FEN // 100:
        return -1 if exact < 0 else MOST_FEN + 1
    whole = exact.quantize(_FEN, context=_EXACT)
    return int(whole * 100) if whole == exact else _FINER


_TOO_FINE: Final = re.compile(r"-?[¥￥]?[\d,]+\.\d{3,}\Z", re.ASCII)


# --- labels and numbers --------------------------------------------------------------------------


def label_column(name: str, values: Any, rows: int | None = None) -> Labels:
    """Read a column of labels (标签列): ids, counties, towns, as text or whole numbers; none unknown. Raises `Malformed`.

    >>> label_column("county", ["341802", "341802"]).tolist()
    ['341802', '341802']
    """
    found = plain(name, values)
    _check_length(name, found, rows)
    if len(found) and found.dtype.kind not in "iuU" and not isinstance(found[0], str):
        # A number may be somebody's identity number: only what kind of value it is may be told.
        raise Malformed(NO_LABEL, given=str(found.dtype), name=name, row=0, count=len(found))
    return found


def label_values(name: str, values: Any, rows: int | None = None) -> Any:
    """Check a column of labels and leave text as it is stored (标签列，保持原样): see `LabelColumns`. Raises `Malformed`.

    >>> label_values("county", ["341802"]).tolist()
    ['341802']
    """
    if not is_text(values):
        return label_column(name, values, rows)
    _check_length(name, values, rows)
    empty_cells(name, values)
    return values


def whole_column(name: str, values: Any, *, least: int, most: int, rows: int | None = None) -> Column:
    """Read a column of whole numbers within bounds (整数列), int64. Raises `Malformed`.

    >>> whole_column("entry", [0, 3], least=0, most=11).tolist()
    [0, 3]
    """
    found = plain(name, values)
    _check_length(name, found, rows)
    if len(found) and found.dtype.kind not in "iu":
        raise Malformed(NOT_WHOLE, given=_first(found), name=name, row=0, count=len(found), least=least, most=most)
    refuse(NOT_WHOLE, name, found, (found < least) | (found > most), least=least, most=most)
    return found.astype(np.int64, copy=False)


def bool_column(name: str, values: Any, rows: int) -> NDArray[np.bool_]:
    """Read a column of yes and no (是否列). Raises `Malformed` for anything else: unknown is not no.

    >>> bool_column("cancer", [True, False], 2).tolist()
    [True, False]
    """
    found = plain(name, values)
    _check_length(name, found, rows)
    if len(found) and found.dtype != np.bool_:
        raise Malformed(NOT_BOOL, given=_first(found), name=name, row=0, count=len(found))
    return found.astype(np.bool_, copy=False)


def _first(found: NDArray[Any]) -> Text:
    """Describe the first value of a column that is wrong as a whole."""
    return shown(found.tolist()[0])
