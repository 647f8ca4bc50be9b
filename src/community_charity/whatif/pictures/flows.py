"""Where money comes from and where it goes (资金流向图): bands as wide as the amounts, to the fen.

>>> from community_charity.money import yuan
>>> Flow(Text("gifts", "捐赠"), "pool", yuan(100)).start.zh
'捐赠'
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import attrs

from community_charity.errors import Malformed, declare, expect
from community_charity.language import Lang, Text
from community_charity.money import Money, amount_of_money, total
from community_charity.whatif.pictures.checks import label
from community_charity.whatif.pictures.flow_layout import Layout, lay_out
from community_charity.whatif.pictures.palette import INK, area
from community_charity.whatif.pictures.paper import WIDTH, Sheet
from community_charity.whatif.pictures.picture import Picture, Table
from community_charity.whatif.pictures.values import UNTOLD, joined
from community_charity.whatif.pictures.words import exact_amount

if TYPE_CHECKING:
    from collections.abc import Iterable

BALANCE = declare(
    "picture.balance",
    wanted=("what goes into a pool to come out of it, to the fen: {name}", "{name}：流入与流出分毫相等"),
    do=("add the flow that is missing, such as what stays in the pool", "请补上缺少的流向，例如结余"),
)
CIRCLE = declare(
    "picture.circle",
    wanted=("flows from sources through pools to uses, never back", "资金自来源经资金池流向用途，不得回流"),
    do=("show what comes back as a source of its own", "请将回流的资金列为单独的来源"),
)

NODE: Final = 0.02
"""The width of a place, where columns are 1 apart."""


@attrs.frozen
class Flow:
    """An amount on its way from one place to the next (一笔流向). Raises `Malformed` for less than zero.

    >>> from community_charity.money import yuan
    >>> Flow("gifts", "pool", yuan("12.50")).amount
    yuan("12.50")
    """

    start: Text = attrs.field(converter=label)
    end: Text = attrs.field(converter=label)
    amount: Money = attrs.field(converter=amount_of_money)


def money_flow(flows: Iterable[Flow], *, title: Text, source: Text, lang: Lang = "en") -> Picture:
    """Draw flows of money as bands (资金流向图, Sankey): from sources through pools to uses.

    Bands are exactly as wide as their amounts are. A place stands to the right of all that feeds it, in the order in
    which the flows name it. What goes into a place that also pays out must come out of it: give what stays as a flow
    of its own. Raises `Malformed` if it does not balance, or if money flows in a circle.

    >>> from community_charity.money import yuan
    >>> flows = [Flow("gifts", "pool", yuan(100)), Flow("pool", "illness", yuan(60)), Flow("pool", "left", yuan(40))]
    >>> picture = money_flow(flows, title=Text("A year", "一年"), source=Text("invented", "虚构"))
    >>> picture.description.en
    'Flows of ¥100.00 in all. From gifts ¥100.00. To illness ¥60.00; left ¥40.00.'
    """
    read = [expect(flow, Flow) for flow in flows]
    places = _places(read)
    for place, (into, out_of) in places.items():
        if into is not None and out_of is not None and into != out_of:
            given = Text("{into} in, {out} out", "流入{into}，流出{out}").fill(into=into, out=out_of)
            raise Malformed(BALANCE, given=given, name=place)
    columns = _columns(read, list(places))
    data = Table.of([
        (Text("from", "来源"), None, [flow.start for flow in read]),
        (Text("to", "去向"), None, [flow.end for flow in read]),
        (Text("amount", "金额"), "money", [flow.amount.fen for flow in read]),
    ])  # fmt: skip
    layout = lay_out([(flow.start, flow.end, flow.amount.fen) for flow in read], columns)
    draw = partial(_draw_flows, layout=layout)
    return Picture(title, _told(places), source, data, lang, (WIDTH, layout.inches + 1.1), draw)


def _places(flows: list[Flow]) -> dict[Text, tuple[Money | None, Money | None]]:
    """Give what goes into each place and out of it; nothing where no flow does."""
    names = dict.fromkeys(name for flow in flows for name in (flow.start, flow.end))
    found: dict[Text, tuple[Money | None, Money | None]] = {}
    for name in names:
        into = [flow.amount for flow in flows if flow.end == name]
        out_of = [flow.amount for flow in flows if flow.start == name]
        found[name] = total(into) if into else None, total(out_of) if out_of else None
    return found


def _told(places: dict[Text, tuple[Money | None, Money | None]]) -> Text:
    first = [(name, out) for name, (into, out) in places.items() if into is None and out is not None]
    last = [(name, into) for name, (into, out) in places.items() if out is None and into is not None]
    if not first:
        return UNTOLD
    told = Text("Flows of {all} in all. From {first}. To {last}.", "共{all}。来源：{first}。去向：{last}。")
    every = (joined([Text("{n} {a}", "{n} {a}").fill(n=n, a=a) for n, a in side]) for side in (first, last))
    return told.fill(all=total(amount for _, amount in first), **dict(zip(("first", "last"), every, strict=True)))


def _columns(flows: list[Flow], names: list[Text]) -> list[list[Text]]:
    """Put each place one column to the right of the last that feeds it, and what pays nothing out in the last."""
    depth = dict.fromkeys(names, 0)
    for _ in names:
        moved = [flow for flow in flows if depth[flow.end] <= depth[flow.start]]
        if not moved:
            break
        for flow in moved:
            depth[flow.end] = max(depth[flow.end], depth[flow.start] + 1)
    if any(depth[flow.end] <= depth[flow.start] for flow in flows):
        raise Malformed(CIRCLE, given=Text("{n} flows in a circle", "{n}笔流向成环").fill(n=len(flows)))
    last = max(depth.values(), default=-1)
    pays = {flow.start for flow in flows}
    depth = {name: place if name in pays else last for name, place in depth.items()}
    return [[name for name in names if depth[name] == place] for place in range(last + 1)]


def _draw_flows(sheet: Sheet, *, layout: Layout) -> None:
    from matplotlib.patches import PathPatch, Rectangle  # noqa: PLC0415 - an optional extra

    if not layout.nodes:
        sheet.nothing()
        return
    sheet.axes.set_axis_off()
    last = layout.nodes[-1].column
    looks = {node.name: area(place).colour for place, node in enumerate(layout.nodes)}
    for place, band in enumerate(layout.bands):
        path = band_path([(left + NODE, right, start, end) for left, right, start, end in band.legs], band.width)
        sheet.axes.add_patch(
            PathPatch(path, facecolor=looks[band.start], alpha=0.45, edgecolor=INK, lw=0.4, gid=f"flow-{place}")
        )
    for place, node in enumerate(layout.nodes):
        sheet.axes.add_patch(
            Rectangle((node.column, node.low), NODE, node.size, facecolor=INK, lw=0, gid=f"node-{place}")
        )
        words = f"{sheet.say(node.name, 22, 2)}\n{exact_amount(node.size)}"
        first = node.column == 0
        edge, side = (node.column, "right") if first else (node.column + NODE, "left")
        behind = None if node.column in (0, last) else {"facecolor": "white", "alpha": 0.75, "lw": 0, "pad": 1.5}
        sheet.axes.annotate(
            words, (edge, node.low + node.size / 2), (-5 if first else 5, 0), textcoords="offset points", ha=side,
            va="center", fontsize=9, bbox=behind, linespacing=1.2, annotation_clip=False,
        )  # fmt: skip
    sheet.axes.set_xlim(0, last + NODE)
    sheet.axes.set_ylim(0, layout.top)


def band_path(legs: list[tuple[float, float, int, int]], width: int) -> Any:
    """Give the outline of a band (流带轮廓) of one width, level where it leaves and arrives.

    Each leg is (left, right, lower edge at the left, lower edge at the right).

    >>> band_path([(0, 1, 0, 50)], 10).vertices[:4].tolist()
    [[0.0, 0.0], [0.5, 0.0], [0.5, 50.0], [1.0, 50.0]]
    """
    from matplotlib.path import Path  # noqa: PLC0415 - an optional extra

    points: list[tuple[float, float]] = []
    for left, right, start, end in legs:
        half = (left + right) / 2
        points += [(left, start), (half, start), (half, end), (right, end)]
    outline = [*points, *((x, y + width) for x, y in reversed(points))]
    codes = [Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4] * (2 * len(legs))
    return Path([*outline, outline[0]], [Path.MOVETO, *codes[1:], Path.CLOSEPOLY])
