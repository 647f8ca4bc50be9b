"""Restrictions against a model in strings: what they admit, in which order they are drawn, when two are the same."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community_charity import Cause, Malformed, Text
from community_charity.purposes import GENERAL, ILLNESS, MAJOR_ILLNESS, PURPOSES, RELIEF, Purpose
from community_charity.restrictions import Restriction, TargetGroup, Use, restriction

BEGIN = date(2025, 3, 13)
OWN = Purpose("wells", of=Purpose("water", of=RELIEF, title=Text("water", "用水")), title=Text("wells", "水井"))
ALL = (*PURPOSES, OWN, OWN.of)
CODES = {one.code: one for one in ALL if one is not None}
PLACES = ("cn", "cn/anhui", "cn/anhui/hefei", "cn/anhui/hefei/baohe", "cn/anhui/hefei-2", "cn/hunan")
GROUPS = ("elderly", "child", "poor", "disabled")
PROJECTS = ("wells", "wells-2")

# --- the model: a restriction and a use as plain dictionaries -------------------------------------

Facts = dict[str, Any]


def below(name: str | None, wider: str) -> bool:
    """Tell whether a path lies at or under another. What is not known lies nowhere."""
    return name is not None and f"{name}/".startswith(f"{wider}/")


def serves(code: str, wider: str) -> bool:
    return wider == "general" or below(code, wider)


def admitted(only: Facts, use: Facts) -> bool:
    """Tell from the words alone whether money so restricted may serve a use."""
    no = (
        only["purposes"] is not None and not any(serves(use["purpose"], one) for one in only["purposes"]),
        only["place"] is not None and not below(use["place"], only["place"]),
        only["groups"] is not None and not set(only["groups"]) & set(use["groups"]),
        only["project"] is not None and only["project"] != use["project"],
        only["since"] is not None and use["on"] < only["since"],
        only["until"] is not None and use["on"] > only["until"],
    )
    return not any(no)


def order_of(only: Facts) -> tuple[Any, ...]:
    """Sort: soonest to be spent, a project, most limits, narrowest purposes, fewest of them, then by the words."""
    purposes = sorted(
        one
        for one in only["purposes"] or ()
        if not any(one != other and serves(one, other) for other in only["purposes"])
    )
    depths = [one.count("/") + 1 for one in purposes]
    limits = [name for name in ("purposes", "place", "groups", "project") if only[name] is not None]
    words = [
        ("purposes", ",".join(purposes)),
        ("place", only["place"]),
        ("groups", ",".join(sorted(set(only["groups"] or ())))),
        ("project", only["project"]),
        ("since", only["since"]),
        ("until", only["until"]),
    ]
    return (
        (only["until"] or date(9999, 12, 31)).isoformat(),
        only["project"] is None,
        -len(limits),
        -min(depths, default=0),
        len(purposes),
        ";".join(f"{name}={word}" for name, word in words if word),
    )


# --- drawing -------------------------------------------------------------------------------------

codes = st.sampled_from(sorted(CODES))
narrow = st.sampled_from(sorted(set(CODES) - {"general"}))
offsets = st.integers(-2, 2).map(lambda days: BEGIN + timedelta(days))


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def _fits(only: Facts) -> bool:
    days = only["since"], only["until"]
    return any(part is not None for part in only.values()) and (None in days or days[0] <= days[1])


facts = st.fixed_dictionaries(
    {
        "purposes": maybe(st.lists(narrow, min_size=1, max_size=3, unique=True)),
        "place": maybe(st.sampled_from(PLACES)),
        "groups": maybe(st.lists(st.sampled_from(GROUPS), min_size=1, max_size=2)),
        "project": maybe(st.sampled_from(PROJECTS)),
        "since": maybe(offsets),
        "until": maybe(offsets),
    }
).filter(_fits)
uses = st.fixed_dictionaries(
    {
        "purpose": codes,
        "on": offsets,
        "place": maybe(st.sampled_from(PLACES)),
        "groups": st.lists(st.sampled_from(GROUPS), max_size=2),
        "project": maybe(st.sampled_from(PROJECTS)),
    }
)


def made(only: Facts) -> Restriction:
    purposes = only["purposes"] and [CODES[code] for code in only["purposes"]]
    return Restriction(**(only | {"purposes": purposes}))


def asked(use: Facts) -> Use:
    return Use(CODES[use["purpose"]], **{name: part for name, part in use.items() if name != "purpose"})


# --- what is admitted ----------------------------------------------------------------------------


@given(facts, uses)
def test_a_restriction_admits_what_its_words_say(only: Facts, use: Facts) -> None:
    """The model reads paths, names and days; both answer the same."""
    assert made(only).admits(asked(use)) == admitted(only, use)


@given(facts, facts, uses)
def test_one_more_limit_never_admits_more(only: Facts, more: Facts, use: Facts) -> None:
    """Whatever is limited besides, the stricter restriction admits only what the other one admits."""
    besides = {name: part if only[name] is None else None for name, part in more.items()}
    stricter = {name: part if part is not None else besides[name] for name, part in only.items()}
    if _fits(stricter) and made(stricter).admits(asked(use)):
        assert made(only).admits(asked(use))
        assert not _fits(besides) or made(besides).admits(asked(use))


@given(facts, uses, st.data())
def test_a_narrower_limit_never_admits_more(only: Facts, use: Facts, data: Any) -> None:
    """Fewer or narrower purposes, a smaller place, fewer groups, fewer days: only what was admitted before."""
    narrower = dict(only)
    if only["purposes"] is not None:
        inside = [code for code in CODES if any(serves(code, one) for one in only["purposes"])]
        narrower["purposes"] = data.draw(st.lists(st.sampled_from(inside), min_size=1, max_size=2))
    if only["place"] is not None:
        narrower["place"] = data.draw(st.sampled_from([place for place in PLACES if below(place, only["place"])]))
    if only["groups"] is not None:
        narrower["groups"] = only["groups"][:1]
    if only["until"] is not None:
        narrower["until"] = max(only["until"] - timedelta(data.draw(st.integers(0, 2))), only["since"] or date.min)
    if made(narrower).admits(asked(use)):
        assert made(only).admits(asked(use))


@given(facts, uses, codes)
def test_a_narrower_purpose_is_admitted_wherever_the_wider_is(only: Facts, use: Facts, other: str) -> None:
    """Money for relief helps in illness; never the other way round by this rule alone."""
    wide, narrower = asked(use), attrs.evolve(asked(use), purpose=CODES[other])
    if narrower.purpose.within(wide.purpose) and made(only).admits(wide):
        assert made(only).admits(narrower)


@given(facts, uses)
def test_what_is_not_known_is_never_a_yes(only: Facts, use: Facts) -> None:
    """A use without place, groups or project is admitted only by money that does not ask for them."""
    known, unknown = asked(use), asked(use | {"place": None, "groups": [], "project": None})
    if made(only).admits(unknown):
        assert (only["place"], only["groups"], only["project"]) == (None, None, None)
        assert made(only).admits(known)


@given(facts, uses, st.sampled_from(GROUPS))
def test_knowing_more_groups_never_admits_less(only: Facts, use: Facts, group: str) -> None:
    """Who belongs to two groups may be helped with money for either."""
    if made(only).admits(asked(use)):
        assert made(only).admits(asked(use | {"groups": [*use["groups"], group]}))


def test_each_limit_at_its_boundary() -> None:
    """The first and the last day, the place itself and its neighbour whose name begins alike."""
    on = Use(ILLNESS, on=BEGIN, place="cn/anhui/hefei", groups=["child"], project="wells")
    day = timedelta(1)
    assert Restriction(since=BEGIN).admits(on)
    assert not Restriction(since=BEGIN + day).admits(on)
    assert Restriction(until=BEGIN).admits(on)
    assert not Restriction(until=BEGIN - day).admits(on)
    assert Restriction(place="cn/anhui").admits(on)
    assert not Restriction(place="cn/anhui/hefei/baohe").admits(on)
    assert not Restriction(place="cn/anhui/he").admits(on)
    assert Restriction(groups=["child", "poor"]).admits(on)
    assert not Restriction(groups=["poor"]).admits(on)
    assert not Restriction(project="wells-2").admits(on)
    assert not Restriction(purposes=[MAJOR_ILLNESS]).admits(on)
    assert Restriction(purposes=[RELIEF]).admits(on)


# --- the order of drawing ------------------------------------------------------------------------


@given(facts, facts)
@example(  # what must be spent soonest is first, whatever else it is
    {"purposes": None, "place": None, "groups": None, "project": None, "since": None, "until": BEGIN},
    {"purposes": ["relief"], "place": "cn", "groups": ["poor"], "project": "wells", "since": None, "until": None},
)
def test_the_order_of_drawing_is_total(one: Facts, other: Facts) -> None:
    """Two restrictions are the same, or one of them is drawn first: as the model orders them."""
    ranks, wanted = (made(one).rank, made(other).rank), (order_of(one), order_of(other))
    assert (ranks[0] < ranks[1], ranks[0] == ranks[1]) == (wanted[0] < wanted[1], wanted[0] == wanted[1])
    assert (made(one) == made(other)) == (ranks[0] == ranks[1])


@given(st.lists(facts, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_drawing_does_not_depend_on_the_order_of_giving(several: list[Facts], random: Any) -> None:
    """Sorted from any arrangement, the same row comes out."""
    first = sorted(map(made, several), key=lambda one: one.rank)
    random.shuffle(several)
    assert sorted(map(made, several), key=lambda one: one.rank) == first
    assert all(one.rank <= other.rank for one, other in pairwise(first))


def test_what_fits_fewest_uses_is_drawn_first() -> None:
    """By the last day, by project, by how much is limited, by depth, by number."""
    rising = (
        Restriction(until=BEGIN),
        Restriction(until=BEGIN + timedelta(1), project="wells"),
        Restriction(project="wells", place="cn"),
        Restriction(project="wells"),
        Restriction(purposes=[MAJOR_ILLNESS], groups=["child"]),
        Restriction(purposes=[RELIEF], place="cn"),
        Restriction(purposes=[MAJOR_ILLNESS]),
        Restriction(purposes=[ILLNESS]),
        Restriction(purposes=[ILLNESS, Cause.EDUCATION]),
        Restriction(purposes=[RELIEF]),
        Restriction(groups=["poor"]),
        Restriction(since=BEGIN),
    )
    assert sorted({*rising}, key=lambda one: one.rank) == list(rising)


# --- when two are the same -----------------------------------------------------------------------


@given(facts, st.randoms(use_true_random=False))
def test_the_order_of_purposes_does_not_matter(only: Facts, random: Any) -> None:
    """Nor that of the groups, nor naming one twice: the same money, the same purse."""
    shuffled = dict(only)
    for name in ("purposes", "groups"):
        if only[name] is not None:
            shuffled[name] = [*only[name], only[name][0]]
            random.shuffle(shuffled[name])
    one, other = made(only), made(shuffled)
    assert one == other
    assert hash(one) == hash(other)
    assert (one.code, one.rank, one.text) == (other.code, other.rank, other.text)
    assert copy.deepcopy(one) == one


@given(facts, narrow, st.data())
def test_a_purpose_within_another_adds_nothing(only: Facts, wider: str, data: Any) -> None:
    """Relief and illness is relief; the words name the widest alone."""
    inner = data.draw(st.sampled_from([code for code in CODES if serves(code, wider)]))
    both, alone = made(only | {"purposes": [inner, wider]}), made(only | {"purposes": [wider]})
    assert both == alone
    assert hash(both) == hash(alone)


@given(facts)
def test_charity_in_general_restricts_nothing(only: Facts) -> None:
    """Named among other purposes it lifts the limit; named alone there is no restriction at all."""
    named = [*(CODES[code] for code in only["purposes"] or ()), GENERAL]
    rest = only | {"purposes": None}
    if _fits(rest):
        assert Restriction(**(only | {"purposes": named})) == made(rest)
    assert restriction(named) is None


@given(facts, facts)
def test_the_code_tells_restrictions_apart(one: Facts, other: Facts) -> None:
    """Two codes are equal when two restrictions are."""
    assert (made(one).code == made(other).code) == (made(one) == made(other))


@given(facts)
def test_a_reader_is_told_every_limit(only: Facts) -> None:
    """Both languages name as many limits as there are, and the code stands in the `repr`."""
    found = made(only)
    count = sum(part is not None for part in only.values())
    assert found.named == count
    assert (found.text.en.count("; "), found.text.zh.count("；")) == (count - 1, count - 1)
    assert repr(found) == f"<Restriction {found.code}>"


# --- purposes ------------------------------------------------------------------------------------


@given(codes, codes)
def test_purposes_form_a_tree(one: str, other: str) -> None:
    """Within is told by the path; what two have in common is the longest way they share."""
    first, second = CODES[one], CODES[other]
    assert first.within(second) == serves(one, other)
    assert first.within(first)
    assert first.within(GENERAL)
    assert (first.within(second) and second.within(first)) == (first == second) == (one == other)
    shared = first.common(second)
    assert first.within(shared)
    assert second.within(shared)
    assert shared == second.common(first)
    below_both = [c for c in CODES.values() if first.within(c) and second.within(c)]
    assert max(below_both, key=lambda purpose: len(purpose.path)) == shared


def test_a_purpose_of_ones_own_hangs_below_another() -> None:
    """Its name and its wider purposes make it what it is, not its title."""
    assert (OWN.code, OWN.within(RELIEF), OWN.within(ILLNESS)) == ("relief/water/wells", True, False)
    twin = Purpose("illness", of=RELIEF, title=Text("sickness", "疾病"))
    assert twin == ILLNESS
    assert hash(twin) == hash(ILLNESS)
    assert twin != "illness"
    assert {cause.purpose.of for cause in Cause} == {RELIEF}
    assert (str(OWN.text), repr(OWN)) == ("wells", "<Purpose relief/water/wells>")


# --- what cannot be ------------------------------------------------------------------------------

ANY: Any = Restriction
ANY_TEXT: Any = Text
SHORT: Any = restriction  # what is wrong is given on purpose

WRONG: dict[str, tuple[str, Any]] = {
    "nothing is restricted": ("restriction.empty", Restriction),
    "no group is left": ("restriction.empty", lambda: ANY(groups=[])),
    "charity in general alone": ("restriction.empty", lambda: ANY(purposes=[GENERAL])),
    "no purpose is named": ("pool.purposes", lambda: ANY(purposes=[])),
    "a purpose in words": ("pool.purposes", lambda: ANY(purposes=["illness"])),
    "a purpose alone, not a list": ("pool.purposes", lambda: SHORT(ILLNESS)),
    "groups in one text": ("restriction.groups", lambda: ANY(groups="elderly")),
    "a place with an empty name": ("restriction.place", lambda: ANY(place="cn//hefei")),
    "a place with a blank": ("restriction.place", lambda: ANY(place="cn/ anhui")),
    "a place that is no text": ("restriction.place", lambda: ANY(place=3)),
    "the last day before the first": (
        "restriction.days",
        lambda: ANY(since=BEGIN, until=BEGIN - timedelta(1)),
    ),
    "a purpose named as the widest": (
        "purpose.name",
        lambda: Purpose("general", of=GENERAL, title=Text("general", "一般")),
    ),
    "a title that is no text": ("purpose.title", lambda: Purpose("a", of=RELIEF, title=ANY_TEXT(5, "甲"))),
    "a title in English alone": ("purpose.title", lambda: Purpose("a", of=RELIEF, title=ANY_TEXT("a", None))),
    "a title of blanks": ("purpose.title", lambda: Purpose("a", of=RELIEF, title=Text(" ", "甲"))),
    "a title that is no Text": ("input.type", lambda: Purpose("a", of=RELIEF, title=ANY_TEXT)),
    "a purpose with a slash": ("purpose.name", lambda: Purpose("a/b", of=RELIEF, title=Text("a", "甲"))),
}


@pytest.mark.parametrize(("code", "make"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_told_at_once(code: str, make: Any) -> None:
    """Each with the code of its field."""
    with pytest.raises(Malformed) as malformed:
        make()
    assert malformed.value.code == code


def test_first_and_last_day_may_be_the_same() -> None:
    """One day is enough."""
    assert Restriction(since=BEGIN, until=BEGIN).named == 2


def test_groups_and_purposes_have_their_words() -> None:
    """In both languages."""
    only = Restriction(purposes=[ILLNESS], groups=[TargetGroup.CHILD], project="wells", place="cn/anhui")
    assert only.text.en == "only for illness; for children; in cn/anhui; for project wells"
    assert only.text.zh == "限用于患病；面向儿童；限 cn/anhui；限项目 wells"
