"""The public notice of a relief case (救助公示): one line that cannot tell who it is about.

It is made of a running number, the pool, the amount and the days; nothing that anybody typed about the case goes into it: no
name, identity number, address, cause or diagnosis, and nothing about a child. Where a village is small, an amount may still
lead to one family: that is a matter for the people who hang it up.

>>> from datetime import date
>>> notice = ReliefNotice("2025-1", "lake-village", Money(600_00), date(2025, 3, 13), date(2025, 3, 18))  # invented
>>> print(notice.line("en"))
Notice 2025-1 of lake-village: ¥600.00 of relief proposed for one household; objections until 2025-03-18.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.money import Money
from community_charity.relief import REVIEWS, NoticePosted

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.language import Lang

NOTICE = declare(
    "notice.review",
    wanted=("the key of a review that was put on notice", "已公示的评议的编号"),
    do=("post the notice first: PostNotice(review=...)", "请先公示：PostNotice(review=...)"),
)
_LINE = Text(
    "Notice {number} of {pool}: {amount} of relief proposed for one household; objections until {until}.",
    "{pool} 公示 {number} 号：拟救助1户，金额 {amount}；如有异议，请于 {until} 前（含当日）提出。",
)


@attrs.frozen
class ReliefNotice:
    """A public notice (公示): its number, the pool, the amount in `Money`, its first and last day.

    >>> from datetime import date
    >>> ReliefNotice("2025-1", "v-1", Money(1), date(2025, 3, 13), date(2025, 3, 18)).until  # invented
    datetime.date(2025, 3, 18)
    """

    number: str
    pool: str
    amount: Money
    posted: date
    until: date

    def line(self, lang: Lang = "en") -> str:
        """Write the notice in one line (公示一行)."""
        facts = {"number": self.number, "pool": self.pool, "amount": self.amount, "until": self.until}
        return _LINE.fill(**facts).to(lang)

    def __str__(self) -> str:
        return self.line()


def relief_notice(book: Book, review: str) -> ReliefNotice:
    """Give the public notice of a review (救助公示), numbered by pool and year in the order of posting.

    Raises `Malformed` for a review that was not put on notice.

    >>> import community_charity as cc
    >>> relief_notice(cc.Book(cc.Law.of("cn")), "review-1")
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [notice.review] given: text of 8 characters (str). wanted: the key of a review \
that was put on notice. do: post the notice first: PostNotice(review=...)
    """
    reviews, numbers = book.all(REVIEWS), dict[tuple[str, int], int]()
    for event in book.events:
        if isinstance(event, NoticePosted):
            held, on = reviews[event.command.review].event.command, event.command.on
            number = numbers[held.pool, on.year] = numbers.get((held.pool, on.year), 0) + 1
            if event.command.review == review:
                return ReliefNotice(f"{on.year}-{number}", held.pool, held.amount, on, event.until)
    raise Malformed(NOTICE, given=shown(review))
