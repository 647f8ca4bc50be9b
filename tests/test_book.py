"""The book: deciding, recording, replaying, branching, closing, reading. All people and bodies are invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.book.book import REPLAY, Book
from community_charity.book.orders import HANDLERS, Command, Event, Table, handles
from community_charity.book.periods import ClosePeriod, PeriodClosed
from community_charity.book.state import State
from community_charity.book.tracing import Trace
from community_charity.errors import InvariantBroken, LawError, Malformed
from community_charity.funds import FUNDS
from community_charity.giving import DonationReceived
from community_charity.language import Text
from community_charity.law.decision import Checks, Outcome, Refused
from community_charity.money import Money, yuan
from community_charity.organisations import ORGANISATIONS, TIES, ties_of
from community_charity.pools import POOLS, Cause
from community_charity.relief import CASES, HOUSEHOLDS, CaseId, CaseOutcome, RegisterHousehold, ReliefPaid
from community_charity.restrictions import Restriction, Use
from community_charity.rules.linkage import GovernmentAid
from community_charity.societies import SOCIETIES
from sample import (
    CASE,
    FUND,
    HOME,
    LATER,
    LAW,
    ON,
    SOCIETY,
    agreement,
    aid,
    bills,
    bodies,
    book,
    case,
    close,
    cost,
    establish,
    expire,
    from_fund,
    fund,
    government,
    grant,
    household,
    open_,
    papers,
    pay,
    people,
    receive,
    refer,
    reverse_gift,
    settle,
    society,
    take_back,
    tied,
    urgent_case,
    urgent_grant,
    void,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community_charity.law.law import LawInForce

# --- orders drawn at random ----------------------------------------------------------------------

keys = st.sampled_from([f"k-{n}" for n in range(8)])
days = st.sampled_from([ON, ON + timedelta(days=1), LATER, date(2025, 12, 31), date(2026, 1, 1), date(2026, 8, 1)])
amounts = st.sampled_from([1, 10_000, 30_000, 79_999, 80_000, 80_001, 100_000, 100_001]).map(Money)
cases = st.sampled_from([CASE, CaseId("case-2"), CaseId("case-9")])
some_causes = st.sampled_from([None, frozenset({Cause.ILLNESS}), frozenset({Cause.ILLNESS, Cause.DISASTER})])
voters = st.sampled_from([people("p-1", "p-2"), people("p-1"), people("c-1", "c-2", "c-3"), people("p-1", "p-2", "x")])
aids = st.sampled_from(
    [(GovernmentAid.RECEIVED, yuan(100)), (GovernmentAid.PENDING, yuan(0)), (GovernmentAid.REFUSED, yuan(0))]
)
pools = st.sampled_from([SOCIETY, FUND, "village-9"])
grants = keys | st.just("grant-1")

orders: st.SearchStrategy[Command] = st.one_of(
    st.builds(receive, key=keys, on=days, pool=pools, amount=amounts, only_for=some_causes),
    st.builds(grant, key=keys, on=days, case=cases, pool=pools, amount=amounts, approved_by=voters,
              emergency=st.booleans(), expires=st.none() | days),
    st.builds(grant, key=keys, on=days, case=cases, amount=amounts),
    st.builds(urgent_grant, key=keys, on=days, case=st.just(CaseId("case-2")), amount=amounts),
    st.builds(pay, key=keys, on=days, grant=grants, amount=amounts),
    st.builds(pay, key=keys, on=days, amount=st.sampled_from([Money(1), yuan(100)])),
    st.builds(void, key=keys, on=days, grant=grants),
    st.builds(expire, key=keys, on=days, grant=grants),
    st.builds(take_back, key=keys, on=days, payment=keys | st.just("pay-1")),
    st.builds(reverse_gift, key=keys, on=days, donation=keys | st.sampled_from(["gift-1", "gift-2"])),
    st.builds(aid, key=keys, on=days, case=cases, insurance=st.none() | amounts),
    st.builds(lambda which, **more: government(*which, **more), aids, key=keys, on=days, case=cases),
    st.builds(lambda amount, **more: bills(cost(amount), **more), amounts, key=keys, on=days, case=cases),
    st.builds(papers, key=keys, on=days, case=cases),
    st.builds(refer, st.sampled_from([True, False, None]), key=keys, on=days, case=cases),
    st.builds(close, st.sampled_from(list(CaseOutcome)), key=keys, on=days, case=cases),
    st.builds(ClosePeriod, key=keys, on=days, through=st.just(ON)),
)  # fmt: skip


def start() -> Book:
    """Give a book with gifts, a grant paid in part, and a second case, one that cannot wait."""
    return book(
        open_(urgent_case("case-2", cause=Cause.DISASTER)),
        receive(amount=yuan(200), only_for=[Cause.ILLNESS]),
        receive(key="gift-2", amount=yuan(50)),
        grant(amount=yuan(300), expires=LATER),
        pay(amount=yuan(50)),
    )


@given(st.lists(orders, max_size=12))
def test_decide_and_record_agree(commands: list[Command]) -> None:
    """What `decide` allows `record` does, what it does not allow is refused; deciding and refusing change nothing.

    Every fen stays accounted for, and the events replay to the same facts.
    """
    made = start()
    for command in commands:
        before = made._state.facts()
        decision = made.decide(command)
        assert made._state.facts() == before
        if decision.outcome is Outcome.ALLOWED:
            event = made.record(command)
            assert event.command == command
            assert made.event(command.key) is event
        else:
            with pytest.raises(Refused) as refused:
                made.record(command)
            assert refused.value.decision.outcome is decision.outcome
            assert decision.reason is not None
            assert refused.value.reason == decision.reason.ground.code
            assert made._state.facts() == before
        assert made.balance().is_conserved
        assert all(purse.free >= 0 and purse.held >= 0 for purse in made.purses())
    assert Book.replay(made.events, LAW)._state.facts() == made._state.facts()


@given(st.lists(orders, max_size=8), st.lists(orders, max_size=8))
def test_record_all_is_all_or_nothing(first: list[Command], more: list[Command]) -> None:
    """Orders recorded together do what they do one by one, or, if one is refused, nothing at all."""
    together, singly = start(), start()
    for command in first:
        if together.decide(command):
            assert together.record(command) == singly.record(command)
    before = together._state.facts()
    one_by_one = [recorded_or_refused(singly, command) for command in more]
    refused = next((result for result in one_by_one if isinstance(result, str)), None)
    if refused is None:
        assert together.record_all(more) == tuple(one_by_one)
        assert together._state.facts() == singly._state.facts()
        return
    with pytest.raises(Refused) as again:
        together.record_all(more)
    assert again.value.reason == refused
    assert together._state.facts() == before


def recorded_or_refused(made: Book, command: Command) -> object:
    """Give the event, or the code of the reason."""
    try:
        return made.record(command)
    except Refused as refused:
        return refused.reason


@given(st.lists(orders, max_size=8), st.lists(orders, max_size=6), st.lists(orders, max_size=6))
def test_branches_are_independent(first: list[Command], here: list[Command], there: list[Command]) -> None:
    """What happens in a branch does not happen in the book, nor the other way round; both follow the same law."""
    made = start()
    record_what_is_allowed(made, first)
    branch = made.branch()
    before = made._state.facts()
    assert branch._state.facts() == before
    assert branch.law is made.law
    record_what_is_allowed(branch, there)
    assert made._state.facts() == before
    in_branch = branch._state.facts()
    record_what_is_allowed(made, here)
    assert branch._state.facts() == in_branch
    assert made.balance().is_conserved
    assert branch.balance().is_conserved


def record_what_is_allowed(made: Book, commands: list[Command]) -> None:
    for command in commands:
        if made.decide(command):
            made.record(command)


@given(st.lists(orders, max_size=12))
def test_every_fen_can_be_followed(commands: list[Command]) -> None:
    """The gifts behind a payment add up to it, the uses of a gift never exceed it, and both tell the same story."""
    made = start()
    record_what_is_allowed(made, commands)
    gifts = {gift for purse in made.purses() for gift in purse.gifts()}
    forwards = {trace for gift in gifts for trace in made.where_to(gift)}
    backwards = {trace for event in made.events for trace in made.where_from(event.command.key)}
    assert forwards == backwards
    assert sum(trace.amount.fen for trace in forwards) == made.balance().spent.fen
    for event in made.events:
        traced = sum(trace.amount.fen for trace in made.where_from(event.command.key))
        assert traced in (0, getattr(event.command, "amount", Money(0)).fen)
        assert not traced or isinstance(event, ReliefPaid)
        if isinstance(event, DonationReceived):
            used = sum(trace.amount.fen for trace in made.where_to(event.command.key))
            assert used <= event.command.amount.fen


# --- keys ----------------------------------------------------------------------------------------


def test_the_same_order_counts_once() -> None:
    """An order given again under its key gives the recorded event itself and adds nothing; `decide` allows it."""
    made = book(receive())
    event, before = made.event("gift-1"), made._state.facts()
    assert made.decide(receive())
    assert made.record(receive()) is event
    assert made.record_all([receive(), receive()]) == (event, event)
    assert made._state.facts() == before


@pytest.mark.parametrize(
    "other",
    [receive(amount=yuan(201)), receive(on=LATER), receive(pool=FUND), grant(key="gift-1"), receive(donor="d-1")],
)
def test_a_key_is_used_for_one_order(other: Command) -> None:
    """Another order under a known key is refused, whatever differs; the event stays."""
    made = book(receive())
    event = made.event("gift-1")
    with pytest.raises(Refused) as refused:
        made.record(other)
    assert refused.value.reason == "book.key_conflict"
    assert made.event("gift-1") is event


def test_the_same_order_counts_once_in_a_closed_period() -> None:
    """An order that was recorded before its period closed is still the same order."""
    made = book(receive(), ClosePeriod(key="close", on=LATER, through=ON))
    assert made.record(receive()) is made.event("gift-1")
    assert made.decide(receive())


# --- replaying -----------------------------------------------------------------------------------


def lively() -> Book:
    """Give a book in which much has happened."""
    return book(
        receive(only_for=[Cause.ILLNESS]),
        grant(amount=yuan(300), expires=LATER),
        pay(amount=yuan(100)),
        take_back(),
        expire(on=LATER + timedelta(days=1)),
        tied("p-1", "f-1"),
        ClosePeriod(key="close", on=date(2025, 4, 1), through=date(2025, 3, 31)),
    )


def test_replay_gives_the_same_book() -> None:
    """The same events under the same law give the same facts, balances and traces."""
    made = lively()
    again = Book.replay(made.events, LAW)
    assert again._state.facts() == made._state.facts()
    assert again.events == made.events
    assert again.balance() == made.balance()


@pytest.mark.parametrize("place", range(4, 13))
def test_a_lost_event_is_noticed(place: int) -> None:
    """Without one of its events a history no longer follows: the book says so, and names the event."""
    events = list(lively().events)
    del events[place]
    if place == len(events):
        return
    with pytest.raises((InvariantBroken, Refused)):
        Book.replay(events, LAW)


def test_a_tampered_event_is_noticed() -> None:
    """An event whose number or purses are not what its order gives breaks an invariant."""
    made = lively()
    granted: Any = made.event("grant-1")
    for forged in (
        attrs.evolve(granted, number=granted.number + 1),
        attrs.evolve(granted, parts=(((SOCIETY, None), 30_000),)),
    ):
        events = [forged if event is granted else event for event in made.events]
        with pytest.raises(InvariantBroken, match=f"event {forged.number}") as broken:
            Book.replay(events, LAW)
        assert broken.value.code == REPLAY


def test_a_law_that_forbids_the_past_is_noticed() -> None:
    """Replayed under a law that would have refused an order, the book refuses it with the reason."""
    reform = LAW.amend(since=date(2025, 1, 1), relief_case_ceiling=yuan(200))
    with pytest.raises(Refused) as refused:
        Book.replay(lively().events, reform)
    assert refused.value.reason == "relief.case_ceiling"


# --- closing -------------------------------------------------------------------------------------


def month(key: str, on: date, through: date) -> ClosePeriod:
    return ClosePeriod(key=key, on=on, through=through)


@pytest.mark.parametrize(("on", "allowed"), [(date(2025, 3, 31), False), (date(2025, 4, 1), True)])
def test_nothing_is_dated_into_a_closed_period(on: date, *, allowed: bool) -> None:
    """The last closed day is closed, the day after is open."""
    made = book(month("close", date(2025, 4, 2), date(2025, 3, 31)))
    assert bool(made.decide(receive(on=on))) is allowed


@pytest.mark.parametrize(("on", "allowed"), [(date(2025, 3, 31), False), (date(2025, 4, 1), True)])
def test_a_period_closes_after_its_end(on: date, *, allowed: bool) -> None:
    """A period may be closed from the day after its last day on."""
    assert bool(book().decide(month("close", on, date(2025, 3, 31)))) is allowed


def test_closing_never_opens() -> None:
    """An earlier day closed later does not open the days between."""
    made = book(month("close-may", date(2025, 6, 1), date(2025, 5, 31)))
    with pytest.raises(Refused) as refused:
        made.record(month("close-march", date(2025, 6, 2), date(2025, 3, 31)))
    assert refused.value.reason == "book.period_open"
    assert not made.decide(receive(on=date(2025, 4, 15)))
    closed = made.record(month("close-june", date(2025, 7, 1), date(2025, 6, 30)))
    assert isinstance(closed, PeriodClosed)
    assert not made.decide(receive(on=date(2025, 6, 15)))


# --- what is no order, and days before the law ---------------------------------------------------


@pytest.mark.parametrize("order", [None, "grant", 7, object(), Command(key="k", on=ON)])
def test_what_is_no_order(order: Any) -> None:
    """Anything but a known command is malformed, for `decide`, `record` and `record_all`; a text is not quoted."""
    made = book()
    for ask in (made.decide, made.record, lambda order: made.record_all([order])):
        with pytest.raises(Malformed, match=r"book.command"):
            ask(order)


def test_a_day_before_the_law() -> None:
    """On a day for which a figure has no value the question is an error, and nothing is recorded."""
    made = Book(LAW)
    made.record_all(bodies()[:2])
    early = case(referred_by=None)
    made.record(settle(on=date(2010, 1, 1)))
    old = fund(agreement=agreement(signed_on=date(2009, 1, 1)))
    made.record_all([establish(old, on=date(2010, 1, 1)), open_(early, on=date(2010, 1, 1))])
    before = made._state.facts()
    for ask in (made.decide, made.record):
        with pytest.raises(LawError, match=r"law.no_value"):
            ask(from_fund(on=date(2010, 1, 2)))
    assert made._state.facts() == before


# --- reading -------------------------------------------------------------------------------------


def test_events_are_in_order() -> None:
    """Events come in the order of recording, numbered from zero; an unknown key has none."""
    made = lively()
    assert [event.number for event in made.events] == list(range(len(made.events)))
    assert [event.command.key for event in made.events][:2] == ["enter-city-charity", "enter-town-federation"]
    assert made.event("nobody-used-this") is None


def test_rows_are_found() -> None:
    """`find` gives one row or None, `all` every row by id; changing what was given changes no book."""
    made = book()
    assert made.find(SOCIETIES, society().id) == society()
    assert made.find(CASES, CaseId("case-9")) is None
    assert set(made.all(POOLS)) == {SOCIETY, FUND}
    assert set(made.all(FUNDS)) == {FUND}
    assert set(made.all(HOUSEHOLDS)) == {HOME}
    assert len(made.all(ORGANISATIONS)) == 2
    assert made.find(TIES, None) is None
    rows: Any = made.all(HOUSEHOLDS)
    rows.clear()
    made.purses()[0].receive("smuggled", 100)
    assert set(made.all(HOUSEHOLDS)) == {HOME}
    assert made.balance().received == yuan(35_000)


def test_entered_again_a_household_has_its_new_members() -> None:
    """A household registered again replaces its members; a tie entered is kept with the others."""
    made = book(tied("p-1", "f-1"), tied("p-2", "x-1"))
    made.record(RegisterHousehold(key="again", on=LATER, household=household(HOME, "f-9")))
    again = made.find(HOUSEHOLDS, HOME)
    assert again is not None
    assert again.members == ("f-9",)
    assert len(ties_of(made._state)) == 2


def test_balances_and_traces() -> None:
    """A pool's purses are told apart by restriction; restricted money goes first, and its way is told."""
    ill = Restriction(purposes=[Cause.ILLNESS])
    made = book(receive(amount=yuan(200), only_for=ill), grant(amount=yuan(300)), pay(amount=yuan(250)))
    assert [(purse.pool, purse.restriction) for purse in made.purses(SOCIETY)] == [(SOCIETY, None), (SOCIETY, ill)]
    assert len(made.purses()) == 3
    balance = made.balance(SOCIETY)
    assert (balance.received, balance.held, balance.spent) == (yuan(30_200), yuan(50), yuan(250))
    assert balance.free == yuan(29_900)
    assert made.balance(FUND).received == yuan(5_000)
    with pytest.raises(Malformed, match=r"book.unknown"):
        made.balance("village-9")
    capital_gift = f"{SOCIETY}/village_collective"
    assert set(made.where_from("pay-1")) == {
        Trace("gift-1", "pay-1", yuan(200), SOCIETY, ill),
        Trace(capital_gift, "pay-1", yuan(50), SOCIETY, None),
    }
    assert made.where_to("gift-1") == (Trace("gift-1", "pay-1", yuan(200), SOCIETY, ill),)
    for ask in (made.where_from, made.where_to, made.purses):
        with pytest.raises(Malformed, match=r"book.unknown") as unknown:
            ask("giver-of-nothing")
        assert "giver" not in str(unknown.value)
    assert made.where_from("gift-1") == ()  # an event, but no payment


def test_conservation_is_checked_not_assumed() -> None:
    """A balance that does not add up says so."""
    balance = book().balance()
    assert balance.is_conserved
    assert not attrs.evolve(balance, spent=Money(1)).is_conserved


def test_a_book_shows_nothing_private() -> None:
    """Neither the book, nor its events, nor its rows show a diagnosis, a bill, a giver or a reason."""
    made = book(receive(donor="donor-who-hides"), grant(), pay(), take_back(), case=case(cause=Cause.ACCIDENT))
    shown = repr((made, made.events, made.all(CASES), made.all(HOUSEHOLDS), made.decide(receive(key="k"))))
    assert "<Book cn/anhui/xuancheng/xuanzhou: 10 events" in repr(made)
    for secret in ("treatment", "bill-17", "hides", "came back", "f-1", "accident", "1200"):
        assert secret not in shown


# --- a noun of somebody else ---------------------------------------------------------------------

WISHES: Table[str, str] = Table("wishes, for this test")


@attrs.frozen(kw_only=True)
class MakeWish(Command):
    """Make a wish: a noun that another package might add."""

    ASKED: ClassVar[Text] = Text("wish {what}", "许愿：{what}")

    what: str


@attrs.frozen
class WishMade(Event[MakeWish]):
    """A wish was made."""


@pytest.fixture
def wishes() -> Iterator[None]:
    def apply(state: State, event: WishMade) -> None:
        state.of(WISHES)[event.command.what] = event.command.key

    @handles(MakeWish, apply=apply)
    def decide(state: State, order: MakeWish, _law: LawInForce, checks: Checks) -> WishMade:
        state.absent(WISHES, order.what, Text("wish", "心愿"), checks)
        return WishMade(len(state.events), order)

    assert HANDLERS[MakeWish].decide is decide
    yield
    del HANDLERS[MakeWish]


@pytest.mark.usefixtures("wishes")
def test_another_package_can_add_a_noun() -> None:
    """A command with its own table and event is decided, recorded, replayed, branched and refused like any other."""
    made = book()
    wish = MakeWish(key="wish-1", on=ON, what="a football")
    assert made.decide(wish).line() == "Allowed: wish a football, 2025-03-13"
    branch = made.branch()
    event = branch.record(wish)
    assert isinstance(event, WishMade)
    assert branch.find(WISHES, "a football") == "wish-1"
    assert not made.all(WISHES)
    with pytest.raises(Refused) as refused:
        branch.record(MakeWish(key="wish-2", on=ON, what="a football"))
    assert refused.value.reason == "book.exists"
    assert Book.replay(branch.events, LAW).all(WISHES) == {"a football": "wish-1"}


def test_a_pool_without_money_has_no_purse() -> None:
    """A pool that a noun opens without a purse has nothing that it may spend, and nothing breaks."""
    state = State()
    assert list(state.admitting("new", Use(Cause.ILLNESS, on=ON))) == []
    purse = state.purse("new", Restriction(purposes=[Cause.ILLNESS]))
    assert list(state.admitting("new", Use(Cause.ILLNESS, on=ON))) == [purse]
    assert list(state.admitting("new", Use(Cause.DISASTER, on=ON))) == []


def test_the_narrowest_restriction_goes_first() -> None:
    """Money for one cause is drawn before money for two, and that before money for any."""
    wide, narrow = frozenset({Cause.ILLNESS, Cause.EDUCATION}), frozenset({Cause.ILLNESS})
    made = book(
        receive(key="any", pool=FUND, amount=yuan(10)),
        receive(key="wide", pool=FUND, amount=yuan(10), only_for=wide),
        receive(key="narrow", pool=FUND, amount=yuan(10), only_for=narrow),
        receive(key="school", pool=FUND, amount=yuan(10), only_for=[Cause.EDUCATION]),
        from_fund(amount=yuan(15)),
        pay(amount=yuan(15)),
    )
    assert [(t.gift, t.amount) for t in sorted(made.where_from("pay-1"), key=lambda t: t.amount)] == [
        ("wide", yuan(5)),
        ("narrow", yuan(10)),
    ]


def test_a_repeated_event_is_no_history() -> None:
    """Replaying the same event twice is refused: the second one cannot be the next."""
    events = book().events
    with pytest.raises(InvariantBroken, match=r"book\.replay"):
        Book.replay([*events, events[-1]], LAW)
