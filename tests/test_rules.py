"""The rules: one body, three carriers, the same fen; and what a rule may be made of."""

from __future__ import annotations

import math
import sys
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community_charity.calendar import EVERY_DAY
from community_charity.errors import Malformed, MissingExtra
from community_charity.law.schema import KEYS
from community_charity.money import Money, yuan
from community_charity.rules import carriers
from community_charity.rules.carriers import (
    CARRIER,
    RATE,
    RULE,
    TEST,
    greatest,
    least,
    positive_part,
    rule,
    share,
    where,
)
from community_charity.rules.emergency import emergency_room, papers_due
from community_charity.rules.linkage import DECIDED, GovernmentAid, government_decided, may_refer
from community_charity.rules.relief import grant, payable, residual, room
from community_charity.rules.start_up import (
    COUNTY_THIRD,
    MINIMUM_CAPITAL,
    SHARES,
    THIRDS,
    BodyKind,
    CapitalPolicy,
    capital_gap,
    share_gap,
    three_sources,
)

if TYPE_CHECKING:
    from collections.abc import Callable

TOP = 10**13

# Amounts as they come: nothing, a fen, the largest, and pairs that lie a fen apart.
amounts = st.sampled_from([0, 1, 2, 99, 100, 101, 100_000, TOP - 1, TOP]) | st.integers(0, TOP)
signed = amounts | amounts.map(lambda fen: -fen)


@st.composite
def close(draw: st.DrawFn, count: int) -> list[list[int]]:
    """Rows of facts of which some lie at most a fen from each other."""
    base = draw(amounts)
    near = st.sampled_from([-1, 0, 1]).map(lambda step: max(0, base + step))
    return draw(st.lists(st.lists(near | amounts, min_size=count, max_size=count), min_size=1, max_size=6))


def column(fens: list[int]) -> Any:
    return np.array(fens, dtype=np.int64)


def plus(fen: int) -> int:
    return max(fen, 0)


# Each rule with the number of its amounts, and what it says in plain whole numbers: the models.
RULES: list[tuple[Callable[..., Any], int, Callable[..., int]]] = [
    (residual, 5, lambda costs, *aid: plus(costs - sum(aid))),
    (room, 2, lambda ceiling, already: plus(ceiling - already)),
    (emergency_room, 2, lambda ceiling, already: plus(ceiling - already)),
    (payable, 4, lambda *limits: plus(min(limits))),
    (
        grant,
        5,
        lambda need, aid, ceiling, already, money: min(plus(need - aid), plus(ceiling - already), money),
    ),
    (capital_gap, 2, lambda required, capital: plus(required - capital)),
    (lambda part, capital: share_gap(part, capital, Fraction(1, 3)), 2, lambda part, all_: plus(all_ // 3 - part)),
    (least, 2, min),
    (greatest, 2, max),
    (positive_part, 1, plus),
    (lambda a, b: where(a > b, a, b), 2, max),
]
NAMES = [getattr(body, "__name__", "") + f"-{i}" for i, (body, _, _) in enumerate(RULES)]


@pytest.mark.parametrize(("body", "count", "model"), RULES, ids=NAMES)
@given(data=st.data())
def test_a_rule_says_the_same_on_all_carriers(
    body: Callable[..., Any], count: int, model: Callable[..., int], data: st.DataObject
) -> None:
    """Money, whole fen and an int64 column give the same fen, and that of the model, to the last one."""
    rows = data.draw(close(count))
    expected = [model(*row) for row in rows]
    assert [body(*row) for row in rows] == expected
    assert [body(*map(Money, row)) for row in rows] == [Money(fen) for fen in expected]
    columns = [column([row[i] for row in rows]) for i in range(count)]
    found = body(*columns)
    assert found.dtype == np.int64
    assert found.tolist() == expected


@pytest.mark.parametrize(
    ("body", "facts", "expected"),
    [
        (residual, (300000, 120000, 50000, 50000, 0), 80000),
        (residual, (100, 50, 50, 0, 0), 0),
        (residual, (100, 50, 49, 0, 0), 1),
        (residual, (100, 50, 51, 0, 0), 0),
        (residual, (0, 0, 0, 0, 0), 0),
        (residual, (TOP, 0, 0, 0, 1), TOP - 1),
        (room, (100, 99), 1),
        (room, (100, 100), 0),
        (room, (100, 101), 0),
        (payable, (5, 4, 3, 2), 2),
        (payable, (2, 3, 4, 5), 2),
        (payable, (3, 2, 4, 5), 2),
        (payable, (3, 4, 2, 5), 2),
        (payable, (5, 4, 3, -1), 0),
        (grant, (100, 30, 60, 10, 40), 40),
        (grant, (100, 30, 60, 10, 51), 50),
        (grant, (60, 30, 60, 10, 51), 30),
        (capital_gap, (3_000_000, 2_999_999), 1),
        (capital_gap, (3_000_000, 3_000_000), 0),
        (capital_gap, (3_000_000, 3_000_001), 0),
    ],
)
def test_rules_by_hand(body: Callable[..., int], facts: tuple[int, ...], expected: int) -> None:
    """A fen below, at and above each bound."""
    assert body(*facts) == expected


@given(row=st.lists(amounts, min_size=5, max_size=5), more=amounts, which=st.integers(1, 4))
def test_more_aid_never_leaves_more_to_bear(row: list[int], more: int, which: int) -> None:
    """What a household still bears is never below zero, nor above its costs, and falls with any aid."""
    left = residual(*row)
    assert 0 <= left <= row[0]
    raised = [fen + (more if i == which else 0) for i, fen in enumerate(row)]
    assert residual(*raised) <= left


@given(row=st.lists(amounts, min_size=5, max_size=5), limits=st.lists(amounts, min_size=3, max_size=3), more=amounts)
def test_more_government_aid_never_raises_what_is_payable(row: list[int], limits: list[int], more: int) -> None:
    """What may be paid is within need and every limit, and government aid never raises it."""
    costs, insurance, medical, government, other = row
    paid = payable(residual(*row), *limits)
    assert 0 <= paid <= min(residual(*row), *limits)
    assert payable(residual(costs, insurance, medical, government + more, other), *limits) <= paid
    assert grant(costs, government + more, *limits) <= grant(costs, government, *limits)


# ------------------------------------------------------------------------------------------------------ shares

rates = st.fractions(0, 1, max_denominator=10**9)
roundings = st.sampled_from(["down", "up", "half_up"])
EXACT: dict[str, Callable[[Fraction], int]] = {
    "down": math.floor,
    "up": math.ceil,
    "half_up": lambda exact: math.floor(exact + Fraction(1, 2)),
}


@given(fens=st.lists(signed, min_size=1, max_size=5), rate=rates, rounding=roundings)
@example(fens=[-1, 1, -50, 50, -TOP], rate=Fraction(1, 2), rounding="half_up")
@example(fens=[-10, -1, 0, 1, 10], rate=Fraction(1, 3), rounding="down")
@example(fens=[-10, -1, 0, 1, 10], rate=Fraction(1, 3), rounding="up")
@example(fens=[TOP, -TOP], rate=Fraction(999_999_999, 1_000_000_000), rounding="half_up")
def test_a_share_is_the_exact_one_rounded_as_declared(fens: list[int], rate: Fraction, rounding: Any) -> None:
    """On each carrier and for negative amounts, too: the exact fraction, then one rounding."""
    expected = [EXACT[rounding](fen * rate) for fen in fens]
    assert [share(fen, rate, rounding) for fen in fens] == expected
    assert [share(Money(fen), rate, rounding) for fen in fens] == [Money(fen) for fen in expected]
    found = share(column(fens), rate, rounding)
    assert found.dtype == np.int64
    assert found.tolist() == expected
    assert share(column(fens)[0], rate, rounding) == expected[0]


@pytest.mark.parametrize(
    ("fen", "rate", "down", "up", "half_up"),
    [
        (100, Fraction(1, 3), 33, 34, 33),
        (50, Fraction(1, 4), 12, 13, 13),
        (-50, Fraction(1, 4), -13, -12, -12),
        (1, Fraction(1, 2), 0, 1, 1),
        (-1, Fraction(1, 2), -1, 0, 0),
        (7, Fraction(0), 0, 0, 0),
        (7, Fraction(1), 7, 7, 7),
    ],
)
def test_shares_by_hand(fen: int, rate: Fraction, down: int, up: int, half_up: int) -> None:
    """Down goes to minus infinity, up to plus infinity, a half upwards."""
    assert share(fen, rate, "down") == down
    assert share(fen, rate, "up") == up
    assert share(fen, rate, "half_up") == half_up


@pytest.mark.parametrize(
    "rate", [0.5, 1, True, "1/2", None, Fraction(-1, 3), Fraction(4, 3), Fraction(10**9 + 1, 10**9)]
)
def test_a_rate_is_an_exact_fraction_of_the_whole(rate: Any) -> None:
    """No float, no number, nothing below zero or above one, on any carrier."""
    carried: list[Any] = [100, yuan(1), column([100])]
    for amount in carried:
        with pytest.raises(Malformed) as caught:
            share(amount, rate, "down")
        assert caught.value.code == RATE


@pytest.mark.parametrize("rounding", ["nearest", "", None, "DOWN", "half_even"])
def test_a_rounding_is_declared(rounding: Any) -> None:
    """There is no rounding by default."""
    with pytest.raises(Malformed) as caught:
        share(100, Fraction(1, 3), rounding)
    assert caught.value.code == RATE


def test_a_rate_too_fine_for_a_column_is_refused_there() -> None:
    """Whole numbers and Money take any rate; a column refuses what might leave int64, instead of being wrong."""
    fine = Fraction(10**9, 10**9 + 1)
    assert share(TOP, fine, "down") == TOP * 10**9 // (10**9 + 1)
    assert share(Money(TOP), fine, "down").fen == TOP * 10**9 // (10**9 + 1)
    with pytest.raises(Malformed, match="for a column") as caught:
        share(column([TOP]), fine, "down")
    assert caught.value.code == RATE


@given(part=amounts, capital=amounts, rate=rates)
def test_a_share_gap_is_what_brings_a_part_to_its_share(part: int, capital: int, rate: Fraction) -> None:
    """Zero at the share, rounded down to the fen, and above."""
    assert share_gap(part, capital, rate) == max(0, math.floor(capital * rate) - part)


# ------------------------------------------------------------------------------------------------------ carriers


def test_where_chooses_on_three_carriers() -> None:
    """One amount by a truth, a column by a column of truths, one element by its own."""
    assert where(True, 5, 3) == 5  # noqa: FBT003 - a test
    assert where(False, 5, 3) == 3  # noqa: FBT003 - a test
    assert where(yuan(1) > yuan(2), yuan(1), yuan(2)) == yuan(2)
    test = np.array([True, False])
    assert where(test, column([1, 2]), column([3, 4])).tolist() == [1, 4]
    assert where(test, column([1, 2]), 0).tolist() == [1, 0]
    assert where(test[0], yuan(1), yuan(2)) == yuan(1)
    assert where(test[1], yuan(1), yuan(2)) == yuan(2)


@pytest.mark.parametrize("test", [None, 0, 1, "yes", [True], np.array([0, 1]), np.array(["a"]), 1.0], ids=str)
def test_a_test_is_true_or_false(test: Any) -> None:
    """What is not known is no "no": it is refused."""
    with pytest.raises(Malformed) as caught:
        where(test, 5, 3)
    assert caught.value.code == TEST


ONES = np.array([1], dtype=np.int64)
WRONG: list[tuple[Any, Any]] = [
    (np.array([1.0]), np.array([1.0])),
    (np.array([1.0]), ONES),
    (ONES, np.array([1.0])),
    (np.array([True]), np.array([True])),
    (np.array([1], dtype=np.int32), ONES),
    (np.array([1], dtype=np.uint64), ONES),
    (np.array([Money(1)]), np.array([Money(1)])),
    (ONES, np.uint64(1)),
    (ONES, np.float64(1)),
    (ONES, np.True_),
    (ONES, True),
    (ONES, 1.0),
    (ONES, Money(1)),
    (ONES, [1]),
    (ONES, None),
    (Money(1), 1),
    (1, Money(1)),
    (Money(1), None),
    (1, 1.0),
    (1.0, 1.0),
    (True, True),
    (1, False),
    ("1", "2"),
    (None, None),
]


@pytest.mark.parametrize(("first", "second"), WRONG, ids=[str(i) for i in range(len(WRONG))])
def test_any_other_carrier_is_refused(first: Any, second: Any) -> None:
    """No float, no bool, no other whole numbers, no mixture; never a silent conversion."""
    for choose in (least, greatest):
        for pair in ((first, second), (second, first)):
            with pytest.raises(Malformed) as caught:
                choose(*pair)
            assert caught.value.code == CARRIER
    if not (type(first) is type(second) is int):
        with pytest.raises(Malformed) as caught:
            where(np.array([True]), first, second)
        assert caught.value.code == CARRIER


@pytest.mark.parametrize(
    "amount", [1.5, True, "1", None, np.array([1.0]), np.array([True]), np.array([1], dtype=np.int32)], ids=repr
)
def test_a_share_of_another_carrier_is_refused(amount: Any) -> None:
    """A share of a float is refused, not rounded."""
    with pytest.raises(Malformed) as caught:
        share(amount, Fraction(1, 2), "down")
    assert caught.value.code == CARRIER


@pytest.mark.parametrize("amount", [1.5, True, np.array([1.5]), np.array([1], dtype=np.int32)], ids=repr)
def test_the_positive_part_of_another_carrier_is_refused(amount: Any) -> None:
    """The same holds for every rule, since each ends in the vocabulary."""
    with pytest.raises(Malformed) as caught:
        positive_part(amount)
    assert caught.value.code == CARRIER


def test_a_constant_may_stand_beside_a_column() -> None:
    """One ceiling for all, as a whole number, on either side; an element of a column is whole fen."""
    assert least(column([500, 200]), 300).tolist() == [300, 200]
    assert greatest(300, column([500, 200])).tolist() == [500, 300]
    assert least(column([500])[0], 300) == 300


def test_without_numpy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A column without NumPy raises an error with the command that installs it; the rest works without."""
    monkeypatch.setitem(sys.modules, "numpy", None)
    asks: list[Callable[[], object]] = [
        lambda: least(ONES, ONES),
        lambda: greatest(ONES, 1),  # type: ignore[type-var] # a constant column
        lambda: where(np.array([True]), ONES, ONES),
        lambda: share(ONES, Fraction(1, 2), "down"),
    ]
    for ask in asks:
        with pytest.raises(MissingExtra) as caught:
            ask()
        for text in (caught.value.text("en"), caught.value.text("zh")):
            assert "numpy" in text
            assert 'pip install "community-charity[columns]"' in text
    assert least(5, 3) == 3
    assert share(yuan(1), Fraction(1, 2), "down") == yuan("0.50")
    assert where(False, 5, 3) == 3  # noqa: FBT003 - a test
    with pytest.raises(Malformed, match=CARRIER):
        least(yuan(1), 5)  # type: ignore[type-var] # on purpose


# ------------------------------------------------------------------------------------------------------ what a rule is

# Bodies that do not run on every carrier, and the word by which the message names the culprit.
FORBIDDEN = {
    "if a > b:\n        return a\n    return b": "the branch or loop",
    "return a if a > b else b": "the branch or loop",
    "return a and b": "the branch or loop",
    "return a or b": "the branch or loop",
    "return a < b < 3": "the branch or loop",
    "return where(not a, a, b)": "not",
    "return min(a, b)": "min",
    "return max(a, b)": "max",
    "return sum((a, b))": "sum",
    "return abs(a)": "abs",
    "return int(a)": "int",
    "return round(a)": "round",
    "return bool(a)": "bool",
    "return Fraction(1, 3)": "Fraction",
    "return unheard_of(a)": "unheard_of",
    "return a + CEILING": "CEILING",
    "return recursive(a)": "recursive",
    "for _ in a:\n        b = b + a\n    return b": "the branch or loop",
    "while a > b:\n        a = a - b\n    return a": "the branch or loop",
    "return [x for x in a]": "the function inside|the branch or loop",
    "return {x for x in a}": "the function inside|the branch or loop",
    "return (lambda x: x)(a)": "the function inside",
    "def inner():\n        return a\n    return b": "the function inside",
    "return a.fen": "the attribute",
    "return a.clip(b)": "the method|the attribute",
    "return a in b": "in",
    "return a not in b": "in",
    "return a is b": "is",
    "return a is not b": "is",
    "import math\n    return a": "the import",
    "global CEILING\n    CEILING = a\n    return b": "the global name",
    "assert a\n    return b": "AssertionError|the branch or loop",
    "match a:\n        case 1:\n            return b\n    return a": "the branch or loop",
}


def define(body: str, name: str = "recursive") -> Callable[..., Any]:
    space: dict[str, Any] = {"where": where, "least": least, "room": room, "Fraction": Fraction, "CEILING": 5}
    exec(f"def {name}(a, b):\n    {body}\n", space)  # noqa: S102 - rules to be refused, written above
    return space[name]  # type: ignore[no-any-return] # a function


@pytest.mark.parametrize("body", FORBIDDEN, ids=[body.split("\n")[0].removeprefix("return ") for body in FORBIDDEN])
def test_what_cannot_run_on_a_column_is_refused_when_it_is_defined(body: str) -> None:
    """Branches, loops, attributes and foreign names are refused, and the message names the culprit."""
    with pytest.raises(Malformed) as caught:
        rule(define(body))
    assert caught.value.code == RULE
    said = caught.value.text("en")
    assert "given: rule recursive." in said
    assert any(f"do: replace {word} by one of these" in said for word in FORBIDDEN[body].split("|"))
    assert "recursive" not in carriers._RULES


@pytest.mark.parametrize(
    "body",
    [
        "return a + b - a * 2",
        "return -a",
        "return where(a > b, a, b)",
        "return where((a > b) & (b > a), a, b)",
        "return where((a >= b) | (b == a), a, b)",
        "return least(room(a, b), a)",
        "c = a - b\n    return c",
    ],
)
def test_a_rule_of_operators_vocabulary_and_other_rules_is_taken(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`rule` gives the function back unchanged, and others may then use it by name."""
    monkeypatch.setattr(carriers, "_RULES", set(carriers._RULES))
    function = define(body, "accepted")
    assert rule(function) is function
    assert "accepted" in carriers._RULES
    rule(define("return accepted(a, b)", "second"))
    assert "second" in carriers._RULES


def test_a_name_from_around_the_function_is_checked_as_well() -> None:
    """A rule cannot carry a figure in from where it is defined."""
    ceiling = 5

    def capped(need: int) -> int:
        return least(need, ceiling)

    with pytest.raises(Malformed, match="replace ceiling"):
        rule(capped)


# ------------------------------------------------------------------------------------------------------ linkage


def test_government_aid_is_decided_when_there_is_an_answer() -> None:
    """Received, refused and not eligible are answers; not applied and pending are none; unknown is unknown."""
    answers = {aid: government_decided(aid) for aid in GovernmentAid}
    assert answers == {
        GovernmentAid.UNKNOWN: None,
        GovernmentAid.NOT_APPLIED: False,
        GovernmentAid.PENDING: False,
        GovernmentAid.RECEIVED: True,
        GovernmentAid.REFUSED: True,
        GovernmentAid.NOT_ELIGIBLE: True,
    }
    assert {aid for aid, decided in answers.items() if decided} == DECIDED


@pytest.mark.parametrize("consent", [True, False, None])
def test_a_referral_needs_consent(consent: bool | None) -> None:
    """Nobody asked is neither yes nor no."""
    assert may_refer(consent=consent) is consent


def test_states_have_words() -> None:
    """Each state has words of its own in both languages."""
    words = [aid.text for aid in GovernmentAid]
    assert len({word.en for word in words}) == len({word.zh for word in words}) == len(words)


class WeekdaysOnly:
    """An invented calendar: Monday to Friday."""

    def is_working_day(self, day: date, /) -> bool:
        """Say whether it is one of them."""
        return day.weekday() < 5


@given(paid=st.dates(date(2020, 1, 1), date(2030, 1, 1)), days=st.integers(1, 30))
def test_papers_are_due_after_so_many_working_days(paid: date, days: int) -> None:
    """Between the payment and the day the papers are due lie exactly so many working days."""
    due = papers_due(paid, days, WeekdaysOnly())
    between = [paid + timedelta(days=i) for i in range(1, (due - paid).days + 1)]
    assert sum(day.weekday() < 5 for day in between) == days
    assert due.weekday() < 5


def test_papers_need_a_calendar_of_working_days() -> None:
    """Without knowing working days nothing is counted."""
    with pytest.raises(Malformed):
        papers_due(date(2025, 3, 13), 5, EVERY_DAY)


# ------------------------------------------------------------------------------------------------------ start-up capital


def test_the_least_capital_of_each_kind_of_body_is_a_figure_of_money() -> None:
    """Every kind of body has at least one figure, each a known one and an amount; none is left out."""
    assert set(MINIMUM_CAPITAL) == set(BodyKind)
    figures = [key for keys in MINIMUM_CAPITAL.values() for key in keys]
    assert all(MINIMUM_CAPITAL.values())
    assert all(KEYS[key] == "Money" for key in figures)
    assert set(figures) == {key for key in KEYS if key.endswith("minimum_capital")}
    assert MINIMUM_CAPITAL[BodyKind.SOCIETY_FILED] == ("society_minimum_capital",)
    assert set(MINIMUM_CAPITAL[BodyKind.SOCIETY_REGISTERED]) == {
        "association_minimum_capital",
        "society_minimum_capital",
    }
    for kind, key in {
        BodyKind.ASSOCIATION: "association_minimum_capital",
        BodyKind.NATIONAL_ASSOCIATION: "national_association_minimum_capital",
        BodyKind.COMMUNITY_FUND: "fund_minimum_capital",
        BodyKind.FOUNDATION: "non_public_foundation_minimum_capital",
        BodyKind.PUBLIC_FOUNDATION: "local_public_foundation_minimum_capital",
        BodyKind.NATIONAL_PUBLIC_FOUNDATION: "national_public_foundation_minimum_capital",
    }.items():
        assert MINIMUM_CAPITAL[kind] == (key,)


def test_the_policies_of_single_places() -> None:
    """Thirds sum to the whole, a county's third leaves the rest open, three sources have no split."""
    assert THIRDS.shares == {
        "council_members": Fraction(1, 3),
        "township": Fraction(1, 3),
        "community": Fraction(1, 3),
    }
    assert COUNTY_THIRD.shares == {"county_finance": Fraction(1, 3)}
    policy = three_sources(("a", "b", "c"))
    assert policy.shares == {"a": None, "b": None, "c": None}
    for each in (THIRDS, COUNTY_THIRD, policy):
        assert isinstance(each, CapitalPolicy)
        assert each.title.en != each.title.zh


@pytest.mark.parametrize(
    "shares",
    [{}, None, "donors", ["donors"], {"donors": 0.5}, {"donors": 1}, {"a": Fraction(0)}, {"a": Fraction(4, 3)}],
    ids=repr,
)
def test_a_policy_names_sources_and_exact_shares(shares: Any) -> None:
    """No source, a float, nothing, and more than the whole are refused."""
    with pytest.raises(Malformed) as caught:
        CapitalPolicy(THIRDS.title, shares)
    assert caught.value.code == SHARES
    assert '{"county_finance": Fraction(1, 3)}' in caught.value.text("zh")


def test_a_policy_is_a_value() -> None:
    """A whole share or none may be asked; the mapping given is not kept, and a policy can be hashed."""
    given_: dict[str, Fraction | None] = {"a": Fraction(1), "b": None}
    policy = CapitalPolicy(THIRDS.title, given_)
    given_.clear()
    assert policy.shares == {"a": Fraction(1), "b": None}
    assert policy == CapitalPolicy(THIRDS.title, policy.shares)
    assert hash(policy) == hash(CapitalPolicy(THIRDS.title, policy.shares))


@pytest.mark.parametrize("sources", ["donors", ()], ids=repr)
def test_a_bare_name_is_not_several_sources(sources: Any) -> None:
    """A text is not taken apart into letters, and no source at all is refused."""
    with pytest.raises(Malformed) as caught:
        three_sources(sources)
    assert caught.value.code == SHARES
