"""Where an outcome turns, and what a budget can pay for: against brute force and published numbers; people are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from community_charity.errors import Malformed
from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.rules.start_up import COUNTY_THIRD, THIRDS
from community_charity.whatif import Population, Result, Scenario, simulate
from community_charity.whatif.search import (
    Aim,
    break_even,
    budget_feasible_floor,
)
from community_charity.whatif.search.edges import edge, evenly
from reproducers_whatif_search import ANHUI, CEILING, FLOOR, TOPPED_UP, villages, xuanzhou

# --- the published vector ---------------------------------------------------------------------------------


def test_topping_up_217_societies_costs_what_was_published() -> None:
    """From ¥30,000 to ¥50,000 it is exactly ¥4,340,000, of which the county pays a third, society by society."""
    found = budget_feasible_floor(xuanzhou(), TOPPED_UP, yuan(4_340_000))
    assert (found.floor, found.cost, found.left) == (yuan(50_000), yuan(4_340_000), yuan(0))
    assert found.above == (yuan("50000.01"), yuan("4340002.17"))
    # A third of ¥20,000 is ¥6,666.66 and two thirds of a fen: rounded down for each of 217 societies.
    assert {title.en: paid for title, paid in found.payers} == {
        "top-ups borne by: county finance": yuan("1446665.22"),
        "top-ups borne by: others, not named": yuan("2893334.78"),
    }
    assert 217 * (2_000_000 // 3) == 1_446_665_22


def test_one_fen_short_of_the_budget_lowers_the_floor_by_one_fen() -> None:
    """One fen less buys a floor one fen lower, and 216 fen are left; one more fen buys nothing."""
    short = budget_feasible_floor(xuanzhou(), TOPPED_UP, yuan("4339999.99"))
    assert (short.floor, short.left) == (yuan("49999.99"), yuan("2.16"))
    assert short.above == (yuan(50_000), yuan(4_340_000))
    over = budget_feasible_floor(xuanzhou(), TOPPED_UP, yuan("4340000.01"))
    assert (over.floor, over.left) == (yuan(50_000), yuan("0.01"))


def test_the_budget_of_one_payer_counts_its_part_alone() -> None:
    """With the county's part as the budget the same floor is found, and one fen less is too little."""
    county = budget_feasible_floor(xuanzhou(), TOPPED_UP, yuan("1446665.22"), payer="county_finance")
    # A third is rounded down: three floors cost the county the same, and the highest of them is given.
    costs = {
        floor: simulate(xuanzhou(), at_floor(floor)).total("payer:county_finance") for floor in (5_000_000, 5_000_001)
    }
    assert costs == {5_000_000: yuan("1446665.22"), 5_000_001: yuan("1446667.39")}
    assert (county.floor, county.cost) == (yuan(50_000), yuan("1446665.22"))
    less = budget_feasible_floor(xuanzhou(), TOPPED_UP, yuan("1446665.21"), payer="county_finance")
    assert less.floor == yuan("49999.97")
    assert less.outcome.en == "top-ups borne by: county finance"


def at_floor(fen: int) -> Scenario:
    law = ANHUI.amend(since=date(2025, 3, 1), society_minimum_capital=Money(fen))
    return Scenario(law, below_floor="topped_up", paid_by=COUNTY_THIRD)


# --- the halved range ---------------------------------------------------------------------------------------


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=60), st.booleans(), st.integers(-9, 9), st.booleans())
@example(outcomes=[0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0], ordered=False, target=5, upwards=True)
def test_an_edge_is_what_brute_force_finds(outcomes: list[int], ordered: bool, target: int, upwards: bool) -> None:
    """A function that goes one way, or is scanned whole, gives the least value; and what is given is always an edge."""
    if ordered:
        outcomes.sort(reverse=not upwards)

    def reaches(value: Any) -> bool:
        return bool(value >= target if upwards else value <= target)

    found = edge(outcomes.__getitem__, 0, len(outcomes) - 1, reaches, scan=100)
    least = next((place for place, value in enumerate(outcomes) if reaches(value)), None)
    goes_one_way = outcomes in (sorted(outcomes), sorted(outcomes, reverse=True))
    assert found.monotone or not goes_one_way
    if goes_one_way or not found.monotone:
        assert found.at == least
    if not found.monotone:
        assert (found.step, len(found.tried)) == (1, len(outcomes))
    if found.at is not None:
        assert reaches(outcomes[found.at])
        assert found.at == 0 or not reaches(outcomes[found.at - 1])
        assert found.outcome(found.at) == outcomes[found.at]
    assert [value for value, _ in found.tried] == sorted({value for value, _ in found.tried})
    assert all(outcomes[value] == outcome for value, outcome in found.tried)


def test_a_coarse_scan_says_how_coarse_it_is() -> None:
    """What lies between two scanned values may be missed: the widest gap is told, and the edge found is a true one."""
    wave = [3 if place % 100 == 50 or place >= 777 else place % 2 for place in range(1001)]
    found = edge(wave.__getitem__, 0, 1000, lambda value: value >= 3, scan=11)  # type: ignore[operator] # all whole
    assert not found.monotone
    assert found.step is not None
    assert 1 < found.step <= 100
    assert found.at is not None
    assert wave[found.at] >= 3 > wave[found.at - 1]
    whole = edge(wave.__getitem__, 0, 1000, lambda value: value >= 3, scan=2000)  # type: ignore[operator] # all whole
    assert (whole.at, whole.step) == (50, 1)


def test_a_bend_met_while_halving_is_noticed() -> None:
    """The nine first values go one way; the bend between them shows on the way, and the scan follows."""
    values = [0] * 33 + [9] * 5 + [5] * 27
    found = edge(values.__getitem__, 0, 64, lambda value: value >= 1, scan=65)  # type: ignore[operator] # all whole
    assert (found.monotone, found.at) == (False, 33)


@pytest.mark.parametrize("scan", [1, True, 2.0, "9"])
def test_a_scan_is_a_whole_number_from_two_on(scan: Any) -> None:
    """One value is no scan."""
    with pytest.raises(Malformed, match=r"what_if\.scan"):
        edge(lambda value: value, 0, 5, lambda _: True, scan=scan)


@given(st.integers(-50, 50), st.integers(0, 60), st.integers(2, 30))
def test_even_values_hold_both_ends(low: int, width: int, count: int) -> None:
    """They are distinct, in order, from end to end, and as many as asked unless there are fewer."""
    values = evenly(low, low + width, count)
    assert values[0] == low
    assert values[-1] == low + width
    assert values == sorted(set(values))
    assert len(values) == min(count, width + 1)


# --- break even ---------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=4),
    st.integers(0, 30),
    st.integers(0, 30),
    st.integers(0, 90),
)
def test_break_even_is_what_brute_force_finds(needs: list[int], low: int, width: int, target: int) -> None:
    """The least ceiling, to the fen, at which no more than the target stays unmet, or none."""
    population = villages(*[1_000] * len(needs), need_1=needs)
    high = low + width
    unmet = {value: sum(max(0, need - value) for need in needs) for value in range(low, high + 1)}
    expected = next((value for value, left in unmet.items() if left <= target), None)
    found = break_even(
        population, ANHUI, CEILING, "unmet", Money(target), between=(Money(low), Money(high)), aim="at_most"
    )
    assert found.monotone
    assert found.value == (None if expected is None else Money(expected))
    assert {value.fen: outcome for value, outcome in found.tried} == {
        value.fen: Money(unmet[value.fen]) for value, _ in found.tried
    }
    if expected is not None and expected > low:
        assert found.before == (Money(expected - 1), Money(unmet[expected - 1]))
    else:
        assert found.before is None
    assert found.proven == (len(found.tried) == width + 1)


def test_which_way_the_target_is_reached_follows_from_the_ends() -> None:
    """An outcome that rises has to come to the target at least, one that falls at most."""
    population = villages(1_000_00, need_1=[900_00])
    paid = break_even(population, ANHUI, CEILING, "paid", yuan(300), between=(yuan(0), yuan(2_000)))
    assert (paid.aim, paid.value, paid.before) == (Aim.AT_LEAST, yuan(300), (yuan("299.99"), yuan("299.99")))
    left = break_even(population, ANHUI, CEILING, "unmet", yuan(300), between=(yuan(0), yuan(2_000)))
    assert (left.aim, left.value) == (Aim.AT_MOST, yuan(600))
    assert [good for *_, good in left.rows] == [False, False, True, True]


def test_a_target_that_is_never_reached_says_so() -> None:
    """No value is made up: there is none, and the table says it in both languages."""
    found = break_even(villages(1_000_00, need_1=[900_00]), ANHUI, CEILING, "paid", yuan(1_001))
    assert (found.value, found.outcome_at_value, found.before) == (None, None, None)
    assert len(found.rows) == 2
    assert "none that was tried" in found.text()
    assert "所试取值均未达标" in found.text("zh")


def test_a_target_that_the_low_end_reaches_needs_no_neighbour() -> None:
    """The least value is the low end: below it nothing was asked."""
    found = break_even(villages(1_000_00, need_1=[900_00]), ANHUI, CEILING, "unmet", yuan(950))
    assert (found.value, found.outcome_at_value, found.before) == (yuan(0), yuan(900), None)
    assert len(found.rows) == 2


def test_whole_numbers_are_searched_as_well() -> None:
    """How often a household may be helped for one cause a year: a count, every value of which is tried."""
    cases = {
        "society": ["v-1"] * 3,
        "month": [1] * 3,
        "need": [100_00] * 3,
        "household": ["h-1"] * 3,
        "cause": ["fire"] * 3,
    }
    frame = {"society": ["v-1"], "capital": [1_000_00]}
    population = Population.from_frame(frame, unit="fen", first_month="2026-01", cases=cases, months=1)
    found = break_even(population, ANHUI, "relief_grants_per_cause_and_year", "paid", yuan(200), between=(0, 5))
    assert (found.value, found.before, found.proven) == (2, (1, yuan(100)), True)
    assert "all 6 values were tried" in found.text()


def both_ways(result: Result) -> int:
    """Tell how far the ceiling is from ¥10.00, in fen: it falls and rises again."""
    ceiling = result.plan.terms[0].limits[next(iter(result.plan.terms[0].limits))].case
    assert ceiling is not None
    return abs(ceiling - 10_00)


def test_an_outcome_that_turns_back_is_scanned_and_says_so() -> None:
    """It is not called monotone; the first crossing is narrowed to the fen, and the text says what may be missed."""
    found = break_even(
        villages(1_00), ANHUI, CEILING, both_ways, 3_00, between=(yuan(0), yuan(20)), aim="at_most", scan=41
    )
    assert not found.monotone
    assert (found.value, found.before) == (yuan(7), (yuan("6.99"), 3_01))
    assert found.step == Money(50)
    assert "goes both ways" in found.text()
    assert "¥0.50" in found.text()
    assert "并非单向变化" in found.text("zh")
    every = break_even(
        villages(1_00), ANHUI, CEILING, both_ways, 30, between=(Money(9_50), Money(10_40)), aim="at_most"
    )
    assert (every.value, every.step, every.proven) == (Money(9_70), Money(1), True)


def test_what_never_moves_needs_an_aim() -> None:
    """Neither end says which way the target is reached: the user has to."""
    population = villages(30_000_00, need_1=[2_500_00])
    with pytest.raises(Malformed, match=r"what_if\.aim"):
        break_even(population, ANHUI, FLOOR, "unmet", yuan(700))
    assert break_even(population, ANHUI, FLOOR, "unmet", yuan(700), aim="at_most").value is None
    assert break_even(population, ANHUI, FLOOR, "unmet", yuan(1_500)).value == yuan(0)


@pytest.mark.parametrize(
    "between", [(yuan(0),), (yuan(2), yuan(1)), (0, yuan(1)), (0.0, 1.0), (False, True), "ab", None]
)
def test_a_range_has_two_ends_of_one_kind(between: Any) -> None:
    """Floats, one end, ends the wrong way round or of two kinds are refused."""
    with pytest.raises(Malformed, match=r"what_if\.between"):
        break_even(villages(1), ANHUI, CEILING, "unmet", yuan(1), between=between)


def test_a_target_of_another_kind_is_refused() -> None:
    """Money is not held against a count, nor a count against money, nor anything against a float."""
    for outcome, target in (("unmet", 5), ("below_floor", yuan(5)), ("unmet", 5.0), ("unmet", True)):
        with pytest.raises(Malformed, match=r"what_if\.outcome_value"):
            break_even(villages(1), ANHUI, CEILING, outcome, target)  # type: ignore[arg-type] # the mistake
    with pytest.raises(Malformed, match=r"input\.choice"):
        break_even(villages(1), ANHUI, CEILING, "unmet", yuan(1), aim="about")


# --- a floor within a budget ------------------------------------------------------------------------------


@settings(max_examples=25)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=5), st.integers(0, 60), st.integers(0, 12), st.integers(0, 30))
@example(capital=[0], budget=0, low=5, width=1)  # none is cheap enough
@example(capital=[3], budget=9, low=0, width=1)  # the top of the range
def test_the_floor_is_what_brute_force_finds(capital: list[int], budget: int, low: int, width: int) -> None:
    """The highest floor of the range whose gaps cost no more than the budget, or none."""
    high = low + width
    cost = {floor: sum(max(0, floor - one) for one in capital) for floor in range(low, high + 1)}
    best = max((floor for floor, spent in cost.items() if spent <= budget), default=None)
    found = budget_feasible_floor(villages(*capital), TOPPED_UP, Money(budget), between=(Money(low), Money(high)))
    if best is None:
        assert (found.floor, found.cost, found.left, found.payers) == (None, None, None, ())
        assert found.above == (Money(low), Money(cost[low]))
        assert "no floor of the range" in found.text()
        return
    assert (found.floor, found.cost, found.left) == (Money(best), Money(cost[best]), Money(budget - cost[best]))
    assert found.above == (None if best == high else (Money(best + 1), Money(cost[best + 1])))
    assert sum((paid.fen for _, paid in found.payers), 0) == cost[best]
    assert ("the top of the range" in found.text()) == (best == high)


def test_money_that_ran_low_counts_as_well() -> None:
    """Gaps closed and money topped up when low come together, under each floor against the simulation itself."""
    population = villages(20, 30, need_1=[15, 5], need_2=[9, 9], need_3=[9, 20])
    scenario = Scenario(ANHUI, below_floor="topped_up", replenish="when_low", paid_by=THIRDS)
    cost = {}
    for floor in range(41):
        law = ANHUI.amend(since=date(2026, 1, 1), society_minimum_capital=Money(floor))
        result = simulate(population, Scenario(law, below_floor="topped_up", replenish="when_low", paid_by=THIRDS))
        cost[floor] = sum(result.amount(name) for name in ("gap_closed", "replenished") if name in result.measures)
    for budget in (0, 7, 25, 60):
        found = budget_feasible_floor(population, scenario, Money(budget), between=(Money(0), Money(40)), scan=50)
        assert found.cost is not None
        assert found.floor is not None
        assert found.cost.fen == cost[found.floor.fen] <= budget
        if found.proven or found.monotone:
            assert found.floor.fen == max(floor for floor, spent in cost.items() if spent <= budget)
    replenished = Scenario(ANHUI, replenish="yearly")
    assert budget_feasible_floor(population, replenished, Money(0), between=(Money(0), Money(40))).floor == Money(40)


def test_the_floor_of_the_body_of_the_scenario_is_moved() -> None:
    """A community fund has a floor of its own; the budget moves that one."""
    anhui_fund = Scenario(Law.of("cn/anhui"), below_floor="topped_up", body="association")
    found = budget_feasible_floor(villages(10), anhui_fund, Money(5), between=(Money(0), Money(40)))
    assert (found.key, found.floor) == ("association_minimum_capital", Money(15))


def test_a_budget_is_money_of_zero_or_more() -> None:
    """A number, a debt, or a range of counts is refused."""
    population = villages(1)
    with pytest.raises(Malformed, match=r"input\.type"):
        budget_feasible_floor(population, TOPPED_UP, 5)  # type: ignore[arg-type] # the mistake
    with pytest.raises(Malformed, match=r"money\.negative"):
        budget_feasible_floor(population, TOPPED_UP, Money(-1))
    with pytest.raises(Malformed, match=r"input\.type"):
        budget_feasible_floor(population, TOPPED_UP, Money(1), between=(0, 5))  # type: ignore[arg-type] # the mistake
    with pytest.raises(Malformed, match=r"what_if\.nobody_tops_up"):
        budget_feasible_floor(population, Scenario(ANHUI, below_floor="suspended"), Money(1))
