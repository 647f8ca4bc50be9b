"""Who approves what in a community charity fund, what it is called, and what it never pays (社区慈善基金治理)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from community_charity.money import Money


class FundGovernanceFigures:
    """Ladder of approval, donor names, and uses that are barred (审批层级、冠名与禁止用途)."""

    # The approval ladder (审批层级).
    fund_committee_ceiling: Money
    fund_host_ceiling: Money

    # The host and the name (依托组织与名称).
    fund_prefers_qualified_host: bool
    fund_donor_name_needs_approval: bool
    fund_name_bars: tuple[str, ...]

    # What a fund never pays or does (禁止用途).
    fund_does_no_business: bool
    fund_gives_no_guarantee: bool
    charity_property_not_shared_out: bool
