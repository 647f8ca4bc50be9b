"""Playing the cast into a book, and keeping a tally of what was decided (演示过程)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import attrs

from community_charity.book.book import Book
from community_charity.demo.cast import CUSTODIAN, FIRST_DAY, Cast, Story
from community_charity.law.decision import Decision
from community_charity.law.law import Law
from community_charity.organisations import OtherBody, RecordTie, RegisterOrganisation
from community_charity.parties import Household, PersonId
from community_charity.relief import (
    CaseOutcome,
    CloseCase,
    CompletePapers,
    Cost,
    GrantRelief,
    OpenCase,
    PayRelief,
    RecordGovernmentAid,
    ReferCase,
    RegisterHousehold,
)
from community_charity.relief.ratifying import RatifyEmergency
from community_charity.rules.start_up import three_sources
from community_charity.societies import FoundSociety, MutualAidSociety
from community_charity.ties import Tie, TieKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from community_charity.book.orders import Command
    from community_charity.demo.cast import SyntheticCase
    from community_charity.demo.published import Published
    from community_charity.rules.start_up import CapitalPolicy


@attrs.define
class Played:
    """What came of it (演示结果): the book, the decisions refused, and how often each figure was used."""

    book: Book
    refusals: list[Decision] = attrs.field(factory=list)
    used: Counter[str] = attrs.field(factory=Counter)

    def order(self, command: Command) -> bool:
        """Decide a command, count the law it rests on, and record it if it is allowed."""
        decision = self.book.decide(command)
        law = self.book.law.on(command.on)
        self.used.update(key for ground, *_ in decision.checks for key in ground.figures if key in law)
        if decision:
            self.book.record(command)
        else:
            self.refusals.append(decision)
        return bool(decision)


def play(figures: Published, made: Cast, step: Callable[[], None] = lambda: None) -> Played:
    """Found the societies and decide the cases. ``step`` is called after each society and each case."""
    played = Played(Book(Law.of(figures.place)))
    played.order(RegisterOrganisation(key="custodian", on=FIRST_DAY, organisation=OtherBody(CUSTODIAN)))
    policy = three_sources(figures.sources)
    flawed = {society.id: society for society in made.flawed}
    for society in made.societies:
        if society.id in flawed:
            played.order(_founding(flawed[society.id], "first", policy))
        played.order(_founding(society, "found", policy))
        step()
    for number, case in enumerate(made.cases, 1):
        _decide_case(played, case, number)
        step()
    return played


def _founding(society: MutualAidSociety, which: str, policy: CapitalPolicy) -> FoundSociety:
    return FoundSociety(key=f"{which}-{society.id}", on=FIRST_DAY, society=society, policy=policy)


def _decide_case(played: Played, made: SyntheticCase, number: int) -> None:
    """Take one case from the door to its end, as its story goes."""
    case, opened = made.case, made.opened
    order, name = played.order, f"{number:04d}"
    member = PersonId(f"person-{number:04d}")
    order(RegisterHousehold(key=f"household-{name}", on=opened, household=Household(case.household, (member,))))
    order(OpenCase(key=f"open-{name}", on=opened, case=case))
    consent = made.story is not Story.NO_CONSENT
    if number % 3 == 0 or not consent:
        order(ReferCase(key=f"refer-{name}", on=opened, case=case.id, by=CUSTODIAN, consent=consent))
    if made.story is Story.NO_CONSENT:
        order(CloseCase(key=f"close-{name}", on=opened, case=case.id, outcome=CaseOutcome.WITHDRAWN))
        return
    if made.story is Story.EMERGENCY:
        _grant(played, made, number, opened, emergency=True)
        papers = opened + timedelta(days=3)
        proved = [Cost(cost.what, cost.amount, evidence=f"invoice-{name}") for cost in case.costs]
        order(CompletePapers(key=f"papers-{name}", on=papers, case=case.id, costs=proved))
        met = _council(made)
        order(RatifyEmergency(key=f"ratify-{name}", on=papers, grant=f"grant-{name}", present=met, in_favour=met))
        _hear_government(played, made, name, papers)
    else:
        decided = opened + timedelta(days=5)
        _hear_government(played, made, name, decided)
        if made.story is Story.RELATED:
            tie = Tie(PersonId(f"{made.society}-council-1"), member, TieKind.NEAR_RELATIVE)
            order(RecordTie(key=f"tie-{name}", on=decided, tie=tie))
        _grant(played, made, number, decided, emergency=False)
    _close(played, made, name, opened + timedelta(days=15))


def _hear_government(played: Played, made: SyntheticCase, name: str, on: date) -> None:
    played.order(
        RecordGovernmentAid(
            key=f"government-{name}",
            on=on,
            case=made.case.id,
            government=made.government,
            amount=made.government_aid,
        )
    )


def _council(made: SyntheticCase) -> tuple[PersonId, ...]:
    """Two of the three seats: enough to decide, and enough of them present."""
    return tuple(PersonId(f"{made.society}-council-{seat}") for seat in (1, 2))


def _grant(played: Played, made: SyntheticCase, number: int, on: date, *, emergency: bool) -> None:
    granted = played.order(
        GrantRelief(
            key=f"grant-{number:04d}",
            on=on,
            case=made.case.id,
            pool=made.society,
            amount=made.amount,
            approved_by=_council(made),
            emergency=emergency,
        )
    )
    if granted:
        played.order(PayRelief(key=f"pay-{number:04d}", on=on, grant=f"grant-{number:04d}", amount=made.amount))


_ENDS = {
    Story.ORDINARY: CaseOutcome.RELIEVED,
    Story.EMERGENCY: CaseOutcome.RELIEVED,
    Story.NO_NEED_LEFT: CaseOutcome.NO_NEED_LEFT,
    Story.RELATED: CaseOutcome.REFERRED_ON,
}


def _close(played: Played, made: SyntheticCase, name: str, on: date) -> None:
    """Close what has come to an end; what waits for government or for papers stays open."""
    if made.story in _ENDS:
        played.order(CloseCase(key=f"close-{name}", on=on, case=made.case.id, outcome=_ENDS[made.story]))
