"""What givers may do, in a what-if (捐赠响应情景): crowding out as a band with two ends, and matches said to be such.

Nobody knows by how much gifts change with the government's aid, so a scenario is run at both ends of what studies found,
and every measure is told from the one to the other, never as a point. None of the studies is from China.

>>> from fractions import Fraction
>>> from community_charity import Law
>>> village = {  # invented
...     "society": ["v-1"],
...     "capital": [0],
...     "need_1": [2_500_00],
...     "government_aid_1": [1_000_00],
...     "gifts_1": [800_00],
... }
>>> population = Population.from_frame(village, unit="fen", first_month="2026-01")
>>> found = band(population, Scenario(Law.of("cn/anhui"), government_aid=Fraction(6, 5)))
>>> found.ends("income:gifts")
Ends(low=yuan("672.00"), high=yuan("812.00"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.comparing import Comparison, compare
from community_charity.whatif.drawing.estimates import LEVEL
from community_charity.whatif.drawing.responses import CROWD_OUT, CrowdOut, MatchOffer, MatchResponse, scaled
from community_charity.whatif.futures.results import DrawnComparison
from community_charity.whatif.futures.running import compare_drawn
from community_charity.whatif.populations import Population
from community_charity.whatif.scenarios import Scenario
from community_charity.whatif.tables import Table
from community_charity.whatif.wording import title_of

if TYPE_CHECKING:
    from fractions import Fraction

    from community_charity.whatif.columns import Column
    from community_charity.whatif.drawing.blocks import Draws
    from community_charity.whatif.drawing.estimates import Estimate

NO_BAND = declare(
    "what_if.no_band",
    wanted=(
        "a scenario that changes the government's aid, and leaves what gifts do to the band",
        "变动政府救助的情景，且捐赠变化由区间给出",
    ),
    do=(
        "write Scenario(law, government_aid=Fraction(6, 5)), without gifts_change=",
        "写作 Scenario(law, government_aid=Fraction(6, 5))，不写 gifts_change=",
    ),
)
NO_GIFTS = declare(
    "what_if.no_gifts",
    wanted=("a population with gifts, a match of them, and who pays it", "含捐赠的总体、配捐办法及出资方"),
    do=(
        "give gifts_1 ..., and write matched(population, MatchOffer(), Fraction(1), payer=Text(...))",
        "请给出 gifts_1 ...，并写作 matched(population, MatchOffer(), Fraction(1), payer=Text(...))",
    ),
)


class Ends(NamedTuple):
    """The two ends of a measure (两端), the lower first: `Money` or counts, or an `Estimate` each where futures are drawn.

    What lies between them is not known.

    >>> Ends(Money(100), Money(250)).high
    yuan("2.50")
    """

    low: Any
    high: Any


@attrs.frozen(eq=False, repr=False)
class Banded:
    """A scenario at both ends of what gifts may do (区间情景): `band` makes it.

    ``comparison`` holds the scenario at the lower and the higher rate of ``crowd_out``, as ``"low"`` and ``"high"``.
    """

    comparison: Comparison | DrawnComparison
    crowd_out: CrowdOut

    def ends(self, measure: str) -> Ends:
        """Give a measure at both ends (两端). Raises `Malformed` for one that there is not.

        Of drawn futures each end has an interval of its own: the answer lies between the lowest and the highest of all.
        """
        if isinstance(self.comparison, DrawnComparison):
            estimates = [self.comparison.estimate(measure, name) for name in ("low", "high")]
            return Ends(*sorted(estimates, key=lambda one: one.value))
        change = self.comparison.change(measure, "high")
        return Ends(*sorted((change.before, change.after)))

    def table(self) -> Table:
        """Show every measure from the one end to the other (区间表)."""
        between = Text("{low} to {high}", "{low} 至 {high}")
        rows = []
        for measure in self.comparison.measures:
            low, high = map(_written, self.ends(measure))
            rows.append((title_of(measure), between.fill(low=low, high=high)))
        note = Text(
            "gifts change by {low} to {high} yuan for each yuan of government aid: {source}; no study is from China",
            "政府救助每变动1元，捐赠变动{low}至{high}元：{source}；无一项研究来自中国",
        )
        note = note.fill(low=self.crowd_out.low, high=self.crowd_out.high, source=self.crowd_out.source)
        whole = self.comparison.table()
        head = (Text("measure", "指标"), Text("between", "区间"))
        return Table(whole.title, head, tuple(rows), whole.source, (note, *whole.notes))

    def _repr_html_(self) -> str:
        return self.table().html()

    def __repr__(self) -> str:
        return f"<Banded {self.comparison!r}>"


def band(
    population: Population,
    scenario: Scenario,
    crowd_out: CrowdOut = CROWD_OUT,
    *,
    draws: Draws | None = None,
    level: Fraction = LEVEL,
    workers: int = 1,
) -> Banded:
    """Run a scenario at both ends of a band of crowding out (挤出效应区间), exactly or through drawn futures (``draws``).

    The scenario changes the government's aid; how gifts answer is the band's to say. Amounts are to the nearest fen, and
    gifts never fall below nothing. Raises `Malformed`, as `compare` and `compare_drawn` do.
    """
    scenario, crowd_out = expect(scenario, Scenario), expect(crowd_out, CrowdOut)
    if scenario.government_aid == 1 or scenario.gifts_change:
        given = Text("aid times {aid}, gifts_change {rate}", "政府救助乘以{aid}，gifts_change 为{rate}")
        raise Malformed(NO_BAND, given=given.fill(aid=scenario.government_aid, rate=scenario.gifts_change))
    low, high = (attrs.evolve(scenario, gifts_change=rate) for rate in (crowd_out.low, crowd_out.high))
    if draws is None:
        return Banded(compare(population, workers=workers, low=low, high=high), crowd_out)
    return Banded(compare_drawn(population, draws, level=level, workers=workers, low=low, high=high), crowd_out)


def matched(
    population: Population, response: MatchOffer | MatchResponse, match: Fraction, *, payer: Text
) -> Population:
    """Give the population with its gifts matched (配捐后的总体): gifts as donors answer, and the match as income of its own.

    ``match`` is what ``payer`` adds to each yuan given. Gifts of a society's month, and then the match of them, are each
    rounded down to the fen; a match that was there already stays. The source names the payer. Raises `Malformed`.

    >>> from fractions import Fraction
    >>> village = {"society": ["v-1"], "capital": [0], "gifts_1": [1_000_01]}  # invented
    >>> population = Population.from_frame(village, unit="fen", first_month="2026-01")
    >>> found = matched(population, MatchOffer(), Fraction(1, 1), payer=Text("an invented fund", "虚构基金"))
    >>> found.facts["gifts"][0].tolist(), found.facts["match"][0].tolist()
    ([119001], [119001])
    >>> found.source.line.en
    'data of the user; gifts matched 1 to 1 by an invented fund (what donors do is a model)'
    """
    facts = dict(expect(population, Population).facts)
    if type(response) not in (MatchOffer, MatchResponse) or "gifts" not in facts:
        raise Malformed(NO_GIFTS, given=shown(response) if "gifts" in facts else population.source.line)
    gifts: list[Column] = [response.gifts(column, match) for column in facts["gifts"]]
    added = [scaled(column, match) for column in gifts]
    if "match" in facts:
        added = [more + there for more, there in zip(added, facts["match"], strict=True)]
    facts |= {"gifts": tuple(gifts), "match": tuple(added)}
    told = Text(
        "{title}; gifts matched {match} to 1 by {payer} (what donors do is a model)",
        "{title}；由{payer}按{match}比1配捐（捐赠响应为模型）",
    )
    source = population.source
    title = told.fill(title=source.title, match=match, payer=expect(payer, Text))
    return attrs.evolve(population, facts=facts, source=attrs.evolve(source, title=title))


def _written(end: Any) -> Text:
    """Write an end: an amount or a count, or an estimate with its interval."""
    if isinstance(end, Money | int):
        return Text(str(end), str(end))
    value: Estimate = end
    told = Text("{value} (interval {low} to {high})", "{value}（区间{low}至{high}）")
    return told.fill(**{name: value.unit.write(getattr(value, name)) for name in ("value", "low", "high")})
