"""What a society's grant has to come to at a place that says so (本地救助标准审查): a least amount, or a fixed one by cause.

Practice of single places, asked only of societies, and only where the place reports it. See
`community_charity.rules.payouts`.

>>> LEAST.figures
('relief_case_least',)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.purposes import CANCER
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.payouts import at_least, fixed_amount, within_need
from community_charity.rules.relief import room

if TYPE_CHECKING:
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.purposes import Purpose
    from community_charity.relief.grounds import Before


def _exactly(finding: Finding, _asked: Any) -> Remedy | None:
    if not finding.required:
        return None
    return Remedy(Text("grant {m}", "救助 {m}").fill(m=finding.required), {"amount": finding.required})


LEAST = ground(
    "payout.least",
    Stage.NEED,
    title=("at least {required}, the least that a society pays", "不低于单次最低救助额 {required}"),
    unmet=(
        "{found} is less than {required}, the least that a society pays unless it covers the whole need",
        "{found} 低于单次最低救助额 {required}，且未覆盖全部需要",
    ),
    figures=("relief_case_least",),
    remedy=_exactly,
    fen=True,
)
FIXED = ground(
    "payout.fixed",
    Stage.NEED,
    title=("the {required} that a society pays on such a case", "符合该类个案的定额 {required}"),
    unmet=(
        "{found} is not the {required} that a society pays on such a case",
        "{found} 不符合该类个案的定额 {required}",
    ),
    figures=("relief_cancer_amount", "relief_other_cause_amount"),
    remedy=_exactly,
    fen=True,
)


def weigh_payout(
    checks: Checks,
    fen: int,
    needs: tuple[int | None, int],
    before: Before,
    purpose: Purpose,
    law: LawInForce,
    *,
    emergency: bool,
    kind: PoolKind,
) -> None:
    """Check what a society grants, in fen, against what its place pays (审查本地救助标准).

    As long as the need is not known, the stated costs stand for it: `weigh_need` says what is missing.

    >>> import community_charity as cc
    >>> from community_charity.relief.grounds import Before
    >>> checks, law = cc.Checks(), cc.Law.of("cn/anhui/chuzhou/dingyuan").on(cc.date(2025, 3, 13))
    >>> needs, illness = (800_00, 800_00), cc.Cause.ILLNESS.purpose
    >>> weigh_payout(checks, 499_99, needs, Before(), illness, law, emergency=False, kind=PoolKind.SOCIETY)
    >>> [(ground.code, required) for ground, _, required, *_ in checks]
    [('payout.least', 50000)]
    """
    if kind is not PoolKind.SOCIETY:
        return
    least = "relief_case_least" in law
    fixed = fixed_amount(law, cancer=purpose.within(CANCER))
    if not least and fixed is None:
        return
    proved, stated = needs
    bears = room(stated if emergency or proved is None else proved, before.case)
    if least:
        wanted = at_least(law.relief_case_least.fen, before.by_kind, bears)
        checks.weigh(LEAST, fen >= wanted, wanted, fen)
    if fixed is not None:
        wanted = within_need(room(fixed.fen, before.by_kind), bears)
        checks.weigh(FIXED, fen == wanted, wanted, fen)
