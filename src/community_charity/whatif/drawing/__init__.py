"""Drawn futures (蒙特卡洛模拟): cases by chance, money exact in fen within each draw, every answer with its interval.

>>> from fractions import Fraction
>>> from community_charity.money import yuan
>>> need = Discrete({yuan(500): Fraction(83_486, 100_000), yuan(1_000): Fraction(16_514, 100_000)})
>>> draws = Draws(CaseModel(Poisson(8.2488), need), societies=217, months=5, draws=100, seed=1)
>>> found = evaluate(draws, {"no top-up": Plan(yuan(30_000))})["no top-up"]
>>> print(found.mean("short_societies"))
societies that once could not pay all: 13.06 (95% interval 12.41 to 13.71; mean of 100 draws, normal approximation)

Over five reported periods of Xuanzhou (Anhui; figures from a newspaper of 13 March 2025, which does not say how long the
period was) 6 % of the societies run short if nothing is added.
"""

from community_charity.whatif.drawing.arrivals import NegativeBinomial, Poisson, Reach, Shock
from community_charity.whatif.drawing.blocks import Block, Draws
from community_charity.whatif.drawing.estimates import (
    LEVEL,
    Convergence,
    Estimate,
    Method,
    Unit,
    chance,
    converged,
    mean,
    paired,
    quantile,
)
from community_charity.whatif.drawing.model import CaseModel
from community_charity.whatif.drawing.months import DrawnMonth, Listed, Tallied
from community_charity.whatif.drawing.needs import AidShare, Discrete, Gamma, LogNormal
from community_charity.whatif.drawing.plans import Plan, settle
from community_charity.whatif.drawing.responses import CROWD_OUT, Band, CrowdOut, MatchOffer, MatchResponse, scaled
from community_charity.whatif.drawing.running import Drawn, Total, evaluate
from community_charity.whatif.drawing.seasons import EVEN, Seasons, spread_over_months

__all__ = [
    "CROWD_OUT",
    "EVEN",
    "LEVEL",
    "AidShare",
    "Band",
    "Block",
    "CaseModel",
    "Convergence",
    "CrowdOut",
    "Discrete",
    "Drawn",
    "DrawnMonth",
    "Draws",
    "Estimate",
    "Gamma",
    "Listed",
    "LogNormal",
    "MatchOffer",
    "MatchResponse",
    "Method",
    "NegativeBinomial",
    "Plan",
    "Poisson",
    "Reach",
    "Seasons",
    "Shock",
    "Tallied",
    "Total",
    "Unit",
    "chance",
    "converged",
    "evaluate",
    "mean",
    "paired",
    "quantile",
    "scaled",
    "settle",
    "spread_over_months",
]
