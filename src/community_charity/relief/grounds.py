"""The grounds on which relief is refused, each with its law (救助审查事项)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.money import Money
from community_charity.rules.ceilings import CEILINGS, Ceilings, PoolKind
from community_charity.rules.emergency import emergency_room
from community_charity.rules.linkage import government_decided, may_refer
from community_charity.rules.relief import room

if TYPE_CHECKING:
    from community_charity.law.decision import Checks, Finding, Ground
    from community_charity.law.law import LawInForce
    from community_charity.relief.case import ReliefCase

PAYMENT = Text("pay {amount} for case {case}", "为个案 {case} 支付 {amount}")


def _no_more_than(finding: Finding, _asked: Any) -> Remedy | None:
    """Ask for what the limit leaves; nothing to offer if it leaves nothing."""
    left = finding.required
    if not left:
        return None
    return Remedy(Text("grant no more than {m}", "救助金额不超过 {m}").fill(m=left), {"amount": left})


def _next_year(_finding: Finding, asked: Any) -> Remedy | None:
    on = getattr(asked, "on", None)
    if on is None:
        return None
    new_year = on.replace(year=on.year + 1, month=1, day=1)
    changes = {"on": new_year}
    if asked.expires is not None and asked.expires < new_year:
        changes["expires"] = new_year
    return Remedy(Text("wait until {d}", "自 {d} 起可办理").fill(d=new_year), changes, wait_until=new_year)


def _less_or_later(finding: Finding, asked: Any) -> Remedy | None:
    return _no_more_than(finding, asked) or _next_year(finding, asked)


GOVERNMENT = ground(
    "relief.government_first",
    Stage.GOVERNMENT_FIRST,
    title=("government aid has been decided: {found}", "政府救助已有结论：{found}"),
    unmet=("government aid has not been decided: {found}", "政府救助尚无结论：{found}"),
    figures=("government_aid_first",),
    remedy=lambda _finding, _asked: Remedy(
        Text("record the government's decision first", "先记录政府救助的结论"), first="RecordGovernmentAid"
    ),
)
RELIEF_FIRST = ground(
    "relief.relief_first",
    Stage.GOVERNMENT_FIRST,
    title=("urgent and small: relief first, papers later", "紧急小额：先行救助，事后补齐"),
    unmet=("relief first is not provided for on this day", "当日无先行救助的规定"),
    figures=("relief_first_when_urgent",),
)
CONSENT = ground(
    "relief.consent",
    Stage.GOVERNMENT_FIRST,
    title=("the household consented to the referral", "当事人同意转介"),
    unmet=("the household's consent to the referral: {found}", "当事人是否同意转介：{found}"),
    figures=("referral_needs_consent",),
    remedy=lambda _finding, _asked: Remedy(
        Text("obtain the separate consent in writing first", "先取得书面单独同意"), first="ReferCase"
    ),
)
INSURANCE = ground(
    "relief.insurance_known",
    Stage.NEED,
    title=("it is known what insurance and medical assistance paid", "医保与医疗救助支付情况已知"),
    unmet=("it is not known what insurance and medical assistance paid", "医保与医疗救助支付情况不详"),
    figures=("aid_within_need",),
    remedy=lambda _finding, _asked: Remedy(
        Text("ask for the settlement sheets of insurance and medical assistance", "索取医保与医疗救助结算单"),
        first="RecordAid",
    ),
)
NEED = ground(
    "relief.need",
    Stage.NEED,
    title=("within the {required} the household still bears", "不超过家庭尚需自负的 {required}"),
    unmet=("{found} is more than the {required} the household still bears", "{found} 超过家庭尚需自负的 {required}"),
    figures=("aid_within_need",),
    remedy=_no_more_than,
    fen=True,
    at_most=True,
)
PROOF = ground(
    "relief.proof",
    Stage.NEED,
    title=("the costs are proved", "费用有凭证"),
    unmet=("{missing} more of the stated costs must be proved", "申报费用中尚有 {missing} 须提供凭证"),
    figures=("aid_within_need",),
    remedy=lambda _finding, _asked: Remedy(Text("ask for the invoices", "索取费用凭证"), first="RecordCosts"),
)
CASE_CEILING = ground(
    "relief.case_ceiling",
    Stage.NEED,
    title=("within what is left of the ceiling of a case, {required}", "不超过个案限额余量 {required}"),
    unmet=(
        "{found} is more than what is left of the ceiling of a case, {required}",
        "{found} 超过个案限额余量 {required}",
    ),
    figures=("relief_case_ceiling",),
    remedy=_no_more_than,
    fen=True,
    at_most=True,
)
YEAR_CEILING = ground(
    "relief.household_year_ceiling",
    Stage.NEED,
    title=("within what is left of the household's ceiling this year, {required}", "不超过家庭年度限额余量 {required}"),
    unmet=(
        "{found} is more than what is left of the household's ceiling this year, {required}",
        "{found} 超过家庭年度限额余量 {required}",
    ),
    figures=("relief_household_year_ceiling",),
    remedy=_less_or_later,
    fen=True,
    at_most=True,
)
TIMES = ground(
    "relief.times_per_cause",
    Stage.NEED,
    title=("grants for one cause this year: at most {required}", "同一事由年内救助不超过{required}次"),
    unmet=(
        "this would be grant number {found} for this cause this year; {required} allowed",
        "此为年内同一事由第{found}次救助，限{required}次",
    ),
    figures=("relief_grants_per_cause_and_year",),
    at_most=True,
    remedy=_next_year,
)
FEDERATION_CEILING = ground(
    "relief.federation_case_ceiling",
    Stage.NEED,
    title=(
        "within what is left of the ceiling of a town federation, {required}",
        "不超过镇级联合会个案限额余量 {required}",
    ),
    unmet=(
        "{found} is more than what is left of the ceiling of a town federation, {required}",
        "{found} 超过镇级联合会个案限额余量 {required}",
    ),
    figures=("federation_case_ceiling",),
    remedy=_no_more_than,
    fen=True,
    at_most=True,
)
EMERGENCY_CEILING = ground(
    "relief.emergency_ceiling",
    Stage.NEED,
    title=("within what may be paid at once, {required}", "不超过先行救助限额余量 {required}"),
    unmet=("{found} is more than may be paid at once, {required}", "{found} 超过先行救助限额余量 {required}"),
    figures=("emergency_ceiling",),
    remedy=_no_more_than,
    fen=True,
    at_most=True,
)


PURPOSE = ground(
    "grant.purpose",
    Stage.RESTRICTION,
    title=("the pool serves this cause", "资金池用途包含该事由"),
    unmet=("the pool does not serve {found}", "资金池用途不含{found}"),
)


def weigh_government(checks: Checks, case: ReliefCase, law: LawInForce, *, emergency: bool) -> None:
    """Check the link with government aid: it comes first, unless help cannot wait; consent to a referral (衔接审查).

    Source: 民发〔2018〕23号二（二）、（五）, from 2026-07-01 社会救助法第50条、第54条; 个人信息保护法第23条、第29条.

    >>> import community_charity as cc
    >>> checks, case = cc.Checks(), cc.ReliefCase("case-1", household="household-1", cause=cc.Cause.ILLNESS)  # invented
    >>> weigh_government(checks, case, cc.Law.of("cn").on(cc.date(2025, 3, 13)), emergency=False)
    >>> [(ground.code, holds) for ground, holds, *_ in checks]
    [('relief.government_first', None)]
    """
    if emergency:
        checks.weigh(RELIEF_FIRST, "relief_first_when_urgent" in law and law.relief_first_when_urgent)
    elif law.government_aid_first:
        checks.weigh(GOVERNMENT, government_decided(case.government), found=case.government)
    if case.referred_by is not None and law.referral_needs_consent:
        checks.weigh(CONSENT, may_refer(consent=case.consent), found=case.consent)


class Before(NamedTuple):
    """What was granted before, in fen (此前救助).

    ``case`` counts what all pools granted to the case; the others count pools of the kind that is asked: ``by_kind`` what they
    granted to the case, ``year`` to the household in the year, ``times`` how often for the cause in the year. ``emergency`` counts what was granted to the case
    at once, by all.

    >>> Before(case=400_00).times
    0
    """

    case: int = 0
    by_kind: int = 0
    year: int = 0
    times: int = 0
    emergency: int = 0


_CASE_CEILINGS: Final = {PoolKind.SOCIETY: CASE_CEILING, PoolKind.FEDERATION: FEDERATION_CEILING}
_NONE: Final = Ceilings()


def weigh_limits(
    checks: Checks,
    amount: int,
    needs: tuple[int | None, int],
    law: LawInForce,
    before: Before,
    *,
    emergency: bool,
    kind: PoolKind = PoolKind.SOCIETY,
) -> None:
    """Check an amount in fen against need and the ceilings of a kind of pool (限额审查).

    What a place does not fix is not asked for.

    >>> import community_charity as cc
    >>> checks, law = cc.Checks(), cc.Law.of("cn/anhui").on(cc.date(2025, 3, 13))
    >>> weigh_limits(checks, 500_00, (800_00, 800_00), law, Before(year=1800_00), emergency=False)
    >>> [ground.code for ground, holds, *_ in checks if not holds]
    ['relief.household_year_ceiling']
    """
    weigh_need(checks, amount, needs, before.case, emergency=emergency)
    for ground_, left in ceilings(law, before, emergency=emergency, kind=kind):
        checks.weigh(ground_, amount <= left, left, amount)
    times = CEILINGS.get(kind, _NONE).times
    if times is not None and times in law:
        allowed = getattr(law, times)
        checks.weigh(TIMES, before.times < allowed, allowed, before.times + 1)


def ceilings(
    law: LawInForce, before: Before, *, emergency: bool, kind: PoolKind = PoolKind.SOCIETY
) -> list[tuple[Ground, int]]:
    """Give what each ceiling of a kind of pool still leaves, in fen, with its ground (限额余量).

    >>> import community_charity as cc
    >>> law = cc.Law.of("cn/anhui").on(cc.date(2025, 3, 13))
    >>> [(ground.code, left) for ground, left in ceilings(law, Before(by_kind=400_00, year=400_00), emergency=False)]
    [('relief.case_ceiling', 60000), ('relief.household_year_ceiling', 160000)]
    """
    case, year, _ = CEILINGS.get(kind, _NONE)
    left = []
    if case is not None and case in law:
        left.append((_CASE_CEILINGS[kind], room(getattr(law, case).fen, before.by_kind)))
    if year is not None and year in law:
        left.append((YEAR_CEILING, room(getattr(law, year).fen, before.year)))
    if emergency and "emergency_ceiling" in law:
        left.append((EMERGENCY_CEILING, emergency_room(law.emergency_ceiling.fen, before.emergency)))
    return left


def weigh_need(checks: Checks, amount: int, needs: tuple[int | None, int], granted: int, *, emergency: bool) -> None:
    """Check an amount in fen against what the household still bears and charity has not granted yet (需要审查).

    In an emergency the stated costs are the limit. Otherwise only proved ones count: if the stated
    ones would carry the amount and the proved ones do not, the answer waits for the papers.

    >>> import community_charity as cc
    >>> checks = cc.Checks()
    >>> weigh_need(checks, 900_00, (800_00, 1000_00), 0, emergency=False)  # only the stated costs would carry it
    >>> [(ground.code, holds) for ground, holds, *_ in checks]
    [('relief.proof', None)]
    """
    proved, stated = needs
    bears = room(stated if emergency or proved is None else proved, granted)
    if emergency:
        checks.weigh(NEED, amount <= bears, bears, amount)
    elif proved is None:
        checks.weigh(INSURANCE, None)
        if amount > bears:  # not even without any insurance payment would the need carry it
            checks.weigh(NEED, holds=False, required=bears, found=amount)
    elif bears < amount <= room(stated, granted):
        checks.weigh(PROOF, None, facts={"missing": Money(amount - bears)})
    else:
        checks.weigh(NEED, amount <= bears, bears, amount)
