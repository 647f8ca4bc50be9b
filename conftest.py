"""What pytest has to know about this project: Markdown pages are tests, and a page is read from top to bottom."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import Phase, settings
from sybil import Sybil
from sybil.integration.pytest import SybilItem
from sybil.parsers.markdown import PythonCodeBlockParser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

# Every ```python fence without attributes runs, in README*.md and in docs/. The fences of one page share their names.
# There is no way to skip one: tests/test_docs_fences.py counts them.
pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser()],
    # Each depth by itself: for Sybil `**` is one folder and no more.
    patterns=["README*.md", "docs/*/*.md", "docs/*/*/*.md", "docs/*/*/*/*.md"],
).pytest()

# Needs what only the build of the pages installs.
collect_ignore = ["docs/griffe_doctests.py"]

# How long one example takes says something about the machine and nothing about the code. A failing example is made
# small, and not explained: to find out which of its parts do not matter takes as long again. On a CI server Hypothesis
# chooses its own profile, which has no deadline either and draws the same examples every time.
#
# Under coverage, which makes everything three times slower, it is branches that count and not depth: the same few
# examples every time (`--hypothesis-profile=branches`). The plain run before it searches in earnest.
PHASES = [phase for phase in Phase if phase is not Phase.explain]
settings.register_profile("branches", deadline=None, derandomize=True, max_examples=20, phases=PHASES)
if "CI" not in os.environ:
    # Sixty examples a property, and not a hundred, keep the whole suite within minutes; `max_examples` where it matters.
    settings.register_profile("here", deadline=None, max_examples=60, phases=PHASES)
    settings.load_profile("here")

SAMPLE = 40
"""Of each list of planted bugs the default run takes the first, and every fortieth after it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Ask for the planted bugs: each of them makes some tests run once more, which is minutes for all together."""
    parser.addoption(
        "--planted",
        choices=("sample", "all", "only", "none"),
        default="sample",
        help="planted bugs: a few from each list (the default), all of them, all and nothing else, or none",
    )


def pytest_report_header(config: pytest.Config) -> str:
    """Say which planted bugs are run, so that nobody takes a sample for all of them."""
    return f"planted bugs: {config.getoption('planted')}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the planted bugs that were not asked for, and put the fences of each page back in reading order."""
    taken = list(_asked_for(items, config.getoption("planted")))
    if len(taken) < len(items):
        kept = set(taken)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = taken
    _in_reading_order(items)


def _asked_for(items: list[pytest.Item], planted: str) -> Iterator[pytest.Item]:
    """Give the tests to run. A test of planted bugs has the parameter `bug`."""
    for item in items:
        number = getattr(getattr(item, "callspec", None), "indices", {}).get("bug")
        if number is None:
            asked = planted != "only"
        else:
            asked = planted in {"all", "only"} or (planted == "sample" and number % SAMPLE == 0)
        if asked:
            yield item


def _in_reading_order(items: list[pytest.Item]) -> None:
    """Undo the shuffle within each page: its fences share their names. The pages stay shuffled."""
    places = [place for place, item in enumerate(items) if isinstance(item, SybilItem)]
    fences = [item for item in items if isinstance(item, SybilItem)]
    page: dict[Path, int] = {}
    for fence in fences:
        page.setdefault(fence.path, len(page))
    fences.sort(key=lambda fence: (page[fence.path], fence.example.start))
    for place, fence in zip(places, fences, strict=True):
        items[place] = fence
