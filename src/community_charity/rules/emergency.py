"""Relief first, papers later (先行救助).

Instruments: 民发〔2018〕23号 section 2 (2), from 2026-07-01 社会救助法 art. 50: what is urgent and
small is paid at once, and the explanation follows. They bind government; their use for a society,
the limit and the days are assumptions of this library, marked so in every decision.

>>> from datetime import date
>>> from community_charity.calendar import EVERY_DAY
>>> from community_charity.money import yuan
>>> emergency_room(yuan(1000), already=yuan(400))
yuan("600.00")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.calendar import CalendarDays, WorkingDays, deadline
from community_charity.rules.carriers import positive_part, rule

if TYPE_CHECKING:
    from datetime import date

    from community_charity.calendar import WorkCalendar
    from community_charity.rules.carriers import Amount


@rule
def emergency_room(ceiling: Amount, already: Amount) -> Amount:
    """What may still be paid at once (先行救助余量): `Money`, fen or columns of fen. Raises `Malformed`.

    >>> emergency_room(1000_00, 400_00)
    60000
    """
    return positive_part(ceiling - already)


def pay_due(granted_on: date, days: int, calendar: WorkCalendar) -> date:
    """Give the last day to pay an emergency grant (先行救助支付期限).

    A last day that is a rest day moves on, unless `EVERY_DAY` is passed. Raises as `papers_due`.

    >>> from datetime import date
    >>> from community_charity.calendar import EVERY_DAY
    >>> pay_due(date(2025, 3, 13), 1, EVERY_DAY)
    datetime.date(2025, 3, 14)
    """
    return deadline(granted_on, CalendarDays(days), calendar)


def papers_due(paid_on: date, working_days: int, calendar: WorkCalendar) -> date:
    """Give the last day to complete the papers after an emergency payment (补齐材料期限).

    Raises `Malformed` as `deadline`, and whatever the calendar raises.

    >>> from datetime import date
    >>> class MondayToFriday:
    ...     def is_working_day(self, day):
    ...         return day.weekday() < 5
    >>> papers_due(date(2025, 3, 13), 5, MondayToFriday())
    datetime.date(2025, 3, 20)
    """
    return deadline(paid_on, WorkingDays(working_days), calendar)
