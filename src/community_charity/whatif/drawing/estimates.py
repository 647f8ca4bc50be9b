"""Numbers from draws, each with its interval (区间估计): never a bare point.

Means: the normal approximation. Quantiles: order statistics, whatever the distribution (Conover, *Practical Nonparametric
Statistics*, 1999, section 3.2). Probabilities: Wilson's interval (1927), which stays within 0 and 1 and says something even
if nothing happened in any draw. Differences: of the same draws, one by one.

An interval tells how far the number of draws leaves the answer open. It says nothing about whether the model is right.

>>> print(chance([True] * 81 + [False] * 182, Text("runs out", "资金耗尽")))
runs out: 30.80% (95% interval 25.53% to 36.62%; share of 263 draws, Wilson)
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs
import numpy as np

from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.drawing.checks import fraction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from community_charity.language import Lang

VALUES = declare(
    "drawing.values",
    wanted=(
        "a column of {kind}, one for each draw, two draws at least",
        "每次模拟一个值的列，类型为{kind}，至少两次模拟",
    ),
    do=(
        "give the numbers of all draws; several statistics go one by one",
        "请给出全部模拟的数值；多个统计量请逐一计算",
    ),
)
TOO_FEW = declare(
    "drawing.too_few",
    wanted=("at least {n} draws for this quantile at this level", "在此置信水平下估计该分位数至少需要{n}次模拟"),
    do=("draw more, or ask for a quantile nearer to the middle", "请增加模拟次数，或改求更靠近中位的分位数"),
)
PAIRED = declare(
    "drawing.paired",
    wanted=("two results of the same draws", "同一组模拟的两个结果"),
    do=("evaluate both plans together on one Draws", "请在同一 Draws 上一并计算两个方案"),
)

_MOST: Final = 2**62
LEVEL: Final = Fraction(95, 100)
"""The usual level of an interval (置信水平): 95 in 100 intervals made like this hold the true value."""


class Unit(Enum):
    """What a number counts (单位). ``Unit("fen")`` looks one up.

    >>> Unit("fen").write(104_280_000.0)
    '¥1,042,800.00'
    """

    FEN = "fen"
    NUMBER = "number"
    SHARE = "share"

    __hash__ = object.__hash__

    def write(self, value: float) -> str:
        """Write a number in its unit (书写): yuan with two decimals, two decimals, or percent with two decimals.

        >>> Unit.SHARE.write(0.061)
        '6.10%'
        """
        if self is Unit.FEN:
            return str(Money(round(value)))
        return f"{value:.2%}" if self is Unit.SHARE else f"{value:,.2f}"


class Method(Enum):
    """How an interval was found (区间方法). ``Method("wilson")`` looks one up.

    >>> Method("order").text.zh
    '{n}次模拟的分位数，顺序统计量'
    """

    NORMAL = "normal"
    PAIRED = "paired"
    ORDER = "order"
    WILSON = "wilson"

    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader, with a place ``{n}`` for the draws (名称)."""
        return _METHODS[self]


_METHODS = {
    Method.NORMAL: Text("mean of {n} draws, normal approximation", "{n}次模拟的均值，正态近似"),
    Method.PAIRED: Text("mean of {n} paired draws, normal approximation", "{n}次配对模拟的均值，正态近似"),
    Method.ORDER: Text("quantile of {n} draws, order statistics", "{n}次模拟的分位数，顺序统计量"),
    Method.WILSON: Text("share of {n} draws, Wilson", "{n}次模拟中的占比，威尔逊区间"),
}
_SHAPE = Text(
    "{what}: {value} ({level} interval {low} to {high}; {method})",
    "{what}：{value}（{level}区间：{low}至{high}；{method}）",
)


@attrs.frozen
class Estimate:
    """A number with its interval (估计值): from ``low`` to ``high`` at ``level``, found by ``method`` from ``draws`` draws.

    ``standard_error`` is ``None`` for quantiles: order statistics need none. Numbers are floats in the ``unit``.

    >>> mean([100, 200, 300], Text("paid", "支付额")).text("zh")
    '支付额：¥2.00（95%区间：¥0.87至¥3.13；3次模拟的均值，正态近似）'
    """

    what: Text
    value: float
    low: float
    high: float
    level: Fraction
    method: Method
    draws: int
    standard_error: float | None
    unit: Unit

    def text(self, lang: Lang = "en") -> str:
        """Write it in one language (书写)."""
        value, low, high = map(self.unit.write, (self.value, self.low, self.high))
        method = self.method.text.fill(n=f"{self.draws:,}")
        level = f"{float(self.level) * 100:g}%"
        return _SHAPE.fill(what=self.what, value=value, low=low, high=high, level=level, method=method).to(lang)

    def __str__(self) -> str:
        return self.text()

    @property
    def half_width(self) -> float:
        """The longer side of the interval (半宽)."""
        return max(self.high - self.value, self.value - self.low)


def mean(values: Any, what: Text, *, level: Fraction = LEVEL, unit: Unit = Unit.FEN, pairs: bool = False) -> Estimate:
    """Estimate the mean of a column of draws, by the normal approximation (均值估计). Raises `Malformed`.

    The sum is exact; ``pairs`` says that the values are differences of paired draws.

    >>> mean([1, 3], Text("cases", "案件数"), unit=Unit.NUMBER).standard_error
    1.0
    """
    column = _whole_column(values)
    n = column.size
    value = sum(column.tolist()) / n  # Python adds without an end
    error = float(np.std(column - value, ddof=1)) / sqrt(n)
    reach = _normal(level) * error
    method = Method.PAIRED if pairs else Method.NORMAL
    return Estimate(
        expect(what, Text), value, value - reach, value + reach, level, method, n, error, expect(unit, Unit)
    )


def paired(these: Any, those: Any, what: Text, *, level: Fraction = LEVEL, unit: Unit = Unit.FEN) -> Estimate:
    """Estimate the mean of the differences of two columns of the same draws (配对差异). Raises `Malformed`.

    >>> paired([5, 6, 8], [4, 5, 7], Text("more", "增加"), unit=Unit.NUMBER).half_width
    0.0
    """
    one, other = _whole_column(these), _whole_column(those)
    if one.size != other.size:
        raise Malformed(PAIRED, given=Text("{n} and {m} draws", "{n}次与{m}次模拟").fill(n=one.size, m=other.size))
    return mean(one - other, what, level=level, unit=unit, pairs=True)


def quantile(values: Any, q: Fraction, what: Text, *, level: Fraction = LEVEL, unit: Unit = Unit.FEN) -> Estimate:
    """Estimate a quantile of a column of draws by order statistics (分位数估计): a value that was drawn. Raises `Malformed`.

    ``q`` of the draws are at most the value. Whatever the distribution, the interval holds the quantile with at least the
    level: each end is missed with a probability of at most half of the rest.

    >>> found = quantile(list(range(1, 101)), Fraction(1, 2), Text("median", "中位数"), unit=Unit.NUMBER)
    >>> found.low, found.value, found.high
    (40.0, 50.0, 61.0)
    """
    column = np.sort(_whole_column(values))
    n, q = column.size, fraction(q, "q")
    low, high = _ranks(n, q, fraction(level, "level"))
    value = float(column[ceil(n * q) - 1])
    ends = float(column[low - 1]), float(column[high - 1])
    return Estimate(expect(what, Text), value, *ends, level, Method.ORDER, n, None, expect(unit, Unit))


def chance(values: Any, what: Text, *, level: Fraction = LEVEL) -> Estimate:
    """Estimate a probability from a column of True and False, by Wilson's interval (概率估计). Raises `Malformed`.

    >>> never = chance([False] * 20, Text("runs out", "资金耗尽"))
    >>> round(never.low, 4), round(never.high, 4)
    (0.0, 0.1611)
    """
    column = np.asarray(values)
    if column.dtype != np.bool_ or column.ndim != 1 or column.size < 2:
        raise _unfit(column, Text("True or False", "True 或 False"))
    n, share = column.size, float(column.mean())
    z = _normal(level)
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z / (1 + z**2 / n) * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    ends = max(0.0, middle - reach) if share else 0.0, min(1.0, middle + reach) if share < 1 else 1.0
    error = sqrt(share * (1 - share) / n)
    return Estimate(expect(what, Text), share, *ends, level, Method.WILSON, n, error, Unit.SHARE)


class Convergence(NamedTuple):
    """Whether the draws suffice (收敛检查): ``enough``, or how many ``draws`` would; ``None`` if that cannot be told.

    >>> Convergence(False, 4000).text.en
    'not enough draws: about 4,000 are needed'
    """

    enough: bool
    draws: int | None

    def __bool__(self) -> bool:
        return self.enough

    @property
    def text(self) -> Text:
        """The words for a reader (说明)."""
        if self.enough:
            return Text("enough draws", "模拟次数足够")
        if self.draws is None:
            return Text(
                "not enough draws: a number around zero has no relative error", "模拟次数不足：接近零的数无相对误差"
            )
        return Text("not enough draws: about {n} are needed", "模拟次数不足：约需{n}次").fill(n=f"{self.draws:,}")


def converged(estimates: Mapping[str, Estimate], tolerance: Fraction) -> Convergence:
    """Ask whether every interval is narrow enough (收敛检查): its longer side within ``tolerance`` of the value.

    For a probability the tolerance is absolute: Fraction(1, 100) is a point of a hundred. The draws that would do follow
    from the width falling with the square root of their number. Raises `Malformed`.

    >>> paid = mean([90, 100, 110] * 30, Text("paid", "支付额"))
    >>> bool(converged({"paid": paid}, Fraction(1, 50))), converged({"paid": paid}, Fraction(1, 100)).draws
    (True, 259)
    """
    wanted = float(fraction(tolerance, "tolerance"))
    if not isinstance(estimates, dict) or not estimates or any(type(one) is not Estimate for one in estimates.values()):
        raise Malformed(ESTIMATES, given=shown(estimates))
    needed = 0
    open_ = False
    for one in estimates.values():
        allowed = wanted * (1 if one.unit is Unit.SHARE else abs(one.value))
        if one.half_width <= allowed:
            continue
        if not allowed:
            return Convergence(enough=False, draws=None)
        open_ = True
        needed = max(needed, ceil(one.draws * (one.half_width / allowed) ** 2))
    return Convergence(not open_, needed if open_ else max(one.draws for one in estimates.values()))


ESTIMATES = declare(
    "drawing.estimates",
    wanted=("a dict of at least one Estimate by name", "按名称给出至少一个 Estimate 的字典"),
    do=('write {{"paid": found.mean("paid")}}', '请写作 {{"paid": found.mean("paid")}}'),
)


def _whole_column(values: Any) -> NDArray[np.int64]:
    column = np.asarray(values)
    if not np.issubdtype(column.dtype, np.integer) or column.ndim != 1 or column.size < 2 or _beyond(column):
        raise _unfit(column, Text("whole numbers, none beyond 2 to the power of 62", "绝对值不超过2的62次方的整数"))
    return column.astype(np.int64)


def _beyond(column: NDArray[Any]) -> bool:
    """Tell whether a difference of two might leave int64."""
    return bool(((column > _MOST) | (column < -_MOST)).any())


def _unfit(column: NDArray[Any], kind: Text) -> Malformed:
    given = Text("a shape of {shape}, {type}", "形状{shape}，{type}").fill(shape=column.shape, type=column.dtype)
    return Malformed(VALUES, given=given, kind=kind)


def _normal(level: Fraction) -> float:
    from statistics import NormalDist  # noqa: PLC0415 - half of what importing this package would cost

    return NormalDist().inv_cdf((1 + float(fraction(level, "level"))) / 2)


def _ranks(n: int, q: Fraction, level: Fraction) -> tuple[int, int]:
    """Find the order statistics, counted from 1, that a quantile lies between with the level.

    Of n draws Binomial(n, q) lie at or below the quantile: the lower end is missed if fewer than its rank do.
    """
    places, miss = np.arange(n), float(1 - level) / 2
    # In logarithms, each probability from the one before: nothing vanishes, however many draws.
    odds = float(q) / float(1 - q)
    start = n * np.log(float(1 - q))
    logs = np.concatenate([[start], start + np.cumsum(np.log((n - places) / (places + 1) * odds))])
    below = np.cumsum(np.exp(logs))  # P(B <= k)
    low = int(np.searchsorted(below, miss, side="right"))  # the largest rank that P(B < rank) <= miss allows
    above = np.cumsum(np.exp(logs[::-1]))[::-1]  # P(B >= k)
    high = int(np.argmax(above <= miss)) if above[-1] <= miss else n + 1
    if low < 1 or high > n:
        rest = np.log(miss)
        needed = max(ceil(rest / np.log(float(1 - q))), ceil(rest / np.log(float(q))))
        raise Malformed(TOO_FEW, given=Text("{n} draws", "{n}次模拟").fill(n=n), n=needed)
    return low, high
