"""Telling how far a search is (进度): a function of your own, a bar where there is one, or nothing.

>>> with watched(lambda done, total: print(done, "of", total)) as watch:
...     watch.expect(2)
...     watch.step()
...     watch.expect(0)
1 of 2
1 of 1
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from community_charity.errors import Malformed, declare, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRESS = declare(
    "what_if.progress",
    wanted=(
        "a function of (done, total), True for a bar, or False",
        "以（已完成，总数）为参数的函数；True 显示进度条；或 False",
    ),
    do=("write progress=True", "写作 progress=True"),
)

Progress: TypeAlias = bool | Callable[[int, int], None]
"""Who is told how far a search is (进度接收者): ``callable(done, total)``, ``True`` for a bar, ``False`` for nobody."""


class Watch:
    """Counts the simulations of a search (进度计数). The total is an estimate until the end."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self.done = self.total = 0
        self._tell = tell

    def expect(self, more: int) -> None:
        """Say how many more there will be (预计尚余次数)."""
        finished = more == 0 and self.done != self.total
        self.total = self.done + more
        if finished:  # sooner than was thought
            self._tell(self.done, self.total)

    def step(self) -> None:
        """Count one (计一次)."""
        self.done += 1
        self.total = max(self.total, self.done)
        self._tell(self.done, self.total)


def _nothing(_done: int, _total: int) -> None:
    """Tell nobody."""


def _bars() -> Any:
    """Give the bars of tqdm, or nothing: nobody should have to install one to search."""
    try:
        from tqdm import tqdm  # noqa: PLC0415 - an optional extra
    except ImportError:
        return None
    return tqdm


@contextmanager
def watched(progress: Progress) -> Iterator[Watch]:
    """Give a `Watch` for one search (进度监视). ``True`` shows a bar of tqdm where it is installed and there is a terminal.

    Raises `Malformed`.
    """
    if callable(progress):
        yield Watch(progress)
        return
    if not isinstance(progress, bool):
        raise Malformed(PROGRESS, given=shown(progress))
    bars = _bars() if progress else None
    if bars is None:
        yield Watch(_nothing)
        return
    with bars(total=0, file=sys.stderr, disable=None, leave=False) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield Watch(tell)
