"""What must hold between two books that differ in one thing: told of whole lives of cases, and of single cases.

All people, bodies and cases are invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sample
from community_charity.book.book import Book
from community_charity.law.decision import Refused
from community_charity.linkage import RegisterMarks
from community_charity.money import Money, yuan
from community_charity.parties import HouseholdId
from community_charity.pools import Cause
from community_charity.relief import CASES, CaseId
from community_charity.rules.linkage import GovernmentAid
from relief_life import COUNCILS, FUND, HILL, HOMES, MARK, MONEY, TOWN, VILLAGE, lived, people, the_cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.orders import Command
    from community_charity.law.law import Law

pytestmark = pytest.mark.deep
QUICK = settings(max_examples=40, deadline=None)
POOLS = (HILL, TOWN)
FEN = st.integers(1, 300_000)


def given_to(book: Book, orders: Iterable[Command]) -> Book:
    """Give orders to a book; what it refuses is left out."""
    for order in orders:
        try:
            book.record(order)
        except Refused:
            continue
    return book


def the_book(law: Law = sample.LAW) -> Book:
    made = Book(law)
    made.record_all(the_cast())
    return made


def charity_for(book: Book, *cases: str) -> int:
    return sum(book.all(CASES)[CaseId(case)].granted for case in cases)


def as_much_as_may_be(book: Book, name: str, pool: str) -> None:
    """Grant and pay what a case may have of a pool: ask for far too much, and follow the remedy."""
    order: Any = sample.grant(
        key=f"g-{name}-{pool}", case=name, pool=pool, amount=yuan(20_000), approved_by=people(COUNCILS[pool])
    )
    for _ in range(6):
        decision = book.decide(order)
        if decision:
            book.record_all([order, sample.pay(key=f"p-{order.key}", grant=order.key, amount=order.amount)])
            return
        smaller = [one.changes["amount"] for one in decision.remedies if "amount" in one.changes]
        if not smaller:
            return
        order = attrs.evolve(order, amount=min(smaller))


def case_of(name: str, home: str, cost: int, government: int, cause: Cause = Cause.ILLNESS) -> Command:
    state = GovernmentAid.RECEIVED if government else GovernmentAid.REFUSED
    return sample.open_(
        sample.case(
            name,
            household=HouseholdId(home),
            cause=cause,
            costs=(sample.cost(Money(cost)),),
            insurance=Money(0),
            medical_assistance=Money(0),
            government=state,
            government_aid=Money(government),
        )
    )


@QUICK
@given(cost=FEN, government=st.integers(0, 310_000), more=st.sampled_from((1, 1, 5_000)))
def test_more_government_aid_never_means_more_charity(cost: int, government: int, more: int) -> None:
    """Not by a fen; and as long as no ceiling binds it means as much less."""
    got = []
    for aid in (government, government + more):
        made = given_to(the_book(), [case_of("c-1", "h-1", cost, aid)])
        for pool in POOLS:
            as_much_as_may_be(made, "c-1", pool)
        got.append(charity_for(made, "c-1"))
    assert got[1] <= got[0] <= max(0, cost - government)
    if government + more <= cost <= 250_000:  # within the money of the town, which has no ceiling here
        assert got[0] - got[1] == more


@pytest.mark.parametrize(
    ("figure", "fen"),
    [("relief_case_ceiling", 1), ("relief_case_ceiling", 50_000), ("relief_household_year_ceiling", 1)],
)
@pytest.mark.parametrize("seed", range(0, 24, 3))
def test_a_higher_ceiling_never_pays_anyone_less(figure: str, fen: int, seed: int) -> None:
    """The same orders, some of which were refused before: no case gets less than it had under the lower ceiling.

    The orders are those that were recorded, so each of them is allowed under the higher one as well.
    """
    life = lived(seed, 150)
    higher = sample.LAW.amend(since=sample.ON, **{figure: getattr(sample.in_force(), figure) + Money(fen)})
    book = given_to(the_book(higher), life.orders)
    assert len(book.events) == len(life.book.events)
    before, after = life.book.all(CASES), book.all(CASES)
    assert all(after[name].granted >= before[name].granted and after[name].paid >= before[name].paid for name in before)


@QUICK
@given(cost=FEN, fen=st.sampled_from((1, 20_000)))
def test_a_higher_ceiling_gives_as_much_or_more(cost: int, fen: int) -> None:
    """Asked for as much as may be: a fen more of ceiling is a fen more of relief, up to the need."""
    higher = sample.LAW.amend(since=sample.ON, relief_case_ceiling=sample.in_force().relief_case_ceiling + Money(fen))
    got = []
    for law in (sample.LAW, higher):
        made = given_to(the_book(law), [case_of("c-1", "h-1", cost, 0)])
        as_much_as_may_be(made, "c-1", HILL)
        got.append(charity_for(made, "c-1"))
    assert got == [min(cost, 100_000), min(cost, 100_000 + fen)]


NAMED = ("case", "household", "id", "one", "other")


def renamed(value: Any) -> Any:
    """Give an order with other ids of cases and households, whose order by name is turned round."""
    if isinstance(value, tuple):
        return tuple(map(renamed, value))
    if not attrs.has(type(value)):
        return value
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        if not field.init:
            continue
        found = getattr(value, field.name)
        new = other_name(found) if field.name in NAMED and isinstance(found, str) else renamed(found)
        if new is not found:
            changes[field.name] = new
    return attrs.evolve(value, **changes) if changes else value


def other_name(name: str) -> str:
    kind, _, number = name.partition("-")
    return f"{kind}-of-{99 - int(number)}" if kind in ("c", "h") and number.isdigit() else name


@pytest.mark.parametrize("seed", range(10))
def test_names_of_cases_and_households_decide_nothing(seed: int) -> None:
    """The same orders under other names: the same events, the same money for each case and in each pool."""
    life = lived(seed, 200)
    book = given_to(Book(sample.LAW), [renamed(order) for order in (*the_cast(), *life.orders)])
    assert [event.command.key for event in book.events] == [event.command.key for event in life.book.events]
    for name, file in life.book.all(CASES).items():
        twin = book.all(CASES)[CaseId(other_name(name))]
        assert (twin.granted, twin.paid, twin.phase) == (file.granted, file.paid, file.phase)
    for pool in MONEY:
        assert book.balance(pool) == life.book.balance(pool)


@QUICK
@given(
    costs=st.tuples(FEN, FEN),
    government=st.integers(0, 100_000),
    marked=st.booleans(),
    causes=st.sampled_from(((Cause.ILLNESS, Cause.ILLNESS), (Cause.ILLNESS, Cause.DISASTER))),
)
def test_a_household_split_in_two_never_gets_more(
    costs: tuple[int, int], government: int, causes: tuple[Cause, Cause], *, marked: bool
) -> None:
    """The bills of the whole are told for two halves that share a member or a mark: in all they get no more than the whole.

    One cause is one case of the whole; two causes are two of it.
    """
    halves = ("h-3", "h-4") if marked else ("h-1", "h-2")
    marks = [
        RegisterMarks(key=f"m-{home}", on=sample.ON, household=HouseholdId(home), marks=[MARK])
        for home in (halves if marked else ())
    ]
    one, other = causes
    split = given_to(
        the_book(),
        [*marks, case_of("c-1", halves[0], costs[0], government, one), case_of("c-2", halves[1], costs[1], 0, other)],
    )
    if one is other:
        whole = given_to(the_book(), [case_of("c-1", halves[0], sum(costs), government, one)])
        assert set(split.all(CASES)) == {"c-1"}  # the other half finds the first in its way
    else:
        both = [case_of("c-1", halves[0], costs[0], government, one), case_of("c-2", halves[0], costs[1], 0, other)]
        whole = given_to(the_book(), both)
    for book in (split, whole):
        for name in sorted(book.all(CASES)):
            as_much_as_may_be(book, name, HILL)
    assert charity_for(split, *split.all(CASES)) <= charity_for(whole, *whole.all(CASES)) <= 200_000


def test_the_cast_is_what_it_is_taken_for() -> None:
    """Two halves share a member; the pools have the money that the models count with."""
    assert HOMES["h-1"] & HOMES["h-2"]
    assert not HOMES["h-3"] & HOMES["h-4"]
    assert {pool: the_book().balance(pool).free.fen for pool in (VILLAGE, HILL, FUND, TOWN)} == MONEY
