"""Sharing a short purse: the rules against an independent model in fractions, and the noun that uses them."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import permutations, product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community_charity.book.book import Book
from community_charity.errors import CharityError, Malformed
from community_charity.law.decision import Outcome, Refused
from community_charity.money import Money, yuan
from community_charity.pools import Cause
from community_charity.relief import REVIEWS, AdoptProcedure, CaseId, ReviewCase, WithdrawReview
from community_charity.relief.rationing import Rationed, RationRelief
from community_charity.restrictions import Restriction
from community_charity.rules.rationing import Rationing, share_out
from planted_rationing import BUGS
from sample import (
    COMMITTEE,
    FUND,
    LATER,
    ON,
    aid,
    book,
    case,
    cost,
    from_fund,
    grant,
    household,
    open_,
    people,
    receive,
    settle,
    tied,
    urgent_case,
    urgent_grant,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from community_charity.book.orders import Command
    from planted_bugs import Bug

CLASSICAL = (Rationing.PROPORTIONAL, Rationing.EQUAL_AWARDS, Rationing.EQUAL_LOSSES, Rationing.TALMUD)
IDS = ("c-1", "c-2", "c-3", "c-4", "c-5", "c-6")

# --- an independent model: closed forms in fractions ----------------------------------------------


def equal(caps: list[Fraction], estate: Fraction) -> list[Fraction]:
    """Give min(cap, level), where the level is where the caps met so far leave as much for each of the others."""
    rising = sorted(caps)
    levels = [(estate - sum(rising[:met])) / (len(caps) - met) for met in range(len(caps))]
    level = next((one for one, cap in zip(levels, rising, strict=True) if one <= cap), Fraction(0))
    return [min(cap, level) for cap in caps]


def model(rule: Rationing, fen: list[int], estate: int) -> list[Fraction]:
    caps, there, whole = [Fraction(one) for one in fen], Fraction(estate), sum(fen)
    if rule is Rationing.PROPORTIONAL:
        return [cap * there / whole for cap in caps]
    if rule is Rationing.EQUAL_AWARDS:
        return equal(caps, there)
    if rule is Rationing.EQUAL_LOSSES:
        return [cap - loss for cap, loss in zip(caps, equal(caps, whole - there), strict=True)]
    halves = [cap / 2 for cap in caps]
    if 2 * estate <= whole:
        return equal(halves, there)
    return [cap - loss for cap, loss in zip(caps, equal(halves, whole - there), strict=True)]


def named(fen: list[int]) -> dict[str, int]:
    return dict(zip(IDS, fen, strict=False))


def shared(rule: Rationing, claims: dict[str, int], estate: int, **more: Any) -> dict[str, int]:
    """Share by any rule, with terms that depend on nothing but the ids."""
    terms: dict[Rationing, dict[str, Any]] = {
        Rationing.PRIORITY: {"classes": {who: int(who[-1]) % 2 for who in claims}},
        Rationing.WEIGHTED: {"weights": {who: Fraction(int(who[-1]), 2) for who in claims}},
        Rationing.LOTTERY: {"seed": 7},
    }
    return share_out(rule, claims, estate, **terms.get(rule, {}) | more)


purses = st.tuples(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.integers(0, 260))
big = st.tuples(st.lists(st.integers(0, 10**9), min_size=1, max_size=6), st.integers(0, 6 * 10**9))
rules = st.sampled_from(Rationing)

# --- the published table --------------------------------------------------------------------------

TABLE = {
    Rationing.PROPORTIONAL: {100: ("50/3", "100/3", "50"), 200: ("100/3", "200/3", "100"), 300: ("50", "100", "150")},
    Rationing.EQUAL_AWARDS: {
        100: ("100/3", "100/3", "100/3"),
        200: ("200/3", "200/3", "200/3"),
        300: ("100", "100", "100"),
    },
    Rationing.EQUAL_LOSSES: {100: ("0", "0", "100"), 200: ("0", "50", "150"), 300: ("0", "100", "200")},
    Rationing.TALMUD: {100: ("100/3", "100/3", "100/3"), 200: ("50", "75", "75"), 300: ("50", "100", "150")},
}
ROWS = [(rule, estate, row) for rule, rows in TABLE.items() for estate, row in rows.items()]


@pytest.mark.parametrize(("rule", "estate", "row"), ROWS)
def test_the_table_of_aumann_and_maschler(rule: Rationing, estate: int, row: tuple[str, ...]) -> None:
    """Claims of 100, 200 and 300: exactly where the unit divides by three, within a fen where it does not."""
    exact = [Fraction(one) for one in row]
    for unit in (3, 300):
        awards = share_out(rule, named([100 * unit, 200 * unit, 300 * unit]), estate * unit)
        assert list(awards.values()) == [one * unit for one in exact]
    in_fen = share_out(rule, named([100_00, 200_00, 300_00]), estate * 100).values()
    assert all(abs(fen - one * 100) < 1 for fen, one in zip(in_fen, exact, strict=True))
    assert model(rule, [100, 200, 300], estate) == exact


# --- what every rule promises ---------------------------------------------------------------------


def check_purse(rule: Rationing, fen: list[int], estate: int) -> None:
    claims = named(fen)
    awards = shared(rule, claims, estate)
    assert list(awards) == sorted(claims)
    assert sum(awards.values()) == min(estate, sum(fen))
    assert all(0 <= awards[who] <= claims[who] for who in claims)


@given(rules, purses)
def test_all_is_shared_and_nobody_gets_more_than_the_claim(rule: Rationing, purse: tuple[list[int], int]) -> None:
    """The awards sum to the estate, or to the claims, and each lies between nothing and its claim."""
    check_purse(rule, *purse)


@given(rules, big)
def test_large_amounts_as_well(rule: Rationing, purse: tuple[list[int], int]) -> None:
    """Ten million yuan a claim is no other case."""
    check_purse(rule, *purse)


@given(st.sampled_from(CLASSICAL), st.one_of(purses, big))
def test_awards_lie_within_a_fen_of_the_model(rule: Rationing, purse: tuple[list[int], int]) -> None:
    """Each award is less than one fen from its exact value."""
    fen, estate = purse
    if 0 < estate < sum(fen):
        check_model(rule, fen, estate)


def check_model(rule: Rationing, fen: list[int], estate: int) -> None:
    awards = list(share_out(rule, named(fen), estate).values())
    for award, exact in zip(awards, model(rule, fen, estate), strict=True):
        assert abs(award - exact) < 1


def check_order(rule: Rationing, fen: list[int], estate: int) -> None:
    """Larger claims get no less and lose no less; equal ones get the same up to a fen."""
    awards = list(share_out(rule, named(fen), estate).values())
    rows = list(zip(fen, awards, strict=True))
    for (claim, award), (larger, more) in product(rows, rows):
        if claim < larger:
            assert award <= more
            assert claim - award <= larger - more
        if claim == larger:
            assert abs(award - more) <= 1


@given(st.sampled_from(CLASSICAL), purses)
def test_awards_and_losses_keep_the_order_of_the_claims(rule: Rationing, purse: tuple[list[int], int]) -> None:
    """Also to the fen: an odd fen never overturns an order."""
    check_order(rule, *purse)


@given(rules, purses, st.randoms(use_true_random=False))
def test_the_order_of_the_batch_changes_nothing(rule: Rationing, purse: tuple[list[int], int], lots: Any) -> None:
    """Listed in any order, each claim gets the same."""
    claims = named(purse[0])
    mixed = list(claims.items())
    lots.shuffle(mixed)
    assert list(shared(rule, dict(mixed), purse[1]).items()) == list(shared(rule, claims, purse[1]).items())


def check_steady(rule: Rationing, fen: list[int]) -> None:
    """One fen more: by a steady rule no award falls, by the others at most by one fen."""
    before = shared(rule, named(fen), 0)
    for estate in range(1, sum(fen) + 1):
        after = shared(rule, named(fen), estate)
        fall = max(before[who] - after[who] for who in after)
        assert fall <= (0 if rule.is_steady else 1)
        before = after


@settings(max_examples=30)
@given(rules, st.lists(st.integers(0, 25), min_size=1, max_size=5))
def test_more_money_lowers_nobody(rule: Rationing, fen: list[int]) -> None:
    """Awards rise with the estate; where shares are rounded each by itself, up to one fen."""
    check_steady(rule, fen)


def test_where_rounding_takes_back_a_fen() -> None:
    """The smallest case: in proportion, one fen more in the purse is one fen less for the small claim."""
    claims = {"c-1": 1, "c-2": 3, "c-3": 3}
    assert share_out("proportional", claims, 3) == {"c-1": 1, "c-2": 1, "c-3": 1}
    assert share_out("proportional", claims, 4) == {"c-1": 0, "c-2": 2, "c-3": 2}
    assert not Rationing.PROPORTIONAL.is_steady


@settings(max_examples=40)
@given(rules, st.lists(st.integers(0, 25), min_size=1, max_size=5), st.integers(0, 130), st.data())
def test_who_claims_more_gets_no_less(rule: Rationing, fen: list[int], estate: int, data: st.DataObject) -> None:
    """Raising one claim never lowers its award: not by a fen where the rule is steady, and by at most one elsewhere."""
    n = data.draw(st.integers(0, len(fen) - 1))
    claims = named(fen)
    raised = claims | {IDS[n]: fen[n] + data.draw(st.integers(1, 10))}
    fall = shared(rule, claims, estate)[IDS[n]] - shared(rule, raised, estate)[IDS[n]]
    assert fall <= (0 if rule.is_steady else 1)


@given(purses)
def test_equal_awards_and_equal_losses_mirror_each_other(purse: tuple[list[int], int]) -> None:
    """What one gives of an estate is what the other takes of the rest, to the fen."""
    claims = named(purse[0])
    whole = sum(claims.values())
    estate = min(purse[1], whole)
    awards, losses = share_out("equal_awards", claims, estate), share_out("equal_losses", claims, whole - estate)
    assert all(awards[who] + losses[who] == claims[who] for who in claims)


@given(purses)
def test_the_talmud_mirrors_itself(purse: tuple[list[int], int]) -> None:
    """Gains and losses are shared alike: to the fen if all claims are even, else within one fen."""
    claims = named(purse[0])
    for times, slack in ((1, 1), (2, 0)):
        larger = {who: fen * times for who, fen in claims.items()}
        whole = sum(larger.values())
        estate = min(purse[1], whole)
        if times == 2 and 2 * estate == whole:
            continue  # the middle is its own mirror
        awards, rest = share_out("talmud", larger, estate), share_out("talmud", larger, whole - estate)
        assert all(abs(awards[who] + rest[who] - larger[who]) <= slack for who in larger)


@pytest.mark.deep
def test_small_purses_one_by_one() -> None:
    """Every purse of three small claims: all of the above, at every estate."""
    for fen in product(range(5), repeat=3):
        for rule in CLASSICAL:
            check_steady(rule, list(fen))
            for estate in range(sum(fen) + 2):
                check_purse(rule, list(fen), estate)
                check_order(rule, list(fen), estate)
                if 0 < estate < sum(fen):
                    check_model(rule, list(fen), estate)


# --- the rules with terms -------------------------------------------------------------------------


def test_by_priority_a_class_is_met_before_the_next() -> None:
    """The lowest number first; within a class in proportion; the boundary is to the fen."""
    claims, classes = {"a": 300, "b": 100, "c": 200}, {"a": 2, "b": 1, "c": 1}
    assert share_out("priority", claims, 299, classes=classes) == {"a": 0, "b": 100, "c": 199}
    assert share_out("priority", claims, 300, classes=classes) == {"a": 0, "b": 100, "c": 200}
    assert share_out("priority", claims, 301, classes=classes) == {"a": 1, "b": 100, "c": 200}
    assert share_out("priority", {"a": 0, "b": 9}, 5, classes={"a": 1, "b": 2}) == {"a": 0, "b": 5}


@given(st.dictionaries(st.sampled_from(IDS), st.integers(0, 40), min_size=1), st.integers(0, 200), st.data())
def test_weights_are_kept_until_a_claim_is_met(claims: dict[str, int], estate: int, data: st.DataObject) -> None:
    """Who is not met gets as much for its weight as anybody else, and who is met no more, up to a fen."""
    weights = {who: data.draw(st.fractions(Fraction(1, 3), 9, max_denominator=6)) for who in claims}
    awards = share_out("weighted", claims, estate, weights=weights)
    if estate >= sum(claims.values()):
        return
    level = max((Fraction(awards[who] - 1) / weights[who] for who in claims), default=Fraction(0))
    for who, award in awards.items():
        assert award == claims[who] or Fraction(award + 1) / weights[who] > level


def test_by_weight_the_exact_case() -> None:
    """A claim that is met leaves the rest to the others, in proportion to their weights."""
    claims = {"a": 10, "b": 300, "c": 300}
    weights: dict[str, int | Fraction] = {"a": 5, "b": Fraction(1, 2), "c": 1}
    assert share_out("weighted", claims, 310, weights=weights) == {"a": 10, "b": 100, "c": 200}
    assert share_out("weighted", claims, 0, weights=weights) == {"a": 0, "b": 0, "c": 0}


@given(purses)
def test_equal_weights_are_equal_awards(purse: tuple[list[int], int]) -> None:
    """Two ways to the same shares, to the fen."""
    claims = named(purse[0])
    weights = dict.fromkeys(claims, 3)
    assert share_out("weighted", claims, purse[1], weights=weights) == share_out("equal_awards", claims, purse[1])


@given(purses, st.integers())
def test_a_lottery_gives_whole_claims_but_for_one(purse: tuple[list[int], int], seed: int) -> None:
    """All drawn before the purse is empty get all, the next what is left, the others nothing; the same seed the same."""
    claims, estate = named(purse[0]), purse[1]
    awards = share_out("lottery", claims, estate, seed=seed)
    assert sum(0 < awards[who] < claims[who] for who in claims) <= 1
    assert awards == share_out("lottery", claims, estate, seed=seed)


def test_another_seed_is_another_draw() -> None:
    """In many draws each of three claims comes first."""
    claims = {"a": 5, "b": 5, "c": 5}
    firsts = {max(won, key=won.__getitem__) for won in (share_out("lottery", claims, 5, seed=n) for n in range(30))}
    assert firsts == set(claims)


def test_odd_fen_go_by_the_declared_rule() -> None:
    """To the larger claim, then to the first id; of equal losses, the odd fen of loss."""
    assert share_out("equal_awards", {"b": 9, "a": 9, "c": 10}, 4) == {"a": 1, "b": 1, "c": 2}
    assert share_out("equal_awards", {"b": 9, "a": 9}, 3) == {"a": 2, "b": 1}
    assert share_out("equal_losses", {"b": 9, "a": 9}, 17) == {"a": 8, "b": 9}
    assert share_out("proportional", {"b": 9, "a": 9}, 3) == {"a": 2, "b": 1}
    assert share_out("proportional", {"a": 1, "b": 3}, 2) == {"a": 0, "b": 2}


def test_money_in_money_out() -> None:
    """The carrier of the claims is that of the awards; nothing claimed is nothing shared."""
    assert share_out("talmud", {"a": yuan(1), "b": yuan(3)}, yuan(2)) == {"a": yuan("0.50"), "b": yuan("1.50")}
    assert share_out("talmud", {}, 5) == {}
    assert share_out("proportional", {"a": 0}, 0) == {"a": 0}


A: Mapping[str, Any] = {"a": 1, "b": 2}
WRONG: list[tuple[str, Callable[[], object]]] = [
    ("rationing.claims", lambda: share_out("talmud", [1, 2], 3)),  # type: ignore[arg-type] # the mistake
    ("rationing.claims", lambda: share_out("talmud", {"a": -1}, 3)),
    ("rationing.claims", lambda: share_out("talmud", {"a": 1.5}, 3)),  # type: ignore[type-var] # the mistake
    ("rationing.claims", lambda: share_out("talmud", {"a": True}, 3)),
    ("rationing.claims", lambda: share_out("talmud", {"a": yuan(-1)}, yuan(3))),
    ("rationing.claims", lambda: share_out("talmud", {"a": 1, "b": yuan(1)}, 3)),  # type: ignore[type-var] # the mistake
    ("rationing.claims", lambda: share_out("talmud", {"a": 1}, yuan(3))),  # type: ignore[type-var] # the mistake
    ("rationing.claims", lambda: share_out("talmud", {"a": 1}, -1)),
    ("party.id", lambda: share_out("talmud", {"": 1}, 1)),
    ("input.choice", lambda: share_out("first_come", A, 1)),
    ("rationing.terms", lambda: share_out("talmud", A, 1, seed=1)),
    ("rationing.terms", lambda: share_out("lottery", A, 1)),
    ("rationing.terms", lambda: share_out("lottery", A, 1, seed=1.5)),  # type: ignore[arg-type] # the mistake
    ("rationing.terms", lambda: share_out("priority", A, 1)),
    ("rationing.terms", lambda: share_out("priority", A, 1, classes={"a": 1})),
    ("rationing.terms", lambda: share_out("priority", A, 1, classes={"a": 1, "b": 1.5})),  # type: ignore[dict-item] # the mistake
    ("rationing.terms", lambda: share_out("weighted", A, 1, weights=[1, 2])),  # type: ignore[arg-type] # the mistake
    ("rationing.terms", lambda: share_out("weighted", A, 1, weights={"a": 1, "b": 0})),
    ("rationing.terms", lambda: share_out("weighted", A, 1, weights={"a": 1, "b": 0.5})),  # type: ignore[dict-item] # the mistake
]


@pytest.mark.parametrize(("code", "wrong"), WRONG, ids=map(str, range(len(WRONG))))
def test_what_cannot_be_right_is_malformed(code: str, wrong: Callable[[], object]) -> None:
    """Every slip has its error, even where the purse would cover all."""
    with pytest.raises(Malformed) as raised:
        wrong()
    assert raised.value.code == code


def test_every_rule_has_words() -> None:
    """In both languages, all different."""
    assert len({rule.text for rule in Rationing}) == len(Rationing)


# --- the noun -------------------------------------------------------------------------------------


def review(n: int, amount: Money, **changes: Any) -> ReviewCase:
    usual: dict[str, Any] = {"pool": FUND, "present": COMMITTEE, "in_favour": COMMITTEE[:3], "on": ON}
    return ReviewCase(key=f"r-{n}", case=CaseId(f"c-{n}"), amount=amount, **usual | changes)


def ration(
    rule: str = "equal_awards", *, reviews: tuple[str, ...] = ("r-1", "r-2", "r-3"), **changes: Any
) -> RationRelief:
    usual: dict[str, Any] = {"key": "ration-1", "pool": FUND, "approved_by": COMMITTEE[:3], "on": ON}
    return RationRelief(reviews=reviews, rule=rule, **usual | changes)


def a_case(n: int, need: Money, **changes: Any) -> tuple[Command, ...]:
    """Give a household of its own with a case whose proved need is left."""
    usual: dict[str, Any] = {"household": f"h-{n}", "costs": (cost(need + yuan(2_200)),)} | changes
    return settle(household(f"h-{n}", f"q-{n}")), open_(case(f"c-{n}", **usual))


NEEDS = (yuan(1_000), yuan(3_000), yuan(6_000))


def world(*more: Command) -> Book:
    """Give a fund with ¥5,000.00 and three reviewed cases that need ¥10,000.00."""
    made = book()
    for n, need in enumerate(NEEDS, 1):
        made.record_all([*a_case(n, need), review(n, need)])
    made.record_all(more)
    return made


def shares(made: Book, order: RationRelief) -> list[Money]:
    event = made.record(order)
    assert isinstance(event, Rationed)
    assert sum((money for _, money in event.shares), Money(0)) <= event.estate
    return [money for _, money in event.shares]


def codes(made: Book, order: Command) -> set[str]:
    return {finding.ground.code for finding in made.decide(order).unmet}


def test_the_whole_purse_is_shared() -> None:
    """Five thousand among one, three and six thousand, by four rules."""
    assert shares(world(), ration("equal_awards")) == [yuan(1_000), yuan(2_000), yuan(2_000)]
    assert shares(world(), ration("proportional")) == [yuan(500), yuan(1_500), yuan(3_000)]
    assert shares(world(), ration("equal_losses")) == [yuan(0), yuan(1_000), yuan(4_000)]
    assert shares(world(), ration("talmud")) == [yuan(500), yuan(1_500), yuan(3_000)]


def test_a_grant_keeps_to_its_share() -> None:
    """The last fen of the share is granted, one more is not; and the remedy is the share."""
    made = world(ration())
    asked = from_fund(case=CaseId("c-2"), review="r-2", amount=yuan("2000.01"))
    decision = made.decide(asked)
    assert [finding.ground.code for finding in decision.unmet] == ["review.share"]
    assert made.decide(decision.remedies[0].applied_to(asked))
    made.record(from_fund(case=CaseId("c-2"), review="r-2", amount=yuan(2_000)))
    assert made.all(REVIEWS)["r-1"].share == 1_000_00


def test_a_share_of_nothing_grants_nothing() -> None:
    """And no amount would mend it."""
    decision = world(ration("equal_losses")).decide(from_fund(case=CaseId("c-1"), review="r-1", amount=Money(1)))
    assert [finding.ground.code for finding in decision.unmet] == ["review.share"]
    assert not decision.remedies


def test_reviews_in_any_order_are_the_same_order() -> None:
    """The batch is a set: the command itself does not remember how it was listed."""
    for reviews in permutations(("r-1", "r-2", "r-3")):
        assert ration(reviews=reviews) == ration()


def test_more_money_lowers_no_share() -> None:
    """A gift comes in, the same reviews are rationed again: the new shares replace the old ones, and no fen is lost."""
    made = world(ration())
    before = [made.all(REVIEWS)[f"r-{n}"].share or 0 for n in (1, 2, 3)]
    made.record(receive(key="gift-2", pool=FUND, amount=yuan(3_000)))
    after = [money.fen for money in shares(made, ration(key="ration-2"))]
    assert after == [1_000_00, 3_000_00, 4_000_00]
    assert all(new >= old for new, old in zip(after, before, strict=True))


def test_when_enough_has_come_the_shares_can_be_lifted() -> None:
    """Rationed once, they may be shared out again, even if there is enough for all by now."""
    made = world(ration(), receive(key="gift-2", pool=FUND, amount=yuan(5_000)))
    assert shares(made, ration(key="ration-2")) == list(NEEDS)


def test_a_purse_that_covers_all_is_not_rationed() -> None:
    """At the boundary: a fen short it is, exactly enough it is not."""
    just = partial(ration, reviews=("r-1", "r-2"))
    assert codes(world(), just(estate=yuan(4_000))) == {"rationing.short"}
    assert not codes(world(), just(estate=yuan("3999.99")))


def test_no_more_is_shared_than_there_is() -> None:
    """At the boundary, with a remedy; and of nothing nothing is shared."""
    asked = ration(estate=yuan("5000.01"))
    decision = world().decide(asked)
    assert decision.reason is not None
    assert decision.reason.ground.code == "rationing.estate"
    assert world().decide(decision.remedies[0].applied_to(asked))
    assert world().decide(ration(estate=yuan(5_000)))
    spent = world(*a_case(9, yuan(9_000)), from_fund(key="g-9", case=CaseId("c-9"), amount=yuan(5_000)))
    empty = spent.decide(ration())
    assert {finding.ground.code for finding in empty.unmet} == {"rationing.estate"}
    assert not empty.remedies


def test_money_that_only_some_may_have_is_left_to_them() -> None:
    """Restricted money counts if it may serve each case of the batch."""
    for only, there in (
        (Restriction(purposes=[Cause.ILLNESS]), yuan(6_000)),
        (Restriction(purposes=[Cause.EDUCATION]), yuan(5_000)),
    ):
        made = world(receive(key="gift-2", pool=FUND, amount=yuan(1_000), only_for=only))
        event = made.record(ration())
        assert isinstance(event, Rationed)
        assert event.estate == there


def test_a_claim_is_no_more_than_the_need_that_is_left() -> None:
    """The panel approved more than is needed by now; and where the need is not known, what it approved counts."""
    made = book(*a_case(1, yuan(4_000)), review(1, yuan(4_000)))
    made.record(aid(case=CaseId("c-1"), other_aid=yuan(3_000)))
    made.record_all([*a_case(2, yuan(9_000), insurance=None), review(2, yuan(4_000))])
    both = partial(ration, reviews=("r-1", "r-2"))
    assert shares(made.branch(), both("proportional", estate=yuan(2_500))) == [yuan(500), yuan(2_000)]
    decision = made.decide(both("weighted", estate=yuan(2_500)))
    assert decision.outcome is Outcome.UNDETERMINED
    assert [finding.ground.code for finding in decision.unmet] == ["rationing.needs_proved"]
    assert decision.remedies[0].first == "RecordAid"


def test_by_need_and_by_urgency() -> None:
    """Weights are the needs that are left; urgent cases come first, then those whose need is proved."""
    assert shares(world(), ration("weighted")) == [yuan(500), yuan(1_500), yuan(3_000)]
    made = book(*a_case(1, yuan(4_000)), review(1, yuan(4_000)))
    urgent = urgent_case("c-2", household="h-2", costs=(cost(yuan(3_000), None),))
    made.record_all([settle(household("h-2", "q-2")), open_(urgent), review(2, yuan(3_000))])
    made.record_all([*a_case(3, yuan(4_000), insurance=None), review(3, yuan(4_000))])
    assert shares(made, ration("priority")) == [yuan(2_000), yuan(3_000), yuan(0)]


def test_who_needs_nothing_more_gets_nothing() -> None:
    """Whatever the panel approved before others helped."""
    made = book(*a_case(1, yuan(500)), review(1, yuan(500)), *a_case(2, yuan(9_000)), review(2, yuan(9_000)))
    made.record(aid(case=CaseId("c-1"), other_aid=yuan(500)))
    assert shares(made, ration("weighted", reviews=("r-1", "r-2"))) == [yuan(0), yuan(5_000)]


def test_a_lottery_is_drawn_by_its_seed() -> None:
    """The same seed in another book gives the same shares; some other seed gives others."""
    drawn = [tuple(shares(world(), ration("lottery", seed=seed))) for seed in (1, 1, 2, 3, 4, 5)]
    assert drawn[0] == drawn[1]
    assert len(set(drawn)) > 1


def test_who_may_ration() -> None:
    """More than half of the panel, without those who have an interest in any of the households."""
    assert codes(world(), ration(approved_by=COMMITTEE[:2])) == {"approval.majority"}
    assert codes(world(), ration(approved_by=people("p-1"))) == {"approval.panel"}
    made = world(tied("c-1", "q-3"))
    assert codes(made, ration()) == {"approval.recused"}
    assert not codes(made, ration(approved_by=COMMITTEE[1:4]))


def test_which_reviews_may_be_rationed() -> None:
    """Known, standing, held by that day, of this pool, of open cases."""
    made = world()
    assert codes(made, ration(reviews=("r-1", "r-9"))) == {"book.not_found"}
    assert codes(made, ration(pool="nowhere")) == {"book.not_found"}
    assert codes(made, ration(pool="village-1", approved_by=people("p-1", "p-2"))) == {"review.of_this_case"}
    made.record(WithdrawReview(key="w-1", on=ON, review="r-1", reason="new facts"))
    assert codes(made, ration()) == {"review.live"}
    late = book(*a_case(1, yuan(900)), review(1, yuan(900), on=LATER))
    assert codes(late, ration(reviews=("r-1",))) == {"review.not_before"}


def test_a_case_that_is_being_paid_is_not_rationed() -> None:
    """An emergency was granted beside the review: that is paid first."""
    urgent = urgent_case("c-1", household="h-1", costs=(cost(yuan(3_000), None),))
    made = book(settle(household("h-1", "q-1")), open_(urgent), review(1, yuan(800)))
    made.record(urgent_grant(case=CaseId("c-1"), amount=yuan(100)))
    assert codes(made, ration(reviews=("r-1",), estate=yuan(1))) == {"case.phase"}


def test_a_grant_without_a_share_is_as_before() -> None:
    """Books that ration nothing do not notice."""
    made = world(AdoptProcedure(key="adopt-1", on=ON, pool=FUND, steps=["review"], approved_by=COMMITTEE[:3]))
    assert made.decide(from_fund(case=CaseId("c-1"), review="r-1", amount=yuan(1_000)))
    assert book().decide(grant())


@pytest.mark.parametrize("reviews", ["r-1", (), ("r-1", "r-1"), 5])
def test_a_batch_names_each_review_once(reviews: Any) -> None:
    """At least one, no text, no number."""
    with pytest.raises(Malformed) as raised:
        ration(reviews=reviews)
    assert raised.value.code == "rationing.reviews"


@pytest.mark.parametrize(("rule", "seed"), [("lottery", None), ("talmud", 1), ("lottery", True), ("talmud", "x")])
def test_a_seed_is_for_the_lottery(rule: str, seed: Any) -> None:
    """Given where it is asked for, and nowhere else."""
    with pytest.raises(Malformed) as raised:
        ration(rule, seed=seed)
    assert raised.value.code == "rationing.terms"


def test_an_estate_is_above_zero() -> None:
    """Or left out, for all there is."""
    with pytest.raises(Malformed):
        ration(estate=yuan(0))


def test_replayed_it_is_the_same() -> None:
    """The shares follow from the orders."""
    made = world(ration("lottery", seed=3))
    assert Book.replay(made.events, made.law).all(REVIEWS) == made.all(REVIEWS)


# --- planted bugs ---------------------------------------------------------------------------------


def all_checks() -> None:
    """Run the tests above that draw nothing."""
    for name, test in list(globals().items()):
        drawn = hasattr(test, "hypothesis") or hasattr(test, "pytestmark")
        if name.startswith("test_") and not drawn and "bug" not in name:
            test()
    for row in ROWS:
        test_the_table_of_aumann_and_maschler(*row)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and a test fails."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, CharityError, LookupError, ArithmeticError, TypeError, pytest.fail.Exception)):
        all_checks()


@pytest.mark.deep
def test_without_a_bug_all_checks_hold() -> None:
    """What catches a bug is the bug."""
    all_checks()
    assert issubclass(Refused, CharityError)
