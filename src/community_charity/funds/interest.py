"""Interest on a pool's money (利息): money that comes in and no gift.

It is traced under the key of its order, nobody gets a receipt for it, and of a fund that keeps its principal it may be
spent.

>>> RecordInterest.ASKED.zh
'{pool} 利息入账 {amount}'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.book import Book
from community_charity.book.orders import Command, Event, handles, reason
from community_charity.calendar import Period
from community_charity.errors import expect
from community_charity.funds.dormancy import INTEREST, Interest
from community_charity.funds.life import weigh_since, weigh_standing
from community_charity.language import Text
from community_charity.law.decision import Checks, Remedy, Stage, ground
from community_charity.money import Money, positive_money, total
from community_charity.parties import opaque_id
from community_charity.pools import A_GIFT, CAPITAL_GIFTS, POOLS, spare_of
from community_charity.pools import WHAT as A_POOL

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.law import LawInForce

# --- commands, events ----------------------------------------------------------------------------


def _period(value: Period) -> Period:
    return expect(value, Period)


@attrs.frozen(kw_only=True)
class RecordInterest(Command):
    """Take in interest on a pool's money (利息入账), as `Money` above zero; it is restricted to nothing.

    ``paper`` is the bank's advice, each recorded once for a pool; ``period`` the days for which it is. A pool that is being
    rectified earns interest all the same. Recorded it becomes `InterestRecorded`. Raises `Malformed`.

    >>> from datetime import date
    >>> from community_charity.money import yuan
    >>> order = RecordInterest(
    ...     key="interest-1",
    ...     on=date(2025, 6, 21),
    ...     pool="lake-fund",
    ...     amount=yuan("12.50"),
    ...     paper="advice-1",
    ...     period=Period(date(2025, 3, 21), date(2025, 6, 20)),
    ... )
    >>> str(order.asked())
    'take in ¥12.50 of interest for lake-fund'
    """

    ASKED: ClassVar[Text] = Text("take in {amount} of interest for {pool}", "{pool} 利息入账 {amount}")

    pool: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    paper: str = attrs.field(converter=opaque_id)
    period: Period = attrs.field(converter=_period)


@attrs.frozen
class InterestRecorded(Event[RecordInterest]):
    """Interest came in (利息已入账)."""


@attrs.frozen(kw_only=True)
class ReverseInterest(Command):
    """Take back an entry of interest that was wrong (冲销利息): all of it must still be there.

    ``interest`` is the key of its `RecordInterest`. Recorded it becomes `InterestReversed`. Raises `Malformed`.

    >>> from datetime import date
    >>> order = ReverseInterest(key="reverse-1", on=date(2025, 7, 1), interest="interest-1", reason="entered twice")
    >>> str(order.asked())
    'reverse interest interest-1'
    """

    ASKED: ClassVar[Text] = Text("reverse interest {interest}", "冲销利息 {interest}")

    interest: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class InterestReversed(Event[ReverseInterest]):
    """An entry of interest was taken back (利息已冲销)."""


# --- rules ---------------------------------------------------------------------------------------

AN_INTEREST = Text("interest", "利息")
ONCE = ground(
    "interest.paper_once",
    Stage.STATE,
    title=("the advice was not recorded before", "该利息凭证此前未入账"),
    unmet=("the advice was recorded before, as {found}", "该利息凭证已入账，编号 {found}"),
)
EARNED = ground(
    "interest.earned",
    Stage.STATE,
    title=("the interest is for days that are over", "计息期间已届满"),
    unmet=("the interest is for days up to {until}", "计息期间至 {until}，尚未届满"),
    remedy=lambda finding, _asked: Remedy(
        Text("wait until {d}", "等待至 {d}").fill(d=finding.facts["until"]),
        {"on": finding.facts["until"]},
        wait_until=finding.facts["until"],
    ),
)
LIVE = ground(
    "interest.live",
    Stage.STATE,
    title=("the interest was not reversed before", "该利息此前未冲销"),
    unmet=("the interest was reversed before", "该利息此前已冲销"),
)
UNTOUCHED = ground(
    "interest.untouched",
    Stage.MONEY,
    title=("all {required} of it are there and free", "{required} 均未动用"),
    unmet=("of {required}, {found} are there and free", "{required} 中仅 {found} 未动用"),
    remedy=lambda _finding, _asked: Remedy(
        Text("take back first what was done with the money", "先冲销该款项的后续使用")
    ),
    fen=True,
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply_interest(state: State, event: InterestRecorded) -> None:
    order = event.command
    state.purse(order.pool, None).receive(order.key, order.amount.fen)
    state.of(INTEREST)[order.key] = Interest(order.pool, order.paper, order.amount.fen, order.on)


@handles(RecordInterest, apply=_apply_interest)
def _decide_interest(state: State, order: RecordInterest, _law: LawInForce, checks: Checks) -> InterestRecorded:
    pool = state.found(POOLS, order.pool, A_POOL, checks)
    weigh_standing(checks, state, pool, order)
    weigh_since(checks, pool.since, order)
    state.absent(CAPITAL_GIFTS, order.key, A_GIFT, checks)
    for key, row in state.of(INTEREST).items():
        if (row.pool, row.paper, row.gone) == (order.pool, order.paper, None):
            checks.stop(ONCE, found=key)
    if order.on < order.period.last:
        checks.stop(EARNED, found=order.on, until=order.period.last)
    return InterestRecorded(len(state.events), order)


def _apply_reversal(state: State, event: InterestReversed) -> None:
    key, rows = event.command.interest, state.of(INTEREST)
    row = rows[key]
    state.purses[row.pool, None].correct(key, row.fen)
    rows[key] = row._replace(gone=event.command.key)


@handles(ReverseInterest, apply=_apply_reversal)
def _decide_reversal(state: State, order: ReverseInterest, _law: LawInForce, checks: Checks) -> InterestReversed:
    row = state.found(INTEREST, order.interest, AN_INTEREST, checks)
    if row.gone is not None:
        checks.stop(LIVE)
    weigh_since(checks, row.on, order)
    purse = state.purses[row.pool, None]
    there = min(purse.unspent(order.interest), spare_of(state, purse))
    checks.weigh(UNTOUCHED, there >= row.fen, row.fen, there)
    return InterestReversed(len(state.events), order)


def interest_of(book: Book, pool: str) -> Money:
    """Add up the interest that came into a pool and stands (利息合计), as `Money`. Raises `Malformed` for no book.

    >>> import community_charity as cc
    >>> interest_of(cc.Book(cc.Law.of("cn")), "lake-fund")
    yuan("0.00")
    """
    rows = expect(book, Book).all(INTEREST).values()
    return total(Money(row.fen) for row in rows if row.pool == pool and row.gone is None)
