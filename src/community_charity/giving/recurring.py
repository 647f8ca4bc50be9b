"""Recurring gifts (月捐等按期捐赠): the same amount at regular intervals, until the donor ends it.

>>> from datetime import date
>>> from community_charity.calendar import Period
>>> from community_charity.money import yuan
>>> monthly = RecurringGift(yuan(50), every=Months(1), first=date(2025, 1, 31), pool="village-1", donor="d-1")
>>> [one.due.isoformat() for one in monthly.due(Period(date(2025, 1, 1), date(2025, 4, 30)))]
['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30']

There is no order for a recurring gift: a book keeps it as a pledge up to some day (`RecurringGift.as_pledge`), so that
what is paid, open and overdue is counted in one place. Its donor may end it at any time: then the pledge is written off
as withdrawn, which for a standing promise is always allowed.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import ORDER, CalendarDays, Months, Period, Years, day, optional_day
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.giving.promises import Pledge, Promise
from community_charity.instalments import Instalment
from community_charity.language import Text
from community_charity.money import Money, positive_money
from community_charity.parties import PartyId, opaque_id, party_id

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY = declare(
    "recurring.every",
    wanted=("an interval as Months, Years or CalendarDays", "以 Months、Years 或 CalendarDays 表示的间隔"),
    do=("write Months(1); of a week CalendarDays(7)", "每月写作 Months(1)，每周写作 CalendarDays(7)"),
)
ENDLESS = declare(
    "recurring.endless",
    wanted=("a last day: of the gift itself, or up to which to plan", "截止日：捐赠自身的截止日，或计划截至的日期"),
    do=("write as_pledge(..., until=date(2025, 12, 31))", "写作 as_pledge(..., until=date(2025, 12, 31))"),
)
NOTHING_DUE = declare(
    "recurring.nothing_due",
    wanted=("a last day on or after the first gift", "截止日不早于首期捐赠日"),
    do=("plan up to a later day", "请延后截止日"),
)


def _every(value: Months | Years | CalendarDays) -> Months | Years | CalendarDays:
    if not isinstance(value, Months | Years | CalendarDays):
        raise Malformed(EVERY, given=shown(value))
    return value


def _donor(value: PartyId | None) -> PartyId | None:
    return None if value is None else party_id(value)


@attrs.frozen
class RecurringGift:
    """A gift that comes back (按期捐赠): ``amount`` as `Money`, the first time on ``first``, then ``every`` so often.

    ``last`` is the last day on which it may fall, ``None`` if it has none. The days are all counted from the first, so
    that they never drift: from 31 January every month comes to 28 February and back to 31 March. ``donor`` is an
    opaque id that is never shown, ``None`` if a platform collects and does not tell. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> RecurringGift(yuan(50), every=Months(1), first=date(2025, 1, 31), pool="village-1").last is None  # invented
    True
    """

    amount: Money = attrs.field(converter=positive_money)
    every: Months | Years | CalendarDays = attrs.field(kw_only=True, converter=_every)
    first: date = attrs.field(kw_only=True, converter=day)
    last: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    pool: str = attrs.field(kw_only=True, converter=opaque_id)
    donor: PartyId | None = attrs.field(default=None, kw_only=True, converter=_donor, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise Malformed(ORDER, given=f"{self.first} to {self.last}")

    def due(self, period: Period) -> tuple[Instalment, ...]:
        """Give the days and amounts that fall into a period (期间内应捐各期). Raises `Malformed`.

        >>> from community_charity.money import yuan
        >>> yearly = RecurringGift(yuan(9), every=Years(1), first=date(2024, 2, 29), pool="village-1")  # invented
        >>> [one.due.isoformat() for one in yearly.due(Period(date(2025, 1, 1), date(2028, 12, 31)))]
        ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']
        """
        expect(period, Period)
        last = period.last if self.last is None else min(period.last, self.last)
        return tuple(Instalment(on, self.amount) for on in self._days(period.first, last) if on >= period.first)

    def as_pledge(self, id: str, *, until: date | None = None) -> Pledge:  # noqa: A002 - what every value calls its id
        """Make it a pledge of all that falls due up to a day (转为认捐); without ``until``, up to its own last day.

        Raises `Malformed` if there is no last day, or nothing falls due up to it.

        >>> from community_charity.money import yuan
        >>> monthly = RecurringGift(yuan(50), every=Months(1), first=date(2025, 1, 31), pool="village-1")  # invented
        >>> pledge = monthly.as_pledge("pledge-1", until=date(2025, 12, 31))
        >>> pledge.total, len(pledge.instalments), pledge.promised.value
        (yuan("600.00"), 12, 'standing')
        """
        ends = [one for one in (optional_day(until), self.last) if one is not None]
        if not ends:
            raise Malformed(ENDLESS, given=Text("a gift without a last day", "无截止日的按期捐赠"))
        if min(ends) < self.first:
            raise Malformed(NOTHING_DUE, given=Text("a last day before the first gift", "截止日早于首期捐赠日"))
        due = self.due(Period(self.first, min(ends)))
        return Pledge(
            id,
            pool=self.pool,
            total=self.amount * len(due),
            instalments=due,
            promised=Promise.STANDING,
            donor=self.donor,
        )

    def _days(self, first: date, last: date) -> Iterator[date]:
        """Count the days from the first gift on, beginning shortly before ``first``, up to ``last``."""
        if isinstance(self.every, CalendarDays):
            number = max(0, -((self.first - first).days // self.every.n))
            while (ordinal := self.first.toordinal() + number * self.every.n) <= last.toordinal():
                yield date.fromordinal(ordinal)
                number += 1
            return
        step = self.every.n * (_YEAR if isinstance(self.every, Years) else 1)
        start = _month(self.first)
        for month in range(start + max(0, (_month(first) - start) // step) * step, _month(last) + 1, step):
            year, number = divmod(month, _YEAR)
            on = date(year, number + 1, min(self.first.day, monthrange(year, number + 1)[1]))
            if on <= last:
                yield on


_YEAR = 12


def _month(on: date) -> int:
    return on.year * _YEAR + on.month - 1
