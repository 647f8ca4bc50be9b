"""The usual ways to mend what a decision found (常用补救办法).

A ground names one of them; each is sound (what it changes makes the ground hold) and minimal (nothing less would).

>>> from community_charity.law.decision import Finding, Stage, ground
>>> SIZE = ground(
...     "doctest.size",
...     Stage.STATE,
...     title=("at least {required} members", "至少 {required} 名成员"),
...     unmet=("{found} members", "仅 {found} 名"),
...     remedy=mend(
...         "members", does=("{short} more members", "增加 {short} 名"), ask=("the list of members", "成员名单")
...     ),
... )
>>> print(SIZE.remedy(Finding(SIZE, holds=False, required=5, found=3), None).text)
2 more members
>>> print(SIZE.remedy(Finding(SIZE, holds=None, required=5), None).text)
show the list of members
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from community_charity.language import Text
from community_charity.law.decision import Finding, Remedy, filled

if TYPE_CHECKING:
    from collections.abc import Callable

    Mend: TypeAlias = Callable[[Finding, Any], Remedy | None]

_SHOW = Text("show {what}", "请提供{what}")
_WAIT = Text("wait until {until}", "等待至 {until}")
_NO_MORE = Text("no more than {m}", "不超过 {m}")
_REQUIRED = object()


def mend(field: str, *, does: tuple[str, str], ask: tuple[str, str], to: Any = _REQUIRED) -> Mend:
    """Replace one field of what was asked (更正一项): by what is required, or by ``to`` (a value, or of finding and subject).

    ``does`` says it in words, which may use ``{required}``, ``{found}``, ``{short}`` and the facts; where evidence is
    missing, ``ask`` names the document to ask for, and nothing is replaced.

    >>> from community_charity.law.decision import GROUNDS
    >>> dict(
    ...     mend("size", does=("a", "甲"), ask=("b", "乙"), to=7)(
    ...         Finding(GROUNDS["capital.floor"], holds=False), None
    ...     ).changes
    ... )
    {'size': 7}
    """

    def remedy(finding: Finding, subject: Any) -> Remedy:
        if finding.holds is None:
            return Remedy(_SHOW.fill(what=Text(*ask)))
        new = finding.required if to is _REQUIRED else to(finding, subject) if callable(to) else to
        return Remedy(filled(Text(*does), finding), {field: new})

    return remedy


def no_more_than(finding: Finding, _subject: Any) -> Remedy | None:
    """Lower the ``amount`` to what the finding allows (调减金额), if that is anything.

    >>> from community_charity.law.decision import GROUNDS
    >>> from community_charity.money import Money
    >>> cap = GROUNDS["capital.floor"]
    >>> print(no_more_than(Finding(cap, holds=False, required=Money(300_00), found=Money(500_00)), None).text)
    no more than ¥300.00
    >>> no_more_than(Finding(cap, holds=False, required=Money(0), found=Money(1)), None) is None
    True
    """
    if not finding.required:
        return None
    return Remedy(_NO_MORE.fill(m=finding.required), {"amount": finding.required})


def show(en: str, zh: str) -> Mend:
    """Ask for a document where evidence is missing (补充材料); what is known to be wrong cannot be mended this way.

    >>> from community_charity.law.decision import GROUNDS
    >>> print(show("the agreement", "协议")(Finding(GROUNDS["capital.floor"], holds=None), None).text.zh)
    请提供协议
    """

    def remedy(finding: Finding, _subject: Any) -> Remedy | None:
        return Remedy(_SHOW.fill(what=Text(en, zh))) if finding.holds is None else None

    return remedy


def wait(*, ask: tuple[str, str]) -> Mend:
    """Wait until the day that the check noted as ``until`` (等待); where evidence is missing, ask for ``ask``.

    >>> from datetime import date
    >>> from community_charity.law.decision import GROUNDS
    >>> finding = Finding(GROUNDS["capital.floor"], holds=False, facts={"until": date(2026, 3, 4)})
    >>> wait(ask=("the certificate", "证书"))(finding, None).wait_until
    datetime.date(2026, 3, 4)
    """

    def remedy(finding: Finding, _subject: Any) -> Remedy | None:
        if finding.holds is None:
            return Remedy(_SHOW.fill(what=Text(*ask)))
        until = finding.facts.get("until")
        return None if until is None else Remedy(_WAIT.fill(until=until), wait_until=until)

    return remedy
