"""Quorum and majority (法定人数与表决).

Instruments: 基金会管理条例 art. 21 (two thirds of the directors attend; more than half of those present agree, two thirds
for the matters listed), 慈善法 art. 55 (54 before 2024-09-05: two thirds of all members for a major investment plan).

No text says whether those who left because of an interest still count as present or as members. Where every way of
counting gives the same answer, that is the answer; where they differ, it is open.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> law = Law.of("cn").on(date(2025, 3, 13))
>>> meeting = Meeting(
...     form="foundation", matter="ordinary", members=9, present=6, recused=1, left=1, in_favour=4, charter_met=True
... )
>>> meeting.may_resolve(law).outcome.value  # six of nine attend, but only five stay
'undetermined'
>>> attrs.evolve(meeting, present=7).may_resolve(law).outcome.value
'allowed'
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.errors import Malformed, declare
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Ground, Remedy, Stage, filled, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import show
from community_charity.rules.conflicts.facts import Matter, form, matter
from community_charity.rules.facts import count, yes_no
from community_charity.rules.forms import Form

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from community_charity.law.decision import Finding
    from community_charity.law.law import LawInForce

HEADS = declare(
    "conflict.heads",
    wanted=(
        "numbers that fit: left <= recused <= members, left <= present <= members, in_favour <= present - left",
        "数目相符：离场人数不超过应回避人数和到会人数，到会和应回避人数不超过成员总数，赞成票不超过在场人数",
    ),
    do=("count again from the minutes", "请按会议记录重新清点"),
)


@attrs.frozen(kw_only=True)
class Meeting:
    """The heads and votes of one resolution (会议与表决计数); what is not given is not known.

    ``members`` counts the decision body, ``present`` those who attended at all, ``recused`` all members with an
    interest in the matter, ``left`` those who attended and went out because of it, ``in_favour`` the votes for it of
    those who stayed. ``charter_met`` says that the charter's own quorum and majority were met. Raises `Malformed`.

    >>> Meeting(form="foundation", matter="charter", members=9, present=6).in_favour is None
    True
    """

    form: Form = attrs.field(converter=form)
    matter: Matter = attrs.field(converter=matter)
    members: int | None = attrs.field(default=None, converter=count)
    present: int | None = attrs.field(default=None, converter=count)
    recused: int | None = attrs.field(default=None, converter=count)
    left: int | None = attrs.field(default=None, converter=count)
    in_favour: int | None = attrs.field(default=None, converter=count)
    charter_met: bool | None = attrs.field(default=None, converter=yes_no)

    def __attrs_post_init__(self) -> None:
        stayed = None if self.present is None else self.present - (self.left or 0)
        pairs = (
            (self.left, self.recused),
            (self.recused, self.members),
            (self.present, self.members),
            (self.in_favour, stayed),
            (0, stayed),
        )
        if any(small is not None and large is not None and small > large for small, large in pairs):
            raise Malformed(HEADS, given=Text("numbers that do not fit", "数目不符"))

    def may_resolve(self, law: LawInForce) -> Decision:
        """Tell whether the resolution has its quorum and its majority (决议是否有效).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the law that applies.
        Source: 基金会管理条例第21条, 慈善法第55条第1款 (第54条第1款 before 2024-09-05); the charter.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> meeting = Meeting(form="foundation", matter="ordinary", members=9, present=5, recused=0, left=0)
        >>> meeting.may_resolve(Law.of("cn").on(date(2025, 3, 13))).reason.ground.code
        'conflict.quorum'
        """
        law, checks = in_force(law), Checks()
        if self.form is Form.FOUNDATION:
            _weigh_quorum(checks, self, law.foundation_quorum)
            if self.matter.special:
                _weigh_votes(checks, SPECIAL, self, _present(self), law.foundation_special_majority)
            else:
                _weigh_votes(checks, MAJORITY, self, _present(self), law.foundation_majority)
        if self.matter is Matter.MAJOR_INVESTMENT:
            _weigh_votes(checks, INVESTMENT, self, _all(self), law.investment_majority)
        checks.weigh(CHARTER, self.charter_met)
        return checks.decision(_ASKED.later(matter=self.matter.text), self, law.day, law)


_ASKED = Text("resolve on {matter}", "就{matter}作出决议")
_MINUTES = (
    "the minutes, and what the charter says of members who leave the room",
    "会议记录，以及章程对离场成员如何计数的规定",
)


def _away(asked: Meeting) -> int | None:
    """Count those who went out; nobody did if nobody had an interest."""
    return 0 if asked.recused == 0 else asked.left


def _present(asked: Meeting) -> tuple[int, int] | None:
    """Give the most and the fewest who count as present."""
    away = _away(asked)
    return None if asked.present is None or away is None else (asked.present, asked.present - away)


def _all(asked: Meeting) -> tuple[int, int] | None:
    """Give the most and the fewest who count as members."""
    if asked.members is None or asked.recused is None:
        return None
    return asked.members, asked.members - asked.recused


def _weigh_quorum(checks: Checks, asked: Meeting, rate: Fraction) -> None:
    """Weigh three ways of counting: who left is present; is not; is neither present nor a member."""
    present, members, facts = _present(asked), _all(asked), _facts(asked)
    if present is None or members is None:
        checks.weigh(QUORUM, None, facts=facts)
        return
    strict = present[1] >= rate * members[0]
    lenient = present[0] >= rate * members[0] or present[1] >= rate * members[1]
    needed = ceil(rate * members[0]) + present[0] - present[1]
    checks.weigh(QUORUM, True if strict else None if lenient else False, needed, present[0], facts)


def _weigh_votes(
    checks: Checks, asked: Ground, meeting: Meeting, bases: tuple[int, int] | None, rate: Fraction
) -> None:
    """Weigh both ways of counting: those who left belong to the base of the vote, or they do not."""
    votes, facts = meeting.in_favour, {**_facts(meeting), "rate": rate}
    if bases is None or votes is None:
        checks.weigh(asked, None, facts=facts)
        return
    most, fewest = (_votes_needed(base, rate, more=asked is MAJORITY) for base in bases)
    checks.weigh(asked, True if votes >= most else None if votes >= fewest else False, most, votes, facts)


def _votes_needed(base: int, rate: Fraction, *, more: bool) -> int:
    """Give the fewest votes that are at least a share of a base, or more than it; a vote of nobody carries nothing."""
    return floor(base * rate) + 1 if more else max(ceil(base * rate), 1)


def _facts(asked: Meeting) -> dict[str, Any]:
    return {"members": asked.members, "present": asked.present, "left": _away(asked)}


def _again(field: str, en: str, zh: str) -> Callable[[Finding, Any], Remedy | None]:
    """Meet or vote again with enough heads, if there can be so many."""
    papers = show(*_MINUTES)

    def remedy(finding: Finding, subject: Any) -> Remedy | None:
        if finding.holds is None:
            return papers(finding, subject)
        most = subject.members if field == "present" else subject.present - (subject.left or 0)
        if finding.required > most:
            return None
        return Remedy(filled(Text(en, zh), finding), {field: finding.required})

    return remedy


QUORUM = ground(
    "conflict.quorum",
    Stage.AUTHORITY,
    title=(
        "{present} of {members} directors attend, enough for a meeting",
        "理事{members}人中{present}人出席，达到法定人数",
    ),
    unmet=(
        "directors attending: {present} of {members}; left because of an interest: {left}",
        "理事{members}人中{present}人出席，因利害关系离场{left}人，未达到或者不能确定达到法定人数",
    ),
    figures=("foundation_quorum",),
    remedy=_again("present", "meet again; directors still needed: {short}", "重新召开会议，再有{short}名理事出席"),
)
MAJORITY = ground(
    "conflict.majority",
    Stage.AUTHORITY,
    title=("{found} of {present} present agree, more than {rate}", "出席{present}人中{found}人同意，超过{rate}"),
    unmet=(
        "votes for it: {found} of {present} present, {left} of whom left; more than {rate} of those present needed",
        "出席{present}人（其中离场{left}人）中{found}人同意，须超过{rate}",
    ),
    figures=("foundation_majority",),
    remedy=_again("in_favour", "vote again; votes still needed: {short}", "重新表决，尚缺{short}票"),
)
SPECIAL = ground(
    "conflict.special_majority",
    Stage.AUTHORITY,
    title=("{found} of {present} present agree, {rate} or more", "出席{present}人中{found}人同意，达到{rate}"),
    unmet=(
        "votes for it: {found} of {present} present, {left} of whom left; {rate} of those present needed",
        "出席{present}人（其中离场{left}人）中{found}人同意，须达到{rate}",
    ),
    figures=("foundation_special_majority",),
    remedy=_again("in_favour", "vote again; votes still needed: {short}", "重新表决，尚缺{short}票"),
)
INVESTMENT = ground(
    "conflict.investment_majority",
    Stage.AUTHORITY,
    title=(
        "{found} of all {members} members agree, {rate} or more",
        "决策机构全体{members}人中{found}人同意，达到{rate}",
    ),
    unmet=(
        "votes for it: {found} of all {members} members; {rate} of all members needed",
        "决策机构全体{members}人中{found}人同意，须达到{rate}",
    ),
    figures=("investment_majority",),
    remedy=_again("in_favour", "vote again; votes still needed: {short}", "重新表决，尚缺{short}票"),
)
CHARTER = ground(
    "conflict.charter_rules",
    Stage.AUTHORITY,
    title=("the charter's own quorum and majority were met", "符合章程规定的出席和表决要求"),
    unmet=("not shown that the charter's own quorum and majority were met", "未证明符合章程规定的出席和表决要求"),
    origin=(
        "the charter; for bodies other than foundations no national text read fixes quorum and majority",
        "章程；基金会以外的组织，所见全国性规定未统一规定出席和表决比例",
    ),
    remedy=show("the charter's rules on meetings, and the minutes", "章程中的议事规则及会议记录"),
)
