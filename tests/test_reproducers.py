"""Each code and each ground can be provoked, reads well in two languages, tells nothing private, changes nothing."""

from __future__ import annotations

import copy
import inspect
import json
import subprocess
import sys
from contextlib import suppress
from functools import partial
from typing import Any

import pytest

from casebook import cases
from community_charity.book.book import Book
from community_charity.errors import CATALOGUE, CharityError
from community_charity.language import Text
from community_charity.law.decision import GROUNDS, Decision, Outcome, Refused
from reproducers import ERRORS, REFUSALS, caught

# What the reproducers know of invented people and may not tell: names, numbers, diagnoses, and why something was done.
PRIVATE = (
    "王某", "13800000000", "11999919900307006X", "519999195001010000", "119999900307006", "119999199003070060",
    "1990", "宣州区", "invented diagnosis", "invented treatment", "bill-17", "entered twice", "came back", "sent twice",
)  # fmt: skip


EVERYTHING = """
import importlib, json, pkgutil
import community_charity
for module in pkgutil.walk_packages(community_charity.__path__, "community_charity."):
    importlib.import_module(module.name)
from community_charity.errors import CATALOGUE
from community_charity.law.decision import GROUNDS
print(json.dumps([sorted(CATALOGUE), sorted(GROUNDS)]))
"""


def declared() -> tuple[set[str], set[str]]:
    """Collect the codes and grounds that the library declares when all of it is imported; tests add their own here."""
    found = subprocess.run([sys.executable, "-c", EVERYTHING], check=True, capture_output=True, text=True).stdout
    codes, grounds = json.loads(found)
    return set(codes), set(grounds)


def test_no_code_is_missing_and_none_too_many() -> None:
    """Every error code has its reproducer, every ground its own or an unmet case in a table, and there are no others."""
    codes, grounds = declared()
    assert set(ERRORS) == codes
    tabled = {case.ground for case in cases() if case.outcome != "allowed"}
    assert set(REFUSALS) | tabled == grounds
    assert codes <= set(CATALOGUE)
    assert grounds <= set(GROUNDS)


@pytest.mark.parametrize("code", ERRORS)
def test_each_error_is_provoked(code: str) -> None:
    """A reproducer gives the error with its code and nothing else."""
    error = ERRORS[code].provoke()
    assert isinstance(error, CharityError)
    assert error.code == code


@pytest.mark.parametrize("code", REFUSALS)
def test_each_ground_is_provoked(code: str) -> None:
    """A reproducer gives a decision in which this ground alone is unmet, and so is the reason."""
    decision = REFUSALS[code].provoke()
    assert isinstance(decision, Decision)
    assert not decision
    assert decision.reason is not None
    assert {finding.ground.code for finding in decision.unmet} == {code}
    assert decision.reason.ground.code == code
    expected = Outcome.UNDETERMINED if decision.reason.holds is None else Outcome.REFUSED
    assert decision.outcome is expected


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_says_three_things_in_two_languages(code: str) -> None:
    """What was given, what is wanted, what to do: each is there, in English and in Chinese, with every place filled."""
    error = ERRORS[code].provoke()
    assert isinstance(error, CharityError)
    en, zh = error.text("en"), error.text("zh")
    assert_three_parts(en, f"[{code}] given: ", ". wanted: ", ". do: ")
    assert_three_parts(zh, f"[{code}] 收到：", "。要求：", "。处理：")
    assert str(error) == en
    for text in (en, zh):
        assert "{{" not in text
        assert "None," not in text
    entry = CATALOGUE[code]
    for said in (entry.wanted, entry.do):
        assert said.en.isascii() or "¥" in said.en or "一" in said.en
        assert any("一" <= sign <= "鿿" for sign in said.zh) or said.zh.startswith("{")


def assert_three_parts(text: str, *marks: str) -> None:
    places = [text.index(mark) for mark in marks]
    assert places[0] == 0
    assert places == sorted(places)
    ends = [*places[1:], len(text)]
    for mark, start, end in zip(marks, places, ends, strict=True):
        assert text[start + len(mark) : end].strip(" .。"), f"nothing after {mark!r}"


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_reads_in_two_languages(code: str) -> None:
    """A refusal names what was asked and why not, in one line and in full, as prose, data and HTML."""
    decision = REFUSALS[code].provoke()
    assert isinstance(decision, Decision)
    assert decision.reason is not None
    for lang in ("en", "zh"):
        line, text = decision.line(lang), decision.text(lang)
        assert decision.outcome.text.to(lang) in line
        assert decision.asked.to(lang) in line
        assert line.endswith(decision.reason.text(lang))
        assert decision.reason.text(lang) in text
        assert "{" not in text
    assert decision.to_dict()["findings"]
    assert "</table>" in decision._repr_html_()


@pytest.mark.deep
@pytest.mark.parametrize("code", [*ERRORS, *REFUSALS])
def test_titles_and_sources_can_be_shown(code: str) -> None:
    """A reproducer has a title in both languages and a source short enough to be read."""
    reproducer = ERRORS.get(code) or REFUSALS[code]
    assert reproducer.en.isascii()
    assert any("一" <= sign <= "鿿" for sign in reproducer.zh)
    assert len(inspect.getsource(reproducer.provoke).splitlines()) <= 11


def test_titles_differ() -> None:
    """No two reproducers have the same title."""
    every = [*ERRORS.values(), *REFUSALS.values()]
    assert len({one.en for one in every}) == len({one.zh for one in every}) == len(every)


def told(outcome: CharityError | Decision) -> str:
    if isinstance(outcome, Decision):
        refused = Refused(outcome)
        parts = [outcome.text("en"), outcome.text("zh"), outcome.line("zh"), repr(outcome), repr(outcome.to_dict())]
        return "\n".join([*parts, outcome._repr_html_(), refused.text("en"), refused.text("zh"), repr(refused)])
    return "\n".join([outcome.text("en"), outcome.text("zh"), repr(outcome), repr(outcome.args)])


@pytest.mark.parametrize("code", [*ERRORS, *REFUSALS])
def test_nothing_private_is_told(code: str) -> None:
    """No text of an error or a refusal holds a name, a number, a diagnosis, a bill or a reason."""
    text = told((ERRORS.get(code) or REFUSALS[code]).provoke())
    for secret in PRIVATE:
        assert secret not in text


def asked_of_books(code: str) -> list[tuple[Book, Any]]:
    """Provoke once more, and collect what was asked of which book and not recorded."""
    asked: list[tuple[Book, Any]] = []
    decide, record = Book.decide, Book.record

    def decided(book: Book, command: Any) -> Decision:
        asked.append((book, command))
        return decide(book, command)

    def recorded(book: Book, command: Any) -> Any:
        try:
            return record(book, command)
        except CharityError:
            asked.append((book, command))
            raise

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Book, "decide", decided)
        patched.setattr(Book, "record", recorded)
        (ERRORS.get(code) or REFUSALS[code]).provoke()
    return asked


@pytest.mark.parametrize("code", [*ERRORS, *REFUSALS])
def test_a_refusal_changes_nothing(code: str) -> None:
    """Neither a dry run nor a refused order changes a book's tables or purses, or adds an event."""
    asked = asked_of_books(code)
    source = inspect.getsource((ERRORS.get(code) or REFUSALS[code]).provoke)
    assert bool(asked) is (".decide(" in source or ".record(" in source)
    for book, command in asked:
        before, events = copy.deepcopy(book._state.facts()), book.events
        with suppress(CharityError):  # of something that is no order
            assert not book.decide(command)
        error = caught(partial(book.record, command))
        assert error.code in {code, "refused"}
        if isinstance(error, Refused):
            assert code in {error.reason, "refused"}
        assert book._state.facts() == before
        assert book.events == events


def test_the_catalogue_is_in_two_languages() -> None:
    """What is wanted and what to do is told in English and in Chinese, for every code."""
    for code in ERRORS:
        entry = CATALOGUE[code]
        assert all(isinstance(text, Text) and text.en and text.zh for text in (entry.wanted, entry.do))
