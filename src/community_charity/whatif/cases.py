"""Single cases of a population (个案表): one row a case, in the order in which a society hears them.

>>> from community_charity.whatif.months import Months
>>> cases = Cases.from_frame(  # invented
...     {"society": ["v-1", "v-1"], "month": [1, 1], "need": [3_000_00, 500_00], "government_aid": [500_00, 0]},
...     unit="fen",
...     societies=np.array(["v-1"]),
...     months=Months("2025-01", 12),
... )
>>> len(cases), cases.residual().tolist()
(2, [250000, 50000])
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from community_charity.errors import Malformed, choice, declare
from community_charity.language import Text
from community_charity.rules.relief import residual
from community_charity.whatif.columns import (
    Column,
    Frame,
    Unit,
    bool_column,
    label_column,
    listing,
    money_column,
    refuse,
    same,
    whole_column,
)
from community_charity.whatif.monthly import month_column, places_of
from community_charity.whatif.tables import frame_of

if TYPE_CHECKING:
    from community_charity.whatif.columns import Labels
    from community_charity.whatif.months import Months

TWO_SOCIETIES = declare(
    "what_if.household_of_two",
    wanted=("each household in one society", "每个家庭只属一个互助社"),
    do=(
        "give households ids that no two societies share: see row {row} of {name} ({count} such rows)",
        "请确保家庭标识不跨互助社：见 {name} 第 {row} 行（共 {count} 行）",
    ),
)
CASE_COLUMNS = declare(
    "what_if.case_columns",
    wanted=("columns of cases alone: {schema}", "仅限个案表约定的列：{schema}"),
    do=("drop or rename {wrong}", "请删去或改名 {wrong}"),
)

BORNE: Final = ("government_aid", "insurance", "medical_assistance", "other_aid")
_KEYS: Final = ("society", "month", "household", "cause", "cancer", "order", "need")


@attrs.frozen(eq=False, repr=False)
class Cases:
    """Cases by society, month and order (个案表): columns of one length, money in fen.

    ``society`` is the row of its society and ``month`` its month, both counted from 0; ``order`` tells who is heard
    first within a month. ``household`` and ``cause`` count alike what belongs together; without them nothing is counted
    over cases. ``borne`` holds what others bear before charity does. ``causes`` names the causes by their numbers, as the
    frame named them; what names a household is not kept.
    """

    society: Column
    month: Column
    order: Column
    need: Column
    borne: Mapping[str, Column]
    household: Column | None = None
    cause: Column | None = None
    cancer: NDArray[np.bool_] | None = None
    causes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.need)

    def __repr__(self) -> str:
        return f"<{len(self)} cases>"

    @classmethod
    def from_frame(cls, frame: Any, *, unit: Unit | str, societies: Labels, months: Months) -> Cases:
        """Read cases from a data frame, one row a case (读取个案).

        Columns: ``society`` (id), ``month`` (1 for the first, or ``"2025-01"``), ``need``, and where they are known ``government_aid``,
        ``insurance``, ``medical_assistance``, ``other_aid``, ``household`` (id), ``cause`` (text), ``cancer`` (True or False),
        ``order`` (a whole number; else the rows stand in their order). A column that is there has no unknown value; one
        that is left out says that nothing of the kind is known to be borne, for all. Raises `Malformed`.
        """
        unit, table = choice(unit, Unit), Frame(frame)
        wrong = [name for name in table.names if name not in (*_KEYS, *BORNE)]
        if wrong:
            schema = ", ".join((*_KEYS, *BORNE))
            raise Malformed(CASE_COLUMNS, given=listing(wrong), schema=schema, wrong=listing(wrong))
        need = money_column("need", table.values("need"), unit)
        rows = len(need)
        society = places_of("society", label_column("society", table.values("society"), rows), societies)
        households, causes = _codes(table, "household", rows), _codes(table, "cause", rows)
        household = None if households is None else households[0]
        if household is not None:
            _check_households(household, society)
        return cls(
            society,
            month_column("month", table.values("month"), months.first, len(months), rows),
            whole_column("order", table.values("order"), least=0, most=2**62, rows=rows)
            if "order" in table.names
            else np.arange(rows),
            need,
            {name: money_column(name, table.values(name), unit, rows) for name in BORNE if name in table.names},
            household,
            None if causes is None else causes[0],
            bool_column("cancer", table.values("cancer"), rows) if "cancer" in table.names else None,
            () if causes is None else causes[1],
        )

    def residual(self) -> Column:
        """Give what each household still bears itself (剩余自负部分), in fen: the rule of the book, on columns."""
        insurance, medical, government, other = (
            self.borne.get(name, same(0)) for name in ("insurance", "medical_assistance", "government_aid", "other_aid")
        )
        return residual(self.need, insurance, medical, government, other)

    def take(self, rows: NDArray[np.intp], societies: int) -> Cases:
        """Give the cases of some societies, whose rows are numbered anew (选取个案)."""
        place = np.full(societies, -1)
        place[rows] = np.arange(len(rows))
        kept = np.flatnonzero(place[self.society] >= 0)
        some = {name: values[kept] for name, values in self.columns().items()}
        borne = {name: values[kept] for name, values in self.borne.items()}
        return attrs.evolve(self, **{**some, "society": place[self.society[kept]]}, borne=borne)

    def to_frame(self, backend: str, societies: Labels, months: Months) -> Any:
        """Give the cases as a data frame that `from_frame` reads (个案数据框), money in fen, households as numbers.

        Raises `MissingExtra`.
        """
        columns = self.columns()
        columns["society"] = societies[self.society]
        columns["month"] = np.array(months.labels)[self.month]
        if self.cause is not None and self.causes:
            columns["cause"] = np.array(self.causes)[self.cause]
        return frame_of({**columns, **self.borne}, backend)

    def columns(self) -> dict[str, Any]:
        """Give the columns that are there, by name, without what is borne (各列)."""
        names = ("society", "month", "order", "need", "household", "cause", "cancer")
        return {name: values for name in names if (values := getattr(self, name)) is not None}


def _codes(table: Frame, name: str, rows: int) -> tuple[Column, tuple[str, ...]] | None:
    """Number labels in the order in which they first come; give the names by number as well."""
    if name not in table.names:
        return None
    labels = label_column(name, table.values(name), rows)
    codes: dict[Any, int] = {}
    numbers = np.array([codes.setdefault(label, len(codes)) for label in labels.tolist()], np.int64)
    return numbers, tuple(map(str, codes))


def _check_households(household: Column, society: Column) -> None:
    first = np.full(int(household.max(initial=-1)) + 1, -1)
    first[household[::-1]] = society[::-1]  # the earliest row is written last
    # A household's id may say who it is: the error tells its row and no more.
    wrong = first[household] != society
    refuse(
        TWO_SOCIETIES, "household", household, wrong, given=Text("a household of two societies", "一个家庭属两个互助社")
    )
