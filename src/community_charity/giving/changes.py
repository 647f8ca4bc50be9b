"""Changing what restricted money is for (变更捐赠用途): release, another purpose, and the surplus of a project that ended.

Each moves what is unspent of the gifts named from one purse of their pool to another; what was paid stays paid. Why it
may be changed is the business of `UseChange`: the donor's consent where the donor fixed the use; a decision of the board,
a filing and a publication where a plan did. A surplus goes to the same or a similar purpose, and is published.

>>> ChangePurpose.ASKED.zh
'变更 {pool} 所收捐赠的限定用途'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from community_charity.book.lines import Parts
from community_charity.book.orders import Command, Event, handles
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.giving.donations import WHAT, DonationReceived, weigh_within
from community_charity.giving.reversals import NOT_BEFORE
from community_charity.language import Text
from community_charity.law.decision import Checks, Remedy, Stage, ground
from community_charity.law.remedies import mend
from community_charity.money import Money
from community_charity.parties import opaque_id
from community_charity.pools import CAPITAL_GIFTS, spare_of, usable
from community_charity.purposes import GENERAL
from community_charity.restrictions import Restriction, restriction
from community_charity.rules.campaigns.changes import OF_THE_USE, UseChange
from community_charity.rules.duties import weigh_duties
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from community_charity.book.purses import Purse
    from community_charity.book.state import State
    from community_charity.law.decision import Finding, Ground
    from community_charity.law.law import LawInForce

# --- commands, events ----------------------------------------------------------------------------

GIFTS = declare(
    "change.gifts",
    wanted=("the keys of at least one gift, each once", "至少一笔捐赠的编号，各列一次"),
    do=('give donations=["gift-1", "gift-2"]', '写作 donations=["gift-1", "gift-2"]'),
)


def _gifts(value: Iterable[str]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise Malformed(GIFTS, given=shown(value))
    gifts = tuple(map(opaque_id, value))
    if len(set(gifts)) != len(gifts):
        raise Malformed(GIFTS, given=f"{len(gifts)} keys")
    return gifts


def _change(value: UseChange) -> UseChange:
    return expect(value, UseChange)


def _restricted(value: Restriction) -> Restriction:
    return expect(value, Restriction)


@attrs.frozen(kw_only=True)
class ChangePurpose(Command):
    """Change what gifts of a pool are restricted to (变更用途), or release them (解除限定): ``to`` is ``None``.

    ``only_for`` is what they are restricted to now; ``donations`` their keys, start-up capital as ``pool/source``. All
    that is unspent of them moves. Recorded it becomes `PurposeChanged`. Raises `Malformed`. Source: 慈善法第56条（2016年文本第55条）,
    慈善组织公开募捐管理办法第20条.

    >>> from datetime import date
    >>> from community_charity.pools import Cause
    >>> order = ChangePurpose(  # invented
    ...     key="change-1",
    ...     on=date(2025, 5, 6),
    ...     pool="village-1",
    ...     donations=["gift-1"],
    ...     only_for=[Cause.ILLNESS],
    ...     to=None,
    ...     change=UseChange("winter-2026", fixed_by=["agreement"], really_needed=True, donor_consents=True),
    ... )
    >>> str(order.asked())
    'change what gifts of village-1 are restricted to'
    """

    ASKED: ClassVar[Text] = Text("change what gifts of {pool} are restricted to", "变更 {pool} 所收捐赠的限定用途")

    pool: str = attrs.field(converter=opaque_id)
    donations: tuple[str, ...] = attrs.field(converter=_gifts)
    only_for: Restriction | None = attrs.field(converter=restriction)
    to: Restriction | None = attrs.field(converter=restriction)
    change: UseChange = attrs.field(converter=_change)


@attrs.frozen
class PurposeChanged(Event[ChangePurpose]):
    """Gifts were restricted to something else (用途已变更). ``parts``, in fen, tell how much of each moved."""

    parts: Parts


@attrs.frozen(kw_only=True)
class TransferSurplus(Command):
    """Put what a project left to the same or a similar purpose (剩余财产用于相近目的).

    ``only_for`` is what the money was restricted to, ``to`` what it shall serve now. ``settled`` says whether plan or
    agreements say what becomes of a surplus, ``as_settled`` that this follows them; ``published`` that it is published.
    Nothing of the money may still be promised. Recorded it becomes `SurplusTransferred`. Raises `Malformed`. Source:
    慈善法第58条（2016年文本第57条）.

    >>> from datetime import date
    >>> order = TransferSurplus(  # invented
    ...     key="surplus-1",
    ...     on=date(2025, 12, 1),
    ...     pool="village-1",
    ...     only_for=Restriction(project="wells-2025"),
    ...     to=Restriction(project="wells-2026"),
    ...     settled=False,
    ...     published=True,
    ... )
    >>> str(order.asked())
    'put a surplus of village-1 to a similar purpose'
    """

    ASKED: ClassVar[Text] = Text("put a surplus of {pool} to a similar purpose", "将 {pool} 的剩余财产用于相近目的")

    pool: str = attrs.field(converter=opaque_id)
    only_for: Restriction = attrs.field(converter=_restricted)
    to: Restriction = attrs.field(converter=_restricted)
    settled: bool | None = attrs.field(default=None, converter=yes_no)
    as_settled: bool | None = attrs.field(default=None, converter=yes_no)
    published: bool | None = attrs.field(default=None, converter=yes_no)


@attrs.frozen
class SurplusTransferred(Event[TransferSurplus]):
    """A surplus was put to a similar purpose (剩余财产已转用). ``parts``, in fen, tell whose money it was."""

    parts: Parts


# --- rules ---------------------------------------------------------------------------------------

SOMETHING_ELSE = ground(
    "change.something_else",
    Stage.STATE,
    title=("the new restriction is another one", "变更后的限定用途与原限定不同"),
    unmet=("the money is so restricted already", "该资金已如此限定"),
)
SOMETHING_LEFT = ground(
    "change.something_left",
    Stage.STATE,
    title=("something is left to change", "尚有可变更的余额"),
    unmet=("nothing is left of {gift} under this restriction", "该限定下 {gift} 已无余额"),
)
NOT_PROMISED = ground(
    "change.not_promised",
    Stage.MONEY,
    title=("what is left is not promised", "余额未被占用"),
    unmet=("{required} would move; {found} of the purse is free", "须转出 {required}，该账户可动用 {found}"),
    remedy=lambda _finding, _asked: Remedy(
        Text("void grants that hold the money first", "先撤销占用资金的救助"), first="VoidGrant"
    ),
)
SURPLUS = ground(
    "surplus.something_left",
    Stage.STATE,
    title=("the project left something", "该限定用途尚有剩余"),
    unmet=("nothing is left under this restriction", "该限定用途已无剩余"),
)
AS_SETTLED = ground(
    "surplus.as_settled",
    Stage.RESTRICTION,
    title=("the surplus is used as plan and agreements say", "剩余财产按募捐方案、捐赠协议处理"),
    unmet=("that plan and agreements are followed is not shown", "未见按募捐方案、捐赠协议处理"),
    figures=("project_surplus_as_settled",),
    remedy=mend(
        "as_settled",
        does=("use it as plan and agreements say", "按募捐方案、捐赠协议处理"),
        ask=("what plan and agreements say of a surplus", "募捐方案、捐赠协议关于剩余财产的约定"),
        to=True,
    ),
)
SIMILAR = ground(
    "surplus.similar",
    Stage.RESTRICTION,
    title=("the new purpose is the same or a similar one", "新用途与原用途相同或者相近"),
    unmet=("the new purpose is neither the same nor similar", "新用途与原用途不相同也不相近"),
    figures=("project_surplus_to_similar_projects",),
)
PUBLISHED = ground(
    "surplus.published",
    Stage.AUTHORITY,
    title=("the use of the surplus is published", "剩余财产的使用已向社会公开"),
    unmet=("that the use of the surplus is published is not shown", "未见向社会公开"),
    figures=("project_surplus_to_similar_projects",),
    remedy=mend(
        "published",
        does=("publish it", "向社会公开"),
        ask=("the published notice", "公开信息"),
        to=True,
    ),
)

# --- deciding and applying: another purpose ------------------------------------------------------


def _move(state: State, event: PurposeChanged | SurplusTransferred) -> None:
    order = event.command
    source, target = state.purse(order.pool, order.only_for), state.purse(order.pool, order.to)
    for gift, fen in event.parts:
        source.send_gift(order.key, gift, fen, (order.pool, order.to))
    target.take(event.parts)


@handles(ChangePurpose, apply=_move)
def _decide_change(state: State, order: ChangePurpose, law: LawInForce, checks: Checks) -> PurposeChanged:
    pool = usable(state, order.pool, order.on, checks)
    purse = state.purses.get((order.pool, order.only_for))
    for gift in order.donations:
        _weigh_gift(state, order, gift, purse, checks)
    if order.to == order.only_for:
        checks.stop(SOMETHING_ELSE)
    if "use_change_is_really_needed" in law:
        _weigh_change(checks, order, law)
    if order.to is not None:
        weigh_within(checks, pool, order.to, "to")
    parts = tuple((gift, purse.unspent(gift)) for gift in order.donations)  # type: ignore[union-attr] # a gift is in it
    _weigh_free(state, checks, purse, parts)  # type: ignore[arg-type] # as above
    return PurposeChanged(len(state.events), order, parts)


def _weigh_gift(state: State, order: ChangePurpose, gift: str, purse: Purse | None, checks: Checks) -> None:
    """Find a gift, given before and with something left in the purse; otherwise stop."""
    if gift not in state.of(CAPITAL_GIFTS):
        received = state.fact(DonationReceived, gift, WHAT, checks).command
        if order.on < received.on:
            checks.stop(NOT_BEFORE, found=order.on, received=received.on)
    if purse is None or not purse.unspent(gift):
        checks.stop(SOMETHING_LEFT, gift=gift)


def _weigh_change(checks: Checks, order: ChangePurpose, law: LawInForce) -> None:
    """Weigh the duties of a change of use; their remedies change the order's ``change``."""
    inner = Checks()
    weigh_duties(inner, order.change, law, OF_THE_USE)
    for ground_, holds, required, found, facts in inner:
        checks.weigh(attrs.evolve(ground_, remedy=_inside(ground_, order.change)), holds, required, found, facts)


def _inside(ground_: Ground, change: UseChange) -> Callable[[Finding, Any], Remedy | None]:
    def remedy(finding: Finding, _order: Any) -> Remedy | None:
        told = ground_.remedy and ground_.remedy(finding, change)
        return told and attrs.evolve(told, changes={f"change.{name}": value for name, value in told.changes.items()})

    return remedy


def _weigh_free(state: State, checks: Checks, purse: Purse, parts: Parts) -> None:
    moving, spare = Money(sum(fen for _, fen in parts)), Money(spare_of(state, purse))
    checks.weigh(NOT_PROMISED, spare >= moving, moving, spare)


# --- deciding and applying: a surplus ------------------------------------------------------------


def similar(one: Restriction, other: Restriction) -> bool:
    """Tell whether two restrictions serve the same or similar purposes (目的相同或者相近): a choice of this library.

    Each purpose of the new one shares with some purpose of the old one more than the general purpose. Restrictions that
    name no purposes, but a project or place, are alike only to such.

    >>> from community_charity.pools import Cause
    >>> from community_charity.purposes import CULTURE
    >>> ill = Restriction(purposes=[Cause.ILLNESS])
    >>> similar(ill, Restriction(purposes=[Cause.EDUCATION])), similar(ill, Restriction(purposes=[CULTURE]))
    (True, False)
    """
    if one.purposes is None or other.purposes is None:
        return one.purposes is other.purposes
    return all(any(new.common(old) != GENERAL for old in one.purposes) for new in other.purposes)


@handles(TransferSurplus, apply=_move)
def _decide_surplus(state: State, order: TransferSurplus, law: LawInForce, checks: Checks) -> SurplusTransferred:
    pool = usable(state, order.pool, order.on, checks)
    purse = state.purses.get((order.pool, order.only_for))
    if order.to == order.only_for:
        checks.stop(SOMETHING_ELSE)
    if purse is None or not purse.left_on_line():
        checks.stop(SURPLUS)
    if "project_surplus_to_similar_projects" in law:
        if order.settled is not False:
            checks.weigh(AS_SETTLED, order.as_settled if order.settled else None)
        else:
            checks.weigh(SIMILAR, similar(order.only_for, order.to))
        checks.weigh(PUBLISHED, order.published)
    weigh_within(checks, pool, order.to, "to")
    parts = tuple((gift, fen) for gift in purse.gifts() if (fen := purse.unspent(gift)))
    _weigh_free(state, checks, purse, parts)
    return SurplusTransferred(len(state.events), order, parts)
