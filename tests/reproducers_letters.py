"""One way to provoke each error of letters and notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.language import Text
from community_charity.publish import Appeal, relief_notice
from reproducers import caught, error
from sample import book

if TYPE_CHECKING:
    from community_charity.errors import CharityError


@error("letter.within_days", "no time to ask again", "复核期限为零")
def no_time() -> CharityError:
    return caught(lambda: Appeal(to=Text("the township", "乡镇人民政府"), within_days=0))


@error("notice.review", "a review that was never put on notice", "未公示的评议")
def never_posted() -> CharityError:
    return caught(lambda: relief_notice(book(), "review-1"))
