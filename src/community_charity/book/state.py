"""What a book knows: tables of nouns, and purses (账本状态)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from community_charity.book.purses import Purse
from community_charity.law.decision import Stage, ground

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from community_charity.book.orders import Event, Fact, Key, Row, Table
    from community_charity.book.purses import PurseKey, Restriction
    from community_charity.law.decision import Checks

NOT_FOUND = ground(
    "book.not_found",
    Stage.NOT_FOUND,
    title=("{what} {id} is in the book", "账本中有{what} {id}"),
    unmet=("there is no {what} {id} in the book", "账本中没有{what} {id}"),
)
EXISTS = ground(
    "book.exists",
    Stage.STATE,
    title=("{what} {id} is new", "{what} {id} 为新增"),
    unmet=("{what} {id} is in the book already", "账本中已有{what} {id}"),
)


class State:
    """Everything a book knows (状态). Rows are immutable values, replaced whole; purses change in place.

    Only `apply` functions write to it.

    >>> state = State()
    >>> state.purse("village-1", None).receive("gift-1", 300)  # in fen
    >>> [purse.free for purse in state.admitting("village-1", use="any")]
    [300]
    """

    __slots__ = ("closed", "events", "purses", "restricted", "tables")

    def __init__(self) -> None:
        self.events: dict[str, Event[Any]] = {}
        self.closed: date | None = None
        self.tables: defaultdict[Table[Any, Any], dict[Any, Any]] = defaultdict(dict)
        self.purses: dict[PurseKey, Purse] = {}
        self.restricted: dict[str, tuple[Purse, ...]] = {}

    def of(self, table: Table[Key, Row]) -> dict[Key, Row]:
        """Give the rows of a table by id (表内各行), as they are, not a copy.

        >>> from community_charity.book.orders import Table
        >>> State().of(Table("cases"))
        {}
        """
        return self.tables[table]

    def found(self, table: Table[Key, Row], key: Key, what: Any, checks: Checks) -> Row:
        """Give a row that must exist; otherwise stop with "not found" (查找，须存在). Raises `Stopped`.

        >>> from community_charity.book.orders import Table
        >>> state, cases = State(), Table("cases")
        >>> state.of(cases)["case-1"] = "a row"
        >>> state.found(cases, "case-1", "case", checks=None)
        'a row'
        """
        row = self.tables[table].get(key)
        if row is None:
            checks.stop(NOT_FOUND, what=what, id=key)
        return row  # type: ignore[no-any-return] # a table gives rows of its own kind

    def fact(self, kind: type[Fact], key: str, what: Any, checks: Checks) -> Fact:
        """Give the event of a kind that must be recorded under a key (查找事实); else stop with "not found".

        Raises `Stopped`.

        >>> from community_charity.book.orders import Event
        >>> from community_charity.law.decision import Checks
        >>> checks = Checks()
        >>> try:
        ...     State().fact(Event, "gift-1", "gift", checks)
        ... except Exception as stopped:
        ...     print(type(stopped).__name__, checks.unmet)
        Stopped True
        """
        event = self.events.get(key)
        if not isinstance(event, kind):
            checks.stop(NOT_FOUND, what=what, id=key)
        return event

    def absent(self, table: Table[Key, Row], key: Key, what: Any, checks: Checks) -> None:
        """Stop if a row exists already (须不存在). Raises `Stopped`.

        >>> from community_charity.book.orders import Table
        >>> State().absent(Table("cases"), "case-1", "case", checks=None)  # nothing to say
        """
        if key in self.tables[table]:
            checks.stop(EXISTS, what=what, id=key)

    def purse(self, pool: str, restriction: Restriction) -> Purse:
        """Give the purse of a pool for a restriction, opening it at its first use (资金账户). Apply only.

        >>> state = State()
        >>> state.purse("village-1", None) is state.purse("village-1", None)
        True
        """
        key = (pool, restriction)
        purse = self.purses.get(key)
        if purse is None:
            purse = self.purses[key] = self._open(pool, restriction)
            if restriction is not None:
                self.restricted[pool] = (*self.restricted.get(pool, ()), purse)
        return purse

    def _open(self, pool: str, restriction: Restriction) -> Purse:
        return Purse(pool, restriction)

    def admitting(self, pool: str, use: Any) -> Iterator[Purse]:
        """Give the purses of a pool that may serve a use: restricted ones first, by their rank (可用账户).

        >>> from datetime import date
        >>> from community_charity.purposes import ILLNESS, RELIEF
        >>> from community_charity.restrictions import Restriction, Use
        >>> state = State()
        >>> purses = [
        ...     state.purse("village-1", only)
        ...     for only in (None, Restriction(purposes=[RELIEF]), Restriction(purposes=[ILLNESS]))
        ... ]
        >>> [purse.restriction for purse in state.admitting("village-1", Use(ILLNESS, on=date(2025, 4, 1)))]
        [<Restriction purposes=relief/illness>, <Restriction purposes=relief>, None]
        """
        if pool in self.restricted:
            fitting = [p for p in self.restricted[pool] if p.restriction.admits(use)]  # type: ignore[union-attr] # restricted
            yield from sorted(fitting, key=lambda p: p.restriction.rank)  # type: ignore[union-attr] # as above
        free = self.purses.get((pool, None))
        if free is not None:
            yield free

    def copy(self) -> State:
        """Give an independent copy (副本). Rows are shared, being immutable.

        >>> state = State()
        >>> state.copy().purse("village-1", None).receive("gift-1", 300)
        >>> state.purses
        {}
        """
        twin = State()
        twin.events, twin.closed = self.events.copy(), self.closed
        twin.tables = defaultdict(dict, {table: rows.copy() for table, rows in self.tables.items()})
        twin.purses = {key: purse.copy() for key, purse in self.purses.items()}
        twin.restricted = {
            pool: tuple(twin.purses[p.pool, p.restriction] for p in purses) for pool, purses in self.restricted.items()
        }
        return twin

    def facts(self) -> dict[str, Any]:
        """Give everything as plain values, for comparing two states (全部内容).

        >>> State().facts()
        {'events': {}, 'closed': None, 'tables': {}, 'purses': {}}
        """
        return {
            "events": dict(self.events),
            "closed": self.closed,
            "tables": {table.name: dict(rows) for table, rows in self.tables.items() if rows},
            "purses": {key: purse.facts() for key, purse in self.purses.items()},
        }
