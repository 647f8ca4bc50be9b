"""Relief (救助): cases, their facts, grants and payments."""

from community_charity.relief.case import CaseId, Cost, PaidBefore, ReliefCase
from community_charity.relief.facts import CaseReferred, RecordAid, RecordCosts, RecordGovernmentAid, ReferCase
from community_charity.relief.files import (
    CASES,
    HOUSEHOLDS,
    CaseClosed,
    CaseFile,
    CaseOpened,
    CaseOutcome,
    CloseCase,
    CompletePapers,
    OpenCase,
    RegisterHousehold,
)
from community_charity.relief.grants import (
    GRANTS,
    GrantRelief,
    ReliefGranted,
)
from community_charity.relief.payments import PayRelief, ReliefPaid
from community_charity.relief.taking_back import ExpireGrant, ReversePayment, VoidGrant

__all__ = [
    "CASES",
    "GRANTS",
    "HOUSEHOLDS",
    "CaseClosed",
    "CaseFile",
    "CaseId",
    "CaseOpened",
    "CaseOutcome",
    "CaseReferred",
    "CloseCase",
    "CompletePapers",
    "Cost",
    "ExpireGrant",
    "GrantRelief",
    "OpenCase",
    "PaidBefore",
    "PayRelief",
    "RecordAid",
    "RecordCosts",
    "RecordGovernmentAid",
    "ReferCase",
    "RegisterHousehold",
    "ReliefCase",
    "ReliefGranted",
    "ReliefPaid",
    "ReversePayment",
    "VoidGrant",
]
