"""Fines for obtaining assistance by fraud (骗取社会救助的罚款).

Until 2026-06-30 one to three times what was obtained (社会救助暂行办法 art. 68); from 2026-07-01 up to twice
(社会救助法 art. 73). What was obtained is to be given back besides.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> fine = FraudFine(obtained=yuan(1000), fine=yuan(3000))
>>> [bool(fine.may_be_imposed(Law.of("cn").on(date(2026, m, d)))) for m, d in ((6, 30), (7, 1))]
[True, False]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import mend
from community_charity.money import Money, known_or_unknown_money
from community_charity.rules.assistance.amounts import temporary_assistance_cap, temporary_assistance_minimum
from community_charity.rules.assistance.facts import PROVIDED, at_most, of_figure, provided

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce

_FINE = Text("fine somebody who obtained assistance by fraud", "对骗取社会救助处以罚款")
_OBTAINED = ("what was obtained, and the fine that is planned", "骗取金额及拟罚款额")
_PROVIDED = of_figure(PROVIDED, "assistance_fraud_fine_multiple")


@attrs.frozen(kw_only=True)
class FraudFine:
    """A fine for obtaining assistance by fraud (骗取社会救助的罚款): both in `Money`. Raises `Malformed`.

    >>> FraudFine().fine is None
    True
    """

    obtained: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    fine: Money | None = attrs.field(default=None, converter=known_or_unknown_money)

    def may_be_imposed(self, law: LawInForce) -> Decision:
        """Tell whether a fine of that amount may be imposed (罚款数额是否合法).

        Raises `Malformed` for what is no `LawInForce`. Source: 社会救助法第73条; before 2026-07-01 社会救助暂行办法第68条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> FraudFine().may_be_imposed(Law.of("cn").on(date(2026, 7, 1))).outcome.value
        'undetermined'
        """
        law, checks, got = in_force(law), Checks(), self.obtained
        if provided(checks, law, _PROVIDED, "assistance_fraud_fine_multiple", _FINE):
            if "assistance_fraud_minimum_fine_multiple" in law:
                times = law.assistance_fraud_minimum_fine_multiple
                least = None if got is None else temporary_assistance_minimum(got, times)
                checks.weigh(LEAST_FINE, at_most(least, self.fine), least, self.fine)
            most = None if got is None else temporary_assistance_cap(got, law.assistance_fraud_fine_multiple)
            checks.weigh(MOST_FINE, at_most(self.fine, most), most, self.fine)
        return checks.decision(_FINE, self, law.day, law)


LEAST_FINE = ground(
    "assistance.least_fine",
    Stage.MONEY,
    title=("a fine of at least {required}", "罚款不低于{required}"),
    unmet=("a fine of {found}; at least {required}", "罚款{found}，须不低于{required}"),
    figures=("assistance_fraud_minimum_fine_multiple",),
    remedy=mend("fine", does=("raise the fine by {short}", "罚款增加 {short}"), ask=_OBTAINED),
)
MOST_FINE = ground(
    "assistance.most_fine",
    Stage.MONEY,
    title=("a fine of at most {required}", "罚款不超过{required}"),
    unmet=("a fine of {found}; at most {required}", "罚款{found}，不得超过{required}"),
    figures=("assistance_fraud_fine_multiple",),
    remedy=mend("fine", does=("lower the fine by {short}", "罚款减少 {short}"), ask=_OBTAINED),
    at_most=True,
)
