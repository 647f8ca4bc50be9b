"""Plans of money and the month's settlement (资金安排与逐月结算).

>>> from community_charity.money import yuan
>>> Plan(yuan(30_000)).income
yuan("0.00")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs
import numpy as np

from community_charity.errors import Malformed, declare
from community_charity.language import Text
from community_charity.money import ZERO, Money, amount_of_money
from community_charity.rules.carriers import CARRIER
from community_charity.whatif.drawing.checks import Column, as_array, fen_column
from community_charity.whatif.drawing.months import check_ceiling

if TYPE_CHECKING:
    from community_charity.whatif.drawing.blocks import Draws

PLAN = declare(
    "drawing.plan",
    wanted=(
        "an opening, an income and a ceiling for all {months} months or for each, in sums that a column can hold",
        "期初余额，以及适用于全部{months}个月或逐月给出的收入与限额，合计不超出列的容量",
    ),
    do=(
        "write Plan(yuan(30_000), yuan(400), ceiling=yuan(1_000))",
        "请写作 Plan(yuan(30_000), yuan(400), ceiling=yuan(1_000))",
    ),
)

_MOST_MONEY: Final = 4 * 10**18  # fen, all societies and months together: sums stay within int64


def settle(balance: Column, income: Column, wanted: Column, paid: Column) -> tuple[Column, Column]:
    """Settle one month of a block in place (结算一个月): give ``paid`` and the closing ``balance``, both overwritten.

    int64 fen, draws by societies; ``income`` may be one row for all draws. A pool that pays its cases in order until it is
    empty pays the lesser of what is wanted and what is there. Opening + income - paid = closing, exactly. Raises `Malformed`
    for columns of another type.

    >>> balance = np.array([[300, 300]])
    >>> settle(balance, np.array([100, 100]), np.array([[250, 500]]), np.empty_like(balance))
    (array([[250, 400]]), array([[150,   0]]))
    """
    for column in (balance, income, wanted, paid):
        if column.dtype != np.int64:
            raise Malformed(CARRIER, given=Text("a column of {t}", "{t} 类型的列").fill(t=column.dtype))
    balance += income
    np.minimum(wanted, balance, out=paid)
    balance -= paid
    return paid, balance


class Columns(NamedTuple):
    """A plan's money as columns (各列): opening by society, income by month and society, a ceiling for each month."""

    opening: Column
    income: Column
    ceiling: tuple[Money | None, ...]


def _ceiling(value: Any) -> tuple[Money | None, ...]:
    if isinstance(value, list | tuple) and value:
        return tuple(map(check_ceiling, value))
    return (check_ceiling(value),)


def _amount(value: Any) -> Any:
    return value if isinstance(value, np.ndarray) or not isinstance(value, Money) else amount_of_money(value)


@attrs.frozen(eq=False)
class Plan:
    """One plan of money (资金安排): what the pools begin with, what comes in, and the most that is paid on a case.

    ``opening``: `Money` for each society, or a column of fen by society. ``income``: `Money` a month and society, a column
    by society, or an array of months by societies. ``ceiling``: `Money` or ``None``, for all months or a list by month.
    Raises `Malformed`, here or when it is evaluated.

    >>> from community_charity.money import yuan
    >>> Plan(yuan(30_000), yuan(400), ceiling=yuan(1_000)).ceiling
    (yuan("1000.00"),)
    """

    opening: Money | Column = attrs.field(converter=_amount)
    income: Money | Column = attrs.field(default=ZERO, converter=_amount)
    ceiling: tuple[Money | None, ...] = attrs.field(default=None, kw_only=True, converter=_ceiling)

    def columns(self, draws: Draws) -> Columns:
        """Give opening, income by month and ceiling by month as columns (各列). Raises `Malformed` if they do not fit."""
        societies, months = draws.societies, draws.months
        income = _spread(self.income, "income", societies)
        if len(income) not in (1, months) or len(self.ceiling) not in (1, months):
            given = Text("{n} months of income, {m} of ceilings", "{n}个月的收入，{m}个月的限额")
            raise Malformed(PLAN, given=given.fill(n=len(income), m=len(self.ceiling)), months=months)
        opening = _spread(self.opening, "opening", societies)[0]
        each = months // len(income)
        if float(opening.sum(dtype=np.float64) + each * income.sum(dtype=np.float64)) > _MOST_MONEY:
            raise Malformed(PLAN, given=Text("money beyond a column", "金额超出列的容量"), months=months)
        return Columns(
            opening, np.broadcast_to(income, (months, societies)), self.ceiling * (months // len(self.ceiling))
        )


def _spread(value: Any, name: str, societies: int) -> Column:
    """Give rows of months by societies; one row if it is the same in all months."""
    if isinstance(value, Money):
        return np.broadcast_to(np.int64(value.fen), (1, societies))
    told = as_array(value)
    rows = list(told) if told.ndim == 2 else [told]
    return np.stack([fen_column(row, name, societies) for row in rows])
