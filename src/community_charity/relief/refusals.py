"""Refusing relief in writing, with reasons, and the appeal against it (不予救助与复核).

Government must tell a refusal in writing and say why (社会救助法第45条); against its acts there is administrative
reconsideration (第76条). No law read gives either against a society or a charity: both are done here by analogy, and the days
are assumptions, marked so.

>>> RefusalReason("not_proved").text.zh
'困难或费用缺少凭证'
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.calendar import WorkingDays, deadline
from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.law import in_force
from community_charity.organisations import people
from community_charity.parties import PersonId, opaque_id
from community_charity.pools import usable
from community_charity.relief.authority import interested_in, weigh_interest, weigh_meeting
from community_charity.relief.facts import AboutCase
from community_charity.relief.files import open_case, take_step
from community_charity.relief.objections import decided
from community_charity.relief.reviews import meeting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.state import State
    from community_charity.calendar import WorkCalendar
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

REASONS = declare(
    "refusal.reasons",
    wanted=("at least one reason, as a list of RefusalReason", "至少一项理由（以 RefusalReason 列出）"),
    do=('give for example ["not_resident"]', '例如 ["not_resident"]'),
)

# --- commands, events ----------------------------------------------------------------------------


class RefusalReason(Enum):
    """Why relief is refused (不予救助理由). ``RefusalReason("no_need_left")`` looks one up.

    >>> len(RefusalReason)
    7
    """

    NOT_RESIDENT = "not_resident"
    NO_NEED_LEFT = "no_need_left"
    NOT_PROVED = "not_proved"
    OUTSIDE_PURPOSE = "outside_purpose"
    CEILING_REACHED = "ceiling_reached"
    FALSE_FACTS = "false_facts"
    RELATED = "related"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _REASONS[self]


_REASONS = {
    RefusalReason.NOT_RESIDENT: Text("the household does not belong to the community", "不属于本社区救助对象"),
    RefusalReason.NO_NEED_LEFT: Text("other aid covers the need", "其他救助已覆盖困难"),
    RefusalReason.NOT_PROVED: Text("the need or its costs are not proved", "困难或费用缺少凭证"),
    RefusalReason.OUTSIDE_PURPOSE: Text("the money serves other purposes", "不属于资金用途"),
    RefusalReason.CEILING_REACHED: Text("the ceilings are reached", "已达救助限额"),
    RefusalReason.FALSE_FACTS: Text("what was stated is not true", "申报情况不实"),
    RefusalReason.RELATED: Text("the household is related to those who manage the money", "与资金管理人员有利害关系"),
}


def _reasons(value: Iterable[RefusalReason]) -> tuple[RefusalReason, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise Malformed(REASONS, given=shown(value))
    return tuple(dict.fromkeys(choice(each, RefusalReason) for each in value))


@attrs.frozen(kw_only=True)
class RefuseRelief(AboutCase):
    """Refuse relief to a case, in writing and with reasons (不予救助). It becomes `ReliefRefused`. Raises `Malformed`.

    The ``pool``'s panel decides, as it does on relief: ``present`` are those who came, ``in_favour`` those who agreed to refuse. ``paper``
    is the number of the written refusal. Source: 社会救助法第45条, for government; here by analogy.

    >>> order = RefuseRelief(  # invented
    ...     key="no-1",
    ...     on=date(2025, 3, 13),
    ...     case="c-1",
    ...     pool="v-1",
    ...     reasons=["not_resident"],
    ...     paper="letter-1",
    ...     present=["p-1", "p-2"],
    ...     in_favour=["p-1", "p-2"],
    ... )
    >>> order.asked().en
    'refuse relief to case c-1 from v-1'
    """

    ASKED: ClassVar[Text] = Text("refuse relief to case {case} from {pool}", "对个案 {case} 作出 {pool} 不予救助的决定")

    pool: str = attrs.field(converter=opaque_id)
    reasons: tuple[RefusalReason, ...] = attrs.field(converter=_reasons, repr=False)
    paper: str = attrs.field(converter=opaque_id)
    present: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)
    in_favour: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)

    def __attrs_post_init__(self) -> None:
        meeting(self.present, self.in_favour)


@attrs.frozen
class ReliefRefused(Event[RefuseRelief]):
    """Relief was refused (不予救助已决定)."""


@attrs.frozen(kw_only=True)
class TellRefusal(Command):
    """Record that the household was handed the written refusal (送达不予救助告知书). It becomes `RefusalTold`. Raises `Malformed`.

    ``refusal`` is the key of its `RefuseRelief`. The days to appeal run from here.

    >>> TellRefusal(key="told-1", on=date(2025, 3, 14), refusal="no-1").asked().en
    'tell the household of refusal no-1'
    """

    ASKED: ClassVar[Text] = Text("tell the household of refusal {refusal}", "告知家庭不予救助决定 {refusal}")

    refusal: str = attrs.field(converter=opaque_id)


@attrs.frozen
class RefusalTold(Event[TellRefusal]):
    """The household was told of the refusal (不予救助已告知)."""


@attrs.frozen(kw_only=True)
class AppealRefusal(AboutCase):
    """Record that the household appeals against the refusal of its case (申请复核). It becomes `RefusalAppealed`. Raises `Malformed`.

    In writing or by word of mouth, once for each refusal, within the days after it was told; as long as it was not told, there is no
    last day.

    >>> AppealRefusal(key="appeal-1", on=date(2025, 3, 20), case="c-1").asked().en
    'appeal against the refusal of case c-1'
    """

    ASKED: ClassVar[Text] = Text("appeal against the refusal of case {case}", "对个案 {case} 不予救助申请复核")


@attrs.frozen
class RefusalAppealed(Event[AppealRefusal]):
    """A refusal was appealed against (已申请复核); ``refusal`` is the key of its `RefuseRelief`."""

    refusal: str


@attrs.frozen(kw_only=True)
class DecideAppeal(Command):
    """Decide an appeal (作出复核决定). It becomes `AppealDecided`. Raises `Malformed`.

    ``appeal`` is the key of its `AppealRefusal`. ``by`` are those who decided: none of them was at the meeting that refused,
    nor has an interest in the household. Upheld, the case stands where it stood before it was refused; otherwise the refusal stays.

    >>> DecideAppeal(
    ...     key="d-1", on=date(2025, 3, 25), appeal="appeal-1", upheld=True, by=["s-1"], paper="n-1"
    ... ).asked().en
    'decide appeal appeal-1'
    """

    ASKED: ClassVar[Text] = Text("decide appeal {appeal}", "对复核申请 {appeal} 作出决定")

    appeal: str = attrs.field(converter=opaque_id)
    upheld: bool
    by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)
    paper: str = attrs.field(converter=opaque_id)

    def __attrs_post_init__(self) -> None:
        decided(self.upheld, self.by)


@attrs.frozen
class AppealDecided(Event[DecideAppeal]):
    """An appeal was decided (复核已决定)."""


class Refusal(NamedTuple):
    """A refusal as the book keeps it (不予救助): its event, the day the household was told, the key of the appeal if any.

    ``outcome`` is the event that decided the appeal.
    """

    event: ReliefRefused
    told: date | None = None
    appeal: str | None = None
    outcome: AppealDecided | None = None

    def tell_by(self, law: LawInForce, calendar: WorkCalendar) -> date:
        """Give the last day to tell the household in writing (书面告知期限). Raises `Malformed` as `deadline`."""
        days = in_force(law).relief_refusal_notice_working_days
        return deadline(self.event.command.on, WorkingDays(days), calendar)

    def appeal_by(self, law: LawInForce) -> date | None:
        """Give the last day to appeal (申请复核期限), ``None`` while the household was not told, or where no term is known."""
        law = in_force(law)
        if self.told is None or "relief_appeal_days" not in law:
            return None
        return self.told + timedelta(law.relief_appeal_days)

    def text(self, law: LawInForce) -> Text:
        """Write the reasons, and how to appeal (理由与复核途径), for the household; it names nobody."""
        reasons = [reason.text for reason in self.event.command.reasons]
        said = Text("; ".join(text.en for text in reasons), "；".join(text.zh for text in reasons))
        days = _NO_TERM if "relief_appeal_days" not in in_force(law) else _TERM.fill(n=law.relief_appeal_days)
        return _LETTER.fill(on=self.event.command.on, reasons=said, days=days)


_LETTER = Text(
    "Relief was refused on {on}. Reasons: {reasons}. You may appeal{days}, in writing or by word of mouth; people who took no "
    "part in the refusal decide.",
    "{on} 决定不予救助。理由：{reasons}。可{days}书面或口头申请复核，由未参与该决定的人员办理。",
)
_TERM = Text(" within {n} days of being told", "在获知之日起{n}日内")
_NO_TERM = Text("", "")

REFUSALS: Table[str, Refusal] = Table("refusals")
APPEALS: Table[str, str] = Table("appeals, and the refusal of each")
WHAT = Text("refusal", "不予救助决定")
AN_APPEAL = Text("appeal", "复核申请")

# --- rules ---------------------------------------------------------------------------------------

UNTOLD = ground(
    "refusal.untold",
    Stage.STATE,
    title=("the household has not been told yet", "尚未告知家庭"),
    unmet=("the household was told on {found}", "已于 {found} 告知家庭"),
)
NOT_BEFORE = ground(
    "refusal.not_before",
    Stage.STATE,
    title=("not before {since}", "不早于 {since}"),
    unmet=("{found} is before {since}, on which it builds", "{found} 早于所依据事项的日期 {since}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)
ONCE = ground(
    "refusal.appealed_once",
    Stage.STATE,
    title=("the refusal was not appealed against before", "此前未申请复核"),
    unmet=("the refusal was appealed against before", "此前已申请复核"),
)
IN_TIME = ground(
    "refusal.appeal_in_time",
    Stage.STATE,
    title=("appealed by {until}", "在 {until} 前申请复核"),
    unmet=("{found} is after the last day to appeal, {until}", "{found} 晚于申请复核期限 {until}"),
    figures=("relief_appeal_days",),
)
UNDECIDED = ground(
    "appeal.open",
    Stage.STATE,
    title=("the appeal is open", "复核尚未决定"),
    unmet=("the appeal was decided on {found}", "复核已于 {found} 决定"),
)
BY_OTHERS = ground(
    "appeal.by_others",
    Stage.AUTHORITY,
    title=("decided by people who took no part in the refusal", "由未参与不予救助决定的人员办理"),
    unmet=("people who took part in the refusal: {found}", "参与复核者中有{found}人曾参与不予救助决定"),
    figures=("decider_recuses",),
    remedy=lambda _finding, _asked: Remedy(
        Text("let others decide, such as supervisors", "由其他人员（如监督人员）办理")
    ),
)

# --- deciding and applying -----------------------------------------------------------------------


def _not_before(on: date, since: date, checks: Checks) -> None:
    if on < since:
        checks.stop(NOT_BEFORE, found=on, since=since)


def _apply_refusal(state: State, event: ReliefRefused) -> None:
    state.of(REFUSALS)[event.command.key] = Refusal(event)
    take_step(state, event.command.case, refusal=event.command.key)


@handles(RefuseRelief, apply=_apply_refusal)
def _decide_refusal(state: State, order: RefuseRelief, law: LawInForce, checks: Checks) -> ReliefRefused:
    pool = usable(state, order.pool, order.on, checks)
    file = open_case(state, order, checks)
    interested = interested_in(state, file.case.household, order.on)
    # That the household is related to the managers is a reason to refuse, and no bar to it.
    panel = attrs.evolve(pool, managers=frozenset())
    weigh_meeting(checks, panel, order.present, order.in_favour, interested, law)
    return ReliefRefused(len(state.events), order)


def _apply_told(state: State, event: RefusalTold) -> None:
    refusals, key = state.of(REFUSALS), event.command.refusal
    refusals[key] = refusals[key]._replace(told=event.command.on)


@handles(TellRefusal, apply=_apply_told)
def _decide_told(state: State, order: TellRefusal, _law: LawInForce, checks: Checks) -> RefusalTold:
    refusal = state.found(REFUSALS, order.refusal, WHAT, checks)
    if refusal.told is not None:
        checks.stop(UNTOLD, found=refusal.told)
    _not_before(order.on, refusal.event.command.on, checks)
    open_case(state, order, checks, refusal.event.command.case)
    return RefusalTold(len(state.events), order)


def _apply_appeal(state: State, event: RefusalAppealed) -> None:
    refusals, order = state.of(REFUSALS), event.command
    refusals[event.refusal] = refusals[event.refusal]._replace(appeal=order.key)
    state.of(APPEALS)[order.key] = event.refusal
    take_step(state, order.case, appeal=order.key)


@handles(AppealRefusal, apply=_apply_appeal)
def _decide_appeal(state: State, order: AppealRefusal, law: LawInForce, checks: Checks) -> RefusalAppealed:
    key = open_case(state, order, checks).steps.refusal or ""
    refusal = state.found(REFUSALS, key, WHAT, checks)
    if refusal.appeal is not None:
        checks.stop(ONCE)
    _not_before(order.on, refusal.told or refusal.event.command.on, checks)
    until = refusal.appeal_by(law)
    if until is not None and until < order.on:
        checks.stop(IN_TIME, found=order.on, until=until)
    return RefusalAppealed(len(state.events), order, key)


def _apply_outcome(state: State, event: AppealDecided) -> None:
    order = event.command
    key = state.of(APPEALS)[order.appeal]
    refusals = state.of(REFUSALS)
    refusal = refusals[key] = refusals[key]._replace(outcome=event)
    case = refusal.event.command.case
    if order.upheld:
        take_step(state, case, refusal=None, appeal=None)
    else:
        take_step(state, case, appeal=None)


@handles(DecideAppeal, apply=_apply_outcome)
def _decide_outcome(state: State, order: DecideAppeal, law: LawInForce, checks: Checks) -> AppealDecided:
    refusal = state.of(REFUSALS)[state.found(APPEALS, order.appeal, AN_APPEAL, checks)]
    if refusal.outcome is not None:
        checks.stop(UNDECIDED, found=refusal.outcome.command.on)
    _not_before(order.on, state.events[order.appeal].command.on, checks)
    refused = refusal.event.command
    file = open_case(state, order, checks, refused.case)
    deciders = frozenset(order.by)
    if law.decider_recuses:
        again = len(deciders & frozenset(refused.present))
        checks.weigh(BY_OTHERS, not again, None, again)
    weigh_interest(checks, deciders, interested_in(state, file.case.household, order.on), law)
    return AppealDecided(len(state.events), order)
