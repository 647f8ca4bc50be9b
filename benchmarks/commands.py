"""Commands recorded per second, traced to the gift, against events of eventsourcing aggregates in memory.

The job, the same for both: 20 pools; half of the commands take in a gift of 700 yuan, half pay 6 yuan, each payment
refused if the pool has not got it. Ours also checks need, ceilings and the key, and can tell whose money each payment
was; the peer keeps two sums for each pool. The peer is written in both ways its documentation shows: methods decorated
with ``@event``, and event classes of one's own with ``trigger_event``, which are faster.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from measure import Line, Report, alternate, main, of, ratio, ratios, seconds, spread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity import Book, Command

POOLS = 20
STORES = 200  # gifts in each pool before the clock starts: the payments eat their way through these
GIFT, PAYMENT = 700, 6
FEW, MANY = 100_000, 400_000
DAY = date(2025, 3, 13)


def open_book() -> Book:
    """Give a book with 20 societies, under a law whose ceilings do not end the job early."""
    from community_charity import (
        Book,
        Capital,
        FoundSociety,
        Law,
        MutualAidSociety,
        OtherBody,
        RegisterOrganisation,
        SocietyForm,
        yuan,
    )

    law = Law.of("cn/anhui/xuancheng/xuanzhou")
    wide = yuan(10**9)
    book = Book(law.amend(since=date(2020, 1, 1), relief_case_ceiling=wide, relief_household_year_ceiling=wide))
    book.record(RegisterOrganisation(key="custodian", on=DAY, organisation=OtherBody("federation")))
    for pool in range(POOLS):
        society = MutualAidSociety(
            f"village-{pool}",
            form=SocietyForm.FILED,
            custodian="federation",
            council=(f"p-{pool}-1", f"p-{pool}-2", f"p-{pool}-3"),
            capital=Capital({"village_collective": yuan(30_000)}),
        )
        book.record(FoundSociety(key=f"found-{pool}", on=DAY, society=society))
    return book


def whole_case(number: str, pool: int, *, grant: int, cost: int) -> list[Command]:
    """Give the orders of one case up to its grant: household, case, what the government paid, grant."""
    from community_charity import (
        Cause,
        Cost,
        GovernmentAid,
        GrantRelief,
        Household,
        OpenCase,
        RecordGovernmentAid,
        RegisterHousehold,
        ReliefCase,
        yuan,
    )

    case = ReliefCase(
        f"case-{number}",
        household=f"household-{number}",
        cause=Cause.ILLNESS,
        costs=[Cost("surgery", yuan(cost), evidence="invoice")],
        insurance=yuan(500),
        medical_assistance=yuan(0),
    )
    return [
        RegisterHousehold(key=f"h-{number}", on=DAY, household=Household(f"household-{number}", (f"m-{number}",))),
        OpenCase(key=f"c-{number}", on=DAY, case=case),
        RecordGovernmentAid(
            key=f"g-{number}", on=DAY, case=case.id, government=GovernmentAid.RECEIVED, amount=yuan(300)
        ),
        GrantRelief(
            key=f"grant-{number}",
            on=DAY,
            case=case.id,
            pool=f"village-{pool}",
            amount=yuan(grant),
            approved_by=(f"p-{pool}-2", f"p-{pool}-3"),
        ),
    ]


def stocked_book(number: int) -> Book:
    """Give the book as it is before the clock starts: money in store, and one large grant for each pool."""
    from community_charity import ReceiveDonation, yuan

    book = open_book()
    needed = number // 2 * PAYMENT // POOLS
    for pool in range(POOLS):
        for store in range(STORES):
            amount = yuan(-(-needed // STORES))
            book.record(ReceiveDonation(key=f"store-{pool}-{store}", on=DAY, pool=f"village-{pool}", amount=amount))
        for order in whole_case(str(pool), pool, grant=needed, cost=needed + 10_000):
            book.record(order)
    return book


def gifts_and_payments(number: int) -> Iterable[Command]:
    """Give the orders of the job, made as they are asked for."""
    from community_charity import PayRelief, ReceiveDonation, yuan

    gift, payment = yuan(GIFT), yuan(PAYMENT)
    for pair in range(number // 2):
        pool = pair % POOLS
        yield ReceiveDonation(key=f"gift-{pair}", on=DAY, pool=f"village-{pool}", amount=gift)
        yield PayRelief(key=f"payment-{pair}", on=DAY, grant=f"grant-{pool}", amount=payment)


def record_each(book: Book, orders: Iterable[Command]) -> None:
    record = book.record
    for order in orders:
        record(order)


def check(book: Book, payments: list[str], paid: int) -> None:
    """See that what was measured is right: nothing lost, each payment traced to gifts, whole."""
    from community_charity import yuan
    from community_charity.money import total

    balance = book.balance()
    assert balance.is_conserved
    assert balance.spent == yuan(paid) * len(payments)
    for payment in payments:
        traces = book.where_from(payment)
        assert total(trace.amount for trace in traces) == yuan(paid)
        # A gift is a fact of the book, or the start-up capital of a village: "village-3/village_collective".
        assert all(book.event(trace.gift) or trace.gift.startswith(trace.pool) for trace in traces)


# --- the sides -----------------------------------------------------------------------------------


def ours(number: int) -> float:
    """Commands a second, made before the clock starts."""
    book, orders = stocked_book(number), list(gifts_and_payments(number))
    taken = seconds(lambda: record_each(book, orders))
    check(book, [f"payment-{pair}" for pair in range(number // 2)], PAYMENT)
    return number / taken


def made(number: int) -> float:
    """Commands a second, with the time to make and check each command."""
    book = stocked_book(number)
    taken = seconds(lambda: record_each(book, gifts_and_payments(number)))
    check(book, [f"payment-{pair}" for pair in range(number // 2)], PAYMENT)
    return number / taken


def explicit(number: int) -> float:
    """Commands a second of the peer, with event classes of its own."""
    from eventsourcing.domain import Aggregate

    class Fund(Aggregate):
        def __init__(self) -> None:
            self.received = self.paid = 0

        class GiftReceived(Aggregate.Event):
            gift: str
            fen: int

            def apply(self, aggregate: Any) -> None:
                aggregate.received += self.fen

        class PaymentMade(Aggregate.Event):
            payment: str
            fen: int

            def apply(self, aggregate: Any) -> None:
                aggregate.paid += self.fen

        def receive(self, gift: str, fen: int) -> None:
            self.trigger_event(self.GiftReceived, gift=gift, fen=fen)

        def pay(self, payment: str, fen: int) -> None:
            if fen > self.received - self.paid:
                raise ValueError(payment)
            self.trigger_event(self.PaymentMade, payment=payment, fen=fen)

    return _peer(Fund, number)


def decorated(number: int) -> float:
    """Commands a second of the peer, with decorated methods."""
    from eventsourcing.domain import Aggregate, event

    class Fund(Aggregate):
        @event("Opened")
        def __init__(self) -> None:
            self.received = self.paid = 0

        @event("GiftReceived")
        def receive(self, gift: str, fen: int) -> None:  # noqa: ARG002 - an argument is a field of the event
            self.received += fen

        @event("PaymentMade")
        def pay(self, payment: str, fen: int) -> None:
            if fen > self.received - self.paid:
                raise ValueError(payment)
            self.paid += fen

    return _peer(Fund, number)


def _peer(fund: Any, number: int) -> float:
    funds = [fund() for _ in range(POOLS)]
    for each in funds:
        for store in range(STORES):
            each.receive(f"store-{store}", PAYMENT * 100)
    gift, payment = GIFT * 100, PAYMENT * 100
    orders = [(funds[pair % POOLS], f"gift-{pair}", f"payment-{pair}") for pair in range(number // 2)]

    def work() -> None:
        for each, gift_key, payment_key in orders:
            each.receive(gift_key, gift)
            each.pay(payment_key, payment)

    taken = seconds(work)
    assert sum(each.received for each in funds) == (gift * (number // 2)) + POOLS * STORES * payment
    assert sum(each.paid for each in funds) == payment * (number // 2)
    assert sum(len(each.pending_events) for each in funds) == number + POOLS * (STORES + 1)
    return number / taken


# --- for information -----------------------------------------------------------------------------


def _cycles(number: int) -> list[Command]:
    from community_charity import Cause, PayRelief, ReceiveDonation, yuan

    orders: list[Command] = []
    for case in range(number // 7):
        pool = f"village-{case % POOLS}"
        *steps, grant = whole_case(f"cycle-{case}", case % POOLS, grant=600, cost=3000)
        orders += [
            *steps,
            ReceiveDonation(key=f"gift-{case}", on=DAY, pool=pool, amount=yuan(700)),
            ReceiveDonation(key=f"gift-b-{case}", on=DAY, pool=pool, amount=yuan(100), only_for=[Cause.ILLNESS]),
            grant,
            PayRelief(key=f"payment-{case}", on=DAY, grant=grant.key, amount=yuan(600)),
        ]
    return orders


def cycles(number: int) -> float:
    """Commands a second where each case is seven commands."""
    book, orders = open_book(), _cycles(number)
    taken = seconds(lambda: record_each(book, orders))
    check(book, [f"payment-{case}" for case in range(number // 7)], 600)
    return len(orders) / taken


def replay(number: int) -> float:
    """Events replayed a second: each decided and checked again."""
    from community_charity import Book

    book = open_book()
    record_each(book, _cycles(number))
    again: list[Book] = []
    taken = seconds(lambda: again.append(Book.replay(book.events, book.law)))
    assert again[0].balance() == book.balance()
    assert again[0].events == book.events
    return len(book.events) / taken


def branch(number: int) -> float:
    """Milliseconds for an independent copy of a book."""
    book = open_book()
    record_each(book, _cycles(number))
    copies: list[Book] = []
    taken = seconds(lambda: copies.append(book.branch()))
    assert copies[0].events == book.events
    return taken * 1000


SIDES = {
    "ours": lambda: ours(FEW),
    "explicit": lambda: explicit(FEW),
    "decorated": lambda: decorated(FEW),
    "made": lambda: made(FEW),
    "ours-many": lambda: ours(MANY),
    "cycles": lambda: cycles(FEW),
    "replay": lambda: replay(FEW),
    "branch": lambda: branch(FEW),
}


def report(quick: bool) -> Report:
    taken = alternate(of(__file__, [side for side in SIDES if side != "ours-many"]), 1 if quick else 5)
    grown = alternate(of(__file__, ["ours", "ours-many"]), 1 if quick else 3)
    time = {"ours": [FEW / rate for rate in grown["ours"]], "many": [MANY / rate for rate in grown["ours-many"]]}
    rate = "a second"
    return Report(
        "Commands recorded, traced to the gift",
        [
            Line("commands recorded", spread(taken["ours"], rate)),
            Line("eventsourcing, event classes and `trigger_event`", spread(taken["explicit"], rate)),
            Line("eventsourcing, methods decorated with `@event`", spread(taken["decorated"], rate)),
            ratio("against its event classes, the faster way", ratios(taken["ours"], taken["explicit"]), at_least=2.17),
            ratio("against its decorated methods", ratios(taken["ours"], taken["decorated"]), at_least=2.17),
            ratio("time of 400,000 commands to that of 100,000", ratios(time["many"], time["ours"]), at_most=5),
            Line("commands made, checked and recorded", spread(taken["made"], rate)),
            Line("whole cases, seven commands each", spread(taken["cycles"], rate)),
            Line("events replayed, each decided again", spread(taken["replay"], rate)),
            Line("a copy of a book of 100,000 events (`branch`)", spread(taken["branch"], "ms")),
        ],
        [
            (
                "The same job on both sides: gifts into 20 pools and payments out of them, refused when the money is not"
                " there, all in memory. Ours does more in each step (need, ceilings, keys used once, whose money it was);"
                " the peer stamps each event with the time, which ours has no clock for."
            ),
            (
                "The peer's event is made from its arguments while the clock runs; our commands are made before, except in"
                " the line *made, checked and recorded*."
            ),
            "Checked in each run: every fen accounted for, each payment traced whole to its gifts, the peer's sums.",
        ],
    )


if __name__ == "__main__":
    main(__file__, SIDES, report)
