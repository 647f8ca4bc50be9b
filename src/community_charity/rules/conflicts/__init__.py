"""Conflicts of interest (利害关系与回避): who takes no part, who may not benefit, what a vote needs.

Each module holds the facts of one question and the decision about it; ties between people and bodies are those of
`community_charity.ties`. A fact that is not given is not known, and leaves the decision open.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.rules.conflicts.meetings import Meeting
>>> meeting = Meeting(
...     form="foundation", matter="charter", members=9, present=6, recused=0, left=0, in_favour=4, charter_met=True
... )
>>> bool(meeting.may_resolve(Law.of("cn").on(date(2025, 3, 13))))
True
"""

from __future__ import annotations

from community_charity.rules.conflicts.beneficiaries import BeneficiaryChoice, NamedBy, Naming
from community_charity.rules.conflicts.committees import SupervisionCommittee
from community_charity.rules.conflicts.deals import InvestmentPlan, RelatedDeal
from community_charity.rules.conflicts.facts import NEAR_RELATIVES, Matter
from community_charity.rules.conflicts.meetings import Meeting
from community_charity.rules.conflicts.recusal import RecusalQuestion

__all__ = [
    "NEAR_RELATIVES",
    "BeneficiaryChoice",
    "InvestmentPlan",
    "Matter",
    "Meeting",
    "NamedBy",
    "Naming",
    "RecusalQuestion",
    "RelatedDeal",
    "SupervisionCommittee",
]
