"""Searching for a policy (政策搜索): what an outcome hangs on, where it turns, which choices are not beaten, what is affordable.

Every answer is exact, says how it was found and what is not proven, and carries the source of the data.
"""

from community_charity.whatif.search.floors import FeasibleFloor, budget_feasible_floor
from community_charity.whatif.search.fronts import Choice, Front, pareto
from community_charity.whatif.search.outcomes import Outcome
from community_charity.whatif.search.sensitivity import Sensitivity, Swing, sensitivity
from community_charity.whatif.search.turning import Aim, BreakEven, break_even

__all__ = [
    "Aim",
    "BreakEven",
    "Choice",
    "FeasibleFloor",
    "Front",
    "Outcome",
    "Sensitivity",
    "Swing",
    "break_even",
    "budget_feasible_floor",
    "pareto",
    "sensitivity",
]
