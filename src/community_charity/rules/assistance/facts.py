"""What the rules of social assistance share: local standards, unknown facts, documents to ask for (共用部分).

A figure of the place goes before what the caller supplies; where neither is known, nothing is decided.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> law = Law.of("cn").on(date(2026, 7, 1))
>>> dibao_standard(law, None, None) is None, dibao_standard(law, None, yuan(722))
(True, yuan("722.00"))
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Ground, Remedy, Stage, ground
from community_charity.law.words import listed

if TYPE_CHECKING:
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.money import Money

Papers: TypeAlias = tuple[tuple[Any, Text], ...]
"""Facts, each with the document that would show it (事实与证明材料)."""

RATIO = declare(
    "assistance.ratio",
    wanted=("an exact Fraction of zero or more, or None if not known", "不为负的精确分数 Fraction；不详则为 None"),
    do=("write Fraction(3, 2) for one and a half", "一点五请写作 Fraction(3, 2)"),
)


def optional_ratio(value: Fraction | None) -> Fraction | None:
    """Check a field: an exact ratio of zero or more, or ``None`` (比例、倍数或不详). Raises `Malformed`.

    >>> optional_ratio(Fraction(3, 2))
    Fraction(3, 2)
    """
    if value is not None and (type(value) is not Fraction or value < 0):
        raise Malformed(RATIO, given=shown(value))
    return value


class Area(Enum):
    """Town or country, where a place has two standards (城镇或农村). ``Area("urban")`` looks one up.

    >>> Area("rural").name
    'RURAL'
    """

    URBAN = "urban"
    RURAL = "rural"


def optional_area(value: Area | None) -> Area | None:
    """Check a field: an `Area` or its name, or ``None`` (城乡或不详). Raises `Malformed`.

    >>> optional_area("urban")
    <Area.URBAN: 'urban'>
    """
    return None if value is None else choice(value, Area)


_STANDARDS: dict[Area | None, tuple[str, ...]] = {
    None: ("local_dibao_standard",),
    Area.URBAN: ("local_dibao_standard_urban", "local_dibao_standard"),
    Area.RURAL: ("local_dibao_standard_rural", "local_dibao_standard"),
}


def dibao_standard(law: LawInForce, area: Area | None, given: Money | None) -> Money | None:
    """Give the local dibao standard, a month and a head (当地低保标准): the place's figure, else what the caller gave.

    ``None`` if neither is known: it is never zero. In `Money`. Source: 社会救助法第19条 (set by the province).

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> dibao_standard(Law.of("cn").on(date(2026, 7, 1)), Area.URBAN, None) is None
    True
    """
    found: Money | None = local(law, _STANDARDS[area], given)
    return found


def local(law: LawInForce, keys: tuple[str, ...], given: Any) -> Any:
    """Give the first of several figures that the place fixes, else what the caller gave (地方数值).

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> local(Law.of("cn").on(date(2026, 7, 1)), ("rigid_expense_share",), Fraction(3, 5))
    Fraction(3, 5)
    """
    return next((getattr(law, key) for key in keys if key in law), given)


def says(law: LawInForce, key: str) -> bool:
    """Tell whether a rule of that day and place says so (是否规定).

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> says(Law.of("cn").on(date(2026, 7, 1)), "temporary_assistance_cap_per_person")
    False
    """
    return key in law and getattr(law, key) is True


def by_area(base: Ground) -> dict[Area | None, Ground]:
    """Give one ground for each kind of area, citing that area's standard beside its own figures (按城乡引用标准).

    >>> by_area(PROVIDED)[None].figures
    ('local_dibao_standard',)
    """
    return {area: attrs.evolve(base, figures=(*base.figures, *keys)) for area, keys in _STANDARDS.items()}


# --- what is not known ---------------------------------------------------------------------------


def below(value: Any, line: Any) -> bool | None:
    """Tell whether a value lies below a line (低于); ``None`` if either is not known.

    >>> below(5, 5), below(4, 5), below(None, 5)
    (False, True, None)
    """
    return None if value is None or line is None else bool(value < line)


def at_most(value: Any, limit: Any) -> bool | None:
    """Tell whether a value is no more than a limit (不超过); ``None`` if either is not known.

    >>> at_most(5, 5), at_most(6, 5), at_most(5, None)
    (True, False, None)
    """
    return None if value is None or limit is None else bool(value <= limit)


def every(*facts: bool | None) -> bool | None:
    """Tell whether all of several facts hold (全部成立): one that fails outweighs one that is not known.

    >>> every(True, None), every(None, False), every(True, True)
    (None, False, True)
    """
    if False in facts:
        return False
    return None if None in facts else True


def negated(fact: bool | None) -> bool | None:
    """Give the opposite of a fact (相反); what is not known stays so.

    >>> negated(False), negated(None)
    (True, None)
    """
    return None if fact is None else not fact


_SHOW = Text("show {what}", "请提供{what}")


def ask(finding: Finding, _subject: Any) -> Remedy | None:
    """Ask for the documents that a check noted as missing (补充材料); a fact that is known cannot be mended so.

    >>> from community_charity.law.decision import Finding
    >>> finding = Finding(PROVIDED, holds=None, facts={"missing": Text("the local rule", "地方规定")})
    >>> print(ask(finding, None).text.zh)
    请提供地方规定
    """
    return Remedy(_SHOW.fill(what=finding.facts["missing"])) if finding.holds is None else None


def consider(
    checks: Checks,
    base: Ground,
    holds: bool | None,
    papers: Papers,
    required: Any = None,
    found: Any = None,
    **facts: Any,
) -> None:
    """Note a check; where it is open, name the document of each fact that is not known (审查并列明所缺材料).

    >>> from community_charity.law.decision import Checks
    >>> checks = Checks()
    >>> rule = Text("the local rule", "地方规定")
    >>> consider(checks, PROVIDED, None, ((None, rule),), category=Text("this help", "此类救助"))
    >>> checks[0][4]["missing"].zh
    '地方规定'
    """
    if holds is None:
        facts["missing"] = listed(tuple(text for value, text in papers if value is None))
    checks.weigh(base, holds, required, found, facts)


NO_SOURCE = ("no rule in the data files for that day and place", "数据中未见当日当地的依据")
PROVIDED = ground(
    "assistance.provided",
    Stage.AUTHORITY,
    title=("there is a rule on this: {category}", "已有规定：{category}"),
    unmet=("no rule is known for that day and place on this: {category}", "当日当地未见关于{category}的规定"),
    remedy=ask,
    origin=NO_SOURCE,
)
SITUATION = ground(
    "assistance.situation",
    Stage.NEED,
    title=("{situation}", "{situation}"),
    unmet=("not established: {situation}", "未确认：{situation}"),
    remedy=ask,
)
LOCAL_RULE = Text("the rule of the place on it", "当地的有关规定")
STANDARD = Text("the local dibao standard of that day", "当日当地最低生活保障标准")
INCOME = Text("the result of the income check", "家庭收入核对结果")
PROPERTY = Text("the result of the property check", "家庭财产核对结果")
MEMBERS = Text("the list of the household's members", "共同生活的家庭成员名单")


def provided(checks: Checks, law: LawInForce, base: Ground, key: str, category: Text) -> bool:
    """Note whether a rule of that day provides for a kind of help (是否有规定), and tell it.

    Where no rule is known the question stays open: a place may have had one.

    >>> from datetime import date
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.law.law import Law
    >>> law = Law.of("cn").on(date(2026, 7, 1))
    >>> provided(Checks(), law, PROVIDED, "disaster_aid", Text("disaster aid", "受灾人员救助"))
    True
    """
    found = law.get(key)
    holds = None if found is None else found.value is not False
    consider(checks, base, holds, ((holds, LOCAL_RULE),), category=category)
    return holds is True


def of_figure(base: Ground, *keys: str) -> Ground:
    """Give a ground that cites these figures (指明所依数值).

    >>> of_figure(SITUATION, "disaster_aid").figures
    ('disaster_aid',)
    """
    return attrs.evolve(base, figures=keys)
