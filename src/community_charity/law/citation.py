"""Where a figure comes from, and how well that is supported (出处与支持程度)."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.language import Text

if TYPE_CHECKING:
    from community_charity.language import Lang


class Basis(Enum):
    """What kind of authority stands behind a value (效力依据), strongest first. ``Basis("statute")`` looks one up.

    >>> Basis("statute").text.zh
    '法律法规规章'
    """

    STATUTE = "statute"
    NATIONAL_INSTRUMENT = "national_instrument"
    LOCAL_INSTRUMENT = "local_instrument"
    PRACTICE = "practice"
    ASSUMPTION = "assumption"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _BASIS[self]


class Verified(Enum):
    """How far the source was read (核实程度), best first. ``Verified("primary")`` looks one up.

    >>> Verified("primary").text.zh
    '已核对原文'
    """

    PRIMARY = "primary"
    PARTIAL = "partial"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _VERIFIED[self]


_BASIS = {
    Basis.STATUTE: Text("statute", "法律法规规章"),
    Basis.NATIONAL_INSTRUMENT: Text("national policy document", "国家规范性文件"),
    Basis.LOCAL_INSTRUMENT: Text("local instrument", "地方文件"),
    Basis.PRACTICE: Text("practice, not law", "实践做法，非法律规定"),
    Basis.ASSUMPTION: Text("assumption, not law", "假设，非法律规定"),
}
_VERIFIED = {
    Verified.PRIMARY: Text("text read", "已核对原文"),
    Verified.PARTIAL: Text("text read in part", "已核对部分原文"),
    Verified.SECONDARY: Text("from a report", "据报道或转述"),
    Verified.UNVERIFIED: Text("unverified", "未核实"),
}


@attrs.frozen
class Citation:
    """One place in one instrument (引用): its title, document number, date and article.

    ``described`` says that the title is our description, the instrument's own not being known: it
    is then written without title marks.

    >>> from datetime import date
    >>> rule = Citation(Text("Civil Code", "民法典"), None, date(2020, 5, 28), Text("art. 201", "第二百零一条"))
    >>> print(rule.to("en"))
    Civil Code (2020-05-28), art. 201
    >>> print(rule.to("zh"))
    《民法典》（2020-05-28）第二百零一条
    """

    instrument: Text
    number: str | None
    issued: date | None
    article: Text | None
    url: str | None = None
    described: bool = False

    def to(self, lang: Lang) -> str:
        """Write the citation in one language (引用文本); any but ``"en"`` is written in English."""
        known = [part for part in (self.number, self.issued and self.issued.isoformat()) if part]
        if lang == "zh":
            where = f"（{'，'.join(known)}）" if known else ""
            title = self.instrument.zh if self.described else f"《{self.instrument.zh}》"
            return f"{title}{where}{self.article.zh if self.article else ''}"
        where = f" ({', '.join(known)})" if known else ""
        return f"{self.instrument.en}{where}{', ' + self.article.en if self.article else ''}"

    def __str__(self) -> str:
        return self.to("en")


@attrs.frozen
class Instrument:
    """An instrument that a data file cites (文件): how it is cited, and what its values are worth unless they say else.

    >>> Instrument(Citation(Text("Notice", "通知"), None, None, None)).basis is None
    True
    """

    citation: Citation
    basis: Basis | None = None
    verified: Verified | None = None
