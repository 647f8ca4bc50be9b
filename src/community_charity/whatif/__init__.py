"""What would happen (情景模拟): the rules of the book over a whole population, under this law and under that one.

>>> from community_charity import Law, date, whatif, yuan
>>> village = {"society": ["v-1"], "capital": [30_000_00], "need_1": [2_500_00], "gifts_1": [100_00]}  # invented
>>> population = whatif.Population.from_frame(village, unit="fen", first_month="2026-01")
>>> now = Law.of("cn/anhui")
>>> reform = now.amend(since=date(2026, 1, 1), relief_case_ceiling=yuan(1_500))
>>> [whatif.simulate(population, law).total("paid") for law in (now, reform)]
[yuan("1000.00"), yuan("1500.00")]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from community_charity.errors import MISSING_EXTRA, MissingExtra

try:
    import numpy  # noqa: F401, ICN001 - asked once for the whole wing: its modules then import it plainly
except ImportError as error:
    raise MissingExtra(MISSING_EXTRA, given="community_charity.whatif", package="numpy", extra="what-if") from error

if TYPE_CHECKING:
    from community_charity.whatif.cases import Cases as Cases
    from community_charity.whatif.columns import Unit as Unit
    from community_charity.whatif.comparing import Comparison as Comparison
    from community_charity.whatif.comparing import compare as compare
    from community_charity.whatif.explaining import Cell as Cell
    from community_charity.whatif.explaining import explain as explain
    from community_charity.whatif.futures import DrawnComparison as DrawnComparison
    from community_charity.whatif.futures import compare_drawn as compare_drawn
    from community_charity.whatif.futures import simulate_drawn as simulate_drawn
    from community_charity.whatif.months import Months as Months
    from community_charity.whatif.populations import Population as Population
    from community_charity.whatif.populations import Source as Source
    from community_charity.whatif.results import Result as Result
    from community_charity.whatif.scenarios import BelowFloor as BelowFloor
    from community_charity.whatif.scenarios import Replenish as Replenish
    from community_charity.whatif.scenarios import Scenario as Scenario
    from community_charity.whatif.schema import SCHEMA as SCHEMA
    from community_charity.whatif.shared import SharedPool as SharedPool
    from community_charity.whatif.simulation import simulate as simulate

# Where each name lives; loaded when it is asked for, so that a picture is not paid for by whoever draws none.
_HOMES: Final = {
    ".cases": "Cases",
    ".columns": "Unit",
    ".comparing": "Comparison compare",
    ".explaining": "Cell explain",
    ".futures": "DrawnComparison compare_drawn simulate_drawn",
    ".months": "Months",
    ".populations": "Population Source",
    ".results": "Result",
    ".scenarios": "BelowFloor Replenish Scenario",
    ".schema": "SCHEMA",
    ".shared": "SharedPool",
    ".simulation": "simulate",
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names.split()}
_PARTS: Final = frozenset({"datasets", "drawing", "fairness", "futures", "pictures", "scale", "search", "solvency"})

__all__ = sorted([*_HOME_OF, *_PARTS])  # noqa: PLE0605 - a list of names, told once


def __getattr__(name: str) -> Any:
    if name in _PARTS:
        return import_module(f".{name}", __name__)
    home = _HOME_OF.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found = getattr(import_module(home, __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*globals(), *_HOME_OF, *_PARTS]
