"""Where an outcome first reaches a target (临界值): bisection over whole numbers, checked for going one way only.

>>> found = edge(lambda n: n * n, 0, 100, lambda square: square >= 50)
>>> found.at, found.monotone, found.outcome(7), found.outcome(8)
(8, True, 49, 64)
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.whatif.search.outcomes import Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.whatif.search.progress import Watch

SCAN = declare(
    "what_if.scan",
    wanted=("a whole number of values to try, at least 2", "试算取值个数：不小于2的整数"),
    do=("write scan=201", "写作 scan=201"),
)

LOOKS: Final = 8
"""In how many equal parts the range is looked at before bisection (初查等分数)."""


@attrs.frozen
class Edge:
    """What was found (临界值): ``at`` is the least value that reaches, ``None`` if none that was tried does.

    ``step`` is the widest gap between scanned values; ``None`` without a scan. ``tried`` are all values, in order, with
    their outcomes.
    """

    at: int | None
    monotone: bool
    step: int | None
    tried: tuple[tuple[int, Value], ...]

    def outcome(self, value: int) -> Value:
        """Give the outcome of a value that was tried (结果)."""
        return dict(self.tried)[value]


class _Search:
    def __init__(self, ask: Callable[[int], Value], reaches: Callable[[Value], bool], watch: Watch | None) -> None:
        self.ask, self.reaches, self.watch = ask, reaches, watch
        self.known: dict[int, Value] = {}
        self.order: list[int] = []

    def expect(self, more: int) -> None:
        if self.watch is not None:
            self.watch.expect(more)

    def see(self, value: int) -> Value:
        if value not in self.known:
            self.known[value] = self.ask(value)
            self.order.insert(bisect_left(self.order, value), value)
            if self.watch is not None:
                self.watch.step()
        return self.known[value]

    def see_all(self, values: list[int]) -> None:
        self.expect(sum(value not in self.known for value in values))
        for value in values:
            self.see(value)

    def one_way(self) -> bool:
        """Tell whether all that was seen never falls, or never rises."""
        outcomes = [self.known[value] for value in self.order]
        pairs = list(pairwise(outcomes))
        return all(a <= b for a, b in pairs) or all(a >= b for a, b in pairs)  # type: ignore[operator] # all of one kind

    def bracket(self) -> tuple[int | None, int | None]:
        """Give the first value seen that reaches, and the one seen before it, which does not."""
        before = None
        for value in self.order:
            if self.reaches(self.known[value]):
                return before, value
            before = value
        return before, None

    def narrow(self) -> int | None:
        """Halve the first bracket seen down to two neighbours."""
        before, at = self.bracket()
        if before is None or at is None:
            return at
        while at - before > 1:
            self.expect((at - before - 1).bit_length())
            middle = (before + at) // 2
            if self.reaches(self.see(middle)):
                at = middle
            else:
                before = middle
        return at


def edge(
    ask: Callable[[int], Value],
    low: int,
    high: int,
    reaches: Callable[[Value], bool],
    *,
    scan: int = 201,
    watch: Watch | None = None,
) -> Edge:
    """Find the least whole number from ``low`` to ``high`` whose outcome reaches (最小临界值). Raises `Malformed`.

    Nine evenly spaced values are looked at first, then the range is halved. If the outcomes seen neither only rise nor
    only fall, ``scan`` evenly spaced values are tried, all of them if there are no more; then the first
    bracket is halved: it ends at a value that reaches, just above one that does not.
    """
    if type(scan) is not int or scan < 2:
        raise Malformed(SCAN, given=shown(scan))
    search = _Search(ask, reaches, watch)
    search.see_all(evenly(low, high, LOOKS + 1))
    at = search.narrow() if search.one_way() else None
    monotone, step = search.one_way(), None
    if not monotone:
        scanned = evenly(low, high, scan)
        search.see_all(scanned)
        step = max(after - before for before, after in pairwise(search.order))
        at = search.narrow()
    search.expect(0)
    return Edge(at, monotone, step, tuple((value, search.known[value]) for value in search.order))


def evenly(low: int, high: int, count: int) -> list[int]:
    """Give whole numbers spread evenly from low to high (等距取值), both included; all of them if there are no more.

    >>> evenly(0, 10, 3), evenly(3, 5, 9), evenly(4, 4, 2)
    ([0, 5, 10], [3, 4, 5], [4])
    """
    if high - low < count:
        return list(range(low, high + 1))
    return [low + (high - low) * place // (count - 1) for place in range(count)]
