"""Bodies (组织): how foundations, associations, service organisations, special funds and trusts are set up and governed.

Each module holds the facts of one kind of body and the decision about it. A fact that is not given is not known, and
leaves the decision open.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.rules.bodies.foundations import FoundationApplication
>>> decision = FoundationApplication(kind="non_public").may_be_registered(Law.of("cn").on(date(2025, 3, 13)))
>>> decision.outcome.value
'undetermined'
"""

from __future__ import annotations

from community_charity.rules.bodies.associations import AssociationApplication, Scope, UnregisteredGroup
from community_charity.rules.bodies.endings import CharityLife, Recipient, Surplus
from community_charity.rules.bodies.foundations import BoardYear, FoundationApplication
from community_charity.rules.bodies.officers import FoundationOfficer
from community_charity.rules.bodies.service_organisations import ServiceOrganisationApplication
from community_charity.rules.bodies.special_funds import SpecialFund
from community_charity.rules.bodies.steps import BodyStep, StepKind
from community_charity.rules.bodies.trusts import CharitableTrust, Trustee
from community_charity.rules.forms import Form, FoundationKind, Registrar

__all__ = [
    "AssociationApplication",
    "BoardYear",
    "BodyStep",
    "CharitableTrust",
    "CharityLife",
    "Form",
    "FoundationApplication",
    "FoundationKind",
    "FoundationOfficer",
    "Recipient",
    "Registrar",
    "Scope",
    "ServiceOrganisationApplication",
    "SpecialFund",
    "StepKind",
    "Surplus",
    "Trustee",
    "UnregisteredGroup",
]
