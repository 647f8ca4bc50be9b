"""A duty: what has to be done, by when, by which article (义务), and many of them (义务清单)."""

from __future__ import annotations

from datetime import date
from enum import Enum
from html import escape
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.calendar import day
from community_charity.errors import choice, expect
from community_charity.language import Text
from community_charity.law.figure import DatedValue
from community_charity.law.rendering import both, data_of
from community_charity.rules.disclosure.facts import Done

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from community_charity.language import Lang
    from community_charity.law.citation import Citation


class Timing(Enum):
    """How the day of a duty binds (期限的性质): by it, ahead of what it is about, or at least until it.

    >>> Timing("at_least").text.zh.format(due="2026-01-16")
    '至少保留至 2026-01-16'
    """

    BY = "by"
    AHEAD = "ahead"
    AT_LEAST = "at_least"

    @property
    def text(self) -> Text:
        """The words for a reader (名称), with a place for the day."""
        return _TIMINGS[self]


_TIMINGS = {
    Timing.BY: Text("by {due}", "不迟于 {due}"),
    Timing.AHEAD: Text("ahead, by {due}", "事先，不迟于 {due}"),
    Timing.AT_LEAST: Text("at least until {due}", "至少保留至 {due}"),
}
_NO_DAY = Text("no day fixed", "未定具体日期")


class DutyState(Enum):
    """How a duty stands on a day (履行状态). ``DutyState("late")`` looks one up.

    >>> DutyState("late").text.zh
    '逾期未办'
    """

    OPEN = "open"
    DONE = "done"
    LATE = "late"
    DONE_LATE = "done_late"
    TOO_SHORT = "too_short"
    UNDETERMINED = "undetermined"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _STATES[self]


_STATES = {
    DutyState.OPEN: Text("open", "待办"),
    DutyState.DONE: Text("done", "已办"),
    DutyState.LATE: Text("late", "逾期未办"),
    DutyState.DONE_LATE: Text("done late", "逾期办理"),
    DutyState.TOO_SHORT: Text("taken down too early", "公布时间不足"),
    DutyState.UNDETERMINED: Text("undetermined", "待定"),
}


@attrs.frozen
class DutyKind:
    """A kind of duty (义务种类): its code, who owes it, and what has to be done.

    >>> from community_charity.rules.disclosure.kinds import KINDS
    >>> KINDS["plan-filing"].who.zh
    '慈善组织'
    """

    code: str
    who: Text
    does: Text


@attrs.frozen(kw_only=True)
class Duty:
    """One duty (一项义务). `duties` makes them.

    ``due`` is the last day; of a posting the last day on which it must hang; ``None`` where the law that was read
    names none. ``number`` counts the members of a series. ``asks`` says what to find out while it is not known
    whether the duty applies; then the state is undetermined. ``values`` are the figures of the law behind it.

    >>> from community_charity.calendar import EVERY_DAY
    >>> from community_charity.law.law import Law
    >>> from community_charity.rules.disclosure import CampaignEnded, duties
    >>> ended = CampaignEnded("spring-drive", date(2025, 3, 31))
    >>> duty = duties([ended], Law.of("cn"), EVERY_DAY, until=date(2025, 12, 31))[0]
    >>> duty.id, duty.due, duty.state(date(2025, 7, 1)).value
    ('campaign-final-report:spring-drive', datetime.date(2025, 6, 30), 'late')
    >>> print(duty.text("zh"))
    不迟于 2025-06-30：全面、详细公布公开募捐活动 spring-drive 的募捐情况〔《慈善法（2023年修正）》（2023-12-29）第七十九条第二款；《慈善组织公开募捐管理办法》（民政部令第74号）第二十一条第二款〕
    """

    id: str
    kind: DutyKind
    subject: str
    triggered_on: date
    due: date | None
    timing: Timing = Timing.BY
    number: int | None = None
    values: tuple[DatedValue, ...] = ()
    asks: Text | None = None
    done_on: date | None = None

    @property
    def what(self) -> Text:
        """What has to be done, in words (事项)."""
        said = self.kind.does.fill(subject=self.subject)
        return said if self.number is None else Text("{w} (no. {n})", "{w}（第{n}次）").fill(w=said, n=self.number)

    @property
    def when(self) -> Text:
        """By when, in words (期限)."""
        return _NO_DAY if self.due is None else self.timing.text.fill(due=self.due)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The articles behind it, in order, each once (依据)."""
        return tuple(dict.fromkeys(citation for value in self.values for citation in value.citations))

    @property
    def notes(self) -> tuple[Text, ...]:
        """What a reader must know of the figures behind it (说明)."""
        return tuple(dict.fromkeys(value.note for value in self.values if value.note is not None))

    def law(self, lang: Lang = "en") -> str:
        """Write the articles behind it in one line (依据); of a what-if, which has none, the note."""
        cited = [citation.to(lang) for citation in self.citations] or [note.to(lang) for note in self.notes]
        return ("; " if lang == "en" else "；").join(cited)

    def done(self, on: date) -> Done:
        """Give the fact that it was done on a day (已履行), to be told to `duties`. Raises `Malformed`.

        >>> from community_charity.rules.disclosure.kinds import KINDS
        >>> filing = Duty(
        ...     id="plan-filing:a", kind=KINDS["plan-filing"], subject="a", triggered_on=date(2025, 3, 20), due=None
        ... )
        >>> filing.done(date(2025, 3, 10)).duty
        'plan-filing:a'
        """
        return Done(self.id, on)

    def state(self, as_of: date) -> DutyState:
        """Tell how it stands at the end of a day (某日状态). What was done later is not known yet. Raises `Malformed`.

        A duty that is done counts as done even while it is not known whether it applied.
        """
        day(as_of)
        done = self.done_on if self.done_on is not None and self.done_on <= as_of else None
        if done is None:
            if self.asks is not None:
                return DutyState.UNDETERMINED
            late = self.due is not None and self.timing is not Timing.AT_LEAST and as_of > self.due
            return DutyState.LATE if late else DutyState.OPEN
        if self.due is None or self.asks is not None:
            return DutyState.DONE
        if self.timing is Timing.AT_LEAST:
            return DutyState.DONE if done > self.due else DutyState.TOO_SHORT
        return DutyState.DONE if done <= self.due else DutyState.DONE_LATE

    def text(self, lang: Lang = "en", as_of: date | None = None) -> str:
        """Write it in one line: by when, what, by which articles (一行文本); with a day, also how it stands."""
        shape = Text("{when}: {what} [{law}]", "{when}：{what}〔{law}〕")
        line = shape.fill(when=self.when, what=self.what, law=Text(self.law("en"), self.law("zh"))).to(lang)
        if as_of is not None:
            line = f"[{self.state(as_of).text.to(lang)}] {line}"
        if self.due is None and self.citations:
            line += "".join(Text(" ({n})", "（{n}）").fill(n=note).to(lang) for note in self.notes)
        if self.asks is not None:
            line += Text(" (find out: {a})", "（待查明：{a}）").fill(a=self.asks).to(lang)
        return line

    def to_dict(self, as_of: date | None = None) -> dict[str, Any]:
        """Give it as plain values for JSON, texts in both languages (数据); with a day, also its state."""
        return {
            "id": self.id,
            "kind": self.kind.code,
            "subject": self.subject,
            "number": self.number,
            "who": both(self.kind.who),
            "what": both(self.what),
            "triggered_on": self.triggered_on.isoformat(),
            "due": self.due and self.due.isoformat(),
            "timing": self.timing.value,
            "done_on": self.done_on and self.done_on.isoformat(),
            "asks": self.asks and both(self.asks),
            "sources": [data_of(value) for value in self.values],
        } | ({} if as_of is None else {"state": self.state(as_of).value})

    def order(self) -> tuple[Any, ...]:
        """Give what duties are sorted by (排序依据): the day, those without one last; then kind, subject and number."""
        return self.due is None, self.due or self.triggered_on, self.kind.code, self.subject, self.number or 0, self.id


_HEAD = (
    Text("due", "期限"),
    Text("what", "事项"),
    Text("who", "义务人"),
    Text("source", "依据"),
)
_STATE_HEAD = Text("state", "状态")
_ASKS = Text(" ({asks}?)", "（{asks}？）")


def _each(value: Iterable[Duty]) -> tuple[Duty, ...]:
    return tuple(expect(duty, Duty) for duty in (value if isinstance(value, list) else expect(value, tuple)))


@attrs.frozen(repr=False)
class DutyList:
    """Duties in the order in which they fall due (义务清单); those without a day stand last.

    It can be counted, walked through and indexed like a tuple.

    >>> len(DutyList(())), DutyList(()).next(date(2026, 1, 1)) is None
    (0, True)
    """

    duties: tuple[Duty, ...] = attrs.field(converter=_each)

    def __len__(self) -> int:
        return len(self.duties)

    def __iter__(self) -> Iterator[Duty]:
        return iter(self.duties)

    def __getitem__(self, place: int) -> Duty:
        return self.duties[place]

    def in_state(self, state: DutyState, as_of: date) -> DutyList:
        """Give those that stand so on a day (按状态筛选). Raises `Malformed` for what is no plain date, or no state."""
        wanted = choice(state, DutyState)
        day(as_of)  # also where there is no duty to ask
        return DutyList(tuple(duty for duty in self.duties if duty.state(as_of) is wanted))

    def late(self, as_of: date) -> DutyList:
        """Give those that should have been done and are not (逾期未办)."""
        return self.in_state(DutyState.LATE, as_of)

    def next(self, as_of: date) -> Duty | None:
        """Give the open duty that falls due first, ``None`` if no open one has a day (下一项待办)."""
        waiting = [duty for duty in self.in_state(DutyState.OPEN, as_of) if duty.due is not None and duty.due >= as_of]
        return waiting[0] if waiting else None

    def find(self, duty_id: str) -> Duty | None:
        """Give one by its id, or ``None`` (查找)."""
        return next((duty for duty in self.duties if duty.id == duty_id), None)

    def table(self, lang: Lang = "en", as_of: date | None = None) -> list[tuple[str, ...]]:
        """Give a heading and a row for each duty (表格): due, what, who, source; with a day, first the state.

        >>> DutyList(()).table("zh")
        [('期限', '事项', '义务人', '依据')]
        """
        rows = [tuple(head.to(lang) for head in _HEAD)]
        rows += [
            (
                duty.when.to(lang),
                duty.what.to(lang) + (_ASKS.fill(asks=duty.asks).to(lang) if duty.asks else ""),
                duty.kind.who.to(lang),
                duty.law(lang),
            )
            for duty in self.duties
        ]
        if as_of is None:
            return rows
        states = [_STATE_HEAD.to(lang), *(duty.state(as_of).text.to(lang) for duty in self.duties)]
        return [(state, *row) for state, row in zip(states, rows, strict=True)]

    def text(self, lang: Lang = "en", as_of: date | None = None) -> str:
        """Write one line for each (文本)."""
        return "\n".join(duty.text(lang, as_of) for duty in self.duties)

    def to_dict(self, as_of: date | None = None) -> list[dict[str, Any]]:
        """Give them as plain values for JSON (数据)."""
        return [duty.to_dict(as_of) for duty in self.duties]

    def html(self, lang: Lang = "en", as_of: date | None = None) -> str:
        """Write them as a table for a page or a notebook (网页表格)."""
        head, *rows = self.table(lang, as_of)
        cells = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
        heading = "".join(f"<th>{escape(cell)}</th>" for cell in head)
        return f"<table><tr>{heading}</tr>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<DutyList: {len(self.duties)} duties>"
