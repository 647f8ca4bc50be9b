"""What became of those who were helped: visits, new cases for who is still in need, and helpers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from community_charity.book.book import Book
from community_charity.errors import CharityError
from community_charity.law.decision import Outcome
from community_charity.parties import HouseholdId
from community_charity.relief.follow_up import (
    FOLLOW_UPS,
    BecomeHelper,
    FollowUp,
    HelperRole,
    RecordFollowUp,
    helpers_later,
    to_reopen,
)
from planted_relief_back import AFTER, Bug
from sample import CASE, LATER, LAW, ON, book, case, close, grant, household, open_, pay, settle

if TYPE_CHECKING:
    from community_charity.book.orders import Command
    from community_charity.law.decision import Decision

AUTUMN = date(2025, 9, 1)


def code(decision: Decision) -> str | None:
    return None if decision.reason is None else decision.reason.ground.code


def visit(found: str = "still_in_need", **changes: Any) -> RecordFollowUp:
    usual: dict[str, Any] = {"key": "visit-1", "on": AUTUMN, "case": CASE, "found": found, "paper": "note-1"}
    return RecordFollowUp(**usual | changes)


def helper(**changes: Any) -> BecomeHelper:
    usual: dict[str, Any] = {"key": "helper-1", "on": AUTUMN, "person": "f-1", "role": "volunteer", "consent": True}
    return BecomeHelper(**usual | changes)


def helped(*more: Command) -> Book:
    return book(grant(), pay(), *more)


# --- follow-ups ----------------------------------------------------------------------------------


def test_when_a_household_is_visited() -> None:
    """Once it was paid, and after its case was closed; not before, and not before it was opened."""
    assert code(book().decide(visit())) == "case.phase"
    assert code(book(grant()).decide(visit())) == "case.phase"
    made = helped()
    assert code(made.decide(visit(case="case-9"))) == "book.not_found"
    assert code(made.decide(visit(on=ON - timedelta(1)))) == "case.not_before_opening"
    made.record_all([visit("employed"), close(on=AUTUMN), visit("recovered", key="visit-2")])
    assert [event.command.found for event in made.all(FOLLOW_UPS)[CASE]] == [FollowUp.EMPLOYED, FollowUp.RECOVERED]
    assert {found.text.zh for found in FollowUp} == {"已脱困", "已就业", "仍有困难", "已迁出", "已去世"}


def test_who_is_still_in_need_gets_a_new_case() -> None:
    """A closed case is in nobody's way; what was found last counts, whatever was recorded first."""
    made = helped(visit())
    assert to_reopen(made) == ()
    made.record(close(on=AUTUMN))
    assert [file.case.id for file in to_reopen(made)] == [CASE]
    made.record(visit("recovered", key="visit-0", on=LATER))
    assert [file.case.id for file in to_reopen(made)] == [CASE]
    assert made.decide(open_(case("case-2"), on=AUTUMN))
    made.record(visit("recovered", key="visit-2", on=AUTUMN + timedelta(1)))
    assert to_reopen(made) == ()


# --- helpers -------------------------------------------------------------------------------------


def test_who_was_helped_may_help() -> None:
    """A member of a household that was paid, with consent; each role once."""
    made = helped()
    assert code(made.decide(helper(person="g-1"))) == "helper.was_helped"
    assert code(made.decide(helper(consent=False))) == "helper.consent"
    unknown = made.decide(helper(consent=None))
    assert unknown.outcome is Outcome.UNDETERMINED
    assert "consent" in unknown.remedies[0].text.en
    made.record(helper())
    assert code(made.decide(helper(key="helper-2"))) == "helper.new"
    assert made.decide(helper(key="helper-2", role="donor"))
    assert code(book(grant()).decide(helper())) == "helper.was_helped"
    assert {role.text.en for role in HelperRole} == {"donor", "volunteer", "solicitor", "member of a council"}


def test_a_household_that_counts_as_the_same() -> None:
    """Who moved into another household on paper was helped with the first."""
    made = helped(settle(household("home-2", "f-1", "g-1")))
    assert made.decide(helper(person="g-1"))


def test_helpers_are_counted_and_not_named() -> None:
    """Households paid, people, and roles; no order tells of whom."""
    asking = [settle(household("home-2", "g-1")), open_(case("case-2", household=HouseholdId("home-2")))]
    made = helped(helper(), helper(key="helper-2", role="donor"), helper(key="helper-3", person="f-2"), *asking)
    counted = helpers_later(made)
    assert (counted.households, counted.helpers) == (1, 2)
    assert {role.value: n for role, n in counted.roles.items() if n} == {"volunteer": 2, "donor": 1}
    for order in (helper(), visit()):
        decision = made.decide(order)
        for told in (repr(order), decision.text("en"), decision.text("zh"), repr(decision)):
            assert "f-1" not in told
            assert "still" not in told
    assert Book.replay(made.events, LAW)._state.facts() == made._state.facts()


# --- planted bugs --------------------------------------------------------------------------------


def all_checks() -> None:
    """Run every test above."""
    for name, test in list(globals().items()):
        if name.startswith("test_") and "bug" not in name:
            test()


@pytest.mark.parametrize("bug", AFTER, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and a test fails."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, CharityError, LookupError)):
        all_checks()


def test_planted_bugs_are_enough() -> None:
    """At least six, each with a name of its own."""
    assert len({bug.name for bug in AFTER}) == len(AFTER) >= 6
