"""One fiscal year of a charity, and what may be asked of it (年度收支)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import optional_day
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Checks
from community_charity.law.law import in_force
from community_charity.money import Money, known_or_unknown_money
from community_charity.parties import OrganisationId, organisation_id
from community_charity.rules.spending.facts import (
    CharityKind,
    GiftAgreement,
    PriorYears,
    Qualification,
    SpecialCircumstance,
    charity_kind,
    circumstances,
    gift_agreements,
    known_qualification,
)
from community_charity.rules.spending.head_room import HeadRoom, head_room
from community_charity.rules.spending.weighing import (
    weigh_fundraising,
    weigh_gift_management,
    weigh_gift_spending,
    weigh_management,
    weigh_spending,
)

if TYPE_CHECKING:
    from community_charity.law.decision import Decision
    from community_charity.law.law import LawInForce

PASSED_ON = declare(
    "spending.passed_on",
    wanted=("no more passed on than was spent on charity", "转拨他方的数额不超过慈善活动支出"),
    do=("count what was passed on in spent_on_charity as well", "转拨他方的数额也应计入 spent_on_charity"),
)
YEARS = declare(
    "spending.years_before",
    wanted=("a whole number of years, zero or more, or None", "不为负的整年数，或 None"),
    do=("give the fiscal years completed before this one, as an int", "以整数给出此前完整会计年度数"),
)


def _prior(value: PriorYears) -> PriorYears:
    return expect(value, PriorYears)


def _donations(value: PriorYears) -> PriorYears:
    for amount in (expect(value, PriorYears).last, value.before, value.earlier):
        known_or_unknown_money(amount)
    return value


def _years(value: int | None) -> int | None:
    if value is not None and (type(value) is not int or value < 0):
        raise Malformed(YEARS, given=shown(value))
    return value


def _told(value: bool | None) -> bool | None:
    return None if value is None else expect(value, bool)


@attrs.frozen(kw_only=True)
class CharityYear:
    """One fiscal year of a charity (年度收支); what is not given is not known. Amounts in `Money`.

    ``net_assets`` at the ends, ``income`` and ``donations`` (捐赠收入) of the years before, latest first; ``income`` is
    adjusted: less what may not be used in its year, plus what was set free. ``years_before`` are the fiscal years
    completed before this one, whatever is known of them.

    Of this year: ``total_expenditure``, ``spent_on_charity``, of which ``passed_on`` to others has not yet reached
    the final beneficiary; ``spent_on_management`` and ``spent_on_fundraising``.

    ``gifts`` are agreements on single gifts, ``special`` the special circumstances that are claimed, ``charity_since``
    the day of registration or recognition as a charity; ``reported`` to the registrar, ``explained`` to the public.

    Raises `Malformed`. Source: 慈善法第61条, 民发〔2026〕12号 (to 2025 民发〔2016〕189号).

    >>> from community_charity.law.law import Law
    >>> from community_charity.money import yuan
    >>> year = CharityYear(  # invented
    ...     id="city-charity",
    ...     kind="foundation",
    ...     qualification="held",
    ...     income=PriorYears(yuan(1_000_000)),
    ...     spent_on_charity=yuan(700_000),
    ...     passed_on=yuan(1),
    ...     years_before=1,
    ... )
    >>> year.spending(Law.of("cn").for_fiscal_year(2025)).outcome.value
    'allowed'
    >>> print(year.spending(Law.of("cn").for_fiscal_year(2026)).reason.text("zh"))
    慈善活动支出 ¥699,999.00，较 ¥700,000.00（上年总收入的70%）差 ¥1.00
    """

    id: OrganisationId = attrs.field(converter=organisation_id)
    kind: CharityKind = attrs.field(converter=charity_kind)
    qualification: Qualification | None = attrs.field(default=None, converter=known_qualification)
    net_assets: PriorYears = attrs.field(default=PriorYears(), converter=_prior)
    income: PriorYears = attrs.field(default=PriorYears(), converter=_prior)
    donations: PriorYears = attrs.field(default=PriorYears(), converter=_donations)
    years_before: int | None = attrs.field(default=None, converter=_years)
    charity_since: date | None = attrs.field(default=None, converter=optional_day)
    total_expenditure: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    spent_on_charity: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    passed_on: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    spent_on_management: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    spent_on_fundraising: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    gifts: tuple[GiftAgreement, ...] = attrs.field(default=(), converter=gift_agreements)
    special: tuple[SpecialCircumstance, ...] = attrs.field(default=(), converter=circumstances)
    reported: bool | None = attrs.field(default=None, converter=_told)
    explained: bool | None = attrs.field(default=None, converter=_told)

    def __attrs_post_init__(self) -> None:
        spent, passed_on = self.spent_on_charity, self.passed_on
        if spent is not None and passed_on is not None and passed_on > spent:
            raise Malformed(PASSED_ON, given=passed_on)

    def spending(self, law: LawInForce) -> Decision:
        """Tell whether enough went to charity (慈善活动支出是否达标), as ``law.for_fiscal_year(2026)`` asks.

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a year before 2016. Source: 慈善法第61条,
        民发〔2026〕12号第8条至第12条、第16条 (to 2025 民发〔2016〕189号第7条至第10条).

        >>> from community_charity.law.law import Law
        >>> year = CharityYear(id="city-charity", kind="foundation")
        >>> print(year.spending(Law.of("cn").for_fiscal_year(2026)).remedies[0].text)
        show the public-fundraising certificate, or the registrar's word that there is none
        """
        law, checks = in_force(law), Checks()
        weigh_spending(checks, self, law)
        weigh_gift_spending(checks, self, law)
        return checks.decision(_asked(_SPENDING, self, law), self, law.day, law)

    def management_cost(self, law: LawInForce) -> Decision:
        """Tell whether management cost keeps within its share (管理费用是否合规).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a year before 2016. Source: 慈善法第61条,
        民发〔2026〕12号第8条至第10条、第13条、第14条、第16条 (to 2025 民发〔2016〕189号第7条至第9条、第11条、第12条).

        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> year = CharityYear(id="city-charity", kind="foundation", spent_on_management=yuan("199999.99"))
        >>> bool(year.management_cost(Law.of("cn").for_fiscal_year(2026)))
        True
        """
        law, checks = in_force(law), Checks()
        weigh_management(checks, self, law)
        weigh_gift_management(checks, self, law)
        return checks.decision(_asked(_MANAGEMENT, self, law), self, law.day, law)

    def fundraising_cost(self, law: LawInForce) -> Decision:
        """Tell whether fundraising cost keeps within its cap (募捐成本是否合规); before 2026 there is none.

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a year before 2016. Source: 民发〔2026〕12号第15条.

        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> year = CharityYear(id="city-charity", kind="foundation", spent_on_fundraising=yuan(1), years_before=2)
        >>> print(year.fundraising_cost(Law.of("cn").for_fiscal_year(2026)).reason.text())
        fewer than 3 years lie before: the share of the average donations has no base
        """
        law, checks = _known(law), Checks()
        weigh_fundraising(checks, self, law)
        return checks.decision(_asked(_FUNDRAISING, self, law), self, law.day, law)

    def complies(self, law: LawInForce) -> Decision:
        """Tell whether the whole year complies (年度收支是否合规): spending, management, fundraising, single gifts.

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a year before 2016. Source: as the three parts.

        >>> from community_charity.law.law import Law
        >>> year = CharityYear(id="city-charity", kind="foundation", qualification="held")
        >>> len(year.complies(Law.of("cn").for_fiscal_year(2026)).unmet)
        3
        """
        law, checks = in_force(law), Checks()
        weigh_spending(checks, self, law)
        weigh_management(checks, self, law)
        weigh_fundraising(checks, self, law)
        weigh_gift_spending(checks, self, law)
        weigh_gift_management(checks, self, law)
        return checks.decision(_asked(_WHOLE, self, law), self, law.day, law)

    def head_room(self, law: LawInForce) -> HeadRoom:
        """Work out what must still be spent and what may still be (年度支出余量), exact to the fen.

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a year before 2016. Source: as `complies`.

        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> year = CharityYear(
        ...     id="city-charity",
        ...     kind="foundation",
        ...     qualification="held",
        ...     total_expenditure=yuan(9_000_000),
        ...     spent_on_management=yuan(0),
        ... )
        >>> year.head_room(Law.of("cn").for_fiscal_year(2026)).management.amount  # 10 % of 10,000,000
        yuan("1000000.00")
        """
        return head_room(self, _known(law))


_SPENDING = Text("{id} spends enough on charity in {year}", "{id} {year}年度慈善活动支出达标")
_MANAGEMENT = Text("{id} keeps within its management cost in {year}", "{id} {year}年度管理费用合规")
_FUNDRAISING = Text("{id} keeps within its fundraising cost in {year}", "{id} {year}年度募捐成本合规")
_WHOLE = Text("{id} keeps the spending rules in {year}", "{id} {year}年度收支合规")


def _known(law: LawInForce) -> LawInForce:
    """Check that the law knows shares of spending at all: before 2016 nothing is fixed, and nothing follows from that."""
    _ = in_force(law).gift_agreement_prevails
    return law


def _asked(said: Text, year: CharityYear, law: LawInForce) -> Text:
    return said.fill(id=year.id, year=law.day.year)
