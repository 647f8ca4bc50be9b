"""One way to provoke each error of a charity's year; bodies in them are invented."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from community_charity.money import yuan
from community_charity.rules.spending import CharityYear, GiftAgreement
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError


def gift(**terms: Any) -> GiftAgreement:
    return GiftAgreement(gift="gift-1", amount=yuan(1000), **terms)


def a_year(**facts: Any) -> CharityYear:
    known: dict[str, Any] = {"id": "city-charity", "kind": "foundation", **facts}
    return CharityYear(**known)


@error("spending.passed_on", "more passed on than was spent on charity", "转拨数额超过慈善活动支出")
def more_passed_on_than_spent() -> CharityError:
    return caught(lambda: a_year(spent_on_charity=yuan(100), passed_on=yuan("100.01")))


@error("spending.years_before", "years before that are no whole number", "此前会计年度数不是整数")
def half_a_year_before() -> CharityError:
    years: Any = 0.5
    return caught(lambda: a_year(years_before=years))


@error("spending.agreed_share", "an agreed share as a percentage", "以百分数给出约定比例")
def agreed_share_as_percentage() -> CharityError:
    share: Any = 5
    return caught(lambda: gift(management_share=share))


@error("spending.no_terms", "an agreement that agrees on no share", "未约定任何比例的协议")
def agreement_without_terms() -> CharityError:
    return caught(gift)


@error("spending.gift_twice", "one gift with two agreements", "同一笔捐赠列示两份约定")
def one_gift_twice() -> CharityError:
    terms = gift(management_share=Fraction(1, 20))
    return caught(lambda: a_year(gifts=[terms, terms]))
