"""What an outcome hangs on (敏感性分析): one figure at a time, at its low and at its high, all others as they are.

>>> from community_charity import Law, yuan
>>> from community_charity.whatif import Population
>>> village = {"society": ["v-1"], "capital": [30_000_00], "need_1": [2_500_00]}  # invented
>>> population = Population.from_frame(village, unit="fen", first_month="2026-01")
>>> found = sensitivity(population, Law.of("cn/anhui"), {"relief_case_ceiling": (yuan(500), yuan(1_500))}, "unmet")
>>> row = found.rows[0]
>>> row.outcome_at_low, found.base, row.outcome_at_high, row.span
(yuan("2000.00"), yuan("1500.00"), yuan("1000.00"), yuan("1000.00"))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.search.found import Found, cell
from community_charity.whatif.search.outcomes import Outcome, Value
from community_charity.whatif.search.progress import Progress, watched
from community_charity.whatif.search.runs import Runs, in_words
from community_charity.whatif.tables import Table

if TYPE_CHECKING:
    from datetime import date

    from community_charity.language import Lang
    from community_charity.law.law import Law
    from community_charity.whatif.pictures import Picture
    from community_charity.whatif.populations import Population
    from community_charity.whatif.results import Result
    from community_charity.whatif.scenarios import Scenario

FIGURES = declare(
    "what_if.low_and_high",
    wanted=("for each figure its low and its high, the low not above the high", "每项数值的低值与高值，低值不大于高值"),
    do=(
        'write figures={{"relief_case_ceiling": (yuan(500), yuan(1_500))}}',
        '写作 figures={{"relief_case_ceiling": (yuan(500), yuan(1_500))}}',
    ),
)


@attrs.frozen
class Swing:
    """How far one figure moves the outcome (单项影响): the outcome with the figure at its low and at its high.

    ``low``, ``now`` and ``high`` are values of the figure; ``now`` is ``None`` where the law fixes none that day. ``span``
    is the greatest of the three outcomes less the least. ``basis`` are the articles behind the value as it is.
    """

    key: str
    title: Text
    basis: Text
    low: Any
    now: Any
    high: Any
    outcome_at_low: Value
    outcome_at_high: Value
    span: Value
    words: tuple[Text, Text, Text] = attrs.field(repr=False)


@attrs.frozen(repr=False)
class Sensitivity(Found):
    """What moves an outcome most (敏感性分析结果): ``rows`` by span, the widest first; equal ones as they were given.

    ``base`` is the outcome with all as it is.
    """

    outcome: Text
    base: Value
    rows: tuple[Swing, ...]

    def table(self) -> Table:
        """Show each figure with its values, the outcomes and its articles (敏感性表)."""
        head = (
            Text("figure", "数值项"),
            Text("low", "低值"),
            Text("now", "现值"),
            Text("high", "高值"),
            Text("outcome at low", "取低值时的结果"),
            Text("outcome at high", "取高值时的结果"),
            Text("span", "变动幅度"),
            Text("basis of the value now", "现值依据"),
        )
        rows = tuple(
            (row.title, *row.words, cell(row.outcome_at_low), cell(row.outcome_at_high), cell(row.span), row.basis)
            for row in self.rows
        )
        title = Text("What moves it most: {outcome}, {base} as it is", "影响因素：{outcome}，现状 {base}")
        return Table(
            title.fill(outcome=self.outcome, base=in_words(self.base)), head, rows, self.source, self.all_notes()
        )

    def plot(self, lang: Lang = "en") -> Picture:
        """Draw it (龙卷风图). Raises `MissingExtra`; `Malformed` for ratios above 1, which no axis of shares can show."""
        from community_charity.whatif.pictures import tornado  # noqa: PLC0415 - only who draws pays

        values = [self.base, *(value for row in self.rows for value in (row.outcome_at_low, row.outcome_at_high))]
        return tornado(
            [row.title for row in self.rows],
            [drawable(row.outcome_at_low) for row in self.rows],
            [drawable(row.outcome_at_high) for row in self.rows],
            base=drawable(self.base),
            title=Text("What moves it most: {outcome}", "影响因素：{outcome}").fill(outcome=self.outcome),
            source=self.source,
            axis=self.outcome,
            unit=unit_of(values),
            lang=lang,
        )


def sensitivity(
    population: Population,
    scenario: Scenario | Law,
    figures: Mapping[str, tuple[Any, Any]],
    outcome: Outcome | str | Callable[[Result], Value] = "unmet",
    *,
    since: date | None = None,
    workers: int = 1,
    progress: Progress = False,
) -> Sensitivity:
    """Vary one figure at a time (敏感性分析). ``figures`` gives the low and the high of each, in the figure's own type.

    A key is that of a figure of the law, or ``government_aid`` or ``gifts_change`` of the scenario. A changed value holds
    from ``since`` on; left out, from the first month. Raises `Malformed`; `LawError` for a figure that the place does not
    fix; as `simulate` does.
    """
    figures = _figures(figures)
    runs = Runs(population, scenario, [outcome], since=since, workers=workers)
    for key, ends in figures.items():
        for end in ends:
            runs.changed({key: end})  # a wrong name or type is told before anything is simulated
    with watched(progress) as watch:
        watch.expect(1 + 2 * len(figures))
        base = _at(runs, {}, watch.step)
        rows = [
            _swing(runs, key, low, high, (_at(runs, {key: low}, watch.step), base, _at(runs, {key: high}, watch.step)))
            for key, (low, high) in figures.items()
        ]
    rows.sort(key=lambda row: row.span, reverse=True)
    return Sensitivity(runs.outcomes[0].title, base, tuple(rows), **runs.told())


def _figures(figures: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    if not isinstance(figures, Mapping) or not figures:
        raise Malformed(FIGURES, given=shown(figures))
    for ends in figures.values():
        if not isinstance(ends, tuple | list) or len(ends) != 2:
            raise Malformed(FIGURES, given=shown(ends))
        low, high = ends
        if type(low) not in {Money, int, bool, Fraction} or type(low) is not type(high) or low > high:
            raise Malformed(FIGURES, given=Text("{a} and {b}", "{a} 与 {b}").fill(a=shown(low), b=shown(high)))
    return dict(figures)


def _at(runs: Runs, changes: Mapping[str, Any], step: Callable[[], None]) -> Value:
    (found,) = runs.at(changes)
    step()
    return found


def _swing(runs: Runs, key: str, low: Any, high: Any, outcomes: tuple[Value, Value, Value]) -> Swing:
    ordered: Any = sorted(outcomes)
    now = runs.now(key)
    words = (runs.said(key, low), runs.said(key, now), runs.said(key, high))
    span = ordered[-1] - ordered[0]
    return Swing(key, runs.title(key), runs.basis(key), low, now, high, outcomes[0], outcomes[2], span, words)


def drawable(value: Value) -> Any:
    """Give an outcome as pictures want it (绘图用数值): a ratio as a float."""
    return float(value) if isinstance(value, Fraction) else value


def unit_of(values: list[Value]) -> str:
    """Tell the unit of outcomes for a picture (绘图单位): money, shares as soon as one is a ratio, or counts."""
    if any(type(value) is Money for value in values):
        return "money"
    return "share" if any(type(value) is Fraction for value in values) else "count"
