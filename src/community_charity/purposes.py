"""Purposes (用途): what money is for, from the general to the narrow.

A purpose lies within another: major illness within illness, illness within relief, relief within the general one. Money
for the wider purpose may serve the narrower, never the other way round. Your own purposes hang below one of these:

>>> wells = Purpose("wells", of=COMMUNITY, title=Text("wells", "水井"))
>>> wells.code, wells.within(COMMUNITY), COMMUNITY.within(wells)
('community/wells', True, False)
>>> MAJOR_ILLNESS.within(RELIEF), MAJOR_ILLNESS.text.zh
(True, '大病')

The upper ones follow the activities that 慈善法 art. 3 names and the uses that local guidelines for community funds name.
"""

from __future__ import annotations

import attrs

from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.parties import opaque_id

NAME = declare(
    "purpose.name",
    wanted=("a name without a slash, other than that of the general purpose", "不含斜杠、且不同于一般慈善用途的名称"),
    do=("say what it is part of with of=", "所属上级用途以 of= 指明"),
)
TITLE = declare(
    "purpose.title",
    wanted=("words in English and in Chinese", "英文和中文名称各一"),
    do=("give both, as title=Text(en, zh)", "请一并给出：title=Text(en, zh)"),
)


def _name(value: str) -> str:
    if "/" in opaque_id(value):
        raise Malformed(NAME, given=shown(value))
    return value


def _parent(value: Purpose | None) -> Purpose | None:
    return None if value is None else expect(value, Purpose)


def _title(value: Text) -> Text:
    for words in (expect(value, Text).en, value.zh):  # here, not in Text: thousands of those are the library's own
        if not isinstance(words, str) or not words.strip():
            raise Malformed(TITLE, given=shown(words))
    return value


@attrs.frozen(eq=False, repr=False)
class Purpose:
    """What money is for (用途): a name, and the wider purpose that it lies within.

    Two are the same if their names and those of all wider ones are. Raises `Malformed`.

    >>> Purpose("illness", of=RELIEF, title=Text("sickness", "疾病")) == ILLNESS
    True
    """

    id: str = attrs.field(converter=_name)
    of: Purpose | None = attrs.field(converter=_parent, kw_only=True)
    title: Text = attrs.field(converter=_title, kw_only=True)
    path: tuple[str, ...] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        path = () if self.of is None else (*self.of.path, self.id)
        if path == ("general",):  # its code would be that of the widest
            raise Malformed(NAME, given=shown(self.id))
        object.__setattr__(self, "path", path)

    def within(self, other: Purpose) -> bool:
        """Tell whether money for the other purpose may serve this one (是否属于该用途).

        >>> ILLNESS.within(GENERAL), ILLNESS.within(ILLNESS), ILLNESS.within(EDUCATION)
        (True, True, False)
        """
        return self.path[: len(other.path)] == other.path

    def common(self, other: Purpose) -> Purpose:
        """Give the narrowest purpose that both lie within (共同上级用途).

        >>> MAJOR_ILLNESS.common(EDUCATION).code
        'relief'
        """
        wider = self
        while wider.of is not None and not other.within(wider):
            wider = wider.of
        return wider

    @property
    def code(self) -> str:
        """The names from the widest on (用途代码), the general purpose left out.

        >>> MAJOR_ILLNESS.code, GENERAL.code
        ('relief/illness/major_illness', 'general')
        """
        return "/".join(self.path) or self.id

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return self.title

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Purpose) and self.path == other.path)

    def __hash__(self) -> int:
        return hash(self.path)  # never kept: the hash of text is another in each process

    def __repr__(self) -> str:
        return f"<Purpose {self.code}>"


def _below(wider: Purpose, name: str, en: str, zh: str) -> Purpose:
    return Purpose(name, of=wider, title=Text(en, zh))


GENERAL = Purpose("general", of=None, title=Text("charity in general", "一般慈善用途"))

RELIEF = _below(GENERAL, "relief", "relief of hardship", "扶贫济困")
ILLNESS = _below(RELIEF, "illness", "illness", "患病")
MAJOR_ILLNESS = _below(ILLNESS, "major_illness", "major illness", "大病")
CANCER = _below(MAJOR_ILLNESS, "cancer", "cancer", "癌症")
ACCIDENT = _below(RELIEF, "accident", "accident", "意外事故")
DISASTER = _below(RELIEF, "disaster", "disaster", "灾害")
EDUCATION = _below(RELIEF, "education", "education", "就学")
DEATH_IN_FAMILY = _below(RELIEF, "death_in_family", "death in the family", "亲属亡故")
OTHER_HARDSHIP = _below(RELIEF, "other_hardship", "other hardship", "其他困难")

CARE = _below(GENERAL, "care", "care for the old, the young, the sick and the disabled", "扶老、救孤、恤病、助残、优抚")
CARE_FOR_THE_OLD = _below(CARE, "old", "care for the old", "扶老")
CARE_FOR_CHILDREN = _below(CARE, "children", "care for children", "关爱儿童")
CARE_FOR_THE_DISABLED = _below(CARE, "disabled", "care for the disabled", "助残")

EMERGENCY = _below(GENERAL, "emergency", "help in emergencies", "应对突发事件")

COMMUNITY = _below(GENERAL, "community", "community life", "社区公共事务")
GOVERNANCE = _below(COMMUNITY, "governance", "community governance", "社区治理")
PUBLIC_REPAIR = _below(GOVERNANCE, "public_repair", "public repairs", "公共维修")
CONVENIENCE = _below(COMMUNITY, "convenience", "everyday services", "便民利民")
ENVIRONMENT = _below(COMMUNITY, "environment", "environment", "环境优化")
CULTURE = _below(COMMUNITY, "culture", "culture", "公共文化")
VOLUNTEERING = _below(COMMUNITY, "volunteering", "volunteering", "志愿服务")
SOCIAL_WORK = _below(COMMUNITY, "social_work", "social-work stations", "社会工作服务站")
FOSTERING = _below(COMMUNITY, "fostering", "fostering community organisations", "培育社区社会组织")

PURPOSES: tuple[Purpose, ...] = (
    GENERAL,
    RELIEF, ILLNESS, MAJOR_ILLNESS, CANCER, ACCIDENT, DISASTER, EDUCATION, DEATH_IN_FAMILY, OTHER_HARDSHIP,
    CARE, CARE_FOR_THE_OLD, CARE_FOR_CHILDREN, CARE_FOR_THE_DISABLED,
    EMERGENCY,
    COMMUNITY, GOVERNANCE, PUBLIC_REPAIR, CONVENIENCE, ENVIRONMENT, CULTURE, VOLUNTEERING, SOCIAL_WORK, FOSTERING,
)  # fmt: skip
"""The library's own purposes, the wider before the narrower (本库用途清单)."""
