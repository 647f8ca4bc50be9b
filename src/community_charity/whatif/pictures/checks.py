"""What a picture may be drawn from (绘图输入检查): labels, columns of numbers, shares, intervals.

>>> column([1, 2], "gifts").tolist()
[1, 2]
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from numbers import Real
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from community_charity.errors import WRONG_TYPE, Malformed, declare, shown
from community_charity.language import Text
from community_charity.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray

    Numbers: TypeAlias = NDArray[np.int64] | NDArray[np.float64]
    Values: TypeAlias = ArrayLike | Sequence[Money]

Label: TypeAlias = Text | str
"""Words of a picture: `Text`, or plain text where both languages write the same, such as ``"2025-01"``."""

NUMBERS = declare(
    "picture.numbers",
    wanted=(
        "for {name}: one column of whole numbers, floats, fractions, or Money",
        "{name}：一列整数、浮点数、分数或金额",
    ),
    do=("give one number for each row; fen are whole numbers", "请每行给一个数；以分计的金额为整数"),
)
UNKNOWN = declare(
    "picture.unknown",
    wanted=("for {name}: a number in each row", "{name}：每行均有数值"),
    do=("find the value or leave the row out; unknown is not zero", "请查明数值或去掉该行；不详不等于零"),
)
LENGTH = declare(
    "picture.length",
    wanted=("for {name}: {length} values", "{name}：{length}个值"),
    do=("give columns of one length", "请给出等长的各列"),
)
SHARE = declare(
    "picture.share",
    wanted=("for {name}: shares from 0 to 1", "{name}：0至1之间的比例"),
    do=("write 0.05 for 5 %", "5%写作0.05"),
)
BAND = declare(
    "picture.band",
    wanted=("for {name}: low <= high in each row", "{name}：每行下限不大于上限"),
    do=("give the lower end first", "请先给下限"),
)
MANY = declare(
    "picture.many",
    wanted=("from 1 to {most} of them: {name}", "{name}：1至{most}项"),
    do=("draw fewer, or sum some of them up", "请减少项数，或合并其中若干项"),
)


class Unit(Enum):
    """What the numbers of an axis are (单位): whole fen, a count of anything, or a share from 0 to 1.

    >>> Unit("share")
    <Unit.SHARE: 'share'>
    """

    MONEY = "money"
    COUNT = "count"
    SHARE = "share"


def label(value: Label) -> Text:
    """Give a label in both languages (标签); plain text stands for both. Raises `Malformed`.

    >>> label("2025-01").zh
    '2025-01'
    """
    if isinstance(value, Text):
        return value
    if isinstance(value, str):
        return Text(value, value)
    raise Malformed(WRONG_TYPE, given=shown(value), kind="Text")


def labels(values: Iterable[Label | int]) -> list[Text]:
    """Give labels in both languages (各标签); whole numbers count as labels.

    >>> [each.en for each in labels([1, "two"])]
    ['1', 'two']
    """
    return [label(str(value) if _whole(value) else value) for value in values]  # type: ignore[arg-type] # refused there


def _whole(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def column(values: Values, name: Label, length: int | None = None) -> Numbers:
    """Read one column of numbers (读取一列); `Money` becomes whole fen.

    ``name`` is for the error. Raises `Malformed` for what is no number, unknown (with the first row and the count),
    or of another length.

    >>> from community_charity.money import yuan
    >>> column([yuan(1), yuan("0.50")], "gifts").tolist()
    [100, 50]
    """
    array = np.asarray(values)
    if array.shape == (0,):
        array = np.empty(0, np.int64)  # an empty list has no kind
    if array.dtype == object and array.ndim == 1:
        array = _plain(array, name)
    if array.ndim != 1 or array.dtype.kind not in "iuf":
        raise Malformed(NUMBERS, given=_kind(array), name=name)
    if array.dtype.kind == "f":
        _known(~np.isfinite(array), name)
    if length is not None and len(array) != length:
        raise Malformed(LENGTH, given=_counted(len(array)), name=name, length=length)
    return array.astype(np.float64) if array.dtype.kind == "f" else array.astype(np.int64)


def _plain(array: NDArray[Any], name: Label) -> NDArray[Any]:
    # pandas' own mark for "not available" is equal to nothing, not even unequal to itself.
    _known(np.array([_missing(one) for one in array]), name)
    if all(isinstance(one, Money) for one in array):
        return np.array([one.fen for one in array], np.int64)
    if all(isinstance(one, Real) and not isinstance(one, bool) for one in array):
        return np.array([float(one) if isinstance(one, float | Fraction) else one for one in array])
    raise Malformed(NUMBERS, given=_kind(array), name=name)


def _missing(one: object) -> bool:
    return one is None or type(one).__name__ == "NAType" or (isinstance(one, float) and not np.isfinite(one))


def _known(unknown: NDArray[np.bool_], name: Label) -> None:
    if unknown.any():
        first, count = int(unknown.argmax()), int(unknown.sum())
        given = Text("no number in {n} rows, first in row {first}", "{n}行没有数值，首见于第{first}行")
        raise Malformed(UNKNOWN, given=given.fill(n=count, first=first), name=name)


def _kind(array: NDArray[Any]) -> Text:
    kind = Text("text", "文字") if array.dtype.kind == "U" else array.dtype.name
    return Text("values of type {t}, dimensions: {n}", "{t}类型的值，{n}维").fill(t=kind, n=array.ndim)


def _counted(length: int) -> Text:
    return Text("{n} values", "{n}个值").fill(n=length)


def shares(values: Values, name: Label, length: int | None = None) -> NDArray[np.float64]:
    """Read a column of shares from 0 to 1 (读取比例列). Raises `Malformed`.

    >>> shares([0, 0.5], "failure").tolist()
    [0.0, 0.5]
    """
    array = column(values, name, length).astype(np.float64)
    wrong = (array < 0) | (array > 1)
    if wrong.any():
        row = int(wrong.argmax())
        given = Text("{value:g} in row {row}", "第{row}行为{value:g}").fill(value=array[row], row=row)
        raise Malformed(SHARE, given=given, name=name)
    return array


def measured(values: Values, unit: Unit, name: Label, length: int | None = None) -> Numbers:
    """Read a column in a unit (按单位读取): a share must lie from 0 to 1.

    >>> measured([5], Unit.COUNT, "cases").tolist()
    [5]
    """
    return shares(values, name, length) if unit is Unit.SHARE else column(values, name, length)


def ordered(low: Numbers, high: Numbers, name: Label) -> None:
    """Refuse an interval whose ends are the wrong way round (区间次序). Raises `Malformed`.

    >>> ordered(column([1], "low"), column([2], "high"), "interval")
    """
    wrong = low > high
    if wrong.any():
        row = int(wrong.argmax())
        given = Text("{low:g} above {high:g} in row {row}", "第{row}行{low:g}大于{high:g}")
        raise Malformed(BAND, given=given.fill(low=low[row], high=high[row], row=row), name=name)


def few(count: int, most: int, name: Label) -> None:
    """Refuse nothing at all, and more than can be told apart (项数限制). Raises `Malformed`.

    >>> few(3, 10, "curves")
    """
    if not 1 <= count <= most:
        raise Malformed(MANY, given=str(count), most=most, name=name)
