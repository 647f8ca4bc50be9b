"""Sharing a short purse by a named rule (按规则分配).

>>> share_out(Rationing.TALMUD, {"c-1": 100_00, "c-2": 200_00, "c-3": 300_00}, 200_00)  # in fen, invented
{'c-1': 5000, 'c-2': 7500, 'c-3': 7500}
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from community_charity.errors import Malformed, choice
from community_charity.language import Text
from community_charity.money import Money
from community_charity.rules.matching import Lottery
from community_charity.rules.rationing.claims import CLAIMS, Amount, check_terms, fen_of, in_fen
from community_charity.rules.rationing.kinds import Rationing
from community_charity.rules.rationing.levels import equal_awards, equal_losses, talmud

if TYPE_CHECKING:
    from collections.abc import Mapping


def share_out(
    rule: Rationing | str,
    claims: Mapping[str, Amount],
    estate: Amount,
    *,
    classes: Mapping[str, int] | None = None,
    weights: Mapping[str, int | Fraction] | None = None,
    seed: int | None = None,
) -> dict[str, Amount]:
    """Share a sum out among claims (分配): the award of each id, in the order of the ids.

    ``claims`` and ``estate`` are `Money`, or whole fen, and so are the awards. They sum to the estate, or to the claims
    where it covers them, and none is above its claim. ``classes`` are for the rule of priority: the lowest number is
    served first. ``weights`` are for the weighted rule, ``seed`` is for the lottery: the same seed and ids give the same
    draw, so publish how it is found beforehand. Odd fen go by largest remainder, of equal ones to the larger claim,
    then to the id that comes first; by equal losses, and by the Talmud's rule beyond half, odd fen of loss do.
    Raises `Malformed`.

    Source of the rules: Aumann and Maschler 1985; which of them a pool takes is for its panel to decide, no article
    fixes it.

    >>> from community_charity.money import yuan
    >>> share_out("priority", {"c-1": yuan(500), "c-2": yuan(800)}, yuan(600), classes={"c-1": 2, "c-2": 1})
    {'c-1': yuan("0.00"), 'c-2': yuan("600.00")}
    >>> share_out("weighted", {"c-1": yuan(500), "c-2": yuan(800)}, yuan(600), weights={"c-1": 1, "c-2": 2})
    {'c-1': yuan("200.00"), 'c-2': yuan("400.00")}
    """
    rule, fen, there = choice(rule, Rationing), in_fen(claims), fen_of(estate)
    if any(type(one) is not type(estate) for one in claims.values()):
        raise Malformed(CLAIMS, given=Text("amounts of two kinds", "两种形式的金额"))
    check_terms(rule, fen, classes, weights, seed)
    awards = fen if there >= sum(fen.values()) else _short(rule, fen, there, classes or {}, weights or {}, seed)
    return {who: Money(awards[who]) if type(estate) is Money else awards[who] for who in fen}  # type: ignore[misc] # the carrier it came in


def _short(
    rule: Rationing,
    claims: dict[str, int],
    estate: int,
    classes: Mapping[str, int],
    weights: Mapping[str, int | Fraction],
    seed: int | None,
) -> dict[str, int]:
    if rule is Rationing.PRIORITY:
        return _by_class(claims, estate, classes)
    if rule is Rationing.WEIGHTED:
        return _weighted(claims, estate, weights)
    if rule is Rationing.LOTTERY:
        lots = Lottery(seed or 0).ration(list(claims.values()), list(claims), estate)
        return dict(zip(claims, lots, strict=True))
    plain = {
        Rationing.PROPORTIONAL: _in_proportion,
        Rationing.EQUAL_AWARDS: equal_awards,
        Rationing.EQUAL_LOSSES: equal_losses,
        Rationing.TALMUD: talmud,
    }
    return plain[rule](claims, estate)


def _in_proportion(claims: dict[str, int], estate: int) -> dict[str, int]:
    return _by_parts(claims, estate, claims)


def _by_parts(claims: dict[str, int], estate: int, parts: Mapping[str, int]) -> dict[str, int]:
    """Split in proportion to whole-number parts; of equal remainders to the larger claim, then to the first id."""
    ranked = sorted(claims, key=lambda who: (-claims[who], who))
    split = Money(estate).split([parts[who] for who in ranked])
    return {who: part.fen for who, part in zip(ranked, split, strict=True)}


def _by_class(claims: dict[str, int], estate: int, classes: Mapping[str, int]) -> dict[str, int]:
    awards: dict[str, int] = {}
    for one in sorted(set(classes.values())):
        members = {who: fen for who, fen in claims.items() if classes[who] == one}
        asked = sum(members.values())
        awards |= members if asked <= estate else _in_proportion(members, estate)
        estate -= min(asked, estate)
    return awards


def _weighted(claims: dict[str, int], estate: int, weights: Mapping[str, int | Fraction]) -> dict[str, int]:
    """Share in proportion to weights: who is met drops out, from the one whose claim is smallest for its weight on."""
    if not estate:
        return dict.fromkeys(claims, 0)
    exact: dict[str, Fraction] = {}
    left, weight = Fraction(estate), sum(weights.values(), Fraction(0))
    for who in sorted(claims, key=lambda who: Fraction(claims[who]) / weights[who]):
        exact[who] = min(Fraction(claims[who]), weights[who] * left / weight)
        left -= exact[who]
        weight -= weights[who]
    finest = math.lcm(*(one.denominator for one in exact.values()))
    return _by_parts(claims, estate, {who: int(one * finest) for who, one in exact.items()})
