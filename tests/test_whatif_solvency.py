"""Laws of counts and amounts, sums of a period, ruin over a lifetime: against published numbers and plain fractions."""

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
    Adjustment,
    Amounts,
    Binomial,
    Demand,
    Expected,
    Exponentials,
    Gamma,
    Lognormal,
    Method,
    NegativeBinomial,
    Poisson,
    Probability,
    adjustment,
    compound,
    exact_compound,
    exponential,
    lifetime_ruin,
    ruin_terms,
    xuanzhou,
)
from community_charity.whatif.solvency.compound import by_fourier, column
from community_charity.whatif.solvency.counts import count
from community_charity.whatif.solvency.demand import demand
from community_charity.whatif.solvency.lattice import convolve, discretise
from community_charity.whatif.solvency.probability import figure, share, wilson
from community_charity.whatif.solvency.special import gamma_below, normal_below

if TYPE_CHECKING:
    from community_charity.whatif.solvency.claims import Claims
    from community_charity.whatif.solvency.counts import Count

LOADING = Fraction(3, 10)
EXPONENTIAL = (0.76923, 0.73453, 0.7014, 0.66977, 0.63956, 0.61071, 0.58316, 0.55686, 0.53174, 0.50776, 0.48486)
MIXTURE = (0.76923, 0.70156, 0.65634, 0.61893, 0.58507, 0.55346, 0.52367, 0.49552, 0.4689, 0.4437, 0.41986)
LAWS: tuple[Claims, ...] = (
    exponential(yuan(500)),
    Exponentials({yuan(300): Fraction(2, 3), yuan(1_200): Fraction(1, 3)}),
    Amounts({yuan(500): Fraction(4, 5), yuan(1_000): Fraction(1, 5)}),
    Gamma(yuan(600), spread=yuan(400)),
    Lognormal(yuan(600), spread=yuan(400)),
)
COUNTS: tuple[Count, ...] = (
    Poisson(Fraction(5, 2)),
    NegativeBinomial(Fraction(5, 2), size=Fraction(1, 2)),
    NegativeBinomial(Fraction(5, 2), size=Fraction(3)),
    Binomial(10, chance=Fraction(1, 4)),
)

# ------------------------------------------------------------------------------------------------ published numbers


@pytest.mark.parametrize(("u", "published"), list(enumerate(EXPONENTIAL)))
def test_exponential_claims_as_published(u: int, published: float) -> None:
    """The table of chapter 15 of Statistical Tools: rate 0.2, loading 0.3, to the digits printed."""
    found = lifetime_ruin(exponential(yuan(5)), loading=LOADING, capital=yuan(u))
    assert round(found.value, 5) == published
    assert found.exact


@pytest.mark.parametrize(("u", "published"), list(enumerate(MIXTURE)))
def test_a_mixture_as_published(u: int, published: float) -> None:
    """Rates 0.2 and 1.5 with weights 0.3 and 0.7, in a unit of ¥3: means of ¥15 and ¥2."""
    mixture = Exponentials({yuan(15): Fraction(3, 10), yuan(2): Fraction(7, 10)})
    found = lifetime_ruin(mixture, loading=LOADING, capital=yuan(3 * u))
    assert round(found.value, 5) == published
    assert found.exact


def test_bowers() -> None:
    """The worked example of Actuarial Mathematics: (24/35) exp(-u) + (1/35) exp(-6u), exactly."""
    mixture = Exponentials({yuan(7): Fraction(1, 2), yuan(3): Fraction(1, 2)})
    slow, fast = ruin_terms(mixture, loading=Fraction(2, 5))
    assert slow.share == pytest.approx(24 / 35, rel=1e-15)
    assert fast.share == pytest.approx(1 / 35, rel=1e-15)
    assert slow.rate * 21 == pytest.approx(1, rel=1e-15)
    assert fast.rate * 21 == pytest.approx(6, rel=1e-15)
    found = lifetime_ruin(mixture, loading=Fraction(2, 5), capital=yuan(42))
    assert found.value == pytest.approx(24 / 35 * math.exp(-2) + math.exp(-12) / 35, rel=1e-14)


def test_panjer_exactly() -> None:
    """Four expected claims of 1, 2, 3 with a quarter, a half, a quarter: the published fractions."""
    amounts = Amounts({Money(1): Fraction(1, 4), Money(2): Fraction(1, 2), Money(3): Fraction(1, 4)})
    found = exact_compound(Poisson(Fraction(4)), amounts, terms=7)
    published = (1, 1, Fraction(5, 2), Fraction(19, 6), Fraction(97, 24), Fraction(581, 120), Fraction(3661, 720))
    assert list(found.terms) == list(published)
    assert found.exponent == -4
    assert found.chances()[6] == pytest.approx(3661 / 720 * math.exp(-4), rel=1e-15)


def test_need_of_one_period_at_xuanzhou() -> None:
    """The published report, modelled: ¥10,000 suffices at 99.5 %, ¥13,000 at 99.99 %; the mean is the reported one."""
    found = compound(xuanzhou(), up_to=yuan(20_000))
    assert found.quantile(Fraction(995, 1000)) == (yuan(10_000), yuan(10_000))
    assert found.quantile(Fraction(9999, 10_000)) == (yuan(13_000), yuan(13_000))
    assert xuanzhou().mean * 217 == yuan(1_042_800).fen
    assert round(float(xuanzhou().count.mean), 4) == 8.2488
    assert isinstance(xuanzhou().claims, Amounts)
    assert round(float(xuanzhou().claims.chances[yuan(1_000)]), 5) == 0.16514  # type: ignore[union-attr]  # just asked
    assert round(float(xuanzhou().claims.mean) / 100, 2) == 582.57


def test_the_report_does_not_say_how_long() -> None:
    """The note of the published figures says in both languages that the length of the period is not stated."""
    note = xuanzhou().note
    assert note is not None
    assert "does not say how long" in note.en
    assert "未说明统计期间的长度" in note.zh


# ------------------------------------------------------------------------------------------------- ruin of a lifetime


@settings(max_examples=20)
@given(st.fractions(min_value=Fraction(1, 100), max_value=5), st.integers(0, 10_000), st.integers(1, 10_000))
def test_de_vylder_is_exact_for_exponential_claims(theta: Fraction, u: int, mean: int) -> None:
    """De Vylder's approximation of an exponential law is that law, and says that it is exact."""
    one, other = (
        lifetime_ruin(exponential(yuan(mean)), loading=theta, capital=yuan(u), method=way)
        for way in (Method.FORMULA, Method.DE_VYLDER)
    )
    assert one.value == pytest.approx(other.value, rel=1e-9, abs=1e-300)
    assert other.exact


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("theta", [Fraction(1, 20), Fraction(1), Fraction(3)])
def test_without_capital_only_the_loading_counts(law: Claims, theta: Fraction) -> None:
    """With no capital the probability is 1 / (1 + loading), for any law, by formula and on the lattice."""
    wanted = pytest.approx(float(1 / (1 + theta)), rel=1e-12)
    assert lifetime_ruin(law, loading=theta, capital=ZERO).value == wanted
    found = lifetime_ruin(law, loading=theta, capital=ZERO, method="lattice", step=yuan(1))
    assert found.high == wanted
    assert found.low <= found.high
    assert lifetime_ruin(law, loading=theta, capital=ZERO, method="lattice").value == pytest.approx(
        float(1 / (1 + theta)), rel=1e-3
    )


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("way", ["lattice", "de_vylder", None])
def test_without_loading_ruin_is_certain(law: Claims, way: str | None) -> None:
    """An income of no more than the expected grants ends in ruin, whatever the capital."""
    assert lifetime_ruin(law, loading=Fraction(0), capital=yuan(100_000), method=way).value == 1.0


parts = st.dictionaries(st.integers(1, 50), st.integers(1, 9), min_size=1, max_size=4).map(
    lambda found: Exponentials({Money(m): Fraction(w, sum(found.values())) for m, w in found.items()})
)
thetas = st.fractions(min_value=Fraction(1, 50), max_value=4, max_denominator=100)


@pytest.mark.deep
@settings(max_examples=10)
@given(parts, thetas, st.integers(0, 200))
def test_the_formula_lies_between_the_lattice_bounds_and_below_lundberg(
    law: Exponentials, theta: Fraction, u: int
) -> None:
    """Pollaczek and Khinchine's bounds by Panjer hold the exact value between them; Lundberg's lies above it."""
    exact, between, bound = (
        lifetime_ruin(law, loading=theta, capital=Money(u), method=way) for way in ("formula", "lattice", "lundberg")
    )
    assert between.low - 1e-12 <= exact.value <= between.high + 1e-12
    assert exact.value <= bound.value + 1e-12
    assert bound.low == 0


@settings(max_examples=10)
@given(parts, thetas, st.integers(0, 200))
def test_the_terms_solve_lundbergs_equation(law: Exponentials, theta: Fraction, u: int) -> None:
    """Each rate is a root; at no capital the shares add up to 1 / (1 + loading); the slowest is the coefficient."""
    terms = ruin_terms(law, loading=theta)
    assert sum(term.share for term in terms) == pytest.approx(float(1 / (1 + theta)), rel=1e-12)
    for term in terms:
        r = term.rate / 100
        left = sum(float(w) * m.fen / (1 - r * m.fen) for m, w in law.parts.items())
        assert left == pytest.approx(float((1 + theta) * law.mean), rel=1e-6)
    found = adjustment(law, loading=theta)
    assert found.low <= terms[0].rate <= found.high
    assert found.bound(Money(u)).value == pytest.approx(math.exp(-terms[0].rate * u / 100), rel=1e-9)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("way", ["lattice", "de_vylder"])
def test_more_capital_or_more_loading_is_never_more_ruin(law: Claims, way: str) -> None:
    """Ruin falls in the capital and in the loading, by value and by both bounds."""
    capitals = [
        lifetime_ruin(law, loading=LOADING, capital=yuan(u), method=way, step=yuan(20)) for u in range(0, 5000, 500)
    ]
    loadings = [
        lifetime_ruin(law, loading=Fraction(n, 10), capital=yuan(2_000), method=way, step=yuan(20)) for n in range(1, 9)
    ]
    for found in (capitals, loadings):
        for one, more in pairwise(found):
            assert more.value <= one.value
            assert more.low <= one.low
            assert more.high <= one.high


@pytest.mark.deep
@settings(max_examples=10)
@given(parts, thetas, st.integers(0, 300), st.integers(0, 300), thetas)
def test_monotone_by_the_formula(law: Exponentials, theta: Fraction, u: int, more: int, extra: Fraction) -> None:
    """More capital never more ruin; more loading never more ruin."""
    now = lifetime_ruin(law, loading=theta, capital=Money(u)).value
    assert lifetime_ruin(law, loading=theta, capital=Money(u + more)).value <= now + 1e-15
    assert lifetime_ruin(law, loading=theta + extra, capital=Money(u)).value <= now + 1e-15


@pytest.mark.parametrize("law", LAWS[2:])
def test_a_finer_lattice_lies_within_a_coarser(law: Claims) -> None:
    """Halving the step never widens the bounds, and they close in on one value."""
    found = [
        lifetime_ruin(law, loading=LOADING, capital=yuan(3_200), method="lattice", step=yuan(step))
        for step in (200, 100, 50, 25)
    ]
    for coarse, fine in pairwise(found):
        assert coarse.low <= fine.low <= fine.high <= coarse.high
    assert found[-1].high - found[-1].low < 0.02


@pytest.mark.deep
def test_de_vylder_stays_near_the_lattice_and_below_its_bound() -> None:
    """For laws with light tails the approximation is close; it never exceeds what is certain."""
    for law in LAWS:
        near = lifetime_ruin(law, loading=LOADING, capital=yuan(3_000), method="de_vylder")
        sure = lifetime_ruin(law, loading=LOADING, capital=yuan(3_000), method="lattice")
        assert near.value == pytest.approx(sure.value, abs=0.01)
        assert near.value <= near.high <= 1 / 1.3 + 1e-15


def test_constant_claims_against_the_erlang_formula() -> None:
    """Claims of one size: ruin has a classical finite sum (Erlang's, of queues with constant service)."""
    rho, u = 1 / 1.3, 4
    alive = (1 - rho) * sum(
        (-rho) ** n * (u - n) ** n / math.factorial(n) * math.exp(rho * (u - n)) for n in range(u + 1)
    )
    found = lifetime_ruin(Amounts({yuan(1): Fraction(1)}), loading=LOADING, capital=yuan(4), step=Money(1))
    assert found.low <= 1 - alive <= found.high
    assert found.high - found.low < 0.01


@pytest.mark.parametrize("law", [law for law in LAWS if not isinstance(law, Lognormal)])
def test_the_coefficient_solves_its_equation(law: Claims) -> None:
    """E exp(R X) - 1 equals (1 + loading) R E X, and the bracket is narrow."""
    for theta in (LOADING, Fraction(5)):
        found = adjustment(law, loading=theta)
        assert found.low < found.high < found.low * (1 + 1e-8)
        r = found.low / 100
        assert law.growth(r) == pytest.approx(float(1 + theta) * r * float(law.mean), rel=1e-9)


def test_no_loading_no_coefficient() -> None:
    """Without a loading the coefficient is zero and the bound says nothing."""
    assert adjustment(LAWS[2], loading=Fraction(0)).bound(yuan(10)).value == 1.0


@pytest.mark.parametrize(
    ("law", "way"), [(LAWS[2], "formula"), (LAWS[0], "recursion"), (LAWS[0], "monte_carlo"), (LAWS[4], "lundberg")]
)
def test_a_method_that_does_not_fit_is_refused(law: Claims, way: str) -> None:
    """What a method cannot do is refused, and the message names what can."""
    with pytest.raises(Malformed) as error:
        lifetime_ruin(law, loading=LOADING, capital=yuan(100), method=way)
    assert error.value.code == "solvency.method"


# -------------------------------------------------------------------------------------------------- laws of one grant


@pytest.mark.parametrize("law", LAWS)
def test_moments_and_limited_values_agree_with_the_distribution(law: Claims) -> None:
    """E min(X, x) is the area under the tail, and the moments follow from the distribution."""
    x = np.arange(0, 2_500_001, 250, dtype=np.float64)
    tail = 1 - law.below(x)
    middle = (tail[1:] + tail[:-1]) / 2
    area = np.concatenate([[0.0], np.cumsum(middle * 250)])
    assert law.limited(x) == pytest.approx(area, abs=130)
    if isinstance(law, Lognormal):
        return  # its tail goes on
    centres = (x[1:] + x[:-1]) / 2
    for k, moment in enumerate(law.moments[1:], start=2):
        found = float(np.sum(k * centres ** (k - 1) * middle) * 250)
        assert found == pytest.approx(float(moment), rel=0.005)


def test_moments_of_the_lognormal() -> None:
    """The third moment is exp(3 mu + 9 sigma**2 / 2), which the fractions give without a logarithm."""
    law = Lognormal(yuan(600), spread=yuan(400))
    sigma2 = math.log(1 + (400 / 600) ** 2)
    mu = math.log(60_000) - sigma2 / 2
    for k, moment in enumerate(law.moments, start=1):
        assert float(moment) == pytest.approx(math.exp(k * mu + k * k * sigma2 / 2), rel=1e-12)


@pytest.mark.parametrize("shape", [1, 2, 5, 40])
def test_the_gamma_distribution_of_a_whole_shape(shape: int) -> None:
    """For a whole shape the gamma distribution is one minus a finite sum of Poisson chances."""
    x = np.array([0.0, 0.01, 0.5, 1.0, 3.0, shape, shape + 1.5, 2.0 * shape + 9, 500.0])
    wanted = [1 - sum(math.exp(-v + n * math.log(v) - math.lgamma(n + 1)) for n in range(shape)) if v else 0 for v in x]
    assert gamma_below(float(shape), x) == pytest.approx(np.array(wanted), abs=1e-13)


def test_the_normal_distribution() -> None:
    """Known values, and both tails."""
    found = normal_below(np.array([-40.0, -1.0, 0.0, 1.0, 40.0]))
    assert found == pytest.approx(np.array([0, 0.15865525393145707, 0.5, 0.8413447460685429, 1]), abs=1e-15)


@pytest.mark.parametrize("law", LAWS)
def test_draws_follow_the_law(law: Claims) -> None:
    """The mean of draws lies within four standard errors, and they are whole fen."""
    drawn = law.draw(np.random.default_rng(3), 40_000)
    assert drawn.dtype == np.int64
    first, second, _ = map(float, law.moments)
    assert abs(drawn.mean() - first) < 4 * math.sqrt((second - first**2) / 40_000)
    halves = law.below(np.array([float(first)]))[0]
    assert np.mean(drawn <= first) == pytest.approx(halves, abs=4 * 0.5 / 200)


@pytest.mark.parametrize("counts", COUNTS)
def test_draws_of_counts_follow_the_law(counts: Count) -> None:
    """Mean and variance of drawn counts are those of the law, within their standard errors."""
    drawn = counts.draw(np.random.default_rng(3), 40_000)
    mean, variance = float(counts.mean), float(counts.variance)
    assert abs(drawn.mean() - mean) < 4 * math.sqrt(variance / 40_000)
    assert drawn.var() == pytest.approx(variance, rel=0.1)


def test_draws_of_a_wild_law_stay_whole_numbers() -> None:
    """Where a drawn amount would not fit an int64, it is cut at more than any pool holds."""
    for law in (Lognormal(yuan(10**9), spread=yuan(10**10 - 1)), Gamma(yuan(10**7), spread=yuan(10**10 - 1))):
        drawn = law.draw(np.random.default_rng(1), 100_000)
        assert drawn.min() >= 0
        assert drawn.max() <= 10**15


def test_gamma_of_a_narrow_and_of_a_wide_law() -> None:
    """At both ends of what is allowed the distribution keeps its mean: E min(X, x) reaches it."""
    narrow, wide = Gamma(yuan(1_000), spread=yuan(1)), Gamma(yuan(1), spread=yuan(1_000))
    assert narrow.limited(np.array([200_000.0]))[0] == pytest.approx(100_000, rel=1e-9)
    assert narrow.below(np.array([100_000.0]))[0] == pytest.approx(0.5, abs=0.001)
    assert wide.limited(np.array([1e12]))[0] == pytest.approx(100, rel=1e-9)


def test_a_rate_where_no_moment_exists_is_infinite() -> None:
    """At and beyond the end of the exponential moments growth is infinite, never negative."""
    assert exponential(Money(2)).growth(0.5) == math.inf
    assert exponential(Money(2)).growth(0.75) == math.inf
    assert Gamma(Money(2), spread=Money(2)).growth(0.6) == math.inf
    assert Amounts({yuan(1_000): Fraction(1)}).growth(1.0) == math.inf


# ---------------------------------------------------------------------------------------------------- sums of a period

small_amounts = st.dictionaries(st.integers(1, 4), st.integers(1, 5), min_size=1, max_size=3)


def listed(found: dict[int, int]) -> Amounts:
    return Amounts({Money(amount): Fraction(weight, sum(found.values())) for amount, weight in found.items()})


def plain(chances_of_n: list[Fraction], amounts: dict[int, Fraction], size: int) -> list[Fraction]:
    """Add up by hand: the chance of each number of claims times the chance that they come to so much."""
    total, power = [Fraction(0)] * size, [Fraction(1)] + [Fraction(0)] * (size - 1)
    for chance_n in chances_of_n:
        total = [one + chance_n * other for one, other in zip(total, power, strict=True)]
        power = [sum((p * power[k - j] for j, p in amounts.items() if j <= k), Fraction(0)) for k in range(size)]
    return total


@given(
    small_amounts,
    st.integers(1, 6),
    st.fractions(min_value=Fraction(1, 20), max_value=Fraction(19, 20), max_denominator=20),
)
def test_binomial_sums_against_plain_fractions(found: dict[int, int], n: int, p: Fraction) -> None:
    """Panjer's recursion in fractions, and floats by powers, equal the sum over all numbers of claims."""
    amounts, size = listed(found), 12
    numbers = [math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    step = amounts.unit.fen
    wanted = plain(numbers, {a.fen // step: w for a, w in amounts.chances.items()}, size)
    exact = exact_compound(Binomial(n, chance=p), amounts, terms=size)
    assert exact.first is not None
    assert [exact.first * term for term in exact.terms] == wanted
    floats = column(Binomial(n, chance=p), discretise(amounts, amounts.unit, size).lower, size)
    assert floats == pytest.approx(np.array(wanted, dtype=float), rel=1e-12)


@settings(max_examples=25)
@given(small_amounts, st.integers(1, 3), st.fractions(min_value=Fraction(1, 10), max_value=4, max_denominator=10))
def test_negative_binomial_sums_against_plain_fractions(found: dict[int, int], size: int, mean: Fraction) -> None:
    """Panjer's recursion, exactly and in floats, equals the sum over all numbers of claims."""
    amounts, terms = listed(found), 9
    spread = mean / size
    p = 1 / (1 + spread)
    numbers = [math.comb(size + k - 1, k) * p**size * (1 - p) ** k for k in range(terms)]
    wanted = plain(numbers, {a.fen // amounts.unit.fen: w for a, w in amounts.chances.items()}, terms)
    law = NegativeBinomial(mean, size=Fraction(size))
    exact = exact_compound(law, amounts, terms=terms)
    assert exact.first is not None
    assert [exact.first * term for term in exact.terms] == wanted
    floats = column(law, discretise(amounts, amounts.unit, terms).lower, terms)
    assert floats == pytest.approx(np.array(wanted, dtype=float), rel=1e-12)


@settings(max_examples=25)
@given(small_amounts, st.fractions(min_value=Fraction(1, 10), max_value=8, max_denominator=10))
def test_poisson_sums_against_plain_fractions(found: dict[int, int], mean: Fraction) -> None:
    """The same for Poisson numbers, of which exp(-mean) is the only part that is no fraction."""
    amounts, terms = listed(found), 9
    numbers = [mean**k / math.factorial(k) for k in range(terms)]
    wanted = plain(numbers, {a.fen // amounts.unit.fen: w for a, w in amounts.chances.items()}, terms)
    exact = exact_compound(Poisson(mean), amounts, terms=terms)
    assert list(exact.terms) == wanted
    floats = column(Poisson(mean), discretise(amounts, amounts.unit, terms).lower, terms)
    assert floats == pytest.approx(np.array(exact.chances()), rel=1e-12)


@pytest.mark.parametrize("counts", COUNTS)
@pytest.mark.parametrize("law", LAWS)
def test_recursion_and_transform_agree(counts: Count, law: Claims) -> None:
    """Two methods that know nothing of each other differ by less than 1e-11, rounded down and rounded up."""
    one, other = (
        compound(Demand(counts, law), up_to=yuan(8_000), step=yuan(100), method=way) for way in ("recursion", "fourier")
    )
    assert np.abs(one.lower - other.lower).max() < 1e-11
    assert np.abs(one.upper - other.upper).max() < 1e-11
    assert one.exact is isinstance(law, Amounts)


@pytest.mark.parametrize("counts", [Poisson(Fraction(1790)), NegativeBinomial(Fraction(1790), size=Fraction(600))])
def test_a_whole_county_does_not_underflow(counts: Count) -> None:
    """Where P(0) is below the smallest float, halving the count keeps all of the distribution."""
    claims = np.array([0.0, 0.83, 0.17] + [0.0] * 3997)
    found = column(counts, claims, 4000)
    assert found.sum() == pytest.approx(1, abs=1e-9)
    assert found @ np.arange(4000) == pytest.approx(1790 * 1.17, rel=1e-9)
    assert np.abs(found - by_fourier(counts, claims, 4000)).max() < 1e-11


def test_a_sum_of_nothing() -> None:
    """If no claim fits the lattice, what is left is the chance of no claim."""
    found = column(Poisson(Fraction(2)), np.zeros(3), 3)
    assert found == pytest.approx(np.array([math.exp(-2), 0, 0]))


@pytest.mark.parametrize("counts", COUNTS)
@pytest.mark.parametrize("law", [LAWS[2], LAWS[0]])
def test_moments_agree_with_the_distribution(counts: Count, law: Claims) -> None:
    """Mean, variance and third moment, exact by formula, are those of the distribution worked out."""
    period = Demand(counts, law)
    found = compound(period, up_to=yuan(90_000), step=yuan(500) if isinstance(law, Amounts) else yuan(60))
    places = np.arange(len(found.lower)) * float(found.step.fen)
    means = [float(one @ places) for one in (found.lower, found.upper)]
    assert means[0] <= float(period.mean) * (1 + 1e-8)
    assert float(period.mean) <= means[1] * (1 + 1e-8)
    if found.exact:
        mean = means[0]
        assert mean == pytest.approx(float(period.mean), rel=1e-6)
        assert float(found.lower @ (places - mean) ** 2) == pytest.approx(float(period.variance), rel=1e-5)
        assert float(found.lower @ (places - mean) ** 3) == pytest.approx(float(period.third), rel=1e-4)
        assert period.skewness == pytest.approx(float(period.third) / float(period.variance) ** 1.5)


@pytest.mark.parametrize("law", LAWS)
def test_bounds_hold_between_them_what_a_finer_lattice_finds(law: Claims) -> None:
    """Rounded down and up: the coarse bounds enclose the fine ones, for chances and for quantiles."""
    period = Demand(Poisson(Fraction(4)), law)
    coarse, fine = (compound(period, up_to=yuan(12_000), step=yuan(step)) for step in (300, 50))
    for amount in (yuan(1_500), yuan(3_000), yuan(6_000)):
        one, other = coarse.exceeds(amount), fine.exceeds(amount)
        assert one.low - 1e-12 <= other.low
        assert other.high <= one.high + 1e-12
    low, high = coarse.quantile(Fraction(9, 10))
    finer = fine.quantile(Fraction(9, 10))
    assert low <= finer[1]
    assert finer[0] <= high


def test_amounts_that_a_step_does_not_divide() -> None:
    """A step of ¥400 for ¥500: rounded down to 400 and up to 800, and no longer exact."""
    found = discretise(Amounts({yuan(500): Fraction(1)}), yuan(400), 2)
    assert found.lower.tolist() == [0, 1]
    assert found.upper.tolist() == [0, 0]
    assert not found.exact


def test_what_is_beyond_the_reach_is_refused() -> None:
    """Neither a level nor an amount is guessed beyond what was worked out; the columns cannot be written to."""
    found = compound(xuanzhou(), up_to=yuan(5_000))
    assert found.reach == yuan(5_000)
    with pytest.raises(Malformed, match="reach"):
        found.quantile(Fraction(99, 100))
    with pytest.raises(Malformed, match="reach"):
        found.exceeds(yuan(5_500))
    with pytest.raises(ValueError, match="read-only"):
        found.lower[0] = 1


@pytest.mark.parametrize("sizes", [(600, 700), (513, 513), (10, 2000)])
def test_long_sums_by_transform(sizes: tuple[int, int]) -> None:
    """Long columns go by Fourier transform, and give what the plain sum gives."""
    generator = np.random.default_rng(5)
    x, y = (generator.random(n) / n for n in sizes)
    assert convolve(x, y, 900) == pytest.approx(np.convolve(x, y)[:900], abs=1e-14)


@pytest.mark.parametrize("method", ["formula", "monte_carlo"])
def test_a_sum_by_no_such_method(method: str) -> None:
    """Only the two methods for sums are taken."""
    with pytest.raises(Malformed, match="recursion, fourier"):
        compound(xuanzhou(), up_to=yuan(5_000), method=method)


# -------------------------------------------------------------------------------------------------------------- texts


def every_text() -> list[Any]:
    return [
        Probability.of(0.5, Method.RECURSION),
        Probability.between(0.1, 0.2, Method.LATTICE),
        Probability.near(0.1, 0.2, Method.DE_VYLDER),
        Probability.at_most(0.1, Method.LUNDBERG),
        Probability.drawn(3, 1000),
        Expected.between(1.0, 2.0, exact=False),
        Expected.between(1.0, 1.0, exact=True),
        Expected.drawn(100.0, 200.0, 100),
        Adjustment(0.1, 0.1),
        xuanzhou(),
        exact_compound(Binomial(2, chance=Fraction(1, 2)), Amounts({Money(1): Fraction(1)}), terms=2),
    ]


@pytest.mark.parametrize("found", every_text(), ids=lambda one: one.text("en")[:40])
def test_every_result_reads_in_two_languages(found: Any) -> None:
    """English has no Chinese sign, every place is filled, and printing gives English."""
    assert not re.search(r"[{}\u4e00-\u9fff，。；：]", found.text("en"))
    assert "{" not in found.text("zh")
    assert str(found) == found.text("en")


@pytest.mark.parametrize("method", Method)
def test_methods_have_names(method: Method) -> None:
    """Each method is named in both languages."""
    assert method.text.en
    assert re.search(r"[\u4e00-\u9fff]", method.text.zh)


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.5, "0.5"), (0.0, "0"), (1.0, "1"), (0.99998, "0.99998"), (1e-5, "0.00001"), (0.12344567, "0.1234")],
)
def test_probabilities_are_never_rounded_to_certainty(value: float, written: str) -> None:
    """Four digits count from either end."""
    assert share(value) == written


def test_numbers_are_written_plainly() -> None:
    """Four digits that count, thousands by commas, no powers of ten."""
    assert [figure(x) for x in (1234567.8, 0.00012345678, -2.5, 100)] == ["1,234,568", "0.0001235", "-2.5", "100"]


@given(st.integers(1, 500), st.data())
def test_wilsons_interval_contains_the_share(n: int, data: st.DataObject) -> None:
    """The interval holds the estimate, stays within 0 to 1 and is never empty."""
    hits = data.draw(st.integers(0, n))
    low, high = wilson(hits, n)
    assert 0 <= low <= hits / n <= high <= 1
    assert low < high


def test_wilsons_interval_as_published() -> None:
    """Brown, Cai and DasGupta (2001): no success in 10 gives 0 to z**2 / (n + z**2)."""
    z2 = 1.959963984540054**2
    assert wilson(0, 10) == pytest.approx((0, z2 / (10 + z2)))
    assert wilson(10, 10) == pytest.approx((10 / (10 + z2), 1))


WRONG: list[Any] = [
    lambda: Amounts({yuan(500): 1.0}),  # type: ignore[dict-item]
    lambda: Amounts({}),
    lambda: Amounts.seen([]),
    lambda: exact_compound(COUNTS[1], LAWS[2], terms=3),  # type: ignore[arg-type]
    lambda: compound(xuanzhou(), up_to=yuan(10**10)),
    lambda: compound(Demand(COUNTS[0], LAWS[0]), up_to=yuan(100)),
    lambda: Amounts([yuan(500)]),  # type: ignore[arg-type]
    lambda: Amounts({ZERO: Fraction(1)}),
    lambda: Amounts({500: Fraction(1)}),  # type: ignore[dict-item]
    lambda: Amounts.seen([yuan(500), 500]),  # type: ignore[list-item]
    lambda: Amounts({yuan(10): Fraction(3, 2), yuan(20): Fraction(-1, 2)}),
    lambda: Poisson(True),  # noqa: FBT003 - the mistake to refuse
    lambda: Poisson(Fraction(0)),
    lambda: Poisson(Fraction(10**7)),
    lambda: NegativeBinomial(Fraction(1), size=Fraction(-1)),
    lambda: Binomial(0, chance=Fraction(1, 2)),
    lambda: Binomial(5, chance=Fraction(1)),
    lambda: Binomial(5, chance=Fraction(1, 10**20)),
    lambda: Gamma(ZERO, spread=yuan(1)),
    lambda: Gamma(yuan(1_000), spread=Money(99)),
    lambda: Lognormal(Money(1), spread=Money(1_001)),
    lambda: Lognormal(yuan(1), spread=ZERO),
    lambda: Demand(Poisson(Fraction(1)), "exponential"),  # type: ignore[arg-type]
    lambda: Demand("poisson", LAWS[0]),  # type: ignore[arg-type]
    lambda: Demand(COUNTS[0], LAWS[0], "a note"),  # type: ignore[arg-type]
    lambda: count(4),  # type: ignore[arg-type]
    lambda: demand(4),  # type: ignore[arg-type]
    lambda: xuanzhou().times(0),
    lambda: lifetime_ruin(LAWS[0], loading=0.3, capital=yuan(1)),  # type: ignore[arg-type]
    lambda: lifetime_ruin(LAWS[0], loading=Fraction(1, 10**7), capital=yuan(1)),
    lambda: lifetime_ruin(LAWS[0], loading=LOADING, capital=1),  # type: ignore[arg-type]
    lambda: lifetime_ruin(LAWS[2], loading=LOADING, capital=yuan(10**6), step=Money(1)),
    lambda: lifetime_ruin(4, loading=LOADING, capital=yuan(1)),  # type: ignore[arg-type]
    lambda: ruin_terms(LAWS[2], loading=LOADING),  # type: ignore[arg-type]
    lambda: exact_compound(COUNTS[0], LAWS[0], terms=3),  # type: ignore[arg-type]
    lambda: exact_compound(COUNTS[0], LAWS[2], terms=0),  # type: ignore[arg-type]
    lambda: compound(xuanzhou(), up_to=yuan(1), step=ZERO),
    lambda: wilson(1, 10, Fraction(1)),
]


@pytest.mark.parametrize("place", range(len(WRONG)))
def test_what_cannot_be_right_is_refused(place: int) -> None:
    """Floats, booleans, text, zero, negatives and what does not add up are refused, never guessed."""
    with pytest.raises(Malformed):
        WRONG[place]()
