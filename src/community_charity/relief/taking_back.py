"""Taking relief back (撤销、过期与冲销): void a grant, let it expire, reverse a payment."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, handles, reason
from community_charity.giving import REVERSED
from community_charity.language import Text
from community_charity.law.decision import Stage, ground
from community_charity.parties import opaque_id
from community_charity.relief.files import CASES
from community_charity.relief.grants import (
    GRANTS,
    GRANTS_IN_YEAR,
    WHAT,
    Grant,
    add_to_year,
    year_keys,
)
from community_charity.relief.payments import LIVE, NOT_BEFORE_GRANT, ReliefPaid

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

# --- commands, events ----------------------------------------------------------------------------

A_PAYMENT = Text("payment", "支付")
_NO_LAST_DAY = Text("not set", "未设定")


@attrs.frozen(kw_only=True)
class VoidGrant(Command):
    """Take back what of a grant is not paid yet (撤销救助): its money is free again.

    ``grant`` is the key of its `GrantRelief`. Recorded it becomes `GrantVoided`. Raises `Malformed`.

    >>> from datetime import date
    >>> str(VoidGrant(key="void-1", on=date(2025, 3, 20), grant="grant-1", reason="entered twice").asked())
    'void grant grant-1'
    """

    ASKED: ClassVar[Text] = Text("void grant {grant}", "撤销救助 {grant}")

    grant: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class GrantVoided(Event[VoidGrant]):
    """A grant was voided (救助已撤销)."""


@attrs.frozen(kw_only=True)
class ExpireGrant(Command):
    """Let what of a grant was not paid in time go back to its pool (救助过期).

    ``grant`` is the key of its `GrantRelief`. Recorded it becomes `GrantExpired`. Raises `Malformed`.

    >>> from datetime import date
    >>> str(ExpireGrant(key="expire-1", on=date(2025, 7, 1), grant="grant-1").asked())
    'let grant grant-1 expire'
    """

    ASKED: ClassVar[Text] = Text("let grant {grant} expire", "救助 {grant} 过期")

    grant: str = attrs.field(converter=opaque_id)


@attrs.frozen
class GrantExpired(Event[ExpireGrant]):
    """A grant expired (救助已过期)."""


@attrs.frozen(kw_only=True)
class ReversePayment(Command):
    """Reverse a payment that was wrong or came back: its money is free again (冲销支付).

    ``payment`` is the key of its `PayRelief`. Recorded it becomes `PaymentReversed`. Raises `Malformed`.

    >>> from datetime import date
    >>> str(ReversePayment(key="reverse-1", on=date(2025, 3, 20), payment="pay-1", reason="came back").asked())
    'reverse payment pay-1'
    """

    ASKED: ClassVar[Text] = Text("reverse payment {payment}", "冲销支付 {payment}")

    payment: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class PaymentReversed(Event[ReversePayment]):
    """A payment was reversed (支付已冲销)."""


# --- rules -----

SOMETHING_HELD = ground(
    "grant.something_held",
    Stage.STATE,
    title=("part of the grant is still held", "尚有已批未付款项"),
    unmet=("nothing of the grant is held any more", "已无已批未付款项"),
)
PAST = ground(
    "grant.past_its_day",
    Stage.STATE,
    title=("the grant's last day {expires} has passed", "已过有效期 {expires}"),
    unmet=("the grant's last day is {expires}; {found} is not after it", "有效期为 {expires}，{found} 尚未过期"),
)
NOT_REVERSED = ground(
    "payment.live",
    Stage.STATE,
    title=("the payment was not reversed before", "该支付此前未冲销"),
    unmet=("the payment was reversed before", "该支付此前已冲销"),
)


# --- deciding and applying ---------------------------------------------------------------------------------


def _take_back(state: State, grant: Grant, fen: int, *, paid: bool) -> None:
    """Take an amount off what was granted to a case in its year, and off what was paid.

    A grant of which nothing is left no longer counts, and its papers are no longer owed.
    """
    made = grant.event.command
    file = state.of(CASES)[made.case]
    gone = not grant.held and not grant.paid
    settled = gone and made.emergency and file.emergency_on == made.on
    state.of(CASES)[made.case] = file._replace(
        granted=file.granted - fen,
        paid=file.paid - fen if paid else file.paid,
        emergency_on=None if settled else file.emergency_on,
    )
    year, cause = year_keys(file, made.on)
    add_to_year(state, year, -fen)
    if gone:
        state.of(GRANTS_IN_YEAR)[cause] -= 1


def _release(state: State, key: str) -> None:
    grant = state.of(GRANTS)[key]
    for purse, part in grant.held:
        state.purses[purse].release(part)
    ended = state.of(GRANTS)[key] = grant._replace(held=(), ended=True)
    _take_back(state, ended, grant.left.fen, paid=False)


def _held_grant(state: State, order: VoidGrant | ExpireGrant, checks: Checks) -> Grant:
    grant = state.found(GRANTS, order.grant, WHAT, checks)
    made = grant.event.command.on
    if grant.ended:
        checks.stop(LIVE)
    if not grant.held:
        checks.stop(SOMETHING_HELD)
    if order.on < made:
        checks.stop(NOT_BEFORE_GRANT, found=order.on, granted=made)
    return grant


@handles(VoidGrant, apply=lambda state, event: _release(state, event.command.grant))
def _decide_void(state: State, order: VoidGrant, _law: LawInForce, checks: Checks) -> GrantVoided:
    _held_grant(state, order, checks)
    return GrantVoided(len(state.events), order)


@handles(ExpireGrant, apply=lambda state, event: _release(state, event.command.grant))
def _decide_expiry(state: State, order: ExpireGrant, _law: LawInForce, checks: Checks) -> GrantExpired:
    expires = _held_grant(state, order, checks).event.command.expires
    if expires is None or order.on <= expires:
        checks.stop(PAST, found=order.on, expires=expires or _NO_LAST_DAY)
    return GrantExpired(len(state.events), order)


def _apply_reversal(state: State, event: PaymentReversed) -> None:
    payment = state.events[event.command.payment]
    paid = payment.command
    for key, _ in payment.parts:  # type: ignore[attr-defined] # decided to be a ReliefPaid
        state.purses[key].undo(paid.key)
    state.of(REVERSED)[paid.key] = event.command.key
    grant = state.of(GRANTS)[paid.grant]
    less = state.of(GRANTS)[paid.grant] = grant._replace(paid=grant.paid - paid.amount.fen)
    _take_back(state, less, paid.amount.fen, paid=True)


@handles(ReversePayment, apply=_apply_reversal)
def _decide_reversal(state: State, order: ReversePayment, _law: LawInForce, checks: Checks) -> PaymentReversed:
    payment = state.fact(ReliefPaid, order.payment, A_PAYMENT, checks)
    if order.payment in state.of(REVERSED):
        checks.stop(NOT_REVERSED)
    paid = payment.command.on
    if order.on < paid:
        checks.stop(NOT_BEFORE_GRANT, found=order.on, granted=paid)
    return PaymentReversed(len(state.events), order)
