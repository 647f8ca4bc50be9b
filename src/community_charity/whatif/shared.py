"""Pools that several societies share (共享资金池): a town's federation, a community fund, a Happy Homeland pool.

>>> from community_charity.money import yuan
>>> federation = SharedPool("federation", kind="federation", by="town", members=["t-1"], opening=[yuan(100_000)])
>>> federation.opening.tolist()
[10000000]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.rules.ceilings import PoolKind
from community_charity.whatif.columns import LENGTHS, Column, Labels, Unit, label_column, listing, money_column
from community_charity.whatif.schema import FACTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from community_charity.whatif.months import Months

NO_POOL = declare(
    "what_if.no_pool",
    wanted=(
        "a pool {name} of the population, with the {by} of every society",
        "总体中的资金池 {name}，并含每个互助社的 {by}",
    ),
    do=("add {missing} to the pool's members, or correct the label", "请将 {missing} 加入该资金池成员，或更正标签"),
)
NAME = declare(
    "what_if.pool_name",
    wanted=(
        "a name for the pool other than society, and the label that says who shares it",
        "资金池名称（不得为 society）及共享标签",
    ),
    do=(
        'write SharedPool("federation", kind="federation", by="town", ...)',
        '写作 SharedPool("federation", kind="federation", by="town", ...)',
    ),
)


NO_MEMBERS = declare(
    "what_if.pool_members",
    wanted=("members of the pool, each once", "资金池成员，每个仅列一次"),
    do=(
        "list the towns, or whatever by= names, once each ({count} too many)",
        "请将 by= 所指各单位各列一次（多列 {count} 个）",
    ),
)


def _name(value: str) -> str:
    # The names of facts would stand beside those of pools in every table, and a colon parts the two.
    if not isinstance(value, str) or not value or value in {"society", *FACTS} or ":" in value:
        raise Malformed(NAME, given=shown(value))
    return value


def _label(value: str) -> str:
    if not isinstance(value, str) or not value:
        raise Malformed(NAME, given=shown(value))
    return value


def _kind(value: PoolKind | str) -> PoolKind:
    return choice(value, PoolKind)


def _members(value: Sequence[Any]) -> Labels:
    found = label_column("members", value)
    again = len(found) - len(set(found.tolist()))
    if again or not len(found):
        raise Malformed(NO_MEMBERS, given=Text("{n} members", "{n} 个成员").fill(n=len(found)), count=again)
    return found


def _fen(values: Any) -> Column:
    return money_column("opening", values, Unit.FEN)


def _income(value: Sequence[Any]) -> tuple[Column, ...]:
    return tuple(money_column(f"income_{month + 1}", column, Unit.FEN) for month, column in enumerate(value))


@attrs.frozen(eq=False)
class SharedPool:
    """A pool that several societies share (共享资金池). Raises `Malformed`.

    ``by`` is the label that says which societies share one (``"town"``; ``"society"`` gives each its own), ``members`` its
    values, ``opening`` what each holds at the start, ``income`` what each takes in, a column a month (none: nothing).
    Money is `Money` or whole fen. ``kind`` says which ceilings bind: `PoolKind`.
    """

    name: str = attrs.field(converter=_name)
    kind: PoolKind = attrs.field(converter=_kind, kw_only=True)
    by: str = attrs.field(converter=_label, kw_only=True)
    members: Labels = attrs.field(converter=_members, kw_only=True)
    opening: Column = attrs.field(converter=_fen, kw_only=True)
    income: tuple[Column, ...] = attrs.field(default=(), converter=_income, kw_only=True)

    def placed(self, months: Months) -> SharedPool:
        """Check the pool against the months of a population (核对长度). Raises `Malformed`."""
        rows = len(self.members)
        if any(len(column) != rows for column in (self.opening, *self.income)):
            raise Malformed(LENGTHS, given=self.name, name="opening, income", rows=rows)
        if self.income and len(self.income) != len(months):
            raise Malformed(
                LENGTHS, given=Text("{n} months", "{n} 个月").fill(n=len(self.income)), name="income", rows=len(months)
            )
        return self

    def index(self, labels: Labels) -> NDArray[np.intp]:
        """Tell which member each society shares (所属资金池序号), counted from 0. Raises `Malformed` for one without."""
        place = {member: at for at, member in enumerate(self.members.tolist())}
        found = np.array([place.get(label, -1) for label in labels.tolist()], np.intp)
        without = found < 0
        if without.any():
            missing = listing(dict.fromkeys(str(value) for value in labels[without]))
            raise Malformed(NO_POOL, given=missing, name=self.name, by=self.by, missing=missing)
        return found
