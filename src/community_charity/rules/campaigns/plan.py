"""The fundraising plan: what it states, whether it may be filed, whether its campaign may begin (募捐方案).

Instruments: 慈善法 art. 24 and 慈善组织公开募捐管理办法 (民政部令第74号) arts. 10 to 17; before 2024-09-05 慈善法 of 2016,
arts. 23 and 24. Every fact is judged by the law of the day that is asked; for an earlier step ask with the law of its day.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> plan = FundraisingPlan("winter-2026", qualified=False)  # invented
>>> print(plan.may_be_filed(Law.of("cn").on(date(2026, 3, 2))).line("zh"))
不予：报送募捐方案 winter-2026，2026-03-02——未见慈善组织取得公开募捐资格
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import EVERY_DAY, Period, Years, optional_day
from community_charity.errors import Malformed, choice, declare, expect
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision
from community_charity.parties import opaque_id
from community_charity.rules.campaigns.filing import last_day, weigh_filing, weigh_place
from community_charity.rules.campaigns.grounds import (
    AT_THE_START,
    CONTENTS,
    EMERGENCY_LENGTH,
    IN_THE_PLAN,
    LENGTH,
    PERIOD,
    QUALIFIED,
)
from community_charity.rules.duties import both, knowing, points, weigh_duties, weigh_listed
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.calendar import WorkCalendar
    from community_charity.law.decision import Ground
    from community_charity.law.law import LawInForce

FILING = declare(
    "campaign.filing",
    wanted=("a plan that is not called unfiled and given a day of filing at once", "未备案的方案不得同时填写备案日期"),
    do=("leave out filed=False, or the day", "请删去 filed=False，或删去日期"),
)

# --- facts ----------------------------------------------------------------------------------------


class CampaignMethod(Enum):
    """How a campaign raises from the public (公开募捐方式). ``CampaignMethod("box")`` looks one up.

    Source: 慈善法第23条.

    >>> CampaignMethod("box").text.zh
    '在公共场所设置募捐箱'
    """

    BOX = "box"
    EVENT = "event"
    MEDIA = "media"
    INTERNET = "internet"
    OTHER = "other"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _METHODS[self]


_METHODS = {
    CampaignMethod.BOX: Text("donation boxes in public places", "在公共场所设置募捐箱"),
    CampaignMethod.EVENT: Text(
        "shows, matches, sales, exhibitions, auctions, charity evenings", "义演、义赛、义卖、义展、义拍、慈善晚会等"
    ),
    CampaignMethod.MEDIA: Text("broadcast and press", "广播、电视、报刊"),
    CampaignMethod.INTERNET: Text("the internet", "互联网"),
    CampaignMethod.OTHER: Text("other public methods", "其他公开募捐方式"),
}
_AT_A_PLACE = frozenset({CampaignMethod.BOX, CampaignMethod.EVENT})


def _methods(value: Iterable[CampaignMethod] | None) -> frozenset[CampaignMethod] | None:
    if value is None:
        return None
    several = value if isinstance(value, list | tuple | set) else expect(value, frozenset)
    return frozenset(choice(method, CampaignMethod) for method in several)


@attrs.frozen
class FundraisingPlan:
    """A fundraising plan and what is known of its filing (募捐方案). Every fact left out is not known.

    ``states`` are the names of what the plan states, ``starts_on`` and ``ends_on`` its period. ``no_time_to_file`` says
    that an ``emergency`` left no time to file beforehand; ``sent_back`` that the office found something missing;
    ``length_accepted`` that it took a plan longer than is general. ``filed_there_on`` is the day of the filing at a
    place outside the own territory. Raises `Malformed`.

    >>> plan = FundraisingPlan("winter-2026", states=["purpose", "use"], methods=["box"])  # invented
    >>> sorted(plan.states), plan.leaves_territory, plan.on_internet
    (['purpose', 'use'], None, False)
    """

    id: str = attrs.field(converter=opaque_id)
    states: frozenset[str] | None = attrs.field(default=None, kw_only=True, converter=points)
    methods: frozenset[CampaignMethod] | None = attrs.field(default=None, kw_only=True, converter=_methods)
    starts_on: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    ends_on: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    length_accepted: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    emergency: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    no_time_to_file: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    qualified: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    purpose_fits_charter: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    name_fits_project: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    leader_is_full_time: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    own_account_only: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    amount_fits_capacity: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    names_individual: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    names_interested_person: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    cost_shifted: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    surplus_to_similar: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    approved_by_legal_representative: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    has_business_supervisor: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    supervisor_consents: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    has_own_filing: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    filed: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    filed_online: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    sent_back: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    on_designated_platform: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    announced_as_filed: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    needs_safety_approval: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    has_safety_approval: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    outside_territory: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    outside_needed: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    filed_on: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    sent_back_on: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    corrected_on: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    published_on: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    filed_there_on: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)

    def __attrs_post_init__(self) -> None:
        if self.filed is False and self.filed_on is not None:
            raise Malformed(FILING, given=Text("filed=False and a day", "filed=False 及日期"))
        if self.starts_on is not None and self.ends_on is not None:
            Period(self.starts_on, self.ends_on)

    @property
    def leaves_territory(self) -> bool | None:
        """Whether boxes or events go outside the registering office's territory (是否异地设箱或办活动)."""
        return both(None if self.methods is None else bool(self.methods & _AT_A_PLACE), self.outside_territory)

    @property
    def in_a_hurry(self) -> bool | None:
        """Whether a major emergency left no time to file beforehand (是否为应对重大突发事件且无法事先备案)."""
        return both(self.emergency, self.no_time_to_file)

    @property
    def files_later(self) -> bool | None:
        """Whether an emergency campaign has still to be filed (是否尚待补办备案)."""
        filed = True if self.filed_on is not None else self.filed
        return both(self.in_a_hurry, None if filed is None else not filed)

    @property
    def on_internet(self) -> bool | None:
        """Whether the campaign raises on the internet (是否通过互联网)."""
        return None if self.methods is None else CampaignMethod.INTERNET in self.methods

    def filed_by(self, day: date) -> bool | None:
        """Tell whether the plan has been filed by a day (是否已报送备案); ``None`` if not known.

        >>> from datetime import date
        >>> plan = FundraisingPlan("winter-2026", filed_on=date(2026, 3, 2))  # invented
        >>> plan.filed_by(date(2026, 3, 1)), plan.filed_by(date(2026, 3, 2))
        (False, True)
        """
        return self.filed if self.filed_on is None else self.filed_on <= day

    def complete_on(self) -> date | None:
        """Give the day on which the complete plan was with the office (方案齐备报送之日); ``None`` if not known.

        Of a plan that was sent back it is the day of completion. Source: our reading of 慈善组织公开募捐管理办法第11条.

        >>> from datetime import date
        >>> FundraisingPlan("winter-2026", filed_on=date(2026, 3, 2), sent_back=False).complete_on()  # invented
        datetime.date(2026, 3, 2)
        """
        if self.sent_back is None:
            return None
        return self.corrected_on if self.sent_back else self.filed_on

    def may_be_filed(self, law: LawInForce) -> Decision:
        """Tell whether the plan may be filed as it stands (募捐方案能否报送备案).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before 2016-09-01. Source: 慈善法第22条、第24条，
        慈善组织公开募捐管理办法第10条、第12条、第15条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> FundraisingPlan("winter-2026").may_be_filed(Law.of("cn").on(date(2026, 3, 2))).outcome.value  # invented
        'undetermined'
        """
        law, checks = knowing(law, "fundraising_plan_contents"), Checks()
        weigh_plan(checks, self, law)
        return checks.decision(_FILE.later(id=self.id), self, law.day, law)

    def may_begin(self, law: LawInForce, calendar: WorkCalendar = EVERY_DAY) -> Decision:
        """Tell whether the campaign may begin, or run on, on the day of the law (公开募捐活动能否开展).

        Periods end where they fall; pass a ``calendar`` to let those that end on a rest day run to the next working day.
        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before 2016-09-01, and whatever the calendar
        raises. Source: 慈善法第22条至第24条、第27条、第73条，慈善组织公开募捐管理办法第10条至第17条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> plan = FundraisingPlan("winter-2026", filed=False, emergency=False)  # invented
        >>> print(plan.may_begin(Law.of("cn").on(date(2026, 3, 2))).reason.text())
        the plan is not known to be filed with the registering office
        """
        law, checks = knowing(law, "fundraising_plan_contents"), Checks()
        weigh_plan(checks, self, law)
        weigh_filing(checks, self, law, calendar)
        weigh_place(checks, self, law)
        weigh_duties(checks, self, law, AT_THE_START)
        _weigh_period(checks, self, law)
        return checks.decision(_BEGIN.later(id=self.id), self, law.day, law)


_FILE = Text("file fundraising plan {id}", "报送募捐方案 {id}")
_BEGIN = Text("run campaign {id}", "开展公开募捐活动 {id}")

# --- weighing -------------------------------------------------------------------------------------


def weigh_plan(checks: Checks, plan: FundraisingPlan, law: LawInForce) -> None:
    """Check what a plan must be when it is filed (审查募捐方案).

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> checks = Checks()
    >>> weigh_plan(checks, FundraisingPlan("winter-2026"), Law.of("cn").on(date(2020, 3, 2)))
    >>> [ground.code for ground, *_ in checks]
    ['plan.qualified', 'plan.states', 'plan.names_interested_person']
    """
    weigh_duties(checks, plan, law, [QUALIFIED])
    weigh_listed(checks, CONTENTS, plan.states, law)
    _weigh_length(checks, plan, law)
    weigh_duties(checks, plan, law, IN_THE_PLAN)


def _weigh_length(checks: Checks, plan: FundraisingPlan, law: LawInForce) -> None:
    """Check the period; the text says "generally", so a longer one is open until the office has answered."""
    kinds = [LENGTH, EMERGENCY_LENGTH] if plan.emergency is None else [EMERGENCY_LENGTH if plan.emergency else LENGTH]
    found: list[tuple[Ground, bool | None, date | None]] = []
    for ground_ in kinds:
        (key,) = ground_.figures
        if key not in law:
            continue
        if plan.starts_on is None or plan.ends_on is None:
            found.append((ground_, None, None))
            continue
        limit = last_day(plan.starts_on, getattr(law, key), Years, EVERY_DAY)
        found.append((ground_, True if plan.ends_on <= limit else plan.length_accepted, limit))
    if found:
        # Where it is not known whether this is an emergency, the two limits must agree.
        ground_, holds, limit_ = found[0]
        agree = all(other[1] is holds for other in found)
        checks.weigh(ground_, holds if agree else None, limit_, plan.ends_on)


def _weigh_period(checks: Checks, plan: FundraisingPlan, law: LawInForce) -> None:
    if "campaign_keeps_to_filed_period" not in law or not law.campaign_keeps_to_filed_period:
        return
    facts = {"start": plan.starts_on, "end": plan.ends_on}
    begun = None if plan.starts_on is None else plan.starts_on <= law.day
    over = None if plan.ends_on is None else plan.ends_on < law.day
    until = {"until": plan.starts_on} if begun is False else {}
    checks.weigh(PERIOD, both(begun, None if over is None else not over), facts=facts | until)
