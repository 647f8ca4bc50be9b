"""Bugs of matching, planted to see that its tests would notice each."""

from __future__ import annotations

import inspect
from typing import Any

from community_charity.book.orders import HANDLERS
from community_charity.matching import (
    AnnounceMatching,
    CancelMatching,
    ReturnMatch,
    SettleMatching,
    pots,
    returning,
    settling,
)
from community_charity.rules.matching import facts, offers, shortage
from community_charity.rules.matching import pots as rule_pots
from planted_bugs import Bug


def _of(found: Any) -> Any:
    return inspect.unwrap(found)


def _of_class(found: Any) -> Any:
    return found.__func__


def _of_property(found: Any) -> Any:
    return found.fget


def _decides(order: Any) -> Any:
    return _of(HANDLERS[order].decide)


def _applies(order: Any) -> Any:
    return _of(HANDLERS[order].apply)


BUGS = (
    Bug("a guarantee is not held", _applies(AnnounceMatching), "if fen:", "if False:"),
    Bug("more is guaranteed than there is", _decides(AnnounceMatching), "<= spare, spare", "<= spare + 1, spare"),
    Bug("a gift is matched twice", pots.waiting, "if not match.fen and", "if"),
    Bug("a gift that went back is matched", pots.waiting, "and live_amount(state, event.command)", "and True"),
    Bug("what the scope leaves out is matched", pots.waiting, "and row.order.covers(event.command)", "and True"),
    Bug("gifts rely on it in vain", _decides(CancelMatching), "if relying:", "if False:"),
    Bug("called off, money stays held", _applies(CancelMatching), ".release(row.held)", ".release(1)"),
    Bug("the budget is whole again each time", settling.left_of, "match.fen - match.returned", "0 * match.fen"),
    Bug("what was returned is lost to the pot", settling.left_of, "- match.returned", ""),
    Bug(
        "money is given that is not there",
        settling._pot,
        "min(left_of(state, key, row), there)",
        "left_of(state, key, row)",
    ),
    Bug("held money is counted twice", settling._pot, "row.held + spare", "2 * row.held + spare"),
    Bug("projects of all pools are one", settling._gifts, "(order.pool, None", "(0, None"),
    Bug("the amount as entered is matched", settling._gifts, "live_amount(state, order)", "order.amount"),
    Bug("a match loses the gift's restriction", settling._moves, "gift.only_for if", "None if"),
    Bug("a match loses the pot's restriction", settling._moves, "else row.order.only_for", "else gift.only_for"),
    Bug("settled before its last day is over", settling._closes, "on > window.last", "on >= window.last"),
    Bug("an unsteady pot is settled early", _decides(SettleMatching), "and not row.order.is_steady", "and False"),
    Bug("gifts of tomorrow are matched", _decides(SettleMatching), "if gift.on <= order.on", "if True"),
    Bug("a matched gift may be refunded", _applies(SettleMatching), "if match.amount:", "if False:"),
    Bug("a guarantee stays held to the end", _decides(SettleMatching), "0 if closes else", "0 if False else"),
    Bug("a match goes back twice", _decides(ReturnMatch), "if match.ended:", "if False:"),
    Bug("promised money goes back", _decides(ReturnMatch), "if spare < fen:", "if False:"),
    Bug("of two matches the other is forgotten", _applies(ReturnMatch), "if others:", "if False:"),
    Bug("what was spent comes back as well", returning._carry_back, "source.send_gift(", "(lambda *_: None)("),
    Bug("a fee's base keeps what went back", returning._carry_back, "came[target.pool] -= fen - old", "pass"),
)

BUGS_OF_RULES = (
    Bug(
        "what can still come is forgotten", shortage.ProRata.least, "sum(bounds.most) + bounds.more", "sum(bounds.most)"
    ),
    Bug("nobody is ahead", shortage.FirstCome.least, "budget - before", "budget"),
    Bug("a lot is sure", shortage.Lottery.least, "[0] * len(bounds.least)", "list(bounds.least)"),
    Bug("a threshold counts as reached", offers.Threshold.bounds, "._replace(least=self.offers(gifts))", ""),
    Bug("a share is of the gift", _of_class(offers.Ratio.of_total), "(1 - share - beside)", "1"),
    Bug("a cap a gift is forgotten", facts.Caps.least, "min(fen, one.fen)", "fen"),
    Bug("a cap is not shared", facts._diluted, "cap * fen // whole[group]", "fen"),
    Bug("without limit a cap is sure", facts.Caps.least, "[0] * len(least)", "list(least)"),
    Bug("a shared cap is steady", _of_property(rule_pots.Pot.__dict__["promises"]), "and alone", ""),
    Bug("at the end all is open", rule_pots.Pot.standing, "if fen == 0", "if False"),
)
