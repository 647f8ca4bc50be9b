"""Beyond one machine (超越单机): the same kernel over Arrow batches, Parquet files, Dask and Spark.

Whatever runs it, the totals are those of one machine to the fen: they are sums of whole numbers, and no shared pool is
ever cut in two.

>>> from community_charity.law.law import Law
>>> function = totals_over_batches(Law.of("cn/anhui"), unit="fen", first_month="2025-01")
>>> function.ddl
'measure string, month int, amount decimal(38, 0)'
"""

from __future__ import annotations

from community_charity.whatif.scale.dask import on_dask
from community_charity.whatif.scale.parquet import from_parquet, simulate_parquet
from community_charity.whatif.scale.stream import (
    BATCH_ROWS,
    OverBatches,
    TotalsOverBatches,
    over_batches,
    totals_over_batches,
)
from community_charity.whatif.scale.totals import Totals

__all__ = [
    "BATCH_ROWS",
    "OverBatches",
    "Totals",
    "TotalsOverBatches",
    "from_parquet",
    "on_dask",
    "over_batches",
    "simulate_parquet",
    "totals_over_batches",
]
