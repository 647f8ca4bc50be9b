"""What may come in as a column: whole numbers, yes or no, labels; never a gap (列的检查).

A column is a list, a NumPy array or a series of any data frame that NumPy can read. What is unknown is refused: it is
neither zero nor "no".
"""

from __future__ import annotations

import math
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.money import Money

Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

COLUMN = declare(
    "fairness.column",
    wanted=("{kind}, one for each row", "每行一个{kind}"),
    do=("convert the column {column} first", "请先转换列 {column}"),
)
MISSING = declare(
    "fairness.missing",
    wanted=("a value in every row of {column}", "列 {column} 每行均有值"),
    do=(
        "settle what is unknown, or leave these rows out and say so: unknown is neither zero nor no",
        "请查明不详之处，或剔除这些行并加以说明：不详既不是零，也不是否",
    ),
)
LENGTH = declare(
    "fairness.length",
    wanted=("columns of one length, at least one row", "各列长度一致，且至少一行"),
    do=("take all columns from the same rows", "请从相同的行取出各列"),
)
RANGE = declare(
    "fairness.range",
    wanted=("whole numbers from {least} to {most} in {column}", "列 {column} 中的整数应在 {least} 至 {most} 之间"),
    do=("look at that row: the unit is fen", "请检查该行：单位为分"),
)
CONFIDENCE = declare(
    "fairness.confidence",
    wanted=("a confidence above 0 and below 1", "大于0且小于1的置信水平"),
    do=("write 0.95 for 95 %", "95 % 写作 0.95"),
)

MOST = 2**53
"""The greatest amount of one row (单行金额上限): 90 trillion yuan in fen."""
_HEAVIEST = 2**30  # so that the weights of a thousand million rows still add up in 64 bits

_WHOLE = Text("whole number (int64; money in fen)", "整数（int64；金额以分为单位）")
_FLAG = Text("True or False", "True 或 False")
LABEL = Text("label (text or whole number)", "标签（文本或整数）")


def whole(values: Any, column: str, *, least: int = 0, most: int = MOST) -> Whole:
    """Read a column of whole numbers, money in fen (整数列). Raises `Malformed`, with the column and the first bad row.

    >>> whole([300, 0], "paid").tolist()
    [300, 0]
    """
    array = plain(values, column, _WHOLE)
    of_ints = array.dtype.kind == "O" and all(type(value) is int for value in array.tolist())
    if array.dtype.kind not in "iu" and not of_ints:
        raise Malformed(COLUMN, given=_kind(array), kind=_WHOLE, column=column)
    _within(array, column, least, most)  # before it is squeezed into 64 bits
    return array.astype(np.int64)


def _within(array: Any, column: str, least: int, most: int) -> None:
    bad = np.flatnonzero((array < least) | (array > most))
    if bad.size:
        given = Text("{n} rows outside, the first is row {row}", "{n}行超出范围，首行为第{row}行")
        raise Malformed(RANGE, given=given.fill(n=bad.size, row=int(bad[0])), least=least, most=most, column=column)


def flags(values: Any, column: str) -> Flags:
    """Read a column of True and False (是否列). Raises `Malformed` for anything else, 0 and 1 included.

    >>> flags([True, False], "helped").tolist()
    [True, False]
    """
    array = plain(values, column, _FLAG)
    if array.dtype.kind == "O" and all(type(value) is bool for value in array.tolist()):
        array = array.astype(np.bool_)
    if array.dtype.kind != "b":
        raise Malformed(COLUMN, given=_kind(array), kind=_FLAG, column=column)
    return array


def plain(values: Any, column: str, kind: Text) -> NDArray[Any]:
    """Give a column as an array of one dimension without gaps (取列). Raises `Malformed`.

    >>> plain(["a", "b"], "village", LABEL).tolist()
    ['a', 'b']
    """
    hidden = np.ma.getmaskarray(values) if isinstance(values, np.ma.MaskedArray) else None
    try:
        array = np.asarray(values)
    except ValueError as error:  # rows of unequal length
        raise Malformed(COLUMN, given=shown(values), kind=kind, column=column) from error
    if array.ndim != 1:
        raise Malformed(COLUMN, given=shown(values), kind=kind, column=column)
    if not array.size:  # an empty list has no type
        same_length(array)
    gaps = np.flatnonzero(_unknown(array) if hidden is None else hidden)
    if gaps.size:
        given = Text("{n} rows without a value, the first is row {row}", "{n}行无值，首行为第{row}行")
        raise Malformed(MISSING, given=given.fill(n=gaps.size, row=int(gaps[0])), column=column)
    return array


def _unknown(array: NDArray[Any]) -> Flags:
    if array.dtype.kind == "f":
        return np.asarray(np.isnan(array))
    if array.dtype.kind != "O":
        return np.zeros(array.shape, np.bool_)
    return np.fromiter((_is_gap(value) for value in array.tolist()), np.bool_, array.size)


def _is_gap(value: object) -> bool:
    # The NA of pandas answers every comparison with itself, so it is known by its name; pandas need not be there.
    named = type(value).__name__ in {"NAType", "NaTType"}
    return value is None or named or (isinstance(value, float) and math.isnan(value))


def _kind(array: NDArray[Any]) -> Text:
    return Text("a column of {dtype}", "{dtype} 类型的列").fill(dtype=array.dtype)


def same_length(first: Any, *others: Any) -> None:
    """Refuse columns of different lengths, and columns without rows (长度检查). Raises `Malformed`.

    >>> same_length([1, 2], [3, 4])
    """
    lengths = [len(first), *(len(other) for other in others if other is not None)]
    if len(set(lengths)) > 1 or not lengths[0]:
        given = Text("columns of {rows} rows", "行数为 {rows} 的列").fill(rows=", ".join(map(str, lengths)))
        raise Malformed(LENGTH, given=given)


def weights_of(weights: Any, rows: int) -> Whole:
    """Read whole-number weights of 1 or more, such as people in a household (权重); ``None`` is 1 each. Raises `Malformed`.

    >>> weights_of(None, 2).tolist()
    [1, 1]
    """
    return np.ones(rows, np.int64) if weights is None else whole(weights, "weights", least=1, most=_HEAVIEST)


def fen_of(amount: Money | int, column: str) -> int:
    """Give an amount above zero in fen, told as `Money` or as whole fen (分). Raises `Malformed`.

    >>> fen_of(Money(500), "line")
    500
    """
    fen = amount.fen if type(amount) is Money else amount
    if type(fen) is not int:
        raise Malformed(COLUMN, given=shown(amount), kind=_WHOLE, column=column)
    if not 0 < fen <= MOST:
        raise Malformed(RANGE, given=shown(fen), least=1, most=MOST, column=column)
    return fen


def confidence_of(confidence: float) -> float:
    """Check a level of confidence, above 0 and below 1 (置信水平). Raises `Malformed`.

    >>> confidence_of(0.95)
    0.95
    """
    if isinstance(confidence, bool) or not isinstance(confidence, Real) or not 0 < confidence < 1:
        raise Malformed(CONFIDENCE, given=shown(confidence))
    return float(confidence)
