"""A charity's year: against a plain model in fractions, to the fen, on every carrier."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from community_charity.errors import WRONG_CHOICE, WRONG_TYPE, LawError, Malformed
from community_charity.law.law import Law
from community_charity.money import NEGATIVE, NOT_POSITIVE, Money, yuan
from community_charity.rules.spending import (
    CharityKind,
    CharityYear,
    GiftAgreement,
    HeadRoom,
    PriorYears,
    Qualification,
    Room,
    SpecialCircumstance,
    amounts,
    facts,
)
from community_charity.rules.spending.head_room import NO_CAP
from community_charity.rules.spending.year import PASSED_ON, YEARS

if TYPE_CHECKING:
    from collections.abc import Callable

LAW = Law.of("cn")
FEN = Money(1)

# ---------------------------------------------------------------------------------------------------------- the model
# Written from the rule itself, in fractions of a yuan's hundredths, and from nothing of the library's.

FOUNDATION = [(60_000_000_00, 6, 12), (8_000_000_00, 6, 13), (4_000_000_00, 7, 15), (None, 8, 20)]
OTHERS = [(10_000_000_00, 6, 13), (5_000_000_00, 7, 14), (1_000_000_00, 8, 15), (None, 8, 20)]


def percent(points: int) -> Fraction:
    return Fraction(points, 100)


def band(foundation: bool, assets: int) -> tuple[int, int, int]:
    table = FOUNDATION if foundation else OTHERS
    return next((n, s, m) for n, (edge, s, m) in enumerate(table) if edge is None or assets >= edge)


def cap_of(f: dict[str, Any]) -> Fraction | None:
    foundation = f["kind"] == "foundation"
    if f["qualification"] in ("held", "revoked"):
        return percent(10 if foundation else 13)
    if f["qualification"] is None or f["net_assets"][0] is None:
        return None
    return percent(band(foundation, f["net_assets"][0])[2])


def spending_due(f: dict[str, Any]) -> list[tuple[list[int | None], Fraction]] | None:
    foundation = f["kind"] == "foundation"
    if f["qualification"] in ("held", "revoked"):
        return [(f["income"], percent(70))]
    if f["qualification"] is None or f["net_assets"][0] is None:
        return None
    number, points, _ = band(foundation, f["net_assets"][0])
    measures = [(f["net_assets"], percent(points))]
    if not foundation and number == 3:
        measures.append((f["income"], percent(50)))
    return measures


def together(verdicts: list[bool | None]) -> bool | None:
    if False in verdicts:
        return False
    return None if None in verdicts else True


def charity_model(f: dict[str, Any], year: int) -> bool | None:
    measures = spending_due(f)
    if measures is None:
        return None
    spent = f["spent"]
    if spent is not None and year >= 2026:
        spent = None if f["passed_on"] is None else spent - f["passed_on"]
    return together([meets(spent, prior, rate, f["years_before"]) for prior, rate in measures])


def meets(spent: int | None, prior: list[int | None], rate: Fraction, history: int | None) -> bool | None:
    if spent is None or prior[0] is None or history == 0:
        return None
    if spent >= rate * prior[0]:
        return True
    if history is not None and history < 3:
        return False
    if None in prior:
        return None
    return spent >= rate * Fraction(sum(one for one in prior if one is not None), 3)


def management_model(f: dict[str, Any]) -> bool | None:
    if f["management"] is None:
        return None
    if f["management"] < 200_000_00:
        return True
    cap = cap_of(f)
    return None if cap is None or f["total"] is None else bool(f["management"] <= cap * f["total"])


def fundraising_model(f: dict[str, Any]) -> bool | None:
    if f["fundraising"] is None:
        return None
    if f["fundraising"] == 0:
        return True
    if (f["years_before"] is not None and f["years_before"] < 3) or None in f["donations"]:
        return None
    return bool(f["fundraising"] <= percent(3) * Fraction(sum(f["donations"]), 3))


def a_year(**given: Any) -> CharityYear:
    """Give a year of an invented foundation, or of what is given instead."""
    known: dict[str, Any] = {"id": "city-charity", "kind": "foundation", **given}
    return CharityYear(**known)


def subject(f: dict[str, Any]) -> CharityYear:
    def money(fen: int | None) -> Money | None:
        return None if fen is None else Money(fen)

    return a_year(
        kind=f["kind"],
        qualification=f["qualification"],
        net_assets=PriorYears(*map(money, f["net_assets"])),
        income=PriorYears(*map(money, f["income"])),
        donations=PriorYears(*map(money, f["donations"])),
        years_before=f["years_before"],
        total_expenditure=money(f["total"]),
        spent_on_charity=money(f["spent"]),
        passed_on=money(f["passed_on"]),
        spent_on_management=money(f["management"]),
        spent_on_fundraising=money(f["fundraising"]),
    )


EDGES = [edge for table in (FOUNDATION, OTHERS) for edge, *_ in table if edge is not None]
fens = st.integers(0, 10**12) | st.sampled_from([0, 1, 199_999_99, 200_000_00])
assets = fens | st.sampled_from(EDGES).flatmap(lambda edge: st.sampled_from([edge - 1, edge, edge + 1]))


@st.composite
def years(draw: st.DrawFn, *, known: bool = False) -> dict[str, Any]:
    """Facts of a year of which many lie at a boundary; unless all are to be known, some are not."""

    def maybe(strategy: st.SearchStrategy[Any]) -> Any:
        return draw(strategy if known else strategy | st.none())

    prior = st.lists(fens if known else fens | st.none(), min_size=3, max_size=3)
    f: dict[str, Any] = {
        "kind": draw(st.sampled_from(["foundation", "association", "service_organisation"])),
        "qualification": maybe(st.sampled_from(["held", "none", "revoked"])),
        "net_assets": [maybe(assets), *draw(prior)[1:]],
        "income": draw(prior),
        "donations": draw(prior),
        "years_before": maybe(st.integers(0, 4)) if not known else draw(st.integers(3, 5)),
        "total": maybe(fens),
        "spent": maybe(fens),
        "passed_on": maybe(st.just(0)),
        "management": maybe(fens),
        "fundraising": maybe(fens),
    }
    step = draw(st.sampled_from([-1, 0, 1]))
    measures, cap = spending_due(f), cap_of(f)
    if measures and draw(st.booleans()):  # bring the spending to what is due, give or take a fen
        averaged = draw(st.booleans())
        base, rate = draw(st.sampled_from(measures))
        used = base if averaged else base[:1]
        if None not in used:
            f["spent"] = max(0, -(-rate * Fraction(sum(one for one in used if one is not None), len(used)) // 1) + step)
    if cap is not None and f["total"] is not None and draw(st.booleans()):
        f["management"] = max(0, cap * f["total"] // 1 + step)
    if None not in f["donations"] and draw(st.booleans()):
        f["fundraising"] = max(0, percent(3) * Fraction(sum(f["donations"]), 3) // 1 + step)
    if f["spent"] is not None and f["passed_on"] is not None:
        f["passed_on"] = draw(st.integers(0, min(f["spent"], 2)))
    return f


def verdict(decision: Any) -> bool | None:
    return {"allowed": True, "refused": False, "undetermined": None}[decision.outcome.value]


@given(f=years(), year=st.sampled_from([2024, 2025, 2026, 2027]))
def test_the_decisions_are_those_of_the_model(f: dict[str, Any], year: int) -> None:
    """Spending, management and fundraising, with anything unknown: what fractions say, to the fen."""
    law, asked = LAW.for_fiscal_year(year), subject(f)
    parts = [charity_model(f, year), management_model(f)]
    assert verdict(asked.spending(law)) is parts[0]
    assert verdict(asked.management_cost(law)) is parts[1]
    if year >= 2026:
        parts.append(fundraising_model(f))
        assert verdict(asked.fundraising_cost(law)) is parts[2]
    else:
        assert asked.fundraising_cost(law).findings == ()
    assert verdict(asked.complies(law)) is together(parts)


@given(f=years(known=True), year=st.sampled_from([2025, 2026]))
def test_a_remedy_makes_the_year_comply(f: dict[str, Any], year: int) -> None:
    """All remedies together, applied to what was asked, leave nothing unmet; a part that is open is not among them."""
    law, asked = LAW.for_fiscal_year(year), subject(f)
    for _ in range(3):  # a body of the smallest band may owe twice: mending the larger shortfall mends the smaller
        for remedy in asked.complies(law).remedies:
            mended = remedy.applied_to(asked)
            if mended.spent_on_charity is not None and asked.spent_on_charity is not None:
                mended = attrs.evolve(mended, spent_on_charity=max(mended.spent_on_charity, asked.spent_on_charity))
            asked = mended
    assert asked.complies(law)


# ---------------------------------------------------------------------------------------------------------- head-room


@given(f=years(), year=st.sampled_from([2025, 2026]))
def test_the_room_for_charity_is_exact(f: dict[str, Any], year: int) -> None:
    """Spent on charity it makes the year comply, a fen less does not; without an amount the decision is not clear."""
    law, asked = LAW.for_fiscal_year(year), subject(f)
    room = asked.head_room(law).charity
    if room.amount is None:
        assert room.why is not None
        assert verdict(asked.spending(law)) is not True
        return
    assert asked.spent_on_charity is not None
    enough = attrs.evolve(asked, spent_on_charity=asked.spent_on_charity + room.amount)
    assert enough.spending(law)
    assert bool(asked.spending(law)) is (room.amount == Money(0))
    if room.amount:
        assert enough.spent_on_charity is not None
        assume(enough.spent_on_charity - FEN >= (asked.passed_on or Money(0)))
        less = attrs.evolve(enough, spent_on_charity=enough.spent_on_charity - FEN)
        assert verdict(less.spending(law)) is False


@given(f=years(), year=st.sampled_from([2025, 2026]))
def test_the_room_for_management_is_exact(f: dict[str, Any], year: int) -> None:
    """Spent on management, and so part of the expenditure, it complies; a fen more does not."""
    law, asked = LAW.for_fiscal_year(year), subject(f)
    room = asked.head_room(law).management
    if room.amount is None:
        assert room.why is not None
        assert None in (asked.spent_on_management, asked.total_expenditure, cap_of(f))
        return

    def with_more(more: Money) -> CharityYear:
        assert asked.spent_on_management is not None
        assert asked.total_expenditure is not None
        return attrs.evolve(
            asked,
            spent_on_management=asked.spent_on_management + more,
            total_expenditure=asked.total_expenditure + more,
        )

    assert verdict(with_more(room.amount + FEN).management_cost(law)) is False
    if asked.management_cost(law):
        assert with_more(room.amount).management_cost(law)
    else:
        assert room.amount == Money(0)


@given(f=years())
def test_the_room_for_fundraising_is_exact(f: dict[str, Any]) -> None:
    """Up to the room it complies, a fen more does not; before 2026 there is no cap."""
    law, asked = LAW.for_fiscal_year(2026), subject(f)
    assert asked.head_room(LAW.for_fiscal_year(2025)).fundraising == Room(None, NO_CAP)
    room = asked.head_room(law).fundraising
    if room.amount is None:
        assert room.why is not None
        assert verdict(asked.fundraising_cost(law)) is None or asked.spent_on_fundraising == Money(0)
        return
    assert asked.spent_on_fundraising is not None
    more = attrs.evolve(asked, spent_on_fundraising=asked.spent_on_fundraising + room.amount + FEN)
    assert verdict(more.fundraising_cost(law)) is False
    if asked.fundraising_cost(law):
        full = attrs.evolve(asked, spent_on_fundraising=asked.spent_on_fundraising + room.amount)
        assert full.fundraising_cost(law)


def test_what_is_open_for_a_revoked_certificate_cites_what_might_bind() -> None:
    """A doubt about the law is no bookkeeping rule of this library."""
    decision = a_year(qualification="revoked").complies(LAW.for_fiscal_year(2020))
    assert [finding.ground.code for finding in decision.findings if not finding.citations] == []


def test_a_room_says_why_there_is_none() -> None:
    """In words of both languages; an amount stands for itself."""
    empty = a_year(qualification="none")
    rooms = empty.head_room(LAW.for_fiscal_year(2026))
    assert [room.amount for room in (rooms.charity, rooms.management, rooms.fundraising)] == [None] * 3
    assert rooms.charity.text.zh == "上年末净资产不详，无法确定档次"
    assert Room(yuan(5)).text.zh == "¥5.00"
    assert isinstance(rooms, HeadRoom)
    held = attrs.evolve(empty, qualification=Qualification.HELD)
    assert held.head_room(LAW.for_fiscal_year(2026)).charity.text.en == "this year's charitable spending is not known"
    no_income = attrs.evolve(held, spent_on_charity=yuan(5), passed_on=yuan(0))
    assert no_income.head_room(LAW.for_fiscal_year(2026)).charity.text.en == "last year's total income: not known"


def test_the_larger_of_two_shortfalls_is_the_room() -> None:
    """The smallest bodies owe a share of net assets and one of income: whichever is larger, in either order."""
    law = LAW.for_fiscal_year(2026)
    known = {"kind": "association", "qualification": "none", "years_before": 1, "passed_on": Money(0)}
    for income, room in ((yuan(10_000), yuan(40_000)), (yuan(200_000), yuan(100_000))):
        year = a_year(
            **known, net_assets=PriorYears(yuan(500_000)), income=PriorYears(income), spent_on_charity=Money(0)
        )
        assert year.head_room(law).charity == Room(room)


def test_where_both_bases_ask_for_the_same_last_year_is_named() -> None:
    """A reader is told of the average only where it makes a difference."""
    year = a_year(
        qualification="held",
        income=PriorYears(yuan(100), yuan(100), yuan(100)),
        spent_on_charity=yuan(70),
        passed_on=yuan(0),
    )
    (finding,) = year.spending(LAW.for_fiscal_year(2026)).findings
    assert finding.text() == "charitable spending of at least ¥70.00, 70% of last year's total income"


def test_a_share_of_everything_is_no_cap() -> None:
    """A what-if that allows all expenditure to be management cost leaves no limit."""
    law = LAW.amend(since=date(2026, 1, 1), qualified_foundation_management_cap=Fraction(1)).for_fiscal_year(2026)
    year = a_year(
        qualification="held",
        total_expenditure=yuan(1),
        spent_on_management=yuan(1),
    )
    assert year.head_room(law).management == Room(None, NO_CAP)


# ---------------------------------------------------------------------------------------------------------- what-ifs


def test_what_ifs_that_switch_a_duty_off() -> None:
    """A duty that a what-if takes away is not asked for."""
    year = a_year(
        qualification="held",
        years_before=1,
        income=PriorYears(yuan(100)),
        spent_on_charity=yuan(70),
        passed_on=yuan(70),
        gifts=[GiftAgreement(gift="g-1", amount=yuan(1), charity_share=Fraction(1), management_share=Fraction(0))],
    )
    since = date(2026, 1, 1)
    relaxed = LAW.amend(since=since, spending_counts_at_final_beneficiary=False, gift_agreement_prevails=False)
    assert year.spending(relaxed.for_fiscal_year(2026))
    free = attrs.evolve(year, spent_on_management=yuan(1))
    assert free.management_cost(relaxed.for_fiscal_year(2026))
    strict = LAW.amend(since=since, special_circumstances_excuse_spending=False).for_fiscal_year(2026)
    claimed = attrs.evolve(year, gifts=(), special=[SpecialCircumstance.WRITE_DOWNS], reported=True, explained=True)
    assert verdict(claimed.spending(strict)) is False
    assert claimed.spending(LAW.for_fiscal_year(2026))


@pytest.mark.parametrize("number", [0, 4])
def test_a_what_if_of_an_average_that_cannot_be_taken(number: int) -> None:
    """Of no year, or of more years than are kept, there is no average: the answer is open, never wrong."""
    law = LAW.amend(since=date(2026, 1, 1), spending_average_years=number).for_fiscal_year(2026)
    year = a_year(
        qualification="held",
        income=PriorYears(yuan(100), yuan(1), yuan(1)),
        spent_on_charity=yuan(69),
        passed_on=yuan(0),
    )
    assert verdict(year.spending(law)) is None


def test_a_year_before_the_rule_is_no_silent_yes() -> None:
    """Before fiscal year 2016 nothing of this is fixed, and the library says so."""
    year = a_year(qualification="held")
    for ask in (year.spending, year.management_cost, year.fundraising_cost, year.complies, year.head_room):
        with pytest.raises(LawError):
            ask(LAW.for_fiscal_year(2015))


# ---------------------------------------------------------------------------------------------------------- carriers

RATE = st.integers(0, 100).map(percent)
EDGE = (60_000_000_00, 8_000_000_00, 4_000_000_00)
SHARES = (percent(6), percent(6), percent(7), percent(8))


def by_hand(net_assets: int, base: int, up: bool) -> int:
    rate = next((r for edge, r in zip(EDGE, SHARES, strict=False) if net_assets >= edge), SHARES[3])
    exact = rate * base
    return max(0, -(-exact // 1) if up else exact // 1)


RULES: list[tuple[Callable[..., Any], int, Callable[..., int]]] = [
    (lambda a: amounts.share_due(a, percent(70) / 3), 1, lambda a: max(0, -(-a * 7 // 30))),
    (lambda a: amounts.share_allowed(a, percent(3) / 3), 1, lambda a: max(0, a // 100)),
    (amounts.still_due, 2, lambda a, b: max(0, a - b)),
    (amounts.still_allowed, 2, lambda a, b: max(0, a - b)),
]


@pytest.mark.parametrize(("body", "count", "model"), RULES, ids=["due", "allowed", "still-due", "still-allowed"])
@given(data=st.data())
def test_a_rule_says_the_same_on_all_carriers(
    body: Callable[..., Any], count: int, model: Callable[..., int], data: st.DataObject
) -> None:
    """Money, whole fen and an int64 column give the same fen."""
    rows = data.draw(st.lists(st.lists(fens, min_size=count, max_size=count), min_size=1, max_size=5))
    expected = [model(*row) for row in rows]
    assert [body(*row) for row in rows] == expected
    assert [body(*map(Money, row)) for row in rows] == [Money(fen) for fen in expected]
    assert body(*(np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))).tolist() == expected


@given(rows=st.lists(st.tuples(assets, fens), min_size=1, max_size=6))
def test_the_bands_say_the_same_on_all_carriers(rows: list[tuple[int, int]]) -> None:
    """A fen below an edge and at it, as one case and as a column."""
    of, base = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    money_edges = (Money(EDGE[0]), Money(EDGE[1]), Money(EDGE[2]))
    both: tuple[tuple[Any, bool], ...] = ((amounts.band_share_due, True), (amounts.band_share_allowed, False))
    for body, up in both:
        expected = [by_hand(a, b, up) for a, b in rows]
        assert [body(a, b, EDGE, SHARES) for a, b in rows] == expected
        assert [body(Money(a), Money(b), money_edges, SHARES) for a, b in rows] == [Money(fen) for fen in expected]
        assert body(of, base, EDGE, SHARES).tolist() == expected


@given(rows=st.lists(st.tuples(fens, fens), min_size=1, max_size=6), points=st.integers(1, 99))
def test_the_room_for_management_says_the_same_on_all_carriers(rows: list[tuple[int, int]], points: int) -> None:
    """The largest x by the inequality itself, in fractions; and so the limit."""
    rate, free, each = percent(points), 200_000_00, Fraction(1, 100 - points)
    room: Any = amounts.management_room
    limit: Any = amounts.management_limit
    for expenditure, cost in rows:
        found = room(expenditure, cost, points, 100, each, free, 1)
        for more, holds in ((found, True), (found + 1, False)):
            complies = cost + more <= rate * (expenditure + more) or cost + more < free
            assert complies is holds or (found == 0 and holds and not complies)
        assert room(Money(expenditure), Money(cost), points, 100, each, Money(free), FEN) == Money(found)
        assert limit(Money(cost), Money(free), FEN) == Money(limit(cost, free, 1)) == Money(max(cost, free - 1))
    of, cost_ = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    assert room(of, cost_, points, 100, each, free, 1).tolist() == [
        room(a, b, points, 100, each, free, 1) for a, b in rows
    ]
    assert limit(of, free, 1).tolist() == [max(a, free - 1) for a, _ in rows]


# ---------------------------------------------------------------------------------------------------------- wrong input


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "club"}, WRONG_CHOICE),
        ({"kind": None}, WRONG_CHOICE),
        ({"qualification": "lost"}, WRONG_CHOICE),
        ({"qualification": True}, WRONG_CHOICE),
        ({"net_assets": yuan(5)}, WRONG_TYPE),
        ({"income": (yuan(5),)}, WRONG_TYPE),
        ({"donations": 5}, WRONG_TYPE),
        ({"donations": PriorYears(Money(-1))}, NEGATIVE),
        ({"donations": PriorYears(None, None, Money(-1))}, NEGATIVE),
        ({"years_before": True}, YEARS),
        ({"years_before": -1}, YEARS),
        ({"years_before": 1.0}, YEARS),
        ({"years_before": "3"}, YEARS),
        ({"total_expenditure": 5}, NEGATIVE),
        ({"total_expenditure": Money(-1)}, NEGATIVE),
        ({"spent_on_charity": 0.5}, NEGATIVE),
        ({"passed_on": True}, NEGATIVE),
        ({"spent_on_management": "5"}, NEGATIVE),
        ({"spent_on_fundraising": Money(-1)}, NEGATIVE),
        ({"spent_on_charity": yuan(1), "passed_on": yuan("1.01")}, PASSED_ON),
        ({"gifts": "gift-1"}, WRONG_TYPE),
        ({"gifts": [yuan(5)]}, WRONG_TYPE),
        ({"special": "new"}, WRONG_TYPE),
        ({"special": ["old"]}, WRONG_CHOICE),
        ({"special": [None]}, WRONG_CHOICE),
        ({"reported": 1}, WRONG_TYPE),
        ({"explained": "yes"}, WRONG_TYPE),
    ],
)
def test_malformed_facts_of_a_year_are_refused(wrong: dict[str, Any], code: str) -> None:
    """Each field by its own code, whatever else is right."""
    with pytest.raises(Malformed) as caught:
        a_year(**wrong)
    assert caught.value.code == code


@pytest.mark.parametrize("wrong", [5, 0.5, "1/2", True, Fraction(-1, 9), Fraction(9, 8)])
def test_an_agreed_share_is_an_exact_fraction(wrong: Any) -> None:
    """Neither a float nor a percentage, nor more than the gift."""
    for name in ("charity_share", "management_share"):
        terms: dict[str, Any] = {name: wrong}
        with pytest.raises(Malformed) as caught:
            GiftAgreement(gift="gift-1", amount=yuan(1), **terms)
        assert caught.value.code == facts.AGREED


def test_other_malformed_terms_of_a_gift() -> None:
    """No amount, no terms, one gift twice."""
    share = Fraction(1, 2)
    with pytest.raises(Malformed) as caught:
        GiftAgreement(gift="gift-1", amount=Money(0), charity_share=share)
    assert caught.value.code == NOT_POSITIVE
    with pytest.raises(Malformed) as caught:
        GiftAgreement(gift="gift-1", amount=yuan(1))
    assert caught.value.code == facts.NO_TERMS
    one = GiftAgreement(gift="gift-1", amount=yuan(1), charity_share=share)
    with pytest.raises(Malformed) as caught:
        a_year(gifts=(one, attrs.evolve(one, amount=yuan(2))))
    assert caught.value.code == facts.TWICE


@pytest.mark.parametrize("wrong", [5, "five", True, 0.5])
def test_prior_years_hold_money(wrong: Any) -> None:
    """Nothing else, in any of the three years."""
    for where in ("last", "before", "earlier"):
        with pytest.raises(Malformed) as caught:
            PriorYears(**{where: wrong})
        assert caught.value.code == WRONG_TYPE


def test_a_law_of_no_day_is_refused() -> None:
    """Each question wants the law of one fiscal year."""
    law: Any = LAW
    year = a_year()
    for ask in (year.spending, year.management_cost, year.fundraising_cost, year.complies, year.head_room):
        with pytest.raises(Malformed):
            ask(law)


def test_words_in_two_languages() -> None:
    """Each member of each choice has its words."""
    for kind in (CharityKind, Qualification, SpecialCircumstance):
        for member in kind:
            assert member.text.en
            assert member.text.zh
