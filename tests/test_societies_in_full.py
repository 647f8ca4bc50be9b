"""Societies at work: members, boards, custody, topping up, federations, payouts of places, a fund that comes first."""

from __future__ import annotations

import inspect
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from _pytest.outcomes import Failed
from hypothesis import given, settings
from hypothesis import strategies as st

from community_charity.book.book import Book
from community_charity.calendar import EVERY_DAY, Period
from community_charity.capital import Capital
from community_charity.errors import InvariantBroken, Malformed
from community_charity.flows.accounts import held_by
from community_charity.flows.fund_first import REQUESTS, asked_of, open_of, weigh_society_first
from community_charity.flows.spending import Spend
from community_charity.flows.transfers import ReverseTransfer, TransferFunds
from community_charity.funds.interest import RecordInterest
from community_charity.interchange.json_lines import from_json_lines, to_json_lines
from community_charity.law.decision import Checks, Refused
from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.movements import Movements
from community_charity.organisations import OtherBody, RegisterOrganisation
from community_charity.parties import OrganisationId, PersonId
from community_charity.pools import CAPITAL_GIFTS, POOLS, Cause, Standing
from community_charity.publish import statement
from community_charity.publish.society_reports import yearly_report
from community_charity.purposes import CANCER, MAJOR_ILLNESS, RELIEF
from community_charity.relief import WithdrawReview
from community_charity.relief.eligibility import Residence
from community_charity.relief.grants import GRANTS
from community_charity.relief.grounds import Before
from community_charity.relief.in_time import HelpKind, help_kind, late_grants
from community_charity.relief.payouts import weigh_payout
from community_charity.rules.carriers import share
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.payouts import Level, at_least, fixed_amount, pay_by, suggested, within_need
from community_charity.rules.start_up import (
    COUNTY_THIRD,
    SOURCE_TITLES,
    THIRDS,
    CapitalPolicy,
    place_policy,
    three_sources,
)
from community_charity.societies import SOCIETIES
from community_charity.societies.custody import CustodianKind
from community_charity.societies.federation import AFFILIATIONS, TownFederation, oversee, societies_of
from community_charity.societies.members import MemberKind, MemberReleased, members_missing, roll, short_of_members
from community_charity.societies.payouts import suggested_payout
from community_charity.societies.replenishing import free_of, replenishment, replenishment_due
from community_charity.societies.topping_up import (
    PLANS,
    PlannedPart,
    TopUpPlan,
    capital_now,
    gap_now,
    overdue,
)
from planted_societies import BUGS
from reproducers_societies import (
    ANQING,
    BODY,
    DINGYUAN,
    FENGTAI,
    GUOYANG,
    HILL,
    JIXI,
    SPENT,
    TOWN,
    VILLAGE,
    admit,
    approve,
    ask,
    custody,
    drop,
    dues,
    elect,
    empty,
    federated,
    hill,
    join,
    other_grant,
    plan,
    poor,
    register,
    release,
    review,
    send,
    serve,
    take_out,
    top_up,
    town,
    waiting,
)
from sample import (
    CHARITY,
    COMMITTEE,
    COUNCIL,
    FEDERATION,
    FUND,
    LATER,
    LAW,
    NATIONAL,
    ON,
    SOCIETY,
    book,
    capital,
    case,
    charity,
    cost,
    enter,
    establish,
    found,
    fund,
    grant,
    household,
    open_,
    pay,
    people,
    receive,
    registered_society,
    settle,
    society,
    take_back,
    urgent_case,
    urgent_grant,
    void,
)

if TYPE_CHECKING:
    from community_charity.law.decision import Decision
    from planted_bugs import Bug

EVE, NEXT = ON - timedelta(days=1), ON + timedelta(days=1)
TONGLING = Law.of("cn/anhui/tongling/jiaoqu")
XUANZHOU_ON, YUAN_ON = date(2025, 3, 13), date(2021, 8, 18)
YUAN = Law.of("cn/anhui/luan/yuan")
SECOND = OrganisationId("village-2")


class MondayToFriday:
    """A calendar without holidays."""

    def is_working_day(self, day: date, /) -> bool:
        """Say whether people work."""
        return day.weekday() < 5


def unmet(decision: Decision) -> list[str]:
    return [finding.ground.code for finding in decision.unmet]


def mended(made: Book, order: Any) -> Any:
    """Apply the one remedy of a refusal, see that it is sound, and give the order."""
    (remedy,) = made.decide(order).remedies
    better = remedy.applied_to(order)
    assert made.decide(better)
    return better


def row(made: Book, society_: str = SOCIETY) -> Any:
    return made.all(SOCIETIES)[OrganisationId(society_)]


def registered(*more: Any, members: int = 50, **changes: Any) -> Book:
    """Give a book with a second, registered society."""
    other = registered_society(id="village-2", members=members, council=people("r-1", "r-2", "r-3"), **changes)
    return book(found(other, key="found-2"), *more)


# ------------------------------------------------------------------------------------------------ vectors of practice


def test_jixi_paid_four_and_three() -> None:
    """Four cases of cancer and three others come to ¥5,000.00, and no other seven do."""
    law = JIXI.on(ON)
    cancer, other = law.relief_cancer_amount, law.relief_other_cause_amount
    total_, households = law.relief_paid_reported, law.relief_households_reported
    fits = [n for n in range(households + 1) if cancer * n + other * (households - n) == total_]
    assert fits == [4]


def test_dingyuan_raised_two_million_four() -> None:
    """Eighty societies of ¥30,000.00: a third from the county, two thirds from villages and donors."""
    law = DINGYUAN.on(date(2023, 6, 1))
    raised = law.society_minimum_capital * law.societies_reported
    assert raised == law.society_money_reported == yuan(2_400_000)
    assert share(raised, law.society_county_share, "down") == yuan(800_000)
    assert share(raised, law.society_village_and_donor_share, "down") == yuan(1_600_000)


@pytest.mark.parametrize(
    ("law", "mean"), [(LAW.on(XUANZHOU_ON), "582.57"), (FENGTAI.on(ON), "1918.55")], ids=["Xuanzhou", "Fengtai"]
)
def test_mean_relief(law: Any, mean: str) -> None:
    """What was paid by what was counted, in person-times: 1,042,800 / 1,790 and 424,000 / 221."""
    assert share(law.relief_paid_reported, Fraction(1, law.relief_times_reported), "half_up") == yuan(mean)


@pytest.mark.parametrize(("township", "codes"), [("10000.00", []), ("9999.99", ["capital.floor"])])
def test_thirds_of_yuan_district(township: str, codes: list[str]) -> None:
    """Three times ¥10,000.00 meets the floor exactly; ¥29,999.99 is refused for a fen."""
    parts = capital(council_members=yuan(10_000), township=yuan(township), community=yuan(10_000))
    asked = society(capital=parts)
    assert unmet(asked.may_register(YUAN.on(ON), THIRDS)) == codes
    assert asked.capital_gap(YUAN.on(ON)) == yuan(30_000) - parts.total


# ------------------------------------------------------------------------------------------------ who gives the capital


def test_policies_of_places_are_their_figures() -> None:
    """The three ways of funding that reports name, read from the figures of each place."""
    assert place_policy(LAW.on(ON)) == three_sources(LAW.on(ON).society_capital_sources)
    yuan_, dingyuan = place_policy(YUAN.on(ON)), place_policy(DINGYUAN.on(ON))
    assert yuan_ is not None
    assert dingyuan is not None
    assert yuan_.shares == THIRDS.shares
    assert dingyuan.shares == COUNTY_THIRD.shares
    assert dingyuan.together == ((("village_collective", "donors"), Fraction(2, 3)),)
    assert place_policy(NATIONAL.on(ON)) is None
    assert place_policy(Law.of("cn/anhui").on(ON)) is None


@pytest.mark.parametrize(
    ("county", "village", "donors", "codes"),
    [
        (10_000, 20_000, 0, []),
        (10_000, 0, 20_000, []),
        (10_000, 5_000, 15_000, []),
        (9_999, 10_001, 10_000, ["capital.part"]),
        (10_001, 10_000, 9_999, ["capital.part"]),
    ],
)
def test_two_sources_give_a_share_together(county: int, village: int, donors: int, codes: list[str]) -> None:
    """In Dingyuan village and donors give two thirds among them, whichever of them gives it."""
    given_ = {"county_finance": county, "village_collective": village, "donors": donors}
    parts = Capital({name: yuan(amount) for name, amount in given_.items() if amount})
    decision = society(capital=parts).may_register(DINGYUAN.on(ON), place_policy(DINGYUAN.on(ON)))
    assert unmet(decision) == codes
    if county > 10_000:
        assert "village collective, donors gives ¥19,999.00" in decision.unmet[0].text("en")


@pytest.mark.parametrize(
    "wrong", ["donors", [("donors", Fraction(1, 3))], [(("donors",), 0.5)], [((), Fraction(1, 2))],
              [(("donors",), Fraction(3, 2))], [(("donors",), Fraction(0))], [((1,), Fraction(1, 2))], [7]]
)  # fmt: skip
def test_shares_together_that_cannot_be_right(wrong: Any) -> None:
    """A joint share is a tuple of names and an exact share above zero."""
    with pytest.raises(Malformed):
        CapitalPolicy(THIRDS.title, {"county_finance": Fraction(1, 3)}, together=wrong)


def test_a_policy_of_a_place_with_something_else() -> None:
    """A policy asks for what it names; the sources have names in two languages."""
    assert all(title.en and title.zh for title in SOURCE_TITLES.values())
    asked = society(capital=capital(county_finance=yuan(30_000)))
    assert unmet(asked.may_register(DINGYUAN.on(ON), place_policy(DINGYUAN.on(ON)))) == ["capital.part"]


# ------------------------------------------------------------------------------------------------ members


def test_members_come_and_go() -> None:
    """Each admission and release changes the count; the roll has their names."""
    made = registered(admit(society=SECOND), admit(key="a-2", society=SECOND, member=PersonId("v-2")))
    assert row(made, "village-2").members == 52
    assert set(roll(made, SECOND)) == {"v-1", "v-2"}
    made.record(release(society=SECOND, on=LATER))
    assert row(made, "village-2").members == 51
    assert set(roll(made, SECOND)) == {"v-2"}
    made.record(admit(key="a-3", society=SECOND, on=LATER))
    assert row(made, "village-2").members == 52
    assert Book.replay(made.events, made.law)._state.facts() == made._state.facts()


def test_a_member_left_may_come_back_no_earlier() -> None:
    """Who left on a day may come back that day, and not the day before; who has left cannot leave."""
    assert unmet(book(admit()).decide(admit(key="a-2", on=LATER))) == ["member.new"]
    made = book(admit(), release(on=LATER))
    assert unmet(made.decide(admit(key="a-2", on=LATER - timedelta(1)))) == ["member.not_before"]
    mended(made, admit(key="a-2", on=LATER - timedelta(1)))
    assert made.decide(admit(key="a-2", on=LATER))
    assert unmet(made.decide(release(key="go-2", on=LATER))) == ["member.on_roll"]
    assert made.decide(release(key="go-2", on=LATER)).remedies[0].first == "AdmitMember"


def test_units_are_organisations_and_counted_apart() -> None:
    """A unit must be in the book; it counts among the units."""
    made = registered()
    assert unmet(made.decide(admit(society=SECOND, kind="units"))) == ["book.not_found"]
    made.record(admit(society=SECOND, kind="units", member=CHARITY))
    assert (row(made, "village-2").members, row(made, "village-2").unit_members) == (50, 1)
    made.record(release(society=SECOND, member=CHARITY))
    assert (row(made, "village-2").members, row(made, "village-2").unit_members) == (50, 0)


@pytest.mark.parametrize("kind", MemberKind)
def test_who_may_be_a_member(kind: MemberKind) -> None:
    """Guoyang lists donors from outside; its residents and their units need no list; elsewhere nobody is refused."""
    made, other = book(law=GUOYANG), book()
    order = admit(kind=kind, member=CHARITY if kind is MemberKind.UNIT else PersonId("v-1"))
    assert bool(made.decide(order)) is (kind is not MemberKind.OTHER)
    assert other.decide(order)
    assert kind.text.en.isascii()
    assert bool(made.decide(admit(kind="outside_donors", on=ON)))


def test_founding_members_on_the_roll() -> None:
    """Those counted at the founding go on the roll without being counted again, as many as there were."""
    made = registered(admit(society=SECOND, counted=True), members=51)
    assert row(made, "village-2").members == 51
    made = registered(members=50)
    for n in range(50):
        made.record(admit(key=f"a-{n}", society=SECOND, member=PersonId(f"v-{n}"), counted=True))
    order = admit(key="a-50", society=SECOND, member=PersonId("v-50"), counted=True)
    assert unmet(made.decide(order)) == ["member.founders_left"]
    made.record(mended(made, order))
    assert row(made, "village-2").members == 51


def test_a_count_that_nobody_knows_stays_unknown() -> None:
    """A filed society that never counted its members is not said to have one."""
    made = book(admit())
    assert row(made).members is None
    assert members_missing(registered_society(members=None), LAW.on(ON)) is None


def test_a_registered_society_below_fifty_is_flagged() -> None:
    """The release itself tells, and so does the list; the fiftieth member is enough."""
    made = registered(admit(society=SECOND))
    first = made.record(release(society=SECOND))
    assert isinstance(first, MemberReleased)
    assert first.missing == 0
    assert short_of_members(made, ON) == {}
    made.record(admit(key="a-2", society=SECOND, member=PersonId("v-2"), counted=True))
    second = made.record(release(key="go-2", society=SECOND, member=PersonId("v-2")))
    assert isinstance(second, MemberReleased)
    assert second.missing == 1
    assert short_of_members(made, ON) == {SECOND: 1}
    assert members_missing(society(members=0), LAW.on(ON)) == 0


def test_nobody_joins_before_the_founding() -> None:
    """Members, boards and money come on the day of founding, not before; a society that ended takes none."""
    made = book()
    for order in (admit(on=EVE), elect(on=EVE), custody(on=EVE), top_up(on=EVE), register(on=EVE), plan(on=EVE)):
        assert unmet(made.decide(order)) == ["society.not_before"], order
    assert made.decide(admit(on=EVE)).remedies[0].wait_until == ON
    pools = made._state.of(POOLS)
    pools[SOCIETY] = attrs.evolve(pools[SOCIETY], standing=Standing.TERMINATED)
    assert unmet(made.decide(admit())) == ["pool.active"]
    assert unmet(book().decide(admit(society="village-99"))) == ["book.not_found"]


def test_nothing_private_in_reprs() -> None:
    """Neither orders nor events show who is a member, or of what kind."""
    for order in (admit(), release(), dues(), elect()):
        text = f"{order!r} {order.asked().en} {order.asked().zh}"
        assert "v-1" not in text
        assert "n-1" not in text
    assert "residents" not in repr(admit())


# ------------------------------------------------------------------------------------------------ dues and entries


def test_dues_are_money_of_the_society() -> None:
    """They stand among what was received, traced by their own key, and the statement adds up."""
    made = book(admit(), dues(), receive())
    assert made.balance(SOCIETY).free == yuan(30_250)
    assert made.where_to("dues-1") == ()
    totals = statement(made, _year(), pool=SOCIETY).totals
    assert totals.received == yuan(30_250)
    assert totals.is_conserved


def _year() -> Any:
    from community_charity.calendar import Period

    return Period.year(2025)


def test_dues_are_of_members_that_day() -> None:
    """Nobody pays dues before joining or once gone; whether they are free must be known."""
    made = book(admit(on=LATER))
    assert unmet(made.decide(dues())) == ["member.not_before"]
    assert made.decide(dues(on=LATER))
    made.record(release(on=LATER))
    assert unmet(made.decide(dues(on=LATER))) == ["member.on_roll"]
    decision = book(admit()).decide(dues(freely=None))
    assert decision.outcome.value == "undetermined"
    assert "charter" in decision.remedies[0].text.en
    assert book(admit()).decide(dues(freely=False)).remedies == ()
    taken = book(admit()).decide(dues(key="village-1/village_collective"))
    assert unmet(taken) == ["book.exists"]


def test_yes_and_no_are_no_words() -> None:
    """What is a yes or a no is not told in words or numbers; a policy names several sources."""
    for wrong in (lambda: admit(counted=1), lambda: dues(freely="yes"), lambda: join(approves=None)):
        with pytest.raises(Malformed):
            wrong()
    with pytest.raises(Malformed):
        three_sources("donors")  # type: ignore[arg-type] # on purpose
    with pytest.raises(Malformed):
        CapitalPolicy(THIRDS.title, {})


def test_a_registered_society_holds_its_own_money() -> None:
    """It has no custodian to change."""
    assert unmet(registered().decide(custody(society=SECOND))) == ["society.filed"]


@pytest.mark.parametrize("year", [1948, 10_000, True, 2025.0, None])
def test_years_of_dues(year: Any) -> None:
    """A year is a whole number of four digits, from 1949 on."""
    with pytest.raises(Malformed):
        dues(year=year)
    assert dues(year=1949).year + dues(year=9999).year == 11_948


def test_an_entry_taken_back_leaves_no_trace() -> None:
    """Dues and top-ups that never came leave every sum as it was; the capital too."""
    made = poor(admit())
    before = made.balance(SOCIETY)
    made.record_all([dues(), top_up(), take_out(), take_out(key="r-2", entry="top-up-1")])
    assert made.balance(SOCIETY) == before
    assert capital_now(made, VILLAGE).total == yuan(8_000)
    assert statement(made, _year()).totals.received == Money(0)
    assert unmet(made.decide(take_out(key="r-3", entry="gift-1"))) == ["book.not_found"]
    assert unmet(made.decide(take_out(key="r-4"))) == ["entry.live"]
    made.record(dues(key="dues-2", on=LATER))
    mended(made, take_out(key="r-5", entry="dues-2"))
    assert Movements(made).moves


@pytest.mark.parametrize(("held", "allowed"), [("30000.00", True), ("30000.01", False)])
def test_an_entry_is_taken_back_whole_or_not(held: str, *, allowed: bool) -> None:
    """What is promised cannot be taken back: one fen of it is too much."""
    away = TransferFunds(key="t-1", on=ON, source=SOCIETY, target=FUND, amount=yuan(held), approved_by=COUNCIL[:2])
    made = book(top_up(), away)
    decision = made.decide(take_out(entry="top-up-1"))
    assert bool(decision) is allowed
    if not allowed:
        assert decision.unmet[0].margin == Money(-1)


# ------------------------------------------------------------------------------------------------ boards


def test_a_new_council_decides() -> None:
    """From its election on the new council decides, and the old one does not."""
    made = book(elect(supervisors=people("s-1")))
    assert row(made).council == people("n-1", "n-2", "n-3")
    assert row(made).supervisors == people("s-1")
    assert made.all(POOLS)[SOCIETY].deciders == frozenset(people("n-1", "n-2", "n-3"))
    assert unmet(made.decide(grant())) == ["grant.panel"]
    assert made.decide(grant(approved_by=people("n-1", "n-2")))


@pytest.mark.parametrize(
    ("council", "supervisors", "codes"),
    [
        (("n-1", "n-2", "n-3"), (), []),
        (("n-1", "n-2"), (), ["society.council", "society.odd_council"]),
        (("n-1", "n-2", "n-3", "n-4"), (), ["society.odd_council"]),
        (("n-1", "n-1", "n-2"), (), ["society.different_people"]),
        (("n-1", "n-2", "n-3"), ("n-3",), ["society.supervisors_apart"]),
    ],
)
def test_boards(council: tuple[str, ...], supervisors: tuple[str, ...], codes: list[str]) -> None:
    """What is asked of a council at the founding is asked at each election."""
    order = elect(council=people(*council), supervisors=people(*supervisors))
    assert unmet(book().decide(order)) == codes


def test_elections_in_order() -> None:
    """An election not before the last; the same day is allowed."""
    made = book(elect(on=LATER))
    again = elect(key="elect-2", on=LATER - timedelta(1), council=COUNCIL)
    assert unmet(made.decide(again)) == ["society.not_before"]
    made.record(mended(made, again))
    assert row(made).council == COUNCIL


# ------------------------------------------------------------------------------------------------ custody and form


def test_another_custodian_holds_the_money() -> None:
    """The money is held where the row says; a society cannot hold its own as a filed group."""
    made = book()
    assert SOCIETY in held_by(made, FEDERATION)
    made.record(custody())
    assert SOCIETY in held_by(made, CHARITY)
    assert SOCIETY not in held_by(made, FEDERATION)
    own = custody(key="c-2", custodian=VILLAGE, kind="other_hub")
    assert unmet(made.decide(own)) == ["society.custodian"]
    assert unmet(made.decide(custody(key="c-3", custodian="nobody"))) == ["book.not_found"]


@pytest.mark.parametrize(
    ("kind", "custodian", "allowed"),
    [
        ("county_charity", CHARITY, True),
        ("county_charity", FEDERATION, False),
        ("community_fund", CHARITY, True),
        ("community_fund", FEDERATION, False),
        ("town_federation", BODY, True),
        ("town_federation", FEDERATION, False),
        ("town_federation", CHARITY, False),
        ("town_mutual_aid_fund", FEDERATION, True),
        ("other_hub", FEDERATION, True),
    ],
)
def test_custodians_are_what_they_are_said_to_be(kind: str, custodian: str, *, allowed: bool) -> None:
    """A charity is a charity, a federation a federation, a host has a fund; of a town's hub the book knows nothing."""
    made = book(enter(OtherBody(BODY)), town())
    codes = [] if allowed else ["society.custodian_as_said"]
    assert unmet(made.decide(custody(custodian=custodian, kind=kind))) == codes
    assert CustodianKind(kind).text.zh


@pytest.mark.parametrize(
    ("place", "kinds"),
    [
        (GUOYANG, {"town_mutual_aid_fund", "town_federation", "other_hub"}),
        (JIXI, {"county_charity"}),
        (ANQING, {"community_fund"}),
    ],
)
def test_custodians_of_places(place: Law, kinds: set[str]) -> None:
    """Each place has its own kinds of custodians."""
    made = book(enter(OtherBody(BODY)), town(), law=place)
    bodies = {"county_charity": CHARITY, "community_fund": CHARITY, "town_federation": BODY}
    for kind in CustodianKind:
        order = custody(custodian=bodies.get(kind.value, FEDERATION), kind=kind)
        codes = [] if kind.value in kinds else ["society.custodian_of_the_place"]
        assert unmet(made.decide(order)) == codes


def test_a_filed_society_registers() -> None:
    """With fifty members and its money there it is a body: no custodian any more, and its members are counted."""
    made = book(register())
    assert (row(made).form.value, row(made).custodian, row(made).members) == ("registered", None, 50)
    assert SOCIETY in held_by(made, OrganisationId(SOCIETY))
    assert unmet(made.decide(register(key="r-2"))) == ["society.filed"]
    assert unmet(book().decide(register(members=49))) == ["society.enough_members"]
    decision = book().decide(register(members=None))
    assert (decision.outcome.value, unmet(decision)) == ("undetermined", ["society.enough_members"])
    assert book().decide(register(members=0, unit_members=30))
    with pytest.raises(Malformed):
        register(members=-1)


def test_registering_takes_the_capital_and_the_money() -> None:
    """Top-ups count as capital; money that is gone is no activity fund, to the fen."""
    short = poor(top_up(amount=yuan("21999.99")))
    assert unmet(short.decide(register())) == ["capital.floor", "society.activity_fund"]
    assert poor(top_up(amount=yuan(22_000))).decide(register())
    spent = TransferFunds(key="t-1", on=ON, source=SOCIETY, target=FUND, amount=Money(1), approved_by=COUNCIL[:2])
    decision = book(spent).decide(register())
    assert unmet(decision) == ["society.activity_fund"]
    assert "¥0.01" in decision.remedies[0].text.en
    lifted = NATIONAL.amend(since=ON, association_minimum_members=50)
    assert Book(lifted).law is lifted


def test_counting_again_counts_whom_the_roll_names() -> None:
    """Neither fewer people nor fewer units than the roll has."""
    made = book(admit(), admit(key="a-2", kind="units", member=CHARITY))
    assert unmet(made.decide(register(members=50, unit_members=0))) == ["society.counted_all"]
    assert made.decide(register(members=50, unit_members=1))
    counted = made.branch()
    counted.record(register(members=50, unit_members=1))
    counted.record(release())
    assert row(counted).members == 49


# ------------------------------------------------------------------------------------------------ topping up


def test_a_floor_has_a_day() -> None:
    """A society of ¥8,000.00 founded in 2023 has a gap from 2024 on; a new one is refused."""
    made = poor()
    assert gap_now(made, VILLAGE, date(2023, 12, 31)) == Money(0)
    assert gap_now(made, VILLAGE, date(2024, 1, 1)) == yuan(22_000)
    new = found(society(id="village-2", capital=capital(yuan(8_000))), key="found-2")
    assert unmet(made.decide(new)) == ["capital.floor"]


@pytest.mark.parametrize(("last", "allowed"), [("9999.99", False), ("10000.00", True), ("10000.01", False)])
def test_a_plan_comes_to_the_gap_exactly(last: str, *, allowed: bool) -> None:
    """A fen more or less is refused; the remedy makes it fit."""
    made = poor()
    order = plan(("county_finance", yuan(12_000), LATER), ("donors", yuan(last), LATER))
    decision = made.decide(order)
    assert bool(decision) is allowed
    if not allowed:
        assert unmet(decision) == ["top_up.exact"]
        assert mended(made, order).plan.total == yuan(22_000)


def test_a_plan_needs_the_council_and_days_to_come() -> None:
    """The majority adopts it; a part due today is in time."""
    made = poor()
    assert unmet(made.decide(plan(approved_by=COUNCIL[:1]))) == ["approval.majority"]
    assert made.decide(plan(("donors", yuan(22_000), ON)))
    late = plan(("donors", yuan(2_000), LATER), ("donors", yuan(20_000), EVE))
    assert [part.due for part in mended(made, late).plan.parts] == [LATER, ON]


def test_a_plan_is_made_and_kept_by_source() -> None:
    """What is due by a day and did not come is overdue, by source, the earliest part first."""
    first, second = LATER, LATER + timedelta(days=30)
    parts = (("donors", yuan(12_000), second), ("donors", yuan(6_000), first), ("township", yuan(4_000), first))
    made = poor(plan(*parts), law=LAW)
    assert overdue(made, first) == ()
    assert {(one.source, one.missing) for one in overdue(made, first + timedelta(1))} == {
        ("donors", yuan(6_000)),
        ("township", yuan(4_000)),
    }
    made.record_all([top_up(amount=yuan(7_000)), top_up(key="t-2", source="township", amount=yuan("3999.99"))])
    (late,) = overdue(made, first + timedelta(1))
    assert (late.source, late.missing, late.due) == ("township", Money(1), first)
    assert [one.missing for one in overdue(made, second + timedelta(1))] == [Money(1), yuan(11_000)]
    made.record(take_out(entry="t-2"))
    assert overdue(made, first + timedelta(1))[0].missing == yuan(4_000)


def test_money_from_before_a_plan_does_not_count_for_it() -> None:
    """A later plan takes the place of the earlier, for what is missing still."""
    made = poor(top_up(amount=yuan(10_000)), plan(("donors", yuan(12_000), LATER)))
    assert overdue(made, LATER + timedelta(1))[0].missing == yuan(12_000)
    made.record(top_up(key="t-2", amount=yuan(2_000), on=LATER))
    made.record(plan(("donors", yuan(10_000), LATER), key="plan-2", on=LATER))
    assert [one.missing for one in overdue(made, LATER + timedelta(1))] == [yuan(10_000)]
    assert made.all(PLANS)[VILLAGE].command.key == "plan-2"
    assert overdue(made, LATER) == ()


def test_top_ups_are_capital_traced_by_source() -> None:
    """Each has its own name under its source; the gap shrinks, and is never below zero."""
    made = poor(top_up(), top_up(key="t-2", source="township", amount=yuan(20_000)))
    assert capital_now(made, VILLAGE).sources == {
        "village_collective": yuan(8_000),
        "donors": yuan(10_000),
        "township": yuan(20_000),
    }
    assert gap_now(made, VILLAGE, ON) == Money(0)
    assert "village-1/donors/top-up-1" in made.all(CAPITAL_GIFTS)
    assert "village-1/donors/top-up-1" in made.purses(SOCIETY)[0].gifts()
    kinds = {move.gift: move.kind.value for move in Movements(made).moves if move.fen}
    assert kinds["village-1/township/t-2"] == "capital"
    taken = poor(receive(key="village-1/donors/top-up-1"))
    assert unmet(taken.decide(top_up())) == ["book.exists"]


@pytest.mark.parametrize(
    "wrong", ["donors", [], [("donors", yuan(1))], [7], [("donors", Money(0), ON)], [("donors", yuan(1), "soon")]]
)
def test_plans_that_cannot_be_right(wrong: Any) -> None:
    """A part is a source, an amount above zero and a day."""
    with pytest.raises(Malformed):
        TopUpPlan(VILLAGE, wrong)


def test_a_plan_may_be_given_in_parts() -> None:
    """Parts may be values; a plan is changed from its end."""
    parts = [PlannedPart("donors", yuan(5), ON), PlannedPart("township", yuan(5), ON)]
    made = TopUpPlan(VILLAGE, parts)
    assert made.to_total(yuan(10)) == made
    assert [part.amount for part in made.to_total(yuan(3)).parts] == [yuan(3)]
    assert [part.amount for part in made.to_total(yuan(12)).parts] == [yuan(5), yuan(7)]


# ------------------------------------------------------------------------------------------------ running low


@pytest.mark.parametrize(("left", "due"), [("15000.00", False), ("14999.99", True)])
def test_half_the_floor_is_the_trigger(left: str, *, due: bool) -> None:
    """At half the floor nothing is due, a fen below the whole floor is planned for."""
    away = yuan(30_000) - yuan(left)
    made = book(TransferFunds(key="t-1", on=ON, source=SOCIETY, target=FUND, amount=away, approved_by=COUNCIL[:2]))
    found_ = replenishment_due(made, VILLAGE, LAW.on(ON))
    assert (found_ is not None) is due
    order = plan(("donors", yuan("15000.01"), LATER))
    assert unmet(made.decide(order)) == ([] if due else ["top_up.gap"])
    if found_ is not None:
        assert (found_.free, found_.trigger, found_.missing) == (yuan(left), yuan(15_000), yuan("15000.01"))


def test_no_floor_nothing_to_replenish() -> None:
    """Where no least capital is fixed, or no share, nothing is due; promised money is not free."""
    assert replenishment(society(), Money(0), NATIONAL.on(ON)) is None
    assert replenishment(registered_society(), Money(0), NATIONAL.on(ON)) is not None
    assert replenishment(society(), Money(0), LAW.on(date(2016, 8, 31))) is None
    assert replenishment(registered_society(), Money(0), NATIONAL.on(date(2016, 8, 31))) is None
    made = book(grant(), receive(only_for=[Cause.ILLNESS]))
    assert free_of(made._state, SOCIETY) == yuan("29900.00").fen
    assert free_of(made._state, "nowhere") == 0
    with pytest.raises(Malformed):
        replenishment_due(made, SECOND, LAW.on(ON))


# ------------------------------------------------------------------------------------------------ federations


def test_a_federation_is_a_pool_of_its_own() -> None:
    """It has its own council, capital and ceiling, and serves relief."""
    made = federated(law=FENGTAI, costs=SPENT)
    pool = made.all(POOLS)[BODY]
    assert (pool.kind, pool.deciders, pool.purposes) == (PoolKind.FEDERATION, frozenset(TOWN), frozenset({RELIEF}))
    assert made.balance(BODY).free == yuan(50_000)
    assert made.decide(grant(pool=BODY, amount=yuan(20_000), approved_by=TOWN[:2]))
    bare = TownFederation(OrganisationId("town-2"), council=TOWN)
    other = book(enter(OtherBody(bare.id)))
    other.record(attrs.evolve(town(), federation=bare))
    assert other.balance(bare.id).free == Money(0)
    assert unmet(book().decide(town())) == ["book.not_found"]
    assert unmet(made.decide(attrs.evolve(town(), key="again"))) == ["book.exists"]


def test_what_a_federation_needs() -> None:
    """Nobody twice on its council or on both boards; capital that sums; mutual aid that is provided for."""
    law = LAW.on(ON)
    assert TownFederation(BODY, council=TOWN).may_found(law)
    both = TownFederation(BODY, council=(*TOWN, TOWN[0]), supervisors=TOWN[:1])
    assert unmet(both.may_found(law)) == ["society.different_people", "society.supervisors_apart"]
    wrong = TownFederation(BODY, council=TOWN, capital=Capital({"donors": yuan(1)}, stated=yuan(2)))
    assert unmet(wrong.may_found(law)) == ["capital.sum"]
    forbidden = LAW.amend(since=ON, mutual_aid_within_community=False)
    assert unmet(TownFederation(BODY, council=TOWN).may_found(forbidden.on(ON))) == ["organisation.mutual_aid"]
    assert TownFederation(BODY, council=TOWN).may_found(NATIONAL.on(date(2010, 1, 1)))
    assert town().asked().en == "found town federation town-1"


def test_joining_and_leaving() -> None:
    """A society's council decides that it joins; it may join another later, or leave."""
    made = federated()
    assert societies_of(made, BODY) == (VILLAGE,)
    assert unmet(book(enter(OtherBody(BODY)), town()).decide(join(approved_by=COUNCIL[:1]))) == ["approval.majority"]
    assert unmet(book().decide(join())) == ["book.not_found"]
    made.record(join(key="join-2", federation=None, approved_by=COUNCIL[:2]))
    assert dict(made.all(AFFILIATIONS)) == {}
    made.record(join(key="join-3", federation=None))  # leaving twice changes nothing
    assert join(federation=None).asked().en == "let village-1 leave its federation"
    assert join().asked().zh == "village-1 加入 town-1"
    late = federated(join(key="join-4", on=LATER))
    mended(late, join(key="join-5", on=ON))


def test_a_federation_approves_before_the_grant() -> None:
    """Without its approval no grant, with it one; another society's grants need none."""
    made = federated()
    plain = made.decide(grant())
    assert unmet(plain) == ["federation.approved"]
    assert plain.remedies[0].first == "ReviewCase"
    made.record(review())
    by_review = grant(approved_by=(), review="review-1")
    decision = made.decide(by_review)
    assert (unmet(decision), decision.remedies[0].first) == (["federation.approved"], "ApproveAsFederation")
    made.record(approve())
    assert made.decide(by_review)
    assert federated(join(key="join-2", approves=False)).decide(grant())
    assert book().decide(grant())


def test_who_approves_for_a_federation() -> None:
    """Its own council, by a majority, none with an interest; the review must stand."""
    made = federated(review())
    assert unmet(made.decide(approve(approved_by=TOWN[:1]))) == ["grant.majority"]
    assert unmet(made.decide(approve(approved_by=(TOWN[0], TOWN[0])))) == ["grant.majority"]
    assert unmet(made.decide(approve(approved_by=COUNCIL[:2]))) == ["grant.panel"]
    gone = federated(review(), WithdrawReview(key="w-1", on=ON, review="review-1", reason="came back"))
    assert unmet(gone.decide(approve())) == ["review.live"]
    assert unmet(federated().decide(approve())) == ["book.not_found"]
    moved = federated(review(), approve(), join(key="join-2", federation=None), join(key="join-3"))
    assert unmet(moved.decide(approve(key="approve-2"))) == ["federation.once"]


def test_another_federation_approves_anew() -> None:
    """What one federation approved is not approved by the next."""
    other = OrganisationId("town-2")
    second = attrs.evolve(town(), key="found-2", federation=TownFederation(other, council=people("u-1", "u-2", "u-3")))
    made = federated(enter(OtherBody(other)), second, review(), approve(), join(key="join-2", federation=other))
    order = grant(approved_by=(), review="review-1")
    assert unmet(made.decide(order)) == ["federation.approved"]
    made.record(approve(key="approve-2", approved_by=people("u-1", "u-2")))
    assert made.decide(order)


def test_an_emergency_waits_for_no_federation() -> None:
    """Help that cannot wait is granted on two signatures; the papers follow."""
    made = book(enter(OtherBody(BODY)), town(), join(), case=urgent_case())
    assert made.decide(urgent_grant())
    idle = book(enter(OtherBody(BODY)), town(), join(approves=False), review())
    assert unmet(idle.decide(approve())) == ["federation.asked_to"]
    assert unmet(book(review()).decide(approve())) == ["federation.asked_to"]


def test_what_a_federation_oversees() -> None:
    """Money, gap, members and overdue parts of each of its societies."""
    town_ = RegisterOrganisation(key="enter-2", on=ON, organisation=OtherBody(BODY))
    made = poor(town_, town(), join(), plan())
    (one,) = oversee(made, BODY, LATER + timedelta(1))
    assert (one.society, one.free, one.capital_gap, one.members_missing) == (VILLAGE, yuan(8_000), yuan(22_000), 0)
    assert one.low is not None
    assert [late.missing for late in one.late] == [yuan(12_000), yuan(10_000)]
    assert oversee(made, OrganisationId("town-9"), ON) == ()


# ------------------------------------------------------------------------------------------------ payouts of places


@pytest.mark.parametrize(
    ("law", "need", "kind", "serves", "most"),
    [
        (JIXI, 3_000, PoolKind.SOCIETY, CANCER, 800),
        (JIXI, 3_000, PoolKind.SOCIETY, MAJOR_ILLNESS, 600),
        (JIXI, 3_000, PoolKind.SOCIETY, Cause.DISASTER, 600),
        (JIXI, 799, PoolKind.SOCIETY, CANCER, 799),
        (JIXI, 0, PoolKind.SOCIETY, CANCER, 0),
        (DINGYUAN, 3_000, PoolKind.SOCIETY, CANCER, 1_000),
        (FENGTAI, 60_000, PoolKind.SOCIETY, Cause.ACCIDENT, 2_000),
        (FENGTAI, 60_000, PoolKind.FEDERATION, Cause.ACCIDENT, 20_000),
        (FENGTAI, 60_000, PoolKind.FUND, Cause.ACCIDENT, None),
        (JIXI, 3_000, PoolKind.FEDERATION, CANCER, None),
        (FENGTAI, 1_999, PoolKind.SOCIETY, Cause.ACCIDENT, 1_999),
        (NATIONAL, 3_000, PoolKind.SOCIETY, CANCER, None),
    ],
)
def test_what_a_place_would_pay(law: Law, need: int, kind: PoolKind, serves: Any, most: int | None) -> None:
    """A fixed amount by cause, else the ceiling of village or town, and never more than the need."""
    wanted = None if most is None else yuan(most)
    assert suggested_payout(yuan(need), law.on(ON), kind, serves) == wanted


def test_rules_of_payouts() -> None:
    """The pure rules: within the need, at least so much, levels by name."""
    assert (within_need(800_00, 900_00), within_need(800_00, 700_00)) == (800_00, 700_00)
    assert at_least(500_00, 600_00, 900_00) == 0
    assert at_least(yuan(500), yuan(0), yuan(900)) == yuan(500)
    assert fixed_amount(JIXI.on(ON), cancer=False) == yuan(600)
    assert suggested(yuan(900), JIXI.on(ON), level=Level.VILLAGE, cancer=True) == yuan(800)
    with pytest.raises(Malformed):
        suggested(yuan(900), JIXI.on(ON), level="county")  # type: ignore[arg-type] # on purpose
    with pytest.raises(Malformed):
        suggested(900, JIXI.on(ON))  # type: ignore[arg-type] # on purpose


@pytest.mark.parametrize(("amount", "allowed"), [("499.99", False), ("500.00", True), ("800.00", True)])
def test_the_least_of_dingyuan(amount: str, *, allowed: bool) -> None:
    """¥500.00 is enough, a fen less is not; the remedy asks for the least."""
    made = book(law=DINGYUAN, case=case(residence=Residence(hukou_here=True)))
    order = grant(amount=yuan(amount))
    assert unmet(made.decide(order)) == ([] if allowed else ["payout.least"])
    if not allowed:
        assert mended(made, order).amount == yuan(500)


def test_less_than_the_least_covers_the_whole_need() -> None:
    """A need of ¥300.00 is covered with ¥300.00, not with ¥299.99."""
    small = case(residence=Residence(hukou_here=True), costs=(cost(yuan(2_500)),))
    made = book(law=DINGYUAN, case=small)
    assert made.decide(grant(amount=yuan(300)))
    assert mended(made, grant(amount=yuan("299.99"))).amount == yuan(300)


def _weighed(law: Law, fen: int, needs: tuple[int | None, int], before: Before, **changes: Any) -> list[Any]:
    checks = Checks()
    usual: dict[str, Any] = {"emergency": False, "kind": PoolKind.SOCIETY}
    weigh_payout(checks, fen, needs, before, changes.pop("purpose", CANCER), law.on(ON), **usual | changes)
    return [(ground.code, holds, required) for ground, holds, required, *_ in checks]


def test_payouts_weighed() -> None:
    """What was granted to the case before counts; in an emergency the stated costs; other pools are not asked."""
    needs = (800_00, 5_000_00)
    assert _weighed(DINGYUAN, 100_00, needs, Before(case=400_00, by_kind=400_00)) == [("payout.least", True, 100_00)]
    assert _weighed(DINGYUAN, 99_99, needs, Before(case=400_00, by_kind=400_00)) == [("payout.least", False, 100_00)]
    assert _weighed(DINGYUAN, 400_00, needs, Before(case=400_00)) == [("payout.least", True, 400_00)]
    assert _weighed(DINGYUAN, 1, (None, 5_000_00), Before()) == [("payout.least", False, 500_00)]
    assert _weighed(JIXI, 800_00, (100_00, 5_000_00), Before(), emergency=True) == [("payout.fixed", True, 800_00)]
    assert _weighed(JIXI, 800_01, needs, Before()) == [("payout.fixed", False, 800_00)]
    assert _weighed(JIXI, 1, needs, Before(case=800_00, by_kind=800_00)) == [("payout.fixed", False, 0)]
    assert _weighed(JIXI, 1, (9_000_00, 9_000_00), Before(case=800_00, by_kind=800_00)) == [("payout.fixed", False, 0)]
    assert _weighed(JIXI, 1, needs, Before(), kind=PoolKind.FUND) == []
    assert _weighed(LAW, 1, needs, Before()) == []


def test_jixi_pays_what_it_fixes() -> None:
    """Cancer ¥800.00, other causes ¥600.00, less only where the need is less."""
    made = book(law=JIXI)
    assert mended(made, grant(amount=yuan(700))).amount == yuan(600)
    ill = book(law=JIXI, case=case(purpose=CANCER))
    assert ill.decide(grant(amount=yuan(800)))
    assert unmet(ill.decide(grant(amount=yuan(600)))) == ["payout.fixed"]
    nothing_left = book(law=JIXI, case=case(costs=(cost(yuan(2_200)),)))
    decision = nothing_left.decide(grant(amount=yuan(600)))
    assert "payout.fixed" in unmet(decision)
    assert decision.remedies == ()


# ------------------------------------------------------------------------------------------------ in time


@pytest.mark.parametrize(
    ("paid", "asked", "late"),
    [
        (date(2025, 3, 18), date(2025, 3, 19), []),
        (date(2025, 3, 19), date(2025, 3, 19), [Money(0)]),
        (None, date(2025, 3, 18), []),
        (None, date(2025, 3, 19), [yuan(300)]),
        (None, date(2025, 3, 12), []),
    ],
)
def test_three_working_days_in_tongling(paid: date | None, asked: date, late: list[Money]) -> None:
    """Granted on a Thursday, paid by Tuesday; on Wednesday it is late."""
    made = book(grant(), *(() if paid is None else (pay(on=paid),)), law=TONGLING)
    found_ = late_grants(made, asked, MondayToFriday())
    assert [one.left for one in found_] == late
    assert all((one.due, one.paid_on, one.pool) == (date(2025, 3, 18), paid, SOCIETY) for one in found_)


def test_who_is_not_late() -> None:
    """Elsewhere nobody is; what was voided unpaid is not; a fund is not asked."""
    end = date(2025, 12, 31)
    assert pay_by(LAW.on(ON), ON, EVERY_DAY) is None
    assert late_grants(book(grant()), end, MondayToFriday()) == ()
    assert late_grants(book(grant(), void(), law=TONGLING), end, MondayToFriday()) == ()
    part = book(grant(), pay(amount=yuan(100)), void(), law=TONGLING)
    assert late_grants(part, end, MondayToFriday()) == ()
    slow = book(grant(), pay(amount=yuan(100), on=LATER), void(on=LATER), law=TONGLING)
    assert [one.left for one in late_grants(slow, end, MondayToFriday())] == [Money(0)]
    other = book(grant(pool=FUND, approved_by=COMMITTEE[:3]), law=TONGLING)
    assert late_grants(other, end, MondayToFriday()) == ()


def test_kinds_of_help() -> None:
    """An emergency grant is emergency relief, any other a supplement: the two that Dingyuan names."""
    made, urgent = book(grant()), book(urgent_grant(), case=urgent_case())
    assert help_kind(made.all(GRANTS)["grant-1"].event) is HelpKind.SUPPLEMENT
    assert help_kind(urgent.all(GRANTS)["grant-1"].event) is HelpKind.EMERGENCY
    assert {kind.value for kind in HelpKind} == set(DINGYUAN.on(ON).relief_kinds)
    with pytest.raises(Malformed):
        help_kind("grant-1")  # type: ignore[arg-type] # on purpose


# ------------------------------------------------------------------------------------------------ a fund that waits


@pytest.mark.parametrize(("amount", "allowed"), [("500.00", True), ("500.01", False)])
def test_the_fund_keeps_what_its_society_waits_for(amount: str, *, allowed: bool) -> None:
    """Of ¥1,000.00 the other half may be spent, and not a fen more; elsewhere all of it."""
    made = waiting(ask())
    order = other_grant(amount=yuan(amount))
    assert unmet(made.decide(order)) == ([] if allowed else ["fund.society_first"])
    if not allowed:
        assert mended(made, order).amount == yuan(500)
    assert waiting(ask(), law=LAW).decide(order)
    assert waiting().decide(order)
    lifted = ANQING.amend(since=ON, fund_gives_society_priority=False)
    assert waiting(ask(), law=lifted).decide(order)


def test_a_request_is_fulfilled_and_the_grant_made() -> None:
    """The money goes to the society, which can pay then; the fund waits no longer."""
    made = waiting(ask())
    by_review = grant(approved_by=(), review="review-1", amount=yuan(600))
    assert unmet(made.decide(by_review)) == ["grant.money"]
    made.record(send(amount=yuan(200)))
    assert asked_of(made._state, HILL) == yuan(300).fen
    made.record(send(key="send-2", amount=yuan(300)))
    assert (asked_of(made._state, HILL), made.balance(SOCIETY).free) == (0, yuan(600))
    assert made.decide(other_grant())
    assert made.decide(by_review)
    assert unmet(made.decide(send(key="send-3"))) == ["request.open"]
    assert [trace.gift for trace in made.where_from("send-1")] == ["hill-fund/village_collective"]


def test_what_comes_back_is_open_again() -> None:
    """A transfer taken back leaves the request open."""
    back = ReverseTransfer(key="back-1", on=ON, transfer="send-1", reason="came back")
    made = waiting(ask(), send(), back)
    assert open_of(made._state, "ask-1") == yuan(500).fen
    made.record(send(key="send-2"))
    assert Book.replay(made.events, made.law)._state.facts() == made._state.facts()


def test_a_request_withdrawn_keeps_nothing_back() -> None:
    """Withdrawn, it is open no longer; nor may it be fulfilled once its review is gone."""
    made = waiting(ask(), drop())
    assert made.decide(other_grant(amount=yuan(800)))
    assert unmet(made.decide(send())) == ["request.open"]
    gone = waiting(ask(), WithdrawReview(key="w-1", on=ON, review="review-1", reason="came back"))
    assert unmet(gone.decide(send())) == ["review.live"]
    assert gone.decide(drop())
    assert made.all(REQUESTS)["ask-1"].withdrawn


def test_what_may_be_asked_for() -> None:
    """Up to what was approved and cannot be paid, requests that wait included; of a fund that serves the society."""
    made = waiting(ask(amount=yuan(300)))
    assert mended(made, ask(key="ask-2", amount=yuan("200.01"))).amount == yuan(200)
    nothing = waiting(ask()).decide(ask(key="ask-2", amount=yuan(1)))
    assert (unmet(nothing), nothing.remedies) == (["request.unfunded"], ())
    # What came is not asked for twice: it lies in the society's purse.
    more = waiting(ask(amount=yuan(300)), send(amount=yuan(300)))
    assert more.decide(ask(key="ask-2", amount=yuan(200)))
    assert unmet(more.decide(ask(key="ask-2", amount=yuan("200.01")))) == ["request.unfunded"]
    for changes in ({"fund": "none"}, {"society": "none"}, {"review": "none"}):
        assert unmet(made.decide(ask(key="ask-3", **changes))) == ["book.not_found"]
    assert unmet(waiting().decide(ask(on=EVE))) == ["pool.opened"]


def test_a_fund_serves_by_its_committee() -> None:
    """The majority of the committee decides; a fund and a society of the book; not before that day."""
    made = book(hill(), law=ANQING)
    assert unmet(made.decide(serve(approved_by=COMMITTEE[:2]))) == ["approval.majority"]
    for changes in ({"fund": SOCIETY}, {"society": FUND}):
        assert unmet(made.decide(serve(**changes))) == ["book.not_found"]
    late = book(hill(), empty(), serve(on=LATER), serve(key="serve-2", on=LATER), review(), law=ANQING)
    decision = late.decide(ask())
    assert (unmet(decision), decision.remedies[0].first) == (["request.served"], "ServeSociety")
    assert late.decide(ask(on=LATER))


def test_a_review_of_another_pool_is_no_reason_to_ask() -> None:
    """The society asks for its own relief."""
    of_fund = review(pool=HILL, present=COMMITTEE, in_favour=COMMITTEE[:3])
    made = book(hill(), empty(), serve(), of_fund, law=ANQING)
    assert unmet(made.decide(ask())) == ["review.of_this_case"]


def test_who_sends_and_how_much() -> None:
    """The committee decides, up to what is asked and what is there; not before the request."""
    made = waiting(ask())
    assert unmet(made.decide(send(approved_by=COMMITTEE[:1]))) == ["approval.majority"]
    assert mended(made, send(amount=yuan(501))).amount == yuan(500)
    assert unmet(made.decide(send(on=EVE))) == ["request.not_before"]
    poor_fund = waiting(ask(), other_grant(amount=yuan(500)), law=LAW)
    poor_fund.record(void(grant="grant-2"))
    partly = waiting(ask(), other_grant(amount=yuan(800)), law=LAW)
    assert "account.money" in unmet(partly.decide(send()))


def test_restricted_money_is_not_kept_back() -> None:
    """Only what anything may be done with is kept: money for education is no use to a case of illness."""
    made = waiting(ask(), receive(pool=HILL, amount=yuan(700), only_for=[Cause.EDUCATION]))
    state, law = made._state, ANQING.on(ON)
    checks = Checks()
    weigh_society_first(checks, state, HILL, yuan(1_200).fen, yuan(1_700).fen, law)
    weigh_society_first(checks, state, HILL, yuan(1_200).fen + 1, yuan(1_700).fen, law)
    assert [(holds, required) for _, holds, required, *_ in checks] == [(True, 120_000), (False, 120_000)]


def test_nothing_left_sends_first() -> None:
    """If the society waits for all that is left, the remedy is to send it."""
    made = waiting(ask(), other_grant(amount=yuan(500)))
    third = household("home-3", "h-1")
    made.record_all([settle(third, key="settle-3"), open_(case("case-3", household="home-3"), key="open-3")])
    decision = made.decide(other_grant(key="grant-3", case="case-3", amount=Money(1)))
    assert (unmet(decision), decision.remedies[0].first) == (["fund.society_first"], "FulfilRequest")


@pytest.mark.parametrize(("amount", "allowed"), [("500.00", True), ("500.01", False)])
def test_other_spending_waits_too(amount: str, *, allowed: bool) -> None:
    """Spending and transfers out of the fund leave what its society waits for."""
    made = waiting(ask())
    head: dict[str, Any] = {"on": ON, "amount": yuan(amount), "approved_by": COMMITTEE[:3]}
    codes = [] if allowed else ["fund.society_first"]
    assert unmet(made.decide(Spend(key="s-1", pool=HILL, purpose=RELIEF, **head))) == codes
    assert unmet(made.decide(TransferFunds(key="t-1", source=HILL, target=FUND, **head))) == codes


# ------------------------------------------------------------------------------------------------ the yearly report


def a_year() -> Book:
    """Give a book of a registered society with gifts, dues, a top-up, relief that was paid and some that came back."""
    return book(register(members=52), admit(), dues(), top_up(), receive(), grant(), pay())


def test_interest_is_no_gift_in_the_yearly_report() -> None:
    """It has a line of its own, and the year still adds up."""
    made = a_year()
    before = yearly_report(made, VILLAGE, 2025)
    on = date(2025, 12, 31)
    paid = Period(date(2025, 10, 1), on)
    made.record(RecordInterest(key="int-1", on=on, pool=VILLAGE, amount=yuan("1.25"), paper="advice-1", period=paid))
    report = yearly_report(made, VILLAGE, 2025)
    assert (report.gifts, report.interest, before.interest) == (before.gifts, yuan("1.25"), yuan(0))
    assert report.is_conserved


def test_a_yearly_report_adds_up() -> None:
    """Capital, gifts, dues, relief by cause, person-times, members and what is left."""
    report = yearly_report(a_year(), VILLAGE, 2025)
    assert (report.people, report.units) == (53, 0)
    assert (report.capital, report.gifts, report.dues) == (yuan(40_000), yuan(200), yuan(50))
    assert (report.invested, report.relief, report.person_times) == (yuan(40_000), yuan(300), 1)
    assert (report.opening, report.closing, report.held) == (Money(0), yuan(39_950), Money(0))
    assert [(line.cause, line.paid, line.times) for line in report.causes] == [(Cause.ILLNESS, yuan(300), 1)]
    assert report.is_conserved
    assert not attrs.evolve(report, closing=yuan(1)).is_conserved


def test_the_year_after() -> None:
    """What was left opens the next year; what came back lowers what was paid then."""
    made = a_year()
    later = date(2026, 1, 5)
    made.record(take_back(on=later))
    spent = Spend(key="s-1", on=later, pool=SOCIETY, amount=yuan(40), purpose=RELIEF, approved_by=COUNCIL[:2])
    away = TransferFunds(key="t-1", on=later, source=SOCIETY, target=FUND, amount=yuan(10), approved_by=COUNCIL[:2])
    made.record_all([spent, away, take_out(key="r-9", on=later), release(on=later)])
    first, second = yearly_report(made, VILLAGE, 2025), yearly_report(made, VILLAGE, 2026)
    assert first == yearly_report(a_year(), VILLAGE, 2025)
    assert second.opening == first.closing
    assert (second.relief, second.spent, second.moved_out, second.dues) == (-yuan(300), yuan(40), yuan(10), -yuan(50))
    assert (second.people, second.person_times, second.invested) == (52, 0, yuan(40_000))
    assert second.is_conserved
    assert statement(made, _year(), pool=SOCIETY).totals.closing == first.closing


def test_other_money_in_a_report() -> None:
    """What moved in, what was promised; another society's members and money are not counted."""
    move = TransferFunds(
        key="t-1", on=ON, source="village-2", target=SOCIETY, amount=yuan(70), approved_by=people("r-1", "r-2")
    )
    made = registered(move, grant(), admit(society=SECOND), admit(key="a-2"))
    report = yearly_report(made, VILLAGE, 2025)
    assert (report.moved_in, report.held, report.people, report.units) == (yuan(70), yuan(300), None, 0)
    other = yearly_report(made, SECOND, 2025)
    assert (other.moved_out, other.people) == (yuan(70), 51)
    assert yearly_report(made, SECOND, 2024).people is None
    counted = registered(
        admit(society=SECOND, counted=True), admit(key="a-2", society=SECOND, kind="units", member=CHARITY)
    )
    assert (yearly_report(counted, SECOND, 2025).people, yearly_report(counted, SECOND, 2025).units) == (50, 1)


def test_a_report_is_written_in_two_languages() -> None:
    """Text, Markdown, a table for a page, plain values; nobody is named."""
    report = yearly_report(a_year(), VILLAGE, 2025)
    en, zh = report.text("en"), report.text("zh")
    assert "relief paid: illness, 1 person-times: ¥300.00" in en
    assert "救助支出：患病，1人次：¥300.00" in zh
    assert not any("一" <= sign <= "鿿" for sign in en)
    assert '<table lang="zh">' in report.html("zh")
    assert "| gifts | ¥200.00 |" in report.markdown()
    assert "fees" not in en
    record = report.records()[0]
    assert (record["gifts_fen"], record["causes"]["illness"]["times"], record["people"]) == (20_000, 1, 53)
    everything = f"{en}{zh}{report!r}{record}"
    assert not any(name in everything for name in ("v-1", "home-1", "case-1", "grant-1", "p-1"))
    with pytest.raises(Malformed):
        yearly_report(a_year(), SECOND, 2025)


def test_books_with_all_of_it_can_be_kept_in_a_file() -> None:
    """Every order of this file is written and read back, and gives the same book."""
    made = waiting(ask(), send(amount=yuan(300)), drop(), admit(), dues(), top_up(), take_out())
    made.record_all([release(on=LATER), elect(on=LATER), custody(on=LATER, kind="community_fund")])
    policy = place_policy(DINGYUAN.on(ON))
    parts = capital(county_finance=yuan(10_000), donors=yuan(20_000))
    made.record(found(society(id="village-3", capital=parts), key="found-3", policy=policy))
    other = federated(review(), approve())
    old = poor(plan())
    own = book(register())
    for one in (made, other, old, own):
        assert from_json_lines(to_json_lines(one), one.law)._state.facts() == one._state.facts()


# ------------------------------------------------------------------------------------------------ properties

AMOUNTS = st.integers(1, 30_000_00).map(Money)
SOURCES = st.sampled_from(["donors", "township", "county_finance"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("top-up"), AMOUNTS, SOURCES),
        st.tuples(st.just("dues"), AMOUNTS, st.just("")),
        st.tuples(st.just("away"), AMOUNTS, st.just("")),
        st.tuples(st.just("undo"), st.integers(0, 9), st.just("")),
    ),
    max_size=12,
)


def conserve(steps: list[tuple[str, Any, str]]) -> None:
    """Drive top-ups, dues, transfers and reversals, next to plain numbers."""
    made, free, capital_, entries = poor(admit()), 8_000_00, 8_000_00, {}
    made.record_all([enter(charity()), establish(fund())])
    for n, (what, amount, source) in enumerate(steps):
        key = f"step-{n}"
        if what == "top-up":
            made.record(top_up(key=key, source=source, amount=amount))
            free, capital_ = free + amount.fen, capital_ + amount.fen
            entries[key] = (amount.fen, True)
        elif what == "dues":
            made.record(dues(key=key, amount=amount))
            free += amount.fen
            entries[key] = (amount.fen, False)
        elif what == "away":
            order = TransferFunds(key=key, on=ON, source=SOCIETY, target=FUND, amount=amount, approved_by=COUNCIL[:2])
            allowed = amount.fen <= free
            assert bool(made.decide(order)) is allowed
            if allowed:
                made.record(order)
                free -= amount.fen
        elif entries:
            entry = sorted(entries)[amount % len(entries)]
            if made.decide(take_out(key=key, entry=entry)):
                made.record(take_out(key=key, entry=entry))
                fen, is_capital = entries.pop(entry)
                free, capital_ = free - fen, capital_ - (fen if is_capital else 0)
        assert made.balance(SOCIETY).free.fen == free == free_of(made._state, SOCIETY)
        assert capital_now(made, VILLAGE).total.fen == capital_
        assert gap_now(made, VILLAGE, ON).fen == max(30_000_00 - capital_, 0)
        low = replenishment_due(made, VILLAGE, LAW.on(ON))
        assert (low is None) is (free >= 15_000_00)
        assert low is None or low.missing.fen == 30_000_00 - free
    report = yearly_report(made, VILLAGE, 2025)
    assert report.is_conserved
    assert report.closing.fen == free
    assert report.invested.fen == capital_
    assert Book.replay(made.events, made.law)._state.facts() == made._state.facts()


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_money_is_conserved(steps: list[tuple[str, Any, str]]) -> None:
    """Top-ups, dues, transfers and reversals keep every fen; the gap is never below zero."""
    conserve(steps)


@given(st.lists(st.tuples(SOURCES, AMOUNTS), min_size=1, max_size=5), AMOUNTS)
def test_a_plan_can_always_be_made_to_fit(parts: list[tuple[str, Money]], wanted: Money) -> None:
    """Changed from its end it comes to what is wanted, and never asks a source for nothing."""
    made = TopUpPlan(VILLAGE, [(source, amount, ON) for source, amount in parts]).to_total(wanted)
    assert made.total == wanted
    assert all(part.amount > Money(0) for part in made.parts)


@given(st.integers(0, 3_000_00), st.booleans())
def test_suggested_is_what_may_be_granted(fen: int, cancer: bool) -> None:
    """What the place suggests passes its own grounds."""
    for law in (JIXI, DINGYUAN, FENGTAI):
        amount = suggested(Money(fen), law.on(ON), cancer=cancer)
        assert amount is not None
        purpose = CANCER if cancer else MAJOR_ILLNESS
        assert all(holds for _, holds, _ in _weighed(law, amount.fen, (fen, fen), Before(), purpose=purpose))


# ------------------------------------------------------------------------------------------------ planted bugs


def everything() -> None:
    """Run the tests of this file with all their cases, and one long walk; those that draw at random and the last apart."""
    for name, test in list(globals().items()):
        marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
        if not name.startswith("test_") or hasattr(test, "hypothesis") or "bug" in inspect.signature(test).parameters:
            continue
        for case_ in marks[0].args[1] if marks else [()]:
            names = marks[0].args[0] if marks else ()
            test(**({names: case_} if isinstance(names, str) else dict(zip(names, case_, strict=True))))
    conserve([("top-up", yuan(10_000), "donors"), ("dues", yuan(5), ""), ("away", yuan(9_000), ""), ("undo", 0, "")])


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and one of the tests fails."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, InvariantBroken, Refused, Malformed, KeyError, ValueError, Failed)):
        everything()
