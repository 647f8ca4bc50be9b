"""Paying relief (发放救助): payments draw on what a grant holds.

>>> PayRelief.ASKED.en
'pay {amount} of grant {grant}'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import attrs

from community_charity.book.book import Book
from community_charity.book.orders import Command, Event, Table, handles
from community_charity.calendar import day
from community_charity.errors import expect
from community_charity.giving import REVERSED
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import no_more_than
from community_charity.money import Money, positive_money
from community_charity.organisations import ORGANISATIONS
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import OrganisationId, opaque_id
from community_charity.pools import Parts
from community_charity.relief.files import CASES, OPEN, CaseFile
from community_charity.relief.grants import GRANTS, WHAT, Grant
from community_charity.relief.grounds import weigh_need
from community_charity.relief.in_kind import PaymentForm, fits, paid_to, payment_form
from community_charity.relief.instalments import due_by, weigh_due
from community_charity.relief.open_points import weigh_day, weigh_no_misuse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class PayRelief(Command):
    """Pay a grant, whole or in part (发放救助金), as `Money`. It becomes `ReliefPaid`. Raises `Malformed`.

    ``form`` is what the household gets for it; for what is not cash, ``to`` is the body that is paid in its place.

    >>> from datetime import date
    >>> PayRelief(key="pay-1", on=date(2025, 3, 13), grant="grant-1", amount=Money(300_00)).asked().en
    'pay ¥300.00 of grant grant-1'
    """

    ASKED: ClassVar[Text] = Text("pay {amount} of grant {grant}", "发放救助 {grant} 中的 {amount}")

    grant: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    form: PaymentForm = attrs.field(default=PaymentForm.CASH, converter=payment_form)
    to: OrganisationId | None = attrs.field(default=None, converter=paid_to)

    def __attrs_post_init__(self) -> None:
        fits(self.form, self.to)


@attrs.frozen
class ReliefPaid(Event[PayRelief]):
    """Relief was paid (救助金已发放). ``parts``, in fen, tell from which purses; ``previous`` is the grant's payment before."""

    parts: Parts
    previous: str | None


@attrs.frozen(kw_only=True)
class AcknowledgeReceipt(Command):
    """Record that the household signed for a payment (签收救助). It becomes `ReceiptAcknowledged`. Raises `Malformed`.

    ``payment`` is the key of its `PayRelief`, ``paper`` the number of what was signed.

    >>> from datetime import date
    >>> AcknowledgeReceipt(key="signed-1", on=date(2025, 3, 13), payment="pay-1", paper="slip-9").asked().en
    'record that payment pay-1 was received'
    """

    ASKED: ClassVar[Text] = Text("record that payment {payment} was received", "登记支付 {payment} 的签收")

    payment: str = attrs.field(converter=opaque_id)
    paper: str = attrs.field(converter=opaque_id)


@attrs.frozen
class ReceiptAcknowledged(Event[AcknowledgeReceipt]):
    """The household signed for a payment (救助已签收)."""


A_PAYMENT = Text("payment", "支付")
RECEIPTS: Table[str, str] = Table("payments that were signed for, and by which order")

# --- rules ---------------------------------------------------------------------------------------

LIVE = ground(
    "grant.live",
    Stage.STATE,
    title=("the grant is live", "救助有效"),
    unmet=("the grant was voided or has expired", "救助已撤销或过期"),
)
IN_TIME = ground(
    "grant.in_time",
    Stage.STATE,
    title=("paid by {expires}", "在 {expires} 前支付"),
    unmet=("{found} is after the grant's last day, {expires}", "{found} 晚于救助有效期 {expires}"),
    remedy=lambda _finding, _asked: Remedy(Text("let it expire and grant anew", "过期后重新批准"), first="ExpireGrant"),
)
NOT_BEFORE_GRANT = ground(
    "grant.not_before",
    Stage.STATE,
    title=("not before the grant was made", "不早于批准日"),
    unmet=("{found} is before the grant was made on {granted}", "{found} 早于批准日 {granted}"),
)
IN_ITS_TIME = ground(
    "grant.in_its_time",
    Stage.RESTRICTION,
    title=("the money that is held may be spent on {found}", "{found} 在所占用资金的使用期限内"),
    unmet=(
        "money that is held was to be spent by {until}; {found} is after it",
        "所占用资金应于 {until} 前使用，{found} 已过期限",
    ),
    remedy=lambda _finding, _asked: Remedy(
        Text("void the grant and grant anew from other money", "撤销后以其他资金重新批准"), first="VoidGrant"
    ),
)
NOT_REVERSED = ground(
    "payment.live",
    Stage.STATE,
    title=("the payment was not reversed before", "该支付此前未冲销"),
    unmet=("the payment was reversed before", "该支付此前已冲销"),
)
UNSIGNED = ground(
    "payment.unsigned",
    Stage.STATE,
    title=("the payment was not signed for before", "该支付此前未签收"),
    unmet=("the payment was signed for before", "该支付此前已签收"),
)
HELD = ground(
    "grant.held",
    Stage.MONEY,
    title=("within the {required} still held for the grant", "不超过已批未付的 {required}"),
    unmet=("{found} is more than the {required} still held for the grant", "{found} 超过已批未付的 {required}"),
    remedy=no_more_than,
    fen=True,
    at_most=True,
)

# --- deciding and applying -----------------------------------------------------------------------


def _weigh_time(checks: Checks, restriction: Any, on: date) -> None:
    """Stop if money was promised in time, and is to be paid too late; its other limits cannot change."""
    until = getattr(restriction, "until", None)
    if until is not None and until < on:
        checks.stop(IN_ITS_TIME, found=on, until=until)


def _split(held: Parts, fen: int) -> tuple[Parts, Parts]:
    """Take an amount off the front of what is held: what is taken, what stays."""
    if len(held) == 1:  # as most grants are
        key, part = held[0]
        return ((key, fen),), ((key, part - fen),) if part > fen else ()
    taken, kept = [], []
    for key, part in held:
        use = min(part, fen)
        fen -= use
        if use:
            taken.append((key, use))
        if part > use:
            kept.append((key, part - use))
    return tuple(taken), tuple(kept)


def _apply_payment(state: State, event: ReliefPaid) -> None:
    order, fen = event.command, event.command.amount.fen
    for key, part in event.parts:
        state.purses[key].pay(order.key, part)
    grants, cases = state.of(GRANTS), state.of(CASES)
    grant = grants[order.grant]
    grants[order.grant] = Grant(grant.event, _split(grant.held, fen)[1], grant.ended, grant.paid + fen, order.key)
    case = grant.event.command.case
    file = cases[case]
    cases[case] = CaseFile(
        file.case, file.opened, file.needs, file.granted, file.paid + fen, file.emergency_on, None, file.steps
    )


@handles(PayRelief, apply=_apply_payment)
def _decide_payment(state: State, order: PayRelief, _law: LawInForce, checks: Checks) -> ReliefPaid:
    grant = state.found(GRANTS, order.grant, WHAT, checks)
    if order.to is not None:
        state.found(ORGANISATIONS, order.to, AN_ORGANISATION, checks)
    made = grant.event.command
    file = state.of(CASES)[made.case]
    if grant.ended:
        checks.stop(LIVE)
    if file.outcome is not None:
        checks.stop(OPEN, found=file.outcome)
    if order.on < made.on:
        checks.stop(NOT_BEFORE_GRANT, found=order.on, granted=made.on)
    if made.expires is not None and made.expires < order.on:
        checks.stop(IN_TIME, found=order.on, expires=made.expires)
    fen = order.amount.fen
    weigh_no_misuse(checks, state, made.case)
    if made.instalments:
        weigh_due(checks, made.instalments, grant.paid, fen, order.on)
    held = 0
    for (_, restriction), part in grant.held:
        held += part
        if restriction is not None:
            _weigh_time(checks, restriction, order.on)
    # Aid that came in after the grant counts: what was paid and this payment stay within the need.
    weigh_need(checks, fen, file.needs, file.paid, emergency=made.emergency)
    checks.weigh(HELD, fen <= held, held, fen)
    checks.settle()
    return ReliefPaid(len(state.events), order, _split(grant.held, fen)[0], grant.last)


def _apply_receipt(state: State, event: ReceiptAcknowledged) -> None:
    state.of(RECEIPTS)[event.command.payment] = event.command.key


@handles(AcknowledgeReceipt, apply=_apply_receipt)
def _decide_receipt(state: State, order: AcknowledgeReceipt, _law: LawInForce, checks: Checks) -> ReceiptAcknowledged:
    paid = state.fact(ReliefPaid, order.payment, A_PAYMENT, checks).command.on
    if order.payment in state.of(REVERSED):
        checks.stop(NOT_REVERSED)
    if order.payment in state.of(RECEIPTS):
        checks.stop(UNSIGNED)
    weigh_day(checks, order.on, paid)
    return ReceiptAcknowledged(len(state.events), order)


# --- reading -------------------------------------------------------------------------------------


class DueInstalment(NamedTuple):
    """An instalment that may be paid (到期分期): of which grant and case, since when, and what of it is not paid yet."""

    grant: str
    case: str
    due: date
    amount: Money


def due_instalments(book: Book, on: date) -> tuple[DueInstalment, ...]:
    """List what is due by a day and not paid (到期未付分期), grant by grant. Raises `Malformed`.

    >>> import community_charity as cc
    >>> due_instalments(cc.Book(cc.Law.of("cn")), cc.date(2025, 3, 13))
    ()
    """
    grants, last = expect(book, Book).all(GRANTS), day(on)
    return tuple(row for key, grant in grants.items() if grant.held for row in _due(key, grant, last))


def _due(key: str, grant: Grant, on: date) -> Iterator[DueInstalment]:
    """Give the unpaid instalments of a grant: what was paid is taken to be the first of them."""
    made = grant.event.command
    for one in made.instalments:
        unpaid = min(one.amount.fen, due_by(made.instalments, one.due) - grant.paid)
        if one.due <= on and unpaid > 0:
            yield DueInstalment(key, made.case, one.due, Money(unpaid))
