"""One way to provoke each error of searching for a policy; societies and amounts are invented."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from community_charity.language import Text
from community_charity.law.law import Law
from community_charity.money import yuan
from community_charity.rules.start_up import COUNTY_THIRD
from community_charity.whatif import Population, Scenario, Source
from community_charity.whatif.search import break_even, budget_feasible_floor, pareto, sensitivity
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError

ANHUI = Law.of("cn/anhui")
TOPPED_UP = Scenario(ANHUI, below_floor="topped_up", paid_by=COUNTY_THIRD)
FLOOR, CEILING = "society_minimum_capital", "relief_case_ceiling"
ENDS = {CEILING: (yuan(500), yuan(1_500))}

INVENTED = Source(Text("invented societies", "虚构互助社"), synthetic=True, seed=7)
LINE = {"en": "source: synthetic: invented societies, seed 7", "zh": "来源：合成数据：虚构互助社，种子 7"}


def villages(*capital: int, first: str = "2026-01", **columns: Any) -> Population:
    """Give invented societies, amounts in fen, without needs unless told."""
    ids = [f"v-{n}" for n in range(len(capital))]
    frame = {"society": ids, "capital": list(capital), "need_1": [0] * len(ids)} | columns
    return Population.from_frame(frame, unit="fen", first_month=first, source=INVENTED)


def xuanzhou() -> Population:
    """Give 217 societies with the floor of ¥30,000, as a newspaper counts them for Xuanzhou; their needs are invented."""
    return villages(*[30_000_00] * 217, first="2025-03")


def village() -> Population:
    frame = {"society": ["v-1"], "capital": [30_000_00], "need_1": [2_500_00]}
    return Population.from_frame(frame, unit="fen", first_month="2026-01")


@error("what_if.outcome", "an outcome that no result has", "不存在的结果指标")
def no_such_outcome() -> CharityError:
    return caught(lambda: sensitivity(village(), ANHUI, ENDS, "happiness"))


@error("what_if.outcome_value", "an outcome as a float", "以浮点数表示的结果")
def outcome_as_a_float() -> CharityError:
    return caught(lambda: sensitivity(village(), ANHUI, ENDS, lambda _: 0.5))  # type: ignore[arg-type,return-value] # the mistake


@error("what_if.payer_not_known", "the part of a village, which nobody fixed", "未明确份额的村集体出资")
def part_of_the_village() -> CharityError:
    return caught(lambda: budget_feasible_floor(village(), TOPPED_UP, yuan(1), payer="village_collective"))


@error("what_if.no_floor", "societies below a floor where there is none", "无最低启动资金规定时的低于门槛社数")
def no_floor_there() -> CharityError:
    return caught(lambda: sensitivity(village(), Law.of("cn"), {"government_aid": (0, 1)}, "below_floor"))


@error("what_if.progress", "progress as a word", "以文字表示的进度")
def progress_as_a_word() -> CharityError:
    return caught(lambda: sensitivity(village(), ANHUI, ENDS, progress="yes"))  # type: ignore[arg-type] # the mistake


@error("what_if.since", "a change after the last month", "末月之后才适用的变更")
def change_after_the_end() -> CharityError:
    return caught(lambda: sensitivity(village(), ANHUI, ENDS, since=date(2026, 1, 2)))


@error("what_if.scan", "a scan of one value", "仅试算一个取值")
def scan_of_one() -> CharityError:
    return caught(lambda: break_even(village(), ANHUI, "relief_case_ceiling", "unmet", yuan(700), scan=1))


@error("what_if.low_and_high", "a low above its high", "低值大于高值")
def low_above_high() -> CharityError:
    return caught(lambda: sensitivity(village(), ANHUI, {"relief_case_ceiling": (yuan(2), yuan(1))}))


@error("what_if.between", "a range in yuan as floats", "以浮点数表示的取值范围")
def range_in_floats() -> CharityError:
    return caught(lambda: break_even(village(), ANHUI, "relief_case_ceiling", "unmet", yuan(700), between=(0.0, 9.0)))


@error("what_if.aim", "a target beside an outcome that does not move", "结果不变而目标不同")
def outcome_that_stands_still() -> CharityError:
    return caught(lambda: break_even(village(), ANHUI, "society_minimum_capital", "unmet", yuan(700)))


@error("what_if.nobody_tops_up", "a budget for top-ups that nobody makes", "无人补充资金时的补充预算")
def budget_for_nothing() -> CharityError:
    return caught(lambda: budget_feasible_floor(village(), ANHUI, yuan(1)))


@error("what_if.grid", "a grid without values", "没有取值的网格")
def grid_of_nothing() -> CharityError:
    return caught(lambda: pareto(village(), ANHUI, {"relief_case_ceiling": []}))
