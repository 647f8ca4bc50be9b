"""Cooperative fundraising: a qualified charity raises together with a partner that is not qualified (合作募捐).

Instruments: 慈善法 art. 26 and 慈善组织公开募捐管理办法 (民政部令第74号) arts. 10, 11 and 18. 慈善法 of 2016 had one sentence:
the charity raises, and manages what is raised; assessment, agreement and supervision came with 2024-09-05.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> together = CooperativeFundraising("winter-2026", partner_raises=True)  # invented
>>> print(together.may_begin(Law.of("cn").on(date(2026, 3, 2))).line("zh"))
不予：合作开展公开募捐 winter-2026，2026-03-02——合作方自行开展或者可能自行开展公开募捐
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import EVERY_DAY, optional_day
from community_charity.errors import choice, expect
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Outcome, Stage, ground
from community_charity.law.remedies import show, wait
from community_charity.parties import opaque_id
from community_charity.rules.campaigns.plan import FundraisingPlan
from community_charity.rules.duties import (
    both,
    duty,
    knowing,
    listed_ground,
    points,
    weigh_duties,
    weigh_listed,
)
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from community_charity.calendar import WorkCalendar
    from community_charity.law.law import LawInForce


class PartnerKind(Enum):
    """What the partner is (合作方类型). ``PartnerKind("individual")`` looks one up.

    >>> PartnerKind("individual").text.zh
    '个人'
    """

    ORGANISATION = "organisation"
    INDIVIDUAL = "individual"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    PartnerKind.ORGANISATION: Text("organisation", "组织"),
    PartnerKind.INDIVIDUAL: Text("individual", "个人"),
}


def _kind(value: PartnerKind | None) -> PartnerKind | None:
    return None if value is None else choice(value, PartnerKind)


def _plan(value: FundraisingPlan | None) -> FundraisingPlan | None:
    return None if value is None else expect(value, FundraisingPlan)


@attrs.frozen
class CooperativeFundraising:
    """A campaign that a qualified charity runs with a partner that is not qualified (合作募捐). What is left out is not known.

    ``plan`` is the charity's `FundraisingPlan`; ``assessment`` names what the assessment report covers, ``agreement``
    what the agreement settles, ``partner_papers`` what is filed of an individual: each as names. Raises `Malformed`.

    >>> together = CooperativeFundraising("winter-2026", partner="individual")  # invented
    >>> together.partner.text.zh, together.partner_is_individual
    ('个人', True)
    """

    id: str = attrs.field(converter=opaque_id)
    plan: FundraisingPlan | None = attrs.field(default=None, kw_only=True, converter=_plan)
    partner: PartnerKind | None = attrs.field(default=None, kw_only=True, converter=_kind)
    charitable_purpose: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    partner_raises: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    charity_manages_money: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    all_through_charity_account: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    partner_assessed: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    assessment: frozenset[str] | None = attrs.field(default=None, kw_only=True, converter=points)
    agreement_signed_on: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    agreement: frozenset[str] | None = attrs.field(default=None, kw_only=True, converter=points)
    partner_in_plan: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    papers_filed: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    partner_papers: frozenset[str] | None = attrs.field(default=None, kw_only=True, converter=points)
    partner_supervised: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)

    @property
    def partner_is_individual(self) -> bool | None:
        """Whether the partner is an individual (合作方是否为个人)."""
        return None if self.partner is None else self.partner is PartnerKind.INDIVIDUAL

    @property
    def papers_due(self) -> bool | None:
        """Whether the papers on the partner are due (合作方材料是否应已提供): they come with the filing of the plan."""
        if self.plan is None:
            return True
        return None if self.plan.files_later is None else not self.plan.files_later

    def may_begin(self, law: LawInForce, calendar: WorkCalendar = EVERY_DAY) -> Decision:
        """Tell whether the campaign may begin together, on the day of the law (能否合作开展公开募捐).

        The plan is asked as well: it must be one whose campaign may begin. Raises `Malformed` for what is no
        `LawInForce`, `LawError` for a day before 2016-09-01, and whatever the calendar raises. Source: 慈善法第26条，
        慈善组织公开募捐管理办法第10条、第11条、第18条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> CooperativeFundraising("winter-2026").may_begin(Law.of("cn").on(date(2026, 3, 2))).outcome.value  # invented
        'undetermined'
        """
        law, checks = knowing(law, "cooperation_for_charitable_purpose"), Checks()
        weigh_duties(checks, self, law, COOPERATION)
        weigh_listed(checks, ASSESSMENT, self.assessment, law)
        _weigh_agreement(checks, self, law)
        papers_of_a_person = both(self.partner_is_individual, self.papers_due)
        weigh_listed(checks, PARTNER_PAPERS, self.partner_papers, law, applies=papers_of_a_person)
        _weigh_plan(checks, self, law, calendar)
        return checks.decision(_TOGETHER.later(id=self.id), self, law.day, law)


@attrs.frozen
class CooperationEnd:
    """The end of a cooperation agreement before its time (解除合作协议). What is left out is not known. Raises `Malformed`.

    >>> CooperationEnd("winter-2026", confirmed_in_writing=True).confirmed_in_writing  # invented
    True
    """

    id: str = attrs.field(converter=opaque_id)
    confirmed_in_writing: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)

    def is_in_order(self, law: LawInForce) -> Decision:
        """Tell whether the agreement was ended as it must be (合作协议的解除是否合规).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before 2024-09-05. Source:
        慈善组织公开募捐管理办法第18条第3款.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> bool(
        ...     CooperationEnd("winter-2026", confirmed_in_writing=True).is_in_order(Law.of("cn").on(date(2026, 3, 2)))
        ... )
        True
        """
        law, checks = knowing(law, "cooperation_ends_in_writing"), Checks()
        weigh_duties(checks, self, law, [ENDED])
        return checks.decision(_END.later(id=self.id), self, law.day, law)


_TOGETHER = Text("raise together for campaign {id}", "合作开展公开募捐 {id}")
_END = Text("end the cooperation on campaign {id}", "解除 {id} 的合作协议")

COOPERATION = (
    duty(
        "cooperation",
        Stage.RESTRICTION,
        "charitable_purpose",
        "cooperation_for_charitable_purpose",
        title=("the cooperation has a charitable purpose", "合作基于慈善目的"),
        unmet=("a charitable purpose of the cooperation is not shown", "未见合作基于慈善目的"),
        does=("cooperate for a charitable purpose alone", "仅基于慈善目的合作"),
        ask=("the purpose of the cooperation", "合作目的说明"),
    ),
    duty(
        "cooperation",
        Stage.AUTHORITY,
        "partner_raises",
        "cooperation_partner_does_not_raise",
        wanted=False,
        title=("the charity alone raises from the public", "由慈善组织开展公开募捐，合作方不自行开展"),
        unmet=("the partner itself raises, or may raise, from the public", "合作方自行开展或者可能自行开展公开募捐"),
        does=("let the charity alone raise", "由慈善组织开展公开募捐"),
        ask=("in whose name people are asked to give", "以何者名义募捐的说明"),
    ),
    duty(
        "cooperation",
        Stage.MONEY,
        "charity_manages_money",
        "cooperation_money_with_charity",
        title=("the charity manages what is raised", "募得款物由慈善组织管理"),
        unmet=("the charity is not shown to manage what is raised", "未见募得款物由慈善组织管理"),
        does=("hand what is raised to the charity", "募得款物交由慈善组织管理"),
        ask=("who keeps and books what is raised", "募得款物的管理和核算说明"),
    ),
    duty(
        "cooperation",
        Stage.MONEY,
        "all_through_charity_account",
        "cooperation_all_through_charity_account",
        title=("all receipts and payments go through the charity's account", "全部收支纳入慈善组织账户"),
        unmet=(
            "not all receipts and payments are shown to go through the charity's account",
            "未见全部收支纳入慈善组织账户",
        ),
        does=("move every receipt and payment into the charity's account", "将全部收支纳入慈善组织账户"),
        ask=("the statements of the charity's account", "慈善组织账户流水"),
    ),
    duty(
        "cooperation",
        Stage.AUTHORITY,
        "partner_assessed",
        "cooperation_partner_is_assessed",
        title=("the charity has assessed its partner", "已对合作方进行评估"),
        unmet=("the charity is not shown to have assessed its partner", "未见对合作方进行评估"),
        does=("assess the partner", "对合作方进行评估"),
        ask=("the assessment report", "评估报告"),
    ),
    duty(
        "cooperation",
        Stage.AUTHORITY,
        "partner_in_plan",
        "cooperation_partner_in_plan",
        title=("the plan names the partner", "募捐方案载明合作方信息"),
        unmet=("the plan is not shown to name the partner", "未见募捐方案载明合作方信息"),
        does=("name the partner in the plan", "在募捐方案中载明合作方信息"),
        ask=("the fundraising plan", "募捐方案"),
    ),
    duty(
        "cooperation",
        Stage.AUTHORITY,
        "papers_filed",
        "cooperation_papers_are_filed",
        when="papers_due",
        title=("assessment report and agreement are filed with the plan", "评估报告和合作协议已随方案报送"),
        unmet=("assessment report and agreement are not shown to be filed", "未见评估报告和合作协议随方案报送"),
        does=("file both with the plan", "随方案报送评估报告和合作协议"),
        ask=("the receipt of the filing with its list of papers", "备案回执及材料清单"),
    ),
    duty(
        "cooperation",
        Stage.AUTHORITY,
        "partner_supervised",
        "cooperation_partner_is_supervised",
        title=("the charity guides and supervises its partner", "对合作方进行指导和监督"),
        unmet=("the charity is not shown to guide and supervise its partner", "未见对合作方进行指导和监督"),
        does=(
            "guide and supervise the partner: by training, visits, assessment, audit",
            "以培训、督导、评估、审计等方式指导和监督",
        ),
        ask=("who supervises the partner, and how", "指导和监督安排"),
    ),
)
"""The duties of charity and partner when they raise together."""

ASSESSMENT = listed_ground(
    "cooperation",
    Stage.AUTHORITY,
    "assessment",
    "partner_assessment_covers",
    title=("the assessment covers all that it must", "评估报告内容齐备"),
    unmet=("not shown to be in the assessment: {missing}", "评估报告未包括：{missing}"),
    does=("assess as well: {missing}", "补充评估：{missing}"),
    ask=("the assessment report", "评估报告"),
)
SIGNED = ground(
    "cooperation.agreement_signed",
    Stage.AUTHORITY,
    title=("a written agreement has been signed", "已签订书面协议"),
    unmet=("no written agreement is known to be signed", "未见已签订的书面协议"),
    figures=("cooperation_agreement_in_writing",),
    remedy=wait(ask=("the signed agreement", "已签订的书面协议")),
)
SETTLED = listed_ground(
    "cooperation",
    Stage.AUTHORITY,
    "agreement",
    "cooperation_agreement_settles",
    title=("the agreement settles all that it must", "协议内容齐备"),
    unmet=("not shown to be in the agreement: {missing}", "协议未载明：{missing}"),
    does=("settle as well: {missing}", "补充约定：{missing}"),
    ask=("the signed agreement", "已签订的书面协议"),
)
PARTNER_PAPERS = listed_ground(
    "cooperation",
    Stage.AUTHORITY,
    "partner_papers",
    "individual_partner_papers",
    title=("an individual's papers are filed", "个人合作方的材料已提供"),
    unmet=("not shown to be filed of an individual partner: {missing}", "个人合作方未提供：{missing}"),
    does=("file as well: {missing}", "补充提供：{missing}"),
    ask=(
        "the individual partner's papers, or that the partner is an organisation",
        "个人合作方的材料，或者合作方为组织的说明",
    ),
)
PLAN = ground(
    "cooperation.plan",
    Stage.AUTHORITY,
    title=("the campaign may begin by its plan", "募捐方案及备案符合规定"),
    unmet=("the charity's plan: {why}", "慈善组织的募捐方案：{why}"),
    figures=("fundraising_plan_filed_before_campaign",),
    remedy=show("the fundraising plan and what its own decision asks for", "募捐方案及对其审查所缺的材料"),
)
ENDED = duty(
    "cooperation_end",
    Stage.AUTHORITY,
    "confirmed_in_writing",
    "cooperation_ends_in_writing",
    title=("the end of the agreement is confirmed in writing", "已书面确认解除合作协议"),
    unmet=("the end of the agreement is not shown to be confirmed in writing", "未见书面确认解除合作协议"),
    does=("confirm it in writing", "以书面方式确认"),
    ask=("the written confirmation", "书面确认文件"),
)


def _weigh_agreement(checks: Checks, together: CooperativeFundraising, law: LawInForce) -> None:
    if "cooperation_agreement_in_writing" in law and law.cooperation_agreement_in_writing:
        signed = together.agreement_signed_on
        checks.weigh(SIGNED, None if signed is None else signed <= law.day, facts={"until": signed})
    weigh_listed(checks, SETTLED, together.agreement, law)


_MEANING = {Outcome.ALLOWED: True, Outcome.REFUSED: False, Outcome.UNDETERMINED: None}
_UNKNOWN = Text("it is not known", "不详")


def _weigh_plan(checks: Checks, together: CooperativeFundraising, law: LawInForce, calendar: WorkCalendar) -> None:
    """Ask the plan itself; its own decision says what would mend it."""
    decision = None if together.plan is None else together.plan.may_begin(law, calendar)
    reason = None if decision is None else decision.reason
    why = _UNKNOWN if reason is None else Text(reason.text("en"), reason.text("zh"))
    checks.weigh(PLAN, None if decision is None else _MEANING[decision.outcome], facts={"why": why})
