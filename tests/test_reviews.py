"""The steps before a grant: what a pool binds itself to, investigation, panel review, public notice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from community_charity.errors import Malformed
from community_charity.money import Money, yuan
from community_charity.pools import POOLS, Step
from community_charity.relief import (
    CASES,
    REVIEWS,
    AdoptProcedure,
    InvestigateCase,
    Phase,
    PostNotice,
    ReviewCase,
    WithdrawReview,
)
from sample import CASE, COUNCIL, FUND, ON, SOCIETY, book, grant, household, in_force, open_, people, settle, tied
from sample import case as a_case

if TYPE_CHECKING:
    from community_charity.law.decision import Decision

HANGS = in_force().relief_notice_days
LAST = ON + timedelta(HANGS)
EVE = ON - timedelta(1)
LOOKERS = people("x-1", "x-2")


def codes(decision: Decision) -> list[str]:
    return [finding.ground.code for finding in decision.unmet]


def adopt(*steps: str, **changes: Any) -> AdoptProcedure:
    usual: dict[str, Any] = {"key": "adopt-1", "on": ON, "pool": SOCIETY, "steps": steps, "approved_by": COUNCIL}
    return AdoptProcedure(**usual | changes)


def look(**changes: Any) -> InvestigateCase:
    usual: dict[str, Any] = {"key": "look-1", "on": ON, "case": CASE, "by": LOOKERS, "report": "report-1"}
    return InvestigateCase(**usual | changes)


def review(**changes: Any) -> ReviewCase:
    usual: dict[str, Any] = {
        "key": "r-1", "on": ON, "case": CASE, "pool": SOCIETY, "amount": yuan(300),
        "present": COUNCIL, "in_favour": COUNCIL[:2],
    }  # fmt: skip
    return ReviewCase(**usual | changes)


def notice(**changes: Any) -> PostNotice:
    usual: dict[str, Any] = {"key": "n-1", "on": ON, "review": "r-1"}
    return PostNotice(**usual | changes)


def on_review(**changes: Any) -> Any:
    return grant(**{"review": "r-1", "approved_by": ()} | changes)


@pytest.mark.parametrize("steps", ["review", None, ["vote"]])
def test_steps_are_a_list_of_steps(steps: Any) -> None:
    """Nothing else."""
    with pytest.raises(Malformed):
        adopt(steps=steps)


def test_a_pool_that_bound_itself_grants_by_review_only() -> None:
    """Investigation, review, notice, the days of the notice, then the grant."""
    made = book(adopt("investigation", "review", "notice"))
    assert made.all(POOLS)[SOCIETY].steps == frozenset(Step)
    assert codes(made.decide(grant())) == ["grant.by_review"]
    decision = made.decide(review())
    assert codes(decision) == ["review.investigated"]
    assert decision.remedies[0].first == "InvestigateCase"
    made.record_all([look(), review()])
    decision = made.decide(on_review())
    assert codes(decision) == ["review.posted"]
    assert decision.remedies[0].first == "PostNotice"
    made.record(notice())
    assert made.all(REVIEWS)["r-1"].posted == ON
    assert made.all(REVIEWS)["r-1"].until == LAST
    assert codes(made.decide(on_review(on=LAST))) == ["review.notice_over"]
    assert made.decide(on_review(on=LAST + timedelta(1)))


@pytest.mark.parametrize("expires", [None, ON, LAST + timedelta(9)])
def test_the_remedy_waits_for_the_notice(expires: Any) -> None:
    """It moves the day, and the end of a grant that would have expired by then."""
    made = book(review(), notice())
    order = on_review(expires=expires)
    decision = made.decide(order)
    assert codes(decision) == ["review.notice_over"]
    assert made.decide(decision.remedies[0].applied_to(order))


def test_a_panel_approves_an_amount() -> None:
    """To the fen; the remedy grants no more."""
    made = book(review())
    assert made.decide(on_review(amount=yuan(300)))
    decision = made.decide(on_review(amount=yuan(300) + Money(1)))
    assert codes(decision) == ["review.amount"]
    assert made.decide(decision.remedies[0].applied_to(on_review(amount=yuan(300) + Money(1))))


def test_a_review_is_of_one_case_and_one_pool() -> None:
    """It carries no other."""
    made = book(review(), settle(household("home-2", "f-9")), open_(a_case("case-2", household="home-2")))
    assert codes(made.decide(on_review(case="case-2"))) == ["review.of_this_case"]
    assert codes(made.decide(on_review(pool=FUND))) == ["review.of_this_case"]


def test_nothing_happens_before_the_review() -> None:
    """Neither the notice nor the grant."""
    made = book(review(on=ON + timedelta(1)))
    assert codes(made.decide(on_review())) == ["review.not_before"]
    assert codes(made.decide(notice())) == ["review.not_before"]


def test_a_review_that_was_withdrawn_carries_nothing() -> None:
    """The case stands where it stood, and is reviewed anew."""
    made = book(review(), notice(), WithdrawReview(key="w-1", on=ON, review="r-1", reason="new facts"))
    assert made.all(CASES)[CASE].phase is Phase.OPENED
    assert codes(made.decide(on_review(on=LAST + timedelta(1)))) == ["review.live"]
    assert codes(made.decide(notice(key="n-2"))) == ["review.live"]
    assert made.decide(review(key="r-2"))


@pytest.mark.parametrize(
    ("present", "in_favour"),
    [(COUNCIL[:1], COUNCIL[:2]), (COUNCIL[:1] * 2, COUNCIL[:1]), (COUNCIL, COUNCIL[:1] * 2)],
)
def test_votes_that_cannot_be(present: Any, in_favour: Any) -> None:
    """Who did not come cannot agree, and nobody is counted twice."""
    with pytest.raises(Malformed):
        review(present=present, in_favour=in_favour)


def test_two_look_together_and_none_is_tied() -> None:
    """One is too few, also if named twice; family steps aside."""
    made = book(tied("x-3", "f-1"))
    for by in (LOOKERS[:1], LOOKERS[:1] * 2):
        decision = made.decide(look(by=by))
        assert codes(decision) == ["review.investigators"]
        assert "1" in decision.remedies[0].text.en
    assert codes(made.decide(look(by=["x-1", "x-3"]))) == ["grant.recused"]
    assert made.decide(look())


def test_who_decides_on_the_procedure() -> None:
    """The panel of the pool."""
    assert not book().decide(adopt("review", approved_by=COUNCIL[:1]))
