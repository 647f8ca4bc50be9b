"""Money in whole fen (金额，以分为单位).

There is no float on the way in or out, and no amount smaller than a fen.

>>> yuan("1234.56") + yuan(10)
yuan("1244.56")
>>> print(yuan("1244.56"))
¥1,244.56
>>> yuan(12300).capitals()
'壹万贰仟叁佰元整'
>>> [str(part) for part in yuan(100).split([1, 1, 1])]
['¥33.34', '¥33.33', '¥33.33']
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NoReturn

import attrs

from community_charity.errors import Malformed, declare, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FLOAT = declare(
    "money.float",
    wanted=("an exact amount", "精确金额"),
    do=(
        'write yuan("12.50"), yuan(12) or Money(1250)',
        '写作 yuan("12.50")、yuan(12) 或 Money(1250)',
    ),
)
TYPE = declare(
    "money.type",
    wanted=("yuan as text or whole number, or fen as a whole number", "以文本或整数表示的元，或以整数表示的分"),
    do=('write yuan("12.50"), yuan(12) or Money(1250)', '写作 yuan("12.50")、yuan(12) 或 Money(1250)'),
)
TEXT = declare(
    "money.text",
    wanted=(
        "digits with at most two decimals, such as 1234.56, 1,234.56 or ¥1,234.56",
        "至多两位小数的数字，例如 1234.56、1,234.56 或 ¥1,234.56",
    ),
    do=(
        "round to the fen yourself, in the way your rule says, then give the text",
        "请按您的规则自行取整到分，再给出文本",
    ),
)
MIXED = declare(
    "money.mixed",
    wanted=("Money together with Money", "金额只能与金额运算"),
    do=(
        "wrap the number with yuan(...) or Money(fen); add up with total(...)",
        "请用 yuan(...) 或 Money(分) 包装该数；求和用 total(...)",
    ),
)
WEIGHTS = declare(
    "money.weights",
    wanted=("whole-number weights, none negative, at least one above zero", "整数权重，均不为负，且至少一个大于零"),
    do=("give the shares as integers, for example [1, 1, 1]", "请以整数给出份额，例如 [1, 1, 1]"),
)
CAPITALS = declare(
    "money.capitals",
    wanted=("an amount from ¥0.00 to below ¥1,000,000,000,000 (一万亿)", "零元至一万亿元以下的金额"),
    do=("write larger or negative amounts in figures", "更大或负的金额请用数字书写"),
)
NOT_POSITIVE = declare(
    "money.not_positive",
    wanted=("an amount of money above zero", "大于零的金额"),
    do=("give yuan(...) of at least one fen", "请给出至少一分的 yuan(...)"),
)
NEGATIVE = declare(
    "money.negative",
    wanted=("an amount of money of zero or more", "不为负的金额"),
    do=("give yuan(...) of zero or more", "请给出零或以上的 yuan(...)"),
)

_TEXT: Final = re.compile(r"(-?)[¥￥]?((?:\d{1,3}(?:,\d{3})+)|\d+)(?:\.(\d{1,2}))?\Z", re.ASCII)
_LONGEST_TEXT: Final = 64


def _whole(value: object) -> int:
    if type(value) is int:
        return value
    raise Malformed(FLOAT if isinstance(value, float) else TYPE, given=shown(value))


@attrs.frozen(repr=False, eq=False, order=False, slots=True)
class Money:
    """An amount of renminbi in whole fen (人民币金额，单位：分).

    ``fen`` is an `int`; a float, a bool or anything else raises `Malformed`. Amounts may be
    negative: a margin is one. Money goes together with Money only.

    >>> Money(1250) == yuan("12.5")
    True
    >>> Money(100) - Money(250)
    yuan("-1.50")
    >>> sum([Money(1), Money(2)], Money(0))
    yuan("0.03")
    """

    fen: int = attrs.field(converter=_whole)

    def __add__(self, other: Money) -> Money:
        if type(other) is not Money:
            _mixed(other)
        return Money(self.fen + other.fen)

    __radd__ = __add__  # refuses: whatever comes from the left is no Money

    def __sub__(self, other: Money) -> Money:
        if type(other) is not Money:
            _mixed(other)
        return Money(self.fen - other.fen)

    def __mul__(self, times: int) -> Money:
        return Money(self.fen * _whole(times))

    __rmul__ = __mul__

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __abs__(self) -> Money:
        return Money(abs(self.fen))

    def __bool__(self) -> bool:
        return self.fen != 0

    def __eq__(self, other: object) -> bool:
        return type(other) is Money and self.fen == other.fen

    def __hash__(self) -> int:
        return hash((Money, self.fen))

    def __lt__(self, other: Money) -> bool:
        return self.fen < _fen(other)

    def __le__(self, other: Money) -> bool:
        return self.fen <= _fen(other)

    def __gt__(self, other: Money) -> bool:
        return self.fen > _fen(other)

    def __ge__(self, other: Money) -> bool:
        return self.fen >= _fen(other)

    def __repr__(self) -> str:
        return f'yuan("{self.plain()}")'

    def __str__(self) -> str:
        sign = "-" if self.fen < 0 else ""
        whole, rest = divmod(abs(self.fen), 100)
        return f"{sign}¥{whole:,}.{rest:02d}"

    def plain(self) -> str:
        """Give yuan with two decimals and nothing else, as data files want it (纯数字): ``1234.56``.

        >>> yuan(1234).plain()
        '1234.00'
        """
        sign = "-" if self.fen < 0 else ""
        whole, rest = divmod(abs(self.fen), 100)
        return f"{sign}{whole}.{rest:02d}"

    def split(self, weights: Sequence[int]) -> list[Money]:
        """Split exactly by whole-number weights (按权重精确分割，最大余额法).

        The parts sum to the whole and each lies within one fen of its exact share. What is left
        over goes, a fen each, to the largest remainders; of equal remainders to the earlier part.
        A negative amount is split as the mirror of the positive one. Raises `Malformed`.

        >>> Money(-100).split([1, 2])
        [yuan("-0.33"), yuan("-0.67")]
        """
        if not weights or any(type(w) is not int or w < 0 for w in weights) or not any(weights):
            raise Malformed(WEIGHTS, given=f"{len(weights)} weights")
        if self.fen < 0:
            return [-part for part in (-self).split(weights)]
        total = sum(weights)
        parts = [divmod(self.fen * weight, total) for weight in weights]
        left = self.fen - sum(whole for whole, _ in parts)
        largest_first = sorted(range(len(parts)), key=lambda i: -parts[i][1])
        lucky = set(largest_first[:left])
        return [Money(whole + (i in lucky)) for i, (whole, _) in enumerate(parts)]

    def capitals(self) -> str:
        """Write the amount in capital figures, as on a receipt (人民币大写).

        Raises `Malformed` for a negative amount and from one trillion yuan on. Written here
        because the packages tried leave out a 零 (¥100,001,000 is 壹亿零壹仟元整).

        >>> Money(100_001_000_00).capitals(), Money(5).capitals(), Money(10_05).capitals()
        ('壹亿零壹仟元整', '伍分', '壹拾元零伍分')
        """
        whole, rest = divmod(self.fen, 100)
        if not 0 <= whole < _CAPITALS_END:
            raise Malformed(CAPITALS, given=str(self))
        jiao, fen = divmod(rest, 10)
        text = f"{_integer_capitals(whole)}元" if whole or not rest else ""
        if not rest:
            return f"{text}整"
        if jiao:
            text += f"{_DIGITS[jiao]}角"
        elif text:
            text += "零"
        return f"{text}{_DIGITS[fen]}分" if fen else f"{text}整"


ZERO: Final = Money(0)

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("仟", "佰", "拾", "")
_GROUPS: Final = ("亿", "万", "")
_CAPITALS_END: Final = 10**12


def _integer_capitals(number: int) -> str:
    """Write a whole number below 10**12, four digits a group; a run of zeros is one 零."""
    if number == 0:
        return _DIGITS[0]
    digits = f"{number:012d}"
    text, zero = "", False
    for group, name in enumerate(_GROUPS):
        four = digits[group * 4 : group * 4 + 4]
        for digit, place in zip(four, _PLACES, strict=True):
            if digit == "0":
                zero = True
                continue
            text += ("零" if zero and text else "") + _DIGITS[int(digit)] + place
            zero = False
        if four != "0000":
            text += name
    return text


def _mixed(other: object) -> NoReturn:
    raise Malformed(MIXED, given=shown(other))


def _fen(other: Money) -> int:
    if type(other) is not Money:
        _mixed(other)
    return other.fen


def yuan(amount: str | int) -> Money:
    """Read an amount in yuan (元): text with at most two decimals, or a whole number.

    Raises `Malformed` for a float, a bool, an amount finer than a fen, ``NaN`` and other text.

    >>> yuan("¥1,234.5")
    yuan("1234.50")
    >>> yuan("-0.01").fen
    -1
    """
    if isinstance(amount, str):
        match = _TEXT.match(amount) if len(amount) <= _LONGEST_TEXT else None
        if match is None:
            raise Malformed(TEXT, given=shown(amount))
        sign, whole, rest = match.groups()
        fen = int(whole.replace(",", "")) * 100 + int((rest or "").ljust(2, "0"))
        return Money(-fen if sign else fen)
    return Money(_whole(amount) * 100)


def total(amounts: Iterable[Money]) -> Money:
    """Add up amounts (合计); of none it is zero. Raises `Malformed` for what is no `Money`.

    >>> total([yuan(1), yuan("0.50")])
    yuan("1.50")
    """
    return Money(sum(_fen(amount) for amount in amounts))


def positive_money(value: Money) -> Money:
    """Check a field of a command: `Money` above zero (大于零的金额). Raises `Malformed`.

    A converter, not a validator: attrs can switch validators off for the whole process.

    >>> positive_money(Money(1))
    yuan("0.01")
    """
    if type(value) is not Money or value.fen <= 0:
        raise Malformed(NOT_POSITIVE, given=value if type(value) is Money else shown(value))
    return value


def amount_of_money(value: Money) -> Money:
    """Check a field: `Money` of zero or more (不为负的金额). Raises `Malformed`.

    >>> amount_of_money(Money(0))
    yuan("0.00")
    """
    if type(value) is not Money or value.fen < 0:
        raise Malformed(NEGATIVE, given=value if type(value) is Money else shown(value))
    return value


def known_or_unknown_money(value: Money | None) -> Money | None:
    """Check a field: `Money` of zero or more, or ``None`` for "not known yet" (金额或不详). Raises `Malformed`.

    >>> known_or_unknown_money(None) is None
    True
    """
    return None if value is None else amount_of_money(value)
