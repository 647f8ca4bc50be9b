"""Results and comparisons: totals add up whichever way they are cut, in both languages. All villages are invented."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity import COUNTY_THIRD, THIRDS, CapitalPolicy, Law, Money, Text, date, yuan
from community_charity.errors import Malformed, MissingExtra
from community_charity.whatif import Comparison, Population, Scenario, SharedPool, Source, compare, simulate
from community_charity.whatif.pages import coverage, coverage_tiers, flow, lines
from community_charity.whatif.results import Result
from community_charity.whatif.tables import Table, frame_of

if TYPE_CHECKING:
    from pathlib import Path

ANHUI = Law.of("cn/anhui")
SINCE = date(2026, 1, 1)
INVENTED = Source(Text("three invented villages", "三个虚构村"), synthetic=True, seed=7)


def villages(**more: list[int]) -> Population:
    frame = {
        "society": ["v-1", "v-2", "v-3"],
        "town": ["t-1", "t-1", "t-2"],
        "capital": [30_000_00, 20_000_00, 36_000_00],
        "opening": [31_250_50, 500_00, 0],
        "need_1": [2_500_00, 900_00, 3_000_00],
        "need_2": [0, 4_000_00, 0],
        "gifts_1": [300_00, 0, 100_00],
        "gifts_2": [0, 0, 0],
        **more,
    }
    return Population.from_frame(frame, unit="fen", first_month="2026-01", source=INVENTED)


def reform() -> Scenario:
    law = ANHUI.amend(since=SINCE, society_minimum_capital=yuan(50_000), relief_case_ceiling=yuan(1_500))
    return Scenario(law, below_floor="topped_up", paid_by=COUNTY_THIRD)


@pytest.fixture(scope="module")
def compared() -> Comparison:
    return compare(villages(), now=ANHUI, reform=reform())


def test_a_reform_against_the_law_as_it_is(compared: Comparison) -> None:
    """What is paid, topped up and by whom, worked out by hand."""
    # Now: v-1 1,000 of 2,500; v-2 500 of 900 and nothing of 4,000; v-3 only the 100 that came in.
    assert compared.change("paid", "reform") == (yuan(1_600), yuan(5_400), yuan(3_800))
    # The gaps to 50,000 are 20,000, 30,000 and 14,000; then 1,500, 900 + 1,500, and 1,500 are paid.
    assert compared.total("gap_closed", "reform") == yuan(64_000)
    assert compared.total("payer:county_finance", "reform") == Money(666_666 + 1_000_000 + 466_666)
    assert compared.total("payer", "reform") == yuan(64_000)
    assert compared.total("gap_closed", "now") == yuan(0)
    assert compared.winners("reform").counts == (3, 0, 0)


def test_a_reform_may_take_away() -> None:
    """Who loses is counted and summed apart from who gains."""
    lower = ANHUI.amend(since=SINCE, relief_case_ceiling=yuan(800))
    found = compare(villages(), now=ANHUI, lower=lower).winners("lower")
    assert found.counts == (0, 1, 2)
    assert [row[:6] for row in found.table("town").rows] == [
        ("t-1", 0, 1, 1, yuan(0), yuan(-200)),
        ("t-2", 0, 0, 1, yuan(0), yuan(0)),
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_table_names_its_source(compared: Comparison, lang: str) -> None:
    """Synthetic data say so in text, Markdown, HTML, records and frames, in either language."""
    result = compared["reform"]
    word = {"en": "synthetic", "zh": "合成数据"}[lang]
    tables = [
        compared.table(),
        compared.cost_by_payer(),
        compared.groups("town"),
        compared.winners("reform").table(),
        compared.law_changes("reform"),
        result.table(),
        result.table("town"),
    ]
    for table in tables:
        for written in (table.text(lang), table.markdown(lang), table.html(lang)):  # type: ignore[arg-type] # en, zh
            assert word in written
            assert ("。" in written or "：" in written) == (lang == "zh")
        source = {"en": "source", "zh": "来源"}[lang]
        assert word in table.to_frame("polars", lang)[source][0]  # type: ignore[arg-type] # as above
    assert "synthetic" in compared._repr_html_() + result._repr_html_() + tables[0]._repr_html_() + str(tables[0])
    assert "synthetic" in compared.to_frame("pandas")["source"][0]
    assert "synthetic" in result.to_frame("pyarrow")["source"][0].as_py()


def test_the_law_that_changed_comes_with_its_articles(compared: Comparison) -> None:
    """Both values, the old with its instrument, the new marked as an assumption."""
    rows = {row[0].en: row[1:] for row in compared.law_changes("reform").rows}
    before, after = rows["Least start-up capital of a mutual-aid society"]
    assert "¥30,000.00" in before.zh
    assert "皖民社救函〔2024〕61号" in before.zh
    assert "¥50,000.00" in after.en
    assert "assumption" in after.en
    assert "What-if" not in before.en


def test_two_places_are_compared_too() -> None:
    """A figure that only one place fixes is a change as well."""
    found = compare(villages(), national=Law.of("cn"), anhui=ANHUI).law_changes("anhui")
    assert "-" in {row[1].en for row in found.rows}
    back = compare(villages(), anhui=ANHUI, national=Law.of("cn")).law_changes("national")
    assert "-" in {row[2].en for row in back.rows}


amounts = st.lists(st.integers(0, 10_000_00), min_size=3, max_size=3)


@given(need_1=amounts, need_2=amounts, gifts_1=amounts, opening=amounts)
def test_groups_add_up_to_the_whole(
    need_1: list[int], need_2: list[int], gifts_1: list[int], opening: list[int]
) -> None:
    """Whichever way the societies are grouped, sums are those of all; paid and unmet are the need."""
    population = villages(need_1=need_1, need_2=need_2, gifts_1=gifts_1, opening=opening)
    found = compare(population, now=ANHUI, reform=reform())
    for name, result in found.results.items():
        assert result.amount("paid") + result.amount("unmet") == result.amount("residual")
        for by in ("society", "town"):
            _, columns = result.by_society(by)
            assert sum(columns["paid"].tolist()) == result.amount("paid")
            assert sum(columns["unmet"].tolist()) == result.amount("unmet")
        assert result.by_society("town")[1]["societies"].tolist() == [2, 1]
        more = found.winners(name).more
        assert int(more.sum()) == found.change("paid", name).more.fen
        gain, lose, same = found.winners(name).counts
        assert gain + lose + same == len(population)
    inflow = sum(result.amount(measure) for measure in ("income", "gap_closed"))
    assert sum(result.opening.values()) + inflow - result.amount("paid") == result.amount("closing")


def test_payers_bear_the_whole_of_what_is_topped_up() -> None:
    """Each split sums to the cost, society by society; who is not named stays unnamed, and that is said."""
    for policy, payers in ((THIRDS, 3), (COUNTY_THIRD, 2), (None, 1)):
        result = simulate(villages(), Scenario(ANHUI, below_floor="topped_up", paid_by=policy))
        assert result.amount("payer") == result.amount("gap_closed") == 10_000_00
        assert sum(measure.startswith("payer:") for measure in result.sums) == payers
        assert any("who pays" in note.en for note in result.notes) == (policy is not THIRDS)
    alone = CapitalPolicy(Text("one", "一方"), {"donors": None})
    assert "payer:donors" in simulate(villages(), Scenario(ANHUI, below_floor="topped_up", paid_by=alone)).sums


def test_counts_are_shown_as_counts() -> None:
    """Societies that are founded or refused are numbers, not amounts."""
    entered = compare(villages(entry=[1, 2, 2]), now=ANHUI, reform=reform())
    rows = {row[0].en: row[1] for row in entered.table().rows}
    assert (rows["societies founded"], rows["societies refused to be founded"]) == (1, 1)
    assert entered.change("founded", "reform") == (1, 2, 1)
    assert "2" in entered["reform"].table().text()


def test_pools_have_lines_of_their_own() -> None:
    """A shared pool's opening, payments and closing stand beside those of the societies, also in the flow of money."""
    pool = SharedPool("federation", kind="federation", by="town", members=["t-1", "t-2"], opening=[yuan(5_000)] * 2,
                      income=[[10_00, 0], [0, 0]])  # fmt: skip
    frame = {"society": ["v-1"], "town": ["t-1"], "capital": [1], "need_1": [4_000_00], "need_2": [0]}
    population = Population.from_frame(frame, unit="fen", first_month="2026-01", pools=[pool])
    result = simulate(population, Scenario(Law.of("cn/anhui/huainan/fengtai"), layers=("society", "federation")))
    titles = {row[0].en: row[1] for row in result.table().rows}
    assert titles["paid: town federation"] == Money(3_999_99)
    assert titles["income: town federation"] == yuan(10)
    assert titles["closing" if "closing" in titles else "money in the end: town federation"] == yuan(10_010) - Money(
        3_999_99
    )
    assert result.measures[0] == "income"
    drawn = flow(result)
    assert sum(row[2] for row in _rows(drawn)) > 0


def _rows(picture: object) -> list[tuple[object, object, int]]:
    lines_ = picture.data.lines("en")  # type: ignore[attr-defined] # a Picture
    return [(start, end, int(re.sub(r"[^0-9]", "", amount))) for start, end, amount in lines_[1:]]


# --- pictures and the page -------------------------------------------------------------------------


def test_tiers_of_coverage() -> None:
    """No need, all, part and none of it met."""
    tiers = coverage_tiers(np.array([0, 5, 5, 5]), np.array([0, 0, 4, 5]))
    assert tiers.tolist() == [3, 0, 1, 2]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_needs_no_network_and_says_what_it_is(compared: Comparison, lang: str, tmp_path: Path) -> None:
    """Tables, pictures, articles, one explained cell; nothing that is loaded from elsewhere."""
    path = tmp_path / "out.html"
    page = compared.to_html(path, lang, by=["town"])  # type: ignore[arg-type] # en or zh
    assert path.read_text(encoding="utf-8") == page
    assert not re.search(r"<(script|img|iframe|link|source)\b", page)
    assert {"en": "synthetic", "zh": "合成数据"}[lang] in page
    assert page.count("<svg") == 7  # a distribution, two lines, and for each scenario a flow and tiles
    assert "¥1,500.00" in page
    assert {"en": "One cell, with its articles", "zh": "一格详解及依据"}[lang] in page
    assert {"en": "t-1", "zh": "t-1"}[lang] in page


def test_a_page_without_any_need(tmp_path: Path) -> None:
    """Nothing to explain, nothing to draw month by month: the page is there all the same."""
    frame = {"society": ["v-1"], "capital": [30_000_00], "gifts_1": [1]}
    population = Population.from_frame(frame, unit="fen", first_month="2026-01")
    found = compare(population, now=ANHUI, same=ANHUI)
    assert "One cell" not in found.to_html(cell=True)
    assert any("no ceiling" in note.en for note in simulate(population, Law.of("cn")).notes)
    assert found["now"].worst_cell() is None
    assert repr(found["now"]) == "<Result cn/anhui, 2026-01 to 2026-01, 1 societies>"
    assert (
        "no need"
        in coverage(simulate(villages(need_1=[0] * 3, need_2=[0] * 3), ANHUI, keep="societies"), "town").to_svg()
    )
    assert simulate(population, ANHUI).worst_cell() is None


def test_the_worst_cell() -> None:
    """The society whose people stay without most, and the month in which they need most."""
    result = simulate(villages(need_1=[0, 0, 0], need_2=[0, 9_000_00, 0]), ANHUI, keep="societies")
    assert result.worst_cell() == ("v-2", "2026-02")
    frame = {"society": ["v-1", "v-2"], "capital": [1, 2]}
    cases = {"society": ["v-2", "v-2", "v-1"], "month": [3, 2, 1], "need": [400, 500, 800]}
    population = Population.from_frame(frame, unit="fen", first_month="2026-01", cases=cases, months=3)
    assert simulate(population, ANHUI, keep="societies").worst_cell() == ("v-2", "2026-02")


def test_pictures_of_a_comparison(compared: Comparison) -> None:
    """Each carries the numbers it shows, and its source."""
    assert "synthetic" in compared.plot("reform").to_html(lang="en")
    drawn = lines(compared, "unmet", "zh")
    assert drawn.data.lines("zh")[1][1] == str(Money(compared["now"].fen("unmet")[0]))


# --- asking wrongly --------------------------------------------------------------------------------


def test_names_are_checked(compared: Comparison) -> None:
    """A measure, scenario or label that is not there is named, with those that are."""
    with pytest.raises(Malformed, match="now, reform"):
        _ = compared["reforms"]
    with pytest.raises(Malformed, match=r"what_if\.measure"):
        compared.total("paidd", "now")
    with pytest.raises(Malformed, match=r"what_if\.no_column"):
        compared.groups("region")
    with pytest.raises(Malformed, match=r"what_if\.scenarios"):
        compare(villages(), now=ANHUI)
    assert repr(compared) == "<Comparison of now, reform: cn/anhui, 2026-01 to 2026-02, 3 societies>"
    assert isinstance(compared["now"], Result)
    assert "paid ¥1,600.00" in repr(compared["now"])


def test_a_frame_of_a_library_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the extra."""
    monkeypatch.setitem(__import__("sys").modules, "narwhals.stable.v2", None)
    with pytest.raises(MissingExtra, match="what-if"):
        frame_of({"paid": [1]}, "polars")


def test_cells_of_tables() -> None:
    """Money and counts stand to the right; nothing to say is a dash; a bar does not break Markdown."""
    head = (Text("a", "甲"), Text("b", "乙"))
    table = Table(Text("T", "题"), head, (("x|y", 1_234), (Fraction(1, 2), None)), Text("s", "源"))
    assert "| x\\|y | 1,234 |" in table.markdown()
    assert "| --- | ---: |" in table.markdown()
    assert table.records("zh")[1] == {"甲": "50%", "乙": None}
    assert table.text("zh").splitlines()[3].endswith("-")


def test_money_flows_to_causes() -> None:
    """Where cases name their causes the flow of money ends at them; a cause of few cases is not named. The parts are the whole."""
    frame = {"society": ["v-1", "v-2"], "capital": [5_000_00, 100_00]}
    cases = {
        "society": ["v-1"] * 21 + ["v-2"],
        "month": [1] * 22,
        "need": [50_00] * 10 + [70_00] * 10 + [90_00] + [300_00],
        "cause": ["illness"] * 10 + ["society"] * 10 + ["rare"] + ["illness"],
    }
    population = Population.from_frame(frame, unit="fen", first_month="2026-01", cases=cases, months=1)
    result = compare(population, now=ANHUI, same=ANHUI)["now"]
    ends = {str(end): amount for _, end, amount in _rows(flow(result))}
    assert {name: ends[name] for name in ("illness", "other causes")} == {"illness": 600_00, "other causes": 90_00}
    assert "rare" not in flow(result).to_html()
    assert "患病" in {row[1] for row in flow(result, "zh").data.lines("zh")}
    assert population.cases is not None
    again = population.cases.to_frame("polars", population.labels["society"], population.months)
    assert again["cause"].to_list() == cases["cause"]


def test_a_pool_that_nobody_asks_keeps_its_money() -> None:
    """It is told in every scenario alike, so that asking it does not look like new money."""
    pool = SharedPool("federation", kind="federation", by="town", members=["t-1", "t-2"], opening=[yuan(5_000)] * 2,
                      income=[[10_00, 0], [0, 0]])  # fmt: skip
    frame = {"society": ["v-1"], "town": ["t-1"], "capital": [100_00], "need_1": [4_000_00], "need_2": [0]}
    population = Population.from_frame(frame, unit="fen", first_month="2026-01", pools=[pool])
    fengtai = Law.of("cn/anhui/huainan/fengtai")
    found = compare(population, now=fengtai, both=Scenario(fengtai, layers=("society", "federation")),
                    alone=Scenario(fengtai, layers=("federation",)))  # fmt: skip
    assert found.change("closing:federation", "both") == (yuan(10_010), yuan(6_110), yuan(-3_900))
    assert found.change("closing:society", "alone") == (yuan(0), yuan(100), yuan(100))
    assert found.change("closing", "both").more == -found.change("paid", "both").more
    assert found["now"].pools["federation"].tolist() == [5_010_00, 5_000_00]
    assert any("federation" in note.en for note in found["now"].notes)


def test_measures_that_are_worked_out(compared: Comparison) -> None:
    """Whatever is not an event and never happened is refused; what can be worked out is."""
    assert compared.change("topped_up", "reform").after == compared.total("gap_closed", "reform")
    assert compared.change("opening:society", "reform") == (Money(31_750_50), Money(31_750_50), Money(0))
    assert compared.change("helped", "reform").after == int(compared["reform"].kept.societies["helped"].sum())
    for wrong in ("payer:county_finanse", "paid:federaton", "unmet:"):
        with pytest.raises(Malformed, match=r"what_if\.measure"):
            compared.change(wrong, "reform")
    for count in (compared["now"].total, compared["now"].by_month, lambda name: compared.total(name, "now")):
        with pytest.raises(Malformed, match=r"what_if\.counted"):
            count("founded")


def test_a_reform_that_ends_is_told() -> None:
    """Figures that differ in any month that was simulated are changes; those that begin later are none."""
    short = ANHUI.amend(since=SINCE, relief_case_ceiling=yuan(5)).amend(
        since=date(2026, 2, 1), relief_case_ceiling=yuan(1_000)
    )
    later = ANHUI.amend(since=date(2026, 3, 1), relief_case_ceiling=yuan(5))
    found = compare(villages(), now=ANHUI, short=short, later=later)
    assert next(row[2].en for row in found.law_changes("short").rows).startswith("¥5.00")
    assert found.law_changes("later").rows == ()


def test_a_family_is_not_opened_to_readers() -> None:
    """A page of a user's own data opens no single cell, unless it is asked to."""
    frame = {"society": ["v-1"], "capital": [30_000_00], "need_1": [31_234_56]}
    found = compare(Population.from_frame(frame, unit="fen", first_month="2026-01"), now=ANHUI, same=ANHUI)
    assert "One cell" not in found.to_html()
    assert "One cell" in found.to_html(cell=True)
    assert "society" in found.to_html(by="society")
