"""Topping up a society's capital (补足启动资金): a plan by source and day, and the money as it comes in.

A floor of capital has a day from which it is in force. A society founded before with less is not undone: it has a gap,
to be topped up. One founded since is refused with less.

>>> from community_charity.money import yuan
>>> plan = TopUpPlan("village-1", [("county_finance", yuan(10_000), date(2024, 6, 30))])
>>> plan.total
yuan("10000.00")
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import attrs

from community_charity.approvals import weigh_approval
from community_charity.book.orders import Command, Event, Table, handles
from community_charity.book.state import EXISTS
from community_charity.calendar import day
from community_charity.capital import gap
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.money import Money, positive_money, total
from community_charity.organisations import people
from community_charity.parties import OrganisationId, PersonId, opaque_id, organisation_id
from community_charity.pools import A_GIFT, CAPITAL_GIFTS, usable
from community_charity.societies.entries import ENTRIES, enter, top_up_gift
from community_charity.societies.replenishing import free_of, replenishment, row_of
from community_charity.societies.society import society_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.book import Book
    from community_charity.book.state import State
    from community_charity.capital import Capital
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.societies.entries import Entry
    from community_charity.societies.society import MutualAidSociety

PARTS = declare(
    "top_up.parts",
    wanted=("at least one part: a source, an amount and a last day", "至少一项：来源、金额、最迟到账日"),
    do=(
        'give [("county_finance", yuan(10_000), date(2024, 6, 30))]',
        '写作 [("county_finance", yuan(10_000), date(2024, 6, 30))]',
    ),
)

# --- values --------------------------------------------------------------------------------------


@attrs.frozen
class PlannedPart:
    """A part of a plan (计划分项): which source gives how much, and by when. Raises `Malformed`.

    >>> PlannedPart("township", Money(10_000_00), date(2024, 6, 30)).amount
    yuan("10000.00")
    """

    source: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    due: date = attrs.field(converter=day)


def _parts(value: Iterable[Any]) -> tuple[PlannedPart, ...]:
    if not isinstance(value, tuple | list) or not value:
        raise Malformed(PARTS, given=shown(value))
    return tuple(part if isinstance(part, PlannedPart) else _part(part) for part in value)


def _part(value: Any) -> PlannedPart:
    if not isinstance(value, tuple | list) or len(value) != 3:
        raise Malformed(PARTS, given=shown(value))
    return PlannedPart(*value)


@attrs.frozen
class TopUpPlan:
    """A plan to top up a society (补足资金计划): ``parts`` are `PlannedPart`, or their three values. Raises `Malformed`.

    >>> plan = TopUpPlan(
    ...     "village-1", [("donors", Money(1), date(2024, 6, 30)), ("donors", Money(2), date(2024, 9, 30))]
    ... )
    >>> plan.total
    yuan("0.03")
    """

    society: OrganisationId = attrs.field(converter=organisation_id)
    parts: tuple[PlannedPart, ...] = attrs.field(converter=_parts)

    @property
    def total(self) -> Money:
        """What the parts come to (合计), as `Money`."""
        return total(part.amount for part in self.parts)

    def to_total(self, wanted: Money) -> TopUpPlan:
        """Give the plan with its last parts changed so that it comes to a total above zero (调整至总额).

        >>> plan = TopUpPlan("v-1", [("a", Money(5), date(2024, 6, 30)), ("b", Money(3), date(2024, 9, 30))])
        >>> [part.amount for part in plan.to_total(Money(4)).parts], plan.to_total(Money(9)).parts[-1].amount
        ([yuan("0.04")], yuan("0.04"))
        """
        kept: list[PlannedPart] = []
        left = wanted
        for part in self.parts:
            amount = min(part.amount, left)
            if amount:
                kept.append(attrs.evolve(part, amount=amount))
            left -= amount
        if left:
            kept[-1] = attrs.evolve(kept[-1], amount=kept[-1].amount + left)
        return attrs.evolve(self, parts=tuple(kept))


def _plan(value: TopUpPlan) -> TopUpPlan:
    return expect(value, TopUpPlan)


# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class AdoptTopUpPlan(Command):
    """Adopt a plan that closes a society's gap exactly (通过补足资金计划). It becomes `TopUpPlanAdopted`. Raises `Malformed`.

    The gap is what its capital is short of the floor; without one, what a society whose money has run low is short of
    it. ``approved_by`` are those of its council who agreed. A later plan takes the place of the earlier.

    >>> plan = TopUpPlan("village-1", [("donors", Money(1), date(2024, 6, 30))])
    >>> AdoptTopUpPlan(key="plan-1", on=date(2024, 4, 1), plan=plan, approved_by=["p-1"]).asked().en
    'adopt a plan to top up village-1 by ¥0.01'
    """

    ASKED: ClassVar[Text] = Text(
        "adopt a plan to top up {society} by {total}", "通过 {society} 补足资金 {total} 的计划"
    )

    plan: TopUpPlan = attrs.field(converter=_plan)
    approved_by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)

    def asked(self) -> Text:
        """Say what is to be adopted (事项)."""
        return self.ASKED.fill(society=self.plan.society, total=self.plan.total)


@attrs.frozen
class TopUpPlanAdopted(Event[AdoptTopUpPlan]):
    """A plan was adopted (补足资金计划已通过)."""


@attrs.frozen(kw_only=True)
class TopUp(Command):
    """Take in capital for a society that stands already (补充资金到账), as `Money`. It becomes `ToppedUp`. Raises `Malformed`.

    It is traced as ``society/source/key``.

    >>> order = TopUp(key="top-up-1", on=date(2024, 5, 6), society="village-1", source="township", amount=Money(1))
    >>> order.asked().en
    'top up village-1 by ¥0.01'
    """

    ASKED: ClassVar[Text] = Text("top up {society} by {amount}", "为 {society} 补充资金 {amount}")

    society: OrganisationId = attrs.field(converter=organisation_id)
    source: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)


@attrs.frozen
class ToppedUp(Event[TopUp]):
    """Capital came in (补充资金已到账)."""


PLANS: Table[OrganisationId, TopUpPlanAdopted] = Table("plans to top up societies")

# --- rules ---------------------------------------------------------------------------------------

GAP = ground(
    "top_up.gap",
    Stage.STATE,
    title=("something is missing", "存在资金缺口"),
    unmet=("nothing is missing in {society}", "{society} 无资金缺口"),
    figures=("association_minimum_capital", "society_minimum_capital", "society_replenish_share"),
)
EXACT = ground(
    "top_up.exact",
    Stage.MONEY,
    title=("the plan comes to the {required} that are missing", "计划合计等于缺口 {required}"),
    unmet=("the plan comes to {found}; {required} are missing", "计划合计 {found}，缺口为 {required}"),
    figures=("association_minimum_capital", "society_minimum_capital", "society_replenish_share"),
    remedy=lambda finding, asked: Remedy(
        Text("make the plan come to {m}", "将计划合计调整为 {m}").fill(m=finding.required),
        {"plan": asked.plan.to_total(finding.required)},
    ),
)


def _dated_later(finding: Finding, asked: Any) -> Remedy:
    parts = tuple(attrs.evolve(part, due=max(part.due, asked.on)) for part in asked.plan.parts)
    text = Text("let every part be due on {d} or later", "各分项到账日不早于 {d}").fill(d=finding.required)
    return Remedy(text, {"plan": attrs.evolve(asked.plan, parts=parts)})


DUE = ground(
    "top_up.due",
    Stage.STATE,
    title=("every part is due on {required} or later", "各分项到账日均不早于 {required}"),
    unmet=("a part was due on {found}, before {required}", "有分项应于 {found} 到账，早于 {required}"),
    remedy=_dated_later,
)

# --- deciding and applying -----------------------------------------------------------------------


def _top_ups(entries: Iterable[Entry], society: OrganisationId) -> list[Entry]:
    return [one for one in entries if one.society == society and one.source is not None and not one.ended]


def _capital(society: MutualAidSociety, entries: Iterable[Entry]) -> Capital:
    capital = society.capital
    for one in _top_ups(entries, society.id):
        capital = capital.plus(str(one.source), Money(one.fen))
    return capital


def capital_of(state: State, society: MutualAidSociety) -> Capital:
    """Give a society's capital, what was topped up included (互助社资本，含补充部分)."""
    return _capital(society, state.of(ENTRIES).values())


def missing_of(state: State, society: MutualAidSociety, law: LawInForce) -> Money:
    """Give what a plan has to come to (计划应补金额), as `Money`: the gap of capital, else what a low society lacks."""
    short = gap(society.form.body, capital_of(state, society), law)
    low = replenishment(society, Money(free_of(state, society.id)), law)
    return short or (Money(0) if low is None else low.missing)


def _apply_plan(state: State, event: TopUpPlanAdopted) -> None:
    state.of(PLANS)[event.command.plan.society] = event


@handles(AdoptTopUpPlan, apply=_apply_plan)
def _decide_plan(state: State, order: AdoptTopUpPlan, law: LawInForce, checks: Checks) -> TopUpPlanAdopted:
    plan = order.plan
    society = society_of(state, plan.society, order.on, checks)
    pool = usable(state, plan.society, order.on, checks)
    missing = missing_of(state, society, law)
    if not missing:
        checks.stop(GAP, society=plan.society)
    first = min(part.due for part in plan.parts)
    if first < order.on:
        checks.weigh(DUE, holds=False, required=order.on, found=first)
    weigh_approval(checks, pool, order.approved_by, law)
    checks.weigh(EXACT, plan.total == missing, missing, plan.total)
    return TopUpPlanAdopted(len(state.events), order)


def _apply(state: State, event: ToppedUp) -> None:
    order = event.command
    enter(state, order.key, order.society, order.amount, order.on, order.source)


@handles(TopUp, apply=_apply)
def _decide(state: State, order: TopUp, _law: LawInForce, checks: Checks) -> ToppedUp:
    society_of(state, order.society, order.on, checks)
    usable(state, order.society, order.on, checks)
    gift = top_up_gift(order.society, order.source, order.key)
    if gift in state.events or gift in state.of(CAPITAL_GIFTS):
        checks.stop(EXISTS, what=A_GIFT, id=gift)
    return ToppedUp(len(state.events), order)


# --- reading -------------------------------------------------------------------------------------


class Overdue(NamedTuple):
    """What a source has not given in time (逾期未到账): how much, and since when it is due.

    >>> Overdue("village-1", "township", Money(1), date(2024, 6, 30)).due
    datetime.date(2024, 6, 30)
    """

    society: OrganisationId
    source: str
    missing: Money
    due: date


def capital_now(book: Book, society: OrganisationId) -> Capital:
    """Give a society's capital by source, what was topped up included (互助社资本). Raises `Malformed`.

    >>> import community_charity as cc
    >>> village = cc.MutualAidSociety(  # invented
    ...     "village-1", form="filed", council=["p-1"], capital=cc.Capital({"donors": cc.yuan(30_000)})
    ... )
    >>> book = cc.Book(cc.Law.of("cn"))
    >>> _ = book.record(cc.FoundSociety(key="found-1", on=cc.date(2025, 3, 13), society=village))
    >>> capital_now(book, "village-1").total
    yuan("30000.00")
    """
    return _capital(row_of(book, society), book.all(ENTRIES).values())


def gap_now(book: Book, society: OrganisationId, on: date) -> Money:
    """Give what a society's capital is short of the floor in force that day (资金缺口), never below zero, as `Money`.

    Raises `Malformed`. Source: 社会团体登记管理条例第10条第1款第5项 for a registered society, in Anhui 皖民社救函〔2024〕61号 for both.

    >>> import community_charity as cc
    >>> village = cc.MutualAidSociety(  # invented
    ...     "village-1", form="registered", members=50, council=["p-1"], capital=cc.Capital({"donors": cc.yuan(30_000)})
    ... )
    >>> book = cc.Book(cc.Law.of("cn"))
    >>> _ = book.record(cc.FoundSociety(key="found-1", on=cc.date(2025, 3, 13), society=village))
    >>> gap_now(book, "village-1", cc.date(2025, 3, 13))
    yuan("0.00")
    """
    return gap(row_of(book, society).form.body, capital_now(book, society), book.law.on(on))


def overdue(book: Book, on: date) -> tuple[Overdue, ...]:
    """Give what plans said would have come in before a day, and has not (逾期未补足清单).

    Money from a source that came in since its plan was adopted counts for its earliest part first.

    >>> import community_charity as cc
    >>> overdue(cc.Book(cc.Law.of("cn")), cc.date(2025, 3, 13))
    ()
    """
    late: list[Overdue] = []
    for society, event in book.all(PLANS).items():
        since = event.number
        came: dict[str, int] = {}
        for key, one in book.all(ENTRIES).items():
            if one.society == society and one.source is not None and not one.ended:
                entered = book.event(key)
                if entered is not None and entered.number > since and one.on <= on:
                    came[one.source] = came.get(one.source, 0) + one.fen
        for part in sorted(event.command.plan.parts, key=lambda part: part.due):
            paid = min(came.get(part.source, 0), part.amount.fen)
            came[part.source] = came.get(part.source, 0) - paid
            if part.due < on and paid < part.amount.fen:
                late.append(Overdue(society, part.source, Money(part.amount.fen - paid), part.due))
    return tuple(late)
