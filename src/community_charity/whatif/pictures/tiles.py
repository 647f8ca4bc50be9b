"""Communities as tiles (分级瓦片图): each a square, grouped by county or town, in the look of its tier.

>>> picture = tier_tiles(
...     ["north", "north", "south"], [0, 1, 1], ["A", "B"], title=Text("Tiers", "等级"), source=Text("invented", "虚构")
... )
>>> picture.data.lines("en")
[('group', 'communities', 'A', 'B'), ('north', '2', '1', '1'), ('south', '1', '0', '1')]
"""

from __future__ import annotations

from functools import partial
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from community_charity.errors import Malformed, declare
from community_charity.language import Lang, Text
from community_charity.whatif.pictures.checks import LENGTH, Label, column, few, label, labels
from community_charity.whatif.pictures.palette import FAINT, INK, MOST_AREAS, area
from community_charity.whatif.pictures.paper import WIDTH, Sheet
from community_charity.whatif.pictures.picture import Picture, Table
from community_charity.whatif.pictures.values import UNTOLD, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

TIER = declare(
    "picture.tier",
    wanted=("tiers by their place in the names, from 0 to {last}", "等级以其在名称中的位次表示，0至{last}"),
    do=("name every tier, also the one of those whose tier is not known", "请为每一等级命名，等级不详的也要命名"),
)

_ACROSS: Final = 46.0
"""So many tiles go across a picture, before the next row of groups begins."""
_HEAD: Final = 2.4  # the height of a group's name, in tiles
_SPACE: Final = 1.2
_LEAST: Final = 7.0  # the width of a group at least, in tiles, so that its name finds room
_KEY: Final = 1.8  # the height of one line of the key, in tiles


@attrs.frozen
class Block:
    """The tiles of one group (一组瓦片): its name, its tiers in order, and where its upper left corner is.

    >>> Block(Text("north", "北"), (0, 0, 1), 2, 0.0, 0.0).name.zh
    '北'
    """

    name: Text
    tiers: tuple[int, ...]
    across: int
    left: float
    top: float


def tier_tiles(
    groups: Sequence[Label],
    tiers: ArrayLike,
    names: Sequence[Label],
    *,
    title: Text,
    source: Text,
    lang: Lang = "en",
) -> Picture:
    """Draw each community as a square of its tier (分级瓦片图), with a key that counts them.

    ``groups``: the county or town of each community; ``tiers``: its tier, as a place in ``names``, at most
    `MOST_AREAS` of them. Groups come in the order in which they are first named; within a group the tiles are sorted
    by tier, so that shares can be seen. Raises `Malformed`.

    >>> tier_tiles(["n", "s"], [1, 1], ["A", "B"], title=Text("T", "题"), source=Text("x", "x")).description.zh
    '社区2个，分2组。A 0；B 2。'
    """
    known, places = labels(names), column(tiers, "tiers")
    few(len(known), MOST_AREAS, "tiers")
    if len(groups) != len(places):
        given = Text("{n} values", "{n}个值").fill(n=len(places))
        raise Malformed(LENGTH, given=given, name="tiers", length=len(groups))
    if places.dtype != np.int64 or (len(places) and not 0 <= int(places.min()) <= int(places.max()) < len(known)):
        given = Text("numbers of type {t} outside it", "超出范围的 {t} 数值").fill(t=places.dtype)
        raise Malformed(TIER, given=given, last=len(known) - 1)
    blocks, bottom = _blocks([label(group) for group in groups], places)
    counts = np.bincount(places, minlength=len(known)).tolist()
    each = [Text("{n} {c}", "{n} {c}").fill(n=name, c=f"{count:,}") for name, count in zip(known, counts, strict=True)]
    told = Text("Communities: {n}; groups: {g}. {each}.", "社区{n}个，分{g}组。{each}。")
    told = told.fill(n=f"{len(places):,}", g=len(blocks), each=joined(each)) if len(places) else UNTOLD
    tall = (bottom + _KEY * len(known) + 1) * WIDTH / (_ACROSS + 2) + 0.9
    draw = partial(_draw_tiles, blocks=blocks, bottom=bottom, names=known, counts=counts)
    return Picture(title, told, source, _table(blocks, known), lang, (WIDTH, max(tall, 2.0)), draw)


def _table(blocks: list[Block], names: list[Text]) -> Table:
    return Table.of([
        (Text("group", "分组"), None, [block.name for block in blocks]),
        (Text("communities", "社区数"), "count", [len(block.tiers) for block in blocks]),
        *((name, "count", [block.tiers.count(tier) for block in blocks]) for tier, name in enumerate(names)),
    ])  # fmt: skip


def _blocks(groups: list[Text], places: NDArray[Any]) -> tuple[list[Block], float]:
    """Set groups beside each other, as words in lines; give them and how far down they reach."""
    members: dict[Text, list[int]] = {}
    for group, place in zip(groups, places.tolist(), strict=True):
        members.setdefault(group, []).append(place)
    blocks = []
    left = top = deepest = 0.0
    for name, tiers in members.items():
        across = min(int(_ACROSS), max(1, ceil(sqrt(len(tiers) * 1.6))))
        width = max(across, _LEAST)
        if left and left + width > _ACROSS:
            left, top, deepest = 0.0, top + deepest + _SPACE, 0.0
        blocks.append(Block(name, tuple(sorted(tiers)), across, left, top))
        deepest = max(deepest, _HEAD + ceil(len(tiers) / across))
        left += width + _SPACE
    return blocks, top + deepest


def _draw_tiles(sheet: Sheet, *, blocks: list[Block], bottom: float, names: list[Text], counts: list[int]) -> None:
    if not blocks:
        sheet.nothing()
        return
    sheet.axes.set_axis_off()
    sheet.axes.set_xlim(0, _ACROSS + 2)
    sheet.axes.set_ylim(bottom + _KEY * len(names) + 1, 0)
    for tier in range(len(names)):
        corners = [corner for block in blocks for corner in _corners(block, tier)]
        if corners:
            _squares(sheet, corners, tier, f"tier-{tier}")
    for block in blocks:
        room = max(block.across, _LEAST) * 1.75
        words = sheet.say(block.name, int(room), 2)
        sheet.axes.text(
            block.left, block.top + _HEAD - 0.3, words, fontsize=7.5, va="bottom", color=INK, linespacing=1.1
        )
    for tier, (name, count) in enumerate(zip(names, counts, strict=True)):
        at = bottom + 1 + _KEY * tier
        _squares(sheet, [(0.0, at)], tier, f"key-{tier}")
        words = f"{sheet.say(name, 80, 1)}  {count:,}"
        sheet.axes.text(1.6, at + 0.5, words, fontsize=9, va="center", color=INK if count else FAINT)


def _corners(block: Block, tier: int) -> list[tuple[float, float]]:
    """Give the upper left corners of a tier's tiles; a block is filled column by column, so that tiers are stripes."""
    down = ceil(len(block.tiers) / block.across)
    return [
        (block.left + place // down, block.top + _HEAD + place % down)
        for place, each in enumerate(block.tiers)
        if each == tier
    ]


def _squares(sheet: Sheet, corners: list[tuple[float, float]], tier: int, gid: str) -> None:
    """Draw all tiles of a tier as one path: a province has thousands."""
    from matplotlib.patches import PathPatch  # noqa: PLC0415 - an optional extra
    from matplotlib.path import Path  # noqa: PLC0415 - an optional extra

    square = np.array([(0, 0), (0.9, 0), (0.9, 0.9), (0, 0.9), (0, 0)])
    vertices = (np.array(corners)[:, None, :] + square).reshape(-1, 2)
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(corners)
    look = area(tier)
    # Not `add_patch`, which would measure each of them: they lie within the axes.
    tiles = sheet.axes.add_artist(
        PathPatch(Path(vertices, codes), facecolor=look.colour, edgecolor=INK, lw=0.4, hatch=look.hatch, gid=gid)
    )
    tiles.set_in_layout(False)
