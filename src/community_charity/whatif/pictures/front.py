"""Cost against need that stays unmet (帕累托图): which choices are beaten by another, and which are not.

>>> picture = pareto([100_00, 200_00, 300_00], [50_00, 10_00, 20_00], title=Text("T", "题"), source=Text("x", "x"))
>>> [row["on the front"].en for row in picture.data.records("en")]
['yes', 'yes', 'no']
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from community_charity.errors import Malformed, choice
from community_charity.language import Lang, Text
from community_charity.whatif.pictures.checks import LENGTH, Label, Unit, labels, measured
from community_charity.whatif.pictures.palette import BLUE, FAINT, INK
from community_charity.whatif.pictures.paper import HEIGHT, WIDTH, Sheet
from community_charity.whatif.pictures.picture import Picture, Table
from community_charity.whatif.pictures.values import UNTOLD, drawn, largest, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from community_charity.whatif.pictures.checks import Numbers, Values

COST: Final = Text("cost", "费用")
UNMET: Final = Text("unmet need", "未满足的需求")
_YES: Final = Text("yes", "是")
_NO: Final = Text("no", "否")


def on_front(cost: Numbers, unmet: Numbers) -> NDArray[np.bool_]:
    """Tell which points no other point beats (非劣解): none costs less and leaves no more, or costs no more and leaves less.

    Points that are equal in both beat each other not at all.

    >>> on_front(np.array([1, 2, 2, 3]), np.array([5, 4, 4, 4])).tolist()
    [True, True, True, False]
    """
    order = np.lexsort((unmet, cost))
    found = np.zeros(len(cost), bool)
    best = last = None
    for place in order:
        point = cost[place], unmet[place]
        if best is None or point[1] < best or point == last:
            found[place] = True
            best, last = point[1], point
    return found


def pareto(
    cost: Values,
    unmet: Values,
    *,
    title: Text,
    source: Text,
    names: Sequence[Label | int] | None = None,
    axes: tuple[Text, Text] = (COST, UNMET),
    units: tuple[Unit | str, Unit | str] = (Unit.MONEY, Unit.MONEY),
    lang: Lang = "en",
) -> Picture:
    """Draw choices by cost and by need left unmet, and mark those that no other beats (帕累托前沿).

    Less is better on both axes. ``names`` are those of the choices, else they are numbered from 1. The front is
    numbered in the picture from the cheapest on, with its names beside it. Raises `Malformed`.

    >>> pareto([1_00], [0], title=Text("T", "题"), source=Text("x", "x")).description.zh
    '1个方案中1个在前沿上：方案1，费用 ¥1.00，未满足的需求 ¥0.00。'
    """
    first, second = choice(units[0], Unit), choice(units[1], Unit)
    across, up = measured(cost, first, axes[0]), measured(unmet, second, axes[1])
    numbered = [Text("choice {n}", "方案{n}").fill(n=number) for number in range(1, len(across) + 1)]
    called = numbered if names is None else labels(names)
    for each, what in ((up, axes[1]), (called, "names")):
        if len(each) != len(across):
            given = Text("{n} values", "{n}个值").fill(n=len(each))
            raise Malformed(LENGTH, given=given, name=what, length=len(across))
    front = on_front(across, up)
    data = Table.of([
        (Text("choice", "方案"), None, called),
        (axes[0], first, across),
        (axes[1], second, up),
        (Text("on the front", "在前沿上"), None, [_YES if one else _NO for one in front]),
    ])  # fmt: skip
    chosen = np.flatnonzero(front)[np.lexsort((up[front], across[front]))]
    told = _told(called, across, up, chosen, axes, (first, second))
    draw = partial(_draw_front, names=called, cost=across, unmet=up, chosen=chosen, axes=axes, units=(first, second))
    height = max(HEIGHT, 1.6 + 0.4 * len(chosen))
    return Picture(title, told, source, data, lang, (WIDTH, height), draw)


def _told(names: list[Text], cost: Numbers, unmet: Numbers, chosen: Any, axes: Any, units: Any) -> Text:
    if not len(cost):
        return UNTOLD
    told = Text(
        "On the front: {k} of {n}. {first}, {x} {cost}, {y} {unmet}{more}.",
        "{n}个方案中{k}个在前沿上：{first}，{x} {cost}，{y} {unmet}{more}。",
    )
    more = Text("", "")
    if len(chosen) > 1:
        last = chosen[-1]
        more = Text("; ... {last}, {x} {cost}, {y} {unmet}", "；……{last}，{x} {cost}，{y} {unmet}").fill(
            last=names[last], x=axes[0], y=axes[1], cost=said(cost[last], units[0]), unmet=said(unmet[last], units[1])
        )
    one = chosen[0]
    return told.fill(
        n=len(cost), k=len(chosen), first=names[one], x=axes[0], y=axes[1], cost=said(cost[one], units[0]),
        unmet=said(unmet[one], units[1]), more=more,
    )  # fmt: skip


def _draw_front(
    sheet: Sheet, *, names: list[Text], cost: Numbers, unmet: Numbers, chosen: Any, axes: Any, units: Any
) -> None:
    if not names:
        sheet.nothing()
        return
    across, up = drawn(cost, units[0]), drawn(unmet, units[1])
    beaten = np.setdiff1d(np.arange(len(names)), chosen)
    sheet.axes.plot(across[beaten], up[beaten], ls="", marker="o", ms=5, mfc="none", mec=FAINT, gid="beaten")
    sheet.axes.plot(
        across[chosen], up[chosen], color=BLUE, lw=1.5, marker="s", ms=8, drawstyle="steps-post", gid="front"
    )
    for number, place in enumerate(chosen, 1):
        above = number % 2 == 1  # on both sides by turns, so that points close together can be told apart
        sheet.axes.annotate(
            str(number), (across[place], up[place]), (5, 5) if above else (-5, -5), textcoords="offset points",
            ha="left" if above else "right", va="bottom" if above else "top", fontsize=9, color=INK,
        )  # fmt: skip
        sheet.note(Text("{n}  {name}", "{n}  {name}").fill(n=number, name=names[place]), number - 1)
    sheet.scale_up(units[1], largest([up]))
    sheet.head(axes[1])
    sheet.scale_across(units[0], largest([across]))
    sheet.axes.set_xlabel(sheet.say(axes[0], 80))
