"""Stars of volunteers by their hours (志愿者星级).

The five numbers of hours are a convention: they stood in the measures of 2012 and live on in local rules and systems.
志愿服务记录与证明出具办法（试行）第10条 lets an organisation give stars by time and quality and fixes no hours. Quality is for
the organisation to judge.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> law = Law.of("cn").on(date(2026, 3, 1))
>>> stars(99, law), stars(100, law), stars(1500, law)
(0, 1, 5)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.errors import Malformed, declare, shown
from community_charity.law.law import in_force

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce

HOURS = declare(
    "volunteer.hours",
    wanted=("full hours of service, zero or more, as a whole number", "以整数表示的服务小时数，不为负"),
    do=("add up the time really given and leave out what is no full hour", "请累计实际服务时间，不足一小时的舍去"),
)
STARS = ("star_1_hours", "star_2_hours", "star_3_hours", "star_4_hours", "star_5_hours")
"""The figures that say how many hours each star takes, one star first (各星级时数)."""


def stars(hours: int, law: LawInForce) -> int:
    """Give the number of stars, 0 to 5, that full hours of service make (星级).

    A star for which the place or the day knows no hours is not given. Raises `Malformed` for what is no whole number of
    hours, or no `LawInForce`.

    Source: none in force; see the note of each figure.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> stars(600, Law.of("cn").on(date(2012, 10, 22)))
    0
    """
    if type(hours) is not int or hours < 0:
        raise Malformed(HOURS, given=shown(hours))
    day = in_force(law)
    return max((star for star, key in enumerate(STARS, 1) if key in day and hours >= getattr(day, key)), default=0)
