"""Three-way triage of community matters (三事分流): who takes a matter up.

Big matters go to government, small ones to the community, private ones stay with the person, who is helped along. As
reported of Nanan district (Chongqing) since 2014; a practice, no rule of law.

>>> route("small").text.zh
'社区共办'
>>> sort_matter(statutory_aid=True), sort_matter() is None
(<Matter.BIG: 'big'>, True)
"""

from __future__ import annotations

from enum import Enum

from community_charity.errors import choice
from community_charity.language import Text
from community_charity.rules.facts import yes_no


class Matter(Enum):
    """How public a matter is (事项类别). ``Matter("big")`` looks one up.

    >>> Matter("private").text.zh
    '私事'
    """

    BIG = "big"
    SMALL = "small"
    PRIVATE = "private"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _MATTERS[self][0]


class Route(Enum):
    """Who takes a matter up (分流去向). ``Route("community")`` looks one up.

    >>> Route("self_help").text.zh
    '自办，社区引导帮助'
    """

    GOVERNMENT = "government"
    COMMUNITY = "community"
    SELF_HELP = "self_help"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _ROUTES[self]


_MATTERS = {
    Matter.BIG: (Text("big matter", "大事"), Route.GOVERNMENT),
    Matter.SMALL: (Text("small matter", "小事"), Route.COMMUNITY),
    Matter.PRIVATE: (Text("private matter", "私事"), Route.SELF_HELP),
}
_ROUTES = {
    Route.GOVERNMENT: Text("government, at once", "政府快办"),
    Route.COMMUNITY: Text("the community together: fund, society, volunteers", "社区共办"),
    Route.SELF_HELP: Text("the person, helped along", "自办，社区引导帮助"),
}


def sort_matter(
    *,
    rights_or_safety: bool | None = None,
    statutory_aid: bool | None = None,
    beyond_one_family: bool | None = None,
) -> Matter | None:
    """Sort a matter by how public it is (事项分类); ``None`` while a fact that decides is not known.

    Big is what touches rights or safety or is aid that the law grants; small what concerns more than one family; the rest is
    private. Raises `Malformed`. Source: practice of Nanan district (Chongqing).

    >>> sort_matter(rights_or_safety=False, statutory_aid=False, beyond_one_family=True).text.zh
    '小事'
    >>> sort_matter(rights_or_safety=False, beyond_one_family=True) is None
    True
    """
    public = (yes_no(rights_or_safety), yes_no(statutory_aid))
    many = yes_no(beyond_one_family)
    if True in public:
        return Matter.BIG
    if None in public or many is None:
        return None
    return Matter.SMALL if many else Matter.PRIVATE


def route(matter: Matter) -> Route:
    """Tell who takes a matter up (分流). Raises `Malformed`. Source: practice of Nanan district (Chongqing).

    >>> [route(matter).value for matter in Matter]
    ['government', 'community', 'self_help']
    """
    return _MATTERS[choice(matter, Matter)][1]
