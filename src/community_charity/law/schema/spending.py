"""Spending: what must and what may be spent in a year (年度支出、管理费用、募捐成本)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from community_charity.money import Money


class SpendingFigures:
    """Shares by kind of body and band of net assets, what counts, and what excuses (支出比例)."""

    qualified_foundation_spending_share: Fraction
    qualified_foundation_management_cap: Fraction
    qualified_non_foundation_spending_share: Fraction
    qualified_non_foundation_management_cap: Fraction
    revoked_year_counts_as_qualified: bool
    foundation_top_band_from: Money
    foundation_top_band_spending_share: Fraction
    foundation_top_band_management_cap: Fraction
    foundation_upper_band_from: Money
    foundation_upper_band_spending_share: Fraction
    foundation_upper_band_management_cap: Fraction
    foundation_lower_band_from: Money
    foundation_lower_band_spending_share: Fraction
    foundation_lower_band_management_cap: Fraction
    foundation_bottom_band_spending_share: Fraction
    foundation_bottom_band_management_cap: Fraction
    non_foundation_top_band_from: Money
    non_foundation_top_band_spending_share: Fraction
    non_foundation_top_band_management_cap: Fraction
    non_foundation_upper_band_from: Money
    non_foundation_upper_band_spending_share: Fraction
    non_foundation_upper_band_management_cap: Fraction
    non_foundation_lower_band_from: Money
    non_foundation_lower_band_spending_share: Fraction
    non_foundation_lower_band_management_cap: Fraction
    non_foundation_bottom_band_spending_share: Fraction
    non_foundation_bottom_band_management_cap: Fraction
    non_foundation_bottom_band_income_share: Fraction
    spending_average_years: int
    spending_counts_at_final_beneficiary: bool
    management_cap_from: Money
    special_circumstances_excuse_management: bool
    special_circumstances_excuse_spending: bool
    new_charity_years: int
    gift_agreement_prevails: bool
    yearly_totals_hold_despite_agreements: bool
    fundraising_cost_cap: Fraction
    fundraising_cost_base_years: int
    own_resources_are_no_fundraising_cost: bool
    regulation_public_foundation_spending_share: Fraction
    regulation_non_public_foundation_spending_share: Fraction
    regulation_foundation_pay_and_office_cap: Fraction
