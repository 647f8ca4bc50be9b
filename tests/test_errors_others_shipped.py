"""Mistakes that other systems for money and relief have shipped, each with a test of its own name.

Some stand where their subject is tested: percentages that sum to 99.999999 and two remainders with the splits, a
refunded gift that is still complete with the reversals, more matched than there is with matching, rows missing from an
export with the exports. All people and bodies are invented.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest

from community_charity.book.purses import Purse
from community_charity.errors import InvariantBroken, Malformed
from community_charity.giving import ReceiveDonation
from community_charity.law.decision import Outcome, Refused
from community_charity.money import Money, yuan
from community_charity.pools import Cause
from community_charity.purposes import CULTURE
from community_charity.relief import GRANTS
from community_charity.restrictions import Restriction
from community_charity.rules.linkage import GovernmentAid
from community_charity.rules.matching import Gift, Pot, ProRata, Ratio
from reproducers_changes import spend
from sample import FUND, LATER, ON, SOCIETY, book, case, grant, open_, pay, receive


def test_an_empty_fund_never_spends() -> None:
    """Ledgers let an account of nothing go below zero; here neither the book nor the purse itself lets it."""
    made = book(spend(amount=book().balance(FUND).free))
    with pytest.raises(Refused):
        made.record(spend(key="spend-2", amount=Money(1)))
    with pytest.raises(InvariantBroken):
        Purse("empty", None).hold(1)


def test_restricted_money_has_a_spending_side() -> None:
    """A designation that is only a label on the gift restricts nothing; here the payment is held against it."""
    made = book(receive(pool=FUND, amount=yuan(700), only_for=Restriction(project="clinic")))
    free = made.balance(FUND).free - yuan(700)
    assert made.decide(spend(amount=free))
    assert not made.decide(spend(amount=free + Money(1)))
    assert made.decide(spend(amount=free + Money(1), project="clinic"))


@pytest.mark.parametrize("amount", [10.99, 10, True, "¥10.99", None])
def test_10_99_never_becomes_10(amount: Any) -> None:
    """Converters of other packages cut 10.99 to 10 and take True for 1; here an amount is `Money` or an error."""
    with pytest.raises(Malformed):
        receive(amount=amount)


def test_checks_cannot_be_switched_off() -> None:
    """One line can switch attrs validators off for a whole process; the checks here are no validators."""
    with attrs.validators.disabled(), pytest.raises(Malformed):
        ReceiveDonation(key="gift-1", on=ON, pool=SOCIETY, amount=Money(-1))


def test_missing_is_never_zero_and_never_yes() -> None:
    """Engines read a missing input as nought, or let everybody in where a condition fails to evaluate."""
    made = book(
        open_(case("case-2", cause=Cause.ACCIDENT, government=GovernmentAid.UNKNOWN, government_aid=Money(0))),
        open_(case("case-3", cause=Cause.DISASTER, insurance=None)),
    )
    for name in ("case-2", "case-3"):
        decision = made.decide(grant(key="grant-2", case=name))
        assert decision.outcome is Outcome.UNDETERMINED
        assert decision.remedies


def test_a_limit_that_is_exceeded_is_refused() -> None:
    """A limit that is flagged and passed is no limit; one fen above it nothing is recorded."""
    made = book(grant(amount=yuan(300)))
    before = made.events
    with pytest.raises(Refused):
        made.record(pay(amount=yuan(300) + Money(1)))
    assert made.events == before
    made.record(pay(amount=yuan(300)))


def test_two_claims_never_get_the_same_fen() -> None:
    """Two people could claim one request; here the money of the first promise is not there for the second."""
    made = book(receive(pool=FUND, amount=yuan(100), only_for=Restriction(project="clinic")))
    all_of_it = made.balance(FUND).free
    made.record(spend(amount=all_of_it, project="clinic"))
    assert [finding.ground.code for finding in made.decide(spend(key="spend-2", amount=Money(1))).unmet] == [
        "spending.money"
    ]


def test_a_short_pot_is_shared_by_a_rule_and_not_by_row_order() -> None:
    """A short budget was paid in the order of a database; a pot says how it is shared, whatever the order."""
    gifts = [Gift(f"g-{n}", f"d-{n}", yuan(n), "well") for n in (5, 1, 3)]
    pot = Pot(yuan(3), Ratio(1), short=ProRata())
    there = {match.gift: match.amount for match in pot.match(gifts)}
    back = {match.gift: match.amount for match in pot.match(gifts[::-1])}
    assert there == back
    assert sum(amount.fen for amount in there.values()) == 300


def test_money_is_never_a_fraction_of_a_fen() -> None:
    """Balances in 32-bit floats are off by a fen or more; thirds of a yuan add up to the yuan."""
    assert sum(part.fen for part in yuan(1).split([1, 1, 1])) == 100
    with pytest.raises(Malformed):
        Money(0.1 + 0.2)
    assert Fraction(1, 3) * 3 == 1


def test_nothing_is_ever_edited_or_deleted() -> None:
    """Rows that are deleted are missing from every later export; a mistake here is a further fact."""
    made = book(receive(amount=yuan(200)))
    held = made.events
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        held[-1].command.amount = yuan(1)
    assert made.events[: len(held)] == held


def test_a_voided_promise_is_still_told() -> None:
    """A grant that was taken back stays a fact with its day and its key."""
    made = book(grant())
    assert made.find(GRANTS, "grant-1") is not None
    assert made.event("grant-1") is not None


def test_a_payment_for_another_purpose_is_refused_and_not_reclassified() -> None:
    """Money for illness is not quietly counted as general because a payment names another purpose."""
    made = book(receive(pool=FUND, amount=yuan(5), only_for=[Cause.ILLNESS]))
    assert not made.decide(spend(purpose=CULTURE, on=LATER + timedelta(1)))
