"""Gifts whose donor stays anonymous or wants no receipt (匿名或放弃票据的捐赠).

No receipt is given for them; that it is so is recorded. Source: 慈善法第38条.

>>> WaiveReceipt.ASKED.zh
'记录捐赠 {gift} 不需票据'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, handles
from community_charity.giving.receipt_orders import NONE_LIVE, NOT_BEFORE, gift_of
from community_charity.giving.receipts import WAIVED, live_number
from community_charity.language import Text
from community_charity.parties import opaque_id

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

# --- commands, events ----------------------------------------------------------------------------

WHAT = Text("waiver of the receipt for gift", "放弃票据的记录，捐赠")


@attrs.frozen(kw_only=True)
class WaiveReceipt(Command):
    """Record that the donor stays anonymous or wants no receipt (记录匿名或放弃票据). It becomes `ReceiptWaived`.

    Raises `Malformed`. Source: 慈善法第38条.

    >>> from datetime import date
    >>> str(WaiveReceipt(key="w-1", on=date(2025, 3, 13), gift="gift-1").asked())
    'record that no receipt is wanted for gift gift-1'
    """

    ASKED: ClassVar[Text] = Text("record that no receipt is wanted for gift {gift}", "记录捐赠 {gift} 不需票据")

    gift: str = attrs.field(converter=opaque_id)


@attrs.frozen
class ReceiptWaived(Event[WaiveReceipt]):
    """No receipt is given, at the donor's wish (已记录匿名或放弃票据)."""


@attrs.frozen(kw_only=True)
class AskForReceipt(Command):
    """Record that a donor who waived the receipt wants it after all (记录补开票据的要求). It becomes `ReceiptAskedFor`.

    Raises `Malformed`.

    >>> from datetime import date
    >>> str(AskForReceipt(key="a-1", on=date(2025, 3, 20), gift="gift-1").asked())
    'record that a receipt is wanted after all for gift gift-1'
    """

    ASKED: ClassVar[Text] = Text(
        "record that a receipt is wanted after all for gift {gift}", "记录捐赠 {gift} 要求补开票据"
    )

    gift: str = attrs.field(converter=opaque_id)


@attrs.frozen
class ReceiptAskedFor(Event[AskForReceipt]):
    """A receipt is wanted after all (已记录补开要求)."""


# --- deciding and applying -----------------------------------------------------------------------


def _apply_waiver(state: State, event: ReceiptWaived) -> None:
    state.of(WAIVED)[event.command.gift] = event.command.key


@handles(WaiveReceipt, apply=_apply_waiver)
def _decide_waiver(state: State, order: WaiveReceipt, _law: LawInForce, checks: Checks) -> ReceiptWaived:
    gift = gift_of(state, order.gift, checks).command
    state.absent(WAIVED, gift.key, WHAT, checks)
    live = live_number(state, gift.key)
    if live is not None:
        checks.stop(NONE_LIVE, number=live)
    if order.on < gift.on:
        checks.stop(NOT_BEFORE, found=order.on, since=gift.on)
    return ReceiptWaived(len(state.events), order)


def _apply_asking(state: State, event: ReceiptAskedFor) -> None:
    del state.of(WAIVED)[event.command.gift]


@handles(AskForReceipt, apply=_apply_asking)
def _decide_asking(state: State, order: AskForReceipt, _law: LawInForce, checks: Checks) -> ReceiptAskedFor:
    waiver = state.found(WAIVED, order.gift, WHAT, checks)
    since = state.events[waiver].command.on
    if order.on < since:
        checks.stop(NOT_BEFORE, found=order.on, since=since)
    return ReceiptAskedFor(len(state.events), order)
