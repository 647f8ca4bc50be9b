"""Differences between villages and inside them (村间与村内差别).

The variance of all is exactly what lies inside the villages plus what lies between them. The Gini coefficient has no such
parts: that of the village means is shown for itself, and the rest of it is not "inequality inside".

>>> found = between_villages([1, 3, 5, 7], by=["a", "a", "b", "b"])
>>> found.total, found.within, found.between
(Fraction(5, 1), Fraction(1, 1), Fraction(4, 1))
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.errors import Malformed
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.fairness.checking import same_length, weights_of, whole
from community_charity.whatif.fairness.exact import dots
from community_charity.whatif.fairness.groups import Name, group, name_in
from community_charity.whatif.fairness.inequality import NOTHING, gini
from community_charity.whatif.fairness.poverty import plain_name
from community_charity.whatif.fairness.tables import ALL, percent, written

if TYPE_CHECKING:
    from community_charity.language import Lang


@attrs.frozen
class Village:
    """One village, or other group (村): rows, mean, and variance inside, exact, in fen and fen².

    >>> between_villages([1, 3], by=["a", "a"]).villages[0].mean
    Fraction(2, 1)
    """

    name: Name
    people: int
    people_share: Fraction
    mean: Fraction
    variance: Fraction


@attrs.frozen
class BetweenVillages:
    """The variance of all in its two parts, and two Gini coefficients (差别的分解), all exact.

    ``gini_of_means`` is that of a world in which each village shares equally. No interval: it is about these very people.

    >>> between_villages([0, 4], by=["a", "b"]).gini_of_means
    Fraction(1, 2)
    """

    villages: tuple[Village, ...]
    total: Fraction
    within: Fraction
    between: Fraction
    gini: Fraction
    gini_of_means: Fraction

    @property
    def between_share(self) -> Fraction | None:
        """The part of the variance that lies between villages (村间占比); ``None`` if all have the same.

        >>> between_villages([1, 3, 5, 7], by=["a", "a", "b", "b"]).between_share
        Fraction(4, 5)
        """
        return self.between / self.total if self.total else None

    def rows(self, lang: Lang = "en") -> list[list[str]]:
        """Give a row for each village and one for all (表格行): people, mean, spread around it."""
        found = [
            [name_in(one.name, lang), str(one.people), _money(one.mean), _spread(one.variance)] for one in self.villages
        ]
        mean = sum((one.people_share * one.mean for one in self.villages), Fraction(0))
        return [
            *found,
            [ALL.to(lang), str(sum(one.people for one in self.villages)), _money(mean), _spread(self.total)],
        ]

    def text(self, lang: Lang = "en") -> str:
        """Write the table (成文).

        >>> print(between_villages([100, 300, 500, 700], by=["a", "a", "b", "b"]).text("en"))
        Differences between villages
        group  people  mean   spread
        a      2       ¥2.00  ¥1.00
        b      2       ¥6.00  ¥1.00
        all    4       ¥4.00  ¥2.24
        80.0 % of the variance lies between the groups.
        Gini coefficient 0.312; of the means 0.250. The difference is not the inequality inside: Gini does not decompose.
        """
        title = Text("Differences between villages", "村与村之间的差别")
        share = self.between_share
        notes = [_SAME if share is None else _SHARE.fill(share=percent(share))]
        notes.append(_GINI.fill(all=f"{float(self.gini):.3f}", means=f"{float(self.gini_of_means):.3f}"))
        return written(title, _HEAD, self.rows(lang), notes, lang)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data (数据): exact numbers as text.

        >>> between_villages([1, 3], by=["a", "b"]).to_dict()["between"]
        '1'
        """
        names = ("total", "within", "between", "gini", "gini_of_means")
        villages = [
            {
                "name": plain_name(one.name),
                "people": one.people,
                "people_share": str(one.people_share),
                "mean": str(one.mean),
                "variance": str(one.variance),
            }
            for one in self.villages
        ]
        return {name: str(getattr(self, name)) for name in names} | {"villages": villages}


_HEAD = (Text("group", "组别"), Text("people", "人数"), Text("mean", "均值"), Text("spread", "标准差"))
_SHARE = Text("{share} of the variance lies between the groups.", "方差的{share}在组间。")
_SAME = Text("All have the same.", "所有人相同。")
_GINI = Text(
    "Gini coefficient {all}; of the means {means}. The difference is not the inequality inside: Gini does not decompose.",
    "基尼系数{all}；各组均值的基尼系数{means}。两者之差并非组内不平等：基尼系数不可加性分解。",
)


def _money(mean: Fraction) -> str:
    return str(Money(round(mean)))


def _spread(variance: Fraction) -> str:
    return str(Money(round(float(variance) ** 0.5)))


def between_villages(values: Any, by: Any, weights: Any = None) -> BetweenVillages:
    """Part the differences of an amount into those inside and those between villages (按村分解).

    ``values`` in fen, at least one above zero; ``by`` a column of labels or `Groups`. Raises `Malformed`.

    >>> between_villages([4, 4], by=["a", "b"]).gini_of_means
    Fraction(0, 1)
    """
    column, groups = whole(values, "values"), group(by)
    same_length(column, groups, weights)
    if not column.any():
        raise Malformed(NOTHING, given=Text("{n} zeros", "{n}个零").fill(n=len(column)))
    weigh, count = weights_of(weights, len(column)), len(groups.names)
    people = dots(groups.codes, count, weigh)
    sums, squares = dots(groups.codes, count, weigh, column), dots(groups.codes, count, weigh, column, column)
    everybody = sum(people)
    villages = tuple(
        Village(name, size, Fraction(n, everybody), Fraction(x, n), Fraction(xx, n) - Fraction(x, n) ** 2)
        for name, size, n, x, xx in zip(groups.names, groups.sizes, people, sums, squares, strict=True)
        if n
    )
    mean = Fraction(sum(sums), everybody)
    return BetweenVillages(
        villages,
        total=Fraction(sum(squares), everybody) - mean**2,
        within=sum((one.people_share * one.variance for one in villages), Fraction(0)),
        between=sum((one.people_share * (one.mean - mean) ** 2 for one in villages), Fraction(0)),
        gini=gini(column, weigh),
        gini_of_means=_gini_of([(one.mean, one.people_share) for one in villages]),
    )


def _gini_of(means: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Give the Gini coefficient of few exact values with shares that add up to 1."""
    ranked, below, twice = sorted(means), Fraction(0), Fraction(0)
    for value, share in ranked:
        twice += share * value * (2 * below + share - 1)
        below += share
    return twice / sum((share * value for value, share in means), Fraction(0))
