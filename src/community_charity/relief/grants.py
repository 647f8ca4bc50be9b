"""Granting relief (批准救助): the money is held from now on, restricted money first. See `community_charity.relief.payments`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.calendar import optional_day
from community_charity.errors import Malformed, shown
from community_charity.flows.fund_first import weigh_society_first
from community_charity.funds.ladder import weigh_ladder
from community_charity.funds.opinions import weigh_opinion
from community_charity.households import linked
from community_charity.instalments import Instalment
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import no_more_than
from community_charity.money import Money, positive_money
from community_charity.organisations import people
from community_charity.parties import PartyId, PersonId, opaque_id
from community_charity.pools import POOLS, Parts, choose, usable
from community_charity.relief.authority import (
    interested_in,
    weigh_majority,
    weigh_panel,
    weigh_signatures,
)
from community_charity.relief.case import KIND, CaseId, case_id
from community_charity.relief.chain import weigh_chain
from community_charity.relief.eligibility import weigh_household
from community_charity.relief.federated import weigh_federation_approval
from community_charity.relief.files import CASES, PAPERS, CaseFile, open_case
from community_charity.relief.files import WHAT as A_CASE
from community_charity.relief.grounds import PURPOSE, Before, weigh_government, weigh_limits
from community_charity.relief.instalments import instalments, weigh_plan
from community_charity.relief.open_points import wait_for_meeting, weigh_no_misuse
from community_charity.relief.payouts import weigh_payout
from community_charity.relief.reviews import REVIEWS, end_review, weigh_review
from community_charity.relief.reviews import WHAT as A_REVIEW

if TYPE_CHECKING:
    from typing import Any

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.pools import Pool
    from community_charity.rules.ceilings import PoolKind

# --- commands, events, values --------------------------------------------------------------------


def _optional_key(value: str | None) -> str | None:
    return None if value is None else opaque_id(value)


def _yes_or_no(value: bool) -> bool:
    if type(value) is not bool:
        raise Malformed(KIND, given=shown(value))
    return value


@attrs.frozen(kw_only=True)
class GrantRelief(Command):
    """Grant relief to a case from a pool: its money is held from now on (批准救助).

    ``review`` is the key of the `ReviewCase` by which the panel decided; a pool that adopted no such step may name in
    ``approved_by`` who decided for it instead. In an ``emergency`` these are the officers who sign.
    ``expires`` is the last day on which the grant may be paid, ``None`` for no end. ``amount`` is `Money`;
    ``instalments`` tell which part of it is due when, none for all at once.
    Recorded it becomes `ReliefGranted`. Raises `Malformed`.

    >>> order = GrantRelief(  # invented
    ...     key="g-1", on=date(2025, 3, 13), case="case-1", pool="v-1", amount=Money(1), approved_by=["p-1"]
    ... )
    >>> order.asked().en
    'grant ¥0.01 from v-1 to case case-1'
    """

    ASKED: ClassVar[Text] = Text(
        "grant {amount} from {pool} to case {case}", "由 {pool} 向个案 {case} 批准救助 {amount}"
    )

    case: CaseId = attrs.field(converter=case_id)
    pool: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    approved_by: tuple[PersonId, ...] = attrs.field(default=(), converter=people, repr=False)
    review: str | None = attrs.field(default=None, converter=_optional_key)
    emergency: bool = attrs.field(default=False, converter=_yes_or_no)
    expires: date | None = attrs.field(default=None, converter=optional_day)
    instalments: tuple[Instalment, ...] = attrs.field(default=(), converter=instalments)


@attrs.frozen
class ReliefGranted(Event[GrantRelief]):
    """Relief was granted, its money is held (救助已批准). ``parts``, in fen, tell from which purses."""

    parts: Parts


class Grant(NamedTuple):
    """A grant as the book keeps it (救助): what of it is still held, from which purses; ``paid`` is fen.

    ``last`` is the key of its last payment, whose event names the one before.
    """

    event: ReliefGranted
    held: Parts
    ended: bool = False
    paid: int = 0
    last: str | None = None

    @property
    def left(self) -> Money:
        """What may still be paid (已批未付), as `Money`."""
        return Money(sum(fen for _, fen in self.held))


GRANTS: Table[str, Grant] = Table("grants")
GRANTED_IN_YEAR: Table[Any, int] = Table("granted to a household in a year by a kind of pool, in fen")
GRANTS_IN_YEAR: Table[Any, int] = Table("grants to a household for a cause in a year by a kind of pool")
GRANTED_TO_CASE: Table[Any, int] = Table("granted to a case by a kind of pool, or at once, in fen")
_AT_ONCE = "emergency"
WHAT = Text("grant", "救助")

# --- rules ---------------------------------------------------------------------------------------


URGENT = ground(
    "grant.urgent",
    Stage.STATE,
    title=("the case is urgent", "个案属急难"),
    unmet=("only an urgent case is paid before its papers are complete", "仅急难个案可先行救助"),
    remedy=lambda _finding, _asked: Remedy(
        Text("decide it in the ordinary way", "按一般程序办理"), {"emergency": False}
    ),
)
BY_REVIEW = ground(
    "grant.by_review",
    Stage.STATE,
    title=("granted by the procedure of {pool}", "按 {pool} 的程序批准"),
    unmet=("{pool} grants only by its own procedure: no review is named", "{pool} 须按其程序批准：未列评议"),
    remedy=lambda _finding, _asked: Remedy(Text("let the panel review the case first", "先行评议"), first="ReviewCase"),
)
EXPIRY = ground(
    "grant.expiry",
    Stage.STATE,
    title=("the grant does not expire before it is made", "有效期不早于批准日"),
    unmet=("the grant would expire on {found}, before it is made", "有效期 {found} 早于批准日"),
    remedy=lambda _finding, asked: Remedy(
        Text("expire on {d}", "有效期至 {d}").fill(d=asked.on), {"expires": asked.on}
    ),
)
MONEY = ground(
    "grant.money",
    Stage.MONEY,
    title=("the pool has {required} it may spend on this", "资金池可用余额 {required}"),
    unmet=("{found} is more than the {required} the pool may spend on this", "{found} 超过资金池可用余额 {required}"),
    remedy=no_more_than,
    fen=True,
    at_most=True,
)


# --- granting ------------------------------------------------------------------------------------


class Counts(NamedTuple):
    """The keys under which a grant counts (累计口径), each for one kind of pool: its case, the household's year, the cause's year."""

    case: Any
    year: Any
    times: Any
    emergency: Any


def counts_of(file: CaseFile, kind: PoolKind, order: GrantRelief) -> Counts:
    """Give the keys under which a grant counts (累计口径); what is given at once counts for the case by itself too."""
    case, year = file.case, order.on.year
    at_once = (case.id, _AT_ONCE) if order.emergency else None
    return Counts((case.id, kind), (case.household, kind, year), (case.household, case.cause, kind, year), at_once)


def count(state: State, counts: Counts, fen: int, times: int) -> None:
    """Count an amount in fen and a number of grants (计入累计), or take them off. Apply only."""
    to_case, in_year, grants = state.of(GRANTED_TO_CASE), state.of(GRANTED_IN_YEAR), state.of(GRANTS_IN_YEAR)
    to_case[counts.case] = to_case.get(counts.case, 0) + fen
    if counts.emergency is not None:
        to_case[counts.emergency] = to_case.get(counts.emergency, 0) + fen
    in_year[counts.year] = in_year.get(counts.year, 0) + fen
    if times:
        grants[counts.times] = grants.get(counts.times, 0) + times


def before_of(state: State, file: CaseFile, kind: PoolKind, on: date) -> Before:
    """Tell what was granted before by pools of a kind (此前救助): households that count as one count together."""
    case, to_case = file.case, state.of(GRANTED_TO_CASE)
    in_year, grants = state.of(GRANTED_IN_YEAR), state.of(GRANTS_IN_YEAR)
    year = times = 0
    for household in linked(state, case.household):
        year += in_year.get((household, kind, on.year), 0)
        times += grants.get((household, case.cause, kind, on.year), 0)
    return Before(file.granted, to_case.get((case.id, kind), 0), year, times, to_case.get((case.id, _AT_ONCE), 0))


def _apply_grant(state: State, event: ReliefGranted) -> None:
    order = event.command
    fen = order.amount.fen
    for key, part in event.parts:
        state.purses[key].hold(part)
    state.of(GRANTS)[order.key] = Grant(event, event.parts)
    file = state.of(CASES)[order.case]
    emergency_on = order.on if order.emergency else file.emergency_on
    state.of(CASES)[order.case] = CaseFile(
        file.case, file.opened, file.needs, file.granted + fen, file.paid, emergency_on, None, file.steps
    )
    count(state, counts_of(file, state.of(POOLS)[order.pool].kind, order), fen, 1)
    if order.review is not None:
        end_review(state, order.review)
    elif order.emergency:  # no meeting has seen it yet
        wait_for_meeting(state, order)


def _paid_under(state: State, event: ReliefGranted) -> tuple[tuple[str, ...], Parts]:
    grant = state.of(GRANTS)[event.command.key]
    payments, key = [], grant.last
    while key is not None:
        payments.append(key)
        key = state.events[key].previous  # type: ignore[attr-defined] # a ReliefPaid
    return tuple(reversed(payments)), grant.held


def _weigh_authority(
    checks: Checks, order: GrantRelief, pool: Pool, interested: frozenset[PartyId], law: LawInForce
) -> None:
    """Check who decided without a review: two officers in an emergency, else the panel, if it adopted no other step."""
    if pool.steps and not order.emergency:
        checks.stop(BY_REVIEW, pool=pool.id)
    approved = frozenset(order.approved_by)
    weigh_panel(checks, pool, approved, interested, law)
    if order.emergency and "emergency_signatures" in law:
        weigh_signatures(checks, len(approved), law)
    else:
        weigh_majority(checks, pool, len(approved), interested, law)


@handles(GrantRelief, apply=_apply_grant, paid_under=_paid_under)
def _decide_grant(state: State, order: GrantRelief, law: LawInForce, checks: Checks) -> ReliefGranted:
    state.found(CASES, order.case, A_CASE, checks)
    if order.review is not None:
        state.found(REVIEWS, order.review, A_REVIEW, checks)
    pool = usable(state, order.pool, order.on, checks)
    file = open_case(state, order, checks)
    if file.emergency_on is not None:
        checks.stop(PAPERS, found=file.emergency_on)
    if order.emergency and not file.case.urgent:
        checks.stop(URGENT)
    if order.expires is not None and order.expires < order.on:
        checks.stop(EXPIRY, found=order.expires)
    if order.instalments:
        weigh_plan(checks, order)
    if not order.emergency:  # then nobody meets, and no supervisor is heard
        weigh_opinion(checks, state, pool, order.review or order.key, order.on, law)
    weigh_no_misuse(checks, state, order.case)
    weigh_chain(checks, state, file.case, law)
    weigh_federation_approval(checks, state, order)
    interested = interested_in(state, file.case.household, order.on)
    if order.review is not None:
        weigh_review(checks, state, order, pool)
        weigh_panel(checks, pool, frozenset(order.approved_by), interested, law)
    else:
        _weigh_authority(checks, order, pool, interested, law)
    weigh_ladder(checks, state, pool, order, order.amount.fen, law, interested)
    checks.settle()
    weigh_household(checks, file.case.residence, pool, law)
    purpose = file.case.purpose or file.case.cause.purpose
    if not pool.serves(purpose):
        checks.stop(PURPOSE, found=purpose)
    weigh_government(checks, file.case, law, emergency=order.emergency)
    before = before_of(state, file, pool.kind, order.on)
    weigh_limits(checks, order.amount.fen, file.needs, law, before, emergency=order.emergency, kind=pool.kind)
    weigh_payout(checks, order.amount.fen, file.needs, before, purpose, law, emergency=order.emergency, kind=pool.kind)
    use = file.case.use(order.on) if pool.id in state.restricted else None
    parts, spare = choose(state, pool, use, order.amount.fen)
    checks.weigh(MONEY, sum([fen for _, fen in parts]) == order.amount.fen, spare, order.amount.fen)
    weigh_society_first(checks, state, pool.id, order.amount.fen, spare, law)
    return ReliefGranted(len(state.events), order, parts)
