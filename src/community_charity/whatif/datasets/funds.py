"""Populations of community charity funds (社区慈善基金总体): Hefei and Yantai. All of them invented.

A row is a fund. Its money is the shared pool ``fund``, one for each row: simulate with ``layers=("fund",)``.

>>> population = hefei(seed=1)
>>> len(population), len(population.cases), int(population.pools["fund"].opening.sum())
(1345, 744, 2723000000)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from community_charity.rules.ceilings import PoolKind
from community_charity.whatif.datasets.making import (
    FIRST_MONTH,
    HUNDRED,
    fund_money,
    grouped,
    ids,
    population,
    share_out,
    size_names,
    sizes,
    stream,
)
from community_charity.whatif.datasets.published import Place, count, fen
from community_charity.whatif.months import Months
from community_charity.whatif.shared import SharedPool

if TYPE_CHECKING:
    from community_charity.whatif.populations import Population


def hefei(seed: int = 1, *, months: int = 12, first_month: str = FIRST_MONTH) -> Population:
    """Invent the community funds of Hefei, Anhui (合肥市合成总体): 1,345 funds, ¥27,230,000 raised, 744 projects.

    The totals stood at the end of 2024; source: Zhong'an Online, 2025-03-13. What projects cost was not reported: together
    half of what their funds hold is an assumption; `Population.source` tells what else was assumed. Raises `Malformed`.

    >>> hefei(seed=1)
    <Population of 1345 societies, 12 months: synthetic: community charity funds with the reported totals of Hefei, \
Anhui, seed 1>
    """
    return _funds(Place.HEFEI, 3, seed, Months(first_month, months), counties=9)


def yantai(seed: int = 1, *, months: int = 12, first_month: str = FIRST_MONTH) -> Population:
    """Invent the community funds of Yantai, Shandong (烟台市合成总体): 342 funds, ¥12,000,000 raised, 150 projects.

    Source: Dazhong Daily, 2025-02-19; "more than ¥12,000,000" is taken as ¥12,000,000. The label ``reached`` shares out the
    200,000 person-times. ¥80,000 a project is the mean if all the money went to projects, no limit of a project. What
    projects cost is an assumption, as for Hefei; `Population.source` tells what else was assumed. Raises `Malformed`.

    >>> population = yantai(seed=1)
    >>> len(population), len(population.cases), int(population.label("reached").sum())
    (342, 150, 200000)
    """
    times = count(Place.YANTAI, "community_project_times_reported")
    return _funds(Place.YANTAI, 4, seed, Months(first_month, months), counties=10, reached=times)


def _funds(
    place: Place, number: int, seed: int, axis: Months, *, counties: int, reached: int | None = None
) -> Population:
    draw = stream(seed, number)
    rows, projects = count(place, "community_funds_reported"), count(place, "community_projects_reported")
    money = fund_money(draw, fen(place, "community_fund_money_reported"), rows)
    # Whoever has more runs more.
    row = np.sort(draw.choice(rows, projects, replace=False, p=money / money.sum()))
    held = money[row] // HUNDRED
    cost = share_out(int(held.sum()) // 2, sizes(draw, projects, 0.5), most=held)
    funds = ids(f"{place.value}-fund", rows)
    frame = {
        "society": funds,
        "capital": money,
        "opening": np.zeros(rows, np.int64),
        "county": grouped(ids(f"{place.value}-county", counties), rows),
        "size": size_names(money),
    }
    labels: tuple[str, ...] = ()
    if reached is not None:
        frame["reached"], labels = np.zeros(rows, np.int64), ("reached",)
        frame["reached"][row] = share_out(reached, sizes(draw, projects, 0.8), least=1)
    cases = {"society": funds[row], "month": draw.integers(1, len(axis) + 1, projects), "need": cost * HUNDRED}
    pool = SharedPool("fund", kind=PoolKind.FUND, by="society", members=funds.tolist(), opening=money)
    return population(place, seed, axis, frame, cases, pool, labels=labels)
