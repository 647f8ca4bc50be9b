"""Pictures of results, and a comparison as one page that needs no network (结果图与网页). See `Comparison.to_html`.

>>> coverage_tiers(np.array([0, 100, 100, 100]), np.array([0, 0, 40, 100])).tolist()
[3, 0, 1, 2]
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.pictures import Flow, before_after, money_flow, series, tier_tiles
from community_charity.whatif.pictures.page import page as whole_page
from community_charity.whatif.scenarios import SOCIETY
from community_charity.whatif.wording import cause_title, part_title, title_of

if TYPE_CHECKING:
    from community_charity.language import Lang
    from community_charity.whatif.columns import Column
    from community_charity.whatif.comparing import Comparison
    from community_charity.whatif.pictures import Picture
    from community_charity.whatif.results import Result

TIERS: Final = (
    Text("all need met", "全部满足"),
    Text("part of it met", "部分满足"),
    Text("none of it met", "全未满足"),
    Text("no need", "无需要"),
)
"""How far the need of a society's people is met (需要满足程度): the tiers of `coverage`."""


FEWEST: Final = 10
"""A cause of fewer cases is not named in a picture (最少列示个案数): it might tell of a family. A choice of this library."""
MOST_TILES: Final = 5_000
"""A page draws no tiles for more societies: nobody could tell them apart (瓦片图上限)."""
OTHER_CAUSES: Final = Text("other causes", "其他事由")


def coverage_tiers(residual: Column, unmet: Column) -> Column:
    """Give each society's tier (满足程度), a place in `TIERS`, from the need that was there and what of it stayed unmet."""
    tiers: Column = np.select([residual == 0, unmet == 0, unmet < residual], [3, 0, 1], 2)
    return tiers


def coverage(result: Result, by: str, lang: Lang = "en") -> Picture:
    """Draw each society as a tile of its tier, grouped by a label (需要满足程度图).

    The result has to keep ``"societies"``; a comparison's results do. Raises `Malformed`, `MissingExtra`.
    """
    kept = result.kept.societies
    tiers = coverage_tiers(kept["residual"], kept["unmet"])
    groups = [str(name) for name in result.population.label(by)]
    order = np.argsort(groups, kind="stable")
    title = Text("How far need is met: {title}", "需要满足程度：{title}").fill(title=result.title)
    return tier_tiles([groups[row] for row in order], tiers[order], TIERS, title=title, source=result.source, lang=lang)


def distribution(comparison: Comparison, name: str, lang: Lang = "en") -> Picture:
    """Draw what each society's people get, before and after (前后分布图). Raises `Malformed`, `MissingExtra`."""
    first = next(iter(comparison.results))
    before, after = comparison[first].paid, comparison[name].paid
    title = Text("What each society's people get", "各互助社居民所获救助")
    names = (Text(first, first), Text(name, name))
    return before_after(before, after, title=title, source=comparison.source, names=names, lang=lang)


def lines(comparison: Comparison, measure: str, lang: Lang = "en") -> Picture:
    """Draw a measure month by month, a line for each scenario (逐月折线图). Raises `Malformed`, `MissingExtra`."""
    columns: dict[Text | str, Any] = {
        name: np.array(result.fen(measure)) for name, result in comparison.results.items()
    }
    months = comparison.population.months.labels
    return series(months, columns, title=title_of(measure), source=comparison.source, lang=lang)


def flow(result: Result, lang: Lang = "en") -> Picture:
    """Draw where the money came from, through which pools, and for which causes (资金流向图). Raises `MissingExtra`.

    Causes are told where the population's cases name them and the result keeps ``"cases"``, as a comparison's results do.
    A flow of nothing is not drawn.
    """
    flows: list[tuple[Text, Text, int]] = []
    for layer, fen in result.opening.items():
        flows.append((title_of("opening"), _pool(layer), fen))
    for measure in result.sums:
        whole, _, part = measure.partition(":")
        if whole in {"income", "payer", "start_up"}:
            layer = part if whole == "income" and part in result.pools else SOCIETY
            flows.append((title_of(whole if layer == part else measure), _pool(layer), result.amount(measure)))
    for layer in result.opening:
        flows += [(_pool(layer), end, fen) for end, fen in _uses(result, layer)]
        flows.append((_pool(layer), title_of("closing"), result.amount(f"closing:{layer}")))
    drawn = [Flow(start, end, Money(fen)) for start, end, fen in flows if fen]
    return money_flow(drawn, title=Text("Flow of money", "资金流向"), source=result.source, lang=lang)


def _uses(result: Result, layer: str) -> list[tuple[Text, int]]:
    """Tell what a layer paid for, by cause where that is known."""
    cases, paid = result.population.cases, result.kept.cases.get(layer)
    if cases is not None and cases.cause is not None and paid is not None:
        by_cause, counts = np.zeros(len(cases.causes), np.int64), np.bincount(cases.cause, minlength=len(cases.causes))
        np.add.at(by_cause, cases.cause, paid)
        told = list(zip(cases.causes, by_cause.tolist(), counts.tolist(), strict=True))
        rare = sum(fen for _, fen, count in told if count < FEWEST)
        return [*((cause_title(name), fen) for name, fen, count in told if count >= FEWEST), (OTHER_CAUSES, rare)]
    measure = f"paid:{layer}"
    return [(Text("relief", "救助"), result.amount(measure))] if measure in result.sums else []


def _pool(layer: str) -> Text:
    return part_title(layer)


def page(comparison: Comparison, lang: Lang, by: tuple[str, ...], *, cell: bool) -> str:
    """Write a comparison as one page (对比网页)."""
    first, *others = comparison.results
    parts = [_head(Text("What would happen", "情景对比"), lang), comparison.table().html(lang)]
    for name in others:
        parts += [_named(Text("The law", "法规"), name, lang), comparison.law_changes(name).html(lang)]
        parts += [_named(Text("Who gains, who loses", "得失"), name, lang), comparison.winners(name).table().html(lang)]
        parts += [comparison.winners(name).table(label).html(lang) for label in by]
        parts.append(_picture(distribution(comparison, name, lang), lang))
    parts += [_head(Text("Who pays", "由谁出资"), lang), comparison.cost_by_payer().html(lang)]
    parts += [comparison.groups(label).html(lang) for label in by]
    parts.append(_head(Text("Month by month", "逐月"), lang))
    parts += [
        _picture(lines(comparison, measure, lang), lang)
        for measure in ("unmet", "closing")
        if _all(comparison, measure)
    ]
    for name, result in comparison.results.items():
        parts += [_named(Text("Flow of money", "资金流向"), name, lang), _picture(flow(result, lang), lang)]
        parts += [_picture(coverage(result, label, lang), lang) for label in by if len(result.population) <= MOST_TILES]
    if cell:
        parts += _explained(comparison, [first, *others], lang)
    title = Text("What would happen: {title}", "情景对比：{title}").fill(title=comparison[first].title)
    return whole_page(title.to(lang), "\n".join(parts), lang)


def _all(comparison: Comparison, measure: str) -> bool:
    return all(measure in result.measures for result in comparison.results.values())


def _explained(comparison: Comparison, names: list[str], lang: Lang) -> list[str]:
    """Open one cell in each scenario: the society whose people stay without most, when they need most."""
    found = comparison[names[-1]].worst_cell()
    if found is None:
        return []
    society, month = found
    parts = [_head(Text("One cell, with its articles", "一格详解及依据"), lang)]
    for name in names:
        parts += [_named(Text("{s}, {m}", "{s}，{m}").fill(s=str(society), m=month), name, lang)]
        parts.append(comparison[name].explain(society, month).html(lang))
    return parts


def _head(title: Text, lang: Lang) -> str:
    return f"<h2>{escape(title.to(lang))}</h2>"


def _named(title: Text, name: str, lang: Lang) -> str:
    return f"<h3>{escape(Text('{title}: {name}', '{title}：{name}').fill(title=title, name=name).to(lang))}</h3>"


def _picture(picture: Picture, lang: Lang) -> str:
    return picture.fragment(lang)
