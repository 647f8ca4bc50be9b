"""Mutual-aid funds (互助基金): a pool of residents' contributions that a host charity holds.

Whoever is in need may be helped, whether they contributed or not. It is no insurance: nobody is promised anything, and what
somebody paid in decides neither whether they are helped nor with how much. No rule text for these funds could be read
(Chongqing supports them since 2021); what is asked here beyond the statute on donations is this library's assumption.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> fund = MutualFund(  # invented
...     "lane-fund",
...     host="city-charity",
...     committee=["p-1"],
...     rules=MutualFundRules(promises=True, by_need=True, open_to_all=True),
... )
>>> print(fund.may_establish(Law.of("cn").on(date(2025, 3, 13))).line("zh"))
不予：设立互助基金 lane-fund，2025-03-13——规则承诺给付，或将给付与缴款挂钩：是
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.capital import Capital
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Remedy, Stage, ground
from community_charity.law.law import in_force
from community_charity.organisations import ORGANISATIONS, Charity, people
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import OrganisationId, PersonId, opaque_id, organisation_id
from community_charity.pools import POOLS, Pool, new_names, open_pool, purposes
from community_charity.purposes import RELIEF, Purpose
from community_charity.rules.ceilings import PoolKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.state import State
    from community_charity.law.decision import Finding
    from community_charity.law.law import LawInForce
    from community_charity.money import Money
    from community_charity.pools import Cause

RULES = declare(
    "mutual_fund.rules",
    wanted=("True, False or None for each rule", "各项规则均以 True、False 或 None 表示"),
    do=("say None for what the rules leave open", "规则未写明的写 None"),
)

# --- values --------------------------------------------------------------------------------------


def _yes_no_or_unknown(value: bool | None) -> bool | None:
    if value is not None and type(value) is not bool:
        raise Malformed(RULES, given=shown(value))
    return value


@attrs.frozen(kw_only=True)
class MutualFundRules:
    """What a fund's own rules say (互助基金规则), each ``None`` as long as it is not known. Raises `Malformed`.

    ``promises``: a contribution gives a right to be paid, or decides how much. ``by_need``: need alone decides who is helped.
    ``open_to_all``: residents who never contributed are helped as well.

    >>> MutualFundRules(promises=False).by_need is None
    True
    """

    promises: bool | None = attrs.field(default=None, converter=_yes_no_or_unknown)
    by_need: bool | None = attrs.field(default=None, converter=_yes_no_or_unknown)
    open_to_all: bool | None = attrs.field(default=None, converter=_yes_no_or_unknown)


def _rules(value: MutualFundRules) -> MutualFundRules:
    return expect(value, MutualFundRules)


def _purposes(value: Iterable[Purpose | Cause]) -> frozenset[Purpose]:
    return purposes(value)


def _capital(value: Capital | None) -> Capital | None:
    return None if value is None else expect(value, Capital)


@attrs.frozen
class MutualFund:
    """A mutual-aid fund of one community (互助基金).

    ``host`` is the charity that holds it; ``committee`` those residents who decide; ``purposes`` what it may pay for, relief
    unless told; ``capital`` what it starts with. Contributions come in as donations. Raises `Malformed`.

    >>> MutualFund("lane-fund", host="city-charity", committee=["p-1"], rules=MutualFundRules()).purposes  # invented
    frozenset({<Purpose relief>})
    """

    id: str = attrs.field(converter=opaque_id)
    host: OrganisationId = attrs.field(kw_only=True, converter=organisation_id)
    committee: tuple[PersonId, ...] = attrs.field(kw_only=True, converter=people, repr=False)
    rules: MutualFundRules = attrs.field(kw_only=True, converter=_rules)
    purposes: frozenset[Purpose] = attrs.field(default=(RELIEF,), kw_only=True, converter=_purposes)
    capital: Capital | None = attrs.field(default=None, kw_only=True, converter=_capital)

    def may_establish(self, law: LawInForce) -> Decision:
        """Tell whether the fund's rules allow it to be established that day (能否设立).

        Raises `Malformed` for what is no `LawInForce`. Source: 慈善法第34条 for donations without return; the rest is an assumption.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> fund = MutualFund("lane-fund", host="city-charity", committee=["p-1"], rules=MutualFundRules())  # invented
        >>> fund.may_establish(Law.of("cn").on(date(2025, 3, 13))).outcome.value
        'undetermined'
        """
        checks = Checks()
        weigh_rules(checks, self.rules, in_force(law))
        return checks.decision(_asked(self), self, law.day, law)


def _fund(value: MutualFund) -> MutualFund:
    return expect(value, MutualFund)


def _asked(fund: MutualFund) -> Text:
    return Text("establish mutual-aid fund {id}", "设立互助基金 {id}").fill(id=fund.id)


# --- rules ---------------------------------------------------------------------------------------

_ASSUMED = (
    "an assumption of this library: no rule text for mutual-aid funds could be read",
    "本库假设：未见互助基金的规则文本",
)


def _amend(en: str, zh: str) -> Any:
    """Make a remedy that shows the rules if they are not known, and else says how to change them."""

    def remedy(finding: Finding, _asked: Any) -> Remedy:
        if finding.holds is None:
            return Remedy(Text("show the rules of the fund", "请提供互助基金规则"))
        return Remedy(Text(en, zh))

    return remedy


HOST = ground(
    "mutual_fund.host",
    Stage.AUTHORITY,
    title=("a charity holds the fund", "由慈善组织管理基金"),
    unmet=("{found} is no charity and cannot hold the fund", "{found} 不是慈善组织，不能管理基金"),
    origin=_ASSUMED,
)
NO_PROMISE = ground(
    "mutual_fund.no_promise",
    Stage.RESTRICTION,
    title=("a contribution buys no claim to be paid", "缴款不换取给付"),
    unmet=(
        "the rules promise payment, or tie it to what was paid in: {found}",
        "规则承诺给付，或将给付与缴款挂钩：{found}",
    ),
    figures=("donation_is_without_return",),
    remedy=_amend("take the promise out of the rules", "删去规则中的给付承诺"),
)
BY_NEED = ground(
    "mutual_fund.by_need",
    Stage.RESTRICTION,
    title=("need alone decides who is helped", "仅按需要救助"),
    unmet=("by the rules need alone decides who is helped: {found}", "规则规定仅按需要救助：{found}"),
    origin=_ASSUMED,
    remedy=_amend("let need alone decide", "改为仅按需要救助"),
)
OPEN = ground(
    "mutual_fund.open_to_all",
    Stage.RESTRICTION,
    title=("who never contributed may be helped as well", "未缴款者同样可获救助"),
    unmet=("by the rules who never contributed may be helped: {found}", "规则规定未缴款者可获救助：{found}"),
    origin=_ASSUMED,
    remedy=_amend("help who never contributed as well", "将未缴款者一并纳入救助"),
)


def weigh_rules(checks: Checks, rules: MutualFundRules, law: LawInForce) -> None:
    """Check what a fund's rules say (审查基金规则): no promise, need alone, open to all; what is not known decides nothing."""
    promised = rules.promises
    if "donation_is_without_return" in law and law.donation_is_without_return:
        checks.weigh(NO_PROMISE, None if promised is None else not promised, None, promised)
    checks.weigh(BY_NEED, rules.by_need, None, rules.by_need)
    checks.weigh(OPEN, rules.open_to_all, None, rules.open_to_all)


# --- commands, events ----------------------------------------------------------------------------

MUTUAL_FUNDS: Table[str, MutualFund] = Table("mutual-aid funds")
WHAT = Text("mutual-aid fund", "互助基金")


@attrs.frozen(kw_only=True)
class EstablishMutualFund(Command):
    """Establish a mutual-aid fund at its host (设立互助基金). It becomes `MutualFundEstablished`. Raises `Malformed`.

    >>> from datetime import date
    >>> fund = MutualFund("lane-fund", host="city-charity", committee=["p-1"], rules=MutualFundRules())  # invented
    >>> EstablishMutualFund(key="establish-1", on=date(2025, 3, 13), fund=fund).asked().en
    'establish mutual-aid fund lane-fund'
    """

    ASKED: ClassVar[Text] = Text("establish a mutual-aid fund", "设立互助基金")

    fund: MutualFund = attrs.field(converter=_fund)

    def asked(self) -> Text:
        """Say which fund is to be established (事项)."""
        return _asked(self.fund)


@attrs.frozen
class MutualFundEstablished(Event[EstablishMutualFund]):
    """A mutual-aid fund was established (互助基金已设立)."""


# --- deciding and applying -----------------------------------------------------------------------


def _sources(fund: MutualFund) -> dict[str, Money]:
    return {} if fund.capital is None else fund.capital.sources


def _apply(state: State, event: MutualFundEstablished) -> None:
    fund, on = event.command.fund, event.command.on
    host: Any = state.of(ORGANISATIONS)[fund.host]
    state.of(MUTUAL_FUNDS)[fund.id] = fund
    deciders, managers = frozenset(fund.committee), frozenset(host.managers)
    kind = PoolKind.MUTUAL_FUND
    pool = Pool(fund.id, deciders, fund.purposes, managers=managers, holder=fund.host, kind=kind, since=on)
    open_pool(state, pool, _sources(fund))


@handles(EstablishMutualFund, apply=_apply)
def _decide(state: State, order: EstablishMutualFund, law: LawInForce, checks: Checks) -> MutualFundEstablished:
    fund = order.fund
    host = state.found(ORGANISATIONS, fund.host, AN_ORGANISATION, checks)
    state.absent(POOLS, fund.id, WHAT, checks)
    new_names(state, fund.id, _sources(fund), checks)
    checks.weigh(HOST, isinstance(host, Charity), found=fund.host)
    weigh_rules(checks, fund.rules, law)
    return MutualFundEstablished(len(state.events), order)
