"""Who holds a society's money (资金代管), and a filed society that registers and holds it itself.

A filed society is a group: the town's federation, the county's charity or the host of the community fund holds its money,
as the place has it. Registered, it is a body with an account of its own.

>>> ChangeCustodian.ASKED.en
'let {custodian} hold the money of {society}'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, handles
from community_charity.errors import choice
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.money import Money
from community_charity.organisations import ORGANISATIONS, Charity
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import OrganisationId, organisation_id
from community_charity.pools import POOLS
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.start_up import BodyKind, minimum_capital
from community_charity.societies.conditions import weigh_custodian, weigh_society
from community_charity.societies.members import on_roll
from community_charity.societies.replenishing import free_of
from community_charity.societies.society import SocietyForm, change, count, society_of
from community_charity.societies.topping_up import capital_of

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce


class CustodianKind(Enum):
    """What kind of body holds a filed society's money (代管方类型). ``CustodianKind("town_federation")`` looks one up.

    >>> CustodianKind("community_fund").text.en
    'host of the community fund'
    """

    TOWN_FEDERATION = "town_federation"
    TOWN_FUND = "town_mutual_aid_fund"
    OTHER_HUB = "other_hub"
    COUNTY_CHARITY = "county_charity"
    COMMUNITY_FUND = "community_fund"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    CustodianKind.TOWN_FEDERATION: Text("town federation of societies", "乡镇互助社联合会"),
    CustodianKind.TOWN_FUND: Text("town mutual-aid fund", "乡镇救急难互助基金"),
    CustodianKind.OTHER_HUB: Text("another hub body of the town", "乡镇其他枢纽型组织"),
    CustodianKind.COUNTY_CHARITY: Text("county charity", "县级慈善组织"),
    CustodianKind.COMMUNITY_FUND: Text("host of the community fund", "社区基金的依托慈善组织"),
}

# --- commands, events ----------------------------------------------------------------------------


def _kind(value: CustodianKind | str) -> CustodianKind:
    return choice(value, CustodianKind)


@attrs.frozen(kw_only=True)
class ChangeCustodian(Command):
    """Let another body hold a filed society's money from now on (变更代管组织). It becomes `CustodianChanged`.

    ``kind`` is a `CustodianKind`; the host of a community fund is named itself, not its fund. Raises `Malformed`.

    >>> from datetime import date
    >>> order = ChangeCustodian(  # invented
    ...     key="c-1", on=date(2025, 4, 1), society="village-1", custodian="county-charity", kind="county_charity"
    ... )
    >>> order.asked().zh
    'village-1 的资金改由 county-charity 代管'
    """

    ASKED: ClassVar[Text] = Text("let {custodian} hold the money of {society}", "{society} 的资金改由 {custodian} 代管")

    society: OrganisationId = attrs.field(converter=organisation_id)
    custodian: OrganisationId = attrs.field(converter=organisation_id)
    kind: CustodianKind = attrs.field(converter=_kind)


@attrs.frozen
class CustodianChanged(Event[ChangeCustodian]):
    """Another body holds a society's money (代管组织已变更)."""


@attrs.frozen(kw_only=True)
class RegisterFiledSociety(Command):
    """Register a society that was only filed (备案互助社登记为社会团体). It becomes `SocietyRegistered`. Raises `Malformed`.

    ``members`` and ``unit_members`` are counted anew; ``None`` keeps what the book knows. From then on it has no custodian.

    >>> from datetime import date
    >>> RegisterFiledSociety(key="r-1", on=date(2025, 4, 1), society="village-1", members=52).asked().en
    'register filed society village-1'
    """

    ASKED: ClassVar[Text] = Text("register filed society {society}", "备案互助社 {society} 申请登记")

    society: OrganisationId = attrs.field(converter=organisation_id)
    members: int | None = attrs.field(default=None, converter=count)
    unit_members: int | None = attrs.field(default=None, converter=count)


@attrs.frozen
class SocietyRegistered(Event[RegisterFiledSociety]):
    """A filed society was registered (互助社已登记)."""


# --- rules ---------------------------------------------------------------------------------------

FILED = ground(
    "society.filed",
    Stage.STATE,
    title=("the society is only filed", "互助社为备案形式"),
    unmet=("{society} is registered, and holds its money itself", "{society} 已登记，资金由其自行管理"),
)
PLACE_CUSTODIAN = ground(
    "society.custodian_of_the_place",
    Stage.AUTHORITY,
    title=("the place has such custodians: {found}", "本地由此类组织代管：{found}"),
    unmet=("the place has no such custodians: {found}", "本地代管方不含：{found}"),
    figures=("society_custodians",),
)
AS_SAID = ground(
    "society.custodian_as_said",
    Stage.AUTHORITY,
    title=("{custodian} is in the book as a {found}", "账本中 {custodian} 为{found}"),
    unmet=("the book does not know {custodian} as a {found}", "账本中 {custodian} 并非{found}"),
)
COUNTED_ALL = ground(
    "society.counted_all",
    Stage.STATE,
    title=("at least the {required} who are on the roll were counted", "清点人数不少于在册{required}名"),
    unmet=("only {found} were counted; {required} are on the roll", "清点{found}名，在册{required}名"),
    remedy=lambda _finding, _asked: Remedy(Text("count the members again", "重新清点会员")),
)
ACTIVITY_FUND = ground(
    "society.activity_fund",
    Stage.MONEY,
    title=("{found} are there, at least {required}", "现有资金 {found}，不低于 {required}"),
    unmet=("only {found} are there; registering takes {required}", "现有资金仅 {found}，登记须有 {required}"),
    figures=("association_minimum_capital", "society_minimum_capital"),
    remedy=lambda finding, _asked: Remedy(
        Text("top up {m} first", "先补充 {m}").fill(m=-finding.margin), first="TopUp"
    ),
    fen=True,
)

# --- deciding and applying -----------------------------------------------------------------------


def _is_such(state: State, body: OrganisationId, kind: CustodianKind) -> bool:
    """Tell whether the book knows a body as what it is said to be; of a town's fund or hub it can know nothing."""
    charity = isinstance(state.of(ORGANISATIONS)[body], Charity)
    if kind is CustodianKind.COUNTY_CHARITY:
        return charity
    if kind is CustodianKind.COMMUNITY_FUND:
        return any(pool.kind is PoolKind.FUND and pool.holder == body for pool in state.of(POOLS).values())
    if kind is CustodianKind.TOWN_FEDERATION:
        pool = state.of(POOLS).get(body)
        return pool is not None and pool.kind is PoolKind.FEDERATION
    return True


def _apply_custodian(state: State, event: CustodianChanged) -> None:
    change(state, event.command.society, event.command.on, custodian=event.command.custodian)


@handles(ChangeCustodian, apply=_apply_custodian)
def _decide_custodian(state: State, order: ChangeCustodian, law: LawInForce, checks: Checks) -> CustodianChanged:
    if order.custodian != order.society:
        state.found(ORGANISATIONS, order.custodian, AN_ORGANISATION, checks)
    society = society_of(state, order.society, order.on, checks, in_order=True)
    if society.form is not SocietyForm.FILED:
        checks.stop(FILED, society=order.society)
    weigh_custodian(checks, attrs.evolve(society, custodian=order.custodian))
    checks.settle()
    if "society_custodians" in law:
        checks.weigh(PLACE_CUSTODIAN, order.kind.value in law.society_custodians, found=order.kind)
    if not _is_such(state, order.custodian, order.kind):
        checks.weigh(AS_SAID, holds=False, found=order.kind, facts={"custodian": order.custodian})
    return CustodianChanged(len(state.events), order)


def _apply_registration(state: State, event: SocietyRegistered) -> None:
    order = event.command
    given = {"members": order.members, "unit_members": order.unit_members}
    counts = {name: number for name, number in given.items() if number is not None}
    change(state, order.society, order.on, form=SocietyForm.REGISTERED, custodian=None, **counts)


@handles(RegisterFiledSociety, apply=_apply_registration)
def _decide_registration(
    state: State, order: RegisterFiledSociety, law: LawInForce, checks: Checks
) -> SocietyRegistered:
    society = society_of(state, order.society, order.on, checks, in_order=True)
    if society.form is not SocietyForm.FILED:
        checks.stop(FILED, society=order.society)
    for units, counted in enumerate((order.members, order.unit_members)):
        named = on_roll(state, order.society, units=bool(units))
        if counted is not None and counted < named:
            checks.stop(COUNTED_ALL, required=named, found=counted)
    registered = attrs.evolve(
        society,
        form=SocietyForm.REGISTERED,
        custodian=None,
        members=society.members if order.members is None else order.members,
        unit_members=society.unit_members if order.unit_members is None else order.unit_members,
        capital=capital_of(state, society),
    )
    weigh_society(checks, registered, law, None)
    floor = minimum_capital(BodyKind.SOCIETY_REGISTERED, law) or Money(0)
    free = free_of(state, order.society)
    checks.weigh(ACTIVITY_FUND, free >= floor.fen, floor.fen, free)
    return SocietyRegistered(len(state.events), order)
