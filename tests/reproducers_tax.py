"""One way to provoke each error of the rules on tax; enterprises and bodies in them are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.rules.tax import EnterpriseDonations, GiftYear, RecipientEligibility
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError


@error("tax.years", "a year of gifts that is left out", "捐赠年度中断")
def a_year_left_out() -> CharityError:
    return caught(lambda: EnterpriseDonations([GiftYear(2023), GiftYear(2025)]))


@error("tax.whole", "an assessment grade in words", "以文字表示的评估等级")
def grade_in_words() -> CharityError:
    grade: Any = "3A"
    return caught(lambda: RecipientEligibility(grade=grade))
