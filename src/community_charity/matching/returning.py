"""Giving a match back to its pot (退回配捐), so that the gift may go back too.

What of the match is unspent goes back, to the fen of whose money it was; what was spent stays spent, and is said. Inside
one purse it is not told apart which of the same giver's money was spent.

>>> ReturnMatch.ASKED.zh
'退回捐赠 {gift} 的配捐 {settlement}'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.lines import Parts
from community_charity.book.orders import Command, Event, handles
from community_charity.book.state import NOT_FOUND
from community_charity.flows.fees import CAME
from community_charity.flows.transfers import MOVES, PASSED, Moved, carry_back
from community_charity.giving import MATCHED
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.matching.pots import MATCHES, MATCHINGS, NOT_BEFORE, NOTHING
from community_charity.matching.settling import MatchingSettled
from community_charity.parties import opaque_id
from community_charity.pools import spare_of

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.flows import Move
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class ReturnMatch(Command):
    """Give what is unspent of a gift's match back to the pot (退回配捐). ``settlement`` is the order that matched it.

    Afterwards the gift may be refunded, corrected or reversed, and is not matched again by the same matching. Recorded it
    becomes `MatchReturned`. Raises `Malformed`.

    >>> from datetime import date
    >>> str(ReturnMatch(key="return-1", on=date(2025, 10, 2), settlement="settle-1", gift="gift-1").asked())
    'give match settle-1 of donation gift-1 back'
    """

    ASKED: ClassVar[Text] = Text(
        "give match {settlement} of donation {gift} back", "退回捐赠 {gift} 的配捐 {settlement}"
    )

    settlement: str = attrs.field(converter=opaque_id)
    gift: str = attrs.field(converter=opaque_id)


@attrs.frozen
class MatchReturned(Event[ReturnMatch]):
    """A match went back to its pot (配捐已退回): ``back`` by gift of the pot, in fen; ``stays`` is what was spent, in fen."""

    back: Parts
    stays: int

    @property
    def given(self) -> Parts:
        """The gift, with the fen that it lost (配捐减少额), below zero."""
        fen = sum(fen for _, fen in self.back)
        return ((self.command.gift, -fen),) if fen else ()


# --- rules ---------------------------------------------------------------------------------------

A_MATCH = Text("match", "配捐")
STANDS = ground(
    "match.stands",
    Stage.STATE,
    title=("the match was not given back before", "该配捐此前未退回"),
    unmet=("the match was given back before", "该配捐此前已退回"),
)
FREE = ground(
    "match.free",
    Stage.MONEY,
    title=("the pool can spare the {required} of the match that are unspent", "资金池可退回未支出的配捐 {required}"),
    unmet=(
        "the pool can spare {found} of the {required} of the match that are unspent",
        "未支出的配捐 {required} 中，资金池仅可退回 {found}",
    ),
    remedy=lambda _finding, _asked: Remedy(
        Text("free or pay what the pool has promised first", "先撤销或付清已占用资金"), first="VoidGrant"
    ),
    fen=True,
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: MatchReturned) -> None:
    order = event.command
    matching = _matching(state, order.settlement)
    match = state.of(MATCHES)[matching, order.gift]
    if event.back:
        _carry_back(state, match.move, event)  # type: ignore[arg-type] # decided to be there
    state.of(MATCHES)[matching, order.gift] = match._replace(returned=match.fen - event.stays, ended=True)
    rows = (state.of(MATCHES).get((key, order.gift), NOTHING) for key in state.of(MATCHINGS))
    others = [one.settlement for one in rows if one.fen and not one.ended]
    if others:  # another pot matched the same gift
        state.of(MATCHED)[order.gift] = others[-1]
    else:
        del state.of(MATCHED)[order.gift]


def _carry_back(state: State, move: Move, event: MatchReturned) -> None:
    """Undo the whole move, then let what was spent stay sent: each gift keeps its own way."""
    if not event.stays:
        carry_back(state, move)
        return
    row, back = state.of(MOVES)[move.name], dict(event.back)
    stays = tuple((gift, fen - back.get(gift, 0)) for gift, fen in row.gifts if fen > back.get(gift, 0))
    source, target = state.purses[move.source], state.purses[move.target]
    target.untake(event.back)
    source.undo(move.name)
    for gift, fen in stays:
        source.send_gift(move.name, gift, fen, move.target)
    passed, came, again = state.of(PASSED), state.of(CAME), dict(row.back)
    for gift, fen in event.back:
        old = min(fen, again.get(gift, 0))  # was the target's own before, and not counted as new
        passed[source.pool, gift] -= fen
        passed[target.pool, gift] = passed.get((target.pool, gift), 0) + old
        came[target.pool] -= fen - old
    state.of(MOVES)[move.name] = Moved(stays)


def _matching(state: State, settlement: str) -> str:
    matching: str = state.events[settlement].command.matching
    return matching


@handles(ReturnMatch, apply=_apply)
def _decide(state: State, order: ReturnMatch, _law: LawInForce, checks: Checks) -> MatchReturned:
    settled = state.fact(MatchingSettled, order.settlement, A_MATCH, checks)
    match = state.of(MATCHES).get((settled.command.matching, order.gift), NOTHING)
    if match.settlement != order.settlement or match.move is None:
        checks.stop(NOT_FOUND, what=A_MATCH, id=order.gift)
    if match.ended:
        checks.stop(STANDS)
    if order.on < settled.command.on:
        checks.stop(NOT_BEFORE, found=order.on, since=settled.command.on)
    purse = state.purses[match.move.target]
    left = ((gift, min(fen, purse.unspent(gift))) for gift, fen in state.of(MOVES)[match.move.name].gifts)
    back = tuple((gift, fen) for gift, fen in left if fen)
    fen, spare = sum(fen for _, fen in back), spare_of(state, purse)
    if spare < fen:
        checks.stop(FREE, fen, spare)
    return MatchReturned(len(state.events), order, back, match.fen - fen)
