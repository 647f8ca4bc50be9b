"""What scenarios come to in drawn futures (抽取未来的结果): every number with its interval, every difference draw by draw.

See `community_charity.whatif.futures`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs
import numpy as np

from community_charity.errors import Malformed, expect, shown
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.columns import Column
from community_charity.whatif.comparing import NO_SCENARIO
from community_charity.whatif.drawing.blocks import Draws
from community_charity.whatif.drawing.checks import fraction
from community_charity.whatif.drawing.estimates import Unit, chance, converged, mean, paired, quantile
from community_charity.whatif.drawing.running import BY_MONTH
from community_charity.whatif.futures.units import by_case
from community_charity.whatif.kernel import Plan
from community_charity.whatif.populations import Population
from community_charity.whatif.results import MEASURE, notes_of
from community_charity.whatif.scenarios import Scenario
from community_charity.whatif.tables import Table, frame_of
from community_charity.whatif.wording import COUNTS, MEASURES, title_of

if TYPE_CHECKING:
    from community_charity.language import Lang
    from community_charity.whatif.drawing.estimates import Convergence, Estimate
    from community_charity.whatif.pictures import Picture

TOLERANCE: Final = Fraction(1, 100)
"""How near to its mean the ends of an interval are asked to be (允许误差), where a table says whether the draws suffice."""
_HEAD: Final = ("scenario", "measure", "unit", "mean", "low", "high")
FAN: Final = (Fraction(1, 20), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(19, 20))
"""The quantiles of a fan (扇形图分位)."""

_DRAWN = Text(
    "{n} drawn futures, seed {seed}; intervals of {level} tell how far the number of draws leaves the answer open, not"
    " whether the model is right",
    "抽取未来 {n} 次，种子 {seed}；{level}区间只说明模拟次数留下多大余地，不说明模型是否正确",
)
_SUFFICE = Text("intervals of the means within {tolerance}: {said}", "均值区间误差不超过{tolerance}：{said}")
_LISTED = Text(
    "within a month cases are heard society by society, in the order drawn; those counted by kind, smaller needs first",
    "当月个案逐社、按抽取次序受理；按种类计数的，需要额较小者在先",
)
_AID = Text(
    "government aid of a drawn case counts up to its need; what changes is that part",
    "抽取个案的政府救助以需要额为限计入，变动的也是该部分",
)
_NO_AID = Text(
    "the model of the cases has no government aid, so changing it changes nothing: give CaseModel aid=",
    "个案模型未设政府救助，变动救助没有影响：请给出 CaseModel 的 aid=",
)


@attrs.frozen(eq=False, repr=False)
class DrawnResult:
    """A population under one scenario in drawn futures (抽取未来下的模拟结果): `simulate_drawn` makes it.

    ``sums`` hold for each measure one whole number a draw, read-only int64 (fen, or a count); ``monthly``, if asked for,
    arrays of months by draws. Measures are those of `Result`.
    """

    population: Population
    scenario: Scenario
    plan: Plan
    draws: Draws
    level: Fraction
    sums: Mapping[str, Column]
    monthly: Mapping[str, Column] | None

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that there are (指标), the sum of the parts of a measure as well."""
        whole = dict.fromkeys(measure.partition(":")[0] for measure in self.sums)
        return tuple(dict.fromkeys((*whole, *self.sums)))

    def of(self, measure: str) -> Column:
        """Give a measure over all months, one whole number a draw (各次合计); ``closing``: what is there in the end.

        Zero where it never happened. Raises `Malformed` for a measure that there is not.
        """
        return self._summed(self.sums, measure, (self.draws.draws,))

    def by_month(self, measure: str) -> Column:
        """Give a measure month by month: months by draws (逐月数值). Raises `Malformed`, also where months were not kept."""
        if self.monthly is None:
            raise Malformed(BY_MONTH, given=Text("totals of all months", "全部月份的合计"))
        return self._summed(self.monthly, measure, (self.draws.months, self.draws.draws))

    def _summed(self, columns: Mapping[str, Column], measure: str, shape: tuple[int, ...]) -> Column:
        if measure not in self.measures and measure.partition(":")[0] not in MEASURES:
            raise Malformed(MEASURE, given=shown(measure), choices=", ".join(self.measures))
        found = np.zeros(shape, np.int64)
        for name, column in columns.items():
            if measure in {name, name.partition(":")[0]}:
                found += column
        return found

    def estimate(self, measure: str) -> Estimate:
        """Estimate the mean of a measure (均值). Raises `Malformed`."""
        return mean(self.of(measure), title_of(measure), level=self.level, unit=unit_of(measure))

    def quantile(self, measure: str, q: Fraction) -> Estimate:
        """Estimate a quantile of a measure (分位数): an exact Fraction between 0 and 1. Raises `Malformed`."""
        what = Text("{measure}, {q} quantile", "{measure}的{q}分位数")
        what = what.fill(measure=title_of(measure), q=f"{float(fraction(q, 'q')):g}")
        return quantile(self.of(measure), q, what, level=self.level, unit=unit_of(measure))

    def chance(self, measure: str, *, above: Money | int) -> Estimate:
        """Estimate the probability that a measure is above a bound (概率): `Money`, or a whole number for a count. Raises `Malformed`."""
        bound = expect(above, int) if measure in COUNTS else expect(above, Money).fen
        what = Text("{measure}: above {bound}", "{measure}：超过{bound}").fill(measure=title_of(measure), bound=above)
        return chance(self.of(measure) > bound, what, level=self.level)

    def fan(self, measure: str, lang: Lang = "en") -> Picture:
        """Draw a measure month by month as a fan of quantiles of the draws (逐月扇形图). Raises `Malformed`, `MissingExtra`."""
        from community_charity.whatif.pictures import fan_chart  # noqa: PLC0415 - only who draws pays

        months = np.sort(self.by_month(measure), axis=1)
        last = self.draws.draws
        columns: dict[float, Any] = {float(q): months[:, -(-last * q.numerator // q.denominator) - 1] for q in FAN}
        return fan_chart(
            list(self.population.months.labels),
            columns,
            title=Text("{measure}: {title}", "{measure}：{title}").fill(measure=title_of(measure), title=self.title),
            source=self.source,
            axis=title_of(measure),
            unit="count" if measure in COUNTS else "money",
            lang=lang,
        )

    def table(self) -> Table:
        """Show the mean of every measure, with its interval (总表). Raises `Malformed` for fewer than two draws."""
        return DrawnComparison({"": self}).table()

    @property
    def title(self) -> Text:
        """What was simulated, in words (标题)."""
        labels = self.population.months.labels
        text = Text("{place}, {first} to {last}, {rows} societies", "{place}，{first} 至 {last}，{rows} 个互助社")
        place, rows = self.scenario.law.place, f"{len(self.population):,}"
        return text.fill(place=place, first=labels[0], last=labels[-1], rows=rows)

    @property
    def source(self) -> Text:
        """Where capital and incomes come from, and that cases are drawn (数据来源)."""
        told = Text("{line}; cases drawn, seed {seed}", "{line}；个案为抽取，种子 {seed}")
        return told.fill(line=self.population.source.line, seed=self.draws.seed)

    @property
    def notes(self) -> tuple[Text, ...]:
        """What a reader has to know before believing the numbers (说明)."""
        level = f"{float(self.level) * 100:g}%"
        drawn = _DRAWN.fill(n=f"{self.draws.draws:,}", seed=self.draws.seed, level=level)
        notes = [drawn, *notes_of(self.population, self.scenario, self.plan)]
        notes += [_LISTED] if by_case(self.plan) else []
        if self.scenario.government_aid != 1:
            notes.append(_NO_AID if self.draws.model.aid is None else _AID)
        return tuple(notes)

    def __repr__(self) -> str:
        return f"<DrawnResult {self.title.en}: {self.draws.draws:,} draws>"


@attrs.frozen(eq=False, repr=False)
class DrawnComparison:
    """Several scenarios in the same drawn futures (抽取未来下的情景比较): `compare_drawn` makes it. The first is as it is now."""

    results: Mapping[str, DrawnResult]

    @property
    def _first(self) -> tuple[str, DrawnResult]:
        return next(iter(self.results.items()))

    def __getitem__(self, name: str) -> DrawnResult:
        if name not in self.results:
            raise Malformed(NO_SCENARIO, given=shown(name), choices=", ".join(self.results))
        return self.results[name]

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that occur in any scenario, in the order of a month (指标)."""
        found = {measure for result in self.results.values() for measure in result.sums}
        return tuple(sorted(found, key=lambda measure: (list(MEASURES).index(measure.partition(":")[0]), measure)))

    def estimate(self, measure: str, name: str) -> Estimate:
        """Estimate the mean of a measure in a scenario (均值). Raises `Malformed`."""
        return self[name].estimate(measure)

    def quantile(self, measure: str, name: str, q: Fraction) -> Estimate:
        """Estimate a quantile of a measure in a scenario (分位数). Raises `Malformed`."""
        return self[name].quantile(measure, q)

    def chance(self, measure: str, name: str, *, above: Money | int) -> Estimate:
        """Estimate the probability that a measure is above a bound in a scenario (概率). Raises `Malformed`."""
        return self[name].chance(measure, above=above)

    def change(self, measure: str, name: str) -> Estimate:
        """Estimate how much more a measure is than in the first scenario (配对差异), draw by draw. Raises `Malformed`."""
        first, before = self._first
        what = Text("{measure}: {name} less {first}", "{measure}：{name}减{first}")
        what = what.fill(measure=title_of(measure), name=name, first=first)
        after = self[name].of(measure)
        return paired(after, before.of(measure), what, level=before.level, unit=unit_of(measure))

    def convergence(self, tolerance: Fraction = TOLERANCE) -> Convergence:
        """Ask whether the draws suffice (收敛检查): every mean's interval within ``tolerance`` of it. Raises `Malformed`."""
        means = {
            f"{name}:{one}": result.estimate(one) for name, result in self.results.items() for one in self.measures
        }
        return converged(means, tolerance)

    def table(self) -> Table:
        """Show all measures side by side, each with its interval and the paired difference to the first scenario (对比表).

        Raises `Malformed` for fewer than two draws.
        """
        first, *others = self.results
        head = [Text("measure", "指标"), Text(first, first) if first else Text("mean", "均值")]
        for name in others:
            head += [Text(name, name), Text(f"{name}: more", f"{name}：增减")]
        rows = []
        for measure in self.measures:
            cells = [title_of(measure), _cell(self.estimate(measure, first))]
            for name in others:
                cells += [_cell(self.estimate(measure, name)), _cell(self.change(measure, name))]
            rows.append(tuple(cells))
        notes = list(dict.fromkeys(note for result in self.results.values() for note in result.notes))
        percent = f"{float(TOLERANCE) * 100:g}%"
        notes.append(_SUFFICE.fill(tolerance=percent, said=self.convergence().text))
        return Table(self.title, tuple(head), tuple(rows), self.source, tuple(notes))

    @property
    def title(self) -> Text:
        """What was compared, in words (标题)."""
        told = Text("What would happen, in drawn futures: {title}", "抽取未来下的情景对比：{title}")
        return told.fill(title=self._first[1].title)

    @property
    def source(self) -> Text:
        """Where the data come from (数据来源)."""
        return self._first[1].source

    def fan(self, measure: str, name: str, lang: Lang = "en") -> Picture:
        """Draw a measure of a scenario month by month as a fan (逐月扇形图). Raises `Malformed`, `MissingExtra`."""
        return self[name].fan(measure, lang)

    def to_frame(self, backend: Literal["pandas", "polars", "pyarrow"] = "pandas") -> Any:
        """Give one row for each measure and scenario (数据框): means, differences and the ends of their intervals.

        In fen, or counts, as floats: statistics are no money. Raises `Malformed`, `MissingExtra`.
        """
        rows = []
        for name in self.results:
            for measure in self.measures:
                here, more = self.estimate(measure, name), self.change(measure, name)
                told = (here.value, here.low, here.high, more.value, more.low, more.high)
                rows.append((name, measure, unit_of(measure).value, *told, float(here.level), here.draws))
        head = (*_HEAD, "change", "change_low", "change_high", "level", "draws")
        columns: dict[str, Any] = dict(zip(head, map(list, zip(*rows, strict=True)), strict=True))
        return frame_of({**columns, "source": [self.source.en] * len(rows)}, backend)

    def to_html(self, path: str | Path | None = None, lang: Lang = "en") -> str:
        """Write the table as one page that needs no network, with fans where months were kept (网页).

        Gives the page; writes it if a path is given. Raises `Malformed`, `MissingExtra`.
        """
        from community_charity.whatif.pictures.page import page  # noqa: PLC0415 - only who writes a page pays

        parts = [self.table().html(lang)]
        for name, result in self.results.items():
            shown_ = ("unmet", "closing") if result.monthly is not None else ()
            parts += [f"<h2>{escape(name)}</h2>"] if shown_ else []
            parts += [result.fan(measure, lang).fragment(lang) for measure in shown_]
        written = page(self.title.to(lang), "\n".join(parts), lang)
        if path is not None:
            Path(path).write_text(written, encoding="utf-8")
        return written

    def _repr_html_(self) -> str:
        return self.table().html()

    def __repr__(self) -> str:
        return f"<DrawnComparison of {', '.join(self.results)}: {self._first[1].title.en}>"


def unit_of(measure: str) -> Unit:
    """Tell what a measure counts (指标单位).

    >>> unit_of("paid:society"), unit_of("founded")
    (<Unit.FEN: 'fen'>, <Unit.NUMBER: 'number'>)
    """
    return Unit.NUMBER if measure in COUNTS else Unit.FEN


def _cell(estimate: Estimate) -> Text:
    value, low, high = map(estimate.unit.write, (estimate.value, estimate.low, estimate.high))
    if estimate.low == estimate.high:
        return Text(f"{value} (in every draw)", f"{value}（每次相同）")
    return Text(f"{value} ({low} to {high})", f"{value}（{low} 至 {high}）")
