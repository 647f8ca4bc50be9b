"""Masking a name for a notice (姓名遮蔽).

No national rule says how to mask. How many characters stay readable is a figure of this library, an assumption that
`Law.amend` or a local file may change. A masked name does not make data anonymous: beside a village and an amount it
may still point at one person (个人信息保护法第73条).

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> masked_name("王某某", Law.of("cn").on(date(2026, 3, 2)))  # invented
'王**'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.errors import expect
from community_charity.law.law import in_force

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce


def masked_name(name: str, law: LawInForce) -> str:
    """Mask a name: the first characters stay, at least one never does (遮蔽姓名). Raises `Malformed`.

    Raises `LawError` for a day before the law.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> masked_name("王", Law.of("cn").on(date(2026, 3, 2)))  # invented
    '*'
    """
    length = len(expect(name, str))
    keeps = min(in_force(law).masked_name_keeps, max(length - 1, 0))
    return name[:keeps] + "*" * (length - keeps)
