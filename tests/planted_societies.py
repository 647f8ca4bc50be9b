"""Bugs of societies at work, planted to see that their tests would notice each."""

from __future__ import annotations

import inspect
from typing import Any

from community_charity.book.orders import HANDLERS
from community_charity.capital import weigh_capital
from community_charity.flows import fund_first
from community_charity.publish import society_reports
from community_charity.relief import federated, fund_requests, in_time, payouts
from community_charity.rules import payouts as rules
from community_charity.rules import start_up
from community_charity.societies import boards, custody, dues, entries, federation, members, replenishing, topping_up
from planted_bugs import Bug


def _decides(order: Any) -> Any:
    return inspect.unwrap(HANDLERS[order].decide)


def _applies(order: Any) -> Any:
    return inspect.unwrap(HANDLERS[order].apply)


BUGS = (
    Bug("a founding member is counted twice", _applies(members.AdmitMember), "if not order.counted:", "if True:"),
    Bug("who leaves is counted still", _applies(members.ReleaseMember), "row.kind, -1)", "row.kind, 0)"),
    Bug("nobody is listed", _decides(members.AdmitMember), "order.kind not in _OF_THE_PLACE", "False"),
    Bug("a member twice", _decides(members.AdmitMember), "before is not None and before.until is None:", "False:"),
    Bug("forty-nine are enough", members.members_missing, "max(wanted - found, 0)", "max(wanted - found - 1, 0)"),
    Bug("who left pays dues", members.member_of, "row.until is not None and row.until <= on", "False"),
    Bug("dues for a promise", _decides(dues.RecordDues), "order.freely, found", "True, found"),
    Bug("dues are capital", entries.enter, "if source is not None:", "if True:"),
    Bug("an entry is reversed twice", _decides(entries.ReverseEntry), "if row.ended:", "if False:"),
    Bug("spent money is reversed", _decides(entries.ReverseEntry), "if there < row.fen:", "if False:"),
    Bug("the old council decides on", _applies(boards.ElectBoards), "frozenset(order.council)", "pool.deciders"),
    Bug("no boards are weighed", _decides(boards.ElectBoards), "weigh_boards(", "(lambda *_: None)("),
    Bug("any charity hosts a fund", custody._is_such, "and pool.holder == body", ""),
    Bug("a registered society keeps its custodian", _applies(custody.RegisterFiledSociety), "custodian=None, ", ""),
    Bug("top-ups are no capital", _decides(custody.RegisterFiledSociety), "capital_of(state, society)", "society.capital"),
    Bug("half means all", replenishing.replenishment, "if free < trigger", "if free < floor"),
    Bug("promised money is there", replenishing.free_of, "open_.free", "(open_.free + open_.held)"),
    Bug("a plan of any sum", _decides(topping_up.AdoptTopUpPlan), "plan.total == missing", "True"),
    Bug("due before it began", _decides(topping_up.AdoptTopUpPlan), "first < order.on", "False"),
    Bug("what was reversed is capital", topping_up._top_ups, "and not one.ended", ""),
    Bug("money of before counts", topping_up.overdue, "entered.number > since and", ""),
    Bug("each part counts all money", topping_up.overdue, "came[part.source] = came", "came[''] = came"),
    Bug("overdue on its day", topping_up.overdue, "part.due < on", "part.due <= on"),
    Bug("who leaves stays", _applies(federation.Affiliate), ".pop(order.society, None)", ".get(order.society)"),
    Bug("no federation is asked", federated.weigh_federation_approval, "or not joined.approves", "or True"),
    Bug("an emergency waits", federated.weigh_federation_approval, "or order.emergency", ""),
    Bug("any federation will do", federated.weigh_federation_approval, "!= joined.federation", "is None"),
    Bug("one voice twice", _decides(federated.ApproveAsFederation), "len(set(order.approved_by))", "len(order.approved_by)"),
    Bug("cancer is any illness", rules.fixed_amount, "if cancer", "if not cancer"),
    Bug("more than the need", rules.suggested, "within_need(amount, need_left)", "amount"),
    Bug("a town pays as a village", rules.suggested, "level is Level.VILLAGE", "True"),
    Bug("calendar days", rules.pay_by, "WorkingDays(law.relief_pay_days)", "WorkingDays(law.relief_pay_days - 1)"),
    Bug("the least of each payment", payouts.weigh_payout, "before.by_kind, bears", "0, bears"),
    Bug("fixed whatever was paid", payouts.weigh_payout, "room(fixed.fen, before.by_kind)", "fixed.fen"),
    Bug("funds pay as societies", payouts.weigh_payout, "kind is not PoolKind.SOCIETY", "False"),
    Bug("late is only who has not paid", in_time.late_grants, "or (paid_on is not None and paid_on > due)", ""),
    Bug("a fund may be late", in_time.late_grants, "or book.all(POOLS)[made.pool].kind is not PoolKind.SOCIETY", ""),
    Bug("what came back is not open", fund_first.open_of, "if key not in reversed_", ""),
    Bug("withdrawn and kept back", fund_first.open_of, "if row.withdrawn:", "if False:"),
    Bug("restricted money is kept back", fund_first.weigh_society_first, "min(asked_of(state, fund), spare_in(state, (fund, None)))", "spare_in(state, (fund, None))"),
    Bug("asked for twice", _decides(fund_requests.RequestFromFund), "- _waiting_for(state, order.review)", ""),
    Bug("asked for with money there", _decides(fund_requests.RequestFromFund), "- spare_in(state, (order.society, None))", ""),
    Bug("more than was asked", _decides(fund_requests.FulfilRequest), "fen <= left, left", "True, left"),
    Bug("a part of two is not asked", weigh_capital, "policy.together if policy else ()", "()"),
    Bug("a place's shares are lost", start_up.place_policy, "if shares:", "if False:"),
    Bug("dues are gifts", society_reports._column, "if move.gift in book.all(ENTRIES)", "if False"),
    Bug("each payment is a person-time", society_reports._causes, "amount > 0", "1"),
    Bug("members of next year", society_reports._members, "if order.on > last:", "if False:"),
)  # fmt: skip
