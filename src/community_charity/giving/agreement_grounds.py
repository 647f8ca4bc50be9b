"""What is weighed before a donation agreement is signed (捐赠协议审查事项).

>>> STATES.figures, [duty.field for duty in ON_GOODS]
(('donation_agreement_states',), ['goods_usable', 'goods_meet_standards'])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, filled, ground
from community_charity.law.remedies import mend
from community_charity.rules.duties import Duty

if TYPE_CHECKING:
    from community_charity.law.decision import Finding
    from community_charity.law.remedies import Mend

_MISSING = Text("state as well: {missing}", "补充载明：{missing}")


def _in_the_draft(made: Mend) -> Mend:
    """Mend the draft itself, or the draft inside the order to sign it."""

    def remedy(finding: Finding, subject: Any) -> Remedy | None:
        draft = getattr(subject, "agreement", subject)
        found = made(finding, draft)
        if found is None or draft is subject:
            return found
        return attrs.evolve(found, changes={f"agreement.{field}": value for field, value in found.changes.items()})

    return remedy


def _duty(
    field: str,
    figure: str,
    *,
    title: tuple[str, str],
    unmet: tuple[str, str],
    does: tuple[str, str],
    ask: tuple[str, str],
    stage: Stage = Stage.RESTRICTION,
    wanted: bool = True,
    when: str | None = None,
) -> Duty:
    remedy = _in_the_draft(mend(field, does=does, ask=ask, to=wanted))
    made = ground(f"agreement.{field}", stage, title=title, unmet=unmet, figures=(figure,), remedy=remedy)
    return Duty(field, made, wanted, when)


def _settled(finding: Finding, draft: Any) -> frozenset[str]:
    settled: frozenset[str] = draft.works
    return settled | frozenset(finding.facts["names"])


STATES = ground(
    "agreement.states",
    Stage.RESTRICTION,
    title=("the agreement states all that it must", "协议内容齐备"),
    unmet=("not stated in the agreement: {missing}", "协议未载明：{missing}"),
    figures=("donation_agreement_states",),
    # What is to be written there only the parties know, so nothing is filled in.
    remedy=lambda finding, _subject: Remedy(filled(_MISSING, finding)),
)
WORKS = ground(
    "agreement.works",
    Stage.RESTRICTION,
    title=("the agreement settles all that concerns the works", "工程项目的约定齐备"),
    unmet=("not settled of the works: {missing}", "工程项目未约定：{missing}"),
    figures=("works_agreement_settles",),
    remedy=_in_the_draft(
        mend(
            "works",
            does=("settle as well: {missing}", "补充约定：{missing}"),
            ask=("the draft of the agreement", "协议文本"),
            to=_settled,
        )
    ),
)
OWN_PROPERTY = _duty(
    "own_property",
    "gift_is_own_lawful_property",
    title=("the donor may dispose of the property, and it is lawful", "捐赠财产为捐赠人有权处分的合法财产"),
    unmet=("the property is not shown to be the donor's to give, and lawful", "未见捐赠财产为捐赠人有权处分的合法财产"),
    does=("take only what the donor may lawfully give", "仅接受捐赠人有权处分的合法财产"),
    ask=("the papers on ownership and origin of the property", "财产权属及来源证明"),
)
ON_GOODS = (
    _duty(
        "goods_usable",
        "gift_goods_are_usable",
        when="is_goods",
        title=("the goods can be used", "实物具有使用价值"),
        unmet=("the goods are not shown to be of use", "未见实物具有使用价值"),
        does=("take only goods that can be used", "仅接受具有使用价值的实物"),
        ask=("the list of the goods with their state and dates", "实物清单及状态、有效期说明"),
    ),
    _duty(
        "goods_meet_standards",
        "gift_goods_meet_standards",
        when="is_goods",
        title=("the goods meet safety, hygiene and environment standards", "实物符合安全、卫生、环保等标准"),
        unmet=("the goods are not shown to meet the standards", "未见实物符合安全、卫生、环保等标准"),
        does=("take only goods that meet the standards", "仅接受符合标准的实物"),
        ask=("the certificates of the goods", "产品合格证明或者检验报告"),
    ),
)
ADVERTISING = (
    _duty(
        "advertises_tobacco",
        "donation_advertises_no_tobacco",
        wanted=False,
        title=("the gift does not advertise tobacco", "未利用捐赠宣传烟草制品"),
        unmet=("the gift advertises tobacco, or may", "利用或者可能利用捐赠宣传烟草制品"),
        does=("leave tobacco out of names, texts and signs", "名称、文字和标识中不得出现烟草制品"),
        ask=("the texts and signs to be shown", "拟使用的宣传文字和标识"),
    ),
    _duty(
        "advertises_barred",
        "donation_advertises_nothing_barred",
        wanted=False,
        title=("the gift advertises nothing that may not be advertised", "未利用捐赠宣传法律禁止宣传的产品和事项"),
        unmet=(
            "the gift advertises what may not be advertised, or may",
            "利用或者可能利用捐赠宣传法律禁止宣传的产品和事项",
        ),
        does=("leave out what may not be advertised", "去除法律禁止宣传的内容"),
        ask=("the texts and signs to be shown", "拟使用的宣传文字和标识"),
    ),
)
PRODUCT = _duty(
    "name_is_product",
    "naming_bars_products",
    when="is_named",
    wanted=False,
    title=("the name is no product or trade name", "冠名不使用商品名称或者商业名称"),
    unmet=("the name is a product or trade name, or may be", "冠名使用或者可能使用商品名称或者商业名称"),
    does=("choose a name that is no product or trade name", "改用非商品、非商业名称"),
    ask=("what the name stands for", "冠名含义说明"),
)
WORKS_NAME = _duty(
    "name_approved",
    "works_name_is_approved",
    stage=Stage.GOVERNMENT_FIRST,
    when="is_named_works",
    title=("a government has approved the name of the works", "工程项目名称已经县级以上人民政府批准"),
    unmet=("the name of the works is not shown to be approved", "未见工程项目名称经县级以上人民政府批准"),
    does=("have the name approved by the county government first", "先报县级以上人民政府批准名称"),
    ask=("the government's approval of the name", "县级以上人民政府的批准文件"),
)
HOST_ALLOWS_NAME = ground(
    "agreement.name_allowed",
    Stage.AUTHORITY,
    title=("the recipient's own rules allow the name", "受赠方的冠名规则允许该冠名"),
    unmet=("the recipient's own rules are not shown to allow the name", "未见受赠方的冠名规则允许该冠名"),
    origin=("the recipient's own rules on names", "受赠方自身的冠名规则"),
    remedy=_in_the_draft(
        mend(
            "name",
            does=("give without a name", "不予冠名"),
            ask=("the recipient's rules on names and its consent", "受赠方的冠名规则及同意文件"),
            to=None,
        )
    ),
)

PROCEEDS = ground(
    "agreement.before_event",
    Stage.STATE,
    title=("signed before the event of {required}, whose proceeds are promised", "在 {required} 的活动举办前签订"),
    unmet=(
        "the event began on {required}; the agreement comes on {found}",
        "活动于 {required} 举办，协议于 {found} 签订",
    ),
    figures=("proceeds_agreement_before_event",),
)
BENEFICIARIES = ground(
    "agreement.names_no_interested_person",
    Stage.RESTRICTION,
    title=("the donor names no interested person as beneficiary", "捐赠人未指定其利害关系人作为受益人"),
    unmet=(
        "the donor's interested persons are named as beneficiaries ({how}), or may be",
        "捐赠人指定或者可能指定其利害关系人作为受益人（{how}）",
    ),
    figures=("donor_names_no_interested_person", "donor_disguise_barred"),
    remedy=_in_the_draft(
        mend(
            "beneficiaries",
            does=("name nobody: leave the choice to general conditions", "不指定受益人，按一般条件公开确定"),
            ask=("a declaration of ties, and how the beneficiaries were found", "关系申报及受益人的确定过程"),
            to=None,
        )
    ),
)
