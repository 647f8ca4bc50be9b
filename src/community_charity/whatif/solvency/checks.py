"""What the solvency part accepts (输入检查): exact Fractions for what is assumed, `Money` for amounts, counts in whole numbers.

Each check is a converter for a field or an argument. A float is refused wherever an assumption decides money.

>>> chance(Fraction(5, 1000))
Fraction(1, 200)
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.money import Money, amount_of_money, positive_money

if TYPE_CHECKING:
    from collections.abc import Callable

CHANCE = declare(
    "solvency.chance",
    wanted=(
        "a probability as an exact Fraction, from 1/1,000,000,000 to below 1",
        "以精确分数 Fraction 表示的概率，不小于十亿分之一，小于1",
    ),
    do=("write Fraction(5, 1000) for half a per cent", "千分之五写作 Fraction(5, 1000)"),
)
WEIGHTS = declare(
    "solvency.weights",
    wanted=(
        "amounts of Money, each with its probability as a Fraction above 0, which add up to exactly 1",
        "各金额 Money 及其大于0的概率 Fraction，概率之和恰为1",
    ),
    do=(
        "write {{yuan(500): Fraction(4, 5), yuan(1_000): Fraction(1, 5)}}",
        "写作 {{yuan(500): Fraction(4, 5), yuan(1_000): Fraction(1, 5)}}",
    ),
)
SEEN = declare(
    "solvency.seen",
    wanted=("a list of one or more amounts of Money above zero", "一个或多个大于零的金额 Money 的列表"),
    do=("give the grants one by one; leave out what was refused", "请逐笔给出救助金额；未批准的不要列入"),
)
RATE = declare(
    "solvency.rate",
    wanted=(
        "an exact Fraction or whole number above 0, at most {most}",
        "大于0且不超过{most}的精确分数 Fraction 或整数",
    ),
    do=("write Fraction(1790, 217), not 8.2488", "写作 Fraction(1790, 217)，不要写 8.2488"),
)
LOADING = declare(
    "solvency.loading",
    wanted=(
        "the income above expected grants as an exact Fraction: 0, or from 1/1,000,000 to 1,000",
        "收入超出预期救助额的比例，精确分数 Fraction：0，或百万分之一至1000之间",
    ),
    do=("write Fraction(51, 1000) for 5.1 per cent", "百分之五点一写作 Fraction(51, 1000)"),
)
WHOLE = declare(
    "solvency.whole",
    wanted=("a whole number from {least} to {most}", "{least}至{most}之间的整数"),
    do=("give such a number as {what}", "请以此类整数作为{what}"),
)
LARGE = declare(
    "solvency.large",
    wanted=("an amount below ¥10,000,000,000", "低于一百亿元的金额"),
    do=(
        "check the unit: yuan(...) takes yuan, Money(...) takes fen",
        "请核对单位：yuan(...) 以元计，Money(...) 以分计",
    ),
)

SPREAD = declare(
    "solvency.spread",
    wanted=(
        "a standard deviation from a thousandth of the mean to a thousand times the mean",
        "标准差在均值的千分之一至一千倍之间",
    ),
    do=("list the amounts with Amounts(...) if they hardly differ", "若金额几乎相同，请以 Amounts(...) 列出"),
)

_TINY: Final = Fraction(1, 10**9)
_END: Final = 10**12  # fen: so that a million of them add up within int64
MOST_RATE: Final = 1_000_000


def chance(value: Fraction) -> Fraction:
    """Check a probability or a confidence level (概率): a `Fraction` from one in 10**9 to below 1. Raises `Malformed`.

    Below that the rounding of floating-point numbers could decide.

    >>> chance(Fraction(1, 100))
    Fraction(1, 100)
    """
    if type(value) is not Fraction or not _TINY <= value < 1:
        raise Malformed(CHANCE, given=_told(value))
    return value


def at_least_zero(value: Money) -> Money:
    """Check an amount of zero or more (不为负的金额), below ten billion yuan. Raises `Malformed`.

    >>> at_least_zero(Money(0))
    yuan("0.00")
    """
    if amount_of_money(value).fen >= _END:
        raise Malformed(LARGE, given=value)
    return value


def above_zero(value: Money) -> Money:
    """Check an amount above zero (大于零的金额), below ten billion yuan. Raises `Malformed`.

    >>> above_zero(Money(1))
    yuan("0.01")
    """
    return at_least_zero(positive_money(value))


def weights(value: Mapping[Money, Fraction]) -> dict[Money, Fraction]:
    """Check amounts with their probabilities (金额及概率), and sort them by amount. Raises `Malformed`.

    >>> weights({Money(2): Fraction(1, 3), Money(1): Fraction(2, 3)})
    {yuan("0.01"): Fraction(2, 3), yuan("0.02"): Fraction(1, 3)}
    """
    if not isinstance(value, Mapping):
        raise Malformed(WEIGHTS, given=shown(value))
    if any(type(share) is not Fraction or share <= 0 for share in value.values()) or sum(value.values()) != 1:
        raise Malformed(WEIGHTS, given=Text("{n} weights", "{n}个权重").fill(n=len(value)))
    return {amount: value[amount] for amount in sorted(map(above_zero, value))}


def rate(value: Fraction | int) -> Fraction:
    """Check a rate (比率): a `Fraction` or an `int` above 0, at most a million. Raises `Malformed`.

    >>> rate(4)
    Fraction(4, 1)
    """
    if type(value) not in (int, Fraction) or not 0 < value <= MOST_RATE:
        raise Malformed(RATE, given=_told(value), most=f"{MOST_RATE:,}")
    return Fraction(value)


def loading(value: Fraction | int) -> Fraction:
    """Check a loading (附加率): income over expected grants, less 1; a `Fraction` or `int` from 0. Raises `Malformed`.

    >>> loading(Fraction(3, 10))
    Fraction(3, 10)
    """
    if type(value) not in (int, Fraction) or not (value == 0 or Fraction(1, MOST_RATE) <= value <= 1000):
        raise Malformed(LOADING, given=_told(value))
    return Fraction(value)


def spread_of(mean: Money, spread: Money) -> None:
    """Check a standard deviation against its mean (标准差检查); outside these bounds digits get lost. Raises `Malformed`.

    >>> spread_of(Money(1000), Money(1))
    """
    if not mean.fen <= 1000 * spread.fen <= 1_000_000 * mean.fen:
        raise Malformed(SPREAD, given=Text("{s} for a mean of {m}", "标准差{s}，均值{m}").fill(s=spread, m=mean))


PERIODS: Final = Text("the number of periods", "期数")
DRAWS: Final = Text("the number of draws", "模拟次数")
SEED: Final = Text("the seed", "随机种子")
SOCIETIES: Final = Text("the number of societies", "互助社数量")
TRIALS: Final = Text("the number of households", "户数")


def whole(value: int, what: Text, least: int, most: int) -> int:
    """Check a whole number within bounds (整数范围). Raises `Malformed`.

    >>> whole(4, PERIODS, 1, 1200)
    4
    """
    if type(value) is not int or not least <= value <= most:
        raise Malformed(WHOLE, given=shown(value), what=what, least=f"{least:,}", most=f"{most:,}")
    return value


def periods(value: int) -> int:
    """Check a number of periods (期数): 1 to 1,200, a hundred years of months. Raises `Malformed`.

    >>> periods(12)
    12
    """
    return whole(value, PERIODS, 1, 1200)


def trials(value: int) -> int:
    """Check a number of households (户数): 1 to a million. Raises `Malformed`.

    >>> trials(50)
    50
    """
    return whole(value, TRIALS, 1, MOST_RATE)


def draws(value: int) -> int:
    """Check a number of draws (模拟次数): 100 to ten million. Raises `Malformed`.

    >>> draws(10_000)
    10000
    """
    return whole(value, DRAWS, 100, 10_000_000)


def seed(value: int) -> int:
    """Check a seed (随机种子): a whole number of zero or more, below 2**63. Raises `Malformed`.

    >>> seed(7)
    7
    """
    return whole(value, SEED, 0, 2**63 - 1)


def optional(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let ``None`` pass where a check would refuse it (可省略): the word for "not given".

    >>> optional(seed)(None) is None
    True
    """
    return lambda value: None if value is None else check(value)


def _told(value: object) -> Text:
    if type(value) is Fraction and max(abs(value.numerator), value.denominator) < 10**18:
        plain = f"{value} (Fraction)"
        return Text(plain, plain)
    return shown(value)
