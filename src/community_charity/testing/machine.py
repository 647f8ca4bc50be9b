"""A book driven at random, and a model that looks over its shoulder (状态机测试).

`BookMachine` gives a book of Xuanzhou in Anhui every kind of order that moves money, from gifts to matches, with amounts
around what is live: balances, needs, ceilings. Before each order the `BookModel` says what must be answered; after it,
both must hold the same money, fen by fen; and the opposite order at once must leave every sum as it was.

    from community_charity.testing import BookMachine

    TestBook = BookMachine.TestCase

A subclass adds rules of its own, which call `give`; an order that the model does not know goes to
``self.book`` directly. Hypothesis prints the shortest run that fails, one order a line.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from community_charity.book.periods import ClosePeriod
from community_charity.funds import EstablishFund
from community_charity.giving import (
    CorrectDonation,
    ReceiveDonation,
    RefundDonation,
    RefundReason,
    ReverseDonation,
)
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
from community_charity.purposes import MAJOR_ILLNESS
from community_charity.relief import (
    CaseId,
    CaseOutcome,
    CloseCase,
    CompletePapers,
    ExpireGrant,
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
from community_charity.rules.start_up import THIRDS
from community_charity.societies import FoundSociety, SocietyForm
from community_charity.testing.agreement import BEGIN
from community_charity.testing.cast import (
    BODIES,
    CAUSES,
    CONSENT,
    FITTING,
    HOMES,
    NAMED,
    ONLY_FOR,
    PEOPLE,
    POOLS,
    RESIDENTS,
    UNNAMED,
    in_thirds,
    sample_fund,
    sample_society,
)
from community_charity.testing.procedure_rules import Procedure
from community_charity.testing.strategies import amounts_near
from community_charity.ties import Tie, TieKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DataObject

    from community_charity.book.orders import Command
    from community_charity.organisations import Organisation


class BookMachine(Procedure):
    """Drives a book with every kind of order, and compares it with the model (账本状态机)."""

    @initialize(data=st.data())
    def begin(self, data: DataObject) -> None:
        """Begin with bodies, a society at its floor of capital, a fund, two households, and some gifts and cases."""
        head: dict[str, Any] = {"on": BEGIN}
        self.give(RegisterOrganisation(key="federation", organisation=OtherBody(BODIES[0]), **head))
        charity = Charity(BODIES[1], registered_on=BEGIN, managers=PEOPLE[6:7])
        self.give(RegisterOrganisation(key="charity", organisation=charity, **head))
        size = data.draw(st.sampled_from((3, 5)))
        self.give(FoundSociety(key="society", society=sample_society(POOLS[0], council=PEOPLE[:size]), **head))
        fund = sample_fund(POOLS[1], data.draw(amounts_near(150_000)), keeps=Money(20_000))
        self.give(EstablishFund(key="fund", fund=fund, **head))
        self.give(self._opened("county", BODIES[0], "federation", PEOPLE[:3], key="county", **head))
        for number, (home, resident) in enumerate(zip(HOMES, RESIDENTS, strict=True)):
            members = (resident, *((PEOPLE[4:6], PEOPLE[5:8:2])[number] if number < 2 else ()))
            self.give(RegisterHousehold(key=home, household=Household(home, members), **head))
        for _ in range(3):
            self.give(self._gift(data))
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
        """Enter a household, which replaces the members of a known one; now and then with people of another."""
        home = data.draw(st.integers(0, len(HOMES) - 1))
        people = st.sampled_from((*[RESIDENTS[home]] * 14, *PEOPLE, *RESIDENTS))
        members = data.draw(st.lists(people, min_size=1, max_size=2))
        household = Household(HOMES[home], tuple(members))
        return RegisterHousehold(household=household, **self._head(data))

    def _founding(self, data: DataObject) -> Command:
        """Found a society: its capital, council, members and custodian lie around what is asked for."""
        form = data.draw(st.sampled_from(SocietyForm))
        size = data.draw(st.sampled_from((3, 3, 3, 5, 2, 4)))
        council = data.draw(st.sampled_from((PEOPLE[:size], PEOPLE[:size], (*PEOPLE[: size - 1], PEOPLE[0]))))
        members, units = data.draw(st.sampled_from(((50, 0), (0, 30), (20, 30), (49, 0), (0, 29), (19, 30), (None, 0))))
        society = sample_society(
            data.draw(st.sampled_from((f"society-{self._drawn}", *POOLS))),
            form=form,
            council=council,
            supervisors=data.draw(st.sampled_from(((), (PEOPLE[7],), (PEOPLE[1],)))),
            members=members,
            unit_members=units,
            custodian=data.draw(st.sampled_from((BODIES[0], BODIES[0], None, BODIES[2], OrganisationId(POOLS[0])))),
            capital=in_thirds(data.draw(amounts_near(3_000_000)).fen, data.draw(st.sampled_from((None, 0, 0, 1)))),
        )
        policy = data.draw(st.sampled_from((None, None, None, THIRDS, NAMED, UNNAMED)))
        return FoundSociety(society=society, policy=policy, **self._head(data))

    def _funding(self, data: DataObject) -> Command:
        """Establish a fund: its host, its agreement and what it keeps lie around what is asked for."""
        head = self._head(data)
        capital = data.draw(amounts_near(80_000))
        fund = sample_fund(
            data.draw(st.sampled_from((POOLS[2], POOLS[2], *POOLS))),
            data.draw(st.sampled_from((capital, capital, None))),
            keeps=data.draw(st.sampled_from((Money(0), Money(30_000), capital, capital + Money(1)))),
            host=data.draw(st.sampled_from((BODIES[1], BODIES[1], BODIES[1], *BODIES, None))),
            signed=data.draw(st.sampled_from((BEGIN, BEGIN, head["on"], head["on"] + timedelta(1), None))),
        )
        return EstablishFund(fund=fund, **head)

    @rule(data=st.data())
    def enter(self, data: DataObject) -> None:
        """Enter a body, a tie, a household, a society, a fund or an account."""
        kinds = (self._body, self._tie, self._household, self._founding, self._funding, self._account)
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

    def _live_gift(self, data: DataObject) -> tuple[str, list[int]]:
        """Draw a gift, mostly one that stands; tell what of it was entered, is there, and may go back."""
        model = self.model
        live = [name for name, gift in model.gifts.items() if not gift["reversed"]]
        name = self._one_of(data, model.gifts, live, "society")
        if name not in model.gifts:
            return name, [10_000]
        gift = model.gifts[name]
        return name, [gift["amount"], model.unspent(gift["purse"], name), sum(fen for _, fen in model.refundable(name))]

    @precondition(lambda self: self.model.gifts)
    @rule(data=st.data())
    def send_back(self, data: DataObject) -> None:
        """Reverse the entry of a gift, or try to."""
        gift, _ = self._live_gift(data)
        self.give(ReverseDonation(donation=gift, reason="entered twice", **self._head(data)))

    @precondition(lambda self: self.model.gifts)
    @rule(data=st.data())
    def refund(self, data: DataObject) -> None:
        """Send money of a gift back: what of it is unspent and free, a fen less or more, or some of it."""
        gift, limits = self._live_gift(data)
        why = data.draw(st.sampled_from(RefundReason))
        self.give(RefundDonation(donation=gift, amount=self._near(data, *limits), why=why, **self._head(data)))

    @precondition(lambda self: self.model.gifts)
    @rule(data=st.data())
    def correct(self, data: DataObject) -> None:
        """Correct a gift: to what it is, a fen beside it, down to what is spent of it, or up."""
        gift, (entered, *rest) = self._live_gift(data)
        right = data.draw(amounts_near(entered, entered, max(entered - min(rest, default=0), 1), entered + 5_000))
        self.give(CorrectDonation(donation=gift, amount=right, reason="a slip of the pen", **self._head(data)))

    # --- rules: cases and their facts ------------------------------------------------------------

    def _opening(self, data: DataObject, *, ready: bool = False) -> Command:
        government, received = self._government(data)
        by, consent = self._referral(data)
        home, cause = self._who_and_why(data, free=ready)
        narrower = MAJOR_ILLNESS if cause is Cause.ILLNESS else None
        if ready:
            government, received, by, consent = GovernmentAid.REFUSED, Money(0), None, None
        case = ReliefCase(
            CaseId(data.draw(st.sampled_from((*[f"c-{self._drawn}"] * 5, "c-0")))),
            household=home,
            cause=cause,
            costs=self._costs(data),
            insurance=Money(0) if ready else self._aid(data),
            medical_assistance=Money(0) if ready else self._aid(data),
            government=government,
            government_aid=received,
            referred_by=by,
            consent=consent,
            urgent=data.draw(st.sampled_from((True, True, False))),
            purpose=data.draw(st.sampled_from((None, cause.purpose, narrower))),
            **{name: data.draw(st.sampled_from(facts)) for name, facts in FITTING.items()},
        )
        return OpenCase(case=case, **self._head(data))

    def _who_and_why(self, data: DataObject, *, free: bool) -> tuple[HouseholdId, Cause]:
        """Draw a household and a cause, mostly such as have no open case between them."""
        every = [(home, cause) for home in HOMES for cause in CAUSES]
        fresh = [(home, cause) for home, cause in every if not self.model.chain(home, cause.value)]
        if fresh and (free or data.draw(st.integers(0, 7))):
            return data.draw(st.sampled_from(fresh), label="household and cause")
        return data.draw(st.sampled_from([*every, (HouseholdId("h-9"), CAUSES[0])]), label="household and cause")

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
        limits = [10_000] if grant is None else [*self._needs_of(grant["case"]), model.left_of(grant)]
        return PayRelief(grant=name, amount=self._near(data, *limits), **self._head(data))

    def _needs_of(self, case: str) -> list[int]:
        return [need - self.model.paid(case) for need in self.model.needs(case) if need is not None]

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
