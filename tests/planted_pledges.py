"""Bugs planted on purpose in agreements, pledges and recurring gifts, to see that the tests would catch them."""

from __future__ import annotations

from community_charity.book.orders import HANDLERS
from community_charity.giving import agreements, pledge_orders, pledges, promises
from community_charity.giving.recurring import RecurringGift
from planted_bugs import Bug

_FILE = pledges.PledgeFile
_OPEN = vars(_FILE)["open"].fget
_STATES = vars(agreements.DonationAgreement)["states"].fget
_WRITE_OFF = HANDLERS[pledge_orders.WriteOffPledge]
_CHANGE = HANDLERS[pledge_orders.ChangePledge]

BUGS = (
    Bug("a part paid counts as the whole instalment", pledges._parted, "if part < one.amount.fen", "if not part"),
    Bug("every instalment is paid by the same money", pledges._parted, "fen -= part", "pass"),
    Bug("the day it is due is overdue already", _FILE.overdue, "one.due < on", "one.due <= on"),
    Bug("what is written off is still open", _OPEN, " - self.written_off_fen", ""),
    Bug("what is written off after a payment is fulfilled", _FILE.status, "if self.written_off_fen", "if not self.paid_fen"),
    Bug("a pledge that is overdue is merely open", _FILE.status, "if self.overdue(on)", "if False"),
    Bug("a change forgets what is paid", _FILE.with_rest, "_parted(self.schedule, self.paid_fen)[0] + instalments", "instalments"),
    Bug("a change may ask for less", _CHANGE.decide, "new != file.open", "new > file.open"),
    Bug("a write-off takes the total off", _WRITE_OFF.apply, "+ file.open.fen", "+ file.pledge.total.fen"),
    Bug("a write-off leaves the instalments", _WRITE_OFF.apply, "schedule=file.with_rest(())", "schedule=file.schedule"),
    Bug("the last fen of a pledge is refused", pledges.weigh_pledged, "amount > file.open", "amount >= file.open"),
    Bug("a gift on the day of the pledge is refused", pledges.weigh_pledged, "on < file.on", "on <= file.on"),
    Bug("anybody may pay", pledges.weigh_pledged, "donor != file.pledge.donor", "False"),
    Bug("a correction counts only what is open", pledges.weigh_corrected, "before + state", "state"),
    Bug("what goes back counts as paid", pledges.count_paid, "+ fen", "+ abs(fen)"),
    Bug("a binding promise is withdrawn", _WRITE_OFF.decide, "denied(bound)", "True"),
    Bug("hardship is asked of who is not bound", pledge_orders._weigh_bound, "if bound is not False", "if True"),
    Bug("an open question refuses", pledge_orders._weigh_bound, "fact if bound or fact else None", "fact"),
    Bug("mixed purposes are decided", promises._weigh_purposes, "len(within) > 1", "False"),
    Bug("a nobody can be sued", promises.weigh_enforceable, "pledge.donor is not None", "True"),
    Bug("months end on the 28th", RecurringGift._days, "monthrange(year, number + 1)[1]", "28"),
    Bug("weeks begin before the first gift", RecurringGift._days, "max(0, -((", "(-(("),
    Bug("the first day of a period is left out", RecurringGift.due, "on >= period.first", "on > period.first"),
    Bug("a gift comes after its last day", RecurringGift.due, "min(period.last, self.last)", "period.last"),
    Bug("money must state its quality", _STATES, "self.quality is not None or is_money", "self.quality is not None"),
    Bug("signed on the day of the event", agreements._weigh_proceeds, "law.day < begins", "law.day <= begins"),
)  # fmt: skip
