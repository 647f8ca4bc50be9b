"""Period by period: failure, capital, income, pooling and triggers, against a plain model in exact fractions."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community_charity.errors import Malformed
from community_charity.money import ZERO, Money, yuan
from community_charity.whatif.solvency import (
    Amounts,
    Binomial,
    Demand,
    Gamma,
    Lognormal,
    NegativeBinomial,
    Poisson,
    best_trigger,
    capital_for,
    drawn_failure,
    exponential,
    failure,
    income_for,
    lifetime_ruin,
    pooled,
    what_buys,
    xuanzhou,
)
from community_charity.whatif.solvency import drawn as drawing
from community_charity.whatif.solvency.drawn import blocks

if TYPE_CHECKING:
    from collections.abc import Callable

XUANZHOU = xuanzhou()
SMOOTH = Demand(Poisson(Fraction(8)), Gamma(yuan(600), spread=yuan(300)))
HALF_PER_CENT = Fraction(5, 1000)

# ------------------------------------------------------------------------------------------------ published numbers


def test_thirty_thousand_at_xuanzhou() -> None:
    """Without any top-up ¥30,000 fails within 4 reported periods with 0.0019, within 5 with 0.061."""
    found = failure(XUANZHOU, opening=yuan(30_000), periods=5)
    assert round(found.within(4).value, 4) == 0.0019
    assert round(found.within(5).value, 3) == 0.061
    assert found.within(5).exact
    assert found.note == XUANZHOU.note
    assert "does not say how long" in found.text("en")
    assert "未说明统计期间的长度" in found.text("zh")


@pytest.mark.parametrize(("target", "capital"), [(HALF_PER_CENT, 10_000), (Fraction(1, 10_000), 13_000)])
def test_capital_for_one_period_at_xuanzhou(target: Fraction, capital: int) -> None:
    """The need for one period: ¥10,000 at 99.5 %, ¥13,000 at 99.99 %."""
    found = capital_for(target, XUANZHOU, periods=1)
    assert found.capital == found.at_least == yuan(capital)
    assert found.failure.high <= target
    assert found.less is not None
    assert found.less.low > target


def test_income_at_xuanzhou() -> None:
    """Income 5.1 % above expected grants keeps Lundberg's bound on lifetime ruin at 1 % for ¥30,000."""
    found = income_for(Fraction(1, 100), XUANZHOU, capital=yuan(30_000))
    assert round(float(found.loading) * 100, 1) == 5.1
    bound = lifetime_ruin(XUANZHOU.claims, loading=found.loading, capital=yuan(30_000), method="lundberg")
    assert bound.value == pytest.approx(0.01, rel=1e-3)
    assert bound.value <= 0.01
    less = Fraction(found.income.fen - 1) / XUANZHOU.mean - 1
    assert lifetime_ruin(XUANZHOU.claims, loading=less, capital=yuan(30_000), method="lundberg").value > 0.01
    sure = lifetime_ruin(XUANZHOU.claims, loading=found.loading, capital=yuan(30_000), step=yuan(4))
    assert 0.009 < sure.low < sure.high <= 0.01


def test_what_thirty_thousand_buys_at_xuanzhou() -> None:
    """51 average grants, as practice has it, and four reported periods at each level."""
    found = what_buys(yuan(30_000), XUANZHOU)
    assert int(found.cases) == 51
    assert float(found.periods) == pytest.approx(30_000 / 4805.53, rel=1e-5)
    assert found.lasts == {Fraction(95, 100): 4, Fraction(99, 100): 4, Fraction(995, 1000): 4}


# ------------------------------------------------------------------------------------ a plain model in exact fractions


def month_of(n: int, p: Fraction, amounts: dict[int, Fraction]) -> dict[int, Fraction]:
    """What one period asks for: each of n households asks with probability p, and gets one of the amounts."""
    total = {0: Fraction(1)}
    for _ in range(n):
        after: dict[int, Fraction] = {}
        for before, chance in total.items():
            for amount, share in {0: 1 - p, **{a: p * w for a, w in amounts.items()}}.items():
                after[before + amount] = after.get(before + amount, Fraction(0)) + chance * share
        total = after
    return total


def live(
    month: dict[int, Fraction], opening: int, incomes: list[int], line: int = 0, level: int = 0
) -> tuple[list[Fraction], Fraction, Fraction]:
    """Follow every balance: cumulative failure by period, expected top-ups, expected money topped up."""
    alive, failed, found = {opening: Fraction(1)}, Fraction(0), []
    times = money = Fraction(0)
    for income in incomes:
        after: dict[int, Fraction] = {}
        for balance, chance in alive.items():
            for asked, share in month.items():
                left, p = balance + income - asked, chance * share
                if left < 0:
                    failed += p
                    continue
                if left < line:
                    times, money, left = times + p, money + p * (level - left), level
                after[left] = after.get(left, Fraction(0)) + p
        alive = after
        found.append(failed)
    return found, times, money


small = st.fixed_dictionaries(
    {
        "n": st.integers(1, 3),
        "p": st.fractions(min_value=Fraction(1, 10), max_value=Fraction(9, 10), max_denominator=10),
        "amounts": st.dictionaries(st.integers(1, 5), st.integers(1, 4), min_size=1, max_size=2),
    }
)


def told(drawn: dict[str, Any]) -> tuple[Demand, dict[int, Fraction]]:
    shares = {a: Fraction(w, sum(drawn["amounts"].values())) for a, w in drawn["amounts"].items()}
    law = Amounts({Money(a): w for a, w in shares.items()})
    return Demand(Binomial(drawn["n"], chance=drawn["p"]), law), month_of(drawn["n"], drawn["p"], shares)


@settings(max_examples=20)
@given(small, st.integers(0, 15), st.lists(st.integers(0, 6), min_size=1, max_size=4))
def test_failure_against_plain_fractions(drawn: dict[str, Any], opening: int, incomes: list[int]) -> None:
    """The recursion equals following every balance, also for incomes and capital off the lattice."""
    period, month = told(drawn)
    wanted, _, _ = live(month, opening, incomes)
    found = failure(period, opening=Money(opening), income=[Money(i) for i in incomes], periods=len(incomes))
    assert [one.value for one in found.by_period] == pytest.approx([float(one) for one in wanted], abs=1e-12)
    assert found.paid.value == pytest.approx(float(sum(1 - one for one in wanted)), abs=1e-12)
    firsts = [found.first_in(n + 1).value for n in range(len(incomes))]
    assert firsts == pytest.approx([float(b - a) for a, b in pairwise([Fraction(0), *wanted])], abs=1e-12)


@settings(max_examples=20)
@given(small, st.integers(0, 12), st.integers(0, 4), st.integers(1, 12), st.data())
def test_triggers_against_plain_fractions(
    drawn: dict[str, Any], opening: int, income: int, level: int, data: st.DataObject
) -> None:
    """Failure, number of top-ups and money equal following every balance by hand."""
    period, month = told(drawn)
    line = data.draw(st.integers(0, level))
    wanted, times, money = live(month, opening, [income] * 3, line, level)
    found = best_trigger(
        period,
        opening=Money(opening),
        top_up_to=Money(level),
        triggers=[Money(line)],
        target=Fraction(1, 2),
        periods=3,
        income=Money(income),
        cost_each=yuan(1),
    )
    (one,) = found.tried
    assert one.failure.value == pytest.approx(float(wanted[-1]), abs=1e-12)
    assert one.top_ups.value == pytest.approx(float(times), abs=1e-12)
    assert one.topped_up.value == pytest.approx(float(money / 100), abs=1e-12)
    assert one.cost.value == pytest.approx(float(money / 100 + times), abs=1e-12)
    assert (found.best is None) == (one.failure.high > Fraction(1, 2))


@settings(max_examples=20)
@given(small, st.lists(st.integers(0, 6), min_size=1, max_size=3), st.integers(1, 60))
def test_the_least_capital_against_plain_fractions(drawn: dict[str, Any], incomes: list[int], per_cent: int) -> None:
    """The capital found meets the target, and one fen less does not: looked up one fen after another."""
    period, month = told(drawn)
    target = Fraction(per_cent, 100) + Fraction(1, 7919)  # so that no chance is just as large
    wanted = next(u for u in range(100) if live(month, u, incomes)[0][-1] <= target)
    found = capital_for(target, period, periods=len(incomes), income=[Money(i) for i in incomes])
    assert found.capital == found.at_least == Money(wanted)
    assert (found.less is None) == (wanted == 0)


# -------------------------------------------------------------------------------------------------- further promises


@settings(max_examples=20)
@given(st.integers(0, 40_000), st.integers(0, 20_000), st.integers(0, 6_000), st.integers(0, 3_000))
def test_more_capital_or_income_is_never_more_failure(opening: int, more: int, income: int, extra: int) -> None:
    """Failure falls in capital and in income, and rises from period to period."""
    usual = failure(XUANZHOU, opening=yuan(opening), income=yuan(income), periods=6)
    for found in (
        failure(XUANZHOU, opening=yuan(opening + more), income=yuan(income), periods=6),
        failure(XUANZHOU, opening=yuan(opening), income=yuan(income + extra), periods=6),
    ):
        for one, other in zip(usual.by_period, found.by_period, strict=True):
            assert other.value <= one.value + 1e-12
    for one, other in pairwise(usual.by_period):
        assert one.value <= other.value


def test_bounds_of_a_continuous_law_close_in() -> None:
    """A finer step gives narrower bounds that agree; listed amounts off the step are bounded as well."""
    coarse, fine = (failure(SMOOTH, opening=yuan(9_000), periods=2, step=yuan(step)) for step in (100, 10))
    for one, other in zip(coarse.by_period, fine.by_period, strict=True):
        assert one.low <= other.low <= other.high <= one.high
        assert not one.exact
    rough = failure(XUANZHOU, opening=yuan(30_000), periods=5, step=yuan(400)).within(5)
    assert rough.low <= failure(XUANZHOU, opening=yuan(30_000), periods=5).within(5).value <= rough.high
    assert not coarse.paid.exact
    assert coarse.paid.low <= fine.paid.low <= fine.paid.high <= coarse.paid.high


def test_the_capital_of_a_continuous_law_is_on_the_careful_side() -> None:
    """What is found suffices for certain; below the other end it surely would not."""
    found = capital_for(Fraction(1, 100), SMOOTH, periods=1, step=yuan(20))
    assert found.at_least < found.capital
    assert found.failure.high <= Fraction(1, 100)
    assert failure(SMOOTH, opening=found.at_least - Money(1), periods=1, step=yuan(20)).within(1).low > Fraction(1, 100)
    assert "below" in found.text("en")


def test_a_rare_target_needs_a_longer_reach() -> None:
    """Where the first guess of the reach is too short, it is doubled."""
    wild = Demand(NegativeBinomial(Fraction(2), size=Fraction(1, 10)), Amounts({yuan(500): Fraction(1)}))
    found = capital_for(Fraction(1, 100_000), wild, periods=1)
    assert found.failure.high <= Fraction(1, 100_000)
    assert found.less is not None
    assert found.less.low > Fraction(1, 100_000)


def test_what_is_left_beyond_the_last_period() -> None:
    """The expected number up to a period and what is at most beyond hold the whole between them."""
    short, long = (failure(XUANZHOU, opening=yuan(30_000), periods=n) for n in (4, 60))
    assert short.beyond is not None
    assert long.beyond == pytest.approx(0, abs=1e-9)
    assert short.paid.value <= long.paid.value <= short.paid.value + short.beyond
    assert failure(XUANZHOU, opening=yuan(30_000), income=yuan(1), periods=4).beyond is None
    assert failure(XUANZHOU, opening=yuan(30_000), periods=2).beyond is None
    tiny = Demand(Binomial(1, chance=Fraction(1, 10**9)), Amounts({yuan(500): Fraction(1)}))
    assert failure(tiny, opening=yuan(500), periods=1).beyond is None


def test_the_bound_beyond_is_met_by_a_geometric_life() -> None:
    """With no capital, what is bounded beyond the last period is exactly what is there: a geometric number of periods."""
    one = Demand(Binomial(1, chance=Fraction(1, 5)), Amounts({yuan(500): Fraction(1)}))
    found = failure(one, opening=ZERO, periods=3)
    assert found.beyond is not None
    assert found.paid.value + found.beyond == pytest.approx(4, rel=1e-12)


def test_how_long_money_lasts_with_income() -> None:
    """With enough income the money outlasts what was looked at, and the text says so."""
    found = what_buys(yuan(30_000), XUANZHOU, income=yuan(6_000), periods=6, levels=[Fraction(1, 2)])
    assert found.lasts == {Fraction(1, 2): 6}
    assert "or more" in found.text("en")
    assert "以上" in found.text("zh")
    assert "lasts 4 period(s)." in what_buys(yuan(30_000), XUANZHOU).text("en")


# -------------------------------------------------------------------------------------------------------- Monte Carlo


@pytest.mark.parametrize(
    "counts",
    [Poisson(Fraction(8)), NegativeBinomial(Fraction(8), size=Fraction(4)), Binomial(80, chance=Fraction(1, 10))],
)
def test_draws_agree_with_the_recursion(counts: Any) -> None:
    """Within four standard errors in every period, for each law of counts; the expected periods too."""
    period = Demand(counts, XUANZHOU.claims)
    sure = failure(period, opening=yuan(15_000), income=yuan(1_234), periods=6)
    found = drawn_failure(period, opening=yuan(15_000), income=yuan(1_234), periods=6, draws=40_000, seed=11)
    for one, other in zip(sure.by_period, found.by_period, strict=True):
        error = math.sqrt(one.value * (1 - one.value) / 40_000)
        assert abs(one.value - other.value) <= 4 * error + 1 / 40_000
        assert other.level == Fraction(95, 100)
    assert found.paid.standard_error is not None
    assert abs(found.paid.value - sure.paid.value) < 4 * found.paid.standard_error
    assert found.first_in(1) == found.within(1)


@pytest.mark.parametrize(
    "law", [Gamma(yuan(600), spread=yuan(300)), Lognormal(yuan(600), spread=yuan(900)), exponential(yuan(600))]
)
def test_draws_lie_within_the_bounds_of_a_continuous_law(law: Any) -> None:
    """Monte Carlo agrees with the lattice from both sides."""
    period = Demand(Poisson(Fraction(8)), law)
    sure = failure(period, opening=yuan(9_000), periods=2, step=yuan(20))
    found = drawn_failure(period, opening=yuan(9_000), periods=2, draws=20_000, seed=5)
    for one, other in zip(sure.by_period, found.by_period, strict=True):
        error = 4 * math.sqrt(one.value * (1 - one.value) / 20_000)
        assert one.low - error <= other.value <= one.high + error


def test_a_seed_is_an_argument() -> None:
    """The same seed gives the same numbers, another gives others, and blocks hold all draws."""
    one, same, other = (
        drawn_failure(XUANZHOU, opening=yuan(25_000), periods=5, draws=2_000, seed=s) for s in (1, 1, 2)
    )
    assert one == same
    assert one.by_period != other.by_period
    found = list(blocks(XUANZHOU, draws=20_000, periods=12, seed=1))
    assert sum(map(len, found)) == 20_000
    assert not np.array_equal(found[0][:100], found[1][:100])
    mean = np.concatenate(found).mean()
    error = math.sqrt(float(XUANZHOU.variance) / 240_000)
    assert abs(mean - float(XUANZHOU.mean)) < 4 * error


def test_draws_without_a_single_case() -> None:
    """Periods in which nobody asks come to zero."""
    quiet = Demand(Poisson(Fraction(1, 10**6)), Amounts({yuan(500): Fraction(1)}))
    (found,) = blocks(quiet, draws=100, periods=1, seed=1)
    assert found.sum() == 0
    assert drawn_failure(quiet, opening=ZERO, periods=1, draws=100, seed=1).within(1).low == 0


def test_a_grant_beyond_all_measure_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """A drawn grant larger than ten billion yuan counts as that, so that sums stay whole numbers."""
    monkeypatch.setattr(drawing, "_MOST_CLAIM", 400_00)
    (found,) = blocks(XUANZHOU, draws=100, periods=1, seed=1)
    assert (found % 400_00 == 0).all()


# ---------------------------------------------------------------------------------------------- pooling and triggers


def test_pooling_ten_societies() -> None:
    """One pool of ten needs less than ten pools, and fails less than any one of them with the same money."""
    found = pooled(XUANZHOU, societies=10, capital=yuan(10_000), periods=1, target=HALF_PER_CENT)
    assert found.needed_apart == yuan(100_000)
    assert found.needed_together == capital_for(HALF_PER_CENT, XUANZHOU.times(10), periods=1).capital
    assert found.gain == found.needed_apart - found.needed_together > ZERO
    assert found.any_apart.value == pytest.approx(1 - (1 - found.each_apart.value) ** 10)
    assert found.together.value < found.each_apart.value < found.any_apart.value
    assert "do not fall on hard times together" in found.text("en")


def test_a_pool_of_one_gains_nothing() -> None:
    """One society together with nobody is itself."""
    found = pooled(XUANZHOU, societies=1, capital=yuan(9_000), periods=2, target=HALF_PER_CENT, income=yuan(3_000))
    assert found.gain == ZERO
    assert found.each_apart.value == pytest.approx(found.together.value) == pytest.approx(found.any_apart.value)


@pytest.mark.parametrize(
    "counts",
    [Poisson(Fraction(3)), NegativeBinomial(Fraction(3), size=Fraction(2)), Binomial(9, chance=Fraction(1, 3))],
)
def test_two_societies_add_up(counts: Any) -> None:
    """Mean, variance and third moment of three societies are three times those of one."""
    one = Demand(counts, XUANZHOU.claims)
    three = one.times(3)
    assert (three.mean, three.variance, three.third) == (3 * one.mean, 3 * one.variance, 3 * one.third)


LINES = [yuan(3_000 * n) for n in range(7)]


def tried(**changes: Any) -> Any:
    usual: dict[str, Any] = {
        "opening": yuan(18_000),
        "top_up_to": yuan(18_000),
        "triggers": LINES,
        "target": Fraction(1, 100),
        "periods": 12,
        "cost_each": yuan(200),
    }
    return best_trigger(XUANZHOU, **usual | changes)


def test_triggers_by_both_methods() -> None:
    """Monte Carlo with common draws agrees with the exact recursion, and ranks the triggers the same way."""
    sure, found = tried(), tried(draws=20_000, seed=4)
    for one, other in zip(sure.tried, found.tried, strict=True):
        error = math.sqrt(one.failure.value * (1 - one.failure.value) / 20_000)
        assert abs(one.failure.value - other.failure.value) <= 4 * error + 1 / 20_000
        for name in ("top_ups", "topped_up", "cost"):
            exact, estimate = getattr(one, name), getattr(other, name)
            assert abs(exact.value - estimate.value) <= 4 * estimate.standard_error + 1e-12
    assert sure.best.trigger == found.best.trigger
    assert "same draws" in found.text("en")
    assert "same draws" not in sure.text("en")


def test_the_least_and_the_cheapest_trigger() -> None:
    """The least trigger that meets the target; of those that meet it, the cheapest; none where none does."""
    least, cheapest = tried(), tried(aim="cost")
    assert least.best.trigger == min(one.trigger for one in least.good)
    assert all(one.failure.value > least.target for one in least.tried if one.trigger < least.best.trigger)
    assert cheapest.best.cost.value == min(one.cost.value for one in cheapest.good)
    none = tried(triggers=[ZERO])
    assert none.best is None
    assert "None of these" in none.text("en")
    assert [one.trigger for one in tried(triggers=(LINES[2], LINES[1], LINES[2])).tried] == LINES[1:3]


def test_the_usual_half_of_the_floor() -> None:
    """Topping up below ¥15,000 to ¥30,000, an assumption and no law, keeps failure within twelve periods near 1 in 10**4."""
    found = best_trigger(
        XUANZHOU,
        opening=yuan(30_000),
        top_up_to=yuan(30_000),
        triggers=[ZERO, yuan(15_000)],
        target=HALF_PER_CENT,
        periods=12,
    )
    never, half = found.tried
    assert never.failure.value == pytest.approx(failure(XUANZHOU, opening=yuan(30_000), periods=12).within(12).value)
    assert half.failure.value < 1e-4
    assert found.best == half


# -------------------------------------------------------------------------------------------------------------- texts

RESULTS: list[Callable[[], Any]] = [
    lambda: failure(XUANZHOU, opening=yuan(30_000), periods=2, income=[ZERO, yuan(5)]),
    lambda: drawn_failure(XUANZHOU, opening=yuan(30_000), periods=2, draws=100, seed=1),
    lambda: failure(SMOOTH, opening=yuan(9_000), periods=1, step=yuan(100)),
    lambda: capital_for(HALF_PER_CENT, XUANZHOU, periods=1),
    lambda: capital_for(Fraction(9, 10), XUANZHOU, periods=1, income=yuan(9_000)),
    lambda: income_for(HALF_PER_CENT, XUANZHOU, capital=yuan(30_000)),
    lambda: what_buys(yuan(30_000), XUANZHOU),
    lambda: pooled(XUANZHOU, societies=3, capital=yuan(9_000), periods=1, target=HALF_PER_CENT),
    tried,
    lambda: tried(draws=100, seed=1).tried[2],
    lambda: tried(aim="cost", draws=100, seed=1),
]


@pytest.mark.parametrize("place", range(len(RESULTS)))
def test_every_result_reads_in_two_languages(place: int) -> None:
    """English has no Chinese sign, every place is filled, and printing gives English."""
    found = RESULTS[place]()
    assert not re.search(r"[{}\u4e00-\u9fff，。；：]", found.text("en"))
    assert re.search(r"[\u4e00-\u9fff]", found.text("zh"))
    assert "{" not in found.text("zh")
    assert str(found) == found.text("en")


def test_the_chance_of_the_very_period_from_draws() -> None:
    """By difference, with the widest bounds and without a standard error."""
    found = drawn_failure(XUANZHOU, opening=yuan(30_000), periods=6, draws=1_000, seed=1).first_in(6)
    assert found.low <= found.value <= found.high
    assert found.standard_error is None
    assert found.text("en").startswith("between")


WRONG: list[Callable[[], Any]] = [
    lambda: failure(XUANZHOU, opening=30_000, periods=1),  # type: ignore[arg-type]
    lambda: failure(XUANZHOU, opening=Money(-1), periods=1),
    lambda: failure(XUANZHOU, opening=yuan(1), periods=True),
    lambda: failure(XUANZHOU, opening=yuan(1), periods=1201),
    lambda: failure(XUANZHOU, opening=yuan(1), periods=1, income=5),  # type: ignore[arg-type]
    lambda: failure(XUANZHOU, opening=yuan(1), periods=1, income=[5]),  # type: ignore[list-item]
    lambda: failure(XUANZHOU, opening=yuan(1), periods=1, income=Money(-5)),
    lambda: failure(XUANZHOU, opening=yuan(10_000_000), periods=1, step=Money(1)),
    lambda: failure("Xuanzhou", opening=yuan(1), periods=1),  # type: ignore[arg-type]
    lambda: failure(XUANZHOU, opening=yuan(1), periods=1).within(2),
    lambda: failure(XUANZHOU, opening=yuan(1), periods=1).first_in(0),
    lambda: failure(XUANZHOU, opening=yuan(1), periods=1).periods_at(Fraction(1)),
    lambda: capital_for(Fraction(0), XUANZHOU, periods=1),
    lambda: income_for(HALF_PER_CENT, Demand(Binomial(9, chance=HALF_PER_CENT), XUANZHOU.claims), capital=yuan(1)),
    lambda: income_for(
        HALF_PER_CENT, Demand(Poisson(Fraction(1)), Lognormal(yuan(1), spread=yuan(1))), capital=yuan(1)
    ),
    lambda: what_buys(ZERO, XUANZHOU),
    lambda: what_buys(yuan(1), XUANZHOU, levels=[0.5]),  # type: ignore[list-item]
    lambda: pooled(XUANZHOU, societies=0, capital=yuan(1), periods=1, target=HALF_PER_CENT),
    lambda: pooled(XUANZHOU, societies=2, capital=yuan(1), periods=1, target=HALF_PER_CENT, income=[ZERO]),  # type: ignore[arg-type]
    lambda: drawn_failure(XUANZHOU, opening=yuan(1), periods=1, draws=10, seed=1),
    lambda: drawn_failure(XUANZHOU, opening=yuan(1), periods=1200, draws=10_000_000, seed=1),
    lambda: drawn_failure(XUANZHOU, opening=yuan(1), periods=1, draws=1000, seed=-1),
    lambda: drawn_failure(XUANZHOU, opening=yuan(1), periods=1, draws=1000, seed=1, level=0.95),  # type: ignore[arg-type]
    lambda: tried(triggers=[]),
    lambda: tried(triggers=5),
    lambda: tried(triggers=[5]),
    lambda: tried(triggers=[Money(-1)]),
    lambda: tried(draws=1000),
    lambda: tried(seed=1),
    lambda: tried(aim="best"),
    lambda: tried(target=0.01),
    lambda: tried(top_up_to=ZERO),
    lambda: tried(cost_each=Money(-1)),
    lambda: tried(opening=Money(18_000_01)),
    lambda: best_trigger(SMOOTH, opening=yuan(9), top_up_to=yuan(9), triggers=[ZERO], target=HALF_PER_CENT, periods=1),
]


@pytest.mark.parametrize("place", range(len(WRONG)))
def test_what_cannot_be_right_is_refused(place: int) -> None:
    """Floats, negatives, too few, too many and what a method cannot do are refused, never guessed."""
    with pytest.raises(Malformed):
        WRONG[place]()


def test_triggers_with_draws_take_any_law() -> None:
    """A continuous law goes by Monte Carlo."""
    found = best_trigger(
        SMOOTH,
        opening=yuan(20_000),
        top_up_to=yuan(20_000),
        triggers=LINES,
        target=Fraction(1, 10),
        periods=6,
        draws=2_000,
        seed=3,
    )
    assert found.best is not None
    assert found.best.failure.high <= Fraction(1, 10)
