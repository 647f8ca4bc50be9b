"""What cannot be right in a drawn model is refused, and said by name, row and count."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from community_charity.errors import CharityError, Malformed
from community_charity.money import Money, yuan
from community_charity.whatif import drawing
from community_charity.whatif.drawing.checks import MOST_FEN
from reproducers import caught

if TYPE_CHECKING:
    from collections.abc import Callable

w: Any = drawing  # callers without a type checker pass anything
TWO = w.Discrete({yuan(500): Fraction(4, 5), yuan(1_000): Fraction(1, 5)})
FIVE = w.Discrete.observed([100_00, 250_00, 333_33, 800_00, 1_200_00])
SOME = w.CaseModel(w.Poisson(2), TWO)


def small(model: Any, **changes: Any) -> Any:
    usual: dict[str, Any] = {"societies": 3, "months": 4, "draws": 5, "seed": 1}
    return w.Draws(model, **usual | changes)


FIT = "drawing.fit"
COUNTY = w.Shock(2, per_month=Fraction(1, 2), reach="county")


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: w.Poisson(float("nan")), "drawing.number"),
    (lambda: w.Poisson(np.True_), "drawing.number"),
    (lambda: w.Poisson(None), "drawing.number"),
    (lambda: w.Poisson("1"), "drawing.number"),
    (lambda: w.Poisson([]), "drawing.number"),
    (lambda: w.Poisson([[1]]), "drawing.number"),
    (lambda: w.Poisson(10_001), "drawing.number"),
    (lambda: w.NegativeBinomial(1, dispersion=0), "drawing.number"),
    (lambda: w.Shock(-1, at=1), "drawing.number"),
    (lambda: w.Shock(1, at=-1), "drawing.whole"),
    (lambda: w.Shock(1, at=True), "drawing.whole"),
    (lambda: w.Shock(1, at=1, lasts=0), "drawing.whole"),
    (lambda: w.Shock(1, per_month=Fraction(1)), "drawing.chance"),
    (lambda: w.Shock(1, at=1, per_year=Fraction(1, 2)), "drawing.shock"),
    (lambda: w.Shock(1, at=1, reach="county"), "drawing.shock"),
    (lambda: w.Shock(1, at=1, reach="town"), "input.choice"),
    (lambda: w.Shock(1, at=1, counties="east"), "drawing.names"),
    (lambda: w.Shock(1, at=1, counties=[]), "drawing.names"),
    (lambda: w.Shock(1, at=1, counties=5), "drawing.names"),
    (lambda: w.Discrete({}), "drawing.amounts"),
    (lambda: w.Discrete([yuan(1)]), "drawing.amounts"),
    (lambda: w.Discrete({yuan(1): Fraction(1, 2)}), "drawing.amounts"),
    (lambda: w.Discrete({100: Fraction(1)}), "drawing.amounts"),
    (lambda: w.Discrete({yuan(-1): Fraction(1)}), "drawing.amounts"),
    (lambda: w.Discrete({yuan(1): 1.0}), "drawing.amounts"),
    (lambda: w.Discrete({yuan(1): Fraction(3, 2), yuan(2): Fraction(-1, 2)}), "drawing.amounts"),
    (lambda: w.Discrete.observed([]), "drawing.fen"),
    (lambda: w.Discrete.observed([1.5]), "drawing.fen"),
    (lambda: w.Discrete.observed([-1]), "drawing.fen"),
    (lambda: w.Discrete.observed(np.array([1, MOST_FEN + 1])), "drawing.fen"),
    (lambda: w.LogNormal(800, cv=1), "drawing.amount"),
    (lambda: w.LogNormal(Money(MOST_FEN + 1), cv=1), "drawing.amount"),
    (lambda: w.Gamma(yuan(800), cv=0), "drawing.number"),
    (lambda: w.AidShare(Fraction(0)), "drawing.chance"),
    (lambda: w.AidShare(0.5), "drawing.chance"),
    (lambda: w.CaseModel(w.Poisson(1), TWO, aid=yuan(-1)), "drawing.aid"),
    (lambda: w.CaseModel(1, TWO), "drawing.model"),
    (lambda: w.CaseModel(w.Poisson(1), TWO, seasons=[1] * 12), "drawing.model"),
    (lambda: w.CaseModel(w.Poisson(1), TWO, shocks=w.Shock(1, at=1)), "drawing.model"),
    (lambda: w.CaseModel(w.Poisson(1), TWO, shocks=[1]), "drawing.model"),
    (lambda: w.CaseModel(w.Poisson(1), TWO, first_month=13), "drawing.whole"),
    (lambda: small(TWO), "input.type"),
    (lambda: small(SOME, seed=-1), "drawing.whole"),
    (lambda: small(SOME, counties=["a"]), FIT),
    (lambda: small(w.CaseModel(w.Poisson([1, 2]), TWO)), FIT),
    (lambda: small(w.CaseModel(w.Poisson(1), TWO, shocks=[w.Shock(2, at=4)])), FIT),
    (lambda: small(w.CaseModel(w.Poisson(1), TWO, shocks=[COUNTY])), FIT),
    (lambda: small(w.CaseModel(w.Poisson(1), TWO, shocks=[w.Shock(2, at=1, counties=["a"])]), counties=["b"] * 3), FIT),
    (lambda: small(w.CaseModel(w.Poisson(20), TWO, shocks=[w.Shock(501, at=1)])), FIT),
    (lambda: small(w.CaseModel(w.Poisson(10_000), w.LogNormal(Money(MOST_FEN), cv=1)), months=1_200), FIT),
    (lambda: w.Plan(yuan(-1)), "money.negative"),
    (lambda: w.Plan(yuan(1), ceiling=5), "drawing.ceiling"),
    (lambda: w.Plan(yuan(1), ceiling=[yuan(1), 5]), "drawing.ceiling"),
    (lambda: w.Plan(yuan(1), ceiling=Money(MOST_FEN + 1)), "drawing.ceiling"),
    (lambda: w.evaluate(small(SOME), {"a": w.Plan([1, 2])}), "drawing.fen"),
    (lambda: w.evaluate(small(SOME), {"a": w.Plan(5)}), "drawing.fen"),
    (lambda: w.evaluate(small(SOME), {"a": w.Plan(np.array([1, 2, np.nan]))}), "drawing.fen"),
    (lambda: w.evaluate(small(SOME), {"a": w.Plan(yuan(1), [[1, 2, 3], [1]])}), "drawing.fen"),
    (lambda: w.evaluate(small(SOME), {"a": w.Plan(np.array([1.0, 2.0, 3.0]))}), "drawing.fen"),
    (lambda: w.evaluate(small(SOME), {"a": w.Plan(yuan(1), [[1, 1, 1]] * 2)}), "drawing.plan"),
    (lambda: w.evaluate(small(SOME, societies=5_000_000), {"a": w.Plan(Money(MOST_FEN))}), "drawing.plan"),
    (lambda: w.evaluate(small(SOME), {"a": yuan(1)}), "drawing.plans"),
    (lambda: w.evaluate(small(SOME), [w.Plan(yuan(1))]), "drawing.plans"),
    (lambda: w.evaluate(small(SOME), {"a": w.Plan(yuan(1))})["a"].by_month("paid"), "drawing.by_month"),
    (lambda: w.evaluate(TWO, {"a": w.Plan(yuan(1))}), "input.type"),
    (lambda: w.evaluate(small(SOME), {"a": w.Plan(yuan(1))}, workers=0), "drawing.whole"),
]


@pytest.mark.parametrize(("build", "code"), REFUSED, ids=[f"{code}-{n}" for n, (_, code) in enumerate(REFUSED)])
def test_refused(build: Any, code: str) -> None:
    """What cannot be right is refused with its code, in two languages."""
    error = caught(build)
    assert isinstance(error, CharityError)
    assert error.code == code
    assert not re.search(r"\{[a-z_]+\}", error.text("en") + error.text("zh"))


def test_unknown_is_told_by_name_row_and_count() -> None:
    """A column with unknown values is refused with its name, the first row and how many."""
    for build, name in (
        (lambda: w.Poisson([1, None, float("nan"), 2]), "mean"),
        (lambda: w.evaluate(small(SOME), {"a": w.Plan([1, None, None])}), "opening"),
        (lambda: w.evaluate(small(SOME), {"a": w.Plan(yuan(1), np.array([1, -1, -1]))}), "income"),
        (lambda: w.evaluate(small(SOME), {"a": w.Plan(yuan(1), np.array([1, np.nan, np.nan]))}), "income"),
        (lambda: small(SOME, counties=["a", None, ""]), "counties"),
    ):
        told = str(caught(build))
        assert "2 of the rows, the first is row 1" in told
        assert f"for {name}" in told


def test_ceiling_columns_are_checked() -> None:
    """A column of ceilings must have a row for each society and be whole fen."""
    for need in (TWO, FIVE):
        month = next(small(w.CaseModel(w.Poisson(1), need)).block(0, 0).months())
        for column in (np.array([1, 2]), np.array([1.0, 2.0, 3.0])):
            with pytest.raises(Malformed):
                month.wanted(column)
