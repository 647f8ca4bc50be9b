"""One chain of relief for a household and a cause (同一家庭同一事由一条救助链), across all pools.

While a case is open, no second one is opened for the same household and cause, nor for a household that counts as the same,
unless a named authority allowed it; see `community_charity.linkage.authorities`.

>>> from community_charity.book.state import State
>>> from community_charity.pools import Cause
>>> from community_charity.relief.case import ReliefCase
>>> case = ReliefCase("case-1", household="household-1", cause=Cause.ILLNESS)  # invented
>>> list(other_cases(State(), case))
[]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from community_charity.book.orders import Table
from community_charity.households import linked
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.parties import HouseholdId
    from community_charity.pools import Cause
    from community_charity.relief.case import CaseId, ReliefCase

OPEN_CASES: Table[tuple[HouseholdId, Cause], tuple[CaseId, ...]] = Table("open cases of a household for a cause")


class Override(NamedTuple):
    """A second case that an authority allowed (准许另立个案): its ``order``, for which household and cause.

    >>> from community_charity.pools import Cause
    >>> Override("order-1", "household-1", Cause.ILLNESS).cause.value  # invented
    'illness'
    """

    order: str
    household: HouseholdId
    cause: Cause


OVERRIDES: Table[CaseId, Override] = Table("second cases that an authority allowed, and its order")

ONE_CHAIN = ground(
    "case.one_chain",
    Stage.STATE,
    title=("no other open case of this household for this cause", "同一家庭同一事由无其他未结个案"),
    unmet=(
        "case {found} of this household is open for the same cause: {cause}",
        "该家庭同一事由（{cause}）已有未结个案 {found}",
    ),
    figures=("relief_one_chain",),
    remedy=lambda _finding, _asked: Remedy(
        Text(
            "go on with the open case, or let an authority allow a second one",
            "在已有个案中办理，或由主管机关准许另立个案",
        ),
        first="OverrideDuplicate",
    ),
)


def open_for(state: State, household: HouseholdId, cause: Cause) -> Iterator[CaseId]:
    """Give the open cases for one cause of a household, and of those that count as the same (同一事由的未结个案).

    >>> from community_charity.book.state import State
    >>> from community_charity.pools import Cause
    >>> list(open_for(State(), "household-1", Cause.ILLNESS))
    []
    """
    open_cases = state.of(OPEN_CASES)
    for one in linked(state, household):
        yield from open_cases.get((one, cause), ())


def other_cases(state: State, case: ReliefCase) -> Iterator[CaseId]:
    """Give the other open cases for one cause of a household, or of one that counts as the same (同一事由的其他未结个案)."""
    for other in open_for(state, case.household, case.cause):
        if other != case.id:
            yield other


def weigh_chain(checks: Checks, state: State, case: ReliefCase, law: LawInForce) -> None:
    """Stop if the household has another open case for the cause (一条救助链), unless an authority allowed this one.

    A case that is open already goes on beside one that was allowed; a new one does not come beside either.
    """
    if "relief_one_chain" not in law or not law.relief_one_chain:
        return
    for other in other_cases(state, case):
        if not _allowed(state, case) and not (_is_open(state, case) and _was_allowed(state, other)):
            checks.stop(ONE_CHAIN, found=other, cause=case.cause)


def _allowed(state: State, case: ReliefCase) -> bool:
    """Tell whether an authority allowed this very case: not one of that name for another household or cause."""
    allowed = state.of(OVERRIDES).get(case.id)
    return allowed is not None and (allowed.household, allowed.cause) == (case.household, case.cause)


def _was_allowed(state: State, other: CaseId) -> bool:
    """Tell whether an open case is one that an authority allowed: it is open for the household and cause of the order."""
    allowed = state.of(OVERRIDES).get(other)
    return allowed is not None and other in state.of(OPEN_CASES).get((allowed.household, allowed.cause), ())


def _is_open(state: State, case: ReliefCase) -> bool:
    return case.id in state.of(OPEN_CASES).get((case.household, case.cause), ())


def begin(state: State, case: ReliefCase) -> None:
    """Note a case as open (列入未结个案). Apply only."""
    chain = case.household, case.cause
    state.of(OPEN_CASES)[chain] = (*state.of(OPEN_CASES).get(chain, ()), case.id)


def end(state: State, case: ReliefCase) -> None:
    """Note a case as no longer open (移出未结个案). Apply only."""
    open_cases, chain = state.of(OPEN_CASES), (case.household, case.cause)
    open_cases[chain] = tuple(other for other in open_cases[chain] if other != case.id)
