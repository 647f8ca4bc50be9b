"""Charity medical aid by the rules of single places (慈善医疗救助): by bands, with a ceiling, after insurance.

No national rule fixes it. Places differ: Qujiang (衢江慈善〔2013〕7号) pays by two bands of self-paid cost, a city plan of
2020 up to a ceiling, Luohu above a threshold. What a place does not fix is not asked for.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> MedicalAid().may_be_given(Law.of("cn").on(date(2025, 3, 13))).remedies[0].text.en
'show the rules of a medical-aid programme of the place'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from community_charity.errors import expect
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import mend, show
from community_charity.money import Money, known_or_unknown_money
from community_charity.rules.assistance.amounts import banded_grant, margin_line, temporary_assistance_cap
from community_charity.rules.assistance.facts import (
    INCOME,
    STANDARD,
    ask,
    at_most,
    below,
    by_area,
    consider,
    local,
    negated,
    says,
)
from community_charity.rules.assistance.household import HouseholdSituation
from community_charity.rules.facts import count, yes_no

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce

_TO_AID = Text("give charity medical aid", "给予慈善医疗救助")
_BANDS = (
    "medical_aid_first_band_from",
    "medical_aid_first_band_grant",
    "medical_aid_second_band_from",
    "medical_aid_second_band_grant",
)
_TOTAL_PAPER = Text("the bills of the year", "年度医疗费用票据")
_SELF_PAPER = Text("the settlement after insurance and medical assistance", "医保及医疗救助结算单")
_WAGE_PAPER = Text("the local minimum wage", "当地最低工资标准")
_RECIPIENT_PAPER = Text("the register of households on the allowance or in extreme hardship", "低保、特困登记信息")
_PAST_PAPER = Text("the record of charity medical aid this year", "本年度慈善医疗救助记录")
_AMOUNT_PAPER = Text("the amount that is planned", "拟救助金额")


def _household(value: HouseholdSituation) -> HouseholdSituation:
    return expect(value, HouseholdSituation)


@attrs.frozen(kw_only=True)
class MedicalAid:
    """A grant of charity medical aid (慈善医疗救助事项); what is not given is not known.

    ``total_cost`` of the year and ``self_paid`` after insurance and government medical aid, ``amount`` and
    ``minimum_wage`` (a month, where the law of the place holds none) are `Money`. ``grants_before`` counts this
    programme's earlier grants this year; ``other_charity_aid`` says that a city or provincial charity has helped this
    year. Raises `Malformed`.

    >>> MedicalAid().self_paid is None
    True
    """

    household: HouseholdSituation = attrs.field(factory=HouseholdSituation, converter=_household)
    total_cost: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    self_paid: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    amount: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    minimum_wage: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    grants_before: int | None = attrs.field(default=None, converter=count)
    other_charity_aid: bool | None = attrs.field(default=None, converter=yes_no)
    insured: bool | None = attrs.field(default=None, converter=yes_no)
    treated_elsewhere_without_referral: bool | None = attrs.field(default=None, converter=yes_no)
    listed_disease: bool | None = attrs.field(default=None, converter=yes_no)

    def recipient(self) -> bool | None:
        """Tell whether the household is on the allowance or in extreme hardship (是否低保或特困); ``None`` if not known.

        >>> MedicalAid(household=HouseholdSituation(on_dibao=True)).recipient()
        True
        """
        facts = (self.household.on_dibao, self.household.on_tekun)
        return True if True in facts else None if None in facts else False

    def most(self, law: LawInForce) -> Money | None:
        """Give the most that the programme pays (最高救助额): by band, by ceiling, never more than is self-paid.

        In `Money`; ``None`` if the self-paid cost is not known, or the place fixes neither. Raises `Malformed` for
        what is no `LawInForce`. Source: the local rule.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> MedicalAid().most(Law.of("cn").on(date(2025, 3, 13))) is None
        True
        """
        law, limits = in_force(law), []
        if self.self_paid is None:
            return None
        if all(key in law for key in _BANDS):
            limits.append(banded_grant(self.self_paid, *(getattr(law, key) for key in _BANDS)))
        if "medical_aid_ceiling" in law:
            limits.append(law.medical_aid_ceiling)
        return min(*limits, self.self_paid) if limits else None

    def may_be_given(self, law: LawInForce) -> Decision:
        """Tell whether the programme of the place may pay (能否给予慈善医疗救助).

        Raises `Malformed` for what is no `LawInForce`. Source: the local rule, as 衢江慈善〔2013〕7号.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> MedicalAid().may_be_given(Law.of("cn").on(date(2025, 3, 13))).outcome.value
        'undetermined'
        """
        law, checks = in_force(law), Checks()
        if any(key in law for key in ("medical_aid_ceiling", "medical_aid_self_paid_from", *_BANDS)):
            checks.weigh(PROGRAMME, holds=True)
            self._costs(checks, law)
            self._means(checks, law)
            self._conditions(checks, law)
            self._sum(checks, law)
        else:
            checks.weigh(PROGRAMME, holds=None)
        return checks.decision(_TO_AID, self, law.day, law)

    # --- the checks ----------------------------------------------------------------------------------

    def _costs(self, checks: Checks, law: LawInForce) -> None:
        paid, total = self.self_paid, self.total_cost
        if "medical_aid_minimum_total_cost" in law:
            least = law.medical_aid_minimum_total_cost
            consider(checks, TOTAL_COST, at_most(least, total), ((total, _TOTAL_PAPER),), least, total)
        for key, base in (
            ("medical_aid_self_paid_from", SELF_PAID),
            ("medical_aid_first_band_from", FIRST_BAND),
        ):
            if key in law:
                least = getattr(law, key)
                consider(checks, base, at_most(least, paid), ((paid, _SELF_PAPER),), least, paid)
        if "medical_aid_deductible" in law:
            waived = self.recipient() if says(law, "medical_aid_deductible_waived_for_recipients") else False
            over = below(law.medical_aid_deductible, paid)
            holds = True if waived or over else None if waived is None else over
            papers = ((paid, _SELF_PAPER), (waived, _RECIPIENT_PAPER))
            consider(checks, DEDUCTIBLE, holds, papers, law.medical_aid_deductible, paid)

    def _means(self, checks: Checks, law: LawInForce) -> None:
        """The income test, in multiples of the dibao standard or of the minimum wage; recipients have passed one."""
        income, area = self.household.income_per_head, self.household.area
        standard = self.household.standard(law)
        papers = ((income, INCOME), (standard, STANDARD))
        if "medical_aid_income_at_most_multiple" in law:
            times = law.medical_aid_income_at_most_multiple
            line = None if standard is None else temporary_assistance_cap(standard, times)
            consider(checks, INCOME_AT_MOST[area], at_most(income, line), papers, line, income)
        if "medical_aid_income_below_multiple" in law:
            line = None if standard is None else margin_line(standard, law.medical_aid_income_below_multiple)
            consider(checks, INCOME_BELOW[area], self.recipient() or below(income, line), papers, line, income)
        if "medical_aid_income_below_wage_multiple" in law:
            wage: Money | None = local(law, ("local_minimum_wage",), self.minimum_wage)
            line = None if wage is None else margin_line(wage, law.medical_aid_income_below_wage_multiple)
            papers = ((income, INCOME), (wage, _WAGE_PAPER))
            consider(checks, INCOME_BELOW_WAGE, below(income, line), papers, line, income)

    def _conditions(self, checks: Checks, law: LawInForce) -> None:
        for key, fact in (
            ("medical_aid_excludes_other_charity_aid", negated(self.other_charity_aid)),
            ("medical_aid_needs_insurance", self.insured),
            (
                "medical_aid_needs_referral_for_treatment_elsewhere",
                negated(self.treated_elsewhere_without_referral),
            ),
            ("medical_aid_listed_diseases_only", self.listed_disease),
        ):
            if says(law, key):
                words, paper = _CONDITIONS[key]
                consider(checks, CONDITIONS[key], fact, ((fact, paper),), condition=words, of=key)
        if "medical_aid_grants_per_year" in law:
            found = None if self.grants_before is None else self.grants_before + 1
            limit = law.medical_aid_grants_per_year
            consider(checks, PER_YEAR, at_most(found, limit), ((found, _PAST_PAPER),), limit, found)

    def _sum(self, checks: Checks, law: LawInForce) -> None:
        most = self.most(law)
        if most is None and self.self_paid is not None:
            most = self.self_paid  # no band and no ceiling: never more than is self-paid
        papers = ((self.amount, _AMOUNT_PAPER), (self.self_paid, _SELF_PAPER))
        consider(checks, SUM, at_most(self.amount, most), papers, most, self.amount)


_CONDITIONS = {
    "medical_aid_excludes_other_charity_aid": (
        Text("no city or provincial charity has helped this year", "本年度未获市级、省级慈善救助"),
        _PAST_PAPER,
    ),
    "medical_aid_needs_insurance": (
        Text("the patient has basic medical insurance", "患者参加基本医疗保险"),
        Text("proof of insurance", "参保证明"),
    ),
    "medical_aid_needs_referral_for_treatment_elsewhere": (
        Text("treatment elsewhere was referred or an emergency", "异地就医经转诊或属急诊"),
        Text("the referral", "转诊证明"),
    ),
    "medical_aid_listed_diseases_only": (
        Text("the disease is on the programme's list", "病种在救助范围内"),
        Text("the diagnosis", "诊断证明"),
    ),
}

PROGRAMME = ground(
    "medical.programme",
    Stage.AUTHORITY,
    title=("the place has a medical-aid programme", "当地有慈善医疗救助项目"),
    unmet=("no medical-aid programme of that place and day is known", "当日当地未见慈善医疗救助规定"),
    remedy=show("the rules of a medical-aid programme of the place", "当地慈善医疗救助办法"),
    origin=("a charity's programme: no national rule fixes it", "慈善项目，全国无统一规定"),
)
TOTAL_COST = ground(
    "medical.total_cost",
    Stage.NEED,
    title=("cost of the year at least {required}", "年度医疗总费用不低于{required}"),
    unmet=("cost of the year is {found}; at least {required}", "年度医疗总费用{found}，须不低于{required}"),
    figures=("medical_aid_minimum_total_cost",),
    remedy=ask,
)
SELF_PAID = ground(
    "medical.self_paid",
    Stage.NEED,
    title=("self-paid at least {required}", "自负费用不低于{required}"),
    unmet=("self-paid is {found}; at least {required}", "自负费用{found}，须不低于{required}"),
    figures=("medical_aid_self_paid_from",),
    remedy=ask,
)
FIRST_BAND = ground(
    "medical.first_band",
    Stage.NEED,
    title=("self-paid at least {required}, where the first band begins", "自负费用达到首档起点{required}"),
    unmet=("self-paid is {found}; the first band begins at {required}", "自负费用{found}，首档起点为{required}"),
    figures=("medical_aid_first_band_from",),
    remedy=ask,
)
DEDUCTIBLE = ground(
    "medical.deductible",
    Stage.NEED,
    title=("self-paid more than {required}, or no deductible applies", "自负费用超过起付线{required}，或不设起付线"),
    unmet=("self-paid is {found}; it must exceed {required}", "自负费用{found}，须超过{required}"),
    figures=("medical_aid_deductible", "medical_aid_deductible_waived_for_recipients"),
    remedy=ask,
)
_AT_MOST = ground(
    "medical.income_at_most",
    Stage.NEED,
    title=("income a head of at most {required}", "家庭人均收入不超过{required}"),
    unmet=("income a head: {found}; at most: {required}", "家庭人均收入{found}，不应超过的标准：{required}"),
    figures=("medical_aid_income_at_most_multiple",),
    remedy=ask,
    at_most=True,
)
_BELOW = ground(
    "medical.income_below",
    Stage.NEED,
    title=("income a head below {required}, or on government support", "家庭人均收入低于{required}，或为低保、特困"),
    unmet=(
        "income a head: {found}; it must lie below this line: {required}",
        "家庭人均收入{found}，应低于的标准：{required}",
    ),
    figures=("medical_aid_income_below_multiple",),
    remedy=ask,
    at_most=True,
)
INCOME_BELOW_WAGE = ground(
    "medical.income_below_wage",
    Stage.NEED,
    title=("income a head below {required}, by the minimum wage", "家庭人均收入低于按最低工资计的{required}"),
    unmet=(
        "income a head: {found}; it must lie below this line: {required}",
        "家庭人均收入{found}，应低于的标准：{required}",
    ),
    figures=("medical_aid_income_below_wage_multiple", "local_minimum_wage"),
    remedy=ask,
    at_most=True,
)
INCOME_AT_MOST = by_area(_AT_MOST)
"""The income test that includes its line, for each kind of area."""
INCOME_BELOW = by_area(_BELOW)
"""The income test below a line, for each kind of area."""
_CONDITION = ground(
    "medical.condition",
    Stage.RESTRICTION,
    title=("{condition}", "{condition}"),
    unmet=("not shown: {condition}", "未确认：{condition}"),
    figures=tuple(_CONDITIONS),
    remedy=ask,
)
CONDITIONS = {key: attrs.evolve(_CONDITION, figures=(key,)) for key in _CONDITIONS}
"""The conditions of a programme, each citing its own figure."""
PER_YEAR = ground(
    "medical.per_year",
    Stage.RESTRICTION,
    title=("at most {required} a year", "每年不超过{required}次"),
    unmet=("this would be number {found} this year; at most {required}", "系本年度第{found}次，不得超过{required}次"),
    figures=("medical_aid_grants_per_year",),
    remedy=ask,
    at_most=True,
)
SUM = ground(
    "medical.sum",
    Stage.MONEY,
    title=("at most {required}", "不超过{required}"),
    unmet=(
        "the amount, {found}, is not shown to be allowed; the limit: {required}",
        "拟救助金额：{found}，未确认可以给予；限额：{required}",
    ),
    figures=(*_BANDS, "medical_aid_ceiling"),
    remedy=mend(
        "amount",
        does=("give {short} less", "金额减少 {short}"),
        ask=("the amount that is planned, and the settlement after insurance", "拟救助金额及医保结算单"),
    ),
    at_most=True,
)
