"""A village's pool at the county charity (村级小额冠名基金): claimed by the village, then activated.

>>> sorted(purpose.code for purpose in USES)
['community/convenience', 'community/culture', 'community/governance/public_repair', 'emergency', 'relief']
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - a field's type, read by attrs.resolve_types
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import attrs

from community_charity.approvals import weigh_approval
from community_charity.book.orders import Command, Event, Table, handles
from community_charity.errors import expect
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.organisations import ORGANISATIONS, Charity, people
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import OrganisationId, PersonId, opaque_id, organisation_id, person_id
from community_charity.pools import POOLS, Pool, open_pool, purposes, usable
from community_charity.pools import WHAT as A_POOL
from community_charity.purposes import CONVENIENCE, CULTURE, EMERGENCY, PUBLIC_REPAIR, RELIEF, Purpose
from community_charity.rules.ceilings import PoolKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.pools import Cause

USES = (EMERGENCY, RELIEF, PUBLIC_REPAIR, CONVENIENCE, CULTURE)
"""What the programme's money is for, as reported of Shaanxi and Jilin: defence against epidemics and disasters, relief of
poverty, public facilities (repairs and everyday services), culture (用途)."""

# --- values --------------------------------------------------------------------------------------


def _purposes(value: Iterable[Purpose | Cause]) -> frozenset[Purpose]:
    return purposes(value)


def _optional_person(value: PersonId | None) -> PersonId | None:
    return None if value is None else person_id(value)


@attrs.frozen(kw_only=True)
class HomelandPool:
    """A village's pool at the county charity (村级小额冠名基金).

    ``village`` is the body that claims it, ``charity`` the county charity that holds, pays and supervises, ``platform`` the
    body whose platform raises. ``station`` are those of the village's charity work-station, which is its supervision
    committee as well (监管会): they decide. ``accounts_by`` is who keeps the accounts, ``None`` if nobody is named.
    Raises `Malformed`.

    >>> pool = HomelandPool(  # invented
    ...     id="lake-home", village="lake-committee", charity="county-charity", platform="web", station=["p-1", "p-2"]
    ... )
    >>> pool.accounts_by is None, PUBLIC_REPAIR in pool.purposes
    (True, True)
    """

    id: str = attrs.field(converter=opaque_id)
    village: OrganisationId = attrs.field(converter=organisation_id)
    charity: OrganisationId = attrs.field(converter=organisation_id)
    platform: OrganisationId = attrs.field(converter=organisation_id)
    station: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)
    accounts_by: PersonId | None = attrs.field(default=None, converter=_optional_person, repr=False)
    purposes: frozenset[Purpose] = attrs.field(default=USES, converter=_purposes)


class Homeland(NamedTuple):
    """A village's pool as the book keeps it (幸福家园资金台账): when it was claimed, and activated, if it was."""

    pool: HomelandPool
    claimed: date
    activated: date | None = None


def _pool(value: HomelandPool) -> HomelandPool:
    return expect(value, HomelandPool)


# --- commands, events ----------------------------------------------------------------------------

HOMELANDS: Table[str, Homeland] = Table("happy homeland pools")


@attrs.frozen(kw_only=True)
class ClaimHomelandPool(Command):
    """Let a village claim its pool at the county charity (认领). It becomes `HomelandPoolClaimed`. Raises `Malformed`.

    >>> pool = HomelandPool(
    ...     id="lake-home", village="lake", charity="county", platform="web", station=["p-1"]
    ... )  # invented
    >>> ClaimHomelandPool(key="claim-1", on=date(2025, 3, 13), pool=pool).asked().en
    'claim Happy Homeland pool lake-home'
    """

    ASKED: ClassVar[Text] = Text("claim Happy Homeland pool {id}", "认领幸福家园资金 {id}")

    pool: HomelandPool = attrs.field(converter=_pool)

    def asked(self) -> Text:
        """Say which pool is claimed (事项)."""
        return self.ASKED.fill(id=self.pool.id)


@attrs.frozen
class HomelandPoolClaimed(Event[ClaimHomelandPool]):
    """A village claimed its pool; it is empty (已认领)."""


@attrs.frozen(kw_only=True)
class ActivateHomelandPool(Command):
    """Activate a pool that its village claimed (激活). It becomes `HomelandPoolActivated`. Raises `Malformed`.

    ``accounts_by`` names who keeps the accounts, ``None`` if the claim did. ``approved_by`` are those of the station who agreed.

    >>> ActivateHomelandPool(key="a-1", on=date(2025, 3, 13), pool="lake-home", approved_by=["p-1"]).asked().zh
    '激活幸福家园资金 lake-home'
    """

    ASKED: ClassVar[Text] = Text("activate Happy Homeland pool {pool}", "激活幸福家园资金 {pool}")

    pool: str = attrs.field(converter=opaque_id)
    accounts_by: PersonId | None = attrs.field(default=None, converter=_optional_person, repr=False)
    approved_by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)


@attrs.frozen
class HomelandPoolActivated(Event[ActivateHomelandPool]):
    """A pool was activated (已激活)."""


# --- rules ---------------------------------------------------------------------------------------

CHARITY = ground(
    "homeland.charity",
    Stage.AUTHORITY,
    title=("a charity holds the money", "由慈善组织管理资金"),
    unmet=("{found} is no charity and cannot hold the money", "{found} 不是慈善组织，不能管理资金"),
    origin=("practice, as reported of Shaanxi in 2020", "实践做法，据2020年陕西报道"),
)
INACTIVE = ground(
    "homeland.inactive",
    Stage.STATE,
    title=("the pool was not activated before", "资金此前未激活"),
    unmet=("the pool was activated on {found}", "资金已于 {found} 激活"),
)
ACCOUNTS = ground(
    "homeland.accounts_by",
    Stage.AUTHORITY,
    title=("somebody keeps the accounts", "已指定专人记账"),
    unmet=("nobody is named who keeps the accounts", "未见指定记账人"),
    origin=("practice, as reported of Shaanxi in 2020", "实践做法，据2020年陕西报道"),
    remedy=lambda _finding, _asked: Remedy(Text("name who keeps the accounts", "提供记账人名单")),
)
# --- deciding and applying -----------------------------------------------------------------------


def _apply_claim(state: State, event: HomelandPoolClaimed) -> None:
    pool, on = event.command.pool, event.command.on
    state.of(HOMELANDS)[pool.id] = Homeland(pool, on)
    charity: Any = state.of(ORGANISATIONS)[pool.charity]
    row = Pool(pool.id, frozenset(pool.station), pool.purposes, 0, frozenset(charity.managers), pool.charity,
               kind=PoolKind.HOMELAND, since=on)  # fmt: skip
    open_pool(state, row)


@handles(ClaimHomelandPool, apply=_apply_claim)
def _decide_claim(state: State, order: ClaimHomelandPool, _law: LawInForce, checks: Checks) -> HomelandPoolClaimed:
    pool = order.pool
    charity, *_ = [
        state.found(ORGANISATIONS, one, AN_ORGANISATION, checks) for one in (pool.charity, pool.village, pool.platform)
    ]
    state.absent(POOLS, pool.id, A_POOL, checks)
    checks.weigh(CHARITY, isinstance(charity, Charity), found=pool.charity)
    return HomelandPoolClaimed(len(state.events), order)


def _apply_activation(state: State, event: HomelandPoolActivated) -> None:
    order, homelands = event.command, state.of(HOMELANDS)
    row = homelands[order.pool]
    pool = row.pool if order.accounts_by is None else attrs.evolve(row.pool, accounts_by=order.accounts_by)
    homelands[order.pool] = Homeland(pool, row.claimed, order.on)


@handles(ActivateHomelandPool, apply=_apply_activation)
def _decide_activation(
    state: State, order: ActivateHomelandPool, law: LawInForce, checks: Checks
) -> HomelandPoolActivated:
    row = state.found(HOMELANDS, order.pool, A_POOL, checks)
    pool = usable(state, order.pool, order.on, checks)
    if row.activated is not None:
        checks.stop(INACTIVE, found=row.activated)
    weigh_approval(checks, pool, order.approved_by, law)
    if order.accounts_by is None and row.pool.accounts_by is None:
        checks.weigh(ACCOUNTS, None)
    return HomelandPoolActivated(len(state.events), order)
