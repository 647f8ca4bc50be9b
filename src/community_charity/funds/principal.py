"""A fund's principal (本金): whether it may be spent, and how much of it is spent in a year.

Kept principal is never touched: the pool's floor stands at it.

>>> PrincipalMode("kept").text.zh
'不动本'
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - a field's type, read by attrs.resolve_types
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.book.book import UNKNOWN, Book
from community_charity.book.orders import Command, Event, Table, handles
from community_charity.calendar import Period
from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.funds.dormancy import day_of
from community_charity.funds.fund import FUNDS
from community_charity.funds.life import LIVES, at_work, weigh_since
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Remedy, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import mend, show
from community_charity.money import Money, amount_of_money, known_or_unknown_money
from community_charity.parties import opaque_id
from community_charity.pools import POOLS, Standing
from community_charity.rules.carriers import share
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from typing import Any

    from community_charity.book.state import State
    from community_charity.law.decision import Finding
    from community_charity.law.law import LawInForce

# --- values --------------------------------------------------------------------------------------

NOTHING = declare(
    "principal.nothing",
    wanted=("a principal above zero where it is not to be spent", "本金不动用时，本金须大于零"),
    do=('give principal=yuan(...), or mode="spendable"', '写明 principal=yuan(...)，或者 mode="spendable"'),
)


class PrincipalMode(Enum):
    """Whether a fund's principal may be spent (本金使用方式). ``PrincipalMode("kept")`` looks one up.

    Kept, the principal lies in the fund and only its yield is spent. With the donor, it never came in: the donor keeps it
    and gives the agreed yield each year.

    >>> [mode.text.zh for mode in PrincipalMode]
    ['动本', '不动本', '留本捐息']
    """

    SPENDABLE = "spendable"
    KEPT = "kept"
    WITH_DONOR = "with_donor"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _MODES[self]


_MODES = {
    PrincipalMode.SPENDABLE: Text("principal may be spent", "动本"),
    PrincipalMode.KEPT: Text("principal is kept, its yield is spent", "不动本"),
    PrincipalMode.WITH_DONOR: Text("principal stays with the donor, its yield is given", "留本捐息"),
}
_NAMED = {PrincipalMode.SPENDABLE: "principal_given", PrincipalMode.WITH_DONOR: "yield_given"}
"""What the figure ``fund_principal_modes`` calls them; no place read names the third."""


class Principal(NamedTuple):
    """A fund's principal as the book keeps it (本金台账), in fen, and since when.

    >>> Principal(PrincipalMode.KEPT, 100_000_00, date(2025, 3, 13)).mode.value
    'kept'
    """

    mode: PrincipalMode
    fen: int
    since: date


PRINCIPALS: Table[str, Principal] = Table("principals of funds")


def principal_of(book: Book, fund: str) -> Money | None:
    """Give the principal of a fund (本金): as set, else its start-up capital; ``None`` if neither is known. As `Money`.

    Raises `Malformed` for a fund that the book does not know.
    """
    found = expect(book, Book).find(FUNDS, fund)
    if found is None:
        raise Malformed(UNKNOWN, given=shown(fund))
    set_ = book.find(PRINCIPALS, fund)
    if set_ is not None:
        return Money(set_.fen)
    return None if found.capital is None else found.capital.total


# --- commands, events ----------------------------------------------------------------------------


def _mode(value: PrincipalMode) -> PrincipalMode:
    return choice(value, PrincipalMode)


@attrs.frozen(kw_only=True)
class SetPrincipal(Command):
    """Settle what a fund's principal is, and whether it may be spent (约定本金及其使用方式).

    ``principal`` is `Money`; kept, the fund never falls below it. ``agreed`` says that host, founder and those who gave the
    principal agree in writing; on the day on which the fund is established nobody else is asked. Recorded it becomes
    `PrincipalSet`. Raises `Malformed`. Source: practice of single charities, such as 郑州慈善总会基金管理办法第3条.

    >>> from community_charity.money import yuan
    >>> order = SetPrincipal(key="keep-1", on=date(2025, 3, 13), fund="lake-fund", mode="kept", principal=yuan(100_000))
    >>> order.asked().zh
    '约定基金 lake-fund 的本金 ¥100,000.00：不动本'
    """

    ASKED: ClassVar[Text] = Text(
        "settle the principal of fund {fund}, {principal}: {mode}", "约定基金 {fund} 的本金 {principal}：{mode}"
    )

    fund: str = attrs.field(converter=opaque_id)
    mode: PrincipalMode = attrs.field(converter=_mode)
    principal: Money = attrs.field(converter=amount_of_money)
    agreed: bool | None = attrs.field(default=None, converter=yes_no)

    def __attrs_post_init__(self) -> None:
        if self.mode is not PrincipalMode.SPENDABLE and not self.principal:
            raise Malformed(NOTHING, given=self.principal)

    def asked(self) -> Text:
        """Say what is ordered (事项)."""
        return self.ASKED.fill(fund=self.fund, principal=self.principal, mode=self.mode.text)


@attrs.frozen
class PrincipalSet(Event[SetPrincipal]):
    """A fund's principal was settled (本金已约定)."""


# --- rules ---------------------------------------------------------------------------------------

AGREED = ground(
    "principal.agreed",
    Stage.AUTHORITY,
    title=("host, founder and givers of the principal agree", "依托组织、发起人及本金捐赠人已书面同意"),
    unmet=("not shown that host, founder and givers agree", "未证明依托组织、发起人及本金捐赠人已书面同意"),
    remedy=mend(
        "agreed",
        does=("agree in writing first", "先行书面约定"),
        ask=("the written agreement on the principal", "关于本金的书面协议"),
        to=True,
    ),
)
OFFERED = ground(
    "principal.mode",
    Stage.AUTHORITY,
    title=("the place knows this way: {found}", "当地办法有此方式：{found}"),
    unmet=("the rules of the place do not name this way: {found}", "当地办法未列此方式：{found}"),
    figures=("fund_principal_modes",),
    remedy=show("the host's own rules that name it", "依托组织载明该方式的办法"),
)


def _what_is_there(finding: Finding, _asked: Any) -> Remedy | None:
    if not finding.found:
        return None
    return Remedy(
        Text("keep no more than {m}", "保留本金不超过 {m}").fill(m=finding.found), {"principal": finding.found}
    )


COVERED = ground(
    "principal.covered",
    Stage.MONEY,
    title=("the principal to be kept is there", "拟保留的本金已在账"),
    unmet=("{required} is to be kept, {found} is there and free", "拟保留本金 {required}，可动用余额 {found}"),
    remedy=_what_is_there,
)
ENOUGH = ground(
    "fund.yearly_spending",
    Stage.MONEY,
    title=("at least {required} spent in {year}", "{year}年支出不少于 {required}"),
    unmet=("spent in {year}: {found}; at least {required} required", "{year}年支出 {found}，须不少于 {required}"),
    figures=("named_fund_yearly_spending",),
    remedy=mend(
        "spent",
        does=("spend {short} more in the year", "当年再支出 {short}"),
        ask=(
            "what the principal is, and what is agreed for a year of which the fund saw only a part",
            "本金数额，以及基金存续不满一年的年度的支出约定",
        ),
    ),
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply_principal(state: State, event: PrincipalSet) -> None:
    order, pools = event.command, state.of(POOLS)
    state.of(PRINCIPALS)[order.fund] = Principal(order.mode, order.principal.fen, order.on)
    floor = order.principal.fen if order.mode is PrincipalMode.KEPT else 0
    pools[order.fund] = attrs.evolve(pools[order.fund], floor=floor)


@handles(SetPrincipal, apply=_apply_principal)
def _decide_principal(state: State, order: SetPrincipal, law: LawInForce, checks: Checks) -> PrincipalSet:
    fund, pool = at_work(checks, state, order)
    before = state.of(PRINCIPALS).get(fund.id)
    weigh_since(checks, before and before.since, order)
    checks.weigh(AGREED, order.on == pool.since or order.agreed)
    if "fund_principal_modes" in law:
        named = _NAMED.get(order.mode) in law.fund_principal_modes
        checks.weigh(OFFERED, named or None, found=order.mode)
    if order.mode is PrincipalMode.KEPT:
        there = Money(state.purses[fund.id, None].free)
        checks.weigh(COVERED, there >= order.principal, order.principal, there)
    return PrincipalSet(len(state.events), order)


# --- spending in a year --------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class SpendingYear:
    """What a fund spent in a calendar year (年度支出), and on what principal, as `Money`; ``None`` is not known.

    ``whole`` says that the fund was there all the year. Raises `Malformed`.

    >>> SpendingYear(fund="lake-fund", year=2025, principal=None, spent=Money(0)).whole
    True
    """

    fund: str = attrs.field(converter=opaque_id)
    year: int
    principal: Money | None = attrs.field(converter=known_or_unknown_money)
    spent: Money = attrs.field(converter=amount_of_money)
    whole: bool = True

    def is_enough(self, law: LawInForce) -> Decision:
        """Tell whether it is as much as a place asks of its named funds (年度支出是否达标).

        Where nothing is asked for, it is. Of a year that began or ended without the fund a shortfall proves nothing: no rule
        read says what is asked of it. Raises `Malformed` for what is no `LawInForce`. Source: practice, in Shenzhen
        深圳市慈善会冠名慈善基金管理办法.

        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> year = SpendingYear(fund="lake-fund", year=2025, principal=yuan(2_000_000), spent=yuan(399_999))
        >>> year.is_enough(Law.of("cn/guangdong/shenzhen").on(date(2025, 12, 31))).reason.text()
        'spent in 2025: ¥399,999.00; at least ¥400,000.00 required'
        """
        law, checks = in_force(law), Checks()
        if "named_fund_yearly_spending" in law:
            least = None if self.principal is None else share(self.principal, law.named_fund_yearly_spending, "up")
            holds = None if least is None else self.spent >= least or (False if self.whole else None)
            checks.weigh(ENOUGH, holds, least, self.spent, {"year": self.year})
        return checks.decision(_SPENT.fill(fund=self.fund, year=self.year), self, law.day, law)


_SPENT = Text("what fund {fund} spent in {year} is enough", "基金 {fund} {year}年支出达标")


def yearly_spending(book: Book, fund: str, year: int) -> Decision:
    """Tell whether a fund spent enough in a calendar year, by the law of its last day (年度支出是否达标).

    Fees and moves are no spending; a payment that came back later was none. Raises `Malformed` for a fund that the book
    does not know and for a year that is none, `LawError` for a day that the law does not reach.
    """
    principal, days = principal_of(book, fund), Period.year(year)
    events, pool = {event.command.key: event for event in book.events}, book.all(POOLS)[fund]
    spent = sum(
        fen
        for purse in book.purses(fund)
        for gift in purse.gifts()
        for order, fen in purse.uses_of(gift)
        if purse.sent_to(order) is None and not purse.is_fee(order) and day_of(order, events, book.all) in days
    )
    ended = pool.standing is Standing.TERMINATED and book.all(LIVES)[fund].since <= days.last
    whole = pool.since is not None and pool.since <= days.first and not ended
    found = SpendingYear(fund=fund, year=year, principal=principal, spent=Money(spent), whole=whole)
    return found.is_enough(book.law.on(days.last))
