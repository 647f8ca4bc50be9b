"""A progress bar where there is a terminal and the extra is installed; otherwise nothing (进度条)."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def _nothing() -> None:
    """Take a step that nobody watches."""


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """Give a function to call after each of so many steps; the bar goes to standard error.

    >>> with progress(2) as step:
    ...     step()
    """
    try:
        from tqdm import tqdm  # noqa: PLC0415 - an optional extra
    except ImportError:
        yield _nothing
        return
    with tqdm(total=total, file=sys.stderr, disable=None, leave=False) as bar:

        def step() -> None:
            bar.update()

        yield step
