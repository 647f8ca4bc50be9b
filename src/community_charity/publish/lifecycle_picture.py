"""The life of a relief case as a picture (个案流程图), drawn from `community_charity.relief.lifecycle.LIFECYCLE`.

>>> lifecycle_svg("zh").startswith("<svg")
True
"""

from __future__ import annotations

import re
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Final, NamedTuple

from community_charity.book.orders import HANDLERS
from community_charity.language import Text
from community_charity.relief.lifecycle import LIFECYCLE, TAKES_BACK, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.language import Lang

_COLUMN, _ROW, _WIDTH, _HEIGHT = 212, 170, 138, 34
_LIFT = 34  # how much higher an arrow goes for each place that it skips
_PLACES: Final = {
    Phase.OPENED: (0, 0),
    Phase.INVESTIGATED: (1, 0),
    Phase.RESOLVED: (2, 0),
    Phase.NOTICED: (3, 0),
    Phase.GRANTED: (4, 0),
    Phase.PAID: (5, 0),
    Phase.CLOSED: (6, 0),
    Phase.REFUSED: (2, 1),
    Phase.APPEALED: (4, 1),
}
_TOP, _LEFT = 250, 80
_STYLE = (
    "text{font:11px sans-serif;fill:#222}.p{fill:#fff;stroke:#0072b2;stroke-width:1.5}.n{font-weight:bold}"
    ".f{fill:none;stroke:#0072b2;stroke-width:1.3}.b{fill:none;stroke:#d55e00;stroke-width:1.1;stroke-dasharray:4 3}"
    ".l{paint-order:stroke;stroke:#fff;stroke-width:4px}"
)
_TITLE = Text("The life of a relief case", "救助个案流程")
_BACK = Text("Back to where the case stood before: {orders}.", "回到此前所处阶段：{orders}。")
_STAYS = Text("Without leaving the phase: {orders}.", "不改变阶段：{orders}。")
_STOOD = (Phase.OPENED, Phase.INVESTIGATED, Phase.PAID)


class Edge(NamedTuple):
    """All orders that lead from one phase to another (流程边)."""

    start: Phase
    end: Phase
    orders: tuple[str, ...]


def edges() -> list[Edge]:
    """Give the arrows of the picture (流程图各边): what takes an order back is left out, and named under the picture.

    An order that leads back to wherever the case stood has one arrow, to a case that was looked into.

    >>> [edge.orders for edge in edges() if edge[:2] == (Phase.RESOLVED, Phase.NOTICED)]
    [('PostNotice',)]
    """
    found: dict[tuple[Phase, Phase], list[str]] = {}
    for order, moves in LIFECYCLE.items():
        for start, ends in moves.items():
            drawn = ends - {start}
            if drawn.issuperset(_STOOD):
                drawn -= {Phase.OPENED, Phase.PAID}
            for end in drawn if order not in TAKES_BACK else ():
                found.setdefault((start, end), []).append(order)
    places = list(_PLACES)
    between = sorted(found, key=lambda pair: (places.index(pair[0]), places.index(pair[1])))
    return [Edge(*pair, tuple(found[pair])) for pair in between]


def staying() -> tuple[str, ...]:
    """Give the orders that never lead anywhere else (不改变阶段的指令).

    >>> "RecordCosts" in staying(), "PayRelief" in staying()
    (True, False)
    """
    return tuple(order for order, moves in LIFECYCLE.items() if all(ends == {start} for start, ends in moves.items()))


def name_of(order: str, lang: Lang) -> str:
    """Name an order for a reader (指令名称): in Chinese as its documentation does.

    >>> name_of("PostNotice", "zh"), name_of("PostNotice", "en")
    ('公示', 'post notice')
    """
    if lang == "zh":
        doc = next((kind.__doc__ or "" for kind in HANDLERS if kind.__name__ == order), "")
        said = re.search(r"\(([^()]*[\u4e00-\u9fff][^()]*)\)", doc)
        return said[1] if said else order
    return re.sub(r"(?<!^)(?=[A-Z])", " ", order).lower()


def lifecycle_svg(lang: Lang = "en") -> str:
    """Draw the graph (流程图) as SVG that needs nothing else: solid arrows lead on, dashed ones back.

    >>> all(phase.text.en in lifecycle_svg("en") for phase in Phase)
    True
    """
    drawn = [_arrow(edge, lang) for edge in edges()]
    nodes = [_node(phase, lang) for phase in Phase]
    width, height = _LEFT * 2 + 6 * _COLUMN, _TOP + _ROW + 160
    said = [
        _BACK.to(lang).format(orders=_named(TAKES_BACK, lang)),
        *wrap(_STAYS.to(lang).format(orders=_named(staying(), lang)), 190 if lang == "en" else 95),
    ]
    notes = "".join(
        f'<text x="10" y="{_TOP + _ROW + 90 + 18 * line}">{escape(text)}</text>' for line, text in enumerate(said)
    )
    marks = "".join(
        f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0L8 4L0 8z" fill="{colour}"/></marker>'
        for name, colour in (("f", "#0072b2"), ("b", "#d55e00"))
    )
    lines, labels = "".join(line for line, _ in drawn), "".join(label for _, label in drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" lang="{lang}">'
        f"<title>{escape(_TITLE.to(lang))}</title><style>{_STYLE}</style><defs>{marks}</defs>"
        f"{lines}{''.join(nodes)}{labels}{notes}</svg>"
    )


def _named(orders: Iterable[str], lang: Lang) -> str:
    return (", " if lang == "en" else "、").join(name_of(order, lang) for order in orders)


def _centre(phase: Phase) -> tuple[int, int]:
    column, row = _PLACES[phase]
    return _LEFT + column * _COLUMN, _TOP + row * _ROW


def _node(phase: Phase, lang: Lang) -> str:
    x, y = _centre(phase)
    box = f'<rect class="p" x="{x - _WIDTH // 2}" y="{y - _HEIGHT // 2}" width="{_WIDTH}" height="{_HEIGHT}" rx="8"/>'
    return f'{box}<text class="n" x="{x}" y="{y + 4}" text-anchor="middle">{escape(phase.text.to(lang))}</text>'


def _arrow(edge: Edge, lang: Lang) -> tuple[str, str]:
    """Draw one arrow and its label: to the right over the row, to the left under it, further away the further it leads."""
    (x1, y1), (x2, y2) = _centre(edge.start), _centre(edge.end)
    forward = x2 > x1
    sign = 1 if forward else -1
    steps = abs(_PLACES[edge.end][0] - _PLACES[edge.start][0])
    if y1 == y2 and steps == 1 and forward:
        path = f"M{x1 + _WIDTH // 2} {y1}L{x2 - _WIDTH // 2} {y2}"
        middle = (x1 + x2) // 2, y1 - 6
    elif y1 == y2:
        edge_y, lift = y1 - sign * _HEIGHT // 2, sign * _LIFT * steps
        path = f"M{x1 + sign * 20} {edge_y}C{x1 + sign * 30} {edge_y - lift} {x2 - sign * 30} {edge_y - lift} {x2 - sign * 20} {edge_y}"
        middle = (x1 + x2) // 2, edge_y - round(lift * 0.75) + 4
    else:
        down = 1 if y2 > y1 else -1
        path = f"M{x1} {y1 + down * _HEIGHT // 2}L{x2} {y2 - down * _HEIGHT // 2}"
        middle = (x1 + x2) // 2, (y1 + y2) // 2
    kind = "f" if forward or y1 != y2 else "b"
    label = _named(edge.orders, lang)
    line = f'<path class="{kind}" d="{path}" marker-end="url(#{kind})"/>'
    return line, f'<text class="l" x="{middle[0]}" y="{middle[1]}" text-anchor="middle">{escape(label)}</text>'
