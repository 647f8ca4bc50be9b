"""The declared graph of a case and the program agree; one chain, households that count as one; meetings at their limits."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.book.state import State
from community_charity.giving import REVERSED
from community_charity.households import link, linked
from community_charity.law.decision import Outcome
from community_charity.money import Money, yuan
from community_charity.parties import HouseholdId, PersonId
from community_charity.pools import POOLS, Cause, Pool, Standing, Step
from community_charity.relief import (
    CASES,
    GRANTS,
    LIFECYCLE,
    REVIEWS,
    AdoptProcedure,
    CaseId,
    CaseOutcome,
    GrantRelief,
    InvestigateCase,
    PayRelief,
    Phase,
    PostNotice,
    ReversePayment,
    ReviewCase,
    WithdrawReview,
)
from community_charity.relief.chain import ONE_CHAIN
from community_charity.relief.changes import Change, ChangeCircumstances, RecordMeans, RecordResidence
from community_charity.relief.eligibility import OUTSIDE, Means
from community_charity.relief.follow_up import RecordFollowUp
from community_charity.relief.lifecycle import MOVE, after
from community_charity.relief.objections import ObjectionReason, RaiseObjection, SettleObjection
from community_charity.relief.open_points import UNRATIFIED_CASES
from community_charity.relief.ratifying import RatifyEmergency, RefuseRatification
from community_charity.relief.refusals import AppealRefusal, DecideAppeal, RefusalReason, RefuseRelief, TellRefusal
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.linkage import GovernmentAid
from planted_reviews import BUGS
from reproducers_reviews import LAST, adopt, look, on_review, post, review, withdraw
from sample import (
    CASE,
    COMMITTEE,
    COUNCIL,
    FAMILY,
    FUND,
    LAW,
    ON,
    SOCIETY,
    aid,
    bills,
    book,
    case,
    close,
    cost,
    expire,
    found,
    government,
    grant,
    household,
    open_,
    papers,
    pay,
    people,
    receive,
    refer,
    settle,
    society,
    tied,
    void,
)
from test_planted_bugs import CAUGHT, all_told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community_charity.book.book import Book
    from community_charity.book.orders import Command
    from community_charity.law.decision import Decision
    from planted_bugs import Bug

ONE = timedelta(days=1)


def codes(decision: Decision) -> list[str]:
    return [finding.ground.code for finding in decision.unmet]


# --- the graph: every history of a few orders ----------------------------------------------------

SUPERVISORS = people("s-1", "s-2")
MEETING: dict[str, Any] = {"present": COUNCIL, "in_favour": COUNCIL}


def last(made: Book, kind: type[Any]) -> str:
    """Give the key of the last order of a kind, or one that is in no book."""
    return next((e.command.key for e in reversed(made.events) if isinstance(e.command, kind)), "nothing")


def orders(made: Book, on: date) -> Iterator[Command]:
    """Give one order of each kind, or several, that refer to what came last, with nothing wrong but perhaps the phase."""
    head: dict[str, Any] = {"on": on}
    about: dict[str, Any] = {"case": CASE, **head}
    grant_ = made.find(GRANTS, last(made, GrantRelief))
    reviewed = made.find(REVIEWS, last(made, ReviewCase))
    hangs = on if reviewed is None or reviewed.posted is None else reviewed.posted  # a day on which the notice hangs
    left = yuan(10) if grant_ is None or not grant_.held else grant_.left
    drawn: list[Any] = [
        bills(cost(yuan(3_000)), **head),
        aid(**head),
        government(GovernmentAid.REFUSED, **head),
        refer(**head),
        papers(**head),
        RecordMeans(key="means", category=Means.DIBAO, paper="paper", **about),
        RecordResidence(key="home", residence=OUTSIDE, paper="paper", **about),
        ChangeCircumstances(key="change", what=Change.NEED_GREW, paper="paper", **about),
        RecordFollowUp(key="visit", found="recovered", paper="paper", **about),
        InvestigateCase(key="look", by=SUPERVISORS, report="report", **about),
        ReviewCase(key="review", pool=SOCIETY, amount=yuan(10), **MEETING, **about),
        PostNotice(key="post", review=last(made, ReviewCase), **head),
        WithdrawReview(key="withdraw", review=last(made, ReviewCase), reason="came back", **head),
        RaiseObjection(key="object", review=last(made, ReviewCase), reason=ObjectionReason.NO_NEED, on=hangs),
        *(
            SettleObjection(
                key="answer", objection=last(made, RaiseObjection), upheld=upheld, by=SUPERVISORS, paper="paper", **head
            )
            for upheld in (False, True)
        ),
        grant(amount=yuan(10), approved_by=COUNCIL, expires=on + timedelta(15), **head),
        grant(amount=yuan(10), approved_by=COUNCIL, emergency=True, **head),
        grant(amount=yuan(10), approved_by=(), review=last(made, ReviewCase), **head),
        *(pay(grant=last(made, GrantRelief), amount=amount, **head) for amount in (left, Money(left.fen // 2 + 1))),
        void(grant=last(made, GrantRelief), **head),
        expire(grant=last(made, GrantRelief), **head),
        ReversePayment(key="reverse", payment=last(made, PayRelief), reason="came back", **head),
        RatifyEmergency(key="ratify", grant=last(made, GrantRelief), **MEETING, **head),
        RefuseRatification(key="flag", grant=last(made, GrantRelief), reason="came back", **head),
        RefuseRelief(key="no", pool=SOCIETY, reasons=[RefusalReason.NOT_PROVED], paper="letter", **MEETING, **about),
        TellRefusal(key="told", refusal=last(made, RefuseRelief), **head),
        AppealRefusal(key="appeal", **about),
        *(
            DecideAppeal(
                key="say", appeal=last(made, AppealRefusal), upheld=upheld, by=SUPERVISORS, paper="paper", **head
            )
            for upheld in (False, True)
        ),
        *(close(outcome, **head) for outcome in (CaseOutcome.RELIEVED, CaseOutcome.WITHDRAWN)),
    ]
    return (attrs.evolve(order, key=f"{order.key}-{len(made.events)}") for order in drawn)


def looks_like(made: Book, on: date) -> tuple[Any, ...]:
    """Tell books apart by what may matter for the next order, so that few of them are followed up."""
    file = made.all(CASES)[CASE]
    grant_, reviewed = made.find(GRANTS, last(made, GrantRelief)), made.find(REVIEWS, last(made, ReviewCase))
    return (
        file.phase,
        file.outcome,
        tuple(map(bool, file.steps)),
        bool(file.paid),
        file.emergency_on is not None,
        bool(made.all(UNRATIFIED_CASES)),
        grant_ is not None and (bool(grant_.held), grant_.ended, bool(grant_.paid), grant_.event.command.on + ONE < on),
        reviewed is not None and (reviewed.ended, reviewed.until is None, bool(reviewed.objections)),
        file.case.residence == OUTSIDE,
        min(sum(isinstance(event.command, PayRelief) for event in made.events), 2),
        made.find(REVERSED, last(made, PayRelief)) is not None,
    )


@cache
def explored(steps: int = 7) -> tuple[frozenset[tuple[str, Phase, Phase]], dict[tuple[str, Phase], set[str]]]:
    """Follow all histories of a few orders, ten days apart: the moves that were recorded, and why others were refused."""
    law = LAW.amend(since=ON, relief_grants_per_cause_and_year=99)
    begun = book(case=case(urgent=True), law=law)
    moves: set[tuple[str, Phase, Phase]] = set()
    refused: dict[tuple[str, Phase], set[str]] = {}
    seen, edge = {looks_like(begun, ON)}, [begun]
    for step in range(1, steps + 1):
        on, now, edge = ON + timedelta(10 * step), edge, []
        for made in now:
            phase = made.all(CASES)[CASE].phase
            for order in orders(made, on):
                name = type(order).__name__
                decision = made.decide(order)
                if not decision:
                    if decision.outcome is Outcome.REFUSED and decision.reason is not None:
                        refused.setdefault((name, phase), set()).add(decision.reason.ground.code)
                    continue
                next_ = made.branch()
                next_.record(order)
                moves.add((name, phase, next_.all(CASES)[CASE].phase))
                if (look_ := looks_like(next_, on)) not in seen:
                    seen.add(look_)
                    edge.append(next_)
    return frozenset(moves), refused


def declared() -> set[tuple[str, Phase, Phase]]:
    """List the moves of the graph for the orders that are given here; other files give the others."""
    given_here = {type(order).__name__ for order in orders(book(), ON)}
    assert given_here <= set(LIFECYCLE)
    return {(name, phase, to) for name in given_here for phase, ends in LIFECYCLE[name].items() for to in ends}


# The phase would allow it, and another ground never does: where nothing is paid or held, no emergency is left to look at.
NEVER = {
    (name, phase, phase)
    for name in ("CompletePapers", "RatifyEmergency", "RefuseRatification")
    for phase in (Phase.OPENED, Phase.INVESTIGATED)
}


@pytest.mark.deep
def test_every_recorded_move_is_declared() -> None:
    """The program goes no way that the graph does not show."""
    moves, _ = explored()
    assert moves - declared() == set()


def test_every_declared_move_is_recorded_somewhere() -> None:
    """The graph shows no way that the program does not go."""
    moves, _ = explored()
    assert declared() - moves == NEVER


# What may be said instead of the phase: that there is nothing to refer to, or that it is over.
INSTEAD = {
    "PayRelief": {"grant.live", "grant.held", "grant.in_time", "book.not_found", "case.open"},
    "VoidGrant": {"grant.live", "grant.something_held", "book.not_found"},
    "ExpireGrant": {"grant.live", "grant.something_held", "book.not_found"},
    "PostNotice": {"review.live", "book.not_found"},
    "WithdrawReview": {"review.live", "book.not_found"},
    "RaiseObjection": {"review.live", "book.not_found", "objection.on_notice"},
    "SettleObjection": {"review.live", "book.not_found", "objection.open"},
    "TellRefusal": {"refusal.untold", "book.not_found"},
    "DecideAppeal": {"appeal.open", "book.not_found"},
    "RatifyEmergency": {"emergency.waits", "book.not_found"},
    "RefuseRatification": {"emergency.waits", "book.not_found"},
    "GrantRelief": {"book.not_found"},
    "ReversePayment": {"payment.live", "book.not_found"},
}


def test_what_the_graph_does_not_allow_is_refused_for_that() -> None:
    """Because of the phase, because the case is closed, or because there is nothing that the order could be about."""
    _, refused = explored()
    outside = {key: why for key, why in refused.items() if not after(*key)}
    assert len(outside) > 100
    for (name, phase), why in outside.items():
        allowed = {"case.open" if phase is Phase.CLOSED else "case.phase"} | INSTEAD.get(name, set())
        assert why <= allowed, (name, phase)


def test_an_order_that_the_graph_does_not_know_changes_no_phase() -> None:
    """As long as the case lives."""
    assert after("Nothing", Phase.PAID) == {Phase.PAID}
    assert after("Nothing", Phase.CLOSED) == frozenset()


def test_a_phase_tells_the_way_on() -> None:
    """The remedy names the order that leads out of it; from where any order may be given it names none."""
    decided = book(review())
    assert [remedy.first for remedy in decided.decide(close(CaseOutcome.WITHDRAWN)).remedies] == ["WithdrawReview"]
    held = book(grant())
    assert [remedy.first for remedy in held.decide(review()).remedies] == ["VoidGrant"]
    opened = book().decide(look(key="look-2"))
    assert opened
    looked = book(review(), withdraw()).decide(post())
    assert codes(looked) == ["review.live"]
    assert MOVE.code == "case.phase"


# --- meetings at their limits --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "aside", "came", "agreed", "expected"),
    [
        (3, 0, 2, 2, []),  # two of three: exactly two thirds, more than half
        (3, 0, 1, 1, ["grant.majority", "grant.quorum"]),
        (3, 1, 2, 2, []),  # of two
        (3, 1, 1, 1, ["grant.majority", "grant.quorum"]),
        (3, 2, 1, 1, []),  # one is left, and is all
        (3, 3, 0, 0, ["grant.majority", "grant.quorum"]),  # nobody is left
        (5, 0, 4, 3, []),
        (5, 0, 4, 2, ["grant.majority"]),
        (5, 0, 3, 3, ["grant.quorum"]),
        (5, 1, 3, 3, []),  # three of four
        (5, 1, 3, 2, ["grant.majority"]),  # half of four
        (5, 2, 2, 2, []),  # two of three
        (7, 0, 5, 4, []),
        (7, 0, 4, 4, ["grant.quorum"]),
        (7, 1, 4, 4, []),  # four of six: exactly two thirds
        (7, 1, 4, 3, ["grant.majority"]),
    ],
)
def test_a_meeting_of_those_entitled(size: int, aside: int, came: int, agreed: int, expected: list[str]) -> None:
    """Who has an interest is not counted: two thirds of the others come, more than half of them agree."""
    council = people(*(f"k-{number}" for number in range(size)))
    made = book(
        found(society(id="village-9", council=council), key="found-9"),
        *(tied(member, FAMILY[0]) for member in council[size - aside :]),
    )
    order = review(pool="village-9", present=council[:came], in_favour=council[:agreed])
    assert codes(made.decide(order)) == expected


def test_who_steps_aside_does_not_come_at_all() -> None:
    """Neither does anybody from outside, and a fund helps nobody who is related to it."""
    made = book(tied(COUNCIL[2], FAMILY[0]), tied(COMMITTEE[4], FAMILY[1]))
    assert codes(made.decide(review(present=COUNCIL))) == ["grant.recused"]
    assert codes(made.decide(review(present=(*COUNCIL[:2], PersonId("x-1"))))) == ["grant.panel"]
    decided = review(pool=FUND, present=COMMITTEE[:4], in_favour=COMMITTEE[:3])
    assert codes(made.decide(decided)) == ["grant.not_related"]
    lifted = LAW.amend(since=ON, decider_recuses=False)
    assert book(tied(COUNCIL[2], FAMILY[0]), law=lifted).decide(review(present=COUNCIL))


def test_a_grant_on_a_review_names_nobody_or_those_who_may() -> None:
    """The meeting has decided; who is named besides must be of the panel, and without an interest."""
    made = book(review(), tied(COUNCIL[2], FAMILY[0]))
    assert made.decide(on_review())
    assert made.decide(on_review(approved_by=COUNCIL[:1]))
    assert codes(made.decide(on_review(approved_by=COUNCIL[2:]))) == ["grant.recused"]
    assert codes(made.decide(on_review(approved_by=people("x-1")))) == ["grant.panel"]
    assert codes(made.decide(on_review(review="nothing", case=CASE))) == ["book.not_found"]


def test_an_emergency_goes_past_the_procedure_and_leaves_the_review_standing() -> None:
    """Two officers sign while the notice hangs; paid, the case is back on notice, and the rest is granted on the review."""
    made = book(adopt(), look(), review(), post(), case=case(urgent=True))
    made.record_all([grant(amount=yuan(100), emergency=True), pay(amount=yuan(100)), papers()])
    assert made.all(CASES)[CASE].phase is Phase.NOTICED
    assert codes(made.decide(withdraw(on=ON - ONE))) == ["review.not_before"]
    later = LAW.amend(since=ON, relief_grants_per_cause_and_year=2)
    free = book(adopt(), look(), review(), post(), case=case(urgent=True), law=later)
    free.record_all([grant(amount=yuan(100), emergency=True), pay(amount=yuan(100)), papers()])
    assert codes(free.decide(on_review(key="grant-2", on=LAST))) == ["review.notice_over"]
    assert free.decide(on_review(key="grant-2", on=LAST + ONE))


def test_a_pool_leaves_its_procedure_again() -> None:
    """The last one adopted counts; no steps at all are a procedure too."""
    made = book(adopt(Step.REVIEW))
    assert codes(made.decide(grant())) == ["grant.by_review"]
    made.record(AdoptProcedure(key="adopt-2", on=ON, pool=SOCIETY, steps=(), approved_by=COUNCIL[:2]))
    assert made.decide(grant())
    assert made.all(POOLS)[SOCIETY].steps == frozenset()


# --- pools ---------------------------------------------------------------------------------------


def test_a_pool_begins_on_its_day() -> None:
    """From that day on it takes in and promises; the remedy names it. A pool whose day nobody knows is not asked."""
    made = book()
    order = receive(on=ON - ONE)
    decision = made.decide(order)
    assert codes(decision) == ["pool.opened"]
    assert decision.remedies[0].wait_until == ON
    assert made.decide(decision.remedies[0].applied_to(order))
    made._state.of(POOLS)[SOCIETY] = attrs.evolve(made._state.of(POOLS)[SOCIETY], since=None)
    assert made.decide(order)


@pytest.mark.parametrize("standing", Standing)
def test_only_an_active_pool_takes_in_and_promises(standing: Standing) -> None:
    """What it promised before is still paid."""
    made = book(grant())
    made._state.of(POOLS)[SOCIETY] = attrs.evolve(made._state.of(POOLS)[SOCIETY], standing=standing)
    expected = [] if standing is Standing.ACTIVE else ["pool.active"]
    assert codes(made.decide(receive())) == expected
    assert made.decide(pay())
    assert standing.text.zh in made.decide(receive()).text("zh") or not expected


def test_what_pools_are_reads_in_two_languages() -> None:
    """Kinds, standings, steps, phases, causes."""
    for each in (*PoolKind, *Standing, *Step, *Phase, *Cause):
        assert each.text.en
        assert each.text.zh
        assert type(each)(each.value) is each
    assert Pool("p", frozenset(), frozenset()).kind is PoolKind.ACCOUNT


# --- one chain, and households that count as one -------------------------------------------------


def test_one_chain_for_a_household_and_a_cause() -> None:
    """A second case waits until the first is closed; another cause, or another household, does not."""
    made = book(settle(household("home-2", "g-1")))
    decision = made.decide(open_(case("case-2")))
    assert codes(decision) == [ONE_CHAIN.code]
    assert decision.remedies[0].first == "OverrideDuplicate"
    assert made.decide(open_(case("case-2", cause=Cause.ACCIDENT)))
    assert made.decide(open_(case("case-2", household="home-2")))
    made.record(close(CaseOutcome.WITHDRAWN))
    assert made.decide(open_(case("case-2")))
    lifted = LAW.amend(since=ON, relief_one_chain=False)
    assert book(law=lifted).decide(open_(case("case-2")))


def test_households_that_turn_out_to_be_one() -> None:
    """Once somebody of one is entered in the other, neither of two open cases is granted on; and it stays so."""
    made = book(settle(household("home-2", "g-1")), open_(case("case-2", household="home-2")))
    assert made.decide(grant())
    made.record(settle(household("home-2", "g-1", FAMILY[0]), key="again"))
    made.record(settle(household("home-2", "g-1"), key="and-back"))
    for name in (CASE, CaseId("case-2")):
        assert codes(made.decide(grant(case=name))) == ["case.one_chain"]
    made.record(close(CaseOutcome.WITHDRAWN, case=CaseId("case-2")))
    assert made.decide(grant())


pairs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 9)), max_size=14)


@given(pairs)
def test_links_are_what_people_join(seen: list[tuple[int, int]]) -> None:
    """Households are linked if one comes from one to the other over people, whatever the order of entry."""
    state = State()
    for home, person in seen:
        link(state, HouseholdId(f"h-{home}"), [f"p-{person}"])
    groups = {home: {home} for home in range(8)}
    for home, person in seen:
        for other, same in seen:
            if person == same and groups[home] is not groups[other]:
                joined = groups[home] | groups[other]
                groups.update(dict.fromkeys(joined, joined))
    for home, group in groups.items():
        assert linked(state, HouseholdId(f"h-{home}")) == tuple(sorted(f"h-{one}" for one in group))


# --- bugs on purpose -----------------------------------------------------------------------------


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and book and model disagree in a story, or the book catches itself."""
    bug.plant(monkeypatch)
    with pytest.raises(CAUGHT):
        all_told(bug.function)
