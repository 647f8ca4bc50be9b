"""A second, simple book that tells what the real one must answer (对照模型).

It is written from the law and the design, not from the code: nothing of the package is imported,
amounts are plain fen, the figures of Xuanzhou in Anhui stand here as numbers, and whatever the real
book keeps as an index is counted anew from the list of grants. It is slow and short, on purpose.
Orders come as plain dictionaries, which `community_charity.testing.machine.plain` makes of commands.

>>> from datetime import date
>>> model = BookModel()
>>> order = {
...     "is_a": "ReceiveDonation",
...     "key": "k-1",
...     "on": date(2025, 3, 13),
...     "pool": "p",
...     "amount": 5,
...     "only_for": None,
... }
>>> model.answer(order)
('refused', 'NOT_FOUND')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

Plain: TypeAlias = dict[str, Any]
"""A command or a noun as plain values: amounts in fen, names for enumerated values."""
Answer: TypeAlias = tuple[str, str | None]
"""What is answered, and the stage of the ground that decided; ``None`` if all grounds hold."""
Notes: TypeAlias = "Iterator[tuple[str, bool | None]]"
"""The stage of each ground that does not hold: ``False``, or ``None`` where evidence is missing."""
PurseName: TypeAlias = "tuple[str, frozenset[str] | None]"

CAPITAL: Final = 3_000_000  # ¥30,000 to found a society, registered or filed
COUNCIL: Final = 3  # seats on a society's council, at least; an odd number
PEOPLE: Final = 50  # members of a registered society, people or people and units
UNITS: Final = 30  # its members if they are units only
A_CASE: Final = 100_000  # ¥1,000 for one case, also in an emergency
A_YEAR: Final = 200_000  # ¥2,000 for one household in a calendar year
TIMES: Final = 1  # grants to a household for one cause in a calendar year
SIGNATURES: Final = 2  # officers who sign in an emergency
SETTLED: Final = {"received", "refused", "not_eligible"}  # government has decided
STAGES: Final = (
    "KEY_CONFLICT", "NOT_FOUND", "CLOSED_PERIOD", "STATE", "AUTHORITY", "RESTRICTION", "GOVERNMENT_FIRST", "NEED",
    "MONEY",
)  # fmt: skip

ALL_CAUSES: Final = frozenset({"illness", "accident", "disaster", "education", "death_in_family", "other_hardship"})


class BookModel:
    """What a book must answer and hold, in plain dictionaries (账本对照模型).

    ``answer`` predicts, ``carry_out`` changes what is known; ``purses``, ``cases``, ``grants``,
    ``gifts`` and ``payments`` may be read. All amounts are fen.
    """

    def __init__(self) -> None:
        self.orders: dict[str, Plain] = {}
        self.closed: date | None = None
        self.organisations: dict[str, Plain] = {}
        self.ties: list[Plain] = []
        self.households: dict[str, tuple[str, ...]] = {}
        self.pools: dict[str, Plain] = {}
        self.purses: dict[PurseName, Plain] = {}
        self.cases: dict[str, Plain] = {}
        self.gifts: dict[str, Plain] = {}
        self.grants: dict[str, Plain] = {}
        self.payments: dict[str, Plain] = {}

    # --- answering -------------------------------------------------------------------------------

    def answer(self, order: Plain) -> Answer:
        """Predict what the book answers to an order, and at which stage (预测答复)."""
        known = self.orders.get(order["key"])
        if known is not None:
            return ("allowed", None) if known == order else ("refused", "KEY_CONFLICT")
        notes = list(self.GROUNDS[order["is_a"]](self, order))
        if self.closed is not None and order["on"] <= self.closed and ("NOT_FOUND", False) not in notes:
            return "refused", "CLOSED_PERIOD"
        failed = [stage for stage, holds in notes if holds is False]
        stages = failed or [stage for stage, _ in notes]
        if not stages:
            return "allowed", None
        return "refused" if failed else "undetermined", min(stages, key=STAGES.index)

    def carry_out(self, order: Plain) -> None:
        """Do what was allowed (执行); the same key a second time does nothing."""
        if order["key"] not in self.orders:
            self.orders[order["key"]] = order
            self.DEEDS[order["is_a"]](self, order)

    # --- what follows from the facts -------------------------------------------------------------

    def free(self, purse: PurseName) -> int:
        """Count what a purse may still promise."""
        return int(sum(fen for _, fen in self.purses[purse]["line"]) - self.purses[purse]["held"])

    def spare(self, pool: str, cause: str) -> list[tuple[PurseName, int]]:
        """Tell what a pool may spend on a cause, purse by purse in the order of drawing."""
        fitting = [name for name in self.purses if name[0] == pool and (name[1] is None or cause in name[1])]
        fitting.sort(key=lambda name: len(ALL_CAUSES) + 1 if name[1] is None else len(name[1]))
        keeps = self.pools[pool]["keeps"]
        return [(name, max(0, self.free(name) - (keeps if name[1] is None else 0))) for name in fitting]

    def left_of(self, grant: Plain) -> int:
        """Count what of a grant is still held."""
        return int(sum(fen for _, fen in grant["held"]))

    def comes_to(self, grant: Plain) -> int:
        """Count what a grant comes to: held, or paid and not reversed."""
        return self.left_of(grant) + int(grant["paid"])

    def granted(self, case: str) -> int:
        """Count what was granted to a case."""
        return sum(self.comes_to(grant) for grant in self.grants.values() if grant["case"] == case)

    def paid(self, case: str) -> int:
        """Count what was paid for a case and not reversed."""
        return sum(grant["paid"] for grant in self.grants.values() if grant["case"] == case)

    def owes_papers(self, case: str) -> bool:
        """Tell whether the papers of an emergency grant that came to something are owed."""
        return any(g["case"] == case and g["papers"] and self.comes_to(g) > 0 for g in self.grants.values())

    def in_year(self, household: str, year: int) -> list[Plain]:
        """List the grants to a household in a year that came to something."""
        return [
            grant
            for grant in self.grants.values()
            if grant["on"].year == year
            and self.cases[grant["case"]]["household"] == household
            and self.comes_to(grant) > 0
        ]

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
        granted, cause = self.granted(case), self.cases[case]["cause"]
        year = sum(self.comes_to(grant) for grant in self.in_year(self.cases[case]["household"], on.year))
        money = sum(fen for _, fen in self.spare(pool, cause))
        need = stated if emergency or proved is None else proved
        return [need - granted, stated - granted, A_CASE - granted, A_YEAR - year, money]

    def interested(self, household: str, on: date) -> set[str]:
        """Tell who may not decide for a household: its members, and who is tied to one of them."""
        members = set(self.households[household])
        tied = [
            {tie["person"], tie["other"]}
            for tie in self.ties
            if (tie["since"] is None or tie["since"] <= on) and (tie["until"] is None or on <= tie["until"])
        ]
        return members.union(*(pair for pair in tied if pair & members))

    # --- the grounds, order by order -------------------------------------------------------------

    def _register(self, order: Plain) -> Notes:
        if order["organisation"]["id"] in self.organisations:
            yield "STATE", False

    def _anything(self, _order: Plain) -> Notes:
        yield from ()

    def _found(self, order: Plain) -> Notes:
        new = order["society"]
        keeper = new["custodian"]
        if keeper is not None and keeper != new["id"] and keeper not in self.organisations:
            yield "NOT_FOUND", False
        elif new["id"] in self.pools:
            yield "STATE", False
        else:
            yield from _society_people(new, keeper)
            yield from _capital(new["capital"], CAPITAL)
            yield from _policy(new["capital"]["sources"], order["policy"])

    def _establish(self, order: Plain) -> Notes:
        new = order["fund"]
        host, pact, capital = new["host"], new["agreement"], new["capital"]
        if host is not None and host not in self.organisations:
            yield "NOT_FOUND", False
        elif new["id"] in self.pools:
            yield "STATE", False
        else:
            if host is None or self.organisations[host]["is_a"] != "Charity":
                yield "AUTHORITY", False
            if pact is None or pact["signed_on"] > order["on"]:
                yield "AUTHORITY", False
            if new["keeps"] > (0 if capital is None else sum(capital["sources"].values())):
                yield "MONEY", False
            yield from _capital(capital, 0)

    def _receive(self, order: Plain) -> Notes:
        pool = self.pools.get(order["pool"])
        if pool is None:
            yield "NOT_FOUND", False
        elif order["only_for"] is not None and not order["only_for"] <= pool["causes"]:
            yield "RESTRICTION", False

    def _send_back(self, order: Plain) -> Notes:
        gift = self.gifts.get(order["donation"])
        if gift is None:
            yield "NOT_FOUND", False
        elif gift["reversed"] or order["on"] < gift["on"]:
            yield "STATE", False
        else:
            purse = gift["purse"]
            there = sum(fen for name, fen in self.purses[purse]["line"] if name == order["donation"])
            keeps = self.pools[purse[0]]["keeps"] if purse[1] is None else 0
            if there < gift["amount"] or self.free(purse) - keeps < gift["amount"]:
                yield "MONEY", False

    def _open(self, order: Plain) -> Notes:
        new = order["case"]
        by = new["referred_by"]
        if new["household"] not in self.households or (by is not None and by not in self.organisations):
            yield "NOT_FOUND", False
        elif new["id"] in self.cases:
            yield "STATE", False
        elif by is not None and new["consent"] is not True:
            yield "AUTHORITY", new["consent"]

    def _case(self, order: Plain) -> Notes:
        case = self.cases.get(order["case"])
        if case is None:
            yield "NOT_FOUND", False
        elif case["outcome"] is not None or order["on"] < case["opened"]:
            yield "STATE", False

    def _refer(self, order: Plain) -> Notes:
        if order["by"] not in self.organisations:
            yield "NOT_FOUND", False
        elif (notes := list(self._case(order))) or order["consent"] is not True:
            yield from notes or [("AUTHORITY", order["consent"])]

    def _papers(self, order: Plain) -> Notes:
        notes = list(self._case(order))
        if notes or not self.owes_papers(order["case"]):
            yield from notes or [("STATE", False)]
        elif not order["costs"] or any(cost["evidence"] is None for cost in order["costs"]):
            yield "NEED", False

    def _close(self, order: Plain) -> Notes:
        notes = list(self._case(order))
        if notes:
            yield from notes
            return
        case = order["case"]
        paid = self.paid(case)
        wanted = {"relieved": paid > 0, "no_need_left": paid == 0, "not_eligible": paid == 0}
        if self.owes_papers(case) or self.granted(case) != paid or not wanted.get(order["outcome"], True):
            yield "STATE", False

    def _grant(self, order: Plain) -> Notes:
        if order["pool"] not in self.pools or order["case"] not in self.cases:
            yield "NOT_FOUND", False
            return
        case, pool, on = self.cases[order["case"]], self.pools[order["pool"]], order["on"]
        late = order["expires"] is not None and order["expires"] < on
        hasty = order["emergency"] and not case["urgent"]
        if list(self._case(order)) or self.owes_papers(order["case"]) or late or hasty:
            yield "STATE", False
            return
        approved, interested = set(order["approved_by"]), self.interested(case["household"], on)
        entitled = pool["deciders"] - interested
        enough = len(approved) >= SIGNATURES if order["emergency"] else 2 * len(approved) > len(entitled)
        if (
            not approved
            or approved & interested
            or approved - pool["deciders"]
            or pool["managers"] & interested
            or not enough
        ):
            yield "AUTHORITY", False
            return
        if case["cause"] not in pool["causes"]:
            yield "RESTRICTION", False
            return
        if not order["emergency"] and case["government"] not in SETTLED:
            yield "GOVERNMENT_FIRST", None if case["government"] == "unknown" else False
        yield from self._limits(order, case)

    def _limits(self, order: Plain, case: Plain) -> Notes:
        amount, granted = order["amount"], self.granted(order["case"])
        yield from self._need(order["case"], amount, granted, emergency=order["emergency"])
        this_year = self.in_year(case["household"], order["on"].year)
        same_cause = [grant for grant in this_year if self.cases[grant["case"]]["cause"] == case["cause"]]
        year = sum(self.comes_to(grant) for grant in this_year)
        if amount + granted > A_CASE or amount + year > A_YEAR or len(same_cause) >= TIMES:
            yield "NEED", False
        if amount > sum(fen for _, fen in self.spare(order["pool"], case["cause"])):
            yield "MONEY", False

    def _need(self, case: str, amount: int, before: int, *, emergency: bool) -> Notes:
        proved, stated = self.needs(case)
        if amount > max(0, stated - before):
            yield "NEED", False
        elif not emergency and (proved is None or amount > max(0, proved - before)):
            yield "NEED", None

    def _pay(self, order: Plain) -> Notes:
        grant = self.grants.get(order["grant"])
        if grant is None:
            yield "NOT_FOUND", False
            return
        late = grant["expires"] is not None and grant["expires"] < order["on"]
        if grant["ended"] or self.cases[grant["case"]]["outcome"] is not None or order["on"] < grant["on"] or late:
            yield "STATE", False
            return
        yield from self._need(grant["case"], order["amount"], self.paid(grant["case"]), emergency=grant["emergency"])
        if order["amount"] > self.left_of(grant):
            yield "MONEY", False

    def _void(self, order: Plain) -> Notes:
        grant = self.grants.get(order["grant"])
        if grant is None:
            yield "NOT_FOUND", False
        elif not self.left_of(grant) or order["on"] < grant["on"]:
            yield "STATE", False

    def _expire(self, order: Plain) -> Notes:
        notes = list(self._void(order))
        if notes:
            yield from notes
        elif (last := self.grants[order["grant"]]["expires"]) is None or order["on"] <= last:
            yield "STATE", False

    def _take_back(self, order: Plain) -> Notes:
        payment = self.payments.get(order["payment"])
        if payment is None:
            yield "NOT_FOUND", False
        elif payment["reversed"] or order["on"] < payment["on"]:
            yield "STATE", False

    def _shut(self, order: Plain) -> Notes:
        if order["through"] >= order["on"] or (self.closed is not None and order["through"] <= self.closed):
            yield "STATE", False

    # --- the deeds, order by order ---------------------------------------------------------------

    def _purse(self, name: PurseName) -> Plain:
        new = {"received": 0, "held": 0, "spent": 0, "returned": 0, "line": []}
        return self.purses.setdefault(name, new)

    def _put(self, purse: PurseName, gift: str, fen: int) -> None:
        self._purse(purse)["received"] += fen
        self.purses[purse]["line"].append((gift, fen))

    def _new_pool(self, new: Plain, people: str, managers: frozenset[str]) -> None:
        self.pools[new["id"]] = {
            "deciders": frozenset(new[people]),
            "managers": managers,
            "causes": new.get("purposes", ALL_CAUSES),
            "keeps": new.get("keeps", 0),
        }
        self._purse((new["id"], None))
        for source, fen in (new["capital"] or {"sources": {}})["sources"].items():
            self._put((new["id"], None), f"{new['id']}/{source}", fen)

    def _do_register(self, order: Plain) -> None:
        self.organisations[order["organisation"]["id"]] = order["organisation"]

    def _do_tie(self, order: Plain) -> None:
        self.ties.append(order["tie"])

    def _do_found(self, order: Plain) -> None:
        self._new_pool(order["society"], "council", frozenset())

    def _do_establish(self, order: Plain) -> None:
        fund = order["fund"]
        managers = frozenset(fund["committee"]) | frozenset(self.organisations[fund["host"]]["managers"])
        self._new_pool(fund, "committee", managers)

    def _do_receive(self, order: Plain) -> None:
        purse = (order["pool"], order["only_for"])
        self.gifts[order["key"]] = {"purse": purse, "amount": order["amount"], "on": order["on"], "reversed": False}
        self._put(purse, order["key"], order["amount"])

    def _do_send_back(self, order: Plain) -> None:
        gift = self.gifts[order["donation"]]
        gift["reversed"] = True
        purse = self.purses[gift["purse"]]
        purse["line"] = [lot for lot in purse["line"] if lot[0] != order["donation"]]
        purse["returned"] += gift["amount"]

    def _do_household(self, order: Plain) -> None:
        self.households[order["household"]["id"]] = order["household"]["members"]

    def _do_open(self, order: Plain) -> None:
        self.cases[order["case"]["id"]] = {**order["case"], "opened": order["on"], "outcome": None}

    def _do_facts(self, order: Plain) -> None:
        told = {"costs", "insurance", "medical_assistance", "other_aid"} & set(order)
        self.cases[order["case"]].update({name: order[name] for name in told if order[name] is not None})

    def _do_government(self, order: Plain) -> None:
        self.cases[order["case"]].update(government=order["government"], government_aid=order["amount"])

    def _do_refer(self, order: Plain) -> None:
        self.cases[order["case"]].update(referred_by=order["by"], consent=order["consent"])

    def _do_papers(self, order: Plain) -> None:
        self._do_facts(order)
        for grant in self.grants.values():
            grant["papers"] &= grant["case"] != order["case"]

    def _do_close(self, order: Plain) -> None:
        self.cases[order["case"]]["outcome"] = order["outcome"]

    def _do_grant(self, order: Plain) -> None:
        held, wanted = [], order["amount"]
        for purse, spare in self.spare(order["pool"], self.cases[order["case"]]["cause"]):
            if fen := min(spare, wanted):
                self.purses[purse]["held"] += fen
                held.append((purse, fen))
                wanted -= fen
        names = ("case", "on", "expires", "emergency")
        self.grants[order["key"]] = {name: order[name] for name in names} | {
            "held": held, "paid": 0, "ended": False, "papers": order["emergency"],
        }  # fmt: skip

    def _do_pay(self, order: Plain) -> None:
        grant, wanted = self.grants[order["grant"]], order["amount"]
        kept, parts = [], {}
        for purse, fen in grant["held"]:
            use = min(fen, wanted)
            wanted -= use
            if use:
                parts[purse] = self._spend(purse, use)
            if fen > use:
                kept.append((purse, fen - use))
        grant.update(held=kept, paid=grant["paid"] + order["amount"])
        self.payments[order["key"]] = {"grant": order["grant"], "on": order["on"], "parts": parts, "reversed": False}

    def _spend(self, name: PurseName, wanted: int) -> dict[str, int]:
        """Take money off the front of a purse's line; tell whose it was."""
        purse = self.purses[name]
        taken: dict[str, int] = {}
        purse["held"] -= wanted
        purse["spent"] += wanted
        while wanted:
            gift, fen = purse["line"].pop(0)
            use = min(fen, wanted)
            wanted -= use
            taken[gift] = taken.get(gift, 0) + use
            if fen > use:
                purse["line"].insert(0, (gift, fen - use))
        return taken

    def _do_void(self, order: Plain) -> None:
        grant = self.grants[order["grant"]]
        for purse, fen in grant["held"]:
            self.purses[purse]["held"] -= fen
        grant.update(held=[], ended=True)

    def _do_take_back(self, order: Plain) -> None:
        payment = self.payments[order["payment"]]
        payment["reversed"] = True
        for name, gifts in payment["parts"].items():
            self.purses[name]["line"].extend(gifts.items())
            self.purses[name]["spent"] -= sum(gifts.values())
            self.grants[payment["grant"]]["paid"] -= sum(gifts.values())

    def _do_shut(self, order: Plain) -> None:
        self.closed = order["through"]

    # --- which is whose ---

    GROUNDS: ClassVar[dict[str, Callable[[BookModel, Plain], Notes]]] = {
        "RegisterOrganisation": _register,
        "RecordTie": _anything,
        "FoundSociety": _found,
        "EstablishFund": _establish,
        "ReceiveDonation": _receive,
        "ReverseDonation": _send_back,
        "RegisterHousehold": _anything,
        "OpenCase": _open,
        "RecordCosts": _case,
        "RecordAid": _case,
        "RecordGovernmentAid": _case,
        "ReferCase": _refer,
        "GrantRelief": _grant,
        "PayRelief": _pay,
        "VoidGrant": _void,
        "ExpireGrant": _expire,
        "ReversePayment": _take_back,
        "CompletePapers": _papers,
        "CloseCase": _close,
        "ClosePeriod": _shut,
    }
    DEEDS: ClassVar[dict[str, Callable[[BookModel, Plain], None]]] = {
        "RegisterOrganisation": _do_register,
        "RecordTie": _do_tie,
        "FoundSociety": _do_found,
        "EstablishFund": _do_establish,
        "ReceiveDonation": _do_receive,
        "ReverseDonation": _do_send_back,
        "RegisterHousehold": _do_household,
        "OpenCase": _do_open,
        "RecordCosts": _do_facts,
        "RecordAid": _do_facts,
        "RecordGovernmentAid": _do_government,
        "ReferCase": _do_refer,
        "GrantRelief": _do_grant,
        "PayRelief": _do_pay,
        "VoidGrant": _do_void,
        "ExpireGrant": _do_void,
        "ReversePayment": _do_take_back,
        "CompletePapers": _do_papers,
        "CloseCase": _do_close,
        "ClosePeriod": _do_shut,
    }


def _society_people(new: Plain, keeper: str | None) -> Notes:
    council, watching = new["council"], new["supervisors"]
    fits = len(council) >= COUNCIL and len(council) % 2 == 1 and len(set(council)) == len(council)
    if not fits or set(council) & set(watching):
        yield "AUTHORITY", False
    if new["form"] == "filed":
        if keeper is None or keeper == new["id"]:
            yield "AUTHORITY", False
        return
    people, units = new["members"], new["unit_members"]
    if people is None or units is None:
        yield "AUTHORITY", None
    elif people + units < (UNITS if people == 0 and units > 0 else PEOPLE):
        yield "AUTHORITY", False


def _capital(capital: Plain | None, least: int) -> Notes:
    if capital is not None:
        total = sum(capital["sources"].values())
        if total < least or capital["stated"] not in (None, total):
            yield "MONEY", False


def _policy(sources: dict[str, int], policy: Plain | None) -> Notes:
    for source, rate in (policy or {"shares": {}})["shares"].items():
        wanted = 1 if rate is None else sum(sources.values()) * rate.numerator // rate.denominator
        if sources.get(source, 0) < wanted:
            yield "MONEY", False
