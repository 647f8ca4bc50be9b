"""How a statement is laid out: as text, as Markdown, as a table for a page (报表格式)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from html import escape
from typing import TYPE_CHECKING

from community_charity.language import Text

if TYPE_CHECKING:
    from community_charity.language import Lang
    from community_charity.restrictions import Restriction

UNRESTRICTED = Text("unrestricted", "非限定用途")


def restricted_to(restriction: Restriction | None) -> Text:
    """Put a restriction into words (用途限定).

    >>> from community_charity.pools import Cause
    >>> from community_charity.restrictions import Restriction
    >>> restricted_to(Restriction(purposes=[Cause.ILLNESS, Cause.EDUCATION])).zh
    '限用于就学、患病'
    """
    return UNRESTRICTED if restriction is None else restriction.text


def code_of(restriction: Restriction | None) -> str | None:
    """Give the code of a restriction (限定代码), ``None`` for unrestricted money.

    >>> from community_charity.pools import Cause
    >>> from community_charity.restrictions import Restriction
    >>> code_of(Restriction(purposes=[Cause.ILLNESS, Cause.EDUCATION]))
    'purposes=relief/education,relief/illness'
    """
    return None if restriction is None else restriction.code


class Paper(ABC):
    """What all statements have in common (报表通用格式): a title and a table, written in three ways.

    >>> [name for name in ("text", "markdown", "html") if hasattr(Paper, name)]
    ['text', 'markdown', 'html']
    """

    __slots__ = ()
    _labels = 2

    @abstractmethod
    def title(self) -> Text:
        """Name the statement (标题)."""

    @abstractmethod
    def table(self, lang: Lang = "en") -> list[tuple[str, ...]]:
        """Give a heading and the rows (表格)."""

    def text(self, lang: Lang = "en") -> str:
        """Write the title, and one line for each row (文本)."""
        head, *rows = self.table(lang)
        comma, colon = (", ", ": ") if lang == "en" else ("，", "：")
        lines = [self.title().to(lang)]
        for row in rows:
            facts = [f"{name} {cell}" for name, cell in zip(head, row, strict=True)][self._labels :]
            lines.append(comma.join(row[: self._labels]) + colon + comma.join(facts))
        return "\n".join(lines)

    def markdown(self, lang: Lang = "en") -> str:
        """Write the title and a table in Markdown (Markdown 表格)."""
        head, *rows = [[escape(cell).replace("|", "\\|") for cell in row] for row in self.table(lang)]
        lines = [f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows]]
        return "\n".join([f"**{self.title().to(lang)}**", "", *lines])

    def html(self, lang: Lang = "en") -> str:
        """Write a table for a page or a notebook (网页表格)."""
        head, *rows = self.table(lang)
        cells = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
        heading = "".join(f"<th>{escape(cell)}</th>" for cell in head)
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        return f"<table><caption>{self.title().to(lang)}</caption><tr>{heading}</tr>{body}</table>"

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.text()
