"""What is checked of a named fund, each with its practice (冠名基金审查事项).

>>> YEARS.figures
('named_fund_instalment_years',)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from dateutil.relativedelta import relativedelta

from community_charity.language import Text
from community_charity.law.decision import Finding, Ground, Remedy, Stage, ground
from community_charity.rules.answers import duty_ground

if TYPE_CHECKING:
    from community_charity.money import Money


def _plan(asked: Any, amount: Money, count: int) -> dict[str, Any]:
    """Make a plan of equal parts, one a year from the first; an order has its named fund inside."""
    named = getattr(asked, "named", asked)
    first, amounts = named.parts[0], amount.split([1] * count)
    parts = tuple(
        attrs.evolve(first, due=first.due + relativedelta(years=n), amount=part) for n, part in enumerate(amounts)
    )
    return {"parts" if named is asked else "named.parts": parts}


def _first(asked: Any, amount: Money) -> dict[str, Any]:
    """Raise the first part alone."""
    named = getattr(asked, "named", asked)
    parts = (attrs.evolve(named.parts[0], amount=amount), *named.parts[1:])
    return {"parts" if named is asked else "named.parts": parts}


def _named(asked: Any) -> Any:
    return getattr(asked, "named", asked)


def _more_first(finding: Finding, asked: Any) -> Remedy:
    text = Text("promise {m} more", "增加承诺 {m}").fill(m=-finding.margin)
    return Remedy(text, _first(asked, _named(asked).parts[0].amount - finding.margin))


def _more_each(finding: Finding, asked: Any) -> Remedy:
    text = Text("promise {m} in all, in equal parts", "承诺总额 {m}，等额分期").fill(m=finding.required)
    return Remedy(text, _plan(asked, finding.required, len(_named(asked).parts)))


def _least(who: str, key: str) -> Ground:
    return ground(
        f"named.least_{who}",
        Stage.MONEY,
        title=("at least {required} in all", "设立金额不少于 {required}"),
        unmet=("{found} in all; at least {required} required", "设立金额 {found}，须不少于 {required}"),
        figures=("named_fund_least", key),
        remedy=_more_first,
    )


LEAST: dict[str, Ground] = {
    "person": _least("person", "named_fund_least_person"),
    "unit": _least("unit", "named_fund_least_unit"),
}
"""The ground on the least amount, for each kind of founder (最低设立金额)."""
AT_ONCE = ground(
    "named.at_once",
    Stage.MONEY,
    title=("the least amount is paid at once", "最低额度一次性全额注入"),
    unmet=("the first part is {found}; {required} is paid at once", "首期 {found}，须一次性注入 {required}"),
    figures=("named_fund_paid_at_once",),
    remedy=lambda finding, asked: Remedy(
        Text("pay {m} at once", "一次性注入 {m}").fill(m=finding.required), _first(asked, finding.required)
    ),
)
BY_INSTALMENTS = ground(
    "named.least_by_instalments",
    Stage.MONEY,
    title=("at least {required} where it is paid in parts", "分期到位的，总额不少于 {required}"),
    unmet=("{found} in parts; at least {required} required", "分期总额 {found}，须不少于 {required}"),
    figures=("named_fund_least_by_instalments",),
    remedy=_more_each,
)
PLEDGE = ground(
    "named.least_pledge",
    Stage.MONEY,
    title=("at least {required} where the principal is only pledged", "承诺捐赠型本金不少于 {required}"),
    unmet=("{found} pledged; at least {required} required", "承诺本金 {found}，须不少于 {required}"),
    figures=("named_fund_least_pledge",),
    remedy=_more_each,
)
YEARS = ground(
    "named.instalment_years",
    Stage.AUTHORITY,
    title=("paid within {required} years", "分期不超过{required}年"),
    unmet=("yearly parts: {found}; at most {required}", "分{found}年到位，须不超过{required}年"),
    figures=("named_fund_instalment_years",),
    remedy=lambda finding, asked: Remedy(
        Text("pay it in {n} yearly parts", "分{n}年到位").fill(n=finding.required),
        _plan(asked, _named(asked).amount, finding.required),
    ),
    at_most=True,
)
EQUAL = ground(
    "named.equal_parts",
    Stage.AUTHORITY,
    title=("the parts are equal to the fen", "各期等额"),
    unmet=("parts from {found} to {required}", "各期金额由 {found} 至 {required} 不等"),
    figures=("named_fund_instalment_years",),
    remedy=lambda _finding, asked: Remedy(
        Text("make the parts equal", "改为等额"), _plan(asked, _named(asked).amount, len(_named(asked).parts))
    ),
)
YEARLY = ground(
    "named.yearly_parts",
    Stage.AUTHORITY,
    title=("one part in each year from the first", "每年一期"),
    unmet=("not one part in each year from the first", "并非每年一期"),
    figures=("named_fund_instalment_years",),
    remedy=lambda _finding, asked: Remedy(
        Text("let one part fall due each year", "改为每年一期"),
        _plan(asked, _named(asked).amount, len(_named(asked).parts)),
    ),
)
RAISES = duty_ground(
    "named.founder_raises_nothing",
    "named_fund_founder_raises_nothing",
    "founder_raises",
    title=("the founder raises no money from the public", "设立者未公开募捐"),
    unmet=("not shown that the founder raises no money from the public", "未证明设立者未公开募捐"),
    does=("stop raising money from the public", "停止公开募捐"),
    ask=("what the founder declares on fundraising", "设立者关于不公开募捐的声明"),
    to=False,
)
NAME = duty_ground(
    "named.name",
    "named_fund_name_is_fixed",
    "name_as_fixed",
    title=("the name follows the pattern of the place", "名称符合统一格式"),
    unmet=("not shown that the name follows the pattern of the place", "未证明名称符合统一格式"),
    does=("rename it after the pattern", "按统一格式更名"),
    ask=("the full name of the fund", "基金全称"),
)
FIRST_PAID = ground(
    "named.first_paid",
    Stage.MONEY,
    title=("the first part is there in full", "首期款项已足额到账"),
    unmet=("of the first part of {required}, {found} is there", "首期款项 {required}，已到账 {found}"),
    remedy=lambda finding, _asked: Remedy(
        Text("{m} more has to come in first", "须再到账 {m}").fill(m=-finding.margin), first="ReceiveDonation"
    ),
)
