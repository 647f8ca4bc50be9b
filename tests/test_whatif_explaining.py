"""Any cell of a what-if is explained to the fen, with its limits and their articles, in two languages.

All societies, people and amounts are invented.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community_charity.errors import InvariantBroken, Malformed
from community_charity.law.decision import Outcome
from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.rules.start_up import BodyKind
from community_charity.whatif import Population, Scenario, SharedPool, simulate
from community_charity.whatif.explaining import explain
from whatif_model import Model
from whatif_worlds import Patched, as_the_model_sees, drawn, of_terms, population_of, scenario_of, simulated

if TYPE_CHECKING:
    from random import Random

    from community_charity.law.decision import Decision

ANHUI, FENGTAI = Law.of("cn/anhui"), Law.of("cn/anhui/huainan/fengtai")
JIXI, DINGYUAN = Law.of("cn/anhui/xuancheng/jixi"), Law.of("cn/anhui/chuzhou/dingyuan")
CHANCE = st.randoms(use_true_random=True)


def codes(decision: Decision) -> list[str]:
    return [finding.ground.code.removeprefix("what_if.") for finding in decision.findings]


def unmet(decision: Decision) -> list[str]:
    return [finding.ground.code.removeprefix("what_if.") for finding in decision.unmet]


@settings(max_examples=120, deadline=None)
@given(CHANCE)
def test_any_cell_is_explained_to_the_fen(chance: Random) -> None:
    """What is found is what the model pays, layer by layer; something is unmet exactly where something stays unpaid."""
    world, choice = drawn(chance)
    model = Model(as_the_model_sees(world), choice).run()
    months = [case["month"] for case in world["cases"]] if world["cases"] is not None else range(world["months"])
    if not months:
        return
    kept = chance.choice(((), ("months", "cases")))
    with of_terms(Patched(world, choice)):
        result = simulate(population_of(world), scenario_of(choice), keep=kept)
        if world["cases"] is None:
            month, row, case = chance.choice(months), chance.randrange(len(world["societies"])), None
        else:
            case = chance.randrange(len(months))
            month, row = months[case], world["cases"][case]["row"]
        decision = explain(result, chance.choice((row, world["societies"][row]["id"])), month, case)
    cell = decision.subject
    if case is None:
        assert cell.found.fen == model.cells[month, row]
        assert -cell.margin.fen == model.unmet[month, row]
    else:
        assert {layer: paid.fen for layer, paid in cell.paid.items()} == {
            n: model.paid[n][case] for n in choice["layers"]
        }
    assert cell.required >= cell.found
    assert bool(decision) == (cell.required == cell.found and bool(cell.required))
    assert decision.day.month == (world["first"][1] - 1 + month) % 12 + 1
    for lang in ("en", "zh"):
        assert "{" not in decision.text(lang)


@settings(max_examples=25, deadline=None)
@given(CHANCE)
def test_the_case_that_is_shown_unasked_is_one_of_the_month(chance: Random) -> None:
    """It is one of which most stayed unpaid."""
    world, choice = drawn(chance)
    if not world["cases"]:
        return
    model = Model(as_the_model_sees(world), choice).run()
    asked = chance.choice(world["cases"])
    with of_terms(Patched(world, choice)):
        decision = explain(simulated(world, choice), asked["row"], asked["month"])
    shown = world["cases"][decision.subject.case]
    assert (shown["row"], shown["month"]) == (asked["row"], asked["month"])
    assert -decision.subject.margin.fen <= model.unmet[asked["month"], asked["row"]]
    assert bool(decision.subject.margin) == (model.unmet[asked["month"], asked["row"]] > 0)


# --- what is told ----------------------------------------------------------------------------------


def village(**columns: Any) -> Population:
    frame = {"society": ["v-1"], "capital": [30_000_00], "town": ["t-1"], "need_1": [25_000_00]} | columns
    town = SharedPool("federation", kind="federation", by="town", members=["t-1"], opening=[yuan(100_000)])
    return Population.from_frame(frame, unit="fen", first_month="2025-05", pools=[town])


LAYERS = ("society", "federation")


def test_each_layer_is_told_with_its_articles() -> None:
    """Fengtai: the village's ceiling and the town's, each reported by a newspaper; ¥3,000 stays unpaid."""
    decision = simulate(village(), Scenario(FENGTAI, layers=LAYERS)).explain("v-1", "2025-05")
    assert codes(decision) == ["need", "floor", "case_ceiling", "money", "federation_case_ceiling", "money"]
    assert unmet(decision) == ["case_ceiling", "federation_case_ceiling"]
    assert decision.subject.paid == {"society": yuan(2_000), "federation": yuan(20_000)}
    assert (decision.subject.required, decision.subject.margin) == (yuan(25_000), yuan(-3_000))
    ceiling = decision.findings[4]
    assert (ceiling.required, ceiling.found, ceiling.margin) == (yuan(20_000), yuan(23_000), yuan(-3_000))
    assert [str(citation.issued) for citation in ceiling.citations] == ["2024-03-16"]
    assert "practice" in ceiling.values[0].source("en")
    assert "个案限额" in decision.text("zh")


def test_nothing_is_unmet_where_a_later_pool_pays_the_rest() -> None:
    decision = simulate(village(need_1=[20_000_00]), Scenario(FENGTAI, layers=LAYERS)).explain(0, 0)
    assert decision.outcome is Outcome.ALLOWED
    assert decision.findings[2].text() == "society: at most ¥2,000.00 for a case, asked for ¥20,000.00"


@pytest.mark.parametrize(
    ("below", "said"),
    [
        ("gap", "it goes on with a gap"),
        ("topped_up", "¥1.00 came in to close the gap"),
        ("suspended", "it pays nothing"),
    ],
)
def test_what_becomes_of_a_society_below_the_floor(below: str, said: str) -> None:
    """The figure of the floor comes with its instrument."""
    population = village(capital=[29_999_00], need_1=[900_00])
    decision = simulate(population, Scenario(ANHUI, below_floor=below)).explain("v-1", 0)
    floor = decision.findings[1]
    assert said in floor.text()
    assert floor.citations[0].number == "皖民社救函〔2024〕61号"
    assert bool(decision) is (below != "suspended")
    assert codes(decision)[2:] == ([] if below == "suspended" else ["case_ceiling", "money"])


def test_the_kind_of_body_says_which_articles() -> None:
    scenario = Scenario(ANHUI, body=BodyKind.SOCIETY_REGISTERED)
    decision = simulate(village(need_1=[900_00]), scenario).explain("v-1", 0)
    assert [value.key for value in decision.findings[1].values] == [
        "association_minimum_capital",
        "society_minimum_capital",
    ]
    assert codes(simulate(village(need_1=[900_00]), Law.of("cn")).explain("v-1", 0)) == ["need", "money"]


def test_a_society_that_was_not_founded() -> None:
    """Refused in February, when ¥50,000 are wanted; in January it is founded only later."""
    law = ANHUI.amend(since=date(2025, 6, 1), society_minimum_capital=yuan(50_000))
    population = village(entry=[2], need_1=[900_00], need_2=[900_00])
    refused = simulate(population, law).explain("v-1", 1)
    assert unmet(refused) == ["floor"]
    assert (
        refused.unmet[0].text() == "start-up capital ¥30,000.00 is less than the least, ¥50,000.00: it is not founded"
    )
    founded = simulate(population, ANHUI).explain("v-1", 1)
    assert codes(founded)[:3] == ["need", "founded", "floor"]
    assert founded.findings[1].text("zh") == "互助社于2025-06成立"
    helped = simulate(population, Scenario(law, layers=LAYERS)).explain("v-1", 1)
    assert helped.outcome is Outcome.ALLOWED


def cases(*needs: int, **columns: Any) -> Population:
    table = {"society": ["v-1"] * len(needs), "month": [1] * len(needs), "need": list(needs)} | columns
    frame = {"society": ["v-1", "v-2"], "capital": [30_000_00] * 2}
    return Population.from_frame(frame, unit="fen", first_month="2025-05", cases=table, months=2)


def test_fixed_amounts_cite_the_one_that_is_asked() -> None:
    """¥800 for cancer and ¥600 else in Jixi, each with its own figure; at least ¥500 in Dingyuan."""
    population = cases(900_00, 900_00, cancer=[True, False])
    found = [simulate(population, JIXI).explain("v-1", 0, case=number) for number in (0, 1)]
    assert [one.subject.found for one in found] == [yuan(800), yuan(600)]
    for decision, key in zip(found, ("relief_cancer_amount", "relief_other_cause_amount"), strict=True):
        told = {one.ground.code: one for one in decision.findings}
        assert [value.key for value in told["what_if.fixed_amount"].values] == [key]
        assert [value.key for value in told["what_if.in_full"].values] == [key]
    least = simulate(population, DINGYUAN).explain("v-1", 0, case=0)
    assert [value.key for value in least.findings[3].values] == ["relief_case_least"]


def test_money_that_is_just_the_least_is_paid() -> None:
    """¥500 in Dingyuan, of a need of ¥600: it is in full, and the money is what was missing."""
    frame = {"society": ["v-1"], "capital": [30_000_00], "opening": [500_00]}
    table = {"society": ["v-1"], "month": [1], "need": [600_00]}
    population = Population.from_frame(frame, unit="fen", first_month="2025-05", cases=table, months=1)
    decision = simulate(population, DINGYUAN).explain("v-1", 0)
    assert (codes(decision)[-2:], unmet(decision)) == (["in_full", "money"], ["money"])
    assert decision.subject.found == yuan(500)


def test_a_household_and_its_year_are_told() -> None:
    population = cases(900_00, 900_00, 900_00, household=["h-1"] * 3, cause=["a", "b", "b"])
    decision = simulate(population, ANHUI).explain("v-1", 0, case=2)
    assert codes(decision) == ["need", "floor", "case_ceiling", "household_year_ceiling", "times_per_cause", "money"]
    assert unmet(decision) == ["household_year_ceiling", "times_per_cause"]
    year, times = decision.findings[3:5]
    assert (year.required, year.found) == (yuan(200), yuan(900))
    assert (times.required, times.found, times.margin) == (1, 2, -1)
    assert decision.asked.en.startswith("relief in full of the ¥900.00 left of the case in row 2")


def test_what_others_bear_is_named() -> None:
    scenario = Scenario(ANHUI, government_aid=Fraction(6, 5))
    population = village(need_1=[900_00], government_aid_1=[100_00], insurance_1=[50_00])
    need = simulate(population, scenario).explain("v-1", 0).findings[0]
    assert (
        need.text() == "¥730.00 is left of a need of ¥900.00; borne by others: government aid ¥120.00, insurance ¥50.00"
    )
    assert (need.required, need.found, need.margin) == (yuan(900), yuan(730), yuan(170))
    assert "aid_within_need" in {value.key for value in need.values}


def test_a_month_without_any_need() -> None:
    frame = {"society": ["v-1"], "capital": [30_000_00], "gifts_1": [5]}
    population = Population.from_frame(frame, unit="fen", first_month="2025-05")
    assert unmet(simulate(population, ANHUI).explain("v-1", 0)) == ["need"]


# --- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (("v-9", 0), "what_if.no_society"),
        ((7, 0), "what_if.no_society"),
        (("v-1", "2027-01"), "what_if.no_month"),
        (("v-1", 1), "what_if.no_month"),
        (("v-1", 0, 0), "what_if.no_case"),
    ],
)
def test_cells_that_are_not_there(ask: tuple[Any, ...], code: str) -> None:
    """The run stopped after one month."""
    result = simulate(village(need_2=[0]), ANHUI, months=1)
    with pytest.raises(Malformed) as refused:
        result.explain(*ask)
    assert refused.value.code == code


@pytest.mark.parametrize("ask", [("v-1", 0, 9), ("v-2", 0, 0), ("v-2", 0), ("v-1", 1, 0), ("v-1", 0, True)])
def test_cases_that_are_not_there(ask: tuple[Any, ...]) -> None:
    with pytest.raises(Malformed) as refused:
        simulate(cases(900_00), ANHUI).explain(*ask)
    assert refused.value.code == "what_if.no_case"


def test_numbers_as_ids_are_ids() -> None:
    frame = {"society": [7, 0], "capital": [30_000_00] * 2, "need_1": [700_00, 100_00]}
    result = simulate(Population.from_frame(frame, unit="fen", first_month="2025-05"), ANHUI)
    assert result.explain(0, 0).subject.required == yuan(100)


def test_a_result_that_differs_by_a_fen_is_a_contradiction() -> None:
    """Of the months kept, and of the cases kept."""
    months, by_case = simulate(village(), ANHUI, keep="months"), simulate(cases(900_00), ANHUI, keep="cases")
    months.kept.months["paid"][0, 0] -= 1
    by_case.kept.cases["society"][0] += 1
    for result, amount in ((months, Money(999_99)), (by_case, Money(900_01))):
        with pytest.raises(InvariantBroken) as broken:
            result.explain("v-1", 0)
        assert str(amount) in str(broken.value)
