"""Start-up capital: sources, the least that a kind of body needs, and what would mend a lack."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity import capital as module
from community_charity import money
from community_charity.capital import (
    FLOOR,
    FLOORS,
    PART,
    SOURCES,
    SUM,
    Capital,
    capital_gift,
    gap,
    weigh_capital,
)
from community_charity.errors import CharityError, Malformed
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Finding, Outcome, Stage
from community_charity.law.law import Law
from community_charity.law.loading import read
from community_charity.money import Money, yuan
from community_charity.rules.start_up import (
    COUNTY_THIRD,
    MINIMUM_CAPITAL,
    SOURCE_TITLES,
    THIRDS,
    BodyKind,
    minimum_capital,
    three_sources,
)

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce
    from community_charity.rules.start_up import CapitalPolicy

DAY = date(2025, 3, 13)
CN, ANHUI, XUANZHOU = (Law.of(place) for place in ("cn", "cn/anhui", "cn/anhui/xuancheng/xuanzhou"))
TOWN = read(
    """
[fund_minimum_capital]
title = { en = "Least capital of a fund", zh = "基金最低启动资金" }
unit = "yuan"
sense = "floor"
[[fund_minimum_capital.history]]
since = 2024-01-01
value = "20000"
basis = "assumption"
verified = "unverified"
note = { en = "invented", zh = "虚构" }
""",
    name="town.toml",
    place="cn/town",
    over=CN,
)


@attrs.frozen
class Plan:
    """An invented subject with capital of its own."""

    capital: Capital


@attrs.frozen
class Wrapped:
    """An invented order that carries the subject."""

    note: str
    plan: Plan


def weighed(
    capital: Capital,
    law: LawInForce,
    body: BodyKind = BodyKind.SOCIETY_FILED,
    policy: CapitalPolicy | None = None,
    *,
    subject: Any = None,
) -> Decision:
    checks = Checks()
    weigh_capital(checks, body, capital, law, policy)
    return checks.decision(Text("found", "设立"), subject or Plan(capital), law.day, law)


# ------------------------------------------------------------------------------------------------------ sources


@given(parts=st.lists(st.integers(1, 10**10), min_size=1, max_size=6))
def test_the_total_is_that_of_the_sources(parts: list[int]) -> None:
    """Sources keep their order and sum to the total; the mapping given is not kept."""
    given_ = {f"s-{i}": Money(fen) for i, fen in enumerate(parts)}
    capital = Capital(given_)
    assert capital.total == Money(sum(parts))
    assert list(capital.sources) == list(given_)
    given_.clear()
    assert capital.total == Money(sum(parts))
    assert capital.stated is None


@pytest.mark.parametrize("sources", [{}, None, [], "donors", ["donors"], 5, yuan(5)], ids=repr)
def test_capital_has_a_source(sources: Any) -> None:
    """No source at all, or something else than sources with amounts, is refused."""
    with pytest.raises(Malformed) as caught:
        Capital(sources)
    assert caught.value.code == SOURCES


@pytest.mark.parametrize("amount", [Money(0), Money(-1), 5, 5.0, "5", None], ids=repr)
def test_a_source_gives_an_amount_above_zero(amount: Any) -> None:
    """Nothing, less than nothing, and a number that is no Money are refused."""
    with pytest.raises(Malformed) as caught:
        Capital({"donors": yuan(1), "township": amount})
    assert caught.value.code == money.NOT_POSITIVE


@pytest.mark.parametrize("name", ["", " x", 5, None, "13800000000"], ids=repr)
def test_a_source_has_a_name_that_identifies_nobody(name: Any) -> None:
    """Names of sources are public: what looks like a telephone number is refused."""
    with pytest.raises(Malformed):
        Capital({name: yuan(1)})


def test_a_stated_total_is_zero_or_more() -> None:
    """What the application states is Money, or is not stated; whether it fits is for the decision."""
    assert Capital({"donors": yuan(1)}, stated=Money(0)).stated == Money(0)
    with pytest.raises(Malformed, match=money.NEGATIVE):
        Capital({"donors": yuan(1)}, stated=Money(-1))
    with pytest.raises(Malformed, match=money.NEGATIVE):
        Capital({"donors": yuan(1)}, stated=1)  # type: ignore[arg-type] # on purpose


def test_more_from_a_source() -> None:
    """`plus` adds to a source or opens one, raises a stated total, and leaves the first capital alone."""
    first = Capital({"donors": yuan(1)})
    assert first.plus("donors", yuan(2)) == Capital({"donors": yuan(3)})
    assert first.plus("township", yuan(2)) == Capital({"donors": yuan(1), "township": yuan(2)})
    assert first == Capital({"donors": yuan(1)})
    stated = Capital({"donors": yuan(1)}, stated=yuan(5))
    assert stated.plus("donors", yuan(2)) == Capital({"donors": yuan(3)}, stated=yuan(3))
    with pytest.raises(Malformed):
        first.plus("donors", 5)  # type: ignore[arg-type] # on purpose
    with pytest.raises(Malformed):
        first.plus("donors", yuan(-1))


def test_sources_have_titles() -> None:
    """The usual sources are named in both languages, any other by its own name."""
    capital = Capital({"donors": yuan(1)})
    for source, title in SOURCE_TITLES.items():
        assert capital.source_title(source) == title
        assert title.en != title.zh
    assert capital.source_title("old-pier") == Text("old-pier", "old-pier")
    named = {"council_members", "township", "community", "county_finance"}
    assert named <= set(SOURCE_TITLES)
    sources = XUANZHOU.on(DAY).society_capital_sources
    assert set(sources) <= set(SOURCE_TITLES)
    assert hash(capital) == hash(Capital({"donors": yuan(1)}))


def test_a_gift_of_capital_is_traced_by_pool_and_source() -> None:
    """Each source of each pool has a trace of its own."""
    assert capital_gift("village-1", "donors") == "village-1/donors"


# ------------------------------------------------------------------------------------------------------ the floor


@pytest.mark.parametrize(
    ("body", "law", "floor"),
    [
        (BodyKind.SOCIETY_FILED, CN.on(DAY), None),
        (BodyKind.SOCIETY_FILED, ANHUI.on(DAY), "30000"),
        (BodyKind.SOCIETY_FILED, XUANZHOU.on(DAY), "30000"),
        (BodyKind.SOCIETY_FILED, ANHUI.on(date(2023, 12, 31)), None),
        (BodyKind.SOCIETY_FILED, ANHUI.on(date(2024, 1, 1)), "30000"),
        (BodyKind.SOCIETY_REGISTERED, CN.on(DAY), "30000"),
        (BodyKind.SOCIETY_REGISTERED, CN.on(date(1998, 10, 24)), None),
        (BodyKind.SOCIETY_REGISTERED, CN.on(date(1998, 10, 25)), "30000"),
        (BodyKind.SOCIETY_REGISTERED, ANHUI.amend(since=DAY, society_minimum_capital=yuan(50_000)).on(DAY), "50000"),
        (BodyKind.SOCIETY_REGISTERED, ANHUI.amend(since=DAY, society_minimum_capital=yuan(10_000)).on(DAY), "30000"),
        (BodyKind.ASSOCIATION, CN.on(DAY), "30000"),
        (BodyKind.NATIONAL_ASSOCIATION, CN.on(DAY), "100000"),
        (BodyKind.COMMUNITY_FUND, CN.on(DAY), None),
        (BodyKind.COMMUNITY_FUND, TOWN.on(DAY), "20000"),
        (BodyKind.FOUNDATION, CN.on(DAY), "2000000"),
        (BodyKind.FOUNDATION, CN.on(date(2004, 5, 31)), None),
        (BodyKind.PUBLIC_FOUNDATION, CN.on(DAY), "4000000"),
        (BodyKind.NATIONAL_PUBLIC_FOUNDATION, CN.on(DAY), "8000000"),
    ],
)
@pytest.mark.parametrize("off", [-1, 0, 1])
def test_the_least_capital_by_body_place_and_day(body: BodyKind, law: LawInForce, floor: str | None, off: int) -> None:
    """A fen below the floor is refused with the exact margin, the floor and a fen above are taken."""
    if floor is None:
        assert minimum_capital(body, law) is None
        capital = Capital({"donors": Money(1)})
        assert gap(body, capital, law) == Money(0)
        assert weighed(capital, law, body).findings == ()
        return
    least = yuan(floor)
    assert minimum_capital(body, law) == least
    capital = Capital({"donors": yuan(1000), "township": least - yuan(1000) + Money(off)})
    assert gap(body, capital, law) == Money(max(0, -off))
    decision = weighed(capital, law, body)
    (finding,) = decision.findings
    assert bool(decision) is (off >= 0)
    assert finding.margin == Money(off)
    assert (finding.required, finding.found) == (least, capital.total)
    assert finding.ground.stage is Stage.MONEY
    assert finding.ground.code == FLOOR.code == "capital.floor"
    assert [value.key for value in finding.values] == [key for key in MINIMUM_CAPITAL[body] if key in law]
    assert finding.citations or law.place == "cn/town"


def test_each_body_cites_its_own_figures() -> None:
    """The same ground for all kinds of body, save that each cites the figures that bind it."""
    assert set(FLOORS) == set(BodyKind)
    for body, ground in FLOORS.items():
        assert ground.figures == MINIMUM_CAPITAL[body]
        assert (ground.code, ground.remedy, ground.title) == (FLOOR.code, FLOOR.remedy, FLOOR.title)
    assert FLOORS[BodyKind.SOCIETY_REGISTERED] is FLOOR


@given(parts=st.lists(st.integers(1, 2_000_000), min_size=1, max_size=4), stated=st.booleans(), wrapped=st.booleans())
def test_the_remedy_for_too_little_makes_it_enough(parts: list[int], stated: bool, wrapped: bool) -> None:
    """Applying the remedy brings the capital to the floor exactly, be it inside an order or not."""
    capital = Capital({f"s-{i}": Money(fen) for i, fen in enumerate(parts)})
    if stated:
        capital = attrs.evolve(capital, stated=capital.total)
    law = ANHUI.on(DAY)
    subject: Any = Wrapped("n", Plan(capital)) if wrapped else Plan(capital)
    decision = weighed(capital, law, subject=subject)
    if decision:
        assert capital.total >= yuan(30_000)
        return
    (remedy,) = decision.remedies
    assert list(remedy.changes) == ["plan.capital" if wrapped else "capital"]
    mended = remedy.applied_to(subject)
    after = mended.plan.capital if wrapped else mended.capital
    assert after.total == yuan(30_000)
    assert after.stated == (after.total if stated else None)
    assert weighed(after, law)
    assert remedy.text.en == f"{yuan(30_000) - capital.total} more capital, from any source"
    assert remedy.text.zh == f"增加启动资金 {yuan(30_000) - capital.total}，来源不限"


def test_what_is_missing_is_told_in_both_languages() -> None:
    """The lack is named to the fen."""
    decision = weighed(Capital({"donors": yuan("29999.99")}), ANHUI.on(DAY))
    assert decision.findings[0].text("en") == "start-up capital ¥29,999.99 is ¥0.01 short of ¥30,000.00"
    assert decision.findings[0].text("zh") == "启动资金 ¥29,999.99，较 ¥30,000.00 差 ¥0.01"
    held = weighed(Capital({"donors": yuan(30_000)}), ANHUI.on(DAY)).findings[0]
    assert held.text("zh") == "启动资金不低于 ¥30,000.00"


# ------------------------------------------------------------------------------------------------------ the stated total


@pytest.mark.parametrize("off", [-1, 0, 1])
@pytest.mark.parametrize("wrapped", [False, True])
def test_the_sources_sum_to_what_is_stated(off: int, wrapped: bool) -> None:
    """A fen too much or too little is refused, and restating the total mends it."""
    capital = Capital({"donors": yuan(20_000), "township": yuan(20_000)}, stated=yuan(40_000) + Money(off))
    subject: Any = Wrapped("n", Plan(capital)) if wrapped else Plan(capital)
    decision = weighed(capital, ANHUI.on(DAY), subject=subject)
    assert bool(decision) is (off == 0)
    sums = decision.findings[0]
    assert sums.ground is SUM
    assert (sums.required, sums.found, sums.margin) == (capital.stated, capital.total, Money(-off))
    if off:
        (remedy,) = decision.remedies
        mended = remedy.applied_to(subject)
        after = mended.plan.capital if wrapped else mended.capital
        assert weighed(after, ANHUI.on(DAY))
        assert after.sources == capital.sources
        assert remedy.text.en == "state the total as ¥40,000.00"


def test_both_wrong_is_told_at_once() -> None:
    """A wrong sum and too little capital are both found, and either remedy is offered."""
    decision = weighed(Capital({"donors": yuan(1)}, stated=yuan(2)), ANHUI.on(DAY))
    assert [finding.ground.code for finding in decision.unmet] == ["capital.sum", "capital.floor"]
    assert len(decision.remedies) == 2
    assert decision.outcome is Outcome.REFUSED


# ------------------------------------------------------------------------------------------------------ an agreed split


def parts_of(decision: Decision) -> list[Finding]:
    return [finding for finding in decision.findings if finding.ground is PART]


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_third_of_the_capital(off: int) -> None:
    """A source a fen below its agreed share is refused with that margin; the share itself is told in any case."""
    third = yuan(10_000)
    capital = Capital({"county_finance": third + Money(off), "donors": yuan(20_000) - Money(off)})
    decision = weighed(capital, ANHUI.on(DAY), policy=COUNTY_THIRD)
    (finding,) = parts_of(decision)
    assert finding.holds is (off >= 0)
    assert (finding.required, finding.found, finding.margin) == (third, third + Money(off), Money(off))
    if off >= 0:
        assert finding.text("en") == "district finance gives at least ¥10,000.00".replace("district", "county")
    else:
        assert finding.text("zh") == "县级财政出资 ¥9,999.99，约定不少于 ¥10,000.00"
        assert decision.remedies == ()


def test_thirds_of_what_does_not_divide() -> None:
    """Shares are rounded down, so that ¥30,000.01 among three can be put together at all."""
    uneven = Capital({"council_members": yuan(10_000), "township": yuan(10_000), "community": yuan("10000.01")})
    assert weighed(uneven, ANHUI.on(DAY), policy=THIRDS)
    without = Capital({"council_members": yuan(15_000), "township": yuan(15_000)})
    lacking = parts_of(weighed(without, ANHUI.on(DAY), policy=THIRDS))
    assert [finding.holds for finding in lacking] == [True, True, False]
    assert (lacking[2].found, lacking[2].required) == (Money(0), yuan(10_000))


@given(parts=st.lists(st.integers(1, 10**9), min_size=3, max_size=3))
def test_a_share_holds_exactly_when_the_source_gives_it(parts: list[int]) -> None:
    """Against exact fractions: a source holds if it gives at least its share, rounded down to the fen."""
    names = ["council_members", "township", "community"]
    capital = Capital(dict(zip(names, map(Money, parts), strict=True)))
    for finding, fen in zip(parts_of(weighed(capital, CN.on(DAY), policy=THIRDS)), parts, strict=True):
        assert finding.holds is (fen > Fraction(sum(parts), 3) - 1)
        assert finding.required == Money(sum(parts) // 3)


def test_three_sources_each_give_something() -> None:
    """Where no split is stated, a fen is enough, and nothing is not."""
    law = XUANZHOU.on(DAY)
    policy = three_sources(law.society_capital_sources)
    all_three = {"district_finance": yuan(29_999), "charity_association": yuan(1), "village_collective": Money(1)}
    assert weighed(Capital(all_three), law, policy=policy)
    del all_three["village_collective"]
    decision = weighed(Capital({**all_three, "donors": yuan(5)}), law, policy=policy)
    assert [f.holds for f in parts_of(decision)] == [True, True, False]
    (lacking,) = decision.unmet
    assert lacking.required == Money(1)
    assert "village collective gives ¥0.00" in lacking.text("en")
    assert "村集体出资 ¥0.00" in lacking.text("zh")


def test_without_a_policy_no_split_is_asked() -> None:
    """How the capital is put together is nobody's law: it is checked only if it is asked for."""
    assert parts_of(weighed(Capital({"donors": yuan(30_000)}), XUANZHOU.on(DAY))) == []


def test_no_code_of_capital_is_without_a_test() -> None:
    """The one code that the module declares is provoked above."""
    assert module.SOURCES == "capital.sources"
    assert issubclass(Malformed, CharityError)
