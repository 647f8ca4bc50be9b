"""One way to provoke each error and refusal of the link with government aid. Bodies, people and numbers are invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.book import Book
from community_charity.linkage import (
    AidFacts,
    AnswerReferral,
    FeedBack,
    NameAuthority,
    OverrideDuplicate,
    ReferOut,
    RegisterMarks,
    RelyOnInvestigation,
    SeparateHouseholds,
    identity_mark,
    unclaimed_aid,
)
from community_charity.money import yuan
from community_charity.organisations import OtherBody
from community_charity.parties import HouseholdId, OrganisationId, PersonId
from community_charity.pools import Cause
from community_charity.rules.assistance import ExtremeHardship, HouseholdSituation, Supporters
from reproducers import caught, error, refusal
from sample import CASE, CHARITY, FEDERATION, HOME, NATIONAL, ON, book, case, enter, household, open_, refer, settle

if TYPE_CHECKING:
    from community_charity.book.orders import Command
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision

OFFICE = OrganisationId("town-office")
KEY = bytes(range(32))
EVE, LATER = ON - timedelta(days=1), ON + timedelta(days=1)


def name(**changes: Any) -> NameAuthority:
    usual: dict[str, Any] = {"key": "name-1", "on": ON, "organisation": OFFICE, "officers": ["o-1"], "paper": "doc-7"}
    return NameAuthority(**usual | changes)


def order_of(**changes: Any) -> dict[str, Any]:
    return {"on": ON, "by": OFFICE, "officer": PersonId("o-1"), "reason": "came back"} | changes


def allow(second: str = "case-2", **changes: Any) -> OverrideDuplicate:
    usual = {"key": f"allow-{second}", "case": second, "household": HOME, "cause": Cause.ILLNESS}
    return OverrideDuplicate(**order_of(**usual | changes))


def part(one: str = HOME, other: str = "home-2", **changes: Any) -> SeparateHouseholds:
    return SeparateHouseholds(**order_of(**{"key": f"part-{one}-{other}", "one": one, "other": other} | changes))


def refer_out(**changes: Any) -> ReferOut:
    usual: dict[str, Any] = {
        "key": "out-1",
        "case": CASE,
        "to": CHARITY,
        "what": ["household_size"],
        "child": False,
        "on": ON,
        "consent": True,
    }
    return ReferOut(**usual | changes)


def answer(said: str = "accepted", **changes: Any) -> AnswerReferral:
    why = "came back" if said == "refused" else None
    usual: dict[str, Any] = {"key": "answer-1", "on": ON, "referral": "out-1", "answer": said, "reason": why}
    return AnswerReferral(**usual | changes)


def feed_back(said: str = "helped", **changes: Any) -> FeedBack:
    usual: dict[str, Any] = {"key": "back-1", "on": ON, "referral": "out-1", "result": said}
    return FeedBack(**usual | changes)


def rely(**changes: Any) -> RelyOnInvestigation:
    usual: dict[str, Any] = {"key": "rely-1", "on": ON, "case": CASE, "by": OFFICE, "paper": "file-7"}
    return RelyOnInvestigation(**usual | changes)


def marked(home: str = HOME, *marks: str) -> RegisterMarks:
    return RegisterMarks(key=f"marks-{home}", on=ON, household=HouseholdId(home), marks=marks or ("0f" * 32,))


def official(*more: Command) -> Book:
    """Give a book with a named authority."""
    return book(enter(OtherBody(OFFICE)), name(), *more)


def twins(*more: Command) -> Book:
    """Give one with a second household that shares a member with the first."""
    return official(settle(household("home-2", "f-2", "f-3")), *more)


# --- errors --------------------------------------------------------------------------------------


@error("mark.key", "a key that is too short", "密钥过短")
def too_short_a_key() -> CharityError:
    return caught(lambda: identity_mark("119999199003070060", b"short"))


@error("mark.marks", "a mark that is no mark", "并非标记的标记")
def no_mark() -> CharityError:
    return caught(lambda: marked(HOME, "119999199003070060"))


@error("linkage.claimed", "what was claimed, as a bare word", "以单个词给出的已申请救助")
def claimed_as_a_word() -> CharityError:
    law = NATIONAL.on(ON)
    return caught(lambda: unclaimed_aid(AidFacts(), law, claimed="dibao"))


@error("referral.reason", "a referral refused without a reason", "拒绝转介而未说明理由")
def refused_without_a_reason() -> CharityError:
    return caught(lambda: answer("refused", reason=None))


@error("referral.amount", "an amount for somebody who was not helped", "未予帮扶却填写金额")
def amount_without_help() -> CharityError:
    return caught(lambda: feed_back("not_helped", amount=yuan(5)))


# --- refusals ------------------------------------------------------------------------------------


@refusal("authority.body", "a charity as the authority", "以慈善组织为主管机关")
def charity_as_authority() -> Decision:
    return book().decide(name(organisation=CHARITY))


@refusal("authority.not_before", "a second case allowed before the authority was named", "主管机关确定前准许另立个案")
def allowed_too_early() -> Decision:
    return official().decide(allow(on=EVE))


@refusal("authority.named", "a second case allowed by just any body", "由未经确定的单位准许另立个案")
def allowed_by_anybody() -> Decision:
    return official().decide(allow(by=FEDERATION))


@refusal("authority.officer", "a second case allowed by somebody else", "由其他人员准许另立个案")
def allowed_by_somebody_else() -> Decision:
    return official().decide(allow(officer="o-2"))


@refusal("override.same_case", "a case that is of another cause", "属其他事由的个案")
def of_another_cause() -> Decision:
    return official().decide(allow(CASE, cause="education"))


@refusal("override.needed", "a second case allowed where there is no first", "并无首个个案而准许另立")
def nothing_to_allow() -> Decision:
    return official().decide(allow(cause="education"))


@refusal("separation.linked", "households parted that share nothing", "解除并无共同标志的两户关联")
def nothing_to_part() -> Decision:
    return official(settle(household("home-2", "f-9"))).decide(part())


@refusal("referral.open", "a case referred twice to one body", "同一个案重复转介至同一单位")
def referred_twice() -> Decision:
    return book(refer_out()).decide(refer_out(key="out-2"))


@refusal("referral.not_before", "an answer before the referral", "早于转介的答复")
def answered_too_early() -> Decision:
    return book(refer_out(on=LATER)).decide(answer())


@refusal("referral.unanswered", "a second answer", "重复答复")
def answered_twice() -> Decision:
    return book(refer_out(), answer()).decide(answer("refused", key="answer-2"))


@refusal("referral.accepted", "a result before the answer", "尚未答复即反馈结果")
def result_before_the_answer() -> Decision:
    return book(refer_out()).decide(feed_back())


@refusal("referral.no_result", "a second result", "重复反馈结果")
def two_results() -> Decision:
    return book(refer_out(), answer(), feed_back()).decide(feed_back(key="back-2"))


@refusal("referral.referred_by", "the investigation of a body that did not refer the case", "采信并未转介的单位的调查")
def nobody_referred_it() -> Decision:
    return official().decide(rely())


@refusal("referral.simplified", "a simple procedure before any rule allowed it", "尚无规定时简化程序")
def simplified_too_early() -> Decision:
    return _referred_on(date(2023, 9, 5)).decide(rely(on=date(2023, 9, 5)))


@refusal("referral.case_file", "a government file without its number", "未留存政府案卷编号")
def no_number() -> Decision:
    return official(refer(by=OFFICE)).decide(rely(paper=None))


@refusal("linkage.kind_of_hardship", "hardship of the other kind", "困难类型不符")
def of_the_other_kind() -> Decision:
    home = HouseholdSituation(sudden_hardship=True)
    return _of("temporary_emergency", AidFacts(household=home, hardship="expenditure"))


@refusal("linkage.medical_category", "medical assistance for a family of no category", "不属于医疗救助对象的家庭")
def of_no_category() -> Decision:
    rich = HouseholdSituation(
        income_per_head=yuan(9_000), dibao_standard=yuan(700), property_for_margin=False, property_for_rigid=False
    )
    return _of("medical", AidFacts(household=_not_extreme(rich), medical_costs=True))


@refusal("linkage.medical_costs", "medical assistance without costs", "无自负费用而申请医疗救助")
def no_costs() -> Decision:
    return _of("medical", AidFacts(household=HouseholdSituation(on_dibao=True), medical_costs=False))


def _of(kind: str, facts: AidFacts) -> Decision:
    found = unclaimed_aid(facts, NATIONAL.on(date(2026, 7, 1)))
    return next(one.decision for one in found if one.aid.value == kind)


def _not_extreme(home: HouseholdSituation) -> HouseholdSituation:

    return attrs.evolve(home, extreme_hardship=ExtremeHardship(supporters=Supporters.ABLE))


def _referred_on(on: date) -> Book:

    made = Book(NATIONAL)
    opened = open_(case(referred_by=OFFICE, consent=True), on=on)
    made.record_all([enter(OtherBody(OFFICE)), name(on=on), settle(on=on), opened])
    return made
