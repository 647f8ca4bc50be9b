"""One way to provoke each error of solvency."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from community_charity.money import Money, yuan
from community_charity.whatif.solvency import (
    Amounts,
    Demand,
    Lognormal,
    NegativeBinomial,
    Poisson,
    best_trigger,
    capital_for,
    compound,
    drawn_failure,
    exact_compound,
    exponential,
    failure,
    income_for,
    lifetime_ruin,
    xuanzhou,
)
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError

FLAT = Amounts({yuan(500): Fraction(1)})
HEAVY = Lognormal(yuan(2_000), spread=yuan(3_000))


@error("solvency.chance", "a target of half a per cent, as a float", "以浮点数表示的千分之五目标概率")
def target_as_a_float() -> CharityError:
    return caught(lambda: capital_for(0.005, xuanzhou(), periods=1))  # type: ignore[arg-type]  # the mistake to show


@error("solvency.weights", "amounts whose probabilities do not add up to 1", "概率之和不为1的金额")
def weights_that_do_not_add_up() -> CharityError:
    return caught(lambda: Amounts({yuan(500): Fraction(1, 2), yuan(1_000): Fraction(1, 3)}))


@error("solvency.seen", "an empty list of past grants", "空的历史救助清单")
def nothing_seen() -> CharityError:
    return caught(lambda: Amounts.seen([]))


@error("solvency.rate", "8.2488 cases a period, as a float", "以浮点数表示的每期个案数")
def rate_as_a_float() -> CharityError:
    return caught(lambda: Poisson(8.2488))  # type: ignore[arg-type]  # the mistake to show


@error("solvency.loading", "an income below the expected grants", "收入低于预期救助额")
def loading_below_zero() -> CharityError:
    return caught(lambda: lifetime_ruin(exponential(yuan(5)), loading=Fraction(-1, 10), capital=yuan(5)))


@error("solvency.whole", "failure within no period at all", "零期之内的资金不足概率")
def no_period() -> CharityError:
    return caught(lambda: failure(xuanzhou(), opening=yuan(30_000), periods=0))


@error("solvency.large", "a capital of a hundred thousand million yuan", "一千亿元的启动资金")
def too_much_money() -> CharityError:
    return caught(lambda: failure(xuanzhou(), opening=yuan(100_000_000_000), periods=1))


@error("solvency.step", "a continuous law of grants and no step", "连续分布而未给出步长")
def no_step() -> CharityError:
    return caught(lambda: failure(Demand(Poisson(8), HEAVY), opening=yuan(30_000), periods=1))


@error("solvency.spread", "a lognormal law of which all grants are nearly alike", "各笔几乎相同的对数正态分布")
def no_spread() -> CharityError:
    return caught(lambda: Lognormal(yuan(2_000), spread=Money(1)))


@error("solvency.method", "Lundberg's bound for lognormal grants", "对数正态分布的伦德伯格上界")
def no_exponential_moment() -> CharityError:
    return caught(lambda: lifetime_ruin(HEAVY, loading=Fraction(1, 10), capital=yuan(5_000), method="lundberg"))


@error("solvency.reach", "the chance of more than was worked out", "超出计算范围的概率")
def beyond_the_lattice() -> CharityError:
    return caught(lambda: compound(xuanzhou(), up_to=yuan(5_000)).exceeds(yuan(6_000)))


@error("solvency.fractions", "an exact negative binomial law of size 1/2", "规模参数为二分之一的精确负二项分布")
def no_fraction() -> CharityError:
    return caught(lambda: exact_compound(NegativeBinomial(4, size=Fraction(1, 2)), FLAT, terms=5))


@error("solvency.income", "two incomes for three periods", "三期只给出两期收入")
def an_income_short() -> CharityError:
    return caught(lambda: failure(xuanzhou(), opening=yuan(30_000), income=[yuan(500), yuan(500)], periods=3))


@error("solvency.work", "a simulation that would not end today", "一天之内算不完的模拟")
def too_many_draws() -> CharityError:
    return caught(lambda: drawn_failure(xuanzhou(), opening=yuan(9_000), periods=1200, draws=10_000_000, seed=1))


@error("solvency.too_small", "lifetime safety for a capital of one yuan", "一元资金的终身安全")
def hardly_any_capital() -> CharityError:
    return caught(lambda: income_for(Fraction(1, 100), xuanzhou(), capital=yuan(1)))


@error("solvency.triggers", "a trigger above the level topped up to", "高于补足额的触发线")
def trigger_too_high() -> CharityError:
    usual = {"opening": yuan(9_000), "top_up_to": yuan(9_000), "target": Fraction(1, 100), "periods": 12}
    return caught(lambda: best_trigger(xuanzhou(), triggers=[yuan(9_001)], **usual))  # type: ignore[arg-type]  # mixed
