"""The names of all figures, with their types (数值目录).

This is the one list of keys: the data files may hold no other, and `LawInForce` offers each as a
typed attribute. To add a figure, add its line here and its values to a data file.
"""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction  # noqa: TC003 - the annotations are read at run time

from community_charity.law.figure import Unit
from community_charity.money import Money  # noqa: TC001 - as above


class Figures:
    """Every figure of the law as an attribute (全部数值); `LawInForce` gives the values.

    >>> Figures.__annotations__["society_minimum_capital"]
    'Money'
    """

    # Registration of bodies (登记).
    association_minimum_capital: Money
    national_association_minimum_capital: Money
    association_minimum_members: int
    association_minimum_unit_members: int
    non_public_foundation_minimum_capital: Money
    local_public_foundation_minimum_capital: Money
    national_public_foundation_minimum_capital: Money

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

    # Fundraising (募捐).
    public_fundraising_needs_qualification: bool
    public_fundraising_wait_years: int
    cooperation_with_qualified_charity: bool

    # Relief and its link with government aid (救助及与政府救助衔接).
    government_aid_first: bool
    relief_first_when_urgent: bool
    referral_needs_consent: bool
    aid_within_need: bool
    decider_recuses: bool
    no_relief_to_interested_persons: bool
    relief_majority: Fraction
    relief_case_ceiling: Money
    relief_household_year_ceiling: Money
    relief_grants_per_cause_and_year: int
    emergency_ceiling: Money
    emergency_signatures: int
    emergency_papers_days: int


_UNITS_OF = {
    "Money": {Unit.YUAN},
    "int": {Unit.COUNT, Unit.WORKING_DAYS, Unit.YEARS},
    "bool": {Unit.DUTY},
    "Fraction": {Unit.RATE},
    "tuple[str, ...]": {Unit.NAMES},
}

KEYS: dict[str, str] = dict(Figures.__annotations__)
"""Each key with the name of its type."""


def units_of(key: str) -> set[Unit]:
    """Give the units that a figure's type admits (可用单位). Raises `KeyError` for a name that is not one.

    >>> [unit.value for unit in units_of("society_minimum_capital")]
    ['yuan']
    """
    return _UNITS_OF[KEYS[key]]


def nearest(key: str) -> str:
    """Give the known key most like a misspelt one (最接近的名称).

    >>> nearest("society_minimum_captial")
    'society_minimum_capital'
    """
    return next(iter(get_close_matches(key, KEYS, 1, 0)))
