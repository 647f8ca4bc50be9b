"""One tree of errors with stable codes (错误).

Every error says three things, in English and in Chinese: what was given, what is wanted, and what
to do. The code (``money.float``) never changes once released, so a program may branch on it.
What was given is described without anything that identifies a person.

>>> from community_charity.money import yuan
>>> try:
...     yuan(12.5)
... except Malformed as error:
...     print(error.code)
...     print(error)
money.float
[money.float] given: 12.5 (float). wanted: an exact amount. do: write yuan("12.50"), yuan(12) or Money(1250)
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from community_charity.language import Text

if TYPE_CHECKING:
    from community_charity.language import Lang

_SHAPE = Text(
    "[{code}] given: {given}. wanted: {wanted}. do: {do}", "[{code}] 收到：{given}。要求：{wanted}。处理：{do}"
)


@attrs.frozen
class Entry:
    """What one code means: what is wanted and what to do, each in two languages (错误说明).

    >>> CATALOGUE["input.type"].wanted.zh
    '类型为 {kind} 的值'
    """

    wanted: Text
    do: Text


CATALOGUE: dict[str, Entry] = {}
"""All codes of the library, by code. Modules add theirs with `declare` when they are imported."""


def declare(code: str, *, wanted: tuple[str, str], do: tuple[str, str]) -> str:
    """Add a code to the `CATALOGUE` (登记错误代码); each text is given as (English, Chinese).

    A code declared twice is a programming mistake and raises `ValueError`.

    >>> declare("input.type", wanted=("a", "甲"), do=("b", "乙"))
    Traceback (most recent call last):
    ...
    ValueError: error code declared twice: input.type
    """
    if code in CATALOGUE:
        message = f"error code declared twice: {code}"
        raise ValueError(message)
    CATALOGUE[code] = Entry(Text(*wanted), Text(*do))
    return code


class CharityError(Exception):
    """The root of the tree (本库错误的根). Catch this to catch everything the library raises itself.

    ``facts`` fill the places in the texts of the code.

    >>> issubclass(Malformed, CharityError), issubclass(LawError, CharityError)
    (True, True)
    """

    def __init__(self, code: str, *, given: object, **facts: Any) -> None:
        self.code = code
        entry = CATALOGUE[code]
        self.message = _SHAPE.fill(
            code=code,
            given=given,
            wanted=entry.wanted.fill(**facts),
            do=entry.do.fill(**facts),
        )
        super().__init__(self.message.en)

    def __reduce__(self) -> tuple[Any, ...]:
        """Let an error travel between processes: its kind, code and words (a decision stays behind)."""
        return _again, (type(self), self.code, self.message)

    def text(self, lang: Lang = "en") -> str:
        """Give the whole message in one language (全文).

        >>> print(Malformed("input.type", given="5 (int)", kind="Money").text("zh"))
        [input.type] 收到：5 (int)。要求：类型为 Money 的值。处理：请先用 Money 构造，再传入
        """
        return self.message.to(lang)


def _again(kind: type[CharityError], code: str, message: Text) -> CharityError:
    error = kind.__new__(kind, message.en)
    error.code, error.message = code, message
    return error


class Malformed(CharityError, ValueError):
    """The input itself cannot be right, whatever the book or the law says (输入有误). A `ValueError` as well.

    >>> try:
    ...     expect(5, str)
    ... except ValueError as error:
    ...     print(error.code)
    input.type
    """


class LawError(CharityError):
    """The law cannot be loaded, or has no value for the day or place asked (法规数据错误).

    >>> from community_charity.law.law import Law
    >>> try:
    ...     Law.of("cn/nowhere")
    ... except LawError as error:
    ...     print(error.code)
    law.place
    """


class MissingExtra(CharityError, ImportError):
    """An optional package is needed and not installed (缺少可选组件). An `ImportError` as well.

    >>> MissingExtra(MISSING_EXTRA, given="a column", package="numpy", extra="columns").code
    'extra.missing'
    """


class InvariantBroken(CharityError):
    """The library caught itself in a contradiction (内部不变量被破坏). Please report it.

    >>> issubclass(InvariantBroken, ValueError)  # no input was wrong
    False
    """


MISSING_EXTRA = declare(
    "extra.missing",
    wanted=("the optional package {package}", "可选组件 {package}"),
    do=('pip install "community-charity[{extra}]"', '执行 pip install "community-charity[{extra}]"'),
)


_TOO_LONG = 10**64  # Python itself refuses to write an int of some thousand digits


WRONG_TYPE = declare(
    "input.type",
    wanted=("a value of type {kind}", "类型为 {kind} 的值"),
    do=("build one with {kind}, then give that", "请先用 {kind} 构造，再传入"),
)
WRONG_CHOICE = declare(
    "input.choice",
    wanted=("one of {choices}", "以下之一：{choices}"),
    do=("choose one of them, as {kind} or as text", "请从中选择，可用 {kind} 或文本"),
)

Kind = TypeVar("Kind")
Choice = TypeVar("Choice", bound=Enum)


def expect(value: object, kind: type[Kind]) -> Kind:
    """Give a value that must be of a type (类型检查). Raises `Malformed`.

    >>> expect("text", str)
    'text'
    """
    if not isinstance(value, kind):
        raise Malformed(WRONG_TYPE, given=shown(value), kind=kind.__name__)
    return value


def choice(value: object, kind: type[Choice]) -> Choice:
    """Give a member of an enum, told as itself or by its value (选项检查). Raises `Malformed`.

    >>> from community_charity.pools import Cause
    >>> choice("illness", Cause)
    <Cause.ILLNESS: 'illness'>
    """
    if isinstance(value, (kind, str)):  # Enum itself would write out whatever else it is given, however deep
        try:
            return kind(value)
        except ValueError:
            pass
    choices = ", ".join(str(member.value) for member in kind)
    raise Malformed(WRONG_CHOICE, given=shown(value), choices=choices, kind=kind.__name__)


def shown(value: object) -> Text:
    """Describe a value for an error without quoting text, which might identify a person (值的描述).

    >>> str(shown(12.5)), shown("anything at all").to("zh"), str(shown(None))
    ('12.5 (float)', '15个字符的文本 (str)', 'None')
    """
    name = type(value).__name__
    if isinstance(value, int) and abs(value) >= _TOO_LONG:
        return Text("a number of {n} bits ({t})", "{n}位二进制数 ({t})").fill(n=value.bit_length(), t=name)
    if isinstance(value, str | bytes):
        return Text("text of {n} characters ({t})", "{n}个字符的文本 ({t})").fill(n=len(value), t=name)
    if value is None or isinstance(value, bool | int | float):
        plain = "None" if value is None else f"{value!r} ({name})"
        return Text(plain, plain)
    return Text("a value of type {t}", "类型为 {t} 的值").fill(t=name)
