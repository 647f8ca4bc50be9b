"""The life of a relief case, declared once (个案流程): its phases, and which order leads from where to where.

What may be done, the diagram in the documentation and the tests come from `LIFECYCLE`. Phases are worked out from the file
of a case and never stored; what else must hold for an order is for its own grounds to say.

>>> sorted(phase.value for phase in after("ReviewCase", Phase.INVESTIGATED))
['resolved']
>>> after("PayRelief", Phase.CLOSED)
frozenset()
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.law.decision import Checks, Finding


class Phase(Enum):
    """Where a case stands (个案阶段). ``Phase("noticed")`` looks one up.

    >>> [phase.text.zh for phase in Phase][:4]
    ['已立案', '已调查', '已评议', '公示中']
    """

    OPENED = "opened"
    INVESTIGATED = "investigated"
    RESOLVED = "resolved"
    NOTICED = "noticed"
    GRANTED = "granted"
    PAID = "paid"
    REFUSED = "refused"
    APPEALED = "appealed"
    CLOSED = "closed"

    # Identity is enough, and enum's own hash runs in Python.
    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _PHASES[self]


_PHASES = {
    Phase.OPENED: Text("opened", "已立案"),
    Phase.INVESTIGATED: Text("investigated", "已调查"),
    Phase.RESOLVED: Text("approved by the panel", "已评议"),
    Phase.NOTICED: Text("on public notice", "公示中"),
    Phase.GRANTED: Text("granted, not all paid", "已批准待发放"),
    Phase.PAID: Text("paid", "已发放"),
    Phase.REFUSED: Text("refused", "不予救助"),
    Phase.APPEALED: Text("under appeal", "复核中"),
    Phase.CLOSED: Text("closed", "已结案"),
}


class Steps(NamedTuple):
    """What was done for a case besides money (个案程序事实): keys of events; each ``None`` if it was not, or no longer counts.

    >>> Steps(investigation="look-1").review is None
    True
    """

    investigation: str | None = None
    review: str | None = None
    noticed: bool = False
    refusal: str | None = None
    appeal: str | None = None
    need_ended: str | None = None


NOTHING_DONE: Final = Steps()


def phase_of(file: Any) -> Phase:
    """Work out where a case stands (判定阶段), from its `CaseFile`.

    >>> import community_charity as cc
    >>> case = cc.ReliefCase("case-1", household="household-1", cause=cc.Cause.ILLNESS)  # invented
    >>> phase_of(cc.CaseFile(case, cc.date(2025, 3, 13), needs=(0, 0), granted=300_00))
    <Phase.GRANTED: 'granted'>
    """
    if file.outcome is not None:
        return Phase.CLOSED
    if file.granted > file.paid:
        return Phase.GRANTED
    steps = file.steps
    if steps is not NOTHING_DONE:
        if steps.appeal is not None:
            return Phase.APPEALED
        if steps.refusal is not None:
            return Phase.REFUSED
        if steps.review is not None:
            return Phase.NOTICED if steps.noticed else Phase.RESOLVED
    if file.paid:
        return Phase.PAID
    return Phase.OPENED if steps.investigation is None else Phase.INVESTIGATED


# --- the graph -----------------------------------------------------------------------------------

Moves = dict[Phase, frozenset[Phase]]

_BEFORE = (Phase.OPENED, Phase.INVESTIGATED, Phase.PAID)
"""Nothing is being decided: more may be asked, found out, granted or refused."""
_DECIDED = (Phase.RESOLVED, Phase.NOTICED)
_LIVE = tuple(phase for phase in Phase if phase is not Phase.CLOSED)


def _stays(phases: Iterable[Phase]) -> Moves:
    return {phase: frozenset({phase}) for phase in phases}


def _leads(phases: Iterable[Phase], *to: Phase) -> Moves:
    return dict.fromkeys(phases, frozenset(to))


_BACK: Moves = {
    # A case that was closed as relieved is open again if nothing is left paid.
    Phase.CLOSED: frozenset({Phase.CLOSED, Phase.OPENED, Phase.INVESTIGATED, Phase.REFUSED}),
    Phase.PAID: frozenset(_BEFORE),
    **{phase: frozenset({phase}) for phase in _LIVE if phase not in _BEFORE},
}
"""Where money that comes back may lead."""

LIFECYCLE: Final[dict[str, Moves]] = {
    # Facts may come in as long as the case lives.
    "RecordCosts": _stays(_LIVE),
    "RecordAid": _stays(_LIVE),
    "RecordGovernmentAid": _stays(_LIVE),
    "ReferCase": _stays(_LIVE),
    "RecordResidence": _stays(_LIVE),
    "RecordMeans": _stays(_LIVE),
    "ChangeCircumstances": _stays(_LIVE),
    "CompletePapers": _stays(_LIVE),
    # From the door to the money.
    "InvestigateCase": _leads((Phase.OPENED,), Phase.INVESTIGATED) | _stays((Phase.INVESTIGATED, Phase.PAID)),
    "ReviewCase": _leads(_BEFORE, Phase.RESOLVED),
    "ApproveAsFederation": _stays((Phase.RESOLVED, Phase.NOTICED)),
    "PostNotice": _leads((Phase.RESOLVED,), Phase.NOTICED),
    # The notice hangs on while an emergency is granted beside it.
    "RaiseObjection": _stays((Phase.NOTICED, Phase.GRANTED)),
    "SettleObjection": _leads((Phase.NOTICED,), Phase.NOTICED, *_BEFORE) | _stays((Phase.GRANTED,)),
    "RationRelief": _stays((Phase.RESOLVED, Phase.NOTICED)),
    "WithdrawReview": _leads((Phase.RESOLVED, Phase.NOTICED), *_BEFORE),
    "GrantRelief": _leads((*_BEFORE, Phase.RESOLVED, Phase.NOTICED), Phase.GRANTED),
    # What was granted beside a standing review, as in an emergency, leads back to it.
    "PayRelief": _leads((Phase.GRANTED,), Phase.GRANTED, Phase.PAID, *_DECIDED),
    # Said no to, and looked at again.
    "RefuseRelief": _leads(_BEFORE, Phase.REFUSED),
    "TellRefusal": _stays((Phase.REFUSED,)),
    "AppealRefusal": _leads((Phase.REFUSED,), Phase.APPEALED),
    "DecideAppeal": _leads((Phase.APPEALED,), Phase.REFUSED, *_BEFORE),
    # Quick help, looked at again, and what a household signed for or got in kind.
    "RatifyEmergency": _stays(_LIVE),
    "RefuseRatification": _stays(_LIVE),
    "GiveGoods": _stays(_LIVE),
    # Misuse, and money back; these know no end of a case.
    "RecordMisuse": _stays(Phase),
    "SettleMisuse": _stays(Phase),
    "DemandRecovery": _stays(Phase),
    "RecordRecovery": _BACK,
    "WaiveRecovery": _stays(Phase),
    # What became of the household.
    "RecordFollowUp": _stays((Phase.PAID, Phase.CLOSED)),
    # Back again.
    "VoidGrant": _leads((Phase.GRANTED,), *_BEFORE, *_DECIDED),
    "ExpireGrant": _leads((Phase.GRANTED,), *_BEFORE, *_DECIDED),
    "ReversePayment": _BACK,
    "CloseCase": _leads((*_BEFORE, Phase.REFUSED), Phase.CLOSED),
}
"""For each order about a case: the phases in which it may be given, and where each may lead. Nouns add theirs with `moves`."""


TAKES_BACK: Final = ("WithdrawReview", "VoidGrant", "ExpireGrant", "ReversePayment", "RecordRecovery")
"""Orders that undo an earlier one: the case stands again where it stood without it."""


def moves(command: str, moves_: Moves) -> None:
    """Declare an order of a further noun (登记流程步骤): its phases, and where each leads.

    >>> moves("Example", {Phase.OPENED: frozenset({Phase.OPENED})})
    >>> del LIFECYCLE["Example"]  # so that it stays an example
    """
    LIFECYCLE[command] = moves_


def after(command: str, phase: Phase) -> frozenset[Phase]:
    """Tell where an order may lead from a phase (可达阶段): nowhere if it may not be given there.

    An order that the graph does not know may be given as long as the case lives, and changes no phase.
    """
    known = LIFECYCLE.get(command)
    if known is None:
        return frozenset() if phase is Phase.CLOSED else frozenset({phase})
    return known.get(phase, frozenset())


_WAY_ON = {
    Phase.RESOLVED: ("grant on the review, or withdraw it first", "先据评议批准，或撤回评议", "WithdrawReview"),
    Phase.NOTICED: ("grant on the review, or withdraw it first", "先据评议批准，或撤回评议", "WithdrawReview"),
    Phase.GRANTED: ("pay what is granted, or void it first", "先支付已批准款项，或撤销", "VoidGrant"),
    Phase.REFUSED: ("appeal against the refusal first", "先对不予救助申请复核", "AppealRefusal"),
    Phase.APPEALED: ("decide the appeal first", "先作出复核决定", "DecideAppeal"),
}


def _way_on(finding: Finding, _asked: Any) -> Remedy | None:
    way = _WAY_ON.get(finding.found)
    return None if way is None else Remedy(Text(*way[:2]), first=way[2])


MOVE = ground(
    "case.phase",
    Stage.STATE,
    title=("the case stands where this may be done", "个案所处阶段可办理此事"),
    unmet=("this cannot be done while the case is {found}", "个案处于“{found}”阶段，不能办理此事"),
    remedy=_way_on,
)


def weigh_phase(checks: Checks, file: Any, order: Any) -> None:
    """Stop if the graph does not allow an order where the case stands (审查阶段). Raises `Stopped`.

    >>> import community_charity as cc
    >>> case = cc.ReliefCase("case-1", household="household-1", cause=cc.Cause.ILLNESS)  # invented
    >>> file = cc.CaseFile(case, cc.date(2025, 3, 13), needs=(0, 0))
    >>> weigh_phase(cc.Checks(), file, "an order that the graph does not know")  # nothing to say
    """
    phase = phase_of(file)
    if not after(type(order).__name__, phase):
        checks.stop(MOVE, found=phase)
