"""Amounts of a year's spending, in whole fen (年度支出的计算).

A share that must be reached is rounded up to the fen, a limit down: an amount in whole fen meets the rounded bound
exactly when it meets the exact one.

>>> from community_charity.money import yuan
>>> share_due(yuan("100.01"), Fraction(7, 10)), share_allowed(yuan("100.01"), Fraction(1, 10))
(yuan("70.01"), yuan("10.00"))
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from community_charity.rules.carriers import greatest, positive_part, rule, share, where

if TYPE_CHECKING:
    from community_charity.rules.carriers import Amount

    Edges: TypeAlias = tuple[Amount, Amount, Amount]

Rates: TypeAlias = tuple[Fraction, Fraction, Fraction, Fraction]


@rule
def share_due(base: Amount, rate: Fraction) -> Amount:
    """Charitable spending due as a share of one base (应达到的支出): `Money`, fen or columns of fen; never below zero.

    For an average of n years give the sum and a rate divided by n. Raises `Malformed` for a rate outside 0 to 1.
    Source: 民发〔2026〕12号第8条、第10条.

    >>> share_due(100_01, Fraction(7, 10)), share_due(-500, Fraction(7, 10))
    (7001, 0)
    """
    return positive_part(share(base, rate, "up"))


@rule
def share_allowed(base: Amount, rate: Fraction) -> Amount:
    """Cost allowed as a share of one base (费用上限): `Money`, fen or columns of fen; never below zero.

    Raises `Malformed` for a rate outside 0 to 1. Source: 民发〔2026〕12号第8条、第15条.

    >>> share_allowed(100_09, Fraction(1, 10))
    1000
    """
    return positive_part(share(base, rate, "down"))


@rule
def band_share_due(net_assets: Amount, base: Amount, edges: Edges[Amount], rates: Rates) -> Amount:
    """Charitable spending due by the band of net assets (分档支出): `Money`, fen or columns of fen; never below zero.

    ``net_assets`` at the end of last year choose the band, ``edges`` are the least net assets of the three upper
    bands, highest first, ``rates`` the shares of the four bands. ``base`` is what the share is taken of. Raises
    `Malformed`. Source: 民发〔2026〕12号第9条、第10条.

    >>> rates = Fraction(6, 100), Fraction(6, 100), Fraction(7, 100), Fraction(8, 100)
    >>> band_share_due(3_999_999_99, 3_999_999_99, (60_000_000_00, 8_000_000_00, 4_000_000_00), rates)
    32000000
    """
    top_from, upper_from, lower_from = edges
    top, upper, lower, bottom = rates
    small = where(net_assets >= lower_from, share(base, lower, "up"), share(base, bottom, "up"))
    medium = where(net_assets >= upper_from, share(base, upper, "up"), small)
    return positive_part(where(net_assets >= top_from, share(base, top, "up"), medium))


@rule
def band_share_allowed(net_assets: Amount, base: Amount, edges: Edges[Amount], rates: Rates) -> Amount:
    """Management cost allowed by the band of net assets (分档管理费用上限): `Money`, fen or columns; never below zero.

    As `band_share_due`; ``base`` is the year's total expenditure. Raises `Malformed`. Source: 民发〔2026〕12号第9条、第10条.

    >>> rates = Fraction(12, 100), Fraction(13, 100), Fraction(15, 100), Fraction(20, 100)
    >>> band_share_allowed(60_000_000_00, 1_000_00, (60_000_000_00, 8_000_000_00, 4_000_000_00), rates)
    12000
    """
    top_from, upper_from, lower_from = edges
    top, upper, lower, bottom = rates
    small = where(net_assets >= lower_from, share(base, lower, "down"), share(base, bottom, "down"))
    medium = where(net_assets >= upper_from, share(base, upper, "down"), small)
    return positive_part(where(net_assets >= top_from, share(base, top, "down"), medium))


@rule
def management_limit(allowed: Amount, free_below: Amount, fen: Amount) -> Amount:
    """The most management cost of a year (管理费用上限): the share allowed, or anything below the free amount.

    ``fen`` is one fen of the same kind: what is free lies below ``free_below``. `Money`, fen or columns of fen.
    Raises `Malformed`. Source: 民发〔2026〕12号第13条.

    >>> management_limit(100_000_00, 200_000_00, 1), management_limit(300_000_00, 200_000_00, 1)
    (19999999, 30000000)
    """
    return greatest(allowed, free_below - fen)


@rule
def still_due(required: Amount, spent: Amount) -> Amount:
    """What must still be spent (尚须支出): zero once it is enough. `Money`, fen or columns of fen. Raises `Malformed`.

    >>> still_due(70_00, 69_99)
    1
    """
    return positive_part(required - spent)


@rule
def still_allowed(limit: Amount, cost: Amount) -> Amount:
    """What a fixed limit still leaves (剩余额度): never below zero. `Money`, fen or columns of fen. Raises `Malformed`.

    >>> still_allowed(70_00, 69_99)
    1
    """
    return positive_part(limit - cost)


@rule
def management_room(
    expenditure: Amount, cost: Amount, part: int, whole: int, each: Fraction, free_below: Amount, fen: Amount
) -> Amount:
    """How much more may be spent on management (管理费用余量), to the fen: `Money`, fen or columns of fen.

    Each fen more raises the year's ``expenditure`` as well, of which the cap is a share of ``part / whole``. The
    largest x with cost + x <= (expenditure + x) * part / whole is (expenditure * part - cost * whole) divided by
    whole - part; ``each`` is one over that. Below ``free_below`` no share applies. On columns, expenditure times
    ``whole`` must fit int64. Raises `Malformed`. Source: 民发〔2026〕12号第8条至第10条、第13条.

    >>> management_room(1_000_000_00, 0, 10, 100, Fraction(1, 90), 200_000_00, 1)
    19999999
    >>> management_room(10_000_000_00, 0, 10, 100, Fraction(1, 90), 200_000_00, 1)
    111111111
    """
    by_share = share(expenditure * part - cost * whole, each, "down")
    return positive_part(greatest(by_share, free_below - fen - cost))
