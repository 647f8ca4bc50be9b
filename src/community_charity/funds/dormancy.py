"""Funds in which no money has moved for long (长期不开展活动), as the book shows it.

>>> full_months(date(2024, 3, 13), date(2025, 3, 12))
11
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs
from dateutil.relativedelta import relativedelta

from community_charity.book.orders import Table
from community_charity.calendar import day
from community_charity.funds.fund import FUNDS
from community_charity.law.decision import Stage, ground
from community_charity.law.remedies import wait
from community_charity.pools import CAPITAL_GIFTS, POOLS, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from community_charity.book.book import Book
    from community_charity.book.orders import Event
    from community_charity.book.purses import Purse
    from community_charity.book.state import State
    from community_charity.law.decision import Checks, Ground
    from community_charity.law.law import LawInForce


class Interest(NamedTuple):
    """Interest as the book keeps it (利息台账): of which pool, by which paper, in fen, and the order that took it back.

    >>> Interest("lake-fund", "advice-1", 1_250, date(2025, 6, 21)).gone is None
    True
    """

    pool: str
    paper: str
    fen: int
    on: date
    gone: str | None = None


INTEREST: Table[str, Interest] = Table("interest, by its order")

DORMANT = ground(
    "fund.dormant",
    Stage.STATE,
    title=("no money has moved for {required} months", "已满{required}个月无资金往来"),
    unmet=(
        "money moved on {last}, {found} full months before; a fund is inactive for long after {required}",
        "最近一次资金往来为 {last}，至今满{found}个月；满{required}个月方属长期不开展活动",
    ),
    figures=("fund_dormancy_months",),
    remedy=wait(ask=("the accounts of the fund", "基金账目")),
)


def day_of(name: str, events: Mapping[str, Event[Any]], of: Callable[[Table[Any, Any]], Any]) -> date:
    """Give the day of what a purse knows under a name (资金事项日期): an order, a part of one, or start-up capital."""
    event = events.get(name.partition("\xa0")[0])  # parts of an order are named so, see flows
    on: date = of(POOLS)[of(CAPITAL_GIFTS)[name]].since if event is None else event.command.on
    return on


def last_move(
    pool: str,
    on: date,
    purses: Iterable[Purse],
    events: Mapping[str, Event[Any]],
    of: Callable[[Table[Any, Any]], Any],
) -> date:
    """Give the last day, up to one, on which money of a pool moved (最近资金往来日); the day it was opened at the least.

    Interest moves nothing: a bank pays it to a fund that sleeps. ``of`` gives the rows of a table.
    """
    days = (day_of(name, events, of) for name in _names(pool, purses, of(INTEREST)))
    return max((each for each in days if each <= on), default=of(POOLS)[pool].since)


def _names(pool: str, purses: Iterable[Purse], interest: Mapping[str, Interest]) -> Iterator[str]:
    """Tell under which names money came into a pool and left it, with what other pools sent it."""
    for purse in purses:
        here = purse.pool == pool
        for gift in purse.gifts():
            if here and gift not in interest and (purse.unspent(gift) or purse.uses_of(gift) or purse.away_of(gift)):
                yield gift
            for order, _ in (*purse.uses_of(gift), *purse.away_of(gift)):
                to = purse.sent_to(order)
                if here or (to is not None and to[0] == pool):
                    yield order


def full_months(since: date, on: date) -> int:
    """Count the months that are full on a day (满月数); a month ends on the same-numbered day, or on its last.

    >>> full_months(date(2024, 2, 29), date(2025, 2, 28)), full_months(date(2025, 1, 31), date(2025, 2, 27))
    (12, 0)
    """
    months = (on.year - since.year) * 12 + on.month - since.month
    return months - (since + relativedelta(months=months) > on)


@attrs.frozen
class Dormant:
    """A fund in which no money has moved for long (长期不开展活动的基金): since when, and for how many full months.

    >>> Dormant("lake-fund", last=date(2024, 3, 13), months=12, may_end=False).months
    12
    """

    fund: str
    last: date = attrs.field(kw_only=True)
    months: int = attrs.field(kw_only=True)
    may_end: bool = attrs.field(kw_only=True)


def dormant_funds(book: Book, on: date) -> tuple[Dormant, ...]:
    """List the funds of a book in which no money has moved for long, on a day (长期不开展活动的基金清单).

    ``may_end`` says that it is so long that the host may end the fund. The months are the figures ``fund_dormancy_months``
    and ``fund_dormancy_end_months``, assumptions of this library. Raises `Malformed` for what is no day.

    >>> import community_charity as cc
    >>> dormant_funds(cc.Book(cc.Law.of("cn")), date(2025, 3, 13))
    ()
    """
    law, purses = book.law.on(day(on)), book.purses()
    if "fund_dormancy_months" not in law:
        return ()
    events, pools = {event.command.key: event for event in book.events}, book.all(POOLS)
    found = []
    for fund in book.all(FUNDS):
        opened = pools[fund].since
        if pools[fund].standing is not Standing.TERMINATED and opened is not None and opened <= on:
            last = last_move(fund, on, purses, events, book.all)
            months = full_months(last, on)
            if months >= law.fund_dormancy_months:
                may_end = months >= law.fund_dormancy_end_months
                found.append(Dormant(fund, last=last, months=months, may_end=may_end))
    return tuple(found)


def months_without(state: State, pool: str, on: date) -> tuple[date, int]:
    """Tell when money of a pool last moved, and how many full months ago (无资金往来的月数)."""
    last = last_move(pool, on, state.purses.values(), state.events, state.of)
    return last, full_months(last, on)


def weigh_dormant(checks: Checks, state: State, order: Any, law: LawInForce, asked: Ground) -> None:
    """Check that no money has moved for as many months as the figure of a ground says, if the place has it (审查是否长期不开展活动)."""
    key = asked.figures[0]
    if key in law:
        last, months = months_without(state, order.fund, order.on)
        required = getattr(law, key)
        until = last + relativedelta(months=required)
        checks.weigh(asked, months >= required, required, months, {"last": last, "until": until})
