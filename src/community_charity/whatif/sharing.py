"""Parts and multiples of columns of fen (分摊与倍数), exact and rounded as said.

>>> [part.tolist() for part in by_rates(np.array([100]), [Fraction(1, 3)] * 3)]
[[33], [33], [34]]
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from community_charity.rules.carriers import share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from community_charity.whatif.columns import Column


def by_rates(amount: Column, rates: Sequence[Fraction]) -> list[Column]:
    """Part amounts by rates that come to 1 (按比例分摊): the parts come to the whole, each within a fen of its share.

    The first n parts together are the share of the first n rates, rounded down: so no part is a fen or more away.
    """
    parts: list[Column] = []
    before, upto = np.zeros_like(amount), Fraction(0)
    for rate in rates[:-1]:
        upto += rate
        together = share(amount, upto, "down")
        parts.append(together - before)
        before = together
    return [*parts, amount - before]


def times(amount: Column, factor: Fraction) -> Column:
    """Multiply amounts by an exact factor, to the nearest fen, a half upwards (按倍数计算).

    >>> times(np.array([101, 50]), Fraction(3, 2)).tolist()
    [152, 75]
    """
    whole = int(factor)
    return amount * whole + share(amount, factor - whole, "half_up")
