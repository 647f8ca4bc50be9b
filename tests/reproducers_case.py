"""One way to provoke each error and refusal of how a case comes in, is objected to, refused and appealed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from community_charity.book.book import Book
from community_charity.law.law import Law
from community_charity.money import yuan
from community_charity.parties import PersonId
from community_charity.relief import InvestigateCase, PostNotice, ReviewCase
from community_charity.relief.costs import AidKind, AidLine
from community_charity.relief.eligibility import OUTSIDE
from community_charity.relief.intake import Discovery, FoundBy
from community_charity.relief.objections import RaiseObjection, SettleObjection
from community_charity.relief.refusals import AppealRefusal, DecideAppeal, RefuseRelief, TellRefusal
from reproducers import caught, error, refusal
from sample import (
    CASE,
    COUNCIL,
    LAW,
    ON,
    SOCIETY,
    bodies,
    book,
    capital,
    case,
    found,
    grant,
    open_,
    registered_society,
    settle,
)

if TYPE_CHECKING:
    from community_charity.book.orders import Command
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision

MORROW = ON + timedelta(days=1)
MEETING: dict[str, Any] = {"present": COUNCIL[:2], "in_favour": COUNCIL[:2]}


def residents_only() -> Book:
    start = capital(county_finance=yuan(10_000), village_collective=yuan(10_000), donors=yuan(10_000))
    made = Book(Law.of("cn/anhui/chuzhou/dingyuan"))
    made.record_all([*bodies()[:3], found(registered_society(capital=start)), settle(), open_()])
    return made


def review() -> ReviewCase:
    return ReviewCase(key="review-1", on=ON, case=CASE, pool=SOCIETY, amount=yuan(300), **MEETING)


def on_notice(*more: Command) -> Book:
    return book(review(), PostNotice(key="notice-1", on=ON, review="review-1"), *more)


def objection(**changes: Any) -> RaiseObjection:
    usual: dict[str, Any] = {"key": "objection-1", "on": ON, "review": "review-1", "reason": "no_need"}
    return RaiseObjection(**usual | changes)


def answer(**changes: Any) -> SettleObjection:
    usual: dict[str, Any] = {
        "key": "answer-1", "on": ON, "objection": "objection-1", "upheld": False, "by": ["p-8"], "paper": "note-1",
    }  # fmt: skip
    return SettleObjection(**usual | changes)


def no(**changes: Any) -> RefuseRelief:
    usual: dict[str, Any] = {"key": "no-1", "on": ON, "case": CASE, "pool": SOCIETY, "reasons": ["not_proved"]}
    return RefuseRelief(**usual | {"paper": "letter-1"} | MEETING | changes)


def told(key: str = "told-1") -> TellRefusal:
    return TellRefusal(key=key, on=ON, refusal="no-1")


def appeal(key: str = "appeal-1", days: int = 0) -> AppealRefusal:
    return AppealRefusal(key=key, on=ON + timedelta(days=days), case=CASE)


def outcome(**changes: Any) -> DecideAppeal:
    usual: dict[str, Any] = {
        "key": "outcome-1", "on": ON, "appeal": "appeal-1", "upheld": False, "by": ["p-8"], "paper": "note-2",
    }  # fmt: skip
    return DecideAppeal(**usual | changes)


# --- errors --------------------------------------------------------------------------------------


@error("case.aid_lines", "lines of government aid that do not add up", "政府救助明细合计与总额不符")
def lines_that_do_not_add_up() -> CharityError:
    return caught(lambda: case(aid_lines=[AidLine(AidKind.DIBAO, yuan(499))]))


@error("investigation.checked", "what was checked, as one word", "以单个词表示的核查事项")
def checked_in_a_word() -> CharityError:
    look: dict[str, Any] = {"key": "look-1", "on": ON, "case": CASE, "by": ["p-1", "p-2"], "report": "r-1"}
    return caught(lambda: InvestigateCase(**look, checked="home"))  # type: ignore[arg-type] # the mistake to show


@error("objection.upheld", "an objection settled by nobody", "无人处理的异议")
def settled_by_nobody() -> CharityError:
    return caught(lambda: answer(by=[]))


@error("refusal.reasons", "a refusal without a reason", "未说明理由的不予救助")
def refused_without_a_reason() -> CharityError:
    return caught(lambda: no(reasons=[]))


# --- refusals ------------------------------------------------------------------------------------


@refusal("case.found_before", "a case opened before the household was found", "立案早于发现")
def opened_before_found() -> Decision:
    made = Book(LAW)
    made.record_all([*bodies(), settle()])
    return made.decide(open_(case(found_by=Discovery(FoundBy.GRID_SURVEY, MORROW))))


@refusal(
    "relief.resident",
    "a society for residents, and a household that is not known to be one",
    "仅救助本村居民，而户籍不详",
)
def resident_not_known() -> Decision:
    return residents_only().decide(grant(amount=yuan(600)))


@refusal("relief.within_community", "a society, and a household from elsewhere", "救助已知不属于本社区的家庭")
def from_elsewhere() -> Decision:
    return book(case=case(residence=OUTSIDE)).decide(grant())


@refusal("objection.on_notice", "an objection before the notice is posted", "公示前提出异议")
def objected_without_a_notice() -> Decision:
    return book(review()).decide(objection())


@refusal("objection.while_it_hangs", "an objection after the notice has ended", "公示期满后提出异议")
def objected_too_late() -> Decision:
    return on_notice().decide(objection(on=ON + timedelta(days=6)))


@refusal("objection.open", "an objection settled twice", "同一异议处理两次")
def settled_twice() -> Decision:
    return on_notice(objection(), answer()).decide(answer(key="answer-2"))


@refusal("objection.not_before", "an objection settled before it was raised", "异议提出前即处理")
def settled_too_early() -> Decision:
    return on_notice(objection(on=MORROW)).decide(answer())


@refusal("objection.by_others", "an objection settled by who raised it", "由异议人处理本人的异议")
def settled_by_who_raised_it() -> Decision:
    return on_notice(objection(by=PersonId("p-8"))).decide(answer())


@refusal("refusal.untold", "a household told of a refusal twice", "重复告知不予救助")
def told_twice() -> Decision:
    return book(no(), told()).decide(told("told-2"))


@refusal("refusal.not_before", "an appeal decided before it was made", "复核决定早于申请")
def decided_too_early() -> Decision:
    return book(no(), appeal(days=1)).decide(outcome())


@refusal("refusal.appealed_once", "a second appeal against one refusal", "对同一不予救助决定再次申请复核")
def appealed_twice() -> Decision:
    return book(no(), appeal(), outcome()).decide(appeal("appeal-2"))


@refusal("refusal.appeal_in_time", "an appeal on the sixty-first day", "第六十一日申请复核")
def appealed_too_late() -> Decision:
    return book(no(), told()).decide(appeal(days=61))


@refusal("appeal.open", "an appeal decided twice", "同一复核申请决定两次")
def decided_twice() -> Decision:
    return book(no(), appeal(), outcome()).decide(outcome(key="outcome-2"))


@refusal("appeal.by_others", "an appeal decided by those who refused", "由作出不予救助决定的人员复核")
def decided_by_the_same() -> Decision:
    return book(no(), appeal()).decide(outcome(by=COUNCIL[:1]))
