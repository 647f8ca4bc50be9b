"""Conflicts of interest (利害关系与回避)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


class ConflictFigures:
    """Interested persons, recusal, quorum (利害关系人、回避、法定人数)."""

    # Who takes no part (回避).
    deal_parties_recuse: bool
    foundation_directors_recuse: bool
    foundation_deals_barred: bool
    ties_harm_nobody: bool
    village_supervisors_apart: bool
    residents_supervisors_apart: bool

    # Meetings and votes (会议与表决).
    foundation_quorum: Fraction
    foundation_majority: Fraction
    foundation_special_majority: Fraction
    investment_majority: Fraction

    # Investments (投资).
    government_funds_not_invested: bool
    agreed_funds_not_invested: bool
    no_posts_in_investees: bool
    investment_returns_for_charity: bool
    investment_after_spending: bool

    # Beneficiaries (受益人).
    charity_property_not_distributed: bool
    donor_names_no_interested_person: bool
    donor_disguise_barred: bool
    manager_disguise_barred: bool
    settlor_names_no_interested_person: bool
    trustee_names_no_interested_person: bool
