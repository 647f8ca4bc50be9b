"""Quick help, watched (先行救助的跟踪): money that is late, papers that are late, and what came out as above the need.

The book has no clock: each list is of a day that is passed in.

>>> SetOffPolicy("against_later_relief").text.zh
'抵减以后的救助'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from community_charity.book.book import Book
from community_charity.calendar import day
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.households import LINKS
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Remedy, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import no_more_than, show
from community_charity.money import Money, known_or_unknown_money, positive_money
from community_charity.pools import Cause
from community_charity.relief.chain import OPEN_CASES
from community_charity.relief.files import CASES, CaseFile
from community_charity.relief.grants import GRANTS
from community_charity.rules.carriers import positive_part
from community_charity.rules.emergency import pay_due
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from community_charity.book.orders import Table
    from community_charity.calendar import WorkCalendar
    from community_charity.law.decision import Finding
    from community_charity.law.law import LawInForce
    from community_charity.parties import HouseholdId
    from community_charity.relief.case import CaseId, ReliefCase

    Rows = Callable[[Table[Any, Any]], Mapping[Any, Any]]

UNKNOWN = declare(
    "case.unknown",
    wanted=("a case that the book knows", "账本已有的个案"),
    do=("see CASES for the ids of all cases", "全部个案标识见 CASES"),
)

# --- lists of a day ------------------------------------------------------------------------------


class LateEmergency(NamedTuple):
    """An emergency grant that is not all paid although it is due (逾期未付的先行救助): since when, and what is left to pay."""

    grant: str
    case: str
    due: date
    left: Money


def late_emergencies(book: Book, on: date, calendar: WorkCalendar) -> tuple[LateEmergency, ...]:
    """List the emergency grants whose money should have gone out before a day (逾期未付清单).

    A last day that is a rest day moves to the next working day; pass `EVERY_DAY` if help does not wait for one. Raises
    `Malformed`, and whatever the calendar raises.

    >>> import community_charity as cc
    >>> late_emergencies(cc.Book(cc.Law.of("cn")), cc.date(2025, 3, 13), cc.EVERY_DAY)
    ()
    """
    late, last = [], day(on)
    for key, grant in expect(book, Book).all(GRANTS).items():
        made = grant.event.command
        law = book.law.on(made.on)
        if made.emergency and grant.held and "emergency_pay_days" in law:
            due = pay_due(made.on, law.emergency_pay_days, calendar)
            if due < last:
                late.append(LateEmergency(key, made.case, due, grant.left))
    return tuple(late)


class PapersOverdue(NamedTuple):
    """A case whose papers should have come in (逾期未补材料): its id, and their last day."""

    case: str
    due: date


def papers_overdue(book: Book, on: date, calendar: WorkCalendar) -> tuple[PapersOverdue, ...]:
    """List the cases whose papers of an emergency payment are owed after their last day (逾期未补材料清单).

    Under the book's law, of the day of each grant. Raises `Malformed`, and whatever the calendar raises.

    >>> import community_charity as cc
    >>> papers_overdue(cc.Book(cc.Law.of("cn")), cc.date(2025, 3, 13), cc.EVERY_DAY)
    ()
    """
    late, last = [], day(on)
    for case, file in expect(book, Book).all(CASES).items():
        if file.emergency_on is not None:
            law = book.law.on(file.emergency_on)
            due = file.papers_due(law, calendar) if "emergency_papers_days" in law else None
            if due is not None and due < last:
                late.append(PapersOverdue(case, due))
    return tuple(late)


# --- what came out as above the need -------------------------------------------------------------


class SetOffPolicy(Enum):
    """What becomes of relief above the need, when government aid comes later (超额救助的处理). ``SetOffPolicy("none")`` looks one up.

    With `NONE` it stays with the household. Otherwise it counts against later relief of the case, and may be asked back from
    a household that is in need no longer. In both, the need of a case always counts what was granted before.

    >>> [policy.text.en for policy in SetOffPolicy]
    ['it stays given', 'set off against later relief']
    """

    NONE = "none"
    AGAINST_LATER_RELIEF = "against_later_relief"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _POLICIES[self]

    @classmethod
    def of(cls, law: LawInForce) -> SetOffPolicy:
        """Give the policy of a place on a day (当日办法). Raises `Malformed` for what is no `LawInForce`.

        >>> import community_charity as cc
        >>> SetOffPolicy.of(cc.Law.of("cn").on(cc.date(2025, 3, 13))).value
        'against_later_relief'
        """
        law = in_force(law)
        return cls.AGAINST_LATER_RELIEF if "emergency_set_off" in law and law.emergency_set_off else cls.NONE


_POLICIES = {
    SetOffPolicy.NONE: Text("it stays given", "不再处理"),
    SetOffPolicy.AGAINST_LATER_RELIEF: Text("set off against later relief", "抵减以后的救助"),
}


def set_off(file: CaseFile, law: LawInForce) -> Money | None:
    """Give what was granted above the need that is known by now (应抵减金额), `Money`; zero where the policy lets it be.

    ``None`` while it is not known what others paid. Raises `Malformed` for what is no `LawInForce`.

    >>> import community_charity as cc
    >>> case = cc.ReliefCase("case-1", household="household-1", cause=cc.Cause.ILLNESS)  # invented
    >>> law = cc.Law.of("cn").on(cc.date(2025, 3, 13))
    >>> set_off(CaseFile(case, cc.date(2025, 3, 13), needs=(200_00, 200_00), granted=300_00), law)
    yuan("100.00")
    """
    if SetOffPolicy.of(law) is SetOffPolicy.NONE:
        return Money(0)
    return None if file.needs[0] is None else file.overpaid


_ASK_AID = Remedy(
    Text("ask for the settlement sheets of insurance and medical assistance", "索取医保与医疗救助结算单"),
    first="RecordAid",
)
SET_OFF = ground(
    "recovery.set_off",
    Stage.MONEY,
    title=("within the {required} that were granted above the need", "不超过超额救助的 {required}"),
    unmet=("{found} is more than the {required} that were granted above the need", "{found} 超过超额救助的 {required}"),
    figures=("emergency_set_off",),
    remedy=lambda finding, asked: no_more_than(finding, asked) if finding.holds is False else _ASK_AID,
    at_most=True,
)


def _show_sheets(finding: Finding, _asked: object) -> Remedy | None:
    return _ASK_AID if finding.holds is None else None


NO_OPEN_NEED = ground(
    "recovery.no_open_need",
    Stage.NEED,
    title=("no open case of the household has a need left", "该家庭未结个案均无缺口"),
    unmet=("what the household still bears in its open cases: {found}", "该家庭未结个案尚有缺口：{found}"),
    figures=("relief_not_asked_back_in_need",),
    remedy=_show_sheets,
)
NOT_IN_NEED = ground(
    "recovery.not_in_need",
    Stage.NEED,
    title=("by its means the household is not in need", "按经济状况该家庭已无困难"),
    unmet=("by its means the household is in need: {found}", "按经济状况该家庭是否仍有困难：{found}"),
    figures=("relief_not_asked_back_in_need",),
    remedy=show("the result of the means check of the household", "该家庭经济状况核对结果"),
)
_ASKED_BACK = Text("ask for {amount} of relief back", "要求退回救助款 {amount}")


@attrs.frozen(kw_only=True)
class AskingBack:
    """Asking a household for relief back that came out as above its need (要求退回超额救助). Amounts are `Money`.

    ``above_need`` is what was granted above the need, ``open_need`` what the household still bears in its open cases,
    ``in_need`` what a check of its means says; each ``None`` if it is not known. Raises `Malformed`.

    >>> AskingBack(amount=Money(100_00)).in_need is None
    True
    """

    amount: Money = attrs.field(converter=positive_money)
    above_need: Money | None = attrs.field(default=None, converter=known_or_unknown_money, repr=False)
    open_need: Money | None = attrs.field(default=None, converter=known_or_unknown_money, repr=False)
    in_need: bool | None = attrs.field(default=None, converter=yes_no, repr=False)

    def may_be_asked(self, law: LawInForce) -> Decision:
        """Tell whether it may be asked back (能否要求退回). Raises `Malformed` for what is no `LawInForce`.

        All of it rests on assumptions of this library, marked so in the answer; no instrument read orders relief back
        from a household that told the truth.

        >>> import community_charity as cc
        >>> asking = AskingBack(amount=cc.yuan(100), above_need=cc.yuan(100), open_need=cc.yuan(0), in_need=True)
        >>> print(asking.may_be_asked(cc.Law.of("cn").on(cc.date(2025, 3, 13))).line())
        Refused: ask for ¥100.00 of relief back, 2025-03-13 - by its means the household is in need: yes
        """
        law, checks = in_force(law), Checks()
        weigh_in_need(checks, law, self.open_need, in_need=self.in_need)
        weigh_set_off(checks, self.amount, self.above_need)
        return checks.decision(_ASKED_BACK.fill(amount=self.amount), self, law.day, law)


def weigh_in_need(checks: Checks, law: LawInForce, open_need: Money | None, *, in_need: bool | None) -> None:
    """Check that nobody in need is asked for money back (审查是否仍有困难)."""
    if "relief_not_asked_back_in_need" in law and law.relief_not_asked_back_in_need:
        checks.weigh(NO_OPEN_NEED, None if open_need is None else not open_need, None, open_need)
        checks.weigh(NOT_IN_NEED, None if in_need is None else not in_need, None, in_need)


def weigh_set_off(checks: Checks, amount: Money, above_need: Money | None) -> None:
    """Check that no more is asked back than was granted above the need (审查超额)."""
    checks.weigh(SET_OFF, None if above_need is None else amount <= above_need, above_need, amount)


def in_need_of(case: ReliefCase, told: bool | None) -> bool | None:
    """Tell whether a household is in need by its means (按经济状况是否困难): what is recorded of it, or what was told.

    One yes is enough; ``None`` if neither says anything.

    >>> import community_charity as cc
    >>> case = cc.ReliefCase("case-1", household="household-1", cause=cc.Cause.ILLNESS)  # invented
    >>> in_need_of(case, None) is None, in_need_of(case, True)
    (True, True)
    """
    recorded = None if case.means is None else case.means.category is not None
    if recorded or told:
        return True
    return None if recorded is None and told is None else False


def open_need_of(rows: Rows, household: HouseholdId) -> Money | None:
    """Give what a household, and those that count as one with it, still bear in their open cases (未结个案缺口), `Money`.

    ``None`` while that of any is not known: what is stated and not proved may be a need as well. ``rows`` gives the rows of a
    table, as `Book.all` does.

    >>> import community_charity as cc
    >>> open_need_of(cc.Book(cc.Law.of("cn")).all, "household-1")
    yuan("0.00")
    """
    cases, open_cases = rows(CASES), rows(OPEN_CASES)
    homes = rows(LINKS).get(household) or (household,)
    files = [cases[case] for home in homes for cause in Cause for case in open_cases.get((home, cause), ())]
    bears, unknown = 0, False
    for file in files:
        proved, stated = file.needs
        bears += positive_part((proved or 0) - file.granted)
        unknown |= proved is None or stated > max(proved, file.granted)
    return None if unknown and not bears else Money(bears)


def may_ask_back(book: Book, case: CaseId, amount: Money, on: date, *, in_need: bool | None = None) -> Decision:
    """Tell whether relief above the need of a case may be asked back that day (能否要求退回超额救助).

    ``in_need`` is what a check of the household's means says, ``None`` if nobody checked, beside what the case has on record. To do it, and for misuse, see
    `DemandRecovery`. Raises `Malformed`, also for a case that the book does not know.

    >>> import community_charity as cc
    >>> try:
    ...     may_ask_back(cc.Book(cc.Law.of("cn")), "case-1", cc.yuan(1), cc.date(2025, 3, 13))
    ... except cc.Malformed as error:
    ...     print(error.code)
    case.unknown
    """
    file, law = expect(book, Book).find(CASES, case), book.law.on(day(on))
    if file is None:
        raise Malformed(UNKNOWN, given=shown(case))
    open_need = open_need_of(book.all, file.case.household)
    needy = in_need_of(file.case, in_need)
    asking = AskingBack(amount=amount, above_need=set_off(file, law), open_need=open_need, in_need=needy)
    return asking.may_be_asked(law)
