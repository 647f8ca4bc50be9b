"""What must be told, from what a book holds (公开与报告)."""

from community_charity.publish.campaign_reports import ByChannel, CampaignReport, campaign_report
from community_charity.publish.duties import duties_of, facts_of
from community_charity.publish.gift_statements import (
    DonorStatement,
    GiftRow,
    GiftUse,
    Left,
    donor_statement,
    gift_statement,
)
from community_charity.publish.letters import Appeal, Letter
from community_charity.publish.lifecycle_picture import lifecycle_svg
from community_charity.publish.relief_notices import ReliefNotice, relief_notice
from community_charity.publish.statements import Row, Statement, Sums, statement

__all__ = [
    "Appeal",
    "ByChannel",
    "CampaignReport",
    "DonorStatement",
    "GiftRow",
    "GiftUse",
    "Left",
    "Letter",
    "ReliefNotice",
    "Row",
    "Statement",
    "Sums",
    "campaign_report",
    "donor_statement",
    "duties_of",
    "facts_of",
    "gift_statement",
    "lifecycle_svg",
    "relief_notice",
    "statement",
]
