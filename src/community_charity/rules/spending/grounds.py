"""What is checked of a year's spending (年度支出的审查事项)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.language import Text
from community_charity.law.decision import Finding, Remedy, Stage, filled, ground

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.law.decision import Ground
    from community_charity.rules.spending.facts import GiftAgreement
    from community_charity.rules.spending.year import CharityYear

_KINDS = ("foundation", "non_foundation")
_EDGES = tuple(f"{kind}_{band}_band_from" for kind in _KINDS for band in ("top", "upper", "lower"))
_BANDS = [f"{kind}_{band}_band" for kind in _KINDS for band in ("top", "upper", "lower", "bottom")]


def _shown(finding: Finding) -> Remedy:
    return Remedy(Text("show {what}", "请提供{what}").fill(what=finding.facts["ask"]))


def _mend(changes: Callable[[Finding, Any], dict[str, Any]], does: Text) -> Callable[[Finding, Any], Remedy]:
    """Where something is open ask for a document, which the check names; else change what was asked."""

    def remedy(finding: Finding, subject: Any) -> Remedy:
        if finding.holds is None:
            return _shown(finding)
        return Remedy(filled(does, finding), changes(finding, subject))

    return remedy


def _more_spending(finding: Finding, subject: Any) -> Remedy:
    if finding.holds is None:
        return _shown(finding)
    arriving = "spending_counts_at_final_beneficiary" in finding.ground.figures
    does = _ARRIVING if arriving else Text("{short} more for charity", "再支出 {short} 用于慈善活动")
    # What was passed on and does not count stays where it is: the shortfall is spent on top.
    return Remedy(filled(does, finding), {"spent_on_charity": subject.spent_on_charity - finding.margin})


_ARRIVING = Text(
    "{short} more for charity, with its final beneficiaries by the end of the year",
    "年内再支出 {short} 用于慈善活动并到达最终受益人",
)


def _gift(finding: Finding, subject: CharityYear, **changes: Any) -> dict[str, Any]:
    def mended(one: GiftAgreement) -> GiftAgreement:
        return attrs.evolve(one, **changes) if one.gift == finding.facts["of"] else one

    return {"gifts": tuple(mended(one) for one in subject.gifts)}


CHARITABLE = ground(
    "spending.charitable",
    Stage.MONEY,
    title=(
        "charitable spending of at least {required}, {rate} of {of}",
        "慈善活动支出不低于 {required}（{of}的{rate}）",
    ),
    unmet=(
        "charitable spending {found} is {short} short of {required}, {rate} of {of}",
        "慈善活动支出 {found}，较 {required}（{of}的{rate}）差 {short}",
    ),
    figures=(
        "qualified_foundation_spending_share",
        "qualified_non_foundation_spending_share",
        *(f"{band}_spending_share" for band in _BANDS),
        "non_foundation_bottom_band_income_share",
        *_EDGES,
        "spending_average_years",
        "spending_counts_at_final_beneficiary",
        "revoked_year_counts_as_qualified",
    ),
    remedy=_more_spending,
)
MANAGEMENT = ground(
    "spending.management",
    Stage.MONEY,
    title=(
        "management cost of at most {required}: {rate} of the year's expenditure, or less than {free}",
        "管理费用不超过 {required}（当年总支出的{rate}，或低于 {free}）",
    ),
    unmet=(
        "management cost {found} exceeds {required} by {short}: {rate} of the year's expenditure, or less than {free}",
        "管理费用 {found}，超过 {required}（当年总支出的{rate}，或低于 {free}）{short}",
    ),
    figures=(
        "qualified_foundation_management_cap",
        "qualified_non_foundation_management_cap",
        *(f"{band}_management_cap" for band in _BANDS),
        *_EDGES,
        "management_cap_from",
        "revoked_year_counts_as_qualified",
    ),
    remedy=_mend(
        lambda finding, _subject: {"spent_on_management": finding.required},
        Text("{short} less on management, and that much more on charity", "管理费用减少 {short}，改用于慈善活动"),
    ),
    at_most=True,
)
FUNDRAISING = ground(
    "spending.fundraising",
    Stage.MONEY,
    title=(
        "fundraising cost of at most {required}, {rate} of the average donations of {years} years",
        "募捐成本不超过 {required}（前{years}年捐赠收入平均数的{rate}）",
    ),
    unmet=(
        "fundraising cost {found} exceeds {required} by {short}: {rate} of the average donations of {years} years",
        "募捐成本 {found}，超过 {required}（前{years}年捐赠收入平均数的{rate}）{short}",
    ),
    figures=("fundraising_cost_cap", "fundraising_cost_base_years"),
    remedy=_mend(
        lambda finding, _subject: {"spent_on_fundraising": finding.required},
        Text("{short} less on fundraising", "募捐成本减少 {short}"),
    ),
    at_most=True,
)
SPENDING_EXCUSED = ground(
    "spending.charitable_excused",
    Stage.STATE,
    title=(
        "too little was spent ({found}), and this was reported and explained: {circumstances}",
        "慈善活动支出 {found} 低于标准，已报告并公开说明：{circumstances}",
    ),
    unmet=(
        "too little was spent ({found}), and this was not both reported and explained: {circumstances}",
        "慈善活动支出 {found} 低于标准，未同时报告并公开说明：{circumstances}",
    ),
    figures=("special_circumstances_excuse_spending", "new_charity_years"),
    remedy=_mend(
        lambda _finding, _subject: {"reported": True, "explained": True},
        Text("report it to the registrar and explain it to the public", "报告登记的民政部门并向社会公开说明情况"),
    ),
)
MANAGEMENT_EXCUSED = ground(
    "spending.management_excused",
    Stage.STATE,
    title=(
        "management cost {found} is above the limit, and this was reported and explained: {circumstances}",
        "管理费用 {found} 超过上限，已报告并公开说明：{circumstances}",
    ),
    unmet=(
        "management cost {found} is above the limit, and this was not both reported and explained: {circumstances}",
        "管理费用 {found} 超过上限，未同时报告并公开说明：{circumstances}",
    ),
    figures=("special_circumstances_excuse_management", "new_charity_years"),
    remedy=_mend(
        lambda _finding, _subject: {"reported": True, "explained": True},
        Text("report it to the registrar and explain it to the public", "报告登记的民政部门并向社会公开说明情况"),
    ),
)
GIFT_SPENDING = ground(
    "spending.gift_charitable",
    Stage.RESTRICTION,
    title=(
        "at least {required} of gift {of} goes to charity, as agreed",
        "捐赠 {of} 用于慈善活动不少于约定的 {required}",
    ),
    unmet=(
        "of gift {of} {found} went to charity; at least {required} is agreed",
        "捐赠 {of} 用于慈善活动 {found}，约定不少于 {required}",
    ),
    figures=("gift_agreement_prevails",),
    remedy=_mend(
        lambda finding, subject: _gift(finding, subject, spent_on_charity=finding.required),
        Text("{short} more of gift {of} for charity", "捐赠 {of} 再支出 {short} 用于慈善活动"),
    ),
)
GIFT_MANAGEMENT = ground(
    "spending.gift_management",
    Stage.RESTRICTION,
    title=(
        "at most {required} of gift {of} goes to management, as agreed",
        "捐赠 {of} 列支管理费用不超过约定的 {required}",
    ),
    unmet=(
        "of gift {of} {found} went to management; at most {required} is agreed",
        "捐赠 {of} 列支管理费用 {found}，约定不超过 {required}",
    ),
    figures=("gift_agreement_prevails",),
    remedy=_mend(
        lambda finding, subject: _gift(finding, subject, spent_on_management=finding.required),
        Text("{short} less of gift {of} for management", "捐赠 {of} 的管理费用减少 {short}"),
    ),
    at_most=True,
)


@cache
def citing(base: Ground, figures: tuple[str, ...]) -> Ground:
    """Give a ground that cites just the figures behind one check (仅引用所据数值).

    >>> citing(CHARITABLE, ("spending_average_years",)).code
    'spending.charitable'
    """
    return attrs.evolve(base, figures=figures)


@cache
def left_open(base: Ground, figures: tuple[str, ...]) -> Ground:
    """Give a ground that says why its check is open (待定事项); the facts name the reason and what to ask for.

    >>> left_open(CHARITABLE, ()).unmet.zh
    '{open}'
    """
    return attrs.evolve(base, figures=figures, unmet=Text("{open}", "{open}"))


@cache
def below_free(base: Ground, figures: tuple[str, ...]) -> Ground:
    """Give the ground for a cost so small that no share applies (不受比例限制).

    >>> below_free(MANAGEMENT, ("management_cap_from",)).title.en
    'management cost of at most {required}: no share applies'
    """
    title = Text("management cost of at most {required}: no share applies", "管理费用不超过 {required}，不受比例限制")
    return attrs.evolve(base, figures=figures, title=title)


@cache
def without_cost(base: Ground, figures: tuple[str, ...]) -> Ground:
    """Give the ground for a year without fundraising cost (未发生募捐成本).

    >>> without_cost(FUNDRAISING, ()).title.zh
    '未发生募捐成本'
    """
    return attrs.evolve(base, figures=figures, title=Text("no fundraising cost", "未发生募捐成本"))
