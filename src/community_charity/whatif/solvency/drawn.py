"""Monte Carlo (蒙特卡罗模拟): the third method, for any law of counts and claims and any amounts of capital and income.

The seed is an argument. Draws come in blocks, each with a generator of its own (SFC64) from NumPy's `SeedSequence`, so
the same seed gives the same numbers, whatever is done with them.

>>> from community_charity.money import yuan
>>> from community_charity.whatif.solvency.published import xuanzhou
>>> print(drawn_failure(xuanzhou(), opening=yuan(30_000), periods=5, draws=10_000, seed=7).within(5))
0.0635 (95 % interval 0.05889 to 0.06845, standard error 0.002439); Monte Carlo, 10,000 draws
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from community_charity.errors import Malformed, declare
from community_charity.language import Text
from community_charity.money import ZERO, Money
from community_charity.whatif.solvency.checks import at_least_zero, chance
from community_charity.whatif.solvency.checks import draws as checked_draws
from community_charity.whatif.solvency.checks import periods as checked_periods
from community_charity.whatif.solvency.checks import seed as checked_seed
from community_charity.whatif.solvency.demand import Demand, demand
from community_charity.whatif.solvency.periods import FailureByPeriod, income_of
from community_charity.whatif.solvency.probability import USUAL_LEVEL, Expected, Probability

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

WORK = declare(
    "solvency.work",
    wanted=("a simulation of at most {most} expected grants", "预计笔数不超过{most}的模拟"),
    do=("ask for fewer draws or periods, or use the recursion", "请减少模拟次数或期数，或改用递推"),
)
_MOST_WORK: Final = 2_000_000_000
_BLOCK: Final = 1_000_000  # expected grants in a block: some tens of megabytes
_MOST_CLAIM: Final = 10**12  # fen; a larger grant empties the pool all the same, and a million of these fit int64


def drawn_failure(
    demand_: Demand,
    /,
    *,
    opening: Money,
    periods: int,
    draws: int,
    seed: int,
    income: Money | Sequence[Money] = ZERO,
    level: Fraction = USUAL_LEVEL,
) -> FailureByPeriod:
    """Estimate when a pool fails (模拟逐期资金不足概率), from ``draws`` lives of ``periods`` periods.

    As `failure`, but for any law, with Wilson's interval at ``level`` for each probability. Amounts of a continuous law
    are rounded to whole fen. Raises `Malformed`, also above two thousand million expected grants.

    >>> from community_charity.whatif.solvency.published import xuanzhou
    >>> found = drawn_failure(xuanzhou(), opening=Money(30_000_00), periods=5, draws=1_000, seed=1)
    >>> found.paid.value, found.by_period[0].value
    (4.947, 0.0)
    """
    incomes = income_of(income, checked_periods(periods))
    at_least_zero(opening)
    chance(level)
    available = opening.fen + np.cumsum(np.array(incomes, dtype=np.int64))
    lives = np.zeros(periods + 1, dtype=np.int64)  # by the number of periods paid in full
    for totals in blocks(demand_, draws=draws, periods=periods, seed=seed):
        over = np.cumsum(totals, axis=1) > available
        paid = np.where(over.any(axis=1), over.argmax(axis=1), periods)
        lives += np.bincount(paid, minlength=periods + 1)
    failed = np.cumsum(lives)[:-1].tolist()
    found = tuple(Probability.drawn(hits, draws, level) for hits in failed)
    counted = np.arange(periods + 1, dtype=np.float64)
    paid_periods = Expected.drawn(float(lives @ counted), float(lives @ counted**2), draws, level)
    told = income if isinstance(income, Money) else tuple(income)
    return FailureByPeriod(opening, told, found, paid_periods, None, demand_.note)


def blocks(demand_: Demand, *, draws: int, periods: int, seed: int) -> Iterator[Ints]:
    """Draw what each period asks for (抽取各期总额): int64 fen, a row for each draw and a column for each period.

    In blocks of rows, whose sizes depend on nothing but the arguments. Raises `Malformed`.

    >>> from community_charity.whatif.solvency.published import xuanzhou
    >>> [block.shape for block in blocks(xuanzhou(), draws=20_000, periods=12, seed=1)]
    [(9259, 12), (9259, 12), (1482, 12)]
    """
    demand(demand_), checked_seed(seed)
    row = checked_periods(periods) * math.ceil(demand_.count.mean)
    if row * checked_draws(draws) > _MOST_WORK:
        given = Text("{n} expected grants", "预计{n}笔").fill(n=f"{row * draws:,}")
        raise Malformed(WORK, given=given, most=f"{_MOST_WORK:,}")
    rows = max(1, _BLOCK // row)
    starts = range(0, draws, rows)
    for start, child in zip(starts, np.random.SeedSequence(seed).spawn(len(starts)), strict=True):
        yield _block(demand_, min(rows, draws - start), periods, np.random.Generator(np.random.SFC64(child)))


def _block(demand_: Demand, rows: int, periods: int, generator: np.random.Generator) -> Ints:
    counts = demand_.count.draw(generator, rows * periods)
    ends = np.cumsum(counts)
    claims = np.minimum(demand_.claims.draw(generator, int(ends[-1])), _MOST_CLAIM)
    sums = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(claims)])
    totals: Ints = (sums[ends] - sums[ends - counts]).reshape(rows, periods)
    return totals
