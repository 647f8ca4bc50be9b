"""The pages say the same in both languages, as far as a machine can see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
ENGLISH, CHINESE = DOCS / "en", DOCS / "zh"

FENCE = re.compile(r"^\s*(`{3,}|~{3,})\s*(.*)$")
HEADING = re.compile(r"^(#{1,6})\s")


def pages(folder: Path) -> set[str]:
    return {page.relative_to(folder).as_posix() for page in folder.rglob("*.md")}


def skeleton(text: str) -> list[str]:
    """Reduce a page to its headings (``##``) and the languages of its fences (```` ```python ````), in their order."""
    bones: list[str] = []
    inside = ""
    for line in text.splitlines():
        if fence := FENCE.match(line):
            if not inside:
                inside = fence[1]
                bones.append(f"```{fence[2].split(' ')[0]}")
            elif fence[1].startswith(inside) and not fence[2]:
                inside = ""
        elif not inside and (heading := HEADING.match(line)):
            bones.append(heading[1])
    return bones


def test_both_languages_have_the_same_pages() -> None:
    """A page is there in English and in Chinese or not at all."""
    assert pages(ENGLISH) == pages(CHINESE)


@pytest.mark.parametrize("page", sorted(pages(ENGLISH) & pages(CHINESE)))
def test_a_page_has_the_same_bones_in_both_languages(page: str) -> None:
    """Headings and fences come in the same number, kind and order."""
    english = (ENGLISH / page).read_text(encoding="utf-8")
    chinese = (CHINESE / page).read_text(encoding="utf-8")
    assert skeleton(english) == skeleton(chinese)


def test_the_bones_of_a_page() -> None:
    """A ``#`` inside a fence is a comment, and a longer fence may hold a shorter one."""
    text = "# A\n\n````md\n```python\n# no heading\n```\n````\n\n## B\n\n```python exec='1'\n```\n"
    assert skeleton(text) == ["#", "```md", "##", "```python"]
