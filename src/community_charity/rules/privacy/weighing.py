"""How each check on the use of personal information is weighed (逐项审查).

>>> suffices(Consent.GENERAL, Consent.SEPARATE), suffices(None, Consent.GENERAL) is None
(False, True)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.rules.privacy import grounds as at
from community_charity.rules.privacy.kinds import Consent, Consenter, DataKind, LegalBasis, Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.law.decision import Checks, Ground
    from community_charity.law.law import LawInForce
    from community_charity.rules.privacy.use import DataUse

BY_LAW = (LegalBasis.STATUTORY_DUTY, LegalBasis.OTHER_LAW)
"""The bases on which a law itself orders the use."""


def suffices(given: Consent | None, least: Consent) -> bool | None:
    """Tell whether what was said is consent enough (同意是否充分); ``None`` if nobody asked.

    >>> suffices(Consent.SEPARATE, Consent.GENERAL)
    True
    """
    if given is None:
        return None
    return given is Consent.SEPARATE or (given is Consent.GENERAL and least is Consent.GENERAL)


def consenter(use: DataUse, law: LawInForce) -> Consenter:
    """Tell whose consent counts (以谁的同意为准): under the age of the law the guardian's.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> from community_charity.rules.privacy.use import DataUse
    >>> child = DataUse(purpose="refer", kinds=["name"], born=date(2012, 5, 1))  # invented
    >>> [consenter(child, Law.of("cn").on(day)).name for day in (date(2026, 4, 30), date(2026, 5, 1))]
    ['GUARDIAN', 'PERSON']
    """
    if "guardian_consent_under_age" not in law:
        return Consenter.PERSON
    child = use.under(law.guardian_consent_under_age, law)
    return Consenter.EITHER if child is None else Consenter.GUARDIAN if child else Consenter.PERSON


def anonymous(use: DataUse, law: LawInForce, checks: Checks) -> bool:
    """Weigh whether these are personal data at all (是否匿名化); true if they are not."""
    if not use.anonymised or not law.anonymous_data_outside:
        return False
    checks.weigh(at.ANONYMOUS, use.irreversible)
    return use.irreversible is True


def basis(use: DataUse, law: LawInForce, checks: Checks) -> None:
    """Weigh the basis (合法性基础): consent is weighed on its own, anything else has to be shown."""
    given = use.basis
    holds = None if given is None else given.value in law.legal_bases
    if holds and given is not LegalBasis.CONSENT:
        holds = use.basis_shown
    checks.weigh(at.BASIS, holds, None, given)


def consent_to_collection(use: DataUse, law: LawInForce, checks: Checks) -> None:
    """Weigh the consent to collection and use (对收集、使用的同意)."""
    if use.basis is not LegalBasis.CONSENT:
        return
    _guardian(use, law, checks)
    sensitive = _sensitive(use, law)
    if law.sensitive_needs_separate_consent:
        _consent(at.SENSITIVE, use, law, checks, due=sensitive)
    if not (sensitive and law.sensitive_needs_separate_consent):
        _consent(at.GENERAL, use, law, checks)


def consent_to_giving(use: DataUse, law: LawInForce, checks: Checks) -> None:
    """Weigh the consent to giving data away (对提供的同意)."""
    if use.basis is LegalBasis.CONSENT:
        _guardian(use, law, checks)
        if law.referral_needs_consent:
            _consent(at.GIVE_CONSENT, use, law, checks)


def consent_to_publication(use: DataUse, law: LawInForce, checks: Checks) -> None:
    """Weigh the consent to publication (对公开的同意); with a basis other than consent or law the answer is open."""
    if use.basis is LegalBasis.CONSENT:
        _guardian(use, law, checks)
    if law.publication_needs_consent and use.basis not in BY_LAW:
        _consent(at.PUBLISH_CONSENT, use, law, checks, due=use.basis is LegalBasis.CONSENT or None)


def agreement(use: DataUse, law: LawInForce, checks: Checks) -> bool:
    """Weigh what the Charity Law asks of a list (慈善法的公开限制): nobody of these roles against their will.

    True if the person is known to be one of them.
    """
    if use.purpose is Purpose.PUBLISH_DIBAO or "publication_needs_agreement" not in law:
        return False  # the government's own list is no charity's
    bound = None if use.role is None else use.role.value in law.publication_needs_agreement
    _consent(at.AGREED, use, law, checks, due=bound)
    return bool(bound)


def necessity(use: DataUse, law: LawInForce, checks: Checks) -> None:
    """Weigh the least that the purpose needs (最小范围), and what an office can check itself (不得重复索要)."""
    if law.collection_within_purpose:
        extra = use.kinds if use.needed is None else use.kinds - use.needed
        checks.weigh(at.MINIMUM, None if use.needed is None else not extra, None, None, _extra(extra))
    if use.by_assistance_office and "verifiable_not_asked" in law and law.verifiable_not_asked:
        extra = use.kinds if use.verifiable is None else use.kinds & use.verifiable
        checks.weigh(at.NOT_CHECKABLE, None if use.verifiable is None else not extra, None, None, _extra(extra))


def notice(use: DataUse, law: LawInForce, checks: Checks) -> None:
    """Weigh what the person was told (告知); in an emergency that may follow."""
    if use.basis is LegalBasis.EMERGENCY:
        return
    _told(at.TOLD, use.told, law, checks)
    _told(at.TOLD_SENSITIVE, use.told, law, checks, due=_sensitive(use, law))


def notice_of_recipient(use: DataUse, law: LawInForce, checks: Checks) -> None:
    """Weigh what the person was told of the recipient (对接收方的告知); in an emergency that may follow."""
    if use.basis is not LegalBasis.EMERGENCY:
        _told(at.TOLD_RECIPIENT, use.told_of_recipient, law, checks)


def sensitive_care(use: DataUse, law: LawInForce, checks: Checks) -> None:
    """Weigh protection and assessment, which sensitive data need (敏感个人信息的保护与评估)."""
    sensitive = _sensitive(use, law)
    if law.sensitive_needs_protection:
        checks.weigh(at.PROTECTED, _where_due(use.protected, due=sensitive))
    if law.impact_assessment_first:
        checks.weigh(at.ASSESSED, _where_due(use.assessed, due=sensitive))


def assessment(use: DataUse, law: LawInForce, checks: Checks) -> None:
    """Weigh the assessment before data are given away or published (影响评估)."""
    if law.impact_assessment_first:
        checks.weigh(at.ASSESSED, use.assessed)


def confidence(use: DataUse, law: LawInForce, checks: Checks) -> None:
    """Weigh what was learnt in social assistance (保密): it leaves by separate consent or by law alone."""
    if not law.aid_data_confidential:
        return
    by = consenter(use, law)
    released = use.basis in BY_LAW or (use.basis is LegalBasis.CONSENT and _agreed(use, by, Consent.SEPARATE) is True)
    learnt = use.learnt_in_assistance
    checks.weigh(at.CONFIDENTIAL, True if released else None if learnt is None else not learnt)


def contents_of_list(use: DataUse, law: LawInForce, checks: Checks) -> None:
    """Weigh what a list of people helped may state (公示内容)."""
    listed = {
        Purpose.PUBLISH_DIBAO: (at.DIBAO_LIST, law.dibao_posting_kinds),
        Purpose.PUBLISH_RELIEF: (at.RELIEF_LIST, law.relief_notice_kinds),
    }.get(use.purpose)
    if listed is not None:
        ground, names = listed
        extra = [kind for kind in use.kinds if kind.value not in names]
        checks.weigh(ground, not extra, None, None, _extra(extra))


def minors(use: DataUse, law: LawInForce, checks: Checks) -> None:
    """Weigh that no minor of a legal case becomes known (有关案件中的未成年人); a search for the missing is excepted."""
    hidden = [kind for kind in use.kinds if kind.value in law.minor_hidden_kinds]
    minor = use.under(law.minor_under_age, law)
    if not hidden or use.missing_person or minor is False or use.legal_case is False:
        holds: bool | None = True
    else:
        holds = False if minor and use.legal_case else None
    checks.weigh(at.MINOR, holds, None, None, _extra(hidden))


def retention(use: DataUse, law: LawInForce, checks: Checks) -> None:
    """Weigh whether anything calls for deletion (应否删除)."""
    longer = use.law_keeps_until
    stored = law.statutory_retention_first and longer is not None and law.day <= longer
    if law.deleted_when_purpose_done:
        done = use.purpose_done
        checks.weigh(at.PURPOSE_OPEN, True if stored else None if done is None else not done)
    if law.deleted_when_period_over:
        until = use.keep_until
        holds = True if stored else None if until is None else law.day <= until
        checks.weigh(at.WITHIN_PERIOD, holds, until)
    if law.deleted_when_withdrawn and use.basis in (None, LegalBasis.CONSENT):
        by = consenter(use, law)
        holds = True if stored else _where_due(_agreed(use, by, Consent.GENERAL), due=use.basis is not None or None)
        checks.weigh(at.NOT_WITHDRAWN, holds, None, None, {"by": by})


# --- small parts ---------------------------------------------------------------------------------


def _sensitive(use: DataUse, law: LawInForce) -> bool | None:
    """Tell whether the data are sensitive: by kind, or because the person is young; ``None`` if that is not known."""
    named = {*law.sensitive_kinds, *law.kinds_read_as_sensitive}
    return True if any(kind.value in named for kind in use.kinds) else use.under(law.sensitive_under_age, law)


def _agreed(use: DataUse, by: Consenter, least: Consent) -> bool | None:
    if by is not Consenter.EITHER:
        return suffices(getattr(use, by.value), least)
    both = {suffices(use.consent, least), suffices(use.guardian_consent, least)}
    return both.pop() if len(both) == 1 else None


def _where_due(holds: bool | None, *, due: bool | None) -> bool | None:
    """Give a check that is not due, or perhaps not: it holds then, or may be open, but does not fail."""
    if due is False:
        return True
    return holds if due or holds else None


def _consent(ground: Ground, use: DataUse, law: LawInForce, checks: Checks, *, due: bool | None = True) -> None:
    by, least = consenter(use, law), at.LEAST.get(ground, Consent.SEPARATE)
    found = None if by is Consenter.EITHER else getattr(use, by.value)
    facts = {"by": by, "role": use.role}
    checks.weigh(ground, _where_due(_agreed(use, by, least), due=due), least, found, facts)


def _guardian(use: DataUse, law: LawInForce, checks: Checks) -> None:
    by, least = consenter(use, law), Consent.GENERAL
    facts = {"by": by, "age": law.guardian_consent_under_age}
    if by is Consenter.PERSON:
        checks.weigh(at.GUARDIAN, holds=True, facts=facts)
        return
    holds = _where_due(suffices(use.guardian_consent, least), due=by is Consenter.GUARDIAN or None)
    checks.weigh(at.GUARDIAN, holds, least, use.guardian_consent, facts)


def _told(
    ground: Ground, told: frozenset[str] | None, law: LawInForce, checks: Checks, *, due: bool | None = True
) -> None:
    words = dict(law.get(ground.figures[0]).named)  # type: ignore[union-attr]  # in force as long as the Law is
    missing = tuple(words[name] for name in words if told is None or name not in told)
    holds = _where_due(None if told is None else not missing, due=due)
    checks.weigh(ground, holds, None, None, {"missing": missing, "wanted": frozenset(words)})


def _extra(kinds: Iterable[DataKind]) -> dict[str, tuple[DataKind, ...]]:
    return {"extra": tuple(sorted(kinds, key=lambda kind: kind.value))}
