"""Claims of government aid by kind (政府救助申请情况), and what is left to claim for a case.

>>> RecordClaim.ASKED.zh
'记录个案 {case} 的{aid}申请情况'
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from community_charity.book.book import UNKNOWN, Book
from community_charity.book.orders import Event, Table, handles
from community_charity.errors import Malformed, choice, expect
from community_charity.language import Text
from community_charity.law.law import in_force
from community_charity.linkage.aid import Entitlement, aid_kind
from community_charity.linkage.unclaimed import Likelihood, Possible, unclaimed_aid
from community_charity.relief.case import CaseId, case_id
from community_charity.relief.facts import AboutCase
from community_charity.relief.files import CASES, open_case
from community_charity.relief.lifecycle import Moves, Phase, moves
from community_charity.rules.assistance.facts import says
from community_charity.rules.linkage import DECIDED, GovernmentAid

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.language import Lang
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.linkage.aid import AidFacts
    from community_charity.rules.assistance import HouseholdSituation

STAYS: Moves = {phase: frozenset({phase}) for phase in Phase if phase is not Phase.CLOSED}
"""An order that may be given as long as the case lives, and changes no phase (不改变阶段)."""
NOT_CLAIMED = frozenset({GovernmentAid.UNKNOWN, GovernmentAid.NOT_APPLIED})


def _state(value: GovernmentAid | str) -> GovernmentAid:
    return choice(value, GovernmentAid)


@attrs.frozen(kw_only=True)
class RecordClaim(AboutCase):
    """Record how far one kind of government aid has come for a case (记录单项政府救助申请情况). It becomes `ClaimRecorded`.

    A later record of the same kind takes the place of the earlier one. What aid paid is recorded with `RecordGovernmentAid`,
    which is what the need of the case counts. Raises `Malformed`.

    >>> from datetime import date
    >>> order = RecordClaim(key="claim-1", on=date(2025, 3, 13), case="case-1", aid="dibao", state="pending")
    >>> order.asked().en
    'record the claim of minimum living allowance for case case-1'
    """

    ASKED: ClassVar[Text] = Text("record the claim of {aid} for case {case}", "记录个案 {case} 的{aid}申请情况")

    aid: Entitlement = attrs.field(converter=aid_kind)
    state: GovernmentAid = attrs.field(converter=_state, repr=False)

    def asked(self) -> Text:
        """Say which claim is recorded (事项)."""
        return self.ASKED.fill(aid=self.aid.text, case=self.case)


@attrs.frozen
class ClaimRecorded(Event[RecordClaim]):
    """A claim of government aid was recorded (申请情况已记录)."""


CLAIMS: Table[tuple[CaseId, Entitlement], GovernmentAid] = Table("claims of government aid, by case and kind")
moves("RecordClaim", STAYS)


def _apply(state: State, event: ClaimRecorded) -> None:
    order = event.command
    state.of(CLAIMS)[order.case, order.aid] = order.state


@handles(RecordClaim, apply=_apply)
def _decide(state: State, order: RecordClaim, _law: LawInForce, checks: Checks) -> ClaimRecorded:
    open_case(state, order, checks)
    return ClaimRecorded(len(state.events), order)


# --- what is left to claim -----------------------------------------------------------------------

_APPLY = Text("apply for government aid first", "请先申请政府救助")
_MEANWHILE = Text(
    "apply for government aid first; charity may help meanwhile in an emergency",
    "请先申请政府救助；情况紧急的，慈善可先行救助",
)
_WAIT = Text(
    "government aid is being decided: apply for this as well, and wait for the decisions",
    "政府救助尚在办理：请一并申请，待结论后再行帮扶",
)
_MORE = Text("more government aid may be had: apply for it as well", "可能还有政府救助可以申请：请一并申请")
_FIND_OUT = Text(
    "ask for the next papers: it is not known yet what may be claimed", "请补充下列材料：可申请的救助尚不明确"
)
_NOTHING = Text("nothing is left to claim, as far as is known", "据现有情况，无其他可申请的政府救助")
_TITLE = Text("Government aid for case {case}: {advice}", "个案 {case} 的政府救助：{advice}")


@attrs.frozen(repr=False)
class Unclaimed:
    """What of government aid is not recorded as claimed for a case (个案应享未享救助), and what to do first.

    ``government`` is how far government aid has come as a whole; ``advice`` says what to do.
    """

    case: CaseId
    government: GovernmentAid
    possible: tuple[Possible, ...]
    advice: Text

    @property
    def likely(self) -> tuple[Possible, ...]:
        """Give the kinds to which the household is likely entitled (很可能符合的救助)."""
        return tuple(one for one in self.possible if one.likelihood is Likelihood.LIKELY)

    def text(self, lang: Lang = "en") -> str:
        """Write what to do, and a line for each kind that is likely or open (文本)."""
        title = _TITLE.fill(case=self.case, advice=self.advice).to(lang)
        return "\n".join([title, *(one.text(lang) for one in self._told())])

    def html(self, lang: Lang = "en") -> str:
        """Write the same as a list for a page or a notebook (网页列表)."""
        title = escape(_TITLE.fill(case=self.case, advice=self.advice).to(lang))
        return f"<p>{title}</p><ul>{''.join(f'<li>{escape(one.text(lang))}</li>' for one in self._told())}</ul>"

    def to_dict(self) -> dict[str, Any]:
        """Give everything for JSON, in both languages (数据)."""
        return {
            "case": self.case,
            "government": self.government.value,
            "advice": {"en": self.advice.en, "zh": self.advice.zh},
            "possible": [one.to_dict() for one in self.possible],
        }

    def _told(self) -> list[Possible]:
        return [one for one in self.possible if one.likelihood is not Likelihood.NOT]

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Unclaimed {self.case}: {len(self.likely)} likely>"


def unclaimed_for(book: Book, case: CaseId, facts: AidFacts | HouseholdSituation, law: LawInForce) -> Unclaimed:
    """Tell what of government aid is not recorded as claimed for a case (个案应享未享救助).

    Kinds recorded with `RecordClaim` as asked for, received, refused or not fitting are left out, and medical assistance if
    the case tells what it paid. Raises `Malformed`. Source: as `unclaimed_aid`; 民发〔2018〕23号二（五）, 社会救助法第50条、第54条.

    >>> import community_charity as cc
    >>> from community_charity.rules.assistance import HouseholdSituation
    >>> on, law = cc.date(2026, 7, 1), cc.Law.of("cn")
    >>> book, home = cc.Book(law), cc.Household("household-1", ["p-1"])  # invented
    >>> case = cc.ReliefCase(
    ...     "case-1", household="household-1", cause=cc.Cause.DISASTER, government=cc.GovernmentAid.NOT_APPLIED
    ... )
    >>> orders = [cc.RegisterHousehold(key="h-1", on=on, household=home), cc.OpenCase(key="o-1", on=on, case=case)]
    >>> _ = book.record_all(orders)
    >>> print(unclaimed_for(book, "case-1", HouseholdSituation(disaster=True), law.on(on)).advice)
    apply for government aid first; charity may help meanwhile in an emergency
    """
    law, file = in_force(law), expect(book, Book).find(CASES, case_id(case))
    if file is None:
        raise Malformed(UNKNOWN, given=Text("no such case", "账本中无此个案"))
    recorded = {kind for (of, kind), state in book.all(CLAIMS).items() if of == case and state not in NOT_CLAIMED}
    if file.case.medical_assistance:
        recorded.add(Entitlement.MEDICAL)
    possible = unclaimed_aid(facts, law, claimed=recorded)
    return Unclaimed(case, file.case.government, possible, _advice(file.case.government, possible, law))


def _advice(government: GovernmentAid, possible: tuple[Possible, ...], law: LawInForce) -> Text:
    found = {one.likelihood for one in possible}
    if Likelihood.LIKELY not in found:
        return _FIND_OUT if Likelihood.OPEN in found else _NOTHING
    if government in DECIDED:
        return _MORE
    if government is GovernmentAid.PENDING:
        return _WAIT
    return _MEANWHILE if says(law, "relief_first_when_urgent") else _APPLY
