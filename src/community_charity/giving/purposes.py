"""The charitable activities of the Charity Law (慈善活动): 慈善法第3条.

What money is for is a `Purpose`, as fine as anyone likes; whether a promise binds depends on these six items.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.purposes import CARE, CULTURE, EMERGENCY, ENVIRONMENT, RELIEF, Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable

PURPOSES = declare(
    "giving.purposes",
    wanted=("at least one CharitablePurpose, or None if it is not known", "至少一个 CharitablePurpose，不详时为 None"),
    do=('write ["poverty", "disaster"], or leave it out', '写作 ["poverty", "disaster"]，或省略'),
)


class CharitablePurpose(Enum):
    """What charity is for, by the six items of the article (慈善活动领域). ``CharitablePurpose("disaster")`` looks one up.

    Source: 慈善法第3条, the same six items in both texts.

    >>> CharitablePurpose("disaster").text.zh, len(CharitablePurpose)
    ('救助突发事件造成的损害', 6)
    """

    POVERTY = "poverty"
    WEAK = "weak"
    DISASTER = "disaster"
    CULTURE = "culture"
    ENVIRONMENT = "environment"
    OTHER = "other"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _PURPOSES[self]


_PURPOSES = {
    CharitablePurpose.POVERTY: Text("relief of poverty", "扶贫、济困"),
    CharitablePurpose.WEAK: Text(
        "care for the old, orphans, the sick and the disabled", "扶老、救孤、恤病、助残、优抚"
    ),
    CharitablePurpose.DISASTER: Text("relief of disasters", "救助突发事件造成的损害"),
    CharitablePurpose.CULTURE: Text(
        "education, science, culture, health, sport", "促进教育、科学、文化、卫生、体育等事业"
    ),
    CharitablePurpose.ENVIRONMENT: Text("protection of the environment", "防治污染和其他公害，保护和改善生态环境"),
    CharitablePurpose.OTHER: Text("other public benefit", "其他公益活动"),
}


def charitable_purposes(value: Iterable[CharitablePurpose] | None) -> frozenset[CharitablePurpose] | None:
    """Check the purposes of a gift, ``None`` if not known (慈善目的或不详). Raises `Malformed`.

    >>> charitable_purposes(["poverty", "poverty"])
    frozenset({<CharitablePurpose.POVERTY: 'poverty'>})
    """
    if value is None:
        return None
    if not isinstance(value, list | tuple | set | frozenset) or not value:
        raise Malformed(PURPOSES, given=shown(value))
    return frozenset(choice(one, CharitablePurpose) for one in value)


_ITEMS = {
    RELIEF: CharitablePurpose.POVERTY,
    CARE: CharitablePurpose.WEAK,
    EMERGENCY: CharitablePurpose.DISASTER,
    CULTURE: CharitablePurpose.CULTURE,
    ENVIRONMENT: CharitablePurpose.ENVIRONMENT,
}


def item_of(purpose: Purpose) -> CharitablePurpose | None:
    """Tell under which item of the article a purpose falls (用途所属慈善活动), ``None`` if that cannot be told.

    Choice: what the library counts as relief of hardship is relief of poverty, whatever caused the hardship. Raises
    `Malformed`.

    >>> from community_charity.purposes import COMMUNITY, MAJOR_ILLNESS
    >>> item_of(MAJOR_ILLNESS).text.zh, item_of(COMMUNITY)
    ('扶贫、济困', None)
    """
    expect(purpose, Purpose)
    return next((item for wider, item in _ITEMS.items() if purpose.within(wider)), None)
