"""Questions in `Money` (偿付能力的提问): what capital is needed, what income is needed, what does an amount buy?

>>> from community_charity.money import yuan
>>> from community_charity.whatif.solvency.published import xuanzhou
>>> capital_for(Fraction(5, 1000), xuanzhou(), periods=1).capital
yuan("10000.00")
>>> print(income_for(Fraction(1, 100), xuanzhou(), capital=yuan(30_000)).income)
¥5,051.24
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from community_charity.errors import Malformed, declare
from community_charity.language import Text
from community_charity.money import ZERO, Money
from community_charity.whatif.solvency.checks import above_zero, chance
from community_charity.whatif.solvency.checks import periods as checked_periods
from community_charity.whatif.solvency.compound import METHOD
from community_charity.whatif.solvency.counts import Poisson
from community_charity.whatif.solvency.demand import Demand, demand, moderate
from community_charity.whatif.solvency.lifetime import loading_for
from community_charity.whatif.solvency.periods import FailureByPeriod, PeriodLaw, failed, failure, income_of
from community_charity.whatif.solvency.probability import Method, Probability, figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from community_charity.language import Lang
    from community_charity.whatif.solvency.periods import Floats

TOO_SMALL = declare(
    "solvency.too_small",
    wanted=("a capital for which Lundberg's bound can reach the target", "能使伦德伯格上界达到目标的资金"),
    do=(
        "raise the capital or the target, or ask failure(...), which does not go by a bound",
        "请提高资金或目标概率，或改用不依赖上界的 failure(...)",
    ),
)
LEVELS: Final = (Fraction(95, 100), Fraction(99, 100), Fraction(995, 1000))
_CAPITAL: Final = Text(
    "{capital} at the start keeps failure within {n} period(s) at or below {target}: {chance}.",
    "期初{capital}可使{n}期内资金不足的概率不超过{target}：{chance}。",
)
_LEAST: Final = Text("One fen less would not: {chance}.", "少一分即超过：{chance}。")
_ROUNDED: Final = Text(
    "The lattice leaves open whether less would do; below {least} it surely would not.",
    "受格点所限，不能确定更少是否足够；低于{least}则必不足够。",
)
_INCOME: Final = Text(
    "An income of {income} a period, {loading} % above the expected grants, keeps the probability that a capital of "
    "{capital} ever runs dry at or below {target}: {chance}.",
    "每期收入{income}（高出预期救助额{loading}%），可使{capital}的资金终身耗尽的概率不超过{target}：{chance}。",
)
_BUYS: Final = Text(
    "{capital} is the money of {cases} average grants, or of {periods} average periods.",
    "{capital}相当于{cases}笔平均救助，或{periods}期平均需求。",
)
_SURVIVES: Final = Text("At {level} % it lasts {n} period(s).", "以{level}%的概率可维持{n}期。")
_LONGER: Final = Text(
    "At {level} % it lasts {n} period(s) or more: no more were looked at.",
    "以{level}%的概率可维持{n}期以上：未再往后计算。",
)


@attrs.frozen
class CapitalNeeded:
    """The least start-up capital that meets a target (所需启动资金), in whole fen.

    ``failure`` is what it leaves; ``less`` what one fen less would leave. With claims off the lattice ``capital`` is on
    the careful side, and the least lies between ``at_least`` and it.

    >>> from community_charity.whatif.solvency.published import xuanzhou
    >>> found = capital_for(Fraction(1, 10_000), xuanzhou(), periods=1)
    >>> found.capital, found.at_least
    (yuan("13000.00"), yuan("13000.00"))
    """

    capital: Money
    at_least: Money
    target: Fraction
    periods: int
    failure: Probability
    less: Probability | None
    note: Text | None = None

    def text(self, lang: Lang = "en") -> str:
        """Say it (说明).

        >>> from community_charity.whatif.solvency.published import xuanzhou
        >>> print(capital_for(Fraction(5, 1000), xuanzhou(), periods=1).text().splitlines()[1])
        One fen less would not: 0.006439.
        """
        target, n = figure(float(self.target)), self.periods
        said = _CAPITAL.fill(capital=self.capital, n=n, target=target, chance=self.failure.text(lang))
        more = _ROUNDED.fill(least=self.at_least)
        if self.failure.exact:
            more = _LEAST.fill(chance=self.less.brief(lang)) if self.less else Text("", "")
        return moderate(self.note, [line for line in (said.to(lang), more.to(lang)) if line], lang)

    def __str__(self) -> str:
        return self.text()


def capital_for(
    target: Fraction,
    demand_: Demand,
    /,
    *,
    periods: int,
    income: Money | Sequence[Money] = ZERO,
    step: Money | None = None,
) -> CapitalNeeded:
    """Find the least start-up capital (所需启动资金) with which failure within ``periods`` is at most ``target``.

    ``income`` comes at the beginning of each period, as for `failure`. Exact for listed amounts; on the careful side
    otherwise. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.solvency.published import xuanzhou
    >>> capital_for(Fraction(5, 1000), xuanzhou(), periods=12, income=yuan(5_000)).capital
    yuan("15000.00")
    """
    incomes, most = income_of(income, checked_periods(periods)), float(chance(target))
    reach = Money(math.ceil(demand(demand_).mean * periods + 3 * math.sqrt(demand_.variance * periods)))
    while True:  # doubling ends: with all that can be asked for, the pool does not fail
        law = PeriodLaw.of(demand_, step, Money(reach.fen + sum(incomes)))
        if _last(law, law.upper, reach, incomes) <= most:
            break
        reach = 2 * reach
    capital, at_least = (_least(law, column, reach, incomes, most) for column in (law.upper, law.lower))
    found, *less = (
        law.chance(*(_last(law, column, u, incomes) for column in (law.lower, law.upper)))
        for u in ([capital, Money(capital.fen - 1)] if capital else [capital])
    )
    return CapitalNeeded(capital, at_least, target, periods, found, less[0] if less else None, demand_.note)


def _last(law: PeriodLaw, column: Floats, opening: Money, incomes: list[int]) -> float:
    return failed(column, law.limits(opening, incomes))[-1]


def _least(law: PeriodLaw, column: Floats, reach: Money, incomes: list[int], most: float) -> Money:
    """Halve over whole fen: with more capital the pool never fails more."""
    low, high = -1, reach.fen
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _last(law, column, Money(middle), incomes) <= most else (middle, high)
    return Money(high)


@attrs.frozen
class IncomeNeeded:
    """The least income at which Lundberg's bound meets a target (所需收入), per period, rounded up to the fen.

    ``loading`` is how far it lies above the expected grants. The bound is on the careful side: the probability itself is
    lower.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.solvency.published import xuanzhou
    >>> found = income_for(Fraction(1, 100), xuanzhou(), capital=yuan(30_000))
    >>> round(float(found.loading), 3)
    0.051
    """

    income: Money
    loading: Fraction
    capital: Money
    target: Fraction
    failure: Probability
    note: Text | None = None

    def text(self, lang: Lang = "en") -> str:
        """Say it (说明).

        >>> from community_charity.money import yuan
        >>> from community_charity.whatif.solvency.published import xuanzhou
        >>> print(income_for(Fraction(1, 100), xuanzhou(), capital=yuan(30_000)).text("zh").splitlines()[0])
        每期收入¥5,051.24（高出预期救助额5.113%），可使¥30,000.00的资金终身耗尽的概率不超过0.01：不超过0.01；伦德伯格上界。
        """
        said = _INCOME.fill(
            income=self.income,
            loading=figure(float(self.loading * 100)),
            capital=self.capital,
            target=figure(float(self.target)),
            chance=self.failure.text(lang),
        )
        return moderate(self.note, [said.to(lang)], lang)

    def __str__(self) -> str:
        return self.text()


def income_for(target: Fraction, demand_: Demand, /, *, capital: Money) -> IncomeNeeded:
    """Find the least income per period (所需收入) at which a pool ever runs dry with probability at most ``target``.

    By Lundberg's bound, in closed form; the grants must be Poisson, the law of amounts with exponential moments, and the
    income steady. Raises `Malformed`, also where no income is enough for the bound.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.solvency.amounts import exponential
    >>> print(income_for(Fraction(1, 100), Demand(Poisson(8), exponential(yuan(500))), capital=yuan(30_000)).income)
    ¥4,332.54
    """
    if not isinstance(demand(demand_).count, Poisson):
        given = Text("a law of counts that is not Poisson", "非泊松的个案数分布")
        raise Malformed(METHOD, given=given, methods="capital_for, drawn_failure")
    theta = loading_for(demand_.claims, target=target, capital=above_zero(capital))
    if not theta < 1000:
        raise Malformed(TOO_SMALL, given=capital)
    income = Money(math.ceil(demand_.mean * Fraction(1 + theta)))
    loading = income.fen / demand_.mean - 1
    failure_ = Probability.at_most(float(target), Method.LUNDBERG)
    return IncomeNeeded(income, loading, capital, target, failure_, demand_.note)


@attrs.frozen
class Bought:
    """What an amount buys (一笔资金能做什么): average grants, and how long it lasts.

    ``cases`` and ``periods`` are averages, exact fractions; ``failure`` says period by period how likely the money does
    not suffice.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.solvency.published import xuanzhou
    >>> found = what_buys(yuan(30_000), xuanzhou())
    >>> int(found.cases), {int(level * 1000): n for level, n in found.lasts.items()}
    (51, {950: 4, 990: 4, 995: 4})
    """

    capital: Money
    cases: Fraction
    periods: Fraction
    lasts: dict[Fraction, int]
    failure: FailureByPeriod
    note: Text | None = None

    def text(self, lang: Lang = "en") -> str:
        """Say it (说明).

        >>> from community_charity.money import yuan
        >>> from community_charity.whatif.solvency.published import xuanzhou
        >>> print(what_buys(yuan(30_000), xuanzhou()).text().splitlines()[0])
        ¥30,000.00 is the money of 51.5 average grants, or of 6.243 average periods.
        """
        cases, periods = figure(float(self.cases)), figure(float(self.periods))
        lines = [_BUYS.fill(capital=self.capital, cases=cases, periods=periods).to(lang)]
        for level, n in self.lasts.items():
            shape = _LONGER if n == len(self.failure.by_period) else _SURVIVES
            lines.append(shape.fill(level=figure(float(level * 100)), n=n).to(lang))
        return "\n".join([*lines, self.failure.text(lang)])

    def __str__(self) -> str:
        return self.text()


def what_buys(
    capital: Money,
    demand_: Demand,
    /,
    *,
    income: Money = ZERO,
    levels: Sequence[Fraction] = LEVELS,
    periods: int | None = None,
    step: Money | None = None,
) -> Bought:
    """Say what an amount buys (一笔资金能做什么): how many average grants, how many periods at each of the ``levels``.

    ``income`` is one amount for each period. ``periods`` is how far to look; left out, four average lives of the capital
    (from 12 to 1,200 periods). Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.solvency.published import xuanzhou
    >>> found = what_buys(yuan(30_000), xuanzhou(), income=yuan(5_000), periods=24)
    >>> list(found.lasts.values())
    [24, 24, 24]
    """
    wanted = tuple(chance(level) for level in levels)
    average = above_zero(capital).fen / demand(demand_).mean
    found = failure(
        demand_,
        opening=capital,
        periods=min(1200, max(12, math.ceil(4 * average))) if periods is None else periods,
        income=income,
        step=step,
    )
    lasts = {level: found.periods_at(level) for level in wanted}
    return Bought(capital, demand_.cases_in(capital), average, lasts, found, demand_.note)
