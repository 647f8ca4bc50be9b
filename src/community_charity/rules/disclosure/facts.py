"""What happened and sets a duty running (触发事实).

Each fact names its ``subject`` by an opaque id: the campaign, project, body, deal, trust or activity it is about. What
is left out is not known: ``None`` is never taken for yes or for no.

>>> from community_charity.rules.disclosure import CampaignEnded
>>> CampaignEnded("spring-drive", date(2025, 3, 31)).on
datetime.date(2025, 3, 31)
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import attrs

from community_charity.calendar import Period, day
from community_charity.errors import expect
from community_charity.parties import opaque_id


def _year(value: int) -> int:
    Period.year(value)
    Period.year(value + 1)  # in which its reports are due
    return value


@attrs.frozen
class Fact:
    """Something that happened to a subject ``on`` a day (事实). Raises `Malformed`.

    >>> Fact("spring-drive", date(2025, 3, 31)).tag
    ''
    """

    ONCE: ClassVar[bool] = True
    """Whether it happens to a subject once; what may come again is told apart by its day."""

    subject: str = attrs.field(converter=opaque_id)
    on: date = attrs.field(converter=day)

    @property
    def tag(self) -> str:
        """What tells its duties from those of another such fact (区分标记)."""
        return "" if self.ONCE else f":{self.on}"


@attrs.frozen
class Repeated(Fact):
    """A fact that may come again to the same subject (可重复发生的事实). Raises `Malformed`.

    >>> Repeated("city-charity", date(2025, 3, 31)).tag
    ':2025-03-31'
    """

    ONCE: ClassVar[bool] = False


def _after(self: Yearly) -> date:
    return date(self.year + 1, 1, 1)


@attrs.frozen
class Yearly(Fact):
    """A calendar year is over (年度终了). Its duties are judged by the law of 1 January after it. Raises `Malformed`.

    >>> Yearly("city-charity", 2025).on
    datetime.date(2026, 1, 1)
    """

    year: int = attrs.field(converter=_year)
    on: date = attrs.field(init=False, default=attrs.Factory(_after, takes_self=True))

    @property
    def tag(self) -> str:
        """The year (年度)."""
        return f":{self.year}"


def _duty_id(value: str) -> str:
    return expect(value, str)


@attrs.frozen
class Done:
    """A duty, by its id, was done ``on`` a day (已履行). `Duty.done` makes one. Raises `Malformed`.

    Of a posting, it is the day on which it was taken down.

    >>> Done("plan-filing:spring-drive", date(2025, 3, 10)).duty
    'plan-filing:spring-drive'
    """

    duty: str = attrs.field(converter=_duty_id)
    on: date = attrs.field(converter=day)
