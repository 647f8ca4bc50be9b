"""Social service organisations (社会服务机构，即民办非企业单位): what one needs to be registered.

Instruments: 民办非企业单位登记管理暂行条例 arts. 8, 10, 11, 13; 民法典 art. 93. No national text fixes an amount: what is asked
for is lawful property that suits the activities.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> decision = ServiceOrganisationApplication(branches=1).may_be_registered(Law.of("cn").on(date(2025, 3, 13)))
>>> print(decision.reason.text("zh"))
分支机构：1；不得设立
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import show
from community_charity.rules.answers import (
    answers,
    at_most,
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


@attrs.frozen(kw_only=True)
class ServiceOrganisationApplication:
    """An application to register a social service organisation (申请登记社会服务机构); what is not given is not known.

    ``conditions`` answers yes or no by name (the figures ``service_organisation_conditions`` and, of a
    ``legal_person``, ``service_organisation_organs``); ``branches`` counts the branches that are planned. The other
    facts are as for an association. Raises `Malformed`.

    >>> ServiceOrganisationApplication(legal_person=True).branches is None
    True
    """

    legal_person: bool | None = attrs.field(default=None, converter=yes_no)
    conditions: dict[str, bool] = attrs.field(factory=dict, converter=answers, hash=False)
    charter_states: frozenset[str] | None = attrs.field(default=None, converter=names)
    branches: int | None = attrs.field(default=None, converter=count)
    national_name: bool | None = attrs.field(default=None, converter=yes_no)
    double_in_area: bool | None = attrs.field(default=None, converter=yes_no)
    heads_fit: bool | None = attrs.field(default=None, converter=yes_no)

    def may_be_registered(self, law: LawInForce) -> Decision:
        """Tell whether the organisation may be registered that day (能否准予登记).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the regulation.
        Source: 民办非企业单位登记管理暂行条例第8条、第10条、第11条、第13条, 民法典第93条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> asked = ServiceOrganisationApplication(national_name=True)
        >>> asked.may_be_registered(Law.of("cn").on(date(2025, 3, 13))).outcome.value
        'refused'
        """
        law, checks = in_force(law), Checks()
        none_allowed = law.service_organisation_no_branches
        weigh_answers(checks, CONDITIONS, self.conditions, law)
        weigh_stated(checks, CHARTER, self.charter_states, law)
        if self.legal_person is not False:  # a partnership or a single person's unit is no legal person
            _weigh_organs(checks, self, law)
        if none_allowed:
            checks.weigh(BRANCHES, at_most(self.branches, 0), 0, self.branches)
        weigh_duty(checks, NAME, denied(self.national_name), law)
        weigh_duty(checks, NO_DOUBLE, denied(self.double_in_area) or None, law)
        weigh_duty(checks, HEADS, self.heads_fit, law)
        return checks.decision(_ASKED, self, law.day, law)


_ASKED = Text("register a social service organisation", "登记社会服务机构")

CONDITIONS = ground(
    "service_organisation.conditions",
    Stage.AUTHORITY,
    title=("it has what a service organisation needs", "具备登记社会服务机构的各项条件"),
    unmet=("not there or not shown: {missing}", "不具备或者未证明：{missing}"),
    figures=("service_organisation_conditions",),
    remedy=supply("conditions"),
)
CHARTER = ground(
    "service_organisation.charter",
    Stage.AUTHORITY,
    title=("the charter states what it must", "章程载明全部必备事项"),
    unmet=("the charter does not state: {missing}", "章程未载明：{missing}"),
    figures=("service_organisation_charter_states",),
    remedy=supply("charter_states"),
)
ORGANS = ground(
    "service_organisation.organs",
    Stage.AUTHORITY,
    title=("it has the organs of such a legal person", "设有法人应设的机构"),
    unmet=("organs not there or not shown: {missing}", "未设立或者未证明：{missing}"),
    figures=("service_organisation_organs",),
    remedy=supply("conditions"),
)
BRANCHES = number_ground(
    "service_organisation.branches",
    ("service_organisation_no_branches",),
    "branches",
    at_most=True,
    title=("it has no branches", "不设分支机构"),
    unmet=("branches: {found}; none allowed", "分支机构：{found}；不得设立"),
    does=("give up the branches", "取消分支机构"),
    ask=("the plan of its organisation", "组织机构设置方案"),
)
NAME = duty_ground(
    "service_organisation.name",
    "service_organisation_no_national_name",
    "national_name",
    title=("its name does not call it Chinese or national", "名称未冠以全国性字样"),
    unmet=("not shown that its name is not a national one", "未证明名称未冠以全国性字样"),
    does=("choose another name", "更改名称"),
    ask=("the name applied for", "拟用名称"),
    to=False,
)
NO_DOUBLE = ground(
    "service_organisation.no_double",
    Stage.AUTHORITY,
    title=("there is none of the same field in the area", "同一行政区域内没有业务范围相同或者相似的民办非企业单位"),
    unmet=(
        "whether another of the same field in the area is needed is for the office to say",
        "同一行政区域内业务范围相同或者相似的民办非企业单位是否必要，由登记管理机关认定",
    ),
    figures=("service_organisation_no_needless_double",),
    remedy=show("why one more of the same field is needed", "设立必要性的说明"),
)
HEADS = duty_ground(
    "service_organisation.heads",
    "service_organisation_heads_fit",
    "heads_fit",
    title=(
        "no future head was deprived of political rights or lacks full capacity",
        "拟任负责人未受剥夺政治权利的刑事处罚且具有完全民事行为能力",
    ),
    unmet=("not shown that its future heads are fit", "未证明拟任负责人符合条件"),
    does=("let others lead it", "更换拟任负责人"),
    ask=("statements on the future heads", "拟任负责人的基本情况、身份证明"),
)


def _weigh_organs(checks: Checks, asked: ServiceOrganisationApplication, law: LawInForce) -> None:
    """Ask for the organs of a legal person; if it is not known to be one, missing organs leave the answer open."""
    notes = Checks()
    weigh_answers(notes, ORGANS, asked.conditions, law)
    for ground_, holds, required, found, facts in notes:
        checks.weigh(ground_, holds if asked.legal_person or holds else None, required, found, facts)
