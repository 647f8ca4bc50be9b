"""Foundations (基金会): what one needs to be registered, and how its board works.

Instrument: 基金会管理条例 arts. 3, 6, 8 to 10, 20 to 24. What the officers must be is asked of each of them: see `officers`.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> asked = FoundationApplication(kind="non_public", original_fund=yuan("1999999.99"))
>>> decision = asked.may_be_registered(Law.of("cn").on(date(2025, 3, 13)))
>>> print(decision.reason.text("zh"))
原始基金 ¥1,999,999.99，须不低于 ¥2,000,000.00
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.errors import choice
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision
from community_charity.law.law import in_force
from community_charity.money import Money, known_or_unknown_money
from community_charity.rules.answers import answers, at_least, at_most, weigh_answers, weigh_duty, weigh_stated
from community_charity.rules.bodies.foundation_grounds import (
    APART,
    CASH,
    CHAIR,
    CHARTER,
    CONDITIONS,
    ENOUGH_DIRECTORS,
    ENOUGH_SUPERVISORS,
    FEW_ENOUGH_DIRECTORS,
    FUND,
    MAINLAND,
    MEETINGS,
    OFFICERS,
    PAID,
    REGISTRAR,
    RELATED,
    SAME_TERM,
    TERM,
    UNPAID,
)
from community_charity.rules.facts import count, names, yes_no
from community_charity.rules.forms import FoundationKind, Registrar

if TYPE_CHECKING:
    from fractions import Fraction

    from community_charity.law.law import LawInForce


def _kind(value: FoundationKind) -> FoundationKind:
    return choice(value, FoundationKind)


def _registrar(value: Registrar | None) -> Registrar | None:
    return None if value is None else choice(value, Registrar)


@attrs.frozen(kw_only=True)
class FoundationApplication:
    """An application to set up a foundation (申请设立基金会); what is not given is not known.

    ``original_fund`` is `Money`; ``conditions`` answers yes or no by name (the names are the figure
    ``foundation_conditions``); ``charter_states`` names what the draft of the charter states. ``related_directors``
    counts the directors who have a near relative on the board, ``paid_without_full_time`` the supervisors and the
    directors not working there full time who are paid. Terms are in years. Raises `Malformed`.

    >>> FoundationApplication(kind="local_public", directors=5).kind
    <FoundationKind.LOCAL_PUBLIC: 'local_public'>
    """

    kind: FoundationKind = attrs.field(converter=_kind)
    original_fund: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    paid_in_cash: bool | None = attrs.field(default=None, converter=yes_no)
    conditions: dict[str, bool] = attrs.field(factory=dict, converter=answers, hash=False)
    charter_states: frozenset[str] | None = attrs.field(default=None, converter=names)
    registrar: Registrar | None = attrs.field(default=None, converter=_registrar)
    directors: int | None = attrs.field(default=None, converter=count)
    term_years: int | None = attrs.field(default=None, converter=count)
    private_property: bool | None = attrs.field(default=None, converter=yes_no)
    related_directors: int | None = attrs.field(default=None, converter=count)
    paid_directors: int | None = attrs.field(default=None, converter=count)
    paid_without_full_time: int | None = attrs.field(default=None, converter=count)
    supervisors: int | None = attrs.field(default=None, converter=count)
    supervisors_apart: bool | None = attrs.field(default=None, converter=yes_no)
    supervisor_term_years: int | None = attrs.field(default=None, converter=count)
    officers_are_directors: bool | None = attrs.field(default=None, converter=yes_no)
    chair_is_representative: bool | None = attrs.field(default=None, converter=yes_no)
    fund_from_mainland: bool | None = attrs.field(default=None, converter=yes_no)
    representative_from_mainland: bool | None = attrs.field(default=None, converter=yes_no)

    def may_be_registered(self, law: LawInForce) -> Decision:
        """Tell whether the foundation may be registered that day (能否准予设立登记).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the regulation.
        Source: 基金会管理条例第6条、第8条至第10条、第20条、第22条、第23条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> law = Law.of("cn").on(date(2025, 3, 13))
        >>> decision = FoundationApplication(kind="non_public", directors=4).may_be_registered(law)
        >>> decision.outcome.value, decision.reason.ground.code
        ('refused', 'foundation.enough_directors')
        """
        law, checks = in_force(law), Checks()
        _weigh_set_up(checks, self, law)
        _weigh_board(checks, self, law)
        _weigh_relatives_and_pay(checks, self, law)
        _weigh_supervisors(checks, self, law)
        _weigh_representative(checks, self, law)
        return checks.decision(_ASKED.later(kind=self.kind.text), self, law.day, law)


@attrs.frozen(kw_only=True)
class BoardYear:
    """How often the board of a foundation met in a year (理事会年度会议). Raises `Malformed`.

    >>> BoardYear(meetings=2).meetings
    2
    """

    meetings: int | None = attrs.field(default=None, converter=count)

    def met_often_enough(self, law: LawInForce) -> Decision:
        """Tell whether the board met as often as it must (会议次数是否达标). Source: 基金会管理条例第21条第2款.

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the regulation.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> BoardYear(meetings=1).met_often_enough(Law.of("cn").on(date(2025, 3, 13))).outcome.value
        'refused'
        """
        law, checks = in_force(law), Checks()
        required = law.foundation_meetings_per_year
        checks.weigh(MEETINGS, at_least(self.meetings, required), required, self.meetings)
        return checks.decision(_BOARD_YEAR, self, law.day, law)


_ASKED = Text("register a {kind}", "设立登记：{kind}")
_BOARD_YEAR = Text("the board of a foundation meets often enough", "基金会理事会年度会议次数")

# --- weighing ------------------------------------------------------------------------------------


def _weigh_set_up(checks: Checks, asked: FoundationApplication, law: LawInForce) -> None:
    floor_: Money = getattr(law, asked.kind.capital)
    checks.weigh(FUND[asked.kind], at_least(asked.original_fund, floor_), floor_, asked.original_fund)
    weigh_duty(checks, CASH, asked.paid_in_cash, law)
    weigh_answers(checks, CONDITIONS, asked.conditions, law)
    weigh_stated(checks, CHARTER, asked.charter_states, law)
    right = Registrar.PROVINCE if asked.registrar is Registrar.MINISTRY else Registrar.MINISTRY
    checks.weigh(REGISTRAR, _registers(asked, law), found=asked.registrar, facts={"right": right})


def _registers(asked: FoundationApplication, law: LawInForce) -> bool | None:
    """Tell whether the office registers such a foundation; below the province no national text says so."""
    if asked.registrar in (None, Registrar.BELOW):
        return None
    to_ministry = asked.registrar is Registrar.MINISTRY
    if asked.kind is not FoundationKind.NON_PUBLIC:
        return to_ministry is (asked.kind is FoundationKind.NATIONAL_PUBLIC)
    resident, fund = asked.representative_from_mainland, asked.original_fund
    if not to_ministry:
        return resident
    if resident is False:
        return True
    large = fund is not None and fund > law.ministry_foundation_capital  # such founders may choose the ministry
    return True if large else None if None in (fund, resident) else False


def _weigh_board(checks: Checks, asked: FoundationApplication, law: LawInForce) -> None:
    least, most, term = (
        law.foundation_minimum_directors,
        law.foundation_maximum_directors,
        law.foundation_director_term_years,
    )
    checks.weigh(ENOUGH_DIRECTORS, at_least(asked.directors, least), least, asked.directors)
    checks.weigh(FEW_ENOUGH_DIRECTORS, at_most(asked.directors, most), most, asked.directors)
    checks.weigh(TERM, at_most(asked.term_years, term), term, asked.term_years)
    weigh_duty(checks, OFFICERS, asked.officers_are_directors, law)


def _weigh_relatives_and_pay(checks: Checks, asked: FoundationApplication, law: LawInForce) -> None:
    related, some = asked.related_directors, _part(asked.directors, law.foundation_related_directors_cap)
    none = 0 if law.foundation_no_related_directors else asked.directors
    private = asked.private_property if asked.kind is FoundationKind.NON_PUBLIC else False
    limits = {True: (some,), False: (none,), None: (none, some)}[private]
    verdicts = {_within(related, limit) for limit in limits}
    holds = verdicts.pop() if len(verdicts) == 1 else None
    checks.weigh(RELATED, holds, limits[-1], related)
    most = _part(asked.directors, law.foundation_paid_directors_cap)
    checks.weigh(PAID, _within(asked.paid_directors, most), most, asked.paid_directors)
    if law.foundation_unpaid_unless_full_time:
        checks.weigh(UNPAID, at_most(asked.paid_without_full_time, 0), 0, asked.paid_without_full_time)


def _part(directors: int | None, cap: Fraction) -> int | None:
    """Give the most directors that a share allows."""
    return None if directors is None else floor(directors * cap)


def _within(found: int | None, limit: Any) -> bool | None:
    """Nobody is always within a limit, even one that is not known."""
    if found == 0:
        return True
    return None if limit is None else at_most(found, limit)


def _weigh_supervisors(checks: Checks, asked: FoundationApplication, law: LawInForce) -> None:
    least = law.foundation_minimum_supervisors
    checks.weigh(ENOUGH_SUPERVISORS, at_least(asked.supervisors, least), least, asked.supervisors)
    weigh_duty(checks, APART, asked.supervisors_apart, law)
    if law.foundation_supervisor_term_as_directors:
        both = (asked.term_years, asked.supervisor_term_years)
        checks.weigh(SAME_TERM, None if None in both else both[0] == both[1], *both)


def _weigh_representative(checks: Checks, asked: FoundationApplication, law: LawInForce) -> None:
    weigh_duty(checks, CHAIR, asked.chair_is_representative, law)
    resident = asked.representative_from_mainland
    if asked.kind is not FoundationKind.NON_PUBLIC or asked.fund_from_mainland:
        weigh_duty(checks, MAINLAND, resident, law)
    elif asked.fund_from_mainland is None:
        weigh_duty(checks, MAINLAND, resident or None, law)  # a fund from elsewhere may have another representative
