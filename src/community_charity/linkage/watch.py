"""What goes out with a referral, and which referrals are late (转介单与逾期转介).

>>> Overdue("out-1", "county-charity", "feedback", date(2025, 4, 10)).text.en
'referral out-1 (county-charity): a report of what came of it was due on 2025-04-10'
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.book import UNKNOWN, Book
from community_charity.calendar import WorkingDays, day, deadline
from community_charity.errors import Malformed, expect
from community_charity.households import HOUSEHOLDS
from community_charity.language import Text
from community_charity.linkage.referrals import REFERRALS, Referral
from community_charity.money import Money
from community_charity.parties import OrganisationId, opaque_id
from community_charity.relief.files import CASES
from community_charity.rules.privacy import DataKind

if TYPE_CHECKING:
    from community_charity.calendar import WorkCalendar
    from community_charity.law.law import LawInForce

_HOUSEHOLD_TELLS = Text("told by the household itself", "由当事人自行提供")


def sheet(book: Book, referral: str) -> dict[DataKind, Any]:
    """Give what goes out with a referral (转介单): the kinds agreed to and no others, each with what the book knows of it.

    The book knows the number of members, the place and what was paid; of the rest it says that the household tells it itself.
    Amounts are `Money`. Raises `Malformed` for a referral that the book does not know.

    >>> from community_charity.book.book import Book
    >>> from community_charity.law.law import Law
    >>> try:
    ...     sheet(Book(Law.of("cn")), "out-1")
    ... except Malformed as error:
    ...     print(error.code)
    book.unknown
    """
    made = expect(book, Book).find(REFERRALS, opaque_id(referral))
    if made is None:
        raise Malformed(UNKNOWN, given=Text("no such referral", "账本中无此转介"))
    order = made.event.command
    file = book.all(CASES)[order.case]
    home = book.all(HOUSEHOLDS)[file.case.household]
    known: dict[DataKind, Any] = {
        DataKind.HOUSEHOLD_SIZE: len(home.members),
        DataKind.ADDRESS: home.place,
        DataKind.AMOUNT_RECEIVED: Money(file.paid),
    }
    facts = {kind: known.get(kind) for kind in DataKind if kind in order.what}
    return {kind: _HOUSEHOLD_TELLS if fact is None else fact for kind, fact in facts.items()}


@attrs.frozen
class Overdue:
    """A referral that waits for longer than it should (逾期转介): for its answer or for what came of it, due on ``due``.

    >>> Overdue("out-1", "county-charity", "answer", date(2025, 3, 20)).text.zh
    '转介 out-1（county-charity）：答复应于 2025-03-20 前作出'
    """

    referral: str
    to: OrganisationId
    waits_for: str
    due: date

    @property
    def text(self) -> Text:
        """The words for a reader (文字)."""
        return _OVERDUE[self.waits_for].fill(referral=self.referral, to=self.to, due=self.due)


_OVERDUE = {
    "answer": Text(
        "referral {referral} ({to}): the answer was due on {due}", "转介 {referral}（{to}）：答复应于 {due} 前作出"
    ),
    "feedback": Text(
        "referral {referral} ({to}): a report of what came of it was due on {due}",
        "转介 {referral}（{to}）：结果应于 {due} 前反馈",
    ),
}


def overdue_referrals(book: Book, on: date, calendar: WorkCalendar) -> tuple[Overdue, ...]:
    """Give the referrals that wait for longer than they should on a day (逾期转介), the longest first.

    What was recorded for later days is not looked at. The times are those of the law on the day of the referral; on the last
    day itself nothing is late. Raises `Malformed`, and whatever the calendar raises.

    >>> from community_charity.book.book import Book
    >>> from community_charity.calendar import EVERY_DAY
    >>> from community_charity.law.law import Law
    >>> overdue_referrals(Book(Law.of("cn")), date(2025, 4, 1), EVERY_DAY)
    ()
    """
    late = []
    for key, referral in expect(book, Book).all(REFERRALS).items():
        made = referral.event.command
        waits = _waits(referral, book.law.on(made.on), day(on))
        if waits is not None:
            kind, since, days = waits
            due = deadline(since, WorkingDays(days), calendar)
            if on > due:
                late.append(Overdue(key, made.to, kind, due))
    return tuple(sorted(late, key=lambda one: (one.due, one.referral)))


def _waits(referral: Referral, law: LawInForce, on: date) -> tuple[str, date, int] | None:
    """Tell what a referral waits for on a day, since when, and for how many working days at most."""
    made, answer, feedback = referral.event.command, referral.answer, referral.feedback
    if made.on > on:
        return None
    if answer is None or answer.command.on > on:
        return "answer", made.on, law.linkage_answer_days
    if referral.accepted and (feedback is None or feedback.command.on > on):
        return "feedback", answer.command.on, law.linkage_feedback_days
    return None
