"""One way to provoke each error and refusal of societies at work: members, boards, money, federations. All invented."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from community_charity.book.book import Book
from community_charity.flows.transfers import TransferFunds
from community_charity.law.law import Law
from community_charity.money import yuan
from community_charity.organisations import OtherBody, RegisterOrganisation
from community_charity.parties import OrganisationId, PersonId
from community_charity.purposes import RELIEF
from community_charity.relief.eligibility import Residence
from community_charity.relief.federated import ApproveAsFederation
from community_charity.relief.fund_requests import FulfilRequest, RequestFromFund, ServeSociety, WithdrawRequest
from community_charity.relief.reviews import ReviewCase
from community_charity.societies.boards import ElectBoards
from community_charity.societies.custody import ChangeCustodian, RegisterFiledSociety
from community_charity.societies.dues import RecordDues
from community_charity.societies.entries import ReverseEntry
from community_charity.societies.federation import Affiliate, FoundFederation, TownFederation
from community_charity.societies.members import AdmitMember, ReleaseMember
from community_charity.societies.replenishing import replenishment_due
from community_charity.societies.topping_up import AdoptTopUpPlan, TopUp, TopUpPlan
from reproducers import caught, error, refusal
from sample import (
    CASE,
    CHARITY,
    COMMITTEE,
    COUNCIL,
    FEDERATION,
    FUND,
    LATER,
    LAW,
    ON,
    SOCIETY,
    book,
    capital,
    case,
    cost,
    enter,
    establish,
    found,
    from_fund,
    fund,
    grant,
    household,
    open_,
    people,
    registered_society,
    settle,
    society,
)

if TYPE_CHECKING:
    from community_charity.book.orders import Command
    from community_charity.errors import CharityError
    from community_charity.funds import EstablishFund
    from community_charity.law.decision import Decision
    from community_charity.relief.grants import GrantRelief

EVE = date(2025, 3, 12)
VILLAGE, BODY = OrganisationId(SOCIETY), OrganisationId("town-1")
TOWN = people("t-1", "t-2", "t-3")
ANQING, DINGYUAN, FENGTAI, GUOYANG, JIXI = (
    Law.of(f"cn/anhui/{place}")
    for place in ("anqing", "chuzhou/dingyuan", "huainan/fengtai", "bozhou/guoyang", "xuancheng/jixi")
)
SPENT = (cost(yuan(60_000)),)


def admit(**changes: Any) -> AdmitMember:
    usual: dict[str, Any] = {"key": "admit-1", "on": ON, "society": VILLAGE, "member": PersonId("v-1")}
    return AdmitMember(**usual | {"kind": "residents"} | changes)


def release(**changes: Any) -> ReleaseMember:
    usual: dict[str, Any] = {"key": "go-1", "on": ON, "society": VILLAGE, "member": PersonId("v-1")}
    return ReleaseMember(**usual | changes)


def dues(**changes: Any) -> RecordDues:
    usual: dict[str, Any] = {"key": "dues-1", "on": ON, "society": VILLAGE, "member": PersonId("v-1")}
    return RecordDues(**usual | {"amount": yuan(50), "year": 2025, "freely": True} | changes)


def elect(**changes: Any) -> ElectBoards:
    usual: dict[str, Any] = {"key": "elect-1", "on": ON, "society": VILLAGE, "council": people("n-1", "n-2", "n-3")}
    return ElectBoards(**usual | {"minutes": "minutes-1"} | changes)


def custody(**changes: Any) -> ChangeCustodian:
    usual: dict[str, Any] = {"key": "custody-1", "on": ON, "society": VILLAGE, "custodian": CHARITY}
    return ChangeCustodian(**usual | {"kind": "county_charity"} | changes)


def register(**changes: Any) -> RegisterFiledSociety:
    usual: dict[str, Any] = {"key": "register-1", "on": ON, "society": VILLAGE, "members": 50}
    return RegisterFiledSociety(**usual | changes)


def plan(*parts: Any, **changes: Any) -> AdoptTopUpPlan:
    """Give a plan for the society founded with ¥8,000.00 before there was a floor."""
    halves = (("county_finance", yuan(12_000), LATER), ("donors", yuan(10_000), LATER))
    usual: dict[str, Any] = {"key": "plan-1", "on": ON, "approved_by": COUNCIL[:2]}
    return AdoptTopUpPlan(plan=TopUpPlan(VILLAGE, parts or halves), **usual | changes)


def top_up(**changes: Any) -> TopUp:
    usual: dict[str, Any] = {"key": "top-up-1", "on": ON, "society": VILLAGE, "source": "donors"}
    return TopUp(**usual | {"amount": yuan(10_000)} | changes)


def take_out(**changes: Any) -> ReverseEntry:
    usual: dict[str, Any] = {"key": "reverse-1", "on": ON, "entry": "dues-1", "reason": "entered twice"}
    return ReverseEntry(**usual | changes)


def town(**changes: Any) -> FoundFederation:
    made = TownFederation(BODY, council=TOWN, capital=capital(township=yuan(50_000)), **changes)
    return FoundFederation(key="found-town", on=ON, federation=made)


def join(**changes: Any) -> Affiliate:
    usual: dict[str, Any] = {"key": "join-1", "on": ON, "society": VILLAGE, "federation": BODY, "approves": True}
    return Affiliate(**usual | {"approved_by": COUNCIL[:2]} | changes)


def federated(*more: Command, law: Law = LAW, **case_: Any) -> Book:
    """Give a book whose society has joined a federation that approves its grants."""
    return book(enter(OtherBody(BODY)), town(), join(), *more, law=law, case=case(**case_))


def review(**changes: Any) -> ReviewCase:
    usual: dict[str, Any] = {"key": "review-1", "on": ON, "case": CASE, "pool": SOCIETY, "amount": yuan(600)}
    return ReviewCase(**usual | {"present": COUNCIL, "in_favour": COUNCIL[:2]} | changes)


def approve(**changes: Any) -> ApproveAsFederation:
    usual: dict[str, Any] = {"key": "approve-1", "on": ON, "review": "review-1", "approved_by": TOWN[:2]}
    return ApproveAsFederation(**usual | changes)


def poor(*more: Command, law: Law = LAW, on: date = date(2023, 8, 1), **changes: Any) -> Book:
    """Give a book with a society of ¥8,000.00, founded before the province's floor."""
    made = Book(law)
    town_ = RegisterOrganisation(key="enter-town", on=on, organisation=OtherBody(FEDERATION))
    made.record_all([town_, found(society(**{"capital": capital(yuan(8_000))} | changes), on=on), *more])
    return made


HILL = "hill-fund"


def hill() -> EstablishFund:
    made = fund(id=HILL, purposes=frozenset({RELIEF}), capital=capital(yuan(1_000)))
    return establish(made, key="establish-2")


def serve(**changes: Any) -> ServeSociety:
    usual: dict[str, Any] = {"key": "serve-1", "on": ON, "fund": HILL, "society": VILLAGE}
    return ServeSociety(**usual | {"approved_by": COMMITTEE[:3]} | changes)


def ask(**changes: Any) -> RequestFromFund:
    usual: dict[str, Any] = {"key": "ask-1", "on": ON, "society": VILLAGE, "fund": HILL, "review": "review-1"}
    return RequestFromFund(**usual | {"amount": yuan(500)} | changes)


def send(**changes: Any) -> FulfilRequest:
    usual: dict[str, Any] = {"key": "send-1", "on": ON, "request": "ask-1", "amount": yuan(500)}
    return FulfilRequest(**usual | {"approved_by": COMMITTEE[:3]} | changes)


def drop(**changes: Any) -> WithdrawRequest:
    usual: dict[str, Any] = {"key": "drop-1", "on": ON, "request": "ask-1", "reason": "came back"}
    return WithdrawRequest(**usual | changes)


def empty() -> TransferFunds:
    """Leave the society ¥100.00."""
    return TransferFunds(key="away-1", on=ON, source=SOCIETY, target=FUND, amount=yuan(29_900), approved_by=COUNCIL[:2])


def waiting(*more: Command, law: Law = ANQING) -> Book:
    """Give a book whose society approved ¥600.00, has ¥100.00, and a fund of ¥1,000.00 that serves it; and another case."""
    other = [
        settle(household("home-2", "g-1"), key="settle-2"),
        open_(case("case-2", household="home-2"), key="open-2"),
    ]
    return book(hill(), empty(), serve(), review(), *other, *more, law=law)


def other_grant(**changes: Any) -> GrantRelief:
    return from_fund(**{"key": "grant-2", "case": "case-2", "pool": HILL} | changes)


# --- errors --------------------------------------------------------------------------------------


@error("member.counted", "a member counted in words", "以文字填写是否计入的会员")
def counted_in_words() -> CharityError:
    return caught(lambda: admit(counted="yes"))


@error("dues.year", "dues for a year in words", "以文字填写年度的会费")
def dues_of_no_year() -> CharityError:
    return caught(lambda: dues(year="2025"))


@error("dues.freely", "dues said to be free in words", "以文字说明自愿的会费")
def free_in_words() -> CharityError:
    return caught(lambda: dues(freely="yes"))


@error("top_up.parts", "a plan without any part", "没有分项的补足资金计划")
def plan_of_nothing() -> CharityError:
    return caught(lambda: TopUpPlan(VILLAGE, []))


@error("society.unknown", "a question about a society that is not in the book", "查询账本中没有的互助社")
def no_such_society() -> CharityError:
    return caught(lambda: replenishment_due(book(), OrganisationId("village-99"), LAW.on(ON)))


@error("federation.approves", "a federation that approves in words", "以文字填写联合会是否审批")
def approving_in_words() -> CharityError:
    return caught(lambda: join(approves="yes"))


# --- members, dues, entries ----------------------------------------------------------------------


@refusal("member.kind", "somebody whom the place does not list as a member", "本地会员范围以外的人员入会")
def not_listed() -> Decision:
    return book(law=GUOYANG).decide(admit(kind="other"))


@refusal("member.new", "a member admitted twice", "同一会员入会两次")
def admitted_twice() -> Decision:
    return book(admit()).decide(admit(key="admit-2"))


@refusal("member.on_roll", "a stranger released", "非会员退会")
def stranger_released() -> Decision:
    return book().decide(release())


@refusal("member.founders_left", "one founding member too many on the roll", "在册的设立会员多于设立时人数")
def one_founder_too_many() -> Decision:
    made = book(found(registered_society(id="village-2", members=50, unit_members=0), key="found-2"))
    return made.decide(admit(society="village-2", kind="units", member=CHARITY, counted=True))


@refusal("member.not_before", "a member released before the admission", "退会日早于入会日")
def released_before() -> Decision:
    return book(admit(on=LATER)).decide(release())


@refusal("dues.voluntary", "dues that were promised a payout", "承诺给付的会费")
def dues_for_a_promise() -> Decision:
    return book(admit()).decide(dues(freely=False))


@refusal("entry.live", "dues reversed twice", "会费冲销两次")
def dues_reversed_twice() -> Decision:
    return book(admit(), dues(), take_out()).decide(take_out(key="reverse-2"))


@refusal("entry.not_before", "dues reversed before they came", "冲销日早于会费入账日")
def dues_reversed_before() -> Decision:
    return book(admit(), dues(on=LATER)).decide(take_out())


@refusal("entry.unspent", "a top-up reversed after it was moved on", "已转出的补充资金被冲销")
def top_up_gone() -> Decision:
    away = TransferFunds(key="a-1", on=ON, source=SOCIETY, target=FUND, amount=yuan(39_000), approved_by=COUNCIL[:2])
    return book(top_up(), away).decide(take_out(entry="top-up-1"))


# --- boards, custody, form -----------------------------------------------------------------------


@refusal("society.not_before", "an election before the last one", "早于上次换届的选举")
def election_before() -> Decision:
    return book(elect(on=LATER)).decide(elect(key="elect-2"))


@refusal("society.filed", "a custodian for a registered society", "为已登记的互助社指定代管")
def custodian_of_a_body() -> Decision:
    made = book(found(registered_society(id="village-2"), key="found-2"))
    return made.decide(custody(society="village-2"))


@refusal("society.custodian_of_the_place", "a custodian of another kind than the place has", "本地没有的代管方类型")
def other_custodian() -> Decision:
    return book(law=GUOYANG).decide(custody())


@refusal("society.custodian_as_said", "a custodian that is no charity", "称为慈善组织而实非的代管方")
def no_charity_at_all() -> Decision:
    return book().decide(custody(custodian=FEDERATION))


@refusal("society.counted_all", "fewer members counted than are on the roll", "清点人数少于在册人数")
def fewer_than_named() -> Decision:
    return book(admit()).decide(register(members=0))


@refusal("society.activity_fund", "a society registered after its money was spent", "资金已用去后申请登记")
def registered_without_money() -> Decision:
    return book(empty()).decide(register())


# --- topping up ----------------------------------------------------------------------------------


@refusal("top_up.gap", "a plan where nothing is missing", "无缺口的补足资金计划")
def nothing_missing() -> Decision:
    return book().decide(plan())


@refusal("top_up.exact", "a plan that comes to a fen less", "合计少一分的补足资金计划")
def a_fen_less() -> Decision:
    return poor().decide(plan(("donors", yuan("21999.99"), LATER)))


@refusal("top_up.due", "a plan that was due yesterday", "到账日已过的补足资金计划")
def due_yesterday() -> Decision:
    return poor().decide(plan(("donors", yuan(22_000), EVE)))


# --- federations ---------------------------------------------------------------------------------


@refusal("federation.not_before", "a society that left before it joined", "退出日早于加入日")
def left_before_joining() -> Decision:
    made = book(enter(OtherBody(BODY)), town(), join(on=LATER))
    return made.decide(join(key="join-2", federation=None, approves=False))


@refusal("federation.approved", "a grant that the federation has not approved", "未经联合会批准的救助")
def not_approved_yet() -> Decision:
    return federated(review()).decide(grant(approved_by=(), review="review-1"))


@refusal("federation.asked_to", "an approval that nobody asked for", "无须联合会批准的评议")
def approval_unasked() -> Decision:
    return book(enter(OtherBody(BODY)), town(), join(approves=False), review()).decide(approve())


@refusal("federation.once", "a review approved twice", "联合会两次批准同一评议")
def approved_twice() -> Decision:
    return federated(review(), approve()).decide(approve(key="approve-2"))


@refusal("relief.federation_case_ceiling", "more than a town federation pays on a case", "超过镇级联合会个案限额")
def more_than_a_town_pays() -> Decision:
    made = federated(law=FENGTAI, costs=SPENT)
    return made.decide(grant(pool=BODY, amount=yuan("20000.01"), approved_by=TOWN[:2]))


# --- payouts -------------------------------------------------------------------------------------


@refusal("payout.least", "less than a society of the place pays", "低于本地单次最低救助额")
def less_than_the_least() -> Decision:
    return book(law=DINGYUAN, case=case(residence=Residence(hukou_here=True))).decide(grant(amount=yuan("499.99")))


@refusal("payout.fixed", "another amount than the place fixes", "不符合本地定额的救助")
def not_the_fixed_amount() -> Decision:
    return book(law=JIXI).decide(grant(amount=yuan("599.99")))


# --- a fund and its society ----------------------------------------------------------------------


@refusal("request.served", "a society that the fund does not serve", "基金未对接的互助社请款")
def not_served() -> Decision:
    return book(hill(), empty(), review(), law=ANQING).decide(ask())


@refusal("request.unfunded", "a request for what the society can pay", "互助社有力支付仍请款")
def able_to_pay() -> Decision:
    return waiting().decide(ask(amount=yuan("500.01")))


@refusal("request.open", "a request withdrawn twice", "请款撤回两次")
def withdrawn_twice() -> Decision:
    return waiting(ask(), drop()).decide(drop(key="drop-2"))


@refusal("request.not_before", "a request withdrawn before it was made", "撤回日早于请款日")
def withdrawn_before() -> Decision:
    return waiting(ask(on=LATER)).decide(drop())


@refusal("request.within", "more sent than was asked for", "拨付超过请款额")
def more_than_asked() -> Decision:
    return waiting(ask()).decide(send(amount=yuan("500.01")))


@refusal("fund.society_first", "a fund that spends what its society waits for", "基金动用互助社待拨款项")
def society_waits() -> Decision:
    return waiting(ask()).decide(other_grant(amount=yuan("500.01")))
