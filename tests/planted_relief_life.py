"""Bugs planted in the life of relief cases, to see that the machine of the whole life catches them."""

from __future__ import annotations

from community_charity import households
from community_charity.relief import (
    CloseCase,
    CompletePapers,
    GrantRelief,
    PayRelief,
    PostNotice,
    RecordGovernmentAid,
    authority,
    chain,
    files,
    grants,
    grounds,
    lifecycle,
    open_points,
    reviews,
    taking_back,
)
from community_charity.relief.objections import RaiseObjection, SettleObjection
from community_charity.relief.ratifying import RatifyEmergency
from community_charity.relief.recovery import RecordRecovery
from community_charity.relief.refusals import DecideAppeal
from planted_bugs import Bug, _applies, _decides

BUGS = (
    # --- the first four are found by Hypothesis as well -------------------------------------------
    Bug("a notice hangs a day less", _decides(PostNotice), "timedelta(law.relief_notice_days)", "timedelta(4)"),
    Bug("a review is granted on twice", grants._apply_grant, "end_review(state, order.review)", "pass"),
    Bug("who steps aside counts for the majority", authority.weigh_majority, "pool.deciders - interested if law.decider_recuses else pool.deciders", "pool.deciders"),
    Bug("a reversal leaves the case granted", taking_back.take_back, "granted=file.granted - fen", "granted=file.granted"),
    # --- procedure --------------------------------------------------------------------------------
    Bug("a notice ends on its last day", reviews.weigh_review, "order.on <= review.until", "order.on < review.until"),
    Bug("who steps aside counts for the quorum", authority.weigh_meeting, ">= panel *", ">= len(pool.deciders) *"),
    Bug("those with an interest decide", authority.weigh_interest, "not people & interested", "True"),
    Bug("an objection is no bar", reviews.weigh_review, "if review.objections", "if False"),
    Bug("one may object after the notice", _decides(RaiseObjection), "review.posted <= order.on <= review.until", "True"),
    Bug("an upheld objection changes nothing", _applies(SettleObjection), "if order.upheld", "if False"),
    Bug("one may close with an unratified emergency", _decides(CloseCase), "weigh_ratified(checks, state, order.case, law)", "pass"),
    Bug("an emergency is passed over by a meeting", open_points.weigh_meeting_first, "made < on", "False"),
    Bug("an appeal that was upheld changes nothing", _applies(DecideAppeal), "if order.upheld", "if False"),
    # --- one chain, one award -----------------------------------------------------------------------
    Bug("two awards live side by side", files.open_case, "weigh_phase(checks, file, order)", "pass"),
    Bug("the chain has no links", chain.open_for, "linked(state, household)", "(household,)"),
    Bug("who shared somebody is not linked", households.link, "_join(state, household, other)", "pass"),
    Bug("linked households count apart", grants.before_of, "in linked(state, case.household)", "in (case.household,)"),
    # --- need and ceilings ----------------------------------------------------------------------------
    Bug("a reversal leaves the year as it was", taking_back.take_back, "made), -fen", "made), 0"),
    Bug("what was taken back counts as a time", taking_back.take_back, "-1 if gone else 0", "0"),
    Bug("the need forgets what was granted", grounds.weigh_need, "if emergency or proved is None else proved, granted)", "if emergency or proved is None else proved, 0)"),
    Bug("government aid is forgotten", _applies(RecordGovernmentAid), "government_aid=order.amount, ", ""),
    Bug("aid that came later does not count", _decides(PayRelief), "weigh_need(checks, fen, file.needs, file.paid, emergency=made.emergency)", "pass"),
    Bug("an emergency is granted as any case", _decides(GrantRelief), "if order.emergency and not file.case.urgent", "if False"),
    # --- after the money ------------------------------------------------------------------------------
    Bug("papers are never complete", _applies(CompletePapers), "emergency_on=None", "emergency_on=file.emergency_on"),
    Bug("what is ratified waits on", _decides(RatifyEmergency), "made = _waiting(state, order, checks)", "made = state.of(GRANTS)[order.grant].event.command"),
    Bug("a case closed as relieved stays closed", taking_back.take_back, "file.outcome is CaseOutcome.RELIEVED and", "False and"),
    Bug("a part that came back is paid", _applies(RecordRecovery), "paid=grant.paid - fen", "paid=grant.paid"),
    Bug("a case with money held is not granted", lifecycle.phase_of, "file.granted > file.paid", "False"),
    Bug("any outcome fits", _decides(CloseCase), "if not fits", "if False"),
)  # fmt: skip

# Rare enough to need a story of their own.
RARE = (
    Bug("an id that was allowed opens the way for all", chain._was_allowed, "allowed is not None and other in state.of(OPEN_CASES).get((allowed.household, allowed.cause), ())", "allowed is not None"),
    Bug("papers of the next emergency are forgotten", taking_back.take_back, " and not _another_that_day(state, grant)", ""),
    Bug("the year has a fen too much", grounds.ceilings, "room(getattr(law, year).fen, before.year)", "room(getattr(law, year).fen, before.year) + 1"),
)  # fmt: skip
