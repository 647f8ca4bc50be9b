"""One use of a person's data: may it be collected, given away, published, kept? (个人信息的收集、提供、公开、保存).

Instruments: 个人信息保护法 arts. 4, 6, 13 to 19, 23, 25, 28 to 31, 47 and 55; 慈善法 art. 82 (2016: 76); 民政部令第81号
art. 21, from 2026-01-01; 最低生活保障审核确认办法 art. 24; 未成年人保护法 art. 103; 社会救助法 arts. 11 and 62, from 2026-07-01.

Readings of this library, where the text leaves room:

- A child's separate consent is given by the guardian (arts. 28, 29 and 31 read together).
- With another basis than consent no consent is asked for (art. 13 para. 2). Whether that reaches publication is open,
  save where a law orders it: such a publication without separate consent stays undetermined.
- What was learnt in social assistance leaves the office by separate consent or by law alone.

>>> from community_charity.law.law import Law
>>> use = DataUse(purpose="refer", kinds=["name", "contact"], adult=True, basis="consent", needed=["name", "contact"])
>>> decision = use.may_be_given(Law.of("cn").on(date(2026, 3, 2)))
>>> decision.outcome.value, decision.remedies[0].text.zh
('undetermined', '请提供本人的单独同意书证，或征求其意见')
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import full_years, optional_day
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision
from community_charity.law.law import in_force
from community_charity.law.words import listed
from community_charity.rules.facts import names, yes_no
from community_charity.rules.privacy import facts as check
from community_charity.rules.privacy import weighing as weigh
from community_charity.rules.privacy.kinds import Consent, DataKind, LegalBasis, Purpose, Role

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce


@attrs.frozen(kw_only=True)
class DataUse:
    """A use of one natural person's data (对某自然人个人信息的处理). What is ``None`` or left out is not known.

    Who and what:

    - ``purpose``, ``kinds`` of data, and the person's ``role``. ``born`` is the day of birth; who need not know it
      says ``adult``. ``anonymised`` data point at nobody, which is more than masking a name; ``irreversible`` says
      that this cannot be undone.
    - ``needed`` are the kinds that the purpose needs; ``verifiable`` those that an assistance office
      (``by_assistance_office``) can check itself.

    What allows it:

    - ``basis``, and with any other than consent ``basis_shown``: the law, contract or emergency is on file.
    - ``consent`` of the person and ``guardian_consent``; for one under the age of the law the guardian's counts.
    - ``told`` and ``told_of_recipient`` are the names of what the person was told, as the figures ``notice_contents``,
      ``sensitive_notice_contents`` and ``recipient_notice_contents`` list them.
    - ``protected`` strictly; ``assessed`` the effect before.

    For publication: ``legal_case`` says that a police or court case is concerned, ``missing_person`` that a missing
    person is looked for, ``learnt_in_assistance`` that the data were learnt in the work of social assistance.
    For keeping: ``purpose_done``, ``keep_until`` as told to the person, ``law_keeps_until`` by a law that keeps longer.

    Raises `Malformed`.

    >>> DataUse(purpose="refer", kinds=["name"], born=date(2012, 5, 1))  # invented
    DataUse(purpose='refer')
    """

    purpose: Purpose = attrs.field(converter=check.purpose, repr=lambda value: repr(value.value))
    kinds: frozenset[DataKind] = attrs.field(converter=check.data_kinds, repr=False)
    role: Role | None = attrs.field(default=None, converter=check.role_or_unknown, repr=False)
    born: date | None = attrs.field(default=None, converter=optional_day, repr=False)
    adult: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    anonymised: bool = attrs.field(default=False, converter=check.certain, repr=False)
    irreversible: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    needed: frozenset[DataKind] | None = attrs.field(default=None, converter=check.kinds_or_unknown, repr=False)
    by_assistance_office: bool = attrs.field(default=False, converter=check.certain, repr=False)
    verifiable: frozenset[DataKind] | None = attrs.field(default=None, converter=check.kinds_or_unknown, repr=False)
    basis: LegalBasis | None = attrs.field(default=None, converter=check.basis_or_unknown, repr=False)
    basis_shown: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    consent: Consent | None = attrs.field(default=None, converter=check.consent_or_unknown, repr=False)
    guardian_consent: Consent | None = attrs.field(default=None, converter=check.consent_or_unknown, repr=False)
    told: frozenset[str] | None = attrs.field(default=None, converter=names, repr=False)
    told_of_recipient: frozenset[str] | None = attrs.field(default=None, converter=names, repr=False)
    protected: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    assessed: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    legal_case: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    missing_person: bool = attrs.field(default=False, converter=check.certain, repr=False)
    learnt_in_assistance: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    purpose_done: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    keep_until: date | None = attrs.field(default=None, converter=optional_day, repr=False)
    law_keeps_until: date | None = attrs.field(default=None, converter=optional_day, repr=False)

    def may_be_collected(self, law: LawInForce) -> Decision:
        """Tell whether the data may be asked for and used (可否收集、使用).

        Raises `Malformed` for what is no `LawInForce` or a birth after the day, `LawError` for a day before the law.
        Source: 个人信息保护法第6条、第13条、第17条、第28条至第31条、第55条, 社会救助法第62条.

        >>> from community_charity.law.law import Law
        >>> use = DataUse(purpose="assess_case", kinds=["name", "religion"], adult=True, needed=["name"])
        >>> decision = use.may_be_collected(Law.of("cn").on(date(2026, 3, 2)))
        >>> decision.outcome.value, [str(remedy.text) for remedy in decision.remedies if remedy.changes]
        ('refused', ['leave out: religion'])
        """
        law, checks = in_force(law), Checks()
        if not weigh.anonymous(self, law, checks):
            weigh.basis(self, law, checks)
            weigh.consent_to_collection(self, law, checks)
            weigh.necessity(self, law, checks)
            weigh.notice(self, law, checks)
            weigh.sensitive_care(self, law, checks)
        return checks.decision(self._asked(_COLLECT), self, law.day, law)

    def may_be_given(self, law: LawInForce) -> Decision:
        """Tell whether the data may be given to another body (可否向其他处理者提供).

        Raises `Malformed` for what is no `LawInForce` or a birth after the day, `LawError` for a day before the law.
        Source: 个人信息保护法第13条、第23条、第31条、第55条, 社会救助法第11条.

        >>> from community_charity.law.law import Law
        >>> use = DataUse(purpose="refer", kinds=["name"], adult=True, basis="consent", consent="general")
        >>> use.may_be_given(Law.of("cn").on(date(2026, 3, 2))).reason.ground.code
        'privacy.giving'
        """
        law, checks = in_force(law), Checks()
        if not weigh.anonymous(self, law, checks):
            weigh.basis(self, law, checks)
            weigh.consent_to_giving(self, law, checks)
            weigh.necessity(self, law, checks)
            weigh.notice_of_recipient(self, law, checks)
            weigh.assessment(self, law, checks)
            weigh.confidence(self, law, checks)
        return checks.decision(self._asked(_GIVE), self, law.day, law)

    def may_be_published(self, law: LawInForce) -> Decision:
        """Tell whether the data may be published (可否公开).

        Before the Personal Information Protection Law the Charity Law alone is asked, of donors and settlors.
        Raises `Malformed` for what is no `LawInForce` or a birth after the day, `LawError` for a day before the law.
        Source: 个人信息保护法第25条, 慈善法第82条 (2016: 第76条), 民政部令第81号第21条, 最低生活保障审核确认办法第24条,
        未成年人保护法第103条.

        >>> from community_charity.law.law import Law
        >>> use = DataUse(purpose="publish_donors", kinds=["name"], role="donor", adult=True, consent="refused")
        >>> use.may_be_published(Law.of("cn").on(date(2018, 3, 2))).line("zh")
        '不予：公开个人信息（姓名），公布捐赠人名单，2018-03-02——未证明本人（捐赠人）同意公开：不同意'
        """
        law, checks = in_force(law), Checks()
        if not weigh.anonymous(self, law, checks):
            bound = weigh.agreement(self, law, checks)
            if not bound or "publication_needs_consent" in law:
                weigh.basis(self, law, checks)
                weigh.consent_to_publication(self, law, checks)
                weigh.contents_of_list(self, law, checks)
                weigh.minors(self, law, checks)
                weigh.assessment(self, law, checks)
                weigh.confidence(self, law, checks)
        return checks.decision(self._asked(_PUBLISH), self, law.day, law)

    def may_be_kept(self, law: LawInForce) -> Decision:
        """Tell whether the data may still be kept (可否继续保存).

        What a law keeps longer may be stored, and used for nothing else. Raises `Malformed` for what is no `LawInForce`
        or a birth after the day, `LawError` for a day before the law. Source: 个人信息保护法第15条、第19条、第47条.

        >>> from community_charity.law.law import Law
        >>> use = DataUse(purpose="keep_record", kinds=["name"], purpose_done=True, law_keeps_until=date(2030, 12, 31))
        >>> use.may_be_kept(Law.of("cn").on(date(2026, 3, 2))).outcome.value
        'allowed'
        """
        law, checks = in_force(law), Checks()
        if not weigh.anonymous(self, law, checks):
            weigh.retention(self, law, checks)
        return checks.decision(self._asked(_KEEP), self, law.day, law)

    def under(self, age: int, law: LawInForce) -> bool | None:
        """Tell whether the person is under an age on the day of the law (是否不满某年龄); ``None`` if not known.

        Raises `Malformed` for a birth after the day; the message names neither.

        >>> from community_charity.law.law import Law
        >>> law = Law.of("cn").on(date(2026, 3, 2))
        >>> DataUse(purpose="refer", kinds=["name"], adult=False).under(14, law) is None
        True
        """
        if self.born is not None:
            return full_years(self.born, law.day) < age
        if self.adult is None:
            return None
        if self.adult:
            return False
        return True if age >= law.minor_under_age else None

    def _asked(self, shape: Text) -> Text:
        kinds = listed(tuple(kind.text for kind in sorted(self.kinds, key=lambda kind: kind.value)))
        return shape.fill(kinds=kinds, purpose=self.purpose.text)


_COLLECT = Text("collect and use data ({kinds}) {purpose}", "收集、使用个人信息（{kinds}），{purpose}")
_GIVE = Text("give data ({kinds}) to another body {purpose}", "向其他组织提供个人信息（{kinds}），{purpose}")
_PUBLISH = Text("publish data ({kinds}) {purpose}", "公开个人信息（{kinds}），{purpose}")
_KEEP = Text("keep data ({kinds}) {purpose}", "保存个人信息（{kinds}），{purpose}")
