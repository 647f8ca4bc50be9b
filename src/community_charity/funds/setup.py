"""How a community charity fund is set up (社区慈善基金的设立程序): who starts it, who watches it, its papers, its parties.

A place asks for some of this and not for the rest; what it asks for and nobody knows leaves the answer open.

>>> SetUp(initiated_by="township").initiated_by.text.zh
'乡镇（街道）'
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.calendar import optional_day
from community_charity.errors import choice, expect
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import show
from community_charity.law.words import listed
from community_charity.parties import OrganisationId, PartyId, opaque_id, organisation_id
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community_charity.funds.fund import CommunityCharityFund
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.organisations import Charity

# --- values --------------------------------------------------------------------------------------


class Initiator(Enum):
    """Who starts a fund (发起方). ``Initiator("township")`` looks one up.

    A community starts it through its villagers' or residents' committee.

    >>> Initiator("community").text.en
    'community or its committee'
    """

    TOWNSHIP = "township"
    COMMUNITY = "community"
    INVITED = "invited_bodies"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _INITIATORS[self]


_INITIATORS = {
    Initiator.TOWNSHIP: Text("township or subdistrict", "乡镇（街道）"),
    Initiator.COMMUNITY: Text("community or its committee", "社区或村（居）民委员会"),
    Initiator.INVITED: Text("body or person that these invited", "受倡导的单位、组织或个人"),
}
_NAMED = {
    Initiator.TOWNSHIP: {"township"},
    Initiator.COMMUNITY: {"community", "residents_committee"},
    Initiator.INVITED: {"invited_bodies"},
}


@attrs.frozen(kw_only=True)
class SetUpPapers:
    """The papers handed in for a fund (设立材料); what is not given is not known. Raises `Malformed`.

    Source: in Yubei, the notice that issues 渝北区慈善阳光基金管理办法（试行）.

    >>> SetUpPapers(application_form=True).committee_list is None
    True
    """

    application_form: bool | None = attrs.field(default=None, converter=yes_no)
    committee_list: bool | None = attrs.field(default=None, converter=yes_no)
    management_agreement: bool | None = attrs.field(default=None, converter=yes_no)


def _party(value: PartyId | None) -> PartyId | None:
    if value is not None:
        opaque_id(value)
    return value


def _body(value: OrganisationId | None) -> OrganisationId | None:
    return None if value is None else organisation_id(value)


def _kind(value: Initiator | str | None) -> Initiator | None:
    return None if value is None else choice(value, Initiator)


def _papers(value: SetUpPapers | None) -> SetUpPapers | None:
    return None if value is None else expect(value, SetUpPapers)


@attrs.frozen(kw_only=True)
class SetUp:
    """How a fund came about (设立情况): its parties beside the host, and its papers; what is not given is not known.

    ``initiated_by`` is what kind of body starts it, ``initiator`` who that is; ``supervised_by`` the supervising body
    (监管主体); ``talked_on`` the day on which the host was first talked to. Raises `Malformed`.

    >>> SetUp(initiator="lake-committee", supervised_by="lake-street").talked_on is None  # invented
    True
    """

    initiated_by: Initiator | None = attrs.field(default=None, converter=_kind)
    initiator: PartyId | None = attrs.field(default=None, converter=_party, repr=False)
    supervised_by: OrganisationId | None = attrs.field(default=None, converter=_body)
    talked_on: date | None = attrs.field(default=None, converter=optional_day)
    papers: SetUpPapers | None = attrs.field(default=None, converter=_papers)


def set_up(value: SetUp | None) -> SetUp | None:
    """Check how a fund came about, or ``None`` where nobody says (设立情况). Raises `Malformed`.

    >>> set_up(None) is None
    True
    """
    return None if value is None else expect(value, SetUp)


# --- rules ---------------------------------------------------------------------------------------


def _show_papers(finding: Finding, _subject: Any) -> Remedy:
    return Remedy(Text("show: {p}", "请提供：{p}").fill(p=listed(finding.facts["missing"])))


INITIATOR = ground(
    "fund.initiator",
    Stage.AUTHORITY,
    title=("it is started by one of: {allowed}", "发起方属于：{allowed}"),
    unmet=("not shown that it is started by one of: {allowed}", "未证明发起方属于：{allowed}"),
    figures=("fund_initiators",),
    remedy=show("the application that names who starts the fund", "载明发起方的申报表"),
)
TALKED_FIRST = ground(
    "fund.talked_first",
    Stage.AUTHORITY,
    title=("the host was talked to first", "已先行与依托组织沟通"),
    unmet=("not shown that the host was talked to before the agreement", "未证明签订协议前已与依托组织沟通"),
    figures=("fund_talks_with_host_first",),
    remedy=show("a note of the talk with the host, with its day", "与依托组织沟通的记录（载明日期）"),
)
PAPERS = ground(
    "fund.papers",
    Stage.AUTHORITY,
    title=("all papers are handed in", "设立材料齐备"),
    unmet=("papers not handed in, or not known to be: {missing}", "未提交或不知是否提交的材料：{missing}"),
    figures=("fund_setup_papers",),
    remedy=_show_papers,
)
QUALIFIED_HOST = ground(
    "fund.qualified_host",
    Stage.AUTHORITY,
    title=("the host holds the public-fundraising qualification", "依托组织具有公开募捐资格"),
    unmet=("not shown that the host holds the public-fundraising qualification", "未证明依托组织具有公开募捐资格"),
    figures=("fund_host_is_qualified",),
    remedy=show("the host's certificate of public fundraising", "依托组织的公开募捐资格证书"),
)
ROLES_APART = ground(
    "fund.roles_apart",
    Stage.AUTHORITY,
    title=("different parties hold the roles: {roles}", "各方职责由不同主体承担：{roles}"),
    unmet=("not shown that different parties hold the roles: {roles}", "未证明各方职责由不同主体承担：{roles}"),
    figures=("fund_roles",),
    remedy=show("who holds each of the roles", "各方职责的承担主体"),
)


def weigh_set_up(checks: Checks, fund: CommunityCharityFund, host: Charity | None, law: LawInForce) -> None:
    """Check how a fund came about (审查设立程序); what the place does not ask for is left out.

    ``host`` is the charity as the book knows it, ``None`` where nobody says.
    """
    made = fund.set_up or SetUp()
    if (initiators := law.get("fund_initiators")) is not None:
        names = {name for name, _ in initiators.named}
        holds = None if made.initiated_by is None else bool(_NAMED[made.initiated_by] & names)
        checks.weigh(INITIATOR, holds, facts={"allowed": listed(tuple(label for _, label in initiators.named))})
    if "fund_talks_with_host_first" in law and law.fund_talks_with_host_first:
        checks.weigh(TALKED_FIRST, _talked(fund, made.talked_on, law.day))
    if (papers := law.get("fund_setup_papers")) is not None:
        given = [(getattr(made.papers, name, None), label) for name, label in papers.named]
        missing = tuple(label for there, label in given if not there)
        holds = True if not missing else False if any(there is False for there, _ in given) else None
        checks.weigh(PAPERS, holds, facts={"missing": missing})
    if "fund_host_is_qualified" in law and law.fund_host_is_qualified and fund.host is not None:
        checks.weigh(QUALIFIED_HOST, None if host is None else _qualified(host, law.day))
    weigh_roles(
        checks,
        {
            "committee": frozenset(fund.committee),
            "host": _one(fund.host),
            "community_head": _one(made.initiator),
            "subdistrict": _one(made.supervised_by),
            "district_charity": _one(fund.host),
        },
        law,
    )


def _talked(fund: CommunityCharityFund, talked: date | None, on: date) -> bool | None:
    if talked is None:
        return None
    return talked <= (on if fund.agreement is None else min(on, fund.agreement.signed_on))


def _qualified(host: Charity, on: date) -> bool:
    return host.qualified_on is not None and host.qualified_on <= on


def _one(party: PartyId | None) -> frozenset[PartyId] | None:
    return None if party is None else frozenset({party})


def weigh_roles(checks: Checks, holders: Mapping[str, frozenset[PartyId] | None], law: LawInForce) -> None:
    """Check that nobody fills two of the roles that a place tells apart (职责分离); who fills one may not be known.

    ``holders`` are by the names of the roles; those that the place does not name are not looked at.

    >>> from community_charity.law.decision import Checks
    >>> from community_charity.law.law import Law
    >>> checks, hubei = Checks(), Law.of("cn/hubei").on(date(2025, 3, 13))
    >>> weigh_roles(checks, {"host": frozenset({"city-charity"}), "contractor": frozenset({"city-charity"})}, hubei)
    >>> weigh_roles(checks, {"host": frozenset({"city-charity"}), "contractor": None}, hubei)
    >>> [holds for _, holds, *_ in checks]
    [False, None]
    """
    roles = law.get("fund_roles")
    mine = [] if roles is None else [(label, holders[name]) for name, label in roles.named if name in holders]
    if len(mine) < 2:  # one role alone is held twice by nobody
        return
    known = [held for _, held in mine if held is not None]
    apart = len(frozenset().union(*known)) == sum(map(len, known))
    holds = False if not apart else True if len(known) == len(mine) else None
    checks.weigh(ROLES_APART, holds, facts={"roles": listed(tuple(label for label, _ in mine))})


def weigh_contractor(checks: Checks, fund: CommunityCharityFund, payee: PartyId | None, law: LawInForce) -> None:
    """Check that who carries a project out neither decides on it nor holds the money (承接单位与决策、管理分离)."""
    holders = {"committee": frozenset(fund.committee), "host": _one(fund.host), "contractor": _one(payee)}
    weigh_roles(checks, holders, law)


# --- advice --------------------------------------------------------------------------------------


def advice(host: Charity | None, law: LawInForce) -> tuple[Text, ...]:
    """Tell what a place would rather see, and does not ask for (建议，非要求): who hosts, and what comes first.

    >>> from community_charity.law.law import Law
    >>> print(advice(None, Law.of("cn/hunan").on(date(2025, 3, 13)))[0].zh)
    优先依托本地具有公开募捐资格的慈善组织
    """
    found = []
    if "fund_prefers_qualified_host" in law and not (host is not None and _qualified(host, law.day)):
        found.append(
            Text(
                "let a local charity with the public-fundraising qualification host it, if there is one",
                "优先依托本地具有公开募捐资格的慈善组织",
            )
        )
    found.append(
        Text(
            "prefer projects that residents care about, that help many and cost little",
            "优先选择居民关注度高、受益面广、单个项目资金少的项目",
        )
    )
    return tuple(found)
