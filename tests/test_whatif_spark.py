"""Spark's ``mapInArrow`` takes the same functions: totals and balances are those in memory, to the fen."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest

from community_charity.whatif import scale
from community_charity.whatif.scenarios import Scenario
from scaled import FIRST, LAW, federation, in_memory, invented, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed: pip install community-charity[spark]")
pytest.importorskip("pandas", reason="Spark's mapInArrow asks for pandas: pip install community-charity[spark]")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java, which is not installed", allow_module_level=True)

# Spark's own Python says these; they are not ours to mend.
pytestmark = pytest.mark.filterwarnings("default")

MONTHS = 3
SHARED = Scenario(LAW, layers=("society", "federation"), below_floor="topped_up")
COLUMNS = invented(60, MONTHS, towns=6)
POOL = federation(len(set(COLUMNS["town"])), MONTHS)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Spark on two cores of this machine, stopped in the end."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYSPARK_PYTHON", sys.executable)  # else its workers start whatever Python they find
        builder = sql.SparkSession.builder.master("local[2]")
        settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.host": "127.0.0.1"}
        for name, value in settings.items():
            builder = builder.config(name, value)
        started = builder.getOrCreate()
        yield started
        started.stop()


def test_spark_gives_what_memory_gives(spark: Any, tmp_path: Path) -> None:
    """Shuffled into partitions by town, societies get what they get in memory, and the totals add up in Spark."""
    write(tmp_path, COLUMNS, [11, 40])
    result = in_memory(COLUMNS, SHARED, [POOL])
    usual: dict[str, Any] = {"unit": "fen", "first_month": FIRST, "pools": [POOL], "batch_rows": 8}
    frame = spark.read.parquet(str(tmp_path)).repartition("town").sortWithinPartitions("town")

    function = scale.over_batches(SHARED, keep="months", **usual)
    rows = {row["society"]: row for row in frame.mapInArrow(function, function.ddl).collect()}
    assert [rows[society]["closing"] for society in COLUMNS["society"]] == result.closing.tolist()
    assert [rows[society]["paid_by_month"] for society in COLUMNS["society"]] == result.kept.months["paid"].T.tolist()

    summed = scale.totals_over_batches(SHARED, **usual)
    added = frame.mapInArrow(summed, summed.ddl).groupBy("measure", "month").agg(sql.functions.sum("amount"))
    totals = scale.Totals.from_arrow(added.toDF("measure", "month", "amount").toArrow(), first_month=FIRST)
    assert dict(totals.sums) == dict(result.sums)
    assert (totals.societies, totals.opening) == (len(COLUMNS["society"]), result.opening)


def test_a_society_twice_fails_the_run(spark: Any) -> None:
    """What a function refuses, Spark refuses, with the code."""
    frame = spark.createDataFrame([("v-1", 1, 1), ("v-1", 1, 1)], "society string, capital long, need_1 long")
    function = scale.over_batches(LAW, unit="fen", first_month=FIRST)
    with pytest.raises(Exception, match=r"scale\.society_twice"):  # Spark's own error, around ours
        frame.coalesce(1).mapInArrow(function, function.ddl).collect()
