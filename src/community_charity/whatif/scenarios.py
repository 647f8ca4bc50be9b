"""A scenario (情景): a law, and the choices that no law makes.

Who pays what is missing, what becomes of a society below the least capital, when money that ran low is topped up, and
which pools help one after another.

>>> from community_charity.law.law import Law
>>> from community_charity.rules.start_up import COUNTY_THIRD
>>> scenario = Scenario(Law.of("cn/anhui"), below_floor="topped_up", paid_by=COUNTY_THIRD)
>>> scenario.below_floor.text.zh
'补足至最低启动资金'
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.law.law import Law
from community_charity.law.words import listed
from community_charity.rules.start_up import SOURCE_TITLES, BodyKind, CapitalPolicy, place_policy
from community_charity.whatif.terms import Payer, Terms, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.law.law import LawInForce
    from community_charity.whatif.months import Months

LAYERS = declare(
    "what_if.layers",
    wanted=("the names of pools that help one after another, each once", "依次救助的资金池名称，不重复"),
    do=('write layers=("society", "federation")', '写作 layers=("society", "federation")'),
)
RATE = declare(
    "what_if.rate",
    wanted=(
        "an exact Fraction from {least} to {most}, its denominator at most a million",
        "{least} 至 {most} 之间的精确分数 Fraction，分母不超过一百万",
    ),
    do=("write Fraction(6, 5)", "写作 Fraction(6, 5)"),
)
OVER_PAID = declare(
    "what_if.over_paid",
    wanted=("shares that come to no more than the whole", "各方份额合计不超过全部"),
    do=("give each source its share, at most 1 together", "请核对各出资方份额，合计不超过1"),
)

SOCIETY: Final = "society"
"""The name of a society's own pool among the layers (互助社自有资金池)."""


class BelowFloor(Enum):
    """What becomes of a society with less than the least capital (低于最低启动资金的处理). ``BelowFloor("topped_up")``.

    A society that stands goes on and has a gap; a new one is not founded: so the rule is read. The other two are
    choices of a what-if: somebody pays the gap, or the society pays no relief until it is closed.

    >>> [one.value for one in BelowFloor]
    ['gap', 'topped_up', 'suspended']
    """

    GAP = "gap"
    TOPPED_UP = "topped_up"
    SUSPENDED = "suspended"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _BELOW[self]


_BELOW = {
    BelowFloor.GAP: Text(
        "goes on with a gap; no new society below the floor", "继续运行并记缺口；新设不得低于最低启动资金"
    ),
    BelowFloor.TOPPED_UP: Text("topped up to the floor", "补足至最低启动资金"),
    BelowFloor.SUSPENDED: Text("pays nothing until the gap is closed", "补足前暂停救助"),
}


class Replenish(Enum):
    """When a society whose money runs low is topped up to the floor (资金补充办法). ``Replenish("when_low")``.

    ``WHEN_LOW``: at the end of a month in which less than a share of the floor is left (``society_replenish_share``, an
    assumption of this library). ``YEARLY``: at the end of each December.

    >>> [one.value for one in Replenish]
    ['never', 'when_low', 'yearly']
    """

    NEVER = "never"
    WHEN_LOW = "when_low"
    YEARLY = "yearly"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _REPLENISH[self]


_REPLENISH = {
    Replenish.NEVER: Text("never topped up", "不补充"),
    Replenish.WHEN_LOW: Text("topped up to the floor when money runs low", "资金不足时补充至最低启动资金"),
    Replenish.YEARLY: Text("topped up to the floor each December", "每年12月补充至最低启动资金"),
}


def _below_floor(value: BelowFloor | str) -> BelowFloor:
    return choice(value, BelowFloor)


def _replenish(value: Replenish | str) -> Replenish:
    return choice(value, Replenish)


def _body(value: BodyKind | str) -> BodyKind:
    return choice(value, BodyKind)


def _law(value: Law) -> Law:
    return expect(value, Law)


def _policy(value: CapitalPolicy | None) -> CapitalPolicy | None:
    return None if value is None else expect(value, CapitalPolicy)


def _layers(value: Iterable[str]) -> tuple[str, ...]:
    if not isinstance(value, tuple | list) or not value or not all(isinstance(name, str) and name for name in value):
        raise Malformed(LAYERS, given=shown(value))
    if len(set(value)) != len(value):
        raise Malformed(LAYERS, given=", ".join(value))
    return tuple(value)


def _rate(value: Fraction | int, least: int) -> Fraction:
    if type(value) is int:
        value = Fraction(value)
    if type(value) is not Fraction or not least <= value <= 100 or value.denominator > 10**6:
        raise Malformed(RATE, given=shown(value), least=least, most=100)
    return value


def _factor(value: Fraction | int) -> Fraction:
    return _rate(value, 0)


def _change(value: Fraction | int) -> Fraction:
    return _rate(value, -100)


@attrs.frozen(eq=False)
class Scenario:
    """A law and the choices that no law makes (情景). Raises `Malformed`.

    ``layers`` are the pools that help with a case, in order: ``"society"`` is a society's own, the others are those of the
    population. ``paid_by`` says who pays top-ups; ``None`` asks the place's own figures. ``government_aid`` multiplies
    the government's aid of every month. ``gifts_change`` is what gifts change for each yuan by which that aid changes:
    a band is known of it and no number (see `community_charity.whatif.drawing`), so try both ends.

    >>> from community_charity.law.law import Law
    >>> Scenario(Law.of("cn/anhui")).replenish.text.en
    'never topped up'
    """

    law: Law = attrs.field(converter=_law)
    layers: tuple[str, ...] = attrs.field(default=(SOCIETY,), converter=_layers, kw_only=True)
    below_floor: BelowFloor = attrs.field(default=BelowFloor.GAP, converter=_below_floor, kw_only=True)
    replenish: Replenish = attrs.field(default=Replenish.NEVER, converter=_replenish, kw_only=True)
    paid_by: CapitalPolicy | None = attrs.field(default=None, converter=_policy, kw_only=True)
    body: BodyKind = attrs.field(default=BodyKind.SOCIETY_FILED, converter=_body, kw_only=True)
    government_aid: Fraction = attrs.field(default=Fraction(1), converter=_factor, kw_only=True)
    gifts_change: Fraction = attrs.field(default=Fraction(0), converter=_change, kw_only=True)

    def terms(self, months: Months) -> tuple[Terms, ...]:
        """Read the terms of each month from the law of its first day (逐月适用条件)."""
        days = (months.first_day(month) for month in range(len(months)))
        return tuple(terms_of(self.law.on(day), self.body) for day in days)

    def payers(self, law: LawInForce) -> tuple[Payer, ...]:
        """Tell who pays a top-up that day, and which part (出资方及份额): the parts come to the whole.

        Sources without a share of their own pay the rest together. Raises `Malformed` for shares above the whole.

        >>> from datetime import date
        >>> yuan_district = Scenario(Law.of("cn/anhui/luan/yuan"))
        >>> [payer.key for payer in yuan_district.payers(yuan_district.law.on(date(2025, 1, 1)))]
        ['council_members', 'township', 'community']
        """
        policy = place_policy(law) if self.paid_by is None else self.paid_by
        if policy is None:
            return (Payer(NOBODY_NAMED, Fraction(1)),)
        payers = [Payer((source,), rate) for source, rate in policy.shares.items() if rate is not None]
        payers += [Payer(sources, rate) for sources, rate in policy.together]
        left = 1 - sum((payer.rate for payer in payers), Fraction(0))
        if left < 0:
            raise Malformed(OVER_PAID, given=str(1 - left))
        if left:
            rest = tuple(source for source, rate in policy.shares.items() if rate is None)
            payers.append(Payer(rest or NOBODY_NAMED, left))
        return tuple(payers)


NOBODY_NAMED: Final = ("others",)
"""The rest of a top-up, of which neither the place nor the scenario says who pays it (未指明出资方)."""


def payer_title(key: str) -> Text:
    """Name a payer in two languages (出资方名称).

    >>> payer_title("village_collective+donors").zh
    '村集体、社会捐赠'
    """
    titles = {**SOURCE_TITLES, "others": Text("others, not named", "其他（未指明）")}
    return listed(tuple(titles.get(source, Text(source, source)) for source in key.split("+")))
