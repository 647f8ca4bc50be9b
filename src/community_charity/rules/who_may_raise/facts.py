"""Who raises, and what is to be done: the words and facts of a question (募捐主体与行为).

>>> Fundraiser("lake-village", "villagers_committee").kind.text.zh  # invented
'村民委员会'
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.calendar import optional_day
from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.parties import opaque_id
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable

HOST = declare(
    "fundraising.host",
    wanted=(
        "a host that is a body of its own, and only for a hosted fund",
        "依托组织须为独立主体，且仅基金须有依托组织",
    ),
    do=("name the foundation or charity that answers for the fund", "请填写对该基金承担责任的基金会或者慈善组织"),
)
CIRCLE = declare(
    "fundraising.circle",
    wanted=("a list of the groups that are addressed, or None if not known", "募捐对象类别的列表，不详则为 None"),
    do=('give ["founders", "members"]', '写作 ["founders", "members"]'),
)


class FundraiserKind(Enum):
    """What kind of body, or whether a person, wants to raise (募捐主体类型). ``FundraiserKind("person")`` looks one up.

    ASSOCIATION is any registered social organisation that is not a charity; FILED_GROUP one that is only filed with, or
    managed by, its township or street office (备案); HOSTED_FUND a special fund or a community charity fund.

    >>> FundraiserKind("filed_group").text.zh
    '乡镇（街道）备案管理的社区社会组织'
    """

    QUALIFIED_CHARITY = "qualified_charity"
    CHARITY = "charity"
    ASSOCIATION = "association"
    FILED_GROUP = "filed_group"
    HOSTED_FUND = "hosted_fund"
    RESIDENTS_COMMITTEE = "residents_committee"
    VILLAGERS_COMMITTEE = "villagers_committee"
    PERSON = "person"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    FundraiserKind.QUALIFIED_CHARITY: Text(
        "charity with public-fundraising qualification", "具有公开募捐资格的慈善组织"
    ),
    FundraiserKind.CHARITY: Text("charity without qualification", "不具有公开募捐资格的慈善组织"),
    FundraiserKind.ASSOCIATION: Text("registered body that is no charity", "已登记的非慈善组织"),
    FundraiserKind.FILED_GROUP: Text("community group filed with its township", "乡镇（街道）备案管理的社区社会组织"),
    FundraiserKind.HOSTED_FUND: Text("special fund or community charity fund", "专项基金、社区慈善基金"),
    FundraiserKind.RESIDENTS_COMMITTEE: Text("residents' committee", "居民委员会"),
    FundraiserKind.VILLAGERS_COMMITTEE: Text("villagers' committee", "村民委员会"),
    FundraiserKind.PERSON: Text("person", "个人"),
}
CHARITIES = frozenset({FundraiserKind.QUALIFIED_CHARITY, FundraiserKind.CHARITY})
"""The kinds that are charities themselves."""
COMMUNITY = frozenset(
    {
        FundraiserKind.ASSOCIATION,
        FundraiserKind.FILED_GROUP,
        FundraiserKind.RESIDENTS_COMMITTEE,
        FundraiserKind.VILLAGERS_COMMITTEE,
    }
)
"""The kinds that the article on mutual aid means: organisations of a community, and units (城乡社区组织、单位)."""


class FundraisingAct(Enum):
    """What is to be done (募捐相关行为). ``FundraisingAct("mutual_aid")`` looks one up.

    RAISE_FROM_CIRCLE is targeted fundraising (定向募捐), for a committee its voluntary collection; BE_PARTNER is to let a
    qualified charity raise; GIVE_TAX_RECEIPT is to give a receipt on which the donor may deduct the gift.

    >>> FundraisingAct("be_partner").text.zh
    '作为合作方参与公开募捐'
    """

    RAISE_FROM_PUBLIC = "raise_from_public"
    RAISE_FROM_CIRCLE = "raise_from_circle"
    MUTUAL_AID = "mutual_aid"
    GIVE_TAX_RECEIPT = "give_tax_receipt"
    BE_PARTNER = "be_partner"
    APPEAL_FOR_HELP = "appeal_for_help"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _ACTS[self]


_ACTS = {
    FundraisingAct.RAISE_FROM_PUBLIC: Text("raise from the public", "开展公开募捐"),
    FundraisingAct.RAISE_FROM_CIRCLE: Text("raise from its own circle", "面向特定对象募捐"),
    FundraisingAct.MUTUAL_AID: Text("run mutual aid inside the community", "在本社区、单位内部开展互助互济"),
    FundraisingAct.GIVE_TAX_RECEIPT: Text("give a receipt for tax deduction", "开具可税前扣除的捐赠票据"),
    FundraisingAct.BE_PARTNER: Text("be partner of a qualified charity's fundraising", "作为合作方参与公开募捐"),
    FundraisingAct.APPEAL_FOR_HELP: Text("appeal for personal help", "发布个人求助信息"),
}


class Circle(Enum):
    """A group of people or units who are asked to give (募捐对象). ``Circle("members")`` looks one up.

    OTHERS are other particular people of the body's own circle; PUBLIC is anybody.

    >>> Circle("benefiting_units").text.zh
    '受益单位'
    """

    FOUNDERS = "founders"
    BOARD_MEMBERS = "board_members"
    MEMBERS = "members"
    RESIDENTS = "residents"
    BENEFITING_UNITS = "benefiting_units"
    OTHERS = "others"
    PUBLIC = "public"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _CIRCLES[self]


_CIRCLES = {
    Circle.FOUNDERS: Text("founders", "发起人"),
    Circle.BOARD_MEMBERS: Text("members of the board", "理事会成员"),
    Circle.MEMBERS: Text("members", "会员"),
    Circle.RESIDENTS: Text("residents", "居民（村民）"),
    Circle.BENEFITING_UNITS: Text("units that benefit", "受益单位"),
    Circle.OTHERS: Text("other particular people", "其他特定对象"),
    Circle.PUBLIC: Text("the public", "社会公众"),
}


class AppealPlatform(Enum):
    """Where a personal appeal stands (个人求助信息发布渠道). ``AppealPlatform("designated")`` looks one up.

    >>> AppealPlatform("none").text.zh
    '未通过求助网络服务平台'
    """

    NONE = "none"
    DESIGNATED = "designated"
    OTHER = "other"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _PLATFORMS[self]


_PLATFORMS = {
    AppealPlatform.NONE: Text("on no platform for appeals", "未通过求助网络服务平台"),
    AppealPlatform.DESIGNATED: Text("a designated platform", "经指定的平台"),
    AppealPlatform.OTHER: Text("a platform that is not designated", "未经指定的平台"),
}


def _kind(value: FundraiserKind) -> FundraiserKind:
    return choice(value, FundraiserKind)


def _act(value: FundraisingAct) -> FundraisingAct:
    return choice(value, FundraisingAct)


def _platform(value: AppealPlatform | None) -> AppealPlatform | None:
    return None if value is None else choice(value, AppealPlatform)


def _circle(value: Iterable[Circle] | None) -> frozenset[Circle] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple | set | frozenset) or not value:
        raise Malformed(CIRCLE, given=shown(value))
    return frozenset(choice(group, Circle) for group in value)


def _host(value: Fundraiser | None) -> Fundraiser | None:
    return None if value is None else expect(value, Fundraiser)


@attrs.frozen
class Fundraiser:
    """Who wants to raise (募捐主体): an id that tells nothing of a person, a kind, and what is known of its standing.

    ``registered_on`` is the day of registration or recognition as a charity, ``qualified_on`` the day of the certificate
    of qualification, ``tax_eligible`` whether it stands on the year's published list of bodies whose receipts count for
    tax; ``host`` the body that answers for a hosted fund. ``None`` is not known. Raises `Malformed`.

    >>> Fundraiser("city-charity", "qualified_charity").qualified_on is None  # invented
    True
    """

    id: str = attrs.field(converter=opaque_id)
    kind: FundraiserKind = attrs.field(converter=_kind)
    registered_on: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    qualified_on: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    tax_eligible: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    host: Fundraiser | None = attrs.field(default=None, kw_only=True, converter=_host)

    def __attrs_post_init__(self) -> None:
        hosted = self.kind is FundraiserKind.HOSTED_FUND
        if self.host is not None and (not hosted or self.host.kind is FundraiserKind.HOSTED_FUND):
            raise Malformed(HOST, given=self.host.kind.text)


def _body(value: Fundraiser) -> Fundraiser:
    return expect(value, Fundraiser)


def _fact() -> Any:
    return attrs.field(default=None, kw_only=True, converter=yes_no)


@attrs.frozen
class RequestFacts:
    """Who, what, and the facts on which the answer depends (募捐事项). See `FundraisingRequest`, which decides.

    >>> RequestFacts(Fundraiser("p-1", "person"), "appeal_for_help").act.text.zh  # invented
    '发布个人求助信息'
    """

    body: Fundraiser = attrs.field(converter=_body)
    act: FundraisingAct = attrs.field(converter=_act)
    # Raising from the public, or from the body's own circle.
    plan_filed: bool | None = _fact()
    circle: frozenset[Circle] | None = attrs.field(default=None, kw_only=True, converter=_circle)
    purpose_told: bool | None = _fact()
    public_methods: bool | None = _fact()
    voluntary: bool | None = _fact()
    meeting_decided: bool | None = _fact()
    in_hosts_name: bool | None = _fact()
    # Cooperation and mutual aid.
    with_charity: Fundraiser | None = attrs.field(default=None, kw_only=True, converter=_host)
    charitable_purpose: bool | None = _fact()
    raises_itself: bool | None = _fact()
    inside_only: bool | None = _fact()
    # A personal appeal.
    for_own_hardship: bool | None = _fact()
    true_and_complete: bool | None = _fact()
    platform: AppealPlatform | None = attrs.field(default=None, kw_only=True, converter=_platform)
