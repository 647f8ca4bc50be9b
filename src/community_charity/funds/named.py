"""Named funds (冠名基金): the least to set one up with, paid at once or in yearly parts, and what is overdue.

What each place asks is practice of single charities: Hengshan, Rugao, Zhengzhou, Qingdao, Shenzhen.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> named = NamedFund("lake-fund", founder_kind="person", parts=[Instalment(date(2025, 3, 13), yuan(2_999))])
>>> law = Law.of("cn/hunan/hengyang/hengshan").on(date(2025, 3, 13))
>>> named.may_establish(law).reason.text()
'¥2,999.00 in all; at least ¥3,000.00 required'
"""

from __future__ import annotations

from enum import Enum
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, ClassVar

import attrs
from dateutil.relativedelta import relativedelta

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.book.tracing import StepKind, path_of_gift
from community_charity.calendar import day, full_years
from community_charity.capital import capital_gift
from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.funds.fund import FUNDS
from community_charity.funds.fund import WHAT as A_FUND
from community_charity.funds.named_grounds import (
    AT_ONCE,
    BY_INSTALMENTS,
    EQUAL,
    FIRST_PAID,
    LEAST,
    NAME,
    PLEDGE,
    RAISES,
    YEARLY,
    YEARS,
)
from community_charity.instalments import Instalment
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision
from community_charity.law.law import in_force
from community_charity.money import Money, positive_money, total
from community_charity.parties import PartyId, opaque_id
from community_charity.pools import POOLS, Standing, usable
from community_charity.rules.answers import denied, weigh_duty
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from typing import Any

    from community_charity.book.book import Book
    from community_charity.book.state import State
    from community_charity.book.tracing import Path
    from community_charity.law.law import LawInForce

# --- values --------------------------------------------------------------------------------------

PARTS = declare(
    "named.parts",
    wanted=("at least one Instalment, each due after the one before", "至少一期 Instalment，各期到期日依次在后"),
    do=("give them in the order of their days", "请按到期日先后给出"),
)


class FounderKind(Enum):
    """Who sets up a named fund (冠名基金设立者类别). ``FounderKind("unit")`` looks one up.

    >>> [kind.text.zh for kind in FounderKind]
    ['个人或者家庭', '单位']
    """

    PERSON = "person"
    UNIT = "unit"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    FounderKind.PERSON: Text("a person or family", "个人或者家庭"),
    FounderKind.UNIT: Text("a unit", "单位"),
}


def yearly(first: date, amount: Money, years: int) -> tuple[Instalment, ...]:
    """Plan equal yearly parts (等额分年计划): `Money` split to the fen, the first part due on the first day.

    >>> from datetime import date
    >>> from community_charity.money import yuan
    >>> [str(part.amount) for part in yearly(date(2025, 3, 13), yuan(4_000_000), 3)]
    ['¥1,333,333.34', '¥1,333,333.33', '¥1,333,333.33']
    """
    amounts = positive_money(amount).split([1] * years)
    return tuple(Instalment(first + relativedelta(years=n), part) for n, part in enumerate(amounts))


def _parts(value: Iterable[Instalment]) -> tuple[Instalment, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise Malformed(PARTS, given=shown(value))
    parts = tuple(expect(part, Instalment) for part in value)
    if any(later.due <= earlier.due for earlier, later in pairwise(parts)):
        raise Malformed(PARTS, given=f"{len(parts)} parts")
    return parts


def _founder_kind(value: FounderKind) -> FounderKind:
    return choice(value, FounderKind)


def _id_or_none(value: PartyId | None) -> PartyId | None:
    if value is not None:
        opaque_id(value)
    return value


def _source(value: str | None) -> str | None:
    return None if value is None else opaque_id(value)


def _yes_or_no(value: bool) -> bool:
    return expect(value, bool)


@attrs.frozen
class NamedFund:
    """What the founder of a named fund promises (冠名基金): ``id`` is that of the fund, ``parts`` what is paid when.

    ``founder`` is the opaque id under which the gifts come; ``source`` that of the start-up capital which counts as the
    founder's, if any. ``pledged`` says that the principal is only promised. ``founder_raises`` says that the founder raises
    money from the public, ``name_as_fixed`` that the name follows the pattern of the place; ``None`` is not known.
    Raises `Malformed`.

    >>> from datetime import date
    >>> from community_charity.money import yuan
    >>> named = NamedFund("lake-fund", founder_kind="unit", parts=yearly(date(2025, 3, 13), yuan(4_000_000), 3))
    >>> named.amount, named.founder is None
    (yuan("4000000.00"), True)
    """

    id: str = attrs.field(converter=opaque_id)
    founder_kind: FounderKind = attrs.field(kw_only=True, converter=_founder_kind)
    parts: tuple[Instalment, ...] = attrs.field(kw_only=True, converter=_parts)
    founder: PartyId | None = attrs.field(default=None, kw_only=True, converter=_id_or_none, repr=False)
    source: str | None = attrs.field(default=None, kw_only=True, converter=_source)
    pledged: bool = attrs.field(default=False, kw_only=True, converter=_yes_or_no)
    founder_raises: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    name_as_fixed: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)

    @property
    def amount(self) -> Money:
        """All that is promised (合计), as `Money`."""
        return total(part.amount for part in self.parts)

    def may_establish(self, law: LawInForce) -> Decision:
        """Tell whether a place has such a named fund (能否设立冠名基金). What a place does not fix is not asked for.

        Raises `Malformed` for what is no `LawInForce`. Source: practice of single charities; each figure names its own.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> named = NamedFund("lake-fund", founder_kind="unit", parts=yearly(date(2025, 3, 13), yuan(4_000_000), 3))
        >>> bool(named.may_establish(Law.of("cn/guangdong/shenzhen").on(date(2025, 3, 13))))
        True
        """
        law, checks = in_force(law), Checks()
        weigh_named(checks, self, law)
        return checks.decision(_ASKED.fill(id=self.id), self, law.day, law)


_ASKED = Text("set up named fund {id}", "设立冠名基金 {id}")


def weigh_named(checks: Checks, named: NamedFund, law: LawInForce) -> None:
    """Check what a place asks of a named fund (审查冠名基金): its amount, its plan, its name, and what the founder may not do."""
    weigh_duty(checks, RAISES, denied(named.founder_raises), law)
    weigh_duty(checks, NAME, named.name_as_fixed, law)
    if named.pledged and "named_fund_least_pledge" in law:
        checks.weigh(PLEDGE, named.amount >= law.named_fund_least_pledge, law.named_fund_least_pledge, named.amount)
    elif len(named.parts) > 1 and "named_fund_least_by_instalments" in law:
        least = law.named_fund_least_by_instalments
        checks.weigh(BY_INSTALMENTS, named.amount >= least, least, named.amount)
    else:
        _weigh_least(checks, named, law)
    if len(named.parts) > 1 and "named_fund_instalment_years" in law:
        _weigh_plan(checks, named, law.named_fund_instalment_years)


def _weigh_least(checks: Checks, named: NamedFund, law: LawInForce) -> None:
    asked = LEAST[named.founder_kind.value]
    least = max((getattr(law, key) for key in asked.figures if key in law), default=None)
    if least is None:
        return
    checks.weigh(asked, named.amount >= least, least, named.amount)
    if "named_fund_paid_at_once" in law and law.named_fund_paid_at_once and named.amount >= least:
        first = named.parts[0].amount
        checks.weigh(AT_ONCE, first >= least, least, first)


def _weigh_plan(checks: Checks, named: NamedFund, years: int) -> None:
    """Check that the parts are as many as there are years at most, equal to the fen, one in each year from the first."""
    first, amounts = named.parts[0].due, [part.amount for part in named.parts]
    checks.weigh(YEARS, len(amounts) <= years, years, len(amounts))
    checks.weigh(EQUAL, (max(amounts) - min(amounts)).fen <= 1, max(amounts), min(amounts))
    checks.weigh(YEARLY, all(full_years(first, part.due) == n for n, part in enumerate(named.parts)))


# --- commands, events ----------------------------------------------------------------------------

NAMED: Table[str, NamedFund] = Table("named funds")
WHAT = Text("named fund", "冠名基金")


def _named(value: NamedFund) -> NamedFund:
    return expect(value, NamedFund)


@attrs.frozen(kw_only=True)
class AgreeNamedFund(Command):
    """Agree what the founder of a fund in the book pays, and when (约定冠名基金). The first part is there in full.

    Recorded it becomes `NamedFundAgreed`. Raises `Malformed`. Source: as of `NamedFund.may_establish`.

    >>> from datetime import date
    >>> from community_charity.money import yuan
    >>> named = NamedFund("lake-fund", founder_kind="unit", parts=yearly(date(2025, 3, 13), yuan(4_000_000), 3))
    >>> str(AgreeNamedFund(key="named-1", on=date(2025, 3, 13), named=named).asked())
    'set up named fund lake-fund'
    """

    ASKED: ClassVar[Text] = Text("set up a named fund", "设立冠名基金")

    named: NamedFund = attrs.field(converter=_named)

    def asked(self) -> Text:
        """Say which named fund is to be set up (事项)."""
        return _ASKED.fill(id=self.named.id)


@attrs.frozen
class NamedFundAgreed(Event[AgreeNamedFund]):
    """A named fund was agreed (冠名基金已约定)."""


# --- deciding and applying -----------------------------------------------------------------------


def _paid(
    named: NamedFund,
    on: date,
    events: Mapping[str, Event[Any]],
    capital: Mapping[str, Any],
    path: Callable[[str], Path],
) -> Money:
    """Add up what stands of all that the founder gave to the fund by a day; what went back is not counted."""
    gifts = [
        key
        for key, event in events.items()
        if named.founder is not None
        and event.command.on <= on
        and getattr(event.command, "donor", None) == named.founder
        and getattr(event.command, "pool", None) == named.id
    ]
    if named.source is not None and named.source in capital:
        gifts.append(capital_gift(named.id, named.source))
    return total((way := path(gift)).amount - way.of(StepKind.RETURNED) for gift in gifts)


def _sources(fund: Any) -> Mapping[str, Any]:
    return {} if fund.capital is None else fund.capital.sources


def _apply(state: State, event: NamedFundAgreed) -> None:
    state.of(NAMED)[event.command.named.id] = event.command.named


@handles(AgreeNamedFund, apply=_apply)
def _decide(state: State, order: AgreeNamedFund, law: LawInForce, checks: Checks) -> NamedFundAgreed:
    named = order.named
    fund = state.found(FUNDS, named.id, A_FUND, checks)
    usable(state, named.id, order.on, checks)
    state.absent(NAMED, named.id, WHAT, checks)
    weigh_named(checks, named, law)
    if not named.pledged:
        paid = _paid(named, order.on, state.events, _sources(fund), lambda gift: path_of_gift(state, gift))
        first = named.parts[0].amount
        checks.weigh(FIRST_PAID, paid >= first, first, paid)
    return NamedFundAgreed(len(state.events), order)


# --- what is overdue -----------------------------------------------------------------------------


@attrs.frozen
class Overdue:
    """A part of a named fund that was not paid in time (逾期款项): when it was due, how much it is, how much is missing.

    >>> from datetime import date
    >>> Overdue("lake-fund", Instalment(date(2025, 3, 13), Money(500)), missing=Money(200)).part.due
    datetime.date(2025, 3, 13)
    """

    fund: str
    part: Instalment
    missing: Money


def overdue_instalments(book: Book, on: date) -> tuple[Overdue, ...]:
    """List the parts of named funds that are not paid in full on a day (逾期未到位款项清单).

    What the founder gave fills the parts in their order; the last day itself is in time. Funds that have ended are left
    out. Raises `Malformed` for what is no day.

    >>> from datetime import date
    >>> import community_charity as cc
    >>> overdue_instalments(cc.Book(cc.Law.of("cn")), date(2025, 3, 13))
    ()
    """
    on, events = day(on), {event.command.key: event for event in book.events}
    found = []
    for named in book.all(NAMED).values():
        if book.all(POOLS)[named.id].standing is not Standing.TERMINATED:
            paid = _paid(named, on, events, _sources(book.all(FUNDS)[named.id]), book.trace)
            for part, due in zip(named.parts, accumulate(part.amount.fen for part in named.parts), strict=True):
                missing = min(due - paid.fen, part.amount.fen)
                if part.due < on and missing > 0:
                    found.append(Overdue(named.id, part, Money(missing)))
    return tuple(found)
