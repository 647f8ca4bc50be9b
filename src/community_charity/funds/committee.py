"""The management committee of a community charity fund, and its supervisors (管委会与监督员).

>>> CommitteeMember("p-1", kind="resident_leaders", paid=False).kind.text.zh  # invented
'居民骨干'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import show
from community_charity.law.words import listed
from community_charity.parties import PersonId, person_id
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.funds.fund import CommunityCharityFund
    from community_charity.law.decision import Checks, Ground
    from community_charity.law.law import LawInForce

MEMBERS = declare(
    "fund.members",
    wanted=("a list of CommitteeMember, each person once", "CommitteeMember（管委会成员）的列表，每人一项"),
    do=(
        'give for example [CommitteeMember("p-1", "main_donors", paid=False)]',
        '例如 [CommitteeMember("p-1", "main_donors", paid=False)]',
    ),
)

# --- values --------------------------------------------------------------------------------------


class MemberKind(Enum):
    """Whom a committee member comes from (管委会成员来源). ``MemberKind("host_staff")`` looks one up.

    >>> MemberKind("main_donors").text.zh
    '主要捐赠人'
    """

    MAIN_DONOR = "main_donors"
    HOST_STAFF = "host_staff"
    TOWNSHIP_STAFF = "township_staff"
    COMMUNITY_COMMITTEES = "community_committees"
    LOCAL_FIRM = "local_firms"
    RESIDENT_LEADER = "resident_leaders"
    OTHER = "other"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    MemberKind.MAIN_DONOR: Text("main donor", "主要捐赠人"),
    MemberKind.HOST_STAFF: Text("staff of the host charity", "依托慈善组织工作人员"),
    MemberKind.TOWNSHIP_STAFF: Text(
        "staff of the township or the civil affairs station", "乡镇（街道）或民政服务站工作人员"
    ),
    MemberKind.COMMUNITY_COMMITTEES: Text("of the two community committees", "社区“两委”成员"),
    MemberKind.LOCAL_FIRM: Text("local firm", "辖区企业代表"),
    MemberKind.RESIDENT_LEADER: Text("leading resident", "居民骨干"),
    MemberKind.OTHER: Text("somebody else", "其他人员"),
}


def _kind(value: MemberKind | str | None) -> MemberKind | None:
    return None if value is None else choice(value, MemberKind)


@attrs.frozen
class CommitteeMember:
    """What is known of a member of a management committee (管委会成员): where from, and whether paid. Raises `Malformed`.

    ``None`` is not known. The person's id is not shown: it may be a donor's.

    >>> CommitteeMember("p-1", "main_donors")  # invented
    CommitteeMember(kind=<MemberKind.MAIN_DONOR: 'main_donors'>, paid=None)
    """

    person: PersonId = attrs.field(converter=person_id, repr=False)
    kind: MemberKind | None = attrs.field(default=None, converter=_kind)
    paid: bool | None = attrs.field(default=None, converter=yes_no)


def members(value: Iterable[CommitteeMember] | None) -> tuple[CommitteeMember, ...] | None:
    """Check what is known of members (管委会成员情况): each person once. Raises `Malformed`.

    >>> members([]), members(None)
    ((), None)
    """
    if value is None:
        return None
    if not isinstance(value, list | tuple):
        raise Malformed(MEMBERS, given=shown(value))
    known = tuple(expect(one, CommitteeMember) for one in value)
    if len({one.person for one in known}) < len(known):
        raise Malformed(MEMBERS, given=Text("a person named twice", "同一人列出两次"))
    return known


# --- rules ---------------------------------------------------------------------------------------

COMMITTEE = ground(
    "fund.committee",
    Stage.AUTHORITY,
    title=("a management committee of at least {required}", "管委会不少于{required}人"),
    unmet=(
        "members on the committee: {found}; at least {required} required",
        "管委会{found}人，须不少于{required}人",
    ),
    figures=("fund_minimum_committee",),
    remedy=lambda finding, _subject: Remedy(
        Text("committee members still needed: {n}", "再增加{n}名管委会成员").fill(n=-finding.margin)
    ),
)
ODD_COMMITTEE = ground(
    "fund.odd_committee",
    Stage.AUTHORITY,
    title=("a management committee of an odd number", "管委会人数为单数"),
    unmet=("the committee has an even number of members, {found}", "管委会人数为双数（{found}人）"),
    figures=("fund_committee_is_odd",),
    remedy=lambda _finding, _subject: Remedy(Text("one committee member more or fewer", "增加或减少一名管委会成员")),
)
SUPERVISORS = ground(
    "fund.supervisors",
    Stage.AUTHORITY,
    title=("at least {required} supervisors", "监督员不少于{required}人"),
    unmet=("supervisors: {found}; at least {required} required", "监督员{found}人，须不少于{required}人"),
    figures=("fund_minimum_supervisors",),
    remedy=lambda finding, _subject: Remedy(
        Text("supervisors still needed: {n}", "再增加{n}名监督员").fill(n=-finding.margin)
    ),
)
SUPERVISORS_APART = ground(
    "fund.supervisors_apart",
    Stage.AUTHORITY,
    title=("no supervisor votes in the committee", "监督员不兼任管委会成员"),
    unmet=("supervisors who sit on the committee as well: {found}", "兼任管委会成员的监督员{found}人"),
    remedy=lambda _finding, _subject: Remedy(Text("name other supervisors", "另行推选监督员")),
    origin=("inferred: who attends to watch does not vote", "推断：监督员列席监督，不参与表决"),
)
UNPAID = ground(
    "fund.committee_unpaid",
    Stage.AUTHORITY,
    title=("no member of the committee is paid", "管委会成员不领取报酬"),
    unmet=(
        "members who are paid, or not known to be unpaid: {found}",
        "领取报酬或不知是否领取报酬的管委会成员{found}人",
    ),
    figures=("fund_committee_is_unpaid",),
    remedy=show("a statement of each member that they are not paid", "各成员不领取报酬的声明"),
)
DRAWN_FROM = ground(
    "fund.committee_drawn_from",
    Stage.AUTHORITY,
    title=("the committee is drawn from: {allowed}", "管委会成员来自：{allowed}"),
    unmet=(
        "members not shown to come from {allowed}: {found}",
        "未证明来自{allowed}的管委会成员{found}人",
    ),
    figures=("fund_committee_drawn_from",),
    remedy=show("the list of members, with whom each comes from", "载明成员来源的管委会人员构成表"),
)


def weigh_committee(checks: Checks, fund: CommunityCharityFund, law: LawInForce) -> None:
    """Check a fund's committee and supervisors (审查管委会与监督员); what a place does not fix is not asked for."""
    people = frozenset(fund.committee)
    if "fund_minimum_committee" in law:
        checks.weigh(COMMITTEE, len(people) >= law.fund_minimum_committee, law.fund_minimum_committee, len(people))
    if "fund_committee_is_odd" in law and law.fund_committee_is_odd:
        checks.weigh(ODD_COMMITTEE, len(people) % 2 == 1, found=len(people))
    if "fund_minimum_supervisors" in law:
        watching = len(set(fund.supervisors))
        checks.weigh(SUPERVISORS, watching >= law.fund_minimum_supervisors, law.fund_minimum_supervisors, watching)
    if both := people & frozenset(fund.supervisors):
        checks.weigh(SUPERVISORS_APART, holds=False, found=len(both))
    known = {one.person: one for one in fund.members or ()}
    seats = [known.get(person, CommitteeMember(person)) for person in people]
    if "fund_committee_is_unpaid" in law and law.fund_committee_is_unpaid:
        _weigh_each(checks, UNPAID, [None if one.paid is None else not one.paid for one in seats])
    if (drawn := law.get("fund_committee_drawn_from")) is not None:
        names, labels = zip(*drawn.named, strict=True)
        each = [None if one.kind is None else one.kind.value in names for one in seats]
        _weigh_each(checks, DRAWN_FROM, each, allowed=listed(labels))


def _weigh_each(checks: Checks, asked: Ground, each: list[bool | None], **facts: Text) -> None:
    """Note one check of all members: one who fails outweighs one of whom nothing is known."""
    holds = False if False in each else None if None in each else True
    checks.weigh(asked, holds, found=sum(not one for one in each), facts=facts)
