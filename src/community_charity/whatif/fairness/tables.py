"""Results as plain text and as rows (表格)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from community_charity.language import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from community_charity.language import Lang

WITHHELD = Text("withheld", "不予公布")
UNKNOWN = Text("cannot be said", "无法得出")
NO_LIMIT = Text("no limit", "无上限")
NAME = Text("group", "组别")
ALL = Text("all", "合计")


def percent(share: Fraction | float) -> str:
    """Write a share as per cent with one decimal (百分比).

    >>> percent(0.125)
    '12.5 %'
    """
    return f"{float(share) * 100:.1f} %"


def lay_out(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write rows under their heads in columns of even width (对齐排版); a Chinese character is two wide.

    >>> print(lay_out(["村", "n"], [["a", "12"]]))
    村  n
    a   12
    """
    lines = [list(head), *(list(row) for row in rows)]
    widths = [max(_width(line[place]) for line in lines) for place in range(len(head))]
    return "\n".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def written(title: Text, head: Sequence[Text], rows: Sequence[Sequence[str]], notes: Sequence[Text], lang: Lang) -> str:
    """Write a title, a table and its notes in a language (成文).

    >>> print(written(Text("Villages", "村"), [NAME], [["east"]], [], "en"))
    Villages
    group
    east
    """
    table = lay_out([cell.to(lang) for cell in head], rows)
    return "\n".join([title.to(lang), table, *(note.to(lang) for note in notes)])
