"""Checking facts that may not be known (事实的检查): yes or no, a number, days, names. ``None`` is "not known", never no.

>>> yes_no(True), count(3), names(["use"]), days(None)
(True, 3, frozenset({'use'}), None)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.calendar import day
from community_charity.errors import Malformed, declare, expect, shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

COUNT = declare(
    "fact.count",
    wanted=("a whole number, zero or more, or None if it is not known", "不为负的整数，不详时为 None"),
    do=("count and give an int, or leave the fact out", "请清点后给出整数，不详时请省略"),
)
DAYS = declare(
    "fact.days",
    wanted=("a list of days, empty if there were none, or None if not known", "日期列表；没有则为空，不详则为 None"),
    do=("write [date(2025, 3, 4)], [] or None", "写作 [date(2025, 3, 4)]、[] 或 None"),
)
NAMES = declare(
    "fact.names",
    wanted=("a list, tuple or set of names, or None if it is not known", "由名称组成的列表、元组或集合，不详时为 None"),
    do=('give ["purpose", "use"]', '写作 ["purpose", "use"]'),
)


def yes_no(value: bool | None) -> bool | None:
    """Check a fact that is yes, no or not known (是、否或不详). Raises `Malformed`.

    >>> yes_no(False), yes_no(None)
    (False, None)
    """
    return None if value is None else expect(value, bool)


def count(value: int | None) -> int | None:
    """Check a whole number of zero or more, or ``None`` (数目或不详). Raises `Malformed`, for a bool too.

    >>> count(0), count(None)
    (0, None)
    """
    if value is not None and (type(value) is not int or value < 0):
        raise Malformed(COUNT, given=shown(value))
    return value


def days(value: Iterable[date] | None) -> tuple[date, ...] | None:
    """Check days, none of them, or ``None`` for "not known" (日期列表或不详); gives them in order. Raises `Malformed`.

    >>> from datetime import date
    >>> days([date(2025, 3, 4), date(2024, 1, 1)]), days([])
    ((datetime.date(2024, 1, 1), datetime.date(2025, 3, 4)), ())
    """
    if value is None:
        return None
    if not isinstance(value, list | tuple | set | frozenset):
        raise Malformed(DAYS, given=shown(value))
    return tuple(sorted(map(day, value)))


def names(value: Iterable[str] | None) -> frozenset[str] | None:
    """Check names in a list, or ``None`` (名称清单或不详); a bare text is no list of letters. Raises `Malformed`.

    >>> sorted(names(("use", "purpose")))
    ['purpose', 'use']
    """
    if value is None:
        return None
    if not isinstance(value, list | tuple | set | frozenset) or not all(isinstance(name, str) for name in value):
        raise Malformed(NAMES, given=shown(value))
    return frozenset(value)
