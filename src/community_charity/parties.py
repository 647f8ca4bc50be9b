"""People, households, organisations, and their ties (当事人、身份标识与利害关系).

An id says who is meant and nothing else: ids appear in books, logs and errors, so an identity or
mobile number is refused as one. What describes a person is kept in `Person` and never shown.

>>> li = Person(PersonId("p-001"), name="李某某", born=date(2012, 5, 1))  # invented
>>> li, f"{li}"
(Person('p-001'), "Person('p-001')")
>>> li.is_under(14, date(2026, 4, 30))
True
>>> ties = Ties().with_tie(Tie(PersonId("p-001"), PersonId("p-002"), TieKind.SIBLING))
>>> ties.interested(PersonId("p-002"), [PersonId("p-001")], date(2026, 1, 1))
(Tie(person='p-001', other='p-002', kind=<TieKind.SIBLING: 'sibling'>, since=None, until=None),)

Attributes, ``attrs.asdict``, ``pickle`` and ``copy`` do give the data; where it goes is up to the caller
(个人信息保护法第9条、第51条). No person, household or organisation may share its id with another.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Final, NewType, Self, TypeAlias

import attrs

from community_charity.calendar import ORDER, Years, day, full_years, optional_day
from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

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
TIE = declare(
    "party.tie",
    wanted=("a Tie of a TieKind between two different parties (SELF: one)", "不同当事人之间的关系（“本人”为同一人）"),
    do=("give two ids and a TieKind, such as TieKind.SPOUSE", "请给出两个标识和 TieKind，例如 TieKind.SPOUSE"),
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
    return type(value) is str and 0 < len(value) <= most and value.isprintable() and value == value.strip()


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
    """Check the id of a person with `opaque_id` (自然人标识); mypy refuses the id of anything else."""
    opaque_id(value)
    return value


def household_id(value: HouseholdId) -> HouseholdId:
    """Check the id of a household with `opaque_id` (家庭户标识); mypy refuses the id of anything else."""
    opaque_id(value)
    return value


def organisation_id(value: OrganisationId) -> OrganisationId:
    """Check the id of an organisation with `opaque_id` (组织标识); mypy refuses the id of anything else."""
    opaque_id(value)
    return value


def _party(value: PartyId) -> PartyId:
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


def _parties(value: Collection[PartyId]) -> tuple[PartyId, ...]:
    if not isinstance(value, tuple | list) or not value:
        raise Malformed(PARTIES, given=shown(value))
    return tuple(dict.fromkeys(map(_party, value)))


def _members(value: Collection[PersonId]) -> tuple[PersonId, ...]:
    return tuple(PersonId(member) for member in _parties(value))


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


class TieKind(Enum):
    """What joins a person to another person or to an organisation (关系种类).

    Near relatives are those of 民法典第1045条 (grandparents and grandchildren are `NEAR_RELATIVE`);
    founder, major donor and manager are named in 慈善法第14条; the others are an assumption.

    >>> TieKind.SPOUSE.text.to("zh"), TieKind("employer").text.to("en")
    ('配偶', 'employer')
    """

    SELF = "self", "本人"
    SPOUSE = "spouse", "配偶"
    PARENT_OR_CHILD = "parent_or_child", "父母子女"
    SIBLING = "sibling", "兄弟姐妹"
    NEAR_RELATIVE = "near_relative", "其他近亲属"
    GUARDIAN = "guardian", "监护关系"
    EMPLOYER = "employer", "用人单位"
    MANAGER = "manager", "管理人员"
    COUNCIL_MEMBER = "council_member", "理事"
    SUPERVISOR = "supervisor", "监事"
    FOUNDER = "founder", "发起人"
    MAJOR_DONOR = "major_donor", "主要捐赠人"
    OTHER = "other", "其他利害关系"

    text: Text

    def __new__(cls, code: str, zh: str = "") -> Self:
        """Keep the code as the value and both names as ``text``; ``TieKind(code)`` looks a kind up."""
        kind = object.__new__(cls)
        kind._value_ = code
        kind.text = Text(code.replace("_", " "), zh)
        return kind


@attrs.frozen
class Tie:
    """A tie between a person and another person or an organisation (关系).

    ``since`` and ``until`` are the first and last day it holds; ``None`` leaves that side open. Which
    of two people is ``person`` makes no difference to `Ties`. Raises `Malformed`.

    >>> tie = Tie(PersonId("p-001"), OrganisationId("o-001"), TieKind.MANAGER, until=date(2025, 6, 30))
    >>> tie.in_force(date(2025, 6, 30)), tie.in_force(date(2025, 7, 1))
    (True, False)
    """

    person: PersonId = attrs.field(converter=person_id)
    other: PartyId = attrs.field(converter=_party)
    kind: TieKind
    since: date | None = attrs.field(default=None, converter=optional_day)
    until: date | None = attrs.field(default=None, converter=optional_day)

    def __attrs_post_init__(self) -> None:
        if type(self.kind) is not TieKind or (self.person == self.other) is not (self.kind is TieKind.SELF):
            raise Malformed(TIE, given=f"{shown(self.kind)} between {self.person!r} and {self.other!r}")
        if self.since is not None and self.until is not None and self.until < self.since:
            raise Malformed(ORDER, given=f"{self.since} to {self.until}")

    def in_force(self, on: date) -> bool:
        """Say whether the tie holds on a day (当日是否存续), its first and last day included. Raises `Malformed`."""
        return (self.since or on) <= day(on) <= (self.until or on)


class Ties:
    """All ties that are known (关系登记): immutable, and quick to ask about one party.

    Iterating gives each tie once; the order makes no difference to equality. To add many, give them
    at once; to end one, ``Ties(attrs.evolve(t, until=last) if t == old else t for t in ties)``.

    >>> ties = Ties([Tie(PersonId("p-001"), OrganisationId("o-001"), TieKind.FOUNDER)])
    >>> ties, ties.between(OrganisationId("o-001"), PersonId("p-001"), date(2025, 1, 1)) == tuple(ties)
    (Ties(1), True)
    """

    __slots__ = ("_by_party",)

    def __init__(self, ties: Iterable[Tie] = ()) -> None:
        self._by_party: dict[PartyId, tuple[Tie, ...]] = {}
        for tie in ties:
            self._add(tie)

    def _add(self, tie: Tie) -> None:
        if type(tie) is not Tie or tie.kind is TieKind.SELF:
            raise Malformed(TIE, given=shown(tie))
        one, other = self._by_party.get(tie.person, ()), self._by_party.get(tie.other, ())
        if tie not in min(one, other, key=len):
            self._by_party |= {tie.person: (*one, tie), tie.other: (*other, tie)}

    def with_tie(self, tie: Tie) -> Ties:
        """Give a collection with one tie more (增加关系); `TieKind.SELF` is never kept. Raises `Malformed`."""
        more = Ties()
        more._by_party = dict(self._by_party)
        more._add(tie)
        return more

    def between(self, one: PartyId, other: PartyId, on: date) -> tuple[Tie, ...]:
        """Give the ties in force between two parties, in either order (双方关系). Raises `Malformed`."""
        return self._reaching(_party(one), (_party(other),), day(on))

    def interested(self, person: PersonId, parties: Collection[PartyId], on: date) -> tuple[Tie, ...]:
        """Give the ties by which a person may not decide for the parties (利害关系人); none if empty.

        Interested is who is one of the parties (told as a `TieKind.SELF`) or has a tie in force to one
        of them, in either direction, one step far. For a household give its ``members``. Assumption:
        every kind of tie counts, as no national rule lists who must step aside in community relief;
        select by ``kind`` where a local rule is narrower. Raises `Malformed`.

        >>> [tie.kind.text.zh for tie in Ties().interested(PersonId("p-001"), [PersonId("p-001")], date(2025, 1, 1))]
        ['本人']
        """
        wanted = _parties(parties)
        own = (Tie(person, person, TieKind.SELF),) if person_id(person) in wanted else ()
        return own + self._reaching(person, wanted, day(on))

    def tied_to(self, party: PartyId, on: date) -> frozenset[PartyId]:
        """Give all who have a tie in force to a party (与之有关系者). The quick way round for a whole panel.

        >>> ties = Ties([Tie(PersonId("p-001"), PersonId("p-002"), TieKind.SPOUSE)])
        >>> ties.tied_to(PersonId("p-002"), date(2025, 1, 1))
        frozenset({'p-001'})
        """
        ties = self._by_party.get(party, ())
        return frozenset(t.other if t.person == party else t.person for t in ties if t.in_force(on))

    def _reaching(self, one: PartyId, wanted: tuple[PartyId, ...], on: date) -> tuple[Tie, ...]:
        ties = self._by_party.get(one, ())
        return tuple(t for t in ties if (t.other if t.person == one else t.person) in wanted and t.in_force(on))

    def __iter__(self) -> Iterator[Tie]:
        return (tie for party, ties in self._by_party.items() for tie in ties if tie.person == party)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __eq__(self, other: object) -> bool:
        return type(other) is Ties and frozenset(self) == frozenset(other)

    def __hash__(self) -> int:
        return hash(frozenset(self))

    def __repr__(self) -> str:
        return f"Ties({len(self)})"
