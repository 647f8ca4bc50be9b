"""What pytest has to know about this project: Markdown pages are tests, and a page is read from top to bottom."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import settings
from sybil import Sybil
from sybil.integration.pytest import SybilItem
from sybil.parsers.markdown import PythonCodeBlockParser

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

# Every ```python fence without attributes runs, in README*.md and in docs/. The fences of one page share their names.
# There is no way to skip one: tests/test_docs_fences.py counts them.
pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser()],
    patterns=["README*.md", "docs/**/*.md"],
).pytest()

# Needs what only the build of the pages installs.
collect_ignore = ["docs/griffe_doctests.py"]

# How long one example takes says something about the machine and nothing about the code. On a CI server Hypothesis
# chooses its own profile, which has no deadline either and draws the same examples every time.
#
# Under coverage, which makes everything three times slower, it is branches that count and not depth: the same few
# examples every time (`--hypothesis-profile=branches`). The plain run before it searches in earnest.
settings.register_profile("branches", deadline=None, derandomize=True, max_examples=20)
if "CI" not in os.environ:
    # Sixty examples a property, and not a hundred, keep the whole suite within ten minutes; `max_examples` where it matters.
    settings.register_profile("here", deadline=None, max_examples=60)
    settings.load_profile("here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the fences of each page back in reading order after the shuffle; the pages stay shuffled."""
    places = [place for place, item in enumerate(items) if isinstance(item, SybilItem)]
    fences = [item for item in items if isinstance(item, SybilItem)]
    page: dict[Path, int] = {}
    for fence in fences:
        page.setdefault(fence.path, len(page))
    fences.sort(key=lambda fence: (page[fence.path], fence.example.start))
    for place, fence in zip(places, fences, strict=True):
        items[place] = fence
