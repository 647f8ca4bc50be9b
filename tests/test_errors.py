"""The catalogue of errors: every code complete, in two languages, and no text of the caller quoted."""

from __future__ import annotations

import pickle
import pkgutil
import re
from enum import Enum
from importlib import import_module
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import community_charity
from community_charity.errors import (
    CATALOGUE,
    MISSING_EXTRA,
    WRONG_CHOICE,
    WRONG_TYPE,
    CharityError,
    InvariantBroken,
    LawError,
    Malformed,
    MissingExtra,
    choice,
    declare,
    expect,
    shown,
)
from community_charity.language import Text
from community_charity.money import yuan

for _module in pkgutil.walk_packages(community_charity.__path__, "community_charity."):
    if not _module.name.endswith("__main__"):
        import_module(_module.name)

CODES = sorted(CATALOGUE)

# The one code without an area: `Refused` names the ground that decided as its reason.
BARE = {"refused"}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_in_two_languages_what_is_wanted_and_what_to_do(code: str) -> None:
    """No text is empty, English holds no Chinese sentence, and the Chinese is not the English again."""
    entry = CATALOGUE[code]
    for said in (entry.wanted, entry.do):
        assert said.en.strip()
        assert said.zh.strip()
        assert "。" not in said.en
        assert said.en != said.zh or said.en.startswith("{")


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_an_area_and_a_name(code: str) -> None:
    """Codes read ``area.name`` in small letters: a program may branch on either part."""
    assert code in BARE or re.fullmatch(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*", code)


@pytest.mark.parametrize("code", CODES)
def test_both_languages_use_the_same_facts(code: str) -> None:
    """What the English message tells, the Chinese one tells, too."""
    entry = CATALOGUE[code]
    assert places(entry.wanted.en) == places(entry.wanted.zh)
    assert places(entry.do.en) == places(entry.do.zh)
    assert all(name.isidentifier() for name in places(entry.wanted.en + entry.do.en))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_message_says_what_was_given_what_is_wanted_and_what_to_do(code: str, lang: str) -> None:
    """Each code makes a whole message with all its facts, in the order given, wanted, do."""
    entry = CATALOGUE[code]
    facts = {name: Text(f"<{name}>", f"《{name}》") for name in places(entry.wanted.en + entry.do.en)}
    error = CharityError(code, given=Text("this", "此"), **facts)
    if lang == "en":
        wanted, do = entry.wanted.fill(**facts).en, entry.do.fill(**facts).en
        assert str(error) == error.text() == error.text("en")
        assert error.text("en") == f"[{code}] given: this. wanted: {wanted}. do: {do}"
    else:
        wanted, do = entry.wanted.fill(**facts).zh, entry.do.fill(**facts).zh
        assert error.text("zh") == f"[{code}] 收到：此。要求：{wanted}。处理：{do}"
    assert error.code == code


def test_a_code_is_declared_once() -> None:
    """A second declaration is a mistake of the programmer, and leaves the first as it was."""
    before = CATALOGUE[MISSING_EXTRA]
    with pytest.raises(ValueError, match=f"declared twice: {MISSING_EXTRA}"):
        declare(MISSING_EXTRA, wanted=("a", "甲"), do=("b", "乙"))
    assert CATALOGUE[MISSING_EXTRA] is before


def test_a_declared_code_is_in_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """`declare` gives the code back and keeps its texts."""
    mine = dict(CATALOGUE)
    monkeypatch.setattr("community_charity.errors.CATALOGUE", mine)
    assert declare("test.invented", wanted=("a", "甲"), do=("b", "乙")) == "test.invented"
    assert mine["test.invented"].wanted == Text("a", "甲")
    assert mine["test.invented"].do == Text("b", "乙")


@pytest.mark.parametrize(
    ("kind", "also"),
    [(Malformed, ValueError), (LawError, Exception), (MissingExtra, ImportError), (InvariantBroken, Exception)],
)
def test_one_tree_with_the_kinds_that_python_knows(kind: type[CharityError], also: type[Exception]) -> None:
    """All errors have one root; wrong input is also a `ValueError`, a missing package an `ImportError`."""
    assert issubclass(kind, CharityError)
    assert issubclass(kind, also)
    others = {Malformed, LawError, MissingExtra, InvariantBroken} - {kind}
    assert not any(issubclass(kind, other) for other in others)


def test_a_missing_package_is_named_with_its_extra() -> None:
    """Whoever lacks a package reads the command that installs it, in both languages."""
    error = MissingExtra(MISSING_EXTRA, given="a column", package="numpy", extra="columns")
    for text in (error.text("en"), error.text("zh")):
        assert "numpy" in text
        assert 'pip install "community-charity[columns]"' in text


@given(value=st.text(min_size=8) | st.binary(min_size=8))
def test_text_is_described_and_never_quoted(value: str | bytes) -> None:
    """Of text, only its length and kind are told: it might name a person."""
    assert shown(value).en == f"text of {len(value)} characters ({type(value).__name__})"


@pytest.mark.parametrize(
    ("value", "described"),
    [
        (None, "None"),
        (12.5, "12.5 (float)"),
        (float("nan"), "nan (float)"),
        (True, "True (bool)"),
        (-7, "-7 (int)"),
        (10**64 - 1, "9" * 64 + " (int)"),
        (-(10**64), "a number of 213 bits (int)"),
        ("", "text of 0 characters (str)"),
        ({"name": "invented"}, "a value of type dict"),
        (["invented"], "a value of type list"),
        (Text("invented", "虚构"), "a value of type Text"),
    ],
)
def test_other_values_are_described_by_their_type(value: object, described: str) -> None:
    """Numbers are shown as long as they can be read, containers by their type alone."""
    assert shown(value).en == described


def test_a_number_too_long_for_python_to_write_is_described() -> None:
    """An error about an outsized number is still that error."""
    assert shown(10**5000).en == "a number of 16610 bits (int)"


class Colour(Enum):
    """An invented choice."""

    RED = "red"
    BLUE = "blue"


def test_a_value_of_a_type_is_given_back() -> None:
    """`expect` converts nothing; what is of another type is refused and described."""
    text = Text("a", "甲")
    assert expect(text, Text) is text
    with pytest.raises(Malformed) as caught:
        expect("invented name", Text)
    assert caught.value.code == WRONG_TYPE
    assert "a value of type Text" in caught.value.text("en")
    assert "invented" not in caught.value.text("en")


def deep() -> list[Any]:
    """Give a list in a list in a list, deeper than Python writes out."""
    made: list[Any] = []
    for _ in range(5000):
        made = [made]
    return made


class Unwritable:
    """Something that cannot be written out."""

    def __repr__(self) -> str:
        raise ZeroDivisionError


@pytest.mark.parametrize("make", [deep, Unwritable, lambda: {"red": deep()}])
def test_what_cannot_be_written_out_is_refused_as_anything_else(make: Any) -> None:
    """Neither a choice nor a description looks into it."""
    other = make()
    for ask in (choice, expect):
        with pytest.raises(Malformed, match=f"a value of type {type(other).__name__}"):
            ask(other, Colour)


@pytest.mark.parametrize("other", ["green", "RED", None, ["red"]], ids=repr)
def test_a_choice_is_told_as_itself_or_by_its_value(other: Any) -> None:
    """A member or its value is taken; anything else is refused with all that may be chosen."""
    assert choice(Colour.RED, Colour) is choice("red", Colour) is Colour.RED
    with pytest.raises(Malformed) as caught:
        choice(other, Colour)
    assert caught.value.code == WRONG_CHOICE
    for said in (caught.value.text("en"), caught.value.text("zh")):
        assert "red, blue" in said
        assert "Colour" in said


def test_an_error_travels_between_processes() -> None:
    """Pickled and read again, an error keeps its kind, its code and its words in both languages."""
    with pytest.raises(Malformed) as caught:
        yuan("1.234")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - written a moment ago
    assert type(again) is Malformed
    assert (again.code, str(again), again.text("zh")) == ("money.text", str(caught.value), caught.value.text("zh"))
