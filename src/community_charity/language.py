"""Words in two languages (双语文本).

Everything that a user of the domain reads exists in English and in Chinese.
A `Text` carries both, so that neither can be forgotten.

>>> greeting = Text("start-up capital", "启动资金")
>>> greeting.to("zh")
'启动资金'
>>> Text("{n} members", "{n}名会员").fill(n=50).to("en")
'50 members'
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable

Lang: TypeAlias = Literal["en", "zh"]


@attrs.frozen(slots=True)
class Text:
    """One statement in English and in Chinese (双语文本).

    >>> str(Text("use", "用途")), Text("use", "用途").zh
    ('use', '用途')
    """

    en: str
    zh: str

    def to(self, lang: Lang) -> str:
        """Give the statement in ``"en"`` or ``"zh"``; any other language raises `ValueError` (取一种语言).

        >>> Text("use", "用途").to("zh")
        '用途'
        """
        if lang == "en":
            return self.en
        if lang == "zh":
            return self.zh
        message = f'language given: {lang!r}; wanted: "en" or "zh"'
        raise ValueError(message)

    def fill(self, **facts: Any) -> Text:
        """Fill the ``{named}`` places; a fact that is itself a `Text` is put in by language (填入).

        Raises `KeyError` for a place without a fact; a fact too many does no harm.

        >>> Text("for {what}", "用于{what}").fill(what=Text("illness", "患病")).zh
        '用于患病'
        """
        en, zh = facts, facts
        if any(isinstance(fact, Text) for fact in facts.values()):
            en, zh = _in("en", facts), _in("zh", facts)
        return Text(self.en.format_map(en), self.zh.format_map(zh))

    def later(self, **facts: Any) -> Callable[[], Text]:
        """Fill the places when the words are asked for, if ever (留待填入): a decision is often not read.

        >>> Text("for {what}", "用于{what}").later(what="school")().en
        'for school'
        """
        return partial(self.fill, **facts)

    def __str__(self) -> str:
        return self.en


def _in(lang: Lang, facts: dict[str, Any]) -> dict[str, Any]:
    return {name: fact.to(lang) if isinstance(fact, Text) else fact for name, fact in facts.items()}
