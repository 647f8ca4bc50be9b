"""Happy Homeland pools and their projects, and mutual-aid funds: two kinds of pool of their own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from community_charity.book.book import Book
from community_charity.errors import CharityError, Malformed
from community_charity.flows import (
    Account,
    AgreeChain,
    Chain,
    OpenAccount,
    PassOn,
    chain_statement,
)  # fmt: skip
from community_charity.flows.spending import Spend
from community_charity.giving import RefundDonation
from community_charity.homeland import (
    HOMELANDS,
    PROJECTS,
    USES,
    ActivateHomelandPool,
    ClaimHomelandPool,
    EndProject,
    FiveOnes,
    HomelandPool,
    HomelandProject,
    LaunchProject,
    Project,
    raised_for,
    weigh_project_gift,
)  # fmt: skip
from community_charity.law.decision import Checks, Outcome, Stopped
from community_charity.money import Money, yuan
from community_charity.mutual_funds import MUTUAL_FUNDS, EstablishMutualFund, MutualFund, MutualFundRules
from community_charity.organisations import Charity, Committee, CommitteeKind, OtherBody
from community_charity.parties import OrganisationId
from community_charity.pools import POOLS, Cause
from community_charity.purposes import CULTURE, ENVIRONMENT, PUBLIC_REPAIR, RELIEF
from community_charity.relief import CaseId
from community_charity.restrictions import Restriction
from community_charity.rules.ceilings import PoolKind
from planted_homeland import BUGS
from sample import (
    CHARITY,
    LAW,
    ON,
    book,
    capital,
    case,
    charity,
    cost,
    enter,
    grant,
    household,
    in_force,
    open_,
    pay,
    people,
    receive,
    settle,
    tied,
)  # fmt: skip

if TYPE_CHECKING:
    from community_charity.book.orders import Command
    from community_charity.law.law import Law
    from planted_bugs import Bug

VILLAGE, COUNTY, WEB, CITY = (
    OrganisationId(one) for one in ("lake-committee", "county-charity", "web", "raising-charity")
)
STATION = people("p-1", "p-2", "p-3")
POOL = "lake-home"
EVE, LAST = ON - timedelta(1), date(2025, 6, 30)
AFTER = LAST + timedelta(1)
YES = (True, True, True, True, True)
ONES = ("station", "mutual_fund", "care_centre", "covenant", "volunteer_team")

# --- invented bodies, a pool, a project -----------------------------------------------------------


def pool(**changes: Any) -> HomelandPool:
    usual: dict[str, Any] = {"id": POOL, "village": VILLAGE, "charity": COUNTY, "platform": WEB, "station": STATION}
    return HomelandPool(**usual | {"accounts_by": "p-4"} | changes)


def project(**changes: Any) -> HomelandProject:
    usual = HomelandProject(
        "wells", pool=POOL, purpose=PUBLIC_REPAIR, target=yuan(20_000), last=LAST, raised_by=CITY, place="lake"
    )
    return evolve(usual, **changes)


def claim(pool_: HomelandPool | None = None, **changes: Any) -> ClaimHomelandPool:
    usual: dict[str, Any] = {"key": "claim-1", "on": ON, "pool": pool_ or pool()}
    return ClaimHomelandPool(**usual | changes)


def activate(**changes: Any) -> ActivateHomelandPool:
    usual: dict[str, Any] = {"key": "activate-1", "on": ON, "pool": POOL, "approved_by": STATION[:2]}
    return ActivateHomelandPool(**usual | changes)


def launch(project_: HomelandProject | None = None, **changes: Any) -> LaunchProject:
    usual: dict[str, Any] = {"key": "launch-1", "on": ON, "project": project_ or project(), "approved_by": STATION[:2]}
    return LaunchProject(**usual | changes)


def end(**changes: Any) -> EndProject:
    usual: dict[str, Any] = {"key": "end-1", "on": ON, "project": "wells", "reason": "came back"}
    return EndProject(**usual | {"approved_by": STATION[:2]} | changes)


def gift(**changes: Any) -> Command:
    return receive(**{"pool": POOL, "amount": yuan(500), "only_for": project().only_for} | changes)


def spend(on: date, **changes: Any) -> Spend:
    usual: dict[str, Any] = {"key": "spend-1", "pool": POOL, "amount": yuan(500), "purpose": PUBLIC_REPAIR}
    return Spend(**usual | {"on": on, "project": "wells", "place": "lake", "approved_by": STATION[:2]} | changes)


def bodies() -> list[Command]:
    qualified = Charity(CITY, registered_on=date(2018, 3, 4), qualified_on=ON)
    county = Charity(COUNTY, registered_on=date(2019, 3, 4), managers=people("m-9"))
    return [enter(one) for one in (Committee(VILLAGE, CommitteeKind.VILLAGE), OtherBody(WEB), county, qualified)]


def homeland(*more: Command, law: Law = LAW) -> Book:
    made = Book(law)
    made.record_all([*bodies(), *more])
    return made


def launched(*more: Command) -> Book:
    return homeland(claim(), activate(), launch(), *more)


def codes(made: Book, order: Command) -> set[str]:
    return {finding.ground.code for finding in made.decide(order).unmet}


# --- claiming, activating, launching --------------------------------------------------------------


def test_first_claimed_then_activated_then_a_project() -> None:
    """Each step has its place, and the pool is one of its own kind, decided by the station, held by the county charity."""
    made = homeland(claim())
    row = made.all(POOLS)[POOL]
    assert (row.kind, row.holder, row.deciders, row.since) == (PoolKind.HOMELAND, COUNTY, frozenset(STATION), ON)
    assert row.managers == frozenset(people("m-9"))
    assert row.purposes == frozenset(USES)
    early = made.decide(launch())
    assert [finding.ground.code for finding in early.unmet] == ["homeland.activated"]
    assert early.remedies[0].first == "ActivateHomelandPool"
    made.record_all([activate(), launch()])
    assert made.all(HOMELANDS)[POOL].activated == ON
    assert made.all(PROJECTS)["wells"] == Project(project(), ON)


def test_nobody_launches_without_a_claim() -> None:
    """No pool, or a pool of another kind: there is nothing that could be activated."""
    assert codes(homeland(), launch()) == {"book.not_found"}
    other = project(pool="village-1")
    assert codes(book(*bodies(), launch_free()), launch(other, approved_by=people("p-1", "p-2"))) == {"book.not_found"}


def launch_free() -> Command:
    return enter(OtherBody(OrganisationId("somebody")))


def test_a_project_is_not_launched_before_its_pool_was_activated() -> None:
    """On the day of activation it is; the day before is told which day to take."""
    made = homeland(claim(on=EVE), activate())
    asked = launch(project(raised_by=CITY), on=EVE)
    decision = made.decide(asked)
    assert [finding.ground.code for finding in decision.unmet] == ["homeland.activated"]
    assert made.decide(decision.remedies[0].applied_to(asked))
    assert codes(homeland(claim()), claim(key="claim-2")) == {"book.exists"}
    assert codes(made, activate(key="activate-2")) == {"homeland.inactive"}
    assert codes(homeland(claim()), activate(on=EVE)) == {"pool.opened"}


def test_where_no_figure_asks_for_it_a_claim_is_enough() -> None:
    """The practice is a figure of the place: without it a claimed pool may raise."""
    made = homeland(claim(), law=LAW.amend(since=ON, homeland_claim_before_project=False))
    assert made.decide(launch())


def test_bodies_must_be_known_and_the_holder_a_charity() -> None:
    """The village, the charity and the platform are in the book; a committee holds no money of donors."""
    for changes in ({"village": "nobody"}, {"charity": "nobody"}, {"platform": "nobody"}):
        assert codes(homeland(), claim(pool(**changes))) == {"book.not_found"}
    assert codes(homeland(), claim(pool(charity=VILLAGE))) == {"homeland.charity"}


def test_somebody_keeps_the_accounts() -> None:
    """Named with the claim or with the activation; not told is not yes."""
    made = homeland(claim(pool(accounts_by=None)))
    decision = made.decide(activate())
    assert decision.outcome is Outcome.UNDETERMINED
    assert [finding.ground.code for finding in decision.unmet] == ["homeland.accounts_by"]
    made.record(activate(accounts_by="p-5"))
    assert made.all(HOMELANDS)[POOL].pool.accounts_by == "p-5"
    assert launched().all(HOMELANDS)[POOL].pool.accounts_by == "p-4"


def test_more_than_half_of_the_station_decides() -> None:
    """On activating, launching and ending."""
    made = launched()
    assert codes(homeland(claim()), activate(approved_by=STATION[:1])) == {"approval.majority"}
    assert codes(made, launch(project(id="road"), key="l-2", approved_by=STATION[:1])) == {"approval.majority"}
    assert codes(made, end(approved_by=people("p-9"))) == {"approval.panel"}


def test_only_a_qualified_charity_raises() -> None:
    """From the day of its certificate on; a village or a charity without one does not."""
    made = homeland(claim(on=EVE), activate(on=EVE))
    assert codes(made, launch(on=EVE)) == {"organisation.qualified"}
    assert codes(made, launch(project(raised_by=VILLAGE))) == {"organisation.qualified"}
    assert codes(made, launch(project(raised_by=COUNTY))) == {"organisation.qualified"}
    assert codes(made, launch(project(raised_by=OrganisationId("nobody")))) == {"book.not_found"}
    assert not codes(made, launch())


def test_what_a_project_is_for_and_until_when() -> None:
    """Within the uses of the programme, once, and its last day may be the first."""
    made = homeland(claim(), activate())
    assert codes(made, launch(project(purpose=ENVIRONMENT))) == {"homeland.purpose"}
    asked = launch(project(last=EVE))
    decision = made.decide(asked)
    assert [finding.ground.code for finding in decision.unmet] == ["homeland.last_day"]
    assert decision.remedies[0].applied_to(asked) == launch(project(last=ON))
    made.record(launch(project(last=ON)))
    assert codes(made, launch(key="launch-2")) == {"book.exists"}


# --- money of a project ---------------------------------------------------------------------------


def test_money_is_used_after_the_fundraising_and_for_the_project() -> None:
    """Not on the last day, but the day after; not for another project, place or purpose."""
    made = launched(gift())
    assert codes(made, spend(LAST)) == {"spending.money"}
    for changes in ({"project": "road"}, {"project": None}, {"place": "hill"}, {"purpose": CULTURE}):
        assert codes(made, spend(AFTER, **changes)) == {"spending.money"}
    assert codes(made, spend(AFTER, amount=yuan("500.01"))) == {"spending.money"}
    made.record(spend(AFTER))
    assert made.balance(POOL).free == Money(0)


def test_relief_out_of_a_project_waits_as_well() -> None:
    """A grant to a case of the project is refused until the fundraising is over."""
    made = launched_for_relief()
    made.record_all([settle(household("h-1", "f-1")), open_(relief_case())])
    asked = grant(case=CaseId("c-1"), pool=POOL, amount=yuan(400), on=LAST)
    assert codes(made, asked) == {"grant.money"}
    made.record_all([evolve(asked, on=AFTER), pay(on=AFTER, amount=yuan(400))])


def launched_for_relief() -> Book:
    needy = project(purpose=Cause.ILLNESS)
    return homeland(claim(), activate(), launch(needy), gift(only_for=needy.only_for))


def relief_case() -> Any:
    return case("c-1", household="h-1", project="wells", place="lake", costs=(cost(yuan(9_000)),))


def test_the_relatives_of_the_county_charity_are_not_helped() -> None:
    """As with every charity's money."""
    made = launched_for_relief()
    made.record_all([tied("m-9", "f-1"), settle(household("h-1", "f-1")), open_(relief_case())])
    assert "grant.not_related" in codes(made, grant(case=CaseId("c-1"), pool=POOL, amount=yuan(400), on=AFTER))


def may_take(made: Book, on: date, only_for: Restriction | None = None, pool_: str = POOL) -> set[str]:
    row = made.all(PROJECTS)["wells"]
    decision = row.may_take(pool_, project().only_for if only_for is None else only_for, in_force(on))
    checks = Checks()
    weigh_project_gift(checks, made._state, pool_, only_for or project().only_for, on)
    found = {finding.ground.code for finding in decision.unmet}
    assert found == {ground.code for ground, holds, *_ in checks if not holds}
    return found


def test_gifts_for_a_project_come_in_its_days() -> None:
    """The first and the last day count, the days before and after do not, nor those after an early end."""
    made = launched()
    assert not may_take(made, ON) | may_take(made, LAST)
    assert may_take(made, EVE) == may_take(made, AFTER) == {"homeland.raising"}
    stop = date(2025, 5, 1)
    made.record(end(on=stop))
    assert not may_take(made, stop)
    assert may_take(made, stop + timedelta(1)) == {"homeland.raising"}
    assert made.all(PROJECTS)["wells"].ended == stop


def test_a_gift_for_a_project_is_restricted_as_it_was_announced() -> None:
    """Without the waiting time, or with another purpose, it would not be kept as the others are; the remedy is the right one."""
    made = launched()
    bare = Restriction(project="wells")
    assert may_take(made, ON, bare) == {"homeland.as_announced"}
    decision = made.all(PROJECTS)["wells"].may_take(POOL, bare, in_force())
    asked = decision.remedies[0].applied_to(decision.subject)
    assert asked.only_for == project().only_for
    assert may_take(made, ON, pool_="another") == {"homeland.of_pool"}


def test_gifts_for_the_pool_itself_and_for_nothing() -> None:
    """What names no project is the pool's; what names one that is not there is refused."""
    made, checks = launched(), Checks()
    weigh_project_gift(checks, made._state, POOL, Restriction(place="lake"), ON)
    assert not checks
    with pytest.raises(Stopped):
        weigh_project_gift(checks, made._state, POOL, Restriction(project="road"), ON)
    assert checks[0][0].code == "book.not_found"


def test_an_early_end() -> None:
    """Once, within its days; the money waits until the day that donors were told."""
    made = launched(gift(), end())
    assert codes(made, end(key="end-2")) == {"homeland.raising"}
    assert codes(made, end(key="end-2", project="road")) == {"book.not_found"}
    assert codes(launched(), end(on=AFTER)) == codes(launched(), end(on=EVE)) == {"homeland.raising"}
    assert not codes(launched(), end(on=LAST))
    assert codes(made, spend(LAST)) == {"spending.money"}
    assert not codes(made, spend(AFTER))


def test_what_was_raised() -> None:
    """All gifts less what went back, whatever was spent of them; gifts for the pool do not count."""
    back = RefundDonation(key="r-1", on=ON, donation="gift-2", amount=yuan(20), why="too_much")
    made = launched(gift(), gift(key="gift-2", amount=yuan(100)), gift(key="gift-3", only_for=None), back)
    made.record(spend(AFTER, amount=yuan(300)))
    assert raised_for(made, "wells") == yuan(580)
    assert raised_for(made, "road") == Money(0)
    with pytest.raises(Malformed):
        raised_for(made, "")


@given(st.lists(st.integers(1, 10**6), max_size=6), st.data())
def test_what_is_raised_is_paid_held_or_charged_along_the_chain(gifts: list[int], data: st.DataObject) -> None:
    """Platform, county charity, village: raised and matched, less fees, is what was paid to the village and what is held."""
    only, panel = project().only_for, STATION[:2]
    accounts = [
        Account("web-1", holder=WEB, role="platform"),
        Account("lake-1", holder=VILLAGE, role="village", deciders=STATION),
    ]
    chain = Chain("lake", accounts=["web-1", POOL, "lake-1"], ends=LAST)
    made = launched(*(OpenAccount(key=f"open-{one.id}", on=ON, account=one) for one in accounts))
    made.record(AgreeChain(key="agree-1", on=ON, chain=chain, approved_by=panel))
    for n, fen in enumerate(gifts):
        made.record(receive(key=f"g-{n}", pool="web-1", amount=Money(fen), only_for=only))
    there = [sum(gifts)]
    for source, on in (("web-1", ON), (POOL, AFTER)):
        there.append(data.draw(st.integers(0, there[-1])))
        if there[-1]:
            made.record(pass_on(source, there[-1], on))
    told = chain_statement(made, "lake", only_for=only)
    assert told.is_conserved
    assert told.fees == Money(0)
    assert told.raised == raised_for(made, "wells") == Money(sum(gifts))
    assert told.paid_to_village == Money(there[2])
    left = [made.balance(one).free for one in ("web-1", POOL, "lake-1")]
    assert left == [Money(there[0] - there[1]), Money(there[1] - there[2]), Money(there[2])]


def pass_on(source: str, fen: int, on: date, **changes: Any) -> PassOn:
    usual: dict[str, Any] = {"chain": "lake", "only_for": project().only_for, "approved_by": STATION[:2]}
    approved = {"approved_by": ()} if source == "web-1" else {}
    return PassOn(key=f"pass-{source}", on=on, source=source, amount=Money(fen), **usual | approved | changes)


def test_the_village_account_is_paid_last_and_without_an_unagreed_fee() -> None:
    """Not on the last day of the fundraising; and nothing may be charged where no terms were agreed."""
    accounts = [
        Account("web-1", holder=WEB, role="platform"),
        Account("lake-1", holder=VILLAGE, role="village", deciders=STATION),
    ]
    chain = Chain("lake", accounts=["web-1", POOL, "lake-1"], ends=LAST)
    made = launched(*(OpenAccount(key=f"open-{one.id}", on=ON, account=one) for one in accounts))
    made.record(AgreeChain(key="agree-1", on=ON, chain=chain, approved_by=STATION[:2]))
    made.record(gift())
    assert codes(made, pass_on(POOL, 500_00, LAST)) == {"chain.after_the_end"}
    assert "fee.within_terms" in codes(made, pass_on(POOL, 499_00, AFTER, fee=yuan(1)))
    made.record(pass_on(POOL, 500_00, AFTER))
    assert codes(made, spend(AFTER, pool="lake-1", amount=yuan(500))) == set()


# --- the five ones --------------------------------------------------------------------------------


def test_the_five_ones() -> None:
    """All five, or what is missing; not looked at is neither."""
    everything = dict(zip(ONES, YES, strict=True))
    assert FiveOnes(**everything).are_set_up(in_force())
    for one in ONES:
        there_is_not = FiveOnes(**everything | {one: False}).are_set_up(in_force())
        assert there_is_not.outcome is Outcome.REFUSED
        unknown = FiveOnes(**everything | {one: None}).are_set_up(in_force())
        assert unknown.outcome is Outcome.UNDETERMINED
        assert there_is_not.unmet[0].facts == unknown.unmet[0].facts
        assert there_is_not.remedies[0].text != unknown.remedies[0].text
    both = FiveOnes(station=False, covenant=False).are_set_up(in_force())
    assert both.unmet[0].text() == "still missing: a charity work-station, which also supervises, a charity covenant"


def test_before_the_programme_nobody_asks_for_five() -> None:
    """A law without the figure has nothing to say on it."""
    assert FiveOnes().are_set_up(LAW.on(date(2018, 3, 1)))


@pytest.mark.parametrize("wrong", [1, "yes"])
def test_yes_no_or_unknown(wrong: Any) -> None:
    """And nothing else, for the five ones and for the rules of a fund."""
    with pytest.raises(Malformed) as raised:
        FiveOnes(station=wrong)
    assert raised.value.code == "homeland.ones"
    with pytest.raises(Malformed) as raised:
        MutualFundRules(promises=wrong)
    assert raised.value.code == "mutual_fund.rules"


def test_values_are_checked() -> None:
    """Ids, people, purposes, days, money: each refuses what it is not."""
    of_a_pool: dict[str, Any] = {
        "id": "",
        "village": "",
        "station": "p-1",
        "purposes": [],
        "accounts_by": "",
    }
    for name, wrong in of_a_pool.items():
        with pytest.raises(Malformed):
            pool(**{name: wrong})
    of_a_project: dict[str, Any] = {
        "pool": "",
        "target": yuan(0),
        "last": "tomorrow",
        "purpose": "wells",
        "raised_by": "",
    }
    for name, wrong in of_a_project.items():
        with pytest.raises(Malformed):
            project(**{name: wrong})
    assert "p-1" not in repr(pool())
    assert "p-4" not in repr(pool())


# --- mutual-aid funds -----------------------------------------------------------------------------

FAIR = MutualFundRules(promises=False, by_need=True, open_to_all=True)


def mutual(**changes: Any) -> MutualFund:
    usual = MutualFund("lane-fund", host=CHARITY, committee=STATION, rules=FAIR, capital=capital(yuan(2_000)))
    return evolve(usual, **changes)


def establish_mutual(fund: MutualFund | None = None, **changes: Any) -> EstablishMutualFund:
    usual: dict[str, Any] = {"key": "establish-2", "on": ON, "fund": fund or mutual()}
    return EstablishMutualFund(**usual | changes)


def test_a_mutual_fund_is_a_pool_at_its_host() -> None:
    """Held by the charity, decided by residents, for relief, of a kind of its own; its start-up money is traced."""
    made = book(establish_mutual())
    row = made.all(POOLS)["lane-fund"]
    assert (row.kind, row.holder, row.since) == (PoolKind.MUTUAL_FUND, CHARITY, ON)
    assert (row.deciders, row.managers, row.purposes) == (
        frozenset(STATION),
        frozenset(charity().managers),
        frozenset({RELIEF}),
    )
    assert made.all(MUTUAL_FUNDS)["lane-fund"] == mutual()
    assert made.balance("lane-fund").free == yuan(2_000)
    assert "left ¥2,000.00" in repr(made.trace("lane-fund/village_collective"))
    assert book(establish_mutual(mutual(capital=None))).balance("lane-fund").free == Money(0)


def test_who_never_contributed_is_helped_by_need() -> None:
    """A household that gave nothing gets as much as its need, above any ceiling of a society, and no more."""
    made = book(establish_mutual(), receive(key="gift-9", pool="lane-fund", amount=yuan(9_000), donor="d-1"))
    made.record_all([settle(household("h-1", "q-1")), open_(case("c-1", household="h-1", costs=(cost(yuan(9_000)),)))])
    asked = grant(case=CaseId("c-1"), pool="lane-fund", amount=yuan(6_800))
    assert codes(made, evolve(asked, amount=yuan("6800.01"))) == {"relief.need"}
    assert made.decide(asked)


def test_a_rule_that_promises_is_refused() -> None:
    """With the article on donations; what is not known is undetermined, and asks for the rules."""
    for rules, code in (
        ({"promises": True}, "mutual_fund.no_promise"),
        ({"by_need": False}, "mutual_fund.by_need"),
        ({"open_to_all": False}, "mutual_fund.open_to_all"),
    ):
        fund = mutual(rules=evolve(FAIR, **rules))
        decision = fund.may_establish(in_force())
        assert [finding.ground.code for finding in decision.unmet] == [code]
        assert decision.outcome is Outcome.REFUSED
        assert codes(book(), establish_mutual(fund)) == {code}
        unknown = mutual(rules=evolve(FAIR, **dict.fromkeys(rules))).may_establish(in_force())
        assert unknown.outcome is Outcome.UNDETERMINED
        assert unknown.remedies[0].text.en == "show the rules of the fund"
        assert decision.remedies[0].text != unknown.remedies[0].text
    promise = mutual(rules=evolve(FAIR, promises=True)).may_establish(in_force()).unmet[0]
    assert "34" in str(promise.citations[0])


def test_old_and_new_text_both_know_donations_without_return() -> None:
    """The law of 2016 in its time, that of 2023 from its day on."""
    cited = [
        str(mutual().may_establish(LAW.on(day)).findings[0].citations[0])
        for day in (date(2024, 9, 4), date(2024, 9, 5))
    ]
    assert cited[0] != cited[1]
    amended = LAW.amend(since=ON, donation_is_without_return=False)
    promising = mutual(rules=evolve(FAIR, promises=True))
    assert promising.may_establish(amended.on(ON))


def test_what_a_mutual_fund_needs() -> None:
    """A charity that the book knows, a new name for the pool and for its start-up gifts."""
    assert codes(book(), establish_mutual(mutual(host="nobody"))) == {"book.not_found"}
    assert codes(book(), establish_mutual(mutual(host="town-federation"))) == {"mutual_fund.host"}
    assert codes(book(), establish_mutual(mutual(id="village-1"))) == {"book.exists"}
    taken = receive(key="lane-fund/village_collective")
    assert codes(book(taken), establish_mutual()) == {"book.exists"}
    of_a_fund: dict[str, Any] = {"rules": None, "purposes": [], "capital": 5, "committee": "p-1"}
    for name, wrong in of_a_fund.items():
        with pytest.raises(Malformed):
            mutual(**{name: wrong})
    with pytest.raises(Malformed):
        establish_mutual("lane-fund")  # type: ignore[arg-type] # the mistake
    assert "p-1" not in repr(mutual())


def test_replayed_it_is_the_same() -> None:
    """Pools, projects and funds follow from the orders."""
    made = launched(gift(), end(), enter(charity()), establish_mutual())
    again = Book.replay(made.events, made.law)
    tables: tuple[Any, ...] = (POOLS, HOMELANDS, PROJECTS, MUTUAL_FUNDS)
    assert all(again.all(table) == made.all(table) for table in tables)


# --- planted bugs ---------------------------------------------------------------------------------


def all_checks() -> None:
    """Run the tests above that draw nothing."""
    for name, test in list(globals().items()):
        drawn = hasattr(test, "hypothesis") or hasattr(test, "pytestmark")
        if name.startswith("test_") and not drawn and "bug" not in name:
            test()


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and a test fails."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, CharityError, LookupError, TypeError, AttributeError, pytest.fail.Exception)):
        all_checks()


@pytest.mark.deep
def test_without_a_bug_all_checks_hold() -> None:
    """What catches a bug is the bug."""
    all_checks()
