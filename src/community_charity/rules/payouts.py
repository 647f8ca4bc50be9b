"""What single places pay on one case, and how soon (救助标准与发放期限).

All of it is practice that newspapers report of single places, never law: 800 yuan for cancer and 600 for other causes
in Jixi, at least 500 in Dingyuan, at most 2,000 by a village and 20,000 by a town in Fengtai, within three working days
in Tongling. A place that fixes nothing of the kind is asked nothing.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> jixi = Law.of("cn/anhui/xuancheng/jixi").on(date(2025, 3, 13))
>>> suggested(yuan(3_000), jixi, cancer=True), suggested(yuan(3_000), jixi), suggested(yuan(450), jixi)
(yuan("800.00"), yuan("600.00"), yuan("450.00"))
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from community_charity.calendar import WorkingDays, day, deadline
from community_charity.errors import choice
from community_charity.law.law import in_force
from community_charity.money import Money, amount_of_money
from community_charity.rules.carriers import greatest, least, rule

if TYPE_CHECKING:
    from datetime import date

    from community_charity.calendar import WorkCalendar
    from community_charity.law.law import LawInForce
    from community_charity.rules.carriers import Amount


class Level(Enum):
    """Who pays: the society of a village, or the federation of a town (村级或镇级). ``Level("town")`` looks one up.

    >>> Level("town").name
    'TOWN'
    """

    VILLAGE = "village"
    TOWN = "town"


_CEILING = {Level.VILLAGE: "relief_case_ceiling", Level.TOWN: "federation_case_ceiling"}


@rule
def within_need(fixed: Amount, need_left: Amount) -> Amount:
    """Pay what is fixed, and never more than the need (不超过实际需要): `Money`, fen or columns. Raises `Malformed`.

    >>> within_need(800_00, 450_00)
    45000
    """
    return least(fixed, need_left)


@rule
def at_least(floor: Amount, already: Amount, need_left: Amount) -> Amount:
    """The least that one payment may be (单次最低救助额), after what the case had already; the whole need if that is less.

    `Money`, fen or columns. Raises `Malformed`.

    >>> at_least(500_00, 0, 3_000_00), at_least(500_00, 0, 450_00), at_least(500_00, 400_00, 3_000_00)
    (50000, 45000, 10000)
    """
    return least(greatest(floor - already, floor - floor), need_left)


def fixed_amount(law: LawInForce, *, cancer: bool) -> Money | None:
    """Give what a place pays on a case of cancer, or of another cause (定额救助标准), ``None`` if it fixes nothing.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> fixed_amount(Law.of("cn/anhui").on(date(2025, 3, 13)), cancer=True) is None
    True
    """
    key = "relief_cancer_amount" if cancer else "relief_other_cause_amount"
    amount: Money | None = getattr(in_force(law), key) if key in law else None
    return amount


def suggested(need_left: Money, law: LawInForce, *, level: Level = Level.VILLAGE, cancer: bool = False) -> Money | None:
    """Give what the place would pay on a case (建议救助额), as `Money`: an amount that it fixes, else up to its ceiling.

    Never more than the need that is left. ``None`` where the place fixes neither. Raises `Malformed`.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> from community_charity.money import yuan
    >>> fengtai = Law.of("cn/anhui/huainan/fengtai").on(date(2025, 3, 13))
    >>> suggested(yuan(50_000), fengtai), suggested(yuan(50_000), fengtai, level="town")
    (yuan("2000.00"), yuan("20000.00"))
    """
    need_left, level = amount_of_money(need_left), choice(level, Level)
    amount = fixed_amount(law, cancer=cancer) if level is Level.VILLAGE else None
    if amount is None and _CEILING[level] in law:
        amount = getattr(law, _CEILING[level])
    return None if amount is None else within_need(amount, need_left)


def pay_by(law: LawInForce, granted_on: date, calendar: WorkCalendar) -> date | None:
    """Give the last day to pay a grant (发放期限), ``None`` where the place fixes none.

    Raises `Malformed` as `deadline`, and whatever the calendar raises.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> class MondayToFriday:
    ...     def is_working_day(self, day):
    ...         return day.weekday() < 5
    >>> tongling = Law.of("cn/anhui/tongling/jiaoqu").on(date(2025, 3, 13))
    >>> pay_by(tongling, date(2025, 3, 13), MondayToFriday())  # a Thursday
    datetime.date(2025, 3, 18)
    """
    if "relief_pay_days" not in in_force(law):
        return None
    return deadline(day(granted_on), WorkingDays(law.relief_pay_days), calendar)
