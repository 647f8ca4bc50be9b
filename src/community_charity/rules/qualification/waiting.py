"""Waiting times and bars, counted in years, and the facts they need (等待期与禁止期).

Two ways to count, both from 民法典第200条至第203条:

- A *wait* of so many years is over on the day with the same number: registered on 4 March 2025, a year is full on
  4 March 2026.
- A *bar* of so many years still covers that day, since a period ends when its last day does: revoked on 4 March 2025,
  a bar of five years is over on 5 March 2030. That the same holds for "no penalty in the year before" is our reading.

>>> from datetime import date
>>> full_on(date(2025, 3, 4), 1), free_on(date(2025, 3, 4), 5)
(datetime.date(2026, 3, 4), datetime.date(2030, 3, 5))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from community_charity.calendar import EVERY_DAY, CalendarDays, Years, deadline

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from community_charity.law.law import LawInForce


def full_on(since: date, years: int) -> date:
    """Give the day on which years are full (满年之日): the same day, or 28 February for the 29th of a leap year.

    ``years`` is a whole number of years. Raises `Malformed` for an end after the year 9999.

    Source: 民法典第200条至第202条.

    >>> from datetime import date
    >>> full_on(date(2024, 2, 29), 1)
    datetime.date(2025, 2, 28)
    """
    return deadline(since, Years(years), EVERY_DAY) if years else since  # a what-if may lift the wait


def free_on(event: date, years: int) -> date:
    """Give the first day after a bar of years (禁止期届满后的首日). ``years`` is a whole number of years.

    Raises `Malformed` for an end after the year 9999.

    Source: 民法典第201条至第203条: the day of the event is not counted, the last day counts to its end.

    >>> from datetime import date
    >>> free_on(date(2024, 2, 29), 5)
    datetime.date(2029, 3, 1)
    """
    return deadline(full_on(event, years), CalendarDays(1), EVERY_DAY)


def opens(law: LawInForce, key: str, start: date, over: Callable[[date, int], date]) -> dict[str, date]:
    """Tell when a period of the figure ``key`` that began on ``start`` is over (何日届满), as the fact ``until``.

    A change of the law that is known already may shorten it. ``over`` is `full_on` or `free_on`.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> opens(Law.of("cn").on(date(2024, 9, 4)), "public_fundraising_wait_years", date(2023, 6, 1), full_on)
    {'until': datetime.date(2024, 9, 5)}
    """
    ends = [(value, max(value.since, over(start, cast("int", value.value)))) for value in law.history(key)]
    return {"until": min(end for value, end in ends if end > law.day and value.in_force(end))}
