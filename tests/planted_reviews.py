"""Bugs planted in what comes before a grant: pools, phases, reviews, notices, the chain, linked households."""

from __future__ import annotations

from typing import Any

from community_charity import households, pools
from community_charity.relief import (
    AdoptProcedure,
    GrantRelief,
    InvestigateCase,
    PostNotice,
    ReviewCase,
    WithdrawReview,
    authority,
    chain,
    files,
    grants,
    grounds,
    lifecycle,
    reviews,
)
from planted_bugs import Bug, _applies, _decides

_REVIEWED: Any = reviews.weigh_review

BUGS = (
    # --- pools ------------------------------------------------------------------------------------
    Bug("a pool takes money before it is open", pools.usable, "on < row.since", "False"),
    Bug("a pool takes no money on its first day", pools.usable, "on < row.since", "on <= row.since"),
    # --- phases -----------------------------------------------------------------------------------
    Bug("no phase stands in the way", files.open_case, "weigh_phase(checks, file, order)", "pass"),
    Bug("a notice is no phase", lifecycle.phase_of, "Phase.NOTICED if steps.noticed else Phase.RESOLVED", "Phase.RESOLVED"),
    Bug("money held is no phase", lifecycle.phase_of, "file.granted > file.paid", "False"),
    Bug("an investigation is forgotten", _applies(InvestigateCase), "event.command.key", "None"),
    # --- procedure --------------------------------------------------------------------------------
    Bug("anybody adopts a procedure", _decides(AdoptProcedure), "weigh_approval(checks, pool, order.approved_by, law)", "pass"),
    Bug("a procedure is not adopted", _applies(AdoptProcedure), "steps=order.steps", "steps=frozenset()"),
    Bug("a procedure is passed over", grants._weigh_authority, "pool.steps and not", "False and not"),
    Bug("an emergency waits for the procedure", grants._weigh_authority, "pool.steps and not order.emergency", "pool.steps"),
    Bug("one looks alone", _decides(InvestigateCase), ">= law.relief_investigators", ">= 1"),
    Bug("one who looks counts twice", _decides(InvestigateCase), "len(looked) >= law", "len(order.by) >= law"),
    Bug("nobody need look", _decides(ReviewCase), "looked is None or state.events[looked].command.on > order.on", "False"),
    # --- the meeting ------------------------------------------------------------------------------
    Bug("a meeting of strangers decides", authority.weigh_panel, "if strangers", "if False"),
    Bug("two thirds are one too few", authority.weigh_meeting, ">= panel * rate", "> panel * rate"),
    Bug("half the panel is a quorum", authority.weigh_meeting, "came * rate.denominator", "came * 4"),
    Bug("those who step aside count for the quorum", authority.weigh_meeting, ">= panel *", ">= len(pool.deciders) *"),
    Bug("those present agree", authority.weigh_meeting, "len(in_favour)", "len(present)"),
    # --- the review -------------------------------------------------------------------------------
    Bug("a review carries another case", _REVIEWED, "held.case != order.case", "False"),
    Bug("a review carries another pool", _REVIEWED, "or held.pool != order.pool", "or False"),
    Bug("a notice is not needed", _REVIEWED, "review.until is None", "False"),
    Bug("a notice ends a day early", _REVIEWED, "order.on <= review.until", "order.on < review.until"),
    Bug("a fen more than was approved", _REVIEWED, "order.amount <= held.amount", "order.amount.fen <= held.amount.fen + 1"),
    Bug("all but the last fen was approved", _REVIEWED, "order.amount <= held.amount", "order.amount < held.amount"),
    Bug("a notice hangs a day less", _decides(PostNotice), "timedelta(law.relief_notice_days)", "timedelta(4)"),
    Bug("a review is withdrawn in any phase", _decides(WithdrawReview), "open_case(state, order, checks, review.event.command.case)", "pass"),
    Bug("a review is never over", reviews.live_review, "if review.ended", "if False"),
    Bug("a notice comes before its review", reviews.live_review, "on < held", "False"),
    Bug("a review is granted on twice", grants._apply_grant, "end_review(state, order.review)", "pass"),
    Bug("a grant on a review names anybody", _decides(GrantRelief), "frozenset(order.approved_by), interested", "frozenset(), interested"),
    # --- the chain, and households that count as one ----------------------------------------------
    Bug("a second case is opened", chain.weigh_chain, "in other_cases(state, case)", "in ()"),
    Bug("a closed case stays on the chain", chain.end, "if other != case.id", "if True"),
    Bug("every cause is one chain", chain.begin, "case.household, case.cause", "case.household, None"),
    Bug("a case stands in its own way", chain.other_cases, "if other != case.id", "if True"),
    Bug("who shared somebody is not linked", households.link, "_join(state, household, other)", "pass"),
    Bug("only the last two are linked", households._join, "{*linked(state, one), *linked(state, other)}", "{one, other}"),
    Bug("linked households count apart", grants.before_of, "in linked(state, case.household)", "in (case.household,)"),
    # --- ceilings ---------------------------------------------------------------------------------
    Bug("a case has no ceiling", grounds.ceilings, "if case is not None and case in law", "if False"),
    Bug("a household's year has no ceiling", grounds.ceilings, "if year is not None and year in law", "if False"),
    Bug("a fund grants once for a cause", grounds.weigh_limits, "CEILINGS.get(kind, _NONE)", "CEILINGS[PoolKind.SOCIETY]"),
    Bug("what a fund gave counts for societies", grants.counts_of, "(case.id, kind)", "(case.id, None)"),
    Bug("every grant counts as given at once", grants.counts_of, "if order.emergency else None", "if True else None"),
    Bug("a year has no end", grants.counts_of, "(case.household, kind, year)", "(case.household, kind, 0)"),
)  # fmt: skip
