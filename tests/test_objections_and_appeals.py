"""Objections to a public notice, refusals in writing, and appeals against them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from community_charity.book.orders import HANDLERS
from community_charity.calendar import EVERY_DAY
from community_charity.errors import Malformed
from community_charity.interchange.json_lines import from_json_lines, to_json_lines
from community_charity.law.decision import Refused
from community_charity.law.law import Law
from community_charity.money import yuan
from community_charity.parties import PersonId
from community_charity.relief import (
    CASES,
    LIFECYCLE,
    REVIEWS,
    CaseOutcome,
    InvestigateCase,
    Phase,
    PostNotice,
    ReviewCase,
    WithdrawReview,
)
from community_charity.relief.objections import OBJECTIONS, ObjectionReason, RaiseObjection, SettleObjection
from community_charity.relief.refusals import (
    REFUSALS,
    AppealRefusal,
    DecideAppeal,
    RefusalReason,
    RefuseRelief,
    TellRefusal,
)
from planted_case import ANSWER_BUGS
from sample import (
    CASE,
    COMMITTEE,
    COUNCIL,
    FUND,
    LAW,
    NATIONAL,
    ON,
    SOCIETY,
    book,
    close,
    grant,
    in_force,
    pay,
    people,
    tied,
    urgent_case,
    urgent_grant,
)

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.book.orders import Command
    from community_charity.law.decision import Decision
    from planted_bugs import Bug

LOOKERS = people("x-1", "x-2")
HANGS = in_force().relief_notice_days
LAST = ON + timedelta(HANGS)
"""The last day of a notice posted on the usual day."""
EVE = ON - timedelta(1)
TERM = in_force().relief_appeal_days


def codes(decision: Decision) -> list[str]:
    return [finding.ground.code for finding in decision.unmet]


def review(**changes: Any) -> ReviewCase:
    usual: dict[str, Any] = {
        "key": "r-1", "on": ON, "case": CASE, "pool": SOCIETY, "amount": yuan(300),
        "present": COUNCIL, "in_favour": COUNCIL[:2],
    }  # fmt: skip
    return ReviewCase(**usual | changes)


def notice(**changes: Any) -> PostNotice:
    usual: dict[str, Any] = {"key": "n-1", "on": ON, "review": "r-1"}
    return PostNotice(**usual | changes)


def object_(**changes: Any) -> RaiseObjection:
    usual: dict[str, Any] = {"key": "o-1", "on": ON, "review": "r-1", "reason": "no_need"}
    return RaiseObjection(**usual | changes)


def answer(**changes: Any) -> SettleObjection:
    usual: dict[str, Any] = {"key": "s-1", "on": ON, "objection": "o-1", "upheld": False, "by": ["x-1"], "paper": "n-1"}
    return SettleObjection(**usual | changes)


def refuse(**changes: Any) -> RefuseRelief:
    usual: dict[str, Any] = {
        "key": "no-1", "on": ON, "case": CASE, "pool": SOCIETY, "reasons": ["not_proved"], "paper": "letter-1",
        "present": COUNCIL, "in_favour": COUNCIL[:2],
    }  # fmt: skip
    return RefuseRelief(**usual | changes)


def tell(**changes: Any) -> TellRefusal:
    usual: dict[str, Any] = {"key": "told-1", "on": ON, "refusal": "no-1"}
    return TellRefusal(**usual | changes)


def appeal(**changes: Any) -> AppealRefusal:
    usual: dict[str, Any] = {"key": "a-1", "on": ON, "case": CASE}
    return AppealRefusal(**usual | changes)


def decide(**changes: Any) -> DecideAppeal:
    usual: dict[str, Any] = {"key": "d-1", "on": ON, "appeal": "a-1", "upheld": True, "by": ["x-1"], "paper": "n-1"}
    return DecideAppeal(**usual | changes)


def noticed(*more: Command) -> Book:
    return book(review(), notice(), *more)


def refused(*more: Command) -> Book:
    return book(refuse(), *more)


def phase(made: Book) -> Phase:
    return made.all(CASES)[CASE].phase


# --- objections ----------------------------------------------------------------------------------


@pytest.mark.parametrize("days", range(-1, HANGS + 3))
def test_an_objection_is_raised_while_the_notice_hangs(days: int) -> None:
    """From the day of posting through the last day, and on no other."""
    made = book(review(on=ON), notice(on=ON + timedelta(2)))
    on = ON + timedelta(days + 2)
    decision = made.decide(object_(on=on))
    hangs = ON + timedelta(2) <= on <= ON + timedelta(2 + HANGS)
    assert bool(decision) is hangs
    if not hangs:
        assert codes(decision) == ["objection.while_it_hangs"]
        early = on < ON + timedelta(2)
        assert bool(decision.remedies) is early
        if early:
            assert made.decide(decision.remedies[0].applied_to(object_(on=on)))


def test_a_review_that_is_not_on_notice() -> None:
    """It is posted first; a review that ended, or that nobody knows, takes no objection."""
    decision = book(review()).decide(object_())
    assert codes(decision) == ["objection.on_notice"]
    assert decision.remedies[0].first == "PostNotice"
    ended = noticed(WithdrawReview(key="w-1", on=ON, review="r-1", reason="new facts"))
    assert codes(ended.decide(object_())) == ["review.live"]
    assert codes(book().decide(object_())) == ["book.not_found"]


def test_a_grant_waits_for_every_objection() -> None:
    """The review is disputed until the last one is settled."""
    after = LAST + timedelta(1)
    made = noticed(object_(), object_(key="o-2", on=LAST, by=PersonId("p-9")))
    order = grant(review="r-1", approved_by=(), on=after)
    assert codes(made.decide(order)) == ["review.undisputed"]
    made.record(answer(on=LAST))
    assert codes(made.decide(order)) == ["review.undisputed"]
    made.record(answer(key="s-2", objection="o-2", on=after))
    assert made.all(REVIEWS)["r-1"].objections == frozenset()
    assert made.decide(order)
    assert [row.days for row in made.all(OBJECTIONS).values()] == [HANGS, 1]


def test_an_objection_that_is_upheld_ends_the_review() -> None:
    """The case stands where it stood, and may be reviewed and posted anew; other objections are moot."""
    made = noticed(object_(), object_(key="o-2"), answer(upheld=True))
    assert phase(made) is Phase.OPENED
    assert made.all(REVIEWS)["r-1"].ended
    assert codes(made.decide(answer(key="s-2", objection="o-2"))) == ["review.live"]
    made.record_all([review(key="r-2"), notice(key="n-2", review="r-2")])
    assert phase(made) is Phase.NOTICED
    assert made.decide(grant(review="r-2", approved_by=(), on=LAST + timedelta(1)))


def test_an_objection_that_is_not_upheld_leaves_the_notice() -> None:
    """The case stays on notice."""
    assert phase(noticed(object_(), answer())) is Phase.NOTICED


def test_a_case_that_was_looked_into_goes_back_there() -> None:
    """Upheld, it stands where it stood before the review."""
    look = InvestigateCase(key="look-1", on=ON, case=CASE, by=LOOKERS, report="r-1")
    made = book(look, review(), notice(), object_(), answer(upheld=True))
    assert phase(made) is Phase.INVESTIGATED


def test_an_objection_is_settled_once_and_not_before_it_was_raised() -> None:
    """The day it was raised is the first."""
    made = noticed(object_(on=LAST))
    assert codes(made.decide(answer(on=LAST - timedelta(1)))) == ["objection.not_before"]
    made.record(answer(on=LAST))
    assert codes(made.decide(answer(key="s-2", on=LAST))) == ["objection.open"]
    assert codes(made.decide(answer(key="s-9", objection="o-9"))) == ["book.not_found"]
    assert made.all(OBJECTIONS)["o-1"].days == 0


def test_who_settles_an_objection() -> None:
    """Neither who raised it, nor the household and whoever is tied to it."""
    made = noticed(tied("x-2", "f-1"), object_(by=PersonId("x-9")))
    assert codes(made.decide(answer(by=["x-1", "x-9"]))) == ["objection.by_others"]
    voted = made.all(REVIEWS)["r-1"].event.command.in_favour[0]
    assert codes(made.decide(answer(by=["x-1", voted]))) == ["objection.by_others"]
    assert codes(made.decide(answer(by=["x-1", "f-1"]))) == ["grant.recused"]
    assert codes(made.decide(answer(by=["x-2"]))) == ["grant.recused"]
    assert made.decide(answer())


def test_where_nobody_has_to_step_aside() -> None:
    """If a place waives it, an objection and an appeal may be settled by anyone."""
    law = LAW.amend(since=ON, decider_recuses=False)
    made = book(review(), notice(), object_(by=PersonId("x-9")), law=law)
    assert made.decide(answer(by=["x-9", "f-1"]))
    assert book(refuse(), appeal(), law=law).decide(decide(by=COUNCIL[:1]))


def test_an_open_objection() -> None:
    """It has no days yet, and tells nobody who raised it."""
    made = noticed(object_(by=PersonId("x-9")))
    row = made.all(OBJECTIONS)["o-1"]
    assert row.days is None
    assert "x-9" not in repr(row)


def test_an_emergency_beside_a_notice() -> None:
    """The notice hangs on: objections are raised and settled while the case is granted."""
    made = book(review(amount=yuan(300)), notice(), urgent_grant(amount=yuan(100)), case=urgent_case())
    assert phase(made) is Phase.GRANTED
    made.record_all([object_(), answer(upheld=True), pay(amount=yuan(100))])
    assert phase(made) is Phase.PAID


@pytest.mark.parametrize(
    "wrong",
    [{"upheld": None}, {"upheld": 1}, {"by": []}, {"by": "x-1"}],
)
def test_a_settlement_says_yes_or_no_and_who(wrong: Any) -> None:
    """Malformed otherwise, for an objection and for an appeal."""
    with pytest.raises(Malformed):
        answer(**wrong)
    with pytest.raises(Malformed):
        decide(**wrong)


@pytest.mark.parametrize("each", [*ObjectionReason, *RefusalReason])
def test_reasons_read_in_two_languages(each: Any) -> None:
    """And are found by their value."""
    assert each.text.en.isascii()
    assert not each.text.zh.isascii()
    assert type(each)(each.value) is each


def test_an_objection_needs_a_reason() -> None:
    """One of the list."""
    with pytest.raises(Malformed):
        object_(reason="I do not like them")


# --- refusals ------------------------------------------------------------------------------------


def test_a_refusal_stops_the_case() -> None:
    """Nothing is granted or reviewed while it stands, and the case may be closed as not eligible."""
    made = refused()
    assert phase(made) is Phase.REFUSED
    assert codes(made.decide(grant())) == ["case.phase"]
    assert made.decide(grant()).remedies[0].first == "AppealRefusal"
    assert codes(made.decide(review())) == ["case.phase"]
    assert codes(made.decide(refuse(key="no-2"))) == ["case.phase"]
    assert made.decide(close(CaseOutcome.NOT_ELIGIBLE))


@pytest.mark.parametrize("reasons", [[], "not_proved", ["because"], None])
def test_a_refusal_states_its_reasons(reasons: Any) -> None:
    """At least one of the list."""
    with pytest.raises(Malformed):
        refuse(reasons=reasons)


def test_each_reason_counts_once() -> None:
    """In the order given."""
    order = refuse(reasons=["not_proved", "no_need_left", "not_proved"])
    assert order.reasons == (RefusalReason.NOT_PROVED, RefusalReason.NO_NEED_LEFT)


@pytest.mark.parametrize(
    ("present", "in_favour", "code"),
    [
        (COUNCIL[:2], COUNCIL[:2], None),
        (COUNCIL, COUNCIL[:1], "grant.majority"),
        (("x-1", *COUNCIL[:2]), COUNCIL[:2], "grant.panel"),
        (COUNCIL[:1], COUNCIL[:1], "grant.majority"),
    ],
)
def test_the_panel_refuses_as_it_grants(present: Any, in_favour: Any, code: str | None) -> None:
    """By its majority, at a meeting with its quorum."""
    decision = book().decide(refuse(present=present, in_favour=in_favour))
    assert codes(decision)[:1] == ([] if code is None else [code])


def test_a_meeting_names_each_once() -> None:
    """And nobody agrees who did not come."""
    with pytest.raises(Malformed):
        refuse(present=COUNCIL[:1], in_favour=COUNCIL[:2])


def test_who_has_an_interest_does_not_refuse_either() -> None:
    """A brother of the household steps aside."""
    made = book(tied(COUNCIL[0], "f-1"))
    assert codes(made.decide(refuse())) == ["grant.recused"]
    assert made.decide(refuse(present=COUNCIL[1:], in_favour=COUNCIL[1:]))


def test_a_fund_refuses_a_household_related_to_those_who_manage_it() -> None:
    """That it is related is a reason to refuse it, and does not keep the fund from saying so."""
    made = book(tied(COMMITTEE[0], "f-1"))
    order = refuse(pool=FUND, reasons=["related"], present=COMMITTEE[1:], in_favour=COMMITTEE[1:])
    assert made.decide(order)


def test_a_refusal_needs_a_pool_and_a_case() -> None:
    """Both in the book, and the case open."""
    assert codes(book().decide(refuse(pool="v-9"))) == ["book.not_found"]
    assert codes(book().decide(refuse(case="case-9"))) == ["book.not_found"]
    assert codes(book().decide(refuse(on=EVE)))[0] in {"pool.opened", "case.not_before_opening"}


class Weekdays:
    """Monday to Friday."""

    def is_working_day(self, day: date) -> bool:
        """Tell whether people work."""
        return day.weekday() < 5


def test_the_days_of_a_refusal() -> None:
    """Told in writing within three working days; appealed against within sixty days of being told."""
    made = refused()
    row = made.all(REFUSALS)["no-1"]
    with pytest.raises(Malformed):
        row.tell_by(in_force(), EVERY_DAY)  # which knows no working days
    assert row.tell_by(in_force(), Weekdays()) == date(2025, 3, 18)  # a Thursday, Friday, Monday, Tuesday
    assert row.appeal_by(in_force()) is None
    made.record(tell(on=ON + timedelta(1)))
    assert made.all(REFUSALS)["no-1"].appeal_by(in_force()) == ON + timedelta(1 + TERM)
    assert TERM == 60


def test_the_household_is_told_once_and_not_before() -> None:
    """On the day of the refusal at the earliest, and while it stands."""
    made = book(refuse(on=ON + timedelta(2)))
    decision = made.decide(tell(on=ON))
    assert codes(decision) == ["refusal.not_before"]
    assert made.decide(decision.remedies[0].applied_to(tell(on=ON)))
    made.record(tell(on=ON + timedelta(2)))
    assert codes(made.decide(tell(key="told-2", on=ON + timedelta(2)))) == ["refusal.untold"]
    assert codes(made.decide(tell(key="told-9", refusal="no-9"))) == ["book.not_found"]
    over = refused(appeal(), decide())
    assert codes(over.decide(tell())) == ["case.phase"]


def test_the_words_of_a_refusal() -> None:
    """Reasons, the days, who decides on an appeal: in both languages, and nobody's name."""
    row = refused().all(REFUSALS)["no-1"]
    text = row.text(in_force())
    assert text.en == (
        "Relief was refused on 2025-03-13. Reasons: the need or its costs are not proved. You may appeal within 60 days of "
        "being told, in writing or by word of mouth; people who took no part in the refusal decide."
    )
    assert text.zh == (
        "2025-03-13 决定不予救助。理由：困难或费用缺少凭证。可在获知之日起60日内书面或口头申请复核，由未参与该决定的人员办理。"
    )
    assert CASE not in text.en + text.zh


# --- appeals -------------------------------------------------------------------------------------


@given(told=st.none() | st.integers(0, 9), days=st.integers(-2, 80))
def test_an_appeal_is_in_time_by_a_plain_model(told: int | None, days: int) -> None:
    """From the day the household was told, for sixty days; never before, and without an end if it was not told."""
    made = refused(*([] if told is None else [tell(on=ON + timedelta(told))]))
    decision = made.decide(appeal(on=ON + timedelta(days)))
    first = told or 0
    assert bool(decision) is (days >= first and (told is None or days <= told + TERM))


def test_the_last_day_to_appeal() -> None:
    """The sixtieth is in time, the next is not."""
    made = refused(tell())
    assert made.decide(appeal(on=ON + timedelta(60)))
    decision = made.decide(appeal(on=ON + timedelta(61)))
    assert codes(decision) == ["refusal.appeal_in_time"]
    assert codes(made.decide(appeal(on=EVE))) == ["case.not_before_opening"]


def test_an_appeal_before_the_household_was_told() -> None:
    """The telling comes first, once it is recorded."""
    made = refused(tell(on=ON + timedelta(2)))
    assert codes(made.decide(appeal(on=ON + timedelta(1)))) == ["refusal.not_before"]


def test_where_no_term_is_known() -> None:
    """An appeal is always in time, and the letter names no days."""
    made = refused(tell())
    row = made.all(REFUSALS)["no-1"]
    early = Law.of("cn").on(date(2016, 8, 31))
    assert row.appeal_by(early) is None
    assert "You may appeal, in writing" in row.text(early).en
    assert "可书面或口头申请复核" in row.text(early).zh


def test_an_appeal_needs_a_refusal() -> None:
    """An open case has nothing to appeal against; under appeal, there is no second one."""
    assert codes(book().decide(appeal())) == ["case.phase"]
    assert codes(refused(appeal()).decide(appeal(key="a-2"))) == ["case.phase"]


def test_an_appeal_that_is_upheld() -> None:
    """The case is open again, and may be granted relief."""
    made = refused(tell(), appeal())
    assert phase(made) is Phase.APPEALED
    assert codes(made.decide(grant())) == ["case.phase"]
    made.record(decide())
    assert phase(made) is Phase.OPENED
    assert made.decide(grant())
    assert made.decide(refuse(key="no-2"))


def test_an_appeal_that_is_not_upheld() -> None:
    """The refusal stays, and is not appealed against again; the case may be closed."""
    made = refused(appeal(), decide(upheld=False))
    assert phase(made) is Phase.REFUSED
    assert codes(made.decide(appeal(key="a-2"))) == ["refusal.appealed_once"]
    assert made.decide(close(CaseOutcome.NOT_ELIGIBLE))


def test_a_case_that_was_looked_into_before_the_refusal() -> None:
    """Upheld, it stands there again."""
    look = InvestigateCase(key="look-1", on=ON, case=CASE, by=LOOKERS, report="r-1")
    assert phase(book(look, refuse(), appeal(), decide())) is Phase.INVESTIGATED


def test_who_decides_an_appeal() -> None:
    """Nobody who was at the meeting, even against it; nobody with an interest."""
    made = refused(tied("x-2", "f-1"), appeal())
    for present in COUNCIL:
        decision = made.decide(decide(by=[present, "x-1"]))
        assert codes(decision) == ["appeal.by_others"]
        assert "supervisors" in decision.remedies[0].text.en
    assert codes(made.decide(decide(by=["f-2"]))) == ["grant.recused"]
    assert codes(made.decide(decide(by=["x-2"]))) == ["grant.recused"]
    assert made.decide(decide(by=["x-1", "x-3"]))


def test_an_appeal_is_decided_once_and_not_before() -> None:
    """On the day it was made at the earliest."""
    made = refused(appeal(on=ON + timedelta(3)))
    assert codes(made.decide(decide(on=ON))) == ["refusal.not_before"]
    made.record(decide(on=ON + timedelta(3)))
    assert codes(made.decide(decide(key="d-2", on=ON + timedelta(3)))) == ["appeal.open"]
    assert codes(made.decide(decide(key="d-9", appeal="a-9"))) == ["book.not_found"]


# --- the graph, and the book ---------------------------------------------------------------------

ORDERS = (RaiseObjection, SettleObjection, RefuseRelief, TellRefusal, AppealRefusal, DecideAppeal)


def test_every_order_has_a_row_and_a_handler() -> None:
    """The graph knows them all."""
    assert {order.__name__ for order in ORDERS} <= set(LIFECYCLE)
    assert set(ORDERS) <= set(HANDLERS)


class Answers(RuleBasedStateMachine):
    """Orders at random: the phase follows the graph, and a plain model of what is open."""

    def __init__(self) -> None:
        super().__init__()
        self.book = book()
        self.keys = 0
        self.open: set[str] = set()
        self.review = self.refusal = self.appeal = ""

    def order(self, order: Command) -> bool:
        """Decide and record, along the graph."""
        before = phase(self.book)
        decision = self.book.decide(order)
        if decision:
            self.book.record(order)
            assert phase(self.book) in LIFECYCLE[type(order).__name__][before]
        return bool(decision)

    def key(self) -> str:
        """Give a new key."""
        self.keys += 1
        return f"key-{self.keys}"

    @rule()
    def review_it(self) -> None:
        """Review."""
        key = self.key()
        if self.order(review(key=key)):
            self.review, self.open = key, set()

    @precondition(lambda self: self.review)
    @rule()
    def post_it(self) -> None:
        """Post the notice."""
        self.order(notice(key=self.key(), review=self.review))

    @precondition(lambda self: self.review)
    @rule()
    def object_to_it(self) -> None:
        """Object."""
        key = self.key()
        if self.order(object_(key=key, review=self.review)):
            self.open.add(key)

    @precondition(lambda self: self.open)
    @rule(upheld=st.booleans())
    def settle_it(self, upheld: bool) -> None:
        """Settle an objection: always possible while one is open."""
        key = min(self.open)
        assert self.order(answer(key=self.key(), objection=key, upheld=upheld))
        self.open = set() if upheld else self.open - {key}

    @precondition(lambda self: self.review)
    @rule()
    def withdraw_it(self) -> None:
        """Withdraw the review."""
        if self.order(WithdrawReview(key=self.key(), on=ON, review=self.review, reason="new facts")):
            self.open = set()

    @rule()
    def refuse_it(self) -> None:
        """Refuse."""
        key = self.key()
        if self.order(refuse(key=key)):
            self.refusal, self.appeal = key, ""

    @precondition(lambda self: self.refusal)
    @rule()
    def tell_it(self) -> None:
        """Tell the household."""
        self.order(tell(key=self.key(), refusal=self.refusal))

    @rule()
    def appeal_it(self) -> None:
        """Appeal: once for each refusal."""
        key = self.key()
        if self.order(appeal(key=key)):
            assert not self.appeal
            self.appeal = key

    @precondition(lambda self: self.appeal)
    @rule(upheld=st.booleans())
    def decide_it(self, upheld: bool) -> None:
        """Decide the appeal."""
        if self.order(decide(key=self.key(), appeal=self.appeal, upheld=upheld)):
            assert phase(self.book) is (Phase.OPENED if upheld else Phase.REFUSED)

    @invariant()
    def what_is_open_is_what_the_book_says(self) -> None:
        """The model and the book agree on what is open."""
        if self.review:
            row = self.book.all(REVIEWS)[self.review]
            assert row.ended or row.objections == self.open

    def teardown(self) -> None:
        """Read it back from JSON Lines: all tables are the same."""
        again = from_json_lines(to_json_lines(self.book), LAW)
        tables: tuple[Any, ...] = (CASES, REVIEWS, OBJECTIONS, REFUSALS)
        for table in tables:
            assert again.all(table) == self.book.all(table)


TestAnswers = pytest.mark.deep(Answers.TestCase)


def test_a_place_without_a_local_rule_does_the_same() -> None:
    """All of it is national, and marked as an assumption."""
    made = book(refuse(), tell(), law=NATIONAL)
    decision = made.decide(appeal(on=ON + timedelta(61)))
    assert "assumption" in decision.text()


# --- planted bugs --------------------------------------------------------------------------------


def check() -> None:
    """What the planted bugs are up against."""
    for days in range(-1, HANGS + 3):
        test_an_objection_is_raised_while_the_notice_hangs(days)
    test_a_grant_waits_for_every_objection()
    test_an_objection_that_is_upheld_ends_the_review()
    test_an_objection_that_is_not_upheld_leaves_the_notice()
    test_an_objection_is_settled_once_and_not_before_it_was_raised()
    test_who_settles_an_objection()
    test_a_refusal_stops_the_case()
    test_a_refusal_states_its_reasons([])
    test_the_panel_refuses_as_it_grants(COUNCIL, COUNCIL[:1], "grant.majority")
    test_a_fund_refuses_a_household_related_to_those_who_manage_it()
    test_the_days_of_a_refusal()
    test_the_household_is_told_once_and_not_before()
    test_the_last_day_to_appeal()
    test_an_appeal_before_the_household_was_told()
    test_an_appeal_that_is_upheld()
    test_an_appeal_that_is_not_upheld()
    test_who_decides_an_appeal()
    test_an_appeal_is_decided_once_and_not_before()


@pytest.mark.deep
def test_without_a_bug_all_is_well() -> None:
    """What catches a bug below is the bug."""
    check()


@pytest.mark.parametrize("bug", ANSWER_BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and one of the tests fails."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, Refused, Malformed, KeyError, IndexError, pytest.fail.Exception)):
        check()


def test_orders_compare_by_what_they_say() -> None:
    """The same order twice counts once."""
    made = refused()
    assert made.record(refuse()) == made.record(attrs.evolve(refuse()))
