"""Deals with related parties, and investments (关联交易与投资).

Instruments: 慈善法 art. 14, 基金会管理条例 art. 23 para. 3; for investments 慈善法 art. 55 (54 before 2024-09-05) and
慈善组织保值增值投资活动管理暂行办法 art. 3. Who takes no part in deciding is asked in `recusal`, the vote in `meetings`.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.ties import TieKind
>>> deal = RelatedDeal(
...     form="foundation",
...     counterparty="p-9",
...     officers=["p-1"],
...     insiders=[],
...     ties=[Tie("p-1", "p-9", TieKind.SPOUSE)],
... )  # invented
>>> print(deal.may_be_made(Law.of("cn").on(date(2025, 3, 13))).reason.text("zh"))
交易对方为基金会理事、监事或者其近亲属，或者不能排除
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import show
from community_charity.parties import PartyId, PersonId, party_id
from community_charity.rules.answers import denied, duty_ground, weigh_duty
from community_charity.rules.conflicts.facts import NEAR_RELATIVES, form, parties, people, some_ties
from community_charity.rules.facts import yes_no
from community_charity.rules.forms import Form
from community_charity.ties import Tie, Ties

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce


def _party(value: PartyId | None) -> PartyId | None:
    return None if value is None else party_id(value)


@attrs.frozen(kw_only=True)
class RelatedDeal:
    """A deal of a charity with somebody who may be close to it (关联交易); what is not given is not known.

    ``officers`` are its directors and supervisors, ``insiders`` its founders, major donors and managers.
    ``published`` says that the deal was made public, ``harmful`` that it harms the charity, its beneficiaries or the
    public. Raises `Malformed`.

    >>> RelatedDeal(form="association", counterparty="firm-1").published is None
    True
    """

    form: Form = attrs.field(converter=form)
    counterparty: PartyId | None = attrs.field(default=None, converter=_party)
    officers: tuple[PersonId, ...] | None = attrs.field(default=None, converter=people)
    insiders: tuple[PartyId, ...] | None = attrs.field(default=None, converter=parties)
    ties: tuple[Tie, ...] | None = attrs.field(default=None, converter=some_ties)
    published: bool | None = attrs.field(default=None, converter=yes_no)
    harmful: bool | None = attrs.field(default=None, converter=yes_no)

    def may_be_made(self, law: LawInForce) -> Decision:
        """Tell whether the deal may be made, and was told as it must be (关联交易是否合规).

        A foundation makes no deal at all with its directors, supervisors and their near relatives. A tie of another
        kind (an officer's employer, say) leaves that open. A deal of a founder, major donor or manager is made public.
        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the law that applies.
        Source: 基金会管理条例第23条第3款, 慈善法第14条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> deal = RelatedDeal(form="association", counterparty="p-1", insiders=["p-1"], published=False, harmful=False)
        >>> deal.may_be_made(Law.of("cn").on(date(2025, 3, 13))).reason.ground.code
        'conflict.deal_published'
        """
        law, checks = in_force(law), Checks()
        if self.form is Form.FOUNDATION and law.foundation_deals_barred:
            checks.weigh(BARRED, self._apart(law))
        if self.form is not Form.FOUNDATION or "ties_harm_nobody" in law:
            inside = _inside(self.counterparty, self.insiders)
            _weigh_inside(checks, self, inside, law)
        return checks.decision(_DEAL, self, law.day, law)

    def _apart(self, law: LawInForce) -> bool | None:
        """Tell whether the other side is no officer of the foundation and no near relative of one."""
        other, officers = self.counterparty, self.officers
        if other is None or officers is None:
            return None
        if other in officers:
            return False
        known = Ties(self.ties or ())
        kinds = {tie.kind for officer in officers for tie in known.between(officer, other, law.day)}
        if kinds & NEAR_RELATIVES:
            return False
        return None if kinds or (self.ties is None and officers) else True


def _inside(other: PartyId | None, insiders: tuple[PartyId, ...] | None) -> bool | None:
    return None if other is None or insiders is None else other in insiders


def _weigh_inside(checks: Checks, deal: RelatedDeal, inside: bool | None, law: LawInForce) -> None:
    """Weigh what a deal of an insider needs; who is no insider needs nothing, who may be one leaves it open."""
    _ = law.ties_harm_nobody  # a day before the Charity Law has no answer
    for asked, fact in ((PUBLISHED, deal.published), (HARMLESS, denied(deal.harmful))):
        outside = inside is False
        weigh_duty(checks, asked, True if outside or fact else None if inside is None else fact, law)


@attrs.frozen(kw_only=True)
class InvestmentPlan:
    """A plan to invest property of a charity (投资方案); what is not given is not known.

    ``government_funded`` and ``barred_by_agreement`` say of the property that government gave it or that a gift
    agreement keeps it from investment; ``posts_in_investee`` that an officer or employee holds a post or takes pay in
    the firm; ``spending_safe`` that the spending ratio and the timely payment of grants are safe. Raises `Malformed`.

    >>> InvestmentPlan(government_funded=False).spending_safe is None
    True
    """

    government_funded: bool | None = attrs.field(default=None, converter=yes_no)
    barred_by_agreement: bool | None = attrs.field(default=None, converter=yes_no)
    posts_in_investee: bool | None = attrs.field(default=None, converter=yes_no)
    returns_to_charity: bool | None = attrs.field(default=None, converter=yes_no)
    spending_safe: bool | None = attrs.field(default=None, converter=yes_no)

    def may_be_made(self, law: LawInForce) -> Decision:
        """Tell whether this property may be invested so (能否投资); the vote on it is asked of a `Meeting`.

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the Charity Law.
        Source: 慈善法第55条第1款 (第54条第1款 before 2024-09-05); 慈善组织保值增值投资活动管理暂行办法第3条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> InvestmentPlan(government_funded=True).may_be_made(Law.of("cn").on(date(2025, 3, 13))).outcome.value
        'refused'
        """
        law, checks = in_force(law), Checks()
        _ = law.government_funds_not_invested  # a day before the Charity Law has no answer
        weigh_duty(checks, NOT_GOVERNMENT, denied(self.government_funded), law)
        weigh_duty(checks, NOT_AGREED, denied(self.barred_by_agreement), law)
        weigh_duty(checks, NO_POSTS, denied(self.posts_in_investee), law)
        weigh_duty(checks, RETURNS, self.returns_to_charity, law)
        weigh_duty(checks, SPENDING_FIRST, self.spending_safe, law)
        return checks.decision(_INVEST, self, law.day, law)


_DEAL = Text("deal with somebody close to the charity", "与关联方交易")
_INVEST = Text("invest property of a charity", "慈善组织投资")

BARRED = ground(
    "conflict.deal_barred",
    Stage.AUTHORITY,
    title=(
        "the other side is no director or supervisor of the foundation, nor a near relative of one",
        "交易对方并非基金会理事、监事及其近亲属",
    ),
    unmet=(
        "the other side is a director or supervisor of the foundation or a near relative, or that cannot be excluded",
        "交易对方为基金会理事、监事或者其近亲属，或者不能排除",
    ),
    figures=("foundation_deals_barred",),
    remedy=show(
        "who the other side is, and a declaration of ties by each officer", "交易对方身份及理事、监事的关系申报"
    ),
)
PUBLISHED = duty_ground(
    "conflict.deal_published",
    "related_deals_disclosed",
    "published",
    title=("the deal is public, if it has to be", "关联交易已按规定向社会公开，或者无须公开"),
    unmet=("the deal of a founder, major donor or manager is not shown to be public", "未证明关联交易已向社会公开"),
    does=("make the deal public", "向社会公开交易情况"),
    ask=("who the founders, major donors and managers are, and the notice of the deal", "关联方名单及公开记录"),
)
HARMLESS = duty_ground(
    "conflict.deal_harmless",
    "ties_harm_nobody",
    "harmful",
    title=("no tie is used to harm anybody", "未利用关联关系造成损害"),
    unmet=(
        "not shown that the deal harms neither charity nor beneficiaries nor public",
        "未证明该交易不损害慈善组织、受益人和社会公共利益",
    ),
    does=("deal on fair terms", "按公允条件交易"),
    ask=("a comparison of prices", "价格比较或者评估材料"),
    to=False,
)
NOT_GOVERNMENT = duty_ground(
    "conflict.not_government_funds",
    "government_funds_not_invested",
    "government_funded",
    title=("no property that government funded is invested", "未以政府资助的财产投资"),
    unmet=("not shown that government did not fund the property", "未证明该财产并非政府资助"),
    does=("take other property", "改用其他财产"),
    ask=("the books of the property", "财产来源账目"),
    to=False,
)
NOT_AGREED = duty_ground(
    "conflict.not_agreed_funds",
    "agreed_funds_not_invested",
    "barred_by_agreement",
    title=("no property is invested that an agreement keeps from it", "未以捐赠协议约定不得投资的财产投资"),
    unmet=("not shown that no gift agreement keeps the property from investment", "未证明捐赠协议未约定该财产不得投资"),
    does=("take other property", "改用其他财产"),
    ask=("the gift agreements", "捐赠协议"),
    to=False,
)
NO_POSTS = duty_ground(
    "conflict.no_posts",
    "no_posts_in_investees",
    "posts_in_investee",
    title=("no officer or employee has a post or pay in the firm", "负责人和工作人员未在被投资企业兼职或者领取报酬"),
    unmet=(
        "not shown that no officer or employee has a post or pay in the firm",
        "未证明负责人和工作人员未在被投资企业兼职或者领取报酬",
    ),
    does=("give up posts and pay there", "辞去兼职并停止领取报酬"),
    ask=("declarations of officers and staff", "负责人和工作人员的任职声明"),
    to=False,
)
RETURNS = duty_ground(
    "conflict.returns",
    "investment_returns_for_charity",
    "returns_to_charity",
    title=("all returns go to charity", "收益全部用于慈善目的"),
    unmet=("not shown that all returns go to charity", "未证明收益全部用于慈善目的"),
    does=("give all returns to charity", "将收益全部用于慈善目的"),
    ask=("the plan for the returns", "收益使用安排"),
)
SPENDING_FIRST = duty_ground(
    "conflict.spending_first",
    "investment_after_spending",
    "spending_safe",
    title=("the spending ratio and timely grants are safe", "年度慈善活动支出及捐赠财产拨付有保障"),
    unmet=(
        "not shown that the spending ratio and timely grants are safe",
        "未证明年度慈善活动支出及捐赠财产拨付有保障",
    ),
    does=("secure the spending first", "先行保障慈善活动支出"),
    ask=("the budget of the year", "年度收支预算"),
)
