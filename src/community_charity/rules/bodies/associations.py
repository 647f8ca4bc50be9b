"""Social associations (社会团体): what one needs to be registered, and which groups need no registration.

Instruments: 社会团体登记管理条例 arts. 3, 9, 10, 12 to 14, 32; 民法典 art. 91; for community groups 取缔非法社会组织办法
art. 3. Articles other than 10 are cited as the text of 2016 numbers them, from the day of that text.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> asked = AssociationApplication(scope="local", members=49, unit_members=0, capital=yuan(30_000))
>>> print(asked.may_be_registered(Law.of("cn").on(date(2025, 3, 13))).reason.text("zh"))
会员49名，须不少于50名
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.errors import choice
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import show
from community_charity.money import Money, known_or_unknown_money
from community_charity.rules.answers import (
    answers,
    at_least,
    denied,
    duty_ground,
    number_ground,
    supply,
    weigh_answers,
    weigh_duty,
    weigh_stated,
)
from community_charity.rules.facts import count, names, yes_no

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce


class Scope(Enum):
    """How far an association reaches (活动地域): 社会团体登记管理条例第7条. ``Scope("local")`` looks one up.

    >>> Scope("cross_region").text.zh
    '跨行政区域的社会团体'
    """

    NATIONAL = "national"
    LOCAL = "local"
    CROSS_REGION = "cross_region"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _SCOPES[self]


_SCOPES = {
    Scope.NATIONAL: Text("national association", "全国性社会团体"),
    Scope.LOCAL: Text("local association", "地方性社会团体"),
    Scope.CROSS_REGION: Text("association across regions", "跨行政区域的社会团体"),
}


def _scope(value: Scope) -> Scope:
    return choice(value, Scope)


@attrs.frozen(kw_only=True)
class AssociationApplication:
    """An application to set up a social association (申请成立社会团体); what is not given is not known.

    ``members`` and ``unit_members`` are counts of people and of bodies, ``capital`` (活动资金) is `Money`; ``conditions``
    answers yes or no by name (the figures ``association_conditions`` and ``association_organs``). ``national_name``
    says whether the name calls it Chinese or national; ``double_in_area`` whether one of the same field is there
    already; ``founders_fit`` that none of the founders and future officers was ever deprived of political rights or
    lacks full civil capacity. Raises `Malformed`.

    >>> AssociationApplication(scope="national").scope
    <Scope.NATIONAL: 'national'>
    """

    scope: Scope = attrs.field(converter=_scope)
    members: int | None = attrs.field(default=None, converter=count)
    unit_members: int | None = attrs.field(default=None, converter=count)
    capital: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    conditions: dict[str, bool] = attrs.field(factory=dict, converter=answers, hash=False)
    charter_states: frozenset[str] | None = attrs.field(default=None, converter=names)
    national_name: bool | None = attrs.field(default=None, converter=yes_no)
    national_name_approved: bool | None = attrs.field(default=None, converter=yes_no)
    double_in_area: bool | None = attrs.field(default=None, converter=yes_no)
    founders_fit: bool | None = attrs.field(default=None, converter=yes_no)
    represents_another: bool | None = attrs.field(default=None, converter=yes_no)

    def may_be_registered(self, law: LawInForce) -> Decision:
        """Tell whether the association may be registered that day (能否准予成立登记).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the regulation.
        Source: 社会团体登记管理条例第9条、第10条、第12条至第14条, 民法典第91条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> asked = AssociationApplication(scope="local", members=0, unit_members=29)
        >>> asked.may_be_registered(Law.of("cn").on(date(2025, 3, 13))).reason.required
        30
        """
        law, checks = in_force(law), Checks()
        _weigh_members(checks, self, law)
        national = self.scope is Scope.NATIONAL
        wanted = law.national_association_minimum_capital if national else law.association_minimum_capital
        ground_ = NATIONAL_CAPITAL if national else LOCAL_CAPITAL
        checks.weigh(ground_, at_least(self.capital, wanted), wanted, self.capital)
        weigh_answers(checks, CONDITIONS, self.conditions, law)
        weigh_answers(checks, ORGANS, self.conditions, law)
        weigh_stated(checks, CHARTER, self.charter_states, law)
        plain = denied(self.national_name)
        if self.scope is Scope.NATIONAL:
            approved = (self.national_name_approved or None) if plain is None else self.national_name_approved
            weigh_duty(checks, NAME_APPROVED, plain or approved, law)
        elif self.scope is Scope.LOCAL:
            weigh_duty(checks, LOCAL_NAME, plain, law)
        weigh_duty(checks, NO_DOUBLE, denied(self.double_in_area) or None, law)
        weigh_duty(checks, FOUNDERS, self.founders_fit, law)
        weigh_duty(checks, REPRESENTATIVE, denied(self.represents_another), law)
        return checks.decision(_ASKED.later(scope=self.scope.text), self, law.day, law)


@attrs.frozen(kw_only=True)
class UnregisteredGroup:
    """A group that is not registered (未登记的团体), such as a club in a firm or a circle of neighbours.

    ``approved_by_unit`` and ``only_inside_unit``: the organ, body or firm to which it belongs approved it, and it acts
    only there; ``managed_by_township``: the township or street office manages it as a community group;
    ``calls_itself_association``: it acts in the name of a social association. Raises `Malformed`.

    >>> UnregisteredGroup(managed_by_township=True).calls_itself_association is None
    True
    """

    approved_by_unit: bool | None = attrs.field(default=None, converter=yes_no)
    only_inside_unit: bool | None = attrs.field(default=None, converter=yes_no)
    managed_by_township: bool | None = attrs.field(default=None, converter=yes_no)
    calls_itself_association: bool | None = attrs.field(default=None, converter=yes_no)

    def may_act(self, law: LawInForce) -> Decision:
        """Tell whether the group may act without registration (能否不经登记开展活动).

        Before 2025-05-01 no national text read says what a group managed by a township is: the answer is open.
        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the text of 2016.
        Source: 社会团体登记管理条例第3条第3款第3项、第32条, 取缔非法社会组织办法第3条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> group = UnregisteredGroup(approved_by_unit=True, only_inside_unit=True, calls_itself_association=False)
        >>> bool(group.may_act(Law.of("cn").on(date(2025, 3, 13))))
        True
        """
        law, checks = in_force(law), Checks()
        exempt = law.association_exempt_inside_unit
        inside = _both(self.approved_by_unit, self.only_inside_unit) if exempt else False
        township = self.managed_by_township
        known = "township_managed_group_not_illegal" in law and law.township_managed_group_not_illegal
        covered = township if known or not township else None
        checks.weigh(EXEMPT, True if True in (inside, covered) else None if None in (inside, covered) else False)
        weigh_duty(checks, OWN_NAME, denied(self.calls_itself_association), law)
        return checks.decision(_ACT, self, law.day, law)


def _both(one: bool | None, other: bool | None) -> bool | None:
    return False if False in (one, other) else None if None in (one, other) else True


_ASKED = Text("register a {scope}", "成立登记：{scope}")
_ACT = Text("a group acts without registration", "未经登记的团体开展活动")

# --- grounds -------------------------------------------------------------------------------------

MEMBERS = number_ground(
    "association.members",
    ("association_minimum_members",),
    "members",
    title=("at least {required} members", "会员不少于{required}名"),
    unmet=("members: {found}; at least {required} required", "会员{found}名，须不少于{required}名"),
    does=("members still needed: {short}", "再增加{short}名会员"),
    ask=("the list of members, people and units", "会员名册（含单位会员）"),
    to=lambda finding, subject: subject.members - finding.margin,
)
UNIT_MEMBERS = number_ground(
    "association.unit_members",
    ("association_minimum_unit_members",),
    "unit_members",
    title=("of units alone, at least {required} members", "单位会员不少于{required}个"),
    unmet=(
        "members, all of them units: {found}; at least {required} required",
        "单位会员{found}个，须不少于{required}个",
    ),
    does=("unit members still needed: {short}", "再增加{short}个单位会员"),
    ask=("the list of members", "会员名册"),
)
LOCAL_CAPITAL = number_ground(
    "association.capital",
    ("association_minimum_capital",),
    "capital",
    stage=Stage.MONEY,
    title=("activity funds of at least {required}", "活动资金不低于 {required}"),
    unmet=("activity funds {found}; at least {required} required", "活动资金 {found}，须不低于 {required}"),
    does=("{short} more in activity funds", "活动资金增加 {short}"),
    ask=("the capital verification report", "验资报告"),
)
NATIONAL_CAPITAL = number_ground(
    "association.national_capital",
    ("national_association_minimum_capital",),
    "capital",
    stage=Stage.MONEY,
    title=("activity funds of at least {required}", "活动资金不低于 {required}"),
    unmet=("activity funds {found}; at least {required} required", "活动资金 {found}，须不低于 {required}"),
    does=("{short} more in activity funds", "活动资金增加 {short}"),
    ask=("the capital verification report", "验资报告"),
)
CONDITIONS = ground(
    "association.conditions",
    Stage.AUTHORITY,
    title=("it has what an association needs", "具备成立社会团体的各项条件"),
    unmet=("not there or not shown: {missing}", "不具备或者未证明：{missing}"),
    figures=("association_conditions",),
    remedy=supply("conditions"),
)
ORGANS = ground(
    "association.organs",
    Stage.AUTHORITY,
    title=("it has the organs of an association", "设有社会团体法人应设的机构"),
    unmet=("organs not there or not shown: {missing}", "未设立或者未证明：{missing}"),
    figures=("association_organs",),
    remedy=supply("conditions"),
)
CHARTER = ground(
    "association.charter",
    Stage.AUTHORITY,
    title=("the charter states what it must", "章程载明全部必备事项"),
    unmet=("the charter does not state: {missing}", "章程未载明：{missing}"),
    figures=("association_charter_states",),
    remedy=supply("charter_states"),
)
LOCAL_NAME = duty_ground(
    "association.local_name",
    "local_association_no_national_name",
    "national_name",
    title=("its name does not call it Chinese or national", "名称未冠以全国性字样"),
    unmet=(
        "a local association is not shown to do without a national name",
        "未证明地方性社会团体的名称未冠以全国性字样",
    ),
    does=("choose another name", "更改名称"),
    ask=("the name applied for", "拟用名称"),
    to=False,
)
NAME_APPROVED = duty_ground(
    "association.national_name",
    "national_association_name_approved",
    "national_name_approved",
    title=("a national name has been approved, or is not used", "冠以全国性字样已经批准，或者未使用"),
    unmet=("the national name is not shown to be approved", "未证明冠以全国性字样已经批准"),
    does=("have the name approved first", "先行报批名称"),
    ask=("the approval of the name", "名称批准文件"),
)
NO_DOUBLE = ground(
    "association.no_double",
    Stage.AUTHORITY,
    title=("there is none of the same field in the area", "同一行政区域内没有业务范围相同或者相似的社会团体"),
    unmet=(
        "whether another of the same field in the area is needed is for the office to say",
        "同一行政区域内业务范围相同或者相似的社会团体是否必要，由登记管理机关认定",
    ),
    figures=("association_no_needless_double",),
    remedy=show("why one more of the same field is needed", "设立必要性的说明"),
)
FOUNDERS = duty_ground(
    "association.founders",
    "association_founders_fit",
    "founders_fit",
    title=(
        "no founder or future officer was deprived of political rights or lacks full capacity",
        "发起人、拟任负责人未受剥夺政治权利的刑事处罚且具有完全民事行为能力",
    ),
    unmet=("not shown that founders and future officers are fit", "未证明发起人、拟任负责人符合条件"),
    does=("let others found and lead it", "更换发起人或者拟任负责人"),
    ask=("statements on the founders and future officers", "发起人和拟任负责人的基本情况、身份证明"),
)
REPRESENTATIVE = duty_ground(
    "association.representative",
    "association_represented_by_one_of_its_own",
    "represents_another",
    title=("its legal representative represents no other association", "法定代表人未同时担任其他社会团体的法定代表人"),
    unmet=(
        "not shown that its legal representative represents no other association",
        "未证明法定代表人未同时担任其他社会团体的法定代表人",
    ),
    does=("choose another legal representative", "另选法定代表人"),
    ask=("a statement of the legal representative", "法定代表人任职声明"),
    to=False,
)
EXEMPT = ground(
    "association.exempt",
    Stage.AUTHORITY,
    title=("the group need not be registered", "该团体无须登记"),
    unmet=("not shown that the group need not be registered", "未证明该团体无须登记"),
    figures=("association_exempt_inside_unit", "township_managed_group_not_illegal"),
    remedy=show(
        "the approval of its unit, or the list of groups that the township or street office manages",
        "本单位批准文件，或者乡镇（街道）管理的社区社会组织名单",
    ),
)
OWN_NAME = duty_ground(
    "association.unregistered_name",
    "unregistered_association_barred",
    "calls_itself_association",
    title=("it does not act in the name of a social association", "未以社会团体名义进行活动"),
    unmet=("not shown that it does not act in the name of a social association", "未证明其未以社会团体名义进行活动"),
    does=("act under a name that claims no registration", "不再以社会团体名义进行活动"),
    ask=("its name and notices", "团体名称及对外宣传材料"),
    to=False,
)


def _weigh_members(checks: Checks, asked: AssociationApplication, law: LawInForce) -> None:
    """People, or people and units mixed, reach one number; units alone a smaller one."""
    people, units = asked.members, asked.unit_members
    if people == 0 and units:
        least = law.association_minimum_unit_members
        checks.weigh(UNIT_MEMBERS, units >= least, least, units)
        return
    least = law.association_minimum_members
    found = None if people is None or units is None else people + units
    # Those counted may be enough already. Units alone, of no known people, may fall under the other number.
    enough = people is not None and people + (units or 0) >= least
    checks.weigh(MEMBERS, True if enough else at_least(found, least), least, people if found is None else found)
