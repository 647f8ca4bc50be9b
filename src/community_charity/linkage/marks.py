"""Marks of identity numbers (身份标记): duplicates are found across books without showing who anybody is.

Bodies that share a key make the same mark of the same number; without the key a mark tells nothing and cannot be made
again from a list of all numbers. With the key it can: keep the key as you would keep the numbers. A mark is a person's data
still, only harder to read (去标识化, not 匿名化: 个人信息保护法第73条), so comparing lists of marks is giving data to another
body and needs what a referral needs.

>>> key = bytes(range(32))  # invented; make yours with secrets.token_bytes(32), and never store it in a book
>>> identity_mark("11999919900307006X", key)[:12]  # invented: no such county
'1c553ef8f5b3'
>>> identity_mark("119999 19900307 006x", key) == identity_mark("11999919900307006X", key)
True
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from community_charity.book.book import Book
from community_charity.book.orders import Command, Event, handles
from community_charity.china import IDENTITY, IDENTITY_BIRTH, IDENTITY_CHECK
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.households import HOUSEHOLDS, SEEN, WHAT, link
from community_charity.language import Text
from community_charity.parties import HouseholdId, household_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

KEY = declare(
    "mark.key",
    wanted=("a secret key of at least 16 bytes", "至少16字节的密钥 bytes"),
    do=(
        "make one with secrets.token_bytes(32), share it with the bodies that compare, store it in no book",
        "用 secrets.token_bytes(32) 生成，仅与参与比对的单位共享，勿存入账本",
    ),
)
MARKS = declare(
    "mark.marks",
    wanted=("a list of marks: 64 hexadecimal digits each, each once", "标记列表：每个为64位十六进制数字，且各列一次"),
    do=("make each with identity_mark(number, key)", "请用 identity_mark(号码, 密钥) 生成"),
)

_LEAST_KEY: Final = 16
_NUMBER: Final = re.compile(r"[0-9]{17}[0-9X]\Z")
_MARK: Final = re.compile(r"[0-9a-f]{64}\Z")
_DOMAIN: Final = b"community-charity/identity-mark/1\0"
_SIGN: Final = "mark:"
"""Before a mark among the signs of a household: no id of a person is as long."""


def identity_mark(number: str, key: bytes) -> str:
    """Make the mark of a resident identity number under a key (身份标记): 64 hexadecimal digits, HMAC-SHA256.

    Full-width digits, a small x, blanks and hyphens are tidied. The number must have 18 places, the right check character
    and a day of birth that exists; the 15-digit numbers of the first generation are no longer valid and are refused. Neither
    number nor key is kept. Raises `Malformed`, which quotes neither.

    >>> identity_mark("119999199003070060", b"far too short")
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [mark.key] given: text of 13 characters (bytes). wanted: a secret key of at least \
16 bytes. do: make one with secrets.token_bytes(32), share it with the bodies that compare, store it in no book
    """
    if type(key) is not bytes or len(key) < _LEAST_KEY:
        raise Malformed(KEY, given=_hidden(key))
    return hmac.new(key, _DOMAIN + _tidied(number).encode(), sha256).hexdigest()


def _hidden(value: object) -> Text:
    """Describe what was given, a number given as an int as well, without quoting it."""
    if isinstance(value, str | bytes):
        return shown(value)
    return Text("a value of type {t}", "类型为 {t} 的值").fill(t=type(value).__name__)


def _tidied(number: str) -> str:
    tidy = ""
    if type(number) is str:
        tidy = unicodedata.normalize("NFKC", number).upper().replace(" ", "").replace("-", "")
    if _NUMBER.match(tidy) is None:
        raise Malformed(IDENTITY, given=_hidden(number))
    # ISO 7064 MOD 11-2: each place weighs a power of two, X is ten.
    if sum((10 if sign == "X" else int(sign)) << (17 - place) for place, sign in enumerate(tidy)) % 11 != 1:
        raise Malformed(IDENTITY_CHECK, given=_hidden(number))
    try:
        date(int(tidy[6:10]), int(tidy[10:12]), int(tidy[12:14]))
    except ValueError:
        raise Malformed(IDENTITY_BIRTH, given=_hidden(number)) from None
    return tidy


def _marks(value: Iterable[str]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise Malformed(MARKS, given=shown(value))
    right = all(type(one) is str and _MARK.match(one) for one in value)
    if not value or not right or len(set(value)) < len(value):
        raise Malformed(MARKS, given=Text("a list of {n}", "{n}项的列表").fill(n=len(value)))
    return tuple(sorted(value))


@attrs.frozen(kw_only=True)
class RegisterMarks(Command):
    """Enter the marks of a household's members (登记身份标记). It becomes `MarksRegistered`. Raises `Malformed`.

    Households that share a mark count as one from then on.

    >>> order = RegisterMarks(key="marks-1", on=date(2025, 3, 13), household="household-1", marks=["0f" * 32])
    >>> order  # no mark in it
    RegisterMarks(key='marks-1', on=datetime.date(2025, 3, 13), household='household-1')
    """

    ASKED: ClassVar[Text] = Text("enter marks of household {household}", "登记家庭 {household} 的身份标记")

    household: HouseholdId = attrs.field(converter=household_id)
    marks: tuple[str, ...] = attrs.field(converter=_marks, repr=False)


@attrs.frozen
class MarksRegistered(Event[RegisterMarks]):
    """Marks were entered (身份标记已登记)."""


def _apply(state: State, event: MarksRegistered) -> None:
    order = event.command
    link(state, order.household, [_SIGN + mark for mark in order.marks])


@handles(RegisterMarks, apply=_apply)
def _decide(state: State, order: RegisterMarks, _law: LawInForce, checks: Checks) -> MarksRegistered:
    state.found(HOUSEHOLDS, order.household, WHAT, checks)
    return MarksRegistered(len(state.events), order)


# --- comparing lists -----------------------------------------------------------------------------


def marks_seen(book: Book) -> frozenset[str]:
    """Give all marks of a book (账本中的身份标记), to be compared with another body's. Raises `Malformed`.

    >>> from community_charity.law.law import Law
    >>> marks_seen(Book(Law.of("cn")))
    frozenset()
    """
    return frozenset(_households(book))


def matching_marks(book: Book, others: Iterable[str]) -> Mapping[str, tuple[HouseholdId, ...]]:
    """Give the marks of another list that this book has too, with the households here (比对身份标记). Raises `Malformed`.

    The other body learns only which of its own marks are known here, if you tell it.

    >>> from community_charity.law.law import Law
    >>> matching_marks(Book(Law.of("cn")), ["0f" * 32])
    {}
    """
    known = _households(book)
    return {mark: known[mark] for mark in _marks(others) if mark in known}


def _households(book: Book) -> dict[str, tuple[HouseholdId, ...]]:
    seen = expect(book, Book).all(SEEN)
    return {
        sign.removeprefix(_SIGN): homes for sign, homes in seen.items() if sign.startswith(_SIGN) and len(sign) > 64
    }
