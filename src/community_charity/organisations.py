"""Organisations (组织): charities, village and residents' committees, and other bodies.

>>> from community_charity.law.law import Law
>>> society = Charity("city-charity", registered_on=date(2025, 3, 4))
>>> decision = society.may_apply_for_qualification(Law.of("cn").on(date(2025, 12, 31)))
>>> decision.outcome.value, decision.remedies[0].wait_until
('refused', datetime.date(2026, 3, 4))
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, TypeAlias, cast

import attrs
from dateutil.relativedelta import relativedelta

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.calendar import day, full_years, optional_day
from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Remedy, Stage, ground
from community_charity.law.law import in_force
from community_charity.parties import OrganisationId, PersonId, organisation_id, person_id
from community_charity.ties import Tie, TieKind, Ties

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from community_charity.book.state import State
    from community_charity.law.decision import Finding
    from community_charity.law.law import LawInForce

OWN_TIE = declare(
    "organisation.own_tie",
    wanted=("a tie between two parties", "两方之间的关系"),
    do=("leave it out: everybody counts as interested in their own case", "无需登记：本人对自身事项当然有利害关系"),
)
PEOPLE = declare(
    "organisation.people",
    wanted=("a list of the ids of people, which may be empty", "人员标识的列表，可为空"),
    do=('give ["p-1", "p-2"]', '写作 ["p-1", "p-2"]'),
)


def people(value: Iterable[PersonId]) -> tuple[PersonId, ...]:
    """Check a list of people by id (人员名单). Raises `Malformed`.

    Their number, and whether they differ, are for the rules to judge.

    >>> people([PersonId("p-1"), PersonId("p-2")])  # invented
    ('p-1', 'p-2')
    """
    if not isinstance(value, list | tuple | set | frozenset):  # a bare id is no list of letters
        raise Malformed(PEOPLE, given=shown(value))
    return tuple(person_id(member) for member in value)


# --- values --------------------------------------------------------------------------------------


@attrs.frozen
class Charity:
    """A charity (慈善组织), with or without public-fundraising qualification (公开募捐资格).

    ``managers`` are the ids of those who run it; ``qualified_on`` the day of the certificate.
    Raises `Malformed`.

    >>> Charity("city-charity", registered_on=date(2020, 3, 4), managers=["m-1"]).managers  # invented
    ('m-1',)
    """

    id: OrganisationId = attrs.field(converter=organisation_id)
    registered_on: date = attrs.field(converter=day)
    qualified_on: date | None = attrs.field(default=None, converter=optional_day)
    managers: tuple[PersonId, ...] = attrs.field(default=(), converter=people)

    def may_raise_from_public(self, law: LawInForce) -> Decision:
        """Tell whether the charity may raise from the public that day (能否公开募捐).

        Raises `Malformed` for what is no `LawInForce`. Source: 慈善法第22条、第26条.

        >>> from community_charity.law.law import Law
        >>> charity = Charity("city-charity", registered_on=date(2020, 3, 4), qualified_on=date(2022, 5, 1))
        >>> bool(charity.may_raise_from_public(Law.of("cn").on(date(2025, 3, 13))))
        True
        """
        law, checks = in_force(law), Checks()
        qualified = self.qualified_on is not None and self.qualified_on <= law.day
        checks.weigh(QUALIFIED, qualified)
        return checks.decision(_RAISE.later(id=self.id), self, law.day, law)

    def may_apply_for_qualification(self, law: LawInForce) -> Decision:
        """Tell whether the charity has been registered long enough to apply (能否申请公开募捐资格).

        Only the waiting time is judged here; the other conditions of the certificate are not.
        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the law. Source: 慈善法第22条.

        >>> from community_charity.law.law import Law
        >>> charity = Charity("city-charity", registered_on=date(2025, 3, 4))
        >>> bool(charity.may_apply_for_qualification(Law.of("cn").on(date(2026, 3, 4))))
        True
        """
        law, checks = in_force(law), Checks()
        if self.registered_on > law.day:
            checks.weigh(NOT_BEFORE, holds=False, found=law.day, facts={"since": self.registered_on})
        else:
            years, wanted = full_years(self.registered_on, law.day), law.public_fundraising_wait_years
            facts = {} if years >= wanted else {"until": _first_day(self.registered_on, law)}
            checks.weigh(LONG_ENOUGH, years >= wanted, wanted, years, facts)
        return checks.decision(_APPLY.later(id=self.id), self, law.day, law)


class CommitteeKind(Enum):
    """Whose committee it is (村民委员会或居民委员会). ``CommitteeKind("village")`` looks one up.

    >>> CommitteeKind("village").text.zh
    '村民委员会'
    """

    VILLAGE = "village"
    RESIDENTS = "residents"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _COMMITTEES[self]


_COMMITTEES = {
    CommitteeKind.VILLAGE: Text("villagers' committee", "村民委员会"),
    CommitteeKind.RESIDENTS: Text("residents' committee", "居民委员会"),
}


def _kind(value: CommitteeKind) -> CommitteeKind:
    return choice(value, CommitteeKind)


@attrs.frozen
class Committee:
    """A villagers' or residents' committee (村民委员会、居民委员会). Raises `Malformed`.

    >>> Committee("lake-village", "village").kind.text.en
    "villagers' committee"
    """

    id: OrganisationId = attrs.field(converter=organisation_id)
    kind: CommitteeKind = attrs.field(converter=_kind)

    def may_raise_from_public(self, law: LawInForce) -> Decision:
        """Tell whether it may raise from the public itself: it may not (不得自行公开募捐).

        Raises `Malformed` for what is no `LawInForce`. Source: 慈善法第22条、第26条.

        >>> from community_charity.law.law import Law
        >>> decision = Committee("lake-village", "village").may_raise_from_public(Law.of("cn").on(date(2025, 3, 13)))
        >>> decision.outcome.value, decision.remedies[0].text.zh
        ('refused', '与具有公开募捐资格的慈善组织合作，由其开展公开募捐（慈善法第二十六条）')
        """
        law, checks = in_force(law), Checks()
        checks.weigh(QUALIFIED, holds=False)
        return checks.decision(_RAISE.later(id=self.id), self, law.day, law)

    def may_run_mutual_aid(self, law: LawInForce) -> Decision:
        """Tell whether it may run mutual aid inside its own community (内部互助互济).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the law. Source: 慈善法第122条
        (第110条 before 2024-09-05).

        >>> from community_charity.law.law import Law
        >>> bool(Committee("lake-village", "village").may_run_mutual_aid(Law.of("cn").on(date(2025, 3, 13))))
        True
        """
        law, checks = in_force(law), Checks()
        checks.weigh(MUTUAL_AID, law.mutual_aid_within_community)
        return checks.decision(_AID.later(id=self.id), self, law.day, law)


@attrs.frozen
class OtherBody:
    """Any other body that holds money or takes part (其他组织), such as a town federation. Raises `Malformed`.

    >>> OtherBody("town-federation")
    OtherBody(id='town-federation')
    """

    id: OrganisationId = attrs.field(converter=organisation_id)


Organisation: TypeAlias = Charity | Committee | OtherBody

_RAISE = Text("{id} raises from the public", "{id} 开展公开募捐")
_APPLY = Text("{id} applies for public-fundraising qualification", "{id} 申请公开募捐资格")
_AID = Text("{id} runs mutual aid in its community", "{id} 在本社区开展互助互济")


def _cooperate(_finding: Finding, _subject: Any) -> Remedy:
    return Remedy(
        Text(
            "let a charity with public-fundraising qualification raise for it (Charity Law art. 26)",
            "与具有公开募捐资格的慈善组织合作，由其开展公开募捐（慈善法第二十六条）",
        ),
    )


def _first_day(registered: date, law: LawInForce) -> date:
    """Give the day on which the wait is over; a change of the law that is known already may shorten it."""
    history = law.history(LONG_ENOUGH.figures[0])
    waits = [(v, max(v.since, registered + relativedelta(years=cast("int", v.value)))) for v in history]
    return min(over for value, over in waits if over > law.day and (value.in_force(over) or value is history[-1]))


def _wait(finding: Finding, _subject: Any) -> Remedy:
    until = finding.facts["until"]
    return Remedy(Text("wait until {d}", "自 {d} 起可办理").fill(d=until), wait_until=until)


QUALIFIED = ground(
    "organisation.qualified",
    Stage.AUTHORITY,
    title=("it holds public-fundraising qualification", "已取得公开募捐资格"),
    unmet=("it holds no public-fundraising qualification", "未取得公开募捐资格"),
    figures=("public_fundraising_needs_qualification", "cooperation_with_qualified_charity"),
    remedy=_cooperate,
)
LONG_ENOUGH = ground(
    "organisation.long_enough",
    Stage.AUTHORITY,
    title=("registered for at least {required} full years", "登记满{required}年"),
    unmet=("full years since registration: {found}; {required} required", "登记满{found}年，须满{required}年"),
    figures=("public_fundraising_wait_years",),
    remedy=_wait,
)
NOT_BEFORE = ground(
    "organisation.not_before",
    Stage.STATE,
    title=("it is registered on {found}", "{found} 已登记"),
    unmet=("it is registered only on {since}, after {found}", "{since} 方登记，晚于 {found}"),
)
MUTUAL_AID = ground(
    "organisation.mutual_aid",
    Stage.AUTHORITY,
    title=(
        "community organisations may run mutual aid inside their community",
        "城乡社区组织可在本社区内部开展互助互济",
    ),
    unmet=("mutual aid inside the community is not provided for", "未规定社区内部互助互济"),
    figures=("mutual_aid_within_community",),
)

# --- commands, events ----------------------------------------------------------------------------

ORGANISATIONS: Table[OrganisationId, Organisation] = Table("organisations")
TIES: Table[None, Ties] = Table("ties")
WHAT = Text("organisation", "组织")
_NO_TIES = Ties()


def _organisation(value: Organisation) -> Organisation:
    return value if isinstance(value, Charity | Committee) else expect(value, OtherBody)


def _tie(value: Tie) -> Tie:
    if expect(value, Tie).kind is TieKind.SELF:
        raise Malformed(OWN_TIE, given=value.kind.text)
    return value


@attrs.frozen(kw_only=True)
class RegisterOrganisation(Command):
    """Enter an organisation in the book (登记组织). Raises `Malformed`.

    >>> import community_charity as cc
    >>> order = RegisterOrganisation(key="enter-1", on=date(2025, 3, 13), organisation=OtherBody("town-federation"))
    >>> str(order.asked()), type(cc.Book(cc.Law.of("cn")).record(order)).__name__
    ('enter an organisation', 'OrganisationRegistered')
    """

    ASKED: ClassVar[Text] = Text("enter an organisation", "登记组织")

    organisation: Organisation = attrs.field(converter=_organisation)


@attrs.frozen
class OrganisationRegistered(Event[RegisterOrganisation]):
    """An organisation was entered (组织已登记)."""


@attrs.frozen(kw_only=True)
class RecordTie(Command):
    """Enter a tie between a person and a person or organisation (登记关系). Raises `Malformed`.

    >>> import community_charity as cc
    >>> tie = Tie(PersonId("p-1"), PersonId("p-2"), TieKind.SIBLING)  # invented
    >>> order = RecordTie(key="tie-1", on=date(2025, 3, 13), tie=tie)
    >>> str(order.asked()), type(cc.Book(cc.Law.of("cn")).record(order)).__name__
    ('enter a tie', 'TieRecorded')
    """

    ASKED: ClassVar[Text] = Text("enter a tie", "登记利害关系")

    tie: Tie = attrs.field(converter=_tie)


@attrs.frozen
class TieRecorded(Event[RecordTie]):
    """A tie was entered (关系已登记)."""


# --- deciding and applying -----------------------------------------------------------------------


def ties_of(state: State) -> Ties:
    """Give all ties that the book knows (全部关系).

    >>> from community_charity.book.state import State
    >>> ties_of(State())
    Ties(0)
    """
    return state.of(TIES).get(None, _NO_TIES)


def _apply_organisation(state: State, event: OrganisationRegistered) -> None:
    organisation = event.command.organisation
    state.of(ORGANISATIONS)[organisation.id] = organisation


@handles(RegisterOrganisation, apply=_apply_organisation)
def _decide_organisation(
    state: State, order: RegisterOrganisation, _law: LawInForce, checks: Checks
) -> OrganisationRegistered:
    state.absent(ORGANISATIONS, order.organisation.id, WHAT, checks)
    return OrganisationRegistered(len(state.events), order)


def _apply_tie(state: State, event: TieRecorded) -> None:
    state.of(TIES)[None] = ties_of(state).with_tie(event.command.tie)


@handles(RecordTie, apply=_apply_tie)
def _decide_tie(state: State, order: RecordTie, _law: LawInForce, _checks: Checks) -> TieRecorded:
    return TieRecorded(len(state.events), order)
