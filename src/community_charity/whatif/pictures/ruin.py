"""The probability of failure (断供概率): by period or by capital, with intervals where it is estimated.

>>> picture = ruin_curve([1, 2], {"¥30,000": [0, 0.01]}, title=Text("Failure", "断供"), source=Text("x", "x"))
>>> picture.data.lines("en")[-1]
('2', '1%')
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from community_charity.errors import Malformed, choice, declare
from community_charity.language import Lang, Text
from community_charity.whatif.pictures.checks import Label, Unit, few, label, measured, ordered, shares
from community_charity.whatif.pictures.lines import PERIOD, draw_curve, frame
from community_charity.whatif.pictures.palette import INK, MOST_CURVES, curve
from community_charity.whatif.pictures.paper import WIDTH, Sheet, tall
from community_charity.whatif.pictures.picture import Picture, Table
from community_charity.whatif.pictures.values import UNTOLD, drawn, joined, largest, said
from community_charity.whatif.pictures.words import percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

    from community_charity.whatif.pictures.checks import Numbers, Values

RISING = declare(
    "picture.rising",
    wanted=("for {name}: numbers that rise from row to row", "{name}：逐行增大的数"),
    do=("sort the rows and leave out repeated ones", "请排序并去掉重复的行"),
)
STRANGE = declare(
    "picture.strange",
    wanted=("intervals of the curves that are drawn", "所绘曲线的区间"),
    do=("give an interval the name of its curve", "区间请使用其曲线的名称"),
)


_FAILURE: Final = Text("probability of failure", "断供概率")


def ruin_curve(
    at: Values,
    curves: Mapping[Label, ArrayLike],
    *,
    title: Text,
    source: Text,
    by: Text = PERIOD,
    by_unit: Unit | str = Unit.COUNT,
    bands: Mapping[Label, tuple[ArrayLike, ArrayLike]] | None = None,
    target: float | None = None,
    lang: Lang = "en",
) -> Picture:
    """Draw the probability of failure by period or by capital (断供概率曲线), with intervals where it is estimated.

    ``at``: rising numbers of periods, or fen of capital with ``by_unit="money"``; ``by`` names them. ``curves``: a
    column of shares from 0 to 1 for each, at most `MOST_CURVES`. ``bands``: the ends of the interval of a curve, by
    the curve's name; a curve without one is exact. ``target`` draws a level line. Raises `Malformed`.

    >>> picture = ruin_curve(
    ...     [4, 5], {"¥30,000": [0.0019, 0.061]}, title=Text("Failure", "断供"), source=Text("x", "x"), target=0.05
    ... )
    >>> picture.description.en
    'Probability of failure by period, from 4 to 5. At the end: ¥30,000 6.1%. Target: 5%.'
    """
    by_unit = choice(by_unit, Unit)
    where = measured(at, by_unit, by)
    _rising(where, by)
    read = [(name, shares(values, name, len(where))) for name, values in ((label(n), v) for n, v in curves.items())]
    few(len(read), MOST_CURVES, "curves")
    intervals = _intervals({label(name): ends for name, ends in (bands or {}).items()}, dict(read))
    level = None if target is None else float(shares([target], "target")[0])
    data = Table.of([(by, by_unit, where), *_ruin_columns(read, intervals)])
    draw = partial(_draw_ruin, at=where, curves=read, bands=intervals, by=by, by_unit=by_unit, target=level)
    told = _ruin_told(where, read, by, by_unit, level)
    return Picture(title, told, source, data, lang, (WIDTH, tall(len(read) + 1)), draw)


def _rising(where: Numbers, name: Text) -> None:
    falls = where[1:] <= where[:-1]
    if falls.any():
        given = Text("no rise in row {row}", "第{row}行没有增大").fill(row=int(falls.argmax()) + 1)
        raise Malformed(RISING, given=given, name=name)


def _intervals(bands: dict[Text, tuple[ArrayLike, ArrayLike]], curves: dict[Text, Any]) -> dict[Text, tuple[Any, Any]]:
    if strange := [name for name in bands if name not in curves]:
        raise Malformed(STRANGE, given=Text("{n} bands without a curve", "{n}个区间没有曲线").fill(n=len(strange)))
    read = {}
    for name, (first, last) in bands.items():
        middle = curves[name]
        low, high = shares(first, name, len(middle)), shares(last, name, len(middle))
        ordered(low, middle, name)
        ordered(middle, high, name)
        read[name] = low, high
    return read


def _ruin_columns(curves: list[tuple[Text, Any]], bands: dict[Text, tuple[Any, Any]]) -> list[tuple[Text, Unit, Any]]:
    columns = []
    for name, values in curves:
        columns.append((name, Unit.SHARE, values))
        for end, side in zip(bands.get(name, ()), (Text("low", "下限"), Text("high", "上限")), strict=False):
            head = Text("{name}, {side}", "{name}，{side}").fill(name=name, side=side)
            columns.append((head, Unit.SHARE, end))
    return columns


def _ruin_told(where: Numbers, curves: list[tuple[Text, Any]], by: Text, unit: Unit, target: float | None) -> Text:
    if not len(where):
        return UNTOLD
    told = Text("Probability of failure by {by}, from {first} to {last}.", "断供概率（按{by}），自{first}至{last}。")
    told = told.fill(by=by, first=said(where[0], unit), last=said(where[-1], unit))
    ends = [Text("{n} {v}", "{n} {v}").fill(n=name, v=percent(values[-1])) for name, values in curves]
    told = Text("{told} At the end: {ends}.", "{told}末端：{ends}。").fill(told=told, ends=joined(ends))
    goal = Text("{told} Target: {goal}.", "{told}目标：{goal}。")
    return told if target is None else goal.fill(told=told, goal=percent(target))


def _draw_ruin(
    sheet: Sheet,
    *,
    at: Numbers,
    curves: list[tuple[Text, Any]],
    bands: dict[Text, tuple[Any, Any]],
    by: Text,
    by_unit: Unit,
    target: float | None,
) -> None:
    if not len(at):
        sheet.nothing()
        return
    where = drawn(at, by_unit)
    for place, (name, values) in enumerate(curves):
        if name in bands:
            look = curve(place)
            low, high = bands[name]
            sheet.axes.fill_between(where, low, high, color=look.colour, alpha=0.18, lw=0, gid=f"interval-{place}")
            if len(at) == 1:  # an area over one point has no width
                sheet.axes.vlines(where, low, high, color=look.colour, lw=1.2)
        draw_curve(sheet, place, where, values, name)
    if target is not None:
        sheet.axes.axhline(target, color=INK, lw=1, ls=(0, (1, 2)), gid="target")
        sheet.end_label(target, Text("target {p}", "目标 {p}").fill(p=percent(target)), INK)
    sheet.scale_across(by_unit, largest([where]))
    sheet.axes.set_xlabel(sheet.say(by, 80))
    sheet.axes.set_ylim(bottom=0)
    frame(sheet, Unit.SHARE, 1, _FAILURE, where)
