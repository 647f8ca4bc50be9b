"""Spending on a purpose other than relief (慈善活动支出): a payment that names what it is for.

>>> Spend.ASKED.zh
'由 {pool} 支出 {amount}，用于{purpose}'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.approvals import weigh_approval
from community_charity.book.orders import Command, Event, handles, reason
from community_charity.flows.fund_first import weigh_society_first
from community_charity.funds.fund import FUNDS
from community_charity.funds.ladder import weigh_ladder
from community_charity.funds.opinions import weigh_opinion
from community_charity.funds.setup import weigh_contractor
from community_charity.funds.uses import FundUse, UseFacts, use_facts, weigh_use
from community_charity.giving import REVERSED
from community_charity.households import SEEN
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import no_more_than
from community_charity.money import Money, positive_money
from community_charity.organisations import people, ties_of
from community_charity.parties import PartyId, PersonId, opaque_id
from community_charity.pools import Parts, choose, purpose, usable
from community_charity.purposes import RELIEF, Purpose
from community_charity.restrictions import TargetGroup, Use, groups, place, project

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

# --- commands, events ----------------------------------------------------------------------------


def _payee(value: PartyId | None) -> PartyId | None:
    if value is not None:
        opaque_id(value)
    return value


@attrs.frozen(kw_only=True)
class Spend(Command):
    """Pay for something charitable that is no relief case (支出), as `Money`: a repair, a project, an event.

    ``purpose`` is what for, a `Cause` standing for its own; ``place``, ``groups`` and ``project`` open restricted money
    that asks for them. ``approved_by`` are those who decided for it, ``payee`` who is paid; out of a pool that nobody
    decides over nothing is spent. ``facts`` are what was found out about a use of a community fund, for places that ask.
    Restricted money pays first. Recorded it becomes `Spent`. Raises `Malformed`.

    >>> from datetime import date
    >>> from community_charity.purposes import PUBLIC_REPAIR
    >>> order = Spend(  # invented
    ...     key="spend-1", on=date(2025, 5, 6), pool="lake-fund", amount=Money(300_00), purpose=PUBLIC_REPAIR
    ... )
    >>> str(order.asked())
    'spend ¥300.00 of lake-fund on public repairs'
    """

    ASKED: ClassVar[Text] = Text("spend {amount} of {pool} on {purpose}", "由 {pool} 支出 {amount}，用于{purpose}")

    pool: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    purpose: Purpose = attrs.field(converter=purpose)
    approved_by: tuple[PersonId, ...] = attrs.field(default=(), converter=people, repr=False)
    payee: PartyId | None = attrs.field(default=None, converter=_payee, repr=False)
    place: str | None = attrs.field(default=None, converter=place)
    groups: frozenset[TargetGroup] = attrs.field(default=frozenset(), converter=groups)
    project: str | None = attrs.field(default=None, converter=project)
    facts: UseFacts | None = attrs.field(default=None, converter=use_facts)

    def asked(self) -> Text:
        """Say what is ordered (事项)."""
        return self.ASKED.fill(amount=self.amount, pool=self.pool, purpose=self.purpose.text)

    @property
    def use(self) -> Use:
        """What the money serves (用途)."""
        return Use(self.purpose, on=self.on, place=self.place, groups=self.groups, project=self.project)

    @property
    def fund_use(self) -> FundUse:
        """What a community fund is asked to pay for (基金用途)."""
        return FundUse(self.purpose, place=self.place, payee=self.payee, facts=self.facts)


@attrs.frozen
class Spent(Event[Spend]):
    """Money was spent (已支出). ``parts``, in fen, tell from which purses."""

    parts: Parts


@attrs.frozen(kw_only=True)
class ReverseSpending(Command):
    """Take back a payment that was wrong or came back (冲销支出): its money is free again.

    ``spending`` is the key of its `Spend`. Recorded it becomes `SpendingReversed`. Raises `Malformed`.

    >>> from datetime import date
    >>> order = ReverseSpending(key="reverse-1", on=date(2025, 5, 9), spending="spend-1", reason="came back")
    >>> str(order.asked())
    'reverse spending spend-1'
    """

    ASKED: ClassVar[Text] = Text("reverse spending {spending}", "冲销支出 {spending}")

    spending: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class SpendingReversed(Event[ReverseSpending]):
    """A payment was taken back (支出已冲销)."""


# --- rules ---------------------------------------------------------------------------------------

A_SPENDING = Text("spending", "支出")
PURPOSE = ground(
    "spending.purpose",
    Stage.RESTRICTION,
    title=("the pool serves this purpose", "资金池用途包含该用途"),
    unmet=("the pool does not serve {found}", "资金池用途不含{found}"),
)

NO_RELIEF = ground(
    "spending.no_relief",
    Stage.STATE,
    title=("no relief to a household: that is granted to its case", "非对家庭的救助；救助须按个案批准"),
    unmet=(
        "the payee belongs to a household of the book: {found} is granted to its case, not spent",
        "收款人属于已登记家庭：{found}须按个案批准，不得作一般支出",
    ),
    remedy=lambda _finding, _asked: Remedy(Text("open a case for the household", "为该家庭立案"), first="OpenCase"),
)


MONEY = ground(
    "spending.money",
    Stage.MONEY,
    title=("the pool has {required} it may spend on this", "资金池可用余额 {required}"),
    unmet=("{found} is more than the {required} the pool may spend on this", "{found} 超过资金池可用余额 {required}"),
    remedy=no_more_than,
    fen=True,
    at_most=True,
)
LIVE = ground(
    "spending.live",
    Stage.STATE,
    title=("the spending was not reversed before", "该支出此前未冲销"),
    unmet=("the spending was reversed before", "该支出此前已冲销"),
)
NOT_BEFORE = ground(
    "spending.not_before",
    Stage.STATE,
    title=("not before the money was spent", "不早于支出日"),
    unmet=("{found} is before the money was spent on {spent}", "{found} 早于支出日 {spent}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["spent"]),
        {"on": finding.facts["spent"]},
    ),
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: Spent) -> None:
    for key, fen in event.parts:
        purse = state.purses[key]
        purse.hold(fen)
        purse.pay(event.command.key, fen)


@handles(Spend, apply=_apply)
def _decide(state: State, order: Spend, law: LawInForce, checks: Checks) -> Spent:
    pool = usable(state, order.pool, order.on, checks)
    if order.payee in state.of(SEEN) and order.purpose.within(RELIEF):
        checks.stop(NO_RELIEF, found=order.purpose)
    paid = () if order.payee is None else (order.payee, *ties_of(state).tied_to(order.payee, order.on))
    weigh_opinion(checks, state, pool, order.key, order.on, law)
    weigh_approval(checks, pool, order.approved_by, law, paid)
    weigh_ladder(checks, state, pool, order, order.amount.fen, law, frozenset(paid))
    if not pool.serves(order.purpose):
        checks.weigh(PURPOSE, holds=False, found=order.purpose)
    if (fund := state.of(FUNDS).get(pool.id)) is not None:
        weigh_use(checks, fund, order.fund_use, law, only_asked=True)
        weigh_contractor(checks, fund, order.payee, law)
    parts, spare = choose(state, pool, order.use, order.amount.fen)
    checks.weigh(MONEY, sum(fen for _, fen in parts) == order.amount.fen, spare, order.amount.fen)
    weigh_society_first(checks, state, pool.id, order.amount.fen, spare, law)
    return Spent(len(state.events), order, parts)


def _apply_reversal(state: State, event: SpendingReversed) -> None:
    spent = state.events[event.command.spending]
    for key, _ in spent.parts:  # type: ignore[attr-defined] # decided to be a Spent
        state.purses[key].undo(spent.command.key)
    state.of(REVERSED)[spent.command.key] = event.command.key


@handles(ReverseSpending, apply=_apply_reversal)
def _decide_reversal(state: State, order: ReverseSpending, _law: LawInForce, checks: Checks) -> SpendingReversed:
    spent = state.fact(Spent, order.spending, A_SPENDING, checks).command
    if spent.key in state.of(REVERSED):
        checks.stop(LIVE)
    if order.on < spent.on:
        checks.stop(NOT_BEFORE, found=order.on, spent=spent.on)
    return SpendingReversed(len(state.events), order)
