"""The month loop over one block of societies (逐月计算): the rules of the book on columns of fen.

A month runs like this: societies are founded, gaps in capital are closed, money comes in, the cases of the month are
paid one after another by the pools in their order, and what ran low is topped up. Time is a loop; the state is carried
forward in columns short enough to stay in the processor's cache; nothing is kept that was not asked for.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from community_charity.errors import InvariantBroken, declare
from community_charity.rules.carriers import where
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.relief import left_after
from community_charity.rules.start_up import capital_gap
from community_charity.whatif.columns import same
from community_charity.whatif.paying import NO_LIMIT, Counted, Heard, Purse, pay
from community_charity.whatif.scenarios import SOCIETY, BelowFloor, Replenish
from community_charity.whatif.sharing import by_rates, times

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from community_charity.whatif.columns import Column
    from community_charity.whatif.scenarios import Scenario
    from community_charity.whatif.terms import Payer, Terms


NOT_CONSERVED = declare(
    "what_if.not_conserved",
    wanted=("opening, and what came in, less what was paid, equal to what is there", "期初加收入减支付等于期末"),
    do=("report it, with the population and the scenario", "请连同总体与情景一并报告"),
)


class Plan(NamedTuple):
    """What is the same for every block (计算方案): the scenario, and for each month its terms and who pays top-ups."""

    scenario: Scenario
    terms: tuple[Terms, ...]
    payers: tuple[tuple[Payer, ...], ...]
    new_year: tuple[bool, ...]
    year_end: tuple[bool, ...]


class Facts(NamedTuple):
    """What happens in one month of a block (当月事实): income by kind, needs, and the change of government aid by row."""

    income: Mapping[str, Column]
    heard: Heard | None
    aid_change: Column | None


class Block(NamedTuple):
    """Some societies and their months (区块): ``facts(month)`` gives what happens; ``purses`` in the order in which they help.

    The first of ``purses`` whose pool is ``None`` and kind a society is the societies' own money.
    """

    capital: Column
    entry: Column | None
    own: Purse
    layers: tuple[Purse, ...]
    shared_income: Mapping[str, tuple[Column, ...]]
    facts: Callable[[int], Facts]
    households: int
    causes: int


class Sums:
    """What a block comes to (合计): for each measure and month a whole number, exact whatever its size.

    What stands for a sum is for `summed` to say: a block of drawn futures has one for each draw.
    """

    def __init__(self, months: int) -> None:
        self.months = months
        self.of: dict[str, list[Any]] = defaultdict(lambda: [0] * months)

    def summed(self, column: Any, row: NDArray[np.intp] | None = None) -> Any:  # noqa: ARG002 - of draws it is read
        """Add up a column (求和); ``row`` tells of a column by case to which society each case belongs."""
        return int(column.sum())

    def add(self, measure: str, month: int, column: Any, row: NDArray[np.intp] | None = None) -> Any:
        """Add what a column comes to, and give it (累加)."""
        amount = self.summed(column, row)
        self.put(measure, month, amount)
        return amount

    def put(self, measure: str, month: int, amount: Any) -> None:
        """Add an amount that is summed up already (计入)."""
        self.of[measure][month] = self.of[measure][month] + amount


class Kept(NamedTuple):
    """Where a block writes what was asked for (保留结果): columns by society, by month and society, and by case."""

    paid: Column | None
    societies: Mapping[str, Column]
    months: Mapping[str, NDArray[np.int64]]
    cases: Mapping[str, Column]

    def in_order(self, rows: NDArray[np.intp]) -> Kept:
        """Give the same with the societies in another order (重新排序); cases stand as they stood."""
        return Kept(
            None if self.paid is None else self.paid[rows],
            {name: column[rows] for name, column in self.societies.items()},
            {name: columns[:, rows] for name, columns in self.months.items()},
            self.cases,
        )


def run(plan: Plan, block: Block, kept: Kept, sums: Sums) -> Sums:
    """Run all months of a block (逐月计算); the purses' balances are changed in place and are the closing ones after."""
    running = Run(plan, block, kept, sums)
    for month in range(len(plan.terms)):
        running.step(month)
    running.check()
    return sums


class Run:
    """A block on its way through the months (逐月计算过程): `step` goes on by one month; months come in their order."""

    def __init__(self, plan: Plan, block: Block, kept: Kept, sums: Sums) -> None:
        self.plan, self.block, self.kept, self.sums = plan, block, kept, sums
        self.capital = block.capital
        self.founded: NDArray[np.bool_] | None = None  # None: all
        self.paying: NDArray[np.bool_] | None = None
        self.most: dict[str, tuple[Any, int, Column]] = {}
        # The societies' own money is told even where the scenario does not ask it.
        self.pools = tuple({layer.name: layer for layer in (block.own, *block.layers)}.values())
        self.standing = {layer.name: sums.summed(layer.balance) for layer in self.pools}
        self.counted = {
            layer.name: Counted(block.households, block.causes)
            for layer in block.layers
            if block.households > 0 and any(terms.limits[layer.kind].by_household for terms in plan.terms)
        }

    def step(self, month: int) -> None:
        """Run one month (计算一个月)."""
        terms = self.plan.terms[month]
        if self.plan.new_year[month]:
            for counted in self.counted.values():
                counted.new_year()
        self._found(month, terms)
        facts = self.block.facts(month)
        self._take_in(month, facts)
        self._pay(month, terms, facts.heard)
        self._replenish(month, terms)
        for layer in self.pools:
            self.sums.put(f"closing:{layer.name}", month, self.standing[layer.name])
        if "closing" in self.kept.months:
            self.kept.months["closing"][month] = self.block.own.balance

    def check(self) -> None:
        """See that what is there is what was there, and came in, less what was paid (核对收支). Raises `InvariantBroken`.

        The closing sums of the months are worked out from the flows; the balances themselves have the last word.
        """
        for layer in self.pools:
            if np.any(self.sums.summed(layer.balance) != self.standing[layer.name]):
                raise InvariantBroken(NOT_CONSERVED, given=layer.name)

    def _come(self, layer: str, measure: str, month: int, column: Column) -> Any:
        """Note what came into a layer's pools, whose balances have it already."""
        amount = self.sums.add(measure, month, column)
        self.standing[layer] = self.standing[layer] + amount
        return amount

    # --- founding and the floor ----------------------------------------------------------------------

    def _found(self, month: int, terms: Terms) -> None:
        entry, floor = self.block.entry, terms.floor
        new = None if entry is None else entry == month
        topped_up = self.plan.scenario.below_floor is BelowFloor.TOPPED_UP
        if entry is not None:
            self._admit(month, entry, None if topped_up else floor)
        if floor is None:
            self.paying = self.founded
            return
        first = month == 0 or floor != self.plan.terms[month - 1].floor
        if topped_up and (first or (new is not None and new.any())):
            self._close_gaps(month, floor)
        if self.plan.scenario.below_floor is BelowFloor.SUSPENDED and (first or new is not None):
            enough = self.capital >= floor
            self.paying = enough if self.founded is None else enough & self.founded
            if enough.all() and self.founded is None:
                self.paying = None
        elif self.plan.scenario.below_floor is not BelowFloor.SUSPENDED:
            self.paying = self.founded

    def _admit(self, month: int, entry: Column, floor: int | None) -> None:
        """Let those stand that were there from the start, and found those whose month it is, if they have enough."""
        if self.founded is None:
            self.founded = entry == 0  # these stand before the first month: none is refused
            self.own_before = np.where(self.founded, self.block.own.balance, 0)
            self.waiting = self.block.own.balance - self.own_before
            self.block.own.balance[:] = self.own_before
            self.standing[SOCIETY] = self.sums.summed(self.own_before)
            return
        due = entry == month
        if not due.any():
            return
        admitted = due if floor is None else due & (self.capital >= floor)
        self.sums.add("refused_to_found", month, due & ~admitted)
        self.sums.add("founded", month, admitted)
        brought = where(admitted, self.waiting, same(0))
        self.block.own.balance += brought
        self._come(SOCIETY, "start_up", month, brought)
        self.founded = self.founded | admitted

    def _close_gaps(self, month: int, floor: int) -> None:
        gap = capital_gap(same(floor), self.capital)
        if self.founded is not None:
            gap = where(self.founded, gap, same(0))
        self.capital = self.capital + gap
        self.block.own.balance += gap
        self._charge(month, "gap_closed", gap)

    # --- money in --------------------------------------------------------------------------------------

    def _take_in(self, month: int, facts: Facts) -> None:
        own = self.block.own.balance
        for name, column in facts.income.items():
            came = column
            if name == "gifts" and facts.aid_change is not None:
                came = self._after_crowding(column, facts.aid_change)
            if self.founded is not None:
                came = where(self.founded, came, same(0))
            own += came
            self._come(SOCIETY, f"income:{name}", month, came)
        for layer in self.pools:
            income = self.block.shared_income.get(layer.name)
            if income:
                layer.balance += income[month]
                self._come(layer.name, f"income:{layer.name}", month, income[month])

    def _after_crowding(self, gifts: Column, aid_change: Column) -> Column:
        """Change gifts with government aid; they never fall below nothing."""
        rate = self.plan.scenario.gifts_change
        more = (rate > 0) == (self.plan.scenario.government_aid > 1)
        change = times(np.abs(aid_change), abs(rate))
        return gifts + change if more else left_after(gifts, change)

    # --- money out -------------------------------------------------------------------------------------

    def _pay(self, month: int, terms: Terms, heard: Heard | None) -> None:
        if heard is None:
            return
        need = left = heard.left
        unmet = self.sums.add("residual", month, need, heard.row)
        paid_in_all: Any = None
        for layer in self.block.layers:
            if paid_in_all is not None:  # the next pool sees what the one before left
                left = need - paid_in_all
            limits, counted = terms.limits[layer.kind], self.counted.get(layer.name)
            paid = pay(limits, heard._replace(left=left), layer, counted, self._most(layer, limits.case))
            amount = self.sums.add(f"paid:{layer.name}", month, paid, heard.row)
            unmet, self.standing[layer.name] = unmet - amount, self.standing[layer.name] - amount
            if layer.name in self.kept.cases and heard.number is not None:
                self.kept.cases[layer.name][heard.number] = paid
            paid_in_all = paid if paid_in_all is None else paid_in_all + paid
        self.sums.put("unmet", month, unmet)
        self._keep(month, heard, paid_in_all)

    def _most(self, layer: Purse, ceiling: int | None) -> Column:
        """Give what a case may get at most: nothing from a society that does not stand, or is suspended.

        As a column, and worked out anew only when it changes: NumPy compares two columns twice as fast as a column and a
        number.
        """
        most = NO_LIMIT if ceiling is None else ceiling
        paying = self.paying if layer.kind is PoolKind.SOCIETY else None
        known = self.most.get(layer.name)
        if known is None or known[0] is not paying or known[1] != most:
            column = np.full(len(self.block.own.balance), most)
            known = (paying, most, column if paying is None else where(paying, column, same(0)))
            self.most[layer.name] = known
        return known[2]

    def _keep(self, month: int, heard: Heard, paid: Column) -> None:
        kept, row = self.kept, heard.row
        if kept.paid is not None:
            _add(kept.paid, row, paid)
        if not kept.societies and not kept.months:
            return
        unmet = heard.left - paid
        for name, column in (("residual", heard.left), ("unmet", unmet)):
            if name in kept.societies:
                _add(kept.societies[name], row, column)
        for name, column in (("paid", paid), ("unmet", unmet)):
            if name in kept.months:
                _add(kept.months[name][month], row, column)
        if "helped" in kept.societies:
            _add(kept.societies["helped"], row, (paid > 0).astype(np.int64))
            _add(kept.societies["in_need"], row, (heard.left > 0).astype(np.int64))

    # --- topping up ------------------------------------------------------------------------------------

    def _replenish(self, month: int, terms: Terms) -> None:
        how, own = self.plan.scenario.replenish, self.block.own
        if how is Replenish.NEVER or terms.floor is None:
            return
        if how is Replenish.YEARLY and not self.plan.year_end[month]:
            return
        missing = capital_gap(same(terms.floor), own.balance)
        if how is Replenish.WHEN_LOW:
            missing = where(own.balance < (terms.trigger or 0), missing, same(0))
        if self.founded is not None:
            missing = where(self.founded, missing, same(0))
        own.balance += missing
        self._charge(month, "replenished", missing)

    def _charge(self, month: int, measure: str, amount: Column) -> None:
        """Note what was topped up, and what each payer pays of it: the parts come to the whole, society by society."""
        whole = self._come(SOCIETY, measure, month, amount)
        if "topped_up" in self.kept.societies:
            self.kept.societies["topped_up"][:] += amount
        if np.any(whole):
            payers = self.plan.payers[month]
            for payer, part in zip(payers, by_rates(amount, [one.rate for one in payers]), strict=True):
                self.sums.add(f"payer:{payer.key}", month, part)


def _add(to: Column, row: NDArray[np.intp] | None, column: Column) -> None:
    if row is None:
        to += column
    else:
        np.add.at(to, row, column)
