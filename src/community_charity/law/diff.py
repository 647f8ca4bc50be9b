"""What differs between two laws or two days, and what changes next (法规比较与后续变化).

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> law = Law.of("cn")
>>> changed = law.on(date(2024, 9, 4)).diff(law.on(date(2024, 9, 5)))
>>> [
...     str(v.value)
...     for key, *both in changed
...     for values in both
...     for v in values
...     if key == "public_fundraising_wait_years"
... ]
['2', '1']
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - kept in the annotations of tuples that other tools resolve
from html import escape
from typing import TYPE_CHECKING, NamedTuple

import attrs

from community_charity.errors import LawError, declare
from community_charity.language import Text
from community_charity.law.figure import DatedValue, Figure  # noqa: TC001 - as above
from community_charity.law.table import days

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community_charity.language import Lang
    from community_charity.law.law import Law

ELSEWHERE = declare(
    "law.diff_elsewhere",
    wanted=("a law in which figure {key} is as it was before the change", "数值 {key} 与变更前一致的法规"),
    do=("apply the difference to the law that it was taken from", "请将差异应用于其所出自的法规"),
)


class Change(NamedTuple):
    """One figure that differs (一项差异): its key, the values here only, and the values there only."""

    key: str
    before: tuple[DatedValue, ...]
    after: tuple[DatedValue, ...]


class Diff(tuple[Change, ...]):  # noqa: SLOT001 - carries the figures of both sides beside its rows
    """What differs between two laws (差异): a tuple of `Change`, which can be shown, and applied.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> law = Law.of("cn")
    >>> reform = law.amend(since=date(2026, 1, 1), association_minimum_members=30)
    >>> print(law.diff(reform).text("zh").splitlines()[0])
    社会团体最少会员数（个人会员，或个人与单位会员混合）（association_minimum_members）
    >>> law.diff(reform).applied_to(law).on(date(2026, 1, 1)).association_minimum_members
    30
    """

    _here: Mapping[str, Figure]
    _there: Mapping[str, Figure]
    _place: str

    @classmethod
    def between(cls, here: Law, there: Law) -> Diff:
        """Compare two laws, figure by figure (比较)."""
        mine, theirs = {f.key: f for f in here.figures()}, {f.key: f for f in there.figures()}
        keys = [key for key in dict.fromkeys((*mine, *theirs)) if mine.get(key) != theirs.get(key)]
        found = cls(_change(key, mine.get(key), theirs.get(key)) for key in keys)
        found._here, found._there = ({k: f[k] for k in keys if k in f} for f in (mine, theirs))
        found._place = there.place
        return found

    def applied_to(self, law: Law) -> Law:
        """Give the law on the other side (应用差异). Raises `LawError` if the law is not that of this side."""
        figures = {figure.key: figure for figure in law.figures()}
        for key, *_ in self:
            if figures.get(key) != self._here.get(key):
                raise LawError(ELSEWHERE, given=law.place, key=key)
            figures.pop(key, None)
        return attrs.evolve(law, place=self._place, figures=figures | dict(self._there))

    def text(self, lang: Lang = "en") -> str:
        """Write each figure that differs, with the values of both sides (文本)."""
        return "\n".join(line for change in self for line in self._lines(change, lang))

    def markdown(self, lang: Lang = "en") -> str:
        """Write a Markdown table (Markdown 表格)."""
        head = [part.to(lang) for part in _HEAD]
        rows = [head, ["---"] * len(head)]
        for change in self:
            cells = [_side(side, lang, "<br>").replace("|", "\\|") for side in (change.before, change.after)]
            rows.append([f"{self._title(change.key).to(lang)}<br>`{change.key}`", *cells])
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def html(self, lang: Lang = "en") -> str:
        """Write an HTML table (网页表格)."""
        head = "".join(f"<th>{escape(part.to(lang))}</th>" for part in _HEAD)
        body = ""
        for change in self:
            cells = [escape(_side(side, lang, "\n")).replace("\n", "<br>") for side in (change.before, change.after)]
            title = f"{escape(self._title(change.key).to(lang))}<br><code>{change.key}</code>"
            body += "<tr>" + "".join(f"<td>{cell}</td>" for cell in (title, *cells)) + "</tr>"
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _repr_html_(self) -> str:
        return self.html()

    def _title(self, key: str) -> Text:
        return (self._there.get(key) or self._here[key]).title

    def _lines(self, change: Change, lang: Lang) -> list[str]:
        head = Text("{title} ({key})", "{title}（{key}）").fill(title=self._title(change.key), key=change.key)
        return [
            head.to(lang),
            *(f"  - {_one(value, lang)}" for value in change.before),
            *(f"  + {_one(value, lang)}" for value in change.after),
        ]


_HEAD = (Text("figure", "数值"), Text("before", "变更前"), Text("after", "变更后"))


def _change(key: str, here: Figure | None, there: Figure | None) -> Change:
    mine, theirs = here.history if here else (), there.history if there else ()
    return Change(key, _without(mine, theirs), _without(theirs, mine))


def _without(these: tuple[DatedValue, ...], those: tuple[DatedValue, ...]) -> tuple[DatedValue, ...]:
    return tuple(value for value in these if value not in those)


def _side(values: tuple[DatedValue, ...], lang: Lang, between: str) -> str:
    return between.join(_one(value, lang) for value in values) or "–"


def _one(value: DatedValue, lang: Lang) -> str:
    shape = Text("{value}, {days}: {source}", "{value}，{days}：{source}")
    return shape.fill(value=value.shown(lang), days=days(value, lang), source=value.source(lang)).to(lang)


class Coming(NamedTuple):
    """A change that is already known (后续变化): the first day on which it holds, and the values on both sides."""

    on: date
    key: str
    before: DatedValue | None
    after: DatedValue | None
