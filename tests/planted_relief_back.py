"""Bugs planted on purpose in the back half of a relief case, to see that the tests would catch them."""

from __future__ import annotations

from community_charity.book import lines
from community_charity.relief import (
    emergency,
    follow_up,
    in_kind,
    instalments,
    misuse,
    open_points,
    payments,
    ratifying,
    recovery,
    taking_back,
)
from planted_bugs import Bug, _applies, _decides

__all__ = ["AFTER", "EMERGENCY", "FORMS", "MISUSE", "Bug"]

EMERGENCY = (
    Bug("the first meeting is let off", open_points.weigh_meeting_first, "made < on", "False"),
    Bug("a meeting on the same day must look", open_points.weigh_meeting_first, "made < on", "True"),
    Bug("a case closes unlooked at", open_points.weigh_ratified, "if waiting and", "if False and"),
    Bug("nobody notes that a meeting looked", ratifying._apply, "looked_at(state", "(lambda *_: None)(state"),
    Bug("two signatures ratify", _decides(ratifying.RatifyEmergency), "weigh_meeting(", "(lambda *_: None)("),
    Bug("it is ratified before it was granted", ratifying._waiting, "weigh_day(checks, order.on, made.on)", "pass"),
    Bug("meetings of other pools count", ratifying.unratified, "one == pool and", ""),
    Bug("a meeting on the day of the grant counts", ratifying.unratified, "made < met_on", "made <= met_on"),
    Bug("a refusal is not flagged", ratifying.flagged, "isinstance(event, RatificationRefused)", "False"),
    Bug("what is gone still waits", taking_back.take_back, "looked_at(state, made)", "pass"),
    Bug("late a day too early", emergency.late_emergencies, "due < last", "due <= last"),
    Bug("ordinary grants are late", emergency.late_emergencies, "made.emergency and", ""),
    Bug("papers late a day too early", emergency.papers_overdue, "due < last", "due <= last"),
    Bug("unknown need is none", emergency.set_off, "None if file.needs[0] is None else file.overpaid", "file.overpaid"),
    Bug(
        "a fen too much is asked back",
        emergency.weigh_set_off,
        "amount <= above_need",
        "amount.fen <= above_need.fen + 1",
    ),
    Bug("those in need are asked", emergency.weigh_in_need, "not in_need, None", "True, None"),
    Bug("an open need is no need", emergency.weigh_in_need, "not open_need, None", "True, None"),
    Bug(
        "a linked household counts for nothing",
        emergency.open_need_of,
        "rows(LINKS).get(household) or (household,)",
        "(household,)",
    ),
    Bug("what is not proved is no need", emergency.open_need_of, "or stated > max(proved, file.granted)", ""),
    Bug("the record of means is forgotten", emergency.in_need_of, "if recorded or told", "if told"),
)
FORMS = (
    Bug("cash goes to a shop", in_kind.fits, "is not (to is None)", "is not (form is PaymentForm.CASH)"),
    Bug("an unknown shop is paid", _decides(payments.PayRelief), "if order.to is not None", "if False"),
    Bug("a receipt twice", _decides(payments.AcknowledgeReceipt), "in state.of(RECEIPTS)", "in ()"),
    Bug("a receipt for what came back", _decides(payments.AcknowledgeReceipt), "in state.of(REVERSED)", "in ()"),
    Bug(
        "goods leave no trace in the case",
        _applies(in_kind.GiveGoods),
        "(*state.of(GOODS_GIVEN).get(order.case, ()), event)",
        "()",
    ),
    Bug("goods serve any use", in_kind._handing_out, "groups=use.groups", "groups=()"),
    Bug("goods that came back count", in_kind._standing, "not in reversed_", "not in ()"),
    Bug("paid before it is due", instalments.weigh_due, "fen > due and", "False and"),
    Bug("paid twice what is due", instalments.weigh_due, "due_by(plan, on) - paid", "due_by(plan, on)"),
    Bug("due a day late", instalments.due_by, "one.due <= on", "one.due < on"),
    Bug("it waits for the last instalment", instalments.weigh_due, ">= paid + fen", "> paid + fen"),
    Bug(
        "instalments that make up less", instalments.weigh_plan, "whole != order.amount.fen", "whole > order.amount.fen"
    ),
    Bug("an instalment before the grant", instalments.weigh_plan, "plan[0].due < order.on", "False"),
    Bug("an instalment after the last day", instalments.weigh_plan, "order.expires < plan[-1].due", "False"),
    Bug("instalments out of order", instalments.instalments, "one.due >= other.due", "one.due > other.due"),
    Bug("what is paid is due again", payments._due, "- grant.paid", ""),
    Bug("due before its day", payments._due, "one.due <= on and", ""),
)
MISUSE = (
    Bug("misuse stops nothing", open_points.weigh_no_misuse, "state.of(MISUSE).get(case)", "None"),
    Bug("misuse is settled twice", _decides(misuse.SettleMisuse), "!= recorded.key", "== ''"),
    Bug("misuse is settled while money is asked back", _decides(misuse.SettleMisuse), "== recorded.key", "== ''"),
    Bug("misuse of one case for another", recovery._weigh_misuse, "misuse.case != case", "False"),
    Bug("settled misuse is good enough", recovery._weigh_misuse, "!= misuse.key", "== ''"),
    Bug(
        "nobody need be asked to put it right",
        recovery._weigh_misuse,
        "None if order.put_right is None else not order.put_right",
        "True",
    ),
    Bug("fraud protects", recovery._decide_demand, "if not fraud:", "if True:"),
    Bug("all misuse is fraud", recovery._weigh_misuse, "return misuse.kind.is_fraud", "return True"),
    Bug(
        "more is asked back than was paid",
        recovery._decide_demand,
        "order.amount.fen <= out",
        "order.amount.fen <= out + 1",
    ),
    Bug(
        "what came back is asked back again",
        recovery._decide_demand,
        "- state.of(RECOVERED).get(payment.command.key, 0)",
        "",
    ),
    Bug(
        "a payment is asked back twice",
        recovery._found_payments,
        "if demand := state.of(DEMANDED).get(key)",
        "if demand := None",
    ),
    Bug("payments of several cases", recovery._found_payments, "> 1", "> 2"),
    Bug("asked back before it was paid", recovery._found_payments, "max(payment", "min(payment"),
    Bug("a fen too much comes back", recovery._decide_recovery, "fen <= left,", "fen <= left + 1,"),
    Bug(
        "it comes back before it was asked for",
        recovery._open_demand,
        "weigh_day(checks, order.on, demand.event.command.on)",
        "pass",
    ),
    Bug("a waiver leaves the payments asked for", recovery._settle, "if not demand.left", "if False"),
    Bug(
        "what was drawn first comes back first", recovery._coming_back, "in reversed(payment.parts)", "in payment.parts"
    ),
    Bug("what came back before is forgotten", recovery._coming_back, "min(gone, part)", "0"),
    Bug(
        "the case forgets that money came back",
        recovery._apply_recovery,
        "take_back(state, less, fen, paid=True)",
        "pass",
    ),
    Bug("the first fen of a payment comes back", lines.Line.give_back_part, "in reversed(pieces)", "in pieces"),
    Bug("what came back stays with the payment", lines.Line.give_back_part, "self._shorts[place] = end - part", "pass"),
    Bug(
        "what came back stays with the gift's uses",
        lines.Line.uses_of,
        "self._shorts.get(place, self._stops[place])",
        "self._stops[place]",
    ),
    Bug("late a day too early", recovery.overdue_recoveries, "until < last", "until <= last"),
    Bug(
        "a payment in demand is reversed",
        _decides(taking_back.ReversePayment),
        "if demand := state.of(DEMANDED).get(order.payment)",
        "if demand := None",
    ),
    Bug(
        "the whole is reversed though part came back",
        _applies(taking_back.ReversePayment),
        "- state.of(RECOVERED).get(paid.key, 0)",
        "",
    ),
    Bug("nothing is reversed", _decides(taking_back.ReversePayment), "== payment.command.amount.fen", "== -1"),
    Bug("a closed case stays closed", taking_back.take_back, "file.outcome is CaseOutcome.RELIEVED and", "False and"),
    Bug("an open case is not noted", taking_back.take_back, "begin(state, file.case)", "pass"),
)
AFTER = (
    Bug("the last visit is the first", follow_up.to_reopen, "max(seen", "min(seen"),
    Bug("everybody is still in need", follow_up.to_reopen, "is FollowUp.STILL_IN_NEED", "is not None"),
    Bug("open cases are opened again", follow_up.to_reopen, "if cases[case].outcome is not None", ""),
    Bug("a stranger is a helper", _decides(follow_up.BecomeHelper), "if not _helped(state, order.person)", "if False"),
    Bug("a household without money was helped", follow_up._helped, "file.paid and", ""),
    Bug("a linked household was not helped", follow_up._helped, "linked(state, entered)", "(entered,)"),
    Bug(
        "nobody is asked",
        _decides(follow_up.BecomeHelper),
        "checks.weigh(CONSENT, order.consent, None, order.consent)",
        "pass",
    ),
    Bug("a helper twice", _decides(follow_up.BecomeHelper), "in state.of(HELPERS).get(order.person, ())", "in ()"),
    Bug("roles are counted once", follow_up.helpers_later, "sum(role in each", "any(role in each"),
    Bug("whoever asked was helped", follow_up.helpers_later, "if file.paid", ""),
)
