"""Two distributions on one axis (前后对比图), with their medians: as steps of a histogram, or as shares up to a value.

>>> picture = before_after([1, 2, 3], [2, 3, 4], title=Text("T", "题"), source=Text("x", "x"), unit="count")
>>> picture.description.en
'Before: median 2 (3 in all). After: median 3 (3 in all).'
"""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from community_charity.errors import choice
from community_charity.language import Lang, Text
from community_charity.whatif.pictures.checks import Unit, measured
from community_charity.whatif.pictures.palette import area, curve
from community_charity.whatif.pictures.paper import HEIGHT, WIDTH, Sheet
from community_charity.whatif.pictures.picture import Picture, Table
from community_charity.whatif.pictures.values import NAMES, UNTOLD, drawn, largest, said

if TYPE_CHECKING:
    from community_charity.whatif.pictures.checks import Numbers, Values

    Side = tuple[Text, Numbers]

BEFORE: Final = Text("before", "之前")
AFTER: Final = Text("after", "之后")
_BINS: Final = 24
_STEPS: Final = 200  # a curve of more steps looks the same and makes a heavy page
_SHARE: Final = Text("share at or below", "不高于该值的比例")


class Shape(Enum):
    """How a distribution is drawn (分布图形): bars of equal width, or the share of values up to each value.

    >>> Shape("ecdf")
    <Shape.ECDF: 'ecdf'>
    """

    HISTOGRAM = "histogram"
    ECDF = "ecdf"


def before_after(
    before: Values,
    after: Values,
    *,
    title: Text,
    source: Text,
    names: tuple[Text, Text] = (BEFORE, AFTER),
    axis: Text | None = None,
    unit: Unit | str = Unit.MONEY,
    shape: Shape | str = Shape.HISTOGRAM,
    lang: Lang = "en",
) -> Picture:
    """Draw two distributions on one axis with their medians (前后对比图).

    ``before`` and ``after`` need not be of one length: a histogram shows shares. A curve of more than 200 different
    values is drawn from 200 of its steps, each exact. A median of two middle values is their mean. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> before_after([yuan(5)], [], title=Text("T", "题"), source=Text("x", "x")).description.zh
    '之前：中位数 ¥5.00（共1个值）。之后：没有数据。'
    """
    unit, shape = choice(unit, Unit), choice(shape, Shape)
    sides = [
        (name, measured(values, unit, name)) for name, values in zip(names, (before, after), strict=True)
    ]  # an empty side is drawn as nothing and told
    told = Text(
        " ".join(_told(name, values, unit).en for name, values in sides),
        "".join(_told(name, values, unit).zh for name, values in sides),
    )
    make = _bins if shape is Shape.HISTOGRAM else _steps
    data, draw = make(sides, unit, axis or NAMES[unit])
    if not any(len(values) for _, values in sides):
        told = UNTOLD
    return Picture(title, told, source, data, lang, (WIDTH, HEIGHT), draw)


def _told(name: Text, values: Numbers, unit: Unit) -> Text:
    if not len(values):
        return Text("{name}: no data.", "{name}：没有数据。").fill(name=_capital(name))
    told = Text("{name}: median {m} ({n} in all).", "{name}：中位数 {m}（共{n}个值）。")
    return told.fill(name=_capital(name), n=f"{len(values):,}", m=said(float(np.median(values)), unit))


def _capital(name: Text) -> Text:
    return Text(name.en[:1].upper() + name.en[1:], name.zh)


def _bins(sides: list[Side], unit: Unit, axis: Text) -> tuple[Table, Any]:
    every = np.concatenate([values for _, values in sides])
    edges = _edges(every) if len(every) else np.array([0, 1])
    counts = [np.histogram(values, edges)[0] for _, values in sides]
    data = Table.of([
        (Text("from", "起"), unit, edges[:-1]),
        (Text("up to", "止"), unit, edges[1:]),
        *((name, "count", count) for (name, _), count in zip(sides, counts, strict=True)),
    ])  # fmt: skip
    return data, partial(_draw_bins, sides=sides, edges=edges, counts=counts, unit=unit, axis=axis)


def _edges(every: Any) -> Any:
    """Give the edges of bins that are a round number wide: of whole numbers, such as fen, whole numbers."""
    low, high = every.min(), every.max()
    least = max((high - low) / _BINS, 1 if every.dtype == np.int64 else abs(high) / 100, 1e-6)
    ten = 10 ** np.floor(np.log10(least))
    width = next(times * ten for times in (1, 2, 5, 10) if times * ten >= least)
    first, last = np.floor(low / width), np.floor(high / width) + 1
    edges = np.arange(first, last + 1) * width
    return edges.astype(np.int64) if every.dtype == np.int64 else edges


def _steps(sides: list[Side], unit: Unit, axis: Text) -> tuple[Table, Any]:
    curves = [(name, *_shares(values)) for name, values in sides]
    side = [name for name, at, _ in curves for _ in at]
    data = Table.of([
        (Text("distribution", "分布"), None, side),
        (Text("value", "值"), unit, np.concatenate([at for _, at, _ in curves])),
        (_SHARE, "share", np.concatenate([share for _, _, share in curves])),
    ])  # fmt: skip
    return data, partial(_draw_steps, sides=sides, curves=curves, unit=unit, axis=axis)


def _shares(values: Numbers) -> tuple[Any, Any]:
    """Give values that occur and the share at or below each, exact at each of them."""
    at, counts = np.unique(values, return_counts=True)
    share = np.cumsum(counts) / max(1, len(values))
    if len(at) > _STEPS:
        kept = np.unique(np.linspace(0, len(at) - 1, _STEPS).round().astype(int))
        at, share = at[kept], share[kept]
    return at, share


def _draw_bins(sheet: Sheet, *, sides: list[Side], edges: Any, counts: list[Any], unit: Unit, axis: Text) -> None:
    where = drawn(edges, unit)
    for place, ((_, values), count) in enumerate(zip(sides, counts, strict=True)):
        if len(values):
            look, fill = curve(place), area(place)
            sheet.axes.stairs(
                count / len(values),
                where,
                fill=place == 0,
                facecolor=fill.colour,
                alpha=0.35,
                lw=0,
                gid=f"area-{place}",
            )
            sheet.axes.stairs(count / len(values), where, color=look.colour, ls=look.dash, lw=1.8, gid=f"steps-{place}")
    _finish(sheet, sides, unit, axis, Text("share", "比例"))


def _draw_steps(sheet: Sheet, *, sides: list[Side], curves: list[Any], unit: Unit, axis: Text) -> None:
    end = max((at[-1] for _, at, _ in curves if len(at)), default=0)
    for place, (_, at, share) in enumerate(curves):
        if len(at):
            look = curve(place)
            where = drawn(np.concatenate([at[:1], at, [end]]), unit)
            height = np.concatenate([[0], share, [1]])
            sheet.axes.step(where, height, where="post", color=look.colour, ls=look.dash, lw=1.8, gid=f"steps-{place}")
    _finish(sheet, sides, unit, axis, _SHARE)


def _finish(sheet: Sheet, sides: list[Side], unit: Unit, axis: Text, head: Text) -> None:
    if not any(len(values) for _, values in sides):
        sheet.nothing()
        return
    for place, (name, values) in enumerate(sides):
        look = curve(place)
        words = Text("{name}: no data", "{name}：没有数据").fill(name=name)
        if len(values):
            median = float(np.median(values))
            sheet.axes.axvline(drawn(median, unit), color=look.colour, ls=look.dash, lw=1.2, gid=f"median-{place}")
            words = Text("{name}: median {m}", "{name}：中位数 {m}").fill(name=name, m=said(median, unit))
        sheet.key(place, words)
    sheet.scale_up(Unit.SHARE, 1)
    sheet.axes.set_ylim(bottom=0)
    sheet.head(head)
    sheet.scale_across(unit, largest([drawn(values, unit) for _, values in sides]))
    sheet.axes.set_xlabel(sheet.say(axis, 80))
