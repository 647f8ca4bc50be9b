"""What a case costs, and what government gave towards it (费用与政府救助): line by line.

>>> from community_charity.money import yuan
>>> [cost.amount for cost in costs([Cost("surgery", yuan(3000))])]  # invented
[yuan("3000.00")]
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.money import Money, positive_money, total
from community_charity.parties import opaque_id

if TYPE_CHECKING:
    from collections.abc import Iterable

WHAT_FOR = declare(
    "case.cost_what",
    wanted=("what a cost is for: text of 1 to 200 characters", "费用名目：1至200个字符的文本"),
    do=('say for example "surgery", and leave the rest to the invoice', "例如“手术费”，细目见发票"),
)
COSTS = declare(
    "case.costs",
    wanted=("costs as a list of Cost", "以 Cost 列出的费用"),
    do=('give for example [Cost("surgery", yuan(3000))]', '例如 [Cost("surgery", yuan(3000))]'),
)

LINES = declare(
    "case.aid_lines",
    wanted=("lines of government aid whose sum is the amount, or None", "合计等于总额的政府救助明细，或 None"),
    do=(
        "give a list of AidLine that adds up to government_aid, or leave it out",
        "给出合计等于 government_aid 的 AidLine 列表，或省略",
    ),
)


def _optional_id(value: str | None) -> str | None:
    return None if value is None else opaque_id(value)


def _what_for(value: str) -> str:
    if type(value) is not str or not value.strip() or len(value) > 200:
        raise Malformed(WHAT_FOR, given=shown(value))
    return value


@attrs.frozen
class Cost:
    """One cost of a case (费用): what for, how much (`Money`), and the paper that proves it.

    ``evidence`` is the opaque number of an invoice or the like, ``None`` while it is missing.
    ``what`` is text of 1 to 200 characters. It is private: it may tell a diagnosis, and never appears in a ``repr``.
    Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> Cost("surgery", yuan(3000), evidence="invoice-17")  # invented
    Cost(amount=yuan("3000.00"))
    """

    what: str = attrs.field(converter=_what_for, repr=False)
    amount: Money = attrs.field(converter=positive_money)
    evidence: str | None = attrs.field(default=None, converter=_optional_id, repr=False)


def costs(value: Iterable[Cost]) -> tuple[Cost, ...]:
    """Check a list of costs (费用清单), which may be empty. Raises `Malformed`.

    >>> costs([])
    ()
    """
    if not isinstance(value, list | tuple):
        raise Malformed(COSTS, given=shown(value))
    if not all(isinstance(cost, Cost) for cost in value):
        raise Malformed(COSTS, given="something that is no Cost")
    return tuple(value)


# --- government aid by kind ----------------------------------------------------------------------


class AidKind(Enum):
    """A kind of government aid (政府救助种类), medical assistance apart. ``AidKind("dibao")`` looks one up.

    Source: 社会救助法第15条, before it 社会救助暂行办法.

    >>> AidKind("temporary").text.zh
    '临时救助'
    """

    DIBAO = "dibao"
    TEKUN = "tekun"
    TEMPORARY = "temporary"
    DISASTER = "disaster"
    EDUCATION = "education"
    HOUSING = "housing"
    WORK = "work"
    EMERGENCY_MEDICAL = "emergency_medical"
    OTHER = "other"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _AID_KINDS[self]


_AID_KINDS = {
    AidKind.DIBAO: Text("minimum living allowance", "最低生活保障"),
    AidKind.TEKUN: Text("support in extreme hardship", "特困人员救助供养"),
    AidKind.TEMPORARY: Text("temporary assistance", "临时救助"),
    AidKind.DISASTER: Text("disaster aid", "受灾人员救助"),
    AidKind.EDUCATION: Text("education aid", "教育救助"),
    AidKind.HOUSING: Text("housing aid", "住房救助"),
    AidKind.WORK: Text("help to find work", "就业救助"),
    AidKind.EMERGENCY_MEDICAL: Text("emergency medical aid", "疾病应急救助"),
    AidKind.OTHER: Text("other government aid", "其他政府救助"),
}


def _aid_kind(value: AidKind) -> AidKind:
    return choice(value, AidKind)


@attrs.frozen
class AidLine:
    """What one kind of government aid gave (政府救助明细), as `Money`. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> AidLine("temporary", yuan(500))
    AidLine(kind=<AidKind.TEMPORARY: 'temporary'>, amount=yuan("500.00"))
    """

    kind: AidKind = attrs.field(converter=_aid_kind)
    amount: Money = attrs.field(converter=positive_money)


def aid_lines(value: Iterable[AidLine] | None) -> tuple[AidLine, ...] | None:
    """Check lines of government aid, or ``None`` for an amount that is not broken down (政府救助明细). Raises `Malformed`.

    >>> aid_lines(None) is None
    True
    """
    if value is None:
        return None
    if not isinstance(value, list | tuple) or not all(isinstance(line, AidLine) for line in value):
        raise Malformed(LINES, given=shown(value))
    return tuple(value)


def lines_add_up(lines: tuple[AidLine, ...] | None, amount: Money) -> None:
    """Refuse lines of government aid that do not add up to the amount (明细合计须等于总额). Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> lines_add_up((AidLine("dibao", yuan(300)), AidLine("temporary", yuan(200))), yuan(500))  # nothing to say
    """
    if lines is not None and total([line.amount for line in lines]) != amount:
        raise Malformed(LINES, given=f"{total([line.amount for line in lines])}, {amount}")
