"""Gifts and tax: what is deducted, carried and lost; who is eligible; which receipt is given."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.errors import CharityError, LawError, Malformed
from community_charity.language import Text
from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.rules.tax import (
    Cancellation,
    CancellationCause,
    DonationReceipt,
    EnterpriseDonations,
    GiftYear,
    IndividualDonation,
    RecipientEligibility,
    RecipientKind,
    SpecialReport,
    TaxStatus,
    YearAccounts,
    deductible,
    donation_cap,
)

LAW = Law.of("cn")
TODAY = LAW.on(date(2026, 3, 2))
TWELVE = Fraction(12, 100)
FEN = st.integers(0, 10**12)


def make(what: Any, /, *given_: Any, **facts: Any) -> Any:
    """Call with arguments that a type checker would refuse."""
    return what(*given_, **facts)


def malformed(what: Any, /, *given_: Any, **facts: Any) -> str:
    with pytest.raises(Malformed) as caught:
        what(*given_, **facts)
    return caught.value.code


# ------------------------------------------------------------------------------------------------------- amounts


@given(base=st.integers(-(10**12), 10**12), gifts=FEN, percent=st.integers(0, 100))
def test_the_limit_is_exact_and_never_a_fen_too_high(base: int, gifts: int, percent: int) -> None:
    """Twelve in a hundred, say: as much as fits, and a fen more would be too much; of a loss nothing."""
    rate = Fraction(percent, 100)
    cap = donation_cap(Money(base), rate).fen
    assert cap == max(base, 0) * percent // 100
    assert cap <= max(base, 0) * rate < cap + 1
    assert deductible(Money(base), Money(gifts), rate) == Money(min(gifts, cap))


@given(rows=st.lists(st.tuples(st.integers(-(10**12), 10**12), FEN), min_size=1, max_size=9))
def test_one_body_on_three_carriers(rows: list[tuple[int, int]]) -> None:
    """Money, fen and a column of fen give the same."""
    bases, gifts = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    caps, found = donation_cap(bases, TWELVE), deductible(bases, gifts, TWELVE)
    for (base, given_), cap, amount in zip(rows, caps, found, strict=True):
        assert donation_cap(base, TWELVE) == donation_cap(Money(base), TWELVE).fen == cap
        assert deductible(base, given_, TWELVE) == deductible(Money(base), Money(given_), TWELVE).fen == amount


def test_a_float_is_no_rate() -> None:
    """0.12 is not twelve in a hundred."""
    assert malformed(make, donation_cap, yuan(100), 0.12) == "rule.rate"


# ------------------------------------------------------------------------------------------------------- years


def plain(profits: list[int], gifts: list[int], first: int, *, oldest_first: bool) -> list[dict[str, Any]]:
    """Do the same with dictionaries: every fen has the year of its gift, and three years to be deducted."""
    left: dict[int, int] = {}
    rows = []
    for number, (profit, gift) in enumerate(zip(profits, gifts, strict=True)):
        year = first + number
        left[year] = gift
        room = max(profit, 0) * 12 // 100
        used = dict.fromkeys(left, 0)
        older = sorted(origin for origin in left if origin < year)
        for origin in [*older, year] if oldest_first else [year, *older]:
            used[origin] = min(left[origin], room)
            left[origin] -= used[origin]
            room -= used[origin]
        expired = {origin: left.pop(origin) for origin in list(left) if origin + 3 <= year}
        rows.append({"year": year, "used": used, "left": dict(left), "expired": expired})
    return rows


def fen(amounts: Any) -> dict[int, int]:
    return {year: amount.fen for year, amount in amounts.items()}


def some(amounts: dict[int, int]) -> dict[int, int]:
    return {year: amount for year, amount in amounts.items() if amount}


@given(
    years=st.lists(st.tuples(st.integers(-(10**6), 10**7), st.integers(0, 10**6)), min_size=1, max_size=12),
    oldest_first=st.booleans(),
)
def test_a_schedule_agrees_with_a_plain_model_and_loses_nothing(
    years: list[tuple[int, int]], oldest_first: bool
) -> None:
    """Used, carried and expired are as a plain model has them, in either order, and sum to what was given."""
    first = 2018
    law = LAW if oldest_first else LAW.amend(since=date(2016, 9, 1), carried_gifts_first=False)
    company = make(EnterpriseDonations, [GiftYear(first + n, Money(p), Money(g)) for n, (p, g) in enumerate(years)])
    schedule = company.schedule(law.for_fiscal_year(first + len(years) - 1))
    profits, gifts = ([*column] for column in zip(*years, strict=True))
    assert schedule is not None
    expected = plain(profits, gifts, first, oldest_first=oldest_first)
    deducted = expired = 0
    for found, wanted in zip(schedule, expected, strict=True):
        assert found.year == wanted["year"]
        assert fen(found.used) == some(wanted["used"])
        assert fen(found.carried) == some(wanted["left"])
        assert fen(found.expired) == some(wanted["expired"])
        assert found.deducted <= found.limit
        deducted += found.deducted.fen
        expired += sum(fen(found.expired).values())
        given_so_far = sum(gifts[: found.year - first + 1])
        assert given_so_far == deducted + expired + sum(fen(found.carried).values())


@given(
    profits=st.lists(st.integers(0, 10**6), min_size=4, max_size=4),
    gift=st.integers(0, 10**5),
    before=st.integers(0, 10**5),
)
def test_of_2016_only_what_was_given_from_september_on_is_carried(profits: list[int], gift: int, before: int) -> None:
    """What was given earlier in that year counts as deducted first, and is lost where the limit is lower."""
    years = [GiftYear(2016, Money(profits[0]), Money(before + gift), carriable=Money(gift))]
    years += [GiftYear(2017 + n, Money(profit), Money(0)) for n, profit in enumerate(profits[1:])]
    schedule = make(EnterpriseDonations, years).schedule(LAW.for_fiscal_year(2019))
    cap = profits[0] * 12 // 100
    excess = max(before + gift - cap, 0)
    assert fen(schedule[0].carried) == some({2016: min(excess, gift)})
    assert fen(schedule[0].expired) == some({2016: excess - min(excess, gift)})
    assert not schedule[3].carried


def test_before_carrying_forward_the_excess_is_lost_at_once() -> None:
    """A gift of 2010 above the limit expires in 2010; a year before the law has no limit that could be told."""
    company = make(EnterpriseDonations, [GiftYear(2010, Money(100), Money(20))])
    (year,) = company.schedule(LAW.for_fiscal_year(2010))
    assert (fen(year.used), fen(year.carried), fen(year.expired)) == ({2010: 12}, {}, {2010: 8})
    early = make(EnterpriseDonations, [GiftYear(2007, Money(100), Money(20)), GiftYear(2008, Money(100), Money(0))])
    assert early.schedule(LAW.for_fiscal_year(2008)) is None


def test_a_schedule_ends_with_the_year_of_the_law() -> None:
    """Later years that are listed are left for later."""
    company = make(EnterpriseDonations, [GiftYear(2024, Money(0), Money(5)), GiftYear(2025)])
    assert [year.year for year in company.schedule(LAW.for_fiscal_year(2024))] == [2024]
    assert company.schedule(LAW.for_fiscal_year(2025)) is None


def test_a_higher_limit_from_a_later_year_leaves_earlier_years_alone() -> None:
    """Each year follows its own law."""
    reform = LAW.amend(since=date(2025, 1, 1), enterprise_deduction_cap=Fraction(1, 2))
    company = make(EnterpriseDonations, [GiftYear(year, Money(100), Money(50)) for year in (2024, 2025)])
    assert [y.limit.fen for y in company.schedule(reform.for_fiscal_year(2025))] == [12, 50]


def test_before_the_law_there_is_no_decision() -> None:
    """No deduction is decided for a day on which nothing that was read is in force."""
    company = make(EnterpriseDonations, [GiftYear(2007, Money(1), Money(1))], amount=Money(1))
    with pytest.raises(LawError):
        company.may_deduct(LAW.on(date(2007, 12, 31)))
    with pytest.raises(LawError):
        IndividualDonation(amount=Money(1)).may_deduct(LAW.on(date(2018, 12, 31)))
    for asked in (
        lambda law: RecipientEligibility().may_be_confirmed(law),
        lambda law: DonationReceipt(amount=Money(1)).may_be_issued(law),
        lambda law: DonationReceipt(amount=Money(1)).supports_deduction(law),
        lambda law: TaxStatus(2019).in_force(law),
    ):
        with pytest.raises(LawError):
            asked(LAW.on(date(2019, 12, 31)))


# ------------------------------------------------------------------------------------------------------- individuals


@given(income=FEN, gifts=FEN, amount=st.integers(1, 10**12))
def test_an_individual_deducts_at_most_thirty_in_a_hundred(income: int, gifts: int, amount: int) -> None:
    """Allowed just where the amount is within the gift and within the limit."""
    gift = IndividualDonation(
        amount=Money(amount), income=Money(income), gifts=Money(gifts), through_eligible=True, receipt=True
    )
    assert bool(gift.may_deduct(TODAY)) is (amount <= min(gifts, income * 30 // 100))


@given(income=FEN, gifts=FEN, amount=st.integers(1, 10**12))
def test_in_full_means_up_to_the_income(income: int, gifts: int, amount: int) -> None:
    """By a ruling that is named, the gift counts in full, but no income below zero."""
    gift = IndividualDonation(
        amount=Money(amount),
        income=Money(income),
        gifts=Money(gifts),
        in_full=True,
        ruling=Text("an invented ruling", "虚构的规定"),
        through_eligible=True,
        receipt=True,
    )
    assert bool(gift.may_deduct(TODAY)) is (amount <= min(gifts, income))


def test_the_ruling_is_quoted() -> None:
    """A deduction in full says by which ruling, in both languages."""
    gift = IndividualDonation(amount=Money(5), income=Money(5), in_full=True, ruling=Text("ruling X", "某规定"))
    text = gift.may_deduct(TODAY)
    assert "ruling X" in text.text("en")
    assert "某规定" in text.text("zh")


# ------------------------------------------------------------------------------------------------------- eligibility


@given(
    spent=FEN, bases=st.lists(FEN, min_size=1, max_size=5), rate=st.sampled_from([Fraction(7, 10), Fraction(8, 100)])
)
def test_the_least_spending_is_the_lower_of_two(spent: int, bases: list[int], rate: Fraction) -> None:
    """Last year's base or the average of three years, whichever asks for less; a fen less than that is too little."""
    least = YearAccounts(2025, bases=tuple(Money(base) for base in bases)).least_spending(rate, 3)
    enough = spent >= rate * bases[0] or (len(bases) >= 3 and 3 * spent >= rate * sum(bases[:3]))
    assert least is not None
    assert (spent >= least.fen) is enough


@given(first=st.integers(2018, 2030), day=st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_an_eligibility_lasts_three_calendar_years(first: int, day: date) -> None:
    """From 1 January of its first year to 31 December of the third."""
    assert TaxStatus(first).in_force(LAW.on(day)) is (date(first, 1, 1) <= day <= date(first + 2, 12, 31))


def test_of_two_reports_on_one_year_the_first_counts() -> None:
    """A second filing does not make the first one late."""
    reports = [SpecialReport(2025, date(2026, 6, 1), audited=True), SpecialReport(2025, date(2026, 3, 1), audited=True)]
    decision = make(RecipientEligibility, kind="charity", reports=reports).may_be_confirmed(LAW.on(date(2026, 11, 2)))
    assert next(f for f in decision.findings if f.ground.code == "tax.report").holds


def test_every_kind_and_cause_has_words() -> None:
    """In both languages."""
    for member in (*RecipientKind, *CancellationCause):
        assert member.text.en.isascii()
        assert member.text.zh


def test_the_remedy_for_a_waived_receipt_is_none() -> None:
    """Nobody can be made to take one: the gift is recorded."""
    receipt = make(DonationReceipt, kind="charity", amount=Money(5), waived=True)
    found = next(f for f in receipt.may_be_issued(TODAY).unmet if f.ground.code == "tax.receipt_wanted")
    assert found.ground.remedy is None
    assert "record the gift instead" in found.text("en")


def test_a_duty_that_a_what_if_takes_away_is_not_weighed() -> None:
    """Goods without proof, an unprinted form: allowed where a reform drops the duties."""
    reform = LAW.amend(
        since=date(2025, 1, 1),
        goods_receipt_needs_proof=False,
        goods_receipt_is_fair_value=False,
        cash_receipt_is_amount_received=False,
        receipt_official_form=False,
        anonymous_gift_is_recorded=False,
        tax_status_needs_exemption=False,
        tax_status_lost_for_ever=False,
        deduction_needs_eligible_recipient=False,
        deduction_needs_receipt=False,
    ).on(date(2026, 3, 2))
    states = {"donor", "kind_and_quantity", "organisation", "handler", "date"}
    facts = {"kind": "charity", "received_on": date(2026, 3, 1), "amount": Money(5), "states": states, "waived": True}
    assert make(DonationReceipt, **facts, goods=True).may_be_issued(reform)
    assert make(DonationReceipt, **facts, money=Money(6)).may_be_issued(reform)
    assert not make(DonationReceipt, **facts, money=Money(5), goods=True).may_be_issued(TODAY)
    codes = {f.ground.code for f in make(RecipientEligibility, kind="charity").may_be_confirmed(reform).findings}
    assert not codes & {"tax.exempt", "tax.ever"}
    company = make(EnterpriseDonations, [GiftYear(2026, Money(100), Money(5))], amount=Money(5))
    assert company.may_deduct(reform)
    gift = IndividualDonation(amount=Money(3), income=Money(10), gifts=Money(5), receipt=True)
    assert gift.may_deduct(reform)


# ------------------------------------------------------------------------------------------------------- wrong input


@pytest.mark.parametrize("wrong", [1.5, "5.00", True, None, 7])
def test_what_is_no_amount_is_refused(wrong: Any) -> None:
    """A float, a text, a bool, a bare number; and no amount at all where one is needed."""
    assert malformed(make, IndividualDonation, amount=wrong) == "money.not_positive"
    assert malformed(make, DonationReceipt, amount=wrong) == "money.not_positive"
    if wrong is not None:
        assert malformed(make, GiftYear, 2025, wrong) == "input.type"
        assert malformed(make, GiftYear, 2025, gifts=wrong) == "money.negative"
        assert malformed(make, EnterpriseDonations, [GiftYear(2025)], amount=wrong) == "money.not_positive"


@pytest.mark.parametrize("wrong", [2025.0, "twenty", True, None, 0, 10_000])
def test_what_is_no_year_is_refused(wrong: Any) -> None:
    """A year is a whole number from 1 to 9999."""
    for kind in (GiftYear, TaxStatus, YearAccounts):
        assert malformed(make, kind, wrong) == "calendar.month"


def test_what_is_no_list_or_no_entry_is_refused() -> None:
    """Lists hold what they are lists of."""
    assert malformed(make, EnterpriseDonations, GiftYear(2025)) == "input.type"
    assert malformed(make, EnterpriseDonations, [2025]) == "input.type"
    assert malformed(make, EnterpriseDonations, []) == "tax.years"
    assert malformed(make, EnterpriseDonations, [GiftYear(2025), GiftYear(2024)]) == "tax.years"
    assert malformed(make, RecipientEligibility, penalties=date(2025, 1, 1)) == "fact.days"
    assert malformed(make, RecipientEligibility, penalties=[2025]) == "calendar.day"
    assert malformed(make, RecipientEligibility, reports=[1]) == "input.type"
    assert malformed(make, RecipientEligibility, accounts=[1]) == "input.type"
    assert malformed(make, RecipientEligibility, cancellations=[1]) == "input.type"
    assert malformed(make, RecipientEligibility, conditions=["legal_person"]) == "input.type"
    assert malformed(make, RecipientEligibility, conditions={"legal_person": 1}) == "input.type"
    assert malformed(make, DonationReceipt, amount=Money(1), states="date") == "input.type"
    assert malformed(make, DonationReceipt, amount=Money(1), states=[1]) == "input.type"
    assert malformed(make, DonationReceipt, amount=Money(1), status=2024) == "input.type"
    assert malformed(make, DonationReceipt, amount=Money(1), waived=None) == "input.type"
    assert malformed(make, IndividualDonation, amount=Money(1), ruling="a ruling") == "input.type"
    assert malformed(make, IndividualDonation, amount=Money(1), in_full=1) == "input.type"
    assert malformed(make, Cancellation, date(2025, 1, 1), "mood") == "input.choice"
    assert malformed(make, RecipientEligibility, kind="club") == "input.choice"


@pytest.mark.parametrize("wrong", [-1, 3.0, "3A", True])
def test_what_is_no_grade_is_refused(wrong: Any) -> None:
    """A grade counts letters."""
    assert malformed(make, RecipientEligibility, grade=wrong) == "fact.count"


def test_a_law_is_a_law_of_a_day() -> None:
    """Neither the law of all days nor a date will do."""
    for asked in (
        make(EnterpriseDonations, [GiftYear(2025)]).may_deduct,
        make(IndividualDonation, amount=Money(1)).may_deduct,
        make(RecipientEligibility).may_be_confirmed,
        make(DonationReceipt, amount=Money(1)).may_be_issued,
        make(TaxStatus, 2025).in_force,
    ):
        with pytest.raises(CharityError) as caught:
            asked(LAW)
        assert caught.value.code == "input.type"
