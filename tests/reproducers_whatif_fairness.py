"""One way to provoke each error of the measures of who gains; villages and amounts are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.money import yuan
from community_charity.whatif.fairness import (
    fgt,
    gini,
    hidden_rows,
    lorenz_curve,
    need_bands,
    parity,
    poverty,
    rate,
    targeting,
)
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError


@error("fairness.column", "amounts in yuan, as floats", "以元为单位的浮点金额")
def yuan_as_floats() -> CharityError:
    return caught(lambda: gini([500.0, 800.0]))


@error("fairness.missing", "a need that nobody knows", "不详的需求")
def a_need_unknown() -> CharityError:
    return caught(lambda: targeting(need=[50_000, None], paid=[30_000, 0]))


@error("fairness.length", "three needs, two payments", "三项需求，两笔支出")
def a_payment_short() -> CharityError:
    return caught(lambda: targeting(need=[50_000, 20_000, 0], paid=[30_000, 0]))


@error("fairness.range", "an income below zero", "负的收入")
def income_below_zero() -> CharityError:
    return caught(lambda: poverty([60_000, -100], yuan(542)))


@error("fairness.confidence", "95 as a confidence", "置信水平写作95")
def confidence_in_per_cent() -> CharityError:
    return caught(lambda: rate(9, 10, confidence=95))


@error("fairness.edges", "bands of need that go down", "递减的需求档")
def bands_downwards() -> CharityError:
    return caught(lambda: need_bands([50_000], [yuan(2000), yuan(500)]))


@error("fairness.counts", "eleven of ten helped", "十人中有十一人获助")
def eleven_of_ten() -> CharityError:
    return caught(lambda: rate(11, 10))


@error("fairness.alpha", "a poverty measure below zero", "负的贫困指数参数")
def alpha_below_zero() -> CharityError:
    return caught(lambda: fgt([60_000], yuan(542), alpha=-1))


@error("fairness.nothing", "the distribution of nothing", "无物可分的分布")
def nothing_to_share() -> CharityError:
    return caught(lambda: gini([0, 0]))


@error("fairness.points", "a curve in no steps", "零段的曲线")
def a_curve_in_no_steps() -> CharityError:
    return caught(lambda: lorenz_curve([100, 300], steps=0))


@error("fairness.reference", "a village that is not in the column", "列中没有的村")
def an_unknown_village() -> CharityError:
    return caught(lambda: parity([True, False], by=["east", "west"], reference="north"))


@error("fairness.fewest", "small groups of one alone", "只隐去一人的小组")
def fewest_of_two() -> CharityError:
    return caught(lambda: hidden_rows([(1, 9), (20, 20)], fewest=2, seed=7))


@error("fairness.too_few", "no larger group to hide behind", "没有可供掩护的较大组")
def nowhere_to_hide() -> CharityError:
    return caught(lambda: hidden_rows([(1, 2), (2, 2)], fewest=5, seed=7))
