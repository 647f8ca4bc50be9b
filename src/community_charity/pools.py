"""What all pools of money have in common (资金池): who decides, what it may pay, its floor.

A mutual-aid society and a community charity fund are pools. A pool knows neither cases nor gifts.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.book.orders import Table
from community_charity.book.state import EXISTS
from community_charity.capital import capital_gift
from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.parties import PersonId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.money import Money


class Cause(Enum):
    """Why a household needs help (救助事由). ``Cause("illness")`` looks one up.

    >>> Cause("illness").text.zh
    '患病'
    """

    ILLNESS = "illness"
    ACCIDENT = "accident"
    DISASTER = "disaster"
    EDUCATION = "education"
    DEATH_IN_FAMILY = "death_in_family"
    OTHER_HARDSHIP = "other_hardship"

    # Causes are keys of purses: identity is enough, and enum's own hash runs in Python.
    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _CAUSES[self]


_CAUSES = {
    Cause.ILLNESS: Text("illness", "患病"),
    Cause.ACCIDENT: Text("accident", "意外事故"),
    Cause.DISASTER: Text("disaster", "灾害"),
    Cause.EDUCATION: Text("education", "就学"),
    Cause.DEATH_IN_FAMILY: Text("death in the family", "亲属亡故"),
    Cause.OTHER_HARDSHIP: Text("other hardship", "其他困难"),
}
ALL_CAUSES = frozenset(Cause)

CAUSES = declare(
    "pool.causes",
    wanted=("at least one Cause", "至少一个 Cause（救助事由）"),
    do=("give for example [Cause.ILLNESS, Cause.EDUCATION]", "例如 [Cause.ILLNESS, Cause.EDUCATION]"),
)


def causes(value: Iterable[Cause]) -> frozenset[Cause]:
    """Check a set of causes (救助事由清单): at least one, each a `Cause`. Raises `Malformed`.

    >>> causes([Cause.ILLNESS, Cause.ILLNESS])
    frozenset({<Cause.ILLNESS: 'illness'>})
    """
    if not isinstance(value, list | tuple | set | frozenset) or not value:
        raise Malformed(CAUSES, given=shown(value))
    if not all(isinstance(cause, Cause) for cause in value):
        raise Malformed(CAUSES, given="something that is no Cause")
    return frozenset(value)


@attrs.frozen
class Pool:
    """A pool as the book keeps it (资金池).

    ``deciders`` form its panel; ``managers`` are those whose relatives it may not help at all (a
    charity's), empty for a society, where an interested member only steps aside. ``floor`` is in
    fen: the pool never falls below it.

    >>> Pool("village-1", deciders=frozenset({PersonId("p-1")}), causes=frozenset({Cause.ILLNESS})).floor  # invented
    0
    """

    id: str
    deciders: frozenset[PersonId]
    causes: frozenset[Cause]
    floor: int = 0
    managers: frozenset[PersonId] = frozenset()


POOLS: Table[str, Pool] = Table("pools")
CAPITAL_GIFTS: Table[str, str] = Table("gifts that are start-up capital, and the pool of each")
WHAT = Text("pool", "资金池")
A_GIFT = Text("gift", "捐赠")


def new_names(state: State, pool: str, sources: Iterable[str], checks: Checks) -> None:
    """Stop if start-up capital would be traced under the name of a gift in the book already (编号未被占用).

    Raises `Stopped`.
    """
    for gift in (capital_gift(pool, source) for source in sources):
        if gift in state.events or gift in state.of(CAPITAL_GIFTS):
            checks.stop(EXISTS, what=A_GIFT, id=gift)


def take_in(state: State, pool: str, sources: Mapping[str, Money]) -> None:
    """Open a pool's purse and put its start-up capital in (存入启动资金), a gift from each source. Apply only.

    >>> from community_charity.book.state import State
    >>> from community_charity.money import yuan
    >>> state = State()
    >>> take_in(state, "village-1", {"donors": yuan(1)})
    >>> state.purse("village-1", None).gifts()
    ('village-1/donors',)
    """
    purse = state.purse(pool, None)
    for source, amount in sources.items():
        gift = capital_gift(pool, source)
        purse.receive(gift, amount.fen)
        state.of(CAPITAL_GIFTS)[gift] = pool
