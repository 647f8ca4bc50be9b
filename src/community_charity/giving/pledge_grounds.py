"""What is weighed about pledges (认捐审查事项).

>>> WRITTEN_FOR.figures
('written_pledge_enforceable_for',)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import mend, show

if TYPE_CHECKING:
    from community_charity.law.decision import Finding

# --- can delivery be demanded? -------------------------------------------------------------------

SOMEBODY = ground(
    "pledge.donor_known",
    Stage.AUTHORITY,
    title=("it is known who promised", "承诺人明确"),
    unmet=("nobody here knows who promised, so nobody can be asked", "承诺人不明，无从要求交付"),
    figures=("media_pledge_enforceable", "written_pledge_enforceable_for"),
)
FORM = ground(
    "pledge.form",
    Stage.AUTHORITY,
    title=("promised {form}", "承诺方式为{form}"),
    unmet=(
        "promised {form}, neither in public through media nor in writing",
        "承诺方式为{form}，既非媒体公开承诺，也非书面协议",
    ),
    figures=("media_pledge_enforceable", "written_pledge_enforceable_for"),
)
BY_MEDIA = ground(
    "pledge.by_media",
    Stage.AUTHORITY,
    title=("promised in public through media", "已通过媒体公开承诺"),
    unmet=("a promise through media gives no claim", "媒体公开承诺不产生请求权"),
    figures=("media_pledge_enforceable",),
)
NOTARISED = ground(
    "pledge.notarised",
    Stage.AUTHORITY,
    title=("promised in a notarised agreement", "捐赠协议经过公证"),
    unmet=("a notarised agreement gives no claim", "经公证的协议不产生请求权"),
    figures=("notarised_gift_enforceable",),
)
WRITTEN_FOR = ground(
    "pledge.written_for",
    Stage.AUTHORITY,
    title=(
        "agreed in writing for purposes for which delivery can be demanded",
        "已签订书面协议，且用于可要求交付的慈善活动",
    ),
    unmet=(
        "agreed in writing for: {purposes}; not all of that is shown to be relief of poverty, of the weak or of disasters",
        "已签订书面协议，用途为：{purposes}；未见均属慈善法第三条第一项至第三项的活动",
    ),
    figures=("written_pledge_enforceable_for",),
    remedy=show("for which purposes the gift is, and which part for each", "捐赠用途及各用途的份额说明"),
)
OVERDUE = ground(
    "pledge.overdue",
    Stage.STATE,
    title=("an instalment is overdue", "已有逾期未交付的款项"),
    unmet=("nothing is overdue: the next instalment is due on {due}", "尚无逾期款项：下一期的交付日为 {due}"),
    figures=("donor_performs_agreement",),
    remedy=lambda finding, _subject: Remedy(
        Text("wait until {until}", "等待至 {until}").fill(until=finding.facts["until"]),
        wait_until=finding.facts["until"],
    ),
)

# --- orders and gifts ----------------------------------------------------------------------------


def _from_that_day(finding: Finding, _asked: Any) -> Remedy:
    since = finding.facts["since"]
    return Remedy(Text("date it on {d} or later", "日期不早于 {d}").fill(d=since), {"on": since}, wait_until=since)


LIVE = ground(
    "pledge.live",
    Stage.STATE,
    title=("something of the pledge is still to come", "认捐尚有待履行部分"),
    unmet=("nothing of the pledge is to come any more", "认捐已无待履行部分"),
)
NOT_BEFORE = ground(
    "pledge.not_before",
    Stage.STATE,
    title=("not before the pledge", "不早于认捐日"),
    unmet=(
        "{found} is before {since}, the day of the pledge or of its last change",
        "{found} 早于认捐或者最近变更日 {since}",
    ),
    remedy=_from_that_day,
)
NOT_BEFORE_AGREEMENT = ground(
    "pledge.not_before_agreement",
    Stage.STATE,
    title=("not before the agreement behind it", "不早于所依据的捐赠协议"),
    unmet=("{found} is before {since}, the day of the agreement", "{found} 早于捐赠协议签订日 {since}"),
    remedy=_from_that_day,
)
AGREEMENT_DONOR = ground(
    "pledge.agreement_donor",
    Stage.STATE,
    title=("the agreement is the same donor's", "捐赠协议的捐赠人与认捐人一致"),
    unmet=("the agreement is another donor's", "捐赠协议的捐赠人与认捐人不一致"),
)
SAME_DONOR = ground(
    "pledge.same_donor",
    Stage.RESTRICTION,
    title=("the gift comes from who pledged it", "捐赠人与认捐人一致"),
    unmet=("the gift does not come from who pledged it", "捐赠人与认捐人不一致"),
)
SAME_POOL = ground(
    "pledge.same_pool",
    Stage.RESTRICTION,
    title=("the gift goes to the pool it was pledged to", "捐入认捐的资金池"),
    unmet=("pledged to {required}, and given to {found}", "认捐至 {required}，却捐入 {found}"),
    remedy=lambda finding, _asked: Remedy(
        Text("take it in for {pool}", "改为捐入 {pool}").fill(pool=finding.required), {"pool": finding.required}
    ),
)
WITHIN_OPEN = ground(
    "pledge.within_open",
    Stage.MONEY,
    title=("no more than is open of the pledge", "不超过认捐的待履行部分"),
    unmet=("{found} is more than the {required} that the pledge still takes", "{found} 超过认捐尚可计入的 {required}"),
    at_most=True,
    remedy=lambda finding, _asked: Remedy(
        Text("count {n} for the pledge, and the rest as a gift of its own", "以 {n} 履行认捐，其余另行登记").fill(
            n=finding.required
        ),
        {"amount": finding.required},
    ),
)
NEW_SUM = ground(
    "pledge.new_sum",
    Stage.MONEY,
    title=("the new instalments sum to what is open", "调整后各期之和等于待履行部分"),
    unmet=(
        "the new instalments sum to {found}, and {required} is open",
        "调整后各期之和为 {found}，待履行部分为 {required}",
    ),
)

# --- writing off ---------------------------------------------------------------------------------

NOT_BOUND = ground(
    "pledge.may_withdraw",
    Stage.AUTHORITY,
    title=("the donor may withdraw: delivery cannot be demanded", "不属可要求交付的承诺，捐赠人可以撤回"),
    unmet=(
        "delivery of the pledge can be demanded, or may be, so it is not withdrawn",
        "该承诺可以或者可能可以要求交付，不得撤回",
    ),
    figures=("media_pledge_enforceable", "written_pledge_enforceable_for"),
    remedy=show("for which purposes the gift was promised", "捐赠用途说明"),
)
WORSE_OFF = ground(
    "pledge.worse_off",
    Stage.AUTHORITY,
    title=("the donor's means have fallen gravely", "捐赠人经济状况显著恶化，严重影响生产经营或者家庭生活"),
    unmet=("it is not shown that the donor's means have fallen gravely", "未见捐赠人经济状况显著恶化的证明"),
    figures=("hardship_ends_pledge",),
    remedy=show("the papers on the donor's means", "捐赠人经济状况证明"),
)
REPORTED = ground(
    "pledge.hardship_reported",
    Stage.AUTHORITY,
    title=("the donor has reported to the office of civil affairs", "已向民政部门报告"),
    unmet=("no report to the office of civil affairs is shown", "未见向民政部门报告"),
    figures=("hardship_is_reported",),
    remedy=mend(
        "reported",
        does=(
            "have the donor report to the office of civil affairs of the place of the promise or the signing",
            "由捐赠人向公开承诺捐赠地或者协议签订地的民政部门报告",
        ),
        ask=("the donor's report to the office of civil affairs", "向民政部门报告的回执"),
        to=True,
    ),
)
EXPLAINED = ground(
    "pledge.hardship_explained",
    Stage.AUTHORITY,
    title=("the donor has explained it to the public", "已向社会公开说明情况"),
    unmet=("no public explanation is shown", "未见向社会公开说明情况"),
    figures=("hardship_is_explained",),
    remedy=mend(
        "explained",
        does=("have the donor explain it to the public", "由捐赠人向社会公开说明情况"),
        ask=("the published explanation", "公开说明的材料"),
        to=True,
    ),
)
DEMANDED = ground(
    "pledge.demanded",
    Stage.AUTHORITY,
    title=("delivery was demanded in vain", "已要求交付而未果"),
    unmet=("delivery is not shown to have been demanded", "未见要求交付"),
    origin=("a rule of this library: what can be demanded is demanded first", "本库规则：可以要求交付的，先行要求"),
    remedy=mend(
        "demanded",
        does=("demand delivery first", "先要求交付"),
        ask=("the demand and what came of it", "催告及其结果"),
        to=True,
    ),
)
