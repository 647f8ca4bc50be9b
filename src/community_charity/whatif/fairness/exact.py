"""Sums that never overflow and never round (精确求和): int64 columns in, a Python integer out.

>>> import numpy as np
>>> big = np.full(3, 2**40, np.int64)
>>> dot(big, big) == 3 * 2**80
True
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from community_charity.whatif.fairness.checking import Whole

_MOST = 2**63 - 1
_SHORTEST_BLOCK = 64  # below it a loop over Python's own integers is faster


def dot(*columns: Whole) -> int:
    """Add up the products of the rows (乘积之和), exactly; rows are taken in blocks whose sum fits int64.

    >>> import numpy as np
    >>> dot(np.array([1, 2]), np.array([3, -4]))
    -5
    """
    biggest = _biggest(*columns)
    if not biggest:
        return 0
    block = _MOST // biggest
    if block < _SHORTEST_BLOCK:
        return sum(map(math.prod, zip(*(column.tolist() for column in columns), strict=True)))
    rows = len(columns[0])
    return sum(int(_product([c[start : start + block] for c in columns]).sum()) for start in range(0, rows, block))


def dots(codes: Whole, groups: int, *columns: Whole) -> list[int]:
    """Add up the products of the rows of each group (分组乘积之和); ``codes`` are from 0 to ``groups - 1``.

    >>> import numpy as np
    >>> dots(np.array([0, 1, 0]), 2, np.array([1, 2, 3]))
    [4, 2]
    """
    if _biggest(*columns) * len(codes) <= _MOST:
        sums = np.zeros(groups, np.int64)
        np.add.at(sums, codes, _product(columns))
        return [int(one) for one in sums]
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes, minlength=groups))[:-1]
    return [dot(*(column[rows] for column in columns)) if len(rows) else 0 for rows in np.split(order, ends)]


def _product(columns: Sequence[Whole]) -> Whole:
    product = columns[0]
    for column in columns[1:]:
        product = product * column
    return product


def _biggest(*columns: Whole) -> int:
    return math.prod(max(int(column.max()), -int(column.min())) for column in columns)
