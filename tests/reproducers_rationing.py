"""One way to provoke each error of sharing a short purse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.money import Money, yuan
from community_charity.relief import ReviewCase
from community_charity.relief.rationing import RationRelief
from community_charity.rules.rationing import share_out
from reproducers import caught, error, refusal
from sample import CASE, COUNCIL, ON, SOCIETY, book, case, grant

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.book.orders import Command
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision


def review(amount: Money) -> ReviewCase:
    return ReviewCase(
        key="review-1", on=ON, case=CASE, pool=SOCIETY, amount=amount, present=COUNCIL, in_favour=COUNCIL[:2]
    )


def ration(**changes: Any) -> RationRelief:
    usual: dict[str, Any] = {"key": "ration-1", "reviews": ["review-1"], "rule": "talmud"}
    return RationRelief(on=ON, pool=SOCIETY, approved_by=COUNCIL[:2], **usual | changes)


def reviewed(*more: Command) -> Book:
    return book(review(yuan(600)), *more)


@error("rationing.claims", "a claim below zero", "为负的申请额")
def a_claim_below_zero() -> CharityError:
    return caught(lambda: share_out("talmud", {"r-1": yuan(-1)}, yuan(5)))


@error("rationing.terms", "a lottery without a seed", "未给出种子的抽签")
def a_lottery_without_a_seed() -> CharityError:
    return caught(lambda: share_out("lottery", {"r-1": yuan(9)}, yuan(5)))


@error("rationing.reviews", "a batch of no reviews", "未列评议的分配")
def a_batch_of_nothing() -> CharityError:
    return caught(lambda: ration(reviews=[]))


@refusal("rationing.short", "rationing where there is enough", "资金充足时的分配")
def rationed_without_need() -> Decision:
    return reviewed().decide(ration())


@refusal("rationing.estate", "sharing out more than there is", "分配额超过余额")
def more_than_there_is() -> Decision:
    return reviewed(ration(estate=yuan(500))).decide(ration(key="ration-2", estate=yuan(40_000)))


@refusal("rationing.needs_proved", "shares by need while a need is not known", "需要不详时按需要加权")
def shared_by_an_unknown_need() -> Decision:
    unknown = book(review(yuan(600)), case=case(insurance=None))
    return unknown.decide(ration(rule="weighted", estate=yuan(500)))


@refusal("review.share", "a grant above its share", "超过分配所得的救助")
def above_its_share() -> Decision:
    rationed = reviewed(ration(estate=yuan(500)))
    return rationed.decide(grant(review="review-1", amount=yuan(600)))
