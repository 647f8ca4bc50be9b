"""A page for one picture (单图网页): what is seen, what it says in words, and the numbers for who cannot see it.

>>> print(fragment("<svg/>", "Paid by year.", [("year", "paid"), ("1", "¥5.00")], "en"))
<figure class="cc-picture"><svg/><figcaption>Paid by year.</figcaption></figure>
<details class="cc-numbers"><summary>The numbers</summary><table>
<thead><tr><th scope="col">year</th><th scope="col">paid</th></tr></thead>
<tbody>
<tr><th scope="row">1</th><td>¥5.00</td></tr>
</tbody></table></details>
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from community_charity.language import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from community_charity.language import Lang

NUMBERS: Final = Text("The numbers", "图中数据")
_TAGS: Final = {"en": "en", "zh": "zh-CN"}
_STYLE: Final = (
    "body{max-width:60em;margin:2em auto;padding:0 1em;color:#222;background:#fff;"
    'font-family:"Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}'
    "figure{margin:0}svg{max-width:100%;height:auto}figcaption{margin:1em 0}"
    "table{border-collapse:collapse}th,td{padding:.2em .8em;border-bottom:1px solid #ccc;text-align:right}"
    "th{font-weight:normal;text-align:left}thead th{border-bottom:2px solid #222}"
)


def fragment(svg: str, told: str, lines: Sequence[Sequence[str]], lang: Lang, *, open_: bool = False) -> str:
    """Give the picture and its numbers for a page that exists already (网页片段); the first line is the head.

    >>> "图中数据" in fragment("<svg/>", "", [("年度",)], "zh")
    True
    """
    head, *rows = lines
    heading = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>\n'
        for first, *rest in rows
    )
    return (
        f'<figure class="cc-picture">{svg}<figcaption>{escape(told)}</figcaption></figure>\n'
        f'<details class="cc-numbers"{" open" if open_ else ""}><summary>{NUMBERS.to(lang)}</summary><table>\n'
        f"<thead><tr>{heading}</tr></thead>\n<tbody>\n{body}</tbody></table></details>"
    )


def page(title: str, inside: str, lang: Lang) -> str:
    """Give a whole page (完整网页), with its style inside.

    >>> page("T", "", "zh").splitlines()[1]
    '<html lang="zh-CN">'
    """
    return (
        f'<!DOCTYPE html>\n<html lang="{_TAGS[lang]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{inside}\n</body>\n</html>\n"
    )
