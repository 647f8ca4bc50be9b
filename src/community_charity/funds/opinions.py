"""What a fund's supervisors say, and what the committee answers (监督意见及答复).

Where a place says that these opinions are recorded, no relief is granted and nothing spent without one: for the review
that a grant rests on, or else for the key of the coming order. A supervisor has no vote, so an objection stops nothing for
good; but the committee must have answered it first. No rule read says so much: that step is this library's assumption.
In an emergency nobody meets, and no opinion is asked for.

>>> Opinion("objects").text.zh
'反对'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.approvals import weigh_approval
from community_charity.book.orders import Command, Event, Table, handles
from community_charity.errors import choice
from community_charity.funds.fund import FUNDS
from community_charity.funds.fund import WHAT as A_FUND
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.organisations import people
from community_charity.parties import PersonId, opaque_id, person_id
from community_charity.pools import usable
from community_charity.rules.ceilings import PoolKind

if TYPE_CHECKING:
    from datetime import date

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.pools import Pool

# --- values --------------------------------------------------------------------------------------


class Opinion(Enum):
    """What a supervisor says (监督意见). ``Opinion("supports")`` looks one up.

    >>> Opinion("has_remarks").text.en
    'has remarks'
    """

    SUPPORTS = "supports"
    OBJECTS = "objects"
    HAS_REMARKS = "has_remarks"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _OPINIONS[self]


_OPINIONS = {
    Opinion.SUPPORTS: Text("supports it", "支持"),
    Opinion.OBJECTS: Text("objects", "反对"),
    Opinion.HAS_REMARKS: Text("has remarks", "提出建议"),
}

OPINIONS: Table[tuple[str, str], tuple[str, ...]] = Table("keys of supervisors' opinions, by fund and what they are on")
ANSWERS: Table[str, date] = Table("opinions that were answered, and when")
AN_OPINION = Text("supervisor's opinion", "监督意见")
AN_ANSWER = Text("answer to opinion", "对监督意见的答复")

# --- commands, events ----------------------------------------------------------------------------


def _opinion(value: Opinion | str) -> Opinion:
    return choice(value, Opinion)


@attrs.frozen(kw_only=True)
class RecordSupervisorOpinion(Command):
    """Put on record what a supervisor says (记录监督意见). Recorded it becomes `SupervisorOpinionRecorded`.

    ``on_what`` is the key of a review, or of the order that is to come; ``paper`` the number of the minutes.
    Raises `Malformed`. Source: in Hunan 湖南省社区慈善基金设立运行指引（试行）, as the press tells it.

    >>> from datetime import date
    >>> order = RecordSupervisorOpinion(  # invented
    ...     key="o-1",
    ...     on=date(2025, 3, 13),
    ...     fund="lake-fund",
    ...     on_what="review-1",
    ...     by="s-1",
    ...     opinion="supports",
    ...     paper="m-3",
    ... )
    >>> order.asked().en
    'record what a supervisor of lake-fund says on review-1'
    """

    ASKED: ClassVar[Text] = Text(
        "record what a supervisor of {fund} says on {on_what}", "记录 {fund} 监督员对 {on_what} 的意见"
    )

    fund: str = attrs.field(converter=opaque_id)
    on_what: str = attrs.field(converter=opaque_id)
    by: PersonId = attrs.field(converter=person_id, repr=False)
    opinion: Opinion = attrs.field(converter=_opinion)
    paper: str = attrs.field(converter=opaque_id)


@attrs.frozen
class SupervisorOpinionRecorded(Event[RecordSupervisorOpinion]):
    """What a supervisor said is on record (监督意见已记录)."""


@attrs.frozen(kw_only=True)
class AnswerOpinion(Command):
    """Put on record what the committee answers a supervisor (答复监督意见). It becomes `OpinionAnswered`. Raises `Malformed`.

    ``opinion`` is the key of its `RecordSupervisorOpinion`, ``approved_by`` those of the committee who agreed.

    >>> from datetime import date
    >>> AnswerOpinion(key="a-1", on=date(2025, 3, 14), opinion="o-1", paper="m-4", approved_by=["c-1"]).asked().en
    'answer opinion o-1'
    """

    ASKED: ClassVar[Text] = Text("answer opinion {opinion}", "答复监督意见 {opinion}")

    opinion: str = attrs.field(converter=opaque_id)
    paper: str = attrs.field(converter=opaque_id)
    approved_by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)


@attrs.frozen
class OpinionAnswered(Event[AnswerOpinion]):
    """The committee answered a supervisor (监督意见已答复)."""


# --- rules ---------------------------------------------------------------------------------------

SUPERVISOR = ground(
    "fund.supervisor",
    Stage.AUTHORITY,
    title=("who says so supervises {fund}", "提出意见者为 {fund} 的监督员"),
    unmet=("who says so does not supervise {fund}", "提出意见者不是 {fund} 的监督员"),
)
NOT_BEFORE = ground(
    "fund.opinion_not_before",
    Stage.STATE,
    title=("not before what it is about", "不早于所涉事项"),
    unmet=("{found} is before what it is about, on {since}", "{found} 早于所涉事项日 {since}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)
OPINION = ground(
    "fund.opinion",
    Stage.STATE,
    title=("a supervisor's opinion is on record", "监督意见已记录在册"),
    unmet=("no supervisor's opinion on {what} is on record", "未见监督员对 {what} 的意见记录"),
    figures=("fund_supervisor_opinions_recorded",),
    remedy=lambda _finding, _asked: Remedy(
        Text("record the supervisor's opinion first", "先行记录监督意见"), first="RecordSupervisorOpinion"
    ),
)
ANSWERED = ground(
    "fund.opinion_answered",
    Stage.STATE,
    title=("every objection of a supervisor was answered", "监督员的反对意见均已答复"),
    unmet=("objections of supervisors without an answer: {found}", "尚未答复的监督员反对意见{found}项"),
    remedy=lambda _finding, _asked: Remedy(
        Text("let the committee answer the objection", "由管委会答复该意见"), first="AnswerOpinion"
    ),
    origin=(
        "this library's assumption: no rule read says what follows from an objection",
        "本库假设：所见文件均未规定反对意见的后果",
    ),
)


def weigh_opinion(checks: Checks, state: State, pool: Pool, what: str, on: date, law: LawInForce) -> None:
    """Stop unless a supervisor's opinion on something is on record, where a place asks for it (审查监督意见).

    ``what`` is the key of a review or of the order to come. Raises `Stopped`.
    """
    if pool.kind is not PoolKind.FUND or "fund_supervisor_opinions_recorded" not in law:
        return
    if not law.fund_supervisor_opinions_recorded:
        return
    said = [state.events[key].command for key in state.of(OPINIONS).get((pool.id, what), ())]
    said = [one for one in said if one.on <= on]
    if not said:
        checks.stop(OPINION, what=what)
    checks.weigh(OPINION, holds=True)
    answers = state.of(ANSWERS)
    left = [
        one for one in said if one.opinion is Opinion.OBJECTS and not (one.key in answers and answers[one.key] <= on)
    ]
    if left:
        checks.stop(ANSWERED, found=len(left))


# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: SupervisorOpinionRecorded) -> None:
    order, opinions = event.command, state.of(OPINIONS)
    opinions[order.fund, order.on_what] = (*opinions.get((order.fund, order.on_what), ()), order.key)


@handles(RecordSupervisorOpinion, apply=_apply)
def _decide(
    state: State, order: RecordSupervisorOpinion, _law: LawInForce, checks: Checks
) -> SupervisorOpinionRecorded:
    fund = state.found(FUNDS, order.fund, A_FUND, checks)
    usable(state, order.fund, order.on, checks)
    about = state.events.get(order.on_what)
    if about is not None and order.on < about.command.on:
        checks.stop(NOT_BEFORE, found=order.on, since=about.command.on)
    if order.by not in fund.supervisors:
        checks.weigh(SUPERVISOR, holds=False, facts={"fund": order.fund})
    return SupervisorOpinionRecorded(len(state.events), order)


def _apply_answer(state: State, event: OpinionAnswered) -> None:
    state.of(ANSWERS)[event.command.opinion] = event.command.on


@handles(AnswerOpinion, apply=_apply_answer)
def _decide_answer(state: State, order: AnswerOpinion, law: LawInForce, checks: Checks) -> OpinionAnswered:
    said = state.fact(SupervisorOpinionRecorded, order.opinion, AN_OPINION, checks).command
    pool = usable(state, said.fund, order.on, checks)
    state.absent(ANSWERS, order.opinion, AN_ANSWER, checks)
    if order.on < said.on:
        checks.stop(NOT_BEFORE, found=order.on, since=said.on)
    weigh_approval(checks, pool, order.approved_by, law)
    return OpinionAnswered(len(state.events), order)
