"""Campaigns in the book: started, and ended before their last day (募捐活动的开始与结束).

>>> StartCampaign.ASKED.en, EndCampaign.ASKED.zh
('start a campaign', '结束募捐活动 {campaign}')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, Table, handles, reason
from community_charity.calendar import EVERY_DAY
from community_charity.campaigns.campaign import START, Campaign
from community_charity.campaigns.weighing import weigh_campaign
from community_charity.campaigns.words import Mode
from community_charity.errors import expect
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import show
from community_charity.organisations import ORGANISATIONS, Charity, Committee, CommitteeKind
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import opaque_id
from community_charity.pools import POOLS, usable
from community_charity.rules.who_may_raise import Fundraiser, FundraiserKind
from community_charity.societies import SOCIETIES

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from community_charity.book.state import State
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.organisations import Organisation

# --- values --------------------------------------------------------------------------------------


class CampaignFile(NamedTuple):
    """A campaign as the book keeps it (募捐活动档案): when it was started, and ended if it was.

    Whether it runs on a day is told by its days, never stored.

    >>> from datetime import date
    >>> from community_charity.calendar import Period
    >>> spring = Campaign(  # invented
    ...     "spring",
    ...     host="city-charity",
    ...     mode="public",
    ...     period=Period(date(2026, 3, 1), date(2026, 3, 31)),
    ...     pools=["village-1"],
    ...     channels=["charity_fair"],
    ... )
    >>> file = CampaignFile(spring, date(2026, 3, 2))
    >>> file.first, file.last, CampaignFile(spring, date(2026, 3, 2), date(2026, 3, 20)).last
    (datetime.date(2026, 3, 2), datetime.date(2026, 3, 31), datetime.date(2026, 3, 20))
    """

    campaign: Campaign
    started: date
    ended: date | None = None

    @property
    def first(self) -> date:
        """The first day on which a gift may belong to it (首日)."""
        return self.started

    @property
    def last(self) -> date:
        """The last day on which a gift may belong to it, the day of its end included (末日)."""
        last = self.campaign.period.last
        return last if self.ended is None else min(last, self.ended)


CAMPAIGNS: Table[str, CampaignFile] = Table("campaigns")
"""Campaigns by id (募捐活动)."""
WHAT = Text("campaign", "募捐活动")


def fundraiser_of(body: Organisation) -> Fundraiser:
    """Tell what an organisation of the book is as a body that raises (组织对应的募捐主体).

    Of any other body the book does not know the kind; it is no charity, which is all that the answers depend on.

    >>> from datetime import date
    >>> from community_charity.organisations import Charity
    >>> fundraiser_of(Charity("city-charity", registered_on=date(2020, 3, 4))).kind.value  # invented
    'charity'
    """
    if isinstance(body, Charity):
        qualified = body.qualified_on is not None
        kind = FundraiserKind.QUALIFIED_CHARITY if qualified else FundraiserKind.CHARITY
        return Fundraiser(body.id, kind, registered_on=body.registered_on, qualified_on=body.qualified_on)
    if isinstance(body, Committee):
        village = body.kind is CommitteeKind.VILLAGE
        kind = FundraiserKind.VILLAGERS_COMMITTEE if village else FundraiserKind.RESIDENTS_COMMITTEE
        return Fundraiser(body.id, kind)
    return Fundraiser(body.id, FundraiserKind.ASSOCIATION)


def _campaign(value: Campaign) -> Campaign:
    return expect(value, Campaign)


# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class StartCampaign(Command):
    """Start a campaign (开始募捐活动), on a day of its period.

    What may be done is weighed as `Campaign.may_start` does, with what the book knows of host and partners; of two
    qualified charities neither can be the other's partner. A public campaign raises for pools behind which its host or a
    partner stands, and for societies in the host's name. Periods end where they fall. Recorded it becomes
    `CampaignStarted`. Raises `Malformed`. Source of the last: 慈善组织公开募捐管理办法第10条第3款第4项, since 2024-09-05.

    >>> from datetime import date
    >>> from community_charity.calendar import Period
    >>> spring = Campaign(  # invented
    ...     "spring",
    ...     host="city-charity",
    ...     mode="public",
    ...     period=Period(date(2026, 3, 1), date(2026, 3, 31)),
    ...     pools=["village-1"],
    ...     channels=["charity_fair"],
    ... )
    >>> str(StartCampaign(key="start-1", on=date(2026, 3, 2), campaign=spring).asked())
    'start campaign spring'
    """

    ASKED: ClassVar[Text] = Text("start a campaign", "开始募捐活动")

    campaign: Campaign = attrs.field(converter=_campaign)

    def asked(self) -> Text:
        """Say which campaign is to start (事项)."""
        return START.fill(id=self.campaign.id)


@attrs.frozen
class CampaignStarted(Event[StartCampaign]):
    """A campaign started (募捐活动已开始)."""


@attrs.frozen(kw_only=True)
class EndCampaign(Command):
    """End a campaign before its last day (结束募捐活动): gifts of that day still belong to it, later ones do not.

    A campaign that runs to its last day ends by itself. Recorded it becomes `CampaignEnded`. Raises `Malformed`.

    >>> from datetime import date
    >>> order = EndCampaign(key="end-1", on=date(2026, 3, 20), campaign="spring", reason="the goal was reached")
    >>> str(order.asked())
    'end campaign spring'
    """

    ASKED: ClassVar[Text] = Text("end campaign {campaign}", "结束募捐活动 {campaign}")

    campaign: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class CampaignEnded(Event[EndCampaign]):
    """A campaign ended early (募捐活动已提前结束)."""


# --- rules ---------------------------------------------------------------------------------------


def _not_before(day: str) -> Any:
    def remedy(finding: Finding, _asked: Any) -> Remedy:
        since = finding.facts[day]
        return Remedy(Text("date it on {d} or later", "日期不早于 {d}").fill(d=since), {"on": since}, wait_until=since)

    return remedy


_WHOSE = show("whose account each pool is", "各募捐对象账户归属的证明")


def _own_pools(finding: Finding, asked: Any) -> Remedy | None:
    if finding.holds is None:
        return _WHOSE(finding, asked)
    kept = tuple(pool for pool in asked.campaign.pools if pool not in finding.facts["pools"])
    if kept:
        return Remedy(Text("leave those pools out", "删去这些账户"), {"campaign.pools": kept})
    return Remedy(
        Text(
            "raise for a pool of the host, or take their holder as a partner",
            "改为主办组织的账户，或将账户所属组织列为合作方",
        )
    )


POOL_HOSTS = ground(
    "campaign.pool_hosts",
    Stage.AUTHORITY,
    title=("the campaign is run by a body", "募捐活动由组织开展"),
    unmet=(
        "{id} is a pool: a society or a fund does not raise by itself",
        "{id}为资金池：互助社、社区慈善基金不得自行开展募捐",
    ),
    figures=("charitable_fundraising_is_for_charities", "cooperation_with_qualified_charity"),
    remedy=lambda _finding, _asked: Remedy(
        Text(
            "let a qualified charity be the host, and name the pool among those it raises for",
            "由具有公开募捐资格的慈善组织主办，并将该资金池列为募捐对象账户",
        )
    ),
)
OWN_POOLS = ground(
    "campaign.own_pools",
    Stage.MONEY,
    title=("behind each pool stands the host or a partner", "每个募捐对象账户均属主办组织或合作方"),
    unmet=(
        "behind these pools the host or a partner is not shown to stand: {pools}",
        "下列账户不属于主办组织或合作方，或未证明属于：{pools}",
    ),
    figures=("campaign_uses_own_account",),
    remedy=_own_pools,
)
NOT_ENDED = ground(
    "campaign.not_ended",
    Stage.STATE,
    title=("the campaign was not ended before", "募捐活动此前未结束"),
    unmet=("the campaign was ended on {ended}", "募捐活动已于 {ended} 结束"),
)
NOT_BEFORE_START = ground(
    "campaign.not_before",
    Stage.STATE,
    title=("not before the campaign started", "不早于募捐活动开始日"),
    unmet=("{found} is before the campaign started on {started}", "{found} 早于活动开始日 {started}"),
    remedy=_not_before("started"),
)
NO_LATER_GIFT = ground(
    "campaign.no_later_gift",
    Stage.STATE,
    title=("no gift of the campaign is dated after its end", "结束日之后无计入本活动的捐赠"),
    unmet=("a gift of the campaign is dated {latest}", "有计入本活动的捐赠，日期为 {latest}"),
    remedy=_not_before("latest"),
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply_start(state: State, event: CampaignStarted) -> None:
    order = event.command
    state.of(CAMPAIGNS)[order.campaign.id] = CampaignFile(order.campaign, order.on)


@handles(StartCampaign, apply=_apply_start)
def _decide_start(state: State, order: StartCampaign, law: LawInForce, checks: Checks) -> CampaignStarted:
    campaign = order.campaign
    bodies = {str(name): _known(state, name, checks) for name in (campaign.host, *campaign.partners)}
    for pool in campaign.pools:
        usable(state, pool, order.on, checks)
    state.absent(CAMPAIGNS, campaign.id, WHAT, checks)
    if campaign.host not in state.of(ORGANISATIONS):
        checks.stop(POOL_HOSTS, id=campaign.host)
    weigh_campaign(checks, campaign, law, bodies, EVERY_DAY)
    asks = "campaign_uses_own_account" in law and law.campaign_uses_own_account
    if asks and campaign.mode is Mode.PUBLIC and bodies[campaign.host].kind is FundraiserKind.QUALIFIED_CHARITY:
        _weigh_pools(state, campaign, checks)  # another host is refused for what it is
    return CampaignStarted(len(state.events), order)


def _weigh_pools(state: State, campaign: Campaign, checks: Checks) -> None:
    """Ask who stands behind each pool; a society may always be raised for, in the host's name."""
    joined = {campaign.host, *campaign.partners}
    holders = {pool: state.of(POOLS)[pool].holder for pool in campaign.pools}
    others = {pool: holder for pool, holder in holders.items() if holder not in joined}
    strange = tuple(pool for pool, holder in others.items() if holder not in state.of(SOCIETIES))
    known = [pool for pool in strange if others[pool] is not None]
    checks.weigh(OWN_POOLS, False if known else None if strange else True, facts={"pools": strange})


def _known(state: State, name: Any, checks: Checks) -> Fundraiser:
    """Tell what a body is; a society or a fund may join, and is no charity."""
    if name in state.of(POOLS) and name not in state.of(ORGANISATIONS):
        return Fundraiser(name, FundraiserKind.FILED_GROUP)
    return fundraiser_of(state.found(ORGANISATIONS, name, AN_ORGANISATION, checks))


def _apply_end(state: State, event: CampaignEnded) -> None:
    order, campaigns = event.command, state.of(CAMPAIGNS)
    campaigns[order.campaign] = campaigns[order.campaign]._replace(ended=order.on)


@handles(EndCampaign, apply=_apply_end)
def _decide_end(state: State, order: EndCampaign, _law: LawInForce, checks: Checks) -> CampaignEnded:
    file = state.found(CAMPAIGNS, order.campaign, WHAT, checks)
    if file.ended is not None:
        checks.stop(NOT_ENDED, ended=file.ended)
    if order.on < file.started:
        checks.stop(NOT_BEFORE_START, found=order.on, started=file.started)
    # A campaign ends once, so all events may be looked through: whatever names it in a field is its own.
    of_it = (e.command.on for e in state.events.values() if getattr(e.command, "campaign", None) == order.campaign)
    latest = max(of_it, default=order.on)
    if latest > order.on:
        checks.stop(NO_LATER_GIFT, latest=latest)
    return CampaignEnded(len(state.events), order)
