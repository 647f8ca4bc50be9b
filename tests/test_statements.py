"""Statements of a book, against the model of `moving`, which walks the events with plain dictionaries."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from community_charity.book.periods import ClosePeriod
from community_charity.calendar import Period
from community_charity.errors import InvariantBroken, Malformed
from community_charity.flows.chains import PassOn
from community_charity.flows.spending import Spend
from community_charity.giving.changes import ChangePurpose
from community_charity.matching import AnnounceMatching, Scope, SettleMatching
from community_charity.money import Money, total, yuan
from community_charity.movements import TELLINGS, tells
from community_charity.parties import PersonId
from community_charity.pools import Cause
from community_charity.publish import GiftRow, Statement, donor_statement, gift_statement, statement
from community_charity.purposes import EDUCATION, ILLNESS
from community_charity.relief import CASES, GRANTS, HOUSEHOLDS, ReliefPaid
from community_charity.restrictions import Restriction
from community_charity.rules.matching import Pot, Ratio
from community_charity.testing import BookMachine
from demo_book import played
from moving import (
    AGREED,
    COLUMNS,
    COUNTY,
    DONORS,
    ILL,
    SCHOOL,
    STEPS,
    VILLAGE,
    OddDone,
    Plain,
    a_long_run,
    a_stranger,
    change,
    snapshot,
    strange_orders,
    tried,
    world,
)
from planted_statements import STATEMENT_BUGS
from sample import (
    COUNCIL,
    FUND,
    LATER,
    ON,
    SOCIETY,
    book,
    case,
    establish,
    expire,
    found,
    from_fund,
    fund,
    grant,
    open_,
    pay,
    receive,
    reverse_gift,
    society,
    take_back,
    void,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DataObject

    from community_charity.book.book import Book
    from community_charity.book.orders import Command
    from planted_bugs import Bug

MARCH, APRIL, YEAR = Period.month(2025, 3), Period.month(2025, 4), Period.year(2025)
ONE_DAY = timedelta(days=1)

# --- held against the model ----------------------------------------------------------------------


def as_model(book: Book, moves: list[dict[str, Any]], period: Period) -> None:
    """Hold a statement against the model, in every row and sum."""
    drawn = statement(book, period)
    before, after = snapshot(moves, period.first - ONE_DAY), snapshot(moves, period.last)
    assert len(drawn.rows) == len(after)
    for row in drawn.rows:
        start, end = before.get((row.pool, row.restriction), Counter[str]()), after[row.pool, row.restriction]
        assert (row.opening_free.fen, row.opening_held.fen) == (start["free"], start["held"])
        assert (row.free.fen, row.held.fen) == (end["free"], end["held"])
        for name in COLUMNS:
            assert getattr(row, name).fen == end[name] - start[name]
        assert row.is_conserved
    for sums in (drawn.totals, drawn.restricted, drawn.unrestricted):
        assert sums.is_conserved
    assert drawn.totals.closing == drawn.restricted.closing + drawn.unrestricted.closing
    assert drawn.totals.moved_out == drawn.totals.moved_in + drawn.totals.matched


def as_balance(book: Book) -> None:
    """At the end of time a statement says what the book says, pool by pool."""
    for pool in (None, *dict.fromkeys(purse.pool for purse in book.purses())):
        sums, balance = statement(book, Period(date.min, date.max), pool=pool).totals, book.balance(pool)
        assert sums.opening == Money(0)
        assert (sums.received, sums.paid, sums.returned) == (balance.received, balance.spent, balance.returned)
        assert (sums.free, sums.held, sums.fees) == (balance.free, balance.held, balance.fees)
        assert (sums.moved_in + sums.matched, sums.moved_out) == (balance.moved_in, balance.moved_out)


def gifts_as_model(book: Book, model: Plain, period: Period) -> None:
    """Hold the letters to each donor, and to each gift, against the model."""
    moves = model.moves
    given: dict[Any, list[Any]] = {}
    for event in book.events:
        if type(event.command).__name__ == "ReceiveDonation":
            given.setdefault(event.command.donor, []).append(event.command)
    for donor, gifts in given.items():
        if donor is None:
            continue
        letter = donor_statement(book, donor, period)
        assert [row.gift for row in letter.rows] == [gift.key for gift in gifts if gift.on <= period.last]
        for row in letter.rows:
            as_model_of_a_gift(row, moves, period)
            matches = [fen for on, gift, fen in model.matches if gift == row.gift and on in period]
            assert row.matched.fen == sum(matches)
    for gift in {move["gift"] for move in moves} - {""}:
        (row,) = gift_statement(book, gift).rows
        assert row.left == row.amount - row.paid - row.fees - row.returned
        assert (row.opening, row.moved) == (Money(0), Money(0))
        there = {(p.pool, p.restriction): p.unspent(gift) for p in book.purses() if p.unspent(gift)}
        assert {(one.pool, one.restriction): one.amount.fen for one in row.left_in} == there


def as_model_of_a_gift(row: GiftRow, moves: list[dict[str, Any]], period: Period) -> None:
    mine = [move for move in moves if move["gift"] == row.gift and move["on"] <= period.last]
    uses: Counter[Any] = Counter()
    sums: Counter[str] = Counter()
    for move in mine:
        if move["on"] >= period.first:
            sums[move["column"]] += move["fen"]
            if move["column"] == "paid":
                uses[move["on"].year, move["on"].month, move["about"]] += move["fen"]
    assert {(u.year, u.month, u.purpose): u.amount.fen for u in row.uses} == {k: v for k, v in uses.items() if v}
    assert (row.received.fen, row.fees.fen, row.returned.fen) == (sums["received"], sums["fees"], sums["returned"])
    assert row.amount.fen == sum(move["fen"] for move in mine if move["column"] == "received")
    assert row.left.fen == sum(map(change, mine))
    assert row.opening.fen == sum(change(move) for move in mine if move["on"] < period.first)
    assert row.is_conserved


def secrets(book: Book) -> set[str]:
    """Collect the ids that no statement may tell: homes, cases, people, grants, payments."""
    ids: set[str] = {*book.all(HOUSEHOLDS), *book.all(CASES), *book.all(GRANTS)}
    ids |= {event.command.key for event in book.events if isinstance(event, ReliefPaid)}
    for home in book.all(HOUSEHOLDS).values():
        ids.update(home.members)
    for event in book.events:
        order: Any = event.command
        for name in ("approved_by", "council", "supervisors", "committee", "managers"):
            for noun in (order, *(getattr(order, part, None) for part in ("society", "fund", "organisation"))):
                ids.update(getattr(noun, name, ()))
        ids.update({str(donor)} if (donor := getattr(order, "donor", None)) else ())
    return ids


def renderings(paper: Any) -> str:
    """Put everything that a statement can write together."""
    written = [part for lang in ("en", "zh") for part in (paper.text(lang), paper.markdown(lang), paper.html(lang))]
    return "\n".join([*written, paper._repr_html_(), str(paper), repr(paper), json.dumps(paper.records())])


def tells_nobody(book: Book, *papers: Any) -> None:
    written = "\n".join(map(renderings, papers))
    assert not set(re.findall(r"[\w-]+", written)) & secrets(book)


# --- examples ------------------------------------------------------------------------------------


def lived() -> Book:
    """Give a book with gifts, grants, payments, one void, one taken back, one gift sent back; March is closed."""
    april, may = date(2025, 4, 10), date(2025, 5, 20)
    ill = frozenset({Cause.ILLNESS})
    orders: list[Command] = [
        receive(donor=PersonId("donor-1"), only_for=ill),
        receive(key="gift-2", amount=yuan(50)),
        receive(key="gift-3", amount=yuan(70), donor=PersonId("donor-1"), on=april),
        grant(on=LATER),
        pay(amount=yuan(250), on=LATER),
        open_(case("case-2", cause=Cause.EDUCATION)),
        from_fund(key="grant-2", case="case-2", amount=yuan(100), on=LATER, expires=LATER),
        ClosePeriod(key="end-1", on=date(2025, 4, 1), through=date(2025, 3, 31)),
        void(on=april),
        expire(on=april, grant="grant-2"),
        take_back(on=april),
        reverse_gift(donation="gift-3", on=may),
        grant(key="grant-4", amount=yuan(100), on=may),
        pay(key="pay-4", grant="grant-4", amount=yuan(100), on=may),
    ]
    return book(*orders)


def test_the_rows() -> None:
    """Pools in the order in which they were opened, unrestricted money first, whatever came in first."""
    rows = statement(lived(), MARCH).rows
    ill = Restriction(purposes=[Cause.ILLNESS])
    assert [(row.pool, row.restriction) for row in rows] == [(FUND, None), (SOCIETY, None), (SOCIETY, ill)]


def test_what_a_month_says_stays_as_it_was_said() -> None:
    """What came back in April does not change March."""
    rows = {(row.pool, row.restriction is None): row for row in statement(lived(), MARCH).rows}
    ill = rows[SOCIETY, False]
    assert (ill.opening, ill.received, ill.paid, ill.closing) == (yuan(0), yuan(200), yuan(200), yuan(0))
    own = rows[SOCIETY, True]
    assert (own.received, own.paid, own.held, own.free) == (yuan(30_050), yuan(50), yuan(50), yuan(29_950))
    assert (rows[FUND, True].held, rows[FUND, True].free) == (yuan(100), yuan(4_900))
    april = statement(lived(), APRIL)
    assert april.totals.paid == yuan(-250)
    assert (april.totals.opening_held, april.totals.held) == (yuan(150), yuan(0))
    may = statement(lived(), Period.month(2025, 5)).totals
    assert (may.received, may.returned) == (yuan(-70), yuan(0))
    tells_nobody(lived(), statement(lived(), MARCH), april)


def test_one_day_says_how_things_stood() -> None:
    """On the day before the payment nothing is held yet, on its evening what was not paid is."""
    eve = LATER - ONE_DAY
    assert statement(lived(), Period(eve, eve)).totals.held == Money(0)
    assert statement(lived(), Period(LATER, LATER), pool=SOCIETY).totals.held == yuan(50)
    assert not statement(lived(), Period(date.min, ON - ONE_DAY)).rows


def test_a_pool_alone() -> None:
    """Its rows and no other; before it was opened none; a pool that is not in the book is an error."""
    drawn = statement(lived(), YEAR, pool=FUND)
    assert {row.pool for row in drawn.rows} == {FUND}
    assert statement(lived(), Period.year(2024), pool=FUND).rows == ()
    with pytest.raises(Malformed) as unknown:
        statement(lived(), YEAR, pool="nowhere")
    assert unknown.value.code == "book.unknown"


def test_a_pool_without_money_has_a_row() -> None:
    """A fund that nobody has given to yet says so."""
    empty = book(establish(fund(id="pond-fund", capital=None), key="establish-2"))
    (row,) = statement(empty, YEAR, pool="pond-fund").rows
    assert row.closing == row.received == Money(0)


def test_the_words() -> None:
    """The same figures in both languages, as lines, as Markdown and as a page."""
    drawn = statement(lived(), MARCH)
    assert drawn.text().splitlines()[0] == "Statement, 2025-03-01 to 2025-03-31"
    assert drawn.text("zh").splitlines()[0] == "收支报表，2025-03-01至2025-03-31"
    assert "village-1, only for illness: available at the start ¥0.00, " in drawn.text()
    assert "village-1，限用于患病：期初可用 ¥0.00，" in drawn.text("zh")
    assert drawn.text().splitlines()[-1].startswith("total, all money: ")
    lines = drawn.markdown("zh").splitlines()
    assert lines[0] == "**收支报表，2025-03-01至2025-03-31**"
    assert {line.count("|") for line in lines[2:]} == {10}
    assert drawn._repr_html_() == drawn.html() != drawn.html("zh")
    assert repr(drawn) == "<Statement 2025-03-01 to 2025-03-31: 3 rows>"
    assert [record["restriction"] for record in drawn.records()] == [None, None, "purposes=relief/illness"]
    assert drawn == statement(lived(), MARCH)
    assert hash(drawn) == hash(statement(lived(), MARCH))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        drawn.rows = ()  # type: ignore[misc]


def test_an_id_does_not_break_the_table() -> None:
    """Ids are the caller's: one with a bar or a tag in it stays a cell."""
    odd = book(found(society(id="a|b<i>"), key="found-2"))
    drawn = statement(odd, YEAR, pool="a|b<i>")
    assert "a\\|b&lt;i&gt;" in drawn.markdown()
    assert "<td>a|b&lt;i&gt;</td>" in drawn.html()
    assert "a|b<i>" in drawn.text()


@pytest.mark.parametrize("what", [None, "the year", 2025, date(2025, 1, 1)])
def test_only_a_period_and_a_book_will_do(what: Any) -> None:
    """Anything else is refused, and for a donor and a gift as well."""
    calls: list[Callable[[], object]] = [
        lambda: statement(lived(), what),
        lambda: statement(what, YEAR),
        lambda: donor_statement(lived(), PersonId("donor-1"), what),
        lambda: gift_statement(what, "gift-1"),
        lambda: donor_statement(lived(), what, YEAR),
        lambda: gift_statement(lived(), what),
    ]
    for call in calls:
        with pytest.raises(Malformed):
            call()


def test_money_of_which_no_event_tells_stops_a_statement() -> None:
    """An order of another package that moved money is not guessed at: there is no statement then."""
    given = lived()
    given._state.purse(SOCIETY, None).receive("stray", 1)
    for call in (lambda: statement(given, YEAR), lambda: gift_statement(given, "gift-1")):
        with pytest.raises(InvariantBroken) as broken:
            call()
        assert broken.value.code == "movements.untold_money"


# --- letters -------------------------------------------------------------------------------------


def test_a_letter_to_a_donor() -> None:
    """Each gift with its uses by month and cause, what came back, what was sent back and what is left."""
    letter = donor_statement(lived(), PersonId("donor-1"), YEAR)
    first, third = letter.rows
    assert [(use.month, use.purpose, use.amount) for use in first.uses] == [
        (3, ILLNESS, yuan(200)),
        (4, ILLNESS, yuan(-200)),
        (5, ILLNESS, yuan(100)),
    ]
    assert (first.left, third.left, third.amount, third.uses) == (yuan(100), yuan(0), yuan(0), ())
    assert "¥200.00 for illness came back in 2025-04; ¥100.00 for illness in 2025-05" in letter.text()
    assert "2025年4月患病款项收回 ¥200.00；2025年5月患病 ¥100.00" in letter.text("zh")
    assert "支出 无" in letter.text("zh")
    assert letter.records()[0]["uses"][0] == {
        "month": "2025-03",
        "purpose": "relief/illness",
        "amount_fen": 20_000,
    }
    assert repr(letter) == "<DonorStatement 2025-01-01 to 2025-12-31: 2 gifts>"
    april = donor_statement(lived(), PersonId("donor-1"), APRIL).rows[0]
    assert (april.opening, april.received, april.paid, april.left) == (yuan(0), yuan(0), yuan(-200), yuan(200))
    assert donor_statement(lived(), PersonId("donor-1"), Period.year(2024)).rows == ()
    tells_nobody(lived(), letter)


def test_a_letter_about_an_anonymous_gift() -> None:
    """It has no donor to be asked for, but a key; so has start-up capital. What is no gift is an error."""
    (row,) = gift_statement(lived(), "gift-2").rows
    assert (row.amount, row.left, row.paid) == (yuan(50), yuan(50), yuan(0))
    (capital,) = gift_statement(lived(), f"{SOCIETY}/village_collective").rows
    assert (capital.on, capital.left) == (ON, yuan(30_000))
    for nobody in (None, "donor-3", ""):
        with pytest.raises(Malformed, match=r"statement\.donor"):
            donor_statement(lived(), nobody, YEAR)  # type: ignore[arg-type]
    with pytest.raises(Malformed, match=r"book\.unknown"):
        gift_statement(lived(), "grant-1")


# --- money that moves between purses -------------------------------------------------------------


def flowing() -> Book:
    """Give a book in which a gift is passed on with a fee, matched, moved to another purpose, and spent in part."""
    april = date(2025, 4, 10)
    return world(
        receive(key="pot", pool=COUNTY, amount=yuan(500), donor=DONORS[1]),
        receive(key="gift-1", pool=VILLAGE, amount=yuan(100), donor=DONORS[0], only_for=[Cause.ILLNESS]),
        AnnounceMatching(key="match-1", on=LATER, source=COUNTY, pot=Pot(yuan(60), Ratio(1)), gifts=Scope([VILLAGE]), approved_by=COUNCIL),
        receive(key="gift-2", pool=VILLAGE, amount=yuan(80), donor=DONORS[0], only_for=[Cause.ILLNESS], on=LATER),
        SettleMatching(key="settle-1", on=LATER, matching="match-1"),
        PassOn(key="pass-1", on=april, chain="lake", source=COUNTY, amount=yuan(200), fee=yuan(10), approved_by=COUNCIL),
        ChangePurpose(
            key="change-1", on=april, pool=VILLAGE, donations=["gift-2"], only_for=[Cause.ILLNESS], to=SCHOOL, change=AGREED
        ),
        Spend(key="spend-1", on=april, pool=VILLAGE, amount=yuan(30), purpose=EDUCATION, approved_by=COUNCIL),
    )  # fmt: skip


def test_what_moves_has_columns_of_its_own() -> None:
    """A match is told apart from what was received, and both from what moved; columns without money are left out."""
    rows = {(row.pool, row.restriction): row for row in statement(flowing(), YEAR).rows}
    county, village = rows[COUNTY, None], rows[VILLAGE, None]
    assert (county.received, county.moved_out, county.fees) == (yuan(500), yuan(260), yuan(10))
    assert (village.received, village.matched, village.moved_in) == (yuan(0), yuan(0), yuan(200))
    ill, school = rows[VILLAGE, ILL], rows[VILLAGE, SCHOOL]
    assert (ill.received, ill.matched, ill.moved_out, ill.closing) == (yuan(180), yuan(60), yuan(80), yuan(160))
    assert (school.moved_in, school.paid, school.closing) == (yuan(80), yuan(30), yuan(50))
    totals = statement(flowing(), YEAR).totals
    assert (totals.came - totals.moved_out, totals.went - totals.moved_out) == (totals.received, yuan(40))
    head = statement(flowing(), YEAR).table()[0]
    assert (*head[5:8], *head[9:10]) == ("matched", "moved in", "moved out", "fees")
    assert "lake-village, only for illness: available at the start ¥0.00, " in statement(flowing(), YEAR).text()
    assert "收入 ¥180.00，配捐 ¥60.00，转入 ¥0.00，转出 ¥80.00" in statement(flowing(), YEAR).text("zh")
    assert not {"配捐", "转入", "转出", "费用"} & set(statement(lived(), YEAR).table("zh")[0])
    assert statement(lived(), YEAR).records()[0]["matched_fen"] == 0


def test_a_letter_about_money_that_moved() -> None:
    """What a match gave on top is told apart; what is left in another purse is told with it."""
    first, second = donor_statement(flowing(), PersonId("donor-1"), YEAR).rows
    assert (first.matched, second.matched, second.amount) == (yuan(0), yuan(60), yuan(80))
    assert [(one.pool, one.restriction, one.amount) for one in second.left_in] == [(VILLAGE, SCHOOL, yuan(50))]
    letter = donor_statement(flowing(), PersonId("donor-1"), YEAR)
    assert "left at the end ¥50.00 in lake-village, only for education, matched on top ¥60.00" in letter.text()
    assert "期末结余 lake-village（限用于就学）¥50.00，另获配捐 ¥60.00" in letter.text("zh")
    assert "left at the end ¥100.00, matched on top ¥0.00" in letter.text()
    march, april = (donor_statement(flowing(), PersonId("donor-1"), period).rows[1] for period in (MARCH, APRIL))
    assert (march.matched, march.left, april.matched, april.opening) == (yuan(60), yuan(80), yuan(0), yuan(80))
    record = letter.records()[1]
    assert record["left_in"] == [{"pool": VILLAGE, "restriction": SCHOOL.code, "amount_fen": 5_000}]
    (pot,) = donor_statement(flowing(), PersonId("donor-2"), YEAR).rows
    assert (pot.fees, pot.left) == (yuan(10), yuan(490))
    assert {(one.pool, one.restriction): one.amount for one in pot.left_in} == {
        (COUNTY, None): yuan(230), (VILLAGE, None): yuan(200), (VILLAGE, ILL): yuan(60),
    }  # fmt: skip


def test_two_pots_may_match_one_gift() -> None:
    """The letter tells the sum of both."""
    pots = [
        AnnounceMatching(
            key=f"match-{n}",
            on=ON,
            source=COUNTY,
            pot=Pot(yuan(n), Ratio(1)),
            gifts=Scope([VILLAGE]),
            approved_by=COUNCIL,
        )
        for n in (3, 4)
    ]
    settled = [SettleMatching(key=f"settle-{n}", on=LATER, matching=f"match-{n}") for n in (3, 4)]
    made = world(receive(key="pot", pool=COUNTY, amount=yuan(9)), *pots, receive(pool=VILLAGE), *settled)
    assert gift_statement(made, "gift-1").rows[0].matched == yuan(7)


def test_orders_of_another_package_are_told() -> None:
    """What they paid for is not, unless they say so; what went nowhere is said to have moved out."""
    with a_stranger():
        made = world(receive(pool=COUNTY, amount=yuan(9), donor=DONORS[0]), *strange_orders(COUNTY)[:3])
        letter = donor_statement(made, PersonId("donor-1"), YEAR)
        (row,) = letter.rows
        assert (row.fees, row.moved, row.left) == (yuan(1), yuan(1), yuan(6))
        assert row.is_conserved
        assert "¥1.00 for a purpose not told in 2025-03" in letter.text()
        assert letter.records()[0]["uses"] == [{"month": "2025-03", "purpose": None, "amount_fen": 100}]
        tells(OddDone, purpose=lambda _, __: EDUCATION)
        try:
            (row,) = donor_statement(made, PersonId("donor-1"), YEAR).rows
        finally:
            del TELLINGS[OddDone]
    assert [use.purpose for use in row.uses] == [EDUCATION]


# --- bugs planted on purpose ---------------------------------------------------------------------


@pytest.mark.parametrize("bug", STATEMENT_BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model, or one of the tests above, notices each."""
    made = tried(list(a_long_run(150)))
    bug.plant(monkeypatch)
    caught = 0
    checks: list[Callable[[], object]] = [
        test_what_moves_has_columns_of_its_own,
        test_a_letter_about_money_that_moved,
        test_two_pots_may_match_one_gift,
        test_the_words,
        test_a_letter_to_a_donor,
        test_money_of_which_no_event_tells_stops_a_statement,
        lambda: is_stated(made),
    ]
    for check in checks:
        try:
            check()
        except (AssertionError, InvariantBroken, pytest.fail.Exception):
            caught += 1
    assert caught


# --- any book ------------------------------------------------------------------------------------


class Stated(BookMachine):
    """The book driven at random, with donors; at the end of each run its statements are held against the model."""

    def _gift(self, data: DataObject) -> Command:
        gift: Any = super()._gift(data)
        changed: Command = attrs.evolve(gift, donor=data.draw(st.sampled_from(DONORS)))
        return changed

    def teardown(self) -> None:
        """Look at every period between the days on which something happened, joined and apart."""
        super().teardown()
        is_stated(self.book)


def is_stated(book: Book) -> None:
    """Hold statements and letters of several periods against the model, and against each other."""
    model = Plain(book)
    moves = model.moves
    days = sorted({move["on"] for move in moves}) or [ON]
    as_balance(book)
    whole = Period(days[0], days[-1])
    for period in (whole, *(Period(one, one) for one in days[:6])):
        as_model(book, moves, period)
    middle = days[len(days) // 2]
    gifts_as_model(book, model, whole)
    gifts_as_model(book, model, Period(middle, days[-1]))
    joined(book, Period(days[0], middle), Period(middle + ONE_DAY, days[-1] + ONE_DAY))
    donors = {event.command.donor for event in book.events if hasattr(event.command, "donor")} - {None}
    tells_nobody(book, statement(book, whole), *(donor_statement(book, one, whole) for one in donors))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_books_in_which_money_moves_in_every_way(steps: list[Any]) -> None:
    """Transfers, fees, refunds, corrections, changes of purpose, each undone as well."""
    is_stated(tried(steps))


def test_months_add_up_to_the_year() -> None:
    """Twelve months of a long random book, one by one."""
    made = tried(list(a_long_run()))
    months = [statement(made, Period.month(2025, month)) for month in range(1, 13)]
    for one, after in pairwise(months):
        assert one.totals.closing == after.totals.opening
    add_up(statement(made, YEAR), *months)
    happened = {type(event).__name__ for event in made.events}
    assert happened >= {
        "DonationCorrected", "DonationRefunded", "DonationReversed", "FeeCharged", "FeeReversed", "FundsTransferred",
        "GrantVoided", "PassedOn", "PaymentReversed", "PurposeChanged", "ReliefPaid", "SharedOut", "SpendingReversed",
        "Spent", "SurplusTransferred", "TransferReversed", "MatchReturned", "MatchingCancelled", "MatchingSettled",
    }  # fmt: skip
    is_stated(made)


def joined(book: Book, first: Period, second: Period) -> None:
    """The closing of one period is the opening of the next, and the two add up to both together."""
    one, other, both = (statement(book, p) for p in (first, second, Period(first.first, second.last)))
    opening = {(row.pool, row.restriction): row for row in other.rows}
    for row in one.rows:
        after = opening[row.pool, row.restriction]
        assert (row.free, row.held) == (after.opening_free, after.opening_held)
    add_up(both, one, other)


def add_up(whole: Statement, *parts: Statement) -> None:
    for name in COLUMNS:
        assert getattr(whole.totals, name) == total(getattr(part.totals, name) for part in parts)
    assert whole.totals.opening == parts[0].totals.opening
    assert whole.totals.closing == parts[-1].totals.closing


TestStated = pytest.mark.deep(Stated.TestCase)
TestStated.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.deep
def test_the_demonstration_is_stated() -> None:
    """217 societies: twelve months add up to each year, the last day is today's balance, and nobody is named."""
    made = played().book
    as_balance_of_all(made)
    moves = Plain(made).moves
    year = Counter(move["on"].year for move in moves).most_common(1)[0][0]
    months = [statement(made, Period.month(year, month)) for month in range(1, 13)]
    whole = statement(made, Period.year(year))
    for one, after in pairwise(months):
        assert one.totals.closing == after.totals.opening
    add_up(whole, *months)
    as_model(made, moves, Period.year(year))
    tells_nobody(made, whole)


def as_balance_of_all(book: Book) -> None:
    sums, balance = statement(book, Period(date.min, date.max)).totals, book.balance()
    assert (sums.received, sums.paid, sums.free, sums.held) == (
        balance.received,
        balance.spent,
        balance.free,
        balance.held,
    )
