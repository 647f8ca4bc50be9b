"""How much of a gift may be deducted (可扣除额): two small rules for one donor or a population.

Instruments: 企业所得税法 art. 9, 企业所得税法实施条例 art. 53, 个人所得税法 art. 6 para. 3.

>>> from community_charity.money import yuan
>>> donation_cap(yuan(1_000_000), Fraction(12, 100))
yuan("120000.00")
"""

from __future__ import annotations

from fractions import Fraction  # noqa: TC003 - the doctest uses it
from typing import TYPE_CHECKING

from community_charity.rules.carriers import least, positive_part, rule, share

if TYPE_CHECKING:
    from community_charity.rules.carriers import Amount


@rule
def donation_cap(base: Amount, rate: Fraction) -> Amount:
    """The most that may be deducted on a base (扣除限额): profit or taxable income, `Money`, fen or columns of fen.

    Rounded down to the fen, so that never a fen too much is deducted; of a loss it is zero. Raises `Malformed`.
    Source: 企业所得税法第9条, 个人所得税法第6条第3款.

    >>> (
    ...     donation_cap(10_00, Fraction(12, 100)),
    ...     donation_cap(-10_00, Fraction(12, 100)),
    ...     donation_cap(99, Fraction(3, 10)),
    ... )
    (120, 0, 29)
    """
    return share(positive_part(base), rate, "down")


@rule
def deductible(base: Amount, gifts: Amount, rate: Fraction) -> Amount:
    """What of a year's gifts may be deducted (当年可扣除额), all `Money`, fen or columns of fen. Raises `Malformed`.

    Source: 企业所得税法第9条, 个人所得税法第6条第3款.

    >>> deductible(1_000_000_00, 150_000_00, Fraction(12, 100))
    12000000
    """
    return least(gifts, donation_cap(base, rate))
