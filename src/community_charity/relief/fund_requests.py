"""A society asks its community fund for relief that it approved and cannot pay (互助社向社区基金请款).

>>> RequestFromFund.ASKED.en
'request {amount} of {fund} for review {review} of {society}'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.approvals import weigh_approval
from community_charity.book.orders import Command, Event, Table, handles, reason
from community_charity.flows.accounts import spare_in, weigh_money
from community_charity.flows.fund_first import ASKED_OF, REQUESTS, Request, open_of
from community_charity.flows.routes import weigh_route
from community_charity.flows.transfers import Flow, Move, carry, weigh_transfer
from community_charity.funds import FUNDS
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import no_more_than
from community_charity.money import Money, positive_money
from community_charity.organisations import people
from community_charity.parties import OrganisationId, PersonId, opaque_id, organisation_id
from community_charity.pools import usable
from community_charity.relief.reviews import OF_THIS, live_review
from community_charity.restrictions import Restriction, restriction
from community_charity.societies.society import SOCIETIES
from community_charity.societies.society import WHAT as A_SOCIETY

if TYPE_CHECKING:
    from datetime import date

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

A_FUND = Text("community charity fund", "社区慈善基金")
WHAT = Text("request", "请款")
SERVED: Table[tuple[str, OrganisationId], date] = Table("societies that a fund serves, and since when")

# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class ServeSociety(Command):
    """Let a fund serve the society of its community (基金对接互助社): from now on that one may ask for money.

    ``approved_by`` are those of the fund's committee who agreed. It becomes `SocietyServed`. Raises `Malformed`.

    >>> from datetime import date
    >>> order = ServeSociety(  # invented
    ...     key="s-1", on=date(2025, 4, 1), fund="lake-fund", society="v-1", approved_by=["c-1"]
    ... )
    >>> order.asked().en
    'let lake-fund serve v-1'
    """

    ASKED: ClassVar[Text] = Text("let {fund} serve {society}", "{fund} 对接互助社 {society}")

    fund: str = attrs.field(converter=opaque_id)
    society: OrganisationId = attrs.field(converter=organisation_id)
    approved_by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)


@attrs.frozen
class SocietyServed(Event[ServeSociety]):
    """A fund serves a society (基金已对接互助社)."""


@attrs.frozen(kw_only=True)
class RequestFromFund(Command):
    """Ask a fund for relief that a society approved and has no money for (请款), as `Money`. It becomes `MoneyRequested`.

    ``review`` is the key of the society's `ReviewCase`. Raises `Malformed`.

    >>> from datetime import date
    >>> order = RequestFromFund(  # invented
    ...     key="ask-1", on=date(2025, 4, 1), society="v-1", fund="lake-fund", amount=Money(500_00), review="r-1"
    ... )
    >>> order.asked().zh
    'v-1 就评议 r-1 向 lake-fund 请款 ¥500.00'
    """

    ASKED: ClassVar[Text] = Text(
        "request {amount} of {fund} for review {review} of {society}",
        "{society} 就评议 {review} 向 {fund} 请款 {amount}",
    )

    society: OrganisationId = attrs.field(converter=organisation_id)
    fund: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    review: str = attrs.field(converter=opaque_id)


@attrs.frozen
class MoneyRequested(Event[RequestFromFund]):
    """A society asked its fund for money (已请款)."""


@attrs.frozen(kw_only=True)
class FulfilRequest(Command):
    """Send a society what it asked for, whole or in part (拨付请款), as `Money`. It becomes `RequestFulfilled`.

    ``only_for`` says which money of the fund, as for a transfer; ``approved_by`` are those of its committee who agreed.
    `ReverseTransfer` takes it back. Raises `Malformed`.

    >>> from datetime import date
    >>> order = FulfilRequest(  # invented
    ...     key="send-1", on=date(2025, 4, 2), request="ask-1", amount=Money(500_00), approved_by=["c-1"]
    ... )
    >>> order.asked().en
    'send ¥500.00 for request ask-1'
    """

    ASKED: ClassVar[Text] = Text("send {amount} for request {request}", "拨付请款 {request} {amount}")

    request: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    only_for: Restriction | None = attrs.field(default=None, converter=restriction)
    approved_by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)


@attrs.frozen
class RequestFulfilled(Flow[FulfilRequest]):
    """A fund sent money for a request (请款已拨付)."""


@attrs.frozen(kw_only=True)
class WithdrawRequest(Command):
    """Withdraw a request, as when the money came from elsewhere (撤回请款). It becomes `RequestWithdrawn`.

    The fund keeps nothing back for it any more. Raises `Malformed`.

    >>> from datetime import date
    >>> order = WithdrawRequest(key="w-1", on=date(2025, 4, 2), request="ask-1", reason="paid from elsewhere")
    >>> order.asked().en
    'withdraw request ask-1'
    """

    ASKED: ClassVar[Text] = Text("withdraw request {request}", "撤回请款 {request}")

    request: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class RequestWithdrawn(Event[WithdrawRequest]):
    """A request was withdrawn (请款已撤回)."""


# --- rules ---------------------------------------------------------------------------------------


SERVES = ground(
    "request.served",
    Stage.STATE,
    title=("{fund} serves {society}", "{fund} 已对接 {society}"),
    unmet=("{fund} does not serve {society} on {found}", "{found} 时 {fund} 未对接 {society}"),
    remedy=lambda _finding, _asked: Remedy(
        Text("let the fund's committee agree to serve it first", "先由基金管委会决定对接"), first="ServeSociety"
    ),
)
UNFUNDED = ground(
    "request.unfunded",
    Stage.NEED,
    title=(
        "within the {required} that were approved and that the society cannot pay",
        "不超过已评议而互助社无力支付的 {required}",
    ),
    unmet=(
        "{found} is more than the {required} that were approved and that the society cannot pay",
        "{found} 超过已评议而互助社无力支付的 {required}",
    ),
    remedy=no_more_than,
    fen=True,
    at_most=True,
)
OPEN = ground(
    "request.open",
    Stage.STATE,
    title=("something of the request is still to come", "请款尚未拨付完毕"),
    unmet=("the request was fulfilled or withdrawn", "请款已拨付完毕或已撤回"),
)
NOT_BEFORE = ground(
    "request.not_before",
    Stage.STATE,
    title=("not before the request", "不早于请款日"),
    unmet=("{found} is before the request of {since}", "{found} 早于请款日 {since}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)
WITHIN = ground(
    "request.within",
    Stage.NEED,
    title=("within the {required} still to come", "不超过尚未拨付的 {required}"),
    unmet=("{found} is more than the {required} still to come", "{found} 超过尚未拨付的 {required}"),
    remedy=no_more_than,
    fen=True,
    at_most=True,
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply_serving(state: State, event: SocietyServed) -> None:
    state.of(SERVED).setdefault((event.command.fund, event.command.society), event.command.on)


@handles(ServeSociety, apply=_apply_serving)
def _decide_serving(state: State, order: ServeSociety, law: LawInForce, checks: Checks) -> SocietyServed:
    state.found(FUNDS, order.fund, A_FUND, checks)
    state.found(SOCIETIES, order.society, A_SOCIETY, checks)
    pool = usable(state, order.fund, order.on, checks)
    usable(state, order.society, order.on, checks)
    weigh_approval(checks, pool, order.approved_by, law)
    return SocietyServed(len(state.events), order)


def _apply_request(state: State, event: MoneyRequested) -> None:
    order = event.command
    state.of(REQUESTS)[order.key] = Request(order.fund, order.society, order.review, order.amount.fen)
    state.of(ASKED_OF)[order.fund] = (*state.of(ASKED_OF).get(order.fund, ()), order.key)


def _waiting_for(state: State, review: str) -> int:
    """Give what is still to come for a review from any fund, in fen."""
    return sum(open_of(state, key) for key, row in state.of(REQUESTS).items() if row.review == review)


@handles(RequestFromFund, apply=_apply_request)
def _decide_request(state: State, order: RequestFromFund, _law: LawInForce, checks: Checks) -> MoneyRequested:
    state.found(FUNDS, order.fund, A_FUND, checks)
    state.found(SOCIETIES, order.society, A_SOCIETY, checks)
    usable(state, order.fund, order.on, checks)
    usable(state, order.society, order.on, checks)
    since = state.of(SERVED).get((order.fund, order.society))
    if since is None or order.on < since:
        checks.stop(SERVES, found=order.on, fund=order.fund, society=order.society)
    held = live_review(state, order.review, order.on, checks).event.command
    if held.pool != order.society:
        checks.stop(OF_THIS)
    lacking = held.amount.fen - spare_in(state, (order.society, None)) - _waiting_for(state, order.review)
    checks.weigh(UNFUNDED, order.amount.fen <= lacking, max(lacking, 0), order.amount.fen)
    return MoneyRequested(len(state.events), order)


class _Sending(NamedTuple):
    """A fulfilled request, as what checks a transfer asks for it."""

    source: str
    on: date
    only_for: Restriction | None
    approved_by: tuple[PersonId, ...]


def _open(state: State, key: str, on: date, checks: Checks) -> Request:
    """Give a request of which something is still to come; otherwise stop."""
    row = state.found(REQUESTS, key, WHAT, checks)
    if not open_of(state, key):
        checks.stop(OPEN)
    asked = state.events[key].command.on
    if on < asked:
        checks.stop(NOT_BEFORE, found=on, since=asked)
    return row


def _apply_fulfilment(state: State, event: RequestFulfilled) -> None:
    order = event.command
    for move in event.moves:
        carry(state, move)
    row = state.of(REQUESTS)[order.request]
    state.of(REQUESTS)[order.request] = row._replace(paid=(*row.paid, (order.key, order.amount.fen)))


@handles(FulfilRequest, apply=_apply_fulfilment)
def _decide_fulfilment(state: State, order: FulfilRequest, law: LawInForce, checks: Checks) -> RequestFulfilled:
    row = _open(state, order.request, order.on, checks)
    live_review(state, row.review, order.on, checks)
    sending = _Sending(row.fund, order.on, order.only_for, order.approved_by)
    weigh_transfer(checks, state, (row.society,), sending, law)
    weigh_route(checks, state, (row.society,), sending)
    fen, left = order.amount.fen, open_of(state, order.request)
    checks.weigh(WITHIN, fen <= left, left, fen)
    weigh_money(checks, state, (row.fund, order.only_for), fen)
    move = Move(order.key, (row.fund, order.only_for), (row.society, order.only_for), fen)
    return RequestFulfilled(len(state.events), order, (move,))


def _apply_withdrawal(state: State, event: RequestWithdrawn) -> None:
    request = event.command.request
    state.of(REQUESTS)[request] = state.of(REQUESTS)[request]._replace(withdrawn=True)


@handles(WithdrawRequest, apply=_apply_withdrawal)
def _decide_withdrawal(state: State, order: WithdrawRequest, _law: LawInForce, checks: Checks) -> RequestWithdrawn:
    _open(state, order.request, order.on, checks)
    return RequestWithdrawn(len(state.events), order)
