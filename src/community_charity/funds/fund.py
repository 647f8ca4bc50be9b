"""Community charity funds (社区慈善基金).

A fund is an account, not a body: it lives inside a host charity (依托慈善组织), which answers for it.
Without a host it cannot exist.

>>> from community_charity.law.law import Law
>>> fund = CommunityCharityFund("lake-fund", host=None, purposes=[Cause.ILLNESS], committee=("p-1", "p-2", "p-3"))
>>> print(fund.may_establish(Law.of("cn").on(date(2025, 3, 13))).line("zh"))
不予：设立社区慈善基金 lake-fund，2025-03-13——社区慈善基金须有依托的慈善组织
>>> fund.admits(Cause.ILLNESS), fund.admits(Cause.EDUCATION)
(True, False)
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.calendar import day
from community_charity.capital import FLOORS, Capital, gap, weigh_capital
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.funds.committee import CommitteeMember, members, weigh_committee
from community_charity.funds.names import FundName, fund_name, weigh_name
from community_charity.funds.setup import SetUp, advice, set_up, weigh_set_up
from community_charity.funds.uses import FundUse, weigh_use
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Remedy, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.words import listed
from community_charity.money import Money, amount_of_money
from community_charity.organisations import ORGANISATIONS, Charity, people
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import OrganisationId, PersonId, opaque_id, organisation_id
from community_charity.pools import POOLS, Cause, Pool, new_names, purpose, purposes, take_in
from community_charity.purposes import Purpose
from community_charity.restrictions import place
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.start_up import BodyKind, minimum_capital

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.state import State
    from community_charity.law.law import LawInForce

POINTS = declare(
    "fund.points",
    wanted=("the points of an agreement as a list of names", "以列表给出的协议事项名称"),
    do=('give ["purpose", "use", "termination"]', '写作 ["purpose", "use", "termination"]'),
)

# --- values --------------------------------------------------------------------------------------


def _points(value: Iterable[str]) -> frozenset[str]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise Malformed(POINTS, given=shown(value))
    return frozenset(map(opaque_id, value))


def _host(value: OrganisationId | None) -> OrganisationId | None:
    return None if value is None else organisation_id(value)


@attrs.frozen
class HostAgreement:
    """The agreement with the host charity (与依托慈善组织的协议): its day, and what it settles.

    ``settles`` names points: purpose, use, rights_and_duties, termination, residual_property.
    Raises `Malformed`. Source: in Hunan 湖南省社区慈善基金设立运行指引（试行）.

    >>> HostAgreement(date(2025, 1, 15), ["purpose"]).settles
    frozenset({'purpose'})
    """

    signed_on: date = attrs.field(converter=day)
    settles: frozenset[str] = attrs.field(default=frozenset(), converter=_points)


def _agreement(value: HostAgreement | None) -> HostAgreement | None:
    return None if value is None else expect(value, HostAgreement)


def _capital(value: Capital | None) -> Capital | None:
    return None if value is None else expect(value, Capital)


@attrs.frozen
class CommunityCharityFund:
    """A community charity fund (社区慈善基金) of one community or township.

    ``purposes`` are what it may pay for, a `Cause` standing for its purpose; ``committee`` its management committee (管委会);
    ``keeps`` an amount below which it may never fall (不动本), zero unless agreed. Amounts are `Money`. What only some
    places ask for may be left out, as not known: its ``name``, its ``place`` (the path of its own community), how it was
    ``set_up``, and in ``members`` what is known of those on the committee. Raises `Malformed`.

    >>> fund = CommunityCharityFund(  # invented
    ...     "lake-fund", host="city-charity", purposes=[Cause.ILLNESS], committee=["p-1"]
    ... )
    >>> fund.keeps, fund.agreement
    (yuan("0.00"), None)
    """

    id: str = attrs.field(converter=opaque_id)
    host: OrganisationId | None = attrs.field(kw_only=True, converter=_host)
    purposes: frozenset[Purpose] = attrs.field(kw_only=True, converter=purposes)
    committee: tuple[PersonId, ...] = attrs.field(kw_only=True, converter=people)
    supervisors: tuple[PersonId, ...] = attrs.field(default=(), kw_only=True, converter=people)
    agreement: HostAgreement | None = attrs.field(default=None, kw_only=True, converter=_agreement)
    capital: Capital | None = attrs.field(default=None, kw_only=True, converter=_capital)
    keeps: Money = attrs.field(default=Money(0), kw_only=True, converter=amount_of_money)
    name: FundName | None = attrs.field(default=None, kw_only=True, converter=fund_name)
    place: str | None = attrs.field(default=None, kw_only=True, converter=place)
    set_up: SetUp | None = attrs.field(default=None, kw_only=True, converter=set_up)
    members: tuple[CommitteeMember, ...] | None = attrs.field(default=None, kw_only=True, converter=members, repr=False)

    def admits(self, asked: Purpose | Cause) -> bool:
        """Tell whether the fund may pay for a purpose (是否符合基金宗旨). Raises `Malformed`.

        >>> fund = CommunityCharityFund("lake-fund", host=None, purposes=[Cause.ILLNESS], committee=["p-1"])  # invented
        >>> fund.admits(Cause.ILLNESS), fund.admits(Cause.EDUCATION)
        (True, False)
        """
        return any(purpose(asked).within(wider) for wider in self.purposes)

    def capital_gap(self, law: LawInForce) -> Money:
        """Give the start-up capital that is missing; zero where the place fixes no minimum (资金缺口).

        In `Money`. Raises `Malformed` for what is no `LawInForce`.

        >>> from community_charity.law.law import Law
        >>> fund = CommunityCharityFund("lake-fund", host=None, purposes=[Cause.ILLNESS], committee=["p-1"])  # invented
        >>> fund.capital_gap(Law.of("cn").on(date(2025, 3, 13)))
        yuan("0.00")
        """
        law = in_force(law)
        if self.capital is None:
            return minimum_capital(BodyKind.COMMUNITY_FUND, law) or Money(0)
        return gap(BodyKind.COMMUNITY_FUND, self.capital, law)

    def may_establish(self, law: LawInForce, host: Charity | None = None) -> Decision:
        """Tell whether the fund may be established that day (能否设立).

        ``host`` is the charity behind it, for places that ask whether it is qualified; in a book it is looked up.
        Raises `Malformed` for what is no `LawInForce` or no `Charity`. Source: 民发〔2015〕241号 for the host; in Hunan
        湖南省社区慈善基金设立运行指引（试行） for committee, supervisors, agreement and name; in Yubei
        渝北民〔2023〕104号 for the papers.

        >>> from community_charity.law.law import Law
        >>> fund = CommunityCharityFund("lake-fund", host=None, purposes=[Cause.ILLNESS], committee=["p-1"])  # invented
        >>> [
        ...     one.ground.code
        ...     for one in fund.may_establish(Law.of("cn/hunan").on(date(2025, 3, 13))).unmet
        ...     if one.holds is False
        ... ]
        ['fund.host', 'fund.agreement', 'fund.committee', 'fund.supervisors']
        """
        checks = Checks()
        weigh_fund(checks, self, in_force(law), None if host is None else expect(host, Charity))
        return checks.decision(_asked(self), self, law.day, law)

    def may_use(self, use: FundUse, law: LawInForce) -> Decision:
        """Tell whether the fund may pay for a use (能否用于): its own purposes first, then what its place asks.

        Raises `Malformed` for what is no `FundUse` or no `LawInForce`. Source: practice of Yantai, as reported on
        2025-02-19, for public repairs; 慈善法第53条 and the practice of one foundation for what is barred.

        >>> from community_charity.law.law import Law
        >>> from community_charity.funds.uses import UseFacts
        >>> from community_charity.purposes import PUBLIC_REPAIR
        >>> fund = CommunityCharityFund(
        ...     "lake-fund", host="city", purposes=[PUBLIC_REPAIR], committee=["p-1"]
        ... )  # invented
        >>> use = FundUse(PUBLIC_REPAIR, facts=UseFacts(property_company=False, barred=[]))
        >>> decision = fund.may_use(use, Law.of("cn/shandong/yantai").on(date(2025, 5, 6)))
        >>> decision.outcome.value, decision.reason.ground.code
        ('undetermined', 'fund.public_repair')
        """
        law, checks = in_force(law), Checks()
        expect(use, FundUse)
        checks.weigh(ADMITS, self.admits(use.purpose), found=use.purpose)
        weigh_use(checks, self, use, law)
        return checks.decision(_USES.later(id=self.id, purpose=use.purpose.text), self, law.day, law)

    def advice(self, law: LawInForce, host: Charity | None = None) -> tuple[Text, ...]:
        """Tell what a place would rather see of the fund, and does not ask for (建议，非要求). Raises `Malformed`.

        >>> from community_charity.law.law import Law
        >>> fund = CommunityCharityFund(
        ...     "lake-fund", host="city", purposes=[Cause.ILLNESS], committee=["p-1"]
        ... )  # invented
        >>> len(fund.advice(Law.of("cn/hunan").on(date(2025, 3, 13))))
        2
        """
        return advice(None if host is None else expect(host, Charity), in_force(law))


def _fund(value: CommunityCharityFund) -> CommunityCharityFund:
    return expect(value, CommunityCharityFund)


def _asked(fund: CommunityCharityFund) -> Text:
    return Text("establish community charity fund {id}", "设立社区慈善基金 {id}").fill(id=fund.id)


_USES = Text("use community charity fund {id} for {purpose}", "社区慈善基金 {id} 用于{purpose}")


# --- rules ---------------------------------------------------------------------------------------

HOST = ground(
    "fund.host",
    Stage.AUTHORITY,
    title=("a host charity holds the fund", "基金有依托的慈善组织"),
    unmet=("a community charity fund needs a host charity", "社区慈善基金须有依托的慈善组织"),
    figures=("fund_needs_host",),
    remedy=lambda _finding, _subject: Remedy(Text("agree with a charity to host it", "与一家慈善组织商定依托关系")),
)
HOST_IS_CHARITY = ground(
    "fund.host_is_charity",
    Stage.AUTHORITY,
    title=("the host is a charity", "依托组织为慈善组织"),
    unmet=("{host} is no charity and cannot host a fund", "{host} 不是慈善组织，不能作为依托组织"),
    figures=("fund_needs_host",),
)
AGREEMENT = ground(
    "fund.agreement",
    Stage.AUTHORITY,
    title=("an agreement with the host, signed by {required}", "与依托组织的协议已于 {required} 前签订"),
    unmet=("no agreement with the host is known by {required}", "至 {required} 未见与依托组织的协议"),
    figures=("fund_needs_host",),
    remedy=lambda _finding, _subject: Remedy(Text("sign the agreement first", "先行签订协议")),
)
SETTLED = ground(
    "fund.agreement_settles",
    Stage.AUTHORITY,
    title=("the agreement settles what it must", "协议载明全部必备事项"),
    unmet=("the agreement leaves open: {missing}", "协议未载明：{missing}"),
    figures=("fund_agreement_settles",),
    remedy=lambda finding, _subject: Remedy(
        Text("settle in the agreement: {m}", "在协议中补充：{m}").fill(m=listed(finding.facts["missing"]))
    ),
)
ADMITS = ground(
    "fund.admits",
    Stage.RESTRICTION,
    title=("the fund is for this purpose", "基金宗旨包含该用途"),
    unmet=("the fund is not for {found}", "基金宗旨不含{found}"),
)
KEEPS = ground(
    "fund.keeps",
    Stage.MONEY,
    title=("the start-up capital covers what the fund keeps", "启动资金不低于约定保留的本金"),
    unmet=("the fund is to keep {required} and starts with {found}", "约定保留 {required}，启动资金仅 {found}"),
)


def weigh_fund(checks: Checks, fund: CommunityCharityFund, law: LawInForce, host: Charity | None = None) -> None:
    """Check everything a fund needs to be established (审查设立条件); what a place does not fix is not asked for.

    ``host`` is the charity behind it as somebody knows it, ``None`` for not known.
    """
    if "fund_needs_host" in law and law.fund_needs_host:
        checks.weigh(HOST, fund.host is not None)
        signed = fund.agreement is not None and fund.agreement.signed_on <= law.day
        checks.weigh(AGREEMENT, signed, law.day)
    settles = law.get("fund_agreement_settles")
    if settles is not None and fund.agreement is not None:
        missing = tuple(label for point, label in settles.named if point not in fund.agreement.settles)
        checks.weigh(SETTLED, not missing, facts={"missing": missing})
    weigh_committee(checks, fund, law)
    weigh_set_up(checks, fund, host, law)
    weigh_name(checks, fund, law)
    start = Money(0) if fund.capital is None else fund.capital.total
    if fund.keeps:
        checks.weigh(KEEPS, start >= fund.keeps, fund.keeps, start)
    if fund.capital is not None:
        weigh_capital(checks, BodyKind.COMMUNITY_FUND, fund.capital, law, None)
    elif floor := minimum_capital(BodyKind.COMMUNITY_FUND, law):
        checks.weigh(FLOORS[BodyKind.COMMUNITY_FUND], holds=False, required=floor, found=start)


# --- commands, events ----------------------------------------------------------------------------

FUNDS: Table[str, CommunityCharityFund] = Table("funds")
WHAT = Text("community charity fund", "社区慈善基金")


@attrs.frozen(kw_only=True)
class EstablishFund(Command):
    """Establish a fund inside its host and take in its start-up capital (设立社区慈善基金).

    Recorded it becomes `FundEstablished`. Raises `Malformed`.

    >>> fund = CommunityCharityFund(  # invented
    ...     "lake-fund", host="city-charity", purposes=[Cause.ILLNESS], committee=["p-1"]
    ... )
    >>> str(EstablishFund(key="establish-1", on=date(2025, 3, 13), fund=fund).asked())
    'establish community charity fund lake-fund'
    """

    ASKED: ClassVar[Text] = Text("establish a community charity fund", "设立社区慈善基金")

    fund: CommunityCharityFund = attrs.field(converter=_fund)

    def asked(self) -> Text:
        """Say which fund is to be established (事项)."""
        return _asked(self.fund)


@attrs.frozen
class FundEstablished(Event[EstablishFund]):
    """A fund was established (社区慈善基金已设立)."""


# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: FundEstablished) -> None:
    fund = event.command.fund
    state.of(FUNDS)[fund.id] = fund
    host = state.of(ORGANISATIONS)[fund.host] if fund.host is not None else None
    managers = frozenset(fund.committee) | frozenset(host.managers if isinstance(host, Charity) else ())
    state.of(POOLS)[fund.id] = Pool(
        fund.id,
        frozenset(fund.committee),
        fund.purposes,
        fund.keeps.fen,
        managers,
        fund.host,
        kind=PoolKind.FUND,
        since=event.command.on,
    )
    take_in(state, fund.id, fund.capital.sources if fund.capital else {})


@handles(EstablishFund, apply=_apply)
def _decide(state: State, order: EstablishFund, law: LawInForce, checks: Checks) -> FundEstablished:
    fund = order.fund
    host = None if fund.host is None else state.found(ORGANISATIONS, fund.host, AN_ORGANISATION, checks)
    state.absent(POOLS, fund.id, WHAT, checks)
    new_names(state, fund.id, fund.capital.sources if fund.capital else (), checks)
    if host is not None:
        checks.weigh(HOST_IS_CHARITY, isinstance(host, Charity), facts={"host": fund.host})
    weigh_fund(checks, fund, law, host if isinstance(host, Charity) else None)
    return FundEstablished(len(state.events), order)
