"""Gifts that go back, or were entered wrongly (捐赠的退回与更正).

- `RefundDonation`: money goes back to the giver, at most what of the gift is unspent; it stays in the statements.
- `CorrectDonation`: the amount was entered wrongly; what was never there leaves the sums.
- `ReverseDonation`: the gift was never there at all, and leaves the sums whole.

Whether a giver may ask for money back is not judged here: a gift to charity is not taken back at will, and the reasons
for which it goes back are named by `RefundReason`.

>>> RefundDonation.ASKED.en
'refund {amount} of donation {donation}'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from community_charity.book.orders import Command, Event, handles, reason
from community_charity.book.purses import PurseKey
from community_charity.errors import choice
from community_charity.giving.donations import (
    CHANGED,
    CORRECTED,
    MATCHED,
    REFUNDED,
    REVERSED,
    WHAT,
    DonationReceived,
    ReceiveDonation,
    live_amount,
)
from community_charity.giving.pledges import count_paid, weigh_corrected
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import no_more_than
from community_charity.money import Money, positive_money
from community_charity.parties import opaque_id
from community_charity.pools import spare_of

if TYPE_CHECKING:
    from community_charity.book.purses import Purse
    from community_charity.book.state import State
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce

# --- values, commands, events --------------------------------------------------------------------


class RefundReason(Enum):
    """Why a gift goes back (退回事由). ``RefundReason("sent_twice")`` looks one up.

    >>> RefundReason("bank_return").text.zh
    '银行退票'
    """

    SENT_TWICE = "sent_twice"
    TOO_MUCH = "too_much"
    BANK_RETURN = "bank_return"
    NOT_THE_GIVERS = "not_the_givers"
    USE_IMPOSSIBLE = "use_impossible"
    USE_BROKEN = "use_broken"
    AS_AGREED = "as_agreed"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _REASONS[self]


_REASONS = {
    RefundReason.SENT_TWICE: Text("sent twice", "重复汇款"),
    RefundReason.TOO_MUCH: Text("sent more than meant", "误汇多付"),
    RefundReason.BANK_RETURN: Text("returned by the bank", "银行退票"),
    RefundReason.NOT_THE_GIVERS: Text("not the giver's to give", "非捐赠人有权处分的财产"),
    RefundReason.USE_IMPOSSIBLE: Text("the agreed use is impossible", "约定用途无法实现"),
    RefundReason.USE_BROKEN: Text("the agreed use was not kept", "未按约定用途使用"),
    RefundReason.AS_AGREED: Text("as the agreement says", "依捐赠协议退回"),
}


def _why(value: RefundReason | str) -> RefundReason:
    return choice(value, RefundReason)


@attrs.frozen(kw_only=True)
class ReverseDonation(Command):
    """Take back the entry of a gift that never came in (冲销捐赠): every sum is as if it had not been entered.

    ``donation`` is the key of its `ReceiveDonation`; nothing of it may have been paid out. Recorded it becomes
    `DonationReversed`. Raises `Malformed`.

    >>> from datetime import date
    >>> order = ReverseDonation(key="reverse-1", on=date(2025, 3, 20), donation="gift-1", reason="entered twice")
    >>> str(order.asked())
    'reverse donation gift-1'
    """

    ASKED: ClassVar[Text] = Text("reverse donation {donation}", "冲销捐赠 {donation}")

    donation: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class DonationReversed(Event[ReverseDonation]):
    """The entry of a gift was taken back (捐赠已冲销)."""


@attrs.frozen(kw_only=True)
class CorrectDonation(Command):
    """Correct the amount of a gift that was entered wrongly (更正捐赠金额): ``amount`` is the right one, as `Money`.

    Downwards by at most what of the gift is unspent. Recorded it becomes `DonationCorrected`. Raises `Malformed`.

    >>> from datetime import date
    >>> order = CorrectDonation(
    ...     key="correct-1", on=date(2025, 3, 20), donation="gift-1", amount=Money(100_00), reason="a nought too many"
    ... )
    >>> str(order.asked())
    'correct donation gift-1 to ¥100.00'
    """

    ASKED: ClassVar[Text] = Text("correct donation {donation} to {amount}", "将捐赠 {donation} 更正为 {amount}")

    donation: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class DonationCorrected(Event[CorrectDonation]):
    """The amount of a gift was corrected (捐赠金额已更正). ``more`` is by how many fen, below zero for less."""

    more: int


@attrs.frozen(kw_only=True)
class RefundDonation(Command):
    """Send money of a gift back to its giver (退回捐赠), as `Money`: at most what of it is unspent and not promised.

    ``why`` is a `RefundReason`. What was paid out stays paid. Recorded it becomes `DonationRefunded`. Raises `Malformed`.

    >>> from datetime import date
    >>> order = RefundDonation(
    ...     key="refund-1", on=date(2025, 3, 20), donation="gift-1", amount=Money(100_00), why="sent_twice"
    ... )
    >>> order.asked().zh, order.why.text.en
    ('退回捐赠 gift-1 中的 ¥100.00', 'sent twice')
    """

    ASKED: ClassVar[Text] = Text("refund {amount} of donation {donation}", "退回捐赠 {donation} 中的 {amount}")

    donation: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    why: RefundReason = attrs.field(converter=_why)


@attrs.frozen
class DonationRefunded(Event[RefundDonation]):
    """Money of a gift went back (捐赠已退回). ``parts``, in fen, tell from which purses."""

    parts: tuple[tuple[PurseKey, int], ...]


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
    title=("not before the donation came in or was last changed", "不早于捐赠日及最近一次变动日"),
    unmet=(
        "{found} is before {received}, when the donation came in or was last changed",
        "{found} 早于捐赠日或最近一次变动日 {received}",
    ),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["received"]),
        {"on": finding.facts["received"]},
        wait_until=finding.facts["received"],
    ),
)


def _undone_by(finding: Finding, _asked: Any) -> Remedy | None:
    """Name the order that undoes what the gift went to; a refund cannot be undone."""
    first = finding.facts["first"]
    if first is None:
        return None
    return Remedy(
        Text("take back first what it went to ({first})", "先撤回其去向（{first}）").fill(first=first), first=first
    )


UNSPENT = ground(
    "donation.unspent",
    Stage.MONEY,
    title=("what is taken back is still there", "须冲减的部分尚未支出或退回"),
    unmet=("{short} of it has been paid out, moved or sent back", "其中 {short} 已支出、转出或退回"),
    remedy=_undone_by,
)
_UNDOING = {
    "PayRelief": "ReversePayment",
    "Spend": "ReverseSpending",
    "ChargeFee": "ReverseFee",
    "TransferFunds": "ReverseTransfer",
    "PassOn": "ReverseTransfer",
    "ShareOut": "ReverseTransfer",
    "SettleMatching": "ReturnMatch",
    "ChangePurpose": "ChangePurpose",
    "TransferSurplus": "TransferSurplus",
    "FulfilRequest": "ReverseTransfer",
}


def _undoing(state: State, purse: Purse, gift: str) -> str | None:
    """Name the order that undoes the last thing that a gift went to, if one does."""
    for order, _ in reversed((*purse.uses_of(gift), *purse.away_of(gift))):
        # Parts of an order are named after it, behind a sign that no key may contain.
        event = state.events.get(order.partition("\u00a0")[0])
        if event is not None and (undoing := _UNDOING.get(type(event.command).__name__)):
            return undoing
    return None


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

UNMATCHED = ground(
    "donation.unmatched",
    Stage.STATE,
    title=("no match stands on the donation", "该捐赠无尚存的配捐"),
    unmet=("match {match} stands on the donation", "该捐赠尚有配捐 {match}"),
    remedy=lambda _finding, _asked: Remedy(
        Text("give the match back to its pot first", "先退回配捐"), first="ReturnMatch"
    ),
)
ANOTHER_AMOUNT = ground(
    "donation.another_amount",
    Stage.STATE,
    title=("the right amount is another than the entered one", "更正金额与原金额不同"),
    unmet=("{found} is what was entered already", "原金额即为 {found}"),
)


def _less_or_back(finding: Finding, _asked: Any) -> Remedy | None:
    """Lower the amount, or bring back first what lies in another pool."""
    if finding.required:
        return no_more_than(finding, _asked)
    back = Remedy(
        Text("reverse the transfer to another pool first", "先冲销向其他资金池的划转"), first="ReverseTransfer"
    )
    return back if finding.facts["moved"] else None


REFUNDABLE = ground(
    "donation.refundable",
    Stage.MONEY,
    title=(
        "within the {required} of the donation that are unspent and free",
        "不超过该捐赠未支出且可动用的 {required}",
    ),
    unmet=(
        "{found} is more than the {required} of the donation that are unspent and free",
        "{found} 超过该捐赠未支出且可动用的 {required}",
    ),
    remedy=_less_or_back,
    fen=True,
    at_most=True,
)

# --- applying ------------------------------------------------------------------------------------


def _apply_reversal(state: State, event: DonationReversed) -> None:
    gift = state.events[event.command.donation].command
    entered = live_amount(state, gift).fen
    state.purse(gift.pool, gift.only_for).correct(gift.key, entered)
    state.of(REVERSED)[gift.key] = event.command.key
    _count_pledge(state, gift, -entered)


def _apply_correction(state: State, event: DonationCorrected) -> None:
    gift = state.events[event.command.donation].command
    purse = state.purse(gift.pool, gift.only_for)
    if event.more > 0:
        purse.receive(gift.key, event.more)
    else:
        purse.correct(gift.key, -event.more)
    state.of(CORRECTED)[gift.key] = event.command.amount
    state.of(CHANGED)[gift.key] = event.command.on
    _count_pledge(state, gift, event.more)


def _apply_refund(state: State, event: DonationRefunded) -> None:
    order = event.command
    for key, fen in event.parts:
        state.purses[key].refund(order.key, order.donation, fen)
    state.of(CHANGED)[order.donation] = order.on
    refunded = state.of(REFUNDED)
    refunded[order.donation] = refunded.get(order.donation, Money(0)) + order.amount
    _count_pledge(state, state.events[order.donation].command, -order.amount.fen)


def _count_pledge(state: State, gift: ReceiveDonation, fen: int) -> None:
    """What goes back is open again in the pledge that it fulfilled."""
    if gift.pledge is not None:
        count_paid(state, gift.pledge, fen)


# --- deciding ------------------------------------------------------------------------------------


def _gift(state: State, donation: str, order: Command, checks: Checks) -> ReceiveDonation:
    """Find a gift that stands, and on which nothing rests; otherwise stop."""
    gift = state.fact(DonationReceived, donation, WHAT, checks).command
    if gift.key in state.of(REVERSED):
        checks.stop(LIVE)
    last = max(gift.on, state.of(CHANGED).get(gift.key, gift.on))
    if order.on < last:
        checks.stop(NOT_BEFORE, found=order.on, received=last)
    if match := state.of(MATCHED).get(gift.key):
        checks.stop(UNMATCHED, match=match)
    return gift


def _take(state: State, gift: ReceiveDonation, fen: int) -> tuple[tuple[tuple[PurseKey, int], ...], int]:
    """Choose from which purses of its pool a gift goes back, its own first; tell also how much could."""
    own = (gift.pool, gift.only_for)
    keys = [own, *(key for key in state.purses if key[0] == gift.pool and key != own)]
    parts, can = [], 0
    for key in keys:
        purse = state.purses[key]
        left = min(purse.unspent(gift.key), spare_of(state, purse))
        can += left
        if (part := min(left, fen)) > 0:
            parts.append((key, part))
            fen -= part
    return tuple(parts), can


@handles(ReverseDonation, apply=_apply_reversal)
def _decide_reversal(state: State, order: ReverseDonation, _law: LawInForce, checks: Checks) -> DonationReversed:
    gift = _gift(state, order.donation, order, checks)
    purse = state.purses[gift.pool, gift.only_for]
    entered = state.of(CORRECTED).get(gift.key, gift.amount)
    _weigh_untouched(state, purse, gift.key, entered, checks)
    return DonationReversed(len(state.events), order)


def _weigh_untouched(state: State, purse: Purse, gift: str, less: Money, checks: Checks) -> None:
    """Check that so much of a gift's entry may be taken back: unspent, in its own purse, and not promised."""
    unspent = Money(purse.unspent(gift))
    if unspent < less:
        checks.stop(UNSPENT, less, unspent, first=_undoing(state, purse, gift))
    spare = Money(spare_of(state, purse))
    if spare < less:
        checks.stop(NOT_PROMISED, less, spare)


@handles(CorrectDonation, apply=_apply_correction)
def _decide_correction(state: State, order: CorrectDonation, _law: LawInForce, checks: Checks) -> DonationCorrected:
    gift = _gift(state, order.donation, order, checks)
    entered = state.of(CORRECTED).get(gift.key, gift.amount)
    if order.amount == entered:
        checks.stop(ANOTHER_AMOUNT, found=entered)
    if gift.pledge is not None:
        weigh_corrected(state, gift.pledge, entered, order.amount, checks)
    if order.amount < entered:
        purse = state.purses[gift.pool, gift.only_for]
        _weigh_untouched(state, purse, gift.key, entered - order.amount, checks)
    return DonationCorrected(len(state.events), order, order.amount.fen - entered.fen)


@handles(RefundDonation, apply=_apply_refund)
def _decide_refund(state: State, order: RefundDonation, _law: LawInForce, checks: Checks) -> DonationRefunded:
    gift = _gift(state, order.donation, order, checks)
    parts, can = _take(state, gift, order.amount.fen)
    enough = order.amount.fen <= can
    moved = not enough and any(one.pool != gift.pool and one.unspent(gift.key) for one in state.purses.values())
    checks.weigh(REFUNDABLE, enough, can, order.amount.fen, {"moved": moved})
    return DonationRefunded(len(state.events), order, parts)
