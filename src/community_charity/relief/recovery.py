"""Money asked back from a household (追回救助款): demanded, taken in part by part, or waived.

What comes back goes to the purses from which it was paid, as money of the same gifts under the same restrictions.

>>> RecordRecovery.ASKED.zh
'登记追回 {demand} 收回 {amount}'
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

import attrs

from community_charity.approvals import weigh_approval
from community_charity.book.book import Book
from community_charity.book.orders import Command, Event, Table, handles, reason
from community_charity.calendar import ORDER, day
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.giving import REVERSED
from community_charity.language import Text
from community_charity.law.decision import Stage, ground
from community_charity.law.remedies import no_more_than, show
from community_charity.money import Money, positive_money
from community_charity.organisations import people
from community_charity.parties import PersonId, opaque_id
from community_charity.pools import POOLS
from community_charity.relief.authority import interested_in
from community_charity.relief.emergency import in_need_of, open_need_of, set_off, weigh_in_need, weigh_set_off
from community_charity.relief.files import CASES
from community_charity.relief.grants import GRANTS
from community_charity.relief.lifecycle import weigh_phase
from community_charity.relief.misuse import OPEN as MISUSE_OPEN
from community_charity.relief.misuse import WHAT as A_MISUSE
from community_charity.relief.misuse import MisuseKind, MisuseRecorded
from community_charity.relief.open_points import DEMANDED, MISUSE, RECOVERED, weigh_day
from community_charity.relief.payments import A_PAYMENT, NOT_REVERSED, ReliefPaid
from community_charity.relief.taking_back import NOT_DEMANDED, take_back
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from community_charity.book.purses import PurseKey
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

PAYMENTS = declare(
    "recovery.payments",
    wanted=("at least one payment, each named once", "至少一笔支付，各列一次"),
    do=("give a list with the keys of its PayRelief", "以列表给出其 PayRelief 的编号"),
)

# --- commands, events ----------------------------------------------------------------------------


def _payments(value: Iterable[str]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value or len(set(value)) < len(value):
        raise Malformed(PAYMENTS, given=shown(value))
    return tuple(map(opaque_id, value))


def _optional_key(value: str | None) -> str | None:
    return None if value is None else opaque_id(value)


@attrs.frozen(kw_only=True)
class DemandRecovery(Command):
    """Ask a household for relief back (要求退回救助款). It becomes `RecoveryDemanded`. Raises `Malformed`.

    ``payments`` are the keys of the payments, all of one case and one pool; ``amount`` is `Money`, to come back by the day
    ``until``. ``misuse`` is the key of its `RecordMisuse`; without one, only what was granted above the need is asked back.
    ``put_right`` tells whether a household that used money otherwise put it right when asked, ``in_need`` whether its means
    say that it is in need, beside what the case has on record; ``None`` if nobody knows. A household in need is asked only after fraud.

    Source: 慈善法第60条第2款 (第59条第2款 before 2024-09-05) for what is used otherwise, written for charities and their agreements;
    民法典第148条、第157条 (from 2021-01-01) for what was got by fraud, where a court or an arbitrator sets the grant aside. A
    demand is no judgment: the book only notes that it was made.

    >>> order = DemandRecovery(
    ...     key="demand-1", on=date(2025, 4, 1), payments=["pay-1"], amount=Money(300_00), until=date(2025, 5, 1)
    ... )
    >>> order.asked().en
    'ask for ¥300.00 of relief back'
    """

    ASKED: ClassVar[Text] = Text("ask for {amount} of relief back", "要求退回救助款 {amount}")

    payments: tuple[str, ...] = attrs.field(converter=_payments)
    amount: Money = attrs.field(converter=positive_money)
    until: date = attrs.field(converter=day)
    misuse: str | None = attrs.field(default=None, converter=_optional_key)
    put_right: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    in_need: bool | None = attrs.field(default=None, converter=yes_no, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.until < self.on:
            raise Malformed(ORDER, given=f"{self.on} to {self.until}")


@attrs.frozen
class RecoveryDemanded(Event[DemandRecovery]):
    """Relief was asked back (已要求退回)."""


@attrs.frozen(kw_only=True)
class RecordRecovery(Command):
    """Record that money came back on a demand (登记收回款项), `Money`. It becomes `MoneyRecovered`. Raises `Malformed`.

    ``demand`` is the key of its `DemandRecovery`. Within a payment, what was drawn last comes back first. A case that was closed
    as relieved is open again if nothing is left paid. Source: 公益事业捐赠法第29条第2款, written for money that was embezzled: what is
    recovered serves the purpose for which it was given.

    >>> RecordRecovery(key="back-1", on=date(2025, 4, 9), demand="demand-1", amount=Money(100_00)).asked().en
    'take in ¥100.00 on demand demand-1'
    """

    ASKED: ClassVar[Text] = Text("take in {amount} on demand {demand}", "登记追回 {demand} 收回 {amount}")

    demand: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)


Back: TypeAlias = "tuple[tuple[str, PurseKey, int], ...]"
"""What comes back: of which payment, into which purse, in fen."""


@attrs.frozen
class MoneyRecovered(Event[RecordRecovery]):
    """Money came back on a demand (款项已收回). ``parts``, in fen, tell of which payment, and to which purse it went."""

    parts: Back


@attrs.frozen(kw_only=True)
class WaiveRecovery(Command):
    """Waive what is left of a demand (放弃追回). It becomes `RecoveryWaived`. Raises `Malformed`.

    ``approved_by`` are those of the pool's panel who agreed.

    >>> order = WaiveRecovery(
    ...     key="waive-1", on=date(2025, 6, 1), demand="demand-1", reason="cannot pay", approved_by=["p-1", "p-2"]
    ... )
    >>> order.asked().en
    'waive what is left of demand demand-1'
    """

    ASKED: ClassVar[Text] = Text("waive what is left of demand {demand}", "放弃追回 {demand} 的其余款项")

    demand: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)
    approved_by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)


@attrs.frozen
class RecoveryWaived(Event[WaiveRecovery]):
    """What was left of a demand was waived (追回已放弃)."""


class Demand(NamedTuple):
    """A demand as the book keeps it (追回): its event, what of it came back, in fen, and whether the rest was waived."""

    event: RecoveryDemanded
    back: int = 0
    waived: bool = False

    @property
    def left(self) -> Money:
        """What is still to come back (待收回), as `Money`: nothing after a waiver."""
        return Money(0) if self.waived else Money(self.event.command.amount.fen - self.back)


DEMANDS: Table[str, Demand] = Table("demands for money back")
WHAT = Text("demand", "追回")

# --- rules ---------------------------------------------------------------------------------------

TOGETHER = ground(
    "recovery.together",
    Stage.STATE,
    title=("the payments are of one case and one pool", "各笔支付属同一个案、同一资金池"),
    unmet=("the payments are of several cases or pools", "各笔支付涉及多个个案或资金池"),
)
OF_THIS = ground(
    "recovery.of_this_case",
    Stage.STATE,
    title=("the misuse is of the case that was paid", "误用或骗取记录属该个案"),
    unmet=("the misuse is of another case", "误用或骗取记录属其他个案"),
)
ASKED_FIRST = ground(
    "recovery.asked_first",
    Stage.AUTHORITY,
    title=("the household was asked to put it right, and did not", "已要求改正，当事人拒不改正"),
    unmet=("whether the household put it right when asked: {found}", "经要求后是否已改正：{found}"),
    figures=("misuse_corrected_first",),
    remedy=show("the request to put it right, and what became of it", "要求改正的书面记录及结果"),
)
STILL_PAID = ground(
    "recovery.still_paid",
    Stage.MONEY,
    title=("within the {required} of the payments that did not come back", "不超过该批支付尚未收回的 {required}"),
    unmet=(
        "{found} is more than the {required} of the payments that did not come back",
        "{found} 超过该批支付尚未收回的 {required}",
    ),
    remedy=no_more_than,
    fen=True,
    at_most=True,
)
OPEN = ground(
    "recovery.open",
    Stage.STATE,
    title=("something of the demand is still to come back", "该追回尚有待收回款项"),
    unmet=("the demand was waived, or met in full", "该追回已放弃或已全部收回"),
)
LEFT = ground(
    "recovery.left",
    Stage.MONEY,
    title=("within the {required} still to come back", "不超过待收回的 {required}"),
    unmet=("{found} is more than the {required} still to come back", "{found} 超过待收回的 {required}"),
    remedy=no_more_than,
    fen=True,
    at_most=True,
)

# --- demanding -----------------------------------------------------------------------------------


def _found_payments(state: State, order: DemandRecovery, checks: Checks) -> list[ReliefPaid]:
    """Find the payments: they stand, nobody else asks them back, and they are of one case and pool; else stop."""
    paid = [state.fact(ReliefPaid, key, A_PAYMENT, checks) for key in order.payments]
    for key in order.payments:
        if key in state.of(REVERSED):
            checks.stop(NOT_REVERSED)
        if demand := state.of(DEMANDED).get(key):
            checks.stop(NOT_DEMANDED, found=demand)
    weigh_day(checks, order.on, max(payment.command.on for payment in paid))
    made = [_made(state, payment) for payment in paid]
    if len({(one.case, one.pool) for one in made}) > 1:
        checks.stop(TOGETHER)
    return paid


def _made(state: State, payment: ReliefPaid) -> Any:
    return state.of(GRANTS)[payment.command.grant].event.command


def _weigh_misuse(state: State, order: DemandRecovery, case: str, law: LawInForce, checks: Checks) -> bool:
    """Check the misuse for which money is asked back; tell whether it is fraud."""
    misuse = state.fact(MisuseRecorded, order.misuse or "", A_MISUSE, checks).command
    if misuse.case != case:
        checks.stop(OF_THIS)
    if state.of(MISUSE).get(misuse.case) != misuse.key:
        checks.stop(MISUSE_OPEN)
    if misuse.kind is MisuseKind.USED_OTHERWISE and "misuse_corrected_first" in law and law.misuse_corrected_first:
        checks.weigh(ASKED_FIRST, None if order.put_right is None else not order.put_right, None, order.put_right)
    return misuse.kind.is_fraud


def _apply_demand(state: State, event: RecoveryDemanded) -> None:
    order = event.command
    state.of(DEMANDS)[order.key] = Demand(event)
    state.of(DEMANDED).update(dict.fromkeys(order.payments, order.key))


@handles(DemandRecovery, apply=_apply_demand)
def _decide_demand(state: State, order: DemandRecovery, law: LawInForce, checks: Checks) -> RecoveryDemanded:
    paid = _found_payments(state, order, checks)
    case = _made(state, paid[0]).case
    file = state.of(CASES)[case]
    weigh_phase(checks, file, order)
    fraud = order.misuse is not None and _weigh_misuse(state, order, case, law, checks)
    if not fraud:
        needy = in_need_of(file.case, order.in_need)
        weigh_in_need(checks, law, open_need_of(state.of, file.case.household), in_need=needy)
    if order.misuse is None:
        weigh_set_off(checks, order.amount, set_off(file, law))
    out = sum(payment.command.amount.fen - state.of(RECOVERED).get(payment.command.key, 0) for payment in paid)
    checks.weigh(STILL_PAID, order.amount.fen <= out, out, order.amount.fen)
    return RecoveryDemanded(len(state.events), order)


# --- money back, or waived -----------------------------------------------------------------------


def _open_demand(state: State, order: RecordRecovery | WaiveRecovery, checks: Checks) -> Demand:
    demand = state.found(DEMANDS, order.demand, WHAT, checks)
    if not demand.left:
        checks.stop(OPEN)
    weigh_day(checks, order.on, demand.event.command.on)
    return demand


def _case_of(state: State, demand: Demand) -> Any:
    """Give the grant order behind the first payment of a demand: its case and pool are those of all."""
    payment: Any = state.events[demand.event.command.payments[0]]
    return _made(state, payment)


def _settle(state: State, demand: Demand) -> None:
    """Write a demand; one of which nothing is left asks for its payments no more."""
    order = demand.event.command
    state.of(DEMANDS)[order.key] = demand
    if not demand.left:
        for payment in order.payments:
            del state.of(DEMANDED)[payment]


def _coming_back(state: State, payments: tuple[str, ...], fen: int) -> Iterator[tuple[str, PurseKey, int]]:
    """Spread what comes back over payments, in their order; within one, over its purses, the last drawn first."""
    for key in payments:
        payment: Any = state.events[key]
        gone = state.of(RECOVERED).get(key, 0)
        for purse, part in reversed(payment.parts):
            before = min(gone, part)
            gone -= before
            back = min(part - before, fen)
            fen -= back
            if back:
                yield key, purse, back


def _apply_recovery(state: State, event: MoneyRecovered) -> None:
    order, recovered, grants = event.command, state.of(RECOVERED), state.of(GRANTS)
    for key, purse, fen in event.parts:
        state.purses[purse].undo_part(key, fen)
        recovered[key] = recovered.get(key, 0) + fen
        payment: Any = state.events[key]
        grant = grants[payment.command.grant]
        less = grants[payment.command.grant] = grant._replace(paid=grant.paid - fen)
        take_back(state, less, fen, paid=True)
    demand = state.of(DEMANDS)[order.demand]
    _settle(state, demand._replace(back=demand.back + order.amount.fen))


@handles(RecordRecovery, apply=_apply_recovery)
def _decide_recovery(state: State, order: RecordRecovery, _law: LawInForce, checks: Checks) -> MoneyRecovered:
    demand = _open_demand(state, order, checks)
    weigh_phase(checks, state.of(CASES)[_case_of(state, demand).case], order)
    left, fen = demand.left.fen, order.amount.fen
    checks.weigh(LEFT, fen <= left, left, fen)
    return MoneyRecovered(len(state.events), order, tuple(_coming_back(state, demand.event.command.payments, fen)))


def _apply_waiver(state: State, event: RecoveryWaived) -> None:
    _settle(state, state.of(DEMANDS)[event.command.demand]._replace(waived=True))


@handles(WaiveRecovery, apply=_apply_waiver)
def _decide_waiver(state: State, order: WaiveRecovery, law: LawInForce, checks: Checks) -> RecoveryWaived:
    made = _case_of(state, _open_demand(state, order, checks))
    file = state.of(CASES)[made.case]
    weigh_phase(checks, file, order)
    interested = interested_in(state, file.case.household, order.on)
    weigh_approval(checks, state.of(POOLS)[made.pool], order.approved_by, law, interested)
    return RecoveryWaived(len(state.events), order)


def overdue_recoveries(book: Book, on: date) -> tuple[Demand, ...]:
    """List the demands that should have been met before a day, and were not (逾期未收回清单). Raises `Malformed`.

    >>> import community_charity as cc
    >>> overdue_recoveries(cc.Book(cc.Law.of("cn")), cc.date(2025, 3, 13))
    ()
    """
    demands, last = expect(book, Book).all(DEMANDS).values(), day(on)
    return tuple(one for one in demands if one.left and one.event.command.until < last)
