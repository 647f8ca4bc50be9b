"""Members of a fund's management committee come and go (管委会成员变更).

>>> ChangeCommittee.ASKED.zh
'变更 {fund} 的管委会'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.approvals import weigh_approval
from community_charity.book.orders import Command, Event, Table, handles
from community_charity.errors import Malformed, declare, shown
from community_charity.funds.committee import CommitteeMember, members, weigh_committee
from community_charity.funds.fund import FUNDS
from community_charity.funds.fund import WHAT as A_FUND
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.organisations import ORGANISATIONS, Charity, people
from community_charity.parties import PersonId, opaque_id
from community_charity.pools import ACTIVE, OPENED, POOLS, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from community_charity.book.state import State
    from community_charity.funds.fund import CommunityCharityFund
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

NOTHING = declare(
    "fund.no_change",
    wanted=(
        "somebody who joins or leaves, nobody both, or new supervisors",
        "有人加入或退出（同一人不得兼列），或更换监督员",
    ),
    do=("give `join`, `leave` or `supervisors`", "请给出 join、leave 或 supervisors"),
)

# --- commands, events ----------------------------------------------------------------------------


def _joining(value: Iterable[CommitteeMember]) -> tuple[CommitteeMember, ...]:
    joining = members(value)
    if joining is None:
        raise Malformed(NOTHING, given=shown(value))
    return joining


def _supervisors(value: Iterable[PersonId] | None) -> tuple[PersonId, ...] | None:
    return None if value is None else people(value)


@attrs.frozen(kw_only=True)
class ChangeCommittee(Command):
    """Change who sits on a fund's committee, or who supervises it (变更管委会). It becomes `CommitteeChanged`.

    ``leave`` go and ``join`` come, at once; ``supervisors`` are all supervisors from now on, ``None`` for the same as
    before. ``approved_by`` are those of the committee as it was who agreed. Raises `Malformed`.
    Source of what the new committee must be: as for `EstablishFund`; who decides on it no rule read says.

    >>> from datetime import date
    >>> order = ChangeCommittee(  # invented
    ...     key="change-1",
    ...     on=date(2025, 3, 13),
    ...     fund="lake-fund",
    ...     leave=["c-1"],
    ...     join=[CommitteeMember("c-6", "local_firms", paid=False)],
    ...     approved_by=["c-2", "c-3", "c-4"],
    ... )
    >>> order.asked().en
    'change the committee of lake-fund'
    """

    ASKED: ClassVar[Text] = Text("change the committee of {fund}", "变更 {fund} 的管委会")

    fund: str = attrs.field(converter=opaque_id)
    leave: tuple[PersonId, ...] = attrs.field(default=(), converter=people, repr=False)
    join: tuple[CommitteeMember, ...] = attrs.field(default=(), converter=_joining, repr=False)
    supervisors: tuple[PersonId, ...] | None = attrs.field(default=None, converter=_supervisors, repr=False)
    approved_by: tuple[PersonId, ...] = attrs.field(default=(), converter=people, repr=False)

    def __attrs_post_init__(self) -> None:
        comes = {one.person for one in self.join}
        if not (self.leave or comes or self.supervisors is not None) or comes & set(self.leave):
            raise Malformed(NOTHING, given=f"{len(self.join)}, {len(self.leave)}")


@attrs.frozen
class CommitteeChanged(Event[ChangeCommittee]):
    """A fund's committee was changed (管委会已变更)."""


CHANGED_ON: Table[str, date] = Table("funds whose committee was changed, and when last")

# --- rules ---------------------------------------------------------------------------------------

FITS = ground(
    "fund.change_fits",
    Stage.STATE,
    title=("who leaves sits on the committee, and who joins does not", "退出者为现任成员，加入者非现任成员"),
    unmet=(
        "people who leave without sitting on the committee, or join it though they do: {found}",
        "非现任成员退出或现任成员加入者{found}人",
    ),
)
SOMEBODY_LEFT = ground(
    "fund.somebody_left",
    Stage.STATE,
    title=("somebody is left to decide", "变更后仍有成员"),
    unmet=("nobody would be left to decide over {fund}", "变更后 {fund} 将无人决定"),
)
IN_ORDER = ground(
    "fund.change_in_order",
    Stage.STATE,
    title=("not before the last change, on {since}", "不早于上次变更日 {since}"),
    unmet=("{found} is before the last change, on {since}", "{found} 早于上次变更日 {since}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)


def changed(fund: CommunityCharityFund, order: ChangeCommittee) -> CommunityCharityFund:
    """Give the fund as it is after the change (变更后的基金)."""
    stay = tuple(one for one in fund.committee if one not in order.leave)
    known = tuple(one for one in fund.members or () if one.person in stay)
    return attrs.evolve(
        fund,
        committee=(*stay, *(one.person for one in order.join)),
        members=(*known, *order.join),
        supervisors=fund.supervisors if order.supervisors is None else order.supervisors,
    )


# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: CommitteeChanged) -> None:
    order = event.command
    fund = state.of(FUNDS)[order.fund] = changed(state.of(FUNDS)[order.fund], order)
    host = None if fund.host is None else state.of(ORGANISATIONS)[fund.host]
    committee = frozenset(fund.committee)
    managers = committee | frozenset(host.managers if isinstance(host, Charity) else ())
    pool = state.of(POOLS)[order.fund]
    state.of(POOLS)[order.fund] = attrs.evolve(pool, deciders=committee, managers=managers)
    state.of(CHANGED_ON)[order.fund] = order.on


@handles(ChangeCommittee, apply=_apply)
def _decide(state: State, order: ChangeCommittee, law: LawInForce, checks: Checks) -> CommitteeChanged:
    fund = state.found(FUNDS, order.fund, A_FUND, checks)
    pool = state.of(POOLS)[order.fund]
    if pool.since is not None and order.on < pool.since:
        checks.stop(OPENED, found=order.on, pool=pool.id, since=pool.since)
    if pool.standing is Standing.TERMINATED:  # while it is put right a fund may well need another committee
        checks.stop(ACTIVE, found=pool.standing, pool=pool.id)
    last = state.of(CHANGED_ON).get(order.fund)
    if last is not None and order.on < last:
        checks.stop(IN_ORDER, found=order.on, since=last)
    sitting = frozenset(fund.committee)
    amiss = len(frozenset(order.leave) - sitting) + len({one.person for one in order.join} & sitting)
    if amiss:
        checks.stop(FITS, found=amiss)
    after = changed(fund, order)
    if not after.committee:
        checks.stop(SOMEBODY_LEFT, fund=order.fund)
    weigh_approval(checks, pool, order.approved_by, law)
    weigh_committee(checks, after, law)
    return CommitteeChanged(len(state.events), order)
