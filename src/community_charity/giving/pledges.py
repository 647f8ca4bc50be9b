"""Pledges in a book (认捐台账): what came in for each, what is open, what is overdue.

A pledge is not money: nothing here changes a purse. What is paid comes from gifts that name the pledge.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from community_charity.book.orders import Table
from community_charity.calendar import day
from community_charity.giving.pledge_grounds import LIVE, NOT_BEFORE, OVERDUE, SAME_DONOR, SAME_POOL, WITHIN_OPEN
from community_charity.giving.promises import DEMAND, Pledge, weigh_enforceable
from community_charity.instalments import Instalment
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision
from community_charity.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.state import State
    from community_charity.law.law import LawInForce
    from community_charity.parties import PartyId

# --- values --------------------------------------------------------------------------------------


class PledgeStatus(Enum):
    """How a pledge stands on a day (认捐状态), worked out and never stored. ``PledgeStatus("open")`` looks one up.

    >>> PledgeStatus("partly_paid").text.zh
    '部分到账'
    """

    OPEN = "open"
    PARTLY_PAID = "partly_paid"
    FULFILLED = "fulfilled"
    OVERDUE = "overdue"
    WRITTEN_OFF = "written_off"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _STATUSES[self]


_STATUSES = {
    PledgeStatus.OPEN: Text("open", "待履行"),
    PledgeStatus.PARTLY_PAID: Text("partly paid", "部分到账"),
    PledgeStatus.FULFILLED: Text("fulfilled", "已履行"),
    PledgeStatus.OVERDUE: Text("overdue", "逾期"),
    PledgeStatus.WRITTEN_OFF: Text("written off", "已核销"),
}


class PledgeFile(NamedTuple):
    """What a book knows of a pledge (认捐台账): the promise as it was made, and what has become of it.

    ``on`` is the day of the promise, ``changed`` that of the last change or write-off. ``schedule`` is what is to be paid
    and when, paid parts included; ``paid_fen`` and ``written_off_fen`` are whole fen. Paid, open and written off
    always sum to the total.

    >>> from community_charity.money import yuan
    >>> due = (Instalment(date(2025, 6, 30), yuan(5)), Instalment(date(2025, 7, 31), yuan(7)))
    >>> pledge = Pledge("pledge-1", pool="village-1", total=yuan(12), instalments=due, promised="oral")  # invented
    >>> file = PledgeFile(pledge, date(2025, 3, 13), date(2025, 3, 13), due, paid_fen=400)
    >>> file.open, file.overdue(date(2025, 7, 1)), file.status(date(2025, 7, 1)).text.en
    (yuan("8.00"), (Instalment(due=datetime.date(2025, 6, 30), amount=yuan("1.00")),), 'overdue')
    """

    pledge: Pledge
    on: date
    changed: date
    schedule: tuple[Instalment, ...]
    paid_fen: int = 0
    written_off_fen: int = 0

    @property
    def paid(self) -> Money:
        """What came in and has not gone back (已到账), as `Money`."""
        return Money(self.paid_fen)

    @property
    def written_off(self) -> Money:
        """What is not expected any more (已核销), as `Money`."""
        return Money(self.written_off_fen)

    @property
    def open(self) -> Money:
        """What is still to come (待履行), as `Money`: what went back is open again."""
        return Money(self.pledge.total.fen - self.paid_fen - self.written_off_fen)

    def to_come(self) -> tuple[Instalment, ...]:
        """Give the instalments with what is still open of each (待履行各期): payments fill the earliest first.

        >>> from community_charity.money import yuan
        >>> due = (Instalment(date(2025, 6, 30), yuan(5)),)
        >>> pledge = Pledge("pledge-1", pool="village-1", total=yuan(5), instalments=due, promised="oral")  # invented
        >>> PledgeFile(pledge, date(2025, 3, 13), date(2025, 3, 13), due, paid_fen=100).to_come()[0].amount
        yuan("4.00")
        """
        return _parted(self.schedule, self.paid_fen)[1]

    def overdue(self, on: date) -> tuple[Instalment, ...]:
        """Give what is open of the instalments whose day has passed (逾期各期); the day itself is in time. Raises `Malformed`.

        >>> from community_charity.money import yuan
        >>> due = (Instalment(date(2025, 6, 30), yuan(5)),)
        >>> pledge = Pledge("pledge-1", pool="village-1", total=yuan(5), instalments=due, promised="oral")  # invented
        >>> file = PledgeFile(pledge, date(2025, 3, 13), date(2025, 3, 13), due)
        >>> len(file.overdue(date(2025, 6, 30))), len(file.overdue(date(2025, 7, 1)))
        (0, 1)
        """
        day(on)
        return tuple(one for one in self.to_come() if one.due < on)

    def status(self, on: date) -> PledgeStatus:
        """Tell how the pledge stands on a day (状态), by what the book knows now. Raises `Malformed`.

        >>> from community_charity.money import yuan
        >>> due = (Instalment(date(2025, 6, 30), yuan(5)),)
        >>> pledge = Pledge("pledge-1", pool="village-1", total=yuan(5), instalments=due, promised="oral")  # invented
        >>> PledgeFile(pledge, date(2025, 3, 13), date(2025, 3, 13), due, paid_fen=500).status(date(2025, 7, 1)).text.zh
        '已履行'
        """
        if self.overdue(on):
            return PledgeStatus.OVERDUE
        if not self.open:
            return PledgeStatus.WRITTEN_OFF if self.written_off_fen else PledgeStatus.FULFILLED
        return PledgeStatus.PARTLY_PAID if self.paid_fen else PledgeStatus.OPEN

    def may_be_demanded(self, law: LawInForce) -> Decision:
        """Tell whether delivery can be demanded on the day of the law (当日能否要求交付): enforceable, and overdue.

        Raises as `Pledge.is_enforceable`. Source: 慈善法第41条第1款.

        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> due = (Instalment(date(2025, 6, 30), yuan(5)),)
        >>> told = Pledge("pledge-1", pool="village-1", total=yuan(5), instalments=due, promised="media", donor="d-1")
        >>> file = PledgeFile(told, date(2025, 3, 13), date(2025, 3, 13), due)
        >>> file.may_be_demanded(Law.of("cn").on(date(2025, 6, 30))).remedies[0].wait_until
        datetime.date(2025, 7, 1)
        """
        checks = Checks()
        weigh_enforceable(checks, self.pledge, law)
        coming = [one.due for one in self.to_come()]
        if coming:
            due = min(coming)
            checks.weigh(OVERDUE, due < law.day, facts={"due": due, "until": due + timedelta(days=1)})
        else:
            checks.weigh(LIVE, holds=False)
        return checks.decision(DEMAND.later(id=self.pledge.id), self, law.day, law)

    def with_rest(self, instalments: tuple[Instalment, ...]) -> tuple[Instalment, ...]:
        """Give the schedule in which what is open is due as given, and what is paid stays as it was (调整后分期).

        >>> from community_charity.money import yuan
        >>> due = (Instalment(date(2025, 6, 30), yuan(5)),)
        >>> pledge = Pledge("pledge-1", pool="village-1", total=yuan(5), instalments=due, promised="oral")  # invented
        >>> file = PledgeFile(pledge, date(2025, 3, 13), date(2025, 3, 13), due, paid_fen=100)
        >>> [str(one.amount) for one in file.with_rest((Instalment(date(2025, 9, 30), yuan(4)),))]
        ['¥1.00', '¥4.00']
        """
        return _parted(self.schedule, self.paid_fen)[0] + instalments


def _parted(schedule: Iterable[Instalment], fen: int) -> tuple[tuple[Instalment, ...], tuple[Instalment, ...]]:
    """Part a schedule into what an amount pays of it, in its order, and what is left."""
    paid, left = [], []
    for one in schedule:
        part = min(fen, one.amount.fen)
        fen -= part
        if part:
            paid.append(Instalment(one.due, Money(part)))
        if part < one.amount.fen:
            left.append(Instalment(one.due, Money(one.amount.fen - part)))
    return tuple(paid), tuple(left)


PLEDGES: Table[str, PledgeFile] = Table("pledges")
"""The pledges, by their ids (认捐)."""
WHAT = Text("pledge", "认捐")

# --- hooks for gifts that name a pledge ----------------------------------------------------------


def weigh_pledged(
    state: State, pledge_key: str, donor: PartyId | None, pool: str, amount: Money, on: date, checks: Checks
) -> None:
    """Weigh a gift that names a pledge (履行认捐的捐赠审查): the pledge is there and open, its own donor and pool, no more.

    Raises `Stopped`.

    >>> from community_charity.book.state import State
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.money import yuan
    >>> due = (Instalment(date(2025, 6, 30), yuan(5)),)
    >>> pledge = Pledge("pledge-1", pool="village-1", total=yuan(5), instalments=due, promised="oral")  # invented
    >>> state, checks, made = State(), Checks(), date(2025, 3, 13)
    >>> state.of(PLEDGES)["pledge-1"] = PledgeFile(pledge, made, made, due)
    >>> weigh_pledged(state, "pledge-1", None, "village-1", yuan(6), made, checks)
    >>> [(ground.code, str(required)) for ground, holds, required, *_ in checks]
    [('pledge.within_open', '¥5.00')]
    """
    file = state.found(PLEDGES, pledge_key, WHAT, checks)
    if not file.open:
        checks.stop(LIVE)
    if on < file.on:
        checks.stop(NOT_BEFORE, found=on, since=file.on)
    if donor != file.pledge.donor:
        checks.weigh(SAME_DONOR, holds=False)
    if pool != file.pledge.pool:
        checks.weigh(SAME_POOL, holds=False, required=file.pledge.pool, found=pool)
    if amount > file.open:
        checks.weigh(WITHIN_OPEN, holds=False, required=file.open, found=amount)


def weigh_corrected(state: State, pledge_key: str, before: Money, now: Money, checks: Checks) -> None:
    """Weigh a gift for a pledge whose amount was entered wrongly (更正履行认捐的捐赠): ``now`` is the right amount.

    >>> from community_charity.book.state import State
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.money import yuan
    >>> due = (Instalment(date(2025, 6, 30), yuan(5)),)
    >>> pledge = Pledge("pledge-1", pool="village-1", total=yuan(5), instalments=due, promised="oral")  # invented
    >>> state, checks, made = State(), Checks(), date(2025, 3, 13)
    >>> state.of(PLEDGES)["pledge-1"] = PledgeFile(pledge, made, made, due, paid_fen=400)
    >>> weigh_corrected(state, "pledge-1", yuan(4), yuan(5), checks)
    >>> checks.unmet
    False
    >>> weigh_corrected(state, "pledge-1", yuan(4), yuan(6), checks)
    >>> checks.unmet
    True
    """
    most = before + state.of(PLEDGES)[pledge_key].open
    if now > most:
        checks.weigh(WITHIN_OPEN, holds=False, required=most, found=now)


def count_paid(state: State, pledge_key: str, fen: int) -> None:
    """Count what came in for a pledge, in fen (计入已到账); below zero what went back. Apply only.

    >>> from community_charity.book.state import State
    >>> from community_charity.money import yuan
    >>> due = (Instalment(date(2025, 6, 30), yuan(5)),)
    >>> pledge = Pledge("pledge-1", pool="village-1", total=yuan(5), instalments=due, promised="oral")  # invented
    >>> state, made = State(), date(2025, 3, 13)
    >>> state.of(PLEDGES)["pledge-1"] = PledgeFile(pledge, made, made, due)
    >>> count_paid(state, "pledge-1", 500)
    >>> count_paid(state, "pledge-1", -200)
    >>> state.of(PLEDGES)["pledge-1"].open
    yuan("2.00")
    """
    file = state.of(PLEDGES)[pledge_key]
    state.of(PLEDGES)[pledge_key] = file._replace(paid_fen=file.paid_fen + fen)
