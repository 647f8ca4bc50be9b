"""Disclosure: what is told by when (信息公开与期限)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from community_charity.law.values import DayOfYear


class DisclosureFigures:
    """Due dates and intervals (期限)."""

    # Campaigns and projects (募捐活动与慈善项目).
    long_campaign_months: int
    campaign_report_interval_months: int
    campaign_final_report_months: int
    emergency_receipts_interval_days: int
    targeted_donors_told: bool
    long_project_months: int
    project_report_interval_months: int
    project_final_report_months: int
    project_surplus_report_months: int

    # Every year (每年).
    annual_report_published: bool
    annual_report_day: DayOfYear
    annual_accounts_audited: bool
    annual_report_filed: bool
    foundation_report_day: DayOfYear
    association_report_to_supervisor_day: DayOfYear
    association_report_day: DayOfYear
    service_organisation_report_to_supervisor_day: DayOfYear
    service_organisation_report_day: DayOfYear
    related_party_list_day: DayOfYear
    major_projects_report_day: DayOfYear
    tax_special_report_day: DayOfYear

    # Single events (重大事项).
    important_events_disclosed: bool
    important_event_report_days: int
    related_deals_disclosed: bool
    related_deal_report_days: int
    changed_information_disclosed: bool
    changed_information_days: int
    liquidation_group_days: int

    # Charitable trusts (慈善信托).
    trust_filing_days: int
    trustee_change_filing_days: int
    trust_change_filing_days: int
    trust_reported_every_year: bool
    trust_end_report_days: int
    settlor_trust_report_days: int

    # Villagers' and residents' committees (村务公开、居务公开).
    village_donations_posted: bool
    village_affairs_interval_months: int
    village_finances_interval_months: int
    village_posting_days: int
    residents_donations_posted: bool
    residents_posting_days: int
