"""The cases of one drawn month (一个月的案件), and what they come to under a ceiling.

Within a month a pool pays its cases in order until it is empty: each gets the least of what is left of its need, the
ceiling and what is left in the pool. So whatever the order, the month pays the lesser of the sum of the capped needs and
the money there is, and these sums are all that a ceiling has to be asked for.

>>> from community_charity.money import yuan
>>> month = Listed(0, np.array([[2, 0, 1]]), np.array([500_00, 900_00, 300_00]), np.array([500_00, 700_00, 300_00]))
>>> month.wanted(yuan(600)).tolist()
[[110000, 0, 30000]]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from community_charity.errors import Malformed, declare, shown
from community_charity.money import Money
from community_charity.rules.carriers import least
from community_charity.whatif.drawing.checks import MOST_FEN, Column, fen_column

if TYPE_CHECKING:
    from collections.abc import Sequence


CEILING = declare(
    "drawing.ceiling",
    wanted=(
        "a ceiling: Money from zero to {most}, a column of fen by society, or None",
        "限额：零至{most}的金额 Money、逐社的分列，或 None",
    ),
    do=("write yuan(1000), or None where there is no ceiling", "请写作 yuan(1000)；无限额时写 None"),
)

Ceiling: TypeAlias = "Money | Column | None"
"""The most that is paid on a case (单案限额): one amount, a column by society, or none."""


class Tallied(NamedTuple):
    """A month of cases counted by kind (按种类计数): for each kind an array of draws by societies.

    ``needs`` and ``residuals`` are the fen of each kind, before and after aid.

    >>> from community_charity.money import yuan
    >>> month = Tallied(
    ...     0, [np.array([[2, 0]]), np.array([[1, 1]])], np.array([500_00, 900_00]), np.array([500_00, 900_00])
    ... )
    >>> month.counts.tolist(), month.wanted(yuan(600)).tolist(), month.cases(0, 1)
    ([[3, 1]], [[160000, 60000]], [(90000, 90000)])
    """

    month: int
    tallies: Sequence[Column]
    needs: Column
    residuals: Column

    @property
    def counts(self) -> Column:
        """The cases of each cell (案件数): draws by societies."""
        found: Column = np.sum(self.tallies, axis=0)
        return found

    def needed(self) -> Column:
        """Sum the needs of each cell, in fen (需要额合计)."""
        return self._sum(self.needs[:, None])

    def wanted(self, ceiling: Ceiling) -> Column:
        """Sum, for each cell, what is left of each need and at most the ceiling, in fen (应付合计); a new array.

        ``None``: no ceiling. Raises `Malformed`.
        """
        capped = _capped(self.residuals[:, None], ceiling, self.tallies[0].shape[1])
        return self._sum(capped)

    def cases(self, draw: int, society: int) -> list[tuple[int, int]]:
        """List the cases of a cell (逐案列出): need and what is left of it, in fen."""
        kinds = zip(self.tallies, self.needs.tolist(), self.residuals.tolist(), strict=True)
        return [(need, left) for tally, need, left in kinds for _ in range(int(tally[draw, society]))]

    def _sum(self, amounts: Column) -> Column:
        """Sum the amounts of the kinds: one for all societies, or one for each."""
        found: Column = self.tallies[0] * amounts[0]
        for tally, amount in zip(self.tallies[1:], amounts[1:], strict=True):
            found += tally * amount
        return found


class Listed(NamedTuple):
    """A month of cases one by one (逐案列出): how many each cell has, and the cases of all cells in a row.

    ``counts`` is draws by societies; ``needs`` and ``residuals`` are fen, before and after aid, in the order of the cells.

    >>> month = Listed(0, np.array([[2, 1]]), np.array([500_00, 900_00, 300_00]), np.array([500_00, 700_00, 300_00]))
    >>> month.needed().tolist(), month.cases(0, 1)
    ([[140000, 30000]], [(30000, 30000)])
    """

    month: int
    counts: Column
    needs: Column
    residuals: Column

    def needed(self) -> Column:
        """Sum the needs of each cell, in fen (需要额合计)."""
        return self._sum(self.needs)

    def wanted(self, ceiling: Ceiling) -> Column:
        """Sum, for each cell, what is left of each need and at most the ceiling, in fen (应付合计); a new array.

        ``None``: no ceiling. Raises `Malformed`.
        """
        societies = self.counts.shape[1]
        if isinstance(ceiling, np.ndarray):  # one for each case: that of its society
            ceiling = np.tile(_column(ceiling, societies), self.counts.shape[0]).repeat(self.counts.ravel())
            return self._sum(least(self.residuals, ceiling))
        return self._sum(_capped(self.residuals, ceiling, societies))

    def cases(self, draw: int, society: int) -> list[tuple[int, int]]:
        """List the cases of a cell (逐案列出): need and what is left of it, in fen."""
        until = np.cumsum(self.counts.ravel())
        cell = draw * self.counts.shape[1] + society
        own = slice(int(until[cell] - self.counts[draw, society]), int(until[cell]))
        return list(zip(self.needs[own].tolist(), self.residuals[own].tolist(), strict=True))

    def _sum(self, amounts: Column) -> Column:
        """Sum the amounts of each cell: differences of the running sum, which is exact in whole fen."""
        running = np.zeros(amounts.size + 1, dtype=np.int64)
        np.cumsum(amounts, out=running[1:])
        until = np.cumsum(self.counts.ravel())
        found: Column = np.diff(running[until], prepend=0)
        return found.reshape(self.counts.shape)


DrawnMonth: TypeAlias = Tallied | Listed
"""The cases of a drawn month (一个月的案件), counted by kind or listed."""


def check_ceiling(value: Any) -> Any:
    """Check a ceiling that is one amount or none (限额检查). Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> check_ceiling(yuan(1000))
    yuan("1000.00")
    """
    if value is not None and not (type(value) is Money and 0 <= value.fen <= MOST_FEN):
        raise Malformed(CEILING, given=value if type(value) is Money else shown(value), most=Money(MOST_FEN))
    return value


def _column(ceiling: Any, societies: int) -> Column:
    return fen_column(ceiling, "ceiling", societies)


def _capped(amounts: Column, ceiling: Any, societies: int) -> Column:
    if isinstance(ceiling, np.ndarray):
        ceiling = np.broadcast_to(_column(ceiling, societies), (amounts.shape[0], societies))
        return least(np.broadcast_to(amounts, ceiling.shape), ceiling)
    ceiling = check_ceiling(ceiling)
    return amounts if ceiling is None else np.minimum(amounts, ceiling.fen)
