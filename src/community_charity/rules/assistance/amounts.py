"""Amounts of social assistance, in multiples of the local standard (救助金额测算).

Sources: 最低生活保障审核确认办法 arts. 8, 23; 社会救助法 arts. 18, 21, 73; limits of temporary assistance are local.

>>> from community_charity.money import yuan
>>> [str(temporary_assistance_cap(yuan(722), Fraction(times))) for times in (4, 10)]
['¥2,888.00', '¥7,220.00']
>>> temporary_assistance_minimum(yuan(722), Fraction(2))
yuan("1444.00")
"""

from __future__ import annotations

from fractions import Fraction  # noqa: TC003 - the doctests use it
from typing import TYPE_CHECKING

from community_charity.rules.carriers import greatest, positive_part, rule, share, where

if TYPE_CHECKING:
    from community_charity.rules.carriers import Amount


@rule
def temporary_assistance_cap(standard: Amount, multiple: Fraction) -> Amount:
    """The most that a multiple of the monthly standard allows (最高额), rounded down to the fen.

    `Money`, fen or columns of fen; ``multiple`` an exact `Fraction`. Raises `Malformed`. Source: the local rule.

    >>> temporary_assistance_cap(722_00, Fraction(10)), temporary_assistance_cap(333, Fraction(5, 2))
    (722000, 832)
    """
    return standard * (multiple // 1) + share(standard, multiple % 1, "down")


@rule
def temporary_assistance_minimum(standard: Amount, multiple: Fraction) -> Amount:
    """The least that a multiple of the monthly standard asks for (最低额), rounded up to the fen.

    `Money`, fen or columns of fen; ``multiple`` an exact `Fraction`. Raises `Malformed`. Source: the local rule.

    >>> temporary_assistance_minimum(722_00, Fraction(2)), temporary_assistance_minimum(333, Fraction(5, 2))
    (144400, 833)
    """
    return standard * (multiple // 1) + share(standard, multiple % 1, "up")


@rule
def margin_line(standard: Amount, multiple: Fraction) -> Amount:
    """The income a head below which a household is marginal (低保边缘收入线), rounded up to the fen.

    Rounded up, so that "below" in whole fen is the same as below the exact line. `Money`, fen or columns of fen.
    Raises `Malformed`. Source: 最低生活保障审核确认办法第8条，社会救助法第21条.

    >>> margin_line(722_00, Fraction(3, 2)), margin_line(333, Fraction(3, 2))
    (108300, 500)
    """
    return temporary_assistance_minimum(standard, multiple)


@rule
def dibao_amount(standard: Amount, income_per_head: Amount, members: int) -> Amount:
    """The monthly allowance by the actual gap (按实际差额计算的低保金): never below zero.

    `Money`, fen or columns of fen, a month. Places may pay fixed tiers instead. Raises `Malformed`. Source:
    最低生活保障审核确认办法第23条，社会救助法第18条.

    >>> dibao_amount(722_00, 500_00, 3), dibao_amount(722_00, 722_00, 3)
    (66600, 0)
    """
    return positive_part(standard - income_per_head) * members


@rule
def banded_grant(self_paid: Amount, first_from: Amount, first: Amount, second_from: Amount, second: Amount) -> Amount:
    """A grant of medical aid by two bands of self-paid cost (按自负费用分档救助); the lower end of a band is inside.

    `Money`, fen or columns of fen. Raises `Malformed`. Source: local, as 衢江慈善〔2013〕7号.

    >>> [banded_grant(paid, 30_000, 5_000, 50_000, 10_000) for paid in (29_999, 30_000, 49_999, 50_000)]
    [0, 5000, 5000, 10000]
    """
    return where(
        self_paid >= second_from,
        greatest(second, first),
        where(self_paid >= first_from, first, first - first),
    )
