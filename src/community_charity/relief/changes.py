"""What changes about a household while its case is open (情况变化): where it belongs, its means, its circumstances.

>>> Change("moved_away").text.zh
'迁出'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from community_charity.book.orders import Event, Table, handles
from community_charity.errors import choice
from community_charity.language import Text
from community_charity.parties import opaque_id
from community_charity.relief.eligibility import OUTSIDE, Means, Residence, means, residence
from community_charity.relief.facts import AboutCase
from community_charity.relief.files import open_case, put, take_step

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.relief.case import CaseId

# --- commands, events ----------------------------------------------------------------------------


class Change(Enum):
    """What changed for a household (情况变化). ``Change("death")`` looks one up.

    >>> [change.text.zh for change in Change]
    ['迁出', '死亡', '困难消除', '困难加重', '收入变化']
    """

    MOVED_AWAY = "moved_away"
    DEATH = "death"
    NEED_ENDED = "need_ended"
    NEED_GREW = "need_grew"
    INCOME_CHANGED = "income_changed"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _CHANGES[self]


_CHANGES = {
    Change.MOVED_AWAY: Text("moved away", "迁出"),
    Change.DEATH: Text("death", "死亡"),
    Change.NEED_ENDED: Text("the need ended", "困难消除"),
    Change.NEED_GREW: Text("the need grew", "困难加重"),
    Change.INCOME_CHANGED: Text("the income changed", "收入变化"),
}


def _change(value: Change) -> Change:
    return choice(value, Change)


@attrs.frozen(kw_only=True)
class RecordResidence(AboutCase):
    """Record how a household belongs to the village (记录户籍与居住情况). It becomes `ResidenceRecorded`. Raises `Malformed`.

    ``paper`` is the number of the paper that shows it, such as the household register.

    >>> from datetime import date
    >>> home = Residence(hukou_here=True)
    >>> RecordResidence(
    ...     key="home-1", on=date(2025, 3, 13), case="case-1", residence=home, paper="register-1"
    ... ).asked().en
    'record where the household of case case-1 belongs'
    """

    ASKED: ClassVar[Text] = Text(
        "record where the household of case {case} belongs", "记录个案 {case} 家庭的户籍与居住情况"
    )

    residence: Residence = attrs.field(converter=residence, repr=False)
    paper: str = attrs.field(converter=opaque_id, repr=False)


@attrs.frozen
class ResidenceRecorded(Event[RecordResidence]):
    """Where a household belongs was recorded (户籍与居住情况已记录)."""


@attrs.frozen(kw_only=True)
class RecordMeans(AboutCase):
    """Record what government recognised a household as (记录困难类型). It becomes `MeansRecorded`. Raises `Malformed`.

    ``paper`` is the number of the certificate or the notice. No household is refused for its category. Source: 社会救助法第13条,
    第42条第2款 (what is recognised need not be examined again).

    >>> from datetime import date
    >>> RecordMeans(key="means-1", on=date(2025, 3, 13), case="case-1", category="dibao", paper="card-1").asked().en
    'record the means of the household of case case-1'
    """

    ASKED: ClassVar[Text] = Text("record the means of the household of case {case}", "记录个案 {case} 家庭的困难类型")

    category: Means = attrs.field(converter=means, repr=False)
    paper: str = attrs.field(converter=opaque_id, repr=False)


@attrs.frozen
class MeansRecorded(Event[RecordMeans]):
    """The means of a household were recorded (困难类型已记录)."""


@attrs.frozen(kw_only=True)
class ChangeCircumstances(AboutCase):
    """Record a change in a household while its case is open (记录情况变化). It becomes `CircumstancesChanged`. Raises `Malformed`.

    What follows: ``MOVED_AWAY`` is for good, register and all, so that no society grants any more. ``NEED_ENDED`` leaves no need:
    nothing more is granted, and nothing of what was granted is paid, until ``NEED_GREW`` is recorded. ``INCOME_CHANGED`` makes the means not
    known again. A death changes no figure by itself: the need may end with it, or grow. Reviews stay as they are; their
    panel withdraws them. By analogy with 社会救助法第46条、第47条.

    >>> from datetime import date
    >>> ChangeCircumstances(key="c-1", on=date(2025, 3, 13), case="case-1", what="moved_away", paper="p-1").asked().en
    'record a change in the household of case case-1'
    """

    ASKED: ClassVar[Text] = Text("record a change in the household of case {case}", "记录个案 {case} 家庭的情况变化")

    what: Change = attrs.field(converter=_change, repr=False)
    paper: str = attrs.field(converter=opaque_id, repr=False)


@attrs.frozen
class CircumstancesChanged(Event[ChangeCircumstances]):
    """The circumstances of a household changed (情况已变化)."""


CHANGES: Table[CaseId, tuple[CircumstancesChanged, ...]] = Table("changes in the households of cases")

# --- deciding and applying -----------------------------------------------------------------------


def _apply_residence(state: State, event: ResidenceRecorded) -> None:
    put(state, event.command, residence=event.command.residence)


@handles(RecordResidence, apply=_apply_residence)
def _decide_residence(state: State, order: RecordResidence, _law: LawInForce, checks: Checks) -> ResidenceRecorded:
    open_case(state, order, checks)
    return ResidenceRecorded(len(state.events), order)


def _apply_means(state: State, event: MeansRecorded) -> None:
    put(state, event.command, means=event.command.category)


@handles(RecordMeans, apply=_apply_means)
def _decide_means(state: State, order: RecordMeans, _law: LawInForce, checks: Checks) -> MeansRecorded:
    open_case(state, order, checks)
    return MeansRecorded(len(state.events), order)


_FACTS: dict[Change, dict[str, Any]] = {
    Change.MOVED_AWAY: {"residence": OUTSIDE},
    Change.INCOME_CHANGED: {"means": None},
}


def _apply_change(state: State, event: CircumstancesChanged) -> None:
    order = event.command
    changes = state.of(CHANGES)
    changes[order.case] = (*changes.get(order.case, ()), event)
    if order.what is Change.NEED_ENDED:
        take_step(state, order.case, need_ended=order.key)
    elif order.what is Change.NEED_GREW:
        take_step(state, order.case, need_ended=None)
    put(state, order, **_FACTS.get(order.what, {}))


@handles(ChangeCircumstances, apply=_apply_change)
def _decide_change(state: State, order: ChangeCircumstances, _law: LawInForce, checks: Checks) -> CircumstancesChanged:
    open_case(state, order, checks)
    return CircumstancesChanged(len(state.events), order)
