"""A pot that matches gifts (配捐资金池): budget, rule, caps, window, and what happens when it is short.

>>> from community_charity.money import yuan
>>> from community_charity.rules.matching import Ratio
>>> pot = Pot(yuan(100), Ratio(1), caps=Caps(per_gift=yuan(30)))
>>> [promise.value for promise in pot.promises]
['within_budget', 'within_caps', 'steady']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import Period
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.money import Money, amount_of_money, total
from community_charity.rules.matching.facts import Caps, Gift, Match, Standing
from community_charity.rules.matching.offers import Quadratic, Ratio, Threshold
from community_charity.rules.matching.shortage import FirstCome, Lottery, Promise, ProRata

if TYPE_CHECKING:
    from collections.abc import Sequence

TWICE = declare(
    "matching.gift_twice",
    wanted=("gifts with ids of their own", "编号各不相同的捐赠"),
    do=("give each gift once", "每笔捐赠只列一次"),
)
UNDATED = declare(
    "matching.undated",
    wanted=("a day for each gift, since the pot has a window", "每笔捐赠的日期：该资金池设有时段"),
    do=("write Gift(..., on=date(2026, 9, 7))", "写作 Gift(..., on=date(2026, 9, 7))"),
)


RULE = declare(
    "matching.rule",
    wanted=("rules that offer and that ration", "可算出配捐额并可在不足时分配的规则"),
    do=(
        "write for example Pot(yuan(1000), Ratio(1), short=ProRata())",
        "例如 Pot(yuan(1000), Ratio(1), short=ProRata())",
    ),
)


def _offer(value: Ratio | Threshold | Quadratic) -> Ratio | Threshold | Quadratic:
    if not callable(getattr(value, "offers", None)):
        raise Malformed(RULE, given=shown(value))
    return value


def _short(value: FirstCome | ProRata | Lottery) -> FirstCome | ProRata | Lottery:
    if not callable(getattr(value, "ration", None)):
        raise Malformed(RULE, given=shown(value))
    return value


def _caps(value: Caps) -> Caps:
    return expect(value, Caps)


def _window(value: Period | None) -> Period | None:
    return None if value is None else expect(value, Period)


@attrs.frozen
class Pot:
    """A budget and the rule by which it matches (配捐资金池). ``window`` leaves out gifts of other days.

    ``budget`` is `Money` of zero or more. A rule of your own works if it does what `Offer` or `Shortage` says; only a
    file of a book knows none but these. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> from community_charity.rules.matching import Ratio
    >>> pot = Pot(yuan(1000), Ratio(2))
    >>> total(match.amount for match in pot.match([Gift("g-1", "p-1", yuan(100), "well")]))
    yuan("200.00")
    """

    budget: Money = attrs.field(converter=amount_of_money)
    offer: Ratio | Threshold | Quadratic = attrs.field(converter=_offer)
    caps: Caps = attrs.field(default=Caps(), kw_only=True, converter=_caps)
    short: FirstCome | ProRata | Lottery = attrs.field(default=FirstCome(), kw_only=True, converter=_short)
    window: Period | None = attrs.field(default=None, kw_only=True, converter=_window)

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What this pot promises (承诺的性质)."""
        caps, short = self.caps, self.short
        alone = caps.per_donor is None and caps.per_project is None  # no gift lowers another by a cap they share
        parts = short.split_proof and caps.per_gift is None  # a further gift would have a further cap
        kept = {
            Promise.WITHIN_BUDGET: True,
            Promise.WITHIN_CAPS: True,
            Promise.ORDER_INDEPENDENT: short.order_independent,
            Promise.SPLIT_PROOF: parts,
            Promise.NAME_PROOF: parts and self.offer.name_proof and caps.per_donor is None,
            Promise.STEADY: short.steady and self.offer.steady and alone,
        }
        return tuple(promise for promise in Promise if kept[promise])

    def match(self, gifts: Sequence[Gift]) -> tuple[Match, ...]:
        """Match the gifts, in the order given (配捐); one outside of the window gets nothing.

        Raises `Malformed` for a gift listed twice, or without a day where there is a window.

        >>> from community_charity.money import yuan
        >>> from community_charity.rules.matching import Ratio
        >>> Pot(yuan(5), Ratio(1)).match([])
        ()
        """
        listed = [expect(gift, Gift) for gift in gifts]
        if len({gift.id for gift in listed}) != len(listed):
            raise Malformed(TWICE, given=f"{len(listed)} gifts")
        inside = [gift for gift in listed if self._open_to(gift)]
        offers = self.caps.within(inside, self.offer.offers(inside))
        budget = self.budget.fen
        given = offers if sum(offers) <= budget else self.short.ration(offers, [g.id for g in inside], budget)
        found = {
            gift.id: Match(gift.id, Money(offer), Money(fen))
            for gift, offer, fen in zip(inside, offers, given, strict=True)
        }
        return tuple(found.get(gift.id, Match(gift.id, Money(0), Money(0))) for gift in listed)

    def standing(self, gifts: Sequence[Gift], *, still: Money | None = None) -> tuple[Standing, ...]:
        """Tell what each gift is sure of, and what it gets if no further gift comes (保底额与暂计额), in the order given.

        ``still`` is what further gifts come to at most, ``None`` if there is no limit. What is guaranteed cannot fall
        whatever further gifts come in behind these; a gift that goes back is another matter. With no limit only first
        come, without caps that gifts share, guarantees anything. Raises `Malformed` as `match`.

        >>> from community_charity.money import yuan
        >>> from community_charity.rules.matching import ProRata, Ratio
        >>> pot, gifts = Pot(yuan(100), Ratio(1), short=ProRata()), [Gift("g-1", "p-1", yuan(50), "well")]
        >>> [pot.standing(gifts, still=still)[0].guaranteed.plain() for still in (None, yuan(150), yuan(50))]
        ['0.00', '25.00', '50.00']
        """
        fen = None if still is None else amount_of_money(still).fen
        matches = self.match(gifts)
        inside = [gift for gift in gifts if self._open_to(gift)]
        least = {gift.id: fen for gift, fen in zip(inside, self._least(inside, fen), strict=True)}
        return tuple(
            Standing(one.gift, one.amount if fen == 0 else Money(least.get(one.gift, 0)), one.amount) for one in matches
        )

    def left(self, matches: Sequence[Match]) -> Money:
        """Give what is left of the budget after some matches (余额), in `Money`.

        >>> from community_charity.money import yuan
        >>> from community_charity.rules.matching import Ratio
        >>> pot = Pot(yuan(5), Ratio(1))
        >>> pot.left(pot.match([Gift("g-1", "p-1", yuan(2), "well")]))
        yuan("3.00")
        """
        return self.budget - total(match.amount for match in matches)

    def _least(self, gifts: Sequence[Gift], still: int | None) -> list[int]:
        free = self.offer.bounds(gifts, still)
        if free is None:
            return [0] * len(gifts)
        bounds = self.caps.least(gifts, free)
        if bounds.more is not None and sum(bounds.most) + bounds.more <= self.budget.fen:
            return bounds.least
        return self.short.least(bounds, self.budget.fen)

    def _open_to(self, gift: Gift) -> bool:
        if self.window is None:
            return True
        if gift.on is None:
            raise Malformed(UNDATED, given="a gift without a day")
        return gift.on in self.window
