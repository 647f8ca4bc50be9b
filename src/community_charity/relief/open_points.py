"""What is left open and stands in the way (未了事项): emergency grants that no meeting ratified, misuse, demands for money back.

The orders that open and settle these points are in `ratifying`, `misuse` and `recovery`; what waits for them looks here.

>>> from community_charity.book.state import State
>>> from community_charity.law.decision import Checks
>>> weigh_no_misuse(Checks(), State(), "case-1")  # nothing to say
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from community_charity.book.orders import Table
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground

if TYPE_CHECKING:
    from datetime import date

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.relief.case import CaseId
    from community_charity.relief.grants import GrantRelief


class Waiting(NamedTuple):
    """An emergency grant that no meeting has looked at (待追认的先行救助): its key, and the day on which it was made.

    >>> from datetime import date
    >>> Waiting("grant-1", date(2025, 3, 13)).grant
    'grant-1'
    """

    grant: str
    on: date


UNRATIFIED: Table[str, tuple[Waiting, ...]] = Table("emergency grants that no meeting has looked at, by pool")
UNRATIFIED_CASES: Table[CaseId, tuple[Waiting, ...]] = Table("emergency grants that no meeting has looked at, by case")
MISUSE: Table[CaseId, str] = Table("misuse on record that is not settled, by case")
DEMANDED: Table[str, str] = Table("payments that are asked back, and by which demand")
RECOVERED: Table[str, int] = Table("what of a payment came back on a demand, in fen")

# --- rules ---------------------------------------------------------------------------------------

RATIFY_FIRST = ground(
    "review.ratify_first",
    Stage.STATE,
    title=("the pool's earlier emergency grants were looked at", "该资金池此前的先行救助已提请追认"),
    unmet=(
        "the meeting must first look at emergency grant {found} of {made}",
        "会议须先审查 {made} 的先行救助 {found}",
    ),
    figures=("emergency_ratified",),
    remedy=lambda _finding, _asked: Remedy(
        Text("let the meeting ratify it first", "先由会议追认"), first="RatifyEmergency"
    ),
)
RATIFIED = ground(
    "case.ratified",
    Stage.STATE,
    title=("a meeting looked at the emergency grants of the case", "该个案的先行救助已经会议审查"),
    unmet=("no meeting has looked at emergency grant {found}", "先行救助 {found} 尚未经会议审查"),
    figures=("emergency_ratified",),
    remedy=lambda _finding, _asked: Remedy(
        Text("let a meeting ratify it first", "先由会议追认"), first="RatifyEmergency"
    ),
)
NO_MISUSE = ground(
    "case.no_misuse",
    Stage.STATE,
    title=("no misuse is open in the case", "该个案无未处理的误用或骗取"),
    unmet=("misuse is on record ({found}) and not settled", "误用或骗取情况（{found}）已记录，尚未处理"),
    remedy=lambda _finding, _asked: Remedy(Text("settle it first", "先行处理"), first="SettleMisuse"),
)
NOT_BEFORE = ground(
    "relief.not_before",
    Stage.STATE,
    title=("not before what it builds on, of {since}", "不早于所依据事项之日 {since}"),
    unmet=("{found} is before what it builds on, of {since}", "{found} 早于所依据事项之日 {since}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)


def weigh_day(checks: Checks, on: date, since: date) -> None:
    """Stop if something is dated before what it builds on (审查先后). Raises `Stopped`."""
    if on < since:
        checks.stop(NOT_BEFORE, found=on, since=since)


def weigh_meeting_first(checks: Checks, state: State, pool: str, on: date, law: LawInForce) -> None:
    """Stop if a meeting passes over an emergency grant of its pool from an earlier day (先追认后评议). Raises `Stopped`."""
    for grant, made in state.of(UNRATIFIED).get(pool, ()):
        if made < on and _asked_for(law):
            checks.stop(RATIFY_FIRST, found=grant, made=made)


def weigh_ratified(checks: Checks, state: State, case: CaseId, law: LawInForce) -> None:
    """Stop if no meeting has looked at an emergency grant of a case (审查追认). Raises `Stopped`."""
    waiting = state.of(UNRATIFIED_CASES).get(case)
    if waiting and _asked_for(law):
        checks.stop(RATIFIED, found=waiting[0].grant)


def weigh_no_misuse(checks: Checks, state: State, case: CaseId) -> None:
    """Stop if misuse is on record in a case and not settled (审查误用). Raises `Stopped`."""
    if misuse := state.of(MISUSE).get(case):
        checks.stop(NO_MISUSE, found=misuse)


def _asked_for(law: LawInForce) -> bool:
    return "emergency_ratified" in law and law.emergency_ratified


# --- writing -------------------------------------------------------------------------------------


def wait_for_meeting(state: State, order: GrantRelief) -> None:
    """Note that an emergency grant waits for a meeting (列入待追认). Apply only."""
    row = Waiting(order.key, order.on)
    for rows, key in _rows(state, order):
        rows[key] = (*rows.get(key, ()), row)


def looked_at(state: State, order: GrantRelief) -> None:
    """Note that an emergency grant waits no longer (移出待追认). Apply only."""
    for rows, key in _rows(state, order):
        left = tuple(row for row in rows.pop(key, ()) if row.grant != order.key)
        if left:
            rows[key] = left


def _rows(state: State, order: GrantRelief) -> tuple[tuple[dict[Any, tuple[Waiting, ...]], Any], ...]:
    return (state.of(UNRATIFIED), order.pool), (state.of(UNRATIFIED_CASES), order.case)
