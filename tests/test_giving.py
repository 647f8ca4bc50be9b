"""Donations: received, restricted, reversed. Every giver is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.campaigns.words import Channel
from community_charity.errors import Malformed
from community_charity.giving import REVERSED, DonationReceived, DonationReversed
from community_charity.money import Money, yuan
from community_charity.pools import Cause
from community_charity.restrictions import Restriction
from community_charity.rules.who_may_raise import Circle
from sample import (
    COMMITTEE,
    FUND,
    LATER,
    SOCIETY,
    book,
    capital,
    establish,
    found,
    from_fund,
    fund,
    grant,
    pay,
    receive,
    reverse_gift,
    society,
    take_back,
    void,
)

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.law.decision import Decision

ILL = Restriction(purposes=[Cause.ILLNESS])


def code(decision: Decision) -> str:
    return decision.reason.ground.code if decision.reason else "allowed"


@given(st.integers(1, 10**12), st.none() | st.sets(st.sampled_from(list(Cause)), min_size=1))
def test_a_gift_comes_in_whole(fen: int, causes: set[Cause] | None) -> None:
    """A society takes any gift, to the fen, into the purse of its restriction."""
    made = book(receive(amount=Money(fen), only_for=causes))
    restriction = None if causes is None else Restriction(purposes=causes)
    purse = next(purse for purse in made.purses(SOCIETY) if purse.restriction == restriction)
    assert "gift-1" in purse.gifts()
    assert purse.unspent("gift-1") == fen
    assert made.balance(SOCIETY).received == yuan(30_000) + Money(fen)


@pytest.mark.parametrize(
    ("causes", "left"),
    [
        ({Cause.ILLNESS}, None),
        ({Cause.ILLNESS, Cause.EDUCATION}, None),
        ({Cause.ILLNESS, Cause.DISASTER}, ILL),
        ({Cause.DISASTER}, "nothing"),
    ],
)
def test_a_fund_takes_gifts_for_its_purposes(causes: set[Cause], left: Restriction | str | None) -> None:
    """A gift for a cause outside the fund's purposes is refused; the remedy keeps what lies within, if anything does."""
    made = book()
    order = receive(pool=FUND, only_for=causes)
    decision = made.decide(order)
    assert bool(decision) is (left is None)
    if left is not None:
        assert code(decision) == "donation.within_purpose"
        assert [remedy.changes["only_for"] for remedy in decision.remedies] == [left] * (left is ILL)
        assert all(made.decide(remedy.applied_to(order)) for remedy in decision.remedies)


@pytest.mark.parametrize("wrong", [{"amount": yuan(0)}, {"amount": 5}, {"only_for": []}, {"donor": ""}, {"pool": " "}])
def test_what_cannot_be_right(wrong: dict[str, Any]) -> None:
    """No amount, a restriction to nothing, or an empty id is malformed."""
    with pytest.raises(Malformed):
        receive(**wrong)


def test_channel_and_giver_are_told_as_themselves_or_as_text() -> None:
    """As a campaign takes its channels and its circle; what is neither is refused, with all that may be chosen."""
    as_text: Any = {"channel": "bank_transfer", "giver": "members"}
    order = receive(**as_text)
    assert order == receive(channel=Channel.BANK_TRANSFER, giver=Circle.MEMBERS)
    assert (order.channel, order.giver) == (Channel.BANK_TRANSFER, Circle.MEMBERS)
    assert attrs.evolve(order, key="gift-2").channel is Channel.BANK_TRANSFER
    for wrong in ({"channel": "pigeon"}, {"giver": "strangers"}, {"channel": Circle.MEMBERS}, {"giver": 5}):
        with pytest.raises(Malformed) as malformed:
            receive(**wrong)
        assert malformed.value.code == "input.choice"


def test_a_giver_is_kept_and_not_shown() -> None:
    """The giver's id stays with the gift; the event does not show it; a gift may be anonymous."""
    made = book(receive(donor="giver-7"), receive(key="gift-2"))
    known, unknown = made.event("gift-1"), made.event("gift-2")
    assert isinstance(known, DonationReceived)
    assert isinstance(unknown, DonationReceived)
    assert (known.command.donor, unknown.command.donor) == ("giver-7", None)
    assert "giver-7" not in repr(known)


def test_a_gift_goes_back_whole() -> None:
    """A gift reversed leaves every sum of its pool as it was; once only."""
    made = book(receive(amount=yuan(200)))
    event = made.record(reverse_gift())
    assert isinstance(event, DonationReversed)
    balance = made.balance(SOCIETY)
    assert (balance.received, balance.returned, balance.free) == (yuan(30_000), yuan(0), yuan(30_000))
    assert made.find(REVERSED, "gift-1") == "reverse-gift-1"
    assert code(made.decide(reverse_gift(key="again"))) == "donation.live"
    assert "sent twice" not in repr(event)


def spent(fen: int) -> Book:
    """Give a book in which some fen of a gift of ¥200.00 for illness were paid out."""
    gift = receive(amount=yuan(200), only_for=ILL)
    return book(gift, grant(amount=yuan(300)), pay(amount=Money(fen)))


def test_a_gift_of_which_a_fen_is_spent_stays() -> None:
    """One fen paid out of a gift keeps it from going back; the remedy is to reverse the payment first."""
    made = spent(1)
    decision = made.decide(reverse_gift())
    assert code(decision) == "donation.unspent"
    assert "¥0.01 of it has been paid out" in decision.line()
    assert decision.remedies[0].first == "ReversePayment"
    made.record_all([take_back(), void()])
    assert made.record(reverse_gift()).number == len(made.events) - 1
    assert made.balance().is_conserved


def test_a_promised_gift_stays() -> None:
    """A gift that is held for a household goes back once the grant is voided."""
    made = book(receive(amount=yuan(200), only_for=ILL), grant())
    decision = made.decide(reverse_gift())
    assert code(decision) == "donation.not_promised"
    assert decision.remedies[0].first == "VoidGrant"
    made.record(void())
    assert made.record(reverse_gift()).number == len(made.events) - 1


@pytest.mark.parametrize(("gift", "allowed"), [("99.99", False), ("100.00", True)])
def test_the_floor_stays(gift: str, *, allowed: bool) -> None:
    """What a fund keeps is not sent back: with ¥5,000 kept of ¥5,000 and another gift, the granted amount decides."""
    kept = fund(id="f-2", keeps=yuan(5_000), capital=capital(yuan(5_000)))
    made = book(
        establish(kept, key="e-2"),
        receive(key="more", pool="f-2", amount=yuan(gift)),
        receive(pool="f-2", amount=yuan(200)),
        from_fund(pool="f-2", amount=yuan(100), approved_by=COMMITTEE[:3]),
    )
    assert bool(made.decide(reverse_gift())) is allowed


def test_restricted_money_ignores_the_floor() -> None:
    """A restricted gift may go back whole, whatever the fund keeps of its own."""
    kept = fund(id="f-2", keeps=yuan(5_000), capital=capital(yuan(5_000)))
    made = book(establish(kept, key="e-2"), receive(pool="f-2", amount=yuan(200), only_for=ILL))
    assert made.record(reverse_gift()).number == len(made.events) - 1


@pytest.mark.parametrize("key", ["nothing", "grant-1", f"{SOCIETY}/village_collective", "found-1"])
def test_only_a_gift_is_reversed(key: str) -> None:
    """What is no donation cannot be reversed as one: no grant, no start-up capital, no founding."""
    assert code(book(grant()).decide(reverse_gift(donation=key))) == "book.not_found"


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201, None, 7])
def test_a_reason_is_wanted(reason: Any) -> None:
    """A reversal says why, in at most 200 characters; what was given is not quoted."""
    with pytest.raises(Malformed, match=r"book.reason") as malformed:
        reverse_gift(reason=reason)
    assert "xxx" not in str(malformed.value)


def test_a_gift_never_takes_the_name_of_start_up_capital() -> None:
    """Start-up capital and gifts are traced by name, so neither may take the name of the other."""
    made = book()
    assert code(made.decide(receive(key=f"{SOCIETY}/village_collective", pool=FUND, on=LATER))) == "book.exists"
    made.record(receive(key="village-9/village_collective"))
    assert code(made.decide(found(society(id="village-9"), key="found-9"))) == "book.exists"
    made.record(found(society(id="village", capital=capital(**{"8/donors": yuan(30_000)})), key="found-10"))
    again = society(id="village/8", capital=capital(donors=yuan(30_000)))
    assert code(made.decide(found(again, key="found-11"))) == "book.exists"
    same = fund(id="village/8", capital=capital(donors=yuan(30_000)))
    assert code(made.decide(establish(same, key="establish-2"))) == "book.exists"
