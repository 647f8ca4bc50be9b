"""A book of relief replayed as columns gives the same fen, case by case, and leaves the same money in every purse.

In the book each case is opened, costed, granted the most that the book allows, paid and closed, order by order. The same
facts in columns know nothing of orders. All people, bodies, cases and amounts are invented.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sample
from community_charity.book.book import Book
from community_charity.capital import Capital
from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.organisations import OtherBody
from community_charity.parties import HouseholdId, OrganisationId
from community_charity.pools import Cause
from community_charity.purposes import CANCER
from community_charity.relief import CaseOutcome, Residence
from community_charity.rules.linkage import GovernmentAid
from community_charity.societies.federation import FoundFederation, TownFederation
from community_charity.whatif import Population, Scenario, SharedPool, simulate

if TYPE_CHECKING:
    from random import Random

BEGIN, FIRST, MONTHS, TOWN = date(2025, 10, 1), "2025-11", 4, "town"
PLACES = {
    "anhui": "cn/anhui",
    "fengtai": "cn/anhui/huainan/fengtai",
    "jixi": "cn/anhui/xuancheng/jixi",
    "dingyuan": "cn/anhui/chuzhou/dingyuan",
}
CAUSES = (Cause.ILLNESS, Cause.ACCIDENT)
EDGES = (1, 499_99, 500_00, 500_01, 600_00, 800_00, 999_99, 1_000_00, 1_000_01, 2_000_01, 25_000_00)
CHANCE = st.randoms(use_true_random=True)


def law_of(place: str) -> Law:
    """Give the law of a place with a floor so low that money runs out within a few cases."""
    return Law.of(PLACES[place]).amend(since=date(2024, 1, 1), society_minimum_capital=yuan("0.01"))


def fen(chance: Random, most: int) -> int:
    return chance.choice(EDGES) if chance.random() < 0.5 else chance.randint(1, most)


def a_life(chance: Random, place: str) -> dict[str, Any]:
    """Draw the facts of a few villages, month by month."""
    rows = chance.randint(1, 2)
    homes = [(f"home-{row}-{n}", row) for row in range(rows) for n in range(2)]
    cases = []
    for number in range(chance.randint(1, 8)):
        home, row = chance.choice(homes)
        cause = chance.choice(CAUSES)
        need = fen(chance, 5_000_00)
        cases.append(
            {
                "id": f"case-{number}",
                "household": home,
                "row": row,
                "month": chance.randint(0, MONTHS - 1),
                "cause": cause,
                "cancer": cause is Cause.ILLNESS and chance.random() < 0.5,
                "need": need,
                "insurance": chance.choice((0, 0, 1, need // 3)),
                "medical_assistance": chance.choice((0, 0, need // 4)),
                "government_aid": chance.choice((0, need // 2, need, need + 1)),
                "other_aid": chance.choice((0, 0, 100)),
            }
        )
    return {
        "place": place,
        "capital": [fen(chance, 4_000_00) for _ in range(rows)],
        "gifts": [[chance.choice((0, 0, 1, 700_00)) for _ in range(rows)] for _ in range(MONTHS)],
        "town": fen(chance, 25_000_00) if place == "fengtai" else None,
        "cases": sorted(cases, key=lambda case: case["month"]),
    }


# --- the book --------------------------------------------------------------------------------------


def day_of(month: int, day: int) -> date:
    return date(2025 + (10 + month) // 12, (10 + month) % 12 + 1, day)


def begun(life: dict[str, Any]) -> Book:
    """Give a book with the villages, the town's federation and the households."""
    book = Book(law_of(life["place"]))
    book.record(attrs.evolve(sample.enter(sample.federation()), on=BEGIN))
    for row, capital in enumerate(life["capital"]):
        council = sample.people(*(f"p-{row}-{n}" for n in range(3)))
        new = sample.society(
            id=OrganisationId(f"v-{row}"), council=council, members=60, capital=sample.capital(Money(capital))
        )
        book.record(sample.found(new, key=f"found-{row}", on=BEGIN))
    if life["town"] is not None:
        book.record(attrs.evolve(sample.enter(OtherBody(OrganisationId(TOWN))), on=BEGIN))
        capital = Capital({"donors": Money(life["town"])})
        town = TownFederation(OrganisationId(TOWN), council=sample.people("t-1", "t-2", "t-3"), capital=capital)
        book.record(FoundFederation(key="found-town", on=BEGIN, federation=town))
    for home in dict.fromkeys(case["household"] for case in life["cases"]):
        book.record(sample.settle(sample.household(home, f"of-{home}"), on=BEGIN))
    return book


def lived(life: dict[str, Any]) -> tuple[Book, dict[str, list[int]]]:
    """Give the book after all cases, and what each case got from each kind of pool."""
    book = begun(life)
    layers = ["society"] if life["town"] is None else ["society", "federation"]
    paid: dict[str, list[int]] = {layer: [] for layer in layers}
    for month in range(MONTHS):
        for row, amount in enumerate(life["gifts"][month]):
            if amount:
                gift = {"key": f"gift-{month}-{row}", "pool": f"v-{row}", "amount": Money(amount)}
                book.record(sample.receive(**gift, on=day_of(month, 1)))
        for case in life["cases"]:
            if case["month"] == month:
                opened(book, case)
                for layer in layers:
                    paid[layer].append(the_most(book, case, layer))
                outcome = (
                    CaseOutcome.RELIEVED if paid["society"][-1] or paid[layers[-1]][-1] else CaseOutcome.NOT_ELIGIBLE
                )
                book.record(sample.close(outcome, key=f"close-{case['id']}", case=case["id"], on=day_of(month, 2)))
    return book, paid


def opened(book: Book, case: dict[str, Any]) -> None:
    known = {name: Money(case[name]) for name in ("insurance", "medical_assistance", "government_aid", "other_aid")}
    relief = sample.case(
        case["id"],
        household=HouseholdId(case["household"]),
        cause=case["cause"],
        costs=(sample.cost(Money(case["need"])),),
        government=GovernmentAid.RECEIVED if case["government_aid"] else GovernmentAid.REFUSED,
        residence=Residence(hukou_here=True, lives_here=True),
        purpose=CANCER if case["cancer"] else None,
        **known,
    )
    book.record(sample.open_(relief, on=day_of(case["month"], 2)))


def the_most(book: Book, case: dict[str, Any], layer: str) -> int:
    """Ask for far too much, and follow what the book says would be allowed; pay it at once."""
    row = case["row"]
    pool, council = (
        (f"v-{row}", (f"p-{row}-0", f"p-{row}-1", f"p-{row}-2"))
        if layer == "society"
        else (TOWN, ("t-1", "t-2", "t-3"))
    )
    on = day_of(case["month"], 2)
    order: Any = sample.grant(
        key=f"g-{case['id']}-{layer}", case=case["id"], pool=pool, amount=yuan(90_000), on=on,
        approved_by=sample.people(*council),
    )  # fmt: skip
    while not (decision := book.decide(order)):
        told = [one.changes["amount"] for one in decision.remedies if "amount" in one.changes]
        smaller = [amount for amount in told if amount < order.amount]
        if not smaller:
            return 0
        order = attrs.evolve(order, amount=min(smaller))
    book.record_all([order, sample.pay(key=f"pay-{order.key}", grant=order.key, amount=order.amount, on=on)])
    fen: int = order.amount.fen
    return fen


# --- the columns -----------------------------------------------------------------------------------


def columns_of(life: dict[str, Any]) -> Population:
    """Put the same facts into columns."""
    cases, rows = life["cases"], len(life["capital"])
    names = ("household", "need", "cancer", "insurance", "medical_assistance", "government_aid", "other_aid")
    table = {name: [case[name] for case in cases] for name in names}
    table["society"] = [f"v-{case['row']}" for case in cases]
    table["month"] = [case["month"] + 1 for case in cases]
    table["cause"] = [case["cause"].value for case in cases]  # the book counts causes, whatever the purpose
    pools = []
    if life["town"] is not None:
        pools = [SharedPool("federation", kind="federation", by="town", members=[TOWN], opening=[life["town"]])]
    return Population.from_frame(
        {"society": [f"v-{row}" for row in range(rows)], "capital": life["capital"], "town": [TOWN] * rows}
        | {f"gifts_{month + 1}": life["gifts"][month] for month in range(MONTHS)},
        unit="fen",
        check_unit=False,  # a few yuan
        first_month=FIRST,
        cases=table,
        months=MONTHS,
        pools=pools,
    )


def compare(life: dict[str, Any]) -> dict[str, list[int]]:
    """See that book and columns agree to the fen; give what was paid."""
    book, paid = lived(life)
    scenario = Scenario(law_of(life["place"]), layers=tuple(paid))
    found = simulate(columns_of(life), scenario, keep=("cases", "months"))
    assert {layer: column.tolist() for layer, column in found.kept.cases.items()} == paid
    assert found.closing.tolist() == [book.balance(f"v-{row}").free.fen for row in range(len(life["capital"]))]
    if life["town"] is not None:
        assert found.pools["federation"].tolist() == [book.balance(TOWN).free.fen]
    spent = book.balance().spent.fen
    assert found.total("paid").fen == spent
    return paid


@settings(max_examples=30, deadline=None)
@pytest.mark.parametrize("place", PLACES)
@given(chance=CHANCE)
def test_a_book_and_its_columns_pay_the_same(place: str, chance: Random) -> None:
    """Case by case, pool by pool; and the same money is left in each purse."""
    compare(a_life(chance, place))


EXAMPLES = [
    ("anhui", 5_000_00, [1_000_00, 1_000_00, 0]),
    ("anhui", 1_500_00, [1_000_00, 500_00, 0]),
    ("fengtai", 5_000_00, [2_000_00, 0, 0]),
    ("jixi", 5_000_00, [800_00, 600_00, 600_00]),
    ("jixi", 1_399_99, [800_00, 0, 0]),
    ("dingyuan", 1_499_99, [1_000_00, 0, 0]),
    ("dingyuan", 1_500_00, [1_000_00, 500_00, 0]),
]


@pytest.mark.parametrize(("place", "capital", "paid"), EXAMPLES)
def test_by_hand(place: str, capital: int, paid: list[int]) -> None:
    """Three cases of a household in a year for three causes, in two months, each of ¥9,000; the first is cancer."""
    cases = [
        {
            "id": f"case-{n}", "household": "home-0", "row": 0, "month": min(n, 1), "cause": cause, "cancer": n == 0, "need": 9_000_00,
            "insurance": 0, "medical_assistance": 0, "government_aid": 0, "other_aid": 0,
        }
        for n, cause in enumerate((Cause.ILLNESS, Cause.ACCIDENT, Cause.DISASTER))
    ]  # fmt: skip
    life = {"place": place, "capital": [capital], "gifts": [[0]] * MONTHS, "town": None, "cases": cases}
    assert compare(life)["society"] == paid
