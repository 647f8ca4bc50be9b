from __future__ import annotations

import itertools
import json
import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.errors import Malformed
from community_charity.language import Text
from community_charity.money import Money, yuan
from community_charity.whatif import fairness
from community_charity.whatif.fairness import (
    between_villages,
    concentration_curve,
    concentration_index,
    fgt,
    gini,
    group,
    lorenz_curve,
    need_bands,
    poverty,
    targeting,
)
from community_charity.whatif.fairness.checking import MOST, flags, whole
from community_charity.whatif.fairness.exact import dot, dots

if TYPE_CHECKING:
    from collections.abc import Callable

AMOUNT = st.integers(0, 10**7)
WEIGHT = st.integers(1, 6)
LABEL = st.sampled_from(["east", "north", "west"])
PEOPLE = st.lists(st.tuples(AMOUNT, WEIGHT, LABEL), min_size=1, max_size=12)
SOME = PEOPLE.filter(lambda people: any(amount for amount, _, _ in people))
LINE = st.integers(1, 10**7)


def columns(people: list[tuple[int, int, str]]) -> tuple[list[int], list[int], list[str]]:
    amounts, weights, labels = zip(*people, strict=True)
    return list(amounts), list(weights), list(labels)


# ------------------------------------------------------------------------------------------------------------ poverty


def test_the_published_measures() -> None:
    """World Bank, Handbook on Poverty and Inequality (2009), p. 72: P0 = 0.5, P1 = 0.08, P2 = 0.0136."""
    incomes = [100, 110, 150, 160]
    assert [fgt(incomes, 125, alpha=alpha) for alpha in range(3)] == [
        Fraction("0.5"),
        Fraction("0.08"),
        Fraction("0.0136"),
    ]
    assert [one.value for one in poverty(incomes, Money(125)).measures] == [
        Fraction("0.5"),
        Fraction("0.08"),
        Fraction("0.0136"),
    ]


def plain_fgt(amounts: list[int], weights: list[int], line: int, alpha: int) -> Fraction:
    poor = [
        (weight, Fraction(line - amount, line))
        for amount, weight in zip(amounts, weights, strict=True)
        if amount < line
    ]
    return sum((weight * gap**alpha for weight, gap in poor), Fraction(0)) / sum(weights)


@given(PEOPLE, LINE, st.integers(0, 3))
def test_fgt_is_the_mean_of_the_powers_of_the_gaps(people: list[tuple[int, int, str]], line: int, alpha: int) -> None:
    """The measures agree with the textbook, row by row in fractions, and a float alpha comes close."""
    amounts, weights, _ = columns(people)
    expected = plain_fgt(amounts, weights, line, alpha)
    assert fgt(amounts, line, alpha=alpha, weights=weights) == expected
    close = fgt(amounts, line, alpha=float(alpha), weights=weights)
    assert isinstance(close, float)
    assert close == pytest.approx(float(expected), rel=1e-12)


@given(PEOPLE, LINE, st.booleans())
def test_poverty_is_the_sum_of_its_parts(people: list[tuple[int, int, str]], line: int, weighted: bool) -> None:
    """Groups add up to the whole in fractions; each group is what it is alone; what is left inside is never negative."""
    amounts, weights, labels = columns(people)
    weigh = weights if weighted else [1] * len(people)
    found = poverty(amounts, line, by=labels, weights=weights if weighted else None)
    assert sum(one.people_share for one in found.groups) == 1
    for alpha in range(3):
        total = found.measures[alpha].value
        assert total == plain_fgt(amounts, weigh, line, alpha)
        assert sum((one.people_share * one.measures[alpha].value for one in found.groups), Fraction(0)) == total
        parts = [one.contributions[alpha] for one in found.groups]
        assert (sum(part or 0 for part in parts) == 1) if total else parts == [None] * len(parts)
    for one in found.groups:
        rows = [place for place, label in enumerate(labels) if label == one.name]
        own, own_weights = [amounts[row] for row in rows], [weigh[row] for row in rows]
        assert [m.value for m in one.measures] == [plain_fgt(own, own_weights, line, alpha) for alpha in range(3)]
        assert all(m.low <= m.value <= m.high for m in one.measures)
        assert one.measures[0].people == len(rows)
    assert min(found.within) >= 0


@given(PEOPLE, LINE)
def test_between_is_poverty_of_the_shared_incomes(people: list[tuple[int, int, str]], line: int) -> None:
    """What lies between groups is the poverty there would be if each group shared equally."""
    amounts, weights, labels = columns(people)
    found, shared = poverty(amounts, line, by=labels, weights=weights), []
    for one in found.groups:
        mine = [(amount, weight) for amount, weight, label in people if label == one.name]
        mean = Fraction(sum(amount * weight for amount, weight in mine), sum(weight for _, weight in mine))
        shared.append((one.people_share, max(Fraction(0), (line - mean) / line)))
    assert found.between == tuple(sum((n * gap**alpha for n, gap in shared), Fraction(0)) for alpha in (1, 2))


def test_whoever_is_at_the_line_is_not_poor() -> None:
    """Poor is below the line, not at it."""
    assert fgt([124, 125, 126], 125, alpha=0) == Fraction(1, 3)
    assert fgt([124, 125], 125, alpha=0.0) == 0.5
    found = poverty([124, 125], 125, by=["a", "b"])
    assert [one.measures[0].part for one in found.groups] == [1, 0]


def test_which_interval_poverty_has() -> None:
    """Counted people have the interval asked for; weighted people and gaps Wilson's, by Kish's effective number."""
    plain = poverty([1, 9], 5).measures
    assert [one.method.value for one in plain] == ["clopper_pearson", "wilson", "wilson"]
    assert poverty([1, 9], 5, method="wilson").measures[0].method.value == "wilson"
    weighted = poverty([1, 9], 5, weights=[3, 1]).measures
    assert weighted[0].method.value == "wilson"
    assert [one.effective for one in weighted] == [1.6] * 3


# --------------------------------------------------------------------------------------------------------- inequality


def test_the_published_gini() -> None:
    """[1, 2, 3, 4, 5] is 4/15 and [0, 0, 0, 0, 1000] is 4/5."""
    assert gini([1, 2, 3, 4, 5]) == Fraction(4, 15)
    assert gini([0, 0, 0, 0, 1000]) == Fraction(4, 5)


def plain_gini(amounts: list[int], weights: list[int]) -> Fraction:
    pairs = list(zip(amounts, weights, strict=True))
    apart = sum(n * m * abs(x - y) for x, n in pairs for y, m in pairs)
    return Fraction(apart, 2 * sum(weights) * sum(x * n for x, n in pairs))


@given(SOME)
def test_gini_is_half_the_mean_distance(people: list[tuple[int, int, str]]) -> None:
    """It agrees with the definition by pairs, and with the area under its own curve."""
    amounts, weights, _ = columns(people)
    found = gini(amounts, weights)
    assert found == plain_gini(amounts, weights)
    assert 0 <= found < 1
    points = lorenz_curve(amounts, weights).points
    area = sum((b.people - a.people) * (a.amount + b.amount) for a, b in itertools.pairwise(points))
    assert found == 1 - area


@given(SOME, st.integers(1, 1000), st.randoms())
def test_gini_knows_neither_scale_nor_order(people: list[tuple[int, int, str]], times: int, random: Any) -> None:
    """More for everybody in proportion, another order of rows, weights written out: the same."""
    amounts, weights, _ = columns(people)
    found = gini(amounts, weights)
    assert gini([amount * times for amount in amounts], weights) == found
    random.shuffle(people)
    mixed, mixed_weights, _ = columns(people)
    assert gini(mixed, mixed_weights) == found
    assert gini([amount for amount, weight, _ in people for _ in range(weight)]) == found


@given(st.lists(AMOUNT, min_size=2, max_size=10), st.data())
def test_a_transfer_from_rich_to_poor_lowers_it(amounts: list[int], data: st.DataObject) -> None:
    """Pigou and Dalton: whoever gives and stays the richer of the two lowers the coefficient."""
    amounts.sort()
    amounts[-1] += 2
    given_away = data.draw(st.integers(1, (amounts[-1] - amounts[0]) // 2))
    after = [amounts[0] + given_away, *amounts[1:-1], amounts[-1] - given_away]
    assert gini(after) < gini(amounts)


def plain_concentration(amounts: list[int], weights: list[int], ranks: list[int]) -> Fraction:
    """Twice the weighted covariance of amount and fractional rank, over the mean; ties share their rank."""
    everybody = sum(weights)

    def place(rank: int) -> Fraction:
        below = sum(weight for other, weight in zip(ranks, weights, strict=True) if other < rank)
        same = sum(weight for other, weight in zip(ranks, weights, strict=True) if other == rank)
        return (below + Fraction(same, 2)) / everybody

    total = sum(amount * weight for amount, weight in zip(amounts, weights, strict=True))
    rows = zip(amounts, weights, ranks, strict=True)
    return (
        2
        * sum((amount * weight * (place(rank) - Fraction(1, 2)) for amount, weight, rank in rows), Fraction(0))
        / total
    )


@given(SOME, st.lists(st.integers(0, 4), min_size=12, max_size=12))
def test_concentration_is_a_covariance_with_rank(people: list[tuple[int, int, str]], ranks: list[int]) -> None:
    """It agrees with Kakwani's form, and with the area under its curve; ranked by itself it is the Gini coefficient."""
    amounts, weights, _ = columns(people)
    ranks = ranks[: len(amounts)]
    found = concentration_index(amounts, ranks, weights)
    assert found == plain_concentration(amounts, weights, ranks)
    points = concentration_curve(amounts, ranks, weights).points
    assert found == 1 - sum((b.people - a.people) * (a.amount + b.amount) for a, b in itertools.pairwise(points))
    assert concentration_index(amounts, amounts, weights) == gini(amounts, weights)


@given(SOME, st.integers(1, 7))
def test_the_steps_of_a_curve_lie_on_it(people: list[tuple[int, int, str]], steps: int) -> None:
    """Equal steps of people, from nobody to all, on the straight pieces between the exact points."""
    amounts, weights, _ = columns(people)
    full, found = lorenz_curve(amounts, weights).points, lorenz_curve(amounts, weights, steps=steps).points
    assert [point.people for point in found] == [Fraction(step, steps) for step in range(steps + 1)]
    for point in found:
        a, b = next((a, b) for a, b in itertools.pairwise(full) if a.people <= point.people <= b.people)
        assert (point.amount - a.amount) * (b.people - a.people) == (b.amount - a.amount) * (point.people - a.people)


# ----------------------------------------------------------------------------------------------------------- villages


@given(SOME)
def test_variance_is_inside_and_between(people: list[tuple[int, int, str]]) -> None:
    """The two parts add up exactly, each as its definition says; the Gini of means is that of shared villages."""
    amounts, weights, labels = columns(people)
    found = between_villages(amounts, labels, weights)
    everybody = sum(weights)
    mean = Fraction(sum(amount * weight for amount, weight, _ in people), everybody)
    assert found.total == sum((weight * (amount - mean) ** 2 for amount, weight, _ in people), Fraction(0)) / everybody
    assert found.total == found.within + found.between
    means = {one.name: one.mean for one in found.villages}
    inside = sum((weight * (amount - means[label]) ** 2 for amount, weight, label in people), Fraction(0)) / everybody
    assert found.within == inside
    assert found.between_share == (found.between / found.total if found.total else None)
    whole_ = math.lcm(*(value.denominator for value in means.values()))
    shared = [int(means[label] * whole_) for _, _, label in people]
    assert found.gini_of_means == plain_gini(shared, weights)
    assert found.gini == plain_gini(amounts, weights)


def test_villages_that_are_alike() -> None:
    """Where all have the same there is nothing to part, and it is said."""
    found = between_villages([5, 5], ["a", "b"])
    assert found.between_share is None
    assert "All have the same." in found.text("en")
    assert "所有人相同" in found.text("zh")
    assert between_villages([0, 4], need_bands([1, 900], [1, 500])).villages[0].people == 1  # an empty band is left out


# ---------------------------------------------------------------------------------------------------------- targeting


NEED_AND_PAID = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12)


@given(NEED_AND_PAID)
def test_targeting_counts_what_is_there(people: list[tuple[int, int]]) -> None:
    """Each rate is its count over its count, and none where there is nobody; what was paid is in three parts."""
    found = targeting([need for need, _ in people], [paid for _, paid in people])
    poor = [(need, paid) for need, paid in people if need]
    helped = [(need, paid) for need, paid in people if paid]
    both = [(need, paid) for need, paid in people if need and paid]
    values = [None if one is None else one.value for _, one in found.rates()]
    met, paid_out = sum(min(pair) for pair in people), sum(paid for _, paid in people)
    leaked = sum(paid for need, paid in people if not need)
    assert values == [
        Fraction(len(both), len(poor)) if poor else None,
        1 - Fraction(len(both), len(poor)) if poor else None,
        Fraction(len(helped) - len(both), len(helped)) if helped else None,
        Fraction(leaked, paid_out) if paid_out else None,
        Fraction(met, sum(need for need, _ in poor)) if poor else None,
    ]
    assert all(one is None or one.low <= one.value <= one.high for _, one in found.rates())
    assert (found.people, found.in_need, found.helped, found.helped_in_need) == (
        len(people), len(poor), len(helped), len(both),
    )  # fmt: skip
    assert found.paid == found.met + found.leaked + found.beyond
    assert found.beyond.fen == sum(max(paid - need, 0) for need, paid in poor)


def test_money_counts_for_as_many_as_share_it() -> None:
    """Ten equal payments are worth ten answers; one great payment among small ones little more than one."""
    even = targeting([0, *[1] * 9], [100] * 10).leakage_of_money
    uneven = targeting([0, *[1] * 9], [100_000, *[1] * 9]).leakage_of_money
    assert even is not None
    assert uneven is not None
    assert even.effective == 10
    assert uneven.effective == pytest.approx(1.00018, abs=1e-5)
    assert uneven.high - uneven.low > even.high - even.low


# ------------------------------------------------------------------------------------------- sums, columns and groups


@given(st.lists(st.tuples(st.integers(-(2**40), 2**40), st.integers(0, MOST), st.integers(0, 2)), min_size=1))
def test_sums_are_exact(rows: list[tuple[int, int, int]]) -> None:
    """Sums of products agree with Python's integers, however large, also by group."""
    first, second, codes = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    assert dot(first) == sum(row[0] for row in rows)
    assert dot(first, second) == sum(a * b for a, b, _ in rows)
    assert dot(second, second, second) == sum(b**3 for _, b, _ in rows)
    for columns_ in ((first,), (first, second)):
        expected = [0, 0, 0]
        for row in rows:
            expected[row[2]] += row[0] * (row[1] if len(columns_) == 2 else 1)
        assert dots(codes, 3, *columns_) == expected


def test_long_columns_are_added_in_blocks() -> None:
    """A sum that does not fit 64 bits is added block by block."""
    column = np.full(1000, 2**31 + 1, np.int64)
    small = np.full(1000, 2**24 + 1, np.int64)
    assert dot(column, small) == 1000 * (2**31 + 1) * (2**24 + 1)
    assert dots(np.arange(1000) % 2, 3, column, small) == [500 * (2**31 + 1) * (2**24 + 1)] * 2 + [0]


@pytest.mark.parametrize("kind", [list, np.array, pl.Series])
def test_columns_of_any_kind(kind: Callable[[Any], Any]) -> None:
    """Lists, arrays and series are read alike."""
    found = targeting(kind([10, 0]), kind([5, 0]))
    assert found.met == Money(5)
    assert group(kind(["b", "a"])).names == ("a", "b")
    assert flags(kind([True, False]), "x").tolist() == [True, False]
    assert whole(np.array([1, 2], object), "x").tolist() == [1, 2]
    assert flags(np.array([True], object), "x").tolist() == [True]
    assert group(np.array(["b", "a"], object)).names == ("a", "b")


class NAType:
    """Like the NA of pandas: comparing it gives no answer."""


BAD_AMOUNTS = [
    ([1, None, None], "fairness.missing", "2 rows without a value, the first is row 1"),
    ([1.0, float("nan")], "fairness.missing", "1 rows without a value, the first is row 1"),
    (pl.Series([None, 2]), "fairness.missing", "1 rows without a value, the first is row 0"),
    (np.ma.MaskedArray([1, 2], mask=[False, True]), "fairness.missing", "row 1"),
    (np.array([1, NAType()], object), "fairness.missing", "row 1"),
    (np.array([1, float("nan")], object), "fairness.missing", "row 1"),
    ([1.0, 2.0], "fairness.column", "a column of float64"),
    ([True, False], "fairness.column", "a column of bool"),
    (["1", "2"], "fairness.column", "a column of <U1"),
    (np.array([1, True], object), "fairness.column", "a column of object"),
    ([[1], [2]], "fairness.column", "a value of type list"),
    ([[1], [2, 3]], "fairness.column", "a value of type list"),
    (5, "fairness.column", "5 (int)"),
    ([1, -1], "fairness.range", "1 rows outside, the first is row 1"),
    ([MOST + 1, 1], "fairness.range", "the first is row 0"),
    ([2**70, 1], "fairness.range", "the first is row 0"),
    (np.array([2**63], np.uint64), "fairness.range", "the first is row 0"),
    ([], "fairness.length", "columns of 0"),
    (np.array([], np.int64), "fairness.length", "columns of 0"),
]


@pytest.mark.parametrize(("column", "code", "said"), BAD_AMOUNTS, ids=map(str, range(len(BAD_AMOUNTS))))
def test_what_is_no_column_of_amounts(column: Any, code: str, said: str) -> None:
    """Gaps, floats, text and numbers out of bounds are refused, with the first row."""
    with pytest.raises(Malformed) as error:
        gini(column)
    assert error.value.code == code
    assert said in str(error.value)


TWO = [1, 2]


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: targeting(TWO, [1]), "fairness.length"),
    (lambda: poverty(TWO, 5, by=["a"]), "fairness.length"),
    (lambda: poverty(TWO, 5, weights=[1]), "fairness.length"),
    (lambda: gini(TWO, weights=[0, 1]), "fairness.range"),
    (lambda: gini(TWO, weights=[2**30 + 1, 1]), "fairness.range"),
    (lambda: poverty(TWO, 0), "fairness.range"),
    (lambda: poverty(TWO, Money(-5)), "fairness.range"),
    (lambda: poverty(TWO, MOST + 1), "fairness.range"),
    (lambda: poverty(TWO, 2.5), "fairness.column"),  # type: ignore[arg-type] # the mistake
    (lambda: poverty(TWO, line=True), "fairness.column"),
    (lambda: poverty(TWO, 5, confidence=1.0), "fairness.confidence"),
    (lambda: poverty(TWO, 5, confidence=0.0), "fairness.confidence"),
    (lambda: poverty(TWO, 5, confidence=True), "fairness.confidence"),
    (lambda: poverty(TWO, 5, confidence="0.9"), "fairness.confidence"),  # type: ignore[arg-type] # the mistake
    (lambda: poverty(TWO, 5, method="wald"), "input.choice"),
    (lambda: fgt(TWO, 5, alpha=-1), "fairness.alpha"),
    (lambda: fgt(TWO, 5, alpha=10.5), "fairness.alpha"),
    (lambda: fgt(TWO, 5, alpha=True), "fairness.alpha"),
    (lambda: fgt(TWO, 5, alpha="1"), "fairness.alpha"),  # type: ignore[call-overload] # the mistake
    (lambda: gini([0, 0]), "fairness.nothing"),
    (lambda: lorenz_curve([0, 0]), "fairness.nothing"),
    (lambda: between_villages([0, 0], TWO), "fairness.nothing"),
    (lambda: lorenz_curve(TWO, steps=0), "fairness.points"),
    (lambda: lorenz_curve(TWO, steps=1001), "fairness.points"),
    (lambda: lorenz_curve(TWO, steps=2.0), "fairness.points"),  # type: ignore[arg-type] # the mistake
    (lambda: need_bands(TWO, []), "fairness.edges"),
    (lambda: need_bands(TWO, [yuan(2), yuan(2)]), "fairness.edges"),
    (lambda: group([1.5]), "fairness.column"),
    (lambda: group(["a", None]), "fairness.missing"),
    (lambda: group(np.array(["a", 1], object)), "fairness.column"),
    (lambda: flags([0, 1], "x"), "fairness.column"),
    (lambda: flags([True, None], "x"), "fairness.missing"),
]


@pytest.mark.parametrize(("act", "code"), REFUSED, ids=map(str, range(len(REFUSED))))
def test_what_is_refused(act: Callable[[], object], code: str) -> None:
    """Each mistake has its code."""
    with pytest.raises(Malformed) as error:
        act()
    assert error.value.code == code


def test_bands_begin_at_their_edge() -> None:
    """A need on the edge is in the band that begins there; names say so in both languages."""
    found = need_bands([0, 49_999, 50_000, 199_999, 200_000], [yuan(500), yuan(2000)])
    assert found.codes.tolist() == [0, 0, 1, 1, 2]
    assert found.sizes == [2, 2, 1]
    assert found.named("zh") == ["不满¥500.00", "¥500.00以上、不满¥2,000.00", "¥2,000.00及以上"]
    assert len(found) == 5
    assert group(found) is found


RESULTS: list[Any] = [
    poverty([100, 110, 150, 160], 125, by=["a", "a", "b", "b"]),
    poverty([500, 600], 125, by=[1, 2]),
    poverty([500], 125),
    poverty([1, 2], 125, by=need_bands([1, 900], [500, 800])),
    targeting([1, 0], [1, 1]),
    targeting([0, 0], [0, 0]),
    between_villages([1, 2, 3], need_bands([1, 2, 900], [500])),
    lorenz_curve([1, 2], steps=2),
]


@pytest.mark.parametrize("result", RESULTS, ids=map(str, range(len(RESULTS))))
def test_results_in_words_and_data(result: Any) -> None:
    """A result reads in two languages, English without Chinese characters, and is plain data, too."""
    en, zh = result.text("en"), result.text("zh")
    assert not any("一" <= sign <= "鿿" for sign in en)
    assert any("一" <= sign <= "鿿" for sign in zh)
    assert "{" not in en + zh
    assert json.loads(json.dumps(result.to_dict())) == result.to_dict()
    assert len(en.splitlines()) == len(zh.splitlines())


def test_what_cannot_be_said_is_no_zero() -> None:
    """With nobody in need and nothing paid, every rate is said to be unknown."""
    found = targeting([0, 0], [0, 0])
    assert [one for _, one in found.rates()] == [None] * 5
    assert found.text("en").count("cannot be said") == 5
    assert "无法得出" in found.text("zh")
    assert poverty([500], 125).rows()[-1][-1] == "–"
    assert poverty([1], 125).groups == ()


def test_every_public_name_is_there() -> None:
    """The door exports what it lists."""
    assert all(hasattr(fairness, name) for name in fairness.__all__)
    assert fairness.poverty([1], 5).to_dict()["groups"] == []
    assert Text("others", "其他") == fairness.small_groups.OTHERS
