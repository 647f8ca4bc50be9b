"""Would the tests notice? Bugs are planted one by one, and each of them is caught."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from community_charity import InvariantBroken
from community_charity.testing import BookMachine, Disagreement
from planted_bugs import BUGS, Bug, every_list
from stories import STORIES, Teller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CAUGHT = (Disagreement, InvariantBroken)
DRAWN = settings(
    max_examples=60,
    stateful_step_count=40,
    phases=[Phase.generate],
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

# What orders drawn at random find within a second or two; the stories find these as well, and all others.
FOUND_BY_CHANCE = {
    "an undone payment forgets whose money it was",
    "an undone payment stays spent",
    "a purse pays its newest money first",
    "restricted money pays for another use",
    "a cut leaves no hole",
    "a refund a fen too much is allowed",
    "the last fen is not refunded",
    "a void keeps the money held",
    "capital at the floor is too little",
}


def told(story: Callable[[Teller], None]) -> None:
    """Tell a story to a fresh machine, within Hypothesis, where the machine may take its notes."""

    @settings(DRAWN, max_examples=1)
    @given(st.none())
    def run(_nothing: None) -> None:
        machine = BookMachine()
        try:
            story(Teller(machine))
        finally:
            machine.teardown()

    run()


# The story that most likely catches what is wrong in a module; it is told first, to save time.
FIRST = {
    "lines": "lots", "purses": "refunds", "restrictions": "restrictions", "pools": "purses", "state": "restrictions",
    "reversals": "corrections", "changes": "changes", "donations": "gifts", "payments": "restrictions", "grants": "panel",
    "taking_back": "years", "transfers": "flows", "fees": "fees", "settling": "matching", "pots": "matching",
    "returning": "matching", "facts": "matching", "linkage": "need", "case": "need", "files": "emergency",
    "periods": "time", "book": "time", "ties": "panel",
}  # fmt: skip


def all_told(function: Any = None) -> None:
    """Tell the stories until one fails."""
    module = "" if function is None else function.__module__.rpartition(".")[2]
    first = FIRST.get(module, "")
    for story in sorted(STORIES, key=lambda name: name != first):
        told(STORIES[story])


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_book_and_model_agree_on_each_story(story: Callable[[Teller], None]) -> None:
    """Without a bug no story fails: what catches a bug below is the bug."""
    told(story)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and book and model disagree in a story, or the book catches itself."""
    bug.plant(monkeypatch)
    with pytest.raises(CAUGHT):
        all_told(bug.function)


@pytest.mark.parametrize("bug", [bug for bug in BUGS if bug.name in FOUND_BY_CHANCE], ids=lambda bug: bug.name)
def test_the_state_machine_finds_a_planted_bug(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """Orders drawn around live balances run into a bug without being led there."""
    bug.plant(monkeypatch)
    with pytest.raises(CAUGHT):
        run_state_machine_as_test(BookMachine, settings=DRAWN)


def test_each_planted_bug_has_a_name_of_its_own() -> None:
    """At least twenty of them, and those named above are among them."""
    names = [bug.name for bug in BUGS]
    assert len(names) == len(set(names)) >= 20
    assert set(names) >= FOUND_BY_CHANCE


def test_a_bug_is_planted_in_the_words_that_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """When a function is rewritten, the bug planted in it must be thought over: it is never left out silently."""
    with pytest.raises(LookupError, match="stands 0 times"):
        Bug("elsewhere", BUGS[0].function, "not these words", "pass").plant(monkeypatch)


@pytest.mark.deep
def test_every_bug_can_be_planted() -> None:
    """Also those that this run leaves out: the right words stand once in their function, and with the wrong ones it compiles."""
    bugs = [bug for bugs in every_list().values() for bug in bugs]
    assert len(bugs) > 700
    for bug in bugs:
        assert bug.code().co_name == bug.function.__name__
        assert bug.right != bug.wrong, bug.name


@pytest.mark.deep
def test_every_list_of_bugs_is_run() -> None:
    """Whole, by some test: `--planted=all` leaves none out."""
    assert set(every_list()) == {used for path in Path(__file__).parent.glob("test_*.py") for used in run_by(path)}


def run_by(path: Path) -> Iterator[tuple[str, str]]:
    """Read which lists of bugs a file of tests takes whole, as the values of a parameter `bug`."""
    text = path.read_text(encoding="utf-8")
    homes = {
        name: home
        for home, names in re.findall(r"^from (planted_\w+) import (.+)$", text, re.MULTILINE)
        for name in names.split(", ")
    }
    # Directly, or zipped with a story for each.
    for name in re.findall(r'parametrize\((?:"bug", |\("bug", "story"\), \[\*zip\()(\w+),', text):
        yield homes[name], name
