"""Invented populations: their sums are the published ones, whatever the seed, and they say that they are synthetic."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from fractions import Fraction
from hashlib import sha256
from math import floor
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community_charity.errors import Malformed
from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.rules.ceilings import PoolKind
from community_charity.whatif import Population, Result, Scenario, simulate
from community_charity.whatif.datasets import (
    Place,
    anhui,
    fengtai,
    hefei,
    listing,
    population,
    published,
    xuanzhou,
    yantai,
)
from community_charity.whatif.datasets.making import (
    CAUSES,
    Asked,
    cases_of,
    fund_money,
    grouped,
    ids,
    share_out,
    size_names,
    sizes,
    stream,
)
from community_charity.whatif.months import Months

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = st.integers(0, 2**64)
SLOW = settings(max_examples=12, deadline=None)
CHINESE = re.compile("[\u4e00-\u9fff]")
LAYERS = {
    "xuanzhou": ("society",),
    "fengtai": ("society", "federation"),
    "anhui": ("society", "fund"),
    "hefei": ("fund",),
    "yantai": ("fund",),
}


def found(name: str, seed: int = 1) -> Population:
    return population(name, seed=seed)


@pytest.fixture(scope="module", params=list(LAYERS))
def one(request: pytest.FixtureRequest) -> tuple[str, Population]:
    """Each population once, from seed 1."""
    return request.param, found(request.param)


def residual(people: Population) -> Any:
    assert people.cases is not None
    return people.cases.residual()


def unbound(place: str) -> Law:
    """Give the law of a place, its assumed ceilings raised out of reach."""
    return Law.of(Place(place).law).amend(
        since=date(2026, 1, 1),
        relief_case_ceiling=yuan(1_000_000),
        relief_household_year_ceiling=yuan(1_000_000),
        relief_grants_per_cause_and_year=1000,
    )


def run(people: Population, place: str, law: Law | None = None) -> Result:
    return simulate(people, Scenario(law or Law.of(Place(place).law), layers=LAYERS[place]), keep=("societies",))


# --- the published totals, typed here from the documents themselves ------------------------------------


@SLOW
@given(SEEDS)
def test_xuanzhou_has_the_reported_totals(seed: int) -> None:
    """217 societies with 30,000 each, 1,790 person-times, 104.28 x 10,000 yuan: and all of it is paid where nothing binds."""
    people = xuanzhou(seed)
    left = residual(people)
    assert (len(people), len(left), int(left.sum())) == (217, 1790, 104_280_000)
    assert people.capital.tolist() == people.opening.tolist() == [30_000_00] * 217
    assert left.min() >= 100_00
    assert not (left % 100_00).any()
    paid = run(people, "xuanzhou", unbound("xuanzhou"))
    assert paid.total("paid") == yuan("1042800.00")
    assert paid.total("unmet") == yuan(0)
    assert paid.total("closing") == 217 * yuan(30_000) - yuan(1_042_800)


@SLOW
@given(SEEDS)
def test_fengtai_has_the_reported_totals(seed: int) -> None:
    """250 societies, 16 federations, 1,189 people, more than two million: paid in full as villages and towns pay there."""
    people = fengtai(seed)
    federation, left = people.pools["federation"], residual(people)
    assert (len(people), len(federation.members), len(left), int(left.sum())) == (250, 16, 1189, 200_000_000)
    assert people.capital.tolist() == [8_000_00] * 250
    assert federation.kind is PoolKind.FEDERATION
    assert set(federation.members) == set(people.label("town"))
    assert people.cases is not None
    assert people.cases.household is not None
    assert len(np.unique(people.cases.household)) == 1189  # people, not times: nobody comes twice
    assert left.max() <= 20_000_00
    result = run(people, "fengtai")
    assert result.total("paid") == yuan(2_000_000)
    assert result.total("paid:federation") > yuan(0)
    assert result.total("unmet") == yuan(0)
    assert not (federation.opening % 10_000_00).any()
    assert ((result.pools["federation"] >= 0) & (result.pools["federation"] < 10_000_00)).all()


@SLOW
@given(SEEDS)
def test_hefei_has_the_reported_totals(seed: int) -> None:
    """1,345 funds, 27.23 million raised, 744 projects, each within the money of its fund."""
    check_funds(hefei(seed), "hefei", funds=1345, raised=27_230_000_00, projects=744)


@SLOW
@given(SEEDS)
def test_yantai_has_the_reported_totals(seed: int) -> None:
    """342 funds, more than twelve million raised, 150 projects, 200,000 person-times, each project reaching somebody."""
    people = yantai(seed)
    check_funds(people, "yantai", funds=342, raised=12_000_000_00, projects=150)
    reached = people.label("reached")
    assert int(reached.sum()) == 200_000
    assert people.cases is not None
    assert set(np.flatnonzero(reached)) == set(people.cases.society.tolist())


def check_funds(people: Population, place: str, *, funds: int, raised: int, projects: int) -> None:
    pool, left = people.pools["fund"], residual(people)
    assert (len(people), len(pool.members), len(left)) == (funds, funds, projects)
    assert (int(pool.opening.sum()), int(people.capital.sum())) == (raised, raised)
    assert pool.opening.min() >= 3_000_00
    assert not people.opening.any()
    assert pool.kind is PoolKind.FUND
    assert people.cases is not None
    assert (np.bincount(people.cases.society) <= 1).all()
    assert (left <= pool.opening[people.cases.society]).all()
    held = int(pool.opening[people.cases.society].sum())
    assert int(left.sum()) == held // 200_00 * 100_00
    assert run(people, place).amount("paid") == int(left.sum())


@pytest.mark.parametrize("seed", [2])
def test_anhui_has_the_reported_totals(seed: int) -> None:
    """18,000 societies at the floor, 7,232 funds with 125 million, and Xuanzhou's cases scaled up."""
    people = anhui(seed)
    fund, left = people.pools["fund"], residual(people)
    assert (len(people), int(people.capital.sum())) == (18_000, 540_000_000_00)
    assert (int((fund.opening > 0).sum()), int(fund.opening.sum())) == (7232, 12_500_000_000)
    assert Counter(people.label("fund").tolist()) == {"yes": 7232, "no": 18_000 - 7232}
    assert ((people.label("fund") == "yes") == (fund.opening > 0)).all()
    assert abs(len(left) - Fraction(18_000, 217) * 1790) < 1
    assert abs(int(left.sum()) - Fraction(18_000, 217) * 104_280_000) < 100_00
    assert len(np.unique(people.label("county"))) == 100
    share = 7232 / 18_000  # funds are anywhere: in the first half of the villages as often as in the second
    assert abs((fund.opening[:9000] > 0).mean() - share) < 5 * (share * (1 - share) / 9000) ** 0.5
    assert run(people, "anhui", unbound("anhui")).amount("paid") == int(left.sum())


def test_xuanzhou_under_the_assumed_ceilings() -> None:
    """The assumed ceilings of the province bind: less than what was reported would have been paid."""
    people = xuanzhou(1)
    result = run(people, "xuanzhou")
    law = Law.of(Place.XUANZHOU.law).on(date(2026, 1, 1))
    assert (law.relief_case_ceiling, law.relief_household_year_ceiling) == (yuan(1_000), yuan(2_000))
    assert people.cases is not None
    month, cause = people.cases.month, people.cases.cause
    assert people.cases.household is not None
    assert cause is not None
    year_paid: Counter[tuple[int, int]] = Counter()
    seen: set[tuple[int, int, int]] = set()
    for case in sorted(range(1790), key=lambda place: (month[place], place)):  # a plain model of the year's ceilings
        household, year = int(people.cases.household[case]), int(month[case]) // 12
        if (household, year, int(cause[case])) in seen:
            continue
        grant = min(int(residual(people)[case]), 1_000_00, 2_000_00 - year_paid[household, year])
        year_paid[household, year] += grant
        seen |= {(household, year, int(cause[case]))} if grant else set()
    assert result.amount("paid") == sum(year_paid.values())
    assert result.total("paid") == yuan("1006500.00")
    assert result.total("paid") < yuan("1042800.00")


# --- what holds for all --------------------------------------------------------------------------------

PINNED = {
    "xuanzhou": "8cf5653dc7b33fec",
    "fengtai": "098bcbd712564c71",
    "anhui": "a374e998eb4a46a4",
    "hefei": "c5f46af5a2e8b225",
    "yantai": "582c181d42e80608",
}


def digest(people: Population) -> str:
    """Hash every column of a population."""
    assert people.cases is not None
    columns: dict[str, Any] = {
        **{f"label:{name}": values for name, values in people.labels.items()},
        "capital": people.capital,
        "opening": people.opening,
        **{name: in_order_of_appearance(values.tolist()) for name, values in people.cases.columns().items()},
        "need": people.cases.need,
        "month": people.cases.month,
        **people.cases.borne,
        **{f"pool:{name}": pool.opening for name, pool in people.pools.items()},
    }
    return sha256(
        json.dumps({name: [str(value) for value in values] for name, values in columns.items()}).encode()
    ).hexdigest()[:16]


def in_order_of_appearance(values: list[Any]) -> list[Any]:
    """Number what stands for a household or a cause anew: only who is alike counts."""
    numbers: dict[Any, int] = {}
    return [numbers.setdefault(value, len(numbers)) for value in values]


@pytest.mark.deep
def test_a_seed_gives_the_same_again(one: tuple[str, Population]) -> None:
    """The columns of seed 1 are what they were; NumPy may change its draws from one version to another."""
    assert digest(one[1]) == PINNED[one[0]]


@pytest.mark.parametrize("make", [xuanzhou, fengtai, hefei, yantai])
def test_another_seed_gives_others(make: Callable[[int], Population]) -> None:
    """Two seeds differ, one seed does not; and the months asked for change nothing in the sums."""
    assert digest(make(3)) == digest(make(3))
    assert len({digest(make(seed)) for seed in range(4)}) == 4


def test_no_two_places_share_their_numbers() -> None:
    """Each place has a stream of its own."""
    assert len({stream(1, number).random() for number in range(5)}) == 5


def test_nothing_is_unknown_or_below_zero(one: tuple[str, Population]) -> None:
    """All columns are whole fen, labels are text, and everybody has a county and a size."""
    people = one[1]
    assert people.cases is not None
    columns = [people.capital, people.opening, people.cases.need, *people.cases.borne.values()]
    columns += [pool.opening for pool in people.pools.values()]
    for column in columns:
        assert column.dtype == np.int64
        assert column.min() >= 0
    assert set(people.label("size").tolist()) == {"small", "medium", "large"}
    assert all(people.label("county").tolist())
    assert set(people.cases.month.tolist()) == set(range(len(people.months)))


def test_cases_have_what_ceilings_count(one: tuple[str, Population]) -> None:
    """Cases of societies have households and causes, so that no ceiling is left out; some households come again."""
    name, people = one
    result = run(people, name)
    assert result.notes == ()
    if name in {"xuanzhou", "anhui"}:
        assert people.cases is not None
        assert people.cases.household is not None
        assert people.cases.cause is not None
        assert people.cases.cancer is not None
        assert len(np.unique(people.cases.household)) < len(people.cases)


def test_shares_of_the_model() -> None:
    """Causes, cancer, government aid and second times come as often as is said: five standard errors at most away."""
    asked = Asked(20_000, 20_000 * 500_00, spread=0.5)
    cases = cases_of(stream(1, 9), ids("v", 100), np.ones(100, np.int64), asked, Months("2026-01", 12))
    ill = cases["cause"] == "illness"
    assert set(cases["cause"].tolist()) == set(CAUSES)
    assert not cases["cancer"][~ill].any()
    again = 1 - len(np.unique(cases["household"])) / 20_000
    shares = [(ill.mean(), 0.55), (cases["cancer"][ill].mean(), 0.2), ((cases["government_aid"] > 0).mean(), 0.3)]
    for share, expected in (*shares, (again, 0.1)):
        assert abs(share - expected) < 5 * (expected * (1 - expected) / 10_000) ** 0.5


def test_no_society_is_asked_for_more_than_its_room() -> None:
    """What a crowded society has no room for goes to the others; the total holds to the fen."""
    asked = Asked(30, 30 * 500_00, spread=0.9, most=2_500_00, room=6_000_00)
    full = 0
    for seed in range(30):
        weights = np.array([30_000, 10_000, 10_000, 10_000])
        cases = cases_of(stream(seed, 9), ids("v", 4), weights, asked, Months("2026-01", 1))
        left = cases["need"] - cases["government_aid"]
        held = Counter[str]()
        for society, amount in zip(cases["society"].tolist(), left.tolist(), strict=True):
            held[society] += amount
        assert sum(held.values()) == 30 * 500_00
        assert max(held.values()) <= 6_000_00
        assert max(left) <= 2_500_00
        full += held["v-1"] == 6_000_00
    assert full > 10


def test_larger_societies_hear_more() -> None:
    """Cases follow the drawn sizes, and grants are skewed: their mean is above their median."""
    people = xuanzhou(1)
    assert people.cases is not None
    heard = np.bincount(people.cases.society, minlength=217)
    size = people.label("size")
    assert heard[size == "small"].mean() < heard[size == "medium"].mean() < heard[size == "large"].mean()
    assert residual(people).mean() > np.median(residual(people))
    assert residual(people).max() > 1_000_00


def test_larger_funds_run_more_projects() -> None:
    """A fund runs a project the more likely, the more it has."""
    people = hefei(1)
    assert people.cases is not None
    chosen = np.bincount(people.cases.society, minlength=1345) > 0
    spread = people.capital.std() * (1 / 744 + 1 / 601) ** 0.5
    assert people.capital[chosen].mean() > people.capital[~chosen].mean() + 5 * spread


def test_months_and_first_month_are_arguments() -> None:
    """The cases are spread over the months asked for, all of them still there."""
    for make in (xuanzhou, fengtai, hefei, yantai):
        people = make(1, months=5, first_month="2025-11")
        assert people.months.labels == ("2025-11", "2025-12", "2026-01", "2026-02", "2026-03")
        assert people.cases is not None
        assert set(people.cases.month.tolist()) == set(range(5))
        assert people.source.method is not None
        assert "over 5 months from 2025-11" in people.source.method.en
        assert "2025-11起5个月" in people.source.method.zh


# --- they say what they are --------------------------------------------------------------------------


def test_synthetic_wherever_it_is_shown(one: tuple[str, Population]) -> None:
    """The word is in the representation, the table in every form, and a column of the data frame."""
    name, people = one
    result = run(people, name)
    table = result.table()
    for english in (repr(people), table.text(), table.markdown(), table.html(), result.table("county").text()):
        assert "synthetic: " in english
    for chinese in (table.text("zh"), table.markdown("zh"), table.html("zh")):
        assert "合成数据：" in chinese
        assert "种子 1" in chinese
    for backend in ("pandas", "polars"):
        assert all(line.startswith("synthetic: ") for line in list(result.to_frame(backend)["source"])[:3])
    assert all(line.startswith("synthetic: ") for line in list(table.to_frame("polars")["source"]))


def test_the_source_tells_how_it_was_made(one: tuple[str, Population]) -> None:
    """Seed, method and citations are there, in both languages; assumptions are called so, and nothing real is named."""
    source = one[1].source
    assert source.synthetic
    assert source.seed == 1
    assert source.method is not None
    assert "invented" in source.method.en
    assert "虚构" in source.method.zh
    assert "not reported" in source.method.en
    assert "假设" in source.method.zh
    assert not CHINESE.search(source.method.en + source.title.en)
    assert source.cites
    assert all(cited.strip() for cited in source.cites)
    assert any("2025-03-13" in cited or "2025-02-19" in cited or "2024-03-16" in cited for cited in source.cites)


def test_nobody_is_named(one: tuple[str, Population]) -> None:
    """Ids are the place and a number: no name of a village."""
    for name in ("society", "county", "town"):
        if name in one[1].labels:
            assert all(re.fullmatch(rf"{one[0]}-[a-z]+-\d+", value) for value in one[1].label(name).tolist())


# --- the tables ----------------------------------------------------------------------------------------

REPORTED = {  # typed from the documents, not read from the library
    "xuanzhou": [217, 1790, yuan(1_042_800), yuan(30_000), yuan(6_510_000), yuan("582.57")],
    "fengtai": [
        *(250, 16, 1189, yuan(2_000_000), yuan(2_000), yuan(20_000), yuan(8_000), yuan("1682.09"), 221, yuan(424_000)),
    ],
    "anhui": [
        *(18_000, yuan(30_000), 7232, yuan(125_000_000), yuan("17284.29"), 217, 1790, yuan(1_042_800), 148_479),
        yuan(86_499_500),
    ],
    "hefei": [1345, yuan(27_230_000), 744, 110, 1575, 248, yuan("20245.35")],
    "yantai": [342, yuan(12_000_000), 150, 200_000, yuan("35087.72"), yuan(80_000)],
}


@pytest.mark.parametrize("place", list(REPORTED))
def test_the_published_figures(place: str) -> None:
    """Each value is that of its document; each row tells its source, its support and what is in the population."""
    table = published(place)
    assert [row[1] for row in table.rows] == REPORTED[place]
    for row in table.rows:
        for text in (row[0], *row[2:]):
            assert text.en
            assert text.zh
        assert ("derived" in row[5].en) == (row[2].en == "derived")
        # Numbers of documents are quoted as they are; all other English is English.
        assert not CHINESE.search(re.sub(r"\([^)]*号[^)]*\)", "", "".join(text.en for text in (row[0], *row[2:]))))


@pytest.mark.parametrize("place", list(Place))
def test_the_tables_say_synthetic(place: Place) -> None:
    """Populations made from a table are synthetic, says the table in every form."""
    table = published(place)
    for english in (table.text(), table.markdown(), table.html()):
        assert "synthetic" in english
    for chinese in (table.text("zh"), table.markdown("zh"), table.html("zh")):
        assert "合成数据" in chinese
    assert "synthetic" in table.to_frame("polars")["source"][0]
    assert table.records()[0]["figure"]
    assert "synthetic" in listing().text()
    assert "合成数据" in listing().html("zh")


@pytest.mark.parametrize(
    ("place", "row", "low", "high"),
    [
        ("xuanzhou", 2, "¥1,042,750.00", "¥1,042,850.00"),  # 104.28 ten thousands
        ("fengtai", 9, "¥423,500.00", "¥424,500.00"),  # 42.4 ten thousands
        ("anhui", 3, "¥124,500,000.00", "¥125,500,000.00"),  # 1.25 hundred millions
        ("hefei", 1, "¥27,225,000.00", "¥27,235,000.00"),  # 2,723 ten thousands
        ("yantai", 3, "195,000", "205,000"),  # 20 ten thousands
    ],
)
def test_what_rounded_figures_stand_for(place: str, row: int, low: str, high: str) -> None:
    """Half of the last digit reported on either side."""
    stands = published(place).rows[row][2]
    assert stands.en == f"{low} to {high}: reported in rounded form"
    assert stands.zh == f"{low}至{high}：报道为约数"


def test_more_than_is_said() -> None:
    """A figure of which only the least is known says so."""
    for place, row in (("fengtai", 3), ("yantai", 1)):
        assert published(place).rows[row][2].en.startswith("more than this")


def test_the_list_of_all() -> None:
    """Every place has a row, with the numbers of its population."""
    table = listing()
    assert [row[0] for row in table.rows] == list(LAYERS)
    for name, _, rows, cases, _ in table.rows:
        if name != "anhui":
            people = found(name)
            assert people.cases is not None
            assert (rows, cases) == (len(people), len(people.cases))
    assert table.rows[2][2:4] == (18_000, 148_479)


# --- sharing out ---------------------------------------------------------------------------------------


def plainly(total: int, weights: list[int]) -> list[int]:
    """Share out by largest remainders, in exact fractions."""
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    parts = [floor(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts


WEIGHTS = st.lists(st.integers(1, 100_000), min_size=1, max_size=40)


@given(st.integers(0, 10**9), WEIGHTS)
def test_largest_remainders(total: int, weights: list[int]) -> None:
    """The same as the plain model, to the unit."""
    assert share_out(total, np.array(weights)).tolist() == plainly(total, weights)


@given(st.integers(0, 10**6), st.integers(0, 50), WEIGHTS)
def test_the_least(more: int, least: int, weights: list[int]) -> None:
    """Each has its least, and what is more is shared out."""
    total = more + least * len(weights)
    parts = share_out(total, np.array(weights), least=least).tolist()
    assert parts == [least + part for part in plainly(more, weights)]


def plainly_capped(total: int, weights: list[int], most: list[int]) -> list[int]:
    """Share out in rounds: whoever is over his most has it, and the others share the rest anew."""
    given: dict[int, int] = {}
    while True:
        free = [place for place in range(len(weights)) if place not in given]
        rest = total - sum(given.values())
        parts = dict(zip(free, plainly(rest, [weights[place] for place in free]), strict=True)) if free else {}
        over = {place: most[place] for place, part in parts.items() if part > most[place]}
        if not over:
            return [{**given, **parts}[place] for place in range(len(weights))]
        given |= over


@given(st.data(), st.integers(0, 30), st.lists(st.tuples(st.integers(1, 100_000), st.integers(0, 1000)), min_size=1))
def test_the_most(data: st.DataObject, least: int, rows: list[tuple[int, int]]) -> None:
    """Nobody is above his most or below his least; the sum holds; the same as the plain model."""
    weights, above = [row[0] for row in rows], [row[1] for row in rows]
    total = data.draw(st.integers(0, sum(above)))
    most = np.array(above) + least
    parts = share_out(total + least * len(rows), np.array(weights), least=least, most=most)
    assert int(parts.sum()) == total + least * len(rows)
    assert (parts <= most).all()
    assert (parts >= least).all()
    assert (parts - least).tolist() == plainly_capped(total, weights, above)


@given(st.integers(1, 400), st.integers(1, 40))
def test_groups_are_even(rows: int, groups: int) -> None:
    """Groups differ by one row at most and stand one after another."""
    if groups <= rows:
        counts = Counter(grouped(ids("town", groups), rows).tolist())
        assert len(counts) == groups
        assert max(counts.values()) - min(counts.values()) <= 1


def test_sizes_and_ids() -> None:
    """Sizes are whole and above zero, however skewed; ids sort as they are numbered."""
    assert sizes(stream(1, 0), 10_000, 6.0).min() >= 1
    assert ids("town", 12).tolist() == sorted(ids("town", 12).tolist())
    assert size_names(np.array([5, 5, 5])).tolist() == ["small", "medium", "large"]
    assert fund_money(stream(1, 0), 9_000_00, 3).tolist() == [3_000_00] * 3


# --- what is refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [-1, 1.0, True, "1", None])
def test_a_seed_is_a_whole_number(seed: Any) -> None:
    """Anything else is refused, whatever the place."""
    for make in (xuanzhou, fengtai, anhui, hefei, yantai):
        with pytest.raises(Malformed, match=r"what_if\.dataset_seed"):
            make(seed)


@pytest.mark.parametrize(("months", "first"), [(0, "2026-01"), (12.0, "2026-01"), (12, "2026"), (1201, "2026-01")])
def test_months_are_checked(months: Any, first: str) -> None:
    """As those of any population."""
    with pytest.raises(Malformed, match=r"what_if\.(months|first_month)"):
        xuanzhou(months=months, first_month=first)


def test_a_place_is_known() -> None:
    """Another place is refused with the choices."""
    for call in (lambda: population("wuhan"), lambda: published("wuhan")):
        with pytest.raises(Malformed, match="xuanzhou, fengtai"):
            call()
    assert isinstance(published(Place.HEFEI).rows[1][1], Money)
