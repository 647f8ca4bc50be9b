"""Pictures of what-ifs (情景模拟图): from plain columns, in two languages, with the numbers behind them.

They need the extra ``plots`` (matplotlib), and for Chinese a font with Chinese signs.

>>> from community_charity.language import Text
>>> picture = series([1, 2], {"a": [5, 6]}, title=Text("Cases", "个案"), source=Text("x", "x"), unit="count", lang="zh")
>>> picture.description.zh
'折线，自1至2，共2期。期末：a 6。'
"""

from __future__ import annotations

from community_charity.whatif.pictures.bars import tornado
from community_charity.whatif.pictures.checks import Unit
from community_charity.whatif.pictures.flows import Flow, money_flow
from community_charity.whatif.pictures.fonts import chinese_font
from community_charity.whatif.pictures.front import pareto
from community_charity.whatif.pictures.lines import fan_chart, series
from community_charity.whatif.pictures.picture import Picture, Table
from community_charity.whatif.pictures.ruin import ruin_curve
from community_charity.whatif.pictures.spread import Shape, before_after
from community_charity.whatif.pictures.tiles import tier_tiles

__all__ = [
    "Flow",
    "Picture",
    "Shape",
    "Table",
    "Unit",
    "before_after",
    "chinese_font",
    "fan_chart",
    "money_flow",
    "pareto",
    "ruin_curve",
    "series",
    "tier_tiles",
    "tornado",
]
