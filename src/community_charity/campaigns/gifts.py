"""Gifts that belong to a campaign (活动捐赠): what is checked when one comes in, and how all of them are counted.

A gift is never too small for a campaign: what is suggested is not looked at here.

>>> CIRCLE.figures
('targeted_fundraising_circle',)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.campaigns.running import CAMPAIGNS
from community_charity.campaigns.running import WHAT as A_CAMPAIGN
from community_charity.campaigns.solicitors import SOLICITORS
from community_charity.campaigns.solicitors import WHAT as A_SOLICITOR
from community_charity.campaigns.words import Channel, Mode
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import show
from community_charity.rules.suggested_giving import turnout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from community_charity.book.orders import Event
    from community_charity.book.state import State
    from community_charity.campaigns.campaign import Campaign
    from community_charity.law.decision import Checks, Finding
    from community_charity.money import Money
    from community_charity.parties import PartyId, PersonId
    from community_charity.rules.suggested_giving import Turnout
    from community_charity.rules.who_may_raise import Circle

# --- rules ---------------------------------------------------------------------------------------


def _without(finding: Finding, asked: Any) -> Remedy | None:
    """Whatever does not fit the campaign may still be given: as a gift of its own."""
    if finding.holds is None:
        return _WHICH(finding, asked)
    return Remedy(
        Text("take the gift without naming the campaign", "不计入该活动，作为普通捐赠接受"), {"campaign": None}
    )


_WHICH = show("through which channel the gift came", "捐赠渠道的记录")

IN_TIME = ground(
    "campaign_gift.in_time",
    Stage.STATE,
    title=("the campaign runs that day, from {first} to {last}", "当日活动正在进行（{first} 至 {last}）"),
    unmet=("{found} is not a day of the campaign, {first} to {last}", "{found} 不在活动进行期间（{first} 至 {last}）"),
    remedy=_without,
)
POOL = ground(
    "campaign_gift.pool",
    Stage.STATE,
    title=("the campaign raises for this pool", "该资金池为本活动的募捐对象账户"),
    unmet=("the campaign does not raise for {pool}", "本活动不为{pool}募捐"),
    remedy=_without,
)
CHANNEL = ground(
    "campaign_gift.channel",
    Stage.STATE,
    title=("the gift came through a channel of the campaign", "捐赠经由本活动的渠道"),
    unmet=("that the gift came through a channel of the campaign is not shown", "捐赠未经本活动的渠道，或渠道不详"),
    remedy=_without,
)
CIRCLE = ground(
    "campaign_gift.circle",
    Stage.RESTRICTION,
    title=("the giver belongs to those whom the campaign addresses", "捐赠人属于本活动的特定对象"),
    unmet=(
        "the giver is not shown to belong to those whom the campaign addresses",
        "捐赠人不属于本活动的特定对象，或未证明属于",
    ),
    figures=("targeted_fundraising_circle",),
    remedy=show("who gives, and how the giver belongs to those addressed", "捐赠人及其与募捐对象范围的关系"),
)
ASKED_BY = ground(
    "campaign_gift.solicitor",
    Stage.AUTHORITY,
    title=("the solicitor is named", "已注明劝募员"),
    unmet=("which solicitor asked for the gift is not known", "劝募员不详"),
    remedy=show("who asked for the gift", "劝募员的记录"),
)
CERTIFIED = ground(
    "campaign_gift.certified",
    Stage.AUTHORITY,
    title=("the solicitor has a certificate that is valid that day", "劝募员当日持有有效证书"),
    unmet=(
        "the solicitor has no certificate in the book that is valid on {found}",
        "账本中没有该劝募员在 {found} 有效的证书",
    ),
    remedy=lambda _finding, _asked: Remedy(
        Text("enter the certificate that was valid that day", "登记当日有效的证书"), first="RegisterSolicitor"
    ),
)


def weigh_campaign_gift(
    state: State,
    campaign: str,
    *,
    pool: str,
    donor: PartyId | None,
    channel: Channel | None,
    solicitor: PersonId | None,
    on: date,
    checks: Checks,
    giver: Circle | None = None,
) -> None:
    """Check that a gift belongs to a campaign (审查活动捐赠): known, running, its pool, channel, circle and solicitor.

    ``giver`` says what the donor is to a targeted campaign that lists kinds of people; where it lists ids, the ids
    decide. Raises `Stopped` if campaign or solicitor is not in the book.

    >>> from datetime import date
    >>> from community_charity.book.state import State
    >>> from community_charity.law.decision import Checks, Stopped
    >>> checks = Checks()
    >>> try:
    ...     weigh_campaign_gift(
    ...         State(),
    ...         "spring",
    ...         pool="village-1",
    ...         donor=None,
    ...         channel=None,
    ...         solicitor=None,
    ...         on=date(2026, 3, 2),
    ...         checks=checks,
    ...     )
    ... except Stopped:
    ...     print([ground.code for ground, *_ in checks])
    ['book.not_found']
    """
    file = state.found(CAMPAIGNS, campaign, A_CAMPAIGN, checks)
    asking = None if solicitor is None else state.found(SOLICITORS, solicitor, A_SOLICITOR, checks)
    first, last = file.first, file.last
    checks.weigh(IN_TIME, first <= on <= last, found=on, facts={"first": first, "last": last})
    checks.weigh(POOL, pool in file.campaign.pools, facts={"pool": pool})
    checks.weigh(CHANNEL, None if channel is None else channel in file.campaign.channels)
    if asking is not None:
        checks.weigh(CERTIFIED, asking.certified(on), found=on)
    elif channel is Channel.SOLICITOR:
        checks.weigh(ASKED_BY, None)
    if file.campaign.mode is Mode.TARGETED:
        checks.weigh(CIRCLE, _addressed(file.campaign, donor, giver))


def _addressed(campaign: Campaign, donor: PartyId | None, giver: Circle | None) -> bool | None:
    """Tell whether a targeted campaign addresses a giver; nobody can tell of one who is not known."""
    if donor is None:
        return None
    if campaign.donors is not None:
        return donor in campaign.donors
    return None if giver is None or campaign.circle is None else giver in campaign.circle


# --- counting ------------------------------------------------------------------------------------


def campaign_gifts(
    events: Iterable[Event[Any]],
    campaign: str,
    *,
    given_by: tuple[type[Event[Any]], ...],
    live: Callable[[Any], Money],
) -> Turnout:
    """Count what a campaign brought (活动捐赠统计): gifts, different donors, anonymous gifts, money.

    ``given_by`` are the events of gifts, whose commands have ``campaign`` and ``donor``; ``live`` tells what stands of
    such a command's gift, as `Money`: as corrected, less what went back. A gift of which nothing stands counts neither
    as a gift nor as a donor. Raises `Malformed` for what is less than nothing.

    >>> campaign_gifts([], "spring", given_by=(), live=lambda gift: gift.amount)
    Turnout(gifts=0, donors=0, anonymous=0, amount=yuan("0.00"))
    """
    gifts = (event.command for event in events if isinstance(event, given_by))
    return turnout((gift.donor, live(gift)) for gift in gifts if gift.campaign == campaign)
