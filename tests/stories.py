"""Short histories in which each order lies at a limit: told to the book and the model, order by order (people invented)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from community_charity import (
    THIRDS,
    Capital,
    CaseId,
    Cause,
    Charity,
    CloseCase,
    ClosePeriod,
    CommunityCharityFund,
    CompletePapers,
    CorrectDonation,
    Cost,
    EstablishFund,
    ExpireGrant,
    FoundSociety,
    GovernmentAid,
    GrantRelief,
    HostAgreement,
    Household,
    HouseholdId,
    InvestigateCase,
    Money,
    MutualAidSociety,
    OpenCase,
    OrganisationId,
    OtherBody,
    PayRelief,
    PersonId,
    PostNotice,
    ReceiveDonation,
    RecordAid,
    RecordCosts,
    RecordGovernmentAid,
    RecordTie,
    ReferCase,
    RefundDonation,
    RegisterHousehold,
    RegisterOrganisation,
    ReliefCase,
    ReverseDonation,
    ReversePayment,
    ReviewCase,
    SocietyForm,
    Tie,
    TieKind,
    VoidGrant,
    WithdrawReview,
)
from community_charity.calendar import Period
from community_charity.flows import (
    Account,
    AgreeFees,
    ChargeFee,
    FeeTerms,
    OpenAccount,
    ReverseFee,
    ReverseTransfer,
    TransferFunds,
)
from community_charity.giving.changes import ChangePurpose
from community_charity.matching import AnnounceMatching, CancelMatching, ReturnMatch, Scope, SettleMatching
from community_charity.purposes import MAJOR_ILLNESS, RELIEF
from community_charity.relief import AdoptProcedure
from community_charity.relief.ratifying import RatifyEmergency
from community_charity.restrictions import Restriction
from community_charity.rules.campaigns.changes import UseChange, UseFixedBy
from community_charity.rules.matching import Caps, Pot, Ratio

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity import Command
    from community_charity.testing import BookMachine

DAY = date(2025, 3, 13)
ILLNESS, BOTH = frozenset({Cause.ILLNESS}), frozenset({Cause.ILLNESS, Cause.EDUCATION})
P = tuple(PersonId(f"p-{number}") for number in range(1, 14))
COUNCIL = P[:5]
FEDERATION, CHARITY = OrganisationId("federation"), OrganisationId("charity")
KEPT = Money(20_000)


class Teller:
    """Gives orders to a machine, with keys that count up and the day of the story."""

    def __init__(self, machine: BookMachine) -> None:
        self.machine = machine
        self.on = DAY
        self.count = 0

    def make(
        self, order: Callable[..., Command], *, key: str | None = None, on: date | None = None, **facts: Any
    ) -> Command:
        """Make an order of the story's day, with the next key."""
        self.count += 1
        return order(key=key or f"order-{self.count}", on=on or self.on, **facts)

    def __call__(self, order: Callable[..., Command], **facts: Any) -> None:
        """Give one order."""
        self.machine.give(self.make(order, **facts))

    def begin(self) -> None:
        """Enter two bodies, a society at its floor, a fund that keeps ¥200 of ¥500, and three households."""
        self(RegisterOrganisation, organisation=OtherBody(FEDERATION))
        self(RegisterOrganisation, organisation=Charity(CHARITY, registered_on=DAY, managers=P[6:7]))
        self(FoundSociety, society=society("society"))
        self(EstablishFund, fund=fund("fund"))
        for home, member in zip(("h-1", "h-2", "h-3"), P[10:], strict=True):
            self(RegisterHousehold, household=Household(HouseholdId(home), (member,)))

    def case(self, name: str, home: str = "h-1", cause: Cause = Cause.ILLNESS, **facts: Any) -> None:
        """Open a case that is ready to be helped, save for what is said otherwise."""
        usual: dict[str, Any] = {
            "costs": [Cost("care", Money(300_000), "paper")],
            "insurance": Money(0),
            "medical_assistance": Money(0),
            "government": GovernmentAid.REFUSED,
            "urgent": True,
        }
        self(OpenCase, case=ReliefCase(CaseId(name), household=HouseholdId(home), cause=cause, **(usual | facts)))

    def grant(
        self,
        name: str,
        case: str,
        fen: int,
        pool: str = "society",
        by: tuple[PersonId, ...] = COUNCIL[:3],
        **facts: Any,
    ) -> None:
        """Grant relief."""
        self(GrantRelief, key=name, case=case, pool=pool, amount=Money(fen), approved_by=by, **facts)

    def pay(self, name: str, grant: str, fen: int, **facts: Any) -> None:
        """Pay a grant."""
        self(PayRelief, key=name, grant=grant, amount=Money(fen), **facts)

    def gift(self, name: str, fen: int, only_for: Any, pool: str = "fund") -> None:
        """Receive a gift."""
        self(ReceiveDonation, key=name, pool=pool, amount=Money(fen), only_for=only_for)


def society(name: str, fen: int = 3_000_000, stated: int | None = None) -> MutualAidSociety:
    capital = Capital({"donors": Money(fen)}, stated=None if stated is None else Money(stated))
    return MutualAidSociety(
        OrganisationId(name), form=SocietyForm.FILED, council=COUNCIL, custodian=FEDERATION, capital=capital
    )


def fund(name: str, fen: int = 50_000, keeps: Money = KEPT) -> CommunityCharityFund:
    return CommunityCharityFund(
        name,
        host=CHARITY,
        purposes=BOTH,
        committee=COUNCIL[:3],
        agreement=HostAgreement(DAY),
        capital=Capital({"donors": Money(fen)}),
        keeps=keeps,
    )


def capital(tell: Teller) -> None:
    """Capital at its floor, a fen below, and with a wrong total; a fund that keeps all, and a fen more."""
    tell(RegisterOrganisation, organisation=OtherBody(FEDERATION))
    tell(RegisterOrganisation, organisation=Charity(CHARITY, registered_on=DAY))
    tell(FoundSociety, society=attrs.evolve(society("s-1"), custodian=None))
    for members, units in ((None, 0), (49, 0), (0, 29), (0, 30)):
        registered = attrs.evolve(
            society(f"r-{units}"), form=SocietyForm.REGISTERED, members=members, unit_members=units
        )
        tell(FoundSociety, society=registered)
    tell(FoundSociety, society=society("s-1", 2_999_999))
    tell(FoundSociety, society=society("s-1", 3_000_000))
    tell(FoundSociety, society=society("s-1", 3_000_000))
    tell(FoundSociety, society=society("s-2", 3_000_001, stated=3_000_000))
    tell(EstablishFund, fund=fund("f-1", 50_000, Money(50_001)))
    tell(EstablishFund, fund=fund("f-1", 50_000, Money(50_000)))


def gifts(tell: Teller) -> None:
    """Gifts that go back leave holes, which payments jump; a payment that is undone gives back whose it was."""
    tell.begin()
    for name, fen in (("first", 30_000), ("second", 20_000), ("third", 50_000)):
        tell.gift(name, fen, ILLNESS)
    tell.gift("outside", 100, frozenset({Cause.DISASTER}))
    tell(ReverseDonation, donation="second", reason="sent twice")
    tell(ReverseDonation, donation="second", reason="sent twice")
    tell.case("c-1")
    tell.grant("g-1", "c-1", 70_000, "fund")
    tell.pay("pay-1", "g-1", 60_000)
    tell.gift("fourth", 90_000, ILLNESS)
    tell(ReverseDonation, donation="first", reason="sent twice")
    tell(ReverseDonation, donation="third", reason="sent twice")
    tell(ReversePayment, payment="nothing", reason="wrong account")
    tell(ReversePayment, payment="pay-1", reason="wrong account")
    tell(ReversePayment, payment="pay-1", reason="wrong account")
    tell.pay("pay-2", "g-1", 10_000)
    tell(ReverseDonation, donation="first", reason="sent twice")


def refunds(tell: Teller) -> None:
    """What is unspent, not promised, and above what the fund keeps goes back, to the fen; the rest is refused."""
    tell.begin()

    def refund(gift: str, fen: int, **facts: Any) -> None:
        tell(RefundDonation, donation=gift, amount=Money(fen), why="sent_twice", **facts)

    tell.gift("ill", 30_000, ILLNESS)
    tell.gift("free", 10_000, None)
    tell.case("c-1")
    tell.case("c-2", "h-2", cause=Cause.EDUCATION)
    tell.grant("g-1", "c-1", 20_000, "fund")
    tell.pay("pay-1", "g-1", 5_000)
    refund("nothing", 1)
    refund("fund/donors", 1)
    refund("ill", 1, on=DAY - timedelta(1))
    refund("ill", 10_001)
    refund("ill", 4_000)
    refund("ill", 6_001)
    refund("ill", 6_000)
    refund("ill", 1)
    tell(ReverseDonation, donation="ill", reason="sent twice")
    tell(VoidGrant, grant="g-1", reason="moved away")
    refund("ill", 15_001)
    tell(ReversePayment, payment="pay-1", reason="wrong account")
    refund("ill", 20_001)
    refund("ill", 20_000)
    refund("ill", 1)
    tell.grant("g-2", "c-2", 35_000, "fund")
    refund("free", 5_001)
    refund("free", 5_000)
    tell.gift("more", 10_000, None)
    refund("more", 10_001)
    refund("more", 10_000)
    tell.gift("closed", 10_000, None)
    tell(ClosePeriod, through=DAY, on=DAY + timedelta(1))
    refund("closed", 1)
    refund("closed", 1, on=DAY + timedelta(1))


def corrections(tell: Teller) -> None:
    """An amount is corrected up and down, never below what is spent, promised or kept, and counts from then on."""
    tell.begin()

    def correct(gift: str, fen: int, **facts: Any) -> None:
        tell(CorrectDonation, donation=gift, amount=Money(fen), reason="a slip", **facts)

    tell.gift("ill", 30_000, ILLNESS)
    tell.gift("other", 10_000, ILLNESS)
    correct("nothing", 1)
    correct("ill", 30_000)
    correct("ill", 29_999, on=DAY - timedelta(1))
    correct("ill", 40_000)
    correct("ill", 40_000)
    correct("ill", 42_000)
    tell(RefundDonation, donation="ill", amount=Money(9_000), why="too_much")
    tell.case("c-1")
    tell.grant("g-1", "c-1", 25_000, "fund")
    tell.pay("pay-1", "g-1", 22_000)
    correct("ill", 31_000)
    correct("ill", 26_999)
    correct("ill", 33_000)
    correct("ill", 32_000)
    correct("ill", 31_999)
    tell.pay("pay-2", "g-1", 3_000)
    tell(RefundDonation, donation="other", amount=Money(8_001), why="too_much")
    tell(RefundDonation, donation="other", amount=Money(8_000), why="too_much")
    correct("other", 1_999)
    correct("other", 9_999)
    correct("other", 20_000)
    tell.gift("wrong", 5_000, ILLNESS)
    correct("wrong", 4_000)
    tell(ReverseDonation, donation="wrong", reason="never came")
    correct("wrong", 3_000)
    tell(RefundDonation, donation="wrong", amount=Money(1), why="too_much")
    tell.gift("free", 10_000, None)
    tell.case("c-2", "h-2", cause=Cause.EDUCATION)
    tell.grant("g-2", "c-2", 36_000, "fund")
    correct("free", 5_999)
    correct("free", 6_000)


def lots(tell: Teller) -> None:
    """What came last of a gift goes back first; a lot is cut twice, and a payment steps over all that is gone."""
    tell.begin()
    for name in ("a", "b", "c"):
        tell.gift(name, 10_000, ILLNESS)
    tell(CorrectDonation, donation="a", amount=Money(15_000), reason="a slip")
    for gift, fen in (("a", 7_000), ("b", 3_000), ("b", 3_000), ("c", 10_000)):
        tell(RefundDonation, donation=gift, amount=Money(fen), why="too_much")
    tell.gift("d", 30_000, ILLNESS)
    tell.case("c-1")
    tell.grant("g-1", "c-1", 40_000, "fund")
    tell.pay("pay-1", "g-1", 3_000)
    tell.pay("pay-2", "g-1", 6_000)
    tell.pay("pay-3", "g-1", 8_000)
    tell(ReversePayment, payment="pay-2", reason="wrong account")
    tell.pay("pay-4", "g-1", 17_000)
    tell(VoidGrant, grant="g-1", reason="moved away")
    tell(RefundDonation, donation="a", amount=Money(5_001), why="too_much")
    tell(RefundDonation, donation="a", amount=Money(5_000), why="too_much")
    tell(RefundDonation, donation="b", amount=Money(1_001), why="too_much")
    tell(RefundDonation, donation="b", amount=Money(1_000), why="too_much")


RESTRICTED: dict[str, dict[str, Any]] = {
    "since": {"since": DAY + timedelta(1)},
    "relief": {"purposes": [RELIEF]},
    "ill": {"purposes": [Cause.ILLNESS]},
    "ill or at school": {"purposes": BOTH},
    "major": {"purposes": [MAJOR_ILLNESS]},
    "here": {"place": "cn/anhui/xuancheng"},
    "old": {"groups": ["elderly", "poor"]},
    "old here": {"groups": ["elderly"], "place": "cn/anhui/xuancheng"},
    "wells": {"project": "wells"},
    "soon": {"until": DAY + timedelta(7)},
    "sooner": {"until": DAY + timedelta(6), "purposes": [Cause.ILLNESS]},
}
KNOWN: dict[str, Any] = {
    "purpose": MAJOR_ILLNESS,
    "place": "cn/anhui/xuancheng/xuanzhou",
    "groups": ["elderly"],
    "project": "wells",
}


def restrictions(tell: Teller) -> None:
    """Money serves what its giver named and all that is narrower; the soonest to end and the narrowest is drawn first."""
    tell.begin()
    for name, facts in RESTRICTED.items():
        tell.gift(name.replace(" ", "-"), 1_000, Restriction(**facts), "society")
    tell.case("c-1")
    tell.case("c-2", "h-2", **KNOWN)
    beside: dict[str, Any] = {"place": "cn/anhui/xuancheng-2", "groups": ["child"], "project": "wells-2"}
    tell.case("c-3", "h-3", **beside)
    last, after = DAY + timedelta(7), DAY + timedelta(8)
    tell.grant("g-1", "c-1", 2_500)
    tell.grant("g-3", "c-3", 3_500)
    tell.pay("pay-0", "g-1", 100, on=after)
    tell.pay("pay-1", "g-1", 500, on=last - timedelta(1))
    tell.pay("pay-2", "g-1", 500, on=last - timedelta(1))
    tell.pay("pay-3", "g-1", 600, on=last)
    tell.pay("pay-4", "g-1", 300, on=after)
    tell(VoidGrant, grant="g-1", reason="moved away")
    tell(VoidGrant, grant="g-3", reason="moved away")
    tell.case("c-5", "h-2", cause=Cause.ACCIDENT)
    tell.grant("g-5", "c-5", 1_500)
    tell.grant("g-2", "c-2", 6_500)
    for number in range(6):
        tell.pay(f"paid-{number}", "g-2", 1_000)
    tell.gift("too-late", 1_000, Restriction(until=last), "society")
    tell.case("c-6", "h-1", cause=Cause.DISASTER)
    tell.grant("g-6", "c-6", 100, on=last)
    tell.pay("paid-on-the-last-day", "g-6", 100, on=last)
    tell.case("c-7", "h-1", cause=Cause.EDUCATION)
    tell.grant("g-4", "c-7", 3_200, on=after)
    tell.pay("late", "g-4", 3_200, on=after)
    tell(OpenCase, case=ReliefCase(CaseId("c-4"), household=HouseholdId("h-3"), cause=Cause.DISASTER))


def changes(tell: Teller) -> None:
    """Gifts are restricted to something else, what is unspent of them; they go back from wherever they lie in the pool."""
    tell.begin()

    def change(gifts: tuple[str, ...], only_for: Any, to: Any, pool: str = "fund", **facts: Any) -> None:
        agreed = UseChange("use", fixed_by=[UseFixedBy.AGREEMENT], really_needed=True, donor_consents=True)
        usual: dict[str, Any] = {"only_for": only_for, "to": to, "change": agreed}
        tell(ChangePurpose, pool=pool, donations=gifts, **(usual | facts))

    tell.gift("a", 10_000, ILLNESS)
    tell.gift("b", 5_000, ILLNESS)
    tell.gift("c", 5_000, None)
    change(("a",), ILLNESS, BOTH, "nothing")
    change(("nothing",), ILLNESS, BOTH)
    change(("a",), BOTH, None)
    change(("c",), ILLNESS, BOTH)
    change(("a",), ILLNESS, BOTH, on=DAY - timedelta(1))
    change(("a",), ILLNESS, ILLNESS)
    change(("a",), ILLNESS, [Cause.DISASTER])
    for consents in (None, False):
        agreed = UseChange("use", fixed_by=[UseFixedBy.AGREEMENT], really_needed=True, donor_consents=consents)
        change(("a",), ILLNESS, BOTH, change=agreed)
    tell.case("c-1")
    tell.grant("g-1", "c-1", 3_000, "fund")
    tell.pay("pay-1", "g-1", 2_000)
    change(("a", "b"), ILLNESS, BOTH)
    change(("a",), ILLNESS, BOTH)
    tell(CorrectDonation, donation="a", amount=Money(14_000), reason="a slip")
    tell(RefundDonation, donation="a", amount=Money(12_001), why="too_much")
    tell(RefundDonation, donation="a", amount=Money(11_000), why="too_much")
    tell(ReverseDonation, donation="b", reason="never came")
    tell(RefundDonation, donation="a", amount=Money(1_001), why="too_much")
    tell(RefundDonation, donation="a", amount=Money(1_000), why="too_much")
    change(("b", "c"), None, BOTH)
    change(("c",), None, BOTH)
    change(("b",), ILLNESS, None)
    tell(VoidGrant, grant="g-1", reason="moved away")
    change(("b",), ILLNESS, None)
    tell(RefundDonation, donation="b", amount=Money(5_000), why="too_much")


def flows(tell: Teller) -> None:
    """Money passes from account to account under its restriction, and comes back as long as it lies untouched."""
    tell.begin()
    tell(OpenAccount, account=Account("county", holder=FEDERATION, role="federation", deciders=P[:3]))
    tell(OpenAccount, account=Account("village", holder=CHARITY, role="village", deciders=P[:3]))
    tell(OpenAccount, account=Account("village", holder=CHARITY, role="village"))
    tell(OpenAccount, account=Account("nowhere", holder=OrganisationId("nobody"), role="village"))

    def transfer(name: str, source: str, target: str, fen: int, only_for: Any = None, **facts: Any) -> None:
        usual: dict[str, Any] = {"source": source, "target": target, "only_for": only_for}
        usual["approved_by"] = P[:2] if source == "county" else ()
        tell(TransferFunds, key=name, amount=Money(fen), **(usual | facts))

    for name, fen in (("first", 6_000), ("second", 4_000)):
        tell.gift(name, fen, None, "county")
        tell.gift(f"{name}-ill", fen, ILLNESS, "county")
    tell(OpenAccount, account=Account("platform", holder=CHARITY, role="platform"))
    tell.gift("on-the-platform", 100, None, "platform")
    transfer("t-0", "platform", "county", 100)
    transfer("t-0", "platform", "county", 100, approved_by=P[:3])
    transfer("t-0", "county", "county", 1)
    transfer("t-0", "county", "nothing", 1)
    transfer("t-0", "county", "village", 10_001)
    transfer("t-0", "county", "village", 1, frozenset({Cause.DISASTER}))
    transfer("t-1", "county", "village", 7_000)
    transfer("t-2", "county", "village", 7_000, ILLNESS)
    transfer("t-3", "village", "county", 1_000, ILLNESS, approved_by=P[:1])
    transfer("t-3", "village", "county", 1_000, ILLNESS, approved_by=P[:2])
    transfer("t-4", "village", "fund", 6_000, ILLNESS, approved_by=P[1:3])
    transfer("t-5", "fund", "county", 1, approved_by=COUNCIL[:3])
    transfer("t-5", "society", "fund", 1_000, approved_by=COUNCIL[:3])
    transfer("t-6", "village", "fund", 1, frozenset({Cause.DISASTER}), approved_by=P[:2])
    tell(ReverseTransfer, transfer="t-2", reason="to the wrong village")
    tell(RefundDonation, donation="first-ill", amount=Money(2_000), why="too_much")
    tell(ReverseDonation, donation="second-ill", reason="never came")
    tell.case("c-1")
    tell.grant("g-1", "c-1", 5_000, "fund")
    tell(ReverseTransfer, transfer="t-4", reason="to the wrong fund")
    tell(VoidGrant, grant="g-1", reason="moved away")
    tell(ReverseTransfer, transfer="t-4", reason="to the wrong fund", on=DAY - timedelta(1))
    tell(ReverseTransfer, transfer="t-4", reason="to the wrong fund")
    tell(ReverseTransfer, transfer="t-4", reason="to the wrong fund")
    tell(ReverseTransfer, transfer="nothing", reason="to the wrong fund")
    tell(RecordTie, tie=Tie(P[0], CHARITY, TieKind.EMPLOYER))
    transfer("t-7", "society", "village", 100, [RELIEF], approved_by=COUNCIL[:3])


def fees(tell: Teller) -> None:
    """No fee without terms, none above them or above the cap; a fee comes back, and counts no more."""
    tell.begin()
    tell(OpenAccount, account=Account("county", holder=FEDERATION, role="federation", deciders=P[:3]))

    def charge(name: str, fen: int, pool: str = "county", kind: str = "management", **facts: Any) -> None:
        tell(ChargeFee, key=name, pool=pool, kind=kind, amount=Money(fen), **facts)

    def agree(pool: str, *terms: FeeTerms, **facts: Any) -> None:
        mine = {"approved_by": P[:2]} if pool in {"county", "city"} else {}
        tell(AgreeFees, pool=pool, terms=terms, **(mine | facts))

    tell.gift("first", 9_999, None, "county")
    charge("fee-1", 1)
    charge("fee-1", 1, "nothing")
    agree("nothing", FeeTerms("management", Fraction(1, 50)))
    tell(OpenAccount, account=Account("platform", holder=CHARITY, role="platform"))
    agree("platform", FeeTerms("payment_channel", Fraction(1, 1000)))
    agree("county", FeeTerms("management", Fraction(1, 50)), FeeTerms("platform", Fraction(1, 2)))
    charge("fee-1", 1, kind="platform")
    charge("fee-1", 200)
    charge("fee-1", 199)
    charge("fee-2", 1)
    tell.gift("second", 1, None, "county")
    charge("fee-2", 1)
    agree("county", FeeTerms("management", Fraction(1, 5)))
    charge("fee-3", 801)
    charge("fee-3", 800)
    tell(ReverseFee, fee="fee-1", reason="charged twice", on=DAY - timedelta(1))
    tell(ReverseFee, fee="fee-1", reason="charged twice")
    tell(ReverseFee, fee="fee-1", reason="charged twice")
    tell(ReverseFee, fee="nothing", reason="charged twice")
    charge("fee-4", 200)
    charge("fee-4", 199)
    agree("society", FeeTerms("management", Fraction(1, 50)), approved_by=COUNCIL[:2])
    agree("society", FeeTerms("management", Fraction(1, 50)), approved_by=COUNCIL[:3])
    charge("fee-5", 1, "society")
    tell(RefundDonation, donation="first", amount=Money(5_000), why="too_much")
    charge("fee-6", 1)
    tell(OpenAccount, account=Account("city", holder=FEDERATION, role="federation", deciders=P[:3]))
    agree("city", FeeTerms("payment_channel", Fraction(1, 50)))
    agree("city", FeeTerms("payment_channel", Fraction(1, 20)), on=DAY + timedelta(1))
    tell.gift("third", 10_000, None, "city")
    tell(RefundDonation, donation="third", amount=Money(5_000), why="too_much")
    charge("fee-7", 101, "city", "payment_channel")
    charge("fee-7", 100, "city", "payment_channel")
    charge("fee-8", 151, "city", "payment_channel", on=DAY + timedelta(1))
    charge("fee-8", 150, "city", "payment_channel", on=DAY + timedelta(1))
    agree("city", FeeTerms("fundraising_cost", Fraction(1, 2)))
    tell(OpenAccount, account=Account("town", holder=FEDERATION, role="federation", deciders=P[:3]))
    tell(TransferFunds, source="city", target="town", amount=Money(4_700), approved_by=P[:2])
    charge("fee-9", 51, "city", "fundraising_cost")
    charge("fee-9", 50, "city", "fundraising_cost")
    tell(TransferFunds, key="back", source="town", target="city", amount=Money(4_700), approved_by=P[:2])
    charge("fee-10", 2_451, "city", "fundraising_cost")
    charge("fee-10", 2_450, "city", "fundraising_cost")


def matching(tell: Teller) -> None:
    """A budget matches gifts as they come, to the cap and the last fen, and takes back what is unspent."""
    tell.begin()
    tell(OpenAccount, account=Account("pot", holder=FEDERATION, role="matching_pot", deciders=P[:3]))
    tell.gift("in-the-pot", 9_000, None, "pot")

    def announce(name: str, budget: int, **facts: Any) -> None:
        usual: dict[str, Any] = {"source": "pot", "gifts": Scope(["fund"]), "approved_by": P[:2]}
        caps = Caps(per_gift=Money(4_000))
        pot = Pot(Money(budget), Ratio(Fraction(1, 2)), caps=caps, window=facts.pop("window", None))
        tell(AnnounceMatching, key=name, pot=pot, **(usual | facts))

    announce("m-0", 100, gifts=Scope(["nothing"]))
    announce("m-0", 100, gifts=Scope(["pot"]))
    announce("m-0", 9_001, guaranteed=Money(9_001))
    announce("m-0", 100, window=Period(DAY - timedelta(2), DAY - timedelta(1)))
    announce("m-1", 10_000, guaranteed=Money(5_000))
    tell(CancelMatching, matching="nothing", reason="no partner found")
    tell(SettleMatching, matching="m-1", on=DAY - timedelta(1))
    tell.gift("a", 5_001, ILLNESS)
    tell.gift("b", 9_000, None)
    tell.gift("c", 9_000, ILLNESS)
    tell.gift("elsewhere", 9_000, None, "society")
    tell(CancelMatching, matching="m-1", reason="no partner found")
    tell(SettleMatching, key="s-1", matching="m-1")
    for order in (RefundDonation, CorrectDonation):
        why: dict[str, Any] = {"why": "too_much"} if order is RefundDonation else {"reason": "a slip"}
        tell(order, donation="a", amount=Money(1_000), **why)
    tell(ReverseDonation, donation="a", reason="never came")
    tell.case("c-1")
    tell.grant("g-1", "c-1", 17_500, "fund")
    tell.pay("pay-1", "g-1", 17_500)
    tell.case("c-2", "h-2")
    tell.grant("g-2", "c-2", 1_000, "fund")
    tell(ReturnMatch, settlement="s-1", gift="nothing")
    tell(ReturnMatch, settlement="s-1", gift="a", on=DAY - timedelta(1))
    tell(ReturnMatch, settlement="s-1", gift="a")
    tell(VoidGrant, grant="g-2", reason="moved away")
    tell(ReturnMatch, key="r-1", settlement="s-1", gift="b")
    tell(ReturnMatch, key="r-2", settlement="s-1", gift="c")
    tell(ReturnMatch, key="r-3", settlement="s-1", gift="a")
    tell(ReturnMatch, settlement="s-1", gift="a")
    tell(RefundDonation, donation="b", amount=Money(9_000), why="too_much")
    tell(ReverseDonation, donation="c", reason="never came")
    tell.gift("d", 3_000, None)
    tell(SettleMatching, key="s-2", matching="m-1")
    tell(CancelMatching, matching="m-1", reason="no partner found")
    announce("m-2", 3_000, window=Period(DAY, DAY + timedelta(2)), guaranteed=Money(2_000))
    tell.gift("e", 20_000, None)
    tell(SettleMatching, key="s-3", matching="m-2", on=DAY + timedelta(2))
    tell.gift("f", 20_000, None)
    tell(SettleMatching, key="s-4", matching="m-2", on=DAY + timedelta(3))
    tell(SettleMatching, key="s-5", matching="m-2", on=DAY + timedelta(3))
    tell.gift("more-in-the-pot", 9_000, None, "pot")
    announce("m-3", 5_000, gifts=Scope(["fund"], only_for=[Cause.EDUCATION]))
    tell.gift("h", 2_000, [Cause.EDUCATION])
    tell(RefundDonation, donation="h", amount=Money(1_000), why="too_much")
    tell(SettleMatching, key="s-6", matching="m-3")
    announce("m-4", 4_000, gifts=Scope(["society"]), guaranteed=Money(3_000), on=DAY + timedelta(1))
    tell(ReceiveDonation, key="i", pool="society", amount=Money(1_000), on=DAY + timedelta(1))
    tell(SettleMatching, key="s-7", matching="m-4", on=DAY + timedelta(1))
    tell(CancelMatching, matching="m-4", reason="enough", on=DAY + timedelta(1))


def purses(tell: Teller) -> None:
    """The narrowest purse pays first, no purse for another cause, and a fund keeps what it is to keep."""
    tell.begin()
    tell.gift("both", 10_000, BOTH)
    tell.gift("ill", 10_000, ILLNESS)
    tell.case("c-1")
    tell.case("c-2", cause=Cause.EDUCATION)
    tell.case("c-3", cause=Cause.DISASTER)
    tell.grant("g-0", "c-3", 100, "fund")
    tell.grant("g-1", "c-2", 40_001, "fund")
    tell.grant("g-1", "c-1", 50_001, "fund")
    tell.grant("g-1", "c-1", 15_000, "fund")
    tell.pay("pay-0", "g-1", 5_000)
    tell.pay("pay-1", "g-1", 7_000)
    tell.pay("pay-2", "g-1", 3_001)
    tell.pay("pay-2", "g-1", 2_000)
    tell(VoidGrant, grant="g-1", reason="moved away")
    tell.gift("free", 5_000, None)
    tell.grant("g-2", "c-2", 38_000, "fund")
    tell(ReverseDonation, donation="free", reason="sent twice")
    tell.grant("g-3", "c-1", 3_001, "fund")
    gift = tell.make(ReceiveDonation, pool="fund", amount=Money(1_000), only_for=ILLNESS)
    more: dict[str, Any] = {"case": "c-1", "pool": "fund", "amount": Money(4_000), "approved_by": COUNCIL[:3]}
    tell.machine.give(gift, tell.make(GrantRelief, on=date(2026, 1, 1), **more))


def years(tell: Teller) -> None:
    """¥1,000 for a case, ¥2,000 for a household in a year, once for a cause, from societies; what is taken back counts no more."""
    tell.begin()
    tell(FoundSociety, society=society("other"))
    causes = (Cause.ILLNESS, Cause.EDUCATION, Cause.DISASTER)
    for number, cause in enumerate(causes, start=1):
        tell.case(f"c-{number}", cause=cause)
    tell.case("c-4", cause=Cause.ILLNESS)
    tell.case("c-1")
    tell.grant("g-1", "c-1", 100_001)
    tell.grant("g-1", "c-1", 60_000)
    tell.grant("again", "c-1", 100)
    tell.pay("pay-1", "g-1", 60_000)
    tell.grant("again", "c-1", 100)
    tell.grant("again", "c-1", 100, "other")
    tell.grant("beside", "c-1", 20_000, "fund")
    tell(VoidGrant, grant="beside", reason="moved away")
    tell.grant("next-year", "c-1", 40_001, on=date(2026, 1, 1))
    tell.grant("g-2", "c-2", 100_000, "other")
    tell.grant("g-3", "c-3", 40_001)
    tell.grant("g-3", "c-3", 40_000)
    tell(CloseCase, case="c-1", outcome="relieved")
    tell.case("c-4", cause=Cause.ILLNESS)
    tell.grant("g-4", "c-4", 100)
    tell(CloseCase, case="c-4", outcome="withdrawn")
    tell(ReversePayment, payment="pay-1", reason="wrong account")
    tell(CloseCase, case="c-1", outcome="withdrawn")
    tell.case("c-5", cause=Cause.ILLNESS)
    tell.grant("g-4", "c-5", 60_001)
    tell.grant("g-4", "c-5", 60_000)
    tell(VoidGrant, grant="g-3", reason="moved away")
    tell.grant("g-5", "c-3", 40_000)


def panel(tell: Teller) -> None:
    """More than half of those entitled, none with an interest, no relative of a manager, two officers at once."""
    tell.begin()
    for number in (1, 2, 3):
        tell.case(f"c-{number}", f"h-{number}")
    tell(RecordTie, tie=Tie(P[4], P[10], TieKind.SPOUSE, until=DAY + timedelta(7)))
    tell(RecordTie, tie=Tie(P[11], P[6], TieKind.SIBLING))
    for member in COUNCIL[3:]:
        tell(RecordTie, tie=Tie(member, P[12], TieKind.EMPLOYER))
    tell.grant("g-1", "c-1", 100, by=COUNCIL[:2])
    tell.grant("g-1", "c-1", 100, by=COUNCIL[2:5], on=DAY + timedelta(7))
    tell.grant("g-1", "c-1", 100, by=(P[0], P[1], P[8]))
    tell.grant("g-1", "c-1", 100, by=())
    tell.grant("g-2", "c-2", 100, "fund")
    tell.grant("g-3", "c-1", 100, by=(P[0],), emergency=True)
    tell.grant("g-3", "c-1", 100, by=(P[0], P[1]), emergency=True)
    tell.grant("g-4", "c-3", 100, by=COUNCIL[:1])
    tell.grant("g-4", "c-3", 100, by=COUNCIL[:2])


def emergency(tell: Teller) -> None:
    """At once only where it is urgent; papers are owed afterwards, each with its evidence."""
    tell.begin()
    stated = (Cost("care", Money(50_000)),)
    tell.case("c-1", costs=stated, insurance=None, government=GovernmentAid.PENDING)
    tell.case("c-2", "h-2", urgent=False)
    tell.grant("g-2", "c-2", 100, emergency=True)
    tell.grant("g-1", "c-1", 50_001, emergency=True)
    tell(CompletePapers, case="c-1", costs=stated)
    tell.grant("g-1", "c-1", 30_000, emergency=True)
    tell.grant("g-3", "c-1", 100, emergency=True, on=date(2026, 1, 1))
    tell.pay("pay-1", "g-1", 30_000)
    tell.grant("g-3", "c-1", 100, emergency=True, on=date(2026, 1, 1))
    tell(CloseCase, case="c-1", outcome="relieved")
    tell(CompletePapers, case="c-1", costs=stated)
    tell(CompletePapers, case="c-1", costs=())
    tell(CompletePapers, case="c-1", costs=(Cost("care", Money(50_000), "paper"),))
    tell(CloseCase, case="c-1", outcome="relieved")
    tell(RatifyEmergency, grant="nothing", present=COUNCIL, in_favour=COUNCIL)
    for came, agreed, on in ((3, 3, DAY), (4, 2, DAY), (4, 3, DAY - timedelta(1)), (4, 3, DAY), (4, 3, DAY)):
        tell(RatifyEmergency, grant="g-1", present=COUNCIL[:came], in_favour=COUNCIL[:agreed], on=on)
    tell(CloseCase, case="c-1", outcome="not_eligible")
    tell(CloseCase, case="c-1", outcome="relieved")
    tell.gift("more", 200_000, None)
    tell.case("c-3", "h-3")
    tell.grant("g-4", "c-3", 100_000)
    tell.pay("pay-4", "g-4", 100_000)
    tell.grant("g-5", "c-3", 100_001, "fund", emergency=True)
    tell.grant("g-5", "c-3", 60_000, "fund", emergency=True)
    tell.pay("pay-5", "g-5", 60_000)
    tell(CompletePapers, case="c-3", costs=(Cost("care", Money(300_000), "paper"),))
    tell.grant("g-6", "c-3", 40_001, "fund", emergency=True)
    tell.grant("g-6", "c-3", 40_000, "fund", emergency=True)


def need(tell: Teller) -> None:
    """Government first, consent to a referral, evidence; no more than the need, also when aid comes later."""
    tell.begin()
    unsettled = (GovernmentAid.UNKNOWN, GovernmentAid.NOT_APPLIED, GovernmentAid.PENDING)
    causes = (Cause.ILLNESS, Cause.EDUCATION, Cause.DISASTER)
    for number, (government, cause) in enumerate(zip(unsettled, causes, strict=True)):
        tell.case(f"u-{number}", "h-3", cause=cause, government=government)
        tell.grant("g-0", f"u-{number}", 100)
    tell.case("c-1", insurance=None)
    tell.grant("g-1", "c-1", 100)
    costs = [Cost("care", Money(20_000), "paper"), Cost("food", Money(20_000))]
    tell.case("c-2", cause=Cause.EDUCATION, costs=costs)
    tell.grant("g-2", "c-2", 20_001)
    tell.grant("g-2", "c-2", 20_000)
    tell(CloseCase, case="c-2", outcome="withdrawn")
    tell(RecordAid, case="c-2", other_aid=Money(30_000))
    tell.pay("pay-2", "g-2", 10_001)
    tell(RecordAid, case="c-2", other_aid=Money(5_000))
    tell.pay("pay-2", "g-2", 15_001)
    tell.pay("pay-2", "g-2", 15_000)
    for name, consent in (("r-1", None), ("r-2", False), ("r-3", True)):
        tell.case(name, "h-2", cause=Cause.DISASTER, referred_by="federation", consent=consent)
    tell(ReferCase, case="r-3", by="charity", consent=None)
    tell(ReferCase, case="r-3", by="nobody", consent=True)
    tell.grant("g-3", "r-3", 100)


def time(tell: Teller) -> None:
    """A grant is paid up to its last day and expires after it; closed days stay closed; a key means one order."""
    tell.begin()
    for number in (1, 2):
        tell.case(f"c-{number}", f"h-{number}")
    last, after = DAY + timedelta(7), DAY + timedelta(8)
    tell.grant("g-0", "c-1", 10_000, expires=DAY - timedelta(1))
    tell.grant("g-1", "c-1", 10_000, expires=last)
    tell.pay("pay-1", "g-1", 10_001)
    tell.pay("pay-1", "g-1", 4_000, on=last)
    tell(ExpireGrant, grant="g-1", on=last)
    tell.pay("pay-2", "g-1", 100, on=after)
    tell(ExpireGrant, grant="g-1", on=after)
    tell.pay("pay-2", "g-1", 100, on=last)
    tell.grant("g-2", "c-2", 10_000)
    tell(VoidGrant, grant="g-2", reason="moved away")
    tell.pay("pay-3", "g-2", 100)
    tell(ClosePeriod, through=last, on=last)
    tell(ClosePeriod, key="close", through=last, on=after)
    tell.gift("late", 100, None)
    tell(ReceiveDonation, pool="fund", amount=Money(100), on=last)
    tell(ReceiveDonation, pool="nowhere", amount=Money(100), on=last)
    tell(ReceiveDonation, pool="fund", amount=Money(100), on=after)
    tell(ClosePeriod, through=DAY, on=after)
    tell(ClosePeriod, key="close", through=DAY, on=after)
    tell(ClosePeriod, key="close", through=last, on=after)


def together(tell: Teller) -> None:
    """Several orders count all or not at all."""
    tell.begin()
    tell.case("c-1")
    gift = tell.make(ReceiveDonation, pool="fund", amount=Money(100), only_for=ILLNESS)
    tell.machine.give(gift, tell.make(PayRelief, grant="nothing", amount=Money(1)))
    tell.machine.give(gift, attrs.evolve(gift, key="other"), gift)


def procedure(tell: Teller) -> None:
    """Looked into, reviewed by enough of those who may, on notice to its last day, and granted to the fen."""
    tell.begin()
    for name in ("h-1", "h-2"):
        tell.case(f"c-{name}", name)
    tell(RecordTie, tie=Tie(P[4], P[10], TieKind.SPOUSE))

    def review(name: str, came: tuple[PersonId, ...], agreed: tuple[PersonId, ...], **facts: Any) -> None:
        usual: dict[str, Any] = {"case": "c-h-1", "pool": "society", "amount": Money(60_000)}
        tell(ReviewCase, key=name, present=came, in_favour=agreed, **(usual | facts))

    tell(AdoptProcedure, pool="nothing", steps=["review"], approved_by=COUNCIL)
    tell(AdoptProcedure, pool="society", steps=["review"], approved_by=COUNCIL[:2])
    tell(AdoptProcedure, pool="society", steps=["review"], approved_by=COUNCIL, on=DAY - timedelta(1))
    tell(AdoptProcedure, pool="society", steps=["investigation", "review", "notice"], approved_by=COUNCIL[:3])
    tell.grant("g-1", "c-h-1", 100, by=COUNCIL[:4])
    review("r-0", COUNCIL[:4], COUNCIL[:4])
    for looked in (P[:1], (P[0], P[0]), (P[0], P[10]), (P[0], P[4])):
        tell(InvestigateCase, case="c-h-1", by=looked, report="paper")
    tell(InvestigateCase, case="c-h-1", by=P[6:8], report="paper", on=DAY - timedelta(1))
    tell(InvestigateCase, case="c-h-1", by=P[6:8], report="paper")
    tell(InvestigateCase, case="nothing", by=P[6:8], report="paper")
    review("r-0", COUNCIL[:2], COUNCIL[:2])
    review("r-0", COUNCIL[:4], COUNCIL[:2])
    review("r-0", COUNCIL[2:], COUNCIL[2:])
    review("r-0", (*COUNCIL[:2], P[6]), COUNCIL[:2])
    review("r-0", (), ())
    review("r-0", COUNCIL[:4], COUNCIL[:4], pool="nothing")
    review("r-0", COUNCIL[:4], COUNCIL[:4], case="nothing")
    review("r-0", COUNCIL[:4], COUNCIL[:4], on=DAY - timedelta(1))
    review("r-0", COUNCIL[:3], COUNCIL[:3])
    review("r-9", COUNCIL[:3], COUNCIL[:3])
    tell(WithdrawReview, review="r-0", reason="new facts", on=DAY - timedelta(1))
    tell(WithdrawReview, review="r-0", reason="new facts")
    tell(WithdrawReview, review="r-0", reason="new facts")
    tell(PostNotice, review="r-0")
    review("r-1", COUNCIL[:4], COUNCIL[:3])
    tell(CloseCase, case="c-h-1", outcome="withdrawn")
    tell.grant("g-1", "c-h-1", 100, by=(), review="r-1")
    tell(PostNotice, review="nothing")
    tell(PostNotice, review="r-1", on=DAY - timedelta(1))
    tell(PostNotice, review="r-1")
    tell(PostNotice, review="r-1")
    last, after = DAY + timedelta(5), DAY + timedelta(6)
    tell.grant("g-1", "c-h-1", 60_000, by=(), review="r-1", on=last)
    tell.grant("g-0", "c-h-1", 10_000, by=COUNCIL[:2], emergency=True)
    tell(WithdrawReview, review="r-1", reason="new facts")
    tell.pay("pay-0", "g-0", 10_000)
    tell(CompletePapers, case="c-h-1", costs=(Cost("care", Money(300_000), "paper"),))
    tell(ReversePayment, payment="pay-0", reason="wrong account")
    for named, case, pool in (("nothing", "c-h-1", "society"), ("r-1", "c-h-2", "society"), ("r-1", "c-h-1", "fund")):
        tell.grant("g-1", case, 60_000, pool, by=(), review=named, on=after)
    for by in (P[6:7], P[4:5]):
        tell.grant("g-1", "c-h-1", 60_000, by=by, review="r-1", on=after)
    tell.grant("g-1", "c-h-1", 60_001, by=(), review="r-1", on=after)
    tell.grant("g-1", "c-h-1", 60_000, by=(), review="r-1", on=after)
    tell(WithdrawReview, review="r-1", reason="new facts", on=after)
    tell(VoidGrant, grant="g-1", reason="moved away", on=after)
    tell.grant("g-2", "c-h-1", 60_000, by=(), review="r-1", on=after)
    tell(InvestigateCase, case="c-h-2", by=P[6:8], report="paper")
    tell(AdoptProcedure, pool="society", steps=[], approved_by=COUNCIL[:3])
    review("r-3", COUNCIL[:2], COUNCIL[:2], case="c-h-2", pool="fund")
    tell(WithdrawReview, review="r-3", reason="new facts")
    review("r-2", COUNCIL[:3], COUNCIL[:3], case="c-h-2", on=after)
    review("r-2", COUNCIL[:4], COUNCIL[:3], case="c-h-2", on=after)
    tell.grant("g-2", "c-h-2", 60_000, by=(), review="r-2", on=last)
    tell.grant("g-2", "c-h-2", 60_000, by=(), review="r-2", on=after)


def households(tell: Teller) -> None:
    """One chain for a household and a cause, for those that ever shared somebody as well; and their years count together."""
    tell.begin()
    tell(FoundSociety, society=society("later"), on=DAY + timedelta(1))
    tell(RegisterHousehold, household=Household(HouseholdId("h-2"), (P[11], P[9])))
    tell.case("c-1")
    tell.case("c-2", "h-2")
    tell.case("c-3", "h-2", cause=Cause.EDUCATION)
    tell.grant("g-0", "c-1", 100, "later")
    tell(ReceiveDonation, pool="later", amount=Money(100))
    tell.grant("g-1", "c-1", 100_000)
    tell.pay("pay-1", "g-1", 100_000)
    tell(RegisterHousehold, household=Household(HouseholdId("h-1"), (P[10], P[9])))
    tell(RegisterHousehold, household=Household(HouseholdId("h-1"), (P[10],)))
    tell.case("c-4", "h-1", cause=Cause.EDUCATION)
    tell.case("c-5", "h-1")
    tell.grant("g-2", "c-2", 100)
    tell(CloseCase, case="c-2", outcome="withdrawn")
    tell(CloseCase, case="c-1", outcome="relieved")
    tell.case("c-6", "h-2")
    tell.grant("g-2", "c-6", 100)
    tell.grant("g-2", "c-6", 100, "fund")
    tell.grant("g-3", "c-3", 100_000)
    tell.case("c-7", "h-1", cause=Cause.DISASTER)
    tell.grant("g-4", "c-7", 1)
    tell.case("c-8", "h-3")
    tell.grant("g-5", "c-8", 100)
    tell(RegisterHousehold, household=Household(HouseholdId("h-3"), (P[11],)))
    tell.case("c-9", "h-3", cause=Cause.DISASTER)
    tell.pay("pay-2", "g-2", 100)
    tell.grant("g-6", "c-6", 1, "fund")


def unsure(tell: Teller) -> None:
    """Two grounds fail: the earlier stage is the answer."""
    tell.begin()
    tell.case("c-1")
    tell.grant("g-1", "c-1", 300_001, "fund")


def missing(tell: Teller) -> None:
    """What an order names must be in the book, new where it is to be new, and open where it is to be open."""
    tell.begin()
    tell(RegisterOrganisation, organisation=OtherBody(FEDERATION))
    unknown = OrganisationId("nobody")
    tell(FoundSociety, society=attrs.evolve(society("s-1"), custodian=unknown))
    tell(FoundSociety, society=attrs.evolve(society("s-1"), council=P[:4]))
    thirds = attrs.evolve(society("s-1"), capital=Capital(dict.fromkeys(THIRDS.shares, Money(1_000_000))))
    tell(FoundSociety, society=society("s-1"), policy=THIRDS)
    tell(FoundSociety, society=thirds, policy=THIRDS)
    tell(EstablishFund, fund=attrs.evolve(fund("f-1"), host=unknown))
    tell(EstablishFund, fund=attrs.evolve(fund("f-1"), host=FEDERATION))
    tell(EstablishFund, fund=attrs.evolve(fund("f-1"), host=None))
    tell(EstablishFund, fund=attrs.evolve(fund("f-1"), agreement=None))
    tell(EstablishFund, fund=fund("fund"))
    tell(EstablishFund, fund=attrs.evolve(fund("f-1"), capital=None, keeps=Money(0)))
    tell(ReverseDonation, donation="nothing", reason="sent twice")
    tell.case("c-0", "h-9")
    tell.case("c-1")
    tell.grant("g-1", "nothing", 100)
    tell.pay("pay-1", "nothing", 100)
    for order in (VoidGrant, ExpireGrant):
        tell(order, grant="nothing", **({"reason": "moved away"} if order is VoidGrant else {}))
    for case in ("nothing", "c-1"):
        tell(RecordCosts, case=case, costs=[Cost("care", Money(100), "paper")])
        tell(RecordGovernmentAid, case=case, government=GovernmentAid.RECEIVED, amount=Money(50))
        tell(ReferCase, case=case, by=FEDERATION, consent=True)
        tell(CompletePapers, case=case, costs=[])
    tell(CloseCase, case="nothing", outcome="withdrawn")
    tell(CloseCase, case="c-1", outcome="withdrawn", on=DAY - timedelta(1))
    tell(CloseCase, case="c-1", outcome="withdrawn")
    tell(RecordAid, case="c-1", insurance=Money(0))


STORIES: dict[str, Callable[[Teller], None]] = {
    story.__name__: story
    for story in (
        capital,
        gifts,
        refunds,
        corrections,
        lots,
        restrictions,
        changes,
        flows,
        fees,
        matching,
        purses,
        years,
        panel,
        emergency,
        need,
        time,
        procedure,
        households,
        together,
        unsure,
        missing,
    )
}
