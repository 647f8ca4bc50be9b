"""Where the bands of a flow picture stand (流向图布局): in whole fen, so that widths are exact.

>>> layout = lay_out([(Text("a", "a"), Text("b", "b"), 100)], [[Text("a", "a")], [Text("b", "b")]])
>>> layout.bands[0].width, layout.nodes[1].size
(100, 100)
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from community_charity.language import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    Edge: TypeAlias = tuple[Text, Text, int]
    # What stands in a column: a place, or the flow of a number on its way through.
    Item: TypeAlias = Text | int
    Leg: TypeAlias = tuple[Item, Item, int]  # from an item to one in the next column, of a flow

_BODY: Final = 3.2
"""Inches for the widest column of money."""
_ROOM: Final = 0.48
"""Inches that a place takes at least, for its label of up to three lines."""
_GAP: Final = 0.1
_FINEST: Final = 1_000  # fen; less money than that in all is drawn smaller


@attrs.frozen
class Node:
    """A place (节点): its column, its lower edge and its height in fen.

    >>> Node(Text("pool", "互助金"), 1, 0, 100).size
    100
    """

    name: Text
    column: int
    low: int
    size: int


@attrs.frozen
class Band:
    """A flow (流带): where it starts, its width in fen, and its legs from column to column.

    A leg is (left column, right column, lower edge at the left, lower edge at the right).

    >>> Band(Text("gifts", "捐赠"), 100, ((0, 1, 0, 50),)).width
    100
    """

    start: Text
    width: int
    legs: tuple[tuple[int, int, int, int], ...]


@attrs.frozen
class Layout:
    """All places and bands (布局), the height of the whole in fen and in inches.

    >>> Layout((), (), 1, 2.0).inches
    2.0
    """

    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]
    top: int
    inches: float


def lay_out(flows: Sequence[Edge], columns: Sequence[Sequence[Text]]) -> Layout:
    """Stack the places of each column and the bands at each place (排布).

    A flow that passes a column gets a lane of its own there, so that no band runs behind a place that it does not
    touch. From the second column on, what stands in a column is sorted by where its money comes from.

    >>> a, b, c = (Text(name, name) for name in "abc")
    >>> [len(band.legs) for band in lay_out([(a, b, 5), (b, c, 5), (a, c, 5)], [[a], [b], [c]]).bands]
    [1, 1, 2]
    """
    column_of = {name: place for place, names in enumerate(columns) for name in names}
    items: list[list[Item]] = [list(names) for names in columns]
    legs: list[list[Leg]] = [[] for _ in columns]
    for flow, (start, end, _) in enumerate(flows):
        passed = range(column_of[start] + 1, column_of[end])
        for place in passed:
            items[place].append(flow)
        route: list[Item] = [start, *[flow] * len(passed), end]
        for place, (left, right) in enumerate(pairwise(route), column_of[start]):
            legs[place].append((left, right, flow))
    width = [fen for _, _, fen in flows]
    size = _sizes(items, legs, width)
    low, top, inches = _stacked(items, legs, width, size)
    nodes = [
        Node(name, place, low[place, name], size[place, name]) for place, names in enumerate(columns) for name in names
    ]
    edges = _edges(legs, width, low, size)
    bands = [
        Band(start, fen, tuple(edges[flow, place] for place in range(column_of[start], column_of[end])))
        for flow, (start, end, fen) in enumerate(flows)
    ]
    return Layout(tuple(nodes), tuple(bands), top, inches)


def _sizes(items: list[list[Item]], legs: list[list[Leg]], width: list[int]) -> dict[tuple[int, Item], int]:
    size = {}
    for place, column in enumerate(items):
        for item in column:
            out = sum(width[flow] for left, _, flow in legs[place] if left == item)
            into = sum(width[flow] for _, right, flow in legs[place - 1] if right == item) if place else 0
            size[place, item] = max(out, into)
    return size


def _stacked(
    items: list[list[Item]], legs: list[list[Leg]], width: list[int], size: dict[tuple[int, Item], int]
) -> tuple[dict[tuple[int, Item], int], int, float]:
    """Give the lower edge of each item, the height of the whole, and that in inches."""
    whole = max([sum(size[place, item] for item in column) for place, column in enumerate(items)], default=0)
    whole = max(whole, _FINEST)
    room, gap = round(whole * _ROOM / _BODY), round(whole * _GAP / _BODY)

    def slot(place: int, item: Item) -> int:
        return size[place, item] if isinstance(item, int) else max(size[place, item], room)

    heights = [sum(slot(place, item) + gap for item in column) for place, column in enumerate(items)]
    top = max(heights, default=room)
    low: dict[tuple[int, Item], int] = {}
    for place, column in enumerate(items):
        if place:
            _sort(column, legs[place - 1], width, {item: low[place - 1, item] for item in items[place - 1]})
        at = top - (top - heights[place]) // 2
        for item in column:
            at -= slot(place, item) + gap
            low[place, item] = at + (slot(place, item) - size[place, item]) // 2 + gap // 2
    return low, top, _BODY * top / whole


def _sort(column: list[Item], legs: list[Leg], width: list[int], low: dict[Item, int]) -> None:
    """Sort a column by the mean height of what feeds it, the highest first; what ties keeps its order."""

    def height(item: Item) -> float:
        feeds = [(low[left] + width[flow] / 2, width[flow] or 1) for left, right, flow in legs if right == item]
        # What nothing feeds goes below: its money comes in from outside at this column.
        return sum(at * fen for at, fen in feeds) / sum(fen for _, fen in feeds) if feeds else -1.0

    column.sort(key=lambda item: -height(item))


def _edges(
    legs: list[list[Leg]], width: list[int], low: dict[tuple[int, Item], int], size: dict[tuple[int, Item], int]
) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """Stack the bands at each place: they leave in the order in which they arrive, so that fewer cross."""
    edges = {}
    for place, here in enumerate(legs):
        leave = {item: low[at, item] + size[at, item] for at, item in low if at == place}
        arrive = {item: low[at, item] + size[at, item] for at, item in low if at == place + 1}
        start: dict[int, int] = {}
        end: dict[int, int] = {}
        for left, _, flow in sorted(here, key=lambda leg: -low[place + 1, leg[1]]):
            start[flow] = leave[left] = leave[left] - width[flow]
        for _, right, flow in sorted(here, key=lambda leg: -low[place, leg[0]]):
            end[flow] = arrive[right] = arrive[right] - width[flow]
        for _, _, flow in here:
            edges[flow, place] = (place, place + 1, start[flow], end[flow])
    return edges
