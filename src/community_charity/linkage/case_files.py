"""The file of a case for the drawer (个案档案): who helped, with what and when, in the order of the chain.

It tells ids, days and amounts, and neither names nor papers. Insurance and medical assistance come first, then government,
then charity.

>>> [source.value for source in HelpSource][:3]
['insurance', 'medical_assistance', 'government']
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from html import escape
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.book import UNKNOWN, Book
from community_charity.errors import Malformed, expect
from community_charity.giving.goods import DistributeGoods
from community_charity.language import Text
from community_charity.law.words import listed
from community_charity.linkage.referrals import REFERRALS, FeedBack
from community_charity.money import ZERO, Money
from community_charity.relief import OpenCase, PayRelief, RecordAid, RecordGovernmentAid, ReversePayment
from community_charity.relief.case import CaseId, case_id
from community_charity.relief.files import CASES, CaseFile
from community_charity.relief.grants import GRANTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community_charity.book.orders import Command
    from community_charity.language import Lang


class HelpSource(Enum):
    """Where help came from, in the order of the chain (救助来源). ``HelpSource("pool")`` looks one up.

    >>> HelpSource("government").text.zh
    '政府救助'
    """

    INSURANCE = "insurance"
    MEDICAL_ASSISTANCE = "medical_assistance"
    GOVERNMENT = "government"
    POOL = "pool"
    GOODS = "goods"
    OTHER = "other"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _SOURCES[self]


_SOURCES = {
    HelpSource.INSURANCE: Text("insurance", "医疗保险"),
    HelpSource.MEDICAL_ASSISTANCE: Text("medical assistance", "医疗救助"),
    HelpSource.GOVERNMENT: Text("government aid", "政府救助"),
    HelpSource.POOL: Text("pool of the book", "本账本资金池"),
    HelpSource.GOODS: Text("goods", "物资"),
    HelpSource.OTHER: Text("pools outside the book", "本账本以外的帮扶"),
}
_CHAIN = list(HelpSource)


@attrs.frozen
class Help:
    """One piece of help (一项帮扶): ``on`` the day it was recorded, ``source``, the pool or body it is ``of`` (or ``None``), `Money`.

    An amount below zero came back; ``goods`` are told in words, with no amount. ``key`` is the order behind it.

    >>> Help(date(2025, 3, 20), HelpSource.POOL, "village-1", Money(300_00), "pay-1").text.en
    '2025-03-20: pool of the book, village-1, ¥300.00'
    """

    on: date
    source: HelpSource
    of: str | None
    amount: Money
    key: str
    goods: Text | None = None

    @property
    def text(self) -> Text:
        """The words for a reader (文字)."""
        what = self.amount if self.goods is None else self.goods
        shape = _HELP if self.of is None else _HELP_OF
        return shape.fill(on=self.on, source=self.source.text, of=self.of, what=what)


_HELP = Text("{on}: {source}, {what}", "{on}：{source}，{what}")
_HELP_OF = Text("{on}: {source}, {of}, {what}", "{on}：{source}（{of}），{what}")
_STEP = Text("{on}: {asked}", "{on}：{asked}")
_TITLE = Text("File of case {case}", "个案 {case} 档案")
_BASIC = Text(
    "household {household}; cause: {cause}; opened {opened}; {phase}",
    "家庭 {household}；事由：{cause}；{opened} 立案；{phase}",
)
_GOVERNMENT = Text("government aid: {government}", "政府救助：{government}")
_TOTAL = Text("help in money: {total}", "资金帮扶合计：{total}")


@attrs.frozen(repr=False)
class CaseFileReport:
    """What a book knows of a case (个案档案): basic facts, help in the order of the chain, and every step that was taken."""

    case: CaseId
    file: CaseFile
    help: tuple[Help, ...]
    steps: tuple[tuple[date, Text, str], ...]

    @property
    def total(self) -> Money:
        """All help in money (资金帮扶合计), `Money`; goods are not counted."""
        return sum((one.amount for one in self.help), ZERO)

    def lines(self) -> tuple[Text, ...]:
        """Give the lines of the file (各行)."""
        facts = self.file.case
        return (
            _BASIC.fill(
                household=facts.household, cause=facts.cause.text, opened=self.file.opened, phase=self.file.phase.text
            ),
            _GOVERNMENT.fill(government=facts.government.text),
            *(one.text for one in self.help),
            _TOTAL.fill(total=self.total),
            *(_STEP.fill(on=on, asked=asked) for on, asked, _ in self.steps),
        )

    def text(self, lang: Lang = "en") -> str:
        """Write it as text (文本)."""
        return "\n".join(line.to(lang) for line in (_TITLE.fill(case=self.case), *self.lines()))

    def html(self, lang: Lang = "en") -> str:
        """Write it as a list for a page or a notebook (网页列表)."""
        items = "".join(f"<li>{escape(line.to(lang))}</li>" for line in self.lines())
        return f"<p>{escape(_TITLE.fill(case=self.case).to(lang))}</p><ul>{items}</ul>"

    def to_dict(self) -> dict[str, Any]:
        """Give it for JSON (数据); amounts in whole fen."""
        facts = self.file.case
        return {
            "case": self.case,
            "household": facts.household,
            "cause": facts.cause.value,
            "opened": self.file.opened.isoformat(),
            "phase": self.file.phase.value,
            "referred_by": facts.referred_by,
            "government": facts.government.value,
            "total_fen": self.total.fen,
            "help": [
                {
                    "on": one.on.isoformat(),
                    "source": one.source.value,
                    "of": one.of,
                    "amount_fen": one.amount.fen,
                    "goods": None if one.goods is None else {"en": one.goods.en, "zh": one.goods.zh},
                    "key": one.key,
                }
                for one in self.help
            ],
            "steps": [
                {"on": on.isoformat(), "key": key, "text": {"en": asked.en, "zh": asked.zh}}
                for on, asked, key in self.steps
            ],
        }

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<CaseFileReport {self.case}: {len(self.help)} pieces of help>"


def case_file(book: Book, case: CaseId) -> CaseFileReport:
    """Draw up the file of a case from a book (个案档案). Raises `Malformed` for a case that the book does not know.

    What insurance, medical assistance, government and others paid is told as last recorded, with the day of that record.
    Source: 民发〔2018〕23号二（五） for the link; that a charity keeps such a file is practice, and an assumption of the law data.

    >>> from community_charity.law.law import Law
    >>> try:
    ...     case_file(Book(Law.of("cn")), CaseId("case-1"))
    ... except Malformed as error:
    ...     print(error.code)
    book.unknown
    """
    file = expect(book, Book).find(CASES, case_id(case))
    if file is None:
        raise Malformed(UNKNOWN, given=Text("no such case", "账本中无此个案"))
    orders = [event.command for event in book.events]
    helps = [*_from_others(book, file, orders), *_from_charity(book, case, orders)]
    helps.sort(key=lambda one: _CHAIN.index(one.source))  # within a source as recorded
    return CaseFileReport(case, file, tuple(helps), tuple(_steps(case, orders)))


def _steps(case: CaseId, orders: list[Command]) -> Iterator[tuple[date, Text, str]]:
    """Tell every order about a case (办理经过): those that name it, and those that name one of these."""
    about: set[str] = set()
    for order in orders:
        named = {getattr(order, field, None) for field in _BUILDS_ON} | {*getattr(order, "payments", ())}
        of = order.case.id if isinstance(order, OpenCase) else getattr(order, "case", None)
        if of == case or named & about:
            about.add(order.key)
            yield order.on, order.asked(), order.key


_BUILDS_ON = ("review", "objection", "grant", "payment", "refusal", "appeal", "referral", "misuse", "demand")
"""The fields by which an order names an earlier one about the same case."""


def _from_others(book: Book, file: CaseFile, orders: list[Command]) -> Iterator[Help]:
    """Tell what others paid as it stands now, with the order that said so last: at first the opening."""
    facts = file.case
    amounts = {
        HelpSource.INSURANCE: facts.insurance,
        HelpSource.MEDICAL_ASSISTANCE: facts.medical_assistance,
        HelpSource.GOVERNMENT: facts.government_aid,
        HelpSource.OTHER: facts.other_aid,
    }
    last: dict[HelpSource, Command] = {}
    for order in orders:
        for source in _tells(book, order, facts.id):
            last[source] = order
    for source, amount in amounts.items():
        if amount:
            yield Help(last[source].on, source, None, amount, last[source].key)


def _tells(book: Book, order: Command, case: CaseId) -> tuple[HelpSource, ...]:
    """Tell of which sources an order says what they paid for a case."""
    if isinstance(order, OpenCase):
        return tuple(HelpSource) if order.case.id == case else ()
    if isinstance(order, FeedBack):
        about = book.all(REFERRALS)[order.referral].event.command.case
        return (HelpSource.OTHER,) if order.amount and about == case else ()
    if getattr(order, "case", None) != case:
        return ()
    if isinstance(order, RecordAid):
        named = (HelpSource.INSURANCE, order.insurance), (HelpSource.OTHER, order.other_aid)
        known = (*named, (HelpSource.MEDICAL_ASSISTANCE, order.medical_assistance))
        return tuple(source for source, amount in known if amount is not None)
    return (HelpSource.GOVERNMENT,) if isinstance(order, RecordGovernmentAid) else ()


def _from_charity(book: Book, case: CaseId, orders: list[Command]) -> Iterator[Help]:
    """Tell what the pools of the book paid, what of it came back, and the goods that were noted for the case."""
    grants, paid = book.all(GRANTS), {}
    for order in orders:
        if isinstance(order, PayRelief):
            made = grants[order.grant].event.command
            if made.case == case:
                paid[order.key] = Help(order.on, HelpSource.POOL, made.pool, order.amount, order.key)
                yield paid[order.key]
        elif isinstance(order, ReversePayment):
            if order.payment in paid:
                back = paid[order.payment]
                yield attrs.evolve(back, on=order.on, amount=-back.amount, key=order.key)
        elif isinstance(order, DistributeGoods) and order.case == case:
            goods = listed(tuple(one.text for one in order.goods))
            yield Help(order.on, HelpSource.GOODS, order.pool, ZERO, order.key, goods)
