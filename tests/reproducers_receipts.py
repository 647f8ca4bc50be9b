"""One way to provoke each error and ground of receipts in a book; donors and bodies in them are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.giving.receipts import receipt_state
from community_charity.parties import PersonId
from community_charity.rules.tax.status import TaxStatus
from reproducers import caught, error, refusal
from sample import FUND, LATER, book, found, receive, registered_society, reverse_gift
from sample_in_kind import cancel, given, issue, service

if TYPE_CHECKING:
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision


@error("receipt.unknown", "the state of a receipt that is not in the book", "查询账本中没有的票据")
def state_of_no_receipt() -> CharityError:
    return caught(lambda: receipt_state(book(), "R-9"))


@refusal("receipt.gift_stands", "a receipt for a gift that went back", "为已冲销的捐赠开具票据")
def receipt_for_a_gift_that_went_back() -> Decision:
    return book(given(), reverse_gift()).decide(issue())


@refusal("receipt.none_live", "a second receipt for one gift", "为同一笔捐赠再开票据")
def second_receipt() -> Decision:
    return book(given(), issue()).decide(issue(key="issue-2", number="R-2"))


@refusal("receipt.live", "a receipt that is cancelled twice", "重复作废票据")
def cancelled_twice() -> Decision:
    return book(given(), issue(), cancel()).decide(cancel(key="cancel-2"))


@refusal("receipt.not_before", "a receipt that is cancelled before it was given", "作废日期早于开票日")
def cancelled_too_early() -> Decision:
    return book(given(), issue(on=LATER)).decide(cancel())


@refusal("receipt.named", "a receipt of a registered society for nobody", "登记互助社为匿名捐赠开具票据")
def receipt_for_nobody() -> Decision:
    village = found(registered_society(id="village-2"), key="found-2")
    made = book(village, receive(pool="village-2"))
    return made.decide(issue(status=TaxStatus(2024)))


@refusal("receipt.property", "a receipt for repairs", "为维修服务开具捐赠票据")
def receipt_for_repairs() -> Decision:
    return book(service(pool=FUND, donor=PersonId("d-1"))).decide(issue(gift="help-1"))
