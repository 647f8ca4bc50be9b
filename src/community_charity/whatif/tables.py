"""Tables of what-ifs (情景表格): text, Markdown, HTML, records and data frames, in two languages, always with their source.

>>> from community_charity.money import Money
>>> table = Table(
...     Text("Paid", "支付"),
...     (Text("month", "月份"), Text("paid", "支付额")),
...     (("2025-01", Money(100)),),
...     Text("invented", "虚构"),
... )
>>> print(table.text("zh"))
支付
月份     支付额
2025-01   ¥1.00
来源：虚构
"""

from __future__ import annotations

import unicodedata
from html import escape
from typing import TYPE_CHECKING, Any, Literal

import attrs

from community_charity.errors import MISSING_EXTRA, MissingExtra
from community_charity.language import Text
from community_charity.law.words import shown
from community_charity.money import Money

if TYPE_CHECKING:
    from community_charity.language import Lang

_SOURCE = Text("source: {line}", "来源：{line}")


@attrs.frozen
class Table:
    """A table for readers and for programs (表格): a title, heads, rows of plain values, and where the data come from.

    A cell is `Money`, a whole number, a `Text`, a `Fraction`, text or ``None`` (nothing to say). ``notes`` are told below.
    """

    title: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[Any, ...], ...]
    source: Text
    notes: tuple[Text, ...] = ()

    def cells(self, lang: Lang = "en") -> list[list[str]]:
        """Give all cells as text, the heads first (文本单元格)."""
        return [[head.to(lang) for head in self.head], *([_cell(value, lang) for value in row] for row in self.rows)]

    def text(self, lang: Lang = "en") -> str:
        """Write the table for a terminal (纯文本)."""
        cells = self.cells(lang)
        widths = [max(_width(row[place]) for row in cells) for place in range(len(self.head))]
        right = self._right()
        lines = ["  ".join(_pad(*cell) for cell in zip(row, widths, right, strict=True)).rstrip() for row in cells]
        return "\n".join([self.title.to(lang), *lines, *self._below(lang)])

    def markdown(self, lang: Lang = "en") -> str:
        """Write a Markdown table (Markdown 表格)."""
        head, *rows = [[cell.replace("|", "\\|") for cell in row] for row in self.cells(lang)]
        rule = ["---:" if right else "---" for right in self._right()]
        lines = [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]
        below = [part for line in self._below(lang) for part in ("", line)]
        return "\n".join([f"**{self.title.to(lang)}**", "", *lines, *below])

    def html(self, lang: Lang = "en") -> str:
        """Write an HTML table (网页表格)."""
        head, *rows = self.cells(lang)
        style = [' style="text-align:right"' if right else "" for right in self._right()]
        top = "".join(f"<th{how}>{escape(cell)}</th>" for cell, how in zip(head, style, strict=True))
        body = "".join(
            "<tr>" + "".join(f"<td{how}>{escape(cell)}</td>" for cell, how in zip(row, style, strict=True)) + "</tr>"
            for row in rows
        )
        below = "".join(f"<p><small>{escape(line)}</small></p>" for line in self._below(lang))
        caption = f"<caption>{escape(self.title.to(lang))}</caption>"
        return f"<table>{caption}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>{below}"

    def records(self, lang: Lang = "en") -> list[dict[str, Any]]:
        """Give one mapping for each row (数据行): money as text in yuan, counts as numbers, the rest as text."""
        names = [head.to(lang) for head in self.head]
        return [dict(zip(names, (_plain(value, lang) for value in row), strict=True)) for row in self.rows]

    def to_frame(self, backend: Literal["pandas", "polars", "pyarrow"] = "pandas", lang: Lang = "en") -> Any:
        """Give the records as a data frame (数据框), its source in a column of its own. Raises `MissingExtra`."""
        names = [head.to(lang) for head in self.head]
        columns: dict[str, list[Any]] = {
            name: _of_one_kind([_plain(row[place], lang) for row in self.rows]) for place, name in enumerate(names)
        }
        columns[Text("source", "来源").to(lang)] = [self.source.to(lang)] * len(self.rows)
        return frame_of(columns, backend)

    def _right(self) -> list[bool]:
        """Tell which columns stand to the right: those of amounts and counts."""
        return [any(isinstance(row[place], Money | int) for row in self.rows) for place in range(len(self.head))]

    def _below(self, lang: Lang) -> list[str]:
        return [*(note.to(lang) for note in self.notes), _SOURCE.fill(line=self.source).to(lang)]

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.text()


def frame_of(columns: dict[str, Any], backend: str) -> Any:
    """Make a data frame of a library that is there (生成数据框). Raises `MissingExtra`.

    >>> frame_of({"paid": [100]}, "polars")["paid"][0]
    100
    """
    try:
        import narwhals.stable.v2 as nw  # noqa: PLC0415 - an optional extra

        return nw.from_dict(columns, backend=backend).to_native()  # type: ignore[arg-type] # a name that Narwhals checks
    except ImportError as error:
        package = f"narwhals and {backend}"
        raise MissingExtra(MISSING_EXTRA, given=f"a {backend} frame", package=package, extra="what-if") from error


def _cell(value: Any, lang: Lang) -> str:
    if value is None:
        return "-"
    if type(value) is int:
        return f"{value:,}"
    return shown(value, lang)


def _plain(value: Any, lang: Lang) -> Any:
    if isinstance(value, Money):
        return value.plain()
    return value if value is None or type(value) is int else shown(value, lang)


def _of_one_kind(values: list[Any]) -> list[Any]:
    """Where amounts and counts stand in one column, give all as text: the columns of most frames are of one kind."""
    if len({type(value) for value in values if value is not None}) < 2:
        return values
    return [None if value is None else str(value) for value in values]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _pad(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space
