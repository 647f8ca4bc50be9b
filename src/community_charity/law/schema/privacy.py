"""Personal information (个人信息保护)."""

from __future__ import annotations


class PrivacyFigures:
    """Consent, publication, retention (同意、公开、保存)."""

    referral_needs_consent: bool
