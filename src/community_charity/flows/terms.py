"""Fee terms (费用约定): which share of what came in may be charged, and for what.

>>> FeeTerms("management", Fraction(1, 50)).cap(Money(99_99))
yuan("1.99")
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable

RATE = declare(
    "fee.rate",
    wanted=("a share as an exact Fraction from 0 to below 1", "0至1（不含）的精确分数 Fraction"),
    do=("write six per mille as Fraction(6, 1000)", "千分之六请写作 Fraction(6, 1000)"),
)
TERMS = declare(
    "fee.terms",
    wanted=("at least one FeeTerms, each kind once", "至少一项 FeeTerms（费用约定），每类一项"),
    do=('give [FeeTerms("management", Fraction(1, 50))]', '例如 [FeeTerms("management", Fraction(1, 50))]'),
)

# --- values --------------------------------------------------------------------------------------


class FeeKind(Enum):
    """What a fee is for (费用类别). ``FeeKind("management")`` looks one up.

    >>> FeeKind("payment_channel").text.zh
    '支付通道费'
    """

    PLATFORM = "platform"
    PAYMENT_CHANNEL = "payment_channel"
    MANAGEMENT = "management"
    FUNDRAISING_COST = "fundraising_cost"

    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    FeeKind.PLATFORM: Text("platform fee", "平台服务费"),
    FeeKind.PAYMENT_CHANNEL: Text("payment channel fee", "支付通道费"),
    FeeKind.MANAGEMENT: Text("management fee", "管理费"),
    FeeKind.FUNDRAISING_COST: Text("cost of fundraising", "募捐成本"),
}


def fee_kind(value: FeeKind | str) -> FeeKind:
    """Check a kind of fee (费用类别检查). Raises `Malformed`.

    >>> fee_kind("platform")
    <FeeKind.PLATFORM: 'platform'>
    """
    return choice(value, FeeKind)


def _rate(value: Fraction) -> Fraction:
    if type(value) is not Fraction or not 0 <= value < 1:
        raise Malformed(RATE, given=shown(value))
    return value


@attrs.frozen
class FeeTerms:
    """What fee of a kind may be charged at most (费用约定): ``rate``, an exact `Fraction` of what came in.

    Raises `Malformed`.

    >>> FeeTerms("payment_channel", Fraction(6, 1000)).rate
    Fraction(3, 500)
    """

    kind: FeeKind = attrs.field(converter=fee_kind)
    rate: Fraction = attrs.field(converter=_rate)

    def cap(self, base: Money) -> Money:
        """Give the most that may be charged on what came in (费用上限), rounded down to the fen. Raises `Malformed`.

        >>> FeeTerms("payment_channel", Fraction(6, 1000)).cap(Money(166))
        yuan("0.00")
        """
        return Money(share(self.rate, expect(base, Money).fen))


def share(rate: Fraction, fen: int) -> int:
    """Give an exact share of an amount in fen, rounded down (按比例取整到分).

    >>> share(Fraction(1, 3), 100)
    33
    """
    return fen * rate.numerator // rate.denominator


def fee_terms(value: Iterable[FeeTerms]) -> tuple[FeeTerms, ...]:
    """Check a list of terms (费用约定清单): at least one, each kind once. Raises `Malformed`.

    >>> fee_terms([FeeTerms("platform", Fraction(0))])[0].rate
    Fraction(0, 1)
    """
    if not isinstance(value, list | tuple) or not value:
        raise Malformed(TERMS, given=shown(value))
    kinds = [expect(one, FeeTerms).kind for one in value]
    if len(set(kinds)) != len(kinds):
        raise Malformed(TERMS, given=Text("a kind given twice", "重复的类别"))
    return tuple(value)


@attrs.frozen
class Agreed:
    """A rate as the book keeps it (已约定费率), and from which day.

    >>> Agreed(date(2025, 3, 13), Fraction(1, 50)).rate
    Fraction(1, 50)
    """

    since: date
    rate: Fraction
