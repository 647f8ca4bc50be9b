"""What a year must still spend and may still cost (年度支出余量)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from community_charity.language import Text
from community_charity.money import Money
from community_charity.rules.spending.amounts import management_room, still_allowed, still_due
from community_charity.rules.spending.limits import EXPENDITURE, FEN, counted, due, fundraising_most
from community_charity.rules.spending.standards import Open, standard

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce
    from community_charity.rules.spending.year import CharityYear

NO_CAP = Text("no cap applies in this year", "该年度无上限规定")
_NO_COST = Text("the cost so far is not known", "已发生的费用不详")


@attrs.frozen
class Room:
    """One room: an amount in `Money`, or ``None`` and why (余量).

    >>> Room(None, NO_CAP).text.zh
    '该年度无上限规定'
    """

    amount: Money | None
    why: Text | None = None

    @property
    def text(self) -> Text:
        """The amount, or why there is none, in words (文本)."""
        return self.why or Text(str(self.amount), str(self.amount))


@attrs.frozen
class HeadRoom:
    """How much more must go to charity, and may go to management and fundraising (年度支出余量).

    Each room is worked out as if only that amount were still to be spent; management cost raises the year's total
    expenditure, and so does charity: who spends on charity first may spend more on management afterwards.

    >>> from community_charity.law.law import Law
    >>> from community_charity.rules.spending import CharityYear
    >>> year = CharityYear(id="c-1", kind="foundation", spent_on_management=Money(0), total_expenditure=Money(0))
    >>> print(year.head_room(Law.of("cn").for_fiscal_year(2025)).fundraising.text)
    no cap applies in this year
    """

    charity: Room
    management: Room
    fundraising: Room


def head_room(year: CharityYear, law: LawInForce) -> HeadRoom:
    """Work out all three rooms (计算余量). Raises `LawError` for a year before the law."""
    return HeadRoom(_charity(year, law), _management(year, law), _fundraising(year, law))


def _charity(year: CharityYear, law: LawInForce) -> Room:
    by, spent = standard(year, law), counted(year, law)
    if isinstance(by, Open):
        return Room(None, by.why)
    if isinstance(spent, Open):
        return Room(None, spent.why)
    most = Money(0)
    for base in by.bases:
        needed = due(base, year, law)
        if isinstance(needed, Open):
            return Room(None, needed.why)
        short = still_due(needed.amount, spent)
        if short and needed.average is not None:
            return Room(None, needed.average.why)
        most = max(most, short)
    return Room(most)


def _management(year: CharityYear, law: LawInForce) -> Room:
    by, cost, expenditure = standard(year, law), year.spent_on_management, year.total_expenditure
    if isinstance(by, Open):
        return Room(None, by.why)
    if cost is None or expenditure is None:
        return Room(None, _NO_COST if cost is None else EXPENDITURE.why)
    part, whole = by.management_rate.as_integer_ratio()
    if part == whole:  # only a what-if says so
        return Room(None, NO_CAP)
    each = Fraction(1, whole - part)
    return Room(management_room(expenditure, cost, part, whole, each, law.management_cap_from, FEN))


def _fundraising(year: CharityYear, law: LawInForce) -> Room:
    if "fundraising_cost_cap" not in law:
        return Room(None, NO_CAP)
    most = fundraising_most(year, law)
    if isinstance(most, Open):
        return Room(None, most.why)
    return (
        Room(None, _NO_COST)
        if year.spent_on_fundraising is None
        else Room(still_allowed(most, year.spent_on_fundraising))
    )
