"""The parts that questions about conflicts share (共用事实): parties, ties, near relatives, matters.

>>> Matter("charter").special, Matter("relief").special
(True, False)
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from community_charity.errors import Malformed, choice, shown
from community_charity.language import Text
from community_charity.parties import party_id, person_id
from community_charity.rules.facts import NAMES
from community_charity.rules.forms import Form
from community_charity.ties import Tie, TieKind, Ties

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.parties import PartyId, PersonId

NEAR_RELATIVES: Final = frozenset(
    {TieKind.SPOUSE, TieKind.PARENT_OR_CHILD, TieKind.SIBLING, TieKind.NEAR_RELATIVE},
)
"""The ties that make people near relatives (近亲属): 民法典第1045条."""


class Matter(Enum):
    """What a decision body decides on (决策事项). ``Matter("relief")`` looks one up.

    >>> Matter.RELATED_DEAL.text.zh
    '关联交易'
    """

    ORDINARY = "ordinary"
    CHARTER = "charter"
    OFFICERS = "officers"
    MAJOR_FUNDRAISING = "major_fundraising"
    MAJOR_INVESTMENT = "major_investment"
    MERGER = "merger"
    RELATED_DEAL = "related_deal"
    RELIEF = "relief"

    @property
    def special(self) -> bool:
        """Whether a foundation needs the larger majority for it (是否重要事项): 基金会管理条例第21条第3款."""
        return self in _SPECIAL

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _MATTERS[self]


_SPECIAL = {Matter.CHARTER, Matter.OFFICERS, Matter.MAJOR_FUNDRAISING, Matter.MAJOR_INVESTMENT, Matter.MERGER}
_MATTERS = {
    Matter.ORDINARY: Text("ordinary business", "一般事项"),
    Matter.CHARTER: Text("an amendment of the charter", "章程的修改"),
    Matter.OFFICERS: Text("the election or removal of officers", "选举或者罢免负责人"),
    Matter.MAJOR_FUNDRAISING: Text("major fundraising as the charter defines it", "章程规定的重大募捐活动"),
    Matter.MAJOR_INVESTMENT: Text("a major investment", "重大投资"),
    Matter.MERGER: Text("division or merger", "分立、合并"),
    Matter.RELATED_DEAL: Text("a deal with a related party", "关联交易"),
    Matter.RELIEF: Text("relief of a case", "救助个案"),
}


def form(value: Form) -> Form:
    """Check a legal form (组织形式). Raises `Malformed`.

    >>> form("foundation")
    <Form.FOUNDATION: 'foundation'>
    """
    return choice(value, Form)


def matter(value: Matter) -> Matter:
    """Check a matter (决策事项). Raises `Malformed`.

    >>> matter("charter")
    <Matter.CHARTER: 'charter'>
    """
    return choice(value, Matter)


def parties(value: Iterable[PartyId] | None) -> tuple[PartyId, ...] | None:
    """Check a list of people and bodies by id, which may be empty, or ``None`` (当事人名单或不详). Raises `Malformed`.

    >>> parties(["p-1", "p-1"])  # invented
    ('p-1',)
    """
    return None if value is None else tuple(dict.fromkeys(party_id(party) for party in _several(value)))


def people(value: Iterable[PersonId] | None) -> tuple[PersonId, ...] | None:
    """Check a list of people by id, which may be empty, or ``None`` (人员名单或不详). Raises `Malformed`.

    >>> people([])
    ()
    """
    return None if value is None else tuple(dict.fromkeys(person_id(person) for person in _several(value)))


def known_people(value: Iterable[PersonId]) -> tuple[PersonId, ...]:
    """Check a list of people that must be known (已知人员名单). Raises `Malformed`.

    >>> known_people(["p-1"])  # invented
    ('p-1',)
    """
    return tuple(dict.fromkeys(person_id(person) for person in _several(value)))


def some_ties(value: Iterable[Tie] | None) -> tuple[Tie, ...] | None:
    """Check the ties that are known, or ``None`` if nobody asked for them (关系登记或不详). Raises `Malformed`.

    >>> some_ties(Ties()), some_ties(None)
    ((), None)
    """
    return None if value is None else tuple(Ties(value if isinstance(value, Ties) else _several(value)))


def _several(value: Iterable[PartyId] | Iterable[PersonId] | Iterable[Tie]) -> Iterable:  # type: ignore[type-arg] # of what, its callers know
    if not isinstance(value, list | tuple | set | frozenset):  # a bare id is no list of letters
        raise Malformed(NAMES, given=shown(value))
    return value
