"""Scenarios over drawn futures (抽取未来下的情景比较): what `simulate` and `compare` do, with an interval on every number.

See `compare_drawn` for an example, and `community_charity.whatif.drawing` for how cases are drawn.
"""

from __future__ import annotations

from community_charity.whatif.futures.bands import Banded, Ends, band, matched
from community_charity.whatif.futures.results import DrawnComparison, DrawnResult
from community_charity.whatif.futures.running import compare_drawn, simulate_drawn

__all__ = ["Banded", "DrawnComparison", "DrawnResult", "Ends", "band", "compare_drawn", "matched", "simulate_drawn"]
