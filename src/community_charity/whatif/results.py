"""What a simulation found (模拟结果): totals by month, exact to the fen, and what was asked to be kept.

See `community_charity.whatif.simulate`.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.money import Money
from community_charity.whatif.columns import Column
from community_charity.whatif.kernel import Kept, Plan
from community_charity.whatif.populations import Population
from community_charity.whatif.scenarios import Scenario

MEASURE = declare(
    "what_if.measure",
    wanted=("a measure: {choices}", "指标：{choices}"),
    do=("result.measures lists them", "参见 result.measures"),
)


@attrs.frozen(eq=False, repr=False)
class Result:
    """A population under one scenario (模拟结果). Sums are whole fen; `total` and `by_month` give `Money`.

    ``closing`` is what each society holds in the end and ``kept.paid`` what it paid in all, in fen, shape (rows,);
    ``pools`` what each shared pool holds. Measures with a colon are parts: ``paid:society``, ``payer:county_finance``.
    """

    population: Population
    scenario: Scenario
    plan: Plan
    sums: Mapping[str, list[int]]
    opening: Mapping[str, int]
    closing: Column
    pools: Mapping[str, Column]
    kept: Kept

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that there are (指标), the sum of the parts of a measure as well."""
        whole = dict.fromkeys(measure.partition(":")[0] for measure in self.sums)
        return tuple(dict.fromkeys((*whole, *self.sums)))

    def fen(self, measure: str) -> list[int]:
        """Give a measure month by month in whole fen (逐月金额，分). Raises `Malformed` for one that is not there."""
        found = [amounts for name, amounts in self.sums.items() if measure in {name, name.partition(":")[0]}]
        if not found:
            raise Malformed(MEASURE, given=shown(measure), choices=", ".join(self.measures))
        return [sum(month) for month in zip(*found, strict=True)]

    def by_month(self, measure: str) -> list[Money]:
        """Give a measure month by month (逐月金额), as `Money`. Raises `Malformed`."""
        return [Money(fen) for fen in self.fen(measure)]

    def total(self, measure: str) -> Money:
        """Give a measure over all months (合计), as `Money`; for ``closing`` what is there in the end. Raises `Malformed`."""
        months = self.fen(measure)
        return Money(months[-1] if measure.partition(":")[0] == "closing" else sum(months))
