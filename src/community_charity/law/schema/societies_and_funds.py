"""Mutual-aid societies and community charity funds (互助社与社区慈善基金)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from community_charity.money import Money


class SocietyAndFundFigures:
    """What places fix for societies and funds (互助社与基金)."""

    # Mutual-aid societies (救急难互助社).
    mutual_aid_within_community: bool
    society_minimum_capital: Money
    society_minimum_members: int
    society_minimum_council: int
    society_council_is_odd: bool
    society_supervisors_apart: bool
    society_registration_needs: tuple[str, ...]
    society_registered_or_filed: bool
    society_target_count: int
    society_coverage_rate: Fraction
    society_aid_is_supplement: bool
    filed_society_needs_custodian: bool
    filed_society_needs_town_hub: bool
    filed_society_money_may_join_fund: bool
    society_custodians: tuple[str, ...]
    society_keeps_own_account: bool
    society_capital_sources: tuple[str, ...]
    society_county_share: Fraction
    society_village_and_donor_share: Fraction
    society_council_share: Fraction
    society_township_share: Fraction
    society_community_share: Fraction
    society_start_capital: Money
    society_members_may_be: tuple[str, ...]
    society_head_may_chair_village_committee: bool
    society_helps_residents_only: bool
    society_may_raise_through_fund: bool

    # Community charity funds (社区慈善基金).
    fund_needs_host: bool
    fund_minimum_capital: Money
    fund_start_capital: Money
    street_fund_start_capital: Money
    fund_seed_match: Money
    fund_reward_ceiling: Money
    fund_reward_after_arrival: bool
    fund_agreement_settles: tuple[str, ...]
    fund_minimum_committee: int
    fund_committee_is_odd: bool
    fund_committee_is_unpaid: bool
    fund_committee_drawn_from: tuple[str, ...]
    fund_minimum_supervisors: int
    fund_supervisor_opinions_recorded: bool
    fund_has_no_legal_personality: bool
    fund_money_in_host_account: bool
    fund_has_no_seal: bool
    fund_has_no_sub_funds: bool
    fund_separate_accounting: bool
    fund_host_is_qualified: bool
    fund_named_after_host: bool
    fund_raises_only_through_host: bool
    fund_signs_nothing_itself: bool
    fund_projects_published: bool
    fund_cleaned_up_by_host: bool
    fund_initiators: tuple[str, ...]
    fund_roles: tuple[str, ...]
    fund_setup_papers: tuple[str, ...]
    fund_talks_with_host_first: bool
    fund_only_for_own_community: bool
    fund_uses: tuple[str, ...]
    fund_gives_society_priority: bool
    fund_pays_public_repairs: bool
    fund_phases: tuple[str, ...]
    fund_principal_modes: tuple[str, ...]

    # Special funds of charities (慈善组织专项基金).
    special_fund_initial_capital_provincial: Money
    special_fund_initial_capital_municipal: Money
    special_fund_yearly_addition_share: Fraction
    special_fund_addition_years: int

    # Named funds (冠名基金).
    named_fund_least: Money
    named_fund_least_person: Money
    named_fund_least_unit: Money
    named_fund_least_by_instalments: Money
    named_fund_instalment_years: int
    named_fund_least_pledge: Money
    named_fund_yearly_spending: Fraction
    named_fund_paid_at_once: bool
    named_fund_name_is_fixed: bool
    named_fund_founder_raises_nothing: bool
    directed_fund_least: Money
    micro_fund_least: Money

    # Community foundations (社区基金会).
    community_foundation_start_capital: Money
    community_foundation_council_from: tuple[str, ...]
    community_foundation_excludes_officials: bool
    community_foundation_residents_take_part: bool

    # Community organisations (社区社会组织).
    community_organisations_per_urban_community: int
    community_organisations_per_rural_community: int
    community_training_target: int
    community_organisation_tiers: tuple[str, ...]
    community_organisation_minimum_members: int
    community_organisation_minimum_unit_members: int
    community_organisations_may_share_office: bool
    community_organisation_types: tuple[str, ...]
    filed_group_has_no_legal_personality: bool
