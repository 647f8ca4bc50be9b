"""Settling a matching: what each gift gets, and the money that moves (结算配捐).

Counted over all gifts that the book knows, in the order in which they were recorded, with what stands of each: as
corrected, less what went back. Match money, start-up capital and what a pool passes on are no gifts, so nothing of them
is matched. Never more goes out than the budget, the caps, and the money that is there.

>>> SettleMatching.ASKED.en
'settle matching {matching}'
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, handles
from community_charity.errors import Malformed, declare, shown
from community_charity.flows.accounts import spare_in
from community_charity.flows.chains import part_of
from community_charity.flows.transfers import Move, carry
from community_charity.giving import MATCHED, live_amount
from community_charity.giving.stock import state_of
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.matching.pots import MATCHES, MATCHINGS, Matched, Matching, open_matching, waiting
from community_charity.money import ZERO, Money
from community_charity.parties import opaque_id
from community_charity.rules.matching import Gift, Match

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from community_charity.book.book import Book
    from community_charity.book.lines import Parts
    from community_charity.book.purses import PurseKey
    from community_charity.book.state import State
    from community_charity.giving import ReceiveDonation
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.rules.matching import Pot, Standing

UNKNOWN = declare(
    "matching.unknown",
    wanted=("the key of a matching that was announced", "已宣布配捐的编号"),
    do=("see book.all(MATCHINGS)", "见 book.all(MATCHINGS)"),
)

# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class SettleMatching(Command):
    """Settle a matching (结算配捐): every gift that it covers gets its match, the money moves to where the gift is.

    Once its window is over, or at any time if no later gift can change an earlier match; then it can be settled again,
    for the gifts that came in since. The settlement after the last day is the end: a gift recorded later gets nothing. A
    gift is matched at most once by one matching. Recorded it becomes `MatchingSettled`. Raises `Malformed`.

    >>> from datetime import date
    >>> str(SettleMatching(key="settle-1", on=date(2025, 10, 1), matching="match-1").asked())
    'settle matching match-1'
    """

    ASKED: ClassVar[Text] = Text("settle matching {matching}", "结算配捐 {matching}")

    matching: str = attrs.field(converter=opaque_id)


@attrs.frozen
class MatchingSettled(Event[SettleMatching]):
    """A matching was settled (配捐已结算).

    ``matches`` are the gifts it covered and had not matched before, also those that got nothing; ``moves`` carry the
    money; ``held``, in fen, stays held for gifts that may still come; with ``closes`` none can.
    """

    matches: tuple[Match, ...]
    moves: tuple[Move, ...]
    held: int
    closes: bool

    @property
    def given(self) -> Parts:
        """The gifts that got something, with the fen of each (逐笔配捐额)."""
        return tuple((match.gift, match.amount.fen) for match in self.matches if match.amount)


# --- rules ---------------------------------------------------------------------------------------


def _once_over(finding: Finding, _asked: Any) -> Remedy | None:
    last: date = finding.facts["last"]
    if last == date.max:
        return None
    day = last + timedelta(days=1)
    return Remedy(Text("settle it on {d} or later", "于 {d} 或之后结算").fill(d=day), {"on": day}, wait_until=day)


OVER = ground(
    "matching.over",
    Stage.STATE,
    title=("no later gift can change what the earlier ones get", "后续捐赠不再影响已有配捐"),
    unmet=("gifts until {last} can still change what the earlier ones get", "{last} 及以前的捐赠仍会影响已有配捐"),
    remedy=_once_over,
)

# --- weighing ------------------------------------------------------------------------------------


def left_of(state: State, key: str, row: Matching) -> int:
    """Give what is left of a budget, in fen (预算余额): what was returned may be given again."""
    rows = (match for (matching, _), match in state.of(MATCHES).items() if matching == key)
    return row.order.pot.budget.fen - sum(match.fen - match.returned for match in rows)


def _pot(state: State, key: str, row: Matching, *, only_held: bool = False) -> Pot:
    """Give the pot with what it can give now: of its budget, what is left and there."""
    there = row.held if only_held else row.held + spare_in(state, row.order.purse)
    return attrs.evolve(row.order.pot, budget=Money(min(left_of(state, key, row), there)))


def _gifts(state: State, orders: Iterable[ReceiveDonation]) -> list[Gift]:
    """Turn gifts of the book into gifts as the rules know them. A project is one of its pool; without any, the pool itself."""
    projects: dict[tuple[str, str | None], str] = {}
    gifts = []
    for order in orders:
        project = (order.pool, None if order.only_for is None else order.only_for.project)
        name = projects.setdefault(project, f"project-{len(projects)}")
        gifts.append(Gift(order.key, order.donor, live_amount(state, order), name, order.on))
    return gifts


def _moves(state: State, order: SettleMatching, row: Matching, matches: Iterable[Match]) -> tuple[Move, ...]:
    """Tell where the money goes: to the gift's pool, under the pot's restriction or else the gift's."""
    source = row.order.purse
    moves = []
    for match in matches:
        if match.amount:
            gift: ReceiveDonation = state.events[match.gift].command
            target = (gift.pool, gift.only_for if row.order.only_for is None else row.order.only_for)
            moves.append(Move(part_of(order.key, match.gift), source, target, match.amount.fen))
    return tuple(moves)


def _closes(row: Matching, on: date) -> bool:
    window = row.order.pot.window
    return not row.order.is_steady if window is None else on > window.last


# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: MatchingSettled) -> None:
    key, order = event.command.key, event.command
    row = state.of(MATCHINGS)[order.matching]
    if row.held:
        state.purses[row.order.purse].release(row.held)
    moves = {move.name: move for move in event.moves}
    for move in event.moves:
        carry(state, move)
    if event.held:
        state.purses[row.order.purse].hold(event.held)
    for match in event.matches:
        state.of(MATCHES)[order.matching, match.gift] = Matched(
            key, match.offered.fen, match.amount.fen, moves.get(part_of(key, match.gift))
        )
        if match.amount:
            state.of(MATCHED)[match.gift] = key
    state.of(MATCHINGS)[order.matching] = row._replace(
        held=event.held, closed=event.closes, settlements=(*row.settlements, key)
    )


def _paid_under(_state: State, event: MatchingSettled) -> tuple[tuple[str, ...], tuple[tuple[PurseKey, int], ...]]:
    """Tell under which orders its money went out: one for each gift."""
    return tuple(move.name for move in event.moves), ()


@handles(SettleMatching, apply=_apply, paid_under=_paid_under)
def _decide(state: State, order: SettleMatching, _law: LawInForce, checks: Checks) -> MatchingSettled:
    row = open_matching(state, order.matching, order.on, checks)
    window, closes = row.order.pot.window, _closes(row, order.on)
    if window is not None and not closes and not row.order.is_steady:
        checks.stop(OVER, last=window.last)
    gifts = _gifts(state, (gift for gift in waiting(state, order.matching, row) if gift.on <= order.on))
    matches = _pot(state, order.matching, row).match(gifts)
    moves = _moves(state, order, row, matches)
    held = 0 if closes else max(row.held - sum(move.fen for move in moves), 0)
    return MatchingSettled(len(state.events), order, matches, moves, held, closes)


# --- reading -------------------------------------------------------------------------------------


@attrs.frozen
class GiftMatch:
    """What a gift got out of a matching (单笔配捐情况), as `Money`: ``offered`` by its rule, ``matched``, ``returned`` of it.

    >>> GiftMatch("gift-1", Money(500), Money(300)).stands
    yuan("3.00")
    """

    gift: str
    offered: Money
    matched: Money
    returned: Money = ZERO

    @property
    def stands(self) -> Money:
        """What stands of it (尚存配捐)."""
        return self.matched - self.returned


def _row(state: State, matching: str) -> Matching:
    row = state.of(MATCHINGS).get(matching)
    if row is None:
        raise Malformed(UNKNOWN, given=shown(matching))
    return row


def matches_of(book: Book | State, matching: str) -> tuple[GiftMatch, ...]:
    """Give what each settled gift of a matching got (配捐明细), in the order in which they were first settled.

    Raises `Malformed` for what is no matching.

    >>> from community_charity.book.state import State
    >>> matches_of(State(), "match-1")
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [matching.unknown] given: text of 7 characters (str). wanted: the key of a matching \
that was announced. do: see book.all(MATCHINGS)
    """
    state = state_of(book)
    _row(state, matching)
    return tuple(
        GiftMatch(gift, Money(one.offered), Money(one.fen), Money(one.returned))
        for (of, gift), one in state.of(MATCHES).items()
        if of == matching
    )


def pot_left(book: Book | State, matching: str) -> Money:
    """Give what is left of a matching's budget (配捐余额), as `Money`: nothing once it is closed.

    Whether so much money is there is another matter. Raises `Malformed` for what is no matching.
    """
    state = state_of(book)
    row = _row(state, matching)
    return Money(0 if row.closed else left_of(state, matching, row))


def standing_of(book: Book | State, matching: str, *, still: Money | None = None) -> tuple[Standing, ...]:
    """Tell what each gift not yet matched is sure of, and what it gets if nothing else happens (保底额与暂计额).

    Guaranteed is only what is held for the matching; see `Pot.standing` for ``still``. A gift that goes back, or is
    corrected upwards, is another matter. Raises `Malformed` for what is no matching; nothing stands once it is closed.
    """
    state = state_of(book)
    row = _row(state, matching)
    if row.closed:
        return ()
    gifts = _gifts(state, waiting(state, matching, row))
    sure = _pot(state, matching, row, only_held=True).standing(gifts, still=still)
    can = _pot(state, matching, row).match(gifts)
    return tuple(attrs.evolve(one, provisional=match.amount) for one, match in zip(sure, can, strict=True))
