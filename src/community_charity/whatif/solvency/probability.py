"""A probability that says where it comes from (概率及其来历): method, whether exact, and an interval where it is not.

>>> print(Probability.of(0.0019109, Method.RECURSION).text())
0.001911; exact: recursion on the lattice (floating-point rounding below 0.0000000001)
>>> print(Probability.drawn(19, 10_000).text())
0.0019 (95 % interval 0.001217 to 0.002966, standard error 0.0004355); Monte Carlo, 10,000 draws
"""

from __future__ import annotations

import math
from enum import Enum
from fractions import Fraction
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

import attrs

from community_charity.language import Text
from community_charity.whatif.solvency.checks import chance

if TYPE_CHECKING:
    from community_charity.language import Lang

USUAL_LEVEL: Final = Fraction(95, 100)


class Method(Enum):
    """How a probability was found (计算方法).

    >>> Method.LUNDBERG.text.zh
    '伦德伯格上界'
    """

    FORMULA = "formula"
    RECURSION = "recursion"
    FOURIER = "fourier"
    LATTICE = "lattice"
    DE_VYLDER = "de_vylder"
    LUNDBERG = "lundberg"
    MONTE_CARLO = "monte_carlo"

    @property
    def text(self) -> Text:
        """The method in words, in two languages (方法名称).

        >>> Method.FORMULA.text.en
        'closed formula'
        """
        return _WORDS[self]


_WORDS: Final = {
    Method.FORMULA: Text("closed formula", "闭式公式"),
    Method.RECURSION: Text("recursion on the lattice", "格点递推"),
    Method.FOURIER: Text("fast Fourier transform with tilting", "指数倾斜快速傅里叶变换"),
    Method.LATTICE: Text(
        "recursion, amounts rounded down and up to the lattice", "格点递推（金额分别向下、向上取到格点）"
    ),
    Method.DE_VYLDER: Text("De Vylder's approximation", "德维尔德近似"),
    Method.LUNDBERG: Text("Lundberg's bound", "伦德伯格上界"),
    Method.MONTE_CARLO: Text("Monte Carlo", "蒙特卡罗模拟"),
}
_EXACT: Final = Text(
    "exact: {method} (floating-point rounding below 0.0000000001)",
    "精确值：{method}（浮点舍入误差小于0.0000000001）",
)
_FROM_DRAWS: Final = Text("{method}, {draws} draws", "{method}，{draws}次")
_NO_ERROR: Final = Text("{method}, whose error is not known", "{method}，误差未知")
_BETWEEN: Final = Text("between {low} and {high}, for certain", "必在{low}与{high}之间")
_AT_MOST: Final = Text("at most {high}", "不超过{high}")
_NEAR: Final = Text("about {value} (for certain between {low} and {high})", "约{value}（必在{low}与{high}之间）")
_DRAWN: Final = Text(
    "{value} ({level} % interval {low} to {high}, standard error {error})",
    "{value}（{level}%区间{low}至{high}，标准误{error}）",
)
_BELOW: Final = Text("below 0.0000000001", "小于0.0000000001")
_ROUNDING: Final = 1e-10


@attrs.frozen
class Probability:
    """A probability, how it was found and how far it can be off (概率).

    ``low`` and ``high`` hold for certain, unless ``level`` is given: then they are a confidence interval of that
    level, from ``draws`` draws with ``standard_error``. ``exact`` means: apart from the rounding of floating-point
    numbers, which stays below 1e-10. All of them are plain numbers from 0 to 1.

    >>> found = Probability.between(0.2, 0.3, Method.LATTICE)
    >>> found.exact, round(found.value, 3)
    (False, 0.25)
    """

    value: float
    low: float
    high: float
    method: Method
    exact: bool = False
    level: Fraction | None = None
    standard_error: float | None = None
    draws: int | None = None

    @classmethod
    def of(cls, value: float, method: Method) -> Probability:
        """Give an exact one (精确概率); rounding is not allowed to lead out of 0 to 1.

        >>> Probability.of(1.0000000001, Method.FORMULA).value
        1.0
        """
        value = _within(value)
        return cls(value, value, value, method, exact=True)

    @classmethod
    def between(cls, low: float, high: float, method: Method) -> Probability:
        """Give one between two certain bounds (上下界); its value is the middle.

        >>> Probability.between(0.25, 0.75, Method.LATTICE).value
        0.5
        """
        low, high = _within(low), _within(high)
        return cls((low + high) / 2, low, high, method)

    @classmethod
    def at_most(cls, high: float, method: Method) -> Probability:
        """Give an upper bound (上界), which is also its value: the careful side.

        >>> print(Probability.at_most(0.01, Method.LUNDBERG).text())
        at most 0.01; Lundberg's bound
        """
        high = _within(high)
        return cls(high, 0.0, high, method)

    @classmethod
    def near(cls, value: float, high: float, method: Method) -> Probability:
        """Give an approximation of unknown error below a certain bound (近似值).

        >>> Probability.near(0.2, 0.7, Method.DE_VYLDER).high
        0.7
        """
        high = _within(high)
        return cls(min(_within(value), high), 0.0, high, method)

    @classmethod
    def drawn(cls, hits: int, draws: int, level: Fraction = USUAL_LEVEL) -> Probability:
        """Estimate one from draws (模拟估计), with Wilson's interval: it stays within 0 to 1 and is never of length 0.

        Wilson, Journal of the American Statistical Association 22 (1927).

        >>> found = Probability.drawn(0, 1000)
        >>> found.value, found.low, round(found.high, 5)
        (0.0, 0.0, 0.00383)
        """
        part = hits / draws
        low, high = wilson(hits, draws, level)
        error = math.sqrt(part * (1 - part) / draws)
        return cls(part, low, high, Method.MONTE_CARLO, level=level, standard_error=error, draws=draws)

    def brief(self, lang: Lang = "en") -> str:
        """Say the probability and how far it can be off, without the method (概率与误差).

        >>> Probability.of(0.25, Method.FORMULA).brief(), Probability.of(1e-12, Method.FORMULA).brief("zh")
        ('0.25', '小于0.0000000001')
        """
        if self.exact:
            return (_BELOW if 0 < self.value < _ROUNDING else Text(share(self.value), share(self.value))).to(lang)
        if self.level is not None:
            shape = _BETWEEN if self.standard_error is None else _DRAWN
        else:
            shape = {Method.LUNDBERG: _AT_MOST, Method.DE_VYLDER: _NEAR}.get(self.method, _BETWEEN)
        return shape.fill(
            value=share(self.value),
            low=share(self.low),
            high=share(self.high),
            level=figure(float((self.level or 0) * 100)),
            error=figure(self.standard_error or 0.0),
        ).to(lang)

    def how(self, lang: Lang = "en") -> str:
        """Say the method (方法说明).

        >>> Probability.drawn(1, 1000).how("zh")
        '蒙特卡罗模拟，1,000次'
        """
        if self.exact:
            shape = _EXACT
        elif self.draws is not None:
            shape = _FROM_DRAWS
        else:
            shape = _NO_ERROR if self.method is Method.DE_VYLDER else Text("{method}", "{method}")
        return shape.fill(method=self.method.text, draws=f"{self.draws or 0:,}").to(lang)

    def text(self, lang: Lang = "en") -> str:
        """Say the probability, the error and the method in one line (一句话说明).

        >>> print(Probability.of(0.25, Method.FORMULA).text("zh"))
        0.25；精确值：闭式公式（浮点舍入误差小于0.0000000001）
        """
        return Text("{brief}; {how}", "{brief}；{how}").fill(brief=self.brief(lang), how=self.how(lang)).to(lang)

    def __str__(self) -> str:
        return self.text()


@attrs.frozen
class Expected:
    """An expected number, or an expected amount in yuan, with how far it can be off (期望值).

    As with `Probability`: ``low`` and ``high`` hold for certain unless there is a ``level``; then they are a normal
    interval around the mean of the draws.

    >>> print(Expected.between(4.0, 4.5, exact=False).text())
    between 4 and 4.5, for certain
    """

    value: float
    low: float
    high: float
    exact: bool = False
    level: Fraction | None = None
    standard_error: float | None = None

    @classmethod
    def between(cls, low: float, high: float, *, exact: bool) -> Expected:
        """Give one between two certain bounds, which are the same if it is exact (上下界).

        >>> Expected.between(4.0, 4.0, exact=True).text()
        '4'
        """
        return cls((low + high) / 2, low, high, exact=exact)

    @classmethod
    def drawn(cls, total: float, squares: float, draws: int, level: Fraction = USUAL_LEVEL) -> Expected:
        """Estimate one from the sum and the sum of squares of its draws (模拟估计).

        >>> print(Expected.drawn(200.0, 500.0, 100).text())
        2 (95 % interval 1.803 to 2.197, standard error 0.1005)
        """
        mean = total / draws
        error = math.sqrt(max(squares / draws - mean * mean, 0.0) / (draws - 1))
        half = _z(level) * error
        return cls(mean, mean - half, mean + half, level=level, standard_error=error)

    def text(self, lang: Lang = "en") -> str:
        """Say the number and its error (一句话说明).

        >>> print(Expected.drawn(200.0, 500.0, 100).text("zh"))
        2（95%区间1.803至2.197，标准误0.1005）
        """
        if self.exact:
            return figure(self.value)
        shape = _BETWEEN if self.level is None else _DRAWN
        return shape.fill(
            value=figure(self.value),
            low=figure(self.low),
            high=figure(self.high),
            level=figure(float((self.level or 0) * 100)),
            error=figure(self.standard_error or 0.0),
        ).to(lang)

    def __str__(self) -> str:
        return self.text()


def wilson(hits: int, draws: int, level: Fraction = USUAL_LEVEL) -> tuple[float, float]:
    """Give Wilson's interval for a share (威尔逊区间): ``hits`` of ``draws``, at a confidence ``level``.

    >>> tuple(round(end, 4) for end in wilson(50, 100))
    (0.4038, 0.5962)
    """
    z = _z(level)
    part, more = hits / draws, z * z / draws
    centre, half = part + more / 2, z * math.sqrt(part * (1 - part) / draws + more / (4 * draws))
    low = 0.0 if hits == 0 else (centre - half) / (1 + more)
    return low, 1.0 if hits == draws else (centre + half) / (1 + more)


def figure(value: float) -> str:
    """Write a number with four digits that count (四位有效数字), never as a power of ten.

    >>> figure(0.00001234567), figure(0.0), figure(1790)
    ('0.00001235', '0', '1,790')
    """
    if not value:
        return "0"
    digits = max(0, 3 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def share(value: float) -> str:
    """Write a probability so that four digits count, from 0 and from 1 alike (概率的写法), with ten decimals at most.

    >>> share(0.00191091), share(0.99998111), share(1.0)
    ('0.001911', '0.99998111', '1')
    """
    near = min(value, 1 - value)
    if near <= 0:
        return figure(round(value))
    return f"{value:.{min(10, 3 - math.floor(math.log10(near)))}f}".rstrip("0").rstrip(".")


def _z(level: Fraction) -> float:
    return NormalDist().inv_cdf((1 + float(chance(level))) / 2)


def _within(value: float) -> float:
    return min(max(float(value), 0.0), 1.0)
