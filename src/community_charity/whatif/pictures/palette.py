"""Colours that people with any colour vision can tell apart (配色), and never colour alone.

The colours are those of Okabe and Ito (*Color Universal Design*, 2008). Curves use the five of them that stand out on
white (contrast of 3 to 1 and more); areas use seven, each with a dark edge and a pattern of its own.

>>> curve(0).colour, curve(0).dash, curve(5).dash == curve(0).dash
('#0072B2', '-', False)
"""

from __future__ import annotations

from typing import Final

import attrs

BLUE: Final = "#0072B2"
VERMILLION: Final = "#D55E00"
GREEN: Final = "#009E73"
PURPLE: Final = "#CC79A7"
ORANGE: Final = "#E69F00"
SKY: Final = "#56B4E9"
YELLOW: Final = "#F0E442"
BLACK: Final = "#000000"
INK: Final = "#222222"
"""Words and edges."""
FAINT: Final = "#5F5F5F"
"""Words of less weight: still 6 to 1 on white."""
GRID: Final = "#DDDDDD"

CURVES: Final = (BLUE, VERMILLION, GREEN, BLACK, PURPLE)
AREAS: Final = (BLUE, ORANGE, SKY, YELLOW, GREEN, VERMILLION, PURPLE)
_DASHES: Final = (
    "-",
    "--",
    "-.",
    ":",
    (0, (6, 2, 1, 2, 1, 2)),
    (0, (1, 1)),
    (0, (8, 3)),
    (0, (3, 1, 1, 1)),
    (0, (5, 5)),
)
_MARKERS: Final = "osD^vPX<>h"
_HATCHES: Final = ("", "///", "...", "\\\\\\", "xxx", "---", "ooo", "|||", "+++", "***", "//", "\\\\")

MOST_CURVES: Final = 9
"""So many curves have a dash and a marker of their own."""
MOST_AREAS: Final = 12
"""So many areas have a pattern of their own."""


@attrs.frozen
class Stroke:
    """How a curve is drawn (线型): colour, dash and marker, so that it is known without its colour.

    >>> curve(1).marker
    's'
    """

    colour: str
    dash: str | tuple[int, tuple[int, ...]]
    marker: str


@attrs.frozen
class Fill:
    """How an area is filled (填充): colour and pattern, so that it is known without its colour.

    >>> area(1).hatch
    '///'
    """

    colour: str
    hatch: str


def curve(place: int) -> Stroke:
    """Give the look of the curve in a place, from 0 to `MOST_CURVES` - 1 (第几条曲线).

    >>> len({(curve(i).dash, curve(i).marker) for i in range(MOST_CURVES)})
    9
    """
    return Stroke(CURVES[place % len(CURVES)], _DASHES[place], _MARKERS[place])


def area(place: int) -> Fill:
    """Give the look of the area in a place (第几块区域); from `MOST_AREAS` on, looks come again.

    >>> len({area(i).hatch for i in range(MOST_AREAS)})
    12
    """
    return Fill(AREAS[place % len(AREAS)], _HATCHES[place % MOST_AREAS])
