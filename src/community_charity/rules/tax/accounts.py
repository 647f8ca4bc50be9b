"""What a body's yearly accounts show of its ratios (年度支出比例与管理费用比例).

Instrument: 公告2020年第27号 section 4 (2) to (4).

>>> from community_charity.money import yuan
>>> accounts = YearAccounts(2025, spending=yuan(700), bases=[yuan(1000)], management=yuan(80), total=yuan(800))
>>> accounts.least_spending(Fraction(7, 10), 3)
yuan("700.00")
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction  # noqa: TC003 - the doctest uses it
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import day
from community_charity.money import Money, amount_of_money, known_or_unknown_money, total
from community_charity.rules.carriers import least, share
from community_charity.rules.facts import yes_no
from community_charity.rules.tax.facts import each, year

if TYPE_CHECKING:
    from collections.abc import Iterable


def _bases(value: Iterable[Money]) -> tuple[Money, ...]:
    return each(value, amount_of_money)


@attrs.frozen(kw_only=True)
class YearAccounts:
    """One year of a body that wants to be eligible (年度支出与管理费用), in `Money`; ``None`` is not known.

    ``spending`` is what it spent on public benefit, ``management`` its management cost, ``total`` its whole spending.
    ``bases`` are, latest first, the total incomes of the years before (with public-fundraising qualification) or the net
    assets at their ends (without): one is needed, three allow the average. Raises `Malformed`.

    >>> YearAccounts(2025).bases
    ()
    """

    year: int = attrs.field(converter=year, kw_only=False)
    spending: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    bases: tuple[Money, ...] = attrs.field(default=(), converter=_bases)
    management: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    total: Money | None = attrs.field(default=None, converter=known_or_unknown_money)

    def least_spending(self, rate: Fraction, average_of: int) -> Money | None:
        """Give the least that had to be spent (最低支出额): of last year's base, or of an average if that is less.

        Rounded up to the fen. ``None`` where no base is known. Raises `Malformed` for a rate that is no `Fraction`.
        Source: 公告2020年第27号四（三）.

        >>> from community_charity.money import yuan
        >>> YearAccounts(2025, bases=[yuan(100), yuan(40), yuan(40)]).least_spending(Fraction(7, 10), 3)
        yuan("42.00")
        """
        if not self.bases:
            return None
        of_last_year = share(self.bases[0], rate, "up")
        if len(self.bases) < average_of:
            return of_last_year
        return least(of_last_year, share(total(self.bases[:average_of]), rate / average_of, "up"))

    def most_management(self, rate: Fraction) -> Money | None:
        """Give the most that management may have cost (管理费用上限), rounded down; ``None`` if not known.

        Raises `Malformed` for a rate that is no `Fraction`. Source: 公告2020年第27号四（四）.

        >>> from community_charity.money import yuan
        >>> YearAccounts(2025, total=yuan(800)).most_management(Fraction(1, 10))
        yuan("80.00")
        """
        return None if self.total is None else share(self.total, rate, "down")


@attrs.frozen
class SpecialReport:
    """A special report on one year (专项信息报告): the year, the day it was filed, and whether it is audited.

    Raises `Malformed`.

    >>> SpecialReport(2025, date(2026, 3, 31), audited=True).filed_on
    datetime.date(2026, 3, 31)
    """

    year: int = attrs.field(converter=year)
    filed_on: date = attrs.field(converter=day)
    audited: bool | None = attrs.field(default=None, converter=yes_no, kw_only=True)
