"""The way of a case in the model: its phases, the panel's review, the notice, the grant (对照模型：救助程序)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final

from community_charity.testing.known import (
    A_CASE,
    A_YEAR,
    COMMITTEE_ALONE,
    INVESTIGATORS,
    NOTICE_DAYS,
    SETTLED,
    SIGNATURES,
    TIMES,
    Known,
    Notes,
    Plain,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Callable

UNDECIDED: Final = frozenset({"opened", "investigated", "paid"})  # the panel has decided nothing that still counts
DECIDED: Final = frozenset({"resolved", "noticed"})
LIVE: Final = UNDECIDED | DECIDED | {"granted"}
WHEN: Final = {
    "InvestigateCase": UNDECIDED,
    "ReviewCase": UNDECIDED,
    "PostNotice": frozenset({"resolved"}),
    "WithdrawReview": DECIDED,
    "GrantRelief": UNDECIDED | DECIDED,
    "CloseCase": UNDECIDED,
}
"""The phases in which something may be done about a case; the rest may be done as long as it is open."""


class Granting(Known):
    """Tells what may be done about a case, and who must have decided it (预测救助程序)."""

    def _early(self, pool: str, on: date) -> bool:
        """Tell whether a pool is not open yet: it takes in and promises nothing before its first day."""
        return bool(on < self.pools[pool]["since"])

    def _case(self, order: Plain, name: str | None = None) -> Notes:
        name = order["case"] if name is None else name
        case = self.cases.get(name)
        if case is None:
            yield "NOT_FOUND", False
        elif order["on"] < case["opened"] or self.phase(name) not in WHEN.get(order["is_a"], LIVE):
            yield "STATE", False

    def _approved(self, order: Plain, pool: str, aside: set[str], *, if_nobody_decides: bool = False) -> Notes:
        deciders, approved = self.pools[pool]["deciders"], set(order["approved_by"])
        enough = 2 * len(approved) > len(deciders - aside)
        if not deciders:
            if not if_nobody_decides:
                yield "AUTHORITY", False
        elif approved - deciders or approved & aside or not enough:
            yield "AUTHORITY", False

    def _above(self, pool: str, amount: int) -> bool:
        """Tell whether the host approves as well; nobody asks it here."""
        return bool(self.pools[pool]["is_a"] == "fund" and amount > COMMITTEE_ALONE)

    def _usable(self, order: Plain) -> list[tuple[str, bool | None]]:
        if order["pool"] not in self.pools:
            return [("NOT_FOUND", False)]
        return [("STATE", False)] if self._early(order["pool"], order["on"]) else []

    def _adopt(self, order: Plain) -> Notes:
        yield from self._usable(order) or self._approved(order, order["pool"], set())

    def _do_adopt(self, order: Plain) -> None:
        self.pools[order["pool"]]["steps"] = order["steps"]

    # --- before the money --------------------------------------------------------------------------

    def _investigate(self, order: Plain) -> Notes:
        notes = list(self._case(order))
        if notes:
            yield from notes
            return
        looked = set(order["by"])
        interested = self.interested(self.cases[order["case"]]["household"], order["on"])
        if len(looked) < INVESTIGATORS or looked & interested:
            yield "AUTHORITY", False

    def _do_investigate(self, order: Plain) -> None:
        self.cases[order["case"]]["looked_into"] = order["on"]

    def _review(self, order: Plain) -> Notes:
        if order["case"] not in self.cases or order["pool"] not in self.pools:
            yield "NOT_FOUND", False
            return
        case, pool = self.cases[order["case"]], self.pools[order["pool"]]
        looked = case.get("looked_into")
        blind = "investigation" in pool["steps"] and (looked is None or looked > order["on"])
        # A meeting does not pass over an emergency of an earlier day.
        passed = any(one["pool"] == order["pool"] and one["on"] < order["on"] for one in self.unseen())
        if self._early(order["pool"], order["on"]) or list(self._case(order)) or blind or passed:
            yield "STATE", False
            return
        if self._no_meeting(order, order["case"], order["pool"]):
            yield "AUTHORITY", False
        elif not within(self.use_of(order["case"], order["on"])["purpose"], pool["purposes"]):
            yield "RESTRICTION", False
        elif order["amount"] > max(0, self.needs(order["case"])[1] - self.granted(order["case"])):
            yield "NEED", False

    def _no_meeting(self, order: Plain, case: str, pool: str) -> bool:
        """Tell whether a meeting decided nothing: the wrong people came, too few of them, or too few agreed."""
        came, agreed = set(order["present"]), len(order["in_favour"])
        entitled = len(self.pools[pool]["deciders"] - self.interested(self.cases[case]["household"], order["on"]))
        wrong = self._wrong_people(came, case, pool, order["on"])
        return wrong or 2 * agreed <= entitled or not came or 3 * len(came) < 2 * entitled

    def _do_review(self, order: Plain) -> None:
        told = {name: order[name] for name in ("case", "pool", "amount", "on")}
        self.reviews[order["key"]] = told | {"until": None, "ended": False}

    def _wrong_people(self, people: set[str], case: str, pool: str, on: date) -> bool:
        """Tell whether one of them may not decide for the case, or the pool may not help the household at all."""
        about, interested = self.pools[pool], self.interested(self.cases[case]["household"], on)
        return bool(people - about["deciders"] or people & interested or about["managers"] & interested)

    def _standing(self, order: Plain) -> Notes:
        review = self.reviews.get(order["review"])
        if review is None:
            yield "NOT_FOUND", False
        elif review["ended"] or order["on"] < review["on"] or list(self._case(order, review["case"])):
            yield "STATE", False

    def _do_post(self, order: Plain) -> None:
        # The day of posting does not count.
        self.reviews[order["review"]]["until"] = order["on"] + timedelta(NOTICE_DAYS)

    def _do_withdraw(self, order: Plain) -> None:
        self.reviews[order["review"]]["ended"] = True

    # --- the grant ---------------------------------------------------------------------------------

    def _grant(self, order: Plain) -> Notes:
        named = order["review"] is None or order["review"] in self.reviews
        if order["pool"] not in self.pools or order["case"] not in self.cases or not named:
            yield "NOT_FOUND", False
            return
        case, pool, on = self.cases[order["case"]], self.pools[order["pool"]], order["on"]
        late = order["expires"] is not None and order["expires"] < on
        hasty = order["emergency"] and not case["urgent"]
        waits = list(self._case(order)) or self.owes_papers(order["case"]) or self.other_cases(order["case"])
        unruly = bool(pool["steps"]) and order["review"] is None and not order["emergency"]
        if self._early(order["pool"], on) or waits or late or hasty or unruly or self._not_yet(order):
            yield "STATE", False
            return
        wrong = self._wrong_people(set(order["approved_by"]), order["case"], order["pool"], on)
        if wrong or not self._decided(order) or self._above(order["pool"], order["amount"]):
            yield "AUTHORITY", False
            return
        if not within(self.use_of(order["case"], on)["purpose"], pool["purposes"]):
            yield "RESTRICTION", False
            return
        if not order["emergency"] and case["government"] not in SETTLED:
            yield "GOVERNMENT_FIRST", None if case["government"] == "unknown" else False
        yield from self._limits(order, case)

    def _not_yet(self, order: Plain) -> bool:
        """Tell whether the review that a grant names does not carry it, or not yet."""
        if order["review"] is None:
            return False
        review = self.reviews[order["review"]]
        last = review["until"]
        unposted = last is None and "notice" in self.pools[order["pool"]]["steps"]
        other = (review["case"], review["pool"]) != (order["case"], order["pool"])
        hangs = last is not None and order["on"] <= last
        return bool(review["ended"] or order["on"] < review["on"] or other or unposted or hangs)

    def _decided(self, order: Plain) -> bool:
        """Tell whether enough decided: the panel in its review, two officers at once, or more than half of those entitled."""
        if order["review"] is not None:
            return bool(order["amount"] <= self.reviews[order["review"]]["amount"])
        approved = set(order["approved_by"])
        if order["emergency"]:
            return len(approved) >= SIGNATURES
        interested = self.interested(self.cases[order["case"]]["household"], order["on"])
        return 2 * len(approved) > len(self.pools[order["pool"]]["deciders"] - interested)

    def _limits(self, order: Plain, case: Plain) -> Notes:
        amount, name, emergency = order["amount"], order["case"], order["emergency"]
        yield from self._need(name, amount, self.granted(name), emergency=emergency)
        if emergency and amount + self.at_once(name) > A_CASE:
            yield "NEED", False
        if self.pools[order["pool"]]["is_a"] == "society":
            this_year = self.in_year(case["household"], order["on"].year)
            same_cause = [grant for grant in this_year if self.cases[grant["case"]]["cause"] == case["cause"]]
            year = sum(self.comes_to(grant) for grant in this_year)
            if amount + self.granted(name, "society") > A_CASE or amount + year > A_YEAR or len(same_cause) >= TIMES:
                yield "NEED", False
        if amount > sum(fen for _, fen in self.spare_for(order["pool"], self.use_of(name, order["on"]))):
            yield "MONEY", False

    def _need(self, case: str, amount: int, before: int, *, emergency: bool) -> Notes:
        proved, stated = self.needs(case)
        if amount > max(0, stated - before):
            yield "NEED", False
        elif not emergency and (proved is None or amount > max(0, proved - before)):
            yield "NEED", None

    # --- after an emergency ------------------------------------------------------------------------

    def _ratify(self, order: Plain) -> Notes:
        """Stand by an emergency grant: a meeting of its pool's panel, as for any review."""
        grant = self.grants.get(order["grant"])
        if grant is None:
            yield "NOT_FOUND", False
            return
        if grant not in self.unseen() or order["on"] < grant["on"] or list(self._case(order, grant["case"])):
            yield "STATE", False
        elif self._no_meeting(order, grant["case"], grant["pool"]):
            yield "AUTHORITY", False

    def _do_ratify(self, order: Plain) -> None:
        self.grants[order["grant"]]["met"] = True

    STEPS: ClassVar[dict[str, tuple[Callable[[Any, Plain], Notes], Callable[[Any, Plain], None]]]] = {
        "AdoptProcedure": (_adopt, _do_adopt),
        "InvestigateCase": (_investigate, _do_investigate),
        "ReviewCase": (_review, _do_review),
        "PostNotice": (_standing, _do_post),
        "WithdrawReview": (_standing, _do_withdraw),
        "RatifyEmergency": (_ratify, _do_ratify),
    }
