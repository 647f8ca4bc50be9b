"""People who ask others to give, and their certificates (劝募员): trained, certified, for a time.

The occupation has a draft standard that is not in force. Its hours are told and measured by nobody here; how long a
certificate holds where it does not say is an assumption.

>>> from community_charity.law.law import Law
>>> training_gap(5, 200, Law.of("cn").on(date(2026, 3, 2)))
20
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.calendar import EVERY_DAY, Period, Years, day, deadline, optional_day
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import wait
from community_charity.parties import PersonId, person_id
from community_charity.rules.facts import count, names

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

LEVEL = declare(
    "solicitor.level",
    wanted=("a level from 5, the lowest, to 1, or None where it is not known", "五级（最低）至一级，不详时为 None"),
    do=("give the whole number on the certificate", "请填写证书上的等级数字"),
)

# --- values --------------------------------------------------------------------------------------


@attrs.frozen
class SolicitorCertificate:
    """A solicitor's certificate (劝募员证书): the day of issue, and the last day if it names one. Raises `Malformed`.

    >>> SolicitorCertificate(date(2025, 3, 13)).valid_through is None  # invented
    True
    """

    issued_on: date = attrs.field(converter=day)
    valid_through: date | None = attrs.field(default=None, converter=optional_day)

    def __attrs_post_init__(self) -> None:
        if self.valid_through is not None:
            Period(self.issued_on, self.valid_through)

    def valid(self, law: LawInForce) -> Period | None:
        """Give the days on which it is valid (有效期); ``None`` if the law has no length for one that names none.

        Its own last day comes first; else it holds for as many years as the law of the day assumes. Raises `Malformed`.

        >>> from community_charity.law.law import Law
        >>> print(SolicitorCertificate(date(2025, 3, 13)).valid(Law.of("cn").on(date(2025, 3, 13))).last)
        2028-03-13
        """
        if self.valid_through is not None:
            return Period(self.issued_on, self.valid_through)
        years = in_force(law).get("solicitor_certificate_years")
        if years is None:
            return None
        return Period(self.issued_on, deadline(self.issued_on, Years(law.solicitor_certificate_years), EVERY_DAY))


class Solicitor(NamedTuple):
    """A solicitor as the book keeps one (劝募员档案): the days on which each certificate is valid, in order.

    >>> Solicitor((Period(date(2025, 3, 13), date(2028, 3, 13)),)).certified(date(2028, 3, 14))  # invented
    False
    """

    valid: tuple[Period, ...]

    def certified(self, on: date) -> bool:
        """Tell whether a certificate is valid on a day (当日是否持有有效证书)."""
        return any(on in period for period in self.valid)


SOLICITORS: Table[PersonId, Solicitor] = Table("solicitors")
"""Solicitors by the id of the person (劝募员)."""
WHAT = Text("solicitor", "劝募员")
_LEVELS = ("first", "second", "third", "fourth", "fifth")


def _level(value: int | None) -> int | None:
    if value is not None and (type(value) is not int or not 1 <= value <= len(_LEVELS)):
        raise Malformed(LEVEL, given=shown(value))
    return value


def _certificate(value: SolicitorCertificate | None) -> SolicitorCertificate | None:
    return None if value is None else expect(value, SolicitorCertificate)


def training_gap(level: int, hours: int, law: LawInForce) -> int:
    """Tell how many hours of training are missing from the draft standard of a level (距征求意见稿课时的差额).

    It is told, and asked for nowhere: the draft is not in force. Raises `Malformed`; `LawError` for a day without it.

    >>> from community_charity.law.law import Law
    >>> training_gap(3, 180, Law.of("cn").on(date(2026, 3, 2)))
    0
    """
    wanted = _level(level)
    trained = count(hours)
    if wanted is None or trained is None:
        raise Malformed(LEVEL, given="None")
    return max(int(getattr(in_force(law), f"solicitor_{_LEVELS[wanted - 1]}_level_hours")) - trained, 0)


# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class RegisterSolicitor(Command):
    """Enter a solicitor, or a solicitor's newer certificate (登记劝募员).

    ``certificate`` is the `SolicitorCertificate`; ``level`` 5 to 1; ``theory_hours`` and ``practice_hours`` are hours of training,
    ``modules`` their names. What is left out is not known, and only the certificate is asked for. Recorded it becomes
    `SolicitorRegistered`. Raises `Malformed`.

    >>> order = RegisterSolicitor(  # invented
    ...     key="enter-s-1", on=date(2025, 3, 13), person="s-1", certificate=SolicitorCertificate(date(2025, 3, 1))
    ... )
    >>> str(order.asked())
    'enter a solicitor'
    """

    ASKED: ClassVar[Text] = Text("enter a solicitor", "登记劝募员")

    person: PersonId = attrs.field(converter=person_id, repr=False)
    certificate: SolicitorCertificate | None = attrs.field(default=None, converter=_certificate)
    level: int | None = attrs.field(default=None, converter=_level)
    theory_hours: int | None = attrs.field(default=None, converter=count)
    practice_hours: int | None = attrs.field(default=None, converter=count)
    modules: frozenset[str] | None = attrs.field(default=None, converter=names)


@attrs.frozen
class SolicitorRegistered(Event[RegisterSolicitor]):
    """A solicitor was entered (劝募员已登记); ``valid`` are the days of the certificate, by the law of that day."""

    valid: Period


# --- rules ---------------------------------------------------------------------------------------


CERTIFIED = ground(
    "solicitor.certified",
    Stage.AUTHORITY,
    title=("a certificate is valid that day", "当日持有有效证书"),
    unmet=("no certificate is shown to be valid that day", "未见当日有效的证书"),
    figures=("solicitor_certificate_years",),
    remedy=wait(ask=("the certificate with its last day", "载明有效期的证书")),
)
NEWER = ground(
    "solicitor.newer",
    Stage.STATE,
    title=("the certificate is newer than the one in the book", "证书晚于账本中已有的证书"),
    unmet=(
        "a certificate issued on {found} is in the book already, or a later one",
        "账本中已有 {found} 或更晚签发的证书",
    ),
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: SolicitorRegistered) -> None:
    person, solicitors = event.command.person, state.of(SOLICITORS)
    before = solicitors[person].valid if person in solicitors else ()
    solicitors[person] = Solicitor((*before, event.valid))


@handles(RegisterSolicitor, apply=_apply)
def _decide(state: State, order: RegisterSolicitor, law: LawInForce, checks: Checks) -> SolicitorRegistered:
    certificate, known = order.certificate, state.of(SOLICITORS).get(order.person)
    valid = None if certificate is None else certificate.valid(law)
    if certificate is not None and known is not None and certificate.issued_on <= known.valid[-1].first:
        checks.stop(NEWER, found=certificate.issued_on)
    until = {"until": valid.first} if valid is not None and order.on < valid.first else {}
    checks.weigh(CERTIFIED, None if valid is None else order.on in valid, facts=until)
    checks.settle()
    return SolicitorRegistered(len(state.events), order, cast("Period", valid))  # known, now that it is settled
