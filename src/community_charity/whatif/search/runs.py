"""The simulations of one search (搜索中的模拟): the same law is simulated once, over one population that is never copied.

>>> from community_charity import Law, yuan
>>> from community_charity.whatif import Population
>>> village = {"society": ["v-1"], "capital": [30_000_00], "need_1": [2_500_00]}  # invented
>>> population = Population.from_frame(village, unit="fen", first_month="2026-01")
>>> runs = Runs(population, Law.of("cn/anhui"), ["unmet"])
>>> runs.at({"relief_case_ceiling": yuan(1_500)}), runs.at({}), runs.at({"relief_case_ceiling": yuan(1_000)})
((yuan("1000.00"),), (yuan("1500.00"),), (yuan("1500.00"),))
>>> runs.simulated  # the last is the law as it is: not run again
2
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from community_charity.calendar import day as a_day
from community_charity.errors import Malformed, declare, expect
from community_charity.language import Text
from community_charity.law.law import Law
from community_charity.law.values import shown_in
from community_charity.law.words import listed
from community_charity.rules.start_up import CapitalPolicy
from community_charity.whatif.populations import Population
from community_charity.whatif.scenarios import Scenario, payer_title
from community_charity.whatif.search.outcomes import Outcome, alike, outcome_of
from community_charity.whatif.simulation import simulate
from community_charity.whatif.wording import part_title

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from datetime import date

    from community_charity.whatif.results import Result
    from community_charity.whatif.search.outcomes import Value

SINCE = declare(
    "what_if.since",
    wanted=(
        "a day up to {last}, on which the law of the last month is read",
        "不晚于 {last} 的日期（末月适用规定之日）",
    ),
    do=("leave since= out: values then hold from the first month on", "省略 since=，则自首月起适用"),
)

CHOICES: Final = {
    "layers": Text("pools in their order", "资金池顺序"),
    "below_floor": Text("below the floor", "低于最低启动资金的处理"),
    "replenish": Text("when money runs low", "资金不足时的补充"),
    "paid_by": Text("who pays top-ups", "补充资金的出资方"),
    "body": Text("kind of body", "主体类型"),
    "government_aid": Text("government aid, times", "政府救助倍数"),
    "gifts_change": Text("gifts for each yuan of government aid", "政府救助每增1元捐赠的变化"),
}
"""The choices of a `Scenario` that a search may vary beside the figures of the law (可变选择): no law makes them."""
_NO_LAW: Final = Text("a choice of the scenario, no law", "情景选择，并非法规")
_AID: Final = frozenset({"government_aid", "gifts_change"})
_NO_AID: Final = Text(
    "the data tell no government aid: what hangs on it does not show",
    "数据未载政府救助：与之相关的影响无从体现",
)
_AS_THE_PLACE: Final = Text("as the place says", "按本地规定")


class Runs:
    """Simulates one population under changed laws and choices (模拟运行), and remembers each outcome. Raises as `simulate`.

    Changes are named by the key of a figure, or a field of `Scenario`. A figure changes from ``since`` on; the law of
    the first day of a month holds for the month. Only outcomes are remembered, not results.
    """

    def __init__(
        self,
        population: Population,
        scenario: Scenario | Law,
        outcomes: Iterable[Outcome | str | Callable[[Result], Value]],
        *,
        since: date | None = None,
        workers: int = 1,
    ) -> None:
        self.population = expect(population, Population)
        self.scenario = scenario if isinstance(scenario, Scenario) else Scenario(expect(scenario, Law))
        self.outcomes = tuple(map(outcome_of, outcomes))
        days = [population.months.first_day(month) for month in range(len(population.months))]
        self.since = days[0] if since is None else a_day(since)
        self.days = [day for day in days if day >= self.since]
        if not self.days:
            raise Malformed(SINCE, given=str(since), last=days[-1])
        self.workers = workers
        self._found: dict[Hashable, tuple[Value, ...]] = {}
        self._notes: dict[Text, None] = {}

    @property
    def simulated(self) -> int:
        """How many simulations there were (模拟次数)."""
        return len(self._found)

    def changed(self, changes: Mapping[str, Any]) -> Scenario:
        """Give the scenario with changes (变更后的情景). Raises `LawError`, `Malformed`."""
        choices = {name: value for name, value in changes.items() if name in CHOICES}
        figures = {key: value for key, value in changes.items() if key not in CHOICES}
        law = self.scenario.law.amend(since=self.since, **figures) if figures else self.scenario.law
        return attrs.evolve(self.scenario, law=law, **choices)

    def result(self, changes: Mapping[str, Any]) -> Result:
        """Simulate with changes (模拟). Raises as `simulate` does."""
        keep = {name for outcome in self.outcomes for name in outcome.keep}
        return simulate(self.population, self.changed(changes), keep=keep, workers=self.workers)

    def at(self, changes: Mapping[str, Any]) -> tuple[Value, ...]:
        """Give the outcomes with changes (结果), from memory if they were asked before. Raises as `simulate` does."""
        known = self._name(self.changed(changes), changes)
        if known not in self._found:
            result = self.result(changes)
            if not _AID.isdisjoint(changes) and not _aid_known(self.population):
                self._notes[_NO_AID] = None
            self._notes.update(dict.fromkeys(result.notes))
            found = tuple(outcome.read(result) for outcome in self.outcomes)
            for earlier in list(self._found.values())[:1]:
                for pair in zip(earlier, found, strict=True):
                    alike(*pair)
            self._found[known] = found
        return self._found[known]

    def _name(self, scenario: Scenario, changes: Mapping[str, Any]) -> Hashable:
        figures = frozenset(item for item in changes.items() if item[0] not in CHOICES and not self._as_it_is(*item))
        return figures, tuple(getattr(scenario, name) for name in CHOICES)

    def _as_it_is(self, key: str, value: Any) -> bool:
        """Tell whether a figure has that value on each day anyway."""
        now = [self.scenario.law.on(day).get(key) for day in self.days]
        return all(dated is not None and dated.value == value for dated in now)

    def told(self) -> dict[str, Any]:
        """Give what every finding says (共同说明): source, notes of the simulations, and from when figures change."""
        return {"source": self.population.source.line, "notes": tuple(self._notes), "since": self.since}

    # --- words -----------------------------------------------------------------------------------------

    def title(self, key: str) -> Text:
        """Name what is changed (名称): the title of a figure, or of a choice. Raises `LawError`."""
        return CHOICES[key] if key in CHOICES else self.scenario.law.figure(key).title

    def basis(self, key: str) -> Text:
        """Say where the value as it is comes from (现值依据): its articles, or that no law fixes it."""
        if key in CHOICES:
            return _NO_LAW
        dated = self.scenario.law.on(self.days[0]).get(key)
        return Text("-", "-") if dated is None else Text(dated.source("en"), dated.source("zh"))

    def now(self, key: str) -> Any:
        """Give the value as it is (现值), on the first day from which figures change; ``None`` if none is fixed that day."""
        if key in CHOICES:
            return getattr(self.scenario, key)
        dated = self.scenario.law.on(self.days[0]).get(key)
        return None if dated is None else dated.value

    def said(self, key: str, value: Any) -> Text:
        """Write a value of a figure or a choice for a reader (取值文本). Raises as `changed` does."""
        if key in CHOICES:
            return choice_text(getattr(attrs.evolve(self.scenario, **{key: value}), key))
        if value is None:
            return Text("-", "-")
        if isinstance(value, tuple):
            return payer_title("+".join(value))
        unit = self.scenario.law.figure(key).unit
        return Text(shown_in(value, unit, "en"), shown_in(value, unit, "zh"))


def _aid_known(population: Population) -> bool:
    return "government_aid" in population.facts or (
        population.cases is not None and "government_aid" in population.cases.borne
    )


def choice_text(value: Any) -> Text:
    """Write a choice of a scenario for a reader (选择文本).

    >>> from fractions import Fraction
    >>> choice_text(None).en, choice_text(("society", "federation")).zh, choice_text(Fraction(6, 5)).en
    ('as the place says', '互助社、镇级联合会', '6/5')
    """
    if value is None:
        return _AS_THE_PLACE
    if isinstance(value, CapitalPolicy):
        return value.title
    if isinstance(value, tuple):
        return listed(tuple(part_title(name) for name in value))
    text = getattr(value, "text", None)
    return (
        text
        if isinstance(text, Text)
        else Text(str(getattr(value, "value", value)), str(getattr(value, "value", value)))
    )


def in_words(value: Value) -> Text:
    """Write an outcome for a reader (结果文本).

    >>> from fractions import Fraction
    >>> from community_charity import yuan
    >>> in_words(1_200).en, in_words(yuan("1.50")).zh, in_words(Fraction(1, 3)).en
    ('1,200', '¥1.50', '1/3')
    """
    words = f"{value:,}" if isinstance(value, int) else str(value)
    return Text(words, words)
