"""Days on which people are asked to give (募捐主题日): set by law, by a place, or by a platform.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> law = Law.of("cn").on(date(2025, 3, 13))
>>> days = Occasion.NINE_NINE.days(2025, law)
>>> print(days.first, days.last, Occasion.DISABILITY_DAY.days(2025, law).first)
2025-09-07 2025-09-09 2025-05-18
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from community_charity.calendar import Period
from community_charity.language import Text
from community_charity.law.law import in_force

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.law.law import LawInForce


class Occasion(Enum):
    """A day or days of every year on which people are asked to give (主题日). ``Occasion("charity_day")`` looks one up.

    An occasion says when people think of giving; a campaign may begin before it and run on after it.

    >>> Occasion("disability_day").text.zh
    '全国助残日'
    """

    DISABILITY_DAY = "disability_day"
    CHARITY_DAY = "charity_day"
    CHARITY_WEEK = "charity_week"
    NINE_NINE = "nine_nine"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _NAMES[self]

    @property
    def figures(self) -> tuple[str, ...]:
        """The keys of the figures that fix its days (依据数值); `LawInForce.get` gives value and source of each."""
        return _FIGURES[self]

    def days(self, year: int, law: LawInForce) -> Period:
        """Give its days in a year, by the law of the day that is asked (当年日期).

        Raises `Malformed` for a year outside of 1 to 9999 and for what is no `LawInForce`, `LawError` where the law
        that day has no such days. Source: 慈善法第7条, 残疾人保障法第14条 (not read); the charity week is local.

        >>> from community_charity.law.law import Law
        >>> days = Occasion.CHARITY_WEEK.days(2025, Law.of("cn/shanghai").on(date(2025, 3, 13)))
        >>> print(days.first, days.last)
        2025-09-01 2025-09-07
        """
        return _DAYS[self](Period.year(year).first.year, in_force(law))


_NAMES = {
    Occasion.DISABILITY_DAY: Text("day for helping persons with disabilities", "全国助残日"),
    Occasion.CHARITY_DAY: Text("Charity Day", "中华慈善日"),
    Occasion.CHARITY_WEEK: Text("charity week", "慈善周"),
    Occasion.NINE_NINE: Text("giving days of September", "99公益日"),
}
_FIGURES = {
    Occasion.DISABILITY_DAY: ("disability_day_sunday_of_may",),
    Occasion.CHARITY_DAY: ("charity_day",),
    Occasion.CHARITY_WEEK: ("charity_week_day",),
    Occasion.NINE_NINE: ("nine_nine_first_day", "nine_nine_last_day"),
}


def _disability_day(year: int, law: LawInForce) -> Period:
    first = date(year, 5, 1)
    sunday = first + timedelta(days=6 - first.weekday(), weeks=law.disability_day_sunday_of_may - 1)
    return Period(sunday, sunday)


def _charity_day(year: int, law: LawInForce) -> Period:
    day = law.charity_day.in_year(year)
    return Period(day, day)


def _charity_week(year: int, law: LawInForce) -> Period:
    """Give Monday to Sunday around the day: 周 is read as the week of the calendar."""
    day = law.charity_week_day.in_year(year)
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def _nine_nine(year: int, law: LawInForce) -> Period:
    return Period(law.nine_nine_first_day.in_year(year), law.nine_nine_last_day.in_year(year))


_DAYS: dict[Occasion, Callable[[int, LawInForce], Period]] = {
    Occasion.DISABILITY_DAY: _disability_day,
    Occasion.CHARITY_DAY: _charity_day,
    Occasion.CHARITY_WEEK: _charity_week,
    Occasion.NINE_NINE: _nine_nine,
}
