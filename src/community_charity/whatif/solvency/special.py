"""Two distribution functions that NumPy does not have (两个分布函数): the normal and the gamma.

Checked against exact values in the tests: for a whole shape the gamma is a finite sum.

>>> normal_below(np.array([0.0])).tolist()
[0.5]
>>> gamma_below(1.0, np.array([1.0])).round(6).tolist()
[0.632121]
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_SMALL: Final = 1e-300
_ENOUGH: Final = 2e-16
_MOST_STEPS: Final = 100_000


def normal_below(z: Floats) -> Floats:
    """Give the standard normal distribution function at each ``z`` (标准正态分布函数).

    >>> normal_below(np.array([1.959963984540054])).round(6).tolist()
    [0.975]
    """
    return np.array([math.erfc(-value / math.sqrt(2)) / 2 for value in z.tolist()], dtype=np.float64)


def gamma_below(shape: float, x: Floats) -> Floats:
    """Give the gamma distribution function of scale 1 at each ``x`` of zero or more (伽马分布函数).

    The series below ``shape + 1``, the continued fraction above: each where it converges fast.

    >>> gamma_below(2.5, np.array([0.0, 1.0, 100.0])).round(6).tolist()
    [0.0, 0.150855, 1.0]
    """
    below = np.zeros_like(x)
    with np.errstate(divide="ignore"):
        front = np.exp(shape * np.log(x) - x - math.lgamma(shape))
    early = x < shape + 1
    below[early] = front[early] * _series(shape, x[early])
    below[~early] = 1 - front[~early] * _fraction(shape, x[~early])
    return below


def _series(shape: float, x: Floats) -> Floats:
    term = np.full_like(x, 1 / shape)
    total = term.copy()
    for step in range(1, _MOST_STEPS):  # pragma: no branch - it converges long before
        term = term * x / (shape + step)
        total += term
        if not np.any(term > total * _ENOUGH):
            break
    return total


def _fraction(shape: float, x: Floats) -> Floats:
    """Lentz's way to work out a continued fraction: no partial quotient may be zero."""
    b = x + 1 - shape
    c = np.full_like(x, 1 / _SMALL)
    d = 1 / b
    value = d.copy()
    for step in range(1, _MOST_STEPS):  # pragma: no branch - it converges long before
        factor = -step * (step - shape)
        b = b + 2
        d = factor * d + b
        d = 1 / np.where(np.abs(d) < _SMALL, _SMALL, d)
        c = b + factor / c
        c = np.where(np.abs(c) < _SMALL, _SMALL, c)
        change = d * c
        value *= change
        if not np.any(np.abs(change - 1) > 4 * _ENOUGH):
            break
    return value
