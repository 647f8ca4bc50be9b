"""One way to provoke each error of files and batches; the societies are invented."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from community_charity.law.law import Law
from community_charity.whatif.months import Months
from community_charity.whatif.scale import Totals, on_dask, over_batches, simulate_parquet
from community_charity.whatif.scenarios import Scenario
from community_charity.whatif.shared import SharedPool
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError

LAW = Law.of("cn/anhui")
TOWN = SharedPool("federation", kind="federation", by="town", members=["t-1", "t-2"], opening=[0, 0])
HELPED = Scenario(LAW, layers=("society", "federation"))


def societies(*ids: str, **columns: Any) -> Any:
    return pa.record_batch({"society": ids, "capital": [1] * len(ids)} | (columns or {"need_1": [1] * len(ids)}))


def batches(*given: Any, scenario: Any = LAW, **more: Any) -> CharityError:
    return caught(lambda: list(over_batches(scenario, unit="fen", first_month="2025-01", **more)(given)))


def files(run: Any = simulate_parquet, out: str | None = None, text: str = "", **more: Any) -> CharityError:
    """Run over a folder with one file of text, or of one society."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "part.parquet")
        if text:
            path.write_text(text, encoding="utf-8")
        else:
            pq.write_table(pa.Table.from_batches([societies("v-1")]), path)
        where = None if out is None else Path(folder, out)
        return caught(lambda: run(folder, LAW, unit="fen", first_month="2025-01", out=where, **more))


@error("scale.list_lengths", "lists of months of two lengths", "月份列表长短不一")
def lists_of_two_lengths() -> CharityError:
    return batches(societies("v-1", "v-2", need=[[1, 2], [3]]))


@error("scale.society_twice", "a society in two batches", "同一互助社出现在两个批次")
def society_in_two_batches() -> CharityError:
    return batches(societies("v-1"), societies("v-1"))


@error("scale.pool_split", "societies of a town that stand apart", "同镇互助社未连续排列")
def town_in_two_places() -> CharityError:
    apart = [societies(f"v-{n}", town=[town], need_1=[1]) for n, town in enumerate(("t-1", "t-2", "t-1"))]
    return batches(*apart, scenario=HELPED, pools=[TOWN], batch_rows=1)


@error("scale.columns_differ", "gifts in the second batch alone", "仅第二批次含捐赠列")
def gifts_in_one_batch() -> CharityError:
    return batches(societies("v-1"), societies("v-2", need_1=[1], gifts_1=[1]))


@error("scale.batch_rows", "batches of no societies", "每批互助社数为零")
def batches_of_nothing() -> CharityError:
    return batches(batch_rows=0)


@error("scale.months_differ", "totals of one month and of two added", "一个月与两个月的合计相加")
def totals_of_other_months() -> CharityError:
    one, two = (Totals(Months("2025-01", count), 1, {}, {}) for count in (1, 2))
    return caught(lambda: one + two)


@error("scale.totals_rows", "totals read from rows of none", "由空行还原合计")
def totals_of_no_rows() -> CharityError:
    return caught(lambda: Totals.from_arrow([], first_month="2025-01"))


@error("scale.files", "a file of societies that is not there", "不存在的互助社文件")
def file_that_is_not_there() -> CharityError:
    return caught(lambda: simulate_parquet("none.parquet", LAW, unit="fen", first_month="2025-01"))


@error("scale.unreadable", "a file of text called Parquet", "以 Parquet 为名的文本文件")
def text_called_parquet() -> CharityError:
    return files(text="society,capital")


@error("scale.out", "results in the folder that is read", "将结果写入被读取的文件夹")
def results_over_what_is_read() -> CharityError:
    return files(out="")


@error("scale.client", "a number of workers as the client", "以进程数充当客户端")
def workers_as_the_client() -> CharityError:
    return files(on_dask, client=4)
