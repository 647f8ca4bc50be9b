"""One body per rule, three carriers (一条规则，三种载体).

A rule's amounts may be `Money` (one case), `int` fen, or int64 columns of fen (a population). The
whole vocabulary is: operators, `where`, `least`, `greatest`, `positive_part`, `share`, and other
rules. Anything that branches cannot run on a column, so `rule` refuses it when it is defined.

>>> from community_charity.money import yuan
>>> least(yuan(5), yuan(3)), least(500, 300)
(yuan("3.00"), 300)
>>> import numpy
>>> least(numpy.array([500, 200]), numpy.array([300, 300])).tolist()
[300, 200]
"""

from __future__ import annotations

import dis
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from community_charity.errors import MISSING_EXTRA, Malformed, MissingExtra, declare, shown
from community_charity.money import Money

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column: TypeAlias = NDArray[np.int64]
    Test: TypeAlias = bool | NDArray[np.bool_]
    Amount = TypeVar("Amount", Money, int, Column)

Function = TypeVar("Function", bound=Callable[..., Any])
Rounding: TypeAlias = Literal["down", "up", "half_up"]

RULE = declare(
    "rule.branches",
    wanted=(
        "a rule of operators, where, least, greatest, positive_part, share and other rules only",
        "仅由运算符、where、least、greatest、positive_part、share 及其他规则组成的规则",
    ),
    do=("replace {what} by one of these", "请以上述词汇替换 {what}"),
)
CARRIER = declare(
    "rule.carrier",
    wanted=("Money, whole fen, or an int64 column of fen, all of one kind", "同一种载体：金额、整数分或 int64 分列"),
    do=("convert the amounts before calling the rule", "调用规则前请先转换金额"),
)
RATE = declare(
    "rule.rate",
    wanted=(
        "an exact Fraction from 0 to 1 and a rounding: down, up or half_up",
        "0至1之间的精确分数 Fraction，以及取整方式 down、up 或 half_up",
    ),
    do=('write Fraction(1, 3) and "down"', '写作 Fraction(1, 3) 与 "down"'),
)
TEST = declare(
    "rule.test",
    wanted=("a test that is True, False or a column of bool", "True、False 或布尔列"),
    do=("compare amounts, and settle what is unknown before", "请比较金额得出条件；不详之处须先查明"),
)

_RULES: set[str] = set()
_VOCABULARY = {"where", "least", "greatest", "positive_part", "share"}


def rule(function: Function) -> Function:
    """Declare a rule (声明规则), and check when it is defined that every carrier can run it.

    Raises `Malformed` if the body branches, loops, or calls anything but the vocabulary.

    >>> @rule
    ... def capped(need, ceiling):
    ...     return min(need, ceiling)
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [rule.branches] given: rule capped. wanted: a rule of operators, where, \
least, greatest, positive_part, share and other rules only. do: replace min by one of these
    """
    for step in dis.get_instructions(function):
        name = step.argval if step.opname in ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_DEREF") else None
        if name is not None and name not in _VOCABULARY and name not in _RULES:
            raise Malformed(RULE, given=f"rule {function.__name__}", what=name)
        if step.opcode in dis.hasjrel or step.opcode in dis.hasjabs or step.opname in _CALLED:
            raise Malformed(
                RULE, given=f"rule {function.__name__}", what=_CALLED.get(step.opname, "the branch or loop")
            )
    _RULES.add(function.__name__)
    return function


_CALLED = {
    "LOAD_ATTR": "the attribute",
    "LOAD_METHOD": "the method",
    "MAKE_FUNCTION": "the function inside",
    "IMPORT_NAME": "the import",
    "STORE_GLOBAL": "the global name",
    "CONTAINS_OP": "in",
    "IS_OP": "is",
    "UNARY_NOT": "not",
}


def where(test: Test, yes: Amount, no: Amount) -> Amount:
    """Choose by a test (按条件取值): an `if` that also runs on columns.

    Raises `Malformed` for a test that is neither true nor false: what is unknown is no "no".

    >>> where(True, 5, 3)
    5
    """
    if test is True:
        return yes
    if test is False:
        return no
    numpy = _numpy() if hasattr(test, "dtype") else None
    if numpy is None or test.dtype != numpy.bool_:
        raise Malformed(TEST, given=shown(test))
    if not test.ndim:  # one element of a column
        return yes if test else no
    _check_columns(numpy, yes, no)
    return numpy.where(test, yes, no)  # type: ignore[no-any-return] # columns only


def least(first: Amount, second: Amount) -> Amount:
    """Give the smaller amount (取小). Raises `Malformed` for amounts of two kinds.

    >>> least(500, 300)
    300
    """
    kind = type(first)
    if kind is type(second) and (kind is int or kind is Money):
        return min(first, second)
    return _numpy_of(first, second).minimum(first, second)  # type: ignore[no-any-return] # columns only


def greatest(first: Amount, second: Amount) -> Amount:
    """Give the larger amount (取大). Raises `Malformed` for amounts of two kinds.

    >>> greatest(500, 300)
    500
    """
    kind = type(first)
    if kind is type(second) and (kind is int or kind is Money):
        return max(first, second)
    return _numpy_of(first, second).maximum(first, second)  # type: ignore[no-any-return] # columns only


def positive_part(amount: Amount) -> Amount:
    """Give the amount if it is above zero, else zero (取正部分).

    >>> positive_part(-5), positive_part(5)
    (0, 5)
    """
    if type(amount) is int:  # every decision of the book asks this a few times, in whole fen
        return amount if amount > 0 else 0  # noqa: FURB136 - max() would cost three times as much
    if isinstance(amount, Money):
        return greatest(amount, amount - amount)
    column: Any = amount
    return _numpy_of(column).maximum(column, _zeros(len(column)) if column.ndim else 0)  # type: ignore[no-any-return] # columns only


@lru_cache(maxsize=8)
def _zeros(rows: int) -> Any:
    """Keep a column of zeros: NumPy takes the larger of two columns twice as fast as of a column and a number."""
    return _numpy().zeros(rows, dtype="int64")


def share(amount: Amount, rate: Fraction, rounding: Rounding) -> Amount:
    """Take an exact share of an amount, rounded to the fen as declared (按比例取额).

    ``down`` goes towards minus infinity, ``up`` towards plus infinity, ``half_up`` to the nearest
    fen, a half upwards. Raises `Malformed` for a float rate, one outside 0 to 1, or another rounding,
    and on a column for a denominator above 1e9, which might leave int64.

    >>> share(100, Fraction(1, 3), "down"), share(100, Fraction(1, 3), "up"), share(50, Fraction(1, 4), "half_up")
    (33, 34, 13)
    """
    if type(rate) is not Fraction or not 0 <= rate <= 1 or rounding not in ("down", "up", "half_up"):
        raise Malformed(RATE, given=f"{shown(rate)}, {rounding}")
    if isinstance(amount, Money):
        return Money(_share(amount.fen, rate, rounding))
    if type(amount) is not int:
        _numpy_of(amount)
        if rate.denominator > _FINEST:
            raise Malformed(RATE, given=f"a denominator of {rate.denominator.bit_length()} bits, for a column")
    return _share(amount, rate, rounding)  # type: ignore[no-any-return] # int or column, as it came


_FINEST = 10**9


def _share(fen: Any, rate: Fraction, rounding: Rounding) -> Any:
    part, whole = rate.numerator, rate.denominator
    # Quotient and remainder apart: no product leaves int64 while the denominator is at most 1e9.
    quotient, doubled = fen // whole, 2 * (fen % whole) * part
    extra = {"down": 0, "up": 2 * whole - 1, "half_up": whole}[rounding]
    return quotient * part + (doubled + extra) // (2 * whole)


def _numpy_of(*amounts: Any) -> Any:
    for amount in amounts:  # a plain loop: a population asks some hundred thousand times
        if hasattr(amount, "dtype"):
            break
    else:  # no column: whatever is wrong, it is not NumPy missing
        raise Malformed(CARRIER, given=_kinds(amounts))
    numpy = _numpy()
    _check_columns(numpy, *amounts)
    return numpy


def _check_columns(numpy: Any, *amounts: Any) -> None:
    int64 = numpy.dtype("int64")
    for amount in amounts:
        if type(amount) is int or (type(amount) is numpy.ndarray and amount.dtype is int64):
            continue
        if not isinstance(amount, (numpy.ndarray, numpy.generic)):
            raise Malformed(CARRIER, given=_kinds(amounts))
        if amount.dtype != int64:
            raise Malformed(CARRIER, given=f"a column of {amount.dtype}")


def _kinds(amounts: tuple[Any, ...]) -> str:
    return ", ".join(type(amount).__name__ for amount in amounts)


def _numpy() -> Any:
    try:
        import numpy as np  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtra(MISSING_EXTRA, given="a column", package="numpy", extra="columns") from error
    return np
