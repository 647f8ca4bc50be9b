"""Who may decide on relief, and who may not (救助的决定与回避).

>>> from community_charity.book.state import State
>>> from datetime import date
>>> from community_charity.parties import Household
>>> state = State()
>>> state.of(HOUSEHOLDS)["household-1"] = Household("household-1", ["p-1"])  # invented
>>> sorted(interested_in(state, "household-1", date(2025, 3, 13)))
['p-1']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.households import HOUSEHOLDS
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.organisations import ties_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import date

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.parties import HouseholdId, PartyId, PersonId
    from community_charity.pools import Pool

# --- rules ---------------------------------------------------------------------------------------

PANEL = ground(
    "grant.panel",
    Stage.AUTHORITY,
    title=("all who approved belong to the pool's panel", "批准人均为有权决定者"),
    unmet=("approved by people outside the pool's panel: {found}", "批准人中有{found}人无权决定"),
)
RECUSED = ground(
    "grant.recused",
    Stage.AUTHORITY,
    title=("nobody with an interest took part", "无利害关系人参与决定"),
    unmet=(
        "approved by people with an interest in the household: {found}",
        "批准人中有{found}人与受助家庭有利害关系",
    ),
    figures=("decider_recuses",),
)
NOT_RELATED = ground(
    "grant.not_related",
    Stage.AUTHORITY,
    title=("the household is not related to those who manage the fund", "受助家庭与管理人员无利害关系"),
    unmet=("the household is related to {found} of those who manage the fund", "受助家庭与{found}名管理人员有利害关系"),
    figures=("no_relief_to_interested_persons",),
)
MAJORITY = ground(
    "grant.majority",
    Stage.AUTHORITY,
    title=("more than {rate} of the {panel} entitled to decide approved", "有权决定的{panel}人中同意者超过{rate}"),
    unmet=(
        "{found} of the {panel} entitled to decide approved; more than {rate} required",
        "有权决定的{panel}人中{found}人同意，须超过{rate}",
    ),
    figures=("relief_majority",),
    remedy=lambda _finding, _asked: Remedy(Text("put it to the panel", "提交评议")),
)
SIGNED = ground(
    "grant.signatures",
    Stage.AUTHORITY,
    title=("{required} officers signed", "{required}名负责人签字"),
    unmet=("officers who signed: {found}; {required} required", "{found}名负责人签字，须{required}名"),
    figures=("emergency_signatures",),
    remedy=lambda finding, _asked: Remedy(
        Text("signatures still needed: {n}", "再补{n}名签字").fill(n=-finding.margin)
    ),
)
QUORUM = ground(
    "grant.quorum",
    Stage.AUTHORITY,
    title=("at least {rate} of the {panel} entitled to decide were present", "有权决定的{panel}人中到会不少于{rate}"),
    unmet=(
        "{found} of the {panel} entitled to decide were present; at least {rate} required",
        "有权决定的{panel}人中{found}人到会，须不少于{rate}",
    ),
    figures=("relief_quorum",),
    remedy=lambda _finding, _asked: Remedy(Text("meet again with more of the panel", "待更多成员到会后再行评议")),
)


def interested_in(state: State, household: HouseholdId, on: date) -> frozenset[PartyId]:
    """Tell who has an interest in a household (利害关系人): its members, and who is tied to one of them that day."""
    members, ties = state.of(HOUSEHOLDS)[household].members, ties_of(state)
    return frozenset(members).union(*(ties.tied_to(member, on) for member in members))


def weigh_interest(
    checks: Checks, people: AbstractSet[PersonId], interested: frozenset[PartyId], law: LawInForce
) -> None:
    """Check that nobody with an interest takes part (回避)."""
    if law.decider_recuses:
        checks.weigh(RECUSED, not people & interested, None, len(people & interested))


def weigh_panel(
    checks: Checks, pool: Pool, people: AbstractSet[PersonId], interested: frozenset[PartyId], law: LawInForce
) -> None:
    """Check who takes part (审查参与人): only the panel, none with an interest; and that the pool may help the household at all."""
    strangers = people - pool.deciders
    if strangers:
        checks.stop(PANEL, found=len(strangers))
    if pool.managers and law.no_relief_to_interested_persons:
        related = interested & pool.managers
        checks.weigh(NOT_RELATED, not related, None, len(related))
    weigh_interest(checks, people, interested, law)


def weigh_majority(checks: Checks, pool: Pool, in_favour: int, interested: frozenset[PartyId], law: LawInForce) -> int:
    """Check that more than the share wanted of those entitled agreed (表决比例); give how many are entitled."""
    panel = len(pool.deciders - interested if law.decider_recuses else pool.deciders)
    rate = law.relief_majority
    enough = in_favour * rate.denominator > panel * rate.numerator
    checks.weigh(MAJORITY, enough, None, in_favour, {"panel": panel, "rate": rate})
    return panel


def weigh_signatures(checks: Checks, signed: int, law: LawInForce) -> None:
    """Check that enough officers signed in an emergency (应急签字人数)."""
    wanted = max(law.emergency_signatures, 1)
    checks.weigh(SIGNED, signed >= wanted, wanted, signed)


def weigh_meeting(
    checks: Checks,
    pool: Pool,
    present: tuple[PersonId, ...],
    in_favour: tuple[PersonId, ...],
    interested: frozenset[PartyId],
    law: LawInForce,
) -> None:
    """Check a meeting of a pool's panel (审查评议会议): who came, that there were enough, and that enough agreed."""
    weigh_panel(checks, pool, frozenset(present), interested, law)
    panel = weigh_majority(checks, pool, len(in_favour), interested, law)
    rate, came = law.relief_quorum, len(present)
    enough = came > 0 and came * rate.denominator >= panel * rate.numerator
    checks.weigh(QUORUM, enough, None, came, {"panel": panel, "rate": rate})
