"""Bugs planted on purpose in the life of a fund, to see that the tests would catch them."""

from __future__ import annotations

from community_charity.funds import dormancy, ending, interest, life, named, principal, residue
from planted_bugs import Bug, _applies, _decides

__all__ = ["BUGS", "Bug"]

BUGS = (
    Bug("a rectification changes nothing", life.stand, "standing=LIFE", "steps=LIFE and frozenset() and LIFE"),
    Bug("anything may be done with a fund that ended", life.weigh_standing, "not in LIFE", "in () and LIFE"),
    Bug("any body reviews a fund", life.weigh_host, "fund.host == by", "True"),
    Bug("an order comes before the fund", life.weigh_since, "order.on < since", "False"),
    Bug("a rectification ends half done", _decides(life.EndRectification), "not missing", "True"),
    Bug(
        "a review need not see that nothing moves",
        _decides(life.ReviewFund),
        "idle < law",
        "idle is not law or idle < law",
    ),
    Bug("interest wakes a fund", dormancy._names, "gift not in interest", "True"),
    Bug("what other pools send is not seen", dormancy._names, "to[0] == pool", "False"),
    Bug("a month is full a day too soon", dormancy.full_months, "> on", "> on + relativedelta(days=1)"),
    Bug("a year of sleep is a day short", dormancy.weigh_dormant, "months >= required", "months >= required - 1"),
    Bug("a gift that went back keeps a fund awake", dormancy._names, "purse.unspent(gift) or", "True or"),
    Bug("kept principal may be spent", _applies(principal.SetPrincipal), "order.principal.fen if", "0 if"),
    Bug("principal is kept for good", _applies(principal.SetPrincipal), "else 0", "else pools[order.fund].floor"),
    Bug("principal is kept that is not there", _decides(principal.SetPrincipal), "there >= order.principal", "True"),
    Bug("principal changes without a word", _decides(principal.SetPrincipal), "or order.agreed", "or True"),
    Bug("fees are spending", principal.yearly_spending, "and not purse.is_fee(order)", ""),
    Bug("moves are spending", principal.yearly_spending, "purse.sent_to(order) is None and", ""),
    Bug("any year's spending counts", principal.yearly_spending, "in days", "is not days"),
    Bug("a part of a year is a whole one", principal.yearly_spending, "pool.since <= days.first", "True"),
    Bug(
        "interest is a fen short",
        _applies(interest.RecordInterest),
        "order.key, order.amount.fen)\n    state.of",
        "order.key, order.amount.fen - 1)\n    state.of",
    ),
    Bug(
        "interest for a fund that ended",
        _decides(interest.RecordInterest),
        "weigh_standing(checks, state, pool, order)",
        "pass",
    ),
    Bug("an advice counts twice", _decides(interest.RecordInterest), "checks.stop(ONCE, found=key)", "pass"),
    Bug("interest that was reversed stands", interest.interest_of, "and row.gone is None", ""),
    Bug("spent interest is reversed", _decides(interest.ReverseInterest), "there >= row.fen", "True"),
    Bug("a promise is forgotten", ending._weigh_emptied, "if held", "if False"),
    Bug("goods are forgotten", ending._weigh_emptied, "if there", "if False"),
    Bug("the rest stays where it was", ending._hand_over, "in left", "in left[1:]"),
    Bug(
        "the rest loses what it was given for",
        ending._hand_over,
        "(order.residue.to, part.restriction)",
        "(order.residue.to, None)",
    ),
    Bug("a fund ends without a word before", ending._weigh_why, "pool.standing is not Standing.RECTIFYING", "False"),
    Bug("the last day for mending is lost", ending._weigh_why, "order.on > last", "order.on >= last"),
    Bug("a fund ends before its last gift", _decides(ending.TerminateFund), "_last_day(state, fund.id)", "pool.since"),
    Bug("what is agreed does not matter", residue.weigh_residue, "target.id in agreed", "True"),
    Bug("an agreement is passed over", residue.weigh_residue, "not agreed, facts", "True, facts"),
    Bug("a rest is published too late", residue.weigh_residue, "shown_on <= order.on", "True"),
    Bug("any purpose is similar", residue.alike, "return all(", "return True or all("),
    Bug("a donor gets money back", residue._goes_elsewhere, "not in _givers(state, fund.id)", "is not None"),
    Bug("a gift serves what it was not given for", residue._weigh_kept, "if not target.serves(one)", "if False"),
    Bug("the last day of a part is late", named.overdue_instalments, "part.due < on", "part.due <= on"),
    Bug(
        "a later part fills an earlier hole", named.overdue_instalments, "due - paid.fen", "part.amount.fen - paid.fen"
    ),
    Bug("anybody's gift is the founder's", named._paid, "== named.founder", "is not named"),
    Bug("a gift that went back counts", named._paid, "- way.of(StepKind.RETURNED)", ""),
    Bug("parts may differ by two fen", named._weigh_plan, "<= 1", "<= 2"),
)
