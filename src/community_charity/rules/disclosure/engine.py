"""From what happened to what has to be done (由事实推出义务).

Each duty is judged by the law in force on the day of the fact that sets it running; each interval of a series by the
law in force on the day on which that interval begins (see `counting`). So a later law never changes an earlier duty.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import EVERY_DAY, Months, Period, day, deadline
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.law.law import Law
from community_charity.rules.disclosure.counting import fixes_a_day, intervals
from community_charity.rules.disclosure.duty import Duty, DutyList
from community_charity.rules.disclosure.facts import Done, Fact
from community_charity.rules.disclosure.table import BEGINNINGS, RULES, SERIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from community_charity.calendar import WorkCalendar
    from community_charity.law.law import LawInForce
    from community_charity.rules.disclosure.table import DutyRule, SeriesRule

FACTS = declare(
    "duty.facts",
    wanted=("a list of facts, such as CampaignEnded, and of Done", "由 CampaignEnded 等事实及 Done 组成的列表"),
    do=(
        "give [CampaignEnded(...), Done(...)] of community_charity.rules.disclosure",
        "写作 [CampaignEnded(...), Done(...)]，取自 community_charity.rules.disclosure",
    ),
)
CONFLICT = declare(
    "duty.conflict",
    wanted=("facts that agree about {kind} of one subject", "同一对象的 {kind} 事实须一致"),
    do=(
        "leave one out, or give each deal, event or campaign an id of its own",
        "请删去其一，或为各笔交易、事项、活动分别编号",
    ),
)
NO_DUTY = declare(
    "duty.unknown",
    wanted=("the id of a duty that follows from the facts", "由所给事实推出的义务编号"),
    do=(
        "take it from duty.done(...), tell the fact behind it, or let `until` reach further",
        "请用 duty.done(...) 生成，补充相应事实，或将 until 延后",
    ),
)


def duties(facts: Iterable[Fact | Done], law: Law, calendar: WorkCalendar, *, until: date) -> DutyList:
    """Give the duties that follow from facts (义务清单), in the order in which they fall due.

    ``facts`` come in any order; the same one told twice counts once. ``until`` bounds the series: members that fall
    due later are not listed. ``calendar`` knows the working days; a term that ends on a rest day moves to the next
    working day, and `EVERY_DAY` moves nothing (it cannot count the working days of volunteer records).

    Raises `Malformed` for what is no fact, facts about one subject that contradict each other, an end before its
    beginning, or a `Done` that no duty answers to; and whatever the calendar raises for a year that it does not know.

    Source: 慈善法 第13、14、18、45、48、49、72、73、78、79、80条; 慈善组织信息公开办法; 慈善组织公开募捐管理办法 第11至14、21条; and
    the other instruments that each duty cites.

    >>> from datetime import date
    >>> from community_charity.rules.disclosure import CampaignStarted
    >>> drive = CampaignStarted("spring-drive", date(2025, 1, 31), expected_end=date(2025, 12, 31), emergency=False)
    >>> for duty in duties([drive], Law.of("cn"), EVERY_DAY, until=date(2025, 8, 31)):
    ...     print(duty.due, duty.id)
    2025-01-21 plan-filing:spring-drive
    2025-04-30 campaign-report:spring-drive:1
    2025-07-31 campaign-report:spring-drive:2
    """
    told = _Told(facts)
    law = expect(law, Law)
    day(until)
    found: dict[str, Duty] = {}
    for fact in told.facts:
        for duty in (*_once(fact, told, law, calendar), *_series(fact, told, law, until)):
            if found.setdefault(duty.id, duty) != duty:
                raise Malformed(CONFLICT, given=type(fact).__name__, kind=duty.kind.code)
    for done in sorted(told.done, key=lambda one: one.on, reverse=True):  # the first day counts
        if done.duty not in found:
            raise Malformed(NO_DUTY, given=shown(done.duty))
        found[done.duty] = attrs.evolve(found[done.duty], done_on=done.on)
    return DutyList(tuple(sorted(found.values(), key=Duty.order)))


class _Told:
    """The facts, each once, and by kind and subject."""

    def __init__(self, facts: Iterable[Fact | Done]) -> None:
        if not isinstance(facts, list | tuple | set | frozenset):
            raise Malformed(FACTS, given=shown(facts))
        each = tuple(dict.fromkeys(facts))
        self.done = tuple(one for one in each if isinstance(one, Done))
        self.facts = tuple(one for one in each if isinstance(one, Fact))
        if len(self.done) + len(self.facts) < len(each):
            raise Malformed(FACTS, given=Text("something that is no fact", "并非事实的内容"))
        self._of: defaultdict[tuple[type[Fact], str], list[Fact]] = defaultdict(list)
        for fact in self.facts:
            self._of[type(fact), fact.subject].append(fact)
        for (kind, _), same in self._of.items():
            if kind.ONCE and len({one.tag for one in same}) < len(same):
                raise Malformed(CONFLICT, given=Text("{n} facts", "{n}项事实").fill(n=len(same)), kind=kind.__name__)
        for fact in self.facts:
            if type(fact) in BEGINNINGS and (began := self.day_of(BEGINNINGS[type(fact)], fact.subject)):
                Period(began, fact.on)

    def day_of(self, kind: type[Fact], subject: str) -> date | None:
        """Give the day of a subject's fact of a kind, if it was told."""
        same = self._of.get((kind, subject))
        return same[0].on if same else None


# --- once ----------------------------------------------------------------------------------------------


def _once(fact: Fact, told: _Told, law: Law, calendar: WorkCalendar) -> Iterator[Duty]:
    in_force = law.on(fact.on)
    for rule in RULES.get(type(fact), ()):
        if rule.unless is not None and told.day_of(rule.unless, fact.subject) is not None:
            continue
        applies = rule.applies(fact)
        if applies is not False and _stands(rule, in_force):
            figure = in_force.get(rule.figure) if rule.figure else None
            fixed = figure is not None and fixes_a_day(figure)
            yield Duty(
                id=f"{rule.kind.code}:{fact.subject}{fact.tag}",
                kind=rule.kind,
                subject=fact.subject,
                triggered_on=fact.on,
                due=rule.count(fact.on, figure, calendar) if fixed else None,
                timing=rule.timing,
                values=in_force.behind(rule.keys),
                asks=rule.asks if applies is None else None,
            )


def _stands(rule: DutyRule, law: LawInForce) -> bool:
    """Tell whether the law of the day knows the duty at all."""
    wanted = law.get(rule.duty or rule.figure or "")
    return wanted is not None and wanted.value is not False


# --- again and again -----------------------------------------------------------------------------------


def _series(fact: Fact, told: _Told, law: Law, until: date) -> Iterator[Duty]:
    for rule in SERIES.get(type(fact), ()):
        ended = min((on for kind in rule.ends if (on := told.day_of(kind, fact.subject))), default=None)
        last = until if ended is None else min(ended, until)
        applies, first = _asked_for(rule, fact, ended, law)
        for one in intervals(fact.on, rule.interval, law, last):
            if applies is False or one.ends <= first:
                continue
            code = f"{rule.kind.code}:{fact.subject}"
            yield Duty(
                id=code if applies is None else f"{code}:{one.number}",
                kind=rule.kind,
                subject=fact.subject,
                triggered_on=one.begins,
                due=None if applies is None else one.ends,
                number=None if applies is None else one.number,
                values=law.on(one.begins).behind(tuple(k for k in (rule.longer_than, rule.interval) if k)),
                asks=rule.asks if applies is None else None,
            )
            if applies is None:
                break


def _asked_for(rule: SeriesRule, fact: Fact, ended: date | None, law: Law) -> tuple[bool | None, date]:
    """Tell whether the series applies, and from which day on.

    What was planned to be long is reported from the beginning; what only turned out long, once that length was passed.
    """
    applies = rule.applies(fact)
    if applies is False or rule.longer_than is None or not law.has(rule.longer_than):
        return applies, fact.on
    passed = _length_passed(fact.on, rule.longer_than, law)
    planned: date | None = getattr(fact, "expected_end", None)
    if planned is not None and planned > passed:
        return applies, fact.on
    if ended is not None:
        return (applies, passed) if ended > passed else (False, fact.on)
    return (None if planned is None else False), fact.on


def _length_passed(start: date, key: str, law: Law) -> date:
    """Give the day on which exactly the length is reached; it is exceeded from the next day on."""
    figure = law.figure(key)
    value = figure.on(start) or figure.history[0]
    months = value.value
    return deadline(start, Months(months), EVERY_DAY) if isinstance(months, int) and months else start
