"""A decision: what may be done, why, and what would change it (决定).

A `Ground` is something that is checked, a `Finding` what one check found, a `Decision` all findings
together. Missing evidence makes a decision *undetermined*: never a silent yes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum, IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from community_charity.errors import CATALOGUE, CharityError, Entry
from community_charity.language import Text
from community_charity.law.figure import DatedValue
from community_charity.law.words import shown
from community_charity.money import Money

if TYPE_CHECKING:
    from community_charity.language import Lang
    from community_charity.law.citation import Citation
    from community_charity.law.law import LawInForce  # noqa: TC004 - a real import would close a circle


class Outcome(Enum):
    """How a question was decided (结论).

    >>> Outcome("undetermined").text.zh
    '待定'
    """

    ALLOWED = "allowed"
    REFUSED = "refused"
    UNDETERMINED = "undetermined"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.ALLOWED: Text("Allowed", "准予"),
    Outcome.REFUSED: Text("Refused", "不予"),
    Outcome.UNDETERMINED: Text("Undetermined", "待定"),
}


class Stage(IntEnum):
    """The fixed order of refusal (拒绝的固定次序): the earliest stage that fails is the answer.

    >>> Stage.STATE < Stage.MONEY
    True
    """

    MALFORMED = 1
    KEY_CONFLICT = 2
    NOT_FOUND = 3
    CLOSED_PERIOD = 4
    STATE = 5
    AUTHORITY = 6
    RESTRICTION = 7
    GOVERNMENT_FIRST = 8
    NEED = 9
    MONEY = 10


@attrs.frozen
class Remedy:
    """What would change a refusal (补救办法).

    ``changes`` are fields to replace in what was asked (``"society.capital"`` is a field of a field); ``first`` names
    the command to record before asking again; ``wait_until`` is the first day on which the answer can differ.

    >>> Remedy(Text("wait", "等待"), wait_until=date(2026, 3, 4)).applied_to("nothing to change")
    'nothing to change'
    """

    text: Text
    changes: Mapping[str, Any] = attrs.field(factory=dict, repr=False)
    first: str | None = None
    wait_until: date | None = None

    def applied_to(self, asked: Any) -> Any:
        """Give what was asked with the changes made (照补救办法修改). Raises `Malformed` as a command does."""
        for path, value in self.changes.items():
            outer, _, inner = path.partition(".")
            new = attrs.evolve(getattr(asked, outer), **{inner: value}) if inner else value
            asked = attrs.evolve(asked, **{outer: new})
        return asked


@attrs.frozen(eq=False)
class Ground:
    """Something that is checked before anything may be done (审查事项).

    ``title`` states what must hold, ``unmet`` what to say when it does not; both may use ``{required}``, ``{found}``,
    ``{margin}`` and the facts of the check. ``figures`` are the keys of the law behind it; a ground without figures
    says its ``origin``, or is a rule of bookkeeping. ``at_most`` says that what is required is a limit. With ``fen``,
    the check is noted in whole fen, and a finding shows it as `Money`: the book decides thousands a second.
    """

    code: str
    stage: Stage
    title: Text
    unmet: Text
    figures: tuple[str, ...] = ()
    remedy: Callable[[Finding, Any], Remedy | None] | None = None
    fen: bool = False
    at_most: bool = False
    origin: Text | None = None


GROUNDS: dict[str, Ground] = {}
"""Every ground of the library by code; noun modules add theirs with `ground`."""


def ground(
    code: str,
    stage: Stage,
    *,
    title: tuple[str, str],
    unmet: tuple[str, str],
    figures: tuple[str, ...] = (),
    remedy: Callable[[Finding, Any], Remedy | None] | None = None,
    fen: bool = False,
    at_most: bool = False,
    origin: tuple[str, str] | None = None,
) -> Ground:
    """Register a ground (登记审查事项); its texts are given as (English, Chinese). A code used twice raises `ValueError`.

    >>> from community_charity.book.state import EXISTS  # made with `ground`
    >>> EXISTS is GROUNDS["book.exists"]
    True
    """
    if code in GROUNDS:
        message = f"ground registered twice: {code}"
        raise ValueError(message)
    said = None if origin is None else Text(*origin)
    GROUNDS[code] = Ground(code, stage, Text(*title), Text(*unmet), figures, remedy, fen, at_most, said)
    return GROUNDS[code]


@attrs.frozen
class Finding:
    """What one check found (审查结果).

    ``holds`` is ``True``, ``False`` or ``None`` (evidence missing); the `margin` is negative when
    the found value falls short of the required one.

    >>> from community_charity.book.state import NOT_FOUND
    >>> Finding(NOT_FOUND, holds=False, facts={"what": "case", "id": "case-1"}).text()
    'there is no case case-1 in the book'
    """

    ground: Ground
    holds: bool | None
    required: Any = None
    found: Any = None
    facts: Mapping[str, Any] = attrs.field(factory=dict)
    values: tuple[DatedValue, ...] = ()

    @property
    def margin(self) -> Any:
        """How far the found value lies on the right side of the required one (差额), if that can be told."""
        return _margin(self.required, self.found, at_most=self.ground.at_most)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The articles behind the check, in order (出处)."""
        if len(self.values) == 1:  # as most are
            return self.values[0].citations
        return tuple(citation for value in self.values for citation in value.citations)

    def text(self, lang: Lang = "en") -> str:
        """Say what was found, in one line (结论一行)."""
        said = self.ground.title if self.holds else self.ground.unmet
        return filled(said, self).to(lang)


@attrs.frozen(eq=False, repr=False, slots=False)
class Decision:
    """The library's answer to "may this be done, and why?" (决定).

    ``outcome`` is allowed, refused or undetermined; ``findings`` say why; ``remedies`` say what
    would change it. The same object renders prose in two languages, JSON, HTML and one line.

    >>> import community_charity as cc
    >>> decision = cc.Charity("c-1", date(2025, 3, 4)).may_apply_for_qualification(cc.Law.of("cn").on(date(2026, 3, 3)))
    >>> decision.line("zh"), decision.remedies[0].wait_until
    ('不予：c-1 申请公开募捐资格，2026-03-03——登记满0年，须满1年', datetime.date(2026, 3, 4))
    """

    _asked: Text | Callable[[], Text]
    subject: Any
    day: date
    law: LawInForce | None
    checks: tuple[Check, ...]

    @property
    def asked(self) -> Text:
        """What was asked, in words (事项)."""
        # Filled in when read: writing amounts out in two languages would be a seventh of a decision.
        return self._asked if isinstance(self._asked, Text) else self._asked()

    @property
    def outcome(self) -> Outcome:
        """Allowed only if every check holds; one that fails outweighs one that is open (结论)."""
        found = [check[1] for check in self.checks]
        if False in found:
            return Outcome.REFUSED
        return Outcome.UNDETERMINED if None in found else Outcome.ALLOWED

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """One `Finding` for each rule consulted, in the order they were noted (审查结果)."""
        return tuple([self._finding(check) for check in self.checks])

    @cached_property
    def remedies(self) -> tuple[Remedy, ...]:
        """What would change the answer (补救办法): one for each unmet finding that can be mended.

        Of several limits on one amount only the tightest is told, and none where nothing is left.
        """
        made = [(f, f.ground.remedy(f, self.subject) if f.ground.remedy else None) for f in self.unmet]
        nothing_left = any(f.ground.at_most and f.required == Money(0) and remedy is None for f, remedy in made)
        # Where nothing is left under one limit, waiting for another to rise does not help either.
        remedies = [r for f, r in made if r is not None and not (nothing_left and f.ground.at_most and r.wait_until)]
        limits = sorted((r for r in remedies if set(r.changes) == {"amount"}), key=lambda r: r.changes["amount"])
        void = limits if nothing_left else limits[1:]
        told = {r.text: r for r in reversed(remedies) if all(r is not other for other in void)}  # each advice once
        return tuple(remedy for remedy in remedies if told.get(remedy.text) is remedy)

    @property
    def unmet(self) -> tuple[Finding, ...]:
        """The findings that fail or lack evidence (未满足事项)."""
        return tuple(finding for finding in self.findings if not finding.holds)

    @property
    def reason(self) -> Finding | None:
        """The finding that decided (理由): of the earliest stage that failed, else the first one open."""
        unmet = self.unmet
        failed = [f for f in unmet if f.holds is False] or unmet
        return min(failed, key=lambda f: f.ground.stage, default=None)

    def __bool__(self) -> bool:
        return self.outcome is Outcome.ALLOWED

    def _finding(self, check: Check) -> Finding:
        ground, holds, required, found, facts = check
        values = self.law.behind(ground.figures) if self.law else ()
        if ground.fen:
            required, found = Money(required), None if found is None else Money(found)
        return Finding(ground, holds, required, found, facts or {}, values)

    def line(self, lang: Lang = "en") -> str:
        """The decision in one line (一行).

        For whoever decides: a public notice of relief comes from `community_charity.publish.relief_notice`.
        """
        shape = Text("{outcome}: {asked}, {day}{why}", "{outcome}：{asked}，{day}{why}")
        why = "" if self.reason is None else (" - " if lang == "en" else "——") + self.reason.text(lang)
        return shape.fill(outcome=self.outcome.text, asked=self.asked, day=self.day, why=why).to(lang)

    def text(self, lang: Lang = "en") -> str:
        """The whole decision as prose, with the source of each rule (全文)."""
        from community_charity.law.rendering import prose  # noqa: PLC0415 - only who prints pays

        return prose(self, lang)

    def to_dict(self) -> dict[str, Any]:
        """The whole decision for JSON, in both languages (数据). Money is text, in yuan."""
        from community_charity.law.rendering import data  # noqa: PLC0415 - only who prints pays

        return data(self)

    def html(self, lang: Lang = "en") -> str:
        """The whole decision as a small table for a page or a notebook (网页表格)."""
        from community_charity.law.rendering import html  # noqa: PLC0415 - only who prints pays

        return html(self, lang)

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.text("en")

    def __repr__(self) -> str:
        return f"<Decision {self.line('en')}>"


Check = tuple[Ground, bool | None, Any, Any, "dict[str, Any] | None"]
"""A check as it is noted while deciding: ground, holds, required, found, facts."""

_MEASURED = re.compile("不详(?:名|年|项|个月|个|日|次|人|户)")

CATALOGUE["refused"] = Entry(
    Text("an order that every ground allows", "一项符合全部审查事项的指令"), Text("{do}", "{do}")
)


class Refused(CharityError):
    """An order was not recorded; ``decision`` says why and what would change it (未予记录). See `Book.record`.

    >>> import community_charity as cc
    >>> order = cc.ReverseDonation(key="r-1", on=date(2025, 3, 20), donation="gift-1", reason="sent twice")
    >>> Refused(cc.Book(cc.Law.of("cn")).decide(order)).reason
    'book.not_found'
    """

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        en = "; ".join(remedy.text.en for remedy in decision.remedies) or "read error.decision"
        zh = "；".join(remedy.text.zh for remedy in decision.remedies) or "查阅 error.decision"
        super().__init__("refused", given=Text(decision.line("en"), decision.line("zh")), do=Text(en, zh))

    @property
    def reason(self) -> str:
        """The code of the ground that decided, for programs to branch on (理由代码)."""
        found = self.decision.reason
        return found.ground.code if found else ""


class Stopped(Exception):
    """A check that nothing can follow has failed (中止审查); the book turns it into a `Decision`."""


class Checks(list["Check"]):
    """The notes taken while deciding (审查记录). Cheap to write; read only by a `Decision`.

    What the law asks is noted whether it holds or not; what is plain bookkeeping only if it fails.

    >>> checks = Checks()
    >>> checks.unmet, checks.decision(Text("ask", "询问"), None, date(2025, 3, 13), None).outcome.value
    (False, 'allowed')
    """

    unmet = False

    def weigh(
        self,
        ground: Ground,
        holds: bool | None,
        required: Any = None,
        found: Any = None,
        facts: dict[str, Any] | None = None,
    ) -> None:
        """Note a check and go on, so that all that is wrong is told at once (记录)."""
        self.append((ground, holds, required, found, facts))
        if not holds:
            self.unmet = True

    def stop(self, ground: Ground, required: Any = None, found: Any = None, **facts: Any) -> NoReturn:
        """Note a check that failed and that nothing can follow (中止). Raises `Stopped`."""
        self.append((ground, False, required, found, facts))
        self.unmet = True
        raise Stopped

    def settle(self) -> None:
        """Stop here if anything noted so far does not hold (小结). Raises `Stopped`."""
        if self.unmet:
            raise Stopped

    def decision(self, asked: Text | Callable[[], Text], subject: Any, day: date, law: LawInForce | None) -> Decision:
        """Turn the notes into a `Decision` (形成决定)."""
        return Decision(asked, subject, day, law, tuple(self))


def _margin(required: Any, found: Any, *, at_most: bool) -> Any:
    if required is None or found is None or isinstance(required, bool | date) or not hasattr(required, "__sub__"):
        return None
    return required - found if at_most else found - required


def filled(said: Text, finding: Finding) -> Text:
    """Fill a text with what a finding found (填入审查结果): ``required``, ``found``, ``margin``, ``short`` and its facts."""
    facts: dict[str, Any] = {"required": finding.required, "found": finding.found, "margin": finding.margin}
    facts.update(finding.facts)
    if finding.margin is not None:
        facts["short"] = -finding.margin
    whole = said.fill(**{name: Text(shown(v, "en"), shown(v, "zh")) for name, v in facts.items()})
    # Chinese puts a measure word after a number, and none after "not known".
    return whole if None not in facts.values() else Text(whole.en, _MEASURED.sub("不详", whole.zh))
