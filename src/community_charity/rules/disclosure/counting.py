"""How the day of a duty is counted from a figure and a fact (期限的计算).

A term (…日内、…月内) runs from the fact and moves off rest days, as `deadline` does. What is due ahead is counted
back with `days_before`. Three readings are this library's own, each the stricter of two:

- An interval (至少每三个月一次) is counted from the beginning on and is not moved off rest days: moving it would let more
  than the interval pass.
- A day of the year (5月31日前) includes that day and is not moved.
- Each interval is judged by the law in force on the day it begins. When the law changes, an interval that runs goes
  on as it is; the next ones are as long as the new law says, counted from that day.

A figure that is not verified at all fixes no day, unless it is an assumption, made by this library or in a what-if.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the type of a field of a tuple
from typing import TYPE_CHECKING, Any, NamedTuple

from community_charity.calendar import (
    EVERY_DAY,
    CalendarDays,
    Months,
    Span,
    WorkCalendar,
    WorkingDays,
    Years,
    days_before,
    deadline,
)
from community_charity.law.citation import Basis, Verified
from community_charity.law.values import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community_charity.law.figure import DatedValue
    from community_charity.law.law import Law

_SPANS: dict[Unit, type[Span]] = {
    Unit.DAYS: CalendarDays,
    Unit.WORKING_DAYS: WorkingDays,
    Unit.MONTHS: Months,
    Unit.YEARS: Years,
}


def fixes_a_day(value: DatedValue | None) -> bool:
    """Tell whether a figure is supported well enough to fix a day (是否足以确定期限).

    >>> fixes_a_day(None)
    False
    """
    return value is not None and (value.verified is not Verified.UNVERIFIED or value.basis is Basis.ASSUMPTION)


def within(on: date, value: DatedValue, calendar: WorkCalendar) -> date:
    """Give the last day of a term that a fact sets running (期限届满日). Raises as `deadline` does.

    >>> from community_charity.law.law import Law
    >>> term = Law.of("cn").on(date(2025, 3, 20)).get("liquidation_group_days")
    >>> within(date(2025, 3, 20), term, EVERY_DAY)
    datetime.date(2025, 4, 19)
    """
    length: Any = value.value
    return deadline(on, _SPANS[value.unit](length), calendar) if length else on


def unmoved(on: date, value: DatedValue, _calendar: WorkCalendar) -> date:
    """Give the last day by which something is told again (间隔届满日): not moved off a rest day.

    >>> from community_charity.law.law import Law
    >>> quarter = Law.of("cn").on(date(2026, 1, 1)).get("village_affairs_interval_months")
    >>> unmoved(date(2026, 1, 31), quarter, EVERY_DAY)
    datetime.date(2026, 4, 30)
    """
    return within(on, value, EVERY_DAY)


def ahead(on: date, value: DatedValue, _calendar: WorkCalendar) -> date:
    """Give the last day for what is due so many days before (提前办理的最迟日).

    >>> from community_charity.law.law import Law
    >>> lead = Law.of("cn").on(date(2025, 3, 20)).get("fundraising_plan_filing_lead_days")
    >>> ahead(date(2025, 3, 20), lead, EVERY_DAY)
    datetime.date(2025, 3, 10)
    """
    length: Any = value.value
    return days_before(on, CalendarDays(length)) if length else on


def on_the_day(on: date, value: DatedValue, _calendar: WorkCalendar) -> date:
    """Give the day of the year in the year of the fact (当年该日).

    >>> from community_charity.law.law import Law
    >>> last = Law.of("cn").on(date(2026, 1, 1)).get("annual_report_day")
    >>> on_the_day(date(2026, 1, 1), last, EVERY_DAY)
    datetime.date(2026, 5, 31)
    """
    last: Any = value.value
    given: date = last.in_year(on.year)
    return given


def same_day(on: date, _value: DatedValue, _calendar: WorkCalendar) -> date:
    """Give the day itself: what must be done before something begins is late once that day is over (当日以前).

    >>> from community_charity.law.law import Law
    >>> insured = Law.of("cn").on(date(2026, 1, 1)).get("volunteers_insured_before_danger")
    >>> same_day(date(2026, 1, 1), insured, EVERY_DAY)
    datetime.date(2026, 1, 1)
    """
    return on


class Interval(NamedTuple):
    """One interval of a series (周期中的一段): its number, first day, last day, and the figure that fixes it.

    >>> Interval(1, date(2025, 3, 20), date(2025, 6, 20), None).number
    1
    """

    number: int
    begins: date
    ends: date
    value: DatedValue | None


def intervals(start: date, key: str, law: Law, last: date) -> Iterator[Interval]:
    """Give the intervals that end no later than a day (逐段展开), each under the law of the day it begins.

    Where the figure comes into force only after the start, the first interval begins on that day.

    >>> from community_charity.law.law import Law
    >>> law = Law.of("cn")
    >>> last = date(2025, 12, 31)
    >>> [one.ends.isoformat() for one in intervals(date(2025, 1, 31), "campaign_report_interval_months", law, last)]
    ['2025-04-30', '2025-07-31', '2025-10-31']
    """
    begins, anchor, steps, length, number = start, start, 0, 0, 0
    while begins <= last:
        value = law.on(begins).get(key)
        if value is None:
            later = [v.since for v in law.figure(key).history if v.since > begins] if law.has(key) else []
            if not later:
                return
            begins = anchor = min(later)
            steps, length = 0, 0
            continue
        whole: Any = value.value
        new = max(whole, 1)
        if new != length:
            anchor, steps, length = begins, 0, new
        steps += 1
        ends = deadline(anchor, _SPANS[value.unit](length * steps), EVERY_DAY)
        if ends > last:
            return
        number += 1
        yield Interval(number, begins, ends, value)
        begins = ends
