"""A picture with the numbers behind it (图): SVG, PNG, and a page of its own that needs no network.

>>> from community_charity.whatif.pictures import series
>>> picture = series(
...     ["2025-01", "2025-02"],
...     {Text("now", "现行"): [100_00, 250_00]},
...     title=Text("Paid by month", "每月支出"),
...     source=Text("invented figures", "虚构数字"),
... )
>>> picture.data.records("zh")[1]
{'期间': Text(en='2025-02', zh='2025-02'), '现行': yuan("250.00")}
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from community_charity.errors import expect
from community_charity.language import Lang, Text
from community_charity.money import Money
from community_charity.whatif.pictures.checks import Unit
from community_charity.whatif.pictures.page import fragment, page
from community_charity.whatif.pictures.paper import Drawing, printed
from community_charity.whatif.pictures.svg import readable
from community_charity.whatif.pictures.words import percent, printable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

Cell: TypeAlias = Text | Money | int | float


@attrs.frozen
class Table:
    """The numbers behind a picture (图中数据), as a table: heads in two languages, and rows.

    Money is `Money` (a statistic between two fen is rounded to the nearest), a share is a float from 0 to 1.

    >>> table = Table.of([(Text("year", "年度"), None, [Text("1", "1")]), (Text("failed", "断供"), "share", [0.05])])
    >>> table.lines("en")
    [('year', 'failed'), ('1', '5%')]
    """

    heads: tuple[Text, ...]
    units: tuple[Unit | None, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, columns: Iterable[tuple[Text, Unit | str | None, Iterable[Any]]]) -> Table:
        """Put columns together, each a head, a unit (nothing for words) and values (由列组成).

        >>> Table.of([(Text("cases", "个案"), "count", [3])]).rows
        ((3,),)
        """
        heads, units, values = zip(*columns, strict=True)
        read = [None if unit is None else Unit(unit) for unit in units]
        cells = [[_cell(value, unit) for value in each] for each, unit in zip(values, read, strict=True)]
        return cls(heads, tuple(read), tuple(zip(*cells, strict=True)))

    def records(self, lang: Lang = "en") -> list[dict[str, Cell]]:
        """Give one mapping for each row, by the heads in a language (数据行).

        >>> Table.of([(Text("cases", "个案"), "count", [3])]).records("zh")
        [{'个案': 3}]
        """
        names = [head.to(lang) for head in self.heads]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def lines(self, lang: Lang = "en") -> list[tuple[str, ...]]:
        """Write the heads and each row as text (文字表格).

        >>> Table.of([(Text("paid", "支出"), "money", [1_200_50])]).lines("zh")
        [('支出',), ('¥1,200.50',)]
        """
        body = (
            tuple(_written(cell, unit, lang) for cell, unit in zip(row, self.units, strict=True)) for row in self.rows
        )
        return [tuple(head.to(lang) for head in self.heads), *body]


def _cell(value: Any, unit: Unit | None) -> Cell:
    if unit is None:
        return expect(value, Text)
    if unit is Unit.MONEY:
        return Money(round(float(value)) if isinstance(value, float) else int(value))
    return float(value) if unit is Unit.SHARE or isinstance(value, float) else int(value)


def _written(cell: Cell, unit: Unit | None, lang: Lang) -> str:
    if isinstance(cell, Text):
        return cell.to(lang)
    if isinstance(cell, Money):
        return str(cell)
    if unit is Unit.SHARE:
        return percent(cell)
    return f"{cell:,}" if isinstance(cell, int) else f"{cell:,.6g}"


@attrs.frozen(eq=False)
class Picture:
    """A picture in two languages (图), with a title, a description, its source and the numbers behind it.

    ``lang`` is the language of notebooks and of each method that is not told another. The functions of this package
    make pictures; nobody else needs to. Drawing touches neither pyplot nor any setting of matplotlib. The words of an
    SVG are outlines: a reader's machine may lack a Chinese font, and with another font labels would no longer fit.
    Search and screen readers have the description and the table.

    >>> from community_charity.whatif.pictures import tornado
    >>> picture = tornado(
    ...     ["ceiling"],
    ...     low=[80_00],
    ...     high=[150_00],
    ...     base=100_00,
    ...     title=Text("Cost", "费用"),
    ...     source=Text("invented", "虚构"),
    ... )
    >>> picture.to_svg().startswith("<svg"), picture.to_png()[1:4]
    (True, b'PNG')
    """

    title: Text = attrs.field(validator=attrs.validators.instance_of(Text))
    description: Text
    source: Text
    data: Table
    lang: Lang
    size: tuple[float, float]
    _draw: Drawing = attrs.field(repr=False)

    def to_svg(self, path: str | PathLike[str] | None = None, *, lang: Lang | None = None) -> str:
        """Write the picture as SVG (矢量图): the same input gives the same bytes with the same matplotlib and fonts.

        Raises `MissingExtra` without matplotlib, or without a font for the words.
        """
        lang = self.lang if lang is None else lang
        svg = readable(self._printed("svg", lang).decode(), printable(self.title.to(lang)), self._told(lang))
        if path is not None:
            Path(path).write_text(f'<?xml version="1.0" encoding="utf-8"?>\n{svg}\n', encoding="utf-8", newline="\n")
        return svg

    def to_png(self, path: str | PathLike[str] | None = None, *, lang: Lang | None = None, dpi: int = 150) -> bytes:
        """Write the picture as PNG (位图), ``dpi`` dots to the inch. Raises as `to_svg` does."""
        image = self._printed("png", self.lang if lang is None else lang, dpi)
        if path is not None:
            Path(path).write_bytes(image)
        return image

    def to_html(self, path: str | PathLike[str] | None = None, lang: Lang | None = None) -> str:
        """Write a page of its own (网页): the picture, what it shows, its source, and the numbers as a table.

        The page needs nothing from a network. Raises as `to_svg` does.
        """
        lang = self.lang if lang is None else lang
        text = page(printable(self.title.to(lang)), self.fragment(lang, open_=True), lang)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8", newline="\n")
        return text

    def fragment(self, lang: Lang, *, open_: bool = False) -> str:
        """Give the picture with its words and numbers, to stand in a page that exists already (网页片段). Raises as `to_svg` does."""
        return fragment(self.to_svg(lang=lang), self._told(lang), self.data.lines(lang), lang, open_=open_)

    def _told(self, lang: Lang) -> str:
        return printable(f"{self.description.to(lang)} {sourced(self.source).to(lang)}".strip())

    def _printed(self, kind: str, lang: Lang, dpi: int = 150) -> bytes:
        return printed(self._draw, self.title, sourced(self.source), lang=lang, size=self.size, kind=kind, dpi=dpi)

    def _repr_svg_(self) -> str:
        return self.to_svg()

    def _repr_html_(self) -> str:
        return self.fragment(self.lang)


def sourced(source: Text) -> Text:
    """Say where the numbers come from (数据来源).

    >>> sourced(Text("synthetic data, seed 1", "合成数据，种子1")).zh
    '数据来源：合成数据，种子1'
    """
    return Text("Source: {source}", "数据来源：{source}").fill(source=source)
