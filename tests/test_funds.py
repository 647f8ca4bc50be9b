"""Community charity funds: their host, agreement, committee and money. All of them are invented."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from community_charity.book.book import Book
from community_charity.errors import Malformed
from community_charity.funds import FUNDS, HostAgreement
from community_charity.law.decision import Outcome
from community_charity.law.loading import read
from community_charity.money import Money, yuan
from community_charity.pools import POOLS, Cause
from sample import (
    CHARITY,
    COMMITTEE,
    FEDERATION,
    FUND,
    HUNAN,
    LAW,
    NATIONAL,
    ON,
    POINTS,
    agreement,
    book,
    capital,
    charity,
    enter,
    establish,
    fund,
    people,
)

if TYPE_CHECKING:
    from community_charity.law.decision import Decision

FLOOR = read(
    """
    [fund_minimum_capital]
    title = {en = "Least start-up capital of a fund, invented", zh = "基金最低启动资金（虚构）"}
    unit = "yuan"
    sense = "floor"
    [[fund_minimum_capital.history]]
    since = 2025-01-01
    value = "10000"
    basis = "assumption"
    verified = "unverified"
    note = {en = "chosen for this test", zh = "为测试而设"}
    """,
    name="floor.toml",
    place="cn/hunan/invented",
    over=HUNAN,
)


def unmet(decision: Decision) -> list[str]:
    return [finding.ground.code for finding in decision.unmet]


def test_a_fund_is_no_body_of_its_own() -> None:
    """Without a host charity there is no fund, under any law here, and the refusal cites why."""
    alone = fund(host=None)
    for law in (NATIONAL, LAW, HUNAN):
        decision = alone.may_establish(law.on(ON))
        assert unmet(decision) == ["fund.host"]
        assert "民发〔2015〕241号" in decision.text("zh")
        assert fund().may_establish(law.on(ON))
    assert unmet(book().decide(establish(fund(id="f-2", host=None), key="e-2"))) == ["fund.host"]


def test_the_host_is_a_charity() -> None:
    """A federation may hold a society's money, but host no fund."""
    decision = book().decide(establish(fund(id="f-2", host=FEDERATION), key="e-2"))
    assert unmet(decision) == ["fund.host_is_charity"]
    assert "town-federation is no charity" in decision.line()


@pytest.mark.parametrize(
    ("size", "codes"),
    [
        (0, ["fund.committee", "fund.odd_committee"]),
        (3, ["fund.committee"]),
        (4, ["fund.committee", "fund.odd_committee"]),
        (5, []),
        (6, ["fund.odd_committee"]),
        (7, []),
    ],
)
def test_the_committee_in_hunan(size: int, codes: list[str]) -> None:
    """Five committee members are enough in Hunan, six are even; elsewhere no number is fixed."""
    asked = fund(committee=people(*(f"c-{n}" for n in range(size))))
    decision = asked.may_establish(HUNAN.on(ON))
    assert unmet(decision) == codes
    assert len(decision.remedies) == len(codes)
    assert asked.may_establish(NATIONAL.on(ON))
    even = HUNAN.amend(since=ON, fund_committee_is_odd=False)
    assert unmet(asked.may_establish(even.on(ON))) == [code for code in codes if code != "fund.odd_committee"]


def test_who_is_named_twice_counts_once() -> None:
    """A committee of five names and four people is a committee of four."""
    twice = people("c-1", "c-2", "c-3", "c-4", "c-4")
    assert unmet(fund(committee=twice).may_establish(HUNAN.on(ON))) == ["fund.committee", "fund.odd_committee"]


def test_a_supervisor_in_hunan() -> None:
    """One supervisor is enough in Hunan, and none is too few."""
    decision = fund(supervisors=()).may_establish(HUNAN.on(ON))
    assert unmet(decision) == ["fund.supervisors"]
    assert "1" in decision.remedies[0].text.en
    assert fund(supervisors=people("s-1")).may_establish(HUNAN.on(ON))


def test_the_day_of_the_agreement() -> None:
    """The agreement may be signed on the day itself, and not after it; without one there is no fund."""
    law = HUNAN.on(ON)
    assert fund(agreement=agreement(signed_on=ON)).may_establish(law)
    for late in (agreement(signed_on=ON + timedelta(days=1)), None):
        decision = fund(agreement=late).may_establish(law)
        assert unmet(decision) == ["fund.agreement"]


@pytest.mark.parametrize("point", POINTS)
def test_what_the_agreement_settles(point: str) -> None:
    """Each point that Hunan names must be settled; the remedy names the one that is missing; elsewhere none is asked."""
    four = agreement(*(other for other in POINTS if other != point))
    decision = fund(agreement=four).may_establish(HUNAN.on(ON))
    assert unmet(decision) == ["fund.agreement_settles"]
    assert point.replace("_", " ") in decision.remedies[0].text.en
    assert fund(agreement=four).may_establish(NATIONAL.on(ON))


def test_what_it_keeps() -> None:
    """A fund keeps no more than it starts with, to the fen."""
    five = capital(yuan(5_000))
    assert fund(capital=five, keeps=yuan(5_000)).may_establish(LAW.on(ON))
    assert unmet(fund(capital=five, keeps=yuan("5000.01")).may_establish(LAW.on(ON))) == ["fund.keeps"]
    assert unmet(fund(capital=None, keeps=Money(1)).may_establish(LAW.on(ON))) == ["fund.keeps"]
    assert fund(capital=None, keeps=Money(0)).may_establish(LAW.on(ON))


@pytest.mark.parametrize(
    ("start", "gap"),
    [(None, 1_000_000), (yuan("9999.99"), 1), (yuan(10_000), 0), (yuan(10_001), 0)],
)
def test_a_place_that_fixes_a_minimum(start: Money | None, gap: int) -> None:
    """Where a place fixes a minimum a fund needs it, also one that names no capital; the remedy is enough."""
    asked = fund(capital=None if start is None else capital(start))
    decision = asked.may_establish(FLOOR.on(ON))
    assert asked.capital_gap(FLOOR.on(ON)) == Money(gap)
    assert asked.capital_gap(HUNAN.on(ON)) == Money(0)
    assert unmet(decision) == ["capital.floor"] * bool(gap)
    for remedy in decision.remedies:
        assert remedy.applied_to(asked).may_establish(FLOOR.on(ON))
    made = Book(FLOOR)
    made.record(enter(charity()))
    order = establish(attrs.evolve(asked, id="f-2"), key="e-2")
    for remedy in made.decide(order).remedies:
        order = remedy.applied_to(order)
    assert made.decide(order).outcome is Outcome.ALLOWED


def test_what_it_admits() -> None:
    """A fund pays for its purposes and for nothing else."""
    assert [cause for cause in Cause if fund().admits(cause)] == [Cause.ILLNESS, Cause.EDUCATION]


@pytest.mark.parametrize(
    "wrong",
    [
        {"purposes": []},
        {"purposes": ["illness"]},
        {"purposes": "illness"},
        {"purposes": None},
        {"committee": "c-1"},
        {"host": ""},
        {"keeps": yuan(-1)},
        {"keeps": None},
        {"id": ""},
    ],
)
def test_what_cannot_be_right(wrong: dict[str, Any]) -> None:
    """Purposes that are no causes, lists that are no lists and negative amounts are malformed."""
    with pytest.raises(Malformed):
        fund(**wrong)


@pytest.mark.parametrize("points", ["purpose", None, 7])
def test_points_are_a_list(points: Any) -> None:
    """One point alone is not taken for a list of letters."""
    with pytest.raises(Malformed, match=r"fund.points"):
        HostAgreement(ON, points)
    assert HostAgreement(ON, ["purpose", "use"]).settles == {"purpose", "use"}
    assert HostAgreement(ON).settles == frozenset()


def test_establishing_opens_a_pool() -> None:
    """A fund is a pool: its committee decides, its host's managers count as managers, it has its floor and money."""
    kept = fund(id="f-2", keeps=yuan(100), capital=capital(donors=yuan(300), township=yuan(200)))
    made = book(establish(kept, key="e-2"))
    pool = made.all(POOLS)["f-2"]
    assert (pool.deciders, pool.purposes, pool.floor) == (frozenset(COMMITTEE), kept.purposes, 10_000)
    assert pool.managers == {*COMMITTEE, "m-1"}
    assert made.balance("f-2").free == yuan(500)
    assert made.purses("f-2")[0].gifts() == ("f-2/donors", "f-2/township")
    assert set(made.all(FUNDS)) == {FUND, "f-2"}


def test_a_fund_without_capital_has_an_empty_purse() -> None:
    """A fund may start empty and be given to later."""
    made = book(establish(fund(id="f-2", capital=None), key="e-2"))
    assert made.balance("f-2").received == Money(0)
    assert len(made.purses("f-2")) == 1


def test_managers_are_those_of_the_day() -> None:
    """The host's managers are those it had when the fund was established."""
    made = book(enter(charity(id="other-charity", managers=people("m-7", "m-8"))))
    made.record(establish(fund(id="f-2", host="other-charity"), key="e-2"))
    assert {"m-7", "m-8"} < made.all(POOLS)["f-2"].managers
    assert "m-7" not in made.all(POOLS)[FUND].managers
    assert fund().host == CHARITY
