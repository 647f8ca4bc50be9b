"""When a society has to be topped up (资金补充): once its money falls below a share of the least start-up capital.

The share is an assumption of this library, marked so in the law. How it is topped up: `community_charity.societies.topping_up`.

>>> Replenishment(Money(14_000_00), trigger=Money(15_000_00), floor=Money(30_000_00)).missing
yuan("16000.00")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.law.law import in_force
from community_charity.money import Money
from community_charity.rules.carriers import share
from community_charity.rules.start_up import capital_gap, minimum_capital
from community_charity.societies.society import SOCIETIES

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.book.state import State
    from community_charity.law.law import LawInForce
    from community_charity.parties import OrganisationId
    from community_charity.societies.society import MutualAidSociety

UNKNOWN = declare(
    "society.unknown",
    wanted=("the id of a society that is in the book", "账本中互助社的标识"),
    do=("see book.all(SOCIETIES)", "参见 book.all(SOCIETIES)"),
)


@attrs.frozen
class Replenishment:
    """A society whose money has run low (待补充资金): what is free, the amount below which that is, and the least capital.

    >>> Replenishment(Money(0), trigger=Money(15_000_00), floor=Money(30_000_00)).missing
    yuan("30000.00")
    """

    free: Money
    trigger: Money = attrs.field(kw_only=True)
    floor: Money = attrs.field(kw_only=True)

    @property
    def missing(self) -> Money:
        """What would bring it back to the least start-up capital (应补充额), as `Money`."""
        return capital_gap(self.floor, self.free)


def replenishment(society: MutualAidSociety, free: Money, law: LawInForce) -> Replenishment | None:
    """Tell whether a society with so much free money has to be topped up that day (是否应补充资金); ``None`` if not.

    Nor where no least capital is fixed. The share is an assumption.

    >>> import community_charity as cc
    >>> society = cc.MutualAidSociety(  # invented
    ...     "village-1", form="filed", council=["p-1"], capital=cc.Capital({"donors": cc.yuan(30_000)})
    ... )
    >>> law = cc.Law.of("cn/anhui").on(cc.date(2025, 3, 13))
    >>> replenishment(society, cc.yuan("14999.99"), law).missing
    yuan("15000.01")
    >>> replenishment(society, cc.yuan(15_000), law) is None
    True
    """
    floor = minimum_capital(society.form.body, in_force(law))
    if floor is None or "society_replenish_share" not in law:
        return None
    trigger = share(floor, law.society_replenish_share, "up")
    return Replenishment(free, trigger=trigger, floor=floor) if free < trigger else None


def free_of(state: State, society: str) -> int:
    """Give what of a society's money is not promised (可用余额), in fen.

    >>> from community_charity.book.state import State
    >>> free_of(State(), "village-1")
    0
    """
    restricted = state.restricted.get(society, ())
    open_ = state.purses.get((society, None))
    return sum(purse.free for purse in restricted) + (0 if open_ is None else open_.free)


def row_of(book: Book, society: OrganisationId) -> MutualAidSociety:
    """Give a society of a book (查找互助社). Raises `Malformed` if there is none.

    >>> import community_charity as cc
    >>> village = cc.MutualAidSociety(  # invented
    ...     "village-1", form="filed", council=["p-1"], capital=cc.Capital({"donors": cc.yuan(30_000)})
    ... )
    >>> book = cc.Book(cc.Law.of("cn"))
    >>> _ = book.record(cc.FoundSociety(key="found-1", on=cc.date(2025, 3, 13), society=village))
    >>> row_of(book, "village-1").form.text.en
    'file'
    """
    row = book.find(SOCIETIES, society)
    if row is None:
        raise Malformed(UNKNOWN, given=shown(society))
    return row


def replenishment_due(book: Book, society: OrganisationId, law: LawInForce) -> Replenishment | None:
    """Tell whether a society of a book has to be topped up (是否应补充资金), as `replenishment`. Raises `Malformed`.

    >>> import community_charity as cc
    >>> village = cc.MutualAidSociety(  # invented
    ...     "village-1",
    ...     form="filed",
    ...     custodian="town-federation",
    ...     council=["p-1"],
    ...     capital=cc.Capital({"donors": cc.yuan(8_000)}),
    ... )
    >>> book, town = cc.Book(cc.Law.of("cn/anhui")), cc.OtherBody("town-federation")
    >>> _ = book.record(cc.RegisterOrganisation(key="enter-1", on=cc.date(2023, 8, 1), organisation=town))
    >>> _ = book.record(cc.FoundSociety(key="found-1", on=cc.date(2023, 8, 1), society=village))
    >>> replenishment_due(book, "village-1", book.law.on(cc.date(2025, 3, 13))).missing
    yuan("22000.00")
    """
    return replenishment(row_of(book, society), book.balance(society).free, law)
