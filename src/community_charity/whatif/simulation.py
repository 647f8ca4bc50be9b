"""Simulating a population under a scenario (模拟): blocks of societies, run one after another or on several threads.

>>> from community_charity.law.law import Law
>>> from community_charity.whatif.populations import Population
>>> village = {"society": ["v-1"], "capital": [30_000_00], "need_1": [2_500_00], "gifts_1": [100_00]}  # invented
>>> population = Population.from_frame(village, unit="fen", first_month="2025-01")
>>> result = simulate(population, Law.of("cn/anhui"))
>>> result.total("paid"), result.total("unmet"), result.total("closing")
(yuan("1000.00"), yuan("1500.00"), yuan("29100.00"))
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from community_charity.errors import Malformed, declare, expect, shown
from community_charity.law.law import Law
from community_charity.rules.ceilings import PoolKind
from community_charity.whatif.blocks import blocks_of, in_order
from community_charity.whatif.kernel import Kept, Plan, Sums, run
from community_charity.whatif.populations import Population
from community_charity.whatif.results import Result
from community_charity.whatif.scenarios import SOCIETY, Scenario

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.whatif.blocks import Part
    from community_charity.whatif.columns import Column
    from community_charity.whatif.shared import SharedPool

KEEP = declare(
    "what_if.keep",
    wanted=("some of: {choices}", "下列各项之一或若干：{choices}"),
    do=('write keep=("societies",) or leave it out', '写作 keep=("societies",)，或省略'),
)
WORKERS = declare(
    "what_if.workers",
    wanted=("a whole number of threads, at least 1", "线程数：不小于1的整数"),
    do=("write workers=2, or leave it out", "写作 workers=2，或省略"),
)
LAYER = declare(
    "what_if.unknown_layer",
    wanted=("layers that the population has: {choices}", "总体已有的资金池：{choices}"),
    do=(
        "give the pool with pools=[SharedPool(...)], or drop the layer",
        "请以 pools=[SharedPool(...)] 给出资金池，或删去该层",
    ),
)
CANCER = declare(
    "what_if.cancer_unknown",
    wanted=(
        "cases with a column cancer: {place} fixes other amounts for cancer than for other causes",
        "含 cancer 列的个案表：{place} 对癌症与其他事由规定不同定额",
    ),
    do=("give cases=, with True or False in cancer", "请以 cases= 给出个案，并在 cancer 列填 True 或 False"),
)
OVERFLOW = declare(
    "what_if.overflow",
    wanted=("amounts that a pool can hold", "资金池可容纳的金额"),
    do=("is the unit right? sums went beyond 64 bits", "请核对单位：合计超出64位整数"),
)

KEEPS: Final = ("paid", "societies", "months", "cases")
"""What can be kept besides totals (可保留的结果): sums by society, columns by month, amounts by case."""
_BY_SOCIETY: Final = ("residual", "unmet", "helped", "in_need", "topped_up")
_BY_MONTH: Final = ("paid", "unmet", "closing")


def simulate(
    population: Population,
    scenario: Scenario | Law,
    *,
    keep: Iterable[str] = (),
    workers: int = 1,
    months: int | None = None,
) -> Result:
    """Run a population under a scenario, or a law with the plain choices (模拟). Nothing in the population changes.

    ``keep`` asks for more than totals and closing balances: ``"paid"`` (what each society paid), ``"societies"`` (that, unmet
    need and the like by society),
    ``"months"`` (by month and society), ``"cases"`` (what each case got). ``workers`` threads give the same to the fen.
    ``months`` stops after so many. Raises `Malformed`; `LawError` as the law does.
    """
    population = expect(population, Population)
    scenario = scenario_of(scenario)
    asked = _asked(keep)
    check_workers(workers)
    count = len(population.months) if months is None else population.months.index(months - 1) + 1
    plan = checked_plan(population, scenario, count)
    order = in_order(population, scenario)
    inner = population if order is None else population.take(order)
    kept = _kept(population, scenario, asked, count)
    parts = blocks_of(inner, scenario)
    _check_size(population, parts)
    sums, closing, pools = Sums(count), np.empty(len(population), np.int64), _pools(population, scenario)

    def one(part: Part) -> Sums:
        block = part.block()
        found = run(plan, block, part.of(kept), Sums(count))
        if sum(sum(amounts) for measure, amounts in found.of.items() if _grows(measure)) + part.opening >= _MOST:
            raise Malformed(OVERFLOW, given=population.source.line)
        closing[part.rows] = block.own.balance
        for purse in block.layers:
            if purse.name in pools:
                pools[purse.name][part.members[purse.name]] = purse.balance
        return found

    for found in _each(one, parts, workers):
        for measure, amounts in found.of.items():
            whole = sums.of[measure]
            for month, amount in enumerate(amounts):
                whole[month] += amount
    for name, pool in population.pools.items():
        if name not in pools:
            pools[name] = untouched(pool, sums)
    opening = {SOCIETY: sum(part.opening for part in parts)}
    for name in pools:
        opening[name] = int(population.pools[name].opening.sum())
    if order is not None:
        back = np.argsort(order)
        closing, kept = closing[back], kept.in_order(back)
    return Result(population, scenario, plan, dict(sums.of), opening, closing, pools, kept)


def untouched(pool: SharedPool, sums: Sums) -> Column:
    """Let a pool that the scenario does not ask take in its income and keep it (未动用资金池); give what it holds in the end."""
    held = pool.opening.copy()
    for month in range(sums.months):
        if pool.income:
            held += pool.income[month]
            sums.add(f"income:{pool.name}", month, pool.income[month])
        sums.add(f"closing:{pool.name}", month, held)
    return held


_MOST: Final = 2**62
_MANY: Final = 900_000
"""Up to so many amounts of the largest size come to less than 64 bits hold."""


def _check_size(population: Population, parts: list[Part]) -> None:
    """Refuse needs whose sums might leave 64 bits: only blocks of very many rows can."""
    rows = max((part.rows.stop - part.rows.start for part in parts), default=0)
    amounts = [] if population.cases is None else [population.cases.need]
    amounts += population.facts.get("need", ())
    if max(rows, *map(len, amounts), 0) > _MANY and any(float(one.sum(dtype=np.float64)) > _MOST for one in amounts):
        raise Malformed(OVERFLOW, given=population.source.line)


def _grows(measure: str) -> bool:
    return measure.startswith("income:") or measure in {"gap_closed", "replenished", "start_up"}


def _each(one: Any, parts: list[Part], workers: int) -> Iterable[Sums]:
    if workers == 1:
        return map(one, parts)
    with ThreadPoolExecutor(workers) as threads:  # NumPy lets go of the interpreter while it computes
        return list(threads.map(one, parts))


def scenario_of(value: Scenario | Law) -> Scenario:
    """Give a scenario as it is, and a law with the plain choices (情景). Raises `Malformed`.

    >>> scenario_of(Law.of("cn/anhui")).layers
    ('society',)
    """
    return value if isinstance(value, Scenario) else Scenario(expect(value, Law))


def check_workers(workers: int) -> None:
    """Check a number of threads (核对线程数). Raises `Malformed`."""
    if type(workers) is not int or workers < 1:
        raise Malformed(WORKERS, given=shown(workers))


def checked_plan(population: Population, scenario: Scenario, count: int) -> Plan:
    """Read the law of each month, and see that the population tells what it asks (核对方案). Raises `Malformed`; `LawError`."""
    _check_layers(population, scenario)
    plan = plan_of(population, scenario, count)
    _check_cancer(population, scenario, plan)
    return plan


def plan_of(population: Population, scenario: Scenario, count: int) -> Plan:
    """Read the law of each month once (计算方案)."""
    months = population.months
    first_days = [months.first_day(month) for month in range(count)]
    payers: dict[Any, Any] = {}
    for day in first_days:
        payers.setdefault(day, scenario.payers(scenario.law.on(day)))
    return Plan(
        scenario,
        scenario.terms(months)[:count],
        tuple(payers[day] for day in first_days),
        tuple(month > 0 and months.number(month) == 1 for month in range(count)),
        tuple(months.number(month) == 12 for month in range(count)),
    )


def _asked(keep: Iterable[str]) -> frozenset[str]:
    asked = frozenset([keep] if isinstance(keep, str) else keep)
    if not asked <= set(KEEPS):
        raise Malformed(KEEP, given=shown(min(map(str, asked - set(KEEPS)))), choices=", ".join(KEEPS))
    return asked


def _check_layers(population: Population, scenario: Scenario) -> None:
    for layer in scenario.layers:
        if layer != SOCIETY and layer not in population.pools:
            raise Malformed(LAYER, given=shown(layer), choices=", ".join((SOCIETY, *population.pools)))


def _check_cancer(population: Population, scenario: Scenario, plan: Plan) -> None:
    if population.cases is not None and population.cases.cancer is not None:
        return
    kinds = {PoolKind.SOCIETY if name == SOCIETY else population.pools[name].kind for name in scenario.layers}
    for terms in plan.terms:
        limits = terms.limits[PoolKind.SOCIETY]
        if limits.cancer != limits.other and PoolKind.SOCIETY in kinds:
            raise Malformed(CANCER, given=population.source.line, place=scenario.law.place)


def _kept(population: Population, scenario: Scenario, asked: frozenset[str], count: int) -> Kept:
    rows = len(population)
    cases = 0 if population.cases is None else len(population.cases)
    return Kept(
        np.zeros(rows, np.int64) if asked & {"paid", "societies"} else None,
        {name: np.zeros(rows, np.int64) for name in _BY_SOCIETY if "societies" in asked},
        {name: np.zeros((count, rows), np.int64) for name in _BY_MONTH if "months" in asked},
        {layer: np.zeros(cases, np.int64) for layer in scenario.layers if "cases" in asked},
    )


def _pools(population: Population, scenario: Scenario) -> dict[str, Any]:
    shared = (layer for layer in scenario.layers if layer != SOCIETY)
    return {layer: np.zeros(len(population.pools[layer].members), np.int64) for layer in shared}
