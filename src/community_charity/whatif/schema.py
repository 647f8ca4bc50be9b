r"""The columns of a population (总体列约定): what each holds, in which unit, and what leaving it out means.

>>> [(row[0], row[1].zh) for row in SCHEMA.rows[:2]]
[('society', '互助社标识，每社一行'), ('capital', '启动资金')]
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from community_charity.errors import Malformed, declare
from community_charity.language import Text
from community_charity.whatif.frames import COLUMN_TWICE, listing
from community_charity.whatif.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_ASKED = declare(
    "what_if.column_not_asked",
    wanted=("columns of the schema alone: {schema}", "仅限约定的列：{schema}"),
    do=(
        "did you mean {nearest}? name further labels in labels=, or drop the column",
        "是否指 {nearest}？其他标签列请列入 labels=，或删去该列",
    ),
)
MONTHS_MISSING = declare(
    "what_if.months_missing",
    wanted=("{name}_1 to {name}_{count}, a column for each month", "每月一列：{name}_1 至 {name}_{count}"),
    do=(
        "add the columns of months {missing}: what is not known is not zero",
        "请补充第 {missing} 月的列：不详不等于零",
    ),
)
MONTHS_BEYOND = declare(
    "what_if.months_beyond",
    wanted=("{name} for {count} months", "{name} 共 {count} 个月"),
    do=("drop what is beyond, or give months= as many as there are", "请删去超出部分，或按实际月数填写 months="),
)

INCOME: Final = ("gifts", "dues", "match", "top_ups")
"""The facts by which money comes in (收入): gifts, dues of members, matches, top-ups that are known beforehand."""
NEED: Final = ("need", "government_aid", "insurance", "medical_assistance", "other_aid")
"""The facts of a need (需要): what it costs, and what bears it before charity does."""
FACTS: Final = (*NEED, *INCOME)
LABELS: Final = ("county", "town", "tier", "village", "size")
"""The labels that are taken without being named (默认标签)."""
SOURCES: Final = ("source", "source_zh")
_ALONE: Final = ("society", "capital", "opening", "entry", *SOURCES)
_MONTHLY: Final = re.compile(rf"({'|'.join(FACTS)})(?:_(0{{0,3}}[1-9]\d{{0,3}}))?\Z", re.ASCII)
NAMES: Final = ", ".join(("society", "capital", "opening", "entry", *LABELS, *(f"{fact}_1 ..." for fact in FACTS)))

_LABEL: Final = Text("text, whole number", "文本、整数")
_MONEY: Final = Text("money, zero or more", "金额，不为负")
_REFUSED: Final = Text("refused", "不可缺")
_NONE_KNOWN: Final = Text("nothing of the kind, for all", "均无此项")
_NO_GROUPS: Final = Text("no groups by it", "不按其分组")


def _monthly(fact: str, en: str, zh: str, left_out: Text = _NONE_KNOWN) -> tuple[str, Text, Text, Text]:
    return f"{fact}_1 ... | {fact}", Text(en, zh), _MONEY, left_out


_ROWS: Final = (
    ("society", Text("id of the society, each in one row", "互助社标识，每社一行"), _LABEL, _REFUSED),
    ("capital", Text("start-up capital", "启动资金"), _MONEY, _REFUSED),
    (
        "opening",
        Text("money in the pool before the first month", "首月前资金池余额"),
        _MONEY,
        Text("the capital", "以启动资金为准"),
    ),
    (
        "entry",
        Text("month in which it is founded; 1: it stood before the first", "成立月份；1 表示首月前已成立"),
        Text("whole number", "整数"),
        Text("all stand from the start", "均自始存在"),
    ),
    ("county", Text("county or district", "县（市、区）"), _LABEL, _NO_GROUPS),
    ("town", Text("town or subdistrict", "乡镇（街道）"), _LABEL, _NO_GROUPS),
    ("tier", Text("tier, as you define it", "层级，自行界定"), _LABEL, _NO_GROUPS),
    ("village", Text("village or community", "村（社区）"), _LABEL, _NO_GROUPS),
    ("size", Text("size, as you define it", "规模，自行界定"), _LABEL, _NO_GROUPS),
    _monthly(
        "need", "what the needs of the month cost", "当月需要的费用", Text("no needs, or cases=", "无需要，或用 cases=")
    ),
    _monthly("government_aid", "what the government bears of it", "政府救助承担部分"),
    _monthly("insurance", "what insurance bears of it", "保险承担部分"),
    _monthly("medical_assistance", "what medical assistance bears of it", "医疗救助承担部分"),
    _monthly("other_aid", "what others bear of it", "其他方承担部分"),
    _monthly("gifts", "gifts received in the month", "当月捐赠收入"),
    _monthly("dues", "dues of members in the month", "当月会员互助金收入"),
    _monthly("match", "matches received in the month", "当月配捐收入"),
    _monthly("top_ups", "top-ups known beforehand", "已知的补充资金"),
    (
        "source | source_zh",
        Text("where the data come from, the same in every row", "数据来源，各行相同"),
        Text("text", "文本"),
        Text("as source= says", "以 source= 为准"),
    ),
)

SCHEMA: Final = Table(
    Text("Columns of a population", "总体各列"),
    (Text("column", "列"), Text("holds", "内容"), Text("unit", "单位"), Text("left out", "缺列时")),
    _ROWS,
    Text("convention of this library, not law", "本库约定，并非法律规定"),
    (
        Text(
            "need_1 ... is a column for each month; need is one column of lists, one value a month",
            "need_1 ... 为每月一列；need 为列表列，每月一个值",
        ),
        Text(
            "money is whole fen or yuan, as unit= says; a cell that is there is known: no null, no NaN",
            "金额单位由 unit= 指明（整数分或元）；已列出的单元格须有已知值，不得为 null 或 NaN",
        ),
    ),
)
"""The columns of a population for a reader (总体列约定表)."""


def facts_named(names: Iterable[str], labels: tuple[str, ...]) -> dict[str, dict[int, str]]:
    """Sort the names of monthly columns by fact and month (月度列名); 0 stands for a column of lists.

    Raises `Malformed` for a column that nobody asked for, and offers the nearest name.

    >>> facts_named(["society", "need_1", "gifts"], ())
    {'need': {1: 'need_1'}, 'gifts': {0: 'gifts'}}
    """
    found: dict[str, dict[int, str]] = {}
    known = (*_ALONE, *labels)
    for name in names:
        monthly = _MONTHLY.match(name)
        if name in known:
            continue
        if monthly is None:
            nearest = get_close_matches(name, [*known, *(f"{fact}_1" for fact in FACTS)], 1, 0)
            raise Malformed(NOT_ASKED, given=name[:40], schema=NAMES, nearest=nearest[0])
        months, month = found.setdefault(monthly[1], {}), int(monthly[2] or 0)
        if month in months:  # need_1 and need_01 are one month, and nobody can tell which is meant
            raise Malformed(NOT_ASKED, given=name[:40], schema=NAMES, nearest=months[month])
        months[month] = name
    for fact, columns in found.items():
        if 0 in columns and len(columns) > 1:
            raise Malformed(COLUMN_TWICE, given=listing(columns.values()), name=fact)
    return {fact: found[fact] for fact in FACTS if fact in found}


def names_of(fact: str, names: dict[int, str], count: int) -> list[str]:
    """Give the columns of a fact in the order of the months (按月列名). Raises `Malformed` for one too few or too many."""
    missing = [month for month in range(1, count + 1) if month not in names]
    given = listing(names.values())
    if missing:
        raise Malformed(MONTHS_MISSING, given=given, name=fact, count=count, missing=listing(map(str, missing)))
    if len(names) > count:
        raise Malformed(MONTHS_BEYOND, given=given, name=fact, count=count)
    return [names[month] for month in range(1, count + 1)]
