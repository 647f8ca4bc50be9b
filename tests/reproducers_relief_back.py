"""One way to provoke each error of the back half of a relief case: quick help, parts, misuse, money back, follow-up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from community_charity.instalments import Instalment
from community_charity.money import Money, yuan
from community_charity.relief import ReviewCase
from community_charity.relief.case import CaseId
from community_charity.relief.emergency import AskingBack, may_ask_back
from community_charity.relief.follow_up import BecomeHelper
from community_charity.relief.misuse import RecordMisuse, SettleMisuse
from community_charity.relief.payments import AcknowledgeReceipt
from community_charity.relief.ratifying import RatifyEmergency
from community_charity.relief.recovery import DemandRecovery, RecordRecovery, WaiveRecovery
from reproducers import caught, error, refusal
from sample import (
    CASE,
    COUNCIL,
    LATER,
    LAW,
    ON,
    SOCIETY,
    aid,
    book,
    case,
    close,
    grant,
    household,
    open_,
    papers,
    pay,
    settle,
    take_back,
    urgent_case,
    urgent_grant,
)

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.book.orders import Command
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision

SPRING = date(2025, 5, 1)
OTHER = (settle(household("home-2", "g-1")), open_(case("case-2", household="home-2")))
PLAN = [Instalment(ON, yuan(200)), Instalment(LATER, yuan(100))]


def quick(*more: Command) -> Book:
    """Give a book with an emergency grant that no meeting has looked at."""
    return book(urgent_grant(), pay(), papers(), *OTHER, *more, case=urgent_case())


def paid(*more: Command) -> Book:
    """Give a book with a payment of ¥300.00."""
    return book(grant(), pay(), *more)


def ratify(**changes: Any) -> RatifyEmergency:
    usual: dict[str, Any] = {"key": "ratify-1", "on": LATER, "grant": "grant-1", "present": COUNCIL}
    return RatifyEmergency(**usual | {"in_favour": COUNCIL} | changes)


def review(**changes: Any) -> ReviewCase:
    usual: dict[str, Any] = {"key": "r-1", "on": LATER, "case": CaseId("case-2"), "pool": SOCIETY, "amount": yuan(1)}
    return ReviewCase(**usual | {"present": COUNCIL, "in_favour": COUNCIL} | changes)


def misuse(**changes: Any) -> RecordMisuse:
    usual: dict[str, Any] = {"key": "misuse-1", "on": ON, "case": CASE, "kind": "double_claim", "paper": "paper-1"}
    return RecordMisuse(**usual | changes)


def settled(**changes: Any) -> SettleMisuse:
    usual: dict[str, Any] = {"key": "settled-1", "on": LATER, "misuse": "misuse-1", "how": "let_be", "paper": "paper-2"}
    return SettleMisuse(**usual | changes)


def demand(**changes: Any) -> DemandRecovery:
    usual: dict[str, Any] = {"key": "demand-1", "on": LATER, "payments": ["pay-1"], "amount": yuan(300)}
    return DemandRecovery(**usual | {"until": SPRING, "misuse": "misuse-1"} | changes)


def back(**changes: Any) -> RecordRecovery:
    usual: dict[str, Any] = {"key": "back-1", "on": SPRING, "demand": "demand-1", "amount": yuan(300)}
    return RecordRecovery(**usual | changes)


def helper(**changes: Any) -> BecomeHelper:
    usual: dict[str, Any] = {"key": "helper-1", "on": SPRING, "person": "f-1", "role": "donor", "consent": True}
    return BecomeHelper(**usual | changes)


# --- errors --------------------------------------------------------------------------------------


@error("case.unknown", "money asked back in a case that is not in the book", "对账本中没有的个案要求退回")
def asking_back_of_no_case() -> CharityError:
    return caught(lambda: may_ask_back(paid(), CaseId("case-9"), yuan(1), ON))


@error("payment.to", "goods that nobody is paid for", "未列商家的实物支付")
def goods_from_nobody() -> CharityError:
    return caught(lambda: pay(form="goods"))


@error("grant.instalments", "two instalments on one day", "两期同日")
def two_instalments_on_one_day() -> CharityError:
    return caught(lambda: grant(instalments=[PLAN[0], PLAN[0]]))


@error("recovery.payments", "money asked back for no payment", "未列支付的追回")
def demand_for_nothing() -> CharityError:
    return caught(lambda: demand(payments=[]))


# --- quick help ----------------------------------------------------------------------------------


@refusal("review.ratify_first", "a meeting passes over an emergency grant", "会议未先追认先行救助")
def meeting_that_passes_over() -> Decision:
    return quick().decide(review())


@refusal("case.ratified", "a case closed before a meeting looked at its emergency grant", "先行救助未经追认即结案")
def closed_without_a_meeting() -> Decision:
    return quick().decide(close(on=LATER))


@refusal("emergency.waits", "ratified twice", "重复追认")
def ratified_twice() -> Decision:
    return quick(ratify()).decide(ratify(key="ratify-2"))


@refusal("relief.not_before", "ratified before it was granted", "追认早于批准日")
def ratified_early() -> Decision:
    return quick().decide(ratify(on=ON - timedelta(1)))


@refusal("recovery.set_off", "more asked back than was above the need", "要求退回的金额高于超额部分")
def more_than_above_the_need() -> Decision:
    asking = AskingBack(amount=yuan(2), above_need=yuan(1), open_need=yuan(0), in_need=False)
    return asking.may_be_asked(LAW.on(ON))


@refusal("recovery.no_open_need", "asked back while another case of the household is open", "该家庭尚有缺口即要求退回")
def asked_back_with_a_need() -> Decision:
    asking = AskingBack(amount=yuan(1), above_need=yuan(1), open_need=yuan(5), in_need=False)
    return asking.may_be_asked(LAW.on(ON))


@refusal("recovery.not_in_need", "asked back though nobody looked at the means", "未核对经济状况即要求退回")
def asked_back_unlooked() -> Decision:
    return paid(aid(insurance=yuan(2_200))).decide(demand(misuse=None))


# --- parts, and forms ----------------------------------------------------------------------------


@refusal("grant.instalments_whole", "instalments that make up less than the grant", "各期合计少于救助金额")
def instalments_that_make_up_less() -> Decision:
    return book().decide(grant(amount=yuan(301), instalments=PLAN))


@refusal("grant.instalments_in_time", "an instalment after the last day of the grant", "一期晚于有效期")
def instalment_after_the_end() -> Decision:
    return book().decide(grant(expires=LATER - timedelta(1), instalments=PLAN))


@refusal("grant.due", "an instalment paid before its day", "未到期即支付分期")
def paid_before_its_day() -> Decision:
    return book(grant(instalments=PLAN)).decide(pay(amount=Money(200_01)))


@refusal("payment.unsigned", "a payment signed for twice", "重复签收")
def signed_twice() -> Decision:
    once, again = (AcknowledgeReceipt(key=key, on=ON, payment="pay-1", paper="slip-1") for key in ("s-1", "s-2"))
    return paid(once).decide(again)


# --- misuse, and money back ----------------------------------------------------------------------


@refusal("case.no_misuse", "money for a case with misuse on record", "有误用记录仍批准救助")
def grant_in_spite_of_misuse() -> Decision:
    return book(misuse()).decide(grant())


@refusal("misuse.open", "misuse settled twice", "重复处理误用")
def settled_twice() -> Decision:
    return paid(misuse(), settled()).decide(settled(key="settled-2"))


@refusal("misuse.not_demanded", "misuse settled while money is asked back", "追回未了即处理误用")
def settled_too_soon() -> Decision:
    return paid(misuse(), demand()).decide(settled())


@refusal("recovery.together", "one demand for two cases", "一次追回涉及两个个案")
def demand_for_two_cases() -> Decision:
    second = (grant(key="grant-2", case=CaseId("case-2")), pay(key="pay-2", grant="grant-2"))
    return paid(*OTHER, *second, misuse()).decide(demand(payments=["pay-1", "pay-2"]))


@refusal("recovery.of_this_case", "a demand for the misuse of another case", "以其他个案的误用要求退回")
def demand_for_other_misuse() -> Decision:
    return paid(*OTHER, misuse(case=CaseId("case-2"))).decide(demand())


@refusal("recovery.asked_first", "asked back though it was put right", "已改正仍要求返还")
def asked_back_though_put_right() -> Decision:
    made = paid(aid(insurance=yuan(2_200)), misuse(kind="used_otherwise"))
    return made.decide(demand(put_right=True, in_need=False))


@refusal("recovery.still_paid", "more asked back than was paid", "要求退回的金额高于已付")
def more_than_was_paid() -> Decision:
    return paid(misuse()).decide(demand(amount=Money(300_01)))


@refusal("recovery.open", "a demand waived that was met", "已全部收回仍放弃追回")
def waived_though_met() -> Decision:
    order = WaiveRecovery(key="w-1", on=SPRING, demand="demand-1", reason="sent twice", approved_by=COUNCIL)
    return paid(misuse(), demand(), back()).decide(order)


@refusal("recovery.left", "more comes back than was asked for", "收回金额高于要求")
def more_comes_back() -> Decision:
    return paid(misuse(), demand()).decide(back(amount=Money(300_01)))


@refusal("payment.not_demanded", "a payment reversed while it is asked back", "冲销在追回中的支付")
def reversed_while_asked_back() -> Decision:
    return paid(misuse(), demand()).decide(take_back(on=LATER))


@refusal("payment.still_out", "a payment reversed that came back on a demand", "冲销已追回的支付")
def reversed_after_it_came_back() -> Decision:
    return paid(misuse(), demand(), back()).decide(take_back(on=SPRING))


# --- helpers -------------------------------------------------------------------------------------


@refusal("helper.was_helped", "somebody who was never helped", "未曾受助者")
def helper_never_helped() -> Decision:
    return book().decide(helper())


@refusal("helper.new", "a helper in the same role twice", "重复登记同一助人身份")
def helper_twice() -> Decision:
    return paid(helper()).decide(helper(key="helper-2"))


@refusal("helper.consent", "a helper whom nobody asked", "未取得本人同意的助人者登记")
def helper_not_asked() -> Decision:
    return paid().decide(helper(consent=None))
