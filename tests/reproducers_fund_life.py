"""One way to provoke each error and each ground of a fund's life, after it is set up."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.flows import Account, OpenAccount
from community_charity.funds.kinds import CommunityFoundation, FundKind, FundStart
from community_charity.funds.named import yearly
from community_charity.funds.ppp import PppSeed
from community_charity.funds.principal import SpendingYear
from community_charity.giving.goods import ReceiveGoods
from community_charity.giving.stock import Goods
from community_charity.instalments import Instalment
from community_charity.money import Money, yuan
from community_charity.organisations import OtherBody
from community_charity.parties import OrganisationId
from community_charity.pools import Cause
from community_charity.purposes import CULTURE
from reproducers import caught, error, refusal
from sample import CHARITY, FEDERATION, FUND, LATER, NATIONAL, ON, SOCIETY, book, enter, from_fund, in_force, receive
from sample_fund_life import (
    A_YEAR_ON,
    EVE,
    FOUNDER,
    HENGSHAN,
    RUGAO,
    SHENZHEN,
    ZHENGZHOU,
    agree,
    end,
    hand_on,
    interest,
    keep,
    let_go_on,
    named,
    residue,
    reverse_interest,
    review,
    spend,
    urge,
)

if TYPE_CHECKING:
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision


def hengshan(*parts: Instalment, **changes: Any) -> Decision:
    return named(*(parts or yearly(ON, yuan(3_000), 1)), **changes).may_establish(in_force(law=HENGSHAN))


def shenzhen(*parts: Instalment, **changes: Any) -> Decision:
    return named(*(parts or yearly(ON, yuan(4_000_000), 3)), **changes).may_establish(in_force(law=SHENZHEN))


def account(name: str, holder: str, **changes: Any) -> OpenAccount:
    made = Account(name, holder=OrganisationId(holder), role="village", **changes)
    return OpenAccount(key=f"open-{name}", on=ON, account=made)


# --- errors --------------------------------------------------------------------------------------


@error("fund.shortcomings", "a rectification without a reason", "未列问题的责令整改")
def rectified_for_nothing() -> CharityError:
    return caught(lambda: urge(reasons=[]))


@error("fund.rectification_until", "a fund that is to mend its ways at once", "责令当日完成整改")
def mend_at_once() -> CharityError:
    return caught(lambda: urge(until=ON))


@error("principal.nothing", "a principal of nothing that is kept", "保留本金为零")
def nothing_kept() -> CharityError:
    return caught(lambda: keep(Money(0)))


@error("ending.itself", "a fund whose rest goes to itself", "剩余财产转给所终止的基金")
def rest_to_itself() -> CharityError:
    return caught(lambda: end(residue(to=FUND)))


@error("named.parts", "instalments that are not in order", "未按先后排列的分期")
def instalments_out_of_order() -> CharityError:
    return caught(lambda: named(*reversed(yearly(ON, yuan(3_000), 3))))


@error("ppp.ratio", "a ratio of two payers as a float", "以浮点数表示的出资配比")
def ratio_as_a_float() -> CharityError:
    return caught(lambda: PppSeed(public=yuan(1), private=yuan(1), ratio=1.0))  # type: ignore[arg-type] # the mistake


@error("ppp.households", "seed money for no household", "无受助家庭的种子资金")
def seed_for_nobody() -> CharityError:
    return caught(lambda: PppSeed(public=yuan(1), private=yuan(1)).quarters(0, in_force()))


# --- a fund's standing ---------------------------------------------------------------------------


@refusal("pool.active", "a gift for a fund that is being rectified", "整改期间向基金捐赠")
def gift_to_a_fund_being_rectified() -> Decision:
    return book(urge()).decide(receive(pool=FUND))


@refusal("fund.standing", "a rectification ended that nobody ordered", "未责令整改即结束整改")
def mended_without_an_order() -> Decision:
    return book().decide(let_go_on())


@refusal("fund.not_before", "a rectification ordered before the fund was there", "早于基金设立日的责令整改")
def urged_before_it_was_there() -> Decision:
    return book().decide(urge(on=EVE))


@refusal("fund.by_host", "a review by another body than the host", "由非依托组织清理基金")
def reviewed_by_another() -> Decision:
    return book().decide(review(by=FEDERATION))


@refusal("fund.dormant", "a fund called inactive that had money last year", "尚未满期即称长期不开展活动")
def called_dormant_too_soon() -> Decision:
    return book().decide(urge("dormant", on=A_YEAR_ON - timedelta(days=1)))


@refusal("fund.dormancy_seen", "a review that does not see that nothing moves", "清理未载明长期不开展活动")
def dormancy_not_seen() -> Decision:
    return book().decide(review(on=A_YEAR_ON))


@refusal("fund.mended", "a rectification ended without a report", "未提交整改报告即结束整改")
def mended_without_a_report() -> Decision:
    return book(urge()).decide(attrs.evolve(let_go_on(), mended=None))


# --- principal and interest ----------------------------------------------------------------------


@refusal("principal.agreed", "a principal kept later on, without an agreement", "事后保留本金而无协议")
def kept_without_an_agreement() -> Decision:
    return book().decide(keep(on=LATER))


@refusal("principal.mode", "a way to keep principal that the place does not name", "当地办法未列的本金方式")
def kept_as_nobody_does() -> Decision:
    return book(law=ZHENGZHOU).decide(keep())


@refusal("principal.covered", "a principal to be kept that is not there", "拟保留的本金未在账")
def kept_without_money() -> Decision:
    return book().decide(keep(yuan(5_001)))


@refusal("interest.paper_once", "the same advice of the bank twice", "同一利息凭证重复入账")
def advice_twice() -> Decision:
    return book(interest()).decide(interest(key="interest-2"))


@refusal("interest.earned", "interest for days that are not over", "计息期间未届满的利息")
def interest_too_soon() -> Decision:
    return book().decide(interest(period=attrs.evolve(interest().period, last=LATER)))


@refusal("interest.live", "interest that is reversed twice", "重复冲销利息")
def interest_reversed_twice() -> Decision:
    return book(interest(), reverse_interest()).decide(reverse_interest(key="reverse-interest-2"))


@refusal("interest.untouched", "interest that is reversed after it was spent", "已支出的利息被冲销")
def spent_interest_reversed() -> Decision:
    return book(interest(), spend(yuan(5_001))).decide(reverse_interest())


@refusal("fund.yearly_spending", "a named fund that spends less than a fifth", "年度支出不足本金两成的冠名基金")
def too_little_spent() -> Decision:
    year = SpendingYear(fund=FUND, year=2025, principal=yuan(5_000), spent=yuan("999.99"))
    return year.is_enough(in_force(law=SHENZHEN))


# --- the end -------------------------------------------------------------------------------------


@refusal("ending.agreed", "a fund ended by an agreement that nobody shows", "未出示终止协议")
def ended_without_an_agreement() -> Decision:
    return book().decide(end(agreed=None))


@refusal("ending.dormant", "a fund ended when it has slept for a year only", "未满两年即以长期不开展活动终止")
def ended_after_a_year() -> Decision:
    on = A_YEAR_ON
    return book(urge("dormant", on=on)).decide(end(why="dormant", on=on))


@refusal("ending.rectified_first", "a fund ended that was never told to mend", "未先督促整改即终止")
def ended_without_a_word() -> Decision:
    return book().decide(end(why="not_rectified"))


@refusal("ending.time_up", "a fund ended on the last day for mending", "整改期限最后一日即终止")
def ended_on_the_last_day() -> Decision:
    return book(urge()).decide(end(why="not_rectified", on=urge().until))


@refusal("ending.nothing_promised", "a fund ended while a grant is unpaid", "尚有已批未付救助即终止")
def ended_with_a_promise() -> Decision:
    return book(from_fund()).decide(end())


@refusal("ending.nothing_else", "a fund ended with rice in stock", "尚有库存物资即终止")
def ended_with_rice() -> Decision:
    rice = ReceiveGoods(key="goods-1", on=ON, pool=FUND, goods=[Goods("rice", "bag", 2)])
    return book(rice).decide(end())


@refusal("ending.residue_named", "a fund ended without saying where the rest goes", "终止时未指明剩余财产去向")
def ended_without_an_heir() -> Decision:
    return book().decide(attrs.evolve(end(), residue=None))


@refusal("ending.something_late", "money handed on when none came back", "终止后无退回款项的转交")
def nothing_late() -> Decision:
    return book(end()).decide(hand_on())


@refusal("residue.as_agreed", "a rest that goes elsewhere than agreed", "剩余财产未按约定转出")
def rest_not_as_agreed() -> Decision:
    return book().decide(end(residue(basis="agreement", agreed_for=["city-account"])))


@refusal("residue.nothing_agreed", "a similar purpose although the agreement names a pool", "有约定而改用于相近目的")
def agreement_passed_over() -> Decision:
    return book().decide(end(residue(agreed_for=[SOCIETY])))


@refusal("residue.similar", "the rest of a relief fund for culture", "救助类基金余额用于文化")
def rest_for_culture() -> Decision:
    culture = account("culture", CHARITY, purposes=[CULTURE])
    return book(culture).decide(end(residue(to="culture")))


@refusal("residue.published", "a rest handed over that was never published", "剩余财产处理未公开")
def rest_not_published() -> Decision:
    return book().decide(end(residue(published_on=None)))


@refusal(
    "residue.restriction_kept", "a gift for schooling handed to who helps the sick", "限定助学的捐赠转给仅助医的资金池"
)
def schooling_for_the_sick() -> Decision:
    sick = account("sick", CHARITY, purposes=[Cause.ILLNESS])
    return book(sick, receive(pool=FUND, only_for=[Cause.EDUCATION])).decide(end(residue(to="sick")))


@refusal("residue.not_returned", "the rest of a fund back to a donor", "剩余财产返还捐赠人")
def rest_back_to_the_donor() -> Decision:
    donor = (enter(OtherBody(OrganisationId("mill"))), account("mill-account", "mill", purposes=[Cause.ILLNESS]))
    return book(*donor, receive(pool=FUND, donor="mill")).decide(end(residue(to="mill-account")))


# --- named funds ---------------------------------------------------------------------------------


@refusal("named.least_person", "a person's named fund a fen too small", "个人冠名基金差一分")
def person_a_fen_short() -> Decision:
    return hengshan(Instalment(ON, yuan("2999.99")))


@refusal("named.least_unit", "a unit's named fund a fen too small", "单位冠名基金差一分")
def unit_a_fen_short() -> Decision:
    return hengshan(Instalment(ON, yuan("19999.99")), founder_kind="unit")


@refusal("named.at_once", "a small named fund that is paid in parts", "小额冠名基金分期注入")
def small_fund_in_parts() -> Decision:
    return hengshan(*yearly(ON, yuan(3_000), 3))


@refusal("named.least_by_instalments", "a fund in yearly parts a fen too small", "分期冠名基金差一分")
def parts_a_fen_short() -> Decision:
    return shenzhen(*yearly(ON, yuan("3999999.99"), 3))


@refusal("named.least_pledge", "a pledged fund a fen too small", "承诺型冠名基金差一分")
def pledge_a_fen_short() -> Decision:
    return shenzhen(Instalment(ON, yuan("9999999.99")), pledged=True)


@refusal("named.instalment_years", "a fund that is paid over four years", "分四年到位的冠名基金")
def four_years() -> Decision:
    return shenzhen(*yearly(ON, yuan(4_000_000), 4))


@refusal("named.equal_parts", "yearly parts that are not equal", "各期不等额")
def parts_not_equal() -> Decision:
    first, *others = yearly(ON, yuan(4_000_000), 3)
    return shenzhen(attrs.evolve(first, amount=first.amount + Money(1)), *others)


@refusal("named.yearly_parts", "two parts in the first year", "首年内到位两期")
def two_in_a_year() -> Decision:
    first, second = yearly(ON, yuan(4_000_000), 2)
    return shenzhen(first, attrs.evolve(second, due=second.due - timedelta(days=1)))


@refusal("named.founder_raises_nothing", "a founder who raises money from the public", "设立者公开募捐")
def founder_raises() -> Decision:
    return hengshan(founder_raises=True)


@refusal("named.name", "a named fund whose name nobody has looked at", "名称未经核对的冠名基金")
def name_not_looked_at() -> Decision:
    return hengshan(name_as_fixed=None)


@refusal("named.first_paid", "a first part that has not come in", "首期款项未到账")
def first_part_not_there() -> Decision:
    return book(receive(pool=FUND, donor=FOUNDER, amount=yuan("999.99"))).decide(agree(named()))


# --- kinds, community foundations, two payers ----------------------------------------------------


@refusal("fund.least_community", "a community fund a fen too small for Rugao", "如皋社区基金差一分")
def community_fund_a_fen_short() -> Decision:
    return FundStart(kind=FundKind.COMMUNITY, amount=yuan("9999.99")).may_start(in_force(law=RUGAO))


@refusal("fund.least_directed", "a fund for one project a fen too small", "定向基金差一分")
def directed_fund_a_fen_short() -> Decision:
    return FundStart(kind=FundKind.DIRECTED, amount=yuan("99999.99")).may_start(in_force(law=RUGAO))


@refusal("fund.least_micro", "a micro-charity fund of which nobody knows the amount", "金额不详的微公益基金")
def micro_fund_unknown() -> Decision:
    return FundStart(kind=FundKind.MICRO).may_start(in_force(law=RUGAO))


def foundation(**changes: Any) -> Decision:
    usual = CommunityFoundation(original_fund=yuan(2_000_000), officials_lead=False, residents_choose=True)
    return attrs.evolve(usual, **changes).may_be_founded(in_force(law=SHENZHEN))


@refusal("community_foundation.start", "a community foundation below the local threshold", "低于当地门槛的社区基金会")
def foundation_too_small() -> Decision:
    law = SHENZHEN.amend(since=ON, community_foundation_start_capital=yuan(3_000_000))
    asked = CommunityFoundation(original_fund=yuan(2_999_999), officials_lead=False, residents_choose=True)
    return asked.may_be_founded(in_force(law=law))


@refusal("community_foundation.no_officials", "a community foundation led by officials", "公职人员主持的社区基金会")
def officials_lead() -> Decision:
    return foundation(officials_lead=True)


@refusal("community_foundation.residents", "projects that residents have no part in", "居民未参与项目遴选的社区基金会")
def residents_left_out() -> Decision:
    return foundation(residents_choose=False)


@refusal("ppp.matched", "two payers who do not match", "两方出资不相配")
def payers_do_not_match() -> Decision:
    return PppSeed(public=yuan(2), private=yuan(1), ratio=Fraction(1)).may_form(in_force(law=NATIONAL))
