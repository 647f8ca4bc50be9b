"""Which ceilings bind which kind of pool (各类资金池的限额).

A ceiling of the place binds the pools it was made for. The others pay up to the need, and as far as their own
approvals reach.

>>> CEILINGS[PoolKind.FEDERATION].case
'federation_case_ceiling'
"""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple

from community_charity.language import Text


class PoolKind(Enum):
    """What kind of pool it is (资金池种类): it decides which ceilings bind. ``PoolKind("fund")`` looks one up.

    >>> PoolKind("society").text.zh
    '“救急难”互助社'
    """

    SOCIETY = "society"
    FEDERATION = "federation"
    FUND = "fund"
    HOMELAND = "homeland"
    MUTUAL_FUND = "mutual_fund"
    ACCOUNT = "account"

    # Identity is enough, and enum's own hash runs in Python.
    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    PoolKind.SOCIETY: Text("mutual-aid society", "“救急难”互助社"),
    PoolKind.FEDERATION: Text("town federation of societies", "镇级互助社联合会"),
    PoolKind.FUND: Text("community charity fund", "社区慈善基金"),
    PoolKind.HOMELAND: Text("Happy Homeland pool", "幸福家园村社互助资金"),
    PoolKind.MUTUAL_FUND: Text("mutual-aid fund", "互助基金"),
    PoolKind.ACCOUNT: Text("account of an organisation", "机构账户"),
}


class Ceilings(NamedTuple):
    """The figures that bind one kind of pool (各类资金池的限额): names of figures, ``None`` where there is none."""

    case: str | None = None
    year: str | None = None
    times: str | None = None


CEILINGS: Final = {
    PoolKind.SOCIETY: Ceilings(
        "relief_case_ceiling", "relief_household_year_ceiling", "relief_grants_per_cause_and_year"
    ),
    PoolKind.FEDERATION: Ceilings("federation_case_ceiling"),
}
"""Which figures bind which kind of pool; the others pay up to the need, and as far as their own approvals reach."""
