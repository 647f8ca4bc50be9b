"""Who may be an officer of a charity (慈善组织负责人).

Source: 慈善法第16条 (the same in 2016 and in 2023); for bans 第112条.

>>> from community_charity.law.law import Law
>>> candidate = OfficerCandidate(
...     "p-1", full_capacity=True, sentences_served=[], bodies_closed=[date(2021, 3, 4)], bans=[], other_bar=False
... )  # invented
>>> decision = candidate.may_serve(Law.of("cn").on(date(2026, 3, 4)))
>>> decision.outcome.value, decision.remedies[0].wait_until
('refused', datetime.date(2026, 3, 5))
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import show, wait
from community_charity.parties import PersonId, person_id
from community_charity.rules.facts import days, yes_no
from community_charity.rules.qualification.waiting import free_on, opens

if TYPE_CHECKING:
    from community_charity.law.decision import Ground
    from community_charity.law.law import LawInForce


@attrs.frozen(kw_only=True)
class OfficerCandidate:
    """Somebody who is to be an officer of a charity (拟任负责人), by an id that tells nothing.

    ``sentences_served`` are the days on which a sentence for an intentional crime was or will be fully served;
    ``bodies_closed`` the days on which bodies that this person led lost their registration or were banned; ``bans`` the
    last days of bans from managing a charity. An empty list says that there are none, ``None`` that nobody has asked.
    ``other_bar`` tells whether another law or administrative regulation bars the person. Raises `Malformed`.

    >>> OfficerCandidate("p-1").bans is None  # invented
    True
    """

    id: PersonId = attrs.field(converter=person_id, kw_only=False)
    full_capacity: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    sentences_served: tuple[date, ...] | None = attrs.field(default=None, converter=days, repr=False)
    bodies_closed: tuple[date, ...] | None = attrs.field(default=None, converter=days, repr=False)
    bans: tuple[date, ...] | None = attrs.field(default=None, converter=days, repr=False)
    other_bar: bool | None = attrs.field(default=None, converter=yes_no, repr=False)

    def may_serve(self, law: LawInForce) -> Decision:
        """Tell whether the person may be an officer of a charity that day (能否担任负责人).

        Five years are not over until the day with the same number has ended. Raises `Malformed` for what is no
        `LawInForce`, `LawError` for a day before the Charity Law. Source: 慈善法第16条、第112条.

        >>> from community_charity.law.law import Law
        >>> OfficerCandidate("p-1").may_serve(Law.of("cn").on(date(2026, 3, 4))).outcome.value  # invented
        'undetermined'
        """
        law, checks = in_force(law), Checks()
        if law.charity_officer_needs_capacity:
            checks.weigh(CAPABLE, self.full_capacity)
        _weigh_bar(checks, SENTENCE, self.sentences_served, law)
        _weigh_bar(checks, CLOSED, self.bodies_closed, law)
        if "banned_manager_may_not_serve" in law and law.banned_manager_may_not_serve:
            _weigh_ban(checks, self.bans, law)
        if law.charity_officer_other_bars:
            checks.weigh(OTHER, None if self.other_bar is None else not self.other_bar)
        return checks.decision(_ASKED.later(id=self.id), self, law.day, law)


_ASKED = Text("{id} serves as an officer of a charity", "{id} 担任慈善组织负责人")


def _weigh_bar(checks: Checks, bar: Ground, days: tuple[date, ...] | None, law: LawInForce) -> None:
    (key,) = bar.figures
    years: int = getattr(law, key)
    facts: dict[str, object] = {"years": years}
    holds = None if days is None else not days or free_on(days[-1], years) <= law.day
    if days and not holds:
        facts |= opens(law, key, days[-1], free_on)
    checks.weigh(bar, holds, facts=facts)


def _weigh_ban(checks: Checks, days: tuple[date, ...] | None, law: LawInForce) -> None:
    last = days[-1] if days else None
    holds = None if days is None else last is None or last < law.day
    facts = {} if last is None or holds else {"until": free_on(last, 0)}
    checks.weigh(BANNED, holds, facts=facts)


CAPABLE = ground(
    "officer.capable",
    Stage.AUTHORITY,
    title=("the person has full capacity for civil conduct", "具有完全民事行为能力"),
    unmet=("full capacity for civil conduct is not shown", "不具有完全民事行为能力，或未证明具有"),
    figures=("charity_officer_needs_capacity",),
    remedy=show("a declaration of full capacity", "具有完全民事行为能力的声明"),
)
SENTENCE = ground(
    "officer.sentence",
    Stage.RESTRICTION,
    title=(
        "no sentence for an intentional crime served within {years} years",
        "因故意犯罪刑罚执行完毕已逾{years}年，或无此情形",
    ),
    unmet=(
        "that no sentence for an intentional crime was served within {years} years is not shown",
        "因故意犯罪刑罚执行完毕未逾{years}年，或未证明无此情形",
    ),
    figures=("charity_officer_bar_years_after_sentence",),
    remedy=wait(ask=("a certificate of no criminal record", "无犯罪记录证明")),
)
CLOSED = ground(
    "officer.closed_body",
    Stage.RESTRICTION,
    title=(
        "led no body that lost its registration or was banned within {years} years",
        "{years}年内未在被吊销登记证书或者被取缔的组织担任负责人",
    ),
    unmet=(
        "that no body led before lost its registration or was banned within {years} years is not shown",
        "曾任负责人的组织被吊销登记证书或者被取缔未逾{years}年，或未证明无此情形",
    ),
    figures=("charity_officer_bar_years_after_closed_body",),
    remedy=wait(ask=("the list of bodies led before", "曾任负责人的组织名单")),
)
BANNED = ground(
    "officer.banned",
    Stage.RESTRICTION,
    title=("no ban from managing a charity is running", "未在禁止担任慈善组织管理人员期间"),
    unmet=(
        "that no ban from managing a charity is running is not shown",
        "在禁止担任慈善组织管理人员期间，或未证明无此情形",
    ),
    figures=("banned_manager_may_not_serve",),
    remedy=wait(ask=("the record of bans", "禁止任职处罚查询结果")),
)
OTHER = ground(
    "officer.other_bar",
    Stage.RESTRICTION,
    title=("no other law or regulation bars the person", "无法律、行政法规规定的其他不得任职情形"),
    unmet=(
        "that no other law or regulation bars the person is not shown",
        "有法律、行政法规规定的其他不得任职情形，或未证明没有",
    ),
    figures=("charity_officer_other_bars",),
    remedy=show("a declaration that no other law bars the person", "无其他不得任职情形的声明"),
)
