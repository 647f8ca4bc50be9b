"""Who decides over a pool's money (资金动用的批准): its panel, without those who have an interest, by a majority.

>>> from community_charity.law.decision import Checks
>>> from community_charity.law.law import Law
>>> from datetime import date
>>> from community_charity.pools import Pool
>>> pool = Pool("fund", deciders=frozenset({"p-1", "p-2", "p-3"}), purposes=frozenset())  # invented
>>> checks = Checks()
>>> weigh_approval(checks, pool, ("p-1",), Law.of("cn").on(date(2025, 3, 13)))
>>> [(ground.code, holds) for ground, holds, *_ in checks if not holds]
[('approval.majority', False)]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.parties import PartyId, PersonId
    from community_charity.pools import Pool

PANEL = ground(
    "approval.panel",
    Stage.AUTHORITY,
    title=("all who approved decide over the pool", "批准人均为资金池的决定者"),
    unmet=("approved by people who do not decide over the pool: {found}", "批准人中有{found}人无权决定"),
)
RECUSED = ground(
    "approval.recused",
    Stage.AUTHORITY,
    title=("nobody with an interest took part", "无利害关系人参与决定"),
    unmet=("approved by people with an interest in who is paid: {found}", "批准人中有{found}人与收款方有利害关系"),
    figures=("decider_recuses",),
)
NOBODY = ground(
    "approval.nobody_decides",
    Stage.AUTHORITY,
    title=("somebody decides over {pool}", "{pool} 设有决定人"),
    unmet=(
        "nobody decides over {pool}: its money is only passed on, along an agreed chain",
        "{pool} 未设决定人，款项只能沿已约定的拨付链拨付",
    ),
    remedy=lambda _finding, _asked: Remedy(
        Text(
            "pass it on along a chain to an account with deciders, and let them decide",
            "先沿拨付链拨付至设有决定人的账户，由其决定",
        ),
        first="PassOn",
    ),
)
MAJORITY = ground(
    "approval.majority",
    Stage.AUTHORITY,
    title=(
        "more than {rate} of the {panel} entitled to decide over {pool} approved",
        "对 {pool} 有权决定的{panel}人中同意者超过{rate}",
    ),
    unmet=(
        "{found} of the {panel} entitled to decide over {pool} approved; more than {rate} required",
        "对 {pool} 有权决定的{panel}人中{found}人同意，须超过{rate}",
    ),
    figures=("relief_majority",),
    remedy=lambda _finding, _asked: Remedy(Text("put it to those who decide", "提交有权决定者表决")),
)


def weigh_approval(
    checks: Checks,
    pool: Pool,
    approved_by: tuple[PersonId, ...],
    law: LawInForce,
    interested: Iterable[PartyId] = (),
    *,
    if_nobody_decides: bool = False,
) -> None:
    """Check who approved (审查批准): those who decide, none of the ``interested``, by more than the share wanted.

    Over some pools nobody decides, such as a platform's clearing account: ``if_nobody_decides`` tells whether the order
    may be given all the same. The share is the one of relief, an assumption, and marked so.
    """
    if not pool.deciders:
        if not if_nobody_decides:
            checks.weigh(NOBODY, holds=False, facts={"pool": pool.id})
        return
    approved, aside = frozenset(approved_by), frozenset(interested)
    strangers = approved - pool.deciders
    if strangers:
        checks.stop(PANEL, found=len(strangers))
    entitled = pool.deciders
    if law.decider_recuses:
        entitled = pool.deciders - aside
        checks.weigh(RECUSED, not approved & aside, None, len(approved & aside))
    rate = law.relief_majority
    enough = len(approved) * rate.denominator > len(entitled) * rate.numerator
    checks.weigh(MAJORITY, enough, None, len(approved), {"pool": pool.id, "panel": len(entitled), "rate": rate})
