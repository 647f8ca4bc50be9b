"""Pictures of invented figures that the tests of pictures share, and how to look at what was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import attrs
import numpy as np

from community_charity.language import Text
from community_charity.money import yuan
from community_charity.whatif.pictures import (
    Flow,
    Picture,
    before_after,
    fan_chart,
    money_flow,
    pareto,
    ruin_curve,
    series,
    tier_tiles,
    tornado,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.language import Lang
    from community_charity.whatif.pictures.paper import Sheet

SOURCE = Text("synthetic data, seed 1", "合成数据，种子1")
TITLE = Text("An invented province", "某虚构省")
SAID: dict[str, Any] = {"title": TITLE, "source": SOURCE}
NOW, REFORM = Text("law of today", "现行规定"), Text("floor ¥50,000, ceiling ¥1,500", "门槛5万元、限额1500元")
MONTHS = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)]
LONG = Text(
    "a label that goes on and on, because somebody wrote into it whatever came to mind about a figure",
    "一个说个没完的标签，因为有人把想到的关于这项数值的话全都写了进去，一句也没有落下",
)


def flows() -> list[Flow]:
    """Give a year of money that balances; a grant passes the federation's column."""
    gifts, county, match = Text("gifts", "居民捐赠"), Text("county grant", "县级补助"), Text("match", "配捐")
    pool, town, left = Text("village pools", "村级互助金"), Text("town federation", "镇级联合会"), Text("left", "结余")
    illness, school = Text("illness", "患病"), Text("school", "就学")
    return [
        Flow(gifts, pool, yuan(620_000)),
        Flow(county, pool, yuan("310000.50")),
        Flow(match, town, yuan(150_000)),
        Flow(town, pool, yuan(112_800)),
        Flow(town, left, yuan(37_200)),
        Flow(pool, illness, yuan("700000.25")),
        Flow(pool, school, yuan("273700.25")),
        Flow(pool, left, yuan(69_100)),
    ]


def _random(seed: int = 1) -> np.random.Generator:
    return np.random.Generator(np.random.SFC64(seed))


def a_series() -> Picture:
    steps = _random().integers(-90_000, 70_000, (2, 24)).cumsum(axis=1)
    return series(MONTHS, {NOW: 3_000_000 + steps[0], REFORM: 5_000_000 + 3 * steps[1]}, **SAID)


def a_fan() -> Picture:
    draws = _random().integers(-90_000, 70_000, (200, 24)).cumsum(axis=1) + 3_000_000
    levels = (0.05, 0.25, 0.5, 0.75, 0.95)
    return fan_chart(MONTHS, {level: np.quantile(draws, level, axis=0) for level in levels}, **SAID)


def a_ruin() -> Picture:
    exact = [0, 0, 0, 0.0019, 0.061]
    guess = [0, 0, 0, 0.001, 0.05]
    band = ([0, 0, 0, 0, 0.04], [0, 0, 0, 0.003, 0.07])
    return ruin_curve(range(1, 6), {NOW: exact, REFORM: guess}, bands={REFORM: band}, target=0.01, **SAID)


def a_flow() -> Picture:
    return money_flow(flows(), **SAID)


def some_tiles() -> Picture:
    groups = [Text(f"County {number}", f"第{number}县") for number in _random().integers(1, 8, 217)]
    names = [Text("pool and committee", "有互助金和管委会"), Text("pool", "仅有互助金"), Text("not known", "不详")]
    return tier_tiles(groups, _random(2).integers(0, 3, 217), names, **SAID)


def a_tornado() -> Picture:
    figures = [Text("case ceiling", "个案限额"), Text("start-up floor", "启动资金门槛"), LONG]
    return tornado(
        figures, [90_000_00, 101_000_00, 104_000_00], [150_000_00, 103_000_00, 110_000_00], base=102_000_00, **SAID
    )


def a_comparison(shape: str = "histogram") -> Picture:
    before, after = (_random(seed).lognormal(mean, 0.5, 217).astype(int) for seed, mean in ((1, 13), (2, 13.3)))
    return before_after(before, after, shape=shape, names=(NOW, REFORM), **SAID)


def a_front() -> Picture:
    cost = _random().integers(100_000_00, 900_000_00, 30)
    unmet = 90_000_000_000_00 // cost + _random(2).integers(0, 90_000_00, 30)
    return pareto(cost, unmet, **SAID)


EXAMPLES: dict[str, Callable[[], Picture]] = {
    "series": a_series,
    "fan": a_fan,
    "ruin": a_ruin,
    "flow": a_flow,
    "tiles": some_tiles,
    "tornado": a_tornado,
    "histogram": a_comparison,
    "ecdf": lambda: a_comparison("ecdf"),
    "front": a_front,
}

ZERO = [Flow("gifts", "pool", yuan(0)), Flow("pool", "illness", yuan(0))]
FORTY = [Flow(f"source {number}", "pool", yuan(10 * number + 1)) for number in range(40)]
ODD: dict[str, Callable[[], Picture]] = {
    "series of nothing": lambda: series([], {"now": []}, **SAID),
    "series of one month": lambda: series(["2025"], {"now": [-5]}, **SAID),
    "series of nine zeros": lambda: series(range(12), {f"line {n}": [0] * 12 for n in range(9)}, **SAID),
    "series with long labels": lambda: series(
        [LONG, LONG], {LONG: [-1, -(10**9)], NOW: [0, 10**11]}, title=LONG, source=LONG, axis=LONG
    ),
    "fan of nothing": lambda: fan_chart([], {0.5: []}, **SAID),
    "fan of one month": lambda: fan_chart(["2025"], {0.1: [1], 0.9: [3]}, unit="count", **SAID),
    "ruin of nothing": lambda: ruin_curve([], {"now": []}, **SAID),
    "ruin of one period": lambda: ruin_curve([1], {"now": [0.1]}, bands={"now": ([0.05], [0.2])}, **SAID),
    "flow of nothing": lambda: money_flow([], **SAID),
    "flow of zero": lambda: money_flow(ZERO, **SAID),
    "flow of forty": lambda: money_flow([*FORTY, Flow("pool", LONG, yuan(7_840))], **SAID),
    "tiles of nothing": lambda: tier_tiles([], [], ["pool"], **SAID),
    "one tile": lambda: tier_tiles([LONG], [0], ["pool", LONG], **SAID),
    "tiles of forty groups": lambda: tier_tiles(
        [f"town {n % 40}" for n in range(600)], [n % 12 for n in range(600)], [f"tier {n}" for n in range(12)], **SAID
    ),
    "tornado of nothing": lambda: tornado([], [], [], base=0, **SAID),
    "tornado of zero": lambda: tornado(["floor"], [0], [0], base=0, **SAID),
    "tornado of forty": lambda: tornado(
        [f"figure {n}" for n in range(40)], [-n for n in range(40)], [2 * n for n in range(40)], base=0, **SAID
    ),
    "comparison of nothing": lambda: before_after([], [], **SAID),
    "ecdf of nothing": lambda: before_after([], [], shape="ecdf", **SAID),
    "comparison with nothing": lambda: before_after([-5_00, 7_00], [], shape="ecdf", **SAID),
    "comparison of zero": lambda: before_after([0, 0], [0], **SAID),
    "comparison of shares": lambda: before_after([0.25, 0.5], [0.75], unit="share", **SAID),
    "front of nothing": lambda: pareto([], [], **SAID),
    "front of one": lambda: pareto([5], [0], **SAID),
    "front of forty": lambda: pareto(
        range(40),
        range(40, 0, -1),
        names=[f"policy {n}, with a long name that goes on" for n in range(40)],
        **SAID,
    ),
}


def watched(picture: Picture, lang: Lang) -> tuple[str, Sheet, list[tuple[str, Any]]]:
    """Draw a picture, and tell on what, and in which box each text stands that was drawn, in points."""
    from matplotlib.text import Text as Words

    seen: list[Sheet] = []
    words: dict[int, Any] = {}
    plain = Words.draw

    def draw(sheet: Sheet) -> None:
        seen.append(sheet)
        picture._draw(sheet)

    def draw_words(one: Any, renderer: Any) -> None:
        words[id(one)] = one
        plain(one, renderer)

    with patch.object(Words, "draw", draw_words):
        svg = attrs.evolve(picture, draw=draw).to_svg(lang=lang)
    shown = [one for one in words.values() if one.get_visible() and one.get_text().strip()]
    return svg, seen[0], [(one.get_text(), Words.get_window_extent(one)) for one in shown]
