"""Giving, correcting and cancelling donation receipts (捐赠票据的开具、换开与作废).

The body behind the pool issues: whose account it is, the host charity of a fund, a registered society itself; a filed society
issues none. The rule is that of `DonationReceipt.may_be_issued`, with the facts taken from the book. One receipt at most is
live for a gift, and it is of the whole of it; every instalment is a gift of its own.

>>> IssueReceipt.ASKED.en, CancelReceipt.ASKED.zh
('give receipt {number} for gift {gift}', '作废捐赠票据 {receipt}')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, handles, reason
from community_charity.book.state import NOT_FOUND
from community_charity.giving.donations import DonationReceived, live_amount
from community_charity.giving.goods import GoodsReceived
from community_charity.giving.receipts import (
    A_RECEIPT,
    CANCELLED,
    OF_GIFT,
    RECEIPTS,
    WAIVED,
    Receipt,
    issuer_of,
    live_goods,
    live_number,
    stands_of,
    stated_value,
)
from community_charity.giving.services import ServiceReceived
from community_charity.giving.stock import optional_value
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import show
from community_charity.money import Money, positive_money
from community_charity.parties import PersonId, opaque_id, person_id
from community_charity.pools import A_GIFT
from community_charity.rules.facts import yes_no
from community_charity.rules.tax.receipts import DonationReceipt, optional_status, stated
from community_charity.rules.tax.status import RecipientKind, TaxStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce


def _states(value: Iterable[str]) -> frozenset[str]:
    return stated(value) or frozenset()


# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class ReceiptOrder(Command):
    """What the paper of a receipt says, and what was shown for it (票据要素): what `IssueReceipt` and `CorrectReceipt` share.

    ``number`` is the caller's, never used twice; ``handler`` the id of who handled the gift; ``official_form`` whether the
    form is that of the finance departments; ``states`` what the paper states besides donor, kind and quantity, body, handler
    and date. ``status`` is the issuer's eligibility, which decides for bodies that are no charity. For goods, ``proof`` and
    ``value`` are what the donor showed after they came in, if anything. What is ``None`` is not known. Raises `Malformed`.

    >>> from datetime import date
    >>> paper = {"on": date(2025, 3, 13), "number": "R-1", "amount": Money(5), "handler": PersonId("p-9")}
    >>> IssueReceipt(key="r-1", gift="gift-1", **paper).official_form is None
    True
    """

    number: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    handler: PersonId = attrs.field(converter=person_id, repr=False)
    official_form: bool | None = attrs.field(default=None, converter=yes_no)
    states: frozenset[str] = attrs.field(default=frozenset(), converter=_states)
    status: TaxStatus | None = attrs.field(default=None, converter=optional_status)
    proof: bool | None = attrs.field(default=None, converter=yes_no)
    value: Money | None = attrs.field(default=None, converter=optional_value)


@attrs.frozen(kw_only=True)
class IssueReceipt(ReceiptOrder):
    """Give a receipt for a gift of money or goods (开具捐赠票据). Recorded it becomes `ReceiptIssued`.

    ``gift`` is the key of its `ReceiveDonation` or `ReceiveGoods`, ``amount`` what the receipt states: what was received,
    or the fair value of the goods. See `ReceiptOrder` for the rest. Raises `Malformed`; a book asked for a day before 2020,
    when the figures behind it begin, raises `LawError`.
    Source: 慈善法第38条, 公告2020年第27号三、十一、十三.

    >>> from datetime import date
    >>> order = IssueReceipt(
    ...     key="r-1", on=date(2025, 3, 13), gift="gift-1", number="R-1", amount=Money(20_000), handler=PersonId("p-9")
    ... )
    >>> str(order.asked())
    'give receipt R-1 for gift gift-1'
    """

    ASKED: ClassVar[Text] = Text("give receipt {number} for gift {gift}", "为捐赠 {gift} 开具票据 {number}")

    gift: str = attrs.field(converter=opaque_id)


@attrs.frozen
class ReceiptIssued(Event[IssueReceipt]):
    """A receipt was given (捐赠票据已开具); ``receipt`` is what it says."""

    receipt: Receipt


@attrs.frozen(kw_only=True)
class CorrectReceipt(ReceiptOrder):
    """Replace a receipt by a new one, under a new number (换开捐赠票据). Recorded it becomes `ReceiptCorrected`.

    ``receipt`` is the number of the old one, whose paper is taken back; it stays in the book as it was. The new one says
    what stands of the gift now, and everything is checked again. Raises `Malformed`.

    >>> from datetime import date
    >>> order = CorrectReceipt(
    ...     key="r-2",
    ...     on=date(2025, 3, 20),
    ...     receipt="R-1",
    ...     number="R-2",
    ...     amount=Money(15_000),
    ...     handler=PersonId("p-9"),
    ...     reason="a part went back",
    ... )
    >>> str(order.asked())
    'replace receipt R-1 by R-2'
    """

    ASKED: ClassVar[Text] = Text("replace receipt {receipt} by {number}", "以票据 {number} 换开票据 {receipt}")

    receipt: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class ReceiptCorrected(Event[CorrectReceipt]):
    """A receipt was replaced (捐赠票据已换开); ``receipt`` is what the new one says."""

    receipt: Receipt


@attrs.frozen(kw_only=True)
class CancelReceipt(Command):
    """Cancel a receipt without another in its place (作废捐赠票据). It becomes `ReceiptCancelled`. Raises `Malformed`.

    >>> from datetime import date
    >>> str(CancelReceipt(key="c-1", on=date(2025, 3, 20), receipt="R-1", reason="the gift went back").asked())
    'cancel receipt R-1'
    """

    ASKED: ClassVar[Text] = Text("cancel receipt {receipt}", "作废捐赠票据 {receipt}")

    receipt: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class ReceiptCancelled(Event[CancelReceipt]):
    """A receipt was cancelled (捐赠票据已作废)."""


# --- rules ---------------------------------------------------------------------------------------

STANDS = ground(
    "receipt.gift_stands",
    Stage.STATE,
    title=("the gift stands", "捐赠有效"),
    unmet=("the gift was reversed, or all of it went back", "捐赠已冲销或已全部退回"),
)
NONE_LIVE = ground(
    "receipt.none_live",
    Stage.STATE,
    title=("no receipt is live for the gift", "该捐赠无现行票据"),
    unmet=("receipt {number} is live for the gift", "该捐赠已有现行票据 {number}"),
    remedy=lambda _finding, _asked: Remedy(
        Text("correct or cancel that receipt", "更正或作废现行票据"), first="CancelReceipt"
    ),
)
LIVE = ground(
    "receipt.live",
    Stage.STATE,
    title=("the receipt was neither replaced nor cancelled", "票据未换开、未作废"),
    unmet=("receipt {number} was replaced or cancelled before", "票据 {number} 此前已换开或作废"),
)
NOT_BEFORE = ground(
    "receipt.not_before",
    Stage.STATE,
    title=("not before what it builds on", "不早于所依据事项之日"),
    unmet=("{found} is before {since}, the day of what it builds on", "{found} 早于所依据事项之日 {since}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)
NAMED = ground(
    "receipt.named",
    Stage.STATE,
    title=("the donor is known and wants a receipt", "捐赠人具名且要求票据"),
    unmet=("the donor is anonymous or waived the receipt", "捐赠人匿名或放弃票据"),
)
PROPERTY = ground(
    "receipt.property",
    Stage.AUTHORITY,
    title=("the gift is property", "所捐为财产"),
    unmet=(
        "not shown that a receipt may be given for services, time or skill",
        "未证明服务、时间或技术捐赠可开具票据",
    ),
    origin=(
        "Article 36 of the Charity Law lists what property may be given, and services are not named",
        "慈善法第三十六条列举捐赠财产，未提及服务",
    ),
    remedy=show(
        "the rule of the finance department under which services are receipted", "财政部门允许就服务开具票据的规定"
    ),
)

# --- deciding and applying -----------------------------------------------------------------------


def gift_of(state: State, key: str, checks: Checks) -> DonationReceived | GoodsReceived:
    """Give the gift that a receipt is for (所开票据的捐赠): money or goods. Raises `Stopped`.

    >>> from community_charity.book.state import State
    >>> from community_charity.law.decision import Checks
    >>> checks = Checks()
    >>> try:
    ...     gift_of(State(), "gift-1", checks)
    ... except Exception as stopped:
    ...     print(type(stopped).__name__, checks.unmet)
    Stopped True
    """
    event = state.events.get(key)
    if isinstance(event, ServiceReceived):
        checks.weigh(PROPERTY, None)
        checks.settle()
    if not isinstance(event, DonationReceived | GoodsReceived):
        checks.stop(NOT_FOUND, what=A_GIFT, id=key)
    return event


def _standing(state: State, number: str, on: date, checks: Checks) -> Receipt:
    """Give a receipt that may be replaced or cancelled."""
    receipt = state.found(RECEIPTS, number, A_RECEIPT, checks)
    if number != live_number(state, receipt.gift):
        checks.stop(LIVE, number=number)
    if on < receipt.on:
        checks.stop(NOT_BEFORE, found=on, since=receipt.on)
    return receipt


def _paper(
    state: State, gift: DonationReceived | GoodsReceived, order: ReceiptOrder, kind: RecipientKind | None
) -> DonationReceipt:
    """Take the facts of the rule from the book; what the donor showed later goes before what was known first."""
    given = gift.command
    paper = DonationReceipt(
        kind=kind,
        status=order.status,
        received_on=given.on,
        amount=order.amount,
        official_form=order.official_form,
        states=_stated_on(order),
        waived=given.donor is None or given.key in state.of(WAIVED),
    )
    if isinstance(gift, DonationReceived):
        return attrs.evolve(paper, money=live_amount(state, gift.command), goods=False)
    value = stated_value(state, gift) if order.value is None else order.value
    return attrs.evolve(paper, goods=True, fair_value=value, proof=_proof(gift) if order.proof is None else order.proof)


def _stated_on(order: ReceiptOrder) -> frozenset[str]:
    # An anonymous donor is stated as anonymous: whether there is to be a receipt at all is asked for itself.
    return order.states | {"donor", "kind_and_quantity", "organisation", "handler", "date"}


def _proof(gift: GoodsReceived) -> bool | None:
    shown = {line.proof for line in gift.command.goods}
    return False if False in shown else None if None in shown else True


def _weighed(
    state: State,
    gift: DonationReceived | GoodsReceived,
    order: ReceiptOrder,
    replaces: str | None,
    law: LawInForce,
    checks: Checks,
) -> Receipt:
    """Check a receipt for what stands of a gift, and write it."""
    given = gift.command
    if not stands_of(state, gift):
        checks.stop(STANDS)
    state.absent(RECEIPTS, order.number, A_RECEIPT, checks)
    body, kind = issuer_of(state, given.pool, order.on)
    paper = _paper(state, gift, order, kind)
    paper.weigh(checks, law)
    if paper.waived and kind is not RecipientKind.CHARITY:  # of charities the law says it itself
        checks.weigh(NAMED, holds=False)
    return Receipt(
        order.number,
        order.on,
        given.key,
        given.pool,
        body,
        kind,
        order.amount,
        live_goods(state, given.key),
        given.donor,
        order.handler,
        _stated_on(order),
        replaces,
    )


def _apply_receipt(state: State, event: ReceiptIssued | ReceiptCorrected) -> None:
    receipt, numbers = event.receipt, state.of(OF_GIFT)
    state.of(RECEIPTS)[receipt.number] = receipt
    numbers[receipt.gift] = (*numbers.get(receipt.gift, ()), receipt.number)


@handles(IssueReceipt, apply=_apply_receipt)
def _decide_issue(state: State, order: IssueReceipt, law: LawInForce, checks: Checks) -> ReceiptIssued:
    gift = gift_of(state, order.gift, checks)
    live = live_number(state, order.gift)
    if live is not None:
        checks.stop(NONE_LIVE, number=live)
    return ReceiptIssued(len(state.events), order, _weighed(state, gift, order, None, law, checks))


@handles(CorrectReceipt, apply=_apply_receipt)
def _decide_correction(state: State, order: CorrectReceipt, law: LawInForce, checks: Checks) -> ReceiptCorrected:
    old = _standing(state, order.receipt, order.on, checks)
    gift = gift_of(state, old.gift, checks)
    return ReceiptCorrected(len(state.events), order, _weighed(state, gift, order, old.number, law, checks))


def _apply_cancellation(state: State, event: ReceiptCancelled) -> None:
    state.of(CANCELLED)[event.command.receipt] = event.command.key


@handles(CancelReceipt, apply=_apply_cancellation)
def _decide_cancellation(state: State, order: CancelReceipt, _law: LawInForce, checks: Checks) -> ReceiptCancelled:
    _standing(state, order.receipt, order.on, checks)
    return ReceiptCancelled(len(state.events), order)
