"""Mutual-aid societies at each threshold, asked without a book and founded in one. All of them are invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.capital import Capital
from community_charity.errors import Malformed
from community_charity.law.decision import Decision, Outcome
from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.pools import POOLS
from community_charity.purposes import RELIEF
from community_charity.rules.start_up import COUNTY_THIRD, THIRDS, BodyKind, three_sources
from community_charity.societies import SOCIETIES, SocietyForm
from sample import (
    COUNCIL,
    LATER,
    LAW,
    NATIONAL,
    ON,
    SOCIETY,
    book,
    capital,
    found,
    people,
    registered_society,
    society,
)

FIRST_DAY = date(2024, 1, 1)
EVE = FIRST_DAY - timedelta(days=1)


def unmet(decision: Decision) -> list[str]:
    return [finding.ground.code for finding in decision.unmet]


@pytest.mark.parametrize(("fen", "gap"), [(2_999_999, 1), (3_000_000, 0), (3_000_001, 0), (1, 2_999_999)])
def test_capital_at_the_floor(fen: int, gap: int) -> None:
    """¥29,999.99 is one fen short of ¥30,000.00 and refused; the floor itself is enough."""
    asked = society(capital=capital(Money(fen)))
    decision = asked.may_register(LAW.on(ON))
    assert asked.capital_gap(LAW.on(ON)) == Money(gap)
    assert bool(decision) is (gap == 0)
    floor = next(finding for finding in decision.findings if finding.ground.code == "capital.floor")
    assert (floor.required, floor.found, floor.margin) == (yuan(30_000), Money(fen), Money(fen) - yuan(30_000))


@given(st.integers(1, 2_999_999))
def test_topping_up_is_enough(fen: int) -> None:
    """The one remedy for missing capital flips the answer, for the society and for the order to found it."""
    poor = society(id="village-2", capital=capital(Money(fen)))
    (remedy,) = poor.may_register(LAW.on(ON)).remedies
    assert remedy.applied_to(poor).may_register(LAW.on(ON))
    made, order = book(), found(poor, key="found-2")
    (remedy,) = made.decide(order).remedies
    assert made.decide(remedy.applied_to(order))


def test_the_sources_sum_to_what_is_stated() -> None:
    """A stated total must be the sum of the sources, to the fen; the remedy states it right."""
    for stated, allowed in ((yuan(30_000), True), (yuan("30000.01"), False), (yuan("29999.99"), False)):
        asked = society(capital=Capital({"village_collective": yuan(30_000)}, stated=stated))
        decision = asked.may_register(LAW.on(ON))
        assert bool(decision) is allowed
        if not allowed:
            assert unmet(decision) == ["capital.sum"]
            assert decision.remedies[0].applied_to(asked).may_register(LAW.on(ON))


def test_a_stated_total_follows_the_remedies() -> None:
    """With too little capital and a wrong total, all remedies together mend both."""
    asked: Any = society(capital=Capital({"village_collective": yuan(20_000)}, stated=yuan(30_000)))
    decision = asked.may_register(LAW.on(ON))
    assert unmet(decision) == ["capital.sum", "capital.floor"]
    for remedy in decision.remedies:
        asked = remedy.applied_to(asked)
    assert asked.may_register(LAW.on(ON))


@pytest.mark.parametrize(
    ("size", "codes"),
    [
        (0, ["society.council", "society.odd_council"]),
        (1, ["society.council"]),
        (2, ["society.council", "society.odd_council"]),
        (3, []),
        (4, ["society.odd_council"]),
        (5, []),
    ],
)
def test_the_council(size: int, codes: list[str]) -> None:
    """Three council members are enough, four are even."""
    decision = society(council=people(*(f"p-{n}" for n in range(size)))).may_register(LAW.on(ON))
    assert unmet(decision) == codes
    assert len(decision.remedies) == len(codes)


def test_one_person_counts_once() -> None:
    """Who is named twice on the council holds one seat; who is on both boards is told."""
    decision = society(council=people("p-1", "p-1", "p-2")).may_register(LAW.on(ON))
    assert unmet(decision) == ["society.different_people"]
    decision = society(supervisors=people("p-1", "p-2", "x-1")).may_register(LAW.on(ON))
    assert unmet(decision) == ["society.supervisors_apart"]
    assert decision.unmet[0].found == 2
    assert society(supervisors=people("x-1")).may_register(LAW.on(ON))


@pytest.mark.parametrize(
    ("members", "units", "holds"),
    [
        (49, 0, False),
        (50, 0, True),
        (0, 29, False),
        (0, 30, True),
        (1, 30, False),
        (1, 48, False),
        (1, 49, True),
        (20, 30, True),
        (0, 0, False),
        (None, 0, None),
        (50, None, None),
        (None, None, None),
    ],
)
def test_members_of_a_registered_society(members: int | None, units: int | None, *, holds: bool | None) -> None:
    """50 people, or 50 people and units mixed, or 30 units alone; uncounted members are undetermined."""
    decision = registered_society(members=members, unit_members=units).may_register(LAW.on(ON))
    finding = next(f for f in decision.findings if f.ground.code == "society.enough_members")
    assert finding.holds is holds
    assert decision.outcome is {True: Outcome.ALLOWED, False: Outcome.REFUSED, None: Outcome.UNDETERMINED}[holds]
    if holds is False:
        assert str(-finding.margin) in decision.remedies[0].text.en
    if holds is None:
        assert len(decision.remedies) == 1


def test_a_filed_society_counts_no_members() -> None:
    """Members are asked of a registered society only, a custodian of a filed one only."""
    assert society(members=None).may_register(LAW.on(ON))
    assert registered_society(custodian=None).may_register(LAW.on(ON))
    for custodian in (None, SOCIETY):
        assert unmet(society(custodian=custodian).may_register(LAW.on(ON))) == ["society.custodian"]


def test_before_the_local_floor() -> None:
    """Before 2024-01-01 a filed society has no floor and no rule for its council; a registered one has the nation's."""
    poor = {"capital": capital(yuan(1)), "council": people("p-1")}
    assert society(**poor).may_register(LAW.on(EVE))
    assert society(**poor).capital_gap(LAW.on(EVE)) == Money(0)
    assert unmet(society(**poor).may_register(LAW.on(FIRST_DAY))) == ["society.council", "capital.floor"]
    assert unmet(registered_society(**poor).may_register(LAW.on(EVE))) == ["capital.floor"]
    assert not society(custodian=None).may_register(LAW.on(EVE))
    assert society(custodian=None).may_register(LAW.on(date(2023, 11, 12)))


def test_before_the_charity_law() -> None:
    """Before mutual aid was provided for nobody asks for it; a what-if that forbids it refuses a society."""
    assert registered_society().may_register(NATIONAL.on(date(2010, 1, 1)))
    forbidden = LAW.amend(since=ON, mutual_aid_within_community=False)
    assert unmet(society().may_register(forbidden.on(ON))) == ["organisation.mutual_aid"]


def test_under_national_law_alone() -> None:
    """The nation fixes no floor for a filed society, and ¥30,000.00 for a registered one, in 2023 as well."""
    one_fen = capital(Money(1))
    for day in (date(2023, 6, 1), ON):
        law = NATIONAL.on(day)
        assert society(capital=one_fen, custodian=None, council=people("p-1", "p-2")).may_register(law)
        decision = registered_society(capital=capital(yuan("29999.99"))).may_register(law)
        assert unmet(decision) == ["capital.floor"]
        assert decision.unmet[0].margin == Money(-1)
        assert registered_society().may_register(law)


def test_duties_that_a_what_if_lifts() -> None:
    """In a what-if without the duties, an even council, a supervisor on it and no custodian will do."""
    lifted = LAW.amend(
        since=ON, society_council_is_odd=False, society_supervisors_apart=False, filed_society_needs_custodian=False
    )
    asked = society(council=people("p-1", "p-2", "p-3", "p-4"), supervisors=people("p-1"), custodian=None)
    assert not asked.may_register(LAW.on(ON))
    assert asked.may_register(lifted.on(ON))


@pytest.mark.parametrize(
    ("members", "allowed"), [(yuan(10_000), True), (yuan("9999.99"), False), (yuan("10000.01"), False)]
)
def test_three_equal_parts(members: Money, *, allowed: bool) -> None:
    """A policy of thirds is broken by one fen; without a policy no split is asked for."""
    parts = capital(council_members=members, township=yuan(10_000), community=yuan(20_000) - members)
    assert bool(society(capital=parts).may_register(LAW.on(ON), THIRDS)) is allowed
    assert society(capital=parts).may_register(LAW.on(ON))


def test_other_policies() -> None:
    """A third from the county; every source gives something."""
    enough = capital(county_finance=yuan(10_000), donors=yuan(20_000))
    short = capital(county_finance=yuan("9999.99"), donors=yuan("20000.01"))
    assert society(capital=enough).may_register(LAW.on(ON), COUNTY_THIRD)
    assert unmet(society(capital=short).may_register(LAW.on(ON), COUNTY_THIRD)) == ["capital.part"]
    three = three_sources(LAW.on(ON).society_capital_sources)
    all_three = capital(district_finance=yuan(1), charity_association=yuan(1), village_collective=yuan(29_998))
    assert society(capital=all_three).may_register(LAW.on(ON), three)
    assert unmet(society().may_register(LAW.on(ON), three)) == ["capital.part", "capital.part"]


def test_forms() -> None:
    """Each form has its words and the kind of body whose capital rules apply."""
    assert SocietyForm.FILED.body is BodyKind.SOCIETY_FILED
    assert SocietyForm.REGISTERED.body is BodyKind.SOCIETY_REGISTERED
    assert (SocietyForm.FILED.text.zh, SocietyForm.REGISTERED.text.zh) == ("备案", "登记")
    assert "登记“救急难”互助社 village-1" in registered_society().may_register(LAW.on(ON)).line("zh")


@pytest.mark.parametrize(
    "wrong", [{"members": -1}, {"members": 49.0}, {"members": True}, {"unit_members": "30"}, {"council": "p-1"},
              {"supervisors": None}, {"custodian": ""}, {"id": 7}]
)  # fmt: skip
def test_what_cannot_be_right(wrong: dict[str, Any]) -> None:
    """Counts that are no counts, lists that are no lists and ids that are no ids are malformed."""
    with pytest.raises(Malformed):
        society(**wrong)


def test_founding_opens_a_pool() -> None:
    """A society founded is a pool: its council decides, it serves every cause, its capital is there by source."""
    two = capital(district_finance=yuan(10_000), village_collective=yuan(20_000))
    made = book(found(society(id="village-2", capital=two), key="found-2"))
    pool = made.all(POOLS)["village-2"]
    assert (pool.deciders, pool.purposes, pool.floor, pool.managers) == (
        frozenset(COUNCIL),
        frozenset({RELIEF}),
        0,
        frozenset(),
    )
    assert made.balance("village-2").free == yuan(30_000)
    assert made.purses("village-2")[0].gifts() == ("village-2/district_finance", "village-2/village_collective")
    assert len(made.all(SOCIETIES)) == 2


def test_founding_asks_what_registering_asks() -> None:
    """The order to found a society is refused on the grounds on which the society itself would be."""
    poor = society(id="village-2", capital=capital(yuan(1)), council=people("p-1", "p-2"))
    decision = book().decide(found(poor, key="found-2", policy=THIRDS))
    assert unmet(decision) == unmet(poor.may_register(LAW.on(ON), THIRDS))
    assert decision.line().startswith("Refused: file mutual-aid society village-2")
    own = society(id="village-3", custodian="village-3")
    assert unmet(book().decide(found(own, key="found-3"))) == ["society.custodian"]
    assert book().decide(found(registered_society(id="village-4"), key="found-4", on=LATER))


def test_a_place_with_its_own_floor() -> None:
    """A what-if with a higher floor refuses what the law of today allows, from its first day on."""
    reform = LAW.amend(since=LATER, society_minimum_capital=yuan(50_000))
    assert society().may_register(reform.on(ON))
    assert society().capital_gap(reform.on(LATER)) == yuan(20_000)
    assert not society().may_register(reform.on(LATER))
    assert isinstance(reform, Law)
