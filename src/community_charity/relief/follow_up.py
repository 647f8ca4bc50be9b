"""What became of those who were helped (回访与助人): follow-up visits, and people who help others in their turn.

>>> FollowUp("still_in_need").text.zh
'仍有困难'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.book.book import Book
from community_charity.book.orders import Command, Event, Table, handles
from community_charity.errors import choice, expect
from community_charity.households import SEEN, linked
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import show
from community_charity.parties import PersonId, opaque_id, person_id
from community_charity.relief.facts import AboutCase
from community_charity.relief.files import CASES, NOT_BEFORE
from community_charity.relief.files import WHAT as A_CASE
from community_charity.relief.lifecycle import weigh_phase
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.relief.case import CaseId
    from community_charity.relief.files import CaseFile

# --- values, commands, events --------------------------------------------------------------------


class FollowUp(Enum):
    """How a household was found some time after (回访结果). ``FollowUp("employed")`` looks one up.

    >>> [one.value for one in FollowUp]
    ['recovered', 'employed', 'still_in_need', 'moved', 'died']
    """

    RECOVERED = "recovered"
    EMPLOYED = "employed"
    STILL_IN_NEED = "still_in_need"
    MOVED = "moved"
    DIED = "died"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _FOUND[self]


_FOUND = {
    FollowUp.RECOVERED: Text("recovered", "已脱困"),
    FollowUp.EMPLOYED: Text("at work", "已就业"),
    FollowUp.STILL_IN_NEED: Text("still in need", "仍有困难"),
    FollowUp.MOVED: Text("moved away", "已迁出"),
    FollowUp.DIED: Text("died", "已去世"),
}


class HelperRole(Enum):
    """As what somebody who was helped helps others (助人身份). ``HelperRole("donor")`` looks one up.

    >>> HelperRole("solicitor").text.zh
    '劝募员'
    """

    DONOR = "donor"
    VOLUNTEER = "volunteer"
    SOLICITOR = "solicitor"
    COUNCIL = "council"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _ROLES[self]


_ROLES = {
    HelperRole.DONOR: Text("donor", "捐赠人"),
    HelperRole.VOLUNTEER: Text("volunteer", "志愿者"),
    HelperRole.SOLICITOR: Text("solicitor", "劝募员"),
    HelperRole.COUNCIL: Text("member of a council", "理事会成员"),
}


def _found(value: FollowUp | str) -> FollowUp:
    return choice(value, FollowUp)


def _role(value: HelperRole | str) -> HelperRole:
    return choice(value, HelperRole)


@attrs.frozen(kw_only=True)
class RecordFollowUp(AboutCase):
    """Record how a household that was helped was found later (登记回访). It becomes `FollowUpRecorded`. Raises `Malformed`.

    ``paper`` is the number of the note. Who is still in need gets a new case once this one is closed: see `to_reopen`.

    >>> from datetime import date
    >>> RecordFollowUp(key="visit-1", on=date(2025, 9, 1), case="case-1", found="recovered", paper="n-3").asked().en
    'record a follow-up on case case-1'
    """

    ASKED: ClassVar[Text] = Text("record a follow-up on case {case}", "登记个案 {case} 的回访")

    found: FollowUp = attrs.field(converter=_found, repr=False)
    paper: str = attrs.field(converter=opaque_id, repr=False)


@attrs.frozen
class FollowUpRecorded(Event[RecordFollowUp]):
    """A follow-up was recorded (回访已登记)."""


@attrs.frozen(kw_only=True)
class BecomeHelper(Command):
    """Record that somebody who was helped now helps others (受助者成为助人者). It becomes `HelperJoined`. Raises `Malformed`.

    Only with that person's own ``consent``; ``None`` if nobody asked. Source: 个人信息保护法第13条、第29条, as one's having been helped
    is nobody else's to tell.

    >>> from datetime import date
    >>> order = BecomeHelper(key="helper-1", on=date(2025, 9, 1), person="f-1", role="volunteer", consent=True)
    >>> order.asked().en, "f-1" in repr(order)
    ('record that somebody who was helped is now a helper: volunteer', False)
    """

    ASKED: ClassVar[Text] = Text(
        "record that somebody who was helped is now a helper: {role}", "登记受助者成为助人者：{role}"
    )

    person: PersonId = attrs.field(converter=person_id, repr=False)
    role: HelperRole = attrs.field(converter=_role)
    consent: bool | None = attrs.field(default=None, converter=yes_no, repr=False)

    def asked(self) -> Text:
        """Say what is ordered, without saying of whom (事项)."""
        return self.ASKED.fill(role=self.role.text)


@attrs.frozen
class HelperJoined(Event[BecomeHelper]):
    """Somebody who was helped became a helper (受助者已成为助人者)."""


FOLLOW_UPS: Table[CaseId, tuple[FollowUpRecorded, ...]] = Table("follow-ups, by case")
HELPERS: Table[PersonId, tuple[HelperRole, ...]] = Table("people who were helped and help others")

# --- rules ---------------------------------------------------------------------------------------

WAS_HELPED = ground(
    "helper.was_helped",
    Stage.STATE,
    title=("the person's household was helped before", "该人所在家庭此前曾获救助"),
    unmet=("no relief was paid to the person's household", "该人所在家庭未曾获得救助"),
)
NEW = ground(
    "helper.new",
    Stage.STATE,
    title=("the person is not recorded in this role yet", "该人尚未登记此身份"),
    unmet=("the person is recorded already as: {found}", "该人已登记为{found}"),
)


def _ask(finding: Finding, asked: object) -> Remedy | None:
    return show("the person's own consent in writing", "本人书面同意")(finding, asked)


CONSENT = ground(
    "helper.consent",
    Stage.AUTHORITY,
    title=("the person consented", "本人同意"),
    unmet=("the person's own consent: {found}", "本人是否同意：{found}"),
    figures=("referral_needs_consent",),
    remedy=_ask,
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply_follow_up(state: State, event: FollowUpRecorded) -> None:
    rows, case = state.of(FOLLOW_UPS), event.command.case
    rows[case] = (*rows.get(case, ()), event)


@handles(RecordFollowUp, apply=_apply_follow_up)
def _decide_follow_up(state: State, order: RecordFollowUp, _law: LawInForce, checks: Checks) -> FollowUpRecorded:
    file = state.found(CASES, order.case, A_CASE, checks)
    if order.on < file.opened:
        checks.stop(NOT_BEFORE, found=order.on, opened=file.opened)
    weigh_phase(checks, file, order)
    return FollowUpRecorded(len(state.events), order)


def _helped(state: State, person: PersonId) -> bool:
    """Tell whether a household in which somebody was ever entered, or one that counts as the same, was paid relief."""
    homes = {home for entered in state.of(SEEN).get(person, ()) for home in linked(state, entered)}
    return any(file.paid and file.case.household in homes for file in state.of(CASES).values())


def _apply_helper(state: State, event: HelperJoined) -> None:
    rows, order = state.of(HELPERS), event.command
    rows[order.person] = (*rows.get(order.person, ()), order.role)


@handles(BecomeHelper, apply=_apply_helper)
def _decide_helper(state: State, order: BecomeHelper, _law: LawInForce, checks: Checks) -> HelperJoined:
    if not _helped(state, order.person):
        checks.stop(WAS_HELPED)
    if order.role in state.of(HELPERS).get(order.person, ()):
        checks.stop(NEW, found=order.role)
    checks.weigh(CONSENT, order.consent, None, order.consent)
    return HelperJoined(len(state.events), order)


# --- reading -------------------------------------------------------------------------------------


def to_reopen(book: Book) -> tuple[CaseFile, ...]:
    """List the closed cases whose household was last found still in need (建议重新立案). Raises `Malformed`.

    A new case may be opened for each: a closed one is in nobody's way.

    >>> import community_charity as cc
    >>> to_reopen(cc.Book(cc.Law.of("cn")))
    ()
    """
    cases = expect(book, Book).all(CASES)
    last = {case: max(seen, key=lambda event: event.command.on) for case, seen in book.all(FOLLOW_UPS).items()}
    needy = (case for case, event in last.items() if event.command.found is FollowUp.STILL_IN_NEED)
    return tuple(cases[case] for case in needy if cases[case].outcome is not None)


class HelpersLater(NamedTuple):
    """How many of those who were helped help others (助人者统计): households that were paid relief, people who help, and in which roles.

    It counts, and names nobody.
    """

    households: int
    helpers: int
    roles: dict[HelperRole, int]


def helpers_later(book: Book) -> HelpersLater:
    """Count who was helped first and helps others since (受助者成为助人者统计). Raises `Malformed`.

    >>> import community_charity as cc
    >>> helpers_later(cc.Book(cc.Law.of("cn"))).helpers
    0
    """
    helpers = expect(book, Book).all(HELPERS)
    paid = {file.case.household for file in book.all(CASES).values() if file.paid}
    roles = {role: sum(role in each for each in helpers.values()) for role in HelperRole}
    return HelpersLater(len(paid), len(helpers), roles)
