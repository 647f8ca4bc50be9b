"""How large a grant is (单笔救助金额): laws of one claim, in `Money`.

Exponential laws and their mixtures have closed formulas. Amounts that are listed, with exact probabilities, are what
a schedule of grants gives. Gamma and lognormal laws are for larger, continuous losses; they are put on a lattice, once
rounded down and once up, and the truth lies between. A law of one's own is not needed: list the amounts.

>>> from community_charity.money import yuan
>>> claims(Amounts.seen([yuan(500), yuan(1_000)])).mean
Fraction(75000, 1)
"""

from __future__ import annotations

from typing import TypeAlias

from community_charity.errors import WRONG_TYPE, Malformed, shown
from community_charity.whatif.solvency.amounts import Amounts, Exponentials
from community_charity.whatif.solvency.continuous import Gamma, Lognormal

Claims: TypeAlias = Exponentials | Amounts | Gamma | Lognormal
"""A law of how large one claim is (单笔金额分布)."""


def claims(value: Claims) -> Claims:
    """Check a law of claims (金额分布检查). Raises `Malformed`.

    >>> from community_charity.money import Money
    >>> claims(Gamma(Money(2), spread=Money(2))).shape
    1.0
    """
    if not isinstance(value, Exponentials | Amounts | Gamma | Lognormal):
        raise Malformed(WRONG_TYPE, given=shown(value), kind="Exponentials, Amounts, Gamma, Lognormal")
    return value
