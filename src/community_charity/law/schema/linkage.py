"""Referrals, and the link with government aid (转介与政府救助衔接)."""

from __future__ import annotations


class LinkageFigures:
    """Where government aid is asked for, and what binds a referral (政府救助申请与转介)."""

    assistance_asked_at_township: bool
    medical_assistance_categories: tuple[str, ...]
    linkage_answer_days: int
    linkage_feedback_days: int
    referred_people_simplified: bool
    referral_case_file: bool
