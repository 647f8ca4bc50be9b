"""Drawing invented columns that come to a reported total exactly (生成并校准合成数据).

Sizes are drawn first; then the total is shared out by them in whole units, the largest remainders rounded up. All
sharing is in whole numbers, so that a sum never misses by a fen.

>>> (
...     share_out(100, np.array([1, 1, 1])).tolist(),
...     share_out(100, np.array([5, 1, 1]), most=np.array([50, 90, 90])).tolist(),
... )
([34, 33, 33], [50, 25, 25])
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np
from numpy.random import SFC64, Generator, SeedSequence

from community_charity.errors import Malformed, declare, shown
from community_charity.law.law import Law
from community_charity.whatif.columns import MOST_FEN
from community_charity.whatif.datasets import words
from community_charity.whatif.datasets.published import cites
from community_charity.whatif.populations import Population, Source

if TYPE_CHECKING:
    from community_charity.money import Money
    from community_charity.whatif.columns import Column, Labels
    from community_charity.whatif.datasets.published import Place
    from community_charity.whatif.months import Months
    from community_charity.whatif.shared import SharedPool

SEED = declare(
    "what_if.dataset_seed",
    wanted=("a seed: a whole number from 0", "种子：不小于0的整数"),
    do=("write seed=1: the same seed gives the same invented societies", "写作 seed=1：同一种子得到同一组虚构互助社"),
)

FIRST_MONTH: Final = "2026-01"
"""The first month if none is asked for (默认首月): by then all figures of the law data about these places are in force."""
HUNDRED: Final = 100_00
"""The unit in which invented amounts are drawn (生成金额单位): ¥100, in fen. Grants are round sums."""
CAUSES: Final = ("illness", "accident", "disaster", "education", "death_in_family", "other_hardship")
"""What invented cases are about (虚构个案事由), the causes of the book."""
_CAUSE_SHARES: Final = (0.55, 0.13, 0.06, 0.10, 0.08, 0.08)
_CANCER_SHARE: Final = 0.2
_AGAIN_SHARE: Final = 0.1
_AIDED_SHARE: Final = 0.3
_PRECISION: Final = 10_000


def stream(seed: int, place: int) -> Generator:
    """Give the random numbers of a place (取随机数流): no two places share any. Raises `Malformed`.

    >>> stream(1, 0).random() == stream(1, 0).random(), stream(1, 0).random() == stream(1, 1).random()
    (True, False)
    """
    if type(seed) is not int or seed < 0:
        raise Malformed(SEED, given=shown(seed))
    return Generator(SFC64(SeedSequence(entropy=seed, spawn_key=(place,))))


def sizes(draw: Generator, rows: int, spread: float) -> Column:
    """Draw skewed sizes (抽取偏态规模): lognormal, median one, as whole ten-thousandths of at least 1.

    >>> sizes(stream(1, 0), 3, 0.0).tolist()
    [10000, 10000, 10000]
    """
    drawn: Column = np.rint(draw.lognormal(0.0, spread, rows) * _PRECISION).astype(np.int64)
    return np.maximum(drawn, 1)


def share_out(total: int, weights: Column, *, least: int = 0, most: Column | None = None) -> Column:
    """Share a total out by weights in whole units (最大余额法分配), int64, shape (rows,): the parts come to the total.

    Each part is at least ``least``, and at most its ``most``; what a part may not take, the others share. The caller sees
    to it that the bounds leave room for the total.
    """
    total -= least * len(weights)
    if most is None:
        return _largest_remainder(total, weights) + least
    parts, free = np.zeros_like(weights), np.ones(len(weights), bool)
    while True:
        parts[free] = _largest_remainder(total - int(parts[~free].sum()), weights[free])
        over = parts + least > most
        if not over.any():
            return parts + least
        parts[over] = most[over] - least
        free &= ~over


def _largest_remainder(total: int, weights: Column) -> Column:
    parts, remainders = np.divmod(total * weights, weights.sum())
    first = np.argsort(-remainders, kind="stable")[: total - int(parts.sum())]
    parts[first] += 1
    found: Column = parts
    return found


def ids(name: str, rows: int) -> Labels:
    """Number invented things (虚构编号).

    >>> ids("town", 2).tolist()
    ['town-1', 'town-2']
    """
    width = len(str(rows))
    return np.array([f"{name}-{row:0{width}d}" for row in range(1, rows + 1)])


def grouped(names: Labels, rows: int) -> Labels:
    """Put rows that follow one another into groups of like size (分组): invented towns and counties.

    >>> grouped(ids("town", 2), 5).tolist()
    ['town-1', 'town-1', 'town-1', 'town-2', 'town-2']
    """
    found: Labels = names[np.arange(rows) * len(names) // rows]
    return found


def size_names(weights: Column) -> Labels:
    """Name the smallest third, the middle and the largest third (规模分组).

    >>> size_names(np.array([3, 1, 2])).tolist()
    ['large', 'small', 'medium']
    """
    place = np.empty(len(weights), np.int64)
    place[np.argsort(weights, kind="stable")] = np.arange(len(weights))
    return grouped(np.array(["small", "medium", "large"]), len(weights))[place]


@attrs.frozen(eq=False)
class Asked:
    """Invented cases (虚构个案): how many, and what they come to after government aid, in fen.

    ``spread`` is that of the lognormal sizes, ``most`` the most of one case and ``room`` of all cases of a society, in
    fen; with ``once`` no household comes twice.
    """

    cases: int
    grants: int
    spread: float
    most: int = MOST_FEN
    room: int = MOST_FEN
    once: bool = False


def cases_of(draw: Generator, societies: Labels, weights: Column, asked: Asked, months: Months) -> dict[str, Any]:
    """Draw cases whose need, after government aid, comes to a total (生成个案): columns for `Cases.from_frame`, in fen.

    Larger societies hear more. Months are even. Three cases in ten had government aid; one in ten comes from a household
    that came before (with ``once``, none).
    """
    row = np.repeat(np.arange(len(societies)), draw.multinomial(asked.cases, weights / weights.sum()))
    month = draw.integers(1, len(months) + 1, asked.cases)
    order = np.lexsort((month, row))
    row, month = row[order], month[order]
    left = _grants(sizes(draw, asked.cases, asked.spread), row, asked)
    aided = draw.random(asked.cases) < _AIDED_SHARE
    aid = np.where(aided, sizes(draw, asked.cases, 0.6) * 1_000_00 // _PRECISION // HUNDRED * HUNDRED, 0)
    new = (draw.random(asked.cases) >= _AGAIN_SHARE) | asked.once
    new[np.flatnonzero(np.diff(row, prepend=-1))] = True
    cause = np.array(CAUSES)[draw.choice(len(CAUSES), asked.cases, p=_CAUSE_SHARES)]
    return {
        "society": societies[row],
        "month": month,
        "need": left + aid,
        "government_aid": aid,
        "household": np.cumsum(new),
        "cause": cause,
        "cancer": (cause == "illness") & (draw.random(asked.cases) < _CANCER_SHARE),
    }


def _grants(weights: Column, row: Column, asked: Asked) -> Column:
    """Share the grants out among the cases; a society without room for all of its own leaves the rest to the others."""
    parts, free = np.zeros_like(weights), np.ones(len(weights), bool)
    room, most = asked.room // HUNDRED, np.full(len(weights), asked.most // HUNDRED)
    while True:
        rest = asked.grants // HUNDRED - int(parts[~free].sum())
        parts[free] = share_out(rest, weights[free], least=1, most=most[free])
        held = np.zeros(int(row.max()) + 1, np.int64)
        np.add.at(held, row, parts)
        over = np.flatnonzero(held > room)
        if not len(over):
            return parts * HUNDRED
        for society in over.tolist():
            own = row == society
            parts[own] = share_out(room, weights[own], least=1, most=most[own])
            free &= ~own


def fund_money(draw: Generator, total: int, funds: int) -> Column:
    """Share out what funds raised (分配基金资金), in fen: skewed, in whole ¥100, none below the smallest reported.

    >>> int(fund_money(stream(1, 0), 27_230_000_00, 1345).sum())
    2723000000
    """
    smallest: Money = Law.of("cn/shandong/jinan/huaiyin").on(date(2025, 3, 13)).fund_start_capital
    return share_out(total // HUNDRED, sizes(draw, funds, 0.8), least=smallest.fen // HUNDRED) * HUNDRED


def population(
    place: Place,
    seed: int,
    months: Months,
    frame: dict[str, Any],
    cases: dict[str, Any],
    *pools: SharedPool,
    labels: tuple[str, ...] = (),
) -> Population:
    """Put a population together (组成总体); its source says that it is synthetic, from which seed and how it was made."""
    source = Source(
        words.TITLES[place.value],
        synthetic=True,
        method=words.method(place.value, len(months), months.first),
        seed=seed,
        cites=cites(place),
    )
    return Population.from_frame(
        frame,
        unit="fen",
        first_month=months.first,
        cases=cases,
        months=len(months),
        pools=pools,
        labels=labels,
        source=source,
    )
