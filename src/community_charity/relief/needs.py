"""The need of a case line by line (需求明细): each cost, what others paid, what each pool granted, and what is left.

What a cost is for may tell a diagnosis: it is left out unless asked for.

>>> import community_charity as cc
>>> case = cc.ReliefCase(  # invented
...     "case-1",
...     household="household-1",
...     cause=cc.Cause.ILLNESS,
...     costs=[cc.Cost("surgery", cc.yuan(3000), evidence="invoice-17"), cc.Cost("travel", cc.yuan(200))],
...     insurance=cc.yuan(1200),
...     medical_assistance=cc.yuan(500),
... )
>>> print(need_sheet(case).text())
The need of case case-1
cost 1: ¥3,000.00; left ¥3,000.00
cost 2, not proved yet: ¥200.00; left ¥3,000.00
insurance: -¥1,200.00; left ¥1,800.00
medical assistance: -¥500.00; left ¥1,300.00
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.book import UNKNOWN
from community_charity.errors import Malformed, shown
from community_charity.language import Text
from community_charity.money import Money, total
from community_charity.relief.files import CASES
from community_charity.relief.grants import GRANTS
from community_charity.rules.relief import room

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from community_charity.book.book import Book
    from community_charity.language import Lang
    from community_charity.relief.case import CaseId, ReliefCase

_TITLE = Text("The need of case {case}", "个案 {case} 的需求明细")
_COST = Text("cost {n}", "费用{n}")
_UNPROVED = Text("cost {n}, not proved yet", "费用{n}（尚无凭证）")
_NAMED = Text("{cost} ({what})", "{cost}（{what}）")
_INSURANCE = Text("insurance", "医保报销")
_MEDICAL = Text("medical assistance", "医疗救助")
_GOVERNMENT = Text("government aid", "政府救助")
_OTHER = Text("other pools", "其他渠道救助")
_POOL = Text("granted by {pool}", "{pool} 已批准")
_ENDED = Text("the need has ended", "困难已消除")
_UNKNOWN = Text("not known", "不详")
_HEAD = (Text("line", "项目"), Text("amount", "金额"), Text("left", "余额"))
_LINE = Text("{what}: {amount}; left {left}", "{what}：{amount}；余额 {left}")


@attrs.frozen
class NeedLine:
    """One line of a need (需求明细项): what it is, its ``amount``, and what is ``left`` after it, both `Money`.

    An amount ``is_aid`` or a cost; ``None`` is not known, and what is left is not known after it. ``counts`` is ``False`` for a cost
    that is not proved. ``private`` is what a cost is for.

    >>> NeedLine(_INSURANCE, Money(5), Money(7), is_aid=True)
    NeedLine(what=Text(en='insurance', zh='医保报销'), amount=yuan("0.05"), left=yuan("0.07"), is_aid=True, counts=True)
    """

    what: Text
    amount: Money | None
    left: Money | None
    is_aid: bool = False
    counts: bool = True
    private: str | None = attrs.field(default=None, repr=False)

    def label(self, lang: Lang = "en", *, private: bool = False) -> str:
        """Name the line (名称); what a cost is for only if ``private``."""
        if private and self.private is not None:
            return _NAMED.fill(cost=self.what, what=self.private).to(lang)
        return self.what.to(lang)

    def _cells(self, lang: Lang, *, private: bool) -> tuple[str, str, str]:
        sign = "-" if self.is_aid and self.amount else ""
        return self.label(lang, private=private), sign + _shown(self.amount, lang), _shown(self.left, lang)


def _shown(amount: Money | None, lang: Lang) -> str:
    return _UNKNOWN.to(lang) if amount is None else str(amount)


@attrs.frozen(repr=False)
class NeedSheet:
    """The need of a case, line by line (需求明细). `need_sheet` gives one of a case, `need_of` of a case in a book.

    >>> NeedSheet("case-1", ()).left
    yuan("0.00")
    """

    case: str
    lines: tuple[NeedLine, ...]

    @property
    def left(self) -> Money | None:
        """What the household still bears after all that is listed (剩余自负部分), ``None`` if that is not known."""
        return self.lines[-1].left if self.lines else Money(0)

    @property
    def unproved(self) -> Money:
        """The costs that are not proved yet (尚无凭证的费用), as `Money`."""
        return total([line.amount for line in self.lines if not line.counts and line.amount is not None])

    def text(self, lang: Lang = "en", *, private: bool = False) -> str:
        """Write it as lines (文本); what each cost is for only if ``private``."""
        lines = [_TITLE.fill(case=self.case).to(lang)]
        for line in self.lines:
            what, amount, left = line._cells(lang, private=private)  # noqa: SLF001 - a line of this sheet
            lines.append(_LINE.to(lang).format(what=what, amount=amount, left=left))
        return "\n".join(lines)

    def html(self, lang: Lang = "en", *, private: bool = False) -> str:
        """Write it as a table for a page (网页表格); what each cost is for only if ``private``."""
        head = "".join(f"<th>{escape(cell.to(lang))}</th>" for cell in _HEAD)
        rows = [line._cells(lang, private=private) for line in self.lines]  # noqa: SLF001 - lines of this sheet
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        title = escape(_TITLE.fill(case=self.case).to(lang))
        return f"<table><caption>{title}</caption><tr>{head}</tr>{body}</table>"

    def to_dict(self, *, private: bool = False) -> dict[str, Any]:
        """Give plain values for JSON (数据), each text in both languages, amounts in whole fen, ``None`` where not known."""
        return {
            "case": self.case,
            "lines": [
                {
                    "what": {lang: line.label(lang, private=private) for lang in ("en", "zh")},
                    "aid": line.is_aid,
                    "counts": line.counts,
                    "amount_fen": None if line.amount is None else line.amount.fen,
                    "left_fen": None if line.left is None else line.left.fen,
                }
                for line in self.lines
            ],
        }

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<NeedSheet {self.case}: {len(self.lines)} lines>"


# --- drawing it up -------------------------------------------------------------------------------


def _aid_of(case: ReliefCase) -> Iterator[tuple[Text, Money | None]]:
    """What others paid, in the order in which it comes: insurance, medical assistance, government by kind, other pools."""
    yield _INSURANCE, case.insurance
    yield _MEDICAL, case.medical_assistance
    if case.aid_lines is not None:
        yield from ((line.kind.text, line.amount) for line in case.aid_lines)
    elif case.government_aid:
        yield _GOVERNMENT, case.government_aid
    if case.other_aid:
        yield _OTHER, case.other_aid


def need_sheet(case: ReliefCase, granted: Mapping[str, Money] | None = None) -> NeedSheet:
    """Write down the need of a case (编制需求明细): ``granted`` is what each pool granted, by its id.

    After insurance, government and other aid what is left is `ReliefCase.residual`. Aid above the costs leaves nothing, not less.

    >>> import community_charity as cc
    >>> case = cc.ReliefCase("case-1", household="household-1", cause=cc.Cause.ILLNESS)  # invented
    >>> need_sheet(case).left is None  # nobody knows what insurance paid
    True
    """
    lines, left = [], Money(0)
    for number, cost in enumerate(case.costs, 1):
        proved = cost.evidence is not None
        left += cost.amount if proved else Money(0)
        what = (_COST if proved else _UNPROVED).fill(n=number)
        lines.append(NeedLine(what, cost.amount, left, counts=proved, private=cost.what))
    aid = [*_aid_of(case), *((_POOL.fill(pool=pool), amount) for pool, amount in (granted or {}).items())]
    open_: Money | None = left
    for what, amount in aid:
        open_ = None if open_ is None or amount is None else Money(room(open_.fen, amount.fen))
        lines.append(NeedLine(what, amount, open_, is_aid=True))
    return NeedSheet(case.id, tuple(lines))


def need_of(book: Book, case: CaseId) -> NeedSheet:
    """Write down the need of a case in a book, with what each of its pools granted (编制账本中个案的需求明细).

    What was voided or expired does not count, nor a payment that was reversed. Raises `Malformed` for a case that the
    book does not know.

    >>> import community_charity as cc
    >>> from community_charity.errors import Malformed
    >>> try:
    ...     need_of(cc.Book(cc.Law.of("cn")), "case-1")
    ... except Malformed as error:
    ...     print(error.code)
    book.unknown
    """
    file = book.find(CASES, case)
    if file is None:
        raise Malformed(UNKNOWN, given=shown(case))
    granted: dict[str, Money] = {}
    for grant in book.all(GRANTS).values():
        order = grant.event.command
        if order.case == case and (amount := grant.left + Money(grant.paid)):
            granted[order.pool] = granted.get(order.pool, Money(0)) + amount
    sheet = need_sheet(file.case, granted)
    if file.steps.need_ended is None:
        return sheet
    return attrs.evolve(sheet, lines=(*sheet.lines, NeedLine(_ENDED, Money(0), Money(0), is_aid=True)))
