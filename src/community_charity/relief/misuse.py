"""Misuse and fraud (误用与骗取): put on record, it stops the money of a case until it is settled.

What government may do about its own aid that was obtained by fraud is in `community_charity.rules.assistance.fraud`.

>>> MisuseKind("double_claim").text.zh
'重复申领'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, handles
from community_charity.errors import choice
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.parties import opaque_id
from community_charity.relief.facts import AboutCase
from community_charity.relief.files import CASES, NOT_BEFORE
from community_charity.relief.files import WHAT as A_CASE
from community_charity.relief.lifecycle import weigh_phase
from community_charity.relief.open_points import DEMANDED, MISUSE, weigh_day, weigh_no_misuse

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

# --- values, commands, events --------------------------------------------------------------------


class MisuseKind(Enum):
    """What was done with relief, or to get it (误用种类). ``MisuseKind("false_facts")`` looks one up.

    >>> [kind.text.en for kind in MisuseKind if kind.is_fraud]
    ['told untrue facts', 'claimed twice']
    """

    FALSE_FACTS = "false_facts"
    USED_OTHERWISE = "used_otherwise"
    DOUBLE_CLAIM = "double_claim"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]

    @property
    def is_fraud(self) -> bool:
        """Tell whether relief was got by it (是否属骗取): what was used otherwise was got rightly."""
        return self is not MisuseKind.USED_OTHERWISE


_KINDS = {
    MisuseKind.FALSE_FACTS: Text("told untrue facts", "虚报、隐瞒、伪造"),
    MisuseKind.USED_OTHERWISE: Text("used for something else", "未按约定用途使用"),
    MisuseKind.DOUBLE_CLAIM: Text("claimed twice", "重复申领"),
}


class Settlement(Enum):
    """How misuse was settled (误用处理结果). ``Settlement("put_right")`` looks one up.

    >>> Settlement("unfounded").text.zh
    '查无实据'
    """

    UNFOUNDED = "unfounded"
    PUT_RIGHT = "put_right"
    MONEY_BACK = "money_back"
    LET_BE = "let_be"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _SETTLEMENTS[self]


_SETTLEMENTS = {
    Settlement.UNFOUNDED: Text("nothing in it", "查无实据"),
    Settlement.PUT_RIGHT: Text("put right", "已改正"),
    Settlement.MONEY_BACK: Text("the money was recovered", "款项已追回"),
    Settlement.LET_BE: Text("let be", "不再追究"),
}


def _kind(value: MisuseKind | str) -> MisuseKind:
    return choice(value, MisuseKind)


def _settlement(value: Settlement | str) -> Settlement:
    return choice(value, Settlement)


@attrs.frozen(kw_only=True)
class RecordMisuse(AboutCase):
    """Put misuse or fraud in a case on record (记录误用或骗取). It becomes `MisuseRecorded`. Raises `Malformed`.

    Nothing is granted, paid or given for the case until it is settled. ``paper`` is the number of what shows it. A closed case
    may have it too.

    >>> from datetime import date
    >>> RecordMisuse(key="misuse-1", on=date(2025, 3, 13), case="case-1", kind="double_claim", paper="p-7").asked().en
    'put misuse in case case-1 on record'
    """

    ASKED: ClassVar[Text] = Text("put misuse in case {case} on record", "记录个案 {case} 的误用或骗取")

    kind: MisuseKind = attrs.field(converter=_kind, repr=False)
    paper: str = attrs.field(converter=opaque_id, repr=False)


@attrs.frozen
class MisuseRecorded(Event[RecordMisuse]):
    """Misuse was put on record (误用或骗取已记录)."""


@attrs.frozen(kw_only=True)
class SettleMisuse(Command):
    """Settle misuse that is on record: the case may go on (处理误用或骗取). It becomes `MisuseSettled`. Raises `Malformed`.

    ``misuse`` is the key of its `RecordMisuse`, ``how`` a `Settlement`, ``paper`` the number of what shows it. While money is
    asked back for it, it is not settled.

    >>> from datetime import date
    >>> SettleMisuse(key="settle-1", on=date(2025, 3, 20), misuse="misuse-1", how="put_right", paper="p-8").asked().en
    'settle misuse misuse-1'
    """

    ASKED: ClassVar[Text] = Text("settle misuse {misuse}", "处理误用或骗取 {misuse}")

    misuse: str = attrs.field(converter=opaque_id)
    how: Settlement = attrs.field(converter=_settlement, repr=False)
    paper: str = attrs.field(converter=opaque_id, repr=False)


@attrs.frozen
class MisuseSettled(Event[SettleMisuse]):
    """Misuse was settled (误用或骗取已处理)."""


WHAT = Text("record of misuse", "误用或骗取记录")

# --- rules ---------------------------------------------------------------------------------------

OPEN = ground(
    "misuse.open",
    Stage.STATE,
    title=("the misuse is not settled yet", "该误用或骗取尚未处理"),
    unmet=("the misuse was settled before", "该误用或骗取此前已处理"),
)
NOT_DEMANDED = ground(
    "misuse.not_demanded",
    Stage.STATE,
    title=("no money is asked back for it any more", "已无在追款项"),
    unmet=("money is asked back by demand {found}", "追回 {found} 尚未了结"),
    remedy=lambda _finding, _asked: Remedy(
        Text("take in what comes back, or waive the rest", "收回款项，或放弃其余部分"), first="WaiveRecovery"
    ),
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply_misuse(state: State, event: MisuseRecorded) -> None:
    state.of(MISUSE)[event.command.case] = event.command.key


@handles(RecordMisuse, apply=_apply_misuse)
def _decide_misuse(state: State, order: RecordMisuse, _law: LawInForce, checks: Checks) -> MisuseRecorded:
    file = state.found(CASES, order.case, A_CASE, checks)
    if order.on < file.opened:
        checks.stop(NOT_BEFORE, found=order.on, opened=file.opened)
    weigh_phase(checks, file, order)
    weigh_no_misuse(checks, state, order.case)
    return MisuseRecorded(len(state.events), order)


def _apply_settlement(state: State, event: MisuseSettled) -> None:
    recorded: MisuseRecorded = state.events[event.command.misuse]  # type: ignore[assignment] # decided to be one
    del state.of(MISUSE)[recorded.command.case]


@handles(SettleMisuse, apply=_apply_settlement)
def _decide_settlement(state: State, order: SettleMisuse, _law: LawInForce, checks: Checks) -> MisuseSettled:
    recorded = state.fact(MisuseRecorded, order.misuse, WHAT, checks).command
    if state.of(MISUSE).get(recorded.case) != recorded.key:
        checks.stop(OPEN)
    weigh_day(checks, order.on, recorded.on)
    for demand in state.of(DEMANDED).values():
        if state.events[demand].command.misuse == recorded.key:
            checks.stop(NOT_DEMANDED, found=demand)
    return MisuseSettled(len(state.events), order)
