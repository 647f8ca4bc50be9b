"""The adapters to chinesecalendar and python-stdnum. All numbers and codes are invented and belong to nobody."""

from __future__ import annotations

import pickle
import sys
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity import calendar as cal
from community_charity import china, parties
from community_charity.calendar import EVERY_DAY, CalendarDays, Months, WorkingDays, Years, deadline
from community_charity.china import ChineseWorkCalendar, check_resident_identity, check_unified_social_credit_code
from community_charity.errors import MISSING_EXTRA, CharityError, LawError, Malformed, MissingExtra

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.calendar import Span

ON = date(2025, 6, 30)
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def with_identity_check(first: str) -> str:
    """Add the check digit by the standard's table of weights: the model."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11]


def with_code_check(first: str) -> str:
    """Add the check character by the standard's table of weights: the model."""
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    return first + SIGNS[-sum(SIGNS.index(s) * w for s, w in zip(first, weights, strict=True)) % 31]


def identity(born: date, place: str = "119999", order: str = "000") -> str:
    """Make up a number; there is no county 119999, and no order 000 is given out."""
    return with_identity_check(f"{place}{born:%Y%m%d}{order}")


# ------------------------------------------------------------------------------------------------------ working days

WORKED_WEEKENDS = {
    2025: [(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)],
    2026: [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)],
}
HOLIDAYS = {
    2025: [((1, 1), 1), ((1, 28), 8), ((4, 4), 3), ((5, 1), 5), ((5, 31), 3), ((10, 1), 8)],
    2026: [((1, 1), 3), ((2, 15), 9), ((4, 4), 3), ((5, 1), 5), ((6, 19), 3), ((9, 25), 3), ((10, 1), 7)],
}


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_of_the_years_that_were_announced(year: int) -> None:
    """All days of 2025 and 2026 are as the State Council's notices, typed in by hand, have them."""
    worked = {date(year, *on) for on in WORKED_WEEKENDS[year]}
    rest = {date(year, *first) + timedelta(days=i) for first, days in HOLIDAYS[year] for i in range(days)}
    calendar = ChineseWorkCalendar()
    on = date(year, 1, 1)
    while on.year == year:
        assert calendar.is_working_day(on) is (on in worked or (on.weekday() < 5 and on not in rest)), on
        on += timedelta(days=1)


@pytest.mark.parametrize(
    ("event", "span", "end"),
    [
        (date(2025, 9, 30), WorkingDays(1), date(2025, 10, 9)),
        (date(2025, 9, 30), WorkingDays(3), date(2025, 10, 11)),
        (date(2025, 1, 24), WorkingDays(2), date(2025, 1, 27)),
        (date(2025, 9, 24), CalendarDays(7), date(2025, 10, 9)),
        (date(2025, 9, 18), CalendarDays(10), date(2025, 9, 28)),
        (date(2025, 5, 31), Months(2), date(2025, 7, 31)),
        (date(2026, 1, 15), Months(1), date(2026, 2, 24)),
        (date(2026, 2, 13), WorkingDays(2), date(2026, 2, 24)),
        (date(2025, 2, 28), Years(1), date(2026, 2, 28)),
    ],
)
def test_deadlines_around_the_holidays(event: date, span: Span, end: date) -> None:
    """Ends move out of the long holidays, and stay on weekends that are worked in exchange."""
    assert deadline(event, span, ChineseWorkCalendar()) == end


@given(event=st.dates(date(2025, 1, 1), date(2026, 9, 30)), n=st.integers(1, 40))
def test_a_moved_end_is_a_working_day_with_only_rest_before_it(event: date, n: int) -> None:
    """From the unmoved end to the moved one there are rest days only."""
    calendar = ChineseWorkCalendar()
    unmoved, moved = (deadline(event, CalendarDays(n), c) for c in (EVERY_DAY, calendar))
    assert calendar.is_working_day(moved)
    assert not any(calendar.is_working_day(unmoved + timedelta(days=i)) for i in range((moved - unmoved).days))


@pytest.mark.parametrize("year", [1999, 2100])
def test_a_year_that_was_not_announced_is_an_error(year: int) -> None:
    """Outside of the announced years the answer is an error that names the year, never a guess."""
    calendar = ChineseWorkCalendar()
    with pytest.raises(LawError) as caught:
        calendar.is_working_day(date(year, 3, 3))
    assert caught.value.code == cal.YEAR_UNKNOWN
    for text in (caught.value.text("en"), caught.value.text("zh")):
        assert str(year) in text
        assert "{" not in text
    with pytest.raises(LawError, match=cal.YEAR_UNKNOWN):
        deadline(date(year, 3, 3), WorkingDays(1), calendar)


def test_the_calendar_takes_plain_days_and_can_be_copied() -> None:
    """A datetime is refused; the calendar itself travels through pickle."""
    calendar = ChineseWorkCalendar()
    assert repr(pickle.loads(pickle.dumps(calendar))) == "ChineseWorkCalendar()"  # noqa: S301 - our own bytes
    with pytest.raises(Malformed, match=cal.DAY):
        calendar.is_working_day(datetime(2025, 1, 1))  # noqa: DTZ001 - on purpose


# ------------------------------------------------------------------------------------------------------ identity numbers

births = st.dates(date(1900, 1, 1), ON)
orders = st.integers(0, 999).map("{:03}".format)


@given(born=births, order=orders)
def test_a_right_number_is_given_back(born: date, order: str) -> None:
    """A number with an existing day of birth and the standard's check digit passes and comes back as it was."""
    number = identity(born, order=order)
    assert check_resident_identity(number, on=ON) == number


@given(born=births, order=orders, place=st.integers(0, 17), shift=st.integers(1, 9))
def test_a_mistyped_digit_is_found(born: date, order: str, place: int, shift: int) -> None:
    """Any single digit that is wrong is found, wherever it stands, and the message does not quote the number."""
    number = identity(born, order=order)
    old = "0123456789X".index(number[place])
    new = "0123456789X"[(old + shift) % (11 if place == 17 else 10)]
    wrong = number[:place] + new + number[place + 1 :]
    with pytest.raises(Malformed) as caught:
        check_resident_identity(wrong, on=ON)
    assert caught.value.code == china.IDENTITY_CHECK
    assert_quotes_nothing(caught.value, wrong)


def assert_quotes_nothing(error: CharityError, secret: str) -> None:
    for text in (str(error), repr(error), error.text("zh"), repr(vars(error))):
        assert secret not in text
        assert secret[6:14] not in text


def test_typed_numbers_are_tidied() -> None:
    """Spaces, hyphens, full-width signs and a small x are no mistakes."""
    number = "11999919900307006X"
    for typed in ("119999 19900307 006x", " 119999-19900307-006X ", "１１９９９９１９９００３０７００６ｘ"):
        assert check_resident_identity(typed, on=ON) == number


def test_retired_counties_pass() -> None:
    """A county's code that no table has is no error: people keep their numbers when counties go."""
    for place in ("110221", "119999", "990000"):
        number = identity(date(1980, 1, 1), place)
        assert check_resident_identity(number, on=ON) == number


@pytest.mark.parametrize(
    ("number", "on"),
    [
        (with_identity_check("11999919900230000"), ON),
        (with_identity_check("11999919901301000"), ON),
        (with_identity_check("11999900000101000"), ON),
        (identity(date(2025, 7, 1)), ON),
        (identity(date(2049, 1, 1)), ON),
        (identity(date(1895, 6, 30)), ON),
    ],
)
def test_days_of_birth_that_cannot_be(number: str, on: date) -> None:
    """A day that does not exist, lies in the future, or 130 years back is refused, and not quoted."""
    with pytest.raises(Malformed) as caught:
        check_resident_identity(number, on=on)
    assert caught.value.code == china.IDENTITY_BIRTH
    assert_quotes_nothing(caught.value, number)
    assert caught.value.__cause__ is None


def test_the_edges_of_a_life() -> None:
    """Born on the day of the check passes, and so does the last day before 130 years are full."""
    assert check_resident_identity(identity(ON), on=ON)
    assert check_resident_identity(identity(date(1895, 7, 1)), on=ON)


@pytest.mark.parametrize(
    "number",
    ["", "119999900307006", "11999919900307006", "11999919900307006XX", "1199991990030700AX", 119999199003070000, None],
)
def test_other_forms_are_no_identity_numbers(number: Any) -> None:
    """Old 15-digit numbers, wrong lengths, letters and numbers that are no text are refused."""
    with pytest.raises(Malformed, match=china.IDENTITY + r"\]"):
        check_resident_identity(number, on=ON)


def test_the_day_of_the_check_is_a_plain_day() -> None:
    """There is no clock: the day must be given, as a date."""
    with pytest.raises(Malformed, match=cal.DAY):
        check_resident_identity("11999919900307006X", on="2025-06-30")  # type: ignore[arg-type] # on purpose


# ------------------------------------------------------------------------------------------------------ credit codes

codes = st.builds(
    lambda head, region, rest: with_code_check(head + region + rest),
    st.text(SIGNS, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(SIGNS, min_size=9, max_size=9),
)


@given(code=codes)
def test_right_codes_are_given_back(code: str) -> None:
    """A code with the standard's check character passes, also if it begins with a letter."""
    assert check_unified_social_credit_code(code) == code
    assert check_unified_social_credit_code(f" {code[:2]}-{code[2:8]} {code[8:].lower()}") == code


@given(code=codes, shift=st.integers(1, 30))
def test_wrong_check_characters_are_found(code: str, shift: int) -> None:
    """Any other check character is refused, and the message does not quote the code."""
    wrong = code[:-1] + SIGNS[(SIGNS.index(code[-1]) + shift) % 31]
    with pytest.raises(Malformed) as caught:
        check_unified_social_credit_code(wrong)
    assert caught.value.code == parties.USCC_CHECK
    assert_quotes_nothing(caught.value, wrong)


def test_codes_of_rural_collectives() -> None:
    """A code that begins with N is right or wrong by its check character, like any other."""
    assert check_unified_social_credit_code("N2000000MF0000000G") == "N2000000MF0000000G"
    with pytest.raises(Malformed, match=parties.USCC_CHECK):
        check_unified_social_credit_code("N2000000MF0000000A")


@pytest.mark.parametrize("code", ["", "51000000MJ0000000", "5100000IMJ0000000B", "51000000MJ0000000I", 5, None])
def test_other_forms_are_no_credit_codes(code: Any) -> None:
    """Wrong lengths, letters outside the alphabet and what is no text are refused."""
    with pytest.raises(Malformed, match=parties.USCC + r"\]"):
        check_unified_social_credit_code(code)


# ------------------------------------------------------------------------------------------------------ the extra


@pytest.mark.parametrize(
    ("module", "package", "ask"),
    [
        ("chinese_calendar", "chinesecalendar", ChineseWorkCalendar),
        ("stdnum.cn.ric", "python-stdnum", lambda: check_resident_identity("11999919900307006X", on=ON)),
        ("stdnum.cn.uscc", "python-stdnum", lambda: check_unified_social_credit_code("51000000MJ0000000B")),
    ],
)
def test_a_missing_package_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    package: str,
    ask: Callable[[], object],
) -> None:
    """Without the package the error names it, and the extra that brings it, in both languages."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtra) as caught:
        ask()
    assert caught.value.code == MISSING_EXTRA
    for text in (caught.value.text("en"), caught.value.text("zh")):
        assert package in text
        assert "community-charity[china]" in text
