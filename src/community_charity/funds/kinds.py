"""Kinds of funds by whom they serve and how big they start (基金种类与起始资金), and community foundations.

What a place fixes as least is asked for; what its funds were only seen to start with is told, and is no threshold.

>>> FundKind("street").text.zh
'乡镇（街道）慈善基金'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.errors import choice
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Ground, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import mend
from community_charity.money import Money, known_or_unknown_money
from community_charity.rules.answers import at_least, denied, duty_ground, number_ground, weigh_duty
from community_charity.rules.bodies.foundation_grounds import FUND
from community_charity.rules.facts import yes_no
from community_charity.rules.forms import FoundationKind

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce


class FundKind(Enum):
    """A kind of fund inside a host (基金种类). ``FundKind("micro")`` looks one up. Named funds: see `NamedFund`.

    >>> [kind.value for kind in FundKind]
    ['community', 'street', 'directed', 'micro']
    """

    COMMUNITY = "community"
    STREET = "street"
    DIRECTED = "directed"
    MICRO = "micro"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    FundKind.COMMUNITY: Text("community fund", "社区慈善基金"),
    FundKind.STREET: Text("fund of a township or subdistrict", "乡镇（街道）慈善基金"),
    FundKind.DIRECTED: Text("fund for one place or project", "定向、定项基金"),
    FundKind.MICRO: Text("micro-charity fund", "微公益基金"),
}


def _kind(value: FundKind) -> FundKind:
    return choice(value, FundKind)


def usual_start(kind: FundKind, law: LawInForce) -> Money | None:
    """Give what funds of a kind were seen to start with in a place (通常启动资金), as `Money`; ``None`` if nobody tells.

    An observation from reports, never a threshold. Raises `Malformed`.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> usual_start(FundKind.STREET, Law.of("cn/shandong/yantai/zhifu").on(date(2024, 6, 1)))
    yuan("125000.00")
    """
    key = _SEEN.get(_kind(kind))
    found: Money | None = getattr(law, key) if key is not None and key in in_force(law) else None
    return found


_SEEN = {FundKind.COMMUNITY: "fund_start_capital", FundKind.STREET: "street_fund_start_capital"}


@attrs.frozen(kw_only=True)
class FundStart:
    """With how much a fund of some kind is to start (拟设立基金的起始资金), as `Money`; ``None`` is not known. Raises `Malformed`.

    >>> FundStart(kind="micro").amount is None
    True
    """

    kind: FundKind = attrs.field(converter=_kind)
    amount: Money | None = attrs.field(default=None, converter=known_or_unknown_money)

    def may_start(self, law: LawInForce) -> Decision:
        """Tell whether it is as much as the place asks for (起始资金是否达标); where nothing is asked for, it is.

        Raises `Malformed` for what is no `LawInForce`. Source: practice of single charities; each figure names its own.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> law = Law.of("cn/jiangsu/nantong/rugao").on(date(2025, 3, 13))
        >>> FundStart(kind="directed", amount=yuan(99_999)).may_start(law).reason.text()
        'starts with ¥99,999.00; at least ¥100,000.00 required'
        """
        law, checks = in_force(law), Checks()
        asked = LEAST.get(self.kind)
        if asked is not None and asked.figures[0] in law:
            least = getattr(law, asked.figures[0])
            checks.weigh(asked, at_least(self.amount, least), least, self.amount)
        return checks.decision(_START.fill(kind=self.kind.text), self, law.day, law)


_START = Text("start a {kind}", "设立{kind}")


def _least(kind: FundKind, key: str) -> tuple[FundKind, Ground]:
    return kind, number_ground(
        f"fund.least_{kind.value}",
        (key,),
        "amount",
        stage=Stage.MONEY,
        title=("starts with at least {required}", "起始资金不少于 {required}"),
        unmet=("starts with {found}; at least {required} required", "起始资金 {found}，须不少于 {required}"),
        does=("{short} more to start with", "起始资金增加 {short}"),
        ask=("the donation agreement and the bank slip", "捐赠协议及到账凭证"),
    )


LEAST = dict(
    [
        _least(FundKind.COMMUNITY, "fund_minimum_capital"),
        _least(FundKind.DIRECTED, "directed_fund_least"),
        _least(FundKind.MICRO, "micro_fund_least"),
    ]
)
"""The ground on the least amount, for each kind of fund for which a place fixes one (最低起始资金)."""


@attrs.frozen(kw_only=True)
class CommunityFoundation:
    """A community foundation that is to be set up (拟设立的社区基金会): a body of its own, unlike a fund.

    ``original_fund`` is `Money`; ``officials_lead`` says that public officials hold its leading posts, ``residents_choose``
    that residents take part in choosing its projects. ``None`` is not known. Raises `Malformed`.

    >>> CommunityFoundation().original_fund is None
    True
    """

    original_fund: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    officials_lead: bool | None = attrs.field(default=None, converter=yes_no)
    residents_choose: bool | None = attrs.field(default=None, converter=yes_no)

    def may_be_founded(self, law: LawInForce) -> Decision:
        """Tell whether it has what the law and the place ask for (能否设立社区基金会).

        A local draft that asks for less does not lower the 2,000,000 yuan of the national regulation: both are weighed. All
        else that a foundation needs: see `FoundationApplication`. Raises `Malformed` for what is no `LawInForce`,
        `LawError` for a day before the regulation. Source: 基金会管理条例第8条; in Shenzhen a draft of 2014.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> asked = CommunityFoundation(original_fund=yuan(1_000_000), officials_lead=False, residents_choose=True)
        >>> decision = asked.may_be_founded(Law.of("cn/guangdong/shenzhen").on(date(2025, 3, 13)))
        >>> [(finding.ground.code, finding.holds) for finding in decision.findings][:2]
        [('foundation.original_fund_non_public', False), ('community_foundation.start', True)]
        """
        law, checks = in_force(law), Checks()
        kind = FoundationKind.NON_PUBLIC
        least = getattr(law, kind.capital)
        checks.weigh(FUND[kind], at_least(self.original_fund, least), least, self.original_fund)
        if "community_foundation_start_capital" in law:
            local = law.community_foundation_start_capital
            checks.weigh(START, at_least(self.original_fund, local), local, self.original_fund)
        weigh_duty(checks, NO_OFFICIALS, denied(self.officials_lead), law)
        weigh_duty(checks, RESIDENTS, self.residents_choose, law)
        return checks.decision(_FOUND, self, law.day, law)


_FOUND = Text("set up a community foundation", "设立社区基金会")
START = ground(
    "community_foundation.start",
    Stage.MONEY,
    title=("as much as the place asks of community foundations: {required}", "达到当地社区基金会门槛 {required}"),
    unmet=("original fund {found}; the place asks for {required}", "原始基金 {found}，当地门槛为 {required}"),
    figures=("community_foundation_start_capital",),
    remedy=mend(
        "original_fund",
        does=("{short} more in the original fund", "原始基金增加 {short}"),
        ask=("the capital verification report", "验资证明"),
    ),
)
NO_OFFICIALS = duty_ground(
    "community_foundation.no_officials",
    "community_foundation_excludes_officials",
    "officials_lead",
    title=("no public official holds a leading post", "公职人员未担任高层决策职务"),
    unmet=("not shown that no public official holds a leading post", "未证明公职人员未担任高层决策职务"),
    does=("let others lead it", "改由非公职人员担任"),
    ask=("the list of those who lead it", "负责人名单"),
    to=False,
)
RESIDENTS = duty_ground(
    "community_foundation.residents",
    "community_foundation_residents_take_part",
    "residents_choose",
    title=("residents take part in choosing projects", "居民参与项目遴选"),
    unmet=("not shown that residents take part in choosing projects", "未证明居民参与项目遴选"),
    does=("let residents take part", "吸收居民参与遴选"),
    ask=("the rules on choosing projects", "项目遴选制度"),
)
