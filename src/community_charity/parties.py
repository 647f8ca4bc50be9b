"""People, households, organisations, and their ids (当事人与身份标识).

An id says who is meant and nothing else: ids appear in books, logs and errors, so an identity or
mobile number is refused as one. What describes a person is kept in `Person` and never shown.

>>> li = Person(PersonId("p-001"), name="李某某", born=date(2012, 5, 1))  # invented
>>> li, f"{li}"
(Person('p-001'), "Person('p-001')")
>>> li.is_under(14, date(2026, 4, 30))
True

Attributes, ``attrs.asdict``, ``pickle`` and ``copy`` do give the data; where it goes is up to the caller
(个人信息保护法第9条、第51条). No person, household or organisation may share its id with another.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Final, NewType, TypeAlias

import attrs

from community_charity.calendar import Years, full_years, optional_day
from community_charity.errors import Malformed, declare, shown

if TYPE_CHECKING:
    from collections.abc import Collection

ID = declare(
    "party.id",
    wanted=("an id: 1 to 64 printable characters, no blank at the ends", "标识：1至64个可打印字符，首尾无空白"),
    do=("give the key of your own records, such as p-001", "请使用自有系统的编号，例如 p-001"),
)
ID_IDENTIFIES = declare(
    "party.id_identifies",
    wanted=("an id without the form of an identity or mobile number", "不具有身份证号或手机号形式的标识"),
    do=("make up an id; keep the number in the field meant for it", "请自编标识；号码请存入相应字段"),
)
TEXT = declare(
    "party.text",
    wanted=("text of 1 to 200 printable characters, or None", "1至200个可打印字符的文本，或 None"),
    do=("leave the field out if it is not known", "未知时请省略该字段"),
)
BIRTH_UNKNOWN = declare(
    "party.birth_unknown",
    wanted=("a person whose day of birth is recorded", "已登记出生日期的人"),
    do=("record the day of birth first: an age is never guessed", "请先登记出生日期：年龄不得推测"),
)
PLACE = declare(
    "party.place",
    wanted=("a division code of 6, 9 or 12 digits as text, or None", "6、9或12位数字的区划代码文本，或 None"),
    do=("give the county, township or village code", "请给出县级、乡级或村级区划代码"),
)
USCC = declare(
    "party.uscc",
    wanted=("18 digits or capitals without I O S V Z, digits from 3rd to 8th", "18位数字或大写字母，3至8位为数字"),
    do=("copy it from the certificate, or tidy it with china's check", "请照证书填写，或用 china 模块整理"),
)
USCC_CHECK = declare(
    "party.uscc_check",
    wanted=("a unified social credit code with the right check character", "校验码正确的统一社会信用代码"),
    do=("look for a slip, and for a person's identity number put in its place", "请核对是否误录，或误填个人身份证号"),
)
PARTIES = declare(
    "party.parties",
    wanted=("a tuple or list of at least one id", "至少含一个标识的元组或列表"),
    do=("write [PersonId(...), ...], or household.members", "请写作 [PersonId(...), ...] 或 household.members"),
)

PersonId = NewType("PersonId", str)
"""The id of a natural person (自然人标识)."""
HouseholdId = NewType("HouseholdId", str)
"""The id of a household (家庭户标识)."""
OrganisationId = NewType("OrganisationId", str)
"""The id of an organisation (组织标识)."""
PartyId: TypeAlias = PersonId | OrganisationId
"""Someone with whom a person can have a tie (关系相对方)."""

_PHONE: Final = r"(?:(?:00)?86)?1[3-9]\d{9}"
_PROVINCE: Final = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_MONTH_DAY: Final = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY: Final = rf"(?:{_PROVINCE}|9\d)\d{{4}}(?:18|19|20)\d\d{_MONTH_DAY}\d{{3}}[\dXx]"
_NUMBER: Final = rf"{_PHONE}|{_IDENTITY}|{_PROVINCE}\d{{6}}{_MONTH_DAY}\d{{3}}".encode()
_NO_DIGITS: Final = bytes(sign for sign in range(256) if sign not in b"0123456789")
_WORDS: Final = bytes(sign if sign < 128 and chr(sign).isalnum() else 32 for sign in range(256))
_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _identifies(text: str) -> bool:
    # Looks at each word, and at all words run together; plain bytes, because every command asks.
    plain = (text if text.isascii() else unicodedata.normalize("NFKC", text)).encode()
    if len(plain.translate(None, _NO_DIGITS)) < 11:
        return False
    words = plain.translate(_WORDS).split()
    return any(10 < len(word) < 19 and re.fullmatch(_NUMBER, word) for word in [*words, b"".join(words)])


def _is_line(value: object, most: int) -> bool:
    # Of all blanks only the plain one is printable.
    return type(value) is str and 0 < len(value) <= most and value.isprintable() and value[0] != " " != value[-1]


def opaque_id(value: str) -> str:
    """Check an id of any kind (不含个人信息的标识). Raises `Malformed`, which never quotes the value.

    1 to 64 printable characters without blanks at the ends. What itself identifies a person is
    refused, alone or between other signs (``person:...``, ``138-0000-0000``, full-width digits): a
    mainland mobile number (11 digits from 13 on, with or without +86), and a resident identity
    number of 18 places or the old 15, with a province in front and a day of birth in its place. The
    check digit does not matter: one mistyped place hides nobody.

    Choice: a unified social credit code may be an organisation's id, save the few without letters
    that read like an identity number: nothing tells the two apart for certain. Take another id then.

    >>> opaque_id("p-001"), opaque_id("51000000MJ0000000B")
    ('p-001', '51000000MJ0000000B')
    """
    if not _is_line(value, 64):
        raise Malformed(ID, given=shown(value))
    if len(value) > 10 and _identifies(value):
        raise Malformed(ID_IDENTIFIES, given=shown(value))
    return value


def person_id(value: PersonId) -> PersonId:
    """Check the id of a person with `opaque_id` (自然人标识); mypy refuses the id of anything else. Raises `Malformed`.

    >>> person_id(PersonId("p-001"))  # invented
    'p-001'
    """
    opaque_id(value)
    return value


def household_id(value: HouseholdId) -> HouseholdId:
    """Check the id of a household with `opaque_id` (家庭户标识); mypy refuses the id of anything else.

    Raises `Malformed`.

    >>> household_id(HouseholdId("h-001"))  # invented
    'h-001'
    """
    opaque_id(value)
    return value


def organisation_id(value: OrganisationId) -> OrganisationId:
    """Check the id of an organisation with `opaque_id` (组织标识); mypy refuses the id of anything else.

    Raises `Malformed`.

    >>> organisation_id(OrganisationId("city-charity"))
    'city-charity'
    """
    opaque_id(value)
    return value


def unified_social_credit_code(value: str) -> str:
    """Check the form of a unified social credit code (统一社会信用代码, GB 32100-2015). Raises `Malformed`.

    It may begin with a letter, as those of rural collectives do. The check character is left to `china`,
    but a code that reads like an identity number must prove itself by it: codes are published.

    >>> unified_social_credit_code("51000000MJ0000000B")  # invented
    '51000000MJ0000000B'
    """
    if type(value) is not str or re.fullmatch(rf"[{_SIGNS}]{{2}}[0-9]{{6}}[{_SIGNS}]{{10}}", value) is None:
        raise Malformed(USCC, given=shown(value))
    weighted = sum(_SIGNS.index(sign) * 3**place for place, sign in enumerate(value[:-1]))
    if _identifies(value) and value[-1] != _SIGNS[-weighted % 31]:
        raise Malformed(USCC_CHECK, given=shown(value))
    return value


def place_code(value: str | None) -> str | None:
    """Check the form of a division code (行政区划代码) of 6, 9 or 12 digits, or ``None``. Raises `Malformed`.

    >>> place_code("341802")
    '341802'
    """
    if value is not None and (type(value) is not str or re.fullmatch(r"[0-9]{6}([0-9]{3}){0,2}", value) is None):
        raise Malformed(PLACE, given=shown(value))
    return value


def _private(value: str | None) -> str | None:
    if value is not None and not _is_line(value, 200):
        raise Malformed(TEXT, given=shown(value))
    return value


def party_id(value: PartyId) -> PartyId:
    """Check the id of a person or an organisation (当事人标识). Raises `Malformed`.

    >>> party_id(PersonId("p-001"))  # invented
    'p-001'
    """
    opaque_id(value)
    return value


def party_ids(value: Collection[PartyId]) -> tuple[PartyId, ...]:
    """Check a list of at least one party, and keep each once (当事人名单). Raises `Malformed`.

    >>> party_ids([PersonId("p-001"), PersonId("p-001")])  # invented
    ('p-001',)
    """
    if not isinstance(value, tuple | list) or not value:
        raise Malformed(PARTIES, given=shown(value))
    return tuple(dict.fromkeys(map(party_id, value)))


def _members(value: Collection[PersonId]) -> tuple[PersonId, ...]:
    return tuple(PersonId(member) for member in party_ids(value))


@attrs.frozen(repr=False, eq=False)
class Person:
    """A natural person (自然人): an opaque id, and what is known about him or her.

    Only ``id`` is needed; keep no more than the purpose needs (个人信息保护法第6条). The other
    fields are private: no ``repr``, ``str``, ``format`` or error shows them. ``identity_number``
    may be of any document; `china.check_resident_identity` checks resident cards. Raises `Malformed`.

    >>> Person(PersonId("p-001"), name="王某某", phone="13800000000")  # invented
    Person('p-001')
    """

    id: PersonId = attrs.field(converter=person_id)
    name: str | None = attrs.field(default=None, converter=_private, kw_only=True)
    identity_number: str | None = attrs.field(default=None, converter=_private, kw_only=True)
    born: date | None = attrs.field(default=None, converter=optional_day, kw_only=True)
    phone: str | None = attrs.field(default=None, converter=_private, kw_only=True)
    address: str | None = attrs.field(default=None, converter=_private, kw_only=True)

    def age_on(self, on: date) -> int:
        """Give the `full_years` of age (周岁). Raises `Malformed` if the birth is unknown or comes later.

        >>> Person(PersonId("p-001"), born=date(2012, 2, 29)).age_on(date(2026, 2, 28))
        14
        """
        if self.born is None:
            raise Malformed(BIRTH_UNKNOWN, given=repr(self))
        return full_years(self.born, on)

    def is_under(self, years: int, on: date) -> bool:
        """Say whether the person is younger than so many years (不满若干周岁). Raises `Malformed` as `age_on`.

        Under fourteen all details are sensitive, and a guardian must consent (个人信息保护法第28条、第31条).

        >>> Person(PersonId("p-001"), born=date(2012, 5, 1)).is_under(14, date(2026, 4, 30))  # invented
        True
        """
        return self.age_on(on) < Years(years).n

    def __eq__(self, other: object) -> bool:
        # Not attrs' own: pytest prints the fields that differ of classes whose comparison attrs wrote.
        return type(other) is Person and attrs.astuple(self) == attrs.astuple(other)

    def __hash__(self) -> int:
        return hash((Person, self.id))

    def __repr__(self) -> str:
        return f"Person({self.id!r})"


@attrs.frozen(repr=False)
class Household:
    """A household (家庭户): the people who are helped together.

    ``members`` are ids of at least one person, each kept once; ``place`` is a `place_code`. Raises `Malformed`.

    >>> Household(HouseholdId("h-001"), (PersonId("p-001"), PersonId("p-002")), place="341802")
    Household('h-001')
    """

    id: HouseholdId = attrs.field(converter=household_id)
    members: tuple[PersonId, ...] = attrs.field(converter=_members)
    place: str | None = attrs.field(default=None, converter=place_code)

    def __repr__(self) -> str:
        return f"Household({self.id!r})"
