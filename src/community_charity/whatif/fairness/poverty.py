"""How many are poor, how poor, and how unequally poor (FGT贫困指数): Foster, Greer and Thorbecke (1984).

With a line z and the gap g = z − income of whoever is below it, P_α is the mean of (g/z)^α: P0 the share who are poor, P1
the gap as a share of the line, P2 the same with deep poverty counting more. Amounts are whole fen, the measures exact.

>>> fgt([100, 110, 150, 160], 125, alpha=2)  # World Bank, Handbook on Poverty and Inequality (2009), p. 72
Fraction(17, 1250)
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any, overload

import attrs
import numpy as np

from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.fairness.checking import confidence_of, fen_of, same_length, weights_of, whole
from community_charity.whatif.fairness.exact import dot, dots
from community_charity.whatif.fairness.groups import Name, group, name_in
from community_charity.whatif.fairness.rates import Rate, RateInterval, rate, share_of
from community_charity.whatif.fairness.tables import ALL, NAME, percent, written

if TYPE_CHECKING:
    from community_charity.language import Lang
    from community_charity.whatif.fairness.checking import Whole

ALPHA = declare(
    "fairness.alpha",
    wanted=("a number from 0 to 10; whole ones give exact measures", "0至10之间的数；整数得出精确值"),
    do=("0 for the share of poor, 1 for the gap, 2 for its square", "0为贫困率，1为贫困差距，2为差距平方"),
)
_STEEPEST = 10


@overload
def fgt(incomes: Any, line: Money | int, *, alpha: int, weights: Any = None) -> Fraction: ...


@overload
def fgt(incomes: Any, line: Money | int, *, alpha: float, weights: Any = None) -> float: ...


def fgt(incomes: Any, line: Money | int, *, alpha: float, weights: Any = None) -> Fraction | float:
    """Give one measure P_α (FGT指数): a `Fraction` if α is an `int`, else a float.

    ``incomes`` in fen, none below zero; the line above zero; whole-number weights of 1 or more. Raises `Malformed`.

    >>> fgt([100, 110, 150, 160], 125, alpha=1), round(fgt([100, 110, 150, 160], 125, alpha=1.5), 4)
    (Fraction(2, 25), 0.0328)
    """
    column, fen, weigh = _columns(incomes, line, weights)
    if isinstance(alpha, bool) or not isinstance(alpha, int | float) or not 0 <= alpha <= _STEEPEST:
        raise Malformed(ALPHA, given=shown(alpha))
    gaps, poor = np.maximum(fen - column, 0), column < fen
    if isinstance(alpha, int):
        return Fraction(dot(*_factors(gaps, poor, alpha, weigh)), fen**alpha * dot(weigh))
    powers = (gaps[poor] / fen) ** alpha
    return math.fsum((powers * weigh[poor]).tolist()) / dot(weigh)


def _columns(incomes: Any, line: Money | int, weights: Any) -> tuple[Whole, int, Whole]:
    column, fen = whole(incomes, "incomes"), fen_of(line, "line")
    same_length(column, weights)
    return column, fen, weights_of(weights, len(column))


def _factors(gaps: Whole, poor: Any, alpha: int, weigh: Whole) -> list[Whole]:
    """Give what is multiplied in each row; whoever is at the line or above counts nothing, also where α is 0."""
    return [weigh, poor.astype(np.int64), *([gaps] * alpha)]


@attrs.frozen
class PovertyOfGroup:
    """Poverty of one group (分组贫困): its measures, its share of the people, what it contributes to each measure.

    ``contributions`` are its shares of all poverty, for P0, P1 and P2, and add up to 1; ``None`` if there is none.

    >>> poverty([100, 200], 125, by=["a", "b"]).groups[0].contributions[1]
    Fraction(1, 1)
    """

    name: Name
    people_share: Fraction
    measures: tuple[Rate, Rate, Rate]
    contributions: tuple[Fraction | None, Fraction | None, Fraction | None]


@attrs.frozen
class Poverty:
    """Poverty of all and of each group (贫困状况).

    Additively decomposable: each measure of all is the mean of those of the groups, by their shares of the people.
    ``between`` is what P1 and P2 would be if each group shared its income equally; ``within`` is the rest, never negative.

    >>> found = poverty([100, 110, 150, 160], 125, by=["a", "a", "b", "b"])
    >>> found.between, found.within
    ((Fraction(2, 25), Fraction(8, 625)), (Fraction(0, 1), Fraction(1, 1250)))
    """

    line: Money
    measures: tuple[Rate, Rate, Rate]
    groups: tuple[PovertyOfGroup, ...]
    between: tuple[Fraction, Fraction]

    @property
    def within(self) -> tuple[Fraction, Fraction]:
        """What of P1 and P2 comes from inequality inside the groups (组内部分)."""
        return self.measures[1].value - self.between[0], self.measures[2].value - self.between[1]

    def rows(self, lang: Lang = "en") -> list[list[str]]:
        """Give a row for each group and one for all (表格行): people, P0, P1, P2, share of the gap (P1).

        >>> poverty([100, 200], 125).rows()[-1][:3]
        ['all', '2', '50.0 % [1.3 %, 98.7 %]']
        """
        found = []
        for one in self.groups:
            part = one.contributions[1]
            share = "–" if part is None else percent(part)
            name = name_in(one.name, lang)
            found.append([name, str(one.measures[0].people), *(m.shares() for m in one.measures), share])
        last = [ALL.to(lang), str(self.measures[0].people), *(m.shares() for m in self.measures), percent(1)]
        return [*found, last] if any(m.part for m in self.measures) else [*found, [*last[:-1], "–"]]

    def text(self, lang: Lang = "en") -> str:
        """Write the table (成文)."""
        title = Text("Poverty below {line}", "不满{line}的贫困").fill(line=self.line)
        notes = [_NOTE]
        if len(self.groups) > 1:
            between, within = (percent(part[0]) for part in (self.between, self.within))
            notes.append(_APART.fill(between=between, within=within))
        return written(title, _HEAD, self.rows(lang), notes, lang)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data (数据), exact numbers as text; names of groups in both languages where they have both.

        >>> poverty([100, 200], 125).to_dict()["measures"][1]["exact"]
        '1/10'
        """
        return {
            "line": self.line.fen,
            "measures": [measure.to_dict() for measure in self.measures],
            "between": [str(part) for part in self.between],
            "within": [str(part) for part in self.within],
            "groups": [
                {
                    "name": plain_name(one.name),
                    "people_share": str(one.people_share),
                    "measures": [measure.to_dict() for measure in one.measures],
                    "contributions": [None if part is None else str(part) for part in one.contributions],
                }
                for one in self.groups
            ],
        }


_HEAD = (
    NAME,
    Text("people", "人数"),
    Text("P0 poor", "P0 贫困率"),
    Text("P1 gap", "P1 差距"),
    Text("P2 severity", "P2 深度"),
    Text("share of the gap", "占差距"),
)
_NOTE = Text(
    "P0 to P2 are exact; in brackets what another draw of the same kind could give.",
    "P0至P2为精确值；方括号内为同类样本可能得到的范围。",
)
_APART = Text(
    "Of P1, {between} would stay if each group shared its income equally; {within} comes from inside the groups.",
    "P1中，若各组内部均分收入仍余{between}；其余{within}来自组内差别。",
)


def plain_name(name: Name) -> Any:
    """Give a name as plain data (组名数据).

    >>> plain_name(Text("others", "其他")), plain_name(3)
    ({'en': 'others', 'zh': '其他'}, 3)
    """
    return attrs.asdict(name) if isinstance(name, Text) else name


def poverty(
    incomes: Any,
    line: Money | int,
    *,
    by: Any = None,
    weights: Any = None,
    confidence: float = 0.95,
    method: RateInterval | str = RateInterval.CLOPPER_PEARSON,
) -> Poverty:
    """Measure poverty of all and by group (贫困分解): P0, P1 and P2, exact, each with an interval.

    ``incomes`` in fen and ``by`` are columns of one length. ``method`` is for P0 without weights; the other intervals are
    Wilson's, see `Rate`. A poor person's own income is below the line, not at it. Raises `Malformed`.

    >>> found = poverty([100, 110, 150, 160], Money(125), by=["a", "a", "b", "b"])
    >>> [measure.value for measure in found.measures]
    [Fraction(1, 2), Fraction(2, 25), Fraction(17, 1250)]
    """
    column, fen, weigh = _columns(incomes, line, weights)
    confidence, how = confidence_of(confidence), choice(method, RateInterval)
    groups = group(np.zeros(len(column), np.int64) if by is None else by)
    same_length(column, groups)
    gaps, poor, count = np.maximum(fen - column, 0), column < fen, len(groups.names)

    def sums(*columns: Whole) -> list[int]:
        return dots(groups.codes, count, *columns)

    people, squares, rows = sums(weigh), sums(weigh, weigh), groups.sizes
    parts = [sums(*_factors(gaps, poor, alpha, weigh)) for alpha in range(3)]
    exact = weights is None and how

    def measured(places: range) -> tuple[Rate, Rate, Rate]:
        n, w, s = (sum(each[place] for place in places) for each in (rows, people, squares))
        p0, p1, p2 = (sum(part[place] for place in places) for part in parts)
        effective = w * w / s
        head = share_of(p0, w, n, effective, confidence, "measure")
        if exact:
            head = rate(p0, w, confidence=confidence, method=exact)
        gap = share_of(p1, fen * w, n, effective, confidence, "measure")
        return head, gap, share_of(p2, fen * fen * w, n, effective, confidence, "measure")

    of_all = measured(range(count))
    found = [
        PovertyOfGroup(
            groups.names[place],
            Fraction(people[place], sum(people)),
            measured(range(place, place + 1)),
            tuple(Fraction(part[place], sum(part)) if sum(part) else None for part in parts),  # type: ignore[arg-type] # three
        )
        for place in range(count)
        if rows[place]
    ]
    means = [Fraction(total, w) for total, w in zip(sums(column, weigh), people, strict=True) if w]
    shares = [one.people_share for one in found]
    first, second = (
        sum(
            (share * max(1 - mean / fen, Fraction(0)) ** alpha for share, mean in zip(shares, means, strict=True)),
            Fraction(0),
        )
        for alpha in (1, 2)
    )
    return Poverty(Money(fen), of_all, () if by is None else tuple(found), (first, second))
