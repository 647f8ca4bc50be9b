"""Gifts of money that come in (接受捐赠), unrestricted or restricted.

>>> ReceiveDonation.ASKED.en
'receive {amount} for {pool}'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.money import Money, positive_money
from community_charity.parties import PartyId, opaque_id
from community_charity.pools import A_GIFT, CAPITAL_GIFTS, POOLS, Cause, causes
from community_charity.pools import WHAT as A_POOL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce


def _donor(value: PartyId | None) -> PartyId | None:
    if value is not None:
        opaque_id(value)
    return value


def _only_for(value: Iterable[Cause] | None) -> frozenset[Cause] | None:
    return None if value is None else causes(value)


# --- commands, events ----------------------------------------------------------------------------

REVERSED: Table[str, str] = Table("what was reversed, and by which order")
"""What was reversed, and by which order (已冲销事项)."""
WHAT = Text("donation", "捐赠")


@attrs.frozen(kw_only=True)
class ReceiveDonation(Command):
    """Take in a gift of money for a pool (接受捐赠).

    ``donor`` is an opaque id, ``None`` for an anonymous gift; ``only_for`` the causes that the
    donor restricts it to (限定用途), ``None`` for none. ``amount`` is `Money` above zero. Recorded it becomes `DonationReceived`.
    Raises `Malformed`.

    >>> from datetime import date
    >>> from community_charity.money import yuan
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
    only_for: frozenset[Cause] | None = attrs.field(default=None, converter=_only_for)


@attrs.frozen
class DonationReceived(Event[ReceiveDonation]):
    """A gift came in (捐赠已接受)."""


# --- rules ---------------------------------------------------------------------------------------

WITHIN_PURPOSE = ground(
    "donation.within_purpose",
    Stage.RESTRICTION,
    title=("the restriction lies within the pool's purposes", "限定用途在资金池宗旨之内"),
    unmet=("the pool does not serve: {outside}", "资金池宗旨不含：{outside}"),
    remedy=lambda finding, asked: (
        Remedy(
            Text("restrict the gift to causes that the pool serves", "将用途限定在资金池宗旨之内"),
            {"only_for": asked.only_for - set(finding.facts["outside"])},
        )
        if asked.only_for - set(finding.facts["outside"])
        else None
    ),
)
# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: DonationReceived) -> None:
    order = event.command
    state.purse(order.pool, order.only_for).receive(order.key, order.amount.fen)


@handles(ReceiveDonation, apply=_apply)
def _decide(state: State, order: ReceiveDonation, _law: LawInForce, checks: Checks) -> DonationReceived:
    pool = state.found(POOLS, order.pool, A_POOL, checks)
    state.absent(CAPITAL_GIFTS, order.key, A_GIFT, checks)
    if order.only_for is not None:
        outside = order.only_for - pool.causes
        ordered = tuple(sorted(outside, key=lambda cause: cause.value))
        checks.weigh(WITHIN_PURPOSE, not outside, facts={"outside": ordered})
    return DonationReceived(len(state.events), order)
