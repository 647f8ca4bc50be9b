"""Local practice: amounts, targets and quotas of single places (地方实践).

The last day of a target's value is the day by which it is to be reached. A figure that ends in ``reported`` is what
a report says that there was on that day: it fixes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from community_charity.law.values import DayOfYear
    from community_charity.money import Money


class PracticeFigures:
    """Targets, quotas, programmes, and what places report (目标、任务、项目与报道数据)."""

    # Targets and quotas (目标与任务).
    community_fund_target: int
    community_project_target: int
    charity_space_target: int
    fund_coverage_rate: Fraction
    fund_town_target: int
    funds_per_town_target: int
    charity_project_quota: int
    supported_fund_quota: int
    supported_fund_quota_most: int
    fund_project_quota: int
    giving_family_rate_target: Fraction
    giving_share_of_gdp_target: Fraction
    charities_per_ten_thousand_target: int
    volunteer_rate_target: Fraction
    people_helped_target: int
    mutual_aid_project_target: int
    mutual_aid_money_target: Money
    mutual_aid_times_target: int
    pilot_communities: int

    # Programmes and ways of working (项目与做法).
    programme_grant_least: Money
    programme_grant_most: Money
    household_quarter_grant: Money
    household_visits_per_week: int
    venture_fund_total: Money
    venture_grant_least: Money
    venture_grant_most: Money
    venture_cycle_years: int
    complex_needs: tuple[str, ...]
    charity_service_levels: tuple[str, ...]
    community_charity_tasks: tuple[str, ...]
    community_charity_fields: tuple[str, ...]
    project_needs: tuple[str, ...]
    project_pipeline: tuple[str, ...]
    publicity_places: tuple[str, ...]
    giving_forms: tuple[str, ...]
    township_promotes_community_charity: bool
    charity_week_day: DayOfYear
    donor_query_working_days: int
    community_mutual_aid_published: bool
    benefactors_in_need_first: bool
    fundraising_filing_number_used_once: bool

    # Regular giving, days for giving, people who ask (常态化捐赠、主题日、劝募员).
    day_donation_employee_days: int
    day_donation_retiree_days: int
    day_donation_community_suggested: Money
    one_yuan_gift_unit: Money
    consumption_donation_rate: Fraction
    nine_nine_first_day: DayOfYear
    nine_nine_last_day: DayOfYear
    solicitor_certificate_years: int
    solicitor_fifth_level_hours: int
    solicitor_fourth_level_hours: int
    solicitor_third_level_hours: int
    solicitor_second_level_hours: int
    solicitor_first_level_hours: int

    # Social assistance: what one province's regulation adds (地方社会救助条例的补充规定).
    rural_dibao_share_of_urban: Fraction
    dibao_wage_share_least: Fraction
    dibao_wage_share_most: Fraction
    dibao_first_opinion_working_days: int
    job_income_disregard_months_least: int
    job_income_disregard_months_most: int
    job_income_disregard_multiple: Fraction
    assistance_complaint_days: int

    # What reports say that there was (报道数据).
    societies_reported: int
    federations_reported: int
    society_money_reported: Money
    relief_times_reported: int
    relief_households_reported: int
    relief_paid_reported: Money
    community_funds_reported: int
    community_fund_money_reported: Money
    community_projects_reported: int
    community_project_times_reported: int
    community_charities_reported: int
    charity_complexes_reported: int
    solicitors_reported: int
    participation_reported: Fraction
    charities_reported: int
    qualified_charities_reported: int
