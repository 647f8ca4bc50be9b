"""What-ifs in plain dictionaries and whole numbers, case by case, written from the rules: it knows no column.

A world is a dictionary: ``societies`` (rows of id, capital, opening, entry, town), ``months`` (how many), ``first``
(year, month), ``facts`` (name -> month -> row), ``cases`` (a list of dictionaries, or ``None``), ``pools`` (name -> kind,
by, members, opening, income). A scenario is one too: ``terms`` (a dictionary for each month: floor, trigger, and for
each kind of pool case, year, times, least, cancer, other), ``layers``, ``below``, ``replenish``, ``aid``, ``gifts``.
All societies and people are invented.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fractions import Fraction

BORNE = ("insurance", "medical_assistance", "government_aid", "other_aid")
INCOME = ("gifts", "dues", "match", "top_ups")
NOTHING: dict[str, int | None] = dict.fromkeys(("case", "year", "times", "least", "cancer", "other"))


def nearest(amount: Fraction) -> int:
    """Round to a whole fen, a half upwards."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


class Model:
    """A population under a scenario. ``sums`` has a list of fen by month for each measure, ``paid`` what each case got."""

    def __init__(self, world: dict[str, Any], scenario: dict[str, Any]) -> None:
        self.world, self.scenario = world, scenario
        societies, pools = world["societies"], world["pools"]
        self.capital = [one["capital"] for one in societies]
        self.stands = [one["entry"] == 0 for one in societies]
        self.own = [one["opening"] if one["entry"] == 0 else 0 for one in societies]
        self.shared = {name: list(pool["opening"]) for name, pool in pools.items()}
        self.sums: dict[str, list[int]] = defaultdict(lambda: [0] * world["months"])
        self.paid: dict[str, Counter[int]] = {name: Counter() for name in scenario["layers"]}  # by number of the case
        self.cells: Counter[tuple[int, int]] = Counter()  # by month and row
        self.unmet: Counter[tuple[int, int]] = Counter()
        self.closing: list[list[int]] = []
        self.topped_up = [0] * len(societies)
        self.year: dict[str, Counter[Any]] = {name: Counter() for name in scenario["layers"]}
        self.times: dict[str, Counter[Any]] = {name: Counter() for name in scenario["layers"]}

    def run(self, months: int | None = None) -> Model:
        """Go through the months."""
        for month in range(self.world["months"] if months is None else months):
            if self._calendar(month) == 1:
                for counts in (*self.year.values(), *self.times.values()):
                    counts.clear()
            self._found(month)
            self._close_gaps(month)
            self._take_in(month)
            self._pay(month)
            self._replenish(month)
            self.closing.append(list(self.own))
        return self

    def _calendar(self, month: int) -> int:
        return int((self.world["first"][1] - 1 + month) % 12 + 1)

    def _floor(self, month: int) -> int | None:
        floor: int | None = self.scenario["terms"][month]["floor"]
        return floor

    # --- capital ---------------------------------------------------------------------------------------

    def _found(self, month: int) -> None:
        """A new society below the floor is not founded, unless somebody closes its gap."""
        for row, society in enumerate(self.world["societies"]):
            if month == 0 or society["entry"] != month:
                continue
            floor = self._floor(month)
            if self.scenario["below"] != "topped_up" and floor is not None and self.capital[row] < floor:
                self.sums["refused_to_found"][month] += 1
                continue
            self.stands[row] = True
            self.own[row] += society["opening"]
            self.sums["founded"][month] += 1
            self.sums["start_up"][month] += society["opening"]

    def _close_gaps(self, month: int) -> None:
        floor = self._floor(month)
        for row, stands in enumerate(self.stands):
            if self.scenario["below"] == "topped_up" and floor is not None and stands and self.capital[row] < floor:
                self._top_up("gap_closed", month, row, floor - self.capital[row])
                self.capital[row] = floor

    def _replenish(self, month: int) -> None:
        """Top up to the floor at the end of the month: when less than the trigger is left, or each December."""
        how, terms = self.scenario["replenish"], self.scenario["terms"][month]
        for row, stands in enumerate(self.stands):
            low = how == "when_low" and self.own[row] < (terms["trigger"] or 0)
            if stands and terms["floor"] is not None and (low or (how == "yearly" and self._calendar(month) == 12)):
                self._top_up("replenished", month, row, max(0, terms["floor"] - self.own[row]))

    def _top_up(self, measure: str, month: int, row: int, amount: int) -> None:
        self.own[row] += amount
        self.topped_up[row] += amount
        self.sums[measure][month] += amount

    # --- money in --------------------------------------------------------------------------------------

    def _take_in(self, month: int) -> None:
        facts = self.world["facts"]
        for name in INCOME:
            for row, stands in enumerate(self.stands):
                if name in facts and stands:
                    came = facts[name][month][row]
                    if name == "gifts":
                        came = max(0, came + self._crowding(month, row))
                    self.own[row] += came
                    self.sums[f"income:{name}"][month] += came
        for name, balances in self.shared.items():
            income = self.world["pools"][name]["income"]
            for member, fen in enumerate(income[month] if income else []):
                balances[member] += fen
                self.sums[f"income:{name}"][month] += fen

    def _aid(self, borne: dict[str, int]) -> int:
        return nearest(borne.get("government_aid", 0) * self.scenario["aid"])

    def _crowding(self, month: int, row: int) -> int:
        """Gifts change by so much for each yuan by which government aid changes; halves are rounded away from nothing."""
        change = sum(
            self._aid(case["borne"]) - case["borne"].get("government_aid", 0)
            for case in self._heard(month)
            if case["row"] == row
        )
        moved = nearest(abs(change) * abs(self.scenario["gifts"]))
        return moved if (self.scenario["gifts"] > 0) == (change > 0) else -moved

    # --- money out -------------------------------------------------------------------------------------

    def _heard(self, month: int) -> list[dict[str, Any]]:
        """List what is asked in a month, in the order in which it is heard."""
        world = self.world
        if world["cases"] is not None:
            cases = [{"number": n, **case} for n, case in enumerate(world["cases"]) if case["month"] == month]
            return sorted(cases, key=lambda case: (case.get("order", case["number"]), case["number"]))
        facts = world["facts"]
        rows = sorted(range(len(world["societies"])), key=lambda row: world["societies"][row]["id"])
        return [
            {
                "row": row,
                "number": None,
                "need": facts["need"][month][row] if "need" in facts else 0,
                "borne": {name: facts[name][month][row] for name in BORNE if name in facts},
            }
            for row in rows
        ]

    def _pay(self, month: int) -> None:
        heard = self._heard(month)
        left = []
        for case in heard:
            others = sum(case["borne"].values()) - case["borne"].get("government_aid", 0)
            left.append(max(0, case["need"] - others - self._aid(case["borne"])))
        self.sums["residual"][month] += sum(left)
        for layer in self.scenario["layers"]:
            for place, case in enumerate(heard):
                paid = self._one(layer, month, case, left[place])
                left[place] -= paid
                self.cells[month, case["row"]] += paid
                self.sums[f"paid:{layer}"][month] += paid
                if case["number"] is not None:
                    self.paid[layer][case["number"]] = paid
        for place, case in enumerate(heard):
            self.unmet[month, case["row"]] += left[place]
        self.sums["unmet"][month] += sum(left)

    def _one(self, layer: str, month: int, case: dict[str, Any], left: int) -> int:
        """Pay one case from one pool."""
        row, home = case["row"], case.get("household")
        purse, place, kind = self.own, row, "society"
        if layer != "society":
            pool = self.world["pools"][layer]
            kind, label = pool["kind"], self.world["societies"][row]
            purse, place = (
                self.shared[layer],
                pool["members"].index(label["id" if pool["by"] == "society" else pool["by"]]),
            )
        limits = self.scenario["terms"][month].get(kind, NOTHING)
        if kind == "society" and not self._may_pay(month, row):
            return 0
        fixed = limits["cancer" if case.get("cancer") else "other"]
        most = [left, purse[place], *(limit for limit in (limits["case"], fixed) if limit is not None)]
        if limits["year"] is not None and home is not None:
            most.append(max(0, limits["year"] - self.year[layer][home]))
        why = None if home is None or case.get("cause") is None else (home, case["cause"])
        if limits["times"] is not None and why is not None and self.times[layer][why] >= limits["times"]:
            return 0
        paid: int = min(most)
        in_full = [min(amount, left) for amount in (limits["least"], fixed) if amount is not None]
        if any(paid < amount for amount in in_full):
            return 0
        purse[place] -= paid
        self.year[layer][home] += paid
        self.times[layer][why] += paid > 0
        return paid

    def _may_pay(self, month: int, row: int) -> bool:
        floor = self._floor(month)
        suspended = self.scenario["below"] == "suspended" and floor is not None and self.capital[row] < floor
        return self.stands[row] and not suspended
