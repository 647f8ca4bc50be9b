"""A population (情景总体): societies, and what happens to them month by month.

One row is one society. What happens comes either as one column for each fact and month (``need_1``, ``need_2`` ...), or
as a table of cases, one row each. Whatever is unknown, negative, finer than a fen or in the wrong unit is refused.

>>> frame = {  # invented
...     "society": ["v-1", "v-2"],
...     "capital": [30_000_00, 20_000_00],
...     "need_1": [900_00, 0],
...     "need_2": [0, 2_000_00],
...     "gifts_1": [0, 50_00],
...     "gifts_2": [0, 0],
... }
>>> population = Population.from_frame(frame, unit="fen", first_month="2025-01")
>>> len(population), population.months.labels, population.facts["need"][1].tolist()
(2, ('2025-01', '2025-02'), [0, 200000])
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.whatif.cases import Cases
from community_charity.whatif.columns import (
    NO_COLUMN,
    Column,
    Frame,
    Labels,
    Unit,
    label_column,
    listing,
    money_column,
    refuse,
    whole_column,
)
from community_charity.whatif.months import Months
from community_charity.whatif.shared import SharedPool

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


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
TWICE = declare(
    "what_if.society_twice",
    wanted=("each society in one row", "每个互助社一行"),
    do=("see row {row} of {name}; {count} rows repeat another", "见 {name} 第 {row} 行；共 {count} 行重复"),
)
EMPTY = declare(
    "what_if.empty",
    wanted=("at least one society and one fact of a month, or cases", "至少一个互助社和一项月度事实，或个案"),
    do=("see the columns: {schema}", "约定的列：{schema}"),
)

INCOME: Final = ("gifts", "dues", "match", "top_ups")
"""The facts by which money comes in (收入): gifts, dues of members, matches, top-ups that are known beforehand."""
NEED: Final = ("need", "government_aid", "insurance", "medical_assistance", "other_aid")
"""The facts of a need (需要): what it costs, and what bears it before charity does."""
FACTS: Final = (*NEED, *INCOME)
LABELS: Final = ("county", "town", "tier", "village", "size")
"""The labels that are taken without being named (默认标签)."""
_AMOUNTS: Final = ("capital", "opening")
_MONTHLY = re.compile(rf"({'|'.join(FACTS)})_(\d{{1,4}})\Z", re.ASCII)
_SCHEMA: Final = ", ".join(("society", "capital", "opening", "entry", *LABELS, *(f"{fact}_1 ..." for fact in FACTS)))


@attrs.frozen
class Source:
    """Where a population comes from (数据来源): said in every table, picture and page made from it.

    >>> Source(Text("books of invented societies", "虚构互助社账本")).line.en
    'books of invented societies'
    """

    title: Text
    synthetic: bool = False
    method: Text | None = None
    seed: int | None = None
    cites: tuple[str, ...] = ()

    @property
    def line(self) -> Text:
        """The source in one line (一行说明); synthetic data always say so."""
        if not self.synthetic:
            return self.title
        seed = Text("", "") if self.seed is None else Text(f", seed {self.seed}", f"，种子 {self.seed}")
        return Text(f"synthetic: {self.title.en}{seed.en}", f"合成数据：{self.title.zh}{seed.zh}")


GIVEN: Final = Source(Text("data of the user", "用户数据"))


@attrs.frozen(eq=False, repr=False)
class Population:
    """Societies and their months (情景总体). `from_frame` and `from_parquet` make one; nothing in it changes.

    ``labels`` hold the ids (``"society"``) and whatever groups them; ``capital`` and ``opening`` are fen, shape (rows,);
    ``entry`` is the month in which a society is founded, counted from 0, ``None`` where all stand from the start.
    ``facts`` hold for each fact one column a month. ``pools`` are further pools that help after or before a society.
    """

    months: Months
    labels: Mapping[str, Labels]
    capital: Column
    opening: Column
    entry: Column | None = None
    facts: Mapping[str, tuple[Column, ...]] = attrs.field(factory=dict)
    cases: Cases | None = None
    pools: Mapping[str, SharedPool] = attrs.field(factory=dict)
    source: Source = GIVEN

    def __len__(self) -> int:
        return len(self.capital)

    def __repr__(self) -> str:
        return f"<Population of {len(self)} societies, {len(self.months)} months: {self.source.line.en}>"

    @classmethod
    def from_frame(
        cls,
        frame: Any,
        *,
        unit: Unit | str,
        first_month: str,
        cases: Any = None,
        months: int | None = None,
        pools: Iterable[SharedPool] = (),
        labels: Iterable[str] = (),
        source: Source = GIVEN,
    ) -> Population:
        """Read a population from a data frame, one row a society (读取总体).

        Columns: ``society`` (id), ``capital`` (start-up capital), ``opening`` (money at the start; the capital where it
        is left out), ``entry`` (number of the month in which it is founded, 1 for the first; left out: all stand), labels,
        and for each fact a column a month: ``need_1`` to ``need_36``. ``cases`` is a frame of single cases in the place of
        monthly needs: see `Cases.from_frame`; it needs ``months``, the number of months. ``unit`` is that of all money:
        ``"fen"`` or ``"yuan"``. Raises `Malformed`.

        >>> Population.from_frame({"society": ["v-1"], "capital": [3], "needs_1": [1]}, unit="fen", first_month="2025-01")
        Traceback (most recent call last):
        ...
        community_charity.errors.Malformed: [what_if.column_not_asked] given: needs_1. wanted: columns of the schema \
alone: society, capital, opening, entry, county, town, tier, village, size, need_1 ..., government_aid_1 ..., \
insurance_1 ..., medical_assistance_1 ..., other_aid_1 ..., gifts_1 ..., dues_1 ..., match_1 ..., top_ups_1 .... \
do: did you mean need_1? name further labels in labels=, or drop the column
        """
        unit, table = choice(unit, Unit), Frame(frame)
        wanted = (*LABELS, *labels)
        monthly = _monthly_names(table.names, wanted)
        count = months if months is not None else max((len(names) for names in monthly.values()), default=0)
        ids = _ids(table)
        if not len(ids) or (cases is None and not monthly) or not count:
            raise Malformed(EMPTY, given=f"{len(ids)} societies, {count} months", schema=_SCHEMA)
        axis, rows = Months(first_month, count), len(ids)
        capital = money_column("capital", table.values("capital"), unit, rows)
        return cls(
            axis,
            {"society": ids, **{n: label_column(n, table.values(n), rows) for n in wanted if n in table.names}},
            capital,
            money_column("opening", table.values("opening"), unit, rows) if "opening" in table.names else capital,
            _entry(table, axis, rows),
            {
                fact: tuple(money_column(name, table.values(name), unit, rows) for name in _all(fact, names, count))
                for fact, names in monthly.items()
            },
            None if cases is None else Cases.from_frame(cases, unit=unit, societies=ids, months=axis),
            {pool.name: pool.placed(axis) for pool in pools},
            source,
        )

    def take(self, rows: NDArray[np.intp]) -> Population:
        """Give some of the societies, with their months and cases (选取部分互助社), in the order asked.

        >>> frame = {"society": ["v-1", "v-2"], "capital": [1, 2], "need_1": [3, 4]}  # invented
        >>> Population.from_frame(frame, unit="fen", first_month="2025-01").take(np.array([1])).capital.tolist()
        [2]
        """
        return attrs.evolve(
            self,
            labels={name: values[rows] for name, values in self.labels.items()},
            capital=self.capital[rows],
            opening=self.opening[rows],
            entry=None if self.entry is None else self.entry[rows],
            facts={fact: tuple(column[rows] for column in columns) for fact, columns in self.facts.items()},
            cases=None if self.cases is None else self.cases.take(rows, len(self)),
        )

    def label(self, name: str) -> Labels:
        """Give a label of every society (标签). Raises `Malformed` for one that the population does not have."""
        if name not in self.labels:
            there = ", ".join(self.labels)
            raise Malformed(NO_COLUMN, given=str(name)[:40], name=name, there=there)
        return self.labels[name]

    def row(self, society: Any) -> int:
        """Give the row of a society, counted from 0 (行号), from its id. Raises `Malformed`."""
        found = np.flatnonzero(self.labels["society"] == society)
        if not len(found):
            raise Malformed(NO_SOCIETY, given=shown(society))
        return int(found[0])


NO_SOCIETY = declare(
    "what_if.no_society",
    wanted=("the id of a society of the population", "总体中互助社的标识"),
    do=('see population.labels["society"]', '参见 population.labels["society"]'),
)


def _monthly_names(names: list[str], labels: tuple[str, ...]) -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = {}
    known = {"society", "entry", *_AMOUNTS, *labels}
    for name in names:
        monthly = _MONTHLY.match(name)
        if monthly is not None:
            found.setdefault(monthly[1], {})[int(monthly[2])] = name
        elif name not in known:
            nearest = get_close_matches(name, [*known, *(f"{fact}_1" for fact in FACTS)], 1, 0)
            raise Malformed(NOT_ASKED, given=name[:40], schema=_SCHEMA, nearest=nearest[0])
    return {fact: found[fact] for fact in FACTS if fact in found}


def _all(fact: str, names: dict[int, str], count: int) -> list[str]:
    missing = [month for month in range(1, count + 1) if month not in names]
    if missing or len(names) != count:
        raise Malformed(
            MONTHS_MISSING, given=listing(names.values()), name=fact, count=count, missing=listing(map(str, missing))
        )
    return [names[month] for month in range(1, count + 1)]


def _ids(table: Frame) -> Labels:
    ids = label_column("society", table.values("society"))
    first = np.unique(ids, return_index=True)[1]
    if len(first) != len(ids):
        again = np.ones(len(ids), bool)
        again[first] = False
        refuse(TWICE, "society", ids, again)
    return ids


def _entry(table: Frame, months: Months, rows: int) -> Column | None:
    if "entry" not in table.names:
        return None
    return whole_column("entry", table.values("entry"), least=1, most=len(months), rows=rows) - 1
