"""One way to provoke each error of what is published; people and bodies in them are invented."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from community_charity.calendar import Period
from community_charity.parties import PersonId
from community_charity.publish import donor_statement, statement
from reproducers import caught, error
from sample import SOCIETY, book, receive

if TYPE_CHECKING:
    from community_charity.errors import CharityError


@error("statement.donor", "a statement for somebody who gave nothing", "为未捐赠者出具情况告知")
def a_donor_who_gave_nothing() -> CharityError:
    given = book(receive(donor=PersonId("d-1")))
    return caught(lambda: donor_statement(given, PersonId("d-2"), Period(date(2025, 1, 1), date(2025, 12, 31))))


@error("statement.untold", "money in a purse of which no event tells", "账户资金与事实不符")
def money_of_which_no_event_tells() -> CharityError:
    given = book()
    given._state.purse(SOCIETY, None).receive("stray", 1)
    return caught(lambda: statement(given, Period.year(2025)))
