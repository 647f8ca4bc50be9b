"""Quick help: ratified or flagged, watched, and set off without ever asking from those in need."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community_charity.book.book import Book
from community_charity.calendar import EVERY_DAY
from community_charity.errors import CharityError, Malformed
from community_charity.law.decision import Outcome
from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.parties import HouseholdId
from community_charity.pools import Cause, Step
from community_charity.relief import (
    GRANTS,
    AdoptProcedure,
    CaseId,
    CloseCase,
    GrantRelief,
    InvestigateCase,
    PaidBefore,
    ReviewCase,
    VoidGrant,
)
from community_charity.relief.changes import RecordMeans
from community_charity.relief.eligibility import Means
from community_charity.relief.emergency import (
    AskingBack,
    SetOffPolicy,
    late_emergencies,
    may_ask_back,
    papers_overdue,
    set_off,
)
from community_charity.relief.files import CASES, CaseOutcome
from community_charity.relief.ratifying import RatifyEmergency, RefuseRatification, Unratified, flagged, unratified
from planted_relief_back import EMERGENCY, Bug
from sample import (
    CASE,
    COMMITTEE,
    COUNCIL,
    FUND,
    LATER,
    LAW,
    ON,
    SOCIETY,
    aid,
    bills,
    book,
    case,
    close,
    cost,
    from_fund,
    grant,
    household,
    open_,
    papers,
    pay,
    people,
    settle,
    take_back,
    tied,
    urgent_case,
    urgent_grant,
    void,
)

if TYPE_CHECKING:
    from community_charity.book.orders import Command
    from community_charity.law.decision import Decision


def code(decision: Decision) -> str | None:
    return None if decision.reason is None else decision.reason.ground.code


def codes(decision: Decision) -> list[str]:
    return [finding.ground.code for finding in decision.unmet]


def ratify(**changes: Any) -> RatifyEmergency:
    usual: dict[str, Any] = {
        "key": "ratify-1",
        "on": LATER,
        "grant": "grant-1",
        "present": COUNCIL[:2],
        "in_favour": COUNCIL[:2],
    }
    return RatifyEmergency(**usual | changes)


def refuse(**changes: Any) -> RefuseRatification:
    usual: dict[str, Any] = {"key": "refuse-1", "on": LATER, "grant": "grant-1", "reason": "not urgent"}
    return RefuseRatification(**usual | changes)


def review(**changes: Any) -> ReviewCase:
    usual: dict[str, Any] = {"key": "review-1", "on": LATER, "case": "case-2", "pool": SOCIETY, "amount": yuan(1)}
    return ReviewCase(**usual | {"present": COUNCIL, "in_favour": COUNCIL} | changes)


SECOND = (settle(household("home-2", "g-1")), open_(case("case-2", household=HouseholdId("home-2"))))


def quick(*more: Command) -> Book:
    """Give a book with an emergency grant, and a second household whose case can wait."""
    return book(urgent_grant(), *SECOND, *more, case=urgent_case())


# --- ratified, or flagged ------------------------------------------------------------------------


def test_the_next_meeting_ratifies_first() -> None:
    """A meeting on a later day looks at the emergency grant before anything else, one on the same day may wait."""
    made = quick()
    assert code(made.decide(review(on=ON))) is None
    decision = made.decide(review())
    assert code(decision) == "review.ratify_first"
    assert decision.remedies[0].first == "RatifyEmergency"
    made.record(ratify())
    assert made.decide(review())
    assert unratified(made, LATER) == ()
    assert flagged(made) == ()


def test_another_pool_meets_as_it_likes() -> None:
    """Only the pool that granted has something to look at."""
    made = quick()
    assert code(made.decide(review(pool="lake-fund", present=(), in_favour=()))) != "review.ratify_first"


def test_a_refusal_flags_for_good() -> None:
    """What a meeting does not stand by is listed, is in nobody's way, and cannot be ratified any more."""
    made = quick(refuse())
    assert [event.command.grant for event in flagged(made)] == ["grant-1"]
    assert unratified(made, LATER) == ()
    assert made.decide(review())
    assert code(made.decide(ratify())) == "emergency.waits"
    assert code(made.decide(refuse(key="refuse-2"))) == "emergency.waits"
    assert made.decide(pay(on=LATER))  # the household was promised it


def test_who_ratifies() -> None:
    """A meeting as any other: the panel, enough of it, a majority, none with an interest."""
    made = quick()
    assert codes(made.decide(ratify(present=COUNCIL[:1], in_favour=COUNCIL[:1]))) == ["grant.majority", "grant.quorum"]
    assert code(made.decide(ratify(present=people("x-1"), in_favour=()))) == "grant.panel"
    assert code(made.decide(ratify(in_favour=COUNCIL[:1]))) == "grant.majority"
    made.record(tied("p-1", "f-1"))
    assert code(made.decide(ratify())) == "grant.recused"
    assert made.decide(ratify(present=COUNCIL[1:], in_favour=COUNCIL[1:]))


def test_when_it_is_ratified() -> None:
    """On the day of the grant at the earliest; an unknown grant, or one that needs no meeting, is told apart."""
    made = quick()
    early = made.decide(ratify(on=ON - timedelta(1)))
    assert code(early) == "relief.not_before"
    assert early.remedies[0].changes == {"on": ON}
    assert made.decide(ratify(on=ON))
    assert code(made.decide(refuse(on=ON - timedelta(1)))) == "relief.not_before"
    assert code(made.decide(ratify(grant="grant-9"))) == "book.not_found"
    assert code(book(grant()).decide(ratify())) == "emergency.waits"


@pytest.mark.parametrize(
    "wrong",
    [{"present": COUNCIL[:1]}, {"present": (*COUNCIL[:1], *COUNCIL[:1])}, {"in_favour": (*COUNCIL[:1], *COUNCIL[:1])}],
)
def test_votes_that_cannot_be(wrong: dict[str, Any]) -> None:
    """Who agrees was there, and each counts once."""
    with pytest.raises(Malformed) as raised:
        ratify(**wrong)
    assert raised.value.code == "review.votes"


def test_a_case_closes_only_when_looked_at() -> None:
    """Papers alone do not close it; ratified or refused, it may close."""
    made = quick(pay(), papers(on=LATER))
    assert code(made.decide(close(on=LATER))) == "case.ratified"
    for said in (ratify(), refuse()):
        done = made.branch()
        done.record(said)
        assert done.decide(close(on=LATER))


def test_what_is_gone_needs_no_meeting() -> None:
    """A grant that was voided, or all of whose payments came back, no meeting needs to look at."""
    for gone in ([void(on=LATER)], [pay(), take_back(on=LATER)]):
        made = quick(*gone)
        assert unratified(made, LATER) == ()
        assert code(made.decide(ratify())) == "emergency.waits"
        assert made.decide(close(CaseOutcome.WITHDRAWN, on=LATER))
    proved = quick(pay(), papers(on=LATER), take_back(on=LATER))
    assert unratified(proved, LATER) == ()
    half = quick(pay(amount=yuan(100)), void(on=LATER))
    assert [row.grant for row in unratified(half, LATER)] == ["grant-1"]


def test_a_place_that_does_not_ask_for_it() -> None:
    """Where the law does not ask for a ratification, nothing waits for it."""
    law = LAW.amend(since=ON, emergency_ratified=False)
    made = book(urgent_grant(), pay(), papers(), *SECOND, case=urgent_case(), law=law)
    assert made.decide(review())
    assert made.decide(close(on=LATER))


def test_unratified_counts_the_meetings() -> None:
    """Meetings are days on which the pool met since: reviews, and looks at other emergency grants; each day once."""
    third = open_(urgent_case("case-3", household=HouseholdId("home-2"), cause=Cause.ACCIDENT))
    made = quick(
        third,
        urgent_grant(key="grant-3", case="case-3", on=date(2025, 3, 15)),
        ratify(key="ratify-3", grant="grant-3", on=date(2025, 3, 16)),
    )
    row = Unratified("grant-1", SOCIETY, ON, 1)
    assert unratified(made, date(2025, 3, 16)) == (row,)
    assert unratified(made, date(2025, 3, 15)) == (row._replace(meetings=0),)
    assert unratified(made, ON - timedelta(1)) == ()


def test_a_review_recorded_before_counts_as_a_meeting() -> None:
    """Orders may come in late: a meeting that was held after the grant let it pass."""
    made = book(*SECOND, review(on=ON), review(key="review-2", case=CASE, on=LATER), case=urgent_case())
    made.record(urgent_grant())
    assert [row.meetings for row in unratified(made, LATER)] == [1]


def test_a_meeting_of_another_pool_is_none() -> None:
    """The committee of a fund met; the society's council did not."""
    made = quick(review(pool=FUND, present=COMMITTEE, in_favour=COMMITTEE))
    assert [row.meetings for row in unratified(made, LATER)] == [0]


@settings(max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def always_ratified_or_flagged(data: st.DataObject) -> None:
    """Whatever is done: an emergency grant of which something is left waits, was ratified, or is flagged; never two."""
    made = book(*SECOND, case=urgent_case())
    waiting: dict[str, date] = {}
    said: dict[str, str] = {}
    day = ON
    for step in range(data.draw(st.integers(1, 14))):
        day += timedelta(data.draw(st.integers(0, 2)))
        which = f"grant-{data.draw(st.integers(0, step))}"
        order: Any = data.draw(
            st.sampled_from(
                [
                    urgent_grant(key=f"grant-{step}", on=day, amount=yuan(100)),
                    pay(key=f"pay-{step}", on=day, grant=which, amount=yuan(100)),
                    ratify(key=f"ratify-{step}", on=day, grant=which),
                    refuse(key=f"refuse-{step}", on=day, grant=which),
                    void(key=f"void-{step}", on=day, grant=which),
                    papers(key=f"papers-{step}", on=day),
                    review(key=f"review-{step}", on=day),
                    close(key=f"close-{step}", on=day),
                ]
            )
        )
        decision = made.decide(order)
        if isinstance(order, ReviewCase) and any(since < day for since in waiting.values()):
            assert not decision
        if not decision:
            continue
        made.record(order)
        if isinstance(order, GrantRelief):
            waiting[order.key] = day
        elif isinstance(order, RatifyEmergency | RefuseRatification):
            del waiting[order.grant]
            said[order.grant] = type(order).__name__
        elif isinstance(order, VoidGrant) and not made.all(GRANTS)[order.grant].paid:
            waiting.pop(order.grant, None)
        assert not (isinstance(order, CloseCase) and waiting)
        assert {row.grant: row.made for row in unratified(made, day)} == waiting
        assert {event.command.grant for event in flagged(made)} == {
            g for g, s in said.items() if s == "RefuseRatification"
        }
    assert Book.replay(made.events, LAW)._state.facts() == made._state.facts()


def test_always_ratified_or_flagged() -> None:
    """Drawn at random."""
    always_ratified_or_flagged()


# --- late ----------------------------------------------------------------------------------------


class MondayToFriday:
    """A calendar without holidays."""

    def is_working_day(self, day: date) -> bool:
        """Tell whether it is no weekend."""
        return day.weekday() < 5


def test_late_money() -> None:
    """The day after the grant is in time, the next is not; what is paid is not late, half of it is."""
    made = quick()
    assert late_emergencies(made, date(2025, 3, 14), EVERY_DAY) == ()
    (late,) = late_emergencies(made, date(2025, 3, 15), EVERY_DAY)
    assert late == ("grant-1", CASE, date(2025, 3, 14), yuan(300))
    half = made.branch()
    half.record(pay(amount=yuan(100)))
    assert [row.left for row in late_emergencies(half, LATER, EVERY_DAY)] == [yuan(200)]
    made.record(pay())
    assert late_emergencies(made, LATER, EVERY_DAY) == ()
    assert late_emergencies(book(grant()), LATER, EVERY_DAY) == ()


def test_a_rest_day_moves_the_last_day_if_the_calendar_says_so() -> None:
    """Granted on a Friday, due on Saturday; a working calendar moves it to Monday."""
    friday = date(2025, 3, 14)
    made = book(urgent_grant(on=friday), case=urgent_case())
    assert [row.due for row in late_emergencies(made, LATER, EVERY_DAY)] == [date(2025, 3, 15)]
    assert [row.due for row in late_emergencies(made, LATER, MondayToFriday())] == [date(2025, 3, 17)]


def test_late_papers() -> None:
    """Five working days after the grant; completed papers are off the list."""
    made = quick()
    assert papers_overdue(made, date(2025, 3, 20), MondayToFriday()) == ()
    assert papers_overdue(made, date(2025, 3, 21), MondayToFriday()) == ((CASE, date(2025, 3, 20)),)
    made.record(papers(on=LATER))
    assert papers_overdue(made, date(2025, 4, 21), MondayToFriday()) == ()


def test_a_place_without_days_for_papers_or_money() -> None:
    """Where no days are fixed, nothing is late."""
    nowhere = Law.of("cn")
    made = book(urgent_grant(approved_by=COUNCIL), case=urgent_case(), law=nowhere)
    assert papers_overdue(made, date(2025, 5, 1), MondayToFriday()) == ()
    old = Law.of("cn")
    assert "emergency_pay_days" not in old.on(date(2017, 1, 1))


# --- what came out as above the need -------------------------------------------------------------


def above() -> Book:
    """Give a book in which ¥300.00 were granted at once, and papers leave a need of ¥100.00."""
    proved = papers(cost(yuan(1_000)), on=LATER)
    known = aid(on=LATER, insurance=yuan(900), medical_assistance=Money(0))
    return quick(pay(), ratify(), proved, known)


def test_what_is_set_off() -> None:
    """It is what was granted above the need known by now; unknown while the sheets are missing, nothing by another policy."""
    made = above()
    file = made.all(CASES)[CASE]
    assert set_off(file, LAW.on(LATER)) == yuan(200)
    assert set_off(quick().all(CASES)[CASE], LAW.on(LATER)) is None
    none = LAW.amend(since=ON, emergency_set_off=False).on(LATER)
    assert set_off(file, none) == yuan(0)
    assert SetOffPolicy.of(none) is SetOffPolicy.NONE
    assert SetOffPolicy.of(Law.of("cn").on(date(2017, 1, 1))) is SetOffPolicy.NONE
    assert {policy.text.zh for policy in SetOffPolicy} == {"不再处理", "抵减以后的救助"}


def test_later_relief_is_lower() -> None:
    """More costs come in: what was granted above the need counts against what they leave."""
    made = above()
    made.record(bills(cost(yuan(1_400)), on=LATER))
    decision = made.decide(grant(key="g-2", on=LATER, amount=yuan(300), case=CASE))
    assert "relief.need" in codes(decision)
    left = next(f for f in decision.findings if f.ground.code == "relief.need")
    assert left.required == yuan(200)


def asked(made: Book, fen: int = 200_00, *, in_need: bool | None = False) -> Decision:
    return may_ask_back(made, CASE, Money(fen), LATER, in_need=in_need)


def test_asking_back() -> None:
    """To the fen what was above the need, from a household that is in need no longer."""
    made = above()
    assert asked(made)
    assert code(asked(made, 200_01)) == "recovery.set_off"
    assert asked(made, 200_01).remedies[0].changes == {"amount": yuan(200)}
    assert code(asked(made, in_need=True)) == "recovery.not_in_need"
    unknown = asked(made, in_need=None)
    assert unknown.outcome is Outcome.UNDETERMINED
    assert "means check" in unknown.remedies[0].text.en
    assert code(may_ask_back(made, CASE, Money(1), LATER)) == "recovery.not_in_need"


def test_recorded_means_count() -> None:
    """A household recognised as poor is in need, whoever says otherwise; one that is not recognised is not."""
    made = above()
    other = made.branch()
    other.record(RecordMeans(key="means-1", on=LATER, case=CASE, category=Means.OTHER, paper="card-1"))
    assert asked(other, in_need=None)
    assert not asked(other, in_need=True)
    made.record(RecordMeans(key="means-1", on=LATER, case=CASE, category=Means.DIBAO, paper="card-1"))
    assert code(asked(made, in_need=False)) == "recovery.not_in_need"


def third_case(**changes: Any) -> Any:
    return case("case-3", household=HouseholdId("home-3"), cause=Cause.EDUCATION, **changes)


def test_a_need_in_another_case() -> None:
    """What a linked household still bears counts; what nobody knows leaves the answer open."""
    made = above()
    linked = settle(household("home-3", "f-1"))
    bare = made.branch()
    bare.record_all([linked, open_(third_case())])
    decision = asked(bare)
    assert code(decision) == "recovery.no_open_need"
    assert decision.reason is not None
    assert decision.reason.found == yuan(800)
    assert decision.remedies == () or all(remedy.first is None for remedy in decision.remedies)
    made.record_all([linked, open_(third_case(insurance=None))])
    assert asked(made).outcome is Outcome.UNDETERMINED
    assert asked(made).remedies[0].first == "RecordAid"


def test_costs_without_proof_may_be_a_need() -> None:
    """Stated and not proved is neither a need nor none."""
    made = above()
    made.record_all(
        [
            settle(household("home-3", "f-1")),
            open_(third_case(costs=[cost(yuan(3_000), None)])),
        ]
    )
    assert asked(made).outcome is Outcome.UNDETERMINED


def test_nothing_known_is_asked_for_nothing() -> None:
    """While the sheets are missing it is not known what was above the need."""
    made = quick(pay())
    decision = asked(made)
    assert set(codes(decision)) == {"recovery.no_open_need", "recovery.set_off"}
    assert decision.outcome is Outcome.UNDETERMINED
    assert {remedy.first for remedy in decision.remedies} == {"RecordAid"}


def test_where_nobody_protects_the_needy() -> None:
    """A place may decide otherwise; then only the amount counts."""
    law = LAW.amend(since=ON, relief_not_asked_back_in_need=False).on(LATER)
    asking = AskingBack(amount=yuan(1), above_need=yuan(1), open_need=yuan(5), in_need=True)
    assert asking.may_be_asked(law)
    assert not asking.may_be_asked(LAW.on(LATER))
    assert not AskingBack(amount=yuan(1), above_need=yuan(1)).may_be_asked(LAW.on(LATER))


def test_a_case_that_is_not_there() -> None:
    """A wrong id is told as such."""
    with pytest.raises(Malformed) as raised:
        may_ask_back(quick(), CaseId("case-9"), Money(1), LATER)
    assert raised.value.code == "case.unknown"


# --- planted bugs --------------------------------------------------------------------------------


def all_checks() -> None:
    """Run every test above that takes nothing."""
    for name, test in list(globals().items()):
        if name.startswith("test_") and "bug" not in name and not getattr(test, "pytestmark", ()):
            test()


@pytest.mark.parametrize("bug", EMERGENCY, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and a test fails."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, CharityError, LookupError, ValueError, pytest.fail.Exception)):
        all_checks()


def test_planted_bugs_are_enough() -> None:
    """At least six, each with a name of its own."""
    assert len({bug.name for bug in EMERGENCY}) == len(EMERGENCY) >= 6


# --- what counts towards the limits -----------------------------------------------------------------


def test_only_what_was_given_at_once_counts_as_such() -> None:
    """An ordinary grant leaves the whole limit of an emergency, an emergency takes from it, and taking back gives it back."""
    needs: dict[str, Any] = {"urgent": True, "costs": (cost(yuan(9_000)),)}
    made = book(from_fund(amount=yuan(1_500)), pay(amount=yuan(1_500)), case=case(**needs))
    assert made.decide(from_fund(key="g-2", amount=yuan(1_000), emergency=True))
    over = made.decide(from_fund(key="g-2", amount=yuan("1000.01"), emergency=True))
    assert [finding.ground.code for finding in over.unmet] == ["relief.emergency_ceiling"]
    made.record(from_fund(key="g-2", amount=yuan(400), emergency=True))
    made.record(VoidGrant(key="v-2", on=ON, grant="g-2", reason="entered twice"))
    assert made.decide(from_fund(key="g-3", amount=yuan(1_000), emergency=True))
    noun = case(**needs).may_pay(
        yuan(1_000), LAW.on(ON), before=PaidBefore(yuan(1_500), emergency=yuan(1)), emergency=True
    )
    assert "relief.emergency_ceiling" in [finding.ground.code for finding in noun.unmet]


def test_a_panel_reviews_no_more_than_is_asked_for_and_nothing_that_its_pool_does_not_serve() -> None:
    """What would hang on the board must be possible: within the stated need that is left, and within the pool's purposes."""
    meeting: dict[str, Any] = {
        "key": "r-1",
        "on": ON,
        "case": CASE,
        "pool": FUND,
        "present": COMMITTEE,
        "in_favour": COMMITTEE[:3],
    }
    made = book()
    assert made.decide(ReviewCase(amount=yuan(800), **meeting))
    over = made.decide(ReviewCase(amount=yuan("800.01"), **meeting))
    assert [finding.ground.code for finding in over.unmet] == ["relief.need"]
    assert over.remedies[0].changes == {"amount": yuan(800)}
    other = book(case=case(cause=Cause.DISASTER)).decide(ReviewCase(amount=yuan(1), **meeting))
    assert [finding.ground.code for finding in other.unmet] == ["grant.purpose"]


def test_an_investigation_of_a_later_day_does_not_count() -> None:
    """What the panel of an earlier day could not know of is no investigation to it."""
    adopt = AdoptProcedure(key="adopt-1", on=ON, pool=SOCIETY, steps=[Step.INVESTIGATION], approved_by=COUNCIL[:2])
    made = book(adopt, InvestigateCase(key="look-1", on=LATER, case=CASE, by=people("x-1", "x-2"), report="r-1"))
    meeting: dict[str, Any] = {"case": CASE, "pool": SOCIETY, "present": COUNCIL, "in_favour": COUNCIL[:2]}
    assert code(made.decide(ReviewCase(key="r-1", on=ON, amount=yuan(1), **meeting))) == "review.investigated"
    assert made.decide(ReviewCase(key="r-1", on=LATER, amount=yuan(1), **meeting))
