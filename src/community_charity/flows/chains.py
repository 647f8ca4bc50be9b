"""The chain from a platform to a village (资金拨付链): agreed beforehand, passed on step by step, conserved at each.

Platform, national federation, charities of province, city and county, village account: money goes from each to the next
and no other way, as practice has it and `community_charity.flows.routes` tells. What was raised and matched, less fees, is
what was paid to villages and on the way, and what is held.

>>> Chain("lake", accounts=["platform-1", "county-1", "village-1"]).after("platform-1")
'county-1'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from community_charity.approvals import PANEL, weigh_approval
from community_charity.book.orders import Command, Event, Table, handles
from community_charity.calendar import optional_day
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.flows.accounts import weigh_money
from community_charity.flows.fees import Charge, agree, charge, weigh_fee
from community_charity.flows.routes import lay, weigh_route
from community_charity.flows.terms import FeeKind, FeeTerms
from community_charity.flows.transfers import Flow, Move, carry, weigh_transfer
from community_charity.funds.ladder import weigh_ladder
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.money import Money, amount_of_money, positive_money
from community_charity.organisations import people
from community_charity.parties import PersonId, opaque_id
from community_charity.pools import POOLS, usable
from community_charity.restrictions import Restriction, restriction
from community_charity.rules.splits import Split

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

STEPS = declare(
    "chain.accounts",
    wanted=(
        "at least two accounts, each once, in the order in which money passes",
        "按拨付顺序列出的至少两个账户，不重复",
    ),
    do=("give [platform, federation, county, village] by id", "请按标识列出[平台, 总会, 县级, 村级]"),
)
FEES = declare(
    "chain.fees",
    wanted=("FeeTerms by the id of an account of the chain", "以链上账户标识对应的 FeeTerms（费用约定）"),
    do=(
        'give {{"county-1": FeeTerms("management", Fraction(1, 50))}}',
        '例如 {{"county-1": FeeTerms("management", Fraction(1, 50))}}',
    ),
)

# --- values --------------------------------------------------------------------------------------


def _accounts(value: Iterable[str]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise Malformed(STEPS, given=shown(value))
    named = tuple(map(opaque_id, value))
    if len(named) < 2 or len(set(named)) != len(named):
        raise Malformed(
            STEPS,
            given=Text("{n} accounts, {d} different", "{n}个账户，其中不同者{d}个").fill(
                n=len(named), d=len(set(named))
            ),
        )
    return named


def _fees(value: Mapping[str, FeeTerms] | tuple[tuple[str, FeeTerms], ...]) -> tuple[tuple[str, FeeTerms], ...]:
    if not isinstance(value, Mapping | tuple):
        raise Malformed(FEES, given=shown(value))
    return tuple((opaque_id(name), expect(terms, FeeTerms)) for name, terms in sorted(dict(value).items()))


@attrs.frozen
class Chain:
    """The way that money takes (资金拨付链): ``accounts`` by id, from the one that receives to the village's.

    ``fees`` are the terms of those accounts that charge for passing on, one kind each. ``ends`` is the last day of the
    fundraising, ``None`` where it has none or that is of no matter: the last account is paid only after it.
    Raises `Malformed`. Source for ``ends``: practice, as reported of Shaanxi in 2020.

    >>> from fractions import Fraction
    >>> Chain(
    ...     "lake", accounts=["county-1", "village-1"], fees={"county-1": FeeTerms("management", Fraction(1, 50))}
    ... ).last
    'village-1'
    """

    id: str = attrs.field(converter=opaque_id)
    accounts: tuple[str, ...] = attrs.field(kw_only=True, converter=_accounts)
    fees: tuple[tuple[str, FeeTerms], ...] = attrs.field(default=(), kw_only=True, converter=_fees)
    ends: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)

    def __attrs_post_init__(self) -> None:
        if strangers := {name for name, _ in self.fees} - set(self.accounts):
            raise Malformed(FEES, given=Text("{n} ids outside the chain", "{n}个不在链上的标识").fill(n=len(strangers)))

    @property
    def last(self) -> str:
        """Where the money is meant to arrive (末端账户)."""
        return self.accounts[-1]

    def after(self, account: str) -> str | None:
        """Give the account that follows (下一账户), ``None`` after the last and for one that is not of the chain.

        >>> chain = Chain("lake", accounts=["county-1", "village-1"])
        >>> chain.after("village-1") is chain.after("elsewhere") is None
        True
        """
        return dict(zip(self.accounts, self.accounts[1:], strict=False)).get(account)

    def fee_kind(self, account: str) -> FeeKind:
        """Tell what an account charges for (费用类别); where nothing is agreed, management, of which nothing may be charged.

        >>> Chain("lake", accounts=["county-1", "village-1"]).fee_kind("county-1").value
        'management'
        """
        terms = dict(self.fees).get(account)
        return FeeKind.MANAGEMENT if terms is None else terms.kind


def _chain(value: Chain) -> Chain:
    return expect(value, Chain)


def _split(value: Split) -> Split:
    return expect(value, Split)


# --- commands, events ----------------------------------------------------------------------------

CHAINS: Table[str, Chain] = Table("chains")
AGREED_ON: Table[str, date] = Table("chains, and when they were agreed")
WHAT = Text("chain", "拨付链")
_APART = "\N{NO-BREAK SPACE}"  # no key may hold one: nobody's order can have the name of a part of another


def part_of(key: str, part: str) -> str:
    r"""Name a part of an order in a purse (分项名称), so that no other order can have the same name.

    >>> part_of("pass-1", "fee")
    'pass-1\xa0fee'
    """
    return f"{key}{_APART}{part}"


@attrs.frozen(kw_only=True)
class AgreeChain(Command):
    """Agree by which accounts money goes, and what each may charge (约定拨付链). Raises `Malformed`.

    A chain is an agreement of its accounts: ``approved_by`` are, for each account with deciders, more than half of them;
    the account that receives last votes too. From that day on money goes down it by `PassOn` alone.
    The terms of its fees are those of the accounts from that day on, as by `AgreeFees`. Recorded it becomes `ChainAgreed`.

    >>> chain = Chain("lake", accounts=["county-1", "village-1"])
    >>> AgreeChain(key="agree-1", on=date(2025, 3, 13), chain=chain).asked().en
    'agree chain lake'
    """

    ASKED: ClassVar[Text] = Text("agree chain {id}", "约定拨付链 {id}")

    chain: Chain = attrs.field(converter=_chain)
    approved_by: tuple[PersonId, ...] = attrs.field(default=(), converter=people, repr=False)

    def asked(self) -> Text:
        """Say which chain is to be agreed (事项)."""
        return self.ASKED.fill(id=self.chain.id)


@attrs.frozen
class ChainAgreed(Event[AgreeChain]):
    """A chain was agreed (拨付链已约定)."""


@attrs.frozen(kw_only=True)
class PassOn(Command):
    """Pass money on along a chain, to the account that follows (逐级拨付), as `Money`; with a ``fee`` on top.

    ``amount`` arrives, ``amount`` and ``fee`` leave the ``source``. ``only_for`` and ``approved_by`` are as in
    `TransferFunds`; a source without deciders needs no approval: the chain is agreed. Recorded it becomes `PassedOn`; `ReverseTransfer` takes it back. Raises `Malformed`.

    >>> order = PassOn(key="pass-1", on=date(2025, 3, 13), chain="lake", source="county-1", amount=Money(100))
    >>> order.asked().en
    'pass ¥1.00 on from county-1 along chain lake'
    """

    ASKED: ClassVar[Text] = Text(
        "pass {amount} on from {source} along chain {chain}", "由 {source} 沿拨付链 {chain} 拨付 {amount}"
    )

    chain: str = attrs.field(converter=opaque_id)
    source: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    only_for: Restriction | None = attrs.field(default=None, converter=restriction)
    fee: Money = attrs.field(default=Money(0), converter=amount_of_money)
    approved_by: tuple[PersonId, ...] = attrs.field(default=(), converter=people, repr=False)


@attrs.frozen
class PassedOn(Flow[PassOn]):
    """Money was passed on (已拨付)."""


@attrs.frozen(kw_only=True)
class ShareOut(Command):
    """Share money of a pool out among several (分账), to the fen, by an agreed `Split` whose ids are the pools.

    Source of the ready-made splits: practice; no article fixes how those who raise together share. ``only_for`` and
    ``approved_by`` are as in `TransferFunds`. Recorded it becomes `SharedOut`; `ReverseTransfer` takes it back whole.
    Raises `Malformed`.

    >>> order = ShareOut(  # invented
    ...     key="share-1", on=date(2025, 3, 13), source="joint", split=Split.equal("red", "blue"), amount=Money(101)
    ... )
    >>> order.asked().zh
    '将 joint 的 ¥1.01 分账'
    """

    ASKED: ClassVar[Text] = Text("share {amount} of {source} out", "将 {source} 的 {amount} 分账")

    source: str = attrs.field(converter=opaque_id)
    split: Split = attrs.field(converter=_split)
    amount: Money = attrs.field(converter=positive_money)
    only_for: Restriction | None = attrs.field(default=None, converter=restriction)
    approved_by: tuple[PersonId, ...] = attrs.field(default=(), converter=people, repr=False)


@attrs.frozen
class SharedOut(Flow[ShareOut]):
    """Money was shared out (已分账). Who would get nothing of so little has no move."""


_ONE_DAY = timedelta(days=1)

# --- rules ---------------------------------------------------------------------------------------

NEXT = ground(
    "chain.next",
    Stage.STATE,
    title=("the source passes on along this chain", "转出方在该拨付链上且非末端"),
    unmet=("nothing follows {found} on this chain", "{found} 在该拨付链上没有下一账户"),
)
NOT_BEFORE = ground(
    "chain.not_before",
    Stage.STATE,
    title=("not before the chain was agreed", "不早于约定日"),
    unmet=("{found} is before the chain was agreed on {since}", "{found} 早于约定日 {since}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)
AFTER_THE_END = ground(
    "chain.after_the_end",
    Stage.STATE,
    title=("the fundraising ended on {ends}", "募捐已于 {ends} 结束"),
    unmet=(
        "the village is paid after the fundraising ends on {ends}; {found} is not after it",
        "募捐至 {ends} 结束后方可向村级拨付，{found} 尚未结束",
    ),
    figures=("village_paid_after_fundraising",),
    remedy=lambda finding, _asked: Remedy(
        Text("wait until {d}", "自 {d} 起可办理").fill(d=finding.facts["ends"] + _ONE_DAY),
        {"on": finding.facts["ends"] + _ONE_DAY},
        wait_until=finding.facts["ends"] + _ONE_DAY,
    ),
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply_chain(state: State, event: ChainAgreed) -> None:
    order = event.command
    state.of(CHAINS)[order.chain.id] = order.chain
    state.of(AGREED_ON)[order.chain.id] = order.on
    lay(state, order.chain.accounts, order.on)
    for account, terms in order.chain.fees:
        agree(state, account, [terms], order.on)


@handles(AgreeChain, apply=_apply_chain)
def _decide_chain(state: State, order: AgreeChain, law: LawInForce, checks: Checks) -> ChainAgreed:
    pools = [usable(state, name, order.on, checks) for name in order.chain.accounts]
    state.absent(CHAINS, order.chain.id, WHAT, checks)
    everybody = frozenset[PersonId]().union(*(pool.deciders for pool in pools))
    if strangers := frozenset(order.approved_by) - everybody:
        checks.stop(PANEL, found=len(strangers))
    for pool in pools:
        mine = tuple(one for one in order.approved_by if one in pool.deciders)
        weigh_approval(checks, pool, mine, law, if_nobody_decides=True)
    return ChainAgreed(len(state.events), order)


def _apply_passing(state: State, event: PassedOn) -> None:
    if event.fee is not None:
        charge(state, event.fee)
    for move in event.moves:
        carry(state, move)


def _names_of(_state: State, event: Flow[Any]) -> tuple[tuple[str, ...], tuple[()]]:
    """Give the names under which the purses know an order that takes money out more than once."""
    fee = () if event.fee is None else (event.fee.name,)
    return (*(move.name for move in event.moves), *fee), ()


@handles(PassOn, apply=_apply_passing, paid_under=_names_of)
def _decide_passing(state: State, order: PassOn, law: LawInForce, checks: Checks) -> PassedOn:
    chain = state.found(CHAINS, order.chain, WHAT, checks)
    agreed = state.of(AGREED_ON)[order.chain]
    if order.on < agreed:
        checks.stop(NOT_BEFORE, found=order.on, since=agreed)
    target = chain.after(order.source)
    if target is None:
        checks.stop(NEXT, found=order.source)
    if target == chain.last and chain.ends is not None and _village_waits(law):
        checks.weigh(AFTER_THE_END, order.on > chain.ends, found=order.on, facts={"ends": chain.ends})
    weigh_transfer(checks, state, (target,), order, law, if_nobody_decides=True)
    weigh_ladder(checks, state, state.of(POOLS)[order.source], order, order.amount.fen + order.fee.fen, law)
    source, fen, fee = (order.source, order.only_for), order.amount.fen, None
    if order.fee:
        fee = Charge(part_of(order.key, "fee"), chain.fee_kind(order.source), source, order.fee.fen)
        weigh_fee(checks, state, order.source, fee.kind, fee.fen, law)
    weigh_money(checks, state, source, fen, order.fee.fen)
    move = Move(order.key, source, (target, order.only_for), fen)
    return PassedOn(len(state.events), order, (move,), fee)


def _village_waits(law: LawInForce) -> bool:
    return "village_paid_after_fundraising" in law and law.village_paid_after_fundraising


def _apply_sharing(state: State, event: SharedOut) -> None:
    for move in event.moves:
        carry(state, move)


@handles(ShareOut, apply=_apply_sharing, paid_under=_names_of)
def _decide_sharing(state: State, order: ShareOut, law: LawInForce, checks: Checks) -> SharedOut:
    weigh_transfer(checks, state, order.split.ids, order, law)
    weigh_ladder(checks, state, state.of(POOLS)[order.source], order, order.amount.fen, law)
    weigh_route(checks, state, order.split.ids, order)
    source = (order.source, order.only_for)
    weigh_money(checks, state, source, order.amount.fen)
    moves = tuple(
        Move(part_of(order.key, pool), source, (pool, order.only_for), part.fen)
        for pool, part in order.split.of(order.amount).items()
        if part
    )
    return SharedOut(len(state.events), order, moves)
