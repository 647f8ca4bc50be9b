"""The duties that follow from a book, and the calendar file made of them."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import community_charity as cc
from community_charity.calendar import EVERY_DAY
from community_charity.campaigns.running import CampaignStarted as CampaignWasStarted
from community_charity.errors import Malformed, MissingExtra
from community_charity.interchange.icalendar import to_ical
from community_charity.publish import duties_of, facts_of
from community_charity.relief import CASES
from community_charity.rules.disclosure import (
    AccountsPosted,
    CampaignEnded,
    CampaignStarted,
    Done,
    DutyList,
    PostingCommittee,
    TargetedCampaignEnded,
    TrustEnded,
    YearEnded,
    duties,
)
from reproducers_campaign_noun import DAY, PLAN, end, public, start, targeted
from sample import (
    CASE,
    FUND,
    LATER,
    LAW,
    ON,
    book,
    cost,
    establish,
    expire,
    federation,
    found,
    fund,
    papers,
    pay,
    registered_society,
    society,
    take_back,
    urgent_case,
    urgent_grant,
    void,
)

if TYPE_CHECKING:
    from collections.abc import Callable

icalendar = pytest.importorskip("icalendar")


class Weekdays:
    """Monday to Friday."""

    def is_working_day(self, day: date, /) -> bool:
        """Answer."""
        return day.weekday() < 5


# --- from a book ---------------------------------------------------------------------------------------


def charity_book(**facts: Any) -> cc.Book:
    made = cc.Book(cc.Law.of("cn"))
    given: dict[str, Any] = {"registered_on": date(2020, 3, 4)} | facts
    body = cc.Charity(cc.OrganisationId("city-charity"), **given)
    made.record(cc.RegisterOrganisation(key="k-1", on=date(2024, 5, 1), organisation=body))
    return made


def test_each_charity_reports_each_year_of_the_book() -> None:
    """From the year of the first event to the last year that is over; with a fixed day from 2026 on."""
    found = duties_of(charity_book(), EVERY_DAY, as_of=date(2026, 6, 1))
    reports = {duty.id: duty.due for duty in found if duty.kind.code == "annual-report"}
    assert reports == {
        "annual-report:city-charity:2024": None,
        "annual-report:city-charity:2025": date(2026, 5, 31),
    }
    assert [duty.kind.code for duty in found.late(date(2026, 6, 1))] == ["annual-report", "related-party-list"]
    assert {duty.kind.code for duty in found if duty.asks} == {
        "registrar-report",
        "tax-special-report",
        "major-projects-report",
    }


def test_a_qualified_charity_has_its_accounts_audited() -> None:
    """From the year on in which it was qualified."""
    found = duties_of(charity_book(qualified_on=date(2025, 7, 1)), EVERY_DAY, as_of=date(2026, 6, 1))
    assert [duty.id for duty in found if duty.kind.code == "accounts-audit"] == ["accounts-audit:city-charity:2025"]
    assert not [duty for duty in found if duty.id == "major-projects-report:city-charity:2025"]


def test_a_charity_registered_later_reports_later() -> None:
    """A year before its registration is not reported; a book without a past year asks for nothing."""
    assert not len(duties_of(charity_book(registered_on=date(2026, 1, 1)), EVERY_DAY, as_of=date(2026, 6, 1)))
    assert not len(duties_of(charity_book(), EVERY_DAY, as_of=date(2024, 12, 31)))
    assert facts_of(cc.Book(cc.Law.of("cn")), as_of=ON) == ()


def test_what_is_told_takes_the_place_of_what_the_book_knows() -> None:
    """A year that is told in full leaves no question for that year; other facts join in."""
    year = YearEnded(
        "city-charity", 2025, form=None, charity=True, qualified=False, tax_deductible=False, major_projects=False
    )
    deal = TrustEnded("lake", date(2026, 5, 20))
    found = duties_of(charity_book(), EVERY_DAY, as_of=date(2026, 6, 1), more=[year, deal])
    asked = [duty.id for duty in found if duty.asks and duty.id.endswith("2025")]
    assert asked == ["registrar-report:city-charity:2025"]
    assert found.find("trust-end-report:lake") is not None
    drive = CampaignStarted("drive", date(2026, 1, 1), expected_end=date(2026, 12, 31), emergency=False)
    short, long = (
        duties_of(charity_book(), EVERY_DAY, as_of=date(2026, 6, 1), more=[drive], until=until)
        for until in (None, date(2026, 12, 31))
    )
    assert [sum(duty.kind.code == "campaign-report" for duty in each) for each in (short, long)] == [1, 3]


def test_a_registered_society_reports_as_an_association() -> None:
    """A society that is only filed does not."""
    made = cc.Book(LAW)
    made.record(cc.RegisterOrganisation(key="k-1", on=ON, organisation=federation()))
    registered = registered_society(id="registered-society")
    made.record_all([found(society()), found(registered, key="found-2")])
    years = [fact for fact in facts_of(made, as_of=date(2026, 6, 1)) if isinstance(fact, YearEnded)]
    assert [(year.subject, year.year) for year in years] == [(registered.id, 2025)]
    assert facts_of(made, as_of=date(2025, 12, 31)) == ()


def campaigning(*more: cc.Command) -> cc.Book:
    """Give a book with a campaign of 2026 among the public, and one among members."""
    made = charity_book(qualified_on=date(2022, 5, 1))
    made.record(establish(fund(capital=None)))
    for asked in (public(pools=[FUND]), targeted(pools=[FUND])):
        made.record(start(asked))
    made.record_all(more)
    return made


def told_of(made: cc.Book, as_of: date) -> list[Any]:
    return [fact for fact in facts_of(made, as_of=as_of) if not isinstance(fact, YearEnded)]


def test_a_campaign_of_the_book_begins_and_ends() -> None:
    """Begun from its day on, ended from its last day on; its plan tells its end, and whether it was filed in time."""
    first, last = DAY, date(2026, 12, 31)
    began = CampaignStarted("spring", first, expected_end=last, emergency=PLAN.emergency)
    filed = Done("plan-filing:spring", PLAN.filed_on)
    over = [began, filed, CampaignEnded("spring", last), TargetedCampaignEnded("dues", last)]
    made = campaigning()
    assert told_of(made, first - timedelta(days=1)) == []
    assert told_of(made, first) == told_of(made, last - timedelta(days=1)) == [began, filed]
    assert told_of(made, last) == over
    ended = end(on=date(2026, 6, 1))
    short = [began, filed, CampaignEnded("spring", ended.on)]
    assert told_of(campaigning(ended), ended.on) == short
    assert told_of(campaigning(ended), ended.on - timedelta(days=1)) == [began, filed]
    found = duties_of(made, EVERY_DAY, as_of=date(2027, 3, 31))
    states = {duty.id: (duty.due, duty.state(date(2027, 4, 1)).value) for duty in found}
    assert states["plan-filing:spring"][1] == "done"
    assert states["campaign-final-report:spring"] == (date(2027, 3, 31), "late")
    assert states["targeted-donors-told:dues"][0] is None
    assert sum(name.startswith("campaign-report:spring") for name in states) == 3


def test_a_campaign_without_a_plan_leaves_open_what_the_plan_would_tell() -> None:
    """Whether it answers an emergency is not known; its own last day is known, and who filed the plan is not."""
    made = campaigning()
    bare = attrs.evolve(public(pools=[FUND]), id="bare", plan=None)
    order = start(bare)
    made._state.events[order.key] = CampaignWasStarted(len(made.events), order)
    facts = [fact for fact in told_of(made, DAY) if getattr(fact, "subject", "") == "bare"]
    assert facts == [CampaignStarted("bare", DAY, expected_end=bare.period.last)]
    unfiled = start(attrs.evolve(bare, plan=attrs.evolve(PLAN, id="other", filed_on=None)))
    made._state.events[order.key] = CampaignWasStarted(len(made.events), unfiled)
    assert "plan-filing:bare" not in {getattr(fact, "duty", "") for fact in told_of(made, DAY)}


def test_what_is_told_of_a_campaign_takes_the_place_of_what_the_book_knows() -> None:
    """Told again, with another day or not, it contradicts nothing."""
    again = CampaignStarted("spring", DAY, expected_end=date(2026, 12, 31), emergency=True)
    late = Done("plan-filing:spring", date(2026, 4, 1))
    found = duties_of(campaigning(), EVERY_DAY, as_of=date(2026, 4, 2), more=[again, late])
    duty = found.find("plan-filing:spring")
    assert duty is not None
    assert (duty.due, duty.done_on) == (date(2026, 3, 22), date(2026, 4, 1))


def papers_of(made: cc.Book, as_of: date) -> list[tuple[Any, ...]]:
    owed = duties_of(made, Weekdays(), as_of=as_of)
    return [(d.due, d.state(as_of).value) for d in owed if d.kind.code == "emergency-papers"]


def test_papers_of_emergency_relief_are_owed_until_they_come() -> None:
    """Five working days from 13 March 2025, a Thursday: open, late, done, done late."""
    made = book(urgent_grant(), case=urgent_case())
    assert papers_of(made, date(2025, 3, 20)) == [(date(2025, 3, 20), "open")]
    assert papers_of(made, date(2025, 3, 21)) == [(date(2025, 3, 20), "late")]
    late = made.branch()
    made.record(papers(on=date(2025, 3, 20)))
    assert papers_of(made, date(2025, 3, 21)) == [(date(2025, 3, 20), "done")]
    late.record(papers(on=date(2025, 3, 24)))
    assert papers_of(late, date(2025, 3, 21)) == [(date(2025, 3, 20), "late")]
    assert papers_of(late, date(2025, 3, 24)) == [(date(2025, 3, 20), "done_late")]


def test_relief_that_was_taken_back_owes_no_papers() -> None:
    """Voided, expired, or paid and reversed; but not while part of it is paid."""
    urgent: dict[str, Any] = {"case": urgent_case()}
    assert papers_of(book(urgent_grant(), void(), **urgent), LATER) == []
    ends = urgent_grant(expires=ON)
    assert papers_of(book(ends, expire(on=LATER), **urgent), LATER) == []
    paid = book(urgent_grant(), pay(), **urgent)
    assert len(papers_of(paid, LATER)) == 1
    paid.record(take_back())
    assert papers_of(paid, LATER) == []
    part = book(urgent_grant(), pay(amount=cc.yuan(100)), void(), **urgent)
    assert len(papers_of(part, LATER)) == 1
    part.record(take_back())
    assert papers_of(part, LATER) == []
    assert [state for _, state in papers_of(book(urgent_grant(), papers(), void(), **urgent), LATER)] == ["done"]


ORDERS: list[Callable[[int], cc.Command]] = [
    lambda n: urgent_grant(key=f"grant-{n % 3}", amount=cc.yuan(100)),
    lambda n: urgent_grant(key=f"grant-{n % 3}", amount=cc.yuan(100), emergency=False),
    lambda n: pay(key=f"pay-{n}", grant=f"grant-{n % 3}", amount=cc.yuan(50)),
    lambda n: void(key=f"void-{n}", grant=f"grant-{n % 3}"),
    lambda n: take_back(key=f"back-{n}", payment=f"pay-{n % 7}"),
    lambda n: papers(cost(cc.yuan(3_000)), key=f"papers-{n}"),
]


@given(st.lists(st.tuples(st.integers(0, len(ORDERS) - 1), st.integers(0, 20)), max_size=20))
def test_papers_are_owed_exactly_when_the_book_says_so(orders: list[tuple[int, int]]) -> None:
    """Whatever was granted, paid, voided and reversed: the file of the case and the duties agree."""
    made = book(case=urgent_case())
    for which, number in orders:
        with suppress(cc.Refused):
            made.record(ORDERS[which](number))
    file = made.find(CASES, CASE)
    assert file is not None
    states = [state for _, state in papers_of(made, ON)]
    assert states.count("open") == (file.emergency_on is not None)


def test_what_is_later_than_the_day_is_not_looked_at() -> None:
    """A day before the first event, a book holds nothing."""
    assert facts_of(charity_book(), as_of=date(2024, 4, 30)) == ()


@pytest.mark.parametrize("wrong", ["2026-06-01", None])
def test_what_cannot_be_right_is_refused(wrong: Any) -> None:
    """A day as text, no day, no book."""
    with pytest.raises(Malformed):
        facts_of(charity_book(), as_of=wrong)
    with pytest.raises(Malformed):
        facts_of(wrong, as_of=ON)


# --- the file ------------------------------------------------------------------------------------------

STAMP = date(2026, 1, 20)


def some() -> DutyList:
    ended = CampaignEnded("spring-drive", date(2025, 9, 30))
    found = [
        ended,
        AccountsPosted("lake-village", date(2026, 1, 10), committee=PostingCommittee.VILLAGE),
        TargetedCampaignEnded("members", date(2025, 9, 30)),
    ]
    law = cc.Law.of("cn")
    first = duties(found, law, EVERY_DAY, until=STAMP)
    return duties([*found, first[0].done(date(2025, 12, 1))], law, EVERY_DAY, until=STAMP)


def read(file: bytes, kind: str = "VTODO") -> list[Any]:
    return list(icalendar.Calendar.from_ical(file).walk(kind))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_file_reads_back(lang: Any) -> None:
    """Each duty is a to-do with its day, whole, and its state; one without a day has none."""
    found = some()
    entries = read(to_ical(found, stamp=STAMP, lang=lang))
    assert [entry.get("due") and entry["due"].dt for entry in entries] == [duty.due for duty in found]
    assert [str(entry["status"]) for entry in entries] == ["COMPLETED", "NEEDS-ACTION", "NEEDS-ACTION"]
    assert [str(entry["description"]) for entry in entries] == [duty.text(lang) for duty in found]
    assert all(entry["due"].params["VALUE"] == "DATE" for entry in entries if "due" in entry)
    assert all(entry["dtstamp"].dt == datetime(2026, 1, 20, tzinfo=UTC) for entry in entries)
    assert str(found[1].when.to(lang)) in str(entries[1]["summary"])


def test_a_file_keeps_to_the_standard() -> None:
    """RFC 5545: version and maker, CRLF, at most 75 octets a line, no property twice, all that is required."""
    file = to_ical(some(), stamp=STAMP, lang="zh")
    assert file.endswith(b"\r\n")
    assert file.count(b"\n") == file.count(b"\r\n")
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    calendar = icalendar.Calendar.from_ical(file)
    assert str(calendar["version"]) == "2.0"
    assert calendar["prodid"]
    for entry in calendar.walk("VTODO"):
        assert {"UID", "DTSTAMP", "SUMMARY"} <= set(entry)
        assert not isinstance(entry["uid"], list)
        assert not entry.errors


def test_what_was_done_after_the_stamp_is_open() -> None:
    """The file tells how things stood on its day."""
    assert str(read(to_ical(some(), stamp=date(2025, 11, 30)))[0]["status"]) == "NEEDS-ACTION"


def test_ids_are_stable_and_differ() -> None:
    """The same duty has the same UID in each file and language; scopes tell two books apart."""
    files = [
        to_ical(some(), stamp=STAMP),
        to_ical(some(), stamp=date(2026, 3, 1), lang="zh"),
        to_ical(some(), stamp=STAMP, scope="book-2"),
    ]
    ids = [[str(entry["uid"]) for entry in read(file)] for file in files]
    assert ids[0] == ids[1]
    assert not set(ids[0]) & set(ids[2])
    assert len(set(ids[0])) == 3
    assert to_ical(some(), stamp=STAMP) == to_ical(some(), stamp=STAMP)


def test_events_instead_of_tasks() -> None:
    """Whole days for calendars that show events alone; what has no day is left out."""
    entries = read(to_ical(some(), stamp=STAMP, as_events=True), "VEVENT")
    assert [entry["dtstart"].dt for entry in entries] == [duty.due for duty in some() if duty.due]
    assert all("status" not in entry and "dtend" not in entry for entry in entries)


def test_without_the_package_the_error_names_the_extra() -> None:
    """As with every extra."""
    with patch.dict(sys.modules, {"icalendar": None}), pytest.raises(MissingExtra) as missing:
        to_ical(DutyList(()), stamp=STAMP)
    assert 'pip install "community-charity[ical]"' in str(missing.value)


@pytest.mark.parametrize(
    ("found", "stamp"), [([], STAMP), (DutyList(()), "2026-01-20"), (DutyList(()), datetime(2026, 1, 20, tzinfo=UTC))]
)
def test_only_duties_and_a_plain_day_are_taken(found: Any, stamp: Any) -> None:
    """A list of something else, a day as text, and a moment are refused."""
    with pytest.raises(Malformed):
        to_ical(found, stamp=stamp)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcde"), st.dates(date(2016, 9, 1), date(2026, 12, 31))), unique_by=lambda t: t[0]
    )
)
def test_any_duties_survive_the_file(ends: list[tuple[str, date]]) -> None:
    """As many entries as duties, with the same days in the same order."""
    found = duties([CampaignEnded(name, on) for name, on in ends], cc.Law.of("cn"), EVERY_DAY, until=STAMP)
    assert [entry["due"].dt for entry in read(to_ical(found, stamp=STAMP))] == [duty.due for duty in found]
