"""Whom a pool may help: who belongs to the community, and what means a household has (救助对象).

Choice: a place that says so helps only its residents, and asks for the paper. Anywhere else a society is only kept from
helping those who are known to stand outside its community: the law allows mutual aid inside one and asks for no proof.

>>> lodger = Residence(hukou_here=False, lives_here=True)
>>> lodger.registered is None, lodger.within
(True, True)
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.errors import choice, expect
from community_charity.language import Text
from community_charity.law.decision import Checks, Remedy, Stage, ground
from community_charity.law.law import in_force
from community_charity.rules.assistance.categories import Category
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.law.decision import Decision, Finding
    from community_charity.law.law import LawInForce
    from community_charity.pools import Pool
    from community_charity.relief.files import CaseFile


_ASKED = Text("help the household from a mutual-aid society", "由互助社救助该家庭")


def _any(*facts: bool | None) -> bool | None:
    """One yes is enough; without one, what is not known keeps the answer open."""
    if True in facts:
        return True
    return None if None in facts else False


@attrs.frozen(kw_only=True)
class Residence:
    """How a household belongs to a village (户籍与居住情况): yes, no, or ``None`` for not known.

    ``hukou_here``: it is registered there (本村户籍). ``lives_here``: it lives there. ``lives_with_resident``: it lives with a
    family member who is registered there. Raises `Malformed`.

    >>> Residence(hukou_here=False, lives_with_resident=True).registered
    True
    >>> Residence(hukou_here=False).registered is None
    True
    """

    hukou_here: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    lives_here: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    lives_with_resident: bool | None = attrs.field(default=None, converter=yes_no, repr=False)

    @property
    def registered(self) -> bool | None:
        """Tell whether it is registered there, or lives with family who are (本村户籍或其共同生活家庭成员)."""
        return _any(self.hukou_here, self.lives_with_resident)

    @property
    def within(self) -> bool | None:
        """Tell whether it belongs to the community in any of the three ways (是否属于本社区)."""
        return _any(self.hukou_here, self.lives_here, self.lives_with_resident)

    def may_be_helped(self, law: LawInForce) -> Decision:
        """Tell whether a society of the place may help the household that day (能否由互助社救助).

        Raises `Malformed` for what is no `LawInForce`. Source: the practice of the place where it has one; 慈善法第122条
        (before 2024-09-05 第110条) allows mutual aid inside a community, and the rest is an assumption, marked so.

        >>> import community_charity as cc
        >>> lodger = Residence(hukou_here=False, lives_here=True, lives_with_resident=False)
        >>> places = ("cn/anhui/chuzhou/dingyuan", "cn/anhui")
        >>> [lodger.may_be_helped(cc.Law.of(place).on(cc.date(2025, 3, 13))).outcome.value for place in places]
        ['refused', 'allowed']
        """
        law, checks = in_force(law), Checks()
        _weigh_residence(checks, self, law)
        return checks.decision(_ASKED, self, law.day, law)


OUTSIDE = Residence(hukou_here=False, lives_here=False, lives_with_resident=False)
"""Of a household that moved away for good, register and all."""
_NOT_KNOWN = Residence()


def residence(value: Residence) -> Residence:
    """Check a `Residence` (户籍与居住情况). Raises `Malformed`.

    >>> residence(OUTSIDE).within
    False
    """
    return expect(value, Residence)


def optional_residence(value: Residence | None) -> Residence | None:
    """Check a field: a `Residence`, or ``None`` for not asked (户籍与居住情况或不详). Raises `Malformed`.

    >>> optional_residence(None) is None
    True
    """
    return None if value is None else residence(value)


class Means(Enum):
    """What government has recognised a household as (困难类型). ``Means("dibao")`` looks one up.

    ``OTHER`` is none of the four. It sets the order in which cases are taken up and which government aid to ask for; no
    household is refused for it. What is recognised need not be proved again. Source: 社会救助法第13条, 第42条第2款.

    >>> Means("marginal").text.zh, Means.OTHER.category is None
    ('最低生活保障边缘家庭', True)
    """

    TEKUN = "tekun"
    DIBAO = "dibao"
    MARGINAL = "marginal"
    RIGID_EXPENSE = "rigid_expense"
    OTHER = "other"

    __hash__ = object.__hash__

    @property
    def category(self) -> Category | None:
        """The category of social assistance it is (救助对象类别), if it is one."""
        return None if self is Means.OTHER else Category(self.value)

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        category = self.category
        return _OTHER if category is None else category.text


_OTHER = Text("other households", "其他家庭")


def means(value: Means) -> Means:
    """Check what a household is recognised as (困难类型). Raises `Malformed`.

    >>> means("tekun")
    <Means.TEKUN: 'tekun'>
    """
    return choice(value, Means)


def optional_means(value: Means | None) -> Means | None:
    """Check a field: a `Means`, or ``None`` for not known (困难类型或不详). Raises `Malformed`.

    >>> optional_means(None) is None
    True
    """
    return None if value is None else means(value)


_RANK: dict[Means | None, int] = {each: rank for rank, each in enumerate([*list(Means)[:-1], None, Means.OTHER])}


def in_order_of_need(files: Iterable[CaseFile]) -> list[CaseFile]:
    """Put cases in the order in which to take them up (办理顺序).

    Choice: urgent ones first, then by means (extreme hardship, minimum allowance, just above it, rigid expenditure, not
    known, other), then by how long they have waited since they were found, or else opened. No rule fixes an order.

    >>> import community_charity as cc
    >>> from community_charity.relief.files import CaseFile
    >>> cases = [  # invented
    ...     cc.ReliefCase("c-1", household="h-1", cause=cc.Cause.ILLNESS),
    ...     cc.ReliefCase("c-2", household="h-2", cause=cc.Cause.ILLNESS, means="dibao"),
    ... ]
    >>> files = [CaseFile(case, cc.date(2025, 3, 13), needs=(0, 0)) for case in cases]
    >>> [file.case.id for file in in_order_of_need(files)]
    ['c-2', 'c-1']
    """
    return sorted(files, key=lambda file: (not file.case.urgent, _RANK[file.case.means], file.since))


# --- rules ---------------------------------------------------------------------------------------


def _ask(finding: Finding, _asked: object) -> Remedy | None:
    if finding.holds is False:
        return None
    said = Text(
        "show the household register, or proof of living with family who are registered there",
        "请提供户口簿，或与本村户籍家庭成员共同生活的证明",
    )
    return Remedy(said, first="RecordResidence")


RESIDENT = ground(
    "relief.resident",
    Stage.RESTRICTION,
    title=(
        "the household is registered in the village, or lives with family who are",
        "属本村户籍或其共同生活家庭成员",
    ),
    unmet=(
        "registered in the village, or living with family who are: {found}",
        "是否属本村户籍或其共同生活家庭成员：{found}",
    ),
    figures=("society_helps_residents_only",),
    remedy=_ask,
)
WITHIN = ground(
    "relief.within_community",
    Stage.RESTRICTION,
    title=("the household belongs to the community", "属于本社区"),
    unmet=(
        "the household is neither registered in the community nor lives there, and no family it lives with is",
        "该家庭户籍与居住均不在本社区，亦非其共同生活家庭成员",
    ),
    figures=("society_helps_within_community",),
)


def weigh_household(checks: Checks, residence: Residence | None, pool: Pool, law: LawInForce) -> None:
    """Check that a pool may help the household (审查救助对象): only a society is bound to its community.

    Other kinds of pools help whom their purposes reach.

    >>> import community_charity as cc
    >>> from community_charity.pools import Pool
    >>> village = Pool("v-1", frozenset(), frozenset(), kind=PoolKind.SOCIETY)  # invented
    >>> checks = cc.Checks()
    >>> weigh_household(checks, None, village, cc.Law.of("cn/anhui/chuzhou/dingyuan").on(cc.date(2025, 3, 13)))
    >>> [(ground.code, holds) for ground, holds, *_ in checks]
    [('relief.resident', None)]
    """
    if pool.kind is PoolKind.SOCIETY:
        _weigh_residence(checks, residence, law)


def _weigh_residence(checks: Checks, residence: Residence | None, law: LawInForce) -> None:
    if "society_helps_residents_only" in law and law.society_helps_residents_only:
        belongs = (residence or _NOT_KNOWN).registered
        checks.weigh(RESIDENT, belongs, found=belongs)
        return
    within = None if residence is None else residence.within
    if within is not None and "society_helps_within_community" in law and law.society_helps_within_community:
        checks.weigh(WITHIN, within)
