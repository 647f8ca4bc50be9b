"""Gifts that go back, or were entered wrongly (捐赠的退回与更正).

>>> ReverseDonation.ASKED.en
'reverse donation {donation}'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, handles, reason
from community_charity.giving.donations import REVERSED, WHAT, DonationReceived
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.money import Money
from community_charity.parties import opaque_id
from community_charity.pools import POOLS

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class ReverseDonation(Command):
    """Send back, or correct the entry of, a gift of which nothing has been paid out (冲销捐赠).

    ``donation`` is the key of its `ReceiveDonation`. Recorded it becomes `DonationReversed`. Raises `Malformed`.

    >>> from datetime import date
    >>> order = ReverseDonation(key="reverse-1", on=date(2025, 3, 20), donation="gift-1", reason="sent twice")
    >>> str(order.asked())
    'reverse donation gift-1'
    """

    ASKED: ClassVar[Text] = Text("reverse donation {donation}", "冲销捐赠 {donation}")

    donation: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class DonationReversed(Event[ReverseDonation]):
    """A gift went back (捐赠已冲销)."""


# --- rules ---------------------------------------------------------------------------------------

LIVE = ground(
    "donation.live",
    Stage.STATE,
    title=("the donation was not reversed before", "该捐赠此前未冲销"),
    unmet=("the donation was reversed before", "该捐赠此前已冲销"),
)
NOT_BEFORE = ground(
    "donation.not_before",
    Stage.STATE,
    title=("not before the donation came in", "不早于捐赠日"),
    unmet=("{found} is before the donation came in on {received}", "{found} 早于捐赠日 {received}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["received"]),
        {"on": finding.facts["received"]},
        wait_until=finding.facts["received"],
    ),
)
UNSPENT = ground(
    "donation.unspent",
    Stage.MONEY,
    title=("nothing of the donation has been paid out", "该捐赠尚未支出"),
    unmet=("{short} of the donation has been paid out", "该捐赠已支出 {short}"),
    remedy=lambda _finding, _asked: Remedy(
        Text("reverse the payments it went to first", "先冲销由其支付的款项"), first="ReversePayment"
    ),
)
NOT_PROMISED = ground(
    "donation.not_promised",
    Stage.MONEY,
    title=("the pool can spare the donation", "资金池可退回该捐赠"),
    unmet=(
        "{found} is free above what the pool keeps; {required} would go back",
        "可动用余额 {found}，须退回 {required}",
    ),
    remedy=lambda _finding, _asked: Remedy(
        Text("void grants that hold the money first", "先撤销占用资金的救助"), first="VoidGrant"
    ),
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply_reversal(state: State, event: DonationReversed) -> None:
    gift = state.events[event.command.donation].command
    state.purse(gift.pool, gift.only_for).refund(gift.key)
    state.of(REVERSED)[gift.key] = event.command.key


@handles(ReverseDonation, apply=_apply_reversal)
def _decide_reversal(state: State, order: ReverseDonation, _law: LawInForce, checks: Checks) -> DonationReversed:
    gift = state.fact(DonationReceived, order.donation, WHAT, checks).command
    if gift.key in state.of(REVERSED):
        checks.stop(LIVE)
    if order.on < gift.on:
        checks.stop(NOT_BEFORE, found=order.on, received=gift.on)
    purse = state.purses[gift.pool, gift.only_for]
    unspent = Money(purse.unspent(gift.key))
    if unspent != gift.amount:
        checks.stop(UNSPENT, gift.amount, unspent)
    floor = state.of(POOLS)[gift.pool].floor if gift.only_for is None else 0
    spare = Money(max(purse.free - floor, 0))
    if spare < gift.amount:
        checks.stop(NOT_PROMISED, gift.amount, spare)
    return DonationReversed(len(state.events), order)
