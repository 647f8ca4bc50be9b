"""The file of a case: its facts as they come in, from opening to closing (个案档案)."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - a field's type, read by attrs.resolve_types
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.errors import choice, expect
from community_charity.households import HOUSEHOLDS
from community_charity.households import WHAT as A_HOUSEHOLD
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.money import Money, total
from community_charity.organisations import ORGANISATIONS
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.relief.case import CaseId, ReliefCase, needs_of
from community_charity.relief.chain import begin, end, weigh_chain
from community_charity.relief.costs import Cost, costs
from community_charity.relief.facts import (
    AboutCase,
    AidRecorded,
    CaseReferred,
    CostsRecorded,
    GovernmentAidRecorded,
    RecordAid,
    RecordCosts,
    RecordGovernmentAid,
    ReferCase,
)
from community_charity.relief.intake import FOUND
from community_charity.relief.lifecycle import NOTHING_DONE, Phase, Steps, phase_of, weigh_phase
from community_charity.relief.open_points import weigh_ratified
from community_charity.rules.carriers import positive_part
from community_charity.rules.emergency import papers_due
from community_charity.rules.linkage import may_refer

if TYPE_CHECKING:
    from typing import Any

    from community_charity.book.state import State
    from community_charity.calendar import WorkCalendar
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce


class CaseOutcome(Enum):
    """How a case ended (个案结论). ``CaseOutcome("relieved")`` looks one up.

    >>> CaseOutcome("relieved").text.zh
    '已救助'
    """

    RELIEVED = "relieved"
    NO_NEED_LEFT = "no_need_left"
    NOT_ELIGIBLE = "not_eligible"
    WITHDRAWN = "withdrawn"
    REFERRED_ON = "referred_on"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _OUTCOMES[self]


_OUTCOMES = {
    CaseOutcome.RELIEVED: Text("relieved", "已救助"),
    CaseOutcome.NO_NEED_LEFT: Text("no need left after other aid", "其他救助后已无缺口"),
    CaseOutcome.NOT_ELIGIBLE: Text("not eligible", "不符合条件"),
    CaseOutcome.WITHDRAWN: Text("withdrawn", "已撤回"),
    CaseOutcome.REFERRED_ON: Text("referred on", "已转介"),
}


class CaseFile(NamedTuple):
    """A case as the book keeps it (个案档案). ``granted`` (promised or paid) and ``paid`` are fen.

    ``needs`` is what is left of the proved and of the stated costs before charity, in fen.
    ``emergency_on`` is the day of an emergency grant whose papers are still owed; ``steps`` are what was done besides.

    >>> from community_charity.pools import Cause
    >>> case = ReliefCase("case-1", household="household-1", cause=Cause.ILLNESS, insurance=Money(5))  # invented
    >>> CaseFile(case, date(2025, 3, 13), needs=(None, 0), granted=3).total_aid
    yuan("0.08")
    """

    case: ReliefCase
    opened: date
    needs: tuple[int | None, int]
    granted: int = 0
    paid: int = 0
    emergency_on: date | None = None
    outcome: CaseOutcome | None = None
    steps: Steps = NOTHING_DONE

    @property
    def phase(self) -> Phase:
        """Where the case stands (个案阶段)."""
        return phase_of(self)

    @property
    def since(self) -> date:
        """The day from which the household has waited (等待起始日): it was found, or else the case was opened."""
        found = self.case.found_by
        return self.opened if found is None else found.on

    @property
    def days_to_open(self) -> int | None:
        """How many days went by from the finding to the opening (发现至立案天数), ``None`` if the finding is not recorded."""
        found = self.case.found_by
        return None if found is None else found.days_to(self.opened)

    @property
    def total_aid(self) -> Money:
        """All aid known for the case (各项救助合计): insurance, government, others, charity; `Money`."""
        case = self.case
        known = (case.insurance, case.medical_assistance, case.government_aid, case.other_aid)
        return sum((amount for amount in known if amount is not None), Money(self.granted))

    @property
    def overpaid(self) -> Money:
        """What was granted above the need that is proved by now (超额救助), as papers may show later. `Money`."""
        proved, _ = self.needs
        return Money(0) if proved is None else Money(positive_part(self.granted - proved))

    def papers_due(self, law: LawInForce, calendar: WorkCalendar) -> date | None:
        """Give the last day for the papers of an emergency payment (补齐材料期限), ``None`` if none are owed."""
        return None if self.emergency_on is None else papers_due(self.emergency_on, law.emergency_papers_days, calendar)


CASES: Table[CaseId, CaseFile] = Table("cases")
WHAT = Text("case", "个案")
NO_NEED: Final = (0, 0)
"""The needs of a case whose need has ended."""

# --- rules ---------------------------------------------------------------------------------------

OPEN = ground(
    "case.open",
    Stage.STATE,
    title=("the case is open", "个案未结案"),
    unmet=("the case is closed: {found}", "个案已结案：{found}"),
)
NOT_BEFORE = ground(
    "case.not_before_opening",
    Stage.STATE,
    title=("not before the case was opened on {opened}", "不早于立案日 {opened}"),
    unmet=("{found} is before the case was opened on {opened}", "{found} 早于立案日 {opened}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["opened"]),
        {"on": finding.facts["opened"]},
        wait_until=finding.facts["opened"],
    ),
)
CONSENTED = ground(
    "case.consent_to_refer",
    Stage.AUTHORITY,
    title=("the household consented to the referral", "当事人同意转介"),
    unmet=("the household's consent to the referral: {found}", "当事人是否同意转介：{found}"),
    figures=("referral_needs_consent",),
    remedy=lambda _finding, _asked: Remedy(Text("obtain the separate consent in writing first", "先取得书面单独同意")),
)
PROVED = ground(
    "case.papers_proved",
    Stage.NEED,
    title=("each cost has its evidence", "各项费用均有凭证"),
    unmet=("{missing} of the costs has no evidence", "尚有 {missing} 的费用无凭证"),
    remedy=lambda _finding, _asked: Remedy(Text("ask for the invoices", "索取费用凭证")),
)
OWED = ground(
    "case.papers_owed",
    Stage.STATE,
    title=("papers of an emergency payment are owed", "先行救助材料待补"),
    unmet=("no papers are owed", "无待补材料"),
)
PAPERS = ground(
    "case.papers_complete",
    Stage.STATE,
    title=("no papers of an emergency payment are owed", "无待补的先行救助材料"),
    unmet=("the papers of the emergency payment of {found} are owed", "{found} 先行救助的材料尚未补齐"),
    figures=("relief_first_when_urgent", "emergency_papers_days"),
    remedy=lambda _finding, _asked: Remedy(Text("complete the papers first", "先补齐材料"), first="CompletePapers"),
)
HELPED = ground(
    "case.helped",
    Stage.STATE,
    title=("the outcome fits what was paid", "结论与支付情况一致"),
    unmet=("{found} was paid: the outcome cannot be {outcome}", "已付 {found}，结论不能为{outcome}"),
)

# --- commands, events ----------------------------------------------------------------------------


def _case(value: ReliefCase) -> ReliefCase:
    return expect(value, ReliefCase)


def _outcome(value: CaseOutcome) -> CaseOutcome:
    return choice(value, CaseOutcome)


@attrs.frozen(kw_only=True)
class OpenCase(Command):
    """Open a relief case (立案). Recorded it becomes `CaseOpened`. Raises `Malformed`.

    >>> import community_charity as cc
    >>> case = ReliefCase("case-1", household="household-1", cause=cc.Cause.ILLNESS)  # invented
    >>> str(OpenCase(key="open-1", on=cc.date(2025, 3, 13), case=case).asked())
    'open a relief case'
    """

    ASKED: ClassVar[Text] = Text("open a relief case", "建立救助个案")

    case: ReliefCase = attrs.field(converter=_case)


@attrs.frozen
class CaseOpened(Event[OpenCase]):
    """A case was opened (已立案)."""


@attrs.frozen(kw_only=True)
class CompletePapers(AboutCase):
    """Hand in the papers of an emergency payment (补齐先行救助材料). It becomes `PapersCompleted`. Raises `Malformed`.

    >>> str(CompletePapers(key="papers-1", on=date(2025, 3, 13), case="case-1", costs=[]).asked())
    'complete the papers of case case-1'
    """

    ASKED: ClassVar[Text] = Text("complete the papers of case {case}", "补齐个案 {case} 的材料")

    costs: tuple[Cost, ...] = attrs.field(converter=costs, repr=False)


@attrs.frozen(kw_only=True)
class CloseCase(AboutCase):
    """Close a case (结案). Recorded it becomes `CaseClosed`. Raises `Malformed`.

    >>> str(CloseCase(key="close-1", on=date(2025, 3, 13), case="case-1", outcome="relieved").asked())
    'close case case-1'
    """

    ASKED: ClassVar[Text] = Text("close case {case}", "个案 {case} 结案")

    outcome: CaseOutcome = attrs.field(converter=_outcome)


@attrs.frozen
class PapersCompleted(Event[CompletePapers]):
    """Papers were completed (材料已补齐)."""


@attrs.frozen
class CaseClosed(Event[CloseCase]):
    """A case was closed (已结案)."""


# --- deciding and applying -----------------------------------------------------------------------


def open_case(state: State, order: Any, checks: Checks, case: CaseId | None = None) -> CaseFile:
    """Give the file of a case that exists, is open, was opened by that day, and stands where the order may be given (查找未结个案).

    ``case`` is the order's own field unless told.
    """
    file = state.found(CASES, order.case if case is None else case, WHAT, checks)
    if file.outcome is not None:
        checks.stop(OPEN, found=file.outcome)
    if order.on < file.opened:
        checks.stop(NOT_BEFORE, found=order.on, opened=file.opened)
    weigh_phase(checks, file, order)
    return file


def take_step(state: State, case: CaseId, **done: Any) -> None:
    """Note what was done for a case (记录程序事实): fields of its `Steps`. Apply only."""
    file = state.of(CASES)[case]
    # Field by field, and not by `_replace`, which takes twice as long: four of the steps of a case come by here.
    state.of(CASES)[case] = CaseFile(*file[:-1], file.steps._replace(**done))


def put(state: State, order: Any, **changes: Any) -> CaseFile:
    """Write a case's new facts, and what follows from them for its need (更新个案事实). Apply only."""
    file = state.of(CASES)[order.case]
    case = file.case.with_facts(**changes)
    new = file._replace(case=case, needs=needs_of(case) if file.steps.need_ended is None else NO_NEED)
    state.of(CASES)[order.case] = new
    return new


def _apply_opening(state: State, event: CaseOpened) -> None:
    order = event.command
    case = order.case
    state.of(CASES)[case.id] = CaseFile(case, order.on, needs_of(case))
    begin(state, case)


@handles(OpenCase, apply=_apply_opening)
def _decide_opening(state: State, order: OpenCase, law: LawInForce, checks: Checks) -> CaseOpened:
    case = order.case
    state.found(HOUSEHOLDS, case.household, A_HOUSEHOLD, checks)
    if case.referred_by is not None:
        state.found(ORGANISATIONS, case.referred_by, AN_ORGANISATION, checks)
    state.absent(CASES, case.id, WHAT, checks)
    if case.found_by is not None and order.on < case.found_by.on:
        checks.stop(FOUND, found=case.found_by.on, opened=order.on)
    weigh_chain(checks, state, case, law)
    if case.referred_by is not None and law.referral_needs_consent:
        checks.weigh(CONSENTED, may_refer(consent=case.consent), found=case.consent)
    return CaseOpened(len(state.events), order)


def _apply_costs(state: State, event: CostsRecorded) -> None:
    put(state, event.command, costs=event.command.costs)


@handles(RecordCosts, apply=_apply_costs)
def _decide_costs(state: State, order: RecordCosts, _law: LawInForce, checks: Checks) -> CostsRecorded:
    open_case(state, order, checks)
    return CostsRecorded(len(state.events), order)


def _apply_aid(state: State, event: AidRecorded) -> None:
    order = event.command
    given = {"insurance": order.insurance, "medical_assistance": order.medical_assistance, "other_aid": order.other_aid}
    put(state, order, **{name: amount for name, amount in given.items() if amount is not None})


@handles(RecordAid, apply=_apply_aid)
def _decide_aid(state: State, order: RecordAid, _law: LawInForce, checks: Checks) -> AidRecorded:
    open_case(state, order, checks)
    return AidRecorded(len(state.events), order)


def _apply_government(state: State, event: GovernmentAidRecorded) -> None:
    order = event.command
    put(state, order, government=order.government, government_aid=order.amount, aid_lines=order.aid_lines)


@handles(RecordGovernmentAid, apply=_apply_government)
def _decide_government(
    state: State, order: RecordGovernmentAid, _law: LawInForce, checks: Checks
) -> GovernmentAidRecorded:
    open_case(state, order, checks)
    return GovernmentAidRecorded(len(state.events), order)


def _apply_referral(state: State, event: CaseReferred) -> None:
    put(state, event.command, referred_by=event.command.by, consent=event.command.consent)


@handles(ReferCase, apply=_apply_referral)
def _decide_referral(state: State, order: ReferCase, law: LawInForce, checks: Checks) -> CaseReferred:
    state.found(CASES, order.case, WHAT, checks)
    state.found(ORGANISATIONS, order.by, AN_ORGANISATION, checks)
    open_case(state, order, checks)
    if law.referral_needs_consent:
        checks.weigh(CONSENTED, may_refer(consent=order.consent), found=order.consent)
    return CaseReferred(len(state.events), order)


def _apply_papers(state: State, event: PapersCompleted) -> None:
    file = put(state, event.command, costs=event.command.costs)
    state.of(CASES)[file.case.id] = file._replace(emergency_on=None)


@handles(CompletePapers, apply=_apply_papers)
def _decide_papers(state: State, order: CompletePapers, _law: LawInForce, checks: Checks) -> PapersCompleted:
    file = open_case(state, order, checks)
    if file.emergency_on is None:
        checks.stop(OWED)
    # No costs at all prove nothing of what was granted.
    unproved = [cost.amount for cost in order.costs if cost.evidence is None]
    missing = total(unproved) if order.costs else Money(file.granted)
    checks.weigh(PROVED, not missing, facts={"missing": missing})
    return PapersCompleted(len(state.events), order)


def _apply_closing(state: State, event: CaseClosed) -> None:
    order = event.command
    file = state.of(CASES)[order.case]
    state.of(CASES)[order.case] = file._replace(outcome=order.outcome)
    end(state, file.case)


@handles(CloseCase, apply=_apply_closing)
def _decide_closing(state: State, order: CloseCase, law: LawInForce, checks: Checks) -> CaseClosed:
    file = open_case(state, order, checks)
    if file.emergency_on is not None:
        checks.stop(PAPERS, found=file.emergency_on)
    weigh_ratified(checks, state, order.case, law)
    helped = order.outcome is CaseOutcome.RELIEVED
    fits = order.outcome in (CaseOutcome.WITHDRAWN, CaseOutcome.REFERRED_ON) or helped == bool(file.paid)
    if not fits:
        checks.stop(HELPED, found=Money(file.paid), outcome=order.outcome)
    return CaseClosed(len(state.events), order)
