"""Who may allow a second case or part households that were linked wrongly (主管机关与准许): a named authority, on record.

A government body is named with its officers and the number of the paper that empowers them. An order names the officer
who gave it and the reason; one with an interest in the household gives none.

>>> OverrideDuplicate.ASKED.en
'allow the second case {case} for {cause}'
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - a field of a row, read by type hints
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, Table, handles, reason
from community_charity.errors import choice
from community_charity.households import HOUSEHOLDS, cut, linked, shared, still_linked
from community_charity.households import WHAT as A_HOUSEHOLD
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.organisations import ORGANISATIONS, OtherBody, people
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import (
    HouseholdId,
    OrganisationId,
    PartyId,
    PersonId,
    household_id,
    opaque_id,
    organisation_id,
    person_id,
)
from community_charity.pools import POOLS, Cause
from community_charity.relief.authority import interested_in, weigh_interest
from community_charity.relief.case import CaseId, case_id
from community_charity.relief.chain import OVERRIDES, Override, open_for
from community_charity.relief.files import CASES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

# --- commands, events ----------------------------------------------------------------------------


def _cause(value: Cause | str) -> Cause:
    return choice(value, Cause)


@attrs.frozen(kw_only=True)
class NameAuthority(Command):
    """Name a government body as authority, with its officers (确定主管机关及经办人员). It becomes `AuthorityNamed`.

    ``paper`` is the number of the document that empowers them. Naming it again replaces its officers; with none it has no
    say any more. Raises `Malformed`.

    >>> order = NameAuthority(  # invented
    ...     key="name-1", on=date(2025, 3, 13), organisation="town-office", officers=["o-1"], paper="doc-7"
    ... )
    >>> order.asked().zh
    '确定 town-office 为主管机关'
    """

    ASKED: ClassVar[Text] = Text("name {organisation} as authority", "确定 {organisation} 为主管机关")

    organisation: OrganisationId = attrs.field(converter=organisation_id)
    officers: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)
    paper: str = attrs.field(converter=opaque_id)


@attrs.frozen
class AuthorityNamed(Event[NameAuthority]):
    """An authority was named (主管机关已确定)."""


@attrs.frozen(kw_only=True)
class _ByAuthority(Command):
    """An order of an authority (主管机关指令): by which body, which officer, and why."""

    by: OrganisationId = attrs.field(converter=organisation_id)
    officer: PersonId = attrs.field(converter=person_id, repr=False)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen(kw_only=True)
class OverrideDuplicate(_ByAuthority):
    """Allow a second case for a household and cause that have an open one (准许另立个案). It becomes `DuplicateOverridden`.

    ``case`` is the id of the case that is to be opened, or of an open one that has turned out to be the second.
    Raises `Malformed`.

    >>> order = OverrideDuplicate(  # invented
    ...     key="allow-1",
    ...     on=date(2025, 3, 13),
    ...     case="case-2",
    ...     household="household-1",
    ...     cause="illness",
    ...     by="town-office",
    ...     officer="o-1",
    ...     reason="a second illness",
    ... )
    >>> order.asked().zh
    '准许为患病另立个案 case-2'
    """

    ASKED: ClassVar[Text] = Text("allow the second case {case} for {cause}", "准许为{cause}另立个案 {case}")

    case: CaseId = attrs.field(converter=case_id)
    household: HouseholdId = attrs.field(converter=household_id)
    cause: Cause = attrs.field(converter=_cause)

    def asked(self) -> Text:
        """Say which case is allowed (事项)."""
        return self.ASKED.fill(case=self.case, cause=self.cause.text)


@attrs.frozen
class DuplicateOverridden(Event[OverrideDuplicate]):
    """A second case was allowed (已准许另立个案)."""


@attrs.frozen(kw_only=True)
class SeparateHouseholds(_ByAuthority):
    """Undo a wrong link between two households (解除错误的家庭关联). It becomes `HouseholdsSeparated`. Raises `Malformed`.

    The signs that both share that day no longer count between the two; a sign that is seen with both later does.

    >>> order = SeparateHouseholds(  # invented
    ...     key="part-1", on=date(2025, 3, 13), one="h-1", other="h-2", by="town-office", officer="o-1", reason="a slip"
    ... )
    >>> order.asked().en
    'part households h-1 and h-2'
    """

    ASKED: ClassVar[Text] = Text("part households {one} and {other}", "解除家庭 {one} 与 {other} 的关联")

    one: HouseholdId = attrs.field(converter=household_id)
    other: HouseholdId = attrs.field(converter=household_id)


@attrs.frozen
class HouseholdsSeparated(Event[SeparateHouseholds]):
    """A link was undone (家庭关联已解除); ``apart`` is false if the two still count as one through a third household."""

    apart: bool


class Authority(NamedTuple):
    """An authority as the book keeps it (主管机关): since when, and its officers."""

    since: date
    officers: frozenset[PersonId]


AUTHORITIES: Table[OrganisationId, Authority] = Table("authorities")
OVERRIDE = Text("order that allows case", "准许另立个案")

# --- rules ---------------------------------------------------------------------------------------


def _later(finding: Any, _asked: Any) -> Remedy:
    since = finding.facts["since"]
    return Remedy(Text("date it on {d} or later", "日期不早于 {d}").fill(d=since), {"on": since}, wait_until=since)


BODY = ground(
    "authority.body",
    Stage.STATE,
    title=("{body} is a body apart from charity", "{body} 不是慈善力量一方"),
    unmet=(
        "{body} is a charity or a committee, or holds a pool: it cannot be the authority",
        "{body} 为慈善组织、村（居）委会或资金池持有者，不能作为主管机关",
    ),
)
NOT_BEFORE = ground(
    "authority.not_before",
    Stage.STATE,
    title=("not before {since}, when the authority was named", "不早于主管机关确定日 {since}"),
    unmet=("{found} is before {since}, when the authority was named", "{found} 早于主管机关确定日 {since}"),
    remedy=_later,
)
NAMED = ground(
    "authority.named",
    Stage.AUTHORITY,
    title=("{body} is a named authority", "{body} 为已确定的主管机关"),
    unmet=("{body} is not a named authority", "{body} 未被确定为主管机关"),
    remedy=lambda _finding, _asked: Remedy(
        Text(
            "name it with the paper that empowers it, or go to a named authority",
            "先凭授权文件确定，或报请已确定的主管机关",
        ),
        first="NameAuthority",
    ),
)
OFFICER = ground(
    "authority.officer",
    Stage.AUTHORITY,
    title=("the officer is one of {body}", "经办人为 {body} 的经办人员"),
    unmet=("the officer is not one of those named for {body}", "经办人不在 {body} 的经办人员之列"),
    remedy=lambda _finding, _asked: Remedy(
        Text("let a named officer sign, or name this one", "由已确定的经办人员签发，或先行确定该经办人"),
        first="NameAuthority",
    ),
)
SAME_CASE = ground(
    "override.same_case",
    Stage.STATE,
    title=("the case is of this household and cause", "个案属该家庭、该事由"),
    unmet=("case {found} is of another household or cause", "个案 {found} 属其他家庭或事由"),
)
NEEDED = ground(
    "override.needed",
    Stage.STATE,
    title=("the household has an open case for the cause", "该家庭同一事由有未结个案"),
    unmet=(
        "the household has no open case for the cause: none has to be allowed",
        "该家庭同一事由无未结个案，无须准许",
    ),
)
LINKED = ground(
    "separation.linked",
    Stage.STATE,
    title=("the two households share a sign", "两户有共同标志"),
    unmet=("the two households share no sign that links them", "两户无共同标志，未直接关联"),
)

# --- deciding and applying -----------------------------------------------------------------------


def find_authority(state: State, by: OrganisationId, on: date, checks: Checks) -> Authority:
    """Give an authority that was named by that day (查找主管机关). Raises `Stopped`.

    >>> from community_charity.book.state import State
    >>> from community_charity.law.decision import Checks
    >>> checks = Checks()
    >>> try:
    ...     find_authority(State(), "town-office", date(2025, 3, 13), checks)
    ... except Exception as stopped:
    ...     print(checks[0][0].code)
    authority.named
    """
    found = state.of(AUTHORITIES).get(by)
    if found is None:
        checks.stop(NAMED, body=by)
    if on < found.since:
        checks.stop(NOT_BEFORE, found=on, since=found.since)
    return found


def _weigh_order(
    checks: Checks, state: State, order: _ByAuthority, homes: Iterable[HouseholdId], law: LawInForce
) -> None:
    """Check that the body and its officer may give the order, and that the officer has no interest in a household."""
    authority = find_authority(state, order.by, order.on, checks)
    if order.officer not in authority.officers:
        checks.stop(OFFICER, body=order.by)
    twins = {twin for home in homes for twin in linked(state, home)}
    interested = frozenset[PartyId]().union(*(interested_in(state, twin, order.on) for twin in twins))
    weigh_interest(checks, {order.officer}, interested, law)


def _apply_naming(state: State, event: AuthorityNamed) -> None:
    order = event.command
    state.of(AUTHORITIES)[order.organisation] = Authority(order.on, frozenset(order.officers))


@handles(NameAuthority, apply=_apply_naming)
def _decide_naming(state: State, order: NameAuthority, _law: LawInForce, checks: Checks) -> AuthorityNamed:
    body = state.found(ORGANISATIONS, order.organisation, AN_ORGANISATION, checks)
    if not isinstance(body, OtherBody) or order.organisation in state.of(POOLS):
        checks.stop(BODY, body=order.organisation)
    before = state.of(AUTHORITIES).get(order.organisation)
    if before is not None and order.on < before.since:
        checks.stop(NOT_BEFORE, found=order.on, since=before.since)
    return AuthorityNamed(len(state.events), order)


def _apply_override(state: State, event: DuplicateOverridden) -> None:
    order = event.command
    state.of(OVERRIDES)[order.case] = Override(order.key, order.household, order.cause)


@handles(OverrideDuplicate, apply=_apply_override)
def _decide_override(state: State, order: OverrideDuplicate, law: LawInForce, checks: Checks) -> DuplicateOverridden:
    state.found(HOUSEHOLDS, order.household, A_HOUSEHOLD, checks)
    state.absent(OVERRIDES, order.case, OVERRIDE, checks)
    file = state.of(CASES).get(order.case)
    if file is not None and (file.case.household, file.case.cause) != (order.household, order.cause):
        checks.stop(SAME_CASE, found=order.case)
    if all(case == order.case for case in open_for(state, order.household, order.cause)):
        checks.stop(NEEDED)
    _weigh_order(checks, state, order, [order.household], law)
    return DuplicateOverridden(len(state.events), order)


@handles(SeparateHouseholds, apply=lambda state, event: cut(state, event.command.one, event.command.other))
def _decide_separation(state: State, order: SeparateHouseholds, law: LawInForce, checks: Checks) -> HouseholdsSeparated:
    for home in (order.one, order.other):
        state.found(HOUSEHOLDS, home, A_HOUSEHOLD, checks)
    if order.one == order.other or not shared(state, order.one, order.other):
        checks.stop(LINKED)
    _weigh_order(checks, state, order, [order.one, order.other], law)
    return HouseholdsSeparated(len(state.events), order, not still_linked(state, order.one, order.other))
