"""Values of every kind as words for a reader, in either language (用词)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from community_charity.language import Text
from community_charity.law.values import Unit, shown_in

if TYPE_CHECKING:
    from community_charity.language import Lang


def shown(value: Any, lang: Lang) -> str:
    """Write any value of a finding for a reader (数值文本)."""
    if value is None:
        return Text("not known", "不详").to(lang)
    if isinstance(value, bool):
        return Text("yes", "是").to(lang) if value else Text("no", "否").to(lang)
    if isinstance(value, Text):
        return value.to(lang)
    if isinstance(value, Fraction):
        return shown_in(value, Unit.RATE, lang)
    if isinstance(value, tuple | list | frozenset):
        each = [shown(v, lang) for v in value]
        if isinstance(value, frozenset):
            each.sort()  # a set has no order of its own, a decision reads the same every time
        return (", " if lang == "en" else "、").join(each) or Text("none", "无").to(lang)
    text = getattr(value, "text", None)
    return text.to(lang) if isinstance(text, Text) else str(value)


def listed(texts: tuple[Text, ...]) -> Text:
    """Join texts into one, as each language does (列举).

    >>> print(listed((Text("use", "用途"), Text("term", "期限"))).to("zh"))
    用途、期限
    """
    return Text(shown(texts, "en"), shown(texts, "zh"))
