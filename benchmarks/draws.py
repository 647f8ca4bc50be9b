"""Drawn what-ifs: 1,000 draws of 217 societies over 36 months, against the bare NumPy draws and sums of the same numbers.

The cases: 8.2488 / 12 a society and month, each ¥500 or ¥1,000, the latter with probability 0.16514. Bare NumPy draws
the cases of a month and how many of them are the larger, and sums; it settles no balances and keeps no plan.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from measure import Line, Report, alternate, main, of, ratio, ratios, seconds, spread

if TYPE_CHECKING:
    from collections.abc import Callable

SOCIETIES, DRAWS, MONTHS = 217, 1_000, 36
MEAN, LARGE = Fraction("8.2488") / 12, Fraction("0.16514")
MEAN_NEED = 500 + 500 * float(LARGE)  # yuan
BLOCK = 50  # draws, for bare NumPy as well: it is fastest in the processor's cache


def checked(totals: Any) -> None:
    """Check that the draws' totals have the mean of the model, within five standard errors."""
    assert totals.shape == (DRAWS,)
    expected = float(MEAN) * MEAN_NEED * SOCIETIES * MONTHS * 100
    assert abs(totals.mean() - expected) < 5 * totals.std() / DRAWS**0.5


def timed(work: Callable[[], Any]) -> float:
    """Check what the work gives, then give its seconds."""
    checked(work())
    return seconds(work)


# --- bare NumPy ----------------------------------------------------------------------------------


def bare(sums: Callable[[Any, Any], Any]) -> float:
    """Draw the counts month by month, let ``sums`` draw and sum the needs of each draw, and add up."""
    import numpy as np

    def work() -> Any:
        totals = np.zeros(DRAWS, dtype=np.int64)
        for first in range(0, DRAWS, BLOCK):
            rng = np.random.default_rng([1, first])
            for _ in range(MONTHS):
                totals[first : first + BLOCK] += sums(rng, rng.poisson(float(MEAN), (BLOCK, SOCIETIES)))
        return totals

    return timed(work)


def binomial() -> float:
    """How many of a cell's cases are the larger: one binomial number."""
    return bare(lambda rng, counts: (50_000 * (counts + rng.binomial(counts, float(LARGE)))).sum(axis=1))


def choice() -> float:
    """Each case drawn by itself."""
    import numpy as np

    amounts, chances = np.array([50_000, 100_000]), [1 - float(LARGE), float(LARGE)]

    def sums(rng: Any, counts: Any) -> Any:
        many = counts.sum(axis=1)
        running = np.concatenate([[0], np.cumsum(rng.choice(amounts, size=many.sum(), p=chances))])
        until = np.cumsum(many)
        return running[until] - running[until - many]

    return bare(sums)


# --- ours ----------------------------------------------------------------------------------------


def ours(plans: int, *, smooth: bool = False, spread_out: bool = False) -> Callable[[], float]:
    """Evaluate plans that differ in their ceilings on the same draws."""

    def side() -> float:
        import numpy as np

        from community_charity.money import yuan
        from community_charity.whatif.drawing import CaseModel, Discrete, Draws, LogNormal, Plan, Poisson, evaluate

        need: Any = Discrete({yuan(500): 1 - LARGE, yuan(1_000): LARGE})
        if smooth:
            need = LogNormal(yuan("582.57"), cv=Fraction(1, 2))
        mean: Any = np.linspace(0.5, 1.5, SOCIETIES) * float(MEAN) if spread_out else MEAN
        draws = Draws(CaseModel(Poisson(mean), need), societies=SOCIETIES, months=MONTHS, draws=DRAWS, seed=1)
        asked = {str(n): Plan(yuan(30_000), yuan(400), ceiling=yuan(1_000 - 50 * n)) for n in range(plans)}
        return timed(lambda: evaluate(draws, asked)["0"].of("needed"))

    return side


def scenarios(*names: str) -> Callable[[], float]:
    """Run whole scenarios over the same draws: the law as it is, and a reform with gaps closed and payers."""

    def side() -> float:
        from community_charity import COUNTY_THIRD, Law, date, yuan
        from community_charity.whatif import Population, Scenario
        from community_charity.whatif.drawing import CaseModel, Discrete, Draws, Poisson
        from community_charity.whatif.futures import compare_drawn, simulate_drawn

        ids, gifts = [f"v-{n}" for n in range(SOCIETIES)], [[400_00] * MONTHS] * SOCIETIES
        frame = {"society": ids, "capital": [30_000_00] * SOCIETIES, "gifts": gifts}
        population = Population.from_frame(frame, unit="fen", first_month="2026-01")
        model = CaseModel(Poisson(MEAN), Discrete({yuan(500): 1 - LARGE, yuan(1_000): LARGE}))
        draws = Draws(model, societies=SOCIETIES, months=MONTHS, draws=DRAWS, seed=1)
        now = Law.of("cn/anhui")
        law = now.amend(since=date(2026, 1, 1), society_minimum_capital=yuan(50_000), relief_case_ceiling=yuan(800))
        told: dict[str, Any] = {"now": now, "reform": Scenario(law, below_floor="topped_up", paid_by=COUNTY_THIRD)}
        if len(names) == 1:
            return timed(lambda: simulate_drawn(population, draws, told[names[0]]).of("residual"))
        return timed(lambda: compare_drawn(population, draws, **told)["now"].of("residual"))

    return side


SIDES = {
    "one": ours(1),
    "binomial": binomial,
    "choice": choice,
    "ten": ours(10),
    "means": ours(1, spread_out=True),
    "smooth": ours(1, smooth=True),
    "scenario": scenarios("now"),
    "scenarios": scenarios("now", "reform"),
}


def report(quick: bool) -> Report:
    taken = alternate(of(__file__, SIDES), 1 if quick else 7)
    unit = "s"
    return Report(
        "Drawn what-ifs: 1,000 draws, 217 societies, 36 months",
        [
            Line("one plan, paid, short and balances", spread(taken["one"], unit)),
            Line("bare NumPy: counts, binomial, sums", spread(taken["binomial"], unit)),
            Line("bare NumPy: counts, choice, sums", spread(taken["choice"], unit)),
            ratio("one plan to the faster bare one", ratios(taken["one"], _faster(taken)), at_most=2),
            Line("ten plans on the same draws", spread(taken["ten"], unit)),
            ratio("ten plans to one", ratios(taken["ten"], taken["one"])),
            Line("one plan, each society with a mean of its own", spread(taken["means"], unit)),
            Line("one plan, lognormal needs", spread(taken["smooth"], unit)),
            Line("one scenario: the rules of the book, all measures", spread(taken["scenario"], unit)),
            ratio("one scenario to the faster bare one", ratios(taken["scenario"], _faster(taken)), at_most=2),
            Line("two scenarios, one of them a reform with payers", spread(taken["scenarios"], unit)),
            ratio("two scenarios to one", ratios(taken["scenarios"], taken["scenario"])),
        ],
        [
            "Bare NumPy draws and sums only; ours also settles each pool month by month and counts who was short.",
            "Ours draws how many cases of each amount come to all cells, then where each falls: the same law, in fewer numbers.",
            "Checked in each run: the totals have the mean of the model, within five standard errors.",
        ],
    )


def _faster(taken: dict[str, list[float]]) -> list[float]:
    return [min(pair) for pair in zip(taken["binomial"], taken["choice"], strict=True)]


if __name__ == "__main__":
    main(__file__, SIDES, report)
