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

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs
import numpy as np

from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.cases import Cases
from community_charity.whatif.columns import (
    NO_COLUMN,
    Column,
    Frame,
    Labels,
    Unit,
    label_column,
    label_values,
    listing,
    money_column,
    refuse,
    whole_column,
)
from community_charity.whatif.frames import LabelColumns, label_columns, repeats
from community_charity.whatif.monthly import list_columns, table_columns
from community_charity.whatif.months import Months
from community_charity.whatif.schema import (
    FACTS,
    INCOME,
    LABELS,
    NAMES,
    NEED,
    SCHEMA,
    SOURCES,
    facts_named,
    names_of,
)
from community_charity.whatif.shared import SharedPool
from community_charity.whatif.sources import GIVEN, Source, source_of
from community_charity.whatif.tables import frame_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

__all__ = ["EMPTY", "FACTS", "GIVEN", "INCOME", "LABELS", "NEED", "SCHEMA", "Population", "Source"]

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

GIVEN_TWICE = declare(
    "what_if.given_twice",
    wanted=("{name} once: in columns, in monthly= or in cases=", "{name} 仅给一次：列、monthly= 或 cases= 之一"),
    do=("drop all but one of them", "请只保留其一"),
)
NO_NEED = declare(
    "what_if.no_need",
    wanted=("needs, where others bear a part of them", "有他方承担部分时，须有 need"),
    do=("add need, or drop {name}", "请补充 need，或删去 {name}"),
)
POOL_TWICE = declare(
    "what_if.pool_twice",
    wanted=("each pool under its own name", "每个资金池名称唯一"),
    do=("rename one of the pools {name}", "请将其中一个资金池 {name} 改名"),
)
UNLIKELY = declare(
    "what_if.unlikely_unit",
    wanted=("start-up capital of a plausible size; read with unit={unit}", "启动资金数额合理；按 unit={unit} 读取"),
    do=(
        "write unit={other} if that is what the numbers are; if they are right as they are, check_unit=False",
        "若数字实为另一单位，请写 unit={other}；若数字无误，请写 check_unit=False",
    ),
)
LEAST_LIKELY: Final = Money(1_000_00)
"""Where no society has as much capital (合理下限), yuan were read as fen: the floors in force begin far above."""
MOST_LIKELY: Final = Money(1_000_000_00)
"""Where every society has more capital (合理上限), fen were read as yuan."""
FEWEST: Final = 10
"""From so many societies on (适用社数下限) the size of capital is asked about; a sketch of two villages may be of any size."""


@attrs.frozen(eq=False, repr=False)
class Population:
    """Societies and their months (情景总体). `from_frame` and `from_parquet` make one; nothing in it changes.

    ``labels`` hold the ids (``"society"``) and whatever groups them, read when asked for; ``capital`` and ``opening`` are fen, shape (rows,);
    ``entry`` is the month in which a society is founded, counted from 0, ``None`` where all stand from the start.
    ``facts`` hold for each fact one column a month. ``pools`` are further pools that help after or before a society.
    """

    months: Months
    labels: Mapping[str, Labels] = attrs.field(converter=label_columns)
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
        monthly: Any = None,
        months: int | None = None,
        pools: Iterable[SharedPool] = (),
        labels: Iterable[str] = (),
        source: Source | None = None,
        check_unit: bool = True,
    ) -> Population:
        """Read a population from a data frame, one row a society (读取总体). Columns: see `SCHEMA`.

        ``society`` is an id, ``capital`` the start-up capital, ``opening`` the money at the start, ``entry`` the month in
        which it is founded, 1 for the first. Facts come as a column a month (``need_1`` to ``need_36``), as one column of
        lists (``need``), or in ``monthly``, a frame of ``society``, ``month`` and facts, one row a society and month.
        ``cases`` is a frame of single cases in the place of monthly needs: see `Cases.from_frame`. ``months`` is how many
        there are, where no column says it. ``unit`` is that of all money: ``"fen"`` or ``"yuan"``; ``check_unit=False``
        accepts capital of an unlikely size. Raises `Malformed`.

        >>> Population.from_frame({"society": ["v-1"], "capital": [3], "needs_1": [1]}, unit="fen", first_month="2025-01")
        Traceback (most recent call last):
        ...
        community_charity.errors.Malformed: [what_if.column_not_asked] given: needs_1. wanted: columns of the schema \
alone: society, capital, opening, entry, county, town, tier, village, size, need_1 ..., government_aid_1 ..., \
insurance_1 ..., medical_assistance_1 ..., other_aid_1 ..., gifts_1 ..., dues_1 ..., match_1 ..., top_ups_1 .... \
do: did you mean need_1? name further labels in labels=, or drop the column
        """
        unit, table = choice(unit, Unit), Frame(frame)
        wanted = tuple(dict.fromkeys((*LABELS, *([labels] if isinstance(labels, str) else labels))))
        named = facts_named(table.names, wanted)
        ids = _ids(table)
        rows = len(ids)
        if not rows or (cases is None and monthly is None and not named):
            raise Malformed(EMPTY, given=Text("{n} societies", "{n} 个互助社").fill(n=rows), schema=NAMES)
        columns = LabelColumns(
            {"society": ids, **{n: label_values(n, table.values(n), rows) for n in wanted if n in table}}
        )
        capital = money_column("capital", table.values("capital"), unit, rows)
        if check_unit:
            _check_unit(unit, capital)
        opening = money_column("opening", table.values("opening"), unit, rows) if "opening" in table else capital
        first = Months(first_month, 1).first
        facts: dict[str, tuple[Column, ...]] = {}
        if monthly is not None:
            facts = table_columns(monthly, unit, columns["society"], first, months)
        count = _count(months, named, facts)
        facts = _facts(table, unit, named, facts, rows, count)
        axis = _axis(first, count, facts)
        _check_needs(facts, cases)
        return cls(
            axis,
            columns,
            capital,
            opening,
            _entry(table, axis, rows),
            facts,
            None if cases is None else Cases.from_frame(cases, unit=unit, societies=columns["society"], months=axis),
            _pools(pools, axis),
            source_of(table) if source is None else source,
        )

    def to_frame(self, backend: Literal["pandas", "polars", "pyarrow"] = "pandas") -> Any:
        """Give one row for each society, as `from_frame` reads it with ``unit="fen"`` (数据框): all money in whole fen.

        The source stands in the columns ``source`` and ``source_zh``. Cases are a table of their own: `Cases.to_frame`;
        shared pools stay behind. Raises `MissingExtra`.

        >>> frame = {"society": ["v-1"], "capital": [30_000_00], "need": [[900_00, 0]]}  # invented
        >>> population = Population.from_frame(frame, unit="fen", first_month="2025-01")
        >>> population.to_frame("polars").columns
        ['society', 'capital', 'opening', 'need_1', 'need_2', 'source', 'source_zh']
        """
        columns: dict[str, Any] = {**self.labels, "capital": self.capital, "opening": self.opening}
        if self.entry is not None:
            columns["entry"] = self.entry + 1
        for fact, by_month in self.facts.items():
            columns.update({f"{fact}_{month + 1}": column for month, column in enumerate(by_month)})
        line = self.source.line
        columns |= {name: [text] * len(self) for name, text in zip(SOURCES, (line.en, line.zh), strict=True)}
        return frame_of(columns, backend)

    @classmethod
    def from_parquet(cls, path: Any, **options: Any) -> Population:
        """Read a population from a Parquet file or several (从 Parquet 读取); options as in `from_frame`. Raises `Malformed`, `MissingExtra`.

        All of it is read at once: for more than fits into memory see `community_charity.whatif.scale.simulate_parquet`.
        """
        from community_charity.whatif.scale.parquet import from_parquet  # noqa: PLC0415 - an optional extra

        return from_parquet(path, **options)

    def take(self, rows: NDArray[np.intp]) -> Population:
        """Give some of the societies, with their months and cases (选取部分互助社), in the order asked.

        >>> frame = {"society": ["v-1", "v-2"], "capital": [30_000_00, 40_000_00], "need_1": [3, 4]}  # invented
        >>> Population.from_frame(frame, unit="fen", first_month="2025-01").take(np.array([1])).capital.tolist()
        [4000000]
        """
        return attrs.evolve(
            self,
            labels=label_columns(self.labels).take(rows),
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


def _ids(table: Frame) -> Any:
    """Give the ids as they are stored; whether any comes twice is asked in the way that costs least."""
    ids = label_values("society", table.values("society"))
    if repeats(ids):
        found = label_column("society", ids).tolist()
        first = {society: row for row, society in reversed(list(enumerate(found)))}
        again = [first[society] != row for row, society in enumerate(found)]
        refuse(TWICE, "society", found, again)
    return ids


def _check_unit(unit: Unit, capital: Column) -> None:
    """Refuse capital that only makes sense in the other unit. Zero says nothing about the unit."""
    if len(capital) < FEWEST:
        return
    some = capital if capital.all() else capital[capital > 0]
    if not len(some):
        return
    largest, least = Money(int(some.max())), Money(int(some.min()))
    if unit is Unit.FEN and largest < LEAST_LIKELY:
        given = Text("at most {most} of capital", "启动资金至多 {most}").fill(most=largest)
    elif unit is Unit.YUAN and least > MOST_LIKELY:
        given = Text("at least {least} of capital", "启动资金至少 {least}").fill(least=least)
    else:
        return
    other = Unit.YUAN if unit is Unit.FEN else Unit.FEN
    raise Malformed(UNLIKELY, given=given, unit=f'"{unit.value}"', other=f'"{other.value}"')


def _count(months: int | None, named: dict[str, dict[int, str]], facts: dict[str, tuple[Column, ...]]) -> int | None:
    """Tell the number of months, ``None`` while only lists can say it."""
    if months is not None:
        return Months("2025-01", months).count
    wide = [max(columns) for columns in named.values() if 0 not in columns]
    return max([*wide, *map(len, facts.values())], default=None)


def _facts(
    table: Frame,
    unit: Unit,
    named: dict[str, dict[int, str]],
    monthly: dict[str, tuple[Column, ...]],
    rows: int,
    count: int | None,
) -> dict[str, tuple[Column, ...]]:
    found = dict(monthly)
    for fact, names in named.items():
        if fact in monthly:
            raise Malformed(GIVEN_TWICE, given=listing(names.values()), name=fact)
        if 0 in names:
            found[fact] = list_columns(fact, table.values(fact), unit, rows, count)
            count = len(found[fact])
        else:
            columns = names_of(fact, names, count or max(names))
            found[fact] = tuple(money_column(name, table.values(name), unit, rows) for name in columns)
    return {fact: found[fact] for fact in FACTS if fact in found}


def _axis(first: str, count: int | None, facts: dict[str, tuple[Column, ...]]) -> Months:
    count = count or max(map(len, facts.values()), default=0)
    if not count:
        raise Malformed(EMPTY, given=Text("{n} months", "{n} 个月").fill(n=0), schema=f"{NAMES}, months=")
    return Months(first, count)


def _check_needs(facts: dict[str, tuple[Column, ...]], cases: Any) -> None:
    """Refuse facts of needs that nobody would read."""
    of_needs = [fact for fact in NEED if fact in facts]
    if cases is not None and of_needs:
        raise Malformed(GIVEN_TWICE, given=listing([*of_needs, "cases="]), name=of_needs[0])
    if of_needs and "need" not in facts:
        raise Malformed(NO_NEED, given=listing(of_needs), name=of_needs[0])


def _pools(pools: Iterable[SharedPool], axis: Months) -> dict[str, SharedPool]:
    found: dict[str, SharedPool] = {}
    for pool in pools:
        if pool.name in found:
            raise Malformed(POOL_TWICE, given=pool.name, name=pool.name)
        found[pool.name] = pool.placed(axis)
    return found


def _entry(table: Frame, months: Months, rows: int) -> Column | None:
    if "entry" not in table:
        return None
    return whole_column("entry", table.values("entry"), least=1, most=len(months), rows=rows) - 1
