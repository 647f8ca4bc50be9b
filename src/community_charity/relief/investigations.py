"""Looking into a case on the spot (入户调查): by whom together, what they checked, and their report.

>>> Checked("home").text.zh
'入户查看'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Event, handles
from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.organisations import people
from community_charity.parties import PersonId, opaque_id
from community_charity.relief.authority import interested_in, weigh_interest
from community_charity.relief.facts import AboutCase
from community_charity.relief.files import open_case, take_step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

CHECKED = declare(
    "investigation.checked",
    wanted=("what was checked, as a list of Checked", "以列表给出的核查事项（Checked）"),
    do=('give for example ["home", "bills"]', '例如 ["home", "bills"]'),
)

# --- commands, events ----------------------------------------------------------------------------


class Checked(Enum):
    """What those who looked into a case checked (核查事项). ``Checked("bills")`` looks one up.

    Source, for government: 社会救助法第43条第1款 (visits to the home and to neighbours, letters).

    >>> [each.text.zh for each in Checked]
    ['入户查看', '邻里访问', '费用凭证', '收入财产', '户籍与居住', '信函索证']
    """

    HOME = "home"
    NEIGHBOURS = "neighbours"
    BILLS = "bills"
    MEANS = "means"
    RESIDENCE = "residence"
    LETTERS = "letters"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _CHECKED[self]


_CHECKED = {
    Checked.HOME: Text("the home", "入户查看"),
    Checked.NEIGHBOURS: Text("neighbours", "邻里访问"),
    Checked.BILLS: Text("bills", "费用凭证"),
    Checked.MEANS: Text("income and property", "收入财产"),
    Checked.RESIDENCE: Text("register and residence", "户籍与居住"),
    Checked.LETTERS: Text("proof asked for by letter", "信函索证"),
}


def _checked(value: Iterable[Checked]) -> tuple[Checked, ...]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise Malformed(CHECKED, given=shown(value))
    return tuple(sorted({choice(each, Checked) for each in value}, key=list(Checked).index))


@attrs.frozen(kw_only=True)
class InvestigateCase(AboutCase):
    """Record that a case was looked into on the spot (入户调查). It becomes `CaseInvestigated`. Raises `Malformed`.

    ``by`` are those who looked, together; ``report`` is the number of their paper; ``checked`` is what they looked at.

    >>> from datetime import date
    >>> str(InvestigateCase(key="look-1", on=date(2025, 3, 13), case="case-1", by=["p-1", "p-2"], report="r-1").asked())
    'record the investigation of case case-1'
    """

    ASKED: ClassVar[Text] = Text("record the investigation of case {case}", "记录个案 {case} 的入户调查")

    by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)
    report: str = attrs.field(converter=opaque_id)
    checked: tuple[Checked, ...] = attrs.field(default=(), converter=_checked, repr=False)


@attrs.frozen
class CaseInvestigated(Event[InvestigateCase]):
    """A case was looked into (个案已调查)."""


# --- rules ---------------------------------------------------------------------------------------

LOOKED = ground(
    "review.investigators",
    Stage.AUTHORITY,
    title=("at least {required} people looked into it together", "调查人员不少于{required}人"),
    unmet=(
        "people who looked into it: {found}; at least {required} required",
        "调查人员{found}人，须不少于{required}人",
    ),
    figures=("relief_investigators",),
    remedy=lambda finding, _asked: Remedy(
        Text("people still needed for the investigation: {n}", "再增加{n}名调查人员").fill(n=-finding.margin)
    ),
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: CaseInvestigated) -> None:
    take_step(state, event.command.case, investigation=event.command.key)


@handles(InvestigateCase, apply=_apply)
def _decide(state: State, order: InvestigateCase, law: LawInForce, checks: Checks) -> CaseInvestigated:
    file = open_case(state, order, checks)
    looked = frozenset(order.by)
    checks.weigh(LOOKED, len(looked) >= law.relief_investigators, law.relief_investigators, len(looked))
    weigh_interest(checks, looked, interested_in(state, file.case.household, order.on), law)
    return CaseInvestigated(len(state.events), order)
