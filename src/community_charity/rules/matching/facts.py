"""What is matched, and how much at most (受配捐赠与限额).

>>> from community_charity.money import yuan
>>> Gift("g-1", None, yuan(10), "well").donor is None
True
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import optional_day
from community_charity.money import Money, known_or_unknown_money, positive_money
from community_charity.parties import opaque_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from community_charity.rules.matching.offers import Bounds


def _known_id(value: str | None) -> str | None:
    return None if value is None else opaque_id(value)


@attrs.frozen
class Gift:
    """A gift that asks to be matched (申请配捐的捐赠): who gave how much for which project, and when.

    Ids are opaque. All anonymous gifts (``donor=None``) count as one donor's, since nobody can tell them apart.
    ``amount`` is `Money` above zero. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> Gift("g-1", "p-1", yuan(10), "well").amount
    yuan("10.00")
    """

    id: str = attrs.field(converter=opaque_id)
    donor: str | None = attrs.field(converter=_known_id, repr=False)
    amount: Money = attrs.field(converter=positive_money)
    project: str = attrs.field(converter=opaque_id)
    on: date | None = attrs.field(default=None, converter=optional_day)


@attrs.frozen
class Match:
    """What a gift gets from the pot (配捐额): ``offered`` by the rule within the caps, ``amount`` after the budget.

    >>> from community_charity.money import yuan
    >>> Match("g-1", yuan(10), yuan(4)).amount
    yuan("4.00")
    """

    gift: str
    offered: Money
    amount: Money


@attrs.frozen
class Standing:
    """How a gift stands while further gifts may come in (配捐现状): ``guaranteed`` cannot fall, ``provisional`` can.

    ``provisional`` is what it gets if no further gift comes.

    >>> from community_charity.money import yuan
    >>> Standing("g-1", guaranteed=yuan(0), provisional=yuan(4)).guaranteed
    yuan("0.00")
    """

    gift: str
    guaranteed: Money
    provisional: Money


@attrs.frozen(kw_only=True)
class Caps:
    """Most that one gift, one donor, one project is matched with (单笔、单人、单个项目限额); ``None`` for no cap.

    A donor or project above its cap shares the cap in proportion. In `Money`. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> Caps(per_donor=yuan(50)).per_gift is None
    True
    """

    per_gift: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    per_donor: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    per_project: Money | None = attrs.field(default=None, converter=known_or_unknown_money)

    def within(self, gifts: Sequence[Gift], offers: Sequence[int]) -> list[int]:
        """Lower offers, in fen, to the caps (按限额调减). Whatever the order of the gifts, each gets the same.

        >>> from community_charity.money import yuan
        >>> two = [Gift("g-1", "p-1", yuan(10), "well"), Gift("g-2", "p-1", yuan(30), "road")]
        >>> Caps(per_donor=yuan(20)).within(two, [1000, 3000])
        [500, 1500]
        """
        capped = [offer if self.per_gift is None else min(offer, self.per_gift.fen) for offer in offers]
        for cap, of in ((self.per_donor, "donor"), (self.per_project, "project")):
            if cap is not None:
                capped = _shared(cap, [getattr(gift, of) for gift in gifts], [gift.id for gift in gifts], capped)
        return capped

    def least(self, gifts: Sequence[Gift], bounds: Bounds) -> Bounds:
        """Lower bounds of offers to the caps (限额下的上下界): what a donor or project has left if others come to the most.

        >>> from community_charity.money import yuan
        >>> from community_charity.rules.matching.offers import Bounds
        >>> gifts = [Gift("g-1", "p-1", yuan(10), "well")]
        >>> Caps(per_donor=yuan(20)).least(gifts, Bounds([1000], [1000], 3000)).least
        [500]
        """
        one = self.per_gift
        least, most, more = bounds
        if one is not None:
            least, most = ([min(fen, one.fen) for fen in each] for each in (least, most))
        for cap, of in ((self.per_donor, "donor"), (self.per_project, "project")):
            if cap is None:
                continue
            if more is None:
                least = [0] * len(least)
            else:
                least = _diluted(cap.fen, [getattr(gift, of) for gift in gifts], least, most, more)
        return bounds._replace(least=least, most=most)


def _diluted(cap: int, groups: Sequence[str | None], least: list[int], most: list[int], more: int) -> list[int]:
    """Share a cap as if every other gift of the group, and all that can still come, were at the most."""
    whole = {
        group: more + sum(fen for fen, other in zip(most, groups, strict=True) if other == group) for group in groups
    }
    return [fen if whole[group] <= cap else cap * fen // whole[group] for fen, group in zip(least, groups, strict=True)]


def _shared(cap: Money, groups: Sequence[str | None], ids: Sequence[str], offers: list[int]) -> list[int]:
    lowered = list(offers)
    for group in dict.fromkeys(groups):
        members = [n for n, other in enumerate(groups) if other == group]
        if sum(offers[n] for n in members) > cap.fen:
            for n, part in shares(cap.fen, {n: offers[n] for n in members}, ids).items():
                lowered[n] = part
    return lowered


def shares(fen: int, offers: dict[int, int], ids: Sequence[str]) -> dict[int, int]:
    """Share fen out in proportion to offers, exactly (按比例分配). Odd fen go by largest remainder, then by id.

    Raises `Malformed` if nothing at all is offered.

    >>> shares(100, {0: 1, 1: 1, 2: 1}, ["c", "a", "b"])
    {0: 33, 1: 34, 2: 33}
    """
    by_id = sorted(offers, key=lambda n: ids[n])
    parts = dict(zip(by_id, Money(fen).split([offers[n] for n in by_id]), strict=True))
    return {n: parts[n].fen for n in offers}
