"""Words in two languages: nothing is said in one of them only."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.language import Text


def test_a_text_gives_the_language_that_was_asked_for() -> None:
    """English and Chinese come back as they were given, and `str` is English."""
    text = Text("village", "村")
    assert (text.to("en"), text.to("zh"), str(text)) == ("village", "村", "village")


@pytest.mark.parametrize("lang", ["fr", "EN", "", None])
def test_any_other_language_is_refused(lang: Any) -> None:
    """There is no fallback language: the refusal names what was asked and what there is."""
    with pytest.raises(ValueError, match=r'wanted: "en" or "zh"') as caught:
        Text("a", "b").to(lang)
    assert repr(lang) in str(caught.value)


@given(facts=st.text() | st.integers() | st.dates())
def test_a_fact_is_put_into_both_languages(facts: object) -> None:
    """A plain fact reads the same in both; braces in it are not read as places."""
    filled = Text("it is {fact}.", "为{fact}。").fill(fact=facts)
    assert filled == Text(f"it is {facts}.", f"为{facts}。")


@given(en=st.text(), zh=st.text())
def test_a_text_inside_a_text_is_put_in_by_language(en: str, zh: str) -> None:
    """A fact that is itself a `Text` never mixes the languages, however deeply it is nested."""
    inner = Text("<{x}>", "《{x}》").fill(x=Text(en, zh))
    outer = Text("see {it}", "见{it}").fill(it=inner)
    assert outer == Text(f"see <{en}>", f"见《{zh}》")


def test_filling_leaves_the_first_text_as_it_was() -> None:
    """A text is a value: `fill` gives another one."""
    text = Text("{n} members", "{n}名会员")
    assert text.fill(n=50) == Text("50 members", "50名会员")
    assert text == Text("{n} members", "{n}名会员")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        text.en = "other"  # type: ignore[misc] # mypy sees it, too


def test_a_place_may_say_how_its_fact_is_written() -> None:
    """Format specifications work in both languages."""
    filled = Text("{n:,} on {d:%Y}", "{d:%Y}年{n:,}").fill(n=1790, d=date(2025, 3, 13))
    assert filled == Text("1,790 on 2025", "2025年1,790")


def test_a_place_without_its_fact_is_an_error() -> None:
    """A text is never shown with an unfilled place; a fact too many does no harm."""
    with pytest.raises(KeyError):
        Text("{n} members", "{n}名会员").fill(m=1)
    assert Text("a", "b").fill(unused=1) == Text("a", "b")
