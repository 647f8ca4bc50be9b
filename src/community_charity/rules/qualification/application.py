"""An application for the public-fundraising qualification (公开募捐资格申请).

Source: 慈善法第22条; 慈善组织公开募捐管理办法（民政部令第74号）第5条、第6条, before 2024-09-05 民政部令第59号第5条.

>>> from community_charity.law.law import Law
>>> asked = QualificationApplication("city-charity", charity_since=date(2025, 3, 4))  # invented
>>> decision = asked.may_be_granted(Law.of("cn").on(date(2026, 3, 3)))
>>> decision.outcome.value, decision.remedies[0].wait_until
('refused', datetime.date(2026, 3, 4))
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.calendar import full_years, optional_day
from community_charity.errors import Malformed, choice, declare
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision
from community_charity.law.law import in_force
from community_charity.parties import OrganisationId, organisation_id
from community_charity.rules.duties import points, weigh_duties, weigh_listed
from community_charity.rules.facts import count, days, yes_no
from community_charity.rules.qualification import grounds as g
from community_charity.rules.qualification.waiting import free_on, full_on, opens

if TYPE_CHECKING:
    from community_charity.law.decision import Ground
    from community_charity.law.law import LawInForce

MORE_THAN_ALL = declare(
    "qualification.more_than_all",
    wanted=("no more directors of a group than the whole board has", "某一类理事人数不超过理事总数"),
    do=("count the board again", "请重新清点理事人数"),
)


class RegistrationLevel(Enum):
    """Whose civil affairs office registered or recognised the charity (登记管理机关层级).

    ``RegistrationLevel("county")`` looks one up; PROVINCE and NATIONAL are "provincial level or above" (省级以上).

    >>> RegistrationLevel("province").text.zh
    '省级'
    """

    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    NATIONAL = "national"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _LEVELS[self]


_LEVELS = {
    RegistrationLevel.COUNTY: Text("county", "县级"),
    RegistrationLevel.CITY: Text("city with districts", "设区的市级"),
    RegistrationLevel.PROVINCE: Text("province", "省级"),
    RegistrationLevel.NATIONAL: Text("ministry", "国务院民政部门"),
}
_PROVINCIAL = (RegistrationLevel.PROVINCE, RegistrationLevel.NATIONAL)


def _level(value: RegistrationLevel | None) -> RegistrationLevel | None:
    return None if value is None else choice(value, RegistrationLevel)


def _fact() -> Any:
    return attrs.field(default=None, kw_only=True, converter=yes_no)


def _days() -> Any:
    return attrs.field(default=None, kw_only=True, converter=days)


def _count() -> Any:
    return attrs.field(default=None, kw_only=True, converter=count)


@attrs.frozen
class QualificationApplication:
    """The facts of an application for the public-fundraising qualification (公开募捐资格申请).

    Whatever is ``None`` is not known. ``charity_since`` is the day of registration as a charity or of recognition as
    one; ``established_on`` that of the first registration, which may be earlier. ``directors_from_one_body`` counts the
    largest group of directors from one organisation or from organisations tied to each other. ``assessment_grade`` is
    the number of As, 0 if it was never assessed. ``penalties`` and ``other_breaches`` are days, so are ``revocations``
    of an earlier certificate: an empty list says that there were none. ``ratios_met`` is what the rules on yearly
    spending say of last year. Raises `Malformed`.

    Source: 慈善组织公开募捐管理办法第5条、第6条; 慈善法第111条.

    >>> QualificationApplication("city-charity", directors=7, directors_from_one_body=2).directors  # invented
    7
    """

    id: OrganisationId = attrs.field(converter=organisation_id)
    charity_since: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    established_on: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    registered_at: RegistrationLevel | None = attrs.field(default=None, kw_only=True, converter=_level)
    # Governance and people.
    governance_sound: bool | None = _fact()
    directors: int | None = _count()
    directors_from_one_body: int | None = _count()
    directors_not_mainland: int | None = _count()
    relatives_on_board: bool | None = _fact()
    mainland_representative: bool | None = _fact()
    full_time_secretary: bool | None = _fact()
    chair_is_secretary: bool | None = _fact()
    full_time_staff: bool | None = _fact()
    supervisors: int | None = _count()
    supervision_works: bool | None = _fact()
    # How it runs.
    rule_books: frozenset[str] | None = attrs.field(default=None, kw_only=True, converter=points)
    rules_followed: bool | None = _fact()
    ratios_met: bool | None = _fact()
    tax_registered: bool | None = _fact()
    national_accounting: bool | None = _fact()
    timely_reports: bool | None = _fact()
    assessment_grade: int | None = _count()
    assessment_valid_until: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    # What bars it.
    on_abnormal_list: bool | None = _fact()
    on_serious_breach_list: bool | None = _fact()
    penalties: tuple[date, ...] | None = _days()
    other_breaches: tuple[date, ...] | None = _days()
    revocations: tuple[date, ...] | None = _days()
    # Papers.
    written_application: bool | None = _fact()
    audit_report: bool | None = _fact()
    board_resolution: bool | None = _fact()
    business_supervisor: bool | None = _fact()
    supervisor_consents: bool | None = _fact()

    def __attrs_post_init__(self) -> None:
        for part in (self.directors_from_one_body, self.directors_not_mainland):
            if self.directors is not None and part is not None and part > self.directors:
                given = Text("{n} of {all}", "共{all}人，其中{n}人").fill(n=part, all=self.directors)
                raise Malformed(MORE_THAN_ALL, given=given)

    def may_be_granted(self, law: LawInForce) -> Decision:
        """Tell whether the qualification may be granted that day (能否发给公开募捐资格证书).

        Before 2024-09-05 the conditions are those of 民政部令第59号第5条, as civil affairs offices quote them, and the
        answer stays undetermined at best: its list of papers was read in part only. Raises `Malformed` for what is no
        `LawInForce`, `LawError` for a day before the Charity Law.

        Source: 慈善法第22条; 慈善组织公开募捐管理办法第5条、第6条、第23条.

        >>> from community_charity.law.law import Law
        >>> asked = QualificationApplication("city-charity", on_abnormal_list=True)  # invented
        >>> asked.may_be_granted(Law.of("cn").on(date(2026, 3, 3))).reason.ground.code
        'qualification.on_abnormal_list'
        """
        law, checks = in_force(law), Checks()
        _weigh_wait(checks, self, law)
        weigh_duties(checks, self, law, g.GOVERNANCE)
        _weigh_share(checks, g.FROM_ONE_BODY, self.directors_from_one_body, self, law)
        _weigh_share(checks, g.NOT_MAINLAND, self.directors_not_mainland, self, law)
        weigh_duties(checks, self, law, (*g.BOARD, *g.SUPERVISION))
        _weigh_supervisors(checks, self, law)
        weigh_listed(checks, g.RULE_BOOKS, self.rule_books, law)
        weigh_duties(checks, self, law, g.RUNNING)
        _weigh_assessment(checks, self, law)
        weigh_duties(checks, self, law, g.LISTS)
        _weigh_record(checks, "penalty", "行政处罚", self.penalties, law)
        _weigh_record(
            checks, "other breach of law or policy", "其他违反法律、法规、国家政策的行为", self.other_breaches, law
        )
        weigh_revocation(checks, self.revocations, law)
        # What the measures of 2016 ask for besides the application itself is not known: that is no silent yes.
        checks.weigh(g.PAPERS_READ, "qualification_needs_audit_report" in law or None)
        weigh_duties(checks, self, law, g.PAPERS)
        return checks.decision(_ASKED.later(id=self.id), self, law.day, law)


_ASKED = Text("grant public-fundraising qualification to {id}", "发给 {id} 公开募捐资格证书")


def _weigh_wait(checks: Checks, asked: QualificationApplication, law: LawInForce) -> None:
    since, wanted = asked.charity_since, law.public_fundraising_wait_years
    if since is None:
        checks.weigh(g.LONG_ENOUGH, None, wanted)
        return
    years = full_years(since, law.day) if since <= law.day else 0
    holds = full_on(since, wanted) <= law.day
    facts = {} if holds else opens(law, "public_fundraising_wait_years", since, full_on)
    checks.weigh(g.LONG_ENOUGH, holds, wanted, years, facts)


def _weigh_share(
    checks: Checks, ground: Ground, part: int | None, asked: QualificationApplication, law: LawInForce
) -> None:
    """Weigh a part of the board against the greatest share; a board of none is no evidence at all."""
    cap: Fraction = getattr(law, ground.figures[0])
    if part is None or not asked.directors:
        checks.weigh(ground, None, cap)
        return
    found = Fraction(part, asked.directors)
    checks.weigh(ground, found <= cap, cap, found)


def _weigh_supervisors(checks: Checks, asked: QualificationApplication, law: LawInForce) -> None:
    """Weigh the number of supervisors where the registrar is provincial or above; or where that is not known."""
    wanted = law.qualification_minimum_supervisors
    if asked.registered_at is not None and asked.registered_at not in _PROVINCIAL:
        return
    enough = None if asked.supervisors is None else asked.supervisors >= wanted
    if enough is False and asked.registered_at is None:
        enough = None  # a county charity may have fewer
    checks.weigh(g.SUPERVISORS, enough, wanted, asked.supervisors)


def _weigh_assessment(checks: Checks, asked: QualificationApplication, law: LawInForce) -> None:
    wanted, exempt = law.qualification_minimum_assessment, _exempt(asked, law)
    graded = None if asked.assessment_grade is None else asked.assessment_grade >= wanted
    holds = True if exempt or graded else None if exempt is None or graded is None else False
    checks.weigh(g.ASSESSED, holds, wanted, asked.assessment_grade)
    if exempt or not graded or not _duty(law, "qualification_assessment_unexpired"):
        return
    valid = None if asked.assessment_valid_until is None else asked.assessment_valid_until >= law.day
    open_ = valid is False and exempt is None
    checks.weigh(g.UNEXPIRED, None if open_ else valid, law.day, asked.assessment_valid_until)


def _exempt(asked: QualificationApplication, law: LawInForce) -> bool | None:
    """Tell whether it was first registered too recently to need an assessment; no such rule before 2024-09-05."""
    if "qualification_assessment_exempt_years" not in law:
        return False
    if asked.established_on is None:
        return None
    return law.day < full_on(asked.established_on, law.qualification_assessment_exempt_years)


def _duty(law: LawInForce, key: str) -> bool:
    return key in law and bool(getattr(law, key))


def _weigh_record(checks: Checks, en: str, zh: str, days: tuple[date, ...] | None, law: LawInForce) -> None:
    years = law.qualification_clean_record_years
    facts: dict[str, Any] = {"of": Text(en, zh), "years": years}
    if not days:
        checks.weigh(g.CLEAN, None if days is None else True, facts=facts)
        return
    holds = free_on(days[-1], years) <= law.day
    if not holds:
        facts |= opens(law, "qualification_clean_record_years", days[-1], free_on)
    checks.weigh(g.CLEAN, holds, found=days[-1], facts=facts)


def weigh_revocation(checks: Checks, days: tuple[date, ...] | None, law: LawInForce) -> None:
    """Weigh the bar after a certificate was revoked (审查吊销后的禁止申请期).

    The bar came with the law of 2024-09-05. Whether it reaches a revocation before that day is not said: that is left
    open. Source: 慈善法第111条; 慈善组织公开募捐管理办法第23条第4款.

    >>> from community_charity.law.law import Law
    >>> checks = Checks()
    >>> weigh_revocation(checks, (date(2024, 9, 4),), Law.of("cn").on(date(2026, 3, 4)))
    >>> [(ground.code, holds) for ground, holds, *_ in checks]
    [('qualification.revoked', None)]
    """
    bar = law.get("revoked_certificate_bar_years")
    if bar is None:
        return
    years = law.revoked_certificate_bar_years
    facts: dict[str, Any] = {"years": years}
    holds: bool | None = None if days is None else True
    if days and free_on(days[-1], years) > law.day:
        holds = None if days[-1] < bar.since else False
        facts |= {} if holds is None else opens(law, "revoked_certificate_bar_years", days[-1], free_on)
    checks.weigh(g.REVOKED, holds, facts=facts)
