"""The article of an instrument, from a short code to words in two languages (条款的写法).

A data file writes ``10.1(5)`` once; readers see "art. 10 para. 1 (5)" and 第十条第一款第（五）项. Policy
documents are divided into sections: ``s2(5)`` is "section 2 (5)", 二（五）.

>>> print(article("10.1(5)").to("zh"))
第十条第一款第（五）项
>>> print(article("10.1(5)"), "|", article("s2(5)"), "|", article("s3(4)2"))
art. 10 para. 1 (5) | section 2 (5) | section 3 (4) 2
>>> article("ten") is None
True
"""

from __future__ import annotations

import re
from functools import cache

from community_charity.language import Text

_ARTICLE = re.compile(r"([1-9]\d{0,2})(?:\.([1-9]\d?))?(?:\(([1-9]\d?)\))?", re.ASCII)
_SECTION = re.compile(r"s([1-9]\d?)(?:\(([1-9]\d?)\)([1-9]\d?)?)?", re.ASCII)
_DIGITS = "零一二三四五六七八九"


@cache  # the same few numbers in every instrument
def article(code: str) -> Text | None:
    """Write out a code (条款): article, paragraph, item, or section and part. ``None`` for what is no code.

    >>> print(article("122").to("zh"), article("8(2)").to("zh"), article("s4(2)").to("zh"))
    第一百二十二条 第八条第（二）项 四（二）
    """
    if found := _ARTICLE.fullmatch(code):
        number, paragraph, item = (part and int(part) for part in found.groups())
        return Text(
            f"art. {number}" + (f" para. {paragraph}" if paragraph else "") + (f" ({item})" if item else ""),
            f"第{numeral(int(found[1]))}条"
            + (f"第{numeral(paragraph)}款" if paragraph else "")
            + (f"第（{numeral(item)}）项" if item else ""),
        )
    if found := _SECTION.fullmatch(code):
        section, part, point = (part and int(part) for part in found.groups())
        return Text(
            f"section {section}" + (f" ({part})" if part else "") + (f" {point}" if point else ""),
            numeral(int(found[1])) + (f"（{numeral(part)}）" if part else "") + (str(point) if point else ""),
        )
    return None


def numeral(number: int) -> str:
    """Write a whole number from 1 to 999 as articles are numbered (条款序号).

    >>> [numeral(n) for n in (3, 10, 15, 20, 110, 122, 108)]
    ['三', '十', '十五', '二十', '一百一十', '一百二十二', '一百零八']
    """
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones else "")
