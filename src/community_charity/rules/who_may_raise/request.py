"""Who may do what: one question, one decision (募捐主体能否实施某项行为).

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.rules.who_may_raise.facts import Fundraiser
>>> asked = FundraisingRequest(Fundraiser("lake-village", "villagers_committee"), "raise_from_public")  # invented
>>> decision = asked.may_be_done(Law.of("cn").on(date(2026, 3, 2)))
>>> decision.outcome.value, decision.remedies[0].changes["act"].value
('refused', 'be_partner')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from community_charity.language import Text
from community_charity.law.decision import Checks, Decision
from community_charity.law.law import in_force
from community_charity.rules.who_may_raise import grounds as g
from community_charity.rules.who_may_raise.facts import (
    CHARITIES,
    COMMUNITY,
    AppealPlatform,
    Circle,
    Fundraiser,
    FundraiserKind,
    FundraisingAct,
    RequestFacts,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from community_charity.law.decision import Ground
    from community_charity.law.law import LawInForce

_KIND = FundraiserKind


@attrs.frozen
class FundraisingRequest(RequestFacts):
    """Somebody who wants to do something about raising money (募捐事项), with what is known of it.

    ``None`` is not known. ``plan_filed``: the plan is filed, or may still be filed late in an emergency. ``circle``:
    whom the body addresses. ``purpose_told``: they are told purpose and use. ``public_methods``: a method of public
    fundraising is used, if only in disguise. ``voluntary``, ``meeting_decided``: for the collection of a residents' and
    of a villagers' committee. ``in_hosts_name``: a hosted fund acts under the name, account and filing of its host.
    ``with_charity``: the charity that raises in a cooperation; ``charitable_purpose``, ``raises_itself``: of the partner.
    ``inside_only``: mutual aid stays inside the community or unit. ``for_own_hardship``, ``true_and_complete``,
    ``platform``: of a personal appeal. Raises `Malformed`.

    >>> from community_charity.rules.who_may_raise.facts import Fundraiser
    >>> FundraisingRequest(Fundraiser("p-1", "person"), "appeal_for_help").platform is None  # invented
    True
    """

    def may_be_done(self, law: LawInForce) -> Decision:
        """Tell whether this body may do this that day (能否实施).

        A hosted fund is judged as its host, once it acts in the host's name. Raises `Malformed` for what is no
        `LawInForce`, `LawError` for a day before the Charity Law.

        Source: 慈善法第21条、第22条、第24条、第26条、第29条、第30条、第122条、第124条; 城市居民委员会组织法第42条;
        村民委员会组织法第42条; 公告2020年第27号第1条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> from community_charity.rules.who_may_raise.facts import Fundraiser
        >>> asked = FundraisingRequest(
        ...     Fundraiser("lake-aid", "filed_group"), "mutual_aid", inside_only=True
        ... )  # invented
        >>> bool(asked.may_be_done(Law.of("cn").on(date(2026, 3, 2))))
        True
        """
        law, checks = in_force(law), Checks()
        _ = law.public_fundraising_needs_qualification  # before the Charity Law this question has no answer here
        body: Fundraiser | None = self.body
        if self.body.kind is _KIND.HOSTED_FUND:
            body = self.body.host
            _weigh_host(checks, self, law)
        if body is not None:
            _ACTS[self.act](checks, self, body, law)
        return checks.decision(_ASKED.later(id=self.body.id, act=self.act.text), self, law.day, law)


_ASKED = Text("{id}: {act}", "{id}：{act}")


def _weigh(
    checks: Checks, ground: Ground, law: LawInForce, holds: bool | None, facts: dict[str, Any] | None = None
) -> None:
    """Note a check, unless the day or the place does not ask for it."""
    (key,) = ground.figures
    if key in law and getattr(law, key):
        checks.weigh(ground, holds, facts=facts)


def _weigh_host(checks: Checks, asked: FundraisingRequest, law: LawInForce) -> None:
    host = asked.body.host
    named = asked.in_hosts_name
    facts = {"host": Text("its host", "依托组织") if host is None else Text(host.id, host.id)}
    _weigh(checks, g.IN_HOSTS_NAME, law, None if named and host is None else named, facts)


def _named(body: Fundraiser) -> dict[str, Any]:
    return {"body": Text(body.id, body.id), "kind": body.kind.text}


def _qualified(body: Fundraiser | None, on: date) -> tuple[bool | None, dict[str, date]]:
    """Tell whether a body holds the qualification on a day; if not yet, from when it will."""
    if body is None:
        return None, {}
    if body.kind is not _KIND.QUALIFIED_CHARITY:
        return False, {}
    if body.qualified_on is None:
        return None, {}
    held = body.qualified_on <= on
    return held, {} if held else {"until": body.qualified_on}


# --- one act each --------------------------------------------------------------------------------


def _public(checks: Checks, asked: FundraisingRequest, body: Fundraiser, law: LawInForce) -> None:
    holds, facts = _qualified(body, law.day)
    _weigh(checks, g.QUALIFIED, law, holds, _named(body) | facts)
    if body.kind is _KIND.QUALIFIED_CHARITY:  # a plan is filed by nobody else
        _weigh(checks, g.PLAN_FILED, law, asked.plan_filed)


def _circle(checks: Checks, asked: FundraisingRequest, body: Fundraiser, law: LawInForce) -> None:
    if body.kind is _KIND.RESIDENTS_COMMITTEE:
        _weigh_collection(checks, asked, law)
    elif body.kind is _KIND.VILLAGERS_COMMITTEE:
        _weigh_village(checks, asked, law)
    else:
        charity = body.kind in CHARITIES
        _weigh(checks, g.NO_CHARITY if body.kind is _KIND.PERSON else g.BY_CHARITY, law, charity, _named(body))
        if charity:
            _weigh_targeted(checks, asked, body, law)


def _weigh_targeted(checks: Checks, asked: FundraisingRequest, body: Fundraiser, law: LawInForce) -> None:
    since = body.registered_on
    holds = None if since is None else since <= law.day
    facts = {"until": since} if holds is False else {}
    checks.weigh(g.REGISTERED, holds and law.targeted_fundraising_from_registration, facts=_named(body) | facts)
    _weigh_addressed(checks, g.IN_CIRCLE, asked, law)
    _weigh(checks, g.TOLD, law, asked.purpose_told)
    _weigh(checks, g.NO_PUBLIC_METHOD, law, None if asked.public_methods is None else not asked.public_methods)


def _weigh_collection(checks: Checks, asked: FundraisingRequest, law: LawInForce) -> None:
    if "residents_committee_may_collect" in law:
        checks.weigh(g.MAY_COLLECT, law.residents_committee_may_collect and asked.voluntary)
        _weigh_addressed(checks, g.FROM_RESIDENTS, asked, law)
    elif not _turned_to_public(checks, asked, law):
        checks.weigh(g.MAY_COLLECT, None)  # what the text before 2026 allows was not read


def _weigh_village(checks: Checks, asked: FundraisingRequest, law: LawInForce) -> None:
    if _turned_to_public(checks, asked, law):
        return
    if "villagers_meeting_decides_collection" in law:
        _weigh(checks, g.MEETING_DECIDED, law, asked.meeting_decided)
    else:
        checks.weigh(g.MEETING_DECIDED, None)  # what the text before 2026-01-01 asks was not read


def _turned_to_public(checks: Checks, asked: FundraisingRequest, law: LawInForce) -> bool:
    """Note a collection that turns to the public, or may: it is public fundraising, whatever it is called."""
    public = asked.circle is not None and Circle.PUBLIC in asked.circle
    if public:
        _weigh(checks, g.QUALIFIED, law, holds=False, facts=_named(asked.body))
    else:
        _weigh(checks, g.NOT_PUBLIC, law, None if asked.circle is None else True)
    return public


def _weigh_addressed(checks: Checks, ground: Ground, asked: FundraisingRequest, law: LawInForce) -> None:
    """Weigh those addressed against a list that is not closed: the public is outside of it, others are a doubt."""
    (key,) = ground.figures
    dated = law.behind((key,))[0]
    allowed = {name for name, _ in dated.named}
    labels = tuple(label for _, label in dated.named)
    facts = {"names": tuple(name for name, _ in dated.named)}
    holds, found = None, None
    if asked.circle is not None:
        found = frozenset(asked.circle)
        inside = {group.value for group in asked.circle} <= allowed
        holds = True if inside else False if Circle.PUBLIC in asked.circle else None
    checks.weigh(ground, holds, labels, found, facts)


def _aid(checks: Checks, asked: FundraisingRequest, body: Fundraiser, law: LawInForce) -> None:
    allowed = law.mutual_aid_within_community
    checks.weigh(g.FOR_COMMUNITY, (allowed and body.kind in COMMUNITY) or None, facts=_named(body))
    checks.weigh(g.INSIDE, asked.inside_only)


def _receipt(checks: Checks, _asked: FundraisingRequest, body: Fundraiser, law: LawInForce) -> None:
    listable = body.kind in CHARITIES or body.kind is _KIND.ASSOCIATION
    ground = g.TAX_LISTED if listable else g.NO_TAX_STATUS
    _weigh(checks, ground, law, body.tax_eligible if listable else False, _named(body))


def _partner(checks: Checks, asked: FundraisingRequest, body: Fundraiser, law: LawInForce) -> None:
    open_to = body.kind is not _KIND.QUALIFIED_CHARITY
    checks.weigh(g.UNQUALIFIED, open_to or None, facts=_named(body))
    holds, facts = _qualified(asked.with_charity, law.day)
    checks.weigh(g.WITH_QUALIFIED, law.cooperation_with_qualified_charity and holds, facts=facts)
    if body.kind is _KIND.RESIDENTS_COMMITTEE and "residents_committee_may_cooperate" in law:
        checks.weigh(g.COMMITTEE_COOPERATES, law.residents_committee_may_cooperate)
    _weigh(checks, g.FOR_CHARITY, law, asked.charitable_purpose)
    _weigh(checks, g.NOT_ITSELF, law, None if asked.raises_itself is None else not asked.raises_itself)


def _appeal(checks: Checks, asked: FundraisingRequest, body: Fundraiser, law: LawInForce) -> None:
    person = body.kind is _KIND.PERSON
    known = "personal_appeal_is_true" in law  # the first law says nothing of personal appeals
    checks.weigh(g.BY_PERSON, (asked.for_own_hardship if person else False) if known else None)
    _weigh(checks, g.TRUE, law, asked.true_and_complete)
    on = asked.platform
    _weigh(checks, g.ON_PLATFORM, law, None if on is None else on is not AppealPlatform.OTHER)


_ACTS: dict[FundraisingAct, Callable[[Checks, FundraisingRequest, Fundraiser, LawInForce], None]] = {
    FundraisingAct.RAISE_FROM_PUBLIC: _public,
    FundraisingAct.RAISE_FROM_CIRCLE: _circle,
    FundraisingAct.MUTUAL_AID: _aid,
    FundraisingAct.GIVE_TAX_RECEIPT: _receipt,
    FundraisingAct.BE_PARTNER: _partner,
    FundraisingAct.APPEAL_FOR_HELP: _appeal,
}
