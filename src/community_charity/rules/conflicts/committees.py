"""Supervision committees of villages and residential communities (村务监督、居务监督委员会).

Instruments: 村民委员会组织法 and 城市居民委员会组织法 as revised in 2025; the numbers of the articles were not read.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.ties import TieKind
>>> committee = SupervisionCommittee(
...     of_village=True, committee=["p-1"], supervisors=["p-2"], ties=[Tie("p-1", "p-2", TieKind.PARENT_OR_CHILD)]
... )  # invented
>>> committee.may_serve(Law.of("cn").on(date(2026, 3, 13))).outcome.value
'refused'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from community_charity.errors import expect
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import mend
from community_charity.parties import PersonId
from community_charity.rules.conflicts.facts import NEAR_RELATIVES, people, some_ties
from community_charity.ties import Tie, Ties

if TYPE_CHECKING:
    from community_charity.law.decision import Finding, Remedy
    from community_charity.law.law import LawInForce


def _yes(value: bool) -> bool:
    return expect(value, bool)


@attrs.frozen(kw_only=True)
class SupervisionCommittee:
    """Those who watch over a villagers' or residents' committee (监督委员会成员); what is not given is not known.

    ``of_village`` tells a village (``True``) from a residential community (``False``); ``committee`` are the members of
    the committee itself, ``supervisors`` those who watch over it. Raises `Malformed`.

    >>> SupervisionCommittee(of_village=False).supervisors is None
    True
    """

    of_village: bool = attrs.field(converter=_yes)
    committee: tuple[PersonId, ...] | None = attrs.field(default=None, converter=people)
    supervisors: tuple[PersonId, ...] | None = attrs.field(default=None, converter=people)
    ties: tuple[Tie, ...] | None = attrs.field(default=None, converter=some_ties)

    def close(self, law: LawInForce) -> tuple[PersonId, ...]:
        """Give the supervisors who are on the committee or near relatives of a member (不宜任监督者), as far as known.

        Raises `Malformed` for what is no `LawInForce`.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> both = SupervisionCommittee(of_village=True, committee=["p-1"], supervisors=["p-1", "p-2"])
        >>> both.close(Law.of("cn").on(date(2026, 3, 13)))
        ('p-1',)
        """
        on, ties, members = in_force(law).day, Ties(self.ties or ()), self.committee or ()

        def near(supervisor: PersonId) -> bool:
            return any(t.kind in NEAR_RELATIVES for m in members for t in ties.between(supervisor, m, on))

        return tuple(one for one in self.supervisors or () if one in members or near(one))

    def may_serve(self, law: LawInForce) -> Decision:
        """Tell whether these supervisors may serve (能否担任监督委员会成员).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the texts of 2025.
        Source: 村民委员会组织法 and 城市居民委员会组织法, both from 2026-01-01.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> apart = SupervisionCommittee(of_village=True, committee=["p-1"], supervisors=["p-2"], ties=[])
        >>> bool(apart.may_serve(Law.of("cn").on(date(2026, 3, 13))))
        True
        """
        law, checks = in_force(law), Checks()
        apart = law.village_supervisors_apart if self.of_village else law.residents_supervisors_apart
        if apart:
            close = self.close(law)
            known = None not in (self.committee, self.supervisors) and self.ties is not None
            holds = False if close else known or None
            checks.weigh(
                VILLAGE if self.of_village else RESIDENTS, holds, found=len(close), facts={"who": close, "known": known}
            )
        return checks.decision(_SERVE, self, law.day, law)


_SERVE = Text("serve on a supervision committee", "担任监督委员会成员")


_CHOOSE = mend(
    "supervisors",
    does=("choose others instead of them: {found}", "另选{found}名监督人员"),
    ask=("both lists and a declaration of ties", "双方名单及关系申报"),
    to=lambda finding, subject: tuple(one for one in subject.supervisors if one not in finding.facts["who"]),
)


def _others(finding: Finding, subject: Any) -> Remedy | None:
    """Choose others; while ties are not known, that alone would not settle it."""
    return _CHOOSE(finding, subject) if finding.holds is None or finding.facts["known"] else None


VILLAGE = ground(
    "conflict.village_supervisors",
    Stage.AUTHORITY,
    title=("no supervisor is a near relative of a committee member", "监督人员与村民委员会成员无近亲属关系"),
    unmet=(
        "supervisors who are on the villagers' committee or near relatives of a member: {found}, or it cannot be told",
        "监督人员为村民委员会成员或者其近亲属：{found}人，或者不能确定",
    ),
    figures=("village_supervisors_apart",),
    remedy=_others,
)
RESIDENTS = ground(
    "conflict.residents_supervisors",
    Stage.AUTHORITY,
    title=("no supervisor is a near relative of a committee member", "监督人员与居民委员会成员无近亲属关系"),
    unmet=(
        "supervisors who are on the residents' committee or near relatives of a member: {found}, or it cannot be told",
        "监督人员为居民委员会成员或者其近亲属：{found}人，或者不能确定",
    ),
    figures=("residents_supervisors_apart",),
    remedy=_others,
)
