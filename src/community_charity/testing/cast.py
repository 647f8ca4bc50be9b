"""The small cast of the state machine: a few people, bodies, pools and households, all invented (测试角色)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from community_charity.capital import Capital
from community_charity.funds import CommunityCharityFund, HostAgreement
from community_charity.money import Money
from community_charity.parties import HouseholdId, OrganisationId, PersonId
from community_charity.pools import Cause
from community_charity.purposes import ACCIDENT, EDUCATION, ILLNESS, MAJOR_ILLNESS, RELIEF
from community_charity.restrictions import Restriction
from community_charity.rules.linkage import GovernmentAid
from community_charity.rules.start_up import three_sources
from community_charity.societies import MutualAidSociety, SocietyForm
from community_charity.testing.agreement import BEGIN

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


PEOPLE = tuple(PersonId(f"p-{number}") for number in range(1, 9))
BODIES = tuple(map(OrganisationId, ("federation", "charity", "village")))
POOLS = ("society", "fund", "small-fund")
HOMES = tuple(HouseholdId(f"h-{number}") for number in range(1, 7))
RESIDENTS = tuple(PersonId(f"r-{number}") for number in range(1, 7))
"""Who lives in each of these homes, besides people who decide elsewhere."""
CAUSES = tuple(Cause)

CONSENT: SearchStrategy[bool | None] = st.sampled_from((True, True, True, False, None))
END = date(2027, 12, 31)
SETTLED = (GovernmentAid.REFUSED, GovernmentAid.NOT_ELIGIBLE, GovernmentAid.RECEIVED)
NAMED = three_sources(("village_collective", "charity_association", "district_finance"))
UNNAMED = three_sources(("village_collective", "township"))
PLACES = ("cn/anhui/xuancheng", "cn/anhui/xuancheng/xuanzhou")
_ILL, _BOTH = frozenset({ILLNESS}), frozenset({ILLNESS, EDUCATION})
ONLY_FOR = (
    None,
    None,
    Restriction(purposes=_ILL),
    Restriction(purposes=[EDUCATION]),
    Restriction(purposes=_BOTH),
    Restriction(purposes=[ILLNESS, ACCIDENT]),
    Restriction(purposes=[MAJOR_ILLNESS]),
    Restriction(purposes=[RELIEF]),
    Restriction(purposes=_ILL, groups=["elderly"]),
    Restriction(purposes=_BOTH, place=PLACES[0]),
    Restriction(place=PLACES[1], groups=["elderly", "child"]),
    Restriction(project="wells"),
    Restriction(purposes=_ILL, until=BEGIN + timedelta(7)),
    Restriction(until=BEGIN + timedelta(60)),
    Restriction(purposes=_BOTH, since=BEGIN + timedelta(7)),
)
"""What the gifts of a run are restricted to."""
FITTING: dict[str, tuple[Any, ...]] = {
    "place": (None, *PLACES),
    "groups": ((), (), ("elderly",), ("child", "poor")),
    "project": (None, None, "wells"),
}
"""What cases of a run are known to be besides their cause."""


def sample_society(name: str, **changes: Any) -> MutualAidSociety:
    """Give a society that may be filed, with changes (互助社样例)."""
    facts: dict[str, Any] = {
        "form": SocietyForm.FILED,
        "council": PEOPLE[:3],
        "custodian": BODIES[0],
        "capital": in_thirds(3_000_000, None),
    }
    return MutualAidSociety(OrganisationId(name), **(facts | changes))


def in_thirds(fen: int, beside: int | None) -> Capital:
    """Give capital of three sources, a third each; the stated total lies so many fen beside the real one."""
    parts = Money(fen).split([1, 1, 1])
    sources = dict(zip(("council_members", "charity_association", "village_collective"), parts, strict=True))
    return Capital(sources, stated=None if beside is None else Money(fen + beside))


def sample_fund(
    name: str,
    capital: Money | None,
    *,
    keeps: Money,
    host: OrganisationId | None = BODIES[1],
    signed: date | None = BEGIN,
) -> CommunityCharityFund:
    """Give a fund of the charity, with the changes named (社区慈善基金样例)."""
    return CommunityCharityFund(
        name,
        host=host,
        purposes=[Cause.ILLNESS, Cause.EDUCATION],
        committee=PEOPLE[:3],
        agreement=None if signed is None else HostAgreement(signed),
        capital=None if capital is None else Capital({"donors": capital}),
        keeps=keeps,
    )


def days_after(on: date, later: int | None) -> date | None:
    """Give the day so many days after another, or ``None`` (若干日后)."""
    return None if later is None else on + timedelta(later)
