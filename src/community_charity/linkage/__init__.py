"""The link with government aid (政府救助衔接): aid not claimed, referrals, case files, one chain of relief across books."""

from community_charity.linkage.aid import AidFacts, Entitlement
from community_charity.linkage.authorities import (
    AUTHORITIES,
    NameAuthority,
    OverrideDuplicate,
    SeparateHouseholds,
)
from community_charity.linkage.case_files import CaseFileReport, Help, HelpSource, case_file
from community_charity.linkage.claims import CLAIMS, RecordClaim, Unclaimed, unclaimed_for
from community_charity.linkage.marks import RegisterMarks, identity_mark, marks_seen, matching_marks
from community_charity.linkage.referrals import (
    REFERRALS,
    AnswerReferral,
    FeedBack,
    ReferOut,
    ReferralAnswer,
    ReferralResult,
)
from community_charity.linkage.simplified import RelyOnInvestigation
from community_charity.linkage.unclaimed import Likelihood, Possible, unclaimed_aid
from community_charity.linkage.watch import Overdue, overdue_referrals, sheet

__all__ = [
    "AUTHORITIES",
    "CLAIMS",
    "REFERRALS",
    "AidFacts",
    "AnswerReferral",
    "CaseFileReport",
    "Entitlement",
    "FeedBack",
    "Help",
    "HelpSource",
    "Likelihood",
    "NameAuthority",
    "Overdue",
    "OverrideDuplicate",
    "Possible",
    "RecordClaim",
    "ReferOut",
    "ReferralAnswer",
    "ReferralResult",
    "RegisterMarks",
    "RelyOnInvestigation",
    "SeparateHouseholds",
    "Unclaimed",
    "case_file",
    "identity_mark",
    "marks_seen",
    "matching_marks",
    "overdue_referrals",
    "sheet",
    "unclaimed_aid",
    "unclaimed_for",
]
