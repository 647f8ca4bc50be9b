"""Plans of money over drawn cases (资金安排的模拟): what is paid, short and left, exact in fen within each draw.

Every plan sees the same cases. A block is reduced to totals of each draw as soon as it is drawn, so memory does not grow
with the number of societies.

>>> from fractions import Fraction
>>> from community_charity.money import yuan
>>> from community_charity.whatif.drawing import CaseModel, Discrete, Poisson
>>> need = Discrete({yuan(500): Fraction(4, 5), yuan(1000): Fraction(1, 5)})
>>> draws = Draws(CaseModel(Poisson(0.7), need), societies=20, months=36, draws=200, seed=1)
>>> plans = {"now": Plan(yuan(10_000), yuan(400)), "reform": Plan(yuan(10_000), yuan(400), ceiling=yuan(800))}
>>> found = evaluate(draws, plans)
>>> print(found["reform"].difference(found["now"], "paid"))
paid, difference: -¥20,292.50 (95% interval -¥20,562.18 to -¥20,022.82; mean of 200 paired draws, normal approximation)
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

import attrs
import numpy as np

from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.drawing.blocks import Draws
from community_charity.whatif.drawing.checks import Column, fraction, read_only, whole
from community_charity.whatif.drawing.estimates import LEVEL, PAIRED, Estimate, Unit, chance, mean, paired, quantile
from community_charity.whatif.drawing.plans import Columns, Plan, settle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from community_charity.whatif.drawing.blocks import Block

PLANS = declare(
    "drawing.plans",
    wanted=("a dict of at least one Plan by name", "按名称给出至少一个 Plan 的字典"),
    do=('write {{"now": Plan(...), "reform": Plan(...)}}', '请写作 {{"now": Plan(...), "reform": Plan(...)}}'),
)
BY_MONTH = declare(
    "drawing.by_month",
    wanted=("a result with totals by month", "含逐月合计的结果"),
    do=("evaluate with by_month=True", "计算时请给出 by_month=True"),
)


class Total(Enum):
    """What is totalled over a plan's draws (合计项目). ``Total("paid")`` looks one up.

    >>> [one.value for one in Total if one.unit is Unit.FEN]
    ['needed', 'asked', 'wanted', 'paid', 'closing']
    """

    CASES = "cases"
    NEEDED = "needed"
    ASKED = "asked"
    WANTED = "wanted"
    PAID = "paid"
    SHORT = "short"
    CLOSING = "closing"
    SHORT_SOCIETIES = "short_societies"

    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _TOTALS[self]

    @property
    def unit(self) -> Unit:
        """What it counts (单位)."""
        return Unit.NUMBER if self in _NUMBERS else Unit.FEN


_TOTALS = {
    Total.CASES: Text("cases", "案件数"),
    Total.NEEDED: Text("need", "需要额"),
    Total.ASKED: Text("need left after government aid", "政府救助后的剩余需要"),
    Total.WANTED: Text("need left, at most the ceiling of each case", "按单案限额应付的金额"),
    Total.PAID: Text("paid", "支付额"),
    Total.SHORT: Text("months in which a society could not pay all", "社月数：未能全额支付"),
    Total.CLOSING: Text("balances at the end", "期末余额"),
    Total.SHORT_SOCIETIES: Text("societies that once could not pay all", "曾未能全额支付的互助社数"),
}
_NUMBERS = (Total.CASES, Total.SHORT, Total.SHORT_SOCIETIES)
_STANDING = (Total.CLOSING, Total.SHORT_SOCIETIES)  # of months in a row, the last tells; the others add up
_PLACES = {one: place for place, one in enumerate(Total)}


_DIFFERENCE = Text("{total}, difference", "{total}的差异")
_QUANTILE = Text("{total}, {q} quantile", "{total}的{q}分位数")
_ABOVE = Text("{total}: above {bound}", "{total}：超过{bound}")


@attrs.frozen(eq=False)
class Drawn:
    """What a plan came to, draw by draw (模拟结果): read-only int64 columns, with estimates made from them.

    ``totals`` has a row for each `Total` and a column for each draw; ``monthly``, if asked for, an array of totals by
    months by draws. Sums are over all societies.

    >>> Total("paid").text.zh
    '支付额'
    """

    draws: Draws
    totals: Column
    monthly: Column | None

    def of(self, total: Total | str) -> Column:
        """Give a total of all months, one number a draw (取合计). Raises `Malformed`."""
        column: Column = self.totals[_PLACES[choice(total, Total)]]
        return column

    def by_month(self, total: Total | str) -> Column:
        """Give a total month by month: months by draws (逐月合计). Raises `Malformed` if months were not asked for."""
        place = _PLACES[choice(total, Total)]
        if self.monthly is None:
            raise Malformed(BY_MONTH, given=Text("totals of all months", "全部月份的合计"))
        column: Column = self.monthly[place]
        return column

    def mean(self, total: Total | str, *, level: Fraction = LEVEL) -> Estimate:
        """Estimate the mean of a total (均值). Raises `Malformed`."""
        total = choice(total, Total)
        return mean(self.of(total), total.text, level=level, unit=total.unit)

    def quantile(self, total: Total | str, q: Fraction, *, level: Fraction = LEVEL) -> Estimate:
        """Estimate a quantile of a total (分位数). Raises `Malformed`."""
        total = choice(total, Total)
        what = _QUANTILE.fill(total=total.text, q=f"{float(fraction(q, 'q')):g}")
        return quantile(self.of(total), q, what, level=level, unit=total.unit)

    def chance(self, total: Total | str, *, above: Money | int, level: Fraction = LEVEL) -> Estimate:
        """Estimate the probability that a total lies above a bound (概率): Money, or a whole number. Raises `Malformed`."""
        total = choice(total, Total)
        bound = expect(above, Money).fen if total.unit is Unit.FEN else expect(above, int)
        return chance(self.of(total) > bound, _ABOVE.fill(total=total.text, bound=above), level=level)

    def difference(self, other: Drawn, total: Total | str, *, level: Fraction = LEVEL) -> Estimate:
        """Estimate how much more a total is here than there, on the same draws (配对差异). Raises `Malformed`."""
        total = choice(total, Total)
        if expect(other, Drawn).draws is not self.draws:
            raise Malformed(PAIRED, given=Text("results of two evaluations", "两次计算的结果"))
        what = _DIFFERENCE.fill(total=total.text)
        return paired(self.of(total), other.of(total), what, level=level, unit=total.unit)


def evaluate(draws: Draws, plans: Mapping[str, Plan], *, workers: int = 1, by_month: bool = False) -> dict[str, Drawn]:
    """Evaluate any number of plans on the same draws (同一模拟下计算各方案), by name, on so many threads.

    The number of threads changes nothing, bit for bit. ``by_month`` keeps totals by month as well. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.drawing import CaseModel, LogNormal, Poisson
    >>> draws = Draws(CaseModel(Poisson(0.7), LogNormal(yuan(800), cv=1)), societies=20, months=12, draws=100, seed=1)
    >>> evaluate(draws, {"now": Plan(yuan(3_000))}, by_month=True)["now"].by_month("paid").shape
    (12, 100)
    """
    if not isinstance(plans, dict) or not plans or any(type(plan) is not Plan for plan in plans.values()):
        raise Malformed(PLANS, given=shown(plans))
    columns = [plan.columns(expect(draws, Draws)) for plan in plans.values()]
    shape = (len(plans), len(Total), draws.months if by_month else 1, draws.draws)
    found = np.zeros(shape, dtype=np.int64)
    with ThreadPoolExecutor(whole(workers, "workers", 1, 256)) as pool:
        for at, table in pool.map(partial(_reduced, draws, columns, by_month), draws.blocks):
            found[..., at] += table  # whole numbers: the order of societies' blocks does not matter
    read_only(found)
    return {
        name: Drawn(draws, _over_months(table), table if by_month else None)
        for name, table in zip(plans, found, strict=True)
    }


def _reduced(draws: Draws, columns: list[Columns], by_month: bool, key: tuple[int, int]) -> tuple[slice, Column]:
    """Draw a block and give its totals: plans, totals, months (or one), draws."""
    block = draws.block(*key)
    own = [
        plan._replace(opening=plan.opening[block.societies], income=plan.income[:, block.societies]) for plan in columns
    ]
    table = _block_totals(block, own)
    return block.draws, table if by_month else _over_months(table)[:, :, None]


def _over_months(table: Column) -> Column:
    """Reduce totals by month to totals: what stands is read at the end, the rest adds up. The axes end in months, draws."""
    found: Column = table.sum(axis=-2)
    for total in _STANDING:
        found[..., _PLACES[total], :] = table[..., _PLACES[total], -1, :]
    return read_only(found)


def _block_totals(block: Block, plans: list[Columns]) -> Column:
    draws, _ = block.shape
    table = np.zeros((len(plans), len(Total), block.whole.months, draws), dtype=np.int64)
    paid = np.empty(block.shape, dtype=np.int64)
    balances = [np.tile(plan.opening, (draws, 1)) for plan in plans]
    ever = [np.zeros(block.shape, dtype=np.bool_) for _ in plans]
    for at, month in enumerate(block.months()):
        seen = [month.counts, month.needed(), month.wanted(None)]
        table[:, : len(seen), at] = [column.sum(axis=1) for column in seen]
        for place, plan in enumerate(plans):
            wanted = month.wanted(plan.ceiling[at])
            settle(balances[place], plan.income[at], wanted, paid)
            short = paid < wanted
            ever[place] |= short
            told = (wanted, paid, short, balances[place], ever[place])  # in the order of `Total`
            table[place, len(seen) :, at] = [column.sum(axis=1) for column in told]
    return table
