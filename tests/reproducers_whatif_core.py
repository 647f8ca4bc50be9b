"""One way to provoke each error of scenarios, of simulating and of explaining; societies and amounts are invented."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from community_charity.law.law import Law
from community_charity.rules.start_up import CapitalPolicy, three_sources
from community_charity.whatif import Population, Scenario, SharedPool, simulate, simulation
from community_charity.whatif.blocks import blocks_of
from community_charity.whatif.explaining import explain
from community_charity.whatif.kernel import Kept, Run, Sums
from community_charity.whatif.simulation import plan_of
from reproducers import caught, error, refusal

if TYPE_CHECKING:
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision
    from community_charity.whatif import Result

ANHUI = Law.of("cn/anhui")
JIXI, DINGYUAN = Law.of("cn/anhui/xuancheng/jixi"), Law.of("cn/anhui/chuzhou/dingyuan")
FENGTAI = Law.of("cn/anhui/huainan/fengtai")


def villages(*pools: SharedPool, **columns: Any) -> Population:
    usual = {"society": ["v-1"], "capital": [30_000_00], "town": ["t-1"], "need_1": [900_00]}
    return Population.from_frame(usual | columns, unit="fen", first_month="2025-05", pools=pools)


def with_cases(*needs: int, month: int = 1, **columns: Any) -> Population:
    frame = {"society": ["v-1"], "capital": [30_000_00]} | columns.pop("frame", {})
    cases = {"society": ["v-1"] * len(needs), "month": [month] * len(needs), "need": list(needs)} | columns
    return Population.from_frame(frame, unit="fen", first_month="2025-05", cases=cases, months=2)


def explained(population: Population, scenario: Law | Scenario = ANHUI, **case: int) -> Decision:
    return simulate(population, scenario).explain("v-1", 0, **case)


@error("what_if.layers", "a layer named twice", "重复的资金层")
def layer_twice() -> CharityError:
    return caught(lambda: Scenario(ANHUI, layers=("society", "society")))


@error("what_if.rate", "government aid a fifth more, as a float", "以浮点数表示政府救助增加五分之一")
def aid_as_a_float() -> CharityError:
    return caught(lambda: Scenario(ANHUI, government_aid=1.2))  # type: ignore[arg-type] # the mistake to show


@error("what_if.over_paid", "two thirds from the county, a half from the township", "县级承担三分之二、乡镇承担一半")
def more_than_the_whole() -> CharityError:
    policy = CapitalPolicy(three_sources(("a",)).title, {"county_finance": Fraction(2, 3), "township": Fraction(1, 2)})
    return caught(lambda: Scenario(ANHUI, paid_by=policy).payers(ANHUI.on(date(2025, 5, 1))))


@error("what_if.keep", "keeping what nobody knows", "要求保留不存在的结果")
def keep_everything() -> CharityError:
    return caught(lambda: simulate(villages(), ANHUI, keep="households"))


@error("what_if.workers", "a simulation without a thread", "零个线程的模拟")
def no_thread() -> CharityError:
    return caught(lambda: simulate(villages(), ANHUI, workers=0))


@error("what_if.unknown_layer", "a federation that the population has not", "总体中没有的联合会")
def no_federation() -> CharityError:
    return caught(lambda: simulate(villages(), Scenario(ANHUI, layers=("society", "federation"))))


@error("what_if.cancer_unknown", "monthly needs where cancer has an amount of its own", "癌症另有定额时的月度需要")
def cancer_or_not() -> CharityError:
    return caught(lambda: simulate(villages(), JIXI))


@error("what_if.overflow", "money beyond 64 bits", "超出64位整数的资金")
def beyond_64_bits() -> CharityError:
    with patch.object(simulation, "_MOST", 30_000_00):
        return caught(lambda: simulate(villages(), ANHUI))


@error("what_if.no_case", "a case of another month, explained", "解释其他月份的个案")
def case_of_another_month() -> CharityError:
    return caught(lambda: explained(with_cases(900_00, month=2), case=0))


@error("what_if.explained_otherwise", "a result that was changed by hand", "被手工改动的结果")
def changed_by_hand() -> CharityError:
    result: Result = simulate(villages(), ANHUI, keep="months")
    result.kept.months["paid"][0, 0] += 1
    return caught(lambda: explain(result, "v-1", 0))


@error("what_if.not_conserved", "a bug: a fen is there that nobody paid in", "有缺陷的计算：余额多出一分")
def a_fen_from_nowhere() -> CharityError:
    population = villages()
    part = blocks_of(population, Scenario(ANHUI))[0]
    running = Run(plan_of(population, Scenario(ANHUI), 1), part.block(), Kept(None, {}, {}, {}), Sums(1))
    running.step(0)
    running.block.own.balance[0] += 1
    return caught(running.check)


@refusal("what_if.founded", "a cell of a society founded later", "互助社成立之前的单元格")
def before_it_was_founded() -> Decision:
    return explained(villages(entry=[2], need_2=[900_00]))


@refusal("what_if.floor", "a cell of a suspended society", "暂停救助的互助社的单元格")
def below_the_floor() -> Decision:
    return explained(villages(capital=[29_999_99]), Scenario(ANHUI, below_floor="suspended"))


@refusal("what_if.need", "a cell without a need", "没有需要的单元格")
def nothing_is_needed() -> Decision:
    return explained(villages(government_aid_1=[900_00]))


@refusal("what_if.case_ceiling", "a cell above the ceiling of a case", "超过个案限额的单元格")
def above_the_ceiling() -> Decision:
    return explained(villages(need_1=[1_000_01]))


@refusal("what_if.federation_case_ceiling", "a cell above the ceiling of a federation", "超过联合会个案限额的单元格")
def above_the_ceiling_of_a_town() -> Decision:
    town = SharedPool("federation", kind="federation", by="town", members=["t-1"], opening=[30_000_00])
    return explained(villages(town, need_1=[20_000_01]), Scenario(FENGTAI, layers=("federation",)))


@refusal("what_if.household_year_ceiling", "a household's third case in a year, explained", "解释家庭年内第三个个案")
def a_third_case() -> Decision:
    return explained(with_cases(1_000_00, 1_000_00, 900_00, household=["h-1"] * 3), case=2)


@refusal("what_if.times_per_cause", "a second case for one cause in a year, explained", "解释年内同一事由的第二个个案")
def a_second_time() -> Decision:
    return explained(with_cases(100_00, 100_00, household=["h-1"] * 2, cause=["fire"] * 2), case=1)


@refusal("what_if.fixed_amount", "a cell above what is fixed for other causes", "超过其他事由定额的单元格")
def above_what_is_fixed() -> Decision:
    return explained(with_cases(600_01, cancer=[False]), JIXI, case=0)


@refusal("what_if.in_full", "a cell that could be paid in part only", "仅能部分支付的单元格")
def in_part_only() -> Decision:
    return explained(with_cases(600_00, frame={"opening": [499_99]}), DINGYUAN, case=0)


@refusal("what_if.money", "a cell of a society with too little money", "资金不足的互助社的单元格")
def too_little_money() -> Decision:
    return explained(villages(opening=[899_99]))
