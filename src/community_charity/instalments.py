"""One part of an amount and its day (分期): of a pledge, of a named fund's money, of a grant.

>>> from community_charity.money import yuan
>>> Instalment(date(2025, 6, 30), yuan(1000)).due
datetime.date(2025, 6, 30)
"""

from __future__ import annotations

from datetime import date

import attrs

from community_charity.calendar import day
from community_charity.money import Money, positive_money


@attrs.frozen
class Instalment:
    """One part of an amount (一期款项): its day, and `Money` above zero. Raises `Malformed`.

    What the day means is for what it is part of: a pledge is in time until then, a grant may be paid from then on.

    >>> from community_charity.money import yuan
    >>> Instalment(date(2025, 6, 30), yuan(1000)).amount
    yuan("1000.00")
    """

    due: date = attrs.field(converter=day)
    amount: Money = attrs.field(converter=positive_money)
