"""People, ids and ties. All people, numbers and codes here are invented and belong to nobody."""

from __future__ import annotations

import pickle
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from community_charity import calendar as cal
from community_charity import parties
from community_charity import ties as ties_module
from community_charity.errors import CATALOGUE, Malformed
from community_charity.parties import (
    Household,
    HouseholdId,
    OrganisationId,
    Person,
    PersonId,
    household_id,
    opaque_id,
    organisation_id,
    person_id,
    place_code,
    unified_social_credit_code,
)
from community_charity.ties import Tie, TieKind, Ties

if TYPE_CHECKING:
    from collections.abc import Callable

ON = date(2025, 6, 30)
A, B, C = PersonId("p-a"), PersonId("p-b"), PersonId("p-c")
ORG = OrganisationId("o-1")

# There is no county 119999, and no order 000 is given out.
IDENTITY = "119999199003070002"
OLD_IDENTITY = "119999900307000"
PHONE = "13800000000"

CHECKS: list[Callable[[Any], str]] = [opaque_id, person_id, household_id, organisation_id]

# ------------------------------------------------------------------------------------------------------ ids


@pytest.mark.parametrize(
    "value",
    [
        "p-001",
        "p",
        "x" * 64,
        "户-001",
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "123e4567-e89b-12d3-a456-426614174000",
        "gift 2025-03-31/000017",
        "202503310000017",
        "12800000000",
        "23800000000",
        "138000000001",
        "1380000000",
        "119999199013070002",
        "119999199003320002",
        "119999210003070002",
        "199999199003070002",
        "11999919900307000A",
        "119999901307000",
        "51000000MJ0000000B",
        "N2000000MF0000000G",
    ],
)
def test_ids_that_say_nothing(value: str) -> None:
    """Running numbers, UUIDs, Chinese text and credit codes are ids, and come back unchanged."""
    for check in CHECKS:
        assert check(value) == value


@given(st.uuids())
def test_no_uuid_is_taken_for_a_number(value: object) -> None:
    """A UUID is always an id, with hyphens or without."""
    assert opaque_id(str(value)) == str(value)
    assert opaque_id(str(value).replace("-", ""))


@pytest.mark.parametrize(
    "value",
    [
        IDENTITY,
        IDENTITY[:-1] + "X",
        IDENTITY[:-1] + "x",
        IDENTITY[:-1] + "7",
        "119999 19900307 0002",
        f"person:{IDENTITY}",
        f"户主{IDENTITY}",
        "１１９９９９１９９００３０７０００２",
        "919999199003070002",
        OLD_IDENTITY,
        f"id/{OLD_IDENTITY}",
        PHONE,
        "19900000000",
        "138-0000-0000",
        "138 0000 0000",
        "+8613800000000",
        "+86 138 0000 0000",
        "008613800000000",
        f"tel.{PHONE}",
        f"电话{PHONE}号",
    ],
)
def test_ids_that_identify_a_person_are_refused(value: str) -> None:
    """Identity and mobile numbers are refused as ids of any kind, dressed up or not, and never quoted."""
    for check in CHECKS:
        with pytest.raises(Malformed) as caught:
            check(value)
        assert caught.value.code == parties.ID_IDENTIFIES
        for text in (str(caught.value), repr(caught.value), caught.value.text("zh"), repr(vars(caught.value))):
            assert value not in text


numbers = st.one_of(
    st.builds(
        "{}{:04}{:%Y%m%d}{:03}{}".format,
        st.sampled_from(["11", "34", "51", "65", "81", "95"]),
        st.integers(0, 9999),
        st.dates(date(1900, 1, 1), date(2025, 1, 1)),
        st.integers(0, 999),
        st.sampled_from("0123456789Xx"),
    ),
    st.builds(
        "{}{:04}{:%y%m%d}{:03}".format,
        st.sampled_from(["11", "34", "51", "65"]),
        st.integers(0, 9999),
        st.dates(date(1900, 1, 1), date(1999, 12, 31)),
        st.integers(0, 999),
    ),
    st.builds("1{}{:09}".format, st.integers(3, 9), st.integers(0, 999_999_999)),
)


@given(
    number=numbers,
    before=st.sampled_from(["", "p:", "编号", "(", "a b "]),
    after=st.sampled_from(["", ".", "号", "-z"]),
)
def test_every_number_of_the_known_forms_is_refused(number: str, before: str, after: str) -> None:
    """No identity or mobile number gets through between other signs, whatever its check digit; none is quoted."""
    with pytest.raises(Malformed) as caught:
        opaque_id(before + number + after)
    assert caught.value.code == parties.ID_IDENTIFIES
    assert number not in str(caught.value)
    assert number not in caught.value.text("zh")


@pytest.mark.parametrize("value", ["", " ", " p", "p ", "x" * 65, "a\nb", "a\x00", "\u200b", None, 7, b"p", True])
def test_what_is_no_id(value: Any) -> None:
    """Nothing, blanks at the ends, unprintable signs, more than 64 of them, and what is no text are refused."""
    with pytest.raises(Malformed, match=parties.ID + r"\]"):
        opaque_id(value)


def test_ids_are_checked_without_attrs_validators() -> None:
    """Switching attrs' validators off does not let an identifying id in."""
    with attrs.validators.disabled(), pytest.raises(Malformed, match=parties.ID_IDENTIFIES):
        Person(PersonId(IDENTITY))


# ------------------------------------------------------------------------------------------------------ codes


@pytest.mark.parametrize("code", ["51000000MJ0000000B", "51000000MJ0000000A", "N2000000MF0000000G"])
def test_the_form_of_credit_codes(code: str) -> None:
    """A code of the right form passes, with a letter in front too; its check character is not looked at."""
    assert unified_social_credit_code(code) == code


@pytest.mark.parametrize(
    "code",
    [
        "51000000mj0000000B",
        "51000000MJ0000000",
        "51000000MJ0000000BB",
        "5100000AMJ0000000B",
        "51000000MJ0000000O",
        5,
        None,
    ],
)
def test_what_is_no_credit_code(code: Any) -> None:
    """Small letters, wrong lengths, letters in the region or outside the alphabet are refused."""
    with pytest.raises(Malformed, match=parties.USCC + r"\]"):
        unified_social_credit_code(code)


def test_an_identity_number_does_not_pass_for_a_credit_code() -> None:
    """What reads like an identity number must have the check character of a code: here one sign in 31 has it."""
    numbers = [f"51999919500101000{last}" for last in "0123456789X"]
    refused = []
    for number in numbers:
        try:
            assert unified_social_credit_code(number) == number
        except Malformed as error:
            refused.append((number, error))
    assert len(refused) >= len(numbers) - 1
    for number, refusal in refused:
        assert refusal.code == parties.USCC_CHECK
        assert number not in str(refusal)


@pytest.mark.parametrize("code", [None, "341802", "341802001", "341802001001"])
def test_division_codes(code: str | None) -> None:
    """County, township and village codes pass, and so does none."""
    assert place_code(code) == code


@pytest.mark.parametrize("code", ["", "34180", "3418020", "34180a", "341802\n", "３４１８０２", 341802])
def test_what_is_no_division_code(code: Any) -> None:
    """Other lengths and other signs are refused."""
    with pytest.raises(Malformed, match=parties.PLACE):
        place_code(code)


# ------------------------------------------------------------------------------------------------------ people

secrets = st.text("甲乙丙丁戊己庚辛壬癸", min_size=5, max_size=40)


@given(name=secrets, number=secrets, phone=secrets, address=secrets, born=st.dates(date(1900, 1, 1), ON))
def test_a_person_shows_the_id_alone(name: str, number: str, phone: str, address: str, born: date) -> None:
    """Neither repr, str nor format shows anything private, alone or inside other values and errors."""
    person = Person(A, name=name, identity_number=number, phone=phone, address=address, born=born)
    for text in (repr(person), str(person), f"{person}", f"{person!r}", repr([person]), repr({"who": person})):
        assert "p-a" in text
        for secret in (name, number, phone, address, str(born), repr(born)):
            assert secret not in text
    with pytest.raises(Malformed) as caught:
        person.age_on(born - timedelta(days=1))
    assert str(born) not in str(caught.value)
    assert str(born.year) not in str(caught.value)
    with pytest.raises(TypeError) as refused:
        f"{person:>20}"
    assert name not in str(refused.value)


def test_a_failing_comparison_does_not_tell() -> None:
    """Comparison is not the one attrs writes, whose differing fields pytest would print."""
    assert "attrs" not in Person.__eq__.__code__.co_filename.rsplit("/", 1)[-1]


def test_people_are_compared_by_all_they_hold() -> None:
    """Two records are equal if all fields are; equal ones share a place in a set."""
    one, same, other = Person(A, name="某甲"), Person(A, name="某甲"), Person(A, name="某乙")
    assert one == same
    assert one != other
    assert one != "p-a"
    assert len({one, same, other}) == 2


def test_data_is_given_to_who_asks() -> None:
    """Fields, asdict and pickle carry the data: that is documented, and the caller's responsibility."""
    person = Person(A, name="某甲", born=date(2012, 5, 1))
    assert attrs.asdict(person)["name"] == "某甲"
    assert pickle.loads(pickle.dumps(person)) == person  # noqa: S301 - our own bytes
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        person.name = "某乙"  # type: ignore[misc] # mypy sees it, too


def test_ages() -> None:
    """A person is under fourteen until the day before the fourteenth birthday."""
    person = Person(A, born=date(2011, 6, 30))
    assert person.age_on(ON) == 14
    assert not person.is_under(14, ON)
    assert person.is_under(14, ON - timedelta(days=1))


def test_an_unknown_age_is_no_answer() -> None:
    """Without a day of birth neither the age nor "under fourteen" has an answer, and both say so."""
    person = Person(A)
    questions: list[Callable[[], object]] = [lambda: person.age_on(ON), lambda: person.is_under(14, ON)]
    for ask in questions:
        with pytest.raises(Malformed, match=parties.BIRTH_UNKNOWN):
            ask()


@pytest.mark.parametrize("field", ["name", "identity_number", "phone", "address"])
@pytest.mark.parametrize("value", ["", " ", "甲\n乙", "甲" * 201, 138, b"x"])
def test_private_text_is_text(field: str, value: Any) -> None:
    """A private field holds one line of text or nothing; the refusal does not quote it."""
    with pytest.raises(Malformed, match=parties.TEXT) as caught:
        Person(A, **{field: value})
    assert "甲" not in str(caught.value)


def test_a_household_shows_the_id_alone() -> None:
    """Neither the members nor the place of a household are shown."""
    family = Household(HouseholdId("h-1"), (A, B), "341802")
    for text in (repr(family), str(family), f"{family}"):
        assert text == "Household('h-1')"
    assert Household(HouseholdId("h-1"), [A, B, A], "341802") == family  # a list will do
    assert family.members == (A, B)


@pytest.mark.parametrize("members", [(), [], "p-a", {"p-a"}, None, Household(HouseholdId("h-1"), (A,))])
def test_members_are_a_tuple_of_ids(members: Any) -> None:
    """A household has at least one member; a bare id is not taken for a list of letters, nor a set for an order."""
    with pytest.raises(Malformed, match=parties.PARTIES):
        Household(HouseholdId("h-1"), members)
    with pytest.raises(Malformed, match=parties.PARTIES):
        Ties().interested(A, members, ON)


# ------------------------------------------------------------------------------------------------------ ties

people = st.sampled_from([PersonId(f"p-{i}") for i in range(5)])
others = people | st.sampled_from([OrganisationId(f"o-{i}") for i in range(3)])
days = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@st.composite
def tie(draw: st.DrawFn) -> Tie:
    person, other = draw(people), draw(others)
    assume(person != other)
    since, until = draw(st.none() | days), draw(st.none() | days)
    if since and until and until < since:
        since, until = until, since
    kind = draw(st.sampled_from([kind for kind in TieKind if kind is not TieKind.SELF]))
    return Tie(person, other, kind, since, until)


def turned(one: Tie) -> Tie:
    """Write the tie from the other side (for the test; the other may be an organisation)."""
    return attrs.evolve(one, person=PersonId(one.other), other=one.person)


@given(ties=st.lists(tie(), max_size=12), person=people, wanted=st.lists(others, min_size=1, max_size=4), on=days)
def test_who_is_interested(ties: list[Tie], person: PersonId, wanted: list[Any], on: date) -> None:
    """Interested is who is a party or joined to one that day: found by looking through all ties, as the model does."""
    expected = {
        t
        for t in ties
        if ((t.person == person and t.other in wanted) or (t.other == person and t.person in wanted))
        and not (t.since is not None and on < t.since)
        and not (t.until is not None and on > t.until)
    }
    found = Ties(ties).interested(person, wanted, on)
    assert {t for t in found if t.kind is not TieKind.SELF} == expected
    assert [t.person for t in found if t.kind is TieKind.SELF] == [person] * (person in wanted)
    assert len(found) == len(set(found))


@given(ties=st.lists(tie(), max_size=12), on=days, a=others, b=others)
def test_ties_are_symmetric(ties: list[Tie], on: date, a: Any, b: Any) -> None:
    """Which side is asked first, or which side the tie was written from, makes no difference."""
    known = Ties(ties)
    assert set(known.between(a, b, on)) == set(known.between(b, a, on))
    other_way = Ties(turned(t) for t in ties)
    assert bool(known.interested(a, [b], on)) == bool(known.interested(b, [a], on))
    assert bool(known.interested(a, [b], on)) == bool(other_way.interested(a, [b], on))


@given(ties=st.lists(tie(), max_size=12), more=tie())
def test_adding_a_tie_leaves_the_old_collection_as_it_was(ties: list[Tie], more: Tie) -> None:
    """With a tie more is a new collection; the order of adding and repeats make no difference."""
    known = Ties(ties)
    before = tuple(known)
    grown = known.with_tie(more)
    assert tuple(known) == before
    assert set(grown) == {*ties, more}
    assert len(grown) == len({*ties, more})
    assert grown == Ties([more, *reversed(ties)]) == grown.with_tie(more)
    assert hash(grown) == hash(Ties([more, *reversed(ties)]))
    assert repr(grown) == f"Ties({len({*ties, more})})"


def test_ties_have_their_time() -> None:
    """A tie holds from its first to its last day, both included, and without them for ever."""
    manager = Tie(A, ORG, TieKind.MANAGER, date(2025, 1, 1), date(2025, 12, 31))
    held = [manager.in_force(on) for on in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))]
    assert held == [False, True, True, False]
    assert Tie(A, ORG, TieKind.MANAGER).in_force(date.min)
    assert Tie(A, ORG, TieKind.MANAGER).in_force(date.max)


def test_a_tie_can_be_ended_as_the_docstring_says() -> None:
    """Made anew with a last day, a tie no longer counts on the day after."""
    old = Tie(A, ORG, TieKind.EMPLOYER)
    ties = Ties([old, Tie(A, B, TieKind.SPOUSE)])
    ended = Ties(attrs.evolve(t, until=ON) if t == old else t for t in ties)
    assert ended.between(A, ORG, ON)
    assert not ended.between(A, ORG, ON + timedelta(days=1))
    assert len(ended) == 2


def test_interest_goes_one_step() -> None:
    """A tie to somebody who is tied to a party is none to the party."""
    ties = Ties([Tie(A, B, TieKind.SPOUSE), Tie(B, C, TieKind.SIBLING)])
    assert not ties.interested(A, (C,), ON)
    assert [t.kind for t in ties.interested(B, (A, C), ON)] == [TieKind.SPOUSE, TieKind.SIBLING]


def test_a_member_may_not_decide_for_the_household() -> None:
    """A member is interested without any tie, as himself or herself."""
    family = Household(HouseholdId("h-1"), (A, B))
    assert Ties().interested(A, family.members, ON) == (Tie(A, A, TieKind.SELF),)
    assert Ties().interested(C, family.members, ON) == ()


def test_thousands_of_ties_are_added_one_by_one() -> None:
    """Three thousand additions to a growing collection take seconds at most, not minutes."""
    started = time.perf_counter()
    ties = Ties()
    for i in range(3000):
        ties = ties.with_tie(Tie(PersonId(f"p-{i}"), PersonId(f"q-{i}"), TieKind.SPOUSE))
    assert len(ties) == 3000
    assert time.perf_counter() - started < 20


def test_every_kind_has_its_terms() -> None:
    """Each kind has a stable code, and a name in English and Chinese that no other kind has."""
    assert len({kind.text.zh for kind in TieKind}) == len({kind.text.en for kind in TieKind}) == len(TieKind)
    assert all(TieKind(kind.value) is kind for kind in TieKind)
    assert TieKind.MAJOR_DONOR.text.zh == "主要捐赠人"
    assert pickle.loads(pickle.dumps(TieKind.SPOUSE)) is TieKind.SPOUSE  # noqa: S301 - our own bytes


# ------------------------------------------------------------------------------------------------------ errors

REFUSALS: list[tuple[str, Callable[[], object]]] = [
    (parties.ID, lambda: opaque_id("")),
    (parties.ID, lambda: Ties().interested(7, [A], ON)),  # type: ignore[arg-type] # on purpose
    (parties.ID, lambda: Ties().between(A, Person(B), ON)),  # type: ignore[arg-type] # on purpose
    (parties.ID, lambda: Ties().interested(A, [Person(A)], ON)),  # type: ignore[list-item] # on purpose
    (parties.ID_IDENTIFIES, lambda: Tie(A, PersonId(PHONE), TieKind.SPOUSE)),
    (parties.TEXT, lambda: Person(A, name="")),
    (parties.BIRTH_UNKNOWN, lambda: Person(A).age_on(ON)),
    (parties.PLACE, lambda: Household(HouseholdId("h-1"), (A,), "宣州区")),
    (parties.USCC, lambda: unified_social_credit_code("")),
    (parties.USCC_CHECK, lambda: unified_social_credit_code("519999195001010000")),
    (ties_module.TIE, lambda: Tie(A, A, TieKind.SPOUSE)),
    (ties_module.TIE, lambda: Tie(A, B, TieKind.SELF)),
    (ties_module.TIE, lambda: Tie(A, B, "spouse")),  # type: ignore[arg-type] # on purpose
    (ties_module.TIE, lambda: Ties([(A, B)])),  # type: ignore[list-item] # on purpose
    (ties_module.TIE, lambda: Ties().with_tie(Tie(A, A, TieKind.SELF))),
    (parties.PARTIES, lambda: Ties().interested(A, "p-a", ON)),  # type: ignore[arg-type] # on purpose
    (cal.ORDER, lambda: Tie(A, B, TieKind.SPOUSE, ON, date(2025, 1, 1))),
    (cal.ORDER, lambda: Person(A, born=ON).age_on(date(2025, 1, 1))),
    (cal.DAY, lambda: Person(A, born="2012-05-01")),  # type: ignore[arg-type] # on purpose
    (cal.DAY, lambda: Tie(A, B, TieKind.SPOUSE).in_force("2025-01-01")),  # type: ignore[arg-type] # on purpose
    (cal.DAY, lambda: Ties().interested(A, [B], None)),  # type: ignore[arg-type] # on purpose
    (cal.DAY, lambda: Ties().between(A, B, None)),  # type: ignore[arg-type] # on purpose
    (cal.COUNT, lambda: Person(A, born=ON).is_under(0, ON)),
]


@pytest.mark.parametrize(("code", "ask"), REFUSALS, ids=[f"{code}-{i}" for i, (code, _) in enumerate(REFUSALS)])
def test_each_refusal_has_its_code(code: str, ask: Callable[[], object]) -> None:
    """Each mistake is refused with its own code, in two languages without an unfilled place."""
    with pytest.raises(Malformed) as caught:
        ask()
    assert caught.value.code == code
    for text in (caught.value.text("en"), caught.value.text("zh")):
        assert code in text
        assert "{" not in text


def test_no_code_of_the_parties_is_without_a_test() -> None:
    """Every code that the module declares is raised in this file."""
    names = vars(parties) | vars(ties_module)
    declared = {value for name, value in names.items() if name.isupper() and value in CATALOGUE}
    assert declared - {cal.ORDER} <= {code for code, _ in REFUSALS}
    assert len(declared) == 10
