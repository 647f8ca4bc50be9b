"""Data frames as they come (数据框): Polars, pandas, PyArrow, whatever else Narwhals knows, or a mapping of sequences.

A column stays as it is stored until its values are needed. What is unknown is refused here, whatever a library calls it.

>>> frame = Frame({"society": ["v-1"], "need": [100]})
>>> frame.names, plain("need", frame.values("need")).tolist()
(['society', 'need'], [100])
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from community_charity.errors import MISSING_EXTRA, Malformed, MissingExtra, declare, shown
from community_charity.language import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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
COLUMN_TWICE = declare(
    "what_if.column_twice",
    wanted=("each column once", "每列仅出现一次"),
    do=("keep one {name} and drop or rename the other", "请保留一个 {name}，其余删去或改名"),
)
UNKNOWN = declare(
    "what_if.unknown_value",
    wanted=("a known value in every row of {name}", "{name} 列每行均有已知值"),
    do=(
        "fill row {row}, or leave out what is not known: unknown is not zero ({count} such rows)",
        "请补充第 {row} 行，或剔除不详的行：不详不等于零（共 {count} 行）",
    ),
)
LENGTHS = declare(
    "what_if.lengths",
    wanted=("{rows} rows in {name}, as in the other columns", "{name} 列有 {rows} 行，与其他列相同"),
    do=("give one value for each row", "请为每行给出一个值"),
)
FLAT = declare(
    "what_if.flat",
    wanted=("one plain value in each row of {name}", "{name} 列每行仅一个值"),
    do=("give a list of months only for a fact such as need", "仅 need 等事实列可按月给出列表"),
)
MIXED = declare(
    "what_if.mixed_types",
    wanted=("values of one type in {name}", "{name} 列各行类型一致"),
    do=(
        "convert row {row} to the type of the others ({count} such rows)",
        "请将第 {row} 行转换为与其他行相同的类型（共 {count} 行）",
    ),
)

_FEW: Final = 1000
"""Up to here a set of Python's is the quickest way to see what comes twice."""
EMPTY_VALUE: Final = Text("an empty cell", "空值")
_HUGE: Final = 2**63
"""From here on whole numbers do not fit into 64 bits."""
_NUMBERS: Final = (int, float, Decimal, np.integer, np.floating)
_TEXTS: Final = {"String", "string", "large_string", "string_view", "str"}


def rows_of(rows: int) -> Text:
    """Say a number of rows (行数)."""
    return Text("{n} rows", "{n} 行").fill(n=rows)


def listing(names: Iterable[str]) -> str:
    """Join the first names of a frame for an error (列名摘要).

    >>> listing(["need", "aid"])
    'need, aid'
    """
    names = [str(name)[:40] for name in names]
    more = f" ... ({len(names)})" if len(names) > 8 else ""
    return ", ".join(names[:8]) + more or "-"


def refuse(code: str, name: str, values: Any, wrong: Any, *, given: object = None, **facts: Any) -> None:
    """Refuse a column of which some rows are wrong (拒绝错误的列): the first row, counted from 0, and how many.

    ``given`` says what was there, else the first wrong value is described. Raises `Malformed` if there is one.

    >>> refuse(UNKNOWN, "need", [1, 2], np.array([False, False]))
    """
    rows = np.flatnonzero(wrong)
    if len(rows):
        row = int(rows[0])
        value = values[row]
        told = given or shown(value.item() if isinstance(value, np.generic) else value)
        raise Malformed(code, given=told, name=name, row=row, count=len(rows), **facts)


class Frame:
    """Columns by name, as they are stored (各列): a frame of pandas, Polars, PyArrow or a mapping.

    Raises `Malformed` for what is no frame in memory, and for two columns of one name.

    >>> Frame({"need": [100]}).values("need")
    [100]
    """

    def __init__(self, native: Any) -> None:
        if isinstance(native, Mapping):
            names, self._column = list(native), native.__getitem__
        else:
            names, self._column = _native(native)
        self.names = [str(name) for name in names]
        self._stored = dict(zip(self.names, names, strict=True))
        if len(self._stored) < len(names):
            raise _twice(self.names)

    def __contains__(self, name: str) -> bool:
        return name in self._stored

    def values(self, name: str) -> Any:
        """Give a column as it is stored (取列). Raises `Malformed` for one that is not there."""
        if name not in self._stored:
            raise Malformed(NO_COLUMN, given=listing(self.names), name=name, there=listing(self.names))
        return self._column(self._stored[name])


def _twice(names: Iterable[Any]) -> Malformed:
    again = next(name for name, times in Counter(map(str, names)).items() if times > 1)
    return Malformed(COLUMN_TWICE, given=again[:40], name=again[:40])


def _native(native: Any) -> tuple[list[Any], Callable[[Any], Any]]:
    """Give the names and a way to a column; Narwhals knows the frame, its own way to a column costs much more."""
    try:
        import narwhals.stable.v2 as nw  # noqa: PLC0415 - an optional extra
        from narwhals.exceptions import DuplicateError  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtra(
            MISSING_EXTRA, given=Text("a data frame", "数据框"), package="narwhals", extra="what-if"
        ) from error
    try:
        frame = nw.from_native(native, eager_only=True)
    except TypeError as error:
        raise Malformed(FRAME, given=shown(native)) from error
    except DuplicateError as error:
        raise _twice(getattr(native, "column_names", native.columns)) from error
    found: Any = frame.to_native()
    if frame.implementation.is_pandas() or frame.implementation.is_polars():
        return list(found.columns), found.__getitem__
    table: Any = found if frame.implementation.is_pyarrow() else frame.to_arrow()
    names = list(table.column_names)
    return names, lambda name: table.column(names.index(name))


# --- values --------------------------------------------------------------------------------------


def plain(name: str, values: Any, width: int = 1) -> NDArray[Any]:
    """Give a column as a NumPy array without unknown values (转为数组), without a copy where both store it alike.

    ``width`` is how many values make a row, in a column of lists. Raises `Malformed`.

    >>> plain("need", [1, None])
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [what_if.unknown_value] given: an empty cell. wanted: a known value in every \
row of need. do: fill row 1, or leave out what is not known: unknown is not zero (1 such rows)
    """
    unknown, found = _READERS.get(type(values).__module__.partition(".")[0], _of_anything)(values)
    if unknown is not None:
        _known(name, unknown, width)
    if found.ndim != 1:
        raise Malformed(FLAT, given=Text("{n} dimensions", "{n} 维").fill(n=found.ndim), name=name)
    if found.dtype.kind == "f":
        finite = np.isfinite(found)
        if not finite.all():
            _known(name, ~finite, width)
    elif found.dtype.kind == "M":
        _known(name, np.isnat(found), width)
    elif found.dtype.kind == "O" and not is_text(values):
        found = _of_objects(name, found.tolist(), width)
    return found


def _known(name: str, unknown: Any, width: int) -> None:
    places = np.flatnonzero(unknown)
    if len(places):
        row, month = divmod(int(places[0]), width)
        at = name if width == 1 else f"{name}_{month + 1}"
        raise Malformed(UNKNOWN, given=EMPTY_VALUE, name=at, row=row, count=len(np.unique(places // width)))


def _of_polars(values: Any) -> tuple[Any, NDArray[Any]]:
    return values.is_null().to_numpy() if values.null_count() else None, values.to_numpy()


def _of_arrow(values: Any) -> tuple[Any, NDArray[Any]]:
    if hasattr(values, "combine_chunks"):
        values = values.chunk(0) if values.num_chunks == 1 else values.combine_chunks()
    unknown = values.is_null().to_numpy(zero_copy_only=False) if values.null_count else None
    if hasattr(values, "dictionary_decode"):
        values = values.dictionary_decode()
    return unknown, values.to_numpy(zero_copy_only=False)


def _of_pandas(values: Any) -> tuple[Any, NDArray[Any]]:
    sure = isinstance(values.dtype, np.dtype) and values.dtype.kind in "iub"
    unknown = None if sure else values.isna().to_numpy()
    if unknown is not None and unknown.any():
        return unknown, np.empty(0)
    return None, values.to_numpy()


def _of_anything(values: Any) -> tuple[Any, NDArray[Any]]:
    if isinstance(values, np.ndarray):
        return None, values
    values = list(values)
    found = np.empty(len(values), object)
    found[:] = values
    return None, found


_READERS: Final[dict[str, Callable[[Any], tuple[Any, NDArray[Any]]]]] = {
    "polars": _of_polars,
    "pyarrow": _of_arrow,
    "pandas": _of_pandas,
}


def _of_objects(name: str, values: list[Any], width: int) -> NDArray[Any]:
    """Give plain Python values as the array of their type; values that NumPy would turn into each other are refused."""
    kinds = set(map(type, values))
    if not kinds <= {int, str, bool}:
        _known(name, [_unknown(value) for value in values], width)
    if kinds in ({str}, {bool}):
        return np.array(values)
    refuse(MIXED, name, values, [_family(value) is not _family(values[0]) for value in values])
    whole = all(issubclass(kind, int | np.integer) and kind is not bool for kind in kinds)
    numbers = all(issubclass(kind, int | float | np.number) and kind is not bool for kind in kinds)
    if numbers and all(isinstance(value, float) or abs(value) < _HUGE for value in values):
        return np.array(values, np.int64 if whole else np.float64)
    found = np.empty(len(values), object)
    found[:] = values
    return found


def _family(value: Any) -> type:
    """Tell what a value is at bottom: numbers go together, True is no number, text is no number."""
    if isinstance(value, _NUMBERS) and not isinstance(value, bool):
        return Decimal
    return type(value)


def _unknown(value: Any) -> bool:
    """Tell what no library knows: None, NaN, NaT, pandas.NA, whichever is installed."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    if isinstance(value, np.datetime64):
        return bool(np.isnat(value))
    if isinstance(value, Decimal):
        return not value.is_finite()
    return isinstance(value, float | np.floating) and not isfinite(value)


# --- labels --------------------------------------------------------------------------------------


def is_text(values: Any) -> bool:
    """Tell whether a column of a frame is stored as text (是否文本列): then it can stay as it is."""
    return str(getattr(values, "dtype", getattr(values, "type", ""))) in _TEXTS


def empty_cells(name: str, values: Any) -> None:
    """Refuse unknown values of a column that stays as it is (核对空值). Raises `Malformed`."""
    count = getattr(values, "null_count", None)
    nulls = values.isna().sum() if count is None else count() if callable(count) else count
    if nulls:
        plain(name, values)


def repeats(values: Any) -> bool:
    """Tell whether a column may hold a value twice (是否可能重复); no is certain.

    >>> repeats(np.array([3, 1, 2])), repeats(["a", "b", "a"])
    (False, True)
    """
    if len(values) < _FEW:
        values = list(values)
    elif hasattr(values, "n_unique"):  # Polars: different hashes are different texts
        values = values.hash().to_numpy()
    elif hasattr(values, "is_unique"):  # pandas
        return not values.is_unique
    elif hasattr(values, "unique"):  # PyArrow
        return len(values.unique()) < len(values)
    if isinstance(values, np.ndarray) and values.dtype.kind in "iu":
        if (values[1:] > values[:-1]).all():
            return False
        values = np.sort(values)
        return bool((values[1:] == values[:-1]).any())
    values = values.tolist() if isinstance(values, np.ndarray) else values
    return len(set(values)) < len(values)


class LabelColumns(Mapping[str, Labels]):
    """Labels by name (各标签列), turned into NumPy arrays when they are asked for: text costs more than all money together.

    >>> labels = LabelColumns({"town": np.array(["t-1", "t-2"])})
    >>> labels["town"].tolist(), labels.take(np.array([1]))["town"].tolist()
    (['t-1', 't-2'], ['t-2'])
    """

    def __init__(self, columns: Mapping[str, Any], rows: NDArray[np.intp] | None = None) -> None:
        self._columns, self._rows = dict(columns), rows
        self._found: dict[str, Labels] = {}

    def __getitem__(self, name: str) -> Labels:
        if name not in self._found:
            column = self._columns[name]
            whole = column if isinstance(column, np.ndarray) else plain(name, column)
            self._found[name] = whole if self._rows is None else whole[self._rows]
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __contains__(self, name: object) -> bool:
        return name in self._columns

    def __repr__(self) -> str:
        return f"<labels: {listing(self._columns)}>"

    def take(self, rows: NDArray[np.intp]) -> LabelColumns:
        """Give the labels of some rows (选取部分行), still unread."""
        return LabelColumns(self._columns, rows if self._rows is None else self._rows[rows])


def label_columns(columns: Mapping[str, Any]) -> LabelColumns:
    """Take a plain mapping of labels as well (由映射生成标签列).

    >>> label_columns({"town": np.array(["t-1"])})
    <labels: town>
    """
    return columns if isinstance(columns, LabelColumns) else LabelColumns(columns)
