"""Groups of people: by label, or by how much they need (分组).

>>> group(["west", "east", "west"]).names
('east', 'west')
>>> need_bands([0, 400, 90_000], [Money(100), Money(500_00)]).named("en")
['below ¥1.00', '¥1.00 to below ¥500.00', '¥500.00 and more']
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from community_charity.errors import Malformed, declare
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.fairness.checking import COLUMN, LABEL, Whole, fen_of, plain, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from community_charity.language import Lang

Name: TypeAlias = str | int | Text

EDGES = declare(
    "fairness.edges",
    wanted=("at least one amount, each above the one before", "至少一个金额，且逐个递增"),
    do=("write [yuan(500), yuan(2000)]", "写作 [yuan(500), yuan(2000)]"),
)


@attrs.frozen(eq=False)
class Groups:
    """Which row belongs to which group (分组): ``codes`` gives for each row the place of its group in ``names``.

    >>> found = group(["west", "east", "west"])
    >>> found.codes.tolist(), found.sizes
    ([1, 0, 1], [1, 2])
    """

    names: tuple[Name, ...]
    codes: Whole

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def sizes(self) -> list[int]:
        """Rows of each group, in the order of ``names`` (各组行数)."""
        return [int(size) for size in np.bincount(self.codes, minlength=len(self.names))]

    def named(self, lang: Lang) -> list[str]:
        """Give the names in a language (组名).

        >>> group([3, 1]).named("zh")
        ['1', '3']
        """
        return [name_in(name, lang) for name in self.names]


def name_in(name: Name, lang: Lang) -> str:
    """Give the name of a group in a language (组名): labels of a column stay as they are.

    >>> name_in(Text("others", "其他"), "zh"), name_in(7, "zh")
    ('其他', '7')
    """
    return name.to(lang) if isinstance(name, Text) else str(name)


def group(labels: Any, column: str = "by") -> Groups:
    """Read groups from a column of labels, text or whole numbers (按标签分组); `Groups` pass through.

    The groups are sorted, so that the order of the rows changes nothing. Raises `Malformed`.

    >>> group([2, 1, 2]).names
    (1, 2)
    """
    if isinstance(labels, Groups):
        return labels
    array = plain(labels, column, LABEL)
    if array.dtype.kind == "O":
        if not all(type(label) is str for label in array.tolist()):
            raise Malformed(COLUMN, given=Text("labels of another kind", "其他类型的标签"), kind=LABEL, column=column)
        array = array.astype(np.str_)
    if array.dtype.kind not in "iuU":
        given = Text("a column of {dtype}", "{dtype} 类型的列").fill(dtype=array.dtype)
        raise Malformed(COLUMN, given=given, kind=LABEL, column=column)
    names, codes = np.unique(array, return_inverse=True)
    return Groups(tuple(names.tolist()), codes.astype(np.int64))


def need_bands(need: Any, edges: Sequence[Money | int]) -> Groups:
    """Put people into bands of need (按需求分档): ``need`` in fen, a band begins at its edge.

    A band in which nobody is stays in the list. Raises `Malformed`.

    >>> need_bands([0, 50_000, 49_999], [Money(500_00)]).codes.tolist()
    [0, 1, 0]
    """
    column = whole(need, "need")
    fen = [fen_of(edge, "edges") for edge in edges]
    if not fen or any(second <= first for first, second in pairwise(fen)):
        raise Malformed(EDGES, given=Text("{n} amounts", "{n}个金额").fill(n=len(fen)))
    between = Text("{low} to below {high}", "{low}以上、不满{high}")
    names = [
        Text("below {high}", "不满{high}").fill(high=Money(fen[0])),
        *(between.fill(low=Money(low), high=Money(high)) for low, high in pairwise(fen)),
        Text("{low} and more", "{low}及以上").fill(low=Money(fen[-1])),
    ]
    return Groups(tuple(names), np.searchsorted(np.array(fen), column, side="right").astype(np.int64))
