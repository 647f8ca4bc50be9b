"""Decisions and tables of law as prose, JSON and HTML (呈现)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from community_charity.language import Text
from community_charity.law.words import shown

if TYPE_CHECKING:
    from community_charity.language import Lang
    from community_charity.law.decision import Decision, Finding
    from community_charity.law.figure import DatedValue

_MARK = {True: "✓", False: "✗", None: "?"}
_FOUND = Text("required {required}; found {found}", "要求{required}；实有{found}")
_MARGIN = Text("; margin {margin}", "；差额{margin}")
_CHANGE = Text("What would change this:", "补救办法：")
_NO_SOURCE = Text("bookkeeping rule of this library", "本库记账规则")


def prose(decision: Decision, lang: Lang) -> str:
    """Write a decision as lines (文本): the outcome, each finding with its source, the remedies.

    >>> import community_charity as cc
    >>> charity = cc.Charity("city-charity", cc.date(2020, 3, 4), cc.date(2022, 5, 1))
    >>> decision = charity.may_raise_from_public(cc.Law.of("cn").on(cc.date(2025, 3, 13)))
    >>> prose(decision, "zh").splitlines()[0]
    '准予：city-charity 开展公开募捐（2025-03-13）'
    """
    lines = [_headline(decision).to(lang)]
    for finding in decision.findings:
        lines.append(f"  {_MARK[finding.holds]} {finding.text(lang)}")
        if finding.required is not None:
            lines.append(f"      {_numbers(finding).to(lang)}")
        lines += [f"      {source}" for source in sources(finding, lang)]
    if decision.remedies:
        lines.append(f"  {_CHANGE.to(lang)}")
        lines += [f"    → {remedy.text.to(lang)}" for remedy in decision.remedies]
    return "\n".join(lines)


def sources(finding: Finding, lang: Lang) -> list[str]:
    """Name the source of each value behind a finding, with its note (出处); a rule of bookkeeping names itself.

    >>> import community_charity as cc
    >>> decision = cc.Charity("c-1", cc.date(2020, 3, 4)).may_apply_for_qualification(
    ...     cc.Law.of("cn").on(cc.date(2023, 3, 13))
    ... )
    >>> sources(decision.findings[0], "zh")
    ['《慈善法》（2016-03-16）第二十二条第一款 [法律法规规章；已核对原文]']
    """
    named = []
    for value in finding.values:
        note = "" if value.note is None else f" ({value.note.en})" if lang == "en" else f"（{value.note.zh}）"
        named.append(value.source(lang) + note)
    return list(dict.fromkeys(named)) or [(finding.ground.origin or _NO_SOURCE).to(lang)]


def data(decision: Decision) -> dict[str, Any]:
    """Give a decision as plain values for JSON; each text in both languages (数据). Money is text, in yuan.

    >>> import community_charity as cc
    >>> decision = cc.Charity("c-1", cc.date(2020, 3, 4)).may_apply_for_qualification(
    ...     cc.Law.of("cn").on(cc.date(2025, 3, 13))
    ... )
    >>> data(decision)["outcome"], data(decision)["findings"][0]["found"]
    ('allowed', 5)
    """
    return {
        "outcome": decision.outcome.value,
        "asked": both(decision.asked),
        "on": decision.day.isoformat(),
        "findings": [_finding_data(finding) for finding in decision.findings],
        "remedies": [_remedy_data(remedy) for remedy in decision.remedies],
    }


def html(decision: Decision, lang: Lang) -> str:
    """Write a decision as a small table, as notebooks show it (网页表格).

    >>> import community_charity as cc
    >>> decision = cc.Charity("c-1", cc.date(2020, 3, 4)).may_apply_for_qualification(
    ...     cc.Law.of("cn").on(cc.date(2025, 3, 13))
    ... )
    >>> html(decision, "en")[:19]
    '<p><strong>Allowed:'
    """
    rows = "".join(
        f"<tr><td>{_MARK[f.holds]}</td><td>{escape(f.text(lang))}</td>"
        f"<td>{escape(_numbers(f).to(lang)) if f.required is not None else ''}</td>"
        f"<td>{'<br>'.join(escape(s) for s in sources(f, lang))}</td></tr>"
        for f in decision.findings
    )
    remedies = "".join(f"<li>{escape(r.text.to(lang))}</li>" for r in decision.remedies)
    change = f"<p>{_CHANGE.to(lang)}</p><ul>{remedies}</ul>" if remedies else ""
    return f"<p><strong>{escape(_headline(decision).to(lang))}</strong></p><table>{rows}</table>{change}"


def both(text: Text) -> dict[str, str]:
    """Give a text as a mapping by language (双语).

    >>> both(Text("use", "用途"))
    {'en': 'use', 'zh': '用途'}
    """
    return {"en": text.en, "zh": text.zh}


def plain(value: Any) -> Any:
    """Give a value as JSON can hold it; money in yuan, as ``"1234.56"`` (数据值).

    >>> from community_charity.money import yuan
    >>> plain((yuan("1234.56"), 3))
    ['1234.56', 3]
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Text):
        return both(value)
    if isinstance(value, frozenset):
        return sorted((plain(v) for v in value), key=str)
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value.plain() if hasattr(value, "plain") else str(getattr(value, "value", value))


def _headline(decision: Decision) -> Text:
    shape = Text("{outcome}: {asked} ({day})", "{outcome}：{asked}（{day}）")
    return shape.fill(outcome=decision.outcome.text, asked=decision.asked, day=decision.day)


def _numbers(finding: Finding) -> Text:
    shape = Text(_FOUND.en + _MARGIN.en, _FOUND.zh + _MARGIN.zh) if finding.margin is not None else _FOUND
    parts = {"required": finding.required, "found": finding.found, "margin": finding.margin}
    return shape.fill(**{name: Text(shown(v, "en"), shown(v, "zh")) for name, v in parts.items()})


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "ground": finding.ground.code,
        "stage": finding.ground.stage.name.lower(),
        "holds": finding.holds,
        "required": plain(finding.required),
        "found": plain(finding.found),
        "margin": plain(finding.margin),
        "facts": {name: plain(value) for name, value in finding.facts.items()},
        "text": {"en": finding.text("en"), "zh": finding.text("zh")},
        "sources": [data_of(value) for value in finding.values],
    }


def data_of(value: DatedValue) -> dict[str, Any]:
    """Give a dated value with its sources as plain values for JSON (数据).

    >>> from community_charity.law.law import Law
    >>> found = data_of(Law.of("cn").figure("association_minimum_members").history[0])
    >>> found["value"], found["since"], found["basis"]
    (50, '1998-10-25', 'statute')
    """
    return {
        "figure": value.key,
        "value": plain(value.value),
        "since": value.since.isoformat(),
        "until": value.until.isoformat() if value.until else None,
        "place": value.place,
        "basis": value.basis.value,
        "verified": value.verified.value,
        "citations": [{"en": c.to("en"), "zh": c.to("zh")} for c in value.citations],
        "note": both(value.note) if value.note else None,
    }


def _remedy_data(remedy: Any) -> dict[str, Any]:
    return {
        "text": both(remedy.text),
        "changes": sorted(remedy.changes),
        "first": remedy.first,
        "wait_until": remedy.wait_until.isoformat() if remedy.wait_until else None,
    }
