"""Announcing that gifts will be matched, and calling it off (宣布配捐与撤销).

A pot is money of a pool, or of a purse of it. What is ``guaranteed`` is held at once; the rest is promised only as far as
money is there when it is settled. Gifts count by the day they are dated, in the order in which they were recorded.

>>> AnnounceMatching.ASKED.en
'match gifts with up to {budget} of {source}'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, Table, handles, reason
from community_charity.campaigns.running import CAMPAIGNS
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.flows.accounts import spare_in
from community_charity.flows.transfers import weigh_transfer
from community_charity.giving import DonationReceived, live_amount
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.money import ZERO, Money, amount_of_money, positive_money
from community_charity.organisations import people
from community_charity.parties import PersonId, opaque_id
from community_charity.restrictions import Restriction, project, restriction
from community_charity.rules.matching import Pot, Promise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from typing import Any

    from community_charity.book.purses import PurseKey
    from community_charity.book.state import State
    from community_charity.flows.transfers import Move
    from community_charity.giving import ReceiveDonation
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce

POOLS_WANTED = declare(
    "matching.pools",
    wanted=("the ids of at least one pool, each once", "至少一个资金池的标识，各列一次"),
    do=('write Scope(["village-1", "village-2"])', '写作 Scope(["village-1", "village-2"])'),
)
BEYOND = declare(
    "matching.guaranteed_beyond",
    wanted=("a guarantee within the budget of the pot", "不超过资金池预算的保底金额"),
    do=("guarantee the budget or less", "保底金额不得超过预算"),
)

# --- values --------------------------------------------------------------------------------------


def _pools(value: Iterable[str]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple | set | frozenset) or not value:
        raise Malformed(POOLS_WANTED, given=shown(value))
    named = tuple(sorted(map(opaque_id, value)))
    if len(set(named)) != len(named):
        raise Malformed(POOLS_WANTED, given=f"{len(named)} pools")
    return named


def _optional_id(value: str | None) -> str | None:
    return None if value is None else opaque_id(value)


@attrs.frozen
class Scope:
    """Which gifts are matched (配捐范围): those for one of the ``pools``, and of what else is named.

    Of a ``campaign``; for a ``project``, as their restriction names it; restricted exactly so (``only_for``). What is
    ``None`` is not asked for. Raises `Malformed`.

    >>> Scope(["village-2", "village-1"]).pools
    ('village-1', 'village-2')
    """

    pools: tuple[str, ...] = attrs.field(converter=_pools)
    campaign: str | None = attrs.field(default=None, kw_only=True, converter=_optional_id)
    project: str | None = attrs.field(default=None, kw_only=True, converter=project)
    only_for: Restriction | None = attrs.field(default=None, kw_only=True, converter=restriction)

    def covers(self, gift: ReceiveDonation) -> bool:
        """Tell whether a gift is one of these (是否在范围内).

        >>> from datetime import date
        >>> from community_charity.giving import ReceiveDonation
        >>> gift = ReceiveDonation(key="gift-1", on=date(2025, 3, 13), pool="village-1", amount=Money(1))
        >>> Scope(["village-1"]).covers(gift), Scope(["village-1"], campaign="spring").covers(gift)
        (True, False)
        """
        return (
            gift.pool in self.pools
            and self.campaign in {None, gift.campaign}
            and self.only_for in {None, gift.only_for}
            and self.project in {None, None if gift.only_for is None else gift.only_for.project}
        )


def _pot(value: Pot) -> Pot:
    positive_money(expect(value, Pot).budget)
    return value


def _scope(value: Scope) -> Scope:
    return expect(value, Scope)


# --- commands, events, rows ----------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class AnnounceMatching(Command):
    """Announce that gifts will be matched out of a pool (宣布配捐).

    ``source`` is the pool whose money it is, ``only_for`` which: unrestricted, or what its givers restricted so.
    ``gifts`` are those that it matches, by the ``pot``; without a window, those dated from the day of the order on.
    ``guaranteed``, `Money`, is held at once. ``approved_by`` are those of the source who decided for it. Unrestricted
    money takes on the restriction of the gift that it matches; restricted money keeps its own. Recorded it becomes
    `MatchingAnnounced`. Raises `Malformed`.

    >>> from datetime import date
    >>> from community_charity.rules.matching import ONE_TO_ONE
    >>> order = AnnounceMatching(  # invented
    ...     key="match-1",
    ...     on=date(2025, 9, 1),
    ...     source="province",
    ...     pot=Pot(Money(500_00), ONE_TO_ONE),
    ...     gifts=Scope(["village-1"]),
    ... )
    >>> str(order.asked())
    'match gifts with up to ¥500.00 of province'
    """

    ASKED: ClassVar[Text] = Text("match gifts with up to {budget} of {source}", "以 {source} 至多 {budget} 为捐赠配捐")

    source: str = attrs.field(converter=opaque_id)
    pot: Pot = attrs.field(converter=_pot)
    gifts: Scope = attrs.field(converter=_scope)
    only_for: Restriction | None = attrs.field(default=None, converter=restriction)
    guaranteed: Money = attrs.field(default=ZERO, converter=amount_of_money)
    approved_by: tuple[PersonId, ...] = attrs.field(default=(), converter=people, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.guaranteed > self.pot.budget:
            raise Malformed(BEYOND, given=f"{self.guaranteed} of {self.pot.budget}")

    def asked(self) -> Text:
        """Say what is announced (事项)."""
        return self.ASKED.fill(budget=self.pot.budget, source=self.source)

    @property
    def purse(self) -> PurseKey:
        """The purse whose money it is (资金账户)."""
        return self.source, self.only_for

    @property
    def is_steady(self) -> bool:
        """Tell whether no later gift can change an earlier match, so that it need not be waited for (可随时结算)."""
        return Promise.STEADY in self.pot.promises

    def covers(self, gift: ReceiveDonation) -> bool:
        """Tell whether a gift is matched: by its day, and by what it is for (是否配捐)."""
        window = self.pot.window
        in_time = self.on <= gift.on if window is None else gift.on in window
        return in_time and self.gifts.covers(gift)


@attrs.frozen
class MatchingAnnounced(Event[AnnounceMatching]):
    """Gifts will be matched, what is guaranteed is held (配捐已宣布)."""


@attrs.frozen(kw_only=True)
class CancelMatching(Command):
    """Call a matching off that no unsettled gift relies on (撤销配捐). It becomes `MatchingCancelled`. Raises `Malformed`.

    >>> from datetime import date
    >>> order = CancelMatching(key="cancel-1", on=date(2025, 9, 2), matching="match-1", reason="no partner found")
    >>> str(order.asked())
    'call off matching match-1'
    """

    ASKED: ClassVar[Text] = Text("call off matching {matching}", "撤销配捐 {matching}")

    matching: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class MatchingCancelled(Event[CancelMatching]):
    """A matching was called off, what was held is free (配捐已撤销)."""


class Matching(NamedTuple):
    """A matching as the book keeps it (配捐): what is still ``held``, in fen, and the orders that settled it."""

    order: AnnounceMatching
    held: int
    closed: bool = False
    settlements: tuple[str, ...] = ()


class Matched(NamedTuple):
    """What a gift got out of a matching (单笔配捐), in fen; ``ended`` once it was returned, whole or in part."""

    settlement: str
    offered: int
    fen: int
    move: Move | None = None
    returned: int = 0
    ended: bool = False


NOTHING = Matched("", 0, 0)
"""What a gift got that no settlement looked at (未结算)."""
MATCHINGS: Table[str, Matching] = Table("matchings")
MATCHES: Table[tuple[str, str], Matched] = Table("matches of gifts")
WHAT = Text("matching", "配捐")

# --- rules ---------------------------------------------------------------------------------------

IN_TIME = ground(
    "matching.in_time",
    Stage.STATE,
    title=("announced before the window is over", "宣布日不晚于时段末日"),
    unmet=("the window ended on {last}", "时段已于 {last} 结束"),
)
GUARANTEED = ground(
    "matching.guaranteed",
    Stage.MONEY,
    title=("the pool can hold {required} for it", "资金池可为此占用 {required}"),
    unmet=(
        "{found} is more than the {required} that the pool can hold for it",
        "{found} 超过资金池可占用的 {required}",
    ),
    remedy=lambda finding, _asked: Remedy(
        Text("guarantee no more than {m}", "保底不超过 {m}").fill(m=finding.required), {"guaranteed": finding.required}
    ),
    fen=True,
    at_most=True,
)
OPEN = ground(
    "matching.open",
    Stage.STATE,
    title=("the matching is open", "配捐未终止"),
    unmet=("the matching was settled to its end or called off", "配捐已最终结算或撤销"),
)


def _not_before(finding: Finding, _asked: Any) -> Remedy:
    day = finding.facts["since"]
    return Remedy(Text("date it on {d} or later", "日期不早于 {d}").fill(d=day), {"on": day}, wait_until=day)


NOT_BEFORE = ground(
    "matching.not_before",
    Stage.STATE,
    title=("not before what it builds on", "不早于所依据的事项"),
    unmet=("{found} is before {since}, the day of what it builds on", "{found} 早于所依据事项之日 {since}"),
    remedy=_not_before,
)
RELIED = ground(
    "matching.relied_on",
    Stage.STATE,
    title=("no gift that came in relies on it", "无已到账捐赠依赖该配捐"),
    unmet=("gifts that came in and rely on it: {found}", "已有{found}笔到账捐赠依赖该配捐"),
    remedy=lambda _finding, _asked: Remedy(Text("settle it first", "先行结算"), first="SettleMatching"),
)

# --- deciding and applying -----------------------------------------------------------------------


def open_matching(state: State, key: str, on: date, checks: Checks) -> Matching:
    """Find a matching that is open on a day (查找未终止的配捐). Raises `Stopped`."""
    row = state.found(MATCHINGS, key, WHAT, checks)
    if row.closed:
        checks.stop(OPEN)
    if on < row.order.on:
        checks.stop(NOT_BEFORE, found=on, since=row.order.on)
    return row


def waiting(state: State, key: str, row: Matching) -> Iterator[ReceiveDonation]:
    """Give the gifts that are covered and have got nothing yet (待配捐赠), in the order in which they were recorded."""
    matches = state.of(MATCHES)
    for event in state.events.values():
        if isinstance(event, DonationReceived) and row.order.covers(event.command):
            match = matches.get((key, event.command.key), NOTHING)
            if not match.fen and live_amount(state, event.command):
                yield event.command


def _apply(state: State, event: MatchingAnnounced) -> None:
    order = event.command
    fen = order.guaranteed.fen
    if fen:
        state.purses[order.purse].hold(fen)
    state.of(MATCHINGS)[order.key] = Matching(order, fen)


def _paid_under(state: State, event: MatchingAnnounced) -> tuple[tuple[str, ...], tuple[tuple[PurseKey, int], ...]]:
    """Tell under which orders its money went out, and what is still held."""
    row = state.of(MATCHINGS)[event.command.key]
    settled: list[Any] = [state.events[key] for key in row.settlements]
    held = ((row.order.purse, row.held),) if row.held else ()
    return tuple(move.name for one in settled for move in one.moves), held


@handles(AnnounceMatching, apply=_apply, paid_under=_paid_under)
def _decide(state: State, order: AnnounceMatching, law: LawInForce, checks: Checks) -> MatchingAnnounced:
    if order.gifts.campaign is not None:
        state.found(CAMPAIGNS, order.gifts.campaign, Text("campaign", "募捐活动"), checks)
    window = order.pot.window
    if window is not None and window.last < order.on:
        checks.weigh(IN_TIME, holds=False, facts={"last": window.last})
    weigh_transfer(checks, state, order.gifts.pools, order, law)
    spare = spare_in(state, order.purse)
    checks.weigh(GUARANTEED, order.guaranteed.fen <= spare, spare, order.guaranteed.fen)
    return MatchingAnnounced(len(state.events), order)


def _apply_cancelling(state: State, event: MatchingCancelled) -> None:
    key = event.command.matching
    row = state.of(MATCHINGS)[key]
    if row.held:
        state.purses[row.order.purse].release(row.held)
    state.of(MATCHINGS)[key] = row._replace(held=0, closed=True)


@handles(CancelMatching, apply=_apply_cancelling)
def _decide_cancelling(state: State, order: CancelMatching, _law: LawInForce, checks: Checks) -> MatchingCancelled:
    row = open_matching(state, order.matching, order.on, checks)
    matches = state.of(MATCHES)
    relying = sum((order.matching, gift.key) not in matches for gift in waiting(state, order.matching, row))
    if relying:
        checks.stop(RELIED, found=relying)
    return MatchingCancelled(len(state.events), order)
