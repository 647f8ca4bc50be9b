"""What an outcome hangs on, and choices that no other beats: against brute force; people are invented."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.errors import LawError, Malformed
from community_charity.language import Text
from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.rules.start_up import COUNTY_THIRD, THIRDS
from community_charity.whatif import Population, Result, Scenario, SharedPool, simulate
from community_charity.whatif.search import (
    pareto,
    runs,
    sensitivity,
)
from community_charity.whatif.search.fronts import dominated, equals
from community_charity.whatif.search.runs import CHOICES
from reproducers_whatif_search import ANHUI, CEILING, FLOOR, TOPPED_UP, villages

# --- sensitivity --------------------------------------------------------------------------------------------


def test_one_figure_at_a_time_the_widest_first() -> None:
    """Each row is the outcome of a law in which that figure alone is another; the rest is as it is."""
    population = villages(30_000_00, 800_00, need_1=[2_500_00, 2_000_00], government_aid_1=[500_00, 0])
    figures = {
        FLOOR: (yuan(30_000), yuan(50_000)),
        CEILING: (yuan(500), yuan(1_500)),
        "government_aid": (Fraction(1, 2), Fraction(2)),
    }
    found = sensitivity(population, Scenario(ANHUI, paid_by=COUNTY_THIRD), figures)
    assert found.base == yuan(2_200)
    assert [(row.key, row.outcome_at_low, row.outcome_at_high, row.span) for row in found.rows] == [
        (CEILING, yuan(3_000), yuan(1_700), yuan(1_300)),
        ("government_aid", yuan(2_450), yuan(1_700), yuan(750)),
        (FLOOR, yuan(2_200), yuan(2_200), yuan(0)),
    ]
    assert [row.now for row in found.rows] == [yuan(1_000), Fraction(1), yuan(30_000)]
    for row in found.rows[:1]:
        for value, outcome in ((row.low, row.outcome_at_low), (row.high, row.outcome_at_high)):
            law = ANHUI.amend(since=date(2026, 1, 1), **{row.key: value})
            assert simulate(population, law).total("unmet") == outcome


def test_a_figure_that_bends_the_outcome_has_its_span_from_the_base() -> None:
    """Both ends above the base: the span is from the base up, not the nothing between the ends."""

    def distance(result: Result) -> int:
        return abs(result.amount("paid") - 1_000_00)

    found = sensitivity(villages(9_000_00, need_1=[5_000_00]), ANHUI, {CEILING: (yuan(500), yuan(1_500))}, distance)
    assert (found.base, found.rows[0].span) == (0, 500_00)


def test_rows_say_title_and_articles() -> None:
    """The title of the figure and the articles behind its value of today, in both languages; choices are called no law."""
    found = sensitivity(villages(1), ANHUI, {FLOOR: (yuan(1), yuan(2)), "gifts_change": (-1, 1)})
    text, chinese = found.text(), found.text("zh")
    assert "Least start-up capital of a mutual-aid society" in text
    assert "皖民社救函〔2024〕61号" in chinese
    assert "a choice of the scenario, no law" in text
    assert "the data tell no government aid" in text
    assert "数据未载政府救助" in chinese
    assert "from 2026-01-01" in text


def test_a_known_government_aid_needs_no_warning() -> None:
    """Aid in monthly facts or in cases is known; the note is for data without it."""
    cases = {"society": ["v-1"], "month": [1], "need": [9], "government_aid": [3]}
    frame = {"society": ["v-1"], "capital": [1_000_00]}
    with_cases = Population.from_frame(frame, unit="fen", first_month="2026-01", cases=cases, months=1)
    without = Population.from_frame(
        frame, unit="fen", first_month="2026-01", cases={k: v for k, v in cases.items() if k[0] != "g"}, months=1
    )
    aid = {"government_aid": (Fraction(1), Fraction(2))}
    for population, told in ((with_cases, False), (without, True), (villages(9, government_aid_1=[1]), False)):
        assert ("tell no government aid" in sensitivity(population, ANHUI, aid).text()) == told


@pytest.mark.parametrize(
    "figures",
    [{}, None, {CEILING: yuan(1)}, {CEILING: (yuan(1),)}, {CEILING: (yuan(2), yuan(1))}, {CEILING: (1, yuan(1))},
     {CEILING: (1.0, 2.0)}, {"society_capital_sources": (("donors",), ("township",))}],
)  # fmt: skip
def test_figures_have_a_low_and_a_high(figures: Any) -> None:
    """Nothing, one end, ends the wrong way round, floats and lists of names are refused."""
    with pytest.raises(Malformed, match=r"what_if\.low_and_high"):
        sensitivity(villages(1), ANHUI, figures)


def test_a_misspelt_figure_is_refused_before_anything_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law says the nearest name; a value of another type is refused as well; nothing was simulated."""
    monkeypatch.setattr(runs, "simulate", lambda *_, **__: pytest.fail("simulated"))
    for figures in ({"relief_case_celling": (yuan(1), yuan(2))}, {CEILING: (1, 2)}):
        with pytest.raises(LawError):
            sensitivity(villages(1), ANHUI, figures)
        with pytest.raises(LawError):
            pareto(villages(1), ANHUI, {key: list(ends) for key, ends in figures.items()})


# --- the front ----------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=30))
def test_the_front_is_what_brute_force_finds(points: list[tuple[int, int]]) -> None:
    """A point is beaten if another costs no more and leaves no more, and less of one; who beats it is such a one."""

    def beats(one: tuple[int, int], other: tuple[int, int]) -> bool:
        return one[0] <= other[0] and one[1] <= other[1] and one != other

    beaten = dominated(points)
    for place, point in enumerate(points):
        assert (beaten[place] is not None) == any(beats(other, point) for other in points)
        by = beaten[place]
        if by is not None:
            assert beats(points[by], point)
            assert beaten[by] is None
    for place, others in enumerate(equals(points)):
        assert others == tuple(n for n, other in enumerate(points) if other == points[place] and n != place)


def test_a_grid_of_laws_and_choices() -> None:
    """All combinations, the last key fastest; the front is cheapest first, ties are told, each point as simulated."""
    population = villages(500_00, 30_000_00, need_1=[2_500_00, 900_00])
    grid = {
        CEILING: [yuan(500), yuan(1_500)],
        FLOOR: [yuan(30_000), yuan(1_000)],
        "paid_by": {"county": COUNTY_THIRD, "thirds": THIRDS},
    }
    front = pareto(population, TOPPED_UP, grid)
    assert [point.number for point in front.points] == list(range(1, 9))
    assert front.points[5].values == {CEILING: yuan(1_500), FLOOR: yuan(30_000), "paid_by": THIRDS}
    for point in front.points:
        law = ANHUI.amend(since=date(2026, 1, 1), **{key: point.values[key] for key in (CEILING, FLOOR)})
        scenario = Scenario(law, below_floor="topped_up", paid_by=point.values["paid_by"])
        result = simulate(population, scenario)
        assert (point.cost, point.unmet) == (result.total("gap_closed"), result.total("unmet"))
    assert [point.number for point in front.rows] == [7, 8, 5, 6]
    assert front.ties == ((5, 6), (7, 8))
    assert (front.points[0].beaten_by, front.points[2].beaten_by) == (5, 7)
    assert "equal in both: 5, 6" in front.text()
    assert front.points[5].name.zh == "¥1,500.00、¥30,000.00、thirds"
    assert "被优于" in front.table(everything=True).text("zh")
    assert front.axes[0].zh == "补充资金"


def test_choices_are_named_in_both_languages() -> None:
    """Enums, layers, policies, factors and names given by the user are words on both sides."""
    federation = SharedPool("federation", kind="federation", by="society", members=["v-1"], opening=[9])
    frame = {"society": ["v-1"], "capital": [5], "need_1": [9]}
    population = Population.from_frame(frame, unit="fen", first_month="2026-01", pools=[federation])
    grid: dict[str, Any] = {
        "below_floor": ["gap", "suspended"],
        "layers": [["society"], ("society", "federation")],
        "paid_by": (None, COUNTY_THIRD),
        "government_aid": {Text("as now", "现状"): Fraction(1)},
        "body": ["association"],
        "gifts_change": [0, Fraction(-1, 2)],
        "society_capital_sources": [("donors", "township")],
        "mutual_aid_within_community": [True],
    }
    law = Law.of("cn/anhui/xuancheng/xuanzhou")
    front = pareto(population, law, {key: values for key, values in grid.items() if key in CHOICES or law.has(key)})
    assert len(front.points) == 16
    said = front.points[-1].name
    assert said.zh.startswith("补足前暂停救助、互助社、镇级联合会、县级财政不少于三分之一、现状、association、-1/2")
    assert said.en.startswith("pays nothing until the gap is closed, society, town federation")
    assert front.rows[0].unmet == Money(0)


@pytest.mark.parametrize("grid", [{}, None, [], {CEILING: []}, {CEILING: {}}, {CEILING: yuan(1)}, {CEILING: "gap"}])
def test_a_grid_has_values(grid: Any) -> None:
    """Nothing, a bare value or a text is refused: a text would be taken letter by letter."""
    with pytest.raises(Malformed, match=r"what_if\.grid"):
        pareto(villages(1), ANHUI, grid)
