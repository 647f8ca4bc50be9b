"""Duties from facts: the decision tables, and what holds of any facts, any law and any day."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import structured
from community_charity.calendar import EVERY_DAY
from community_charity.china import ChineseWorkCalendar
from community_charity.errors import CharityError, LawError, Malformed
from community_charity.law.figure import Sense
from community_charity.law.law import Law
from community_charity.law.loading import read
from community_charity.law.values import DayOfYear
from community_charity.rules import disclosure
from community_charity.rules.disclosure import (
    AccountsPosted,
    BasicInformationChanged,
    CampaignEnded,
    CampaignPlanned,
    CampaignStarted,
    DonationsReceivedByCommittee,
    Done,
    Duty,
    DutyList,
    DutyState,
    Fact,
    MajorEvent,
    OrganisationTerminated,
    PlanDefectNotified,
    PostingCommittee,
    ProjectEnded,
    ProjectStarted,
    RelatedPartyDealMade,
    ResponsePhaseEnded,
    Timing,
    TrustEnded,
    TrustSigned,
    TrustYearEnded,
    VolunteerActivityHeld,
    VolunteerActivityPlanned,
    YearEnded,
    duties,
)
from community_charity.rules.disclosure.kinds import KINDS
from community_charity.rules.disclosure.table import RULES, SERIES
from community_charity.rules.volunteering import stars

LAW = Law.of("cn")
UNTIL = date(2026, 12, 31)
ONE = timedelta(days=1)


class Resting:
    """A small calendar: no work at weekends, if so told, and on the days given."""

    def __init__(self, *, weekends: bool, rest: tuple[date, ...] = ()) -> None:
        self.weekends, self.rest = weekends, frozenset(rest)

    def is_working_day(self, day: date, /) -> bool:
        """Answer."""
        return day not in self.rest and not (self.weekends and day.weekday() > 4)


WEEKDAYS = Resting(weekends=True)

# --- the tables ----------------------------------------------------------------------------------------


@attrs.frozen
class Row:
    """One row of a table: what happened, in which calendar, and what must follow."""

    file: str
    table: dict[str, Any] = attrs.field(repr=False)

    @property
    def id(self) -> str:
        """Name the row for a report."""
        return f"{self.file}: {self.table['name']}"

    def calendar(self) -> Any:
        """Make the calendar."""
        named = self.table.get("calendar", "every_day")
        if named == "china":
            return ChineseWorkCalendar()
        rest = tuple(self.table.get("rest", ()))
        return Resting(weekends=named == "weekdays", rest=rest) if named == "weekdays" or rest else EVERY_DAY

    def facts(self) -> list[Fact]:
        """Make the facts."""
        return [_fact(raw) for raw in self.table["facts"]]

    def ask(self) -> DutyList:
        """Ask as the table says."""
        done = [Done(**raw) for raw in self.table.get("done", ())]
        return self.under(Law.of(self.table.get("place", "cn")), done)

    def under(self, law: Law, done: list[Done] | None = None) -> DutyList:
        """Ask under another law."""
        until = self.table.get("until", UNTIL)
        return duties([*self.facts(), *(done or ())], law, self.calendar(), until=until)


def _fact(raw: dict[str, Any]) -> Fact:
    given = dict(raw)
    kind = getattr(disclosure, given.pop("fact"))
    fact = structured(given, kind)
    assert isinstance(fact, Fact)
    return fact


def rows() -> list[Row]:
    folder = Path(__file__).parent / "duties"
    return [
        Row(path.stem, row)
        for path in sorted(folder.glob("*.toml"))
        for row in tomllib.loads(path.read_text("utf-8"))["case"]
    ]


ROWS = rows()
every_row = pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])


@every_row
def test_what_is_due_and_by_which_article(row: Row) -> None:
    """Exactly the duties of the table, each with its day, its article, and how it stands."""
    found = row.ask()
    kinds = row.table.get("kinds")
    shown = [duty for duty in found if kinds is None or duty.kind.code in kinds]
    expected = {each["duty"]: each for each in row.table["expect"]}
    assert {duty.id for duty in shown} == set(expected), found.text()
    for duty in shown:
        wanted = expected[duty.id]
        assert duty.due == (None if wanted["due"] == "none" else wanted["due"]), duty.text()
        assert wanted["article"] in duty.law("zh"), duty.law("zh")
        assert duty.timing is Timing(wanted.get("timing", duty.timing))
        if "state" in wanted:
            assert duty.state(row.table["as_of"]) is DutyState(wanted["state"])


@every_row
def test_duties_read_in_two_languages(row: Row) -> None:
    """Text, table, data and HTML, with every place filled."""
    found = row.ask()
    as_of = row.table.get("as_of")
    for lang in ("en", "zh"):
        for text in (found.text(lang), found.text(lang, UNTIL), found.html(lang), found.html(lang, UNTIL)):
            assert "{" not in text
            assert "None" not in text
        assert len(found.table(lang)) == len(found.table(lang, UNTIL)) == len(found) + 1
    for duty in found:
        assert duty.what.zh != duty.what.en
        assert not any("一" <= sign <= "鿿" for sign in duty.what.en + duty.when.en + duty.kind.who.en)
        assert all(not any("一" <= sign <= "鿿" for sign in note.en) for note in duty.notes)
    plain = found.to_dict(as_of)
    assert [each["id"] for each in plain] == [duty.id for duty in found]
    assert all(("state" in each) == (as_of is not None) for each in plain)


def test_there_are_many_rows_and_none_stands_twice() -> None:
    """Each name once, and every rule and every kind of duty seen in some table."""
    ids = [row.id for row in ROWS]
    assert len(ids) == len(set(ids)) >= 50
    seen = {duty.kind.code for row in ROWS for duty in row.ask()}
    assert seen == set(KINDS)


@pytest.mark.deep
def test_every_change_of_a_term_has_a_row_on_both_sides() -> None:
    """A figure that begins or changes a day early, or a day late, changes what some table finds."""
    keys = {rule.figure or rule.duty for each in RULES.values() for rule in each}
    keys |= {rule.interval for each in SERIES.values() for rule in each}
    national = [row for row in ROWS if "place" not in row.table]
    before = [_told(row.under(LAW)) for row in national]
    missed = []
    for key in sorted(key for key in keys if key and LAW.has(key)):
        for number, value in enumerate(LAW.figure(key).history):
            if value.since.year < FIRST or (number and LAW.figure(key).history[number - 1].value == value.value):
                continue
            for by in (-ONE, ONE):
                moved = _moved(LAW, key, number, value.since + by)
                if before == [_told(row.under(moved)) for row in national]:
                    missed.append((key, value.since.isoformat(), by.days))
    assert missed == KNOWN_GAPS


FIRST = 2016
"""Figures of 1998, 2001 and 2004 began before what the tables tell of."""

KNOWN_GAPS = [
    # Asked on 1 January alone: a day more or less in the year before changes no answer.
    ("annual_report_day", "2026-01-01", -1),
    ("annual_report_filed", "2016-09-01", -1),
    ("annual_report_filed", "2016-09-01", 1),
    # Not verified: it fixes no day.
    ("fundraising_plan_filing_lead_days", "2016-09-01", -1),
    ("fundraising_plan_filing_lead_days", "2016-09-01", 1),
    # As the first.
    ("major_projects_report_day", "2026-01-01", -1),
    ("related_party_list_day", "2026-01-01", -1),
    ("tax_special_report_day", "2020-01-01", -1),
    ("trust_reported_every_year", "2016-09-01", -1),
    ("trust_reported_every_year", "2016-09-01", 1),
    # A day early there is no duty to post at all.
    ("village_affairs_interval_months", "2026-01-01", -1),
    ("village_finances_interval_months", "2026-01-01", -1),
]


def _told(found: DutyList) -> list[Any]:
    return [(duty.id, duty.due) for duty in found]


def _moved(law: Law, key: str, number: int, since: date) -> Law:
    figure = law.figure(key)
    history = list(figure.history)
    history[number] = attrs.evolve(history[number], since=since)
    if number:
        history[number - 1] = attrs.evolve(history[number - 1], until=since - ONE)
    figures = {**law._figures, key: attrs.evolve(figure, history=tuple(history))}
    return attrs.evolve(law, figures=figures)


# --- properties ----------------------------------------------------------------------------------------

DAYS = st.dates(date(2016, 9, 1), date(2026, 12, 31))
MAYBE = st.one_of(st.none(), st.booleans())
YEARS = st.integers(2016, 2026)
IDS = st.sampled_from(["a", "b", "c"])
LATER = st.one_of(st.none(), st.dates(date(2016, 9, 1), date(2028, 12, 31)))


def facts_of_all_kinds() -> st.SearchStrategy[Fact]:
    return st.one_of(
        st.builds(CampaignPlanned, IDS, DAYS, outside_territory=MAYBE),
        st.builds(CampaignStarted, IDS, DAYS, expected_end=LATER, emergency=MAYBE),
        st.builds(ResponsePhaseEnded, IDS, DAYS),
        st.builds(CampaignEnded, IDS, DAYS),
        st.builds(ProjectStarted, IDS, DAYS, expected_end=LATER, qualified=MAYBE),
        st.builds(ProjectEnded, IDS, DAYS, qualified=MAYBE, surplus=MAYBE),
        st.builds(
            YearEnded,
            IDS,
            YEARS,
            form=st.one_of(st.none(), st.sampled_from(["foundation", "association", "service_organisation", "other"])),
            charity=MAYBE,
            qualified=MAYBE,
            supervised=MAYBE,
            tax_deductible=MAYBE,
            major_projects=MAYBE,
        ),
        st.builds(MajorEvent, IDS, DAYS),
        st.builds(RelatedPartyDealMade, IDS, DAYS),
        st.builds(BasicInformationChanged, IDS, DAYS),
        st.builds(OrganisationTerminated, IDS, DAYS),
        st.builds(PlanDefectNotified, IDS, DAYS),
        st.builds(TrustSigned, IDS, DAYS, settlor_is_charity=MAYBE),
        st.builds(TrustYearEnded, IDS, YEARS),
        st.builds(TrustEnded, IDS, DAYS),
        st.builds(AccountsPosted, IDS, DAYS, committee=st.sampled_from(["village", "residents"])),
        st.builds(
            DonationsReceivedByCommittee, IDS, DAYS, committee=st.sampled_from(["village", "residents"]), many=MAYBE
        ),
        st.builds(VolunteerActivityHeld, IDS, DAYS),
        st.builds(VolunteerActivityPlanned, IDS, DAYS, dangerous=MAYBE),
    )


@st.composite
def agreeing_facts(draw: st.DrawFn) -> list[Fact]:
    """Draw facts that do not contradict each other: one of a kind for a subject, ends after beginnings."""
    drawn = draw(st.lists(facts_of_all_kinds(), max_size=8))
    told = list({(type(fact), fact.subject, fact.tag): fact for fact in drawn}.values())
    begun = {(type(fact), fact.subject): fact.on for fact in told}
    pairs: dict[type[Fact], type[Fact]] = {
        CampaignEnded: CampaignStarted,
        ResponsePhaseEnded: CampaignStarted,
        ProjectEnded: ProjectStarted,
    }
    return [fact for fact in told if fact.on >= begun.get((pairs.get(type(fact), Fact), fact.subject), fact.on)]


def ask(facts: list[Any], law: Law = LAW, calendar: Any = WEEKDAYS) -> DutyList:
    return duties(facts, law, calendar, until=date(2028, 12, 31))


@given(agreeing_facts())
def test_a_duty_is_due_on_the_right_side_of_its_fact(facts: list[Fact]) -> None:
    """Never before what sets it running; what is due ahead, never after. The order is that of the days."""
    found = ask(facts)
    for duty in found:
        if duty.due is not None and duty.timing is Timing.AHEAD:
            assert duty.due <= duty.triggered_on
        elif duty.due is not None:
            assert duty.due >= duty.triggered_on
    days = [duty.due or date.max for duty in found]
    assert days == sorted(days)
    assert len({duty.id for duty in found}) == len(found)


@given(agreeing_facts(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(facts: list[Fact], random: Any) -> None:
    """Shuffled, and told twice, facts give the same duties."""
    shuffled = [*facts, *facts]
    random.shuffle(shuffled)
    assert ask(shuffled).duties == ask(facts).duties


@given(agreeing_facts(), st.data())
def test_what_is_done_only_changes_states(facts: list[Fact], data: st.DataObject) -> None:
    """Nothing but the day on which it was done differs, and of two days the first one counts."""
    found = ask(facts)
    if not len(found):
        return
    duty = data.draw(st.sampled_from(found.duties))
    on, later = data.draw(DAYS), data.draw(DAYS)
    after = ask([*facts, duty.done(on), duty.done(later)])
    assert [attrs.evolve(one, done_on=None) for one in after] == list(found)
    changed = after.find(duty.id)
    assert changed is not None
    assert changed.done_on == min(on, later)
    assert [one for one in after if one.done_on is not None] == [changed]


@given(agreeing_facts(), DAYS, st.data())
def test_a_later_law_does_not_change_earlier_duties(facts: list[Fact], since: date, data: st.DataObject) -> None:
    """A figure that changes on a day leaves all duties as they were that were set running before it."""
    key = data.draw(st.sampled_from(NUMBERS))
    old: Any = LAW.figure(key).history[-1].value
    later = LAW.amend(since=since, **{key: data.draw(other_values(old))})
    assert earlier(ask(facts), since) == earlier(ask(facts, later), since)


def earlier(found: DutyList, since: date) -> list[Any]:
    """Give all of the duties that were set running before a day, save how long a figure is in force."""
    return [
        (attrs.evolve(duty, values=()), [(value.key, value.value, value.since) for value in duty.values])
        for duty in found
        if duty.triggered_on < since
    ]


@given(agreeing_facts(), st.data())
def test_a_tighter_term_is_never_due_later(facts: list[Fact], data: st.DataObject) -> None:
    """A shorter term, a longer lead: no duty that stood before falls due later. A longer posting hangs longer."""
    key = data.draw(st.sampled_from(NUMBERS))
    figure = LAW.figure(key)
    # From the day on which the present value began: so an earlier value plays no part.
    value: Any = figure.history[-1].value
    tighter = LAW.amend(since=figure.history[-1].since, **{key: tightened(value, figure.sense, data.draw)})
    stricter = {duty.id: duty for duty in ask(facts, tighter)}
    for duty in ask(facts):
        new = stricter.get(duty.id)
        if duty.due is None or new is None or new.due is None:
            continue
        assert new.due >= duty.due if duty.timing is Timing.AT_LEAST else new.due <= duty.due


def numbers() -> list[str]:
    keys = {rule.figure for each in RULES.values() for rule in each}
    keys |= {rule.interval for each in SERIES.values() for rule in each}
    return sorted(k for k in keys if k and LAW.has(k) and type(LAW.figure(k).history[-1].value) in (int, DayOfYear))


NUMBERS = numbers()


def other_values(value: Any) -> st.SearchStrategy[Any]:
    if isinstance(value, DayOfYear):
        return st.builds(DayOfYear, st.integers(1, 12), st.integers(1, 28))
    return st.integers(0, 60)


def tightened(value: Any, sense: Sense, draw: Any) -> Any:
    if isinstance(value, DayOfYear):
        return draw(st.builds(DayOfYear, st.integers(1, value.month - 1), st.integers(1, 28)))
    return draw(st.integers(0, value) if sense is Sense.CAP else st.integers(value, value + 60))


@given(agreeing_facts(), DAYS)
def test_each_duty_stands_in_one_state(facts: list[Fact], as_of: date) -> None:
    """The states divide the list; the late ones are past their day, the next one is the earliest open one."""
    found = ask(facts)
    assert sum(len(found.in_state(state, as_of)) for state in DutyState) == len(found)
    assert all(duty.due is not None and duty.due < as_of for duty in found.late(as_of))
    first = found.next(as_of)
    waiting = [duty.due for duty in found.in_state(DutyState.OPEN, as_of) if duty.due and duty.due >= as_of]
    assert (first.due if first else None) == min(waiting, default=None)


@given(st.dates(date(2017, 1, 1), date(2023, 12, 31)), st.integers(0, 900), st.one_of(st.none(), st.integers(0, 900)))
def test_reports_of_a_campaign_against_a_plain_model(start: date, planned: int, lasted: int | None) -> None:
    """The grid of three months, told month by month without the library's calendar."""
    expected = start + timedelta(days=planned)
    facts: list[Fact] = [CampaignStarted("a", start, expected_end=expected, emergency=False)]
    last = date(2024, 6, 30)
    if lasted is not None:
        ended = start + timedelta(days=lasted)
        facts.append(CampaignEnded("a", ended))
        last = min(last, ended)
    half = _months_later(start, 6)
    long = expected > half
    turned_long = lasted is not None and start + timedelta(days=lasted) > half
    grid = [_months_later(start, 3 * n) for n in range(1, 40)]
    model = [day for day in grid if day <= last and (long or (turned_long and day > half))]
    found = duties(facts, LAW, EVERY_DAY, until=date(2024, 6, 30))
    assert [duty.due for duty in found if duty.kind.code == "campaign-report"] == model


def _months_later(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


# --- single things -------------------------------------------------------------------------------------


def test_an_interval_that_the_law_changes_runs_on_and_the_next_is_counted_from_its_end() -> None:
    """Monthly from 1 July on: the quarter that runs ends as it began; then month by month."""
    law = LAW.amend(since=date(2025, 7, 1), campaign_report_interval_months=1)
    drive = CampaignStarted("a", date(2025, 2, 28), expected_end=date(2026, 2, 28), emergency=False)
    found = duties([drive], law, EVERY_DAY, until=date(2025, 11, 30))
    due = [duty.due for duty in found if duty.kind.code == "campaign-report"]
    assert due == [date(2025, 5, 28), date(2025, 8, 28), date(2025, 9, 28), date(2025, 10, 28), date(2025, 11, 28)]


def test_terms_of_no_days_are_due_at_once() -> None:
    """A what-if may set a term, a lead or a length to nothing."""
    law = LAW.amend(
        since=date(2025, 1, 1),
        campaign_final_report_months=0,
        fundraising_plan_filing_lead_days=0,
        long_campaign_months=0,
        campaign_report_interval_months=0,
    )
    drive = CampaignStarted("a", date(2025, 2, 28), expected_end=date(2025, 3, 30), emergency=False)
    found = ask([drive, CampaignEnded("a", date(2025, 3, 30))], law)
    assert [(duty.kind.code, duty.due) for duty in found] == [
        ("plan-filing", date(2025, 2, 28)),
        ("campaign-report", date(2025, 3, 28)),
        ("campaign-final-report", date(2025, 3, 30)),
    ]


def test_a_what_if_is_told_as_one() -> None:
    """An amended figure has no article; the line says that it is a what-if."""
    law = LAW.amend(since=date(2025, 1, 1), liquidation_group_days=10)
    duty = ask([OrganisationTerminated("city", date(2025, 3, 3))], law)[0]
    assert duty.due == date(2025, 3, 13)
    assert duty.text("zh").endswith("〔用户设定的情景〕")


def test_a_duty_that_the_law_switches_off_is_gone() -> None:
    """A duty of an amended law that says no is no duty."""
    law = LAW.amend(since=date(2025, 1, 1), volunteers_insured_before_danger=False)
    assert not len(ask([VolunteerActivityPlanned("patrol", date(2025, 3, 3), dangerous=True)], law))


def test_a_law_without_the_figures_knows_no_duties() -> None:
    """A place of one's own that fixes nothing asks for nothing; one without the length reports every campaign."""
    history = '[{ since = 2020-01-01, value = 1, basis = "assumption", verified = "unverified", note = { en = "a", zh = "a" } }]'
    figure = 'title = { en = "a", zh = "a" }\nunit = "months"\nsense = "cap"\nhistory = ' + history
    drive = CampaignStarted("a", date(2025, 2, 28), emergency=False)
    assert not len(ask([drive], Law("nowhere", {})))
    law = read(f"[campaign_report_interval_months]\n{figure}", name="mine", place="nowhere")
    found = duties([drive], law, EVERY_DAY, until=date(2025, 4, 30))
    assert [duty.due for duty in found] == [date(2025, 3, 28), date(2025, 4, 28)]


def test_two_facts_that_lead_to_one_duty_must_agree() -> None:
    """Two accounts of one year that differ are refused, as is an end before its beginning."""
    years = [YearEnded("city", 2025, charity=answer, form="foundation") for answer in (True, None)]  # type: ignore[arg-type]
    with pytest.raises(Malformed) as conflict:
        ask(list(years))
    assert conflict.value.code == "duty.conflict"
    village = PostingCommittee.VILLAGE
    gifts = [DonationsReceivedByCommittee("v", date(2026, 3, 1), committee=village, many=m) for m in (True, None)]
    with pytest.raises(Malformed) as two:
        ask(list(gifts))
    assert two.value.code == "duty.conflict"
    turned = [CampaignStarted("a", date(2025, 3, 2)), CampaignEnded("a", date(2025, 3, 1))]
    with pytest.raises(Malformed) as order:
        ask(list(turned))
    assert order.value.code == "calendar.order"


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: CampaignStarted("a", "2025-03-01"), "calendar.day"),  # type: ignore[arg-type]
        (lambda: CampaignStarted("", date(2025, 3, 1)), "party.id"),
        (lambda: CampaignStarted("a", date(2025, 3, 1), emergency=1), "input.type"),  # type: ignore[arg-type]
        (lambda: YearEnded("a", year=True), "calendar.month"),
        (lambda: YearEnded("a", 9999), "calendar.month"),
        (lambda: YearEnded("a", 2025.0), "calendar.month"),  # type: ignore[arg-type]
        (lambda: YearEnded("a", 2025, form="club"), "input.choice"),  # type: ignore[arg-type]
        (lambda: AccountsPosted("a", date(2025, 3, 1), committee="town"), "input.choice"),  # type: ignore[arg-type]
        (lambda: Done("a", "yesterday"), "calendar.day"),  # type: ignore[arg-type]
        (lambda: Done(5, date(2025, 3, 1)), "input.type"),  # type: ignore[arg-type]
        (lambda: DutyList("duties"), "input.type"),  # type: ignore[arg-type]
        (lambda: DutyList(("a duty",)), "input.type"),  # type: ignore[arg-type]
        (lambda: DutyList(()).in_state("overdue", UNTIL), "input.choice"),  # type: ignore[arg-type]
        (lambda: DutyList(()).late("2025-03-01"), "calendar.day"),  # type: ignore[arg-type]
        (lambda: ask([TrustEnded("a", date(2025, 3, 1))]).next(None), "calendar.day"),  # type: ignore[arg-type]
        (lambda: ask([Done("a", date(2025, 3, 1))]), "duty.unknown"),
        (lambda: duties(TrustEnded("a", date(2025, 3, 1)), LAW, EVERY_DAY, until=UNTIL), "duty.facts"),  # type: ignore[arg-type]
        (lambda: duties(["a"], LAW, EVERY_DAY, until=UNTIL), "duty.facts"),  # type: ignore[list-item]
        (lambda: duties([], LAW.on(UNTIL), EVERY_DAY, until=UNTIL), "input.type"),  # type: ignore[arg-type]
        (lambda: duties([], LAW, EVERY_DAY, until="later"), "calendar.day"),  # type: ignore[arg-type]
        (lambda: ask([TrustEnded("a", date(2025, 3, 1))], calendar=None), "calendar.calendar"),
        (lambda: ask([VolunteerActivityHeld("a", date(2025, 3, 1))], calendar=EVERY_DAY), "calendar.working_days"),
    ],
    ids=[f"wrong-{number}" for number in range(22)],
)
def test_what_cannot_be_right_is_refused(make: Any, code: str) -> None:
    """Each with its own code."""
    with pytest.raises(CharityError) as refused:
        make()
    assert refused.value.code == code


def test_stars_by_hours() -> None:
    """Each star from its hours on, one hour less gives one star less; a place may ask for other hours."""
    law = LAW.on(date(2026, 3, 1))
    for number, hours in enumerate((100, 300, 600, 1000, 1500), 1):
        assert (stars(hours - 1, law), stars(hours, law)) == (number - 1, number)
    assert stars(0, law) == 0
    assert stars(50, LAW.amend(since=date(2026, 1, 1), star_1_hours=50).on(date(2026, 3, 1))) == 1
    assert stars(2000, Law("nowhere", {}).on(date(2026, 3, 1))) == 0
    for wrong in (-1, True, 1.5, None):
        with pytest.raises(Malformed):
            stars(wrong, law)  # type: ignore[arg-type]
    with pytest.raises(Malformed):
        stars(100, LAW)  # type: ignore[arg-type]


def test_a_year_that_the_calendar_does_not_know_is_an_error() -> None:
    """What is not announced is never guessed."""
    with pytest.raises(LawError) as unknown:
        ask([TrustEnded("a", date(2098, 3, 1))], calendar=ChineseWorkCalendar())
    assert unknown.value.code == "calendar.year_unknown"


def test_a_list_of_duties_behaves_like_a_tuple() -> None:
    """It can be counted, indexed, searched and shown."""
    found = ask([CampaignEnded("a", date(2025, 3, 10)), CampaignEnded("b", date(2025, 2, 10))])
    assert [duty.subject for duty in found] == ["b", "a"]
    assert found[0] is found.find("campaign-final-report:b")
    assert found.find("nothing") is None
    assert repr(found) == "<DutyList: 2 duties>"
    assert DutyList(list(found)) == found
    by_name: Any = "late"
    assert len(found.in_state(by_name, date(2026, 1, 1))) == 2
    assert str(found) == found.text("en")
    assert found._repr_html_() == found.html()
    assert found.html().count("<tr>") == 3
    asked = ask([VolunteerActivityPlanned("a", date(2025, 3, 10))])
    assert asked.table("en")[1][1].endswith("?)")
    assert asked.table("zh")[1][1].endswith("？）")
    later = found.next(date(2025, 5, 13))
    assert later is not None
    assert later.subject == "a"
    assert found.next(date(2026, 1, 1)) is None
    assert found[0].notes == ()
    with pytest.raises(Malformed):
        found[0].done(None)  # type: ignore[arg-type]
    with pytest.raises(Malformed):
        attrs.evolve(found[0], done_on=date(2025, 3, 1)).state(None)  # type: ignore[arg-type]


def test_nothing_private_is_asked_or_told() -> None:
    """Facts and duties hold ids, days and answers; no field could hold a name."""
    allowed = {"subject", "on", "year", "expected_end", "committee", "form", "duty"}
    for kind in (*RULES, *SERIES, Done):
        for field in attrs.fields(kind):
            assert field.name in allowed or "bool" in str(field.type), (kind, field.name)
    assert {field.name for field in attrs.fields(Duty)} == {
        "id", "kind", "subject", "triggered_on", "due", "timing", "number", "values", "asks", "done_on",
    }  # fmt: skip
