"""Campaigns: plan and filing, changes, cooperation, conduct (公开募捐活动：方案、备案、变更、合作与行为规范)."""

from community_charity.rules.campaigns.changes import PlanChange, UseChange, UseFixedBy, change_due
from community_charity.rules.campaigns.conduct import CampaignConduct, CampaignDisplay
from community_charity.rules.campaigns.cooperation import CooperationEnd, CooperativeFundraising, PartnerKind
from community_charity.rules.campaigns.filing import (
    correction_due,
    emergency_filing_due,
    filing_deadline,
    local_filing_deadline,
    publication_due,
)
from community_charity.rules.campaigns.plan import CampaignMethod, FundraisingPlan

__all__ = [
    "CampaignConduct",
    "CampaignDisplay",
    "CampaignMethod",
    "CooperationEnd",
    "CooperativeFundraising",
    "FundraisingPlan",
    "PartnerKind",
    "PlanChange",
    "UseChange",
    "UseFixedBy",
    "change_due",
    "correction_due",
    "emergency_filing_due",
    "filing_deadline",
    "local_filing_deadline",
    "publication_due",
]
