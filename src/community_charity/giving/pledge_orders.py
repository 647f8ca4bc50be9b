"""Orders about pledges (认捐的登记、调整与核销).

>>> PledgeDonation.ASKED.en
'pledge {total} to {pool}'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, handles, reason
from community_charity.errors import choice, expect
from community_charity.giving.agreements import AGREEMENTS
from community_charity.giving.agreements import WHAT as AN_AGREEMENT
from community_charity.giving.pledge_grounds import (
    AGREEMENT_DONOR,
    DEMANDED,
    EXPLAINED,
    LIVE,
    NEW_SUM,
    NOT_BEFORE,
    NOT_BEFORE_AGREEMENT,
    NOT_BOUND,
    REPORTED,
    WORSE_OFF,
)
from community_charity.giving.pledges import PLEDGES, WHAT, PledgeFile
from community_charity.giving.promises import Pledge, enforceable, some_instalments
from community_charity.giving.purposes import CharitablePurpose, charitable_purposes
from community_charity.instalments import Instalment
from community_charity.language import Text
from community_charity.money import total
from community_charity.parties import opaque_id
from community_charity.pools import usable
from community_charity.rules.answers import denied
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks, Ground
    from community_charity.law.law import LawInForce


def _pledge(value: Pledge) -> Pledge:
    return expect(value, Pledge)


# --- values --------------------------------------------------------------------------------------


class WriteOffKind(Enum):
    """Why a pledge is not expected any more (核销原因). ``WriteOffKind("hardship")`` looks one up.

    >>> WriteOffKind("hardship").text.zh
    '捐赠人困难'
    """

    HARDSHIP = "hardship"
    UNCOLLECTABLE = "uncollectable"
    WITHDRAWN = "withdrawn"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    WriteOffKind.HARDSHIP: Text("hardship of the donor", "捐赠人困难"),
    WriteOffKind.UNCOLLECTABLE: Text("cannot be collected", "无法收取"),
    WriteOffKind.WITHDRAWN: Text("withdrawn by the donor", "捐赠人撤回"),
}


def _kind(value: WriteOffKind) -> WriteOffKind:
    return choice(value, WriteOffKind)


# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class PledgeDonation(Command):
    """Enter a pledge (登记认捐). No money comes in by it. Recorded it becomes `DonationPledged`. Raises `Malformed`.

    A pledge that names no purposes has those of the agreement behind it.

    >>> import community_charity as cc
    >>> due = [Instalment(cc.date(2025, 6, 30), cc.yuan(500))]
    >>> pledge = Pledge("pledge-1", pool="village-1", total=cc.yuan(500), instalments=due, promised="oral")  # invented
    >>> str(PledgeDonation(key="k-1", on=cc.date(2025, 3, 13), pledge=pledge).asked())
    'pledge ¥500.00 to village-1'
    """

    ASKED: ClassVar[Text] = Text("pledge {total} to {pool}", "向 {pool} 认捐 {total}")

    pledge: Pledge = attrs.field(converter=_pledge)

    def asked(self) -> Text:
        """Say what is pledged to which pool (事项).

        >>> import community_charity as cc
        >>> due = [Instalment(cc.date(2025, 6, 30), cc.yuan(5))]
        >>> pledge = Pledge(
        ...     "pledge-1", pool="village-1", total=cc.yuan(5), instalments=due, promised="oral"
        ... )  # invented
        >>> PledgeDonation(key="k-1", on=cc.date(2025, 3, 13), pledge=pledge).asked().zh
        '向 village-1 认捐 ¥5.00'
        """
        return self.ASKED.fill(total=self.pledge.total, pool=self.pledge.pool)


@attrs.frozen
class DonationPledged(Event[PledgeDonation]):
    """A gift was pledged (捐赠已认捐)."""


@attrs.frozen(kw_only=True)
class ChangePledge(Command):
    """Agree on new days and amounts for what is still open of a pledge (调整认捐分期).

    ``pledge`` is its id; the ``instalments`` sum to what is open. Recorded it becomes `PledgeChanged`. Raises `Malformed`.

    >>> import community_charity as cc
    >>> due = [Instalment(cc.date(2025, 9, 30), cc.yuan(500))]
    >>> order = ChangePledge(
    ...     key="k-2", on=cc.date(2025, 6, 1), pledge="pledge-1", instalments=due, reason="asked for time"
    ... )
    >>> str(order.asked())
    'change pledge pledge-1'
    """

    ASKED: ClassVar[Text] = Text("change pledge {pledge}", "调整认捐 {pledge}")

    pledge: str = attrs.field(converter=opaque_id)
    instalments: tuple[Instalment, ...] = attrs.field(converter=some_instalments)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class PledgeChanged(Event[ChangePledge]):
    """What is open of a pledge is due on other days (认捐已调整)."""


@attrs.frozen(kw_only=True)
class WriteOffPledge(Command):
    """Expect nothing more of a pledge (核销认捐): all that is open of it is written off.

    ``pledge`` is its id, ``kind`` the legal reason, ``reason`` the case in words. For a pledge whose delivery can be
    demanded, hardship must be shown (``worse_off``), ``reported`` to the office of civil affairs and ``explained`` to the
    public; what cannot be collected must have been ``demanded`` first; withdrawing is not possible. ``None`` means that
    nobody has looked. ``purposes`` tells them where the pledge left them open. Recorded it becomes `PledgeWrittenOff`.
    Raises `Malformed`. Source: 慈善法第41条.

    >>> import community_charity as cc
    >>> order = WriteOffPledge(
    ...     key="k-3", on=cc.date(2025, 9, 1), pledge="pledge-1", kind="withdrawn", reason="moved away"
    ... )
    >>> str(order.asked())
    'write off pledge pledge-1: withdrawn by the donor'
    """

    ASKED: ClassVar[Text] = Text("write off pledge {pledge}: {kind}", "核销认捐 {pledge}：{kind}")

    pledge: str = attrs.field(converter=opaque_id)
    kind: WriteOffKind = attrs.field(converter=_kind)
    reason: str = attrs.field(converter=reason, repr=False)
    purposes: frozenset[CharitablePurpose] | None = attrs.field(default=None, converter=charitable_purposes)
    worse_off: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    reported: bool | None = attrs.field(default=None, converter=yes_no)
    explained: bool | None = attrs.field(default=None, converter=yes_no)
    demanded: bool | None = attrs.field(default=None, converter=yes_no)

    def asked(self) -> Text:
        """Say which pledge is to be written off, and why (事项).

        >>> import community_charity as cc
        >>> WriteOffPledge(
        ...     key="k-3", on=cc.date(2025, 9, 1), pledge="pledge-1", kind="hardship", reason="shop closed"
        ... ).asked().zh
        '核销认捐 pledge-1：捐赠人困难'
        """
        return self.ASKED.fill(pledge=self.pledge, kind=self.kind.text)


@attrs.frozen
class PledgeWrittenOff(Event[WriteOffPledge]):
    """Nothing more is expected of a pledge (认捐已核销)."""


# --- deciding and applying -----------------------------------------------------------------------


def _apply_pledge(state: State, event: DonationPledged) -> None:
    pledge, on = event.command.pledge, event.command.on
    if pledge.purposes is None and pledge.agreement is not None:
        pledge = attrs.evolve(pledge, purposes=state.of(AGREEMENTS)[pledge.agreement].agreement.purposes)
    state.of(PLEDGES)[pledge.id] = PledgeFile(pledge, on, on, pledge.instalments)


@handles(PledgeDonation, apply=_apply_pledge)
def _decide_pledge(state: State, order: PledgeDonation, _law: LawInForce, checks: Checks) -> DonationPledged:
    pledge = order.pledge
    usable(state, pledge.pool, order.on, checks)
    if pledge.agreement is not None:
        signed = state.found(AGREEMENTS, pledge.agreement, AN_AGREEMENT, checks)
        if order.on < signed.on:
            checks.stop(NOT_BEFORE_AGREEMENT, found=order.on, since=signed.on)
        if pledge.donor != signed.agreement.donor:
            checks.stop(AGREEMENT_DONOR)
    state.absent(PLEDGES, pledge.id, WHAT, checks)
    return DonationPledged(len(state.events), order)


def _open_pledge(state: State, order: ChangePledge | WriteOffPledge, checks: Checks) -> PledgeFile:
    file = state.found(PLEDGES, order.pledge, WHAT, checks)
    if not file.open:
        checks.stop(LIVE)
    if order.on < file.changed:
        checks.stop(NOT_BEFORE, found=order.on, since=file.changed)
    return file


def _apply_change(state: State, event: PledgeChanged) -> None:
    order = event.command
    file = state.of(PLEDGES)[order.pledge]
    state.of(PLEDGES)[order.pledge] = file._replace(schedule=file.with_rest(order.instalments), changed=order.on)


@handles(ChangePledge, apply=_apply_change)
def _decide_change(state: State, order: ChangePledge, _law: LawInForce, checks: Checks) -> PledgeChanged:
    file = _open_pledge(state, order, checks)
    new = total(one.amount for one in order.instalments)
    if new != file.open:
        checks.stop(NEW_SUM, file.open, new)
    return PledgeChanged(len(state.events), order)


def _apply_write_off(state: State, event: PledgeWrittenOff) -> None:
    order = event.command
    file = state.of(PLEDGES)[order.pledge]
    state.of(PLEDGES)[order.pledge] = file._replace(
        schedule=file.with_rest(()), written_off_fen=file.written_off_fen + file.open.fen, changed=order.on
    )


@handles(WriteOffPledge, apply=_apply_write_off)
def _decide_write_off(state: State, order: WriteOffPledge, law: LawInForce, checks: Checks) -> PledgeWrittenOff:
    pledge = _open_pledge(state, order, checks).pledge
    if pledge.purposes is None:
        pledge = attrs.evolve(pledge, purposes=order.purposes)
    bound = enforceable(pledge, law)
    if order.kind is WriteOffKind.WITHDRAWN:
        checks.weigh(NOT_BOUND, denied(bound))
    elif order.kind is WriteOffKind.UNCOLLECTABLE:
        _weigh_bound(checks, DEMANDED, order.demanded, bound)
    else:
        _weigh_hardship(checks, order, law, bound)
    return PledgeWrittenOff(len(state.events), order)


def _weigh_hardship(checks: Checks, order: WriteOffPledge, law: LawInForce, bound: bool | None) -> None:
    _weigh_bound(checks, WORSE_OFF, order.worse_off if law.hardship_ends_pledge else False, bound)
    if law.hardship_is_reported:
        _weigh_bound(checks, REPORTED, order.reported, bound)
    if law.hardship_is_explained:
        _weigh_bound(checks, EXPLAINED, order.explained, bound)


def _weigh_bound(checks: Checks, asked: Ground, fact: bool | None, bound: bool | None) -> None:
    """Ask for a fact where delivery can be demanded; where that is open, what is missed is open too."""
    if bound is not False:
        checks.weigh(asked, fact if bound or fact else None)
