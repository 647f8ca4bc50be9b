"""A book of 100,000 events read from JSON Lines, each order decided again, against 100,000 transactions that Beancount loads.

The job: a text in memory becomes a book that may be asked. Ours: half of the events are gifts, half are payments, in 20
pools, after their societies, cases and grants; every line is parsed, its command made and checked, every order decided
again under the law, and what comes out compared with the line. The peer loads as many transactions of two postings, as
`to_beancount` writes them, with the balance of each account asserted at the end, so that both sides check the totals.
Its own plugins are asked in both ways: with those that it runs by default, and also with those of its `auto` bundle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands import POOLS, gifts_and_payments, record_each, stocked_book
from measure import Line, Report, alternate, main, of, ratio, ratios, seconds, spread

if TYPE_CHECKING:
    from community_charity import Book

ORDERS = 95_920  # with the 4,101 events before them: a little more than 100,000
TARGET = 8


def _book() -> Book:
    book = stocked_book(ORDERS)
    record_each(book, gifts_and_payments(ORDERS))
    return book


def ours() -> float:
    """Seconds to read a book from its text, checking and replaying each event."""
    from community_charity.interchange.json_lines import from_json_lines, to_json_lines

    book = _book()
    text, law, balance, events = "".join(to_json_lines(book)), book.law, book.balance(), book.events
    again: list[Book] = []
    taken = seconds(lambda: again.append(from_json_lines(text, law)))
    assert len(events) > 100_000
    assert again[0].events == events
    assert again[0].balance() == balance
    return taken


def written() -> float:
    """Seconds to write the same book."""
    from community_charity.interchange.json_lines import to_json_lines

    book, lines = _book(), []
    return seconds(lambda: lines.append(to_json_lines(book)))


def replayed() -> float:
    """Seconds to replay the same events without a text."""
    from community_charity import Book

    book = _book()
    again: list[Book] = []
    taken = seconds(lambda: again.append(Book.replay(book.events, book.law)))
    assert again[0].events == book.events
    return taken


def ledger(number: int, *, bundle: bool) -> str:
    """Write a ledger with so many transactions, half gifts and half payments, as `to_beancount` writes them."""
    day = "2025-03-13"
    pools = [f"Assets:Pools:Village-{pool}:Unrestricted" for pool in range(POOLS)]
    gifts, relief = "Income:Gifts", "Expenses:Relief:Illness"
    lines = ['plugin "beancount.plugins.auto"'] if bundle else []
    lines += ['option "operating_currency" "CNY"', "", f"{day} commodity CNY"]
    lines += [f"{day} open {account} CNY" for account in (*pools, gifts, relief)]
    for event in range(number):
        pool, pair = pools[event // 2 % POOLS], event // 2
        if event % 2:
            what, key, kind, postings = "Relief paid", "payment", "ReliefPaid", ((pool, -6), (relief, 6))
        else:
            what, key, kind, postings = "Gift", "gift", "DonationReceived", ((pool, 700), (gifts, -700))
        lines += ["", f'{day} * "{what}"', f"  event: {event}", f'  key: "{key}-{pair}"', f'  kind: "{kind}"']
        lines += [f"  {account}  {amount}.00 CNY" for account, amount in postings]
    lines += ["", *(f"2025-04-01 balance {pool}  {694 * number // 2 // POOLS}.00 ~ 0.00 CNY" for pool in pools)]
    return "\n".join([*lines, ""])


def _load(*, bundle: bool) -> float:
    from beancount import loader

    number = (ORDERS + 4_101) // 40 * 40
    text = ledger(number, bundle=bundle)
    loaded: list[Any] = []
    taken = seconds(lambda: loaded.append(loader.load_string(text)))
    entries, errors, _ = loaded[0]
    assert not errors, errors[:1]
    assert sum(type(entry).__name__ == "Transaction" for entry in entries) == number
    return taken


def beancount() -> float:
    """Seconds of the peer, as it is."""
    return _load(bundle=False)


def bundled() -> float:
    """Seconds of the peer, with its bundle of plugins."""
    return _load(bundle=True)


SIDES = {"ours": ours, "beancount": beancount, "bundled": bundled, "replayed": replayed, "written": written}


def report(quick: bool) -> Report:
    taken = alternate(of(__file__, SIDES), 1 if quick else 5)
    return Report(
        "A book of 100,000 events, loaded and checked",
        [
            Line("read from JSON Lines, checked and replayed", spread(taken["ours"], "s")),
            Line("Beancount, as it is", spread(taken["beancount"], "s")),
            Line("Beancount, with its bundle `auto`", spread(taken["bundled"], "s")),
            ratio("against Beancount as it is", ratios(taken["beancount"], taken["ours"]), at_least=TARGET),
            ratio("against Beancount with its bundle", ratios(taken["bundled"], taken["ours"])),
            Line("replayed from events in memory", spread(taken["replayed"], "s")),
            Line("written as JSON Lines", spread(taken["written"], "s")),
        ],
        [
            (
                "Processor time, from text in memory to a book or a list of entries. As many transactions as events, two"
                " postings each, with the balance of each pool asserted at the end; Beancount's own checks are always on."
            ),
            (
                "Ours decides each order again: need, what is held, keys used once, whose money it was. Beancount checks"
                " that transactions sum to zero and that balances hold, and keeps where in the text each entry stands."
            ),
            "Checked in each run: the same events and the same balance as the book that was written; no error in the peer.",
        ],
    )


if __name__ == "__main__":
    main(__file__, SIDES, report)
