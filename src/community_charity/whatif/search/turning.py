"""The least value at which an outcome reaches a target (盈亏平衡点), with the proof: the value just below, which does not.

>>> from community_charity import Law, yuan
>>> from community_charity.whatif import Population
>>> village = {"society": ["v-1"], "capital": [30_000_00], "need_1": [2_500_00]}  # invented
>>> population = Population.from_frame(village, unit="fen", first_month="2026-01")
>>> found = break_even(population, Law.of("cn/anhui"), "relief_case_ceiling", "unmet", yuan(700))
>>> found.value, found.outcome_at_value, found.before
(yuan("1800.00"), yuan("700.00"), (yuan("1799.99"), yuan("700.01")))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.money import Money, yuan
from community_charity.whatif.search.edges import edge
from community_charity.whatif.search.found import Found, cell
from community_charity.whatif.search.outcomes import Outcome, Value, alike, exact
from community_charity.whatif.search.progress import Progress, watched
from community_charity.whatif.search.runs import Runs, in_words
from community_charity.whatif.tables import Table

if TYPE_CHECKING:
    from datetime import date

    from community_charity.law.law import Law
    from community_charity.whatif.populations import Population
    from community_charity.whatif.results import Result
    from community_charity.whatif.scenarios import Scenario

BETWEEN = declare(
    "what_if.between",
    wanted=(
        "two amounts of Money, or two whole numbers, the first not above the second",
        "两个 Money 金额或两个整数，前者不大于后者",
    ),
    do=("write between=(yuan(0), yuan(100_000))", "写作 between=(yuan(0), yuan(100_000))"),
)
AIM = declare(
    "what_if.aim",
    wanted=(
        "which way the target is reached: both ends give {outcome}, the target is {target}",
        "达到目标的方向：两端结果均为 {outcome}，目标为 {target}",
    ),
    do=('write aim="at_least" or aim="at_most"', '写作 aim="at_least" 或 aim="at_most"'),
)

Point: TypeAlias = tuple[Any, Value]
"""A value of what is varied, and the outcome there (取值与结果)."""
BETWEEN_ALL: Final = (yuan(0), yuan(100_000))


class Aim(Enum):
    """Which way a target is reached (达标方向). ``Aim("at_most")`` looks one up.

    >>> Aim.AT_MOST.text.zh
    '不高于'
    """

    AT_LEAST = "at_least"
    AT_MOST = "at_most"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _AIMS[self]

    def reached(self, outcome: Any, target: Any) -> bool:
        """Tell whether an outcome reaches a target (是否达标).

        >>> Aim.AT_LEAST.reached(5, 5), Aim.AT_MOST.reached(6, 5)
        (True, False)
        """
        return bool(outcome >= target if self is Aim.AT_LEAST else outcome <= target)


_AIMS: Final = {Aim.AT_LEAST: Text("at least", "不低于"), Aim.AT_MOST: Text("at most", "不高于")}
_ONE_WAY: Final = Text(
    "searched by halving: the outcome goes one way only over all {n} values tried; that it does so between them is assumed",
    "二分搜索：在已试的 {n} 个取值上结果单向变化；其间亦单向变化为假设",
)
_ALL_TRIED: Final = Text("all {n} values were tried", "已逐一试算全部 {n} 个取值")
_BOTH_WAYS: Final = Text(
    "the outcome goes both ways: {n} values were tried, at most {step} apart, and the first crossing that they showed was "
    "narrowed; a crossing between two of them may have been missed",
    "结果并非单向变化：已试 {n} 个取值，间隔不超过 {step}，并对所见首个跨越点求精；其间的跨越可能未被发现",
)


@attrs.frozen(repr=False)
class Bisected(Found):
    """What is common to findings of a halved range (二分搜索结果).

    ``between`` are the ends of the range with their outcomes, ``tried`` all values tried, in order. ``monotone`` says
    whether the outcomes tried only rise or only fall; if not, ``step`` is the widest gap left between values tried.
    """

    key: str
    title: Text
    basis: Text
    outcome: Text
    between: tuple[Point, Point]
    monotone: bool
    step: Any
    tried: tuple[Point, ...]
    step_text: Text = attrs.field(repr=False)

    @property
    def proven(self) -> bool:
        """Whether every value of the range was tried (是否穷举): then nothing is assumed."""
        (low, _), (high, _) = self.between
        return bool(len(self.tried) == _whole(high) - _whole(low) + 1)

    @property
    def how(self) -> Text:
        """How it was found, and what is not proven (求解方法)."""
        told = _ALL_TRIED if self.proven else _ONE_WAY if self.monotone else _BOTH_WAYS
        return told.fill(n=len(self.tried), step=self.step_text)


@attrs.frozen(repr=False)
class BreakEven(Bisected):
    """The least value that reaches a target (盈亏平衡点): ``value``, ``None`` where none that was tried does.

    ``before`` is the value one fen (or one) below, which does not reach it, with its outcome: the proof. ``None`` where
    the low end reaches it already.
    """

    aim: Aim
    target: Value
    value: Any
    outcome_at_value: Value | None
    before: Point | None
    words: Mapping[Any, Text] = attrs.field(repr=False, hash=False)

    @property
    def rows(self) -> tuple[tuple[Any, Value, bool], ...]:
        """The ends of the range and the two neighbours (各行): value, outcome, whether it reaches the target."""
        points: dict[Any, Value] = dict(sorted(dict([*self.between, *self._neighbours]).items()))
        return tuple((value, found, self.aim.reached(found, self.target)) for value, found in points.items())

    @property
    def _neighbours(self) -> list[Point]:
        before = [] if self.before is None else [self.before]
        return before if self.outcome_at_value is None else [*before, (self.value, self.outcome_at_value)]

    def table(self) -> Table:
        """Show the least value with its neighbours (临界值表)."""
        head = (self.title, self.outcome, Text("reaches the target", "达标"))
        yes, no = Text("yes", "是"), Text("no", "否")
        rows = tuple((self.words[v], cell(outcome), yes if good else no) for v, outcome, good in self.rows)
        title = Text(
            "{figure}: least value for {outcome} {aim} {target}: {value}",
            "{figure}：{outcome}{aim} {target} 的最小值：{value}",
        )
        nowhere = Text("none that was tried", "所试取值均未达标")
        value = nowhere if self.outcome_at_value is None else self.words[self.value]
        told = title.fill(
            figure=self.title, outcome=self.outcome, aim=self.aim.text, target=in_words(self.target), value=value
        )
        basis = Text("basis of the value now: {basis}", "现值依据：{basis}").fill(basis=self.basis)
        return Table(told, head, rows, self.source, self.all_notes(self.how, basis))


def break_even(
    population: Population,
    scenario: Scenario | Law,
    key: str,
    outcome: Outcome | str | Callable[[Result], Value],
    target: Value,
    *,
    between: tuple[Any, Any] = BETWEEN_ALL,
    aim: Aim | str | None = None,
    since: date | None = None,
    scan: int = 201,
    workers: int = 1,
    progress: Progress = False,
) -> BreakEven:
    """Find the least value, to the fen or the whole number, at which an outcome reaches a target (盈亏平衡).

    ``between`` is the range: `Money` for amounts, whole numbers for counts. ``aim`` says whether the outcome must be at
    least or at most the target; left out, it follows from the ends: at least where the outcome rises. Where the outcomes
    tried neither only rise nor only fall, ``scan`` values are tried, and the finding says so. Raises `Malformed`,
    `LawError`; as `simulate` does.
    """
    low, high = ends(between)
    target = exact(target)
    aim = None if aim is None else choice(aim, Aim)
    runs = Runs(population, scenario, [outcome], since=since, workers=workers)
    make = type(between[0])
    with watched(progress) as watch:
        first, last = (asked(runs, key, make)(end) for end in (low, high))
        alike(first, target)
        way = _aim(first, last, target) if aim is None else aim
        found = edge(asked(runs, key, make), low, high, lambda got: way.reached(got, target), scan=scan, watch=watch)
    tried = tuple((make(value), got) for value, got in found.tried)
    at, by_value = found.at, dict(found.tried)
    near = () if at is None else (max(low, at - 1), at)
    return BreakEven(
        **common(runs, key, tried, monotone=found.monotone, step=None if found.step is None else make(found.step)),
        aim=way,
        target=target,
        value=None if at is None else make(at),
        outcome_at_value=None if at is None else by_value[at],
        before=None if at is None or at == low else (make(at - 1), by_value[at - 1]),
        words={make(value): runs.said(key, make(value)) for value in (low, high, *near)},
    )


def _aim(first: Any, last: Any, target: Any) -> Aim:
    if first == last != target:
        raise Malformed(AIM, given="aim=None", outcome=in_words(first), target=in_words(target))
    return Aim.AT_MOST if last < first else Aim.AT_LEAST


def asked(runs: Runs, key: str, make: Callable[[int], Any]) -> Callable[[int], Value]:
    """Give the outcome as a function of whole fen or a whole number (结果函数)."""
    return lambda value: runs.at({key: make(value)})[0]


def ends(between: tuple[Any, Any]) -> tuple[int, int]:
    """Check a range and give its ends as whole numbers (核对取值范围). Raises `Malformed`.

    >>> ends((yuan(1), yuan(2)))
    (100, 200)
    """
    if not isinstance(between, tuple | list) or len(between) != 2:
        raise Malformed(BETWEEN, given=shown(between))
    low, high = between
    if type(low) not in {Money, int} or type(low) is not type(high) or low > high:
        raise Malformed(BETWEEN, given=Text("{a} and {b}", "{a} 与 {b}").fill(a=shown(low), b=shown(high)))
    return _whole(low), _whole(high)


def _whole(value: Any) -> int:
    return value.fen if isinstance(value, Money) else int(value)


def common(runs: Runs, key: str, tried: tuple[Point, ...], *, monotone: bool, step: Any) -> dict[str, Any]:
    """Give the fields that findings of a halved range share (共同字段)."""
    return {
        "key": key,
        "title": runs.title(key),
        "basis": runs.basis(key),
        "outcome": runs.outcomes[0].title,
        "between": (tried[0], tried[-1]),
        "monotone": monotone,
        "step": step,
        "tried": tried,
        "step_text": runs.said(key, step),
        **runs.told(),
    }
