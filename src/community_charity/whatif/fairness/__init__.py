"""Who gains (谁受益): poverty, targeting, inequality, parity between groups, and the protection of small groups.

Each function takes columns and gives a frozen result with `text(lang)`, `rows(lang)` and `to_dict()`; every rate comes with
its interval. Amounts are whole fen, measures exact fractions, limits of intervals floats.

>>> found = targeting(need=[1000, 500, 0], paid=[1000, 0, 0])
>>> print(found.generosity.text("en"))
66.7 % (¥10.00 of ¥15.00; 95 %: 14.8 % to 95.8 %, Wilson)
"""

from __future__ import annotations

from community_charity.whatif.fairness.contrasts import Contrast, ContrastKind, difference, in_bands, ratio
from community_charity.whatif.fairness.groups import Groups, group, need_bands
from community_charity.whatif.fairness.inequality import (
    Curve,
    CurvePoint,
    concentration_curve,
    concentration_index,
    gini,
    lorenz_curve,
)
from community_charity.whatif.fairness.parity import BandWeights, GroupRate, Parity, parity
from community_charity.whatif.fairness.poverty import Poverty, PovertyOfGroup, fgt, poverty
from community_charity.whatif.fairness.rates import Rate, RateInterval, rate
from community_charity.whatif.fairness.small_groups import WithheldRates, hidden_rows, pool_small, withheld_rates
from community_charity.whatif.fairness.targeting import Targeting, targeting
from community_charity.whatif.fairness.villages import BetweenVillages, Village, between_villages

__all__ = [
    "BandWeights",
    "BetweenVillages",
    "Contrast",
    "ContrastKind",
    "Curve",
    "CurvePoint",
    "GroupRate",
    "Groups",
    "Parity",
    "Poverty",
    "PovertyOfGroup",
    "Rate",
    "RateInterval",
    "Targeting",
    "Village",
    "WithheldRates",
    "between_villages",
    "concentration_curve",
    "concentration_index",
    "difference",
    "fgt",
    "gini",
    "group",
    "hidden_rows",
    "in_bands",
    "lorenz_curve",
    "need_bands",
    "parity",
    "pool_small",
    "poverty",
    "rate",
    "ratio",
    "targeting",
    "withheld_rates",
]
