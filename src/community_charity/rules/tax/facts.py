"""Checks of single facts that only the rules on tax need (事实的类型检查).

>>> year(2026), profit_or_loss(Money(-5))
(2026, yuan("-0.05"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from community_charity.calendar import Period
from community_charity.errors import WRONG_TYPE, Malformed, expect, shown
from community_charity.language import Text
from community_charity.law.remedies import mend
from community_charity.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from community_charity.law.decision import Finding, Remedy

Kind = TypeVar("Kind")


def year(value: int) -> int:
    """Check a calendar year, which is the tax year too (年度). Raises `Malformed`.

    >>> year(2026)
    2026
    """
    return Period.year(value).first.year


def profit_or_loss(value: Money | None) -> Money | None:
    """Check a result that may be a loss, or ``None`` if not known (利润或亏损). Raises `Malformed`.

    >>> profit_or_loss(Money(-5))
    yuan("-0.05")
    """
    return None if value is None else expect(value, Money)


def each(value: Iterable[Any], check: Callable[[Any], Kind]) -> tuple[Kind, ...]:
    """Check a list, entry by entry (逐项检查). Raises `Malformed` for what is no list, and as ``check`` does.

    >>> each([2025, 2026], year)
    (2025, 2026)
    """
    if not isinstance(value, list | tuple):
        raise Malformed(WRONG_TYPE, given=shown(value), kind="tuple")
    return tuple(check(entry) for entry in value)


def text_or_unknown(value: Text | None) -> Text | None:
    """Check words in two languages, or ``None`` if not known (双语文本或不详). Raises `Malformed`.

    >>> text_or_unknown(None) is None
    True
    """
    return None if value is None else expect(value, Text)


def lower(*, does: tuple[str, str], ask: tuple[str, str]) -> Callable[[Finding, Any], Remedy | None]:
    """Lower the amount asked for to the limit (降低金额); none where nothing may be deducted at all.

    >>> from community_charity.law.decision import GROUNDS, Finding
    >>> deduct = lower(does=("deduct {required}", "扣除 {required}"), ask=("the accounts", "账目"))
    >>> deduct(Finding(GROUNDS["capital.floor"], holds=False, required=Money(0)), None) is None
    True
    """
    change = mend("amount", does=does, ask=ask)

    def remedy(finding: Finding, subject: Any) -> Remedy | None:
        nothing = finding.holds is False and not finding.required
        return None if nothing else change(finding, subject)

    return remedy
