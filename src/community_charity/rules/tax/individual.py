"""What an individual deducts for a gift (个人公益捐赠扣除).

Instruments: 个人所得税法 art. 6 para. 3, 个人所得税法实施条例 art. 19, 公告2019年第99号 art. 9 (read in part; its 90 days
are unverified), 公告2020年第27号 sections 1 and 11.

The limit is taken of the taxable income *before* the gift is deducted, rounded down to the fen. A gift is deducted in
full only where the State Council rules so; whoever claims that names the ruling. Nothing read lets an individual carry
what exceeds the limit into a later year.

>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> gift = IndividualDonation(income=yuan("333.33"), gifts=yuan(200), amount=yuan(100))
>>> gift.may_deduct(Law.of("cn").on(date(2026, 3, 1))).reason.required
yuan("99.99")
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import EVERY_DAY, CalendarDays, deadline, optional_day
from community_charity.errors import expect
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import mend, show
from community_charity.money import Money, known_or_unknown_money, positive_money
from community_charity.rules.facts import yes_no
from community_charity.rules.tax.amounts import donation_cap
from community_charity.rules.tax.facts import lower, text_or_unknown
from community_charity.rules.tax.grounds import ELIGIBLE_RECIPIENT

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce


def _bool(value: bool) -> bool:
    return expect(value, bool)


@attrs.frozen(kw_only=True)
class IndividualDonation:
    """An individual's gift and what is to be deducted for it (个人公益捐赠), in `Money`; ``None`` is not known.

    ``income`` is the taxable income of the class of income, before the gift. ``in_full`` claims a deduction in full,
    by the ``ruling`` of the State Council named. ``receipt`` says that the receipt is held, ``proof`` that the payment
    can be shown meanwhile. Raises `Malformed`.

    >>> IndividualDonation(amount=Money(5)).income is None
    True
    """

    amount: Money = attrs.field(converter=positive_money)
    income: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    gifts: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    in_full: bool = attrs.field(default=False, converter=_bool)
    ruling: Text | None = attrs.field(default=None, converter=text_or_unknown)
    through_eligible: bool | None = attrs.field(default=None, converter=yes_no)
    given_on: date | None = attrs.field(default=None, converter=optional_day)
    receipt: bool | None = attrs.field(default=None, converter=yes_no)
    proof: bool | None = attrs.field(default=None, converter=yes_no)

    def may_deduct(self, law: LawInForce) -> Decision:
        """Tell whether ``amount`` may be deducted, as filed on the day of the law (个人捐赠可否扣除).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the law. Source: 个人所得税法第6条第3款,
        个人所得税法实施条例第19条, 公告2019年第99号第9条, 公告2020年第27号一.

        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> gift = IndividualDonation(
        ...     income=yuan(1000), gifts=yuan(300), amount=yuan(300), through_eligible=True, receipt=True
        ... )
        >>> gift.may_deduct(Law.of("cn").on(date(2026, 3, 1))).outcome.value
        'allowed'
        """
        law, checks = in_force(law), Checks()
        self._weigh_papers(law, checks)
        self._weigh_amount(law, checks)
        return checks.decision(_ASKED, self, law.day, law)

    def _weigh_papers(self, law: LawInForce, checks: Checks) -> None:
        if law.deduction_needs_eligible_recipient:
            checks.weigh(ELIGIBLE_RECIPIENT, self.through_eligible)
        checks.weigh(IN_TIME, self._in_time(law), law.individual_receipt_days)

    def _in_time(self, law: LawInForce) -> bool | None:
        """Tell whether the receipt is held, or may still follow: in time, and with proof of payment meanwhile."""
        if self.receipt:
            return True
        days = CalendarDays(law.individual_receipt_days)
        in_time = None if self.given_on is None else law.day <= deadline(self.given_on, days, EVERY_DAY)
        if in_time is False or self.proof is False:
            return self.receipt  # it can no longer follow: held or not decides
        return True if in_time and self.proof else None

    def _weigh_amount(self, law: LawInForce, checks: Checks) -> None:
        cap = None if self.income is None else donation_cap(self.income, law.individual_deduction_cap)
        within = None if cap is None else self.amount <= cap
        if self.in_full and not within and law.full_deduction_needs_state_rule:
            checks.weigh(IN_FULL, None if self.ruling is None else True, None, self.ruling)
            cap = self.income
            within = None if cap is None else self.amount <= cap
            checks.weigh(INCOME, within, cap, self.amount)
        else:
            checks.weigh(CAP, within, cap, self.amount)
        checks.weigh(GIVEN, None if self.gifts is None else self.amount <= self.gifts, self.gifts, self.amount)


_ASKED = Text("deduct a gift of an individual", "个人扣除公益慈善捐赠")
_INCOME = ("the tax return that states the taxable income before the gift", "载明扣除捐赠前应纳税所得额的申报表")

CAP = ground(
    "tax.individual_cap",
    Stage.MONEY,
    title=("within the limit of {required}", "未超过限额 {required}"),
    unmet=("{found} is to be deducted, the limit is {required}", "拟扣除 {found}，限额 {required}"),
    figures=("individual_deduction_cap",),
    at_most=True,
    remedy=lower(does=("deduct at most {required}", "至多扣除 {required}"), ask=_INCOME),
)
IN_FULL = ground(
    "tax.in_full",
    Stage.RESTRICTION,
    title=("deducted in full under: {found}", "依据{found}全额扣除"),
    unmet=("no ruling of the State Council for a deduction in full is named", "未指明准予全额扣除的国务院规定"),
    figures=("full_deduction_needs_state_rule",),
    remedy=show(
        "the ruling of the State Council that lets this gift be deducted in full", "准予该项捐赠全额扣除的国务院规定"
    ),
)
INCOME = ground(
    "tax.income",
    Stage.MONEY,
    title=("within the taxable income of {required}", "未超过应纳税所得额 {required}"),
    unmet=("{found} is to be deducted, the taxable income is {required}", "拟扣除 {found}，应纳税所得额 {required}"),
    origin=("a deduction in full ends where the taxable income does", "全额扣除以应纳税所得额为限"),
    at_most=True,
    remedy=lower(does=("deduct at most {required}", "至多扣除 {required}"), ask=_INCOME),
)
GIVEN = ground(
    "tax.gifts_made",
    Stage.NEED,
    title=("within the {required} that were given", "未超过已捐赠的 {required}"),
    unmet=("{found} is to be deducted, {required} was given", "拟扣除 {found}，已捐赠 {required}"),
    origin=("only what was given can be deducted", "扣除以实际捐赠为限"),
    at_most=True,
    remedy=lower(
        does=("deduct at most the {required} that were given", "至多扣除已捐赠的 {required}"),
        ask=("the receipts", "捐赠票据"),
    ),
)
IN_TIME = ground(
    "tax.receipt_in_time",
    Stage.STATE,
    title=("the receipt is held, or may still follow within {required} days", "已有捐赠票据，或在{required}日内补取"),
    unmet=(
        "the receipt is not shown, and {required} days after the gift it can no longer follow",
        "未提供捐赠票据；捐赠后满{required}日不得再补",
    ),
    figures=("individual_receipt_days",),
    remedy=mend(
        "receipt",
        does=("get the receipt first", "先行取得捐赠票据"),
        ask=("the receipt, or the day of the gift and the proof of payment", "捐赠票据，或捐赠日期与支付凭证"),
        to=True,
    ),
)
