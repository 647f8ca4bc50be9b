"""Misuse stops the money of a case; what is asked back comes back to the very money that was paid, to the fen."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community_charity.book.book import Book
from community_charity.book.lines import Line
from community_charity.book.purses import Purse
from community_charity.errors import CharityError, InvariantBroken, Malformed
from community_charity.law.decision import Outcome
from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.movements import Movements
from community_charity.parties import HouseholdId
from community_charity.pools import Cause
from community_charity.relief.chain import OPEN_CASES
from community_charity.relief.files import CASES, CaseOutcome
from community_charity.relief.grants import GRANTED_IN_YEAR, GRANTS_IN_YEAR
from community_charity.relief.lifecycle import Phase, after
from community_charity.relief.misuse import MisuseKind, RecordMisuse, Settlement, SettleMisuse
from community_charity.relief.open_points import MISUSE as MISUSE_TABLE
from community_charity.relief.payments import PayRelief
from community_charity.relief.recovery import (
    DEMANDS,
    DemandRecovery,
    RecordRecovery,
    WaiveRecovery,
    overdue_recoveries,
)
from planted_relief_back import MISUSE, Bug
from sample import (
    CASE,
    COUNCIL,
    HOME,
    LATER,
    LAW,
    ON,
    SOCIETY,
    aid,
    book,
    case,
    close,
    grant,
    household,
    open_,
    pay,
    people,
    receive,
    settle,
    take_back,
)

if TYPE_CHECKING:
    from community_charity.book.orders import Command
    from community_charity.law.decision import Decision

UNTIL = date(2025, 6, 1)


def code(decision: Decision) -> str | None:
    return None if decision.reason is None else decision.reason.ground.code


def codes(decision: Decision) -> list[str]:
    return [finding.ground.code for finding in decision.unmet]


def misuse(kind: str = "false_facts", **changes: Any) -> RecordMisuse:
    usual: dict[str, Any] = {"key": "misuse-1", "on": ON, "case": CASE, "kind": kind, "paper": "paper-1"}
    return RecordMisuse(**usual | changes)


def settled(**changes: Any) -> SettleMisuse:
    usual: dict[str, Any] = {
        "key": "settled-1",
        "on": LATER,
        "misuse": "misuse-1",
        "how": "put_right",
        "paper": "paper-2",
    }
    return SettleMisuse(**usual | changes)


def demand(**changes: Any) -> DemandRecovery:
    usual: dict[str, Any] = {"key": "demand-1", "on": LATER, "payments": ["pay-1"], "amount": yuan(300), "until": UNTIL}
    return DemandRecovery(**usual | {"misuse": "misuse-1"} | changes)


def back(fen: int = 300_00, **changes: Any) -> RecordRecovery:
    usual: dict[str, Any] = {"key": "back-1", "on": UNTIL, "demand": "demand-1", "amount": Money(fen)}
    return RecordRecovery(**usual | changes)


def waive(**changes: Any) -> WaiveRecovery:
    usual: dict[str, Any] = {
        "key": "waive-1",
        "on": UNTIL,
        "demand": "demand-1",
        "reason": "cannot pay",
        "approved_by": COUNCIL[:2],
    }
    return WaiveRecovery(**usual | changes)


def paid(*more: Command, **changes: Any) -> Book:
    """Give a book with a payment of ¥300.00."""
    return book(grant(), pay(), *more, **changes)


# --- misuse --------------------------------------------------------------------------------------


def test_misuse_stops_money_until_it_is_settled() -> None:
    """Neither granted nor paid; settled, both go on."""
    made = book(grant(), misuse())
    assert code(made.decide(pay())) == "case.no_misuse"
    bare = book(misuse())
    assert code(bare.decide(grant())) == "case.no_misuse"
    assert bare.decide(grant()).remedies[0].first == "SettleMisuse"
    for one, order in ((made, pay(on=LATER)), (bare, grant(on=LATER))):
        one.record(settled())
        assert one.decide(order)


def test_misuse_of_another_case_stops_nothing() -> None:
    """It is on record in its own case only."""
    other = open_(case("case-2", household=HOME, cause=Cause.ACCIDENT))
    assert book(other, misuse(case="case-2")).decide(grant())


def test_when_misuse_is_recorded() -> None:
    """Once at a time, for a case that is there, not before it was opened, and also after it was closed."""
    made = paid()
    assert code(made.decide(misuse(case="case-9"))) == "book.not_found"
    assert code(made.decide(misuse(on=ON - timedelta(1)))) == "case.not_before_opening"
    made.record_all([close(on=LATER), misuse(on=LATER)])
    assert code(made.decide(misuse(key="misuse-2", on=LATER))) == "case.no_misuse"


def test_when_misuse_is_settled() -> None:
    """Once, not before it was recorded, and not while money is asked back for it."""
    made = paid(misuse())
    assert code(made.decide(settled(misuse="misuse-9"))) == "book.not_found"
    assert code(made.decide(settled(on=ON - timedelta(1)))) == "relief.not_before"
    asked = made.branch()
    asked.record(demand())
    assert code(asked.decide(settled())) == "misuse.not_demanded"
    asked.record(waive())
    assert asked.decide(settled())
    made.record(settled())
    assert code(made.decide(settled(key="settled-2"))) == "misuse.open"


def test_a_demand_in_another_case_hinders_nobody() -> None:
    """Misuse is settled while money is asked back for something else."""
    elsewhere = open_(case("case-2", household=HouseholdId("home-2")))
    made = paid(misuse(), demand(), settle(household("home-2", "g-1")), elsewhere)
    made.record(misuse(key="misuse-2", case="case-2"))
    assert made.decide(settled(misuse="misuse-2"))


def test_words() -> None:
    """Kinds and settlements read in two languages; what is told names nobody and nothing."""
    assert [kind.text.en for kind in MisuseKind] == ["told untrue facts", "used for something else", "claimed twice"]
    assert Settlement("let_be").text.en == "let be"
    assert "false" not in repr(misuse())
    assert "paper-2" not in repr(settled())


# --- what may be asked back ----------------------------------------------------------------------


def test_fraud_is_asked_back_even_from_those_in_need() -> None:
    """Who told untrue facts, or claimed twice, gives it back, in need or not; to the fen that was paid."""
    for kind in ("false_facts", "double_claim"):
        made = paid(misuse(kind))
        assert made.decide(demand(in_need=True))
        assert code(made.decide(demand(amount=Money(300_01)))) == "recovery.still_paid"
        assert made.decide(demand(amount=Money(300_01))).remedies[0].changes == {"amount": yuan(300)}


def test_what_was_used_otherwise() -> None:
    """Asked to put it right first, and not in need; what nobody knows leaves it open."""
    cured = aid(insurance=yuan(2_200))
    made = paid(misuse("used_otherwise"), cured)
    assert made.decide(demand(put_right=False, in_need=False))
    assert code(made.decide(demand(put_right=True, in_need=False))) == "recovery.asked_first"
    open_question = made.decide(demand(in_need=False))
    assert open_question.outcome is Outcome.UNDETERMINED
    assert "put it right" in open_question.remedies[0].text.en
    assert code(made.decide(demand(put_right=False, in_need=True))) == "recovery.not_in_need"
    needy = paid(misuse("used_otherwise"))
    assert code(needy.decide(demand(put_right=False, in_need=False))) == "recovery.no_open_need"
    before = Law.of("cn/anhui/xuancheng/xuanzhou").amend(since=ON, misuse_corrected_first=False)
    assert paid(misuse("used_otherwise"), cured, law=before).decide(demand(in_need=False))


def test_without_misuse_only_what_was_above_the_need() -> None:
    """Government aid came later: what was above the need may be asked back from who needs it no more."""
    made = paid(aid(insurance=yuan(2_200)))
    assert code(made.decide(demand(misuse=None, in_need=False))) is None
    short = paid(aid(insurance=yuan(1_900)))
    decision = short.decide(demand(misuse=None, in_need=False))
    assert code(decision) == "recovery.set_off"
    assert decision.remedies[0].changes == {"amount": yuan(200)}
    assert short.decide(demand(misuse=None, in_need=False, amount=yuan(200)))
    assert code(paid().decide(demand(misuse=None, in_need=False))) == "recovery.no_open_need"


def test_what_a_demand_builds_on() -> None:
    """Payments that stand and nobody else asks back, of one case and pool; misuse of that case, not settled."""
    made = paid(misuse())
    assert code(made.decide(demand(payments=["pay-9"]))) == "book.not_found"
    assert code(made.decide(demand(misuse="misuse-9"))) == "book.not_found"
    assert code(made.decide(demand(on=ON - timedelta(1)))) == "relief.not_before"
    gone = made.branch()
    gone.record(settled())
    assert code(gone.decide(demand())) == "misuse.open"
    gone.record(take_back(on=LATER))
    assert code(gone.decide(demand())) == "payment.live"
    made.record(demand())
    assert code(made.decide(demand(key="demand-2"))) == "payment.not_demanded"


def two_cases() -> Book:
    """Give a book with two payments for one case and one for another, the last a day later."""
    second = [settle(household("home-2", "g-1")), open_(case("case-2", household=HouseholdId("home-2")))]
    made = paid(*second, misuse())
    made.record_all(
        [
            grant(key="grant-2", case="case-2"),
            pay(key="pay-2", grant="grant-2"),
            misuse(key="misuse-2", case="case-2"),
        ]
    )
    return made


def test_payments_of_several_cases() -> None:
    """One demand is of one case; misuse of one is none of another."""
    made = two_cases()
    assert code(made.decide(demand(payments=["pay-1", "pay-2"]))) == "recovery.together"
    assert code(made.decide(demand(misuse="misuse-2"))) == "recovery.of_this_case"


def test_not_before_the_last_payment() -> None:
    """Asked back on the day of the last of several payments at the earliest."""
    made = book(grant(), pay(amount=yuan(100)), pay(key="pay-2", amount=yuan(200), on=LATER), misuse())
    both = {"payments": ["pay-1", "pay-2"]}
    assert code(made.decide(demand(on=LATER - timedelta(1), **both))) == "relief.not_before"
    assert made.decide(demand(**both))


@pytest.mark.parametrize(
    ("wrong", "wanted"),
    [
        ({"payments": []}, "recovery.payments"),
        ({"payments": "pay-1"}, "recovery.payments"),
        ({"payments": ["pay-1", "pay-1"]}, "recovery.payments"),
        ({"until": LATER - timedelta(1)}, "calendar.order"),
    ],
)
def test_demands_that_cannot_be(wrong: dict[str, Any], wanted: str) -> None:
    """Each payment once, and a last day that is not over."""
    with pytest.raises(Malformed) as raised:
        demand(**wrong)
    assert raised.value.code == wanted
    assert demand(until=LATER).until == LATER


# --- money back ----------------------------------------------------------------------------------


def test_money_comes_back_in_parts() -> None:
    """To the fen of the demand, not before it, and no more."""
    made = paid(misuse(), demand(amount=yuan(200)))
    assert code(made.decide(back(200_01))) == "recovery.left"
    assert made.decide(back(200_01)).remedies[0].changes == {"amount": yuan(200)}
    assert code(made.decide(back(on=LATER - timedelta(1)))) == "relief.not_before"
    assert code(made.decide(back(demand="demand-9"))) == "book.not_found"
    made.record(back(150_00))
    assert made.all(DEMANDS)["demand-1"].left == yuan(50)
    assert (made.balance(SOCIETY).spent, made.all(CASES)[CASE].paid) == (yuan(150), 150_00)
    made.record(back(50_00, key="back-2"))
    assert code(made.decide(back(1, key="back-3"))) == "recovery.open"
    assert made.balance().is_conserved
    assert made.trace("grant-1").amount == yuan(100)
    again = made.decide(demand(key="demand-2", amount=Money(100_01), on=UNTIL, until=UNTIL))
    assert code(again) == "recovery.still_paid"


def test_a_waiver_ends_a_demand() -> None:
    """By the panel, none with an interest; then nothing is asked for any more, and the payment may be reversed."""
    made = paid(misuse(), demand())
    assert code(made.decide(waive(approved_by=people("x-1")))) == "approval.panel"
    assert code(made.decide(waive(approved_by=COUNCIL[:1]))) == "approval.majority"
    assert code(made.decide(waive(demand="demand-9"))) == "book.not_found"
    assert code(made.decide(waive(on=LATER - timedelta(1)))) == "relief.not_before"
    assert code(made.decide(take_back(on=LATER))) == "payment.not_demanded"
    made.record_all([back(100_00), waive()])
    assert made.all(DEMANDS)["demand-1"].left == yuan(0)
    assert code(made.decide(back(1, key="back-2"))) == "recovery.open"
    assert code(made.decide(waive(key="waive-2"))) == "recovery.open"
    made.record(take_back(on=UNTIL))
    file = made.all(CASES)[CASE]
    assert (file.granted, file.paid, made.balance(SOCIETY).spent) == (0, 0, yuan(0))


def test_all_that_came_back_is_not_reversed_again() -> None:
    """Nothing of the payment is out any more; its grant no longer counts."""
    made = paid(misuse(), demand(), back())
    assert code(made.decide(take_back(on=UNTIL))) == "payment.still_out"
    assert sum(made.all(GRANTED_IN_YEAR).values()) == sum(made.all(GRANTS_IN_YEAR).values()) == 0


def test_overdue() -> None:
    """The day after the last one; not once all is back."""
    made = paid(misuse(), demand())
    assert overdue_recoveries(made, UNTIL) == ()
    assert [one.event.command.key for one in overdue_recoveries(made, UNTIL + timedelta(1))] == ["demand-1"]
    made.record(back())
    assert overdue_recoveries(made, UNTIL + timedelta(1)) == ()


def test_money_goes_back_to_where_it_came_from() -> None:
    """Restricted money was drawn first and comes back last, each to its own purse and gift."""
    only = receive(key="g-ill", only_for=[Cause.ILLNESS], amount=yuan(200))
    made = book(only, grant(), pay(), misuse(), demand())
    assert {step.gift: step.amount for step in made.where_from("pay-1")} == {
        "g-ill": yuan(200),
        f"{SOCIETY}/village_collective": yuan(100),
    }
    made.record(back(150_00))
    assert {step.gift: step.amount for step in made.where_from("pay-1")} == {"g-ill": yuan(150)}
    made.record(back(100_00, key="back-2"))
    assert [step.amount for step in made.where_to("g-ill")] == [yuan(50)]
    assert made.trace("g-ill").amount == yuan(200)
    moved = Movements(made)
    assert sum(move.fen for move in moved.moves if move.kind.value == "paid") == 50_00


# --- a closed case -------------------------------------------------------------------------------


def test_a_closed_case_of_which_nothing_is_left_paid_is_open_again() -> None:
    """Reversed or recovered: it stands open in its chain, and closes again with what is true now."""
    for how in ([take_back(on=LATER)], [misuse(on=LATER), demand(), back()]):
        made = paid(close(on=LATER))
        made.record_all(how)
        file = made.all(CASES)[CASE]
        assert (file.outcome, file.phase) == (None, Phase.OPENED)
        assert made.all(OPEN_CASES)[HOME, Cause.ILLNESS] == (CASE,)
        second = made.decide(open_(case("case-2"), on=UNTIL))
        assert code(second) == "case.one_chain"
        assert made.decide(close(CaseOutcome.NOT_ELIGIBLE, key="close-2", on=UNTIL))
        assert Phase.OPENED in after(type(how[-1]).__name__, Phase.CLOSED)


def test_a_closed_case_of_which_something_is_left_paid_stays_closed() -> None:
    """Two payments, one of them reversed; a case closed with another outcome stays closed too."""
    made = book(grant(), pay(amount=yuan(100)), pay(key="pay-2", amount=yuan(200)), close(on=LATER))
    made.record(take_back(on=LATER))
    assert made.all(CASES)[CASE].outcome is CaseOutcome.RELIEVED
    other = paid(close(CaseOutcome.REFERRED_ON, on=LATER), take_back(on=LATER))
    assert other.all(CASES)[CASE].outcome is CaseOutcome.REFERRED_ON


# --- to the fen, against a plain model -----------------------------------------------------------


class PlainLine:
    """A line as a list of fen, each with its gift: what is left, and what each order took, in its order."""

    def __init__(self) -> None:
        self.left: list[str] = []
        self.taken: dict[str, list[str]] = {}

    def give_back(self, order: str, fen: int) -> None:
        """Give the last fen of an order back, grouped by gift."""
        took = self.taken[order]
        self.taken[order], came = took[: len(took) - fen], took[len(took) - fen :]
        for gift in sorted(dict.fromkeys(came), key=came.index):
            self.left += [gift] * came.count(gift)


@settings(max_examples=50, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def line_and_model(data: st.DataObject) -> None:
    """Whatever comes in, goes out, is cut and comes back in parts, line and list agree on every fen."""
    line, plain = Line(), PlainLine()
    for step in range(data.draw(st.integers(1, 25))):
        what = data.draw(st.sampled_from(("enter", "draw", "draw", "part", "part", "whole", "cut")))
        order = data.draw(st.sampled_from([*plain.taken, "none"]))
        gift = data.draw(st.sampled_from(("a", "b", "c")))
        fen = data.draw(st.integers(1, 9))
        if what == "enter":
            line.enter(gift, fen)
            plain.left += [gift] * fen
        elif what == "draw" and fen <= len(plain.left):
            line.draw(f"o-{step}", fen)
            plain.taken[f"o-{step}"], plain.left = plain.left[:fen], plain.left[fen:]
        elif what == "part" and order != "none" and fen <= len(plain.taken[order]):
            parts = line.give_back_part(order, fen)
            assert sum(part for _, part in parts) == fen
            plain.give_back(order, fen)
        elif what == "whole" and order != "none" and plain.taken[order]:
            line.give_back(order)
            plain.give_back(order, len(plain.taken[order]))
            del plain.taken[order]
        elif what == "cut" and fen <= plain.left.count(gift):
            line.cut(gift, fen, f"o-{step}")
            last = [place for place, one in enumerate(plain.left) if one == gift][-fen:]
            plain.left = [one for place, one in enumerate(plain.left) if place not in last]
        assert line.left_on_line() == len(plain.left)
        for each in ("a", "b", "c"):
            assert line.unspent(each) == plain.left.count(each)
            uses = {one: took.count(each) for one, took in plain.taken.items() if each in took}
            assert dict(line.uses_of(each)) == uses
        for one, took in plain.taken.items():
            assert dict(line.gifts_of(one)) == Counter(took)


def test_line_and_model() -> None:
    """Drawn at random."""
    line_and_model()


def test_what_was_taken_last_comes_back_first() -> None:
    """Of an order over three gifts the last goes back first, and each keeps what stays."""
    line = Line()
    for gift in ("a", "b", "c"):
        line.enter(gift, 10)
    line.draw("o-1", 25)
    assert line.give_back_part("o-1", 3) == (("c", 3),)
    assert line.give_back_part("o-1", 7) == (("b", 5), ("c", 2))
    assert line.gifts_of("o-1") == (("a", 10), ("b", 5))
    assert [line.uses_of(gift) for gift in ("b", "c")] == [(("o-1", 5),), ()]
    assert line.give_back("o-1") == 15


def test_what_never_comes_back() -> None:
    """No more than was taken, nothing of an order that took nothing, and no part of a fee."""
    line = Line()
    line.enter("a", 10)
    line.draw("o-1", 5)
    for order, fen in (("o-1", 6), ("o-1", 0), ("o-2", 1)):
        with pytest.raises(InvariantBroken):
            line.give_back_part(order, fen)
    purse = Purse("village-1", None)
    purse.receive("a", 10)
    purse.charge("fee-1", 5)
    with pytest.raises(InvariantBroken):
        purse.undo_part("fee-1", 1)


@settings(max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def book_and_model(data: st.DataObject) -> None:
    """Payments, reversals, recoveries and waivers conserve every fen, and each fen is traced to its gift."""
    made = book(
        receive(key="g-1", amount=Money(70), only_for=[Cause.ILLNESS]),
        grant(amount=Money(150)),
        misuse("double_claim"),
        settled(on=ON),
    )
    out: dict[str, int] = {}
    asked: dict[str, list[Any]] = {}
    held = 150
    for step in range(data.draw(st.integers(1, 14))):
        key, fen = f"x-{step}", data.draw(st.integers(1, 90))
        payment = data.draw(st.sampled_from([*out, "none"]))
        wanted = data.draw(st.sampled_from([*asked, "none"]))
        orders: list[Any] = [
            pay(key=key, amount=Money(fen), on=LATER),
            take_back(key=key, payment=payment, on=LATER),
            misuse("double_claim", key=f"m-{step}", on=LATER),
            demand(key=key, payments=[payment], amount=Money(fen), misuse=f"m-{step}"),
            back(fen, key=key, demand=wanted),
            waive(key=key, demand=wanted),
        ]
        order = data.draw(st.sampled_from(orders))
        busy = {one for one, _ in asked.values()}
        if isinstance(order, DemandRecovery):
            fits = payment in out and payment not in busy and 0 < fen <= out[payment]
            if fits:
                made.record(misuse("double_claim", key=f"m-{step}", on=LATER))
                made.record(order)
                asked[key] = [payment, fen]
            continue
        if isinstance(order, RecordMisuse):
            continue
        if asked and isinstance(order, PayRelief):
            assert code(made.decide(order)) == "case.no_misuse"
            continue
        decision = made.decide(order)
        match order:
            case RecordRecovery():
                assert bool(decision) == (wanted in asked and fen <= asked[wanted][1])
            case WaiveRecovery():
                assert bool(decision) == (wanted in asked)
            case PayRelief():
                assert bool(decision) == (fen <= held)
            case _:
                assert bool(decision) == (payment in out and payment not in busy and out[payment] > 0)
        if not decision:
            continue
        made.record(order)
        match order:
            case RecordRecovery():
                out[asked[wanted][0]] -= fen
                asked[wanted][1] -= fen
                if not asked[wanted][1]:
                    del asked[wanted]
            case WaiveRecovery():
                del asked[wanted]
            case PayRelief():
                out[key] = fen
                held -= fen
            case _:
                del out[payment]
        if not asked and made._state.of(MISUSE_TABLE).get(CASE):
            made.record(settled(key=f"s-{step}", misuse=made._state.of(MISUSE_TABLE)[CASE], on=UNTIL))
        assert made.balance().is_conserved
        assert made.balance(SOCIETY).spent == Money(sum(out.values()))
        assert made.balance(SOCIETY).held == Money(held)
        file = made.all(CASES)[CASE]
        assert (file.granted, file.paid) == (held + sum(out.values()), sum(out.values()))
        assert sum(made.all(GRANTED_IN_YEAR).values()) == file.granted
        assert {one: sum(step.amount.fen for step in made.where_from(one)) for one in out} == out
        for gift in ("g-1", f"{SOCIETY}/village_collective"):
            path = made.trace(gift)
            assert path.amount == (Money(70) if gift == "g-1" else yuan(30_000))
        assert sum(move.fen for move in Movements(made).moves if move.kind.value == "paid") == sum(out.values())
    assert Book.replay(made.events, LAW)._state.facts() == made._state.facts()


def test_book_and_model() -> None:
    """Drawn at random."""
    book_and_model()


# --- planted bugs --------------------------------------------------------------------------------


def all_checks() -> None:
    """Run every test above that takes nothing, what is drawn at random last."""
    for name, test in sorted(globals().items(), key=lambda named: "model" in named[0]):
        if name.startswith("test_") and "bug" not in name and not getattr(test, "pytestmark", ()):
            test()


@pytest.mark.parametrize("bug", MISUSE, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and a test fails."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, CharityError, LookupError, ValueError, ExceptionGroup, pytest.fail.Exception)):
        all_checks()


def test_planted_bugs_are_enough() -> None:
    """At least six, each with a name of its own."""
    assert len({bug.name for bug in MISUSE}) == len(MISUSE) >= 6
