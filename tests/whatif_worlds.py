"""Invented worlds for what-ifs: drawn in plain dictionaries, put into columns, run under laws of any terms.

A world and a scenario are what `whatif_model` takes; here they become a `Population` and a `Scenario`.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from community_charity.law.law import Law
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.start_up import COUNTY_THIRD
from community_charity.whatif import BelowFloor, Population, Replenish, Scenario, SharedPool, scenarios, simulate
from community_charity.whatif.terms import Limits, Terms
from whatif_model import BORNE, INCOME, NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from community_charity.law.law import LawInForce
    from community_charity.rules.start_up import BodyKind
    from community_charity.whatif import Result

EDGES = (0, 1, 49_999, 50_000, 60_000, 99_999, 100_000, 100_001)
FLOORS = (None, 100_000, 200_000, 300_000)
FIRSTS = ((2024, 11), (2025, 1), (2025, 12))
KINDS = {"federation": "federation", "fund": "fund", "second": "society"}
LIMITS = (None, 1, 50_000, 60_000, 100_000, 200_000)
AID = (Fraction(1), Fraction(1), Fraction(1, 2), Fraction(6, 5), Fraction(0), Fraction(3))
GIFTS = (Fraction(0), Fraction(-1, 3), Fraction(1, 2), Fraction(-2), Fraction(1))


def fen(chance: Random, count: int) -> list[int]:
    """Draw amounts, many of them at a limit or a fen beside it."""
    return [chance.choice(EDGES) if chance.random() < 0.5 else chance.randint(0, 300_000) for _ in range(count)]


def a_world(chance: Random) -> dict[str, Any]:
    """Draw a population in plain dictionaries."""
    months, rows = chance.randint(1, 4), chance.randint(1, 5)
    ids = [f"v-{n}" for n in range(rows)]
    chance.shuffle(ids)
    amounts = zip(ids, fen(chance, rows), fen(chance, rows), strict=True)
    societies = [
        {
            "id": one,
            "capital": capital,
            "opening": opening,
            "entry": chance.choice((0, 0, 0, *range(months))),
            "town": f"t-{chance.randint(0, 1)}",
        }
        for one, capital, opening in amounts
    ]
    by_cases = chance.random() < 0.6
    borne = [name for name in BORNE if chance.random() < 0.5]
    names = [name for name in INCOME if chance.random() < 0.5] + ([] if by_cases else ["need", *borne])
    return {
        "months": months,
        "first": chance.choice(FIRSTS),
        "societies": societies,
        "facts": {name: [fen(chance, rows) for _ in range(months)] for name in names},
        "cases": [_case(chance, rows, months, borne) for _ in range(chance.randint(0, 14))] if by_cases else None,
        "pools": {name: _pool(chance, name, kind, ids, months) for name, kind in KINDS.items()},
        "homes": chance.choice(("no", "homes", "causes", "causes")) if by_cases else "no",
        "ordered": chance.random() < 0.5,
    }


def _case(chance: Random, rows: int, months: int, borne: list[str]) -> dict[str, Any]:
    row = chance.randrange(rows)
    return {
        "row": row,
        "month": chance.randrange(months),
        "need": fen(chance, 1)[0],
        "borne": {name: chance.choice((0, 0, 1, 50_000, 99_999)) for name in borne},
        "household": f"h-{row}-{chance.randint(0, 1)}",
        "cause": chance.choice(("illness", "accident")),
        "cancer": chance.random() < 0.5,
        "order": chance.randint(0, 3),
    }


def _pool(chance: Random, name: str, kind: str, ids: list[str], months: int) -> dict[str, Any]:
    by = "society" if name == "second" else "town"
    members = list(ids) if by == "society" else ["t-1", "t-2", "t-0"]
    income = [fen(chance, len(members)) for _ in range(months)] if chance.random() < 0.5 else []
    return {"kind": kind, "by": by, "members": members, "opening": fen(chance, len(members)), "income": income}


def a_choice(chance: Random, *, cancer: bool = True, months: int = 4) -> dict[str, Any]:
    """Draw a scenario in plain dictionaries: the law may be another one in every month."""
    terms: list[dict[str, Any]] = []
    for _ in range(months):
        if terms and chance.random() < 0.5:
            terms.append(terms[-1])
            continue
        floor, other = chance.choice(FLOORS), chance.choice((None, None, 60_000))
        society = {
            "case": chance.choice(LIMITS),
            "year": chance.choice(LIMITS),
            "times": chance.choice((None, 1, 2)),
            "least": chance.choice((None, None, 50_000)),
            "cancer": chance.choice((None, 80_000)) if cancer else other,
            "other": other,
        }
        federation = {**NOTHING, "case": chance.choice(LIMITS)}
        trigger = None if floor is None else -(-floor // 2)
        terms.append({"floor": floor, "trigger": trigger, "society": society, "federation": federation})
    layers = chance.sample(("society", *KINDS), chance.randint(1, 3))
    return {
        "terms": terms,
        "layers": ["society"] if chance.random() < 0.4 else layers,
        "below": chance.choice(list(BelowFloor)).value,
        "replenish": chance.choice(list(Replenish)).value,
        "aid": chance.choice(AID),
        "gifts": chance.choice(GIFTS),
    }


def drawn(chance: Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw a world and a scenario; where cancer has an amount of its own, there are cases that say whether it is one."""
    world = a_world(chance)
    return world, a_choice(chance, cancer=world["cases"] is not None)


def population_of(world: dict[str, Any], rows: list[int] | None = None) -> Population:
    """Put a world into columns, its societies in an order."""
    societies = world["societies"]
    rows = list(range(len(societies))) if rows is None else rows
    frame: dict[str, Any] = {"society": [societies[row]["id"] for row in rows]}
    for name in ("capital", "opening", "town"):
        frame[name] = [societies[row][name] for row in rows]
    if any(one["entry"] for one in societies):
        frame["entry"] = [societies[row]["entry"] + 1 for row in rows]
    for name, columns in world["facts"].items():
        for month, column in enumerate(columns):
            frame[f"{name}_{month + 1}"] = [column[row] for row in rows]
    year, month = world["first"]
    return Population.from_frame(
        frame,
        unit="fen",
        check_unit=False,  # a few yuan
        first_month=f"{year}-{month:02d}",
        cases=None if world["cases"] is None else _table(world),
        months=world["months"],
        pools=[SharedPool(name, **pool) for name, pool in world["pools"].items()],
    )


def _table(world: dict[str, Any]) -> dict[str, Any]:
    cases, borne = world["cases"], world["cases"][0]["borne"] if world["cases"] else ()
    table: dict[str, Any] = {
        "society": np.array([world["societies"][case["row"]]["id"] for case in cases], str),
        "month": np.array([case["month"] + 1 for case in cases], np.int64),
        "need": np.array([case["need"] for case in cases], np.int64),
        "cancer": np.array([case["cancer"] for case in cases], bool),
    }
    for name in borne:
        table[name] = [case["borne"][name] for case in cases]
    if world["ordered"]:
        table["order"] = np.array([case["order"] for case in cases], np.int64)
    if world["homes"] in {"homes", "causes"}:
        table["household"] = np.array([case["household"] for case in cases], str)
    if world["homes"] == "causes":
        table["cause"] = np.array([case["cause"] for case in cases], str)
    return table


def as_the_model_sees(world: dict[str, Any]) -> dict[str, Any]:
    """Leave out of the cases what the table does not tell."""
    hidden = {"no": {"household", "cause"}, "homes": {"cause"}, "causes": set(), False: set()}[world["homes"]]
    if not world["ordered"]:
        hidden = hidden | {"order"}
    cases = world["cases"]
    told = None if cases is None else [{k: v for k, v in case.items() if k not in hidden} for case in cases]
    return {**world, "cases": told}


class Patched:
    """A law whose terms are told month by month, in the place of the figures of a place."""

    def __init__(self, world: dict[str, Any], choice: dict[str, Any]) -> None:
        year, first = world["first"]
        self.at = {
            date(year + (first - 1 + n) // 12, (first - 1 + n) % 12 + 1, 1): self._terms(one)
            for n, one in enumerate(choice["terms"])
        }

    @staticmethod
    def _terms(one: dict[str, Any]) -> Terms:
        limits = {kind: Limits(**one.get(kind.value, {})) for kind in PoolKind}
        return Terms(one["floor"], one["trigger"], limits)

    def __call__(self, law: LawInForce, _body: BodyKind) -> Terms:
        """Give the terms of the first day of a month."""
        return self.at[law.day]


def scenario_of(choice: dict[str, Any]) -> Scenario:
    """Give the choices of a scenario; its terms are told by `of_terms`."""
    return Scenario(
        Law.of("cn"),
        layers=choice["layers"],
        below_floor=choice["below"],
        replenish=choice["replenish"],
        government_aid=choice["aid"],
        gifts_change=choice["gifts"],
        paid_by=COUNTY_THIRD,
    )


@contextmanager
def of_terms(terms: Any) -> Iterator[None]:
    """Read the terms of a law from a function of a day's law and a body for a while."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scenarios, "terms_of", terms)
        yield


def simulated(
    world: dict[str, Any], choice: dict[str, Any], population: Population | None = None, **asked: Any
) -> Result:
    """Run a world under a scenario on columns, and keep everything."""
    with of_terms(Patched(world, choice)):
        keep = ("societies", "months", "cases")
        return simulate(population or population_of(world), scenario_of(choice), keep=keep, **asked)
