"""Every bug of ``tests/planted_*.py``, planted one at a time: is each of them caught?

Not a part of `bash .ci/run`, which plants a sample of them and sees that all can be planted. From the root of the
project, in its environment:

    python .ci/planted.py                            # all of them, two files of tests at a time
    python .ci/planted.py --jobs 8                   # more at a time
    python .ci/planted.py --state planted.json       # note what is done; if stopped, the same command goes on there
    python .ci/planted.py --only test_flows.py       # the files whose name contains this text

Each file of tests that plants bugs is run in a process of its own, ``pytest --planted=only``, in the order written. Its
tests are the same ones that the sample is of. What is noted in the state file holds for the very same sources: when a
file of ``src`` or ``tests`` has changed, everything begins anew. The script fails if a bug survives.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
LONGEST = ("test_relief_machine.py", "test_planted_bugs.py", "test_statements.py")


def files(only: str) -> list[Path]:
    """Give the files of tests that plant bugs; those that take longest begin first."""
    found = [path for path in (ROOT / "tests").glob("test_*.py") if only in path.name]
    planting = [path for path in found if ".plant(monkeypatch)" in path.read_text("utf-8")]
    return sorted(planting, key=lambda path: (path.name not in LONGEST, path.name))


def fingerprint() -> str:
    """Sum up all sources, so that a note of yesterday is not taken for one of today."""
    sources = (path for folder in ("src", "tests") for path in (ROOT / folder).rglob("*") if path.suffix != ".pyc")
    summed = hashlib.sha256((ROOT / "conftest.py").read_bytes())
    for path in sorted(path for path in sources if path.is_file()):
        summed.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return summed.hexdigest()


def planted(path: Path) -> dict[str, Any]:
    """Run the planted bugs of one file: how many tests, which found nothing, how long."""
    begun = time.monotonic()
    asked = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--planted=only"]
    done = subprocess.run([*asked, str(path)], cwd=ROOT, check=False, capture_output=True, text=True)
    survived = re.findall(r"^(?:FAILED|ERROR) (.*)$", done.stdout, re.MULTILINE)
    tests = sum(
        int(number) for number in re.findall(r"(\d+) (?:passed|failed|errors?)\b", done.stdout.splitlines()[-1])
    )
    # 0: all caught; 1: some survived. Anything else, such as a file that cannot be read, is no result.
    assert tests, done.stdout + done.stderr
    assert done.returncode == int(bool(survived)), done.stdout + done.stderr
    return {"tests": tests, "survived": survived, "seconds": round(time.monotonic() - begun)}


def run(paths: list[Path], jobs: int, state: Path | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the result of each file as it comes; first what is noted already."""
    now = fingerprint()
    noted: dict[str, Any] = json.loads(state.read_text("utf-8")) if state and state.exists() else {}
    if noted.get("sources") != now:
        noted = {"sources": now, "done": {}}
    done = noted["done"]
    yield from ((path.name, done[path.name]) for path in paths if path.name in done)
    with ThreadPoolExecutor(jobs) as workers:
        running = {workers.submit(planted, path): path.name for path in paths if path.name not in done}
        for ended in as_completed(running):
            done[running[ended]] = ended.result()
            if state:
                state.write_text(json.dumps(noted, indent=1), encoding="utf-8")
            yield running[ended], ended.result()


def main() -> int:
    parser = argparse.ArgumentParser(description="Plant every bug and see that it is caught.")
    parser.add_argument("--jobs", type=int, default=2, help="how many files of tests at a time")
    parser.add_argument("--only", default="", help="the files whose name contains this text")
    parser.add_argument("--state", type=Path, help="where to note what is done, to go on there later")
    asked = parser.parse_args()
    tests, survived, begun = 0, 0, time.monotonic()
    for name, result in run(files(asked.only), asked.jobs, asked.state):
        tests += result["tests"]
        survived += len(result["survived"])
        print(
            f"{name:34}{result['tests']:5}{result['seconds']:5} s",
            *result["survived"],
            sep="\n    SURVIVED ",
            flush=True,
        )
    print(f"{tests} times a bug was planted, {survived} survived, in {time.monotonic() - begun:.0f} s")
    return bool(survived or not tests)


if __name__ == "__main__":
    raise SystemExit(main())
