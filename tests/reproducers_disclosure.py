"""One way to provoke each error about facts and duties."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from community_charity.calendar import EVERY_DAY
from community_charity.law.law import Law
from community_charity.rules.disclosure import CampaignEnded, CampaignStarted, Done, duties
from community_charity.rules.volunteering import stars
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError

UNTIL = date(2026, 12, 31)


@error("duty.facts", "a fact that is not in a list", "未放入列表的事实")
def fact_without_list() -> CharityError:
    ended: Any = CampaignEnded("spring-drive", date(2025, 3, 31))
    return caught(lambda: duties(ended, Law.of("cn"), EVERY_DAY, until=UNTIL))


@error("duty.conflict", "a campaign that began twice", "两次开始的募捐活动")
def campaign_that_began_twice() -> CharityError:
    starts = [CampaignStarted("spring-drive", date(2025, 3, day), emergency=False) for day in (1, 2)]
    return caught(lambda: duties(starts, Law.of("cn"), EVERY_DAY, until=UNTIL))


@error("duty.unknown", "something done that nobody had to do", "履行了不存在的义务")
def done_without_a_duty() -> CharityError:
    done = Done("campaign-final-report:spring-drive", date(2025, 6, 1))
    return caught(lambda: duties([done], Law.of("cn"), EVERY_DAY, until=UNTIL))


@error("volunteer.hours", "hours below zero", "负的服务时数")
def hours_below_zero() -> CharityError:
    return caught(lambda: stars(-1, Law.of("cn").on(UNTIL)))
