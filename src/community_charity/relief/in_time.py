"""Grants that were not paid in time (逾期发放), and what kind of help a grant was (救助类型).

>>> HelpKind("emergency").text.zh
'应急救助'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from community_charity.calendar import day
from community_charity.errors import expect
from community_charity.language import Text
from community_charity.pools import POOLS
from community_charity.relief.grants import GRANTS, ReliefGranted
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.payouts import pay_by

if TYPE_CHECKING:
    from datetime import date

    from community_charity.book.book import Book
    from community_charity.calendar import WorkCalendar
    from community_charity.money import Money


class HelpKind(Enum):
    """The two kinds of help that a society gives (救助类型). ``HelpKind("supplement")`` looks one up.

    >>> HelpKind("supplement").text.en
    'supplementary relief'
    """

    SUPPLEMENT = "supplement"
    EMERGENCY = "emergency"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    HelpKind.SUPPLEMENT: Text("supplementary relief", "补充救助"),
    HelpKind.EMERGENCY: Text("emergency relief", "应急救助"),
}


def help_kind(granted: ReliefGranted) -> HelpKind:
    """Tell what kind of help a grant was (判定救助类型): an emergency, or a supplement to other aid. Raises `Malformed`.

    The two that a report names for Dingyuan; how a grant was decided tells which it was.

    >>> import community_charity as cc
    >>> order = cc.GrantRelief(  # invented
    ...     key="g-1", on=cc.date(2025, 3, 13), case="case-1", pool="v-1", amount=cc.yuan(1), approved_by=["p-1"]
    ... )
    >>> help_kind(ReliefGranted(0, order, ())).text.en
    'supplementary relief'
    """
    return HelpKind.EMERGENCY if expect(granted, ReliefGranted).command.emergency else HelpKind.SUPPLEMENT


class LateGrant(NamedTuple):
    """A grant not wholly paid in time (逾期救助): its last day, what is not paid yet, and the day of the last payment.

    >>> from datetime import date
    >>> from community_charity.money import Money
    >>> LateGrant("grant-1", "village-1", date(2025, 3, 18), Money(0), date(2025, 3, 19)).left
    yuan("0.00")
    """

    grant: str
    pool: str
    due: date
    left: Money
    paid_on: date | None


def late_grants(book: Book, on: date, calendar: WorkCalendar) -> tuple[LateGrant, ...]:
    """Give the grants of societies that were not wholly paid in time by a day (逾期发放清单).

    Asked only where the place reports how soon relief is paid (`pay_by`), of the grants as they stand in the book now;
    what was voided or has expired unpaid, and what is paid in instalments, is left out. Raises `Malformed`, and whatever
    the calendar raises.

    >>> import community_charity as cc
    >>> late_grants(cc.Book(cc.Law.of("cn")), cc.date(2025, 3, 13), cc.EVERY_DAY)
    ()
    """
    day(on)
    late = []
    for key, grant in book.all(GRANTS).items():
        made = grant.event.command
        if made.on > on or made.instalments or book.all(POOLS)[made.pool].kind is not PoolKind.SOCIETY:
            continue
        due = pay_by(book.law.on(made.on), made.on, calendar)
        if due is None or on <= due:
            continue
        last = None if grant.last is None else book.event(grant.last)
        paid_on = None if last is None else last.command.on
        if grant.held or (paid_on is not None and paid_on > due):
            late.append(LateGrant(key, made.pool, due, grant.left, paid_on))
    return tuple(late)
