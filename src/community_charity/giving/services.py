"""Services, time and skill that are given (服务捐赠、时间捐赠、技术捐赠).

A record of what somebody gave to a pool without charge: an audit, a design, the use of a van, a day of a plumber. It is no
money and no goods: no purse and no stock knows it, and it is never spent. 慈善法第36条 lists what may be donated as
property, down to patents and other intellectual property; services are not in the list. A right that is transferred,
such as a patent, is property: enter it as `Goods`.

Volunteering (志愿服务) is something else: what volunteers do for others belongs in the records that 志愿服务条例第19条 asks
for, in hours really given, and not here.

>>> Service("time", "repairs of water pipes", minutes=90).hours
Fraction(3, 2)
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.book import UNKNOWN
from community_charity.book.orders import Command, Event, handles, reason
from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.giving.donations import REVERSED
from community_charity.giving.goods_out import LIVE, NOT_BEFORE
from community_charity.giving.stock import optional_value, state_of
from community_charity.language import Text
from community_charity.money import Money
from community_charity.parties import PartyId, opaque_id, party_id
from community_charity.pools import A_GIFT, CAPITAL_GIFTS, POOLS, usable
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

MINUTES = declare(
    "service.minutes",
    wanted=("a whole number of minutes, one or more, or None if not counted", "不小于1的整数分钟数，未计时为 None"),
    do=("write 90 for an hour and a half", "一个半小时写作 90"),
)
TIME = declare(
    "service.time",
    wanted=("the minutes of time that is given", "捐赠时间的分钟数"),
    do=("count the minutes, or call it a service", "请计时，或改记为服务"),
)

# --- values --------------------------------------------------------------------------------------


class ServiceKind(Enum):
    """What is given (类别). ``ServiceKind("technology")`` looks one up.

    >>> ServiceKind("technology").text.zh
    '技术'
    """

    SERVICE = "service"
    TIME = "time"
    TECHNOLOGY = "technology"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    ServiceKind.SERVICE: Text("service", "服务"),
    ServiceKind.TIME: Text("time", "时间"),
    ServiceKind.TECHNOLOGY: Text("technology", "技术"),
}


def _kind(value: ServiceKind | str) -> ServiceKind:
    return choice(value, ServiceKind)


def _minutes(value: int | None) -> int | None:
    if value is not None and (type(value) is not int or value < 1):
        raise Malformed(MINUTES, given=shown(value))
    return value


@attrs.frozen
class Service:
    """A service, time or skill that is given (服务、时间或技术).

    ``scope`` describes it in a few words without personal data. ``minutes`` are whole minutes, ``None`` if nobody counted;
    for time they are needed. ``value`` is what both sides agreed that it is worth, `Money` above zero, ``proof`` whether
    there is proof of it: it is noted and never counted as money. Raises `Malformed`.

    >>> Service("service", "audit of the year 2024").hours is None
    True
    """

    kind: ServiceKind = attrs.field(converter=_kind)
    scope: str = attrs.field(converter=opaque_id)
    minutes: int | None = attrs.field(default=None, kw_only=True, converter=_minutes)
    value: Money | None = attrs.field(default=None, kw_only=True, converter=optional_value)
    proof: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)

    def __attrs_post_init__(self) -> None:
        if self.kind is ServiceKind.TIME and self.minutes is None:
            raise Malformed(TIME, given=shown(None))

    @property
    def hours(self) -> Fraction | None:
        """The time in hours, exact (小时数); ``None`` if nobody counted."""
        return None if self.minutes is None else Fraction(self.minutes, 60)

    @property
    def proved_value(self) -> Money | None:
        """The agreed value, if there is proof of it (有证明的价值); ``None`` is "not known", never zero."""
        return self.value if self.proof else None


def _service(value: Service) -> Service:
    return expect(value, Service)


def _donor(value: PartyId | None) -> PartyId | None:
    return None if value is None else party_id(value)


# --- commands, events ----------------------------------------------------------------------------

WHAT = Text("gift of service", "服务捐赠")


@attrs.frozen(kw_only=True)
class ReceiveService(Command):
    """Record a service, time or skill that was given to a pool (记录服务捐赠). It becomes `ServiceReceived`.

    ``donor`` is an opaque id, ``None`` for an anonymous one. Raises `Malformed`.

    Source: none that knows a gift of services as property; see the module. As practice 遂宁市民政局办公室2023-05-29通知四:
    gifts move on from money and goods to time and skills.

    >>> from datetime import date
    >>> audit = Service("service", "audit of the year 2024")
    >>> str(ReceiveService(key="help-1", on=date(2025, 3, 13), pool="village-1", service=audit).asked())
    'record service given to village-1'
    """

    ASKED: ClassVar[Text] = Text("record {kind} given to {pool}", "记录捐给 {pool} 的{kind}")

    pool: str = attrs.field(converter=opaque_id)
    service: Service = attrs.field(converter=_service)
    donor: PartyId | None = attrs.field(default=None, converter=_donor, repr=False)

    def asked(self) -> Text:
        """Say what was given, and to whom (事项)."""
        return self.ASKED.fill(kind=self.service.kind.text, pool=self.pool)


@attrs.frozen
class ServiceReceived(Event[ReceiveService]):
    """A service, time or skill was given (服务捐赠已记录)."""


@attrs.frozen(kw_only=True)
class ReverseService(Command):
    """Undo the entry of a service that was wrong (冲销服务捐赠登记). It becomes `ServiceReversed`. Raises `Malformed`.

    >>> from datetime import date
    >>> str(ReverseService(key="undo-1", on=date(2025, 6, 2), service="help-1", reason="entered twice").asked())
    'reverse gift of service help-1'
    """

    ASKED: ClassVar[Text] = Text("reverse gift of service {service}", "冲销服务捐赠 {service}")

    service: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class ServiceReversed(Event[ReverseService]):
    """The entry of a service was undone (服务捐赠登记已冲销)."""


# --- reading -------------------------------------------------------------------------------------


def services(book: Book | State, pool: str) -> tuple[ServiceReceived, ...]:
    """Give the services that a pool was given, in the order of entry, save those reversed (服务捐赠清单).

    Raises `Malformed` for a pool that is not known.

    >>> from community_charity.book.state import State
    >>> try:
    ...     services(State(), "nowhere")
    ... except Malformed as error:
    ...     print(error.code)
    book.unknown
    """
    state = state_of(book)
    if pool not in state.of(POOLS):
        raise Malformed(UNKNOWN, given=shown(pool))
    found = (event for event in state.events.values() if isinstance(event, ServiceReceived))
    return tuple(e for e in found if e.command.pool == pool and e.command.key not in state.of(REVERSED))


# --- deciding and applying -----------------------------------------------------------------------


def _apply_service(_state: State, _event: ServiceReceived) -> None:
    """Nothing: a service is a fact, and changes no purse and no table."""


@handles(ReceiveService, apply=_apply_service)
def _decide_service(state: State, order: ReceiveService, _law: LawInForce, checks: Checks) -> ServiceReceived:
    usable(state, order.pool, order.on, checks)
    state.absent(CAPITAL_GIFTS, order.key, A_GIFT, checks)
    return ServiceReceived(len(state.events), order)


def _apply_reversal(state: State, event: ServiceReversed) -> None:
    state.of(REVERSED)[event.command.service] = event.command.key


@handles(ReverseService, apply=_apply_reversal)
def _decide_reversal(state: State, order: ReverseService, _law: LawInForce, checks: Checks) -> ServiceReversed:
    given = state.fact(ServiceReceived, order.service, WHAT, checks).command
    if given.key in state.of(REVERSED):
        checks.stop(LIVE)
    if order.on < given.on:
        checks.stop(NOT_BEFORE, found=order.on, since=given.on)
    return ServiceReversed(len(state.events), order)
