"""Which numbers belong to which block (随机数流): the same on any number of workers, in any order.

The draws of a model are cut into blocks of `DRAWS` draws by `SOCIETIES` societies. The numbers of one month of a block
come from a stream of their own, which depends on the seed, the two places of the block and the month, and on nothing
else: so a block may be drawn by anybody, anywhere, at any time, and a longer axis or more draws keep what was there.

The shocks of a group (everybody, or a county by its name) come from streams that know no block of societies: a shock hits
all of a county, on whatever machine its societies are.

NumPy may change what a generator gives from one version to another: a number to be found again in ten years needs the
seed and the version of NumPy.

>>> stream(42, CASES, 0, 0, 0).integers(100, size=3).tolist() == stream(42, CASES, 0, 0, 0).integers(
...     100, size=3
... ).tolist()
True
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from numpy.random import SFC64, Generator, SeedSequence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS: Final = 50
"""The draws of a block (每块模拟次数)."""
SOCIETIES: Final = 256
"""The societies of a block (每块互助社数): 12,800 cells a month, so that a month's columns stay in a processor's cache."""

CASES: Final = 0
SHOCKS: Final = 1


def stream(seed: int, *key: int) -> Generator:
    """Give the stream of a key (取随机数流): SFC64, the fastest generator that was measured.

    >>> stream(1, 0, 0) is stream(1, 0, 0)
    False
    """
    return Generator(SFC64(SeedSequence(entropy=seed, spawn_key=key)))


def group_key(county: str | None) -> int:
    """Give the number of a group (分组编号): of a county by its name, so that no list of all counties is needed.

    >>> group_key(None), group_key("county-1") == group_key("county-1")
    (0, True)
    """
    return 0 if county is None else int.from_bytes(sha256(county.encode()).digest()[:8], "big")


def shock_numbers(seed: int, shock: int, block: int, county: str | None, months: int) -> NDArray[np.float64]:
    """Give the uniform numbers that decide a shock (冲击随机数): months by the draws of a block.

    >>> shock_numbers(1, 0, 0, "county-1", 36).shape
    (36, 50)
    """
    return stream(seed, SHOCKS, shock, block, group_key(county)).random((months, DRAWS))
