"""How long the record of an impact assessment is kept (影响评估报告和处理情况记录的保存).

Instrument: 个人信息保护法 arts. 55 and 56. That the three years run from the day of the report is this library's
reading: the Law names no first day.

>>> from community_charity.law.law import Law
>>> record = AssessmentRecord(date(2023, 3, 1))
>>> record.may_be_discarded(Law.of("cn").on(date(2026, 3, 1))).remedies[0].wait_until
datetime.date(2026, 3, 2)
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import EVERY_DAY, CalendarDays, Years, day, deadline
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import wait

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce


@attrs.frozen
class AssessmentRecord:
    """The report of an impact assessment, or a record of use (影响评估报告、处理情况记录). Raises `Malformed`.

    >>> AssessmentRecord(date(2023, 3, 1)).made_on
    datetime.date(2023, 3, 1)
    """

    made_on: date = attrs.field(converter=day)

    def may_be_discarded(self, law: LawInForce) -> Decision:
        """Tell whether it has been kept long enough (可否销毁).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the law. Source: 个人信息保护法第56条第2款.

        >>> from community_charity.law.law import Law
        >>> bool(AssessmentRecord(date(2023, 3, 1)).may_be_discarded(Law.of("cn").on(date(2026, 3, 2))))
        True
        """
        law, checks = in_force(law), Checks()
        years = law.assessment_record_years
        last = deadline(self.made_on, Years(years), EVERY_DAY)
        until = deadline(last, CalendarDays(1), EVERY_DAY)
        checks.weigh(KEPT, law.day > last, years, None, {"until": until, "last": last})
        return checks.decision(_ASKED, self, law.day, law)


_ASKED = Text("discard the record of an impact assessment", "销毁个人信息保护影响评估记录")

KEPT = ground(
    "privacy.record_kept",
    Stage.STATE,
    title=("kept for {required} years, until {last}", "已保存满{required}年（至 {last}）"),
    unmet=("to be kept for {required} years, until {last}", "应当保存{required}年（至 {last}）"),
    figures=("assessment_record_years",),
    remedy=wait(ask=("the day of the report", "报告日期")),
)
