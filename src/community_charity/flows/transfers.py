"""Money from one pool to another (资金划转), gift by gift, under the restriction that its giver put on it.

The restriction travels with the money (区块化管理): what is for one village's place or project stays so in every account
on the way. Along an agreed chain money goes by `PassOn` and no other way: see `community_charity.flows.routes`. What is
moved can be moved back as long as it lies untouched where it went.

>>> TransferFunds.ASKED.en
'transfer {amount} from {source} to {target}'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import attrs

from community_charity.approvals import weigh_approval
from community_charity.book.orders import Command, Event, Order, Table, handles, reason
from community_charity.book.purses import PurseKey
from community_charity.flows.accounts import ACCOUNTS, spare_in, weigh_money
from community_charity.flows.fees import CAME, Charge, charge_back
from community_charity.flows.fund_first import weigh_society_first
from community_charity.flows.routes import weigh_route
from community_charity.funds.ladder import weigh_ladder
from community_charity.giving import REVERSED
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.words import listed
from community_charity.money import Money, positive_money
from community_charity.organisations import people, ties_of
from community_charity.parties import PartyId, PersonId, opaque_id
from community_charity.pools import POOLS, Pool, spare_of, usable
from community_charity.pools import WHAT as A_POOL
from community_charity.restrictions import Restriction, restriction

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from community_charity.book.lines import Parts
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

# --- values, commands, events --------------------------------------------------------------------


@attrs.frozen
class Move:
    """Fen that go from one purse to another (一笔划转). ``name`` is under which the purses know it.

    >>> Move("transfer-1", ("village-1", None), ("village-2", None), 100).fen
    100
    """

    name: str
    source: PurseKey
    target: PurseKey
    fen: int


class Moved(NamedTuple):
    """A move as the book keeps it (划转台账): whose money it was, and how much of it was new to the target, in fen.

    >>> Moved((("gift-1", 100),), new=100).new
    100
    """

    gifts: Parts
    back: Parts = ()
    new: int = 0


MOVES: Table[str, Moved] = Table("moves of money between pools")
PASSED: Table[tuple[str, str], int] = Table("what of a gift a pool has passed on and not got back, in fen")
WHAT = Text("transfer", "划转")


@attrs.frozen(kw_only=True)
class TransferFunds(Command):
    """Move free money of one pool to another, the oldest first (资金划转).

    ``only_for`` says which money: that which its givers restricted so, ``None`` for unrestricted money; it stays so.
    ``approved_by`` are those of the source who decided for it; out of an account that nobody decides over money is only
    passed on. Down an agreed chain it goes by `PassOn`. ``amount`` is `Money`. Recorded it becomes `FundsTransferred`.
    Raises `Malformed`.

    >>> from datetime import date
    >>> order = TransferFunds(  # invented
    ...     key="transfer-1", on=date(2025, 3, 13), source="county", target="village", amount=Money(100)
    ... )
    >>> order.asked().zh
    '由 county 向 village 划转 ¥1.00'
    """

    ASKED: ClassVar[Text] = Text("transfer {amount} from {source} to {target}", "由 {source} 向 {target} 划转 {amount}")

    source: str = attrs.field(converter=opaque_id)
    target: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    only_for: Restriction | None = attrs.field(default=None, converter=restriction)
    approved_by: tuple[PersonId, ...] = attrs.field(default=(), converter=people, repr=False)


@attrs.frozen
class Flow(Event[Order]):
    """Money that went from pool to pool (资金流转). ``moves`` say from where to where, ``fee`` what was charged on the way."""

    moves: tuple[Move, ...]
    fee: Charge | None = None

    @property
    def parts(self) -> tuple[tuple[PurseKey, int], ...]:
        """What left which purse, in fen (转出明细), the fee included."""
        fee = () if self.fee is None else ((self.fee.purse, self.fee.fen),)
        return (*((move.source, move.fen) for move in self.moves), *fee)


@attrs.frozen
class FundsTransferred(Flow[TransferFunds]):
    """Money went to another pool (资金已划转). Whose it was: `Book.where_from` by its key."""


@attrs.frozen(kw_only=True)
class ReverseTransfer(Command):
    """Take back a transfer whose money lies untouched where it went (冲销划转): every balance is as it was.

    ``transfer`` is the key of a `TransferFunds`, a `PassOn` or a `ShareOut`; the fee of a passing on comes back with it.
    Recorded it becomes `TransferReversed`. Raises `Malformed`.

    >>> from datetime import date
    >>> order = ReverseTransfer(
    ...     key="reverse-1", on=date(2025, 3, 20), transfer="transfer-1", reason="to the wrong village"
    ... )
    >>> str(order.asked())
    'reverse transfer transfer-1'
    """

    ASKED: ClassVar[Text] = Text("reverse transfer {transfer}", "冲销划转 {transfer}")

    transfer: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class TransferReversed(Event[ReverseTransfer]):
    """A transfer was taken back (划转已冲销)."""


# --- rules ---------------------------------------------------------------------------------------


DIFFERENT = ground(
    "transfer.different",
    Stage.STATE,
    title=("the money goes to another pool", "转入与转出为不同资金池"),
    unmet=("the money would go from {found} to itself", "转出与转入均为 {found}"),
)
WITHIN = ground(
    "transfer.within_purpose",
    Stage.RESTRICTION,
    title=("the money stays within the purposes that it came for", "款项不超出其原有用途"),
    unmet=(
        "in {target} the money could serve what it did not come for, or could not serve what it came for: {outside}",
        "转入 {target} 后款项用途与原有用途不符：{outside}",
    ),
    remedy=lambda _finding, _asked: Remedy(
        Text("choose a target with the same or narrower purposes", "改选宗旨相同或更窄的转入方")
    ),
)
LIVE = ground(
    "transfer.live",
    Stage.STATE,
    title=("the transfer was not reversed before", "该划转此前未冲销"),
    unmet=("the transfer was reversed before", "该划转此前已冲销"),
)
NOT_BEFORE = ground(
    "transfer.not_before",
    Stage.STATE,
    title=("not before the transfer", "不早于划转日"),
    unmet=("{found} is before the transfer on {since}", "{found} 早于划转日 {since}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)
UNTOUCHED = ground(
    "transfer.untouched",
    Stage.MONEY,
    title=("all {required} lie untouched in {target}", "{required} 均在 {target} 未动用"),
    unmet=("only {found} of {required} lie untouched in {target}", "{required} 中仅 {found} 在 {target} 未动用"),
    remedy=lambda _finding, _asked: Remedy(
        Text("take back first what was done with the money there", "先冲销该款项的后续使用")
    ),
    fen=True,
)

# --- weighing ------------------------------------------------------------------------------------


def weigh_purpose(checks: Checks, source: Pool, target: Pool, only_for: Restriction | None) -> None:
    """Check that money keeps its purpose (用途不变): what its giver named, and else what its pool is for.

    Money restricted to purposes goes where they are served; any other only to where nothing wider is.

    >>> import community_charity as cc
    >>> checks, narrow = cc.Checks(), Pool("fund", frozenset(), frozenset({cc.Cause.ILLNESS.purpose}))
    >>> wide = Pool("county", frozenset(), frozenset({cc.purposes.GENERAL}))
    >>> weigh_purpose(checks, wide, narrow, None), weigh_purpose(checks, narrow, wide, None)
    (None, None)
    >>> [holds for _, holds, *_ in checks]
    [False]
    """
    if only_for is not None and only_for.purposes is not None:
        outside = [one for one in only_for.purposes if not target.serves(one)]
    else:
        outside = [one for one in target.purposes if not source.serves(one)]
    if outside:
        named = listed(tuple(one.text for one in sorted(outside, key=lambda one: one.code)))
        checks.weigh(WITHIN, holds=False, facts={"target": target.id, "outside": named})


def weigh_transfer(
    checks: Checks,
    state: State,
    targets: Iterable[str],
    order: Any,
    law: LawInForce,
    *,
    if_nobody_decides: bool = False,
) -> None:
    """Check who gives to whom (划转双方): all known and different, approved by who decides, for the same purpose.

    ``order`` has a ``source``, ``only_for`` and ``approved_by``. Who has a tie to the holder of a target steps aside.
    ``if_nobody_decides`` is as in `weigh_approval`. Raises `Stopped`.
    """
    for one in (order.source, *targets):
        state.found(POOLS, one, A_POOL, checks)
    source, *pools = [usable(state, one, order.on, checks) for one in (order.source, *targets)]
    if source in pools:
        checks.stop(DIFFERENT, found=source.id)
    interested = {party for pool in pools for party in _tied(state, source, pool, order.on)}
    weigh_approval(checks, source, order.approved_by, law, interested, if_nobody_decides=if_nobody_decides)
    for pool in pools:
        weigh_purpose(checks, source, pool, order.only_for)


def _tied(state: State, source: Pool, target: Pool, on: date) -> frozenset[PartyId]:
    """Tell who has a tie to the organisation that would get the money, if it is another one."""
    accounts = state.of(ACCOUNTS)
    giver, taker = (None if one is None else one.holder for one in (accounts.get(source.id), accounts.get(target.id)))
    return frozenset() if taker in {None, giver} else ties_of(state).tied_to(taker, on)


# --- moving, only to be called while applying ----------------------------------------------------


def carry(state: State, move: Move) -> None:
    """Carry a move out (执行划转): gift by gift, under the same restriction. Apply only.

    ``CAME`` counts each fen once, however often it goes round in a circle: what a pool passed on and gets back is not new.
    """
    gifts = state.purses[move.source].send(move.name, move.fen, move.target)
    state.purse(*move.target).take(gifts)
    passed, (source, _), (target, _) = state.of(PASSED), move.source, move.target
    back = tuple((gift, min(fen, max(passed.get((target, gift), 0), 0))) for gift, fen in gifts)
    row = Moved(gifts, back, move.fen - sum(fen for _, fen in back))
    state.of(MOVES)[move.name] = row
    _count(state, source, target, row, 1)


def carry_back(state: State, move: Move) -> None:
    """Take a move back (撤回划转). Apply only."""
    row = state.of(MOVES)[move.name]
    state.purses[move.target].untake(row.gifts)
    state.purses[move.source].undo(move.name)
    _count(state, move.source[0], move.target[0], row, -1)


def _count(state: State, source: str, target: str, row: Moved, sign: int) -> None:
    passed, came = state.of(PASSED), state.of(CAME)
    for gift, fen in row.gifts:
        passed[source, gift] = passed.get((source, gift), 0) + sign * fen
    for gift, fen in row.back:
        passed[target, gift] = passed.get((target, gift), 0) - sign * fen
    came[target] = came.get(target, 0) + sign * row.new


# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: FundsTransferred) -> None:
    for move in event.moves:
        carry(state, move)


@handles(TransferFunds, apply=_apply)
def _decide(state: State, order: TransferFunds, law: LawInForce, checks: Checks) -> FundsTransferred:
    weigh_transfer(checks, state, (order.target,), order, law)
    weigh_ladder(checks, state, state.of(POOLS)[order.source], order, order.amount.fen, law)
    weigh_route(checks, state, (order.target,), order)
    source = (order.source, order.only_for)
    weigh_money(checks, state, source, order.amount.fen)
    if order.only_for is None:
        weigh_society_first(checks, state, order.source, order.amount.fen, spare_in(state, source), law)
    move = Move(order.key, source, (order.target, order.only_for), order.amount.fen)
    return FundsTransferred(len(state.events), order, (move,))


def _apply_reversal(state: State, event: TransferReversed) -> None:
    flow: Any = state.events[event.command.transfer]
    for move in flow.moves:
        carry_back(state, move)
    if flow.fee is not None:
        charge_back(state, flow.fee)
    state.of(REVERSED)[event.command.transfer] = event.command.key


def _weigh_untouched(checks: Checks, state: State, move: Move) -> None:
    """Check that all of a move lies where it went: of each gift as much as came, and free."""
    purse = state.purses[move.target]
    there = sum(min(fen, purse.unspent(gift)) for gift, fen in state.of(MOVES)[move.name].gifts)
    there = min(there, spare_of(state, purse))
    checks.weigh(UNTOUCHED, there >= move.fen, move.fen, there, {"target": move.target[0]})


@handles(ReverseTransfer, apply=_apply_reversal)
def _decide_reversal(state: State, order: ReverseTransfer, _law: LawInForce, checks: Checks) -> TransferReversed:
    flow = state.fact(Flow, order.transfer, WHAT, checks)
    if order.transfer in state.of(REVERSED):
        checks.stop(LIVE)
    if order.on < flow.command.on:
        checks.stop(NOT_BEFORE, found=order.on, since=flow.command.on)
    for move in flow.moves:
        _weigh_untouched(checks, state, move)
    return TransferReversed(len(state.events), order)
