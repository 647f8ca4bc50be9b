"""Fundraising: who may raise, and how (募捐)."""

from __future__ import annotations


class FundraisingFigures:
    """Qualification, plan and filing, cooperation (公开募捐资格、方案备案、合作募捐)."""

    public_fundraising_needs_qualification: bool
    public_fundraising_wait_years: int
    cooperation_with_qualified_charity: bool
