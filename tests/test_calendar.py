"""Periods and deadlines, against a model that walks through the days one by one."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from community_charity import calendar as cal
from community_charity.calendar import (
    EVERY_DAY,
    CalendarDays,
    Months,
    Period,
    WorkingDays,
    Years,
    day,
    days_before,
    deadline,
    full_years,
    optional_day,
)
from community_charity.errors import CATALOGUE, LawError, Malformed

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.calendar import Span

ONE = timedelta(days=1)


@attrs.frozen
class Listed:
    """An invented calendar: Monday to Friday are worked, save the days listed; some weekends are worked."""

    rest: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_working_day(self, day: date, /) -> bool:
        """Say whether the day is worked."""
        return day in self.worked or (day.weekday() < 5 and day not in self.rest)


class NeverWorked:
    """An invented calendar that knows no working day at all."""

    def is_working_day(self, day: date, /) -> bool:
        """Say no."""
        return day < date.min


class StatutoryHolidaysOnly:
    """The narrow reading of article 203: nothing but a statutory holiday is a rest day."""

    def is_working_day(self, day: date, /) -> bool:
        """Say whether the day is no statutory holiday (some of them, for the test)."""
        return (day.month, day.day) not in {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}


class Answers:
    """A calendar that answers whatever it was given."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def is_working_day(self, day: date, /) -> Any:
        """Answer that."""
        del day
        return self.answer


events = st.dates(date(1990, 1, 1), date(2060, 12, 31))
month_ends = st.builds(
    lambda year, month, back: date(year, month, monthrange(year, month)[1] - back),
    st.integers(1990, 2060),
    st.integers(1, 12),
    st.integers(0, 3),
)
any_day = events | month_ends


@st.composite
def calendars(draw: st.DrawFn, around: date) -> Listed:
    near = st.integers(0, 60).map(lambda days: around + timedelta(days=days))
    return Listed(draw(st.frozensets(near, max_size=20)), draw(st.frozensets(near, max_size=5)))


def walk_months(event: date, months: int) -> date:
    """Walk on day by day, counting the days that answer to the day of the event: the model."""
    on, seen = event, 0
    while seen < months:
        on += ONE
        ends_month = (on + ONE).month != on.month
        seen += on.day == event.day or (ends_month and on.day < event.day)
    return on


def walk_out_of_rest(on: date, calendar: Listed) -> date:
    while not calendar.is_working_day(on):
        on += ONE
    return on


# ------------------------------------------------------------------------------------------------------ the model


@given(event=any_day, n=st.integers(1, 400))
def test_days_are_counted_from_the_day_after_the_event(event: date, n: int) -> None:
    """The day of the event is not counted, and every other day is."""
    last = deadline(event, CalendarDays(n), EVERY_DAY)
    counted = [event + timedelta(days=i) for i in range(1, n + 1)]
    assert last == counted[-1]
    assert event not in counted


@given(event=any_day, n=st.integers(1, 30))
@example(event=date(2025, 1, 31), n=1)
@example(event=date(2024, 1, 31), n=1)
@example(event=date(2025, 2, 28), n=1)
@example(event=date(2024, 2, 29), n=12)
def test_months_end_on_the_same_numbered_day_or_the_months_end(event: date, n: int) -> None:
    """A period in months ends where a walk through the days meets its n-th answering day."""
    assert deadline(event, Months(n), EVERY_DAY) == walk_months(event, n)


@given(event=any_day, n=st.integers(1, 5))
def test_a_year_is_twelve_months(event: date, n: int) -> None:
    """A period in years ends with the same number of months, leap days included."""
    assert deadline(event, Years(n), EVERY_DAY) == deadline(event, Months(12 * n), EVERY_DAY)


@given(data=st.data(), event=any_day, n=st.integers(1, 40))
def test_working_days_are_counted_one_by_one(data: st.DataObject, event: date, n: int) -> None:
    """Between the event and the end lie exactly n working days, and the end is the last of them."""
    calendar = data.draw(calendars(event))
    last = deadline(event, WorkingDays(n), calendar)
    span = [event + timedelta(days=i) for i in range(1, (last - event).days + 1)]
    assert sum(calendar.is_working_day(on) for on in span) == n
    assert calendar.is_working_day(last)


@given(data=st.data(), event=any_day, n=st.integers(1, 30), kind=st.sampled_from([CalendarDays, Months, Years]))
def test_an_end_on_a_rest_day_moves_to_the_first_day_after_the_rest(
    data: st.DataObject,
    event: date,
    n: int,
    kind: type[CalendarDays | Months | Years],
) -> None:
    """The end with a calendar is the end without, walked on out of the rest days; it never comes earlier."""
    unmoved = deadline(event, kind(n), EVERY_DAY)
    calendar = data.draw(calendars(unmoved))
    assert deadline(event, kind(n), calendar) == walk_out_of_rest(unmoved, calendar) >= unmoved


@given(event=any_day, n=st.integers(1, 300))
def test_a_longer_period_never_ends_earlier(event: date, n: int) -> None:
    """One unit more never brings the end forward, whatever the unit."""
    calendar = Listed()
    spans: list[type[CalendarDays | Months | WorkingDays]] = [CalendarDays, Months, WorkingDays]
    for kind in spans:
        assert deadline(event, kind(n), calendar) <= deadline(event, kind(n + 1), calendar)


# ------------------------------------------------------------------------------------------------------ hand-made cases


@pytest.mark.parametrize(
    ("event", "span", "end"),
    [
        (date(2025, 1, 31), Months(1), date(2025, 2, 28)),
        (date(2024, 1, 31), Months(1), date(2024, 2, 29)),
        (date(2025, 2, 28), Months(1), date(2025, 3, 28)),
        (date(2025, 3, 31), Months(3), date(2025, 6, 30)),
        (date(2025, 11, 30), Months(3), date(2026, 2, 28)),
        (date(2024, 2, 29), Years(1), date(2025, 2, 28)),
        (date(2024, 2, 29), Years(4), date(2028, 2, 29)),
        (date(2025, 12, 31), CalendarDays(1), date(2026, 1, 1)),
        (date(2024, 2, 28), CalendarDays(2), date(2024, 3, 1)),
    ],
)
def test_month_ends(event: date, span: Span, end: date) -> None:
    """Where the month is too short the period ends with the month; from a short month it does not stretch."""
    assert deadline(event, span, EVERY_DAY) == end


def test_a_weekend_worked_in_exchange_does_not_move_the_end() -> None:
    """A Saturday that the calendar calls worked keeps the end; an ordinary Saturday moves it to Monday."""
    saturday = date(2025, 3, 29)
    assert deadline(date(2025, 3, 19), CalendarDays(10), Listed()) == date(2025, 3, 31)
    assert deadline(date(2025, 3, 19), CalendarDays(10), Listed(worked=frozenset({saturday}))) == saturday


def test_the_narrow_reading_is_a_calendar_of_its_own() -> None:
    """A calendar that denies work on statutory holidays alone lets an end stay on an ordinary Sunday."""
    assert deadline(date(2025, 3, 20), CalendarDays(10), StatutoryHolidaysOnly()) == date(2025, 3, 30)
    assert deadline(date(2025, 4, 21), CalendarDays(10), StatutoryHolidaysOnly()) == date(2025, 5, 3)


def test_a_calendar_that_does_not_know_is_heard() -> None:
    """What the calendar raises comes through unchanged: an unknown year is never guessed."""
    unknown = LawError(cal.YEAR_UNKNOWN, given="a day in 2099", year=2099)

    class KnowsNothing:
        def is_working_day(self, day: date, /) -> bool:
            del day
            raise unknown

    spans: list[Span] = [CalendarDays(1), WorkingDays(1)]
    for span in spans:
        with pytest.raises(LawError) as caught:
            deadline(date(2099, 1, 1), span, KnowsNothing())
        assert caught.value is unknown
    assert "2099" in unknown.text("zh")


def test_a_calendar_is_asked_only_about_the_end_of_a_period_in_days() -> None:
    """Only the last day matters for days, months and years, so the years between need not be known."""
    asked: list[date] = []

    class Notes:
        def is_working_day(self, day: date, /) -> bool:
            asked.append(day)
            return True

    deadline(date(2025, 1, 1), Years(3), Notes())
    assert asked == [date(2028, 1, 1)]


def test_every_day_stays_itself_when_copied() -> None:
    """A copied or pickled EVERY_DAY is refused for working days, too."""
    for other in (copy.deepcopy(EVERY_DAY), pickle.loads(pickle.dumps(EVERY_DAY))):  # noqa: S301 - our own bytes
        assert repr(other) == "EVERY_DAY"
        with pytest.raises(Malformed, match=cal.WORKING_DAYS):
            deadline(date(2025, 1, 1), WorkingDays(1), other)


# ------------------------------------------------------------------------------------------------------ days before


@given(event=any_day, n=st.integers(1, 400))
def test_days_before_is_deadline_backwards(event: date, n: int) -> None:
    """A period that starts on the latest day ends on the day of the event; one that starts later does not."""
    latest = days_before(event, CalendarDays(n))
    assert deadline(latest, CalendarDays(n), EVERY_DAY) == event
    assert deadline(latest + ONE, CalendarDays(n), EVERY_DAY) > event


# ------------------------------------------------------------------------------------------------------ lengths


def test_lengths_of_different_units_are_different() -> None:
    """Ten days, ten working days, ten months and ten years are never equal, and share a set in peace."""
    lengths: list[Span] = [CalendarDays(10), WorkingDays(10), Months(10), Years(10)]
    assert len(set(lengths)) == 4
    assert CalendarDays(10) == CalendarDays(10)
    assert [repr(length) for length in lengths] == [
        "CalendarDays(n=10)",
        "WorkingDays(n=10)",
        "Months(n=10)",
        "Years(n=10)",
    ]


def test_a_length_cannot_be_changed() -> None:
    """A length is a value: neither its number nor anything else can be set."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        CalendarDays(1).n = 2  # type: ignore[misc] # mypy sees it, too
    with pytest.raises(AttributeError):
        CalendarDays(1).unit = "日"  # type: ignore[attr-defined] # mypy sees it, too


@pytest.mark.parametrize("kind", [CalendarDays, WorkingDays, Months, Years])
@pytest.mark.parametrize("n", [0, -1, 100_001, True, 1.0, "7", None])
def test_a_length_is_a_positive_whole_number(kind: Callable[[Any], Span], n: object) -> None:
    """Zero, negative and outsized numbers, bools, floats and text are refused, validators on or off."""
    with attrs.validators.disabled(), pytest.raises(Malformed, match=cal.COUNT):
        kind(n)


# ------------------------------------------------------------------------------------------------------ periods


@given(first=any_day, last=any_day, on=any_day)
def test_a_period_holds_its_first_and_last_day_and_those_between(first: date, last: date, on: date) -> None:
    """A period is exactly the days from the first to the last, both included."""
    assume(first <= last)
    period = Period(first, last)
    assert first in period
    assert last in period
    assert first - ONE not in period
    assert last + ONE not in period
    assert (on in period) is period.contains(on) is (first <= on <= last)
    assert period.days == len([first + timedelta(days=i) for i in range((last - first).days + 1)])


@given(year=st.integers(1, 9999), month=st.integers(1, 12))
def test_calendar_years_and_months(year: int, month: int) -> None:
    """A year is its twelve months, one after the other without gap or overlap."""
    whole, part = Period.year(year), Period.month(year, month)
    assert part.first in whole
    assert part.last in whole
    assert part.days == monthrange(year, month)[1]
    assert sum(Period.month(year, m).days for m in range(1, 13)) == whole.days
    assert whole.days in {365, 366}


# ------------------------------------------------------------------------------------------------------ full years


@given(since=any_day, n=st.integers(1, 80))
@example(since=date(2024, 2, 29), n=1)
@example(since=date(2024, 2, 29), n=4)
@example(since=date(2023, 2, 28), n=1)
def test_a_year_is_full_when_a_period_of_one_year_ends(since: date, n: int) -> None:
    """Full years and deadlines in years keep one rule: full on the last day, not on the day before."""
    end = deadline(since, Years(n), EVERY_DAY)
    assert full_years(since, end) == n
    assert full_years(since, end - ONE) == n - 1


def test_ages_of_a_leapling() -> None:
    """Who is born on 29 February is a year older on 28 February of a common year, on the 29th of a leap year."""
    born = date(2012, 2, 29)
    assert full_years(born, born) == 0
    assert full_years(born, date(2013, 2, 27)) == 0
    assert full_years(born, date(2013, 2, 28)) == 1
    assert full_years(born, date(2016, 2, 28)) == 3
    assert full_years(born, date(2016, 2, 29)) == 4


# ------------------------------------------------------------------------------------------------------ checks and errors


def test_optional_day_lets_none_through() -> None:
    """A day that is not known is None; anything else is checked as a day."""
    assert optional_day(None) is None
    assert optional_day(date(2025, 1, 1)) == date(2025, 1, 1)
    with pytest.raises(Malformed, match=cal.DAY):
        optional_day("2025-01-01")  # type: ignore[arg-type] # on purpose


class Dated(date):
    """Some package's own kind of date."""


@pytest.mark.parametrize(
    "value",
    [
        datetime(2025, 1, 1, tzinfo=UTC),
        "2025-01-01",
        20250101,
        None,
        Dated(2025, 1, 1),
    ],
)
def test_a_day_is_a_plain_date(value: Any) -> None:
    """A datetime, text, a number, nothing, or another package's date is refused wherever a day is taken."""
    takers: list[Callable[[], object]] = [
        lambda: day(value),
        lambda: deadline(value, CalendarDays(1), EVERY_DAY),
        lambda: days_before(value, CalendarDays(1)),
        lambda: Period(value, date(2025, 1, 1)),
        lambda: Period(date(2025, 1, 1), value),
        lambda: value in Period.year(2025),
        lambda: full_years(value, date(2025, 1, 1)),
        lambda: full_years(date(2025, 1, 1), value),
    ]
    for take in takers:
        with pytest.raises(Malformed, match=cal.DAY):
            take()


ON = date(2025, 1, 1)
REFUSALS: list[tuple[str, Callable[[], object]]] = [
    (cal.DAY, lambda: day(datetime(2025, 1, 1, tzinfo=UTC))),
    (cal.COUNT, lambda: CalendarDays(0)),
    (cal.SPAN, lambda: deadline(ON, 10, EVERY_DAY)),  # type: ignore[arg-type] # on purpose
    (cal.SPAN, lambda: days_before(ON, Months(1))),  # type: ignore[arg-type] # on purpose
    (cal.CALENDAR, lambda: deadline(ON, CalendarDays(1), None)),  # type: ignore[arg-type] # on purpose
    (cal.CALENDAR, lambda: deadline(ON, WorkingDays(1), "cn")),  # type: ignore[arg-type] # on purpose
    (cal.ANSWER, lambda: deadline(ON, CalendarDays(1), Answers(None))),
    (cal.ANSWER, lambda: deadline(ON, WorkingDays(1), Answers(1))),
    (cal.WORKING_DAYS, lambda: deadline(ON, WorkingDays(1), EVERY_DAY)),
    (cal.ORDER, lambda: Period(date(2025, 1, 2), ON)),
    (cal.ORDER, lambda: full_years(date(2025, 1, 2), ON)),
    (cal.MONTH, lambda: Period.month(2025, 13)),
    (cal.MONTH, lambda: Period.month(2025, 0)),
    (cal.MONTH, lambda: Period.month(2025, True)),  # noqa: FBT003 - on purpose
    (cal.MONTH, lambda: Period.year(0)),
    (cal.MONTH, lambda: Period.year(10_000)),
    (cal.MONTH, lambda: Period.year("2025")),  # type: ignore[arg-type] # on purpose
    (cal.BEYOND, lambda: deadline(date.max, CalendarDays(1), EVERY_DAY)),
    (cal.BEYOND, lambda: deadline(ON, Months(100_000), EVERY_DAY)),
    (cal.BEYOND, lambda: deadline(ON, Years(100_000), EVERY_DAY)),
    (cal.BEYOND, lambda: deadline(date(9999, 12, 1), CalendarDays(1), NeverWorked())),
    (cal.BEYOND, lambda: deadline(date(9999, 12, 1), WorkingDays(1), NeverWorked())),
    (cal.BEYOND, lambda: days_before(date(1, 1, 5), CalendarDays(5))),
]


@pytest.mark.parametrize(("code", "ask"), REFUSALS, ids=[f"{code}-{i}" for i, (code, _) in enumerate(REFUSALS)])
def test_each_refusal_has_its_code(code: str, ask: Callable[[], object]) -> None:
    """Each mistake is refused with its own code, in two languages without an unfilled place."""
    with pytest.raises(Malformed) as caught:
        ask()
    assert caught.value.code == code
    for text in (caught.value.text("en"), caught.value.text("zh")):
        assert code in text
        assert "{" not in text


def test_no_code_of_the_calendar_is_without_a_test() -> None:
    """Every code that the module declares is raised in this file; the unknown year by calendars themselves."""
    declared = {code for code in CATALOGUE if code.startswith("calendar.")}
    assert declared == {code for code, _ in REFUSALS} | {cal.YEAR_UNKNOWN}


def test_ages_do_not_tell_birthdays() -> None:
    """The refusal of a day before the birth quotes neither day."""
    with pytest.raises(Malformed) as caught:
        full_years(date(2012, 5, 17), date(2011, 4, 16))
    for part in ("2012", "2011", "17", "16"):
        assert part not in str(caught.value)


def test_the_calendar_is_light() -> None:
    """Importing the module brings in no optional package."""
    heavy = ["numpy", "pandas", "chinese_calendar", "stdnum", "hypothesis"]
    asked = f"import sys, community_charity.calendar; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
