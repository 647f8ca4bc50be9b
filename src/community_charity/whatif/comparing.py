"""Comparing scenarios over one population (情景比较): the first is the one the others are held against.

>>> from community_charity import COUNTY_THIRD, Law, date, yuan
>>> from community_charity.whatif import Population, Scenario
>>> villages = {"society": ["v-1", "v-2"], "capital": [30_000_00] * 2, "need_1": [2_500_00, 0]}  # invented
>>> population = Population.from_frame(villages, unit="fen", first_month="2026-01")
>>> now = Law.of("cn/anhui")
>>> law = now.amend(since=date(2026, 1, 1), society_minimum_capital=yuan(50_000), relief_case_ceiling=yuan(1_500))
>>> results = compare(population, now=now, reform=Scenario(law, below_floor="topped_up", paid_by=COUNTY_THIRD))
>>> [str(cell) for cell in results.change("paid", "reform")]
['¥1,000.00', '¥1,500.00', '¥500.00']
>>> results.total("payer:county_finance", "reform"), results.winners("reform").counts
(yuan("13333.32"), (1, 0, 1))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import attrs
import numpy as np

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.law.words import shown as in_words
from community_charity.money import Money
from community_charity.whatif.columns import Column
from community_charity.whatif.populations import Population
from community_charity.whatif.results import COUNTED, LABELS, Result
from community_charity.whatif.simulation import simulate
from community_charity.whatif.tables import Table, frame_of
from community_charity.whatif.wording import COUNTS, EVENTS, MEASURES, title_of

if TYPE_CHECKING:
    from community_charity.language import Lang
    from community_charity.law.law import Law
    from community_charity.whatif.scenarios import Scenario

SCENARIOS = declare(
    "what_if.scenarios",
    wanted=("at least two scenarios by name, the first of them the one as it is", "至少两个具名情景，第一个为现状"),
    do=("write compare(population, now=law, reform=other)", "写作 compare(population, now=law, reform=other)"),
)
NO_SCENARIO = declare(
    "what_if.no_scenario",
    wanted=("one of the scenarios: {choices}", "情景之一：{choices}"),
    do=("use the name given to compare", "请使用 compare 时给出的名称"),
)


def compare(
    population: Population, *, keep: Iterable[str] = (), workers: int = 1, **scenarios: Scenario | Law
) -> Comparison:
    """Run several scenarios over one population (比较). The first is what the others are held against.

    ``keep`` as in `simulate`; sums by society, and what each case got, are always kept. Raises as `simulate` does, and for fewer than two scenarios.
    """
    if len(scenarios) < 2:
        raise Malformed(SCENARIOS, given=", ".join(scenarios) or "-")
    kept = {"societies", "cases", *([keep] if isinstance(keep, str) else keep)}
    return Comparison({name: simulate(population, one, keep=kept, workers=workers) for name, one in scenarios.items()})


class Change(NamedTuple):
    """A measure before and after (变化): `Money`, or a count. ``more`` is after less before.

    >>> Change(Money(100), Money(250), Money(150)).more
    yuan("1.50")
    """

    before: Any
    after: Any
    more: Any


@attrs.frozen(eq=False)
class Winners:
    """Who gains and who loses (得失), society by society, by what is paid to their people, in fen.

    ``more`` is what each gets more than before, shape (rows,), below zero for less.
    """

    population: Population
    name: str
    more: Column

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many societies pay more, less and the same (得、失、不变的互助社数)."""
        gain, lose = int((self.more > 0).sum()), int((self.more < 0).sum())
        return gain, lose, len(self.more) - gain - lose

    def table(self, by: str | None = None) -> Table:
        """Show it (得失表), by a label if one is named. Raises `Malformed`.

        Amounts are what all that gain get more, and all that lose get less.
        """
        names, group = _groups(self.population, by)
        sides = [(self.more > 0, self.more), (self.more < 0, self.more), (self.more == 0, self.more)]
        summed = [_sums(group, len(names), np.where(mask, more, 0)) for mask, more in sides[:2]]
        counts = [_sums(group, len(names), mask.astype(np.int64)) for mask, _ in sides]
        rows = [
            (name, *(count[place] for count in counts), *(Money(side[place]) for side in summed))
            for place, name in enumerate(names)
        ]
        head = (
            _label(by),
            Text("gain", "增加"),
            Text("lose", "减少"),
            Text("the same", "不变"),
            Text("gained", "增加额"),
            Text("lost", "减少额"),
        )
        title = Text("Societies whose people get more or less: {name}", "救助增减的互助社：{name}").fill(name=self.name)
        return Table(title, head, tuple(rows), self.population.source.line)


@attrs.frozen(eq=False, repr=False)
class Comparison:
    """Several scenarios over one population (情景比较): `compare` makes it. ``results`` by name, the first as it is now."""

    results: Mapping[str, Result]

    @property
    def population(self) -> Population:
        """The population that all scenarios share (总体)."""
        return self._now.population

    @property
    def _now(self) -> Result:
        return next(iter(self.results.values()))

    def __getitem__(self, name: str) -> Result:
        if name not in self.results:
            raise Malformed(NO_SCENARIO, given=shown(name), choices=", ".join(self.results))
        return self.results[name]

    def total(self, measure: str, name: str) -> Money:
        """Give a measure of one scenario over all months (合计), as `Money`; zero where it never happened. Raises `Malformed`."""
        if measure in COUNTS:
            raise Malformed(COUNTED, given=measure)
        return Money(self._amount(self[name], measure))

    def _amount(self, result: Result, measure: str) -> int:
        """Give a measure that may never have happened in a scenario: zero, if it did in another or is an event."""
        whole, _, part = measure.partition(":")
        if measure == "topped_up":
            return sum(self._amount(result, event) for event in ("gap_closed", "replenished"))
        if whole == "opening":
            return sum(fen for layer, fen in result.opening.items() if part in {"", layer})
        if measure in result.kept.societies and measure in COUNTS:
            return int(result.kept.societies[measure].sum())
        known = measure in EVENTS or any(measure in other.measures for other in self.results.values())
        return 0 if known and measure not in result.measures else result.amount(measure)

    def change(self, measure: str, name: str) -> Change:
        """Give a measure as it is, in a scenario, and the difference (变化). Raises `Malformed`."""
        before, after = self._amount(self._now, measure), self._amount(self[name], measure)
        if measure in COUNTS:
            return Change(before, after, after - before)
        return Change(Money(before), Money(after), Money(after - before))

    def table(self) -> Table:
        """Show all measures side by side, with the difference to the first scenario (对比表)."""
        first, *others = self.results
        head = [Text("measure", "指标"), Text(first, first)]
        for name in others:
            head += [Text(name, name), Text(f"{name}: more", f"{name}：增减")]
        opening = self._now.opening
        rows: list[tuple[Any, ...]] = [
            (title_of(f"opening:{layer}"), *self._same(Money(fen))) for layer, fen in opening.items()
        ]
        for measure in self.measures:
            cells: list[Any] = [title_of(measure)]
            for name in others:
                before, after, more = self.change(measure, name)
                cells += [before, after, more] if len(cells) == 1 else [after, more]
            rows.append(tuple(cells))
        notes = dict.fromkeys(note for result in self.results.values() for note in result.notes)
        title = Text("What would happen: {title}", "情景对比：{title}").fill(title=self._now.title)
        return Table(title, tuple(head), tuple(rows), self.source, tuple(notes))

    def _same(self, amount: Money) -> list[Money]:
        """Give a row of what is the same in every scenario: all begin with the same money."""
        return [amount, *(cell for _ in range(len(self.results) - 1) for cell in (amount, Money(0)))]

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that occur in any scenario, in the order of a month (指标)."""
        found = {measure for result in self.results.values() for measure in result.sums}
        return tuple(sorted(found, key=lambda measure: (list(MEASURES).index(measure.partition(":")[0]), measure)))

    @property
    def source(self) -> Text:
        """Where the data come from (数据来源)."""
        return self.population.source.line

    def cost_by_payer(self) -> Table:
        """Show who pays what is topped up, in each scenario (分出资方成本)."""
        payers = [measure for measure in self.measures if measure.startswith("payer:")]
        rows = tuple(
            (title_of(payer), *(Money(self._amount(result, payer)) for result in self.results.values()))
            for payer in payers
        )
        head = (Text("payer", "出资方"), *(Text(name, name) for name in self.results))
        notes = dict.fromkeys(note for result in self.results.values() for note in result.notes)
        return Table(Text("Cost by payer", "分出资方成本"), head, rows, self.source, tuple(notes))

    def groups(self, by: str) -> Table:
        """Show what is paid and what stays unmet by a label, in each scenario (分组对比). Raises `Malformed`."""
        names, group = _groups(self.population, by)
        columns: list[list[Money]] = []
        head = [_label(by), Text("societies", "互助社数")]
        for name, result in self.results.items():
            for measure, column in (("paid", result.paid), ("unmet", result.kept.societies["unmet"])):
                head.append(Text("{name}: {what}", "{name}：{what}").fill(name=name, what=title_of(measure)))
                columns.append([Money(fen) for fen in _sums(group, len(names), column)])
        counts = np.bincount(group, minlength=len(names)).tolist()
        rows = tuple((name, counts[place], *(column[place] for column in columns)) for place, name in enumerate(names))
        title = Text("By {by}", "按{by}分组").fill(by=_label(by))
        return Table(title, tuple(head), rows, self.source)

    def winners(self, name: str) -> Winners:
        """Tell whose people get more or less than in the first scenario (得失). Raises `Malformed`."""
        return Winners(self.population, name, self[name].paid - self._now.paid)

    def law_changes(self, name: str) -> Table:
        """Show which figures a scenario changes, with the articles behind both values (法规变动). Raises `Malformed`."""
        first, other, months = self._now, self[name], self.population.months
        rows: dict[tuple[str, Text, Text], tuple[Any, ...]] = {}
        for month in range(len(first.plan.terms)):  # whatever differs in a month that was simulated, once
            day = months.first_day(month)
            for key, before, after in first.scenario.law.on(day).diff(other.scenario.law.on(day)):
                law = other.scenario.law if other.scenario.law.has(key) else first.scenario.law
                told = (key, _dated(before), _dated(after))
                if told[1] != told[2]:
                    rows.setdefault(told, (law.figure(key).title, *told[1:]))
        head = (Text("figure", "数值"), Text("as it is", "现状"), Text(name, name))
        title = Text("What {name} changes in the law", "{name} 所作法规变动").fill(name=name)
        return Table(title, head, tuple(rows.values()), self.source)

    def to_frame(self, backend: Literal["pandas", "polars", "pyarrow"] = "pandas") -> Any:
        """Give one row for each measure and scenario: amounts in fen (数据框). Raises `MissingExtra`."""
        rows = [
            (name, measure, self._amount(result, measure))
            for name, result in self.results.items()
            for measure in self.measures
        ]
        columns: dict[str, Any] = dict(
            zip(("scenario", "measure", "amount"), map(list, zip(*rows, strict=True)), strict=True)
        )
        columns["source"] = [self.source.en] * len(rows)
        return frame_of(columns, backend)

    def plot(self, name: str, lang: Lang = "en") -> Any:
        """Draw what each society's people get before and after (前后分布图): a `Picture`. Raises `Malformed`, `MissingExtra`."""
        from community_charity.whatif.pages import distribution  # noqa: PLC0415 - only who draws pays

        return distribution(self, name, lang)

    def to_html(
        self, path: str | Path | None = None, lang: Lang = "en", *, by: Iterable[str] = (), cell: bool | None = None
    ) -> str:
        """Write everything as one page that needs no network (网页): tables, pictures, articles. Gives the page; writes it if a path is given.

        ``by`` are labels to group by. ``cell`` opens one cell with its articles, which tells what a single family needed:
        left out, it is opened for synthetic data alone. Raises `Malformed`, `MissingExtra`.
        """
        from community_charity.whatif.pages import page  # noqa: PLC0415 - only who draws pays

        written = page(
            self,
            lang,
            (by,) if isinstance(by, str) else tuple(by),
            cell=self.population.source.synthetic if cell is None else cell,
        )
        if path is not None:
            Path(path).write_text(written, encoding="utf-8")
        return written

    def _repr_html_(self) -> str:
        return self.table().html()

    def __repr__(self) -> str:
        return f"<Comparison of {', '.join(self.results)}: {self._now.title.en}>"


def _groups(population: Population, by: str | None) -> tuple[list[Any], Any]:
    if by is None:
        return [Text("all", "全部")], np.zeros(len(population), np.intp)
    names, group = np.unique(population.label(by), return_inverse=True)
    return [str(name) for name in names], group


def _sums(group: Any, groups: int, column: Column) -> list[int]:
    summed = np.zeros(groups, np.int64)
    np.add.at(summed, group, column)
    found: list[int] = summed.tolist()
    return found


def _label(by: str | None) -> Text:
    return Text("group", "组别") if by is None else LABELS.get(by, Text(by, by))


def _dated(values: Any) -> Text:
    """Say a value with its articles; nothing where the place fixes none."""
    if not values:
        return Text("-", "-")
    value = values[-1]
    basis = [Text(c.to("en"), c.to("zh")) for c in value.citations] or [value.basis.text]
    return Text("{value} ({basis})", "{value}（{basis}）").fill(
        value=Text(in_words(value.value, "en"), in_words(value.value, "zh")),
        basis=Text(in_words(tuple(basis), "en"), in_words(tuple(basis), "zh")),
    )
