"""Tax: deductions, receipts, eligibility (税收与票据)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from community_charity.law.values import DayOfYear


class TaxFigures:
    """Deduction caps, carry-forward, eligible recipients, receipts (捐赠扣除、资格、票据)."""

    enterprise_deduction_cap: Fraction
    enterprise_carry_forward_years: int
    carried_gifts_first: bool
    individual_deduction_cap: Fraction
    full_deduction_needs_state_rule: bool
    individual_receipt_days: int
    individual_receipt_on_request: bool
    deduction_needs_eligible_recipient: bool
    deduction_needs_receipt: bool
    tax_status_kinds: tuple[str, ...]
    tax_status_conditions: tuple[str, ...]
    tax_status_years: int
    tax_status_report_day: DayOfYear
    tax_status_first_reports: int
    tax_status_prior_years: int
    tax_status_average_years: int
    tax_status_spending_qualified: Fraction
    tax_status_spending_unqualified: Fraction
    tax_status_management_qualified: Fraction
    tax_status_management_unqualified: Fraction
    tax_status_needs_exemption: bool
    tax_status_clean_years: int
    tax_status_unlisted_years: int
    tax_status_minimum_grade: int
    new_charity_fewer_conditions: bool
    tax_status_bar_years: int
    tax_status_lost_for_ever: bool
    receipt_issuers: tuple[str, ...]
    receipt_contents: tuple[str, ...]
    receipt_official_form: bool
    cash_receipt_is_amount_received: bool
    goods_receipt_is_fair_value: bool
    goods_receipt_needs_proof: bool
    anonymous_gift_is_recorded: bool
    electronic_receipt_equals_paper: bool
