"""One way to provoke each error of writing for other programs; what is in the book is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.interchange.beancount import to_beancount
from reproducers import caught, error
from sample import ON, SOCIETY, book

if TYPE_CHECKING:
    from community_charity.errors import CharityError


@error("movements.untold_money", "money that no event moved", "非由所记录事实变动的资金")
def money_from_elsewhere() -> CharityError:
    with_more = book()
    with_more._state.purse(SOCIETY, None).receive("gift-of-nobody", 1)
    return caught(lambda: to_beancount(with_more, until=ON))
