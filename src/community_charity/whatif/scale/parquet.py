"""Parquet in, Parquet out, in bounded memory (Parquet 分批计算): whatever the size, exact to the fen.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from community_charity.law.law import Law
>>> from community_charity.whatif.scale.needs import arrow, parquet
>>> with TemporaryDirectory() as folder:
...     for name in ("v-1", "v-2"):  # invented
...         table = arrow().table({"society": [name], "capital": [30_000_00], "need": [[2_500_00, 0]]})
...         parquet().write_table(table, Path(folder) / f"{name}.parquet")
...     totals = simulate_parquet(folder, Law.of("cn/anhui"), unit="fen", first_month="2025-01")
>>> totals.by_month("paid"), totals.societies
([yuan("2000.00"), yuan("0.00")], 2)
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from uuid import uuid4

import attrs
import numpy as np

from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.whatif.columns import Column, Unit
from community_charity.whatif.frames import listing
from community_charity.whatif.populations import EMPTY, GIVEN, LABELS, Population, Source
from community_charity.whatif.scale.arrow import cases_of, columns_of, results_batch, results_schema
from community_charity.whatif.scale.ids import Numbers, Seen, suspects
from community_charity.whatif.scale.needs import arrow, parquet
from community_charity.whatif.scale.stream import BATCH_ROWS, COLUMNS, TWICE, Job, pool_split
from community_charity.whatif.scale.totals import Totals, with_idle
from community_charity.whatif.simulation import WORKERS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from numpy.typing import NDArray

    from community_charity.law.law import Law
    from community_charity.whatif.scenarios import Scenario
    from community_charity.whatif.shared import SharedPool

Paths: TypeAlias = "str | os.PathLike[str] | Iterable[str | os.PathLike[str]]"
Progress: TypeAlias = Callable[[int], object]

FILES = declare(
    "scale.files",
    wanted=(
        "Parquet files, or a folder with some, no two of one name",
        "Parquet 文件或含此类文件的文件夹，文件名不重复",
    ),
    do=("check the path; names that begin with . or _ are passed over", "请核对路径；以 . 或 _ 开头的文件名略过"),
)
UNREADABLE = declare(
    "scale.unreadable",
    wanted=("a file in the Parquet format", "Parquet 格式的文件"),
    do=("write it again, whole", "请重新完整写出该文件"),
)
OUT = declare(
    "scale.out",
    wanted=("a folder for results that holds none of the files read", "结果文件夹，不得含有被读取的文件"),
    do=('write out="results"', '写作 out="results"'),
)


class File(NamedTuple):
    """A file to read (输入文件), and under which name in the folder of results its own go."""

    path: Path
    name: str


class Plan(NamedTuple):
    """What is to be done with which files (执行计划), checked beforehand; ``token`` marks what this run writes."""

    job: Job
    files: list[File]
    names: list[str]
    out: str | None
    token: str


class Part(NamedTuple):
    """What one file came to (单文件结果): small whatever its size, but for 8 bytes a society against duplicates.

    ``drawn`` has for each shared pool the members drawn on and what they hold in the end; ``written`` is the file of
    results under the name that it has until all is well.
    """

    file: File
    totals: Totals | None
    numbers: Numbers
    drawn: dict[str, tuple[NDArray[np.intp], Column]]
    written: str | None


# --- in memory -----------------------------------------------------------------------------------


def from_parquet(
    paths: Paths,
    *,
    unit: Unit | str,
    first_month: str,
    cases: Paths | None = None,
    months: int | None = None,
    pools: Iterable[SharedPool] = (),
    labels: Iterable[str] = (),
    source: Source | None = None,
    check_unit: bool = True,
) -> Population:
    """Read a population from Parquet files into memory (读取 Parquet 总体): one file, several, or all of a folder.

    Columns and arguments are as in `Population.from_frame`; months may be lists as well: ``need`` in the place of
    ``need_1``, ``need_2`` ... ``cases`` are Parquet files too. Raises `Malformed`, `MissingExtra`.
    """
    unit = choice(unit, Unit)
    table = _table(paths)
    return Population.from_frame(
        columns_of(table, unit),
        unit=Unit.FEN,
        first_month=first_month,
        cases=None if cases is None else cases_of(_table(cases), unit),
        months=months,
        pools=pools,
        labels=labels,
        source=source,
        check_unit=check_unit,
    )


def _table(paths: Paths) -> Any:
    files = files_of(paths)
    names = _same_columns(files, frozenset())
    tables = [_opened(file).read(columns=names) for file in files]
    return arrow().concat_tables(tables, promote_options="permissive")


# --- files ---------------------------------------------------------------------------------------


def files_of(paths: Paths) -> list[File]:
    """List the Parquet files of a folder, or those named (列出文件), in the order of their names. Raises `Malformed`.

    Sub-folders are looked into as well; what Spark and others set aside, with names that begin with . or _, is not.
    """
    found: list[File] = []
    for path in map(Path, [paths] if isinstance(paths, str | os.PathLike) else paths):
        if path.is_dir():
            inside = sorted(one.relative_to(path) for one in path.rglob("*.parquet") if one.is_file())
            open_to_all = [one for one in inside if not any(part[0] in "._" for part in one.parts)]
            found += [File(path / one, one.as_posix()) for one in open_to_all]
        elif path.is_file():
            found.append(File(path, path.name))
        else:
            raise Malformed(FILES, given=path.name)
    if not found or len({file.name for file in found}) < len(found):
        raise Malformed(FILES, given=listing(file.name for file in found))
    return found


def _opened(file: File) -> Any:
    try:
        # Pages are read as they are needed: a whole row group of all columns may be larger than memory.
        return parquet().ParquetFile(file.path, buffer_size=1 << 16)
    except arrow().ArrowInvalid as error:
        raise Malformed(UNREADABLE, given=file.name) from error


def _same_columns(files: list[File], passed_over: frozenset[str]) -> list[str]:
    """Give the columns to read. Raises `Malformed` where files do not have the same ones."""
    wanted: list[str] = []
    for file in files:
        with _opened(file) as opened:
            names = [name for name in opened.schema_arrow.names if name not in passed_over]
        wanted = wanted or names
        if set(names) != set(wanted):
            given = listing(sorted(set(names) ^ set(wanted)))
            raise Malformed(COLUMNS, given=f"{file.name}: {given}", schema=listing(wanted))
    return wanted


# --- one file ------------------------------------------------------------------------------------


def one_file(plan: Plan, file: File) -> Part:
    """Simulate the societies of one file (计算单个文件), a batch at a time; results wait under another name.

    Raises `Malformed`; then nothing is left behind.
    """
    job, seen, totals = plan.job, Seen(), None
    drawn: dict[str, list[tuple[NDArray[np.intp], Column]]] = {pool.name: [] for pool in job.shared}
    with _opened(file) as opened, _written(opened, plan, file) as (write, written):
        batches = opened.iter_batches(job.batch_rows, columns=plan.names, use_threads=False)
        for done in job.run(batches, seen, file.name):
            totals = Totals.of(done.result) if totals is None else totals + Totals.of(done.result)
            for name, members in done.drawn.items():
                drawn[name].append((members, done.result.pools[name]))
            write(results_batch(done.ids, done.result, job.keep))
            del done  # its columns are free before the next are read
    return Part(file, totals, seen.numbers(), {name: _together(parts) for name, parts in drawn.items()}, written)


def _together(parts: list[tuple[NDArray[np.intp], Column]]) -> tuple[NDArray[np.intp], Column]:
    members, holds = zip(*parts, strict=True) if parts else ((), ())
    return np.concatenate([np.empty(0, np.intp), *members]), np.concatenate([np.empty(0, np.int64), *holds])


@contextmanager
def _written(opened: Any, plan: Plan, file: File) -> Iterator[tuple[Any, str | None]]:
    """Give a function that writes a batch of results, and the name under which they wait."""
    if plan.out is None:
        yield lambda _: None, None
        return
    target = Path(plan.out, file.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    waiting = str(target.with_name(f".{target.name}.{plan.token}-{uuid4().hex}.partial"))
    try:
        ids = opened.schema_arrow.field("society").type if "society" in opened.schema_arrow.names else arrow().string()
        with parquet().ParquetWriter(waiting, results_schema(ids, plan.job.keep)) as writer:
            yield writer.write_batch, waiting
    except BaseException:
        Path(waiting).unlink(missing_ok=True)
        raise


# --- all files -----------------------------------------------------------------------------------


def plan_of(job: Job, paths: Paths, out: str | os.PathLike[str] | None) -> Plan:
    """Look at the files before any is read (预检文件). Raises `Malformed`."""
    files = files_of(paths)
    if out is not None and (not isinstance(out, str | os.PathLike) or Path(out).is_file()):
        raise Malformed(OUT, given=shown(out))
    for file in files:
        if out is not None and Path(out, file.name).resolve() == file.path.resolve():
            raise Malformed(OUT, given=file.name)
    used = {pool.by for pool in job.shared}
    passed_over = frozenset({*LABELS, *job.labels} - used)
    return Plan(job, files, _same_columns(files, passed_over), None if out is None else os.fspath(out), uuid4().hex)


def _finished(plan: Plan, parts: list[Part]) -> Totals:
    """Add up the files, check that nothing came twice, and only then give the results their names."""
    totals = _checked(plan, parts)
    for part in parts:
        if part.written is not None and plan.out is not None:
            Path(part.written).replace(Path(plan.out, part.file.name))
    return totals


def discard(plan: Plan) -> None:
    """Remove results that never got their names (清理未完成的结果), those of lost processes as well."""
    if plan.out is None:
        return
    for file in plan.files:
        target = Path(plan.out, file.name)
        for waiting in target.parent.glob(f".{escape(target.name)}.{plan.token}-*.partial"):
            waiting.unlink(missing_ok=True)


def _checked(plan: Plan, parts: list[Part]) -> Totals:
    _check_once(parts)
    found = [part.totals for part in parts if part.totals is not None]
    if not found:
        raise Malformed(
            EMPTY,
            given=Text("{n} files without a society", "{n}个文件，没有互助社").fill(n=len(parts)),
            schema=listing(plan.names),
        )
    totals = found[0]
    for more in found[1:]:
        totals = totals + more
    pools: dict[str, Column] = {}
    for pool in plan.job.shared:
        holds = pool.opening + sum(pool.income, np.zeros_like(pool.opening))
        idle = np.ones(len(holds), np.bool_)
        for part in parts:
            members, closing = part.drawn[pool.name]
            again = members[~idle[members]]
            if len(again):
                raise pool_split(pool, again, part.file.name)
            idle[members] = False
            holds[members] = closing
        pool.placed(totals.months)
        totals = with_idle(totals, pool.name, pool.opening[idle], tuple(column[idle] for column in pool.income))
        pools[pool.name] = holds
    return attrs.evolve(totals, pools=pools)


_PLACES = Text(
    "{id}, in {one} row {row} and in {other} row {again}", "{id}（{one} 第 {row} 行，{other} 第 {again} 行）"
)


def _check_once(parts: list[Part]) -> None:
    """Refuse a society that stands in two rows: suspects are read again, so that none is accused by chance."""
    ends = np.cumsum([len(part.numbers) for part in parts])
    for found in suspects([part.numbers for part in parts]):
        places = [_place(parts, ends, row) for row in (found.first, found.again)]
        ids = [_id_at(*place) for place in places]
        if ids[0] == ids[1]:
            (one, row), (other, again) = places
            given = _PLACES.fill(id=str(ids[0])[:40], one=one.name, row=row, other=other.name, again=again)
            raise Malformed(TWICE, given=given, count=found.rows)


def _place(parts: list[Part], ends: NDArray[np.intp], row: int) -> tuple[File, int]:
    at = int(np.searchsorted(ends, row, side="right"))
    return parts[at].file, row - int(ends[at]) + len(parts[at].numbers)


def _id_at(file: File, row: int) -> Any:
    with _opened(file) as opened:
        for batch in opened.iter_batches(BATCH_ROWS, columns=["society"]):
            if row < batch.num_rows:
                return batch.column(0)[row].as_py()
            row -= batch.num_rows
    raise IndexError(row)


def simulate_parquet(
    paths: Paths,
    scenario: Scenario | Law,
    *,
    unit: Unit | str,
    first_month: str,
    out: str | os.PathLike[str] | None = None,
    pools: Iterable[SharedPool] = (),
    keep: Iterable[str] = (),
    labels: Iterable[str] = (),
    batch_rows: int = BATCH_ROWS,
    workers: int = 1,
    source: Source = GIVEN,
    progress: Progress | None = None,
) -> Totals:
    """Simulate the societies of Parquet files, a batch at a time (分批计算 Parquet 文件). Raises `Malformed`, `MissingExtra`.

    ``paths``: a folder, a file, or several. ``out``: a folder for files of the same names, with ``society``, ``closing``,
    ``paid`` and what ``keep`` asks for (``"societies"``, ``"months"``); they appear all at once when everything is checked.
    Other arguments are as in `Population.from_frame` and `simulate`; months may be lists, as in `from_parquet`. Labels
    that no pool needs are not read. ``workers`` threads take a file each; ``progress`` is called with 1 after each file.

    Memory: for each worker the columns of ``batch_rows`` societies three times and two pages of each column of a file
    (of 1 MiB, as files are mostly written), whatever the size; and for each society 16 bytes against duplicates. The
    societies that share a pool stand one after another in one file, and are read together.
    """
    job = Job(
        scenario,
        unit=unit,
        first_month=first_month,
        pools=pools,
        keep=keep,
        labels=labels,
        batch_rows=batch_rows,
        source=source,
    )
    if type(workers) is not int or workers < 1:
        raise Malformed(WORKERS, given=shown(workers))
    plan = plan_of(job, paths, out)
    try:
        with closing(_each(plan, workers)) as each:
            return collected(plan, each, progress)
    finally:
        discard(plan)


def collected(plan: Plan, each: Iterable[Part], progress: Progress | None) -> Totals:
    """Take the parts as they come, check them together, and give the results their names (逐一收集). Raises `Malformed`.

    Nobody may be writing any more when `discard` removes what has no name.
    """
    parts: dict[str, Part] = {}
    for part in each:
        parts[part.file.name] = part
        if progress is not None:
            progress(1)
    return _finished(plan, [parts[file.name] for file in plan.files])


def _each(plan: Plan, workers: int) -> Generator[Part]:
    if workers == 1:
        for file in plan.files:
            yield one_file(plan, file)
        return
    with ThreadPoolExecutor(workers) as threads:
        waiting = [threads.submit(one_file, plan, file) for file in plan.files]
        try:
            for future in waiting:
                yield future.result()
        finally:
            threads.shutdown(cancel_futures=True)  # after an error the others need not begin
