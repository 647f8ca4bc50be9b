"""Disclosure and deadlines (信息公开与期限): from what happened to what has to be done by when.

Instruments: 慈善法; 慈善组织信息公开办法 (令81号, from 2026-01-01); 慈善组织公开募捐管理办法 (令74号); and those of trusts,
registered bodies, committees and volunteers. Each duty cites its own.

>>> from datetime import date
>>> from community_charity.calendar import EVERY_DAY
>>> from community_charity.law.law import Law
>>> year = YearEnded("city-charity", 2025, form="foundation", charity=True, qualified=True, tax_deductible=False)
>>> for duty in duties([year], Law.of("cn"), EVERY_DAY, until=date(2026, 12, 31)):
...     print(duty.when, duty.kind.code)
by 2026-03-31 registrar-report
by 2026-05-31 accounts-audit
by 2026-05-31 annual-report
by 2026-05-31 related-party-list
"""

from community_charity.rules.disclosure.bodies import (
    AccountsPosted,
    BasicInformationChanged,
    BodyForm,
    DonationsReceivedByCommittee,
    EmergencyReliefGranted,
    MajorEvent,
    OrganisationTerminated,
    PostingCommittee,
    RelatedPartyDealMade,
    TrustChanged,
    TrusteeChanged,
    TrustEnded,
    TrustSigned,
    TrustYearEnded,
    VolunteerActivityHeld,
    VolunteerActivityPlanned,
    YearEnded,
)
from community_charity.rules.disclosure.campaigns import (
    CampaignEnded,
    CampaignPlanned,
    CampaignStarted,
    PlanChanged,
    PlanDefectNotified,
    PlanFiled,
    ProjectEnded,
    ProjectStarted,
    ResponsePhaseEnded,
    TargetedCampaignEnded,
)
from community_charity.rules.disclosure.duty import Duty, DutyKind, DutyList, DutyState, Timing
from community_charity.rules.disclosure.engine import duties
from community_charity.rules.disclosure.facts import Done, Fact

__all__ = [
    "AccountsPosted",
    "BasicInformationChanged",
    "BodyForm",
    "CampaignEnded",
    "CampaignPlanned",
    "CampaignStarted",
    "DonationsReceivedByCommittee",
    "Done",
    "Duty",
    "DutyKind",
    "DutyList",
    "DutyState",
    "EmergencyReliefGranted",
    "Fact",
    "MajorEvent",
    "OrganisationTerminated",
    "PlanChanged",
    "PlanDefectNotified",
    "PlanFiled",
    "PostingCommittee",
    "ProjectEnded",
    "ProjectStarted",
    "RelatedPartyDealMade",
    "ResponsePhaseEnded",
    "TargetedCampaignEnded",
    "Timing",
    "TrustChanged",
    "TrustEnded",
    "TrustSigned",
    "TrustYearEnded",
    "TrusteeChanged",
    "VolunteerActivityHeld",
    "VolunteerActivityPlanned",
    "YearEnded",
    "duties",
]
