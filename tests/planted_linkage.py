"""Bugs planted on purpose in the link with government aid, to see that the tests would catch them."""

from __future__ import annotations

from community_charity import households
from community_charity.book.orders import HANDLERS
from community_charity.linkage import (
    FeedBack,
    NameAuthority,
    OverrideDuplicate,
    ReferOut,
    authorities,
    case_files,
    claims,
    marks,
    referrals,
    unclaimed,
    watch,
)
from community_charity.relief import chain
from planted_bugs import Bug

_FED = HANDLERS[FeedBack]
_OUT = HANDLERS[ReferOut]
_ALLOW = HANDLERS[OverrideDuplicate]

BUGS = (
    Bug("what is on record counts as never asked for", unclaimed._had, "if fact", "if False"),
    Bug("any hardship is of either kind", unclaimed._weigh_temporary, "facts.hardship is kind", "True"),
    Bug("hardship of no known kind is of neither", unclaimed._weigh_temporary, "None if facts.hardship is None else ", ""),
    Bug("medical assistance asks no category", unclaimed._weigh_medical, "consider(checks, MEDICAL_CATEGORY, holds", "consider(checks, MEDICAL_CATEGORY, True"),
    Bug("a claim counts for every case", claims.unclaimed_for, "of == case and ", ""),
    Bug("a claim not made counts as made", claims.unclaimed_for, " and state not in NOT_CLAIMED", ""),
    Bug("medical assistance on the case is told again", claims.unclaimed_for, "if file.case.medical_assistance", "if False"),
    Bug("a referral asks nobody", _OUT.decide, "consent_to_giving(_use(order), law, checks)", "pass"),
    Bug("a child decides alone", referrals._use, "order.on if order.child else None", "None"),
    Bug("nobody is a child", referrals._use, "True if order.child is False else None", "True"),
    Bug("any consent is separate consent", referrals._use, "consent=order.consent", "consent=order.consent and type(order.consent).SEPARATE"),
    Bug("what others gave is forgotten", _FED.apply, "file.case.other_aid + order.amount", "order.amount"),
    Bug("what others gave changes no need", _FED.apply, ", needs=needs_of(case)", ""),
    Bug("the last day is late", watch.overdue_referrals, "on > due", "on >= due"),
    Bug("an answer of tomorrow counts today", watch._waits, " or answer.command.on > on", ""),
    Bug("a result of tomorrow counts today", watch._waits, "(feedback is None or feedback.command.on > on)", "feedback is None"),
    Bug("a refused referral waits for its result", watch._waits, "referral.accepted", "True"),
    Bug("everything goes out", watch.sheet, " if kind in order.what", ""),
    Bug("money that came back still counts", case_files._from_charity, "amount=-back.amount", "amount=back.amount"),
    Bug("the chain is out of order", case_files.case_file, "helps.sort(", "list.copy(helps) and (lambda key: None)("),
    Bug("goods of any case", case_files._from_charity, " and order.case == case", ""),
    Bug("full-width numbers are others", marks._tidied, '"NFKC"', '"NFC"'),
    Bug("a small x is another number", marks._tidied, ".upper()", ""),
    Bug("the check character is not looked at", marks._tidied, "% 11 != 1", "% 11 > 99"),
    Bug("any day is a day of birth", marks._tidied, "date(int(tidy[6:10]), int(tidy[10:12]), int(tidy[12:14]))", "pass"),
    Bug("marks are those of plain HMAC", marks.identity_mark, "_DOMAIN + ", ""),
    Bug("an allowed case opens the door for others", chain.weigh_chain, "_is_open(state, case) and ", ""),
    Bug("the first case stops for the one that was allowed", chain.weigh_chain, "not (_is_open(state, case) and _was_allowed(state, other))", "True"),
    Bug("every case is allowed", chain._allowed, "allowed is not None and (allowed.household, allowed.cause) == (case.household, case.cause)", "True"),
    Bug("the chain ends at the door of the household", chain.open_for, "linked(state, household)", "(household,)"),
    Bug("anybody is an officer", authorities._weigh_order, "order.officer not in authority.officers", "False"),
    Bug("an interest in a linked household does not count", authorities._weigh_order, "linked(state, home)", "(home,)"),
    Bug("an order is of no case", _ALLOW.apply, "[order.case]", "[order.key]"),
    Bug("officers are added and never replaced", HANDLERS[NameAuthority].apply, "frozenset(order.officers)", 'frozenset(order.officers) | {"o-1", "o-2"}'),
    Bug("a cut holds for signs that come later", households.shared, "frozenset(signs) - state.of(CUT).get(frozenset({one, other}), frozenset())", "frozenset() if frozenset({one, other}) in state.of(CUT) else frozenset(signs)"),
    Bug("a cut parts all that were linked", households.cut, "_join(state, home, twin)", "pass"),
    Bug("a third household is not looked at", households.still_linked, "return other in reached", "return False"),
)  # fmt: skip
