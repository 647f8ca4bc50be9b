"""Volunteering (志愿服务)."""

from __future__ import annotations


class VolunteeringFigures:
    """Records, insurance, stars (记录、保险、星级)."""

    # Before the service (服务之前).
    volunteers_told_of_risks: bool
    volunteers_fit_for_the_service: bool
    volunteers_trained_where_skill_is_needed: bool
    volunteers_insured_before_danger: bool
    volunteers_take_no_payment: bool

    # Records and certificates (记录与证明).
    volunteers_registered_by_name: bool
    volunteer_record_working_days: int
    volunteer_time_counted_in_hours: bool
    volunteer_records_in_national_system: bool
    volunteer_certificate_free: bool
    volunteer_data_needs_consent: bool
    only_volunteering_recorded: bool
    community_groups_may_volunteer: bool
    community_groups_record_under_guidance: bool

    # Stars, a convention (星级，属惯例).
    star_1_hours: int
    star_2_hours: int
    star_3_hours: int
    star_4_hours: int
    star_5_hours: int
