"""Fees (费用): an agreed share of what came in, told as a line of its own, and never more.

Without terms no fee may be charged at all. Terms are exact fractions of what came into a pool, each fen counted once.

>>> ChargeFee.ASKED.en
'charge {pool} a {kind} of {amount}'
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from community_charity.approvals import weigh_approval
from community_charity.book.orders import Command, Event, Table, handles, reason
from community_charity.book.purses import Purse, PurseKey
from community_charity.campaigns.running import CAMPAIGNS
from community_charity.flows.accounts import weigh_money
from community_charity.flows.terms import Agreed, FeeKind, FeeTerms, fee_kind, fee_terms, share
from community_charity.giving import REVERSED
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import no_more_than
from community_charity.money import Money, positive_money
from community_charity.organisations import people
from community_charity.parties import PersonId, opaque_id
from community_charity.pools import usable
from community_charity.restrictions import Restriction, restriction
from community_charity.societies import SOCIETIES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from community_charity.book.book import Book
    from community_charity.book.state import State
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce

# --- values, commands, events ----------------------------------------------------------------------


@attrs.frozen
class Charge:
    """A fee as it left a purse (一笔费用), in fen. ``name`` is under which the purse knows it.

    >>> Charge("fee-1", FeeKind.MANAGEMENT, ("county", None), 100).fen
    100
    """

    name: str
    kind: FeeKind
    purse: PurseKey
    fen: int


AGREED: Table[tuple[str, FeeKind], tuple[Agreed, ...]] = Table("fees agreed for a pool")
CHARGED: Table[tuple[str, FeeKind], int] = Table("fees charged to a pool, in fen")
CAME: Table[str, int] = Table("what came to a pool from other pools, each fen once, in fen")
WHAT = Text("fee", "费用")
A_CAMPAIGN = Text("campaign", "募捐活动")


@attrs.frozen(kw_only=True)
class AgreeFees(Command):
    """Agree which fees may be charged to a pool from that day on (约定费用); earlier terms of the same kind end.

    ``approved_by`` are those of the pool who decided for it; a pool without deciders needs none. Recorded it becomes
    `FeesAgreed`. Raises `Malformed`.

    >>> from datetime import date
    >>> terms = [FeeTerms("payment_channel", Fraction(6, 1000))]
    >>> AgreeFees(key="fees-1", on=date(2025, 3, 13), pool="county", terms=terms).asked().en
    'agree the fees of county'
    """

    ASKED: ClassVar[Text] = Text("agree the fees of {pool}", "约定 {pool} 的费用")

    pool: str = attrs.field(converter=opaque_id)
    terms: tuple[FeeTerms, ...] = attrs.field(converter=fee_terms)
    approved_by: tuple[PersonId, ...] = attrs.field(default=(), converter=people, repr=False)


@attrs.frozen
class FeesAgreed(Event[AgreeFees]):
    """Fees were agreed (费用已约定)."""


def _campaign(value: str | None) -> str | None:
    return None if value is None else opaque_id(value)


@attrs.frozen(kw_only=True)
class ChargeFee(Command):
    """Take a fee out of free money of a pool (收取费用), as `Money`: all fees of a kind together within what was agreed.

    ``only_for`` says out of which money, as in `TransferFunds`; ``campaign`` for which campaign it arose. Recorded it
    becomes `FeeCharged`. Raises `Malformed`. Source for platforms: 慈善法第27条第2款.

    >>> from datetime import date
    >>> order = ChargeFee(key="fee-1", on=date(2025, 3, 13), pool="county", kind="management", amount=Money(100))
    >>> order.asked().en
    'charge county a management fee of ¥1.00'
    """

    ASKED: ClassVar[Text] = Text("charge {pool} a {kind} of {amount}", "向 {pool} 收取{kind} {amount}")

    pool: str = attrs.field(converter=opaque_id)
    kind: FeeKind = attrs.field(converter=fee_kind)
    amount: Money = attrs.field(converter=positive_money)
    only_for: Restriction | None = attrs.field(default=None, converter=restriction)
    campaign: str | None = attrs.field(default=None, converter=_campaign)

    def asked(self) -> Text:
        """Say which fee is to be charged (事项)."""
        return self.ASKED.fill(pool=self.pool, kind=self.kind.text, amount=self.amount)


@attrs.frozen
class FeeCharged(Event[ChargeFee]):
    """A fee was charged (费用已收取)."""

    charge: Charge

    @property
    def parts(self) -> tuple[tuple[PurseKey, int], ...]:
        """What left which purse, in fen (支出明细)."""
        return ((self.charge.purse, self.charge.fen),)


@attrs.frozen(kw_only=True)
class ReverseFee(Command):
    """Take back a fee (冲销费用): its money is free again. Recorded it becomes `FeeReversed`. Raises `Malformed`.

    ``fee`` is the key of its `ChargeFee`; a fee that was charged by passing money on comes back with `ReverseTransfer`.

    >>> from datetime import date
    >>> str(ReverseFee(key="reverse-1", on=date(2025, 3, 20), fee="fee-1", reason="charged twice").asked())
    'reverse fee fee-1'
    """

    ASKED: ClassVar[Text] = Text("reverse fee {fee}", "冲销费用 {fee}")

    fee: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class FeeReversed(Event[ReverseFee]):
    """A fee was taken back (费用已冲销)."""


# --- rules ---------------------------------------------------------------------------------------


_WITHOUT_FEE = Text("leave the fee out", "取消该费用")


def _lower_fee(finding: Finding, asked: Any) -> Remedy | None:
    """Lower the fee to what is left: it is the amount of a `ChargeFee`, and may be left out where money is passed on."""
    if not hasattr(asked, "fee"):
        return no_more_than(finding, asked)
    said = Text("a fee of {m} at most", "费用不超过 {m}") if finding.required else _WITHOUT_FEE
    return Remedy(said.fill(m=finding.required), {"fee": finding.required})


FREE_OF_CHARGE = ground(
    "fee.platform_is_free",
    Stage.AUTHORITY,
    title=("no designated platform charges a charity", "指定的互联网公开募捐服务平台未向慈善组织收费"),
    unmet=(
        "a designated platform may not charge a charity, whatever was agreed",
        "无论如何约定，指定平台不得向慈善组织收费",
    ),
    figures=("internet_platform_charges_nothing",),
    remedy=lambda _finding, asked: Remedy(_WITHOUT_FEE, {"fee": Money(0)}) if hasattr(asked, "fee") else None,
)
WITHIN_TERMS = ground(
    "fee.within_terms",
    Stage.NEED,
    title=("within the {required} that the agreed terms still leave", "不超过按约定尚可收取的 {required}"),
    unmet=(
        "{found} is more than the {required} that the agreed terms still leave",
        "{found} 超过按约定尚可收取的 {required}",
    ),
    remedy=_lower_fee,
    fen=True,
    at_most=True,
)
FUND_CAP = ground(
    "fee.management_cap",
    Stage.NEED,
    title=("management fees within the cap: {required} left", "管理费不超过上限余量 {required}"),
    unmet=(
        "{found} is more than the {required} that the cap on management fees still leaves",
        "{found} 超过管理费上限余量 {required}",
    ),
    figures=("management_fee_cap",),
    remedy=_lower_fee,
    fen=True,
    at_most=True,
)
SOCIETY_CAP = ground(
    "fee.society_management_cap",
    Stage.NEED,
    title=("a society's management fees within the cap: {required} left", "互助社管理费不超过上限余量 {required}"),
    unmet=(
        "{found} is more than the {required} that the cap on a society's management fees still leaves",
        "{found} 超过互助社管理费上限余量 {required}",
    ),
    figures=("society_management_fee_cap",),
    remedy=_lower_fee,
    fen=True,
    at_most=True,
)
LIVE = ground(
    "fee.live",
    Stage.STATE,
    title=("the fee was not reversed before", "该费用此前未冲销"),
    unmet=("the fee was reversed before", "该费用此前已冲销"),
)
NOT_BEFORE = ground(
    "fee.not_before",
    Stage.STATE,
    title=("not before the fee was charged", "不早于收费日"),
    unmet=("{found} is before the fee was charged on {since}", "{found} 早于收费日 {since}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)


def rate_on(state: State, pool: str, kind: FeeKind, on: date) -> Fraction:
    """Give the rate agreed for a pool on a day (当日费率): zero without terms; of several, that agreed last.

    >>> from datetime import date
    >>> from community_charity.book.state import State
    >>> rate_on(State(), "county", FeeKind.MANAGEMENT, date(2025, 3, 13))
    Fraction(0, 1)
    """
    agreed = [one for one in state.of(AGREED).get((pool, kind), ()) if one.since <= on]
    return max(agreed, key=lambda one: one.since).rate if agreed else Fraction(0)


def base_of(state: State, pool: str) -> int:
    """Give on what fees are counted, in fen (计费基数): received or moved in from another pool, less returned.

    What only changes its restriction inside the pool, or comes back to it, is counted once.

    >>> from community_charity.book.state import State
    >>> base_of(State(), "county")
    0
    """
    free = state.purses.get((pool, None))
    own: tuple[Purse, ...] = (
        *state.restricted.get(pool, ()),
        *((free,) if free else ()),
    )  # not a look at each purse of the book
    return sum(purse.received - purse.returned for purse in own) + state.of(CAME).get(pool, 0)


def weigh_fee(checks: Checks, state: State, pool: str, kind: FeeKind, fen: int, law: LawInForce) -> None:
    """Check a fee in fen against the law, the agreed terms and the caps (费用审查). Source: 慈善法第27条第2款."""
    if kind is FeeKind.PLATFORM and "internet_platform_charges_nothing" in law:
        checks.weigh(FREE_OF_CHARGE, not law.internet_platform_charges_nothing)
    base, before = base_of(state, pool), state.of(CHARGED).get((pool, kind), 0)
    limits = [(WITHIN_TERMS, rate_on(state, pool, kind, law.day))]
    if kind is FeeKind.MANAGEMENT:
        if pool in state.of(SOCIETIES):
            limits.append((SOCIETY_CAP, law.society_management_fee_cap))
        else:
            limits.append((FUND_CAP, law.management_fee_cap))
    for ground_, rate in limits:
        left = max(share(rate, base) - before, 0)
        checks.weigh(ground_, fen <= left, left, fen)


# --- charging, only to be called while applying --------------------------------------------------


def charge(state: State, fee: Charge) -> None:
    """Take a fee out of its purse (执行收费). Apply only."""
    state.purses[fee.purse].charge(fee.name, fee.fen)
    _count(state, fee, fee.fen)


def charge_back(state: State, fee: Charge) -> None:
    """Put a fee back into its purse (撤回收费). Apply only."""
    state.purses[fee.purse].undo(fee.name)
    _count(state, fee, -fee.fen)


def _count(state: State, fee: Charge, fen: int) -> None:
    charged, key = state.of(CHARGED), (fee.purse[0], fee.kind)
    charged[key] = charged.get(key, 0) + fen


def agree(state: State, pool: str, terms: Iterable[FeeTerms], since: date) -> None:
    """Write terms down (登记费用约定). Apply only."""
    for one in terms:
        before = state.of(AGREED).get((pool, one.kind), ())
        kept = (old for old in before if old.since != since)
        state.of(AGREED)[pool, one.kind] = (*kept, Agreed(since, one.rate))


# --- deciding and applying -----------------------------------------------------------------------


def _apply_terms(state: State, event: FeesAgreed) -> None:
    agree(state, event.command.pool, event.command.terms, event.command.on)


@handles(AgreeFees, apply=_apply_terms)
def _decide_terms(state: State, order: AgreeFees, law: LawInForce, checks: Checks) -> FeesAgreed:
    pool = usable(state, order.pool, order.on, checks)
    weigh_approval(checks, pool, order.approved_by, law, if_nobody_decides=True)
    return FeesAgreed(len(state.events), order)


def _apply(state: State, event: FeeCharged) -> None:
    charge(state, event.charge)


@handles(ChargeFee, apply=_apply)
def _decide(state: State, order: ChargeFee, law: LawInForce, checks: Checks) -> FeeCharged:
    usable(state, order.pool, order.on, checks)
    if order.campaign is not None:
        state.found(CAMPAIGNS, order.campaign, A_CAMPAIGN, checks)
    weigh_fee(checks, state, order.pool, order.kind, order.amount.fen, law)
    purse = (order.pool, order.only_for)
    weigh_money(checks, state, purse, order.amount.fen)
    return FeeCharged(len(state.events), order, Charge(order.key, order.kind, purse, order.amount.fen))


def _apply_reversal(state: State, event: FeeReversed) -> None:
    wrong: Any = state.events[event.command.fee]
    charge_back(state, wrong.charge)
    state.of(REVERSED)[event.command.fee] = event.command.key


@handles(ReverseFee, apply=_apply_reversal)
def _decide_reversal(state: State, order: ReverseFee, _law: LawInForce, checks: Checks) -> FeeReversed:
    fee = state.fact(FeeCharged, order.fee, WHAT, checks).command
    if fee.key in state.of(REVERSED):
        checks.stop(LIVE)
    if order.on < fee.on:
        checks.stop(NOT_BEFORE, found=order.on, since=fee.on)
    return FeeReversed(len(state.events), order)


# --- reading -------------------------------------------------------------------------------------


def fees_of(book: Book, pool: str) -> dict[FeeKind, Money]:
    """Give the fees that a pool was charged, by kind (费用明细), as `Money`; a kind not charged is left out.

    >>> import community_charity as cc
    >>> fees_of(cc.Book(cc.Law.of("cn")), "county")
    {}
    """
    charged = book.all(CHARGED)
    return {kind: Money(charged[pool, kind]) for kind in FeeKind if charged.get((pool, kind))}
