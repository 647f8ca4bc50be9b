"""Cost against need that stays unmet (成本与缺口的前沿): a grid of laws and choices, and those that no other beats.

>>> from community_charity import Law, yuan
>>> from community_charity.whatif import Population, Scenario
>>> village = {"society": ["v-1"], "capital": [30_000_00], "need_1": [2_500_00]}  # invented
>>> population = Population.from_frame(village, unit="fen", first_month="2026-01")
>>> grid = {"relief_case_ceiling": [yuan(500), yuan(1_500)], "society_minimum_capital": [yuan(30_000), yuan(50_000)]}
>>> front = pareto(population, Scenario(Law.of("cn/anhui"), below_floor="topped_up"), grid)
>>> [(point.name.en, str(point.cost), str(point.unmet)) for point in front.rows]
[('¥1,500.00, ¥30,000.00', '¥0.00', '¥1,000.00')]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby, product
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.law.words import listed
from community_charity.whatif.search.found import Found, cell
from community_charity.whatif.search.outcomes import Outcome, Value
from community_charity.whatif.search.progress import Progress, watched
from community_charity.whatif.search.runs import Runs
from community_charity.whatif.search.sensitivity import drawable, unit_of
from community_charity.whatif.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from community_charity.language import Lang
    from community_charity.law.law import Law
    from community_charity.whatif.pictures import Picture
    from community_charity.whatif.populations import Population
    from community_charity.whatif.results import Result
    from community_charity.whatif.scenarios import Scenario

GRID = declare(
    "what_if.grid",
    wanted=(
        "for each figure or choice a list of at least one value, or a mapping of names to values",
        "每项数值或选择至少一个取值的列表，或名称到取值的映射",
    ),
    do=(
        'write grid={{"relief_case_ceiling": [yuan(1_000), yuan(1_500)]}}',
        '写作 grid={{"relief_case_ceiling": [yuan(1_000), yuan(1_500)]}}',
    ),
)


@attrs.frozen
class Choice:
    """One point of a grid (一个方案): its values by key, their ``words``, what it costs and what it leaves unmet.

    ``number`` counts from 1, in the order of the grid. ``beaten_by`` is the number of a point that costs no more and
    leaves no more unmet, and less of one; ``None`` on the front. ``ties`` are the numbers of points equal in both.
    """

    number: int
    values: Mapping[str, Any] = attrs.field(hash=False)
    words: tuple[Text, ...]
    cost: Value
    unmet: Value
    beaten_by: int | None
    ties: tuple[int, ...]

    @property
    def name(self) -> Text:
        """The values in words (名称)."""
        return listed(self.words)


@attrs.frozen(repr=False)
class Front(Found):
    """Choices that no other beats (帕累托前沿): ``rows`` from the cheapest on; ``points`` are all, in the order of the grid.

    Points that are equal in cost and unmet need are all kept; ``ties`` groups their numbers.
    """

    titles: tuple[Text, ...]
    axes: tuple[Text, Text]
    points: tuple[Choice, ...]

    @property
    def rows(self) -> tuple[Choice, ...]:
        """The choices on the front (前沿方案), from the cheapest on."""
        front: Any = [point for point in self.points if point.beaten_by is None]
        return tuple(sorted(front, key=lambda point: (point.cost, point.number)))

    @property
    def ties(self) -> tuple[tuple[int, ...], ...]:
        """Numbers of points on the front that are equal in both (并列方案), a group each."""
        groups = {tuple(sorted((point.number, *point.ties))) for point in self.rows if point.ties}
        return tuple(sorted(groups))

    def table(self, *, everything: bool = False) -> Table:
        """Show the front (前沿表); with ``everything`` all points, and by which each is beaten."""
        head = [Text("choice", "方案"), *self.titles, *self.axes]
        rows: list[tuple[Any, ...]] = [_row(point) for point in (self.points if everything else self.rows)]
        if everything:
            head.append(Text("beaten by", "被优于"))
            rows = [(*row, point.beaten_by) for row, point in zip(rows, self.points, strict=True)]
        title = Text("Not beaten by any other: {k} of {n} choices", "{n} 个方案中 {k} 个未被其他方案优于")
        title = title.fill(k=len(self.rows), n=len(self.points))
        tied = Text("equal in both: {numbers}", "两项均相同：{numbers}")
        notes = [tied.fill(numbers=", ".join(map(str, group))) for group in self.ties]
        return Table(title, tuple(head), tuple(rows), self.source, self.all_notes(*notes))

    def plot(self, lang: Lang = "en") -> Picture:
        """Draw all points and the front (前沿图). Raises `MissingExtra`; `Malformed` for ratios above 1."""
        from community_charity.whatif.pictures import pareto as drawn  # noqa: PLC0415 - only who draws pays

        cost, unmet = [point.cost for point in self.points], [point.unmet for point in self.points]
        return drawn(
            list(map(drawable, cost)),
            list(map(drawable, unmet)),
            title=Text("{a} against {b}", "{a}与{b}").fill(a=self.axes[0], b=self.axes[1]),
            source=self.source,
            names=[_NUMBERED.fill(n=point.number, name=point.name) for point in self.points],
            axes=self.axes,
            units=(unit_of(cost), unit_of(unmet)),
            lang=lang,
        )


_NUMBERED = Text("no. {n}: {name}", "方案{n}：{name}")


def _row(point: Choice) -> tuple[Any, ...]:
    return point.number, *point.words, cell(point.cost), cell(point.unmet)


def pareto(
    population: Population,
    scenario: Scenario | Law,
    grid: Mapping[str, Iterable[Any] | Mapping[str, Any]],
    *,
    cost: Outcome | str | Callable[[Result], Value] = "topped_up",
    unmet: Outcome | str | Callable[[Result], Value] = "unmet",
    since: date | None = None,
    workers: int = 1,
    progress: Progress = False,
) -> Front:
    """Simulate a grid of laws and choices, and tell which no other beats (帕累托前沿). Less is better in both.

    A key of ``grid`` is that of a figure of the law, or a field of `Scenario` (``"paid_by"``, ``"below_floor"`` ...); its
    values are a list, or a mapping that gives each a name. All combinations are simulated, the last key running
    fastest. Raises `Malformed`, `LawError`; as `simulate` does.
    """
    axes = _axes(grid)
    runs = Runs(population, scenario, [cost, unmet], since=since, workers=workers)
    words = [[_word(runs, key, name, value) for name, value in values] for key, values in axes.items()]
    choices = [
        dict(zip(axes, values, strict=True)) for values in product(*([v for _, v in vs] for vs in axes.values()))
    ]
    found: list[tuple[Value, Value]] = []
    with watched(progress) as watch:
        watch.expect(len(choices))
        for changes in choices:
            spent, left = runs.at(changes)
            found.append((spent, left))
            watch.step()
    beaten, ties = dominated(found), equals(found)
    points = tuple(
        Choice(number + 1, changes, said, *found[number], _number(beaten[number]), tuple(n + 1 for n in ties[number]))
        for number, (changes, said) in enumerate(zip(choices, product(*words), strict=True))
    )
    titles = tuple(runs.title(key) for key in axes)
    first, second = runs.outcomes
    return Front(titles, (first.title, second.title), points, **runs.told())


def _axes(grid: Mapping[str, Iterable[Any] | Mapping[str, Any]]) -> dict[str, list[tuple[Text | None, Any]]]:
    if not isinstance(grid, Mapping) or not grid:
        raise Malformed(GRID, given=shown(grid))
    axes: dict[str, list[tuple[Text | None, Any]]] = {}
    for key, values in grid.items():
        if not isinstance(values, Mapping | list | tuple) or not values:
            raise Malformed(GRID, given=shown(values))
        if isinstance(values, Mapping):
            axes[key] = [
                (name if isinstance(name, Text) else Text(name, name), value) for name, value in values.items()
            ]
        else:
            axes[key] = [(None, tuple(value) if isinstance(value, list) else value) for value in values]
    return axes


def _word(runs: Runs, key: str, name: Text | None, value: Any) -> Text:
    runs.changed({key: value})  # a wrong name or type is told before anything is simulated
    return runs.said(key, value) if name is None else name


def _number(place: int | None) -> int | None:
    return None if place is None else place + 1


def dominated(points: Sequence[tuple[Any, Any]]) -> list[int | None]:
    """Give for each point the place of one that beats it (支配关系): no more of both and less of one; ``None`` on the front.

    >>> dominated([(1, 5), (2, 4), (2, 4), (3, 4)])
    [None, None, None, 1]
    """
    beaten: list[int | None] = [None] * len(points)
    order = sorted(range(len(points)), key=lambda place: points[place])
    best: int | None = None  # of what costs less or the same, that which leaves least
    for place in order:
        if best is None or points[place][1] < points[best][1]:
            best = place
        elif points[place] != points[best]:
            beaten[place] = best
    return beaten


def equals(points: Sequence[tuple[Any, Any]]) -> list[tuple[int, ...]]:
    """Give for each point the places of others equal in both (并列).

    >>> equals([(1, 5), (2, 4), (2, 4)])
    [(), (2,), (1,)]
    """
    order = sorted(range(len(points)), key=lambda place: points[place])
    found: list[tuple[int, ...]] = [()] * len(points)
    for _, group in groupby(order, key=lambda place: points[place]):
        same = tuple(group)
        for place in same:
            found[place] = tuple(other for other in same if other != place)
    return found
