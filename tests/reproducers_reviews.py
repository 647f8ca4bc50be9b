"""One way to provoke each error and refusal of what comes before a grant: procedure, review, notice, one chain."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from community_charity.money import Money, yuan
from community_charity.pools import Step
from community_charity.relief import AdoptProcedure, InvestigateCase, PostNotice, ReviewCase, WithdrawReview
from community_charity.relief.objections import ObjectionReason, RaiseObjection
from reproducers import caught, error, refusal
from sample import (
    CASE,
    COUNCIL,
    FAMILY,
    FUND,
    ON,
    SOCIETY,
    book,
    case,
    grant,
    household,
    open_,
    people,
    receive,
    settle,
)

if TYPE_CHECKING:
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision

EVERY = tuple(Step)
EVE, LAST = ON - timedelta(days=1), ON + timedelta(days=5)


def adopt(*steps: Step | str, **changes: Any) -> AdoptProcedure:
    usual: dict[str, Any] = {"key": "adopt-1", "on": ON, "pool": SOCIETY, "approved_by": COUNCIL[:2]}
    return AdoptProcedure(steps=steps or EVERY, **usual | changes)


def look(*by: str, **changes: Any) -> InvestigateCase:
    usual: dict[str, Any] = {"key": "look-1", "on": ON, "case": CASE, "report": "report-1"}
    return InvestigateCase(by=people(*by) or people("s-1", "s-2"), **usual | changes)


def review(**changes: Any) -> ReviewCase:
    usual: dict[str, Any] = {
        "key": "review-1",
        "on": ON,
        "case": CASE,
        "pool": SOCIETY,
        "amount": yuan(300),
        "present": COUNCIL[:2],
        "in_favour": COUNCIL[:2],
    }
    return ReviewCase(**usual | changes)


def post(**changes: Any) -> PostNotice:
    usual: dict[str, Any] = {"key": "post-1", "on": ON, "review": "review-1"}
    return PostNotice(**usual | changes)


def withdraw(**changes: Any) -> WithdrawReview:
    usual: dict[str, Any] = {"key": "withdraw-1", "on": ON, "review": "review-1", "reason": "came back"}
    return WithdrawReview(**usual | changes)


def on_review(**changes: Any) -> Any:
    """Grant on the review, the day after its notice."""
    return grant(**{"approved_by": (), "review": "review-1", "on": LAST + timedelta(days=1)} | changes)


@error("procedure.steps", "the steps of a procedure as one word", "以单个词给出程序步骤")
def steps_in_one_word() -> CharityError:
    return caught(lambda: AdoptProcedure(key="a", on=ON, pool=SOCIETY, steps="review", approved_by=COUNCIL))


@error("review.votes", "a vote of somebody who did not come", "未到会者投赞成票")
def vote_of_nobody_there() -> CharityError:
    return caught(lambda: review(present=COUNCIL[:2], in_favour=COUNCIL))


@refusal("pool.opened", "a gift from before the pool was opened", "早于资金池设立日的捐赠")
def gift_before_the_pool() -> Decision:
    return book().decide(receive(on=EVE))


@refusal("case.one_chain", "a second case for one cause", "同一事由另立个案")
def second_case_for_one_cause() -> Decision:
    twin = settle(household("home-2", FAMILY[0], "g-1"))
    return book(twin).decide(open_(case("case-2", household="home-2")))


@refusal("grant.by_review", "a grant past the pool's own procedure", "未按资金池程序批准")
def past_the_procedure() -> Decision:
    return book(adopt(Step.REVIEW)).decide(grant())


@refusal("grant.quorum", "a meeting that too few came to", "到会人数不足的评议")
def too_few_came() -> Decision:
    # three of five are more than half, and fewer than two thirds
    committee = people("c-1", "c-2", "c-3")
    return book().decide(review(pool=FUND, present=committee, in_favour=committee))


@refusal("review.investigators", "one alone looks into a case", "一人单独入户调查")
def one_alone_looks() -> Decision:
    return book().decide(look("s-1"))


@refusal("review.investigated", "a review of a case that nobody looked into", "未经入户调查的评议")
def nobody_looked() -> Decision:
    return book(adopt()).decide(review())


@refusal("review.live", "a notice of a review that was withdrawn", "公示已撤回的评议")
def notice_of_what_was_withdrawn() -> Decision:
    return book(review(), withdraw()).decide(post())


@refusal("review.not_before", "a notice from before the review", "早于评议的公示")
def notice_before_the_review() -> Decision:
    return book(review()).decide(post(on=EVE))


@refusal("review.of_this_case", "a grant on the review of another pool", "以另一资金池的评议批准")
def review_of_another_pool() -> Decision:
    return book(review()).decide(on_review(pool=FUND))


@refusal("review.posted", "a grant without the notice that the pool adopted", "未经公示的批准")
def never_posted() -> Decision:
    return book(adopt(Step.REVIEW, Step.NOTICE), review()).decide(on_review())


@refusal("review.notice_over", "a grant on the last day of the notice", "公示最后一日的批准")
def notice_still_hangs() -> Decision:
    return book(review(), post()).decide(on_review(on=LAST))


@refusal("review.undisputed", "a grant while an objection is open", "异议未处理的批准")
def objection_open() -> Decision:
    objection = RaiseObjection(key="object-1", on=ON, review="review-1", reason=ObjectionReason.NO_NEED)
    return book(review(), post(), objection).decide(on_review())


@refusal("review.amount", "a fen more than the panel approved", "超过评议金额一分")
def a_fen_more() -> Decision:
    return book(review(), post()).decide(on_review(amount=yuan(300) + Money(1)))
