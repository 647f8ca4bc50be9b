"""Matching gifts from a pot (配捐): a budget, caps, and a rule that says who gets how much when money is short.

A match is never the donor's own gift: it is money of the pot, told apart from the first fen on. Everything here is in
whole fen and exact; what a rule promises, it lists, and what it does not promise, it admits.

>>> from community_charity.money import yuan
>>> gifts = [Gift("g-1", "p-1", yuan(300), "well"), Gift("g-2", "p-2", yuan(100), "well")]  # invented
>>> pot = Pot(yuan(200), Ratio(1))
>>> [(match.gift, str(match.amount)) for match in pot.match(gifts)]
[('g-1', '¥200.00'), ('g-2', '¥0.00')]
>>> [(match.gift, str(match.amount)) for match in Pot(yuan(200), Ratio(1), short=ProRata()).match(gifts)]
[('g-1', '¥150.00'), ('g-2', '¥50.00')]
"""

from __future__ import annotations

from community_charity.rules.matching.facts import Caps, Gift, Match, Standing
from community_charity.rules.matching.offers import (
    A_THIRD_OF_ALL,
    EQUAL_THIRDS,
    ONE_TO_ONE,
    Bounds,
    Offer,
    Quadratic,
    Ratio,
    Threshold,
)
from community_charity.rules.matching.pots import Pot
from community_charity.rules.matching.shortage import FirstCome, Lottery, Promise, ProRata, Shortage

__all__ = [
    "A_THIRD_OF_ALL",
    "EQUAL_THIRDS",
    "ONE_TO_ONE",
    "Bounds",
    "Caps",
    "FirstCome",
    "Gift",
    "Lottery",
    "Match",
    "Offer",
    "Pot",
    "ProRata",
    "Promise",
    "Quadratic",
    "Ratio",
    "Shortage",
    "Standing",
    "Threshold",
]
