"""Changes while a campaign runs: of the plan, and of the use of what was raised (募捐方案与用途的变更).

Instruments: 慈善法 art. 56 (of 2016: art. 55), 慈善组织公开募捐管理办法 (民政部令第74号) arts. 12 and 20.

>>> from community_charity.law.law import Law
>>> change = UseChange("winter-2026", fixed_by=["plan"], really_needed=True, board_decided=False)  # invented
>>> print(change.may_change_use(Law.of("cn").on(date(2026, 3, 2))).reason.text("zh"))
未见理事会审议变更
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import EVERY_DAY, CalendarDays, optional_day
from community_charity.errors import choice, expect
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import show
from community_charity.parties import opaque_id
from community_charity.rules.campaigns.filing import last_day
from community_charity.rules.duties import duty, knowing, weigh_duties
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.calendar import WorkCalendar
    from community_charity.law.law import LawInForce


class UseFixedBy(Enum):
    """What fixed the use of the money (用途的依据). ``UseFixedBy("plan")`` looks one up.

    >>> UseFixedBy("agreement").text.zh
    '捐赠协议'
    """

    PLAN = "plan"
    AGREEMENT = "agreement"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _FIXED_BY[self]


_FIXED_BY = {
    UseFixedBy.PLAN: Text("fundraising plan", "募捐方案"),
    UseFixedBy.AGREEMENT: Text("donation agreement", "捐赠协议"),
}


def _fixed_by(value: Iterable[UseFixedBy] | None) -> frozenset[UseFixedBy] | None:
    if value is None:
        return None
    several = value if isinstance(value, list | tuple | set) else expect(value, frozenset)
    return frozenset(choice(each, UseFixedBy) for each in several)


def change_due(changed_on: date, law: LawInForce, calendar: WorkCalendar) -> date:
    """Give the last day to file a change of the plan (募捐方案变化的补正截止日).

    Raises `Malformed`, `LawError` for a day before 2024-09-05, and whatever the calendar raises.
    Source: 慈善组织公开募捐管理办法第12条第2款.

    >>> from community_charity.law.law import Law
    >>> change_due(date(2026, 3, 2), Law.of("cn").on(date(2026, 3, 2)), EVERY_DAY)
    datetime.date(2026, 3, 12)
    """
    return last_day(changed_on, in_force(law).fundraising_plan_change_days, CalendarDays, calendar)


@attrs.frozen
class PlanChange:
    """A change of something that the plan states, while its campaign runs (募捐方案事项的变化). What is left out is not known.

    A change of the use is a `UseChange` as well. Raises `Malformed`.

    >>> PlanChange("winter-2026", changed_on=date(2026, 3, 2)).filed_on is None  # invented
    True
    """

    id: str = attrs.field(converter=opaque_id)
    changed_on: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    filed_on: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    gives_reasons: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    has_business_supervisor: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    supervisor_consents: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)

    def is_in_order(self, law: LawInForce, calendar: WorkCalendar = EVERY_DAY) -> Decision:
        """Tell whether the change was filed as it must be, or still may be (变化是否依规补正).

        A change not yet filed is in order until its last day. Periods end where they fall unless a ``calendar`` is passed
        in. Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before 2024-09-05 (the older articles were
        not read), and whatever the calendar raises. Source: 慈善组织公开募捐管理办法第12条.

        >>> from community_charity.law.law import Law
        >>> change = PlanChange("winter-2026", changed_on=date(2026, 3, 2), filed_on=date(2026, 3, 13))  # invented
        >>> print(change.is_in_order(Law.of("cn").on(date(2026, 3, 20))).reason.text("zh"))
        未见于 2026-03-12 前向民政部门补正
        """
        law, checks = knowing(law, "fundraising_plan_change_days"), Checks()
        due = None if self.changed_on is None else change_due(self.changed_on, law, calendar)
        checks.weigh(CHANGE_FILED, self._in_time(due, law.day), due, self.filed_on)
        weigh_duties(checks, self, law, OF_THE_PLAN)
        return checks.decision(_CHANGE.later(id=self.id), self, law.day, law)

    def _in_time(self, due: date | None, today: date) -> bool | None:
        if due is None:
            return None
        if self.filed_on is None:
            return True if today <= due else None
        return self.filed_on <= due


@attrs.frozen
class UseChange:
    """A change of the use of what was raised (变更捐赠财产用途). What is left out is not known.

    ``fixed_by`` says what fixed the use: the plan, an agreement with the donor, or both. Raises `Malformed`.

    >>> sorted(by.value for by in UseChange("winter-2026", fixed_by=["plan", "agreement"]).fixed_by)  # invented
    ['agreement', 'plan']
    """

    id: str = attrs.field(converter=opaque_id)
    fixed_by: frozenset[UseFixedBy] | None = attrs.field(default=None, kw_only=True, converter=_fixed_by)
    really_needed: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    board_decided: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    filed: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    published: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    has_business_supervisor: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    supervisor_consents: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    donor_consents: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)

    @property
    def by_plan(self) -> bool | None:
        """Whether a plan fixed the use (是否由募捐方案规定)."""
        return None if self.fixed_by is None else UseFixedBy.PLAN in self.fixed_by

    @property
    def by_agreement(self) -> bool | None:
        """Whether an agreement fixed the use (是否由捐赠协议约定)."""
        return None if self.fixed_by is None else UseFixedBy.AGREEMENT in self.fixed_by

    @property
    def needs_supervisor(self) -> bool | None:
        """Whether a business supervisor has to consent (是否须业务主管单位同意): of a use that a plan fixed."""
        return False if self.by_plan is False else self.has_business_supervisor

    def may_change_use(self, law: LawInForce) -> Decision:
        """Tell whether the use may be changed (能否变更用途).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before 2016-09-01. Source:
        慈善法第56条（2016年文本第55条），慈善组织公开募捐管理办法第20条.

        >>> from community_charity.law.law import Law
        >>> change = UseChange(  # invented
        ...     "winter-2026", fixed_by=["agreement"], really_needed=True, donor_consents=True
        ... )
        >>> bool(change.may_change_use(Law.of("cn").on(date(2026, 3, 2))))
        True
        """
        law, checks = knowing(law, "use_change_is_filed"), Checks()
        weigh_duties(checks, self, law, OF_THE_USE)
        return checks.decision(_USE.later(id=self.id), self, law.day, law)


_CHANGE = Text("change the plan of campaign {id}", "变更募捐方案 {id} 的事项")
_USE = Text("change the use of what campaign {id} raised", "变更 {id} 募得款物的用途")

CHANGE_FILED = ground(
    "plan_change.filed_in_time",
    Stage.AUTHORITY,
    title=("filed with the office by {required}, or still to be filed by then", "于 {required} 前补正，或者尚在期限内"),
    unmet=("not shown to be filed with the office by {required}", "未见于 {required} 前向民政部门补正"),
    figures=("fundraising_plan_change_days",),
    remedy=show("the day of the change and the receipt of its filing", "变化发生日期及补正回执"),
)
OF_THE_PLAN = (
    duty(
        "plan_change",
        Stage.AUTHORITY,
        "gives_reasons",
        "fundraising_plan_change_is_explained",
        title=("the change is filed with its reasons", "补正时说明理由"),
        unmet=("the change is not shown to be filed with its reasons", "未见补正时说明理由"),
        does=("state the reasons", "说明理由"),
        ask=("the filing of the change", "补正材料"),
    ),
    duty(
        "plan_change",
        Stage.AUTHORITY,
        "supervisor_consents",
        "campaign_supervisor_consents",
        when="has_business_supervisor",
        title=("the business supervisor consents to the change", "业务主管单位同意补正事项"),
        unmet=("the business supervisor's consent to the change is not shown", "未见业务主管单位同意补正事项"),
        does=("obtain the business supervisor's consent", "报经业务主管单位同意"),
        ask=("the consent, or that there is no such supervisor", "同意文件，或者无业务主管单位的说明"),
    ),
)
OF_THE_USE = (
    duty(
        "use_change",
        Stage.RESTRICTION,
        "really_needed",
        "use_change_is_really_needed",
        title=("the use really has to change", "确需变更用途"),
        unmet=("that the use really has to change is not shown", "未见确需变更用途"),
        does=("show why the use has to change, or keep it", "说明确需变更的理由，或者维持原用途"),
        ask=("the reasons for the change", "变更理由"),
    ),
    duty(
        "use_change",
        Stage.AUTHORITY,
        "board_decided",
        "use_change_decided_by_board",
        when="by_plan",
        title=("the board has decided on the change", "理事会已审议变更"),
        unmet=("a decision of the board on the change is not shown", "未见理事会审议变更"),
        does=("let the board decide", "召开理事会审议"),
        ask=("the minutes of the board", "理事会会议记录"),
    ),
    duty(
        "use_change",
        Stage.AUTHORITY,
        "supervisor_consents",
        "use_change_supervisor_consents",
        when="needs_supervisor",
        title=("the business supervisor consents to the change of the use", "业务主管单位同意变更用途"),
        unmet=(
            "the business supervisor's consent to the change of the use is not shown",
            "未见业务主管单位同意变更用途",
        ),
        does=("obtain the business supervisor's consent", "报经业务主管单位同意"),
        ask=("the consent, or that there is no such supervisor", "同意文件，或者无业务主管单位的说明"),
    ),
    duty(
        "use_change",
        Stage.AUTHORITY,
        "filed",
        "use_change_is_filed",
        when="by_plan",
        title=("the change is filed with the office that took the plan", "已报原备案的民政部门备案"),
        unmet=("the change is not shown to be filed with the office", "未见报民政部门备案"),
        does=("file the change", "报民政部门备案"),
        ask=("the receipt of the filing", "备案回执"),
    ),
    duty(
        "use_change",
        Stage.AUTHORITY,
        "published",
        "use_change_is_published",
        when="by_plan",
        title=("the change is published", "已向社会公开变更"),
        unmet=("the change is not shown to be published", "未见向社会公开变更"),
        does=("publish the change", "向社会公开"),
        ask=("the published notice", "公开信息"),
    ),
    duty(
        "use_change",
        Stage.RESTRICTION,
        "donor_consents",
        "use_change_needs_donor_consent",
        when="by_agreement",
        title=("the donor consents to the change", "捐赠人同意变更"),
        unmet=("the donor's consent to the change is not shown", "未见捐赠人同意变更"),
        does=("ask the donor, and keep the use until the donor consents", "征得捐赠人同意，同意前维持原用途"),
        ask=("the donor's consent", "捐赠人同意的文件"),
    ),
)
