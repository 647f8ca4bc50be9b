"""Single values in JSON and back (单个值的编码): text, numbers, days, amounts in fen, fractions, members of an enum.

Exact types only: no float, no ``True`` for 1, no text for a number; and each value has one spelling.

>>> SINGLE[Money].read(5), SINGLE[date].write(date(2025, 3, 31))
(yuan("0.05"), '2025-03-31')
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from community_charity.interchange._plain import Amiss, name_of, seen
from community_charity.language import Text
from community_charity.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import Enum

_DAY: Final = Text("a day such as 2025-03-31, as text", "文本形式的日期，例如 2025-03-31")
_LEAVES: Final[dict[type, Text]] = {
    str: Text("text", "文本"),
    int: Text("a whole number", "整数"),
    bool: Text("true or false", "true 或 false"),
    NoneType: Text("null", "null"),
}
_FEN: Final = Text("an amount in whole fen, as a number", "以整数分表示的金额")
_FRACTION: Final = Text("a fraction such as 1/3, as text", "文本形式的分数，例如 1/3")


class Codec(NamedTuple):
    """A type in both ways (编解码): ``json`` and ``python`` are the types that it has on either side.

    ``fen`` says that its numbers are amounts; a field's name in JSON then ends in ``_fen``. What is of the type ``same``
    in JSON is read as it is: most values are, and need no call. ``null`` says that it may be ``None``.
    """

    json: type
    python: type
    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    fen: bool = False
    same: type | None = None
    null: bool = False


def _exactly(kind: type, wanted: Text) -> Callable[[Any], Any]:
    """Let a value of one type pass, of neither a subtype nor another type."""

    def same(value: Any) -> Any:
        if type(value) is kind:
            return value
        raise Amiss(wanted, seen(value))

    return same


def _read_fen(value: Any) -> Money:
    if type(value) is int:
        return Money(value)
    raise Amiss(_FEN, seen(value))


def _write_fen(value: Any) -> int:
    if type(value) is Money:
        return value.fen
    raise Amiss(_FEN, seen(value))


def _parsed(kind: Callable[[str], Any], show: Callable[[Any], str], wanted: Text) -> Callable[[Any], Any]:
    """Read text that has one spelling only. A value that was read before is given again: days come in crowds."""
    known: dict[str, Any] = {}

    def read(value: Any) -> Any:
        if type(value) is str:
            found = known.get(value)
            return found if found is not None else parse(value)
        raise Amiss(wanted, seen(value))

    def parse(value: str) -> Any:
        try:
            found = kind(value)
        except (ValueError, ZeroDivisionError):
            found = None
        if found is None or show(found) != value:
            raise Amiss(wanted, seen(value))
        if len(known) < _MOST_KNOWN:
            known[value] = found
        return found

    return read


_MOST_KNOWN: Final = 10_000


def _shows(kind: type, show: Callable[[Any], str], wanted: Text) -> Callable[[Any], str]:
    same = _exactly(kind, wanted)
    return lambda value: show(same(value))


def enum_codec(kind: type[Enum]) -> Codec:
    """Tell a member by its value if every value is text, and else by its name."""
    members = {name_of(member): member for member in kind}
    texts = {member: text for text, member in members.items()}
    choices = ", ".join(members)
    wanted = Text(f"one of {choices}", f"以下之一：{choices}")

    def read(value: Any) -> Enum:
        found = members.get(value) if type(value) is str else None
        if found is None:
            raise Amiss(wanted, seen(value))
        return found

    def write(value: Any) -> str:
        if type(value) is not kind:
            raise Amiss(wanted, seen(value))
        return texts[value]

    return Codec(str, kind, read, write)


SINGLE: Final[dict[Any, Codec]] = {
    **{
        kind: Codec(kind, kind, _exactly(kind, said), _exactly(kind, said), same=kind) for kind, said in _LEAVES.items()
    },
    Money: Codec(int, Money, _read_fen, _write_fen, fen=True),
    date: Codec(str, date, _parsed(date.fromisoformat, date.isoformat, _DAY), _shows(date, date.isoformat, _DAY)),
    Fraction: Codec(str, Fraction, _parsed(Fraction, str, _FRACTION), _shows(Fraction, str, _FRACTION)),
}
