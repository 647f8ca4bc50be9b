"""Period by period, as societies live (逐期偿付能力): when does the money not suffice?

In each period the income comes in first, then the grants are paid. The pool fails in the first period that asks for
more than is there. What is asked for is followed on a lattice, exactly; capital and income may be any amounts.

>>> from community_charity.money import yuan
>>> from community_charity.whatif.solvency.published import xuanzhou
>>> print(failure(xuanzhou(), opening=yuan(30_000), periods=4).within(4))
0.001882; exact: recursion on the lattice (floating-point rounding below 0.0000000001)
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.money import ZERO, Money
from community_charity.whatif.solvency.checks import PERIODS, at_least_zero, chance, whole
from community_charity.whatif.solvency.checks import periods as checked_periods
from community_charity.whatif.solvency.compound import column
from community_charity.whatif.solvency.demand import Demand, demand, moderate
from community_charity.whatif.solvency.lattice import convolve, discretise, points, step_of
from community_charity.whatif.solvency.probability import Expected, Method, Probability, figure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from community_charity.language import Lang

    Floats = NDArray[np.float64]

INCOME = declare(
    "solvency.income",
    wanted=(
        "one amount for every period, or a list with one for each of {n} periods",
        "每期相同的一个金额，或{n}期各一个金额的列表",
    ),
    do=("give income=yuan(...) or income=[yuan(...), ...]", "请给出 income=yuan(...) 或 income=[yuan(...), ...]"),
)
_NEARLY: Final = 1 - 1e-9  # closer to 1, rounding would decide
_HEAD: Final = Text(
    "Fails if the grants of a period exceed what is there. Opening capital {opening}, income {income}.",
    "当期救助需求超出可用资金即为资金不足。期初{opening}，收入{income}。",
)
_EACH: Final = Text("{income} a period", "每期{income}")
_LISTED: Final = Text("as listed for each period", "各期分别列明")
_WITHIN: Final = Text("Failed by the end of period {n}: {chance}", "第{n}期末之前资金不足：{chance}")
_HOW: Final = Text("Method: {how}", "方法：{how}")
_PAID: Final = Text(
    "Periods paid in full, counted up to period {n}: {paid}", "足额支付的期数（数到第{n}期为止）：{paid}"
)
_BEYOND: Final = Text("; at most {more} more beyond", "；此后至多再有{more}期")


@attrs.frozen
class FailureByPeriod:
    """When a pool fails (资金不足的时间分布): for each period, the probability to have failed by its end.

    ``paid`` is the expected number of periods paid in full, counted up to the last one asked for; ``beyond`` says how
    many more there can be on average afterwards, and is ``None`` where that is not known.

    >>> from community_charity.whatif.solvency.published import xuanzhou
    >>> found = failure(xuanzhou(), opening=Money(30_000_00), periods=12)
    >>> from fractions import Fraction
    >>> found.periods_at(Fraction(995, 1000)), found.periods_at(Fraction(95, 100))
    (4, 4)
    """

    opening: Money
    income: Money | tuple[Money, ...]
    by_period: tuple[Probability, ...]
    paid: Expected
    beyond: float | None
    note: Text | None = None

    def within(self, n: int) -> Probability:
        """Give the probability to fail within ``n`` periods (n期内资金不足的概率). Raises `Malformed`.

        >>> from community_charity.whatif.solvency.published import xuanzhou
        >>> round(failure(xuanzhou(), opening=Money(30_000_00), periods=5).within(5).value, 3)
        0.061
        """
        return self.by_period[whole(n, PERIODS, 1, len(self.by_period)) - 1]

    def first_in(self, n: int) -> Probability:
        """Give the probability that period ``n`` is the first to fail (恰在第n期不足的概率). Raises `Malformed`.

        Of a Monte Carlo result only by difference: then it has no interval of its own, and the bounds are the widest.

        >>> from community_charity.whatif.solvency.published import xuanzhou
        >>> round(failure(xuanzhou(), opening=Money(30_000_00), periods=5).first_in(5).value, 4)
        0.0594
        """
        now = self.within(n)
        if n == 1:
            return now
        before = self.within(n - 1)
        if now.exact:
            return Probability.of(now.value - before.value, now.method)
        low, high = max(now.low - before.high, 0.0), max(now.high - before.low, 0.0)
        return attrs.evolve(now, value=max(now.value - before.value, 0.0), low=low, high=high, standard_error=None)

    def periods_at(self, level: Fraction) -> int:
        """Count the periods survived with probability ``level`` (按某概率可维持的期数), at most those worked out.

        On the careful side: by the upper end where there is an interval. Raises `Malformed`.

        >>> from community_charity.whatif.solvency.published import xuanzhou
        >>> from fractions import Fraction
        >>> failure(xuanzhou(), opening=Money(30_000_00), periods=9).periods_at(Fraction(1, 2))
        6
        """
        most = 1 - chance(level)
        return sum(one.high <= most for one in self.by_period)

    def text(self, lang: Lang = "en") -> str:
        """Say it, a line for each period (逐期说明).

        >>> from community_charity.whatif.solvency.amounts import Amounts
        >>> from community_charity.whatif.solvency.counts import Poisson
        >>> from fractions import Fraction
        >>> month = Demand(Poisson(1), Amounts({Money(100_00): Fraction(1)}))
        >>> print(failure(month, opening=Money(100_00), periods=1).text("zh"))
        当期救助需求超出可用资金即为资金不足。期初¥100.00，收入每期¥0.00。
        第1期末之前资金不足：0.2642
        足额支付的期数（数到第1期为止）：0.7358；此后至多再有2.049期
        方法：精确值：格点递推（浮点舍入误差小于0.0000000001）
        """
        income = _EACH.fill(income=self.income) if isinstance(self.income, Money) else _LISTED
        lines = [_HEAD.fill(opening=self.opening, income=income).to(lang)]
        lines += [_WITHIN.fill(n=n, chance=one.brief(lang)).to(lang) for n, one in enumerate(self.by_period, start=1)]
        paid = _PAID.fill(n=len(self.by_period), paid=self.paid.text(lang)).to(lang)
        more = "" if self.beyond is None else _BEYOND.fill(more=figure(self.beyond)).to(lang)
        how = _HOW.fill(how=self.by_period[-1].how(lang)).to(lang)
        return moderate(self.note, [*lines, paid + more, how], lang)

    def __str__(self) -> str:
        return self.text()


def failure(
    demand_: Demand,
    /,
    *,
    opening: Money,
    periods: int,
    income: Money | Sequence[Money] = ZERO,
    step: Money | None = None,
) -> FailureByPeriod:
    """Work out when a pool fails (逐期资金不足概率), for each of ``periods`` periods, by recursion on the lattice.

    ``opening`` is the capital at the start; ``income`` comes at the beginning of each period, one amount or a list with
    one for each. Listed amounts give exact results; of a continuous law, or a ``step`` that does not divide the
    amounts, bounds from both sides. Raises `Malformed`.

    >>> from community_charity.whatif.solvency.published import xuanzhou
    >>> found = failure(xuanzhou(), opening=Money(30_000_00), income=Money(5_000_00), periods=12)
    >>> round(found.within(12).value, 6)
    1e-06
    """
    incomes = income_of(income, checked_periods(periods))
    at_least_zero(opening)
    law = PeriodLaw.of(demand(demand_), step, Money(opening.fen + sum(incomes)))
    lower, upper = (failed(one, law.limits(opening, incomes)) for one in (law.lower, law.upper))
    found = tuple(law.chance(low, high) for low, high in zip(lower, upper, strict=True))
    paid = Expected.between(*(sum(1 - one for one in each) for each in (upper, lower)), exact=law.exact)
    told = income if isinstance(income, Money) else tuple(income)
    return FailureByPeriod(opening, told, found, paid, _beyond(1 - lower[-1], paid.high, incomes), demand_.note)


def _beyond(alive: float, paid: float, incomes: list[int]) -> float | None:
    """Bound what is left of the expected number: without income, a pool still alive does no better than a new one."""
    return paid * alive / (1 - alive) if not any(incomes) and alive < _NEARLY else None


@attrs.frozen(eq=False)
class PeriodLaw:
    """What one period asks for, on the lattice (一期需求的格点分布): the amounts rounded down and up, as float64 columns.

    >>> from community_charity.whatif.solvency.published import xuanzhou
    >>> PeriodLaw.of(xuanzhou(), None, Money(30_000_00)).limits(Money(700_00), [0, 300_00])
    [1, 2]
    """

    step: Money
    lower: Floats
    upper: Floats
    exact: bool

    @classmethod
    def of(cls, demand_: Demand, step: Money | None, reach: Money) -> PeriodLaw:
        """Work it out from 0 to ``reach`` (计算). Raises `Malformed`.

        >>> from community_charity.whatif.solvency.published import xuanzhou
        >>> len(PeriodLaw.of(xuanzhou(), None, Money(30_000_00)).lower)
        61
        """
        step = step_of(demand_.claims, step)
        size = points(reach, step)
        claims = discretise(demand_.claims, step, size)
        lower = column(demand_.count, claims.lower, size)
        upper = lower if claims.exact else column(demand_.count, claims.upper, size)
        return cls(step, lower, upper, claims.exact)

    def limits(self, opening: Money, incomes: Sequence[int]) -> list[int]:
        """Give, for each period, how many steps all grants so far may come to (累计上限), in steps of the lattice.

        >>> from community_charity.whatif.solvency.published import xuanzhou
        >>> PeriodLaw.of(xuanzhou(), None, Money(2_000_00)).limits(Money(1_999_99), [0, 0])
        [3, 3]
        """
        return [available // self.step.fen for available in accumulate(incomes, initial=opening.fen)][1:]

    def chance(self, low: float, high: float) -> Probability:
        """Give a probability, exact or between the two (概率).

        >>> from community_charity.whatif.solvency.published import xuanzhou
        >>> PeriodLaw.of(xuanzhou(), None, Money(2_000_00)).chance(0.5, 0.5).exact
        True
        """
        return Probability.of(low, Method.RECURSION) if self.exact else Probability.between(low, high, Method.LATTICE)


def failed(period: Floats, limits: Sequence[int]) -> list[float]:
    """Give the probability to have failed by the end of each period (累计不足概率).

    ``period`` holds the chances of what one period asks for; ``limits``, never falling, what all grants so far may come
    to. Grants so far are followed rather than balances, so that income need not lie on the lattice.

    >>> failed(np.array([0.5, 0.5]), [1, 1])
    [0.0, 0.25]
    """
    alive, found = np.ones(1), [0.0]
    for limit in limits:
        alive = convolve(alive, period, limit + 1)
        found.append(max(found[-1], min(1.0, 1 - float(alive.sum()))))
    return found[1:]


def income_of(income: Any, periods: int) -> list[int]:
    """Check the income, and give it in fen for each period (逐期收入). Raises `Malformed`.

    >>> income_of(Money(5), 3)
    [5, 5, 5]
    """
    if isinstance(income, Money):
        return [at_least_zero(income).fen] * periods
    if not isinstance(income, list | tuple) or len(income) != periods:
        given = (
            Text("{n} amounts", "{n}个金额").fill(n=len(income)) if isinstance(income, list | tuple) else shown(income)
        )
        raise Malformed(INCOME, given=given, n=periods)
    return [at_least_zero(one).fen for one in income]
