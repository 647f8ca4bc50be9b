"""What a community fund keeps for its society's relief (互助社救助优先): requests that come before other spending.

Where the place gives a society's relief priority (in Anqing), the fund's other spending waits for relief that the society
has approved and cannot pay. The orders are in `community_charity.relief.fund_requests`.

>>> FIRST.figures
('fund_gives_society_priority',)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from community_charity.book.orders import Table
from community_charity.flows.accounts import spare_in
from community_charity.giving import REVERSED
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import no_more_than

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.parties import OrganisationId


class Request(NamedTuple):
    """What a society asks of its fund, as the book keeps it (请款), in fen: for which review, and what was sent for it.

    >>> Request("lake-fund", "village-1", "review-1", 500_00).paid
    ()
    """

    fund: str
    society: OrganisationId
    review: str
    fen: int
    paid: tuple[tuple[str, int], ...] = ()
    withdrawn: bool = False


REQUESTS: Table[str, Request] = Table("requests of societies to their funds")
ASKED_OF: Table[str, tuple[str, ...]] = Table("requests by fund")


def open_of(state: State, request: str) -> int:
    """Give what of a request is still to come (未拨付额), in fen: what was sent and taken back is open again.

    >>> from community_charity.book.state import State
    >>> state = State()
    >>> state.of(REQUESTS)["ask-1"] = Request("lake-fund", "village-1", "review-1", 500_00, (("send-1", 200_00),))
    >>> open_of(state, "ask-1")
    30000
    """
    row = state.of(REQUESTS)[request]
    if row.withdrawn:
        return 0
    reversed_ = state.of(REVERSED)
    return row.fen - sum(fen for key, fen in row.paid if key not in reversed_)


def asked_of(state: State, fund: str) -> int:
    """Give what societies still wait for from a fund (待拨付合计), in fen.

    >>> from community_charity.book.state import State
    >>> asked_of(State(), "lake-fund")
    0
    """
    return sum(open_of(state, request) for request in state.of(ASKED_OF).get(fund, ()))


def _less_or_first(finding: Finding, _asked: Any) -> Remedy | None:
    if finding.required:
        return no_more_than(finding, _asked)
    return Remedy(Text("send the society what it waits for first", "先拨付互助社的请款"), first="FulfilRequest")


FIRST = ground(
    "fund.society_first",
    Stage.MONEY,
    title=("{required} are left beside what a society waits for", "优先保障互助社后尚可动用 {required}"),
    unmet=(
        "{found} is more than the {required} that are left beside what a society waits for",
        "{found} 超过优先保障互助社后可动用的 {required}",
    ),
    figures=("fund_gives_society_priority",),
    remedy=_less_or_first,
    fen=True,
    at_most=True,
)


def weigh_society_first(checks: Checks, state: State, fund: str, fen: int, spare: int, law: LawInForce) -> None:
    """Check that other spending of a fund leaves what its society waits for (优先保障审查), in fen.

    ``spare`` is all that could pay for it, restricted money included: only what anything may be done with is kept back.

    >>> from community_charity.book.state import State
    >>> from community_charity.law.decision import Checks
    >>> weigh_society_first(Checks(), State(), "lake-fund", 100, 100, law=None)  # nobody waits
    """
    if fund not in state.of(ASKED_OF):
        return
    if "fund_gives_society_priority" not in law or not law.fund_gives_society_priority:
        return
    kept = min(asked_of(state, fund), spare_in(state, (fund, None)))
    if kept:
        checks.weigh(FIRST, fen <= spare - kept, max(spare - kept, 0), fen)
