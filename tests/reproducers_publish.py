"""One way to provoke each error of what is published; people and bodies in them are invented."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from community_charity.calendar import Period
from community_charity.parties import PersonId
from community_charity.publish import campaign_report, donor_statement
from reproducers import caught, error
from sample import book, receive

if TYPE_CHECKING:
    from community_charity.errors import CharityError


@error("statement.donor", "a statement for somebody who gave nothing", "为未捐赠者出具情况告知")
def a_donor_who_gave_nothing() -> CharityError:
    given = book(receive(donor=PersonId("d-1")))
    return caught(lambda: donor_statement(given, PersonId("d-2"), Period(date(2025, 1, 1), date(2025, 12, 31))))


@error("campaign_report.campaign", "a report of a campaign that never started", "为未开始的活动编制报告")
def a_campaign_that_never_started() -> CharityError:
    return caught(lambda: campaign_report(book(), "spring"))
