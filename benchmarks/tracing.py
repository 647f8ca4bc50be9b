"""How long it takes to follow one gift, or one payment, in a book of 100,000 gifts that was half spent.

There is no peer: none of the systems looked at can say where a gift went. What is held against is the design's figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands import DAY, POOLS, open_book, record_each, whole_case
from measure import Line, Report, alternate, main, of, seconds, spread

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity import Book

GIFTS = 100_000
PAYMENTS = 20_000
ASKED = 500


def grown_book() -> Book:
    """Give a book of 100,000 gifts, each pool with a purse of money for illness too, and 20,000 payments out of it."""
    from community_charity import Cause, PayRelief, ReceiveDonation, Restriction, yuan

    book, ill = open_book(), Restriction(purposes=[Cause.ILLNESS])
    record_each(
        book,
        (
            ReceiveDonation(
                key=f"gift-{number}",
                on=DAY,
                pool=f"village-{number % POOLS}",
                amount=yuan(7),
                only_for=ill if number % 3 == 0 else None,
            )
            for number in range(GIFTS)
        ),
    )
    each = PAYMENTS // POOLS
    for pool in range(POOLS):
        record_each(book, whole_case(str(pool), pool, grant=each * 16, cost=each * 16 + 10_000))
    record_each(
        book,
        (
            PayRelief(key=f"pay-{number}", on=DAY, grant=f"grant-{number % POOLS}", amount=yuan(16))
            for number in range(PAYMENTS)
        ),
    )
    return book


def milliseconds(keys: Callable[[int], str]) -> float:
    """Give the milliseconds to follow one of many, each checked to the fen."""
    book = grown_book()
    ways = []
    taken = seconds(lambda: ways.extend(book.trace(keys(number)) for number in range(ASKED)))
    assert all(way.steps for way in ways)
    assert book.balance().is_conserved
    return taken / ASKED * 1000


def gift() -> float:
    return milliseconds(lambda number: f"gift-{number * (GIFTS // ASKED)}")


def payment() -> float:
    return milliseconds(lambda number: f"pay-{number * (PAYMENTS // ASKED)}")


SIDES = {"gift": gift, "payment": payment}


def report(quick: bool) -> Report:
    taken = alternate(of(__file__, SIDES), 1 if quick else 5)
    held = sorted(taken["gift"])[len(taken["gift"]) // 2] < 1
    return Report(
        "Following one gift in a book of 100,000",
        [
            Line("one gift: where each fen went, and what is left", spread(taken["gift"], "ms"), "under 1 ms", held),
            Line("one payment: whose money it was", spread(taken["payment"], "ms")),
        ],
        ["20 pools with two purses each; 20,000 payments; 500 gifts asked for, from the first to the last."],
    )


if __name__ == "__main__":
    main(__file__, SIDES, report)
