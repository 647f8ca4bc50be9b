"""How a case was found (受理与主动发现): by whom, on which day, and who has a duty to report.

>>> from community_charity.law.law import Law
>>> Law.of("cn").on(date(2026, 7, 1)).need_reported_by[0]
'self_government'
"""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from community_charity.calendar import day
from community_charity.errors import choice, expect
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.parties import PartyId, party_id


class FoundBy(Enum):
    """How a household in need was found (发现方式). ``FoundBy("grid_survey")`` looks one up.

    ``REPORTING_DUTY`` is a report by those whom the figure ``need_reported_by`` names; they owe it to government, and
    a society that hears of it helps on. Source: 社会救助法第39条第1款, before it 关于改革完善社会救助制度的意见二（六）22.

    >>> FoundBy("grid_survey").text.zh
    '网格排查'
    """

    GRID_SURVEY = "grid_survey"
    APPLICATION = "application"
    REFERRAL = "referral"
    REPORTING_DUTY = "reporting_duty"
    VILLAGE_REPORT = "village_report"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _WAYS[self]


_WAYS = {
    FoundBy.GRID_SURVEY: Text("survey of the grid", "网格排查"),
    FoundBy.APPLICATION: Text("application by the household", "家庭申请"),
    FoundBy.REFERRAL: Text("referral by another body", "其他单位转介"),
    FoundBy.REPORTING_DUTY: Text("report by those who have a duty to", "负有报告义务者报告"),
    FoundBy.VILLAGE_REPORT: Text("report from the village", "村（居）民反映"),
}


def _way(value: FoundBy) -> FoundBy:
    return choice(value, FoundBy)


def _optional_party(value: PartyId | None) -> PartyId | None:
    return None if value is None else party_id(value)


@attrs.frozen
class Discovery:
    """How and when a household in need was found (发现情况), and ``by`` whom: an opaque id, ``None`` if nobody is named.

    Raises `Malformed`.

    >>> found = Discovery("grid_survey", date(2025, 3, 10), by="p-7")  # invented
    >>> found
    Discovery(how=<FoundBy.GRID_SURVEY: 'grid_survey'>, on=datetime.date(2025, 3, 10))
    >>> found.days_to(date(2025, 3, 13))
    3
    """

    how: FoundBy = attrs.field(converter=_way)
    on: date = attrs.field(converter=day)
    by: PartyId | None = attrs.field(default=None, converter=_optional_party, repr=False)

    def days_to(self, opened: date) -> int:
        """Count the days from the finding to the opening of the case (发现至立案天数)."""
        return (opened - self.on).days


def optional_discovery(value: Discovery | None) -> Discovery | None:
    """Check a field: a `Discovery`, or ``None`` for not known (发现情况或不详). Raises `Malformed`.

    >>> optional_discovery(None) is None
    True
    """
    return None if value is None else expect(value, Discovery)


FOUND = ground(
    "case.found_before",
    Stage.STATE,
    title=("the household was found by the day of opening", "立案不早于发现"),
    unmet=(
        "the case would be opened on {opened}, before the household was found on {found}",
        "立案日 {opened} 早于发现日 {found}",
    ),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.found),
        {"on": finding.found},
        wait_until=finding.found,
    ),
)
