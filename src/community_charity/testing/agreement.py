"""Holding a book against its model: the same answer before each order, the same money after it (对照)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
from hypothesis import event, note, target
from hypothesis.stateful import RuleBasedStateMachine

from community_charity.book.book import Book
from community_charity.errors import CharityError
from community_charity.flows import ChargeFee, ReverseFee, ReverseTransfer, TransferFunds, fees_of
from community_charity.giving import CorrectDonation, DonationReceived, ReceiveDonation, ReverseDonation, live_amount
from community_charity.law.decision import Refused
from community_charity.law.law import Law
from community_charity.matching import matches_of, pot_left
from community_charity.money import Money
from community_charity.pools import POOLS, Step
from community_charity.purposes import Purpose
from community_charity.relief import (
    CASES,
    GRANTS,
    REVIEWS,
    GrantRelief,
    PayRelief,
    ReversePayment,
    VoidGrant,
)
from community_charity.relief.lifecycle import after
from community_charity.restrictions import Restriction
from community_charity.testing.known import SUMS, admits
from community_charity.testing.model import BookModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from community_charity.book.orders import Command, Event
    from community_charity.book.purses import Purse
    from community_charity.law.decision import Decision
    from community_charity.relief import Phase
    from community_charity.testing.known import Answer, PurseName

PLACE = "cn/anhui/xuancheng/xuanzhou"
"""The place whose figures the model has as plain numbers."""
BEGIN = date(2025, 3, 13)
"""The day on which a run begins."""


class Disagreement(AssertionError):
    """Book and model differ (账本与模型不一致): one of the two is wrong."""


def same(what: str, book: object, model: object) -> None:
    """Compare what the book and the model say; raises `Disagreement`.

    >>> same("held of fund", 5, 3)
    Traceback (most recent call last):
    ...
    community_charity.testing.agreement.Disagreement: held of fund: book 5, model 3
    """
    if book != model:
        message = f"{what}: book {book}, model {model}"
        raise Disagreement(message)


def certain(what: str, holds: bool) -> None:
    """Check what must be true whatever the model says; raises `Disagreement`.

    >>> certain("all money is conserved", holds=True)
    """
    same(what, holds, model=True)


def plain(value: Any) -> Any:
    """Turn a command or a noun into plain values, as `BookModel` reads them (转为普通值).

    >>> from community_charity.giving import ReceiveDonation
    >>> from community_charity.money import yuan
    >>> from community_charity.pools import Cause
    >>> plain(ReceiveDonation(key="k-1", on=BEGIN, pool="fund", amount=yuan(5), only_for=[Cause.ILLNESS]))["only_for"]
    (('purposes', frozenset({'relief/illness'})),)
    """
    if isinstance(value, Money):
        return value.fen
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Purpose):
        return value.code
    if isinstance(value, Restriction):  # hashable, since it names a purse
        named = {field.name: plain(getattr(value, field.name)) for field in attrs.fields(Restriction)}
        return tuple((name, part) for name, part in named.items() if part is not None)
    if attrs.has(type(value)):
        names = [field.name for field in attrs.fields(type(value))]
        return {"is_a": type(value).__name__} | {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple | frozenset):
        return type(value)(map(plain, value))
    return value


def answer_of(decision: Decision) -> Answer:
    """Say in plain words what was decided, and at which stage."""
    reason = decision.reason
    return decision.outcome.value, None if reason is None else reason.ground.stage.name


Sums = tuple[int, ...]


def _sums_of(purse: Purse) -> Sums:
    """Give the sums of a purse; what is held and what is free together, which a reversed payment changes."""
    return (*(getattr(purse, what) for what in SUMS if what != "held"), purse.held + purse.free, purse.left_on_line())


def opposite_of(command: Command, book: Book) -> Command | None:
    """Give the order that takes another back (冲销指令), before anything else happens; ``None`` where there is none.

    >>> from community_charity.giving import ReceiveDonation
    >>> from community_charity.money import yuan
    >>> order = ReceiveDonation(key="k-1", on=BEGIN, pool="fund", amount=yuan(5))
    >>> str(opposite_of(order, Book(Law.of(PLACE))).asked())
    'reverse donation k-1'
    """
    head: dict[str, Any] = {"key": f"back-{command.key}", "on": command.on, "reason": "at once"}
    match command:
        case ReceiveDonation():
            return ReverseDonation(donation=command.key, **head)
        case PayRelief():
            return ReversePayment(payment=command.key, **head)
        case GrantRelief():
            return VoidGrant(grant=command.key, **head)
        case TransferFunds():
            return ReverseTransfer(transfer=command.key, **head)
        case ChargeFee():
            return ReverseFee(fee=command.key, **head)
        case CorrectDonation():
            entered = [e.command.amount for e in book.events if _enters(e.command, command.donation)]
            return CorrectDonation(donation=command.donation, amount=entered[-2], **head)
        case _:
            return None


def _enters(command: Any, gift: str) -> bool:
    """Tell whether an order says what the amount of a gift is."""
    received = isinstance(command, ReceiveDonation) and command.key == gift
    return received or (isinstance(command, CorrectDonation) and command.donation == gift)


class BookAgainstModel(RuleBasedStateMachine):
    """A book and a model that are given the same orders, and must agree (账本与模型对照).

    ``given`` counts the orders that were new to the book, by what they were and how they were
    answered; `accepted` is the share that was recorded.
    """

    law: ClassVar[Law] = Law.of(PLACE)

    def __init__(self) -> None:
        super().__init__()
        self.book = Book(self.law)
        self.model = BookModel()
        self.today = BEGIN
        self.given: Counter[tuple[str, str]] = Counter()
        self._drawn = 0
        self._between_orders = True

    @property
    def accepted(self) -> float:
        """The share of orders that were recorded, from 0 to 1."""
        recorded = sum(times for (_, outcome), times in self.given.items() if outcome == "allowed")
        return recorded / max(1, self.given.total())

    # --- one order -------------------------------------------------------------------------------

    def give(self, *commands: Command) -> None:
        """Give one order, or several that count only together, and compare (下达并核对).

        Raises `Disagreement` where book and model differ.
        """
        self._between_orders = False
        before = self._facts()
        ahead = self.model if len(commands) == 1 else deepcopy(self.model)
        answers: list[Answer] = []
        for command in commands:
            answers.append(ahead.answer(plain(command)))
            note(f"{type(command).__name__}: {answers[-1]}")
            if answers[-1][0] != "allowed":
                break
            ahead.carry_out(plain(command))
        sums, known, phases = self._sums(), len(self.book.events), self._phases()
        self._decide(commands[0], answers[0])
        twin = self.book.branch()
        same("answer of a branch", self._record(twin, commands), answers[-1])
        same("facts after a dry run in a branch", self._facts(), before)
        same("answer", self._record(self.book, commands), answers[-1])
        if answers[-1][0] == "allowed":
            self.model = ahead
            if len(commands) == 1 and len(self.book.events) > known:
                self._take_back_at_once(twin.branch(), commands[0], sums)
                self._check_the_way(phases, commands[0])
            same("facts in the branch", twin._state.facts(), self._facts())  # noqa: SLF001 - all that a book knows
        else:
            same("facts after a refusal", self._facts(), before)
        self._compare()
        self._count(commands, answers)
        self._between_orders = True

    def _decide(self, command: Command, wanted: Answer) -> None:
        before = self._facts()
        decision = self.book.decide(command)
        same("decision", answer_of(decision), wanted)
        short = [
            f.ground.code for f in decision.findings if f.holds and f.margin is not None and f.margin != abs(f.margin)
        ]
        same("grounds that hold although something is short", short, [])
        same("facts after a decision", self._facts(), before)

    def _record(self, book: Book, commands: Sequence[Command]) -> Answer:
        try:
            events = [book.record(commands[0])] if len(commands) == 1 else book.record_all(commands)
        except Refused as refused:
            return answer_of(refused.decision)
        same("orders in the events", [event.command for event in events], list(commands))
        return "allowed", None

    def _count(self, commands: Sequence[Command], answers: Sequence[Answer]) -> None:
        for command, (outcome, stage) in zip(commands, answers, strict=False):
            self.given[type(command).__name__, outcome] += 1
            event(f"{type(command).__name__}: {outcome}", stage or "")

    def _sums(self) -> dict[PurseName, Sums]:
        return {(purse.pool, purse.restriction): _sums_of(purse) for purse in self.book.purses()}

    def _take_back_at_once(self, twin: Book, command: Command, before: dict[PurseName, Sums]) -> None:
        """Record the opposite of an order right after it: every sum is as it was; only what was held is free."""
        opposite = opposite_of(command, self.book)
        if opposite is None or opposite.on <= (self.model.closed or date.min):
            return
        same(f"answer to {type(opposite).__name__} at once", self._record(twin, [opposite]), ("allowed", None))
        after = {(purse.pool, purse.restriction): _sums_of(purse) for purse in twin.purses()}
        nothing = (0,) * (len(SUMS) + 1)
        for name, sums in after.items():
            same(f"sums of {name} after {type(opposite).__name__}", sums, before.get(name, nothing))
        certain("all money is conserved after it", twin.balance().is_conserved)

    def _phases(self) -> dict[str, Phase]:
        return {name: file.phase for name, file in self.book.all(CASES).items()}

    def _check_the_way(self, before: dict[str, Phase], command: Command) -> None:
        """A case moved along the declared graph, or stayed; and a pool that asks for a notice granted only after it."""
        name, about = type(command).__name__, self._case_of(command)
        for case, phase in self._phases().items():
            if case in before and (case == about or phase is not before[case]):
                certain(f"{name} leads from {before[case]} to {phase}", phase in after(name, before[case]))
        if isinstance(command, GrantRelief) and Step.NOTICE in self.book.all(POOLS)[command.pool].steps:
            until = None if command.review is None else self.book.all(REVIEWS)[command.review].until
            noticed = until is not None and until < command.on
            certain(f"{command.key} was on notice before", noticed or command.emergency)

    def _case_of(self, command: Any) -> str | None:
        """Tell which case an order is about: it names it, or a grant, a payment or a review of it."""
        model, facts = self.model, plain(command)
        if "payment" in facts:
            facts = facts | {"grant": model.payments[facts["payment"]]["grant"]}
        for name, rows in (("grant", model.grants), ("review", model.reviews)):
            if facts.get(name) in rows:
                return str(rows[facts[name]]["case"])
        case = facts.get("case")
        return case if isinstance(case, str) else None

    # --- comparing -------------------------------------------------------------------------------

    def _facts(self) -> dict[str, Any]:
        return self.book._state.facts()  # noqa: SLF001 - all that a book knows, also what it never shows

    def _compare(self) -> None:
        """Hold the whole book against the model, and against what must always be true."""
        same("keys", [event.command.key for event in self.book.events], list(self.model.orders))
        self._compare_purses()
        self._compare_gifts()
        self._compare_cases()
        self._compare_traces()

    def _compare_purses(self) -> None:
        held = {}
        for purse in self.book.purses():
            name = (purse.pool, plain(purse.restriction))
            held[name] = (*(getattr(purse, what) for what in SUMS), purse.free)
            same(f"money of {name} counted by its lots", purse.left_on_line(), purse.held + purse.free)
            of_gifts = sum(map(purse.unspent, purse.gifts()))
            same(f"money of {name} counted gift by gift", of_gifts, purse.held + purse.free)
        wanted = {
            name: (*(purse[what] for what in SUMS), self.model.free(name)) for name, purse in self.model.purses.items()
        }
        same("purses", held, wanted)
        same("purses that are overdrawn", [name for name, sums in held.items() if min(sums) < 0], [])
        for pool in self.model.pools:
            certain(f"money of {pool} is conserved", self.book.balance(pool).is_conserved)
            certain(f"{pool} keeps its floor", held[pool, None][-1] >= self.model.pools[pool]["keeps"])
        whole = self.book.balance()
        certain("all money is conserved", whole.is_conserved and whole.moved_in == whole.moved_out)
        for key in self.model.matchings:
            stands = sum(one.stands.fen for one in matches_of(self.book, key))
            left, given = self.model.budget_left(key)
            same(f"what is left of {key}, and stands", (pot_left(self.book, key).fen, stands), (left, given))
            certain(f"{key} gives no more than its budget", left >= 0)
        for pool in self.model.pools:
            fees = {kind.value: fee.fen for kind, fee in fees_of(self.book, pool).items()}
            same(f"fees of {pool}", fees, self.model.charged(pool))

    def _compare_gifts(self) -> None:
        state, model = self.book._state, self.model  # noqa: SLF001 - as `live_amount` reads it
        given = {event.command.key: event.command for event in self.book.events if isinstance(event, DonationReceived)}
        found = {key: live_amount(state, gift).fen for key, gift in given.items()}
        same("what stands of the gifts", found, {key: model.stands(key) for key in model.gifts})

    def _compare_cases(self) -> None:
        files, model = self.book.all(CASES), self.model
        found = {
            name: (
                file.granted,
                file.paid,
                plain(file.outcome),
                file.emergency_on is not None,
                file.needs,
                file.phase.value,
            )
            for name, file in files.items()
        }
        wanted = {
            name: (
                model.granted(name),
                model.paid(name),
                case["outcome"],
                model.owes_papers(name),
                model.needs(name),
                model.phase(name),
            )
            for name, case in model.cases.items()
        }
        same("cases", found, wanted)
        grants = {name: (plain(grant.left), grant.ended) for name, grant in self.book.all(GRANTS).items()}
        same("grants", grants, {name: (model.left_of(g), g["ended"]) for name, g in model.grants.items()})

    def _compare_traces(self) -> None:
        gone: Counter[tuple[PurseName, str, str]] = Counter(self.model.away)
        for name, payment in self.model.payments.items():
            parts = {} if payment["reversed"] else payment["parts"]
            paid = Counter({(purse, gift): fen for purse, gifts in parts.items() for gift, fen in gifts.items()})
            found = {((t.pool, plain(t.restriction)), t.gift): t.amount.fen for t in self.book.where_from(name)}
            same(f"gifts of payment {name}", found, paid)
            gone.update({(purse, gift, name): fen for (purse, gift), fen in paid.items()})
            use = self.model.use_of(self.model.grants[payment["grant"]]["case"], payment["on"])
            same(f"restrictions of payment {name}", [p for p in parts if not admits(p[1], use)], [])
        for name, out in self.model.outs.items():
            gone.update({(out["purse"], gift, name): fen for gift, fen in out["gifts"].items()})
        gifts = {gift for purse in self.book.purses() for gift in purse.gifts()}
        uses = {
            ((trace.pool, plain(trace.restriction)), gift, trace.payment): trace.amount.fen
            for gift in gifts
            for trace in self.book.where_to(gift)
        }
        same("uses of the gifts", uses, gone)

    def teardown(self) -> None:
        """Replay what happened: the same facts come out; and not if the first fact is missing."""
        if not self._between_orders or not self.model.pools:
            return  # a rule has failed, and has said why; or nothing has begun
        target(self.accepted, label="share of orders that were recorded")
        again = Book.replay(self.book.events, self.law)
        same("facts after a replay", again._state.facts(), self._facts())  # noqa: SLF001 - all that a book knows
        events = self.book.events
        last = attrs.evolve(events[-1], number=events[-1].number + 1)
        certain("a forged last event does not replay", not _replays((*events[:-1], last), self.law))
        later = [attrs.evolve(event, number=number) for number, event in enumerate(events[1:])]
        certain("without the first body nothing replays", not _replays(later, self.law))

    # --- drawing ---------------------------------------------------------------------------------


def _replays(events: Sequence[Event[Any]], law: Law) -> bool:
    try:
        Book.replay(events, law)
    except CharityError:
        return False
    return True
