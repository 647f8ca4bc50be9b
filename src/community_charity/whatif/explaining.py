"""Why a cell of a what-if was paid what it was (单元格解释): worked out again in whole fen, with the articles behind it.

>>> from community_charity.law.law import Law
>>> from community_charity.whatif.populations import Population
>>> from community_charity.whatif.simulation import simulate
>>> village = {"society": ["v-1"], "capital": [30_000_00], "need_1": [2_500_00]}  # invented
>>> population = Population.from_frame(village, unit="fen", first_month="2025-01")
>>> decision = explain(simulate(population, Law.of("cn/anhui")), "v-1", "2025-01")
>>> print(decision.line())
Refused: relief in full of the ¥2,500.00 left of a need at v-1 in 2025-01; ¥1,000.00 was paid, 2025-01-01 - society: \
¥2,500.00 is more than a case may get, ¥1,000.00
>>> decision.subject.found, decision.reason.margin, decision.reason.values[0].key
(yuan("1000.00"), yuan("-1500.00"), 'relief_case_ceiling')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from community_charity.errors import InvariantBroken, Malformed, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision
from community_charity.law.words import listed
from community_charity.money import Money
from community_charity.rules.relief import room
from community_charity.rules.start_up import MINIMUM_CAPITAL
from community_charity.whatif.grounds import (
    CASE_CEILINGS,
    FIXED,
    FLOOR,
    FOUNDED,
    IN_FULL,
    MONEY,
    NEED,
    TIMES,
    YEAR_CEILING,
)
from community_charity.whatif.months import Months
from community_charity.whatif.retracing import Retraced
from community_charity.whatif.wording import part_title

if TYPE_CHECKING:
    from community_charity.law.decision import Ground
    from community_charity.whatif.populations import Population
    from community_charity.whatif.results import Result
    from community_charity.whatif.retracing import Claim, Standing, Step
    from community_charity.whatif.scenarios import Scenario

NO_CASE = declare(
    "what_if.no_case",
    wanted=(
        "the number of a case of the society in that month: {choices}",
        "该互助社当月个案的序号：{choices}",
    ),
    do=(
        "give case= as its row in the table of cases, counted from 0, or leave it out",
        "以 case= 给出个案表中的行号（从0起），或省略",
    ),
)
OTHERWISE = declare(
    "what_if.explained_otherwise",
    wanted=("the amount of the simulation, {amount}", "模拟所得金额 {amount}"),
    do=("report this: it is a fault of the library", "请报告：此为本库缺陷"),
)

_BORNE: Final = {
    "insurance": Text("insurance", "医保"),
    "medical_assistance": Text("medical assistance", "医疗救助"),
    "government_aid": Text("government aid", "政府救助"),
    "other_aid": Text("other aid", "其他救助"),
}
_ASKED: Final = Text(
    "relief in full of the {left} left of a need at {society} in {month}; {paid} was paid",
    "{society} {month} 剩余需要 {left} 足额救助；实付 {paid}",
)
_ASKED_OF_CASE: Final = Text(
    "relief in full of the {left} left of the case in row {case} at {society} in {month}; {paid} was paid",
    "{society} {month} 第{case}行个案剩余需要 {left} 足额救助；实付 {paid}",
)
_SO: Final = {
    "enough": Text("enough", "达标"),
    "gap": Text("it goes on with a gap", "带缺口运行"),
    "topped_up": Text("{gap} came in to close the gap", "本月补足 {gap}"),
    "suspended": Text("it pays nothing until the gap is closed", "补足前暂停救助"),
    "refused": Text("it is not founded", "不予设立"),
}


@attrs.frozen
class Cell:
    """What one cell comes to (单元格): ``required`` is what was left of the need, ``found`` what was paid of it.

    ``paid`` are the parts by pool, in the order in which they helped; ``case`` is ``None`` where needs come by month.

    >>> cell = Cell("v-1", "2025-01", None, Money(2_500_00), {"society": Money(1_000_00)})
    >>> cell.found, cell.margin
    (yuan("1000.00"), yuan("-1500.00"))
    """

    society: str
    month: str
    case: int | None
    required: Money
    paid: dict[str, Money] = attrs.field(hash=False)

    @property
    def found(self) -> Money:
        """What all pools paid together (实付合计)."""
        return sum(self.paid.values(), Money(0))

    @property
    def margin(self) -> Money:
        """What was paid less what was left (差额): below zero where something stayed unpaid."""
        return self.found - self.required


def explain(result: Result, society: Any, month: int | str, case: int | None = None) -> Decision:
    """Say why a cell was paid what it was (解释单元格): a `Decision`, allowed where all that was left of the need was paid.

    ``society`` is its id, or its row where ids are no numbers; ``month`` a text such as ``"2026-03"`` or a number from 0;
    ``case`` the row in the table of cases, from 0, where the population has one; left out, it is the case of that month of
    which most stayed unpaid. ``subject`` of the decision is the `Cell`. The limits of each pool are told in its order: what
    it allows, what it was asked for, the margin and the articles. Raises `Malformed`; `InvariantBroken` if the amount is not that of the simulation to the fen.
    """
    population = result.population
    run = Months(population.months.first, len(result.plan.terms))  # a simulation may have stopped earlier
    when, row = run.index(month), _row(population, society)
    _check_case(population, row, when, case)
    retraced = Retraced(result, row, when)
    claim, steps = _chosen(retraced, case)
    case = retraced.case_of(claim)
    _agree(result, retraced, claim, steps, case)
    paid = {step.layer: Money(step.paid) for step in steps}
    name = str(population.labels["society"][row])
    cell = Cell(name, run.labels[when], case, Money(claim.left), paid)
    checks, whole = Checks(), not cell.margin
    _weigh_need(checks, claim)
    _weigh_standing(checks, retraced.standing[retraced.row], result, steps, whole=whole)
    for step in steps:
        if not step.blocked:
            _weigh(checks, step, claim, whole=whole)
    asked = (_ASKED if case is None else _ASKED_OF_CASE).fill(
        society=name, month=cell.month, left=cell.required, paid=cell.found, case=case
    )
    if result.population.source.synthetic:
        asked = Text("{asked} [{source}]", "{asked}［{source}］").fill(asked=asked, source=result.source)
    day = run.first_day(when)
    return checks.decision(asked, cell, day, result.scenario.law.on(day))


def _row(population: Population, society: Any) -> int:
    numbers = population.labels["society"].dtype.kind in "iu"
    if type(society) is int and not numbers and 0 <= society < len(population):
        return society
    return population.row(society)


def _check_case(population: Population, row: int, month: int, case: int | None) -> None:
    cases = population.cases
    there: list[int] = []
    if cases is not None:
        there = np.flatnonzero((cases.society == row) & (cases.month == month)).tolist()
    if case is None and (cases is None or there):
        return
    if type(case) is not int or case not in there:
        raise Malformed(NO_CASE, given=shown(case), choices=", ".join(map(str, there[:8])) or "-")


def _chosen(retraced: Retraced, case: int | None) -> tuple[Claim, list[Step]]:
    """Give the case that is asked, else the one of which most stayed unpaid; the first of several."""
    of_society = [found for found in retraced.steps() if found[0].row == retraced.row]
    if case is not None:
        return next(found for found in of_society if retraced.case_of(found[0]) == case)
    return max(of_society, key=lambda found: found[0].left - sum(step.paid for step in found[1]))


def _agree(result: Result, retraced: Retraced, claim: Claim, steps: list[Step], case: int | None) -> None:
    """Compare with the simulation, to the fen: with what it kept, else with a run of the societies concerned."""
    found = [step.paid for step in steps]
    if claim.number is None:
        kept, place = result.kept.months, (retraced.month, int(retraced.rows[retraced.row]))
        if not kept:
            kept, place = retraced.now.kept.months, (retraced.month, retraced.row)
        found, told = [sum(found)], [int(kept["paid"][place])]
    else:
        by_layer, number = (result.kept.cases, case) if result.kept.cases else (retraced.now.kept.cases, claim.number)
        told = [int(by_layer[step.layer][number]) for step in steps]
    if found != told:
        given, amount = (", ".join(str(Money(fen)) for fen in some) for some in (found, told))
        raise InvariantBroken(OTHERWISE, given=given, amount=amount)


# --- the findings ----------------------------------------------------------------------------------


def _weigh_need(checks: Checks, claim: Claim) -> None:
    parts = [
        Text("{what} {m}", "{what} {m}").fill(what=_BORNE[name], m=Money(fen))
        for name, fen in claim.borne.items()
        if fen
    ]
    checks.weigh(NEED, claim.left > 0, claim.need, claim.left, {"borne": listed(tuple(parts))})


def _weigh_standing(checks: Checks, standing: Standing, result: Result, steps: list[Step], *, whole: bool) -> None:
    """Check founding and start-up capital; they are unmet where a pool pays nothing because of them."""
    scenario = result.scenario
    fine = whole or not any(step.blocked for step in steps)
    if standing.entry and (standing.stands or standing.floor is None):
        since = result.population.months.labels[standing.entry]
        checks.weigh(FOUNDED, standing.stands or fine, facts={"since": since})
    if standing.floor is not None:
        so = _so(standing).fill(gap=Money(standing.gap))
        checks.weigh(_floor(scenario), standing.pays or fine, standing.floor, standing.capital, {"so": so})


def _so(standing: Standing) -> Text:
    if not standing.stands:
        return _SO["refused"]
    if standing.suspended:
        return _SO["suspended"]
    if standing.gap:
        return _SO["topped_up"]
    return _SO["gap" if standing.short else "enough"]


def _floor(scenario: Scenario) -> Ground:
    """Give the ground of the floor with the figures that fix it for the kind of body."""
    return attrs.evolve(FLOOR, figures=MINIMUM_CAPITAL[scenario.body])


def _weigh(checks: Checks, step: Step, claim: Claim, *, whole: bool) -> None:
    """Check what one pool was asked for against each of its limits."""
    pool, limits, asked = part_title(step.layer), step.limits, step.asked
    if limits.case is not None:
        _limit(checks, CASE_CEILINGS[step.kind], limits.case, asked, whole=whole, pool=pool)
    if limits.year is not None and step.before is not None:
        left = room(limits.year, step.before)
        _limit(checks, YEAR_CEILING, left, asked, whole=whole, pool=pool, ceiling=Money(limits.year))
    if limits.times is not None and step.times is not None:
        number = step.times + 1
        checks.weigh(TIMES, number <= limits.times or whole, limits.times, number, {"pool": pool})
    if step.fixed is not None:
        fixed = attrs.evolve(FIXED, figures=(_fixed_key(claim),))
        _limit(checks, fixed, step.fixed, asked, whole=whole, pool=pool)
    could = min(step.within, step.money)
    if step.must is not None:
        keys = (("relief_case_least",) if limits.least is not None else ()) + (
            (_fixed_key(claim),) if step.fixed is not None else ()
        )
        in_full = attrs.evolve(IN_FULL, figures=keys)
        checks.weigh(in_full, could >= step.must or whole, step.must, could, {"pool": pool})
        if could < step.must:
            return
    _limit(checks, MONEY, step.money, step.within, whole=whole, pool=pool)


def _fixed_key(claim: Claim) -> str:
    return "relief_cancer_amount" if claim.cancer else "relief_other_cause_amount"


def _limit(checks: Checks, ground: Ground, limit: int, asked: int, *, whole: bool, **facts: Any) -> None:
    checks.weigh(ground, asked <= limit or whole, limit, asked, facts)
