"""Checks of single facts about the use of personal information (事实的类型检查).

>>> sorted(kind.value for kind in data_kinds(["name", "contact"]))
['contact', 'name']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.errors import WRONG_TYPE, Malformed, choice, declare, expect, shown
from community_charity.rules.privacy.kinds import Consent, DataKind, LegalBasis, Purpose, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = declare(
    "privacy.kinds",
    wanted=("at least one kind of data", "至少一种个人信息"),
    do=(
        'give kinds=["name", ...]; without any there is nothing to ask',
        '写作 kinds=["name", ...]；未列种类则无从审查',
    ),
)


def _entries(value: Iterable[Any]) -> list[Any]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise Malformed(WRONG_TYPE, given=shown(value), kind="frozenset")
    return list(value)


def data_kinds(value: Iterable[DataKind]) -> frozenset[DataKind]:
    """Check the kinds of data, at least one (个人信息种类). Raises `Malformed`.

    >>> data_kinds(["name"])
    frozenset({<DataKind.NAME: 'name'>})
    """
    kinds = frozenset(choice(entry, DataKind) for entry in _entries(value))
    if not kinds:
        raise Malformed(KINDS, given="none")
    return kinds


def kinds_or_unknown(value: Iterable[DataKind] | None) -> frozenset[DataKind] | None:
    """Check kinds of data, perhaps none, or ``None`` if not known (个人信息种类或不详). Raises `Malformed`.

    >>> kinds_or_unknown(None) is None, kinds_or_unknown([])
    (True, frozenset())
    """
    return None if value is None else frozenset(choice(entry, DataKind) for entry in _entries(value))


def purpose(value: Purpose) -> Purpose:
    """Check a purpose (处理目的). Raises `Malformed`.

    >>> purpose("refer")
    <Purpose.REFER: 'refer'>
    """
    return choice(value, Purpose)


def role_or_unknown(value: Role | None) -> Role | None:
    """Check a role, or ``None`` if not known (身份或不详). Raises `Malformed`.

    >>> role_or_unknown("donor")
    <Role.DONOR: 'donor'>
    """
    return None if value is None else choice(value, Role)


def basis_or_unknown(value: LegalBasis | None) -> LegalBasis | None:
    """Check a legal basis, or ``None`` if not known (合法性基础或不详). Raises `Malformed`.

    >>> basis_or_unknown("consent")
    <LegalBasis.CONSENT: 'consent'>
    """
    return None if value is None else choice(value, LegalBasis)


def consent_or_unknown(value: Consent | None) -> Consent | None:
    """Check what was said, or ``None`` if nobody asked (同意状态或未征求). Raises `Malformed`.

    >>> consent_or_unknown("general")
    <Consent.GENERAL: 'general'>
    """
    return None if value is None else choice(value, Consent)


def certain(value: bool) -> bool:
    """Check a fact that is yes or no (是或否). Raises `Malformed`.

    >>> certain(True)
    True
    """
    return expect(value, bool)
