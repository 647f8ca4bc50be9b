"""Watching a fund (基金的定期清理): its host reviews it, tells it to mend its ways, and lets it go on.

A fund is active, being rectified, or terminated. `LIFE` is the one graph of what may be ordered when, and where it leads.
What was promised before a rectification may still be paid; nothing more comes in or is promised until it ends.

>>> [standing.value for standing in LIFE["TerminateFund"]]
['active', 'rectifying']
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.calendar import day
from community_charity.errors import Malformed, choice, declare, shown
from community_charity.funds.dormancy import DORMANT, months_without, weigh_dormant
from community_charity.funds.fund import FUNDS, WHAT
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import mend
from community_charity.parties import OrganisationId, opaque_id, organisation_id
from community_charity.pools import POOLS, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.state import State
    from community_charity.funds.fund import CommunityCharityFund
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.pools import Pool

# --- values --------------------------------------------------------------------------------------

SHORTCOMINGS = declare(
    "fund.shortcomings",
    wanted=(
        "a list of shortcomings, with at least one where a fund is to mend its ways",
        "问题清单；责令整改时至少一项",
    ),
    do=('give for example ["dormant", "badly_managed"]', '例如 ["dormant", "badly_managed"]'),
)
UNTIL = declare(
    "fund.rectification_until",
    wanted=("a last day of the rectification that comes after the order", "整改截止日晚于责令整改之日"),
    do=("give the fund at least a day", "请至少留出一日"),
)


class Shortcoming(Enum):
    """What a host finds amiss with a fund (基金存在的问题). ``Shortcoming("dormant")`` looks one up.

    >>> [one.text.zh for one in Shortcoming]
    ['长期不开展活动', '管理不善', '社会效益不明显', '其他问题']
    """

    DORMANT = "dormant"
    BADLY_MANAGED = "badly_managed"
    NO_BENEFIT = "no_benefit"
    OTHER = "other"

    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _SHORTCOMINGS[self]


_SHORTCOMINGS = {
    Shortcoming.DORMANT: Text("inactive for long", "长期不开展活动"),
    Shortcoming.BADLY_MANAGED: Text("badly managed", "管理不善"),
    Shortcoming.NO_BENEFIT: Text("without visible benefit", "社会效益不明显"),
    Shortcoming.OTHER: Text("another shortcoming", "其他问题"),
}


def _found(value: Iterable[Shortcoming]) -> frozenset[Shortcoming]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise Malformed(SHORTCOMINGS, given=shown(value))
    return frozenset(choice(one, Shortcoming) for one in value)


def _some(value: Iterable[Shortcoming]) -> frozenset[Shortcoming]:
    found = _found(value)
    if not found:
        raise Malformed(SHORTCOMINGS, given="none")
    return found


def _mended(value: Iterable[Shortcoming] | None) -> frozenset[Shortcoming] | None:
    return None if value is None else _found(value)


class Life(NamedTuple):
    """Where a fund stands (基金存续状况): the day of the last change, and what is being mended until when.

    ``heir`` is the pool that took what was left of a terminated fund.

    >>> Life(date(2025, 3, 13)).reasons
    frozenset()
    """

    since: date
    reasons: frozenset[Shortcoming] = frozenset()
    until: date | None = None
    heir: str | None = None


LIVES: Table[str, Life] = Table("funds whose standing has changed")

# --- the graph -----------------------------------------------------------------------------------

_ACTIVE, _RECTIFYING, _TERMINATED = Standing
_HERE: Final = {_ACTIVE: _ACTIVE, _RECTIFYING: _RECTIFYING}

LIFE: Final[dict[str, dict[Standing, Standing]]] = {
    "ReviewFund": _HERE,
    "SetPrincipal": _HERE,
    "RecordInterest": _HERE,
    "OrderRectification": {_ACTIVE: _RECTIFYING},
    "EndRectification": {_RECTIFYING: _ACTIVE},
    "TerminateFund": {_ACTIVE: _TERMINATED, _RECTIFYING: _TERMINATED},
    "HandOnLateMoney": {_TERMINATED: _TERMINATED},
}
"""For each order: the standings in which it may be given, and where each leads (基金存续状态图)."""

# --- rules ---------------------------------------------------------------------------------------


def _way_on(finding: Finding, asked: Any) -> Remedy | None:
    heir = finding.facts.get("heir")
    if heir is not None and type(asked).__name__ == "RecordInterest":
        return Remedy(Text("record it for {heir}", "计入 {heir}").fill(heir=heir), {"pool": heir})
    way = _WAYS.get((finding.found, type(asked).__name__))
    return None if way is None else Remedy(Text(*way[:2]), first=way[2])


_WAYS = {
    (Standing.ACTIVE, "EndRectification"): ("order a rectification first", "先责令整改", "OrderRectification"),
    (Standing.RECTIFYING, "OrderRectification"): ("end the one that runs first", "先结束现行整改", "EndRectification"),
}
STANDING = ground(
    "fund.standing",
    Stage.STATE,
    title=("{pool} stands where this may be done", "{pool} 的状态可办理此事"),
    unmet=("this cannot be done with {pool}: it is {found}", "{pool} 处于“{found}”状态，不能办理此事"),
    remedy=_way_on,
)
NOT_BEFORE = ground(
    "fund.not_before",
    Stage.STATE,
    title=("not before {since}", "不早于 {since}"),
    unmet=("{found} is before {since}, on which this builds", "{found} 早于所依据事项的日期 {since}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)
BY_HOST = ground(
    "fund.by_host",
    Stage.AUTHORITY,
    title=("the host of the fund orders it", "由基金依托组织作出"),
    unmet=("{by} is not the host of the fund", "{by} 不是该基金的依托组织"),
    figures=("fund_cleaned_up_by_host",),
    remedy=lambda finding, _asked: (
        None
        if finding.facts["host"] is None
        else Remedy(
            Text("let {h} order it", "由 {h} 作出").fill(h=finding.facts["host"]), {"by": finding.facts["host"]}
        )
    ),
)
SEEN = ground(
    "fund.dormancy_seen",
    Stage.STATE,
    title=("the review sees whether the fund is inactive", "清理时已查明是否长期不开展活动"),
    unmet=(
        "no money has moved for {found} months, and the review does not say so",
        "已满{found}个月无资金往来，清理结果未载明",
    ),
    figures=("fund_dormancy_months",),
    remedy=lambda _finding, asked: Remedy(
        Text("add that the fund is inactive for long", "在结果中补充长期不开展活动"),
        {"found": asked.found | {Shortcoming.DORMANT}},
    ),
)
MENDED = ground(
    "fund.mended",
    Stage.AUTHORITY,
    title=("everything that was amiss is mended", "所列问题均已整改"),
    unmet=("not shown to be mended: {missing}", "未证明已整改：{missing}"),
    remedy=mend(
        "mended",
        does=("mend first: {missing}", "先行整改：{missing}"),
        ask=("the report on what was mended", "整改情况报告"),
        to=lambda finding, _asked: finding.facts["reasons"],
    ),
)


def weigh_standing(checks: Checks, state: State, pool: Pool, order: Command) -> None:
    """Stop if the graph does not allow an order where a fund stands (审查基金状态). Raises `Stopped`."""
    if pool.standing not in LIFE[type(order).__name__]:
        life = state.of(LIVES).get(pool.id)
        checks.stop(STANDING, found=pool.standing, pool=pool.id, heir=life and life.heir)


def weigh_since(checks: Checks, since: date | None, order: Command) -> None:
    """Stop if an order is dated before what it builds on (审查日期先后). Raises `Stopped`.

    >>> weigh_since(None, None, None)  # nothing to say
    """
    if since is not None and order.on < since:
        checks.stop(NOT_BEFORE, found=order.on, since=since)


def at_work(checks: Checks, state: State, order: Any) -> tuple[CommunityCharityFund, Pool]:
    """Give the fund of an order, and its pool: in the book, where it stands may be ordered so, that day (查找基金).

    Raises `Stopped`.
    """
    fund = state.found(FUNDS, order.fund, WHAT, checks)
    pool = state.of(POOLS)[fund.id]
    weigh_standing(checks, state, pool, order)
    life = state.of(LIVES).get(fund.id)
    weigh_since(checks, pool.since if life is None else life.since, order)
    return fund, pool


def weigh_host(checks: Checks, fund: CommunityCharityFund, by: OrganisationId) -> None:
    """Check that it is the host who orders it (审查依托组织)."""
    checks.weigh(BY_HOST, fund.host == by, facts={"by": by, "host": fund.host})


# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class ReviewFund(Command):
    """Review a fund, as its host does regularly (基金定期清理). ``found`` is what is amiss, empty if nothing is.

    ``by`` is the host. Whether the fund is inactive for long is counted from the book, and a review may not say
    otherwise. Recorded it becomes `FundReviewed`. Raises `Malformed`. Source: in Hubei 湖北省社区公益基金管理办法（试行）.

    >>> order = ReviewFund(key="review-1", on=date(2025, 12, 1), fund="lake-fund", by="city-charity", found=["dormant"])
    >>> str(order.asked())
    'review fund lake-fund'
    """

    ASKED: ClassVar[Text] = Text("review fund {fund}", "清理基金 {fund}")

    fund: str = attrs.field(converter=opaque_id)
    by: OrganisationId = attrs.field(converter=organisation_id)
    found: frozenset[Shortcoming] = attrs.field(default=frozenset(), converter=_found)


@attrs.frozen
class FundReviewed(Event[ReviewFund]):
    """A fund was reviewed (基金已清理). ``last_move`` is the day on which its money last moved, ``idle`` the full months since."""

    last_move: date
    idle: int


@attrs.frozen(kw_only=True)
class OrderRectification(Command):
    """Tell a fund to mend its ways by a day (责令整改): until then it takes in and promises nothing.

    What was promised before may still be paid. ``by`` is the host, ``until`` the last day for mending. Recorded it becomes
    `RectificationOrdered`. Raises `Malformed`. Source: in Hubei 湖北省社区公益基金管理办法（试行）.

    >>> order = OrderRectification(  # invented
    ...     key="mend-1",
    ...     on=date(2025, 12, 1),
    ...     fund="lake-fund",
    ...     by="city-charity",
    ...     reasons=["badly_managed"],
    ...     until=date(2026, 2, 28),
    ... )
    >>> order.asked().zh
    '责令基金 lake-fund 于 2026-02-28 前整改'
    """

    ASKED: ClassVar[Text] = Text("tell fund {fund} to mend its ways by {until}", "责令基金 {fund} 于 {until} 前整改")

    fund: str = attrs.field(converter=opaque_id)
    by: OrganisationId = attrs.field(converter=organisation_id)
    reasons: frozenset[Shortcoming] = attrs.field(converter=_some)
    until: date = attrs.field(converter=day)

    def __attrs_post_init__(self) -> None:
        if self.until <= self.on:
            raise Malformed(UNTIL, given=f"{self.on} to {self.until}")


@attrs.frozen
class RectificationOrdered(Event[OrderRectification]):
    """A fund was told to mend its ways (已责令整改)."""


@attrs.frozen(kw_only=True)
class EndRectification(Command):
    """Let a fund go on after it has mended its ways (结束整改): it is active again.

    ``mended`` is what was shown to be mended, ``None`` if nothing was shown. Recorded it becomes `RectificationEnded`.
    Raises `Malformed`.

    >>> order = EndRectification(
    ...     key="mended-1", on=date(2026, 2, 1), fund="lake-fund", by="city-charity", mended=["badly_managed"]
    ... )
    >>> str(order.asked())
    'let fund lake-fund go on'
    """

    ASKED: ClassVar[Text] = Text("let fund {fund} go on", "结束基金 {fund} 的整改")

    fund: str = attrs.field(converter=opaque_id)
    by: OrganisationId = attrs.field(converter=organisation_id)
    mended: frozenset[Shortcoming] | None = attrs.field(default=None, converter=_mended)


@attrs.frozen
class RectificationEnded(Event[EndRectification]):
    """A fund goes on (整改已结束)."""


# --- deciding and applying -----------------------------------------------------------------------


def stand(state: State, fund: str, order: Command, **life: Any) -> None:
    """Put a fund where the graph leads it (变更基金状态). Apply only."""
    pools = state.of(POOLS)
    pools[fund] = attrs.evolve(pools[fund], standing=LIFE[type(order).__name__][pools[fund].standing])
    state.of(LIVES)[fund] = Life(order.on, **life)


@handles(ReviewFund, apply=lambda _state, _event: None)
def _decide_review(state: State, order: ReviewFund, law: LawInForce, checks: Checks) -> FundReviewed:
    fund, _ = at_work(checks, state, order)
    weigh_host(checks, fund, order.by)
    last, idle = months_without(state, fund.id, order.on)
    if Shortcoming.DORMANT in order.found:
        weigh_dormant(checks, state, order, law, DORMANT)
    elif "fund_dormancy_months" in law:
        checks.weigh(SEEN, idle < law.fund_dormancy_months, law.fund_dormancy_months, idle)
    return FundReviewed(len(state.events), order, last, idle)


def _apply_order(state: State, event: RectificationOrdered) -> None:
    order = event.command
    stand(state, order.fund, order, reasons=order.reasons, until=order.until)


@handles(OrderRectification, apply=_apply_order)
def _decide_order(state: State, order: OrderRectification, law: LawInForce, checks: Checks) -> RectificationOrdered:
    fund, _ = at_work(checks, state, order)
    weigh_host(checks, fund, order.by)
    if Shortcoming.DORMANT in order.reasons:
        weigh_dormant(checks, state, order, law, DORMANT)
    return RectificationOrdered(len(state.events), order)


def _apply_end(state: State, event: RectificationEnded) -> None:
    stand(state, event.command.fund, event.command)


@handles(EndRectification, apply=_apply_end)
def _decide_end(state: State, order: EndRectification, _law: LawInForce, checks: Checks) -> RectificationEnded:
    fund, _ = at_work(checks, state, order)
    weigh_host(checks, fund, order.by)
    reasons = state.of(LIVES)[fund.id].reasons
    missing = reasons - (order.mended or frozenset())
    holds = None if order.mended is None else not missing
    checks.weigh(MENDED, holds, facts={"missing": missing, "reasons": reasons})
    return RectificationEnded(len(state.events), order)
