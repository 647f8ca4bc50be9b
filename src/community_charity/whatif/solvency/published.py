"""The one set of published figures about societies' grants (公开报道的数据): Xuanzhou district, from a newspaper.

>>> print(xuanzhou().text())
8.249 cases expected, a grant of ¥582.6 on average: ¥4,806 a period, standard deviation ¥1,756, skewness 0.4105
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from community_charity.language import Text
from community_charity.money import yuan
from community_charity.whatif.solvency.amounts import Amounts
from community_charity.whatif.solvency.counts import Poisson
from community_charity.whatif.solvency.demand import Demand

_SOCIETIES: Final = 217
_GRANTS: Final = 1790
_PAID: Final = yuan(1_042_800)
_SMALL, _LARGE = yuan(500), yuan(1_000)

XUANZHOU_NOTE: Final = Text(
    "Counts and total: Zhong'an Online, 2025-03-13 (a newspaper), 217 societies, 1,790 person-times, ¥1,042,800 paid. "
    "The report does not say how long the period was. Assumed, not reported: grants of ¥500 or ¥1,000 only, a Poisson "
    "number of them, all societies alike and independent.",
    "笔数与总额：中安在线2025-03-13（新闻报道），217家互助社、1790人次、共支出1042800元。报道未说明统计期间的长度。"
    "以下为假设而非报道：单笔仅500元或1000元，笔数服从泊松分布，各社相同且相互独立。",
)


def xuanzhou() -> Demand:
    """Give what one society of Xuanzhou was asked for in the one reported period (宣州一社一期的需求).

    1,790 grants to 217 societies; ¥500 or ¥1,000, in the proportion that gives the reported total of ¥1,042,800 exactly
    (the two amounts are those of another county, Dingyuan, as reported in a newspaper). **How long the period was is
    not stated**: nothing here is a yearly figure.

    >>> xuanzhou().count.mean, xuanzhou().claims.chances[yuan(1_000)]
    (Fraction(1790, 217), Fraction(739, 4475))
    """
    mean = Fraction(_PAID.fen, _GRANTS)
    large = (mean - _SMALL.fen) / (_LARGE - _SMALL).fen
    amounts = Amounts({_SMALL: 1 - large, _LARGE: large})
    return Demand(Poisson(Fraction(_GRANTS, _SOCIETIES)), amounts, XUANZHOU_NOTE)
