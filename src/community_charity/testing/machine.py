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
from community_charity.law.decision import Refused
from community_charity.law.law import Law
from community_charity.money import Money
from community_charity.organisations import (
    Charity,
    Committee,
    CommitteeKind,
    OtherBody,
    RecordTie,
    RegisterOrganisation,
)
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
    from collections.abc import Callable, Iterable, Sequence

    from hypothesis.strategies import DataObject, SearchStrategy

    from community_charity.book.orders import Command, Event
    from community_charity.law.decision import Decision
    from community_charity.organisations import Organisation
    from community_charity.testing.model import Answer, PurseName

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


def certain(what: str, holds: bool) -> None:
    """Check what must be true whatever the model says; raises `Disagreement`.

    >>> certain("all money is conserved", holds=True)
    """
    same(what, holds, model=True)


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
            certain(f"money of {pool} is conserved", self.book.balance(pool).is_conserved)
            certain(f"{pool} keeps its floor", held[pool, None][4] >= self.model.pools[pool]["keeps"])
        certain("all money is conserved", self.book.balance().is_conserved)

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

    def _head(self, data: DataObject) -> dict[str, Any]:
        """Draw the day of an order, mostly today or soon, and give a new key."""
        ahead = data.draw(st.sampled_from((0, 0, 0, 0, 0, 1, 7, 60, 200, -1, -20)), label="days ahead")
        on = min(max(BEGIN, self.today + timedelta(ahead)), END)
        self.today = max(self.today, on)
        self._drawn += 1
        return {"key": f"k-{self._drawn}", "on": on}

    def _one_of(
        self, data: DataObject, known: Iterable[str], likely: Iterable[str] = (), other: str = "nothing"
    ) -> str:
        """Draw something likely to do, something known, or now and then something that is not."""
        names = tuple(known)
        best = tuple(likely) or names
        often = best * (16 // len(best)) if best else ()
        return data.draw(st.sampled_from((*often, *best[-2:], *names, other)))

    def _near(self, data: DataObject, *limits: int) -> Money:
        """Draw an amount near the lowest of some limits, near any of them, or small."""
        lowest = min(limits)
        return data.draw(
            amounts_near(data.draw(st.sampled_from((*[lowest] * 4, *limits, lowest // 2, min(lowest, 10_000)))))
        )

    def _costs(self, data: DataObject) -> tuple[Cost, ...]:
        amounts = data.draw(st.lists(st.sampled_from((30_000, 60_000, 100_000, 180_000)), min_size=1, max_size=2))
        papers = data.draw(st.sampled_from(("paper", "paper", "paper", None)))
        return tuple(Cost("cost", data.draw(amounts_near(amount)), papers) for amount in amounts)

    def _aid(self, data: DataObject) -> Money | None:
        amount = data.draw(st.sampled_from((0, 0, 0, 20_000, 30_000, None)))
        return None if amount is None else Money(amount)

    def _government(self, data: DataObject) -> tuple[GovernmentAid, Money]:
        state = data.draw(st.sampled_from((*SETTLED, *SETTLED, *GovernmentAid)))
        received = state is GovernmentAid.RECEIVED
        return state, data.draw(amounts_near(10_000, 30_000)) if received else Money(0)

    def _referral(self, data: DataObject) -> tuple[OrganisationId | None, bool | None]:
        by = data.draw(st.sampled_from((None, None, None, None, *BODIES)))
        return by, None if by is None else data.draw(CONSENT)

    def _approving(self, data: DataObject, pool: str, case: str, on: date, least: int) -> list[PersonId]:
        """Draw who approves: mostly all who may, else about as many as are needed, and now and then a wrong one."""
        known = self.model.pools.get(pool, {"deciders": PEOPLE[:3]})["deciders"]
        home = self.model.cases.get(case, {"household": HOMES[0]})["household"]
        all_ = sorted(known)
        may = [person for person in all_ if person not in self.model.interested(home, on)]
        choices = [*[may] * 12, may[: len(may) // 2 + 1], may[: len(may) // 2], may[:least], may[: least - 1]]
        return data.draw(st.sampled_from([*choices, all_, [*may, PEOPLE[-1]]]), label="approved by")

    # --- rules: who and what there is ------------------------------------------------------------

    @initialize(data=st.data())
    def begin(self, data: DataObject) -> None:
        """Begin with bodies, a society at its floor of capital, a fund, two households and some cases."""
        head: dict[str, Any] = {"on": BEGIN}
        self.give(RegisterOrganisation(key="federation", organisation=OtherBody(BODIES[0]), **head))
        charity = Charity(BODIES[1], registered_on=BEGIN, managers=PEOPLE[6:7])
        self.give(RegisterOrganisation(key="charity", organisation=charity, **head))
        size = data.draw(st.sampled_from((3, 5)))
        self.give(FoundSociety(key="society", society=_society(POOLS[0], council=PEOPLE[:size]), **head))
        fund = _fund(POOLS[1], data.draw(amounts_near(150_000)), keeps=Money(20_000))
        self.give(EstablishFund(key="fund", fund=fund, **head))
        for home, members in zip(HOMES, (PEOPLE[4:6], PEOPLE[5:8:2]), strict=True):
            self.give(RegisterHousehold(key=home, household=Household(home, members), **head))
        for _ in range(3):
            self.give(self._opening(data))

    def _body(self, data: DataObject) -> Command:
        """Enter an organisation, new or known."""
        body = data.draw(st.sampled_from(BODIES))
        kinds: tuple[Organisation, ...] = (
            OtherBody(body),
            Charity(body, registered_on=BEGIN),
            Committee(body, CommitteeKind.VILLAGE),
        )
        return RegisterOrganisation(organisation=data.draw(st.sampled_from(kinds)), **self._head(data))

    def _tie(self, data: DataObject) -> Command:
        """Enter a tie, in force today, no longer, or not yet."""
        head = self._head(data)
        one, other = data.draw(st.lists(st.sampled_from((*PEOPLE, BODIES[1])), min_size=2, max_size=2, unique=True))
        one, other = (other, one) if one == BODIES[1] else (one, other)
        since = data.draw(st.sampled_from((None, None, head["on"], head["on"] + timedelta(1))))
        until = data.draw(st.sampled_from((None, None, head["on"] + timedelta(1), head["on"] + timedelta(90))))
        kind = data.draw(st.sampled_from((TieKind.SPOUSE, TieKind.EMPLOYER)))
        return RecordTie(tie=Tie(PersonId(one), PersonId(other), kind, since, until), **head)

    def _household(self, data: DataObject) -> Command:
        """Enter a household, which replaces the members of a known one."""
        members = data.draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2))
        household = Household(data.draw(st.sampled_from(HOMES)), tuple(members))
        return RegisterHousehold(household=household, **self._head(data))

    def _founding(self, data: DataObject) -> Command:
        """Found a society: its capital, council, members and custodian lie around what is asked for."""
        form = data.draw(st.sampled_from(SocietyForm))
        size = data.draw(st.sampled_from((3, 3, 3, 5, 2, 4)))
        council = data.draw(st.sampled_from((PEOPLE[:size], PEOPLE[:size], (*PEOPLE[: size - 1], PEOPLE[0]))))
        members, units = data.draw(st.sampled_from(((50, 0), (0, 30), (20, 30), (49, 0), (0, 29), (19, 30), (None, 0))))
        society = _society(
            data.draw(st.sampled_from((f"society-{self._drawn}", *POOLS))),
            form=form,
            council=council,
            supervisors=data.draw(st.sampled_from(((), (PEOPLE[7],), (PEOPLE[1],)))),
            members=members,
            unit_members=units,
            custodian=data.draw(st.sampled_from((BODIES[0], BODIES[0], None, BODIES[2], OrganisationId(POOLS[0])))),
            capital=_three(data.draw(amounts_near(3_000_000)).fen, data.draw(st.sampled_from((None, 0, 0, 1)))),
        )
        policy = data.draw(st.sampled_from((None, None, None, THIRDS, NAMED, UNNAMED)))
        return FoundSociety(society=society, policy=policy, **self._head(data))

    def _funding(self, data: DataObject) -> Command:
        """Establish a fund: its host, its agreement and what it keeps lie around what is asked for."""
        head = self._head(data)
        capital = data.draw(amounts_near(80_000))
        fund = _fund(
            data.draw(st.sampled_from((POOLS[2], POOLS[2], *POOLS))),
            data.draw(st.sampled_from((capital, capital, None))),
            keeps=data.draw(st.sampled_from((Money(0), Money(30_000), capital, capital + Money(1)))),
            host=data.draw(st.sampled_from((BODIES[1], BODIES[1], BODIES[1], *BODIES, None))),
            signed=data.draw(st.sampled_from((BEGIN, BEGIN, head["on"], head["on"] + timedelta(1), None))),
        )
        return EstablishFund(fund=fund, **head)

    @rule(data=st.data())
    def enter(self, data: DataObject) -> None:
        """Enter a body, a tie, a household, a society or a fund."""
        kinds = (self._body, self._tie, self._household, self._founding, self._funding)
        self.give(data.draw(st.sampled_from(kinds))(data))

    # --- rules: gifts ----------------------------------------------------------------------------

    def _gift(self, data: DataObject) -> Command:
        return ReceiveDonation(
            pool=self._one_of(data, self.model.pools),
            amount=data.draw(amounts_near(1, 300, 20_000, 70_000)),
            only_for=data.draw(st.sampled_from(ONLY_FOR)),
            **self._head(data),
        )

    @rule(data=st.data())
    def receive(self, data: DataObject) -> None:
        """Receive a gift, restricted or not."""
        self.give(self._gift(data))

    @precondition(lambda self: self.model.gifts)
    @rule(data=st.data())
    def send_back(self, data: DataObject) -> None:
        """Send a gift back, or try to."""
        live = [name for name, gift in self.model.gifts.items() if not gift["reversed"]]
        gift = self._one_of(data, self.model.gifts, live, "society")
        self.give(ReverseDonation(donation=gift, reason="sent twice", **self._head(data)))

    # --- rules: cases and their facts ------------------------------------------------------------

    def _opening(self, data: DataObject, *, ready: bool = False) -> Command:
        government, received = self._government(data)
        by, consent = self._referral(data)
        if ready:
            government, received, by, consent = GovernmentAid.REFUSED, Money(0), None, None
        case = ReliefCase(
            CaseId(data.draw(st.sampled_from((*[f"c-{self._drawn}"] * 5, "c-0")))),
            household=HouseholdId(data.draw(st.sampled_from((*HOMES, *HOMES, *HOMES, *HOMES, *HOMES, "h-9")))),
            cause=data.draw(st.sampled_from(CAUSES)),
            costs=self._costs(data),
            insurance=Money(0) if ready else self._aid(data),
            medical_assistance=Money(0) if ready else self._aid(data),
            government=government,
            government_aid=received,
            referred_by=by,
            consent=consent,
            urgent=data.draw(st.sampled_from((True, True, False))),
        )
        return OpenCase(case=case, **self._head(data))

    @rule(data=st.data())
    def open_case(self, data: DataObject) -> None:
        """Open a case, ready to be helped or far from it."""
        self.give(self._opening(data))

    @precondition(lambda self: self.model.cases)
    @rule(data=st.data())
    def learn(self, data: DataObject) -> None:
        """Learn something new about a case: costs, aid, the government's decision, a referral."""
        head = {"case": CaseId(self._one_of(data, self.model.cases))} | self._head(data)
        government, received = self._government(data)
        facts: dict[str, Callable[[], Command]] = {
            "costs": lambda: RecordCosts(costs=self._costs(data), **head),
            "aid": lambda: RecordAid(insurance=self._aid(data), other_aid=self._aid(data), **head),
            "sheets": lambda: RecordAid(insurance=Money(0), medical_assistance=self._aid(data), **head),
            "government": lambda: RecordGovernmentAid(government=government, amount=received, **head),
            "referral": lambda: ReferCase(
                by=OrganisationId(self._one_of(data, self.model.organisations)), consent=data.draw(CONSENT), **head
            ),
        }
        self.give(facts[data.draw(st.sampled_from(sorted(facts)))]())

    @precondition(lambda self: self.model.cases)
    @rule(data=st.data())
    def finish(self, data: DataObject) -> None:
        """Hand in the papers of an emergency payment, owed or not, or close a case, with an outcome that fits or not."""
        owing = [case for case in self.model.cases if self.model.owes_papers(case)]
        case, head = CaseId(self._one_of(data, self.model.cases, owing)), self._head(data)
        if case in owing or data.draw(st.integers(0, 7)) == 0:
            costs = data.draw(st.sampled_from((self._costs(data), self._costs(data), ())))
            self.give(CompletePapers(case=case, costs=costs, **head))
        else:
            self.give(
                CloseCase(case=case, outcome=data.draw(st.sampled_from((CaseOutcome.WITHDRAWN, *CaseOutcome))), **head)
            )

    # --- rules: grants and payments --------------------------------------------------------------

    def _granting(self, data: DataObject, *, emergency: bool = False) -> Command:
        model, head = self.model, self._head(data)
        likely = self._likely(head["on"], emergency=emergency)
        if likely and data.draw(st.integers(0, 9)) < 9:
            pool, case = data.draw(st.sampled_from(likely))
        else:
            pool, case = self._one_of(data, model.pools), self._one_of(data, model.cases)
        known = case in model.cases and pool in model.pools
        limits = model.room(case, pool, head["on"], emergency=emergency) if known else [10_000]
        return GrantRelief(
            case=CaseId(case),
            pool=pool,
            amount=self._near(data, *limits),
            approved_by=self._approving(data, pool, case, head["on"], 2),
            emergency=emergency,
            expires=data.draw(
                st.sampled_from((None, None, None, None, 0, 7, 30, 30, 200, -1)).map(lambda n: _after(head["on"], n))
            ),
            **head,
        )

    def _likely(self, on: date, *, emergency: bool) -> list[tuple[str, str]]:
        """Ask the model which pools might grant which cases one fen, if everybody who may approves."""
        model, found = self.model, []
        order = {"is_a": "GrantRelief", "key": "", "on": on, "amount": 1, "expires": None, "emergency": emergency}
        for pool, about in model.pools.items():
            for case, facts in model.cases.items():
                approved = about["deciders"] - model.interested(facts["household"], on)
                order |= {"pool": pool, "case": case, "approved_by": approved}
                if model.answer(order)[0] == "allowed":
                    found.append((pool, case))
        return found

    @rule(data=st.data(), emergency=st.booleans())
    def grant(self, data: DataObject, *, emergency: bool) -> None:
        """Grant relief: around need, ceilings and balance, by who may decide or not quite."""
        if not self._likely(self.today, emergency=emergency):
            self.give(self._opening(data, ready=True))
        self.give(self._granting(data, emergency=emergency))

    def _paying(self, data: DataObject) -> Command:
        model = self.model
        name = self._one_of(data, model.grants, self._held())
        grant = model.grants.get(name)
        limits = [10_000]
        if grant is not None:
            needs = [need - model.paid(grant["case"]) for need in model.needs(grant["case"]) if need is not None]
            limits = [*needs, model.left_of(grant)]
        return PayRelief(grant=name, amount=self._near(data, *limits), **self._head(data))

    @rule(data=st.data(), emergency=st.booleans())
    def grant_and_pay(self, data: DataObject, *, emergency: bool) -> None:
        """Grant relief and pay at least part of it."""
        self.grant(data, emergency=emergency)
        if self._held():
            self.give(self._paying(data))

    @precondition(lambda self: self._held())
    @rule(data=st.data())
    def pay(self, data: DataObject) -> None:
        """Pay a grant, whole, in part, or a fen too much."""
        self.give(self._paying(data))

    def _held(self) -> list[str]:
        return [name for name, grant in self.model.grants.items() if grant["held"]]

    @precondition(lambda self: self.model.grants)
    @rule(data=st.data())
    def let_go(self, data: DataObject) -> None:
        """Void a grant, or let it expire: on its last day, the day after, or another."""
        name, head = self._one_of(data, self.model.grants, self._held()), self._head(data)
        expires = self.model.grants.get(name, {"expires": None})["expires"]
        if expires is None or data.draw(st.integers(0, 3)) == 0:
            self.give(VoidGrant(grant=name, reason="moved away", **head))
        else:
            late = data.draw(st.sampled_from((1, 1, 0, None)))
            self.give(ExpireGrant(grant=name, **(head if late is None else head | {"on": expires + timedelta(late)})))

    @precondition(lambda self: self.model.payments)
    @rule(data=st.data())
    def take_back(self, data: DataObject) -> None:
        """Reverse a payment."""
        live = [name for name, payment in self.model.payments.items() if not payment["reversed"]]
        payment = self._one_of(data, self.model.payments, live, "society")
        self.give(ReversePayment(payment=payment, reason="wrong account", **self._head(data)))

    # --- rules: the book itself ------------------------------------------------------------------

    @rule(data=st.data(), what=st.sampled_from(("the same", "another", "another", "close")))
    def keep_the_book(self, data: DataObject, what: str) -> None:
        """Give an order a second time, or another under its key; or close a period: some days ago, or too late."""
        if what == "close":
            head = self._head(data)
            back = data.draw(st.sampled_from((1, 1, 30, 400, 0)))
            self.give(ClosePeriod(through=head["on"] - timedelta(back), **head))
        else:
            command = data.draw(st.sampled_from(self.book.events)).command
            later = attrs.evolve(command, on=command.on + timedelta(1))
            self.give(command if what == "the same" else later)

    @rule(data=st.data())
    def together(self, data: DataObject) -> None:
        """Give two or three orders that count all or not at all."""
        possible = (self._gift, self._granting, self._paying) if self._held() else (self._gift, self._granting)
        kinds = data.draw(st.lists(st.sampled_from(possible), min_size=2, max_size=3))
        self.give(*(kind(data) for kind in kinds))


CONSENT: SearchStrategy[bool | None] = st.sampled_from((True, True, True, False, None))
END = date(2027, 12, 31)
SETTLED = (GovernmentAid.REFUSED, GovernmentAid.NOT_ELIGIBLE, GovernmentAid.RECEIVED)
NAMED = three_sources(("village_collective", "charity_association", "district_finance"))
UNNAMED = three_sources(("village_collective", "township"))
ONLY_FOR = (
    None,
    None,
    frozenset({Cause.ILLNESS}),
    frozenset({Cause.EDUCATION}),
    frozenset({Cause.ILLNESS, Cause.EDUCATION}),
    frozenset({Cause.ILLNESS, Cause.ACCIDENT}),
)


def _society(name: str, **changes: Any) -> MutualAidSociety:
    facts: dict[str, Any] = {
        "form": SocietyForm.FILED,
        "council": PEOPLE[:3],
        "custodian": BODIES[0],
        "capital": _three(3_000_000, None),
    }
    return MutualAidSociety(OrganisationId(name), **(facts | changes))


def _three(fen: int, beside: int | None) -> Capital:
    """Give capital of three sources, a third each; the stated total lies so many fen beside the real one."""
    parts = Money(fen).split([1, 1, 1])
    sources = dict(zip(("council_members", "charity_association", "village_collective"), parts, strict=True))
    return Capital(sources, stated=None if beside is None else Money(fen + beside))


def _fund(
    name: str,
    capital: Money | None,
    *,
    keeps: Money,
    host: OrganisationId | None = BODIES[1],
    signed: date | None = BEGIN,
) -> CommunityCharityFund:
    return CommunityCharityFund(
        name,
        host=host,
        purposes=[Cause.ILLNESS, Cause.EDUCATION],
        committee=PEOPLE[:3],
        agreement=None if signed is None else HostAgreement(signed),
        capital=None if capital is None else Capital({"donors": capital}),
        keeps=keeps,
    )


def _after(on: date, later: int | None) -> date | None:
    return None if later is None else on + timedelta(later)


def _replays(events: Sequence[Event[Any]], law: Law) -> bool:
    try:
        Book.replay(events, law)
    except CharityError:
        return False
    return True
