"""Periods and deadlines, counted as the Civil Code counts them (期间与期限).

Days are `datetime.date`; hours are left to the caller: the last day of a period ends at 24:00, or
when the office closes if it keeps hours (民法典第203条第2款). Nothing here knows what day it is.

Three choices are always the caller's own, so that none is made by forgetting it:

- the unit: ten days (日), ten working days (工作日) and ten months (月) are different types;
- the calendar: which days are worked is announced year by year and must be passed in;
- not to move an end that falls on a rest day: pass `EVERY_DAY`.

>>> deadline(date(2025, 1, 31), Months(1), EVERY_DAY)
datetime.date(2025, 2, 28)
>>> days_before(date(2025, 3, 20), CalendarDays(10))
datetime.date(2025, 3, 10)
>>> date(2025, 3, 31) in Period.month(2025, 3)
True

Source: 民法典第200条至第204条 (from 2021-01-01). Article 204 lets another law or an agreement count
differently; then count as that one says.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final, Protocol, TypeAlias

import attrs
from dateutil.relativedelta import relativedelta

from community_charity.errors import Malformed, declare, shown

DAY = declare(
    "calendar.day",
    wanted=("a plain datetime.date", "datetime.date 类型的日期"),
    do=("write date(2025, 3, 31); of a datetime take .date()", "请写作 date(2025, 3, 31)；datetime 请先取 .date()"),
)
COUNT = declare(
    "calendar.count",
    wanted=("a whole number from 1 to 100,000", "1至100,000之间的整数"),
    do=("give the length as a positive int, for example CalendarDays(7)", "请以正整数给出长度，例如 CalendarDays(7)"),
)
SPAN = declare(
    "calendar.span",
    wanted=("a length together with its unit", "带单位的期间长度"),
    do=(
        "wrap the number as the rule says: CalendarDays, WorkingDays, Months or Years; days_before takes CalendarDays",
        "请按规定的单位包装：CalendarDays、WorkingDays、Months 或 Years；days_before 只接受 CalendarDays",
    ),
)
CALENDAR = declare(
    "calendar.calendar",
    wanted=("a calendar that answers is_working_day(day)", "能回答 is_working_day(day) 的日历"),
    do=(
        "pass china.ChineseWorkCalendar() or your own; to leave rest days out of account pass EVERY_DAY",
        "请传入 china.ChineseWorkCalendar() 或自备日历；确实不顺延时请传入 EVERY_DAY",
    ),
)
ANSWER = declare(
    "calendar.answer",
    wanted=("True or False from is_working_day", "is_working_day 返回 True 或 False"),
    do=(
        "when the year is not known raise LawError(YEAR_UNKNOWN, ...); wrap other truth values in bool(...)",
        "年份未知时请抛出 LawError(YEAR_UNKNOWN, ...)；其他真值请用 bool(...) 转换",
    ),
)
WORKING_DAYS = declare(
    "calendar.working_days",
    wanted=("a calendar that knows the working days", "已知工作日的日历"),
    do=(
        "pass china.ChineseWorkCalendar() or your own: EVERY_DAY cannot count working days",
        "请传入 china.ChineseWorkCalendar() 或自备日历：EVERY_DAY 不能用于计算工作日",
    ),
)
YEAR_UNKNOWN = declare(
    "calendar.year_unknown",
    wanted=("a year whose working days have been announced to this calendar", "该日历已收录工作日安排的年份"),
    do=(
        "for {year}: upgrade the package that holds the holidays, or pass a calendar of your own that knows the year",
        "针对{year}年：请升级节假日数据包，或自备包含该年的日历",
    ),
)
ORDER = declare(
    "calendar.order",
    wanted=("a first day that is not after the last", "起始日不晚于截止日"),
    do=("give the earlier day first", "请先给出较早的日期"),
)
MONTH = declare(
    "calendar.month",
    wanted=("a year from 1 to 9999 and a month from 1 to 12, as whole numbers", "1至9999的年份与1至12的月份，均为整数"),
    do=("write Period.year(2025) or Period.month(2025, 3)", "请写作 Period.year(2025) 或 Period.month(2025, 3)"),
)
BEYOND = declare(
    "calendar.beyond",
    wanted=("a period that lies within the years 1 to 9999", "位于公元1年至9999年之间的期间"),
    do=(
        "shorten the period, or look whether the calendar has any working day at all",
        "请缩短期间，或检查日历中是否确有工作日",
    ),
)

_LONGEST: Final = 100_000
_ONE_DAY: Final = timedelta(days=1)
_YEAR_ONE, _YEAR_LAST = date.min.year, date.max.year


def day(value: date) -> date:
    """Check a field: a plain `datetime.date` (日期). Raises `Malformed`.

    A `datetime.datetime` is refused, although Python counts it as a date: its time zone would
    decide the day. A converter, not a validator: attrs can switch validators off.

    >>> day(date(2025, 3, 31))
    datetime.date(2025, 3, 31)
    """
    if type(value) is not date:
        raise Malformed(DAY, given=shown(value))
    return value


def optional_day(value: date | None) -> date | None:
    """Check a field: a plain `datetime.date`, or ``None`` (日期或空). Raises `Malformed`.

    >>> optional_day(None) is None
    True
    """
    return None if value is None else day(value)


def _count(value: int) -> int:
    if type(value) is not int or not 1 <= value <= _LONGEST:
        raise Malformed(COUNT, given=shown(value))
    return value


@attrs.frozen
class _Length:
    """What the four lengths share; equal only to a length of the same unit."""

    n: int = attrs.field(converter=_count)


class CalendarDays(_Length):
    """A length in days, rest days included (日、天). Anything but an int from 1 raises `Malformed`.

    >>> deadline(date(2025, 3, 20), CalendarDays(10), EVERY_DAY)
    datetime.date(2025, 3, 30)
    """

    __slots__ = ()


class WorkingDays(_Length):
    """A length in working days (工作日). Anything but an int from 1 raises `Malformed`.

    >>> WorkingDays(5) == CalendarDays(5)
    False
    """

    __slots__ = ()


class Months(_Length):
    """A length in months (月). Anything but an int from 1 raises `Malformed`.

    >>> deadline(date(2025, 1, 31), Months(1), EVERY_DAY)
    datetime.date(2025, 2, 28)
    """

    __slots__ = ()


class Years(_Length):
    """A length in years (年). Anything but an int from 1 raises `Malformed`.

    >>> deadline(date(2024, 2, 29), Years(1), EVERY_DAY)
    datetime.date(2025, 2, 28)
    """

    __slots__ = ()


Span: TypeAlias = CalendarDays | WorkingDays | Months | Years
"""A length of time with its unit (期间长度)."""


class WorkCalendar(Protocol):
    """Who knows the working days (工作日历).

    `china.ChineseWorkCalendar` is one. Any object with this method is one, too. A calendar that
    does not know a year must raise, best ``LawError(YEAR_UNKNOWN, given=..., year=...)``: what is
    not announced is never guessed. The error passes through unchanged.

    >>> EVERY_DAY.is_working_day(date(2025, 3, 30))  # a Sunday
    True
    """

    def is_working_day(self, day: date, /) -> bool:
        """Say whether people work on this day, make-up days (调休上班日) included."""


class _EveryDay:
    __slots__ = ()

    def is_working_day(self, day: date, /) -> bool:
        del day
        return True

    def __repr__(self) -> str:
        return "EVERY_DAY"


EVERY_DAY: Final = _EveryDay()
"""The calendar without a rest day (不顺延): pass it to say that an end stays where it falls.

It can move nothing and count no working days; `deadline` refuses it for `WorkingDays`.
"""


def _works(calendar: WorkCalendar, on: date) -> bool:
    answer = calendar.is_working_day(on)
    if type(answer) is not bool:
        raise Malformed(ANSWER, given=shown(answer))
    return answer


def _later(on: date, step: timedelta | relativedelta) -> date:
    try:
        return on + step
    except (OverflowError, ValueError):
        raise Malformed(BEYOND, given="a period that ends outside of them") from None


def deadline(event: date, span: Span, calendar: WorkCalendar) -> date:
    """Give the last day of a period that an event sets running (期间的最后一日、截止日).

    The day of the event is not counted. A period in months or years ends on the day with the same
    number, or on the month's last day where there is none. If that last day is a rest day, the
    first working day after it becomes the last. Working days are counted one by one, so their last
    is never a rest day.

    Assumption: article 203 speaks of legal holidays (法定休假日). Here every day on which the
    calendar says that people do not work moves the end, ordinary weekends too, because article 154
    of the earlier 民法通则 named Sundays in so many words, and because an office that is closed
    cannot take a filing. The calendar is asked nothing else for a period in days, months or years;
    so one that denies work on the statutory holidays alone gives the narrow reading.

    Raises `Malformed` for a length without unit, no calendar, `EVERY_DAY` with `WorkingDays`, or
    an end after the year 9999, and whatever the calendar raises.

    Source: 民法典第201条至第203条.

    >>> deadline(date(2025, 3, 20), CalendarDays(10), EVERY_DAY)
    datetime.date(2025, 3, 30)
    >>> class MondayToFriday:
    ...     def is_working_day(self, day):
    ...         return day.weekday() < 5
    >>> deadline(date(2025, 3, 20), CalendarDays(10), MondayToFriday())  # 30 March is a Sunday
    datetime.date(2025, 3, 31)
    >>> deadline(date(2025, 3, 20), WorkingDays(10), MondayToFriday())
    datetime.date(2025, 4, 3)
    """
    last = day(event)
    if not callable(getattr(calendar, "is_working_day", None)):
        raise Malformed(CALENDAR, given=shown(calendar))
    if isinstance(span, WorkingDays):
        return _after_working_days(last, span, calendar)
    if isinstance(span, CalendarDays):
        last = _later(last, timedelta(days=span.n))
    elif isinstance(span, Months):
        last = _later(last, relativedelta(months=span.n))
    elif isinstance(span, Years):
        last = _later(last, relativedelta(years=span.n))
    else:
        raise Malformed(SPAN, given=shown(span))
    while not _works(calendar, last):
        last = _later(last, _ONE_DAY)
    return last


def _after_working_days(event: date, span: WorkingDays, calendar: WorkCalendar) -> date:
    if isinstance(calendar, _EveryDay):
        raise Malformed(WORKING_DAYS, given=f"{span!r} with EVERY_DAY")
    last, left = event, span.n
    while left:
        last = _later(last, _ONE_DAY)
        left -= _works(calendar, last)
    return last


def days_before(event: date, span: CalendarDays) -> date:
    """Give the latest day for what is due so many days before an event (提前若干日的最迟日).

    The day of the event is not counted, as in `deadline`: what is due 10 days before 20 March is
    due on 10 March. Rest days do not move it: a later day would take from the days that the rule
    wants in between, and no rule asks for an earlier one.

    Assumption: no article counts backwards; this mirrors 民法典第201条. Where an office wants ten
    full days in between, give it ``CalendarDays(11)``. Raises `Malformed`.

    >>> days_before(date(2024, 3, 1), CalendarDays(1))
    datetime.date(2024, 2, 29)
    """
    if not isinstance(span, CalendarDays):
        raise Malformed(SPAN, given=shown(span))
    return _later(day(event), timedelta(days=-span.n))


@attrs.frozen
class Period:
    """A run of days, the first and the last included (期间、起止日).

    Raises `Malformed` if the last day comes before the first.

    >>> Period(date(2025, 2, 1), date(2025, 2, 28)) == Period.month(2025, 2)
    True
    >>> Period.year(2024).days
    366
    """

    first: date = attrs.field(converter=day)
    last: date = attrs.field(converter=day)

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise Malformed(ORDER, given=f"{self.first} to {self.last}")

    @classmethod
    def year(cls, year: int) -> Period:
        """Give a calendar year, which is the fiscal year too (年度、会计年度：会计法第11条). Raises `Malformed`."""
        return cls(_first_of(year, 1), date(year, 12, 31))

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """Give a calendar month (月份). Raises `Malformed`."""
        return cls(_first_of(year, month), date(year, month, monthrange(year, month)[1]))

    @property
    def days(self) -> int:
        """How many days it has, the first and the last included (天数)."""
        return (self.last - self.first).days + 1

    def contains(self, on: date) -> bool:
        """Say whether a day lies within (是否在期间内); ``on in period`` says the same. Raises `Malformed`."""
        return self.first <= day(on) <= self.last

    __contains__ = contains


def _first_of(year: int, month: int) -> date:
    if type(year) is not int or type(month) is not int:
        raise Malformed(MONTH, given=f"{shown(year)} and {shown(month)}")
    if not (_YEAR_ONE <= year <= _YEAR_LAST and 1 <= month <= 12):
        raise Malformed(MONTH, given=f"{year} and {month}")
    return date(year, month, 1)


def full_years(since: date, on: date) -> int:
    """Count the years that are full on a day (周年数、周岁).

    A year is full on the day with the same number, and for 29 February on 28 February of a common
    year: the same rule by which `deadline` ends a period of years, so that
    ``full_years(e, deadline(e, Years(n), EVERY_DAY)) == n``. Someone born on 10 March 2011 is
    fourteen from 10 March 2025 on.

    Choice: that day counts as full from its beginning. Criminal law lets an age begin on the day
    after the birthday; where that is wanted, ask for the day before.

    Raises `Malformed` if ``on`` comes before ``since``. The message names neither day, since one
    may be somebody's birthday.

    Source: 民法典第200条至第202条.

    >>> full_years(date(2011, 3, 10), date(2025, 3, 9)), full_years(date(2011, 3, 10), date(2025, 3, 10))
    (13, 14)
    >>> full_years(date(2024, 2, 29), date(2025, 2, 28))
    1
    """
    if day(on) < day(since):
        raise Malformed(ORDER, given="two days, the later one first")
    same_numbered = min(since.day, monthrange(on.year, since.month)[1])
    return on.year - since.year - ((on.month, on.day) < (since.month, same_numbered))
