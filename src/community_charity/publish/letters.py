"""A letter that explains a decision to the person it is about (给当事人的告知书).

What was decided, why and by which article, what would change it, and by when and where to ask again. The name is given when the
letter is written out and kept nowhere.

>>> import community_charity as cc
>>> case = cc.ReliefCase("case-1", household="household-1", cause=cc.Cause.ILLNESS)  # invented
>>> decision = case.may_pay(cc.yuan(600), cc.Law.of("cn/anhui").on(cc.date(2025, 3, 13)))
>>> asked_again = Appeal(to=Text("the township", "乡镇人民政府"), within_days=30)
>>> letter = Letter(decision, sender=Text("Lake Village Mutual-Aid Society", "湖村救急难互助社"), appeal=asked_again)
>>> letter.appeal_by
datetime.date(2025, 4, 12)
>>> print(letter.text("en", name="Li").splitlines()[2])
Dear Li,
"""

from __future__ import annotations

from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.law.citation import Basis
from community_charity.law.decision import Decision, Outcome
from community_charity.relief import RefuseRelief

if TYPE_CHECKING:
    from community_charity.language import Lang
    from community_charity.law.decision import Finding

DAYS = declare(
    "letter.within_days",
    wanted=(
        "a whole number of days above zero, or None for the term of the place's law",
        "大于零的整数天数，或以 None 取当地期限",
    ),
    do=("count from the day after the letter, for example 30", "自告知次日起计算，例如 30"),
)

_TO = Text("Dear {name},", "{name}：")
_ANYBODY = Text("Sir or Madam", "您好")
_ABOUT = Text("About: {asked}", "事项：{asked}")
_DECIDED = {
    Outcome.ALLOWED: Text("We decided on {day}: yes, this will be done.", "经 {day} 审查，决定：予以办理。"),
    Outcome.REFUSED: Text(
        "We decided on {day}: no, this cannot be done as it was asked.", "经 {day} 审查，决定：不予办理。"
    ),
    Outcome.UNDETERMINED: Text(
        "On {day} this could not be decided yet: something is missing. That is not a refusal.",
        "经 {day} 审查，尚缺材料，暂不能作出决定；这不是拒绝。",
    ),
}
_WHY = Text("Why", "理由")
_RULE = Text("The rule: {source}", "依据：{source}")
_NO_LAW = {
    Basis.ASSUMPTION: Text("a rule of our own, no law", "本组织自定规则，并非法律规定"),
    Basis.PRACTICE: Text("what is usual here, no law", "本地通行做法，并非法律规定"),
}
_CHANGE = Text("What would change this", "怎样可以改变这一结果")
_AGAIN = Text("If you do not agree", "如有不同意见")
_APPEAL = Text(
    "You may ask {to} to look at it again, until {day}. It costs nothing, and nobody may treat you worse for it.",
    "您可以在 {day} 前（含当日）向{to}申请复核。复核不收取任何费用，任何人不得因此对您不利。",
)
_WHERE = Text("Where: {where}", "地点及联系方式：{where}")
_NO_TERM = Text(
    "No law that we know of fixes this term; {sender} set it.", "所见法律法规未规定此期限，由{sender}确定。"
)


def _text(value: Text) -> Text:
    return expect(value, Text)


def _days(value: int | None) -> int | None:
    if value is not None and (type(value) is not int or value < 1):
        raise Malformed(DAYS, given=shown(value))
    return value


@attrs.frozen
class Appeal:
    """Where and by when to ask again (复核途径): ``to`` whom, ``within_days`` from the day after the decision, ``where`` to go.

    Without ``within_days`` the term is ``relief_appeal_days`` of the law. Raises `Malformed`.

    >>> Appeal(to=Text("the township", "乡镇人民政府"), within_days=30).within_days
    30
    """

    to: Text = attrs.field(converter=_text)
    within_days: int | None = attrs.field(default=None, kw_only=True, converter=_days)
    where: Text | None = attrs.field(default=None, kw_only=True)


@attrs.frozen(eq=False)
class Letter:
    """A letter about a decision (告知书), from ``sender``; it holds no name. Raises `Malformed`.

    Source for telling a refusal with its reasons: 社会救助暂行办法 and its measures bind government; a society follows them
    by analogy, and the letter says which of its rules are assumptions.

    >>> import community_charity as cc
    >>> charity = cc.Charity("city-charity", cc.date(2020, 3, 4))
    >>> decision = charity.may_raise_from_public(cc.Law.of("cn").on(cc.date(2025, 3, 13)))
    >>> Letter(decision, sender=Text("the bureau", "民政局"))
    Letter(2025-03-13, refused)
    """

    decision: Decision
    sender: Text = attrs.field(kw_only=True, converter=_text)
    appeal: Appeal | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        expect(self.decision, Decision)
        if self.appeal is not None and expect(self.appeal, Appeal).within_days is None:
            law = self.decision.law
            if law is None or "relief_appeal_days" not in law:
                raise Malformed(DAYS, given="None")

    @property
    def appeal_by(self) -> date | None:
        """The last day to ask again (复核申请截止日): the day of the decision does not count."""
        if self.appeal is None:
            return None
        law: Any = self.decision.law
        return self.decision.day + timedelta(self.appeal.within_days or law.relief_appeal_days)

    @property
    def refused(self) -> RefuseRelief | None:
        """The panel's refusal that the letter is about (不予救助决定): recording it is allowed, the person is told no."""
        asked = self.decision.subject
        return asked if isinstance(asked, RefuseRelief) and self.decision else None

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """What the letter gives as reasons (理由): what stood in the way, or all that was looked at if nothing did."""
        return self.decision.unmet or self.decision.findings

    def parts(self, lang: Lang = "en") -> list[tuple[str, list[str]]]:
        """Give the letter part by part (各部分): a heading, which may be empty, and its lines."""
        decision = self.decision
        outcome = decision.outcome if self.refused is None else Outcome.REFUSED
        said = [_ABOUT.fill(asked=decision.asked), _DECIDED[outcome].fill(day=decision.day)]
        parts = [("", [line.to(lang) for line in said]), (_WHY.to(lang), self._why(lang))]
        if decision.remedies:
            parts.append((_CHANGE.to(lang), [remedy.text.to(lang) for remedy in decision.remedies]))
        if self.appeal is not None:
            again = [_APPEAL.fill(to=self.appeal.to, day=self.appeal_by), _NO_TERM.fill(sender=self.sender)]
            if self.appeal.where is not None:
                again.append(_WHERE.fill(where=self.appeal.where))
            parts.append((_AGAIN.to(lang), [line.to(lang) for line in again]))
        return parts

    def _why(self, lang: Lang) -> list[str]:
        if self.refused is not None:
            return [_sentence(why.text.to(lang), lang) for why in self.refused.reasons]
        lines = []
        for finding in self.reasons:
            rules = [_RULE.to(lang).format(source=source) for source in _sources(finding, lang)]
            told = [_sentence(line, lang) for line in (finding.text(lang), *rules)]
            lines.append((" " if lang == "en" else "").join(told))
        return lines

    def text(self, lang: Lang = "en", *, name: str | None = None) -> str:
        """Write the letter out (文本), to a ``name`` that is not kept."""
        lines = [self.sender.to(lang), self.decision.day.isoformat(), self._greeting(lang, name)]
        for heading, said in self.parts(lang):
            lines += ["", heading] if heading else [""]
            lines += [f"- {line}" for line in said] if heading else said
        return "\n".join(lines)

    def html(self, lang: Lang = "en", *, name: str | None = None) -> str:
        """Write the letter as a part of a page (网页), to a ``name`` that is not kept."""
        body = [f"<p>{escape(self.sender.to(lang))}<br>{self.decision.day}</p>"]
        body.append(f"<p>{escape(self._greeting(lang, name))}</p>")
        for heading, said in self.parts(lang):
            if heading:
                items = "".join(f"<li>{escape(line)}</li>" for line in said)
                body.append(f"<h4>{escape(heading)}</h4><ul>{items}</ul>")
            else:
                body += [f"<p>{escape(line)}</p>" for line in said]
        return f'<div lang="{lang}">{"".join(body)}</div>'

    def _greeting(self, lang: Lang, name: str | None) -> str:
        return _TO.to(lang).format(name=_ANYBODY.to(lang) if name is None else expect(name, str))

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Letter({self.decision.day}, {self.decision.outcome.value})"


def _sources(finding: Finding, lang: Lang) -> list[str]:
    """Name the rules behind a finding as a household can read them: articles, or that it is no law."""
    named = []
    for value in finding.values:
        cited = ("; " if lang == "en" else "；").join(one.to(lang) for one in value.citations)
        own = _NO_LAW.get(value.basis)
        named.append(cited if own is None else f"{own.to(lang)} ({cited})" if cited else own.to(lang))
    return list(dict.fromkeys(named))


def _sentence(line: str, lang: Lang) -> str:
    """End a finding as a sentence; it begins like one in English."""
    if lang == "zh":
        return line if line.endswith("。") else f"{line}。"
    return line[:1].upper() + line[1:] + ("" if line.endswith(".") else ".")
