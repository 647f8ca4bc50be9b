"""Values as JSON holds them (普通值), told by their own types: for what is written and compared, and never read.

>>> plain((("village-1", frozenset({"b", "a"})), 5))
[['village-1', ['a', 'b']], 5]
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from types import NoneType
from typing import Any, Final

import attrs

from community_charity.errors import shown
from community_charity.language import Text

IS: Final = "is"
"""The name under which a class is told. It is a keyword of Python, so no field has it."""

_AS_IT_IS: Final = frozenset({str, int, bool, NoneType})


class Amiss(Exception):
    """What is amiss in a value, and where in it (有误). It stays within this package."""

    def __init__(self, wanted: Text, given: object) -> None:
        super().__init__()
        self.wanted, self.given, self.path = wanted, given, ""

    def under(self, name: str) -> Amiss:
        """Tell that the value lies in a field or a place of another (所在字段).

        >>> Amiss(Text("", ""), "").under("fen").under("[2]").under("costs").path
        'costs[2].fen'
        """
        self.path = name + ("." if name and self.path and not self.path.startswith("[") else "") + self.path
        return self


as_text: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
"""Writes a plain value as compact JSON (紧凑文本)."""


def plain(value: Any) -> Any:
    """Give a value as JSON holds it (普通值). Sets are sorted, classes say what they are. Raises `Amiss`.

    >>> from community_charity.money import Money
    >>> plain({date(2025, 3, 31): Money(5)})
    [['2025-03-31', {'is': 'Money', 'fen': 5}]]
    """
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if isinstance(value, tuple) or kind is list:
        return [plain(part) for part in value]
    if isinstance(value, Enum):
        return name_of(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    return _larger(value, kind)


def _larger(value: Any, kind: type) -> Any:
    if isinstance(value, frozenset | set):
        return sorted(map(plain, value), key=as_text)
    if isinstance(value, Mapping):
        return [[plain(key), plain(part)] for key, part in value.items()]
    if attrs.has(kind):
        # Only what it is made of: a hash that it keeps is another in each run.
        return {IS: kind.__name__} | {f.name: plain(getattr(value, f.name)) for f in attrs.fields(kind) if f.init}
    raise Amiss(Text("a value that JSON can hold", "JSON 可表示的值"), seen(value))


def seen(value: object) -> Text:
    """Describe a value for an error without quoting it (值的描述): a number may be a telephone's.

    >>> str(seen(13800000000)), str(seen("p-1"))
    ('a number (int)', 'text of 3 characters (str)')
    """
    if type(value) in (int, float):
        return Text("a number ({t})", "数字 ({t})").fill(t=type(value).__name__)
    return shown(value)


def name_of(member: Enum) -> str:
    """Name a member by its value if all values of its kind are text, and else by its name (枚举项的文本)."""
    return member.value if all(type(each.value) is str for each in type(member)) else member.name


def alike(one: Any, other: Any) -> bool:
    """Say whether two plain values are the same, type for type (逐类型相同): 1 is neither ``True`` nor 1.0.

    >>> alike([1, {"a": None}], [1, {"a": None}]), alike([1], [True])
    (True, False)
    """
    kind = type(one)
    if kind is not type(other):
        return False
    if kind is list:
        return len(one) == len(other) and all(map(alike, one, other))
    if kind is dict:
        return one.keys() == other.keys() and all(alike(part, other[name]) for name, part in one.items())
    return bool(one == other)


def agrees(told: Any, value: Any) -> bool:
    """Say whether what was read is what a value is in JSON (是否一致), without making that if it can.

    >>> agrees([["village-1", None], 5], (("village-1", None), 5)), agrees([True], (1,))
    (True, False)
    """
    if type(value) is not tuple:
        return alike(plain(value), told)
    if type(told) is not list or len(told) != len(value):
        return False
    for one, part in zip(told, value, strict=True):
        kind = type(part)
        if kind in _AS_IT_IS:
            if type(one) is not kind or one != part:
                return False
        elif not agrees(one, part):
            return False
    return True
