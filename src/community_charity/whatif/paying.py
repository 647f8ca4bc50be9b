"""Paying the cases of one month from one layer of pools (当月支付): the rules of the book, on columns of fen.

>>> from community_charity.whatif.terms import Limits
>>> left = np.array([2_500_00, 300_00])
>>> once(Limits(), left, np.array([5000_00, 100_00]), most=1000_00).tolist()
[100000, 10000]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from community_charity.rules.carriers import greatest, least, where
from community_charity.rules.payouts import at_least, within_need
from community_charity.rules.relief import granted, room
from community_charity.whatif.columns import Column, same

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from community_charity.rules.ceilings import PoolKind
    from community_charity.whatif.terms import Limits

    Index = NDArray[np.intp]

NO_LIMIT: Final = 2**62
"""Stands for a ceiling that a place does not fix (无限额): larger than any sum."""


class Purse:
    """The money of one layer in a block (某层资金): ``balance`` by pool, in fen, changed in place.

    ``pool`` tells for each society which pool it draws on; ``None``: each its own, row by row.
    """

    __slots__ = ("balance", "kind", "name", "pool")

    def __init__(self, name: str, kind: PoolKind, balance: Column, pool: Index | None = None) -> None:
        self.name = name
        self.kind = kind
        self.balance = balance
        self.pool = pool


class Heard(NamedTuple):
    """The cases of one month in a block (当月个案), in the order in which they are heard.

    ``row`` is the society of each case, ``None`` where each society has one: then all columns are by society. ``rank``
    tells who is heard first where several societies share a pool. ``household`` and ``cause`` (of a household) are numbers
    within the block, ``number`` is the place in the table of cases. ``capped`` is there where a society's month stands for
    several cases: it gives, for the ceiling of a case, what all of them come to.
    """

    left: Column
    row: Index | None = None
    rank: Column | None = None
    household: Index | None = None
    cause: Index | None = None
    cancer: NDArray[np.bool_] | None = None
    number: Index | None = None
    capped: Callable[[int | None], Column] | None = None

    def some(self, which: Index) -> Heard:
        """Give some of the cases (选取)."""
        columns = self[:-1]  # who is heard one by one has no month of several cases
        return Heard(*(None if column is None else column[which] for column in columns))  # type: ignore[arg-type] # left is one


class Counted:
    """What counts over the cases of a household in a year (家庭年度累计), for one layer; changed in place."""

    __slots__ = ("paid", "times")

    def __init__(self, households: int, causes: int) -> None:
        self.paid = np.zeros(households, np.int64)
        self.times = np.zeros(causes, np.int64)

    def add(self, heard: Heard, paid: Column) -> None:
        """Count payments (计入), whatever limits them: a ceiling that begins later in the year counts them too."""
        if heard.household is not None:
            np.add.at(self.paid, heard.household, paid)
        if heard.cause is not None:
            np.add.at(self.times, heard.cause, paid > 0)

    def new_year(self) -> None:
        """Begin to count anew (新年度清零)."""
        self.paid[:] = 0
        self.times[:] = 0


def once(limits: Limits, left: Column, money: Column, most: Any, cancer: Any = None) -> Column:
    """Pay cases that share neither pool nor household (同轮支付), in fen, shape (cases,).

    ``left`` is the need left, ``money`` what the pool of each case holds, ``most`` what the ceilings leave, in one number
    or a column. What a place fixes, or the least that it pays, is paid in full or not at all.

    >>> from community_charity.whatif.terms import Limits
    >>> once(Limits(least=500_00), np.array([800_00, 800_00]), np.array([499_99, 500_00]), NO_LIMIT).tolist()
    [0, 50000]
    """
    must: Any = None if limits.least is None else at_least(same(limits.least), same(0), left)
    if limits.cancer is not None or limits.other is not None:
        fixed: Column = np.where(
            cancer, *(NO_LIMIT if amount is None else amount for amount in (limits.cancer, limits.other))
        )
        most = least(fixed, most)
        in_full = where(fixed < NO_LIMIT, within_need(fixed, left), same(0))
        must = in_full if must is None else greatest(must, in_full)
    paid = granted(left, most, money)
    return paid if must is None else where(paid >= must, paid, same(0))


def pay(limits: Limits, heard: Heard, purse: Purse, counted: Counted | None, most: Column) -> Column:
    """Pay the cases of a month in their order (依次支付), in fen, shape (cases,); the pools' balances go down.

    A pool pays each case in full as far as its money goes, then the next in part, then nothing: so all cases of a month
    together get the lesser of what they may have and what is there. ``most`` is what the
    ceiling of a case leaves: one number, or one for each society.
    """
    if heard.capped is not None:
        wanted = heard.capped(limits.case)
        paid = least(wanted * (most > 0), purse.balance)
        purse.balance -= paid
        return paid
    if heard.row is None and purse.pool is None:
        paid = once(limits, heard.left, purse.balance, most, heard.cancer)
        purse.balance -= paid
        return paid
    pool: Any = heard.row if purse.pool is None else purse.pool if heard.row is None else purse.pool[heard.row]
    if heard.row is not None:
        most = most[heard.row]
    order = np.lexsort((heard.rank, pool))  # type: ignore[arg-type] # whoever shares a pool has a rank
    starts = _starts(pool[order])
    if not (limits.at_once or (counted is not None and limits.by_household)):
        paid = _together(heard.left, purse.balance, pool, (order, starts), most)
        if counted is not None:
            counted.add(heard, paid)
        return paid
    return _one_by_one(limits, heard, purse.balance, pool, (order, starts), counted, most)


def _starts(pool: Index) -> Index:
    """Give for each case, sorted by pool, where its pool's cases begin."""
    first = np.flatnonzero(np.r_[True, pool[1:] != pool[:-1]]) if len(pool) else np.empty(0, np.intp)
    found: Index = np.repeat(first, np.diff(np.r_[first, len(pool)]))
    return found


def _together(left: Column, balance: Column, pool: Index, turns: tuple[Index, Index], most: Column) -> Column:
    """Pay all cases at once where nothing but the money left depends on the case before.

    The n-th case gets what the first n would get together, less what the first n-1 would.
    """
    order, starts = turns
    money = balance[pool[order]]
    wanted = granted(left[order], most[order], money)
    upto = np.cumsum(wanted)
    upto -= (upto - wanted)[starts]
    paid = np.empty_like(left)
    paid[order] = least(upto, money) - least(upto - wanted, money)
    np.subtract.at(balance, pool, paid)
    return paid


def _one_by_one(
    limits: Limits,
    heard: Heard,
    balance: Column,
    pool: Index,
    turns: tuple[Index, Index],
    counted: Counted | None,
    most: Column,
) -> Column:
    """Pay in rounds: the first case of every pool, then the second of every pool, and so on."""
    order, starts = turns
    turn = np.arange(len(order)) - starts
    paid = np.zeros_like(heard.left)
    by_turn = order[np.argsort(turn, kind="stable")]
    ends = np.cumsum(np.bincount(turn)).tolist()
    for first, end in zip((0, *ends[:-1]), ends, strict=False):  # no case, no round
        which = by_turn[first:end]
        paid[which] = _round(limits, heard.some(which), balance, pool[which], counted, most[which])
    return paid


def _round(limits: Limits, heard: Heard, balance: Column, pool: Index, counted: Counted | None, most: Column) -> Column:
    paid_before = None if counted is None or heard.household is None else counted.paid[heard.household]
    if limits.year is not None and paid_before is not None:
        most = least(room(same(limits.year), paid_before), most)
    paid = once(limits, heard.left, balance[pool], most, heard.cancer)
    if counted is not None and heard.cause is not None and limits.times is not None:
        paid = where(counted.times[heard.cause] < limits.times, paid, same(0))
    if counted is not None:
        counted.add(heard, paid)
    balance[pool] -= paid
    return paid
