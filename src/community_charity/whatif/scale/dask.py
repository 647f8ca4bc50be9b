"""The files of a folder on Dask (Dask 分布式计算): processes of this machine, or a cluster whose address is given.

One task is one file. A worker that is lost takes nothing with it: its files are done again by the others, and since
totals are whole numbers the answer is the same to the fen.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from community_charity.errors import Malformed, declare, shown
from community_charity.whatif.populations import GIVEN, Source
from community_charity.whatif.scale.needs import distributed
from community_charity.whatif.scale.parquet import Part, Plan, collected, discard, one_file, plan_of
from community_charity.whatif.scale.stream import BATCH_ROWS, Job
from community_charity.whatif.simulation import WORKERS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from community_charity.law.law import Law
    from community_charity.whatif.columns import Unit
    from community_charity.whatif.scale.parquet import Paths, Progress
    from community_charity.whatif.scale.totals import Totals
    from community_charity.whatif.scenarios import Scenario
    from community_charity.whatif.shared import SharedPool

CLIENT = declare(
    "scale.client",
    wanted=("a Dask client, the address of a scheduler, or nothing", "Dask 客户端、调度器地址，或不填"),
    do=('write client="tcp://scheduler:8786"', '写作 client="tcp://scheduler:8786"'),
)


def on_dask(
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
    client: Any = None,
    workers: int | None = None,
    source: Source = GIVEN,
    progress: Progress | None = None,
) -> Totals:
    """Do what `simulate_parquet` does, with each file a task of Dask (在 Dask 上计算). Totals are the same to the fen.

    ``client``: nothing for ``workers`` processes of this machine (as many as it has cores), which end with the run; the
    address of a scheduler; or a client, which stays open. All workers have to see the files under the same paths, and the
    same version of this library. Files are the units that are done again when a worker is lost: keep them to minutes.
    Raises `Malformed`, `MissingExtra`, and what Dask raises when it gives up on a file; a task that a cluster still runs then
    may leave a hidden file, with .partial at its end, in ``out``.
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
    if workers is not None and (type(workers) is not int or workers < 1):
        raise Malformed(WORKERS, given=shown(workers))
    found = distributed()
    if client is not None and not isinstance(client, str | found.Client):
        raise Malformed(CLIENT, given=shown(client))
    plan = plan_of(job, paths, out)
    with ExitStack() as stack:
        stack.callback(discard, plan)  # last, when no process of ours writes any more
        if not isinstance(client, found.Client):
            client = stack.enter_context(_client(client, workers, len(plan.files)))
        each = stack.enter_context(closing(_each(client, plan)))
        return collected(plan, each, progress)


@contextmanager
def _client(address: str | None, workers: int | None, files: int) -> Iterator[Any]:
    found = distributed()
    if address is not None:
        with found.Client(address, set_as_default=False) as client:
            yield client
        return
    count = min(workers or os.cpu_count() or 1, files)
    with (
        found.LocalCluster(n_workers=count, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        found.Client(cluster, set_as_default=False) as client,
    ):
        yield client


def _each(client: Any, plan: Plan) -> Generator[Part]:
    """Give the parts as they are done; whatever is still waiting when nobody asks any more is given up."""
    # Never pure: files may change between two runs, and a part is small.
    futures = client.map(partial(one_file, plan._replace(files=[])), plan.files, pure=False)
    try:
        for future in distributed().as_completed(futures, loop=client.loop):
            yield future.result()
            future.release()
    finally:
        client.cancel(futures)
