"""Weighing facts that may be unknown, alone and in lists (事实与清单的审查).

>>> denied(True), denied(None), at_least(3, 5), at_least(None, 5)
(False, None, False, None)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Ground, Remedy, Stage, filled, ground
from community_charity.law.remedies import mend
from community_charity.law.words import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.law.decision import Checks, Finding
    from community_charity.law.figure import DatedValue
    from community_charity.law.law import LawInForce

ANSWERS = declare(
    "body.answers",
    wanted=("a mapping from names to True or False", "名称到 True 或 False 的映射"),
    do=('give {{"site": True}}, and leave out what is not known', '写作 {{"site": True}}，不详的事项请省略'),
)

_REQUIRED = object()


def answers(value: Mapping[str, bool]) -> dict[str, bool]:
    """Check yes and no to several questions by name (逐项答复); what is left out is not known. Raises `Malformed`.

    >>> answers({"site": True})
    {'site': True}
    """
    sound = isinstance(value, Mapping) and all(isinstance(k, str) and type(v) is bool for k, v in value.items())
    if not sound:
        raise Malformed(ANSWERS, given=shown(value))
    return dict(value)


def denied(fact: bool | None) -> bool | None:
    """Turn yes into no and leave the unknown unknown (取反).

    >>> denied(True), denied(None)
    (False, None)
    """
    return None if fact is None else not fact


def at_least(found: Any, required: Any) -> bool | None:
    """Compare with a floor (不低于); unknown if what is found is.

    >>> at_least(3, 5), at_least(None, 5)
    (False, None)
    """
    return None if found is None else found >= required


def at_most(found: Any, required: Any) -> bool | None:
    """Compare with a cap (不超过); unknown if what is found is.

    >>> at_most(3, 5), at_most(None, 5)
    (True, None)
    """
    return None if found is None else found <= required


def weigh_duty(checks: Checks, asked: Ground, holds: bool | None, law: LawInForce) -> None:
    """Weigh a ground whose first figure is a duty, if the duty is in force that day (按义务审查)."""
    key = asked.figures[0]
    if key in law and getattr(law, key):
        checks.weigh(asked, holds)


def weigh_answers(checks: Checks, list_: Ground, given: Mapping[str, bool], law: LawInForce) -> None:
    """Weigh a list of conditions against the answers given (逐项审查); a list that is not in force is not asked for."""
    asked = law.get(list_.figures[0])
    if asked is not None:
        no = _labels(asked, {name for name, yes in given.items() if not yes})
        unknown = _labels(asked, {name for name, _ in asked.named} - set(given))
        checks.weigh(list_, False if no else None if unknown else True, facts={"missing": listed(no or unknown)})


def weigh_stated(checks: Checks, list_: Ground, stated: frozenset[str] | None, law: LawInForce) -> None:
    """Weigh what a document must state against what it states (文件载明事项审查), if the list is in force."""
    asked = law.get(list_.figures[0])
    if asked is not None:
        missing = _labels(asked, {name for name, _ in asked.named} - (stated or frozenset()))
        holds = None if stated is None else not missing
        checks.weigh(list_, holds, facts={"missing": listed(missing)})


def _labels(asked: DatedValue, chosen: set[str]) -> tuple[Text, ...]:
    return tuple(label for name, label in asked.named if name in chosen)


def supply(field: str) -> Callable[[Finding, Any], Remedy | None]:
    """Give the remedy of a list (补齐): provide what is missing of it, or the papers that show it.

    >>> from community_charity.law.decision import GROUNDS, Finding
    >>> finding = Finding(GROUNDS["capital.floor"], holds=None, facts={"missing": "a site"})
    >>> print(supply("conditions")(finding, None).text)
    show the documents for: a site
    """

    def remedy(finding: Finding, subject: Any) -> Remedy | None:
        if finding.holds is None:
            return Remedy(filled(Text("show the documents for: {missing}", "请提供以下事项的材料：{missing}"), finding))
        required: Any = finding.values[0].value
        now = getattr(subject, field)
        new = {**now, **dict.fromkeys(required, True)} if isinstance(now, dict) else now | set(required)
        return Remedy(filled(Text("provide: {missing}", "补齐：{missing}"), finding), {field: new})

    return remedy


def duty_ground(
    code: str,
    key: str,
    field: str,
    *,
    title: tuple[str, str],
    unmet: tuple[str, str],
    does: tuple[str, str],
    ask: tuple[str, str],
    to: Any = True,
) -> Ground:
    """Register a ground for one duty, shown by one fact that is yes or no (登记是非类审查事项).

    ``does`` says how to mend it: by setting ``field`` to ``to``; ``ask`` names the document that shows the fact.
    """
    return ground(
        code, Stage.AUTHORITY, title=title, unmet=unmet, figures=(key,), remedy=mend(field, does=does, ask=ask, to=to)
    )


def number_ground(
    code: str,
    keys: tuple[str, ...],
    field: str,
    *,
    title: tuple[str, str],
    unmet: tuple[str, str],
    does: tuple[str, str],
    ask: tuple[str, str],
    to: Any = _REQUIRED,
    at_most: bool = False,
    stage: Stage = Stage.AUTHORITY,
) -> Ground:
    """Register a ground for a number with a floor or a cap (登记数目类审查事项); mended by what is required."""
    changes = mend(field, does=does, ask=ask) if to is _REQUIRED else mend(field, does=does, ask=ask, to=to)
    return ground(code, stage, title=title, unmet=unmet, figures=keys, remedy=changes, at_most=at_most)
