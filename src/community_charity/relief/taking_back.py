"""Taking relief back (撤销、过期与冲销): void a grant, let it expire, reverse a payment."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, handles, reason
from community_charity.giving import REVERSED
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.parties import opaque_id
from community_charity.pools import POOLS
from community_charity.relief.chain import begin
from community_charity.relief.files import CASES, CaseOutcome
from community_charity.relief.grants import (
    GRANTS,
    WHAT,
    Grant,
    count,
    counts_of,
)
from community_charity.relief.open_points import DEMANDED, RECOVERED, looked_at
from community_charity.relief.payments import A_PAYMENT, LIVE, NOT_BEFORE_GRANT, NOT_REVERSED, ReliefPaid

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

# --- commands, events ----------------------------------------------------------------------------

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

    ``payment`` is the key of its `PayRelief`; what of it came back on a demand stays so, the rest is reversed. A case that was
    closed as relieved is open again if nothing is left paid. Recorded it becomes `PaymentReversed`. Raises `Malformed`.

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
NOT_DEMANDED = ground(
    "payment.not_demanded",
    Stage.STATE,
    title=("the payment is not being asked back", "该支付未在追回中"),
    unmet=("the payment is asked back by demand {found}", "该支付已列入追回 {found}"),
    remedy=lambda _finding, _asked: Remedy(Text("waive the demand first", "先放弃追回"), first="WaiveRecovery"),
)
STILL_OUT = ground(
    "payment.still_out",
    Stage.STATE,
    title=("some of the payment has not come back", "该支付尚有未收回部分"),
    unmet=("all of the payment was recovered on a demand", "该支付已全部追回"),
)


# --- deciding and applying ---------------------------------------------------------------------------------


def take_back(state: State, grant: Grant, fen: int, *, paid: bool) -> None:
    """Take an amount, in fen, off what was granted to a case in its year, and off what was paid (冲减累计). Apply only.

    A grant of which nothing is left no longer counts, its papers are no longer owed, and no meeting need look at it. A case
    that was closed as relieved, and for which nothing is paid any more, is open again.
    """
    made = grant.event.command
    file = state.of(CASES)[made.case]
    gone = not grant.held and not grant.paid
    if gone and made.emergency:
        looked_at(state, made)
        if file.emergency_on == made.on and not _another_that_day(state, grant):
            file = file._replace(emergency_on=None)
    file = file._replace(granted=file.granted - fen, paid=file.paid - fen if paid else file.paid)
    if file.outcome is CaseOutcome.RELIEVED and not file.paid:
        file = file._replace(outcome=None)
        begin(state, file.case)
    state.of(CASES)[made.case] = file
    kind = state.of(POOLS)[made.pool].kind
    count(state, counts_of(file, kind, made), -fen, -1 if gone else 0)


def _another_that_day(state: State, grant: Grant) -> bool:
    """Tell whether a later emergency grant of the case was made that day: then it is the one whose papers are owed."""
    made, number = grant.event.command, grant.event.number
    return any(
        row.event.number > number and (one.case, one.on, one.emergency) == (made.case, made.on, True)
        for row in state.of(GRANTS).values()
        for one in (row.event.command,)
    )


def _release(state: State, key: str) -> None:
    grant = state.of(GRANTS)[key]
    for purse, part in grant.held:
        state.purses[purse].release(part)
    ended = state.of(GRANTS)[key] = grant._replace(held=(), ended=True)
    take_back(state, ended, grant.left.fen, paid=False)


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
    fen = paid.amount.fen - state.of(RECOVERED).get(paid.key, 0)
    less = state.of(GRANTS)[paid.grant] = grant._replace(paid=grant.paid - fen)
    take_back(state, less, fen, paid=True)


@handles(ReversePayment, apply=_apply_reversal)
def _decide_reversal(state: State, order: ReversePayment, _law: LawInForce, checks: Checks) -> PaymentReversed:
    payment = state.fact(ReliefPaid, order.payment, A_PAYMENT, checks)
    if order.payment in state.of(REVERSED):
        checks.stop(NOT_REVERSED)
    if demand := state.of(DEMANDED).get(order.payment):
        checks.stop(NOT_DEMANDED, found=demand)
    if state.of(RECOVERED).get(order.payment) == payment.command.amount.fen:
        checks.stop(STILL_OUT)
    paid = payment.command.on
    if order.on < paid:
        checks.stop(NOT_BEFORE_GRANT, found=order.on, granted=paid)
    return PaymentReversed(len(state.events), order)
