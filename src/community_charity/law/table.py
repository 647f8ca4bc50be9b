"""Figures as a table: for reading, for a page, for a program (数值表).

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> table = Law.of("cn").figures().of_topic("fundraising")
>>> [row["value"] for row in table.records() if row["key"] == "public_fundraising_wait_years"]
['2', '1']
>>> print(Law.of("cn").on(date(2025, 3, 13)).figures().text("zh").splitlines()[0])
地方性社会团体最低活动资金：¥30,000.00
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Literal

from community_charity.errors import MISSING_EXTRA, WRONG_CHOICE, Malformed, MissingExtra, shown
from community_charity.language import Text
from community_charity.law.figure import DatedValue, Figure
from community_charity.law.schema import TOPICS, topic_of
from community_charity.law.values import digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community_charity.language import Lang

HEAD = (
    Text("figure", "数值"),
    Text("value", "取值"),
    Text("in force", "生效期间"),
    Text("place", "地区"),
    Text("source", "出处"),
    Text("basis; verified", "效力依据；核实程度"),
    Text("note", "说明"),
)
"""The heads of the columns for readers."""


class FigureTable(tuple[Figure, ...]):
    """Figures that can be shown (数值表): a tuple of `Figure`, with one row for each dated value.

    >>> from community_charity.law.law import Law
    >>> figures = Law.of("cn").figures()
    >>> figures[0].key, len(figures.records()) >= len(figures)
    ('association_minimum_capital', True)
    """

    __slots__ = ()

    def values(self) -> Iterator[tuple[Figure, DatedValue]]:
        """Give each dated value with its figure, in order (逐行)."""
        return ((figure, value) for figure in self for value in figure.history)

    def of_topic(self, topic: str) -> FigureTable:
        """Keep the figures of one topic, such as ``"fundraising"`` (按主题筛选); `TOPICS` lists them. Raises `Malformed`.

        >>> from community_charity.law.law import Law
        >>> [figure.key for figure in Law.of("cn").figures().of_topic("privacy")][0]
        'referral_needs_consent'
        """
        if topic not in TOPICS:
            raise Malformed(WRONG_CHOICE, given=shown(topic), choices=", ".join(TOPICS), kind="topic")
        return FigureTable(figure for figure in self if topic_of(figure.key) == topic)

    def records(self) -> list[dict[str, str | None]]:
        """Give one mapping for each dated value (数据行), all values as text: money in yuan, rates as decimals.

        Where a value cites several articles, they are parted by ``"; "`` in the same order.

        >>> from community_charity.law.law import Law
        >>> list(Law.of("cn").figures().records()[0])[:5]
        ['key', 'topic', 'place', 'title_en', 'title_zh']
        """
        return [record(figure, value) for figure, value in self.values()]

    def text(self, lang: Lang = "en") -> str:
        """Write each value as a few lines: what it is, since when, where it comes from (文本)."""
        return "\n".join(_lines(figure, value, lang) for figure, value in self.values())

    def markdown(self, lang: Lang = "en") -> str:
        """Write a Markdown table (Markdown 表格)."""
        rows = [tuple(head.to(lang) for head in HEAD), ("---",) * len(HEAD)]
        for figure, value in self.values():
            title, *cells = (cell.replace("|", "\\|").replace("\n", "<br>") for cell in _cells(figure, value, lang))
            rows.append((f"{title}<br>`{figure.key}`", *cells))
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def html(self, lang: Lang = "en") -> str:
        """Write an HTML table (网页表格)."""
        head = "".join(f"<th>{escape(head.to(lang))}</th>" for head in HEAD)
        body = ""
        for figure, value in self.values():
            title, *cells = (escape(cell).replace("\n", "<br>") for cell in _cells(figure, value, lang))
            body += f"<tr><td>{title}<br><code>{figure.key}</code></td>"
            body += "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def to_frame(self, backend: Literal["pandas", "polars", "pyarrow"] = "pandas") -> Any:
        """Give the records as a data frame of a library that is installed (数据框): pandas, polars or pyarrow.

        Raises `MissingExtra` if it, or Narwhals, is not there.

        >>> from community_charity.law.law import Law
        >>> Law.of("cn").figures().to_frame("polars")["key"][0]
        'association_minimum_capital'
        """
        rows = self.records()
        try:
            import narwhals  # noqa: PLC0415 - an optional extra

            columns = {name: [row[name] for row in rows] for name in RECORD}
            return narwhals.from_dict(columns, backend=backend).to_native()
        except ImportError as error:
            raise MissingExtra(
                MISSING_EXTRA, given=f"a {backend} frame", package=f"narwhals and {backend}", extra="frames"
            ) from error

    def _repr_html_(self) -> str:
        return self.html()


RECORD = (
    "key",
    "topic",
    "place",
    "title_en",
    "title_zh",
    "value",
    "unit",
    "since",
    "until",
    "by",
    "sense",
    "instrument",
    "number",
    "article",
    "url",
    "basis",
    "verified",
    "instrument_en",
    "article_en",
    "note_en",
    "note_zh",
)
"""The fields of a record."""


def record(figure: Figure, value: DatedValue) -> dict[str, str | None]:
    """Give one dated value as plain text by field (数据行); ``None`` for what is not known.

    >>> from community_charity.law.law import Law
    >>> figure = Law.of("cn").figure("association_minimum_capital")
    >>> found = record(figure, figure.history[0])
    >>> found["value"], found["unit"], found["number"], found["article"]
    ('30000.00', 'yuan', '国务院令第250号', '第十条第一款第（五）项')
    """
    cited = value.citations
    articles = [c.article for c in cited if c.article]
    fields = (
        figure.key,
        topic_of(figure.key),
        value.place,
        figure.title.en,
        figure.title.zh,
        digits(value.value),
        value.unit.value,
        value.since.isoformat(),
        value.until.isoformat() if value.until else None,
        "fiscal_year" if figure.by_fiscal_year else "day",
        figure.sense.value,
        _joined([c.instrument.zh for c in cited]),
        _joined([c.number for c in cited if c.number]),
        _joined([article.zh for article in articles]),
        _joined([c.url for c in cited if c.url]),
        value.basis.value,
        value.verified.value,
        _joined([c.instrument.en for c in cited]),
        _joined([article.en for article in articles]),
        value.note.en if value.note else None,
        value.note.zh if value.note else None,
    )
    return dict(zip(RECORD, fields, strict=True))


def _joined(parts: list[str]) -> str | None:
    return "; ".join(dict.fromkeys(parts)) or None


def days(value: DatedValue, lang: Lang) -> str:
    """Write from when to when a value holds (生效期间).

    >>> from community_charity.law.law import Law
    >>> [days(value, "en") for value in Law.of("cn").figure("public_fundraising_wait_years").history]
    ['2016-09-01 to 2024-09-04', 'from 2024-09-05']
    """
    if value.until is None:
        return Text("from {since}", "自{since}起").fill(since=value.since).to(lang)
    return Text("{since} to {until}", "{since}至{until}").fill(since=value.since, until=value.until).to(lang)


def _cells(figure: Figure, value: DatedValue, lang: Lang) -> tuple[str, ...]:
    return (
        figure.title.to(lang),
        value.shown(lang),
        days(value, lang),
        value.place,
        "\n".join(citation.to(lang) for citation in value.citations) or "–",
        f"{value.basis.text.to(lang)}\n{value.verified.text.to(lang)}",
        value.note.to(lang) if value.note else "",
    )


def _lines(figure: Figure, value: DatedValue, lang: Lang) -> str:
    is_ = ": " if lang == "en" else "："
    note = f"\n    {value.note.to(lang)}" if value.note else ""
    place = f"{value.place}, " if lang == "en" else f"{value.place}，"
    return (
        f"{figure.title.to(lang)}{is_}{value.shown(lang)}\n"
        f"    {figure.key}, {place}{days(value, lang)}\n    {value.source(lang)}{note}"
    )
