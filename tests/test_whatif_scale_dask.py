"""Files on Dask: processes of this machine, a cluster by its address, and a worker that is killed on the way."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

import distributed
import pytest

from community_charity.errors import Malformed
from community_charity.whatif import scale
from community_charity.whatif.scenarios import Scenario
from scaled import FIRST, LAW, federation, in_memory, invented, same, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

processes: Any = distributed  # says nothing about its types
LocalCluster = processes.LocalCluster
MONTHS = 2
SHARED = Scenario(LAW, layers=("society", "federation"))
POOL = federation(12, MONTHS, idle=1)
COLUMNS = invented(240, MONTHS, towns=12)


def run(paths: Any, **more: Any) -> scale.Totals:
    usual: dict[str, Any] = {"unit": "fen", "first_month": FIRST, "pools": [POOL]}
    return scale.on_dask(paths, SHARED, **usual | more)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A file for each town."""
    towns = COLUMNS["town"]
    write(tmp_path, COLUMNS, [row for row in range(1, len(towns)) if towns[row] != towns[row - 1]])
    return tmp_path


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two processes, one of which will be killed."""
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as started:
        yield started


def test_processes_of_this_machine(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a client processes are asked for, no more than there are files, and they end with the run."""
    asked: list[dict[str, Any]] = []
    started: list[Any] = []

    def in_threads(**settings: Any) -> Any:  # processes are started by the next test: they take seconds
        asked.append(settings)
        started.append(LocalCluster(**settings | {"processes": False}))
        return started[-1]

    monkeypatch.setattr(distributed, "LocalCluster", in_threads)
    told: list[int] = []
    same(run(files, workers=2, out=files / "out", progress=told.append), in_memory(COLUMNS, SHARED, [POOL]))
    assert asked == [{"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}]
    assert started[0].status is distributed.core.Status.closed
    assert sum(told) == len(told) == len(list((files / "out").glob("*"))) == 12
    with pytest.raises(ValueError, match="No client"):
        processes.default_client()


@pytest.mark.deep
def test_a_worker_that_is_killed_changes_nothing(files: Path, cluster: Any) -> None:
    """One process is killed while files are under way: its files are done again, and the totals are the same."""
    with processes.Client(cluster, set_as_default=False) as client:
        pids = client.run(os.getpid)
        killed: list[int] = []

        def kill(_: int) -> None:
            if not killed:  # whoever has done most: its results, not fetched yet, go with it
                done = client.has_what()
                killed.append(pids[max(pids, key=lambda worker: len(done[worker]))])
                os.kill(killed[0], signal.SIGKILL)

        found = run(files, client=client, out=files / "out", batch_rows=4, progress=kill)
        assert killed[0] not in client.run(os.getpid).values()
    same(found, in_memory(COLUMNS, SHARED, [POOL]))
    assert len(list((files / "out").iterdir())) == 12


@pytest.fixture
def threads() -> Iterator[Any]:
    """A cluster within this process."""
    with LocalCluster(n_workers=1, processes=False, dashboard_address=None) as started:
        yield started


def test_a_cluster_by_its_address(files: Path, threads: Any) -> None:
    """An address is enough; errors come home with their code and their words in both languages."""
    same(run(files, client=threads.scheduler_address), in_memory(COLUMNS, SHARED, [POOL]))
    with processes.Client(threads, set_as_default=False) as client:
        same(run(files, client=client), in_memory(COLUMNS, SHARED, [POOL]))
        assert client.status == "running"
    columns = invented(3, 1) | {"need_1": [1, -1, 1]}
    (files / "wrong").mkdir()
    write(files / "wrong", columns, [])
    with pytest.raises(Malformed) as caught:
        scale.on_dask(files / "wrong", LAW, unit="fen", first_month=FIRST, client=threads.scheduler_address)
    assert caught.value.code == "what_if.negative"
    assert "part-000.parquet" in caught.value.text("zh")


def test_what_is_refused(files: Path) -> None:
    """Something that is no client, and no number of workers, are refused before anything starts."""
    for more, code in (({"client": 5}, "scale.client"), ({"workers": 0}, "what_if.workers")):
        with pytest.raises(Malformed) as caught:
            run(files, **more)
        assert caught.value.code == code
