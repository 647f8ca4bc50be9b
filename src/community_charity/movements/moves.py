"""What one movement of money is (资金变动): its kind, its purse, whose money it was, what it was for.

>>> Kind("moved_out").sign
-1
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

import attrs

from community_charity.book.purses import PurseKey
from community_charity.giving import ReceiveDonation
from community_charity.language import Text
from community_charity.purposes import Purpose

if TYPE_CHECKING:
    from community_charity.flows.terms import FeeKind
    from community_charity.restrictions import Restriction


class Kind(Enum):
    """What a movement is (变动种类). ``Kind("fee")`` looks one up.

    >>> Kind("fee").text.zh, Kind.CORRECTED.column
    ('费用', 'received')
    """

    CAPITAL = "capital"
    RECEIVED = "received"
    CORRECTED = "corrected"
    INTEREST = "interest"
    MATCHED = "matched"
    MOVED_IN = "moved_in"
    MOVED_OUT = "moved_out"
    HELD = "held"
    PAID = "paid"
    FEE = "fee"
    RETURNED = "returned"

    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _TEXTS[self]

    @property
    def column(self) -> str:
        """The sum of a statement that it counts in (所属栏目)."""
        return _COLUMNS.get(self, self.value)

    @property
    def sign(self) -> int:
        """1 where it brings a purse money, -1 where it takes some, 0 for what is only held (方向)."""
        return 0 if self is Kind.HELD else -1 if self in _OUT else 1


_TEXTS = {
    Kind.CAPITAL: Text("start-up capital", "启动资金"),
    Kind.RECEIVED: Text("gift", "捐赠"),
    Kind.CORRECTED: Text("entry of a gift corrected", "更正捐赠入账"),
    Kind.INTEREST: Text("interest", "利息"),
    Kind.MATCHED: Text("match", "配捐"),
    Kind.MOVED_IN: Text("moved in", "转入"),
    Kind.MOVED_OUT: Text("moved out", "转出"),
    Kind.HELD: Text("held", "占用"),
    Kind.PAID: Text("payment", "支出"),
    Kind.FEE: Text("fee", "费用"),
    Kind.RETURNED: Text("refund", "退回捐赠"),
}
_COLUMNS = {Kind.CAPITAL: "received", Kind.CORRECTED: "received", Kind.INTEREST: "received", Kind.FEE: "fees"}
_OUT = frozenset({Kind.MOVED_OUT, Kind.PAID, Kind.FEE, Kind.RETURNED})


class Fee(NamedTuple):
    """What a fee was for (费用说明): its kind, and the campaign for which it arose, if for one.

    >>> from community_charity.flows.terms import FeeKind
    >>> Fee(FeeKind.MANAGEMENT).campaign is None
    True
    """

    kind: FeeKind
    campaign: str | None = None


@attrs.frozen
class Move:
    """One change of a purse on a day (一笔变动), in fen: ``fen`` more of its ``kind``, below zero for what was undone.

    ``event`` is the number of the event. ``gift`` is whose money moved, empty for what is held. Of a payment
    ``purpose`` tells what it was for, of a fee ``fee``; ``None`` where nobody has said so.

    >>> move = Move(date(2025, 4, 1), ("village-1", None), Kind.PAID, 300, event=7, gift="gift-1")
    >>> move.change, move.free
    (-300, -300)
    """

    on: date
    purse: PurseKey
    kind: Kind
    fen: int
    event: int = attrs.field(kw_only=True)
    gift: str = attrs.field(default="", kw_only=True)
    purpose: Purpose | None = attrs.field(default=None, kw_only=True)
    fee: Fee | None = attrs.field(default=None, kw_only=True)

    @property
    def change(self) -> int:
        """By how much the money in the purse grew, held or not, in fen (余额变动)."""
        return self.kind.sign * self.fen

    @property
    def free(self) -> int:
        """By how much what may still be promised grew, in fen (可用余额变动)."""
        return -self.fen if self.kind is Kind.HELD else self.change


@attrs.frozen
class Gift:
    """A gift as it came in (一笔捐赠): its purse, and its ``order``, which start-up capital has none of.

    >>> Gift("village-1/donors", date(2025, 4, 1), ("village-1", None)).donor is None
    True
    """

    key: str
    on: date
    purse: PurseKey
    order: ReceiveDonation | None = attrs.field(default=None, repr=False)

    @property
    def pool(self) -> str:
        """The pool that it came in for (资金池)."""
        pool: str = self.purse[0]
        return pool

    @property
    def restriction(self) -> Restriction | None:
        """What it was restricted to when it came in (收入时的限定用途)."""
        restriction: Restriction | None = self.purse[1]
        return restriction

    @property
    def donor(self) -> str | None:
        """The id of the giver (捐赠人标识); ``None`` for an anonymous gift and for start-up capital."""
        return None if self.order is None else self.order.donor
