"""One way to provoke each error of matching."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from community_charity.calendar import Period
from community_charity.money import yuan
from community_charity.rules.matching import Gift, Pot, Ratio
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError


@error("matching.ratio", "a match of half, as a float", "以浮点数表示的配捐比例")
def half_as_a_float() -> CharityError:
    return caught(lambda: Ratio(0.5))  # type: ignore[arg-type] # the mistake to show


@error("matching.share", "a pot that bears all of it", "由资金池承担全部")
def all_of_it() -> CharityError:
    return caught(lambda: Ratio.of_total(Fraction(1)))


@error("matching.rule", "a pot with a number for its rule", "以数字代替配捐规则")
def a_number_for_a_rule() -> CharityError:
    return caught(lambda: Pot(yuan(100), 2))  # type: ignore[arg-type] # the mistake to show


@error("matching.gift_twice", "a gift that is listed twice", "同一笔捐赠列出两次")
def gift_listed_twice() -> CharityError:
    gift = Gift("g-1", "p-1", yuan(10), "well")
    return caught(lambda: Pot(yuan(100), Ratio(1)).match([gift, gift]))


@error("matching.undated", "a gift without a day, for a pot with a window", "设有时段的资金池中未注明日期的捐赠")
def gift_without_a_day() -> CharityError:
    pot = Pot(yuan(100), Ratio(1), window=Period.month(2026, 9))
    return caught(lambda: pot.match([Gift("g-1", "p-1", yuan(10), "well")]))
