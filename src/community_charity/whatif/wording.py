"""The words for the measures of a what-if (指标名称).

>>> title_of("paid:society").zh, title_of("income:gifts").en
('支付：互助社', 'income: gifts')
"""

from __future__ import annotations

from typing import Final

from community_charity.language import Text
from community_charity.whatif.scenarios import payer_title

MEASURES: Final = {
    "opening": Text("money at the start", "期初余额"),
    "start_up": Text("capital of new societies", "新设互助社启动资金"),
    "gap_closed": Text("gaps in capital closed", "补足启动资金缺口"),
    "income": Text("income", "收入"),
    "replenished": Text("topped up when low", "资金不足补充"),
    "residual": Text("need left after what others bear", "剩余需要"),
    "paid": Text("paid", "支付"),
    "unmet": Text("unmet need", "未满足需要"),
    "closing": Text("money in the end", "期末余额"),
    "payer": Text("top-ups borne by", "补充资金承担方"),
    "founded": Text("societies founded", "新设互助社数"),
    "refused_to_found": Text("societies refused to be founded", "不予设立互助社数"),
    "helped": Text("months with help", "获助月次"),
    "in_need": Text("months in need", "有需要月次"),
    "topped_up": Text("topped up", "补充资金"),
}
"""What each measure is, for a reader."""
EVENTS: Final = frozenset({"gap_closed", "replenished", "start_up", "founded", "refused_to_found", "payer"})
"""What happens in some scenarios and never in others (事件指标): where it did not, it comes to nothing."""
COUNTS: Final = frozenset({"founded", "refused_to_found", "helped", "in_need"})
"""The measures that count societies or months; all others are fen (计数指标)."""
_PARTS: Final = {
    "society": Text("society", "互助社"),
    "federation": Text("town federation", "镇级联合会"),
    "fund": Text("community fund", "社区慈善基金"),
    "homeland": Text("Happy Homeland pool", "幸福家园资金"),
    "gifts": Text("gifts", "捐赠"),
    "dues": Text("dues", "会费"),
    "match": Text("matches", "配捐"),
    "top_ups": Text("top-ups known beforehand", "既定补充资金"),
}


_CAUSES: Final = {
    "illness": Text("illness", "患病"),
    "accident": Text("accident", "意外事故"),
    "disaster": Text("disaster", "灾害"),
    "education": Text("education", "就学"),
    "death_in_family": Text("death in the family", "亲属亡故"),
    "other_hardship": Text("other hardship", "其他困难"),
}


def cause_title(cause: str) -> Text:
    """Name a cause (事由名称): those of the book in two languages, any other stands for itself.

    >>> cause_title("illness").zh
    '患病'
    """
    return _CAUSES.get(cause, Text(cause, cause))


def title_of(measure: str) -> Text:
    """Name a measure, or a part of one (指标名称)."""
    whole, _, part = measure.partition(":")
    title = MEASURES[whole]
    if not part:
        return title
    named = payer_title(part) if whole == "payer" else part_title(part)
    return Text("{whole}: {part}", "{whole}：{part}").fill(whole=title, part=named)


def part_title(part: str) -> Text:
    """Name a layer of pools or a kind of income (分项名称); one that is not known stands for itself.

    >>> part_title("federation").zh
    '镇级联合会'
    """
    return _PARTS.get(part, Text(part, part))
