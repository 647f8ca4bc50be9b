"""The yearly report of a society (互助社年度报告): members, capital, gifts, dues, relief by cause, and what is left.

It names nobody: no member, donor, household or case. Relief is told in person-times (人次), which are no count of
people. Where a village is small, a cause and an amount may still lead to one family: look before you post it.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.calendar import Period
from community_charity.language import Text
from community_charity.money import ZERO, Money, total
from community_charity.movements import Kind, Movements
from community_charity.parties import OrganisationId
from community_charity.pools import CAPITAL_GIFTS, Cause
from community_charity.publish.papers import Paper
from community_charity.relief import CASES, GRANTS
from community_charity.societies.custody import SocietyRegistered
from community_charity.societies.entries import ENTRIES
from community_charity.societies.members import MemberAdmitted, MemberKind, MemberReleased
from community_charity.societies.replenishing import row_of
from community_charity.societies.society import SocietyFounded

if TYPE_CHECKING:
    from datetime import date

    from community_charity.book.book import Book
    from community_charity.language import Lang
    from community_charity.movements import Move

_TITLE = Text("Yearly report of mutual-aid society {society}, {year}", "“救急难”互助社 {society} {year}年度报告")
_HEAD = (Text("item", "项目"), Text("amount or number", "金额或数量"))
_UNKNOWN = Text("not known", "不详")
_CAPITAL = Text("capital put in since the founding", "设立以来投入的启动资金")
_BY_CAUSE = Text("relief paid: {cause}, {times} person-times", "救助支出：{cause}，{times}人次")
_LINES = {
    "opening": Text("balance at the start", "年初余额"),
    "capital": Text("capital that came in", "启动资金收入"),
    "gifts": Text("gifts", "捐赠收入"),
    "dues": Text("members' dues", "会费收入"),
    "interest": Text("interest", "利息收入"),
    "moved_in": Text("moved in or matched", "转入与配捐"),
    "relief": Text("relief paid", "救助支出"),
    "spent": Text("other payments", "其他支出"),
    "fees": Text("fees", "费用"),
    "returned": Text("returned to givers", "退回捐赠"),
    "moved_out": Text("moved out", "转出"),
    "closing": Text("balance at the end", "年末余额"),
    "held": Text("of it promised and not yet paid", "其中已批未付"),
}
_CAME = ("capital", "gifts", "dues", "interest", "moved_in")
_WENT = ("relief", "spent", "fees", "returned", "moved_out")
_ALWAYS = ("opening", "gifts", "dues", "relief", "closing")


@attrs.frozen
class CauseLine:
    """Relief paid for one cause in the year (分事由救助): `Money`, and in how many person-times (人次).

    >>> CauseLine(Cause.ILLNESS, Money(300_00), 1).times
    1
    """

    cause: Cause
    paid: Money
    times: int


@attrs.frozen(repr=False, kw_only=True)
class YearlyReport(Paper):
    """A society's report on a calendar year (互助社年度报告); amounts are `Money`. `yearly_report` gives one.

    ``people`` and ``units`` are the members on the last day, ``None`` if not known; ``invested`` is all capital put in
    by then. ``causes`` are the relief by cause. The opening, and what came, less what went, is the closing.

    >>> report = YearlyReport(society="village-1", year=2025, gifts=Money(500), closing=Money(500))
    >>> report.is_conserved
    True
    >>> print(report.text("zh").splitlines()[0])
    “救急难”互助社 village-1 2025年度报告
    """

    society: OrganisationId
    year: int
    people: int | None = None
    units: int | None = None
    invested: Money = ZERO
    causes: tuple[CauseLine, ...] = ()
    opening: Money = ZERO
    capital: Money = ZERO
    gifts: Money = ZERO
    dues: Money = ZERO
    interest: Money = ZERO
    moved_in: Money = ZERO
    relief: Money = ZERO
    spent: Money = ZERO
    fees: Money = ZERO
    returned: Money = ZERO
    moved_out: Money = ZERO
    closing: Money = ZERO
    held: Money = ZERO

    @property
    def person_times(self) -> int:
        """In how many person-times relief was paid (救助人次)."""
        return sum(line.times for line in self.causes)

    @property
    def is_conserved(self) -> bool:
        """Tell whether opening + what came - what went = closing (收支平衡)."""
        came, went = (total(getattr(self, name) for name in names) for names in (_CAME, _WENT))
        return self.opening + came - went == self.closing

    def title(self) -> Text:
        """Name the report (标题)."""
        return _TITLE.fill(society=self.society, year=self.year)

    def table(self, lang: Lang = "en") -> list[tuple[str, ...]]:
        """Give a heading and the lines of the report (表格); lines without any money are left out.

        >>> YearlyReport(society="village-1", year=2025).table()[1]
        ('members on the last day: people', 'not known')
        """
        counts = (
            (Text("members on the last day: people", "年末个人会员"), self.people),
            (Text("members on the last day: organisations", "年末单位会员"), self.units),
        )
        lines: list[tuple[str, str]] = [
            (what.to(lang), _UNKNOWN.to(lang) if number is None else str(number)) for what, number in counts
        ]
        lines.append((_CAPITAL.to(lang), str(self.invested)))
        for name, what in _LINES.items():
            amount: Money = getattr(self, name)
            if amount or name in _ALWAYS:
                lines.append((what.to(lang), str(amount)))
            if name == "relief":
                lines += [(_line(one).to(lang), str(one.paid)) for one in self.causes]
        return [tuple(name.to(lang) for name in _HEAD), *lines]

    def text(self, lang: Lang = "en") -> str:
        """Write the title, and one line for each item (文本)."""
        colon = ": " if lang == "en" else "："
        return "\n".join([self.title().to(lang), *(colon.join(row) for row in self.table(lang)[1:])])

    def html(self, lang: Lang = "en") -> str:
        """Write a table for a page or a notebook (网页表格), which says its language."""
        return super().html(lang).replace("<table>", f'<table lang="{escape(lang)}">', 1)

    def records(self) -> list[dict[str, Any]]:
        """Give the report as one row of plain values (数据), amounts in whole fen; causes by their names.

        >>> YearlyReport(society="village-1", year=2025).records()[0]["dues_fen"]
        0
        """
        causes = {line.cause.value: {"paid_fen": line.paid.fen, "times": line.times} for line in self.causes}
        counts = {"society": self.society, "year": self.year, "people": self.people, "units": self.units}
        amounts = {f"{name}_fen": getattr(self, name).fen for name in ("invested", *_LINES)}
        return [{**counts, **amounts, "causes": causes}]

    def __repr__(self) -> str:
        return f"<YearlyReport {self.society} {self.year}>"


def _line(one: CauseLine) -> Text:
    return _BY_CAUSE.fill(cause=one.cause.text, times=one.times)


# --- drawing it up ---------------------------------------------------------------------------------


def yearly_report(book: Book, society: OrganisationId, year: int) -> YearlyReport:
    """Draw up a society's report on a calendar year (编制互助社年度报告), counted from the events.

    A payment that came back lowers what was paid in the year in which it came back. Raises `Malformed` for what is no
    society of the book or no year, and what `community_charity.movements.Movements` raises.

    >>> import community_charity as cc
    >>> book = cc.Book(cc.Law.of("cn"))
    >>> village = cc.MutualAidSociety(  # invented
    ...     "village-1", form="filed", council=["p-1"], capital=cc.Capital({"village_collective": cc.yuan(30_000)})
    ... )
    >>> gift = cc.ReceiveDonation(key="gift-1", on=cc.date(2025, 4, 2), pool="village-1", amount=cc.yuan(200))
    >>> _ = book.record_all([cc.FoundSociety(key="found-1", on=cc.date(2025, 3, 13), society=village), gift])
    >>> report = yearly_report(book, "village-1", 2025)
    >>> report.capital, report.gifts, report.closing
    (yuan("30000.00"), yuan("200.00"), yuan("30200.00"))
    """
    row_of(book, society)
    period, found = Period.year(year), Movements(book)
    mine = [move for move in found.moves if move.purse[0] == society and move.on <= period.last]
    sums: dict[str, int] = defaultdict(int)
    paid: dict[str, int] = defaultdict(int)  # by grant, in the year
    for move in mine:
        _count(book, move, sums, paid, found, before=move.on < period.first)
    people, units = _members(book, society, period.last)
    return YearlyReport(
        society=society,
        year=year,
        people=people,
        units=units,
        causes=_causes(book, paid),
        **{name: Money(fen) for name, fen in sums.items()},
    )


def _count(
    book: Book, move: Move, sums: dict[str, int], paid: dict[str, int], found: Movements, *, before: bool
) -> None:
    sums["closing"] += move.change
    if move.kind is Kind.HELD:
        sums["held"] += move.fen
        return
    column = _column(book, move, found)
    if column == "capital":
        sums["invested"] += move.fen
    if before:
        sums["opening"] += move.change
        return
    sums[column] += move.fen
    if column == "relief":
        paid[_grant_of(book, found, move)] += move.fen


def _column(book: Book, move: Move, found: Movements) -> str:
    """Name the line of the report that a movement counts in."""
    if move.kind in (Kind.CAPITAL, Kind.RECEIVED, Kind.CORRECTED):
        return (
            "capital" if move.gift in book.all(CAPITAL_GIFTS) else "dues" if move.gift in book.all(ENTRIES) else "gifts"
        )
    if move.kind is Kind.PAID:
        return "relief" if _grant_of(book, found, move) else "spent"
    if move.kind is Kind.INTEREST:
        return "interest"
    return {Kind.FEE: "fees", Kind.RETURNED: "returned", Kind.MOVED_OUT: "moved_out"}.get(move.kind, "moved_in")


def _grant_of(book: Book, found: Movements, move: Move) -> str:
    """Give the grant that a payment paid, or that its reversal had paid; empty if it was no relief."""
    order: Any = found.events[move.event].command
    payment = getattr(order, "payment", None)  # of a reversal
    if payment is not None:
        order = getattr(book.event(payment), "command", None)
    grant: str = getattr(order, "grant", "")
    return grant


def _causes(book: Book, paid: dict[str, int]) -> tuple[CauseLine, ...]:
    fen: dict[Cause, int] = defaultdict(int)
    times: dict[Cause, int] = defaultdict(int)
    for grant, amount in paid.items():
        cause = book.all(CASES)[book.all(GRANTS)[grant].event.command.case].case.cause
        fen[cause] += amount
        times[cause] += amount > 0
    return tuple(CauseLine(cause, Money(fen[cause]), times[cause]) for cause in Cause if cause in fen)


def _members(book: Book, society: OrganisationId, last: date) -> tuple[int | None, int | None]:
    """Count the members on a day, from the events; ``None`` for those whom nobody counted."""
    counts: dict[bool, int | None] = {False: None, True: None}  # is it a unit?
    for event in book.events:
        order: Any = event.command
        if order.on > last:
            continue
        if isinstance(event, SocietyFounded) and order.society.id == society:
            counts = {False: order.society.members, True: order.society.unit_members}
        elif getattr(order, "society", None) != society:
            continue
        elif isinstance(event, SocietyRegistered):
            given = {False: order.members, True: order.unit_members}
            counts = {unit: counts[unit] if number is None else number for unit, number in given.items()}
        elif isinstance(event, MemberAdmitted | MemberReleased) and not getattr(order, "counted", False):
            unit = event.unit if isinstance(event, MemberReleased) else order.kind is MemberKind.UNIT
            now = counts[unit]
            counts[unit] = None if now is None else now + (1 if isinstance(event, MemberAdmitted) else -1)
    return counts[False], counts[True]
