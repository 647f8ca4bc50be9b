"""Weighing the spending of a year against the law (年度支出的审查)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.calendar import full_years
from community_charity.language import Text
from community_charity.law.decision import Finding, filled
from community_charity.money import Money, total
from community_charity.rules.carriers import share
from community_charity.rules.spending.facts import SpecialCircumstance
from community_charity.rules.spending.grounds import (
    CHARITABLE,
    FUNDRAISING,
    GIFT_MANAGEMENT,
    GIFT_SPENDING,
    MANAGEMENT,
    MANAGEMENT_EXCUSED,
    SPENDING_EXCUSED,
    below_free,
    citing,
    left_open,
    without_cost,
)
from community_charity.rules.spending.limits import (
    EXPENDITURE,
    FEN,
    counted,
    due,
    final_beneficiary_counts,
    fundraising_most,
    management_most,
)
from community_charity.rules.spending.standards import Open, Standard, standard

if TYPE_CHECKING:
    from community_charity.law.decision import Checks, Ground
    from community_charity.law.law import LawInForce
    from community_charity.rules.spending.limits import Due
    from community_charity.rules.spending.year import CharityYear

_AGREEMENTS = Text("the agreements on single gifts, and the registrar's answer", "单项捐赠协议及登记机关的答复")
_TERMS = Text(
    "the yearly total does not comply; the terms of single gifts prevail for those gifts, and whether the total "
    "leaves them out is not said",
    "年度总额不符合标准；单项捐赠按协议约定，但总额应否扣除该捐赠，规定未言明",
)
_COST = Open(
    Text("this year's management cost is not known", "当年管理费用不详"),
    Text("this year's annual work report, or the accounts so far", "当年年度工作报告或账目"),
)
_RAISING = Open(
    Text("this year's fundraising cost is not known", "当年募捐成本不详"),
    Text("this year's annual work report, or the accounts so far", "当年年度工作报告或账目"),
)
_NEW = Text(
    "it is not known since when it is a charity, so whether it counts as new",
    "成为慈善组织的日期不详，是否未满年限无法确定",
)
_SINCE = Text("the certificate of its registration or recognition as a charity", "慈善组织登记或认定的证明")
_TOLD = Text(
    "whether the special circumstances were reported and explained is not known", "特殊情况是否已报告并公开说明不详"
)
_LETTER = Text("the report to the registrar and the public explanation", "向登记机关的报告及公开说明")
_GIFT = Text("what gift {of} has paid so far is not known", "捐赠 {of} 已支出数额不详")
_LEDGER = Text("the ledger of that gift", "该笔捐赠的明细账")


def _open(checks: Checks, base: Ground, found: Open, more: tuple[str, ...] = (), **facts: Any) -> None:
    figures = tuple(dict.fromkeys((*found.figures, *more)))
    checks.weigh(left_open(base, figures), None, facts={"open": found.why, "ask": found.ask, **facts})


# --- charitable spending -------------------------------------------------------------------------


def weigh_spending(checks: Checks, year: CharityYear, law: LawInForce) -> None:
    """Check charitable spending against each share that applies (审查慈善活动支出)."""
    by = standard(year, law)
    if isinstance(by, Open):
        _open(checks, CHARITABLE, by)
        return
    final = ("spending_counts_at_final_beneficiary",) if final_beneficiary_counts(law) else ()
    spent = counted(year, law)
    for base in by.bases:
        needed = due(base, year, law)
        if isinstance(needed, Open):
            _open(checks, CHARITABLE, needed, (*base.figures, *final), of=base.last)
            continue
        if isinstance(spent, Open):
            _open(checks, CHARITABLE, spent, (*base.figures, *final), of=base.last)
            continue
        facts = {"of": needed.of, "rate": needed.rate}
        figures = (*needed.figures, *final)
        if spent >= needed.amount:
            checks.weigh(citing(CHARITABLE, figures), holds=True, required=needed.amount, found=spent, facts=facts)
        elif needed.average is not None:
            _open(checks, CHARITABLE, needed.average, figures, of=base.last)
        else:
            _too_little(checks, year, law, by, needed, spent, figures)


def _too_little(
    checks: Checks,
    year: CharityYear,
    law: LawInForce,
    by: Standard,
    needed: Due,
    spent: Money,
    figures: tuple[str, ...],
) -> None:
    key = "special_circumstances_excuse_spending"
    if by.excuses_spending and _excused(checks, SPENDING_EXCUSED, key, year, law, needed.amount, spent, figures):
        return
    if by.excuses_spending and key in law:
        figures = _with_age(year, figures)
    agreed = total(gift.amount for gift in year.gifts if gift.charity_share is not None)
    facts = {"of": needed.of, "rate": needed.rate}
    if not agreed or _totals_hold(law):
        checks.weigh(citing(CHARITABLE, figures), holds=False, required=needed.amount, found=spent, facts=facts)
        return
    # Left out of last year's income, such gifts lower what is due by this much at the very most.
    may_do = needed.amount - spent <= share(agreed, needed.rate, "up")
    _in_doubt(checks, CHARITABLE, figures, needed.amount, spent, facts, may_do=may_do)


def _in_doubt(
    checks: Checks,
    base: Ground,
    figures: tuple[str, ...],
    required: Money,
    found: Money,
    facts: dict[str, Any],
    *,
    may_do: bool,
) -> None:
    """Note a total that fails as it stands: open where it might comply without the gifts that have terms of their own."""
    figures = (*figures, "gift_agreement_prevails")
    if may_do:
        _open(checks, base, Open(_TERMS, _AGREEMENTS, figures), **facts)
        return
    # The same ground in both cases: whoever mends one of them must not end up in the other.
    said = filled(base.unmet, Finding(base, holds=False, required=required, found=found, facts=facts))
    facts = {**facts, "open": said}
    checks.weigh(left_open(base, figures), holds=False, required=required, found=found, facts=facts)


# --- management cost -----------------------------------------------------------------------------


def weigh_management(checks: Checks, year: CharityYear, law: LawInForce) -> None:
    """Check management cost against the share that applies, unless it is too small for any (审查管理费用)."""
    cost, by = year.spent_on_management, standard(year, law)
    if cost is None:
        _open(checks, MANAGEMENT, _COST, ("management_cap_from",))
        return
    free = law.management_cap_from
    if isinstance(by, Open) or year.total_expenditure is None:
        if cost < free:
            ground = below_free(MANAGEMENT, ("management_cap_from",))
            checks.weigh(ground, holds=True, required=free - FEN, found=cost)
            return
        missing = by if isinstance(by, Open) else EXPENDITURE
        figures = () if isinstance(by, Open) else by.figures
        _open(checks, MANAGEMENT, missing, (*figures, "management_cap_from"))
        return
    most = management_most(by, year.total_expenditure, law)
    figures = (*by.figures, "management_cap_from")
    facts = {"rate": by.management_rate, "free": free}
    if cost <= most:
        checks.weigh(citing(MANAGEMENT, figures), holds=True, required=most, found=cost, facts=facts)
        return
    if _excused(checks, MANAGEMENT_EXCUSED, "special_circumstances_excuse_management", year, law, most, cost, figures):
        return
    figures = _with_age(year, figures)
    if _totals_hold(law) or all(gift.management_share is None for gift in year.gifts):
        checks.weigh(citing(MANAGEMENT, figures), holds=False, required=most, found=cost, facts=facts)
        return
    may_do = _fits_without_gifts(year, law, by, cost, year.total_expenditure)
    _in_doubt(checks, MANAGEMENT, figures, most, cost, facts, may_do=may_do)


def _fits_without_gifts(year: CharityYear, law: LawInForce, by: Standard, cost: Money, expenditure: Money) -> bool:
    """Tell whether the total might comply if gifts with terms on management cost were left out of it."""
    gifts = [gift for gift in year.gifts if gift.management_share is not None]
    costs = [gift.spent_on_management for gift in gifts]
    paid = [gift.spent_on_charity for gift in gifts]
    if None in costs or None in paid:
        return True
    gone = total(one for one in costs if one is not None)
    left = expenditure - gone - total(one for one in paid if one is not None)
    return cost - gone <= management_most(by, left, law)


# --- fundraising cost ----------------------------------------------------------------------------


def weigh_fundraising(checks: Checks, year: CharityYear, law: LawInForce) -> None:
    """Check fundraising cost against its cap, in the years that have one (审查募捐成本)."""
    if "fundraising_cost_cap" not in law:
        return
    cost, figures = year.spent_on_fundraising, ("fundraising_cost_cap", "fundraising_cost_base_years")
    if cost is None:
        _open(checks, FUNDRAISING, _RAISING, figures)
    elif not cost:
        checks.weigh(without_cost(FUNDRAISING, figures), holds=True, found=cost)
    else:
        most = fundraising_most(year, law)
        if isinstance(most, Open):
            _open(checks, FUNDRAISING, most)
            return
        facts = {"rate": law.fundraising_cost_cap, "years": law.fundraising_cost_base_years}
        checks.weigh(citing(FUNDRAISING, figures), cost <= most, most, cost, facts)


# --- single gifts --------------------------------------------------------------------------------


def weigh_gift_spending(checks: Checks, year: CharityYear, law: LawInForce) -> None:
    """Check the spending agreed for single gifts (审查单项捐赠的支出约定)."""
    for gift in year.gifts if law.gift_agreement_prevails else ():
        if gift.charity_share is not None:
            least_ = share(gift.amount, gift.charity_share, "up")
            holds = None if gift.spent_on_charity is None else gift.spent_on_charity >= least_
            _gift(checks, GIFT_SPENDING, gift.gift, holds, least_, gift.spent_on_charity)


def weigh_gift_management(checks: Checks, year: CharityYear, law: LawInForce) -> None:
    """Check the management cost agreed for single gifts (审查单项捐赠的管理费用约定)."""
    for gift in year.gifts if law.gift_agreement_prevails else ():
        if gift.management_share is not None:
            most = share(gift.amount, gift.management_share, "down")
            holds = None if gift.spent_on_management is None else gift.spent_on_management <= most
            _gift(checks, GIFT_MANAGEMENT, gift.gift, holds, most, gift.spent_on_management)


def _gift(checks: Checks, ground: Ground, gift: str, holds: bool | None, required: Money, found: Money | None) -> None:
    if holds is None:
        _open(checks, ground, Open(_GIFT.fill(of=gift), _LEDGER), ground.figures, of=gift)
    else:
        checks.weigh(ground, holds, required, found, {"of": gift})


# --- special circumstances -----------------------------------------------------------------------


def _totals_hold(law: LawInForce) -> bool:
    return "yearly_totals_hold_despite_agreements" in law and law.yearly_totals_hold_despite_agreements


def _with_age(year: CharityYear, figures: tuple[str, ...]) -> tuple[str, ...]:
    return (*figures, "new_charity_years") if SpecialCircumstance.NEW in year.special else figures


def _excused(
    checks: Checks,
    ground: Ground,
    key: str,
    year: CharityYear,
    law: LawInForce,
    required: Money,
    found: Money,
    figures: tuple[str, ...],
) -> bool:
    """Note whether special circumstances excuse the year; ``False`` if there are none that could."""
    if key not in law or not getattr(law, key):
        return False
    proper = _proper(year, law)
    if proper is False:
        return False
    figures = _with_age(year, (key, *figures))
    told = (year.reported, year.explained)
    names = tuple(one.text for one in year.special)
    if proper is None:
        _open(checks, ground, Open(_NEW, _SINCE, figures))
    elif False not in told and None in told:
        _open(checks, ground, Open(_TOLD, _LETTER, figures))
    else:
        facts = {"circumstances": names, "limit": required}
        checks.weigh(citing(ground, figures), False not in told, found=found, facts=facts)
    return True


def _proper(year: CharityYear, law: LawInForce) -> bool | None:
    """Tell whether a special circumstance is there: one claimed, and newness checked by the day."""
    if any(one is not SpecialCircumstance.NEW for one in year.special):
        return True
    if not year.special:
        return False
    if year.charity_since is None or year.charity_since > law.day:
        return None
    return full_years(year.charity_since, law.day) < law.new_charity_years
