"""One way to provoke each error of results, comparisons and plans; villages are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.law.law import Law
from community_charity.whatif import Population, compare, simulate
from community_charity.whatif.plans import read_plan
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError


def _population() -> Population:
    frame = {"society": ["v-1"], "capital": [30_000_00], "need_1": [2_500_00]}
    return Population.from_frame(frame, unit="fen", first_month="2026-01")


@error("what_if.measure", "a measure that is misspelt", "指标名称拼写有误")
def a_measure_misspelt() -> CharityError:
    return caught(lambda: simulate(_population(), Law.of("cn/anhui")).total("payed"))


@error("what_if.not_kept", "what each society paid, of a result that did not keep it", "未保留的各社支付额")
def not_asked_for() -> CharityError:
    return caught(lambda: simulate(_population(), Law.of("cn/anhui")).paid)


@error("what_if.counted", "a number of societies asked for as money", "以金额读取互助社数")
def a_count_as_money() -> CharityError:
    return caught(lambda: simulate(_population(), Law.of("cn/anhui")).total("founded"))


@error("what_if.scenarios", "a comparison of one scenario", "只有一个情景的比较")
def one_scenario() -> CharityError:
    return caught(lambda: compare(_population(), now=Law.of("cn/anhui")))


@error("what_if.no_scenario", "a scenario that was not compared", "未参与比较的情景")
def another_scenario() -> CharityError:
    law = Law.of("cn/anhui")
    return caught(lambda: compare(_population(), now=law, reform=law)["reforms"])


@error("what_if.plan", "a file whose figures have no day", "情景文件中的数值未注明生效日")
def figures_without_a_day() -> CharityError:
    text = (
        'place = "cn/anhui"\n[population]\nsociety = ["v-1"]\ncapital = ["30000"]\nneed_1 = ["1"]\nunit = "yuan"\n'
        'first_month = "2026-01"\n[scenarios.now]\n[scenarios.reform]\nfigures = { relief_case_ceiling = "1500" }\n'
    )
    return caught(lambda: read_plan(text))
