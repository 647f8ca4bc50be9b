"""Invented people, bodies, cases and a book of them, so that tests read shortly. None of them exists.

Every builder takes changes by name: ``society(capital=None)`` is the usual society without capital.
The usual case costs ¥3,000.00; insurance, medical assistance and government leave ¥800.00 of it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.book import Book
from community_charity.capital import Capital
from community_charity.funds import CommunityCharityFund, EstablishFund, HostAgreement
from community_charity.funds.committee import CommitteeMember
from community_charity.funds.names import FundName
from community_charity.funds.setup import SetUp
from community_charity.giving import ReceiveDonation, ReverseDonation
from community_charity.language import Text
from community_charity.law.law import Law
from community_charity.money import ZERO, Money, yuan
from community_charity.organisations import Charity, OtherBody, RecordTie, RegisterOrganisation
from community_charity.parties import Household, HouseholdId, OrganisationId, PersonId
from community_charity.pools import Cause
from community_charity.relief import (
    CaseId,
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
from community_charity.relief.files import CaseOutcome
from community_charity.rules.linkage import GovernmentAid
from community_charity.societies import FoundSociety, MutualAidSociety, SocietyForm
from community_charity.ties import Tie, TieKind

if TYPE_CHECKING:
    from community_charity.book.orders import Command
    from community_charity.law.law import LawInForce

LAW = Law.of("cn/anhui/xuancheng/xuanzhou")
NATIONAL = Law.of("cn")
HUNAN = Law.of("cn/hunan")
ON = date(2025, 3, 13)
"""The day on which everything here happens, unless a test says otherwise."""
LATER = date(2025, 3, 20)

SOCIETY, FUND, CASE, HOME = "village-1", "lake-fund", CaseId("case-1"), HouseholdId("home-1")
CHARITY, FEDERATION = OrganisationId("city-charity"), OrganisationId("town-federation")


def people(*ids: str) -> tuple[PersonId, ...]:
    return tuple(PersonId(one) for one in ids)


COUNCIL = people("p-1", "p-2", "p-3")
COMMITTEE = people("c-1", "c-2", "c-3", "c-4", "c-5")
FAMILY = people("f-1", "f-2")


def in_force(day: date = ON, law: Law = LAW) -> LawInForce:
    return law.on(day)


# --- values --------------------------------------------------------------------------------------


def capital(amount: Money | None = None, **sources: Money) -> Capital:
    return Capital(sources or {"village_collective": yuan(30_000) if amount is None else amount})


def charity(**changes: Any) -> Charity:
    usual = Charity(CHARITY, registered_on=date(2020, 3, 4), managers=people("m-1"))
    return attrs.evolve(usual, **changes)


def federation() -> OtherBody:
    return OtherBody(FEDERATION)


def society(**changes: Any) -> MutualAidSociety:
    usual = MutualAidSociety(
        OrganisationId(SOCIETY), form=SocietyForm.FILED, custodian=FEDERATION, council=COUNCIL, capital=capital()
    )
    return attrs.evolve(usual, **changes)


def registered_society(**changes: Any) -> MutualAidSociety:
    return society(**{"form": SocietyForm.REGISTERED, "custodian": None, "members": 50} | changes)


POINTS = ("purpose", "use", "rights_and_duties", "termination", "residual_property")


def agreement(*points: str, signed_on: date = date(2025, 1, 15)) -> HostAgreement:
    return HostAgreement(signed_on, frozenset(points or POINTS))


def known_members(*ids: str) -> tuple[CommitteeMember, ...]:
    """Give leading residents without pay; of who sits on no committee nothing is looked at."""
    return tuple(CommitteeMember(PersonId(one), "resident_leaders", paid=False) for one in ids)


def fund(**changes: Any) -> CommunityCharityFund:
    usual = CommunityCharityFund(
        FUND,
        host=CHARITY,
        purposes=frozenset({Cause.ILLNESS, Cause.EDUCATION}),
        committee=COMMITTEE,
        supervisors=people("s-1"),
        agreement=agreement(),
        capital=capital(yuan(5_000)),
        name=FundName(Text("City Charity", "市慈善总会"), Text("Lake Community", "湖滨社区")),
        set_up=SetUp(initiated_by="township"),
        members=known_members(*(f"c-{n}" for n in range(10)), *COUNCIL),
    )
    return attrs.evolve(usual, **changes)


def household(identity: str = HOME, *members: str) -> Household:
    return Household(HouseholdId(identity), people(*members) or FAMILY)


def cost(amount: Money, evidence: str | None = "bill-17") -> Cost:
    return Cost("an invented treatment", amount, evidence)


def case(identity: str = CASE, **changes: Any) -> ReliefCase:
    usual = ReliefCase(
        CaseId(identity),
        household=HOME,
        cause=Cause.ILLNESS,
        costs=(cost(yuan(3_000)),),
        insurance=yuan(1_200),
        medical_assistance=yuan(500),
        government=GovernmentAid.RECEIVED,
        government_aid=yuan(500),
    )
    return attrs.evolve(usual, **changes)


def urgent_case(identity: str = CASE, **changes: Any) -> ReliefCase:
    """Give a case that cannot wait: no paper is there, and nobody has asked the government."""
    unknown: dict[str, Any] = {
        "costs": (cost(yuan(3_000), None),),
        "insurance": None,
        "medical_assistance": None,
        "government": GovernmentAid.UNKNOWN,
        "government_aid": Money(0),
        "urgent": True,
    }
    return case(identity, **unknown | changes)


# --- orders: each is allowed on `book()`, in this sequence ---------------------------------------


def _order(kind: Any, usual: dict[str, Any], changes: dict[str, Any]) -> Any:
    return kind(**{"on": ON} | usual | changes)


def enter(organisation: Any, key: str = "") -> RegisterOrganisation:
    return RegisterOrganisation(key=key or f"enter-{organisation.id}", on=ON, organisation=organisation)


def tied(one: str, other: str, kind: TieKind = TieKind.SIBLING, **changes: Any) -> RecordTie:
    return RecordTie(key=f"tie-{one}-{other}", on=ON, tie=Tie(PersonId(one), PersonId(other), kind, **changes))


def found(society_: MutualAidSociety | None = None, **changes: Any) -> FoundSociety:
    order: FoundSociety = _order(FoundSociety, {"key": "found-1", "society": society_ or society()}, changes)
    return order


def establish(fund_: CommunityCharityFund | None = None, **changes: Any) -> EstablishFund:
    order: EstablishFund = _order(EstablishFund, {"key": "establish-1", "fund": fund_ or fund()}, changes)
    return order


def receive(**changes: Any) -> ReceiveDonation:
    usual = {"key": "gift-1", "pool": SOCIETY, "amount": yuan(200)}
    order: ReceiveDonation = _order(ReceiveDonation, usual, changes)
    return order


def reverse_gift(**changes: Any) -> ReverseDonation:
    usual = {"key": "reverse-gift-1", "donation": "gift-1", "reason": "sent twice"}
    order: ReverseDonation = _order(ReverseDonation, usual, changes)
    return order


def settle(household_: Household | None = None, **changes: Any) -> RegisterHousehold:
    home = household_ or household()
    order: RegisterHousehold = _order(RegisterHousehold, {"key": f"settle-{home.id}", "household": home}, changes)
    return order


def open_(case_: ReliefCase | None = None, **changes: Any) -> OpenCase:
    opened = case_ or case()
    order: OpenCase = _order(OpenCase, {"key": f"open-{opened.id}", "case": opened}, changes)
    return order


def grant(**changes: Any) -> GrantRelief:
    usual = {
        "key": "grant-1", "case": CASE, "pool": SOCIETY, "amount": yuan(300), "approved_by": COUNCIL[:2],
    }  # fmt: skip
    order: GrantRelief = _order(GrantRelief, usual, changes)
    return order


def from_fund(**changes: Any) -> GrantRelief:
    return grant(**{"pool": FUND, "approved_by": COMMITTEE[:3]} | changes)


def urgent_grant(**changes: Any) -> GrantRelief:
    return grant(**{"emergency": True} | changes)


def pay(**changes: Any) -> PayRelief:
    order: PayRelief = _order(PayRelief, {"key": "pay-1", "grant": "grant-1", "amount": yuan(300)}, changes)
    return order


def void(**changes: Any) -> VoidGrant:
    order: VoidGrant = _order(VoidGrant, {"key": "void-1", "grant": "grant-1", "reason": "entered twice"}, changes)
    return order


def expire(**changes: Any) -> ExpireGrant:
    order: ExpireGrant = _order(ExpireGrant, {"key": "expire-1", "grant": "grant-1"}, changes)
    return order


def take_back(**changes: Any) -> ReversePayment:
    usual = {"key": "reverse-1", "payment": "pay-1", "reason": "came back"}
    order: ReversePayment = _order(ReversePayment, usual, changes)
    return order


def aid(**changes: Any) -> RecordAid:
    order: RecordAid = _order(RecordAid, {"key": "aid-1", "case": CASE}, changes)
    return order


def government(state: GovernmentAid, amount: Money = ZERO, **changes: Any) -> RecordGovernmentAid:
    usual = {"key": "government-1", "case": CASE, "government": state, "amount": amount}
    order: RecordGovernmentAid = _order(RecordGovernmentAid, usual, changes)
    return order


def bills(*costs: Cost, **changes: Any) -> RecordCosts:
    order: RecordCosts = _order(RecordCosts, {"key": "costs-1", "case": CASE, "costs": costs}, changes)
    return order


def papers(*costs: Cost, **changes: Any) -> CompletePapers:
    usual = {"key": "papers-1", "case": CASE, "costs": costs or (cost(yuan(3_000)),)}
    order: CompletePapers = _order(CompletePapers, usual, changes)
    return order


def refer(consent: bool | None = True, **changes: Any) -> ReferCase:  # noqa: FBT002 - the usual one is with consent
    usual = {"key": "refer-1", "case": CASE, "by": FEDERATION, "consent": consent}
    order: ReferCase = _order(ReferCase, usual, changes)
    return order


def close(outcome: CaseOutcome = CaseOutcome.RELIEVED, **changes: Any) -> CloseCase:
    order: CloseCase = _order(CloseCase, {"key": "close-1", "case": CASE, "outcome": outcome}, changes)
    return order


# --- a book --------------------------------------------------------------------------------------


def bodies() -> list[Command]:
    """Give the orders that enter a charity and a federation, a fund inside the one and a society at the other."""
    return [enter(charity()), enter(federation()), establish(), found()]


def book(*more: Command, case: ReliefCase | None = None, law: Law = LAW) -> Book:
    """Give a book with a charity, its fund, a society, a household and its case, and more orders."""
    made = Book(law)
    made.record_all([*bodies(), settle(), open_(case), *more])
    return made
