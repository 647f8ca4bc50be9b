"""What is checked before personal information is used (个人信息处理的审查事项).

>>> MINIMUM.title.zh
'限于实现处理目的的最小范围'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.language import Text
from community_charity.law.decision import Ground, Remedy, Stage, ground
from community_charity.law.remedies import mend, show
from community_charity.rules.privacy.kinds import Consent, Consenter, LegalBasis

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.law.decision import Finding

_OBTAIN = Text("obtain {required} of {by}", "取得{by}的{required}")
_ASK = Text("show the {required} of {by}, or ask for it", "请提供{by}的{required}书证，或征求其意见")
_AGE = Text(
    "show a document of the person's age (whether a guardian decides depends on it)",
    "请提供年龄证明（是否须监护人同意取决于此）",
)


def _consent(finding: Finding, _subject: Any) -> Remedy:
    """Obtain the consent that is required, of whoever decides."""
    by = finding.facts["by"]
    if by is Consenter.EITHER:
        return Remedy(_AGE)
    said = (_ASK if finding.holds is None else _OBTAIN).fill(required=finding.required.text, by=by.text)
    return Remedy(said, {} if finding.holds is None else {by.value: finding.required})


def _leave_out(field: str, ask: tuple[str, str]) -> Callable[[Finding, Any], Remedy | None]:
    """Use fewer kinds of data; none where nothing would be left."""

    def remedy(finding: Finding, subject: Any) -> Remedy | None:
        kept = getattr(subject, field) - frozenset(finding.facts["extra"])
        if finding.holds is False and not kept:
            return None
        return mend(field, does=("leave out: {extra}", "不含：{extra}"), ask=ask, to=kept)(finding, subject)

    return remedy


def _tell(field: str) -> Callable[[Finding, Any], Remedy]:
    return mend(
        field,
        does=("tell the person also: {missing}", "补充告知：{missing}"),
        ask=("the notice given to the person", "已向个人告知的内容"),
        to=lambda finding, subject: getattr(subject, field) | finding.facts["wanted"],
    )  # type: ignore[return-value]  # always a remedy


def _separate(code: str, figures: tuple[str, ...], title: tuple[str, str], unmet: tuple[str, str]) -> Ground:
    return ground(code, Stage.RESTRICTION, title=title, unmet=unmet, figures=figures, remedy=_consent)


BASIS = ground(
    "privacy.basis",
    Stage.AUTHORITY,
    title=("a lawful basis: {found}", "有合法性基础：{found}"),
    unmet=("no lawful basis is shown: {found}", "未证明有合法性基础：{found}"),
    figures=("legal_bases",),
    remedy=mend(
        "basis",
        does=("rely on consent instead", "改为取得个人同意"),
        ask=(
            "the law, the contract or the record of the emergency that is relied on",
            "所依据的法律、合同或紧急情况记录",
        ),
        to=LegalBasis.CONSENT,
    ),
)
GENERAL = ground(
    "privacy.consent",
    Stage.RESTRICTION,
    title=("{by} agreed", "{by}已同意"),
    unmet=("not shown that {by} agreed: {found}", "未证明{by}同意：{found}"),
    origin=("Personal Information Protection Law, arts. 13 and 14", "《个人信息保护法》第十三条、第十四条"),
    remedy=_consent,
)
GUARDIAN = ground(
    "privacy.guardian",
    Stage.RESTRICTION,
    title=("not under {age}, or a guardian agreed", "年满{age}周岁，或监护人已同意"),
    unmet=(
        "under {age} or of unknown age, and no guardian is shown to agree",
        "不满{age}周岁或年龄不详，未证明监护人同意",
    ),
    figures=("guardian_consent_under_age",),
    remedy=_consent,
)
SENSITIVE = _separate(
    "privacy.sensitive",
    ("sensitive_needs_separate_consent", "sensitive_kinds", "kinds_read_as_sensitive", "sensitive_under_age"),
    ("nothing sensitive, or {by} consented to it separately", "不涉及敏感个人信息，或{by}已单独同意"),
    (
        "sensitive data, and no separate consent of {by} is shown: {found}",
        "涉及敏感个人信息，未证明{by}单独同意：{found}",
    ),
)
GIVE_CONSENT = _separate(
    "privacy.giving",
    ("referral_needs_consent",),
    ("separate consent of {by} to giving the data away", "{by}已单独同意向他人提供"),
    ("no separate consent of {by} to giving the data away is shown: {found}", "未证明{by}单独同意向他人提供：{found}"),
)
PUBLISH_CONSENT = _separate(
    "privacy.publishing",
    ("publication_needs_consent",),
    ("separate consent of {by} to publication", "{by}已单独同意公开"),
    ("no separate consent of {by} to publication is shown: {found}", "未证明{by}单独同意公开：{found}"),
)
AGREED = _separate(
    "privacy.agreed",
    ("publication_needs_agreement",),
    (
        "{by}, as {role}, agrees, or need not be asked under the Charity Law",
        "{by}（{role}）同意公开，或慈善法未要求征求其意见",
    ),
    ("not shown that {by} agrees to publication, as {role}: {found}", "未证明{by}（{role}）同意公开：{found}"),
)
MINIMUM = ground(
    "privacy.minimum",
    Stage.NEED,
    title=("no more than the purpose needs", "限于实现处理目的的最小范围"),
    unmet=(
        "more than the purpose needs, or the need is not stated: {extra}",
        "超出处理目的所需，或未说明必要性：{extra}",
    ),
    figures=("collection_within_purpose",),
    remedy=_leave_out("kinds", ("a list of which data the purpose needs, and why", "处理目的所需信息清单及理由")),
)
TOLD = ground(
    "privacy.told",
    Stage.STATE,
    title=("the person was told all that is due", "已告知法定事项"),
    unmet=("not told, or not shown to be told: {missing}", "未告知或未证明已告知：{missing}"),
    figures=("notice_contents",),
    remedy=_tell("told"),
)
TOLD_SENSITIVE = ground(
    "privacy.told_sensitive",
    Stage.STATE,
    title=(
        "nothing sensitive, or the person was told why it is needed and what it means",
        "不涉及敏感个人信息，或已告知其必要性及影响",
    ),
    unmet=(
        "not told, or not shown to be told, of sensitive data: {missing}",
        "涉及敏感个人信息，未告知或未证明已告知：{missing}",
    ),
    figures=("sensitive_notice_contents",),
    remedy=_tell("told"),
)
TOLD_RECIPIENT = ground(
    "privacy.told_recipient",
    Stage.STATE,
    title=("the person was told who receives the data and what for", "已告知接收方及其处理目的"),
    unmet=(
        "not told, or not shown to be told, of the recipient: {missing}",
        "关于接收方，未告知或未证明已告知：{missing}",
    ),
    figures=("recipient_notice_contents",),
    remedy=_tell("told_of_recipient"),
)
PROTECTED = ground(
    "privacy.protected",
    Stage.STATE,
    title=("nothing sensitive, or it is strictly protected", "不涉及敏感个人信息，或已采取严格保护措施"),
    unmet=("not shown that sensitive data are strictly protected", "未证明对敏感个人信息采取严格保护措施"),
    figures=("sensitive_needs_protection",),
    remedy=mend(
        "protected",
        does=("put strict protection in place first", "先行落实严格保护措施"),
        ask=("who may see the data and how they are protected", "访问权限与保护措施说明"),
        to=True,
    ),
)
ASSESSED = ground(
    "privacy.assessed",
    Stage.STATE,
    title=("the effect on people was assessed before, where that is due", "依法应当评估的，已事前进行影响评估"),
    unmet=("no impact assessment is shown", "未证明已事前进行个人信息保护影响评估"),
    figures=("impact_assessment_first",),
    remedy=mend(
        "assessed",
        does=("assess the effect on people first", "先行进行个人信息保护影响评估"),
        ask=("the report of the impact assessment", "个人信息保护影响评估报告"),
        to=True,
    ),
)
DIBAO_LIST = ground(
    "privacy.dibao_list",
    Stage.RESTRICTION,
    title=("only what the list of minimum living allowance states", "限于最低生活保障公布的信息"),
    unmet=("not part of the list of minimum living allowance: {extra}", "不属于最低生活保障公布的信息：{extra}"),
    figures=("dibao_posting_kinds",),
    remedy=_leave_out("kinds", ("the draft of the list", "拟公布的名单")),
)
RELIEF_LIST = ground(
    "privacy.relief_list",
    Stage.RESTRICTION,
    title=("only what a relief notice states", "限于救助公示载明的信息"),
    unmet=("not part of a relief notice: {extra}", "不属于救助公示的信息：{extra}"),
    figures=("relief_notice_kinds",),
    remedy=_leave_out("kinds", ("the draft of the notice", "公示稿")),
)
MINOR = ground(
    "privacy.minor",
    Stage.RESTRICTION,
    title=("no minor of a legal case becomes known", "不披露有关案件中的未成年人"),
    unmet=(
        "would make a minor of a legal case known, or that is not known: {extra}",
        "可能披露有关案件中的未成年人，或情况不详：{extra}",
    ),
    figures=("minor_hidden_kinds", "minor_under_age"),
    remedy=_leave_out(
        "kinds", ("whether a police or court case is concerned, and the age", "是否涉及有关案件及年龄的说明")
    ),
)
CONFIDENTIAL = ground(
    "privacy.confidential",
    Stage.RESTRICTION,
    title=("nothing learnt in social assistance becomes known against the rules", "未泄露社会救助工作中知悉的信息"),
    unmet=(
        "learnt in social assistance, or that is not known: kept confidential",
        "系社会救助工作中知悉的信息或来源不详，应当保密",
    ),
    figures=("aid_data_confidential",),
    remedy=show("where the data were learnt", "信息来源说明"),
)
NOT_CHECKABLE = ground(
    "privacy.not_checkable",
    Stage.NEED,
    title=("nothing is asked for that the office can check itself", "未要求提供可自行核实的情况"),
    unmet=("the office can check itself, or that is not known: {extra}", "可通过核对机制核实，或情况不详：{extra}"),
    figures=("verifiable_not_asked",),
    remedy=_leave_out("kinds", ("the list of what the verification system can check", "核对机制可核实事项清单")),
)
PURPOSE_OPEN = ground(
    "privacy.purpose_open",
    Stage.STATE,
    title=("the purpose is not done, or a law keeps the data longer", "处理目的尚未实现，或法定保存期限未满"),
    unmet=("the purpose is done, or that is not known: delete the data", "处理目的已实现或情况不详，应当删除"),
    figures=("deleted_when_purpose_done", "statutory_retention_first"),
    remedy=show("what the data are still needed for", "仍需保存的理由"),
)
WITHIN_PERIOD = ground(
    "privacy.within_period",
    Stage.STATE,
    title=("within the period told to the person, until {required}", "在告知的保存期限内（至 {required}）"),
    unmet=(
        "the period told to the person is over, or not known ({required}): delete the data",
        "告知的保存期限已满或不详（{required}），应当删除",
    ),
    figures=("deleted_when_period_over", "statutory_retention_first"),
    remedy=show("the notice that states how long the data are kept", "载明保存期限的告知书"),
)
NOT_WITHDRAWN = ground(
    "privacy.not_withdrawn",
    Stage.STATE,
    title=("consent was not withdrawn", "未撤回同意"),
    unmet=(
        "{by} refused or withdrew consent, or that is not known: delete the data",
        "{by}不同意、已撤回同意或情况不详，应当删除",
    ),
    figures=("deleted_when_withdrawn", "statutory_retention_first"),
    remedy=show("the record of consents", "同意记录"),
)
ANONYMOUS = ground(
    "privacy.anonymous",
    Stage.STATE,
    title=("the data point at nobody, and that cannot be undone", "信息已匿名化且不能复原"),
    unmet=("not shown that nobody can be found from the data", "未证明信息无法识别特定自然人且不能复原"),
    figures=("anonymous_data_outside",),
    remedy=mend(
        "irreversible",
        does=("remove all that leads back to a person", "去除一切可复原识别个人的内容"),
        ask=("a statement of how the data were made anonymous", "匿名化处理说明"),
        to=True,
    ),
)

LEAST = {GENERAL: Consent.GENERAL, AGREED: Consent.GENERAL, GUARDIAN: Consent.GENERAL}
"""The consent that suffices for a ground; separate consent for all others."""
