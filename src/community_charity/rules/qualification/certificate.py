"""The certificate of qualification: the office's time to decide, and what follows when it is revoked (资格证书).

Source: 慈善法第22条、第111条; 慈善组织公开募捐管理办法（民政部令第74号）第7条、第23条.

>>> from community_charity.law.law import Law
>>> revoked = Certificate("city-charity", issued_on=date(2024, 12, 2), revocations=[date(2026, 5, 8)])  # invented
>>> revoked.may_reapply(Law.of("cn").on(date(2031, 5, 8))).remedies[0].wait_until
datetime.date(2031, 5, 9)
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import CalendarDays, WorkingDays, day, deadline
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import show
from community_charity.parties import OrganisationId, organisation_id
from community_charity.rules.facts import days
from community_charity.rules.qualification.application import weigh_revocation

if TYPE_CHECKING:
    from community_charity.calendar import WorkCalendar
    from community_charity.law.law import LawInForce


@attrs.frozen
class DecisionDue:
    """The last day for the office's decision, counted both ways (审核期限届满日).

    ``by_days`` counts days of the calendar, ``by_working_days`` working days. Which of them the law means is not
    settled: nobody is late before both are past.

    >>> DecisionDue(date(2026, 3, 23), date(2026, 3, 31)).overdue(date(2026, 3, 25)) is None
    True
    """

    by_days: date = attrs.field(converter=day)
    by_working_days: date = attrs.field(converter=day)

    def overdue(self, on: date) -> bool | None:
        """Tell whether the decision is overdue on a day (是否逾期): ``None`` where the two ways differ. Raises `Malformed`.

        >>> DecisionDue(date(2026, 3, 23), date(2026, 3, 31)).overdue(date(2026, 4, 1))
        True
        """
        late = {day(on) > self.by_days, on > self.by_working_days}
        return late.pop() if len(late) == 1 else None


def qualification_decision_due(accepted_on: date, law: LawInForce, calendar: WorkCalendar) -> DecisionDue:
    """Give the last day on which the office decides on an application (审核期限), counted in both ways.

    The law says 日, days, in an article about a licence; 行政许可法第82条 counts its own periods in working days. That
    doubt is the caller's to settle. ``accepted_on`` is the day on which all papers were there. Time for consulting others
    and for visits is not counted: take it off the day asked about. Raises `Malformed`; `LawError` for a day before the
    Charity Law; what the calendar raises.

    Source: 慈善法第22条; 慈善组织公开募捐管理办法第7条; 民法典第201条至第203条.

    >>> from community_charity.law.law import Law
    >>> class MondayToFriday:
    ...     def is_working_day(self, day):
    ...         return day.weekday() < 5
    >>> due = qualification_decision_due(date(2026, 3, 2), Law.of("cn").on(date(2026, 3, 2)), MondayToFriday())
    >>> print(due.by_days, due.by_working_days)
    2026-03-23 2026-03-30
    """
    days = in_force(law).qualification_decision_days
    return DecisionDue(
        deadline(accepted_on, CalendarDays(days), calendar), deadline(accepted_on, WorkingDays(days), calendar)
    )


@attrs.frozen(kw_only=True)
class Certificate:
    """A certificate of public-fundraising qualification (公开募捐资格证书), and the day it was revoked, if it was.

    ``revocations`` are days: an empty list says that it was not revoked, ``None`` that nobody knows. Raises `Malformed`.

    >>> Certificate("city-charity", issued_on=date(2024, 12, 2)).revocations is None  # invented
    True
    """

    holder: OrganisationId = attrs.field(converter=organisation_id, kw_only=False)
    issued_on: date = attrs.field(converter=day)
    revocations: tuple[date, ...] | None = attrs.field(default=None, converter=days)

    def may_reapply(self, law: LawInForce) -> Decision:
        """Tell whether its holder may apply again that day (吊销后能否再次申请).

        Only the bar is judged, not the conditions of an application. Raises `Malformed` for what is no `LawInForce`,
        `LawError` for a day before the Charity Law. Source: 慈善法第111条; 慈善组织公开募捐管理办法第23条第4款.

        >>> from community_charity.law.law import Law
        >>> certificate = Certificate("city-charity", issued_on=date(2024, 12, 2), revocations=[])  # invented
        >>> bool(certificate.may_reapply(Law.of("cn").on(date(2026, 3, 2))))
        True
        """
        law, checks = in_force(law), Checks()
        _ = law.public_fundraising_needs_qualification  # before the Charity Law there was no certificate
        weigh_revocation(checks, self.revocations, law)
        return checks.decision(_REAPPLY.later(id=self.holder), self, law.day, law)

    def judged_as_qualified(self, law: LawInForce) -> Decision:
        """Tell whether the holder's ratios of that fiscal year are those of a qualified charity (当年是否适用公募标准).

        Ask with ``Law.for_fiscal_year``. In the year of the revocation they still are. Raises `Malformed` for what is no
        `LawInForce`. Source: 慈善组织公开募捐管理办法第23条第3款.

        >>> from community_charity.law.law import Law
        >>> revoked = Certificate(
        ...     "city-charity", issued_on=date(2024, 12, 2), revocations=[date(2026, 5, 8)]
        ... )  # invented
        >>> [bool(revoked.judged_as_qualified(Law.of("cn").for_fiscal_year(year))) for year in (2026, 2027)]
        [True, False]
        """
        law, checks = in_force(law), Checks()
        checks.weigh(YEAR, self._qualified_in(law), facts={"year": law.day.year})
        return checks.decision(_JUDGED.later(id=self.holder, year=law.day.year), self, law.day, law)

    def _qualified_in(self, law: LawInForce) -> bool | None:
        if self.issued_on > law.day:
            return False
        if not self.revocations:
            return None if self.revocations is None else True
        revoked, rule = self.revocations[-1], law.get("revoked_certificate_year_judged_as_qualified")
        if revoked > law.day:
            return True
        if revoked.year < law.day.year:
            return False
        return None if rule is None or revoked < rule.since else bool(rule.value)


_REAPPLY = Text("{id} applies again for public-fundraising qualification", "{id} 再次申请公开募捐资格")
_JUDGED = Text(
    "judge the {year} ratios of {id} as those of a charity with the qualification",
    "{id} {year}年度支出和管理费用适用具有公开募捐资格的标准",
)
YEAR = ground(
    "qualification.year",
    Stage.AUTHORITY,
    title=("it held the qualification in {year}", "{year}年具有公开募捐资格"),
    unmet=("that it held the qualification in {year} is not shown", "{year}年不具有公开募捐资格，或未证明具有"),
    figures=("revoked_certificate_year_judged_as_qualified",),
    origin=("of the measures of 2016 only a part was read", "2016年办法仅核对部分条文"),
    remedy=show("the certificate, and the decision to revoke it if there is one", "公开募捐资格证书及吊销决定（如有）"),
)
