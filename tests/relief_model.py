"""The life of relief cases in plain dictionaries, written from the rules: it knows nothing of the package.

Orders are dictionaries, amounts are fen, phases and kinds are words. All people, bodies and cases are invented.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    Order = dict[str, Any]
    Notes = Iterator[bool | None]

A_CASE = 100_000  # from societies for one case, and for any case in an emergency
A_YEAR = 200_000  # from societies for one household in a calendar year
ONCE = 1  # grants of societies for one cause in a calendar year
SIGNED = 2  # officers who sign in an emergency
LOOK = 2  # people who look into a case together
NOTICE = timedelta(5)  # the day of posting does not count
DECIDED = {"received", "refused", "not_eligible"}  # what government may have said

QUIET = {"opened", "investigated", "paid"}
APPROVED = {"resolved", "noticed"}
LIVE = QUIET | APPROVED | {"granted", "refused", "appealed"}


class ReliefModel:
    """What became of households, cases, reviews, grants and payments, told from the recorded orders alone."""

    def __init__(self, pools: dict[str, Order], homes: dict[str, set[str]], ties: Iterable[tuple[str, str]]) -> None:
        self.pools = {name: {"spent": 0, **pool} for name, pool in pools.items()}
        self.homes, self.ties = homes, [set(tie) for tie in ties]
        self.signs = {(home, member) for home, members in homes.items() for member in members}
        self.cases: dict[str, Order] = {}
        self.reviews: dict[str, Order] = {}
        self.objections: dict[str, Order] = {}
        self.grants: dict[str, Order] = {}
        self.payments: dict[str, Order] = {}
        self.refusals: dict[str, Order] = {}
        self.appeals: dict[str, str] = {}
        self.misuse: dict[str, Order] = {}
        self.demands: dict[str, Order] = {}
        self.second: dict[str, tuple[str, str]] = {}  # cases that an authority allowed beside another

    # --- what follows from the facts -----------------------------------------------------------------

    def group(self, home: str) -> set[str]:
        """Tell which households count as one: who shares a member or a mark, and on from there."""
        same = {home}
        while True:
            seen = {sign for one, sign in self.signs if one in same}
            more = {one for one, sign in self.signs if sign in seen}
            if more <= same:
                return same
            same |= more

    def interested(self, case: str) -> set[str]:
        """Tell who steps aside: the household, and who is tied to one of it."""
        home = self.homes[self.cases[case]["household"]]
        return home.union(*(tie for tie in self.ties if tie & home))

    def of_case(self, case: str) -> list[Order]:
        """List the grants of a case."""
        return [one for one in self.grants.values() if one["case"] == case]

    def held(self, case: str) -> int:
        """Count what is granted and not paid."""
        return sum(one["held"] for one in self.of_case(case))

    def paid(self, case: str) -> int:
        """Count what was paid and did not come back."""
        return sum(one["paid"] for one in self.of_case(case))

    def granted(self, case: str) -> int:
        """Count what was granted, paid or not."""
        return self.held(case) + self.paid(case)

    def phase(self, case: str) -> str:
        """Tell where a case stands."""
        facts, review = self.cases[case], self.review_of(case)
        if facts["outcome"]:
            return "closed"
        if self.held(case):
            return "granted"
        if facts["appeal"]:
            return "appealed"
        if facts["refusal"]:
            return "refused"
        if review:
            return "noticed" if self.reviews[review]["until"] else "resolved"
        if self.paid(case):
            return "paid"
        return "investigated" if facts["looked"] else "opened"

    def review_of(self, case: str) -> str | None:
        """Find the review of a case that counts."""
        return next((key for key, one in self.reviews.items() if one["case"] == case and not one["ended"]), None)

    def costs(self, case: str, *, proved: bool) -> int:
        """Count the bills of a case, or those that are proved."""
        return sum(one["amount"] for one in self.cases[case]["costs"] if one["evidence"] or not proved)

    def aid(self, case: str) -> int:
        """Count what others paid, as far as it is known."""
        facts = self.cases[case]
        sources = ("insurance", "medical_assistance", "government_aid", "other_aid")
        return sum(facts[one] or 0 for one in sources)

    def sheets(self, case: str) -> bool:
        """Tell whether it is known what insurance and medical assistance paid."""
        facts = self.cases[case]
        return facts["insurance"] is not None and facts["medical_assistance"] is not None

    def bears(self, case: str, given: int, *, proved: bool) -> int:
        """Count what a household still bears once charity has given so much."""
        return max(0, max(0, self.costs(case, proved=proved) - self.aid(case)) - given)

    def open_for(self, home: str, cause: str) -> list[str]:
        """List the open cases of a household for a cause, and of those that count as the same."""
        homes = self.group(home)
        rows = self.cases.items()
        return [key for key, one in rows if not one["outcome"] and one["cause"] == cause and one["household"] in homes]

    def doubled(self, case: str, home: str, cause: str) -> bool:
        """Tell whether another open case stands in the way: neither it, if this one is open, nor this one was allowed."""
        if self._allowed(case, home, cause):
            return False
        others = set(self.open_for(home, cause)) - {case}
        is_open = case in self.cases
        return any(not (is_open and self._allowed(one, self.cases[one]["household"], cause)) for one in others)

    def _allowed(self, case: str, home: str, cause: str) -> bool:
        return self.second.get(case) == (home, cause)

    def owes_papers(self, case: str) -> bool:
        """Tell whether papers of an emergency are owed."""
        return any(one["papers"] and one["held"] + one["paid"] for one in self.of_case(case))

    def unseen(self) -> list[str]:
        """List the emergency grants that came to something and that no meeting looked at."""
        rows = self.grants.items()
        return [key for key, one in rows if one["emergency"] and not one["seen"] and one["held"] + one["paid"]]

    def flagged(self) -> list[str]:
        """List the emergency grants that a meeting did not ratify."""
        return [key for key, one in self.grants.items() if one["seen"] == "refused"]

    def open_misuse(self, case: str) -> str | None:
        """Find the misuse of a case that is not settled."""
        return next((key for key, one in self.misuse.items() if one["case"] == case and not one["settled"]), None)

    def asked_back(self, payment: str) -> bool:
        """Tell whether a payment is asked back."""
        return any(payment in one["payments"] and self.demand_left(key) for key, one in self.demands.items())

    def demand_left(self, demand: str) -> int:
        """Count what of a demand is still to come back."""
        one = self.demands[demand]
        return 0 if one["waived"] else int(one["amount"] - one["back"])

    def this_year(self, case: str, year: int) -> list[Order]:
        """List what societies granted the household that year, if it came to something."""
        homes = self.group(self.cases[case]["household"])
        return [
            one
            for one in self.grants.values()
            if one["on"].year == year and one["held"] + one["paid"] and self._is_society(one["pool"])
            if self.cases[one["case"]]["household"] in homes
        ]

    def _is_society(self, pool: str) -> bool:
        return bool(self.pools[pool]["kind"] == "society")

    def ceilings(self, order: Order) -> list[int]:
        """List what each ceiling leaves for a grant."""
        left = []
        if self._is_society(order["pool"]):
            case, year = order["case"], self.this_year(order["case"], order["on"].year)
            to_case = [one for one in self.of_case(case) if self._is_society(one["pool"])]
            left += [A_CASE - sum(one["held"] + one["paid"] for one in to_case)]
            left += [A_YEAR - sum(one["held"] + one["paid"] for one in year)]
        if order["emergency"]:
            at_once = [one for one in self.of_case(order["case"]) if one["emergency"]]
            left.append(A_CASE - sum(one["held"] + one["paid"] for one in at_once))
        return [max(0, one) for one in left]

    def free(self, pool: str) -> int:
        """Count what a pool may still promise."""
        held = sum(one["held"] for one in self.grants.values() if one["pool"] == pool)
        return int(self.pools[pool]["fen"] - self.pools[pool]["spent"] - held)

    def case_of(self, order: Order) -> str | None:
        """Tell which case an order is about."""
        if "case" in order and not isinstance(order["case"], dict):
            return str(order["case"]) if order["case"] in self.cases else None
        rows: dict[str, dict[str, Order]] = {
            "review": self.reviews, "grant": self.grants, "payment": self.payments, "objection": self.objections,
            "refusal": self.refusals, "misuse": self.misuse, "demand": self.demands,
        }  # fmt: skip
        if "appeal" in order:
            return str(self.refusals[self.appeals[order["appeal"]]]["case"])
        if "payments" in order:
            return str(self.payments[order["payments"][0]]["case"])
        return next((str(rows[name][order[name]]["case"]) for name in rows if order.get(name)), None)

    # --- what may be done ------------------------------------------------------------------------------

    def may(self, order: Order) -> str | None:
        """Foretell the answer to an order; ``None`` for those that are not foretold."""
        rule = self.FORETOLD.get(order["is_a"])
        if rule is None:
            return None
        notes = list(rule(self, order))
        return "refused" if False in notes else "undetermined" if None in notes else "allowed"

    def _open_case(self, order: Order, case: str, phases: set[str]) -> bool:
        return self.phase(case) in phases and order["on"] >= self.cases[case]["opened"]

    def _meeting(self, order: Order, pool: str, case: str) -> bool:
        """Tell whether a meeting decided: of the panel, none with an interest, two thirds of the rest, more than half."""
        panel, aside, came = self.pools[pool]["deciders"], self.interested(case), set(order["present"])
        entitled = len(panel - aside)
        agreed = 2 * len(order["in_favour"]) > entitled
        return bool(came) and came <= panel and not came & aside and 3 * len(came) >= 2 * entitled and agreed

    def _barred(self, pool: str, case: str) -> bool:
        """Tell whether a pool may not help a household at all: it is related to those who manage a charity's money."""
        return bool(self.pools[pool]["managers"] & self.interested(case))

    def _opening(self, order: Order) -> Notes:
        new = order["case"]
        yield new["id"] not in self.cases and not self.doubled(new["id"], new["household"], new["cause"])

    def _look(self, order: Order) -> Notes:
        yield self._open_case(order, order["case"], QUIET)
        yield len(set(order["by"])) >= LOOK and not set(order["by"]) & self.interested(order["case"])

    def _review(self, order: Order) -> Notes:
        case, pool = order["case"], order["pool"]
        yield self._open_case(order, case, QUIET)
        looked = self.cases[case]["looked"]
        yield "investigation" not in self.pools[pool]["steps"] or bool(looked and looked <= order["on"])
        # A meeting does not pass over an emergency of an earlier day.
        yield all(self.grants[key]["pool"] != pool or self.grants[key]["on"] >= order["on"] for key in self.unseen())
        yield self._meeting(order, pool, case) and not self._barred(pool, case)
        yield self.cases[case]["cause"] in self.pools[pool]["serves"]
        yield order["amount"] <= self.bears(case, self.granted(case), proved=False)

    def _stands(self, order: Order, phases: set[str]) -> bool:
        review = self.reviews[order["review"]]
        return not review["ended"] and order["on"] >= review["on"] and self._open_case(order, review["case"], phases)

    def _post(self, order: Order) -> Notes:
        yield self._stands(order, {"resolved"})

    def _object(self, order: Order) -> Notes:
        review = self.reviews[order["review"]]
        hangs = review["until"] is not None and review["posted"] <= order["on"] <= review["until"]
        yield hangs and self._stands(order, {"noticed", "granted"})

    def _grant(self, order: Order) -> Notes:
        case, facts, pool = order["case"], self.cases[order["case"]], self.pools[order["pool"]]
        yield self._open_case(order, case, QUIET | APPROVED)
        yield not self.owes_papers(case) and self.open_misuse(case) is None
        yield facts["urgent"] or not order["emergency"]
        yield order["expires"] is None or order["expires"] >= order["on"]
        yield not self.doubled(case, facts["household"], facts["cause"])
        yield self._carried(order) if order["review"] else self._signed(order)
        yield not self._barred(order["pool"], case)
        yield facts["cause"] in pool["serves"]
        if not order["emergency"]:
            yield None if facts["government"] == "unknown" else facts["government"] in DECIDED
        yield from self._need(case, order["amount"], self.granted(case), emergency=order["emergency"])
        yield all(order["amount"] <= left for left in self.ceilings(order))
        if self._is_society(order["pool"]):
            causes = [self.cases[one["case"]]["cause"] for one in self.this_year(case, order["on"].year)]
            yield causes.count(facts["cause"]) < ONCE
        yield order["amount"] <= self.free(order["pool"])

    def _carried(self, order: Order) -> bool:
        """Tell whether a review carries a grant: of this case and pool, its notice over, nothing open, enough approved."""
        review = self.reviews[order["review"]]
        if (review["case"], review["pool"]) != (order["case"], order["pool"]) or review["ended"]:
            return False
        return order["amount"] <= review["amount"] and self.over(order["review"], order["on"])

    def over(self, review: str, on: date) -> bool:
        """Tell whether what is to hang has hung its days, undisputed."""
        one = self.reviews[review]
        if one["until"] is None:
            return "notice" not in self.pools[one["pool"]]["steps"] and bool(on >= one["on"])
        open_ = [row for row in self.objections.values() if row["review"] == review and row["open"]]
        return bool(on > one["until"]) and not open_

    def _signed(self, order: Order) -> bool:
        """Tell whether enough of the panel signed, in an emergency or where no step was adopted."""
        panel, aside, signed = self.pools[order["pool"]], self.interested(order["case"]), set(order["approved_by"])
        if signed - panel["deciders"] or signed & aside or (panel["steps"] and not order["emergency"]):
            return False
        return len(signed) >= SIGNED if order["emergency"] else 2 * len(signed) > len(panel["deciders"] - aside)

    def _need(self, case: str, amount: int, given: int, *, emergency: bool) -> Notes:
        stated = self.bears(case, given, proved=False)
        if amount > stated:
            yield False
        elif not emergency:
            yield True if self.sheets(case) and amount <= self.bears(case, given, proved=True) else None

    def _pay(self, order: Order) -> Notes:
        grant = self.grants[order["grant"]]
        case, expires = grant["case"], grant["expires"]
        yield not self.cases[case]["outcome"] and order["on"] >= grant["on"] and self.open_misuse(case) is None
        yield (expires is None or order["on"] <= expires) and order["amount"] <= grant["held"]
        yield from self._need(case, order["amount"], self.paid(case), emergency=grant["emergency"])

    def _ratify(self, order: Order) -> Notes:
        grant = self.grants[order["grant"]]
        yield order["grant"] in self.unseen() and order["on"] >= grant["on"]
        yield self._open_case(order, grant["case"], LIVE)
        yield "present" not in order or self._meeting(order, grant["pool"], grant["case"])
        yield "present" not in order or not self._barred(grant["pool"], grant["case"])

    def _close(self, order: Order) -> Notes:
        case, outcome = order["case"], order["outcome"]
        yield self._open_case(order, case, QUIET | {"refused"})
        yield not self.owes_papers(case) and all(self.grants[key]["case"] != case for key in self.unseen())
        yield outcome in ("withdrawn", "referred_on") or (outcome == "relieved") == (self.paid(case) > 0)

    FORETOLD: ClassVar[dict[str, Callable[[Any, Order], Notes]]] = {
        "OpenCase": _opening, "InvestigateCase": _look, "ReviewCase": _review, "PostNotice": _post,
        "RaiseObjection": _object, "GrantRelief": _grant, "PayRelief": _pay, "RatifyEmergency": _ratify,
        "RefuseRatification": _ratify, "CloseCase": _close,
    }  # fmt: skip

    # --- what is always so -------------------------------------------------------------------------------

    def broken(self, order: Order) -> list[str]:
        """Name the promises that a recorded order broke; to be asked once it is told to the model."""
        kind, laws = order["is_a"], dict[str, bool]()
        if kind == "GrantRelief":
            laws = self._laws_of_grant(order)
        elif kind == "PayRelief":
            laws = self._laws_of_payment(order)
        elif kind in ("ReviewCase", "RefuseRelief"):
            laws = {"a meeting that decides": self._meeting(order, order["pool"], order["case"])}
        elif kind == "CloseCase":
            seen = all(self.grants[key]["case"] != order["case"] for key in self.unseen())
            laws = {"each emergency looked at before closing": seen}
        elif kind in ("SettleObjection", "DecideAppeal"):
            laws = {"nobody with an interest": not set(order["by"]) & self.interested(self.case_of(order) or "")}
        return [law for law, holds in laws.items() if not holds]

    def _laws_of_grant(self, order: Order) -> dict[str, bool]:
        case, emergency = order["case"], order["emergency"]
        facts, steps = self.cases[case], self.pools[order["pool"]]["steps"]
        rivals = [one for one in self.open_for(facts["household"], facts["cause"]) if one != case and self.held(one)]
        year = sum(one["held"] + one["paid"] for one in self.this_year(case, order["on"].year))
        review = order["review"]
        return {
            "one live award": all(case in self.second or one in self.second for one in rivals),
            "one award of the case": len([one for one in self.of_case(case) if one["held"]]) == 1,
            "aid within need": self.aid(case) + self.granted(case) <= self.costs(case, proved=not emergency),
            "ceiling of the year": not self._is_society(order["pool"]) or year <= A_YEAR,
            "a panel decided": emergency or not steps or bool(review and self.reviews[review]["sound"]),
            "no grant before its notice ended": emergency or review is None or self.over(review, order["on"]),
        }

    def _laws_of_payment(self, order: Order) -> dict[str, bool]:
        grant = self.grants[order["grant"]]
        case, emergency = grant["case"], grant["emergency"]
        ended = grant["review"] is None or self.over(grant["review"], order["on"])
        return {
            "nothing paid after closing": not self.cases[case]["outcome"],
            "no payment before its notice ended": emergency or ended,
            "aid within need": self.aid(case) + self.paid(case) <= self.costs(case, proved=not emergency),
        }

    # --- what recorded orders do -------------------------------------------------------------------------

    def record(self, order: Order) -> None:
        """Tell the model of an order that was recorded."""
        self.DEEDS[order["is_a"]](self, order)

    def _do_open(self, order: Order) -> None:
        more = {"opened": order["on"], "outcome": None, "looked": None, "refusal": None, "appeal": None}
        self.cases[order["case"]["id"]] = order["case"] | more

    def _do_facts(self, order: Order) -> None:
        told = {name: fact for name, fact in order.items() if name not in ("is_a", "key", "on", "case")}
        told["government_aid"] = told.pop("amount", None)
        self.cases[order["case"]] |= {name: fact for name, fact in told.items() if fact is not None}

    def _do_papers(self, order: Order) -> None:
        self._do_facts(order)
        for grant in self.of_case(order["case"]):
            grant["papers"] = False

    def _do_look(self, order: Order) -> None:
        self.cases[order["case"]]["looked"] = order["on"]

    def _do_review(self, order: Order) -> None:
        sound = self._meeting(order, order["pool"], order["case"])
        self.reviews[order["key"]] = order | {"posted": None, "until": None, "ended": False, "sound": sound}

    def _do_post(self, order: Order) -> None:
        self.reviews[order["review"]] |= {"posted": order["on"], "until": order["on"] + NOTICE}

    def _do_withdraw(self, order: Order) -> None:
        self.reviews[order["review"]]["ended"] = True

    def _do_object(self, order: Order) -> None:
        case = self.reviews[order["review"]]["case"]
        self.objections[order["key"]] = {"review": order["review"], "case": case, "open": True}

    def _do_settle(self, order: Order) -> None:
        objection = self.objections[order["objection"]]
        objection["open"] = False
        if order["upheld"]:
            self.reviews[objection["review"]]["ended"] = True

    def _do_grant(self, order: Order) -> None:
        waits = order["emergency"]
        new = {"held": order["amount"], "paid": 0, "papers": waits, "seen": None if order["review"] is None else "met"}
        self.grants[order["key"]] = order | new
        if order["review"]:
            self.reviews[order["review"]]["ended"] = True

    def _do_pay(self, order: Order) -> None:
        grant = self.grants[order["grant"]]
        grant["held"] -= order["amount"]
        grant["paid"] += order["amount"]
        self.pools[grant["pool"]]["spent"] += order["amount"]
        self.payments[order["key"]] = {**order, "case": grant["case"], "out": order["amount"], "reversed": False}

    def _do_void(self, order: Order) -> None:
        self.grants[order["grant"]]["held"] = 0

    def _back(self, payment: str, fen: int) -> None:
        """Take money back: a case closed as relieved, for which nothing stays paid, is open again."""
        row = self.payments[payment]
        grant = self.grants[row["grant"]]
        row["out"] -= fen
        grant["paid"] -= fen
        self.pools[grant["pool"]]["spent"] -= fen
        facts = self.cases[row["case"]]
        if facts["outcome"] == "relieved" and not self.paid(row["case"]):
            facts["outcome"] = None

    def _do_reverse(self, order: Order) -> None:
        row = self.payments[order["payment"]]
        self._back(order["payment"], row["out"])
        row["reversed"] = True

    def _do_refuse(self, order: Order) -> None:
        self.refusals[order["key"]] = {"case": order["case"], "told": None, "on": order["on"]}
        self.cases[order["case"]]["refusal"] = order["key"]

    def _do_tell(self, order: Order) -> None:
        self.refusals[order["refusal"]]["told"] = order["on"]

    def _do_appeal(self, order: Order) -> None:
        facts = self.cases[order["case"]]
        self.appeals[order["key"]] = facts["refusal"]
        facts["appeal"] = order["key"]

    def _do_decide(self, order: Order) -> None:
        facts = self.cases[self.refusals[self.appeals[order["appeal"]]]["case"]]
        facts["appeal"] = None
        if order["upheld"]:
            facts["refusal"] = None

    def _do_ratify(self, order: Order) -> None:
        self.grants[order["grant"]]["seen"] = "met" if "present" in order else "refused"

    def _do_misuse(self, order: Order) -> None:
        self.misuse[order["key"]] = order | {"settled": False}

    def _do_settle_misuse(self, order: Order) -> None:
        self.misuse[order["misuse"]]["settled"] = True

    def _do_demand(self, order: Order) -> None:
        case = self.payments[order["payments"][0]]["case"]
        self.demands[order["key"]] = order | {"case": case, "back": 0, "waived": False}

    def _do_recover(self, order: Order) -> None:
        demand, fen = self.demands[order["demand"]], order["amount"]
        demand["back"] += fen
        for payment in demand["payments"]:
            part = min(fen, self.payments[payment]["out"])
            fen -= part
            self._back(payment, part)

    def _do_waive(self, order: Order) -> None:
        self.demands[order["demand"]]["waived"] = True

    def _do_close(self, order: Order) -> None:
        self.cases[order["case"]]["outcome"] = order["outcome"]

    def _do_allow(self, order: Order) -> None:
        self.second[order["case"]] = order["household"], order["cause"]

    def _do_marks(self, order: Order) -> None:
        self.signs |= {(order["household"], mark) for mark in order["marks"]}

    def _do_nothing(self, order: Order) -> None:
        """Nothing that counts here."""

    DEEDS: ClassVar[dict[str, Callable[[Any, Order], None]]] = {
        "OpenCase": _do_open, "RecordCosts": _do_facts, "RecordAid": _do_facts, "RecordGovernmentAid": _do_facts,
        "CompletePapers": _do_papers, "InvestigateCase": _do_look, "ReviewCase": _do_review, "PostNotice": _do_post,
        "WithdrawReview": _do_withdraw, "RaiseObjection": _do_object, "SettleObjection": _do_settle,
        "GrantRelief": _do_grant, "PayRelief": _do_pay, "VoidGrant": _do_void, "ExpireGrant": _do_void,
        "ReversePayment": _do_reverse, "RefuseRelief": _do_refuse, "TellRefusal": _do_tell, "AppealRefusal": _do_appeal,
        "DecideAppeal": _do_decide, "RatifyEmergency": _do_ratify, "RefuseRatification": _do_ratify,
        "RecordMisuse": _do_misuse, "SettleMisuse": _do_settle_misuse, "DemandRecovery": _do_demand,
        "RecordRecovery": _do_recover, "WaiveRecovery": _do_waive, "CloseCase": _do_close,
        "RecordFollowUp": _do_nothing, "OverrideDuplicate": _do_allow, "RegisterMarks": _do_marks,
    }  # fmt: skip
