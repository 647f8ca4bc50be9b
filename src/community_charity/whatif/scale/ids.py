"""No society twice, and no shared pool in two places (标识查重), however many files there are.

Each id is kept as one number of 64 bits: 8 bytes a society, not the id. Two ids alike to that number are one chance in
forty million among a million societies; whoever can read the ids again does, and then nothing is left to chance.

>>> seen = Seen()
>>> seen.add(np.array([7, 8]))
>>> seen.add(np.array([9, 7]))
>>> twice([seen.numbers()])
Twice(first=0, again=3, rows=1)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from community_charity.whatif.scale.needs import arrow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Numbers = NDArray[np.uint64]

_ODD: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1))  # the finaliser of SplitMix64


class Twice(NamedTuple):
    """Two rows that seem to be of one society (疑似重复): counted over all, from 0, and how many rows repeat another.

    >>> Twice(0, 3, 1).again
    3
    """

    first: int
    again: int
    rows: int


class Seen:
    """The ids of a stream as numbers (已见标识), in their order.

    >>> len(Seen().numbers())
    0
    """

    def __init__(self) -> None:
        self._parts: list[Numbers] = []

    def add(self, ids: Any) -> None:
        """Note the ids of a batch (登记标识): an Arrow array, or a column of whole numbers."""
        self._parts.append(numbered(ids))

    def numbers(self) -> Numbers:
        """Give all of them (全部编号)."""
        return np.concatenate([np.empty(0, np.uint64), *self._parts])


def numbered(ids: Any) -> Numbers:
    """Give a number of 64 bits for each id (标识编号): the same in every process, on every machine.

    Whole numbers are mixed, which keeps them apart for certain. Text is a sum of its bytes, each times a weight of its
    place that looks random.

    >>> numbered(np.array([1, 1, 2])).tolist()[0] == numbered(np.array([1])).tolist()[0]
    True
    """
    if isinstance(ids, np.ndarray):
        return _mixed(ids.astype(np.int64, copy=False).view(np.uint64))
    pa = arrow()
    if pa.types.is_integer(ids.type):
        return numbered(ids.cast(pa.int64()).to_numpy(zero_copy_only=False))
    text = (
        ids.cast(pa.large_binary()) if pa.types.is_large_string(ids.type) else ids.cast(pa.string()).cast(pa.binary())
    )
    text = text.cast(pa.large_binary())
    _, ends, data = text.buffers()
    bounds = np.frombuffer(ends, np.int64)[text.offset : text.offset + len(text) + 1]
    return _of_bytes(np.frombuffer(data or b"", np.uint8)[bounds[0] : bounds[-1]], bounds - bounds[0])


def _of_bytes(data: NDArray[np.uint8], bounds: NDArray[np.int64]) -> Numbers:
    lengths = np.diff(bounds)
    longest = int(lengths.max(initial=0))
    weights = _mixed(np.arange(1, longest + 1, dtype=np.uint64)) | np.uint64(1)
    if longest and int(lengths.min()) == longest:  # codes of one length, as most are: four times as fast
        return _mixed((data.reshape(-1, longest) + np.uint64(1)) @ weights)
    place = np.arange(len(data)) - np.repeat(bounds[:-1], lengths)
    # The sum of a text is the running sum at its end less that at its beginning: whole numbers that wrap stay right.
    upto = np.zeros(len(data) + 1, np.uint64)
    np.cumsum((data + np.uint64(1)) * weights[place], out=upto[1:])
    return _mixed(upto[bounds[1:]] - upto[bounds[:-1]])


def _mixed(numbers: Numbers) -> Numbers:
    found = numbers + _ODD
    for shift, factor in _MIX:
        found = (found ^ (found >> np.uint64(shift))) * np.uint64(factor)
    return found


def twice(parts: Sequence[Numbers]) -> Twice | None:
    """Find the first row of all that repeats an earlier one (查找重复), ``None`` where there is none.

    >>> twice([np.array([5, 6], np.uint64), np.array([6], np.uint64)])
    Twice(first=1, again=2, rows=1)
    """
    return next(suspects(parts), None)


def suspects(parts: Sequence[Numbers]) -> Iterator[Twice]:
    """Give the rows that repeat an earlier one (逐一列出疑似重复), in their order.

    Memory: a second copy of the numbers, 8 bytes a society.
    """
    whole = np.sort(np.concatenate([np.empty(0, np.uint64), *parts]))
    repeated = whole[1:][whole[1:] == whole[:-1]]
    count = len(repeated)
    if not count:
        return
    del whole
    again = np.concatenate([np.empty(0, np.uint64), *parts])
    rows = np.flatnonzero(np.isin(again, repeated))
    first: dict[int, int] = {}
    for row in rows.tolist():
        earlier = first.setdefault(int(again[row]), row)
        if earlier != row:
            yield Twice(earlier, row, count)
