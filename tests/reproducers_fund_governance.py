"""One way to provoke each error of founding and governing a fund. People and bodies are invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.book import Book
from community_charity.flows.spending import Spend
from community_charity.funds.changing import ChangeCommittee
from community_charity.funds.ladder import ApproveAbove
from community_charity.funds.names import FundName
from community_charity.funds.opinions import AnswerOpinion, RecordSupervisorOpinion
from community_charity.funds.uses import Bar, FundUse, UseFacts
from community_charity.language import Text
from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.parties import OrganisationId
from community_charity.purposes import ENVIRONMENT, PUBLIC_REPAIR, RELIEF, Purpose
from reproducers import caught, error, refusal
from sample import (
    CHARITY,
    COMMITTEE,
    FUND,
    HUNAN,
    LAW,
    ON,
    capital,
    charity,
    enter,
    establish,
    fund,
    known_members,
    people,
    tied,
)

if TYPE_CHECKING:
    from community_charity.book.orders import Command
    from community_charity.errors import CharityError
    from community_charity.funds.fund import CommunityCharityFund
    from community_charity.law.decision import Decision

EVE, NEXT = ON - timedelta(days=1), ON + timedelta(days=1)
YANTAI, JINAN, HUBEI, LICANG = (
    Law.of(f"cn/{place}") for place in ("shandong/yantai", "shandong/jinan", "hubei", "shandong/qingdao/licang")
)
CLEAR = UseFacts(property_company=False, maintenance_fund=False, barred=[])
HOST, BUILDER = CHARITY, OrganisationId("lake-builders")
A_LITTLE, MUCH, LARGE = yuan(300), yuan(30_000), yuan(2_000_000)


def wide_fund(**changes: Any) -> CommunityCharityFund:
    """Give a fund for relief, repairs and the environment, with more money than any ceiling."""
    usual = fund(purposes=[RELIEF, PUBLIC_REPAIR, ENVIRONMENT], capital=capital(LARGE))
    return attrs.evolve(usual, **changes)


def governed(*more: Command, law: Law = LAW, of: CommunityCharityFund | None = None) -> Book:
    """Give a book with a fund of ample means, its host, and more orders."""
    made = Book(law)
    host = charity(qualified_on=date(2022, 5, 1), managers=people("m-1", "m-2"))
    made.record_all([enter(host), establish(of or wide_fund()), *more])
    return made


def spend(amount: Money = A_LITTLE, purpose: Purpose = PUBLIC_REPAIR, **changes: Any) -> Spend:
    usual: dict[str, Any] = {"key": "spend-1", "on": ON, "pool": FUND, "approved_by": COMMITTEE[:3]}
    return Spend(**usual | {"amount": amount, "purpose": purpose} | changes)


def above(amount: Money = MUCH, **changes: Any) -> ApproveAbove:
    usual: dict[str, Any] = {
        "key": "above-1", "on": ON, "pool": FUND, "order": "spend-1", "level": "host", "by": "m-1", "paper": "d-1",
    }  # fmt: skip
    return ApproveAbove(**usual | {"amount": amount} | changes)


def opinion(**changes: Any) -> RecordSupervisorOpinion:
    usual: dict[str, Any] = {
        "key": "opinion-1", "on": ON, "fund": FUND, "on_what": "spend-1", "by": "s-1", "opinion": "supports",
        "paper": "m-1",
    }  # fmt: skip
    return RecordSupervisorOpinion(**usual | changes)


def answer(**changes: Any) -> AnswerOpinion:
    usual: dict[str, Any] = {
        "key": "answer-1", "on": ON, "opinion": "opinion-1", "paper": "m-2", "approved_by": COMMITTEE[:3],
    }  # fmt: skip
    return AnswerOpinion(**usual | changes)


def change(**changes: Any) -> ChangeCommittee:
    usual: dict[str, Any] = {"key": "change-1", "on": ON, "fund": FUND, "approved_by": COMMITTEE[:3]}
    return ChangeCommittee(**usual | changes)


def named(donor: str = "Red Cloud", **changes: Any) -> CommunityCharityFund:
    usual: dict[str, Any] = {"donor_is": "unit", "promotes": False, "approved_on": ON}
    name = FundName(
        Text("City Charity", "市慈善总会"), Text("Lake Town", "湖镇"), Text(donor, "红云"), **usual | changes
    )
    return fund(name=name)


def may_use(law: Law, purpose: Purpose = PUBLIC_REPAIR, of: CommunityCharityFund | None = None, **use: Any) -> Decision:
    return (of or wide_fund()).may_use(FundUse(purpose, **{"facts": CLEAR} | use), law.on(ON))


# --- errors --------------------------------------------------------------------------------------


@error("fund.members", "a committee member named twice", "管委会成员列出两次")
def member_named_twice() -> CharityError:
    return caught(lambda: fund(members=known_members("c-1", "c-1")))


@error("fund.name", "a name without Chinese words", "缺少中文的名称")
def name_without_chinese() -> CharityError:
    return caught(lambda: FundName(Text("City Charity", " "), Text("Lake Town", "湖镇")))


@error("fund.name_place", "a place that is no community, village or town", "非社区、村、乡镇或街道的地名")
def place_that_is_none() -> CharityError:
    return caught(lambda: FundName(Text("City Charity", "市慈善总会"), Text("Lake", "湖")))


@error("fund.barred", "barred uses in words", "以文字表示的禁止用途")
def bars_in_words() -> CharityError:
    return caught(lambda: UseFacts(barred="none"))


@error("fund.no_change", "a change of nothing", "无内容的变更")
def change_of_nothing() -> CharityError:
    return caught(change)


# --- founding ------------------------------------------------------------------------------------


@refusal("fund.supervisors_apart", "a supervisor who votes as well", "监督员兼任管委会成员")
def supervisor_who_votes() -> Decision:
    return fund(supervisors=COMMITTEE[:1]).may_establish(LAW.on(ON))


@refusal("fund.qualified_host", "a host without the qualification, in Jinan", "济南：依托组织无公开募捐资格")
def host_without_qualification() -> Decision:
    return fund().may_establish(JINAN.on(ON), charity())


@refusal("fund.roles_apart", "a host that carries the project out, in Hubei", "湖北：依托组织兼为承接单位")
def host_as_contractor() -> Decision:
    return governed(law=HUBEI).decide(spend(payee=HOST))


@refusal("fund.donor_name", "a fund with the name of a product", "以产品名称冠名的基金")
def name_of_a_product() -> Decision:
    return named(donor_is="product").may_establish(LAW.on(ON))


@refusal("fund.name_not_commercial", "a name that promotes a business", "用于商业宣传的冠名")
def name_that_promotes() -> Decision:
    return named(promotes=True).may_establish(LAW.on(ON))


@refusal("fund.name_approved", "a donor's name that was approved a day late", "冠名批准晚一日")
def name_approved_late() -> Decision:
    return named(approved_on=NEXT).may_establish(LAW.on(ON))


# --- changes -------------------------------------------------------------------------------------


@refusal("fund.change_fits", "a stranger who leaves the committee", "非成员退出管委会")
def stranger_who_leaves() -> Decision:
    return governed().decide(change(leave=people("p-9")))


@refusal("fund.somebody_left", "a committee that all leave", "全体成员退出管委会")
def everybody_leaves() -> Decision:
    return governed().decide(change(leave=COMMITTEE))


@refusal("fund.change_in_order", "a change dated before the last one", "早于上次变更的变更")
def change_before_the_last() -> Decision:
    later = change(key="change-0", on=NEXT, join=known_members("c-6", "c-7"))
    return governed(later).decide(change(leave=people("c-6"), on=ON))


# --- the ladder ----------------------------------------------------------------------------------


@refusal("fund.approved_by_host", "a fen above what the committee approves", "超出管委会审批额度一分")
def a_fen_above_the_committee() -> Decision:
    return governed().decide(spend(yuan("20000.01")))


@refusal("fund.approved_by_board", "a fen above what the host approves", "超出依托组织审批额度一分")
def a_fen_above_the_host() -> Decision:
    return governed(above(LARGE)).decide(spend(yuan("800000.01")))


@refusal("fund.approver", "a committee member who approves from above", "管委会成员作为上级批准人")
def committee_from_above() -> Decision:
    return governed().decide(above(by="c-1"))


@refusal("fund.approver_recused", "a builder's brother who approves from above", "承接人兄弟作为上级批准人")
def brother_from_above() -> Decision:
    return governed(tied("m-1", BUILDER), above()).decide(spend(yuan(30_000), payee=BUILDER))


# --- opinions ------------------------------------------------------------------------------------


@refusal("fund.opinion", "spending in Hunan that no supervisor was heard on", "湖南：未记录监督意见的支出")
def no_supervisor_was_heard() -> Decision:
    return governed(law=HUNAN).decide(spend())


@refusal("fund.opinion_answered", "an objection that nobody answered", "未答复的反对意见")
def objection_without_answer() -> Decision:
    return governed(opinion(opinion="objects"), law=HUNAN).decide(spend())


@refusal("fund.supervisor", "a committee member's opinion as a supervisor's", "管委会成员以监督员身份提出意见")
def opinion_of_a_member() -> Decision:
    return governed().decide(opinion(by="c-1"))


@refusal("fund.opinion_not_before", "an answer from before the opinion", "早于监督意见的答复")
def answer_before_the_opinion() -> Decision:
    return governed(opinion(on=NEXT)).decide(answer(on=ON))


# --- uses ----------------------------------------------------------------------------------------


@refusal("fund.admits", "a use that the fund is not for", "不符合基金宗旨的用途")
def use_it_is_not_for() -> Decision:
    return may_use(LAW, of=fund())


@refusal("fund.use_field", "planting trees from a fund in Hunan", "湖南：以基金植树")
def trees_in_hunan() -> Decision:
    return may_use(HUNAN, ENVIRONMENT)


@refusal("fund.own_area", "a use in another community, in Jinan", "济南：用于其他社区")
def another_community() -> Decision:
    lake = wide_fund(place="cn/shandong/jinan/lake")
    return may_use(JINAN, of=lake, place="cn/shandong/jinan/hill")


@refusal("fund.public_repair", "a repair that the property company owes", "应由物业企业负责的维修")
def repair_of_a_property_company() -> Decision:
    return may_use(YANTAI, facts=attrs.evolve(CLEAR, property_company=True))


def barred(bar: Bar, law: Law = LAW) -> Decision:
    return may_use(law, facts=attrs.evolve(CLEAR, barred=[bar]))


@refusal("fund.no_profit", "a fund that does business", "基金从事营利活动")
def business() -> Decision:
    return barred(Bar.PROFIT)


@refusal("fund.no_guarantee", "a fund that guarantees a loan", "基金提供担保")
def guarantee() -> Decision:
    return barred(Bar.GUARANTEE)


@refusal("fund.no_private_sharing", "a fund that is shared out", "私分基金")
def sharing_out() -> Decision:
    return barred(Bar.PRIVATE_SHARING)


@refusal("fund.no_sub_fund", "a fund below the fund", "设立子基金")
def fund_below() -> Decision:
    return barred(Bar.SUB_FUND)


@refusal("fund.no_committee_pay", "pay for a committee member, in Hunan", "湖南：向管委会成员支付报酬")
def committee_pay() -> Decision:
    return governed(opinion(), law=HUNAN).decide(spend(payee="c-5"))


@refusal("fund.no_commercial_naming", "a commercial name in return for a use", "商业冠名")
def commercial_naming() -> Decision:
    return barred(Bar.COMMERCIAL_NAMING)
