"""Invented gifts in kind and receipts, so that tests read shortly. See `sample`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.giving.goods import DistributeGoods, ReceiveGoods
from community_charity.giving.goods_out import ReturnGoods, ReverseGoods, WriteOffGoods
from community_charity.giving.receipt_orders import CancelReceipt, CorrectReceipt, IssueReceipt
from community_charity.giving.services import ReceiveService, Service
from community_charity.giving.stock import Goods, Portion
from community_charity.giving.waivers import AskForReceipt, WaiveReceipt
from community_charity.money import yuan
from community_charity.parties import PersonId
from community_charity.pools import Cause
from sample import FUND, ON, SOCIETY, receive

if TYPE_CHECKING:
    from community_charity.giving.donations import ReceiveDonation

RICE = Goods("rice", "bag", 5)


def _made(kind: Any, usual: dict[str, Any], changes: dict[str, Any]) -> Any:
    return kind(**{"on": ON} | usual | changes)


def goods(*lines: Goods, **changes: Any) -> ReceiveGoods:
    order: ReceiveGoods = _made(ReceiveGoods, {"key": "goods-1", "pool": SOCIETY, "goods": lines or [RICE]}, changes)
    return order


def hand_out(quantity: int = 5, **changes: Any) -> DistributeGoods:
    usual = {"key": "out-1", "pool": SOCIETY, "goods": [Portion("rice", "bag", quantity)], "purpose": Cause.ILLNESS}
    order: DistributeGoods = _made(DistributeGoods, usual, changes)
    return order


def write_off(quantity: int = 1, **changes: Any) -> WriteOffGoods:
    lines = [Portion("rice", "bag", quantity)]
    usual = {"key": "loss-1", "gift": "goods-1", "goods": lines, "loss": "spoilt", "reason": "came back"}
    order: WriteOffGoods = _made(WriteOffGoods, usual, changes)
    return order


def give_back(quantity: int = 1, **changes: Any) -> ReturnGoods:
    lines = [Portion("rice", "bag", quantity)]
    order: ReturnGoods = _made(
        ReturnGoods, {"key": "back-1", "gift": "goods-1", "goods": lines, "reason": "sent twice"}, changes
    )
    return order


def undo(**changes: Any) -> ReverseGoods:
    usual = {"key": "undo-1", "entry": "goods-1", "reason": "entered twice"}
    order: ReverseGoods = _made(ReverseGoods, usual, changes)
    return order


def service(**changes: Any) -> ReceiveService:
    usual = {"key": "help-1", "pool": SOCIETY, "service": Service("time", "repairs", minutes=90)}
    order: ReceiveService = _made(ReceiveService, usual, changes)
    return order


# --- receipts ------------------------------------------------------------------------------------


def given(**changes: Any) -> ReceiveDonation:
    """Give a gift of ¥200.00 by a donor whose name is known, to the fund."""
    return receive(**{"pool": FUND, "donor": PersonId("d-1")} | changes)


def issue(**changes: Any) -> IssueReceipt:
    usual = {
        "key": "issue-1", "gift": "gift-1", "number": "R-1", "amount": yuan(200), "handler": PersonId("m-1"),
        "official_form": True,
    }  # fmt: skip
    order: IssueReceipt = _made(IssueReceipt, usual, changes)
    return order


def correct(**changes: Any) -> CorrectReceipt:
    usual = {
        "key": "correct-1", "receipt": "R-1", "number": "R-2", "amount": yuan(200), "handler": PersonId("m-1"),
        "official_form": True, "reason": "entered twice",
    }  # fmt: skip
    order: CorrectReceipt = _made(CorrectReceipt, usual, changes)
    return order


def cancel(**changes: Any) -> CancelReceipt:
    order: CancelReceipt = _made(CancelReceipt, {"key": "cancel-1", "receipt": "R-1", "reason": "came back"}, changes)
    return order


def waive(**changes: Any) -> WaiveReceipt:
    order: WaiveReceipt = _made(WaiveReceipt, {"key": "waive-1", "gift": "gift-1"}, changes)
    return order


def ask_after_all(**changes: Any) -> AskForReceipt:
    order: AskForReceipt = _made(AskForReceipt, {"key": "ask-1", "gift": "gift-1"}, changes)
    return order
