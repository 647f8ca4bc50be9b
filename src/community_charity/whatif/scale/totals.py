"""Totals of a population that never is in memory as a whole (分批合计): exact, and they add up in any order.

>>> one = Totals(Months("2025-01", 1), 1, {"society": 500}, {"paid:society": [200], "closing:society": [300]})
>>> (one + one).total("paid"), (one + one).societies
(yuan("4.00"), 2)
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.columns import Column
from community_charity.whatif.frames import listing
from community_charity.whatif.months import Months
from community_charity.whatif.populations import GIVEN, Source
from community_charity.whatif.results import MEASURE
from community_charity.whatif.scale.needs import arrow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.whatif.results import Result

DIFFER = declare(
    "scale.months_differ",
    wanted=(
        "the same months in every file and batch: {months} from {first}",
        "各文件各批次月份一致：自 {first} 起 {months} 个月",
    ),
    do=("give every file the same columns", "请使各文件的列一致"),
)
ROWS = declare(
    "scale.totals_rows",
    wanted=("rows of totals_over_batches, all of them: {schema}", "totals_over_batches 给出的全部行：{schema}"),
    do=("collect them with their three columns and add nothing", "请原样汇集三列，不增不减"),
)

_SCHEMA: Final = "measure, month, amount"
_COUNT: Final = "societies"
_OPENING: Final = "opening:"


@attrs.frozen(eq=False, repr=False)
class Totals:
    """What a population came to, month by month (分批合计), in whole fen as Python's numbers: nothing overflows.

    ``sums``, ``opening`` and ``pools`` are those of `Result`; ``closing`` by society goes to files. ``+`` adds those of
    other societies, without ``pools``. Shared pools that no society draws on are in the totals of `simulate_parquet` and `on_dask`, and not
    in those of single batches.
    """

    months: Months
    societies: int
    opening: Mapping[str, int]
    sums: Mapping[str, list[int]]
    pools: Mapping[str, Column] = attrs.field(factory=dict)
    source: Source = GIVEN

    def __repr__(self) -> str:
        return f"<Totals of {self.societies} societies, {len(self.months)} months: {self.source.line.en}>"

    @classmethod
    def of(cls, result: Result) -> Totals:
        """Take the totals of a simulation in memory (取模拟结果的合计)."""
        population = result.population
        return cls(
            Months(population.months.first, len(result.plan.terms)),
            len(population),
            dict(result.opening),
            {measure: list(amounts) for measure, amounts in result.sums.items()},
            dict(result.pools),
            population.source,
        )

    def __add__(self, other: Totals) -> Totals:
        """Add the totals of other societies (合计相加). Raises `Malformed` if their months differ."""
        if other.months != self.months:
            given = Text("{n} months from {first}", "自 {first} 起{n}个月").fill(
                n=len(other.months), first=other.months.first
            )
            raise Malformed(DIFFER, given=given, months=len(self.months), first=self.months.first)
        nothing = [0] * len(self.months)
        return attrs.evolve(
            self,
            societies=self.societies + other.societies,
            pools={},  # each file has others: `simulate_parquet` puts them together
            opening={
                name: self.opening.get(name, 0) + other.opening.get(name, 0)
                for name in {**self.opening, **other.opening}
            },
            sums={
                measure: [
                    one + two
                    for one, two in zip(self.sums.get(measure, nothing), other.sums.get(measure, nothing), strict=True)
                ]
                for measure in {**self.sums, **other.sums}
            },
        )

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
        return Money(self.amount(measure))

    def amount(self, measure: str) -> int:
        """Give what `total` gives, in whole fen; counts of societies as they are (合计数值). Raises `Malformed`."""
        months = self.fen(measure)
        return months[-1] if measure.partition(":")[0] == "closing" else sum(months)

    # --- as rows ---------------------------------------------------------------------------------------

    def to_arrow(self) -> Any:
        """Give the totals as an Arrow batch (合计转为 Arrow 批次): ``measure``, ``month``, ``amount``, a decimal of 38 digits.

        Months count from 1; month 0 has what is counted once: the societies, and what there was at the start. Such rows
        add up by measure and month, in whatever engine. Raises `MissingExtra`.

        >>> one = Totals(Months("2025-01", 1), 2, {"society": 500}, {"paid:society": [200]})
        >>> one.to_arrow().to_pydict()["amount"]
        [Decimal('2'), Decimal('500'), Decimal('200')]
        """
        pa = arrow()
        rows = [(_COUNT, 0, self.societies)]
        rows += [(f"{_OPENING}{name}", 0, fen) for name, fen in self.opening.items()]
        rows += [(measure, at + 1, fen) for measure, amounts in self.sums.items() for at, fen in enumerate(amounts)]
        measures, months, amounts = zip(*rows, strict=True)
        columns = [
            pa.array(measures, pa.string()),
            pa.array(months, pa.int32()),
            pa.array(amounts, pa.decimal128(38, 0)),
        ]
        return pa.record_batch(columns, names=_SCHEMA.split(", "))

    @classmethod
    def from_arrow(cls, batches: Iterable[Any], *, first_month: str, source: Source = GIVEN) -> Totals:
        """Add up the rows of `totals_over_batches` (由各行还原合计), from a table or its batches, in any order.

        Raises `Malformed` if there is none, or a month is missing.

        >>> one = Totals(Months("2025-01", 1), 2, {"society": 500}, {"paid:society": [200]})
        >>> Totals.from_arrow([one.to_arrow(), one.to_arrow()], first_month="2025-01").fen("paid")
        [400]
        """
        once: dict[str, int] = {}
        monthly: dict[str, dict[int, int]] = {}
        for batch in batches if isinstance(batches, list | tuple) else batches.to_batches():  # type: ignore[attr-defined] # a table
            found = batch.to_pydict()
            if list(found) != _SCHEMA.split(", "):
                raise Malformed(ROWS, given=listing(found), schema=_SCHEMA)
            for measure, month, amount in zip(*found.values(), strict=True):
                if month == 0:
                    once[measure] = once.get(measure, 0) + int(amount)
                else:
                    of = monthly.setdefault(measure, {})
                    of[month] = of.get(month, 0) + int(amount)
        count = max((max(of) for of in monthly.values()), default=0)
        if _COUNT not in once or any(sorted(of) != list(range(1, count + 1)) for of in monthly.values()):
            raise Malformed(
                ROWS,
                given=Text("{n} measures, {m} months", "{n}项指标，{m}个月").fill(n=len(monthly), m=count),
                schema=_SCHEMA,
            )
        societies = once.pop(_COUNT)
        return cls(
            Months(first_month, count),
            societies,
            {name.removeprefix(_OPENING): fen for name, fen in once.items()},
            {measure: [of[month] for month in range(1, count + 1)] for measure, of in monthly.items()},
            source=source,
        )


def with_idle(totals: Totals, name: str, opening: Column, income: tuple[Column, ...]) -> Totals:
    """Add the members of a shared pool on which no society draws (计入无人支取的资金池): they keep what they have."""
    months = len(totals.months)
    came = [int(column.sum()) for column in income]
    held = list(accumulate(came or [0] * months, initial=int(opening.sum())))[1:]
    sums = {f"closing:{name}": held}
    if came:
        sums[f"income:{name}"] = came
    return totals + Totals(totals.months, 0, {name: int(opening.sum())}, sums)
