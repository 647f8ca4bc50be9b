"""Gifts of money that come in (接受捐赠), unrestricted or restricted.

>>> ReceiveDonation.ASKED.en
'receive {amount} for {pool}'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.campaigns.words import Channel
from community_charity.errors import choice
from community_charity.giving.pledges import count_paid, weigh_pledged
from community_charity.homeland import weigh_project_gift
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.money import ZERO, Money, positive_money
from community_charity.parties import PartyId, PersonId, opaque_id
from community_charity.pools import A_GIFT, CAPITAL_GIFTS, usable
from community_charity.restrictions import Restriction, restriction
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.who_may_raise.facts import Circle

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from community_charity.book.state import State
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.pools import Pool


def _donor(value: PartyId | None) -> PartyId | None:
    if value is not None:
        opaque_id(value)
    return value


# --- commands, events ----------------------------------------------------------------------------

REVERSED: Table[str, str] = Table("what was reversed, and by which order")
"""What was reversed, and by which order (已冲销事项)."""
CORRECTED: Table[str, Money] = Table("gifts whose amount was corrected, and the right one")
CHANGED: Table[str, date] = Table("gifts that were corrected or refunded, and the last day")
REFUNDED: Table[str, Money] = Table("gifts of which money went back, and how much")
MATCHED: Table[str, str] = Table("gifts on which a match stands, and which")
WHAT = Text("donation", "捐赠")


@attrs.frozen(kw_only=True)
class ReceiveDonation(Command):
    """Take in a gift of money for a pool (接受捐赠).

    ``donor`` is an opaque id, ``None`` for an anonymous gift; ``only_for`` what the donor restricts it to (限定用途): a
    `Restriction`, or purposes or causes alone, ``None`` for nothing. ``pledge`` is the key of the pledge that it fulfils.
    ``campaign`` is the campaign that it belongs to, ``channel`` how it came, ``solicitor`` who asked for it, ``giver``
    what the donor is to a targeted campaign that lists kinds of people. ``amount`` is `Money` above zero. Recorded it
    becomes `DonationReceived`. Raises `Malformed`.

    >>> from datetime import date
    >>> from community_charity.money import yuan
    >>> from community_charity.pools import Cause
    >>> order = ReceiveDonation(
    ...     key="gift-1", on=date(2025, 3, 13), pool="village-1", amount=yuan(200), only_for=[Cause.ILLNESS]
    ... )
    >>> str(order.asked())
    'receive ¥200.00 for village-1'
    """

    ASKED: ClassVar[Text] = Text("receive {amount} for {pool}", "为 {pool} 接受捐赠 {amount}")

    pool: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    donor: PartyId | None = attrs.field(default=None, converter=_donor, repr=False)
    only_for: Restriction | None = attrs.field(default=None, converter=restriction)
    pledge: str | None = None
    campaign: str | None = None
    channel: Channel | None = None
    solicitor: PersonId | None = attrs.field(default=None, repr=False)
    giver: Circle | None = None

    def __attrs_post_init__(self) -> None:
        if (
            self.pledge is self.campaign is None
            and self.channel is None
            and self.solicitor is None
            and self.giver is None
        ):
            return  # as most gifts: one look instead of five converters
        for name in (self.pledge, self.campaign, self.solicitor):
            if name is not None:
                opaque_id(name)
        if self.channel is not None:  # told as itself or by its value, as a campaign takes it
            object.__setattr__(self, "channel", choice(self.channel, Channel))
        if self.giver is not None:
            object.__setattr__(self, "giver", choice(self.giver, Circle))


@attrs.frozen
class DonationReceived(Event[ReceiveDonation]):
    """A gift came in (捐赠已接受)."""


# --- rules ---------------------------------------------------------------------------------------


def _narrowed(finding: Finding, asked: Any) -> Remedy | None:
    wanted: Restriction = getattr(asked, finding.facts["field"])
    inside = (wanted.purposes or frozenset()) - set(finding.facts["outside"])
    if not inside:
        return None
    return Remedy(
        Text("restrict the gift to purposes that the pool serves", "将用途限定在资金池宗旨之内"),
        {finding.facts["field"]: attrs.evolve(wanted, purposes=inside)},
    )


WITHIN_PURPOSE = ground(
    "donation.within_purpose",
    Stage.RESTRICTION,
    title=("the restriction lies within the pool's purposes", "限定用途在资金池宗旨之内"),
    unmet=("the pool does not serve: {outside}", "资金池宗旨不含：{outside}"),
    remedy=_narrowed,
)


def live_amount(state: State, gift: ReceiveDonation) -> Money:
    """Give what stands of a gift (有效捐赠额), as `Money`: as corrected, less what went back; nothing once reversed.

    >>> from datetime import date
    >>> from community_charity.book.state import State
    >>> live_amount(State(), ReceiveDonation(key="gift-1", on=date(2025, 3, 13), pool="village-1", amount=Money(5)))
    yuan("0.05")
    """
    if gift.key in state.of(REVERSED):
        return ZERO
    return state.of(CORRECTED).get(gift.key, gift.amount) - state.of(REFUNDED).get(gift.key, ZERO)


# --- deciding and applying -----------------------------------------------------------------------


def weigh_within(checks: Checks, pool: Pool, only_for: Restriction, field: str = "only_for") -> None:
    """Check that a restriction lies within what its pool serves (限定用途在宗旨之内); ``field`` is where the order has it."""
    outside = [one for one in only_for.purposes or () if not pool.serves(one)]
    ordered = tuple(sorted(outside, key=lambda purpose: purpose.code))
    checks.weigh(WITHIN_PURPOSE, not outside, facts={"outside": ordered, "field": field})


def _weigh_campaign(state: State, order: ReceiveDonation, checks: Checks) -> None:
    from community_charity.campaigns.gifts import weigh_campaign_gift  # noqa: PLC0415 - a room of rules that few gifts need

    weigh_campaign_gift(
        state,
        str(order.campaign),
        pool=order.pool,
        donor=order.donor,
        channel=order.channel,
        solicitor=order.solicitor,
        on=order.on,
        checks=checks,
        giver=order.giver,
    )


def _apply(state: State, event: DonationReceived) -> None:
    order = event.command
    state.purse(order.pool, order.only_for).receive(order.key, order.amount.fen)
    if order.pledge is not None:
        count_paid(state, order.pledge, order.amount.fen)


@handles(ReceiveDonation, apply=_apply)
def _decide(state: State, order: ReceiveDonation, _law: LawInForce, checks: Checks) -> DonationReceived:
    pool = usable(state, order.pool, order.on, checks)
    state.absent(CAPITAL_GIFTS, order.key, A_GIFT, checks)
    if order.pledge is not None:
        weigh_pledged(state, order.pledge, order.donor, order.pool, order.amount, order.on, checks)
    if order.campaign is not None:
        _weigh_campaign(state, order, checks)
    if order.only_for is not None:
        weigh_within(checks, pool, order.only_for)
        if pool.kind is PoolKind.HOMELAND:
            weigh_project_gift(checks, state, pool.id, order.only_for, order.on)
    return DonationReceived(len(state.events), order)
