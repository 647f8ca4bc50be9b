"""Charities, committees and their qualification; what they may is asked without a book. All of them are invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.calendar import full_years
from community_charity.errors import Malformed
from community_charity.law.decision import Outcome
from community_charity.organisations import (
    ORGANISATIONS,
    Charity,
    Committee,
    CommitteeKind,
    OtherBody,
    ties_of,
)
from community_charity.parties import OrganisationId
from community_charity.ties import TieKind
from sample import CHARITY, FEDERATION, LATER, LAW, NATIONAL, ON, book, charity, enter, federation, people, tied

AMENDED = date(2024, 9, 5)
EVE = AMENDED - timedelta(days=1)
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("registered", "asked", "allowed"),
    [
        (date(2022, 9, 4), EVE, True),
        (date(2022, 9, 5), EVE, False),
        (date(2022, 9, 5), AMENDED, True),
        (date(2023, 9, 5), AMENDED, True),
        (date(2023, 9, 6), AMENDED, False),
        (date(2024, 2, 29), date(2025, 2, 27), False),
        (date(2024, 2, 29), date(2025, 2, 28), True),
        (ON, ON, False),
    ],
)
def test_how_long_a_charity_waits(registered: date, asked: date, *, allowed: bool) -> None:
    """Two full years before 5 September 2024, one from then on; the day on which a year is full counts."""
    decision = charity(registered_on=registered).may_apply_for_qualification(NATIONAL.on(asked))
    assert bool(decision) is allowed
    if not allowed:
        assert decision.reason is not None
        assert decision.reason.ground.code == "organisation.long_enough"
        assert decision.reason.found == full_years(registered, asked)


@given(registered=st.dates(date(2018, 1, 1), date(2026, 1, 1)), days=st.integers(0, 1200))
def test_waiting_as_told_is_enough(registered: date, days: int) -> None:
    """On the day that the remedy names, and not a day before, the answer is yes: a law that comes in between counts."""
    asked = max(registered + timedelta(days=days), date(2016, 9, 1))
    one = charity(registered_on=registered)
    decision = one.may_apply_for_qualification(NATIONAL.on(asked))
    if decision:
        return
    until = decision.remedies[0].wait_until
    assert until is not None
    assert one.may_apply_for_qualification(NATIONAL.on(until))
    assert not one.may_apply_for_qualification(NATIONAL.on(until - ONE))


def test_before_it_is_registered() -> None:
    """A charity that is registered later may not apply, and is told when it will be registered."""
    decision = charity(registered_on=LATER).may_apply_for_qualification(NATIONAL.on(ON))
    assert decision.outcome is Outcome.REFUSED
    assert "2025-03-20" in decision.line()


@pytest.mark.parametrize(
    ("qualified", "asked", "allowed"), [(None, ON, False), (LATER, ON, False), (ON, ON, True), (ON, LATER, True)]
)
def test_who_may_raise_from_the_public(qualified: date | None, asked: date, *, allowed: bool) -> None:
    """A charity raises from the public from the day of its certificate on; else it is told to cooperate."""
    decision = charity(qualified_on=qualified).may_raise_from_public(LAW.on(asked))
    assert bool(decision) is allowed
    assert ["art. 26" in remedy.text.en for remedy in decision.remedies] == [True] * (not allowed)


@pytest.mark.parametrize("kind", list(CommitteeKind))
def test_a_committee_helps_its_own(kind: CommitteeKind) -> None:
    """A villagers' or residents' committee runs mutual aid inside its community, and never raises from the public."""
    committee = Committee(OrganisationId("committee-1"), kind)
    assert committee.may_run_mutual_aid(LAW.on(ON))
    assert not committee.may_raise_from_public(LAW.on(ON))
    reform = LAW.amend(since=ON, mutual_aid_within_community=False)
    assert not committee.may_run_mutual_aid(reform.on(ON))
    assert kind.text.zh in {"村民委员会", "居民委员会"}
    citation = committee.may_run_mutual_aid(LAW.on(ON)).findings[0].citations[0]
    assert "第一百二十二条" in citation.to("zh")


@pytest.mark.parametrize("managers", ["p-1", None, 7, {"p-1": 1}])
def test_managers_are_a_list(managers: Any) -> None:
    """One id alone is not taken for a list of letters."""
    with pytest.raises(Malformed, match=r"organisation.people"):
        charity(managers=managers)


def test_managers_may_be_any_list() -> None:
    """A list, a tuple or a set of ids will do, and an empty one."""
    assert charity(managers=[*people("m-1")]).managers == ("m-1",)
    assert charity(managers=frozenset(people("m-1"))).managers == ("m-1",)
    assert Charity(CHARITY, registered_on=ON).managers == ()
    with pytest.raises(Malformed, match=r"party.id"):
        charity(managers=[""])


def test_each_organisation_is_entered_once() -> None:
    """An organisation is found by its id; another with the same id is refused, whatever kind it is."""
    made = book()
    assert made.find(ORGANISATIONS, CHARITY) == charity()
    assert made.find(ORGANISATIONS, FEDERATION) == federation()
    decision = made.decide(enter(OtherBody(CHARITY), "again"))
    assert decision.reason is not None
    assert decision.reason.ground.code == "book.exists"


def test_ties_are_kept() -> None:
    """Ties entered one after another are all known; the same tie counts once."""
    made = book(tied("p-1", "f-1"), tied("p-2", "f-2", TieKind.SPOUSE))
    assert len(ties_of(made._state)) == 2
    made.record(enter(OtherBody(OrganisationId("other"))))
    assert len(ties_of(made._state)) == 2
    assert len(ties_of(book()._state)) == 0
