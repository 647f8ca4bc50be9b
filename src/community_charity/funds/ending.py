"""Ending a fund (基金终止): when its host may, and that nothing is lost.

Nothing may still be promised, no goods may lie in stock; what money is left moves whole to another pool. After that nothing
comes in. Money that comes back later, such as a payment that bounced, is handed on in the same way.

>>> EndGround("dormant").text.zh
'长期不开展活动'
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, handles
from community_charity.errors import Malformed, choice, declare, expect
from community_charity.funds.dormancy import INTEREST, last_move, weigh_dormant
from community_charity.funds.life import LIVES, at_work, stand, weigh_host, weigh_since
from community_charity.funds.residue import Left, Residue, left_of, weigh_residue
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import mend, wait
from community_charity.law.words import listed
from community_charity.money import Money
from community_charity.parties import OrganisationId, opaque_id, organisation_id
from community_charity.pools import POOLS, Standing
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.pools import Pool

# --- values --------------------------------------------------------------------------------------

ITSELF = declare(
    "ending.itself",
    wanted=("another pool for what is left than the fund that ends", "接收剩余财产的资金池不是所终止的基金"),
    do=("name another pool", "请指定另一资金池"),
)


class EndGround(Enum):
    """Why a fund ends (基金终止事由). ``EndGround("agreed")`` looks one up.

    >>> [why.value for why in EndGround]
    ['agreed', 'dormant', 'not_rectified']
    """

    AGREED = "agreed"
    DORMANT = "dormant"
    NOT_RECTIFIED = "not_rectified"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _GROUNDS[self]


_GROUNDS = {
    EndGround.AGREED: Text("as host and founder agreed", "依托组织与发起人约定终止"),
    EndGround.DORMANT: Text("inactive for long", "长期不开展活动"),
    EndGround.NOT_RECTIFIED: Text("not mended in time", "逾期未完成整改"),
}


class StillThere(NamedTuple):
    """Something besides money that may still lie in a pool (资金池中的其他财产): what it is, and how to look for it.

    >>> StillThere(Text("goods", "物资"), lambda state, pool: False).what.en
    'goods'
    """

    what: Text
    look: Callable[[State, str], bool]


STILL_THERE: dict[str, StillThere] = {}
"""What must be gone before a fund ends, besides promised money; packages above this one add theirs (终止前须清理的财产)."""


def _why(value: EndGround) -> EndGround:
    return choice(value, EndGround)


def _some_residue(value: Residue) -> Residue:
    return expect(value, Residue)


def _residue(value: Residue | None) -> Residue | None:
    return None if value is None else expect(value, Residue)


# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class TerminateFund(Command):
    """End a fund and move all that is left of it to another pool (终止基金).

    ``by`` is the host, ``why`` what ends it. ``agreed`` says that host and founder agree, or that what they agreed to end it
    has come. ``residue`` tells where the rest goes; a fund that has nothing left needs none. Recorded it becomes
    `FundTerminated`. Raises `Malformed`. Source: 慈善法第53条第1款、第58条（2016年文本第52条第1款、第57条）; in Hubei
    湖北省社区公益基金管理办法（试行）.

    >>> order = TerminateFund(  # invented
    ...     key="end-1",
    ...     on=date(2026, 3, 2),
    ...     fund="lake-fund",
    ...     by="city-charity",
    ...     why="agreed",
    ...     agreed=True,
    ...     residue=Residue(to="village-1", basis="agreement", agreed_for=["village-1"]),
    ... )
    >>> order.asked().zh
    '终止基金 lake-fund：依托组织与发起人约定终止'
    """

    ASKED: ClassVar[Text] = Text("end fund {fund}: {why}", "终止基金 {fund}：{why}")

    fund: str = attrs.field(converter=opaque_id)
    by: OrganisationId = attrs.field(converter=organisation_id)
    why: EndGround = attrs.field(converter=_why)
    agreed: bool | None = attrs.field(default=None, converter=yes_no)
    residue: Residue | None = attrs.field(default=None, converter=_residue)

    def __attrs_post_init__(self) -> None:
        _not_to_itself(self.fund, self.residue)

    def asked(self) -> Text:
        """Say what is ordered (事项)."""
        return self.ASKED.fill(fund=self.fund, why=self.why.text)


@attrs.frozen
class FundTerminated(Event[TerminateFund]):
    """A fund ended (基金已终止). ``left`` tells what moved to its heir, restriction by restriction."""

    left: tuple[Left, ...]


@attrs.frozen(kw_only=True)
class HandOnLateMoney(Command):
    """Move on what came back to a fund after its end (终止后款项的转交), such as a payment that bounced.

    As in `TerminateFund`. Recorded it becomes `LateMoneyHandedOn`. Raises `Malformed`.

    >>> order = HandOnLateMoney(
    ...     key="late-1",
    ...     on=date(2026, 4, 1),
    ...     fund="lake-fund",
    ...     by="city-charity",
    ...     residue=Residue(to="village-1", basis="agreement"),
    ... )
    >>> str(order.asked())
    'hand on what returned to fund lake-fund'
    """

    ASKED: ClassVar[Text] = Text("hand on what returned to fund {fund}", "转交基金 {fund} 终止后退回的款项")

    fund: str = attrs.field(converter=opaque_id)
    by: OrganisationId = attrs.field(converter=organisation_id)
    residue: Residue = attrs.field(converter=_some_residue)

    def __attrs_post_init__(self) -> None:
        _not_to_itself(self.fund, self.residue)


@attrs.frozen
class LateMoneyHandedOn(Event[HandOnLateMoney]):
    """What came back to a fund after its end was handed on (终止后款项已转交)."""

    left: tuple[Left, ...]


def _not_to_itself(fund: str, residue: Residue | None) -> None:
    if residue is not None and residue.to == fund:
        raise Malformed(ITSELF, given=fund)


# --- rules ---------------------------------------------------------------------------------------

AGREED = ground(
    "ending.agreed",
    Stage.AUTHORITY,
    title=("host and founder agreed to end it", "依托组织与发起人已约定终止"),
    unmet=("not shown that host and founder agreed to end it", "未证明依托组织与发起人已约定终止"),
    figures=("special_fund_agreement_settles",),
    remedy=mend(
        "agreed",
        does=("agree to end it first", "先行约定终止"),
        ask=("the agreement to end it, or what was agreed to end it", "终止协议，或者约定的终止条件成就的证明"),
        to=True,
    ),
)
LONG_DORMANT = ground(
    "ending.dormant",
    Stage.STATE,
    title=("no money has moved for {required} months", "已满{required}个月无资金往来"),
    unmet=(
        "money moved on {last}, {found} full months before; a fund may be ended after {required}",
        "最近一次资金往来为 {last}，至今满{found}个月；满{required}个月方可终止",
    ),
    figures=("fund_dormancy_end_months",),
    remedy=wait(ask=("the accounts of the fund", "基金账目")),
)
URGED = ground(
    "ending.rectified_first",
    Stage.STATE,
    title=("the fund was told to mend its ways first", "已先行督促整改"),
    unmet=("the fund was not told to mend its ways first", "未先行督促整改"),
    figures=("fund_cleaned_up_by_host",),
    remedy=lambda _finding, _asked: Remedy(
        Text("order a rectification first", "先责令整改"), first="OrderRectification"
    ),
)
TIME_UP = ground(
    "ending.time_up",
    Stage.STATE,
    title=("the time for mending is over", "整改期限已过"),
    unmet=("the fund may still mend its ways until {last}", "整改期限至 {last}，尚未届满"),
    remedy=wait(ask=("the order to mend its ways", "整改通知")),
)
NOTHING_PROMISED = ground(
    "ending.nothing_promised",
    Stage.MONEY,
    title=("nothing is promised any more", "无已批未付款项"),
    unmet=("{found} is still promised", "尚有已批未付款项 {found}"),
    remedy=lambda _finding, _asked: Remedy(
        Text("pay what is promised, or void it first", "先支付已批准款项，或撤销"), first="VoidGrant"
    ),
)
NOTHING_ELSE = ground(
    "ending.nothing_else",
    Stage.STATE,
    title=("nothing else is left in the fund", "基金内无其他财产"),
    unmet=("there is still in the fund: {found}", "基金内尚有：{found}"),
    remedy=lambda _finding, _asked: Remedy(Text("hand it out first", "先行发放或者处理")),
)
NAMED_HEIR = ground(
    "ending.residue_named",
    Stage.STATE,
    title=("it is told where the rest goes", "已指明剩余财产去向"),
    unmet=("{found} is left, and it is not told where it goes", "尚余 {found}，未指明去向"),
    remedy=lambda _finding, _asked: Remedy(Text("name a pool for the rest", "请指定接收剩余财产的资金池")),
)
SOMETHING_LATE = ground(
    "ending.something_late",
    Stage.STATE,
    title=("money returned after the end", "终止后有款项退回"),
    unmet=("nothing returned after the end", "终止后无款项退回"),
)

# --- deciding and applying -----------------------------------------------------------------------


def _hand_over(state: State, order: Any, left: tuple[Left, ...]) -> None:
    """Move all of it, the oldest first and under its restriction. Nothing is promised, so it is all there is."""
    for part in left:
        target = (order.residue.to, part.restriction)
        state.purse(*target).take(state.purses[order.fund, part.restriction].send(order.key, part.fen, target))


def _apply_end(state: State, event: FundTerminated) -> None:
    order = event.command
    _hand_over(state, order, event.left)
    stand(state, order.fund, order, heir=None if order.residue is None else order.residue.to)
    state.of(POOLS)[order.fund] = attrs.evolve(state.of(POOLS)[order.fund], floor=0)


@handles(TerminateFund, apply=_apply_end)
def _decide_end(state: State, order: TerminateFund, law: LawInForce, checks: Checks) -> FundTerminated:
    fund, pool = at_work(checks, state, order)
    weigh_since(checks, _last_day(state, fund.id), order)
    left = left_of(state, fund.id)
    _weigh_emptied(checks, state, fund.id)
    if order.residue is not None:
        weigh_residue(checks, state, pool, order.residue, left, order, law)
    elif left:
        checks.weigh(NAMED_HEIR, holds=False, found=Money(sum(part.fen for part in left)))
    weigh_host(checks, fund, order.by)
    _weigh_why(checks, state, pool, order, law)
    return FundTerminated(len(state.events), order, left)


def _last_day(state: State, fund: str) -> date:
    """Give the last day on which anything came in or went out, interest too."""
    days = [row.on for row in state.of(INTEREST).values() if row.pool == fund]
    return max([last_move(fund, date.max, state.purses.values(), state.events, state.of), *days])


def _weigh_emptied(checks: Checks, state: State, fund: str) -> None:
    held = sum(purse.held for purse in state.purses.values() if purse.pool == fund)
    if held:
        checks.weigh(NOTHING_PROMISED, holds=False, found=Money(held))
    there = tuple(one.what for one in STILL_THERE.values() if one.look(state, fund))
    if there:
        checks.weigh(NOTHING_ELSE, holds=False, found=listed(there))


def _weigh_why(checks: Checks, state: State, pool: Pool, order: TerminateFund, law: LawInForce) -> None:
    """Check what ends it. A fund that sleeps is told so first: only an agreement ends one that is active."""
    if order.why is EndGround.AGREED:
        checks.weigh(AGREED, order.agreed)
        return
    if pool.standing is not Standing.RECTIFYING:
        checks.weigh(URGED, holds=False)
    elif order.why is EndGround.DORMANT:
        weigh_dormant(checks, state, order, law, LONG_DORMANT)
    else:
        last: Any = state.of(LIVES)[pool.id].until  # one that is being rectified has a last day
        checks.weigh(TIME_UP, order.on > last, facts={"last": last, "until": last + timedelta(days=1)})


def _apply_late(state: State, event: LateMoneyHandedOn) -> None:
    _hand_over(state, event.command, event.left)


@handles(HandOnLateMoney, apply=_apply_late)
def _decide_late(state: State, order: HandOnLateMoney, law: LawInForce, checks: Checks) -> LateMoneyHandedOn:
    fund, pool = at_work(checks, state, order)
    left = left_of(state, fund.id)
    if not left:
        checks.stop(SOMETHING_LATE)
    weigh_residue(checks, state, pool, order.residue, left, order, law)
    weigh_host(checks, fund, order.by)
    return LateMoneyHandedOn(len(state.events), order, left)
