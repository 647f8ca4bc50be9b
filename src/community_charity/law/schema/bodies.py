"""Bodies: how they are set up and governed (组织的设立与治理)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from community_charity.money import Money


class BodyFigures:
    """Associations, foundations, social service organisations, special funds, trusts (社会组织、专项基金、慈善信托)."""

    association_minimum_capital: Money
    national_association_minimum_capital: Money
    association_minimum_members: int
    association_minimum_unit_members: int
    non_public_foundation_minimum_capital: Money
    local_public_foundation_minimum_capital: Money
    national_public_foundation_minimum_capital: Money
