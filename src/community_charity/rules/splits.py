"""Exact shares of one sum among several bodies (按比例分账): no float, no lost fen, no second remainder.

How a joint campaign's money is shared is agreed by those who raise it; no article fixes it. The ready-made splits are
what single places did, never law.

>>> from community_charity.money import yuan
>>> DINGYUAN_THIRD.of(yuan(2_400_000))
{'county_finance': yuan("800000.00"), 'village_and_donors': yuan("1600000.00")}
>>> Split.percent({"red_cross": "33.34", "federation": None}).of(yuan(1))
{'federation': yuan("0.67"), 'red_cross': yuan("0.33")}
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeAlias

import attrs

from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.money import Money
from community_charity.parties import opaque_id

Parts: TypeAlias = tuple[tuple[str, Fraction], ...]

PARTS = declare(
    "split.parts",
    wanted=(
        "parts by id, each once, as exact Fractions above 0, one of them None for all that is left",
        "按标识列出且不重复的各部分，均为大于0的精确分数 Fraction，其中可有一个 None 表示其余部分",
    ),
    do=(
        'write {{"a": Fraction(1, 3), "b": None}}, or Split.percent({{"a": "33.3", "b": None}})',
        '写作 {{"a": Fraction(1, 3), "b": None}} 或 Split.percent({{"a": "33.3", "b": None}})',
    ),
)
REMAINDERS = declare(
    "split.remainders",
    wanted=("at most one part that takes all that is left", "至多一个部分承担其余"),
    do=("give every other part a share of its own", "请为其他各部分写明份额"),
)
SUM = declare(
    "split.sum",
    wanted=(
        "parts that make exactly one whole, and something left for a remainder",
        "各部分之和恰为1；设其余部分的，须有余额",
    ),
    do=(
        "write thirds as Fraction(1, 3), or let one part be None and take what is left",
        "三分之一请写作 Fraction(1, 3)，或将其中一个部分写作 None 以承担其余",
    ),
)

_PERCENT = re.compile(r"\d{1,3}(\.\d{1,30})?", re.ASCII)


def _pairs(value: Mapping[str, Fraction | None] | Parts) -> list[tuple[str, Any]]:
    if not isinstance(value, Mapping | tuple):
        raise Malformed(PARTS, given=shown(value))
    pairs = list(value.items()) if isinstance(value, Mapping) else list(value)
    if not all(isinstance(pair, tuple) and len(pair) == 2 for pair in pairs):
        raise Malformed(PARTS, given=Text("something that is no id with its share", "不是标识及其份额"))
    if len({opaque_id(name) for name, _ in pairs}) != len(pairs):
        raise Malformed(PARTS, given=Text("a part listed twice", "重复列出的部分"))
    return pairs


def _exact(value: Mapping[str, Fraction | None] | Parts) -> Parts:
    """Check the parts, and give each its exact share, in the order of their ids."""
    pairs = _pairs(value)
    told = [share for _, share in pairs if share is not None]
    if not pairs or any(type(share) is not Fraction or share <= 0 for share in told):
        raise Malformed(PARTS, given=_wrong(pairs))
    if len(pairs) - len(told) > 1:
        raise Malformed(REMAINDERS, given=Text("{n} remainders", "{n}个其余部分").fill(n=len(pairs) - len(told)))
    left = 1 - sum(told, Fraction(0))
    if (left <= 0) if len(told) < len(pairs) else (left != 0):
        raise Malformed(SUM, given=_missed(left))
    return tuple(sorted((name, left if share is None else share) for name, share in pairs))


def _wrong(pairs: list[tuple[str, Any]]) -> Text:
    wrong = next((share for _, share in pairs if share is not None and type(share) is not Fraction), None)
    if wrong is not None:
        return shown(wrong)
    return Text("a share of zero or less", "为零或负的份额") if pairs else Text("no parts", "没有任何部分")


def _missed(left: Fraction) -> Text:
    """Say by how much the parts miss the whole, exactly where a percentage with few decimals can."""
    less = Text("{d} less than the whole", "比整体少 {d}")
    more = Text("{d} more than the whole", "比整体多 {d}")
    none = Text("a whole, with nothing left for the remainder", "恰为整体，其余部分为零")
    off = none if not left else (less if left > 0 else more).fill(d=_in_percent(abs(left)))
    return Text("parts that sum to {s}: {off}", "各部分之和为{s}：{off}").fill(s=_in_percent(1 - left), off=off)


def _in_percent(share: Fraction) -> str:
    places = next((n for n in range(13) if (share * 10 ** (n + 2)).denominator == 1), None)
    if places is None:
        return str(share)
    digits = str(share.numerator * 10 ** (places + 2) // share.denominator).rjust(places + 1, "0")
    return (f"{digits[:-places]}.{digits[-places:]}" if places else digits) + "%"


@attrs.frozen
class Split:
    """Who gets what exact part of a sum (按比例分账).

    ``parts`` are shares by id: exact `Fraction` that sum to 1, or one ``None`` that takes all that is left. Two splits
    with the same shares are equal, however they were written down. Raises `Malformed` for anything that does not come
    out exactly: a float, percentages that sum to 99.999999 %, two remainders, a share of zero.

    >>> Split({"charity": Fraction(1, 3), "village": None}) == Split({"village": Fraction(2, 3), "charity": None})
    True
    """

    parts: Parts = attrs.field(converter=_exact)

    @classmethod
    def percent(cls, parts: Mapping[str, str | int | None]) -> Split:
        """Make a split of percentages, told as text or whole numbers (按百分比分账). Raises `Malformed`.

        >>> Split.percent({"a": "12.5", "b": None}).share("b")
        Fraction(7, 8)
        """
        if not isinstance(parts, Mapping):
            raise Malformed(PARTS, given=shown(parts))
        return cls({name: None if told is None else _percentage(told) for name, told in parts.items()})

    @classmethod
    def equal(cls, *ids: str) -> Split:
        """Make a split in equal parts (等额分账). Raises `Malformed` for an id given twice, or none.

        >>> Split.equal("a", "b").share("a")
        Fraction(1, 2)
        """
        return cls(tuple((name, Fraction(1, len(ids))) for name in ids))

    @property
    def ids(self) -> tuple[str, ...]:
        """Who gets a part, in order (各方标识)."""
        return tuple(name for name, _ in self.parts)

    def share(self, name: str) -> Fraction:
        """Give the exact share of one part (份额). An id without a part raises `KeyError`.

        >>> Split.equal("a", "b", "c").share("c")
        Fraction(1, 3)
        """
        return dict(self.parts)[name]

    def of(self, amount: Money) -> dict[str, Money]:
        """Split an amount to the fen (分账金额): the parts sum to it, each within one fen of its exact share.

        What is left over goes, a fen each, to the largest remainders, of equal ones to the id that comes first. A
        negative amount is split as the mirror of the positive one. Raises `Malformed`.

        >>> Split.equal("c", "b", "a").of(Money(100))
        {'a': yuan("0.34"), 'b': yuan("0.33"), 'c': yuan("0.33")}
        """
        whole = math.lcm(*(share.denominator for _, share in self.parts))
        weights = [int(share * whole) for _, share in self.parts]
        return dict(zip(self.ids, expect(amount, Money).split(weights), strict=True))


def _percentage(told: str | int) -> Fraction:
    plain = str(told) if type(told) is int else told
    if not isinstance(plain, str) or _PERCENT.fullmatch(plain) is None:
        raise Malformed(PARTS, given=shown(told))
    return Fraction(plain) / 100


XIAMEN_ONE_DAY = Split.equal("red_cross", "charity_federation")
"""Half to the Red Cross, half to the charity federation, as reported of the one-day donation in Xiamen, 2015 (practice)."""

YUAN_DISTRICT_THIRDS = Split.equal("council_members", "township", "community")
"""Council members, township and community a third each, as in Yu'an district of Lu'an, 2021 (practice)."""

DINGYUAN_THIRD = Split({"county_finance": Fraction(1, 3), "village_and_donors": None})
"""A third from the county, two thirds from village and donors, as in Dingyuan county, 2022 (practice)."""
