"""Fundraising: who may raise, and how (募捐)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from community_charity.law.values import DayOfYear
    from community_charity.money import Money


class FundraisingFigures:
    """Qualification, plan and filing, cooperation (公开募捐资格、方案备案、合作募捐)."""

    # Charities: registration, recognition, officers, end (慈善组织的登记、认定、负责人、终止).
    charity_registration_decision_days: int
    charity_recognition_decision_days: int
    charity_decision_extension_days: int
    charity_officer_needs_capacity: bool
    charity_officer_bar_years_after_sentence: int
    charity_officer_bar_years_after_closed_body: int
    recognition_clean_record_years: int
    charity_officer_other_bars: bool

    # Who may raise (募捐主体).
    public_fundraising_needs_qualification: bool
    public_fundraising_wait_years: int
    charitable_fundraising_is_for_charities: bool
    targeted_fundraising_from_registration: bool
    targeted_fundraising_circle: tuple[str, ...]
    targeted_fundraising_tells_purpose: bool
    targeted_fundraising_bars_public_methods: bool
    cooperation_with_qualified_charity: bool
    residents_committee_may_collect: bool
    residents_committee_collection_circle: tuple[str, ...]
    residents_committee_may_cooperate: bool
    villagers_meeting_decides_collection: bool
    personal_appeal_is_true: bool
    personal_appeal_needs_designated_platform: bool

    # Days that the law sets apart (法定主题日).
    charity_day: DayOfYear
    disability_day_sunday_of_may: int

    # The public-fundraising qualification: conditions and papers (公开募捐资格的条件与材料).
    qualification_needs_sound_governance: bool
    qualification_directors_from_one_body_cap: Fraction
    qualification_bars_relatives_on_board: bool
    qualification_non_mainland_directors_cap: Fraction
    qualification_needs_mainland_representative: bool
    qualification_needs_full_time_secretary: bool
    qualification_chair_is_not_secretary: bool
    qualification_needs_full_time_staff: bool
    qualification_needs_working_supervision: bool
    qualification_minimum_supervisors: int
    qualification_rule_books: tuple[str, ...]
    qualification_rules_are_followed: bool
    qualification_needs_spending_ratios: bool
    qualification_needs_tax_registration: bool
    qualification_needs_national_accounting: bool
    qualification_needs_timely_reports: bool
    qualification_minimum_assessment: int
    qualification_assessment_unexpired: bool
    qualification_assessment_exempt_years: int
    qualification_bars_abnormal_list: bool
    qualification_bars_serious_breach_list: bool
    qualification_clean_record_years: int
    qualification_needs_written_application: bool
    qualification_needs_audit_report: bool
    qualification_needs_board_resolution: bool
    qualification_needs_supervisor_consent: bool
    qualification_decision_days: int

    # Revocation and penalties (吊销与处罚).
    revoked_certificate_bar_years: int
    revoked_certificate_announced_days: int
    revoked_certificate_year_judged_as_qualified: bool
    responsible_person_minimum_fine: Money
    responsible_person_maximum_fine: Money
    unqualified_fundraising_minimum_fine: Money
    unqualified_fundraising_maximum_fine: Money
    manager_ban_minimum_years: int
    manager_ban_maximum_years: int
    banned_manager_may_not_serve: bool
    repeated_breach_years: int

    # Plan and filing (募捐方案与备案).
    fundraising_plan_contents: tuple[str, ...]
    fundraising_plan_filed_before_campaign: bool
    fundraising_plan_filing_lead_days: int
    fundraising_plan_correction_days: int
    fundraising_plan_publication_days: int
    fundraising_campaign_waits_for_published_filing: bool
    fundraising_plan_filed_online: bool
    emergency_plan_filing_days: int
    fundraising_plan_change_days: int
    fundraising_plan_change_is_explained: bool
    fundraising_campaign_maximum_years: int
    emergency_campaign_maximum_years: int
    campaign_keeps_to_filed_period: bool
    campaign_purpose_within_charter: bool
    campaign_name_fits_project: bool
    campaign_leader_is_full_time_staff: bool
    campaign_uses_own_account: bool
    campaign_amount_fits_capacity: bool
    campaign_names_no_individual: bool
    campaign_names_no_interested_beneficiary: bool
    campaign_cost_not_shifted: bool
    campaign_surplus_to_similar_projects: bool
    project_surplus_as_settled: bool
    project_surplus_to_similar_projects: bool
    campaign_has_its_own_filing: bool
    campaign_approved_by_legal_representative: bool
    campaign_supervisor_consents: bool
    campaign_has_safety_approval: bool
    off_territory_campaign_is_needed: bool
    off_territory_campaign_is_filed_there: bool
    off_territory_filing_lead_days: int
    internet_campaign_on_designated_platform: bool
    campaign_announced_as_filed: bool
    campaign_display_items: tuple[str, ...]
    campaign_display_is_prominent: bool
    fundraising_without_deceit: bool
    fundraising_without_apportionment: bool
    fundraising_without_disturbance: bool
    use_change_decided_by_board: bool
    use_change_is_filed: bool
    use_change_is_published: bool
    use_change_supervisor_consents: bool
    use_change_needs_donor_consent: bool
    use_change_is_really_needed: bool
    cooperation_for_charitable_purpose: bool
    cooperation_partner_does_not_raise: bool
    cooperation_money_with_charity: bool
    cooperation_all_through_charity_account: bool
    cooperation_partner_is_assessed: bool
    partner_assessment_covers: tuple[str, ...]
    cooperation_agreement_in_writing: bool
    cooperation_agreement_settles: tuple[str, ...]
    cooperation_partner_in_plan: bool
    cooperation_papers_are_filed: bool
    individual_partner_papers: tuple[str, ...]
    cooperation_partner_is_supervised: bool
    cooperation_ends_in_writing: bool

    # Money down the chain: fees, ring-fencing, the village comes last (资金拨付链：费用、区块化管理、村级拨付).
    internet_platform_charges_nothing: bool
    management_fee_cap: Fraction
    society_management_fee_cap: Fraction
    village_money_stays_apart: bool
    village_paid_after_fundraising: bool
