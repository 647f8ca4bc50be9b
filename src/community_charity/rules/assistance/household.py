"""What help a household may be entitled to (社会救助对象).

The eight categories of 社会救助法 art. 13 (from 2026-07-01); before that day those of 社会救助暂行办法, of
最低生活保障审核确认办法 (2021-07-01) and of 刚性支出困难家庭认定办法 (2025-01-01). The county decides; this library
tells what the rules say of the facts that it is given, and which document is missing.

>>> from community_charity.law.law import Law
>>> decision = HouseholdSituation(adrift_without_means=None).may_receive_homeless_aid(Law.of("cn").on(date(2026, 7, 1)))
>>> decision.outcome.value, decision.remedies[0].text.en
('undetermined', 'show the inquiry of the aid station')
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import EVERY_DAY, Months, deadline, optional_day
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision
from community_charity.law.law import in_force
from community_charity.money import Money, known_or_unknown_money
from community_charity.rules.assistance.amounts import dibao_amount, margin_line, temporary_assistance_cap
from community_charity.rules.assistance.categories import PROVISIONS, SITUATIONS, Category
from community_charity.rules.assistance.extreme_hardship import ExtremeHardship, optional_hardship
from community_charity.rules.assistance.facts import (
    INCOME,
    MEMBERS,
    PROPERTY,
    STANDARD,
    Area,
    at_most,
    below,
    consider,
    dibao_standard,
    every,
    local,
    negated,
    optional_area,
    optional_ratio,
    provided,
    says,
)
from community_charity.rules.assistance.grounds import (
    ADRIFT,
    ADRIFT_PAPER,
    AVERAGE_PAPER,
    CANNOT_PAY,
    CANNOT_PAY_PAPER,
    CATEGORY_PAPER,
    DIBAO_INCOME,
    DIBAO_PAPER,
    DIBAO_PROPERTY,
    DISASTER,
    DISASTER_PAPER,
    IS_MARGINAL,
    MARGIN_INCOME,
    MARGIN_PROPERTY,
    MARGIN_UP_TO,
    MARGINAL_PAPER,
    NOT_ON_DIBAO,
    PROVIDED_SINGLE,
    PROVIDED_STANDS,
    PROVINCE_RATIO,
    RIGID_INCOME,
    RIGID_OTHERS,
    RIGID_PAPER,
    RIGID_PROPERTY,
    RIGID_SHARE,
    RIGID_VALID,
    SEVERE,
    SEVERE_PAPER,
    SHARE_PAPER,
    SINGLE_SITUATION,
    SPENDING_PAPER,
    SUDDEN,
    SUDDEN_PAPER,
    TREATMENT,
    TREATMENT_PAPER,
)
from community_charity.rules.facts import count, yes_no

if TYPE_CHECKING:
    from community_charity.law.decision import Ground
    from community_charity.law.law import LawInForce


_ASKED = Text("count among {category}", "认定为{category}")
_SINGLE = Text("a member gets the allowance alone", "成员单独纳入最低生活保障")
_STANDS = Text("the recognition as rigid-expenditure hardship still stands", "刚性支出困难家庭认定仍在有效期内")


@attrs.frozen(kw_only=True)
class HouseholdSituation:
    """What is known of a household that asks for help (申请家庭情况); whatever is not given is not known.

    Incomes and standards are `Money`: ``income_per_head`` and ``dibao_standard`` a month and a head, ``income_12_months``
    and ``rigid_spending`` of the whole household in the twelve months before the application, ``disposable_income``
    last year's local average, a year and a head. ``dibao_standard`` (for this household's ``area``),
    ``margin_multiple``, ``rigid_share`` and ``disposable_income`` are used where the law of the place holds none.
    ``property_for_...`` say whether the property check of that category was passed. Raises `Malformed`.

    >>> HouseholdSituation(members=3).income_per_head is None
    True
    """

    members: int | None = attrs.field(default=None, converter=count)
    area: Area | None = attrs.field(default=None, converter=optional_area)
    income_per_head: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    dibao_standard: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    margin_multiple: Fraction | None = attrs.field(default=None, converter=optional_ratio)
    property_for_dibao: bool | None = attrs.field(default=None, converter=yes_no)
    property_for_margin: bool | None = attrs.field(default=None, converter=yes_no)
    property_for_rigid: bool | None = attrs.field(default=None, converter=yes_no)
    on_dibao: bool | None = attrs.field(default=None, converter=yes_no)
    on_tekun: bool | None = attrs.field(default=None, converter=yes_no)
    counted_as_marginal: bool | None = attrs.field(default=None, converter=yes_no)
    severely_disabled_or_ill_member: bool | None = attrs.field(default=None, converter=yes_no)
    income_12_months: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    rigid_spending: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    rigid_share: Fraction | None = attrs.field(default=None, converter=optional_ratio)
    disposable_income: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    recognised_as_rigid_on: date | None = attrs.field(default=None, converter=optional_day)
    extreme_hardship: ExtremeHardship | None = attrs.field(default=None, converter=optional_hardship)
    disaster: bool | None = attrs.field(default=None, converter=yes_no)
    sudden_hardship: bool | None = attrs.field(default=None, converter=yes_no)
    needs_urgent_treatment: bool | None = attrs.field(default=None, converter=yes_no)
    unidentified_or_cannot_pay: bool | None = attrs.field(default=None, converter=yes_no)
    adrift_without_means: bool | None = attrs.field(default=None, converter=yes_no)

    def categories(self, law: LawInForce) -> dict[Category, Decision]:
        """Tell for each of the eight categories whether the household may be counted in it (各类别的认定).

        Raises `Malformed` for what is no `LawInForce`. Source: 社会救助法第13条.

        >>> from community_charity.law.law import Law
        >>> found = HouseholdSituation(disaster=True).categories(Law.of("cn").on(date(2026, 7, 1)))
        >>> [category.value for category, decision in found.items() if decision]
        ['disaster']
        """
        return {
            Category.TEKUN: self.may_receive_tekun_support(law),
            Category.DIBAO: self.may_receive_dibao(law),
            Category.MARGINAL: self.may_count_as_marginal(law),
            Category.RIGID_EXPENSE: self.may_count_as_rigid_expense(law),
            Category.DISASTER: self.may_receive_disaster_aid(law),
            Category.TEMPORARY: self.may_count_as_in_sudden_hardship(law),
            Category.EMERGENCY_MEDICAL: self.may_receive_emergency_medical_aid(law),
            Category.HOMELESS: self.may_receive_homeless_aid(law),
        }

    def standard(self, law: LawInForce) -> Money | None:
        """Give the dibao standard that applies to it, `Money` a month and a head (适用的低保标准), or ``None``.

        Raises `Malformed` for what is no `LawInForce`. Source: 社会救助法第19条.

        >>> from community_charity.law.law import Law
        >>> HouseholdSituation().standard(Law.of("cn").on(date(2026, 7, 1))) is None
        True
        """
        return dibao_standard(in_force(law), self.area, self.dibao_standard)

    def dibao_gap(self, law: LawInForce) -> Money | None:
        """Give the monthly allowance by the actual gap, for all members (按差额计算的低保金), or ``None``.

        In `Money`. Raises `Malformed` for what is no `LawInForce`. Source: 最低生活保障审核确认办法第23条.

        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> household = HouseholdSituation(members=3, income_per_head=yuan(500), dibao_standard=yuan(722))
        >>> household.dibao_gap(Law.of("cn").on(date(2026, 7, 1)))
        yuan("666.00")
        """
        standard = self.standard(law)
        if standard is None or self.income_per_head is None or self.members is None:
            return None
        return dibao_amount(standard, self.income_per_head, self.members)

    def may_receive_dibao(self, law: LawInForce) -> Decision:
        """Tell whether it may get the minimum living allowance (能否纳入最低生活保障).

        Income a head below the local standard, and property within the local rules. Raises `Malformed` for what is
        no `LawInForce`. Source: 社会救助法第18条; before 2026-07-01 社会救助暂行办法第9条.

        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> household = HouseholdSituation(income_per_head=yuan(722), dibao_standard=yuan(722), property_for_dibao=True)
        >>> household.may_receive_dibao(Law.of("cn").on(date(2026, 7, 1))).outcome.value
        'refused'
        """
        law, checks = in_force(law), Checks()
        if self._provided(checks, law, Category.DIBAO):
            line = self.standard(law)
            papers = ((self.income_per_head, INCOME), (line, STANDARD))
            holds = below(self.income_per_head, line)
            consider(checks, DIBAO_INCOME[self.area], holds, papers, line, self.income_per_head)
            consider(checks, DIBAO_PROPERTY, self.property_for_dibao, ((self.property_for_dibao, PROPERTY),))
        return self._decision(checks, law, Category.DIBAO)

    def may_count_as_marginal(self, law: LawInForce) -> Decision:
        """Tell whether it may count as just above the allowance (能否认定为低保边缘家庭).

        From 2026-07-01 the province sets the line: give ``margin_multiple``, or ask the law of a place that holds it.
        Raises `Malformed` for what is no `LawInForce`. Source: 社会救助法第21条; before 2026-07-01 最低生活保障审核确认办法第8条.

        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> household = HouseholdSituation(
        ...     income_per_head=yuan(1000), dibao_standard=yuan(722), property_for_margin=True, on_dibao=False
        ... )
        >>> [household.may_count_as_marginal(Law.of("cn").on(date(2026, m, 1))).outcome.value for m in (6, 7)]
        ['allowed', 'undetermined']
        """
        law, checks = in_force(law), Checks()
        if self._provided(checks, law, Category.MARGINAL):
            self._weigh_margin(checks, law)
        return self._decision(checks, law, Category.MARGINAL)

    def may_admit_member_singly(self, law: LawInForce) -> Decision:
        """Tell whether a severely disabled or seriously ill member may get the allowance alone (能否单人纳入低保).

        Raises `Malformed` for what is no `LawInForce`. Source: 社会救助法第21条第2款; before 2026-07-01
        最低生活保障审核确认办法第8条.

        >>> from community_charity.law.law import Law
        >>> household = HouseholdSituation(counted_as_marginal=True, severely_disabled_or_ill_member=True)
        >>> household.may_admit_member_singly(Law.of("cn").on(date(2026, 7, 1))).outcome.value
        'allowed'
        """
        law, checks = in_force(law), Checks()
        if provided(checks, law, PROVIDED_SINGLE, "dibao_single_admission", _SINGLE):
            for fact, words, paper in (
                (self.counted_as_marginal, IS_MARGINAL, MARGINAL_PAPER),
                (self.severely_disabled_or_ill_member, SEVERE, SEVERE_PAPER),
            ):
                consider(checks, SINGLE_SITUATION, fact, ((fact, paper),), situation=words, of=words.en)
        return checks.decision(_SINGLE, self, law.day, law)

    def may_count_as_rigid_expense(self, law: LawInForce) -> Decision:
        """Tell whether it may count as in rigid-expenditure hardship (能否认定为刚性支出困难家庭).

        Further conditions of the county are not judged. Raises `Malformed` for what is no `LawInForce`. Source:
        社会救助法第22条; 刚性支出困难家庭认定办法第4条.

        >>> from community_charity.law.law import Law
        >>> decision = HouseholdSituation().may_count_as_rigid_expense(Law.of("cn").on(date(2025, 1, 1)))
        >>> [finding.ground.code.split(".")[1] for finding in decision.unmet]
        ['rigid_others', 'rigid_income', 'rigid_property', 'rigid_share']
        """
        law, checks = in_force(law), Checks()
        if self._provided(checks, law, Category.RIGID_EXPENSE):
            self._weigh_rigid(checks, law)
        return self._decision(checks, law, Category.RIGID_EXPENSE)

    def rigid_recognition_stands(self, law: LawInForce) -> Decision:
        """Tell whether a recognition as rigid-expenditure hardship is still valid that day (认定是否仍有效).

        Raises `Malformed` for what is no `LawInForce`. Source: 刚性支出困难家庭认定办法第10条.

        >>> from community_charity.law.law import Law
        >>> household = HouseholdSituation(recognised_as_rigid_on=date(2025, 3, 10))
        >>> [bool(household.rigid_recognition_stands(Law.of("cn").on(date(2026, 3, d)))) for d in (10, 11)]
        [True, False]
        """
        law, checks = in_force(law), Checks()
        if provided(checks, law, PROVIDED_STANDS, "rigid_expense_validity_months", _STANDS):
            since = self.recognised_as_rigid_on
            months = law.rigid_expense_validity_months
            last = None if since is None else deadline(since, Months(months), EVERY_DAY) if months else since
            stands = None if since is None or last is None else since <= law.day <= last
            consider(checks, RIGID_VALID, stands, ((since, RIGID_PAPER),), since=since, last=last)
        return checks.decision(_STANDS, self, law.day, law)

    def may_receive_tekun_support(self, law: LawInForce) -> Decision:
        """Tell whether the person told of may be supported in extreme hardship (能否纳入特困人员供养).

        Raises `Malformed` for what is no `LawInForce`. Source: 社会救助法第16条; 特困人员认定办法第4条至第6条.

        >>> from community_charity.law.law import Law
        >>> HouseholdSituation().may_receive_tekun_support(Law.of("cn").on(date(2026, 7, 1))).outcome.value
        'undetermined'
        """
        law, checks = in_force(law), Checks()
        if self._provided(checks, law, Category.TEKUN):
            (self.extreme_hardship or ExtremeHardship()).weigh(checks, law, self.area, self.dibao_standard)
        return self._decision(checks, law, Category.TEKUN)

    def may_receive_disaster_aid(self, law: LawInForce) -> Decision:
        """Tell whether it may get aid after a natural disaster (能否获得受灾人员救助).

        Raises `Malformed` for what is no `LawInForce`. Source: 社会救助法第28条; before 2026-07-01 社会救助暂行办法第20条.

        >>> from community_charity.law.law import Law
        >>> bool(HouseholdSituation(disaster=True).may_receive_disaster_aid(Law.of("cn").on(date(2026, 7, 1))))
        True
        """
        return self._by_situation(law, Category.DISASTER, (self.disaster, DISASTER, DISASTER_PAPER))

    def may_count_as_in_sudden_hardship(self, law: LawInForce) -> Decision:
        """Tell whether its basic living is in grave difficulty for a time (是否基本生活暂时出现严重困难).

        How much temporary assistance may be given, and by whom, is asked of `TemporaryAssistance`. Raises `Malformed`
        for what is no `LawInForce`. Source: 社会救助法第29条; before 2026-07-01 社会救助暂行办法第47条.

        >>> from community_charity.law.law import Law
        >>> household = HouseholdSituation(sudden_hardship=True)
        >>> bool(household.may_count_as_in_sudden_hardship(Law.of("cn").on(date(2026, 7, 1))))
        True
        """
        return self._by_situation(law, Category.TEMPORARY, (self.sudden_hardship, SUDDEN, SUDDEN_PAPER))

    def may_receive_emergency_medical_aid(self, law: LawInForce) -> Decision:
        """Tell whether emergency treatment may be paid by the emergency fund (能否获得疾病应急救助).

        Raises `Malformed` for what is no `LawInForce`. Source: 社会救助法第30条; before 2026-07-01 社会救助暂行办法第32条.

        >>> from community_charity.law.law import Law
        >>> household = HouseholdSituation(needs_urgent_treatment=True, unidentified_or_cannot_pay=True)
        >>> bool(household.may_receive_emergency_medical_aid(Law.of("cn").on(date(2026, 7, 1))))
        True
        """
        return self._by_situation(
            law,
            Category.EMERGENCY_MEDICAL,
            (self.needs_urgent_treatment, TREATMENT, TREATMENT_PAPER),
            (self.unidentified_or_cannot_pay, CANNOT_PAY, CANNOT_PAY_PAPER),
        )

    def may_receive_homeless_aid(self, law: LawInForce) -> Decision:
        """Tell whether someone adrift without means may be helped (能否获得生活无着的流散人员救助).

        Raises `Malformed` for what is no `LawInForce`. Source: 社会救助法第31条; before 2026-07-01 社会救助暂行办法第50条.

        >>> from community_charity.law.law import Law
        >>> household = HouseholdSituation(adrift_without_means=True)
        >>> bool(household.may_receive_homeless_aid(Law.of("cn").on(date(2026, 7, 1))))
        True
        """
        return self._by_situation(law, Category.HOMELESS, (self.adrift_without_means, ADRIFT, ADRIFT_PAPER))

    # --- the checks ----------------------------------------------------------------------------------

    def _weigh_margin(self, checks: Checks, law: LawInForce) -> None:
        free = negated(self.on_dibao)
        consider(checks, NOT_ON_DIBAO, free, ((free, DIBAO_PAPER),))
        standard, multiple = self.standard(law), local(law, ("dibao_margin_multiple",), self.margin_multiple)
        inside = says(law, "dibao_margin_includes_line")
        found, rounded = self.income_per_head, temporary_assistance_cap if inside else margin_line
        line = None if standard is None or multiple is None else rounded(standard, multiple)
        papers = ((found, INCOME), (standard, STANDARD), (multiple, PROVINCE_RATIO))
        grounds, holds = (MARGIN_UP_TO, at_most(found, line)) if inside else (MARGIN_INCOME, below(found, line))
        consider(checks, grounds[self.area], holds, papers, line, found)
        consider(checks, MARGIN_PROPERTY, self.property_for_margin, ((self.property_for_margin, PROPERTY),))

    def _weigh_rigid(self, checks: Checks, law: LawInForce) -> None:
        if "rigid_expense_excludes_others" in law and law.rigid_expense_excludes_others:
            free = every(*map(negated, (self.on_dibao, self.on_tekun, self.counted_as_marginal)))
            consider(checks, RIGID_OTHERS, free, ((free, CATEGORY_PAPER),))
        self.weigh_average(checks, law, RIGID_INCOME)
        consider(checks, RIGID_PROPERTY, self.property_for_rigid, ((self.property_for_rigid, PROPERTY),))
        limit = local(law, ("rigid_expense_share",), self.rigid_share)
        income, spending = self.income_12_months, self.rigid_spending
        over: bool | None = None
        if income is not None and spending is not None and limit is not None:
            over = spending.fen > income.fen * limit
        found = Fraction(spending.fen, income.fen) if income and spending is not None else None
        papers = ((income, INCOME), (spending, SPENDING_PAPER), (limit, SHARE_PAPER))
        consider(checks, RIGID_SHARE, over, papers, limit, found)

    def weigh_average(self, checks: Checks, law: LawInForce, base: Ground) -> None:
        """Note whether its income lies below last year's local average (是否低于上年度人均可支配收入).

        >>> from community_charity.law.law import Law
        >>> checks = Checks()
        >>> HouseholdSituation().weigh_average(checks, Law.of("cn").on(date(2026, 7, 1)), RIGID_INCOME)
        >>> checks[0][1] is None
        True
        """
        average: Money | None = local(law, ("local_disposable_income",), self.disposable_income)
        line = None if average is None or self.members is None else average * self.members
        papers = ((self.income_12_months, INCOME), (average, AVERAGE_PAPER), (self.members, MEMBERS))
        consider(checks, base, below(self.income_12_months, line), papers, line, self.income_12_months)

    def _by_situation(self, law: LawInForce, category: Category, *facts: tuple[bool | None, Text, Text]) -> Decision:
        law, checks = in_force(law), Checks()
        if self._provided(checks, law, category):
            for fact, words, paper in facts:
                consider(checks, SITUATIONS[category], fact, ((fact, paper),), situation=words, of=words.en)
        return self._decision(checks, law, category)

    def _provided(self, checks: Checks, law: LawInForce, category: Category) -> bool:
        return provided(checks, law, PROVISIONS[category], category.figure, category.text)

    def _decision(self, checks: Checks, law: LawInForce, category: Category) -> Decision:
        return checks.decision(_ASKED.later(category=category.text), self, law.day, law)
