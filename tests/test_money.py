"""Money in whole fen, against exact fractions and an independent reader of capital figures."""

from __future__ import annotations

import copy
import operator
import pickle
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community_charity import money
from community_charity.errors import CATALOGUE, Malformed
from community_charity.money import (
    Money,
    amount_of_money,
    known_or_unknown_money,
    positive_money,
    total,
    yuan,
)

if TYPE_CHECKING:
    from collections.abc import Callable

fens = st.integers(-(10**15), 10**15)
monies = fens.map(Money)

# ------------------------------------------------------------------------------------------------------ reading


@pytest.mark.parametrize(
    ("given", "fen"),
    [
        (0, 0),
        (12, 1200),
        (-3, -300),
        (10**13, 10**15),
        ("0", 0),
        ("-0", 0),
        ("0.00", 0),
        ("-0.01", -1),
        ("0.1", 10),
        ("0.01", 1),
        ("0.10", 10),
        ("007", 700),
        ("1234.56", 123456),
        ("1,234.56", 123456),
        ("1,234,567", 123456700),
        ("12,345", 1234500),
        ("¥12", 1200),
        ("￥12.5", 1250),  # the full-width sign of Chinese keyboards
        ("-¥1,234.5", -123450),
        ("999999999999999999.99", 99999999999999999999),
        ("1" * 64, int("1" * 64) * 100),
    ],
    ids=repr,
)
def test_what_is_read_as_yuan(given: str | int, fen: int) -> None:
    """Digits with at most two decimals, thousands signs in their places, ¥ in front."""
    read = yuan(given)
    assert read == Money(fen)
    assert type(read.fen) is int


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NaN",
        "nan",
        "inf",
        "-inf",
        "1e3",
        "0.001",
        "1.000",
        "1.234",
        "1,23",
        "1,2345",
        "1234,567",
        ",123",
        "1,,234",
        "1,234,",
        "１２",
        "１.２",
        "٣",
        "5０",
        "+5",
        " 5",
        "5 ",
        "5\n",
        "\n5",
        "5.",
        ".5",
        "5..1",
        "--5",
        "- 5",
        "-",
        "¥",
        "¥-5",
        "¥¥5",
        "$5",
        "5元",
        "5_000",
        "0x10",
        "1.2.3",
        "1.2,3",
        "1,234.5,6",
        "伍",
        "1" * 65,
        "9" * 5000,  # Python itself does not read so long a number
    ],
    ids=lambda text: f"{text[:9]!a}",
)
def test_text_that_is_no_amount_is_refused_and_not_quoted(text: str) -> None:
    """Nothing is rounded, stripped or guessed; the message tells the length of the text only."""
    with pytest.raises(Malformed) as caught:
        yuan(text)
    assert caught.value.code == money.TEXT
    assert f"text of {len(text)} characters" in str(caught.value)


@pytest.mark.parametrize("value", [1.0, 12.5, -0.0, float("nan"), float("inf")])
def test_a_float_is_refused_everywhere(value: Any) -> None:
    """A float is refused as yuan, as fen and as a factor, with a code of its own."""
    for take in (yuan, Money, lambda v: Money(1) * v, lambda v: v * Money(1)):
        with pytest.raises(Malformed) as caught:
            take(value)
        assert caught.value.code == money.FLOAT


class Whole(int):
    """An int of another kind."""


@pytest.mark.parametrize("value", [True, False, None, b"5", Fraction(1), [5], Whole(5), Money(1)], ids=repr)
def test_what_is_neither_text_nor_a_whole_number_is_refused(value: Any) -> None:
    """A bool is no number of fen, and nothing is converted silently."""
    for take in (yuan, Money, lambda v: Money(1) * v):
        with pytest.raises(Malformed) as caught:
            take(value)
        assert caught.value.code == money.TYPE


def test_text_is_no_number_of_fen() -> None:
    """`Money` counts fen and reads no text: that is what `yuan` is for."""
    with pytest.raises(Malformed) as caught:
        Money("5")
    assert caught.value.code == money.TYPE


# ------------------------------------------------------------------------------------------------------ arithmetic


@given(a=fens, b=fens, n=st.integers(-1000, 1000))
def test_arithmetic_is_that_of_whole_numbers(a: int, b: int, n: int) -> None:
    """Adding, taking away, times, minus and absolute value are exact, and stay Money."""
    x, y = Money(a), Money(b)
    assert (x + y).fen == a + b
    assert (x - y).fen == a - b
    assert (x * n).fen == (n * x).fen == a * n
    assert (-x).fen == -a
    assert abs(x).fen == abs(a)
    assert bool(x) is (a != 0)
    assert all(type(result) is Money for result in (x + y, x - y, x * n, n * x, -x, abs(x)))


@given(a=fens, b=fens | st.just(0))
@example(a=5, b=5)
@example(a=-1, b=1)
def test_amounts_are_ordered_as_their_fen(a: int, b: int) -> None:
    """Every comparison agrees with that of whole numbers, and equal amounts share a hash."""
    for compare in (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne):
        assert compare(Money(a), Money(b)) is compare(a, b)
    assert hash(Money(a)) == hash(Money(a))
    assert len({Money(a), Money(b)}) == len({a, b})


def test_an_amount_is_no_number() -> None:
    """Money never equals a number, a text or another thing with fen, and is apart from ints in a set."""
    assert Money(5) != 5
    assert Money(5) != "0.05"
    assert Money(500) != attrs.make_class("Other", ["fen"])(500)
    assert len({Money(5), 5}) == 2
    assert hash(Money(5)) != hash(5)


MIXED: list[Callable[[Any, Any], object]] = [
    operator.add,
    operator.sub,
    operator.lt,
    operator.le,
    operator.gt,
    operator.ge,
]


@pytest.mark.parametrize("how", MIXED)
@pytest.mark.parametrize("other", [5, 5.0, True, "5", None, Fraction(5)], ids=repr)
def test_money_goes_together_with_money_only(how: Callable[[Any, Any], object], other: object) -> None:
    """Any other kind on the right is refused; the message says to wrap it."""
    with pytest.raises(Malformed) as caught:
        how(Money(5), other)
    assert caught.value.code == money.MIXED
    assert "yuan(" in caught.value.text("en")
    assert "yuan(" in caught.value.text("zh")


def test_no_number_on_the_left_and_no_division() -> None:
    """There is no way to divide an amount but `split` and the rules' `share`."""
    pair: list[Callable[[], object]] = [
        lambda: 5 - Money(5),  # type: ignore[operator] # on purpose
        lambda: Money(5) / 2,  # type: ignore[operator] # on purpose
        lambda: Money(5) // 2,  # type: ignore[operator] # on purpose
        lambda: Money(5) % 2,  # type: ignore[operator] # on purpose
        lambda: float(Money(5)),  # type: ignore[arg-type] # on purpose
        lambda: int(Money(5)),  # type: ignore[call-overload] # on purpose
    ]
    for mix in pair:
        with pytest.raises(TypeError):
            mix()


def test_a_sum_without_a_start_says_how_to_add_up() -> None:
    """`sum` begins with the number 0, which is no amount: the error names `total`."""
    mixes: list[Callable[[Any], object]] = [lambda amount: sum([amount]), lambda amount: 5 + amount]
    for mix in mixes:
        with pytest.raises(Malformed, match=r"total\(\.\.\.\)"):
            mix(Money(5))


@given(amounts=st.lists(monies))
def test_a_total_is_the_sum(amounts: list[Money]) -> None:
    """The total of any amounts is exact; of none it is zero; from a stream it is the same."""
    assert total(amounts) == Money(sum(amount.fen for amount in amounts)) == total(iter(amounts))
    assert sum(amounts, Money(0)) == total(amounts)


def test_a_total_takes_money_only() -> None:
    """A number among the amounts is refused."""
    with pytest.raises(Malformed, match=re.escape(money.MIXED)):
        total([Money(1), 1])  # type: ignore[list-item] # on purpose


def test_an_amount_cannot_be_changed() -> None:
    """Money is a value: it is frozen, has no further attributes, and copies to itself."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Money(1).fen = 2  # type: ignore[misc] # mypy sees it, too
    for other in (copy.deepcopy(Money(7)), pickle.loads(pickle.dumps(Money(7)))):  # noqa: S301 - our own bytes
        assert other == Money(7)
    assert not hasattr(Money(1), "__dict__")
    assert money.ZERO.fen == 0


# ------------------------------------------------------------------------------------------------------ writing


@given(fen=fens)
@example(fen=-1)
@example(fen=-100)
@example(fen=99)
def test_every_way_of_writing_reads_back(fen: int) -> None:
    """`str`, `repr` and `plain` lose nothing: what they write is read as the same amount."""
    amount = Money(fen)
    assert yuan(str(amount)) == amount
    assert yuan(amount.plain()) == amount
    assert eval(repr(amount), {"yuan": yuan}) == amount  # noqa: S307 - our own text


@pytest.mark.parametrize(
    ("fen", "text", "plain"),
    [
        (0, "¥0.00", "0.00"),
        (5, "¥0.05", "0.05"),
        (-5, "-¥0.05", "-0.05"),
        (-150, "-¥1.50", "-1.50"),
        (99999, "¥999.99", "999.99"),
        (123456789, "¥1,234,567.89", "1234567.89"),
        (-100000, "-¥1,000.00", "-1000.00"),
    ],
)
def test_how_amounts_are_written(fen: int, text: str, plain: str) -> None:
    """For a reader with ¥ and thousands signs, for data with neither."""
    assert (str(Money(fen)), Money(fen).plain(), repr(Money(fen))) == (text, plain, f'yuan("{plain}")')


# ------------------------------------------------------------------------------------------------------ splitting

weights_ = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)


@given(fen=fens, weights=weights_)
@example(fen=1, weights=[0, 0, 1])
def test_a_split_is_exact(fen: int, weights: list[int]) -> None:
    """The parts sum to the whole, each within a fen of its exact share; weight zero gets nothing."""
    parts = Money(fen).split(weights)
    assert sum(part.fen for part in parts) == fen
    assert len(parts) == len(weights)
    for part, weight in zip(parts, weights, strict=True):
        exact = Fraction(fen * weight, sum(weights))
        assert abs(part.fen - exact) < 1
        assert weight or not part


def largest_remainders(fen: int, weights: list[int]) -> list[int]:
    """Hand out the odd fen one by one, always to the part that is owed most: the model."""
    exact = [Fraction(fen * weight, sum(weights)) for weight in weights]
    parts = [share.numerator // share.denominator for share in exact]
    for _ in range(fen - sum(parts)):
        owed = [share - part for share, part in zip(exact, parts, strict=True)]
        parts[owed.index(max(owed))] += 1
    return parts


@given(fen=st.integers(0, 10**9), weights=st.lists(st.integers(0, 50), min_size=1, max_size=8).filter(any))
def test_odd_fen_go_to_the_largest_remainders_and_then_to_the_earlier(fen: int, weights: list[int]) -> None:
    """The parts are those of the model, so that equal remainders never depend on anything but order."""
    assert [part.fen for part in Money(fen).split(weights)] == largest_remainders(fen, weights)


@given(fen=st.integers(1, 10**12), weights=weights_)
def test_a_negative_amount_is_split_as_the_mirror(fen: int, weights: list[int]) -> None:
    """Taking a gift back undoes its split part by part."""
    assert [-part for part in Money(-fen).split(weights)] == Money(fen).split(weights)


@pytest.mark.parametrize(
    ("whole", "weights", "parts"),
    [
        ("100", [1, 1, 1], ["33.34", "33.33", "33.33"]),
        ("-100", [1, 1, 1], ["-33.34", "-33.33", "-33.33"]),
        ("0.02", [1, 1, 1], ["0.01", "0.01", "0.00"]),
        ("0.01", [1, 1], ["0.01", "0.00"]),
        ("1", [1, 2, 3], ["0.17", "0.33", "0.50"]),
        ("0.10", [3, 1], ["0.08", "0.02"]),
        ("0", [1, 2], ["0", "0"]),
        ("5", [7], ["5"]),
    ],
)
def test_splits_done_by_hand(whole: str, weights: list[int], parts: list[str]) -> None:
    """¥100 among three is 33.34, 33.33, 33.33, in this order."""
    assert yuan(whole).split(weights) == [yuan(part) for part in parts]


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [1, -1], [-1], [1.0, 2], [True, 1], ["1"], [Fraction(1, 2)]])
def test_weights_are_whole_numbers(weights: Any) -> None:
    """No weight, all zero, a negative one, a float, a bool or a text are refused."""
    with pytest.raises(Malformed, match=re.escape(money.WEIGHTS)):
        Money(100).split(weights)


# ------------------------------------------------------------------------------------------------------ capital figures


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("0", "零元整"),
        ("0.01", "壹分"),
        ("0.10", "壹角整"),
        ("0.15", "壹角伍分"),
        ("1", "壹元整"),
        ("1.01", "壹元零壹分"),
        ("10", "壹拾元整"),
        ("10.05", "壹拾元零伍分"),
        ("10.50", "壹拾元伍角整"),
        ("15", "壹拾伍元整"),
        ("100", "壹佰元整"),
        ("101", "壹佰零壹元整"),
        ("110", "壹佰壹拾元整"),
        ("1001", "壹仟零壹元整"),
        ("1010", "壹仟零壹拾元整"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("10010.05", "壹万零壹拾元零伍分"),
        ("12300", "壹万贰仟叁佰元整"),
        ("100000", "壹拾万元整"),
        ("100001", "壹拾万零壹元整"),
        ("107000.53", "壹拾万零柒仟元伍角叁分"),
        ("1000010", "壹佰万零壹拾元整"),
        ("10000000", "壹仟万元整"),
        ("10001000", "壹仟万零壹仟元整"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("100001000", "壹亿零壹仟元整"),
        ("100010000", "壹亿零壹万元整"),
        ("110000000", "壹亿壹仟万元整"),
        ("1000000000.10", "壹拾亿元壹角整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_amounts_in_capital_figures(amount: str, capitals: str) -> None:
    """As on a receipt: one 零 for a run of zeros, 整 unless there are fen."""
    assert yuan(amount).capitals() == capitals


DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def read_whole(text: str) -> int:
    """Read a whole number in capital figures sign by sign: the model."""
    done = group = digit = 0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in UNITS:
            group += digit * UNITS[sign]
            digit = 0
        else:
            done += (group + digit) * {"万": 10**4, "亿": 10**8}[sign]
            group = digit = 0
    return done + group + digit


def read_capitals(text: str) -> int:
    """Read an amount in capital figures, in fen: the model."""
    match = re.fullmatch(r"(?:([^元]+)元)?零?(?:([^角元])角)?(?:([^分角元])分)?整?", text)
    assert match
    whole, jiao, fen = match.groups()
    return read_whole(whole or "") * 100 + DIGITS[jiao or "零"] * 10 + DIGITS[fen or "零"]


# Numbers with many zeros, where the sign 零 is easily lost.
zeros = st.lists(st.sampled_from("000159"), min_size=1, max_size=14).map(lambda signs: int("".join(signs)))


@given(fen=st.integers(0, 10**14 - 1) | zeros)
def test_capital_figures_read_back(fen: int) -> None:
    """An independent reader finds the same fen; no 零 is doubled, leads, or stands before a unit."""
    text = Money(fen).capitals()
    assert read_capitals(text) == fen
    assert "零零" not in text
    assert fen == 0 or not text.startswith("零")
    assert not re.search("零[拾佰仟万亿]", text)
    assert text.endswith("整") == (fen % 10 == 0)
    assert not re.search("^元|[万亿拾佰仟]分|零整", text)


@given(fen=st.integers(0, 10**12) | zeros)
def test_a_gap_between_digits_is_filled_with_one_zero(fen: int) -> None:
    """Within the yuan, a 零 stands exactly where zeros lie between two digits."""
    whole = str(fen // 100).rstrip("0")
    runs = len(re.findall("0+", whole)) if whole else 0
    text = Money(fen // 100 * 100).capitals()
    assert text.count("零") == (runs if whole else 1)


@pytest.mark.parametrize("fen", [-1, -100, 10**14, 10**20])
def test_amounts_beyond_capital_figures_are_refused(fen: int) -> None:
    """Negative amounts, and those from one trillion yuan on, are written in figures."""
    with pytest.raises(Malformed) as caught:
        Money(fen).capitals()
    assert caught.value.code == money.CAPITALS
    assert str(Money(fen)) in str(caught.value)


# ------------------------------------------------------------------------------------------------------ fields


@pytest.mark.parametrize("value", [5, 5.0, "5", None, True], ids=repr)
def test_a_field_of_money_takes_money_only(value: Any) -> None:
    """The checks of fields convert nothing."""
    for check, code in ((positive_money, money.NOT_POSITIVE), (amount_of_money, money.NEGATIVE)):
        with pytest.raises(Malformed) as caught:
            check(value)
        assert caught.value.code == code


def test_the_bounds_of_fields_of_money() -> None:
    """Above zero means a fen at least; zero or more means zero, too; unknown is `None` and nothing else."""
    assert positive_money(Money(1)) == Money(1)
    assert amount_of_money(Money(0)) == Money(0)
    assert known_or_unknown_money(None) is None
    assert known_or_unknown_money(Money(0)) == Money(0)
    refusals: list[tuple[Callable[[Any], object], Any, str]] = [
        (positive_money, Money(0), money.NOT_POSITIVE),
        (positive_money, Money(-1), money.NOT_POSITIVE),
        (amount_of_money, Money(-1), money.NEGATIVE),
        (known_or_unknown_money, Money(-1), money.NEGATIVE),
        (known_or_unknown_money, 0, money.NEGATIVE),
    ]
    for check, value, code in refusals:
        with pytest.raises(Malformed) as caught:
            check(value)
        assert caught.value.code == code
    with pytest.raises(Malformed, match=re.escape("given: -¥0.01.")):
        amount_of_money(Money(-1))


def test_no_code_of_money_is_without_a_test() -> None:
    """Every code that the module declares is provoked in this file."""
    declared = {code for code in CATALOGUE if code.startswith("money.")}
    assert declared == {
        money.FLOAT,
        money.TYPE,
        money.TEXT,
        money.MIXED,
        money.WEIGHTS,
        money.CAPITALS,
        money.NOT_POSITIVE,
        money.NEGATIVE,
    }
