"""The demonstration: Xuanzhou's 217 societies and 1,790 grants, to the fen (宣州演示).

>>> from community_charity.demo import demonstrate
>>> shown = demonstrate(seed=7)
>>> shown["societies"]["founded"], shown["money"]["charity"]["paid"]
(217, '1042800.00')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.demo.cast import cast
from community_charity.demo.play import play
from community_charity.demo.published import published
from community_charity.demo.report import report

if TYPE_CHECKING:
    from collections.abc import Callable


def demonstrate(seed: int, step: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """Play Xuanzhou and give all figures, as JSON can hold them (演示).

    What was not published is made up from the seed. ``step`` is called after each of `steps`.
    """
    figures = published()
    return report(figures, play(figures, cast(figures, seed), step), seed)


def steps(seed: int) -> int:
    """Tell how many steps the demonstration takes, for a progress bar."""
    made = cast(published(), seed)
    return len(made.societies) + len(made.cases)
