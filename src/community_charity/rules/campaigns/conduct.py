"""How a campaign appears and behaves: what it shows, and that nobody is pressed (募捐现场公示与行为规范).

Instruments: 慈善法 arts. 25, 31 and 32 (the same in 2016), 慈善组织公开募捐管理办法 (民政部令第74号) art. 16.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> shown = CampaignDisplay("winter-2026", shows=["name", "certificate", "plan", "contact"], prominent=True)  # invented
>>> print(shown.is_complete(Law.of("cn").on(date(2026, 3, 2))).reason.text("zh"))
未公布：募捐信息查询方法
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage
from community_charity.parties import opaque_id
from community_charity.rules.duties import duty, knowing, listed_ground, points, weigh_duties, weigh_listed
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce


@attrs.frozen
class CampaignDisplay:
    """What a campaign shows at its place or on its medium (募捐现场或者载体公布的事项). What is left out is not known.

    ``shows`` are the names of what is shown, ``prominent`` whether it stands in a prominent place. Raises `Malformed`.

    >>> sorted(CampaignDisplay("winter-2026", shows={"name", "plan"}).shows)  # invented
    ['name', 'plan']
    """

    id: str = attrs.field(converter=opaque_id)
    shows: frozenset[str] | None = attrs.field(default=None, kw_only=True, converter=points)
    prominent: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)

    def is_complete(self, law: LawInForce) -> Decision:
        """Tell whether the campaign shows all that it must (公布事项是否齐全).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before 2016-09-01. Source: 慈善法第25条、慈善组织公开募捐管理办法第16条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> CampaignDisplay("winter-2026").is_complete(Law.of("cn").on(date(2026, 3, 2))).outcome.value  # invented
        'undetermined'
        """
        law, checks = knowing(law, "campaign_display_items"), Checks()
        weigh_listed(checks, SHOWN, self.shows, law)
        weigh_duties(checks, self, law, [PROMINENT])
        return checks.decision(_SHOW.later(id=self.id), self, law.day, law)


@attrs.frozen
class CampaignConduct:
    """How people are asked to give (募捐行为). What is left out is not known.

    ``apportions`` says that gifts are assigned to units or people, openly or in disguise: as quotas, by deduction that
    nobody agreed to, or with a drawback for who does not give. Whether it is so is for people to find. Raises `Malformed`.

    >>> CampaignConduct("winter-2026", apportions=True).deceives is None  # invented
    True
    """

    id: str = attrs.field(converter=opaque_id)
    deceives: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    apportions: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    disturbs: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)

    def may_go_on(self, law: LawInForce) -> Decision:
        """Tell whether people may be asked to give in this way (能否如此募捐).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before 2016-09-01. Source: 慈善法第31条、第32条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> conduct = CampaignConduct("winter-2026", deceives=False, apportions=False, disturbs=False)  # invented
        >>> bool(conduct.may_go_on(Law.of("cn").on(date(2026, 3, 2))))
        True
        """
        law, checks = knowing(law, "fundraising_without_deceit"), Checks()
        weigh_duties(checks, self, law, CONDUCT)
        return checks.decision(_ASK.later(id=self.id), self, law.day, law)


_SHOW = Text("show what campaign {id} must show", "公布 {id} 的募捐信息")
_ASK = Text("ask people to give to campaign {id}", "为 {id} 募捐")

SHOWN = listed_ground(
    "display",
    Stage.AUTHORITY,
    "shows",
    "campaign_display_items",
    title=("all that must be shown is shown", "应公布事项均已公布"),
    unmet=("not known to be shown: {missing}", "未公布：{missing}"),
    does=("show as well: {missing}", "补充公布：{missing}"),
    ask=("a picture of the place or the page", "现场或者页面照片"),
)
PROMINENT = duty(
    "display",
    Stage.AUTHORITY,
    "prominent",
    "campaign_display_is_prominent",
    title=("it stands in a prominent place", "在显著位置公布"),
    unmet=("it is not known to stand in a prominent place", "未见在显著位置公布"),
    does=("move it to a prominent place", "移至显著位置"),
    ask=("a picture of the place or the page", "现场或者页面照片"),
)
CONDUCT = (
    duty(
        "conduct",
        Stage.RESTRICTION,
        "deceives",
        "fundraising_without_deceit",
        wanted=False,
        title=("nobody is deceived or lured into giving", "无欺骗、诱导"),
        unmet=("people are, or may be, deceived or lured into giving", "有或者可能有欺骗、诱导"),
        does=("tell people the truth, and pay back what was got by deceit", "如实说明，退还以欺骗、诱导募得的财产"),
        ask=("what people are told", "募捐宣传材料"),
    ),
    duty(
        "conduct",
        Stage.RESTRICTION,
        "apportions",
        "fundraising_without_apportionment",
        wanted=False,
        title=("nobody is assigned a gift", "无摊派或者变相摊派"),
        unmet=("gifts are, or may be, assigned, openly or in disguise", "有或者可能有摊派、变相摊派"),
        does=("leave it to everybody whether and how much to give", "是否捐赠及捐赠数额由各人自愿决定"),
        ask=("how units and people are asked to give", "对单位和个人的募捐方式说明"),
    ),
    duty(
        "conduct",
        Stage.RESTRICTION,
        "disturbs",
        "fundraising_without_disturbance",
        wanted=False,
        title=("order, businesses and residents are not disturbed", "不妨碍公共秩序、企业生产经营和居民生活"),
        unmet=(
            "order, businesses or residents are, or may be, disturbed",
            "妨碍或者可能妨碍公共秩序、企业生产经营或者居民生活",
        ),
        does=("stop the disturbance", "停止妨碍"),
        ask=("how and where people are asked to give", "募捐的地点和方式说明"),
    ),
)
