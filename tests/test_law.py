"""The law of a place on a day: boundaries of dates, what-ifs, layers, and how it is shown."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.calendar import DAY as NO_DAY
from community_charity.errors import LawError, Malformed
from community_charity.language import Text
from community_charity.law.citation import Basis, Citation, Verified
from community_charity.law.figure import DatedValue, Figure, Sense
from community_charity.law.law import AMENDMENT, NO_FIGURE, NO_VALUE, UNKNOWN_KEY, Law, in_force
from community_charity.law.layering import KIND, RELAXED
from community_charity.law.loading import places
from community_charity.law.rendering import data_of
from community_charity.law.schema import KEYS
from community_charity.law.values import Unit
from community_charity.money import Money, yuan
from community_charity.organisations import Charity
from community_charity.parties import OrganisationId

ONE = timedelta(days=1)
CN = Law.of("cn")
XUANZHOU = Law.of("cn/anhui/xuancheng/xuanzhou")

AMENDED = date(2024, 9, 5)  # the day the amended Charity Law came into force
ASSISTANCE = date(2026, 7, 1)  # the day the Social Assistance Law came into force

# ------------------------------------------------------------------------------------------------------ what is law

# Key, first day, value, and the articles as the instruments number them. 社会团体登记管理条例, 基金会管理条例,
# 慈善法 (2016, 2023), 社会救助法 (2026), 民发〔2018〕23号, 个人信息保护法.
NATIONAL: list[tuple[str, date, Any, list[str]]] = [
    ("association_minimum_capital", date(1998, 10, 25), yuan(30_000), ["第十条第一款第（五）项"]),
    ("national_association_minimum_capital", date(1998, 10, 25), yuan(100_000), ["第十条第一款第（五）项"]),
    ("association_minimum_members", date(1998, 10, 25), 50, ["第十条第一款第（一）项"]),
    ("association_minimum_unit_members", date(1998, 10, 25), 30, ["第十条第一款第（一）项"]),
    ("non_public_foundation_minimum_capital", date(2004, 6, 1), yuan(2_000_000), ["第八条第（二）项"]),
    ("local_public_foundation_minimum_capital", date(2004, 6, 1), yuan(4_000_000), ["第八条第（二）项"]),
    ("national_public_foundation_minimum_capital", date(2004, 6, 1), yuan(8_000_000), ["第八条第（二）项"]),
    ("mutual_aid_within_community", date(2016, 9, 1), True, ["第一百一十条"]),
    ("mutual_aid_within_community", AMENDED, True, ["第一百二十二条"]),
    ("public_fundraising_needs_qualification", date(2016, 9, 1), True, ["第二十二条第一款"]),
    ("public_fundraising_needs_qualification", AMENDED, True, ["第二十二条第一款"]),
    ("public_fundraising_wait_years", date(2016, 9, 1), 2, ["第二十二条第一款"]),
    ("public_fundraising_wait_years", AMENDED, 1, ["第二十二条第一款", "第五条"]),
    ("cooperation_with_qualified_charity", date(2016, 9, 1), True, ["第二十六条"]),
    ("cooperation_with_qualified_charity", AMENDED, True, ["第二十六条第一款"]),
    ("government_aid_first", date(2018, 1, 23), True, ["二（五）"]),
    ("government_aid_first", ASSISTANCE, True, ["第五十四条", "二（五）"]),
    ("relief_first_when_urgent", date(2018, 1, 23), True, ["二（二）"]),
    ("relief_first_when_urgent", ASSISTANCE, True, ["第五十条"]),
    ("referral_needs_consent", date(2021, 11, 1), True, ["第二十三条", "第二十九条"]),
    ("decider_recuses", date(2016, 9, 1), True, ["第十四条第二款"]),
    ("decider_recuses", AMENDED, True, ["第十四条第二款"]),
    ("no_relief_to_interested_persons", date(2016, 9, 1), True, ["第五十八条"]),
    ("no_relief_to_interested_persons", AMENDED, True, ["第五十九条"]),
]


@pytest.mark.parametrize(
    ("key", "since", "value", "articles"), NATIONAL, ids=[f"{key}-{since}" for key, since, _, _ in NATIONAL]
)
def test_what_the_national_instruments_fix(key: str, since: date, value: object, articles: list[str]) -> None:
    """Value, first day and articles are those of the instruments; amended articles keep their own numbers."""
    dated = CN.on(since).get(key)
    assert dated
    assert (dated.since, dated.value, type(dated.value)) == (since, value, type(value))
    assert [citation.article and citation.article.zh for citation in dated.citations] == articles
    before = CN.on(since - ONE).get(key)
    assert before is None or before.until == since - ONE


TWO_VALUES = sorted({figure.key for figure in CN.figures() if len(figure.history) > 1})


@pytest.mark.parametrize("key", TWO_VALUES)
def test_the_day_before_the_day_and_the_day_after_a_change(key: str) -> None:
    """The old value holds through the eve, the new one from the day on."""
    for old, new in pairwise(CN.figure(key).history):
        assert CN.on(new.since - ONE).get(key) is old
        assert CN.on(new.since).get(key) is new
        assert CN.on(new.since + ONE).get(key) is new
        assert old.until == new.since - ONE


def test_the_wait_for_public_fundraising_on_the_eve_and_on_the_day() -> None:
    """Two full years through 4 September 2024, one from the 5th on."""
    assert CN.on(date(2024, 9, 4)).public_fundraising_wait_years == 2
    assert CN.on(date(2024, 9, 5)).public_fundraising_wait_years == 1
    assert CN.on(date(2024, 9, 6)).public_fundraising_wait_years == 1


def test_the_order_of_aid_cites_the_new_law_from_its_first_day() -> None:
    """On 30 June 2026 the opinions alone, from 1 July the Social Assistance Law, too."""
    for day, cited in ((date(2026, 6, 30), 1), (date(2026, 7, 1), 2), (date(2026, 7, 2), 2)):
        dated = CN.on(day).get("government_aid_first")
        assert dated
        assert len(dated.citations) == cited
        assert ("社会救助法" in dated.source("zh")) is (cited == 2)


@pytest.mark.parametrize("place", places())
def test_before_its_first_value_a_figure_raises_naming_that_day(place: str) -> None:
    """Nothing is zero by default: the day before the first is refused, and the message says from when on."""
    law = Law.of(place)
    for figure in law.figures():
        if figure.history[0].place != place:
            continue  # told for the place that fixes it
        first = figure.history[0].since
        assert getattr(law.on(first), figure.key) == figure.history[0].value
        with pytest.raises(LawError) as caught:
            getattr(law.on(first - ONE), figure.key)
        assert caught.value.code == NO_VALUE
        for text in (caught.value.text("en"), caught.value.text("zh")):
            assert first.isoformat() in text
            assert (first - ONE).isoformat() in text
            assert place in text
            assert figure.key in text
        assert figure.key in law.on(first)
        assert figure.key not in law.on(first - ONE)
        assert law.on(first - ONE).get(figure.key) is None


def test_a_place_that_does_not_fix_a_figure() -> None:
    """The nation knows no least capital of a society: asking raises, `get` says nothing, `in` says no."""
    law = CN.on(date(2025, 3, 13))
    assert law.get("society_minimum_capital") is None
    assert "society_minimum_capital" not in law
    asks: list[Any] = [
        lambda: law.society_minimum_capital,
        lambda: CN.figure("society_minimum_capital"),
        lambda: CN.amend(since=date(2026, 1, 1), society_minimum_capital=yuan(1)),
    ]
    for ask in asks:
        with pytest.raises(LawError) as caught:
            ask()
        assert caught.value.code == NO_FIGURE
        for text in (caught.value.text("en"), caught.value.text("zh")):
            assert "society_minimum_capital" in text
            assert "cn" in text


def test_a_name_that_is_no_figure() -> None:
    """A misspelt name is an `AttributeError` on a day, elsewhere a `LawError`; both name the nearest."""
    law = CN.on(date(2025, 3, 13))
    with pytest.raises(AttributeError, match=r"society_minimum_captial; did you mean society_minimum_capital\?"):
        law.society_minimum_captial  # noqa: B018 - on purpose
    for ask in (law.get, CN.has, CN.figure, law.__contains__):
        with pytest.raises(LawError) as caught:
            ask("society_minimum_captial")
        assert caught.value.code == UNKNOWN_KEY
        assert "did you mean society_minimum_capital?" in str(caught.value)
    assert not hasattr(law, "nothing")


def test_a_law_can_be_pickled_and_copied() -> None:
    """So can the law of a day, and a decision: they travel between processes as they are."""
    for law in (CN, pickle.loads(pickle.dumps(CN)), copy.deepcopy(CN)):  # noqa: S301 - our own
        assert law.figures() == CN.figures()
    day = pickle.loads(pickle.dumps(XUANZHOU.on(AMENDED)))  # noqa: S301 - our own
    assert day.society_minimum_capital == yuan(30_000)
    asked = Charity(OrganisationId("city-charity"), registered_on=date(2025, 3, 4)).may_apply_for_qualification(
        CN.on(date(2026, 3, 3))
    )
    for again in (pickle.loads(pickle.dumps(asked)), copy.deepcopy(asked)):  # noqa: S301 - our own
        assert again.text("zh") == asked.text("zh")


def test_a_law_on_a_day_is_made_once_and_says_what_it_is() -> None:
    """Asking twice gives the same object; another day another one; a copy works as well."""
    day = date(2025, 3, 13)
    assert XUANZHOU.on(day) is XUANZHOU.on(day) is not XUANZHOU.on(day + ONE)
    assert Law.of("cn") is CN
    assert repr(XUANZHOU.on(day)) == "<LawInForce cn/anhui/xuancheng/xuanzhou 2025-03-13>"
    assert repr(CN) == f"<Law cn: {len(CN.figures())} figures>"
    assert (XUANZHOU.on(day).day, XUANZHOU.on(day).place) == (day, "cn/anhui/xuancheng/xuanzhou")
    assert copy.copy(XUANZHOU.on(day)).society_minimum_capital == yuan(30_000)


def test_the_figures_of_a_day() -> None:
    """Only what has a value that day is listed, each with it."""
    on_day = {figure.key: figure.history[0] for figure in CN.on(date(2004, 5, 31)).figures()}
    first = {figure.key: figure.history[0].since for figure in CN.figures()}
    assert {key for key, since in first.items() if since > date(2004, 5, 31)}.isdisjoint(on_day)
    assert {key for key, since, _, _ in NATIONAL if since < date(2004, 5, 31)} <= set(on_day)
    assert on_day["association_minimum_members"].value == 50


def test_xuanzhou_inherits_from_anhui_and_from_the_nation() -> None:
    """A district has its own sources of capital, the province's floor, and the nation's members."""
    law = XUANZHOU.on(date(2025, 3, 13))
    assert law.society_capital_sources == ("district_finance", "charity_association", "village_collective")
    assert law.society_minimum_capital == yuan(30_000)
    assert law.association_minimum_members == 50
    for figure in Law.of("cn/anhui").figures():
        assert XUANZHOU.figure(figure.key) == figure
    assert not Law.of("cn/anhui").has("society_capital_sources")
    assert not XUANZHOU.has("fund_minimum_committee")  # Hunan's, not Anhui's


@given(key=st.sampled_from([figure.key for figure in XUANZHOU.figures()]), day=st.dates())
def test_at_most_one_value_is_in_force(key: str, day: date) -> None:
    """On any day, the value found is the only one whose days hold it, and of the type of its key."""
    figure = XUANZHOU.figure(key)
    holding = [v for v in figure.history if v.since <= day and (v.until is None or day <= v.until)]
    assert figure.on(day) is (holding[0] if holding else None)
    assert len(holding) <= 1
    for value in holding:
        assert value.in_force(day)
        assert KEYS[key].startswith(type(value.value).__name__)


# ------------------------------------------------------------------------------------------------------ what-ifs


def test_an_amendment_is_another_law() -> None:
    """The first law stays as it was; the other has the new value from the day on and the old before."""
    day = date(2026, 1, 1)
    reform = XUANZHOU.amend(since=day, society_minimum_capital=yuan(50_000), aid_within_need=False)
    assert reform.place == XUANZHOU.place
    assert reform.on(day - ONE).society_minimum_capital == yuan(30_000)
    assert reform.on(day).society_minimum_capital == yuan(50_000)
    assert reform.on(day + ONE).aid_within_need is False
    assert XUANZHOU.on(day).society_minimum_capital == yuan(30_000)
    assert XUANZHOU.on(day).aid_within_need is True
    assert Law.of("cn/anhui/xuancheng/xuanzhou").figure("society_minimum_capital").history[-1].until is None


def test_an_amendment_is_marked_as_an_assumption_without_sources() -> None:
    """Nobody takes a what-if for law: basis, note and citations say so; the old labels are gone."""
    day = date(2026, 1, 1)
    value = XUANZHOU.amend(since=day, society_capital_sources=("donors",)).on(day).get("society_capital_sources")
    assert value
    assert (value.basis, value.verified, value.citations) == (Basis.ASSUMPTION, Verified.UNVERIFIED, ())
    assert value.note == Text("a what-if of the user", "用户设定的情景")
    assert (value.since, value.until, value.value) == (day, None, ("donors",))
    assert value.shown("zh") == "donors"


def test_an_amendment_cuts_what_came_later() -> None:
    """A what-if from before a change replaces the change as well."""
    law = CN.amend(since=date(2020, 1, 1), public_fundraising_wait_years=3)
    old, new = law.figure("public_fundraising_wait_years").history
    assert (old.value, old.since, old.until) == (2, date(2016, 9, 1), date(2019, 12, 31))
    assert (new.value, new.since, new.until) == (3, date(2020, 1, 1), None)
    assert law.on(AMENDED).public_fundraising_wait_years == 3


@pytest.mark.parametrize(
    ("since", "kept"),
    [
        (date(2016, 9, 1), []),
        (date(2016, 9, 2), [(date(2016, 9, 1), date(2016, 9, 1))]),
        (AMENDED, [(date(2016, 9, 1), AMENDED - ONE)]),
        (AMENDED + ONE, [(date(2016, 9, 1), AMENDED - ONE), (AMENDED, AMENDED)]),
        (date.min, []),
    ],
)
def test_where_an_amendment_cuts(since: date, kept: list[tuple[date, date]]) -> None:
    """What began before the day is kept up to its eve, what began on it is replaced."""
    history = CN.amend(since=since, public_fundraising_wait_years=9).figure("public_fundraising_wait_years").history
    assert [(value.since, value.until) for value in history] == [*kept, (since, None)]


def test_an_amendment_may_follow_another() -> None:
    """What-ifs build on each other, and may relax what is law."""
    law = CN.amend(since=date(2026, 1, 1), association_minimum_members=20)
    law = law.amend(since=date(2027, 1, 1), association_minimum_members=10)
    years = {year: law.on(date(year, 6, 1)).association_minimum_members for year in (2025, 2026, 2027)}
    assert years == {2025: 50, 2026: 20, 2027: 10}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("society_minimum_capital", 30_000),
        ("society_minimum_capital", "30,000"),
        ("society_minimum_council", True),
        ("society_minimum_council", 3.0),
        ("society_minimum_council", yuan(3)),
        ("society_council_is_odd", 1),
        ("society_council_is_odd", None),
        ("relief_majority", 0.5),
        ("relief_majority", 1),
        ("society_capital_sources", ["donors"]),
        ("society_capital_sources", "donors"),
        ("society_capital_sources", ("donors", 1)),
    ],
)
def test_a_what_if_of_another_type_is_refused(key: str, value: object) -> None:
    """No bool for a number, no float for a rate, no number for money; the message names key and type."""
    with pytest.raises(LawError) as caught:
        XUANZHOU.amend(since=date(2026, 1, 1), **{key: value})
    assert caught.value.code == AMENDMENT
    assert key in str(caught.value)
    assert KEYS[key] in str(caught.value)


@pytest.mark.parametrize("since", ["2026-01-01", None, datetime(2026, 1, 1), 2026])  # noqa: DTZ001 - on purpose
def test_a_what_if_begins_on_a_day(since: Any) -> None:
    """The day of a what-if, like any day on which the law is asked, is a plain date."""
    for ask in (lambda: CN.amend(since=since, association_minimum_members=20), lambda: CN.on(since)):
        with pytest.raises(Malformed) as caught:
            ask()
        assert caught.value.code == NO_DAY


def test_a_law_is_not_the_law_of_a_day() -> None:
    """Where the law of one day is wanted, a law without a day is refused."""
    assert in_force(CN.on(AMENDED)) is CN.on(AMENDED)
    for given_ in (CN, None, "cn"):
        with pytest.raises(Malformed):
            in_force(given_)  # type: ignore[arg-type] # on purpose


def test_a_misspelt_what_if_names_the_nearest() -> None:
    """A name that is no figure changes nothing."""
    with pytest.raises(LawError, match=r"did you mean association_minimum_members\?") as caught:
        CN.amend(since=date(2026, 1, 1), association_minimum_member=20)
    assert caught.value.code == UNKNOWN_KEY


# ------------------------------------------------------------------------------------------------------ differences


def test_a_law_does_not_differ_from_itself() -> None:
    """Neither from itself nor from a what-if that changes nothing."""
    assert XUANZHOU.diff(XUANZHOU) == ()
    assert XUANZHOU.diff(XUANZHOU.amend(since=date(2026, 1, 1))) == ()


def test_the_difference_lists_what_is_here_only_and_there_only() -> None:
    """A changed figure shows the values of both sides that the other lacks; a missing one shows one side."""
    reform = CN.amend(since=date(2026, 1, 1), public_fundraising_wait_years=3)
    ((key, here, there),) = CN.diff(reform)
    assert key == "public_fundraising_wait_years"
    assert [(value.value, value.until) for value in here] == [(1, None)]
    assert [(value.value, value.until) for value in there] == [(1, date(2025, 12, 31)), (3, None)]
    assert reform.diff(CN) == ((key, there, here),)
    rows = CN.diff(Law.of("cn/hunan"))
    assert [row[0] for row in rows] == [f.key for f in Law.of("cn/hunan").figures() if not CN.has(f.key)]
    assert all(here == () and there for _, here, there in rows)
    assert all(here and there == () for _, here, there in Law.of("cn/hunan").diff(CN))


# ------------------------------------------------------------------------------------------------------ layers


def dated(key: str, value: Any, since: date, until: date | None = None, unit: Unit = Unit.COUNT) -> DatedValue:
    return DatedValue(key, value, unit, since, until, (), Basis.LOCAL_INSTRUMENT, Verified.UNVERIFIED, "cn/town")


def figure(key: str, sense: Sense, *history: DatedValue) -> Figure:
    return Figure(key, Text("t", "题"), history[0].unit, sense, history)


CASES = [
    # key, sense, unit, below, laxer, as strict, stricter
    ("association_minimum_members", Sense.FLOOR, Unit.COUNT, 50, 49, 51),
    ("relief_majority", Sense.FLOOR, Unit.RATE, Fraction(1, 2), Fraction(499, 1000), Fraction(501, 1000)),
    ("relief_case_ceiling", Sense.CAP, Unit.YUAN, Money(100_000), Money(100_001), Money(99_999)),
    ("emergency_papers_days", Sense.CAP, Unit.WORKING_DAYS, 5, 6, 4),
    ("aid_within_need", Sense.DUTY, Unit.DUTY, True, False, True),
]


@pytest.mark.parametrize(("key", "sense", "unit", "base", "laxer", "stricter"), CASES, ids=[c[0] for c in CASES])
def test_a_layer_tightens_and_never_relaxes(
    key: str, sense: Sense, unit: Unit, base: Any, laxer: Any, stricter: Any
) -> None:
    """One step laxer is refused with both values and the day; as strict and stricter are taken."""
    start = date(2020, 1, 1)
    below = Law("cn", {key: figure(key, sense, dated(key, base, start, unit=unit))})
    for value in (base, stricter):
        law = below.with_local("cn/town", [figure(key, sense, dated(key, value, start, unit=unit))])
        assert getattr(law.on(start), key) == value
        assert law.place == "cn/town"
    with pytest.raises(LawError) as caught:
        below.with_local("cn/town", [figure(key, sense, dated(key, laxer, start, unit=unit))])
    assert caught.value.code == RELAXED
    for text in (caught.value.text("en"), caught.value.text("zh")):
        for part in (key, str(base), str(laxer), "2020-01-01", "cn/town"):
            assert part in text
    for basis in (Basis.PRACTICE, Basis.ASSUMPTION):  # bind nobody else
        assumed = figure(key, sense, attrs.evolve(dated(key, base, start, unit=unit), basis=basis))
        law = Law("cn", {key: assumed}).with_local("cn/town", [figure(key, sense, dated(key, laxer, start, unit=unit))])
        assert getattr(law.on(start), key) == laxer


def test_a_plain_value_is_free() -> None:
    """What neither binds as floor nor cap nor duty may differ either way."""
    key = "mutual_aid_within_community"
    start = date(2020, 1, 1)
    below = Law("cn", {key: figure(key, Sense.VALUE, dated(key, True, start, unit=Unit.DUTY))})  # noqa: FBT003
    law = below.with_local("cn/town", [figure(key, Sense.VALUE, dated(key, False, start, unit=Unit.DUTY))])  # noqa: FBT003
    assert law.on(start).mutual_aid_within_community is False


KEY = "association_minimum_members"
D = [date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1), date(2023, 1, 1)]
BELOW = Law("cn", {KEY: figure(KEY, Sense.FLOOR, dated(KEY, 40, D[0], D[2] - ONE), dated(KEY, 60, D[2]))})


@pytest.mark.parametrize(
    ("value", "since", "until", "relaxed"),
    [
        (50, D[1], D[2] - ONE, False),
        (50, D[1], D[2], True),  # one day into the higher floor
        (50, D[1], None, True),
        (60, D[1], None, False),
        (39, D[0], D[0], True),
        (39, D[0] - ONE, D[0] - ONE, False),  # before the nation fixed anything
        (39, D[0] - ONE, D[0], True),
        (60, D[3], None, False),
        (59, D[3], None, True),
    ],
)
def test_a_layer_is_compared_on_the_days_both_are_in_force(
    value: int, since: date, until: date | None, relaxed: bool
) -> None:
    """A local value is held against every value below that shares a day with it, and no other."""
    local = [figure(KEY, Sense.FLOOR, dated(KEY, value, since, until))]
    if relaxed:
        with pytest.raises(LawError, match=RELAXED):
            BELOW.with_local("cn/town", local)
    else:
        assert BELOW.with_local("cn/town", local).on(since).association_minimum_members == value


@given(since=st.integers(-10, 40), days=st.none() | st.integers(0, 40), asked=st.integers(-20, 90))
def test_a_layer_wins_while_it_lasts_and_then_the_law_below_is_back(since: int, days: int | None, asked: int) -> None:
    """On any day the local value if it is in force, else what the law below says."""
    base = D[2] - timedelta(days=15)
    start = base + timedelta(days=since)
    until = None if days is None else start + timedelta(days=days)
    day = base + timedelta(days=asked)
    law = BELOW.with_local("cn/town", [figure(KEY, Sense.FLOOR, dated(KEY, 99, start, until))])
    local = start <= day and (until is None or day <= until)
    expected = 99 if local else BELOW.on(day).association_minimum_members
    assert law.on(day).association_minimum_members == expected
    history = law.figure(KEY).history
    assert all(a.until and a.until + ONE == b.since for a, b in pairwise(history))


@given(
    sense=st.sampled_from([Sense.FLOOR, Sense.CAP]),
    values=st.lists(st.integers(0, 100), min_size=1, max_size=3),
    start=st.integers(-400, 1200),
    gaps=st.lists(st.integers(1, 400), min_size=3, max_size=3),
    ends=st.none() | st.integers(0, 400),
)
def test_no_layer_ever_relaxes_what_binds(
    sense: Sense, values: list[int], start: int, gaps: list[int], ends: int | None
) -> None:
    """Whatever a local file says is refused, or is on every day at least as strict as the law below it."""
    below = Law("cn", {KEY: figure(KEY, sense, dated(KEY, 40, D[0], D[2] - ONE), dated(KEY, 60, D[2]))})
    firsts = [D[0] + timedelta(days=start + sum(gaps[:n])) for n in range(len(values))]
    lasts = [first - ONE for first in firsts[1:]] + [None if ends is None else firsts[-1] + timedelta(days=ends)]
    local = figure(KEY, sense, *(dated(KEY, v, a, b) for v, a, b in zip(values, firsts, lasts, strict=True)))
    days = {day + n * ONE for day in (*D, *firsts, *(last for last in lasts if last)) for n in (-1, 0, 1)}
    relaxes = any(laxer_on(day, sense, below, local) for day in days)
    if relaxes:
        with pytest.raises(LawError, match=RELAXED):
            below.with_local("cn/town", [local])
    else:
        law = below.with_local("cn/town", [local])
        assert not any(laxer_on(day, sense, below, law.figure(KEY)) for day in days)


def laxer_on(day: date, sense: Sense, below: Law, above: Figure) -> bool:
    base, value = below.figure(KEY).on(day), above.on(day)
    if base is None or value is None:
        return False
    assert isinstance(base.value, int)
    assert isinstance(value.value, int)
    return value.value < base.value if sense is Sense.FLOOR else value.value > base.value


def test_a_layer_that_ends_with_the_calendar() -> None:
    """An end on the last day that Python knows is no end."""
    law = BELOW.with_local("cn/town", [figure(KEY, Sense.FLOOR, dated(KEY, 99, D[3], date.max))])
    assert law.on(date.max).association_minimum_members == 99


def test_a_layer_of_several_values() -> None:
    """The first value of a local history opens it, the last closes it."""
    local = figure(KEY, Sense.FLOOR, dated(KEY, 70, D[1], D[2] - ONE), dated(KEY, 80, D[2], D[3] - ONE))
    law = BELOW.with_local("cn/town", [local])
    found = [law.on(day).association_minimum_members for day in (D[1] - ONE, D[1], D[2] - ONE, D[2], D[3] - ONE, D[3])]
    assert found == [40, 70, 70, 80, 80, 60]


def test_a_layer_over_nothing_is_taken_as_it_is() -> None:
    """A figure that nobody fixed below is the place's own; the law below gains nothing."""
    local = figure("relief_case_ceiling", Sense.CAP, dated("relief_case_ceiling", yuan(5), D[0], unit=Unit.YUAN))
    law = BELOW.with_local("cn/town", [local])
    assert law.figure("relief_case_ceiling") is local
    assert not BELOW.has("relief_case_ceiling")


def test_a_layer_of_another_kind_is_refused() -> None:
    """A floor cannot become a plain value, nor days years."""
    for sense, unit in ((Sense.VALUE, Unit.COUNT), (Sense.FLOOR, Unit.YEARS)):
        with pytest.raises(LawError, match=KIND):
            BELOW.with_local("cn/town", [figure(KEY, sense, dated(KEY, 99, D[0], unit=unit))])


# ------------------------------------------------------------------------------------------------------ showing


@pytest.mark.parametrize(
    ("key", "en", "zh"),
    [
        ("society_minimum_capital", "¥30,000.00", "¥30,000.00"),
        ("society_minimum_council", "3", "3"),
        ("relief_grants_per_cause_and_year", "1", "1"),
        ("emergency_papers_days", "5 working days", "5个工作日"),
        ("public_fundraising_wait_years", "1 year", "1年"),
        ("relief_majority", "50%", "50%"),
        ("aid_within_need", "yes", "是"),
    ],
)
def test_values_are_shown_with_their_unit(key: str, en: str, zh: str) -> None:
    """A value reads as its unit wants it, in both languages."""
    value = XUANZHOU.on(date(2025, 3, 13)).get(key)
    assert value
    assert (value.shown("en"), value.shown("zh")) == (en, zh)


def test_other_values_are_shown_with_their_unit() -> None:
    """Two years are years, one working day is a day, no is no, names without labels are themselves."""
    start = date(2020, 1, 1)
    shown = [
        dated("public_fundraising_wait_years", 2, start, unit=Unit.YEARS),
        dated("emergency_papers_days", 1, start, unit=Unit.WORKING_DAYS),
        dated("aid_within_need", False, start, unit=Unit.DUTY),  # noqa: FBT003 - a value
        dated("society_capital_sources", ("a", "b"), start, unit=Unit.NAMES),
    ]
    assert [value.shown("en") for value in shown] == ["2 years", "1 working day", "no", "a, b"]
    assert [value.shown("zh") for value in shown] == ["2年", "1个工作日", "否", "a、b"]


def test_a_source_reads_in_two_languages() -> None:
    """Citations, basis and how far the text was read; several instruments are parted by a semicolon."""
    value = CN.on(ASSISTANCE).get("government_aid_first")
    assert value
    assert value.source("en") == (
        "Social Assistance Law (2026-04-30), art. 54; Opinions on Improving Temporary Assistance "
        "(民发〔2018〕23号, 2018-01-23), section 2 (5) [assumption, not law; text read]"
    )
    assert value.source("zh") == (
        "《社会救助法》（2026-04-30）第五十四条；《关于进一步加强和改进临时救助工作的意见》"
        "（民发〔2018〕23号，2018-01-23）二（五） [假设，非法律规定；已核对原文]"
    )
    assumed = CN.on(ASSISTANCE).get("relief_majority")
    assert assumed
    assert (assumed.source("en"), assumed.source("zh")) == (
        "[assumption, not law; unverified]",
        "[假设，非法律规定；未核实]",
    )


def test_a_citation_leaves_out_what_is_not_known() -> None:
    """Neither number nor date nor article: the title alone, in English without brackets."""
    bare = Citation(Text("Notice", "通知"), None, None, None)
    assert (bare.to("en"), bare.to("zh"), str(bare)) == ("Notice", "《通知》", "Notice")
    numbered = Citation(Text("Notice", "通知"), "〔2024〕1号", None, Text("art. 1", "第一条"), described=True)
    assert (numbered.to("en"), numbered.to("zh")) == ("Notice (〔2024〕1号), art. 1", "通知（〔2024〕1号）第一条")


@pytest.mark.parametrize("kind", [Basis, Verified])
def test_basis_and_verification_have_words(kind: type[Basis | Verified]) -> None:
    """Every kind of support has its own words in both languages."""
    words = [member.text for member in kind]
    assert len({word.en for word in words}) == len({word.zh for word in words}) == len(kind)


def test_a_value_as_data() -> None:
    """For programs: plain values, texts in both languages."""
    law = XUANZHOU.on(date(2025, 3, 13))
    for key, noted in (("society_minimum_capital", True), ("association_minimum_members", False)):
        value = law.get(key)
        assert value
        plain = data_of(value)
        assert plain["figure"] == key
        assert (plain["note"] is None) is not noted
        assert plain["until"] is None
    old = CN.figure("public_fundraising_wait_years").history[0]
    assert data_of(old)["until"] == "2024-09-04"
    assert data_of(old)["citations"] == [{"en": c.to("en"), "zh": c.to("zh")} for c in old.citations]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("society_minimum_capital", yuan(-1)),
        ("association_minimum_members", -1),
        ("relief_majority", Fraction(3, 2)),
        ("relief_majority", Fraction(-1, 2)),
    ],
)
def test_a_what_if_takes_no_impossible_value(key: str, value: object) -> None:
    """An amount or a number below zero, or a share of more than all, is refused even in a what-if."""
    with pytest.raises(LawError, match=key):
        Law.of("cn/anhui").amend(since=date(2026, 1, 1), **{key: value})


@pytest.mark.parametrize("key", ["government_aid_first", "relief_first_when_urgent", "decider_recuses"])
def test_what_holds_by_analogy_is_not_called_law(key: str) -> None:
    """A text written for others, or read further than it goes, is cited; that it binds here is an assumption."""
    for value in CN.figure(key).history:
        assert value.basis is Basis.ASSUMPTION
        assert value.citations
        assert value.note
