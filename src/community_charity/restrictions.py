"""Restrictions (限定用途): what restricted money may serve, and what it is asked to serve.

A restriction names any of: purposes, a place, target groups, a project, a time. Money under it serves a use only if all
that it names is known of the use and fits: what is not known is never a yes.

>>> from datetime import date
>>> from community_charity.purposes import ILLNESS, MAJOR_ILLNESS
>>> for_the_old = Restriction(purposes=[ILLNESS], groups=["elderly"])
>>> for_the_old.admits(Use(MAJOR_ILLNESS, on=date(2025, 4, 1), groups=["elderly"]))
True
>>> for_the_old.admits(Use(MAJOR_ILLNESS, on=date(2025, 4, 1)))
False
>>> print(for_the_old.text)
only for illness; for the elderly
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.calendar import day, optional_day
from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.law.words import listed
from community_charity.parties import opaque_id
from community_charity.pools import Cause, purpose, purposes
from community_charity.purposes import GENERAL, Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable

EMPTY = declare(
    "restriction.empty",
    wanted=("a restriction that restricts something", "至少限定一项的限定用途"),
    do=(
        "name purposes, a place, groups, a project or days; for none, leave it out",
        "请限定用途、地区、人群、项目或时间；不限定则不填",
    ),
)
GROUPS = declare(
    "restriction.groups",
    wanted=("target groups", "目标人群"),
    do=('give for example ["elderly", "child"]', '例如 ["elderly", "child"]'),
)
PLACE = declare(
    "restriction.place",
    wanted=("a place as a path of names", "以路径表示的地区"),
    do=('write "cn/anhui/hefei/baohe/village-3"', '写作 "cn/anhui/hefei/baohe/village-3"'),
)
DAYS = declare(
    "restriction.days",
    wanted=("a last day of the restriction that is not before its first", "限定用途的截止日不早于起始日"),
    do=("give since and until in this order", "请按先后给出 since 与 until"),
)


class TargetGroup(Enum):
    """Whom community charity serves first (一老一小一困一残). ``TargetGroup("elderly")`` looks one up.

    >>> [group.text.zh for group in TargetGroup]
    ['老年人', '儿童', '困难群众', '残疾人']
    """

    ELDERLY = "elderly"
    CHILD = "child"
    POOR = "poor"
    DISABLED = "disabled"

    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _GROUPS[self]


_GROUPS = {
    TargetGroup.ELDERLY: Text("the elderly", "老年人"),
    TargetGroup.CHILD: Text("children", "儿童"),
    TargetGroup.POOR: Text("people in hardship", "困难群众"),
    TargetGroup.DISABLED: Text("the disabled", "残疾人"),
}


def groups(value: Iterable[TargetGroup | str]) -> frozenset[TargetGroup]:
    """Check a set of target groups (目标人群清单). Raises `Malformed`.

    >>> sorted(group.value for group in groups(["child", TargetGroup.POOR]))
    ['child', 'poor']
    """
    if not isinstance(value, list | tuple | set | frozenset):
        raise Malformed(GROUPS, given=shown(value))
    return frozenset(choice(group, TargetGroup) for group in value)


def place(value: str | None) -> str | None:
    """Check a place, a path of names from the nation down (地区路径), or ``None``. Raises `Malformed`.

    >>> place("cn/anhui/hefei")
    'cn/anhui/hefei'
    """
    if value is None:
        return None
    if not isinstance(value, str) or not all(name and name == name.strip() for name in value.split("/")):
        raise Malformed(PLACE, given=shown(value))
    for name in value.split("/"):
        opaque_id(name)
    return value


def project(value: str | None) -> str | None:
    """Check the id of a project (项目标识), or ``None``. Raises `Malformed`.

    >>> project("downpipes-2025")
    'downpipes-2025'
    """
    return None if value is None else opaque_id(value)


@attrs.frozen
class Use:
    """What money is asked to serve (拟用于): a purpose on a day, and what is known of place, people and project.

    A `Cause` stands for its purpose. Raises `Malformed`.

    >>> Use(Cause.ILLNESS, on=date(2025, 4, 1)).purpose.code
    'relief/illness'
    """

    purpose: Purpose = attrs.field(converter=purpose)
    on: date = attrs.field(kw_only=True, converter=day)
    place: str | None = attrs.field(default=None, kw_only=True, converter=place)
    groups: frozenset[TargetGroup] = attrs.field(default=frozenset(), kw_only=True, converter=groups)
    project: str | None = attrs.field(default=None, kw_only=True, converter=project)


def _purposes(value: Iterable[Purpose | Cause] | None) -> frozenset[Purpose] | None:
    """Keep only the widest: what lies within another of them adds nothing; the general purpose restricts nothing."""
    if value is None:
        return None
    named = purposes(value)
    widest = frozenset(one for one in named if not any(one != other and one.within(other) for other in named))
    return None if GENERAL in widest else widest


def _groups(value: Iterable[TargetGroup | str] | None) -> frozenset[TargetGroup] | None:
    return None if value is None else (groups(value) or None)


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class Restriction:
    """What its giver restricts money to (限定用途). What is ``None`` is not restricted.

    ``purposes``: any of them, or what lies within; ``place``: there or below; ``groups``: for people of any of them;
    ``project``: it alone; ``since`` and ``until``: on days between them, both included. Raises `Malformed`.

    >>> Restriction(purposes=[Cause.ILLNESS]) == Restriction(purposes={Cause.ILLNESS})
    True
    """

    purposes: frozenset[Purpose] | None = attrs.field(default=None, converter=_purposes)
    place: str | None = attrs.field(default=None, converter=place)
    groups: frozenset[TargetGroup] | None = attrs.field(default=None, converter=_groups)
    project: str | None = attrs.field(default=None, converter=project)
    since: date | None = attrs.field(default=None, converter=optional_day)
    until: date | None = attrs.field(default=None, converter=optional_day)

    def __attrs_post_init__(self) -> None:
        if not self.named:
            raise Malformed(EMPTY, given="nothing")
        if self.since is not None and self.until is not None and self.until < self.since:
            raise Malformed(DAYS, given=f"{self.since} to {self.until}")

    @property
    def named(self) -> int:
        """How many things are restricted (限定项数)."""
        parts = (self.purposes, self.place, self.groups, self.project, self.since, self.until)
        return sum(part is not None for part in parts)

    def admits(self, use: Use) -> bool:
        """Tell whether money under this restriction may serve a use (是否符合限定).

        >>> Restriction(until=date(2025, 6, 30)).admits(Use(GENERAL, on=date(2025, 7, 1)))
        False
        """
        expect(use, Use)
        return (
            (self.purposes is None or any(use.purpose.within(wider) for wider in self.purposes))
            and (self.place is None or _is_in(use.place, self.place))
            and (self.groups is None or not self.groups.isdisjoint(use.groups))
            and (self.project is None or self.project == use.project)
            and (self.since is None or self.since <= use.on)
            and (self.until is None or use.on <= self.until)
        )

    @property
    def rank(self) -> tuple[Any, ...]:
        """What sorts restricted money (使用顺序): what must be spent soonest, then what fits the fewest uses, is first.

        >>> Restriction(project="wells").rank < Restriction(purposes=[Cause.ILLNESS]).rank
        True
        """
        several = self.purposes or ()
        depth = min((len(one.path) for one in several), default=0)
        timeless = self.named - (self.since is not None) - (self.until is not None)
        return (self.until or date.max, self.project is None, -timeless, -depth, len(several), self.code)

    @property
    def code(self) -> str:
        """A text that tells restrictions apart (限定代码), for files and for a fixed order.

        >>> Restriction(purposes=[Cause.ILLNESS], until=date(2025, 6, 30)).code
        'purposes=relief/illness;until=2025-06-30'
        """
        parts = {
            "purposes": _joined(one.code for one in self.purposes or ()),
            "place": self.place,
            "groups": _joined(group.value for group in self.groups or ()),
            "project": self.project,
            "since": self.since,
            "until": self.until,
        }
        return ";".join(f"{name}={part}" for name, part in parts.items() if part)

    @property
    def text(self) -> Text:
        """The words for a reader (文字说明)."""
        parts = []
        if self.purposes is not None:
            parts.append(_ONLY_FOR.fill(what=_named(self.purposes)))
        if self.groups is not None:
            parts.append(_FOR_GROUPS.fill(what=_named(self.groups)))
        for shape, what in (
            (_IN_PLACE, self.place),
            (_PROJECT, self.project),
            (_SINCE, self.since),
            (_UNTIL, self.until),
        ):
            if what is not None:
                parts.append(shape.fill(what=what))
        return Text("; ".join(part.en for part in parts), "；".join(part.zh for part in parts))

    def __repr__(self) -> str:
        return f"<Restriction {self.code}>"


_ONLY_FOR = Text("only for {what}", "限用于{what}")
_FOR_GROUPS = Text("for {what}", "面向{what}")
_IN_PLACE = Text("in {what}", "限 {what}")
_PROJECT = Text("for project {what}", "限项目 {what}")
_SINCE = Text("from {what} on", "{what} 起使用")
_UNTIL = Text("until {what}", "使用至 {what}")


def _joined(names: Iterable[str]) -> str:
    return ",".join(sorted(names))


def _named(several: Iterable[Purpose | TargetGroup]) -> Text:
    return listed(tuple(text for _, text in sorted((_key(one), one.text) for one in several)))


def _key(one: Purpose | TargetGroup) -> str:
    return one.code if isinstance(one, Purpose) else str(one.value)


def _is_in(there: str | None, wanted: str) -> bool:
    return there is not None and (there == wanted or there.startswith(f"{wanted}/"))


def restriction(value: Restriction | Iterable[Purpose | Cause] | None) -> Restriction | None:
    """Check a restriction (限定用途): purposes or causes alone stand for a restriction to them. Raises `Malformed`.

    >>> restriction([Cause.ILLNESS])
    <Restriction purposes=relief/illness>
    >>> restriction([GENERAL]) is restriction(None) is None
    True
    """
    if value is None or isinstance(value, Restriction):
        return value
    named = _purposes(value)
    return None if named is None else Restriction(purposes=named)
