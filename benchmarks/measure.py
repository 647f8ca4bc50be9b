"""What the benchmarks share: fresh processes in alternation, medians, one table.

Every run is a process of its own, with the garbage collector off while the clock runs: nothing that one side leaves
behind slows the other. The sides take turns, so that a busy machine is busy for all of them, and the clock counts the
processor's time, not what other programs took of it.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


class Line(NamedTuple):
    """One line of a table."""

    what: str
    found: str
    wanted: str = "for information"
    held: bool | None = None


class Report(NamedTuple):
    """One table, with the sentences that a reader needs before believing it."""

    title: str
    lines: list[Line]
    notes: list[str]

    def __str__(self) -> str:
        said = {True: "yes", False: "**no**", None: ""}
        rows = [f"| {line.what} | {line.found} | {line.wanted} | {said[line.held]} |" for line in self.lines]
        table = ["| what | found: median (lowest to highest) | wanted | held |", "|---|---|---|---|", *rows]
        return "\n".join([f"## {self.title}", "", *table, "", *(f"- {note}" for note in self.notes)])


def seconds(work: Callable[[], object]) -> float:
    """Run something once with the collector off; give the seconds it took."""
    gc.collect()
    gc.disable()
    start = process_time()
    work()
    taken = process_time() - start
    gc.enable()
    return taken


def alternate(sides: Mapping[str, Sequence[str]], times: int) -> dict[str, list[float]]:
    """Run the interpreter with each side's arguments, in turns; give the number that each printed, run by run."""
    taken: dict[str, list[float]] = {side: [] for side in sides}
    for _ in range(times):
        for side, arguments in sides.items():
            done = subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8")
            taken[side].append(json.loads(done.stdout))
    return taken


def of(script: str, sides: Iterable[str]) -> dict[str, list[str]]:
    """Give the arguments that make a script run one side."""
    return {side: [script, "--one", side] for side in sides}


def spread(values: list[float], unit: str) -> str:
    """Write the median, the lowest and the highest of several runs."""
    low, middle, high = (_number(value) for value in (min(values), median(values), max(values)))
    return f"{middle} {unit} ({low} to {high})"


def ratios(these: list[float], those: list[float]) -> list[float]:
    """Divide run by run: those that stood next to each other in time."""
    return [this / that for this, that in zip(these, those, strict=True)]


def ratio(what: str, found: list[float], *, at_least: float | None = None, at_most: float | None = None) -> Line:
    """Give the line that holds a ratio against its target."""
    middle = median(found)
    if at_least is not None:
        return Line(what, spread(found, "times"), f"at least {at_least:g} times", middle >= at_least)
    if at_most is not None:
        return Line(what, spread(found, "times"), f"at most {at_most:g} times", middle <= at_most)
    return Line(what, spread(found, "times"))


def main(script: str, sides: dict[str, Callable[[], float]], report: Callable[[bool], Report]) -> None:
    """Run a script: one side if asked for by `of`, else all of them, printing the table."""
    parser = argparse.ArgumentParser(prog=script)
    parser.add_argument("--quick", action="store_true", help="fewer runs: to see that it works")
    parser.add_argument("--one", choices=sides, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    print(json.dumps(sides[asked.one]()) if asked.one else report(asked.quick))


def _number(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"
