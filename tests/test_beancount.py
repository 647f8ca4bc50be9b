"""A book as a Beancount file, added up again by Beancount itself.

Beancount is under GPL-2.0. It is used here, in the tests, as a program that reads our files; the package never imports
it and does not need it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from community_charity.book.book import Book
from community_charity.errors import Malformed
from community_charity.flows.chains import PassOn
from community_charity.flows.spending import Spend
from community_charity.flows.transfers import ReverseTransfer
from community_charity.giving import CorrectDonation, RefundDonation
from community_charity.interchange.beancount import account_of, to_beancount
from community_charity.language import Text
from community_charity.matching import AnnounceMatching, ReturnMatch, Scope, SettleMatching
from community_charity.money import yuan
from community_charity.parties import opaque_id
from community_charity.pools import Cause
from community_charity.purposes import CARE, COMMUNITY, GENERAL, PUBLIC_REPAIR, PURPOSES, Purpose
from community_charity.restrictions import Restriction
from community_charity.rules.matching import Pot, Ratio
from community_charity.testing import BookMachine
from demo_book import played
from moving import COUNTY, STEPS, VILLAGE, a_long_run, a_stranger, strange_orders, tried, world
from planted_statements import BEANCOUNT_BUGS
from reproducers_interchange import money_from_elsewhere
from sample import (
    CASE,
    COMMITTEE,
    COUNCIL,
    FAMILY,
    FUND,
    HOME,
    LATER,
    LAW,
    ON,
    SOCIETY,
    book,
    close,
    enter,
    establish,
    federation,
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
    from collections.abc import Callable
    from pathlib import Path

    from community_charity.language import Lang
    from planted_bugs import Bug

loader = pytest.importorskip("beancount.loader")
names = pytest.importorskip("beancount.core.account")

UNTIL = date(2025, 4, 30)
OPEN_TO_ALL, SICK = f"Assets:Pools:{SOCIETY.title()}:Unrestricted", f"Assets:Pools:{SOCIETY.title()}:Illness"

ON_ILLNESS = "Expenses:Paid:Relief:Illness"


def read(text: str) -> list[Any]:
    """Load a file; Beancount may have nothing to say against it."""
    entries, errors, _ = loader.load_string(text)
    assert not errors
    return list(entries)


def of_kind(entries: list[Any], kind: str) -> list[Any]:
    return [entry for entry in entries if type(entry).__name__ == kind]


def sums(entries: list[Any]) -> dict[str, Decimal]:
    """Add up each account, those without money among them."""
    found: dict[str, Decimal] = {entry.account: Decimal(0) for entry in of_kind(entries, "Open")}
    for entry in of_kind(entries, "Transaction"):
        for posting in entry.postings:
            assert posting.units.currency == "CNY"
            found[posting.account] += posting.units.number
    return found


def agrees(book_: Book, until: date) -> str:
    """Check that Beancount has no complaint and the book's own sums; give the file."""
    text = to_beancount(book_, until=until)
    found = sums(read(text))
    purses = book_.purses()
    there: dict[Any, int] = {(purse.pool, purse.restriction): purse.free + purse.held for purse in purses}
    assert {name: amount for name, amount in found.items() if name.startswith("Assets:")} == {
        account_of(*key): Decimal(fen) / 100 for key, fen in there.items()
    }
    kinds: Counter[str] = Counter()
    for name, amount in found.items():
        part = name.split(":")
        kinds[part[0] if part[0] != "Expenses" and part[-1] != "Refunded" else part[1]] += int(amount * 100)
    assert -kinds["Income"] - kinds["Equity"] == sum(purse.received for purse in purses)
    assert kinds["Refunded"] == sum(purse.returned for purse in purses)
    assert kinds["Paid"] == sum(purse.spent for purse in purses)
    assert kinds["Fees"] == sum(purse.fees for purse in purses)
    assert not sum(found.values())
    assert not [name for name in found if "Between" in name]
    return text


AMOUNT = re.compile(r"^(  \S+  )(-?\d+\.\d\d)( CNY)$", re.MULTILINE)


def with_a_wrong_fen(text: str, which: int) -> str:
    """Move one fen more between the first two accounts of a transaction, which still sums to zero."""
    blocks = text.split("\n\n")
    places = [place for place, block in enumerate(blocks) if "\n  event: " in block]
    place = places[which % len(places)]
    wrong = iter((Decimal("0.01"), Decimal("-0.01")))
    blocks[place] = AMOUNT.sub(lambda m: f"{m[1]}{Decimal(m[2]) + next(wrong)}{m[3]}", blocks[place], count=2)
    return "\n\n".join(blocks)


def is_refused(text: str) -> bool:
    _, errors, _ = loader.load_string(text)
    return any(type(error).__name__ == "BalanceError" for error in errors)


def busy() -> Book:
    """Give a book in which money moved in every way."""
    return book(
        receive(only_for=[Cause.ILLNESS]),
        receive(key="gift-2", amount=yuan("0.05")),
        grant(),
        pay(amount=yuan("250.07")),
        take_back(on=LATER),
        void(on=LATER),
        reverse_gift(donation="gift-2", on=date(2025, 4, 2)),
    )


def test_every_movement_is_a_transaction_of_its_own_day() -> None:
    """A payment comes from two purses, narrowest first; what is taken back does not wipe it out."""
    entries = read(agrees(busy(), UNTIL))
    told = [
        (entry.date, entry.meta["kind"], [(p.account, str(p.units.number)) for p in entry.postings])
        for entry in of_kind(entries, "Transaction")
        if not entry.meta["key"].startswith(("establish", "found"))
    ]
    assert told == [
        (ON, "DonationReceived", [(SICK, "200.00"), ("Income:Gifts", "-200.00")]),
        (ON, "DonationReceived", [(OPEN_TO_ALL, "0.05"), ("Income:Gifts", "-0.05")]),
        (ON, "ReliefPaid", [(SICK, "-200.00"), (OPEN_TO_ALL, "-50.07"), (ON_ILLNESS, "250.07")]),
        (LATER, "PaymentReversed", [(SICK, "200.00"), (OPEN_TO_ALL, "50.07"), (ON_ILLNESS, "-250.07")]),
        (date(2025, 4, 2), "DonationReversed", [(OPEN_TO_ALL, "-0.05"), ("Income:Gifts", "0.05")]),
    ]


def test_each_transaction_names_its_event() -> None:
    """Number, key and kind lead back to the book."""
    made = busy()
    for entry in of_kind(read(to_beancount(made, until=UNTIL)), "Transaction"):
        event = made.event(entry.meta["key"])
        assert event is not None
        assert (entry.meta["event"], entry.meta["kind"]) == (event.number, type(event).__name__)
        assert entry.date == event.command.on


def test_each_purse_is_asserted_at_every_months_end_to_the_fen() -> None:
    """Beancount checks at the start of the day, so the first of the next month is the end of this one."""
    entries = of_kind(read(to_beancount(busy(), until=UNTIL)), "Balance")
    assert {entry.tolerance for entry in entries} == {Decimal("0.00")}
    assert [(entry.date, entry.account, str(entry.amount)) for entry in entries if "Village" in entry.account] == [
        (date(2025, 4, 1), SICK, "200.00 CNY"),
        (date(2025, 4, 1), OPEN_TO_ALL, "30000.05 CNY"),
        (date(2025, 5, 1), SICK, "200.00 CNY"),
        (date(2025, 5, 1), OPEN_TO_ALL, "30000.00 CNY"),
    ]


@pytest.mark.parametrize(
    ("until", "asserted"),
    [
        (date(2025, 3, 30), []),
        (date(2025, 3, 31), ["2025-04-01"]),
        (date(2025, 4, 29), ["2025-04-01"]),
        (date(2025, 4, 30), ["2025-04-01", "2025-05-01"]),
        (date(2025, 12, 31), [f"2025-{month:02d}-01" for month in range(4, 13)] + ["2026-01-01"]),
    ],
)
def test_a_month_is_asserted_when_it_has_ended(until: date, asserted: list[str]) -> None:
    """A month that ``until`` cuts short is not."""
    entries = of_kind(read(to_beancount(book(), until=until)), "Balance")
    assert sorted({str(entry.date) for entry in entries}) == asserted


def test_the_last_month_of_the_calendar_has_no_day_after_it() -> None:
    """What ends with the calendar cannot be asserted on the next day."""
    made = Book(LAW)
    made.record_all([enter(federation()), found(on=date(9999, 11, 5))])
    assert re.findall(r"^(\S+) balance", to_beancount(made, until=date.max), re.MULTILINE) == ["9999-12-01"]


def test_what_is_dated_later_is_left_out() -> None:
    """The file is that of the book as it stood on the last day."""
    made = book(receive(), receive(key="gift-2", on=LATER, only_for=[Cause.ILLNESS]))
    before = book(receive())
    day_before = LATER - timedelta(1)
    assert to_beancount(made, until=day_before) == to_beancount(before, until=day_before)
    assert 'key: "gift-2"' in to_beancount(made, until=LATER)


def test_a_gift_entered_late_counts_on_its_day() -> None:
    """The order of recording and the order of days may differ: the account opens on the first day."""
    made = book(receive(on=LATER, only_for=[Cause.ILLNESS]), receive(key="gift-0", only_for=[Cause.ILLNESS]))
    opened = {entry.account: entry.date for entry in of_kind(read(agrees(made, UNTIL)), "Open")}
    assert opened[SICK] == ON


def test_held_money_has_not_moved() -> None:
    """A grant alone leaves every account as it is."""
    free, held = book(), book(grant())
    assert to_beancount(free, until=UNTIL) == to_beancount(held, until=UNTIL)


def test_a_fund_without_capital_has_an_empty_purse() -> None:
    """The account is there and asserted, and nothing was posted to it."""
    made = Book(LAW)
    made.record_all([*[event.command for event in book().events[:1]], establish(fund(capital=None))])
    entries = read(agrees(made, UNTIL))
    assert not of_kind(entries, "Transaction")
    assert [str(entry.amount) for entry in of_kind(entries, "Balance")] == ["0.00 CNY", "0.00 CNY"]


def test_an_empty_book_gives_a_file_without_entries() -> None:
    """Nothing happened, and Beancount has nothing against it."""
    assert read(to_beancount(Book(LAW), until=UNTIL)) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nobody_is_named(lang: Lang) -> None:
    """People, homes, cases, donors and reasons stay in the book, in either language."""
    made = book(receive(donor="donor-17"), grant(), pay(), close(), reverse_gift(reason="sent twice"))
    text = to_beancount(made, until=UNTIL, lang=lang)
    assert read(text)
    for private in (*COUNCIL, *COMMITTEE, *FAMILY, HOME, CASE, "donor-17", "sent twice", "village_collective"):
        assert private not in text


def test_the_words_are_those_of_the_language() -> None:
    """Accounts are the same in both."""
    english, chinese = (read(to_beancount(busy(), until=UNTIL, lang=lang)) for lang in ("en", "zh"))
    assert {entry.narration for entry in of_kind(chinese, "Transaction")} == {
        "启动资金", "捐赠", "支出", "冲销：支出", "更正捐赠入账",
    }  # fmt: skip
    assert sums(english) == sums(chinese)


def test_signs_that_beancount_reads_as_its_own_are_escaped() -> None:
    """Keys, titles and ids may hold quotes, backslashes and any script."""
    odd, key = '村 "1":\\n', 'gift "a" \\ ;'
    made = Book(LAW)
    made.record_all([enter(federation()), found(society(id=odd)), receive(pool=odd, key=key)])
    text = to_beancount(made, until=UNTIL, title='The "book"\nof \\n')
    entries, errors, options = loader.load_string(text)
    assert not errors
    assert options["title"] == 'The "book" of \\n'
    assert [entry.meta["key"] for entry in of_kind(entries, "Transaction")] == ["found-1", key]


def id_of(account: str) -> str:
    """Read a pool's id back, by the rule that is written in `account_of`."""
    name = account.split(":")[2]
    first, rest = (name[:1].lower(), name[1:]) if name[0] != "Z" else ("", name)
    return first + re.sub("Z([0-9a-f]+)Z", lambda code: chr(int(code[1], 16)), rest)


def is_id(text: str) -> bool:
    try:
        return bool(opaque_id(text))
    except Malformed:
        return False


@settings(max_examples=40)
@given(st.one_of(st.text("zZaA1-x. 村", min_size=1, max_size=8), st.text(min_size=1, max_size=12)).filter(is_id))
def test_every_id_makes_a_lawful_account_and_can_be_read_back(pool: str) -> None:
    """What can be read back is free of collisions."""
    account = account_of(pool, None)
    assert account.isascii()
    assert names.is_valid(account)
    assert id_of(account) == pool


OWN = (Purpose("wells", of=COMMUNITY, title=Text("wells", "水井")), Purpose("Old", of=CARE, title=Text("old", "老")))
RESTRICTIONS = st.builds(
    Restriction,
    purposes=st.frozensets(st.sampled_from((*PURPOSES[1:], *OWN)), min_size=1, max_size=3),
    project=st.none() | st.sampled_from(("a", "wells-2025", "illness")),
)


@settings(max_examples=60)
@given(RESTRICTIONS, RESTRICTIONS)
def test_each_restriction_has_its_own_account(one: Restriction, other: Restriction) -> None:
    """Purposes are joined by a sign that none of their names holds."""
    assert names.is_valid(account_of(FUND, one))
    assert (account_of(FUND, one) == account_of(FUND, other)) == (one == other)


@pytest.mark.parametrize("which", range(7))
def test_a_wrong_fen_is_refused(which: int) -> None:
    """Whichever transaction it is in, one fen too many makes Beancount refuse the file."""
    assert is_refused(with_a_wrong_fen(agrees(busy(), UNTIL), which))


def test_a_wrong_balance_is_refused() -> None:
    """So does one fen in an assertion."""
    text = to_beancount(busy(), until=UNTIL)
    assert is_refused(text.replace("30000.05 ~", "30000.06 ~"))


@pytest.mark.deep
def test_the_demonstration_adds_up() -> None:
    """All of Xuanzhou: 217 societies, a year of grants."""
    made = played().book
    text = agrees(made, max(event.command.on for event in made.events).replace(day=28))
    assert text.count("\n  kind: ") > 1000


@pytest.mark.deep
def test_a_book_driven_at_random_adds_up() -> None:
    """Whatever the machine did to it; and a wrong fen in any of its transactions is refused."""
    kinds: Counter[str] = Counter()

    class Exporting(BookMachine):
        def teardown(self) -> None:
            super().teardown()
            last = max(event.command.on for event in self.book.events)
            text = agrees(self.book, date(last.year + 1, 1, 31))
            moved = re.findall(r"^  kind: \"(\w+)\"$", text, re.MULTILINE)
            kinds.update(moved)
            assert is_refused(with_a_wrong_fen(text, len(self.book.events)))

    size = settings(
        max_examples=10,
        stateful_step_count=30,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Exporting, settings=size)
    assert {"SocietyFounded", "FundEstablished", "DonationReceived", "ReliefPaid"} <= set(kinds)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_a_book_in_which_money_moves_in_every_way_adds_up(steps: list[Any]) -> None:
    """Transfers, fees, refunds, corrections, changes of purpose, each undone as well."""
    made = tried(steps)
    last = max(event.command.on for event in made.events)
    agrees(made, date(last.year + 1, 1, 31))


def test_every_kind_of_order_adds_up_and_is_accepted() -> None:
    """A long random book with every kind of movement, checked by the program that users run; in both languages."""
    made = tried(list(a_long_run()))
    text = agrees(made, date(2026, 12, 31))
    assert set(re.findall(r"^  kind: \"(\w+)\"$", text, re.MULTILINE)) >= {
        "DonationCorrected", "DonationRefunded", "DonationReversed", "FeeCharged", "FeeReversed", "FundsTransferred",
        "PassedOn", "PaymentReversed", "PurposeChanged", "SharedOut", "SpendingReversed", "SurplusTransferred",
        "TransferReversed",
    }  # fmt: skip
    assert is_refused(with_a_wrong_fen(text, 5))
    assert sums(read(to_beancount(made, until=date(2026, 12, 31), lang="zh"))) == sums(read(text))


def test_bean_check_accepts_it(tmp_path: Path) -> None:
    """The command line program, on a file as a user would save it, has nothing to say."""
    file = tmp_path / "village.beancount"
    file.write_text(to_beancount(tried(list(a_long_run())), until=date(2026, 12, 31), lang="zh"), encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-m", "beancount.scripts.check", str(file)], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


def told(book_: Book, key: str, lang: Lang = "en") -> tuple[str, list[tuple[str, str]]]:
    """Give the words and the postings of one order's transaction."""
    entries = of_kind(read(to_beancount(book_, until=UNTIL, lang=lang)), "Transaction")
    (entry,) = [entry for entry in entries if entry.meta["key"] == key]
    return entry.narration, [(posting.account, str(posting.units.number)) for posting in entry.postings]


COUNTY_FREE, VILLAGE_FREE = account_of(COUNTY, None), account_of(VILLAGE, None)


def test_a_move_is_one_transaction_between_two_accounts() -> None:
    """A fee on the way goes to its own account; taken back, the same accounts have the opposite signs."""
    made = world(
        receive(pool=COUNTY, amount=yuan(100)),
        PassOn(key="pass-1", on=ON, chain="lake", source=COUNTY, amount=yuan(80), fee=yuan(10), approved_by=COUNCIL),
        ReverseTransfer(key="back-1", on=LATER, transfer="pass-1", reason="to the wrong village"),
    )
    there = [(COUNTY_FREE, "-90.00"), (VILLAGE_FREE, "80.00"), ("Expenses:Fees:Management", "10.00")]
    words, postings = told(made, "pass-1")
    assert (sorted(postings), words) == (sorted(there), "Fee; moved between purses")
    words, postings = told(made, "back-1")
    assert sorted(postings) == sorted((name, str(-Decimal(fen))) for name, fen in there)
    assert words == "Undone: moved between purses; undone: fee"
    assert told(made, "pass-1", "zh")[0] == "费用；账户间划转"


def test_refunds_and_corrections() -> None:
    """What went back stays apart from what never came."""
    made = world(
        receive(pool=COUNTY, amount=yuan(100)),
        RefundDonation(key="refund-1", on=ON, donation="gift-1", amount=yuan(30), why="sent_twice"),
        CorrectDonation(key="correct-1", on=ON, donation="gift-1", amount=yuan(90), reason="a slip"),
        CorrectDonation(key="correct-2", on=ON, donation="gift-1", amount=yuan(95), reason="another slip"),
    )
    assert told(made, "refund-1") == ("Refund", [(COUNTY_FREE, "-30.00"), ("Income:Refunded", "30.00")])
    corrected = "Entry of a gift corrected"
    assert told(made, "correct-1") == (corrected, [(COUNTY_FREE, "-10.00"), ("Income:Gifts", "10.00")])
    assert told(made, "correct-2") == (corrected, [(COUNTY_FREE, "5.00"), ("Income:Gifts", "-5.00")])


@pytest.mark.parametrize(
    ("purpose", "account"),
    [
        (GENERAL, "Expenses:Paid:General"),
        (PUBLIC_REPAIR, "Expenses:Paid:Community:Governance:PublicRepair"),
        (OWN[0], "Expenses:Paid:Community:Own-wells"),
        (Purpose("wells", of=GENERAL, title=Text("wells", "水井")), "Expenses:Paid:Own-wells"),
        (Purpose("井 1", of=OWN[0], title=Text("a well", "井")), "Expenses:Paid:Community:Own-wells:Own-Z4e95ZZ20Z1"),
    ],
)
def test_each_purpose_has_its_own_account(purpose: Purpose, account: str) -> None:
    """One of the library by its name, a user's own sign by sign."""
    made = world(
        receive(pool=COUNTY), Spend(key="spend-1", on=ON, pool=COUNTY, amount=yuan(5), purpose=purpose, approved_by=COUNCIL)
    )  # fmt: skip
    assert told(made, "spend-1") == ("Payment", [(COUNTY_FREE, "-5.00"), (account, "5.00")])


def test_money_that_orders_of_another_package_move_is_there() -> None:
    """What it was for is not told; what goes nowhere stands in an account of its own."""
    with a_stranger():
        made = world(receive(pool=COUNTY), *strange_orders(COUNTY))
        postings = {key: told(made, key)[1] for key in ("odd-pay", "odd-charge", "odd-send")}
        text = to_beancount(made, until=UNTIL)
    assert postings == {
        "odd-pay": [(COUNTY_FREE, "-1.00"), ("Expenses:Paid", "1.00")],
        "odd-charge": [(COUNTY_FREE, "-1.00"), ("Expenses:Fees", "1.00")],
        "odd-send": [(COUNTY_FREE, "-1.00"), ("Equity:Between-Purses", "1.00")],
    }
    assert read(text)


def test_a_match_is_a_move_from_the_pot() -> None:
    """It is called a match, and when it is given back, a match undone."""
    made = world(
        receive(key="pot", pool=COUNTY, amount=yuan(100)),
        AnnounceMatching(
            key="match-1",
            on=ON,
            source=COUNTY,
            pot=Pot(yuan(60), Ratio(1)),
            gifts=Scope([VILLAGE]),
            approved_by=COUNCIL,
        ),
        receive(pool=VILLAGE, amount=yuan(10)),
        SettleMatching(key="settle-1", on=ON, matching="match-1"),
        ReturnMatch(key="return-1", on=LATER, settlement="settle-1", gift="gift-1"),
    )
    assert told(made, "settle-1") == ("Match", [(COUNTY_FREE, "-10.00"), (VILLAGE_FREE, "10.00")])
    words, postings = told(made, "return-1", "zh")
    assert (words, sorted(postings)) == ("冲销：配捐", [(COUNTY_FREE, "10.00"), (VILLAGE_FREE, "-10.00")])


@pytest.mark.parametrize("bug", BEANCOUNT_BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line is watched by at least one of the tests above."""
    checks: list[Callable[[], object]] = [
        test_every_movement_is_a_transaction_of_its_own_day,
        test_a_gift_entered_late_counts_on_its_day,
        test_a_move_is_one_transaction_between_two_accounts,
        test_refunds_and_corrections,
        test_a_match_is_a_move_from_the_pot,
        test_what_is_dated_later_is_left_out,
        lambda: test_each_purpose_has_its_own_account(OWN[0], "Expenses:Paid:Community:Own-wells"),
    ]
    bug.plant(monkeypatch)
    caught = 0
    for check in checks:
        try:
            check()
        except AssertionError:
            caught += 1
    assert caught


def test_the_file_is_the_same_each_time_and_needs_no_package() -> None:
    """There is no clock and no chance in it; Beancount is needed to read the file, not to write it."""
    with patch.dict(sys.modules, {"beancount": None}):
        assert to_beancount(busy(), until=UNTIL) == to_beancount(busy(), until=UNTIL)


def test_money_from_elsewhere_is_not_passed_over() -> None:
    """What another package's orders moved would be missing, and all sums after it wrong."""
    assert money_from_elsewhere().code == "movements.untold_money"


def test_what_cannot_be_right_is_refused() -> None:
    """No book, no day, no title, no language."""
    wrong: Any = "2025-04-30"
    no_text: Any = b"title"
    with pytest.raises(Malformed):
        to_beancount(wrong, until=UNTIL)
    with pytest.raises(Malformed):
        to_beancount(Book(LAW), until=wrong)
    with pytest.raises(Malformed):
        to_beancount(Book(LAW), until=UNTIL, title=no_text)
    with pytest.raises(ValueError, match="language given"):
        to_beancount(Book(LAW), until=UNTIL, lang=wrong)


def test_relief_from_a_fund_is_drawn_from_its_own_account() -> None:
    """Each pool has accounts of its own."""
    found_ = sums(read(agrees(book(from_fund(), pay()), UNTIL)))
    assert found_[account_of(FUND, None)] == Decimal("4700.00")
