"""Values as they are drawn and told (图中数值).

>>> said(1_200_50, Unit.MONEY)
'¥1,200.50'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from community_charity.language import Text
from community_charity.whatif.pictures.checks import Unit
from community_charity.whatif.pictures.words import exact_amount, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES: Final = {
    Unit.MONEY: Text("amount", "金额"),
    Unit.COUNT: Text("number", "数量"),
    Unit.SHARE: Text("share", "比例"),
}
"""What an axis is called if nobody says."""
UNTOLD: Final = Text("There are no data.", "没有数据。")
"""The description of a picture of nothing."""
_MOST: Final = 8


def joined(parts: Sequence[Text]) -> Text:
    """Put statements in a row (并列), eight at most: more are heard by nobody, and the table has them all.

    >>> joined([Text("a", "甲"), Text("b", "乙")]).zh
    '甲；乙'
    """
    shown = list(parts[:_MOST])
    if more := len(parts) - len(shown):
        shown.append(Text("and {n} more", "另有{n}项").fill(n=more))
    return Text("; ".join(part.en for part in shown), "；".join(part.zh for part in shown))


def said(value: float, unit: Unit) -> str:
    """Write a number in its unit (数值文字): whole fen as yuan.

    >>> said(-150, Unit.MONEY), said(0.05, Unit.SHARE), said(1500, Unit.COUNT)
    ('−¥1.50', '5%', '1,500')
    """
    if unit is Unit.MONEY:
        return exact_amount(value)
    return percent(value) if unit is Unit.SHARE else f"{value:,.6g}"


def drawn(values: Any, unit: Unit) -> Any:
    """Give what is drawn (绘图数值): yuan for fen, anything else as it is.

    >>> drawn(150, Unit.MONEY)
    1.5
    """
    return values / 100 if unit is Unit.MONEY else values


def largest(values: Sequence[Any]) -> float:
    """Give the largest size among columns (最大绝对值), from which the unit of an axis follows.

    >>> largest([np.array([1, -5]), np.array([])])
    5.0
    """
    return max((float(np.abs(each).max()) for each in values if len(each)), default=0.0)
