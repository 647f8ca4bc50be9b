"""How to provoke the errors of campaigns: people, bodies and campaigns are invented."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from community_charity.rules.campaigns import FundraisingPlan
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError


@error("campaign.filing", "a plan is called unfiled and given a day of filing", "方案称未备案却填有备案日期")
def unfiled_on_a_day() -> CharityError:
    return caught(lambda: FundraisingPlan("winter-2026", filed=False, filed_on=date(2026, 3, 2)))
