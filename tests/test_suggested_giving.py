"""What is suggested: exact days and parts, the three carriers, and that nothing is ever measured by it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.errors import LawError, Malformed
from community_charity.law.citation import Basis
from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.rules.suggested_giving import (
    Giver,
    Suggestion,
    Turnout,
    day_itself,
    day_of_month,
    one_yuan,
    part_of_spending,
    suggested_day,
    turnout,
)

LAW = Law.of("cn")
TODAY = LAW.on(date(2026, 3, 12))
fen = st.integers(-(10**12), 10**12)
rates = st.fractions(0, 1, max_denominator=1000)
RULES: list[Any] = [day_of_month, part_of_spending]


# --- one day ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("giver", "base", "suggested"),
    [
        ("employee", "6600", "300"),
        ("employee", "5000", "227.27"),
        ("employee", "0.21", "0"),
        ("employee", "0.22", "0.01"),
        ("employee", "0", "0"),
        ("retiree", "3000", "100"),
        ("retiree", "3000.29", "100"),
        ("retiree", "3000.30", "100.01"),
        ("enterprise", "1200.55", "1200.55"),
        ("agency", "800", "800"),
        ("anybody", "1", "1"),
    ],
)
def test_one_day(giver: str, base: str, suggested: str) -> None:
    """A month over 22 or 30, rounded down to the fen; of an enterprise or an office the day as it is told."""
    assert suggested_day(giver, yuan(base), TODAY) == yuan(suggested)
    assert suggested_day(Giver(giver), yuan(base), TODAY) == yuan(suggested)


def test_the_days_are_figures_of_practice_and_can_be_other_ones() -> None:
    """Nobody takes 22 and 30 for law; a place that divides by 21 says so."""
    for key in ("day_donation_employee_days", "day_donation_retiree_days"):
        dated = TODAY.get(key)
        assert dated
        assert dated.basis is Basis.PRACTICE
        assert dated.note
    other = LAW.amend(since=date(2026, 1, 1), day_donation_employee_days=21).on(date(2026, 3, 12))
    assert suggested_day("employee", yuan(6_300), other) == yuan(300)
    with pytest.raises(LawError):
        suggested_day("employee", yuan(6_300), LAW.on(date(2014, 12, 31)))


@pytest.mark.parametrize("base", [Money(-1), 6_600, 1.5, None])
def test_a_base_is_money_of_zero_or_more(base: Any) -> None:
    """Income that is not told is not zero."""
    with pytest.raises(Malformed):
        suggested_day("employee", base, TODAY)


def test_unknown_givers_and_no_law_are_refused() -> None:
    """A kind of giver is one of the list; the law is of one day."""
    with pytest.raises(Malformed):
        suggested_day("everybody", yuan(1), TODAY)
    with pytest.raises(Malformed):
        suggested_day("agency", yuan(1), LAW)  # type: ignore[arg-type] # the mistake to show


# --- three carriers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES)
@given(amount=fen, rate=rates)
def test_money_fen_and_columns_agree(rule: Any, amount: int, rate: Fraction) -> None:
    """One rule for one giver and for a town, as plain whole-number arithmetic says."""
    plain = max(amount, 0) * rate.numerator // rate.denominator
    assert rule(amount, rate) == plain
    assert rule(Money(amount), rate) == Money(plain)
    assert rule(np.array([amount]), rate).tolist() == [plain]


@given(amount=fen)
def test_a_day_itself_on_three_carriers(amount: int) -> None:
    """A loss suggests nothing."""
    assert day_itself(amount) == max(amount, 0)
    assert day_itself(Money(amount)) == Money(max(amount, 0))
    assert day_itself(np.array([amount])).tolist() == [max(amount, 0)]


@pytest.mark.parametrize("rate", [0.1, "1/10", Fraction(11, 10), Fraction(-1, 10)])
def test_a_part_of_spending_is_an_exact_rate(rate: Any) -> None:
    """No float, and no more than what is spent."""
    with pytest.raises(Malformed):
        part_of_spending(100, rate)


def test_the_weak_rate_is_known_in_its_own_place_only() -> None:
    """Ten percent were reported of one activity: elsewhere the rate is the caller's own."""
    guangzhou = Law.of("cn/guangdong/guangzhou").on(date(2026, 3, 12))
    dated = guangzhou.get("consumption_donation_rate")
    assert dated
    assert dated.basis is Basis.PRACTICE
    assert part_of_spending(yuan("99.99"), guangzhou.consumption_donation_rate) == yuan("9.99")
    assert "consumption_donation_rate" not in TODAY


def test_a_community_is_suggested_a_sum_and_nobody_is_bound_by_it() -> None:
    """The 10,000 of Dinghai's appeal is a value, neither a floor nor a duty; the unit of one yuan is an assumption."""
    dated = Law.of("cn/zhejiang/zhoushan/dinghai").on(date(2026, 3, 12)).get("day_donation_community_suggested")
    assert dated
    assert (dated.value, dated.basis) == (yuan(10_000), Basis.PRACTICE)
    figure = Law.of("cn/zhejiang/zhoushan/dinghai").figure("day_donation_community_suggested")
    assert figure.sense.value == "value"
    dated = TODAY.get("one_yuan_gift_unit")
    assert dated
    assert dated.basis is Basis.ASSUMPTION
    assert one_yuan(TODAY) == Suggestion(Giver.ANYBODY, yuan(1))


# --- suggestions, and counting -------------------------------------------------------------------------


def test_a_suggestion_says_that_giving_is_voluntary() -> None:
    """In both languages."""
    said = Suggestion("retiree", yuan(100)).text  # type: ignore[arg-type] # told by its value
    assert said.en == "suggested to retired people: ¥100.00, or as much as you like; giving is voluntary"
    assert said.zh == "离退休人员参考数额：¥100.00，多少不限，自愿捐赠"
    assert all(giver.text.en.isascii() and giver.text.zh for giver in Giver)


@pytest.mark.parametrize("amount", [Money(0), Money(-1), 100, None])
def test_a_suggestion_is_above_zero(amount: Any) -> None:
    """Nothing is no suggestion."""
    with pytest.raises(Malformed):
        Suggestion(Giver.ANYBODY, amount)


@given(st.lists(st.tuples(st.sampled_from(["d-1", "d-2", "d-3", None]), st.integers(0, 10**9).map(Money))))
def test_givers_are_counted_as_well_as_money(gifts: list[tuple[str | None, Money]]) -> None:
    """Gifts, different known givers, anonymous gifts, money: as a loop counts them."""
    people, nameless, many, fen_ = set(), 0, 0, 0
    for donor, amount in gifts:
        if amount.fen > 0:
            many, fen_ = many + 1, fen_ + amount.fen
            if donor is None:
                nameless += 1
            else:
                people.add(donor)
    assert turnout(gifts) == Turnout(many, len(people), nameless, Money(fen_))


@pytest.mark.parametrize("gifts", [[("d-1", Money(-1))], [("d-1", 1)], [("13800000000", Money(1))]])
def test_what_is_no_gift_is_not_counted_silently(gifts: Any) -> None:
    """Less than nothing, a bare number, and an id that names somebody."""
    with pytest.raises(Malformed):
        turnout(gifts)
