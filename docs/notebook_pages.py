"""Show a notebook on a page of its own, with what it printed and drew when it was run.

A page names its notebook in a fence that runs when the pages are built:

    from runpy import run_path
    print(run_path("docs/notebook_pages.py")["page"]("docs/en/notebooks/floor-reform.ipynb"))

Nothing is run here: `.ci/notebooks.py` runs the notebooks, and sees that they still say what is shown.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any


def page(path: str | Path) -> str:
    """Write a notebook as Markdown: its words, its code, its outputs. The title is the page's own."""
    cells = json.loads(Path(path).read_text(encoding="utf-8"))["cells"]
    return "\n\n".join(part for cell in cells for part in _parts(cell))


def _parts(cell: dict[str, Any]) -> list[str]:
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        return [re.sub(r"\A# .*\n*", "", source)]
    return [f"```python\n{source}\n```", *map(shown, cell["outputs"])]


def shown(output: dict[str, Any]) -> str:
    r"""Write one output as Markdown.

    >>> print(shown({"output_type": "stream", "name": "stdout", "text": ["217\n"]}))
    ```text
    217
    ```
    """
    data = output.get("data", {})
    if "image/svg+xml" in data:
        return f"<div>{''.join(data['image/svg+xml'])}</div>"
    if "text/markdown" in data:
        return "".join(data["text/markdown"])
    text = "".join(output.get("text") or data["text/plain"])
    return f"```text\n{text.rstrip()}\n```"
