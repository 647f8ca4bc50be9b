"""Who approves how much of a fund's money (审批层级): its committee, above that the host, above that the host's board.

The amounts are no law: the lower one is this library's assumption, the upper one the practice of one foundation for what
is in no budget. Every amount is taken to be unbudgeted here. The approval from above is recorded first, with
`ApproveAbove`, for the key of the order that is to come; a board's approval is enough wherever the host's is asked for.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> law = Law.of("cn").on(date(2025, 3, 13))
>>> level_of(20_000_00, law), level_of(20_000_01, law)
(None, <Level.HOST: 'host'>)
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.book.state import EXISTS
from community_charity.errors import choice
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.money import Money, positive_money
from community_charity.organisations import ORGANISATIONS, Charity
from community_charity.parties import PersonId, opaque_id, person_id
from community_charity.pools import usable
from community_charity.rules.ceilings import PoolKind

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import date
    from typing import Any

    from community_charity.book.state import State
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.parties import PartyId
    from community_charity.pools import Pool

# --- values --------------------------------------------------------------------------------------


class Level(Enum):
    """Who approves above the committee (审批层级). ``Level("board")`` looks one up.

    >>> Level("host").text.zh
    '依托组织'
    """

    HOST = "host"
    BOARD = "board"

    # Identity is enough, and enum's own hash runs in Python.
    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _LEVELS[self]


_LEVELS = {Level.HOST: Text("the host", "依托组织"), Level.BOARD: Text("the host's board", "依托组织理事会")}


class Above(NamedTuple):
    """An approval from above as the book keeps it (上级批准): for which pool, how much in fen, since when, by whom."""

    pool: str
    fen: int
    on: date
    by: PersonId


APPROVALS: Table[tuple[str, Level], Above] = Table("approvals from above, by the key of the coming order")
AN_ORDER = Text("order", "指令")

# --- commands, events ----------------------------------------------------------------------------


def _level(value: Level | str) -> Level:
    return choice(value, Level)


@attrs.frozen(kw_only=True)
class ApproveAbove(Command):
    """Approve above the committee what a fund is to pay (上级批准). Recorded it becomes `ApprovedAbove`.

    ``order`` is the key of the order to come, ``amount`` the most it may be for, as `Money`; ``by`` one who runs the host
    and does not sit on the committee, at the level of the board who signs for it; ``paper`` the number of the decision.
    A later approval for the same order and level takes the place of the earlier one. Raises `Malformed`.

    >>> from datetime import date
    >>> order = ApproveAbove(  # invented
    ...     key="above-1",
    ...     on=date(2025, 3, 13),
    ...     pool="lake-fund",
    ...     order="grant-1",
    ...     amount=Money(30_000_00),
    ...     level="host",
    ...     by="m-1",
    ...     paper="decision-7",
    ... )
    >>> order.asked().en
    'approve order grant-1 of lake-fund, up to ¥30,000.00, by the host'
    """

    ASKED: ClassVar[Text] = Text(
        "approve order {order} of {pool}, up to {amount}, by {level}",
        "由{level}批准 {pool} 的指令 {order}，金额不超过 {amount}",
    )

    pool: str = attrs.field(converter=opaque_id)
    order: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    level: Level = attrs.field(converter=_level)
    by: PersonId = attrs.field(converter=person_id, repr=False)
    paper: str = attrs.field(converter=opaque_id)

    def asked(self) -> Text:
        """Say what is ordered (事项)."""
        return self.ASKED.fill(order=self.order, pool=self.pool, amount=self.amount, level=self.level.text)


@attrs.frozen
class ApprovedAbove(Event[ApproveAbove]):
    """An order to come was approved from above (上级已批准)."""


# --- rules ---------------------------------------------------------------------------------------


def _ask_above(_finding: Finding, _asked: Any) -> Remedy:
    return Remedy(Text("let it be approved from above first", "先报上级批准"), first="ApproveAbove")


BY_HOST = ground(
    "fund.approved_by_host",
    Stage.AUTHORITY,
    title=(
        "within the {required} that the committee approves, or approved by the host",
        "未超过管委会审批额度 {required}，或已经依托组织批准",
    ),
    unmet=(
        "{found} is more than the {required} that the committee approves by itself: the host has not approved it",
        "{found} 超过管委会审批额度 {required}，尚未经依托组织批准",
    ),
    figures=("fund_committee_ceiling",),
    remedy=_ask_above,
    fen=True,
    at_most=True,
)
BY_BOARD = ground(
    "fund.approved_by_board",
    Stage.AUTHORITY,
    title=("above {required}, and approved by the host's board", "超过 {required}，已经依托组织理事会批准"),
    unmet=(
        "{found} is more than the {required} that the host approves by itself: its board has not approved it",
        "{found} 超过依托组织审批额度 {required}，尚未经其理事会批准",
    ),
    figures=("fund_host_ceiling",),
    remedy=_ask_above,
    fen=True,
    at_most=True,
)
RECUSED = ground(
    "fund.approver_recused",
    Stage.AUTHORITY,
    title=("who approved from above has no interest in it", "上级批准人无利害关系"),
    unmet=("who approved from above has an interest in who is paid", "上级批准人与收款方有利害关系"),
    figures=("decider_recuses",),
    remedy=_ask_above,
)
RUNS_THE_HOST = ground(
    "fund.approver",
    Stage.AUTHORITY,
    title=("who approves runs the host and does not sit on the committee", "批准人为依托组织管理人员且非管委会成员"),
    unmet=(
        "who approves does not run the host, or sits on the committee as well",
        "批准人不是依托组织管理人员，或同时为管委会成员",
    ),
    origin=(
        "this library's: who approves above the committee is somebody else",
        "本库规则：上级批准人不得为管委会成员",
    ),
)


def level_of(fen: int, law: LawInForce) -> Level | None:
    """Tell who approves an amount, in fen, above the committee (审批层级); ``None`` where the committee may by itself.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> law = Law.of("cn").on(date(2025, 3, 13))
    >>> [level_of(fen, law) for fen in (1, 800_000_00, 800_000_01)]
    [None, <Level.HOST: 'host'>, <Level.BOARD: 'board'>]
    """
    if "fund_committee_ceiling" not in law or fen <= law.fund_committee_ceiling.fen:
        return None
    return Level.BOARD if "fund_host_ceiling" in law and fen > law.fund_host_ceiling.fen else Level.HOST


def weigh_ladder(
    checks: Checks,
    state: State,
    pool: Pool,
    order: Any,
    fen: int,
    law: LawInForce,
    interested: AbstractSet[PartyId] = frozenset(),
) -> None:
    """Check that a fund's money above the committee's ceiling was approved from above (审查审批层级); others have no ladder.

    ``order`` has a key and a day, ``fen`` is what leaves the fund by it, ``interested`` may not have approved it.
    """
    if pool.kind is not PoolKind.FUND or "fund_committee_ceiling" not in law:
        return
    level = level_of(fen, law)
    given = None if level is None else _given(state, pool, order, fen, level)
    asked, most = (BY_BOARD, law.fund_host_ceiling) if level is Level.BOARD else (BY_HOST, law.fund_committee_ceiling)
    checks.weigh(asked, level is None or given is not None, most.fen, fen)
    if given is not None and law.decider_recuses:
        checks.weigh(RECUSED, given.by not in interested)


def _given(state: State, pool: Pool, order: Any, fen: int, level: Level) -> Above | None:
    """Give the approval that covers an order, the board's before the host's."""
    for one in (Level.BOARD,) if level is Level.BOARD else (Level.HOST, Level.BOARD):
        row = state.of(APPROVALS).get((order.key, one))
        if row is not None and row.pool == pool.id and row.fen >= fen and row.on <= order.on:
            return row
    return None


# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: ApprovedAbove) -> None:
    order = event.command
    state.of(APPROVALS)[order.order, order.level] = Above(order.pool, order.amount.fen, order.on, order.by)


@handles(ApproveAbove, apply=_apply)
def _decide(state: State, order: ApproveAbove, _law: LawInForce, checks: Checks) -> ApprovedAbove:
    pool = usable(state, order.pool, order.on, checks)
    if order.order in state.events:  # what is done is not approved afterwards
        checks.stop(EXISTS, what=AN_ORDER, id=order.order)
    host = None if pool.holder is None else state.of(ORGANISATIONS).get(pool.holder)
    runs = frozenset(host.managers if isinstance(host, Charity) else ()) - pool.deciders
    if order.by not in runs:
        checks.weigh(RUNS_THE_HOST, holds=False)
    return ApprovedAbove(len(state.events), order)
