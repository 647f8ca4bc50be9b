"""Scenarios over drawn futures give, draw by draw, what the exact run gives. All societies and amounts are invented."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reproducers_whatif_futures
from community_charity import COUNTY_THIRD, Law, Money, Text, date, yuan
from community_charity.errors import CATALOGUE, CharityError, Malformed
from community_charity.whatif import Population, Scenario, SharedPool, Source, compare, simulate
from community_charity.whatif.drawing import (
    CROWD_OUT,
    AidShare,
    CaseModel,
    Discrete,
    Draws,
    LogNormal,
    MatchOffer,
    MatchResponse,
    NegativeBinomial,
    Plan,
    Poisson,
    Seasons,
    Shock,
    blocks,
    evaluate,
)
from community_charity.whatif.futures import compare_drawn, simulate_drawn, units
from community_charity.whatif.futures.bands import band, matched
from community_charity.whatif.futures.results import DrawnComparison
from community_charity.whatif.futures.units import Course, Unit, units_of
from community_charity.whatif.schema import INCOME
from community_charity.whatif.simulation import plan_of
from reproducers import ERRORS
from whatif_worlds import Patched, a_choice, a_world, of_terms, population_of, scenario_of

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random


ANHUI = Law.of("cn/anhui")
SINCE = date(2026, 1, 1)
NEED = Discrete({yuan(500): Fraction(3, 5), yuan(1_300): Fraction(2, 5)})
MODELS = (
    CaseModel(Poisson(1), NEED),
    CaseModel(Poisson(2), NEED, aid=yuan(600)),
    CaseModel(Poisson(1), NEED, aid=Discrete({yuan(0): Fraction(1, 2), yuan(700): Fraction(1, 2)})),
    CaseModel(NegativeBinomial(2, dispersion=1), LogNormal(yuan(800), cv=1), aid=AidShare(Fraction(1, 3))),
)
INVENTED = Source(Text("invented villages", "虚构村"), synthetic=True, seed=7)


def villages(rows: int = 12, months: int = 4, **more: Any) -> Population:
    frame: dict[str, Any] = {
        "society": [f"v-{n:02d}" for n in range(rows)],
        "town": [f"t-{n % 3}" for n in range(rows)],
        "capital": [20_000_00 + 5_000_00 * (n % 4) for n in range(rows)],
        "opening": [2_000_00 + 100 * n for n in range(rows)],
        "gifts": [[300_00 + 7 * n + month for month in range(months)] for n in range(rows)],
    }
    given = {name: more.pop(name) for name in ("pools", "first_month") if name in more}
    usual: dict[str, Any] = {"first_month": "2025-11", "source": INVENTED} | given
    return Population.from_frame(frame | more, unit="fen", **usual)


def futures(model: CaseModel = MODELS[1], rows: int = 12, months: int = 4, draws: int = 60, **more: Any) -> Draws:
    return Draws(model, societies=rows, months=months, draws=draws, **{"seed": 5, **more})


def reform(**choices: Any) -> Scenario:
    law = ANHUI.amend(since=SINCE, society_minimum_capital=yuan(40_000), relief_case_ceiling=yuan(900))
    return Scenario(law, **{"below_floor": "topped_up", "replenish": "when_low", "paid_by": COUNTY_THIRD, **choices})


@pytest.fixture(scope="module")
def both() -> DrawnComparison:
    return compare_drawn(villages(), futures(), by_month=True, now=ANHUI, reform=reform())


# --- one draw is one exact run --------------------------------------------------------------------


def exact(population: Population, draws: Draws, draw: int) -> Population:
    """Put the cases of one draw into the population, as a table of single cases in the order drawn."""
    i = next(i for i, j in draws.blocks if draw < draws.block(i, j).draws.stop)
    rows: list[tuple[Any, int, int, int]] = []
    for _, j in (key for key in draws.blocks if key[0] == i):
        block = draws.block(i, j)
        ids = population.labels["society"][block.societies].tolist()
        for month in block.months():
            for society, name in enumerate(ids):
                cases = month.cases(draw - block.draws.start, society)
                rows += [(name, month.month + 1, need, need - left) for need, left in cases]
    table: dict[str, Any] = {"society": np.array([row[0] for row in rows], str)}
    for place, name in enumerate(("month", "need", "government_aid"), 1):
        table[name] = np.array([row[place] for row in rows], np.int64)
    frame = {"society": population.labels["society"], "capital": population.capital, "opening": population.opening}
    frame["town"] = population.labels["town"]
    if population.entry is not None:
        frame["entry"] = population.entry + 1
    for name in INCOME:
        for at, column in enumerate(population.facts.get(name, ())):
            frame[f"{name}_{at + 1}"] = column
    return Population.from_frame(
        frame,
        unit="fen",
        check_unit=False,
        first_month=population.months.first,
        months=len(population.months),
        cases=table,
        pools=population.pools.values(),
    )


def agrees(population: Population, draws: Draws, scenario: Scenario, draw: int) -> None:
    """Hold every measure of one draw, month by month, against the exact run."""
    found = simulate_drawn(population, draws, scenario, by_month=True)
    told = simulate(exact(population, draws, draw), scenario)
    for measure in {*found.sums, *told.sums}:
        months = told.sums.get(measure, [0] * draws.months)
        assert found.by_month(measure)[:, draw].tolist() == months, measure
        assert int(found.of(measure)[draw]) == (months[-1] if "closing" in measure else sum(months)), measure


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=True))
def test_one_draw_is_an_exact_run_of_its_cases(chance: Random) -> None:
    """Any floors, limits, layers, entries, top-ups, changes of aid and of gifts; blocks cut small."""
    world, choice = {**a_world(chance), "cases": None, "homes": "no"}, a_choice(chance, cancer=False)
    world["facts"] = {name: columns for name, columns in world["facts"].items() if name in INCOME} or {
        "gifts": [[0] * len(world["societies"])] * world["months"]
    }
    with (
        of_terms(Patched(world, choice)),
        patch.object(blocks, "SOCIETIES", 2),
        patch.object(units, "SOCIETIES", 2),
        patch.object(blocks, "DRAWS", 2),
    ):
        population, scenario = population_of(world), scenario_of(choice)
        draws = Draws(
            chance.choice(MODELS),
            societies=len(population),
            months=len(population.months),
            draws=3,
            seed=chance.randrange(99),
        )
        agrees(population, draws, scenario, chance.randrange(3))


@pytest.mark.parametrize("below", ["gap", "topped_up", "suspended"])
@pytest.mark.parametrize("model", MODELS)
def test_the_law_of_a_place_in_one_draw(below: str, model: CaseModel) -> None:
    """New entrants, the floor of a real place and a reform in the middle of the axis."""
    population = villages(entry=[1, 1, 1, 2, 2, 3, 4, 4, 1, 1, 1, 1])
    agrees(population, futures(model), reform(below_floor=below), 53)


def test_scenarios_do_not_touch_each_other() -> None:
    """Two that list single cases and one that does not, of the same month: each as if it were alone."""
    pool = SharedPool("federation", kind="federation", by="town", members=["t-0", "t-1", "t-2"], opening=[900_00] * 3)
    shared = Scenario(ANHUI, layers=("federation", "society"))
    more = Scenario(
        ANHUI, layers=("federation", "society"), government_aid=Fraction(3, 2), gifts_change=Fraction(-1, 3)
    )
    scenarios = {"now": ANHUI, "shared": shared, "again": shared, "more": more, "reform": reform()}
    population = villages(pools=[pool])
    found = compare_drawn(population, futures(), **scenarios)  # type: ignore[arg-type] # scenarios by name
    for name, scenario in scenarios.items():
        alone = simulate_drawn(population, futures(), scenario)  # type: ignore[arg-type] # a law or a scenario
        assert alone.measures == found[name].measures
        assert all(alone.of(measure).tolist() == found[name].of(measure).tolist() for measure in alone.measures)
    assert found["shared"].of("paid").tolist() == found["again"].of("paid").tolist()


def test_the_plain_law_gives_what_plain_plans_give() -> None:
    """Paid, wanted and left, as `drawing.evaluate` tells them of the same cases."""
    population, draws = villages(), futures()
    found = simulate_drawn(population, draws, ANHUI, by_month=True)
    income = np.stack(population.facts["gifts"])
    told = evaluate(draws, {"now": Plan(population.opening, income, ceiling=yuan(1_000))}, by_month=True)["now"]
    for measure, total in (("paid", "paid"), ("residual", "asked"), ("closing", "closing")):
        assert found.by_month(measure).tolist() == told.by_month(total).tolist()
    assert (found.of("unmet") == found.of("residual") - found.of("paid")).all()


def course(population: Population, scenario: Scenario) -> Course:
    return Course.of(population, plan_of(population, scenario, len(population.months)))


def test_societies_that_share_a_pool_are_run_together() -> None:
    """Blocks between which a town lies are one unit; without the pool each block is its own."""
    pool = SharedPool("federation", kind="federation", by="town", members=["t-0", "t-1", "t-9"], opening=[1, 2, 3])
    towns = ["t-0", "t-0", "t-0", "t-1", "t-1", "t-1", "t-1", "t-1"]
    population = villages(8, town=towns, pools=[pool])
    draws = futures(rows=8, draws=3)
    shared = Scenario(ANHUI, layers=("society", "federation"))
    with patch.object(units, "SOCIETIES", 2), patch.object(blocks, "SOCIETIES", 2):
        plain, both = (course(population, one) for one in (Scenario(ANHUI), shared))
        assert units_of(draws, [plain]) == [Unit(0, n, n + 1) for n in range(4)]
        assert units_of(draws, [plain, both]) == [Unit(0, 0, 4)]
        two = villages(8, town=[*towns[:2], "t-1", "t-1", *towns[:2], "t-9", "t-9"], pools=[pool])
        assert units_of(draws, [course(two, shared)]) == [Unit(0, 0, 3), Unit(0, 3, 4)]
        agrees(two, draws, shared, 2)
    assert simulate_drawn(population, draws, shared).of("closing:federation").min() >= 3  # nobody draws on t-9


# --- the same anywhere ----------------------------------------------------------------------------


def test_any_number_of_workers_gives_the_same(both: DrawnComparison) -> None:
    """Bit for bit, the order of measures too; and one scenario alone gives what it gives among others."""
    for workers in (2, 3):
        found = compare_drawn(villages(), futures(), workers=workers, by_month=True, now=ANHUI, reform=reform())
        for name in ("now", "reform"):
            assert list(found[name].sums) == list(both[name].sums)
            for measure, column in both[name].sums.items():
                assert found[name].sums[measure].tobytes() == column.tobytes()
                assert found[name].by_month(measure).tobytes() == both[name].by_month(measure).tobytes()
    alone = simulate_drawn(villages(), futures(), reform())
    assert all(alone.of(measure).tolist() == both["reform"].of(measure).tolist() for measure in alone.measures)
    assert alone.monthly is None
    assert not alone.sums["paid:society"].flags.writeable


def test_more_draws_keep_those_that_were_there(both: DrawnComparison) -> None:
    """The first draws stay when more are asked for."""
    more = compare_drawn(villages(), futures(draws=110), now=ANHUI, reform=reform())
    assert more["reform"].of("paid")[:60].tolist() == both["reform"].of("paid").tolist()


def test_months_add_up(both: DrawnComparison) -> None:
    """Totals are sums over months, but of balances the last; and no fen is lost in any draw."""
    for result in both.results.values():
        for measure in result.measures:
            months = result.by_month(measure)
            whole = months[-1] if measure.startswith("closing") else months.sum(axis=0)
            assert result.of(measure).tolist() == whole.tolist()
        came = sum(result.of(measure) for measure in ("income", "gap_closed", "replenished", "start_up"))
        opening = int(villages().opening.sum())
        assert (opening + came - result.of("paid") == result.of("closing")).all()
        assert (result.of("payer") == result.of("gap_closed") + result.of("replenished")).all()


# --- what is told ---------------------------------------------------------------------------------


def test_every_number_comes_with_an_interval(both: DrawnComparison) -> None:
    """Means, quantiles, chances, and differences draw by draw, which are narrower than the means' own."""
    here, more = both.estimate("paid", "reform"), both.change("paid", "reform")
    apart = both["reform"].of("paid") - both["now"].of("paid")
    assert more.value == pytest.approx(apart.mean())
    assert more.half_width < here.half_width
    assert here.low < here.value < here.high
    assert both.change("paid", "now").half_width == 0
    assert both.quantile("unmet", "now", Fraction(1, 2)).value in both["now"].of("unmet")
    assert both.chance("paid", "now", above=yuan(0)).value == 1
    assert both.chance("founded", "now", above=0).value == 0
    assert "quantile" in both.quantile("unmet", "now", Fraction(1, 2)).text()
    assert both.estimate("founded", "now").text("zh").startswith("新设互助社数：0.00")


def test_tables_tell_draws_seed_level_and_whether_they_suffice(both: DrawnComparison) -> None:
    """In both languages, with what is synthetic said to be so."""
    table = both.table()
    assert [head.en for head in table.head] == ["measure", "now", "reform", "reform: more"]
    english, chinese = table.text("en"), table.text("zh")
    for word in (
        "60 drawn futures, seed 5",
        "intervals of 95%",
        "not enough draws: about",
        "synthetic: invented",
        "(in every draw)",
    ):
        assert word in english
    for word in ("抽取未来 60 次，种子 5", "95%区间", "模拟次数不足", "合成数据", "（每次相同）"):
        assert word in chinese
    assert "payer" not in simulate_drawn(villages(), futures(), ANHUI).table().text()
    assert len(simulate_drawn(villages(), futures(), ANHUI).table().head) == 2
    assert compare_drawn(villages(), futures(), now=ANHUI, same=ANHUI).convergence(Fraction(1, 2)).enough
    assert not both.convergence(Fraction(1, 1000)).enough


def test_notes_tell_what_is_listed_and_whose_aid_changes() -> None:
    """The order of cases only where it matters; aid only where it is changed."""
    draws, aid = futures(), Fraction(3, 2)
    plain = simulate_drawn(villages(), draws, ANHUI).notes
    more = simulate_drawn(villages(), draws, Scenario(ANHUI, government_aid=aid)).notes
    none = simulate_drawn(villages(), futures(MODELS[0]), Scenario(ANHUI, government_aid=aid)).notes
    assert [note.en.split()[0] for note in more if note not in plain] == ["government"]
    assert "no government aid" in none[-1].en
    pool = SharedPool("federation", kind="federation", by="town", members=["t-0", "t-1", "t-2"], opening=[0, 0, 0])
    shared = Scenario(ANHUI, layers=("society", "federation"))
    assert any("order drawn" in note.en for note in simulate_drawn(villages(pools=[pool]), draws, shared).notes)


def test_frames_hold_means_differences_and_ends(both: DrawnComparison) -> None:
    """One row for each scenario and measure."""
    rows = both.to_frame("pyarrow").to_pylist()
    assert len(rows) == 2 * len(both.measures)
    row = next(row for row in rows if row["scenario"] == "reform" and row["measure"] == "paid:society")
    assert row["mean"] == both.estimate("paid", "reform").value
    assert row["change_low"] == both.change("paid", "reform").low
    assert (row["unit"], row["level"], row["draws"]) == ("fen", 0.95, 60)
    assert row["source"].startswith("synthetic")


def test_fans_and_pages(both: DrawnComparison, tmp_path: Path) -> None:
    """Quantiles month by month, each a value that was drawn; fans on the page only where months were kept."""
    lines = both.fan("closing", "reform", "zh").data.lines("en")
    assert len(lines) == 5
    months = np.sort(both["reform"].by_month("closing")[-1])
    assert lines[-1][1:] == tuple(str(Money(int(months[place]))) for place in (2, 14, 29, 44, 56))
    assert "0" in both.fan("founded", "now").data.lines("en")[1]
    written = both.to_html(tmp_path / "page.html", "zh")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == written
    assert written.count("<svg") == 4
    plain = compare_drawn(villages(), futures(), now=ANHUI, reform=reform()).to_html()
    assert "<svg" not in plain


def test_what_a_notebook_shows(both: DrawnComparison) -> None:
    """A table for the page, a line for the terminal."""
    assert both._repr_html_() == both.table().html()
    assert repr(both).startswith("<DrawnComparison of now, reform: cn/anhui")
    assert repr(both["now"]).endswith("60 draws>")


# --- the band and the match -----------------------------------------------------------------------


def test_crowding_out_is_told_from_one_end_to_the_other() -> None:
    """Exactly: 1,000 yuan more of aid takes 640 yuan of gifts, or brings 60."""
    population = villages(2, 1, need_1=[5_000_00] * 2, government_aid_1=[1_000_00] * 2)
    scenario = Scenario(ANHUI, government_aid=Fraction(2))
    found = band(population, scenario)
    gifts = int(population.facts["gifts"][0].sum())
    assert found.ends("income:gifts") == (Money(0), Money(gifts + 2 * 60_00))
    assert found.ends("founded") == (0, 0)
    low, high = (
        Scenario(ANHUI, government_aid=Fraction(2), gifts_change=rate) for rate in (CROWD_OUT.low, CROWD_OUT.high)
    )
    told = compare(population, low=low, high=high)
    assert found.ends("unmet") == tuple(sorted(told.total("unmet", name) for name in ("low", "high")))
    for lang in ("en", "zh"):
        text = found.table().text(lang)
        assert {"en": "De Wit", "zh": "荟萃分析"}[lang] in text
        assert {"en": " to ", "zh": " 至 "}[lang] in text
    assert found._repr_html_() == found.table().html()
    assert repr(found).startswith("<Banded <Comparison")


def test_crowding_out_in_drawn_futures() -> None:
    """Each end has an interval of its own; the lower end comes first, whatever the measure."""
    draws, scenario = futures(), Scenario(ANHUI, government_aid=Fraction(1, 2))
    found = band(villages(), scenario, draws=draws, workers=2)
    for measure in ("income:gifts", "unmet", "closing"):
        low, high = found.ends(measure)
        assert low.value < high.value
        assert low.draws == high.draws == 60
    assert isinstance(found.comparison, DrawnComparison)
    gifts = found.comparison["low"].of("income:gifts")  # less aid at -0.64: more gifts
    assert (gifts > found.comparison["high"].of("income:gifts")).all()
    assert "interval" in found.table().text("en")
    assert "区间" in found.table().text("zh")


def test_a_match_is_income_of_its_own_with_its_payer() -> None:
    """Gifts rise first, each rounded down; the match follows them and is added to a match that was there."""
    payer = Text("an invented fund", "虚构基金")
    population = villages(2, 1, match_1=[5, 0])
    found = matched(population, MatchOffer(), Fraction(3, 2), payer=payer)
    gifts = [fen * 119 // 100 for fen in population.facts["gifts"][0].tolist()]
    assert found.facts["gifts"][0].tolist() == gifts
    assert found.facts["match"][0].tolist() == [gifts[0] * 3 // 2 + 5, gifts[1] * 3 // 2]
    assert "3/2" in found.source.line.en
    assert found.source.line.zh.startswith("合成数据：虚构村；由虚构基金按3/2比1配捐")
    same = matched(villages(2, 1), MatchResponse(Fraction(-1)), Fraction(1), payer=payer)
    assert (
        same.facts["gifts"][0].tolist() == same.facts["match"][0].tolist() == villages(2, 1).facts["gifts"][0].tolist()
    )
    assert simulate(found, ANHUI).total("income:match") == Money(sum(found.facts["match"][0].tolist()))


# --- what is refused ------------------------------------------------------------------------------

MINE = [code for code, one in ERRORS.items() if one.provoke.__module__.endswith(reproducers_whatif_futures.__name__)]


@pytest.mark.parametrize("code", MINE)
def test_each_error_is_provoked(code: str) -> None:
    """With its own code, and what to do."""
    provoked = ERRORS[code].provoke()
    assert isinstance(provoked, CharityError)
    assert provoked.code == code
    assert code in CATALOGUE


def refused(code: str, population: Population, draws: Draws, **asked: Any) -> None:
    with pytest.raises(Malformed) as caught:
        compare_drawn(population, draws, **{"now": ANHUI, "reform": ANHUI, **asked})
    assert caught.value.code == code


def test_draws_of_other_societies_months_or_counties_are_refused() -> None:
    """Seasons have to begin with the population's first month, and counties to be the same ones, whatever their names."""
    refused("what_if.futures_misfit", villages(), futures(rows=11))
    refused("what_if.futures_misfit", villages(), futures(months=5))
    winter = Seasons([2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0])
    refused("what_if.futures_misfit", villages(), futures(CaseModel(Poisson(1), NEED, seasons=winter)))
    simulate_drawn(villages(), futures(CaseModel(Poisson(1), NEED, seasons=winter, first_month=11)), ANHUI)
    shock = CaseModel(Poisson(1), NEED, shocks=[Shock(3, at=1, counties=["c-1"])])
    told = futures(shock, counties=["c-1", "c-2"] * 6)
    simulate_drawn(villages(county=["one", "two"] * 6), told, ANHUI)
    simulate_drawn(villages(), told, ANHUI)
    refused("what_if.futures_misfit", villages(county=["one", "one"] * 6), told)
    refused("what_if.futures_misfit", villages(county=[f"c-{n}" for n in range(12)]), told)


def test_what_compare_refuses_is_refused_here() -> None:
    """One scenario alone, no threads, unknown layers and names, counts as money, months that were not kept."""
    with pytest.raises(Malformed, match=r"what_if\.scenarios"):
        compare_drawn(villages(), futures(), now=ANHUI)
    refused("what_if.workers", villages(), futures(), workers=0)
    refused("what_if.unknown_layer", villages(), futures(), reform=Scenario(ANHUI, layers=("fund",)))
    refused("drawing.chance", villages(), futures(), level=0.95)
    refused("what_if.cancer_unknown", villages(), futures(), reform=Law.of("cn/anhui/xuancheng/jixi"))
    found = compare_drawn(villages(), futures(), now=ANHUI, reform=ANHUI)
    asks: dict[str, Any] = {
        "what_if.no_scenario": lambda: found["other"],
        "what_if.measure": lambda: found["now"].of("gained"),
        "drawing.by_month": lambda: found["now"].by_month("paid"),
    }
    for code, ask in asks.items():
        with pytest.raises(Malformed) as caught:
            ask()
        assert caught.value.code == code


def test_sums_that_might_leave_64_bits_are_refused() -> None:
    """Before anything is drawn."""
    rows, months = 4, 120
    most = [[10**13] * months] * rows
    population = villages(rows, months, gifts=most, dues=most, match=most, top_ups=most)
    simulate_drawn(population, futures(rows=rows, months=months, draws=2), ANHUI)
    large = CaseModel(Poisson(10_000), Discrete({Money(10**12): Fraction(1)}))
    draws = Draws(large, societies=1, months=10, draws=2, seed=1)
    aid = Scenario(ANHUI, government_aid=Fraction(100), gifts_change=Fraction(1))
    refused("what_if.overflow", villages(1, 10), draws, reform=aid)


def test_a_ceiling_above_any_case_is_none() -> None:
    """However large a law's ceiling is."""
    high = ANHUI.amend(since=date(2025, 1, 1), relief_case_ceiling=Money(10**14))
    found = simulate_drawn(villages(opening=[10**12] * 12), futures(), high)
    assert found.of("unmet").max() == 0
