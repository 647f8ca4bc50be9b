"""Whether groups are helped alike (组间均等): rates by group, and how each differs from one of them.

Groups may differ because their need differs. With ``bands`` people are compared within bands of need, and the differences
are pooled. A difference is a question, not an answer: what else differs is not seen here. With many groups, some intervals
leave out "no difference" by chance: with a confidence of 95 % about one in twenty.

>>> found = parity([True, True, False, True, False, False], by=["a", "a", "a", "b", "b", "b"])
>>> found.groups[1].difference.value
Fraction(-1, 3)
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from community_charity.errors import Malformed, choice, declare
from community_charity.language import Text
from community_charity.whatif.fairness.checking import confidence_of, flags, same_length
from community_charity.whatif.fairness.contrasts import Contrast, difference, in_bands, ratio
from community_charity.whatif.fairness.groups import Name, group, name_in
from community_charity.whatif.fairness.poverty import plain_name
from community_charity.whatif.fairness.rates import Rate, RateInterval, level, rate
from community_charity.whatif.fairness.tables import ALL, NAME, written

if TYPE_CHECKING:
    from community_charity.language import Lang
    from community_charity.whatif.fairness.checking import Flags
    from community_charity.whatif.fairness.groups import Groups

REFERENCE = declare(
    "fairness.reference",
    wanted=("a group that is in the column, with at least one person", "列中已有、且至少一人的组"),
    do=("name one of the {n} groups, or none to take the largest", "请指定{n}个组之一，或不指定而取最大组"),
)


class BandWeights(Enum):
    """How bands count when their differences are pooled (各档权重).

    >>> BandWeights("population").text.en
    'everybody'
    """

    MANTEL_HAENSZEL = "mantel_haenszel"
    POPULATION = "population"

    @property
    def text(self) -> Text:
        """The name for readers (名称)."""
        pooled = self is BandWeights.MANTEL_HAENSZEL
        return Text("Mantel-Haenszel", "Mantel-Haenszel") if pooled else Text("everybody", "全体人口")


@attrs.frozen
class GroupRate:
    """One group: its rate, and how it differs from the reference (组的比率); ``None`` for the reference itself.

    ``within_bands`` is the difference between people of like need; ``None`` also where no bands were given.

    >>> parity([True, False], by=["a", "b"]).groups[0].difference is None
    True
    """

    name: Name
    rate: Rate
    difference: Contrast | None
    ratio: Contrast | None
    within_bands: Contrast | None


@attrs.frozen
class Parity:
    """Rates of all groups, compared with one of them (均等状况); ``all`` is everybody together.

    >>> parity([True, False, True], by=["a", "b", "b"]).reference
    'b'
    """

    groups: tuple[GroupRate, ...]
    all: Rate
    reference: Name
    banded: bool

    def rows(self, lang: Lang = "en") -> list[list[str]]:
        """Give a row for each group and one for all (表格行): people, rate, difference in points, ratio, within bands."""
        found = []
        for one in self.groups:
            contrasts = [one.difference, one.ratio, *([one.within_bands] if self.banded else [])]
            cells = ["–" if contrast is None else contrast.figures(lang) for contrast in contrasts]
            found.append([name_in(one.name, lang), str(one.rate.whole), one.rate.shares(), *cells])
        return [*found, [ALL.to(lang), str(self.all.whole), self.all.shares(), *[""] * (3 if self.banded else 2)]]

    def text(self, lang: Lang = "en") -> str:
        """Write the table (成文).

        >>> print(parity([True, False], by=["a", "b"]).text("en").splitlines()[0])
        Rates by group, compared with a
        """
        title = Text("Rates by group, compared with {name}", "分组比率，与{name}相比")
        title = title.fill(name=self.reference)
        first = self.all
        notes = [_METHOD.fill(level=level(first.confidence), method=first.method.text), _CHANCE]
        pooled = [one.within_bands for one in self.groups if one.within_bands is not None]
        if pooled:
            left = sum(one.left_out for one in pooled)
            notes.append(_BANDS.fill(method=pooled[0].kind.method, left=left))
        return written(title, _HEAD if self.banded else _HEAD[:-1], self.rows(lang), notes, lang)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data (数据): each rate and comparison with its interval and method.

        >>> parity([True, False], by=["a", "b"]).to_dict()["groups"][1]["difference"]["exact"]
        '-1'
        """

        def plain(contrast: Contrast | None) -> dict[str, Any] | None:
            return None if contrast is None else contrast.to_dict()

        groups = [
            {
                "name": plain_name(one.name),
                "rate": one.rate.to_dict(),
                "difference": plain(one.difference),
                "ratio": plain(one.ratio),
                "within_bands": plain(one.within_bands),
            }
            for one in self.groups
        ]
        return {"groups": groups, "all": self.all.to_dict(), "reference": plain_name(self.reference)}


_HEAD = (
    NAME,
    Text("people", "人数"),
    Text("rate", "比率"),
    Text("difference, points", "差（百分点）"),
    Text("ratio", "比值"),
    Text("within bands, points", "同档之差（百分点）"),
)
_METHOD = Text(
    "Intervals at {level}: rates {method}, differences Newcombe, ratios Donner-Zou.",
    "区间置信水平{level}：比率用{method}，差用Newcombe法，比值用Donner-Zou法。",
)
_CHANCE = Text(
    "Each comparison is for itself: of many, some differ by chance.",
    "各项比较单独成立：比较多时，总有一些差别出于偶然。",
)
_BANDS = Text(
    "Within bands: {method}. Left out for want of a counterpart, over all comparisons: {left}.",
    "同档之差：{method}。各项比较中因所在档无人可比而未计入者共{left}人次。",
)


def parity(
    answers: Any,
    by: Any,
    *,
    bands: Any = None,
    reference: Name | None = None,
    weights: BandWeights | str = BandWeights.MANTEL_HAENSZEL,
    confidence: float = 0.95,
    method: RateInterval | str = RateInterval.CLOPPER_PEARSON,
) -> Parity:
    """Compare the rates of groups (组间比较): of each with the reference, the largest group unless named.

    ``answers`` is a column of True and False, such as who was helped; give only people who count, such as those in need.
    ``bands`` are labels or `need_bands`; ``weights`` says how they are pooled. Raises `Malformed`.

    >>> helped, village = [True, False, True, True, False, False], ["a", "a", "a", "b", "b", "b"]
    >>> found = parity(helped, village, bands=["low", "high", "low", "low", "high", "high"])
    >>> found.groups[1].difference.value, found.groups[1].within_bands.value
    (Fraction(-1, 3), Fraction(0, 1))
    """
    groups, column = group(by), flags(answers, "answers")
    strata = None if bands is None else group(bands, "bands")
    same_length(groups, column, strata)
    confidence, how, pooling = confidence_of(confidence), choice(method, RateInterval), choice(weights, BandWeights)
    sizes = groups.sizes
    first = _reference(groups.names, sizes, reference)
    there = [place for place, size in enumerate(sizes) if size]
    yes = [int(part) for part in np.bincount(groups.codes[column], minlength=len(groups.names))]
    rates = {p: rate(yes[p], sizes[p], confidence=confidence, method=how) for p in there}
    within = _within(column, groups, strata, first, pooling, confidence) if strata else {}
    found = tuple(
        GroupRate(groups.names[p], rates[p], None, None, None)
        if p == first
        else GroupRate(
            groups.names[p], rates[p], difference(rates[p], rates[first]), ratio(rates[p], rates[first]), within.get(p)
        )
        for p in there
    )
    all_of_them = rate(sum(yes), len(column), confidence=confidence, method=how)
    return Parity(found, all_of_them, groups.names[first], strata is not None)


def _reference(names: tuple[Name, ...], sizes: list[int], name: Name | None) -> int:
    if name is None:
        return max(range(len(names)), key=sizes.__getitem__)  # of equal ones the first
    place = names.index(name) if name in names else None
    if place is None or not sizes[place]:
        given = Text("another name", "其他名称")  # it may be a person's
        raise Malformed(REFERENCE, given=given, n=sum(size > 0 for size in sizes))
    return place


def _within(
    column: Flags, groups: Groups, strata: Groups, first: int, pooling: BandWeights, confidence: float
) -> dict[int, Contrast]:
    """Compare each group with the first, band by band."""
    shape = (len(groups.names), len(strata.names))
    cell = groups.codes * shape[1] + strata.codes
    people = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape).tolist()
    yes = np.bincount(cell[column], minlength=shape[0] * shape[1]).reshape(shape).tolist()
    shares = [Fraction(size, len(column)) for size in strata.sizes] if pooling is BandWeights.POPULATION else None
    return {
        place: in_bands(
            list(zip(yes[place], people[place], yes[first], people[first], strict=True)), shares, confidence=confidence
        )
        for place in range(shape[0])
    }
