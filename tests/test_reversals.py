"""Gifts that go back and entries that were wrong: in whole, in part, twice, too late, too much. Every giver is invented."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.book.periods import ClosePeriod
from community_charity.book.tracing import Balance
from community_charity.errors import Malformed
from community_charity.giving import (
    CorrectDonation,
    DonationCorrected,
    DonationReceived,
    DonationRefunded,
    DonationReversed,
    ReceiveDonation,
    RefundDonation,
    RefundReason,
    live_amount,
)
from community_charity.law.decision import Decision, Refused
from community_charity.money import ZERO, Money, yuan
from community_charity.pools import Cause
from community_charity.restrictions import Restriction
from sample import (
    COMMITTEE,
    FUND,
    LATER,
    ON,
    SOCIETY,
    book,
    capital,
    case,
    establish,
    from_fund,
    fund,
    grant,
    pay,
    receive,
    reverse_gift,
    take_back,
    void,
)

if TYPE_CHECKING:
    from community_charity.book.book import Book

ILL = Restriction(purposes=[Cause.ILLNESS])


def refund(**changes: Any) -> RefundDonation:
    usual: dict[str, Any] = {
        "key": "refund-1", "on": LATER, "donation": "gift-1", "amount": yuan(50), "why": RefundReason.SENT_TWICE,
    }  # fmt: skip
    return RefundDonation(**usual | changes)


def correct(**changes: Any) -> CorrectDonation:
    usual: dict[str, Any] = {
        "key": "correct-1", "on": LATER, "donation": "gift-1", "amount": yuan(20), "reason": "a nought too many",
    }  # fmt: skip
    return CorrectDonation(**usual | changes)


def code(decision: Decision) -> str:
    return decision.reason.ground.code if decision.reason else "allowed"


def gift(made: Book) -> ReceiveDonation:
    event = made.event("gift-1")
    assert isinstance(event, DonationReceived)
    return event.command


def stands(made: Book) -> Money:
    return live_amount(made._state, gift(made))  # as the nouns of the library read it


def spent(amount: Money) -> Book:
    """Give a book in which a gift of ¥200.00 for illness is granted whole, and so much of it is paid."""
    given = receive(amount=yuan(200), only_for=ILL)
    return book(given, grant(amount=yuan(200)), pay(amount=amount))


def most(decision: Decision) -> Money:
    """Give the amount that the remedy names."""
    (remedy,) = decision.remedies
    amount: Money = remedy.changes["amount"]
    return amount


# --- refunds -------------------------------------------------------------------------------------


def test_a_refunded_gift_is_never_still_complete() -> None:
    """What stands of a gift is derived from what happened to it: no status is left that says otherwise."""
    made = book(receive(amount=yuan(200), only_for=ILL))
    assert stands(made) == yuan(200)
    made.record(refund(amount=yuan(50)))
    assert stands(made) == yuan(150)
    made.record(refund(key="refund-2", amount=yuan(150)))
    assert stands(made) == ZERO
    purse = next(purse for purse in made.purses(SOCIETY) if purse.restriction == ILL)
    assert (purse.unspent("gift-1"), purse.free, purse.returned) == (0, 0, 200_00)
    assert code(made.decide(refund(key="refund-3", amount=Money(1)))) == "donation.refundable"
    assert made.balance().is_conserved


@given(st.integers(1, 200_00), st.integers(0, 200_00), st.integers(1, 200_00))
def test_refund_after_partial_spending(paid: int, asked: int, more: int) -> None:
    """What is paid stays paid; the rest goes back once the grant is void, to the fen, in one refund or in several."""
    made = spent(Money(paid))
    left = 200_00 - paid
    if left:
        assert code(made.decide(refund(amount=Money(1)))) == "donation.refundable"  # the rest is still promised
        made.record(void())
    first = refund(amount=Money(max(asked, 1)))
    assert bool(made.decide(first)) is (first.amount.fen <= left)
    if made.decide(first):
        made.record(first)
        left -= first.amount.fen
    second = refund(key="refund-2", amount=Money(more))
    decision = made.decide(second)
    assert bool(decision) is (more <= left)
    if not decision and left:
        assert most(decision) == Money(left)
        made.record(decision.remedies[0].applied_to(second))
        left = 0
    balance = made.balance(SOCIETY)
    assert (balance.spent, balance.received) == (Money(paid), yuan(30_200))
    assert stands(made).fen >= paid
    assert made.balance().is_conserved


def test_refund_of_one_instalment() -> None:
    """Each payment of a giver is a gift of its own: the second goes back, the first and the third stay."""
    several = [receive(key=f"gift-{number}", amount=yuan(100), donor="giver-7", only_for=ILL) for number in (1, 2, 3)]
    made = book(*several, grant(amount=yuan(150)), pay(amount=yuan(50)))
    assert code(made.decide(refund(donation="gift-2", amount=yuan(100)))) == "allowed"
    event = made.record(refund(donation="gift-2", amount=yuan(100)))
    assert isinstance(event, DonationRefunded)
    assert event.parts == (((SOCIETY, ILL), 100_00),)
    purse = next(purse for purse in made.purses(SOCIETY) if purse.restriction == ILL)
    assert [purse.unspent(f"gift-{number}") for number in (1, 2, 3)] == [50_00, 0, 100_00]
    made.record(pay(key="pay-2", amount=yuan(100)))
    assert {(trace.gift, trace.amount) for trace in made.where_from("pay-2")} == {
        ("gift-1", yuan(50)),
        ("gift-3", yuan(50)),
    }


def test_double_refund() -> None:
    """The same order twice counts once; another order for the same money finds nothing left."""
    made = book(receive(amount=yuan(200)))
    once = refund(amount=yuan(200))
    assert made.record(once) is made.record(once)
    balance = made.balance(SOCIETY)
    assert balance.returned == yuan(200)
    decision = made.decide(refund(key="refund-2", amount=yuan(200)))
    assert code(decision) == "donation.refundable"
    assert not decision.remedies  # nothing is left, so there is no amount to name
    assert made.balance(SOCIETY) == balance
    assert code(made.decide(refund(amount=yuan(199)))) == "book.key_conflict"


def test_refund_into_a_closed_period() -> None:
    """A refund is dated when it is made: closed days stay as they were, and the first open day takes it."""
    made = book(receive(amount=yuan(200)), ClosePeriod(key="close-1", on=LATER, through=LATER - timedelta(1)))
    before = made.balance(SOCIETY)
    for order in (refund(on=ON), refund(on=LATER - timedelta(1)), correct(on=ON), reverse_gift(on=ON)):
        assert code(made.decide(order)) == "book.closed_period"
    assert made.balance(SOCIETY) == before
    made.record(refund(on=LATER, amount=yuan(200)))
    assert made.balance(SOCIETY).returned == yuan(200)


def test_a_bank_return_after_spending() -> None:
    """The bank takes back ¥200.00 of which ¥120.00 were paid out: only the unspent part goes; the remedy names it."""
    made = spent(yuan(120))
    made.record(void())
    order = refund(amount=yuan(200), why="bank_return")
    decision = made.decide(order)
    assert code(decision) == "donation.refundable"
    assert "¥200.00 is more than the ¥80.00" in decision.line()
    assert most(decision) == yuan(80)
    made.record(decision.remedies[0].applied_to(order))
    assert stands(made) == yuan(120)
    # The other ¥120.00 are the pool's own loss until the payment comes back: then they go back as well.
    made.record(take_back(on=LATER))
    made.record(refund(key="refund-2", amount=yuan(120), why="bank_return"))
    assert stands(made) == ZERO
    assert made.balance(SOCIETY) == Balance(
        received=yuan(30_200), free=yuan(30_000), returned=yuan(200), spent=ZERO, held=ZERO
    )


@pytest.mark.parametrize(("fen", "allowed"), [(100_00, True), (100_01, False)])
def test_the_floor_is_not_refunded(fen: int, *, allowed: bool) -> None:
    """A fund keeps ¥5,000 of ¥5,000 and two gifts of ¥200.00; ¥300.00 are granted, so ¥100.00 may go back."""
    kept = fund(id="f-2", keeps=yuan(5_000), capital=capital(yuan(5_000)))
    made = book(
        establish(kept, key="e-2"),
        receive(key="more", pool="f-2", amount=yuan(200)),
        receive(pool="f-2", amount=yuan(200)),
        from_fund(pool="f-2", amount=yuan(300), approved_by=COMMITTEE[:3]),
    )
    decision = made.decide(refund(amount=Money(fen)))
    assert bool(decision) is allowed
    assert allowed or most(decision) == yuan(100)


@pytest.mark.parametrize("order", [refund, correct, reverse_gift], ids=["refund", "correct", "reverse"])
def test_only_a_gift_that_stands_goes_back(order: Any) -> None:
    """Not what was never given, what is no gift, what was reversed, nor before it came in."""
    made = book(receive(amount=yuan(200)), grant())
    for other in ("nothing", "grant-1", f"{SOCIETY}/village_collective"):
        assert code(made.decide(order(donation=other))) == "book.not_found"
    early = made.decide(order(on=ON - timedelta(1)))
    assert code(early) == "donation.not_before"
    assert early.remedies[0].wait_until == ON
    assert made.decide(early.remedies[0].applied_to(order(on=ON - timedelta(1))))
    assert code(made.decide(order(on=ON))) == "allowed"
    made.record(reverse_gift())
    assert code(made.decide(order(key="again", on=LATER))) == "donation.live"


@pytest.mark.parametrize("why", ["no reason", "", None, 3])
def test_a_refund_says_why(why: Any) -> None:
    """By one of the reasons known."""
    with pytest.raises(Malformed):
        refund(why=why)


@pytest.mark.parametrize("reason", list(RefundReason), ids=lambda reason: str(reason.value))
def test_each_reason_has_its_words(reason: RefundReason) -> None:
    """In both languages, and is found by its name."""
    assert RefundReason(reason.value) is refund(why=reason.value).why is reason
    assert reason.text.en.isascii()
    assert reason.text.zh


@pytest.mark.parametrize("amount", [ZERO, 5, None, "5.00"])
@pytest.mark.parametrize("order", [refund, correct], ids=["refund", "correct"])
def test_nothing_is_no_amount(order: Any, amount: Any) -> None:
    """An amount above zero, as `Money`."""
    with pytest.raises(Malformed):
        order(amount=amount)


# --- corrections ---------------------------------------------------------------------------------


def test_mistaken_amount_down_and_up() -> None:
    """¥200.00 were ¥20.00, then ¥25.00: received says what came, no refund is shown, and what stands follows."""
    made = book(receive(amount=yuan(200), only_for=ILL))
    down = made.record(correct(amount=yuan(20)))
    assert isinstance(down, DonationCorrected)
    assert down.more == -180_00
    assert (stands(made), made.balance(SOCIETY).received, made.balance(SOCIETY).returned) == (
        yuan(20), yuan(30_020), ZERO,
    )  # fmt: skip
    up = made.record(correct(key="correct-2", amount=yuan(25)))
    assert isinstance(up, DonationCorrected)
    assert (up.more, stands(made), made.balance(SOCIETY).received) == (5_00, yuan(25), yuan(30_025))
    same = made.decide(correct(key="correct-3", amount=yuan(25)))
    assert code(same) == "donation.another_amount"
    assert made.balance().is_conserved
    made.record(refund(amount=yuan(25)))
    assert stands(made) == ZERO


@given(st.integers(1, 200_00), st.integers(1, 300_00))
def test_an_entry_never_falls_below_what_is_spent(paid: int, right: int) -> None:
    """Of a gift of ¥200.00 some is paid and the grant void: the right amount is any from what is paid on."""
    made = spent(Money(paid))
    if paid < 200_00:
        made.record(void())
    decision = made.decide(correct(amount=Money(right)))
    assert bool(decision) is (right >= paid and right != 200_00)
    if right < paid:
        assert code(decision) == "donation.unspent"
        assert decision.remedies[0].first == "ReversePayment"
    if decision:
        made.record(correct(amount=Money(right)))
        assert stands(made) == Money(right)
        assert made.balance(SOCIETY).received == yuan(30_000) + Money(right)


def test_a_promised_entry_is_not_taken_back() -> None:
    """What a grant holds stays entered until the grant is void."""
    made = book(receive(amount=yuan(200), only_for=ILL), grant(amount=yuan(150)))
    assert code(made.decide(correct(amount=Money(149_99)))) == "donation.not_promised"
    assert code(made.decide(correct(amount=yuan(150)))) == "allowed"
    made.record(void())
    assert code(made.decide(correct(amount=Money(149_99)))) == "allowed"


def test_what_went_back_stays_entered() -> None:
    """¥150.00 of ¥200.00 went back: the entry may still fall to ¥150.00, and then nothing stands, but no lower."""
    made = book(receive(amount=yuan(200)), refund(amount=yuan(150)))
    assert code(made.decide(correct(amount=Money(149_99)))) == "donation.unspent"
    assert code(made.decide(reverse_gift(on=LATER))) == "donation.unspent"
    made.record(correct(amount=yuan(150)))
    assert stands(made) == ZERO


# --- there and back ------------------------------------------------------------------------------


def picture(made: Book) -> list[object]:
    """Give every sum and every gift's rest, purse by purse; purses in which nothing ever came are left out."""
    sums = ("received", "moved_in", "held", "spent", "fees", "returned", "moved_out", "free")
    return [
        made.balance(),
        *(
            (purse.pool, purse.restriction, *(getattr(purse, name) for name in sums))
            for purse in made.purses()
            if purse.left_on_line() or purse.spent or purse.returned
        ),
    ]


@given(st.integers(1, 10**9), st.sampled_from([None, ILL]), st.sampled_from([SOCIETY, FUND]))
def test_reversing_a_gift_is_as_if_it_had_not_been_entered(fen: int, only: Restriction | None, pool: str) -> None:
    """Every balance is what it was before."""
    made = book(receive(key="other", amount=yuan(7), only_for=ILL), receive(key="third", pool=FUND, amount=yuan(9)))
    before = picture(made)
    made.record(receive(amount=Money(fen), only_for=only, pool=pool))
    assert picture(made) != before
    assert isinstance(made.record(reverse_gift()), DonationReversed)
    assert picture(made) == before


@given(st.integers(1, 300_00))
def test_reversing_a_payment_is_as_if_it_had_not_been_made(fen: int) -> None:
    """Every sum is what it was, only that the money is free instead of held; the gifts have what they had."""
    made = book(receive(amount=yuan(200), only_for=ILL), grant())
    made.record(void())
    before = picture(made)
    made.record(grant(key="grant-2"))
    made.record(pay(grant="grant-2", amount=Money(fen)))
    made.record(take_back())
    if fen < 300_00:
        made.record(void(key="void-2", grant="grant-2"))
    assert picture(made) == before


def test_what_is_refused_changes_nothing() -> None:
    """Neither a balance nor a trace."""
    made = spent(yuan(120))
    before, traces = picture(made), made.where_to("gift-1")
    for order in (refund(amount=yuan(200)), correct(amount=yuan(1)), reverse_gift()):
        with pytest.raises(Refused):
            made.record(order)
    assert picture(made) == before
    assert made.where_to("gift-1") == traces


def test_a_case_may_name_what_its_cause_does_not() -> None:
    """A gift for the elderly helps a case of which it is known, and goes back from where it was not drawn."""
    old = Restriction(groups=["elderly"])
    made = book(receive(amount=yuan(200), only_for=old), case=case(groups=["elderly"]))
    made.record_all([grant(amount=yuan(250)), pay(amount=yuan(120))])
    assert {trace.gift for trace in made.where_from("pay-1")} == {"gift-1"}
    made.record(void())
    assert most(made.decide(refund(amount=yuan(200)))) == yuan(80)
