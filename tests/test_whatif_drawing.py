"""Drawn cases: exact in fen within each draw, the same on any machine, and distributed as they are told."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import exp, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community_charity.language import Text
from community_charity.money import Money, yuan
from community_charity.whatif.drawing import (
    AidShare,
    CaseModel,
    Discrete,
    Draws,
    Gamma,
    Listed,
    LogNormal,
    NegativeBinomial,
    Plan,
    Poisson,
    Reach,
    Seasons,
    Shock,
    Tallied,
    Total,
    evaluate,
    settle,
)
from community_charity.whatif.drawing.checks import MOST_FEN
from community_charity.whatif.drawing.streams import DRAWS, SOCIETIES, group_key
from reproducers import caught

TWO = Discrete({yuan(500): Fraction(83_486, 100_000), yuan(1_000): Fraction(16_514, 100_000)})
"""Xuanzhou (a newspaper's figures for one period of unknown length), modelled as two amounts."""
FIVE = Discrete.observed([100_00, 250_00, 333_33, 800_00, 1_200_00])
SMOOTH = LogNormal(yuan(600), cv=1)
AIDS = (None, yuan(200), AidShare(Fraction(1, 3)), Discrete({yuan(0): Fraction(1, 2), yuan(700): Fraction(1, 2)}))
SEVERAL = [CaseModel(Poisson(2), need, aid=aid) for need in (TWO, FIVE, SMOOTH) for aid in AIDS]


def small(model: CaseModel, **changes: Any) -> Draws:
    usual: dict[str, Any] = {"societies": 3, "months": 4, "draws": 5, "seed": 1}
    return Draws(model, **usual | changes)


def counts(draws: Draws, month: int = 0) -> np.ndarray[Any, Any]:
    """Give all the counts of a month: draws by societies."""
    found = np.zeros((draws.draws, draws.societies), dtype=np.int64)
    for key in draws.blocks:
        block = draws.block(*key)
        found[block.draws, block.societies] = list(block.months())[month].counts
    return found


# --- exact ---------------------------------------------------------------------------------------


def paid_in_order(cases: list[int], ceiling: int | None, money: int) -> tuple[int, int]:
    """Pay case by case; give what is paid and what is left."""
    paid = 0
    for left in cases:
        grant = min(left, money) if ceiling is None else min(left, ceiling, money)
        paid, money = paid + grant, money - grant
    return paid, money


@pytest.mark.parametrize("model", SEVERAL)
@pytest.mark.parametrize("ceiling", [None, yuan(0), yuan("433.33"), yuan(600)])
def test_a_month_paid_in_any_order_pays_the_lesser_of_what_is_wanted_and_there(
    model: CaseModel, ceiling: Money | None
) -> None:
    """Case by case, forwards and backwards, comes to min(sum of capped residuals, money), whatever the money is."""
    for month in small(model).block(0, 0).months():
        wanted = month.wanted(ceiling)
        for (draw, society), sum_ in np.ndenumerate(wanted):
            cases = [left for _, left in month.cases(draw, society)]
            assert len(cases) == month.counts[draw, society]
            for money in (0, 1, 777_77, 10**9):
                for order in (cases, cases[::-1]):
                    paid, left = paid_in_order(order, None if ceiling is None else ceiling.fen, money)
                    assert paid == min(sum_, money)
                    assert paid + left == money


@pytest.mark.parametrize("model", SEVERAL)
def test_needs_and_residuals_of_a_month(model: CaseModel) -> None:
    """A month sums the needs, and what aid leaves of them, of exactly the cases that it lists."""
    for month in small(model).block(0, 0).months():
        for (draw, society), needed in np.ndenumerate(month.needed()):
            cases = month.cases(draw, society)
            assert needed == sum(need for need, _ in cases)
            assert month.wanted(None)[draw, society] == sum(left for _, left in cases)
            for need, left in cases:
                assert left in {
                    max(need - less, 0)
                    for less in (
                        {0} if model.aid is None
                        else {model.aid.fen} if isinstance(model.aid, Money)
                        else {need // 3} if isinstance(model.aid, AidShare)
                        else {0, 700_00}
                    )
                }  # fmt: skip


def plain(draws: Draws, opening: list[int], income: list[list[int]], ceilings: list[Money | None]) -> dict[str, Any]:
    """Evaluate one plan in plain Python, draw by draw, case by case: totals by month by draw."""
    found = {total.value: [[0] * draws.draws for _ in range(draws.months)] for total in Total}
    for key in draws.blocks:
        block = draws.block(*key)
        months = list(block.months())
        for draw in range(block.shape[0]):
            for society in range(block.shape[1]):
                balance, short = opening[block.societies.start + society], False
                for at, month in enumerate(months):
                    cases = month.cases(draw, society)
                    ceiling = ceilings[at]
                    capped = [left if ceiling is None else min(left, ceiling.fen) for _, left in cases]
                    money = balance + income[at][block.societies.start + society]
                    paid, balance = paid_in_order(capped, None, money)
                    short = short or paid < sum(capped)
                    told = {
                        "cases": len(cases), "needed": sum(need for need, _ in cases), "asked": sum(x for _, x in cases),
                        "wanted": sum(capped), "paid": paid, "short": paid < sum(capped), "closing": balance,
                        "short_societies": short,
                    }  # fmt: skip
                    for name, value in told.items():
                        found[name][at][block.draws.start + draw] += value
    return found


@pytest.mark.parametrize("model", SEVERAL[::2])
def test_evaluate_does_what_a_plain_loop_does(model: CaseModel) -> None:
    """Every total of every month and draw, with money by society and month and ceilings by month, to the fen."""
    draws = small(model, draws=DRAWS + 3, societies=2)
    opening, income = [3_000_00, 0], [[10_01 * month, 900_00] for month in range(4)]
    ceilings = [None, yuan(300), yuan("433.33"), None]
    plan = Plan(np.array(opening), np.array(income), ceiling=ceilings)
    found = evaluate(draws, {"plan": plan}, by_month=True)["plan"]
    wanted = plain(draws, opening, income, ceilings)
    for total in Total:
        months = wanted[total.value]
        assert found.by_month(total).tolist() == months
        standing = total.value in {"closing", "short_societies"}
        assert found.of(total).tolist() == (
            months[-1] if standing else [sum(each) for each in zip(*months, strict=True)]
        )
    again = evaluate(draws, {"plan": plan})["plan"]
    assert (again.totals == found.totals).all()
    assert not again.totals.flags.writeable
    paid, closing, came_in = found.of("paid"), found.of("closing"), sum(map(sum, income))
    assert (sum(opening) + came_in - paid == closing).all()


@given(
    st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**12)), min_size=1, max_size=20)
)
def test_settle_is_exact_and_in_place(rows: list[tuple[int, int, int]]) -> None:
    """Opening + income - paid = closing, nothing below zero, for any amounts; the arrays given are the arrays returned."""
    balance, income, wanted = (np.array([column]) for column in zip(*rows, strict=True))
    paid = np.empty_like(balance)
    first, second = settle(balance, income[0], wanted, paid)
    assert first is paid
    assert second is balance
    for at, (opening, comes, asks) in enumerate(rows):
        assert paid[0, at] == min(asks, opening + comes)
        assert balance[0, at] == opening + comes - min(asks, opening + comes)
    assert wanted.tolist() == [[asks for _, _, asks in rows]]


def test_settle_refuses_floats() -> None:
    """A column that is no int64 is refused, not rounded."""
    whole = np.zeros((1, 1), dtype=np.int64)
    error = caught(lambda: settle(whole.astype(float), whole, whole, whole))
    assert error.code == "rule.carrier"


@pytest.mark.parametrize("need", [TWO, FIVE])
def test_a_ceiling_by_society(need: Discrete) -> None:
    """A column of ceilings caps each society's cases at its own; a single one is the same column everywhere."""
    month = next(small(CaseModel(Poisson(3), need)).block(0, 0).months())
    assert isinstance(month, Tallied if need is TWO else Listed)
    column = np.array([0, 433_33, 10**12])
    for (draw, society), wanted in np.ndenumerate(month.wanted(column)):
        assert wanted == sum(min(left, int(column[society])) for _, left in month.cases(draw, society))
    assert (month.wanted(np.full(3, 300_00)) == month.wanted(yuan(300))).all()


def test_tallies_and_lists_answer_alike() -> None:
    """The same cases, counted by kind or listed, come to the same sums."""
    tallied = Tallied(0, [np.array([[2, 0]]), np.array([[1, 3]])], np.array([5, 9]), np.array([4, 9]))
    listed = Listed(0, np.array([[3, 3]]), np.array([5, 5, 9, 9, 9, 9]), np.array([4, 4, 9, 9, 9, 9]))
    assert (tallied.counts == listed.counts).all()
    assert (tallied.needed() == listed.needed()).all()
    for ceiling in (None, Money(6), np.array([6, 1])):
        assert (tallied.wanted(ceiling) == listed.wanted(ceiling)).all()
    assert tallied.cases(0, 1) == listed.cases(0, 1)


# --- the same everywhere -------------------------------------------------------------------------


def busy(**changes: Any) -> Draws:
    shocks = [Shock(4, per_month=Fraction(1, 3), reach="county"), Shock(2, at=1)]
    model = CaseModel(NegativeBinomial(0.5, dispersion=1), SMOOTH, aid=AIDS[3], shocks=shocks)
    counties = [f"county-{n % 3}" for n in range(changes.get("societies", 300))]
    return small(model, **{"societies": 300, "months": 3, "draws": 120, "counties": counties} | changes)


def test_threads_change_nothing() -> None:
    """One thread, two and four give the same totals, bit for bit."""
    plans = {"a": Plan(yuan(1_000), yuan(300)), "b": Plan(yuan(1_000), yuan(300), ceiling=yuan(500))}
    one, two, four = (evaluate(busy(), plans, workers=n, by_month=True) for n in (1, 2, 4))
    for name in plans:
        for other in (two, four):
            assert (one[name].totals == other[name].totals).all()
            assert np.array_equal(one[name].monthly, other[name].monthly)  # type: ignore[arg-type] # asked for


def test_a_block_depends_on_its_place_alone() -> None:
    """A block drawn first, last, alone or twice holds the same cases; another place, seed or month holds others."""
    draws = busy()
    forwards = {key: [month.counts for month in draws.block(*key).months()] for key in draws.blocks}
    for key in reversed(draws.blocks):
        months = list(busy().block(*key).months())
        assert all((month.counts == one).all() for month, one in zip(months, forwards[key], strict=True))
    (a, *_), (b, *_) = forwards[0, 0], forwards[1, 0]
    assert (a != b).any()
    assert (forwards[0, 0][0][:, :44] != forwards[0, 1][0]).any()
    assert any((x != y).any() for x, y in pairwise(forwards[0, 0]))
    assert (counts(busy(seed=2)) != counts(draws)).any()
    full = counts(small(CaseModel(Poisson(1), TWO), societies=2 * SOCIETIES))
    assert (full[:, :SOCIETIES] != full[:, SOCIETIES:]).any()


@pytest.mark.parametrize(
    "model", [SEVERAL[0], SEVERAL[7], SEVERAL[11], CaseModel(NegativeBinomial(1, dispersion=2), TWO)]
)
def test_more_draws_or_months_keep_what_was_there(model: CaseModel) -> None:
    """The first draws and months of a longer run are those of the shorter."""
    short, long = small(model), small(model, draws=DRAWS + 7, months=6)
    months = zip(short.block(0, 0).months(), long.block(0, 0).months(), strict=False)
    seen = 0
    for one, other in months:
        seen += 1
        for draw in range(5):
            assert [one.cases(draw, society) for society in range(3)] == [other.cases(draw, s) for s in range(3)]
    assert seen == 4


def test_a_shock_in_one_month_leaves_the_others() -> None:
    """Common random numbers across models: only the month of the shock is drawn anew."""
    quiet = small(CaseModel(Poisson(1), TWO), societies=50)
    shaken = small(CaseModel(Poisson(1), TWO, shocks=[Shock(5, at=2)]), societies=50)
    same = [(counts(quiet, month) == counts(shaken, month)).all() for month in range(4)]
    assert same == [True, True, False, True]


def test_a_mean_for_all_is_the_same_as_a_column_of_it() -> None:
    """Drawing from one rate is only faster: the numbers are those of a column of equal means."""
    assert (counts(small(CaseModel(Poisson(0.7), TWO))) == counts(small(CaseModel(Poisson([0.7] * 3), TWO)))).all()
    mixed = counts(small(CaseModel(Poisson([0, 5, 5]), TWO)))
    assert not mixed[:, 0].any()
    assert mixed[:, 1:].any()


def test_blocks_cover_everything_once() -> None:
    """Every cell of draws by societies is in exactly one block."""
    draws = small(SEVERAL[0], draws=2 * DRAWS + 1, societies=2 * SOCIETIES + 1)
    seen = np.zeros((draws.draws, draws.societies), dtype=np.int64)
    for key in draws.blocks:
        block = draws.block(*key)
        seen[block.draws, block.societies] += 1
        assert block.shape == seen[block.draws, block.societies].shape
    assert (seen == 1).all()
    for place in ((3, 0), (0, 3), (-1, 0)):
        assert caught(lambda place=place: draws.block(*place)).code == "drawing.whole"  # type: ignore[misc] # a default


# --- distributed as told -------------------------------------------------------------------------


def near(found: float, wanted: float, error: float) -> bool:
    """Within five standard errors."""
    return abs(found - wanted) <= 5 * error


def test_poisson_mean_and_variance() -> None:
    """Counts have mean and variance of a Poisson law, and as many zeros, though they are drawn by kind."""
    for need in (TWO, FIVE):
        found = counts(small(CaseModel(Poisson(0.7), need), societies=256, draws=400)).ravel()
        n = found.size
        assert near(found.mean(), 0.7, sqrt(0.7 / n))
        assert near(found.var(), 0.7, sqrt((0.7 + 2 * 0.49) / n))
        assert near((found == 0).mean(), exp(-0.7), sqrt(exp(-0.7) * (1 - exp(-0.7)) / n))


def test_all_cases_of_a_month_vary_as_they_should() -> None:
    """The sum over many cells is Poisson as well: throwing cases into cells must not fix how many there are."""
    draws = small(CaseModel(Poisson(0.7), TWO), societies=10, months=400, draws=DRAWS)
    sums = np.array([month.counts.sum() for month in draws.block(0, 0).months()])
    assert near(sums.mean(), 350, sqrt(350 / 400))
    assert near(sums.var(ddof=1), 350, 350 * sqrt(2 / 400))


def test_kinds_come_in_their_shares() -> None:
    """Counted by kind or listed, each amount has its probability."""
    month = next(small(CaseModel(Poisson(5), TWO), societies=256, draws=50).block(0, 0).months())
    assert isinstance(month, Tallied)
    total = int(month.counts.sum())
    p = 0.16514
    assert near(month.tallies[1].sum() / total, p, sqrt(p * (1 - p) / total))
    listed = next(small(CaseModel(Poisson(5), FIVE), societies=256, draws=50).block(0, 0).months())
    assert isinstance(listed, Listed)
    for fen in (100_00, 250_00, 333_33, 800_00, 1_200_00):
        assert near((listed.needs == fen).mean(), 0.2, sqrt(0.16 / listed.needs.size))


@pytest.mark.parametrize("need", [TWO, FIVE])
def test_negative_binomial_variance(need: Discrete) -> None:
    """The variance is mean + dispersion x mean squared, and zeros are as the law says: (1 + dispersion x mean)^(-1/dispersion)."""
    arrivals = NegativeBinomial(2, dispersion=Fraction(1, 2))
    found = counts(small(CaseModel(arrivals, need), societies=256, draws=400)).ravel()
    n = found.size
    assert near(found.mean(), 2, sqrt(4 / n))
    assert arrivals.variance == 4
    assert abs(found.var() - 4) < 0.15  # fourth moment: a standard error of about 0.03
    zeros = (1 + 0.5 * 2) ** -2
    assert near((found == 0).mean(), zeros, sqrt(zeros * (1 - zeros) / n))


def test_panjers_example() -> None:
    """A compound Poisson law known exactly: mean 4, amounts 1, 2, 3 with 1/4, 1/2, 1/4 (Asmussen & Albrecher 2010)."""
    need = Discrete({Money(1): Fraction(1, 4), Money(2): Fraction(1, 2), Money(3): Fraction(1, 4)})
    exact = [Fraction(x) for x in ("1", "1", "5/2", "19/6", "97/24", "581/120", "3661/720")]
    sums = np.concatenate(
        [
            month.needed().ravel()
            for month in small(CaseModel(Poisson(4), need), societies=256, draws=50).block(0, 0).months()
        ]
    )
    for amount, factor in enumerate(exact):
        p = exp(-4) * float(factor)
        assert near((sums == amount).mean(), p, sqrt(p * (1 - p) / sums.size))


def test_xuanzhou() -> None:
    """217 societies, 8.2488 cases a period: short within 4 periods with 0.0019, within 5 with 0.061, without any top-up.

    One period's need is ¥10,000 at 99.5 % and ¥13,000 at 99.99 %: published figures of the solvency of such a pool.
    """
    draws = small(CaseModel(Poisson(8.2488), TWO), societies=217, months=5, draws=300)
    found = evaluate(draws, {"none": Plan(yuan(30_000))}, by_month=True)["none"]
    cells = 217 * 300
    for month, wanted in ((3, 0.0019), (4, 0.061)):
        share = found.by_month("short_societies")[month].sum() / cells
        assert near(share, wanted, sqrt(wanted * (1 - wanted) / cells) + 0.00005 / 5)  # the published figure is rounded
    assert not found.by_month("short")[:3].any() or found.by_month("short")[:3].sum() < 5
    needs = np.concatenate([month.wanted(None).ravel() for key in draws.blocks for month in draws.block(*key).months()])
    for yuans, level in ((10_000, 0.995), (13_000, 0.9999)):
        over = (needs > yuans * 100).mean()
        assert over <= 1 - level + 5 * sqrt(level * (1 - level) / needs.size)
        lower = (needs > (yuans - 500) * 100).mean()
        assert lower > 1 - level - 5 * sqrt(level * (1 - level) / needs.size)
    total = int(needs.sum())
    assert near(total / needs.size / 100, 8.2488 * 582.57, sqrt(8.2488 * 373_855 / needs.size))


@pytest.mark.parametrize("kind", [LogNormal, Gamma])
def test_smooth_amounts(kind: type[LogNormal | Gamma]) -> None:
    """Amounts are whole fen with the mean and coefficient of variation told; the halves are where the law puts them."""
    rng, n = np.random.default_rng(7), 200_000
    half, drawn = (kind(yuan(800), cv=cv).draw(rng, n) for cv in (0.5, 1))
    for column, cv in ((half, 0.5), (drawn, 1)):
        assert column.dtype == np.int64
        assert near(column.mean(), 80_000, cv * 80_000 / sqrt(n))
        assert abs(column.std() / column.mean() - cv) < 0.03
    above = (drawn > 80_000).mean()  # cv = 1: exponential, or a normal's half shifted by half its deviation
    wanted = exp(-1) if kind is Gamma else 0.3386  # Phi(-sqrt(log 2) / 2)
    assert near(above, wanted, sqrt(wanted * (1 - wanted) / n))
    assert kind(yuan(800), cv=1).mean == 80_000


def test_amounts_beyond_any_column_are_lowered() -> None:
    """A heavy tail never leaves int64: amounts above the largest are lowered to it."""
    drawn = LogNormal(Money(MOST_FEN), cv=100).draw(np.random.default_rng(1), 10_000)
    assert drawn.max() == MOST_FEN
    assert drawn.min() >= 0


def test_seasons_move_cases() -> None:
    """A month's mean is the mean times its factor, from the calendar month of the first place on."""
    seasons = Seasons([0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    draws = small(CaseModel(Poisson(3), TWO, seasons=seasons, first_month=12), societies=200, draws=50)
    found = [counts(draws, month).mean() for month in range(4)]
    for mean, factor in zip(found, (1, 0, 2, 1), strict=True):
        assert near(mean, 3 * factor, sqrt(3 * factor / 10_000))


def test_shocks_hit_whom_they_say() -> None:
    """A shock by county hits all of a county in all blocks together, and counties apart; a list of counties limits it."""
    counties = ["east" if n % 2 else "west" for n in range(300)]
    shock = Shock(50, per_month=Fraction(1, 4), reach=Reach.COUNTY)
    draws = small(CaseModel(Poisson(1), TWO, shocks=[shock]), societies=300, draws=100, counties=counties)
    hit = counts(draws) > 20
    east, west = hit[:, 1::2], hit[:, ::2]
    assert (east.all(axis=1) | ~east.any(axis=1)).all()
    assert (west.all(axis=1) | ~west.any(axis=1)).all()
    assert (east[:, 0] != west[:, 0]).any()
    assert near(east[:, 0].mean(), 0.25, sqrt(0.1875 / 100))
    everybody = small(
        CaseModel(Poisson(1), TWO, shocks=[Shock(50, per_month=Fraction(1, 4))]),
        societies=300,
        draws=100,
        counties=counties,
    )
    hit = counts(everybody) > 20
    assert (hit.all(axis=1) | ~hit.any(axis=1)).all()
    assert near(hit[:, 0].mean(), 0.25, sqrt(0.1875 / 100))
    one = Shock(50, at=1, lasts=2, counties=["east"])
    draws = small(CaseModel(Poisson(1), TWO, shocks=[one]), societies=300, counties=counties)
    for month, on in enumerate((False, True, True, False)):
        hit = counts(draws, month) > 20
        assert hit[:, 1::2].all() == on
        assert not hit[:, ::2].any()
    two = [Shock(50, at=0), Shock(0, at=0, counties=["west"])]
    hit = counts(small(CaseModel(Poisson(1), TWO, shocks=two), societies=300, counties=counties)) > 20
    assert hit[:, 1::2].all()
    assert not hit[:, ::2].any()


def test_a_countys_shocks_go_by_its_name() -> None:
    """Which other counties there are, and in which order, changes no county's shocks: a part may be drawn elsewhere."""
    shock = Shock(60, per_month=Fraction(1, 2), reach="county")
    model = CaseModel(Poisson(1), TWO, shocks=[shock])
    both = counts(small(model, societies=2, draws=80, counties=["a", "b"])) > 20
    turned = counts(small(model, societies=2, draws=80, counties=["b", "a"])) > 20
    alone = counts(small(model, societies=1, draws=80, counties=["b"])) > 20
    assert (both[:, 1] == turned[:, 0]).all()
    assert (both[:, 1] == alone[:, 0]).all()
    assert group_key("a") != group_key("b")


def test_when_a_shock_begins() -> None:
    """A yearly probability is that of at least one beginning in twelve months; while one lasts none begins."""
    shock = Shock(2, per_year=Fraction(1, 10))
    assert abs((1 - shock.monthly) ** 12 - 0.9) < 1e-12
    assert Shock(2, per_month=Fraction(1, 8)).monthly == 0.125
    assert Shock(2, at=3).monthly == 0
    uniform = np.array([[0.01], [0.01], [0.9], [0.01], [0.9], [0.9]])
    on = Shock(2, per_month=Fraction(1, 2), lasts=2).on(uniform)
    assert on.ravel().tolist() == [True, True, False, True, True, False]


@settings(max_examples=20)
@given(st.dictionaries(st.integers(0, 10**6), st.integers(1, 9), min_size=1, max_size=6), st.integers(0, 2**32))
def test_discrete_draws_only_its_amounts(weights: dict[int, int], seed: int) -> None:
    """Each amount drawn is one of those told, and the mean is exact."""
    total = sum(weights.values())
    need = Discrete({Money(fen): Fraction(weight, total) for fen, weight in weights.items()})
    assert set(need.draw(np.random.default_rng(seed), 50).tolist()) <= set(weights)
    assert need.mean == float(Fraction(sum(fen * weight for fen, weight in weights.items()), total))
    listed = [fen for fen, weight in weights.items() for _ in range(weight)]
    assert Discrete.observed(np.array(listed)) == need


# --- results -------------------------------------------------------------------------------------


def test_estimates_of_a_result() -> None:
    """Means, quantiles, chances and paired differences of a result are those of its columns, in words in two languages."""
    draws = small(CaseModel(Poisson(2), TWO), draws=200)
    found = evaluate(draws, {"now": Plan(yuan(3_000), ceiling=yuan(800)), "more": Plan(yuan(3_000))})
    now, more = found["now"], found["more"]
    paid = now.of("paid")
    assert now.mean("paid").value == paid.sum() / 200
    assert now.quantile("paid", Fraction(1, 2)).value == np.sort(paid)[99]
    assert now.chance("paid", above=yuan(5_000)).value == (paid > 5_000_00).mean()
    assert now.chance("short", above=2).value == (now.of("short") > 2).mean()
    gap = more.difference(now, "paid")
    assert gap.value == (more.of("paid") - paid).sum() / 200
    apart = sqrt(float(now.mean("paid").standard_error or 0) ** 2 + float(more.mean("paid").standard_error or 0) ** 2)
    assert gap.standard_error is not None
    assert gap.standard_error < apart / 2  # common random numbers: less noise than two runs
    assert now.chance("short", above=2).what == Text(
        "months in which a society could not pay all: above 2", "社月数：未能全额支付：超过2"
    )
    assert now.quantile("paid", Fraction(1, 2)).text("zh").startswith("支付额的0.5分位数：¥")
    for total in Total:
        assert total.text.en.isascii()
        assert now.mean(total).unit is total.unit
    for refused, code in {
        lambda: now.chance("paid", above=5): "input.type",
        lambda: now.chance("short", above=yuan(5)): "input.type",
        lambda: now.mean("gifts"): "input.choice",
        lambda: now.difference(evaluate(draws, {"x": Plan(yuan(1))})["x"], "gifts"): "input.choice",
        lambda: now.difference(
            evaluate(small(SEVERAL[0], draws=200), {"x": Plan(yuan(1))})["x"], "paid"
        ): "drawing.paired",
    }.items():
        assert caught(refused).code == code


def test_unequal_columns_and_one_amount_mean_the_same() -> None:
    """Money for all, a column by society, and an array by month are the same plan where they say the same."""
    draws = small(CaseModel(Poisson(2), FIVE))
    plans = {
        "money": Plan(yuan(500), yuan(100), ceiling=yuan(300)),
        "column": Plan(np.full(3, 500_00), np.full(3, 100_00), ceiling=[yuan(300)]),
        "months": Plan([500_00] * 3, [[100_00] * 3] * 4, ceiling=(yuan(300),) * 4),
    }
    found = [one.totals.tolist() for one in evaluate(draws, plans).values()]
    assert found[0] == found[1] == found[2]


def test_words() -> None:
    """Every name that a user reads is there in both languages."""
    assert Reach("county").text == Text("each county by itself", "各县分别")
    assert Reach.ALL.text.zh == "全部同时"
