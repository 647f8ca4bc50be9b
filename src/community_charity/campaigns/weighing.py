"""Whether a campaign may start: the rules that exist, asked about one campaign (募捐活动的审查).

Nothing is judged twice. Who may raise, the plan, the cooperation and the conduct are decided by their own rules; their
findings are noted here with their own articles, and their remedies say what to change in the campaign.

>>> PLAN_SHOWN.figures
('fundraising_plan_filed_before_campaign',)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from community_charity.calendar import Period
from community_charity.campaigns.words import Mode
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import show
from community_charity.rules.duties import both
from community_charity.rules.who_may_raise import FundraiserKind, FundraisingAct, FundraisingRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from community_charity.calendar import WorkCalendar
    from community_charity.campaigns.campaign import Campaign
    from community_charity.law.decision import Checks, Decision, Finding, Ground
    from community_charity.law.law import LawInForce
    from community_charity.rules.campaigns import FundraisingPlan
    from community_charity.rules.who_may_raise import Fundraiser

# --- remedies ------------------------------------------------------------------------------------


def _campaign(subject: Any) -> Campaign:
    """Give the campaign that was asked about: itself, or the one of an order."""
    campaign: Campaign = getattr(subject, "campaign", subject)
    return campaign


def _named(subject: Any, changes: dict[str, Any]) -> dict[str, Any]:
    """Name the fields of the campaign as what was asked names them."""
    before = "campaign." if hasattr(subject, "campaign") else ""
    return {before + name: value for name, value in changes.items()}


def _until(finding: Finding, _subject: Any) -> Remedy | None:
    until = finding.facts.get("until")
    return None if until is None else Remedy(Text("wait until {d}", "等待至 {d}").fill(d=until), wait_until=until)


_PERIOD_OF_PLAN = show("the period of the plan", "募捐方案的起止时间")


def _within(finding: Finding, subject: Any) -> Remedy | None:
    """Shorten the campaign to the days that its plan covers, if there are any."""
    period, start, end = _campaign(subject).period, finding.facts["start"], finding.facts["end"]
    if finding.holds is None:
        return _PERIOD_OF_PLAN(finding, subject)
    first, last = max(period.first, start or period.first), min(period.last, end or period.last)
    if first > last:
        return None
    said = Text("run from {a} to {b}", "活动期间改为 {a} 至 {b}").fill(a=first, b=last)
    return Remedy(said, _named(subject, {"period": Period(first, last)}))


def _fewer(finding: Finding, subject: Any) -> Remedy | None:
    kept = frozenset(c for c in _campaign(subject).channels if c.method not in finding.facts["beyond"])
    said = Text("leave out what the plan does not name", "删去募捐方案未载明的方式")
    return Remedy(said, _named(subject, {"channels": kept})) if kept else None


# --- grounds -------------------------------------------------------------------------------------

BODY_KNOWN = ground(
    "campaign.body_known",
    Stage.AUTHORITY,
    title=("what {body} is, is known", "{body}的主体类型已明确"),
    unmet=("what {body} is, is not known", "{body}的主体类型不详"),
    remedy=show("the registration certificate of each body that raises or joins", "主办组织和合作方的登记证书"),
)
IN_PERIOD = ground(
    "campaign.in_period",
    Stage.STATE,
    title=("within the campaign's days, {start} to {end}", "在活动期间内（{start} 至 {end}）"),
    unmet=("not within the campaign's days, {start} to {end}", "不在活动期间内（{start} 至 {end}）"),
    remedy=_until,
)
PLAN_SHOWN = ground(
    "campaign.plan_shown",
    Stage.AUTHORITY,
    title=("there is a fundraising plan", "有募捐方案"),
    unmet=("no fundraising plan is shown", "未见募捐方案"),
    figures=("fundraising_plan_filed_before_campaign",),
    remedy=show("the fundraising plan and the receipt of its filing", "募捐方案及备案回执"),
)
COOPERATION_SHOWN = ground(
    "campaign.cooperation_shown",
    Stage.AUTHORITY,
    title=("it is settled how the partners join", "合作方式已明确"),
    unmet=("how the partners join is not shown", "未见与合作方的合作安排"),
    figures=("cooperation_with_qualified_charity",),
    remedy=show("the cooperation agreement and what was assessed of each partner", "合作协议及对合作方的评估材料"),
)
PERIOD_FILED = ground(
    "campaign.period_as_filed",
    Stage.STATE,
    title=(
        "the campaign keeps to the days of its plan, {start} to {end}",
        "活动期间未超出募捐方案（{start} 至 {end}）",
    ),
    unmet=(
        "the campaign goes beyond the days of its plan, {start} to {end}",
        "活动期间超出募捐方案（{start} 至 {end}）",
    ),
    figures=("campaign_keeps_to_filed_period",),
    remedy=_within,
)
CHANNELS_FILED = ground(
    "campaign.methods_as_filed",
    Stage.STATE,
    title=("the campaign uses the methods that its plan names", "募捐方式均为募捐方案所载"),
    unmet=("not in the plan: {named}", "募捐方案未载明的方式：{named}"),
    figures=("campaign_keeps_to_filed_period",),  # the same item of the article bars other methods
    remedy=_fewer,
)

# --- noting what a rule has found ------------------------------------------------------------------


def _note(
    checks: Checks, found: Decision, put: Callable[[Remedy], dict[str, Any]], leave_out: Collection[str] = ()
) -> None:
    """Note each finding of another decision; ``put`` turns its changes into changes of the campaign."""
    for ground_, holds, required, measured, facts in found.checks:
        if ground_.code not in leave_out:
            carried = attrs.evolve(ground_, remedy=_carried(ground_, found.subject, put))
            checks.weigh(carried, holds, required, measured, facts)


def _carried(
    ground_: Ground, inner: Any, put: Callable[[Remedy], dict[str, Any]]
) -> Callable[[Finding, Any], Remedy | None]:
    def remedy(finding: Finding, subject: Any) -> Remedy | None:
        told = ground_.remedy(finding, inner) if ground_.remedy else None
        return told if told is None or not told.changes else attrs.evolve(told, changes=_named(subject, put(told)))

    return remedy


def _changed(campaign: Campaign, body: Fundraiser) -> Callable[[Remedy], dict[str, Any]]:
    """Say what a remedy for who may raise changes in a campaign; another kind of act is advice, and no change."""

    def put(told: Remedy) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        for name, value in told.changes.items():
            if name in {"circle", "purpose_told", "meeting_decided"}:
                changes[name] = value
            elif name == "voluntary":
                changes |= _freely(campaign)
            elif name == "public_methods":
                kept = frozenset(channel for channel in campaign.channels if channel.method is None)
                changes |= {"public_methods": False, "channels": kept} if kept else {}
            elif name == "in_hosts_name" and body.host is not None:
                changes["host"] = body.host.id
        return changes

    return put


def _freely(campaign: Campaign) -> dict[str, Any]:
    return {"conduct": attrs.evolve(campaign.asked_how, apportions=False), "obligatory_minimum": None}


# --- weighing ------------------------------------------------------------------------------------


def weigh_campaign(
    checks: Checks, campaign: Campaign, law: LawInForce, bodies: Mapping[str, Fundraiser], calendar: WorkCalendar
) -> None:
    """Check everything that a campaign needs to start (审查募捐活动).

    >>> from datetime import date
    >>> from community_charity.calendar import EVERY_DAY
    >>> from community_charity.campaigns.campaign import Campaign
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.law.law import Law
    >>> checks, day = Checks(), date(2026, 3, 2)
    >>> spring = Campaign(  # invented
    ...     "spring", host="c-1", mode="public", period=Period(day, day), pools=["village-1"], channels=["solicitor"]
    ... )
    >>> weigh_campaign(checks, spring, Law.of("cn").on(day), {}, EVERY_DAY)
    >>> [ground.code for ground, *_ in checks][:3]
    ['campaign.in_period', 'campaign.body_known', 'campaign.plan_shown']
    """
    first = campaign.period.first
    facts = {"start": first, "end": campaign.period.last} | ({"until": first} if law.day < first else {})
    checks.weigh(IN_PERIOD, law.day in campaign.period, facts=facts)
    host = bodies.get(campaign.host)
    public = campaign.mode is Mode.PUBLIC
    if host is None:
        checks.weigh(BODY_KNOWN, None, facts=_body(campaign.host))
    else:
        act = FundraisingAct.RAISE_FROM_PUBLIC if public else FundraisingAct.RAISE_FROM_CIRCLE
        asked = _request(campaign, host, act).may_be_done(law)
        _note(checks, asked, _changed(campaign, host), {"fundraising.plan_filed"})  # the plan itself is asked
    if public:
        _weigh_plan(checks, campaign, law, host, calendar)
        _weigh_partners(checks, campaign, law, bodies, calendar)
    _weigh_conduct(checks, campaign, law)


def _body(name: str) -> dict[str, Any]:
    return {"body": Text(name, name)}


def _request(campaign: Campaign, host: Fundraiser, act: FundraisingAct) -> FundraisingRequest:
    apportions = campaign.asked_how.apportions
    return FundraisingRequest(
        host,
        act,
        circle=campaign.circle,
        purpose_told=campaign.purpose_told,
        public_methods=campaign.turns_public,
        voluntary=None if apportions is None else not apportions,
        meeting_decided=campaign.meeting_decided,
        in_hosts_name=False,  # a fund that is named as host acts in its own name
    )


def _weigh_plan(
    checks: Checks, campaign: Campaign, law: LawInForce, host: Fundraiser | None, calendar: WorkCalendar
) -> None:
    """Ask the plan; a host that can file none is refused for that alone."""
    if host is not None and host.kind is not FundraiserKind.QUALIFIED_CHARITY:
        return
    plan = campaign.planned
    if plan is None:
        checks.weigh(PLAN_SHOWN, None)
        return
    known = set() if host is None else {"plan.qualified"}  # the host's own standing tells, with its day
    _note(checks, plan.may_begin(law, calendar), lambda told: {"plan": told.applied_to(plan)}, known)
    _weigh_as_filed(checks, campaign, plan, law)


def _weigh_as_filed(checks: Checks, campaign: Campaign, plan: FundraisingPlan, law: LawInForce) -> None:
    if "campaign_keeps_to_filed_period" not in law or not law.campaign_keeps_to_filed_period:
        return
    start, end, period = plan.starts_on, plan.ends_on, campaign.period
    kept = both(None if start is None else start <= period.first, None if end is None else period.last <= end)
    checks.weigh(PERIOD_FILED, kept, facts={"start": start, "end": end})
    beyond = sorted(campaign.methods - (plan.methods or frozenset()), key=lambda method: method.value)
    facts = {"beyond": tuple(beyond), "named": tuple(method.text for method in beyond)}
    checks.weigh(CHANNELS_FILED, not beyond, facts=facts)


def _weigh_partners(
    checks: Checks, campaign: Campaign, law: LawInForce, bodies: Mapping[str, Fundraiser], calendar: WorkCalendar
) -> None:
    """Ask for each partner whether it may be one, and whether all is settled between it and the charity."""
    for partner in campaign.partners:
        body = bodies.get(partner)
        if body is None:
            checks.weigh(BODY_KNOWN, None, facts=_body(partner))
            continue
        asked = FundraisingRequest(body, FundraisingAct.BE_PARTNER, with_charity=bodies.get(campaign.host))
        _note(checks, asked.may_be_done(law), _changed(campaign, body), _ASKED_OF_COOPERATION)
    together = campaign.cooperation
    if together is not None:
        together = attrs.evolve(together, plan=campaign.planned)
        settled = together.may_begin(law, calendar)
        _note(checks, settled, lambda told: {"cooperation": told.applied_to(together)}, {"cooperation.plan"})
    elif campaign.partners:
        checks.weigh(COOPERATION_SHOWN, None)


_ASKED_OF_COOPERATION = {"fundraising.charitable_purpose", "fundraising.partner_stays_back"}
"""What the rule of cooperation asks by itself."""


def _weigh_conduct(checks: Checks, campaign: Campaign, law: LawInForce) -> None:
    asked_how = campaign.asked_how

    def put(told: Remedy) -> dict[str, Any]:
        if "apportions" in told.changes:
            return _freely(campaign)
        return {"conduct": told.applied_to(campaign.conduct or asked_how)}

    _note(checks, asked_how.may_go_on(law), put)
