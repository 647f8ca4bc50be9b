"""What an enterprise deducts for its gifts, year after year (企业公益性捐赠扣除与结转).

Instruments: 企业所得税法 art. 9 (carry-forward since 2017-02-24; 慈善法 2016 art. 80 since 2016-09-01),
企业所得税法实施条例 arts. 51 and 53, 公告2020年第27号 sections 1 and 11.

- A year's limit is its share of the accounting profit, rounded down to the fen; without profit nothing is deducted.
- What exceeds the limit may be deducted in the three years that follow, then it expires. How many they are is asked
  of the law at the end of the year of the gift.
- That the oldest gifts are deducted first is an assumption: the notice that says so was not read.
- Each earlier year is taken to have deducted all that it could.

>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> company = EnterpriseDonations([GiftYear(2025, profit=yuan(100), gifts=yuan(20))], amount=yuan("12.01"))
>>> decision = company.may_deduct(Law.of("cn").for_fiscal_year(2025))
>>> decision.reason.ground.code, str(decision.remedies[-1].text)
('tax.enterprise_cap', 'deduct at most ¥12.00 this year')
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from community_charity.errors import Malformed, declare, expect
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.money import Money, known_or_unknown_money, positive_money, total
from community_charity.rules.carriers import least, positive_part
from community_charity.rules.facts import yes_no
from community_charity.rules.tax.amounts import donation_cap
from community_charity.rules.tax.facts import each, lower, profit_or_loss, year
from community_charity.rules.tax.grounds import ELIGIBLE_RECIPIENT, RECEIPT_KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from community_charity.law.law import LawInForce

YEARS = declare(
    "tax.years",
    wanted=("at least one year, each following the one before", "至少一个年度，且逐年相连"),
    do=("list every year from the first gift on, also those without gifts", "请自首次捐赠年度起逐年列出，含无捐赠年度"),
)


@attrs.frozen
class GiftYear:
    """One year of an enterprise (年度利润与捐赠): accounting profit (a loss is negative) and gifts, in `Money`.

    What is ``None`` is not known. ``carriable`` is the part of the gifts made on or after the day on which carrying
    forward began; it is asked for in that year (2016) alone. Raises `Malformed`.

    >>> GiftYear(2025, profit=Money(100), gifts=Money(20)).year
    2025
    """

    year: int = attrs.field(converter=year)
    profit: Money | None = attrs.field(default=None, converter=profit_or_loss)
    gifts: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    carriable: Money | None = attrs.field(default=None, converter=known_or_unknown_money)


@attrs.frozen
class DeductionYear:
    """What a year deducts (年度扣除情况), in `Money` by the year in which the gift was made.

    ``limit`` is the year's limit, ``usable`` what there was to deduct, ``used`` what was deducted, ``carried`` what
    goes on to the next year, ``expired`` what can never be deducted any more.

    >>> DeductionYear(2025, Money(12), Money(20), {2025: Money(12)}, {2025: Money(8)}, {}).deducted
    yuan("0.12")
    """

    year: int
    limit: Money
    usable: Money
    used: Mapping[int, Money] = attrs.field(hash=False)
    carried: Mapping[int, Money] = attrs.field(hash=False)
    expired: Mapping[int, Money] = attrs.field(hash=False)

    @property
    def deducted(self) -> Money:
        """What is deducted this year (当年扣除额)."""
        return total(self.used.values())


def _years(value: Any) -> tuple[GiftYear, ...]:
    years = each(value, lambda entry: expect(entry, GiftYear))
    if not years or any(after.year != before.year + 1 for before, after in pairwise(years)):
        raise Malformed(YEARS, given=f"{len(years)} years")
    return years


def _amount(value: Money | None) -> Money | None:
    return None if value is None else positive_money(value)


@attrs.frozen
class EnterpriseDonations:
    """An enterprise's gifts over the years (企业历年公益性捐赠), and what it wants to deduct in one (``amount``).

    List every year from the first whose gifts may still be carried; before it, no gift is taken to be carried.
    Raises `Malformed`.

    >>> EnterpriseDonations([GiftYear(2025)]).years[0].profit is None
    True
    """

    years: tuple[GiftYear, ...] = attrs.field(converter=_years)
    amount: Money | None = attrs.field(default=None, converter=_amount, kw_only=True)
    through_eligible: bool | None = attrs.field(default=None, converter=yes_no, kw_only=True)
    receipts_kept: bool | None = attrs.field(default=None, converter=yes_no, kw_only=True)

    def schedule(self, law: LawInForce) -> tuple[DeductionYear, ...] | None:
        """Deduct year by year up to that of the law asked (逐年扣除表); ``None`` where profit, gifts or limit are not known.

        Each year has its own law. Raises `Malformed` for what is no `LawInForce`.
        Source: 企业所得税法第9条, 企业所得税法实施条例第53条.

        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> company = EnterpriseDonations([GiftYear(2025, profit=yuan(-1), gifts=yuan(20))])
        >>> company.schedule(Law.of("cn").for_fiscal_year(2025))[0].carried
        {2025: yuan("20.00")}
        """
        law = in_force(law)
        left: dict[int, Money] = {}
        done = []
        for facts in self.years:
            if facts.year > law.day.year:
                break
            one = _deduct(facts, left, law)
            if one is None:
                return None
            done.append(one)
            left = dict(one.carried)
        return tuple(done)

    def may_deduct(self, law: LawInForce) -> Decision:
        """Tell whether ``amount`` may be deducted in the year of the law (当年可否扣除).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the law. Source: 企业所得税法第9条,
        企业所得税法实施条例第51条、第53条, 公告2020年第27号一、十一.

        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> company = EnterpriseDonations(
        ...     [GiftYear(2025, profit=yuan(100), gifts=yuan(20))],
        ...     amount=yuan(12),
        ...     through_eligible=True,
        ...     receipts_kept=True,
        ... )
        >>> company.may_deduct(Law.of("cn").for_fiscal_year(2025)).outcome.value
        'allowed'
        """
        law, checks = in_force(law), Checks()
        last = next((one for one in reversed(self.schedule(law) or ()) if one.year == law.day.year), None)
        if law.deduction_needs_eligible_recipient:
            checks.weigh(ELIGIBLE_RECIPIENT, self.through_eligible)
        if "deduction_needs_receipt" in law and law.deduction_needs_receipt:
            checks.weigh(RECEIPT_KEPT, self.receipts_kept)
        for ground_, most in ((CAP, last and last.limit), (LEFT, last and last.usable)):
            known = most is not None and self.amount is not None
            checks.weigh(ground_, self.amount <= most if known else None, most, self.amount)  # type: ignore[operator]  # both known
        return checks.decision(_ASKED.later(year=law.day.year), self, law.day, law)


_ASKED = Text("deduct gifts of an enterprise in {year}", "企业{year}年度扣除公益性捐赠支出")
_ACCOUNTS = (
    "the annual accounts and the list of gifts of each year up to this one",
    "截至本年度的历年会计报表与捐赠明细",
)

CAP = ground(
    "tax.enterprise_cap",
    Stage.MONEY,
    title=("within the year's limit of {required}", "未超过当年限额 {required}"),
    unmet=("{found} is to be deducted, the year's limit is {required}", "拟扣除 {found}，当年限额 {required}"),
    figures=("enterprise_deduction_cap",),
    at_most=True,
    remedy=lower(does=("deduct at most {required} this year", "当年至多扣除 {required}"), ask=_ACCOUNTS),
)
LEFT = ground(
    "tax.gifts_left",
    Stage.MONEY,
    title=(
        "within the {required} of gifts made or carried that have not expired",
        "未超过当年发生及结转未过期的 {required}",
    ),
    unmet=(
        "{found} is to be deducted, gifts made or carried and not expired are {required}",
        "拟扣除 {found}，当年发生及结转未过期的捐赠为 {required}",
    ),
    figures=("enterprise_carry_forward_years", "carried_gifts_first"),
    origin=("no more is deducted than was given", "扣除额不超过捐赠额"),
    at_most=True,
    remedy=lower(does=("deduct at most the {required} that is left", "至多扣除尚余的 {required}"), ask=_ACCOUNTS),
)


def _value(law: LawInForce, key: str, day: date) -> Any:
    """Give a figure on another day: each year and each gift follows the law of its own year. ``None`` if it had none."""
    return next((dated.value for dated in law.history(key) if dated.in_force(day)), None)


def _deduct(facts: GiftYear, older: dict[int, Money], law: LawInForce) -> DeductionYear | None:
    """Deduct one year: what is older and what is new, in the order of the law, within the limit."""
    last = date(facts.year, 12, 31)
    rate = _value(law, "enterprise_deduction_cap", last)
    if rate is None or facts.profit is None or facts.gifts is None:
        return None
    limit = donation_cap(facts.profit, rate)
    left = {**older, facts.year: facts.gifts}
    used: dict[int, Money] = {}
    for origin in _order(left, facts.year, older_first=_value(law, "carried_gifts_first", last) is not False):
        used[origin] = least(left[origin], limit - total(used.values()))
    rest = {origin: amount - used[origin] for origin, amount in left.items()}
    carried = dict(_carried(rest, facts, law))
    if any(amount is None for amount in carried.values()):
        return None
    kept = {origin: amount for origin, amount in carried.items() if amount}
    expired = {origin: amount - kept.get(origin, Money(0)) for origin, amount in rest.items()}
    return DeductionYear(facts.year, limit, total(left.values()), _not_zero(used), kept, _not_zero(expired))


def _order(left: dict[int, Money], year: int, *, older_first: bool) -> list[int]:
    carried = [origin for origin in sorted(left) if origin != year]
    return [*carried, year] if older_first else [year, *carried]


def _carried(rest: dict[int, Money], facts: GiftYear, law: LawInForce) -> Iterator[tuple[int, Money | None]]:
    """Say what of each year's rest goes on to the next year; ``None`` where a fact is missing."""
    key = "enterprise_carry_forward_years"
    for origin, amount in rest.items():
        years = _value(law, key, date(origin, 12, 31)) or 0
        if not amount or origin + years <= facts.year:
            yield origin, Money(0)
        elif origin == facts.year and _value(law, key, date(origin, 1, 1)) is None:
            # Carrying forward began within this year: only what was given since may be carried.
            yield origin, None if facts.carriable is None else least(amount, positive_part(facts.carriable))
        else:
            yield origin, amount


def _not_zero(amounts: dict[int, Money]) -> dict[int, Money]:
    return {origin: amount for origin, amount in amounts.items() if amount}
