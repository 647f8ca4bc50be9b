"""What the model knows, in plain dictionaries, and what follows from it (对照模型所知)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Plain: TypeAlias = dict[str, Any]
"""A command or a noun as plain values: amounts in fen, names for enumerated values."""
Answer: TypeAlias = tuple[str, str | None]
"""What is answered, and the stage of the ground that decided; ``None`` if all grounds hold."""
Notes: TypeAlias = "Iterator[tuple[str, bool | None]]"
"""The stage of each ground that does not hold: ``False``, or ``None`` where evidence is missing."""
PurseName: TypeAlias = "tuple[str, Any]"

CAPITAL: Final = 3_000_000  # ¥30,000 to found a society, registered or filed
COUNCIL: Final = 3  # seats on a society's council, at least; an odd number
PEOPLE: Final = 50  # members of a registered society, people or people and units
UNITS: Final = 30  # its members if they are units only
A_CASE: Final = 100_000  # ¥1,000 for one case from societies, and from any pool in an emergency
A_YEAR: Final = 200_000  # ¥2,000 for one household in a calendar year, from societies
TIMES: Final = 1  # grants of societies to a household for one cause in a calendar year
SIGNATURES: Final = 2  # officers who sign in an emergency
COMMITTEE_ALONE: Final = 2_000_000  # ¥20,000 that a fund's committee approves without its host
INVESTIGATORS: Final = 2  # people who look into a case together
NOTICE_DAYS: Final = 5  # days of public notice after the one on which it was posted
SETTLED: Final = {"received", "refused", "not_eligible"}  # government has decided
STAGES: Final = (
    "KEY_CONFLICT", "NOT_FOUND", "CLOSED_PERIOD", "STATE", "AUTHORITY", "RESTRICTION", "GOVERNMENT_FIRST", "NEED",
    "MONEY",
)  # fmt: skip

SUMS: Final = ("received", "moved_in", "held", "spent", "fees", "returned", "moved_out")  # of a purse
RELIEF: Final = frozenset({"relief"})  # what a society serves, and all below it


class Known:
    """The facts of the model, counted anew whenever they are asked for (已知事实). All amounts are fen."""

    def __init__(self) -> None:
        self.orders: dict[str, Plain] = {}
        self.closed: date | None = None
        self.organisations: dict[str, Plain] = {}
        self.ties: list[Plain] = []
        self.households: dict[str, tuple[str, ...]] = {}
        self.met: set[tuple[str, str]] = set()  # households, and the people who were ever entered in them
        self.pools: dict[str, Plain] = {}
        self.purses: dict[PurseName, Plain] = {}
        self.cases: dict[str, Plain] = {}
        self.reviews: dict[str, Plain] = {}
        self.gifts: dict[str, Plain] = {}
        self.grants: dict[str, Plain] = {}
        self.payments: dict[str, Plain] = {}
        self.matches: dict[tuple[str, str], Plain] = {}  # of a matching and a gift
        self.away: dict[tuple[PurseName, str, str], int] = {}  # of a purse and a gift: what an order sent back

    # --- what follows from the facts -------------------------------------------------------------

    def free(self, purse: PurseName) -> int:
        """Count what a purse may still promise."""
        return int(sum(fen for _, fen in self.purses[purse]["line"]) - self.purses[purse]["held"])

    def spare(self, purse: PurseName) -> int:
        """Count what a purse may let go: free, and above what its pool keeps."""
        return max(0, self.free(purse) - (self.pools[purse[0]]["keeps"] if purse[1] is None else 0))

    def spare_for(self, pool: str, use: Plain) -> list[tuple[PurseName, int]]:
        """Tell what a pool may spend on a use, purse by purse in the order of drawing."""
        fitting = [name for name in self.purses if name[0] == pool and admits(name[1], use)]
        return [(name, self.spare(name)) for name in sorted(fitting, key=lambda name: drawn_first(name[1]))]

    def use_of(self, case: str, on: date) -> Plain:
        """Tell what money for a case serves on a day."""
        facts = self.cases[case]
        purpose = facts["purpose"] or f"relief/{facts['cause']}"
        return {"purpose": purpose, "on": on, **{name: facts[name] for name in ("place", "groups", "project")}}

    def unspent(self, purse: PurseName, gift: str) -> int:
        """Count what of a gift is still in a purse."""
        return int(sum(fen for name, fen in self.purses[purse]["line"] if name == gift))

    def stands(self, gift: str) -> int:
        """Count what stands of a gift: as corrected, less what went back; nothing once reversed."""
        facts = self.gifts[gift]
        return 0 if facts["reversed"] else int(facts["amount"] - facts["refunded"])

    def is_matched(self, gift: str) -> bool:
        """Tell whether a match stands on a gift."""
        return any(row["fen"] and not row["ended"] for (_, of), row in self.matches.items() if of == gift)

    def refundable(self, gift: str) -> list[tuple[PurseName, int]]:
        """Tell what of a gift may go back, purse by purse of its pool, its own first."""
        own = self.gifts[gift]["purse"]
        others = [name for name in self.purses if name[0] == own[0] and name != own]
        return [(name, min(self.unspent(name, gift), self.spare(name))) for name in (own, *others)]

    def left_of(self, grant: Plain) -> int:
        """Count what of a grant is still held."""
        return int(sum(fen for _, fen in grant["held"]))

    def comes_to(self, grant: Plain) -> int:
        """Count what a grant comes to: held, or paid and not reversed."""
        return self.left_of(grant) + int(grant["paid"])

    def granted(self, case: str, is_a: str | None = None) -> int:
        """Count what was granted to a case, by all pools or by those of a kind."""
        return sum(
            self.comes_to(grant)
            for grant in self.grants.values()
            if grant["case"] == case and is_a in (None, self.pools[grant["pool"]]["is_a"])
        )

    def at_once(self, case: str) -> int:
        """Count what was granted to a case in emergencies."""
        return sum(self.comes_to(g) for g in self.grants.values() if g["case"] == case and g["emergency"])

    def paid(self, case: str) -> int:
        """Count what was paid for a case and not reversed."""
        return sum(grant["paid"] for grant in self.grants.values() if grant["case"] == case)

    def owes_papers(self, case: str) -> bool:
        """Tell whether the papers of an emergency grant that came to something are owed."""
        return any(g["case"] == case and g["papers"] and self.comes_to(g) > 0 for g in self.grants.values())

    def unseen(self) -> list[Plain]:
        """List the emergency grants that came to something, and that no meeting has looked at: two officers signed alone."""
        return [g for g in self.grants.values() if g["emergency"] and not g["met"] and self.comes_to(g) > 0]

    def in_year(self, household: str, year: int) -> list[Plain]:
        """List the grants of societies to a household in a year that came to something."""
        same = self.linked(household)
        return [
            grant
            for grant in self.grants.values()
            if grant["on"].year == year
            and self.pools[grant["pool"]]["is_a"] == "society"
            and self.cases[grant["case"]]["household"] in same
            and self.comes_to(grant) > 0
        ]

    def linked(self, household: str) -> set[str]:
        """Tell which households count as one: those that somebody was ever in, whenever, and on from there."""
        same = {household}
        while True:
            people = {person for home, person in self.met if home in same}
            more = same | {home for home, person in self.met if person in people}
            if more == same:
                return same
            same = more

    def chain(self, household: str, cause: str) -> list[str]:
        """List the open cases of a household for a cause, and of those that count as the same."""
        same = self.linked(household)
        return [
            name
            for name, case in self.cases.items()
            if case["outcome"] is None and case["cause"] == cause and case["household"] in same
        ]

    def other_cases(self, case: str) -> list[str]:
        """List the other open cases on the chain of a case."""
        facts = self.cases[case]
        return [other for other in self.chain(facts["household"], facts["cause"]) if other != case]

    def review_of(self, case: str) -> str | None:
        """Find the review of a case that counts."""
        return next((name for name, one in self.reviews.items() if one["case"] == case and not one["ended"]), None)

    def phase(self, case: str) -> str:
        """Tell where a case stands."""
        if self.cases[case]["outcome"] is not None:
            return "closed"
        if self.granted(case) > self.paid(case):
            return "granted"
        review = self.review_of(case)
        if review is not None:
            return "resolved" if self.reviews[review]["until"] is None else "noticed"
        if self.paid(case):
            return "paid"
        return "investigated" if self.cases[case].get("looked_into") else "opened"

    def needs(self, case: str) -> tuple[int | None, int]:
        """Tell what the household bears of its proved and of its stated costs, before charity."""
        facts = self.cases[case]
        proved = sum(cost["amount"] for cost in facts["costs"] if cost["evidence"] is not None)
        stated = sum(cost["amount"] for cost in facts["costs"])
        sheets = facts["insurance"], facts["medical_assistance"]
        aid = sum(fen or 0 for fen in sheets) + facts["government_aid"] + facts["other_aid"]
        return (None if None in sheets else max(0, proved - aid)), max(0, stated - aid)

    def room(self, case: str, pool: str, on: date, *, emergency: bool) -> list[int]:
        """List the limits that a grant meets, for drawing amounts near them (各项限额); unknown needs as stated."""
        proved, stated = self.needs(case)
        granted = self.granted(case)
        money = sum(fen for _, fen in self.spare_for(pool, self.use_of(case, on)))
        need = stated if emergency or proved is None else proved
        limits = [need - granted, stated - granted, money]
        if emergency:
            limits.append(A_CASE - self.at_once(case))
        if self.pools[pool]["is_a"] == "society":
            year = sum(self.comes_to(grant) for grant in self.in_year(self.cases[case]["household"], on.year))
            limits += [A_CASE - self.granted(case, "society"), A_YEAR - year]
        return limits

    def interested(self, household: str, on: date) -> set[str]:
        """Tell who may not decide for a household: its members, and who is tied to one of them."""
        members = set(self.households[household])
        tied = [
            {tie["person"], tie["other"]}
            for tie in self.ties
            if (tie["since"] is None or tie["since"] <= on) and (tie["until"] is None or on <= tie["until"])
        ]
        return members.union(*(pair for pair in tied if pair & members))


def within(purpose: str | None, wider: frozenset[str]) -> bool:
    """Tell whether a purpose, or a place, is one of several or lies below one of them; what is not known is not."""
    if purpose is None:
        return False
    return "general" in wider or any(f"{purpose}/".startswith(f"{one}/") for one in wider)


def admits(restriction: Any, use: Plain) -> bool:
    """Tell whether money so restricted may serve a use."""
    only, on = dict(restriction or ()), use["on"]
    return not (
        ("purposes" in only and not within(use["purpose"], only["purposes"]))
        or ("place" in only and not within(use["place"], frozenset({only["place"]})))
        or ("groups" in only and not only["groups"] & use["groups"])
        or ("project" in only and use["project"] != only["project"])
        or ("since" in only and on < only["since"])
        or ("until" in only and only["until"] < on)
    )


def drawn_first(restriction: Any) -> tuple[Any, ...]:
    """Sort restrictions as they are drawn: the soonest to end, then the narrowest; unrestricted money last."""
    if restriction is None:
        return (1,)
    only = dict(restriction)
    purposes = sorted(only.get("purposes", ()))
    lasting = {"purposes", "place", "groups", "project"} & set(only)
    words = [f"{name}={_words(part)}" for name, part in only.items()]
    return (
        0,
        only.get("until", date.max),
        "project" not in only,
        -len(lasting),
        -min((one.count("/") + 1 for one in purposes), default=0),
        len(purposes),
        ";".join(words),
    )


def _words(part: Any) -> str:
    return ",".join(sorted(part)) if isinstance(part, frozenset) else str(part)
