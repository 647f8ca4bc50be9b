"""Bugs of how a case comes in, is objected to, refused and appealed, planted to see that its tests notice each."""

from __future__ import annotations

import inspect
from typing import Any

from community_charity.book.orders import HANDLERS
from community_charity.relief import OpenCase, RecordGovernmentAid, costs, eligibility, files, needs, refusals
from community_charity.relief.changes import ChangeCircumstances
from community_charity.relief.objections import RaiseObjection, SettleObjection
from community_charity.relief.refusals import AppealRefusal, DecideAppeal, RefuseRelief, TellRefusal
from community_charity.relief.reviews import PostNotice
from planted_bugs import Bug


def _of_property(found: Any) -> Any:
    return found.fget


def _decides(order: Any) -> Any:
    return inspect.unwrap(HANDLERS[order].decide)


def _applies(order: Any) -> Any:
    return inspect.unwrap(HANDLERS[order].apply)


_registered = _of_property(eligibility.Residence.__dict__["registered"])
_within = _of_property(eligibility.Residence.__dict__["within"])
_since = _of_property(files.CaseFile.__dict__["since"])

INTAKE_BUGS = (
    Bug("opened before it was found", _decides(OpenCase), "order.on < case.found_by.on", "False"),
    Bug("it waits from the opening only", _since, "found.on", "self.opened"),
    Bug("what is not known is a no", eligibility._any, "None if None in facts else False", "False"),
    Bug("one yes is not enough", eligibility._any, "if True in facts:", "if False:"),
    Bug("a lodger counts as registered", _registered, "self.hukou_here, ", "self.hukou_here, self.lives_here, "),
    Bug("a lodger is outside", _within, "self.lives_here, ", ""),
    Bug("every pool is bound", eligibility.weigh_household, "pool.kind is PoolKind.SOCIETY", "True"),
    Bug("nobody is asked for a paper", eligibility._weigh_residence, "residence or _NOT_KNOWN", "residence or OUTSIDE"),
    Bug("outsiders are helped", eligibility._weigh_residence, "checks.weigh(WITHIN, within)", "pass"),
    Bug("urgent ones wait", eligibility.in_order_of_need, "not file.case.urgent", "file.case.urgent"),
    Bug("newer facts bring the need back", files.put, "if file.steps.need_ended is None else NO_NEED", ""),
    Bug("a need never ends", _applies(ChangeCircumstances), "need_ended=order.key", "need_ended=None"),
    Bug("a need that grew stays ended", _applies(ChangeCircumstances), "is Change.NEED_GREW", "is None"),
    Bug("who moved away still belongs", _applies(ChangeCircumstances), "**_FACTS.get(order.what, {})", ""),
    Bug("only the last change is kept", _applies(ChangeCircumstances), "*changes.get(order.case, ())", "*()"),
    Bug("old lines of aid stay", _applies(RecordGovernmentAid), ", aid_lines=order.aid_lines", ""),
    Bug("lines need not add up", costs.lines_add_up, "!= amount", "> amount"),
    Bug("unproved costs count", needs.need_sheet, "cost.amount if proved else Money(0)", "cost.amount"),
    Bug("grants of other cases count", needs.need_of, "order.case == case and", "True and"),
    Bug("a pool's last grant only", needs.need_of, "granted.get(order.pool, Money(0)) + amount", "amount"),
    Bug("what was paid is forgotten", needs.need_of, " + Money(grant.paid)", ""),
    Bug("what is promised is forgotten", needs.need_of, "grant.left + ", ""),
    Bug("aid by kind is counted twice", needs._aid_of, "elif case.government_aid:", "if case.government_aid:"),
    Bug("other pools are left out", needs._aid_of, "if case.other_aid:", "if False:"),
    Bug("a diagnosis is told", needs.NeedLine.label, "if private and", "if"),
)

_DECIDE = _decides(DecideAppeal)

ANSWER_BUGS = (
    Bug("objected to before the notice", _decides(RaiseObjection), "review.posted <= order.on <=", "order.on <="),
    Bug("objected to after the notice", _decides(RaiseObjection), "<= order.on <= review.until", "<= order.on"),
    Bug("the first day is forgotten", _applies(PostNotice), "posted=event.command.on", "posted=event.until"),
    Bug("an objection stops nothing", _applies(RaiseObjection), "review.objections | {order.key}", "review.objections"),
    Bug("settled objections stay", _applies(SettleObjection), " - {order.objection}", ""),
    Bug("an upheld one changes nothing", _applies(SettleObjection), "if order.upheld:", "if False:"),
    Bug("every one ends the review", _applies(SettleObjection), "if order.upheld:", "if True:"),
    Bug("settled twice", _decides(SettleObjection), "objection.settled is not None", "False"),
    Bug("settled before it was raised", _decides(SettleObjection), "order.on < raised.on", "False"),
    Bug("settled by who raised it", _decides(SettleObjection), "{raised.by, *review", "{*review"),
    Bug("settled by who voted for it", _decides(SettleObjection), "{raised.by, *review.in_favour}", "{raised.by}"),
    Bug("settled by family", _decides(SettleObjection), "weigh_interest(checks, settlers,", "(lambda *_: None)("),
    Bug("anybody refuses", _decides(RefuseRelief), "weigh_meeting(", "(lambda *_: None)("),
    Bug("relatives cannot be refused", _decides(RefuseRelief), "managers=frozenset()", "managers=pool.managers"),
    Bug("refused, it stands as before", _applies(RefuseRelief), "refusal=event.command.key", "refusal=None"),
    Bug("told twice", _decides(TellRefusal), "refusal.told is not None", "False"),
    Bug("told before it was decided", refusals._not_before, "on < since", "False"),
    Bug("the term runs from the refusal", refusals.Refusal.appeal_by, "self.told + ", "self.event.command.on + "),
    Bug("the last day is too late", _decides(AppealRefusal), "until < order.on", "until <= order.on"),
    Bug("appealed twice", _decides(AppealRefusal), "refusal.appeal is not None", "False"),
    Bug("appealed before it was told", _decides(AppealRefusal), "refusal.told or refusal", "refusal"),
    Bug("those who refused decide again", _DECIDE, "len(deciders & frozenset(refused.present))", "0"),
    Bug("only who agreed may not decide", _DECIDE, "refused.present", "refused.in_favour"),
    Bug("family decides", _DECIDE, "weigh_interest(checks, deciders,", "(lambda *_: None)("),
    Bug("decided twice", _DECIDE, "refusal.outcome is not None", "False"),
    Bug("upheld, it stays refused", _applies(DecideAppeal), "refusal=None, appeal=None", "appeal=None"),
    Bug("every appeal is upheld", _applies(DecideAppeal), "if order.upheld:", "if True:"),
    Bug("reasons may be left out", refusals._reasons, "or not value", ""),
)
