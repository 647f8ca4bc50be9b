"""The optional packages of this part (可选组件): asked for where they are needed, named when they are missing.

>>> arrow().__name__
'pyarrow'
"""

from __future__ import annotations

from typing import Any

from community_charity.errors import MISSING_EXTRA, MissingExtra


def arrow() -> Any:
    """Give PyArrow (加载 PyArrow). Raises `MissingExtra` where it is not installed."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an optional extra
        import pyarrow.compute  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtra(MISSING_EXTRA, given="Arrow batches", package="pyarrow", extra="arrow") from error
    return pa


def parquet() -> Any:
    """Give what PyArrow reads and writes Parquet with (加载 Parquet 读写组件). Raises `MissingExtra`."""
    arrow()
    import pyarrow.parquet as pq  # noqa: PLC0415 - an optional extra

    return pq


def distributed() -> Any:
    """Give Dask's scheduler of processes (加载 Dask 分布式组件). Raises `MissingExtra`."""
    try:
        import distributed as found  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtra(MISSING_EXTRA, given="on_dask", package="distributed", extra="dask") from error
    return found
