"""A second, simple book that tells what the real one must answer (对照模型).

It is written from the law and the design, not from the code: nothing of the package is imported,
amounts are plain fen, the figures of Xuanzhou in Anhui stand here as numbers, and whatever the real
book keeps as an index is counted anew from the list of grants. It is slow and short, on purpose.
Orders come as plain dictionaries, which `community_charity.testing.agreement.plain` makes of commands.

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

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable

from community_charity.testing.flowing import Flowing
from community_charity.testing.known import RELIEF, STAGES, Answer, Plain, PurseName


class BookModel(Flowing):
    """What a book must answer and hold, in plain dictionaries (账本对照模型).

    ``answer`` predicts, ``carry_out`` changes what is known; ``purses``, ``cases``, ``grants``,
    ``gifts`` and ``payments`` may be read. All amounts are fen.
    """

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

    # --- the deeds, order by order ---------------------------------------------------------------

    def _put(self, purse: PurseName, gift: str, fen: int) -> None:
        self._purse(purse)["received"] += fen
        self.purses[purse]["line"].append((gift, fen))

    def _new_pool(self, order: Plain, is_a: str, people: str, managers: frozenset[str]) -> None:
        new = order[is_a]
        self._open_pool(is_a, new["id"], order["on"], new[people], new.get("purposes", RELIEF), new.get("keeps", 0))
        self.pools[new["id"]]["managers"] = managers
        for source, fen in (new["capital"] or {"sources": {}})["sources"].items():
            self._put((new["id"], None), f"{new['id']}/{source}", fen)

    def _do_register(self, order: Plain) -> None:
        self.organisations[order["organisation"]["id"]] = order["organisation"]

    def _do_tie(self, order: Plain) -> None:
        self.ties.append(order["tie"])

    def _do_found(self, order: Plain) -> None:
        self._new_pool(order, "society", "council", frozenset())
        self.societies.add(order["society"]["id"])

    def _do_establish(self, order: Plain) -> None:
        fund = order["fund"]
        managers = frozenset(fund["committee"]) | frozenset(self.organisations[fund["host"]]["managers"])
        self._new_pool(order, "fund", "committee", managers)

    def _do_receive(self, order: Plain) -> None:
        purse = (order["pool"], order["only_for"])
        new = {"purse": purse, "amount": order["amount"], "refunded": 0, "on": order["on"], "reversed": False}
        new["last"] = order["on"]  # the day on which it came in or was last changed
        self.gifts[order["key"]] = new
        self._put(purse, order["key"], order["amount"])

    def _do_send_back(self, order: Plain) -> None:
        gift = self.gifts[order["donation"]]
        gift["reversed"] = True
        self._take_out(gift["purse"], order["donation"], gift["amount"])
        self.purses[gift["purse"]]["received"] -= gift["amount"]

    def _do_correct(self, order: Plain) -> None:
        gift = self.gifts[order["donation"]]
        more, purse = order["amount"] - gift["amount"], gift["purse"]
        gift.update(amount=order["amount"], last=order["on"])
        if more > 0:
            self._put(purse, order["donation"], more)
        else:
            self._take_out(purse, order["donation"], -more)
            self.purses[purse]["received"] += more

    def _do_refund(self, order: Plain) -> None:
        gift, wanted = order["donation"], order["amount"]
        self.gifts[gift]["refunded"] += wanted
        self.gifts[gift]["last"] = order["on"]
        for purse, most in self.refundable(gift):
            if use := min(most, wanted):
                self._take_out(purse, gift, use)
                self.purses[purse]["returned"] += use
                self.away[purse, gift, order["key"]] = use
                wanted -= use

    def _do_change(self, order: Plain) -> None:
        source, target = (order["pool"], order["only_for"]), (order["pool"], order["to"])
        self._purse(target)
        for gift in order["donations"]:
            fen = self.unspent(source, gift)
            self._take_out(source, gift, fen)
            self.purses[target]["line"].append((gift, fen))
            self.purses[source]["moved_out"] += fen
            self.purses[target]["moved_in"] += fen
            self.away[source, gift, order["key"]] = fen

    def _do_household(self, order: Plain) -> None:
        home, members = order["household"]["id"], order["household"]["members"]
        self.households[home] = members
        self.met |= {(home, person) for person in members}

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
        for purse, spare in self.spare_for(order["pool"], self.use_of(order["case"], order["on"])):
            if fen := min(spare, wanted):
                self.purses[purse]["held"] += fen
                held.append((purse, fen))
                wanted -= fen
        if order["review"] is not None:
            self.reviews[order["review"]]["ended"] = True
        names = ("case", "pool", "on", "expires", "emergency")
        self.grants[order["key"]] = {name: order[name] for name in names} | {
            "held": held, "paid": 0, "ended": False, "papers": order["emergency"], "met": order["review"] is not None,
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
        """Take held money off the front of a purse's line; tell whose it was."""
        self.purses[name]["held"] -= wanted
        self.purses[name]["spent"] += wanted
        return self._front(name, wanted)

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
        case = self.grants[payment["grant"]]["case"]
        if self.cases[case]["outcome"] == "relieved" and not self.paid(case):
            self.cases[case]["outcome"] = None  # nothing was paid after all: it is open again

    def _do_shut(self, order: Plain) -> None:
        self.closed = order["through"]

    # --- which is whose ---

    DEEDS: ClassVar[dict[str, Callable[[Any, Plain], None]]] = {
        **{name: does for name, (_, does) in (Flowing.FLOWS | Flowing.STEPS).items()},
        "RegisterOrganisation": _do_register,
        "RecordTie": _do_tie,
        "FoundSociety": _do_found,
        "EstablishFund": _do_establish,
        "ReceiveDonation": _do_receive,
        "ReverseDonation": _do_send_back,
        "CorrectDonation": _do_correct,
        "RefundDonation": _do_refund,
        "ChangePurpose": _do_change,
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
