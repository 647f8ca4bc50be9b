"""What a charity must spend in a year and what that may cost (年度支出、管理费用与募捐成本).

Instruments: 慈善法 art. 61 (art. 60 before 2024-09-05), 民发〔2026〕12号 from fiscal year 2026 on, 民发〔2016〕189号 before.
The law of a fiscal year is ``Law.of("cn").for_fiscal_year(2026)``: what holds on its last day.

>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> year = CharityYear(  # invented
...     id="city-charity",
...     kind="foundation",
...     qualification="none",
...     net_assets=PriorYears(yuan(60_000_000)),
...     years_before=1,
...     total_expenditure=yuan(5_000_000),
...     spent_on_charity=yuan("3599999.99"),
...     passed_on=yuan(0),
...     spent_on_management=yuan(600_000),
...     spent_on_fundraising=yuan(0),
... )
>>> law = Law.of("cn").for_fiscal_year(2026)
>>> print(year.complies(law).line("en"))
Refused: city-charity keeps the spending rules in 2026, 2026-12-31 - charitable spending ¥3,599,999.99 is ¥0.01 short \
of ¥3,600,000.00, 6% of the net assets at the end of last year
>>> year.head_room(law).charity.amount
yuan("0.01")
"""

from __future__ import annotations

from community_charity.rules.spending.facts import (
    CharityKind,
    GiftAgreement,
    PriorYears,
    Qualification,
    SpecialCircumstance,
)
from community_charity.rules.spending.head_room import HeadRoom, Room
from community_charity.rules.spending.year import CharityYear

__all__ = [
    "CharityKind",
    "CharityYear",
    "GiftAgreement",
    "HeadRoom",
    "PriorYears",
    "Qualification",
    "Room",
    "SpecialCircumstance",
]
