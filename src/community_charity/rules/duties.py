"""Facts that are yes, no or not known, and lists of what is there: how both are weighed (是否事项与清单事项的审查).

A duty of the law is met by a fact, missed by its contrary, and open while nobody has shown it. A figure that a place
or a day does not fix is not asked for.

>>> from datetime import date
>>> from community_charity.law.decision import Checks
>>> from community_charity.law.law import Law
>>> from community_charity.rules.campaigns import CampaignConduct
>>> decision = CampaignConduct("winter-2026", deceives=False, apportions=True, disturbs=False).may_go_on(
...     Law.of("cn").on(date(2026, 3, 2))
... )
>>> print(decision.reason.text("zh"))
有或者可能有摊派、变相摊派
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from community_charity.errors import expect
from community_charity.law.citation import Verified
from community_charity.law.decision import Ground, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import mend
from community_charity.parties import opaque_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.law.decision import Checks, Finding, Stage
    from community_charity.law.law import LawInForce


def points(value: Iterable[str] | None) -> frozenset[str] | None:
    """Check the names of what a paper states, or ``None`` if nobody has looked (文件载明的事项). Raises `Malformed`.

    >>> sorted(points(["use", "purpose"]))
    ['purpose', 'use']
    """
    if value is None:
        return None
    several = value if isinstance(value, list | tuple | set) else expect(value, frozenset)
    return frozenset(map(opaque_id, several))


def knowing(law: LawInForce, figure: str) -> LawInForce:
    """Check that the law of one day is given and has the figure on which a question rests (当日是否已有规定).

    Before that nothing would be asked for, and the answer would be an empty yes. Raises `Malformed` for what is no
    `LawInForce`, `LawError` for a day before the figure.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> knowing(Law.of("cn").on(date(2026, 3, 2)), "fundraising_plan_contents")
    <LawInForce cn 2026-03-02>
    """
    getattr(in_force(law), figure)
    return law


def both(first: bool | None, second: bool | None) -> bool | None:
    """Tell whether two facts hold together (两者皆是): one "no" settles it, else one "not known" leaves it open.

    >>> both(True, True), both(None, False), both(True, None)
    (True, False, None)
    """
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


@attrs.frozen
class Duty:
    """A duty that one fact meets (以单项事实判断的义务): which field, what it must be, and when it matters.

    ``when`` names a field or property that must not be "no" for the duty to apply: a consent is asked for only where
    there is somebody to give it.

    >>> from community_charity.rules.campaigns.grounds import IN_THE_PLAN
    >>> IN_THE_PLAN[0].field, IN_THE_PLAN[0].wanted
    ('purpose_fits_charter', True)
    """

    field: str
    ground: Ground
    wanted: bool = True
    when: str | None = None


def duty(
    code: str,
    stage: Stage,
    field: str,
    figure: str,
    *,
    title: tuple[str, str],
    unmet: tuple[str, str],
    does: tuple[str, str],
    ask: tuple[str, str],
    wanted: bool = True,
    when: str | None = None,
) -> Duty:
    """Make a duty with its ground (登记义务): ``unmet`` says it is missed or not shown, ``does`` mends it, ``ask`` proves it.

    A code used twice raises `ValueError`.

    >>> from community_charity.rules.campaigns.grounds import IN_THE_PLAN
    >>> IN_THE_PLAN[0].ground.code
    'plan.purpose_fits_charter'
    """
    remedy = mend(field, does=does, ask=ask, to=wanted)
    return Duty(
        field,
        ground(f"{code}.{field}", stage, title=title, unmet=unmet, figures=(figure,), remedy=remedy),
        wanted,
        when,
    )


def weigh_duties(checks: Checks, subject: Any, law: LawInForce, duties: Iterable[Duty]) -> None:
    """Note for each duty whether the facts meet it (逐项审查义务).

    >>> from datetime import date
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.law.law import Law
    >>> from community_charity.rules.campaigns import FundraisingPlan
    >>> from community_charity.rules.campaigns.grounds import IN_THE_PLAN
    >>> checks = Checks()
    >>> weigh_duties(checks, FundraisingPlan("winter-2026"), Law.of("cn").on(date(2026, 3, 2)), IN_THE_PLAN[:1])
    >>> [(ground.code, holds) for ground, holds, *_ in checks]
    [('plan.purpose_fits_charter', None)]
    """
    for each in duties:
        (figure,) = each.ground.figures
        applies = True if each.when is None else getattr(subject, each.when)
        if figure not in law or not getattr(law, figure) or applies is False:
            continue
        value = getattr(subject, each.field)
        checks.weigh(each.ground, _met(None if value is None else value is each.wanted, applies))


def _met(met: bool | None, applies: bool | None) -> bool | None:
    """What is met is met, whether it had to be or not; what is missed is open while that is not known."""
    return None if met is False and applies is None else met


def listed_ground(
    code: str,
    stage: Stage,
    field: str,
    figure: str,
    *,
    title: tuple[str, str],
    unmet: tuple[str, str],
    does: tuple[str, str],
    ask: tuple[str, str],
) -> Ground:
    """Make the ground that a paper states all it must (登记清单审查事项); the texts may use ``{missing}``.

    A code used twice raises `ValueError`.

    >>> from community_charity.rules.campaigns.grounds import CONTENTS
    >>> CONTENTS.figures
    ('fundraising_plan_contents',)
    """

    def completed(finding: Finding, subject: Any) -> frozenset[str]:
        stated: frozenset[str] = getattr(subject, field)
        return stated | frozenset(finding.facts["names"])

    remedy = mend(field, does=does, ask=ask, to=completed)
    return ground(f"{code}.{field}", stage, title=title, unmet=unmet, figures=(figure,), remedy=remedy)


def weigh_listed(
    checks: Checks,
    ground_: Ground,
    stated: frozenset[str] | None,
    law: LawInForce,
    *,
    applies: bool | None = True,
) -> None:
    """Note whether a paper states all that the figure of the ground names (审查应载事项).

    ``applies`` tells whether the paper is asked for at all; nothing is noted where it is not.

    >>> from datetime import date
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.law.law import Law
    >>> from community_charity.rules.campaigns.grounds import CONTENTS
    >>> checks = Checks()
    >>> weigh_listed(checks, CONTENTS, None, Law.of("cn").on(date(2026, 3, 2)))
    >>> [(ground.code, holds) for ground, holds, *_ in checks]
    [('plan.states', None)]
    """
    must = law.get(ground_.figures[0])
    if must is None or applies is False:
        return
    missing = [(name, label) for name, label in must.named if stated is None or name not in stated]
    facts = {"missing": tuple(label for _, label in missing), "names": tuple(name for name, _ in missing)}
    checks.weigh(ground_, _met(None if stated is None else not missing, applies), facts=facts)


def unread(law: LawInForce, figure: str) -> bool:
    """Tell whether a value rests on a text that nobody here has read (依据条文是否未核对).

    Such a value refuses nobody and lets nobody through: where it alone decides, the answer is left open. A what-if of
    the user cites nothing and is taken at its word.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> key = "fundraising_plan_filing_lead_days"
    >>> unread(Law.of("cn").on(date(2020, 3, 2)), key), unread(Law.of("cn").on(date(2026, 3, 2)), key)
    (True, False)
    """
    value = law.get(figure)
    return value is not None and value.verified is Verified.UNVERIFIED and bool(value.citations)
