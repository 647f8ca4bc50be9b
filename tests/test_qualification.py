"""The public-fundraising qualification against a plain model: conditions, waits, bars, officers. All are invented."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.errors import LawError, Malformed
from community_charity.law.law import Law
from community_charity.money import yuan
from community_charity.parties import OrganisationId, PersonId
from community_charity.rules.qualification import (
    Certificate,
    DecisionDue,
    OfficerCandidate,
    QualificationApplication,
    RegistrationLevel,
    qualification_decision_due,
)
from community_charity.rules.qualification.waiting import free_on, full_on, opens

LAW = Law.of("cn")
ON = date(2026, 3, 2)
CHARITY, CANDIDATE = OrganisationId("city-charity"), PersonId("p-1")
ONE = timedelta(days=1)
BOOKS = frozenset(
    ("finance", "projects", "purchasing", "assets", "staff", "archives", "accounting_supervision", "disclosure")
)
GOOD: dict[str, Any] = {
    "charity_since": date(2017, 1, 10),
    "established_on": date(2015, 5, 1),
    "registered_at": "county",
    "governance_sound": True,
    "directors": 9,
    "directors_from_one_body": 3,
    "directors_not_mainland": 0,
    "relatives_on_board": False,
    "mainland_representative": True,
    "full_time_secretary": True,
    "chair_is_secretary": False,
    "full_time_staff": True,
    "supervisors": 1,
    "supervision_works": True,
    "rule_books": BOOKS,
    "rules_followed": True,
    "ratios_met": True,
    "tax_registered": True,
    "national_accounting": True,
    "timely_reports": True,
    "assessment_grade": 4,
    "assessment_valid_until": date(2028, 12, 31),
    "on_abnormal_list": False,
    "on_serious_breach_list": False,
    "penalties": (),
    "other_breaches": (),
    "revocations": (),
    "written_application": True,
    "audit_report": True,
    "board_resolution": True,
    "business_supervisor": True,
    "supervisor_consents": True,
}
FLAGS = [name for name, value in GOOD.items() if isinstance(value, bool) and name != "business_supervisor"]
DAYS = st.dates(date(2016, 9, 1), date(2035, 12, 31))


def application(**facts: Any) -> QualificationApplication:
    return QualificationApplication(CHARITY, **{**GOOD, **facts})


def outcome(asked: QualificationApplication, on: date = ON) -> str:
    return asked.may_be_granted(LAW.on(on)).outcome.value


# ------------------------------------------------------------------------------------------------------- conditions


@given(st.dictionaries(st.sampled_from(FLAGS), st.sampled_from([True, False, None])))
def test_one_missed_condition_refuses_and_one_open_one_leaves_it_open(facts: dict[str, bool | None]) -> None:
    """Whatever else holds: any "no" refuses, else any "not known" leaves it open, else it is granted."""
    now = {**{name: GOOD[name] for name in FLAGS}, **facts}
    missed = any(value is not None and value is not GOOD[name] for name, value in now.items())
    expected = "refused" if missed else "undetermined" if None in now.values() else "allowed"
    assert outcome(application(**facts)) == expected


@given(directors=st.integers(1, 60), data=st.data())
def test_at_most_a_third_of_the_board(directors: int, data: st.DataObject) -> None:
    """Three times the group may not exceed the board; the remedy leaves the largest group that is allowed."""
    part = data.draw(st.integers(0, directors))
    for name in ("directors_from_one_body", "directors_not_mainland"):
        facts = {"directors_from_one_body": 0, "directors_not_mainland": 0, "directors": directors, name: part}
        decision = application(**facts).may_be_granted(LAW.on(ON))
        assert bool(decision) is (3 * part <= directors)
        if not decision:
            assert decision.reason is not None
            assert decision.reason.found == Fraction(part, directors)
            assert decision.remedies[0].changes == {name: directors // 3}


@given(asked=DAYS, since=st.dates(date(2012, 1, 1), date(2030, 1, 1)))
def test_the_wait_ends_on_the_day_that_the_remedy_names(asked: date, since: date) -> None:
    """On that day the wait is over, and not a day before, even if the law changes in between."""
    one = application(charity_since=since)
    (finding,) = [f for f in one.may_be_granted(LAW.on(asked)).findings if f.ground.code == "qualification.long_enough"]
    years = 2 if asked < date(2024, 9, 5) else 1
    assert finding.holds is (full_on(since, years) <= asked)
    if not finding.holds:
        until = finding.facts["until"]
        held = [
            next(f.holds for f in one.may_be_granted(LAW.on(day)).findings if f.ground is finding.ground)
            for day in (until - ONE, until)
        ]
        assert held == [False, True]


@pytest.mark.parametrize("level", list(RegistrationLevel))
def test_supervisors_are_counted_only_at_provincial_level_and_above(level: RegistrationLevel) -> None:
    """A county or city charity needs no board of supervisors; each level has its words."""
    provincial = level in (RegistrationLevel.PROVINCE, RegistrationLevel.NATIONAL)
    assert outcome(application(registered_at=level, supervisors=2)) == ("refused" if provincial else "allowed")
    assert level.text.en
    assert level.text.zh


def test_no_such_question_before_the_law() -> None:
    """A day before 1 September 2016 has no answer at all."""
    law = LAW.on(date(2016, 8, 31))
    with pytest.raises(LawError):
        application().may_be_granted(law)
    with pytest.raises(LawError):
        Certificate(CHARITY, issued_on=date(2015, 1, 1), revocations=[]).may_reapply(law)
    with pytest.raises(LawError):
        OfficerCandidate(CANDIDATE).may_serve(law)


def test_nothing_known_is_never_a_yes() -> None:
    """An application of which nobody knows anything is open, in both laws, and each open point asks for a paper."""
    bare = QualificationApplication(CHARITY)
    for on in (ON, date(2020, 3, 2)):
        decision = bare.may_be_granted(LAW.on(on))
        assert decision.outcome.value == "undetermined"
        made = [f.ground.remedy and f.ground.remedy(f, bare) for f in decision.unmet]
        assert made.count(None) == (on < date(2024, 9, 5))
        asked_for = [remedy.text.zh for remedy in decision.remedies]
        assert asked_for == list(dict.fromkeys(remedy.text.zh for remedy in made if remedy))  # each paper once
        assert all(text.startswith("请提供") for text in asked_for)


def test_a_duty_that_the_law_drops_is_not_asked_for() -> None:
    """In a what-if without the duty that an assessment is still valid, an expired one will do."""
    expired = application(assessment_valid_until=date(2020, 1, 1))
    assert outcome(expired) == "refused"
    dropped = LAW.amend(since=date(2026, 1, 1), qualification_assessment_unexpired=False)
    assert bool(expired.may_be_granted(dropped.on(ON)))


@pytest.mark.parametrize(
    "facts",
    [
        {"directors": True},
        {"directors": 3.0},
        {"directors": -1},
        {"directors_from_one_body": 10},
        {"directors_not_mainland": 10},
        {"governance_sound": 1},
        {"rule_books": "finance"},
        {"rule_books": [7]},
        {"penalties": date(2025, 1, 1)},
        {"penalties": ["2025-01-01"]},
        {"registered_at": "village"},
        {"charity_since": "2025-01-01"},
    ],
)
def test_what_cannot_be_is_refused(facts: dict[str, Any]) -> None:
    """Wrong types, truth values for numbers, numbers below zero, more than all."""
    with pytest.raises(Malformed):
        application(**facts)


def test_only_a_law_of_one_day_can_be_asked() -> None:
    """Each question wants the law as `Law.on` gives it."""
    law: Any = LAW
    for ask in (
        application().may_be_granted,
        Certificate(CHARITY, issued_on=ON).may_reapply,
        Certificate(CHARITY, issued_on=ON).judged_as_qualified,
        OfficerCandidate(CANDIDATE).may_serve,
    ):
        with pytest.raises(Malformed):
            ask(law)


# ------------------------------------------------------------------------------------------------------- time


@given(event=st.dates(date(2000, 1, 1), date(2040, 1, 1)), years=st.integers(0, 30))
def test_a_bar_covers_the_day_with_the_same_number(event: date, years: int) -> None:
    """A wait is over on that day, a bar a day later; 29 February becomes 28 February."""
    day = 28 if (event.month, event.day) == (2, 29) and (event.year + years) % 4 else event.day
    same = date(event.year + years, event.month, day)
    assert full_on(event, years) == same
    assert free_on(event, years) == same + ONE


@pytest.mark.parametrize("field", ["sentences_served", "bodies_closed", "bans"])
def test_a_bar_that_ends_after_the_calendar_is_malformed(field: str) -> None:
    """No error of the calendar arithmetic reaches the caller."""
    facts: dict[str, Any] = {field: [date.max]}
    with pytest.raises(Malformed):
        OfficerCandidate(CANDIDATE, **facts).may_serve(LAW.on(ON))
    with pytest.raises(Malformed):
        application(charity_since=date.max).may_be_granted(LAW.on(ON))


def test_a_wait_of_no_years_is_over_at_once() -> None:
    """As a what-if may say."""
    assert (full_on(ON, 0), free_on(ON, 0)) == (ON, ON + ONE)


def test_a_change_of_the_law_may_shorten_a_wait() -> None:
    """What began under two years ends under one, but not before that law is in force."""
    eve = LAW.on(date(2024, 9, 4))
    key = "public_fundraising_wait_years"
    assert opens(eve, key, date(2023, 9, 5), full_on)["until"] == date(2024, 9, 5)
    assert opens(eve, key, date(2023, 9, 6), full_on)["until"] == date(2024, 9, 6)
    assert opens(LAW.on(date(2023, 1, 9)), key, date(2021, 5, 6), full_on)["until"] == date(2023, 5, 6)


@given(revoked=st.dates(date(2024, 9, 5), date(2030, 1, 1)), on=st.dates(date(2024, 9, 5), date(2037, 1, 1)))
def test_five_years_after_a_revocation(revoked: date, on: date) -> None:
    """No new application until five years and a day have gone by; the remedy names the first day."""
    certificate = Certificate(CHARITY, issued_on=date(2020, 1, 6), revocations=[revoked])
    free = free_on(revoked, 5)
    decision = certificate.may_reapply(LAW.on(on))
    assert bool(decision) is (on >= free)
    assert [remedy.wait_until for remedy in decision.remedies] == ([] if decision else [free])
    assert outcome(application(revocations=[revoked], assessment_valid_until=date(2040, 1, 1)), on) == (
        "allowed" if decision else "refused"
    )


def test_before_the_amended_law_no_bar_is_known() -> None:
    """The first law bars nobody; a revocation of its time is open under the new one until five years are over."""
    old = Certificate(CHARITY, issued_on=date(2018, 1, 8), revocations=[date(2022, 3, 4)])
    assert bool(old.may_reapply(LAW.on(date(2024, 9, 4))))
    assert old.may_reapply(LAW.on(date(2024, 9, 5))).outcome.value == "undetermined"
    assert bool(old.may_reapply(LAW.on(date(2027, 3, 5))))


def test_a_certificate_that_is_revoked_next_year_still_counts_this_year() -> None:
    """What is going to happen does not change the year before it."""
    certificate = Certificate(CHARITY, issued_on=date(2020, 1, 6), revocations=[date(2027, 1, 4)])
    assert bool(certificate.judged_as_qualified(LAW.for_fiscal_year(2026)))


class MondayToFriday:
    """An invented calendar without holidays."""

    def is_working_day(self, day: date, /) -> bool:
        """Say whether it is no weekend."""
        return day.weekday() < 5


def test_the_office_has_twenty_days_of_either_kind() -> None:
    """Both ways are given; only where they agree does anybody know whether the office is late."""
    due = qualification_decision_due(ON, LAW.on(ON), MondayToFriday())
    assert due == DecisionDue(date(2026, 3, 23), date(2026, 3, 30))
    assert [due.overdue(date(2026, 3, day)) for day in (23, 24, 30, 31)] == [False, None, None, True]
    assert qualification_decision_due(date(2020, 3, 2), LAW.on(date(2020, 3, 2)), MondayToFriday()) == DecisionDue(
        date(2020, 3, 23), date(2020, 3, 30)
    )
    wrong: Any = LAW
    with pytest.raises(Malformed):
        due.overdue(wrong)
    with pytest.raises(Malformed):
        qualification_decision_due(ON, wrong, MondayToFriday())


# ------------------------------------------------------------------------------------------------------- officers


@given(
    capable=st.sampled_from([True, False, None]),
    served=st.none() | st.lists(st.dates(date(2010, 1, 1), date(2030, 1, 1)), max_size=2),
    closed=st.none() | st.lists(st.dates(date(2010, 1, 1), date(2026, 1, 1)), max_size=2),
    bans=st.none() | st.lists(st.dates(date(2010, 1, 1), date(2030, 1, 1)), max_size=2),
    barred=st.sampled_from([True, False, None]),
    on=st.dates(date(2024, 9, 5), date(2032, 1, 1)),
)
def test_who_may_serve(
    capable: bool | None,
    served: list[date] | None,
    closed: list[date] | None,
    bans: list[date] | None,
    barred: bool | None,
    on: date,
) -> None:
    """Any bar refuses, else anything not known leaves it open."""

    def five_years(days: list[date] | None) -> bool | None:
        return None if days is None else all(on > full_on(day, 5) for day in days)

    facts = [
        capable,
        five_years(served),
        five_years(closed),
        None if bans is None else all(day < on for day in bans),
        None if barred is None else not barred,
    ]
    expected = "refused" if False in facts else "undetermined" if None in facts else "allowed"
    one = OfficerCandidate(
        CANDIDATE, full_capacity=capable, sentences_served=served, bodies_closed=closed, bans=bans, other_bar=barred
    )
    assert one.may_serve(LAW.on(on)).outcome.value == expected


def test_a_candidate_tells_nothing_of_the_person() -> None:
    """What is known of a person stands in no repr."""
    one = OfficerCandidate(CANDIDATE, full_capacity=False, sentences_served=[date(2025, 5, 6)])
    assert repr(one) == "OfficerCandidate(id='p-1')"


def test_a_what_if_without_the_duties_asks_for_nothing() -> None:
    """Each duty of an officer can be taken away, and is then not weighed."""
    free = LAW.amend(
        since=date(2026, 1, 1),
        charity_officer_needs_capacity=False,
        banned_manager_may_not_serve=False,
        charity_officer_other_bars=False,
    )
    one = OfficerCandidate(CANDIDATE, sentences_served=[], bodies_closed=[])
    assert [f.ground.code for f in one.may_serve(free.on(ON)).findings] == ["officer.sentence", "officer.closed_body"]


# ------------------------------------------------------------------------------------------------------- figures


def test_penalties_are_figures() -> None:
    """The fines of both laws, and what came with the amended one."""
    old, new = LAW.on(date(2020, 3, 2)), LAW.on(ON)
    for law in (old, new):
        assert law.unqualified_fundraising_minimum_fine == law.responsible_person_minimum_fine == yuan(20_000)
        assert law.unqualified_fundraising_maximum_fine == law.responsible_person_maximum_fine == yuan(200_000)
        assert law.repeated_breach_years == 1
    assert (new.manager_ban_minimum_years, new.manager_ban_maximum_years) == (1, 5)
    assert "manager_ban_maximum_years" not in old
    found = new.get("unqualified_fundraising_maximum_fine")
    assert found is not None
    assert found.citations[0].to("zh").endswith("第一百一十三条第一款")


def test_what_was_not_read_says_so() -> None:
    """The conditions of the 2016 measures stand on quotations; those of 2024 on the text."""
    for key in ("qualification_minimum_assessment", "qualification_clean_record_years"):
        history = LAW.figure(key).history
        assert [value.verified.value for value in history] == ["secondary", "primary"]
    assert attrs.fields(QualificationApplication).rule_books.default is None
