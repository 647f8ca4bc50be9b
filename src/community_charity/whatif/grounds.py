"""What decides how much a cell of a what-if is paid (单元格支付审查事项): grounds of an explanation, never of an order.

A limit is unmet where it kept something from being paid; where later pools paid the rest, it is told and holds.

>>> CASE_CEILINGS[PoolKind.FEDERATION].figures
('federation_case_ceiling',)
"""

from __future__ import annotations

from typing import Final

from community_charity.law.decision import Stage, ground
from community_charity.rules.ceilings import PoolKind

FOUNDED = ground(
    "what_if.founded",
    Stage.STATE,
    title=("the society is founded in {since}", "互助社于{since}成立"),
    unmet=("the society is founded only in {since}", "互助社至{since}方成立"),
)
FLOOR = ground(
    "what_if.floor",
    Stage.STATE,
    title=(
        "start-up capital {found}, the least is {required}: {so}",
        "启动资金 {found}，最低启动资金 {required}：{so}",
    ),
    unmet=(
        "start-up capital {found} is less than the least, {required}: {so}",
        "启动资金 {found} 低于最低启动资金 {required}：{so}",
    ),
    # Replaced by those of the kind of body that the scenario has.
    figures=("society_minimum_capital",),
    fen=True,
)
NEED = ground(
    "what_if.need",
    Stage.NEED,
    title=(
        "{found} is left of a need of {required}; borne by others: {borne}",
        "需要 {required}，尚余 {found}；他方承担：{borne}",
    ),
    unmet=(
        "nothing is left of a need of {required}; borne by others: {borne}",
        "需要 {required}，已无余额；他方承担：{borne}",
    ),
    figures=("aid_within_need", "government_aid_first"),
    fen=True,
    at_most=True,
)
CASE_CEILING = ground(
    "what_if.case_ceiling",
    Stage.NEED,
    title=("{pool}: at most {required} for a case, asked for {found}", "{pool}：个案限额 {required}，申请 {found}"),
    unmet=("{pool}: {found} is more than a case may get, {required}", "{pool}：{found} 超过个案限额 {required}"),
    figures=("relief_case_ceiling",),
    fen=True,
    at_most=True,
)
FEDERATION_CEILING = ground(
    "what_if.federation_case_ceiling",
    Stage.NEED,
    title=(
        "{pool}: at most {required} for a case from a town federation, asked for {found}",
        "{pool}：镇级联合会个案限额 {required}，申请 {found}",
    ),
    unmet=(
        "{pool}: {found} is more than a case may get from a town federation, {required}",
        "{pool}：{found} 超过镇级联合会个案限额 {required}",
    ),
    figures=("federation_case_ceiling",),
    fen=True,
    at_most=True,
)
YEAR_CEILING = ground(
    "what_if.household_year_ceiling",
    Stage.NEED,
    title=(
        "{pool}: {required} is left of the household's {ceiling} this year, asked for {found}",
        "{pool}：家庭年度限额 {ceiling}，余 {required}，申请 {found}",
    ),
    unmet=(
        "{pool}: {found} is more than is left of the household's {ceiling} this year, {required}",
        "{pool}：{found} 超过家庭年度限额 {ceiling} 的余量 {required}",
    ),
    figures=("relief_household_year_ceiling",),
    fen=True,
    at_most=True,
)
TIMES = ground(
    "what_if.times_per_cause",
    Stage.NEED,
    title=(
        "{pool}: payment number {found} for this cause this year, at most {required}",
        "{pool}：年内同一事由第{found}次支付，限{required}次",
    ),
    unmet=(
        "{pool}: this would be payment number {found} for this cause this year; {required} allowed",
        "{pool}：此为年内同一事由第{found}次支付，限{required}次",
    ),
    figures=("relief_grants_per_cause_and_year",),
    at_most=True,
)
FIXED = ground(
    "what_if.fixed_amount",
    Stage.NEED,
    title=(
        "{pool}: {required} is fixed for such a case, asked for {found}",
        "{pool}：该类个案定额 {required}，申请 {found}",
    ),
    unmet=(
        "{pool}: {found} is more than the {required} fixed for such a case",
        "{pool}：{found} 超过该类个案定额 {required}",
    ),
    # Replaced by the one that is asked.
    figures=("relief_cancer_amount", "relief_other_cause_amount"),
    fen=True,
    at_most=True,
)
IN_FULL = ground(
    "what_if.in_full",
    Stage.NEED,
    title=(
        "{pool}: a payment is at least {required}, and {found} may be paid",
        "{pool}：单次支付不低于 {required}，可支付 {found}",
    ),
    unmet=(
        "{pool}: only {found} could be paid, and a payment is at least {required}: nothing is paid",
        "{pool}：仅可支付 {found}，低于单次应付 {required}，不予支付",
    ),
    figures=("relief_case_least", "relief_cancer_amount", "relief_other_cause_amount"),
    fen=True,
)
MONEY = ground(
    "what_if.money",
    Stage.MONEY,
    title=("{pool}: holds {required}, to pay {found}", "{pool}：现有 {required}，应付 {found}"),
    unmet=("{pool}: {found} is more than it holds, {required}", "{pool}：{found} 超过现有 {required}"),
    fen=True,
    at_most=True,
)

CASE_CEILINGS: Final = {PoolKind.SOCIETY: CASE_CEILING, PoolKind.FEDERATION: FEDERATION_CEILING}
"""The ground of the ceiling of a case for each kind of pool that has one (个案限额事项)."""
