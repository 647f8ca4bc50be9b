"""Donation receipts of a book (捐赠票据): what each one said, and what became of it.

A receipt is a snapshot and never changes. Whether it still agrees with its gift is worked out from the book when asked.

>>> ReceiptState("to_be_corrected").text.zh
'应更正'
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

import attrs

from community_charity.book.orders import Table
from community_charity.errors import Malformed, declare, shown
from community_charity.funds import FUNDS
from community_charity.giving.donations import REVERSED, DonationReceived, live_amount
from community_charity.giving.goods import GoodsReceived
from community_charity.giving.goods_out import RETURNS
from community_charity.giving.stock import Portion, known_total, state_of
from community_charity.language import Text
from community_charity.money import Money
from community_charity.organisations import ORGANISATIONS, Charity, Committee
from community_charity.parties import OrganisationId, PartyId, PersonId
from community_charity.pools import POOLS
from community_charity.rules.tax.status import RecipientKind
from community_charity.societies import SOCIETIES, SocietyForm

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.book.state import State

UNKNOWN = declare(
    "receipt.unknown",
    wanted=("the number of a receipt in the book", "账本已有的票据号码"),
    do=("see RECEIPTS for all of them", "全部票据见 RECEIPTS"),
)
A_RECEIPT = Text("receipt", "捐赠票据")

# --- values --------------------------------------------------------------------------------------


@attrs.frozen
class Receipt:
    """What a receipt said on the day it was issued (捐赠票据存根). It never changes.

    ``amount`` is `Money`; ``goods`` are empty for a gift of money; ``recipient`` is the body that issued it, ``kind`` what
    that body is; ``states`` names what the paper states; ``replaces`` is the number of the receipt before it, ``None`` for
    the first. Source: 慈善法第38条.

    >>> from datetime import date
    >>> Receipt(
    ...     "R-1",
    ...     date(2025, 3, 13),
    ...     "gift-1",
    ...     "lake-fund",
    ...     OrganisationId("city-charity"),
    ...     RecipientKind.CHARITY,
    ...     Money(5),
    ... ).replaces is None
    True
    """

    number: str
    on: date
    gift: str
    pool: str
    recipient: OrganisationId
    kind: RecipientKind | None
    amount: Money
    goods: tuple[Portion, ...] = ()
    donor: PartyId | None = attrs.field(default=None, repr=False)
    handler: PersonId | None = attrs.field(default=None, repr=False)
    states: frozenset[str] = frozenset()
    replaces: str | None = None


class ReceiptState(Enum):
    """What became of a receipt (票据状态). ``ReceiptState("valid")`` looks one up.

    >>> ReceiptState("superseded").text.en
    'superseded'
    """

    VALID = "valid"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    TO_BE_CORRECTED = "to_be_corrected"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _STATES[self]


_STATES = {
    ReceiptState.VALID: Text("valid", "有效"),
    ReceiptState.SUPERSEDED: Text("superseded", "已换开"),
    ReceiptState.CANCELLED: Text("cancelled", "已作废"),
    ReceiptState.TO_BE_CORRECTED: Text("to be corrected", "应更正"),
}


class Issuer(NamedTuple):
    """The body that would give a receipt, and what it is, ``None`` if that is not known (开票单位).

    >>> Issuer(OrganisationId("city-charity"), RecipientKind.CHARITY).kind.value
    'charity'
    """

    id: OrganisationId
    kind: RecipientKind | None


RECEIPTS: Table[str, Receipt] = Table("receipts")
"""Every receipt by its number (捐赠票据), superseded and cancelled ones too: a number is never used twice."""
OF_GIFT: Table[str, tuple[str, ...]] = Table("numbers of the receipts of a gift, oldest first")
"""The numbers of a gift's receipts (捐赠的票据号码), oldest first."""
CANCELLED: Table[str, str] = Table("cancelled receipts, and by which order")
"""Receipts that were cancelled (已作废票据), and by which order."""
WAIVED: Table[str, str] = Table("gifts without a receipt, and by which order")
"""Gifts whose donor stays anonymous or wants no receipt (放弃票据的捐赠), and by which order."""

# --- what stands of a gift -----------------------------------------------------------------------


def live_goods(state: State, gift: str) -> tuple[Portion, ...]:
    """Give what was received of a gift of goods and did not go back to the giver (捐赠物资净数).

    >>> from datetime import date
    >>> from community_charity.book.state import State
    >>> from community_charity.giving.goods import ReceiveGoods
    >>> from community_charity.giving.stock import Goods
    >>> rice = ReceiveGoods(key="goods-1", on=date(2025, 3, 13), pool="village-1", goods=[Goods("rice", "bag", 20)])
    >>> state = State()
    >>> state.events["goods-1"] = GoodsReceived(0, rice)
    >>> live_goods(state, "goods-1")
    (Portion(what='rice', unit='bag', quantity=20),)
    """
    event, gone = state.events[gift], state.of(REVERSED)
    if gift in gone or not isinstance(event, GoodsReceived):
        return ()
    back: Counter[tuple[str, str]] = Counter()
    for returned in state.of(RETURNS).get(gift, ()):
        if returned.command.key not in gone:
            back.update({portion.kind: portion.quantity for portion in returned.command.goods})
    stay = [(line, line.quantity - back[line.kind]) for line in event.command.goods]
    return tuple(Portion(*line.kind, n) for line, n in stay if n)


def stands_of(state: State, gift: DonationReceived | GoodsReceived) -> bool:
    """Tell whether anything stands of a gift of money or goods (捐赠是否尚存).

    >>> from datetime import date
    >>> from community_charity.book.state import State
    >>> from community_charity.giving.donations import ReceiveDonation
    >>> gift = ReceiveDonation(key="gift-1", on=date(2025, 3, 13), pool="village-1", amount=Money(5))
    >>> stands_of(State(), DonationReceived(0, gift))
    True
    """
    if isinstance(gift, DonationReceived):
        return bool(live_amount(state, gift.command))
    return bool(live_goods(state, gift.command.key))


def stated_value(state: State, gift: GoodsReceived) -> Money | None:
    """Add up what the donor says that the goods are worth which stay (所称价值); ``None`` if any of it is not known.

    Of a line of which a part went back, the value is not known: nobody said what one piece is worth.

    >>> from datetime import date
    >>> from community_charity.book.state import State
    >>> from community_charity.giving.goods import ReceiveGoods
    >>> from community_charity.giving.stock import Goods
    >>> rice = Goods("rice", "bag", 20, value=Money(160_000))
    >>> state = State()
    >>> gift = state.events["goods-1"] = GoodsReceived(
    ...     0, ReceiveGoods(key="goods-1", on=date(2025, 3, 13), pool="village-1", goods=[rice])
    ... )
    >>> stated_value(state, gift)
    yuan("1600.00")
    """
    stay = live_goods(state, gift.command.key)
    whole = {line.kind: line.value for line in gift.command.goods if Portion(*line.kind, line.quantity) in stay}
    return known_total(whole.get(portion.kind) for portion in stay)


def issuer_of(state: State, pool: str, on: date) -> Issuer:
    """Tell who stands behind a pool and would give the receipt that day (开票单位).

    Behind an account stands the body whose it is, behind a fund its host, which answers for it; a society is itself:
    registered it is a social organisation, filed it is none. A body that the book has as a charity is one from its
    registration on. The name of a pool is no name of a body: another may have the same.

    >>> from datetime import date
    >>> from community_charity.book.state import State
    >>> issuer_of(State(), "village-1", date(2025, 3, 13))
    Issuer(id='village-1', kind=None)
    """
    kept = state.of(POOLS).get(pool)
    if kept is None or kept.holder is None:
        return Issuer(OrganisationId(pool), RecipientKind.UNREGISTERED_GROUP if pool in state.of(FUNDS) else None)
    body = kept.holder
    row, society = state.of(ORGANISATIONS).get(body), state.of(SOCIETIES).get(body)
    if isinstance(row, Charity) and row.registered_on <= on:
        return Issuer(body, RecipientKind.CHARITY)
    if society is not None:
        registered = society.form is SocietyForm.REGISTERED
        return Issuer(body, RecipientKind.SOCIAL_ORGANISATION if registered else RecipientKind.MUTUAL_AID_SOCIETY)
    return Issuer(body, RecipientKind.COMMITTEE if isinstance(row, Committee) else None)


# --- what became of a receipt --------------------------------------------------------------------


def live_number(state: State, gift: str) -> str | None:
    """Give the number of the one receipt of a gift that is neither superseded nor cancelled (现行票据), or ``None``.

    >>> from community_charity.book.state import State
    >>> live_number(State(), "gift-1") is None
    True
    """
    numbers = state.of(OF_GIFT).get(gift, ())
    return numbers[-1] if numbers and numbers[-1] not in state.of(CANCELLED) else None


def receipt_state(book: Book | State, number: str) -> ReceiptState:
    """Tell what became of a receipt (票据状态): worked out from the book as it is, never stored.

    A receipt is to be corrected when it no longer says what stands of its gift. Raises `Malformed` for a number that is not
    known.

    >>> from community_charity.book.state import State
    >>> try:
    ...     receipt_state(State(), "R-1")
    ... except Malformed as error:
    ...     print(error.code)
    receipt.unknown
    """
    state = state_of(book)
    receipt = _receipt(state, number)
    if number in state.of(CANCELLED):
        return ReceiptState.CANCELLED
    if number != live_number(state, receipt.gift):
        return ReceiptState.SUPERSEDED
    return ReceiptState.VALID if _agrees(state, receipt) else ReceiptState.TO_BE_CORRECTED


def chain(book: Book | State, number: str) -> tuple[Receipt, ...]:
    """Give all versions of a receipt, the oldest first (票据换开记录), whichever of them is named.

    Raises `Malformed` for a number that is not known.

    >>> from community_charity.book.state import State
    >>> try:
    ...     chain(State(), "R-1")
    ... except Malformed as error:
    ...     print(error.code)
    receipt.unknown
    """
    state = state_of(book)
    versions = [_receipt(state, number)]
    while versions[0].replaces is not None:
        versions.insert(0, state.of(RECEIPTS)[versions[0].replaces])
    every = [state.of(RECEIPTS)[one] for one in state.of(OF_GIFT)[versions[0].gift]]
    for receipt in every[every.index(versions[-1]) + 1 :]:
        if receipt.replaces == versions[-1].number:
            versions.append(receipt)
    return tuple(versions)


def receipts_owed(book: Book | State) -> tuple[str, ...]:
    """List the gifts for which a charity still owes a receipt (应开未开票据的捐赠), by key, in the order in which they came.

    Those of a named donor who waived none, to a pool behind which a charity stands, of which something stands. Goods without
    proof of their value are among them: ask for the proof, or record a waiver. Source: 慈善法第38条.

    >>> from community_charity.book.state import State
    >>> receipts_owed(State())
    ()
    """
    state = state_of(book)
    gifts = (event for event in state.events.values() if isinstance(event, DonationReceived | GoodsReceived))
    return tuple(event.command.key for event in gifts if _owed(state, event))


def _owed(state: State, event: DonationReceived | GoodsReceived) -> bool:
    gift = event.command
    if gift.donor is None or gift.key in state.of(WAIVED) or live_number(state, gift.key) is not None:
        return False
    return stands_of(state, event) and issuer_of(state, gift.pool, gift.on).kind is RecipientKind.CHARITY


def _receipt(state: State, number: str) -> Receipt:
    receipt = state.of(RECEIPTS).get(number)
    if receipt is None:
        raise Malformed(UNKNOWN, given=shown(number))
    return receipt


def _agrees(state: State, receipt: Receipt) -> bool:
    """Compare a receipt with what stands of its gift. What is stated of goods is their kind and number."""
    if receipt.goods:
        return receipt.goods == live_goods(state, receipt.gift)
    return receipt.amount == live_amount(state, state.events[receipt.gift].command)
