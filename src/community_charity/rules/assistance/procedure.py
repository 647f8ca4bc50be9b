"""Time limits of social assistance (社会救助办理时限): when a step is due, and whether one was taken in time.

Sources: 最低生活保障审核确认办法 arts. 15 to 22, 特困人员认定办法 arts. 13 to 18, 23, 26, 刚性支出困难家庭认定办法 art. 8;
temporary assistance by the rules of the place, quick small relief by the opinions of January 2026.

>>> from community_charity.law.law import Law
>>> class MondayToFriday:
...     def is_working_day(self, day):
...         return day.weekday() < 5
>>> start = date(2026, 7, 1)
>>> for due in procedure(Procedure.DIBAO, start, Law.of("cn").on(start), MondayToFriday()):
...     print(due.step.value, due.due)
dibao_inquiry_start 2026-07-06
dibao_data_check_start None
dibao_notice None
dibao_county None
dibao_refusal_notice None
dibao_whole 2026-08-12
dibao_longest 2026-09-02
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import EVERY_DAY, CalendarDays, Months, WorkingDays, day, deadline
from community_charity.errors import choice, expect
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.figure import DatedValue
from community_charity.law.law import in_force
from community_charity.law.remedies import mend
from community_charity.law.values import Unit
from community_charity.rules.assistance.facts import PROVIDED, ask, at_most, consider, of_figure, provided
from community_charity.rules.facts import count, yes_no

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from community_charity.calendar import WorkCalendar
    from community_charity.law.decision import Finding, Remedy
    from community_charity.law.law import LawInForce
    from community_charity.rules.assistance.facts import Papers


class Procedure(Enum):
    """The procedures that have time limits (办理程序). ``Procedure("dibao")`` looks one up.

    >>> Procedure("tekun").text.zh
    '特困人员认定'
    """

    DIBAO = "dibao"
    TEKUN = "tekun"
    TEKUN_END = "tekun_end"
    RIGID_EXPENSE = "rigid_expense"
    TEMPORARY = "temporary"
    TEMPORARY_EMERGENCY = "temporary_emergency"
    QUICK = "quick"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _PROCEDURES[self]


_PROCEDURES = {
    Procedure.DIBAO: Text("minimum living allowance", "最低生活保障审核确认"),
    Procedure.TEKUN: Text("recognition of extreme hardship", "特困人员认定"),
    Procedure.TEKUN_END: Text("end of support in extreme hardship", "终止特困人员救助供养"),
    Procedure.RIGID_EXPENSE: Text("recognition of rigid-expenditure hardship", "刚性支出困难家庭认定"),
    Procedure.TEMPORARY: Text("temporary assistance, ordinary", "临时救助（一般程序）"),
    Procedure.TEMPORARY_EMERGENCY: Text("temporary assistance, emergency", "临时救助（急难型）"),
    Procedure.QUICK: Text("quick small relief", "小额快救"),
}


class Start(Enum):
    """What sets a time limit running (期限起算事由). ``Start("accepted")`` looks one up.

    >>> Start("posted").text.en
    'the notice is put up'
    """

    ACCEPTED = "accepted"
    CHECK_ASKED = "check_asked"
    POSTED = "posted"
    OBJECTED = "objected"
    REPORTED = "reported"
    DECIDED = "decided"
    CHANGED = "changed"
    PAID = "paid"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _STARTS[self]


_STARTS = {
    Start.ACCEPTED: Text("the application is accepted", "受理申请"),
    Start.CHECK_ASKED: Text("the township asks for the data check", "提请信息核对"),
    Start.POSTED: Text("the notice is put up", "开始公示"),
    Start.OBJECTED: Text("somebody objects to the notice", "公示有异议"),
    Start.REPORTED: Text("the county receives the papers", "县级收到上报材料"),
    Start.DECIDED: Text("the decision is made", "作出决定"),
    Start.CHANGED: Text("a change is reported", "报告变化情况"),
    Start.PAID: Text("the money is paid", "支付救助金"),
}


class Step(Enum):
    """The steps that have a time limit (有时限的环节). ``Step("dibao_notice")`` looks one up.

    >>> Step("dibao_notice").figure, Step("dibao_notice").start.value
    ('dibao_notice_days', 'posted')
    """

    DIBAO_INQUIRY_START = "dibao_inquiry_start"
    DIBAO_DATA_CHECK_START = "dibao_data_check_start"
    DIBAO_NOTICE = "dibao_notice"
    DIBAO_COUNTY = "dibao_county"
    DIBAO_REFUSAL_NOTICE = "dibao_refusal_notice"
    DIBAO_WHOLE = "dibao_whole"
    DIBAO_LONGEST = "dibao_longest"
    TEKUN_INQUIRY = "tekun_inquiry"
    TEKUN_NOTICE = "tekun_notice"
    TEKUN_REPEATED_INQUIRY = "tekun_repeated_inquiry"
    TEKUN_COUNTY = "tekun_county"
    TEKUN_REFUSAL_NOTICE = "tekun_refusal_notice"
    TEKUN_REASSESSMENT = "tekun_reassessment"
    TEKUN_TERMINATION_NOTICE = "tekun_termination_notice"
    TEKUN_TERMINATION = "tekun_termination"
    RIGID_WHOLE = "rigid_expense_whole"
    RIGID_LONGEST = "rigid_expense_longest"
    TEMPORARY_TOWNSHIP = "temporary_assistance_township"
    TEMPORARY_COUNTY = "temporary_assistance_county"
    TEMPORARY_SMALL = "temporary_assistance_small"
    TEMPORARY_WHOLE = "temporary_assistance"
    TEMPORARY_EMERGENCY = "temporary_assistance_emergency"
    TEMPORARY_EMERGENCY_PAPERS = "temporary_assistance_emergency_papers"
    QUICK_PAYMENT = "quick_aid"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _STEPS[self][2]

    @property
    def start(self) -> Start:
        """What sets the limit running (起算事由)."""
        return _STEPS[self][1]

    @property
    def procedure(self) -> Procedure:
        """The procedure that it belongs to (所属程序)."""
        return _STEPS[self][0]

    @property
    def figure(self) -> str:
        """The figure of the law that fixes it (所依数值)."""
        return self.value + ("_days" if self in _IN_DAYS else "_working_days")


_NOTICES = frozenset({Step.DIBAO_NOTICE, Step.TEKUN_NOTICE, Step.TEKUN_TERMINATION_NOTICE})
_IN_DAYS = _NOTICES | {Step.QUICK_PAYMENT}
_LONGER = {Step.DIBAO_WHOLE: Step.DIBAO_LONGEST, Step.RIGID_WHOLE: Step.RIGID_LONGEST}

_D, _T, _E, _R = Procedure.DIBAO, Procedure.TEKUN, Procedure.TEKUN_END, Procedure.RIGID_EXPENSE
_O, _U = Procedure.TEMPORARY, Procedure.TEMPORARY_EMERGENCY
_STEPS: dict[Step, tuple[Procedure, Start, Text]] = {
    Step.DIBAO_INQUIRY_START: (_D, Start.ACCEPTED, Text("start the inquiry", "启动家庭经济状况调查")),
    Step.DIBAO_DATA_CHECK_START: (_D, Start.CHECK_ASKED, Text("start the data check", "启动信息核对")),
    Step.DIBAO_NOTICE: (_D, Start.POSTED, Text("public notice", "公示")),
    Step.DIBAO_COUNTY: (_D, Start.REPORTED, Text("opinion of the county", "县级提出审核确认意见")),
    Step.DIBAO_REFUSAL_NOTICE: (_D, Start.DECIDED, Text("tell the applicant of a refusal", "书面告知不予确认")),
    Step.DIBAO_WHOLE: (_D, Start.ACCEPTED, Text("the whole procedure", "全部办结")),
    Step.DIBAO_LONGEST: (_D, Start.ACCEPTED, Text("the whole, in special circumstances", "特殊情况下全部办结")),
    Step.TEKUN_INQUIRY: (_T, Start.ACCEPTED, Text("inquiry and first opinion", "调查核实并提出初审意见")),
    Step.TEKUN_NOTICE: (_T, Start.POSTED, Text("public notice", "公示")),
    Step.TEKUN_REPEATED_INQUIRY: (_T, Start.OBJECTED, Text("a new inquiry", "重新调查并提出初审意见")),
    Step.TEKUN_COUNTY: (_T, Start.REPORTED, Text("opinion of the county", "县级提出确认意见")),
    Step.TEKUN_REFUSAL_NOTICE: (_T, Start.DECIDED, Text("tell the applicant of a refusal", "书面告知不予同意")),
    Step.TEKUN_REASSESSMENT: (_T, Start.CHANGED, Text("assess self-care again", "复核评估生活自理能力")),
    Step.TEKUN_TERMINATION_NOTICE: (_E, Start.POSTED, Text("public notice", "公示")),
    Step.TEKUN_TERMINATION: (_E, Start.OBJECTED, Text("decide on the objection", "异议后作出是否终止的决定")),
    Step.RIGID_WHOLE: (_R, Start.ACCEPTED, Text("the whole procedure", "完成认定")),
    Step.RIGID_LONGEST: (_R, Start.ACCEPTED, Text("the whole, in special circumstances", "特殊情况下完成认定")),
    Step.TEMPORARY_TOWNSHIP: (_O, Start.ACCEPTED, Text("opinion of the township", "乡镇（街道）审核")),
    Step.TEMPORARY_COUNTY: (_O, Start.REPORTED, Text("decision of the county", "县级审批")),
    Step.TEMPORARY_SMALL: (_O, Start.ACCEPTED, Text("a small grant, to its payment", "小额救助调查至发放")),
    Step.TEMPORARY_WHOLE: (_O, Start.ACCEPTED, Text("the whole procedure", "全部办结")),
    Step.TEMPORARY_EMERGENCY: (_U, Start.ACCEPTED, Text("the whole procedure", "全部办结")),
    Step.TEMPORARY_EMERGENCY_PAPERS: (_U, Start.PAID, Text("complete the papers", "补齐手续")),
    Step.QUICK_PAYMENT: (Procedure.QUICK, Start.ACCEPTED, Text("payment", "办结发放")),
}


@attrs.frozen
class DueStep:
    """A step with its last day (环节及截止日): ``due`` is ``None`` until the day that sets it running is known.

    Of a notice the last day is that up to which it stays up. ``source`` is the dated value of the law with its
    citations.

    >>> from community_charity.law.law import Law
    >>> start = date(2026, 7, 1)
    >>> from community_charity.calendar import EVERY_DAY
    >>> steps = procedure("quick", start, Law.of("cn").on(start), EVERY_DAY)
    >>> steps[0].due, steps[0].source.value
    (datetime.date(2026, 7, 4), 3)
    """

    step: Step
    started_on: date | None
    due: date | None
    source: DatedValue


def procedure(
    kind: Procedure,
    started_on: date,
    law: LawInForce,
    calendar: WorkCalendar,
    others: Mapping[Start, date] | None = None,
) -> tuple[DueStep, ...]:
    """Give the steps of a procedure with the last day of each (办理期限测算).

    ``started_on`` is the day of acceptance (of the notice, for the end of support); ``others`` are the days of other
    events, once they are known. A step that the place does not fix is left out; an empty answer says that no limit is
    known. Working days come from ``calendar``. Raises `Malformed`, and whatever the calendar raises. Source:
    最低生活保障审核确认办法第15条至第22条, 特困人员认定办法第13条至第18条、第26条, 刚性支出困难家庭认定办法第8条.

    >>> from community_charity.law.law import Law
    >>> from community_charity.calendar import EVERY_DAY
    >>> start = date(2021, 6, 30)
    >>> procedure(Procedure.DIBAO, start, Law.of("cn").on(start), EVERY_DAY)  # the day before the measures
    ()
    """
    kind, law = choice(kind, Procedure), in_force(law)
    first = Start.POSTED if kind is Procedure.TEKUN_END else Start.ACCEPTED
    known = {first: day(started_on)} | {choice(start, Start): day(on) for start, on in (others or {}).items()}
    steps = []
    for step in Step:
        source = law.get(step.figure) if step.procedure is kind else None
        if source is not None:
            begun = known.get(step.start)
            steps.append(DueStep(step, begun, None if begun is None else _due(begun, source, calendar), source))
    return tuple(steps)


def _due(begun: date, source: DatedValue, calendar: WorkCalendar) -> date:
    length = expect(source.value, int)
    return deadline(begun, WorkingDays(length) if source.unit is Unit.WORKING_DAYS else CalendarDays(length), calendar)


def paid_from(decided_on: date) -> date:
    """Give the first day of the month from which help is paid: the month after the decision (起发月份).

    For the minimum living allowance and for support in extreme hardship. Raises `Malformed`. Source:
    最低生活保障审核确认办法第21条, 特困人员认定办法第17条.

    >>> paid_from(date(2026, 12, 31)), paid_from(date(2026, 7, 1))
    (datetime.date(2027, 1, 1), datetime.date(2026, 8, 1))
    """
    return deadline(day(decided_on).replace(day=1), Months(1), EVERY_DAY)


def _step(value: Step) -> Step:
    return choice(value, Step)


_IN_TIME = Text("take a step in time: {step} ({procedure})", "按期办理：{procedure}——{step}")
_DAYS_PAPER = Text("the dates in the file", "案卷所载日期")
_SPECIAL_PAPER = Text("the reason for a longer inquiry", "延长期限的理由")


@attrs.frozen
class StepTaken:
    """A step and how long it took (已办环节用时): days, or working days, as the step's limit counts them.

    ``special`` says that there were special circumstances, which allow more time for the whole of a procedure.
    Raises `Malformed`.

    >>> StepTaken("dibao_county", 10).step.start.text.zh
    '县级收到上报材料'
    """

    step: Step = attrs.field(converter=_step)
    days: int | None = attrs.field(default=None, converter=count)
    special: bool | None = attrs.field(default=None, converter=yes_no)

    def was_in_time(self, law: LawInForce) -> Decision:
        """Tell whether the step was taken in time, or a notice stayed up long enough (是否符合时限).

        Raises `Malformed` for what is no `LawInForce`. Source: as `procedure`.

        >>> from community_charity.law.law import Law
        >>> [bool(StepTaken("dibao_county", n).was_in_time(Law.of("cn").on(date(2026, 7, 1)))) for n in (10, 11)]
        [True, False]
        """
        law, checks, key = in_force(law), Checks(), self.step.figure
        if provided(checks, law, _PROVIDED[self.step], key, _PROCEDURES[self.step.procedure]):
            limit, papers = getattr(law, key), ((self.days, _DAYS_PAPER),)
            if self.step in _NOTICES:
                consider(checks, POSTED[self.step], at_most(limit, self.days), papers, limit, self.days)
            else:
                self._weigh(checks, law, limit)
        asked = _IN_TIME.fill(step=self.step.text, procedure=self.step.procedure.text)
        return checks.decision(asked, self, law.day, law)

    def _weigh(self, checks: Checks, law: LawInForce, limit: int) -> None:
        longer = _LONGER.get(self.step)
        papers: Papers = ((self.days, _DAYS_PAPER),)
        if longer is not None and self.days is not None and self.days > limit:
            consider(checks, EXTENDED[self.step], self.special, ((self.special, _SPECIAL_PAPER),), limit, self.days)
            limit = getattr(law, longer.figure)
            facts = _limit(law, longer)
            consider(checks, IN_TIME[longer], self.days <= limit, papers, limit, self.days, **facts)
        else:
            facts = _limit(law, self.step)
            consider(checks, IN_TIME[self.step], at_most(self.days, limit), papers, limit, self.days, **facts)


def _limit(law: LawInForce, step: Step) -> dict[str, Text]:
    """Write the time limit of a step with its unit, days of the calendar or working days."""
    (value,) = law.behind((step.figure,))
    return {"limit": Text(value.shown("en"), value.shown("zh"))}


def _longer_notice(finding: Finding, subject: Any) -> Remedy | None:
    return ask(finding, subject) or _MORE_DAYS(finding, subject)


_MORE_DAYS = mend(
    "days",
    does=("keep the notice up for {short} more days", "继续公示{short}天"),
    ask=("the dates in the file", "案卷所载日期"),
)
_POSTED = ground(
    "assistance.posted",
    Stage.AUTHORITY,
    title=("the notice stays up for at least {required} days", "公示不少于{required}天"),
    unmet=("the notice was up for {found} days; at least {required}", "公示{found}天，须不少于{required}天"),
    remedy=_longer_notice,
)
_LATE = ground(
    "assistance.in_time",
    Stage.AUTHORITY,
    title=("taken within {limit}", "在{limit}内办理"),
    unmet=("days taken: {found}; the limit: {limit}", "用时：{found}；时限：{limit}"),
    remedy=ask,
    at_most=True,
)
_EXTENDED = ground(
    "assistance.extended",
    Stage.AUTHORITY,
    title=("special circumstances allow more than {required} working days", "存在特殊情况，可超过{required}个工作日"),
    unmet=(
        "it took {found} working days; more than {required} need special circumstances",
        "用时{found}个工作日，超过{required}个须有特殊情况",
    ),
    remedy=ask,
    at_most=True,
)
_PROVIDED = {step: of_figure(PROVIDED, step.figure) for step in Step}
POSTED = {step: of_figure(_POSTED, step.figure) for step in _NOTICES}
"""The ground that a notice stayed up long enough, citing that notice's figure."""
IN_TIME = {step: of_figure(_LATE, step.figure) for step in Step}
"""The ground that a step was taken in time, citing that step's figure."""
EXTENDED = {step: of_figure(_EXTENDED, step.figure) for step in _LONGER}
"""The ground that special circumstances allow more time, citing the ordinary limit."""
