"""The life of relief cases, driven order by order: each is drawn near what is allowed, given to a book and to the model.

``pick`` chooses one of several: Hypothesis or a seeded generator. All people, bodies and cases are invented.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import sample
from community_charity.book.book import Book
from community_charity.capital import Capital
from community_charity.funds.setup import SetUp
from community_charity.linkage import NameAuthority, OverrideDuplicate, RegisterMarks
from community_charity.money import Money
from community_charity.organisations import OtherBody
from community_charity.parties import HouseholdId, OrganisationId, PersonId
from community_charity.pools import Cause
from community_charity.relief import (
    CASES,
    REVIEWS,
    AdoptProcedure,
    CaseId,
    CloseCase,
    CompletePapers,
    Cost,
    ExpireGrant,
    GrantRelief,
    InvestigateCase,
    OpenCase,
    PayRelief,
    PostNotice,
    RecordAid,
    RecordCosts,
    RecordGovernmentAid,
    ReliefCase,
    ReversePayment,
    ReviewCase,
    VoidGrant,
    WithdrawReview,
)
from community_charity.relief.files import CaseOutcome
from community_charity.relief.follow_up import FollowUp, RecordFollowUp
from community_charity.relief.lifecycle import Phase, after
from community_charity.relief.misuse import MisuseKind, RecordMisuse, SettleMisuse
from community_charity.relief.objections import ObjectionReason, RaiseObjection, SettleObjection
from community_charity.relief.ratifying import RatifyEmergency, RefuseRatification, flagged, unratified
from community_charity.relief.recovery import DemandRecovery, RecordRecovery, WaiveRecovery
from community_charity.relief.refusals import AppealRefusal, DecideAppeal, RefusalReason, RefuseRelief, TellRefusal
from community_charity.rules.linkage import GovernmentAid
from community_charity.societies.federation import FoundFederation, TownFederation
from community_charity.testing.agreement import plain
from relief_model import ReliefModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from community_charity.book.orders import Command

    Pick = Callable[[Sequence[Any]], Any]

BEGIN, END = sample.ON, date(2026, 12, 31)
VILLAGE, HILL, FUND, TOWN, OFFICE = "village", "hill", sample.FUND, "town", "office"
OUTSIDERS = ("x-1", "x-2", "x-3")  # they have no interest in anybody
COUNCILS: dict[str, set[str]] = {
    VILLAGE: {"p-1", "p-2", "p-3"},
    HILL: {"p-3", "p-4", "p-5"},
    FUND: set(sample.COMMITTEE),
    TOWN: {"t-1", "t-2", "t-3", "t-4"},
}
HOMES = {"h-1": {"r-1", "r-9"}, "h-2": {"r-2", "r-9"}, "h-3": {"r-3"}, "h-4": {"r-4", "p-1"}}
"""The first two share a member; of the last one decides for the village."""
TIES = (("p-2", "r-3"), ("c-1", "r-2"), ("t-1", "r-4"))
CAUSES = (Cause.ILLNESS, Cause.DISASTER, Cause.EDUCATION)
MONEY = {VILLAGE: 3_000_000, HILL: 3_000_000, FUND: 500_000, TOWN: 250_000}
MARK = "0f" * 32
SETTLED = (GovernmentAid.RECEIVED, GovernmentAid.REFUSED, GovernmentAid.NOT_ELIGIBLE)
QUIET = ("opened", "investigated", "paid")


class Broken(AssertionError):
    """Book and model differ, or a promise was broken."""


def certain(what: str, book: object, model: object) -> None:
    if book != model:
        message = f"{what}: book {book}, model {model}"
        raise Broken(message)


def people(ids: Iterable[str]) -> list[PersonId]:
    return [PersonId(one) for one in sorted(ids)]


def the_cast() -> list[Command]:
    """Give the orders that enter everybody: two societies, a fund, a town's federation, an office of government."""
    bodies: list[Command] = [sample.enter(sample.charity()), sample.enter(sample.federation())]
    bodies += [sample.enter(OtherBody(OrganisationId(name)), f"enter-{name}") for name in (TOWN, OFFICE)]
    bodies.append(sample.establish(sample.fund(set_up=SetUp(initiated_by="township"))))
    for name in (VILLAGE, HILL):
        new = sample.society(id=OrganisationId(name), council=tuple(people(COUNCILS[name])))
        bodies.append(sample.found(new, key=f"found-{name}"))
    town = TownFederation(
        OrganisationId(TOWN), council=people(COUNCILS[TOWN]), capital=Capital({"donors": Money(MONEY[TOWN])})
    )
    bodies.append(FoundFederation(key="found-town", on=BEGIN, federation=town))
    bodies.append(
        NameAuthority(key="name-1", on=BEGIN, organisation=OrganisationId(OFFICE), officers=people(["o-1"]), paper="d")
    )
    bodies += [sample.settle(sample.household(home, *sorted(members))) for home, members in HOMES.items()]
    bodies += [sample.tied(*tie) for tie in TIES]
    for pool, steps in ((VILLAGE, ("investigation", "review", "notice")), (FUND, ("review",))):
        all_ = people(COUNCILS[pool])
        bodies.append(AdoptProcedure(key=f"adopt-{pool}", on=BEGIN, pool=pool, steps=steps, approved_by=all_))
    return bodies


def the_model() -> ReliefModel:
    kinds = {VILLAGE: "society", HILL: "society", FUND: "fund", TOWN: "federation"}
    steps = {VILLAGE: {"investigation", "review", "notice"}, FUND: {"review"}}
    serves = {FUND: {"illness", "education"}}
    pools = {
        name: {
            "kind": kind,
            "deciders": COUNCILS[name],
            "steps": steps.get(name, set()),
            "serves": serves.get(name, {cause.value for cause in Cause}),
            "fen": MONEY[name],
            "managers": {*COUNCILS[FUND], "m-1"} if name == FUND else set(),
        }
        for name, kind in kinds.items()
    }
    return ReliefModel(pools, HOMES, TIES)


def a_book() -> Book:
    made = Book(sample.LAW)
    made.record_all(the_cast())
    return made


_CAST = a_book()


class Life:
    """A book and the model of it. ``give`` draws an order of a kind and gives it to both."""

    def __init__(self, cases: int = 9) -> None:
        self.book, self.model, self.cases_at_most = _CAST.branch(), the_model(), cases
        self.today, self._drawn = BEGIN, 0
        self.edges: set[tuple[str, Phase, Phase]] = set()
        self.given: Counter[tuple[str, str]] = Counter()
        self.orders: list[Command] = []

    def give(self, kind: str, pick: Pick) -> None:
        """Draw an order of a kind, if there is anything it could be about, and see that book and model agree."""
        self._pick, self._drawn = pick, self._drawn + 1
        self.head: dict[str, Any] = {"key": f"k-{self._drawn}", "on": self.today}
        order = ORDERS[kind](self)
        if order is not None:
            self.see(order)

    def pass_days(self, pick: Pick) -> None:
        """Let some days go by."""
        self.today = min(END, self.today + timedelta(pick((0, 1, 1, 6, 30, 200))))

    def see(self, order: Command) -> None:
        """Compare the answer of the book with what the model foretells; if it was recorded, everything else too."""
        told, kind = plain(order), type(order).__name__
        case = self.model.case_of(told)
        before = None if case is None else self.phase(case)
        foretold, decision = self.model.may(told), self.book.decide(order)
        if foretold is not None:
            certain(f"answer to {kind}", decision.outcome.value, foretold)
        self.given[kind, decision.outcome.value] += 1
        if not decision:
            return
        self.book.record(order)
        self.orders.append(order)
        self.model.record(told)
        certain(f"promises of {kind}", self.model.broken(told), [])
        if case is not None and before is not None:
            now = self.phase(case)
            self.edges.add((kind, before, now))
            certain(f"{kind} leads to a declared phase", now in after(kind, before), model=True)
        self.compare()

    def phase(self, case: str) -> Phase:
        """Ask the book where a case stands."""
        return self.book.all(CASES)[CaseId(case)].phase

    def compare(self) -> None:
        """Compare phases, sums of cases, lists and purses; each fen is accounted for."""
        book, model = self.book, self.model
        certain("all money is conserved", book.balance().is_conserved, model=True)
        for name, file in book.all(CASES).items():
            certain(f"phase of {name}", file.phase.value, model.phase(name))
            certain(f"sums of {name}", (file.granted, file.paid), (model.granted(name), model.paid(name)))
            certain(f"papers of {name}", file.emergency_on is not None, model.owes_papers(name))
        for pool, row in model.pools.items():
            has = book.balance(pool)
            held = sum(grant["held"] for grant in model.grants.values() if grant["pool"] == pool)
            certain(
                f"money of {pool}", (has.free.fen, has.held.fen, has.spent.fen), (model.free(pool), held, row["spent"])
            )
        for key, review in book.all(REVIEWS).items():
            row = model.reviews[key]
            open_ = {one for one, found in model.objections.items() if found["review"] == key and found["open"]}
            told = row["until"], row["ended"], open_
            certain(f"review {key}", (review.until, review.ended, set(review.objections)), told)
        waiting = {row.grant for row in unratified(book, END)}
        certain("emergencies that no meeting looked at", waiting, set(model.unseen()))
        certain("emergencies not ratified", {row.command.grant for row in flagged(book)}, set(model.flagged()))

    # --- what is drawn again and again -----------------------------------------------------------------

    def rarely(self) -> Any:
        """Say yes once in twelve times."""
        return self._pick(range(12)) == 0

    def one_of(self, likely: Iterable[str], all_: Iterable[str]) -> str | None:
        """Pick what is likely allowed, now and then anything; ``None`` if there is nothing."""
        names = list(all_ if self.rarely() else likely)
        return self._pick(names) if names else None

    def case(self, *phases: str) -> Any:
        """Pick a case that is likely in one of some phases."""
        model = self.model
        return self.one_of((one for one in model.cases if model.phase(one) in phases), model.cases)

    def near(self, *limits: int) -> Money:
        """Pick an amount at one of some limits, a fen beside it, or well below."""
        lowest = min(limits)
        limit = self._pick((lowest, lowest, lowest, *limits))
        return Money(max(1, self._pick((limit, limit, limit, limit - 1, limit + 1, limit // 2, limit // 3))))

    def date_of(self, *days: date | None) -> date:
        """Pick the day of an order among some, or today; a later one is today from then on."""
        drawn: date = self._pick([*(one for one in days if one is not None), self.today])
        self.today = max(self.today, min(drawn, END))
        self.head["on"] = drawn
        return drawn

    def costs(self) -> list[Cost]:
        """Pick bills, proved or not."""
        amounts = self._pick(((30_000,), (60_000, 60_000), (100_000,), (180_000, 30_000), (300_000,), (300_000,)))
        return [Cost("an invented bill", Money(fen), self._pick(("bill", "bill", "bill", None))) for fen in amounts]

    def government(self) -> tuple[GovernmentAid, Money]:
        """Pick what government said and gave."""
        state = self._pick((*SETTLED, *SETTLED, *SETTLED, *GovernmentAid))
        return state, Money(self._pick((5_000, 20_001))) if state is GovernmentAid.RECEIVED else Money(0)

    def meeting(self, pool: str, case: str) -> dict[str, Any]:
        """Pick who came and who agreed: mostly all who may, else somebody too few, or somebody who had to step aside."""
        panel = self.model.pools[pool]["deciders"]
        may = people(panel - self.model.interested(case))
        most, half = may[: max(1, len(may) * 2 // 3)], may[: len(may) // 2]
        wrong = [
            (may, half),
            (half, half),
            (most, most),
            (people(panel), people(panel)),
            ([*may, PersonId("x-1")], may),
        ]
        present, agreed = self._pick(
            ((may, may), (may, may), (may, may), (may, may), (may, may[: len(half) + 1]), *wrong)
        )
        return {"present": present, "in_favour": agreed}

    def settlers(self, case: str) -> Any:
        """Pick who settles or looks: two from outside, or one who had to step aside."""
        home = sorted(self.model.homes[self.model.cases[case]["household"]])
        return self._pick((people(OUTSIDERS[:2]), people(OUTSIDERS), people([home[0], "x-1"])))


# --- the orders, each drawn near what is allowed ---------------------------------------------------------


def _open(life: Life) -> Command | None:
    model, number = life.model, len(life.model.cases) + 1
    allowed = [one for one in model.second if one not in model.cases]
    home, cause = life._pick([*HOMES]), life._pick(CAUSES)
    if model.open_for(home, cause.value) and not allowed and life._pick(range(4)):  # rather one that may be opened
        free = [(one, other) for one in HOMES for other in CAUSES if not model.open_for(one, other.value)]
        home, cause = life._pick(free) if free else (home, cause)
    if number > life.cases_at_most:
        return None
    name = f"c-{number}"
    if allowed and life._pick((True, True, False)):
        name = allowed[0]
        home, cause = model.second[name][0], Cause(model.second[name][1])
    state, got = life.government()
    paid = life._pick((0, 0, 0, 10_000, None))
    case = ReliefCase(
        CaseId(name),
        household=HouseholdId(home),
        cause=cause,
        costs=life.costs(),
        insurance=None if paid is None else Money(paid),
        medical_assistance=Money(0),
        government=state,
        government_aid=got,
        urgent=life._pick((True, False)),
    )
    return OpenCase(case=case, **life.head)


def _costs(life: Life) -> Command | None:
    case = life.case("opened", "investigated", "granted", "paid", "noticed", "refused", "appealed", "resolved")
    return None if case is None else RecordCosts(case=case, costs=life.costs(), **life.head)


def _aid(life: Life) -> Command | None:
    case = life.case("opened", "investigated", "granted", "paid", "noticed", "refused", "appealed", "resolved")
    if case is None:
        return None
    given: dict[str, Any] = {
        life._pick(("insurance", "medical_assistance", "other_aid")): Money(life._pick((0, 0, 1, 10_000)))
    }
    return RecordAid(case=case, **given, **life.head)


def _government(life: Life) -> Command | None:
    case = life.case("opened", "investigated", "granted", "paid", "noticed", "refused", "appealed", "resolved")
    state, amount = life.government()
    return None if case is None else RecordGovernmentAid(case=case, government=state, amount=amount, **life.head)


def _papers(life: Life) -> Command | None:
    model = life.model
    case: Any = life.one_of((one for one in model.cases if model.owes_papers(one)), model.cases)
    return None if case is None else CompletePapers(case=case, costs=life.costs(), **life.head)


def _look(life: Life) -> Command | None:
    case = life.case("opened", "opened", "investigated", "paid")
    return None if case is None else InvestigateCase(case=case, by=life.settlers(case), report="report", **life.head)


def _review(life: Life) -> Command | None:
    case = life.case("investigated", "paid", "opened")
    if case is None:
        return None
    pool = life._pick((VILLAGE, VILLAGE, FUND, FUND, HILL, TOWN))
    amount = life.near(max(1, life.model.bears(case, life.model.granted(case), proved=True)), 100_000)
    return ReviewCase(case=case, pool=pool, amount=amount, **life.meeting(pool, case), **life.head)


def _a_review(life: Life, *phases: str) -> str | None:
    model = life.model
    rows = model.reviews.items()
    likely = (key for key, one in rows if not one["ended"] and model.phase(one["case"]) in phases)
    return life.one_of(likely, model.reviews)


def _post(life: Life) -> Command | None:
    review = _a_review(life, "resolved")
    return None if review is None else PostNotice(review=review, **life.head)


def _withdraw(life: Life) -> Command | None:
    review = _a_review(life, "resolved", "noticed")
    return None if review is None else WithdrawReview(review=review, reason="new facts", **life.head)


def _object(life: Life) -> Command | None:
    review = _a_review(life, "noticed", "granted")
    if review is None:
        return None
    until = life.model.reviews[review]["until"]
    if until is not None and until >= life.today:
        life.date_of(until, until + timedelta(1) if life.rarely() else None, life.today)
    return RaiseObjection(review=review, reason=ObjectionReason.NO_NEED, **life.head)


def _settle(life: Life) -> Command | None:
    rows = life.model.objections.items()
    found = life.one_of((key for key, one in rows if one["open"]), life.model.objections)
    if found is None:
        return None
    by = life.settlers(life.model.objections[found]["case"])
    return SettleObjection(objection=found, upheld=life._pick((True, False)), by=by, paper="n", **life.head)


def _room(life: Life, case: str, pool: str, *, emergency: bool) -> list[int]:
    model = life.model
    left = model.ceilings({"case": case, "pool": pool, "on": life.head["on"], "emergency": emergency})
    bears = model.bears(case, model.granted(case), proved=not emergency)
    return [max(1, one) for one in (bears, model.free(pool), *left)]


def _grant_reviewed(life: Life) -> Command | None:
    review = _a_review(life, "resolved", "noticed")
    if review is None:
        return None
    held = life.model.reviews[review]
    if held["until"] is not None and held["until"] >= life.today:
        life.date_of(held["until"] + timedelta(1), held["until"] + timedelta(1), held["until"])
    amount = life.near(*_room(life, held["case"], held["pool"], emergency=False), held["amount"])
    if life.rarely():
        return GrantRelief(
            case=life._pick([*life.model.cases]), pool=held["pool"], amount=amount, review=review, **life.head
        )
    return GrantRelief(case=held["case"], pool=held["pool"], amount=amount, review=review, **life.head)


def _grant_signed(life: Life) -> Command | None:
    """Grant where no step was adopted, or in an emergency."""
    case = life.case(*QUIET, "noticed", "resolved")
    if case is None:
        return None
    emergency = (life.model.cases[case]["urgent"] and life._pick((True, False))) or life.rarely()
    pool = life._pick((VILLAGE, FUND, HILL, TOWN) if emergency or life.rarely() else (HILL, TOWN))
    signed = life.meeting(pool, case)["in_favour"]
    if emergency:
        signed = life._pick((signed, signed[:2], signed[:2], signed[:1]))
    amount = life.near(*_room(life, case, pool, emergency=emergency))
    expires = life._pick((None, None, None, life.head["on"] + timedelta(life._pick((0, 7)))))
    return GrantRelief(
        case=case, pool=pool, amount=amount, approved_by=signed, emergency=emergency, expires=expires, **life.head
    )


def _a_grant(life: Life) -> str | None:
    rows = life.model.grants.items()
    return life.one_of((key for key, one in rows if one["held"]), life.model.grants)


def _pay(life: Life) -> Command | None:
    grant = _a_grant(life)
    if grant is None:
        return None
    made = life.model.grants[grant]
    life.date_of(made["expires"], life.today)
    bears = life.model.bears(made["case"], life.model.paid(made["case"]), proved=not made["emergency"])
    return PayRelief(grant=grant, amount=life.near(max(1, made["held"]), max(1, bears)), **life.head)


def _void(life: Life) -> Command | None:
    grant = _a_grant(life)
    return None if grant is None else VoidGrant(grant=grant, reason="new facts", **life.head)


def _expire(life: Life) -> Command | None:
    rows = life.model.grants.items()
    grant = life.one_of((key for key, one in rows if one["held"] and one["expires"]), ())
    if grant is None:
        return None
    last = life.model.grants[grant]["expires"]
    life.date_of(max(life.today, last + timedelta(1)))
    return ExpireGrant(grant=grant, **life.head)


def _reverse(life: Life) -> Command | None:
    model, rows = life.model, life.model.payments.items()
    payment = life.one_of((key for key, one in rows if one["out"] and not model.asked_back(key)), model.payments)
    return None if payment is None else ReversePayment(payment=payment, reason="came back", **life.head)


def _refuse(life: Life) -> Command | None:
    case = life.case(*QUIET)
    if case is None:
        return None
    pool = life._pick((VILLAGE, FUND))
    return RefuseRelief(
        case=case, pool=pool, reasons=(RefusalReason.NOT_PROVED,), paper="n", **life.meeting(pool, case), **life.head
    )


def _tell(life: Life) -> Command | None:
    rows = life.model.refusals.items()
    refusal = life.one_of((key for key, one in rows if one["told"] is None), life.model.refusals)
    return None if refusal is None else TellRefusal(refusal=refusal, **life.head)


def _appeal(life: Life) -> Command | None:
    case = life.case("refused")
    return None if case is None else AppealRefusal(case=case, **life.head)


def _decide(life: Life) -> Command | None:
    model = life.model
    open_ = (one["appeal"] for one in model.cases.values() if one["appeal"])
    appeal = life.one_of(open_, model.appeals)
    if appeal is None:
        return None
    by = life.settlers(model.refusals[model.appeals[appeal]]["case"])
    return DecideAppeal(appeal=appeal, upheld=life._pick((True, True, False)), by=by, paper="n", **life.head)


def _emergency(life: Life) -> str | None:
    return life.one_of(life.model.unseen(), life.model.grants)


def _ratify(life: Life) -> Command | None:
    grant = _emergency(life)
    if grant is None:
        return None
    made = life.model.grants[grant]
    return RatifyEmergency(grant=grant, **life.meeting(made["pool"], made["case"]), **life.head)


def _not_ratify(life: Life) -> Command | None:
    grant = _emergency(life)
    return None if grant is None else RefuseRatification(grant=grant, reason="not urgent", **life.head)


def _misuse(life: Life) -> Command | None:
    model = life.model
    case: Any = life.one_of([one for one in model.cases if model.paid(one)] or model.cases, model.cases)
    kind = life._pick((MisuseKind.FALSE_FACTS, *MisuseKind))
    return None if case is None else RecordMisuse(case=case, kind=kind, paper="n", **life.head)


def _settle_misuse(life: Life) -> Command | None:
    rows = life.model.misuse.items()
    misuse = life.one_of((key for key, one in rows if not one["settled"]), life.model.misuse)
    return None if misuse is None else SettleMisuse(misuse=misuse, how="put_right", paper="n", **life.head)


def _demand(life: Life) -> Command | None:
    model, rows = life.model, life.model.payments.items()
    paid = [key for key, one in rows if one["out"] and not one["reversed"] and not model.asked_back(key)]
    payment = life.one_of((key for key in paid if model.open_misuse(model.payments[key]["case"])), paid)
    if payment is None:
        return None
    one = model.payments[payment]
    both = [key for key in paid if model.payments[key]["grant"] == one["grant"]]
    several = life._pick(([payment], both))
    whole = sum(model.payments[key]["out"] for key in several)
    amount = life._pick((Money(whole), life.near(whole)))
    misuse, until = model.open_misuse(one["case"]), life.today + timedelta(30)
    return DemandRecovery(payments=several, amount=amount, until=until, misuse=misuse, in_need=False, **life.head)


def _a_demand(life: Life) -> str | None:
    return life.one_of((key for key in life.model.demands if life.model.demand_left(key)), life.model.demands)


def _recover(life: Life) -> Command | None:
    demand = _a_demand(life)
    if demand is None:
        return None
    left = max(1, life.model.demand_left(demand))
    return RecordRecovery(demand=demand, amount=life._pick((Money(left), life.near(left))), **life.head)


def _waive(life: Life) -> Command | None:
    demand = _a_demand(life)
    if demand is None:
        return None
    case = life.model.demands[demand]["case"]
    pool = life.model.grants[life.model.payments[life.model.demands[demand]["payments"][0]]["grant"]]["pool"]
    agreed = life.meeting(pool, case)["in_favour"]
    return WaiveRecovery(demand=demand, reason="cannot pay", approved_by=agreed, **life.head)


def _close(life: Life) -> Command | None:
    case = life.case("paid", "refused", life._pick(("paid", "opened", "refused", "investigated")))
    if case is None:
        return None
    fitting = CaseOutcome.RELIEVED if life.model.paid(case) else CaseOutcome.NO_NEED_LEFT
    return CloseCase(case=case, outcome=life._pick((fitting, fitting, fitting, *CaseOutcome)), **life.head)


def _visit(life: Life) -> Command | None:
    case = life.case("paid", "closed")
    return None if case is None else RecordFollowUp(case=case, found=FollowUp.RECOVERED, paper="n", **life.head)


def _allow(life: Life) -> Command | None:
    """Let the office allow a second case, a new one or one that is open."""
    model = life.model
    open_ = [one for one in model.cases if not model.cases[one]["outcome"]]
    if not open_:
        return None
    other = model.cases[life._pick(open_)]
    twins = [one for one in model.open_for(other["household"], other["cause"]) if one not in model.second]
    name = life._pick((f"c-{len(model.cases) + 1}", *twins))
    home = (
        model.cases[name]["household"] if name in model.cases else life._pick(sorted(model.group(other["household"])))
    )
    return OverrideDuplicate(
        case=CaseId(name),
        household=HouseholdId(home),
        cause=Cause(other["cause"]),
        by=OrganisationId(OFFICE),
        officer=PersonId("o-1"),
        reason="a second illness",
        **life.head,
    )


def _marks(life: Life) -> Command:
    return RegisterMarks(household=HouseholdId(life._pick(("h-3", "h-3", "h-4", *HOMES))), marks=[MARK], **life.head)


ORDERS: dict[str, Callable[[Life], Command | None]] = {
    "OpenCase": _open, "RecordCosts": _costs, "RecordAid": _aid, "RecordGovernmentAid": _government,
    "CompletePapers": _papers, "InvestigateCase": _look, "ReviewCase": _review, "PostNotice": _post,
    "WithdrawReview": _withdraw, "RaiseObjection": _object, "SettleObjection": _settle,
    "GrantRelief": _grant_reviewed, "GrantRelief, signed": _grant_signed, "PayRelief": _pay, "VoidGrant": _void,
    "ExpireGrant": _expire, "ReversePayment": _reverse, "RefuseRelief": _refuse, "TellRefusal": _tell,
    "AppealRefusal": _appeal, "DecideAppeal": _decide, "RatifyEmergency": _ratify, "RefuseRatification": _not_ratify,
    "RecordMisuse": _misuse, "SettleMisuse": _settle_misuse, "DemandRecovery": _demand, "RecordRecovery": _recover,
    "WaiveRecovery": _waive, "CloseCase": _close, "RecordFollowUp": _visit, "OverrideDuplicate": _allow,
    "RegisterMarks": _marks,
}  # fmt: skip

OFTEN = {
    "OpenCase": 4, "RecordCosts": 2, "RecordGovernmentAid": 2, "CompletePapers": 3, "InvestigateCase": 5, "ReviewCase": 8,
    "PostNotice": 6, "RaiseObjection": 3, "SettleObjection": 3, "GrantRelief": 7, "GrantRelief, signed": 6, "PayRelief": 8,
    "ReversePayment": 2, "AppealRefusal": 2, "DecideAppeal": 2, "RatifyEmergency": 3, "SettleMisuse": 3,
    "DemandRecovery": 3, "RecordRecovery": 3,
}  # fmt: skip
KINDS: list[str] = [kind for kind in ORDERS for _ in range(OFTEN.get(kind, 1))]
"""Every kind of order, those that carry a case on more often."""

_BACK = ("RecordMisuse", "DemandRecovery", "RecordRecovery", "WaiveRecovery", "PayRelief")
_NOW = ("GrantRelief, signed", "GrantRelief, signed", "PayRelief", "CompletePapers", "CompletePapers")
THEMES: tuple[tuple[str, ...], ...] = (
    (),
    _BACK,
    (*_BACK, "RefuseRelief", "AppealRefusal", "CloseCase"),
    ("GrantRelief, signed", "RatifyEmergency", "RefuseRatification", "CompletePapers", "RefuseRelief", "AppealRefusal"),
    ("ReversePayment", "CloseCase", "PayRelief", "RefuseRelief", "ExpireGrant", "DecideAppeal", "AppealRefusal"),
    (*_NOW, "ReversePayment"),
    (*_NOW, "CloseCase", "CloseCase"),
    ("OpenCase", "OpenCase", "GrantRelief, signed", "PayRelief", "RegisterMarks", "OverrideDuplicate"),
)
"""What seeded runs have more of, in turn."""


def lived(seed: int, orders: int, goal: tuple[str, str] | None = None, way: tuple[str, ...] = ()) -> Life:
    """Give a life of so many orders, the same for each seed.

    With a ``goal`` it has three cases only and more of what is on the ``way`` to it: an order of a kind, given as soon as some case
    is in a phase and not before.
    """
    life, random = Life(9 if goal is None else 3), Random(seed)  # noqa: S311 - a test that can be run again
    more = THEMES[seed % len(THEMES)] if goal is None else way
    kinds = [kind for kind in (*KINDS, *more * 9) if goal is None or kind != goal[0]]
    for _ in range(orders):
        if goal and random.random() < 0.5 and any(life.model.phase(case) == goal[1] for case in life.model.cases):
            life.give(goal[0], random.choice)
        if random.randrange(12) == 0:
            life.pass_days(random.choice)
        else:
            life.give(random.choice(kinds), random.choice)
    return life
