"""The highest floor that a budget can pay for (预算内最高门槛), exact to the fen, with the proof: one fen more is too dear.

>>> from community_charity import COUNTY_THIRD, Law, yuan
>>> from community_charity.whatif import Population, Scenario
>>> villages = {"society": ["v-1", "v-2"], "capital": [30_000_00, 45_000_00], "need_1": [0, 0]}  # invented
>>> population = Population.from_frame(villages, unit="fen", first_month="2026-01")
>>> scenario = Scenario(Law.of("cn/anhui"), below_floor="topped_up", paid_by=COUNTY_THIRD)
>>> found = budget_feasible_floor(population, scenario, yuan(25_000))
>>> found.floor, found.cost, found.left, found.above
(yuan("50000.00"), yuan("25000.00"), yuan("0.00"), (yuan("50000.01"), yuan("25000.02")))
>>> [(title.en, str(paid)) for title, paid in found.payers]
[('top-ups borne by: county finance', '¥8,333.32'), ('top-ups borne by: others, not named', '¥16,666.68')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from community_charity.errors import Malformed, declare, expect
from community_charity.language import Text
from community_charity.money import NEGATIVE, Money, yuan
from community_charity.rules.start_up import MINIMUM_CAPITAL
from community_charity.whatif.scenarios import BelowFloor, Replenish
from community_charity.whatif.search.edges import edge
from community_charity.whatif.search.progress import Progress, watched
from community_charity.whatif.search.runs import Runs
from community_charity.whatif.search.turning import Bisected, Point, asked, common, ends
from community_charity.whatif.tables import Table
from community_charity.whatif.wording import title_of

if TYPE_CHECKING:
    from datetime import date

    from community_charity.law.law import Law
    from community_charity.whatif.populations import Population
    from community_charity.whatif.scenarios import Scenario

NOBODY_TOPS_UP = declare(
    "what_if.nobody_tops_up",
    wanted=("a scenario that tops societies up", "含资金补充的情景"),
    do=(
        'write Scenario(law, below_floor="topped_up"), or replenish="when_low" or "yearly"',
        '写作 Scenario(law, below_floor="topped_up")，或 replenish="when_low"、"yearly"',
    ),
)

FLOORS: Final = (yuan(0), yuan(1_000_000))


@attrs.frozen(repr=False)
class FeasibleFloor(Bisected):
    """The highest floor within a budget (预算内最高门槛): ``floor``, ``None`` where even the lowest is too dear.

    ``cost`` is what is topped up there in all months (or what one payer pays of it), ``left`` what the budget has left.
    ``above`` is the floor one fen higher with its cost, which is over the budget (where
    there is no floor: the lowest of the range); ``None`` at the top of the range.
    ``payers`` are all who pay at that floor.
    """

    budget: Money
    floor: Money | None
    cost: Money | None
    left: Money | None
    above: Point | None
    payers: tuple[tuple[Text, Money], ...]

    @property
    def rows(self) -> tuple[tuple[Text, Money], ...]:
        """What was found, a name and an amount each (各行)."""
        rows = [(Text("budget", "预算"), self.budget)]
        if self.floor is not None and self.cost is not None and self.left is not None:
            rows += [
                (Text("highest floor within the budget", "预算内最高门槛"), self.floor),
                (self.outcome, self.cost),
                (Text("left of the budget", "预算余额"), self.left),
                *self.payers,
            ]
        if self.above is not None:
            dearer = Text("{what} at {floor}", "{what}（门槛 {floor}）").fill(what=self.outcome, floor=self.above[0])
            rows.append((dearer, self.above[1]))  # type: ignore[arg-type] # what is topped up is money
        return tuple(rows)

    def table(self) -> Table:
        """Show the floor, its cost, who pays it, and what one fen more would cost (门槛表)."""
        title = Text("{figure}: the highest within a budget of {budget}", "{figure}：{budget} 预算内的最高值")
        basis = Text("basis of the value now: {basis}", "现值依据：{basis}").fill(basis=self.basis)
        notes = [self.how, basis]
        if self.floor is None:
            notes.insert(0, Text("no floor of the range is within the budget", "范围内没有预算可承担的门槛"))
        elif self.above is None:
            notes.insert(0, Text("the top of the range: more may be affordable", "已达范围上限：更高门槛或仍可承担"))
        head = (Text("what", "项目"), Text("amount", "金额"))
        return Table(
            title.fill(figure=self.title, budget=self.budget), head, self.rows, self.source, self.all_notes(*notes)
        )


def budget_feasible_floor(
    population: Population,
    scenario: Scenario | Law,
    budget: Money,
    *,
    payer: str | None = None,
    between: tuple[Money, Money] = FLOORS,
    since: date | None = None,
    scan: int = 201,
    workers: int = 1,
    progress: Progress = False,
) -> FeasibleFloor:
    """Find the highest least capital whose top-ups stay within a budget (预算可行门槛), to the fen.

    Top-ups are gaps in capital that are closed and money that ran low, over all months. With ``payer``, such as
    ``"county_finance"``, only that one's part counts. The scenario has to top up. Where cost neither only rises nor only
    falls with the floor (it may, if societies are topped up when money runs low), ``scan`` floors are tried, and the
    finding says so. Raises `Malformed`, `LawError`; as `simulate` does.
    """
    if expect(budget, Money).fen < 0:
        raise Malformed(NEGATIVE, given=str(budget))
    low, high = ends(between)
    expect(between[0], Money)
    runs = Runs(
        population, scenario, ["topped_up" if payer is None else f"payer:{payer}"], since=since, workers=workers
    )
    choices = runs.scenario
    if choices.below_floor is not BelowFloor.TOPPED_UP and choices.replenish is Replenish.NEVER:
        raise Malformed(NOBODY_TOPS_UP, given=choices.below_floor.text)
    key = MINIMUM_CAPITAL[choices.body][-1]
    ask = asked(runs, key, Money)
    with watched(progress) as watch:  # from above: the first floor that is cheap enough is the highest
        found = edge(lambda down: ask(-down), -high, -low, lambda cost: cost <= budget, scan=scan, watch=watch)  # type: ignore[operator] # Money
    tried = tuple((Money(-down), cost) for down, cost in reversed(found.tried))
    floor = None if found.at is None else Money(-found.at)
    costs = dict(tried)
    cost = None if floor is None else expect(costs[floor], Money)
    above = None if floor is None else Money(floor.fen + 1)
    if floor is None:
        above = Money(low)
    return FeasibleFloor(
        **common(runs, key, tried, monotone=found.monotone, step=None if found.step is None else Money(found.step)),
        budget=budget,
        floor=floor,
        cost=cost,
        left=None if cost is None else budget - cost,
        above=(above, costs[above]) if above in costs else None,
        payers=() if floor is None else _payers(runs, key, floor),
    )


def _payers(runs: Runs, key: str, floor: Money) -> tuple[tuple[Text, Money], ...]:
    result = runs.result({key: floor})
    found = [measure for measure in result.sums if measure.startswith("payer:")]
    return tuple((title_of(measure), result.total(measure)) for measure in found)
