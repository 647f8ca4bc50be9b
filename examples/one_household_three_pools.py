"""One household, three pools: a society, its town's federation and a community fund help, and nobody pays twice.

Run it with ``python examples/one_household_three_pools.py``. Everybody in it is invented.
"""

from __future__ import annotations

from datetime import date

import community_charity as cc
from community_charity.relief.needs import need_of
from community_charity.societies import FoundFederation, TownFederation

DAY = date(2025, 3, 13)
POOLS = {
    "village": (cc.PersonId("p-1"), cc.PersonId("p-2"), cc.PersonId("p-3")),
    "town": (cc.PersonId("p-4"), cc.PersonId("p-5"), cc.PersonId("p-6")),
    "town-fund": (cc.PersonId("p-7"), cc.PersonId("p-8"), cc.PersonId("p-9")),
}
"""Each pool, and who decides over it."""


def illness(case: str) -> cc.ReliefCase:
    """A case of the household: ¥30,000 of bills, of which insurance and government paid ¥24,000."""
    return cc.ReliefCase(
        cc.CaseId(case),
        household=cc.HouseholdId("household-1"),
        cause=cc.Cause.ILLNESS,
        costs=[cc.Cost("treatment", cc.yuan(30_000), evidence="invoice-1")],
        insurance=cc.yuan(18_000),
        medical_assistance=cc.yuan(4000),
        government=cc.GovernmentAid.RECEIVED,
        government_aid=cc.yuan(2000),
    )


def township() -> cc.Book:
    """A book with the three pools, each with money, one household, and its case."""
    book = cc.Book(cc.Law.of("cn/anhui/huainan/fengtai"))
    town, city = cc.OrganisationId("town"), cc.OrganisationId("city-charity")
    society = cc.MutualAidSociety(
        cc.OrganisationId("village"),
        form=cc.SocietyForm.FILED,
        custodian=town,
        council=POOLS["village"],
        capital=cc.Capital({"village_collective": cc.yuan(30_000)}),
    )
    federation = TownFederation(town, council=POOLS["town"], capital=cc.Capital({"donors": cc.yuan(3000)}))
    fund = cc.CommunityCharityFund(
        "town-fund",
        host=city,
        purposes=[cc.Cause.ILLNESS],
        committee=POOLS["town-fund"],
        agreement=cc.HostAgreement(DAY),
        capital=cc.Capital({"host_charity": cc.yuan(10_000)}),
    )
    home = cc.Household(cc.HouseholdId("household-1"), (cc.PersonId("p-20"),))
    book.record_all(
        [
            cc.RegisterOrganisation(key="town", on=DAY, organisation=cc.OtherBody(town)),
            cc.RegisterOrganisation(key="city", on=DAY, organisation=cc.Charity(city, date(2019, 4, 8))),
            cc.FoundSociety(key="society", on=DAY, society=society),
            FoundFederation(key="federation", on=DAY, federation=federation),
            cc.EstablishFund(key="fund", on=DAY, fund=fund),
            cc.RegisterHousehold(key="household", on=DAY, household=home),
            cc.OpenCase(key="open-1", on=DAY, case=illness("case-1")),
        ]
    )
    return book


def may_grant(book: cc.Book, order: cc.GrantRelief) -> cc.GrantRelief | None:
    """Ask, and ask for less as long as a remedy says how much less; ``None`` if that does not help."""
    while not (decision := book.decide(order)):
        print(f"  {decision.unmet[0].text('en')}")
        lower = next((remedy for remedy in decision.remedies if "amount" in remedy.changes), None)
        if lower is None:
            return None
        order = lower.applied_to(order)
    return order


def main() -> None:
    """Ask each pool for the whole need; each pays what it may, and the last asked finds nothing left."""
    book = township()
    need = illness("case-1").residual
    assert need is not None
    for pool, panel in POOLS.items():
        print(f"{pool}, asked for {need}:")
        asked = cc.GrantRelief(
            key=f"grant-{pool}", on=DAY, case=cc.CaseId("case-1"), pool=pool, amount=need, approved_by=panel[:2]
        )
        order = may_grant(book, asked)
        if order is not None:
            book.record(order)
            book.record(cc.PayRelief(key=f"pay-{pool}", on=DAY, grant=order.key, amount=order.amount))
            print(f"  pays {order.amount}")
    print("the society once more:")
    again = cc.GrantRelief(
        key="again", on=DAY, case=cc.CaseId("case-1"), pool="village", amount=cc.yuan(1), approved_by=POOLS["village"]
    )
    may_grant(book, again)
    print("a second case for the same cause:")
    second = cc.OpenCase(key="open-2", on=DAY, case=illness("case-2"))
    print(f"  {book.decide(second).unmet[0].text('en')}")
    print(need_of(book, cc.CaseId("case-1")).text("en"))
    file = book.all(cc.CASES)[cc.CaseId("case-1")]
    print(
        f"all aid {file.total_aid}, need {file.case.need}: {'within' if file.total_aid <= file.case.need else 'ABOVE'}"
    )


if __name__ == "__main__":
    main()
