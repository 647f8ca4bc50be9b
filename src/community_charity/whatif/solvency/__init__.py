"""How long a mutual-aid pool lasts (互助金偿付能力): ruin, the capital it takes, what pooling and topping up change.

Money goes in and comes out; assumptions are exact fractions. A probability is never a bare number: it says its method,
whether it is exact, and how far it can be off.
"""

from community_charity.whatif.solvency.amounts import Amounts, Exponentials, exponential
from community_charity.whatif.solvency.compound import Aggregate, ExactCompound, compound, exact_compound
from community_charity.whatif.solvency.continuous import Gamma, Lognormal
from community_charity.whatif.solvency.counts import Binomial, NegativeBinomial, Poisson
from community_charity.whatif.solvency.demand import Demand
from community_charity.whatif.solvency.drawn import drawn_failure
from community_charity.whatif.solvency.lifetime import Adjustment, RuinTerm, adjustment, lifetime_ruin, ruin_terms
from community_charity.whatif.solvency.periods import FailureByPeriod, failure
from community_charity.whatif.solvency.pooling import Pooled, pooled
from community_charity.whatif.solvency.probability import Expected, Method, Probability
from community_charity.whatif.solvency.published import xuanzhou
from community_charity.whatif.solvency.questions import (
    Bought,
    CapitalNeeded,
    IncomeNeeded,
    capital_for,
    income_for,
    what_buys,
)
from community_charity.whatif.solvency.trigger import Aim, Triggers, TriggerTried, best_trigger

__all__ = [
    "Adjustment",
    "Aggregate",
    "Aim",
    "Amounts",
    "Binomial",
    "Bought",
    "CapitalNeeded",
    "Demand",
    "ExactCompound",
    "Expected",
    "Exponentials",
    "FailureByPeriod",
    "Gamma",
    "IncomeNeeded",
    "Lognormal",
    "Method",
    "NegativeBinomial",
    "Poisson",
    "Pooled",
    "Probability",
    "RuinTerm",
    "TriggerTried",
    "Triggers",
    "adjustment",
    "best_trigger",
    "capital_for",
    "compound",
    "drawn_failure",
    "exact_compound",
    "exponential",
    "failure",
    "income_for",
    "lifetime_ruin",
    "pooled",
    "ruin_terms",
    "what_buys",
    "xuanzhou",
]
