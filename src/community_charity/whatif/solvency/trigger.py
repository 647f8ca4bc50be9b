"""When to top up (补足触发线): the least trigger, or the cheapest, that keeps failure at or below a target.

At the end of a period, a pool below the trigger is topped up to a level; the money is there when the next begins. The
recursion follows the balance on a lattice, exactly; Monte Carlo lets every trigger meet the same draws, so that they
differ by what the trigger does and not by luck. What real societies use is not known: triggers here are questions.

>>> from community_charity.money import yuan
>>> from community_charity.whatif.solvency.published import xuanzhou
>>> found = best_trigger(
...     xuanzhou(),
...     opening=yuan(30_000),
...     top_up_to=yuan(30_000),
...     target=Fraction(1, 100),
...     periods=12,
...     triggers=[yuan(5_000 + 1_000 * n) for n in range(11)],
... )
>>> found.best.trigger
yuan("9000.00")
"""

from __future__ import annotations

import math
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.money import ZERO, Money
from community_charity.whatif.solvency.amounts import Amounts
from community_charity.whatif.solvency.checks import above_zero, at_least_zero, chance
from community_charity.whatif.solvency.checks import periods as checked_periods
from community_charity.whatif.solvency.compound import METHOD, column
from community_charity.whatif.solvency.demand import Demand, demand, moderate
from community_charity.whatif.solvency.drawn import blocks
from community_charity.whatif.solvency.lattice import convolve, discretise, points
from community_charity.whatif.solvency.probability import Expected, Method, Probability, figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from community_charity.language import Lang

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

TRIGGERS = declare(
    "solvency.triggers",
    wanted=(
        "one or more triggers as Money, from zero to the level that is topped up to, {level}",
        "一条或多条触发线，以金额 Money 表示，介于零与补足额{level}之间",
    ),
    do=("give triggers=[yuan(5_000), yuan(10_000), ...]", "写作 triggers=[yuan(5_000), yuan(10_000), ...]"),
)


_TRIED: Final = Text(
    "Trigger {trigger}: probability to fail {chance}; {n} top-ups, ¥{money}, at a cost of ¥{cost}",
    "触发线{trigger}：资金不足的概率：{chance}；补足{n}次，共¥{money}，成本¥{cost}",
)


class Aim(Enum):
    """What the best trigger is best at (优化目标).

    >>> Aim("cost")
    <Aim.COST: 'cost'>
    """

    TRIGGER = "trigger"
    COST = "cost"


@attrs.frozen
class TriggerTried:
    """One trigger and what it does (一条触发线的效果) within the periods looked at.

    ``top_ups`` is the expected number of top-ups, ``topped_up`` the expected money in yuan, ``cost`` that money and the
    cost of each top-up, in yuan; all until the pool fails, if it does.

    >>> nothing = Expected.between(0, 0, exact=True)
    >>> TriggerTried(ZERO, Probability.of(0.5, Method.RECURSION), nothing, nothing, nothing).failure.exact
    True
    """

    trigger: Money
    failure: Probability
    top_ups: Expected
    topped_up: Expected
    cost: Expected

    def text(self, lang: Lang = "en") -> str:
        """Say it in one line (一句话说明).

        >>> nothing = Expected.between(0, 0, exact=True)
        >>> print(TriggerTried(ZERO, Probability.of(0.5, Method.RECURSION), nothing, nothing, nothing).text())
        Trigger ¥0.00: probability to fail 0.5; 0 top-ups, ¥0, at a cost of ¥0
        """
        return _TRIED.fill(
            trigger=self.trigger,
            chance=self.failure.brief(lang),
            n=self.top_ups.text(lang),
            money=self.topped_up.text(lang),
            cost=self.cost.text(lang),
        ).to(lang)

    def __str__(self) -> str:
        return self.text()


_HEAD: Final = Text(
    "Opening capital {opening}; a pool below the trigger at the end of a period is topped up to {level}; {n} period(s).",
    "期初{opening}；期末低于触发线者补足至{level}；共{n}期。",
)
_BEST: Final = {
    Aim.TRIGGER: Text(
        "The least trigger that keeps it at or below {target}: {best}", "使概率不超过{target}的最低触发线：{best}"
    ),
    Aim.COST: Text(
        "The cheapest trigger that keeps it at or below {target}: {best}",
        "使概率不超过{target}且成本最低的触发线：{best}",
    ),
}
_NONE: Final = Text("None of these triggers keeps it at or below {target}.", "以上触发线均不能使概率不超过{target}。")
_HOW: Final = Text("Method: {how}", "方法：{how}")
_COMMON: Final = Text(
    "Every trigger meets the same draws. A trigger counts as good enough if the upper end of its interval is.",
    "各触发线使用同一组随机数；区间上端达标才算达标。",
)


@attrs.frozen
class Triggers:
    """Triggers tried, and the best of them (触发线比较); ``best`` is ``None`` if none meets the target.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.solvency.published import xuanzhou
    >>> found = best_trigger(
    ...     xuanzhou(),
    ...     opening=yuan(9_000),
    ...     top_up_to=yuan(9_000),
    ...     triggers=[yuan(9_000)],
    ...     target=Fraction(1, 100),
    ...     periods=12,
    ... )
    >>> found.best is None
    True
    """

    opening: Money
    top_up_to: Money
    periods: int
    target: Fraction
    aim: Aim
    tried: tuple[TriggerTried, ...]
    note: Text | None = None

    @property
    def good(self) -> tuple[TriggerTried, ...]:
        """Those that meet the target, by the upper end of their intervals (达标的触发线).

        >>> from community_charity.money import yuan
        >>> from community_charity.whatif.solvency.published import xuanzhou
        >>> best_trigger(
        ...     xuanzhou(),
        ...     opening=yuan(9_000),
        ...     top_up_to=yuan(9_000),
        ...     triggers=[ZERO],
        ...     target=Fraction(1, 2),
        ...     periods=1,
        ... ).good[0].trigger
        yuan("0.00")
        """
        return tuple(one for one in self.tried if one.failure.high <= self.target)

    @property
    def best(self) -> TriggerTried | None:
        """The least trigger that meets the target, or the cheapest; of equals the lower (最优触发线).

        >>> from community_charity.money import yuan
        >>> from community_charity.whatif.solvency.published import xuanzhou
        >>> best_trigger(
        ...     xuanzhou(),
        ...     opening=yuan(30_000),
        ...     top_up_to=yuan(30_000),
        ...     triggers=[yuan(15_000), yuan(20_000)],
        ...     target=Fraction(1, 100),
        ...     periods=12,
        ...     cost_each=yuan(100),
        ...     aim="cost",
        ... ).best.trigger
        yuan("15000.00")
        """
        by_cost = self.aim is Aim.COST
        return min(self.good, key=lambda one: (one.cost.value if by_cost else 0.0, one.trigger), default=None)

    def text(self, lang: Lang = "en") -> str:
        """Say it, a line for each trigger (说明).

        >>> from community_charity.money import yuan
        >>> from community_charity.whatif.solvency.published import xuanzhou
        >>> found = best_trigger(
        ...     xuanzhou(),
        ...     opening=yuan(30_000),
        ...     top_up_to=yuan(30_000),
        ...     triggers=[yuan(15_000)],
        ...     target=Fraction(1, 100),
        ...     periods=12,
        ... )
        >>> print(found.text("zh").splitlines()[0])
        期初¥30,000.00；期末低于触发线者补足至¥30,000.00；共12期。
        """
        target = figure(float(self.target))
        found = _NONE.fill(target=target)
        if self.best:
            found = _BEST[self.aim].fill(target=target, best=self.best.trigger)
        lines = [_HEAD.fill(opening=self.opening, level=self.top_up_to, n=self.periods).to(lang)]
        lines += [one.text(lang) for one in self.tried]
        lines += [found.to(lang), _HOW.fill(how=self.tried[0].failure.how(lang)).to(lang)]
        if self.tried[0].failure.draws:
            lines.append(_COMMON.to(lang))
        return moderate(self.note, lines, lang)

    def __str__(self) -> str:
        return self.text()


def best_trigger(
    demand_: Demand,
    /,
    *,
    opening: Money,
    top_up_to: Money,
    triggers: Iterable[Money],
    target: Fraction,
    periods: int,
    income: Money = ZERO,
    cost_each: Money = ZERO,
    aim: Aim | str = Aim.TRIGGER,
    draws: int | None = None,
    seed: int | None = None,
) -> Triggers:
    """Find the trigger at which to top up (最优补足触发线): each one is tried, since more is not always better here.

    ``income`` comes at the beginning of each period. A pool below a trigger at the end of a period is topped up to
    ``top_up_to``, at ``cost_each`` beside the money itself. ``aim`` is ``"trigger"`` (the least one that keeps failure
    within ``periods`` at or below ``target``) or ``"cost"``. Exact, by recursion, for listed amounts; with ``draws`` and
    a ``seed`` by Monte Carlo, for any law: there failure means the upper end of its interval. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.solvency.published import xuanzhou
    >>> found = best_trigger(
    ...     xuanzhou(),
    ...     opening=yuan(30_000),
    ...     top_up_to=yuan(30_000),
    ...     triggers=[yuan(10_000), yuan(15_000)],
    ...     target=Fraction(1, 100),
    ...     periods=12,
    ... )
    >>> [round(one.failure.value, 5) for one in found.tried]
    [0.00148, 0.0]
    """
    plan = _Plan(demand(demand_), opening, top_up_to, checked_periods(periods), income, cost_each)
    lines, aim = _lines(triggers, plan.level), choice(aim, Aim)
    chance(target)
    if draws is not None or seed is not None:
        tried = _drawn(plan, lines, draws, seed)  # type: ignore[arg-type]  # a missing one is refused in there
    elif isinstance(demand_.claims, Amounts):
        tried = _recursion(plan, lines)
    else:
        given = Text("recursion, for continuous claims", "以递推处理连续分布")
        raise Malformed(METHOD, given=given, methods="monte_carlo (draws=..., seed=...)")
    return Triggers(opening, top_up_to, periods, target, aim, tried, demand_.note)


@attrs.frozen
class _Plan:
    demand: Demand
    opening: Money = attrs.field(converter=at_least_zero)
    level: Money = attrs.field(converter=above_zero)
    periods: int
    income: Money = attrs.field(converter=at_least_zero)
    cost_each: Money = attrs.field(converter=at_least_zero)


def _lines(triggers: Iterable[Money], level: Money) -> list[Money]:
    lines = list(triggers) if isinstance(triggers, list | tuple) else []
    if not lines or any(type(one) is not Money or not ZERO <= one <= level for one in lines):
        given = Text("{n} triggers", "{n}条触发线").fill(n=len(lines)) if lines else shown(triggers)
        raise Malformed(TRIGGERS, given=given, level=level)
    return sorted(set(lines))


def _recursion(plan: _Plan, lines: list[Money]) -> tuple[TriggerTried, ...]:
    """Follow the balance, as steps below the top of the lattice: what is paid then adds to it, as in a sum of grants."""
    amounts = [plan.opening, plan.level, plan.income, *lines]
    claims = plan.demand.claims
    step = Money(math.gcd(*(one.fen for one in (*amounts, *claims.chances)))) if isinstance(claims, Amounts) else ZERO
    size = points(Money(max(plan.opening, plan.level).fen + plan.income.fen * plan.periods), step)
    grants = column(plan.demand.count, discretise(claims, step, size).lower, size)
    return tuple(_followed(plan, trigger, step, grants) for trigger in lines)


def _followed(plan: _Plan, trigger: Money, step: Money, grants: Floats) -> TriggerTried:
    size = len(grants)
    opening, level, income, line = (one.fen // step.fen for one in (plan.opening, plan.level, plan.income, trigger))
    alive, down = np.zeros(size), np.arange(size)[::-1]  # `down` holds the balance at each place
    alive[size - 1 - opening] = 1.0
    times = money = 0.0
    for _ in range(plan.periods):
        alive = convolve(alive, grants, size + income)[income:]
        alive = np.pad(alive, (0, size - len(alive)))
        low = down < line
        short = float(alive[low].sum())
        times += short
        money += float(alive[low] @ (level - down[low])) * step.fen / 100
        alive[low] = 0.0
        alive[size - 1 - level] += short
    cost = money + times * plan.cost_each.fen / 100
    sure = [Expected.between(x, x, exact=True) for x in (times, money, cost)]
    return TriggerTried(trigger, Probability.of(1 - float(alive.sum()), Method.RECURSION), *sure)


def _drawn(plan: _Plan, lines: list[Money], draws: int, seed: int) -> tuple[TriggerTried, ...]:
    hits, sums = np.zeros(len(lines), dtype=np.int64), np.zeros((len(lines), 3, 2))
    for totals in blocks(plan.demand, draws=draws, periods=plan.periods, seed=seed):
        for place, trigger in enumerate(lines):  # the same draws for each: common random numbers
            failed, times, money = _lived(plan, trigger.fen, totals)
            hits[place] += failed
            for kind, found in enumerate((times, money, money + times * (plan.cost_each.fen / 100))):
                sums[place, kind] += found.sum(), (found**2).sum()
    return tuple(
        TriggerTried(
            trigger,
            Probability.drawn(int(hits[place]), draws),
            *(Expected.drawn(float(total), float(squares), draws) for total, squares in sums[place]),
        )
        for place, trigger in enumerate(lines)
    )


def _lived(plan: _Plan, line: int, totals: Ints) -> tuple[int, Floats, Floats]:
    """Live through one block: how many pools failed, and for each the number of top-ups and their yuan."""
    rows = len(totals)
    balance, alive = np.full(rows, plan.opening.fen), np.ones(rows, dtype=np.bool_)
    times, money = np.zeros(rows), np.zeros(rows)
    for month in totals.T:
        balance = balance + plan.income.fen - month
        alive &= balance >= 0
        short = alive & (balance < line)
        times += short
        money += np.where(short, plan.level.fen - balance, 0) / 100
        balance = np.where(short, plan.level.fen, balance)
    return int(rows - alive.sum()), times, money
