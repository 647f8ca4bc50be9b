"""Estimates against published intervals and exact models; how givers answer; seasons of money."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, comb, floor, inf, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.language import Text
from community_charity.whatif import drawing
from community_charity.whatif.drawing import (
    CROWD_OUT,
    EVEN,
    LEVEL,
    CrowdOut,
    MatchOffer,
    MatchResponse,
    Method,
    Seasons,
    Unit,
    chance,
    converged,
    mean,
    paired,
    quantile,
    scaled,
    spread_over_months,
)
from reproducers import caught

if TYPE_CHECKING:
    from collections.abc import Callable

w: Any = drawing  # callers without a type checker pass anything
PAID = Text("paid", "支付额")
HALF = Fraction(1, 2)

# --- intervals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yes", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_as_published(yes: int, of: int, low: float, high: float) -> None:
    """Newcombe, *Statistics in Medicine* 17 (1998), table I, method 3; and the mirror of each."""
    found = chance([True] * yes + [False] * (of - yes), PAID)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert found.value == yes / of
    assert found.method is Method.WILSON
    mirror = chance([False] * yes + [True] * (of - yes), PAID)
    assert mirror.low == pytest.approx(1 - found.high)
    assert mirror.high == pytest.approx(1 - found.low)
    assert mirror.high <= 1


@pytest.mark.parametrize(("n", "low", "high"), [(6, 1, 6), (10, 2, 9), (20, 6, 15), (40, 14, 27), (100, 40, 61)])
def test_ranks_of_the_median_as_tabled(n: int, low: int, high: int) -> None:
    """The usual table of 95 % intervals of a median by order statistics."""
    found = quantile(list(range(1, n + 1)), HALF, PAID)
    assert (found.low, found.high) == (low, high)
    assert found.value == ceil(n / 2)
    assert found.standard_error is None


def ranks(n: int, q: Fraction, miss: Fraction) -> tuple[int | None, int | None]:
    """Find the ranks with exact Fractions, by trying all of them."""
    chances = [comb(n, k) * q**k * (1 - q) ** (n - k) for k in range(n + 1)]
    low = [rank for rank in range(1, n + 1) if sum(chances[:rank]) <= miss]
    high = [rank for rank in range(1, n + 1) if sum(chances[rank:]) <= miss]
    return max(low, default=None), min(high, default=None)


@given(
    st.integers(2, 60),
    st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20),
    st.sampled_from([Fraction(1, 2), Fraction(4, 5), Fraction(95, 100), Fraction(99, 100)]),
)
def test_quantiles_against_exact_ranks(n: int, q: Fraction, level: Fraction) -> None:
    """The interval's ranks are those of the exact binomial law, or the draws are too few and it says how many do."""
    low, high = ranks(n, q, (1 - level) / 2)
    values = list(range(1, n + 1))
    if low is None or high is None:
        error = caught(lambda: quantile(values, q, PAID, level=level))
        assert error.code == "drawing.too_few"
        needed = next(m for m in range(n, 1000) if max(q, 1 - q) ** m <= (1 - level) / 2)
        assert f"at least {needed} draws" in str(error)
        assert quantile(list(range(needed)), q, PAID, level=level).level == level
    else:
        found = quantile(values[::-1], q, PAID, level=level)
        assert (found.low, found.high) == (low, high)
        assert found.value == ceil(n * q)


def test_many_draws_do_not_drown_the_ranks() -> None:
    """With a million draws the probabilities of single ranks vanish; the ranks are still those of the law."""
    n, q = 1_000_000, Fraction(999, 1000)
    found = quantile(np.arange(1, n + 1), q, PAID)
    reach = 1.959964 * sqrt(n * 0.999 * 0.001)
    assert found.value == 999_000
    assert abs(found.low - (999_000 - reach)) < 2
    assert abs(found.high - (999_000 + reach)) < 3


@pytest.mark.deep
def test_intervals_cover_as_often_as_they_say() -> None:
    """Of 1,000 intervals of each kind 95 % hold the truth, within what their number allows."""
    rng, n = np.random.default_rng(3), 200
    drawn = rng.poisson(20, (1_000, n))
    held = np.zeros(3)
    for row in drawn:
        one, middle, share = mean(row, PAID), quantile(row, HALF, PAID), chance(row > 20, PAID)
        held += [one.low <= 20 <= one.high, middle.low <= 20 <= middle.high, share.low <= 0.4409 <= share.high]
    assert 0.93 < held[0] / 1_000 < 0.97
    assert held[1] / 1_000 > 0.94  # at least, for a law with steps
    assert 0.93 < held[2] / 1_000 < 0.97


@given(st.lists(st.integers(-(10**15), 10**15), min_size=2, max_size=40))
def test_mean_against_fractions(values: list[int]) -> None:
    """The mean is exact, the standard error that of the sample, the interval symmetric."""
    found = mean(values, PAID)
    exact = Fraction(sum(values), len(values))
    variance = sum((value - exact) ** 2 for value in values) / (len(values) - 1) / len(values)
    assert found.value == float(exact)
    assert found.standard_error == pytest.approx(sqrt(variance), rel=1e-9, abs=1e-9)
    assert found.high - found.value == pytest.approx(1.959964 * sqrt(variance), rel=1e-6, abs=1e-3)
    assert found.value - found.low == pytest.approx(found.high - found.value, rel=1e-6, abs=1e-3)
    wide = mean(values, PAID, level=Fraction(99, 100))
    assert wide.half_width >= found.half_width


def test_a_sum_beyond_int64_is_exact() -> None:
    """Values that fit a column may sum to more than one: the mean does not wrap around."""
    found = mean([2**62] * 4, PAID)
    assert found.value == 2.0**62
    assert paired([2**61, 2**61], [-(2**61), -(2**61)], PAID).value == 2.0**62


def test_paired_differences() -> None:
    """A difference is that of each draw, whatever the spread of the draws."""
    found = paired([10, 200, 3000], [5, 190, 2985], PAID)
    assert found.value == 10
    assert found.standard_error == pytest.approx(5 / sqrt(3))
    assert found.method is Method.PAIRED
    assert str(found) == "paid: ¥0.10 (95% interval ¥0.04 to ¥0.16; mean of 3 paired draws, normal approximation)"


def test_estimates_read_in_two_languages() -> None:
    """Every method and unit reads in English without Chinese signs, and in Chinese."""
    found = [
        mean([100, 300], PAID),
        mean([1, 3], PAID, unit=Unit.NUMBER, level=Fraction(999, 1000)),
        quantile(list(range(100)), HALF, PAID),
        chance([True, False], PAID),
        paired([1, 2], [1, 3], PAID),
    ]
    for one in found:
        assert one.text("en").replace("¥", "").isascii()
        assert one.text("zh").startswith("支付额：")
        assert "{" not in one.text("zh") + one.text("en")
        assert one.text() == str(one)
    assert "99.9% interval" in str(found[1])
    assert Unit.FEN.write(-1_234_56.4) == "-¥1,234.56"
    assert Unit.NUMBER.write(1234.5) == "1,234.50"


# --- convergence ---------------------------------------------------------------------------------


def test_the_draws_that_would_do() -> None:
    """Drawing as many as was said makes the interval as narrow as was asked, give or take what chance does."""
    rng = np.random.default_rng(5)
    first = {"paid": mean(rng.poisson(100, 500), PAID), "short": chance(rng.random(500) < 0.3, PAID)}
    asked = converged(first, Fraction(1, 500))
    assert not asked
    assert asked.draws is not None
    assert asked.draws == ceil(500 * (first["short"].half_width / 0.002) ** 2)
    n = ceil(asked.draws * 1.1)
    again = {"paid": mean(rng.poisson(100, n), PAID), "short": chance(rng.random(n) < 0.3, PAID)}
    enough = converged(again, Fraction(1, 500))
    assert enough
    assert enough.draws == n
    assert (enough.text.zh, asked.text.en) == ("模拟次数足够", f"not enough draws: about {asked.draws:,} are needed")


def test_what_cannot_converge_or_has() -> None:
    """Around zero there is no relative error; a mean that never moves is exact at once."""
    lost = converged({"difference": mean([-1, 1], PAID)}, Fraction(1, 100))
    assert not lost
    assert lost.draws is None
    assert "relative error" in lost.text.en
    assert converged({"nothing": mean([0, 0], PAID)}, Fraction(1, 100)) == (True, 2)


# --- how givers answer ---------------------------------------------------------------------------

FEN = st.integers(0, 10**12)


def test_crowding_out_as_published() -> None:
    """De Wit & Bekkers 2017: -0.64 in experiments, +0.06 in observational studies, for each yuan of government aid."""
    assert (CROWD_OUT.low, CROWD_OUT.high) == (Fraction("-0.64"), Fraction("0.06"))
    assert "2017" in CROWD_OUT.source.zh
    assert [end.tolist() for end in CROWD_OUT.gifts([100_00], [100_00])] == [[36_00], [106_00]]


@given(
    st.lists(st.tuples(FEN, FEN), min_size=1, max_size=10),
    st.tuples(*[st.fractions(-1, 1, max_denominator=1000)] * 2).filter(lambda ends: ends[0] != ends[1]),
)
def test_crowding_out_against_fractions(rows: list[tuple[int, int]], ends: tuple[Fraction, Fraction]) -> None:
    """Each end is gifts + rate x aid, never below zero, rounded down to the fen; low is never above high."""
    low, high = min(ends), max(ends)
    gifts, added = (np.array(column) for column in zip(*rows, strict=True))
    band = CrowdOut(low, high, source=Text("assumption", "假设")).gifts(gifts, added)
    for column, rate in ((band.low, low), (band.high, high)):
        assert column.dtype == np.int64
        assert column.tolist() == [max(0, floor(gift + rate * aid)) for gift, aid in rows]
    assert (band.low <= band.high).all()


@given(st.lists(FEN, min_size=1, max_size=10), st.fractions(0, 10, max_denominator=100))
def test_at_an_elasticity_of_minus_one_gifts_do_not_move(gifts: list[int], match: Fraction) -> None:
    """g(p) = A p^e with p = 1/(1+m): at e = -1 the gift does not change with the match rate, to the fen."""
    assert MatchResponse(Fraction(-1)).gifts(gifts, match).tolist() == gifts


@given(st.fractions(0, 10, max_denominator=100), st.integers(-5, 0), FEN)
def test_whole_elasticities_are_exact(match: Fraction, elasticity: int, gift: int) -> None:
    """Donors give A p^(1+e): exact for whole elasticities, rounded down once, to the fen."""
    response = MatchResponse(Fraction(elasticity))
    exact = (1 / (1 + match)) ** (1 + elasticity)
    assert response.factor(match) == exact
    small = gift % 10**6
    if exact.denominator <= 10**9:
        assert response.gifts([small], match).tolist() == [floor(small * exact)]


def test_other_elasticities_to_six_decimals() -> None:
    """An elasticity between whole numbers is a power, fixed to six decimals; below -1 gifts rise, above they fall."""
    assert MatchResponse(Fraction(-1, 2)).factor(Fraction(3)) == HALF
    assert MatchResponse(Fraction(-3, 2)).factor(Fraction(1)) == Fraction(1_414_214, 10**6)
    assert MatchResponse(Fraction(0)).factor(Fraction(1)) == HALF  # what the recipient gets is all that counts
    assert MatchResponse(Fraction(-3, 2)).factor(Fraction(0)) == 1


def test_a_match_as_published() -> None:
    """Karlan & List 2007: about 19 % more with a match; 2:1 and 3:1 add nothing over 1:1."""
    factors = {MatchOffer().factor(Fraction(match)) for match in (1, 2, 3)}
    assert factors == {Fraction(119, 100)}
    assert MatchOffer().factor(Fraction(0)) == 1
    for untested in (Fraction(1, 2), Fraction(7, 2), Fraction(-1), 1):
        assert caught(lambda untested=untested: w.MatchOffer().factor(untested)).code == "drawing.untested"  # type: ignore[misc] # a default


@given(st.lists(FEN, min_size=1, max_size=5), st.fractions(0, 1000, max_denominator=10**6))
def test_scaled_against_fractions(amounts: list[int], factor: Fraction) -> None:
    """A column times an exact factor, rounded down to the fen."""
    assert scaled(amounts, factor).tolist() == [floor(amount * factor) for amount in amounts]


# --- seasons -------------------------------------------------------------------------------------

COUNTS = st.lists(st.integers(0, 50), min_size=12, max_size=12).filter(any)


@given(COUNTS, st.lists(FEN, min_size=1, max_size=4), st.integers(1, 12), st.integers(1, 40))
def test_money_spread_over_months(counts: list[int], yearly: list[int], first: int, months: int) -> None:
    """Each calendar year sums to its amount exactly, and by the end of each month what should have come has, rounded down."""
    seasons = Seasons.of_counts(counts)
    assert sum(seasons.factors) == 12
    found = spread_over_months(yearly, seasons=seasons, months=months, first_month=first)
    assert found.shape == (months, len(yearly))
    for society, amount in enumerate(yearly):
        by_then = [floor(Fraction(amount * sum(counts[:month]), sum(counts))) for month in range(13)]
        for month in range(months):
            place = (first - 1 + month) % 12
            assert found[month, society] == by_then[place + 1] - by_then[place]
            assert seasons.at(month, first) == seasons.factors[place]
        if months >= 12:
            assert found[:12, society].sum() == amount


def test_even_months() -> None:
    """Without seasons all months are alike."""
    assert Seasons((1,) * 12) == EVEN
    assert spread_over_months([1_200], months=2).tolist() == [[100], [100]]


# --- refused -------------------------------------------------------------------------------------

REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: mean([1.5, 2.5], PAID), "drawing.values"),
    (lambda: mean([[1, 2], [3, 4]], PAID), "drawing.values"),
    (lambda: mean([1, 2**62 + 1], PAID), "drawing.values"),
    (lambda: mean([1, -(2**63)], PAID), "drawing.values"),
    (lambda: paired([1, 2], [1, 2, 3], PAID), "drawing.paired"),
    (lambda: mean([True, False], PAID), "drawing.values"),
    (lambda: w.mean([1, 2], "paid"), "input.type"),
    (lambda: w.mean([1, 2], PAID, unit="fen"), "input.type"),
    (lambda: w.mean([1, 2], PAID, level=0.95), "drawing.chance"),
    (lambda: mean([1, 2], PAID, level=Fraction(1)), "drawing.chance"),
    (lambda: chance([1, 0], PAID), "drawing.values"),
    (lambda: chance([True], PAID), "drawing.values"),
    (lambda: chance([[True, False]], PAID), "drawing.values"),
    (lambda: quantile([1], HALF, PAID), "drawing.values"),
    (lambda: w.quantile([1, 2], 0.5, PAID), "drawing.chance"),
    (lambda: quantile([1, 2], Fraction(1), PAID), "drawing.chance"),
    (lambda: w.converged([mean([1, 2], PAID)], LEVEL), "drawing.estimates"),
    (lambda: w.converged({"a": 5}, LEVEL), "drawing.estimates"),
    (lambda: w.converged({"a": mean([1, 2], PAID)}, 0.01), "drawing.chance"),
    (lambda: w.CrowdOut(-0.64, Fraction(0), source=PAID), "drawing.rate"),
    (lambda: w.CrowdOut(Fraction(-2), Fraction(0), source=PAID), "drawing.rate"),
    (lambda: w.CrowdOut(Fraction(1, 2), Fraction(0), source=PAID), "drawing.band"),
    (lambda: w.CrowdOut(Fraction(0), Fraction(1), source="me"), "input.type"),
    (lambda: CROWD_OUT.gifts([1, 2], [1]), "drawing.fen"),
    (lambda: CROWD_OUT.gifts([1], [-1]), "drawing.fen"),
    (lambda: w.MatchResponse(-1), "drawing.rate"),
    (lambda: w.MatchResponse(Fraction(-1)).factor(1), "drawing.rate"),
    (lambda: MatchResponse(Fraction(-1)).factor(Fraction(-1, 2)), "drawing.rate"),
    (lambda: MatchOffer(Fraction(-1, 2)), "drawing.rate"),
    (lambda: w.scaled([1], inf), "drawing.rate"),
    (lambda: w.Seasons("123456789012"), "drawing.seasons"),
    (lambda: w.Seasons([1.0] * 12), "drawing.seasons"),
    (lambda: Seasons([2] * 12), "drawing.seasons"),
    (lambda: w.Seasons([]), "drawing.seasons"),
    (lambda: Seasons([-1, 3, *[1] * 10]), "drawing.seasons"),
    (lambda: Seasons([Fraction(10**10 + 1, 10**10), Fraction(10**10 - 1, 10**10), *[1] * 10]), "drawing.seasons"),
    (lambda: Seasons.of_counts([0] * 12), "drawing.seasons"),
    (lambda: w.Seasons.of_counts([1.0] * 12), "drawing.seasons"),
    (lambda: w.Seasons.of_counts(12), "drawing.seasons"),
    (lambda: spread_over_months([1], months=0), "drawing.whole"),
    (lambda: spread_over_months([1], first_month=13), "drawing.whole"),
]


@pytest.mark.parametrize(("build", "code"), REFUSED, ids=[f"{code}-{n}" for n, (_, code) in enumerate(REFUSED)])
def test_refused(build: Callable[[], object], code: str) -> None:
    """What cannot be right is refused with its code."""
    assert caught(build).code == code
