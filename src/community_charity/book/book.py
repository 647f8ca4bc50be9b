"""The book: one community's history and money, consistent to the fen (账本)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from community_charity.book.orders import HANDLERS, Event, handler_of
from community_charity.book.state import State
from community_charity.book.tracing import (
    Balance,
    Path,
    Trace,
    balance_of,
    path_of_gift,
    path_of_order,
    trace_gift,
    trace_out,
)
from community_charity.errors import WRONG_TYPE, InvariantBroken, Malformed, declare, expect, shown
from community_charity.law.decision import Checks, Refused, Stage, Stopped, ground
from community_charity.law.law import Law

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community_charity.book.orders import Command, Key, Order, Row, Table
    from community_charity.book.purses import Purse
    from community_charity.law.decision import Decision

Item = TypeVar("Item")

REPLAY = declare(
    "book.replay",
    wanted=("events that follow from each other under this law", "在本法规下前后一致的事实"),
    do=("replay under the law the events were recorded under", "请用记录这些事实时的法规重放"),
)
UNKNOWN = declare(
    "book.unknown",
    wanted=("a pool, gift or payment that the book knows", "账本已有的资金池、捐赠或支付"),
    do=("see book.events for the keys of all that was recorded", "全部已记录事项的编号见 book.events"),
)
KEY_CONFLICT = ground(
    "book.key_conflict",
    Stage.KEY_CONFLICT,
    title=("key {key} is new", "编号 {key} 为新编号"),
    unmet=("key {key} was used before, for another order", "编号 {key} 已用于另一指令"),
)
CLOSED_PERIOD = ground(
    "book.closed_period",
    Stage.CLOSED_PERIOD,
    title=("the period is open", "会计期间未关闭"),
    unmet=("days up to {closed} are closed", "{closed} 及以前的期间已关闭"),
)


class Book:
    """One community's book (账本): commands in, facts out, every fen accounted for.

    `decide` answers whether something may be done and why; `record` does it, or raises `Refused`
    and changes nothing; `replay` rebuilds a book from its events and checks each again.

    >>> from community_charity.law.law import Law
    >>> book = Book(Law.of("cn/anhui/xuancheng/xuanzhou"))
    >>> len(book.events)
    0

    >>> import community_charity as cc
    >>> from datetime import date
    >>> village = cc.MutualAidSociety(  # its council is invented
    ...     "village-1", form="filed", council=["p-1"], capital=cc.Capital({"village_collective": cc.yuan(30_000)})
    ... )
    >>> order = cc.FoundSociety(key="found-1", on=date(2025, 3, 13), society=village)
    >>> national = Book(Law.of("cn"))
    >>> national.decide(order).outcome.value, len(national.events)
    ('allowed', 0)
    >>> type(national.record(order)).__name__, national.record(order).number  # the same order twice counts once
    ('SocietyFounded', 0)
    >>> try:
    ...     book.record(order)
    ... except cc.Refused as refused:
    ...     print(refused.reason)  # in Xuanzhou, a council of one is too small
    society.council
    >>> national.balance("village-1").free
    yuan("30000.00")
    >>> Book.replay(national.events, Law.of("cn")).events == national.events
    True
    """

    __slots__ = ("_state", "law")

    def __init__(self, law: Law) -> None:
        self.law = expect(law, Law)
        self._state = State()

    # --- the three verbs ---------------------------------------------------------------------

    def decide(self, command: Command) -> Decision:
        """Tell whether a command may be recorded, and why (预审); nothing changes.

        Raises `Malformed` for what is no command, `LawError` for a day the law does not reach.

        >>> import community_charity as cc
        >>> order = cc.ReceiveDonation(key="gift-1", on=cc.date(2025, 3, 13), pool="nowhere", amount=cc.yuan(1))
        >>> print(Book(Law.of("cn")).decide(order).line())
        Refused: receive ¥1.00 for nowhere, 2025-03-13 - there is no pool nowhere in the book
        """
        handler_of(command)
        checks = self._judge(command)
        return checks.decision(command.asked, command, command.on, self.law.on(command.on))

    def record(self, command: Order) -> Event[Order]:
        """Check everything, then write (记录). The same key with the same content counts once.

        Raises `Refused`, with the `Decision`; then nothing has changed. And `Malformed` and `LawError` as `decide`.

        >>> import community_charity as cc
        >>> book = Book(Law.of("cn"))
        >>> book.record(cc.ClosePeriod(key="close-1", on=cc.date(2025, 4, 1), through=cc.date(2025, 3, 31))).number
        0
        """
        # The short way, for what is allowed; whatever is not is judged again in the fixed order.
        handler = HANDLERS.get(type(command)) or handler_of(command)
        state, key, on = self._state, command.key, command.on
        checks = Checks()
        event = None
        if key not in state.events and (state.closed is None or on > state.closed):
            try:
                event = handler.decide(state, command, self.law.on(on), checks)
            except Stopped:
                event = None
        if event is None or checks.unmet:
            return self._known_or_refused(command)
        handler.apply(state, event)
        state.events[key] = event
        return event  # type: ignore[no-any-return] # the handler's event type is the command's

    def record_all(self, commands: Iterable[Command]) -> tuple[Event[Any], ...]:
        """Record all of the commands or none of them (全部记录或全部不记).

        Raises as `record` does, and then nothing has changed.

        >>> import community_charity as cc
        >>> book, on = Book(Law.of("cn")), cc.date(2025, 4, 1)
        >>> ends = [cc.ClosePeriod(key=f"close-{n}", on=on, through=cc.date(2025, n, 1)) for n in (2, 1)]
        >>> try:
        ...     book.record_all(ends)
        ... except cc.Refused as refused:
        ...     print(refused.reason, len(book.events))
        book.period_open 0
        """
        trial = self.branch()
        events = tuple(trial.record(command) for command in _several(commands))
        self._state = trial._state  # noqa: SLF001 - a book of the same kind
        return events

    @classmethod
    def replay(cls, events: Iterable[Event[Any]], law: Law) -> Book:
        """Rebuild a book from its events, deciding each again (重放).

        Raises `Refused` if one may not be recorded, `InvariantBroken` if it comes out otherwise.

        >>> Book.replay([], Law.of("cn")).events
        ()
        """
        book = cls(law)
        for number, event in enumerate(_several(events)):
            again = book.record(expect(event, Event).command)
            if again != event or event.number != number:
                raise InvariantBroken(REPLAY, given=f"event {event.number}")
        return book

    def branch(self) -> Book:
        """Give an independent copy, for "what if we had granted it" (分支).

        >>> import community_charity as cc
        >>> book = Book(Law.of("cn"))
        >>> what_if = book.branch()
        >>> _ = what_if.record(cc.ClosePeriod(key="close-1", on=cc.date(2025, 4, 1), through=cc.date(2025, 3, 31)))
        >>> len(what_if.events), len(book.events)
        (1, 0)
        """
        twin = Book(self.law)
        twin._state = self._state.copy()
        return twin

    # --- reading -----------------------------------------------------------------------------

    @property
    def events(self) -> tuple[Event[Any], ...]:
        """Every fact in the order in which it was recorded (全部事实)."""
        return tuple(self._state.events.values())

    def event(self, key: str) -> Event[Any] | None:
        """Give the fact recorded under a key, or ``None`` (按编号查事实).

        >>> Book(Law.of("cn")).event("gift-1") is None
        True
        """
        return self._state.events.get(expect(key, str))

    def all(self, table: Table[Key, Row]) -> Mapping[Key, Row]:
        """Give the rows of a table, such as ``SOCIETIES`` or ``CASES``, by id (全部记录).

        >>> import community_charity as cc
        >>> Book(Law.of("cn")).all(cc.SOCIETIES)
        {}
        """
        return dict(self._state.of(table))

    def find(self, table: Table[Key, Row], key: Key) -> Row | None:
        """Give one row of a table, or ``None`` (查找).

        >>> import community_charity as cc
        >>> Book(Law.of("cn")).find(cc.CASES, "case-1") is None
        True
        """
        return self._state.of(table).get(key)

    def purses(self, pool: str | None = None) -> tuple[Purse, ...]:
        """Give copies of the purses of one pool, or of all (资金账户). Their amounts are fen.

        Raises `Malformed` for a pool that the book does not know.

        >>> Book(Law.of("cn")).purses()
        ()
        """
        return tuple(purse.copy() for purse in self._of(pool))

    def balance(self, pool: str | None = None) -> Balance:
        """Add up the purses of one pool, or of all (余额), as `Money`.

        Raises `Malformed` for a pool that the book does not know.

        >>> book = Book(Law.of("cn"))
        >>> book.balance().is_conserved
        True
        >>> book.balance("nowhere")
        Traceback (most recent call last):
        ...
        community_charity.errors.Malformed: [book.unknown] given: text of 7 characters (str). wanted: a pool, gift or payment \
that the book knows. do: see book.events for the keys of all that was recorded
        """
        return balance_of(self._of(pool))

    def trace(self, key: str) -> Path:
        """Follow every fen of a gift, a grant, a payment, a fee or a move (追溯): its `Path`.

        ``key`` is that of a gift (start-up capital is ``pool/source``), or of any order that the book recorded: of a
        grant all its payments and what is still held. Raises `Malformed` for a key that the book does not know.

        >>> import community_charity as cc
        >>> village = cc.MutualAidSociety(  # its council is invented
        ...     "village-1", form="filed", council=["p-1"], capital=cc.Capital({"donors": cc.yuan(30_000)})
        ... )
        >>> book = cc.Book(cc.Law.of("cn"))
        >>> _ = book.record(cc.FoundSociety(key="found-1", on=cc.date(2025, 3, 13), society=village))
        >>> book.trace("village-1/donors")
        <Path village-1/donors: left ¥30,000.00>
        """
        if any(purse.knows(key) for purse in self._state.purses.values()):
            return path_of_gift(self._state, key)
        if key not in self._state.events:
            raise Malformed(UNKNOWN, given=shown(key))
        return path_of_order(self._state, key)

    def where_from(self, payment: str) -> tuple[Trace, ...]:
        """Tell whose money a payment was, fen by fen (这笔钱从哪里来).

        Raises `Malformed` for a key that the book does not know; what is no payment gives nothing.

        >>> import community_charity as cc
        >>> book = Book(Law.of("cn"))
        >>> _ = book.record(cc.ClosePeriod(key="close-1", on=cc.date(2025, 4, 1), through=cc.date(2025, 3, 31)))
        >>> book.where_from("close-1")
        ()
        """
        if payment not in self._state.events:
            raise Malformed(UNKNOWN, given=shown(payment))
        return trace_out(self._state, payment)

    def where_to(self, gift: str) -> tuple[Trace, ...]:
        """Tell where a gift went, fen by fen (这笔捐赠到哪里去).

        Raises `Malformed` for a gift that the book does not know. Start-up capital is ``pool/source``.

        >>> Book(Law.of("cn")).where_to("gift-1")
        Traceback (most recent call last):
        ...
        community_charity.errors.Malformed: [book.unknown] given: text of 6 characters (str). wanted: a pool, gift or payment \
that the book knows. do: see book.events for the keys of all that was recorded
        """
        if not any(purse.knows(gift) for purse in self._state.purses.values()):
            raise Malformed(UNKNOWN, given=shown(gift))
        return trace_gift(self._state, gift)

    def _of(self, pool: str | None) -> list[Purse]:
        """Find the purses of a pool; one that the book does not know is an error, never empty."""
        found = [purse for purse in self._state.purses.values() if pool is None or purse.pool == pool]
        if pool is not None and not found:
            raise Malformed(UNKNOWN, given=shown(pool))
        return found

    def __repr__(self) -> str:
        return f"<Book {self.law.place}: {len(self._state.events)} events, {self.balance()}>"

    # --- deciding ----------------------------------------------------------------------------

    def _judge(self, command: Command) -> Checks:
        """Run every check in the fixed order; give the notes."""
        state, checks = self._state, Checks()
        known = state.events.get(command.key)
        if known is not None:
            checks.weigh(KEY_CONFLICT, known.command == command, facts={"key": command.key})
            return checks
        with suppress(Stopped):
            HANDLERS[type(command)].decide(state, command, self.law.on(command.on), checks)
        if state.closed is not None and command.on <= state.closed and not _not_found(checks):
            checks = Checks()
            checks.weigh(CLOSED_PERIOD, holds=False, facts={"closed": state.closed})
        return checks

    def _known_or_refused(self, command: Order) -> Event[Order]:
        known = self._state.events.get(command.key)
        if known is not None and known.command == command:
            return known
        raise Refused(self.decide(command))


def _several(value: Iterable[Item]) -> Iterable[Item]:
    if not isinstance(value, Iterable):
        raise Malformed(WRONG_TYPE, given=shown(value), kind="Iterable")
    return value


def _not_found(checks: Checks) -> bool:
    return any(ground.stage is Stage.NOT_FOUND and not holds for ground, holds, *_ in checks)
