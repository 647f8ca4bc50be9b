"""The public-fundraising qualification: who gets it, who loses it, who may lead a charity (公开募捐资格)."""

from community_charity.rules.qualification.application import QualificationApplication, RegistrationLevel
from community_charity.rules.qualification.certificate import Certificate, DecisionDue, qualification_decision_due
from community_charity.rules.qualification.officers import OfficerCandidate

__all__ = [
    "Certificate",
    "DecisionDue",
    "OfficerCandidate",
    "QualificationApplication",
    "RegistrationLevel",
    "qualification_decision_due",
]
