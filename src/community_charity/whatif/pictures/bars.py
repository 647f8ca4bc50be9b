"""What an outcome hangs on (龙卷风图): how far it moves as one figure goes from low to high.

>>> picture = tornado(
...     ["floor", "ceiling"],
...     low=[90_00, 50_00],
...     high=[110_00, 200_00],
...     base=100_00,
...     title=Text("T", "题"),
...     source=Text("x", "x"),
... )
>>> picture.data.records("en")[0]["figure"].en
'ceiling'
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from community_charity.errors import choice
from community_charity.language import Lang, Text
from community_charity.whatif.pictures.checks import Label, Unit, labels, measured
from community_charity.whatif.pictures.palette import INK, area
from community_charity.whatif.pictures.paper import WIDTH, Sheet
from community_charity.whatif.pictures.picture import Picture, Table
from community_charity.whatif.pictures.values import NAMES, UNTOLD, drawn, largest, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from community_charity.money import Money
    from community_charity.whatif.pictures.checks import Numbers, Values

LOW: Final = Text("figure at its low", "取低值")
HIGH: Final = Text("figure at its high", "取高值")


def tornado(
    figures: Sequence[Label],
    low: Values,
    high: Values,
    *,
    base: float | Money,
    title: Text,
    source: Text,
    axis: Text | None = None,
    unit: Unit | str = Unit.MONEY,
    lang: Lang = "en",
) -> Picture:
    """Draw how an outcome moves with each figure (龙卷风图), the figure that moves it most on top.

    ``low`` and ``high``: the outcome with one figure at its low and at its high, all others as they are; ``base``: the
    outcome with all as they are. In the ``unit``: whole fen (or `Money`), counts, shares. Raises `Malformed`.

    >>> picture = tornado(["floor"], [90_00], [120_00], base=100_00, title=Text("T", "题"), source=Text("x", "x"))
    >>> picture.description.zh
    '基准值 ¥100.00。影响最大：floor，¥90.00 至 ¥120.00。'
    """
    unit = choice(unit, Unit)
    names = labels(figures)
    lows, highs = measured(low, unit, "low", len(names)), measured(high, unit, "high", len(names))
    middle = measured([base], unit, "base")  # type: ignore[arg-type] # a number or Money, refused there
    order = np.argsort(-np.abs(highs - lows), kind="stable")
    names, lows, highs = [names[place] for place in order], lows[order], highs[order]
    data = Table.of([
        (Text("figure", "数值项"), None, names),
        (LOW, unit, lows),
        (Text("base", "基准"), unit, np.repeat(middle, len(names))),
        (HIGH, unit, highs),
        (Text("span", "变动幅度"), None, [_same(said(span, unit)) for span in np.abs(highs - lows)]),
    ])  # fmt: skip
    told = UNTOLD
    if names:
        told = Text(
            "Base {b}. What moves it most: {n}, from {lo} to {hi}.", "基准值 {b}。影响最大：{n}，{lo} 至 {hi}。"
        )
        told = told.fill(b=said(middle[0], unit), n=names[0], lo=said(lows[0], unit), hi=said(highs[0], unit))
    draw = partial(_draw_tornado, names=names, lows=lows, highs=highs, base=middle, unit=unit, axis=axis or NAMES[unit])
    return Picture(title, told, source, data, lang, (WIDTH, 1.9 + 0.42 * max(2, len(names))), draw)


def _same(words: str) -> Text:
    return Text(words, words)


def _draw_tornado(
    sheet: Sheet, *, names: list[Text], lows: Numbers, highs: Numbers, base: Numbers, unit: Unit, axis: Text
) -> None:
    if not names:
        sheet.nothing()
        return
    left, right, middle = drawn(lows, unit), drawn(highs, unit), float(drawn(base, unit)[0])
    for place in range(len(names)):
        low = float(left[place]), said(lows[place], unit)
        high = float(right[place]), said(highs[place], unit)
        _bars(sheet, place, len(names) - 1 - place, low, high, middle)
    sheet.axes.axvline(middle, color=INK, lw=1.2)
    sheet.axes.set_yticks(range(len(names)), [sheet.say(name, 28, 2) for name in reversed(names)], linespacing=1.1)
    sheet.axes.tick_params("y", length=0, labelcolor=INK)
    sheet.axes.grid(visible=False, axis="y")
    sheet.axes.margins(x=0.22)
    sheet.axes.set_ylim(-0.7, len(names) - 0.3)
    sheet.scale_across(unit, largest([left, right]))
    sheet.axes.set_xlabel(sheet.say(axis, 80))
    _key(sheet, sheet.say(Text("base {v}", "基准 {v}").fill(v=said(base[0], unit)), 60))


def _bars(sheet: Sheet, place: int, at: int, low: tuple[float, str], high: tuple[float, str], middle: float) -> None:
    """Draw both bars of a figure, each an outcome and how it is written."""
    # Both outcomes on one side of the base: the bars stand above each other, else one would cover the other.
    stacked = (low[0] - middle) * (high[0] - middle) > 0
    thick, shift = (0.31, 0.155) if stacked else (0.62, 0.0)
    for (end, words), fill, kind, up in ((low, area(0), "low", shift), (high, area(1), "high", -shift)):
        sheet.axes.barh(
            at + up, end - middle, thick, middle, color=fill.colour, hatch=fill.hatch, edgecolor=INK, lw=0.6,
            gid=f"{kind}-{place}",
        )  # fmt: skip
        leftward = end < middle or (end == middle and kind == "low")
        sheet.axes.annotate(
            words, (end, at + up), (-4 if leftward else 4, 0), textcoords="offset points",
            ha="right" if leftward else "left", va="center", fontsize=8,
        )  # fmt: skip


def _key(sheet: Sheet, base: str) -> None:
    from matplotlib.patches import Patch  # noqa: PLC0415 - an optional extra

    patches = [Patch(facecolor=area(i).colour, hatch=area(i).hatch, edgecolor=INK, lw=0.6) for i in (0, 1)]
    words = [sheet.say(LOW), sheet.say(HIGH)]
    sheet.axes.legend(
        patches, words, loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, fontsize=9, title=base,
        title_fontsize=9, alignment="left", borderaxespad=0.2,
    )  # fmt: skip
