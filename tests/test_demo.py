"""The demonstration: published totals reproduced, everything else made up and called so."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community_charity.demo import demonstrate, steps
from community_charity.demo.cast import Story, cast
from community_charity.demo.play import play
from community_charity.demo.published import published
from community_charity.demo.report import report
from community_charity.demo.show import show
from community_charity.errors import InvariantBroken
from community_charity.money import Money, total, yuan
from community_charity.relief import CASES, ReliefGranted
from community_charity.societies import SOCIETIES
from demo_book import SEED, played


@cache
def shown(seed: int = SEED) -> dict[str, Any]:
    """One run, kept for all tests."""
    return demonstrate(seed)


def test_the_totals_are_the_published_ones() -> None:
    """217 societies, 1,790 grants, ¥1,042,800.00, a mean of ¥582.57, a floor's worth of capital each."""
    figures = shown()
    assert figures["societies"]["founded"] == 217
    assert figures["money"]["charity"] == {"grants": 1790, "paid": "1042800.00", "mean": "582.57"}
    assert figures["capital"]["total"] == yuan(217 * 30_000).plain()
    assert [row["source"] for row in figures["capital"]["by_source"]] == list(published().sources)
    assert total(yuan(row["amount"]) for row in figures["capital"]["by_source"]) == yuan(217 * 30_000)


@pytest.mark.deep
@settings(max_examples=2)
@given(st.integers(0, 10**9))
def test_every_seed_gives_the_published_totals(seed: int) -> None:
    """What is made up differs from seed to seed; what was published does not."""
    figures = demonstrate(seed)
    assert figures["money"]["charity"]["paid"] == "1042800.00"
    assert figures["accounted"]["conserved"]
    assert figures["accounted"]["spent_traced_to_gifts"] == "1042800.00"


@pytest.mark.deep
def test_the_same_seed_gives_the_same_figures_and_another_gives_others() -> None:
    """The seed is an argument, and all that chance depends on."""
    assert demonstrate(SEED) == shown()
    assert demonstrate(SEED + 1)["penny_path"] != shown()["penny_path"]


def test_refused_societies_are_refused_with_article_and_margin() -> None:
    """The refusal at ¥29,999.99 names its instrument and the fen that is missing."""
    societies = shown()["societies"]
    assert societies["refused_applications"] == 8 == sum(row["times"] for row in societies["by_ground"])
    floor = [
        f for d in societies["refusals"] for f in d["findings"] if f["ground"] == "capital.floor" and not f["holds"]
    ]
    assert floor[0]["margin"] == "-0.01"
    cited = [citation["zh"] for source in floor[0]["sources"] for citation in source["citations"]]
    assert any("皖民社救函〔2024〕61号" in citation for citation in cited)
    assert any("第十条第一款第（五）项" in citation for citation in cited)


def test_every_case_comes_to_the_end_of_its_story() -> None:
    """Outcomes and refusals are as many as the stories that lead to them."""
    cases = shown()["cases"]
    ends = {row["outcome"]: row["cases"] for row in cases["by_outcome"]}
    assert ends == {"relieved": 1790, "no_need_left": 90, "withdrawn": 15, "referred_on": 10}
    assert cases["still_open"] == 75
    assert cases["opened"] == 1790 + 90 + 15 + 10 + 75
    grounds = {row["ground"]: (row["outcome"], row["times"]) for row in cases["refused_or_undetermined"]}
    assert grounds == {
        "relief.need": ("refused", 90),
        "relief.government_first": ("refused", 40),
        "relief.proof": ("undetermined", 35),
        "case.consent_to_refer": ("refused", 15),
        "grant.recused": ("refused", 10),
    }


def test_the_book_behind_it_keeps_the_rules() -> None:
    """No grant above need or ceiling, all council approvals within the panel, emergencies small."""
    figures, book = published(), played().book
    for file in book.all(CASES).values():
        assert file.granted == file.paid <= 1000_00
        assert Money(file.paid) <= file.case.stated_residual
    grants = [event.command for event in book.events if isinstance(event, ReliefGranted)]
    assert sum(grant.emergency for grant in grants) > 100
    assert len(book.all(SOCIETIES)) == figures.societies


def test_ten_rules_with_their_sources() -> None:
    """The rules used most often, most used first, each with a source in both languages."""
    rules = shown()["rules"]
    assert len(rules) == 10
    assert [row["times"] for row in rules] == sorted((row["times"] for row in rules), reverse=True)
    assert all(row["source"]["en"] and row["source"]["zh"] for row in rules)


def test_the_penny_path_sums_to_the_payment() -> None:
    """The parts of the traced payment are the payment, and come from more than one source."""
    path = shown()["penny_path"]
    assert len(path["from"]) > 1
    assert total(yuan(part["amount"]) for part in path["from"]) == yuan(path["amount"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_printed_page_shows_the_same_figures(lang: Any) -> None:
    """Both languages print the totals, and say what is synthetic."""
    page = show(shown(), lang)
    for figure in ("217", "¥1,042,800.00", "¥582.57", "¥6,510,000.00", "¥29,999.99", "¥0.01"):
        assert figure in page
    assert page.count("synthetic" if lang == "en" else "合成") >= 6
    assert "✗ " in page
    assert not re.search(r"[{}]", page)


def test_a_book_that_does_not_balance_is_shown_as_such() -> None:
    """The marks are computed: a wrong account prints a cross."""
    wrong = {**shown(), "accounted": {**shown()["accounted"], "conserved": False, "spent_traced_to_gifts": "0.00"}}
    assert show(wrong, "en").count("✗") == show(shown(), "en").count("✗") + 2


def test_the_report_is_one_json_document() -> None:
    """Everything is plain values, and survives JSON unchanged."""
    assert json.loads(json.dumps(shown())) == shown()


def test_totals_that_differ_from_the_published_ones_are_refused() -> None:
    """The report does not print what it cannot reproduce."""
    with pytest.raises(InvariantBroken, match=r"demo\.totals") as caught:
        report(attrs.evolve(published(), grants=1791), played(), SEED)
    assert "1791" in caught.value.text("zh")


def test_steps_are_counted() -> None:
    """The progress bar ends where the demonstration ends."""
    figures, taken = published(), []
    play(figures, cast(figures, SEED), lambda: taken.append(1))
    assert len(taken) == steps(SEED)


def test_the_cast_is_made_up_but_possible() -> None:
    """Amounts lie between ¥500 and ¥1,000; every story occurs."""
    made = cast(published(), SEED)
    paid = [case.amount for case in made.cases if case.story in (Story.ORDINARY, Story.EMERGENCY)]
    assert min(paid) == yuan(500)
    assert yuan(600) < max(paid) <= yuan(1000)
    assert {case.story for case in made.cases} == set(Story)
