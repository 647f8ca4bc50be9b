"""A village, two gifts, one grant: whose money was it, and where did each gift go?

Run it with ``python examples/where_did_the_money_go.py``. Everybody in it is invented.
"""

from __future__ import annotations

from datetime import date

import community_charity as cc

DAY = date(2025, 3, 13)


def village() -> cc.Book:
    """A book with one filed society, its money held by a town federation, and one household."""
    book = cc.Book(cc.Law.of("cn/anhui/xuancheng/xuanzhou"))
    society = cc.MutualAidSociety(
        cc.OrganisationId("village-1"),
        form=cc.SocietyForm.FILED,
        custodian=cc.OrganisationId("town-federation"),
        council=(cc.PersonId("p-1"), cc.PersonId("p-2"), cc.PersonId("p-3")),
        capital=cc.Capital({"village_collective": cc.yuan(30_000)}),
    )
    federation = cc.OtherBody(cc.OrganisationId("town-federation"))
    household = cc.Household(cc.HouseholdId("household-1"), (cc.PersonId("p-9"),))
    book.record_all(
        [
            cc.RegisterOrganisation(key="federation", on=DAY, organisation=federation),
            cc.FoundSociety(key="founding", on=DAY, society=society),
            cc.RegisterHousehold(key="household", on=DAY, household=household),
        ]
    )
    return book


def main() -> None:
    """Take in two gifts, help one household, and follow the fen."""
    book = village()
    case = cc.ReliefCase(
        cc.CaseId("case-1"),
        household=cc.HouseholdId("household-1"),
        cause=cc.Cause.ILLNESS,
        costs=[cc.Cost("synthetic", cc.yuan(3000), evidence="invoice-1")],
        insurance=cc.yuan(1200),
        medical_assistance=cc.yuan(500),
        government=cc.GovernmentAid.RECEIVED,
        government_aid=cc.yuan(500),
    )
    for_illness = [cc.Cause.ILLNESS]
    council = (cc.PersonId("p-1"), cc.PersonId("p-2"))
    amount = cc.yuan(800)
    book.record_all(
        [
            cc.ReceiveDonation(key="gift-1", on=DAY, pool="village-1", amount=cc.yuan(200)),
            cc.ReceiveDonation(key="gift-2", on=DAY, pool="village-1", amount=cc.yuan(300), only_for=for_illness),
            cc.OpenCase(key="open-1", on=DAY, case=case),
            cc.GrantRelief(key="grant-1", on=DAY, case=case.id, pool="village-1", amount=amount, approved_by=council),
            cc.PayRelief(key="payment-1", on=DAY, grant="grant-1", amount=amount),
        ]
    )
    print(f"{amount} paid; it came from:")
    for trace in book.where_from("payment-1"):
        print(f"  {trace.amount!s:>10}  {trace.gift}")
    print("gift-2 went to:")
    for trace in book.where_to("gift-2"):
        print(f"  {trace.amount!s:>10}  {trace.payment}")
    print(f"every fen accounted for: {book.balance().is_conserved}")


if __name__ == "__main__":
    main()
