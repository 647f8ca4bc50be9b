"""Steps that must be taken in time (办理期限): by the office that registers, and by the body.

Instruments: 基金会管理条例 arts. 11, 12, 18, 41; 社会团体登记管理条例 arts. 12, 18, 21, 29; 民办非企业单位登记管理暂行条例
arts. 11, 15, 17. What is told to the public, and what trusts and charities file, has a calendar of its own.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> step = BodyStep(kind="association_deregistration", since=date(2025, 3, 3), done_on=date(2025, 3, 19))
>>> print(step.in_time(Law.of("cn").on(date(2025, 3, 19))).line("zh"))
不予：清算结束后办理社会团体注销登记，2025-03-19——期限至 2025-03-18，办理日 2025-03-19
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import EVERY_DAY, ORDER, CalendarDays, Months, Years, deadline, optional_day
from community_charity.errors import Malformed, choice
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Ground, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import show
from community_charity.law.values import Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.calendar import Span, WorkCalendar
    from community_charity.law.law import LawInForce

_SPANS: dict[Unit, Callable[[int], Span]] = {Unit.DAYS: CalendarDays, Unit.MONTHS: Months, Unit.YEARS: Years}


class StepKind(Enum):
    """What has to be done in time (事项). The value names it; ``StepKind("foundation_decision")`` looks one up.

    >>> StepKind("foundation_decision").text.zh
    '收到全部有效文件后作出基金会登记决定'
    """

    FOUNDATION_DECISION = "foundation_decision"
    FOUNDATION_BRANCH_DECISION = "foundation_branch_decision"
    FOUNDATION_DEREGISTRATION = "foundation_deregistration"
    FOUNDATION_ACTIVITY = "foundation_activity"
    ASSOCIATION_DECISION = "association_decision"
    ASSOCIATION_CHANGE = "association_change"
    ASSOCIATION_DEREGISTRATION = "association_deregistration"
    ASSOCIATION_ACTIVITY = "association_activity"
    SERVICE_ORGANISATION_DECISION = "service_organisation_decision"
    SERVICE_ORGANISATION_CHANGE = "service_organisation_change"
    SERVICE_ORGANISATION_DEREGISTRATION = "service_organisation_deregistration"

    @property
    def figure(self) -> str:
        """The key of the figure that fixes the time (期限数值的名称)."""
        return _FIGURES.get(self, f"{self.value}_days")

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _TEXTS[self]


_FIGURES = {
    StepKind.FOUNDATION_ACTIVITY: "foundation_idle_months",
    StepKind.ASSOCIATION_ACTIVITY: "association_idle_years",
}
_TEXTS = {
    StepKind.FOUNDATION_DECISION: Text(
        "decide on a foundation after all papers are in", "收到全部有效文件后作出基金会登记决定"
    ),
    StepKind.FOUNDATION_BRANCH_DECISION: Text(
        "decide on a branch of a foundation after all papers are in", "收到全部有效文件后作出基金会分支机构登记决定"
    ),
    StepKind.FOUNDATION_DEREGISTRATION: Text(
        "deregister a foundation after its liquidation", "清算结束后办理基金会注销登记"
    ),
    StepKind.FOUNDATION_ACTIVITY: Text(
        "begin the activities of a foundation after its certificate", "取得登记证书后开展基金会活动"
    ),
    StepKind.ASSOCIATION_DECISION: Text(
        "decide on an association after all papers are in", "收到全部有效文件后作出社会团体登记决定"
    ),
    StepKind.ASSOCIATION_CHANGE: Text(
        "apply to change the register of an association after the consent", "审查同意后申请社会团体变更登记"
    ),
    StepKind.ASSOCIATION_DEREGISTRATION: Text(
        "deregister an association after its liquidation", "清算结束后办理社会团体注销登记"
    ),
    StepKind.ASSOCIATION_ACTIVITY: Text(
        "begin the activities of an association after its certificate", "取得登记证书后开展社会团体活动"
    ),
    StepKind.SERVICE_ORGANISATION_DECISION: Text(
        "decide on a service organisation after all papers are in", "收到全部有效文件后作出民办非企业单位登记决定"
    ),
    StepKind.SERVICE_ORGANISATION_CHANGE: Text(
        "apply to change the register of a service organisation after the consent",
        "审查同意后申请民办非企业单位变更登记",
    ),
    StepKind.SERVICE_ORGANISATION_DEREGISTRATION: Text(
        "deregister a service organisation after its liquidation", "清算结束后办理民办非企业单位注销登记"
    ),
}


def _kind(value: StepKind) -> StepKind:
    return choice(value, StepKind)


@attrs.frozen(kw_only=True)
class BodyStep:
    """A step and the days that decide whether it was in time (办理事项与日期); ``None`` is not known.

    ``since`` is the day that sets the time running, ``done_on`` the day on which it was done. Raises `Malformed`.

    >>> BodyStep(kind="association_change", since=date(2025, 3, 3)).done_on is None
    True
    """

    kind: StepKind = attrs.field(converter=_kind)
    since: date | None = attrs.field(default=None, converter=optional_day)
    done_on: date | None = attrs.field(default=None, converter=optional_day)

    def __attrs_post_init__(self) -> None:
        if self.since is not None and self.done_on is not None and self.done_on < self.since:
            raise Malformed(ORDER, given=f"{self.since} to {self.done_on}")

    def due(self, law: LawInForce, calendar: WorkCalendar = EVERY_DAY) -> date | None:
        """Give the last day (期限末日), or ``None`` if it is not known when the time began.

        ``calendar`` moves an end on a rest day to the next working day; `EVERY_DAY` moves nothing. Raises `Malformed`
        for what is no `LawInForce` or no calendar, `LawError` for a day before the regulation.

        >>> from community_charity.law.law import Law
        >>> step = BodyStep(kind="foundation_decision", since=date(2025, 3, 3))
        >>> step.due(Law.of("cn").on(date(2025, 3, 3)))
        datetime.date(2025, 5, 2)
        """
        law = in_force(law)
        span: int = getattr(law, self.kind.figure)
        dated = law.behind((self.kind.figure,))[0]
        if self.since is None or not span:  # a what-if may leave no time at all
            return self.since
        return deadline(self.since, _SPANS[dated.unit](span), calendar)

    def in_time(self, law: LawInForce, calendar: WorkCalendar = EVERY_DAY) -> Decision:
        """Tell whether the step was taken in time (是否按期办理).

        The days are days of the calendar; that the periods of an administrative licence might be counted in working
        days is a doubt that this library does not decide. ``calendar`` and what is raised are as for `due`.

        >>> from community_charity.law.law import Law
        >>> step = BodyStep(kind="foundation_decision", since=date(2025, 3, 3), done_on=date(2025, 5, 2))
        >>> bool(step.in_time(Law.of("cn").on(date(2025, 5, 2))))
        True
        """
        law, checks = in_force(law), Checks()
        due = self.due(law, calendar)
        holds = None if due is None or self.done_on is None else self.done_on <= due
        checks.weigh(STEPS[self.kind], holds, due, self.done_on)
        return checks.decision(self.kind.text, self, law.day, law)


STEPS: dict[StepKind, Ground] = {
    kind: ground(
        f"step.{kind.value}",
        Stage.STATE,
        title=("done on {found}, by {required} at the latest", "期限至 {required}，已于 {found} 办理"),
        unmet=("due by {required}; done on: {found}", "期限至 {required}，办理日 {found}"),
        figures=(kind.figure,),
        remedy=show("the papers that show both days", "能证明起算日和办理日的文件"),
    )
    for kind in StepKind
}
"""The ground of each step (各事项的审查依据)."""
