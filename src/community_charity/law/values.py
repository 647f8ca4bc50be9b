"""What a figure's value may be, and how it is written (数值的种类与写法).

>>> shown_in(Fraction(3, 50), Unit.RATE, "en"), shown_in(Fraction(3, 2), Unit.MULTIPLE, "zh")
('6%', '1.5倍')
>>> digits(Fraction(3, 50)), digits(Fraction(1, 3)), digits(DayOfYear(5, 31)), digits(Money(3000000))
('0.06', '1/3', '05-31', '30000.00')
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.money import Money

if TYPE_CHECKING:
    from community_charity.language import Lang

DAY_OF_YEAR = declare(
    "law.day_of_year",
    wanted=("a month and a day that every year has", "每年都有的月和日"),
    do=("write DayOfYear(5, 31) for 31 May", "5月31日请写作 DayOfYear(5, 31)"),
)

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@attrs.frozen(order=True)
class DayOfYear:
    """A day that comes back every year, such as 31 May (每年某月某日). Raises `Malformed`.

    29 February is refused: most years have none.

    >>> print(DayOfYear(5, 31).in_year(2026), DayOfYear(5, 31).text.zh)
    2026-05-31 5月31日
    """

    month: int
    day: int

    def __attrs_post_init__(self) -> None:
        try:
            self.in_year(2025)  # any common year
        except (TypeError, ValueError):
            raise Malformed(DAY_OF_YEAR, given=f"{shown(self.month)} and {shown(self.day)}") from None

    def in_year(self, year: int) -> date:
        """Give that day of one year (当年该日). A year outside 1 to 9999 raises `ValueError`, as `date` does."""
        return date(year, self.month, self.day)

    @property
    def text(self) -> Text:
        """The words for a reader (文本)."""
        return Text(f"{self.day} {_MONTHS[self.month - 1]}", f"{self.month}月{self.day}日")

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"


Value: TypeAlias = Money | int | bool | Fraction | DayOfYear | tuple[str, ...]


class Unit(Enum):
    """What a value counts (单位). ``Unit("yuan")`` looks one up.

    DAYS are days of the calendar (日、天), WORKING_DAYS are 工作日. A RATE is at most 1, a MULTIPLE may be more; a GRADE
    counts the letters of an assessment (3A).

    >>> Unit("working_days").name
    'WORKING_DAYS'
    """

    YUAN = "yuan"
    COUNT = "count"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"
    GRADE = "grade"
    RATE = "rate"
    MULTIPLE = "multiple"
    DAY_OF_YEAR = "day_of_year"
    DUTY = "duty"
    NAMES = "names"


WHOLE: Final = frozenset({Unit.COUNT, Unit.HOURS, Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS, Unit.YEARS, Unit.GRADE})
"""The units that are counted in whole numbers."""

_MANY = {
    Unit.HOURS: Text("{v} hours", "{v}小时"),
    Unit.DAYS: Text("{v} days", "{v}日"),
    Unit.WORKING_DAYS: Text("{v} working days", "{v}个工作日"),
    Unit.MONTHS: Text("{v} months", "{v}个月"),
    Unit.YEARS: Text("{v} years", "{v}年"),
    Unit.GRADE: Text("{v}A", "{v}A"),
    Unit.RATE: Text("{v}", "{v}"),
    Unit.MULTIPLE: Text("{v} times", "{v}倍"),
}


def shown_in(value: Value, unit: Unit, lang: Lang) -> str:
    """Write a value with its unit, for a reader (数值文本). Of a list, the bare names.

    >>> shown_in(1, Unit.YEARS, "en"), shown_in(2, Unit.YEARS, "en"), shown_in(Money(5), Unit.YUAN, "en")
    ('1 year', '2 years', '¥0.05')
    """
    if isinstance(value, bool):
        return (Text("yes", "是") if value else Text("no", "否")).to(lang)
    if isinstance(value, tuple):
        return (", " if lang == "en" else "、").join(value)
    if isinstance(value, DayOfYear):
        return value.text.to(lang)
    if isinstance(value, Fraction):
        in_percent = unit is Unit.RATE and "/" not in digits(value)
        said = digits(value * 100) + "%" if in_percent else digits(value)
        return _MANY[unit].fill(v=said).to(lang)
    words = _MANY.get(unit, Text("{v}", "{v}")).fill(v=value).to(lang)
    return words.removesuffix("s") if value == 1 and lang == "en" else words


def digits(value: Value) -> str:
    """Write a value without its unit (数值): money in yuan, a rate as a decimal if it has one that ends.

    >>> digits(True), digits(50), digits(("donors", "township"))
    ('true', '50', 'donors; township')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Money):
        return value.plain()
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, Fraction):
        return _decimal(value)
    return str(value)


def _decimal(rate: Fraction) -> str:
    for places in range(10):
        whole = rate * 10**places
        if whole.denominator == 1:
            digits_ = str(whole.numerator).rjust(places + 1, "0")
            return f"{digits_[: len(digits_) - places]}.{digits_[len(digits_) - places :]}" if places else digits_
    return str(rate)


def possible(value: Value, unit: Unit) -> bool:
    """Tell whether a value can be one at all (取值是否可能): nothing below zero, no rate above one.

    >>> possible(Fraction(3, 2), Unit.RATE), possible(Fraction(3, 2), Unit.MULTIPLE)
    (False, True)
    """
    if isinstance(value, Money):
        return value.fen >= 0
    if isinstance(value, Fraction) and unit is Unit.RATE:
        return 0 <= value <= 1
    return not isinstance(value, int | Fraction) or value >= 0
