"""Temporary assistance (临时救助): for whom, how much, approved by whom, and the quick small relief (小额快救).

Sources: 社会救助法 arts. 29, 37, 44, 50 (2026-07-01); 社会救助暂行办法 arts. 47 to 49; 民发〔2018〕23号; for quick small
relief the opinions of January 2026. Amounts are set by places, mostly in multiples of the dibao standard.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> grant = TemporaryAssistance(
...     household=HouseholdSituation(members=1, dibao_standard=yuan(722), sudden_hardship=True),
...     amount=yuan("722.01"),
...     asked_where_it_happened=True,
...     registered=True,
... )
>>> print(grant.may_be_quick(Law.of("cn").on(date(2026, 7, 1))).remedies[0].text)
ask for ¥0.01 less
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from community_charity.errors import choice, expect
from community_charity.law.decision import Checks, Decision
from community_charity.law.law import in_force
from community_charity.money import Money, known_or_unknown_money
from community_charity.rules.assistance.amounts import temporary_assistance_cap, temporary_assistance_minimum
from community_charity.rules.assistance.facts import Area, at_most, consider, dibao_standard, provided, says
from community_charity.rules.assistance.household import HouseholdSituation
from community_charity.rules.assistance.temporary_checks import (
    weigh_amount,
    weigh_approval,
    weigh_conditions,
    weigh_means,
    weigh_notice,
    weigh_quick_cap,
)
from community_charity.rules.assistance.temporary_grounds import (
    ACT_AT_ONCE,
    FIRST,
    QUICK,
    REGISTERED,
    REGISTERED_PAPER,
    SMALL_PAPER,
    STARTS_FIRST,
    STARTS_QUICK,
    TO_GRANT,
    TO_QUICK,
    URGENT_PAPER,
    AssistanceKind,
    Level,
)
from community_charity.rules.facts import count, yes_no

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce


def _household(value: HouseholdSituation) -> HouseholdSituation:
    return expect(value, HouseholdSituation)


def _kind(value: AssistanceKind | None) -> AssistanceKind | None:
    return None if value is None else choice(value, AssistanceKind)


def _level(value: Level | None) -> Level | None:
    return None if value is None else choice(value, Level)


@attrs.frozen(kw_only=True)
class TemporaryAssistance:
    """A grant of temporary assistance that is asked for or planned (临时救助事项); what is not given is not known.

    ``amount`` is `Money`; ``grants_before`` counts earlier grants for the same cause in the calendar year;
    ``case_by_case`` says that the county's meeting decided on it as a grave case (一事一议); ``urgent`` and ``small``
    that it cannot wait and is small as the place understands it; ``posted`` that the notice ended without objection.
    ``local_cap`` and ``township_limit`` are used where the law of the place holds no such limit;
    ``urban_standard`` where a limit counts the urban standard and the household's own is rural. Raises `Malformed`.

    >>> TemporaryAssistance(kind="emergency").kind
    <AssistanceKind.EMERGENCY: 'emergency'>
    """

    household: HouseholdSituation = attrs.field(factory=HouseholdSituation, converter=_household)
    kind: AssistanceKind | None = attrs.field(default=None, converter=_kind)
    amount: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    approver: Level | None = attrs.field(default=None, converter=_level)
    asked_where_it_happened: bool | None = attrs.field(default=None, converter=yes_no)
    property_within_rules: bool | None = attrs.field(default=None, converter=yes_no)
    grants_before: int | None = attrs.field(default=None, converter=count)
    urgent: bool | None = attrs.field(default=None, converter=yes_no)
    small: bool | None = attrs.field(default=None, converter=yes_no)
    posted: bool | None = attrs.field(default=None, converter=yes_no)
    case_by_case: bool | None = attrs.field(default=None, converter=yes_no)
    registered: bool | None = attrs.field(default=None, converter=yes_no)
    local_cap: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    township_limit: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    urban_standard: Money | None = attrs.field(default=None, converter=known_or_unknown_money)

    # --- amounts -------------------------------------------------------------------------------------

    def cap(self, law: LawInForce) -> Money | None:
        """Give the most that the place allows for one grant (单次救助最高额), or ``None`` if that is not known.

        In `Money`. Where the place counts the multiple for each member, for all members together. Raises `Malformed`
        for what is no `LawInForce`. Source: the local rule (社会救助暂行办法第49条).

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> TemporaryAssistance().cap(Law.of("cn").on(date(2026, 7, 1))) is None
        True
        """
        law = in_force(law)
        key = "temporary_assistance_cap_multiple"
        return self.multiple_of_standard(law, key) if key in law else self.local_cap

    def multiple_of_standard(self, law: LawInForce, key: str) -> Money | None:
        """Give the amount of a limit that the place sets as a multiple (按标准倍数计算的限额), or ``None``.

        In `Money`. Raises `LawError` where the place has no such figure. Source: the local rule.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> grant = TemporaryAssistance()
        >>> grant.multiple_of_standard(Law.of("cn").on(date(2026, 7, 1)), "quick_aid_cap_multiple") is None
        True
        """
        standard, heads = self.household.standard(law), self.heads(law)
        if standard is None or heads is None:
            return None
        return temporary_assistance_cap(standard * heads, getattr(law, key))

    def heads(self, law: LawInForce) -> int | None:
        """Give how often a multiple counts (计算人数): once a grant, or once for each member; ``None`` if not known.

        Raises `Malformed` for what is no `LawInForce`.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> TemporaryAssistance().heads(Law.of("cn").on(date(2026, 7, 1)))
        1
        """
        return self.household.members if says(in_force(law), "temporary_assistance_cap_per_person") else 1

    def minimum(self, law: LawInForce) -> Money | None:
        """Give the least that the place grants for this kind (单次救助最低额), or ``None`` if none is fixed or known.

        In `Money`. Raises `Malformed` for what is no `LawInForce`. Source: the local rule.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> TemporaryAssistance(kind="emergency").minimum(Law.of("cn").on(date(2026, 7, 1))) is None
        True
        """
        law = in_force(law)
        keys = ["temporary_assistance_minimum_multiple"]
        if self.kind is AssistanceKind.EMERGENCY:
            keys.append("temporary_assistance_emergency_minimum_multiple")
        standard = self.household.standard(law)
        if standard is None:
            return None
        least = (temporary_assistance_minimum(standard, getattr(law, key)) for key in keys if key in law)
        return max(least, default=None)

    def approver_needed(self, law: LawInForce) -> Level | None:
        """Give the lowest level that may approve the amount (审批层级), or ``None`` if that cannot be told.

        Raises `Malformed` for what is no `LawInForce`. Source: 社会救助法第44条; before 2026-07-01
        社会救助暂行办法第48条; the limits are local.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> law = Law.of("cn").on(date(2026, 7, 1))
        >>> TemporaryAssistance(amount=yuan(2001), township_limit=yuan(2000)).approver_needed(law)
        <Level.COUNTY: 'county'>
        """
        law = in_force(law)
        for level in (Level.VILLAGE, Level.TOWNSHIP):
            may = self.level_may_approve(law, level)
            if may or may is None:
                return level if may else None
        return Level.COUNTY

    def level_may_approve(self, law: LawInForce, level: Level) -> bool | None:
        """Tell whether a level may approve the amount (该层级能否审批); ``None`` if its limit is not known.

        Raises `Malformed` for what is no `LawInForce` or no level.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> TemporaryAssistance().level_may_approve(Law.of("cn").on(date(2026, 7, 1)), Level.TOWNSHIP) is None
        True
        """
        law, level = in_force(law), choice(level, Level)
        if level is Level.COUNTY:
            return True
        if level is Level.TOWNSHIP and not says(law, "township_approval_delegated"):
            return False
        within = [at_most(self.amount, limit) for limit in self.limits_of(law, level)]
        return False if False in within else None if None in within else bool(within)

    def limits_of(self, law: LawInForce, level: Level) -> tuple[Money | None, ...]:
        """Give every limit up to which a level may approve (审批限额): ``None`` for one that is not known.

        A village has none unless its place gives it one; a township's may be an amount, a multiple of the urban
        standard, or both. In `Money`. Raises `Malformed` for what is no `LawInForce` or no level.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> law = Law.of("cn").on(date(2026, 7, 1))
        >>> [TemporaryAssistance().limits_of(law, level) for level in Level]
        [(), (None,), ()]
        """
        law, level = in_force(law), choice(level, Level)
        if level is not Level.TOWNSHIP:
            key = "village_approval_amount"
            return (getattr(law, key),) if level is Level.VILLAGE and key in law else ()
        limits: list[Money | None] = []
        if "township_approval_amount" in law:
            limits.append(law.township_approval_amount)
        if "township_approval_multiple" in law:
            own = None if self.household.area is Area.RURAL else self.household.dibao_standard
            standard = dibao_standard(law, Area.URBAN, own if self.urban_standard is None else self.urban_standard)
            times = law.township_approval_multiple
            limits.append(None if standard is None else temporary_assistance_cap(standard, times))
        return tuple(limits) or (self.township_limit,)

    # --- decisions -----------------------------------------------------------------------------------

    def may_be_granted(self, law: LawInForce) -> Decision:
        """Tell whether the grant may be made: for whom, where, how much, by whom (能否给予临时救助).

        Raises `Malformed` for what is no `LawInForce`. Source: 社会救助法第29条、第37条、第44条、第50条; before
        2026-07-01 社会救助暂行办法第47条至第49条, 民发〔2018〕23号二.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> TemporaryAssistance().may_be_granted(Law.of("cn").on(date(2026, 7, 1))).outcome.value
        'undetermined'
        """
        law, checks = in_force(law), Checks()
        if weigh_conditions(checks, self, law):
            weigh_means(checks, self, law)
            weigh_notice(checks, self, law)
            weigh_amount(checks, self, law)
            weigh_approval(checks, self, law)
        return checks.decision(TO_GRANT, self, law.day, law)

    def amount_is_within_limits(self, law: LawInForce) -> Decision:
        """Tell whether the amount lies within the limits of the place (救助金额是否在限额之内).

        Raises `Malformed` for what is no `LawInForce`. Source: the local rule; 民发〔2018〕23号二（三） for grave cases.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> grant = TemporaryAssistance(amount=yuan(7221), local_cap=yuan(7220), case_by_case=False)
        >>> print(grant.amount_is_within_limits(Law.of("cn").on(date(2026, 7, 1))).remedies[0].text)
        ask for ¥1.00 less
        """
        law, checks = in_force(law), Checks()
        weigh_amount(checks, self, law)
        return checks.decision(TO_GRANT, self, law.day, law)

    def may_be_approved(self, law: LawInForce) -> Decision:
        """Tell whether the level named may approve the amount (该层级能否审批).

        Raises `Malformed` for what is no `LawInForce`. Source: 社会救助法第44条; before 2026-07-01
        社会救助暂行办法第48条; the limits are local.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> law = Law.of("cn").on(date(2026, 7, 1))
        >>> print(TemporaryAssistance(approver="village").may_be_approved(law).remedies[0].text)
        let the county decide
        """
        law, checks = in_force(law), Checks()
        weigh_approval(checks, self, law)
        return checks.decision(TO_GRANT, self, law.day, law)

    def must_come_first(self, law: LawInForce) -> Decision:
        """Tell whether it must be given before the papers are complete (是否应当先行救助): urgent, small, at once.

        Before 2026-07-01 this was encouraged, not required. Raises `Malformed` for what is no `LawInForce`. Source:
        社会救助法第50条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> bool(TemporaryAssistance(urgent=True, small=True).must_come_first(Law.of("cn").on(date(2026, 7, 1))))
        True
        """
        law, checks = in_force(law), Checks()
        if provided(checks, law, STARTS_FIRST, "temporary_assistance_relief_first", FIRST):
            consider(checks, ACT_AT_ONCE, self.urgent, ((self.urgent, URGENT_PAPER),), of="urgent")
            consider(checks, ACT_AT_ONCE, self.small, ((self.small, SMALL_PAPER),), of="small")
        return checks.decision(FIRST, self, law.day, law)

    def may_be_quick(self, law: LawInForce) -> Decision:
        """Tell whether it may be given as quick small relief (能否小额快救): no means test, no notice.

        At most one month of the local standard. Whether that counts per person or per household could not be read:
        between the two the question stays open. Raises `Malformed` for what is no `LawInForce`. Source: the opinions
        of January 2026 on temporary assistance, section 2 (1), and an official explanation.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> TemporaryAssistance().may_be_quick(Law.of("cn").on(date(2025, 12, 31))).outcome.value
        'undetermined'
        """
        law, checks = in_force(law), Checks()
        if provided(checks, law, STARTS_QUICK, "quick_aid_cap_multiple", QUICK) and weigh_conditions(checks, self, law):
            consider(checks, REGISTERED, self.registered, ((self.registered, REGISTERED_PAPER),))
            weigh_quick_cap(checks, self, law)
        return checks.decision(TO_QUICK, self, law.day, law)
