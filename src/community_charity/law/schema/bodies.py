"""Bodies: how they are set up and governed (组织的设立与治理)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from community_charity.money import Money


class BodyFigures:
    """Associations, foundations, social service organisations, special funds, trusts (社会组织、专项基金、慈善信托)."""

    association_minimum_capital: Money
    national_association_minimum_capital: Money
    association_minimum_members: int
    association_minimum_unit_members: int
    non_public_foundation_minimum_capital: Money
    local_public_foundation_minimum_capital: Money
    national_public_foundation_minimum_capital: Money

    # Charities: forms, end, what is left (慈善组织：形式、终止、剩余财产).
    charity_forms: tuple[str, ...]
    charity_idle_years: int
    charity_end_events: tuple[str, ...]
    charity_surplus_to_like_charity: bool
    charity_end_is_announced: bool

    # Foundations (基金会).
    foundation_conditions: tuple[str, ...]
    foundation_charter_states: tuple[str, ...]
    foundation_fund_paid_in_cash: bool
    ministry_foundation_capital: Money
    foundation_minimum_directors: int
    foundation_maximum_directors: int
    foundation_director_term_years: int
    foundation_related_directors_cap: Fraction
    foundation_no_related_directors: bool
    foundation_paid_directors_cap: Fraction
    foundation_officers_are_directors: bool
    foundation_chair_is_legal_representative: bool
    foundation_meetings_per_year: int
    foundation_minimum_supervisors: int
    foundation_supervisors_apart: bool
    foundation_supervisor_term_as_directors: bool
    foundation_unpaid_unless_full_time: bool
    foundation_officers_hold_no_state_post: bool
    foundation_represented_by_one_of_its_own: bool
    foundation_representative_from_mainland: bool
    foundation_officer_sentence_bar_years: int
    foundation_officer_keeps_political_rights: bool
    foundation_officer_revocation_bar_years: int
    foundation_officer_stay_months: int
    foundation_decision_days: int
    foundation_branch_decision_days: int
    foundation_deregistration_days: int
    foundation_idle_months: int

    # Social associations (社会团体).
    association_conditions: tuple[str, ...]
    association_charter_states: tuple[str, ...]
    association_organs: tuple[str, ...]
    association_founders_fit: bool
    association_no_needless_double: bool
    local_association_no_national_name: bool
    national_association_name_approved: bool
    association_represented_by_one_of_its_own: bool
    association_exempt_inside_unit: bool
    unregistered_association_barred: bool
    township_managed_group_not_illegal: bool
    association_decision_days: int
    association_change_days: int
    association_deregistration_days: int
    association_idle_years: int

    # Social service organisations (社会服务机构，即民办非企业单位).
    service_organisation_conditions: tuple[str, ...]
    service_organisation_charter_states: tuple[str, ...]
    service_organisation_organs: tuple[str, ...]
    service_organisation_no_national_name: bool
    service_organisation_no_branches: bool
    service_organisation_no_needless_double: bool
    service_organisation_heads_fit: bool
    service_organisation_decision_days: int
    service_organisation_change_days: int
    service_organisation_deregistration_days: int

    # Special funds (专项基金).
    special_fund_board_decides: bool
    special_fund_agreement_settles: tuple[str, ...]
    foundation_answers_for_special_fund: bool
    special_fund_bears_full_name: bool
    special_fund_no_own_account: bool
    special_fund_no_own_seal: bool
    special_fund_no_sub_fund: bool
    special_fund_signs_nothing_alone: bool
    special_fund_manager_cap: int

    # Charitable trusts (慈善信托).
    trust_written_form: bool
    trust_deed_states: tuple[str, ...]
    trustee_kinds: tuple[str, ...]
    trust_needs_supervisor: bool
