"""The notebooks of the pages: the same in both languages, run from top to bottom, and shown as they are.

`.ci/notebooks.py` runs them again and compares what they say; here is what can be seen without running them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
NAMES = sorted(path.stem for path in DOCS.glob("en/notebooks/*.ipynb"))
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
NUMBER = re.compile(r"[\u4e00-\u9fff]+〔\d{4}〕\d+号")
"""The number of a document, which has no English."""
both = pytest.mark.parametrize("name", NAMES)
each = pytest.mark.parametrize(("lang", "name"), [(lang, name) for lang in ("en", "zh") for name in NAMES])

PUBLISHED = {
    "floor-reform": ["217 × ¥30,000.00 = ¥6,510,000.00", "¥1,042,800.00 / 1,790 = ¥582.57", "¥1,446,665.22"],
    "start-up-capital": ["0.76923 0.73453", "True", "8.2488", "¥10,000.00", "¥13,000.00", "0.001882", "0.06125"],
    "matching-and-crowding-out": ["'1', '119/100', '119/100', '119/100'", "-16/25 3/50", "¥12.00"],
}
"""What others published, and each notebook works out again before it asks anything."""


def cells(lang: str, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((DOCS / lang / "notebooks" / f"{name}.ipynb").read_text("utf-8"))["cells"]
    return found


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def code(lang: str, name: str) -> list[str]:
    return [source(cell) for cell in cells(lang, name) if cell["cell_type"] == "code"]


def words(lang: str, name: str) -> list[str]:
    return [source(cell) for cell in cells(lang, name) if cell["cell_type"] == "markdown"]


def told(output: dict[str, Any]) -> str:
    """Give what an output tells a reader; of a picture what it tells a screen reader."""
    data = output.get("data", {})
    if "image/svg+xml" in data:
        return " ".join(re.findall(r"<(?:title|desc)[^>]*>(.*?)<", "".join(data["image/svg+xml"]), re.DOTALL))
    return "".join(output.get("text") or data.get("text/markdown") or data["text/plain"])


def outputs(lang: str, name: str) -> list[dict[str, Any]]:
    return [output for cell in cells(lang, name) for output in cell.get("outputs", [])]


def test_there_are_three_in_each_language() -> None:
    """None is missing in a language, and each has its page."""
    assert sorted(PUBLISHED) == NAMES
    for lang in ("en", "zh"):
        for suffix in (".ipynb", ".md"):
            assert sorted(path.stem for path in (DOCS / lang / "notebooks").glob(f"*{suffix}")) == NAMES


@both
def test_both_languages_run_the_same_code(name: str) -> None:
    """Only the first cell differs: it names the language and the scenarios."""
    english, chinese = code("en", name), code("zh", name)
    assert english[0].startswith('lang = "en"')
    assert chinese[0].startswith('lang = "zh"')
    assert english[1:] == chinese[1:]


@both
def test_both_languages_have_the_same_bones(name: str) -> None:
    """Cells and headings come in the same kind and order, and so do outputs."""
    english, chinese = (
        [
            (cell["cell_type"], re.findall(r"^#+ ", source(cell), re.MULTILINE), len(cell.get("outputs", [])))
            for cell in cells(lang, name)
        ]
        for lang in ("en", "zh")
    )
    assert english == chinese


@both
def test_both_languages_say_the_same_amounts(name: str) -> None:
    """Every amount of the English outputs stands in the Chinese ones, in its order."""
    english, chinese = (
        [sorted(re.findall(r"¥[\d,]+\.\d\d", told(output))) for output in outputs(lang, name)] for lang in ("en", "zh")
    )
    assert english == chinese


@each
def test_it_was_run_from_top_to_bottom(lang: str, name: str) -> None:
    """A notebook that was run out of order may show what its code does not say."""
    ran = [cell["execution_count"] for cell in cells(lang, name) if cell["cell_type"] == "code"]
    assert ran == list(range(1, len(ran) + 1))
    assert {output["output_type"] for output in outputs(lang, name)} <= {"stream", "execute_result"}
    assert not [output for output in outputs(lang, name) if output.get("name") == "stderr"]
    assert sum("image/svg+xml" in output.get("data", {}) for output in outputs(lang, name)) >= 1


@each
def test_it_begins_with_what_was_published(lang: str, name: str) -> None:
    """The published figures are worked out again."""
    said = "\n".join(map(told, outputs(lang, name)))
    assert [figure for figure in PUBLISHED[name] if figure not in said] == []


@each
def test_it_says_that_people_are_invented_and_what_it_does_not_show(lang: str, name: str) -> None:
    """Synthetic data say so, in words and under each picture; the limits come last."""
    synthetic = {"en": "synthetic", "zh": "合成数据"}[lang]
    pictures = [told(output) for output in outputs(lang, name) if "image/svg+xml" in output.get("data", {})]
    assert all(synthetic in picture for picture in pictures)
    last = words(lang, name)[-1]
    assert last.startswith({"en": "## What this does not show", "zh": "## 这里没有说明什么"}[lang])
    assert last.count("\n- ") >= 4
    said = "\n".join(map(told, outputs(lang, name)))
    assert {"en": "95% interval", "zh": "95%区间"}[lang] in said.replace("95 % interval", "95% interval")
    assert {"en": "local instrument", "zh": "地方文件"}[lang] in said


@both
def test_each_speaks_its_language(name: str) -> None:
    """English cells and outputs hold no Chinese but numbers of documents; each Chinese cell of words is Chinese."""
    for text in [*words("en", name), *map(told, outputs("en", name))]:
        assert not CHINESE.search(NUMBER.sub("", text)), text
    assert all(CHINESE.search(text) for text in words("zh", name))
    assert all(CHINESE.search(told(output)) for output in outputs("zh", name) if output["output_type"] != "stream")


@each
def test_it_holds_nothing_of_the_machine_it_ran_on(lang: str, name: str) -> None:
    """No paths, no versions, no marks of an editor; nothing loaded from another host."""
    text = (DOCS / lang / "notebooks" / f"{name}.ipynb").read_text("utf-8")
    notebook = json.loads(text)
    assert notebook["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert not [cell for cell in notebook["cells"] if cell["metadata"]]
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    assert not re.search(r"/(?:home|tmp|Users)/|0x[0-9a-f]{8}|<script|(?:src|href)=\\\"https?:", text)


@each
def test_its_page_shows_it(lang: str, name: str) -> None:
    """The title of a page is that of its notebook, and the page names the notebook twice: to show it and to open it."""
    page = (DOCS / lang / "notebooks" / f"{name}.md").read_text("utf-8")
    assert page.splitlines()[0] == words(lang, name)[0].splitlines()[0]
    assert f"({name}.ipynb)" in page
    assert f'"docs/{lang}/notebooks/{name}.ipynb"' in page
    shown = run_path(str(DOCS / "notebook_pages.py"))["page"](DOCS / lang / "notebooks" / f"{name}.ipynb")
    assert not re.search(r"^# ", re.sub(r"```.*?```", "", shown, flags=re.DOTALL), re.MULTILINE)
    assert all(f"```python\n{text}\n```" in shown for text in code(lang, name))
    assert shown.count("<div><svg ") == sum("image/svg+xml" in output.get("data", {}) for output in outputs(lang, name))


def test_a_page_shows_each_kind_of_output() -> None:
    """What was printed stands in a fence, a table as it is, a picture as it is; another value as text."""
    shown = run_path(str(DOCS / "notebook_pages.py"))["shown"]
    assert shown({"output_type": "stream", "name": "stdout", "text": ["1\n", "2\n"]}) == "```text\n1\n2\n```"
    assert shown({"data": {"text/markdown": ["| a |\n"], "text/plain": ["<Markdown>"]}}) == "| a |\n"
    assert shown({"data": {"image/svg+xml": ["<svg>", "</svg>"]}}) == "<div><svg></svg></div>"
    assert shown({"data": {"text/plain": ["217"]}}) == "```text\n217\n```"


@both
def test_a_number_that_changed_is_seen(name: str) -> None:
    """What `.ci/notebooks.py` compares holds every output: printed text, tables, and what a picture tells."""
    said = run_path(str(ROOT / ".ci" / "notebooks.py"))["said"]
    shown = cells("en", name)
    for place, cell in enumerate(shown):
        for number, output in enumerate(cell.get("outputs", [])):
            other = json.loads(json.dumps(output).translate({ord(digit): "7" for digit in "012345689"}))
            if told(other) != told(output):
                outputs = [*cell["outputs"][:number], other, *cell["outputs"][number + 1 :]]
                changed = [*shown[:place], {**cell, "outputs": outputs}, *shown[place + 1 :]]
                assert said({"cells": changed}) != said({"cells": shown}), source(cell)
