"""Columns of a data frame, checked (数据列): whole fen or labels, nothing unknown, nothing negative.

Any frame that Narwhals reads, or a plain mapping of names to sequences. A column is taken as it is where it already
holds whole fen in 64 bits: nothing is copied.

>>> money_column("need", [1200, 0], Unit.FEN).tolist(), money_column("need", ["12.00", "0"], Unit.YUAN).tolist()
([1200, 0], [1200, 0])
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from community_charity.errors import MISSING_EXTRA, Malformed, MissingExtra, declare, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


Column: TypeAlias = NDArray[np.int64]
"""Whole fen or whole numbers (整数列), shape (rows,)."""
Labels: TypeAlias = NDArray[Any]
"""Ids and other labels (标签列), shape (rows,)."""

FRAME = declare(
    "what_if.frame",
    wanted=(
        "a data frame in memory, or a mapping of column names to sequences",
        "内存中的数据框，或由列名到序列的映射",
    ),
    do=("collect a lazy frame first, then pass it", "惰性数据框请先求值，再传入"),
)
NO_COLUMN = declare(
    "what_if.no_column",
    wanted=("a column {name}", "列 {name}"),
    do=("add it, or rename the column that holds it; there is: {there}", "请补充该列，或将相应列改名；现有：{there}"),
)
UNKNOWN = declare(
    "what_if.unknown_value",
    wanted=("a known value in every row of {name}", "{name} 列每行均有已知值"),
    do=(
        "fill row {row}, or leave out what is not known: unknown is not zero ({count} such rows)",
        "请补充第 {row} 行，或剔除不详的行：不详不等于零（共 {count} 行）",
    ),
)
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
    do=('write unit="yuan" if these are yuan, or convert to fen', '若以元计，请写 unit="yuan"；否则请换算为分'),
)
TOO_LARGE = declare(
    "what_if.too_large",
    wanted=("amounts up to {most} in {name}", "{name} 列金额不超过 {most}"),
    do=("is the unit right? see row {row}; {count} rows are above", "请核对单位，见第 {row} 行；共 {count} 行超出"),
)
LENGTHS = declare(
    "what_if.lengths",
    wanted=("{rows} rows in {name}, as in the other columns", "{name} 列有 {rows} 行，与其他列相同"),
    do=("give one value for each row", "请为每行给出一个值"),
)
NOT_WHOLE = declare(
    "what_if.not_whole",
    wanted=("whole numbers from {least} to {most} in {name}", "{name} 列为 {least} 至 {most} 的整数"),
    do=("see row {row}; {count} rows are outside", "见第 {row} 行；共 {count} 行不符"),
)
NOT_BOOL = declare(
    "what_if.not_bool",
    wanted=("True or False in every row of {name}", "{name} 列每行为 True 或 False"),
    do=("convert the column first", "请先转换该列"),
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


class Frame:
    """Columns by name, whatever they came in (各列): a frame of pandas, Polars, PyArrow or a mapping.

    Raises `Malformed` for what is no frame.

    >>> frame = Frame({"society": ["v-1"], "need": [100]})
    >>> frame.names, frame.values("need")
    (['society', 'need'], [100])
    """

    def __init__(self, native: Any) -> None:
        if isinstance(native, Mapping):
            self.names = [str(name) for name in native]
            self._column: Callable[[str], Any] = native.__getitem__
        else:
            frame = _narwhals(native)
            self.names = list(frame.columns)
            self._column = frame.get_column

    def values(self, name: str) -> Any:
        """Give a column as it is stored (取列). Raises `Malformed` for one that is not there."""
        if name not in self.names:
            raise Malformed(NO_COLUMN, given=listing(self.names), name=name, there=listing(self.names))
        return self._column(name)


def listing(names: Iterable[str]) -> str:
    """Join the first names of a frame for an error (列名摘要).

    >>> listing(["need", "aid"])
    'need, aid'
    """
    names = [str(name)[:40] for name in names]
    more = f" ... ({len(names)})" if len(names) > 8 else ""
    return ", ".join(names[:8]) + more or "-"


def _narwhals(native: Any) -> Any:
    try:
        import narwhals.stable.v2 as nw  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtra(MISSING_EXTRA, given="a data frame", package="narwhals", extra="what-if") from error
    try:
        return nw.from_native(native, eager_only=True)
    except TypeError as error:
        raise Malformed(FRAME, given=shown(native)) from error


# --- amounts -------------------------------------------------------------------------------------


def money_column(name: str, values: Any, unit: Unit, rows: int | None = None) -> Column:
    """Read a column of money as whole fen (金额列), int64, shape (rows,), none unknown, none negative.

    With ``Unit.FEN`` whole numbers are wanted. With ``Unit.YUAN`` whole numbers, `Decimal`, text, or a float that is
    the nearest to an amount of whole fen (as files of numbers give it). Raises `Malformed`.

    >>> money_column("need", [12.345], Unit.YUAN)
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [what_if.sub_fen] given: 12.345 (float). wanted: amounts of whole fen in need. \
do: round row 0 yourself, in the way your rule says (1 such rows)
    """
    found = _plain(name, values)
    fen = _in_fen(name, found, unit)
    if rows is not None and len(fen) != rows:
        raise Malformed(LENGTHS, given=str(len(fen)), name=name, rows=rows)
    # One pass finds both: as an unsigned number, what is negative is very large.
    if len(fen) and int(fen.view(np.uint64).max()) > MOST_FEN:
        refuse(NEGATIVE, name, fen, fen < 0)
        refuse(TOO_LARGE, name, fen, fen > MOST_FEN, most="¥100,000,000,000")
    return fen


def refuse(code: str, name: str, values: Any, wrong: Any, **facts: Any) -> None:
    """Refuse a column of which some rows are wrong (拒绝错误的列): the first row, counted from 0, and how many.

    Raises `Malformed` if there is one.

    >>> refuse(NEGATIVE, "need", [1, 2], np.array([False, False]))
    """
    rows = np.flatnonzero(wrong)
    if len(rows):
        given = shown(values[int(rows[0])].item() if hasattr(values, "dtype") else values[int(rows[0])])
        raise Malformed(code, given=given, name=name, row=int(rows[0]), count=len(rows), **facts)


def _plain(name: str, values: Any) -> NDArray[Any]:
    """Give the column as an array without unknown values."""
    if hasattr(values, "null_count"):  # a series of Narwhals
        unknown = values.null_count()
        if unknown:
            row = int(values.is_null().arg_true()[0])
            raise Malformed(UNKNOWN, given="null", name=name, row=row, count=unknown)
        found: NDArray[Any] = values.to_numpy()
    else:
        found = np.asarray(values)
    if found.ndim != 1:
        raise Malformed(LENGTHS, given=f"shape {found.shape}", name=name, rows="one-dimensional")
    if found.dtype.kind == "f":
        refuse(UNKNOWN, name, found, ~np.isfinite(found))
    elif found.dtype.kind == "O":
        refuse(UNKNOWN, name, found.tolist(), [_unknown(value) for value in found.tolist()])
    return found


def _unknown(value: Any) -> bool:
    return value is None or (isinstance(value, float | Decimal) and not np.isfinite(float(value)))


def _in_fen(name: str, found: NDArray[Any], unit: Unit) -> Column:
    kind = found.dtype.kind
    if kind in "iu" and unit is Unit.FEN:
        if kind == "u" and len(found):
            refuse(TOO_LARGE, name, found, found > MOST_FEN, most="¥100,000,000,000")
        return found.astype(np.int64, copy=False)
    if kind in "iu":
        refuse(TOO_LARGE, name, found, found > MOST_FEN // 100, most="¥100,000,000,000")
        return found.astype(np.int64) * 100
    if unit is Unit.FEN or kind not in "fOUT":
        raise Malformed(UNIT, given=f"{found.dtype}", name=name)
    if kind == "f":
        return _from_floats(name, found)
    return _from_texts(name, found.tolist())


def _from_floats(name: str, found: NDArray[Any]) -> Column:
    """Take a float for the amount of which it is the nearest float: as 0.1 stands for ten fen in a file."""
    refuse(TOO_LARGE, name, found, found > MOST_FEN / 100, most="¥100,000,000,000")
    fen = np.rint(found * 100)
    refuse(SUB_FEN, name, found, fen / 100 != found)
    whole: Column = fen.astype(np.int64)
    return whole


def _from_texts(name: str, found: list[Any]) -> Column:
    fen = np.empty(len(found), np.int64)
    for row, value in enumerate(found):
        try:
            amount = Decimal(str(value)) * 100
        except ArithmeticError:
            raise Malformed(UNIT, given=shown(value), name=name) from None
        if not amount.is_finite() or abs(amount) > MOST_FEN * 100:
            raise Malformed(UNIT, given=shown(value), name=name)
        if amount != int(amount):
            later = sum(Decimal(str(v)) * 100 % 1 != 0 for v in found[row:] if _is_number(v))
            raise Malformed(SUB_FEN, given=str(value), name=name, row=row, count=later)
        fen[row] = int(amount)
    return fen


def _is_number(value: Any) -> bool:
    try:
        return Decimal(str(value)).is_finite()
    except ArithmeticError:
        return False


# --- labels and numbers --------------------------------------------------------------------------


def label_column(name: str, values: Any, rows: int | None = None) -> Labels:
    """Read a column of labels (标签列): ids, counties, towns; none unknown. Raises `Malformed`.

    >>> label_column("county", ["341802", "341802"]).tolist()
    ['341802', '341802']
    """
    found = _plain(name, values)
    if rows is not None and len(found) != rows:
        raise Malformed(LENGTHS, given=str(len(found)), name=name, rows=rows)
    return found


def whole_column(name: str, values: Any, *, least: int, most: int, rows: int | None = None) -> Column:
    """Read a column of whole numbers within bounds (整数列), int64. Raises `Malformed`.

    >>> whole_column("entry", [0, 3], least=0, most=11).tolist()
    [0, 3]
    """
    found = label_column(name, values, rows)
    if found.dtype.kind not in "iu":
        raise Malformed(NOT_WHOLE, given=f"{found.dtype}", name=name, row=0, count=len(found), least=least, most=most)
    refuse(NOT_WHOLE, name, found, (found < least) | (found > most), least=least, most=most)
    return found.astype(np.int64, copy=False)


def bool_column(name: str, values: Any, rows: int) -> NDArray[np.bool_]:
    """Read a column of yes and no (是否列). Raises `Malformed` for anything else: unknown is not no.

    >>> bool_column("cancer", [True, False], 2).tolist()
    [True, False]
    """
    found = label_column(name, values, rows)
    if found.dtype != np.bool_:
        raise Malformed(NOT_BOOL, given=f"{found.dtype}", name=name)
    return found
