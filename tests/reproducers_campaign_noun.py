"""One way to provoke each error and refusal of campaigns, splits and solicitors. All in it is invented."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from casebook import cases
from community_charity.book.book import Book
from community_charity.book.orders import Command, Event
from community_charity.calendar import Period
from community_charity.campaigns.campaign import Campaign
from community_charity.campaigns.gifts import weigh_campaign_gift
from community_charity.campaigns.running import EndCampaign, StartCampaign
from community_charity.campaigns.solicitors import RegisterSolicitor, SolicitorCertificate
from community_charity.campaigns.words import Channel, Mode
from community_charity.flows.accounts import Account, AccountRole, OpenAccount
from community_charity.language import Text
from community_charity.law.decision import Checks, Stopped
from community_charity.money import Money
from community_charity.organisations import Committee, CommitteeKind
from community_charity.parties import OrganisationId, PersonId
from community_charity.rules.campaigns import CampaignConduct, CampaignMethod, PartnerKind
from community_charity.rules.splits import Split
from community_charity.rules.who_may_raise import Circle, Fundraiser, FundraiserKind
from reproducers import caught, error, refusal
from sample import CHARITY, FEDERATION, FUND, LAW, SOCIETY, charity, enter, establish, federation, found

if TYPE_CHECKING:
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision

DAY = date(2026, 3, 12)
ONE_YUAN = Money(1_00)
TODAY = LAW.on(DAY)
SPRING = Period(DAY, date(2026, 12, 31))
QUALIFIED = date(2022, 5, 1)
VILLAGE = OrganisationId("lake-village")
FREELY = CampaignConduct("spring", deceives=False, apportions=False, disturbs=False)
PLAN = next(case for case in cases() if case.id == "plan-beginning: filed exactly ten days ahead").subject
TOGETHER = next(case for case in cases() if case.file == "cooperation-partner").subject
TOGETHER = attrs.evolve(TOGETHER, charitable_purpose=True, partner=PartnerKind.ORGANISATION, plan=None)
RAISES = Fundraiser(CHARITY, FundraiserKind.QUALIFIED_CHARITY, registered_on=date(2020, 3, 4), qualified_on=QUALIFIED)
JOINS = Fundraiser(VILLAGE, FundraiserKind.VILLAGERS_COMMITTEE)


def public(**changes: Any) -> Campaign:
    """Give a public campaign of a qualified charity that may start on the day."""
    usual = Campaign(
        "spring",
        host=CHARITY,
        mode=Mode.PUBLIC,
        period=SPRING,
        pools=[SOCIETY, FUND],
        channels=[Channel.ONLINE_PLATFORM, Channel.WECHAT_GROUP, Channel.COLLECTION_BOX, Channel.SOLICITOR],
        plan=PLAN,
        conduct=FREELY,
    )
    return attrs.evolve(usual, **changes)


def targeted(**changes: Any) -> Campaign:
    """Give a campaign among the members of a charity that may start on the day."""
    usual = Campaign(
        "dues",
        host=CHARITY,
        mode=Mode.TARGETED,
        period=SPRING,
        pools=[SOCIETY],
        channels=[Channel.WECHAT_GROUP, Channel.SOLICITOR],
        circle=[Circle.MEMBERS],
        purpose_told=True,
        public_methods=False,
        conduct=FREELY,
    )
    return attrs.evolve(usual, **changes)


def may(campaign: Campaign, *bodies: Fundraiser, on: date = DAY) -> Decision:
    return campaign.may_start(LAW.on(on), bodies or (RAISES, JOINS))


def start(campaign: Campaign | None = None, **changes: Any) -> StartCampaign:
    asked = campaign or public()
    return attrs.evolve(StartCampaign(key=f"start-{asked.id}", on=DAY, campaign=asked), **changes)


def end(**changes: Any) -> EndCampaign:
    return attrs.evolve(EndCampaign(key="end-1", on=date(2026, 6, 1), campaign="spring", reason="came back"), **changes)


def certify(**changes: Any) -> RegisterSolicitor:
    usual = RegisterSolicitor(key="enter-s-1", on=DAY, person=PersonId("s-1"), certificate=SolicitorCertificate(DAY))
    return attrs.evolve(usual, **changes)


def started(*more: Command) -> Book:
    """Give a book with both campaigns running and a certified solicitor, and more orders."""
    made = Book(LAW)
    bodies = [
        enter(charity(qualified_on=QUALIFIED)),
        enter(federation()),
        enter(Committee(VILLAGE, CommitteeKind.VILLAGE)),
    ]
    made.record_all([*bodies, establish(), found(), start(), start(targeted()), certify(), *more])
    return made


@attrs.frozen(kw_only=True)
class Gift(Command):
    """A gift of a campaign, as an order of another noun might look."""

    ASKED: ClassVar[Text] = Text("give {amount}", "捐赠 {amount}")

    campaign: str | None = "spring"
    pool: str = SOCIETY
    donor: Any = "d-1"
    amount: Money = ONE_YUAN
    channel: Channel | None = Channel.COLLECTION_BOX
    solicitor: PersonId | None = None
    giver: Circle | None = None


def gift(**changes: Any) -> Gift:
    return attrs.evolve(Gift(key="gift-1", on=DAY), **changes)


def belongs(order: Gift, into: Book | None = None) -> Decision:
    """Decide whether a gift belongs to its campaign."""
    checks = Checks()
    state = (into or started())._state
    with suppress(Stopped):
        weigh_campaign_gift(
            state,
            order.campaign or "",
            pool=order.pool,
            donor=order.donor,
            channel=order.channel,
            solicitor=order.solicitor,
            on=order.on,
            checks=checks,
            giver=order.giver,
        )
    return checks.decision(order.asked, order, order.on, LAW.on(order.on))


def holding(into: Book, *orders: Command) -> Book:
    """Put facts of another noun into a book."""
    for order in orders:
        into._state.events[order.key] = Event(len(into.events), order)
    return into


# --- errors ---------------------------------------------------------------------------------------


@error("split.parts", "half of the money, as a float", "以浮点数表示的一半份额")
def half_as_a_float_share() -> CharityError:
    return caught(lambda: Split({"charity": 0.5, "village": None}))  # type: ignore[dict-item] # the mistake to show


@error("split.remainders", "two parts that each take all that is left", "两个部分均承担其余")
def two_remainders() -> CharityError:
    return caught(lambda: Split({"charity": Fraction(1, 2), "village": None, "school": None}))


@error("split.sum", "percentages that sum to 99.999999 %", "百分比之和为99.999999%")
def nearly_a_whole() -> CharityError:
    return caught(lambda: Split.percent({"a": "33.333333", "b": "33.333333", "c": "33.333333"}))


@error("campaign.listed", "a campaign that raises for no pool", "没有募捐对象账户的募捐活动")
def for_no_pool() -> CharityError:
    return caught(lambda: public(pools=[]))


@error("campaign.partners", "a campaign that shares with a body that is no partner", "向非合作方分账的募捐活动")
def shares_with_a_stranger() -> CharityError:
    return caught(lambda: public(shares=Split.equal(CHARITY, VILLAGE)))


@error("campaign.mode", "a public campaign with a circle", "公开募捐设有特定对象")
def public_in_a_circle() -> CharityError:
    return caught(lambda: public(circle=["members"]))


@error("solicitor.level", "a solicitor of level six", "六级劝募员")
def of_level_six() -> CharityError:
    return caught(lambda: certify(level=6))


# --- a campaign starts and ends ---------------------------------------------------------------------


@refusal("campaign.body_known", "a campaign of a host of which nothing is known", "主办组织情况不详的募捐活动")
def host_unknown() -> Decision:
    return may(targeted(), JOINS)


@refusal("campaign.in_period", "a campaign that starts before its first day", "在活动首日之前开始")
def too_early() -> Decision:
    return may(targeted(), on=date(2026, 3, 11))


@refusal("campaign.plan_shown", "a public campaign without a plan", "未见募捐方案的公开募捐")
def no_plan() -> Decision:
    return may(public(plan=None))


@refusal("campaign.cooperation_shown", "a campaign with a partner and no agreement", "有合作方而未见合作安排")
def no_agreement() -> Decision:
    return may(public(partners=[VILLAGE]))


@refusal("campaign.period_as_filed", "a campaign that ends a day after its plan", "活动比募捐方案晚一日结束")
def a_day_too_long() -> Decision:
    return may(public(period=Period(DAY, date(2027, 1, 1))))


@refusal("campaign.methods_as_filed", "a fair that the plan does not name", "募捐方案未载明的公益集市")
def a_fair_not_filed() -> Decision:
    plan = attrs.evolve(PLAN, methods=[CampaignMethod.INTERNET])
    return may(public(plan=plan, channels=["online_platform", "charity_fair"]))


@refusal("campaign.pool_hosts", "a society that raises by itself", "互助社自行开展募捐")
def society_hosts() -> Decision:
    return started().decide(start(public(id="own", host=SOCIETY)))


@refusal("campaign.own_pools", "a public campaign for an account of a stranger", "为其他组织的账户公开募捐")
def account_of_a_stranger() -> Decision:
    account = Account("away", holder=FEDERATION, role=AccountRole.FEDERATION)
    opened = OpenAccount(key="open-1", on=DAY, account=account)
    return started(opened).decide(start(public(id="new", pools=["away"])))


@refusal("campaign.not_ended", "a campaign that is ended twice", "两次结束同一活动")
def ended_twice() -> Decision:
    return started(end()).decide(end(key="end-2"))


@refusal("campaign.not_before", "a campaign that ends before it started", "活动在开始之前结束")
def ended_before() -> Decision:
    return started().decide(end(on=date(2026, 3, 11)))


@refusal("campaign.no_later_gift", "a campaign that ends before its last gift", "活动在最后一笔捐赠之前结束")
def ended_before_a_gift() -> Decision:
    return holding(started(), gift(on=date(2026, 6, 2))).decide(end())


# --- solicitors -------------------------------------------------------------------------------------


@refusal("solicitor.certified", "a solicitor without a certificate", "无证书的劝募员")
def without_certificate() -> Decision:
    return Book(LAW).decide(certify(certificate=None))


@refusal("solicitor.newer", "the same certificate entered again", "再次登记同一证书")
def certificate_again() -> Decision:
    return started().decide(certify(key="enter-s-2"))


# --- gifts of a campaign ----------------------------------------------------------------------------


@refusal("campaign_gift.in_time", "a gift after the last day of its campaign", "活动末日之后的捐赠")
def after_the_last_day() -> Decision:
    return belongs(gift(on=date(2027, 1, 1)))


@refusal("campaign_gift.pool", "a gift for a pool that the campaign does not raise for", "捐向活动范围以外的资金池")
def for_another_pool() -> Decision:
    return belongs(gift(pool="village-2"))


@refusal("campaign_gift.channel", "a gift at a fair that the campaign does not hold", "经活动渠道以外的公益集市捐赠")
def at_another_fair() -> Decision:
    return belongs(gift(channel=Channel.CHARITY_FAIR))


@refusal("campaign_gift.circle", "a gift of a resident to a campaign among members", "居民向仅面向会员的活动捐赠")
def outside_the_circle() -> Decision:
    return belongs(gift(campaign="dues", channel=Channel.WECHAT_GROUP, giver=Circle.RESIDENTS))


@refusal("campaign_gift.solicitor", "a gift through a solicitor who is not named", "未注明劝募员的劝募捐赠")
def solicitor_not_named() -> Decision:
    return belongs(gift(channel=Channel.SOLICITOR))


@refusal(
    "campaign_gift.certified", "a gift asked for on the day after the certificate ended", "劝募员证书期满次日劝募的捐赠"
)
def certificate_expired() -> Decision:
    until = certify(key="enter-s-2", person=PersonId("s-2"), certificate=SolicitorCertificate(DAY, DAY))
    order = gift(on=date(2026, 3, 13), channel=Channel.SOLICITOR, solicitor=PersonId("s-2"))
    return belongs(order, started(until))
