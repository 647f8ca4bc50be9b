"""The time to import the package, against that of what it stands on: attrs and dateutil.relativedelta.

Each import happens in a bare interpreter of its own, with the compiled files there already; what Python loads to start
itself is on neither side.
"""

from __future__ import annotations

import argparse
from statistics import median
from typing import Final

from measure import Line, Report, alternate, ratio, ratios, spread

# Nothing but `time` is loaded before: a module of the standard library that an import needs is part of its price.
_CLOCK: Final = """
import sys, time
start = time.process_time()
{statement}
print((time.process_time() - start) * 1000)
assert {there!r} in sys.modules and {absent!r} not in sys.modules
"""


def _bare(statement: str, there: str, absent: str = "numpy") -> list[str]:
    return ["-c", _CLOCK.format(statement=statement, there=there, absent=absent)]


EVERYTHING = "from community_charity import *"
SIDES = {
    "ours": _bare("import community_charity", "community_charity", "community_charity.book.book"),
    "peer": _bare("import attrs, dateutil.relativedelta", "dateutil.relativedelta"),
    "first use": _bare(EVERYTHING, "community_charity.book.book"),
    "law": _bare(f"{EVERYTHING}; Law.of('cn/anhui/xuancheng/xuanzhou')", "community_charity.law.loading"),
}


def report(quick: bool) -> Report:
    alternate(SIDES, 1)  # so that the compiled files are there
    taken = alternate(SIDES, 3 if quick else 15)
    rest = median(taken["first use"]) - median(taken["peer"])
    return Report(
        "Import",
        [
            Line("`import community_charity`", spread(taken["ours"], "ms")),
            Line("`import attrs, dateutil.relativedelta`", spread(taken["peer"], "ms")),
            ratio("bare import to attrs and dateutil", ratios(taken["ours"], taken["peer"]), at_most=1.6),
            Line("first use: every name of the package", spread(taken["first use"], "ms")),
            Line("first use, and the law of one place loaded", spread(taken["law"], "ms")),
            ratio("first use to attrs and dateutil", ratios(taken["first use"], taken["peer"])),
        ],
        [
            (
                "Comparable because the package cannot be used without these two. Names are loaded when first asked for, so"
                " the bare import is the least that a program pays and *first use* the most."
            ),
            f"Of first use, {rest:.0f} ms are the package itself; the rest is attrs and dateutil.",
        ],
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="fewer runs: to see that it works")
    print(report(parser.parse_args().quick))
