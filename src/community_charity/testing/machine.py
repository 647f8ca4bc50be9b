"""A book driven at random, and a model that looks over its shoulder (状态机测试).

`BookMachine` gives a book of Xuanzhou in Anhui every kind of order, with amounts around what is
live: balances, needs, ceilings. Before each order the `BookModel` says what must be answered;
after it, both must hold the same money, fen by fen.

    from community_charity.testing import BookMachine

    TestBook = BookMachine.TestCase

A subclass adds rules of its own, which call `give`; an order that the model does not know goes to
``self.book`` directly. Hypothesis prints the shortest run that fails, one order a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
from hypothesis import event, note, target
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from community_charity.book.book import Book
from community_charity.book.periods import ClosePeriod
from community_charity.capital import Capital
from community_charity.errors import CharityError
from community_charity.funds import CommunityCharityFund, EstablishFund, HostAgreement
from community_charity.giving import ReceiveDonation, ReverseDonation
from community_charity.language import Text
from community_charity.law.decision import Refused
from community_charity.law.law import Law
from community_charity.money import Money
from community_charity.organisations import Charity, Committee, CommitteeKind, OtherBody, RecordTie, RegisterOrganisation
from community_charity.parties import Household, HouseholdId, OrganisationId, PersonId
from community_charity.pools import Cause
from community_charity.relief import (
    CASES,
    GRANTS,
    CaseId,
    CaseOutcome,
    CloseCase,
    CompletePapers,
    Cost,
    ExpireGrant,
    GrantRelief,
    OpenCase,
    PayRelief,
    RecordAid,
    RecordCosts,
    RecordGovernmentAid,
    ReferCase,
    RegisterHousehold,
    ReliefCase,
    ReversePayment,
    VoidGrant,
)
from community_charity.rules.linkage import GovernmentAid
from community_charity.rules.start_up import THIRDS, three_sources
from community_charity.societies import FoundSociety, MutualAidSociety, SocietyForm
from community_charity.testing.model import BookModel
from community_charity.testing.strategies import amounts_near
from community_charity.ties import Tie, TieKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hypothesis.strategies import DataObject, SearchStrategy

    from community_charity.book.orders import Command
    from community_charity.law.decision import Decision
    from community_charity.testing.model import Answer, Plain, PurseName

PLACE = "cn/anhui/xuancheng/xuanzhou"
"""The place whose figures the model has as plain numbers."""
PEOPLE = tuple(PersonId(f"p-{number}") for number in range(1, 9))
BODIES = tuple(map(OrganisationId, ("federation", "charity", "village")))
POOLS = ("society", "fund", "small-fund")
HOMES = tuple(map(HouseholdId, ("h-1", "h-2")))
CAUSES = (Cause.ILLNESS, Cause.EDUCATION, Cause.ACCIDENT, Cause.DISASTER)
BEGIN = date(2025, 3, 13)


class Disagreement(AssertionError):
    """Book and model differ (账本与模型不一致): one of the two is wrong."""


def same(what: str, book: object, model: object) -> None:
    """Compare what the book and the model say; raises `Disagreement`.

    >>> same("held of fund", 5, 3)
    Traceback (most recent call last):
    ...
    community_charity.testing.machine.Disagreement: held of fund: book 5, model 3
    """
    if book != model:
        message = f"{what}: book {book}, model {model}"
        raise Disagreement(message)


def plain(value: Any) -> Any:
    """Turn a command or a noun into plain values, as `BookModel` reads them (转为普通值).

    >>> from community_charity.money import yuan
    >>> plain(ReceiveDonation(key="k-1", on=BEGIN, pool="fund", amount=yuan(5), only_for=[Cause.ILLNESS]))["only_for"]
    frozenset({'illness'})
    """
    if isinstance(value, Money):
        return value.fen
    if isinstance(value, Enum):
        return value.value
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


class BookMachine(RuleBasedStateMachine):
    """Drives a book with every kind of order, and compares it with the model (账本状态机).

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
        ahead, answers = deepcopy(self.model), []
        for command in commands:
            answers.append(ahead.answer(plain(command)))
            note(f"{type(command).__name__}: {answers[-1]}")
            if answers[-1][0] != "allowed":
                break
            ahead.carry_out(plain(command))
        self._decide(commands[0], answers[0])
        twin = self.book.branch()
        same("answer of a branch", self._record(twin, commands), answers[-1])
        same("facts after a dry run in a branch", self._facts(), before)
        same("answer", self._record(self.book, commands), answers[-1])
        if answers[-1][0] == "allowed":
            self.model = ahead
            same("facts in the branch", twin._state.facts(), self._facts())  # noqa: SLF001 - all that a book knows
        else:
            same("facts after a refusal", self._facts(), before)
        self._compare()
        self._count(commands, answers)
        self._between_orders = True

    def _decide(self, command: Command, wanted: Answer) -> None:
        before = self._facts()
        same("decision", answer_of(self.book.decide(command)), wanted)
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

    # --- comparing -------------------------------------------------------------------------------

    def _facts(self) -> dict[str, Any]:
        return self.book._state.facts()  # noqa: SLF001 - all that a book knows, also what it never shows

    def _compare(self) -> None:
        """Hold the whole book against the model, and against what must always be true."""
        same("keys", [event.command.key for event in self.book.events], list(self.model.orders))
        self._compare_purses()
        self._compare_cases()
        self._compare_traces()

    def _compare_purses(self) -> None:
        held = {}
        for purse in self.book.purses():
            name = (purse.pool, plain(purse.restriction))
            held[name] = (purse.received, purse.held, purse.spent, purse.returned, purse.free)
            same(f"money of {name} counted by its lots", purse.left_on_line(), purse.held + purse.free)
        wanted = {
            name: (*(purse[what] for what in ("received", "held", "spent", "returned")), self.model.free(name))
            for name, purse in self.model.purses.items()
        }
        same("purses", held, wanted)
        same("purses that are overdrawn", [name for name, sums in held.items() if min(sums) < 0], [])
        for pool in self.model.pools:
            same(f"money of {pool} is conserved", self.book.balance(pool).is_conserved, True)
            same(f"{pool} keeps its floor", held[pool, None][4] >= self.model.pools[pool]["keeps"], True)
        same("all money is conserved", self.book.balance().is_conserved, True)

    def _compare_cases(self) -> None:
        files, model = self.book.all(CASES), self.model
        found = {
            name: (file.granted, file.paid, plain(file.outcome), file.emergency_on is not None, file.needs)
            for name, file in files.items()
        }
        wanted = {
            name: (model.granted(name), model.paid(name), case["outcome"], model.owes_papers(name), model.needs(name))
            for name, case in model.cases.items()
        }
        same("cases", found, wanted)
        grants = {name: (plain(grant.left), grant.ended) for name, grant in self.book.all(GRANTS).items()}
        same("grants", grants, {name: (model.left_of(g), g["ended"]) for name, g in model.grants.items()})

    def _compare_traces(self) -> None:
        gone: Counter[tuple[PurseName, str, str]] = Counter()
        for name, payment in self.model.payments.items():
            parts = {} if payment["reversed"] else payment["parts"]
            paid = Counter({(purse, gift): fen for purse, gifts in parts.items() for gift, fen in gifts.items()})
            found = {((t.pool, plain(t.restriction)), t.gift): t.amount.fen for t in self.book.where_from(name)}
            same(f"gifts of payment {name}", found, paid)
            gone.update({(purse, gift, name): fen for (purse, gift), fen in paid.items()})
            cause = self.model.cases[self.model.grants[payment["grant"]]["case"]]["cause"]
            same(f"restrictions of payment {name}", [p for p in parts if p[1] is not None and cause not in p[1]], [])
        gifts = {gift for purse in self.book.purses() for gift in purse.gifts()}
        found = {
            ((trace.pool, plain(trace.restriction)), gift, trace.payment): trace.amount.fen
            for gift in gifts
            for trace in self.book.where_to(gift)
        }
        same("uses of the gifts", found, gone)

    def teardown(self) -> None:
        """Replay what happened: the same facts come out; and not if the first fact is missing."""
        if not self._between_orders:
            return  # a rule has failed, and has said why
        target(self.accepted, label="share of orders that were recorded")
        again = Book.replay(self.book.events, self.law)
        same("facts after a replay", again._state.facts(), self._facts())  # noqa: SLF001 - all that a book knows
        for events in (self.book.events[1:], self.book.events[:-2] + self.book.events[-1:]):
            same("replay of events with a gap", _replays(events, self.law), len(events) == 0)

    # --- drawing ---------------------------------------------------------------------------------

    def _head(self, data: DataObject) -> dict[str, Any]:
        """Draw the day of an order, mostly today or soon, and give a new key."""
        ahead = data.draw(st.sampled_from((0, 0, 0, 0, 1, 7, 60, 200, -1, -20)), label="days ahead")
        on = max(BEGIN, min(self.today + timedelta(ahead), date(2027, 12, 31)))
        self.today = max(self.today, on)
        return {"key": f"k-{len(self.model.orders) + 1}", "on": on}

    def _one_of(self, data: DataObject, known: Iterable[str], other: str = "nothing") -> str:
        """Draw something known, or now and then something that is not."""
        names = tuple(known)
        choices = (*names[::-1], *names[::-1], *names[-3:], other) if names else (other,)
        return data.draw(st.sampled_from(choices))

    def _amount(self, data: DataObject, *limits: int) -> Money:
        """Draw an amount near the lowest of some limits, near any of them, or small."""
        lowest = min(limits)
        return data.draw(st.sampled_from((lowest, *limits, lowest // 2, 10_000))..flatmap(amounts_near))
