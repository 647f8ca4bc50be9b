"""Populations of mutual-aid societies (互助社总体): Xuanzhou, Fengtai, the province of Anhui. All of them invented.

>>> population = xuanzhou(seed=1)
>>> len(population), int(population.cases.residual().sum())
(217, 104280000)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from community_charity.rules.ceilings import PoolKind
from community_charity.whatif.datasets.making import (
    FIRST_MONTH,
    Asked,
    cases_of,
    fund_money,
    grouped,
    ids,
    population,
    size_names,
    sizes,
    stream,
)
from community_charity.whatif.datasets.published import Place, count, fen, province_cases, province_grants
from community_charity.whatif.months import Months
from community_charity.whatif.shared import SharedPool

if TYPE_CHECKING:
    from community_charity.whatif.columns import Column
    from community_charity.whatif.populations import Population

_WAN: Final = 10_000_00


def xuanzhou(seed: int = 1, *, months: int = 24, first_month: str = FIRST_MONTH) -> Population:
    """Invent the societies of Xuanzhou district, Anhui (宣州区合成总体): 217 societies, 1,790 cases, ¥1,042,800.

    Source of the totals: Zhong'an Online, 2025-03-13. The report does not say how long the period was: ``months``, over
    which the cases are spread, is an assumption, and so is all of the rest; `Population.source` tells. Raises `Malformed`.

    >>> xuanzhou(seed=1)
    <Population of 217 societies, 24 months: synthetic: mutual-aid societies with the reported totals of Xuanzhou \
district, Anhui, seed 1>
    """
    axis, draw = Months(first_month, months), stream(seed, 0)
    rows, floor = count(Place.XUANZHOU, "societies_reported"), fen(Place.XUANZHOU, "society_minimum_capital")
    weights = sizes(draw, rows, 0.5)
    frame = _societies("xuanzhou", weights, 20, floor)
    times, paid = count(Place.XUANZHOU, "relief_times_reported"), fen(Place.XUANZHOU, "relief_paid_reported")
    asked = Asked(times, paid, spread=0.45, room=floor)
    return population(Place.XUANZHOU, seed, axis, frame, cases_of(draw, frame["society"], weights, asked, axis))


def fengtai(seed: int = 1, *, months: int = 12, first_month: str = FIRST_MONTH) -> Population:
    """Invent the societies of Fengtai county, Anhui (凤台县合成总体): 250 societies, 16 town federations, 1,189 cases.

    The federations are the shared pool ``federation``: simulate with ``layers=("society", "federation")``. Source of the
    totals (the year 2023): Anhui Daily, 2024-03-16; "more than ¥2,000,000" is taken as ¥2,000,000. ``months`` and the rest
    are assumptions; `Population.source` tells. Raises `Malformed`.

    >>> population = fengtai(seed=1)
    >>> len(population), len(population.cases), len(population.pools["federation"].members)
    (250, 1189, 16)
    """
    axis, draw = Months(first_month, months), stream(seed, 1)
    rows, paid = count(Place.FENGTAI, "societies_reported"), fen(Place.FENGTAI, "relief_paid_reported")
    weights = sizes(draw, rows, 0.5)
    frame = _societies("fengtai", weights, count(Place.FENGTAI, "federations_reported"), paid // rows)
    highest = fen(Place.FENGTAI, "federation_case_ceiling")
    asked = Asked(count(Place.FENGTAI, "relief_times_reported"), paid, spread=0.8, most=highest, once=True)
    cases = cases_of(draw, frame["society"], weights, asked, axis)
    towns = np.unique(frame["town"])
    pool = SharedPool(
        "federation",
        kind=PoolKind.FEDERATION,
        by="town",
        members=towns.tolist(),
        opening=_beyond_societies(frame, cases, fen(Place.FENGTAI, "relief_case_ceiling")),
    )
    return population(Place.FENGTAI, seed, axis, frame, cases, pool)


def anhui(seed: int = 1, *, months: int = 24, first_month: str = FIRST_MONTH) -> Population:
    """Invent a society in every village of Anhui (安徽省合成总体): 18,000 societies, 7,232 community funds, ¥125,000,000.

    The funds are the shared pool ``fund``, one for each society; the label ``fund`` tells who has one ("yes"), the others'
    is empty. Cases are those of Xuanzhou, scaled up: an extrapolation. Sources: 皖民社救函〔2024〕61号 (societies and floor);
    Zhong'an Online, 2025-03-13 (funds). `Population.source` tells what else was assumed. Raises `Malformed`.

    >>> population = anhui(seed=1)
    >>> int(population.pools["fund"].opening.sum()), int((population.label("fund") == "yes").sum())
    (12500000000, 7232)
    """
    axis, draw = Months(first_month, months), stream(seed, 2)
    rows = count(Place.ANHUI, "society_target_count")
    weights = sizes(draw, rows, 0.5)
    floor = fen(Place.ANHUI, "society_minimum_capital")
    frame = _societies("anhui", weights, 1500, floor, counties=100)
    having = draw.permutation(rows)[: count(Place.ANHUI, "community_funds_reported")]
    money = np.zeros(rows, np.int64)
    money[having] = fund_money(draw, fen(Place.ANHUI, "community_fund_money_reported"), len(having))
    frame["fund"] = np.where(money > 0, "yes", "no")
    pool = SharedPool("fund", kind=PoolKind.FUND, by="society", members=frame["society"].tolist(), opening=money)
    asked = Asked(province_cases(), province_grants(), spread=0.45, room=floor)
    cases = cases_of(draw, frame["society"], weights, asked, axis)
    return population(Place.ANHUI, seed, axis, frame, cases, pool, labels=("fund",))


def _societies(place: str, weights: Column, towns: int, capital: int, counties: int = 1) -> dict[str, Any]:
    rows = len(weights)
    return {
        "society": ids(f"{place}-society", rows),
        "capital": np.full(rows, capital),
        "county": grouped(ids(f"{place}-county", counties), rows),
        "town": grouped(ids(f"{place}-town", towns), rows),
        "size": size_names(weights),
    }


def _beyond_societies(frame: dict[str, Any], cases: dict[str, Any], ceiling: int) -> Column:
    """Give what each town's societies cannot pay, in fen, rounded up to whole ¥10,000."""
    row = np.searchsorted(frame["society"], cases["society"])
    left = cases["need"] - cases["government_aid"]
    asked, within = np.zeros_like(frame["capital"]), np.zeros_like(frame["capital"])
    np.add.at(asked, row, left)
    np.add.at(within, row, np.minimum(left, ceiling))
    towns, town = np.unique(frame["town"], return_inverse=True)
    beyond = np.zeros(len(towns), np.int64)
    np.add.at(beyond, town, asked - np.minimum(within, frame["capital"]))
    found: Column = -(-beyond // _WAN) * _WAN
    return found
