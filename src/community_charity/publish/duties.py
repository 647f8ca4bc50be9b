"""The duties that follow from what a book holds (由账本推出的义务).

What a book knows today: its organisations, its societies, its campaigns, and relief that was paid before its papers were
complete. It does not know projects, trusts, volunteer activities, notice boards, deals with related parties or changes
of a charity: tell those as facts (``more``). Nor does it know a charity's legal form, whether it has a supervising
body, whether its donors may deduct, and whether a project was a major one: the duties that hang on these are
undetermined until a `YearEnded` in ``more`` says it. A fact in ``more`` takes the place of one of the same kind that the
book has of the same campaign, or of the same body and year.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.book.book import Book
from community_charity.calendar import day
from community_charity.campaigns.running import EndCampaign, StartCampaign
from community_charity.campaigns.words import Mode
from community_charity.errors import expect
from community_charity.organisations import ORGANISATIONS, Charity
from community_charity.relief import CompletePapers, ExpireGrant, GrantRelief, PayRelief, ReversePayment, VoidGrant
from community_charity.rules.disclosure import (
    BodyForm,
    CampaignEnded,
    CampaignStarted,
    Done,
    EmergencyReliefGranted,
    Fact,
    TargetedCampaignEnded,
    YearEnded,
    duties,
)
from community_charity.rules.disclosure.kinds import PLAN_FILING, RELIEF_PAPERS
from community_charity.societies import FoundSociety, SocietyForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from community_charity.book.orders import Event
    from community_charity.calendar import WorkCalendar
    from community_charity.rules.disclosure import DutyList


def duties_of(
    book: Book,
    calendar: WorkCalendar,
    *,
    as_of: date,
    more: Iterable[Fact | Done] = (),
    until: date | None = None,
) -> DutyList:
    """Give the duties that follow from what was recorded up to a day, and from further facts (账本的待办义务).

    ``as_of`` cuts the book off: what it holds of later days is not looked at. ``more`` are facts that it does not
    hold, and what was done. ``until`` bounds the series among them, ``as_of`` if left out. Each duty is judged under
    the book's own law.

    Raises as `duties` does.

    >>> import community_charity as cc
    >>> from community_charity.calendar import EVERY_DAY
    >>> book = cc.Book(cc.Law.of("cn"))
    >>> host = cc.Charity("city-charity", registered_on=date(2020, 3, 4))  # invented
    >>> _ = book.record(cc.RegisterOrganisation(key="k-1", on=date(2025, 3, 1), organisation=host))
    >>> year = YearEnded("city-charity", 2025, form="foundation", charity=True, qualified=False, tax_deductible=False)
    >>> for duty in duties_of(book, EVERY_DAY, as_of=date(2026, 4, 15), more=[year]):
    ...     print(duty.when, duty.kind.code, duty.state(date(2026, 4, 15)).value)
    by 2026-03-31 registrar-report late
    by 2026-05-31 annual-report open
    by 2026-05-31 major-projects-report undetermined
    by 2026-05-31 related-party-list open
    """
    further = tuple(more)
    known = facts_of(book, as_of=as_of)
    told = {_about(fact) for fact in further}
    kept = [fact for fact in known if _about(fact) not in told]
    return duties([*kept, *further], book.law, calendar, until=as_of if until is None else until)


def _about(fact: Fact | Done) -> tuple[Any, ...]:
    return (Done, fact.duty) if isinstance(fact, Done) else (type(fact), fact.subject, fact.tag)


def facts_of(book: Book, *, as_of: date) -> tuple[Fact | Done, ...]:
    """Give the facts behind duties that a book holds, up to a day (账本中的触发事实). Raises `Malformed`.

    A year counts from the first one in which the book has an event. A charity without a day of qualification counts
    as not qualified, as everywhere in this library; a registered society counts as an association, and whether it is
    a charity is not known. Emergency relief that was taken back owes no papers. A campaign begins on the day on which it
    was started and ends with its last day, or with the day on which it was ended before.

    >>> import community_charity as cc
    >>> facts_of(cc.Book(cc.Law.of("cn")), as_of=date(2026, 4, 15))
    ()
    """
    day(as_of)
    events = [event for event in expect(book, Book).events if event.command.on <= as_of]
    return (*_years(book, events, as_of), *_campaigns(events, as_of), *_papers(events))


def _years(book: Book, events: list[Event[Any]], as_of: date) -> Iterator[YearEnded]:
    first = min((event.command.on.year for event in events), default=as_of.year)
    charities = [body for body in book.all(ORGANISATIONS).values() if isinstance(body, Charity)]
    societies = [event.command for event in events if isinstance(event.command, FoundSociety)]
    for year in range(first, as_of.year):
        end = date(year, 12, 31)
        for charity in charities:
            if charity.registered_on <= end:
                qualified = charity.qualified_on is not None and charity.qualified_on <= end
                yield YearEnded(charity.id, year, charity=True, qualified=qualified)
        for order in societies:
            if order.society.form is SocietyForm.REGISTERED and order.on <= end:
                yield YearEnded(order.society.id, year, form=BodyForm.ASSOCIATION)


def _campaigns(events: list[Event[Any]], as_of: date) -> Iterator[Fact | Done]:
    """Tell of each campaign that began, and that ended; of a plan what it says of its end, emergency and filing."""
    ended = {event.command.campaign: event.command.on for event in events if isinstance(event.command, EndCampaign)}
    for order in [event.command for event in events if isinstance(event.command, StartCampaign)]:
        campaign = order.campaign
        last = min(campaign.period.last, ended.get(campaign.id, campaign.period.last))
        public, plan = campaign.mode is Mode.PUBLIC, campaign.planned
        if public:
            end, emergency = (None, None) if plan is None else (plan.ends_on, plan.emergency)
            yield CampaignStarted(campaign.id, order.on, expected_end=end or campaign.period.last, emergency=emergency)
            if plan is not None and plan.filed_on is not None:
                yield Done(f"{PLAN_FILING.code}:{campaign.id}", plan.filed_on)
        if last <= as_of:
            yield (CampaignEnded if public else TargetedCampaignEnded)(campaign.id, last)


def _papers(events: list[Event[Any]]) -> Iterator[Fact | Done]:
    """Pair each emergency grant with the papers that came in for its case; one of which nothing is left owes none."""
    owed: dict[str, EmergencyReliefGranted] = {}
    grants: dict[str, _Emergency] = {}
    payments: dict[str, PayRelief] = {}
    for event in events:
        order = event.command
        if isinstance(order, GrantRelief) and order.emergency:
            grants[order.key] = _Emergency(order.case, order.amount.fen)
            owed[order.case] = EmergencyReliefGranted(order.key, order.on)
        elif isinstance(order, CompletePapers) and order.case in owed:
            fact = owed.pop(order.case)
            yield fact
            yield Done(f"{RELIEF_PAPERS.code}:{fact.subject}", order.on)
        elif isinstance(order, PayRelief) and order.grant in grants:
            payments[order.key] = order
            grants[order.grant].move(order.amount.fen)
        elif isinstance(order, VoidGrant | ExpireGrant) and order.grant in grants:
            grants[order.grant].held = 0
            _settle(owed, grants[order.grant])
        elif isinstance(order, ReversePayment) and order.payment in payments:
            paid = payments[order.payment]
            grants[paid.grant].paid -= paid.amount.fen
            _settle(owed, grants[paid.grant])
    yield from owed.values()


@attrs.define
class _Emergency:
    """What of an emergency grant is held and what is paid, in fen."""

    case: str
    held: int
    paid: int = 0

    def move(self, fen: int) -> None:
        self.held -= fen
        self.paid += fen


def _settle(owed: dict[str, EmergencyReliefGranted], grant: _Emergency) -> None:
    if not grant.held and not grant.paid:
        owed.pop(grant.case, None)
