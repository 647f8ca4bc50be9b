"""Matching: exact to the fen, within budget and caps, and every promise proved or refuted."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.calendar import Period
from community_charity.errors import Malformed
from community_charity.money import Money, total, yuan
from community_charity.rules.matching import (
    A_THIRD_OF_ALL,
    EQUAL_THIRDS,
    ONE_TO_ONE,
    Caps,
    FirstCome,
    Gift,
    Lottery,
    Match,
    Pot,
    Promise,
    ProRata,
    Quadratic,
    Ratio,
    Threshold,
)
from planted_matching import BUGS_OF_RULES

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from planted_bugs import Bug

# ------------------------------------------------------------------------------------------------------ drawing

amounts = st.integers(1, 500_00).map(Money)
ratios = st.fractions(Fraction(1, 10), 5, max_denominator=12).map(Ratio)
offers = st.one_of(ratios, st.builds(Threshold, amounts, ratios), st.just(Quadratic()))
shortages = st.one_of(st.just(FirstCome()), st.just(ProRata()), st.builds(Lottery, st.integers(0, 99)))
caps = st.none() | st.integers(0, 400_00).map(Money)
all_caps = st.builds(Caps, per_gift=caps, per_donor=caps, per_project=caps)
pots = st.builds(Pot, st.integers(0, 2000_00).map(Money), offers, caps=all_caps, short=shortages)


@st.composite
def gift_lists(draw: st.DrawFn) -> list[Gift]:
    count = draw(st.integers(0, 8))
    donors = st.sampled_from([None, "p-1", "p-2", "p-3"])
    return [Gift(f"g-{n}", draw(donors), draw(amounts), draw(st.sampled_from(["well", "road"]))) for n in range(count)]


def given_to(matches: Sequence[Match]) -> dict[str, Money]:
    return {match.gift: match.amount for match in matches}


# ------------------------------------------------------------------------------------------------------ always


@given(pots, gift_lists())
def test_never_more_than_budget_caps_and_offer(pot: Pot, gifts: list[Gift]) -> None:
    """Budget and every cap hold, nobody gets more than the rule offers, and money that is enough is given whole."""
    matches = pot.match(gifts)
    assert [match.gift for match in matches] == [gift.id for gift in gifts]
    assert total(m.amount for m in matches) <= pot.budget
    assert pot.left(matches) == pot.budget - total(m.amount for m in matches)
    assert all(Money(0) <= match.amount <= match.offered for match in matches)
    offered = total(match.offered for match in matches)
    assert total(m.amount for m in matches) == min(offered, pot.budget)
    for cap, key in ((pot.caps.per_gift, "id"), (pot.caps.per_donor, "donor"), (pot.caps.per_project, "project")):
        sums: defaultdict[Any, int] = defaultdict(int)
        for gift, match in zip(gifts, matches, strict=True):
            sums[getattr(gift, key)] += match.amount.fen
        assert cap is None or all(fen <= cap.fen for fen in sums.values())


@given(pots, gift_lists(), st.randoms(use_true_random=False))
def test_promises_are_kept(pot: Pot, gifts: list[Gift], order: random.Random) -> None:
    """In any order, in parts, under several names: what a pot promises holds."""
    matches = given_to(pot.match(gifts))
    if Promise.ORDER_INDEPENDENT in pot.promises:
        shuffled = list(gifts)
        order.shuffle(shuffled)
        assert given_to(pot.match(shuffled)) == matches
    if not gifts:
        return
    place = order.randrange(len(gifts))
    whole = gifts[place]
    if whole.amount.fen < 2:
        return
    first = Money(order.randrange(1, whole.amount.fen))
    for promise, other in ((Promise.SPLIT_PROOF, whole.donor), (Promise.NAME_PROOF, "p-9")):
        if promise not in pot.promises:
            continue
        parts = [
            attrs.evolve(whole, amount=first),
            attrs.evolve(whole, id="g-split", amount=whole.amount - first, donor=other),
        ]
        again = given_to(pot.match([*gifts[:place], *parts, *gifts[place + 1 :]]))
        # Odd fen may fall to either side: at most one for each part at each of three roundings.
        assert again[whole.id].fen + again["g-split"].fen <= matches[whole.id].fen + 6


@given(pots, gift_lists(), gift_lists())
def test_steady_is_kept(pot: Pot, gifts: list[Gift], later: list[Gift]) -> None:
    """Where it is promised, what a gift has got never falls as others come in."""
    before = given_to(pot.match(gifts))
    after = given_to(pot.match([*gifts, *renamed(later)]))
    if Promise.STEADY in pot.promises:
        assert all(after[gift] >= amount for gift, amount in before.items())


def renamed(gifts: list[Gift]) -> list[Gift]:
    return [attrs.evolve(gift, id=f"later-{gift.id}") for gift in gifts]


@given(pots, gift_lists(), gift_lists(), st.none() | st.integers(0, 100_00))
def test_a_guarantee_is_kept(pot: Pot, gifts: list[Gift], later: list[Gift], spare: int | None) -> None:
    """Whatever comes, within what can still come: nobody falls below what was guaranteed, and no guarantee falls."""
    come = renamed(later)
    came = total(gift.amount for gift in come)
    still = None if spare is None else came + Money(spare)
    after = given_to(pot.match([*gifts, *come]))
    again = {one.gift: one for one in pot.standing([*gifts, *come], still=None if spare is None else Money(spare))}
    for one, match in zip(pot.standing(gifts, still=still), pot.match(gifts), strict=True):
        assert one.provisional == match.amount
        assert one.guaranteed <= min(one.provisional, after[one.gift], again[one.gift].guaranteed)
        assert still is None or still or one.guaranteed == one.provisional


@given(pots, gift_lists())
def test_a_steady_pot_guarantees_all_that_it_gives(pot: Pot, gifts: list[Gift]) -> None:
    """So first come is exact, however much may still come in; and nothing else guarantees anything without limit."""
    for one in pot.standing(gifts):
        if Promise.STEADY in pot.promises:
            assert one.guaranteed == one.provisional
        if not isinstance(pot.short, FirstCome) or isinstance(pot.offer, Quadratic):
            assert not one.guaranteed


def test_a_guarantee_to_the_fen() -> None:
    """A third of the budget for a third of the most that can come; caps and thresholds take their part."""
    gifts = [Gift("g-1", "p-1", yuan(50), "well")]
    assert guaranteed(Pot(yuan(100), Ratio(1), short=ProRata()), gifts, yuan(100)) == [yuan("33.33")]
    assert guaranteed(Pot(yuan(100), Ratio(1), caps=Caps(per_donor=yuan(30))), gifts, yuan(100)) == [yuan(10)]
    assert guaranteed(Pot(yuan(100), Ratio(1), caps=Caps(per_gift=yuan(30))), gifts, None) == [yuan(30)]
    assert guaranteed(Pot(yuan(100), Ratio(1), caps=Caps(per_donor=yuan(30))), gifts, None) == [yuan(0)]
    assert guaranteed(Pot(yuan(60), Ratio(1), short=Lottery(7)), two(50, 40), yuan(1)) == [yuan(0), yuan(0)]
    assert guaranteed(Pot(yuan(60), Quadratic()), two(4, 4), yuan(0)) == [yuan(4), yuan(4)]
    reached = Threshold(yuan(80), Ratio(1))
    assert guaranteed(Pot(yuan(60), reached), two(50, 40), None) == [yuan(50), yuan(10)]
    apart = [*gifts, Gift("g-2", "p-2", yuan(90), "road")]
    assert guaranteed(Pot(yuan(60), reached), apart, None) == [yuan(0), yuan(10)]


def guaranteed(pot: Pot, gifts: list[Gift], still: Money | None) -> list[Money]:
    return [one.guaranteed for one in pot.standing(gifts, still=still)]


def test_a_gift_outside_of_the_window_is_sure_of_nothing() -> None:
    """It stands in its place, with nothing."""
    pot = Pot(yuan(60), Ratio(1), window=Period.month(2026, 9))
    early = Gift("g-1", "p-1", yuan(10), "well", date(2026, 8, 31))
    assert guaranteed(pot, [early], None) == guaranteed(pot, [early], yuan(0)) == [yuan(0)]


def test_what_is_not_steady_can_fall() -> None:
    """A share falls with each further gift, a lot may fall to another, a late project may be lifted over its threshold."""
    first, then = two(80, 80)
    road = attrs.evolve(then, project="road")
    for pot, before, later in (
        (Pot(yuan(100), Ratio(1), short=ProRata()), [first], then),
        (Pot(yuan(100), Ratio(1), caps=Caps(per_project=yuan(80))), [first], then),
        (Pot(yuan(100), Ratio(1), caps=Caps(per_donor=yuan(80))), [first], attrs.evolve(then, donor="p-1")),
        (Pot(yuan(100), Threshold(yuan(160), Ratio(1))), [first, attrs.evolve(road, id="g-9", amount=yuan(160))], then),
        (Pot(yuan(1000), Quadratic()), two(80, 80), attrs.evolve(first, id="g-3", amount=yuan(9000))),
    ):
        assert Promise.STEADY not in pot.promises
        had = given_to(pot.match(before))
        has = given_to(pot.match([*before, later]))
        assert any(has[gift] < amount for gift, amount in had.items())
    drawn = [Pot(yuan(100), Ratio(1), short=Lottery(seed)) for seed in range(20)]
    assert all(Promise.STEADY not in pot.promises for pot in drawn)
    assert any(given_to(pot.match([first, then]))["g-1"] < yuan(80) for pot in drawn)


def two(first: int, second: int, other: str = "p-2") -> list[Gift]:
    return [Gift("g-1", "p-1", yuan(first), "well"), Gift("g-2", other, yuan(second), "well")]


def test_what_is_not_promised_can_fail() -> None:
    """First come depends on order; a lot and a cap a gift reward parts; quadratic and a cap a donor reward names."""
    first = Pot(yuan(100), Ratio(1))
    assert Promise.ORDER_INDEPENDENT not in first.promises
    assert given_to(first.match(two(80, 80))) != given_to(first.match(two(80, 80)[::-1]))

    capped = Pot(yuan(100), Ratio(1), caps=Caps(per_gift=yuan(10)))
    assert Promise.SPLIT_PROOF not in capped.promises
    assert total(m.amount for m in capped.match(two(15, 15, "p-1"))) > capped.match(two(30, 1))[0].amount

    drawn = [Pot(yuan(50), Ratio(1), short=Lottery(seed)) for seed in range(200)]
    assert all(Promise.SPLIT_PROOF not in pot.promises for pot in drawn)
    rival = Gift("g-0", "p-0", yuan(50), "well")
    alone = sum(given_to(pot.match([rival, Gift("g-1", "p-1", yuan(100), "well")]))["g-1"].fen for pot in drawn)
    parts = [Gift(f"g-{n}", "p-1", yuan(50), "well") for n in (1, 2)]
    assert sum(50_00 - given_to(pot.match([rival, *parts]))["g-0"].fen for pot in drawn) > alone

    quadratic = Pot(yuan(1000), Quadratic())
    assert Promise.NAME_PROOF not in quadratic.promises
    assert total(m.amount for m in quadratic.match(two(50, 50))) == yuan(100)
    assert total(m.amount for m in quadratic.match(two(50, 50, "p-1"))) == yuan(0)

    personal = Pot(yuan(1000), Ratio(1), caps=Caps(per_donor=yuan(10)))
    assert Promise.NAME_PROOF not in personal.promises
    assert total(m.amount for m in personal.match(two(50, 50))) > total(
        m.amount for m in personal.match(two(50, 50, "p-1"))
    )


# ------------------------------------------------------------------------------------------------------ the rules


@given(gift_lists())
def test_quadratic_is_the_formula(gifts: list[Gift]) -> None:
    """(Σ√c)² − Σc for each project, computed another way, to the fen."""
    found: defaultdict[str, int] = defaultdict(int)
    for gift, offer in zip(gifts, Quadratic().offers(gifts), strict=True):
        found[gift.project] += offer
    with localcontext() as context:
        context.prec = 60
        for project in {gift.project for gift in gifts}:
            by_donor: defaultdict[str | None, Decimal] = defaultdict(Decimal)
            for gift in gifts:
                if gift.project == project:
                    by_donor[gift.donor] += gift.amount.fen
            exact = sum((c.sqrt() for c in by_donor.values()), Decimal(0)) ** 2 - sum(by_donor.values())
            assert abs(found[project] - exact) <= 1


def test_published_quadratic_example() -> None:
    """Four gifts of one yuan get twelve; one gift of four gets nothing."""
    four = [Gift(f"g-{n}", f"p-{n}", yuan(1), "well") for n in range(4)]
    assert sum(Quadratic().offers(four)) == 12_00
    assert Quadratic().offers([Gift("g-1", "p-1", yuan(4), "well")]) == [0]


@pytest.mark.parametrize(("raised", "offer"), [("99.99", 0), ("100.00", 10_000)])
def test_both_sides_of_a_threshold(raised: str, offer: int) -> None:
    """A fen below, a project gets nothing."""
    assert Threshold(yuan(100), Ratio(1)).offers([Gift("g-1", "p-1", yuan(raised), "well")]) == [offer]


def test_thirds_and_one_to_one() -> None:
    """A third of the whole is half of what others give; of equal thirds, two pots match the third; public and private."""
    gift = [Gift("g-1", "p-1", yuan(20_000), "society")]
    assert A_THIRD_OF_ALL == Ratio(Fraction(1, 2)) == Ratio.of_total(Fraction(1, 3))
    assert A_THIRD_OF_ALL.offers(gift) == [10_000_00]
    assert EQUAL_THIRDS.offers(gift) == ONE_TO_ONE.offers(gift) == [20_000_00]


@pytest.mark.parametrize("share", [Fraction(1, 100), Fraction(2, 5), Fraction(99, 100)])
@given(yuan_given=st.integers(1, 10**6))
def test_a_share_of_the_whole(share: Fraction, yuan_given: int) -> None:
    """The match is that share of gift and match together, to the fen below."""
    match = Ratio.of_total(share).offers([Gift("g-1", "p-1", yuan(yuan_given), "well")])[0]
    assert match <= share * (match + yuan_given * 100)
    assert match + 1 > share * (match + 1 + yuan_given * 100)


def test_the_last_who_comes_gets_what_is_left() -> None:
    """And whoever comes after gets nothing."""
    pot = Pot(yuan(100), Ratio(2))
    gifts = [*two(30, 30), Gift("g-3", None, yuan(1), "well")]
    assert [str(match.amount) for match in pot.match(gifts)] == ["¥60.00", "¥40.00", "¥0.00"]


def test_parts_that_do_not_add_up_to_all() -> None:
    """A hundred yuan in three equal parts loses no fen and finds none."""
    gifts = [Gift(f"g-{n}", f"p-{n}", yuan(100), "well") for n in range(3)]
    shares = [match.amount for match in Pot(yuan(100), Ratio(1), short=ProRata()).match(gifts)]
    assert shares == [yuan("33.34"), yuan("33.33"), yuan("33.33")]


def test_a_window_leaves_others_out() -> None:
    """The first and the last day are in; the eve and the day after are not."""
    window = Period(date(2026, 9, 7), date(2026, 9, 9))
    pot = Pot(yuan(1000), Ratio(1), window=window)
    days = [date(2026, 9, 6), date(2026, 9, 7), date(2026, 9, 9), date(2026, 9, 10)]
    gifts = [Gift(f"g-{n}", "p-1", yuan(10), "well", on) for n, on in enumerate(days)]
    assert [match.amount.fen for match in pot.match(gifts)] == [0, 1000, 1000, 0]


def test_anonymous_gifts_count_as_one_donor() -> None:
    """Nobody can tell them apart, so a cap a donor holds for all of them."""
    gifts = [Gift(f"g-{n}", None, yuan(10), "well") for n in range(3)]
    matches = Pot(yuan(1000), Ratio(1), caps=Caps(per_donor=yuan(15))).match(gifts)
    assert total(match.amount for match in matches) == yuan(15)


WRONG: list[Any] = [0.5, True, "seven"]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Ratio(0), "matching.ratio"),
        (lambda: Ratio(WRONG[0]), "matching.ratio"),
        (lambda: Ratio(WRONG[1]), "matching.ratio"),
        (lambda: Ratio.of_total(WRONG[0]), "matching.share"),
        (lambda: Ratio.of_total(Fraction(0)), "matching.share"),
        (lambda: Ratio.of_total(Fraction(1)), "matching.share"),
        (lambda: Ratio.of_total(Fraction(1, 2), beside=Fraction(1, 2)), "matching.share"),
        (lambda: Ratio.of_total(Fraction(1, 2), beside=Fraction(-1, 2)), "matching.share"),
        (lambda: Threshold(yuan(1), WRONG[0]), "input.type"),
        (lambda: Pot(yuan(1), WRONG[2]), "matching.rule"),
        (lambda: Pot(yuan(1), Ratio(1), short=WRONG[2]), "matching.rule"),
        (lambda: Pot(yuan(1), Ratio(1), caps=WRONG[2]), "input.type"),
        (lambda: Pot(yuan(1), Ratio(1), window=WRONG[2]), "input.type"),
        (lambda: Pot(yuan(1), Ratio(1)).standing([], still=yuan(-1)), "money.negative"),
        (lambda: Gift("g-1", "p-1", yuan(0), "well"), "money.not_positive"),
        (lambda: Lottery(WRONG[2]), "input.type"),
        (lambda: Pot(yuan(-1), Ratio(1)), "money.negative"),
        (lambda: Pot(yuan(1), Ratio(1)).match([*two(1, 1), *two(1, 1)]), "matching.gift_twice"),
        (lambda: Pot(yuan(1), Ratio(1)).match([WRONG[2]]), "input.type"),
        (lambda: Pot(yuan(1), Ratio(1), window=Period.month(2026, 9)).match(two(1, 1)), "matching.undated"),
    ],
    ids=range(20),
)
def test_wrong_input_is_refused(make: Any, code: str) -> None:
    """Each mistake has its code."""
    with pytest.raises(Malformed) as caught:
        make()
    assert caught.value.code == code


def test_nobody_is_named() -> None:
    """A donor's id is not in the text of a gift."""
    assert "p-1" not in repr(two(1, 1)[0])


@pytest.mark.parametrize("promise", Promise)
def test_promises_have_words(promise: Promise) -> None:
    """In both languages."""
    assert promise.text.en
    assert promise.text.zh


@pytest.mark.parametrize("bug", BUGS_OF_RULES, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and one of the tests fails."""
    bug.plant(monkeypatch)
    with pytest.raises(AssertionError):
        plain_tests()


def plain_tests() -> None:
    test_a_guarantee_to_the_fen()
    test_what_is_not_steady_can_fall()
    test_thirds_and_one_to_one()


@pytest.mark.deep
def test_without_a_bug_all_is_well() -> None:
    """What catches a bug above is the bug."""
    plain_tests()
