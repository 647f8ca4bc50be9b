"""Objections to a public notice (公示异议): raised while it hangs, settled by people without an interest.

>>> ObjectionReason("no_need").text.zh
'无实际困难'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.organisations import people
from community_charity.parties import PartyId, PersonId, opaque_id, party_id
from community_charity.relief.authority import interested_in, weigh_interest
from community_charity.relief.files import open_case
from community_charity.relief.reviews import REVIEWS, end_review, live_review

if TYPE_CHECKING:
    from typing import Any

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

UPHELD = declare(
    "objection.upheld",
    wanted=(
        "whether it was upheld, True or False, and at least one person who settled it",
        "成立与否（True 或 False），并至少一名处理人",
    ),
    do=('give for example upheld=False, by=["p-4", "p-5"]', '例如 upheld=False, by=["p-4", "p-5"]'),
)

# --- commands, events ----------------------------------------------------------------------------


class ObjectionReason(Enum):
    """What an objection says (异议理由). ``ObjectionReason("not_resident")`` looks one up.

    >>> len(ObjectionReason)
    5
    """

    NO_NEED = "no_need"
    NOT_RESIDENT = "not_resident"
    FALSE_FACTS = "false_facts"
    HELPED_ALREADY = "helped_already"
    UNFAIR_PROCEDURE = "unfair_procedure"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _REASONS[self]


_REASONS = {
    ObjectionReason.NO_NEED: Text("the household is not in need", "无实际困难"),
    ObjectionReason.NOT_RESIDENT: Text("the household does not belong to the community", "不属于本社区"),
    ObjectionReason.FALSE_FACTS: Text("what was stated is not true", "申报情况不实"),
    ObjectionReason.HELPED_ALREADY: Text("others helped already", "已获其他救助"),
    ObjectionReason.UNFAIR_PROCEDURE: Text("the procedure was not fair", "程序不公"),
}


def _reason(value: ObjectionReason) -> ObjectionReason:
    return choice(value, ObjectionReason)


def _optional_party(value: PartyId | None) -> PartyId | None:
    return None if value is None else party_id(value)


def decided(upheld: object, by: tuple[PersonId, ...]) -> None:
    """Refuse a settlement that says neither yes nor no, or that nobody made (处理结论与处理人). Raises `Malformed`.

    >>> decided(upheld=True, by=("p-4",))  # nothing to say
    """
    if type(upheld) is not bool or not by:
        raise Malformed(UPHELD, given=shown(upheld))


@attrs.frozen(kw_only=True)
class RaiseObjection(Command):
    """Object to an approved case while its public notice hangs (提出异议). It becomes `ObjectionRaised`. Raises `Malformed`.

    ``review`` is the key of the `ReviewCase` on notice; ``by`` is an opaque id, or ``None``: an objection may be
    anonymous. A grant on the review waits until every objection is settled.

    >>> from datetime import date
    >>> order = RaiseObjection(key="objection-1", on=date(2025, 3, 14), review="r-1", reason="no_need")  # invented
    >>> order.asked().en
    'object to review r-1'
    """

    ASKED: ClassVar[Text] = Text("object to review {review}", "对评议 {review} 提出异议")

    review: str = attrs.field(converter=opaque_id)
    reason: ObjectionReason = attrs.field(converter=_reason, repr=False)
    by: PartyId | None = attrs.field(default=None, converter=_optional_party, repr=False)


@attrs.frozen
class ObjectionRaised(Event[RaiseObjection]):
    """An objection was raised (异议已提出)."""


@attrs.frozen(kw_only=True)
class SettleObjection(Command):
    """Settle an objection (处理异议). It becomes `ObjectionSettled`. Raises `Malformed`.

    ``by`` are those who looked into it and settled it: none with an interest in the household, nor who raised it. ``paper`` is the
    number of what they wrote. Upheld, the review ends, and the case may be looked into and reviewed anew, with a new
    notice. By analogy with 最低生活保障审核确认办法第19条第2款 (another inquiry or appraisal).

    >>> from datetime import date
    >>> order = SettleObjection(  # invented
    ...     key="settle-1", on=date(2025, 3, 16), objection="objection-1", upheld=False, by=["p-4"], paper="note-1"
    ... )
    >>> order.asked().en
    'settle objection objection-1'
    """

    ASKED: ClassVar[Text] = Text("settle objection {objection}", "处理异议 {objection}")

    objection: str = attrs.field(converter=opaque_id)
    upheld: bool
    by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)
    paper: str = attrs.field(converter=opaque_id, repr=False)

    def __attrs_post_init__(self) -> None:
        decided(self.upheld, self.by)


@attrs.frozen
class ObjectionSettled(Event[SettleObjection]):
    """An objection was settled (异议已处理)."""


class Objection(NamedTuple):
    """An objection as the book keeps it (异议): how it was raised, and how it was settled, if it was."""

    event: ObjectionRaised
    settled: ObjectionSettled | None = None

    @property
    def days(self) -> int | None:
        """How many days it took to settle (处理天数), ``None`` while it is open."""
        return None if self.settled is None else (self.settled.command.on - self.event.command.on).days


OBJECTIONS: Table[str, Objection] = Table("objections")
WHAT = Text("objection", "异议")

# --- rules ---------------------------------------------------------------------------------------


def _wait(finding: Any, _asked: Any) -> Remedy | None:
    """Wait for the first day of the notice; after its last day nothing helps."""
    first = finding.facts["first"]
    if finding.found >= first:
        return None
    return Remedy(Text("wait until {d}", "自 {d} 起可办理").fill(d=first), {"on": first}, wait_until=first)


ON_NOTICE = ground(
    "objection.on_notice",
    Stage.STATE,
    title=("the review is on public notice", "评议正在公示"),
    unmet=("the review has not been put on public notice", "评议尚未公示"),
    remedy=lambda _finding, _asked: Remedy(Text("post the notice first", "先行公示"), first="PostNotice"),
)
WHILE_IT_HANGS = ground(
    "objection.while_it_hangs",
    Stage.STATE,
    title=("while the notice hangs, {first} to {until}", "在公示期内（{first} 至 {until}）"),
    unmet=("{found} is not while the notice hangs, {first} to {until}", "{found} 不在公示期内（{first} 至 {until}）"),
    figures=("relief_notice_days",),
    remedy=_wait,
)
UNSETTLED = ground(
    "objection.open",
    Stage.STATE,
    title=("the objection is open", "异议尚未处理"),
    unmet=("the objection was settled on {found}", "异议已于 {found} 处理"),
)
NOT_BEFORE = ground(
    "objection.not_before",
    Stage.STATE,
    title=("not before the objection of {since}", "不早于 {since} 的异议"),
    unmet=("{found} is before the objection of {since}", "{found} 早于 {since} 的异议"),
)
BY_OTHERS = ground(
    "objection.by_others",
    Stage.AUTHORITY,
    title=("settled by others than who raised it or voted for what it is about", "由异议人及赞成原评议者以外的人处理"),
    unmet=(
        "people who raised the objection or voted for what it is about: {found}",
        "处理者中有{found}人为异议人或曾赞成原评议",
    ),
    figures=("decider_recuses",),
    remedy=lambda _finding, _asked: Remedy(
        Text("let others settle it, such as supervisors", "由其他人员（如监督人员）处理")
    ),
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply_raised(state: State, event: ObjectionRaised) -> None:
    order = event.command
    state.of(OBJECTIONS)[order.key] = Objection(event)
    review = state.of(REVIEWS)[order.review]
    state.of(REVIEWS)[order.review] = review._replace(objections=review.objections | {order.key})


@handles(RaiseObjection, apply=_apply_raised)
def _decide_raised(state: State, order: RaiseObjection, _law: LawInForce, checks: Checks) -> ObjectionRaised:
    review = live_review(state, order.review, order.on, checks)
    if review.posted is None or review.until is None:
        checks.stop(ON_NOTICE)
    if not review.posted <= order.on <= review.until:
        checks.stop(WHILE_IT_HANGS, found=order.on, first=review.posted, until=review.until)
    open_case(state, order, checks, review.event.command.case)
    return ObjectionRaised(len(state.events), order)


def _apply_settled(state: State, event: ObjectionSettled) -> None:
    order = event.command
    objection = state.of(OBJECTIONS)[order.objection]
    state.of(OBJECTIONS)[order.objection] = objection._replace(settled=event)
    key = objection.event.command.review
    review = state.of(REVIEWS)[key]
    state.of(REVIEWS)[key] = review._replace(objections=review.objections - {order.objection})
    if order.upheld:
        end_review(state, key)


@handles(SettleObjection, apply=_apply_settled)
def _decide_settled(state: State, order: SettleObjection, law: LawInForce, checks: Checks) -> ObjectionSettled:
    objection = state.found(OBJECTIONS, order.objection, WHAT, checks)
    raised = objection.event.command
    if objection.settled is not None:
        checks.stop(UNSETTLED, found=objection.settled.command.on)
    if order.on < raised.on:
        checks.stop(NOT_BEFORE, found=order.on, since=raised.on)
    review = live_review(state, raised.review, order.on, checks).event.command
    file = open_case(state, order, checks, review.case)
    settlers = frozenset(order.by)
    if law.decider_recuses:
        again = settlers & {raised.by, *review.in_favour}
        checks.weigh(BY_OTHERS, not again, None, len(again))
    weigh_interest(checks, settlers, interested_in(state, file.case.household, order.on), law)
    return ObjectionSettled(len(state.events), order)
