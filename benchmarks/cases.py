"""Whole relief cases a second, from opening to payment by the full procedure, against plain events of eventsourcing.

A case is seven orders: opened, government's decision recorded, looked into by two, reviewed by the panel, put on public
notice, granted on the review after the notice ended, paid. Ours decides each order by its grounds: government first, need,
ceilings, quorum, recusal, the notice's last day, one chain for a household and a cause. The peer's aggregate writes seven
facts of a case down and checks nothing but their order.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from commands import open_book, record_each
from measure import Line, Report, alternate, main, of, ratio, ratios, seconds, spread

if TYPE_CHECKING:
    from community_charity import Book, Command

CASES = 5_000
POOLS = 20
STEPS = 7
DAY, AFTER = date(2025, 3, 13), date(2025, 3, 19)


def prepared(number: int) -> tuple[Book, list[Command]]:
    """Give a book whose societies adopted the full procedure and have money, and the orders of the cases."""
    from community_charity import AdoptProcedure, Household, ReceiveDonation, RegisterHousehold, Step, yuan

    book = open_book()
    for pool in range(POOLS):
        name, panel = f"village-{pool}", (f"p-{pool}-1", f"p-{pool}-2")
        book.record(AdoptProcedure(key=f"adopt-{pool}", on=DAY, pool=name, steps=list(Step), approved_by=panel))
        book.record(ReceiveDonation(key=f"store-{pool}", on=DAY, pool=name, amount=yuan(600) * number))
    for case in range(number):
        book.record(RegisterHousehold(key=f"h-{case}", on=DAY, household=Household(f"home-{case}", (f"m-{case}",))))
    return book, [order for case in range(number) for order in _orders(case)]


def _orders(number: int) -> list[Command]:
    from community_charity import (
        Cause,
        Cost,
        GovernmentAid,
        GrantRelief,
        InvestigateCase,
        OpenCase,
        PayRelief,
        PostNotice,
        RecordGovernmentAid,
        ReliefCase,
        ReviewCase,
        yuan,
    )

    pool = number % POOLS
    panel = (f"p-{pool}-1", f"p-{pool}-2", f"p-{pool}-3")
    case = ReliefCase(
        f"case-{number}",
        household=f"home-{number}",
        cause=Cause.ILLNESS,
        costs=[Cost("surgery", yuan(3000), evidence="invoice")],
        insurance=yuan(500),
        medical_assistance=yuan(0),
    )
    known = {"on": DAY, "case": case.id}
    return [
        OpenCase(key=f"open-{number}", on=DAY, case=case),
        RecordGovernmentAid(key=f"gov-{number}", government=GovernmentAid.RECEIVED, amount=yuan(300), **known),
        InvestigateCase(key=f"look-{number}", by=panel[:2], report=f"report-{number}", **known),
        ReviewCase(
            key=f"review-{number}",
            pool=f"village-{pool}",
            amount=yuan(600),
            present=panel,
            in_favour=panel[1:],
            **known,
        ),
        PostNotice(key=f"notice-{number}", on=DAY, review=f"review-{number}"),
        GrantRelief(
            key=f"grant-{number}",
            on=AFTER,
            case=case.id,
            pool=f"village-{pool}",
            amount=yuan(600),
            review=f"review-{number}",
        ),
        PayRelief(key=f"pay-{number}", on=AFTER, grant=f"grant-{number}", amount=yuan(600)),
    ]


def check(book: Book, number: int) -> None:
    from community_charity import CASES as FILES
    from community_charity import Phase, yuan

    balance = book.balance()
    assert balance.is_conserved
    assert balance.spent == yuan(600) * number
    assert {file.phase for file in book.all(FILES).values()} == {Phase.PAID}


def recorded(number: int) -> float:
    """Cases a second, each order decided and recorded."""
    book, orders = prepared(number)
    taken = seconds(lambda: record_each(book, orders))
    check(book, number)
    return number / taken


def explained(number: int) -> float:
    """Cases a second, with the decision on each order and all its findings built besides."""
    book, orders = prepared(number)
    findings: list[Any] = []

    def work() -> None:
        for order in orders:
            findings.append(book.decide(order).findings)
            book.record(order)

    taken = seconds(work)
    check(book, number)
    assert len(findings) == STEPS * number
    assert all(finding.values or not finding.ground.figures for found in findings[-STEPS:] for finding in found)
    return number / taken


def peer(number: int) -> float:
    """Cases a second of the peer: seven facts each, with its decorated methods."""
    from eventsourcing.domain import Aggregate, event

    class Case(Aggregate):
        @event("Opened")
        def __init__(self, household: str, cost: int) -> None:
            self.household, self.cost, self.step, self.paid = household, cost, 1, 0

        @event("AidRecorded")
        def aid(self, fen: int) -> None:
            self.cost -= fen
            self.step = 2

        @event("Investigated")
        def investigate(self, by: tuple[str, ...]) -> None:
            self.by, self.step = by, 3

        @event("Reviewed")
        def review(self, fen: int, present: tuple[str, ...]) -> None:
            self.approved, self.present, self.step = fen, present, 4

        @event("Posted")
        def post(self, until: str) -> None:
            self.until, self.step = until, 5

        @event("Granted")
        def grant(self, fen: int) -> None:
            self.granted, self.step = fen, 6

        @event("Paid")
        def pay(self, fen: int) -> None:
            if self.step != 6:
                raise ValueError(self.step)
            self.paid, self.step = fen, 7

    done: list[Any] = []

    def work() -> None:
        for index in range(number):
            case = Case(household=f"home-{index}", cost=300_000)
            case.aid(fen=30_000)
            case.investigate(by=("p-1", "p-2"))
            case.review(fen=60_000, present=("p-1", "p-2", "p-3"))
            case.post(until="2025-03-18")
            case.grant(fen=60_000)
            case.pay(fen=60_000)
            done.append(case)

    taken = seconds(work)
    assert all(len(case.pending_events) == STEPS and case.paid == 60_000 for case in done)
    return number / taken


SIDES = {
    "recorded": lambda: recorded(CASES),
    "explained": lambda: explained(CASES),
    "peer": lambda: peer(CASES),
}


def report(quick: bool) -> Report:
    taken = alternate(of(__file__, SIDES), 1 if quick else 5)
    rate = "a second"
    enough = [value / 20_000 for value in taken["explained"]]
    return Report(
        "Whole relief cases, opened to paid by the full procedure",
        [
            Line("cases, each order decided and recorded", spread(taken["recorded"], rate)),
            Line("cases, with all findings of each decision built", spread(taken["explained"], rate)),
            ratio("findings built, against 20,000 a second", enough, at_least=1),
            Line("eventsourcing, seven facts with `@event`", spread(taken["peer"], rate)),
            ratio("decided and recorded, against its facts", ratios(taken["recorded"], taken["peer"])),
        ],
        [
            "A case is seven orders, made before the clock starts; the peer's are made from their arguments while it runs.",
            "Checked in each run: every case paid, every fen accounted for, each finding with the figures behind it.",
        ],
    )


if __name__ == "__main__":
    main(__file__, SIDES, report)
