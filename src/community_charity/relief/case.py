"""A relief case (救助个案): a household, a cause, what it costs, and what others have paid.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> case = ReliefCase(  # invented
...     "case-1",
...     household="household-1",
...     cause=Cause.ILLNESS,
...     costs=[Cost("surgery", yuan(3000), evidence="invoice-17")],
...     insurance=yuan(1200),
...     medical_assistance=yuan(500),
...     government=GovernmentAid.RECEIVED,
...     government_aid=yuan(500),
... )
>>> case.need, case.residual
(yuan("3000.00"), yuan("800.00"))
>>> law = Law.of("cn/anhui/xuancheng/xuanzhou").on(date(2025, 3, 13))
>>> decision = case.may_pay(yuan(900), law)
>>> print(decision.line())
Refused: pay ¥900.00 for case case-1, 2025-03-13 - ¥900.00 is more than the ¥800.00 the household still bears
>>> decision.remedies[0].changes["amount"]
yuan("800.00")
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NewType

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.law.decision import Checks, Decision
from community_charity.law.law import in_force
from community_charity.money import Money, amount_of_money, known_or_unknown_money, positive_money
from community_charity.parties import HouseholdId, OrganisationId, household_id, opaque_id, organisation_id
from community_charity.pools import Cause, purpose
from community_charity.purposes import Purpose
from community_charity.relief.costs import AidLine, Cost, aid_lines, costs, lines_add_up
from community_charity.relief.eligibility import Means, Residence, optional_means, optional_residence
from community_charity.relief.grounds import (
    PAYMENT,
    Before,
    ceilings,
    weigh_government,
    weigh_limits,
)
from community_charity.relief.intake import Discovery, optional_discovery
from community_charity.restrictions import TargetGroup, Use, groups, place, project
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.linkage import GovernmentAid
from community_charity.rules.relief import residual, room

if TYPE_CHECKING:
    from datetime import date

    from community_charity.law.law import LawInForce

CaseId = NewType("CaseId", str)


def case_id(value: CaseId) -> CaseId:
    """Check the id of a case (个案标识); mypy refuses the id of anything else. Raises `Malformed`.

    >>> case_id(CaseId("case-1"))
    'case-1'
    """
    return CaseId(opaque_id(value))


PURPOSE = declare(
    "case.purpose",
    wanted=("a purpose within the cause", "属于救助事由的用途"),
    do=(
        "leave it out, or give one such as purposes.MAJOR_ILLNESS for illness",
        "可不填；患病可填 purposes.MAJOR_ILLNESS",
    ),
)
KIND = declare(
    "case.kind",
    wanted=(
        "a Cause and a GovernmentAid, and consent as True, False or None",
        "Cause、GovernmentAid 及以 True、False 或 None 表示的同意",
    ),
    do=("give Cause.ILLNESS, GovernmentAid.RECEIVED and so on", "例如 Cause.ILLNESS、GovernmentAid.RECEIVED"),
)
TIMES = declare(
    "case.times",
    wanted=("how many grants there were before: a whole number, zero or more", "此前救助次数：不为负的整数"),
    do=("count the grants for this cause this year", "请清点本年度同一事由的救助次数"),
)
AID = declare(
    "case.government_aid",
    wanted=(
        "an amount of government aid only where aid was received, and then above zero",
        "仅在已获政府救助时填写大于零的金额",
    ),
    do=(
        "set GovernmentAid.RECEIVED with an amount, or leave the amount at zero",
        "请设为 GovernmentAid.RECEIVED 并填金额，或将金额留为零",
    ),
)


def consent(value: bool | None) -> bool | None:
    """Check a field: consent given, refused, or ``None`` for not asked (同意情况). Raises `Malformed`.

    >>> consent(None) is None, consent(value=True)
    (True, True)
    """
    if value is not None and type(value) is not bool:
        raise Malformed(KIND, given=shown(value))
    return value


def _purpose(value: Purpose | Cause | None) -> Purpose | None:
    return None if value is None else purpose(value)


def _times(value: int) -> int:
    if type(value) is not int or value < 0:
        raise Malformed(TIMES, given=shown(value))
    return value


@attrs.frozen
class PaidBefore:
    """What charity has granted before (此前救助).

    ``case`` counts all pools; ``by_kind`` (``None``: the same) what pools of the kind that is asked gave for the case,
    ``emergency`` (``None``: the same) what was given for it at once,
    ``household_year`` and ``times`` what they gave the household this year, and how often for this cause. Amounts are `Money`.
    Raises `Malformed`.

    >>> PaidBefore(household_year=Money(150_000), times=1).case
    yuan("0.00")
    """

    case: Money = attrs.field(default=Money(0), converter=amount_of_money)
    household_year: Money = attrs.field(default=Money(0), converter=amount_of_money)
    times: int = attrs.field(default=0, converter=_times)
    by_kind: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    emergency: Money | None = attrs.field(default=None, converter=known_or_unknown_money)


def _optional_organisation(value: OrganisationId | None) -> OrganisationId | None:
    return None if value is None else organisation_id(value)


def aid_fits(government: GovernmentAid, amount: Money) -> None:
    """Refuse an amount of government aid where none was received, and none where it was (救助金额与状态相符).

    Raises `Malformed`.

    >>> aid_fits(GovernmentAid.RECEIVED, Money(500_00))  # nothing to say
    """
    if bool(amount) != (government is GovernmentAid.RECEIVED):
        raise Malformed(AID, given=f"{government.value}, {amount}")


@attrs.frozen(slots=False)
class ReliefCase:
    """A relief case (救助个案). Amounts are `Money`; ``None`` means not known, which is never zero.

    ``insurance`` and ``medical_assistance`` paid part of the costs; ``government`` tells how far
    government aid has come, ``government_aid`` what it paid; ``other_aid`` is what pools outside
    the book gave. ``referred_by`` and ``consent`` belong to a referral (转介). ``urgent`` says that
    help cannot wait (急难). ``purpose`` is narrower than the cause, such as major illness; it, the ``place``, the target
    ``groups`` and the ``project`` open restricted money that asks for them. ``aid_lines`` break ``government_aid`` down.
    ``residence`` and ``means`` tell how the household belongs to the village and what government recognised it as,
    ``found_by`` how it was found. Raises `Malformed`.

    >>> case = ReliefCase("case-1", household="household-1", cause=Cause.ILLNESS)  # invented
    >>> case  # what is private stays out of it
    ReliefCase(id='case-1', household='household-1', referred_by=None)
    """

    id: CaseId = attrs.field(converter=case_id)
    household: HouseholdId = attrs.field(kw_only=True, converter=household_id)
    cause: Cause = attrs.field(kw_only=True, repr=False)
    costs: tuple[Cost, ...] = attrs.field(default=(), kw_only=True, converter=costs, repr=False)
    insurance: Money | None = attrs.field(default=None, kw_only=True, converter=known_or_unknown_money, repr=False)
    medical_assistance: Money | None = attrs.field(
        default=None, kw_only=True, converter=known_or_unknown_money, repr=False
    )
    government: GovernmentAid = attrs.field(default=GovernmentAid.UNKNOWN, kw_only=True, repr=False)
    government_aid: Money = attrs.field(default=Money(0), kw_only=True, converter=amount_of_money, repr=False)
    other_aid: Money = attrs.field(default=Money(0), kw_only=True, converter=amount_of_money, repr=False)
    referred_by: OrganisationId | None = attrs.field(default=None, kw_only=True, converter=_optional_organisation)
    consent: bool | None = attrs.field(default=None, kw_only=True, converter=consent, repr=False)
    urgent: bool = attrs.field(default=False, kw_only=True, repr=False)
    purpose: Purpose | None = attrs.field(default=None, kw_only=True, converter=_purpose, repr=False)
    place: str | None = attrs.field(default=None, kw_only=True, converter=place, repr=False)
    groups: frozenset[TargetGroup] = attrs.field(default=frozenset(), kw_only=True, converter=groups, repr=False)
    project: str | None = attrs.field(default=None, kw_only=True, converter=project, repr=False)
    aid_lines: tuple[AidLine, ...] | None = attrs.field(default=None, kw_only=True, converter=aid_lines, repr=False)
    residence: Residence | None = attrs.field(default=None, kw_only=True, converter=optional_residence, repr=False)
    means: Means | None = attrs.field(default=None, kw_only=True, converter=optional_means, repr=False)
    found_by: Discovery | None = attrs.field(default=None, kw_only=True, converter=optional_discovery, repr=False)

    def __attrs_post_init__(self) -> None:
        known = isinstance(self.cause, Cause) and isinstance(self.government, GovernmentAid)
        if not known or type(self.urgent) is not bool:
            raise Malformed(KIND, given="a value of another type")
        aid_fits(self.government, self.government_aid)
        lines_add_up(self.aid_lines, self.government_aid)
        if self.purpose is not None and not self.purpose.within(self.cause.purpose):
            raise Malformed(PURPOSE, given=f"{self.purpose.code} for {self.cause.value}")

    def use(self, on: date) -> Use:
        """Tell what money for this case serves on a day (资金用途): it decides which restricted money may pay.

        >>> from datetime import date
        >>> case = ReliefCase("case-1", household="household-1", cause=Cause.ILLNESS, groups=["elderly"])  # invented
        >>> case.use(date(2025, 4, 1)).purpose.code
        'relief/illness'
        """
        serves = self.cause.purpose if self.purpose is None else self.purpose
        return Use(serves, on=on, place=self.place, groups=self.groups, project=self.project)

    @property
    def need(self) -> Money:
        """The costs that are proved (实际需要): a cost without evidence does not count yet. In `Money`."""
        return Money(_proved(self))

    @property
    def stated_need(self) -> Money:
        """All costs, proved or not (申报费用), as `Money`."""
        return Money(_stated(self))

    @property
    def residual(self) -> Money | None:
        """What the household still bears of its proved costs (剩余自负部分), before charity.

        In `Money`, ``None`` while it is not known what insurance or medical assistance paid.

        >>> ReliefCase("case-1", household="household-1", cause=Cause.ILLNESS).residual is None  # invented
        True
        """
        proved, _ = needs_of(self)
        return None if proved is None else Money(proved)

    @property
    def stated_residual(self) -> Money:
        """What is left of all stated costs after the aid known so far: the limit in an emergency (申报缺口)."""
        return Money(needs_of(self)[1])

    def with_facts(self, **facts: Any) -> ReliefCase:
        """Give the case with newer facts that are checked already, as those of a command are (更新事实).

        Not ``attrs.evolve``, which checks every field again: a tenth of the time of a whole case.

        >>> case = ReliefCase("case-1", household="household-1", cause=Cause.ILLNESS)  # invented
        >>> case.with_facts(insurance=Money(0)).insurance
        yuan("0.00")
        """
        new = object.__new__(ReliefCase)
        new.__dict__.update(self.__dict__)
        new.__dict__.update(facts)
        return new

    def payable(
        self,
        law: LawInForce,
        *,
        before: PaidBefore | None = None,
        emergency: bool = False,
        of: PoolKind = PoolKind.SOCIETY,
    ) -> Money | None:
        """Give the most that `may_pay` allows that day, need and ceilings together (最多可支付额).

        ``None`` while it is not known what insurance or medical assistance paid, except in an emergency.
        Raises `Malformed` for what is no `LawInForce`.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> case = ReliefCase(
        ...     "case-1",
        ...     household="household-1",
        ...     cause=Cause.DISASTER,
        ...     urgent=True,  # invented
        ...     costs=[Cost("roof", yuan(5000), evidence="invoice-1")],
        ... )
        >>> law = Law.of("cn/anhui").on(date(2025, 3, 13))
        >>> case.payable(law) is None, case.payable(law, emergency=True)
        (True, yuan("1000.00"))
        """
        proved, stated = needs_of(self)
        need = stated if emergency else proved
        if need is None:
            return None
        law = in_force(law)
        granted = _in_fen(before or PaidBefore())
        bears = room(need, granted.case)
        left = [fen for _, fen in ceilings(law, granted, emergency=emergency, kind=of)]
        return Money(min([bears, *left]))

    def may_pay(
        self,
        amount: Money,
        law: LawInForce,
        *,
        before: PaidBefore = PaidBefore(),
        emergency: bool = False,
        of: PoolKind = PoolKind.SOCIETY,
    ) -> Decision:
        """Tell whether a pool ``of`` some kind may pay an amount for this case that day (能否支付).

        Government first, consent to a referral, evidence, need, ceilings. Who decides and whether
        the money is there is for the book to say. A remedy changes the ``amount``, `Money` above zero.

        Raises `Malformed`, and `LawError` for a day the law does not reach. Source: 民发〔2018〕23号二（二）、（五）, from 2026-07-01
        社会救助法第50条、第54条; 个人信息保护法第23条、第29条; the ceilings and the need are assumptions, marked so in the answer.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> case = ReliefCase("case-1", household="household-1", cause=Cause.ILLNESS)  # invented
        >>> decision = case.may_pay(Money(1), Law.of("cn").on(date(2025, 3, 13)))
        >>> [finding.ground.code for finding in decision.unmet]
        ['relief.government_first', 'relief.insurance_known', 'relief.need']
        """
        checks = Checks()
        weigh_government(checks, self, in_force(law), emergency=emergency)
        weigh_limits(
            checks, positive_money(amount).fen, needs_of(self), law, _in_fen(before), emergency=emergency, kind=of
        )
        asked = partial(PAYMENT.fill, amount=amount, case=self.id)
        return checks.decision(asked, _Question(amount), law.day, law)


def _in_fen(before: PaidBefore) -> Before:
    by_kind = before.case if before.by_kind is None else before.by_kind
    at_once = before.case if before.emergency is None else before.emergency
    return Before(before.case.fen, by_kind.fen, before.household_year.fen, before.times, at_once.fen)


@attrs.frozen
class _Question:
    """What `ReliefCase.may_pay` was asked, so that a remedy can change it."""

    amount: Money


def needs_of(case: ReliefCase) -> tuple[int | None, int]:
    """Give what is left of the proved and of the stated costs (剩余费用), in fen; the first ``None`` if unknown.

    In whole fen, the quickest carrier: the book asks this for every fact that comes in.

    >>> needs_of(ReliefCase("case-1", household="household-1", cause=Cause.ILLNESS))  # invented
    (None, 0)
    """
    insurance, medical = case.insurance, case.medical_assistance
    government, other = case.government_aid.fen, case.other_aid.fen
    paid = 0 if insurance is None else insurance.fen
    helped = 0 if medical is None else medical.fen
    stated = residual(_stated(case), paid, helped, government, other)
    if insurance is None or medical is None:
        return None, stated
    return residual(_proved(case), paid, helped, government, other), stated


def _stated(case: ReliefCase) -> int:
    return sum([cost.amount.fen for cost in case.costs])


def _proved(case: ReliefCase) -> int:
    return sum([cost.amount.fen for cost in case.costs if cost.evidence is not None])
