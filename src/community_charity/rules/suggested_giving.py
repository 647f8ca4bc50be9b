"""What people are suggested to give, and never made to (捐赠参考数额): one day, one yuan, a part of what is spent.

Local practice, no law: 慈善法 art. 32 bars every apportionment, open or in disguise. So nothing here refuses a gift, and
a campaign that asks for a least amount is refused by the rule of conduct.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> today = Law.of("cn").on(date(2026, 3, 2))
>>> suggested_day("employee", yuan(6_600), today), suggested_day("retiree", yuan(3_000), today)
(yuan("300.00"), yuan("100.00"))
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from community_charity.errors import choice
from community_charity.language import Text
from community_charity.law.law import in_force
from community_charity.money import Money, amount_of_money, positive_money, total
from community_charity.parties import opaque_id
from community_charity.rules.carriers import positive_part, rule, share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.law.law import LawInForce
    from community_charity.parties import PartyId
    from community_charity.rules.carriers import Amount


@rule
def day_of_month(month: Amount, rate: Fraction) -> Amount:
    """One day's part of a month's income (月收入折算一日): `Money`, fen or columns of fen. Raises `Malformed`.

    Rounded down to the fen, so that no more than the day's income is suggested; of a loss it is zero.

    >>> (
    ...     day_of_month(6_600_00, Fraction(1, 22)),
    ...     day_of_month(5_000_00, Fraction(1, 22)),
    ...     day_of_month(-1, Fraction(1, 30)),
    ... )
    (30000, 22727, 0)
    """
    return share(positive_part(month), rate, "down")


@rule
def day_itself(day: Amount) -> Amount:
    """A day's profit, or a day's office cost, as told (企业一天利润、机关一天办公经费); of a loss it is zero.

    `Money`, fen or columns of fen. How a firm works out its day is left to it. Raises `Malformed`.

    >>> day_itself(800_00), day_itself(-800_00)
    (80000, 0)
    """
    return positive_part(day)


@rule
def part_of_spending(spent: Amount, rate: Fraction) -> Amount:
    """The part of what is spent that a merchant or a shopper gives (消费捐), rounded down to the fen.

    `Money`, fen or columns of fen; ``rate`` from 0 to 1 is agreed by those who join. Raises `Malformed`.

    >>> part_of_spending(99_99, Fraction(1, 10))
    999
    """
    return share(positive_part(spent), rate, "down")


class Giver(Enum):
    """To whom a suggestion is made (捐赠倡议对象). ``Giver("retiree")`` looks one up.

    >>> Giver("retiree").text.zh
    '离退休人员'
    """

    EMPLOYEE = "employee"
    RETIREE = "retiree"
    ENTERPRISE = "enterprise"
    AGENCY = "agency"
    SHOPPER = "shopper"
    ANYBODY = "anybody"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _GIVERS[self]


_GIVERS = {
    Giver.EMPLOYEE: Text("employees", "在职人员"),
    Giver.RETIREE: Text("retired people", "离退休人员"),
    Giver.ENTERPRISE: Text("enterprises", "企业"),
    Giver.AGENCY: Text("government offices and institutions", "机关事业单位"),
    Giver.SHOPPER: Text("shoppers and merchants", "消费者和商户"),
    Giver.ANYBODY: Text("anybody", "社会公众"),
}
_DAYS = {Giver.EMPLOYEE: "day_donation_employee_days", Giver.RETIREE: "day_donation_retiree_days"}


def _giver(value: Giver) -> Giver:
    return choice(value, Giver)


def suggested_day(giver: Giver | str, base: Money, law: LawInForce) -> Money:
    """Give what one day comes to (“慈善一日捐”参考数额), in `Money`, rounded down to the fen.

    ``base`` is the month's income of an employee, the month's pension of a retiree; of everybody else the day itself: an
    enterprise's profit, an office's cost of that day. Raises `Malformed`; `LawError` where the law that day has no
    number of days. Practice of several places, never law.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> from community_charity.money import yuan
    >>> suggested_day(Giver.ENTERPRISE, yuan(1_200), Law.of("cn").on(date(2026, 3, 2)))
    yuan("1200.00")
    """
    days, amount = _DAYS.get(choice(giver, Giver)), amount_of_money(base)
    law = in_force(law)
    return day_itself(amount) if days is None else day_of_month(amount, Fraction(1, getattr(law, days)))


@attrs.frozen
class Suggestion:
    """An amount that is suggested to a kind of giver (捐赠参考数额): `Money` above zero. Raises `Malformed`.

    It is told, and nothing is ever measured by it: a gift of one fen is a gift.

    >>> from community_charity.money import yuan
    >>> print(Suggestion("anybody", yuan(1)).text)
    suggested to anybody: ¥1.00, or as much as you like; giving is voluntary
    """

    giver: Giver = attrs.field(converter=_giver)
    amount: Money = attrs.field(converter=positive_money)

    @property
    def text(self) -> Text:
        """The words for a notice (倡议文字)."""
        return _SUGGESTED.fill(giver=self.giver.text, amount=self.amount)


_SUGGESTED = Text(
    "suggested to {giver}: {amount}, or as much as you like; giving is voluntary",
    "{giver}参考数额：{amount}，多少不限，自愿捐赠",
)


def one_yuan(law: LawInForce) -> Suggestion:
    """Give the suggestion of a one-yuan campaign (一元捐): its unit, to anybody.

    Raises `Malformed`, and `LawError` for a day without it. The unit is an assumption from the name of the form.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> one_yuan(Law.of("cn").on(date(2026, 3, 2))).amount
    yuan("1.00")
    """
    return Suggestion(Giver.ANYBODY, in_force(law).one_yuan_gift_unit)


@attrs.frozen
class Turnout:
    """How many gave, and how much (捐赠人次、人数与金额): a one-yuan campaign counts people as well as money.

    ``donors`` are different known givers, ``anonymous`` gifts of nobody known: they may be of one giver or of many, so
    the two are not added up. ``amount`` is `Money`.

    >>> turnout([("d-1", Money(100)), ("d-1", Money(100)), (None, Money(100))])
    Turnout(gifts=3, donors=1, anonymous=1, amount=yuan("3.00"))
    """

    gifts: int
    donors: int
    anonymous: int
    amount: Money


def turnout(gifts: Iterable[tuple[PartyId | str | None, Money]]) -> Turnout:
    """Count gifts, different donors, anonymous gifts and money (统计捐赠人次、人数与金额). Raises `Malformed`.

    Each gift is a donor's opaque id, or ``None``, and an amount of `Money`; one of nothing is not counted.

    >>> turnout([])
    Turnout(gifts=0, donors=0, anonymous=0, amount=yuan("0.00"))
    """
    counted = [(donor, amount) for donor, amount in gifts if amount_of_money(amount)]
    known = [opaque_id(donor) for donor, _ in counted if donor is not None]
    return Turnout(len(counted), len(set(known)), len(counted) - len(known), total(amount for _, amount in counted))
