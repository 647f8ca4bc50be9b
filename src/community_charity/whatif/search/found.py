"""What every finding of a search can do (搜索结果): a table, text, a page fragment, plain data, always with its source.

>>> from fractions import Fraction
>>> cell(Fraction(1, 3)).en, cell(5)
('1/3', 5)
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.language import Text
from community_charity.whatif.search.runs import in_words

if TYPE_CHECKING:
    from community_charity.language import Lang
    from community_charity.whatif.search.outcomes import Value
    from community_charity.whatif.tables import Table


@attrs.frozen(repr=False)
class Found(ABC):
    """A finding (搜索结果): where the data come from, what the simulations leave out, from when changed figures hold."""

    source: Text = attrs.field(kw_only=True)
    notes: tuple[Text, ...] = attrs.field(kw_only=True)
    since: date = attrs.field(kw_only=True)

    @abstractmethod
    def table(self) -> Table:
        """Show it as a table (表格)."""

    def text(self, lang: Lang = "en") -> str:
        """Write it for a terminal (纯文本)."""
        return self.table().text(lang)

    def html(self, lang: Lang = "en") -> str:
        """Write it as a piece of HTML (网页片段)."""
        return self.table().html(lang)

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """Give plain data (数据): title, rows by the heads of the table, notes and source. Money is text in yuan."""
        table = self.table()
        return {
            "title": table.title.to(lang),
            "rows": table.records(lang),
            "notes": [note.to(lang) for note in table.notes],
            "source": table.source.to(lang),
        }

    def all_notes(self, *own: Text) -> tuple[Text, ...]:
        """Give the notes of a table (全部说明): its own, from when changed figures hold, what the simulations leave out."""
        return (*own, _SINCE.fill(since=self.since), *self.notes)

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.table().title.en}>"


_SINCE = Text(
    "changed figures hold from {since}; each month is paid by the law of its first day",
    "变更的数值自 {since} 起适用；每月按当月首日的规定支付",
)


def cell(value: Value) -> Any:
    """Put an outcome into a table (表格单元): a ratio stays a ratio and becomes no percentage."""
    return in_words(value) if isinstance(value, Fraction) else value
