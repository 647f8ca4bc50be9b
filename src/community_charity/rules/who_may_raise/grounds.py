"""What stands between somebody and raising money, one ground each (募捐主体的审查事项).

Source: 慈善法第21条、第22条、第24条、第26条、第29条、第30条、第122条、第124条 (the numbers of 2016 stand with each figure);
城市居民委员会组织法第42条, 村民委员会组织法第42条 (both of 2025).

>>> QUALIFIED.figures
('public_fundraising_needs_qualification',)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import mend, show, wait
from community_charity.rules.who_may_raise.facts import AppealPlatform, Circle, FundraisingAct

if TYPE_CHECKING:
    from typing import Any

    from community_charity.law.decision import Finding, Ground
    from community_charity.law.remedies import Mend
    from community_charity.rules.who_may_raise.facts import Fundraiser

_CERTIFICATE = ("the certificate of qualification, with its day", "公开募捐资格证书及其日期")
_REGISTERED = ("the registration certificate", "登记证书")


def _instead(act: FundraisingAct, en: str, zh: str, *, ask: tuple[str, str]) -> Mend:
    """Offer another way to the same end, where waiting would not help."""
    later, known = wait(ask=ask), Text(en, zh)

    def remedy(finding: Finding, subject: Any) -> Remedy | None:
        if finding.holds is None or "until" in finding.facts:
            return later(finding, subject)
        return Remedy(known, {"act": act})

    return remedy


_COOPERATE = (
    "let a charity with public-fundraising qualification raise for it (Charity Law art. 26), and ask as its partner",
    "与具有公开募捐资格的慈善组织合作，由其开展公开募捐（慈善法第二十六条），并按合作方申请",
)
_AID_INSIDE = (
    "take dues and gifts as mutual aid inside its own community or unit, which is no charitable fundraising",
    "在本社区、单位内部以互助互济方式筹集（不属于慈善募捐）",
)

_ACT_FOR_HOST = mend(
    "in_hosts_name",
    does=("act under the host's full name, in its account and by its filing", "以依托组织全称、账户和备案开展"),
    ask=("the host, and the announcement with its name", "依托组织及载明其名称的公告"),
    to=True,
)


def _for_host(finding: Finding, subject: Any) -> Remedy | None:
    """Offer the host's name, where there is a host: without one nothing but a host would help."""
    return None if finding.holds is False and subject.body.host is None else _ACT_FOR_HOST(finding, subject)


IN_HOSTS_NAME = ground(
    "fundraising.in_hosts_name",
    Stage.AUTHORITY,
    title=("the fund acts in the name of {host}", "基金以{host}的名义活动"),
    unmet=("that the fund acts in its host's name is not shown", "基金未以依托组织的名义活动，或依托组织不详"),
    figures=("special_fund_bears_full_name",),
    remedy=_for_host,
)
QUALIFIED = ground(
    "fundraising.qualified",
    Stage.AUTHORITY,
    title=("{body} holds public-fundraising qualification", "{body}具有公开募捐资格"),
    unmet=("{body} is not shown to hold public-fundraising qualification", "{body}不具有公开募捐资格，或未证明具有"),
    figures=("public_fundraising_needs_qualification",),
    remedy=_instead(FundraisingAct.BE_PARTNER, *_COOPERATE, ask=_CERTIFICATE),
)
PLAN_FILED = ground(
    "fundraising.plan_filed",
    Stage.NEED,
    title=("the plan is filed", "募捐方案已备案"),
    unmet=("no filing of the plan is shown", "募捐方案未备案，或未证明已备案"),
    figures=("fundraising_plan_filed_before_campaign",),
    remedy=mend(
        "plan_filed",
        does=("file the plan before the campaign begins", "在募捐活动开始前报送募捐方案备案"),
        ask=("the filing number", "募捐备案编号"),
        to=True,
    ),
)
BY_CHARITY = ground(
    "fundraising.by_charity",
    Stage.AUTHORITY,
    title=("charitable fundraising is open to this kind of body: {kind}", "{kind}可以开展慈善募捐"),
    unmet=(
        "targeted fundraising is for charities, and this is none: {kind}",
        "定向募捐属于慈善募捐，由慈善组织开展；{kind}不是慈善组织",
    ),
    figures=("charitable_fundraising_is_for_charities",),
    remedy=_instead(FundraisingAct.MUTUAL_AID, *_AID_INSIDE, ask=_REGISTERED),
)
NO_CHARITY = attrs.evolve(BY_CHARITY, remedy=None)
"""The same ground for a person, who has no community or unit to aid inside of."""
REGISTERED = ground(
    "fundraising.registered",
    Stage.STATE,
    title=("{body} is registered or recognised as a charity", "{body}已登记或者认定为慈善组织"),
    unmet=("{body} is not shown to be a charity yet", "{body}尚未登记或者认定为慈善组织，或未证明"),
    figures=("targeted_fundraising_from_registration",),
    remedy=wait(ask=_REGISTERED),
)


def _narrowed(finding: Finding, _subject: Any) -> frozenset[Circle]:
    return frozenset(Circle(name) for name in finding.facts["names"])


_NARROW = mend(
    "circle",
    does=("address only: {required}", "仅面向：{required}"),
    ask=("the list of those addressed, and how they belong to it", "募捐对象名单及其与本组织的关系"),
    to=_narrowed,
)


def _addressed(name: str, figure: str) -> Ground:
    return ground(
        f"fundraising.{name}",
        Stage.RESTRICTION,
        title=("only its own circle is addressed: {required}", "仅面向特定对象：{required}"),
        unmet=("those addressed are {found}; its circle is {required}", "募捐对象：{found}；应限于：{required}"),
        figures=(figure,),
        remedy=_NARROW,
    )


IN_CIRCLE = _addressed("in_circle", "targeted_fundraising_circle")
FROM_RESIDENTS = _addressed("from_residents", "residents_committee_collection_circle")
TOLD = ground(
    "fundraising.purpose_told",
    Stage.NEED,
    title=("those addressed are told the purpose and the use", "已向募捐对象说明募捐目的和募得款物用途"),
    unmet=(
        "that those addressed are told purpose and use is not shown",
        "未向募捐对象说明募捐目的和募得款物用途，或未证明",
    ),
    figures=("targeted_fundraising_tells_purpose",),
    remedy=mend(
        "purpose_told",
        does=("tell those addressed the purpose and the use", "向募捐对象说明募捐目的和募得款物用途"),
        ask=("the letter to those addressed", "致募捐对象的说明"),
        to=True,
    ),
)
NO_PUBLIC_METHOD = ground(
    "fundraising.no_public_method",
    Stage.RESTRICTION,
    title=("no method of public fundraising is used, not even in disguise", "未采取或者变相采取公开募捐方式"),
    unmet=(
        "that no method of public fundraising is used is not shown",
        "采取或者变相采取公开募捐方式，或未证明没有",
    ),
    figures=("targeted_fundraising_bars_public_methods",),
    remedy=mend(
        "public_methods",
        does=("leave out boxes, public events and the media", "不采取募捐箱、公开活动、媒体发布等方式"),
        ask=("how those addressed are reached", "联系募捐对象的方式"),
        to=False,
    ),
)
MAY_COLLECT = ground(
    "fundraising.may_collect",
    Stage.AUTHORITY,
    title=("the residents' committee collects what is given freely", "居民委员会按照自愿原则筹集"),
    unmet=(
        "that a residents' committee may collect, and that all is voluntary, is not shown",
        "未证明居民委员会可以筹集，或未遵循自愿原则",
    ),
    figures=("residents_committee_may_collect",),
    origin=("the organic law in force that day, whose text was not read", "当日适用的组织法，条文未核对"),
    remedy=mend(
        "voluntary",
        does=("leave it to everybody whether to give", "由居民和单位自愿决定是否出资"),
        ask=("the notice of the collection, and the law on committees in force that day", "筹集通知及当日适用的组织法"),
        to=True,
    ),
)
NOT_PUBLIC = ground(
    "fundraising.not_public",
    Stage.RESTRICTION,
    title=("the collection does not turn to the public", "筹集不面向社会公众"),
    unmet=("whether the collection turns to the public is not known", "筹集是否面向社会公众不详"),
    figures=("public_fundraising_needs_qualification",),
    remedy=show("the list of those addressed", "筹集对象名单"),
)
MEETING_DECIDED = ground(
    "fundraising.meeting_decided",
    Stage.AUTHORITY,
    title=("the villagers' meeting decided on the collection", "筹资经村民会议讨论决定"),
    unmet=("no decision of the villagers' meeting is shown", "未见村民会议的决定"),
    figures=("villagers_meeting_decides_collection",),
    origin=("the organic law in force that day, whose text was not read", "当日适用的组织法，条文未核对"),
    remedy=mend(
        "meeting_decided",
        does=("let the villagers' meeting decide first", "先经村民会议讨论决定"),
        ask=("the minutes of the meeting, and the law on committees in force that day", "会议记录及当日适用的组织法"),
        to=True,
    ),
)
FOR_COMMUNITY = ground(
    "fundraising.community_body",
    Stage.AUTHORITY,
    title=("an organisation of a community, or a unit: {kind}", "{kind}属于城乡社区组织或者单位"),
    unmet=(
        "whether mutual aid inside a community is open to: {kind}, the article does not say",
        "社区、单位内部互助互济是否适用于{kind}，条文未作规定",
    ),
    figures=("mutual_aid_within_community",),
    remedy=show("the office's answer", "民政部门的答复"),
)
INSIDE = ground(
    "fundraising.inside_only",
    Stage.RESTRICTION,
    title=("it stays inside the body's own community or unit", "仅在本社区、单位内部开展"),
    unmet=(
        "that it stays inside the body's own community or unit is not shown",
        "超出本社区、单位范围，或未证明仅在内部开展",
    ),
    figures=("mutual_aid_within_community",),
    remedy=mend(
        "inside_only",
        does=("give to and take from its own community or unit alone", "仅在本社区、单位内部筹集和使用"),
        ask=("the rules of the mutual aid", "互助互济章程"),
        to=True,
    ),
)


def _listed(_finding: Finding, subject: Any) -> Fundraiser:
    """Put the body that gives the receipt on the list: the body itself, or the host of a fund."""
    body: Fundraiser = subject.body
    if body.host is None:
        return attrs.evolve(body, tax_eligible=True)
    return attrs.evolve(body, host=attrs.evolve(body.host, tax_eligible=True))


TAX_LISTED = ground(
    "fundraising.tax_listed",
    Stage.AUTHORITY,
    title=("{body} stands on the year's list of eligible bodies", "{body}在当年公益性捐赠税前扣除资格名单内"),
    unmet=(
        "{body} is not shown to stand on the year's list of eligible bodies",
        "{body}不在当年税前扣除资格名单内，或未证明在内",
    ),
    figures=("deduction_needs_eligible_recipient",),
    remedy=mend(
        "body",
        does=("be put on the list of eligible bodies first", "先取得公益性捐赠税前扣除资格"),
        ask=("the published list of the year", "当年公布的资格名单"),
        to=_listed,
    ),
)
NO_TAX_STATUS = attrs.evolve(
    TAX_LISTED,
    remedy=_instead(
        FundraisingAct.BE_PARTNER,
        "let the gifts go to an eligible charity, which gives the receipt, and ask as its partner",
        "由具有资格的慈善组织接受捐赠并开具票据，并按合作方申请",
        ask=_REGISTERED,
    ),
)
"""The same ground for kinds that can be on no such list."""
UNQUALIFIED = ground(
    "fundraising.unqualified",
    Stage.STATE,
    title=("cooperation is open to this kind of body: {kind}", "合作募捐适用于{kind}"),
    unmet=(
        "cooperation is for those without qualification; of two qualified charities the article says nothing",
        "合作募捐适用于不具有公开募捐资格的组织和个人；两家均有资格的，条文未作规定",
    ),
    figures=("cooperation_with_qualified_charity",),
    remedy=show("the office's answer; or raise without a partner", "民政部门的答复；或自行开展公开募捐"),
)
WITH_QUALIFIED = ground(
    "fundraising.with_qualified",
    Stage.AUTHORITY,
    title=("the charity that raises is qualified", "开展募捐的慈善组织具有公开募捐资格"),
    unmet=(
        "that the charity that raises is qualified is not shown",
        "开展募捐的慈善组织不具有公开募捐资格，或未证明具有",
    ),
    figures=("cooperation_with_qualified_charity",),
    remedy=wait(ask=("the name of the charity that raises, and its certificate", "开展募捐的慈善组织名称及资格证书")),
)
COMMITTEE_COOPERATES = ground(
    "fundraising.committee_cooperates",
    Stage.AUTHORITY,
    title=(
        "a residents' committee may cooperate with a qualified charity",
        "居民委员会可以依法与具有公开募捐资格的慈善组织合作",
    ),
    unmet=(
        "a residents' committee may not cooperate with a qualified charity",
        "居民委员会不得与具有公开募捐资格的慈善组织合作",
    ),
    figures=("residents_committee_may_cooperate",),
)
FOR_CHARITY = ground(
    "fundraising.charitable_purpose",
    Stage.RESTRICTION,
    title=("the purpose is charitable", "基于慈善目的"),
    unmet=("that the purpose is charitable is not shown", "不是基于慈善目的，或未证明"),
    figures=("cooperation_for_charitable_purpose",),
    remedy=show("the purpose of the campaign", "募捐目的"),
)
NOT_ITSELF = ground(
    "fundraising.partner_stays_back",
    Stage.RESTRICTION,
    title=("the partner itself does not raise from the public", "合作方未自行开展公开募捐"),
    unmet=(
        "that the partner does not raise from the public itself is not shown",
        "合作方自行开展公开募捐，或未证明没有",
    ),
    figures=("cooperation_partner_does_not_raise",),
    remedy=mend(
        "raises_itself",
        does=("leave all raising to the charity", "由慈善组织开展全部公开募捐"),
        ask=("the announcements of the campaign", "募捐活动的对外宣传材料"),
        to=False,
    ),
)
BY_PERSON = ground(
    "fundraising.own_hardship",
    Stage.AUTHORITY,
    title=("a person appeals in the hardship of a family", "个人因家庭经济困难求助"),
    unmet=(
        "only a person appeals, and only in the hardship of the family; all else is public fundraising",
        "个人求助限于个人因家庭经济困难，其他属于公开募捐",
    ),
    figures=("personal_appeal_is_true",),
    origin=("the first Charity Law says nothing of personal appeals", "2016年慈善法对个人求助未作规定"),
    remedy=_instead(
        FundraisingAct.BE_PARTNER,
        *_COOPERATE,
        ask=("whose hardship it is, and the law in force that day", "困难家庭情况及当日适用的规定"),
    ),
)
TRUE = ground(
    "fundraising.true",
    Stage.RESTRICTION,
    title=("what is told is true and complete", "求助信息真实，未隐瞒事实"),
    unmet=("that what is told is true and complete is not shown", "求助信息虚构、隐瞒事实，或未证明真实"),
    figures=("personal_appeal_is_true",),
    remedy=mend(
        "true_and_complete",
        does=("tell what is true, and leave nothing out", "如实、完整说明情况"),
        ask=("the papers behind the appeal", "求助信息的证明材料"),
        to=True,
    ),
)
ON_PLATFORM = ground(
    "fundraising.appeal_platform",
    Stage.RESTRICTION,
    title=("no platform for appeals is used that was not designated", "未使用未经指定的求助网络服务平台"),
    unmet=("that the platform is designated is not shown", "求助网络服务平台未经指定，或未证明经指定"),
    figures=("personal_appeal_needs_designated_platform",),
    remedy=mend(
        "platform",
        does=("use a designated platform", "通过经指定的平台发布"),
        ask=("where the appeal stands", "求助信息发布渠道"),
        to=AppealPlatform.DESIGNATED,
    ),
)
