"""Scenarios over drawn futures (抽取未来下的情景比较): what `simulate` and `compare` do, with an interval on every number.

The cases are drawn, a thousand times or more; floors, new societies, gaps closed, top-ups, payers, incomes and shared pools
are those of the exact run, to the fen within each draw, by the same code.

>>> from fractions import Fraction
>>> from community_charity import COUNTY_THIRD, Law, date, yuan
>>> from community_charity.whatif import Population, Scenario
>>> from community_charity.whatif.drawing import CaseModel, Discrete, Draws, Poisson
>>> villages = {"society": [f"v-{n}" for n in range(20)], "capital": [30_000_00] * 20}  # invented
>>> population = Population.from_frame(villages | {"gifts": [[400_00] * 12] * 20}, unit="fen", first_month="2026-01")
>>> need = Discrete({yuan(500): Fraction(4, 5), yuan(2_500): Fraction(1, 5)})
>>> draws = Draws(CaseModel(Poisson(2), need), societies=20, months=12, draws=200, seed=1)
>>> now = Law.of("cn/anhui")
>>> law = now.amend(since=date(2026, 1, 1), society_minimum_capital=yuan(50_000), relief_case_ceiling=yuan(1_500))
>>> found = compare_drawn(
...     population, draws, now=now, reform=Scenario(law, below_floor="topped_up", paid_by=COUNTY_THIRD)
... )
>>> print(found.change("paid", "reform"))
paid: reform less now: ¥48,192.50 (95% interval ¥47,517.45 to ¥48,867.55; mean of 200 paired draws, normal approximation)
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from community_charity.errors import Malformed, declare, expect
from community_charity.language import Text
from community_charity.whatif.comparing import SCENARIOS
from community_charity.whatif.drawing.blocks import Draws
from community_charity.whatif.drawing.checks import fraction, read_only
from community_charity.whatif.drawing.estimates import LEVEL
from community_charity.whatif.drawing.seasons import EVEN
from community_charity.whatif.futures.results import DrawnComparison, DrawnResult
from community_charity.whatif.futures.units import Course, run_unit, units_of
from community_charity.whatif.kernel import Sums
from community_charity.whatif.populations import Population
from community_charity.whatif.schema import INCOME
from community_charity.whatif.simulation import OVERFLOW, check_workers, checked_plan, scenario_of, untouched

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from community_charity.law.law import Law
    from community_charity.whatif.columns import Column
    from community_charity.whatif.futures.units import Unit
    from community_charity.whatif.kernel import Plan
    from community_charity.whatif.scenarios import Scenario

MISFIT = declare(
    "what_if.futures_misfit",
    wanted=(
        "draws of the population's own societies, months and counties: {societies} societies, {months} months from {first}",
        "模拟设定与总体的互助社、月份及县一致：{societies} 个互助社，自 {first} 起 {months} 个月",
    ),
    do=(
        "compare societies=, months= and counties= of Draws and first_month= of CaseModel with the population",
        "请对照总体，检查 Draws 的 societies=、months=、counties= 与 CaseModel 的 first_month=",
    ),
)

_MOST: Final = 2.0**62


def simulate_drawn(
    population: Population,
    draws: Draws,
    scenario: Scenario | Law,
    *,
    level: Fraction = LEVEL,
    workers: int = 1,
    by_month: bool = False,
) -> DrawnResult:
    """Run a population under one scenario through drawn futures (模拟抽取未来). As `compare_drawn`, with one scenario.

    >>> from community_charity import Law, yuan
    >>> from community_charity.whatif.drawing import CaseModel, LogNormal, Poisson
    >>> village = {"society": ["v-1"], "capital": [30_000_00], "gifts": [[100_00] * 6]}  # invented
    >>> population = Population.from_frame(village, unit="fen", first_month="2026-01")
    >>> draws = Draws(CaseModel(Poisson(1), LogNormal(yuan(800), cv=1)), societies=1, months=6, draws=100, seed=1)
    >>> found = simulate_drawn(population, draws, Law.of("cn/anhui"))
    >>> found.of("income").shape, found.estimate("income").value
    ((100,), 60000.0)
    """
    return _drawn(population, draws, {"": scenario}, level, workers, by_month=by_month)[""]


def compare_drawn(
    population: Population,
    draws: Draws,
    *,
    level: Fraction = LEVEL,
    workers: int = 1,
    by_month: bool = False,
    **scenarios: Scenario | Law,
) -> DrawnComparison:
    """Run several scenarios through the same drawn futures (同一抽取未来下的比较). The first is what the others are held against.

    The population gives capital, opening balances, months of entry, incomes and shared pools; its own needs and cases are
    not used: they are drawn, with the government's aid of the model. ``level`` is that of the intervals. ``workers``
    threads give the same, bit for bit. ``by_month`` keeps each draw's months as well, for `DrawnComparison.fan`; without
    it no more than totals of each draw are kept. Raises `Malformed`, and `LawError` as `simulate` does.
    """
    if len(scenarios) < 2:
        raise Malformed(SCENARIOS, given=", ".join(scenarios) or "-")
    return DrawnComparison(_drawn(population, draws, scenarios, level, workers, by_month=by_month))


def _drawn(
    population: Population,
    draws: Draws,
    given: Mapping[str, Scenario | Law],
    level: Fraction,
    workers: int,
    *,
    by_month: bool,
) -> dict[str, DrawnResult]:
    population, draws, level = expect(population, Population), expect(draws, Draws), fraction(level, "level")
    scenarios = {name: scenario_of(one) for name, one in given.items()}
    check_workers(workers)
    if misfit := _misfit(population, draws):
        axis = population.months
        raise Malformed(MISFIT, given=misfit, societies=f"{len(population):,}", months=len(axis), first=axis.labels[0])
    inner = _without_needs(population)
    plans = [checked_plan(inner, scenario, draws.months) for scenario in scenarios.values()]
    for plan in plans:
        _check_size(inner, draws, plan)
    sums, months = _run(inner, draws, plans, workers, by_month=by_month)
    return {
        name: DrawnResult(inner, plan.scenario, plan, draws, level, total, month if by_month else None)
        for name, plan, total, month in zip(scenarios, plans, sums, months, strict=True)
    }


def _misfit(population: Population, draws: Draws) -> Text | None:
    societies, months, model = len(population), population.months, draws.model
    if draws.societies != societies or draws.months != len(months):
        told = Text("draws of {n} societies and {m} months", "{n} 个互助社、{m} 个月的模拟设定")
        return told.fill(n=f"{draws.societies:,}", m=draws.months)
    if model.seasons is not EVEN and model.first_month != months.number(0):
        told = Text("seasons that begin with month {n} of a year", "季节因子自 {n} 月起")
        return told.fill(n=model.first_month)
    if draws.counties is not None and "county" in population.labels:
        drawn, own = draws.counties, population.label("county").tolist()
        if not len(set(zip(drawn, own, strict=True))) == len(set(drawn)) == len(set(own)):
            return Text("societies in other counties", "互助社所属县不同")
    return None


def _without_needs(population: Population) -> Population:
    """Leave out what is drawn, so that nothing asks the population for it."""
    facts = {name: columns for name, columns in population.facts.items() if name in INCOME}
    return attrs.evolve(population, facts=facts, cases=None)


def _check_size(population: Population, draws: Draws, plan: Plan) -> None:
    """Refuse what might leave 64 bits in any draw: twice what is expected of needs is as good as certain to hold."""
    pools = [population.pools[name] for name in plan.scenario.layers if name in population.pools]
    columns = [column for fact in population.facts.values() for column in fact]
    columns += [population.opening, *(column for pool in pools for column in (pool.opening, *pool.income))]
    floors = 2 * draws.societies * sum(terms.floor or 0 for terms in plan.terms)
    needs = draws.model.most_cases * draws.model.need.mean * draws.societies * draws.months
    factor, change = float(plan.scenario.government_aid), float(abs(plan.scenario.gifts_change))
    money = sum(float(column.sum(dtype=np.float64)) for column in columns) + floors
    if money + 2 * needs * (1 + factor) * (1 + change) >= _MOST:
        raise Malformed(OVERFLOW, given=population.source.line)


def _run(
    population: Population, draws: Draws, plans: list[Plan], workers: int, *, by_month: bool
) -> tuple[list[dict[str, Column]], list[dict[str, Column]]]:
    """Run all units, and add up what each comes to: whole numbers, so their order does not matter."""
    courses = [Course.of(population, plan) for plan in plans]
    one = partial(_reduced, population, draws, courses, by_month)
    totals: list[dict[str, Column]] = [{} for _ in plans]
    months: list[dict[str, Column]] = [{} for _ in plans]
    with ThreadPoolExecutor(workers) as threads:  # NumPy lets go of the interpreter while it computes
        for which, found in threads.map(one, units_of(draws, courses)):
            for place, sums in enumerate(found):
                for measure, (total, month) in sums.items():
                    _add(totals[place], measure, which, total, (draws.draws,))
                    if by_month:
                        _add(months[place], measure, which, month, (draws.months, draws.draws))
    for place, plan in enumerate(plans):
        idle = Sums(draws.months)
        for name, pool in population.pools.items():
            if name not in plan.scenario.layers:
                untouched(pool, idle)
        for measure, amounts in idle.of.items():
            total, month = _over_months(measure, amounts, draws.draws, by_month=True)
            totals[place][measure] = total.copy()
            if by_month and month is not None:
                months[place][measure] = month
    for column in (column for each in (*totals, *months) for column in each.values()):
        read_only(column)
    return totals, months


def _add(to: dict[str, Column], measure: str, which: slice, amounts: Column, shape: tuple[int, ...]) -> None:
    if measure not in to:
        to[measure] = np.zeros(shape, np.int64)
    to[measure][..., which] += amounts


def _reduced(population: Population, draws: Draws, courses: list[Course], by_month: bool, unit: Unit) -> Any:
    """Run a unit and keep for each plan and measure the totals of its draws, and their months if they are asked for."""
    which, found = run_unit(population, draws, courses, unit)
    return which, [
        {measure: _over_months(measure, amounts, sums.draws, by_month) for measure, amounts in sums.of.items()}
        for sums in found
    ]


def _over_months(measure: str, amounts: list[Any], draws: int, by_month: bool) -> tuple[Column, Column | None]:
    """Give the total of each draw: balances as they are in the end, everything else added up."""
    months = np.stack([np.broadcast_to(amount, draws) for amount in amounts])  # a month without is a plain 0
    total = months[-1] if measure.partition(":")[0] == "closing" else months.sum(axis=0)
    return total, months if by_month else None
