"""Words and numbers on a picture (图中文字): broken lines, amounts on an axis, labels that keep clear of each other.

>>> axis_amount(30_000, 250_000, "en"), axis_amount(30_000, 250_000, "zh")
('¥30k', '¥3万')
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from community_charity.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from community_charity.language import Lang

MINUS: Final = "−"

_SCALES: Final[dict[str, tuple[tuple[float, float, str], ...]]] = {
    "en": ((1e9, 1e9, "bn"), (1e6, 1e6, "m"), (1e4, 1e3, "k")),
    "zh": ((1e8, 1e8, "亿"), (1e4, 1e4, "万")),
}
# A space, a Chinese sign with the stops that may not begin a line, or a word of anything else.
_WIDE: Final = r"⺀-鿿豈-﫿︰-﹏＀-￯"
_SILENT: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")  # categories of Unicode
_STOPS: Final = "，。、；：！？）》”"
_PIECE: Final = re.compile(rf"\s+|[{_WIDE}][{_STOPS}]*|[^\s{_WIDE}]+")


def axis_amount(yuan: float, largest: float, lang: Lang) -> str:
    """Write a round amount of yuan for an axis that reaches to ``largest`` (坐标轴金额).

    English counts in k, m and bn, Chinese in 万 and 亿: one unit for the whole axis.

    >>> axis_amount(-2_500_000, 4_000_000, "en"), axis_amount(-2_500_000, 4_000_000, "zh")
    ('−¥2.5m', '−¥250万')
    >>> axis_amount(500, 800, "zh")
    '¥500'
    """
    divisor, name = next(((by, name) for least, by, name in _SCALES[lang] if largest >= least), (1.0, ""))
    number = f"{abs(yuan) / divisor:,.6g}"
    return f"{MINUS if yuan < 0 and number != '0' else ''}¥{number}{name if number != '0' else ''}"


def exact_amount(fen: float) -> str:
    """Write an amount to the fen (精确金额); a statistic between two fen is rounded to the nearest.

    >>> exact_amount(-150)
    '−¥1.50'
    """
    return str(Money(round(fen))).replace("-", MINUS)


def percent(share: float) -> str:
    """Write a share as a percentage (百分比) of four significant digits.

    >>> percent(0.0019), percent(0.5)
    ('0.19%', '50%')
    """
    return f"{100 * share:.4g}%"


def printable(text: str) -> str:
    r"""Put a space for each sign that controls and does not print (去除控制字符), which no XML may contain.

    >>> printable("a\x00b")
    'a b'
    """
    return "".join(" " if unicodedata.category(sign) in _SILENT else sign for sign in text)


def wide(text: str) -> int:
    """Count columns (显示宽度): a Chinese sign takes two.

    >>> wide("3万元")
    5
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def wrapped(text: str, width: int, most: int = 3) -> str:
    r"""Break a text into lines of at most ``width`` columns, ``most`` lines at most (折行).

    What does not fit ends in an ellipsis; the table of the picture has it in full.

    >>> wrapped("closing balance of all societies", 16)
    'closing balance\nof all societies'
    >>> wrapped("全部互助社的期末余额", 12)
    '全部互助社的\n期末余额'
    """
    lines = [""]
    for piece in _PIECE.findall(printable(text)):
        for part in _cut(piece, width):
            if wide(lines[-1] + part.rstrip()) > width:
                lines.append("")
            lines[-1] += part if lines[-1] else part.lstrip()
    lines = [line.rstrip() for line in lines]
    if len(lines) > most:
        last = lines[most - 1]
        while wide(last) >= width:
            last = last[:-1]
        lines = [*lines[: most - 1], last + "…"]
    return "\n".join(lines)


def _cut(piece: str, width: int) -> list[str]:
    """Cut a word that is longer than a line; a piece of Chinese is never that long."""
    return [piece[start : start + width] for start in range(0, len(piece), width)]


def spread(wanted: Sequence[float], heights: Sequence[float], bottom: float, top: float) -> list[float]:
    """Move labels apart so that none covers another (标签避让), as little as needed and in their order.

    ``wanted`` are the middles, ``heights`` the sizes, in one unit. Labels that touch share the move equally. All stay
    between ``bottom`` and ``top``, if they find room there.

    >>> spread([10, 10, 40], [4, 4, 4], 0, 50)
    [8.0, 12.0, 40.0]
    >>> spread([0, 0], [4, 4], 0, 50)
    [2.0, 6.0]
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    stacks: list[tuple[float, list[int]]] = []  # the lower end of a stack of labels, and who stands in it
    for place in order:
        stack = [place]
        low = _lower_end(stack, wanted, heights, bottom, top)
        while stacks and stacks[-1][0] + sum(heights[one] for one in stacks[-1][1]) > low:
            stack = stacks.pop()[1] + stack
            low = _lower_end(stack, wanted, heights, bottom, top)
        stacks.append((low, stack))
    places = [0.0] * len(wanted)
    for low, stack in stacks:
        at = low
        for place in stack:
            places[place] = at + heights[place] / 2
            at += heights[place]
    return places


def _lower_end(stack: list[int], wanted: Sequence[float], heights: Sequence[float], bottom: float, top: float) -> float:
    """Give the lower end at which the labels of a stack are on average where they are wanted, within the bounds."""
    total = 0.0
    ends = []
    for place in stack:
        ends.append(wanted[place] - heights[place] / 2 - total)
        total += heights[place]
    return max(bottom, min(sum(ends) / len(ends), top - total))
