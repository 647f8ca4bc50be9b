"""Social assistance by government (社会救助)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from community_charity.money import Money


class AssistanceFigures:
    """Categories, limits in multiples of the dibao standard, time limits (社会救助类别、限额、时限)."""

    # Who may be helped (救助对象).
    dibao_below_standard: bool
    dibao_margin_recognised: bool
    dibao_margin_multiple: Fraction
    dibao_margin_includes_line: bool
    dibao_single_admission: bool
    rigid_expense_recognised: bool
    rigid_expense_excludes_others: bool
    rigid_expense_share: Fraction
    rigid_expense_lookback_months: int
    rigid_expense_validity_months: int
    tekun_support: bool
    tekun_old_age: int
    tekun_minor_age: int
    tekun_minor_support_age: int
    tekun_support_while_at_school: bool
    tekun_mental_disability_grade: int
    tekun_limb_disability_grade: int
    tekun_sight_disability_grade: int
    disaster_aid: bool
    emergency_medical_aid: bool
    homeless_aid: bool

    # What places publish: a month and a head, or a year and a head.
    local_dibao_standard: Money
    local_dibao_standard_urban: Money
    local_dibao_standard_rural: Money
    local_minimum_wage: Money
    local_disposable_income: Money

    # Temporary assistance (临时救助).
    temporary_assistance_for_sudden_hardship: bool
    temporary_assistance_at_place_of_emergency: bool
    temporary_assistance_means_test_for_expenditure: bool
    temporary_assistance_public_notice: bool
    temporary_assistance_simplified_when_urgent: bool
    temporary_assistance_relief_first: bool
    temporary_assistance_cap_multiple: Fraction
    temporary_assistance_special_cap_multiple: Fraction
    temporary_assistance_cap_per_person: bool
    temporary_assistance_minimum_multiple: Fraction
    temporary_assistance_emergency_minimum_multiple: Fraction
    temporary_assistance_grants_per_cause_and_year: int
    temporary_assistance_fund_per_resident: Money
    township_approval_delegated: bool
    township_approval_multiple: Fraction
    township_approval_amount: Money
    township_reserve_required: bool
    village_approval_amount: Money
    quick_aid_cap_multiple: Fraction

    # Time limits (时限).
    quick_aid_days: int
    temporary_assistance_working_days: int
    temporary_assistance_small_working_days: int
    temporary_assistance_township_working_days: int
    temporary_assistance_county_working_days: int
    temporary_assistance_emergency_working_days: int
    temporary_assistance_emergency_payment_hours: int
    temporary_assistance_emergency_papers_working_days: int
    dibao_inquiry_start_working_days: int
    dibao_data_check_start_working_days: int
    dibao_notice_days: int
    dibao_county_working_days: int
    dibao_refusal_notice_working_days: int
    dibao_whole_working_days: int
    dibao_longest_working_days: int
    dibao_investigators: int
    dibao_review_months: int
    dibao_unsteady_review_months: int
    dibao_refused_job_offers: int
    tekun_inquiry_working_days: int
    tekun_notice_days: int
    tekun_repeated_inquiry_working_days: int
    tekun_county_working_days: int
    tekun_refusal_notice_working_days: int
    tekun_reassessment_working_days: int
    tekun_termination_notice_days: int
    tekun_termination_working_days: int
    tekun_spot_check_share: Fraction
    tekun_partly_dependent_indicators: int
    rigid_expense_whole_working_days: int
    rigid_expense_longest_working_days: int

    # Fraud (骗取社会救助).
    assistance_fraud_minimum_fine_multiple: Fraction
    assistance_fraud_fine_multiple: Fraction

    # Charity medical aid of single places (慈善医疗救助).
    medical_aid_minimum_total_cost: Money
    medical_aid_self_paid_from: Money
    medical_aid_deductible: Money
    medical_aid_deductible_waived_for_recipients: bool
    medical_aid_first_band_from: Money
    medical_aid_first_band_grant: Money
    medical_aid_second_band_from: Money
    medical_aid_second_band_grant: Money
    medical_aid_ceiling: Money
    medical_aid_income_at_most_multiple: Fraction
    medical_aid_income_below_multiple: Fraction
    medical_aid_income_below_wage_multiple: Fraction
    medical_aid_grants_per_year: int
    medical_aid_excludes_other_charity_aid: bool
    medical_aid_needs_insurance: bool
    medical_aid_needs_referral_for_treatment_elsewhere: bool
    medical_aid_listed_diseases_only: bool
