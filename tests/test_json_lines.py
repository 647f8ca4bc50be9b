"""A book as JSON Lines: every command comes back as it was, and whatever is amiss is named by line and field."""

from __future__ import annotations

import json
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, ClassVar, Final, NewType, Union, get_args, get_origin, get_type_hints
from unittest.mock import patch

import attrs
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

import community_charity
from community_charity.book.book import Book
from community_charity.book.orders import HANDLERS, Command, Event, Handler
from community_charity.capital import Capital
from community_charity.errors import Malformed
from community_charity.giving.promises import Pledge
from community_charity.interchange import _single
from community_charity.interchange._codec import Unwritable, codec, shape_of
from community_charity.interchange._plain import Amiss, agrees, alike, as_text, plain
from community_charity.interchange.json_lines import from_json_lines, to_json_lines
from community_charity.language import Text
from community_charity.law.decision import Refused
from community_charity.money import Money, total, yuan
from community_charity.organisations import Charity, Committee, OtherBody
from community_charity.parties import Household, OrganisationId, PersonId
from community_charity.pools import Cause
from community_charity.purposes import ILLNESS, PURPOSES, Purpose
from community_charity.relief import ReliefCase
from community_charity.societies import MutualAidSociety
from community_charity.testing import BookMachine, days, keys, money
from demo_book import played
from reproducers_json_lines import REMARKS, Remark
from sample import HUNAN, LATER, LAW, NATIONAL, ON, book, grant, pay, receive, take_back

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal as Nowhere  # noqa: TC004 - to be missing at run time is its part

    from hypothesis.strategies import DataObject, SearchStrategy

for _name in community_charity.__all__:  # each noun registers its commands when it is imported
    getattr(community_charity, _name)
COMMANDS: Final = sorted((kind for kind in HANDLERS if kind is not Remark), key=lambda kind: kind.__name__)

# --- every command, drawn by its type hints -------------------------------------------------------

KNOWN: Final = {MutualAidSociety, community_charity.CommunityCharityFund, Household, ReliefCase, Capital}
LEAVES: Final[dict[Any, SearchStrategy[Any]]] = {
    str: keys(50),
    int: st.integers(0, 200),
    bool: st.booleans(),
    date: days(),
    Money: money(),
    Fraction: st.fractions(0, 1, max_denominator=20),
    NoneType: st.none(),
    Purpose: st.sampled_from(PURPOSES),
    Text: st.just(Text("sent twice", "重复汇款")),
}


PARTICULAR: dict[str, dict[str, SearchStrategy[Any]]] = {
    "RecordDues": {"year": st.integers(2016, 2030)},
    "RegisterMarks": {
        "marks": st.lists(st.text("0123456789abcdef", min_size=64, max_size=64), min_size=1, unique=True)
    },
}
"""Fields of which nearly nothing that their type allows is right."""


@cache
def values(hint: Any) -> SearchStrategy[Any]:
    """Draw values of a type: what the package's strategies know, and what they do not know part by part."""
    hint = getattr(hint, "__supertype__", hint)
    if hint in LEAVES:
        return LEAVES[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return st.one_of(*map(values, inner))
    if origin is tuple:
        many = inner[-1:] == (...,)
        return st.lists(values(inner[0]), max_size=3).map(tuple) if many else st.tuples(*map(values, inner))
    if origin is frozenset:
        return st.frozensets(values(inner[0]), max_size=3)
    if origin is dict:
        return st.dictionaries(values(inner[0]), values(inner[1]), max_size=3)
    if hint in KNOWN or issubclass(hint, Enum):
        return st.from_type(hint)
    assert attrs.has(hint), hint
    return st.deferred(lambda: made(hint))


@cache
def fields_of(kind: type) -> dict[str, SearchStrategy[Any]]:
    """Find once what to draw for each field of a class."""
    hints = get_type_hints(kind)
    own = PARTICULAR.get(kind.__name__, {})
    return {
        field.alias: own[field.name] if field.name in own else values(hints[field.name])
        for field in attrs.fields(kind)
        if field.init
    }


@st.composite
def made(draw: Any, kind: type) -> Any:
    """Draw a value of a class; what its own rules refuse does not count."""
    fields = {name: draw(drawn) for name, drawn in fields_of(kind).items()}
    if kind is Pledge:  # its total is that of its instalments
        fields["total"] = total(part.amount for part in fields["instalments"])
    try:
        return kind(**fields)
    except Malformed:
        assume(False)  # noqa: FBT003 - an example that is not one


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
def test_every_command_can_be_written(kind: type[Command]) -> None:
    """Each of them has a form; the failure names the command and the field."""
    try:
        shape_of(kind)
    except Unwritable as unwritable:
        pytest.fail(f"{kind.__name__}{unwritable.path}: {unwritable.hint}")


@pytest.mark.deep
@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_command_comes_back_as_it_was(kind: type[Command], data: DataObject) -> None:
    """Through text and back it is equal, type for type, and its text is the same again."""
    order = data.draw(made(kind))
    text = as_text(shape_of(kind).write(order))
    again = shape_of(kind).read(json.loads(text))
    assert again == order
    assert as_text(shape_of(kind).write(again)) == text


# --- whole books ---------------------------------------------------------------------------------


def holds(made_: Book) -> list[str]:
    """Write a book, read it back, and see that nothing differs: events, purses, and the lines of the second."""
    lines = to_json_lines(made_)
    again = from_json_lines(lines, made_.law)
    assert again.events == made_.events
    assert again._state.facts() == made_._state.facts()
    assert to_json_lines(again) == lines
    for line, event in zip(lines[1:], made_.events, strict=True):
        independent(json.loads(line), event)
    return lines


def independent(line: dict[str, Any], event: Event[Any]) -> None:
    """Hold a line against its event in the plainest way: what stands where, and in whole fen."""
    order = event.command
    assert line["event.number"] == event.number
    assert line["is"] == type(order).__name__
    assert (line["key"], line["on"]) == (order.key, order.on.strftime("%Y-%m-%d"))
    if hasattr(order, "amount") and order.amount is not None:
        assert line["amount_fen"] == order.amount.fen
    for field in attrs.fields(type(order)):
        if getattr(order, field.name) is None:
            assert not {field.name, f"{field.name}_fen"} & set(line)


def busy() -> Book:
    return book(
        receive(only_for=[Cause.ILLNESS], donor=PersonId("d-1")),
        receive(key="gift-2", amount=yuan("0.05")),
        grant(),
        pay(amount=yuan("250.07")),
        take_back(on=LATER),
    )


def test_a_book_comes_back_whole() -> None:
    """Also what is drawn from two purses."""
    lines = holds(busy())
    paid = next(json.loads(line) for line in lines if "PayRelief" in line)
    assert [fen for _, fen in paid["event.adds"]["parts"]] == [200_00, 50_07]
    assert lines[0] == (
        '{"format":"community-charity book","version":1,"place":"cn/anhui/xuancheng/xuanzhou",'
        f'"events":{len(lines) - 1}}}\n'
    )


def test_a_change_that_fits_is_not_noticed_and_one_that_does_not_is() -> None:
    """Another donor and a larger gift fit; what was drawn from a purse that has less does not."""
    lines = to_json_lines(book(receive(donor="d-1")))
    for true, other in (('"d-1"', '"d-2"'), ('"amount_fen":20000', '"amount_fen":20001')):
        text = "".join(lines)
        assert text.count(true) == 1
        assert len(from_json_lines(text.replace(true, other), LAW).events) == len(lines) - 1
    spent = "".join(to_json_lines(busy()))
    with pytest.raises((Malformed, Refused)):
        from_json_lines(spent.replace('"amount_fen":20000', '"amount_fen":19999'), LAW)


@pytest.mark.deep
def test_the_book_of_the_demonstration_comes_back_whole() -> None:
    """Some thousand events of 217 societies."""
    holds(played().book)


@pytest.mark.deep
def test_books_drawn_at_random_come_back_whole() -> None:
    """Whatever the machine recorded."""

    class Machine(BookMachine):
        def teardown(self) -> None:
            holds(self.book)

    drawn = settings(
        max_examples=10, stateful_step_count=30, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Machine, settings=drawn)


@pytest.mark.parametrize(
    "lines",
    [
        lambda lines: lines,
        "".join,
        lambda lines: "".join(lines).removesuffix("\n"),
        iter,
        lambda lines: [line.strip() for line in lines],
        lambda lines: "".join(lines).replace("\n", "\r\n"),
        lambda lines: [json.dumps(json.loads(line), indent=1).replace("\n", " ") for line in lines],
        lambda lines: [json.dumps(dict(reversed(json.loads(line).items()))) for line in lines],
    ],
    ids=["lines", "text", "no end", "iterator", "stripped", "CR LF", "blanks", "another order"],
)
def test_the_same_content_in_another_layout_is_the_same_book(lines: Callable[[list[str]], Any]) -> None:
    """Text or lines, blanks and the order of names are up to the writer."""
    made_ = busy()
    assert from_json_lines(lines(to_json_lines(made_)), LAW).events == made_.events


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\n", "\x1c", "重", "😀", '"', "\\", "\ud800"])
def test_no_sign_in_a_reason_breaks_a_line(sign: str) -> None:
    """Each event stays one line for every program, and the file is UTF-8."""
    order = community_charity.ReverseDonation(key="r-1", on=LATER, donation="gift-1", reason=f"sent{sign}twice")
    text = "".join(holds(book(receive(), order)))
    assert text.encode().decode() == text
    assert text.splitlines() == text.removesuffix("\n").split("\n")
    assert ("重" in text) == (sign == "重")


def test_the_same_book_gives_the_same_text_whatever_the_order_of_a_set() -> None:
    """Sets are sorted."""
    several = [Cause.ILLNESS, Cause.DISASTER, Cause.EDUCATION]
    one, other = (book(receive(only_for=causes)) for causes in (several, several[::-1]))
    assert to_json_lines(one) == to_json_lines(other)


def test_unions_tell_which_class_they_hold() -> None:
    """Three kinds of body."""
    written = [
        codec(Charity | Committee | OtherBody).write(body)
        for body in (Charity(OrganisationId("o-1"), ON), OtherBody(OrganisationId("o-1")))
    ]
    assert [body["is"] for body in written] == ["Charity", "OtherBody"]


# --- what is amiss -------------------------------------------------------------------------------

GIFT: Final = 'ReceiveDonation","key":"gift-1"'


def lines_with(change: Callable[[dict[str, Any]], object]) -> tuple[list[str], int]:
    """Give the lines of a book whose gift was changed, and the number of its line."""
    lines = to_json_lines(busy())
    place = next(place for place, line in enumerate(lines) if GIFT in line)
    found = json.loads(lines[place])
    change(found)
    lines[place] = json.dumps(found)
    return lines, place + 1


def refused(lines: Any) -> str:
    """Read what cannot be read; give the message, which quotes nothing, and has nothing behind it that does."""
    with pytest.raises(Malformed) as caught:
        from_json_lines(lines, LAW)
    error = caught.value
    assert error.code == "interchange.line"
    assert error.__context__ is None or error.__suppress_context__
    for text in (str(error), error.text("zh")):
        assert "d-1" not in text
        assert "王某" not in text
    return str(error)


CHANGES: Final[list[tuple[Callable[[Any], object], str]]] = [
    (lambda gift: gift.update(王某="a name"), "ReceiveDonation"),
    (lambda gift: gift.pop("pool"), "pool"),
    (lambda gift: gift.update(amount_fen=10.0), "amount_fen"),
    (lambda gift: gift.update(amount_fen=float("nan")), "amount_fen"),
    (lambda gift: gift.update(amount_fen=True), "amount_fen"),
    (lambda gift: gift.update(amount_fen="1000"), "amount_fen"),
    (lambda gift: gift.update(amount_fen=None), "amount_fen"),
    (lambda gift: gift.update(amount_fen=0), "amount_fen"),
    (lambda gift: gift.update(amount_fen={"fen": 5}), "amount_fen"),
    (lambda gift: gift.update(on="20250313"), "on"),
    (lambda gift: gift.update(on="2025-02-29"), "on"),
    (lambda gift: gift.update(on=20250313), "on"),
    (lambda gift: gift.update(pool=["village-1"]), "pool"),
    (lambda gift: gift.update(pool=""), "pool"),
    (lambda gift: gift.update(donor=5), "donor"),
    (lambda gift: gift.update(donor="王某 "), "donor"),
    (lambda gift: gift.update(only_for=[]), "only_for"),
    (lambda gift: gift["only_for"].update(purposes={}), "only_for.purposes"),
    (lambda gift: gift["only_for"]["purposes"].append(gift["only_for"]["purposes"][0]), "only_for.purposes"),
    (lambda gift: gift["only_for"]["purposes"][0].pop("title"), "only_for.purposes[0].title"),
    (lambda gift: gift["only_for"]["purposes"][0]["of"].update(id=[]), "only_for.purposes[0].of.id"),
    (lambda gift: gift["only_for"].update(until="2024-01-01", since="2024-01-02"), "only_for"),
    (lambda gift: gift.update({"event.number": 99}), "event.number"),
    (lambda gift: gift.update({"event.number": True}), "event.number"),
    (lambda gift: gift.pop("event.number"), "event.number"),
    (lambda gift: gift.update({"is": "Receive"}), "is"),
    (lambda gift: gift.update({"is": ["ReceiveDonation"]}), "is"),
    (lambda gift: gift.pop("is"), "is"),
    (lambda gift: gift.update({"event.adds": []}), "event.adds"),
    (lambda gift: gift.update({"event.adds": {"parts": []}}), "event.adds"),
    (lambda gift: gift.update({"event.more": 1}), "ReceiveDonation"),
]


@pytest.mark.parametrize(("change", "field"), CHANGES, ids=[f"{n}-{field}" for n, (_, field) in enumerate(CHANGES)])
def test_a_field_that_is_amiss_is_named_with_its_line(change: Callable[[Any], object], field: str) -> None:
    """And nothing of it is quoted."""
    lines, number = lines_with(change)
    assert refused(lines).endswith(f"do: correct line {number}, {field}")


def test_what_a_payment_adds_is_checked_type_for_type() -> None:
    """Which purses it came from must come out the same, and 1 is neither true nor 1.0."""
    lines = to_json_lines(busy())
    place = next(place for place, line in enumerate(lines) if "PayRelief" in line)
    found = json.loads(lines[place])
    wrong: list[Any] = [[], [[["village-1", None], 250_07]], {}, None, found["event.adds"]["parts"][::-1]]
    for parts in wrong:
        lines[place] = json.dumps(found | {"event.adds": found["event.adds"] | {"parts": parts}})
        assert refused(lines).endswith(f"do: correct line {place + 1}, event.adds.parts")
    wrong = [{}, None, [], found["event.adds"] | {"more": 1}]
    for adds in wrong:
        lines[place] = json.dumps(found | {"event.adds": adds})
        assert refused(lines).endswith(f"do: correct line {place + 1}, event.adds")


HEADER: Final = {"format": "community-charity book", "version": 1, "place": LAW.place, "events": 0}


@pytest.mark.parametrize(
    ("header", "where"),
    [
        ({}, "line 1"),
        (HEADER | {"more": 1}, "line 1"),
        (HEADER | {"format": "another"}, "line 1, format"),
        (HEADER | {"version": 2}, "line 1, version"),
        (HEADER | {"version": True}, "line 1, version"),
        (HEADER | {"version": 1.0}, "line 1, version"),
        (HEADER | {"place": "cn"}, "line 1, place"),
        (HEADER | {"events": -1}, "line 1, events"),
        (HEADER | {"events": False}, "line 1, events"),
        (HEADER | {"events": 1}, "line 2"),
        ([], "line 1"),
    ],
    ids=str,
)
def test_a_wrong_header_is_refused(header: Any, where: str) -> None:
    """It tells what the file is and how much is in it."""
    assert refused([json.dumps(header)]).endswith(f"do: correct {where}")


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ('{"a":1,"a":1}', "a name twice"),
        ('{"a":{"王某":1,"王某":2}}', "a name twice"),
        ('{"a":1', "text of 6 characters"),
        ('{"a":1} {}', "text of 10 characters"),
        ("", "text of 0 characters"),
        ("[1]", "text of 3 characters"),
        ('{"a":' + "[" * 100_000, "characters"),
        ('{"a":' + "1" * 5_000 + "}", "characters"),
        (b'{"a":1}', "characters (bytes)"),
        (None, "None"),
    ],
    ids=list(map(str, range(10))),
)
def test_a_line_that_is_no_object_is_refused(line: Any, given: str) -> None:
    """Cut, empty, of another kind, or with a name twice."""
    message = refused([json.dumps(HEADER), line])
    assert given in message
    assert message.endswith("do: correct line 2")


def test_a_file_that_was_cut_is_refused_wherever_it_was_cut() -> None:
    """Also at the end of a line, for the header counts."""
    text = "".join(to_json_lines(book(receive())))
    for cut in [*range(0, len(text) - 1, 7), *(place for place, sign in enumerate(text[:-1]) if sign == "\n")]:
        refused(text[:cut])


def test_lines_that_are_lost_swapped_or_doubled_are_refused() -> None:
    """Each event has the number of its place."""
    lines = to_json_lines(busy())
    for wrong in ([*lines[:3], *lines[4:]], [*lines[:3], lines[4], lines[3], *lines[5:]], [*lines[:4], *lines[3:]]):
        assert refused(wrong).endswith("do: correct line 4, event.number") or "line 5, event.number" in refused(wrong)
    again = json.loads(lines[-1]) | {"event.number": len(lines) - 1}
    header = json.loads(lines[0]) | {"events": len(lines)}
    doubled = [json.dumps(header), *lines[1:], json.dumps(again)]
    assert refused(doubled).endswith(f"do: correct line {len(doubled)}, key")


def test_an_object_nested_too_deeply_is_refused() -> None:
    """A purpose within a purpose within a purpose."""

    def nest(gift: dict[str, Any]) -> None:
        for _ in range(600):
            inner = gift["only_for"]["purposes"][0]
            gift["only_for"]["purposes"][0] = {"id": "a", "of": inner, "title": inner["title"]}

    lines, number = lines_with(nest)
    message = refused(lines)
    assert f"line {number}" in message


def test_an_order_that_the_law_does_not_allow_is_refused_with_its_line() -> None:
    """A book that was kept under another law does not come back under this one."""
    lines = to_json_lines(busy())
    wide = LAW.amend(since=date(2020, 1, 1), society_minimum_capital=yuan(10**6))
    with pytest.raises(Refused) as caught:
        from_json_lines(lines, wide)
    number = next(number for number, line in enumerate(lines, 1) if "FoundSociety" in line)
    assert caught.value.__notes__ == [f"line {number}"]
    with pytest.raises(Malformed, match="line 1, place"):
        from_json_lines(lines, HUNAN)


WRONG: Any = 5


@pytest.mark.parametrize(
    "call",
    [lambda: from_json_lines(WRONG, LAW), lambda: from_json_lines("", WRONG), lambda: to_json_lines(WRONG)],
    ids=["lines", "law", "book"],
)
def test_what_is_no_book_no_lines_or_no_law_is_refused(call: Callable[[], object]) -> None:
    """With the same error as elsewhere."""
    with pytest.raises(Malformed) as caught:
        call()
    assert caught.value.code == "input.type"


# --- commands of others --------------------------------------------------------------------------


@attrs.frozen
class Node:
    """A class that holds itself."""

    name: str
    below: tuple[Node, ...] = ()


class Level(Enum):
    """An enum without text."""

    LOW = 1
    HIGH = (2, 3)


Chapter = NewType("Chapter", str)
Section = NewType("Section", Chapter)


@attrs.frozen
class Note:
    """A class with fields of many kinds."""

    _hidden: int
    known: int | None = 5
    money: dict[str, Money] = attrs.Factory(dict)
    row: tuple[Section, date, Money] | None = None
    level: Level = Level.LOW
    either: str | Money | bool | tuple[int, ...] | Committee | None = None
    fractions: set[Fraction] = attrs.Factory(set)
    listed: list[Node] = attrs.Factory(list)


def kept(value: Any, hint: Any) -> Any:
    written = json.loads(as_text(codec(hint).write(value)))
    read = codec(hint).read(written)
    assert read == value
    assert type(read) is type(value)
    return written


def test_classes_of_others_need_only_hints() -> None:
    """Private names, enums without text, rows, alternatives, classes that hold themselves."""
    node = Node("a", (Node("b"), Node("c", (Node("d"),))))
    note = Note(
        1, None, {"b": Money(2), "a": Money(1)}, (Section(Chapter("s")), ON, Money(3)), Level.HIGH, Money(4),
        {Fraction(1, 3), Fraction(2)}, [node],
    )  # fmt: skip
    written = kept(note, Note)
    assert written == {
        "hidden": 1, "money_fen": {"b": 2, "a": 1}, "row_fen": ["s", "2025-03-13", 3], "level": "HIGH", "either_fen": 4,
        "fractions": ["1/3", "2"],
        "listed": [{"name": "a", "below": [{"name": "b", "below": []},
                                           {"name": "c", "below": [{"name": "d", "below": []}]}]}],
    }  # fmt: skip
    assert list(written["money_fen"]) == ["b", "a"]
    for either in ("a", True, (1, 2), Committee(OrganisationId("o-1"), "village")):  # type: ignore[arg-type] # converted
        kept(Note(1, either=either), Note)


@pytest.mark.parametrize(
    ("hint", "value", "path"),
    [
        (Note, {"hidden": True}, "hidden"),
        (Note, {"hidden": 1, "money_fen": {"a": 1, "b": "2"}}, "money_fen[1]"),
        (Note, {"hidden": 1, "money_fen": [], "level": "LOW", "fractions": [], "listed": []}, "money_fen"),
        (tuple[int, str], [1], ""),
        (tuple[int, str], [1, 2], "[1]"),
        (tuple[int, ...], [1, 2.0], "[1]"),
        (frozenset[int], [1, 1], ""),
        (dict[date, int], {"2025-3-1": 1}, "[0]"),
        (Fraction, "2/6", ""),
        (Fraction, "1/0", ""),
        (Level, "1", ""),
        (str | int, None, ""),
        (Charity | Committee, {"is": "OtherBody", "id": "o-1"}, "is"),
        (Charity | Committee, {"is": ["Charity"]}, "is"),
        (Committee, [], ""),
    ],
    ids=list(map(str, range(15))),
)
def test_what_is_amiss_within_a_value_is_told_by_its_path(hint: Any, value: Any, path: str) -> None:
    """As Python counts, from 0."""
    with pytest.raises(Amiss) as caught:
        codec(hint).read(value)
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (str, 5),
        (int, True),
        (Money, 5),
        (date, "2025-03-13"),
        (Level, 1),
        (str | int, 1.5),
        (Charity | Committee, OtherBody(OrganisationId("o-1"))),
        (Committee, OtherBody(OrganisationId("o-1"))),
        (tuple[int, str], (1,)),
        (tuple[int, ...], [1]),
        (dict[str, int], []),
        (frozenset[int], {1}),
    ],
    ids=list(map(str, range(12))),
)
def test_a_value_that_does_not_fit_its_hint_is_not_written(hint: Any, value: Any) -> None:
    """It could not be read back."""
    with pytest.raises(Amiss):
        codec(hint).write(value)


Double = attrs.make_class("Committee", {"id": attrs.field(type=str)}, frozen=True)


@attrs.frozen
class Clash:
    """Two fields that JSON would name alike."""

    a: Money
    a_fen: int


@attrs.frozen
class Half:
    """Holds itself, and something without a form."""

    inner: tuple[Half, ...]
    other: object


@attrs.frozen
class Elsewhere:
    """A field whose type is not there at run time."""

    when: Nowhere  # imported for type checkers alone


@pytest.mark.parametrize(
    ("hint", "path"),
    [
        (object, ""),
        (float, ""),
        (Any, ""),
        (date | str, ""),
        (int | Money, ""),
        (tuple[int, ...] | frozenset[str], ""),
        (Level | Cause, ""),
        (Committee | Double, ""),
        (dict[int, int], ""),
        (dict[str, int] | Committee, ""),
        (Clash, ""),
        (Half, ".other"),
        (tuple[Half, ...], ".other"),
        (Elsewhere, ""),
        (attrs.make_class("Untold", ["field"]), ".field"),
    ],
    ids=list(map(str, range(15))),
)
def test_a_type_that_has_no_form_is_refused_when_its_hint_is_read(hint: Any, path: str) -> None:
    """And refused again the next time."""
    for _ in range(2):
        with pytest.raises(Unwritable) as caught:
            codec(hint)
        assert caught.value.path == path


def recorded(kind: type[Command], event: type[Event[Any]] = Event, **fields: Any) -> Callable[[], object]:
    """Record a stranger's order, and give the writing of the book."""
    handler = Handler(lambda state, order, _law, _checks: event(len(state.events), order), lambda _s, _e: None)
    with patch.dict(HANDLERS, {kind: handler}):
        made_: Any = Book(NATIONAL)
        made_.record(kind(key="k-1", on=ON, **fields))

    def write(*more: type[Command]) -> object:
        with patch.dict(HANDLERS, dict.fromkeys((kind, *more), handler)):
            return holds(made_)

    return write


@attrs.frozen(kw_only=True)
class Annotate(Command):
    """A stranger's order."""

    ASKED: ClassVar[Text] = Text("annotate", "批注")

    note: Note = attrs.field(default=Note(1))


@attrs.frozen
class Annotated(Event[Annotate]):
    """Adds much."""

    about: Any = (ON, Fraction(1, 3), Level.HIGH, frozenset({ILLNESS}), {"a": Money(1)}, [True, None], 1)


def test_an_event_may_add_anything_that_json_can_hold() -> None:
    """It is compared and never read, so it needs no hints; what a value keeps for itself is left out."""
    assert '"event.adds":{"about":["2025-03-13","1/3","HIGH",[{"is":"Purpose","id":"illness"' in str(
        recorded(Annotate, Annotated)()
    )
    assert "_hash" not in as_text(plain(ILLNESS))


@attrs.frozen
class Heard(Event[Annotate]):
    """Adds what JSON here cannot hold."""

    loud: Any = 0.5


def test_what_cannot_be_written_is_named() -> None:
    """By its command, and its field where there is one."""
    ambiguous = attrs.make_class("Annotate", [], bases=(Command,))
    writes: list[tuple[Callable[[], object], str]] = [
        (recorded(Annotate, Heard), "Annotate"),
        (recorded(Annotate, note=Note(1, either=5)), "Annotate.note.either_fen"),  # type: ignore[arg-type] # on purpose
        (lambda: recorded(Annotate)(ambiguous), "Annotate"),  # type: ignore[call-arg] # takes more commands
        (recorded(Remark), "Remark.about"),
    ]
    for write, where in writes:
        with pytest.raises(Malformed) as caught:
            write()
        assert caught.value.code == "interchange.field"
        assert str(caught.value).endswith(f"for the types of {where}")
    with patch.dict(HANDLERS, REMARKS):
        forgotten: Any = Book(NATIONAL)
        forgotten.record(Remark(key="k-1", on=ON))
    with pytest.raises(Malformed, match="without a handler"):
        to_json_lines(forgotten)


def _broken(_value: object) -> None:
    message = "a bug of another package"
    raise KeyError(message)


def test_errors_of_other_code_are_not_hidden() -> None:
    """A bug in a class or a handler comes up as what it is."""
    line = '{"event.number":0,"is":"Buggy","key":"k-1","on":"2025-03-13","a":1}'
    buggy = attrs.make_class("Buggy", {"a": attrs.field(type=int, converter=_broken, kw_only=True)}, bases=(Command,))
    with patch.dict(HANDLERS, {buggy: REMARKS[Remark]}), pytest.raises(KeyError):
        from_json_lines([as_text(HEADER | {"events": 1}), line], LAW)
    broken = attrs.make_class("Broken", {"a": attrs.field(type=int, converter=_broken)}, frozen=True)
    outer = attrs.make_class("Outer", {"a": attrs.field(type=broken)}, frozen=True)
    with pytest.raises(KeyError):
        codec(outer).read({"a": {"a": 1}})
    picky = attrs.make_class("Picky", {"a": attrs.field(type=int, validator=_picky)}, frozen=True)
    with pytest.raises(Amiss) as caught:
        codec(picky).read({"a": 1})
    assert str(caught.value.given) == "a value that was refused"


def _picky(_self: object, _field: object, value: object) -> None:
    message = f"quotes {value}"
    raise ValueError(message)


NESTED: Final = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from("ab"),
    lambda inner: st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(tuple),
    max_leaves=6,
)


@given(NESTED, st.sampled_from(["true", "2", "[1]", "null"]))
def test_comparing_at_once_is_comparing_what_would_be_written(value: Any, instead: str) -> None:
    """The quick way says what the slow way says; and a value always agrees with itself."""
    written = as_text(plain(value))
    assert agrees(json.loads(written), value)
    other = json.loads(written.replace("1", instead))
    assert agrees(other, value) == alike(plain(value), other) == (as_text(other) == written)


def test_what_is_remembered_of_days_has_an_end() -> None:
    """A day that is not remembered is read again."""
    with patch.object(_single, "_MOST_KNOWN", 0):
        assert codec(date).read("1999-12-31") == codec(date).read("1999-12-31") == date(1999, 12, 31)


def test_nothing_is_alike_by_chance() -> None:
    """Type for type, part by part."""
    different: Sequence[Any] = [1, True, 1.0, "1", None, [], [1], [True], [1, 1], {}, {"a": 1}, {"a": True}, {"b": 1}]
    same = [(a, b) for a in range(len(different)) for b in range(len(different)) if alike(different[a], different[b])]
    assert same == [(a, a) for a in range(len(different))]
