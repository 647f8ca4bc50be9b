"""The checks of temporary assistance, one after another (临时救助审查).

>>> from datetime import date
>>> from community_charity.law.decision import Checks
>>> from community_charity.law.law import Law
>>> from community_charity.rules.assistance.temporary import TemporaryAssistance
>>> checks = Checks()
>>> weigh_notice(checks, TemporaryAssistance(urgent=True), Law.of("cn").on(date(2026, 7, 1)))
>>> checks[0][1]  # what is urgent need not be posted first
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.rules.assistance.amounts import temporary_assistance_cap, temporary_assistance_minimum
from community_charity.rules.assistance.categories import PROVISIONS, SITUATIONS, Category
from community_charity.rules.assistance.facts import (
    LOCAL_RULE,
    MEMBERS,
    PROPERTY,
    STANDARD,
    at_most,
    consider,
    provided,
    says,
)
from community_charity.rules.assistance.grounds import SUDDEN, SUDDEN_PAPER
from community_charity.rules.assistance.temporary_grounds import (
    AGAIN,
    AMOUNT_PAPER,
    APPROVER,
    APPROVER_PAPER,
    APPROVERS,
    CAP,
    CAP_PAPER,
    CASE_BY_CASE_PAPER,
    DELEGATION_PAPER,
    EMERGENCY_LEAST,
    KIND_PAPER,
    LEAST,
    MEANS_INCOME,
    MEANS_PROPERTY,
    NOTICE,
    NOTICE_PAPER,
    PAST_PAPER,
    PLACE,
    PLACE_PAPER,
    QUICK_CAP,
    QUICK_CAP_PAPER,
    SOMEBODY,
    SPECIAL_CAP,
    URGENT_PAPER,
    AssistanceKind,
)

if TYPE_CHECKING:
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.rules.assistance.facts import Papers
    from community_charity.rules.assistance.temporary import TemporaryAssistance


def weigh_conditions(checks: Checks, grant: TemporaryAssistance, law: LawInForce) -> bool:
    """Note whether there is such help, whether it is needed, and whether it is asked for in the right place (基本条件).

    >>> from datetime import date
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.law.law import Law
    >>> from community_charity.rules.assistance.temporary import TemporaryAssistance
    >>> weigh_conditions(Checks(), TemporaryAssistance(), Law.of("cn").on(date(2014, 4, 30)))
    False
    """
    hit, here = grant.household.sudden_hardship, grant.asked_where_it_happened
    category = Category.TEMPORARY
    if not provided(checks, law, PROVISIONS[category], category.figure, category.text):
        return False
    consider(checks, SITUATIONS[category], hit, ((hit, SUDDEN_PAPER),), situation=SUDDEN)
    if says(law, "temporary_assistance_at_place_of_emergency"):
        consider(checks, PLACE, here, ((here, PLACE_PAPER),))
    return True


def weigh_means(checks: Checks, grant: TemporaryAssistance, law: LawInForce) -> None:
    """Note the means test of hardship from spending (支出型的家庭经济状况); of the emergency kind none is asked.

    >>> from datetime import date
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.law.law import Law
    >>> from community_charity.rules.assistance.temporary import TemporaryAssistance
    >>> checks = Checks()
    >>> weigh_means(checks, TemporaryAssistance(kind="emergency"), Law.of("cn").on(date(2026, 7, 1)))
    >>> len(checks)
    0
    """
    if grant.kind is AssistanceKind.EMERGENCY or not says(law, "temporary_assistance_means_test_for_expenditure"):
        return
    if grant.kind is None:
        consider(checks, MEANS_PROPERTY, None, ((None, KIND_PAPER),))
        return
    grant.household.weigh_average(checks, law, MEANS_INCOME)
    consider(checks, MEANS_PROPERTY, grant.property_within_rules, ((grant.property_within_rules, PROPERTY),))


def weigh_notice(checks: Checks, grant: TemporaryAssistance, law: LawInForce) -> None:
    """Note the posting before approval (公示), which urgent cases skip; from 2026-07-01 whether it is needed is a doubt.

    >>> from datetime import date
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.law.law import Law
    >>> from community_charity.rules.assistance.temporary import TemporaryAssistance
    >>> for day in (date(2026, 6, 30), date(2026, 7, 1)):
    ...     checks = Checks()
    ...     weigh_notice(checks, TemporaryAssistance(urgent=False, posted=False), Law.of("cn").on(day))
    ...     print(checks[0][1])
    False
    None
    """
    asked = says(law, "temporary_assistance_public_notice")
    skipped = grant.urgent and says(law, "temporary_assistance_simplified_when_urgent")
    known = asked and grant.urgent is not None
    holds = True if skipped or grant.posted else grant.posted if known else None
    papers = ((grant.urgent, URGENT_PAPER), (grant.posted, NOTICE_PAPER), (asked or None, LOCAL_RULE))
    consider(checks, NOTICE, holds, papers)


def weigh_amount(checks: Checks, grant: TemporaryAssistance, law: LawInForce) -> None:
    """Note how often, at least how much and at most how much (次数与金额).

    >>> from datetime import date
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.law.law import Law
    >>> from community_charity.rules.assistance.temporary import TemporaryAssistance
    >>> checks = Checks()
    >>> weigh_amount(checks, TemporaryAssistance(), Law.of("cn").on(date(2026, 7, 1)))
    >>> [check[0].code for check in checks]
    ['assistance.cap']
    """
    _repeated(checks, grant, law)
    standard, area = grant.household.standard(law), grant.household.area
    emergency = None if grant.kind is None else grant.kind is AssistanceKind.EMERGENCY
    papers = ((grant.amount, AMOUNT_PAPER), (standard, STANDARD), (grant.kind, KIND_PAPER))
    for key, base, applies in (
        ("temporary_assistance_minimum_multiple", LEAST, True),
        ("temporary_assistance_emergency_minimum_multiple", EMERGENCY_LEAST, emergency),
    ):
        if key in law and applies is not False:
            least = None if standard is None else temporary_assistance_minimum(standard, getattr(law, key))
            enough = at_most(least, grant.amount) if applies else None
            consider(checks, base[area], enough, papers, least, grant.amount)
    _capped(checks, grant, law)


def _repeated(checks: Checks, grant: TemporaryAssistance, law: LawInForce) -> None:
    """Once a year for one cause, where the place says so; the county may make an exception."""
    if "temporary_assistance_grants_per_cause_and_year" not in law:
        return
    limit = law.temporary_assistance_grants_per_cause_and_year
    found = None if grant.grants_before is None else grant.grants_before + 1
    holds = at_most(found, limit)
    if holds is not True and grant.case_by_case is not False:
        holds = grant.case_by_case
    consider(checks, AGAIN, holds, ((found, PAST_PAPER), (grant.case_by_case, CASE_BY_CASE_PAPER)), limit, found)


def _capped(checks: Checks, grant: TemporaryAssistance, law: LawInForce) -> None:
    """The limit of the place; a grave case that the county decides on by itself may go beyond it."""
    special, area, amount = "temporary_assistance_special_cap_multiple", grant.household.area, grant.amount
    sums: Papers = ((amount, AMOUNT_PAPER), (grant.household.standard(law), STANDARD), (grant.heads(law), MEMBERS))
    if grant.case_by_case and special in law:
        limit = grant.multiple_of_standard(law, special)
        consider(checks, SPECIAL_CAP[area], at_most(amount, limit), sums, limit, amount)
        return
    limit = grant.cap(law)
    holds = True if grant.case_by_case else at_most(amount, limit)
    if "temporary_assistance_cap_multiple" not in law:
        sums = ((amount, AMOUNT_PAPER), (limit, CAP_PAPER))
    if holds is False and grant.case_by_case is None:
        holds, sums = None, ((None, CASE_BY_CASE_PAPER),)
    consider(checks, CAP[area], holds, sums, limit, amount)


def weigh_approval(checks: Checks, grant: TemporaryAssistance, law: LawInForce) -> None:
    """Note whether the level that is to approve may do so (审批权限).

    >>> from datetime import date
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.law.law import Law
    >>> from community_charity.rules.assistance.temporary import TemporaryAssistance
    >>> checks = Checks()
    >>> weigh_approval(checks, TemporaryAssistance(approver="county"), Law.of("cn").on(date(2026, 7, 1)))
    >>> checks[0][1]
    True
    """
    level = grant.approver
    if level is None:
        consider(checks, APPROVER, None, ((None, APPROVER_PAPER),), None, grant.amount, level=SOMEBODY)
        return
    limits = [limit for limit in grant.limits_of(law, level) if limit is not None]
    papers = ((grant.amount, AMOUNT_PAPER), (None, DELEGATION_PAPER))
    holds = grant.level_may_approve(law, level)
    consider(checks, APPROVERS[level], holds, papers, min(limits, default=None), grant.amount, level=level.text)


def weigh_quick_cap(checks: Checks, grant: TemporaryAssistance, law: LawInForce) -> None:
    """Note the limit of quick small relief (小额快救限额): one month of the standard.

    Whether it counts per person or per household could not be read. What is within one person's month is allowed,
    what is beyond the months of all members is refused, between them the question is open.

    >>> from datetime import date
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.law.law import Law
    >>> from community_charity.rules.assistance.temporary import TemporaryAssistance
    >>> checks = Checks()
    >>> weigh_quick_cap(checks, TemporaryAssistance(), Law.of("cn").on(date(2026, 7, 1)))
    >>> checks[0][1] is None
    True
    """
    standard, members, amount = grant.household.standard(law), grant.household.members, grant.amount
    one = None if standard is None else temporary_assistance_cap(standard, law.quick_aid_cap_multiple)
    each = None if one is None or members is None else one * members
    holds = at_most(amount, one)
    if holds is False and at_most(amount, each) is not False:
        holds = None
    papers: Papers = ((amount, AMOUNT_PAPER), (standard, STANDARD), (members, MEMBERS))
    if None not in (amount, standard, members):
        papers = ((None, QUICK_CAP_PAPER),)
    consider(checks, QUICK_CAP[grant.household.area], holds, papers, one, amount)
