"""What is checked of a foundation, each with its law (基金会审查事项).

>>> CASH.figures, REGISTRAR.stage.name
(('foundation_fund_paid_in_cash',), 'AUTHORITY')
"""

from __future__ import annotations

from community_charity.law.decision import Ground, Stage, ground
from community_charity.law.remedies import mend
from community_charity.rules.answers import duty_ground, number_ground, supply
from community_charity.rules.forms import FoundationKind

CONDITIONS = ground(
    "foundation.conditions",
    Stage.AUTHORITY,
    title=("it has what a foundation needs", "具备设立基金会的各项条件"),
    unmet=("not there or not shown: {missing}", "不具备或者未证明：{missing}"),
    figures=("foundation_conditions",),
    remedy=supply("conditions"),
)
CHARTER = ground(
    "foundation.charter",
    Stage.AUTHORITY,
    title=("the charter states what it must", "章程载明全部必备事项"),
    unmet=("the charter does not state: {missing}", "章程未载明：{missing}"),
    figures=("foundation_charter_states",),
    remedy=supply("charter_states"),
)
REGISTRAR = ground(
    "foundation.registrar",
    Stage.AUTHORITY,
    title=("the application goes to the right office: {found}", "登记管理机关正确：{found}"),
    unmet=("not shown to be the right office: {found}", "登记管理机关不符或者不能确定：{found}"),
    figures=("ministry_foundation_capital",),
    remedy=mend(
        "registrar",
        does=("apply to {right}", "向{right}提出申请"),
        ask=(
            "which office registers it, and by which delegation if below the province",
            "受理机关名称；省级以下机关须附授权依据",
        ),
        to=lambda finding, _subject: finding.facts["right"],
    ),
)
FUND: dict[FoundationKind, Ground] = {
    kind: number_ground(
        f"foundation.original_fund_{kind.value}",
        (kind.capital,),
        "original_fund",
        stage=Stage.MONEY,
        title=("an original fund of at least {required}", "原始基金不低于 {required}"),
        unmet=("original fund {found}; at least {required} required", "原始基金 {found}，须不低于 {required}"),
        does=("{short} more in the original fund", "原始基金增加 {short}"),
        ask=("the capital verification report", "验资证明"),
    )
    for kind in FoundationKind
}
"""The ground on the original fund of each kind of foundation (原始基金审查事项)."""
CASH = duty_ground(
    "foundation.paid_in_cash",
    "foundation_fund_paid_in_cash",
    "paid_in_cash",
    title=("the original fund is cash that was paid in", "原始基金为到账货币资金"),
    unmet=("the original fund is not shown to be cash paid in", "未证明原始基金为到账货币资金"),
    does=("pay the original fund in, in cash", "以货币足额到账"),
    ask=("the capital verification report", "验资证明"),
)
ENOUGH_DIRECTORS = number_ground(
    "foundation.enough_directors",
    ("foundation_minimum_directors",),
    "directors",
    title=("at least {required} directors", "理事不少于{required}人"),
    unmet=("directors: {found}; at least {required} required", "理事{found}人，须不少于{required}人"),
    does=("directors still needed: {short}", "再增加{short}名理事"),
    ask=("the list of directors", "理事名单"),
)
FEW_ENOUGH_DIRECTORS = number_ground(
    "foundation.few_enough_directors",
    ("foundation_maximum_directors",),
    "directors",
    at_most=True,
    title=("at most {required} directors", "理事不超过{required}人"),
    unmet=("directors: {found}; at most {required} allowed", "理事{found}人，不得超过{required}人"),
    does=("directors too many: {short}", "减少{short}名理事"),
    ask=("the list of directors", "理事名单"),
)
TERM = number_ground(
    "foundation.term",
    ("foundation_director_term_years",),
    "term_years",
    at_most=True,
    title=("a director's term is at most {required} years", "理事每届任期不超过{required}年"),
    unmet=(
        "a director's term: {found} years; at most {required} allowed",
        "理事每届任期{found}年，不得超过{required}年",
    ),
    does=("a term of at most {required} years", "将任期改为不超过{required}年"),
    ask=("the charter", "章程"),
)
RELATED = number_ground(
    "foundation.related_directors",
    ("foundation_related_directors_cap", "foundation_no_related_directors"),
    "related_directors",
    at_most=True,
    title=(
        "directors who are near relatives of each other: at most {required}",
        "相互有近亲属关系的理事不超过{required}人",
    ),
    unmet=(
        "directors who are near relatives of each other: {found}; at most {required} allowed",
        "相互有近亲属关系的理事{found}人，不得超过{required}人",
    ),
    does=("replace such directors until the limit is met", "更换理事，使相互有近亲属关系者不超过限额"),
    ask=("how directors are related, and whose property founds it", "理事亲属关系说明及原始基金来源证明"),
    # If it is not known whose property it is, no relatives at all is the only safe number.
    to=lambda finding, subject: finding.required if subject.private_property else 0,
)
PAID = number_ground(
    "foundation.paid_directors",
    ("foundation_paid_directors_cap",),
    "paid_directors",
    at_most=True,
    title=("paid directors: at most {required}", "领取报酬的理事不超过{required}人"),
    unmet=("paid directors: {found}; at most {required} allowed", "领取报酬的理事{found}人，不得超过{required}人"),
    does=("paid directors too many: {short}", "减少{short}名领取报酬的理事"),
    ask=("who is paid", "理事领取报酬情况"),
)
UNPAID = number_ground(
    "foundation.unpaid",
    ("foundation_unpaid_unless_full_time",),
    "paid_without_full_time",
    at_most=True,
    title=("no supervisor is paid, nor a director without a full-time post", "监事及非专职理事不领取报酬"),
    unmet=(
        "supervisors and directors without a full-time post who are paid: {found}; none allowed",
        "领取报酬的监事及非专职理事：{found}；均不得领取",
    ),
    does=("pay none of them", "停止向其支付报酬"),
    ask=("who is paid", "理事、监事领取报酬情况"),
)
ENOUGH_SUPERVISORS = number_ground(
    "foundation.enough_supervisors",
    ("foundation_minimum_supervisors",),
    "supervisors",
    title=("supervisors: at least {required}", "监事不少于{required}人"),
    unmet=("supervisors: {found}; at least {required} required", "监事{found}人，须不少于{required}人"),
    does=("supervisors still needed: {short}", "再增加{short}名监事"),
    ask=("the list of supervisors", "监事名单"),
)
APART = duty_ground(
    "foundation.supervisors_apart",
    "foundation_supervisors_apart",
    "supervisors_apart",
    title=(
        "no supervisor is a director, a director's near relative or of the financial staff",
        "监事与理事、理事近亲属、财会人员分离",
    ),
    unmet=(
        "not shown that no supervisor is a director, a director's near relative or of the financial staff",
        "未证明监事并非理事、理事近亲属或者财会人员",
    ),
    does=("choose other supervisors", "另选监事"),
    ask=("a statement on the ties of the supervisors", "监事与理事及财会人员关系的说明"),
)
SAME_TERM = number_ground(
    "foundation.supervisor_term",
    ("foundation_supervisor_term_as_directors",),
    "supervisor_term_years",
    title=("supervisors have the term of directors, {required} years", "监事任期与理事任期相同（{required}年）"),
    unmet=(
        "the term of supervisors, in years: {found}; that of directors: {required}",
        "监事任期{found}年，理事任期{required}年，应当相同",
    ),
    does=("give supervisors a term of {required} years", "将监事任期改为{required}年"),
    ask=("the charter", "章程"),
)
OFFICERS = duty_ground(
    "foundation.officers_are_directors",
    "foundation_officers_are_directors",
    "officers_are_directors",
    title=("chair, vice-chairs and secretary-general are directors", "理事长、副理事长和秘书长均从理事中选举产生"),
    unmet=("not shown that all officers are directors", "未证明理事长、副理事长和秘书长均从理事中选举产生"),
    does=("elect the officers from among the directors", "从理事中选举产生"),
    ask=("the minutes of the election", "选举会议记录"),
)
CHAIR = duty_ground(
    "foundation.chair_represents",
    "foundation_chair_is_legal_representative",
    "chair_is_representative",
    title=("the chair is the legal representative", "理事长为法定代表人"),
    unmet=("not shown that the chair is the legal representative", "未证明理事长为法定代表人"),
    does=("make the chair the legal representative", "由理事长担任法定代表人"),
    ask=("the charter", "章程"),
)
MAINLAND = duty_ground(
    "foundation.representative_from_mainland",
    "foundation_representative_from_mainland",
    "representative_from_mainland",
    title=("the legal representative is a mainland resident", "法定代表人为内地居民"),
    unmet=("not shown that the legal representative is a mainland resident", "未证明法定代表人为内地居民"),
    does=("choose a mainland resident", "由内地居民担任法定代表人"),
    ask=(
        "where the legal representative resides, and where the original fund comes from",
        "法定代表人的居民身份及原始基金来源证明",
    ),
)
MEETINGS = number_ground(
    "foundation.meetings",
    ("foundation_meetings_per_year",),
    "meetings",
    title=("meetings of the board in the year: at least {required}", "理事会每年召开会议不少于{required}次"),
    unmet=(
        "meetings of the board in the year: {found}; at least {required} required",
        "理事会全年召开会议{found}次，须不少于{required}次",
    ),
    does=("meetings still needed: {short}", "再召开{short}次会议"),
    ask=("the minutes of the board", "理事会会议记录"),
)
