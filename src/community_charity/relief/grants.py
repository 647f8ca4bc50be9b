"""Granting relief (批准救助): the money is held from now on, restricted money first. See `community_charity.relief.payments`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.calendar import optional_day
from community_charity.errors import Malformed, shown
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.money import Money, positive_money
from community_charity.organisations import people, ties_of
from community_charity.parties import PartyId, PersonId, opaque_id
from community_charity.pools import POOLS, Parts, choose
from community_charity.pools import WHAT as A_POOL
from community_charity.relief.case import KIND, CaseId, case_id
from community_charity.relief.files import CASES, HOUSEHOLDS, PAPERS, CaseFile, open_case
from community_charity.relief.files import WHAT as A_CASE
from community_charity.relief.grounds import weigh_government, weigh_limits

if TYPE_CHECKING:
    from typing import Any

    from community_charity.book.state import State
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.pools import Pool
    from community_charity.ties import Ties

# --- commands, events, values --------------------------------------------------------------------


def _yes_or_no(value: bool) -> bool:
    if type(value) is not bool:
        raise Malformed(KIND, given=shown(value))
    return value


@attrs.frozen(kw_only=True)
class GrantRelief(Command):
    """Grant relief to a case from a pool: its money is held from now on (批准救助).

    ``approved_by`` are those who decided for it; in an ``emergency`` the officers who sign.
    ``expires`` is the last day on which the grant may be paid, ``None`` for no end. ``amount`` is `Money`.
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
    approved_by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)
    emergency: bool = attrs.field(default=False, converter=_yes_or_no)
    expires: date | None = attrs.field(default=None, converter=optional_day)


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
GRANTED_IN_YEAR: Table[Any, int] = Table("granted to a household in a year, in fen")
GRANTS_IN_YEAR: Table[Any, int] = Table("grants to a household for a cause in a year")
WHAT = Text("grant", "救助")

# --- rules ---------------------------------------------------------------------------------------


def no_more_than(finding: Finding, _asked: Any) -> Remedy | None:
    """Lower the amount to what is allowed, if anything is (降低金额)."""
    if not finding.required:
        return None
    return Remedy(Text("no more than {m}", "不超过 {m}").fill(m=finding.required), {"amount": finding.required})


URGENT = ground(
    "grant.urgent",
    Stage.STATE,
    title=("the case is urgent", "个案属急难"),
    unmet=("only an urgent case is paid before its papers are complete", "仅急难个案可先行救助"),
    remedy=lambda _finding, _asked: Remedy(
        Text("decide it in the ordinary way", "按一般程序办理"), {"emergency": False}
    ),
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
PURPOSE = ground(
    "grant.purpose",
    Stage.RESTRICTION,
    title=("the pool serves this cause", "资金池用途包含该事由"),
    unmet=("the pool does not serve {found}", "资金池用途不含{found}"),
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


def _weigh_authority(
    checks: Checks, state: State, order: GrantRelief, pool: Pool, law: LawInForce, file: CaseFile
) -> None:
    """Check who decided: the panel, without those who have an interest, by more than the share wanted."""
    approved = frozenset(order.approved_by)
    strangers = approved - pool.deciders
    if strangers:
        checks.stop(PANEL, found=len(strangers))
    members = state.of(HOUSEHOLDS)[file.case.household].members
    interested = _interested(ties_of(state), members, order.on)
    if pool.managers and law.no_relief_to_interested_persons:
        related = interested & pool.managers
        checks.weigh(NOT_RELATED, not related, None, len(related))
    if law.decider_recuses:
        checks.weigh(RECUSED, not approved & interested, None, len(approved & interested))
    if order.emergency and "emergency_signatures" in law:
        wanted = max(law.emergency_signatures, 1)
        checks.weigh(SIGNED, len(approved) >= wanted, wanted, len(approved))
        return
    panel = len(pool.deciders - interested if law.decider_recuses else pool.deciders)
    rate = law.relief_majority
    enough = len(approved) * rate.denominator > panel * rate.numerator
    checks.weigh(MAJORITY, enough, None, len(approved), {"panel": panel, "rate": rate})


def _interested(ties: Ties, members: tuple[PersonId, ...], on: date) -> frozenset[PartyId]:
    """Tell who has an interest in a household: its members, and who is tied to one of them."""
    return frozenset(members).union(*(ties.tied_to(member, on) for member in members))


# --- granting ------------------------------------------------------------------------------------


def year_keys(file: CaseFile, on: date) -> tuple[Any, Any]:
    """Give the keys under which a grant counts: the household's year, and its year for the cause (年度)."""
    case = file.case
    return (case.household, on.year), (case.household, case.cause, on.year)


def add_to_year(state: State, year: Any, fen: int) -> None:
    """Count an amount in fen towards what a household was granted in a year (年度累计). Apply only."""
    granted = state.of(GRANTED_IN_YEAR)
    granted[year] = granted.get(year, 0) + fen


def _apply_grant(state: State, event: ReliefGranted) -> None:
    order = event.command
    fen = order.amount.fen
    for key, part in event.parts:
        state.purses[key].hold(part)
    state.of(GRANTS)[order.key] = Grant(event, event.parts)
    file = state.of(CASES)[order.case]
    emergency_on = order.on if order.emergency else file.emergency_on
    state.of(CASES)[order.case] = CaseFile(
        file.case, file.opened, file.needs, file.granted + fen, file.paid, emergency_on
    )
    year, cause = year_keys(file, order.on)
    add_to_year(state, year, fen)
    times = state.of(GRANTS_IN_YEAR)
    times[cause] = times.get(cause, 0) + 1


def _paid_under(state: State, event: ReliefGranted) -> tuple[tuple[str, ...], Parts]:
    grant = state.of(GRANTS)[event.command.key]
    payments, key = [], grant.last
    while key is not None:
        payments.append(key)
        key = state.events[key].previous  # type: ignore[attr-defined] # a ReliefPaid
    return tuple(reversed(payments)), grant.held


@handles(GrantRelief, apply=_apply_grant, paid_under=_paid_under)
def _decide_grant(state: State, order: GrantRelief, law: LawInForce, checks: Checks) -> ReliefGranted:
    state.found(CASES, order.case, A_CASE, checks)
    pool = state.found(POOLS, order.pool, A_POOL, checks)
    file = open_case(state, order, checks)
    if file.emergency_on is not None:
        checks.stop(PAPERS, found=file.emergency_on)
    if order.emergency and not file.case.urgent:
        checks.stop(URGENT)
    if order.expires is not None and order.expires < order.on:
        checks.stop(EXPIRY, found=order.expires)
    _weigh_authority(checks, state, order, pool, law, file)
    checks.settle()
    purpose = file.case.purpose or file.case.cause.purpose
    if not pool.serves(purpose):
        checks.stop(PURPOSE, found=purpose)
    weigh_government(checks, file.case, law, emergency=order.emergency)
    year, times = year_keys(file, order.on)
    weigh_limits(
        checks,
        order.amount.fen,
        file.needs,
        law,
        file.granted,
        state.of(GRANTED_IN_YEAR).get(year, 0),
        state.of(GRANTS_IN_YEAR).get(times, 0),
        emergency=order.emergency,
    )
    use = file.case.use(order.on) if pool.id in state.restricted else None
    parts, spare = choose(state, pool, use, order.amount.fen)
    checks.weigh(MONEY, sum([fen for _, fen in parts]) == order.amount.fen, spare, order.amount.fen)
    return ReliefGranted(len(state.events), order, parts)
