"""What the fields of a drawn model are checked with (字段检查). Unknown is never zero: it is refused by row.

>>> number(Fraction(1, 2), "mean", most=10)
0.5
>>> fen_column([100, 200], "opening", 2).tolist()
[100, 200]
"""

from __future__ import annotations

from fractions import Fraction
from math import isfinite
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text

Column: TypeAlias = NDArray[np.int64]
"""Whole numbers, most often fen (整数列)."""
Floats: TypeAlias = NDArray[np.float64]
"""Statistics, never money (浮点列)."""
Array = TypeVar("Array", Column, Floats)

NUMBER = declare(
    "drawing.number",
    wanted=("for {name}, numbers from {least} to {most}, none unknown", "{name}：{least}至{most}的数，不得有缺失"),
    do=(
        "give an int, a Fraction or a float, or a column where one is taken; fill in what is missing first",
        "请给出 int、Fraction 或 float，可用列处也可给出列；缺失值须先补齐",
    ),
)
WHOLE = declare(
    "drawing.whole",
    wanted=("for {name}, a whole number from {least} to {most}", "{name}：{least}至{most}的整数"),
    do=("give an int within these bounds", "请给出范围内的 int"),
)
CHANCE = declare(
    "drawing.chance",
    wanted=("for {name}, an exact Fraction {bounds}", "{name}：{bounds}的精确分数 Fraction"),
    do=('write Fraction(1, 20) or Fraction("0.05")', '请写作 Fraction(1, 20) 或 Fraction("0.05")'),
)
FEN = declare(
    "drawing.fen",
    wanted=(
        "for {name}, whole fen of zero or more, one for each of {size} rows, none unknown and none above {most}",
        "{name}：{size}行，每行为不小于零的整数分，不得缺失，也不得超过{most}",
    ),
    do=(
        "give a column of integers; what is missing is filled in by you, not by the library",
        "请给出整数列；缺失值须由您先行补齐，本库不代填",
    ),
)
NAMES = declare(
    "drawing.names",
    wanted=("for {name}, texts that are not empty, at least one", "{name}：至少一个非空文本"),
    do=(
        'write ["county-1", "county-2"]; a society without a county cannot be hit by a county\'s shock',
        '请写作 ["county-1", "county-2"]；无所属县的互助社不能受县级冲击影响',
    ),
)

MOST_FEN: Final = 10**12
"""The largest amount of one row or one case, in fen (单个金额上限): ten billion yuan."""

_ONE: Final = Text("between 0 and 1", "0与1之间（不含0和1）")
_TO_ONE: Final = Text("above 0 and at most 1", "大于0且不超过1")


def number(value: Any, name: str, *, most: float, above_zero: bool = False) -> float:
    """Give a plain number from 0 to ``most`` as a float (数值检查). Raises `Malformed`.

    >>> number(3, "factor", most=10)
    3.0
    """
    if (
        type(value) in (int, float, Fraction)
        and isfinite(value)
        and 0 <= value <= most
        and not (above_zero and not value)
    ):
        return float(value)
    least = "above 0" if above_zero else "0"
    raise Malformed(
        NUMBER, given=shown(value), name=name, least=Text(least, "大于0" if above_zero else "0"), most=f"{most:,g}"
    )


def numbers(value: Any, name: str, *, most: float) -> Floats:
    """Give a column of numbers from 0 to ``most``; one number is a column of one (数值列检查). Raises `Malformed`.

    >>> numbers([1, 2.5], "mean", most=10).tolist()
    [1.0, 2.5]
    """
    told = as_array(value)
    if told.ndim == 0:
        return read_only(np.array([number(told.item(), name, most=most)]))
    if told.ndim == 1 and told.size:
        known = np.array([_float(one) for one in told.tolist()])
        wrong = np.flatnonzero(~((known >= 0) & (known <= most)))  # NaN is neither
        if not wrong.size:
            return read_only(known)
        given = _rows(wrong)
    else:
        given = Text(f"a shape of {told.shape}", f"形状为{told.shape}")
    raise Malformed(NUMBER, given=given, name=name, least=0, most=f"{most:,g}")


def whole(value: Any, name: str, least: int, most: int) -> int:
    """Give an int within bounds (整数检查). Raises `Malformed`.

    >>> whole(36, "months", 1, 1200)
    36
    """
    if type(value) is int and least <= value <= most:
        return value
    raise Malformed(WHOLE, given=shown(value), name=name, least=f"{least:,}", most=f"{most:,}")


def fraction(value: Any, name: str, *, one: bool = False) -> Fraction:
    """Give an exact Fraction between 0 and 1; 1 itself where ``one`` (分数检查). Raises `Malformed`.

    >>> fraction(Fraction(1, 20), "level")
    Fraction(1, 20)
    """
    if type(value) is Fraction and (0 < value < 1 or (one and value == 1)):
        return value
    raise Malformed(CHANCE, given=shown(value), name=name, bounds=_TO_ONE if one else _ONE)


def names(value: Any, name: str) -> tuple[str, ...]:
    """Give texts, none empty (名称检查). Raises `Malformed` with the first row and the count.

    >>> names(["county-1", "county-1"], "counties")
    ('county-1', 'county-1')
    """
    if isinstance(value, str) or not np.iterable(value):
        raise Malformed(NAMES, given=shown(value), name=name)
    told = tuple(value)
    wrong = np.flatnonzero([type(one) is not str or not one.strip() for one in told])
    if wrong.size or not told:
        raise Malformed(NAMES, given=_rows(wrong) if told else "()", name=name)
    return told


def fen_column(value: Any, name: str, size: int) -> Column:
    """Give a column of whole fen, from zero to `MOST_FEN` (分列检查). Raises `Malformed` with the first row and the count.

    >>> try:
    ...     fen_column([100, None, None], "opening", 3)
    ... except Malformed as error:
    ...     print(error)
    [drawing.fen] given: 2 of the rows, the first is row 1. wanted: for opening, whole fen of zero or more, one for each of 3 rows, \
none unknown and none above 1,000,000,000,000. do: give a column of integers; what is missing is filled in by you, not \
by the library
    """
    told = as_array(value)
    if told.shape == (size,):
        if np.issubdtype(told.dtype, np.integer):
            wrong = np.flatnonzero((told < 0) | (told > MOST_FEN))
        elif (
            np.issubdtype(told.dtype, np.floating) and np.isnan(told).any()
        ):  # how a frame shows whole numbers with gaps
            wrong = np.flatnonzero(np.isnan(told))
        else:
            wrong = np.flatnonzero([type(one) is not int or not 0 <= one <= MOST_FEN for one in told.tolist()])
        if not wrong.size:
            return read_only(told.astype(np.int64))
        given = _rows(wrong)
    else:
        given = Text(f"a shape of {told.shape}", f"形状为{told.shape}")
    raise Malformed(FEN, given=given, name=name, size=f"{size:,}", most=f"{MOST_FEN:,}")


def as_array(value: Any) -> NDArray[Any]:
    """Give whatever was told as an array (转为数组); rows of unequal length as an array of rows, to be refused.

    >>> as_array([[1, 2], [3]]).shape
    (2,)
    """
    try:
        return np.asarray(value)
    except ValueError:
        return np.asarray(value, dtype=object)


def read_only(column: Array) -> Array:
    """Lock a column, so that a frozen value stays as it was checked (锁定列).

    >>> read_only(np.zeros(2)).flags.writeable
    False
    """
    column.setflags(write=False)
    return column


def _float(one: Any) -> float:
    return float(one) if type(one) in (int, float, Fraction) else float("nan")


def _rows(wrong: NDArray[np.intp]) -> Text:
    return Text("{n} of the rows, the first is row {row}", "{n}行有误或缺失，首个为第{row}行（从0数起）").fill(
        n=wrong.size, row=int(wrong[0])
    )
