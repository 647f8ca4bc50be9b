"""Filing a fundraising plan: by when, and whether a campaign may begin on it (募捐方案备案).

Instruments: 慈善法 arts. 24 and 73, 慈善组织公开募捐管理办法 (民政部令第74号) arts. 11 to 14, from 2026-01-01 also
民发〔2025〕57号. Days are days of the calendar. What is due so many days before a campaign is never moved by rest days;
what is due after an event is, if the calendar that is passed in knows rest days.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> filing_deadline(date(2026, 3, 20), Law.of("cn").on(date(2026, 3, 1)))
datetime.date(2026, 3, 10)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.calendar import EVERY_DAY, CalendarDays, Years, day, days_before, deadline
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, filled, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import mend, show, wait
from community_charity.rules.duties import duty, unread, weigh_duties

if TYPE_CHECKING:
    from datetime import date

    from community_charity.calendar import WorkCalendar
    from community_charity.law.decision import Checks, Finding, Ground
    from community_charity.law.law import LawInForce
    from community_charity.law.remedies import Mend
    from community_charity.rules.campaigns.plan import FundraisingPlan

# --- days -----------------------------------------------------------------------------------------


def last_day(event: date, length: int, unit: type[CalendarDays | Years], calendar: WorkCalendar) -> date:
    """Give the last day of a period after an event (期间的最后一日); of no length at all, the day of the event.

    ``length`` is in days or years, as ``unit`` says; a what-if may set it to zero. Raises `Malformed`, and whatever the
    calendar raises. Source: 民法典第201条至第203条.

    >>> from datetime import date
    >>> from community_charity.calendar import EVERY_DAY
    >>> last_day(date(2026, 3, 2), 10, CalendarDays, EVERY_DAY), last_day(date(2026, 3, 2), 0, CalendarDays, EVERY_DAY)
    (datetime.date(2026, 3, 12), datetime.date(2026, 3, 2))
    """
    return deadline(event, unit(length), calendar) if length else day(event)


def _earlier(event: date, days: int) -> date:
    return days_before(event, CalendarDays(days)) if days else day(event)


def filing_deadline(starts_on: date, law: LawInForce) -> date:
    """Give the latest day to file the plan of a campaign (募捐方案报送备案的最迟日).

    Before 2024-09-05 the ten days are not verified. Raises `Malformed`, and `LawError` for a day before the law.
    Source: 慈善组织公开募捐管理办法第11条第1款.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> filing_deadline(date(2025, 3, 1), Law.of("cn").on(date(2025, 2, 1)))
    datetime.date(2025, 2, 19)
    """
    return _earlier(starts_on, in_force(law).fundraising_plan_filing_lead_days)


def local_filing_deadline(starts_on: date, law: LawInForce) -> date:
    """Give the latest day to file at the place, outside the own territory (向活动所在地备案的最迟日).

    For donation boxes and events. Raises `Malformed`, and `LawError` for a day before 2024-09-05.
    Source: 慈善组织公开募捐管理办法第14条.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> local_filing_deadline(date(2025, 3, 1), Law.of("cn").on(date(2025, 2, 1)))
    datetime.date(2025, 2, 19)
    """
    return _earlier(starts_on, in_force(law).off_territory_filing_lead_days)


def emergency_filing_due(started_on: date, law: LawInForce, calendar: WorkCalendar) -> date:
    """Give the last day to file the plan of an emergency campaign that has begun (补办备案的截止日).

    Before 2024-09-05 the exception itself is not verified. Raises `Malformed`, `LawError` for a day before the law,
    and whatever the calendar raises. Source: 慈善法第73条、慈善组织公开募捐管理办法第13条第1款.

    >>> from datetime import date
    >>> from community_charity.calendar import EVERY_DAY
    >>> from community_charity.law.law import Law
    >>> emergency_filing_due(date(2025, 1, 8), Law.of("cn").on(date(2025, 1, 8)), EVERY_DAY)
    datetime.date(2025, 1, 18)
    """
    return last_day(started_on, in_force(law).emergency_plan_filing_days, CalendarDays, calendar)


def correction_due(told_on: date, law: LawInForce, calendar: WorkCalendar) -> date:
    """Give the last day to complete or withdraw a plan that the office sent back (补齐或者撤回的截止日).

    Before 2024-09-05 the days are not verified. Raises `Malformed`, `LawError` for a day before the law, and whatever
    the calendar raises. Source: 慈善组织公开募捐管理办法第11条第3款.

    >>> from datetime import date
    >>> from community_charity.calendar import EVERY_DAY
    >>> from community_charity.law.law import Law
    >>> correction_due(date(2025, 3, 3), Law.of("cn").on(date(2025, 3, 3)), EVERY_DAY)
    datetime.date(2025, 3, 8)
    """
    return last_day(told_on, in_force(law).fundraising_plan_correction_days, CalendarDays, calendar)


def publication_due(filed_on: date, law: LawInForce, calendar: WorkCalendar) -> date:
    """Give the last day for the office to publish a filing that it takes (民政部门公开备案的截止日).

    Raises `Malformed`, `LawError` for a day before 2024-09-05, and whatever the calendar raises.
    Source: 慈善组织公开募捐管理办法第11条第3款.

    >>> from datetime import date
    >>> from community_charity.calendar import EVERY_DAY
    >>> from community_charity.law.law import Law
    >>> publication_due(date(2025, 3, 3), Law.of("cn").on(date(2025, 3, 3)), EVERY_DAY)
    datetime.date(2025, 3, 13)
    """
    return last_day(filed_on, in_force(law).fundraising_plan_publication_days, CalendarDays, calendar)


# --- grounds --------------------------------------------------------------------------------------

_RECEIPT = ("the receipt of the filing", "备案报送回执")
_ANSWER = ("the office's answer and the day of completion", "民政部门的答复及补齐日期")
_HURRY = (
    "what shows that the campaign answers a major emergency and could not be filed before",
    "应对重大突发事件且无法事先备案的说明",
)
_UNREAD = (
    "the articles of the measures of 2016 (Order No. 59) on filing",
    "《慈善组织公开募捐管理办法》（2016年民政部令第59号）关于备案的条文",
)


def _asking(finding: Finding, ask: tuple[str, str]) -> tuple[str, str]:
    """Name what would settle an open answer: a text nobody read, whether it is an emergency, or a paper."""
    if finding.facts.get("unread"):
        return _UNREAD
    return _HURRY if finding.facts.get("open") else ask


def _wait(ask: tuple[str, str]) -> Mend:
    return lambda finding, subject: wait(ask=_asking(finding, ask))(finding, subject)


def _file(finding: Finding, subject: Any) -> Remedy | None:
    if finding.facts["until"] is not None:
        return _wait(_RECEIPT)(finding, subject)
    ask = _asking(finding, _RECEIPT)
    return mend("filed", does=("file the plan", "报送募捐方案备案"), ask=ask, to=True)(finding, subject)


def _file_by_then(finding: Finding, subject: Any) -> Remedy | None:
    """Bring forward a filing that is still to come, where that would do."""
    if finding.holds is None:
        return show(*_asking(finding, _RECEIPT))(finding, subject)
    if not finding.facts["mendable"]:
        return None
    said = filled(Text("file the plan by {required}", "于 {required} 前补办备案"), finding)
    return Remedy(said, {"filed_on": finding.required})


FILED = ground(
    "plan.filed",
    Stage.AUTHORITY,
    title=("the plan has been filed with the registering office", "募捐方案已报登记的民政部门备案"),
    unmet=("the plan is not known to be filed with the registering office", "未见募捐方案已报登记的民政部门备案"),
    figures=("fundraising_plan_filed_before_campaign",),
    remedy=_file,
)
LEAD = ground(
    "plan.filed_in_time",
    Stage.AUTHORITY,
    title=("filed complete at least {required} days before the campaign", "在活动开展{required}日前报送齐备的方案"),
    unmet=(
        "full days since the complete plan was filed: {found}; {required} required",
        "齐备的方案报送已满{found}日，须满{required}日",
    ),
    figures=("fundraising_plan_filing_lead_days",),
    remedy=_wait(("the day on which the complete plan was filed", "齐备的方案报送日期")),
)
CORRECTED = ground(
    "plan.corrected",
    Stage.AUTHORITY,
    title=(
        "the office found the plan complete, or it was completed by {required}",
        "方案内容齐备，或者已于期限（{required}）内补齐",
    ),
    unmet=(
        "a plan sent back is not known to be completed by {required}: it is filed anew or withdrawn",
        "退回的方案未见于期限（{required}）内补齐：应重新报送或者撤回",
    ),
    figures=("fundraising_plan_correction_days",),
    remedy=lambda finding, subject: show(*_asking(finding, _ANSWER))(finding, subject),
)
PUBLISHED = ground(
    "plan.published",
    Stage.AUTHORITY,
    title=("the office has published the filing", "民政部门已公开备案"),
    unmet=("the office is not known to have published the filing", "未见民政部门公开备案"),
    figures=("fundraising_campaign_waits_for_published_filing",),
    remedy=wait(ask=("the published filing with its number", "已公开的备案信息及备案编号")),
)
ONLINE = duty(
    "plan",
    Stage.AUTHORITY,
    "filed_online",
    "fundraising_plan_filed_online",
    title=("filed online on the national charity platform", "已通过“慈善中国”在线提交"),
    unmet=("not known to be filed online on the national charity platform", "未见通过“慈善中国”在线提交"),
    does=("file on the platform", "在“慈善中国”在线提交"),
    ask=("the receipt of the platform", "平台提交回执"),
)
EMERGENCY = ground(
    "plan.filed_afterwards",
    Stage.AUTHORITY,
    title=("an emergency campaign: the plan is filed by {required}", "应对重大突发事件：于 {required} 前补办备案"),
    unmet=(
        "an emergency campaign: not known to be filed by {required}",
        "应对重大突发事件：未见于 {required} 前补办备案",
    ),
    figures=("emergency_plan_filing_days",),
    remedy=_file_by_then,
)
LOCALLY_FILED = ground(
    "plan.filed_at_place",
    Stage.AUTHORITY,
    title=("filed with the office at the place of the campaign", "已报活动所在地民政部门备案"),
    unmet=("not known to be filed with the office at the place of the campaign", "未见报活动所在地民政部门备案"),
    figures=("off_territory_campaign_is_filed_there",),
    remedy=wait(ask=("the receipt of the filing at the place", "活动所在地备案回执")),
)
LOCAL_LEAD = ground(
    "plan.filed_at_place_in_time",
    Stage.AUTHORITY,
    title=("filed at the place at least {required} days before", "在活动开展{required}日前向所在地备案"),
    unmet=(
        "full days since the filing at the place: {found}; {required} required",
        "向所在地备案已满{found}日，须满{required}日",
    ),
    figures=("off_territory_filing_lead_days",),
    remedy=wait(ask=("what the office at the place says of the emergency", "活动所在地民政部门对突发事件募捐的答复")),
)
NEEDED_THERE = duty(
    "plan",
    Stage.AUTHORITY,
    "outside_needed",
    "off_territory_campaign_is_needed",
    when="leaves_territory",
    title=("boxes and events outside the territory are really needed", "确有必要在管辖区域外开展"),
    unmet=("the need to go outside the territory is not shown", "未说明在管辖区域外开展的必要性"),
    does=("show the need", "说明必要性"),
    ask=("the statement of the need to raise there", "确有必要在当地开展的情况说明"),
)

# --- weighing -------------------------------------------------------------------------------------


def weigh_filing(checks: Checks, plan: FundraisingPlan, law: LawInForce, calendar: WorkCalendar) -> None:
    """Check whether the filing lets the campaign begin on the day of the law (审查备案).

    >>> from datetime import date
    >>> from community_charity.calendar import EVERY_DAY
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.law.law import Law
    >>> from community_charity.rules.campaigns import FundraisingPlan
    >>> checks, plan = Checks(), FundraisingPlan("winter-2026", filed=False, emergency=False)
    >>> weigh_filing(checks, plan, Law.of("cn").on(date(2026, 3, 2)), EVERY_DAY)
    >>> checks[0][0].code, checks[0][1]
    ('plan.filed', False)
    """
    hurry = plan.in_a_hurry
    if hurry is True:
        _weigh_emergency(checks, plan, law, calendar)
        return
    filed = plan.filed_by(law.day)
    # Whether a campaign that was not filed may run on as an emergency one is open until that is known.
    open_ = hurry is None
    if law.fundraising_plan_filed_before_campaign:
        facts = {"until": None if filed else plan.filed_on, "open": open_ and filed is False}
        checks.weigh(FILED, None if open_ and not filed else filed, facts=facts)
    if not filed:
        return
    _weigh_correction(checks, plan, law, calendar)
    _weigh_lead(checks, LEAD, plan.complete_on(), law, open_=open_)
    waits = "fundraising_campaign_waits_for_published_filing"
    if waits in law and law.fundraising_campaign_waits_for_published_filing:
        _weigh_day(checks, PUBLISHED, plan.published_on, law.day)
    weigh_duties(checks, plan, law, [ONLINE])
    if open_:
        _weigh_perhaps_emergency(checks, plan, law, calendar)


def weigh_place(checks: Checks, plan: FundraisingPlan, law: LawInForce) -> None:
    """Check boxes and events outside the own territory: the need for them, the filing there (审查异地募捐).

    >>> from datetime import date
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.law.law import Law
    >>> from community_charity.rules.campaigns import FundraisingPlan
    >>> checks, plan = Checks(), FundraisingPlan("winter-2026", methods=["internet"])
    >>> weigh_place(checks, plan, Law.of("cn").on(date(2026, 3, 2)))
    >>> checks
    []
    """
    leaves = plan.leaves_territory
    if leaves is False:
        return
    weigh_duties(checks, plan, law, [NEEDED_THERE])
    if law.off_territory_campaign_is_filed_there:
        _weigh_day(checks, LOCALLY_FILED, plan.filed_there_on if leaves else None, law.day)
    if leaves and plan.filed_there_on is not None:
        # The exception for emergencies speaks of the filing of the plan; whether it reaches this one is open.
        _weigh_lead(checks, LOCAL_LEAD, plan.filed_there_on, law, open_=plan.in_a_hurry is not False)


def _weigh_emergency(checks: Checks, plan: FundraisingPlan, law: LawInForce, calendar: WorkCalendar) -> None:
    unverified = unread(law, "emergency_plan_filing_days")
    if plan.starts_on is None:
        checks.weigh(EMERGENCY, None)
        return
    due = emergency_filing_due(plan.starts_on, law, calendar)
    in_time = _filed_afterwards(plan, law.day, due)
    # A filing of the past cannot be brought forward; and by a text that nobody read, no day is known to do.
    mendable = plan.filed_on is not None and law.day <= due and not unverified
    facts = {"unread": unverified and in_time is True, "mendable": mendable}
    checks.weigh(EMERGENCY, None if facts["unread"] else in_time, due, plan.filed_on, facts)
    if plan.sent_back or plan.filed_by(law.day):  # before it is filed nobody can have sent it back
        _weigh_correction(checks, plan, law, calendar)


def _filed_afterwards(plan: FundraisingPlan, today: date, due: date) -> bool | None:
    if plan.filed_on is not None:
        return plan.filed_on <= due
    # Until the last day nobody need have filed; after it, a filing of an unknown day may have been in time.
    return True if today <= due else False if plan.filed is False else None


def _weigh_perhaps_emergency(checks: Checks, plan: FundraisingPlan, law: LawInForce, calendar: WorkCalendar) -> None:
    """Where it is not known whether this is an emergency, a filing that is in time only if it is none leaves it open."""
    due = None if plan.starts_on is None else emergency_filing_due(plan.starts_on, law, calendar)
    in_time = None if due is None else _filed_afterwards(plan, law.day, due)
    if in_time is not True or unread(law, "emergency_plan_filing_days"):
        checks.weigh(EMERGENCY, None, due, plan.filed_on, {"open": True})


def _weigh_correction(checks: Checks, plan: FundraisingPlan, law: LawInForce, calendar: WorkCalendar) -> None:
    if plan.sent_back is False:
        return
    due = None if plan.sent_back_on is None else correction_due(plan.sent_back_on, law, calendar)
    if due is None or plan.corrected_on is None:
        checks.weigh(CORRECTED, None, due)
        return
    in_time = plan.corrected_on <= due
    facts = {"unread": not in_time and unread(law, "fundraising_plan_correction_days")}
    checks.weigh(CORRECTED, None if facts["unread"] else in_time, due, plan.corrected_on, facts)


def _weigh_lead(checks: Checks, ground_: Ground, handed_in: date | None, law: LawInForce, *, open_: bool) -> None:
    """Check the full days from the filing to the day of the law, on which the campaign would begin."""
    (key,) = ground_.figures
    if key not in law:
        return
    lead: int = getattr(law, key)
    if handed_in is None:
        checks.weigh(ground_, None, lead)
        return
    days = max(0, (law.day - handed_in).days)
    enough = days >= lead
    facts = {
        "until": last_day(handed_in, lead, CalendarDays, EVERY_DAY),
        "unread": not enough and unread(law, key),
        "open": open_,
    }
    checks.weigh(ground_, None if not enough and (open_ or facts["unread"]) else enough, lead, days, facts)


def _weigh_day(checks: Checks, ground_: Ground, on: date | None, today: date) -> None:
    """Check that something has happened by today; if it is to happen on a known day, that day can be waited for."""
    checks.weigh(ground_, None if on is None else on <= today, facts={"until": on})
