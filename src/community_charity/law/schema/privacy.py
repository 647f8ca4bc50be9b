"""Personal information (个人信息保护)."""

from __future__ import annotations


class PrivacyFigures:
    """Consent, publication, retention (同意、公开、保存)."""

    referral_needs_consent: bool
    legal_bases: tuple[str, ...]
    collection_within_purpose: bool
    notice_contents: tuple[str, ...]
    sensitive_notice_contents: tuple[str, ...]
    recipient_notice_contents: tuple[str, ...]
    sensitive_kinds: tuple[str, ...]
    kinds_read_as_sensitive: tuple[str, ...]
    sensitive_under_age: int
    sensitive_needs_separate_consent: bool
    sensitive_needs_protection: bool
    guardian_consent_under_age: int
    publication_needs_consent: bool
    publication_needs_agreement: tuple[str, ...]
    minor_under_age: int
    minor_hidden_kinds: tuple[str, ...]
    dibao_posting_kinds: tuple[str, ...]
    relief_notice_kinds: tuple[str, ...]
    aid_data_confidential: bool
    verifiable_not_asked: bool
    impact_assessment_first: bool
    assessment_record_years: int
    deleted_when_purpose_done: bool
    deleted_when_period_over: bool
    deleted_when_withdrawn: bool
    statutory_retention_first: bool
    anonymous_data_outside: bool
    masked_name_keeps: int
