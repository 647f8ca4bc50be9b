"""What a society or a federation of the place would pay on a case (本地救助标准): `suggested` of the rules, for pools.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> from community_charity.purposes import CANCER
>>> jixi = Law.of("cn/anhui/xuancheng/jixi").on(date(2025, 3, 13))
>>> suggested_payout(yuan(3_000), jixi, PoolKind.SOCIETY, CANCER)
yuan("800.00")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from community_charity.errors import choice
from community_charity.pools import purpose
from community_charity.purposes import CANCER
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.payouts import Level, suggested

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce
    from community_charity.money import Money
    from community_charity.pools import Cause
    from community_charity.purposes import Purpose

_LEVELS: Final = {PoolKind.SOCIETY: Level.VILLAGE, PoolKind.FEDERATION: Level.TOWN}


def suggested_payout(need_left: Money, law: LawInForce, kind: PoolKind, serves: Purpose | Cause) -> Money | None:
    """Give what the place would pay on a case (建议救助额), as `Money`: its fixed amount, else its ceiling, within the need.

    ``serves`` is the purpose of the case, or its cause. ``None`` for other kinds of pools, and where the place fixes
    nothing. Raises `Malformed`.

    >>> import community_charity as cc
    >>> fengtai = cc.Law.of("cn/anhui/huainan/fengtai").on(cc.date(2025, 3, 13))
    >>> suggested_payout(cc.yuan(60_000), fengtai, PoolKind.FEDERATION, cc.Cause.ACCIDENT)
    yuan("20000.00")
    >>> suggested_payout(cc.yuan(60_000), fengtai, PoolKind.FUND, cc.Cause.ACCIDENT) is None
    True
    """
    level = _LEVELS.get(choice(kind, PoolKind))
    return None if level is None else suggested(need_left, law, level=level, cancer=purpose(serves).within(CANCER))
