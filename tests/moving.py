"""Books in which money moves in every way, and a model of what moved; people and bodies in them are invented.

The model walks the events with plain dictionaries and one plain queue of lots for each purse.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import strategies as st

from community_charity.book.orders import HANDLERS, Command, Event, handles
from community_charity.flows import Account, AgreeFees, ChargeFee, FeeTerms, OpenAccount, ReverseFee
from community_charity.flows.chains import AgreeChain, Chain, PassOn, ShareOut
from community_charity.flows.spending import ReverseSpending, Spend
from community_charity.flows.transfers import ReverseTransfer, TransferFunds
from community_charity.giving import CorrectDonation, RefundDonation
from community_charity.giving.changes import ChangePurpose, TransferSurplus
from community_charity.language import Text
from community_charity.law.decision import Refused
from community_charity.matching import AnnounceMatching, CancelMatching, ReturnMatch, Scope, SettleMatching
from community_charity.money import Money
from community_charity.parties import PersonId
from community_charity.pools import Cause
from community_charity.purposes import CULTURE, EDUCATION, ILLNESS
from community_charity.restrictions import Restriction
from community_charity.rules.campaigns.changes import UseChange, UseFixedBy
from community_charity.rules.matching import Pot, Ratio
from community_charity.rules.splits import Split
from sample import (
    CHARITY,
    COMMITTEE,
    COUNCIL,
    FUND,
    ON,
    SOCIETY,
    book,
    expire,
    from_fund,
    grant,
    pay,
    receive,
    reverse_gift,
    take_back,
    void,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community_charity.book.book import Book
    from community_charity.book.state import State

COUNTY, VILLAGE = "county", "lake-village"
ILL, SCHOOL = Restriction(purposes=[Cause.ILLNESS]), Restriction(purposes=[Cause.EDUCATION])
TERMS = FeeTerms("management", Fraction(1, 10))
COST = FeeTerms("fundraising_cost", Fraction(1, 5))
AGREED = UseChange("change-1", fixed_by=[UseFixedBy.AGREEMENT], really_needed=True, donor_consents=True)
DONORS = (PersonId("donor-1"), PersonId("donor-2"), None)
POOLS = (SOCIETY, FUND, COUNTY, VILLAGE)
DECIDERS: dict[str, Any] = {SOCIETY: COUNCIL, FUND: COMMITTEE, COUNTY: COUNCIL, VILLAGE: COUNCIL}


def opened(name: str, role: str) -> OpenAccount:
    return OpenAccount(key=f"open-{name}", on=ON, account=Account(name, holder=CHARITY, role=role, deciders=COUNCIL))


def world(*more: Command) -> Book:
    """Give the usual book with two accounts, a chain between them and fees agreed, and more orders."""
    chain = Chain("lake", accounts=[COUNTY, VILLAGE], fees={COUNTY: TERMS})
    agreed = [
        AgreeFees(key=f"fees-{pool}", on=ON, pool=pool, terms=[COST], approved_by=DECIDERS[pool])
        for pool in (SOCIETY, COUNTY)
    ]
    return book(
        opened(COUNTY, "charity"),
        opened(VILLAGE, "village"),
        AgreeChain(key="chain", on=ON, chain=chain, approved_by=COUNCIL),
        *agreed,
        *more,
    )


# --- orders of every kind ------------------------------------------------------------------------


def orders(key: str, on: Any, what: str, numbers: tuple[int, ...], before: list[str], gift: str) -> list[Command]:
    """Give the orders of a kind; the numbers choose pools, restrictions, amounts, and what is undone."""
    one, other, which, fen = numbers
    pool, target = POOLS[one % 4], POOLS[other % 4]
    only_for = (None, ILL, None, SCHOOL)[which % 4]
    earlier = before[which % len(before)] if before else "nothing"
    head: dict[str, Any] = {"key": key, "on": on}
    some: dict[str, Any] = head | {"amount": Money(fen)}
    who = {"approved_by": DECIDERS[pool]}
    made: dict[str, Any] = {
        "receive": lambda: receive(**some, pool=pool, only_for=only_for, donor=DONORS[other % 3]),
        "reverse": lambda: reverse_gift(**head, donation=earlier),
        "correct": lambda: CorrectDonation(**some, donation=earlier, reason="a nought too many"),
        "refund": lambda: RefundDonation(**some, donation=earlier, why="sent_twice"),
        "transfer": lambda: TransferFunds(**some, **who, source=pool, target=target, only_for=only_for),
        "back": lambda: ReverseTransfer(**head, transfer=earlier, reason="to the wrong village"),
        "pass": lambda: PassOn(**some, chain="lake", source=COUNTY, only_for=only_for, fee=Money(fen // 20), approved_by=COUNCIL),
        "share": lambda: ShareOut(**some, source=COUNTY, split=Split.equal(SOCIETY, FUND), only_for=only_for, approved_by=COUNCIL),
        "fee": lambda: ChargeFee(**some, pool=(SOCIETY, COUNTY)[one % 2], kind="fundraising_cost", only_for=only_for),
        "unfee": lambda: ReverseFee(**head, fee=earlier, reason="charged twice"),
        "spend": lambda: Spend(**some, **who, pool=pool, purpose=(ILLNESS, EDUCATION, CULTURE)[other % 3]),
        "unspend": lambda: ReverseSpending(**head, spending=earlier, reason="came back"),
        "change": lambda: ChangePurpose(
            **head, pool=pool, donations=[earlier], only_for=only_for, to=SCHOOL, change=AGREED
        ),
        "surplus": lambda: TransferSurplus(
            **head, pool=pool, only_for=ILL, to=SCHOOL, settled=False, published=True
        ),
        "announce": lambda: AnnounceMatching(
            **head,
            source=COUNTY,
            pot=Pot(Money(fen), Ratio(1)),
            gifts=Scope([SOCIETY, VILLAGE]),
            guaranteed=Money(fen // 10),
            only_for=only_for,
            approved_by=COUNCIL,
        ),
        "cancel": lambda: CancelMatching(**head, matching=earlier, reason="no partner found"),
        "settle": lambda: SettleMatching(**head, matching=earlier),
        "unmatch": lambda: ReturnMatch(**head, settlement=earlier, gift=gift),
        "grant": lambda: (grant if other % 2 else from_fund)(**head, amount=Money(fen + 100), expires=on + timedelta(10)),
        "pay": lambda: pay(**head, amount=Money(min(fen, 99)), grant=earlier),
        "unpay": lambda: take_back(**head, payment=earlier),
        "void": lambda: void(**head, grant=earlier),
        "expire": lambda: expire(key=key, on=on + timedelta(11), grant=earlier),
    }  # fmt: skip
    return [made[what]()]


_UNDOES = {
    "reverse": "receive", "correct": "receive", "refund": "receive", "back": "transfer pass share", "unfee": "fee",
    "unspend": "spend", "change": "receive", "pay": "grant", "unpay": "pay", "void": "grant", "expire": "grant",
    "cancel": "announce", "settle": "announce", "unmatch": "settle",
}  # fmt: skip
KINDS = (
    "receive", "receive", "receive", "reverse", "correct", "refund", "refund", "transfer", "transfer", "transfer", "back",
    "pass", "pass", "share", "fee", "fee", "unfee", "spend", "spend", "unspend", "change", "change", "surplus", "grant",
    "grant", "pay", "pay", "unpay", "void", "expire", "announce", "cancel", "settle", "settle", "unmatch", "unmatch",
)  # fmt: skip
_NUMBERS = st.tuples(*[st.integers(0, 11)] * 3, st.sampled_from((1, 7, 99, 5_000, 20_000)))
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 3), _NUMBERS), min_size=10, max_size=60)
"""What is tried, some days apart."""


def tried(steps: list[Any]) -> Book:
    """Give a book in which all of this was tried, whatever of it was refused."""
    made, on = world(receive(key="first", pool=COUNTY, amount=Money(30_000), donor=DONORS[0])), ON
    keys: dict[str, list[str]] = {"receive": ["first"]}
    for number, (what, ahead, numbers) in enumerate(steps):
        on += timedelta(ahead * 5)
        before = [key for kind in _UNDOES.get(what, "").split() for key in keys.get(kind, ())]
        gift = _matched(made, before, numbers) if what == "unmatch" else ""
        for order in orders(f"{what}-{number}", on, what, numbers, before, gift):
            try:
                made.record(order)
            except Refused:
                continue
            keys.setdefault(what, []).append(order.key)
    return made


def _matched(made: Book, settlements: list[str], numbers: tuple[int, ...]) -> str:
    """Choose a gift that the chosen settlement matched."""
    settled: Any = made.event(settlements[numbers[2] % len(settlements)]) if settlements else None
    given = () if settled is None else settled.given
    return str(given[numbers[1] % len(given)][0]) if given else "nothing"


def a_long_run(steps: int = 600) -> Iterator[Any]:
    """Give steps of every kind, always the same ones."""
    dice = Random(7)  # noqa: S311 - to choose, not to hide
    for _ in range(steps):
        numbers = (*(dice.randrange(12) for _ in range(3)), dice.choice((1, 7, 99, 5_000, 20_000)))
        yield dice.choice(KINDS), int(not dice.randrange(10)), numbers


# --- orders of another package -------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Odd(Command):
    """An order as another package might have it: it moves a yuan of a pool in one of the ways of a purse."""

    ASKED = Text("move money of {pool}", "动用 {pool} 的资金")

    pool: str
    way: str


@attrs.frozen
class OddDone(Event[Odd]):
    """A yuan was moved."""


def _apply_odd(state: State, event: OddDone) -> None:
    order = event.command
    purse = state.purse(order.pool, None)
    if order.way == "pay":
        purse.hold(100)
        purse.pay(order.key, 100)
    elif order.way == "charge":
        purse.charge(order.key, 100)
    elif order.way == "send":
        purse.send(order.key, 100, ("elsewhere", None))
    else:
        purse.take((("odd-send", 100),))


@contextmanager
def a_stranger() -> Iterator[None]:
    """Let the book know the odd order for a while."""

    @handles(Odd, apply=_apply_odd)
    def _decide(state: State, order: Odd, _law: Any, _checks: Any) -> OddDone:
        return OddDone(len(state.events), order)

    try:
        yield
    finally:
        del HANDLERS[Odd]


def strange_orders(pool: str) -> list[Odd]:
    return [Odd(key=f"odd-{way}", on=ON, pool=pool, way=way) for way in ("pay", "charge", "send", "take")]


# --- the model: plain dictionaries and fen -------------------------------------------------------

COLUMNS = ("received", "matched", "moved_in", "moved_out", "paid", "fees", "returned")
IN = ("received", "matched", "moved_in")


class Plain:
    """What moved, as plain dictionaries (变动模型): a purse is a queue of lots, each a gift and its fen."""

    def __init__(self, book: Book) -> None:
        self.moves: list[dict[str, Any]] = []
        self.gifts: dict[str, Any] = {}
        self.queues: dict[Any, list[list[Any]]] = {}
        self.taken: dict[Any, list[tuple[str, int]]] = {}
        self.about: dict[str, Any] = {}  # causes of cases and grants, purposes of payments, kinds of fees
        self.held: dict[str, Counter[Any]] = {}
        self.matches: list[tuple[Any, str, int]] = []
        for event in book.events:
            order: Any = event.command
            self.order = order
            if type(event).__name__ in TELLERS:
                TELLERS[type(event).__name__](self, event, order)

    def _note(self, purse: Any, column: str, gift: str = "", fen: int = 0, about: Any = None) -> None:
        if column == "held" and not fen:
            return
        self.moves.append(
            {"on": self.order.on, "purse": purse, "column": column, "gift": gift, "fen": fen, "about": about}
        )

    # --- lots

    def _enter(self, purse: Any, parts: Any) -> None:
        self.queues.setdefault(purse, []).extend([gift, fen] for gift, fen in parts)

    def _draw(self, purse: Any, fen: int, name: str) -> list[tuple[str, int]]:
        found: Counter[str] = Counter()
        while fen:
            lot = self.queues[purse][0]
            part = min(fen, lot[1])
            lot[1] -= part
            fen -= part
            found[lot[0]] += part
            self.queues[purse] = [lot for lot in self.queues[purse] if lot[1]]
        self.taken[purse, name] = list(found.items())
        return self.taken[purse, name]

    def _cut(self, purse: Any, gift: str, fen: int) -> None:
        for lot in reversed(self.queues[purse]):
            if lot[0] == gift:
                part = min(fen, lot[1])
                lot[1] -= part
                fen -= part
        assert not fen
        self.queues[purse] = [lot for lot in self.queues[purse] if lot[1]]

    def _out(self, purse: Any, fen: int, name: str, column: str, about: Any = None) -> list[tuple[str, int]]:
        parts = self._draw(purse, fen, name)
        for gift, part in parts:
            self._note(purse, column, gift, part, about)
        return parts

    def _back(self, purse: Any, name: str, column: str, about: Any = None) -> list[tuple[str, int]]:
        parts = self.taken.pop((purse, name))
        self._enter(purse, parts)
        for gift, part in parts:
            self._note(purse, column, gift, -part, about)
        return parts

    def _come(self, purse: Any, gift: str, fen: int, donor: Any = None) -> None:
        self.gifts.setdefault(gift, {"purse": purse, "on": self.order.on, "donor": donor, "fen": 0})["fen"] += fen
        self._enter(purse, [(gift, fen)])
        self._note(purse, "received", gift, fen)

    # --- events, by name

    def _opened(self, pool: str, capital: Any) -> None:
        self.queues[pool, None] = []
        self._note((pool, None), "received")
        for source, amount in {} if capital is None else capital.sources.items():
            self._come((pool, None), f"{pool}/{source}", amount.fen)

    def _society_founded(self, _: Any, order: Any) -> None:
        self._opened(order.society.id, order.society.capital)

    def _fund_established(self, _: Any, order: Any) -> None:
        self._opened(order.fund.id, order.fund.capital)

    def _account_opened(self, _: Any, order: Any) -> None:
        self._opened(order.account.id, None)

    def _donation_received(self, _: Any, order: Any) -> None:
        self._come((order.pool, order.only_for), order.key, order.amount.fen, order.donor)

    def _less(self, gift: str, fen: int) -> None:
        purse = self.gifts[gift]["purse"]
        self._cut(purse, gift, fen)
        self._note(purse, "received", gift, -fen)
        self.gifts[gift]["fen"] -= fen

    def _donation_reversed(self, _: Any, order: Any) -> None:
        gone = sum(m["fen"] for m in self.moves if m["gift"] == order.donation and m["column"] == "returned")
        self._less(order.donation, self.gifts[order.donation]["fen"] - gone)

    def _donation_corrected(self, _: Any, order: Any) -> None:
        gift = self.gifts[order.donation]
        more = order.amount.fen - gift["fen"]
        if more > 0:
            self._come(gift["purse"], order.donation, more)
        else:
            self._less(order.donation, -more)

    def _donation_refunded(self, event: Any, order: Any) -> None:
        for purse, fen in event.parts:
            self._cut(purse, order.donation, fen)
            self._note(purse, "returned", order.donation, fen)

    def _flow(self, event: Any, _: Any) -> None:
        if event.fee is not None:
            self.about[event.fee.name] = event.fee.kind
            self._out(event.fee.purse, event.fee.fen, event.fee.name, "fees", event.fee.kind)
        for move in event.moves:
            parts = self._out(move.source, move.fen, move.name, "moved_out")
            self._enter(move.target, parts)
            for gift, part in parts:
                self._note(move.target, "moved_in", gift, part)
        self.about[event.command.key] = event

    def _transfer_reversed(self, _: Any, order: Any) -> None:
        flow = self.about[order.transfer]
        for move in flow.moves:
            for gift, part in self.taken[move.source, move.name]:
                self._cut(move.target, gift, part)
                self._note(move.target, "moved_in", gift, -part)
            self._back(move.source, move.name, "moved_out")
        if flow.fee is not None:
            self._back(flow.fee.purse, flow.fee.name, "fees", flow.fee.kind)

    def _fee_charged(self, event: Any, order: Any) -> None:
        self.about[order.key] = event
        self._out((order.pool, order.only_for), order.amount.fen, order.key, "fees", order.kind)

    def _fee_reversed(self, _: Any, order: Any) -> None:
        fee = self.about[order.fee].command
        self._back((fee.pool, fee.only_for), fee.key, "fees", fee.kind)

    def _spent(self, event: Any, order: Any) -> None:
        self.about[order.key] = event
        for purse, fen in event.parts:
            self._out(purse, fen, order.key, "paid", order.purpose)

    def _spending_reversed(self, _: Any, order: Any) -> None:
        spent = self.about[order.spending]
        for purse, _fen in spent.parts:
            self._back(purse, order.spending, "paid", spent.command.purpose)

    def _changed(self, event: Any, order: Any) -> None:
        source, target = (order.pool, order.only_for), (order.pool, order.to)
        for gift, fen in event.parts:
            self._cut(source, gift, fen)
            self._note(source, "moved_out", gift, fen)
            self._enter(target, [(gift, fen)])
            self._note(target, "moved_in", gift, fen)

    def _announced(self, _: Any, order: Any) -> None:
        self.about[order.key] = order
        self.held[order.key] = Counter({(order.source, order.only_for): order.guaranteed.fen})
        self._note((order.source, order.only_for), "held", fen=order.guaranteed.fen)

    def _still_held(self, key: str, fen: int) -> None:
        for purse, before in self.held[key].items():
            self._note(purse, "held", fen=fen - before)
            self.held[key][purse] = fen

    def _cancelled(self, _: Any, order: Any) -> None:
        self._still_held(order.matching, 0)

    def _settled(self, event: Any, order: Any) -> None:
        self.about[order.key] = event
        self._still_held(order.matching, event.held)
        for move in event.moves:
            parts = self._out(move.source, move.fen, move.name, "moved_out")
            self._enter(move.target, parts)
            for gift, part in parts:
                self._note(move.target, "matched", gift, part)
        self.matches += [(order.on, match.gift, match.amount.fen) for match in event.matches if match.amount]

    def _returned(self, event: Any, order: Any) -> None:
        (move,) = [move for move in self.about[order.settlement].moves if move.name.endswith(f"\xa0{order.gift}")]
        back = dict(event.back)
        for gift, fen in back.items():
            self._cut(move.target, gift, fen)
            self._note(move.target, "matched", gift, -fen)
        if back:
            self.matches.append((order.on, order.gift, -sum(back.values())))
            for gift, fen in self._back(move.source, move.name, "moved_out"):
                if stays := fen - back.get(gift, 0):
                    self._cut(move.source, gift, stays)
                    self._note(move.source, "moved_out", gift, stays)

    def _case_opened(self, _: Any, order: Any) -> None:
        self.about[order.case.id] = order.case.cause.purpose

    def _relief_granted(self, event: Any, order: Any) -> None:
        self.about[order.key] = self.about[order.case]
        self.held[order.key] = Counter(dict(event.parts))
        for purse, fen in event.parts:
            self._note(purse, "held", fen=fen)

    def _relief_paid(self, event: Any, order: Any) -> None:
        self.about[order.key] = self.about[order.grant], event.parts
        for purse, fen in event.parts:
            self.held[order.grant][purse] -= fen
            self._note(purse, "held", fen=-fen)
            self._out(purse, fen, order.key, "paid", self.about[order.grant])

    def _ended(self, _: Any, order: Any) -> None:
        for purse, fen in self.held[order.grant].items():
            self._note(purse, "held", fen=-fen)

    def _payment_reversed(self, _: Any, order: Any) -> None:
        purpose, parts = self.about[order.payment]
        for purse, _fen in parts:
            self._back(purse, order.payment, "paid", purpose)


TELLERS: dict[str, Any] = {
    "MatchingAnnounced": Plain._announced,
    "MatchingCancelled": Plain._cancelled,
    "MatchingSettled": Plain._settled,
    "MatchReturned": Plain._returned,
    "SocietyFounded": Plain._society_founded,
    "FundEstablished": Plain._fund_established,
    "AccountOpened": Plain._account_opened,
    "DonationReceived": Plain._donation_received,
    "DonationReversed": Plain._donation_reversed,
    "DonationCorrected": Plain._donation_corrected,
    "DonationRefunded": Plain._donation_refunded,
    "TransferReversed": Plain._transfer_reversed,
    "FeeCharged": Plain._fee_charged,
    "FeeReversed": Plain._fee_reversed,
    "Spent": Plain._spent,
    "SpendingReversed": Plain._spending_reversed,
    "CaseOpened": Plain._case_opened,
    "ReliefGranted": Plain._relief_granted,
    "ReliefPaid": Plain._relief_paid,
    "PaymentReversed": Plain._payment_reversed,
    "FundsTransferred": Plain._flow,
    "PassedOn": Plain._flow,
    "SharedOut": Plain._flow,
    "PurposeChanged": Plain._changed,
    "SurplusTransferred": Plain._changed,
    "GrantVoided": Plain._ended,
    "GrantExpired": Plain._ended,
}


def change(move: dict[str, Any]) -> int:
    """Say by how much a purse grew, held money included."""
    fen: int = move["fen"]
    return 0 if move["column"] == "held" else fen if move["column"] in IN else -fen


def snapshot(moves: list[dict[str, Any]], last: Any) -> dict[Any, Counter[str]]:
    """Add up what had happened by the end of a day, purse by purse."""
    known: dict[Any, Counter[str]] = {}
    for move in moves:
        if move["on"] <= last:
            sums = known.setdefault(move["purse"], Counter())
            sums[move["column"]] += move["fen"]
            sums["free"] += -move["fen"] if move["column"] == "held" else change(move)
    return known
