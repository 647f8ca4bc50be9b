"""Who may raise money, and how (募捐主体与行为)."""

from community_charity.rules.who_may_raise.facts import (
    AppealPlatform,
    Circle,
    Fundraiser,
    FundraiserKind,
    FundraisingAct,
)
from community_charity.rules.who_may_raise.request import FundraisingRequest

__all__ = ["AppealPlatform", "Circle", "Fundraiser", "FundraiserKind", "FundraisingAct", "FundraisingRequest"]
