"""One way to provoke each error of Happy Homeland pools and mutual-aid funds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.book import Book
from community_charity.homeland import (
    PROJECTS,
    ActivateHomelandPool,
    ClaimHomelandPool,
    FiveOnes,
    HomelandPool,
    HomelandProject,
    LaunchProject,
    Project,
)
from community_charity.money import yuan
from community_charity.mutual_funds import EstablishMutualFund, MutualFund, MutualFundRules
from community_charity.organisations import Charity, Committee, CommitteeKind
from community_charity.parties import OrganisationId
from community_charity.purposes import ENVIRONMENT, PUBLIC_REPAIR
from community_charity.restrictions import Restriction
from reproducers import caught, error, refusal
from sample import CHARITY, FEDERATION, LAW, ON, book, enter, in_force, people

if TYPE_CHECKING:
    from community_charity.book.orders import Command
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision

VILLAGE, COUNTY = OrganisationId("lake-committee"), OrganisationId("county-charity")
STATION = people("p-1", "p-2", "p-3")
LAST = date(2025, 6, 30)


def village_pool(**changes: Any) -> HomelandPool:
    usual: dict[str, Any] = {"village": VILLAGE, "charity": COUNTY, "platform": COUNTY, "accounts_by": "p-4"}
    return HomelandPool(id="lake-home", station=STATION, **usual | changes)


def claim(**changes: Any) -> ClaimHomelandPool:
    return ClaimHomelandPool(key="claim-1", on=ON, pool=village_pool(**changes))


def activate(key: str = "activate-1") -> ActivateHomelandPool:
    return ActivateHomelandPool(key=key, on=ON, pool="lake-home", approved_by=STATION[:2])


def wells(**changes: Any) -> HomelandProject:
    usual: dict[str, Any] = {"pool": "lake-home", "purpose": PUBLIC_REPAIR, "last": LAST, "raised_by": COUNTY}
    return HomelandProject("wells", target=yuan(9), **usual | changes)


def launch(**changes: Any) -> LaunchProject:
    return LaunchProject(key="launch-1", on=ON, project=wells(**changes), approved_by=STATION[:2])


def villages(*more: Command) -> Book:
    made = Book(LAW)
    county = Charity(COUNTY, registered_on=date(2018, 3, 4), qualified_on=date(2020, 3, 4))
    made.record_all([enter(county), enter(Committee(VILLAGE, CommitteeKind.VILLAGE)), *more])
    return made


def running() -> Project:
    return villages(claim(), activate(), launch()).all(PROJECTS)["wells"]


@error("homeland.ones", "one of the five, told as a number", "以数字填写“五个一”")
def one_as_a_number() -> CharityError:
    return caught(lambda: FiveOnes(station=1))  # type: ignore[arg-type] # the mistake to show


@refusal("homeland.five_ones", "five ones that nobody has looked at", "尚未核实的“五个一”")
def nobody_has_looked() -> Decision:
    return FiveOnes().are_set_up(in_force())


@refusal("homeland.charity", "a village pool held by the village itself", "由村级自行管理的资金")
def held_by_the_village() -> Decision:
    return villages().decide(claim(charity=VILLAGE))


@refusal("homeland.inactive", "a village pool activated twice", "重复激活资金")
def activated_twice() -> Decision:
    return villages(claim(), activate()).decide(activate("activate-2"))


@refusal("homeland.accounts_by", "a village pool whose accounts nobody keeps", "无人记账的资金")
def nobody_keeps_accounts() -> Decision:
    return villages(claim(accounts_by=None)).decide(activate())


@refusal("homeland.activated", "a project of a pool that is not activated", "资金激活前发起的项目")
def launched_too_early() -> Decision:
    return villages(claim()).decide(launch())


@refusal("homeland.last_day", "a project that ends before it begins", "截止日早于发起日的项目")
def ended_before_it_begins() -> Decision:
    return villages(claim(), activate()).decide(launch(last=ON - timedelta(1)))


@refusal("homeland.purpose", "a project for what the pool does not serve", "超出资金用途的项目")
def beyond_the_uses() -> Decision:
    return villages(claim(), activate()).decide(launch(purpose=ENVIRONMENT))


@refusal("homeland.raising", "a gift for a project whose fundraising is over", "募捐结束后的项目捐赠")
def given_too_late() -> Decision:
    return running().may_take("lake-home", wells().only_for, in_force(LAST + timedelta(1)))


@refusal("homeland.of_pool", "a gift to one pool for the project of another", "捐给其他资金项目的捐赠")
def given_to_another_pool() -> Decision:
    return running().may_take("hill-home", wells().only_for, in_force())


@refusal("homeland.as_announced", "a gift for a project that might be used at once", "未按公布用途限定的项目捐赠")
def given_for_use_at_once() -> Decision:
    return running().may_take("lake-home", Restriction(project="wells"), in_force())


# --- mutual-aid funds -----------------------------------------------------------------------------


def lane_fund(host: OrganisationId = CHARITY, **rules: bool | None) -> MutualFund:
    fair = MutualFundRules(promises=False, by_need=True, open_to_all=True)
    return MutualFund("lane-fund", host=host, committee=STATION, rules=attrs.evolve(fair, **rules))


@error("mutual_fund.rules", "a rule of a fund told as text", "以文本填写基金规则")
def a_rule_as_text() -> CharityError:
    return caught(lambda: MutualFundRules(by_need="yes"))  # type: ignore[arg-type] # the mistake to show


@refusal("mutual_fund.host", "a mutual-aid fund held by what is no charity", "由非慈善组织管理的互助基金")
def held_by_no_charity() -> Decision:
    return book().decide(EstablishMutualFund(key="mutual-1", on=ON, fund=lane_fund(FEDERATION)))


@refusal("mutual_fund.no_promise", "a fund that promises payment to contributors", "向缴款人承诺给付的基金")
def a_promise_of_payment() -> Decision:
    return lane_fund(promises=True).may_establish(in_force())


@refusal("mutual_fund.by_need", "a fund that does not go by need", "不按需要救助的基金")
def not_by_need() -> Decision:
    return lane_fund(by_need=False).may_establish(in_force())


@refusal("mutual_fund.open_to_all", "a fund of whose openness nobody knows", "是否面向全体不详的基金")
def openness_unknown() -> Decision:
    return lane_fund(open_to_all=None).may_establish(in_force())
