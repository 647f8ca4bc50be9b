"""Groups so small that a rate would tell of one family (小组保护): pooled with others, or withheld.

A row is too small if some, but fewer than so many, of its people have the answer or have it not. Such rows are hidden, and
with them at least one larger row, since a reader can subtract from the total; together they are enough people with each
answer. Which larger row, a seed decides that the reader must not know: from a fixed order it could be worked out which of the
hidden rows is the small one, and at the edge its number. Tested by listing all that a reader who knows the whole method, but
not the seed, could believe: no hidden number is ever certain. It can still be narrow, and people in a group know more.

No law read here gives a number for "too small": it is for you to say (`fewest`, 3 or more). What is protected is one answer
in one table; two tables that overlap can be compared. Keep the seed, and use it again.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.whatif.fairness.checking import confidence_of, flags, same_length
from community_charity.whatif.fairness.groups import Groups, Name, group, name_in
from community_charity.whatif.fairness.poverty import plain_name
from community_charity.whatif.fairness.rates import Rate, RateInterval, rate
from community_charity.whatif.fairness.tables import ALL, NAME, WITHHELD, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from community_charity.language import Lang

FEWEST = declare(
    "fairness.fewest",
    wanted=("a whole number of people, 3 or more, and a whole-number seed", "人数（整数，不少于3）和整数种子"),
    do=(
        "write fewest=5, seed=...; of 2, whoever is hidden would be one",
        "写作 fewest=5, seed=...；若为2，被隐去者必为1",
    ),
)
TOO_FEW = declare(
    "fairness.too_few",
    wanted=("a larger group for the small ones to hide among", "有较大的组可供小组隐入其中"),
    do=(
        "publish no groups here, at most the total if it is large enough",
        "此处不要分组公布，合计足够大时至多公布合计",
    ),
)

OTHERS = Text("others", "其他")
"""The name of the pooled group (合并组名)."""


def pool_small(by: Any, answers: Any, *, fewest: int, seed: int) -> Groups:
    """Pool small groups with at least one larger one into "others" (合并小组), before any table is made.

    ``answers`` is the column of True and False that the tables will show, such as who was helped. Any table by these groups
    that shows no other answer is as safe. Nothing changes where no group is small. Raises `Malformed`.

    >>> village = ["a"] * 20 + ["b"] * 30 + ["c"] * 2
    >>> pool_small(village, [True, False] * 26, fewest=5, seed=4).named("en")
    ['a', 'others']
    """
    groups, column = group(by), flags(answers, "answers")
    same_length(groups, column)
    yes = np.bincount(groups.codes[column], minlength=len(groups.names))
    cells = [(int(part), size - int(part)) for part, size in zip(yes, groups.sizes, strict=True)]
    hidden = hidden_rows(cells, fewest=fewest, seed=seed)
    if not hidden:
        return groups
    kept = [place for place in range(len(groups.names)) if place not in hidden]
    new = np.full(len(groups.names), len(kept), np.int64)
    new[kept] = np.arange(len(kept))
    return Groups((*(groups.names[place] for place in kept), OTHERS), new[groups.codes])


def hidden_rows(cells: Sequence[Sequence[int]], *, fewest: int, seed: int) -> frozenset[int]:
    """Choose the rows to hide (选定隐去的行): all that are too small, and larger ones in an order drawn from the seed.

    ``cells`` are the counts of a row, apart from each other: helped, not helped. Rows without people are never hidden.
    Raises `Malformed` if the small ones cannot be hidden.

    >>> sorted(hidden_rows([(1, 9), (20, 20), (30, 9)], fewest=5, seed=1))
    [0, 1]
    """
    if type(fewest) is not int or fewest < 3 or type(seed) is not int:
        raise Malformed(FEWEST, given=Text("{a}, {b}", "{a}、{b}").fill(a=shown(fewest), b=shown(seed)))
    small = {place for place, row in enumerate(cells) if any(0 < count < fewest for count in row)}
    if not small:
        return frozenset()
    larger = [place for place, row in enumerate(cells) if place not in small and any(row)]
    draw = Random(seed)  # noqa: S311 - no cipher: whoever publishes chooses and keeps the seed
    lots = {place: draw.random() for place in larger}  # the one drawing that Python keeps the same for good
    hidden = set(small)
    for place in sorted(larger, key=lots.__getitem__):
        hidden.add(place)
        together = [sum(cells[each][column] for each in hidden) for column in range(len(cells[place]))]
        if min(together) >= fewest:
            return frozenset(hidden)
    given = Text("{small} small groups, {larger} larger", "{small}个小组，{larger}个较大的组")
    raise Malformed(TOO_FEW, given=given.fill(small=len(small), larger=len(larger)))


@attrs.frozen
class WithheldRates:
    """Rates by group in which small ones are withheld (隐去小组的比率): ``None`` in place of a withheld rate.

    ``all`` is everybody together. What is withheld can be subtracted from it: ``together`` says what a reader so learns.

    >>> found = withheld_rates(["a"] * 20 + ["b"] * 30 + ["c"] * 2, [True, False] * 26, fewest=5, seed=4)
    >>> found.together
    (16, 32)
    """

    groups: tuple[tuple[Name, Rate | None], ...]
    all: Rate
    fewest: int

    @property
    def together(self) -> tuple[int, int]:
        """The withheld rows added up (隐去部分合计): how many with the answer, of how many."""
        shown_rates = [found for _, found in self.groups if found is not None]
        return self.all.part - sum(one.part for one in shown_rates), self.all.whole - sum(
            one.whole for one in shown_rates
        )

    def rows(self, lang: Lang = "en") -> list[list[str]]:
        """Give a row for each group and one for all (表格行)."""
        named = [(name_in(name, lang), found) for name, found in self.groups]
        return [
            [name, WITHHELD.to(lang) if found is None else found.text(lang)]
            for name, found in [*named, (ALL.to(lang), self.all)]
        ]

    def text(self, lang: Lang = "en") -> str:
        """Write the table (成文)."""
        part, whole = self.together
        notes = []
        if whole:
            notes = [_NOTE.fill(part=part, whole=whole, fewest=self.fewest)]
        return written(Text("Rates by group", "分组比率"), (NAME, Text("rate", "比率")), self.rows(lang), notes, lang)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data (数据), with nothing of what is withheld but the sum.

        >>> found = withheld_rates(["a"] * 20 + ["b"] * 30 + ["c"] * 2, [True, False] * 26, fewest=5, seed=4)
        >>> [one["rate"] is None for one in found.to_dict()["groups"]]
        [False, True, True]
        """
        groups = [{"name": plain_name(name), "rate": found and found.to_dict()} for name, found in self.groups]
        return {"groups": groups, "all": self.all.to_dict(), "fewest": self.fewest, "together": list(self.together)}


_NOTE = Text(
    "Withheld: small groups, under {fewest} people with an answer, and larger ones to hide them; together {part} of {whole}.",
    "不予公布：某一结果不足{fewest}人的小组，以及用以掩护的较大组；合计{part}/{whole}。",
)


def withheld_rates(
    by: Any,
    answers: Any,
    *,
    fewest: int,
    seed: int,
    confidence: float = 0.95,
    method: RateInterval | str = RateInterval.CLOPPER_PEARSON,
) -> WithheldRates:
    """Give the rate of each group, small ones withheld (分组比率，小组不予公布). Raises `Malformed`.

    Groups that nobody is in are left out.

    >>> found = withheld_rates(["a"] * 20 + ["b"] * 30, [True, False] * 25, fewest=5, seed=4)
    >>> [rate.part for _, rate in found.groups]
    [10, 15]
    """
    groups, column = group(by), flags(answers, "answers")
    same_length(groups, column)
    confidence, how = confidence_of(confidence), choice(method, RateInterval)
    yes = [int(part) for part in np.bincount(groups.codes[column], minlength=len(groups.names))]
    counted = list(zip(groups.names, yes, groups.sizes, strict=True))
    hidden = hidden_rows([(part, whole - part) for _, part, whole in counted], fewest=fewest, seed=seed)

    def of(part: int, whole: int) -> Rate:
        return rate(part, whole, confidence=confidence, method=how)

    rates = tuple(
        (name, None if place in hidden else of(part, whole))
        for place, (name, part, whole) in enumerate(counted)
        if whole
    )
    return WithheldRates(rates, of(sum(yes), len(column)), fewest)
