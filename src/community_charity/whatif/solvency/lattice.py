"""A lattice of amounts (金额格点): multiples of a step, on which sums of claims are worked out one point after another.

Listed amounts that the step divides lie on it exactly. All others are put on it twice, rounded down and rounded up: what
follows from the two brackets what is true, since a pool that pays less lives longer.

>>> from fractions import Fraction
>>> from community_charity.money import yuan
>>> listed = Amounts({yuan(500): Fraction(3, 4), yuan(1_000): Fraction(1, 4)})
>>> discretise(listed, yuan(500), 4).lower.tolist()
[0.0, 0.75, 0.25, 0.0]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from community_charity.errors import Malformed, declare
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.solvency.amounts import Amounts
from community_charity.whatif.solvency.checks import above_zero

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from community_charity.whatif.solvency.claims import Claims

    Floats = NDArray[np.float64]

STEP = declare(
    "solvency.step",
    wanted=(
        "a step of the lattice at which {reach} is at most {most} points",
        "使{reach}不超过{most}个格点的步长",
    ),
    do=(
        "give step=yuan(...): coarser, or any if the claims are continuous; rounding is then bounded from both sides",
        "请给出更粗的 step=yuan(...)（连续分布必须给出步长）；取整误差将给出上下界",
    ),
)
MOST_POINTS: Final = 1 << 15
_DIRECT: Final = 512  # shorter columns are faster without a transform, and exact in each digit


@attrs.frozen(eq=False)
class Lattice:
    """The chance of each multiple of a ``step``, from 0 on (格点概率): rounded down (``lower``) and up (``upper``).

    Both are float64 columns of one length; what lies beyond it is left out. ``exact``: nothing had to be rounded.

    >>> from community_charity.whatif.solvency.amounts import exponential
    >>> found = discretise(exponential(Money(100)), Money(100), 3)
    >>> found.exact, found.lower.round(3).tolist(), found.upper.round(3).tolist()
    (False, [0.632, 0.233, 0.086], [0.0, 0.632, 0.233])
    """

    step: Money
    lower: Floats
    upper: Floats
    exact: bool


def step_of(claims: Claims, step: Money | None) -> Money:
    """Give the step to use (步长): the one given, or of listed amounts the largest that divides them all.

    Raises `Malformed` for a continuous law without a step.

    >>> from community_charity.money import yuan
    >>> step_of(Amounts.seen([yuan(600), yuan(800)]), None)
    yuan("200.00")
    """
    if step is not None:
        return above_zero(step)
    if isinstance(claims, Amounts):
        return claims.unit
    raise Malformed(
        STEP,
        given=Text("no step, for a continuous law of claims", "连续分布而未给出步长"),
        reach=Text("any amount", "任何金额"),
        most=f"{MOST_POINTS:,}",
    )


def points(reach: Money, step: Money) -> int:
    """Count the points from 0 to ``reach`` (格点数). Raises `Malformed` above 32,768.

    >>> points(Money(1999), Money(500))
    4
    """
    count = reach.fen // step.fen + 1
    if count > MOST_POINTS:
        given = Text("a step of {step}", "步长{step}").fill(step=step)
        raise Malformed(STEP, given=given, reach=reach, most=f"{MOST_POINTS:,}")
    return count


def discretise(claims: Claims, step: Money, size: int) -> Lattice:
    """Put a law of claims on ``size`` points of a lattice (离散化), exactly or from both sides.

    >>> from community_charity.whatif.solvency.amounts import exponential
    >>> discretise(exponential(Money(5)), Money(5), 2).upper.round(4).tolist()
    [0.0, 0.6321]
    """
    if isinstance(claims, Amounts):
        lower, upper = np.zeros(size), np.zeros(size)
        for amount, chance in claims.chances.items():
            down = amount.fen // step.fen
            up = -(-amount.fen // step.fen)
            for column, place in ((lower, down), (upper, up)):
                if place < size:
                    column[place] += float(chance)
        return Lattice(step, lower, upper, exact=not any(amount.fen % step.fen for amount in claims.chances))
    return _from_distribution(step, claims.below(_places(step, size)))


def equilibrium(claims: Claims, step: Money, size: int) -> Lattice:
    """Put the law of the record losses on a lattice (积分尾分布): density P(X > x) / E X. It is always continuous.

    >>> from community_charity.whatif.solvency.amounts import exponential
    >>> equilibrium(exponential(Money(5)), Money(5), 2).upper.round(4).tolist()
    [0.0, 0.6321]
    """
    return _from_distribution(step, claims.limited(_places(step, size)) / float(claims.mean))


def _places(step: Money, size: int) -> Floats:
    return np.arange(size + 1, dtype=np.float64) * step.fen


def _from_distribution(step: Money, below: Floats) -> Lattice:
    chances = np.maximum(np.diff(below), 0.0)
    return Lattice(step, chances, np.concatenate([below[:1], chances[:-1]]), exact=False)


def convolve(x: Floats, y: Floats, size: int) -> Floats:
    """Give the first ``size`` chances of a sum of two independent amounts (卷积). Long columns go by Fourier transform.

    >>> convolve(np.array([0.5, 0.5]), np.array([0.5, 0.5]), 3).tolist()
    [0.25, 0.5, 0.25]
    """
    x, y = x[:size], y[:size]
    if min(len(x), len(y)) <= _DIRECT:
        together: Floats = np.convolve(x, y)
    else:
        whole = 1 << (len(x) + len(y) - 2).bit_length()
        together = np.maximum(np.fft.irfft(np.fft.rfft(x, whole) * np.fft.rfft(y, whole), whole), 0.0)
        together = together[: len(x) + len(y) - 1]
    return together[:size]
