"""The READMEs keep their word. All people and societies here are invented."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh.md")


@pytest.mark.parametrize("name", READMES)
def test_the_example_prints_what_the_page_shows(name: str) -> None:
    """The output under the ten lines and under the what-if is the real one, to the letter."""
    page = (ROOT / name).read_text("utf-8")
    fences = re.findall(r"```(?:python|text)\n(.*?)```", page, re.DOTALL)
    assert len(fences) == 4
    for code, shown in zip(fences[::2], fences[1::2], strict=True):
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile(code, name, "exec"), {})  # noqa: S102 - the page's own example
        assert printed.getvalue() == shown


@pytest.mark.parametrize("name", READMES)
def test_the_page_alone_tells_which_article_refused(name: str) -> None:
    """Who reads only this page finds the article that refused ¥29,999.99, and the margin."""
    page = (ROOT / name).read_text("utf-8")
    refused = page[page.index("✗") :]
    article = "art. 10 para. 1 (5)" if name == "README.md" else "第十条第一款第（五）项"
    assert article in refused
    assert "¥0.01" in refused
    assert "皖民社救函〔2024〕61号" in refused


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.name)
def test_each_example_runs(path: Path) -> None:
    """Every example runs as it is and prints something."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(path.read_text("utf-8"), path.name, "exec"), {"__name__": "__main__"})  # noqa: S102 - our own
    assert printed.getvalue()
