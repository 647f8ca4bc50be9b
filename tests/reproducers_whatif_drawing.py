"""One way to provoke each error of drawn what-ifs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from community_charity.language import Text
from community_charity.money import yuan
from community_charity.whatif.drawing import (
    CaseModel,
    CrowdOut,
    Discrete,
    Draws,
    LogNormal,
    MatchOffer,
    MatchResponse,
    NegativeBinomial,
    Plan,
    Poisson,
    Seasons,
    Shock,
    converged,
    evaluate,
    mean,
    paired,
    quantile,
    spread_over_months,
)
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError

NEED = Discrete({yuan(500): Fraction(1)})
WHAT = Text("paid", "支付额")


def drawn(model: CaseModel, **changes: Any) -> Draws:
    usual: dict[str, Any] = {"societies": 2, "months": 3, "draws": 4, "seed": 1}
    return Draws(model, **usual | changes)


@error("drawing.number", "a negative number of cases", "案件均值为负数")
def negative_mean() -> CharityError:
    return caught(lambda: Poisson(-1))


@error("drawing.whole", "half a draw", "半次模拟")
def half_a_draw() -> CharityError:
    return caught(lambda: drawn(CaseModel(Poisson(1), NEED), draws=0.5))


@error("drawing.chance", "a probability as a float", "以浮点数表示的概率")
def float_probability() -> CharityError:
    return caught(lambda: Shock(3, per_year=0.1))  # type: ignore[arg-type] # the mistake to show


@error("drawing.names", "a society without a county", "无所属县的互助社")
def no_county() -> CharityError:
    return caught(lambda: drawn(CaseModel(Poisson(1), NEED), counties=["county-1", ""]))


@error("drawing.fen", "an unknown yearly amount", "年度金额缺失")
def unknown_amount() -> CharityError:
    return caught(lambda: spread_over_months([100_00, None]))  # type: ignore[list-item] # the mistake to show


@error("drawing.seasons", "eleven months of a year", "一年只给出十一个月")
def eleven_months() -> CharityError:
    return caught(lambda: Seasons([1] * 11))


@error("drawing.shock", "a shock that never comes", "未说明何时到来的冲击")
def shock_without_a_time() -> CharityError:
    return caught(lambda: Shock(3))


@error("drawing.amounts", "probabilities that sum to a half", "合计仅为二分之一的概率")
def half_of_the_cases() -> CharityError:
    return caught(lambda: Discrete({yuan(500): Fraction(1, 2)}))


@error("drawing.amount", "a mean need of nothing", "平均需要额为零")
def mean_of_nothing() -> CharityError:
    return caught(lambda: LogNormal(yuan(0), cv=1))


@error("drawing.aid", "aid as a bare number", "以裸数字表示的救助")
def bare_aid() -> CharityError:
    return caught(lambda: CaseModel(Poisson(1), NEED, aid=200))  # type: ignore[arg-type] # the mistake to show


@error("drawing.model", "a need that is one amount", "需要额只给出一个金额")
def need_as_money() -> CharityError:
    return caught(lambda: CaseModel(Poisson(1), yuan(500)))  # type: ignore[arg-type] # the mistake to show


@error("drawing.fit", "means for three of two societies", "两个互助社给出三个均值")
def three_means() -> CharityError:
    return caught(lambda: drawn(CaseModel(NegativeBinomial([1, 2, 3], dispersion=1), NEED)))


@error("drawing.ceiling", "a ceiling below zero", "限额为负")
def negative_ceiling() -> CharityError:
    return caught(lambda: Plan(yuan(100), ceiling=yuan(-1)))


@error("drawing.plan", "ceilings for two of three months", "三个月只给出两个限额")
def two_ceilings() -> CharityError:
    plan = Plan(yuan(100), ceiling=[yuan(1), yuan(2)])
    return caught(lambda: evaluate(drawn(CaseModel(Poisson(1), NEED)), {"now": plan}))


@error("drawing.plans", "no plan at all", "未给出任何方案")
def no_plan() -> CharityError:
    return caught(lambda: evaluate(drawn(CaseModel(Poisson(1), NEED)), {}))


@error("drawing.by_month", "months that were not kept", "查询未保留的逐月合计")
def months_not_kept() -> CharityError:
    found = evaluate(drawn(CaseModel(Poisson(1), NEED)), {"now": Plan(yuan(100))})
    return caught(lambda: found["now"].by_month("paid"))


@error("drawing.values", "the mean of a single draw", "单次模拟的均值")
def one_draw() -> CharityError:
    return caught(lambda: mean([100], WHAT))


@error("drawing.too_few", "an extreme quantile of ten draws", "十次模拟求极端分位数")
def extreme_quantile() -> CharityError:
    return caught(lambda: quantile(list(range(10)), Fraction(999, 1000), WHAT))


@error("drawing.paired", "a difference of unlike draws", "不同模拟之间的差异")
def unlike_draws() -> CharityError:
    return caught(lambda: paired([1, 2], [1, 2, 3], WHAT))


@error("drawing.estimates", "convergence of nothing", "未给出估计值的收敛检查")
def convergence_of_nothing() -> CharityError:
    return caught(lambda: converged({}, Fraction(1, 100)))


@error("drawing.rate", "an elasticity above zero", "弹性大于零")
def positive_elasticity() -> CharityError:
    return caught(lambda: MatchResponse(Fraction(1, 2)))


@error("drawing.band", "crowding out as a point", "以单点表示的挤出效应")
def a_point() -> CharityError:
    return caught(lambda: CrowdOut(Fraction(0), Fraction(0), source=Text("assumption", "假设")))


@error("drawing.untested", "a match that no experiment tested", "实验未检验过的配捐比例")
def untested_match() -> CharityError:
    return caught(lambda: MatchOffer().factor(Fraction(1, 2)))
