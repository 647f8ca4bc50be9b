"""What a year owes and what it may cost (应达支出与费用上限), or why that cannot be told."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from community_charity.language import Text
from community_charity.money import Money
from community_charity.rules.carriers import least
from community_charity.rules.spending.amounts import management_limit, share_allowed
from community_charity.rules.spending.standards import LAST_BALANCE, Open

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce
    from community_charity.rules.spending.standards import Base, Standard
    from community_charity.rules.spending.year import CharityYear

FEN = Money(1)

_SPENDING = Open(
    Text("this year's charitable spending is not known", "当年慈善活动支出不详"),
    Text("this year's annual work report, or the accounts so far", "当年年度工作报告或账目"),
)
_ARRIVED = Open(
    Text(
        "how much of it is still on its way to the final beneficiaries is not known",
        "其中尚未到达最终受益人的数额不详",
    ),
    Text("the invoices and receipts that show what reached them", "证明已到达最终受益人的发票、签收单等凭证"),
    ("spending_counts_at_final_beneficiary",),
)
_FIRST_YEAR = Text("there was no year before this one, so the share has no base", "此前无会计年度，比例无计算基数")
_FOUNDING = Text("the registrar's answer on the base of the share", "登记机关对计算基数的答复")
_NO_BASE = Text("{of}: not known", "{of}不详")
_REPORTS = Text("the annual work reports of the years before", "前几年的年度工作报告")
_AVERAGE = Text(
    "it is too little by {of}; whether the average of {years} years asks for less is not known",
    "按{of}计算未达标；按前{years}年平均数计算是否达标不详",
)
EXPENDITURE = Open(
    Text("this year's total expenditure is not known", "当年总支出不详"),
    Text("this year's annual work report, or the accounts so far", "当年年度工作报告或账目"),
)
_HISTORY = Text(
    "fewer than {years} years lie before: the share of the average donations has no base",
    "此前不足{years}个年度，捐赠收入平均数无从计算",
)
_DONATIONS = Text("the donation income of the {years} years before is not known", "前{years}年的捐赠收入不详")


@attrs.frozen
class Due:
    """The charitable spending due (应达支出), of what, at which share.

    ``average`` says what is open if an average might ask for less and is not known.
    """

    amount: Money
    of: Text
    rate: Fraction
    figures: tuple[str, ...]
    average: Open | None = None


def counted(year: CharityYear, law: LawInForce) -> Money | Open:
    """Give the charitable spending that counts (计入的慈善活动支出), or what is open.

    From 2026 on what was passed on counts only once it reaches the final beneficiary. Source: 民发〔2026〕12号第12条.
    """
    if year.spent_on_charity is None:
        return _SPENDING
    if not final_beneficiary_counts(law):
        return year.spent_on_charity
    return _ARRIVED if year.passed_on is None else year.spent_on_charity - year.passed_on


def final_beneficiary_counts(law: LawInForce) -> bool:
    """Tell whether only what reached the final beneficiary counts that year (是否以到达最终受益人为准)."""
    return "spending_counts_at_final_beneficiary" in law and law.spending_counts_at_final_beneficiary


def due(base: Base, year: CharityYear, law: LawInForce) -> Due | Open:
    """Give the spending due by one base (应达支出): by last year or by the average, whichever asks for less.

    Source: 慈善法第61条, 民发〔2026〕12号第11条.
    """
    if year.years_before == 0:
        return Open(_FIRST_YEAR, _FOUNDING, base.figures)
    if base.prior.last is None:
        return Open(_NO_BASE.fill(of=base.last), LAST_BALANCE, base.figures)
    years = law.spending_average_years
    figures = (*base.figures, "spending_average_years")
    by_last = base.due(base.prior.last, 1)
    if year.years_before is not None and year.years_before < years:  # too young for an average
        return Due(by_last, base.last, base.rate, figures)
    together = base.prior.sum_of(years)
    if together is None:
        why = _AVERAGE.fill(of=base.last, years=years)
        return Due(by_last, base.last, base.rate, figures, Open(why, _REPORTS, figures))
    by_average = base.due(together, years)
    of = base.average if by_average < by_last else base.last
    return Due(least(by_last, by_average), of, base.rate, figures)


def management_most(standard: Standard, expenditure: Money, law: LawInForce) -> Money:
    """Give the most management cost of a year (管理费用上限). Source: 民发〔2026〕12号第8条至第10条、第13条."""
    return management_limit(standard.allowed(expenditure), law.management_cap_from, FEN)


def fundraising_most(year: CharityYear, law: LawInForce) -> Money | Open:
    """Give the most fundraising cost of a year (募捐成本上限), or what is open. Source: 民发〔2026〕12号第15条."""
    years, figures = law.fundraising_cost_base_years, ("fundraising_cost_cap", "fundraising_cost_base_years")
    if year.years_before is not None and year.years_before < years:
        return Open(_HISTORY.fill(years=years), _FOUNDING, figures)
    together = year.donations.sum_of(years)
    if together is None:
        return Open(_DONATIONS.fill(years=years), _REPORTS, figures)
    return share_allowed(together, law.fundraising_cost_cap / years)
