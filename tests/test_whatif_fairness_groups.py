from __future__ import annotations

import itertools
import json
import math
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.errors import Malformed
from community_charity.whatif.fairness import (
    BandWeights,
    ContrastKind,
    RateInterval,
    difference,
    group,
    hidden_rows,
    in_bands,
    need_bands,
    parity,
    pool_small,
    poverty,
    rate,
    ratio,
    withheld_rates,
)
from community_charity.whatif.fairness.rates import Rate, share_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community_charity.whatif.fairness.contrasts import Contrast

METHODS = st.sampled_from(list(RateInterval))
COUNTS = st.integers(1, 60).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
RATES = st.builds(lambda counts, method: rate(*counts, method=method), COUNTS, METHODS)


# -------------------------------------------------------------------------------------------------------------- rates


@pytest.mark.parametrize(
    ("part", "whole", "wilson", "exact"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ],
)
def test_the_published_intervals(
    part: int, whole: int, wilson: tuple[float, float], exact: tuple[float, float]
) -> None:
    """Newcombe (1998), Statistics in Medicine 17, 857-872, Table I: methods 3 and 5."""
    found = rate(part, whole, method="wilson")
    assert (round(found.low, 4), round(found.high, 4)) == wilson
    found = rate(part, whole)
    assert (round(found.low, 4), round(found.high, 4)) == exact


def tail(part: int, whole: int, chance: Fraction) -> Fraction:
    """Give the chance of ``part`` or more, exactly."""
    terms = (math.comb(whole, k) * chance**k * (1 - chance) ** (whole - k) for k in range(part, whole + 1))
    return sum(terms, Fraction(0))


@given(COUNTS, st.sampled_from([0.8, 0.95, 0.99]))
def test_the_exact_limits_solve_the_tails(counts: tuple[int, int], confidence: float) -> None:
    """At each limit the binomial tail, in fractions, is half of what the confidence leaves."""
    part, whole = counts
    found, half = rate(part, whole, confidence=confidence), (1 - confidence) / 2
    if part:
        assert float(tail(part, whole, Fraction(found.low))) == pytest.approx(half, rel=1e-9)
    if part < whole:
        assert float(1 - tail(part + 1, whole, Fraction(found.high))) == pytest.approx(half, rel=1e-9)
    assert (found.low == 0, found.high == 1) == (part == 0, part == whole)


@pytest.mark.parametrize("whole", [1, 2, 5, 9, 14])
def test_clopper_pearson_covers_at_least_as_claimed(whole: int) -> None:
    """By listing every outcome, in fractions: for no true rate does the interval cover less than 90 %."""
    found = [rate(part, whole, confidence=0.9) for part in range(whole + 1)]
    ends = [Fraction(limit) for one in found for limit in (one.low, one.high)]
    grid = [Fraction(step, 60) for step in range(1, 60)]
    grid += [end + nudge for end in ends for nudge in (Fraction(-1, 10**9), Fraction(1, 10**9)) if 0 < end + nudge < 1]
    for chance in grid:
        covered = sum(
            (
                math.comb(whole, part) * chance**part * (1 - chance) ** (whole - part)
                for part, one in enumerate(found)
                if one.low <= chance <= one.high
            ),
            Fraction(0),
        )
        assert covered >= Fraction(9, 10)


@given(RATES)
def test_an_interval_contains_its_rate(found: Rate) -> None:
    """Low, rate, high, in this order, within 0 and 1; the other answer has the mirrored interval."""
    assert 0 <= found.low <= found.value <= found.high <= 1
    other = rate(found.whole - found.part, found.whole, method=found.method)
    assert (other.low, other.high) == pytest.approx((1 - found.high, 1 - found.low), abs=1e-11)
    assert rate(found.part, found.whole, method=found.method, confidence=0.99).low <= found.low


def test_of_many_people() -> None:
    """Large numbers work, and both methods agree."""
    exact, wilson = rate(300_000, 10**6), rate(300_000, 10**6, method="wilson")
    assert exact.low == pytest.approx(wilson.low, abs=1e-6)
    assert exact.high == pytest.approx(wilson.high, abs=1e-6)
    assert rate(10**6, 10**6).low == pytest.approx(0.025 ** (1 / 10**6), rel=1e-9)  # alpha/2 to the power of 1/n


@given(st.integers(1, 30), st.integers(1, 30), st.floats(1, 30))
def test_a_share_of_money_contains_itself(part: int, more: int, effective: float) -> None:
    """Shares with an effective number have an interval around them, too."""
    found = share_of(part, part + more, 5, effective, 0.95, "fen")
    assert found.low <= found.value <= found.high
    assert "¥" in found.text("en")


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (-1, 5), (6, 5), (1.0, 5), (True, 5), (1, 5.0)])
def test_what_is_no_count(part: Any, whole: Any) -> None:
    """Parts beyond the whole, floats, and a rate of nobody are refused."""
    with pytest.raises(Malformed) as error:
        rate(part, whole)
    assert error.value.code == "fairness.counts"


# ---------------------------------------------------------------------------------------------------------- contrasts


@pytest.mark.parametrize(
    ("first", "second", "limits"),
    [
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((6, 7), (2, 7), (0.0582, 0.8062)),
        ((5, 56), (0, 29), (-0.0381, 0.1926)),
        ((0, 10), (0, 20), (-0.1611, 0.2775)),
        ((0, 10), (0, 10), (-0.2775, 0.2775)),
        ((10, 10), (0, 20), (0.6791, 1.0)),
        ((10, 10), (0, 10), (0.6075, 1.0)),
    ],
)
def test_the_published_differences(
    first: tuple[int, int], second: tuple[int, int], limits: tuple[float, float]
) -> None:
    """Newcombe (1998), Statistics in Medicine 17, 873-890, Table II: method 10."""
    found = difference(rate(*first), rate(*second))
    assert found.low is not None
    assert found.high is not None
    assert (round(found.low, 4), round(found.high, 4)) == limits


@given(RATES, RATES)
def test_a_contrast_contains_its_value(first: Rate, second: Rate) -> None:
    """Exact values inside their intervals; turned round, a difference is mirrored and a ratio inverted."""
    apart, back = difference(first, second), difference(second, first)
    assert apart.value == first.value - second.value
    assert back.low is not None
    assert apart.low is not None
    assert apart.high is not None
    assert -1 <= apart.low <= apart.value <= apart.high <= 1
    assert back.high == pytest.approx(-apart.low, abs=1e-12)
    times, inverse = ratio(first, second), ratio(second, first)
    assert times.low is not None
    assert times.value == (first.value / second.value if second.value else None)
    if times.value is not None:
        assert times.low <= times.value * (1 + Fraction(1, 10**9))
        assert times.high is None or times.value <= times.high * (1 + 1e-9)
    assert (times.high is None) == (second.part == 0)
    if inverse.high and times.low:
        assert times.low == pytest.approx(1 / inverse.high, rel=1e-6)


def binomial(whole: int, chance: float) -> list[float]:
    return [math.comb(whole, k) * chance**k * (1 - chance) ** (whole - k) for k in range(whole + 1)]


def test_differences_and_ratios_cover_about_as_often_as_claimed() -> None:
    """By listing every outcome of 20 and 15 people: 95 % on average, and never below 91 %."""
    n, m = 20, 15
    both = [(rate(a, n, method="wilson"), rate(b, m, method="wilson")) for a in range(n + 1) for b in range(m + 1)]
    apart, times = [difference(*pair) for pair in both], [ratio(*pair) for pair in both]
    found = []
    for p, q in itertools.product([0.1, 0.3, 0.55, 0.8], repeat=2):
        chances = [a * b for a in binomial(n, p) for b in binomial(m, q)]
        for contrasts, true in ((apart, p - q), (times, p / q)):
            found.append(sum(c for c, one in zip(chances, contrasts, strict=True) if holds(one, true)))
    assert min(found) > 0.91
    assert 0.94 < sum(found) / len(found) < 0.97


def holds(one: Contrast, true: float) -> bool:
    assert one.low is not None
    return one.low <= true and (one.high is None or true <= one.high)


CELLS = st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6), st.integers(0, 6))
BANDS = st.lists(CELLS.map(lambda c: (c[0], c[0] + c[1], c[2], c[2] + c[3])), max_size=5)


@given(BANDS, st.booleans())
def test_bands_are_pooled_by_their_weights(bands: list[tuple[int, int, int, int]], everybody: bool) -> None:
    """The pooled difference is Mantel and Haenszel's, or the one standardised on everybody, exactly."""
    shares = [Fraction(n + m) for _, n, _, m in bands] if everybody else None
    found = in_bands(bands, shares)
    both = [band for band in bands if band[1] and band[3]]
    assert found.people == sum(n + m for _, n, _, m in both)
    assert found.people + found.left_out == sum(n + m for _, n, _, m in bands)
    if not both:
        assert (found.value, found.low, found.high, found.even) == (None, None, None, None)
        assert found.text("en") == found.figures("en") == "cannot be said"
        return
    if everybody:
        top = sum((n + m) * (Fraction(x, n) - Fraction(y, m)) for x, n, y, m in both)
        assert found.value == top / sum(n + m for _, n, _, m in both)
    else:  # Mantel and Haenszel: sum of (x m - y n) / N over sum of n m / N
        top = sum((Fraction(x * m - y * n, n + m) for x, n, y, m in both), Fraction(0))
        assert found.value == top / sum((Fraction(n * m, n + m) for _, n, _, m in both), Fraction(0))
    assert found.low is not None
    assert found.high is not None
    assert -1 <= found.low < found.value + Fraction(1, 10**9)
    assert found.value - Fraction(1, 10**9) < found.high <= 1
    assert found.low < found.high
    assert found.kind is (ContrastKind.STANDARDISED if everybody else ContrastKind.MANTEL_HAENSZEL)


def test_one_band_is_no_narrower_than_newcombe() -> None:
    """Of a single band, the pooled interval holds Newcombe's."""
    pooled, plain = in_bands([(56, 70, 48, 80)]), difference(rate(56, 70), rate(48, 80))
    assert pooled.value == plain.value
    assert pooled.low is not None
    assert plain.low is not None
    assert pooled.low <= plain.low + 1e-12


@pytest.mark.deep
@pytest.mark.parametrize(
    "sizes", [[(20, 30), (10, 40), (15, 5)], [(2, 3)] * 10, [(1, 1)] * 20], ids=["few", "many", "pairs"]
)
def test_pooled_intervals_cover(sizes: list[tuple[int, int]]) -> None:
    """In 300 drawn worlds with a difference of 15 points: 95 % less four standard errors, 90 %, in large and small bands."""
    draw, rates = np.random.default_rng(20260301), np.linspace(0.2, 0.7, len(sizes))
    covered = 0
    for _ in range(300):
        bands = [
            (int(draw.binomial(n, p + 0.15)), n, int(draw.binomial(m, p)), m)
            for (n, m), p in zip(sizes, rates, strict=True)
        ]
        covered += holds(in_bands(bands), 0.15)
    assert covered >= 270


# ------------------------------------------------------------------------------------------------------------- parity


ROWS = st.lists(
    st.tuples(st.booleans(), st.sampled_from("abc"), st.sampled_from(["high", "low"])), min_size=1, max_size=20
)


@given(ROWS, st.sampled_from(list(BandWeights)), st.randoms())
def test_parity_counts_and_compares(rows: list[tuple[bool, str, str]], weights: BandWeights, random: Any) -> None:
    """Counts by hand, contrasts with the largest group, bands as cross-counted; the order of rows changes nothing."""
    helped, names, bands = (list(column) for column in zip(*rows, strict=True))
    found = parity(helped, names, bands=bands, weights=weights)
    counts = {n: (sum(h for h, m, _ in rows if m == n), names.count(n)) for n in sorted(set(names))}
    assert {one.name: (one.rate.part, one.rate.whole) for one in found.groups} == counts
    assert counts[str(found.reference)][1] == max(size for _, size in counts.values())
    reference = rate(*counts[str(found.reference)])
    for one in found.groups:
        if one.name == found.reference:
            assert one.difference is one.ratio is one.within_bands is None
            continue
        assert one.difference == difference(one.rate, reference)
        assert one.ratio == ratio(one.rate, reference)
        cells = []
        for band in ("high", "low"):
            mine = [h for h, n, b in rows if (n, b) == (one.name, band)]
            theirs = [h for h, n, b in rows if (n, b) == (found.reference, band)]
            cells.append((sum(mine), len(mine), sum(theirs), len(theirs)))
        shares = [Fraction(bands.count(band), len(rows)) for band in ("high", "low")]
        assert one.within_bands == in_bands(cells, shares if weights is BandWeights.POPULATION else None)
    random.shuffle(rows)
    helped, names, bands = (list(column) for column in zip(*rows, strict=True))
    assert parity(helped, names, bands=bands, weights=weights) == found


def test_need_explains_what_looks_unequal() -> None:
    """Simpson's case, invented: alike in each band of need, far apart without bands."""
    helped = [True] * 8 + [False] * 2 + [True] * 8 + [False] * 32 + [True] * 32 + [False] * 8 + [True] * 2 + [False] * 8
    village = ["a"] * 50 + ["b"] * 50
    need = [90_000] * 10 + [10_000] * 40 + [90_000] * 40 + [10_000] * 10
    found = parity(helped, village, bands=need_bands(need, [50_000])).groups[1]
    assert found.difference is not None
    assert found.within_bands is not None
    assert (found.difference.value, found.difference.even) == (Fraction(36, 100), False)
    assert found.within_bands.value == 0
    assert found.within_bands.even


def test_the_reference_can_be_named() -> None:
    """Any group that has people; another name is refused, and not repeated."""
    answers, names = [True, False, True], ["a", "b", "b"]
    assert parity(answers, names).reference == "b"
    found = parity(answers, names, reference="a")
    assert found.reference == "a"
    assert "points" in found.text("en")
    assert "with a" in found.text("en")
    for wrong in ("王某", need_bands([1], [5]).names[0]):
        with pytest.raises(Malformed) as error:
            parity(answers, names, reference=wrong)
        assert error.value.code == "fairness.reference"
        assert "王某" not in str(error.value)
    banded = need_bands([1, 1], [5])
    with pytest.raises(Malformed):
        parity([True, True], banded, reference=banded.names[1])  # nobody is in it


# ------------------------------------------------------------------------------------------------------- small groups


def worlds(rows: int, most: int, answers: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    return itertools.product(list(itertools.product(range(most + 1), repeat=answers)), repeat=rows)


@pytest.mark.parametrize(("rows", "most", "fewest", "answers"), [(3, 8, 3, 1), (3, 10, 4, 1), (2, 5, 3, 2)])
def test_what_a_reader_could_infer(rows: int, most: int, fewest: int, answers: int) -> None:
    """A reader knows the method, what is shown and the totals, not the seed: no hidden number is ever certain.

    Every world of so many groups is listed with every order the seed can draw, and gathered by what would be published.
    """
    seeds: dict[tuple[int, ...], int] = {}  # one seed for each order
    for seed in range(60):
        order = []
        cells = [(9 * fewest,) * answers] * rows
        for small in range(rows):
            one = [*cells[:small], (1,) * answers, *cells[small + 1 :]]
            order.append(min(hidden_rows(one, fewest=fewest, seed=seed) - {small}))
        seeds.setdefault(tuple(order), seed)
    published: dict[Any, set[Any]] = defaultdict(set)
    for world in worlds(rows, most, answers):
        for seed in seeds.values():
            try:
                hidden = hidden_rows(world, fewest=fewest, seed=seed)
            except Malformed:
                continue
            totals = tuple(sum(column) for column in zip(*world, strict=True))
            kept = tuple(None if place in hidden else row for place, row in enumerate(world))
            if hidden and all(sum(world[p][a] for p in hidden) <= most for a in range(answers)):  # none cut off
                published[kept, totals].add(world)
    assert published
    for (kept, _), possible in published.items():
        for place in (place for place, row in enumerate(kept) if row is None):
            for answer in range(answers):
                assert len({world[place][answer] for world in possible}) > 1


TABLES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=6)


@given(TABLES, st.integers(3, 6), st.integers(0, 50))
def test_nothing_small_can_be_subtracted(cells: list[tuple[int, int]], fewest: int, seed: int) -> None:
    """Each small row is hidden, never alone, and what is hidden together is enough of each answer; else it is refused."""
    small = {place for place, row in enumerate(cells) if any(0 < count < fewest for count in row)}
    try:
        hidden = hidden_rows(cells, fewest=fewest, seed=seed)
    except Malformed:
        larger = [row for place, row in enumerate(cells) if place not in small]
        assert not any(map(sum, larger)) or any(sum(column) < fewest for column in zip(*cells, strict=True))
        return
    assert small <= hidden
    assert bool(small) == bool(hidden)
    if hidden:
        assert len(hidden - small) >= 1
        assert all(sum(cells[place][answer] for place in hidden) >= fewest for answer in (0, 1))
        assert all(any(cells[place]) for place in hidden)
    assert hidden == hidden_rows(cells, fewest=fewest, seed=seed)


@given(TABLES.filter(lambda cells: any(map(any, cells))), st.integers(0, 9))
def test_pooled_and_withheld_say_the_same(cells: list[tuple[int, int]], seed: int) -> None:
    """Pooling and withholding hide the same rows; "others" is exactly what can be subtracted, with no row lost."""
    names = [name for name, (yes, no) in enumerate(cells) for _ in range(yes + no)]
    answers = [answer for yes, no in cells for answer in [True] * yes + [False] * no]
    try:
        pooled = pool_small(names, answers, fewest=3, seed=seed)
    except Malformed:
        with pytest.raises(Malformed):
            withheld_rates(names, answers, fewest=3, seed=seed)
        return
    table = withheld_rates(names, answers, fewest=3, seed=seed)
    shown = {name: (one.part, one.whole) for name, one in table.groups if one}
    merged = {one.name: (one.rate.part, one.rate.whole) for one in parity(answers, pooled).groups}
    rest = {name: counts for name, counts in merged.items() if not isinstance(name, int)}
    assert {name: counts for name, counts in merged.items() if isinstance(name, int)} == shown
    assert list(rest.values()) == ([table.together] if table.together[1] else [])
    assert all((cells[name][0], sum(cells[name])) == counts for name, counts in shown.items() if isinstance(name, int))
    assert sum(pooled.sizes) == len(names)


def test_the_seed_decides_who_hides_the_small_one() -> None:
    """Different seeds hide different larger rows, the same seed the same."""
    cells = [(1, 30), (20, 20), (30, 30), (15, 40)]
    assert {min(hidden_rows(cells, fewest=5, seed=seed) - {0}) for seed in range(40)} == {1, 2, 3}


@pytest.mark.parametrize(("fewest", "seed"), [(2, 1), (5.0, 1), (True, 1), (5, None), (5, "x")])
def test_what_is_no_protection(fewest: Any, seed: Any) -> None:
    """Under 3 a hidden number would be 1; and there is no seed of its own accord."""
    with pytest.raises(Malformed) as error:
        hidden_rows([(1, 1)], fewest=fewest, seed=seed)
    assert error.value.code == "fairness.fewest"


VILLAGE, HELPED = ["a"] * 20 + ["b"] * 30 + ["c"] * 2, [True, False] * 26


def test_a_withheld_table_tells_nothing_withheld() -> None:
    """Neither text nor data holds a withheld rate; without small groups nothing is said of withholding."""
    found = withheld_rates(VILLAGE, HELPED, fewest=5, seed=4)
    assert found.text("en").count("withheld") == 2
    assert "不予公布" in found.text("zh")
    told = json.dumps(found.to_dict()) + found.text("en")
    assert "of 2;" not in told
    assert '"whole": 2,' not in told
    plain = withheld_rates(VILLAGE[:50], HELPED[:50], fewest=5, seed=4)
    assert "ithheld" not in plain.text("en")
    assert plain.together == (0, 0)
    assert pool_small(VILLAGE[:50], HELPED[:50], fewest=5, seed=4).names == ("a", "b")
    empty = withheld_rates(need_bands([1] * 10, [5]), [True] * 10, fewest=5, seed=4)
    assert len(empty.groups) == 1  # nobody in the other band


def test_pooled_groups_go_into_any_table() -> None:
    """Groups once pooled are used like labels; "others" has its name in both languages."""
    pooled = pool_small(VILLAGE, HELPED, fewest=5, seed=4)
    found = poverty([100 if helped else 900 for helped in HELPED], 500, by=pooled)
    assert [one.name for one in found.groups] == list(pooled.names)
    assert "others" in found.text("en")
    assert "其他" in found.text("zh")
    assert found.to_dict()["groups"][1]["name"] == {"en": "others", "zh": "其他"}
    assert "与其他相比" in parity(HELPED, pooled).text("zh")
    assert group(pooled) is pooled


RESULTS = [
    rate(3, 9, method="wilson"),
    share_of(10, 400, 7, 2.5, 0.9, "fen"),
    share_of(10, 400, 7, 2.5, 0.9, "measure"),
    difference(rate(1, 9), rate(3, 9)),
    ratio(rate(1, 9), rate(3, 9)),
    ratio(rate(1, 9), rate(0, 9)),
    in_bands([]),
    in_bands([(1, 2, 1, 3)], [Fraction(1)]),
    parity([True, False, True], ["a", "b", "b"]),
    parity([True, False, True], ["a", "b", "b"], bands=["x", "x", "y"], weights="population"),
    parity([True, False], ["a", "b"], bands=["x", "y"]),
    parity([True, False], ["a", "a"], bands=["x", "y"]),
]


@pytest.mark.parametrize("result", RESULTS, ids=map(str, range(len(RESULTS))))
def test_results_in_words_and_data(result: Any) -> None:
    """A result reads in two languages, English without Chinese characters, and is plain data; it cannot be changed."""
    en, zh = result.text("en"), result.text("zh")
    assert not any("一" <= sign <= "鿿" for sign in en)
    assert any("一" <= sign <= "鿿" for sign in zh)
    assert "{" not in en + zh
    assert "None" not in en + zh
    assert json.loads(json.dumps(result.to_dict())) == result.to_dict()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        result.confidence = 1


@pytest.mark.parametrize("kind", [*ContrastKind, *BandWeights, *RateInterval])
def test_methods_have_names(kind: ContrastKind | BandWeights | RateInterval) -> None:
    """Each choice has a name in English and in Chinese."""
    assert kind.text.en.isascii()
    assert kind.text.zh
