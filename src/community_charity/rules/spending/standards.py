"""Which shares judge a year: by legal form, qualification and band of net assets (适用标准).

The band is chosen by the net assets at the end of last year; that no average chooses it is our reading.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from community_charity.language import Text
from community_charity.money import Money
from community_charity.rules.spending.amounts import band_share_allowed, band_share_due, share_allowed, share_due
from community_charity.rules.spending.facts import CharityKind, PriorYears, Qualification

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce
    from community_charity.rules.spending.year import CharityYear

BANDS = ("top", "upper", "lower", "bottom")


@attrs.frozen
class Open:
    """Why something cannot be told, what to ask for, and the figures behind it (待定原因).

    >>> Open(Text("not known", "不详"), Text("the report", "报告")).figures
    ()
    """

    why: Text
    ask: Text
    figures: tuple[str, ...] = ()


@attrs.frozen
class Base:
    """What a share of spending is taken of (计算基数): last year's amount, or the average of some years.

    ``due`` works out the spending due for a sum over a number of years.
    """

    last: Text
    average: Text
    prior: PriorYears
    rate: Fraction
    due: Callable[[Money, int], Money] = attrs.field(repr=False)
    figures: tuple[str, ...]


@attrs.frozen
class Standard:
    """The shares that judge one year (年度适用标准).

    ``excuses_spending`` says whether the law lets this kind of body explain too little spending.
    """

    bases: tuple[Base, ...]
    management_rate: Fraction
    allowed: Callable[[Money], Money] = attrs.field(repr=False)
    figures: tuple[str, ...]
    excuses_spending: bool


NO_CERTIFICATE = Text(
    "it is not known whether it held public-fundraising qualification", "当年是否具有公开募捐资格不详"
)
CERTIFICATE = Text(
    "the public-fundraising certificate, or the registrar's word that there is none",
    "公开募捐资格证书，或登记机关关于无此证书的说明",
)
REVOKED_BEFORE = Text(
    "how a year is judged in which the certificate was revoked, no text read so far says for that year",
    "资格证书被吊销当年适用何种标准，该年度尚未见有规定",
)
REGISTRAR = Text("the registrar's answer", "登记机关的答复")
NO_NET_ASSETS = Text(
    "the net assets at the end of last year are not known, and they choose the band", "上年末净资产不详，无法确定档次"
)
LAST_BALANCE = Text("last year's audited balance sheet", "上年度经审计的资产负债表")

_NET_ASSETS = (
    Text("the net assets at the end of last year", "上年末净资产"),
    Text("the average net assets at the ends of the years before", "前几年年末净资产平均数"),
)
_INCOME = (
    Text("last year's total income", "上年总收入"),
    Text("the average income of the years before", "前几年收入平均数"),
)


def standard(year: CharityYear, law: LawInForce) -> Standard | Open:
    """Give the standard of a year, or what stands in the way (适用标准).

    Raises `LawError` for a year before the law. Source: 民发〔2026〕12号第8条至第10条.

    >>> from community_charity.law.law import Law
    >>> from community_charity.rules.spending import CharityYear
    >>> year = CharityYear(id="c-1", kind="association", qualification="held")
    >>> standard(year, Law.of("cn").for_fiscal_year(2026)).management_rate
    Fraction(13, 100)
    """
    prefix = "foundation" if year.kind is CharityKind.FOUNDATION else "non_foundation"
    revoked: tuple[str, ...] = ()
    if year.qualification is None:
        figures = (f"qualified_{prefix}_spending_share", f"qualified_{prefix}_management_cap")
        return Open(NO_CERTIFICATE, CERTIFICATE, figures)
    if year.qualification is Qualification.REVOKED:
        revoked = ("revoked_year_counts_as_qualified",)
        if "revoked_year_counts_as_qualified" not in law or not law.revoked_year_counts_as_qualified:
            shares = (f"qualified_{prefix}_spending_share", f"qualified_{prefix}_management_cap")
            return Open(REVOKED_BEFORE, REGISTRAR, (*shares, *revoked))
    if year.qualification is Qualification.NONE:
        return _by_band(year, law, prefix)
    return _qualified(year, law, f"qualified_{prefix}", revoked)


def _qualified(year: CharityYear, law: LawInForce, prefix: str, revoked: tuple[str, ...]) -> Standard:
    rate, cap = f"{prefix}_spending_share", f"{prefix}_management_cap"
    management: Fraction = getattr(law, cap)
    return Standard(
        (_of_income(year, law, rate, revoked),),
        management,
        lambda expenditure: share_allowed(expenditure, management),
        (cap, *revoked),
        excuses_spending=year.kind is CharityKind.FOUNDATION,
    )


def _of_income(year: CharityYear, law: LawInForce, key: str, chosen_by: tuple[str, ...]) -> Base:
    rate: Fraction = getattr(law, key)
    return Base(*_INCOME, year.income, rate, lambda of, years: share_due(of, rate / years), (key, *chosen_by))


def _by_band(year: CharityYear, law: LawInForce, prefix: str) -> Standard | Open:
    edge_keys = tuple(f"{prefix}_{band}_band_from" for band in BANDS[:-1])
    assets = year.net_assets.last
    if assets is None:
        return Open(NO_NET_ASSETS, LAST_BALANCE, edge_keys)
    top, upper, lower = (getattr(law, key) for key in edge_keys)
    edges: tuple[Money, Money, Money] = (top, upper, lower)
    shares = [getattr(law, f"{prefix}_{band}_band_spending_share") for band in BANDS]
    caps = [getattr(law, f"{prefix}_{band}_band_management_cap") for band in BANDS]
    number = next((n for n, edge in enumerate(edges) if assets >= edge), len(BANDS) - 1)
    band = f"{prefix}_{BANDS[number]}_band"
    near = edge_keys[max(number - 1, 0) : number + 1]  # the edge above the band and the edge below it

    def due(of: Money, years: int) -> Money:
        rates = (shares[0] / years, shares[1] / years, shares[2] / years, shares[3] / years)
        return band_share_due(assets, of, edges, rates)

    def allowed(expenditure: Money) -> Money:
        return band_share_allowed(assets, expenditure, edges, (caps[0], caps[1], caps[2], caps[3]))

    share = f"{band}_spending_share"
    bases = [Base(*_NET_ASSETS, year.net_assets, shares[number], due, (share, *near))]
    if band == "non_foundation_bottom_band":  # the smallest owe a share of their income as well
        bases.append(_of_income(year, law, f"{band}_income_share", near))
    return Standard(tuple(bases), caps[number], allowed, (f"{band}_management_cap", *near), excuses_spending=False)
