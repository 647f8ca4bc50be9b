"""Who takes no part in a decision (回避).

Instruments: 慈善法 art. 14 (founders, major donors and managers who deal with the charity), 基金会管理条例 art. 23 para. 3
(directors of a foundation whose own interest is touched). For other matters the library asks the same by analogy: that
is an assumption, marked so in every decision.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.ties import TieKind
>>> question = RecusalQuestion(
...     form="foundation",
...     matter="relief",
...     members=["p-1", "p-2", "p-3"],
...     parties=["p-9"],
...     ties=[Tie("p-2", "p-9", TieKind.SIBLING)],
... )  # invented
>>> sorted(question.must_leave(Law.of("cn").on(date(2025, 3, 13))))
['p-2']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from community_charity.errors import Malformed, declare
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Ground, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import mend
from community_charity.parties import PartyId, PersonId
from community_charity.rules.conflicts.facts import Matter, form, known_people, matter, parties, people, some_ties
from community_charity.rules.conflicts.meetings import Meeting
from community_charity.rules.forms import Form
from community_charity.ties import Tie, TieKind, Ties

if TYPE_CHECKING:
    from community_charity.law.decision import Finding, Remedy
    from community_charity.law.law import LawInForce

ROOM = declare(
    "conflict.room",
    wanted=(
        "those present among the members, and those who left among those present",
        "到会者均为成员，离场者均在到会者之中",
    ),
    do=("correct the list of members or the minutes", "请更正成员名单或会议记录"),
)


@attrs.frozen(kw_only=True)
class RecusalQuestion:
    """Who may decide on a matter, and who did (回避问题): ids of invented or real people, never their names.

    ``members`` are those of the decision body; ``parties`` all whom the matter concerns: the other side of a deal, the
    members of a household (``()`` if nobody). ``ties`` are those that were declared. ``present`` attended the meeting,
    ``left`` went out before this matter was discussed. What is ``None`` is not known. Raises `Malformed`.

    >>> RecusalQuestion(form="association", matter="ordinary", members=["p-1"], parties=[]).parties
    ()
    """

    form: Form = attrs.field(converter=form)
    matter: Matter = attrs.field(converter=matter)
    members: tuple[PersonId, ...] = attrs.field(converter=known_people)
    parties: tuple[PartyId, ...] | None = attrs.field(default=None, converter=parties)
    ties: tuple[Tie, ...] | None = attrs.field(default=None, converter=some_ties)
    present: tuple[PersonId, ...] | None = attrs.field(default=None, converter=people)
    left: tuple[PersonId, ...] | None = attrs.field(default=None, converter=people)

    def __attrs_post_init__(self) -> None:
        there = set(self.members if self.present is None else self.present)
        if not there <= set(self.members) or not set(self.left or ()) <= there:
            raise Malformed(ROOM, given=Text("other people", "其他人员"))

    def reasons(self, law: LawInForce) -> dict[PersonId, tuple[Tie, ...]]:
        """Give the members who have an interest, each with the ties behind it (利害关系理由), as far as they are known.

        A party itself is told as a `TieKind.SELF`. Assumption: every kind of tie counts, as `Ties.interested` says.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> question = RecusalQuestion(form="association", matter="relief", members=["p-1"], parties=["p-1"])
        >>> [tie.kind.value for tie in question.reasons(Law.of("cn").on(date(2025, 3, 13)))["p-1"]]
        ['self']
        """
        on, ties = in_force(law).day, Ties(self.ties or ())
        found = {member: ties.interested(member, self.parties, on) for member in self.members} if self.parties else {}
        return {member: why for member, why in found.items() if why}

    def must_leave(self, law: LawInForce) -> frozenset[PersonId]:
        """Give the members who must leave the room (应当回避的成员), as far as ties are known.

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the law that applies.
        Source: 慈善法第14条第2款, 基金会管理条例第23条第3款; for other matters an assumption.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> question = RecusalQuestion(form="association", matter="relief", members=["p-1", "p-2"], parties=["p-1"])
        >>> question.must_leave(Law.of("cn").on(date(2025, 3, 13)))
        frozenset({'p-1'})
        """
        return frozenset[PersonId]().union(*(group for _, group, _ in _groups(self, in_force(law))))

    def may_be_decided(self, law: LawInForce) -> Decision:
        """Tell whether those who must take no part did so (应当回避者是否均已回避).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the law that applies.
        Source: 慈善法第14条第2款, 基金会管理条例第23条第3款; for other matters an assumption.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> stayed = RecusalQuestion(
        ...     form="foundation", matter="relief", members=["p-1"], parties=["p-1"], present=["p-1"], left=[]
        ... )
        >>> stayed.may_be_decided(Law.of("cn").on(date(2025, 3, 13))).outcome.value
        'refused'
        """
        law, checks = in_force(law), Checks()
        for asked, group, complete in _groups(self, law):
            stayed = self._stayed(group)
            holds = None if stayed is None else False if stayed else complete or None
            must = len(group) if complete or group else None
            facts = {"must": must, "who": tuple(sorted(group)), "complete": complete}
            checks.weigh(asked, holds, found=stayed if complete or stayed else None, facts=facts)
        return checks.decision(_ASKED.later(matter=self.matter.text), self, law.day, law)

    def meeting(self, law: LawInForce, *, in_favour: int | None, charter_met: bool | None = None) -> Meeting:
        """Count the heads for the vote on the same matter (转为表决计数): see `Meeting`.

        ``in_favour`` counts the votes of those who stayed. Raises `Malformed`, `LawError`.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> question = RecusalQuestion(
        ...     form="foundation", matter="relief", members=["p-1", "p-2"], parties=[], present=["p-1"], left=[]
        ... )
        >>> question.meeting(Law.of("cn").on(date(2025, 3, 13)), in_favour=1).members
        2
        """
        known = self.parties is not None and (self.ties is not None or not self.parties)
        return Meeting(
            form=self.form,
            matter=self.matter,
            members=len(self.members),
            present=None if self.present is None else len(self.present),
            recused=len(self.must_leave(law) | set(self.left or ())) if known else None,
            left=None if self.left is None else len(self.left),
            in_favour=in_favour,
            charter_met=charter_met,
        )

    def _stayed(self, group: frozenset[PersonId]) -> int | None:
        """Count those of a group who took part; unknown if the minutes are."""
        if not group:
            return 0
        if self.present is None:
            return None
        there = group & set(self.present)
        return None if there and self.left is None else len(there - set(self.left or ()))


_ASKED = Text("decide on {matter} without those who have an interest", "表决{matter}时利害关系人回避")


def _groups(asked: RecusalQuestion, law: LawInForce) -> list[tuple[Ground, frozenset[PersonId], bool]]:
    """Give each duty in force with the members whom it sends out, and whether no other could be among them."""
    why = asked.reasons(law)
    everyone = frozenset(why)
    own = frozenset(member for member, ties in why.items() if ties[0].kind is TieKind.SELF)
    named = asked.parties is not None
    complete = named and (asked.ties is not None or not asked.parties)
    groups = []
    if asked.form is Form.FOUNDATION and law.foundation_directors_recuse:
        groups.append((DIRECTORS, everyone, complete))
    if asked.matter is Matter.RELATED_DEAL and "deal_parties_recuse" in law and law.deal_parties_recuse:
        groups.append((DEALING, own, named))
    if asked.form is not Form.FOUNDATION and law.decider_recuses:
        # The article on deals sends out who deals; relatives of a party leave by the same analogy as elsewhere.
        groups.append((ANALOGY, everyone - own if asked.matter is Matter.RELATED_DEAL else everyone, complete))
    return groups


_GO = mend(
    "left",
    does=("{found} of them leave the room, and it is decided anew", "其中{found}人回避后重新表决"),
    ask=("the minutes, and a declaration of ties by each member", "会议记录及每名成员的关系申报"),
    to=lambda finding, subject: tuple(
        dict.fromkeys((*(subject.left or ()), *(p for p in finding.facts["who"] if p in subject.present)))
    ),
)


def _leave(finding: Finding, subject: Any) -> Remedy | None:
    """Send them out; while ties are not known, that alone would not settle it."""
    return _GO(finding, subject) if finding.holds is None or finding.facts["complete"] else None


DIRECTORS = ground(
    "conflict.directors_recuse",
    Stage.AUTHORITY,
    title=("directors with an interest took no part: {must} of them", "有利害关系的理事{must}人均未参与决策"),
    unmet=(
        "directors with an interest: {must}; took part all the same: {found}",
        "有利害关系的理事{must}人，仍参与决策：{found}人",
    ),
    figures=("foundation_directors_recuse",),
    remedy=_leave,
)
DEALING = ground(
    "conflict.dealing_recuse",
    Stage.AUTHORITY,
    title=("who deals with the charity took no part: {must} of them", "与慈善组织交易者{must}人均未参与决策"),
    unmet=(
        "members who deal with the charity: {must}; took part all the same: {found}",
        "与慈善组织交易者{must}人，仍参与决策：{found}人",
    ),
    figures=("deal_parties_recuse",),
    remedy=_leave,
)
ANALOGY = ground(
    "conflict.interested_recuse",
    Stage.AUTHORITY,
    title=("members with an interest took no part: {must} of them", "有利害关系的成员{must}人均未参与决策"),
    unmet=(
        "members with an interest: {must}; took part all the same: {found}",
        "有利害关系的成员{must}人，仍参与决策：{found}人",
    ),
    figures=("decider_recuses",),
    remedy=_leave,
)
