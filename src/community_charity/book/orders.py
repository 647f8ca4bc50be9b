"""Commands, events, and who decides and applies them (指令与事实).

A command is an order in the imperative; an event is the fact, in the past tense, that it was
carried out. An event holds its command whole, so that a fact and what caused it cannot drift
apart, and replaying is deciding the same commands again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar

import attrs

from community_charity.calendar import day
from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Checks
from community_charity.law.law import LawInForce
from community_charity.parties import opaque_id

if TYPE_CHECKING:
    from community_charity.book.state import State  # noqa: TC004 - a real import would close a circle

COMMAND = declare(
    "book.command",
    wanted=("a command of a noun that has been imported", "已导入的领域模块的指令"),
    do=(
        "import the module that defines it, or see HANDLERS for what is known",
        "请导入定义该指令的模块；HANDLERS 列出已知指令",
    ),
)
REASON = declare(
    "book.reason",
    wanted=("a short reason in words", "以文字说明的简短理由"),
    do=("say why, without naming a person", "请说明理由，勿写入个人信息"),
)

Key = TypeVar("Key")
Row = TypeVar("Row")


@attrs.frozen(eq=False)
class Table(Generic[Key, Row]):
    """The name of one table of a book's state (状态表): rows of one kind by their ids. To be read with `Book.all` and `Book.find`.

    >>> Table("cases").name
    'cases'
    """

    name: str


@attrs.frozen(kw_only=True)
class Command:
    """An order to the book (指令). ``key`` is the caller's own: the same order twice counts once.

    ``on`` is the day the order belongs to; the library has no clock. Amounts in commands are `Money`.
    Raises `Malformed` for a field that cannot be right; what the book or the law says against it is
    `Refused` when it is recorded.

    >>> from community_charity.book.periods import ClosePeriod
    >>> order = ClosePeriod(key="close-1", on=date(2025, 4, 1), through=date(2025, 3, 31))
    >>> order.key, order.on
    ('close-1', datetime.date(2025, 4, 1))
    """

    ASKED: ClassVar[Text]

    key: str = attrs.field(converter=opaque_id)
    on: date = attrs.field(converter=day)

    def asked(self) -> Text:
        """Say what is ordered, for decisions and notices (事项), in both languages.

        >>> from community_charity.giving import ReceiveDonation
        >>> from community_charity.money import yuan
        >>> ReceiveDonation(key="gift-1", on=date(2025, 3, 13), pool="village-1", amount=yuan(200)).asked().zh
        '为 village-1 接受捐赠 ¥200.00'
        """
        return self.ASKED.fill(**{f.name: getattr(self, f.name) for f in attrs.fields(type(self))})


Order = TypeVar("Order", bound=Command)


@attrs.frozen
class Event(Generic[Order]):
    """A fact (事实): that a command was carried out, as the book's ``number``-th, from 0 on.

    >>> from community_charity.book.periods import ClosePeriod, PeriodClosed
    >>> PeriodClosed(0, ClosePeriod(key="close-1", on=date(2025, 4, 1), through=date(2025, 3, 31))).command.key
    'close-1'
    """

    number: int
    command: Order


Fact = TypeVar("Fact", bound="Event[Any]")


@attrs.frozen
class Handler:
    """How one kind of command is decided and its event applied (处理方式). See `handles`.

    >>> from community_charity.book.periods import ClosePeriod
    >>> type(HANDLERS[ClosePeriod]).__name__
    'Handler'
    """

    decide: Callable[[State, Any, LawInForce, Checks], Any]
    apply: Callable[[State, Any], None]
    paid_under: Callable[[State, Any], tuple[tuple[str, ...], tuple[tuple[Any, int], ...]]] | None = None


HANDLERS: Final[dict[type[Command], Handler]] = {}
"""The commands the library knows. A noun adds its own with `handles`; so may another package."""


def handles(
    command: type[Order],
    *,
    apply: Callable[[State, Fact], None],
    paid_under: Callable[[State, Fact], tuple[tuple[str, ...], tuple[tuple[Any, int], ...]]] | None = None,
) -> Callable[[Callable[[State, Order, LawInForce, Checks], Fact]], Callable[[State, Order, LawInForce, Checks], Fact]]:
    """Register how a command is decided and how its event changes the state (登记处理方式).

    The decorated function checks and returns the event; it changes nothing. ``apply`` is the only
    code that changes state, and it cannot fail. ``paid_under`` is for orders whose money goes out under other orders, as
    a grant's under its payments: it gives their keys, and what of which purse is still held, in fen.

    >>> import community_charity as cc
    >>> @attrs.frozen(kw_only=True)
    ... class Remark(Command):
    ...     ASKED: ClassVar[Text] = Text("write a remark", "备注")
    >>> @handles(Remark, apply=lambda state, event: None)
    ... def _decide(state, order, law, checks):
    ...     return Event(len(state.events), order)
    >>> cc.Book(cc.Law.of("cn")).record(Remark(key="remark-1", on=date(2025, 3, 13))).number
    0
    >>> del HANDLERS[Remark]  # so that it stays an example
    """

    def register(
        decide: Callable[[State, Order, LawInForce, Checks], Fact],
    ) -> Callable[[State, Order, LawInForce, Checks], Fact]:
        HANDLERS[command] = Handler(decide, apply, paid_under)
        return decide

    return register


def handler_of(command: Command) -> Handler:
    """Find the handler of a command (查找处理方式). Raises `Malformed` for what is not a known command.

    >>> handler_of("close the month")
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [book.command] given: text of 15 characters (str). wanted: a command of a noun \
that has been imported. do: import the module that defines it, or see HANDLERS for what is known
    """
    handler = HANDLERS.get(type(command))
    if handler is None:
        raise Malformed(COMMAND, given=shown(command))
    return handler


def reason(value: str) -> str:
    """Check a reason (理由): words, at most 200 characters. Raises `Malformed`.

    >>> reason("sent twice")
    'sent twice'
    """
    if not isinstance(value, str) or not 0 < len(value.strip()) <= _LONGEST_REASON:
        raise Malformed(REASON, given=shown(value))
    return value


_LONGEST_REASON: Final = 200
