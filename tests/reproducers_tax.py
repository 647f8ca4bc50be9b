"""One way to provoke each error of the rules on tax; enterprises and bodies in them are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.rules.tax import EnterpriseDonations, GiftYear
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError


@error("tax.years", "a year of gifts that is left out", "捐赠年度中断")
def a_year_left_out() -> CharityError:
    return caught(lambda: EnterpriseDonations([GiftYear(2023), GiftYear(2025)]))
