"""What the demonstration reports: one set of figures for every language and for JSON (演示报告)."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from community_charity.capital import capital_gift
from community_charity.errors import InvariantBroken, declare
from community_charity.language import Text
from community_charity.law.rendering import both
from community_charity.money import Money, total
from community_charity.parties import OrganisationId
from community_charity.relief import CASES, ReliefPaid
from community_charity.rules.carriers import share
from community_charity.rules.linkage import GovernmentAid
from community_charity.rules.start_up import SOURCE_TITLES
from community_charity.societies import SOCIETIES, FoundSociety, SocietyFounded

if TYPE_CHECKING:
    from community_charity.demo.play import Played
    from community_charity.demo.published import Published
    from community_charity.law.decision import Decision

TOTALS = declare(
    "demo.totals",
    wanted=(
        "the published totals: {societies} societies, {grants} grants, {paid}",
        "公布数据：{societies}个互助社、{grants}人次、{paid}",
    ),
    do=("report it with the seed", "请连同种子值一并报告"),
)
MOST_USED = 10

SYNTHETIC = Text(
    "Published: the number of societies and grants, the total paid, the three sources, the floor. "
    "Synthetic, from the seed: every single society, household, case, date and amount, all government aid, the equal "
    "split of the capital, and every refused application.",
    "公布数据：互助社个数、救助人次、救助总额、三个资金来源、启动资金下限。"
    "合成数据（由种子值生成）：各互助社、家庭、个案、日期与单笔金额，全部政府救助金额，启动资金三方均分，以及全部未获准的申请。",
)


def report(figures: Published, played: Played, seed: int) -> dict[str, Any]:
    """Gather the figures. Raises `InvariantBroken` if they are not the published ones."""
    book = played.book
    societies = book.all(SOCIETIES)
    payments = [event for event in book.events if isinstance(event, ReliefPaid)]
    paid = total(event.command.amount for event in payments)
    if (len(societies), len(payments), paid) != (figures.societies, figures.grants, figures.paid):
        given = f"{len(societies)}, {len(payments)}, {paid}"
        raise InvariantBroken(
            TOTALS, given=given, societies=figures.societies, grants=figures.grants, paid=figures.paid
        )
    return {
        "source": {"title": both(figures.title), "issued": figures.issued.isoformat(), "place": figures.place},
        "seed": seed,
        "synthetic": both(SYNTHETIC),
        "capital": _capital(played, figures),
        "societies": _societies(played),
        "cases": _cases(played),
        "money": _money(played, paid, len(payments)),
        "penny_path": _penny_path(played, payments),
        "accounted": _accounted(played),
        "rules": _rules(played),
    }


def _capital(played: Played, figures: Published) -> dict[str, Any]:
    founded = [event.command.society for event in played.book.events if isinstance(event, SocietyFounded)]
    by_source = {
        source: total(society.capital.sources.get(source, Money(0)) for society in founded)
        for source in figures.sources
    }
    return {
        "by_source": [
            {"source": source, "title": both(SOURCE_TITLES[source]), "amount": amount.plain()}
            for source, amount in by_source.items()
        ],
        "total": total(by_source.values()).plain(),
    }


def _societies(played: Played) -> dict[str, Any]:
    refused = [decision for decision in played.refusals if isinstance(decision.subject, FoundSociety)]
    return {
        "founded": len(played.book.all(SOCIETIES)),
        "refused_applications": len(refused),
        "by_ground": _by_ground(refused),
        "refusals": [decision.to_dict() for decision in _one_of_each(refused)],
    }


def _cases(played: Played) -> dict[str, Any]:
    files = played.book.all(CASES).values()
    ends = Counter(file.outcome for file in files)
    refused = [decision for decision in played.refusals if not isinstance(decision.subject, FoundSociety)]
    return {
        "opened": len(files),
        "by_outcome": [
            {"outcome": end.value, "title": both(end.text), "cases": ends[end]}
            for end in sorted((end for end in ends if end is not None), key=lambda end: -ends[end])
        ],
        "still_open": ends[None],
        "refused_or_undetermined": _by_ground(refused),
        "examples": [decision.to_dict() for decision in _one_of_each(refused)],
    }


def _money(played: Played, paid: Money, grants: int) -> dict[str, Any]:
    cases = [file.case for file in played.book.all(CASES).values()]
    government = [case.government_aid for case in cases if case.government is GovernmentAid.RECEIVED]
    both_gave = sum(
        1 for file in played.book.all(CASES).values() if file.paid and file.case.government is GovernmentAid.RECEIVED
    )
    return {
        "charity": {
            "grants": grants,
            "paid": paid.plain(),
            "mean": share(paid, Fraction(1, grants), "half_up").plain(),
        },
        "government_synthetic": {"cases": len(government), "paid": total(government).plain()},
        "cases_with_both": both_gave,
    }


def _penny_path(played: Played, payments: list[ReliefPaid]) -> dict[str, Any]:
    """Follow the payment that came from the most gifts."""
    traced = ((event, played.book.where_from(event.command.key)) for event in payments)
    event, parts = max(traced, key=lambda pair: len(pair[1]))
    capital = played.book.all(SOCIETIES)[OrganisationId(parts[0].pool)].capital
    titles = {capital_gift(parts[0].pool, source): both(capital.source_title(source)) for source in capital.sources}
    return {
        "payment": event.command.key,
        "on": event.command.on.isoformat(),
        "society": parts[0].pool,
        "amount": event.command.amount.plain(),
        "from": [{"gift": p.gift, "title": titles[p.gift], "amount": p.amount.plain()} for p in parts],
    }


def _accounted(played: Played) -> dict[str, Any]:
    balance = played.book.balance()
    traced = total(
        trace.amount
        for event in played.book.events
        if isinstance(event, ReliefPaid)
        for trace in played.book.where_from(event.command.key)
    )
    return {
        "received": balance.received.plain(),
        "free": balance.free.plain(),
        "held": balance.held.plain(),
        "spent": balance.spent.plain(),
        "returned": balance.returned.plain(),
        "conserved": balance.is_conserved,
        "spent_traced_to_gifts": traced.plain(),
        "replayed_events": len(played.book.replay(played.book.events, played.book.law).events),
    }


def _rules(played: Played) -> list[dict[str, Any]]:
    """Name the figures used most often, with the source in force at the end."""
    law = played.book.law.on(max(event.command.on for event in played.book.events))
    rows = ((key, times, law.get(key)) for key, times in played.used.most_common(MOST_USED))
    return [
        {
            "figure": key,
            "times": times,
            "title": both(played.book.law.figure(key).title),
            "value": {"en": value.shown("en"), "zh": value.shown("zh")},
            "source": {"en": value.source("en"), "zh": value.source("zh")},
            "note": both(value.note) if value.note else None,
        }
        for key, times, value in rows
        if value is not None
    ]


def _by_ground(refused: list[Decision]) -> list[dict[str, Any]]:
    """Count the decisions by what decided, each with an example in words."""
    reasons = [(decision.reason, decision.outcome) for decision in refused if decision.reason is not None]
    counted = Counter(reason.ground for reason, _ in reasons)
    first = {reason.ground: (reason, outcome) for reason, outcome in reversed(reasons)}
    return [
        {
            "ground": ground.code,
            "outcome": first[ground][1].value,
            "example": {"en": first[ground][0].text("en"), "zh": first[ground][0].text("zh")},
            "times": times,
        }
        for ground, times in counted.most_common()
    ]


def _one_of_each(refused: list[Decision]) -> list[Decision]:
    """Keep the first refusal on each ground."""
    first: dict[Any, Decision] = {}
    for decision in refused:
        first.setdefault(decision.reason and decision.reason.ground, decision)
    return list(first.values())
