"""One way to provoke each error and each refusal of agreements, pledges and recurring gifts; all people are invented."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.state import State
from community_charity.calendar import Months, WorkingDays
from community_charity.giving.agreements import DonationAgreement, SignAgreement
from community_charity.giving.pledge_orders import ChangePledge, PledgeDonation, WriteOffPledge
from community_charity.giving.pledges import PLEDGES, PledgeFile, weigh_pledged
from community_charity.giving.promises import Pledge
from community_charity.giving.recurring import RecurringGift
from community_charity.instalments import Instalment
from community_charity.language import Text
from community_charity.law.decision import Checks, Stopped
from community_charity.money import yuan
from community_charity.parties import PersonId
from community_charity.rules.conflicts.beneficiaries import BeneficiaryChoice, NamedBy
from reproducers import caught, error, refusal
from sample import CHARITY, FUND, LATER, NATIONAL, ON, SOCIETY, book, receive

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision

DONOR = PersonId("giver-7")
SUMMER, WINTER = date(2025, 6, 30), date(2025, 12, 31)
DUE = (Instalment(SUMMER, yuan(1_000)), Instalment(WINTER, yuan(2_000)))


def draft(**changes: Any) -> DonationAgreement:
    """Give an agreement on ¥9,000.00 in which nothing is missing."""
    usual = DonationAgreement(
        "agreement-1",
        donor=DONOR,
        recipient=CHARITY,
        kind="money",  # type: ignore[arg-type] # a converter reads it
        amount=yuan(9_000),
        use="winter relief in invented villages",
        deliveries=(SUMMER,),
        own_property=True,
        advertises_tobacco=False,
        advertises_barred=False,
    )
    return attrs.evolve(usual, **changes)


def pledge(**changes: Any) -> Pledge:
    """Give a pledge of ¥3,000.00 in two parts, made on television."""
    usual: Any = {"id": "pledge-1", "pool": SOCIETY, "total": yuan(3_000), "instalments": DUE}
    return Pledge(**usual | {"promised": "media", "donor": DONOR} | changes)


def sign(**changes: Any) -> SignAgreement:
    usual: Any = {"key": "sign-1", "on": ON, "agreement": draft()}
    return SignAgreement(**usual | changes)


def promise(made: Pledge | None = None, **changes: Any) -> PledgeDonation:
    usual: Any = {"key": "promise-1", "on": ON, "pledge": made or pledge()}
    return PledgeDonation(**usual | changes)


def change(**changes: Any) -> ChangePledge:
    later = (Instalment(WINTER, yuan(3_000)),)
    usual: Any = {
        "key": "change-1",
        "on": LATER,
        "pledge": "pledge-1",
        "instalments": later,
        "reason": "asked for time",
    }
    return ChangePledge(**usual | changes)


def write_off(**changes: Any) -> WriteOffPledge:
    usual: Any = {"key": "off-1", "on": LATER, "pledge": "pledge-1", "kind": "hardship", "reason": "the shop closed"}
    usual |= {"worse_off": True, "reported": True, "explained": True}
    return WriteOffPledge(**usual | changes)


def pledged(made: Pledge | None = None) -> Book:
    """Give a book with one pledge."""
    return book(promise(made))


def kept(made: Book) -> PledgeFile:
    """Give what the book knows of the pledge."""
    file = made.find(PLEDGES, "pledge-1")
    assert file is not None
    return file


def paid(made: Pledge | None = None, fen: int = 0, **changes: Any) -> Decision:
    """Weigh a gift of the usual donor to the usual pool that names the pledge."""
    given, checks, state = receive(**{"donor": DONOR} | changes), Checks(), State()
    what = made or pledge()
    state.of(PLEDGES)[what.id] = PledgeFile(what, LATER, LATER, what.instalments, fen)
    with suppress(Stopped):
        weigh_pledged(state, what.id, given.donor, given.pool, given.amount, given.on, checks)
    return checks.decision(Text("pay on a pledge", "履行认捐"), given, given.on, NATIONAL.on(given.on))


# --- errors --------------------------------------------------------------------------------------


@error("giving.purposes", "no purpose at all", "未列任何慈善目的")
def no_purpose_at_all() -> CharityError:
    return caught(lambda: pledge(purposes=[]))


@error("agreement.beneficiaries", "beneficiaries that a charity names", "协议中由慈善组织指定的受益人")
def beneficiaries_of_a_charity() -> CharityError:
    named = BeneficiaryChoice(named_by=NamedBy.CHARITY)
    return caught(lambda: draft(beneficiaries=named))


@error("agreement.deliveries", "an empty list of days of delivery", "交付日列表为空")
def no_day_of_delivery() -> CharityError:
    return caught(lambda: draft(deliveries=[]))


@error("agreement.amount", "an amount of blankets", "以金额表示的棉被")
def an_amount_of_blankets() -> CharityError:
    return caught(lambda: draft(kind="goods"))


@error("pledge.instalments", "a pledge without instalments", "无分期的认捐")
def a_pledge_without_instalments() -> CharityError:
    return caught(lambda: pledge(instalments=[]))


@error("pledge.sum", "instalments a fen short of the total", "各期之和比总额少一分")
def instalments_a_fen_short() -> CharityError:
    return caught(lambda: pledge(total=yuan("3000.01")))


@error("pledge.nameless", "a written pledge of nobody", "未给出捐赠人的书面认捐")
def a_written_pledge_of_nobody() -> CharityError:
    return caught(lambda: pledge(donor=None, promised="written"))


@error("recurring.every", "a gift every few working days", "以工作日为间隔的按期捐赠")
def every_few_working_days() -> CharityError:
    span: Any = WorkingDays(5)
    return caught(lambda: RecurringGift(yuan(5), every=span, first=ON, pool=SOCIETY))


@error("recurring.endless", "a pledge without end", "无截止日的按期捐赠转为认捐")
def a_pledge_without_end() -> CharityError:
    monthly = RecurringGift(yuan(5), every=Months(1), first=ON, pool=SOCIETY)
    return caught(lambda: monthly.as_pledge("pledge-1"))


@error("recurring.nothing_due", "a pledge up to a day before the first gift", "截至首期之前的认捐")
def a_pledge_of_nothing() -> CharityError:
    monthly = RecurringGift(yuan(5), every=Months(1), first=LATER, pool=SOCIETY)
    return caught(lambda: monthly.as_pledge("pledge-1", until=ON))


# --- refusals: agreements ------------------------------------------------------------------------


@refusal("agreement.name_allowed", "a name that the recipient does not allow", "受赠方不允许的冠名")
def a_name_that_is_not_allowed() -> Decision:
    named = draft(name="Invented Hall", name_allowed=False)
    return book().decide(sign(agreement=named))


@refusal("agreement.name_is_product", "a product as a name, where that is barred", "不得以商品冠名时以商品冠名")
def a_product_as_a_name() -> Decision:
    strict = NATIONAL.amend(since=ON, naming_bars_products=True)
    named = draft(name="Invented Tea", name_allowed=True, name_is_product=True)
    return named.may_be_signed(strict.on(ON))


# --- refusals: demanding delivery ----------------------------------------------------------------


@refusal("pledge.by_media", "a promise through media, if the law gave no claim", "假设媒体承诺不产生请求权")
def a_media_promise_that_does_not_bind() -> Decision:
    lenient = NATIONAL.amend(since=ON, media_pledge_enforceable=False)
    return pledge().is_enforceable(lenient.on(ON))


@refusal("pledge.notarised", "a notarised promise, if the law gave no claim", "假设公证赠与不产生请求权")
def a_notarised_promise_that_does_not_bind() -> Decision:
    lenient = NATIONAL.amend(since=ON, notarised_gift_enforceable=False)
    return pledge(promised="notarised").is_enforceable(lenient.on(ON))


@refusal("pledge.overdue", "delivery demanded on the day it is due", "在交付日当日要求交付")
def demanded_on_the_day_itself() -> Decision:
    return kept(pledged()).may_be_demanded(NATIONAL.on(SUMMER))


# --- refusals: pledges and gifts -----------------------------------------------------------------


@refusal("pledge.not_before_agreement", "a pledge older than its agreement", "早于捐赠协议的认捐")
def a_pledge_older_than_its_agreement() -> Decision:
    made = book(sign(on=LATER))
    return made.decide(promise(pledge(agreement="agreement-1")))


@refusal("pledge.agreement_donor", "a pledge under another donor's agreement", "依据他人协议的认捐")
def a_pledge_under_anothers_agreement() -> Decision:
    made = book(sign())
    return made.decide(promise(pledge(agreement="agreement-1", donor="giver-8")))


@refusal("pledge.live", "a pledge written off twice", "重复核销认捐")
def written_off_twice() -> Decision:
    made = pledged()
    made.record(write_off())
    return made.decide(write_off(key="off-2"))


@refusal("pledge.not_before", "a change dated before the pledge", "早于认捐日的调整")
def changed_before_it_was_made() -> Decision:
    return pledged().decide(change(on=date(2025, 3, 12)))


@refusal("pledge.new_sum", "new instalments a fen above what is open", "调整后各期之和比待履行部分多一分")
def new_instalments_a_fen_above() -> Decision:
    more = [Instalment(WINTER, yuan("3000.01"))]
    return pledged().decide(change(instalments=more))


@refusal("pledge.same_donor", "a gift of somebody else for the pledge", "他人的捐赠用于履行认捐")
def paid_by_somebody_else() -> Decision:
    return paid(on=LATER, donor="giver-8")


@refusal("pledge.same_pool", "a gift for another pool for the pledge", "捐入其他资金池以履行认捐")
def paid_to_another_pool() -> Decision:
    return paid(on=LATER, pool=FUND)


@refusal("pledge.within_open", "a gift a fen above what is open of the pledge", "捐赠比认捐待履行部分多一分")
def paid_a_fen_too_much() -> Decision:
    return paid(on=LATER, amount=yuan("3000.01"))


# --- refusals: writing off -----------------------------------------------------------------------


@refusal("pledge.may_withdraw", "a promise made on television is withdrawn", "撤回电视上的公开承诺")
def a_public_promise_withdrawn() -> Decision:
    return pledged().decide(write_off(kind="withdrawn"))


@refusal("pledge.worse_off", "hardship that nobody can see", "捐赠人经济状况并未恶化")
def hardship_that_is_none() -> Decision:
    return pledged().decide(write_off(worse_off=False))


@refusal("pledge.hardship_reported", "hardship that was not reported", "捐赠人困难而未报告")
def hardship_not_reported() -> Decision:
    return pledged().decide(write_off(reported=False))


@refusal("pledge.hardship_explained", "hardship that was not explained in public", "捐赠人困难而未公开说明")
def hardship_not_explained() -> Decision:
    return pledged().decide(write_off(explained=False))


@refusal("pledge.demanded", "given up without having asked", "未要求交付即认定无法收取")
def given_up_without_asking() -> Decision:
    return pledged().decide(write_off(kind="uncollectable", demanded=False))
