"""The book driven at random, against a model that knows nothing of its code."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from community_charity.book.orders import HANDLERS
from community_charity.testing import BookMachine, BookModel

SIZE = settings(
    max_examples=32,
    stateful_step_count=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)

TestBook = BookMachine.TestCase
TestBook.settings = SIZE


def test_at_least_a_fifth_of_the_orders_is_recorded() -> None:
    """A machine that is nearly always refused would test the refusals alone. The run is the same each time."""
    given: Counter[tuple[str, str]] = Counter()

    class Counting(BookMachine):
        def teardown(self) -> None:
            super().teardown()
            given.update(self.given)

    run = settings(SIZE, max_examples=15, derandomize=True, database=None, phases=[Phase.generate])
    run_state_machine_as_test(Counting, settings=run)
    recorded = sum(times for (_, outcome), times in given.items() if outcome == "allowed")
    assert recorded / given.total() >= 0.2
    assert {outcome for _, outcome in given} == {"allowed", "refused", "undetermined"}


# Nouns that the machine leaves alone, and the tests that hold them against a model of their own.
ELSEWHERE = {
    "campaigns.running": "test_campaign_noun",
    "campaigns.solicitors": "test_campaign_noun",
    "flows.chains": "test_flows",
    "flows.spending": "test_flows",
    "funds.changing": "test_fund_governance",
    "funds.ending": "test_fund_life",
    "funds.interest": "test_fund_life",
    "funds.ladder": "test_fund_governance",
    "funds.life": "test_fund_life",
    "funds.named": "test_fund_governance",
    "funds.opinions": "test_fund_governance",
    "funds.principal": "test_fund_life",
    "giving.agreements": "test_pledges",
    "giving.changes": "test_changes",  # the surplus of a project
    "giving.goods": "test_in_kind",
    "giving.goods_out": "test_in_kind",
    "giving.pledge_orders": "test_pledges",
    "giving.receipt_orders": "test_receipts",
    "giving.services": "test_in_kind",
    "giving.waivers": "test_receipts",
    "homeland.projects": "test_homeland",
    "homeland.village": "test_homeland",
    "linkage.authorities": "test_linkage",
    "linkage.claims": "test_linkage",
    "linkage.marks": "test_linkage",
    "linkage.referrals": "test_linkage",
    "linkage.simplified": "test_linkage",
    "mutual_funds": "test_homeland",
    "relief.changes": "test_case_intake",
    "relief.federated": "test_societies_in_full",
    "relief.follow_up": "test_follow_up",
    "relief.fund_requests": "test_societies_in_full",
    "relief.in_kind": "test_payment_forms",
    "relief.misuse": "test_misuse",
    "relief.objections": "test_objections_and_appeals",
    "relief.payments": "test_payment_forms",
    "relief.ratifying": "test_emergency",
    "relief.rationing": "test_rationing",
    "relief.recovery": "test_misuse",
    "relief.refusals": "test_objections_and_appeals",
    "societies.boards": "test_societies_in_full",
    "societies.custody": "test_societies_in_full",
    "societies.dues": "test_societies_in_full",
    "societies.entries": "test_societies_in_full",
    "societies.federation": "test_societies_in_full",
    "societies.members": "test_societies_in_full",
    "societies.topping_up": "test_societies_in_full",
}


def test_somebody_looks_over_the_shoulder_of_every_command() -> None:
    """A new command needs its grounds and its deeds in the model, or its noun a model of its own."""
    own = {command for command in HANDLERS if command.__module__.startswith("community_charity.")}
    known = set(BookModel.GROUNDS)
    assert known == set(BookModel.DEEDS) <= {command.__name__ for command in own}
    left = {command.__module__.removeprefix("community_charity.") for command in own if command.__name__ not in known}
    assert left <= set(ELSEWHERE)
    here = Path(__file__).parent
    assert all((here / f"{name}.py").exists() for name in ELSEWHERE.values())
