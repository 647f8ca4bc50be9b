"""The grounds on which the model expects a refusal, order by order (对照模型的审查)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from community_charity.testing.granting import Granting
from community_charity.testing.known import CAPITAL, COUNCIL, PEOPLE, UNITS, Notes, Plain, within

if TYPE_CHECKING:
    from collections.abc import Callable


class Judging(Granting):
    """Tells for each kind of order which grounds do not hold (预测审查结果)."""

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
        elif self._early(order["pool"], order["on"]):
            yield "STATE", False
        elif any(not within(one, pool["purposes"]) for one in dict(order["only_for"] or ()).get("purposes", ())):
            yield "RESTRICTION", False

    def _gift(self, order: Plain) -> Notes:
        gift = self.gifts.get(order["donation"])
        if gift is None:
            yield "NOT_FOUND", False
        elif gift["reversed"] or order["on"] < gift["last"] or self.is_matched(order["donation"]):
            yield "STATE", False

    def _untouched(self, gift: str, less: int) -> Notes:
        """Take back part of an entry: only what lies unspent and not promised where it was entered."""
        purse = self.gifts[gift]["purse"]
        if less > min(self.unspent(purse, gift), self.spare(purse)):
            yield "MONEY", False

    def _send_back(self, order: Plain) -> Notes:
        notes = list(self._gift(order))
        yield from notes or self._untouched(order["donation"], self.gifts[order["donation"]]["amount"])

    def _correct(self, order: Plain) -> Notes:
        notes = list(self._gift(order))
        if notes:
            yield from notes
        elif (less := self.gifts[order["donation"]]["amount"] - order["amount"]) == 0:
            yield "STATE", False
        else:
            yield from self._untouched(order["donation"], less)

    def _refund(self, order: Plain) -> Notes:
        notes = list(self._gift(order))
        if notes:
            yield from notes
        elif order["amount"] > sum(fen for _, fen in self.refundable(order["donation"])):
            yield "MONEY", False

    def _change(self, order: Plain) -> Notes:
        """Restrict gifts to something else: known ones, of which something is there; with the donor's consent."""
        if order["pool"] not in self.pools:
            yield "NOT_FOUND", False
            return
        if self._early(order["pool"], order["on"]):
            yield "STATE", False
            return
        purse = order["pool"], order["only_for"]
        for name in order["donations"]:  # one after the other
            if name not in self.gifts:
                yield "NOT_FOUND", False
                return
            if order["on"] < self.gifts[name]["on"] or purse not in self.purses or not self.unspent(purse, name):
                yield "STATE", False
                return
        if order["to"] == order["only_for"]:
            yield "STATE", False
        if order["change"]["donor_consents"] is not True:
            yield "RESTRICTION", order["change"]["donor_consents"]
        serves = self.pools[order["pool"]]["purposes"]
        if any(not within(one, serves) for one in dict(order["to"] or ()).get("purposes", ())):
            yield "RESTRICTION", False
        if sum(self.unspent(purse, name) for name in order["donations"]) > self.spare(purse):
            yield "MONEY", False

    def _open(self, order: Plain) -> Notes:
        new = order["case"]
        by = new["referred_by"]
        if new["household"] not in self.households or (by is not None and by not in self.organisations):
            yield "NOT_FOUND", False
        elif new["id"] in self.cases or self.chain(new["household"], new["cause"]):
            yield "STATE", False
        elif by is not None and new["consent"] is not True:
            yield "AUTHORITY", new["consent"]

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
        if (
            self.owes_papers(case)
            or any(grant["case"] == case for grant in self.unseen())
            or not wanted.get(order["outcome"], True)
        ):
            yield "STATE", False

    def _pay(self, order: Plain) -> Notes:
        grant = self.grants.get(order["grant"])
        if grant is None:
            yield "NOT_FOUND", False
            return
        late = grant["expires"] is not None and grant["expires"] < order["on"]
        if grant["ended"] or self.cases[grant["case"]]["outcome"] is not None or order["on"] < grant["on"] or late:
            yield "STATE", False
            return
        if any(dict(only or ()).get("until", order["on"]) < order["on"] for (_, only), _ in grant["held"]):
            yield "RESTRICTION", False
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

    GROUNDS: ClassVar[dict[str, Callable[[Any, Plain], Notes]]] = {
        "RegisterOrganisation": _register,
        "RecordTie": _anything,
        "FoundSociety": _found,
        "EstablishFund": _establish,
        "ReceiveDonation": _receive,
        "ReverseDonation": _send_back,
        "CorrectDonation": _correct,
        "RefundDonation": _refund,
        "ChangePurpose": _change,
        "RegisterHousehold": _anything,
        "OpenCase": _open,
        "RecordCosts": Granting._case,  # noqa: SLF001 - its own
        "RecordAid": Granting._case,  # noqa: SLF001 - its own
        "RecordGovernmentAid": Granting._case,  # noqa: SLF001 - its own
        "ReferCase": _refer,
        **{name: weighs for name, (weighs, _) in Granting.STEPS.items()},
        "GrantRelief": Granting._grant,  # noqa: SLF001 - its own
        "PayRelief": _pay,
        "VoidGrant": _void,
        "ExpireGrant": _expire,
        "ReversePayment": _take_back,
        "CompletePapers": _papers,
        "CloseCase": _close,
        "ClosePeriod": _shut,
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
