"""Payments that are not cash in hand, or not all at once; and goods out of the stock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community_charity.errors import CharityError, Malformed
from community_charity.flows.accounts import Account, AccountRole, OpenAccount
from community_charity.giving.stock import Portion
from community_charity.instalments import Instalment
from community_charity.money import Money, yuan
from community_charity.organisations import OtherBody
from community_charity.parties import OrganisationId
from community_charity.pools import Cause
from community_charity.relief.files import CASES
from community_charity.relief.in_kind import GiveGoods, PaymentForm, goods_given, goods_value
from community_charity.relief.instalments import due_by, fitted
from community_charity.relief.misuse import RecordMisuse
from community_charity.relief.payments import RECEIPTS, AcknowledgeReceipt, due_instalments
from community_charity.restrictions import Restriction, TargetGroup
from planted_relief_back import FORMS, Bug
from sample import (
    CASE,
    CHARITY,
    COUNCIL,
    LATER,
    ON,
    SOCIETY,
    book,
    case,
    close,
    enter,
    grant,
    pay,
    receive,
    take_back,
    void,
)
from sample_in_kind import goods, undo

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.book.orders import Command
    from community_charity.law.decision import Decision

SHOP = OrganisationId("shop-1")
A_SHOP = enter(OtherBody(SHOP))


def code(decision: Decision) -> str | None:
    return None if decision.reason is None else decision.reason.ground.code


def granted(*more: Command, **changes: Any) -> Book:
    return book(A_SHOP, grant(**changes), *more)


# --- forms ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["goods", "voucher", "service"])
def test_a_shop_is_paid_in_place_of_the_household(form: str) -> None:
    """The money is traced as any other, and the body must be in the book."""
    made = granted()
    order = pay(form=form, to=SHOP)
    assert code(book(grant()).decide(order)) == "book.not_found"
    made.record(order)
    assert made.balance(SOCIETY).spent == yuan(300)
    assert sum(step.amount.fen for step in made.where_from("pay-1")) == 300_00
    assert order.form.text.zh


@pytest.mark.parametrize("wrong", [{"form": "goods"}, {"to": SHOP}])
def test_a_form_that_does_not_fit(wrong: dict[str, Any]) -> None:
    """Goods from nobody, and cash to a shop, are mistakes."""
    with pytest.raises(Malformed) as raised:
        pay(**wrong)
    assert raised.value.code == "payment.to"


def test_cash_is_usual() -> None:
    """As it always was."""
    assert pay().form is PaymentForm.CASH
    assert pay().to is None
    with pytest.raises(Malformed):
        pay(form="shells")


def test_what_is_paid_no_more() -> None:
    """A voided grant, a closed case, and money that was to be spent by a day that is over."""
    assert code(granted(void()).decide(pay())) == "grant.live"
    assert code(granted(pay(), close(on=LATER)).decide(pay(key="pay-2", on=LATER))) == "case.open"
    soon = Restriction(purposes=[Cause.ILLNESS], until=ON)
    made = book(receive(only_for=soon, amount=yuan(300)), grant())
    assert made.decide(pay())
    assert code(made.decide(pay(on=LATER))) == "grant.in_its_time"


def signed(**changes: Any) -> AcknowledgeReceipt:
    usual: dict[str, Any] = {"key": "signed-1", "on": LATER, "payment": "pay-1", "paper": "slip-9"}
    return AcknowledgeReceipt(**usual | changes)


def test_a_receipt_of_the_household() -> None:
    """Once for a payment that stands, not before it; after the money came back there is nothing to sign for."""
    made = granted(pay())
    assert code(made.decide(signed(on=ON - timedelta(1)))) == "relief.not_before"
    assert code(made.decide(signed(payment="pay-9"))) == "book.not_found"
    back = made.branch()
    back.record(take_back(on=LATER))
    assert code(back.decide(signed())) == "payment.live"
    made.record(signed())
    assert made.find(RECEIPTS, "pay-1") == "signed-1"
    assert code(made.decide(signed(key="signed-2"))) == "payment.unsigned"


# --- goods out of the stock ----------------------------------------------------------------------


def give(quantity: int = 2, **changes: Any) -> GiveGoods:
    usual: dict[str, Any] = {
        "key": "given-1",
        "on": ON,
        "case": CASE,
        "pool": SOCIETY,
        "goods": [Portion("rice", "bag", quantity)],
    }
    return GiveGoods(**usual | changes)


def test_goods_are_shown_in_the_case_and_never_counted_as_money() -> None:
    """They leave the stock, the money stays; a value that is not known leaves the sum unknown."""
    made = book(goods(), give(value=yuan(40)))
    assert [event.command.key for event in goods_given(made, CASE)] == ["given-1"]
    assert [part.gift for part in goods_given(made, CASE)[0].drawn] == ["goods-1"]
    assert goods_value(made, CASE) == yuan(40)
    file = made.all(CASES)[CASE]
    assert (file.granted, file.paid, made.balance(SOCIETY).spent) == (0, 0, yuan(0))
    assert code(made.decide(give(4, key="given-2"))) == "goods.in_stock"
    made.record(give(1, key="given-2"))
    assert goods_value(made, CASE) is None
    made.record(undo(entry="given-2"))
    assert goods_value(made, CASE) == yuan(40)
    assert made.decide(give(3, key="given-3"))


def test_goods_serve_what_the_case_serves() -> None:
    """Goods for the old go to the household of an old person, for illness, and to nobody else."""
    only = Restriction(groups=[TargetGroup("elderly")])
    assert code(book(goods(only_for=only)).decide(give())) == "goods.admitted"
    old = case(groups=[TargetGroup("elderly")])
    assert book(goods(only_for=only), case=old).decide(give())
    assert give().asked().zh == "向个案 case-1 发放 village-1 的物资"


def test_no_goods_for_a_case_with_misuse() -> None:
    """Misuse on record stops goods as it stops money; a case that is not there gets none."""
    made = book(goods(), RecordMisuse(key="m-1", on=ON, case=CASE, kind="used_otherwise", paper="p-1"))
    assert code(made.decide(give())) == "case.no_misuse"
    assert code(made.decide(give(case="case-9"))) == "book.not_found"


# --- instalments ---------------------------------------------------------------------------------

FIRST, SECOND = date(2025, 3, 13), date(2025, 3, 25)
PLAN = (Instalment(FIRST, yuan(200)), Instalment(SECOND, yuan(100)))


def test_eighty_thousand_in_two_instalments_within_half_a_month() -> None:
    """As reported of a child with uraemia in Nanjing: two parts, the second twelve days after the first."""
    plan = [Instalment(FIRST, yuan(50_000)), Instalment(SECOND, yuan(30_000))]
    ill = case(costs=[attrs.evolve(case().costs[0], amount=yuan(90_000))])
    account = Account("ill", holder=CHARITY, role=AccountRole.CHARITY, deciders=COUNCIL)
    order = grant(pool="ill", amount=yuan(80_000), instalments=plan)
    opened = OpenAccount(key="open-ill", on=ON, account=account)
    made = book(opened, receive(pool="ill", amount=yuan(80_000)), order, case=ill)
    made.record(pay(amount=yuan(50_000)))
    early = made.decide(pay(key="pay-2", amount=yuan(30_000), on=SECOND - timedelta(1)))
    assert code(early) == "grant.due"
    assert early.remedies[0].wait_until == SECOND
    made.record(pay(key="pay-2", amount=yuan(30_000), on=SECOND))
    assert due_instalments(made, SECOND) == ()


def test_no_more_than_is_due() -> None:
    """A fen more than what is due waits for the day on which it is; what is due may be paid in parts."""
    made = granted(instalments=PLAN)
    over = made.decide(pay(amount=Money(200_01)))
    assert code(over) == "grant.due"
    assert over.remedies[0].changes == {"on": SECOND}
    assert made.decide(attrs.evolve(pay(amount=Money(200_01)), **over.remedies[0].changes))
    made.record_all([pay(amount=yuan(150)), pay(key="pay-2", amount=yuan(50))])
    assert code(made.decide(pay(key="pay-3", amount=Money(1)))) == "grant.due"
    assert code(made.decide(pay(key="pay-3", amount=Money(100_01), on=SECOND))) == "grant.held"
    made.record(pay(key="pay-3", amount=yuan(100), on=SECOND))


def test_more_than_the_grant_waits_for_the_last_day() -> None:
    """Then what is held says no."""
    made = granted(instalments=PLAN)
    assert made.decide(pay(amount=yuan(301))).remedies[0].wait_until == SECOND


def test_it_waits_for_the_first_day_that_is_enough() -> None:
    """Of three instalments, what the first two make up waits for the second."""
    made = granted(instalments=[*PLAN[:1], Instalment(LATER, yuan(50)), Instalment(SECOND, yuan(50))])
    assert made.decide(pay(amount=yuan(250))).remedies[0].wait_until == LATER
    assert made.decide(pay(amount=Money(250_01))).remedies[0].wait_until == SECOND


def test_what_is_due() -> None:
    """Unpaid instalments by their days: what was paid is taken to be the first of them; nothing after a void."""
    made = granted(instalments=PLAN)
    assert due_instalments(made, FIRST - timedelta(1)) == ()
    assert due_instalments(made, FIRST) == (("grant-1", CASE, FIRST, yuan(200)),)
    made.record(pay(amount=yuan(150)))
    assert [row.amount for row in due_instalments(made, SECOND)] == [yuan(50), yuan(100)]
    made.record(pay(key="pay-2", amount=yuan(50)))
    assert [row.due for row in due_instalments(made, SECOND)] == [SECOND]
    made.record(void(on=LATER))
    assert due_instalments(made, SECOND) == ()
    assert due_instalments(granted(), SECOND) == ()


@pytest.mark.parametrize(
    "wrong", [[Instalment(FIRST, yuan(1)), Instalment(FIRST, yuan(1))], [yuan(1)], "once", list(reversed(PLAN))]
)
def test_plans_that_cannot_be(wrong: Any) -> None:
    """Days go up, and a plan is a list of instalments."""
    with pytest.raises(Malformed) as raised:
        grant(instalments=wrong)
    assert raised.value.code == "grant.instalments"


@pytest.mark.parametrize(
    ("changes", "ground"),
    [
        ({"amount": yuan(299)}, "grant.instalments_whole"),
        ({"amount": yuan(301)}, "grant.instalments_whole"),
        ({"on": FIRST + timedelta(1)}, "grant.instalments_in_time"),
        ({"expires": SECOND - timedelta(1)}, "grant.instalments_in_time"),
        ({"on": FIRST + timedelta(1), "expires": SECOND}, "grant.instalments_in_time"),
        ({"expires": SECOND}, None),
        ({}, None),
    ],
)
def test_a_plan_fits_its_grant(changes: dict[str, Any], ground: str | None) -> None:
    """It makes up the amount, between the day of the grant and its last; and the remedy mends it."""
    made, order = book(), grant(instalments=PLAN, **changes)
    decision = made.decide(order)
    assert code(decision) == ground
    if ground is not None:
        assert made.decide(attrs.evolve(order, **decision.remedies[0].changes))


@settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.integers(1, 100), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 6), st.integers(1, 200)), max_size=8),
    st.integers(1, 700),
)
def paid_as_due(parts: list[int], tries: list[tuple[int, int]], amount: int) -> None:
    """By no day is more paid than was due by it; what is not more is paid; and a fitted plan fits."""
    plan = tuple(Instalment(ON + timedelta(n), Money(part)) for n, part in enumerate(parts))
    made, paid = book(grant(amount=Money(sum(parts)), instalments=plan)), 0
    for number, (after, fen) in enumerate(sorted(tries)):
        day = ON + timedelta(after)
        allowed = bool(made.decide(pay(key=f"p-{number}", amount=Money(fen), on=day)))
        assert allowed == (paid + fen <= sum(parts[: after + 1]))
        if allowed:
            made.record(pay(key=f"p-{number}", amount=Money(fen), on=day))
            paid += fen
        assert sum(row.amount.fen for row in due_instalments(made, day)) == sum(parts[: after + 1]) - paid
    assert sum(one.amount.fen for one in fitted(plan, Money(amount))) == amount
    assert due_by(plan, ON + timedelta(9)) == sum(parts)


def test_paid_as_due() -> None:
    """Drawn at random."""
    paid_as_due()


# --- planted bugs --------------------------------------------------------------------------------


def all_checks() -> None:
    """Run every test above, those with a table row by row."""
    for name, test in list(globals().items()):
        if not name.startswith("test_") or "bug" in name:
            continue
        marks = [mark.args for mark in getattr(test, "pytestmark", ())]
        for row in marks[0][1] if marks else [()]:
            names = marks[0][0] if marks else ()
            test(**dict(zip(names, row, strict=True)) if isinstance(names, tuple) else {names: row})


@pytest.mark.parametrize("bug", FORMS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and a test fails."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, CharityError, LookupError, pytest.fail.Exception)):
        all_checks()


@pytest.mark.deep
def test_without_a_bug_all_checks_hold() -> None:
    """What catches a bug is the bug."""
    all_checks()
    assert len({bug.name for bug in FORMS}) == len(FORMS) >= 6
