"""What the report does not say, made up from a seed (合成数据).

Every society, household and case here is synthetic: nobody in it exists. The totals are the
published ones.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from random import Random
from typing import TYPE_CHECKING

import attrs

from community_charity.capital import Capital
from community_charity.money import Money, yuan
from community_charity.parties import HouseholdId, OrganisationId, PersonId
from community_charity.pools import Cause
from community_charity.relief import CaseId, Cost, ReliefCase
from community_charity.rules.linkage import GovernmentAid
from community_charity.societies import MutualAidSociety, SocietyForm

if TYPE_CHECKING:
    from community_charity.demo.published import Published

CUSTODIAN = OrganisationId("xuanzhou-charity-association")
FIRST_DAY = date(2024, 3, 1)
LAST_DAY = date(2025, 3, 12)
_STEP = yuan(100)
_LEAST, _MOST = 5, 10  # hundreds of yuan a grant: the range reported from a neighbouring county
_FLAWS = ("capital", "custodian", "even council", "sum")


class Story(Enum):
    """How a synthetic case goes (个案情节)."""

    ORDINARY = "ordinary"
    EMERGENCY = "emergency"
    NO_NEED_LEFT = "no need left"
    GOVERNMENT_PENDING = "government pending"
    EVIDENCE_MISSING = "evidence missing"
    NO_CONSENT = "no consent"
    RELATED = "related"


_OTHERS = {
    Story.NO_NEED_LEFT: 90,
    Story.GOVERNMENT_PENDING: 40,
    Story.EVIDENCE_MISSING: 35,
    Story.NO_CONSENT: 15,
    Story.RELATED: 10,
}


@attrs.frozen
class SyntheticCase:
    """One made-up case: its society, its story, the amount asked, and what government decides."""

    society: OrganisationId
    story: Story
    case: ReliefCase
    amount: Money
    opened: date
    government: GovernmentAid
    government_aid: Money


@attrs.frozen
class Cast:
    """All that is made up: the societies, flawed first applications, and the cases."""

    societies: tuple[MutualAidSociety, ...]
    flawed: tuple[MutualAidSociety, ...]
    cases: tuple[SyntheticCase, ...]


def cast(figures: Published, seed: int) -> Cast:
    """Make up the cast. The same seed gives the same cast.

    >>> from community_charity.demo.published import published
    >>> made = cast(published(), seed=1)
    >>> len(made.societies), sum(case.story in (Story.ORDINARY, Story.EMERGENCY) for case in made.cases)
    (217, 1790)
    """
    random = Random(seed)  # noqa: S311 - reproducible, not secret
    societies = tuple(_society(figures, n) for n in range(1, figures.societies + 1))
    flawed = tuple(
        _flawed(society, flaw) for society, flaw in zip(random.sample(societies, 8), _FLAWS * 2, strict=True)
    )
    stories = [Story.EMERGENCY if random.random() < 0.12 else Story.ORDINARY for _ in range(figures.grants)]
    for story, number in _OTHERS.items():
        stories += [story] * number
    random.shuffle(stories)
    amounts = iter(_amounts(random, figures))
    weights = [random.gammavariate(3, 1) for _ in societies]
    places = random.choices(societies, weights, k=len(stories))
    cases = []
    for number, (story, society) in enumerate(zip(stories, places, strict=True), 1):
        amount = next(amounts) if story in (Story.ORDINARY, Story.EMERGENCY) else _STEP * random.randint(_LEAST, _MOST)
        cases.append(_case(random, number, story, society, amount))
    return Cast(societies, flawed, tuple(cases))


def _society(figures: Published, number: int) -> MutualAidSociety:
    """A filed society with three equal sources: the equal split is an assumption, the floor is not."""
    id_ = f"xz-{number:03d}"
    parts = figures.capital_of_each.split([1] * len(figures.sources))
    return MutualAidSociety(
        OrganisationId(id_),
        form=SocietyForm.FILED,
        capital=Capital(dict(zip(figures.sources, parts, strict=True)), stated=figures.capital_of_each),
        council=tuple(PersonId(f"{id_}-council-{n}") for n in (1, 2, 3)),
        supervisors=(PersonId(f"{id_}-supervisor"),),
        custodian=CUSTODIAN,
    )


def _flawed(society: MutualAidSociety, flaw: str) -> MutualAidSociety:
    """A first application with one mistake in it."""
    sources = society.capital.sources
    last = list(sources)[-1]
    if flaw == "capital":
        short = Capital({**sources, last: sources[last] - Money(1)})
        # To be registered, not only filed: the national regulation asks as much as the province.
        return attrs.evolve(society, form=SocietyForm.REGISTERED, members=50, custodian=None, capital=short)
    if flaw == "sum":
        return attrs.evolve(
            society, capital=Capital({**sources, last: sources[last] + yuan(500)}, society.capital.stated)
        )
    if flaw == "custodian":
        return attrs.evolve(society, custodian=None)
    return attrs.evolve(society, council=(*society.council, PersonId(f"{society.id}-council-4")))


def _amounts(random: Random, figures: Published) -> list[Money]:
    """Give as many grants as published, each ¥500 to ¥1,000, that sum to what was published."""
    hundreds = [_LEAST] * figures.grants
    left = figures.paid.fen // _STEP.fen - sum(hundreds)
    while left:
        place = random.randrange(figures.grants)
        if hundreds[place] < _MOST:
            hundreds[place] += 1
            left -= 1
    return [_STEP * number for number in hundreds]


def _case(random: Random, number: int, story: Story, society: MutualAidSociety, amount: Money) -> SyntheticCase:
    opened = FIRST_DAY + timedelta(days=random.randrange((LAST_DAY - FIRST_DAY).days - 20))
    government, aid = _government(random, story)
    insurance, medical = _STEP * random.randrange(30), _STEP * random.randrange(10)
    # What the household still bears carries the grant, or is nothing at all.
    bears = Money(0) if story is Story.NO_NEED_LEFT else amount + _STEP * random.randrange(20)
    costs = max(insurance + medical + aid + bears, _STEP)
    proved = story not in (Story.EVIDENCE_MISSING, Story.EMERGENCY)
    case = ReliefCase(
        CaseId(f"case-{number:04d}"),
        household=HouseholdId(f"household-{number:04d}"),
        cause=random.choice(list(Cause)),
        costs=[Cost("synthetic", costs, evidence=f"invoice-{number:04d}" if proved else None)],
        insurance=insurance,
        medical_assistance=medical,
        urgent=story is Story.EMERGENCY,
    )
    return SyntheticCase(society.id, story, case, amount, opened, government, aid)


def _government(random: Random, story: Story) -> tuple[GovernmentAid, Money]:
    if story is Story.GOVERNMENT_PENDING:
        return GovernmentAid.PENDING, Money(0)
    if story is Story.NO_NEED_LEFT or random.random() < 0.6:
        return GovernmentAid.RECEIVED, _STEP * random.randint(3, 20)
    return random.choice([GovernmentAid.REFUSED, GovernmentAid.NOT_ELIGIBLE]), Money(0)
