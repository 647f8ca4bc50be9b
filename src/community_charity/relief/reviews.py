"""Before relief is granted (批准前的程序): panel review, and public notice.

A pool binds itself to the steps that it takes, with `AdoptProcedure`; how many look, how many must be present and how long a
notice hangs are figures of the law. A pool that adopted no step grants by the majority of its panel alone.

>>> ReviewCase.ASKED.zh
'评议个案 {case}：由 {pool} 救助 {amount}'
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import attrs

from community_charity.approvals import weigh_approval
from community_charity.book.orders import Command, Event, Table, handles, reason
from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import no_more_than
from community_charity.money import Money, positive_money
from community_charity.organisations import people
from community_charity.parties import PersonId, opaque_id
from community_charity.pools import POOLS, Step, usable
from community_charity.relief.authority import interested_in, weigh_meeting
from community_charity.relief.facts import AboutCase
from community_charity.relief.files import CASES, open_case, take_step
from community_charity.relief.files import WHAT as A_CASE
from community_charity.relief.grounds import PURPOSE, weigh_need
from community_charity.relief.open_points import weigh_meeting_first

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.pools import Pool
    from community_charity.relief.grants import GrantRelief

STEPS = declare(
    "procedure.steps",
    wanted=("the steps as a list of Step", "以列表给出的 Step（程序步骤）"),
    do=('give for example ["investigation", "review", "notice"]', '例如 ["investigation", "review", "notice"]'),
)
VOTES = declare(
    "review.votes",
    wanted=("those in favour among those present, each named once", "赞成者须在到会者之中，且各列一次"),
    do=(
        "list who came in `present`, and who of them agreed in `in_favour`",
        "到会者列入 present，其中赞成者列入 in_favour",
    ),
)

# --- commands, events ----------------------------------------------------------------------------


def meeting(present: tuple[PersonId, ...], in_favour: tuple[PersonId, ...]) -> None:
    """Refuse a meeting where somebody is named twice, or agreed without having come (到会与表决). Raises `Malformed`.

    >>> meeting(present=("p-1", "p-2"), in_favour=("p-1",))  # nothing to say
    """
    came, agreed = set(present), set(in_favour)
    if len(came) < len(present) or len(agreed) < len(in_favour) or not agreed <= came:
        raise Malformed(VOTES, given=f"{len(present)}, {len(in_favour)}")


def _steps(value: Iterable[Step | str]) -> frozenset[Step]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise Malformed(STEPS, given=shown(value))
    return frozenset(choice(step, Step) for step in value)


@attrs.frozen(kw_only=True)
class AdoptProcedure(Command):
    """Bind a pool to the steps it takes before it grants relief (确定救助程序). It becomes `ProcedureAdopted`. Raises `Malformed`.

    A notice tells what a panel decided, and so asks for a review. ``approved_by`` are those of its panel who agreed.

    >>> order = AdoptProcedure(  # invented
    ...     key="adopt-1", on=date(2025, 3, 13), pool="v-1", steps=["review", "notice"], approved_by=["p-1"]
    ... )
    >>> order.asked().en
    'adopt the procedure of v-1'
    """

    ASKED: ClassVar[Text] = Text("adopt the procedure of {pool}", "确定 {pool} 的救助程序")

    pool: str = attrs.field(converter=opaque_id)
    steps: frozenset[Step] = attrs.field(converter=_steps)
    approved_by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)


@attrs.frozen
class ProcedureAdopted(Event[AdoptProcedure]):
    """A pool adopted its procedure (救助程序已确定)."""


@attrs.frozen(kw_only=True)
class ReviewCase(AboutCase):
    """Record that a pool's panel approved relief for a case (评议). It becomes `CaseReviewed`. Raises `Malformed`.

    ``present`` are the members of the panel who came, ``in_favour`` those of them who agreed. ``amount`` is the most that may be
    granted, `Money`.

    >>> order = ReviewCase(  # invented
    ...     key="r-1",
    ...     on=date(2025, 3, 13),
    ...     case="c-1",
    ...     pool="v-1",
    ...     amount=Money(600_00),
    ...     present=["p-1", "p-2"],
    ...     in_favour=["p-1", "p-2"],
    ... )
    >>> order.asked().en
    'review case c-1 for ¥600.00 from v-1'
    """

    ASKED: ClassVar[Text] = Text(
        "review case {case} for {amount} from {pool}", "评议个案 {case}：由 {pool} 救助 {amount}"
    )

    pool: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    present: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)
    in_favour: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)

    def __attrs_post_init__(self) -> None:
        meeting(self.present, self.in_favour)


@attrs.frozen
class CaseReviewed(Event[ReviewCase]):
    """A panel approved relief for a case (评议已通过)."""


@attrs.frozen(kw_only=True)
class PostNotice(Command):
    """Put an approved case on public notice (公示). It becomes `NoticePosted`, with the last day. Raises `Malformed`.

    ``review`` is the key of its `ReviewCase`. The words of the notice come from `community_charity.publish`.

    >>> PostNotice(key="n-1", on=date(2025, 3, 13), review="r-1").asked().en
    'post the notice of review r-1'
    """

    ASKED: ClassVar[Text] = Text("post the notice of review {review}", "公示评议 {review}")

    review: str = attrs.field(converter=opaque_id)


@attrs.frozen
class NoticePosted(Event[PostNotice]):
    """A notice was posted (已公示); ``until`` is its last day."""

    until: date


@attrs.frozen(kw_only=True)
class WithdrawReview(Command):
    """Withdraw what a panel approved, as long as nothing was granted on it (撤回评议). It becomes `ReviewWithdrawn`. Raises `Malformed`.

    >>> WithdrawReview(key="w-1", on=date(2025, 3, 13), review="r-1", reason="new facts").asked().en
    'withdraw review r-1'
    """

    ASKED: ClassVar[Text] = Text("withdraw review {review}", "撤回评议 {review}")

    review: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class ReviewWithdrawn(Event[WithdrawReview]):
    """What a panel approved was withdrawn (评议已撤回)."""


class Review(NamedTuple):
    """A review as the book keeps it (评议): its event, the days of its notice, and the objections still open.

    ``posted`` and ``until`` are the first and the last day of the notice; ``ended`` tells that the review was granted on,
    withdrawn, or overturned. ``share`` is what a rationing left for it, in fen.
    """

    event: CaseReviewed
    until: date | None = None
    objections: frozenset[str] = frozenset()
    ended: bool = False
    posted: date | None = None
    share: int | None = None


REVIEWS: Table[str, Review] = Table("reviews")
WHAT = Text("review", "评议")

# --- rules ---------------------------------------------------------------------------------------


def _day_after(last: date, asked: Any) -> Remedy:
    """Wait until the day after the last one; a grant that would have expired by then needs a later end."""
    first = last + timedelta(1)
    changes: dict[str, Any] = {"on": first}
    if asked.expires is not None and asked.expires < first:
        changes["expires"] = first
    return Remedy(Text("wait until {d}", "自 {d} 起可办理").fill(d=first), changes, wait_until=first)


LIVE = ground(
    "review.live",
    Stage.STATE,
    title=("the review stands", "评议有效"),
    unmet=("the review was withdrawn, overturned, or granted on", "评议已撤回、推翻或据以批准"),
)
NOT_BEFORE = ground(
    "review.not_before",
    Stage.STATE,
    title=("not before the review of {since}", "不早于 {since} 的评议"),
    unmet=("{found} is before the review of {since}", "{found} 早于 {since} 的评议"),
)
OF_THIS = ground(
    "review.of_this_case",
    Stage.STATE,
    title=("the review is of this case and pool", "评议所涉个案与资金池一致"),
    unmet=("the review is of another case or pool", "评议针对其他个案或资金池"),
)
POSTED = ground(
    "review.posted",
    Stage.STATE,
    title=("the review was put on public notice", "评议结果已公示"),
    unmet=("{pool} asks for a public notice before it grants", "{pool} 须先行公示再批准"),
    figures=("relief_notice_days",),
    remedy=lambda _finding, _asked: Remedy(Text("post the notice first", "先行公示"), first="PostNotice"),
)
NOTICE_OVER = ground(
    "review.notice_over",
    Stage.STATE,
    title=("the notice ended on {until}", "公示已于 {until} 期满"),
    unmet=("the notice hangs until {until}; {found} is not after it", "公示至 {until} 期满，{found} 尚在公示期内"),
    figures=("relief_notice_days",),
    remedy=lambda finding, asked: _day_after(finding.facts["until"], asked),
)
UNDISPUTED = ground(
    "review.undisputed",
    Stage.STATE,
    title=("no objection is open", "无未处理的异议"),
    unmet=("objections still open: {found}", "尚有{found}项异议未处理"),
    remedy=lambda _finding, _asked: Remedy(
        Text("settle the objections first", "先行处理异议"), first="SettleObjection"
    ),
)
AMOUNT = ground(
    "review.amount",
    Stage.AUTHORITY,
    title=("within the {required} that the panel approved", "不超过评议金额 {required}"),
    unmet=("{found} is more than the {required} that the panel approved", "{found} 超过评议金额 {required}"),
    remedy=lambda finding, _asked: Remedy(
        Text("grant no more than {m}", "救助金额不超过 {m}").fill(m=finding.required), {"amount": finding.required}
    ),
    fen=True,
    at_most=True,
)
SHARE = ground(
    "review.share",
    Stage.MONEY,
    title=("within the {required} that rationing left for it", "不超过按分配所得的 {required}"),
    unmet=("{found} is more than the {required} that rationing left for it", "{found} 超过按分配所得的 {required}"),
    remedy=no_more_than,
    fen=True,
    at_most=True,
)
LOOKED_INTO = ground(
    "review.investigated",
    Stage.STATE,
    title=("the case was looked into", "个案已入户调查"),
    unmet=("{pool} asks for an investigation before its panel reviews a case", "{pool} 须先入户调查再行评议"),
    figures=("relief_investigators",),
    remedy=lambda _finding, _asked: Remedy(Text("look into it first", "先行入户调查"), first="InvestigateCase"),
)

# --- deciding and applying -----------------------------------------------------------------------


def live_review(state: State, key: str, on: date, checks: Checks) -> Review:
    """Give a review that stands and was held by that day (有效评议). Raises `Stopped`.

    >>> from community_charity.book.state import State
    >>> from community_charity.law.decision import Checks
    >>> checks = Checks()
    >>> try:
    ...     live_review(State(), "r-1", date(2025, 3, 13), checks)
    ... except Exception as stopped:
    ...     print(checks[0][0].code)
    book.not_found
    """
    review = state.found(REVIEWS, key, WHAT, checks)
    if review.ended:
        checks.stop(LIVE)
    held = review.event.command.on
    if on < held:
        checks.stop(NOT_BEFORE, found=on, since=held)
    return review


def end_review(state: State, key: str) -> None:
    """Note that a review no longer counts (评议失效), and its case stands where it stood before. Apply only."""
    review = state.of(REVIEWS)[key]
    state.of(REVIEWS)[key] = review._replace(ended=True)
    take_step(state, review.event.command.case, review=None, noticed=False)


def weigh_review(checks: Checks, state: State, order: GrantRelief, pool: Pool) -> None:
    """Check the review that a grant rests on (审查评议): its case and pool, its amount, and that its notice ended undisputed."""
    review = live_review(state, order.review or "", order.on, checks)
    held = review.event.command
    if held.case != order.case or held.pool != order.pool:
        checks.stop(OF_THIS)
    if Step.NOTICE in pool.steps and review.until is None:
        checks.stop(POSTED, pool=pool.id)
    if review.until is not None and order.on <= review.until:
        checks.stop(NOTICE_OVER, found=order.on, until=review.until)
    if review.objections:
        checks.stop(UNDISPUTED, found=len(review.objections))
    checks.weigh(AMOUNT, order.amount <= held.amount, held.amount.fen, order.amount.fen)
    if review.share is not None:
        checks.weigh(SHARE, order.amount.fen <= review.share, review.share, order.amount.fen)


def _apply_procedure(state: State, event: ProcedureAdopted) -> None:
    order = event.command
    state.of(POOLS)[order.pool] = attrs.evolve(state.of(POOLS)[order.pool], steps=order.steps)


@handles(AdoptProcedure, apply=_apply_procedure)
def _decide_procedure(state: State, order: AdoptProcedure, law: LawInForce, checks: Checks) -> ProcedureAdopted:
    pool = usable(state, order.pool, order.on, checks)
    weigh_approval(checks, pool, order.approved_by, law)
    return ProcedureAdopted(len(state.events), order)


def _apply_review(state: State, event: CaseReviewed) -> None:
    order = event.command
    state.of(REVIEWS)[order.key] = Review(event)
    take_step(state, order.case, review=order.key, noticed=False)


@handles(ReviewCase, apply=_apply_review)
def _decide_review(state: State, order: ReviewCase, law: LawInForce, checks: Checks) -> CaseReviewed:
    state.found(CASES, order.case, A_CASE, checks)
    pool = usable(state, order.pool, order.on, checks)
    file = open_case(state, order, checks)
    if Step.INVESTIGATION in pool.steps:
        looked = file.steps.investigation
        if looked is None or state.events[looked].command.on > order.on:
            checks.stop(LOOKED_INTO, pool=pool.id)
    weigh_meeting_first(checks, state, order.pool, order.on, law)
    interested = interested_in(state, file.case.household, order.on)
    weigh_meeting(checks, pool, order.present, order.in_favour, interested, law)
    checks.settle()
    purpose = file.case.purpose or file.case.cause.purpose
    if not pool.serves(purpose):
        checks.stop(PURPOSE, found=purpose)
    # Proofs and the government's decision may come while the notice hangs; more than was ever asked for may not hang there.
    weigh_need(checks, order.amount.fen, file.needs, file.granted, emergency=True)
    return CaseReviewed(len(state.events), order)


def _apply_notice(state: State, event: NoticePosted) -> None:
    key = event.command.review
    review = state.of(REVIEWS)[key]
    state.of(REVIEWS)[key] = review._replace(until=event.until, posted=event.command.on)
    take_step(state, review.event.command.case, noticed=True)


@handles(PostNotice, apply=_apply_notice)
def _decide_notice(state: State, order: PostNotice, law: LawInForce, checks: Checks) -> NoticePosted:
    review = live_review(state, order.review, order.on, checks)
    open_case(state, order, checks, review.event.command.case)
    # The day of posting does not count.
    return NoticePosted(len(state.events), order, order.on + timedelta(law.relief_notice_days))


@handles(WithdrawReview, apply=lambda state, event: end_review(state, event.command.review))
def _decide_withdrawal(state: State, order: WithdrawReview, _law: LawInForce, checks: Checks) -> ReviewWithdrawn:
    review = live_review(state, order.review, order.on, checks)
    open_case(state, order, checks, review.event.command.case)
    return ReviewWithdrawn(len(state.events), order)
