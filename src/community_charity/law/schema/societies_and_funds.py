"""Mutual-aid societies and community charity funds (互助社与社区慈善基金)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from community_charity.money import Money


class SocietyAndFundFigures:
    """What places fix for societies and funds (互助社与基金)."""

    # Mutual-aid societies (救急难互助社).
    mutual_aid_within_community: bool
    society_minimum_capital: Money
    society_minimum_council: int
    society_council_is_odd: bool
    society_supervisors_apart: bool
    filed_society_needs_custodian: bool
    society_capital_sources: tuple[str, ...]

    # Community charity funds (社区慈善基金).
    fund_needs_host: bool
    fund_agreement_settles: tuple[str, ...]
    fund_minimum_capital: Money
    fund_minimum_committee: int
    fund_committee_is_odd: bool
    fund_minimum_supervisors: int
