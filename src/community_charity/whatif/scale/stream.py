"""The kernel as a function of Arrow batches (按批次计算): an iterator of batches in, an iterator of batches out.

That is what Spark's ``mapInArrow`` takes. One row is one society; whoever shares a pool stands together.

>>> from community_charity.law.law import Law
>>> from community_charity.whatif.scale.needs import arrow
>>> batch = arrow().record_batch({"society": ["v-1"], "capital": [30_000_00], "need": [[2_500_00, 0]]})  # invented
>>> function = over_batches(Law.of("cn/anhui"), unit="fen", first_month="2025-01")
>>> next(function(iter([batch]))).to_pylist()
[{'society': 'v-1', 'closing': 2900000, 'paid': 100000}]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs
import numpy as np

from community_charity.errors import CharityError, Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.law.law import Law
from community_charity.whatif.blocks import ROWS
from community_charity.whatif.columns import Unit
from community_charity.whatif.frames import listing
from community_charity.whatif.months import Months
from community_charity.whatif.populations import GIVEN, Population, Source
from community_charity.whatif.scale.arrow import (
    batches_in,
    columns_of,
    label_of,
    located,
    names_kept,
    results_batch,
    results_schema,
)
from community_charity.whatif.scale.ids import Seen, twice
from community_charity.whatif.scale.needs import arrow
from community_charity.whatif.scale.totals import Totals
from community_charity.whatif.scenarios import Scenario
from community_charity.whatif.shared import SharedPool
from community_charity.whatif.simulation import KEEP, simulate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from community_charity.whatif.frames import Labels
    from community_charity.whatif.results import Result

TWICE = declare(
    "scale.society_twice",
    wanted=("each society in one row of all files and batches", "全部文件和批次中每个互助社只占一行"),
    do=("drop one of the two rows; {count} rows repeat another", "请删去其一；共 {count} 行重复"),
)
SPLIT = declare(
    "scale.pool_split",
    wanted=(
        "the societies that share {pool} one after another, in one file",
        "共享 {pool} 的互助社在同一文件中连续排列",
    ),
    do=(
        "sort by {by}, and write the societies of each into one file",
        "请按 {by} 排序，并将同一资金池的互助社写入同一文件",
    ),
)
COLUMNS = declare(
    "scale.columns_differ",
    wanted=("the same columns in every file and batch: {schema}", "各文件各批次列一致：{schema}"),
    do=("write all files with the same columns: what is left out is not zero", "请以相同的列写出各文件：缺列不等于零"),
)
BATCH = declare(
    "scale.batch_rows",
    wanted=("a whole number of societies, at least 1", "互助社数：不小于1的整数"),
    do=("write batch_rows=32_768, or leave it out", "写作 batch_rows=32_768，或省略"),
)

BATCH_ROWS: Final = ROWS
"""How many societies are read at once (每批行数). Changes no result."""
_KEEPS: Final = ("societies", "months")


class Done(NamedTuple):
    """One batch, simulated (单批结果): the ids as they came, what was found, and which members of shared pools it drew on."""

    ids: Any
    result: Result
    drawn: dict[str, NDArray[np.intp]]


def _scenario(value: Scenario | Law) -> Scenario:
    return value if isinstance(value, Scenario) else Scenario(expect(value, Law))


def _unit(value: Unit | str) -> Unit:
    return choice(value, Unit)


def _first(value: Any) -> str:
    return Months(value, 1).first


def _pools(value: Iterable[SharedPool]) -> tuple[SharedPool, ...]:
    # Whether its months are those of the files is asked when these are read.
    return tuple(expect(p, SharedPool).placed(Months("2025-01", max(1, len(p.income)))) for p in value)


def _keep(value: Iterable[str]) -> frozenset[str]:
    asked = frozenset([value] if isinstance(value, str) else value)
    if not asked <= set(_KEEPS):
        raise Malformed(KEEP, given=shown(min(map(str, asked - set(_KEEPS)))), choices=", ".join(_KEEPS))
    return asked


def _labels(value: Iterable[str]) -> tuple[str, ...]:
    return tuple(value)


def _rows(value: int) -> int:
    if type(value) is not int or value < 1:
        raise Malformed(BATCH, given=shown(value))
    return value


@attrs.frozen(eq=False)
class Job:
    """What is to be done with each batch (批次任务); it can be sent to other processes. Raises `Malformed`.

    Fields are as in `Population.from_frame` and `simulate`.
    """

    scenario: Scenario = attrs.field(converter=_scenario)
    unit: Unit = attrs.field(converter=_unit, kw_only=True)
    first_month: str = attrs.field(converter=_first, kw_only=True)
    pools: tuple[SharedPool, ...] = attrs.field(default=(), converter=_pools, kw_only=True)
    keep: frozenset[str] = attrs.field(default=(), converter=_keep, kw_only=True)
    labels: tuple[str, ...] = attrs.field(default=(), converter=_labels, kw_only=True)
    batch_rows: int = attrs.field(default=BATCH_ROWS, converter=_rows, kw_only=True)
    source: Source = attrs.field(default=GIVEN, kw_only=True)

    @property
    def shared(self) -> tuple[SharedPool, ...]:
        """The pools that help in this scenario (参与救助的共享资金池)."""
        return tuple(pool for pool in self.pools if pool.name in self.scenario.layers)

    def run(self, batches: Iterable[Any], seen: Seen, file: str = "") -> Iterator[Done]:
        """Simulate batch by batch (逐批模拟), noting ids in ``seen``. Errors name ``file``, if given. Raises `Malformed`."""
        shared = self.shared
        places = {pool.name: {member: at for at, member in enumerate(pool.members.tolist())} for pool in shared}
        drawn = {pool.name: np.zeros(len(pool.members), np.bool_) for pool in shared}
        first = 0
        for batch in self._regrouped(batches):
            try:
                done = self._one(batch, seen, places)
            except CharityError as error:
                raise (located(error, file, first) if file else error) from None
            for pool in shared:
                again = done.drawn[pool.name][drawn[pool.name][done.drawn[pool.name]]]
                if len(again):
                    raise pool_split(pool, again, file)
                drawn[pool.name][done.drawn[pool.name]] = True
            first += batch.num_rows
            yield done
            del batch, done  # the memory of one batch is free before the next is read

    def _one(self, batch: Any, seen: Seen, places: dict[str, dict[Any, int]]) -> Done:
        ids, shared = label_of(batch, "society"), self.shared
        seen.add(ids)
        columns = columns_of(batch if shared else batch.drop_columns(["society"]), self.unit)
        if not shared:  # ids order those that share a pool, and nothing else: numbers are cheaper to check
            columns["society"] = np.arange(len(ids))
        drawn = {
            pool.name: _members(pool, columns_of(_only(batch, pool.by), self.unit)[pool.by], places[pool.name])
            for pool in shared
        }
        population = Population.from_frame(
            columns,
            unit=Unit.FEN,
            first_month=self.first_month,
            pools=[_some(pool, drawn[pool.name]) for pool in shared],
            labels=(*self.labels, *(pool.by for pool in shared if pool.by != "society")),
            source=self.source,
            check_unit=False,  # a batch is too few to judge the unit by
        )
        return Done(ids, simulate(population, self.scenario, keep=self.keep | {"paid"}), drawn)

    def _regrouped(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Give batches of about ``batch_rows`` societies, cut only where no shared pool is cut in two."""
        waiting: list[Any] = []
        schema = None
        for given in batches:
            schema = given.schema if schema is None else schema
            if given.schema != schema:
                raise Malformed(COLUMNS, given=listing(given.schema.names), schema=listing(schema.names))
            for piece in batches_in(given, self.batch_rows):
                waiting.append(piece)
                del piece
                if sum(one.num_rows for one in waiting) < self.batch_rows:
                    continue
                whole = _joined(waiting)
                end = self._end(whole)
                waiting = [whole.slice(end)] if end < whole.num_rows else []
                whole = whole.slice(0, end)
                if end:
                    yield whole
                del whole
            del given
        if waiting:
            yield _joined(waiting)

    def _end(self, batch: Any) -> int:
        """Tell how many rows can go: those of the last pool may have fellows in the next batch."""
        if not self.shared:
            return int(batch.num_rows)
        compute = arrow().compute
        cut = np.ones(batch.num_rows - 1, np.bool_)
        for pool in self.shared:
            labels = label_of(batch, pool.by)
            cut &= compute.not_equal(labels.slice(1), labels.slice(0, len(labels) - 1)).to_numpy(zero_copy_only=False)
        places = np.flatnonzero(cut)
        return int(places[-1]) + 1 if len(places) else 0


def _only(batch: Any, name: str) -> Any:
    label_of(batch, name)
    return batch.select([name])


def _joined(batches: list[Any]) -> Any:
    if len(batches) == 1:
        return batches[0]
    return arrow().Table.from_batches(batches).combine_chunks().to_batches()[0]


def _members(pool: SharedPool, labels: Labels, places: dict[Any, int]) -> NDArray[np.intp]:
    """Tell which members of a pool the societies of a batch draw on. Raises `Malformed` for one that is none."""
    drawn = [places.get(label, -1) for label in dict.fromkeys(labels.tolist())]
    if -1 in drawn:
        pool.index(labels)  # refuses, with the names
    return np.array(sorted(drawn), np.intp)


def _some(pool: SharedPool, members: NDArray[np.intp]) -> SharedPool:
    return attrs.evolve(
        pool,
        members=pool.members[members].tolist(),
        opening=pool.opening[members],
        income=tuple(column[members] for column in pool.income),
    )


def pool_split(pool: SharedPool, again: NDArray[np.intp], file: str) -> Malformed:
    """Make the error for a shared pool whose societies stand in two places (资金池被拆分)."""
    given = listing(pool.members[again].tolist()) + (f" ({file})" if file else "")
    return Malformed(SPLIT, given=given, pool=pool.name, by=pool.by)


@attrs.frozen(eq=False)
class OverBatches:
    """A function from Arrow batches to Arrow batches (批次函数), made by `over_batches`; it pickles.

    Given societies it gives, in their order, ``society``, ``closing``, ``paid`` and what was asked to be kept. It refuses a
    society that comes twice in what it is given at the end: then nothing that came before may be used.
    """

    job: Job

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Simulate (执行): one iterator of Arrow batches for another. Raises `Malformed`."""
        seen = Seen()
        for done in self.job.run(batches, seen):
            yield results_batch(done.ids, done.result, self.job.keep)
        _check_once(seen)

    def schema(self, ids: Any = None) -> Any:
        """Give the Arrow schema of what comes out (输出结构), for ids of an Arrow type, text if none is given."""
        return results_schema(arrow().string() if ids is None else ids, self.job.keep)

    @property
    def ddl(self) -> str:
        """The schema of what comes out as Spark writes it (Spark 输出结构), for ids that are text.

        >>> from community_charity.law.law import Law
        >>> over_batches(Law.of("cn"), unit="fen", first_month="2025-01").ddl
        'society string, closing bigint, paid bigint'
        """
        whole, lists = names_kept(self.job.keep)
        fields = [*(f"{name} bigint" for name in whole), *(f"{name} array<bigint>" for name in lists)]
        return ", ".join(("society string", *fields))


@attrs.frozen(eq=False)
class TotalsOverBatches:
    """A function from Arrow batches to one batch of totals (批次合计函数), made by `totals_over_batches`; it pickles.

    What comes out has ``measure``, ``month`` and ``amount``; see `Totals.from_arrow`. Of no society come no rows.
    """

    job: Job
    ddl: Final = "measure string, month int, amount decimal(38, 0)"

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Simulate and add up (执行并合计). Raises `Malformed`."""
        seen, found = Seen(), None
        for done in self.job.run(batches, seen):
            totals = Totals.of(done.result)
            found = totals if found is None else found + totals
        _check_once(seen)
        if found is not None:
            yield found.to_arrow()


def _check_once(seen: Seen) -> None:
    found = twice([seen.numbers()])
    if found is not None:
        rows = Text("rows {first} and {again} of the batches", "各批次合计第 {first} 行与第 {again} 行")
        given = rows.fill(first=found.first, again=found.again)
        raise Malformed(TWICE, given=given, count=found.rows)


def over_batches(
    scenario: Scenario | Law,
    *,
    unit: Unit | str,
    first_month: str,
    pools: Iterable[SharedPool] = (),
    keep: Iterable[str] = (),
    labels: Iterable[str] = (),
    batch_rows: int = BATCH_ROWS,
) -> OverBatches:
    """Make the function that simulates societies batch by batch (生成批次函数). Raises `Malformed`.

    Arguments are as in `Population.from_frame` and `simulate`; ``keep`` may be ``"societies"`` and ``"months"``. The
    societies that share a pool have to come one after another, all of them in the same iterator.
    """
    return OverBatches(
        Job(scenario, unit=unit, first_month=first_month, pools=pools, keep=keep, labels=labels, batch_rows=batch_rows)
    )


def totals_over_batches(
    scenario: Scenario | Law,
    *,
    unit: Unit | str,
    first_month: str,
    pools: Iterable[SharedPool] = (),
    labels: Iterable[str] = (),
    batch_rows: int = BATCH_ROWS,
) -> TotalsOverBatches:
    """Make the function that gives the totals of societies that come batch by batch (生成批次合计函数). Raises `Malformed`."""
    return TotalsOverBatches(
        Job(scenario, unit=unit, first_month=first_month, pools=pools, labels=labels, batch_rows=batch_rows)
    )
