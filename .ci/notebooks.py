"""The notebooks of the pages, run again: do they still say what they show?

A part of `bash .ci/run`. From the root of the project, in its environment with the extra `docs`:

    python .ci/notebooks.py                      # run all of them; fails, and shows where, if an output differs
    python .ci/notebooks.py --write              # run all of them and keep what they say now
    python .ci/notebooks.py --only floor-reform  # those whose path contains this text

A notebook lies in `docs/en/notebooks` and `docs/zh/notebooks`: open it with Jupyter, change it, save it, then run this
with `--write`. What differs from machine to machine is not kept: times, versions, the marks of an editor. Pictures are
compared by what they tell a screen reader, title and description: another font draws other lines.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
TOLD = re.compile(r"<(title|desc)[^>]*>(.*?)</\1>", re.DOTALL)
SECONDS = 120
# An editor adds its own; these are what a notebook needs to be opened anywhere.
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def main() -> int:
    asked = _arguments()
    paths = [path for path in sorted(ROOT.glob("docs/*/notebooks/*.ipynb")) if asked.only in path.as_posix()]
    if not paths:
        print("no such notebook", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        # Jupyter keeps its sockets and its history there, and finds no settings of whoever runs this.
        for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
            os.environ[name] = folder
        wrong = [path for path in paths if not _run(path, write=asked.write)]
    for path in wrong:
        print(f"{path.relative_to(ROOT)} no longer says what it shows", file=sys.stderr)
    return 1 if wrong else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run the notebooks again, and compare or keep what they say.")
    parser.add_argument("--write", action="store_true", help="keep what they say now")
    parser.add_argument("--only", default="", metavar="TEXT", help="those whose path contains this text")
    return parser.parse_args()


def _run(path: Path, *, write: bool) -> bool:
    """Run a notebook in a kernel of its own. An error in a cell ends everything, with the cell shown."""
    import nbformat
    from nbclient import NotebookClient

    begun = time.perf_counter()
    before = nbformat.read(path, 4)
    after = nbformat.from_dict(before)
    kernel = {"kernel_name": "python3", "extra_arguments": ["--log-level=ERROR"], "coalesce_streams": True}
    NotebookClient(after, timeout=SECONDS, resources={"metadata": {"path": str(path.parent)}}, **kernel).execute()
    tidy(after)
    after = nbformat.from_dict(after)
    found = list(difflib.unified_diff(said(before), said(after), "shown", "said now", lineterm="", n=1))
    print(f"{path.relative_to(ROOT)}: {time.perf_counter() - begun:.1f} s", *found, sep="\n", flush=True)
    if write:
        path.write_text(nbformat.writes(after) + "\n", encoding="utf-8")
    return write or not found


def tidy(notebook: dict[str, Any]) -> None:
    """Leave out what differs from run to run."""
    notebook["metadata"] = METADATA
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/svg+xml" in data:  # without the page round it, which some viewers would show without the picture
                output["data"] = {"image/svg+xml": data["image/svg+xml"]}


def said(notebook: dict[str, Any]) -> list[str]:
    """List what the cells of a notebook say, line by line."""
    lines = []
    for cell in notebook["cells"]:
        lines += [f"--- {line}" for line in "".join(cell["source"]).splitlines()[-1:]]  # to find the place
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/svg+xml" in data:
                lines += [f"{what}: {text}" for what, text in TOLD.findall("".join(data["image/svg+xml"]))]
            else:
                text = output.get("text") or data.get("text/markdown") or data.get("text/plain", "")
                lines += "".join(text).splitlines()
    return lines


if __name__ == "__main__":
    sys.exit(main())
