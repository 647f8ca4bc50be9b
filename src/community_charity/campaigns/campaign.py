"""A fundraising campaign: who raises, for which pools, from whom, how and when (募捐活动).

Instruments: 慈善法 arts. 21 to 32, 慈善组织公开募捐管理办法 (民政部令第74号), by the rules of `rules.who_may_raise` and
`rules.campaigns`. What a notice of Suining calls handing over the qualification (让渡公开募捐资格) is here what the law
allows: the qualified charity raises, and the other body is its partner.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.rules.who_may_raise import Fundraiser
>>> spring = Campaign(  # invented
...     "spring",
...     host="lake-village",
...     mode="public",
...     period=Period(date(2026, 3, 1), date(2026, 3, 31)),
...     pools=["village-1"],
...     channels=["charity_fair"],
... )
>>> decision = spring.may_start(Law.of("cn").on(date(2026, 3, 2)), [Fundraiser("lake-village", "villagers_committee")])
>>> print(decision.reason.text("zh"))
lake-village不具有公开募捐资格，或未证明具有
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from community_charity.calendar import EVERY_DAY, Period
from community_charity.campaigns.occasions import Occasion
from community_charity.campaigns.weighing import weigh_campaign
from community_charity.campaigns.words import Approach, CampaignKind, Channel, Mode
from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Checks
from community_charity.money import Money, positive_money
from community_charity.parties import OrganisationId, PartyId, opaque_id, organisation_id
from community_charity.rules.campaigns import CampaignConduct, CampaignMethod, CooperativeFundraising, FundraisingPlan
from community_charity.rules.duties import knowing
from community_charity.rules.facts import yes_no
from community_charity.rules.splits import Split
from community_charity.rules.suggested_giving import Suggestion
from community_charity.rules.who_may_raise import Circle, Fundraiser

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.calendar import WorkCalendar
    from community_charity.law.decision import Decision
    from community_charity.law.law import LawInForce

LISTED = declare(
    "campaign.listed",
    wanted=("a list of at least one, each listed once", "至少一项且不重复的列表"),
    do=('give for example pools=["village-1"]', '例如 pools=["village-1"]'),
)
PARTNERS = declare(
    "campaign.partners",
    wanted=(
        "partners other than the host, and a split among the host and its partners",
        "合作方不含主办组织本身，分账限于主办组织与合作方之间",
    ),
    do=("name each body that shares as a partner, the host as host", "参与分账者请列为合作方，主办组织填写为 host"),
)
MODE = declare(
    "campaign.mode",
    wanted=(
        "a circle and donors for targeted fundraising only, a plan and a cooperation for public fundraising only",
        "特定对象仅用于定向募捐，募捐方案与合作募捐仅用于公开募捐",
    ),
    do=("choose the mode, and leave out what belongs to the other", "请选定募捐方式，并删去属于另一方式的内容"),
)


def _several(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple | set | frozenset) or not value:
        raise Malformed(LISTED, given=shown(value))
    return list(value)


def _ids(value: Iterable[str]) -> tuple[str, ...]:
    listed = [opaque_id(name) for name in _several(value)]
    if len(set(listed)) != len(listed):
        raise Malformed(LISTED, given=Text("something listed twice", "重复列出的项"))
    return tuple(sorted(listed))


def _partners(value: Iterable[OrganisationId]) -> tuple[OrganisationId, ...]:
    none = isinstance(value, list | tuple | set | frozenset) and not value
    return () if none else tuple(OrganisationId(name) for name in _ids(value))


def _donors(value: Iterable[PartyId] | None) -> frozenset[PartyId] | None:
    return None if value is None else frozenset(map(opaque_id, _several(value)))  # type: ignore[arg-type] # ids of either


def _channels(value: Iterable[Channel]) -> frozenset[Channel]:
    return frozenset(choice(channel, Channel) for channel in _several(value))


def _circle(value: Iterable[Circle] | None) -> frozenset[Circle] | None:
    return None if value is None else frozenset(choice(group, Circle) for group in _several(value))


def _suggested(value: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    several = value if isinstance(value, list) else expect(value, tuple)
    return tuple(expect(each, Suggestion) for each in several)


def _mode(value: Mode) -> Mode:
    return choice(value, Mode)


def _kind(value: CampaignKind) -> CampaignKind:
    return choice(value, CampaignKind)


def _approach(value: Approach | None) -> Approach | None:
    return None if value is None else choice(value, Approach)


def _occasion(value: Occasion | None) -> Occasion | None:
    return None if value is None else choice(value, Occasion)


def _split(value: Split | None) -> Split | None:
    return None if value is None else expect(value, Split)


def _plan(value: FundraisingPlan | None) -> FundraisingPlan | None:
    return None if value is None else expect(value, FundraisingPlan)


def _together(value: CooperativeFundraising | None) -> CooperativeFundraising | None:
    return None if value is None else expect(value, CooperativeFundraising)


def _conduct(value: CampaignConduct | None) -> CampaignConduct | None:
    return None if value is None else expect(value, CampaignConduct)


def _period(value: Period) -> Period:
    return expect(value, Period)


def _minimum(value: Money | None) -> Money | None:
    return None if value is None else positive_money(value)


@attrs.frozen
class Campaign:
    """A campaign (募捐活动): who raises for which pools, from whom, through which channels, in which days.

    ``host`` is the id of the body that raises and answers for it, ``partners`` the ids of those that join it, ``shares``
    the `Split` of the money among them. A public campaign has a ``plan`` and, with partners, a ``cooperation``, which is
    judged with this plan. A targeted one has a ``circle`` of kinds of people and may list the ids of its ``donors``;
    ``purpose_told``, ``public_methods`` and ``meeting_decided`` are facts about it, and its host alone is judged: its
    partners share in it and ask nobody. ``conduct`` is how people are asked. ``suggested`` amounts bind nobody; an
    ``obligatory_minimum`` is apportionment, and refused. What is left out is not known. Raises `Malformed`.

    >>> from datetime import date
    >>> fair = Campaign(  # invented
    ...     "fair",
    ...     host="city-charity",
    ...     kind="charity_fair",
    ...     mode="public",
    ...     period=Period(date(2026, 5, 1), date(2026, 5, 3)),
    ...     pools=["village-1"],
    ...     channels=["charity_fair", "wechat_group"],
    ... )
    >>> fair.kind.text.zh, fair.turns_public
    ('公益集市', True)
    """

    id: str = attrs.field(converter=opaque_id)
    host: OrganisationId = attrs.field(kw_only=True, converter=organisation_id)
    mode: Mode = attrs.field(kw_only=True, converter=_mode)
    period: Period = attrs.field(kw_only=True, converter=_period)
    pools: tuple[str, ...] = attrs.field(kw_only=True, converter=_ids)
    channels: frozenset[Channel] = attrs.field(kw_only=True, converter=_channels)
    kind: CampaignKind = attrs.field(default=CampaignKind.GENERAL, kw_only=True, converter=_kind)
    approach: Approach | None = attrs.field(default=None, kw_only=True, converter=_approach)
    occasion: Occasion | None = attrs.field(default=None, kw_only=True, converter=_occasion)
    partners: tuple[OrganisationId, ...] = attrs.field(default=(), kw_only=True, converter=_partners)
    shares: Split | None = attrs.field(default=None, kw_only=True, converter=_split)
    plan: FundraisingPlan | None = attrs.field(default=None, kw_only=True, converter=_plan)
    cooperation: CooperativeFundraising | None = attrs.field(default=None, kw_only=True, converter=_together)
    circle: frozenset[Circle] | None = attrs.field(default=None, kw_only=True, converter=_circle)
    donors: frozenset[PartyId] | None = attrs.field(default=None, kw_only=True, converter=_donors, repr=False)
    purpose_told: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    public_methods: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    meeting_decided: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    conduct: CampaignConduct | None = attrs.field(default=None, kw_only=True, converter=_conduct)
    suggested: tuple[Suggestion, ...] = attrs.field(default=(), kw_only=True, converter=_suggested)
    obligatory_minimum: Money | None = attrs.field(default=None, kw_only=True, converter=_minimum)

    def __attrs_post_init__(self) -> None:
        joined = {self.host, *self.partners}
        if self.host in self.partners or (self.shares is not None and not set(self.shares.ids) <= joined):
            raise Malformed(PARTNERS, given=Text("{n} partners", "{n}个合作方").fill(n=len(self.partners)))
        public = self.mode is Mode.PUBLIC
        foreign = (self.circle, self.donors) if public else (self.plan, self.cooperation)
        if any(fact is not None for fact in foreign):
            raise Malformed(MODE, given=self.mode.text)

    @property
    def methods(self) -> frozenset[CampaignMethod]:
        """The methods of public fundraising that its channels are (所用公开募捐方式): 慈善法第23条."""
        return frozenset(channel.method for channel in self.channels if channel.method is not None)

    @property
    def turns_public(self) -> bool | None:
        """Whether a method of public fundraising is used (是否采取公开募捐方式); ``None`` if not known: 慈善法第23条、第30条."""
        return True if self.methods else self.public_methods

    @property
    def asked_how(self) -> CampaignConduct:
        """How people are asked, with an obligatory minimum taken as what it is (募捐行为): 慈善法第32条."""
        conduct = self.conduct or CampaignConduct(self.id)
        return conduct if self.obligatory_minimum is None else attrs.evolve(conduct, apportions=True)

    @property
    def planned(self) -> FundraisingPlan | None:
        """The plan, its gaps filled with what the campaign itself tells (募捐方案，缺项以活动信息补足)."""
        plan = self.plan
        if plan is None:
            return None
        if plan.starts_on is None and plan.ends_on is None:
            plan = attrs.evolve(plan, starts_on=self.period.first, ends_on=self.period.last)
        if plan.methods is None and self.methods:
            plan = attrs.evolve(plan, methods=self.methods)
        if plan.on_designated_platform is None and Channel.ONLINE_PLATFORM in self.channels:
            plan = attrs.evolve(plan, on_designated_platform=True)
        return plan

    def may_start(
        self, law: LawInForce, bodies: Iterable[Fundraiser] = (), calendar: WorkCalendar = EVERY_DAY
    ) -> Decision:
        """Tell whether the campaign may start, or run on, on the day of the law (募捐活动能否开展).

        ``bodies`` tell what is known of host and partners; one that is left out leaves the answer open. Raises
        `Malformed`, `LawError` for a day before 2016-09-01, and whatever the calendar raises. Source: 慈善法第21条至第32条，
        慈善组织公开募捐管理办法第3条、第10条至第18条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> dues = Campaign(  # invented
        ...     "dues",
        ...     host="city-charity",
        ...     mode="targeted",
        ...     period=Period(date(2026, 3, 1), date(2026, 3, 31)),
        ...     pools=["village-1"],
        ...     channels=["wechat_group"],
        ...     circle=["members"],
        ...     purpose_told=True,
        ...     public_methods=False,
        ...     conduct=CampaignConduct("dues", deceives=False, apportions=False, disturbs=False),
        ... )
        >>> charity = Fundraiser("city-charity", "charity", registered_on=date(2020, 3, 4))
        >>> bool(dues.may_start(Law.of("cn").on(date(2026, 3, 2)), [charity]))
        True
        """
        law, checks = knowing(law, "public_fundraising_needs_qualification"), Checks()
        known = {body.id: body for body in (expect(each, Fundraiser) for each in bodies)}
        weigh_campaign(checks, self, law, known, calendar)
        return checks.decision(START.later(id=self.id), self, law.day, law)


START = Text("start campaign {id}", "开展募捐活动 {id}")
