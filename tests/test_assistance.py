"""Social assistance: exact amounts on three carriers, outcomes against plain models, time limits, malformed input."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community_charity.calendar import EVERY_DAY
from community_charity.errors import LawError, Malformed
from community_charity.law.decision import Outcome
from community_charity.law.law import Law
from community_charity.law.schema import KEYS
from community_charity.money import Money, yuan
from community_charity.rules.assistance.amounts import (
    banded_grant,
    dibao_amount,
    margin_line,
    temporary_assistance_cap,
    temporary_assistance_minimum,
)
from community_charity.rules.assistance.categories import Category
from community_charity.rules.assistance.extreme_hardship import ExtremeHardship, SelfCare, self_care
from community_charity.rules.assistance.facts import Area, every, negated
from community_charity.rules.assistance.fraud import FraudFine
from community_charity.rules.assistance.household import HouseholdSituation
from community_charity.rules.assistance.medical import MedicalAid
from community_charity.rules.assistance.procedure import (
    DueStep,
    Procedure,
    Start,
    Step,
    StepTaken,
    paid_from,
    procedure,
)
from community_charity.rules.assistance.temporary import TemporaryAssistance
from community_charity.rules.assistance.temporary_grounds import AssistanceKind, Level
from reproducers_assistance import DAY, invented

if TYPE_CHECKING:
    from collections.abc import Callable

LAW = Law.of("cn").on(DAY)
QINGYANG = Law.of("cn/anhui/chizhou/qingyang").on(date(2025, 3, 13))
HUBEI = Law.of("cn/hubei").on(date(2025, 3, 13))
TOP = 10**12

fens = st.sampled_from([0, 1, 99, 100, 722_00, TOP]) | st.integers(0, TOP)
multiples = st.sampled_from([Fraction(1), Fraction(3, 2), Fraction(10), Fraction(5, 2)]) | st.fractions(
    0, 20, max_denominator=10**6
)
yes_no = st.none() | st.booleans()
sums = st.none() | st.sampled_from([Money(0), Money(721_99), Money(722_00), Money(722_01), Money(1083_00)])


# --- amounts ---------------------------------------------------------------------------------------


@given(fens, multiples)
@example(333, Fraction(5, 2))
def test_a_multiple_of_the_standard_is_exact_and_rounded_as_said(fen: int, multiple: Fraction) -> None:
    """Limits are rounded down, least amounts and income lines up, to the fen and no further."""
    exact = fen * multiple
    assert temporary_assistance_cap(fen, multiple) == floor(exact)
    assert temporary_assistance_minimum(fen, multiple) == margin_line(fen, multiple) == ceil(exact)


@given(st.lists(fens, min_size=1, max_size=5), multiples)
def test_each_rule_says_the_same_on_three_carriers(column: list[int], multiple: Fraction) -> None:
    """Whole fen, `Money` and columns give the same fen."""
    rules: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (temporary_assistance_cap, (multiple,)),
        (temporary_assistance_minimum, (multiple,)),
        (margin_line, (multiple,)),
    ]
    array = np.array(column, dtype=np.int64)
    for function, rest in rules:
        expected = [function(fen, *rest) for fen in column]
        assert [function(Money(fen), *rest).fen for fen in column] == expected
        assert function(array, *rest).tolist() == expected
    expected = [dibao_amount(722_00, fen, 3) for fen in column]
    assert [dibao_amount(Money(722_00), Money(fen), 3).fen for fen in column] == expected
    assert dibao_amount(array - array + 722_00, array, 3).tolist() == expected
    expected = [3 * max(722_00 - fen, 0) for fen in column]
    assert [dibao_amount(722_00, fen, 3) for fen in column] == expected


BANDS = (30_000_00, 5_000_00, 50_000_00, 10_000_00)


@given(st.lists(fens | st.sampled_from([30_000_00 - 1, 30_000_00, 50_000_00 - 1, 50_000_00]), min_size=1, max_size=5))
def test_a_banded_grant_begins_where_its_band_begins(column: list[int]) -> None:
    """Nothing below the first band, the first grant in it, the second from the second on; on every carrier."""
    expected = [10_000_00 if paid >= 50_000_00 else 5_000_00 if paid >= 30_000_00 else 0 for paid in column]
    assert [banded_grant(paid, *BANDS) for paid in column] == expected
    assert [banded_grant(Money(paid), *map(Money, BANDS)).fen for paid in column] == expected
    array = np.array(column, dtype=np.int64)
    columns = [np.full_like(array, band) for band in BANDS]
    assert banded_grant(array, *columns).tolist() == expected


@pytest.mark.parametrize("wrong", [1.5, 3, True])
def test_a_multiple_is_an_exact_fraction(wrong: Any) -> None:
    """A float, a whole number or a bool is refused, whatever the carrier."""
    for carried in (722_00, yuan(722)):
        with pytest.raises(Malformed):
            temporary_assistance_cap(carried, wrong)  # type: ignore[type-var] # either carrier


def test_the_standard_of_722_yuan() -> None:
    """Twice, four times and ten times the mean standard of March 2022."""
    grant = TemporaryAssistance(
        kind=AssistanceKind.EMERGENCY, household=HouseholdSituation(dibao_standard=yuan(722)), amount=yuan(2888)
    )
    assert grant.minimum(QINGYANG) == yuan(1444)
    assert grant.cap(QINGYANG) == yuan(7220)
    assert grant.limits_of(HUBEI, Level.TOWNSHIP) == (yuan(2888),)
    assert grant.approver_needed(HUBEI) is Level.TOWNSHIP


@pytest.mark.parametrize(
    ("paid", "granted"), [("29999", "0"), ("30000", "5000"), ("49999", "5000"), ("50000", "10000")]
)
def test_the_bands_of_qujiang(paid: str, granted: str) -> None:
    """Self-paid cost decides the band."""
    law = Law.of("cn/zhejiang/quzhou/qujiang").on(date(2014, 3, 13))
    assert MedicalAid(self_paid=yuan(paid)).most(law) == yuan(granted)


# --- households --------------------------------------------------------------------------------------


def outcome(*facts: bool | None) -> Outcome:
    if False in facts:
        return Outcome.REFUSED
    return Outcome.UNDETERMINED if None in facts else Outcome.ALLOWED


@given(income=sums, standard=sums, owns=yes_no, day=st.sampled_from([date(2026, 6, 30), DAY]))
def test_the_allowance_follows_a_plain_model(
    income: Money | None, standard: Money | None, owns: bool | None, day: date
) -> None:
    """Below the standard, and property; what is not known leaves it open, what fails refuses."""
    household = HouseholdSituation(income_per_head=income, dibao_standard=standard, property_for_dibao=owns)
    below = None if income is None or standard is None else income.fen < standard.fen
    assert household.may_receive_dibao(Law.of("cn").on(day)).outcome is outcome(below, owns)


@given(
    income=sums,
    standard=sums,
    owns=yes_no,
    on_dibao=yes_no,
    multiple=st.none() | st.sampled_from([Fraction(3, 2), Fraction(2)]),
    day=st.sampled_from([date(2026, 6, 30), DAY]),
)
def test_a_marginal_household_follows_a_plain_model(
    income: Money | None,
    standard: Money | None,
    owns: bool | None,
    on_dibao: bool | None,
    multiple: Fraction | None,
    day: date,
) -> None:
    """Until 2026-06-30 one and a half times the standard, from then on what the province has set."""
    household = HouseholdSituation(
        income_per_head=income,
        dibao_standard=standard,
        property_for_margin=owns,
        on_dibao=on_dibao,
        margin_multiple=multiple,
    )
    times = Fraction(3, 2) if day < DAY else multiple
    below = None if income is None or standard is None or times is None else income.fen < standard.fen * times
    free = None if on_dibao is None else not on_dibao
    assert household.may_count_as_marginal(Law.of("cn").on(day)).outcome is outcome(free, below, owns)


@given(
    income=st.none() | st.integers(0, 200),
    spending=st.none() | st.integers(0, 200),
    limit=st.none() | st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(3, 5), Fraction(1, 3)]),
    members=st.none() | st.integers(0, 4),
)
def test_rigid_spending_follows_a_plain_model(
    income: int | None, spending: int | None, limit: Fraction | None, members: int | None
) -> None:
    """The share is compared exactly, also of no income at all."""
    household = HouseholdSituation(
        on_dibao=False,
        on_tekun=False,
        counted_as_marginal=False,
        property_for_rigid=True,
        members=members,
        disposable_income=Money(40),
        income_12_months=None if income is None else Money(income),
        rigid_spending=None if spending is None else Money(spending),
        rigid_share=limit,
    )
    below = None if income is None or members is None else income < 40 * members
    over = None if income is None or spending is None or limit is None else spending > income * limit
    assert household.may_count_as_rigid_expense(LAW).outcome is outcome(below, over)


def test_a_household_of_which_nothing_is_known_is_refused_nothing() -> None:
    """All eight categories stay open, and each says which document to ask for; none is promised."""
    decisions = HouseholdSituation().categories(LAW)
    assert list(decisions) == list(Category)
    for category, decision in decisions.items():
        assert decision.outcome is Outcome.UNDETERMINED, category
        assert decision.remedies
        assert all(remedy.text.en.startswith("show ") and not remedy.changes for remedy in decision.remedies)


def test_too_much_income_outweighs_property_that_is_not_checked() -> None:
    """A refusal does not wait for what cannot change it, and still names what is missing."""
    household = HouseholdSituation(income_per_head=yuan(722), dibao_standard=yuan(722))
    decision = household.may_receive_dibao(LAW)
    assert decision.outcome is Outcome.REFUSED
    assert [remedy.text.en for remedy in decision.remedies] == ["show the result of the property check"]


def test_only_the_documents_that_are_missing_are_asked_for() -> None:
    """Facts that are known are not asked for again."""
    decision = HouseholdSituation(dibao_standard=yuan(722), property_for_dibao=True).may_receive_dibao(LAW)
    assert [remedy.text.zh for remedy in decision.remedies] == ["请提供家庭收入核对结果"]
    decision = HouseholdSituation(income_per_head=yuan(1), property_for_dibao=True).may_receive_dibao(LAW)
    assert [remedy.text.zh for remedy in decision.remedies] == ["请提供当日当地最低生活保障标准"]


def test_the_allowance_by_the_gap() -> None:
    """What lies between income and standard, for each member; not known if anything is not."""
    household = HouseholdSituation(members=3, income_per_head=yuan(500), dibao_standard=yuan(722))
    assert household.dibao_gap(LAW) == yuan(666)
    for missing in ("members", "income_per_head", "dibao_standard"):
        facts = {"members": 3, "income_per_head": yuan(500), "dibao_standard": yuan(722), missing: None}
        assert HouseholdSituation(**facts).dibao_gap(LAW) is None  # type: ignore[arg-type] # facts of several types


def test_the_figure_of_a_place_goes_before_what_the_caller_gives() -> None:
    """Urban and rural standards by area, the one for both where a place has no other."""
    law = invented(
        local_dibao_standard="yuan, 600", local_dibao_standard_urban="yuan, 800", dibao_margin_multiple="multiple, 2"
    ).on(DAY)
    for area, standard in ((None, 600), (Area.URBAN, 800), (Area.RURAL, 600)):
        household = HouseholdSituation(area=area, dibao_standard=yuan(1))
        assert household.standard(law) == yuan(standard)
        decision = HouseholdSituation(area=area, income_per_head=yuan(standard)).may_receive_dibao(law)
        assert decision.outcome is Outcome.REFUSED
        assert decision.reason is not None
        assert decision.reason.required == yuan(standard)


@pytest.mark.parametrize(("fen", "allowed"), [(1083_00, True), (1083_01, False)])
def test_a_place_may_count_its_line_in(fen: int, allowed: bool) -> None:
    """Where the place says "at or below", the line itself is inside."""
    law = invented(dibao_margin_multiple="multiple, 1.5", dibao_margin_includes_line="duty, true").on(DAY)
    household = HouseholdSituation(
        income_per_head=Money(fen), dibao_standard=yuan(722), property_for_margin=True, on_dibao=False
    )
    assert bool(household.may_count_as_marginal(law)) is allowed


def test_a_place_may_leave_out_what_the_nation_asks() -> None:
    """A duty that is off is not weighed: other categories do not stand in the way, nothing is posted or tested."""
    law = Law.of("cn").amend(
        since=DAY,
        rigid_expense_excludes_others=False,
        temporary_assistance_means_test_for_expenditure=False,
        temporary_assistance_at_place_of_emergency=False,
    )
    codes = {f.ground.code for f in HouseholdSituation().may_count_as_rigid_expense(law.on(DAY)).findings}
    assert "assistance.rigid_others" not in codes
    codes = {f.ground.code for f in TemporaryAssistance().may_be_granted(law.on(DAY)).findings}
    assert codes.isdisjoint({"assistance.means_property", "assistance.place"})


# --- extreme hardship ----------------------------------------------------------------------------------


@given(st.integers(0, 6))
def test_self_care_by_the_tasks_that_a_person_fails(failed: int) -> None:
    """None, up to three, more."""
    expected = SelfCare.ABLE if failed == 0 else SelfCare.PARTLY if failed <= 3 else SelfCare.DEPENDENT
    assert self_care(failed, LAW) is expected


@pytest.mark.parametrize("failed", [-1, 7, True, 2.0, "3", None])
def test_self_care_wants_a_count_of_six_tasks(failed: Any) -> None:
    """Anything else is malformed."""
    with pytest.raises(Malformed):
        self_care(failed, LAW)


def test_self_care_before_the_measures_has_no_rule() -> None:
    """A day before the first value is an error, not an answer."""
    with pytest.raises(LawError):
        self_care(3, Law.of("cn").on(date(2021, 6, 30)))


@given(
    age=st.none() | st.integers(0, 100),
    disability=st.none() | st.sampled_from(["mental", "limb", "sight", "other", "none"]),
    grade=st.none() | st.integers(1, 4),
    province=yes_no,
)
def test_capacity_to_work_follows_a_plain_model(
    age: int | None, disability: str | None, grade: int | None, province: bool | None
) -> None:
    """One reason suffices; without one it is open while any reason is."""
    person = ExtremeHardship(
        age=age,
        disability=disability,  # type: ignore[arg-type] # told by its name
        grade=grade,
        without_capacity_by_province=province,
    )
    by_age = None if age is None else age < 16 or age >= 60
    limit = {"mental": 3, "limb": 2, "sight": 1}.get(disability or "")
    by_disability: bool | None = None
    if disability in ("other", "none"):
        by_disability = False
    elif limit is not None and grade is not None:
        by_disability = grade <= limit
    reasons = (by_age, by_disability, province)
    assert person.without_capacity(LAW) is (True if True in reasons else None if None in reasons else False)


# --- temporary assistance --------------------------------------------------------------------------------


@given(
    amount=st.none() | st.integers(0, 3000), standard=st.none() | st.just(722), members=st.none() | st.integers(1, 3)
)
def test_quick_small_relief_leaves_open_what_was_not_read(
    amount: int | None, standard: int | None, members: int | None
) -> None:
    """Within one person's month yes, beyond the months of all members no, between them open."""
    grant = TemporaryAssistance(
        household=HouseholdSituation(
            sudden_hardship=True, members=members, dibao_standard=None if standard is None else Money(standard)
        ),
        asked_where_it_happened=True,
        registered=True,
        amount=None if amount is None else Money(amount),
    )
    expected: bool | None = None
    if amount is not None and standard is not None:
        if amount <= standard:
            expected = True
        elif members is not None and amount > standard * members:
            expected = False
    assert grant.may_be_quick(LAW).outcome is outcome(expected)


def test_the_lowest_level_that_may_approve() -> None:
    """Village where its place lets it, township within its limits, the county above; open where a limit is not known."""
    law = invented(village_approval_amount="yuan, 500", township_approval_amount="yuan, 2000").on(DAY)
    levels = [TemporaryAssistance(amount=yuan(n)).approver_needed(law) for n in (500, 501, 2000, 2001)]
    assert levels == [Level.VILLAGE, Level.TOWNSHIP, Level.TOWNSHIP, Level.COUNTY]
    assert TemporaryAssistance().approver_needed(law) is None
    assert TemporaryAssistance(amount=yuan(1)).approver_needed(LAW) is None
    assert TemporaryAssistance(amount=yuan(1), township_limit=yuan(1)).approver_needed(LAW) is Level.TOWNSHIP
    assert TemporaryAssistance(amount=yuan(1)).approver_needed(Law.of("cn").on(date(2014, 4, 30))) is Level.COUNTY


def test_a_level_may_be_told_by_its_name() -> None:
    """The county may approve whatever the amount, however the county is told; what is no level is refused."""
    grant: Any = TemporaryAssistance(amount=yuan(1))
    assert grant.level_may_approve(LAW, "county") is True
    assert grant.limits_of(LAW, "township") == grant.limits_of(LAW, Level.TOWNSHIP) == (None,)
    for ask in (grant.level_may_approve, grant.limits_of):
        with pytest.raises(Malformed):
            ask(LAW, "province")


def test_days_near_the_end_of_the_calendar_are_malformed() -> None:
    """A period that would end after the year 9999 is wrong input, and no error of the calendar arithmetic."""
    with pytest.raises(Malformed):
        HouseholdSituation(recognised_as_rigid_on=date.max).rigid_recognition_stands(LAW)
    with pytest.raises(Malformed):
        paid_from(date.max)
    at_once = Law.of("cn").amend(since=DAY, rigid_expense_validity_months=0).on(DAY)
    assert HouseholdSituation(recognised_as_rigid_on=DAY).rigid_recognition_stands(at_once)


def test_the_tighter_of_two_township_limits_binds() -> None:
    """An amount and a multiple of the urban standard: the lower one; one not known cannot be taken as kept."""
    law = invented(township_approval_amount="yuan, 2000", township_approval_multiple="multiple, 4").on(DAY)
    poor = HouseholdSituation(dibao_standard=yuan(400))
    grant = TemporaryAssistance(household=poor, amount=yuan(1601), approver=Level.TOWNSHIP)
    decision = grant.may_be_approved(law)
    assert decision.outcome is Outcome.REFUSED
    assert decision.reason is not None
    assert decision.reason.required == yuan(1600)
    for amount, expected in ((1000, Outcome.UNDETERMINED), (2001, Outcome.REFUSED)):
        open_ = TemporaryAssistance(amount=yuan(amount), approver=Level.TOWNSHIP)
        assert open_.may_be_approved(law).outcome is expected


def test_least_and_most_of_a_place() -> None:
    """The higher of two floors binds; without a standard neither floor nor cap is known."""
    law = invented(
        temporary_assistance_minimum_multiple="multiple, 1",
        temporary_assistance_emergency_minimum_multiple="multiple, 2",
        temporary_assistance_cap_multiple="multiple, 10",
        temporary_assistance_cap_per_person="duty, true",
    ).on(DAY)
    home = HouseholdSituation(dibao_standard=yuan(700), members=2)
    assert TemporaryAssistance(household=home).minimum(law) == yuan(700)
    assert TemporaryAssistance(household=home, kind=AssistanceKind.EMERGENCY).minimum(law) == yuan(1400)
    assert TemporaryAssistance(household=home).cap(law) == yuan(14_000)
    assert TemporaryAssistance(household=home).minimum(LAW) is None
    assert TemporaryAssistance().minimum(law) is None
    assert TemporaryAssistance().cap(law) is None
    alone = HouseholdSituation(dibao_standard=yuan(700))
    assert TemporaryAssistance(household=alone).cap(law) is None
    assert TemporaryAssistance(local_cap=yuan(5)).cap(LAW) == yuan(5)


def test_kinds_have_words() -> None:
    """Each kind of temporary assistance reads in two languages."""
    assert [kind.text.zh for kind in AssistanceKind] == ["急难型", "支出型"]


# --- charity medical aid -----------------------------------------------------------------------------------

CITY = invented(
    medical_aid_deductible="yuan, 30000",
    medical_aid_deductible_waived_for_recipients="duty, true",
    medical_aid_ceiling="yuan, 30000",
    medical_aid_income_below_multiple="multiple, 2",
    medical_aid_needs_insurance="duty, true",
    medical_aid_needs_referral_for_treatment_elsewhere="duty, true",
).on(DAY)
DISTRICT = invented(
    medical_aid_self_paid_from="yuan, 10000",
    medical_aid_income_below_wage_multiple="multiple, 1.5",
    local_minimum_wage="yuan, 2360",
    medical_aid_listed_diseases_only="duty, true",
).on(DAY)


def city(**facts: Any) -> Outcome:
    household = HouseholdSituation(
        on_dibao=facts.pop("on_dibao", False),
        on_tekun=facts.pop("on_tekun", False),
        income_per_head=facts.pop("income", yuan("1159.99")),
        dibao_standard=yuan(580),
    )
    usual = {"self_paid": yuan("30000.01"), "amount": yuan(30_000), "insured": True}
    aid = MedicalAid(household=household, **{"treated_elsewhere_without_referral": False, **usual, **facts})
    return aid.may_be_given(CITY).outcome


def test_a_plan_with_deductible_and_ceiling() -> None:
    """Above the deductible and below twice the standard; recipients pay no deductible; never above the ceiling."""
    allowed, refused, open_ = Outcome.ALLOWED, Outcome.REFUSED, Outcome.UNDETERMINED
    assert city() is allowed
    assert city(self_paid=yuan(30_000)) is refused
    assert city(self_paid=None) is open_
    assert city(self_paid=yuan(5000), amount=yuan(5000), on_dibao=True, income=None) is allowed
    assert city(self_paid=yuan(5000), amount=yuan("5000.01"), on_tekun=True) is refused
    assert city(self_paid=yuan(5000), amount=yuan(5000), on_dibao=None) is open_
    assert city(on_dibao=None) is allowed
    assert city(income=yuan(1160)) is refused
    assert city(income=yuan(1160), on_dibao=True) is allowed
    assert city(amount=yuan("30000.01"), self_paid=yuan(90_000)) is refused
    assert city(insured=False) is refused
    assert city(insured=None) is open_
    assert city(treated_elsewhere_without_referral=True) is refused


def test_a_programme_by_minimum_wage() -> None:
    """From the threshold on, below the wage line, for listed diseases, and never more than was self-paid."""

    def may(**facts: Any) -> Outcome:
        household = HouseholdSituation(income_per_head=facts.pop("income", yuan("3539.99")))
        usual = {"self_paid": yuan(10_000), "amount": yuan(10_000), "listed_disease": True}
        return MedicalAid(household=household, **{**usual, **facts}).may_be_given(DISTRICT).outcome

    assert may() is Outcome.ALLOWED
    assert may(self_paid=yuan("9999.99"), amount=yuan(1)) is Outcome.REFUSED
    assert may(income=yuan(3540)) is Outcome.REFUSED
    assert may(income=None) is Outcome.UNDETERMINED
    assert may(listed_disease=False) is Outcome.REFUSED
    assert may(amount=yuan("10000.01")) is Outcome.REFUSED
    wage = invented(medical_aid_self_paid_from="yuan, 1", medical_aid_income_below_wage_multiple="multiple, 1.5")
    aid = MedicalAid(household=HouseholdSituation(income_per_head=yuan(1)), self_paid=yuan(1), amount=yuan(1))
    assert aid.may_be_given(wage.on(DAY)).outcome is Outcome.UNDETERMINED


def test_the_most_that_a_programme_pays() -> None:
    """Not known without the self-paid cost; none where the place fixes nothing; never above what is self-paid."""
    assert MedicalAid().most(CITY) is None
    assert MedicalAid(self_paid=yuan(1)).most(LAW) is None
    assert MedicalAid(self_paid=yuan(100)).most(CITY) == yuan(100)
    assert MedicalAid(self_paid=yuan(100_000)).most(CITY) == yuan(30_000)


# --- time limits ---------------------------------------------------------------------------------------------


class MondayToFriday:
    """Works on weekdays alone."""

    def is_working_day(self, day: date, /) -> bool:
        """Say so."""
        return day.weekday() < 5


def after(start: date, working_days: int) -> date:
    """Count working days one by one."""
    last = start
    while working_days:
        last += timedelta(days=1)
        working_days -= last.weekday() < 5
    return last


@given(st.dates(date(2026, 7, 1), date(2030, 1, 1)))
def test_due_days_are_counted_from_the_event_of_each_step(start: date) -> None:
    """Working days one by one; a notice in days of the calendar; no day is guessed for an event not known."""
    law = Law.of("cn").on(start)
    posted = start + timedelta(days=20)
    steps = {
        due.step: due
        for due in procedure(
            Procedure.DIBAO, start, law, MondayToFriday(), {Start.POSTED: posted, Start.DECIDED: posted}
        )
    }
    assert steps[Step.DIBAO_WHOLE].due == after(start, 30)
    assert steps[Step.DIBAO_LONGEST].due == after(start, 45)
    assert steps[Step.DIBAO_INQUIRY_START].due == after(start, 3)
    assert steps[Step.DIBAO_REFUSAL_NOTICE].due == after(posted, 3)
    week = posted + timedelta(days=7)
    assert steps[Step.DIBAO_NOTICE].due == week + timedelta(days={5: 2, 6: 1}.get(week.weekday(), 0))
    assert steps[Step.DIBAO_COUNTY].due is None
    assert steps[Step.DIBAO_COUNTY].source.value == 10


def test_every_step_has_its_figure_and_belongs_to_one_procedure() -> None:
    """No step without a figure of the schema, in the unit that its name says; all words in two languages."""
    for step in Step:
        assert step.figure in KEYS
        assert step.text.en
        assert step.text.zh
        assert step.start.text.zh
        assert step.procedure.text.zh


def test_procedures_of_places_and_of_the_nation() -> None:
    """What a place does not fix is left out; the end of support begins with its notice."""
    day = date(2025, 3, 13)
    zouping = Law.of("cn/shandong/binzhou/zouping").on(day)

    def found(kind: Procedure | str, law: Any = LAW, **others: Any) -> list[tuple[str, date | None]]:
        steps = procedure(kind, day, law, MondayToFriday(), **others)  # type: ignore[arg-type] # also by its name
        assert all(type(step) is DueStep for step in steps)
        return [(step.step.value, step.due) for step in steps]

    assert found("temporary", zouping) == [("temporary_assistance_small", date(2025, 3, 18))]
    emergency = found("temporary_emergency", zouping, others={"paid": date(2025, 3, 14)})
    assert emergency == [("temporary_assistance_emergency_papers", date(2025, 3, 21))]
    assert found("temporary") == []
    assert found("rigid_expense") == [
        ("rigid_expense_whole", after(day, 30)),
        ("rigid_expense_longest", after(day, 45)),
    ]
    assert found("tekun_end") == [("tekun_termination_notice", date(2025, 3, 20)), ("tekun_termination", None)]
    assert [name for name, _ in found("tekun")][:2] == ["tekun_inquiry", "tekun_notice"]
    assert found("quick") == [("quick_aid", date(2025, 3, 17))]  # the third day is a Sunday


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_help_is_paid_from_the_month_after_the_decision(decided: date) -> None:
    """The first day of a month, at most thirty-one days later."""
    start = paid_from(decided)
    assert start.day == 1
    assert (start.year * 12 + start.month) - (decided.year * 12 + decided.month) == 1


# --- facts and malformed input ---------------------------------------------------------------------------------


def test_what_is_not_known_stays_so() -> None:
    """Three-valued "and" and "not"."""
    assert [negated(fact) for fact in (True, False, None)] == [False, True, None]
    assert every() is True


MONEY = ("income_per_head", "dibao_standard", "income_12_months", "rigid_spending", "disposable_income")
WRONG: list[tuple[type, str, tuple[Any, ...]]] = [
    (HouseholdSituation, "members", (-1, 1.0, True, "3")),
    (HouseholdSituation, "area", ("town", 1)),
    *[(HouseholdSituation, name, (1, 1.5, Money(-1), "5")) for name in MONEY],
    (HouseholdSituation, "margin_multiple", (1.5, 2, Fraction(-1), "1.5")),
    (HouseholdSituation, "rigid_share", (0.5, True)),
    (HouseholdSituation, "on_dibao", (1, "yes")),
    (HouseholdSituation, "recognised_as_rigid_on", ("2025-01-01",)),
    (HouseholdSituation, "extreme_hardship", ({},)),
    (ExtremeHardship, "age", (-1, 60.0, True)),
    (ExtremeHardship, "disability", ("blind",)),
    (ExtremeHardship, "supporters", (0,)),
    (TemporaryAssistance, "household", (None,)),
    (TemporaryAssistance, "kind", ("urgent",)),
    (TemporaryAssistance, "approver", ("province",)),
    (TemporaryAssistance, "amount", (Money(-1), 5)),
    (MedicalAid, "household", ("h-1",)),
    (MedicalAid, "grants_before", (-1,)),
    (FraudFine, "fine", (-1, Money(-1))),
]


@pytest.mark.parametrize(("kind", "field", "values"), WRONG, ids=[f"{k.__name__}-{f}" for k, f, _ in WRONG])
def test_malformed_facts_are_refused(kind: type, field: str, values: tuple[Any, ...]) -> None:
    """Wrong types, a bool for a number, floats and amounts below zero raise `Malformed`, and nothing is quoted."""
    for value in values:
        with pytest.raises(Malformed):
            kind(**{field: value})


@pytest.mark.parametrize("wrong", [("no_such_step", 1), ("dibao_notice", -1), ("dibao_notice", True)])
def test_malformed_steps_are_refused(wrong: tuple[Any, Any]) -> None:
    """A step by a wrong name, or a wrong number of days."""
    with pytest.raises(Malformed):
        StepTaken(*wrong)


@pytest.mark.parametrize(("days", "changes"), [(6, {"days": 7}), (None, {})], ids=["a day short", "not known"])
def test_a_notice_taken_down_too_early_hangs_on(days: int | None, changes: dict[str, int]) -> None:
    """A short notice stays up for the days it lacks; of one whose days are not known, the file is asked for."""
    (remedy,) = StepTaken(Step.DIBAO_NOTICE, days).was_in_time(LAW).remedies
    assert remedy.changes == changes


QUESTIONS: list[Callable[[Any], Any]] = [
    lambda law: HouseholdSituation().categories(law),
    lambda law: HouseholdSituation().may_admit_member_singly(law),
    lambda law: HouseholdSituation().rigid_recognition_stands(law),
    lambda law: HouseholdSituation().standard(law),
    lambda law: ExtremeHardship().may_stay_supported(law),
    lambda law: TemporaryAssistance().may_be_granted(law),
    lambda law: TemporaryAssistance().may_be_quick(law),
    lambda law: TemporaryAssistance().must_come_first(law),
    lambda law: TemporaryAssistance().cap(law),
    lambda law: TemporaryAssistance().heads(law),
    lambda law: TemporaryAssistance().limits_of(law, Level.COUNTY),
    lambda law: TemporaryAssistance().level_may_approve(law, Level.COUNTY),
    lambda law: MedicalAid().may_be_given(law),
    lambda law: FraudFine().may_be_imposed(law),
    lambda law: StepTaken(Step.DIBAO_NOTICE, 7).was_in_time(law),
    lambda law: procedure(Procedure.DIBAO, DAY, law, EVERY_DAY),
]


@pytest.mark.parametrize("ask", QUESTIONS, ids=map(str, range(len(QUESTIONS))))
def test_the_law_of_one_day_is_wanted(ask: Callable[[Any], Any]) -> None:
    """A whole law without a day is refused everywhere."""
    with pytest.raises(Malformed):
        ask(Law.of("cn"))


def test_a_procedure_wants_a_day_and_known_events() -> None:
    """Wrong names, and days that are none."""
    for kind, start, others in (
        ("dibaoo", DAY, None),
        ("dibao", "2026-07-01", None),
        ("dibao", DAY, {"never": DAY}),
        ("dibao", DAY, {"posted": "2026-07-01"}),
    ):
        with pytest.raises(Malformed):
            procedure(kind, start, LAW, EVERY_DAY, others)  # type: ignore[arg-type] # the mistakes to show


def test_facts_are_values() -> None:
    """Equal facts are equal and can be copied; nothing changes in place."""
    household = HouseholdSituation(members=3, extreme_hardship=ExtremeHardship(age=70))
    assert household == copy.deepcopy(household)
    assert hash(household) == hash(copy.copy(household))
