"""Town federations of societies (乡镇互助社联合会): a second level, which pays severe cases and looks after the societies.

A federation is a pool of its own. Where it is agreed, it approves what its societies' panels decided before they grant
(`community_charity.relief.federated`); of a filed society it may be the custodian.

>>> TownFederation("town-federation", council=["t-1", "t-2", "t-3"]).id  # invented
'town-federation'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.approvals import weigh_approval
from community_charity.book.orders import Command, Event, Table, handles
from community_charity.capital import Capital, weigh_capital_sum
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Remedy, Stage, ground
from community_charity.law.law import in_force
from community_charity.organisations import MUTUAL_AID, ORGANISATIONS, people
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import OrganisationId, PersonId, organisation_id
from community_charity.pools import POOLS, Pool, new_names, take_in, usable
from community_charity.purposes import RELIEF
from community_charity.rules.ceilings import PoolKind
from community_charity.societies.conditions import weigh_apart
from community_charity.societies.members import members_missing
from community_charity.societies.replenishing import Replenishment, replenishment_due
from community_charity.societies.society import SOCIETIES, society_of
from community_charity.societies.topping_up import Overdue, gap_now, overdue

if TYPE_CHECKING:
    from datetime import date

    from community_charity.book.book import Book
    from community_charity.book.state import State
    from community_charity.law.law import LawInForce
    from community_charity.money import Money

APPROVES = declare(
    "federation.approves",
    wanted=("approves as True or False", "approves 为 True 或 False"),
    do=("say whether the federation approves the society's grants", "说明联合会是否审批该互助社的救助"),
)

# --- values --------------------------------------------------------------------------------------


def _capital(value: Capital | None) -> Capital | None:
    return None if value is None else expect(value, Capital)


@attrs.frozen
class TownFederation:
    """A town's federation of societies (乡镇互助社联合会): its council decides over its own money. Raises `Malformed`.

    >>> TownFederation("town-federation", council=["t-1"], capital=None).supervisors  # invented
    ()
    """

    id: OrganisationId = attrs.field(converter=organisation_id)
    council: tuple[PersonId, ...] = attrs.field(kw_only=True, converter=people, repr=False)
    supervisors: tuple[PersonId, ...] = attrs.field(default=(), kw_only=True, converter=people, repr=False)
    capital: Capital | None = attrs.field(default=None, kw_only=True, converter=_capital)

    def may_found(self, law: LawInForce) -> Decision:
        """Tell whether the federation may be founded that day (能否设立). Raises `Malformed`.

        No rule that was read fixes the size of its council or its capital; what is asked of any board is asked.
        Source: 慈善法第122条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> bool(TownFederation("town-1", council=["t-1"]).may_found(Law.of("cn/anhui").on(date(2025, 3, 13))))
        True
        """
        law, checks = in_force(law), Checks()
        weigh_federation(checks, self, law)
        return checks.decision(_asked(self), self, law.day, law)


def _federation(value: TownFederation) -> TownFederation:
    return expect(value, TownFederation)


def _asked(federation: TownFederation) -> Text:
    return Text("found town federation {id}", "设立乡镇互助社联合会 {id}").fill(id=federation.id)


class Affiliation(NamedTuple):
    """Which federation a society belongs to (加入联合会情况), since when, and whether that one approves its grants.

    >>> from datetime import date
    >>> Affiliation("town-federation", date(2023, 8, 1), approves=True).federation
    'town-federation'
    """

    federation: OrganisationId
    since: date
    approves: bool


FEDERATIONS: Table[OrganisationId, TownFederation] = Table("town federations")
AFFILIATIONS: Table[OrganisationId, Affiliation] = Table("federations of societies")
WHAT = Text("town federation", "乡镇互助社联合会")

# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class FoundFederation(Command):
    """Found a town federation, an organisation of the book, as a pool (设立联合会). It becomes `FederationFounded`.

    Raises `Malformed`.

    >>> from datetime import date
    >>> federation = TownFederation("town-federation", council=["t-1"])  # invented
    >>> FoundFederation(key="found-1", on=date(2023, 8, 1), federation=federation).asked().zh
    '设立乡镇互助社联合会 town-federation'
    """

    ASKED: ClassVar[Text] = Text("found a town federation", "设立乡镇互助社联合会")

    federation: TownFederation = attrs.field(converter=_federation)

    def asked(self) -> Text:
        """Say which federation is to be founded (事项)."""
        return _asked(self.federation)


@attrs.frozen
class FederationFounded(Event[FoundFederation]):
    """A town federation was founded (联合会已设立)."""


def _optional_organisation(value: OrganisationId | None) -> OrganisationId | None:
    return None if value is None else organisation_id(value)


def _approves(value: bool) -> bool:
    if type(value) is not bool:
        raise Malformed(APPROVES, given=shown(value))
    return value


@attrs.frozen(kw_only=True)
class Affiliate(Command):
    """Let a society join a federation, or leave with ``federation=None`` (加入或退出联合会). It becomes `Affiliated`.

    ``approves``: the federation approves each review of the society's panel before it grants. ``approved_by`` are those of
    the society's council who agreed. Raises `Malformed`.

    >>> from datetime import date
    >>> order = Affiliate(  # invented
    ...     key="join-1",
    ...     on=date(2023, 8, 2),
    ...     society="v-1",
    ...     federation="town",
    ...     approves=True,
    ...     approved_by=["p-1", "p-2"],
    ... )
    >>> order.asked().en
    'let v-1 join town'
    """

    ASKED: ClassVar[Text] = Text("let {society} join {federation}", "{society} 加入 {federation}")
    _LEAVES: ClassVar[Text] = Text("let {society} leave its federation", "{society} 退出联合会")

    society: OrganisationId = attrs.field(converter=organisation_id)
    federation: OrganisationId | None = attrs.field(converter=_optional_organisation)
    approves: bool = attrs.field(default=False, converter=_approves)
    approved_by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)

    def asked(self) -> Text:
        """Say who joins or leaves (事项)."""
        if self.federation is None:
            return self._LEAVES.fill(society=self.society)
        return self.ASKED.fill(society=self.society, federation=self.federation)


@attrs.frozen
class Affiliated(Event[Affiliate]):
    """A society joined a federation, or left it (已加入或退出联合会)."""


# --- rules ---------------------------------------------------------------------------------------

NOT_BEFORE = ground(
    "federation.not_before",
    Stage.STATE,
    title=("not before the society joined", "不早于加入联合会之日"),
    unmet=("{found} is before the society joined a federation on {since}", "{found} 早于加入联合会之日 {since}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)


def weigh_federation(checks: Checks, federation: TownFederation, law: LawInForce) -> None:
    """Check what a federation needs to be founded (审查设立条件). See `TownFederation.may_found`."""
    if "mutual_aid_within_community" in law:
        checks.weigh(MUTUAL_AID, law.mutual_aid_within_community)
    weigh_apart(checks, federation.council, federation.supervisors, law)
    if federation.capital is not None:
        weigh_capital_sum(checks, federation.capital)


# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: FederationFounded) -> None:
    federation = event.command.federation
    state.of(FEDERATIONS)[federation.id] = federation
    state.of(POOLS)[federation.id] = Pool(
        federation.id,
        frozenset(federation.council),
        frozenset({RELIEF}),
        holder=federation.id,
        kind=PoolKind.FEDERATION,
        since=event.command.on,
    )
    take_in(state, federation.id, federation.capital.sources if federation.capital else {})


@handles(FoundFederation, apply=_apply)
def _decide(state: State, order: FoundFederation, law: LawInForce, checks: Checks) -> FederationFounded:
    federation = order.federation
    state.found(ORGANISATIONS, federation.id, AN_ORGANISATION, checks)
    state.absent(POOLS, federation.id, WHAT, checks)
    new_names(state, federation.id, federation.capital.sources if federation.capital else (), checks)
    weigh_federation(checks, federation, law)
    return FederationFounded(len(state.events), order)


def _apply_affiliation(state: State, event: Affiliated) -> None:
    order = event.command
    if order.federation is None:
        state.of(AFFILIATIONS).pop(order.society, None)
    else:
        state.of(AFFILIATIONS)[order.society] = Affiliation(order.federation, order.on, order.approves)


@handles(Affiliate, apply=_apply_affiliation)
def _decide_affiliation(state: State, order: Affiliate, law: LawInForce, checks: Checks) -> Affiliated:
    if order.federation is not None:
        state.found(FEDERATIONS, order.federation, WHAT, checks)
        usable(state, order.federation, order.on, checks)
    society_of(state, order.society, order.on, checks)
    before = state.of(AFFILIATIONS).get(order.society)
    if before is not None and order.on < before.since:
        checks.stop(NOT_BEFORE, found=order.on, since=before.since)
    weigh_approval(checks, state.of(POOLS)[order.society], order.approved_by, law)
    return Affiliated(len(state.events), order)


# --- reading: what a federation oversees -----------------------------------------------------------


class Overseen(NamedTuple):
    """How a society stands, for its federation (监管情况): money, what its capital lacks, members it is short of.

    ``low`` tells that its money has run low, ``late`` what of its plan has not come in time. Amounts are `Money`.
    """

    society: OrganisationId
    free: Money
    capital_gap: Money
    members_missing: int | None
    low: Replenishment | None
    late: tuple[Overdue, ...]


def societies_of(book: Book, federation: OrganisationId) -> tuple[OrganisationId, ...]:
    """Give the societies that belong to a federation (成员社), in the order in which they joined.

    >>> import community_charity as cc
    >>> societies_of(cc.Book(cc.Law.of("cn")), "town-federation")
    ()
    """
    return tuple(society for society, row in book.all(AFFILIATIONS).items() if row.federation == federation)


def oversee(book: Book, federation: OrganisationId, on: date) -> tuple[Overseen, ...]:
    """Tell how each society of a federation stands (联合会监管), by the law of a day.

    >>> import community_charity as cc
    >>> oversee(cc.Book(cc.Law.of("cn")), "town-federation", cc.date(2025, 3, 13))
    ()
    """
    law, late = book.law.on(on), overdue(book, on)
    return tuple(
        Overseen(
            society,
            book.balance(society).free,
            gap_now(book, society, on),
            members_missing(book.all(SOCIETIES)[society], law),
            replenishment_due(book, society, law),
            tuple(one for one in late if one.society == society),
        )
        for society in societies_of(book, federation)
    )
