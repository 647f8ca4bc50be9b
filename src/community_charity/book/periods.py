"""Closing a period (关账): nothing is dated into it any more."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, handles
from community_charity.calendar import day
from community_charity.language import Text
from community_charity.law.decision import Stage, ground

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

ENDED = ground(
    "book.period_ended",
    Stage.STATE,
    title=("the period ends before {found}", "期间在 {found} 前已结束"),
    unmet=("the period up to {through} has not ended on {found}", "截至 {through} 的期间在 {found} 尚未结束"),
)
STILL_OPEN = ground(
    "book.period_open",
    Stage.STATE,
    title=("the period is open", "期间未关闭"),
    unmet=("days up to {closed} are closed already", "{closed} 及以前的期间此前已关闭"),
)


@attrs.frozen(kw_only=True)
class ClosePeriod(Command):
    """Close all days up to and including one (关账). It is dated after the days it closes.

    What is dated on a closed day is refused from then on. Raises `Malformed` for what is no plain date.

    >>> import community_charity as cc
    >>> order = ClosePeriod(key="close-1", on=date(2025, 4, 1), through=date(2025, 3, 31))
    >>> str(order.asked()), type(cc.Book(cc.Law.of("cn")).record(order)).__name__
    ('close the days up to 2025-03-31', 'PeriodClosed')
    """

    ASKED: ClassVar[Text] = Text("close the days up to {through}", "关闭截至 {through} 的期间")

    through: date = attrs.field(converter=day)


@attrs.frozen
class PeriodClosed(Event[ClosePeriod]):
    """A period was closed (已关账)."""


def _apply(state: State, event: PeriodClosed) -> None:
    state.closed = event.command.through


@handles(ClosePeriod, apply=_apply)
def _decide(state: State, order: ClosePeriod, _law: LawInForce, checks: Checks) -> PeriodClosed:
    if order.through >= order.on:
        checks.stop(ENDED, found=order.on, through=order.through)
    if state.closed is not None and order.through <= state.closed:
        checks.stop(STILL_OPEN, closed=state.closed)
    return PeriodClosed(len(state.events), order)
