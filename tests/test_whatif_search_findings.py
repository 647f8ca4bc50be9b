"""What a search asks, remembers, tells on the way and shows in the end; people are invented."""

from __future__ import annotations

import json
import pickle
import sys
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

import pytest

from community_charity.errors import CharityError, Malformed
from community_charity.language import Text
from community_charity.law.law import Law
from community_charity.law.schema import KEYS
from community_charity.money import Money, yuan
from community_charity.rules.start_up import COUNTY_THIRD, THIRDS, CapitalPolicy
from community_charity.whatif import Population, Result, Scenario, search, simulate
from community_charity.whatif.search import (
    Outcome,
    break_even,
    budget_feasible_floor,
    pareto,
    runs,
    sensitivity,
)
from community_charity.whatif.search import progress as bars
from community_charity.whatif.search.outcomes import outcome_of
from community_charity.whatif.search.progress import watched
from community_charity.whatif.search.runs import CHOICES, Runs
from reproducers_whatif_search import ANHUI, CEILING, FLOOR, LINE, TOPPED_UP, villages

# --- outcomes -----------------------------------------------------------------------------------------------


def test_named_outcomes_read_what_the_result_holds() -> None:
    """Measures and their parts, what is topped up, and counts; what never happened is nothing."""
    population = villages(20_000_00, 30_000_00, need_1=[900_00, 0], gifts_1=[1_00, 0])
    result = simulate(population, TOPPED_UP, keep=("societies",))
    found = {name: outcome_of(name).read(result) for name in (
        "paid", "paid:society", "unmet", "closing", "income:gifts", "gap_closed", "replenished", "topped_up", "payer",
        "payer:county_finance", "founded", "helped", "in_need", "below_floor",
    )}  # fmt: skip
    assert found == {
        "paid": yuan(900), "paid:society": yuan(900), "unmet": yuan(0), "closing": yuan(59_101),
        "income:gifts": yuan(1), "gap_closed": yuan(10_000), "replenished": yuan(0), "topped_up": yuan(10_000),
        "payer": yuan(10_000), "payer:county_finance": yuan("3333.33"), "founded": 0, "helped": 1, "in_need": 1,
        "below_floor": 1,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["happiness", "", "opening", "opening:society", "unmet:society", "topped_up:x"])
def test_an_outcome_that_is_no_measure_is_refused(name: str) -> None:
    """A misspelt name is never zero."""
    with pytest.raises(Malformed, match=r"what_if\.outcome"):
        outcome_of(name)


def test_an_outcome_that_the_data_do_not_tell_is_refused() -> None:
    """Without needs there is no unmet need: not zero, unknown. A part that is not there is refused as well."""
    frame = {"society": ["v-1"], "capital": [5], "gifts_1": [9]}
    population = Population.from_frame(frame, unit="fen", first_month="2026-01")
    for name in ("unmet", "paid:federation", "income:dues"):
        with pytest.raises(Malformed, match=r"what_if\.measure"):
            sensitivity(population, ANHUI, {CEILING: (yuan(1), yuan(2))}, name)


def test_a_part_that_nobody_fixed_is_not_zero() -> None:
    """A source among several, or while some are not named, pays nobody knows what; one beside whole shares pays nothing."""
    population = villages(20_000_00)

    def paid(policy: CapitalPolicy | None, key: str, law: Law = ANHUI) -> Any:
        scenario = Scenario(law, below_floor="topped_up", paid_by=policy)
        return outcome_of(f"payer:{key}").read(simulate(population, scenario))

    assert paid(THIRDS, "county_finance") == Money(0)
    assert paid(THIRDS, "township") == yuan("3333.33")
    for policy, key, law in (
        (COUNTY_THIRD, "donors", ANHUI),
        (None, "county_finance", ANHUI),
        (None, "district_finance", Law.of("cn/anhui/xuancheng/xuanzhou")),
        (THIRDS, "county_finanse", ANHUI),
    ):
        with pytest.raises(Malformed, match=r"what_if\.payer_not_known"):
            paid(policy, key, law)


def test_societies_below_the_floor_stand() -> None:
    """One that was refused, or comes after the months that were run, is not counted; one topped up is founded."""
    entry: dict[str, Any] = {"entry": [1, 2, 2, 3], "need_2": [0] * 4, "need_3": [0] * 4}
    population = villages(1_00, 2_00, 30_000_00, 3_00, **entry)
    below = outcome_of("below_floor")
    assert below.read(simulate(population, ANHUI)) == 1
    assert below.read(simulate(population, ANHUI, months=1)) == 1
    assert below.read(simulate(population, TOPPED_UP, months=2)) == 0
    ceiling = {CEILING: (yuan(1), yuan(2))}
    with pytest.raises(Malformed, match=r"what_if\.no_floor"):
        sensitivity(villages(1), Law.of("cn"), {"government_aid": (0, 1)}, "below_floor")
    assert sensitivity(population, ANHUI, ceiling, "below_floor").base == 1
    no_floor_yet = Scenario(Law.of("cn"))
    assert search.outcomes.standing(simulate(population, no_floor_yet)).all()


def test_an_outcome_of_your_own() -> None:
    """A function gives Money, a whole number or a ratio; with a title, and what it needs kept."""
    population = villages(9_000_00, need_1=[2_000_00])

    def covered(result: Result) -> Fraction:
        return Fraction(result.amount("paid"), result.amount("residual"))

    def helped(result: Result) -> int:
        return int(result.kept.societies["helped"].sum())

    share = Outcome(Text("share of need met", "需要满足率"), covered)
    found = break_even(population, ANHUI, CEILING, share, Fraction(1, 3))
    assert (found.value, found.outcome.zh) == (yuan("666.67"), "需要满足率")
    assert "1/3" in found.text("zh")
    plain = sensitivity(population, ANHUI, {CEILING: (yuan(500), yuan(1_500))}, covered)
    assert (plain.outcome.en, plain.base, plain.rows[0].span) == (
        "an outcome of the user",
        Fraction(1, 2),
        Fraction(1, 2),
    )
    kept = Outcome(Text("kept", "保留"), helped, keep="societies")
    assert sensitivity(population, ANHUI, {CEILING: (yuan(0), yuan(1))}, kept).rows[0].span == 1


@pytest.mark.parametrize("wrong", [0.5, None, "1", True])
def test_an_outcome_is_exact(wrong: Any) -> None:
    """A float, nothing, text or yes is no outcome; neither is money here and a number there."""
    with pytest.raises(Malformed, match=r"what_if\.outcome_value"):
        sensitivity(villages(1), ANHUI, {CEILING: (yuan(1), yuan(2))}, lambda _: wrong)
    values = iter([yuan(1), 1])
    with pytest.raises(Malformed, match=r"what_if\.outcome_value"):
        sensitivity(villages(1), ANHUI, {CEILING: (yuan(1), yuan(2))}, lambda _: next(values))  # type: ignore[arg-type, return-value] # money, then a number


def test_an_outcome_has_a_title_and_a_function() -> None:
    """Anything else is refused at once."""
    with pytest.raises(Malformed, match=r"input\.type"):
        Outcome("kept", lambda _: 1)  # type: ignore[arg-type] # the mistake
    for wrong in (5, None):
        with pytest.raises(Malformed, match=r"what_if\.outcome"):
            outcome_of(wrong)  # type: ignore[arg-type] # the mistake


# --- one search ---------------------------------------------------------------------------------------------


def test_the_same_law_is_simulated_once_over_one_population(monkeypatch: pytest.MonkeyPatch) -> None:
    """A grid that names today's value, or a name for a choice twice, runs it once; nothing is copied; threads are passed on."""
    seen: list[tuple[int, int]] = []

    def counted(population: Population, scenario: Scenario, **asked: Any) -> Result:
        seen.append((id(population), asked["workers"]))
        return simulate(population, scenario, **asked)

    monkeypatch.setattr(runs, "simulate", counted)
    population = villages(1_00, need_1=[50])
    grid: dict[str, Any] = {
        CEILING: [yuan(1_000), yuan(1_000), yuan(2_000)],
        "below_floor": ["gap", "suspended", "gap"],
        "paid_by": {"a": None},
    }
    front = pareto(population, ANHUI, grid, workers=2)
    assert len(front.points) == 9
    assert seen == [(id(population), 2)] * 4


def test_a_value_of_another_day_is_not_taken_for_todays() -> None:
    """A figure that changes within the months is one law, its first value kept throughout another."""
    law = ANHUI.amend(since=date(2026, 2, 1), relief_case_ceiling=yuan(5))
    needs: dict[str, Any] = {"need_1": [10_00], "need_2": [10_00]}
    found = sensitivity(villages(9_000_00, **needs), law, {CEILING: (yuan(1_000), yuan(1_000))})
    assert (found.base, found.rows[0].outcome_at_low) == (yuan(5), yuan(0))
    late = sensitivity(villages(9_000_00, **needs), law, {CEILING: (yuan(5), yuan(1_000))}, since=date(2026, 1, 2))
    assert [late.base, late.rows[0].outcome_at_low, late.rows[0].outcome_at_high] == [yuan(5), yuan(5), yuan(0)]
    assert late.since == date(2026, 1, 2)


def test_a_figure_that_begins_later_has_no_value_now() -> None:
    """What the law does not fix on the first day is said to be nothing, and is not called zero."""
    population = villages(1, first="2023-12", need_2=[0])
    found = sensitivity(population, ANHUI, {FLOOR: (yuan(1), yuan(2))})
    assert found.rows[0].now is None
    assert found.rows[0].basis.en == "-"


def test_a_change_after_the_last_month_is_refused() -> None:
    """It would change nothing, and look like a finding."""
    with pytest.raises(Malformed, match=r"what_if\.since"):
        pareto(villages(1), ANHUI, {CEILING: [yuan(1)]}, since=date(2026, 1, 2))
    for population, scenario in ((None, ANHUI), (villages(1), "cn")):
        with pytest.raises(Malformed, match=r"input\.type"):
            Runs(population, scenario, ["paid"])  # type: ignore[arg-type] # the mistake


def test_figures_and_choices_have_different_names() -> None:
    """A key says by itself which of the two it is, and every choice of a scenario can be varied."""
    assert not set(CHOICES) & set(KEYS)
    assert set(CHOICES) | {"law"} == {field.name for field in Scenario.__attrs_attrs__}


# --- progress -----------------------------------------------------------------------------------------------


def test_progress_is_told_step_by_step() -> None:
    """Each simulation is a step; the total is right in the end, whatever was thought before."""
    steps: list[tuple[int, int]] = []
    told = lambda done, total: steps.append((done, total))  # noqa: E731 - the shortest form of what a user writes
    population = villages(1_000_00, need_1=[900_00])
    sensitivity(population, ANHUI, {CEILING: (yuan(1), yuan(2))}, progress=told)
    assert steps == [(1, 3), (2, 3), (3, 3)]
    for run in (
        lambda: pareto(population, ANHUI, {CEILING: [yuan(1), yuan(2)]}, progress=told),
        lambda: break_even(population, ANHUI, CEILING, "unmet", yuan(700), progress=told),
        lambda: budget_feasible_floor(population, TOPPED_UP, yuan(700), progress=told),
    ):
        steps.clear()
        run()
        assert steps[-1][0] == steps[-1][1]
        assert all(done <= total for done, total in steps)
        assert [done for done, _ in steps] == sorted(done for done, _ in steps)


def test_a_bar_is_shown_where_there_is_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """True shows a bar of tqdm on a terminal, and nothing elsewhere or without it; False never says anything."""
    ceiling = {CEILING: (yuan(1), yuan(2))}
    sensitivity(villages(1), ANHUI, ceiling)
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "tqdm", None)
        sensitivity(villages(1), ANHUI, ceiling, progress=True)
    assert capsys.readouterr() == ("", "")
    tqdm = pytest.importorskip("tqdm").tqdm
    sensitivity(villages(1), ANHUI, ceiling, progress=True)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(bars, "_bars", lambda: partial(tqdm, mininterval=0))  # tells each step, however fast
    sensitivity(villages(1), ANHUI, ceiling, progress=True)
    shown = capsys.readouterr().err
    assert all(f"{step}/3" in shown for step in (1, 2, 3))


def test_progress_is_a_function_or_yes_or_no() -> None:
    """Anything else is refused."""
    with pytest.raises(Malformed, match=r"what_if\.progress"), watched(1):  # type: ignore[arg-type] # the mistake
        pass


# --- renderings ---------------------------------------------------------------------------------------------


def findings() -> list[search.found.Found]:
    """Give one finding of each kind."""
    population = villages(20_000_00, 30_000_00, need_1=[2_500_00, 0])
    return [
        sensitivity(population, TOPPED_UP, {CEILING: (yuan(500), yuan(1_500)), FLOOR: (yuan(20_000), yuan(50_000))}),
        break_even(population, TOPPED_UP, CEILING, "unmet", yuan(700)),
        budget_feasible_floor(population, TOPPED_UP, yuan(25_000)),
        pareto(population, TOPPED_UP, {CEILING: [yuan(500), yuan(1_500)], FLOOR: [yuan(30_000), yuan(50_000)]}),
    ]


@pytest.mark.parametrize("place", range(4))
def test_every_rendering_carries_the_source(place: int) -> None:
    """Text, page fragment and data say where the numbers come from, in both languages, and that they are invented."""
    found = findings()[place]
    for lang in ("en", "zh"):
        assert found.text(lang).endswith(LINE[lang])
        assert LINE[lang] in found.html(lang)
        told = found.to_dict(lang)
        assert LINE[lang].endswith(told["source"])
        assert told["rows"]
        assert json.loads(json.dumps(told)) == told
    assert str(found) == found.text()
    assert found._repr_html_() == found.html()
    assert repr(found).startswith(f"<{type(found).__name__}: ")
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - written in the same line
    assert again == found
    assert again.text("zh") == found.text("zh")


def test_a_finding_without_a_table_is_none() -> None:
    """The common part has nothing to show: there is none of it alone."""
    with pytest.raises(TypeError, match="abstract"):
        search.found.Found(source=Text("a", "甲"), notes=(), since=date(2026, 1, 1))  # type: ignore[abstract] # refused


def test_pictures_show_the_same_numbers() -> None:
    """The tornado has the rows, the front its points; ratios are shares, counts are counts."""
    pytest.importorskip("matplotlib")
    swings, _, _, front = findings()
    assert isinstance(swings, search.Sensitivity)
    assert isinstance(front, search.Front)
    assert swings.plot("zh").data.records("en")[0]["span"] == Text("¥1,000.00", "¥1,000.00")
    rows = front.plot().data.records("en")
    assert [(row["topped up"], row["unmet need"]) for row in rows] == [(p.cost, p.unmet) for p in front.points]
    assert rows[0]["choice"] == Text("no. 1: ¥500.00, ¥30,000.00", "方案1：¥500.00、¥30,000.00")
    assert [row["on the front"].en == "yes" for row in rows] == [p.beaten_by is None for p in front.points]  # type: ignore[union-attr] # words
    assert front.plot().source.en == LINE["en"].removeprefix("source: ")
    population = villages(9_000_00, need_1=[2_000_00])
    half = Outcome(Text("h", "半"), lambda result: Fraction(result.amount("paid"), result.amount("residual")))
    ceiling = {CEILING: (yuan(500), yuan(1_500))}
    assert sensitivity(population, ANHUI, ceiling, half).plot().data.units[1].value == "share"  # type: ignore[union-attr] # a unit
    assert sensitivity(population, ANHUI, ceiling, "helped").plot().data.units[1].value == "count"  # type: ignore[union-attr] # a unit


def test_errors_are_errors_of_the_library() -> None:
    """What the simulation refuses comes out of a search unchanged."""
    with pytest.raises(CharityError, match=r"what_if\.workers"):
        sensitivity(villages(1), ANHUI, {CEILING: (yuan(1), yuan(2))}, workers=0)
