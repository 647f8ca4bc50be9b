"""Money that moves on, in the model: accounts, transfers, fees, matches (对照模型：资金流转)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Final

from community_charity.testing.judging import Judging
from community_charity.testing.known import SUMS, Notes, Plain, PurseName, within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

FUND_FEES: Final = Fraction(1, 10)  # management fees of a fund or an account, at most: of what came in
SOCIETY_FEES: Final = Fraction(0)  # and of a society


class Flowing(Judging):
    """Moves money between purses, and tells which moves are refused (资金流转). All amounts are fen.

    ``outs`` are fees and moves by the name under which a purse knows them: from which purse, whose fen, to which purse.
    """

    def __init__(self) -> None:
        super().__init__()
        self.accounts: dict[str, str] = {}  # whose they are
        self.societies: set[str] = set()
        self.outs: dict[str, Plain] = {}
        self.passed: dict[tuple[str, str], int] = {}  # of a pool and a gift: what went on, and did not come back
        self.came: dict[str, int] = {}  # to a pool from others, each fen once
        self.terms: list[Plain] = []
        self.fees: dict[str, Plain] = {}
        self.transfers: dict[str, Plain] = {}
        self.matchings: dict[str, Plain] = {}
        self.settlements: dict[str, Plain] = {}

    # --- lines of money ----------------------------------------------------------------------------

    def _purse(self, name: PurseName) -> Plain:
        new: Plain = dict.fromkeys(SUMS, 0) | {"line": []}
        return self.purses.setdefault(name, new)

    def _front(self, name: PurseName, wanted: int) -> dict[str, int]:
        """Take money off the front of a purse's line; tell whose it was."""
        line = self.purses[name]["line"]
        taken: dict[str, int] = {}
        while wanted:
            gift, fen = line.pop(0)
            use = min(fen, wanted)
            wanted -= use
            taken[gift] = taken.get(gift, 0) + use
            if fen > use:
                line.insert(0, (gift, fen - use))
        return taken

    def _take_out(self, name: PurseName, gift: str, fen: int) -> None:
        """Take money of one gift out of a purse's line, what came last first."""
        kept: list[tuple[str, int]] = []
        for giver, there in reversed(self.purses[name]["line"]):
            use = min(there, fen) if giver == gift else 0
            fen -= use
            if there > use:
                kept.append((giver, there - use))
        self.purses[name]["line"] = kept[::-1]

    def _open_pool(
        self, is_a: str, name: str, since: date, deciders: Iterable[str], purposes: frozenset[str], keeps: int = 0
    ) -> None:
        self.pools[name] = {
            "is_a": is_a, "since": since, "steps": frozenset(),
            "deciders": frozenset(deciders), "managers": frozenset(), "purposes": purposes, "keeps": keeps,
        }  # fmt: skip
        self._purse((name, None))

    # --- what transfers, fees and matches have in common ---------------------------------------------

    def spare_in(self, purse: PurseName) -> int:
        """Count what a purse may let go, nothing if there is none."""
        return self.spare(purse) if purse in self.purses else 0

    def _between(self, order: Plain, targets: Iterable[str]) -> Notes:
        """Weigh who gives to whom: known, different, approved, for the same purpose."""
        source, targets = order["source"], list(targets)
        if any(pool not in self.pools for pool in (source, *targets)):
            yield "NOT_FOUND", False
            return
        if source in targets or any(self._early(pool, order["on"]) for pool in (source, *targets)):
            yield "STATE", False
            return
        aside = {party for pool in targets for party in self.aside(source, pool, order)}
        yield from self._approved(order, source, aside)
        only, given = dict(order["only_for"] or ()), self.pools[source]["purposes"]
        for pool in targets:
            taken = self.pools[pool]["purposes"]
            kept = all(within(one, taken) for one in only["purposes"]) if "purposes" in only else None
            if kept is False or (kept is None and not all(within(one, given) for one in taken)):
                yield "RESTRICTION", False

    def aside(self, source: str, target: str, order: Plain) -> set[str]:
        """Tell who steps aside: who has a tie to the body that would get the money, if it is another one."""
        holder = self.accounts.get(target)
        if holder is None or holder == self.accounts.get(source):
            return set()
        pairs = [{tie["person"], tie["other"]} for tie in self.ties if _in_force(tie, order["on"])]
        return {party for pair in pairs if holder in pair for party in pair - {holder}}

    def _move(self, name: str, source: PurseName, target: PurseName, fen: int) -> None:
        gifts = self._front(source, fen)
        self._purse(target)
        self.purses[source]["moved_out"] += fen
        self.purses[target]["moved_in"] += fen
        self.purses[target]["line"] += gifts.items()
        back = {gift: min(part, max(self.passed.get((target[0], gift), 0), 0)) for gift, part in gifts.items()}
        self.outs[name] = {"purse": source, "to": target, "gifts": gifts, "back": back}
        self._count(self.outs[name], 1)

    def _count(self, move: Plain, sign: int) -> None:
        """Count what went on, and what was new where it went."""
        (source, _), (target, _) = move["purse"], move["to"]
        for gift, fen in move["gifts"].items():
            old = min(fen, move["back"].get(gift, 0))
            self.passed[source, gift] = self.passed.get((source, gift), 0) + sign * fen
            self.passed[target, gift] = self.passed.get((target, gift), 0) - sign * old
            self.came[target] = self.came.get(target, 0) + sign * (fen - old)

    def _move_back(self, name: str) -> None:
        move = self.outs.pop(name)
        source, target = self.purses[move["purse"]], self.purses[move["to"]]
        for gift, fen in move["gifts"].items():
            self._take_out(move["to"], gift, fen)
            target["moved_in"] -= fen
            source["moved_out"] -= fen
            source["line"].append((gift, fen))
        self._count(move, -1)

    # --- accounts and transfers ------------------------------------------------------------------------

    def _open_account(self, order: Plain) -> Notes:
        if order["account"]["holder"] not in self.organisations:
            yield "NOT_FOUND", False
        elif order["account"]["id"] in self.pools:
            yield "STATE", False

    def _do_open_account(self, order: Plain) -> None:
        account = order["account"]
        self.accounts[account["id"]] = account["holder"]
        self._open_pool("account", account["id"], order["on"], account["deciders"], account["purposes"])

    def _transfer(self, order: Plain) -> Notes:
        yield from self._between(order, [order["target"]])
        above = order["source"] in self.pools and self._above(order["source"], order["amount"])
        yield from [("AUTHORITY", False)] if above else []
        if order["amount"] > self.spare_in((order["source"], order["only_for"])):
            yield "MONEY", False

    def _do_transfer(self, order: Plain) -> None:
        only = order["only_for"]
        self._move(order["key"], (order["source"], only), (order["target"], only), order["amount"])
        self.transfers[order["key"]] = {"on": order["on"], "reversed": False}

    def _untransfer(self, order: Plain) -> Notes:
        flow = self.transfers.get(order["transfer"])
        if flow is None:
            yield "NOT_FOUND", False
        elif flow["reversed"] or order["on"] < flow["on"]:
            yield "STATE", False
        else:
            move = self.outs[order["transfer"]]
            gifts, target = move["gifts"], move["to"]
            if any(fen > self.unspent(target, gift) for gift, fen in gifts.items()) or sum(gifts.values()) > self.spare(
                target
            ):
                yield "MONEY", False

    def _do_untransfer(self, order: Plain) -> None:
        self._move_back(order["transfer"])
        self.transfers[order["transfer"]]["reversed"] = True

    # --- fees ----------------------------------------------------------------------------------------

    def _agree(self, order: Plain) -> Notes:
        yield from self._usable(order) or self._approved(order, order["pool"], set(), if_nobody_decides=True)

    def _do_agree(self, order: Plain) -> None:
        self.terms += [{"pool": order["pool"], "since": order["on"], **one} for one in order["terms"]]

    def fee_left(self, pool: str, kind: str, on: Any) -> list[int]:
        """Tell what may still be charged of a kind: by the terms of the day, and by the cap."""
        purses = [purse for name, purse in self.purses.items() if name[0] == pool]
        base = sum(purse["received"] - purse["returned"] for purse in purses) + self.came.get(pool, 0)
        charged = [fee["amount"] for fee in self.fees.values() if fee["pool"] == pool and fee["kind"] == kind]
        agreed = [one for one in self.terms if one["pool"] == pool and one["kind"] == kind and one["since"] <= on]
        # the latest day counts; of two agreements of one day, that made last
        rates = [
            max(enumerate(agreed), key=lambda one: (one[1]["since"], one[0]))[1]["rate"] if agreed else Fraction(0)
        ]
        if kind == "management":
            rates.append(SOCIETY_FEES if pool in self.societies else FUND_FEES)
        return [max(0, base * rate.numerator // rate.denominator - sum(charged)) for rate in rates]

    def _charge(self, order: Plain) -> Notes:
        if notes := self._usable(order):
            yield from notes
            return
        if order["kind"] == "platform":
            yield "AUTHORITY", False
        if order["amount"] > min(self.fee_left(order["pool"], order["kind"], order["on"])):
            yield "NEED", False
        if order["amount"] > self.spare_in((order["pool"], order["only_for"])):
            yield "MONEY", False

    def _do_charge(self, order: Plain) -> None:
        purse, fen = (order["pool"], order["only_for"]), order["amount"]
        self.outs[order["key"]] = {"purse": purse, "gifts": self._front(purse, fen)}
        self.purses[purse]["fees"] += fen
        self.fees[order["key"]] = dict(order) | {"reversed": False}

    def _uncharge(self, order: Plain) -> Notes:
        fee = self.fees.get(order["fee"])
        if fee is None:
            yield "NOT_FOUND", False
        elif fee["reversed"] or order["on"] < fee["on"]:
            yield "STATE", False

    def _do_uncharge(self, order: Plain) -> None:
        out = self.outs.pop(order["fee"])
        self.purses[out["purse"]]["line"] += out["gifts"].items()
        self.purses[out["purse"]]["fees"] -= sum(out["gifts"].values())
        self.fees[order["fee"]].update(reversed=True, amount=0)

    # --- matches -------------------------------------------------------------------------------------

    def _announce(self, order: Plain) -> Notes:
        notes = list(self._between(order, order["gifts"]["pools"]))
        yield from notes
        if ("NOT_FOUND", False) in notes:
            return
        window = order["pot"]["window"]
        if window is not None and window["last"] < order["on"]:
            yield "STATE", False
        if order["guaranteed"] > self.spare_in((order["source"], order["only_for"])):
            yield "MONEY", False

    def _do_announce(self, order: Plain) -> None:
        held = order["guaranteed"]
        if held:
            self.purses[order["source"], order["only_for"]]["held"] += held
        self.matchings[order["key"]] = dict(order) | {"held": held, "closed": False}

    def _open_matching(self, order: Plain) -> Notes:
        matching = self.matchings.get(order["matching"])
        if matching is None:
            yield "NOT_FOUND", False
        elif matching["closed"] or order["on"] < matching["on"]:
            yield "STATE", False

    def waiting(self, key: str) -> list[str]:
        """List the gifts that a matching covers and that got nothing yet, in the order in which they came."""
        matching = self.matchings[key]
        scope, window = matching["gifts"], matching["pot"]["window"]
        found = []
        for name, gift in self.gifts.items():
            pool, only = gift["purse"]
            if window is None:
                in_time = matching["on"] <= gift["on"]
            else:
                in_time = window["first"] <= gift["on"] <= window["last"]
            named = scope["only_for"] in (None, only) and scope["project"] in (None, dict(only or ()).get("project"))
            got = self.matches.get((key, name), {"fen": 0})["fen"]
            if in_time and pool in scope["pools"] and named and not got and self.stands(name):
                found.append(name)
        return found

    def _cancel(self, order: Plain) -> Notes:
        notes = list(self._open_matching(order))
        key = order["matching"]
        if notes or any((key, gift) not in self.matches for gift in self.waiting(key)):
            yield from notes or [("STATE", False)]

    def _do_cancel(self, order: Plain) -> None:
        self._release(self.matchings[order["matching"]])
        self.matchings[order["matching"]]["closed"] = True

    def _release(self, matching: Plain) -> None:
        if matching["held"]:
            self.purses[matching["source"], matching["only_for"]]["held"] -= matching["held"]
        matching["held"] = 0

    def pot_left(self, key: str) -> int:
        """Count what a matching can still give: of its budget, and of what is there."""
        matching = self.matchings[key]
        given = sum(row["fen"] - row["returned"] for (of, _), row in self.matches.items() if of == key)
        there = matching["held"] + self.spare_in((matching["source"], matching["only_for"]))
        return int(min(matching["pot"]["budget"] - given, there))

    def budget_left(self, key: str) -> tuple[int, int]:
        """Tell what is left of a matching's budget, nothing once it is closed, and what it gave that stands."""
        matching = self.matchings[key]
        given = sum(row["fen"] - row["returned"] for (of, _), row in self.matches.items() if of == key)
        return (0 if matching["closed"] else matching["pot"]["budget"] - given), given

    def charged(self, pool: str) -> dict[str, int]:
        """Add up the fees of a pool by kind."""
        found: dict[str, int] = {}
        for fee in self.fees.values():
            if fee["pool"] == pool and fee["amount"]:
                found[fee["kind"]] = found.get(fee["kind"], 0) + fee["amount"]
        return found

    def _do_settle(self, order: Plain) -> None:
        key = order["matching"]
        matching = self.matchings[key]
        source, left, held = (matching["source"], matching["only_for"]), self.pot_left(key), matching["held"]
        gifts = [gift for gift in self.waiting(key) if self.gifts[gift]["on"] <= order["on"]]
        times, cap = matching["pot"]["offer"]["times"], matching["pot"]["caps"]["per_gift"]
        self._release(matching)
        self.settlements[order["key"]] = {"matching": key, "on": order["on"]}
        for gift in gifts:
            offer = self.stands(gift) * times.numerator // times.denominator
            fen = min(left, offer if cap is None else min(offer, cap))
            left, held = left - fen, max(0, held - fen)
            row = {"settlement": order["key"], "fen": fen, "returned": 0, "ended": False}
            if fen:
                pool, only = self.gifts[gift]["purse"]
                row["move"] = f"{order['key']}\N{NO-BREAK SPACE}{gift}"
                self._move(row["move"], source, (pool, matching["only_for"] or only), fen)
            self.matches[key, gift] = row
        window = matching["pot"]["window"]
        matching["closed"] = window is not None and window["last"] < order["on"]
        if held and not matching["closed"]:
            self.purses[source]["held"] += held
            matching["held"] = held

    def _match_of(self, order: Plain) -> Plain | None:
        settled = self.settlements.get(order["settlement"], {"matching": ""})
        row = self.matches.get((settled["matching"], order["gift"]))
        return row if row and row["settlement"] == order["settlement"] and row["fen"] else None

    def _there(self, row: Plain) -> dict[str, int]:
        """Tell what of a match still lies where it went."""
        move = self.outs[row["move"]]
        return {gift: min(fen, self.unspent(move["to"], gift)) for gift, fen in move["gifts"].items()}

    def _unmatch(self, order: Plain) -> Notes:
        row = self._match_of(order)
        if row is None:
            yield "NOT_FOUND", False
        elif row["ended"] or order["on"] < self.settlements[order["settlement"]]["on"]:
            yield "STATE", False
        elif sum(self._there(row).values()) > self.spare(self.outs[row["move"]]["to"]):
            yield "MONEY", False

    def _do_unmatch(self, order: Plain) -> None:
        row = self._match_of(order) or {}
        there, move = self._there(row), self.outs[row["move"]]
        row.update(ended=True, returned=sum(there.values()))
        if not row["returned"]:
            return
        gifts = dict(move["gifts"])
        self._only_there(row["move"], there)
        source = self.purses[move["purse"]]
        for gift, fen in gifts.items():  # what was spent stays sent, each gift by itself
            if stays := fen - there[gift]:
                source["line"].append((gift, stays))
        for gift, fen in gifts.items():
            if stays := fen - there[gift]:
                self._take_out(move["purse"], gift, stays)
                self.away[move["purse"], gift, row["move"]] = stays

    def _only_there(self, name: str, there: dict[str, int]) -> None:
        """Move back what is there of a move."""
        self.outs[name]["gifts"] = {gift: fen for gift, fen in there.items() if fen}
        self._move_back(name)

    FLOWS: ClassVar[dict[str, tuple[Callable[[Any, Plain], Notes], Callable[[Any, Plain], None]]]] = {
        "OpenAccount": (_open_account, _do_open_account),
        "TransferFunds": (_transfer, _do_transfer),
        "ReverseTransfer": (_untransfer, _do_untransfer),
        "AgreeFees": (_agree, _do_agree),
        "ChargeFee": (_charge, _do_charge),
        "ReverseFee": (_uncharge, _do_uncharge),
        "AnnounceMatching": (_announce, _do_announce),
        "CancelMatching": (_cancel, _do_cancel),
        "SettleMatching": (_open_matching, _do_settle),
        "ReturnMatch": (_unmatch, _do_unmatch),
    }
    GROUNDS: ClassVar[dict[str, Callable[[Any, Plain], Notes]]] = {
        **Judging.GROUNDS, **{name: weighs for name, (weighs, _) in FLOWS.items()},
    }  # fmt: skip


def _in_force(tie: Plain, on: Any) -> bool:
    return (tie["since"] is None or tie["since"] <= on) and (tie["until"] is None or on <= tie["until"])
