"""Social assistance by government (社会救助): who may be helped, how much, by whom, by when."""

from community_charity.rules.assistance.amounts import (
    banded_grant,
    dibao_amount,
    margin_line,
    temporary_assistance_cap,
    temporary_assistance_minimum,
)
from community_charity.rules.assistance.categories import Category
from community_charity.rules.assistance.extreme_hardship import (
    Disability,
    ExtremeHardship,
    SelfCare,
    Supporters,
    self_care,
)
from community_charity.rules.assistance.facts import Area
from community_charity.rules.assistance.fraud import FraudFine
from community_charity.rules.assistance.household import HouseholdSituation
from community_charity.rules.assistance.medical import MedicalAid
from community_charity.rules.assistance.procedure import (
    DueStep,
    Procedure,
    Start,
    Step,
    StepTaken,
    paid_from,
    procedure,
)
from community_charity.rules.assistance.temporary import TemporaryAssistance
from community_charity.rules.assistance.temporary_grounds import AssistanceKind, Level

__all__ = [
    "Area",
    "AssistanceKind",
    "Category",
    "Disability",
    "DueStep",
    "ExtremeHardship",
    "FraudFine",
    "HouseholdSituation",
    "Level",
    "MedicalAid",
    "Procedure",
    "SelfCare",
    "Start",
    "Step",
    "StepTaken",
    "Supporters",
    "TemporaryAssistance",
    "banded_grant",
    "dibao_amount",
    "margin_line",
    "paid_from",
    "procedure",
    "self_care",
    "temporary_assistance_cap",
    "temporary_assistance_minimum",
]
