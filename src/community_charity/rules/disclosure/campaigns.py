"""What happens to campaigns and projects (募捐活动与慈善项目的事实)."""

from __future__ import annotations

from datetime import date

import attrs

from community_charity.calendar import optional_day
from community_charity.rules.disclosure.facts import Fact, Repeated
from community_charity.rules.facts import yes_no


@attrs.frozen
class CampaignPlanned(Fact):
    """A public campaign is to begin ``on`` a day (拟开展公开募捐). Raises `Malformed`.

    ``outside_territory``: whether boxes are put up or events held outside the registrar's territory.

    >>> CampaignPlanned("spring-drive", date(2025, 3, 20), outside_territory=False).outside_territory
    False
    """

    outside_territory: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)


@attrs.frozen
class PlanFiled(Repeated):
    """A complete plan was handed in (募捐方案已报送备案). Raises `Malformed`.

    >>> PlanFiled("spring-drive", date(2025, 3, 10)).subject
    'spring-drive'
    """


@attrs.frozen
class PlanDefectNotified(Repeated):
    """The office said that a plan is incomplete (被告知募捐方案内容不齐备). Raises `Malformed`.

    >>> PlanDefectNotified("spring-drive", date(2025, 3, 12)).tag
    ':2025-03-12'
    """


@attrs.frozen
class PlanChanged(Repeated):
    """Something in the plan of a running campaign changed (募捐方案有关事项发生变化). Raises `Malformed`.

    >>> PlanChanged("spring-drive", date(2025, 4, 12)).on.month
    4
    """


@attrs.frozen
class CampaignStarted(Fact):
    """A public campaign began (公开募捐开始). Raises `Malformed`.

    ``expected_end`` is the last day by its plan; ``emergency`` whether it answers a major emergency (重大突发事件).

    >>> CampaignStarted("spring-drive", date(2025, 3, 20), emergency=False).expected_end is None
    True
    """

    expected_end: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    emergency: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)


@attrs.frozen
class ResponsePhaseEnded(Fact):
    """The response and rescue phase is over for a campaign (应急处置与救援阶段结束). Raises `Malformed`.

    >>> ResponsePhaseEnded("flood-drive", date(2025, 7, 20)).ONCE
    True
    """


@attrs.frozen
class CampaignEnded(Fact):
    """A public campaign ended; ``on`` is its last day (公开募捐活动结束). Raises `Malformed`.

    >>> CampaignEnded("spring-drive", date(2025, 9, 20)).on.year
    2025
    """


@attrs.frozen
class TargetedCampaignEnded(Fact):
    """A targeted campaign ended (定向募捐结束). Raises `Malformed`.

    >>> TargetedCampaignEnded("members-drive", date(2025, 9, 20)).subject
    'members-drive'
    """


@attrs.frozen
class ProjectStarted(Fact):
    """A charitable project began (慈善项目开始). Raises `Malformed`.

    ``qualified``: whether the charity holds public-fundraising qualification; ``expected_end`` is the planned last day.

    >>> ProjectStarted("school-meals", date(2025, 3, 1), qualified=True).qualified
    True
    """

    expected_end: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    qualified: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)


@attrs.frozen
class ProjectEnded(Fact):
    """A charitable project ended (慈善项目结束). Raises `Malformed`.

    ``surplus``: whether donated property was left over.

    >>> ProjectEnded("school-meals", date(2026, 3, 1), surplus=False).surplus
    False
    """

    qualified: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    surplus: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
