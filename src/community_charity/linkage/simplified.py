"""Referred people: a procedure made simpler (对转介对象简化程序).

A body that referred a case with consent and looked into it need not be doubled: its investigation counts for the case, and
a pool that asks for one reviews on it. The number of the government's file is kept with the case.

>>> RelyOnInvestigation.ASKED.zh
'采信 {by} 对个案 {case} 的调查'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Event, handles
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import show
from community_charity.linkage.authorities import find_authority
from community_charity.organisations import ORGANISATIONS
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import OrganisationId, opaque_id, organisation_id
from community_charity.relief.facts import AboutCase
from community_charity.relief.files import CONSENTED, open_case, take_step
from community_charity.relief.lifecycle import LIFECYCLE, moves
from community_charity.rules.assistance.facts import says
from community_charity.rules.linkage import may_refer

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce


def _paper(value: str | None) -> str | None:
    return None if value is None else opaque_id(value)


@attrs.frozen(kw_only=True)
class RelyOnInvestigation(AboutCase):
    """Let the investigation of the government body that referred a case count for it (采信政府调查). Raises `Malformed`.

    ``by`` is that body, a named authority; ``paper`` the number of its file. Recorded it becomes `InvestigationReliedOn`.
    Source: 民发〔2023〕46号, as reported.

    >>> from datetime import date
    >>> order = RelyOnInvestigation(key="rely-1", on=date(2025, 3, 13), case="case-1", by="town-office", paper="file-7")
    >>> order.asked().en  # invented
    'rely on the investigation of case case-1 by town-office'
    """

    ASKED: ClassVar[Text] = Text("rely on the investigation of case {case} by {by}", "采信 {by} 对个案 {case} 的调查")

    by: OrganisationId = attrs.field(converter=organisation_id)
    paper: str | None = attrs.field(default=None, converter=_paper)


@attrs.frozen
class InvestigationReliedOn(Event[RelyOnInvestigation]):
    """The investigation of another body counts for a case (已采信政府调查)."""


moves("RelyOnInvestigation", LIFECYCLE["InvestigateCase"])

# --- rules ---------------------------------------------------------------------------------------

REFERRED = ground(
    "referral.referred_by",
    Stage.STATE,
    title=("{body} referred the case", "个案由 {body} 转介"),
    unmet=("the case was not referred by {body}", "个案并非由 {body} 转介"),
    remedy=lambda _finding, _asked: Remedy(
        Text("record the referral first, or look into the case", "先记录转介，或自行入户调查"), first="ReferCase"
    ),
)
SIMPLIFIED = ground(
    "referral.simplified",
    Stage.AUTHORITY,
    title=("for referred people the procedure may be simplified", "对转介对象可简化程序"),
    unmet=(
        "that day nothing says that the procedure may be simplified for referred people",
        "当日未见对转介对象可简化程序的规定",
    ),
    figures=("referred_people_simplified",),
    remedy=lambda _finding, _asked: Remedy(
        Text("look into the case as others", "按一般程序入户调查"), first="InvestigateCase"
    ),
)
FILED = ground(
    "referral.case_file",
    Stage.AUTHORITY,
    title=("the number of the government's file is kept with the case", "已留存政府案卷编号"),
    unmet=("the number of the government's file is not known", "政府案卷编号不详"),
    figures=("referral_case_file",),
    remedy=show("the number of the file of the body that looked into the case", "调查机关的案卷编号"),
)


def _apply(state: State, event: InvestigationReliedOn) -> None:
    take_step(state, event.command.case, investigation=event.command.key)


@handles(RelyOnInvestigation, apply=_apply)
def _decide(state: State, order: RelyOnInvestigation, law: LawInForce, checks: Checks) -> InvestigationReliedOn:
    state.found(ORGANISATIONS, order.by, AN_ORGANISATION, checks)
    file = open_case(state, order, checks)
    if file.case.referred_by != order.by:
        checks.stop(REFERRED, body=order.by)
    find_authority(state, order.by, order.on, checks)
    checks.weigh(SIMPLIFIED, says(law, "referred_people_simplified"))
    checks.weigh(CONSENTED, may_refer(consent=file.case.consent), found=file.case.consent)
    if says(law, "referral_case_file"):
        checks.weigh(FILED, None if order.paper is None else True)
    return InvestigationReliedOn(len(state.events), order)
