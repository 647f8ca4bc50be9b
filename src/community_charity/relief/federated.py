"""Reviews that a town federation approves (联合会审批): where a society's affiliation says so, before it grants.

>>> ApproveAsFederation.ASKED.zh
'联合会批准评议 {review}'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.organisations import people
from community_charity.parties import OrganisationId, PersonId, opaque_id
from community_charity.pools import usable
from community_charity.relief.authority import interested_in, weigh_majority, weigh_panel
from community_charity.relief.files import open_case
from community_charity.relief.reviews import live_review
from community_charity.societies.federation import AFFILIATIONS

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce

# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class ApproveAsFederation(Command):
    """Approve, as the federation, what a society's panel decided (联合会批准评议). It becomes `FederationApproved`.

    ``review`` is the key of its `ReviewCase`, ``approved_by`` are those of the federation's council who agreed. Raises
    `Malformed`.

    >>> from datetime import date
    >>> order = ApproveAsFederation(key="a-1", on=date(2025, 3, 13), review="review-1", approved_by=["t-1"])  # invented
    >>> order.asked().en
    'approve review review-1 as the federation'
    """

    ASKED: ClassVar[Text] = Text("approve review {review} as the federation", "联合会批准评议 {review}")

    review: str = attrs.field(converter=opaque_id)
    approved_by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)


@attrs.frozen
class FederationApproved(Event[ApproveAsFederation]):
    """A federation approved a review (联合会已批准)."""


APPROVED: Table[str, str] = Table("reviews that a federation approved")

# --- rules ---------------------------------------------------------------------------------------


def _first(finding: Finding, _asked: Any) -> Remedy:
    if finding.found is None:
        return Remedy(Text("let the panel review the case first", "先行评议"), first="ReviewCase")
    return Remedy(Text("let the federation approve the review first", "先报联合会批准"), first="ApproveAsFederation")


NEEDED = ground(
    "federation.approved",
    Stage.STATE,
    title=("{federation} approved the review", "{federation} 已批准评议"),
    unmet=("{federation} approves the reviews of {pool} before it grants", "{pool} 的救助须先经 {federation} 批准"),
    remedy=_first,
)
ASKED_TO = ground(
    "federation.asked_to",
    Stage.STATE,
    title=("a federation approves the reviews of {pool}", "{pool} 的评议由联合会审批"),
    unmet=("no federation approves the reviews of {pool}", "{pool} 的评议无须联合会审批"),
)
ONCE = ground(
    "federation.once",
    Stage.STATE,
    title=("the review was not approved before", "该评议此前未经批准"),
    unmet=("the federation approved the review before", "联合会此前已批准该评议"),
)

# --- deciding and applying -----------------------------------------------------------------------


def weigh_federation_approval(checks: Checks, state: State, order: Any) -> None:
    """Stop a grant whose review the society's federation was to approve, and did not (审查联合会审批).

    An emergency cannot wait for it. Raises `Stopped`.
    """
    joined = state.of(AFFILIATIONS).get(order.pool)
    if joined is None or not joined.approves or order.emergency:
        return
    if order.review is None or state.of(APPROVED).get(order.review) != joined.federation:
        checks.stop(NEEDED, found=order.review, pool=order.pool, federation=joined.federation)


def _apply(state: State, event: FederationApproved) -> None:
    review = event.command.review
    society = state.events[review].command.pool
    state.of(APPROVED)[review] = state.of(AFFILIATIONS)[society].federation


@handles(ApproveAsFederation, apply=_apply)
def _decide(state: State, order: ApproveAsFederation, law: LawInForce, checks: Checks) -> FederationApproved:
    held = live_review(state, order.review, order.on, checks).event.command
    joined = state.of(AFFILIATIONS).get(OrganisationId(held.pool))
    if joined is None or not joined.approves:
        checks.stop(ASKED_TO, pool=held.pool)
    if state.of(APPROVED).get(order.review) == joined.federation:
        checks.stop(ONCE)
    federation = usable(state, joined.federation, order.on, checks)
    file = open_case(state, order, checks, held.case)
    interested = interested_in(state, file.case.household, order.on)
    weigh_panel(checks, federation, frozenset(order.approved_by), interested, law)
    weigh_majority(checks, federation, len(set(order.approved_by)), interested, law)
    return FederationApproved(len(state.events), order)
