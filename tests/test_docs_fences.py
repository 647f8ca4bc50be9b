"""Every Python fence in the pages is run by something."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md")])

# Written without Sybil's own pattern, so that the two can disagree: any line that starts a fence and names Python.
FENCE = re.compile(r"^[\s>*+-]*(?:`{3,}|~{3,})[ \t{.]*(?i:python\w*|py\d*|pycon)\b(?P<rest>.*)$", re.MULTILINE)
EXEC = re.compile(r"""\bexec=["']?(?:true|yes|on|1)\b""")


def collected(page: Path) -> int:
    """Count the fences that pytest runs; one full of ``>>>`` gives several examples and counts once."""
    fences = CodeBlockParser("python", evaluator=lambda _: None)
    return len(list(Sybil([fences], path=str(page.parent)).parse(page).examples()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_python_fence_is_run(page: Path) -> None:
    """A fence is either plain, then pytest runs it, or ``exec="true"``, then the build of the pages does.

    Sybil passes over a fence with any other attribute without a word; so it is refused here.
    """
    text = page.read_text(encoding="utf-8")
    rest = [match["rest"].strip() for match in FENCE.finditer(text)]
    run_by_the_build = [attributes for attributes in rest if EXEC.search(attributes)]
    assert len(rest) == collected(page) + len(run_by_the_build)


def test_pytest_finds_the_pages() -> None:
    """What Sybil would run on a page says nothing of whether pytest gives it the page: every plain fence is an item."""
    asked = [
        sys.executable,
        "-m",
        "pytest",
        "-qq",
        "--collect-only",
        "-p",
        "no:randomly",
        "docs",
        *map(str, ROOT.glob("README*.md")),
    ]
    done = subprocess.run(asked, cwd=ROOT, check=False, stdout=subprocess.PIPE, encoding="utf-8")
    found = set(re.findall(r"^(.*\.md)(?=::|: )", done.stdout, re.MULTILINE))
    wanted = {page.relative_to(ROOT).as_posix() for page in PAGES if collected(page)}
    assert found == wanted


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_fence_is_skipped(page: Path) -> None:
    """There is no directive that keeps an example from being run."""
    assert not re.search(r"<!--+\s*;?\s*skip", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("```python", ""),
        ('```python exec="true"', 'exec="true"'),
        ('    ~~~py title="a.py"', 'title="a.py"'),
        ("- ```{.python .annotate}", ".annotate}"),
        ("> ```pycon", ""),
        ("````Python3 hl_lines=1", "hl_lines=1"),
    ],
)
def test_a_fence_is_seen_however_it_is_written(line: str, found: str) -> None:
    """The count does not depend on the spelling that Sybil happens to know."""
    match = FENCE.search(f"text\n{line}\n")
    assert match is not None
    assert match["rest"].strip() == found


@pytest.mark.parametrize("line", ["```pyproject", "```toml", "```", "the ```python fence"])
def test_other_fences_are_left_alone(line: str) -> None:
    """Only Python is counted."""
    assert FENCE.search(line) is None
