"""One way to provoke each error of social assistance, and each ground that no place in the data files has."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from community_charity.law.law import Law
from community_charity.law.loading import read
from community_charity.money import yuan
from community_charity.rules.assistance.extreme_hardship import self_care
from community_charity.rules.assistance.household import HouseholdSituation
from community_charity.rules.assistance.medical import MedicalAid
from reproducers import caught, error, refusal

if TYPE_CHECKING:
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision

DAY = date(2026, 7, 1)


def invented(**figures: str) -> Law:
    """Make the law of an invented place out of figures, each as ``unit, value``."""
    tables = []
    for key, figure in figures.items():
        unit, value = figure.split(", ")
        given = value if unit in ("duty", "count") else f'"{value}"'
        tables.append(
            f'[{key}]\ntitle = {{ en = "Invented", zh = "虚构" }}\nunit = "{unit}"\nsense = "value"\n'
            f'history = [{{ since = 2020-01-01, value = {given}, cites = ["social_assistance_law 23"],'
            ' basis = "practice" }]\n'
        )
    return read("\n".join(tables), name="invented.toml", place="cn/invented", over=Law.of("cn"))


@error("assistance.ratio", "a ratio that is not exact", "比例不是精确分数")
def float_ratio() -> CharityError:
    return caught(lambda: HouseholdSituation(margin_multiple=1.5))  # type: ignore[arg-type] # the mistake to show


@error("assistance.indicators", "more everyday tasks than there are", "自理指标项数超过六项")
def seven_tasks() -> CharityError:
    return caught(lambda: self_care(7, Law.of("cn").on(DAY)))


@refusal("assistance.margin_up_to", "an income above a line that is inside", "收入超过含本数的标准")
def above_the_line() -> Decision:
    law = invented(dibao_margin_multiple="multiple, 1.5", dibao_margin_includes_line="duty, true")
    return HouseholdSituation(
        income_per_head=yuan("1083.01"), dibao_standard=yuan(722), property_for_margin=True, on_dibao=False
    ).may_count_as_marginal(law.on(DAY))


@refusal("medical.self_paid", "self-paid cost below the threshold", "自负费用低于起点")
def little_self_paid() -> Decision:
    law = invented(medical_aid_self_paid_from="yuan, 10000")
    return MedicalAid(self_paid=yuan("9999.99"), amount=yuan(1000)).may_be_given(law.on(DAY))


@refusal("medical.deductible", "self-paid cost at the deductible", "自负费用未超过起付线")
def at_the_deductible() -> Decision:
    law = invented(medical_aid_deductible="yuan, 30000", medical_aid_ceiling="yuan, 30000")
    return MedicalAid(self_paid=yuan(30_000), amount=yuan(1000)).may_be_given(law.on(DAY))


@refusal("medical.income_below", "income at twice the standard", "收入达到低保标准的两倍")
def at_twice_the_standard() -> Decision:
    law = invented(medical_aid_ceiling="yuan, 30000", medical_aid_income_below_multiple="multiple, 2")
    household = HouseholdSituation(income_per_head=yuan(1444), dibao_standard=yuan(722), on_dibao=False, on_tekun=False)
    return MedicalAid(household=household, self_paid=yuan(30_000), amount=yuan(1000)).may_be_given(law.on(DAY))


@refusal("medical.income_below_wage", "income at one and a half times the minimum wage", "收入达到最低工资的一点五倍")
def at_the_wage() -> Decision:
    law = invented(medical_aid_self_paid_from="yuan, 10000", medical_aid_income_below_wage_multiple="multiple, 1.5")
    return MedicalAid(
        household=HouseholdSituation(income_per_head=yuan(3540)),
        minimum_wage=yuan(2360),
        self_paid=yuan(10_000),
        amount=yuan(1000),
    ).may_be_given(law.on(DAY))
