"""A population of societies, month by month, against hand-tuned NumPy, Polars, OpenFisca-Core and PolicyEngine-Core.

The model, in whole fen: gifts come in; what government aid leaves of the need, never below 0, may be paid up to a ceiling
by a society whose start-up capital reaches the floor, and never more than is in its pool. Each side starts from the same
frame in memory (Polars, one row a society, one int64 column for each fact and month) and ends with the closing balance of
each society and five totals of each month. The societies are invented.
"""

from __future__ import annotations

import ctypes
import gc
import re
from functools import cache, partial
from importlib.util import find_spec
from math import isnan
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, cast

from measure import Line, Report, alternate, main, of, ratio, ratios, spread
from what_if_peers import CEILING, FACTS, FLOOR, Done, framework, last_month, polars_eager, polars_streaming, totals

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

LAW = "cn/anhui"  # its floor and its ceiling are those of the model
MEASURES = ("income", "residual", "paid", "unmet", "closing")
SEED = 20250313
BLOCK = 32_768  # rows that hand-tuned NumPy takes at once: what it works on stays in the processor's cache
CONSTANT = 8 << 20  # bytes that blocks may cost besides two columns, however many societies
SIZES = [(societies, months) for months in (12, 36) for societies in (10_000, 100_000, 1_000_000)]
QUICK = (100_000, 36)


def population(societies: int, months: int) -> pl.DataFrame:
    """Invent societies: capital, opening balance, and need, aid and gifts of each month, in fen that are not round."""
    import numpy as np
    import polars as pl

    random = np.random.default_rng(SEED)
    highest = {"need": 240_000, "government_aid": 120_000, "gifts": 60_000}

    def column(name: str, low: int, high: int) -> pl.Series:
        return pl.Series(name, random.integers(low, high, societies), pl.Int64)

    columns = [column("capital", 1_000_000, 9_000_000), column("opening", 0, 10_000_000)]
    columns += [column(f"{fact}_{month:02}", 0, highest[fact]) for fact in FACTS for month in range(1, months + 1)]
    return pl.DataFrame([pl.int_range(societies, eager=True).cast(pl.String).alias("society"), *columns])


# --- NumPy ---------------------------------------------------------------------------------------


def plain(frame: pl.DataFrame, months: int) -> Done:
    """The rule as one writes it: whole columns, a new one at each step."""
    import numpy as np

    columns, by_month = _columns(frame), []
    balance, may_pay = columns["opening"], columns["capital"] >= FLOOR
    for month in (f"{number:02}" for number in range(1, months + 1)):
        need, aid, gifts = (columns[f"{fact}_{month}"] for fact in FACTS)
        balance = balance + gifts
        residual = np.maximum(need - aid, 0)
        paid = np.minimum(np.where(may_pay, np.minimum(residual, CEILING), 0), balance)
        balance = balance - paid
        by_month.append(tuple(int(part.sum()) for part in (gifts, residual, paid, residual - paid, balance)))
    return Done(balance, by_month)


def tuned(frame: pl.DataFrame, months: int) -> Done:
    """The limit of NumPy alone: blocks of rows, every step in place, three sums a month of which the others follow."""
    import numpy as np

    columns = _columns(frame)
    capital, opening = columns["capital"], columns["opening"]
    facts = [[columns[f"{fact}_{number:02}"] for fact in FACTS] for number in range(1, months + 1)]
    sums = [[0, 0, 0] for _ in facts]
    closing = np.empty_like(opening)
    work, limits = np.empty(BLOCK, np.int64), np.empty(BLOCK, np.int64)
    for first in range(0, len(opening), BLOCK):
        rows = slice(first, first + BLOCK)
        balance = closing[rows]
        balance[:] = opening[rows]
        amount, limit = work[: len(balance)], limits[: len(balance)]
        # The floor becomes a ceiling of 0, once: no question is asked of each row and month.
        np.multiply(capital[rows] >= FLOOR, CEILING, out=limit)
        for (need, aid, gifts), found in zip(facts, sums, strict=True):
            np.add(balance, gifts[rows], out=balance)
            found[0] += int(np.add.reduce(gifts[rows]))
            np.subtract(need[rows], aid[rows], out=amount)
            np.maximum(amount, 0, out=amount)
            found[1] += int(np.add.reduce(amount))
            np.minimum(amount, limit, out=amount)
            np.minimum(amount, balance, out=amount)
            found[2] += int(np.add.reduce(amount))
            np.subtract(balance, amount, out=balance)
    return Done(closing, totals(sums, opening.sum()))


def _columns(frame: pl.DataFrame) -> dict[str, Any]:
    """Give the columns as NumPy sees them, without a copy."""
    return {name: frame[name].to_numpy() for name in frame.columns if name != "society"}


# --- ours ----------------------------------------------------------------------------------------


def made(frame: pl.DataFrame, _months: int) -> Any:
    """The population that the library makes of the frame: each column checked, none copied."""
    from community_charity.whatif.populations import Population

    return Population.from_frame(frame, unit="fen", first_month="2025-01")


def simulated(whole: Any, _months: int, workers: int = 1) -> Done:
    """The library's simulation of a population that is there: what each further scenario costs."""
    from community_charity import Law
    from community_charity.whatif.scenarios import Scenario
    from community_charity.whatif.simulation import simulate

    result = simulate(whole, Scenario(Law.of(LAW), below_floor="suspended"), workers=workers)
    return Done(result.closing, list(zip(*map(result.fen, MEASURES), strict=True)))


def ours(frame: pl.DataFrame, months: int) -> Done:
    """The library's from the frame on: the population made and checked, then simulated."""
    return simulated(made(frame, months), months)


def threaded(frame: pl.DataFrame, months: int) -> Done:
    """The same on two threads: by the clock, since the processor's time is that of both."""
    return simulated(made(frame, months), months, workers=2)


# --- one run, in a process of its own ------------------------------------------------------------

LABELS = {
    "ours": "ours, from the frame on",
    "simulated": "ours, a further scenario on the same population",
    "threaded": "ours, from the frame on, two threads",
    "tuned": "NumPy, hand-tuned",
    "plain": "NumPy, whole columns",
    "polars": "Polars, month by month",
    "streaming": "Polars, one streaming query",
    "openfisca": "OpenFisca, yuan as `float`",
    "openfisca-fen": "OpenFisca, fen as `int`",
    "openfisca-fen-freed": "OpenFisca, fen as `int`, months deleted once used",
    "policyengine": "PolicyEngine, yuan as `float`",
    "policyengine-fen-freed": "PolicyEngine, fen as `int`, months deleted once used",
}
RUNS: dict[str, Callable[[Any, int], Done]] = {
    "ours": ours,
    "simulated": simulated,
    "threaded": threaded,
    "tuned": tuned,
    "plain": plain,
    "polars": polars_eager,
    "streaming": polars_streaming,
    "openfisca": partial(framework, "openfisca_core", kind=float),
    "openfisca-fen": partial(framework, "openfisca_core", kind=int),
    "openfisca-fen-freed": partial(framework, "openfisca_core", kind=int, keep=False),
    "policyengine": partial(framework, "policyengine_core", kind=float),
    "policyengine-fen-freed": partial(framework, "policyengine_core", kind=int, keep=False),
}
# What a side starts from, if that is not the frame: made before the clock starts.
STARTS: dict[str, Callable[[Any, int], Any]] = {"simulated": made}
NEEDS = {
    **dict.fromkeys(("ours", "simulated", "threaded"), "community_charity.whatif.simulation"),
    **dict.fromkeys(("policyengine", "policyengine-fen-freed"), "policyengine_core"),
}


def measured(side: str, societies: int, months: int) -> dict[str, float]:
    """Run one side once, warmed up on a thousand societies; then count what is wrong to the fen."""
    frame, run, start = population(societies, months), RUNS[side], STARTS.get(side, _frame_itself)
    run(start(frame.head(1000), months), months)
    given = start(frame, months)
    gc.collect()
    before = _memory(reset=True)
    gc.disable()
    cpu, wall = process_time(), perf_counter()
    done = run(given, months)
    cpu, wall = process_time() - cpu, perf_counter() - wall
    gc.enable()
    extra = _memory() - before
    return {"cpu": cpu, "wall": wall, "extra": extra, **wrong(done, frame, months)}


def _frame_itself(frame: pl.DataFrame, _months: int) -> pl.DataFrame:
    return frame


def wrong(done: Done, frame: pl.DataFrame, months: int) -> dict[str, int]:
    """Count closing balances and monthly totals that are not exact to the fen."""
    import numpy as np

    exact = plain(frame, months)
    _check(exact, frame, months)
    closing = np.rint(np.asarray(done.closing, dtype=np.float64) * done.unit) if done.unit > 1 else done.closing
    pairs = zip(sum(done.months, ()), sum(exact.months, ()), strict=True)
    off = sum(round(found * done.unit) != right for found, right in pairs)
    return {"balances": int((closing != exact.closing).sum()), "totals": off}


def _check(exact: Done, frame: pl.DataFrame, months: int) -> None:
    """Hold the reference against whole numbers of Python: two hundred societies, and every fen that came in."""
    step = max(1, frame.height // 200)
    for row, closing in zip(frame.gather_every(step).iter_rows(named=True), exact.closing[::step], strict=True):
        balance = row["opening"]
        for number in range(1, months + 1):
            need, aid, gifts = (row[f"{fact}_{number:02}"] for fact in FACTS)
            balance += gifts
            balance -= min(max(need - aid, 0), CEILING if row["capital"] >= FLOOR else 0, balance)
        assert balance == closing
    came_in, paid = (sum(month[part] for month in exact.months) for part in (0, 2))
    assert frame["opening"].sum() + came_in - paid == exact.months[-1][-1] == exact.closing.sum()


def _memory(*, reset: bool = False) -> float:
    """Give the most bytes this process held since it was last reset; not known but on Linux."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    if reset:
        ctypes.CDLL(None).malloc_trim(0)  # what the frame's making left behind would hide what a side takes
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
    assert found
    return int(found[1]) * 1024


def asked_last(core: str) -> dict[str, float]:
    """Count the balances that are wrong if the last of 36 months is the first to be asked."""
    frame = population(1000, 36)
    return {"balances": int((last_month(core, frame, 36) != plain(frame, 36).closing).sum())}


# --- the table -----------------------------------------------------------------------------------


def _name(side: str, societies: int, months: int) -> str:
    return f"{side}:{societies}:{months}"


@cache
def _there(side: str) -> bool:
    """Tell whether what a side needs is installed."""
    module = NEEDS.get(side, "polars")
    return all(find_spec(".".join(module.split(".")[: depth + 1])) for depth in range(module.count(".") + 1))


SIDES: dict[str, Callable[[], Any]] = {
    **{_name(side, *size): partial(measured, side, *size) for size in SIZES for side in RUNS if _there(side)},
    "last:openfisca_core": partial(asked_last, "openfisca_core"),
    **({"last:policyengine_core": partial(asked_last, "policyengine_core")} if _there("policyengine") else {}),
}

Runs = dict[str, dict[str, list[float]]]


def _runs(societies: int, months: int, times: int) -> Runs:
    """Run all sides at one size, in turns; give what each found, run by run."""
    names = {side: _name(side, societies, months) for side in RUNS if _there(side)}
    taken = cast("dict[str, list[Any]]", alternate(of(__file__, names.values()), times))
    return {side: {key: [run[key] for run in taken[name]] for key in taken[name][0]} for side, name in names.items()}


def _lines(runs: Runs, societies: int, months: int) -> list[Line]:
    """Write each side: processor time, clock, memory, and how far it is from exact."""
    size, lines = f"{societies:,} x {months}", []
    for side, found in runs.items():
        share, off = max(found["balances"]) / societies, max(found["totals"])
        right = f"wrong: {share:.1%} of balances, {off:.0f} of {5 * months} totals" if share or off else "exact"
        clock, memory = spread(found["wall"], "s"), _megabytes(found["extra"])
        lines.append(
            Line(f"{size}: {LABELS[side]}", f"{spread(found['cpu'], 's')}; by the clock {clock}; {memory}; {right}")
        )
    return lines


def _targets(runs: Runs, societies: int, months: int) -> list[Line]:
    """Hold ours against its targets."""
    size, lines = f"{societies:,} x {months}", []
    if "threaded" in runs and "openfisca" in runs:
        what = f"{size}: {LABELS['threaded']}, by the clock faster than {LABELS['openfisca']}"
        lines.append(ratio(what, ratios(runs["openfisca"]["wall"], runs["threaded"]["wall"]), at_least=4))
    room = 16 * societies + CONSTANT
    for side in ("ours", "simulated"):
        if side not in runs:
            continue
        mine, what = runs[side], f"{size}: {LABELS[side]}"
        lines.append(ratio(f"{what}, against hand-tuned NumPy", ratios(mine["cpu"], runs["tuned"]["cpu"]), at_most=1.5))
        lines += [
            ratio(f"{what}, faster than {LABELS[peer]}", ratios(runs[peer]["cpu"], mine["cpu"]), at_least=4)
            for peer in runs
            if side == "ours" and peer.startswith("openfisca")
        ]
        wanted = f"at most two columns and {CONSTANT >> 20} MB: {_megabytes([room])}"
        held = None if isnan(max(mine["extra"])) else max(mine["extra"]) <= room
        lines.append(Line(f"{what}, memory that it adds", _megabytes(mine["extra"]), wanted, held))
        off = sum(max(mine[key]) for key in ("balances", "totals"))
        lines.append(Line(f"{what}, amounts wrong to the fen", f"{off:.0f}", "none", off == 0))
    return lines


def _megabytes(found: list[float]) -> str:
    middle = median(found) / 2**20
    return "not known" if isnan(middle) else f"{middle:,.0f} MB"


def _asked_last() -> list[Line]:
    """Tell what comes out if the last month is asked first."""
    cores = {"OpenFisca": "last:openfisca_core", "PolicyEngine": "last:policyengine_core"}
    asked = {core: name for core, name in cores.items() if name in SIDES}
    taken = cast("dict[str, list[Any]]", alternate(of(__file__, asked.values()), 1))
    return [
        Line(
            f"1,000 x 36: {core}, the last month asked first",
            f"{taken[name][0]['balances']:.0f} balances wrong, no error",
        )
        for core, name in asked.items()
    ]


def report(quick: bool) -> Report:
    lines: list[Line] = []
    for size in [QUICK] if quick else SIZES:
        runs = _runs(*size, 1 if quick else 3)
        lines += [*_lines(runs, *size), *_targets(runs, *size)]
    return Report(
        "A population of societies, month by month",
        [*lines, *_asked_last()],
        [
            (
                "Processor time, then time by the clock, from a frame in memory to the closing balances and five totals a"
                " month, warmed up on a thousand societies. Polars may use every core, the others use one."
            ),
            (
                "Ours also refuses what is unknown or negative, reads the ids, which are text, asks the law of each month and"
                " keeps what each society paid; nobody else does. A further scenario starts from the checked population."
            ),
            (
                "OpenFisca and PolicyEngine keep numbers in 32 bits. Fen as `int` are exact while no amount of a society"
                " reaches ¥21,474,836.48 and wrap silently above; yuan as `float` lose fen from about ¥130,000 at once and"
                " below it by adding up. Their own values are summed in 64 bits, which spares them larger errors."
            ),
            (
                "Asked for the last month first, both stop following a variable back through earlier months"
                " (`max_spiral_loops`), put its default in its place and go on. Asked in order they are right, and also with"
                " that limit raised to the number of months."
            ),
            (
                "Memory is the most that the process held during the run, less what it held before, results included."
                " Checked in each run: the reference against whole numbers of Python for two hundred societies, and every"
                " fen that came in was paid or is still there."
            ),
        ],
    )


if __name__ == "__main__":
    main(__file__, SIDES, report)
