"""What a simulation found (模拟结果): totals by month, exact to the fen, and what was asked to be kept.

See `community_charity.whatif.simulate`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs
import numpy as np

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.money import Money
from community_charity.rules.ceilings import PoolKind
from community_charity.whatif.cases import BORNE
from community_charity.whatif.columns import Column, Labels
from community_charity.whatif.kernel import Kept, Plan
from community_charity.whatif.populations import Population
from community_charity.whatif.scenarios import NOBODY_NAMED, SOCIETY, BelowFloor, Replenish, Scenario
from community_charity.whatif.tables import Table, frame_of
from community_charity.whatif.wording import COUNTS, MEASURES, part_title, title_of

if TYPE_CHECKING:
    from community_charity.law.decision import Decision
from community_charity.law.words import listed

MEASURE = declare(
    "what_if.measure",
    wanted=("a measure: {choices}", "指标：{choices}"),
    do=("result.measures lists them", "参见 result.measures"),
)


COUNTED = declare(
    "what_if.counted",
    wanted=("a measure of money", "金额指标"),
    do=("read counts with amount(...) or fen(...)", "计数指标请用 amount(...) 或 fen(...) 读取"),
)
NOT_KEPT = declare(
    "what_if.not_kept",
    wanted=("a result that keeps it by society", "保留了分社数据的结果"),
    do=('simulate with keep="paid" or keep="societies"', '模拟时写作 keep="paid" 或 keep="societies"'),
)


@attrs.frozen(eq=False, repr=False)
class Result:
    """A population under one scenario (模拟结果). Sums are whole fen; `total` and `by_month` give `Money`.

    ``closing`` is what each society holds in the end and `paid`, if it was asked for, what it paid in all, in fen, shape (rows,);
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
    def paid(self) -> Column:
        """What each society's people were paid in all, by whichever pool (各社居民获助额), in fen, shape (rows,). Raises `Malformed` if it was not asked for."""
        if self.kept.paid is None:
            raise Malformed(NOT_KEPT, given="paid")
        return self.kept.paid

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
        _money(measure)
        return [Money(fen) for fen in self.fen(measure)]

    def total(self, measure: str) -> Money:
        """Give a measure over all months (合计), as `Money`; for ``closing`` what is there in the end. Raises `Malformed`."""
        _money(measure)
        return Money(self.amount(measure))

    def amount(self, measure: str) -> int:
        """Give what `total` gives, in whole fen; counts of societies as they are (合计数值). Raises `Malformed`."""
        months = self.fen(measure)
        return months[-1] if measure.partition(":")[0] == "closing" else sum(months)

    def table(self, by: str | None = None) -> Table:
        """Show all measures in a table (总表), or with ``by`` the societies by a label, such as ``"county"`` (分组表).

        Raises `Malformed` for a label that the population does not have.
        """
        if by is not None:
            return self._by_label(by)
        rows: list[tuple[Any, ...]] = [
            (title_of(f"opening:{layer}"), Money(fen)) for layer, fen in self.opening.items()
        ]
        for measure in sorted(self.sums, key=_place):
            amount = self.amount(measure)
            rows.append((title_of(measure), amount if measure in COUNTS else Money(amount)))
        head = (Text("measure", "指标"), Text("amount", "数额"))
        return Table(self.title, head, tuple(rows), self.source, self.notes)

    def _by_label(self, by: str) -> Table:
        names, columns = self.by_society(by)
        rows = [
            (
                str(name),
                *(
                    int(column[place]) if key in COUNTS or key == "societies" else Money(int(column[place]))
                    for key, column in columns.items()
                ),
            )
            for place, name in enumerate(names)
        ]
        head = (LABELS.get(by, Text(by, by)), *(_title(key) for key in columns))
        return Table(self.title, head, tuple(rows), self.source, self.notes)

    def by_society(self, by: str = "society") -> tuple[Labels, dict[str, Column]]:
        """Add up by a label (按标签合计): its values, and for each measure kept by society a column of fen or counts.

        Raises `Malformed` for a label that the population does not have.
        """
        names, group = np.unique(self.population.label(by), return_inverse=True)
        columns = {"societies": np.bincount(group, minlength=len(names)).astype(np.int64)} if by != "society" else {}
        for measure, column in self.columns().items():
            columns[measure] = np.zeros(len(names), np.int64)
            np.add.at(columns[measure], group, column)
        return names, columns

    def columns(self) -> dict[str, Column]:
        """Give what is known of each society (分社结果), columns of fen or counts, shape (rows,)."""
        paid = {} if self.kept.paid is None else {"paid": self.kept.paid}
        return {**paid, "closing": self.closing, **self.kept.societies}

    def to_frame(self, backend: Literal["pandas", "polars", "pyarrow"] = "pandas") -> Any:
        """Give one row for each society: its labels and what is known of it in fen (数据框). Raises `MissingExtra`.

        Synthetic data say so in a column ``source``.
        """
        columns: dict[str, Any] = {**self.population.labels, **self.columns()}
        if self.population.source.synthetic:
            columns["source"] = [self.source.en] * len(self.population)
        return frame_of(columns, backend)

    def worst_cell(self) -> tuple[Any, str] | None:
        """Give the society whose people stay without most, and the month in which they need most (缺口最大的单元格).

        ``None`` where nobody was in need, or sums by society were not kept.
        """
        unmet, residual = self.kept.societies.get("unmet"), self.kept.societies.get("residual")
        if unmet is None or residual is None or not residual.any():
            return None
        row = int(np.argmax(np.where(residual > 0, unmet, -1)))
        return self.population.labels["society"][row], self.population.months.labels[self._largest_need(row)]

    def _largest_need(self, row: int) -> int:
        cases, months = self.population.cases, np.zeros(len(self.plan.terms), np.int64)
        if cases is None:
            facts = self.population.facts
            borne = [facts[name] for name in BORNE if name in facts]
            for month in range(len(months)):
                months[month] = facts["need"][month][row] - sum(int(one[month][row]) for one in borne)
        else:
            mine = np.flatnonzero((cases.society == row) & (cases.month < len(months)))
            np.add.at(months, cases.month[mine], cases.residual()[mine])
        return int(np.argmax(months))

    def explain(self, society: Any, month: int | str, case: int | None = None) -> Decision:
        """Say why a cell was paid what it was, with the articles (解释单元格). See `explaining.explain`; raises as it does."""
        from community_charity.whatif.explaining import explain  # noqa: PLC0415 - only who asks pays

        return explain(self, society, month, case)

    @property
    def title(self) -> Text:
        """What was simulated, in words (标题)."""
        first, last = self.population.months.labels[0], self.population.months.labels[len(self.plan.terms) - 1]
        text = Text("{place}, {first} to {last}, {rows} societies", "{place}，{first} 至 {last}，{rows} 个互助社")
        return text.fill(place=self.scenario.law.place, first=first, last=last, rows=f"{len(self.population):,}")

    @property
    def source(self) -> Text:
        """Where the data come from, in one line (数据来源)."""
        return self.population.source.line

    @property
    def notes(self) -> tuple[Text, ...]:
        """What a reader has to know before believing the numbers (说明): what could not be counted, and why."""
        return notes_of(self.population, self.scenario, self.plan)

    def _repr_html_(self) -> str:
        return self.table().html()

    def __repr__(self) -> str:
        return (
            f"<Result {self.title.en}: paid {self.total('paid')}>"
            if "residual" in self.sums
            else f"<Result {self.title.en}>"
        )


def _money(measure: str) -> None:
    if measure in COUNTS:
        raise Malformed(COUNTED, given=measure)


_ORDER: Final = tuple(MEASURES)
LABELS: Final = {
    "county": Text("county", "县（市、区）"),
    "town": Text("town", "乡镇（街道）"),
    "tier": Text("tier", "层级"),
    "village": Text("village", "村（社区）"),
    "size": Text("size", "规模"),
    "society": Text("society", "互助社"),
}
"""The usual labels, for a reader (常用标签名称)."""


def _place(measure: str) -> int:
    return _ORDER.index(measure.partition(":")[0])


def _title(key: str) -> Text:
    return Text("societies", "互助社数") if key == "societies" else title_of(key)


_NO_HOUSEHOLDS = Text(
    "ceilings over a household's year are not counted: the data name no households",
    "未计家庭年度限额：数据未列明家庭",
)
_NO_CAUSES = Text(
    "grants for one cause in a year are not counted: the data name no households or no causes",
    "未计同一事由年内次数：数据未列明家庭或事由",
)
_NOBODY = Text(
    "neither the place nor the scenario says who pays the rest of the top-ups",
    "地区规定与情景均未指明其余补充资金由谁承担",
)
_IDLE = Text("pools that the scenario does not ask: {names}", "情景未动用的资金池：{names}")
_NO_CEILING = Text("no ceiling of a case is in force in some of the months", "部分月份无个案限额规定")


def notes_of(population: Population, scenario: Scenario, plan: Plan) -> tuple[Text, ...]:
    """Tell what the numbers leave out (说明)."""
    kinds = [PoolKind.SOCIETY] if SOCIETY in scenario.layers else []
    kinds += [population.pools[name].kind for name in scenario.layers if name != SOCIETY]
    limits = [terms.limits[kind] for terms in plan.terms for kind in kinds]
    cases = population.cases
    households = cases is not None and cases.household is not None
    causes = households and cases is not None and cases.cause is not None
    notes = []
    if any(terms.limits[PoolKind.SOCIETY].case is None for terms in plan.terms) and SOCIETY in scenario.layers:
        notes.append(_NO_CEILING)
    idle = [part_title(name) for name in population.pools if name not in scenario.layers]
    if idle:
        notes.append(_IDLE.fill(names=listed(tuple(idle))))
    if any(one.year is not None for one in limits) and not households:
        notes.append(_NO_HOUSEHOLDS)
    if any(one.times is not None for one in limits) and not causes:
        notes.append(_NO_CAUSES)
    tops_up = scenario.below_floor is BelowFloor.TOPPED_UP or scenario.replenish is not Replenish.NEVER
    if tops_up and any(payer.sources == NOBODY_NAMED for payers in plan.payers for payer in payers):
        notes.append(_NOBODY)
    return tuple(notes)
