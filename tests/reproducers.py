"""One way to provoke each error and each ground of refusal, short enough to be read.

``ERRORS`` has one for every code of the catalogue of errors, ``REFUSALS`` one for every ground. The documentation
shows their source; people, bodies, numbers and bills in them are invented.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

import attrs

from community_charity.book.book import Book
from community_charity.book.periods import ClosePeriod
from community_charity.book.purses import Purse
from community_charity.calendar import EVERY_DAY, CalendarDays, Period, WorkingDays, days_before, deadline
from community_charity.capital import Capital
from community_charity.china import ChineseWorkCalendar, check_resident_identity
from community_charity.demo.play import Played
from community_charity.demo.published import published
from community_charity.demo.report import report
from community_charity.errors import CharityError
from community_charity.funds import HostAgreement
from community_charity.law.law import Law
from community_charity.law.loading import read
from community_charity.law.values import DayOfYear
from community_charity.money import yuan
from community_charity.organisations import Committee, CommitteeKind, RecordTie
from community_charity.parties import (
    OrganisationId,
    Person,
    PersonId,
    opaque_id,
    unified_social_credit_code,
)
from community_charity.pools import Cause
from community_charity.relief import CaseOutcome, Cost, PaidBefore
from community_charity.rules.carriers import least, rule, share, where
from community_charity.rules.linkage import GovernmentAid
from community_charity.rules.start_up import three_sources
from community_charity.ties import Tie, TieKind
from sample import (
    CASE,
    COUNCIL,
    FUND,
    HUNAN,
    LAW,
    NATIONAL,
    ON,
    SOCIETY,
    bills,
    book,
    capital,
    case,
    charity,
    close,
    cost,
    establish,
    expire,
    federation,
    from_fund,
    fund,
    government,
    grant,
    household,
    open_,
    papers,
    pay,
    people,
    receive,
    refer,
    registered_society,
    reverse_gift,
    society,
    take_back,
    tied,
    urgent_case,
    urgent_grant,
    void,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from community_charity.law.decision import Decision


class Reproducer(NamedTuple):
    """A title in two languages, and a function without arguments that provokes what the title says."""

    en: str
    zh: str
    provoke: Callable[[], CharityError | Decision]


ERRORS: dict[str, Reproducer] = {}
REFUSALS: dict[str, Reproducer] = {}


def _taken(entered: dict[str, Reproducer], code: str, provoke: Callable[[], object]) -> bool:
    """Tell whether another function has the code; pytest may import a file a second time, to look for doctests."""
    return code in entered and entered[code].provoke.__code__.co_filename != provoke.__code__.co_filename


def error(code: str, en: str, zh: str) -> Callable[[Callable[[], CharityError]], Callable[[], CharityError]]:
    """Enter the one reproducer of an error code."""

    def enter_it(provoke: Callable[[], CharityError]) -> Callable[[], CharityError]:
        assert not _taken(ERRORS, code, provoke), code
        ERRORS[code] = Reproducer(en, zh, provoke)
        return provoke

    return enter_it


def refusal(code: str, en: str, zh: str) -> Callable[[Callable[[], Decision]], Callable[[], Decision]]:
    """Enter the one reproducer of a ground."""

    def enter_it(provoke: Callable[[], Decision]) -> Callable[[], Decision]:
        assert not _taken(REFUSALS, code, provoke), code
        REFUSALS[code] = Reproducer(en, zh, provoke)
        return provoke

    return enter_it


def caught(ask: Callable[[], object]) -> CharityError:
    """Give the error that a question raises."""
    try:
        ask()
    except CharityError as raised:
        return raised
    message = "no error was raised"
    raise AssertionError(message)


# --- errors: packages, days ----------------------------------------------------------------------


@error("extra.missing", "an optional package is not installed", "未安装可选组件")
def package_not_installed() -> CharityError:
    with patch.dict(sys.modules, {"stdnum.cn.ric": None}):
        return caught(lambda: check_resident_identity("11999919900307006X", on=ON))


@error("calendar.day", "a day given as text", "以文本给出日期")
def day_as_text() -> CharityError:
    when: Any = "2025-03-13"
    return caught(lambda: charity(registered_on=when))


@error("calendar.count", "a length of no days", "期间长度为零")
def no_days_at_all() -> CharityError:
    return caught(lambda: CalendarDays(0))


@error("calendar.span", "a length without a unit", "期间未带单位")
def length_without_unit() -> CharityError:
    ten: Any = 10
    return caught(lambda: days_before(ON, ten))


@error("calendar.calendar", "no calendar is passed", "未传入日历")
def no_calendar() -> CharityError:
    nothing: Any = None
    return caught(lambda: deadline(ON, CalendarDays(10), nothing))


@error("calendar.answer", "a calendar that answers neither yes nor no", "日历未作是否回答")
def calendar_that_does_not_answer() -> CharityError:
    class Silent:
        def is_working_day(self, _day: date, /) -> Any:
            return None

    return caught(lambda: deadline(ON, WorkingDays(5), Silent()))


@error("calendar.working_days", "working days without a calendar of working days", "无工作日历而计算工作日")
def working_days_of_every_day() -> CharityError:
    return caught(lambda: deadline(ON, WorkingDays(5), EVERY_DAY))


@error("calendar.year_unknown", "a year whose holidays are not announced", "节假日安排尚未公布的年份")
def year_not_announced() -> CharityError:
    return caught(lambda: ChineseWorkCalendar().is_working_day(date(2099, 1, 1)))


@error("calendar.order", "a period that ends before it begins", "截止日早于起始日")
def period_turned_round() -> CharityError:
    return caught(lambda: Period(date(2025, 12, 31), date(2025, 1, 1)))


@error("calendar.month", "a thirteenth month", "第十三个月")
def thirteenth_month() -> CharityError:
    return caught(lambda: Period.month(2025, 13))


@error("calendar.beyond", "a day after the year 9999", "公元9999年之后的日期")
def beyond_the_last_year() -> CharityError:
    return caught(lambda: deadline(date.max, CalendarDays(1), EVERY_DAY))


# --- errors: money -------------------------------------------------------------------------------


@error("money.float", "an amount as a float", "以浮点数表示金额")
def amount_as_float() -> CharityError:
    amount: Any = 12.5
    return caught(lambda: yuan(amount))


@error("money.type", "an amount of another type", "其他类型的金额")
def amount_of_another_type() -> CharityError:
    amount: Any = None
    return caught(lambda: yuan(amount))


@error("money.text", "an amount finer than a fen", "小于一分的金额")
def finer_than_a_fen() -> CharityError:
    return caught(lambda: yuan("12.345"))


@error("money.mixed", "money and a bare number", "金额与裸数相加")
def money_and_a_number() -> CharityError:
    number: Any = 100
    return caught(lambda: yuan(5) + number)


@error("money.weights", "a split without weights", "无权重的分割")
def split_without_weights() -> CharityError:
    return caught(lambda: yuan(100).split([]))


@error("money.capitals", "a negative amount in capital figures", "以大写书写负数金额")
def negative_in_capitals() -> CharityError:
    return caught(lambda: yuan(-5).capitals())


@error("money.not_positive", "a gift of nothing", "金额为零的捐赠")
def gift_of_nothing() -> CharityError:
    return caught(lambda: receive(amount=yuan(0)))


@error("money.negative", "a negative payment of insurance", "医保支付为负数")
def negative_insurance() -> CharityError:
    return caught(lambda: case(insurance=yuan(-1)))


# --- errors: law ---------------------------------------------------------------------------------


@error("law.no_value", "a day before the first value", "早于首个规定之日")
def before_the_first_value() -> CharityError:
    return caught(lambda: LAW.on(date(2023, 12, 31)).society_minimum_capital)


@error("law.unknown_key", "a misspelt figure", "数值名称拼写有误")
def misspelt_figure() -> CharityError:
    return caught(lambda: LAW.figure("society_minimum_captial"))


@error("law.amendment", "a what-if in the wrong unit", "情景模拟的数值类型不符")
def amendment_in_the_wrong_unit() -> CharityError:
    return caught(lambda: LAW.amend(since=ON, society_minimum_capital=50_000))


LAX = """
[association_minimum_members]
title = {en = "Least members", zh = "最少会员数"}
unit = "count"
sense = "floor"
[[association_minimum_members.history]]
since = 2024-01-01
value = 20
basis = "assumption"
verified = "unverified"
note = {en = "invented", zh = "虚构"}
"""


@error("law.relaxed", "a local rule laxer than the national one", "地方规定宽于全国规定")
def local_rule_too_lax() -> CharityError:
    return caught(lambda: read(LAX, name="mine.toml", place="cn/mine", over=NATIONAL))


@error("law.kind", "a floor that a local rule turns into a plain value", "地方规定改变约束方向")
def local_rule_of_another_kind() -> CharityError:
    other = LAX.replace('"floor"', '"value"')
    return caught(lambda: read(other, name="mine.toml", place="cn/mine", over=NATIONAL))


@error("law.file", "a data file that is wrong", "数据文件有误")
def wrong_data_file() -> CharityError:
    return caught(lambda: read(LAX.replace("20\n", '"twenty"\n'), name="mine.toml", place="cn/mine"))


@error("law.place", "a place without a data file", "没有数据文件的地区")
def place_without_a_file() -> CharityError:
    return caught(lambda: Law.of("cn/nowhere"))


# --- errors: people ------------------------------------------------------------------------------


@error("party.id", "an empty id", "标识为空")
def empty_id() -> CharityError:
    return caught(lambda: opaque_id(""))


@error("party.id_identifies", "a mobile number as an id", "以手机号作标识")
def mobile_number_as_id() -> CharityError:
    return caught(lambda: household("13800000000"))


@error("party.text", "a name of two lines", "姓名含换行")
def name_of_two_lines() -> CharityError:
    return caught(lambda: Person(PersonId("p-1"), name="王某\n某"))


@error("party.birth_unknown", "the age of somebody whose birth is not recorded", "未登记出生日期而问年龄")
def age_without_birth() -> CharityError:
    return caught(lambda: Person(PersonId("p-1"), name="王某某").age_on(ON))


@error("party.place", "the name of a district as its code", "以地名代替区划代码")
def name_as_division_code() -> CharityError:
    return caught(lambda: attrs.evolve(household(), place="宣州区"))


@error("party.uscc", "a credit code that is too short", "统一社会信用代码位数不足")
def short_credit_code() -> CharityError:
    return caught(lambda: unified_social_credit_code("51000000MJ"))


@error("party.uscc_check", "an identity number as a credit code", "以身份证号作统一社会信用代码")
def identity_number_as_credit_code() -> CharityError:
    return caught(lambda: unified_social_credit_code("519999195001010000"))


@error("party.parties", "a household of nobody", "无成员的家庭")
def household_of_nobody() -> CharityError:
    return caught(lambda: attrs.evolve(household(), members=()))


@error("party.identity", "an identity number of 15 places", "15位身份证号")
def identity_number_too_short() -> CharityError:
    return caught(lambda: check_resident_identity("119999900307006", on=ON))


@error("party.identity_check", "an identity number with a mistyped digit", "身份证号误录一位")
def mistyped_identity_number() -> CharityError:
    return caught(lambda: check_resident_identity("119999199003070060", on=ON))


@error("party.identity_birth", "an identity number of somebody not yet born", "出生日期晚于核对之日的身份证号")
def identity_number_from_the_future() -> CharityError:
    return caught(lambda: check_resident_identity("11999919900307006X", on=date(1990, 3, 6)))


@error("party.tie", "a tie of a person to himself", "本人与本人的关系")
def tie_to_oneself() -> CharityError:
    return caught(lambda: Tie(PersonId("p-1"), PersonId("p-1"), TieKind.SPOUSE))


@error("organisation.people", "one id in place of a list", "以单个标识代替列表")
def one_id_for_a_list() -> CharityError:
    one: Any = "p-1"
    return caught(lambda: society(council=one))


# --- errors: rules -------------------------------------------------------------------------------


@error("rule.branches", "a rule that branches", "含分支的规则")
def rule_that_branches() -> CharityError:
    def capped(need: int, ceiling: int) -> int:
        return min(ceiling, need)

    return caught(lambda: rule(capped))


@error("rule.carrier", "money and fen in one rule", "同一规则中混用金额与分")
def money_and_fen() -> CharityError:
    fen: Any = 500
    return caught(lambda: least(yuan(5), fen))


@error("rule.rate", "a share by a float", "以浮点数表示比例")
def share_by_a_float() -> CharityError:
    rate: Fraction | Any = 0.5
    return caught(lambda: share(100, rate, "down"))


@error("rule.test", "a test that is not known", "条件不详")
def condition_not_known() -> CharityError:
    unknown: Any = None
    return caught(lambda: where(unknown, 5, 3))


# --- errors: nouns -------------------------------------------------------------------------------


@error("capital.sources", "capital from nowhere", "无来源的启动资金")
def capital_from_nowhere() -> CharityError:
    return caught(lambda: Capital({}))


@error("society.members", "half a member", "半名会员")
def half_a_member() -> CharityError:
    return caught(lambda: society(members=49.5))


@error("pool.purposes", "a fund for nothing", "无宗旨的基金")
def fund_for_nothing() -> CharityError:
    return caught(lambda: fund(purposes=[]))


@error("fund.points", "one point in place of a list", "以单项代替列表")
def one_point_for_a_list() -> CharityError:
    one: Any = "purpose"
    return caught(lambda: HostAgreement(ON, one))


@error("case.costs", "a bare amount for a cost", "以裸金额代替费用")
def amount_for_a_cost() -> CharityError:
    return caught(lambda: case(costs=[yuan(3_000)]))


@error("case.cost_what", "a cost for nothing", "未写名目的费用")
def cost_for_nothing() -> CharityError:
    return caught(lambda: Cost("", yuan(3_000)))


@error("case.kind", "a cause as text", "以文本给出事由")
def cause_as_text() -> CharityError:
    return caught(lambda: case(cause="an invented diagnosis"))


@error("case.government_aid", "government aid received, but nothing", "已获政府救助而金额为零")
def received_nothing() -> CharityError:
    return caught(lambda: case(government=GovernmentAid.RECEIVED, government_aid=yuan(0)))


@error("book.command", "an order that the book does not know", "账本不认识的指令")
def unknown_order() -> CharityError:
    order: Any = "pay everybody"
    return caught(lambda: book().record(order))


@error("book.reason", "a grant voided without a reason", "撤销救助而未说明理由")
def no_reason() -> CharityError:
    return caught(lambda: void(reason=" "))


@error("book.replay", "an event that was tampered with", "被改动的事实")
def tampered_event() -> CharityError:
    *before, last = book().events
    return caught(lambda: Book.replay([*before, attrs.evolve(last, number=99)], LAW))


@error("purse.broken", "a purse that would be overdrawn", "账户透支")
def overdrawn_purse() -> CharityError:
    return caught(lambda: Purse(SOCIETY, None).pay("pay-1", 100))


@error("refused", "an order that is not allowed", "不予准许的指令")
def order_not_allowed() -> CharityError:
    return caught(lambda: book().record(grant(amount=yuan(900))))


@error("demo.totals", "a demonstration that misses the published totals", "演示结果与公布数据不符")
def demonstration_of_nothing() -> CharityError:
    return caught(lambda: report(published(), Played(Book(LAW)), seed=1))


# --- refusals: the book --------------------------------------------------------------------------


@refusal("book.key_conflict", "one key for two orders", "两个指令使用同一编号")
def one_key_for_two_orders() -> Decision:
    return book(receive(amount=yuan(200))).decide(receive(amount=yuan(300)))


@refusal("book.not_found", "a pool that is not there", "不存在的资金池")
def pool_not_there() -> Decision:
    return book().decide(receive(pool="village-9"))


@refusal("book.closed_period", "a gift dated into a closed month", "记入已关账月份的捐赠")
def into_a_closed_month() -> Decision:
    closed = book(ClosePeriod(key="close-march", on=date(2025, 4, 1), through=date(2025, 3, 31)))
    return closed.decide(receive(on=ON))


@refusal("book.exists", "a case that is open already", "个案已立案")
def case_opened_twice() -> Decision:
    return book().decide(open_(key="open-again"))


@refusal("book.period_ended", "a month closed before it is over", "月份未结束即关账")
def month_not_over() -> Decision:
    return book().decide(ClosePeriod(key="close-march", on=date(2025, 3, 31), through=date(2025, 3, 31)))


@refusal("book.period_open", "a month closed twice", "同一月份关账两次")
def month_closed_twice() -> Decision:
    closed = book(ClosePeriod(key="close-march", on=date(2025, 4, 1), through=date(2025, 3, 31)))
    return closed.decide(ClosePeriod(key="close-again", on=date(2025, 4, 2), through=date(2025, 3, 31)))


# --- refusals: organisations, societies, funds ---------------------------------------------------


@refusal("organisation.qualified", "a charity without qualification raises from the public", "无资格的慈善组织公开募捐")
def raise_without_qualification() -> Decision:
    return charity(qualified_on=None).may_raise_from_public(LAW.on(ON))


@refusal("organisation.long_enough", "a charity applies for qualification too early", "过早申请公开募捐资格")
def apply_too_early() -> Decision:
    return charity(registered_on=date(2024, 9, 30)).may_apply_for_qualification(LAW.on(ON))


@refusal("organisation.not_before", "a charity applies before it is registered", "登记之前申请公开募捐资格")
def apply_before_registration() -> Decision:
    return charity(registered_on=date(2026, 1, 1)).may_apply_for_qualification(LAW.on(ON))


@refusal("organisation.mutual_aid", "mutual aid in a what-if that does not provide for it", "假设未规定社区互助")
def mutual_aid_not_provided_for() -> Decision:
    village = Committee(OrganisationId("village-committee"), CommitteeKind.VILLAGE)
    reform = LAW.amend(since=ON, mutual_aid_within_community=False)
    return village.may_run_mutual_aid(reform.on(ON))


@refusal("capital.sum", "sources that do not sum to the total stated", "各来源之和与所载总额不符")
def sources_do_not_sum() -> Decision:
    stated = attrs.evolve(capital(yuan(31_000)), stated=yuan(30_000))
    return society(capital=stated).may_register(LAW.on(ON))


@refusal("capital.floor", "start-up capital one fen short", "启动资金差一分")
def one_fen_short() -> Decision:
    return society(capital=capital(yuan("29999.99"))).may_register(LAW.on(ON))


@refusal("capital.part", "a source that gives nothing", "一方未出资")
def source_that_gives_nothing() -> Decision:
    both_give = three_sources(("village_collective", "district_finance"))
    return society(capital=capital(village_collective=yuan(30_000))).may_register(LAW.on(ON), both_give)


@refusal("society.council", "a council of one", "理事会仅一人")
def council_of_one() -> Decision:
    return society(council=COUNCIL[:1]).may_register(LAW.on(ON))


@refusal("society.odd_council", "a council of four", "理事会四人")
def council_of_four() -> Decision:
    return society(council=people("p-1", "p-2", "p-3", "p-4")).may_register(LAW.on(ON))


@refusal("society.different_people", "one person on two seats", "一人占两个理事席位")
def one_person_on_two_seats() -> Decision:
    return society(council=people("p-1", "p-2", "p-2")).may_register(LAW.on(ON))


@refusal("society.supervisors_apart", "a supervisor who is on the council", "监事兼任理事")
def supervisor_on_the_council() -> Decision:
    return society(supervisors=people("p-1")).may_register(LAW.on(ON))


@refusal("society.enough_members", "a registered society of 49 members", "登记的互助社仅49名会员")
def one_member_short() -> Decision:
    return registered_society(members=49).may_register(LAW.on(ON))


@refusal("society.custodian", "a filed society that holds its own money", "备案互助社自管资金")
def no_custodian() -> Decision:
    return society(custodian=None).may_register(LAW.on(ON))


@refusal("fund.host", "a fund without a host charity", "无依托慈善组织的基金")
def fund_without_a_host() -> Decision:
    return fund(host=None).may_establish(LAW.on(ON))


@refusal("fund.host_is_charity", "a fund at a body that is no charity", "依托组织不是慈善组织")
def host_that_is_no_charity() -> Decision:
    return book().decide(establish(fund(id="new-fund", host=federation().id), key="establish-2"))


@refusal("fund.agreement", "a fund without an agreement", "无依托协议的基金")
def fund_without_an_agreement() -> Decision:
    return fund(agreement=None).may_establish(LAW.on(ON))


@refusal("fund.agreement_settles", "an agreement that leaves points open", "协议未载明全部事项")
def agreement_leaves_points_open() -> Decision:
    return fund(agreement=HostAgreement(ON, ["purpose", "use"])).may_establish(HUNAN.on(ON))


@refusal("fund.committee", "a management committee of three", "管委会仅三人")
def committee_of_three() -> Decision:
    return fund(committee=COUNCIL).may_establish(HUNAN.on(ON))


@refusal("fund.odd_committee", "a management committee of six", "管委会六人")
def committee_of_six() -> Decision:
    six = people("c-1", "c-2", "c-3", "c-4", "c-5", "c-6")
    return fund(committee=six).may_establish(HUNAN.on(ON))


@refusal("fund.supervisors", "a fund without a supervisor", "无监督员的基金")
def fund_without_a_supervisor() -> Decision:
    return fund(supervisors=()).may_establish(HUNAN.on(ON))


@refusal("fund.keeps", "a fund that keeps more than it starts with", "保留本金高于启动资金")
def keeps_more_than_it_has() -> Decision:
    return fund(capital=capital(yuan(5_000)), keeps=yuan(6_000)).may_establish(LAW.on(ON))


# --- refusals: giving ----------------------------------------------------------------------------


@refusal("donation.within_purpose", "a gift for a cause that the fund does not serve", "限定用途不在基金宗旨之内")
def gift_for_another_cause() -> Decision:
    return book().decide(receive(pool=FUND, only_for=[Cause.ILLNESS, Cause.DISASTER]))


@refusal("donation.live", "a gift reversed twice", "捐赠冲销两次")
def gift_reversed_twice() -> Decision:
    once = book(receive(), reverse_gift(key="reverse-1"))
    return once.decide(reverse_gift(key="reverse-2"))


@refusal("donation.not_before", "a gift sent back before it came in", "冲销日期早于捐赠日")
def gift_sent_back_too_early() -> Decision:
    return book(receive(on=ON + timedelta(days=1))).decide(reverse_gift(on=ON))


@refusal("donation.unspent", "a gift that has been paid out", "捐赠已支出")
def gift_paid_out() -> Decision:
    gift = receive(amount=yuan(200), only_for=[Cause.ILLNESS])
    return book(gift, grant(), pay()).decide(reverse_gift())


@refusal("donation.not_promised", "a gift that is promised to a household", "捐赠已承诺用于救助")
def gift_promised() -> Decision:
    gift = receive(amount=yuan(200), only_for=[Cause.ILLNESS])
    return book(gift, grant()).decide(reverse_gift())


# --- refusals: cases -----------------------------------------------------------------------------


@refusal("case.open", "costs for a closed case", "为已结案个案记录费用")
def case_closed() -> Decision:
    return book(close(CaseOutcome.WITHDRAWN)).decide(bills(cost(yuan(100))))


@refusal("case.not_before_opening", "a grant dated before the case was opened", "救助早于立案日")
def before_the_case_was_opened() -> Decision:
    later = open_(case("case-2", cause=Cause.EDUCATION), on=ON + timedelta(days=1))
    return book(later).decide(grant(case="case-2"))


@refusal("case.consent_to_refer", "a case referred without consent", "未经同意的转介")
def referred_without_consent() -> Decision:
    return book().decide(refer(consent=False))


@refusal("case.papers_proved", "papers that do not prove the costs", "材料不能证明费用")
def papers_without_proof() -> Decision:
    return book(urgent_grant(), case=urgent_case()).decide(papers(cost(yuan(3_000), evidence=None)))


@refusal("case.papers_owed", "papers that nobody asked for", "无须补齐的材料")
def papers_not_owed() -> Decision:
    return book().decide(papers())


@refusal("case.papers_complete", "a case closed while papers are owed", "材料未补齐即结案")
def closed_while_papers_are_owed() -> Decision:
    return book(urgent_grant(), pay(), case=urgent_case()).decide(close())


@refusal("case.phase", "a case closed before its grant is paid", "救助金未付即结案")
def closed_before_it_is_paid() -> Decision:
    return book(grant()).decide(close())


@refusal("case.helped", "a case closed as relieved although nothing was paid", "未付款而以已救助结案")
def relieved_with_nothing() -> Decision:
    return book().decide(close(CaseOutcome.RELIEVED))


# --- refusals: granting --------------------------------------------------------------------------


@refusal("relief.government_first", "a grant before the government has decided", "政府救助未有结论即批准救助")
def government_not_decided() -> Decision:
    pending = government(GovernmentAid.PENDING)
    return book(pending).decide(grant())


@refusal("relief.relief_first", "relief first in a what-if without it", "假设无先行救助规定")
def relief_first_not_provided_for() -> Decision:
    reform = LAW.amend(since=ON, relief_first_when_urgent=False)
    return urgent_case().may_pay(yuan(300), reform.on(ON), emergency=True)


@refusal("relief.consent", "a referral to which nobody was asked to consent", "未征求同意的转介个案")
def consent_not_asked() -> Decision:
    return case(referred_by=federation().id).may_pay(yuan(300), LAW.on(ON))


@refusal("relief.insurance_known", "nobody knows what insurance paid", "医保支付不详")
def insurance_not_known() -> Decision:
    return case(insurance=None).may_pay(yuan(300), LAW.on(ON))


@refusal("relief.need", "more than the household still bears", "超过家庭尚需自负的金额")
def more_than_the_need() -> Decision:
    return case().may_pay(yuan("800.01"), LAW.on(ON))


@refusal("relief.proof", "costs that are stated and not proved", "费用无凭证")
def costs_not_proved() -> Decision:
    return case(costs=[cost(yuan(3_000), evidence=None)]).may_pay(yuan(300), LAW.on(ON))


@refusal("relief.case_ceiling", "more than the ceiling of a case", "超过个案限额")
def above_the_case_ceiling() -> Decision:
    return case(costs=[cost(yuan(9_000))]).may_pay(yuan("1000.01"), LAW.on(ON))


@refusal("relief.household_year_ceiling", "more than the household's ceiling this year", "超过家庭年度限额")
def above_the_year_ceiling() -> Decision:
    third = book(
        open_(case("case-2", cause=Cause.ACCIDENT, costs=[cost(yuan(9_000))])),
        open_(case("case-3", cause=Cause.DISASTER, costs=[cost(yuan(9_000))])),
        grant(key="grant-1", case=CASE, amount=yuan(800)),
        grant(key="grant-2", case="case-2", amount=yuan(1_000)),
    )
    return third.decide(grant(key="grant-3", case="case-3", amount=yuan(300)))


@refusal("relief.times_per_cause", "a second grant for one cause in a year", "同一事由年内第二次救助")
def second_grant_for_one_cause() -> Decision:
    return book(grant(), pay()).decide(grant(key="grant-2", amount=yuan(100)))


@refusal("relief.emergency_ceiling", "more at once than a what-if allows in an emergency", "超过假设的先行救助限额")
def too_much_at_once() -> Decision:
    reform = LAW.amend(since=ON, emergency_ceiling=yuan(500))
    return urgent_case().may_pay(yuan("500.01"), reform.on(ON), emergency=True)


@refusal("grant.urgent", "an emergency grant for a case that can wait", "对非急难个案先行救助")
def not_urgent() -> Decision:
    return book().decide(urgent_grant())


@refusal("grant.expiry", "a grant that expires before it is made", "有效期早于批准日")
def expired_when_made() -> Decision:
    return book().decide(grant(expires=ON - timedelta(days=1)))


@refusal("grant.panel", "a vote of somebody who is not on the panel", "无权决定者参与表决")
def vote_of_a_stranger() -> Decision:
    return book().decide(grant(approved_by=people("p-1", "x-1")))


@refusal("grant.recused", "a vote of a sister", "姐妹参与表决")
def vote_of_a_sister() -> Decision:
    return book(tied("p-1", "f-1", TieKind.SIBLING)).decide(grant(approved_by=people("p-1", "p-2")))


@refusal("grant.not_related", "a fund helps the brother of its manager", "基金救助管理人员的兄弟")
def brother_of_a_manager() -> Decision:
    return book(tied("m-1", "f-1", TieKind.SIBLING)).decide(from_fund())


@refusal("grant.majority", "one vote of three", "三人中一人同意")
def one_vote_of_three() -> Decision:
    return book().decide(grant(approved_by=COUNCIL[:1]))


@refusal("grant.signatures", "an emergency grant with one signature", "先行救助仅一人签字")
def one_signature() -> Decision:
    return book(case=urgent_case()).decide(urgent_grant(approved_by=COUNCIL[:1]))


@refusal("grant.purpose", "a fund for illness asked after a flood", "患病基金被请求救灾")
def another_purpose() -> Decision:
    return book(case=case(cause=Cause.DISASTER)).decide(from_fund())


@refusal("grant.money", "a pool that cannot spare it", "资金池余额不足")
def not_enough_money() -> Decision:
    poor = fund(id="poor-fund", capital=None)
    return book(establish(poor, key="establish-2")).decide(from_fund(pool="poor-fund"))


# --- refusals: paying and taking back ------------------------------------------------------------


@refusal("grant.live", "a payment of a voided grant", "支付已撤销的救助")
def grant_voided() -> Decision:
    return book(grant(), void()).decide(pay())


@refusal("grant.in_time", "a payment after the grant's last day", "超过有效期支付")
def paid_too_late() -> Decision:
    return book(grant(expires=ON)).decide(pay(on=ON + timedelta(days=1)))


@refusal("grant.not_before", "a payment dated before the grant", "支付早于批准日")
def paid_before_it_was_granted() -> Decision:
    return book(grant(on=ON + timedelta(days=7))).decide(pay(on=ON))


@refusal("grant.held", "a payment of more than was granted", "支付超过批准金额")
def paid_more_than_granted() -> Decision:
    return book(grant(amount=yuan(300))).decide(pay(amount=yuan("300.01")))


@refusal("grant.something_held", "a grant voided after it was paid", "撤销已付清的救助")
def nothing_left_to_void() -> Decision:
    return book(grant(), pay()).decide(void())


@refusal("grant.past_its_day", "a grant that has not expired yet", "救助尚未过期")
def not_expired_yet() -> Decision:
    return book(grant(expires=ON)).decide(expire(on=ON))


@refusal("payment.live", "a payment reversed twice", "支付冲销两次")
def payment_reversed_twice() -> Decision:
    return book(grant(), pay(), take_back(key="reverse-1")).decide(take_back(key="reverse-2"))


@error("input.type", "a book without its law", "账本未给法规")
def book_without_law() -> CharityError:
    return caught(lambda: Book("cn"))  # type: ignore[arg-type]  # on purpose


@error("input.choice", "an outcome that is none", "不存在的结案结论")
def unknown_outcome() -> CharityError:
    return caught(lambda: close(outcome="forgotten"))  # type: ignore[arg-type]  # on purpose


@error("law.no_figure", "a figure that this place does not fix", "本地未规定的数值")
def figure_of_another_place() -> CharityError:
    return caught(lambda: LAW.on(ON).fund_minimum_committee)


@error("book.unknown", "the balance of a pool that is not in the book", "账本中没有的资金池余额")
def balance_of_nothing() -> CharityError:
    return caught(lambda: book().balance("village-99"))


@error("case.times", "a number of earlier grants in words", "以文字表示的此前救助次数")
def grants_in_words() -> CharityError:
    return caught(lambda: PaidBefore(times="twice"))  # type: ignore[arg-type]  # on purpose


@error("capital.policy", "one source instead of several", "只给出一个来源名称")
def one_source() -> CharityError:
    return caught(lambda: three_sources("district_finance"))  # type: ignore[arg-type]  # on purpose


@error("organisation.own_tie", "a tie of a person to herself", "登记本人与本人的关系")
def tie_of_one_party() -> CharityError:
    return caught(lambda: RecordTie(key="tie-1", on=ON, tie=Tie(PersonId("p-1"), PersonId("p-1"), TieKind.SELF)))


@error("law.day_of_year", "29 February as a day of every year", "以2月29日为每年某日")
def day_that_not_every_year_has() -> CharityError:
    return caught(lambda: DayOfYear(2, 29))


@error("law.diff_elsewhere", "a difference applied to another law", "将差异应用于另一部法规")
def difference_applied_elsewhere() -> CharityError:
    law = NATIONAL
    one, other = (law.amend(since=ON, association_minimum_members=n) for n in (30, 40))
    return caught(lambda: law.diff(one).applied_to(other))


for _more in sorted(Path(__file__).parent.glob("reproducers_*.py")):  # those of single topics
    import_module(_more.stem)
