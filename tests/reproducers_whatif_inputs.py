"""One way to provoke each error of reading a population; societies, households and amounts are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from community_charity.whatif import Months, Population, SharedPool
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError

VILLAGES: dict[str, Any] = {"society": ["v-1", "v-2"], "capital": [30_000_00, 40_000_00], "need_1": [900_00, 0]}
CASE: dict[str, Any] = {"society": ["v-1"], "month": [1], "need": [900_00]}
BARE = {name: VILLAGES[name] for name in ("society", "capital")}


def read(frame: Any = None, unit: str = "fen", **more: Any) -> Population:
    options = {name: more.pop(name) for name in ("cases", "monthly", "months", "pools", "labels") if name in more}
    return Population.from_frame(
        VILLAGES | more if frame is None else frame, unit=unit, first_month="2025-01", **options
    )


def refused(frame: Any = None, unit: str = "fen", **more: Any) -> CharityError:
    return caught(lambda: read(frame, unit, **more))


def case_refused(**columns: Any) -> CharityError:
    return caught(lambda: read(BARE, cases=CASE | columns, months=3))


def months_refused(**columns: Any) -> CharityError:
    usual = {"society": ["v-1", "v-2"], "month": [1, 1], "need": [900_00, 0]}
    return caught(lambda: read(BARE, monthly=usual | columns))


def pool(name: str = "federation", members: Any = ("t-1",)) -> SharedPool:
    return SharedPool(name, kind="federation", by="town", members=list(members), opening=[0] * len(members))


@error("what_if.frame", "the name of a file in the place of a frame", "以文件名代替数据框")
def file_name() -> CharityError:
    return refused("villages.csv")


@error("what_if.no_column", "a frame without capital", "缺少启动资金列的数据框")
def without_capital() -> CharityError:
    return refused({"society": ["v-1"], "need_1": [0]})


@error("what_if.column_twice", "needs in lists and in columns", "需要既有列表列又有月度列")
def needs_twice() -> CharityError:
    return refused(need=[[900_00], [0]])


@error("what_if.unknown_value", "an empty cell among the needs", "不详的需要金额")
def unknown_need() -> CharityError:
    return refused(need_1=[900_00, None])


@error("what_if.lengths", "a column that is too short", "行数不足的列")
def short_column() -> CharityError:
    return refused(opening=[30_000_00])


@error("what_if.flat", "a table in the place of a column", "以二维表代替一列")
def two_dimensions() -> CharityError:
    return refused(opening=np.zeros((2, 2), np.int64))


@error("what_if.mixed_types", "yes among the amounts", "金额列中混入布尔值")
def yes_is_no_amount() -> CharityError:
    return refused(need_1=[900_00, True])


@error("what_if.negative", "a need below zero", "为负的需要金额")
def negative_need() -> CharityError:
    return refused(need_1=[900_00, -1])


@error("what_if.sub_fen", "a need of half a fen", "半分钱的需要金额")
def half_a_fen() -> CharityError:
    return refused(unit="yuan", capital=[30_000, 40_000], need_1=[900.005, 0])


@error("what_if.unit", "decimals read as fen", "把小数读作分")
def decimals_as_fen() -> CharityError:
    return refused(need_1=[900.5, 0.0])


@error("what_if.no_amount", "an amount in words", "以文字表示的金额")
def amount_in_words() -> CharityError:
    return refused(unit="yuan", capital=["30,000", "about 40,000"])


@error("what_if.too_large", "a trillion of capital", "万亿元的启动资金")
def a_trillion() -> CharityError:
    return refused(capital=[30_000_00, 10**14])


@error("what_if.no_label", "towns as decimals", "以小数表示的乡镇")
def towns_as_decimals() -> CharityError:
    return refused(town=[1.5, 2.0])


@error("what_if.not_whole", "a society founded before the first month", "首月之前成立的互助社")
def founded_before() -> CharityError:
    return refused(entry=[0, 1])


@error("what_if.not_bool", "cancer as a number", "以数字表示是否癌症")
def cancer_as_a_number() -> CharityError:
    return case_refused(cancer=[1])


@error("what_if.column_not_asked", "a misspelt column", "拼错的列名")
def misspelt() -> CharityError:
    return refused(goverment_aid_1=[0, 0])


@error("what_if.months_missing", "a month left out", "遗漏一个月")
def month_left_out() -> CharityError:
    return refused(need_3=[0, 0])


@error("what_if.months_beyond", "more months than said", "月份多于所述月数")
def more_months() -> CharityError:
    return refused(need_2=[0, 0], months=1)


@error("what_if.month_lists", "lists of different lengths", "长短不一的列表")
def uneven_lists() -> CharityError:
    return refused(BARE | {"need": [[900_00, 0], [0]]})


@error("what_if.no_list", "a column called need that holds amounts", "名为 need 却只有金额的列")
def need_without_a_month() -> CharityError:
    return refused(BARE | {"need": [900_00, 0]})


@error("what_if.month_of_row", "a thirteenth month of the year", "一年中的第十三个月")
def thirteenth_month() -> CharityError:
    return months_refused(month=["2025-01", "2025-13"])


@error("what_if.case_of_nobody", "a case of a society that is not there", "不存在的互助社的个案")
def case_of_a_stranger() -> CharityError:
    return case_refused(society=["v-9"])


@error("what_if.month_twice", "a month told twice", "重复的月份")
def month_twice() -> CharityError:
    return months_refused(society=["v-1", "v-1"])


@error("what_if.months_of_society", "a society without its second month", "缺第二个月的互助社")
def second_month_missing() -> CharityError:
    return months_refused(society=["v-1", "v-2", "v-2"], month=[1, 1, 2], need=[0, 0, 0])


@error("what_if.monthly_columns", "weeks in a table of months", "月度表中的周列")
def weeks() -> CharityError:
    return months_refused(week=[1, 1])


@error("what_if.society_twice", "a society in two rows", "同一互助社占两行")
def society_twice() -> CharityError:
    return refused(society=["v-1", "v-1"])


@error("what_if.empty", "a population of nobody", "没有互助社的总体")
def nobody() -> CharityError:
    return refused({"society": [], "capital": [], "need_1": []})


@error("what_if.given_twice", "needs in columns and in cases", "需要既有列又有个案")
def columns_and_cases() -> CharityError:
    return refused(cases=CASE, months=1)


@error("what_if.no_need", "aid without a need", "有救助而无需要")
def aid_alone() -> CharityError:
    return refused(BARE | {"government_aid_1": [0, 0]})


@error("what_if.pool_twice", "two pools of one name", "同名的两个资金池")
def two_pools() -> CharityError:
    return refused(town=["t-1", "t-1"], pools=[pool(), pool()])


@error("what_if.unlikely_unit", "yuan read as fen", "把元读作分")
def yuan_as_fen() -> CharityError:
    many = {"society": list(range(10)), "capital": [30_000] * 10, "need_1": [900] * 10}
    return refused(many)


@error("what_if.sources_differ", "rows of two sources", "两种来源的数据行")
def two_sources() -> CharityError:
    return refused(source=["books", "a newspaper"])


@error("what_if.no_society", "asking for a society that is not there", "查询不存在的互助社")
def asking_for_a_stranger() -> CharityError:
    return caught(lambda: read().row("v-9"))


@error("what_if.household_of_two", "a household in two societies", "一个家庭属两个互助社")
def household_of_two() -> CharityError:
    two: dict[str, Any] = {"society": ["v-1", "v-2"], "month": [1, 1], "need": [0, 0], "household": ["h-1", "h-1"]}
    return case_refused(**two)


@error("what_if.case_columns", "the name of a patient in a table of cases", "个案表中的患者姓名列")
def names_of_patients() -> CharityError:
    return case_refused(patient=["invented"])


@error("what_if.no_pool", "a society of a town without a federation", "所属乡镇无联合会的互助社")
def town_without_a_federation() -> CharityError:
    return caught(lambda: pool().index(np.array(["t-1", "t-2"])))


@error("what_if.pool_name", "a pool named like the societies", "与互助社层级同名的资金池")
def pool_named_society() -> CharityError:
    return caught(lambda: pool("society"))


@error("what_if.pool_members", "a pool without members", "没有成员的资金池")
def no_members() -> CharityError:
    return caught(lambda: pool(members=()))


@error("what_if.first_month", "a day in the place of the first month", "以日期代替首月")
def day_for_a_month() -> CharityError:
    return caught(lambda: Months("2025-01-01", 12))


@error("what_if.months", "no month at all", "零个月")
def no_months() -> CharityError:
    return caught(lambda: Months("2025-01", 0))


@error("what_if.no_month", "a month after the last", "末月之后的月份")
def after_the_last() -> CharityError:
    return caught(lambda: Months("2025-01", 12).index("2026-01"))
