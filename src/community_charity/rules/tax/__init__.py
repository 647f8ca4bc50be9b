"""Tax and receipts (税收与票据): what a donor may deduct, who is eligible, and which receipt is given.

Instruments: 企业所得税法 art. 9 and its rules arts. 51 to 53, 个人所得税法 art. 6 and its rules art. 19,
财政部 税务总局 民政部公告2020年第27号, 慈善法 arts. 38 and 87 (2016: 38 and 80).

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> company = EnterpriseDonations(
...     [
...         GiftYear(2024, profit=yuan(1_000_000), gifts=yuan(150_000)),
...         GiftYear(2025, profit=yuan(500_000), gifts=yuan(0)),
...     ]
... )
>>> [str(year.deducted) for year in company.schedule(Law.of("cn").for_fiscal_year(2025))]
['¥120,000.00', '¥30,000.00']
"""

from community_charity.rules.tax.accounts import SpecialReport, YearAccounts
from community_charity.rules.tax.amounts import deductible, donation_cap
from community_charity.rules.tax.enterprise import DeductionYear, EnterpriseDonations, GiftYear
from community_charity.rules.tax.individual import IndividualDonation
from community_charity.rules.tax.receipts import DonationReceipt
from community_charity.rules.tax.recipients import RecipientEligibility
from community_charity.rules.tax.status import Cancellation, CancellationCause, RecipientKind, TaxStatus

__all__ = [
    "Cancellation",
    "CancellationCause",
    "DeductionYear",
    "DonationReceipt",
    "EnterpriseDonations",
    "GiftYear",
    "IndividualDonation",
    "RecipientEligibility",
    "RecipientKind",
    "SpecialReport",
    "TaxStatus",
    "YearAccounts",
    "deductible",
    "donation_cap",
]
