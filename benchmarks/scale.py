"""Ten million invented societies from Parquet files, in bounded memory: time, highest memory, totals to the fen.

The files are written first, and not timed; they are read back from the page cache as far as it holds them. Memory is the
highest resident set of a process of its own, with Python, NumPy, PyArrow and the library in it. Each run checks its
months: opening + income - paid = closing.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from measure import Line, Report

SEED = 20250313
LAW = "cn/anhui"
FACTS = {"need": 240_000, "government_aid": 120_000, "gifts": 60_000}  # the highest of each month, in fen
ROWS = 250_000  # societies of a file
SIZES = ((1_000_000, 12), (10_000_000, 12), (1_000_000, 36), (10_000_000, 36))
QUICK = ((200_000, 12),)


def write(folder: Path, societies: int, months: int) -> int:
    """Write the files; give their bytes."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    for place, first in enumerate(range(0, societies, ROWS)):
        random, rows = np.random.default_rng((SEED, place)), min(ROWS, societies - first)
        columns = {
            "society": pa.array(np.arange(340_000_000_000 + first, 340_000_000_000 + first + rows)).cast(pa.string()),
            "capital": random.integers(1_000_000, 9_000_000, rows),
            "opening": random.integers(0, 10_000_000, rows),
        }
        for fact, highest in FACTS.items():
            values = random.integers(0, highest, rows * months)
            table = values.reshape(months, rows)
            columns |= {f"{fact}_{month + 1}": table[month] for month in range(months)}
        pq.write_table(pa.table(columns), folder / f"part-{place:04}.parquet", compression="lz4", use_dictionary=False)
    return sum(path.stat().st_size for path in folder.iterdir())


def one(folder: str, workers: int, out: str | None) -> dict[str, float]:
    """Run once in this process; hold every month against itself: opening + income - paid = closing."""
    from community_charity import Law
    from community_charity.whatif import scale

    law = Law.of(LAW)
    cpu, wall = process_time(), perf_counter()
    totals = scale.simulate_parquet(folder, law, unit="fen", first_month="2025-01", workers=workers, out=out)
    cpu, wall = process_time() - cpu, perf_counter() - wall
    balance = totals.opening["society"]
    for came, paid, closing in zip(*map(totals.fen, ("income", "paid", "closing")), strict=True):
        balance += came - paid
        assert balance == closing
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"cpu": cpu, "wall": wall, "peak": peak, "paid": totals.amount("paid"), "societies": totals.societies}


def _line(what: str, found: dict[str, float], months: int) -> Line:
    cells = found["societies"] * months
    said = (
        f"{found['wall']:.1f} s, processor {found['cpu']:.1f} s, "
        f"{found['cpu'] / cells * 1e9:.0f} ns for a society and month, at most {found['peak'] / 2**20:,.0f} MiB"
    )
    return Line(what, said)


def report(quick: bool, months_only: int | None = None) -> Report:
    lines = []
    for societies, months in QUICK if quick else SIZES:
        if months_only is not None and months != months_only:
            continue
        with TemporaryDirectory() as name:
            folder, out = Path(name, "in"), Path(name, "out")
            folder.mkdir()
            size = write(folder, societies, months)
            what = f"{societies:,} societies, {months} months, {size / 2**20:,.0f} MiB"
            answers = set()
            sides = [("one thread", 1, None), ("two threads", 2, None), ("one thread, results written", 1, out)]
            for side, workers, where in sides:
                found = _in_a_process(folder, workers, where)
                answers.add(found["paid"])
                lines.append(_line(f"{what}: {side}", found, months))
            assert len(answers) == 1
    notes = [
        f"Invented societies in files of {ROWS:,}, lz4; {os.cpu_count()} cores. One run each: for information.",
        "Each run holds opening + income - paid = closing for every month, and all runs of a size pay the same fen.",
    ]
    return Report("Beyond one machine: Parquet in bounded memory", lines, notes)


def _in_a_process(folder: Path, workers: int, out: Path | None) -> dict[str, float]:
    arguments = [__file__, "--one", str(folder), "--workers", str(workers), *(["--out", str(out)] if out else [])]
    done = subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8")
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small size: to see that it works")
    parser.add_argument("--months", type=int, choices=(12, 36), help="this number of months alone")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--workers", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--out", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(one(asked.one, asked.workers, asked.out)))
    else:
        print(report(asked.quick, asked.months))


if __name__ == "__main__":
    main()
