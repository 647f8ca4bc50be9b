"""Matching in a book: never more than budget, caps and the money that is there; what goes back is as if it had not been."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from _pytest.outcomes import Failed
from hypothesis import given, settings
from hypothesis import strategies as st

from community_charity.book.book import Book
from community_charity.calendar import Period
from community_charity.campaigns.words import Channel
from community_charity.errors import InvariantBroken, Malformed
from community_charity.flows import Account, OpenAccount, TransferFunds
from community_charity.flows.fees import base_of
from community_charity.flows.spending import Spend
from community_charity.giving import (
    MATCHED,
    CorrectDonation,
    ReceiveDonation,
    RefundDonation,
    ReverseDonation,
    live_amount,
)
from community_charity.interchange import json_lines
from community_charity.law.decision import Refused
from community_charity.law.law import Law
from community_charity.matching import (
    MATCHINGS,
    AnnounceMatching,
    CancelMatching,
    GiftMatch,
    ReturnMatch,
    Scope,
    SettleMatching,
    matches_of,
    pot_left,
    standing_of,
)
from community_charity.money import ZERO, Money, total, yuan
from community_charity.pools import POOLS
from community_charity.purposes import EDUCATION, ILLNESS, RELIEF
from community_charity.restrictions import Restriction
from community_charity.rules.matching import (
    A_THIRD_OF_ALL,
    EQUAL_THIRDS,
    ONE_TO_ONE,
    Caps,
    FirstCome,
    Lottery,
    Pot,
    Promise,
    ProRata,
    Quadratic,
    Ratio,
    Threshold,
)
from planted_matching import BUGS
from reproducers_campaign_noun import DAY as SPRING
from reproducers_campaign_noun import started
from sample import CHARITY, COMMITTEE, COUNCIL, FEDERATION, FUND, NATIONAL, SOCIETY, charity, enter, federation, people

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.book.orders import Command
    from planted_bugs import Bug

DAY, LATER = date(2025, 9, 7), date(2025, 9, 10)
DAYS = Period(DAY, date(2025, 9, 9))
POT, PANEL = "province", people("p-1", "p-2", "p-3")
POOR = Restriction(purposes=[RELIEF])
THOUSAND = yuan(1000)

# ------------------------------------------------------------------------------------------ an invented province


def account(pool: str, role: str = "village", **changes: Any) -> OpenAccount:
    holder = CHARITY if role == "matching_pot" else FEDERATION
    usual: dict[str, Any] = {"holder": holder, "role": role, "deciders": PANEL}
    return OpenAccount(key=f"open-{pool}", on=date(2025, 9, 1), account=Account(pool, **usual | changes))


def gift(key: str, amount: Money, pool: str = "lake", **changes: Any) -> ReceiveDonation:
    usual: dict[str, Any] = {"key": key, "on": DAY, "pool": pool, "amount": amount}
    return ReceiveDonation(**usual | changes)


def announce(pot: Pot, pools: tuple[str, ...] = ("lake", "hill"), **changes: Any) -> AnnounceMatching:
    gifts = changes.pop("gifts", None) or Scope(pools)
    usual: dict[str, Any] = {
        "key": "match-1",
        "on": DAY,
        "source": POT,
        "pot": pot,
        "gifts": gifts,
        "approved_by": PANEL[:2],
    }
    return AnnounceMatching(**usual | changes)


def settle(number: int = 1, **changes: Any) -> SettleMatching:
    usual: dict[str, Any] = {"key": f"settle-{number}", "on": LATER, "matching": "match-1"}
    return SettleMatching(**usual | changes)


def give_back(of: str, **changes: Any) -> ReturnMatch:
    usual: dict[str, Any] = {"key": f"return-{of}", "on": LATER, "settlement": "settle-1", "gift": of}
    return ReturnMatch(**usual | changes)


def refund(of: str, amount: Money) -> RefundDonation:
    return RefundDonation(key=f"refund-{of}", on=LATER, donation=of, amount=amount, why="sent_twice")


def spend(key: str, amount: Money, pool: str = "lake", **changes: Any) -> Spend:
    usual: dict[str, Any] = {
        "key": key,
        "on": LATER,
        "pool": pool,
        "amount": amount,
        "purpose": RELIEF,
        "approved_by": PANEL[:2],
    }
    return Spend(**usual | changes)


def cancel(**changes: Any) -> CancelMatching:
    usual: dict[str, Any] = {"key": "cancel-1", "on": LATER, "matching": "match-1", "reason": "no partner"}
    return CancelMatching(**usual | changes)


def world(*more: Command, money: Money = THOUSAND) -> Book:
    """Give a book with a pot, two villages, and money in the pot; then more orders."""
    book = Book(NATIONAL)
    opened = [account(POT, "matching_pot"), account("lake"), account("hill")]
    book.record_all([enter(charity()), enter(federation()), *opened, gift("of-pot", money, POT), *more])
    return book


def told(book: Book, key: str) -> Any:
    return book._state.events[key].command


def got(book: Book, matching: str = "match-1") -> dict[str, Money]:
    return {one.gift: one.matched for one in matches_of(book, matching)}


def refused(book: Book, order: Command) -> str:
    with pytest.raises(Refused) as caught:
        book.record(order)
    return str(caught.value.reason)


def balances(book: Book) -> dict[Any, Any]:
    """Give every sum of every purse that holds anything, and what a pool passed on: no trace of a purse that is empty."""
    sums = {
        (p.pool, p.restriction): (p.received, p.moved_in, p.moved_out, p.held, p.spent, p.returned, p.free)
        for p in book.purses()
    }
    return {key: values for key, values in sums.items() if any(values)}


# ------------------------------------------------------------------------------------------ the examples


def test_public_and_private_one_to_one() -> None:
    """A foundation adds a yuan to each yuan given, until its pot is empty."""
    book = world(announce(Pot(yuan(500), ONE_TO_ONE)), gift("a", yuan(300)), gift("b", yuan(300), "hill"), settle())
    assert got(book) == {"a": yuan(300), "b": yuan(200)}
    assert [book.balance(pool).free for pool in (POT, "lake", "hill")] == [yuan(500), yuan(600), yuan(500)]
    assert pot_left(book, "match-1") == ZERO
    assert book.balance().is_conserved


def test_a_village_project_out_of_a_provincial_pool() -> None:
    """Only gifts for the project are matched; unrestricted match money takes on what the gift is for."""
    wells = Restriction(project="wells")
    scope = Scope(["lake", "hill"], project="wells")
    pot = Pot(yuan(1000), ONE_TO_ONE, caps=Caps(per_project=yuan(150)))
    orders = [gift("a", yuan(100), only_for=wells), gift("b", yuan(200), only_for=wells), gift("c", yuan(50))]
    book = world(announce(pot, gifts=scope), *orders, gift("d", yuan(60), "hill", only_for=wells), settle())
    assert got(book) == {"a": yuan(50), "b": yuan(100), "d": yuan(60)}
    assert {(p.pool, p.restriction): p.moved_in for p in book.purses() if p.moved_in} == {
        ("lake", wells): 150_00,
        ("hill", wells): 60_00,
    }


def test_one_third_and_two_thirds() -> None:
    """The county bears a third of the whole."""
    book = world(announce(Pot(yuan(1000), A_THIRD_OF_ALL)), gift("a", yuan(600)), settle())
    assert got(book) == {"a": yuan(300)}


def test_equal_thirds() -> None:
    """Two pots each match the third third; both matches stand on the gift, and both go back before it does."""
    second = announce(Pot(yuan(500), EQUAL_THIRDS), key="match-2", source="county")
    book = world(account("county", "matching_pot"), gift("of-county", yuan(500), "county"), second)
    book.record_all([announce(Pot(yuan(500), EQUAL_THIRDS)), gift("a", yuan(300)), settle()])
    book.record(settle(2, matching="match-2"))
    assert [book.balance("lake").free, got(book), got(book, "match-2")] == [
        yuan(900),
        {"a": yuan(300)},
        {"a": yuan(300)},
    ]
    assert refused(book, refund("a", yuan(300))) == "donation.unmatched"
    book.record(give_back("a", settlement="settle-2"))
    assert refused(book, refund("a", yuan(300))) == "donation.unmatched"
    book.record_all([give_back("a", key="return-1"), refund("a", yuan(300))])
    assert [book.balance(pool).free for pool in (POT, "county", "lake")] == [yuan(1000), yuan(500), ZERO]


def test_days_of_giving_with_a_pot_that_is_short() -> None:
    """Three days, pro rata: nobody can be told what they get before the last day is over."""
    pot = Pot(yuan(300), ONE_TO_ONE, short=ProRata(), window=DAYS)
    book = world(announce(pot, guaranteed=yuan(300)), gift("a", yuan(600)), gift("b", yuan(300), "hill"))
    book.record_all([gift("early", yuan(9), on=date(2025, 9, 6)), gift("late", yuan(9), on=LATER)])
    decision = book.decide(settle(on=DAYS.last))
    assert decision.reason is not None
    assert decision.reason.ground.code == "matching.over"
    assert [remedy.wait_until for remedy in decision.remedies] == [LATER]
    book.record(settle())
    assert got(book) == {"a": yuan(200), "b": yuan(100)}
    assert book.balance(POT).held == ZERO


def test_quadratic_as_published() -> None:
    """Four gifts of one yuan get twelve; one gift of four gets nothing."""
    pot = Pot(yuan(100), Quadratic())
    four = [gift(f"a-{n}", yuan(1), donor=f"d-{n}") for n in range(4)]
    book = world(announce(pot), *four, gift("b", yuan(4), "hill", donor="d-9"), settle())
    assert got(book) == {**{f"a-{n}": yuan(3) for n in range(4)}, "b": ZERO}


def test_a_reward_after_the_money_has_arrived() -> None:
    """Up to a ceiling for each fund, and only for what came in: the district's own figures."""
    law = Law.of("cn/shandong/qingdao/xihaian").on(date(2025, 9, 7))
    assert law.fund_reward_after_arrival
    pot = Pot(yuan(200_000), ONE_TO_ONE, caps=Caps(per_project=law.fund_reward_ceiling))
    book = world(announce(pot), gift("a", yuan(70_000)), gift("b", yuan(20_000), "hill"), settle(), money=yuan(200_000))
    assert got(book) == {"a": yuan(50_000), "b": yuan(20_000)}


# ------------------------------------------------------------------------------------------ what is matched


def test_over_matching_is_impossible() -> None:
    """Another system matched beyond its pot when two settlements ran: here the second finds what the first has left."""
    book = world(announce(Pot(yuan(500), ONE_TO_ONE)), gift("a", yuan(400)), settle(), money=yuan(450))
    assert got(book) == {"a": yuan(400)}
    book.record_all([gift("b", yuan(400), on=LATER), settle(2)])
    assert got(book) == {"a": yuan(400), "b": yuan(50)}
    book.record_all([gift("more", yuan(500), POT), gift("c", yuan(400), on=LATER), settle(3), settle(3)])
    assert got(book) == {"a": yuan(400), "b": yuan(50), "c": yuan(50)}
    assert book.balance(POT).moved_out == yuan(500)


def test_a_refunded_gift_is_not_matched() -> None:
    """Nor one that was reversed; of one that went back in part, the rest is; of one corrected, what is right."""
    book = world(announce(Pot(yuan(900), ONE_TO_ONE)), *(gift(key, yuan(100)) for key in "abcd"))
    book.record_all([refund("a", yuan(100)), refund("b", yuan(40))])
    book.record(ReverseDonation(key="reverse-c", on=LATER, donation="c", reason="entered twice"))
    book.record(CorrectDonation(key="correct-d", on=LATER, donation="d", amount=yuan(70), reason="a slip"))
    book.record(settle())
    assert got(book) == {"b": yuan(60), "d": yuan(70)}


def test_match_money_and_what_is_passed_on_are_no_gifts() -> None:
    """A pot does not match what another pot matched, nor what came to the village from elsewhere, nor twice the same."""
    first = announce(Pot(yuan(100), ONE_TO_ONE), ("lake",))
    moved = TransferFunds(key="move", on=DAY, source=POT, target="lake", amount=yuan(50), approved_by=PANEL[:2])
    book = world(first, moved, gift("a", yuan(100)), settle())
    second = announce(Pot(yuan(800), Ratio(2)), ("lake",), key="match-2")
    book.record_all([second, settle(2, matching="match-2"), settle(3, matching="match-2")])
    assert got(book, "match-2") == {"a": yuan(200)}
    assert book.balance("lake").moved_in == yuan(350)


def test_a_match_is_no_gift_of_the_donor() -> None:
    """What the donor gave stays what it was, and its way through the book as well."""
    book = world(announce(Pot(yuan(500), ONE_TO_ONE)), gift("a", yuan(300), donor="d-1"))
    order = told(book, "a")
    before = live_amount(book._state, order), book.balance("lake").received, book.trace("a").steps
    book.record(settle())
    assert (live_amount(book._state, order), book.balance("lake").received, book.trace("a").steps) == before
    assert [step.payment for step in book.trace("of-pot").steps] == ["settle-1\N{NO-BREAK SPACE}a", "", ""]


def test_in_the_order_in_which_they_were_recorded() -> None:
    """First come is first recorded: the day on which a gift is dated does not let it jump the queue."""
    orders = gift("a", yuan(300), on=date(2025, 9, 9)), gift("b", yuan(300), on=DAY)
    assert got(world(announce(Pot(yuan(400), ONE_TO_ONE)), *orders, settle())) == {"a": yuan(300), "b": yuan(100)}


def test_a_gift_dated_after_the_settlement_waits() -> None:
    """It is matched by the next one; without a window, a gift from before the announcement never is."""
    orders = gift("early", yuan(1), on=date(2025, 9, 6)), gift("a", yuan(10)), gift("b", yuan(20), on=date(2025, 9, 11))
    book = world(announce(Pot(yuan(400), ONE_TO_ONE)), *orders, settle())
    assert got(book) == {"a": yuan(10)}
    book.record(settle(2, on=date(2025, 9, 11)))
    assert got(book) == {"a": yuan(10), "b": yuan(20)}


@pytest.mark.parametrize(
    ("scope", "matched"),
    [
        (Scope(["lake"]), {"a", "b"}),
        (Scope(["hill"]), {"c"}),
        (Scope(["lake", "hill"], only_for=POOR), {"b", "c"}),
        (Scope(["lake"], project="wells"), set()),
        (Scope(["lake"], only_for=[EDUCATION]), set()),
    ],
)
def test_only_what_the_scope_covers(scope: Scope, matched: set[str]) -> None:
    """By pool, project and restriction."""
    orders = gift("a", yuan(10)), gift("b", yuan(10), only_for=POOR), gift("c", yuan(10), "hill", only_for=POOR)
    assert set(got(world(announce(Pot(yuan(90), ONE_TO_ONE), gifts=scope), *orders, settle()))) == matched


def test_only_gifts_of_a_campaign() -> None:
    """A matching for a campaign passes over what came in beside it; the campaign has to be in the book."""
    scope, pot = Scope([FUND], campaign="spring"), Pot(yuan(900), ONE_TO_ONE)
    order = announce(pot, gifts=scope, source=SOCIETY, approved_by=COUNCIL[:2], on=SPRING)
    belongs: dict[str, Any] = {"pool": FUND, "campaign": "spring", "channel": Channel.ONLINE_PLATFORM, "on": SPRING}
    book = started(order, gift("a", yuan(10), **belongs), gift("b", yuan(10), FUND, on=SPRING), settle(on=SPRING))
    assert got(book) == {"a": yuan(10)}
    assert refused(world(), order) == "book.not_found"


def test_a_pot_keeps_its_floor() -> None:
    """A fund matches with what lies above its floor, be it held before or not."""
    book = started(gift("more", yuan(300), FUND, on=SPRING))
    pool = book._state.of(POOLS)[FUND]
    book._state.of(POOLS)[FUND] = attrs.evolve(pool, floor=book.balance(FUND).free.fen - 300_00)
    held = announce(Pot(yuan(900), ONE_TO_ONE), ("school",), source=FUND, approved_by=COMMITTEE[:3], on=SPRING)
    book.record_all([account("school", purposes=[EDUCATION]), attrs.evolve(held, guaranteed=yuan(200))])
    book.record_all([gift("a", yuan(500), "school", on=SPRING), settle(on=SPRING)])
    assert got(book) == {"a": yuan(300)}


def test_no_order_can_have_the_name_of_a_match() -> None:
    """The orders under which the money moves are named as no key can be, so that nobody's key is taken."""
    book = world(announce(Pot(yuan(500), ONE_TO_ONE)), gift("a", yuan(10)), settle())
    event: Any = book.event("settle-1")
    with pytest.raises(Malformed, match=r"party\.id"):
        spend(event.moves[0].name, yuan(1), POT)


def test_two_projects_of_one_pool_are_two() -> None:
    """And the same name in another pool is a third: a cap a project holds for each."""
    wells, roads = Restriction(project="wells"), Restriction(project="roads")
    pot = Pot(yuan(900), ONE_TO_ONE, caps=Caps(per_project=yuan(10)))
    orders = [gift("a", yuan(30), only_for=wells), gift("b", yuan(30), only_for=roads), gift("c", yuan(30))]
    book = world(announce(pot), *orders, gift("d", yuan(30), "hill", only_for=wells), settle())
    assert set(got(book).values()) == {yuan(10)}


def test_restricted_money_keeps_its_restriction() -> None:
    """It goes to a purse of its own in the village, only to villages that serve it, and only if so much is there."""
    for_poor = gift("poor", yuan(80), POT, only_for=POOR)
    book = world(for_poor, announce(Pot(yuan(100), ONE_TO_ONE), only_for=POOR), gift("a", yuan(100)), settle())
    assert got(book) == {"a": yuan(80)}
    assert {(p.pool, p.restriction): p.moved_in for p in book.purses() if p.moved_in} == {("lake", POOR): 80_00}
    nothing = world(announce(Pot(yuan(100), ONE_TO_ONE), only_for=[ILLNESS]), gift("a", yuan(100)), settle())
    assert got(nothing) == {"a": ZERO}
    narrow = account("school", purposes=[EDUCATION])
    assert refused(world(for_poor, narrow), announce(Pot(yuan(1), ONE_TO_ONE), ("school",), only_for=POOR)) == (
        "transfer.within_purpose"
    )


# ------------------------------------------------------------------------------------------ guarantees


def test_what_is_guaranteed_is_held() -> None:
    """It cannot be spent meanwhile; the rest can, and then is not there."""
    book = world(announce(Pot(yuan(1000), ONE_TO_ONE), guaranteed=yuan(600)), gift("a", yuan(1000)))
    assert book.balance(POT).held == yuan(600)
    assert refused(book, spend("away", yuan(401), POT)) == "spending.money"
    book.record_all([spend("away", yuan(400), POT), settle()])
    assert got(book) == {"a": yuan(600)}


def test_a_guarantee_is_used_up_before_the_rest() -> None:
    """While the matching goes on, what of it is not used stays held; at its end it is free."""
    pot = Pot(yuan(1000), ONE_TO_ONE, window=DAYS)
    book = world(announce(pot, guaranteed=yuan(600)), gift("a", yuan(200)), settle(on=DAY))
    assert (book.balance(POT).held, book.balance(POT).free) == (yuan(400), yuan(400))
    book.record(settle(2))
    assert (book.balance(POT).held, book.balance(POT).free) == (ZERO, yuan(800))
    assert book.all(MATCHINGS)["match-1"].closed
    assert refused(book, settle(3)) == "matching.open"
    assert pot_left(book, "match-1") == ZERO
    assert standing_of(book, "match-1") == ()


@pytest.mark.parametrize(("guaranteed", "allowed"), [(yuan(1000), True), (yuan(1000) + Money(1), False)])
def test_both_sides_of_what_can_be_held(guaranteed: Money, *, allowed: bool) -> None:
    """The last fen that is there, and one more."""
    order = announce(Pot(yuan(2000), ONE_TO_ONE), guaranteed=guaranteed)
    decision = world().decide(order)
    assert bool(decision) is allowed
    for remedy in decision.remedies:
        mended = remedy.applied_to(order)
        assert mended.guaranteed == yuan(1000)
        assert world().decide(mended)


def test_what_a_gift_is_sure_of() -> None:
    """Of what is held it is sure; of the rest only if nobody takes it."""
    book = world(
        announce(Pot(yuan(1000), ONE_TO_ONE), guaranteed=yuan(150)), gift("a", yuan(100)), gift("b", yuan(100))
    )
    assert [(one.guaranteed, one.provisional) for one in standing_of(book, "match-1")] == [
        (yuan(100), yuan(100)),
        (yuan(50), yuan(100)),
    ]
    book.record(settle())
    assert standing_of(book, "match-1") == ()


def test_whose_money_it_was() -> None:
    """A matching and its settlement tell it, with what is still held."""
    book = world(
        announce(Pot(yuan(500), ONE_TO_ONE), guaranteed=yuan(300)), gift("a", yuan(100)), gift("b", yuan(50), "hill")
    )
    book.record(settle())
    for key, kinds in (("settle-1", ["moved", "moved"]), ("match-1", ["moved", "moved", "held"])):
        path = book.trace(key)
        assert [step.kind.value for step in path.steps] == kinds
        assert total(step.amount for step in path.steps if step.gift == "of-pot") == yuan(150)
    assert book.trace("match-1").amount == yuan(150)  # what is held
    book.record(cancel())
    assert book.trace("match-1").amount == yuan(150)  # what was given


# ------------------------------------------------------------------------------------------ going back


def test_a_spent_match_stays_spent() -> None:
    """What is left of it goes back; then the gift may, as far as it is there; and it is not matched again."""
    book = world(announce(Pot(yuan(500), ONE_TO_ONE)), gift("a", yuan(100)), settle(), spend("pay", yuan(130)))
    event: Any = book.record(give_back("a"))
    assert (event.back, event.stays, event.given) == ((("of-pot", 70_00),), 30_00, (("a", -70_00),))
    assert matches_of(book, "match-1") == (GiftMatch("a", yuan(100), yuan(100), yuan(70)),)
    assert matches_of(book, "match-1")[0].stands == yuan(30)
    assert (book.balance(POT).free, book.balance(POT).moved_out) == (yuan(970), yuan(30))
    assert (book.balance("lake").free, book.balance("lake").moved_in) == (ZERO, yuan(30))
    assert [(step.kind.value, step.amount) for step in book.trace("of-pot").steps] == [
        ("moved", yuan(30)),
        ("paid", yuan(30)),
        ("left", yuan(970)),
    ]
    assert pot_left(book, "match-1") == yuan(470)
    book.record(settle(2))
    assert pot_left(book, "match-1") == yuan(470)
    assert book.find(MATCHED, "a") is None
    assert Book.replay(book.events, book.law)._state.facts() == book._state.facts()


def test_a_match_that_was_spent_whole() -> None:
    """Nothing goes back, and it is said."""
    book = world(announce(Pot(yuan(500), ONE_TO_ONE)), gift("a", yuan(100)), settle(), spend("pay", yuan(200)))
    event: Any = book.record(give_back("a"))
    assert (event.back, event.stays, event.given) == ((), 100_00, ())


def test_money_that_had_come_from_the_village_goes_back_to_it() -> None:
    """A village fed the pot; its own money comes back as a match, and part of it goes back again: all counts stay right."""
    feed = TransferFunds(key="feed", on=DAY, source="lake", target=POT, amount=yuan(60), approved_by=PANEL[:2])
    empty = TransferFunds(key="empty", on=DAY, source=POT, target="hill", amount=yuan(1000), approved_by=PANEL[:2])
    own = gift("own", yuan(60), on=date(2025, 9, 6))
    book = world(own, feed, empty, announce(Pot(yuan(500), ONE_TO_ONE), ("lake",)), gift("a", yuan(50)))
    book.record_all([settle(), spend("pay", yuan(70)), give_back("a")])
    assert got(book) == {"a": yuan(50)}
    assert (book.balance("lake").free, book.balance(POT).free) == (ZERO, yuan(40))
    assert book.balance().is_conserved
    assert base_of(book._state, "lake") == 110_00  # what was its own before is not new


def test_promised_money_does_not_go_back() -> None:
    """While the village has promised it, its gift stays as well."""
    book = world(announce(Pot(yuan(500), ONE_TO_ONE)), gift("a", yuan(100)), settle())
    book._state.purses["lake", None].hold(101_00)
    assert refused(book, give_back("a")) == "match.free"
    book._state.purses["lake", None].release(1_00)
    book.record(give_back("a"))


# ------------------------------------------------------------------------------------------ calling off


def test_calling_off() -> None:
    """While nobody relies on it: what was held is free, and nothing is matched any more."""
    book = world(announce(Pot(yuan(500), ONE_TO_ONE), guaranteed=yuan(500)), cancel())
    assert book.balance(POT).held == ZERO
    assert refused(book, settle()) == "matching.open"
    assert refused(book, cancel(key="cancel-2")) == "matching.open"
    assert world(announce(Pot(yuan(500), ONE_TO_ONE)), cancel()).all(MATCHINGS)["match-1"].closed


def test_nobody_is_let_down() -> None:
    """A gift that came in relies on it until it is settled, even if it then gets nothing."""
    book = world(announce(Pot(yuan(500), ONE_TO_ONE)), gift("a", yuan(500)), gift("b", yuan(1)))
    decision = book.decide(cancel())
    assert [remedy.first for remedy in decision.remedies] == ["SettleMatching"]
    book.record_all([settle(), cancel()])
    assert got(book) == {"a": yuan(500), "b": ZERO}


# ------------------------------------------------------------------------------------------ refusals and input

STEADY = Pot(yuan(500), ONE_TO_ONE)


@pytest.mark.parametrize(
    ("before", "order", "ground"),
    [
        ([], announce(STEADY, source="nowhere"), "book.not_found"),
        ([], announce(STEADY, ("nowhere",)), "book.not_found"),
        ([], announce(STEADY, gifts=Scope(["lake"], campaign="spring")), "book.not_found"),
        ([], announce(STEADY, ("lake", POT)), "transfer.different"),
        ([], announce(STEADY, approved_by=PANEL[:1]), "approval.majority"),
        ([], announce(STEADY, approved_by=people("x-1")), "approval.panel"),
        ([], announce(attrs.evolve(STEADY, window=DAYS), on=LATER), "matching.in_time"),
        ([], settle(), "book.not_found"),
        ([], cancel(), "book.not_found"),
        ([announce(STEADY)], settle(on=date(2025, 9, 6)), "matching.not_before"),
        ([announce(STEADY)], cancel(on=date(2025, 9, 6)), "matching.not_before"),
        ([], give_back("a"), "book.not_found"),
        ([announce(STEADY), settle()], give_back("a"), "book.not_found"),
        ([announce(STEADY), gift("a", yuan(500)), gift("b", yuan(1)), settle()], give_back("b"), "book.not_found"),
        ([announce(STEADY), gift("a", yuan(5)), settle()], give_back("a", on=DAY), "matching.not_before"),
        ([announce(STEADY), gift("a", yuan(5)), settle(), give_back("a", key="r")], give_back("a"), "match.stands"),
        (
            [announce(STEADY), gift("a", yuan(5)), settle(), settle(2)],
            give_back("a", settlement="settle-2"),
            "book.not_found",
        ),
    ],
    ids=range(17),
)
def test_refusals(before: list[Command], order: Command, ground: str) -> None:
    """Each has its ground, and a remedy that says on which day mends it."""
    book = world(*before)
    assert refused(book, order) == ground
    for remedy in book.decide(order).remedies:
        if remedy.wait_until is not None:
            assert book.decide(remedy.applied_to(order))


def test_the_eve_and_the_last_day() -> None:
    """Announced on the last day of its window it stands; settled on it, later gifts could still change it."""
    pot = Pot(yuan(500), ONE_TO_ONE, short=ProRata(), window=DAYS)
    book = world(announce(pot, on=DAYS.last), gift("a", yuan(5)))
    assert not book.decide(settle(on=DAYS.last))
    assert book.decide(settle(on=LATER))
    endless = Pot(yuan(500), ONE_TO_ONE, short=ProRata(), window=Period(DAY, date.max))
    assert world(announce(endless)).decide(settle()).remedies == ()


def test_without_a_window_what_is_not_steady_is_settled_once() -> None:
    """The settlement is its end."""
    book = world(announce(Pot(yuan(500), ONE_TO_ONE, short=Lottery(7))), gift("a", yuan(5)), settle())
    assert refused(book, settle(2)) == "matching.open"


WRONG: list[Any] = ["lake", [], ["lake", "lake"], 7]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Scope(WRONG[0]), "matching.pools"),
        (lambda: Scope(WRONG[1]), "matching.pools"),
        (lambda: Scope(WRONG[2]), "matching.pools"),
        (lambda: Scope(["lake"], campaign=WRONG[3]), "party.id"),
        (lambda: announce(Pot(ZERO, ONE_TO_ONE)), "money.not_positive"),
        (lambda: announce(WRONG[3]), "input.type"),
        (lambda: announce(STEADY, gifts=WRONG[3]), "input.type"),
        (lambda: announce(STEADY, guaranteed=yuan(501)), "matching.guaranteed_beyond"),
        (lambda: announce(STEADY, guaranteed=yuan(-1)), "money.negative"),
        (lambda: cancel(reason=""), "book.reason"),
        (lambda: matches_of(world(), "match-1"), "matching.unknown"),
        (lambda: pot_left(world(), "match-1"), "matching.unknown"),
        (lambda: standing_of(world(), "match-1"), "matching.unknown"),
    ],
    ids=range(13),
)
def test_wrong_input_is_refused(make: Callable[[], Any], code: str) -> None:
    """Each mistake has its code."""
    with pytest.raises(Malformed) as caught:
        make()
    assert caught.value.code == code


def test_nobody_is_named() -> None:
    """Neither who approved nor a reason is in the text of an order."""
    assert "p-1" not in repr(announce(STEADY))
    assert "no partner" not in repr(cancel())
    assert announce(STEADY).asked().zh == "以 province 至多 ¥500.00 为捐赠配捐"


def test_a_file_of_a_book_knows_matchings() -> None:
    """Written and read again, it is the same book."""
    pots = [
        Pot(yuan(9), Quadratic(), short=Lottery(7), window=DAYS),
        Pot(yuan(9), Threshold(yuan(1), Ratio(1)), short=ProRata()),
    ]
    more = [announce(pot, key=f"match-{n}") for n, pot in enumerate(pots, 2)]
    book = world(
        announce(STEADY, guaranteed=yuan(9)), *more, gift("a", yuan(50)), settle(), give_back("a"), cancel(on=LATER)
    )
    assert json_lines.from_json_lines(json_lines.to_json_lines(book), book.law).events == book.events


# ------------------------------------------------------------------------------------------ against a plain model


class _Plain:
    """A pot and a village as lists of lots, nothing else: an independent account of first come, so many times."""

    def __init__(self, times: Fraction, budget: int, cap: int | None) -> None:
        self.times, self.budget, self.cap = times, budget, cap
        self.lots: dict[str, list[list[Any]]] = {POT: [], "lake": []}  # gift and fen, the oldest first
        self.gifts: dict[str, int] = {}
        self.matches: dict[str, list[tuple[str, int]]] = {}
        self.stood: dict[str, int] = {}

    def enter(self, pool: str, name: str, fen: int) -> None:
        self.lots[pool].append([name, fen])

    def draw(self, pool: str, fen: int) -> list[tuple[str, int]]:
        parts: dict[str, int] = {}
        for lot in self.lots[pool]:
            part = min(fen, lot[1])
            lot[1] -= part
            fen -= part
            if part:
                parts[lot[0]] = parts.get(lot[0], 0) + part
        return list(parts.items())

    def there(self, pool: str, name: str | None = None) -> int:
        return sum(fen for of, fen in self.lots[pool] if name in {None, of})

    def cut(self, pool: str, name: str, fen: int) -> None:
        for lot in reversed(self.lots[pool]):
            if lot[0] == name:
                part = min(fen, lot[1])
                lot[1] -= part
                fen -= part

    def settle(self) -> dict[str, int]:
        done = {}
        for name, live in self.gifts.items():
            if name in self.matches or not live:
                continue
            offer = int(live * self.times)
            if self.cap is not None and offer > self.cap:
                offer = self.cap
            fen = min(offer, self.budget - sum(self.stood.values()), self.there(POT))
            if fen:
                self.matches[name] = self.draw(POT, fen)
                for part in self.matches[name]:
                    self.enter("lake", *part)
                self.stood[name] = fen
                done[name] = fen
        return done

    def back(self, name: str) -> int:
        total_ = 0
        for of, fen in self.matches[name]:
            part = min(fen, self.there("lake", of))
            self.cut("lake", of, part)
            if part:
                self.enter(POT, of, part)
            total_ += part
        self.stood[name] -= total_
        return total_


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["give", "give", "feed", "settle", "settle", "return", "return", "refund", "spend", "waste"]),
        st.integers(1, 300_00),
        st.integers(0, 9),
    ),
    max_size=25,
)


def play(steps: list[tuple[str, int, int]], times: Fraction, budget: int, cap: int | None, guaranteed: int) -> None:
    """Do the same to a book and to the plain model, and compare all that can be told after each step."""
    pot = Pot(Money(budget), Ratio(times), caps=Caps(per_gift=None if cap is None else Money(cap)))
    book, plain = world(money=yuan(400)), _Plain(times, budget, cap)
    plain.enter(POT, "of-pot", 400_00)
    book.record(announce(pot, ("lake",), guaranteed=Money(min(guaranteed, budget, 400_00))))
    settled: dict[str, str] = {}
    ended: set[str] = set()
    for number, (step, fen, which) in enumerate(steps):
        name = sorted(plain.gifts)[which % len(plain.gifts)] if plain.gifts else None
        if step == "give":
            book.record(gift(f"g-{number:02}", Money(fen)))
            plain.gifts[f"g-{number:02}"] = fen
            plain.enter("lake", f"g-{number:02}", fen)
        elif step == "feed":
            book.record(gift(f"f-{number}", Money(fen), POT))
            plain.enter(POT, f"f-{number}", fen)
        elif step == "settle":
            event: Any = book.record(settle(number))
            done = plain.settle()
            assert dict(event.given) == done
            settled |= dict.fromkeys(done, f"settle-{number}")
        elif step in {"spend", "waste"}:
            pool = "lake" if step == "spend" else POT
            free = book.balance(pool).free.fen
            if fen <= free:
                book.record(spend(f"s-{number}", Money(fen), pool))
                plain.draw(pool, fen)
            else:
                assert refused(book, spend(f"s-{number}", Money(fen), pool)) == "spending.money"
        elif name is not None and step == "return":
            order: Any = give_back(name, key=f"r-{number}", settlement=settled.get(name, "settle-x"))
            if name in settled and name not in ended:
                event = book.record(order)
                back = plain.back(name)
                assert (sum(part for _, part in event.back), event.stays) == (back, plain.stood[name])
                ended.add(name)
            else:
                assert refused(book, order) in {"book.not_found", "match.stands"}
        elif name is not None:
            order = attrs.evolve(refund(name, Money(fen)), key=f"b-{number}")
            if name in settled and name not in ended:
                assert refused(book, order) == "donation.unmatched"
            elif fen <= plain.there("lake", name):
                book.record(order)
                plain.cut("lake", name, fen)
                plain.gifts[name] -= fen
            else:
                assert refused(book, order) == "donation.refundable"
        compare(book, plain, settled, ended)


def compare(book: Book, plain: _Plain, settled: dict[str, str], ended: set[str]) -> None:
    for pool in (POT, "lake"):
        found = book.balance(pool)
        assert found.is_conserved
        assert (found.free + found.held).fen == plain.there(pool)
        assert found.held.fen <= plain.there(pool)
    stands = sum(plain.stood.values())
    assert book.balance(POT).moved_out.fen == book.balance("lake").moved_in.fen == stands <= plain.budget
    assert pot_left(book, "match-1").fen == plain.budget - stands
    for one in matches_of(book, "match-1"):
        assert one.stands.fen == plain.stood.get(one.gift, 0)
        assert one.matched <= one.offered
        assert plain.cap is None or one.matched.fen <= plain.cap
    for name, live in plain.gifts.items():
        assert live_amount(book._state, told(book, name)).fen == live
        assert book.find(MATCHED, name) == (settled[name] if name in settled and name not in ended else None)


@settings(deadline=None)
@given(
    STEPS,
    st.fractions(Fraction(1, 3), 3, max_denominator=7),
    st.integers(1, 900_00),
    st.none() | st.integers(0, 200_00),
    st.integers(0, 500_00),
)
def test_book_and_plain_model_agree(
    steps: list[tuple[str, int, int]], times: Fraction, budget: int, cap: int | None, guaranteed: int
) -> None:
    """Whatever comes, in whatever order: the same money for the same gifts, and never more than budget, cap and pot."""
    play(steps, times, budget, cap, guaranteed)


amounts = st.integers(1, 300_00).map(Money)
limits = st.none() | st.integers(0, 300_00).map(Money)
pots = st.builds(
    Pot,
    st.integers(1, 900_00).map(Money),
    st.sampled_from([ONE_TO_ONE, A_THIRD_OF_ALL, Ratio(2), Threshold(yuan(200), Ratio(1)), Quadratic()]),
    caps=st.builds(Caps, per_gift=limits, per_donor=limits, per_project=limits),
    short=st.one_of(st.just(FirstCome()), st.just(ProRata()), st.builds(Lottery, st.integers(0, 9))),
    window=st.none() | st.just(DAYS),
)
given_gifts = st.lists(
    st.tuples(
        amounts, st.sampled_from(["lake", "hill"]), st.sampled_from([None, "d-1", "d-2"]), st.sampled_from([None, POOR])
    ),
    max_size=6,
)


def gifts_of(drawn: list[tuple[Any, ...]]) -> list[ReceiveDonation]:
    return [
        gift(f"g-{n}", amount, pool, donor=donor, only_for=only_for)
        for n, (amount, pool, donor, only_for) in enumerate(drawn)
    ]


@settings(deadline=None)
@given(pots, given_gifts, st.integers(1, 900_00).map(Money), st.randoms(use_true_random=False))
def test_settled_and_given_back_is_as_before(pot: Pot, drawn: list[Any], money: Money, order: Any) -> None:
    """In any order of giving back: every sum of every purse is what it was. And never more than budget, caps and money."""
    guaranteed = min(pot.budget, money, yuan(100))
    book = world(announce(pot, guaranteed=guaranteed), *gifts_of(drawn), money=money)
    before, held = balances(book), book.balance(POT).held
    event: Any = book.record(settle())
    matched = got(book)
    assert total(matched.values()) <= min(pot.budget, money)
    assert all(one.matched <= one.offered for one in matches_of(book, "match-1"))
    for cap, of in ((pot.caps.per_gift, "key"), (pot.caps.per_donor, "donor")):
        sums: dict[Any, Money] = {}
        for key, amount in matched.items():
            group = getattr(told(book, key), of)
            sums[group] = sums.get(group, ZERO) + amount
        assert cap is None or all(amount <= cap for amount in sums.values())
    back = [key for key, _ in event.given]
    order.shuffle(back)
    for key in back:
        book.record(give_back(key))
    assert not book.all(MATCHED)
    if event.closes:
        book._state.purses[POT, None].hold(held.fen) if held else None
    elif held.fen > event.held:
        book._state.purses[POT, None].hold(held.fen - event.held)
    assert balances(book) == before


@settings(deadline=None)
@given(pots, given_gifts, st.randoms(use_true_random=False))
def test_who_comes_when_makes_no_difference_where_that_is_promised(pot: Pot, drawn: list[Any], order: Any) -> None:
    """The same gifts, recorded in another order, get the same."""
    orders = gifts_of(drawn)
    once = got(world(announce(pot), *orders, settle(), money=yuan(300)))
    order.shuffle(orders)
    again = got(world(announce(pot), *orders, settle(), money=yuan(300)))
    assert Promise.ORDER_INDEPENDENT not in pot.promises or once == again


# ------------------------------------------------------------------------------------------ would the tests notice?


def cases() -> None:
    """Run what above is run by pytest, without drawing."""
    test_what_is_guaranteed_is_held()
    test_a_guarantee_is_used_up_before_the_rest()
    test_both_sides_of_what_can_be_held(yuan(1000) + Money(1), allowed=False)
    test_over_matching_is_impossible()
    test_a_refunded_gift_is_not_matched()
    test_only_what_the_scope_covers(Scope(["hill"]), {"c"})
    test_nobody_is_let_down()
    test_calling_off()
    test_a_spent_match_stays_spent()
    test_two_projects_of_one_pool_are_two()
    test_a_village_project_out_of_a_provincial_pool()
    test_restricted_money_keeps_its_restriction()
    test_the_eve_and_the_last_day()
    test_a_gift_dated_after_the_settlement_waits()
    test_equal_thirds()
    test_promised_money_does_not_go_back()
    test_days_of_giving_with_a_pot_that_is_short()
    test_fees_are_counted_on_what_stays()
    test_a_second_return_is_refused()


def test_fees_are_counted_on_what_stays() -> None:
    """What went back to the pot did not come in, as far as fees are counted on what came in."""
    book = world(announce(Pot(yuan(500), ONE_TO_ONE)), gift("a", yuan(100)), settle(), spend("pay", yuan(130)))
    assert base_of(book._state, "lake") == 200_00
    book.record(give_back("a"))
    assert base_of(book._state, "lake") == 130_00


def test_a_second_return_is_refused() -> None:
    """A match goes back once, even if more of it could later."""
    book = world(announce(Pot(yuan(500), ONE_TO_ONE)), gift("a", yuan(100)), settle(), give_back("a", key="r"))
    assert refused(book, give_back("a")) == "match.stands"


@pytest.mark.deep
def test_without_a_bug_all_is_well() -> None:
    """What catches a bug below is the bug."""
    cases()


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and one of the tests fails, or the book catches itself."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, InvariantBroken, Refused, Malformed, KeyError, Failed)):
        cases()
