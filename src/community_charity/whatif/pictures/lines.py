"""Curves over time (时间曲线): several scenarios, a fan of quantiles, the probability of failure.

>>> picture = series(
...     [1, 2], {"now": [100, 200]}, title=Text("Paid", "支出"), source=Text("invented", "虚构"), unit="count"
... )
>>> picture.data.lines("en")
[('period', 'now'), ('1', '100'), ('2', '200')]
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from community_charity.errors import Malformed, choice, declare
from community_charity.language import Lang, Text
from community_charity.whatif.pictures.checks import (
    Label,
    Unit,
    few,
    label,
    labels,
    measured,
    ordered,
)
from community_charity.whatif.pictures.palette import BLUE, FAINT, INK, MOST_CURVES, curve
from community_charity.whatif.pictures.paper import WIDTH, Sheet, tall
from community_charity.whatif.pictures.picture import Picture, Table
from community_charity.whatif.pictures.values import NAMES, UNTOLD, drawn, joined, largest, said
from community_charity.whatif.pictures.words import percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from community_charity.whatif.pictures.checks import Numbers, Values

QUANTILES = declare(
    "picture.quantiles",
    wanted=(
        "levels between 0 and 1 that mirror each other at 0.5, such as 0.05, 0.5 and 0.95",
        "0与1之间、以0.5为中心对称的分位，如0.05、0.5、0.95",
    ),
    do=("give both ends of each interval", "请成对给出区间两端"),
)

PERIOD: Final = Text("period", "期间")
"""The head of a column of months or other periods."""


def series(
    months: Sequence[Label | int],
    columns: Mapping[Label, Values],
    *,
    title: Text,
    source: Text,
    axis: Text | None = None,
    unit: Unit | str = Unit.MONEY,
    lang: Lang = "en",
) -> Picture:
    """Draw a line for each scenario over months or other periods (逐月折线图).

    ``columns``: one column for each scenario, at most `MOST_CURVES`, each with a value for each month: whole fen (or
    `Money`), counts, or shares from 0 to 1, as ``unit`` says. ``axis`` names what is drawn. Raises `Malformed`.

    >>> picture = series(
    ...     ["Jan", "Feb"], {"now": [0, 100], "reform": [50, -50]}, title=Text("Balance", "余额"), source=Text("x", "x")
    ... )
    >>> picture.description.en
    'Lines from Jan to Feb, periods: 2. At the end: now ¥1.00; reform −¥0.50.'
    """
    unit = choice(unit, Unit)
    names, read = labels(months), _columns(columns, unit, len(months))
    few(len(read), MOST_CURVES, "columns")
    told = _over(names, Text("Lines", "折线")) if names else UNTOLD
    ends = [Text("{name} {value}", "{name} {value}").fill(name=n, value=said(c[-1], unit)) for n, c in read if len(c)]
    if ends:
        told = Text("{told} At the end: {ends}.", "{told}期末：{ends}。").fill(told=told, ends=joined(ends))
    data = Table.of([(PERIOD, None, names), *((name, unit, values) for name, values in read)])
    draw = partial(_draw_series, names=names, columns=read, unit=unit, axis=axis or NAMES[unit])
    return Picture(title, told, source, data, lang, (WIDTH, tall(len(read))), draw)


def _columns(columns: Mapping[Label, Values], unit: Unit, length: int) -> list[tuple[Text, Numbers]]:
    return [(label(name), measured(values, unit, label(name), length)) for name, values in columns.items()]


def _over(names: list[Text], what: Text) -> Text:
    told = Text("{what} from {first} to {last}, periods: {n}.", "{what}，自{first}至{last}，共{n}期。")
    return told.fill(what=what, n=len(names), first=names[0], last=names[-1])


def _draw_series(
    sheet: Sheet, *, names: list[Text], columns: list[tuple[Text, Numbers]], unit: Unit, axis: Text
) -> None:
    if not names:
        sheet.nothing()
        return
    at = np.arange(len(names))
    heights = [drawn(values, unit) for _, values in columns]
    for place, ((name, _), height) in enumerate(zip(columns, heights, strict=True)):
        draw_curve(sheet, place, at, height, name)
    if min(float(height.min()) for height in heights) < 0:
        sheet.axes.axhline(0, color=FAINT, lw=0.8, gid="zero")
    sheet.periods(names)
    frame(sheet, unit, largest(heights), axis, at)


def frame(sheet: Sheet, unit: Unit, most: float, axis: Text, at: Any) -> None:
    """Write the axis of heights, and let curves end where their labels begin (纵轴与边距)."""
    sheet.scale_up(unit, most)
    sheet.head(axis)
    sheet.axes.margins(x=0.02)
    if len(at) > 1:
        sheet.axes.set_xlim(right=at[-1])


def draw_curve(sheet: Sheet, place: int, at: Any, height: Any, name: Text) -> None:
    """Draw one curve with its own colour, dash, marker and label (画一条曲线)."""
    look = curve(place)
    every = max(1, len(at) // 12)
    sheet.axes.plot(
        at, height, color=look.colour, ls=look.dash, marker=look.marker, markevery=every, ms=5, lw=1.8,
        gid=f"curve-{place}", clip_on=False,
    )  # fmt: skip
    sheet.end_label(float(height[-1]), name, look.colour)


def fan_chart(
    months: Sequence[Label | int],
    quantiles: Mapping[float, Values],
    *,
    title: Text,
    source: Text,
    axis: Text | None = None,
    unit: Unit | str = Unit.MONEY,
    lang: Lang = "en",
) -> Picture:
    """Draw quantiles over months as a fan (扇形图), the median as a line in it.

    ``quantiles``: a column for each level, such as ``{0.05: low, 0.5: median, 0.95: high}``, each with a value for
    each month in the ``unit``. Levels mirror each other; 0.5 may be missing. Raises `Malformed`, also where a higher
    level lies below a lower one.

    >>> picture = fan_chart(
    ...     [1, 2],
    ...     {0.05: [0, 0], 0.5: [5, 6], 0.95: [9, 10]},
    ...     title=Text("T", "题"),
    ...     source=Text("x", "x"),
    ...     unit="count",
    ... )
    >>> picture.description.zh
    '扇形图，自1至2，共2期。期末：5%分位 0；50%分位 6；95%分位 10。'
    """
    unit = choice(unit, Unit)
    names, levels = labels(months), _levels(quantiles)
    read = [measured(quantiles[level], unit, f"{level:g}", len(names)) for level in levels]
    for lower, higher, level in zip(read, read[1:], levels[1:], strict=False):
        ordered(lower, higher, f"{level:g}")
    heads = [Text("{p} quantile", "{p}分位").fill(p=percent(level)) for level in levels]
    told = UNTOLD
    if names:
        ends = [
            Text(f"{h.en} {said(c[-1], unit)}", f"{h.zh} {said(c[-1], unit)}") for h, c in zip(heads, read, strict=True)
        ]
        told = Text("{told} At the end: {ends}.", "{told}期末：{ends}。")
        told = told.fill(told=_over(names, Text("A fan", "扇形图")), ends=joined(ends))
    data = Table.of([(PERIOD, None, names), *((h, unit, c) for h, c in zip(heads, read, strict=True))])
    draw = partial(_draw_fan, names=names, levels=levels, columns=read, unit=unit, axis=axis or NAMES[unit])
    return Picture(title, told, source, data, lang, (WIDTH, tall(len(levels))), draw)


def _levels(quantiles: Mapping[float, Values]) -> list[float]:
    few(len(quantiles), MOST_CURVES, "quantiles")
    levels = sorted(quantiles)
    mirrored = all(abs(low + high - 1) < 1e-9 for low, high in zip(levels, reversed(levels), strict=True))
    if not mirrored or not 0 < levels[0] <= levels[-1] < 1:
        raise Malformed(QUANTILES, given=", ".join(f"{float(level):g}" for level in levels))
    return levels


def _draw_fan(
    sheet: Sheet, *, names: list[Text], levels: list[float], columns: list[Numbers], unit: Unit, axis: Text
) -> None:
    if not names:
        sheet.nothing()
        return
    at = np.arange(len(names))
    heights = [drawn(values, unit) for values in columns]
    for place in range(len(levels) // 2):
        low, high = heights[place], heights[-1 - place]
        sheet.axes.fill_between(at, low, high, color=BLUE, alpha=0.22, lw=0, gid=f"band-{place}")
        for edge in (low, high):  # a thin edge: the bands do not rest on their shade alone
            sheet.axes.plot(at, edge, color=BLUE, lw=0.7, ls="--", marker="_" if len(at) == 1 else None)
    for level, height in zip(levels, heights, strict=True):
        middle = abs(level - 0.5) < 1e-9
        if middle:
            sheet.axes.plot(
                at, height, color=INK, lw=2, marker="o", ms=4, markevery=max(1, len(at) // 12), gid="median"
            )
        words = Text("median", "中位数") if middle else percent(level)
        sheet.end_label(float(height[-1]), words, INK if middle else BLUE)
    sheet.periods(names)
    frame(sheet, unit, largest(heights), axis, at)
