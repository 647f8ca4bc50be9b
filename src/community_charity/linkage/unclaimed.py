"""Government aid that a household may be entitled to and has not claimed (应享未享的政府救助).

Each kind is put to the rule that decides it, with the facts that are given. What is not known leaves a kind open and names
the next paper to ask for: it is never a yes. The county decides; this library tells what the rules say.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> law = Law.of("cn").on(date(2026, 7, 1))
>>> home = HouseholdSituation(income_per_head=yuan(500), dibao_standard=yuan(722), property_for_dibao=True)  # invented
>>> first = unclaimed_aid(home, law)[0]
>>> print(first.text())
minimum living allowance: likely. Ask at: the township or subdistrict office where the household is registered. Time: 30 working days
>>> print(unclaimed_aid(HouseholdSituation(), law, claimed=["tekun"])[0].next_paper)
show the result of the income check, the local dibao standard of that day
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Outcome, Stage, ground
from community_charity.law.figure import DatedValue
from community_charity.law.law import in_force
from community_charity.linkage.aid import CATEGORIES, AidFacts, Entitlement, aid_kind
from community_charity.rules.assistance import AssistanceKind, HouseholdSituation, Step, TemporaryAssistance, procedure
from community_charity.rules.assistance.facts import PROVIDED, ask, consider, of_figure, provided, says
from community_charity.rules.assistance.grounds import CATEGORY_PAPER
from community_charity.rules.assistance.temporary_checks import weigh_conditions, weigh_means
from community_charity.rules.assistance.temporary_grounds import AGAIN, KIND_PAPER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from community_charity.calendar import WorkCalendar
    from community_charity.language import Lang
    from community_charity.law.law import LawInForce
    from community_charity.rules.assistance import Category, DueStep

CLAIMED = declare(
    "linkage.claimed",
    wanted=("a list of kinds of government aid, which may be empty", "政府救助种类的列表，可为空"),
    do=('write claimed=["dibao", "medical"]', '写作 claimed=["dibao", "medical"]'),
)


class Likelihood(Enum):
    """How likely a household is entitled (享受可能). ``Likelihood("likely")`` looks one up.

    >>> Likelihood("open").text.zh
    '待定'
    """

    LIKELY = "likely"
    OPEN = "open"
    NOT = "not"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _LIKELIHOODS[self]


_LIKELIHOODS = {
    Likelihood.LIKELY: Text("likely", "很可能符合"),
    Likelihood.OPEN: Text("open", "待定"),
    Likelihood.NOT: Text("not", "不符合"),
}
_OF = {
    Outcome.ALLOWED: Likelihood.LIKELY,
    Outcome.UNDETERMINED: Likelihood.OPEN,
    Outcome.REFUSED: Likelihood.NOT,
}
_ORDER = list(Likelihood)
_WHOLE = (Step.DIBAO_WHOLE, Step.RIGID_WHOLE, Step.TEMPORARY_WHOLE, Step.TEMPORARY_EMERGENCY)
_ASKED = Text("receive {aid}", "享受{aid}")
_LINE = Text("{aid}: {likelihood}", "{aid}：{likelihood}")
_PLACE = Text(". Ask at: {where}", "。申请：{where}")
_PAPER = Text(". Next: {paper}", "。下一步：{paper}")
_TIME = Text(". Time: {time}", "。时限：{time}")


@attrs.frozen(repr=False)
class Possible:
    """One kind of government aid, and whether the household may be entitled to it (可能享受的救助): the `Decision` says why.

    ``limits`` are the time limits of its procedure as the law of the day fixes them, each a step and a dated value; empty
    where none is known. ``where`` is the value of the law behind `Entitlement.asked_at`.
    """

    aid: Entitlement
    decision: Decision
    limits: tuple[tuple[Step, DatedValue], ...] = ()
    where: DatedValue | None = None

    @property
    def likelihood(self) -> Likelihood:
        """Likely, open, or not (享受可能)."""
        return _OF[self.decision.outcome]

    @property
    def next_paper(self) -> Text | None:
        """What to ask for next (下一份材料); ``None`` unless the question is open."""
        if self.likelihood is not Likelihood.OPEN:
            return None
        return next(remedy.text for remedy in self.decision.remedies)

    @property
    def takes(self) -> Text | None:
        """How long the whole procedure takes (办理时限), ``None`` if no such limit is known."""
        for step, value in self.limits:
            if step in _WHOLE:
                return Text(value.shown("en"), value.shown("zh"))
        return None

    def due(self, accepted_on: date, law: LawInForce, calendar: WorkCalendar) -> tuple[DueStep, ...]:
        """Give the last day of each step once the application is accepted (办理期限测算). Raises as `procedure`.

        >>> from datetime import date
        >>> from community_charity.calendar import EVERY_DAY
        >>> from community_charity.law.law import Law
        >>> law = Law.of("cn").on(date(2026, 7, 1))
        >>> unclaimed_aid(AidFacts(), law)[-1].due(date(2026, 7, 1), law, EVERY_DAY)  # no limit is known
        ()
        """
        kind = self.aid.procedure
        return () if kind is None else procedure(kind, accepted_on, law, calendar)

    def text(self, lang: Lang = "en") -> str:
        """Say it in one line (一行说明)."""
        said = _LINE.fill(aid=self.aid.text, likelihood=self.likelihood.text).to(lang)
        if self.likelihood is Likelihood.NOT:
            return said
        paper, time = self.next_paper, self.takes
        said += _PLACE.fill(where=self.aid.asked_at).to(lang)
        said += "" if paper is None else _PAPER.fill(paper=paper).to(lang)
        return said + ("" if time is None else _TIME.fill(time=time).to(lang))

    def to_dict(self) -> dict[str, Any]:
        """Give it for JSON, in both languages, with the whole decision and its citations (数据)."""
        paper = self.next_paper
        return {
            "aid": self.aid.value,
            "likelihood": self.likelihood.value,
            "text": {"en": self.text("en"), "zh": self.text("zh")},
            "asked_at": {"en": self.aid.asked_at.en, "zh": self.aid.asked_at.zh},
            "next_paper": None if paper is None else {"en": paper.en, "zh": paper.zh},
            "limits": {step.value: value.shown("en") for step, value in self.limits},
            "decision": self.decision.to_dict(),
        }

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Possible {self.aid.value}: {self.likelihood.value}>"


def unclaimed_aid(
    facts: AidFacts | HouseholdSituation, law: LawInForce, *, claimed: Iterable[Entitlement | str] = ()
) -> tuple[Possible, ...]:
    """Tell which kinds of government aid a household may be entitled to and has not claimed (应享未享救助): likely ones first.

    ``claimed`` are those asked for or received already; what the facts say of the household's categories counts as claimed
    too. Of the allowance, support just above it and support in rigid-expenditure hardship a household has one: ask for the first
    that is told. Raises `Malformed`. Source: 社会救助法第13条、第16条、第18条、第21条、第22条、第24条、第28条至第31条; before 2026-07-01
    社会救助暂行办法.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> law = Law.of("cn").on(date(2026, 7, 1))
    >>> home = HouseholdSituation(sudden_hardship=True)  # invented
    >>> [
    ...     str(one.aid.value)
    ...     for one in unclaimed_aid(AidFacts(household=home, hardship="emergency"), law)
    ...     if one.decision
    ... ]
    ['temporary_emergency']
    """
    law, known = in_force(law), _facts(facts)
    if not isinstance(claimed, list | tuple | set | frozenset):
        raise Malformed(CLAIMED, given=shown(claimed))
    had = {aid_kind(kind) for kind in claimed} | _had(known.household, law)
    decided = known.household.categories(law)
    made = [_possible(kind, known, decided, law) for kind in Entitlement if kind not in had]
    return tuple(sorted(made, key=lambda one: _ORDER.index(one.likelihood)))


def _facts(value: AidFacts | HouseholdSituation) -> AidFacts:
    return AidFacts(household=value) if isinstance(value, HouseholdSituation) else expect(value, AidFacts)


def _had(home: HouseholdSituation, law: LawInForce) -> set[Entitlement]:
    """Give what the household is known to have already."""
    known = {
        Entitlement.DIBAO: home.on_dibao,
        Entitlement.TEKUN: home.on_tekun,
        Entitlement.MARGINAL: home.counted_as_marginal,
        Entitlement.RIGID_EXPENSE: bool(home.rigid_recognition_stands(law)),
    }
    return {kind for kind, fact in known.items() if fact}


def _possible(kind: Entitlement, facts: AidFacts, decided: Mapping[Category, Decision], law: LawInForce) -> Possible:
    steps = [(step, law.get(step.figure)) for step in Step if step.procedure is kind.procedure]
    limits = tuple((step, value) for step, value in steps if value is not None)
    where = None if kind in _ASKED_ELSEWHERE else law.get("assistance_asked_at_township")
    return Possible(kind, _decide(kind, facts, decided, law), limits, where)


_ASKED_ELSEWHERE = frozenset({Entitlement.DISASTER, Entitlement.EMERGENCY_MEDICAL, Entitlement.HOMELESS})
_TEMPORARY = {
    Entitlement.TEMPORARY_EMERGENCY: AssistanceKind.EMERGENCY,
    Entitlement.TEMPORARY_EXPENDITURE: AssistanceKind.EXPENDITURE,
}


def _decide(kind: Entitlement, facts: AidFacts, decided: Mapping[Category, Decision], law: LawInForce) -> Decision:
    if kind in CATEGORIES:
        return decided[CATEGORIES[kind]]
    if kind is Entitlement.DIBAO_SINGLE:
        return facts.household.may_admit_member_singly(law)
    checks = Checks()
    if kind is Entitlement.MEDICAL:
        _weigh_medical(checks, facts, decided, law)
    else:
        _weigh_temporary(checks, facts, law, _TEMPORARY[kind])
    return checks.decision(_ASKED.later(aid=kind.text), facts, law.day, law)


def _weigh_temporary(checks: Checks, facts: AidFacts, law: LawInForce, kind: AssistanceKind) -> None:
    """Ask the rule of temporary assistance; how much is given, and by which level, is left to the office."""
    grant = TemporaryAssistance(
        household=facts.household,
        kind=kind,
        asked_where_it_happened=True,  # no fact of the household: the answer tells it where to ask
        property_within_rules=facts.property_for_temporary,
        grants_before=facts.grants_this_year,
        case_by_case=facts.county_decided,
    )
    if not weigh_conditions(checks, grant, law):
        return
    if says(law, KIND_OF_HARDSHIP.figures[0]):
        of_kind = None if facts.hardship is None else facts.hardship is kind
        consider(checks, KIND_OF_HARDSHIP, of_kind, ((facts.hardship, KIND_PAPER),), kind=kind.text)
    weigh_means(checks, grant, law)
    checks.extend(check for check in grant.amount_is_within_limits(law).checks if check[0] is AGAIN)


def _weigh_medical(checks: Checks, facts: AidFacts, decided: Mapping[Category, Decision], law: LawInForce) -> None:
    """Medical assistance goes to those of certain categories, recognised or likely to be, who bear medical costs."""
    key = "medical_assistance_categories"
    if not provided(checks, law, of_figure(PROVIDED, key), key, Entitlement.MEDICAL.text):
        return
    had = _had(facts.household, law)
    found: list[bool | None] = []
    for name in law.medical_assistance_categories:
        kind = None if name == _BY_COUNTY else Entitlement(name)
        outcome = Outcome.UNDETERMINED if kind is None else decided[CATEGORIES[kind]].outcome
        found.append(True if kind in had else _FOUND[outcome])
    holds = True if True in found else None if None in found else False
    consider(checks, MEDICAL_CATEGORY, holds, ((holds, CATEGORY_PAPER),))
    consider(checks, MEDICAL_COSTS, facts.medical_costs, ((facts.medical_costs, _BILLS),))


_BY_COUNTY = "county"
_FOUND = {Outcome.ALLOWED: True, Outcome.REFUSED: False, Outcome.UNDETERMINED: None}
_BILLS = Text("the settlement sheet after insurance", "医保结算单")

# --- rules ---------------------------------------------------------------------------------------

KIND_OF_HARDSHIP = ground(
    "linkage.kind_of_hardship",
    Stage.NEED,
    title=("the hardship is of the {kind}", "困难类型属于{kind}"),
    unmet=("the hardship is not shown to be of the {kind}", "未确认困难类型属于{kind}"),
    figures=("temporary_assistance_means_test_for_expenditure",),
    remedy=ask,
)
MEDICAL_CATEGORY = ground(
    "linkage.medical_category",
    Stage.NEED,
    title=("the household is of a category that has medical assistance", "属于医疗救助对象"),
    unmet=("the household is not shown to be of a category that has medical assistance", "未确认属于医疗救助对象"),
    figures=("medical_assistance_categories",),
    remedy=ask,
)
MEDICAL_COSTS = ground(
    "linkage.medical_costs",
    Stage.NEED,
    title=("it bears medical costs after insurance", "医保报销后仍有自负医疗费用"),
    unmet=("it is not shown to bear medical costs after insurance", "未确认医保报销后仍有自负医疗费用"),
    figures=("medical_assistance_categories",),
    remedy=ask,
)
