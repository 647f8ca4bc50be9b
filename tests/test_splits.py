"""Exact shares: they sum to the whole to the fen, whatever the order, and what is not exact is refused."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.errors import Malformed
from community_charity.money import Money, total, yuan
from community_charity.rules.splits import DINGYUAN_THIRD, XIAMEN_ONE_DAY, YUAN_DISTRICT_THIRDS, Split

ids = st.text("abcdefgh", min_size=1, max_size=4)
weights = st.dictionaries(ids, st.integers(1, 10**6), min_size=1, max_size=8)
amounts = st.integers(-(10**14), 10**14).map(Money)


def exact(parts: dict[str, int]) -> dict[str, Fraction]:
    whole = sum(parts.values())
    return {name: Fraction(weight, whole) for name, weight in parts.items()}


def refused(parts: Any) -> Malformed:
    with pytest.raises(Malformed) as caught:
        Split(parts)
    return caught.value


# --- what is refused ------------------------------------------------------------------------------


def test_percentages_that_sum_to_99_999999_are_refused() -> None:
    """No fund is left a hair short of the whole: the message gives the sum and the difference, exactly."""
    with pytest.raises(Malformed) as caught:
        Split.percent({"a": "33.333333", "b": "33.333333", "c": "33.333333"})
    assert caught.value.code == "split.sum"
    assert "sum to 99.999999%: 0.000001% less than the whole" in caught.value.text("en")
    assert "99.999999%：比整体少 0.000001%" in caught.value.text("zh")


def test_two_remainders_are_refused() -> None:
    """At most one part takes all that is left."""
    error = refused({"a": Fraction(1, 3), "b": None, "c": None})
    assert error.code == "split.remainders"
    assert "2 remainders" in error.text("en")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"a": Fraction(1, 2), "b": Fraction(2, 3)}, "7/6: 1/6 more than the whole"),
        ({"a": Fraction(1, 2), "b": Fraction(51, 100)}, "101%: 1% more than the whole"),
        ({"a": Fraction(1, 2), "b": Fraction(1, 2), "c": None}, "100%: a whole, with nothing left"),
        ({"a": Fraction(3, 2), "b": None}, "150%: 50% more"),
        ({"a": Fraction(1, 2)}, "50%: 50% less"),
        ({"a": Fraction(1, 3), "b": Fraction(1, 3)}, "2/3: 1/3 less"),
    ],
)
def test_parts_that_make_no_whole_are_refused(parts: dict[str, Any], said: str) -> None:
    """Too little, too much, and nothing left for the remainder; in percent where that ends, else as a fraction."""
    error = refused(parts)
    assert error.code == "split.sum"
    assert said in error.text("en")


@pytest.mark.parametrize(
    "parts",
    [
        {},
        (),
        "ab",
        None,
        0.5,
        [("a", Fraction(1))],
        ("ab",),
        (("a", Fraction(1), 2),),
        {"a": 0.5, "b": None},
        {"a": 1},
        {"a": True},
        {"a": "1/2", "b": None},
        {"a": Fraction(0), "b": Fraction(1)},
        {"a": Fraction(-1, 2), "b": Fraction(3, 2)},
        (("a", Fraction(1, 2)), ("a", Fraction(1, 2))),
    ],
    ids=str,
)
def test_what_is_no_list_of_parts_is_refused(parts: Any) -> None:
    """Floats, whole numbers, shares of zero or less, a part listed twice, and other things."""
    assert refused(parts).code == "split.parts"


def test_ids_are_opaque() -> None:
    """An id of a part is checked as every id."""
    assert refused({"13800000000": None}).code == "party.id_identifies"
    assert refused({7: None}).code == "party.id"


@pytest.mark.parametrize("told", [50.0, True, "50%", "-1", "1e1", " 50", "5O", "", "٥٠", "1." + "3" * 31])
def test_percentages_are_text_or_whole_numbers(told: Any) -> None:
    """No float and no other notation."""
    with pytest.raises(Malformed) as caught:
        Split.percent({"a": told, "b": None})
    assert caught.value.code == "split.parts"


@pytest.mark.parametrize("listed", [None, [("a", "50")], "a"])
def test_percentages_come_by_id(listed: Any) -> None:
    """A list is not a mapping."""
    with pytest.raises(Malformed) as caught:
        Split.percent(listed)
    assert caught.value.code == "split.parts"


def test_equal_parts_of_nobody_and_of_one_twice() -> None:
    """There is somebody, and each is listed once."""
    for names in ((), ("a", "a")):
        with pytest.raises(Malformed) as caught:
            Split.equal(*names)
        assert caught.value.code == "split.parts"


@pytest.mark.parametrize("amount", [100, 1.0, "1.00", None])
def test_only_money_is_split(amount: Any) -> None:
    """A bare number has no unit."""
    with pytest.raises(Malformed):
        XIAMEN_ONE_DAY.of(amount)


# --- what is given ---------------------------------------------------------------------------------


def test_vectors_of_places() -> None:
    """Dingyuan 0.8 and 1.6 of 2.4 million, Yu'an 10,000 each of 30,000, Xiamen a half each."""
    assert DINGYUAN_THIRD.of(yuan(2_400_000)) == {
        "county_finance": yuan(800_000),
        "village_and_donors": yuan(1_600_000),
    }
    assert set(YUAN_DISTRICT_THIRDS.of(yuan(30_000)).values()) == {yuan(10_000)}
    assert XIAMEN_ONE_DAY.of(yuan("0.03")) == {"charity_federation": yuan("0.02"), "red_cross": yuan("0.01")}


def model(parts: dict[str, Fraction], fen: int) -> dict[str, int]:
    """Hand out fen one by one to whom most is still owed, the first id of several: slow, and written otherwise."""
    sign, left = (-1, -fen) if fen < 0 else (1, fen)
    given = {name: int(left * share) for name, share in parts.items()}
    for _ in range(left - sum(given.values())):
        most = max(left * parts[name] - given[name] for name in parts)
        given[min(name for name in parts if left * parts[name] - given[name] == most)] += 1
    return {name: sign * got for name, got in given.items()}


@given(parts=weights.map(exact), amount=amounts)
def test_the_parts_sum_to_the_whole_and_each_is_within_a_fen(parts: dict[str, Fraction], amount: Money) -> None:
    """As a plain model says; nothing is lost, and nobody is off by a whole fen."""
    got = Split(parts).of(amount)
    assert total(got.values()) == amount
    assert all(abs(amount.fen * parts[name] - money.fen) < 1 for name, money in got.items())
    assert {name: money.fen for name, money in got.items()} == model(parts, amount.fen)
    assert list(got) == sorted(parts)


@given(parts=weights.map(exact), amount=amounts, data=st.data())
def test_the_order_of_declaration_does_not_matter(
    parts: dict[str, Fraction], amount: Money, data: st.DataObject
) -> None:
    """Nor does it matter which of the parts is written as the remainder."""
    shuffled: dict[str, Fraction | None] = dict(data.draw(st.permutations(list(parts.items()))))
    if len(parts) > 1:
        shuffled[data.draw(st.sampled_from(sorted(parts)))] = None
    one, other = Split(parts), Split(shuffled)
    assert one == other
    assert hash(one) == hash(other)
    assert one.of(amount) == other.of(amount)
    assert list(one.of(amount)) == list(other.of(amount))


@given(count=st.integers(1, 9), amount=amounts)
def test_equal_parts_differ_by_a_fen_at_most(count: int, amount: Money) -> None:
    """Equal shares of any sum."""
    got = Split.equal(*(f"p-{n}" for n in range(count))).of(amount)
    assert max(got.values()) - min(got.values()) <= Money(1)
    assert total(got.values()) == amount


def test_shares_and_ids_are_told() -> None:
    """The remainder's share is exact as well; an unknown id is a `KeyError`; a split can be evolved."""
    split = Split.percent({"b": "12.5", "a": None, "c": 50})
    assert split.ids == ("a", "b", "c")
    assert (split.share("a"), split.share("b"), split.share("c")) == (Fraction(3, 8), Fraction(1, 8), Fraction(1, 2))
    with pytest.raises(KeyError):
        split.share("d")
    assert Split(split.parts) == split
    assert Split({"only": None}).of(Money(7)) == {"only": Money(7)}
