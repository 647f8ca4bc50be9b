"""The months of a what-if (月份轴): a first month and how many.

>>> months = Months("2025-11", 3)
>>> months.labels
('2025-11', '2025-12', '2026-01')
>>> months.first_day(2)
datetime.date(2026, 1, 1)
"""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Final

import attrs

from community_charity.errors import Malformed, declare, shown

FIRST = declare(
    "what_if.first_month",
    wanted=("a month such as 2025-01, from year 1 to 9999", "形如 2025-01 的月份（公元1至9999年）"),
    do=('write first_month="2025-01"', '写作 first_month="2025-01"'),
)
COUNT = declare(
    "what_if.months",
    wanted=("from 1 to {most} months", "1至{most}个月"),
    do=("give the number of months as a whole number", "请以整数给出月数"),
)
NO_MONTH = declare(
    "what_if.no_month",
    wanted=(
        "a month from {first} to {last}, or its number from 0 to {end}",
        "{first} 至 {last} 的月份，或其序号 0 至 {end}",
    ),
    do=('write "{first}", or 0 for the first', '写作 "{first}"，或以 0 表示首月'),
)
_MONTH = re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII)
MOST: Final = 1200
"""The largest number of months (最多月数): a hundred years."""


def _first(value: object) -> str:
    found = _MONTH.match(value) if isinstance(value, str) else None
    if isinstance(value, date):
        return f"{value.year:04d}-{value.month:02d}"
    if found is None or int(found[1]) < 1 or not 1 <= int(found[2]) <= 12:
        raise Malformed(FIRST, given=shown(value))
    return str(value)


def _count(value: int) -> int:
    if type(value) is not int or not 1 <= value <= MOST:
        raise Malformed(COUNT, given=shown(value), most=MOST)
    return value


@attrs.frozen(slots=False)
class Months:
    """Months one after another (连续月份): the ``first`` as ``"2025-01"`` or a `date`, and a ``count`` up to 1,200.

    Raises `Malformed`.

    >>> len(Months("2025-01", 36)), Months("2025-01", 36).year(35)
    (36, 2027)
    """

    first: str = attrs.field(converter=_first)
    count: int = attrs.field(converter=_count)

    def __len__(self) -> int:
        return self.count

    @cached_property
    def _start(self) -> int:
        return int(self.first[:4]) * 12 + int(self.first[5:]) - 1

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Each month as text (月份名称): ``"2025-01"``."""
        return tuple(f"{self.year(month):04d}-{self.number(month):02d}" for month in range(self.count))

    def year(self, month: int) -> int:
        """Give the calendar year of a month (所属年份), counted from 0."""
        return (self._start + month) // 12

    def number(self, month: int) -> int:
        """Give which month of its year it is (年内月份): 1 for January.

        >>> Months("2025-11", 3).number(2)
        1
        """
        return (self._start + month) % 12 + 1

    def first_day(self, month: int) -> date:
        """Give the first day of a month (月首日): the law of that day holds for the month."""
        return date(self.year(month), self.number(month), 1)

    def index(self, month: int | str) -> int:
        """Give the number of a month, counted from 0 (月份序号), from its text or number. Raises `Malformed`.

        >>> Months("2025-11", 3).index("2026-01")
        2
        """
        if type(month) is int and 0 <= month < self.count:
            return month
        if isinstance(month, str) and month in self.labels:
            return self.labels.index(month)
        first, last = self.labels[0], self.labels[-1]
        raise Malformed(NO_MONTH, given=shown(month), first=first, last=last, end=self.count - 1)
