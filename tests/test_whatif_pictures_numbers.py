"""Pictures: the numbers behind them, the widths of bands, colours for any eye, and what is refused."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community_charity.errors import Malformed
from community_charity.language import Text
from community_charity.money import Money, yuan
from community_charity.whatif.pictures import (
    Flow,
    Table,
    Unit,
    before_after,
    fan_chart,
    money_flow,
    pareto,
    ruin_curve,
    series,
    tier_tiles,
    tornado,
)
from community_charity.whatif.pictures.checks import column
from community_charity.whatif.pictures.flow_layout import lay_out
from community_charity.whatif.pictures.front import on_front
from community_charity.whatif.pictures.palette import AREAS, CURVES, FAINT, INK, MOST_AREAS, MOST_CURVES, area, curve
from community_charity.whatif.pictures.tiles import _blocks, _corners
from community_charity.whatif.pictures.values import said
from community_charity.whatif.pictures.words import axis_amount, exact_amount, spread, wide, wrapped
from pictured import NOW, REFORM, SAID, a_flow, flows, some_tiles, watched

FIRST_ROWS = 5


# --- what goes in ---------------------------------------------------------------------------------


class _NAType:
    """As pandas' own mark for what is not available."""


_NAType.__name__ = "NAType"


@pytest.mark.parametrize(
    ("values", "read"),
    [
        ([1, 2], [1, 2]),
        ([Money(5), yuan(1)], [5, 100]),
        ([Fraction(1, 2), 2], [0.5, 2]),
        (np.array([1.5]), [1.5]),
        (np.array([3], np.uint8), [3]),
        (np.array([4, 2.5], object), [4, 2.5]),
        ([], []),
        (range(2), [0, 1]),
    ],
)
def test_a_column_of_numbers(values: Any, read: list[float]) -> None:
    """Numbers of any kind are read as they are; Money as whole fen."""
    assert column(values, "gifts").tolist() == read


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (["1"], "picture.numbers"),
        ([True], "picture.numbers"),
        (np.array([True, 1], object), "picture.numbers"),
        ([[1]], "picture.numbers"),
        (5, "picture.numbers"),
        ([Money(5), 5], "picture.numbers"),
        ([1, object()], "picture.numbers"),
        ([1, None], "picture.unknown"),
        ([1.0, float("nan")], "picture.unknown"),
        ([float("inf")], "picture.unknown"),
        ([1, _NAType()], "picture.unknown"),
        ([Money(5), None], "picture.unknown"),
        ([1, 2, 3], "picture.length"),
    ],
)
def test_what_is_no_column(values: Any, code: str) -> None:
    """Whatever is unknown, no number or too long is refused."""
    with pytest.raises(Malformed) as raised:
        column(values, "gifts", 2 if code == "picture.length" else None)
    assert raised.value.code == code
    assert "gifts" in str(raised.value)


def test_the_unknown_are_counted() -> None:
    """The error tells the column, the first row and how many there are."""
    with pytest.raises(Malformed, match=r"no number in 2 rows, first in row 1\. wanted: for law of today"):
        series([1, 2, 3], {NOW: [5, None, float("nan")]}, **SAID)  # type: ignore[dict-item] # the mistake to show


REFUSED: list[tuple[str, Any]] = [
    ("picture.many", lambda: series([1], {}, **SAID)),
    ("picture.many", lambda: series([1], {str(n): [n] for n in range(MOST_CURVES + 1)}, **SAID)),
    ("picture.many", lambda: ruin_curve([1], {}, **SAID)),
    ("picture.many", lambda: fan_chart([1], {}, **SAID)),
    ("picture.many", lambda: tier_tiles(["n"], [0], [], **SAID)),
    ("picture.many", lambda: tier_tiles(["n"], [0], [str(n) for n in range(MOST_AREAS + 1)], **SAID)),
    ("picture.share", lambda: series([1], {"a": [1.01]}, unit="share", **SAID)),
    ("picture.share", lambda: series([1], {"a": [-0.01]}, unit="share", **SAID)),
    ("picture.share", lambda: ruin_curve([1], {"a": [0]}, target=5, **SAID)),
    ("picture.length", lambda: ruin_curve([1], {"a": [0, 0]}, **SAID)),
    ("picture.length", lambda: tornado(["a"], [1], [1, 2], base=0, **SAID)),
    ("picture.length", lambda: tier_tiles(["n"], [0, 0], ["A"], **SAID)),
    ("picture.length", lambda: pareto([1], [1, 2], **SAID)),
    ("picture.length", lambda: pareto([1], [1], names=["a", "b"], **SAID)),
    ("picture.quantiles", lambda: fan_chart([1], {0.0: [1], 1.0: [2]}, **SAID)),
    ("picture.quantiles", lambda: fan_chart([1], {0.1: [1], 0.8: [2]}, **SAID)),
    ("picture.band", lambda: fan_chart([1], {0.1: [3], 0.5: [2], 0.9: [4]}, **SAID)),
    ("picture.band", lambda: ruin_curve([1], {"a": [0.5]}, bands={"a": ([0.1], [0.4])}, **SAID)),
    ("picture.strange", lambda: ruin_curve([1], {"a": [0.5]}, bands={"b": ([0], [1])}, **SAID)),
    ("picture.rising", lambda: ruin_curve([1, 1], {"a": [0, 0]}, **SAID)),
    ("picture.tier", lambda: tier_tiles(["n"], [-1], ["A"], **SAID)),
    ("picture.tier", lambda: tier_tiles(["n"], [0.0], ["A"], **SAID)),
    ("picture.balance", lambda: money_flow([Flow("a", "b", Money(1)), Flow("b", "c", Money(2))], **SAID)),
    ("picture.balance", lambda: money_flow([Flow("a", "b", Money(2)), Flow("b", "c", Money(1))], **SAID)),
    ("picture.circle", lambda: money_flow([Flow("a", "a", Money(1))], **SAID)),
    ("input.type", lambda: money_flow([("a", "b", Money(1))], **SAID)),  # type: ignore[list-item] # the mistake to show
    ("input.type", lambda: series([1.5], {"a": [1]}, **SAID)),  # type: ignore[list-item] # as above
    ("input.type", lambda: series([True], {"a": [1]}, **SAID)),
    ("input.choice", lambda: series([1], {"a": [1]}, unit="yen", **SAID)),
    ("input.choice", lambda: before_after([1], [1], shape="pie", **SAID)),
]


@pytest.mark.parametrize(("code", "ask"), REFUSED, ids=[f"{code} {place}" for place, (code, _) in enumerate(REFUSED)])
def test_what_cannot_be_drawn_is_refused_before_it_is_drawn(code: str, ask: Any) -> None:
    """Each function refuses its own wrong input with a stable code."""
    with pytest.raises(Malformed) as raised:
        ask()
    assert raised.value.code == code


def test_less_than_nothing_does_not_flow() -> None:
    """A flow of a negative amount is refused when it is built."""
    with pytest.raises(Malformed):
        Flow("a", "b", yuan(-1))


# --- the numbers behind a picture -------------------------------------------------------------------


def test_the_table_has_what_was_given() -> None:
    """Fen come out as Money, statistics rounded to the nearest fen, shares as shares, words by language."""
    table = Table.of(
        [(NOW, None, [REFORM]), (REFORM, Unit.MONEY, [1.5]), (NOW, "share", [0.0019]), (NOW, "count", [2.5])]
    )
    assert table.rows == ((REFORM, Money(2), 0.0019, 2.5),)
    assert table.lines("zh")[1] == ("门槛5万元、限额1500元", "¥0.02", "0.19%", "2.5")
    assert Table.of([(NOW, "count", [1_500])]).lines()[1] == ("1,500",)
    picture = series(["Jan"], {NOW: [Money(7)]}, **SAID)
    assert picture.data.records("zh") == [{"期间": Text("Jan", "Jan"), "现行规定": Money(7)}]


def test_a_tornado_is_sorted_by_span() -> None:
    """The figure that moves the outcome most comes first; equal ones keep their order."""
    picture = tornado(["a", "b", "c", "d"], [0, -9, 4, 7], [5, 9, -1, 7], base=3, unit="count", **SAID)
    assert [row[0].en for row in picture.data.rows] == ["b", "a", "c", "d"]  # type: ignore[union-attr] # words
    assert picture.data.lines()[1] == ("b", "-9", "3", "9", "18")


def test_intervals_stand_beside_their_curve() -> None:
    """A curve with an interval has three columns, an exact one has one."""
    picture = ruin_curve([1], {NOW: [0], REFORM: [0.5]}, bands={REFORM: ([0.4], [0.6])}, **SAID)
    assert [head.en for head in picture.data.heads] == [
        "period",
        NOW.en,
        REFORM.en,
        f"{REFORM.en}, low",
        f"{REFORM.en}, high",
    ]


@given(
    st.lists(st.integers(-(10**9), 10**9), max_size=40),
    st.lists(st.integers(-(10**9), 10**9), max_size=40),
)
def test_a_histogram_counts_each_value_once(before: list[int], after: list[int]) -> None:
    """All values fall into bins that are whole fen wide and not too many."""
    picture = before_after(before, after, **SAID)
    rows: Any = picture.data.rows
    assert [sum(row[2] for row in rows), sum(row[3] for row in rows)] == [len(before), len(after)]
    assert len(rows) <= 26
    for start, end, *_ in rows:
        assert start < end
    for place, values in ((2, before), (3, after)):
        for start, end, *counts in rows:
            assert counts[place - 2] == sum(start.fen <= value < end.fen for value in values)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=500))
def test_each_step_of_a_curve_is_exact(values: list[int]) -> None:
    """The share beside a value is the share of values at or below it, also where steps were left out."""
    rows: Any = before_after(values, [], shape="ecdf", unit="count", **SAID).data.rows
    assert len(rows) == min(200, len(set(values)))
    for _, at, share in rows[:: max(1, len(rows) // FIRST_ROWS)]:
        assert share == pytest.approx(sum(value <= at for value in values) / len(values))
    assert rows[-1][1:] == (max(values), 1.0)


POINTS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25)


@given(POINTS)
@example([(1, 2), (1, 2), (1, 1)])
def test_the_front_is_what_no_other_point_beats(points: list[tuple[int, int]]) -> None:
    """The fast way agrees with comparing each point with each."""
    cost, unmet = (np.array([point[side] for point in points], np.int64) for side in (0, 1))
    beaten = [any(o != p and o[0] <= p[0] and o[1] <= p[1] for o in points) for p in points]
    assert on_front(cost, unmet).tolist() == [not each for each in beaten]


# --- flows ------------------------------------------------------------------------------------------


def test_one_band_for_each_flow_in_proportion() -> None:
    """In the SVG each flow is one path, and its ends are as high as its amount, in the same measure for all."""
    svg, *_ = watched(a_flow(), "en")
    pixels = []
    for place, flow in enumerate(flows()):
        (path,) = re.findall(rf'<g id="p\w+-flow-{place}">\s*<path d="([^"]*)"', svg)
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]
        edge = [y for x, y in zip(numbers[::2], numbers[1::2], strict=True) if x == numbers[0]]
        pixels.append((max(edge) - min(edge)) / flow.amount.fen)
    assert max(pixels) / min(pixels) == pytest.approx(1, abs=1e-4)
    assert "flow-8" not in svg


MANY = st.lists(st.integers(0, 10**9), min_size=1, max_size=6)


@given(MANY, MANY, st.integers(0, 10**6))
def test_bands_fill_their_places_to_the_fen(sources: list[int], uses: list[int], past: int) -> None:
    """Bands at a place lie side by side without gap or overlap; places of a column keep clear of each other."""
    uses = [*uses, max(0, sum(sources) - sum(uses))]
    sources = [*sources, sum(uses) - sum(sources)]
    a, b = [Text(f"s{n}", "") for n in range(len(sources))], [Text(f"u{n}", "") for n in range(len(uses))]
    pool = Text("pool", "")
    edges = [(name, pool, fen) for name, fen in zip(a, sources, strict=True)]
    edges += [(pool, name, fen) for name, fen in zip(b, uses, strict=True)]
    edges.append((a[0], b[0], past))
    layout = lay_out(edges, [a, [pool], b])
    nodes = {node.name: node for node in layout.nodes}
    assert all(node.low >= 0 and node.low + node.size <= layout.top for node in layout.nodes)
    ends: dict[Text, list[tuple[int, int]]] = {name: [] for name in nodes}
    starts: dict[Text, list[tuple[int, int]]] = {name: [] for name in nodes}
    for (start, end, fen), band in zip(edges, layout.bands, strict=True):
        assert band.width == fen
        starts[start].append((band.legs[0][2], fen))
        ends[end].append((band.legs[-1][3], fen))
        for left, right in pairwise(band.legs):
            assert left[1] == right[0]
            assert left[3] == right[2]
    for name, node in nodes.items():
        for side in (starts[name], ends[name]):
            at = node.low + node.size
            for low, fen in sorted(side, reverse=True):
                assert low + fen == at
                at = low
            assert not side or at == node.low
    for one, other in combinations(layout.nodes, 2):
        if one.column == other.column:
            assert one.low + one.size < other.low or other.low + other.size < one.low


def test_no_band_runs_behind_a_place_it_does_not_touch() -> None:
    """What passes a column gets a lane there, clear of the places in it."""
    edges = [(flow.start, flow.end, flow.amount.fen) for flow in flows()]
    gifts, county, match, pool, town, left, illness, school = (
        Text(en, zh)
        for en, zh in (
            ("gifts", "居民捐赠"), ("county grant", "县级补助"), ("match", "配捐"), ("village pools", "村级互助金"),
            ("town federation", "镇级联合会"), ("left", "结余"), ("illness", "患病"), ("school", "就学"),
        )
    )  # fmt: skip
    layout = lay_out(edges, [[gifts, county, match], [town], [pool], [left, illness, school]])
    for band in layout.bands:
        for _, column_, _, low in band.legs[:-1]:
            for node in layout.nodes:
                if node.column == column_:
                    assert low + band.width <= node.low or node.low + node.size <= low


def test_money_is_told_as_it_flows() -> None:
    """Sources and uses are told with their amounts, places between them are not."""
    told = a_flow().description
    assert told.en.startswith("Flows of ¥1,080,000.50 in all. From gifts ¥620,000.00; county grant ¥310,000.50;")
    assert told.zh.endswith("去向：结余 ¥106,300.00；患病 ¥700,000.25；就学 ¥273,700.25。")
    many = money_flow([*(Flow(str(n), "pool", Money(1)) for n in range(12)), Flow("pool", "x", Money(12))], **SAID)
    assert "; and 4 more. To x" in many.description.en


# --- tiles ------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=120))
def test_each_community_has_one_tile(members: list[tuple[int, int]]) -> None:
    """As many tiles of each tier as communities, no two in one place, none beyond the paper."""
    groups, tiers = [Text(str(group), "") for group, _ in members], np.array([tier for _, tier in members], np.int64)
    blocks, bottom = _blocks(groups, tiers)
    corners = {tier: [corner for block in blocks for corner in _corners(block, tier)] for tier in range(4)}
    assert [len(corners[tier]) for tier in range(4)] == [sum(tier == one for _, one in members) for tier in range(4)]
    every = [corner for each in corners.values() for corner in each]
    for (left, top), (x, y) in combinations(every, 2):
        assert abs(left - x) >= 1 or abs(top - y) >= 1
    assert all(0 <= x <= 46 and 0 <= y <= bottom - 1 for x, y in every)


def test_tiles_of_a_tier_are_one_path() -> None:
    """217 communities are three paths of squares, and the key has one square for each tier."""
    svg, *_ = watched(some_tiles(), "en")
    squares = [re.search(rf'<g id="p\w+-tier-{tier}">\s*<path d="([^"]*)"', svg) for tier in range(3)]
    counts = [found[1].count("M") for found in squares if found]
    assert sum(counts) == 217
    assert some_tiles().description.en == (
        f"Communities: 217; groups: 7. pool and committee {counts[0]}; pool {counts[1]}; not known {counts[2]}."
    )
    assert len(re.findall(r'id="p\w+-key-', svg)) == 3


# --- words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "largest", "en", "zh"),
    [
        (0, 10**7, "¥0", "¥0"),
        (9_999, 9_999, "¥9,999", "¥9,999"),
        (10_000, 10_000, "¥10k", "¥1万"),
        (-2_500, 30_000, "−¥2.5k", "−¥0.25万"),
        (10**6, 10**6, "¥1m", "¥100万"),
        (10**8, 10**8, "¥100m", "¥1亿"),
        (25 * 10**8, 10**9, "¥2.5bn", "¥25亿"),
    ],
)
def test_yuan_on_an_axis(value: float, largest: float, en: str, zh: str) -> None:
    """English counts in k, m and bn, Chinese in 万 and 亿; the minus is a minus and no hyphen."""
    assert (axis_amount(value, largest, "en"), axis_amount(value, largest, "zh")) == (en, zh)


def test_amounts_and_shares_in_words() -> None:
    """Amounts to the fen, shares as percentages, counts with commas."""
    assert exact_amount(-1_042_800_00) == "−¥1,042,800.00"
    assert [said(0.061, Unit.SHARE), said(1_790, Unit.COUNT), said(0.5, Unit.MONEY)] == ["6.1%", "1,790", "¥0.00"]


@given(st.text(max_size=80), st.integers(4, 30), st.integers(1, 4))
def test_broken_lines_fit(text: str, width: int, most: int) -> None:
    """No line is wider than allowed, nor are there more of them; nothing is lost if all fits."""
    lines = wrapped(text, width, most).split("\n")
    assert len(lines) <= most
    if all(wide(sign) == 1 for sign in text):
        assert all(wide(line) <= width for line in lines)
    if not lines[-1].endswith("…"):
        kept = re.sub(r"\s", "", "".join(lines))
        assert kept == re.sub(r"\s", "", wrapped(text, 10**6, 1))


def test_chinese_breaks_between_any_two_signs_but_not_before_a_stop() -> None:
    """A stop stays on the line of the sign before it."""
    assert wrapped("启动资金，不足", 8) == "启动资\n金，不足"
    assert wrapped("启动资金不足以支付全部", 8, 2) == "启动资金\n不足以…"


STACK = st.lists(st.tuples(st.floats(-50, 350), st.integers(1, 30)), min_size=1, max_size=9)


@given(STACK)
def test_labels_keep_clear_of_each_other(labels: list[tuple[float, int]]) -> None:
    """Labels stand in their order, none over another, within the bounds; one that is in no way of others stays."""
    wanted, heights = [at for at, _ in labels], [high for _, high in labels]
    got = spread(wanted, heights, 0, 300)
    order = sorted(range(len(got)), key=lambda place: wanted[place])
    for one, other in pairwise(order):
        assert got[other] - got[one] >= (heights[one] + heights[other]) / 2 - 1e-6
    assert all(at - high / 2 >= -1e-6 and at + high / 2 <= 300 + 1e-6 for at, high in zip(got, heights, strict=True))
    for place, at in enumerate(wanted):
        free = at - heights[place] / 2 >= 0 and at + heights[place] / 2 <= 300
        alone = all(
            abs(got[other] - at) > (heights[other] + heights[place]) / 2 + 1e-6 for other in order if other != place
        )
        if free and alone:
            assert got[place] == pytest.approx(at) or any(
                abs(abs(got[other] - got[place]) - (heights[other] + heights[place]) / 2) < 1e-6
                for other in order
                if other != place
            )


# --- colours ----------------------------------------------------------------------------------------

# How others see, for linear RGB: by Machado, Oliveira and Fernandes, at full severity, from their article "A
# Physiologically-based Model for Simulation of Color Vision Deficiency" of 2009.
VISION = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def linear(colour: str) -> Any:
    parts = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: Any) -> Any:
    """CIE 1976 L*a*b* of linear sRGB under D65: equal distances look about equally far apart."""
    x, y, z = XYZ @ np.clip(light, 0, 1) / np.array([0.95047, 1, 1.08883])
    fx, fy, fz = (np.cbrt(v) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


@pytest.mark.parametrize("eye", VISION)
@pytest.mark.parametrize("colours", [CURVES, AREAS], ids=["curves", "areas"])
def test_neighbouring_colours_differ_for_every_eye(eye: str, colours: tuple[str, ...]) -> None:
    """Colours that stand next to each other are 35 apart in CIE L*a*b*; 2.3 is what is just seen."""
    seen = [lab(np.array(VISION[eye]) @ linear(colour)) for colour in colours]
    assert min(float(np.linalg.norm(one - other)) for one, other in pairwise(seen)) > 35
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)) > 14


@pytest.mark.parametrize(("colour", "least"), [*((colour, 3) for colour in CURVES), (INK, 7), (FAINT, 4.5)])
def test_curves_and_words_stand_out_on_white(colour: str, least: float) -> None:
    """The contrast is what the Web Content Accessibility Guidelines 2.1 ask for: 3 for curves, 4.5 for words."""
    assert 1.05 / (float(XYZ[1] @ linear(colour)) + 0.05) >= least


def test_never_colour_alone() -> None:
    """No two curves share dash or marker, no two areas a pattern, until looks come again."""
    curves = [curve(place) for place in range(MOST_CURVES)]
    assert len({look.dash for look in curves}) == len({look.marker for look in curves}) == MOST_CURVES
    assert len({area(place).hatch for place in range(MOST_AREAS)}) == MOST_AREAS
    assert area(MOST_AREAS).hatch == area(0).hatch
